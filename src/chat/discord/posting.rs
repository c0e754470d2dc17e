//! Sending a question so that it is there once, with its letters on; finding it again after a crash; and what Discord refuses.

use jiff::SignedDuration;
use reqwest::Method;
use serde_json::{Value, json};

use super::permissions::{lacking, may_read};
use super::posts::{self, Known, emoji};
use super::rest::{Call, RestError, code};
use super::{Discord, PLATFORM, id, number, post};
use crate::chat::{ChatError, Notice, PlaceRef, Post, words};

const PAGE: usize = 100;
/// How far before its round opened a post is still searched for: clocks differ.
const EARLIER: SignedDuration = SignedDuration::from_mins(5);

impl Discord {
    pub(super) async fn post_round(&self, place: &PlaceRef, post: &Post) -> Result<u64, ChatError> {
        let channel = number(&place.channel)?;
        let key = format!("{}.{}", post.mark, post.copy);
        // A request whose answer was lost may have been done long ago, when its nonce is no longer known.
        let again = !self.sent.insert(key);
        if again && let Some(found) = self.find_round(place, post).await? {
            return Ok(found);
        }
        let mut message = post::message(post);
        message.body["nonce"] = post::nonce(post);
        message.body["enforce_nonce"] = json!(true);
        let call = Call::new(Method::POST, format!("/channels/{channel}/messages")).message(message).repeatable();
        let sent = match self.rest.call(call).await {
            Ok(sent) => sent,
            Err(error) => return Err(self.channel_error(place, channel, error).await),
        };
        let message = id(&sent["id"]).ok_or_else(|| away("the message that was sent has no id"))?;
        let letters = post::letters(post);
        self.posts.learn(message, Known { mark: post.mark.clone(), kind: post.kind, letters, open: true });
        self.put_letters(place, channel, message, letters).await?;
        self.posts.opened(place, &post.mark, message);
        self.heard.insert(message);
        Ok(message)
    }

    /// Searches the channel's messages since the round opened for its post, and puts on it what letters are missing.
    pub(super) async fn find_round(&self, place: &PlaceRef, post: &Post) -> Result<Option<u64>, ChatError> {
        let channel = number(&place.channel)?;
        let mark = &post.mark;
        let mut before = String::new();
        loop {
            let path = format!("/channels/{channel}/messages?limit={PAGE}{before}");
            let page = match self.rest.call(Call::get(path)).await {
                Ok(page) => page,
                Err(error) => return Err(self.channel_error(place, channel, error).await),
            };
            let page = page.as_array().map(Vec::as_slice).unwrap_or_default();
            for message in page {
                let Some(known) = self.read_own(message).filter(|known| known.mark == *mark) else { continue };
                let Some(id) = id(&message["id"]) else { continue };
                let letters = if known.open { known.letters } else { 0 };
                self.posts.learn(id, known);
                self.put_letters(place, channel, id, letters).await?;
                self.posts.opened(place, mark, id);
                return Ok(Some(id));
            }
            let since = |last: &u64| self.clock.made_at(*last) + EARLIER >= post.opens_at;
            match page.last().and_then(|message| id(&message["id"])).filter(since) {
                Some(last) if page.len() == PAGE => before = format!("&before={last}"),
                _ => break,
            }
        }
        // Who may not read a channel's history is shown none, and can't say what is not in it.
        match self.permissions(number(&place.server)?, channel).await {
            Ok(held) if may_read(held) => Ok(None),
            Ok(held) => {
                let reason = words::missing_permissions(channel, &lacking(held));
                self.complain(place, reason.clone()).await;
                Err(away(&reason))
            }
            Err(error) => Err(self.channel_error(place, channel, error).await),
        }
    }

    /// What a message says of itself, if it is one of ours.
    pub(super) fn read_own(&self, message: &Value) -> Option<Known> {
        (id(&message["author"]["id"]) == Some(self.bot())).then(|| posts::read(message)).flatten()
    }

