//! What tests share.

pub mod bot;
pub mod browser;
pub mod database;
pub mod player;
pub mod recorder;
pub mod skip;
