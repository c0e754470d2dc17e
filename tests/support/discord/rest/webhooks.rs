//! Further answers to an interaction, through the webhook that its token opens for 15 minutes.

use super::super::error::ApiError;
use super::super::world::{Draft, EPHEMERAL, LOADING, World};
use super::call::{Call, Reply};
use super::compose::compose;
use super::interactions::post_for;

type Answer = Result<Reply, ApiError>;

/// The interaction's id and channel, if the token still opens anything.
fn opened(world: &World, call: &Call) -> Result<(u64, u64), ApiError> {
    let id = world.tokens.get(call.parameter(1)).filter(|_| call.parameter(0) == world.bot.to_string());
    let interaction = id.and_then(|id| world.interactions.get(id)).ok_or_else(ApiError::unknown_webhook)?;
    interaction.may_answer()?;
    Ok((interaction.id, interaction.channel))
}

pub fn follow_up(world: &mut World, call: &Call) -> Answer {
    let (id, channel) = opened(world, call)?;
    let original = world.interactions[&id].original;
    let loading = original.filter(|original| is_loading(world, channel, *original));
    let mut draft = compose(world, channel, call, &call.body, None)?;
    // The first follow-up of a promised answer fills the promise in.
    if let Some(original) = loading {
        return fill(world, channel, original, draft);
    }
    draft.flags |= call.body["flags"].as_u64().unwrap_or_default() & EPHEMERAL;
    let message = post_for(world, id, draft)?;
    if let Some(interaction) = world.interactions.get_mut(&id) {
        interaction.followups.push(message);
    }
    Reply::json(world.message(channel, message)?.json(world))
}

fn is_loading(world: &World, channel: u64, message: u64) -> bool {
    world.message(channel, message).is_ok_and(|message| message.draft.flags & LOADING != 0)
}

fn fill(world: &mut World, channel: u64, message: u64, mut draft: Draft) -> Answer {
    draft.origin = world.message(channel, message)?.draft.origin.clone();
    world.edit(channel, message, draft)?;
    Reply::json(world.message(channel, message)?.json(world))
}

fn original(world: &World, call: &Call) -> Result<(u64, u64), ApiError> {
    let (id, channel) = opened(world, call)?;
    let message = world.interactions[&id].original.ok_or_else(ApiError::unknown_message)?;
    Ok((channel, world.message(channel, message)?.id))
}

/// Any message that this interaction made, the original included.
fn made(world: &World, call: &Call) -> Result<(u64, u64), ApiError> {
    let (id, channel) = opened(world, call)?;
    let (interaction, message) = (&world.interactions[&id], call.id(2)?);
    let made = interaction.original == Some(message) || interaction.followups.contains(&message);
    if !made {
        return Err(ApiError::unknown_message());
    }
    Ok((channel, world.message(channel, message)?.id))
}

fn edit_one(world: &mut World, call: &Call, (channel, message): (u64, u64)) -> Answer {
    let old = world.message(channel, message)?.draft.clone();
    let draft = compose(world, channel, call, &call.body, Some(&old))?;
    fill(world, channel, message, draft)
}

fn delete_one(world: &mut World, (channel, message): (u64, u64)) -> Answer {
    world.delete(channel, message)?;
    Reply::nothing()
}

fn get_one(world: &World, (channel, message): (u64, u64)) -> Answer {
    Reply::json(world.message(channel, message)?.json(world))
}

pub fn get_original(world: &mut World, call: &Call) -> Answer {
    get_one(world, original(world, call)?)
}

pub fn edit_original(world: &mut World, call: &Call) -> Answer {
    let place = original(world, call)?;
    edit_one(world, call, place)
}

pub fn delete_original(world: &mut World, call: &Call) -> Answer {
    let place = original(world, call)?;
    delete_one(world, place)
}

pub fn get(world: &mut World, call: &Call) -> Answer {
    get_one(world, made(world, call)?)
}

pub fn edit(world: &mut World, call: &Call) -> Answer {
    let place = made(world, call)?;
    edit_one(world, call, place)
}

pub fn delete(world: &mut World, call: &Call) -> Answer {
    let place = made(world, call)?;
    delete_one(world, place)
}
