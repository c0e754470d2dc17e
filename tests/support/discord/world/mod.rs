//! Everything the stand-in knows: who exists, what was said, and who is connected. One lock holds it, so what a request
//! changes and the events it causes come in one order.

mod channels;
mod emit;
mod guilds;
mod messages;
mod people;
mod reactions;

pub use channels::Channel;
pub use emit::Audience;
pub use guilds::Guild;
pub use messages::{Draft, EPHEMERAL, File, LOADING, Message};
pub use people::User;
pub use reactions::{Reaction, Removed};

use super::Config;
use super::clock::Clock;
use super::faults::Faults;
use super::gateway::Gateway;
use super::interactions::Interaction;
use serde_json::Value;
use std::collections::{BTreeMap, HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use tokio::sync::Notify;

/// Shared by every request, every socket and the tests.
pub struct Hub {
    world: Mutex<World>,
    /// Rung whenever something a test may wait for has happened.
    pub changed: Notify,
}

impl Hub {
    pub fn new(config: Config, base: &str) -> Arc<Self> {
        Arc::new_cyclic(|hub| Self { world: Mutex::new(World::new(config, base, hub.clone())), changed: Notify::new() })
    }

    pub fn lock(&self) -> MutexGuard<'_, World> {
        self.world.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

pub struct World {
    pub config: Config,
    /// `http://127.0.0.1:PORT`.
    pub base: String,
    pub clock: Clock,
    /// Its user and its application.
    pub bot: u64,
    pub owner: u64,
    pub users: HashMap<u64, User>,
    pub guilds: BTreeMap<u64, Guild>,
    pub channels: HashMap<u64, Channel>,
    /// By guild; the global ones under `None`.
    pub commands: BTreeMap<Option<u64>, Vec<Value>>,
    pub interactions: HashMap<u64, Interaction>,
    /// Interaction tokens.
    pub tokens: HashMap<String, u64>,
    pub files: HashMap<u64, File>,
    /// What the bot posted with `enforce_nonce`, by channel and message: a nonce is its author's, wherever it was used.
    pub nonces: HashMap<String, (u64, u64)>,
    pub gateway: Gateway,
    pub faults: Faults,
    /// Requests by route.
    pub requests: BTreeMap<String, u64>,
    pub exchanges: VecDeque<Value>,
    hub: Weak<Hub>,
}

impl World {
    fn new(config: Config, base: &str, hub: Weak<Hub>) -> Self {
        let mut clock = Clock::default();
        clock.set_offset(config.clock_ahead);
        let (bot, owner) = (config.bot, clock.snowflake());
        let mut world = Self {
            gateway: Gateway::new(&config),
            config,
            base: base.to_owned(),
            clock,
            bot,
            owner,
            users: HashMap::new(),
            guilds: BTreeMap::new(),
            channels: HashMap::new(),
            commands: BTreeMap::new(),
            interactions: HashMap::new(),
            tokens: HashMap::new(),
            files: HashMap::new(),
            nonces: HashMap::new(),
            faults: Faults::default(),
            requests: BTreeMap::new(),
            exchanges: VecDeque::new(),
            hub,
        };
        world.users.insert(bot, User::new(bot, "ansatz", true));
        world.users.insert(owner, User::new(owner, "owner", false));
        world
    }
}
