//! People and bots.

use super::World;
use serde_json::{Value, json};

pub struct User {
    pub id: u64,
    pub name: String,
    pub bot: bool,
    /// Their direct messages with the bot, once opened.
    pub direct: Option<u64>,
    /// They take no direct messages.
    pub closed: bool,
}

impl User {
    pub fn new(id: u64, name: &str, bot: bool) -> Self {
        Self { id, name: name.to_owned(), bot, direct: None, closed: false }
    }

    pub fn json(&self) -> Value {
        let mut user = json!({
            "id": self.id.to_string(),
            "username": self.name.to_lowercase().replace(' ', "_"),
            "global_name": self.name,
            "discriminator": "0",
            "avatar": null,
            "banner": null,
            "accent_color": null,
            "avatar_decoration_data": null,
            "collectibles": null,
            "primary_guild": null,
            "public_flags": 0,
            "flags": 0,
        });
        if self.bot {
            user["bot"] = json!(true);
            user["global_name"] = Value::Null;
            user["discriminator"] = json!("0001");
        }
        user
    }
}

impl World {
    /// What `GET /users/@me` and READY say.
    pub fn bot_json(&self) -> Value {
        let mut user = self.user_json(self.bot);
        for (name, value) in [
            ("mfa_enabled", json!(true)),
            ("verified", json!(true)),
            ("email", Value::Null),
            ("locale", json!("en-US")),
            ("premium_type", json!(0)),
        ] {
            user[name] = value;
        }
        user
    }

    /// Empty for an unknown user, which only a reference to a deleted one can be.
    pub fn user_json(&self, id: u64) -> Value {
        self.users.get(&id).map(User::json).unwrap_or_default()
    }
}
