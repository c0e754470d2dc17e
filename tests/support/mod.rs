//! What tests share.

pub mod bot;
pub mod browser;
pub mod database;
pub mod discord;
pub mod openapi;
pub mod player;
pub mod recorder;
pub mod skip;
