//! The single integration test binary: one module a subject.

mod crash;
#[cfg(all(feature = "embedded", unix))]
mod embedded;
mod layers;
mod play;
mod room_http;
mod support;
