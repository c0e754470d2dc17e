//! The operations, a family a file, each forward beside its backward; `FAMILIES` is what the registry lists.

mod arithmetic;
mod convert;
mod create;
mod elementwise;
mod index;
mod matmul;
mod nn;
mod reduce;
mod view;

use super::registry::Op;

pub use arithmetic::{add, add_in_place, div, mul, neg, sub};
pub use convert::to_dtype;
pub use create::tensor;
pub use elementwise::{Operand, result_type};
pub use index::{get_item, set_item};
pub use matmul::{linear, matmul};
pub use reduce::{sum, sum_dims, sum_to};
pub use view::{expand, narrow, permute, reshape, select, slice, squeeze, transpose, unsqueeze};

pub const FAMILIES: &[&[Op]] = &[arithmetic::OPS, convert::OPS, create::OPS, matmul::OPS, reduce::OPS, view::OPS, nn::activation::OPS, nn::gated::OPS, nn::softmax::OPS, nn::loss::regression::OPS, nn::loss::entropy::OPS, nn::loss::class::OPS, nn::loss::divergence::OPS, nn::loss::margin::OPS, nn::loss::multi::OPS, nn::distance::OPS];
