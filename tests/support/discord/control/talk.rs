//! What people do without the bot's interactions: they write, react, edit and delete.

use super::super::StandIn;
use super::super::emoji::Emoji;
use super::super::error::{Refused, refuse};
use super::super::rest::mention;
use super::super::world::{Draft, Removed};
use super::room;
use serde_json::Value;
use std::time::Duration;

impl StandIn {
    /// `<@id>` in the text mentions that person, and a reply mentions whom it replies to. Returns the message.
    pub async fn say(&self, user: u64, channel: u64, text: &str, reply_to: Option<u64>) -> Result<u64, Refused> {
        let mut world = self.hub.lock();
        let room = room(&world, channel, user)?;
        let mut draft = Draft { content: text.to_owned(), reply_to, ..Draft::default() };
        mention(&world, &Value::Null, &mut draft);
        // Only those with a permission nobody has here reach everyone.
        draft.mention_everyone = false;
        if let Some(reply_to) = reply_to {
            let Some(referred) = room.messages.get(&reply_to) else { return refuse(format!("no message {reply_to}")) };
            if !draft.mentions.contains(&referred.author) {
                draft.mentions.push(referred.author);
            }
        }
        Ok(world.post(channel, user, draft)?)
    }

    /// To the bot. Returns the channel and the message.
    pub async fn direct(&self, user: u64, text: &str) -> Result<(u64, u64), Refused> {
        let channel = self.hub.lock().direct(user)?;
        Ok((channel, self.say(user, channel, text, None).await?))
    }

    /// Their own message.
    pub async fn edit(&self, user: u64, channel: u64, message: u64, text: &str) -> Result<(), Refused> {
        let mut world = self.hub.lock();
        let old = world.message(channel, message)?;
        if old.author != user {
            return refuse(format!("{message} is not {user}'s"));
        }
        let mut draft = Draft { content: text.to_owned(), ..old.draft.clone() };
        mention(&world, &Value::Null, &mut draft);
        draft.mention_everyone = false;
        Ok(world.edit(channel, message, draft)?)
    }

    /// Anybody's: by its author, or by a moderator.
    pub async fn delete(&self, channel: u64, message: u64) -> Result<(), Refused> {
        Ok(self.hub.lock().delete(channel, message)?)
    }

    /// `emoji` is the character itself, or `name:id`.
    pub async fn react(&self, user: u64, channel: u64, message: u64, emoji: &str) -> Result<(), Refused> {
        let emoji = Emoji::parse(emoji)?;
        let mut world = self.hub.lock();
        room(&world, channel, user)?;
        Ok(world.react(user, channel, message, &emoji)?)
    }

    /// With a super reaction, on an emoji that somebody has put there.
    pub async fn react_super(&self, user: u64, channel: u64, message: u64, emoji: &str) -> Result<(), Refused> {
        let emoji = Emoji::parse(emoji)?;
        let mut world = self.hub.lock();
        room(&world, channel, user)?;
        Ok(world.react_super(user, channel, message, &emoji)?)
    }

    pub async fn unreact(&self, user: u64, channel: u64, message: u64, emoji: &str) -> Result<(), Refused> {
        let removed = Removed::One(Emoji::parse(emoji)?, user);
        Ok(self.hub.lock().unreact(channel, message, &removed)?)
    }

    /// All of the channel's messages, oldest first, ephemeral ones too. To what REST says of each are added `reacted`,
    /// `history`, `files`, `ephemeral` and `loading`.
    pub async fn messages(&self, channel: u64) -> Result<Vec<Value>, Refused> {
        let world = self.hub.lock();
        let Some(room) = world.channels.get(&channel) else { return refuse(format!("no channel {channel}")) };
        Ok(room.messages.values().map(|message| world.view(message)).collect())
    }

    pub async fn message(&self, channel: u64, message: u64) -> Result<Value, Refused> {
        let world = self.hub.lock();
        Ok(world.view(world.message(channel, message)?))
    }

    /// The bot's first message in this channel after the message `after`, once it is there.
    pub async fn wait_message(&self, channel: u64, after: u64, timeout: Duration) -> Result<Value, Refused> {
        let start = after.saturating_add(1);
        let what = format!("a message of the bot in {channel}");
        self.until(&what, timeout, |world| {
            let later = world.channels.get(&channel)?.messages.range(start..).map(|(_, message)| message);
            let mut later = later.filter(|message| message.author == world.bot && !message.ephemeral());
            later.next().map(|message| world.view(message))
        })
        .await
    }

    /// Until `check` is content with the message, as [`Self::message`] shows it.
    pub async fn wait_until(
        &self,
        channel: u64,
        message: u64,
        timeout: Duration,
        check: impl Fn(&Value) -> bool,
    ) -> Result<Value, Refused> {
        let what = format!("the awaited state of the message {message}");
        self.until(&what, timeout, |world| {
            let view = world.view(world.message(channel, message).ok()?);
            check(&view).then_some(view)
        })
        .await
    }

    /// The channel of this person's direct messages with the bot.
    pub async fn direct_channel(&self, user: u64) -> Result<u64, Refused> {
        Ok(self.hub.lock().direct(user)?)
    }
}
