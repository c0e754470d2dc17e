//! Pooling: the largest value or the mean of each window of an image, of one, two and three dimensions.
//!
//! One dimension is two of which the first has length 1, as in PyTorch, whose nodes show it.

mod check;
pub(in super::super) mod fractional;
mod largest;
pub(in super::super) mod max;
pub(in super::super) mod mean;
pub(in super::super) mod unpool;
mod windows;

use super::super::super::args::{Args, Value};
use super::super::super::error::Result;
use super::super::super::tensor::Tensor;
use super::super::{squeeze, unsqueeze};

/// Runs a pooling of two dimensions on one: `f` gives one or two tensors.
fn in_one_dimension(x: &Tensor, f: impl FnOnce(&Tensor) -> Result<Vec<Tensor>>) -> Result<Vec<Tensor>> {
    f(&unsqueeze(x, -2)?)?.iter().map(|t| squeeze(t, Some(&[-2]))).collect()
}

/// Values alone, or with their indices.
fn answer(mut found: Vec<Tensor>, indices: bool) -> Value {
    if !indices {
        found.truncate(1);
        if let Some(values) = found.pop() {
            return values.into();
        }
    }
    found.into()
}

/// A list of one or several integers; none where PyTorch's default is an empty list.
fn integers(args: &Args, i: usize) -> Result<Vec<i64>> {
    if args.is_none(i) { Ok(Vec::new()) } else { args.ints(i) }
}
