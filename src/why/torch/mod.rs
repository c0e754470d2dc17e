//! PyTorch's semantics over candle's forward kernels: tensors, the tape, random numbers, printing. No Python in here.

mod mt19937;
#[cfg(test)]
mod recorded;
pub mod random;
pub mod select;
pub mod numpy_random;
pub mod print;
pub mod sum;
