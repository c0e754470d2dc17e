//! `torch.special`: kernels of one or two real numbers (`errors`, `gamma`, `incomplete`, `bessel`, `airy`, `polynomials`), and the
//! operations made of them with their gradients (`curves`, `pairs`).
//!
//! Kernels compute in 64 bits and are rounded once: series where they converge fast, integrals or asymptotic series elsewhere.

pub mod airy;
pub mod bessel;
pub mod curves;
pub mod errors;
pub mod gamma;
pub mod incomplete;
pub mod pairs;
pub mod polynomials;
