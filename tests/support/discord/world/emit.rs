//! Who hears of an event, and how it gets there: at once, or late, twice and out of order when a test wants that.

use super::super::gateway::intents;
use super::super::permissions;
use super::messages::mask;
use super::{Guild, World};
use serde_json::Value;
use std::sync::Arc;
use std::time::Duration;

/// The sessions that hear of an event.
#[derive(Clone, Copy, Debug)]
pub struct Audience {
    pub guild: Option<u64>,
    /// Any of these intents will do; none asked for is everyone.
    pub intents: u64,
    /// Its content is only for those with MESSAGE_CONTENT.
    pub masked: bool,
    /// The bot can't see where it happens.
    pub hidden: bool,
}

impl Audience {
    pub fn guild(guild: u64, intents: u64) -> Self {
        Self { guild: Some(guild), intents, masked: false, hidden: false }
    }
}

/// An event with those who hear it.
struct Event {
    name: &'static str,
    full: Arc<Value>,
    masked: Arc<Value>,
    audience: Audience,
}

impl World {
    /// Of what happens in a channel.
    pub fn audience(&self, channel: u64, in_guild: u64, direct: u64) -> Audience {
        let channel = self.channels.get(&channel);
        let guild = channel.and_then(|channel| channel.guild);
        let held = channel.map(|channel| self.permissions_in(channel, self.bot)).unwrap_or_default();
        let gone = guild.and_then(|id| self.guilds.get(&id)).is_some_and(|guild| guild.gone);
        Audience {
            guild,
            intents: if guild.is_some() { in_guild } else { direct },
            masked: false,
            hidden: gone || held & permissions::VIEW_CHANNEL == 0,
        }
    }

    pub fn emit(&mut self, name: &'static str, data: Value, audience: Audience) {
        if audience.hidden {
            return;
        }
        let full = Arc::new(data);
        let masked = if audience.masked {
            let mut masked = Value::clone(&full);
            mask(&mut masked);
            Arc::new(masked)
        } else {
            full.clone()
        };
        let event = Arc::new(Event { name, full, masked, audience });
        let delays = self.faults.delays();
        if delays.is_empty() {
            self.deliver(&event);
        }
        for delay in delays {
            self.deliver_later(event.clone(), delay);
        }
        if let Some(hub) = self.hub.upgrade() {
            hub.changed.notify_waiters();
        }
    }

    fn deliver_later(&self, event: Arc<Event>, delay: Duration) {
        let hub = self.hub.clone();
        tokio::spawn(async move {
            tokio::time::sleep(delay).await;
            if let Some(hub) = hub.upgrade() {
                hub.lock().deliver(&event);
                hub.changed.notify_waiters();
            }
        });
    }

    fn deliver(&mut self, event: &Event) {
        let audience = &event.audience;
        let guild = audience.guild.and_then(|id| self.guilds.get(&id));
        for session in self.gateway.sessions.values_mut() {
            // Direct messages are the first shard's.
            let shard = guild.map_or(0, |guild| guild.shard(session.shard.1));
            let wanted = audience.intents == 0 || session.intents & audience.intents != 0;
            if shard != session.shard.0 || !wanted {
                continue;
            }
            let hides = audience.masked && session.intents & intents::MESSAGE_CONTENT == 0;
            let data = if hides { &event.masked } else { &event.full };
            session.dispatch(event.name, data, &mut self.gateway.log);
        }
    }

    /// GUILD_CREATE, to one session after READY or to all when it is new.
    pub fn emit_guild_create(&mut self, guild: u64) {
        let Some(guild) = self.guilds.get(&guild) else { return };
        let data = self.guild_create_json(guild);
        let audience = Audience::guild(guild.id, intents::GUILDS);
        self.emit("GUILD_CREATE", data, audience);
    }

    /// Those which the bot is in.
    pub fn present_guilds(&self) -> impl Iterator<Item = &Guild> {
        self.guilds.values().filter(|guild| !guild.gone)
    }
}
