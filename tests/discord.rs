//! The real program on a stand-in Discord: what a study group does in a day, and what goes wrong around it.

mod answers;
mod connecting;
mod day;
mod faults;
mod gaps;
mod group;
mod late;
mod organising;
mod reactions;
mod recovery;
mod shown;
