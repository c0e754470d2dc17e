//! A quiz bot for study groups that proves its answers.
//!
//! The modules are in reading order. A question goes from the bank through the rules and the engine to a chat; an answer comes
//! back the same way into the store.

pub mod cli;
pub mod app;
pub mod config;
pub mod bank;
pub mod quiz;
pub mod engine;
pub mod store;
pub mod chat;
pub mod why;
pub mod figure;
pub mod proof;
