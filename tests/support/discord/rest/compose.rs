//! What a message will be, from what the bot sent: checked, with its files kept and its mentions found.

use super::super::error::{ApiError, Problems};
use super::super::permissions;
use super::super::validate;
use super::super::world::{Draft, File, World};
use super::call::Call;
use super::uploads::store_file;
use serde_json::Value;

const COMPONENTS_V2: u64 = 1 << 15;
const SUPPRESS_EMBEDS: u64 = 1 << 2;
const SUPPRESS_NOTIFICATIONS: u64 = 1 << 12;

/// `body` is the message's form, which in an interaction's answer stands inside the request. `old` is what it edits.
pub fn compose(
    world: &mut World,
    channel: u64,
    call: &Call,
    body: &Value,
    old: Option<&Draft>,
) -> Result<Draft, ApiError> {
    validate::message(body)?;
    let mut draft = old.cloned().unwrap_or_default();
    if let Some(content) = body.get("content") {
        content.as_str().unwrap_or_default().clone_into(&mut draft.content);
    }
    attach(world, channel, call, body, &mut draft)?;
    if let Some(embeds) = body.get("embeds") {
        let embeds = embeds.as_array().map(Vec::as_slice).unwrap_or_default();
        draft.embeds = embeds.iter().map(|embed| validate::shown_embed(embed, &draft.attachments)).collect();
    }
    if let Some(components) = body.get("components") {
        draft.components = validate::to_shown(components.as_array().map(Vec::as_slice).unwrap_or_default());
    }
    if let Some(flags) = body["flags"].as_u64() {
        draft.flags = flags & (COMPONENTS_V2 | SUPPRESS_EMBEDS | SUPPRESS_NOTIFICATIONS);
    }
    mention(world, &body["allowed_mentions"], &mut draft);
    if draft.is_empty() {
        return Err(ApiError::empty_message());
    }
    Ok(draft)
}

/// Files that stay, by id, and new ones, by their number in the form. Some libraries send ids as integers.
fn attach(world: &mut World, channel: u64, call: &Call, body: &Value, draft: &mut Draft) -> Result<(), ApiError> {
    let listed = body["attachments"].as_array();
    let id_of = |entry: &Value| match &entry["id"] {
        Value::String(id) => id.clone(),
        other => other.to_string(),
    };
    if let Some(listed) = listed {
        let known = |id: &str| {
            draft.attachments.iter().any(|old| old["id"] == id)
                || call.uploads.iter().any(|upload| upload.number.to_string() == id)
        };
        let mut problems = Problems::default();
        for (place, entry) in listed.iter().enumerate() {
            if !known(&id_of(entry)) {
                let message = "Attachment data not found.";
                problems.add(&format!("attachments.{place}.id"), "MESSAGE_ATTACHMENT_NOT_FOUND", message);
            }
        }
        problems.finish()?;
        draft.attachments.retain(|old| listed.iter().any(|entry| old["id"] == id_of(entry)));
    }
    for upload in &call.uploads {
        let entry = listed.into_iter().flatten().find(|entry| id_of(entry) == upload.number.to_string());
        let entry = entry.unwrap_or(&Value::Null);
        let name = entry["filename"].as_str().unwrap_or(&upload.name).to_owned();
        let mut json =
            store_file(world, channel, File { name, kind: upload.kind.clone(), bytes: upload.bytes.clone() });
        if entry["description"].is_string() {
            json["description"] = entry["description"].clone();
        }
        draft.attachments.push(json);
    }
    Ok(())
}

/// Whom the text names, as far as the sender lets it reach them.
pub fn mention(world: &World, allowed: &Value, draft: &mut Draft) {
    let parsed = |kind: &str| match allowed["parse"].as_array() {
        Some(kinds) => kinds.iter().any(|one| one == kind),
        None => allowed.is_null(),
    };
    let named = |id: u64| {
        let id = id.to_string();
        allowed["users"].as_array().into_iter().flatten().any(|one| *one == id)
    };
    draft.mentions.clear();
    for part in draft.content.split("<@").skip(1) {
        let id = part.split_once('>').and_then(|(id, _)| id.trim_start_matches('!').parse::<u64>().ok());
        let Some(id) = id.filter(|id| world.users.contains_key(id)) else { continue };
        if (parsed("users") || named(id)) && !draft.mentions.contains(&id) {
            draft.mentions.push(id);
        }
    }
    let everyone = ["@everyone", "@here"].iter().any(|name| draft.content.contains(name));
    draft.mention_everyone = everyone && parsed("everyone");
}

/// What the channel must allow beyond sending.
pub fn needed(draft: &Draft) -> u64 {
    let mut needed = permissions::SEND_MESSAGES;
    if !draft.embeds.is_empty() {
        needed |= permissions::EMBED_LINKS;
    }
    if !draft.attachments.is_empty() {
        needed |= permissions::ATTACH_FILES;
    }
    needed
}
