//! Embeds: their limits, and how Discord shows them.

use super::super::error::Problems;
use super::{list, number, text};
use serde_json::{Value, json};

pub fn embed(problems: &mut Problems, at: &str, embed: &Value) {
    text(problems, at, embed, "title", 0, 256);
    text(problems, at, embed, "description", 0, 4096);
    number(problems, at, embed, "color", 0..=0xff_ffff);
    text(problems, &format!("{at}.footer"), &embed["footer"], "text", 0, 2048);
    text(problems, &format!("{at}.author"), &embed["author"], "name", 0, 256);
    for (place, field) in list(problems, at, embed, "fields", 0..=25).iter().enumerate() {
        let at = format!("{at}.fields.{place}");
        text(problems, &at, field, "name", 1, 256);
        text(problems, &at, field, "value", 1, 1024);
    }
    for picture in ["image", "thumbnail"] {
        url(problems, &format!("{at}.{picture}"), &embed[picture], "url");
    }
    url(problems, at, embed, "url");
    if let Some(time) = embed["timestamp"].as_str().filter(|time| time.parse::<jiff::Timestamp>().is_err()) {
        let message = format!("Could not parse {time}. Should be ISO8601.");
        problems.add(&format!("{at}.timestamp"), "DATE_TIME_TYPE_PARSE", message);
    }
    let parts = ["title", "description", "image", "thumbnail", "footer", "author", "timestamp", "url"];
    let empty = parts.iter().all(|part| embed[part].is_null()) && embed["fields"].as_array().is_none_or(Vec::is_empty);
    if empty {
        problems.add(&format!("{at}.description"), "BASE_TYPE_REQUIRED", "This field is required");
    }
}

fn url(problems: &mut Problems, at: &str, object: &Value, name: &str) {
    let Some(url) = object[name].as_str() else { return };
    let at = format!("{at}.{name}");
    problems.length(&at, url, 1, 2048);
    if !["http://", "https://", "attachment://"].iter().any(|scheme| url.starts_with(scheme)) {
        let message = format!("Scheme \"{url}\" is not supported. Scheme must be one of ('http', 'https').");
        problems.add(&at, "URL_TYPE_INVALID_SCHEME", message);
    }
}

/// What counts towards the 6,000 characters of a message's embeds.
pub fn weight(embed: &Value) -> usize {
    let fields = embed["fields"].as_array().map(Vec::as_slice).unwrap_or_default();
    let texts = [&embed["title"], &embed["description"], &embed["footer"]["text"], &embed["author"]["name"]];
    let of_fields = fields.iter().flat_map(|field| [&field["name"], &field["value"]]);
    texts.into_iter().chain(of_fields).filter_map(Value::as_str).map(|text| text.chars().count()).sum()
}

/// As it comes back: rich, with every field's `inline`, and files of the message by their address.
pub fn shown_embed(embed: &Value, attachments: &[Value]) -> Value {
    let mut shown = json!({ "type": "rich" });
    for name in ["title", "description", "url", "color"] {
        if !embed[name].is_null() {
            shown[name] = embed[name].clone();
        }
    }
    if let Some(Ok(time)) = embed["timestamp"].as_str().map(str::parse::<jiff::Timestamp>) {
        shown["timestamp"] = json!(time.strftime("%Y-%m-%dT%H:%M:%S%.6f+00:00").to_string());
    }
    for (name, inner) in [("footer", "text"), ("author", "name")] {
        if let Some(text) = embed[name][inner].as_str() {
            shown[name] = json!({ inner: text });
            for url in ["url", "icon_url"] {
                if let Some(address) = embed[name][url].as_str() {
                    shown[name][url] = json!(address);
                }
            }
        }
    }
    for name in ["image", "thumbnail"] {
        let Some(url) = embed[name]["url"].as_str() else { continue };
        let file = url.strip_prefix("attachment://");
        let file = file.and_then(|file| attachments.iter().find(|one| one["filename"] == file));
        let mut picture = json!({ "url": url, "proxy_url": url, "flags": 0 });
        for field in ["url", "proxy_url", "width", "height", "content_type"] {
            if let Some(value) = file.and_then(|file| file.get(field)) {
                picture[field] = value.clone();
            }
        }
        shown[name] = picture;
    }
    if let Some(fields) = embed["fields"].as_array().filter(|fields| !fields.is_empty()) {
        let field = |field: &Value| {
            let inline = field["inline"] == true;
            json!({ "name": field["name"], "value": field["value"], "inline": inline })
        };
        shown["fields"] = fields.iter().map(field).collect();
    }
    shown
}
