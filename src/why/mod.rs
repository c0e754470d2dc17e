//! "Why?": runs PyTorch programs on candle in a sandboxed child and says what came out.
//!
//! A program goes to a warm child (`pool`), which limits itself (`sandbox`), runs it in a Python of its own (`python`) whose
//! `torch` is ours (`torch`), and answers (`wire`, `transcript`) with an `Outcome`. `evidence` reads a question's proof out of
//! one, `figure` draws.

pub mod outcome;
pub mod child;
pub mod pool;
pub mod evidence;
mod transcript;
mod wire;
pub mod worker;
mod sandbox;
pub mod python;
pub mod torch;
