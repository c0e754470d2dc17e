//! Reactions: sets of people by emoji, so that thousands cost no scan.

use super::super::emoji::Emoji;
use super::super::error::ApiError;
use super::super::gateway::intents;
use super::{Audience, Message, World};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Of one emoji; the order of the emoji is that of their first use.
pub struct Reaction {
    pub emoji: Emoji,
    pub people: BTreeSet<u64>,
    /// Those with a super reaction.
    pub supers: BTreeSet<u64>,
}

/// What a request or a person takes away.
pub enum Removed {
    One(Emoji, u64),
    Emoji(Emoji),
    All,
}

impl Message {
    pub fn people(&self, emoji: &Emoji) -> Option<&BTreeSet<u64>> {
        self.reactions.iter().find(|one| one.emoji == *emoji).map(|one| &one.people)
    }

    pub fn supers(&self, emoji: &Emoji) -> Option<&BTreeSet<u64>> {
        self.reactions.iter().find(|one| one.emoji == *emoji).map(|one| &one.supers)
    }

    pub fn reactions_json(&self, bot: u64) -> Value {
        let one = |reaction: &Reaction| {
            json!({
                "emoji": reaction.emoji.json(),
                "count": reaction.people.len() + reaction.supers.len(),
                "count_details": { "burst": reaction.supers.len(), "normal": reaction.people.len() },
                "burst_colors": [],
                "me": reaction.people.contains(&bot),
                "me_burst": false,
            })
        };
        self.reactions.iter().map(one).collect()
    }
}

impl World {
    /// Reacting twice is no error and no event.
    pub fn react(&mut self, user: u64, channel: u64, message: u64, emoji: &Emoji) -> Result<(), ApiError> {
        let target = self.message_mut(channel, message)?;
        let author = target.author;
        let full = target.reactions.len() >= 20;
        let added = match target.reactions.iter_mut().find(|one| one.emoji == *emoji) {
            Some(reaction) => reaction.people.insert(user),
            None if full => return Err(ApiError::too_many_reactions()),
            None => {
                target.reactions.push(Reaction {
                    emoji: emoji.clone(),
                    people: BTreeSet::from([user]),
                    supers: BTreeSet::new(),
                });
                true
            }
        };
        if added {
            let mut event = self.personal_event(channel, message, emoji, user);
            event["message_author_id"] = json!(author.to_string());
            let guild = self.channels.get(&channel).and_then(|it| it.guild).and_then(|id| self.guilds.get(&id));
            if let Some(member) = guild.and_then(|guild| self.full_member_json(guild, user)) {
                event["member"] = member;
            }
            let audience = self.reaction_audience(channel);
            self.emit("MESSAGE_REACTION_ADD", event, audience);
        }
        Ok(())
    }

    /// A super reaction, on an emoji that is there.
    pub fn react_super(&mut self, user: u64, channel: u64, message: u64, emoji: &Emoji) -> Result<(), ApiError> {
        let target = self.message_mut(channel, message)?;
        let reaction =
            target.reactions.iter_mut().find(|one| one.emoji == *emoji).ok_or_else(ApiError::unknown_emoji)?;
        if reaction.supers.insert(user) {
            let mut event = self.personal_event(channel, message, emoji, user);
            event["burst"] = json!(true);
            event["type"] = json!(1);
            event["burst_colors"] = json!(["#ffffff"]);
            let audience = self.reaction_audience(channel);
            self.emit("MESSAGE_REACTION_ADD", event, audience);
        }
        Ok(())
    }

    pub fn unreact(&mut self, channel: u64, message: u64, removed: &Removed) -> Result<(), ApiError> {
        let reactions = &mut self.message_mut(channel, message)?.reactions;
        let had = match removed {
            Removed::One(emoji, user) => {
                let place = reactions.iter().position(|one| one.emoji == *emoji).ok_or_else(ApiError::unknown_emoji)?;
                let had = reactions[place].people.remove(user);
                if reactions[place].people.is_empty() && reactions[place].supers.is_empty() {
                    reactions.remove(place);
                }
                had
            }
            Removed::Emoji(emoji) => {
                let before = reactions.len();
                reactions.retain(|one| one.emoji != *emoji);
                reactions.len() < before
            }
            Removed::All => !std::mem::take(reactions).is_empty(),
        };
        if !had {
            return Ok(());
        }
        let audience = self.reaction_audience(channel);
        match removed {
            Removed::One(emoji, user) => {
                let event = self.personal_event(channel, message, emoji, *user);
                self.emit("MESSAGE_REACTION_REMOVE", event, audience);
            }
            Removed::Emoji(emoji) => {
                let event = self.reaction_event(channel, message, Some(emoji));
                self.emit("MESSAGE_REACTION_REMOVE_EMOJI", event, audience);
            }
            Removed::All => {
                let event = self.reaction_event(channel, message, None);
                self.emit("MESSAGE_REACTION_REMOVE_ALL", event, audience);
            }
        }
        Ok(())
    }

    /// Of one person's.
    fn personal_event(&self, channel: u64, message: u64, emoji: &Emoji, user: u64) -> Value {
        let mut event = self.reaction_event(channel, message, Some(emoji));
        event["user_id"] = json!(user.to_string());
        event["burst"] = json!(false);
        event["type"] = json!(0);
        event
    }

    fn reaction_event(&self, channel: u64, message: u64, emoji: Option<&Emoji>) -> Value {
        let mut event = json!({ "channel_id": channel.to_string(), "message_id": message.to_string() });
        if let Some(emoji) = emoji {
            event["emoji"] = emoji.json();
        }
        if let Some(guild) = self.channels.get(&channel).and_then(|channel| channel.guild) {
            event["guild_id"] = json!(guild.to_string());
        }
        event
    }

    fn reaction_audience(&self, channel: u64) -> Audience {
        self.audience(channel, intents::GUILD_MESSAGE_REACTIONS, intents::DIRECT_MESSAGE_REACTIONS)
    }
}
