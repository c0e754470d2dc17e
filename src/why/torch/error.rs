//! Errors as PyTorch words them, each with the kind of Python exception it is.

use std::any::Any;
use std::rc::Rc;

pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Which Python exception an error becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Runtime,
    Type,
    Value,
    Index,
    Attribute,
    Overflow,
    ZeroDivision,
    NotImplemented,
    Memory,
    Assertion,
    /// `torch.linalg.LinAlgError`.
    LinAlg,
    /// One that a callback raised, carried through unchanged in `Error::raised`.
    Foreign,
}

/// What went wrong, in PyTorch's words.
#[derive(Clone, thiserror::Error)]
#[error("{message}")]
pub struct Error {
    pub kind: Kind,
    pub message: String,
    /// The exception a callback raised, for the one who knows its type.
    pub raised: Option<Rc<dyn Any>>,
}

impl std::fmt::Debug for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?}: {}", self.kind, self.message)
    }
}

impl Error {
    pub fn new(kind: Kind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into(), raised: None }
    }

    pub fn runtime(message: impl Into<String>) -> Self {
        Self::new(Kind::Runtime, message)
    }

    pub fn value(message: impl Into<String>) -> Self {
        Self::new(Kind::Value, message)
    }

    pub fn index(message: impl Into<String>) -> Self {
        Self::new(Kind::Index, message)
    }

    pub fn type_error(message: impl Into<String>) -> Self {
        Self::new(Kind::Type, message)
    }

    /// For what exists in PyTorch and not here: `what` is its name, with the option if only that is missing.
    pub fn not_implemented(what: impl std::fmt::Display) -> Self {
        Self::new(Kind::NotImplemented, format!("{what} is not supported here"))
    }

    pub fn foreign(raised: Rc<dyn Any>) -> Self {
        Self { kind: Kind::Foreign, message: "an exception in a callback".to_owned(), raised: Some(raised) }
    }
}

impl From<candle_core::Error> for Error {
    fn from(error: candle_core::Error) -> Self {
        Self::runtime(error.to_string())
    }
}
