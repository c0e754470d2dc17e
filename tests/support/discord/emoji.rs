//! Reaction emoji as the REST paths and the events write them: a character, or `name:id` of a guild's own.

use super::error::ApiError;
use serde_json::{Value, json};

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Emoji {
    pub name: String,
    pub id: Option<u64>,
}

impl Emoji {
    /// From a decoded path segment or a test's text.
    pub fn parse(text: &str) -> Result<Self, ApiError> {
        let text = text.trim_start_matches('<').trim_end_matches('>').trim_start_matches("a:").trim_start_matches(':');
        if let Some((name, id)) = text.rsplit_once(':') {
            let id = id.parse().map_err(|_| ApiError::unknown_emoji())?;
            return Ok(Self { name: name.to_owned(), id: Some(id) });
        }
        // Words and bare digits aren't emoji; a keycap is a digit with marks that aren't ASCII.
        let plausible = !text.is_empty() && text.chars().count() <= 12 && !text.is_ascii();
        if !plausible || text.chars().any(|c| c.is_alphabetic() && c < '\u{2000}') {
            return Err(ApiError::unknown_emoji());
        }
        Ok(Self { name: text.to_owned(), id: None })
    }

    pub fn json(&self) -> Value {
        json!({ "id": self.id.map(|id| id.to_string()), "name": self.name })
    }

    /// How tests name it: the character itself, or `name:id`.
    pub fn key(&self) -> String {
        self.id.map_or_else(|| self.name.clone(), |id| format!("{}:{id}", self.name))
    }
}
