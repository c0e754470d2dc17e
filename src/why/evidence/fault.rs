//! What can be wrong with a program that is to prove something, each in one sentence for its author.

use crate::why::outcome::Stop;
use crate::why::python::syntax::Unreadable;

/// One thing that is wrong, and the line of the program it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Counted from 1; `None` when it is about the program as a whole.
    pub line: Option<u32>,
    pub reason: Reason,
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    #[error(transparent)]
    Unreadable(Unreadable),
    #[error("the program never sets `{0}`; expected a last line such as `{0} = {example}`", example = example(.0))]
    Unset(&'static str),
    #[error("`{0}` is written down here, not measured; expected it to follow from what the program computes")]
    WrittenDown(&'static str),
    #[error("`{name}` is set to True or False, but there are only {options} options")]
    NoSuchOption { name: &'static str, options: usize },
    #[error("`{name}` is {found}; expected True or False")]
    NoVerdict { name: &'static str, found: String },
    #[error("`answer` is {found}; expected a number or a text")]
    NoValue { found: String },
    #[error("`answer` is {0}; expected a finite number")]
    NotFinite(String),
    #[error("the program raised {}", raised(kind, message))]
    Raised { kind: String, message: String },
    #[error("the program ended itself with an error")]
    Exited,
    #[error("{}", stopped(*.0))]
    Stopped(Stop),
}

fn example(name: &str) -> &'static str {
    if name == "answer" { "loss.item()" } else { "loss < 0.1" }
}

/// Only the message's first line: some are pages long.
fn raised(kind: &str, message: &str) -> String {
    match message.lines().next() {
        None | Some("") => kind.to_owned(),
        Some(line) if line.chars().count() > 200 => {
            let start: String = line.chars().take(200).collect();
            format!("{kind}: {start}…")
        }
        Some(line) => format!("{kind}: {line}"),
    }
}

fn stopped(stop: Stop) -> &'static str {
    match stop {
        Stop::Time => "the program took longer than it may and was stopped",
        Stop::Memory => "the program needed more memory than it may and was stopped",
        Stop::Output => "the program printed more than it may and was stopped",
        Stop::Recursion => "the program called itself too deeply and was stopped",
        Stop::Died => "the program's process ended before the program did",
    }
}

impl From<Unreadable> for Fault {
    fn from(unreadable: Unreadable) -> Self {
        let line = match unreadable {
            Unreadable::Syntax { line, .. } => Some(line),
            Unreadable::TooLong(_) | Unreadable::TooDeep => None,
        };
        Self { line, reason: Reason::Unreadable(unreadable) }
    }
}
