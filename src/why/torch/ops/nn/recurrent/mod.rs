//! Layers of recurrent networks, a whole sequence at a time, there and back.
//!
//! `sequence` has how a sequence is laid out, `cells` one step of each kind, `forward` and `backward` the walks. A gradient that is
//! to have gradients itself is taken from `composed`, which does the same with operations that have them.

mod backward;
mod cells;
mod composed;
mod forward;
pub(in super::super) mod layer;
mod sequence;
