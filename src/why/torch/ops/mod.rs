//! The operations, a family a file, each forward beside its backward; `FAMILIES` is what the registry lists.

mod arithmetic;
mod chance;
pub(super) mod complex;
mod convert;
mod create;
mod einsum;
mod elementwise;
mod extremes;
mod floats;
mod gather;
mod index;
mod join;
mod layout;
mod linalg;
mod logic;
mod matmul;
mod moments;
mod moved;
mod nn;
mod power;
mod products;
mod quantile;
mod rearrange;
mod reduce;
mod scattered;
mod select;
mod sets;
mod sort;
mod special;
mod split;
mod statistics;
mod storing;
mod unary;
mod view;

use super::registry::Op;

pub use arithmetic::{add, add_in_place, div, mul, neg, sub};
pub use complex::{real, resolved};
pub use convert::to_dtype;
pub use create::tensor;
pub use elementwise::{Operand, result_type};
pub use index::{get_item, set_item};
pub use matmul::{c_name, linear, matmul};
pub use reduce::{sum, sum_dims, sum_to};
pub use view::{expand, narrow, permute, reshape, select, slice, squeeze, transpose, unsqueeze};

pub const FAMILIES: &[&[Op]] = &[
    arithmetic::OPS,
    chance::OPS,
    complex::access::OPS,
    complex::eigen::OPS,
    complex::fft::OPS,
    convert::OPS,
    create::OPS,
    einsum::OPS,
    extremes::OPS,
    floats::OPS,
    gather::OPS,
    join::OPS,
    layout::OPS,
    linalg::cholesky::OPS,
    linalg::eigh::OPS,
    linalg::factored::OPS,
    linalg::inverse::OPS,
    linalg::norms::OPS,
    linalg::power::OPS,
    linalg::qr::OPS,
    linalg::solve::OPS,
    linalg::svd::OPS,
    linalg::triangular::OPS,
    logic::OPS,
    matmul::OPS,
    moments::OPS,
    nn::activation::OPS,
    nn::attention::OPS,
    nn::conv::OPS,
    nn::distance::OPS,
    nn::dropout::OPS,
    nn::embedding::OPS,
    nn::gated::OPS,
    nn::grid::affine::OPS,
    nn::grid::sample::OPS,
    nn::loss::class::OPS,
    nn::loss::divergence::OPS,
    nn::loss::entropy::OPS,
    nn::loss::margin::OPS,
    nn::loss::multi::OPS,
    nn::loss::regression::OPS,
    nn::norm::batch::OPS,
    nn::norm::response::OPS,
    nn::norm::rms::OPS,
    nn::norm::rows::OPS,
    nn::pool::fractional::OPS,
    nn::pool::max::OPS,
    nn::pool::mean::OPS,
    nn::pool::unpool::OPS,
    nn::recurrent::layer::OPS,
    nn::shapes::bilinear::OPS,
    nn::shapes::columns::OPS,
    nn::shapes::pad::OPS,
    nn::shapes::resize::OPS,
    nn::shapes::shuffle::OPS,
    nn::softmax::OPS,
    power::OPS,
    products::OPS,
    quantile::OPS,
    rearrange::OPS,
    reduce::OPS,
    scattered::OPS,
    select::OPS,
    sets::OPS,
    sort::OPS,
    special::curves::OPS,
    special::pairs::OPS,
    special::polynomials::OPS,
    split::OPS,
    statistics::OPS,
    storing::OPS,
    unary::OPS,
    view::OPS,
];
