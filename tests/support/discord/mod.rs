//! A stand-in for Discord, REST and gateway, for tests of the bot as a whole. It is written from Discord's own
//! documentation and JSON, never from the bot's library, so that a mistake of one is not repeated by the other.
//!
//! A test starts one, points the bot at [`StandIn::base`], and then is the people: they say, react, click and submit.

pub mod alone;
mod clock;
mod control;
mod emoji;
pub mod error;
pub mod faults;
mod gateway;
mod interactions;
mod permissions;
mod rest;
mod server;
mod validate;
mod world;

use std::sync::Arc;
use world::Hub;

/// What can't be changed once it runs.
#[derive(Clone, Debug)]
pub struct Config {
    /// The bot's user and its application: Discord gives both one id.
    pub bot: u64,
    /// Without `Bot `. Some libraries read the bot's id from its first part.
    pub token: String,
    /// The switches of the developer portal, as intents. Off by default, as for a new application.
    pub privileged_intents: u64,
    /// In milliseconds.
    pub heartbeat_interval: u64,
    /// What `GET /gateway/bot` recommends.
    pub shards: u64,
    /// How many milliseconds its clock is ahead, from the first id on.
    pub clock_ahead: i64,
    /// Adding reactions faster than one in 250 ms is refused, as by Discord.
    pub reaction_limit: bool,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            bot: 1_100_000_000_000_000_001,
            token: "MTEwMDAwMDAwMDAwMDAwMDAwMQ.stand.in-for-discord".to_owned(),
            privileged_intents: 0,
            heartbeat_interval: 41_250,
            shards: 1,
            clock_ahead: 0,
            reaction_limit: false,
        }
    }
}

/// A running stand-in; a clone is another handle to the same one. It ends with the runtime that it was started in.
#[derive(Clone)]
pub struct StandIn {
    hub: Arc<Hub>,
    base: String,
}
