//! The rules, pure: no clock, no I/O, no global randomness. Time and a random generator are passed in.

pub mod answer;
pub mod board;
mod grade;
mod ids;
mod marks;
pub mod number;
pub mod scheme;

pub use answer::{Action, Answer, Entry};
pub use grade::{Grade, Verdict, grade};
pub use ids::{Mark, PersonId, PlaceId, RoundId};
pub use marks::Marks;
pub use scheme::Scheme;
