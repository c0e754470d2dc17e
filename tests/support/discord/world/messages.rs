//! Messages: posted, edited and deleted by the bot, its interactions and the people; each keeps what it said before.

use super::super::clock::timestamp_of;
use super::super::error::ApiError;
use super::super::gateway::intents;
use super::reactions::Reaction;
use super::{Audience, World};
use serde_json::{Map, Value, json};

/// Seen by one person only.
pub const EPHEMERAL: u64 = 1 << 6;
/// "Ansatz is thinking".
pub const LOADING: u64 = 1 << 7;
const SUPPRESS_EMBEDS: u64 = 1 << 2;
const SUPPRESS_NOTIFICATIONS: u64 = 1 << 12;
const COMPONENTS_V2: u64 = 1 << 15;

/// What the one who posts decides.
#[derive(Default, Clone)]
pub struct Draft {
    pub content: String,
    pub embeds: Vec<Value>,
    pub components: Vec<Value>,
    /// All files, those that an embed shows included.
    pub attachments: Vec<Value>,
    pub flags: u64,
    pub mentions: Vec<u64>,
    pub mention_everyone: bool,
    pub reply_to: Option<u64>,
    pub nonce: Option<Value>,
    /// `interaction_metadata` and the other fields of an answer to an interaction.
    pub origin: Map<String, Value>,
}

impl Draft {
    pub fn is_empty(&self) -> bool {
        self.content.is_empty() && self.embeds.is_empty() && self.components.is_empty() && self.attachments.is_empty()
    }
}

pub struct Message {
    pub id: u64,
    pub channel: u64,
    pub author: u64,
    pub draft: Draft,
    pub edited: Option<String>,
    pub reactions: Vec<Reaction>,
    /// Earlier versions, each with the time at which it was replaced.
    pub history: Vec<Value>,
}

/// An uploaded file.
pub struct File {
    pub name: String,
    pub kind: String,
    pub bytes: Vec<u8>,
}

impl Message {
    pub fn ephemeral(&self) -> bool {
        self.draft.flags & EPHEMERAL != 0
    }

    fn kind(&self) -> u8 {
        let command = self.draft.origin.get("interaction_metadata").is_some_and(|origin| origin["type"] == 2);
        match self.draft.reply_to {
            _ if command => 20,
            Some(_) => 19,
            None => 0,
        }
    }

    /// As REST answers it. A referenced message is shown once, not with its own references.
    pub fn json(&self, world: &World) -> Value {
        let mut json = self.flat_json(world);
        let Some(reply_to) = self.draft.reply_to else { return json };
        let channel = &world.channels[&self.channel];
        json["message_reference"] =
            json!({ "type": 0, "channel_id": self.channel.to_string(), "message_id": reply_to.to_string() });
        if let Some(guild) = channel.guild {
            json["message_reference"]["guild_id"] = json!(guild.to_string());
        }
        json["referenced_message"] =
            channel.messages.get(&reply_to).map(|message| message.flat_json(world)).unwrap_or_default();
        json
    }

    fn flat_json(&self, world: &World) -> Value {
        let draft = &self.draft;
        let mut json = json!({
            "id": self.id.to_string(),
            "channel_id": self.channel.to_string(),
            "type": self.kind(),
            "content": draft.content,
            "embeds": draft.embeds,
            "components": draft.components,
            "attachments": self.shown_attachments(),
            "author": world.user_json(self.author),
            "timestamp": timestamp_of(self.id),
            "edited_timestamp": self.edited,
            "flags": draft.flags,
            "mentions": draft.mentions.iter().map(|user| world.user_json(*user)).collect::<Vec<_>>(),
            "mention_roles": [],
            "mention_everyone": draft.mention_everyone,
            "pinned": false,
            "tts": false,
        });
        if !self.reactions.is_empty() {
            json["reactions"] = self.reactions_json(world.bot);
        }
        if let Some(nonce) = &draft.nonce {
            json["nonce"] = nonce.clone();
        }
        if let Value::Object(json) = &mut json {
            json.extend(draft.origin.clone());
        }
        json
    }

