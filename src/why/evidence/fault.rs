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
    /// In the words of `Stop::sentence`, without its place.
    #[error("{0}")]
    Stopped(String),
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

/// What happened at a limit whose size is not known.
pub(super) fn stopped(stop: Stop) -> String {
    let did = match stop {
        Stop::Time => "ran longer than it may",
        Stop::Memory => "needed more memory than it may",
        Stop::Output => "printed more than it may",
        Stop::Recursion => "called itself too deeply",
        Stop::Died => "broke the interpreter that ran it",
    };
    format!("the program {did}")
}

/// "Stopped: the program ran longer than 5 seconds, at line 7." without what stands around it here.
pub(super) fn bare(sentence: &str, line: Option<u32>) -> String {
    let sentence = sentence.strip_prefix("Stopped: ").unwrap_or(sentence);
    let sentence = sentence.strip_suffix('.').unwrap_or(sentence);
    let place = line.map(|line| format!(", at line {line}")).unwrap_or_default();
    sentence.strip_suffix(&place).unwrap_or(sentence).to_owned()
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
