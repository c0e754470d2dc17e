//! The question bank: reading what authors write, and telling them everything that is wrong with it at once.
//! Nothing here does I/O but `load.rs`.

mod bank;
pub mod key;
mod problem;
mod question;
mod stubs;

pub use bank::{Bank, digest};
pub use problem::{Place, Problem, Severity};
pub use stubs::*;
pub use question::{Choice, ChoiceIndex, Difficulty, Kind, Question, QuestionId};
