//! Guilds, channels, people and permissions.

use super::super::StandIn;
use super::super::error::{Refused, refuse};
use super::super::gateway::intents;
use super::super::permissions;
use super::super::world::{Audience, User, World};
use serde_json::json;

impl StandIn {
    /// The bot's own user, which is also its application.
    pub fn bot(&self) -> u64 {
        self.hub.lock().bot
    }

    /// Of every guild; nobody else has more than everyone's permissions.
    pub fn owner(&self) -> u64 {
        self.hub.lock().owner
    }

    pub fn token(&self) -> String {
        self.hub.lock().config.token.clone()
    }

    /// With the bot in it.
    pub async fn create_guild(&self, name: &str) -> u64 {
        let mut world = self.hub.lock();
        let guild = world.add_guild(name);
        world.emit_guild_create(guild);
        guild
    }

    pub async fn create_channel(&self, guild: u64, name: &str) -> Result<u64, Refused> {
        let mut world = self.hub.lock();
        if !world.guilds.contains_key(&guild) {
            return refuse(format!("no guild {guild}"));
        }
        let channel = world.add_channel(guild, name);
        tell(&mut world, "CHANNEL_CREATE", channel);
        Ok(channel)
    }

    /// A member of `guild`, if one is given.
    pub async fn create_user(&self, guild: Option<u64>, name: &str) -> Result<u64, Refused> {
        let mut world = self.hub.lock();
        let id = world.clock.snowflake();
        world.users.insert(id, User::new(id, name, false));
        let Some(guild) = guild else { return Ok(id) };
        let joined_at = world.clock.timestamp();
        let Some(home) = world.guilds.get_mut(&guild) else { return refuse(format!("no guild {guild}")) };
        home.admit(id, joined_at);
        let mut event = world.full_member_json(&world.guilds[&guild], id).unwrap_or_default();
        event["guild_id"] = json!(guild.to_string());
        world.emit("GUILD_MEMBER_ADD", event, Audience::guild(guild, intents::GUILD_MEMBERS));
        Ok(id)
    }

    /// The guild calls them something else.
    pub async fn nickname(&self, guild: u64, user: u64, nick: &str) -> Result<(), Refused> {
        let mut world = self.hub.lock();
        match world.guilds.get_mut(&guild).and_then(|home| home.members.get_mut(&user)) {
            Some(member) => member.nick = Some(nick.to_owned()),
            None => return refuse(format!("{user} is not in the guild {guild}")),
        }
        Ok(())
    }

    /// They leave the guild; their messages and reactions stay.
    pub async fn leave(&self, guild: u64, user: u64) -> Result<(), Refused> {
        let mut world = self.hub.lock();
        let left = world.guilds.get_mut(&guild).and_then(|home| home.members.remove(&user));
        if left.is_none() {
            return refuse(format!("{user} is not in the guild {guild}"));
        }
        let event = json!({ "guild_id": guild.to_string(), "user": world.user_json(user) });
        world.emit("GUILD_MEMBER_REMOVE", event, Audience::guild(guild, intents::GUILD_MEMBERS));
        Ok(())
    }

    pub async fn delete_channel(&self, channel: u64) -> Result<(), Refused> {
        let mut world = self.hub.lock();
        tell(&mut world, "CHANNEL_DELETE", channel);
        let Some(gone) = world.channels.remove(&channel) else { return refuse(format!("no channel {channel}")) };
        if let Some(guild) = gone.guild.and_then(|id| world.guilds.get_mut(&id)) {
            guild.channels.retain(|id| *id != channel);
        }
        Ok(())
    }

    /// Kicks it out of the guild.
    pub async fn remove_bot(&self, guild: u64) -> Result<(), Refused> {
        let mut world = self.hub.lock();
        let Some(home) = world.guilds.get_mut(&guild) else { return refuse(format!("no guild {guild}")) };
        home.gone = true;
        world.emit("GUILD_DELETE", json!({ "id": guild.to_string() }), Audience::guild(guild, intents::GUILDS));
        Ok(())
    }

    /// Lets it in again.
    pub async fn invite_bot(&self, guild: u64) -> Result<(), Refused> {
        let mut world = self.hub.lock();
        let Some(home) = world.guilds.get_mut(&guild) else { return refuse(format!("no guild {guild}")) };
        home.gone = false;
        world.emit_guild_create(guild);
        Ok(())
    }

    /// An outage of the guild begins or ends: unlike a removal, the bot is still in it.
    pub async fn set_available(&self, guild: u64, available: bool) -> Result<(), Refused> {
        let mut world = self.hub.lock();
        if !world.guilds.contains_key(&guild) {
            return refuse(format!("no guild {guild}"));
        }
        if available {
            world.emit_guild_create(guild);
        } else {
            let event = json!({ "id": guild.to_string(), "unavailable": true });
            world.emit("GUILD_DELETE", event, Audience::guild(guild, intents::GUILDS));
        }
        Ok(())
    }

    /// Forbids the bot in this channel what is named as `send_messages` and the like.
    pub async fn revoke(&self, channel: u64, names: &[&str]) -> Result<(), Refused> {
        self.overwrite(channel, names, false)
    }

    pub async fn grant(&self, channel: u64, names: &[&str]) -> Result<(), Refused> {
        self.overwrite(channel, names, true)
    }

    fn overwrite(&self, channel: u64, names: &[&str], allow: bool) -> Result<(), Refused> {
        let bits = permissions::named(names)?;
        let mut world = self.hub.lock();
        let bot = world.bot;
        let Some(room) = world.channels.get_mut(&channel) else { return refuse(format!("no channel {channel}")) };
        let overwrite = room.overwrites.entry(bot).or_default();
        overwrite.member = true;
        if allow {
            overwrite.allow |= bits;
            overwrite.deny &= !bits;
        } else {
            overwrite.deny |= bits;
            overwrite.allow &= !bits;
        }
        tell(&mut world, "CHANNEL_UPDATE", channel);
        Ok(())
    }

    /// This person takes no direct messages any more, or again.
    pub async fn close_direct(&self, user: u64, closed: bool) -> Result<(), Refused> {
        let mut world = self.hub.lock();
        let Some(person) = world.users.get_mut(&user) else { return refuse(format!("no user {user}")) };
        person.closed = closed;
        Ok(())
    }

    /// In milliseconds, ahead of the machine's clock when positive. Ids, timestamps and the `Date` header follow it.
    pub async fn set_clock(&self, offset: i64) {
        self.hub.lock().clock.set_offset(offset);
    }
}

/// Of a channel. The event that hides it from the bot is still sent, as by Discord.
fn tell(world: &mut World, name: &'static str, channel: u64) {
    let Some(room) = world.channels.get(&channel) else { return };
    let Some(guild) = room.guild else { return };
    let event = room.json(world);
    world.emit(name, event, Audience::guild(guild, intents::GUILDS));
}
