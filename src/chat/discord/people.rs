//! Who people are: the name they gave themselves, remembered because not every event has it, and private messages to them. What a
//! server calls somebody stays there: their record is one for all servers, and a private one's nickname is nobody else's business.

use reqwest::Method;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use tokio::time::Instant;

use super::Discord;
use super::recent::Recent;
use super::rest::{Call, Outgoing, RestError};
use crate::chat::PersonRef;

/// People that are remembered; forgotten all at once when there are more.
const MOST: usize = 100_000;
/// How long it is believed that somebody is in a server, or is not.
const MEMBERSHIP: Duration = Duration::from_secs(60);

#[derive(Default)]
pub struct People {
    /// By user; `None` for a bot.
    names: Mutex<HashMap<u64, Option<String>>>,
    /// Channels of direct messages, by user.
    direct: Mutex<HashMap<u64, u64>>,
    /// Whether people are in a server, and when that was looked up.
    members: Mutex<HashMap<(u64, u64), (bool, Instant)>>,
    /// What has been said to somebody about a message, so that it is said once: directly, and in the channel.
    said: Recent<(u64, u64)>,
    said_aloud: Recent<(u64, u64)>,
    /// Who asked why, about which message, in which minute.
    asked: Recent<(u64, u64, i64)>,
}

fn room<K: Eq + std::hash::Hash, V>(map: &mut HashMap<K, V>) {
    if map.len() >= MOST {
        map.clear();
    }
}

impl People {
    pub fn learn(&self, user: u64, name: Option<String>) {
        let mut names = self.names.lock().unwrap_or_else(PoisonError::into_inner);
        room(&mut names);
        names.insert(user, name);
    }

    fn known(&self, user: u64) -> Option<Option<String>> {
        self.names.lock().unwrap_or_else(PoisonError::into_inner).get(&user).cloned()
    }

    /// Whether this is the first thing said to them about the message.
    pub fn first_word(&self, user: u64, message: u64) -> bool {
        self.said.insert((user, message))
    }

    /// Whether this is the first thing said to them about it where everybody reads it.
    pub fn first_aloud(&self, user: u64, message: u64) -> bool {
        self.said_aloud.insert((user, message))
    }

    /// Whether they have not asked about the message in this minute before.
    pub fn asks(&self, user: u64, message: u64, minute: i64) -> bool {
        self.asked.insert((user, message, minute))
    }
}

/// What somebody is called: by themselves, or by Discord.
pub fn display_name(global: Option<&str>, name: &str) -> String {
    global.filter(|name| !name.trim().is_empty()).unwrap_or(name).to_owned()
}

/// The same from a user's JSON.
pub fn name_of(user: &Value) -> String {
    display_name(user["global_name"].as_str(), user["username"].as_str().unwrap_or_default())
}

pub fn person(user: u64, name: String) -> PersonRef {
    PersonRef { platform: super::PLATFORM.to_owned(), external_id: user.to_string(), name }
}

impl Discord {
    /// Somebody whom an event names by number only; `None` for a bot.
    pub(super) async fn person(&self, user: u64) -> Result<Option<PersonRef>, RestError> {
        let name = match self.people.known(user) {
            Some(name) => name,
            None => {
                let found = self.rest.call(Call::get(format!("/users/{user}"))).await?;
                let name = (found["bot"] != true).then(|| name_of(&found));
                self.people.learn(user, name.clone());
                name
            }
        };
        Ok(name.map(|name| person(user, name)))
    }

    /// Somebody in a list of users; `None` for a bot.
    pub(super) fn listed(&self, user: &Value) -> Option<(u64, PersonRef)> {
        let id = super::id(&user["id"])?;
        (user["bot"] != true).then(|| (id, person(id, name_of(user))))
    }

    pub(super) async fn is_member(&self, server: u64, user: u64) -> bool {
        let key = (server, user);
        let known = self.people.members.lock().unwrap_or_else(PoisonError::into_inner).get(&key).copied();
        if let Some((is_member, when)) = known
            && when.elapsed() < MEMBERSHIP
        {
            return is_member;
        }
        let is_member = match self.rest.call(Call::get(format!("/guilds/{server}/members/{user}"))).await {
            Ok(_) => true,
            Err(RestError::Refused { .. }) => false,
            Err(RestError::Away(_)) => return false,
        };
        let mut members = self.people.members.lock().unwrap_or_else(PoisonError::into_inner);
        room(&mut members);
        members.insert(key, (is_member, Instant::now()));
        is_member
    }

    /// Sends somebody a private message.
    pub(super) async fn tell(&self, user: u64, message: Outgoing) -> Result<(), RestError> {
        let known = self.people.direct.lock().unwrap_or_else(PoisonError::into_inner).get(&user).copied();
        let channel = match known {
            Some(channel) => channel,
            None => {
                let call =
                    Call::new(Method::POST, "/users/@me/channels").body(json!({ "recipient_id": user.to_string() }));
                let made = self.rest.call(call.repeatable()).await?;
                let channel =
                    super::id(&made["id"]).ok_or_else(|| RestError::Away("no channel was made".to_owned()))?;
                let mut direct = self.people.direct.lock().unwrap_or_else(PoisonError::into_inner);
                room(&mut direct);
                direct.insert(user, channel);
                channel
            }
        };
        let repeatable = message.body["enforce_nonce"] == true;
        let mut call = Call::new(Method::POST, format!("/channels/{channel}/messages")).message(message);
        call.repeatable = repeatable;
        self.rest.call(call).await?;
        Ok(())
    }
}
