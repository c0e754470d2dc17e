//! What the benchmarks share.

pub mod database;
pub mod measured;
pub mod questions;
pub mod summary;
pub mod turns;
pub mod world;
