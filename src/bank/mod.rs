//! The question bank: reading what authors write, and telling them everything that is wrong with it at once.
//! Nothing here does I/O but `load.rs`.

pub mod key;
mod question;

pub use question::{Choice, ChoiceIndex, Difficulty, Kind, Question, QuestionId};
