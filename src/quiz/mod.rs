//! The rules, pure: no clock, no I/O, no global randomness. Time and a random generator are passed in.

pub mod answer;
pub mod board;
mod grade;
mod ids;
mod marks;
pub mod number;
pub mod reread;
pub mod round;
#[cfg(test)]
pub(crate) mod samples;
pub mod schedule;
pub mod scheme;
pub mod select;
pub mod shuffle;
pub mod zone;

pub use answer::{Action, Answer, Entry, Rejected};
pub use board::{Calendar, Window};
pub use grade::{Grade, Verdict, grade};
pub use ids::{DriverId, Mark, PersonId, PersonRef, PlaceId, PlaceRef, RoundId};
pub use marks::Marks;
pub use round::State;
pub use schedule::{Decision, Due, Schedule};
pub use scheme::Scheme;
pub use select::{Picked, pick};
pub use shuffle::Order;