    /// The round is open once the last letter is on. Without the permission the post does without them.
    async fn put_letters(&self, place: &PlaceRef, channel: u64, message: u64, letters: u8) -> Result<(), ChatError> {
        for option in 0..letters {
            let path = format!("/channels/{channel}/messages/{message}/reactions/{}/@me", encoded(emoji(option)));
            match self.rest.call(Call::new(Method::PUT, path)).await {
                Ok(_) => {}
                Err(error) if error.is(&[code::UNKNOWN_MESSAGE]) => {
                    return Err(away("the post was deleted while it was being made"));
                }
                // Others have put on so many of their own that there is no room.
                Err(error) if error.is(&[code::TOO_MANY_REACTIONS]) => {
                    tracing::warn!(message, "there is no room for the letters; the Answer button works");
                    return Ok(());
                }
                Err(error) if error.is(&[code::MISSING_PERMISSIONS]) => {
                    self.complain(place, words::missing_reactions(channel)).await;
                    return Ok(());
                }
                Err(error) => return Err(self.channel_error(place, channel, error).await),
            }
        }
        Ok(())
    }

    /// Puts the letters on again that somebody has cleared off an open post.
    pub(super) async fn restore_letters(&self, place: &PlaceRef, channel: u64, message: u64) {
        let letters = self.posts.get(message).flatten().map_or(0, |known| known.letters);
        if self.posts.is_open(message)
            && let Err(error) = self.put_letters(place, channel, message, letters).await
        {
            tracing::warn!(%error, "the letters could not be put on again");
        }
    }

    /// The engine's view of an error in a channel. What an organiser can mend is named to them.
    pub(super) async fn channel_error(&self, place: &PlaceRef, channel: u64, error: RestError) -> ChatError {
        let reason = match &error {
            RestError::Away(reason) => return away(reason),
            RestError::Refused { status: 401, .. } => {
                tracing::error!("{}", words::discord_token_wrong());
                return away(&words::discord_token_wrong());
            }
            RestError::Refused { code: code::UNKNOWN_CHANNEL, .. } => {
                // It went while nobody listened.
                self.notice_engine(Notice::PlaceGone { place: place.clone() }).await;
                return ChatError::Refused { platform: PLATFORM, reason: words::place_gone() };
            }
            // Somebody deleted it, which is theirs to do.
            RestError::Refused { code: code::UNKNOWN_MESSAGE, .. } => {
                return ChatError::Refused { platform: PLATFORM, reason: words::post_deleted() };
            }
            RestError::Refused { status: 403, .. } => {
                let lacks = self.lacks(number(&place.server).unwrap_or_default(), channel).await;
                if lacks.is_empty() {
                    words::channel_refused(channel, &error.to_string())
                } else {
                    words::missing_permissions(channel, &lacks)
                }
            }
            RestError::Refused { .. } => words::channel_refused(channel, &error.to_string()),
        };
        self.complain(place, reason.clone()).await;
        ChatError::Refused { platform: PLATFORM, reason: reason.trim_end_matches('.').to_owned() }
    }

    /// Names what is not set up in the log, and once to whoever owns the server.
    pub(super) async fn complain(&self, place: &PlaceRef, sentence: String) {
        tracing::error!(server = place.server, channel = place.channel, "{sentence}");
        let Ok(server) = number(&place.server) else { return };
        if !self.complaints.insert((server, sentence.clone())) {
            return;
        }
        let guild = self.rest.call(Call::get(format!("/guilds/{server}"))).await;
        let owner = guild.ok().and_then(|guild| id(&guild["owner_id"]));
        if let Some(owner) = owner
            && let Err(error) = self.tell(owner, super::rest::Outgoing::text(&sentence)).await
        {
            tracing::debug!(%error, "the owner could not be told");
        }
    }
}

pub fn away(reason: &str) -> ChatError {
    ChatError::Unavailable { platform: PLATFORM, reason: reason.to_owned() }
}

/// An emoji in a path.
pub fn encoded(emoji: char) -> String {
    let mut bytes = [0; 4];
    emoji.encode_utf8(&mut bytes).bytes().map(|byte| format!("%{byte:02X}")).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn emoji_in_paths() {
        assert_eq!(super::encoded('🇦'), "%F0%9F%87%A6");
    }
}
