//! The single integration test binary: one module a subject.

mod crash;
mod play;
mod store;
mod support;
