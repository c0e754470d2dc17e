//! An interaction's life: made by a person, acknowledged within 3 seconds, answered for 15 minutes.

use super::clock::Clock;
use super::error::{ApiError, Problems};
use super::world::{Channel, World};
use serde_json::{Value, json};
use std::time::{Duration, Instant};

pub const COMMAND: u8 = 2;
pub const COMPONENT: u8 = 3;
pub const AUTOCOMPLETE: u8 = 4;
pub const MODAL: u8 = 5;

const TO_ACKNOWLEDGE: Duration = Duration::from_secs(3);
const TO_ANSWER: Duration = Duration::from_secs(15 * 60);

pub struct Interaction {
    pub id: u64,
    pub token: String,
    pub kind: u8,
    pub user: u64,
    pub channel: u64,
    pub guild: Option<u64>,
    /// The message whose component it came from, directly or through a modal.
    pub source: Option<u64>,
    born: Instant,
    /// A test made it older.
    pub aged: Duration,
    /// The callback's type.
    pub acknowledged: Option<u64>,
    /// The message that `@original` stands for.
    pub original: Option<u64>,
    pub followups: Vec<u64>,
    pub choices: Option<Value>,
    pub modal: Option<Value>,
    /// What the messages that answer it carry.
    pub metadata: Value,
}

impl Interaction {
    pub fn new(clock: &mut Clock, kind: u8, user: u64, channel: u64, guild: Option<u64>) -> Self {
        let id = clock.snowflake();
        Self {
            id,
            token: format!("aW50ZXJhY3Rpb246{id:x}-of-a-stand-in"),
            kind,
            user,
            channel,
            guild,
            source: None,
            born: Instant::now(),
            aged: Duration::ZERO,
            acknowledged: None,
            original: None,
            followups: Vec::new(),
            choices: None,
            modal: None,
            metadata: Value::Null,
        }
    }

    fn age(&self) -> Duration {
        self.born.elapsed() + self.aged
    }

    pub fn failed(&self) -> bool {
        self.acknowledged.is_none() && self.age() > TO_ACKNOWLEDGE
    }

    /// A first answer of this type is in time, and the first, and fits what is answered.
    pub fn may_acknowledge(&self, callback: u64) -> Result<(), ApiError> {
        if self.acknowledged.is_some() {
            return Err(ApiError::already_acknowledged());
        }
        if self.failed() {
            return Err(ApiError::unknown_interaction());
        }
        let fits = match callback {
            4 | 5 => self.kind != AUTOCOMPLETE,
            6 | 7 => self.source.is_some() && matches!(self.kind, COMPONENT | MODAL),
            8 => self.kind == AUTOCOMPLETE,
            9 => matches!(self.kind, COMMAND | COMPONENT),
            _ => false,
        };
        if fits { Ok(()) } else { Err(wrong_type()) }
    }

    pub fn may_answer(&self) -> Result<(), ApiError> {
        if self.age() > TO_ANSWER {
            return Err(ApiError::invalid_webhook_token());
        }
        if self.acknowledged.is_none() {
            return Err(ApiError::unknown_webhook());
        }
        Ok(())
    }
}

fn wrong_type() -> ApiError {
    let mut problems = Problems::default();
    problems.add("type", "INTERACTION_CALLBACK_TYPE_INVALID", "This callback does not fit the interaction.");
    problems.finish().err().unwrap_or_else(ApiError::unknown_interaction)
}

impl World {
    /// What every interaction's event carries, whatever its `data`.
    pub fn interaction_event(&self, interaction: &Interaction, channel: &Channel, data: Value) -> Value {
        let guild = interaction.guild.and_then(|id| self.guilds.get(&id));
        let mut partial_channel = channel.json(self);
        partial_channel["permissions"] = json!(self.permissions_in(channel, interaction.user).to_string());
        let owner = guild.map_or_else(|| "0".to_owned(), |guild| guild.id.to_string());
        let mut event = json!({
            "id": interaction.id.to_string(),
            "application_id": self.bot.to_string(),
            "type": interaction.kind,
            "data": data,
            "channel": partial_channel.clone(),
            "channel_id": channel.id.to_string(),
            "token": interaction.token,
            "version": 1,
            "locale": "en-US",
            "app_permissions": self.permissions_in(channel, self.bot).to_string(),
            "entitlements": [],
            "entitlement_sku_ids": [],
            "authorizing_integration_owners": { "0": owner },
            "attachment_size_limit": 10_485_760,
            "context": if guild.is_some() { 0 } else { 1 },
        });
        match guild {
            Some(guild) => {
                let mut member = self.full_member_json(guild, interaction.user).unwrap_or_default();
                member["permissions"] = partial_channel["permissions"].clone();
                event["member"] = member;
                event["guild_id"] = json!(guild.id.to_string());
                event["guild"] = json!({ "id": guild.id.to_string(), "locale": "en-US", "features": [] });
                event["guild_locale"] = json!("en-US");
            }
            None => event["user"] = self.user_json(interaction.user),
        }
        if let Some(source) = interaction.source.and_then(|id| channel.messages.get(&id)) {
            event["message"] = source.json(self);
        }
        event
    }

    /// What a person in the client can see of the answer.
    pub fn reply_json(&self, interaction: &Interaction) -> Value {
        let shown = |id: &u64| self.message(interaction.channel, *id).ok().map(|message| self.view(message));
        let original = interaction.original.as_ref().and_then(shown);
        let loading = original.as_ref().is_some_and(|message| message["loading"] == true);
        let state = match interaction.acknowledged {
            None if interaction.failed() => "failed",
            None => "waiting",
            Some(5) if loading => "deferred",
            Some(_) => "answered",
        };
        json!({
            "id": interaction.id.to_string(),
            "state": state,
            "acknowledged": interaction.acknowledged,
            "ephemeral": original.as_ref().is_some_and(|message| message["ephemeral"] == true),
            "message": original,
            "followups": interaction.followups.iter().filter_map(shown).collect::<Vec<_>>(),
            "modal": interaction.modal,
            "choices": interaction.choices,
        })
    }
}
