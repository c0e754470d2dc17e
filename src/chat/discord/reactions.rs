//! Reactions as answers. Discord shows who reacted with what; the ledger has it only once the engine has said so.

use jiff::Timestamp;
use reqwest::Method;
use std::sync::Arc;

use super::posting::encoded;
use super::posts::{Change, Known, emoji, option_of, read};
use super::rest::{Call, RestError, code};
use super::{Asking, Discord, PLATFORM, ephemeral, place};
use crate::bank::Kind;
use crate::chat::{Command, Gesture, Refusal, Reply, Request, Rights, words};
use crate::quiz::Mark;

const QUESTION_MARKS: [&str; 2] = ["❓", "❔"];

/// Ordinary reactions and super reactions, which Discord lists apart.
pub const KINDS: [u8; 2] = [0, 1];

/// What happened to a reaction, with its number and time at receipt.
#[derive(Clone, Debug)]
pub struct Reacted {
    pub server: u64,
    pub channel: u64,
    pub message: u64,
    pub user: u64,
    pub emoji: String,
    pub on: bool,
    /// Who wrote the message, where Discord says so.
    pub author: Option<u64>,
    pub sequence: i64,
    pub at: Timestamp,
}

/// A reaction on an option.
struct Chosen<'a> {
    reacted: &'a Reacted,
    mark: &'a Mark,
    option: u8,
}

impl Discord {
    /// What the message is, from memory or from Discord: one of our posts, or `None`.
    pub(super) async fn known(&self, channel: u64, message: u64) -> Result<Option<Known>, RestError> {
        if let Some(known) = self.posts.get(message) {
            return Ok(known);
        }
        let found = match self.rest.call(Call::get(format!("/channels/{channel}/messages/{message}"))).await {
            Ok(found) => found,
            Err(error @ RestError::Away(_)) => return Err(error),
            Err(RestError::Refused { .. }) => return Ok(None),
        };
        let known = (super::id(&found["author"]["id"]) == Some(self.bot())).then(|| read(&found)).flatten();
        match &known {
            Some(known) => self.posts.learn(message, known.clone()),
            None => self.posts.learn_stranger(message),
        }
        Ok(known)
    }

    /// Bookkeeping that must be in the order of events; returns the others that a person's reaction is on, or `None` when it was
    /// the bot that took one off, or the event has come before.
    pub(super) fn noted(&self, reacted: &Reacted) -> Option<Vec<u8>> {
        let Some(option) = option_of(&reacted.emoji) else { return Some(Vec::new()) };
        let Reacted { message, user, on, at, .. } = *reacted;
        let others = if on {
            self.posts.put_on(message, user, option)
        } else {
            self.posts.taken_off(message, user, option).then(Vec::new)
        };
        if others.is_some() {
            self.posts.happened(message, Change { at, person: user, option, on });
        }
        others
    }

    pub(super) async fn reaction(self: Arc<Self>, reacted: Reacted, others: Vec<u8>) {
        if reacted.user == self.bot() || reacted.author.is_some_and(|author| author != self.bot()) {
            return;
        }
        let option = option_of(&reacted.emoji);
        let asks_why = reacted.on && QUESTION_MARKS.contains(&reacted.emoji.trim_end_matches('\u{fe0f}'));
        if option.is_none() && !asks_why {
            return;
        }
        let known = match self.known(reacted.channel, reacted.message).await {
            Ok(Some(known)) => known,
            Ok(None) => return,
            Err(error) => {
                return tracing::warn!(%error, "a reaction can't be placed; the next reading of its post finds it");
            }
        };
        match option {
            Some(option) if option < known.letters => {
                let chosen = Chosen { reacted: &reacted, mark: &known.mark, option };
                self.chosen(&chosen, known.kind, others).await;
            }
            // A letter that the question does not have.
            Some(_) => {}
            None => self.why_by_reaction(&reacted, &known.mark).await,
        }
    }

    async fn asking_by_reaction(&self, reacted: &Reacted) -> Option<Asking> {
        let person = match self.person(reacted.user).await {
            Ok(person) => person?,
            Err(error) => {
                tracing::warn!(%error, "who reacted can't be found out; the next reading of the post does");
                return None;
            }
        };
        let what = if reacted.on { "add" } else { "remove" };
        let Reacted { message, user, emoji, sequence, .. } = reacted;
        Some(Asking {
            place: place(reacted.server, reacted.channel),
            person,
            rights: Rights::default(),
            event_id: format!("{PLATFORM}:reaction:{message}:{user}:{emoji}:{what}:{sequence}"),
            sequence: *sequence,
            at: reacted.at,
        })
    }

