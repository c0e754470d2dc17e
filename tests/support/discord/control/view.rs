//! What a test sees of a message: all that REST says, and what only the stand-in knows.

use super::super::world::{LOADING, Message, Reaction, World};
use serde_json::{Map, Value, json};

impl World {
    pub fn view(&self, message: &Message) -> Value {
        let mut view = message.json(self);
        let people = |one: &Reaction| {
            let people: Vec<String> = one.people.iter().map(u64::to_string).collect();
            (one.emoji.key(), json!(people))
        };
        view["reacted"] = Value::Object(message.reactions.iter().map(people).collect::<Map<_, _>>());
        view["history"] = json!(message.history);
        view["files"] = json!(message.draft.attachments);
        view["ephemeral"] = json!(message.ephemeral());
        view["loading"] = json!(message.draft.flags & LOADING != 0);
        view
    }
}
