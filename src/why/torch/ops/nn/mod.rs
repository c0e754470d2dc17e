//! `torch.nn.functional`: activations, losses, layers' arithmetic, and what recurrent layers and optimisers run on.

pub(super) mod activation;
pub(super) mod attention;
pub(super) mod conv;
mod curves;
pub(super) mod distance;
pub(super) mod dropout;
pub(super) mod embedding;
mod formula;
pub(super) mod loss;
pub(super) mod norm;
pub(super) mod gated;
pub(super) mod gemm;
pub(super) mod grid;
mod linear_map;
mod pointwise;
pub(super) mod pool;
pub(super) mod real;
pub(super) mod recurrent;
pub(super) mod shapes;
pub(super) mod softmax;