    async fn chosen(&self, chosen: &Chosen<'_>, kind: Kind, others: Vec<u8>) {
        let Chosen { reacted, mark, option } = chosen;
        let Some(asking) = self.asking_by_reaction(reacted).await else { return };
        let gesture = if reacted.on { Gesture::Choose(*option) } else { Gesture::Withdraw(*option) };
        let request = Request::Answer { mark: (*mark).clone(), gesture };
        match self.ask_patiently(&asking, request).await {
            Ok(Reply::Recorded { .. }) if reacted.on && kind == Kind::Mcq => self.take_off(reacted, others).await,
            Ok(_) => {}
            // To take a reaction off a closed post says nothing.
            Err(_) if !reacted.on => {}
            // It is on the post, and the next reading enters it.
            Err(refusal) if refusal.retry => {
                tracing::warn!(refusal = refusal.text, "a reaction waits to be read again")
            }
            Err(refusal) => self.explain_reaction(reacted, &asking.person.name, &refusal).await,
        }
    }

    /// One choice: the reactions on the others go, if the bot may. It counts right in any case.
    async fn take_off(&self, reacted: &Reacted, others: Vec<u8>) {
        let Reacted { server, channel, message, user, .. } = reacted;
        let here = (*server, *channel);
        // An event that comes late or twice must not cost them the reaction that they see.
        if others.is_empty() || self.unmanaged.contains(&here) || !self.is_on(reacted).await {
            return;
        }
        for option in others {
            if !self.posts.take_off(*message, *user, option) {
                continue;
            }
            let path = format!("/channels/{channel}/messages/{message}/reactions/{}/{user}", encoded(emoji(option)));
            match self.rest.call(Call::new(Method::DELETE, path)).await {
                Ok(_) => {}
                Err(error) => {
                    self.posts.left_on(*message, *user, option);
                    if error.is(&[code::MISSING_PERMISSIONS, code::MISSING_ACCESS]) {
                        self.unmanaged.insert(here);
                    }
                    tracing::debug!(%error, "an earlier reaction stays; the later one counts");
                }
            }
        }
    }

    /// Whether Discord shows this reaction now.
    async fn is_on(&self, reacted: &Reacted) -> bool {
        let Some(option) = option_of(&reacted.emoji) else { return false };
        let Reacted { channel, message, user, .. } = reacted;
        let (emoji, before) = (encoded(emoji(option)), user.saturating_sub(1));
        for kind in KINDS {
            let query = format!("limit=1&after={before}&type={kind}");
            let path = format!("/channels/{channel}/messages/{message}/reactions/{emoji}?{query}");
            let people = self.rest.call(Call::get(path)).await.unwrap_or_default();
            if super::id(&people[0]["id"]) == Some(*user) {
                return true;
            }
        }
        false
    }

    async fn explain_reaction(&self, reacted: &Reacted, name: &str, refusal: &Refusal) {
        // Once about a post is enough, however often somebody tries.
        if self.people.first_word(reacted.user, reacted.message) {
            let Reacted { user, channel, message, .. } = *reacted;
            let mut outgoing = ephemeral::refusal(refusal);
            // Another process may have heard the same.
            outgoing.body["nonce"] = serde_json::json!(super::digest(&format!("on.{message}.{user}")));
            outgoing.body["enforce_nonce"] = serde_json::json!(true);
            self.tell_reactor(user, name, channel, message, outgoing, &refusal.text).await;
        }
    }

    async fn why_by_reaction(&self, reacted: &Reacted, mark: &Mark) {
        // Taken off and put on again, it asks once a minute.
        if !self.people.asks(reacted.user, reacted.message, reacted.at.as_second() / 60) {
            return;
        }
        let Some(asking) = self.asking_by_reaction(reacted).await else { return };
        let command = Command::Why { mark: Some(mark.clone()), option: None };
        let reply = self.ask(&asking, Request::Command(command)).await;
        let (outgoing, instead) = match &reply {
            Ok(reply) => (ephemeral::message(reply), words::closed_to_me().text),
            Err(refusal) => (ephemeral::refusal(refusal), refusal.text.clone()),
        };
        let Reacted { user, channel, message, .. } = *reacted;
        self.tell_reactor(user, &asking.person.name, channel, message, outgoing, &instead).await;
    }
}
