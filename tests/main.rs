//! The single integration test binary: one module a subject.

#[cfg(all(feature = "embedded", unix))]
mod embedded;
mod layers;
#[cfg(all(feature = "embedded", unix))]
mod support;
