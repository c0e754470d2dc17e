//! PyTorch's semantics over candle's forward kernels: tensors, the tape, random numbers, printing. No Python in here.

pub mod random;
pub mod select;
