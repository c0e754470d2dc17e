//! What tests share.

pub mod skip;
