//! A quiz bot for study groups that proves its answers. The modules are in reading order: a question goes from the bank
//! through the rules and the engine to the store and the chats.

pub mod bank;
pub mod quiz;
pub mod chat;
pub mod store;
