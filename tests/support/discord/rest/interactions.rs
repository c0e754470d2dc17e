//! The first answer to an interaction: a message, a promise of one, a modal or a list of choices.

use super::super::error::{ApiError, Problems};
use super::super::validate;
use super::super::world::{Draft, EPHEMERAL, LOADING, World};
use super::call::{Call, Reply};
use super::compose::compose;
use serde_json::{Value, json};

type Answer = Result<Reply, ApiError>;

pub fn callback(world: &mut World, call: &Call) -> Answer {
    let id = call.id(0)?;
    let interaction = world.interactions.get(&id).ok_or_else(ApiError::unknown_interaction)?;
    if interaction.token != call.parameter(1) {
        return Err(ApiError::unknown_interaction());
    }
    let kind = call.body["type"].as_u64().unwrap_or_default();
    interaction.may_acknowledge(kind)?;
    let (channel, source) = (interaction.channel, interaction.source);
    let data = &call.body["data"];
    match kind {
        4 => {
            let mut draft = compose(world, channel, call, data, None)?;
            draft.flags |= data["flags"].as_u64().unwrap_or_default() & EPHEMERAL;
            answer_with(world, id, draft)?;
        }
        5 => {
            let flags = LOADING | data["flags"].as_u64().unwrap_or_default() & EPHEMERAL;
            answer_with(world, id, Draft { flags, ..Draft::default() })?;
        }
        7 => {
            let source = source.ok_or_else(ApiError::unknown_message)?;
            let old = world.message(channel, source)?.draft.clone();
            let draft = compose(world, channel, call, data, Some(&old))?;
            world.edit(channel, source, draft)?;
        }
        8 => choices(data)?,
        9 => validate::modal(data)?,
        _ => {}
    }
    let interaction = world.interactions.get_mut(&id).ok_or_else(ApiError::unknown_interaction)?;
    interaction.acknowledged = Some(kind);
    match kind {
        6 | 7 => interaction.original = source,
        8 => interaction.choices = Some(data["choices"].clone()),
        9 => {
            let mut modal = data.clone();
            if let Some(components) = modal["components"].as_array_mut() {
                validate::number_components(components);
            }
            interaction.modal = Some(modal);
        }
        _ => {}
    }
    if call.asks("with_response") { with_response(world, id, kind) } else { Reply::nothing() }
}

fn answer_with(world: &mut World, id: u64, draft: Draft) -> Result<(), ApiError> {
    let message = post_for(world, id, draft)?;
    if let Some(interaction) = world.interactions.get_mut(&id) {
        interaction.original = Some(message);
    }
    Ok(())
}

/// A message of the bot's that says which interaction it answers.
pub fn post_for(world: &mut World, id: u64, mut draft: Draft) -> Result<u64, ApiError> {
    let interaction = world.interactions.get(&id).ok_or_else(ApiError::unknown_interaction)?;
    let channel = interaction.channel;
    draft.origin.insert("interaction_metadata".to_owned(), interaction.metadata.clone());
    draft.origin.insert("application_id".to_owned(), json!(world.bot.to_string()));
    draft.origin.insert("webhook_id".to_owned(), json!(world.bot.to_string()));
    world.post(channel, world.bot, draft)
}

fn choices(data: &Value) -> Result<(), ApiError> {
    let mut problems = Problems::default();
    let choices = data["choices"].as_array().map(Vec::as_slice).unwrap_or_default();
    if choices.len() > 25 {
        problems.add("data.choices", "BASE_TYPE_MAX_LENGTH", "Must be 25 or fewer in length.");
    }
    for (place, choice) in choices.iter().enumerate() {
        let at = format!("data.choices.{place}");
        problems.length(&format!("{at}.name"), choice["name"].as_str().unwrap_or_default(), 1, 100);
        if let Some(value) = choice["value"].as_str() {
            problems.length(&format!("{at}.value"), value, 1, 100);
        }
    }
    problems.finish()
}

fn with_response(world: &World, id: u64, kind: u64) -> Answer {
    let interaction = world.interactions.get(&id).ok_or_else(ApiError::unknown_interaction)?;
    let mut answer = json!({
        "interaction": {
            "id": id.to_string(),
            "type": interaction.kind,
            "channel_id": interaction.channel.to_string(),
        }
    });
    if let Some(guild) = interaction.guild {
        answer["interaction"]["guild_id"] = json!(guild.to_string());
    }
    if let Some(original) = interaction.original {
        let message = world.message(interaction.channel, original)?;
        answer["interaction"]["response_message_id"] = json!(original.to_string());
        answer["interaction"]["response_message_loading"] = json!(message.draft.flags & LOADING != 0);
        answer["interaction"]["response_message_ephemeral"] = json!(message.ephemeral());
        // A promise shows the message that will hold the answer.
        let shown = if matches!(kind, 4 | 5) { 4 } else { 7 };
        answer["resource"] = json!({ "type": shown, "message": message.json(world) });
    }
    Reply::json(answer)
}
