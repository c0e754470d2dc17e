//! The rules, pure: no clock, no I/O, no global randomness. Time and a random generator are passed in.

pub mod answer;
pub mod board;
mod ids;
mod marks;

pub use answer::{Action, Answer, Entry};
pub use ids::{Mark, PersonId, PersonRef, PlaceId, PlaceRef, RoundId};
pub use marks::Marks;
