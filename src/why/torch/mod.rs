//! PyTorch's semantics over candle's forward kernels: tensors, the tape, random numbers, printing. No Python in here.
//!
//! `Tensor` is a view of a shared `storage`; `tape` remembers how it was made and runs backward; `schema` says how each
//! operation is called, in PyTorch's own words, and `registry` lists them all; `ops` has each family, forward and backward together.

pub mod args;
pub mod dtype;
pub mod error;
mod mt19937;
#[cfg(test)]
mod recorded;
pub mod numpy_random;
pub mod numpy_sum;
pub mod print;
pub mod ops;
pub mod random;
pub mod registry;
pub mod schema;
pub mod select;
pub mod shape;
pub mod storage;
pub mod sum;
pub mod tape;
pub mod tensor;
pub mod text;
pub mod values;
pub mod warnings;

pub use args::{Args, Value};
pub use dtype::DType;
pub use error::{Error, Kind, Result};
pub use shape::Shape;
pub use tensor::Tensor;
