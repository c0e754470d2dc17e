//! The rules, pure: no clock, no I/O, no global randomness. Time and a random generator are passed in.

pub mod answer;
pub mod board;
mod ids;
mod marks;
pub mod number;

pub use answer::{Action, Answer, Entry};
pub use ids::{Mark, PersonId, PlaceId, RoundId};
pub use marks::Marks;
