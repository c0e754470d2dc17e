//! Discord's own limits on what a bot sends, each error where it stands in the form.

mod commands;
mod components;
mod embeds;
mod message;
mod modal;

pub use commands::command;
pub use components::{number_components, to_shown};
pub use embeds::shown_embed;
pub use message::message;
pub use modal::modal;

use super::error::Problems;
use serde_json::Value;

/// A field of text within its limits, or absent when it may be.
fn text(problems: &mut Problems, at: &str, object: &Value, name: &str, least: usize, most: usize) {
    let path = join(at, name);
    match &object[name] {
        Value::Null if least == 0 => {}
        Value::Null => problems.add(&path, "BASE_TYPE_REQUIRED", "This field is required"),
        Value::String(text) => problems.length(&path, text, least, most),
        _ => problems.add(&path, "STRING_TYPE_CONVERT", "Could not interpret as string."),
    }
}

fn number(problems: &mut Problems, at: &str, object: &Value, name: &str, range: std::ops::RangeInclusive<i64>) {
    let path = join(at, name);
    match &object[name] {
        Value::Null => {}
        value => match value.as_i64() {
            Some(number) if range.contains(&number) => {}
            Some(_) => {
                let message = format!("int value should be between {} and {}.", range.start(), range.end());
                problems.add(&path, "NUMBER_TYPE_RANGE", message);
            }
            None => problems.add(&path, "NUMBER_TYPE_COERCE", format!("Value {value} is not int.")),
        },
    }
}

/// A list within its limits; an absent one counts as empty.
fn list<'a>(
    problems: &mut Problems,
    at: &str,
    object: &'a Value,
    name: &str,
    range: std::ops::RangeInclusive<usize>,
) -> &'a [Value] {
    let path = join(at, name);
    let items = match &object[name] {
        Value::Null => &[],
        Value::Array(items) => items.as_slice(),
        _ => {
            problems.add(&path, "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType");
            return &[];
        }
    };
    if items.len() > *range.end() {
        problems.add(&path, "BASE_TYPE_MAX_LENGTH", format!("Must be {} or fewer in length.", range.end()));
    } else if items.len() < *range.start() {
        let message = format!("Must be between {} and {} in length.", range.start(), range.end());
        problems.add(&path, "BASE_TYPE_BAD_LENGTH", message);
    }
    items
}

fn join(at: &str, name: &str) -> String {
    if at.is_empty() { name.to_owned() } else { format!("{at}.{name}") }
}