    /// A file that an embed shows is not listed again.
    fn shown_attachments(&self) -> Vec<&Value> {
        let embeds = Value::from(self.draft.embeds.clone()).to_string();
        let shown = |one: &&Value| one["url"].as_str().is_none_or(|url| !embeds.contains(url));
        self.draft.attachments.iter().filter(shown).collect()
    }

    /// Without the MESSAGE_CONTENT intent, what others wrote is empty.
    fn readable_by(&self, world: &World) -> bool {
        let direct = world.channels.get(&self.channel).is_none_or(|channel| channel.guild.is_none());
        direct || self.author == world.bot || self.draft.mentions.contains(&world.bot)
    }
}

/// Empties what the MESSAGE_CONTENT intent guards.
pub fn mask(message: &mut Value) {
    message["content"] = json!("");
    for field in ["embeds", "components", "attachments"] {
        message[field] = json!([]);
    }
}

impl World {
    /// REST hides content by the application's setting, not by a session's intents.
    pub fn message_for_bot(&self, message: &Message) -> Value {
        let mut json = message.json(self);
        let allowed = self.config.privileged_intents & intents::MESSAGE_CONTENT != 0;
        if !allowed && !message.readable_by(self) {
            mask(&mut json);
        }
        json
    }

    pub fn post(&mut self, channel: u64, author: u64, draft: Draft) -> Result<u64, ApiError> {
        let id = self.clock.snowflake();
        let room = self.channels.get_mut(&channel).ok_or_else(ApiError::unknown_channel)?;
        let message = Message { id, channel, author, draft, edited: None, reactions: Vec::new(), history: Vec::new() };
        room.messages.insert(id, message);
        self.emit_message("MESSAGE_CREATE", channel, id);
        Ok(id)
    }

    /// The first content of a message that was loading is no edit.
    pub fn edit(&mut self, channel: u64, id: u64, mut draft: Draft) -> Result<(), ApiError> {
        let now = self.clock.timestamp();
        let message = self.message_mut(channel, id)?;
        let was_loading = message.draft.flags & LOADING != 0;
        let kept = EPHEMERAL | SUPPRESS_NOTIFICATIONS | COMPONENTS_V2;
        draft.flags = message.draft.flags & kept | draft.flags & SUPPRESS_EMBEDS;
        if !was_loading {
            message.history.push(json!({
                "content": message.draft.content,
                "embeds": message.draft.embeds,
                "components": message.draft.components,
                "until": now,
            }));
            message.edited = Some(now);
        }
        message.draft = draft;
        self.emit_message("MESSAGE_UPDATE", channel, id);
        Ok(())
    }

    pub fn delete(&mut self, channel: u64, id: u64) -> Result<(), ApiError> {
        let room = self.channels.get_mut(&channel).ok_or_else(ApiError::unknown_channel)?;
        let message = room.messages.remove(&id).ok_or_else(ApiError::unknown_message)?;
        if message.ephemeral() {
            return Ok(());
        }
        let mut event = json!({ "id": id.to_string(), "channel_id": channel.to_string() });
        if let Some(guild) = room.guild {
            event["guild_id"] = json!(guild.to_string());
        }
        let audience = self.message_audience(channel);
        self.emit("MESSAGE_DELETE", event, audience);
        Ok(())
    }

    /// Nobody but its one reader hears of an ephemeral message.
    fn emit_message(&mut self, name: &'static str, channel: u64, id: u64) {
        let Ok(message) = self.message(channel, id) else { return };
        if message.ephemeral() {
            return;
        }
        let mut event = message.json(self);
        let room = &self.channels[&channel];
        event["channel_type"] = json!(room.kind());
        if let Some(guild) = room.guild.and_then(|id| self.guilds.get(&id)) {
            event["guild_id"] = json!(guild.id.to_string());
            if let Some(member) = guild.member_json(message.author) {
                event["member"] = member;
            }
        }
        let mut audience = self.message_audience(channel);
        audience.masked = !message.readable_by(self);
        self.emit(name, event, audience);
    }

    fn message_audience(&self, channel: u64) -> Audience {
        self.audience(channel, intents::GUILD_MESSAGES, intents::DIRECT_MESSAGES)
    }
}
