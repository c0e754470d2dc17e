//! Channels: text channels of a guild, and direct messages.

use super::super::clock::timestamp_of;
use super::super::error::ApiError;
use super::super::permissions;
use super::{Message, World};
use serde_json::{Value, json};
use std::collections::BTreeMap;

#[derive(Default)]
pub struct Overwrite {
    /// It is for a member, not a role.
    pub member: bool,
    pub allow: u64,
    pub deny: u64,
}

pub struct Channel {
    pub id: u64,
    pub name: String,
    pub guild: Option<u64>,
    /// Of direct messages.
    pub recipient: Option<u64>,
    /// By role or member.
    pub overwrites: BTreeMap<u64, Overwrite>,
    pub messages: BTreeMap<u64, Message>,
    /// When the bot last added a reaction here, in the stand-in's milliseconds.
    pub last_reaction: i64,
}

impl Channel {
    pub fn new(id: u64, name: &str, guild: Option<u64>, recipient: Option<u64>) -> Self {
        Self {
            id,
            name: name.to_owned(),
            guild,
            recipient,
            overwrites: BTreeMap::new(),
            messages: BTreeMap::new(),
            last_reaction: 0,
        }
    }

    pub fn kind(&self) -> u8 {
        if self.guild.is_some() { 0 } else { 1 }
    }

    pub fn json(&self, world: &World) -> Value {
        let last = self.messages.values().rev().find(|message| !message.ephemeral());
        let mut json = json!({
            "id": self.id.to_string(),
            "type": self.kind(),
            "flags": 0,
            "last_message_id": last.map(|message| message.id.to_string()),
        });
        let Some(guild) = self.guild else {
            json["recipients"] = self.recipient.map(|user| world.user_json(user)).into_iter().collect();
            return json;
        };
        let overwrite = |(id, one): (&u64, &Overwrite)| {
            json!({
                "id": id.to_string(),
                "type": u8::from(one.member),
                "allow": one.allow.to_string(),
                "deny": one.deny.to_string(),
            })
        };
        let siblings = world.guilds.get(&guild).map(|guild| guild.channels.as_slice()).unwrap_or_default();
        for (name, value) in [
            ("guild_id", json!(guild.to_string())),
            ("name", json!(self.name)),
            ("position", json!(siblings.iter().position(|id| *id == self.id).unwrap_or_default())),
            ("parent_id", Value::Null),
            ("topic", Value::Null),
            ("nsfw", json!(false)),
            ("rate_limit_per_user", json!(0)),
            ("last_pin_timestamp", json!(timestamp_of(self.id))),
            ("permission_overwrites", self.overwrites.iter().map(overwrite).collect()),
        ] {
            json[name] = value;
        }
        json
    }
}

impl World {
    pub fn add_channel(&mut self, guild: u64, name: &str) -> u64 {
        let id = self.clock.snowflake();
        self.channels.insert(id, Channel::new(id, name, Some(guild), None));
        if let Some(guild) = self.guilds.get_mut(&guild) {
            guild.channels.push(id);
        }
        id
    }

    /// The channel of direct messages with `user`, which opens when first asked for.
    pub fn direct(&mut self, user: u64) -> Result<u64, ApiError> {
        let id = self.clock.snowflake();
        let person = self.users.get_mut(&user).ok_or_else(ApiError::unknown_user)?;
        Ok(*person.direct.get_or_insert_with(|| {
            self.channels.insert(id, Channel::new(id, "", None, Some(user)));
            id
        }))
    }

    /// The channel, if the bot may do all of `needed` in it; it may do nothing where it can't look.
    pub fn channel_for_bot(&self, id: u64, needed: u64) -> Result<&Channel, ApiError> {
        let channel = self.channels.get(&id).ok_or_else(ApiError::unknown_channel)?;
        if channel.guild.and_then(|guild| self.guilds.get(&guild)).is_some_and(|guild| guild.gone) {
            return Err(ApiError::missing_access());
        }
        let held = self.permissions_in(channel, self.bot);
        if held & permissions::VIEW_CHANNEL == 0 {
            return Err(ApiError::missing_access());
        }
        if held & needed != needed {
            return Err(ApiError::missing_permissions());
        }
        Ok(channel)
    }

    pub fn message(&self, channel: u64, message: u64) -> Result<&Message, ApiError> {
        let channel = self.channels.get(&channel).ok_or_else(ApiError::unknown_channel)?;
        channel.messages.get(&message).ok_or_else(ApiError::unknown_message)
    }

    pub fn message_mut(&mut self, channel: u64, message: u64) -> Result<&mut Message, ApiError> {
        let channel = self.channels.get_mut(&channel).ok_or_else(ApiError::unknown_channel)?;
        channel.messages.get_mut(&message).ok_or_else(ApiError::unknown_message)
    }
}
