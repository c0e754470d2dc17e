//! Who people are: the name they go by in a server, remembered because not every event has it, and private messages to them.

use reqwest::Method;
use serde_json::{Value, json};
use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, PoisonError};

use super::Discord;
use super::rest::{Call, Outgoing, RestError};
use crate::chat::PersonRef;

/// People that are remembered; forgotten all at once when there are more.
const MOST: usize = 100_000;

#[derive(Default)]
pub struct People {
    /// By server and user; `None` for a bot.
    names: Mutex<HashMap<(u64, u64), Option<String>>>,
    /// Channels of direct messages, by user.
    direct: Mutex<HashMap<u64, u64>>,
    /// Servers that people are known to be in.
    members: Mutex<HashSet<(u64, u64)>>,
    /// What has been said to somebody about a message, so that it is said once.
    said: Mutex<HashSet<(u64, u64)>>,
}

fn room<K: Eq + std::hash::Hash, V>(map: &mut HashMap<K, V>) {
    if map.len() >= MOST {
        map.clear();
    }
}

impl People {
    pub fn learn(&self, server: u64, user: u64, name: Option<String>) {
        let mut names = self.names.lock().unwrap_or_else(PoisonError::into_inner);
        room(&mut names);
        names.insert((server, user), name);
    }

    fn known(&self, server: u64, user: u64) -> Option<Option<String>> {
        self.names.lock().unwrap_or_else(PoisonError::into_inner).get(&(server, user)).cloned()
    }

    /// Whether this is the first thing said to them about the message.
    pub fn first_word(&self, user: u64, message: u64) -> bool {
        let mut said = self.said.lock().unwrap_or_else(PoisonError::into_inner);
        if said.len() >= MOST {
            said.clear();
        }
        said.insert((user, message))
    }
}

/// What somebody is called: by the server, by themselves, or by Discord.
pub fn display_name(nick: Option<&str>, global: Option<&str>, name: &str) -> String {
    nick.or(global).filter(|name| !name.trim().is_empty()).unwrap_or(name).to_owned()
}

/// The same from a user's JSON.
fn name_of(user: &Value, nick: Option<&str>) -> String {
    display_name(nick, user["global_name"].as_str(), user["username"].as_str().unwrap_or_default())
}

pub fn person(user: u64, name: String) -> PersonRef {
    PersonRef { platform: super::PLATFORM.to_owned(), external_id: user.to_string(), name }
}

impl Discord {
    /// Somebody whom an event names by number only; `None` for a bot.
    pub(super) async fn person(&self, server: u64, user: u64) -> Result<Option<PersonRef>, RestError> {
        if let Some(known) = self.people.known(server, user) {
            return Ok(known.map(|name| person(user, name)));
        }
        let member = match self.rest.call(Call::get(format!("/guilds/{server}/members/{user}"))).await {
            Ok(member) => member,
            // They have left since.
            Err(RestError::Refused { .. }) => {
                let found = self.rest.call(Call::get(format!("/users/{user}"))).await?;
                json!({ "user": found })
            }
            Err(error) => return Err(error),
        };
        let found = &member["user"];
        let name = (found["bot"] != true).then(|| name_of(found, member["nick"].as_str()));
        self.people.learn(server, user, name.clone());
        Ok(name.map(|name| person(user, name)))
    }

    /// Somebody in a list of users, by the name they go by in the server if it is known; `None` for a bot.
    pub(super) fn listed(&self, server: u64, user: &Value) -> Option<(u64, PersonRef)> {
        let id = super::id(&user["id"])?;
        if user["bot"] == true {
            return None;
        }
        let name = match self.people.known(server, id) {
            Some(name) => name?,
            None => name_of(user, None),
        };
        Some((id, person(id, name)))
    }

    pub(super) async fn is_member(&self, server: u64, user: u64) -> bool {
        let key = (server, user);
        if self.people.members.lock().unwrap_or_else(PoisonError::into_inner).contains(&key) {
            return true;
        }
        let found = self.rest.call(Call::get(format!("/guilds/{server}/members/{user}"))).await;
        if let Ok(member) = &found {
            let name = (member["user"]["bot"] != true).then(|| name_of(&member["user"], member["nick"].as_str()));
            self.people.learn(server, user, name);
            let mut members = self.people.members.lock().unwrap_or_else(PoisonError::into_inner);
            if members.len() >= MOST {
                members.clear();
            }
            members.insert(key);
        }
        found.is_ok()
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
