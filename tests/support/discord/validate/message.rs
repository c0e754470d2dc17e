//! A message's form: text, embeds and components.

use super::super::error::{ApiError, Problems};
use super::{components, embeds, list, text};
use serde_json::Value;

const COMPONENTS_V2: u64 = 1 << 15;

pub fn message(body: &Value) -> Result<(), ApiError> {
    let mut problems = Problems::default();
    let flags = body["flags"].as_u64().unwrap_or_default();
    text(&mut problems, "", body, "content", 0, 2000);
    let of_message = list(&mut problems, "", body, "embeds", 0..=10);
    for (place, embed) in of_message.iter().enumerate() {
        embeds::embed(&mut problems, &format!("embeds.{place}"), embed);
    }
    if of_message.iter().map(embeds::weight).sum::<usize>() > 6000 {
        let message = "Embed size exceeds maximum size of 6000";
        problems.add("embeds", "MAX_EMBED_SIZE_EXCEEDED", message);
    }
    if flags & COMPONENTS_V2 == 0 {
        components::of_message(&mut problems, body);
    } else {
        for name in ["content", "embeds", "poll"] {
            let given = match &body[name] {
                Value::Null => false,
                Value::String(text) => !text.is_empty(),
                Value::Array(items) => !items.is_empty(),
                _ => true,
            };
            if given {
                let message = format!("The '{name}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2");
                problems.add(name, "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", message);
            }
        }
        list(&mut problems, "", body, "components", 0..=40);
    }
    list(&mut problems, "", body, "attachments", 0..=10);
    if let Some(nonce) = body["nonce"].as_str() {
        problems.length("nonce", nonce, 0, 25);
    }
    allowed_mentions(&mut problems, &body["allowed_mentions"]);
    problems.finish()
}

/// Naming people is refused when all people are allowed anyway.
fn allowed_mentions(problems: &mut Problems, allowed: &Value) {
    let parse = list(problems, "allowed_mentions", allowed, "parse", 0..=3);
    for (place, kind) in parse.iter().enumerate() {
        if !["roles", "users", "everyone"].iter().any(|known| kind == known) {
            let message = "Value must be one of ('roles', 'users', 'everyone').";
            problems.add(&format!("allowed_mentions.parse.{place}"), "BASE_TYPE_CHOICES", message);
        }
    }
    for name in ["users", "roles"] {
        let named = list(problems, "allowed_mentions", allowed, name, 0..=100);
        if !named.is_empty() && parse.iter().any(|kind| kind == name) {
            let message = format!("parse:[\"{name}\"] and {name}: [ids...] are mutually exclusive.");
            problems.add("allowed_mentions", "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", message);
        }
    }
}
