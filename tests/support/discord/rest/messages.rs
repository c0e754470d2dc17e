//! Messages of a channel: list, post, read, edit and delete.

use super::super::error::{ApiError, Problems};
use super::super::permissions::{self, MANAGE_MESSAGES, READ_MESSAGE_HISTORY, SEND_MESSAGES};
use super::super::world::{Draft, Message, World};
use super::call::{Call, Reply};
use super::compose::{compose, needed};
use serde_json::Value;

/// "The past few minutes" in which Discord knows a nonce, in milliseconds.
const NONCES: i64 = 180_000;

type Answer = Result<Reply, ApiError>;

/// Newest first.
pub fn list(world: &mut World, call: &Call) -> Answer {
    let channel = world.channel_for_bot(call.id(0)?, 0)?;
    let limit = call.limit(50)?;
    if world.permissions_in(channel, world.bot) & READ_MESSAGE_HISTORY == 0 {
        return Reply::json(Value::Array(Vec::new()));
    }
    let before = |end: u64, count: usize| {
        let messages = channel.messages.range(..end).rev().map(|(_, message)| message);
        messages.filter(|message| !message.ephemeral()).take(count).collect::<Vec<&Message>>()
    };
    let after = |start: u64, count: usize| {
        let messages = channel.messages.range(start..).map(|(_, message)| message);
        let mut messages: Vec<&Message> = messages.filter(|message| !message.ephemeral()).take(count).collect();
        messages.reverse();
        messages
    };
    let messages = match (call.query_id("around")?, call.query_id("before")?, call.query_id("after")?) {
        (Some(middle), _, _) => {
            let mut messages = after(middle, limit.div_ceil(2));
            messages.extend(before(middle, limit / 2));
            messages
        }
        (None, Some(end), _) => before(end, limit),
        (None, None, Some(start)) => after(start.saturating_add(1), limit),
        (None, None, None) => before(u64::MAX, limit),
    };
    Reply::json(messages.into_iter().map(|message| world.message_for_bot(message)).collect())
}

pub fn create(world: &mut World, call: &Call) -> Answer {
    let id = call.id(0)?;
    let channel = world.channel_for_bot(id, SEND_MESSAGES)?;
    let nonce = match &call.body["nonce"] {
        Value::Null => None,
        nonce => Some(nonce.clone()),
    };
    let key = nonce.as_ref().map(Value::to_string).filter(|_| call.body["enforce_nonce"] == true);
    let known = key.as_ref().and_then(|key| world.nonces.get(key)).filter(|(_, id)| !world.clock.is_older(*id, NONCES));
    let earlier = known.and_then(|(channel, id)| world.message(*channel, *id).ok());
    if let Some(earlier) = earlier {
        return Reply::json(earlier.json(world));
    }
    let closed = channel.recipient.and_then(|user| world.users.get(&user)).is_some_and(|user| user.closed);
    if closed {
        return Err(ApiError::cannot_message_user());
    }
    let mut draft = compose(world, id, call, &call.body, None)?;
    world.channel_for_bot(id, needed(&draft))?;
    refer(world, id, &call.body, &mut draft)?;
    draft.nonce = nonce;
    let message = world.post(id, world.bot, draft)?;
    if let Some(key) = key {
        world.nonces.insert(key, (id, message));
    }
    Reply::json(world.message(id, message)?.json(world))
}

/// A reply names a message that is there, unless it says that it need not be.
fn refer(world: &World, channel: u64, body: &Value, draft: &mut Draft) -> Result<(), ApiError> {
    let reference = &body["message_reference"];
    if reference.is_null() {
        return Ok(());
    }
    let room = world.channel_for_bot(channel, 0)?;
    if world.permissions_in(room, world.bot) & READ_MESSAGE_HISTORY == 0 {
        return Err(ApiError::new(400, 160_002, "Cannot reply without permission to read message history"));
    }
    let id = match &reference["message_id"] {
        Value::String(id) => id.parse().unwrap_or_default(),
        other => other.as_u64().unwrap_or_default(),
    };
    let referred = room.messages.get(&id).filter(|message| !message.ephemeral());
    let Some(referred) = referred else {
        if reference["fail_if_not_exists"] == false {
            return Ok(());
        }
        let mut problems = Problems::default();
        problems.add("message_reference", "REPLIES_UNKNOWN_MESSAGE", "Unknown message");
        return problems.finish();
    };
    draft.reply_to = Some(id);
    let allowed = &body["allowed_mentions"];
    let pings = allowed.is_null() || allowed["replied_user"] == true;
    if pings && !draft.mentions.contains(&referred.author) {
        draft.mentions.push(referred.author);
    }
    Ok(())
}

/// The message, if it is one that REST shows.
fn visible(world: &World, call: &Call, needed: u64) -> Result<(u64, u64), ApiError> {
    let channel = world.channel_for_bot(call.id(0)?, needed)?;
    match channel.messages.get(&call.id(1)?) {
        Some(message) if !message.ephemeral() => Ok((channel.id, message.id)),
        _ => Err(ApiError::unknown_message()),
    }
}

pub fn get(world: &mut World, call: &Call) -> Answer {
    let (channel, id) = visible(world, call, READ_MESSAGE_HISTORY)?;
    Reply::json(world.message_for_bot(world.message(channel, id)?))
}

pub fn edit(world: &mut World, call: &Call) -> Answer {
    let (channel, id) = visible(world, call, 0)?;
    let message = world.message(channel, id)?;
    if message.author != world.bot {
        return Err(ApiError::not_yours());
    }
    let old = message.draft.clone();
    let draft = compose(world, channel, call, &call.body, Some(&old))?;
    // An edit needs no leave to send, but what it shows needs its own.
    world.channel_for_bot(channel, needed(&draft) & !permissions::SEND_MESSAGES)?;
    world.edit(channel, id, draft)?;
    Reply::json(world.message(channel, id)?.json(world))
}

pub fn delete(world: &mut World, call: &Call) -> Answer {
    let (channel, id) = visible(world, call, 0)?;
    if world.message(channel, id)?.author != world.bot {
        if world.channels[&channel].guild.is_none() {
            return Err(ApiError::new(403, 50003, "Cannot execute action on a DM channel"));
        }
        world.channel_for_bot(channel, MANAGE_MESSAGES)?;
    }
    world.delete(channel, id)?;
    Reply::nothing()
}
