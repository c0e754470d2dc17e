//! Linear algebra: factorisations as LAPACK does them, step by step, so that signs and orders are those PyTorch shows, and what
//! is made of them, each with its gradient.
//!
//! Kernels work on one `Matrix` of `f32` or `f64` (`lu`, `reflect`, `tridiagonal`, `bidiagonal`); the other files hold the operations.

pub mod bidiagonal;
pub mod cholesky;
pub mod eigh;
pub mod factored;
pub mod inverse;
pub mod lu;
pub mod matrix;
pub mod norms;
pub mod power;
pub mod qr;
pub mod reflect;
pub mod rotate;
pub mod solve;
pub mod svd;
pub mod triangular;
pub mod tridiagonal;
