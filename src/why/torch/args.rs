//! What operations are called with and what they give back.

use std::cell::RefCell;
use std::rc::Rc;

use smallvec::SmallVec;

use super::dtype::DType;
use super::error::{Error, Result};
use super::random::Generator;
use super::tensor::Tensor;

/// A value as it comes from the language or goes back to it.
#[derive(Clone)]
pub enum Value {
    None,
    Bool(bool),
    Int(i64),
    Float(f64),
    Complex(f64, f64),
    Str(Rc<str>),
    DType(DType),
    Tensor(Tensor),
    /// A list or a tuple of the language; a list when given back.
    List(Vec<Value>),
    /// A tuple, only given back.
    Tuple(Vec<Value>),
    /// `torch.return_types.max(values=..., indices=...)`, only given back.
    Named(&'static str, &'static [&'static str], Vec<Value>),
    /// A `torch.Size`, only given back.
    Size(Vec<usize>),
    Generator(Rc<RefCell<Generator>>),
    /// `start:stop:step`, in an index.
    Slice(Option<i64>, Option<i64>, Option<i64>),
    Ellipsis,
    /// Something the torch layer knows nothing of: the name of its Python type.
    Other(Rc<str>),
}

impl Value {
    /// The name of its Python type, for error texts.
    pub fn type_name(&self) -> &str {
        match self {
            Self::None => "NoneType",
            Self::Bool(_) => "bool",
            Self::Int(_) => "int",
            Self::Float(_) => "float",
            Self::Complex(..) => "complex",
            Self::Str(_) => "str",
            Self::DType(_) => "torch.dtype",
            Self::Tensor(_) => "Tensor",
            Self::List(_) => "list",
            Self::Tuple(_) | Self::Named(..) => "tuple",
            Self::Size(_) => "torch.Size",
            Self::Generator(_) => "torch._C.Generator",
            Self::Slice(..) => "slice",
            Self::Ellipsis => "ellipsis",
            Self::Other(name) => name,
        }
    }

    /// A number's value.
    pub fn number(&self) -> Option<f64> {
        match self {
            Self::Bool(b) => Some(f64::from(u8::from(*b))),
            Self::Int(i) => Some(*i as f64),
            Self::Float(f) => Some(*f),
            _ => None,
        }
    }

    /// A number's parts, complex or not.
    pub fn parts(&self) -> Option<[f64; 2]> {
        match self {
            Self::Complex(real, imaginary) => Some([*real, *imaginary]),
            other => other.number().map(|real| [real, 0.0]),
        }
    }
}

impl From<Tensor> for Value {
    fn from(tensor: Tensor) -> Self {
        Self::Tensor(tensor)
    }
}

impl From<Vec<Tensor>> for Value {
    fn from(tensors: Vec<Tensor>) -> Self {
        Self::Tuple(tensors.into_iter().map(Self::Tensor).collect())
    }
}

/// Bound arguments, one for each parameter of the operation's schema, in its order. The schema has checked their types, so
/// the accessors fail only where an operation asks for something else than its schema says.
pub struct Args {
    pub values: SmallVec<[Value; 6]>,
}

impl Args {
    fn wrong<T>(&self, i: usize, wanted: &str) -> Result<T> {
        let got = self.values.get(i).map_or("nothing", Value::type_name);
        Err(Error::type_error(format!("argument {} must be {wanted}, not {got}", i + 1)))
    }

    pub fn value(&self, i: usize) -> &Value {
        self.values.get(i).unwrap_or(&Value::None)
    }

    pub fn is_none(&self, i: usize) -> bool {
        matches!(self.value(i), Value::None)
    }

    pub fn tensor(&self, i: usize) -> Result<&Tensor> {
        match self.value(i) {
            Value::Tensor(tensor) => Ok(tensor),
            _ => self.wrong(i, "Tensor"),
        }
    }

    pub fn opt_tensor(&self, i: usize) -> Option<&Tensor> {
        match self.value(i) {
            Value::Tensor(tensor) => Some(tensor),
            _ => None,
        }
    }

    pub fn tensors(&self, i: usize) -> Result<Vec<Tensor>> {
        match self.value(i) {
            Value::List(values) => values
                .iter()
                .map(|v| match v {
                    Value::Tensor(t) => Ok(t.clone()),
                    _ => self.wrong(i, "tuple of Tensors"),
                })
                .collect(),
            _ => self.wrong(i, "tuple of Tensors"),
        }
    }

    pub fn int(&self, i: usize) -> Result<i64> {
        match self.value(i) {
            Value::Int(n) => Ok(*n),
            Value::Bool(b) => Ok(i64::from(*b)),
            Value::Tensor(t) if t.numel() == 1 => Ok(t.to_i64_vec()[0]),
            _ => self.wrong(i, "int"),
        }
    }

    pub fn opt_int(&self, i: usize) -> Result<Option<i64>> {
        if self.is_none(i) { Ok(None) } else { self.int(i).map(Some) }
    }

    /// A length, a count: an int that may not be negative.
    pub fn count(&self, i: usize) -> Result<usize> {
        let n = self.int(i)?;
        usize::try_from(n).map_err(|_| Error::runtime(format!("expected a non-negative number, but got {n}")))
    }

    pub fn float(&self, i: usize) -> Result<f64> {
        match self.value(i) {
            Value::Tensor(t) => t.item(),
            v => v.number().map_or_else(|| self.wrong(i, "Number"), Ok),
        }
    }

    pub fn opt_float(&self, i: usize) -> Result<Option<f64>> {
        if self.is_none(i) { Ok(None) } else { self.float(i).map(Some) }
    }

    pub fn boolean(&self, i: usize) -> bool {
        match self.value(i) {
            Value::Bool(b) => *b,
            Value::Int(n) => *n != 0,
            _ => false,
        }
    }

    pub fn text(&self, i: usize) -> Result<&str> {
        match self.value(i) {
            Value::Str(s) => Ok(s),
            _ => self.wrong(i, "str"),
        }
    }

    pub fn opt_text(&self, i: usize) -> Option<&str> {
        match self.value(i) {
            Value::Str(s) => Some(s),
            _ => None,
        }
    }

    pub fn dtype(&self, i: usize) -> Option<DType> {
        match self.value(i) {
            Value::DType(dtype) => Some(*dtype),
            _ => None,
        }
    }

    /// Integers; one alone is a list of one.
    pub fn ints(&self, i: usize) -> Result<Vec<i64>> {
        match self.value(i) {
            Value::Int(n) => Ok(vec![*n]),
            Value::Tensor(t) if t.rank() == 0 => Ok(t.to_i64_vec()),
            Value::List(values) => values
                .iter()
                .map(|v| match v {
                    Value::Int(n) => Ok(*n),
                    Value::Bool(b) => Ok(i64::from(*b)),
                    Value::Tensor(t) if t.numel() == 1 => Ok(t.to_i64_vec()[0]),
                    _ => self.wrong(i, "tuple of ints"),
                })
                .collect(),
            _ => self.wrong(i, "tuple of ints"),
        }
    }

    pub fn opt_ints(&self, i: usize) -> Result<Option<Vec<i64>>> {
        if self.is_none(i) { Ok(None) } else { self.ints(i).map(Some) }
    }

    pub fn floats(&self, i: usize) -> Result<Vec<f64>> {
        match self.value(i) {
            Value::List(values) => {
                values.iter().map(|v| v.number().map_or_else(|| self.wrong(i, "tuple of floats"), Ok)).collect()
            }
            v => v.number().map_or_else(|| self.wrong(i, "tuple of floats"), |x| Ok(vec![x])),
        }
    }

    pub fn generator(&self, i: usize) -> Option<Rc<RefCell<Generator>>> {
        match self.value(i) {
            Value::Generator(generator) => Some(generator.clone()),
            _ => None,
        }
    }
}
