//! The question bank: reading what authors write, and telling them everything that is wrong with it at once.
//! Nothing here does I/O but `load.rs`.

mod check;
mod collection;
mod import;
pub mod key;
mod load;
pub mod markdown;
mod problem;
mod question;
mod schema;
mod write;
pub mod yaml;

pub use collection::{Bank, digest};
pub use import::read_text;
pub use key::{Key, Spec};
pub use load::{Sourced, import_path, load_bundled, load_path, source_bundled, source_path};
pub use problem::{Place, Problem, Severity};
pub use question::{Choice, ChoiceIndex, Difficulty, Kind, Question, QuestionId};
pub use schema::schema;
pub use write::{WriteError, to_yaml};
