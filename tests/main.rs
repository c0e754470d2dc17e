//! The single integration test binary: one module a subject.

mod bank;
mod crash;
#[cfg(all(feature = "embedded", unix))]
mod embedded;
mod layers;
mod outage;
mod play;
mod room_http;
mod schedule;
mod support;
