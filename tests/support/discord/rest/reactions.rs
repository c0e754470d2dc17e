//! Reactions: the bot's own, other people's, and the lists of who reacted.

use super::super::error::ApiError;
use super::super::permissions::{ADD_REACTIONS, MANAGE_MESSAGES, READ_MESSAGE_HISTORY};
use super::super::world::{Message, Removed, World};
use super::call::{Call, Reply};
use serde_json::Value;

type Answer = Result<Reply, ApiError>;

/// Discord allows one a channel in this time, in milliseconds.
const PAUSE: i64 = 250;

pub fn add(world: &mut World, call: &Call) -> Answer {
    let (channel, message, emoji) = (call.id(0)?, call.id(1)?, call.emoji(2)?);
    world.channel_for_bot(channel, READ_MESSAGE_HISTORY)?;
    pause(world, channel)?;
    // Who joins an emoji that is there needs no leave to add one.
    if target(world, channel, message)?.people(&emoji).is_none() {
        world.channel_for_bot(channel, ADD_REACTIONS)?;
    }
    world.react(world.bot, channel, message, &emoji)?;
    Reply::nothing()
}

/// What one person alone sees takes no reactions.
fn target(world: &World, channel: u64, message: u64) -> Result<&Message, ApiError> {
    let message = world.message(channel, message)?;
    if message.ephemeral() { Err(ApiError::unknown_message()) } else { Ok(message) }
}

/// Off unless the configuration turns it on: tests would wait.
fn pause(world: &mut World, channel: u64) -> Result<(), ApiError> {
    if !world.config.reaction_limit {
        return Ok(());
    }
    let now = world.clock.milliseconds();
    let channel = world.channels.get_mut(&channel).ok_or_else(ApiError::unknown_channel)?;
    let left = channel.last_reaction + PAUSE - now;
    if left > 0 {
        let seconds = std::time::Duration::from_millis(left.unsigned_abs()).as_secs_f64();
        return Err(ApiError::rate_limited(seconds, false));
    }
    channel.last_reaction = now;
    Ok(())
}

/// In the order of the people's ids, from after `after`.
pub fn list(world: &mut World, call: &Call) -> Answer {
    let (channel, message, emoji) = (call.id(0)?, call.id(1)?, call.emoji(2)?);
    world.channel_for_bot(channel, READ_MESSAGE_HISTORY)?;
    let after = call.query_id("after")?.unwrap_or_default();
    let limit = call.limit(25)?;
    let message = target(world, channel, message)?;
    let listed = if call.query_id("type")? == Some(1) { message.supers(&emoji) } else { message.people(&emoji) };
    let Some(people) = listed else {
        return Reply::json(Value::Array(Vec::new()));
    };
    let page = people.range(after.saturating_add(1)..).take(limit);
    Reply::json(page.map(|user| world.user_json(*user)).collect())
}

fn remove(world: &mut World, call: &Call, needed: u64, removed: &Removed) -> Answer {
    let (channel, message) = (call.id(0)?, call.id(1)?);
    world.channel_for_bot(channel, needed | READ_MESSAGE_HISTORY)?;
    world.unreact(channel, message, removed)?;
    Reply::nothing()
}

pub fn remove_own(world: &mut World, call: &Call) -> Answer {
    let removed = Removed::One(call.emoji(2)?, world.bot);
    remove(world, call, 0, &removed)
}

pub fn remove_theirs(world: &mut World, call: &Call) -> Answer {
    let removed = Removed::One(call.emoji(2)?, call.id(3)?);
    remove(world, call, MANAGE_MESSAGES, &removed)
}

pub fn remove_emoji(world: &mut World, call: &Call) -> Answer {
    let removed = Removed::Emoji(call.emoji(2)?);
    remove(world, call, MANAGE_MESSAGES, &removed)
}

pub fn remove_all(world: &mut World, call: &Call) -> Answer {
    remove(world, call, MANAGE_MESSAGES, &Removed::All)
}
