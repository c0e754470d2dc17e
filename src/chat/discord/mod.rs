//! Discord as a chat platform. Serenity keeps the gateway; requests, rate limits and retries are ours; every answer is an event for the
//! engine, and what Discord has is read again whenever events may have been lost.

mod close;
mod commands;
mod components;
mod config;
mod connect;
mod direct;
mod ephemeral;
mod gateway;
mod interactions;
mod markdown;
mod messages;
mod people;
mod permissions;
mod post;
mod posting;
mod posts;
mod reactions;
mod recent;
mod rereading;
mod rest;
mod time;
mod typing;
pub mod unparsed;

pub use close::{message as closed_message, void as void_message};
pub use commands::definitions;
pub use config::{API_BASE, DiscordConfig, Shards, Token, UnknownShards};
pub use connect::{DiscordError, start};
pub use ephemeral::{message as reply_message, refusal as refusal_message};
pub use post::message as question_message;
pub use rest::{File, Outgoing};

use async_trait::async_trait;
use jiff::Timestamp;
use reqwest::Method;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;
use tokio::sync::oneshot;
use tokio_util::sync::CancellationToken;

use super::{
    Chat, ChatError, Event, Events, MessageId, Notice, Notices, Outcome, PersonRef, PlaceRef, Post, Reading, Refusal,
    Reply, Request, Rights, Tally, words,
};
use crate::quiz::Mark;
use people::People;
use posts::Posts;
use recent::Recent;
use rest::{Call, Rest};
use time::{Receipts, ServerClock};

pub const PLATFORM: &str = "discord";
const REGISTER_AGAIN: Duration = Duration::from_secs(20);

pub struct Discord {
    config: DiscordConfig,
    rest: Rest,
    clock: Arc<ServerClock>,
    receipts: Receipts,
    posts: Posts,
    people: People,
    events: Events,
    notices: Notices,
    stop: CancellationToken,
    /// The bot's own user, known before anything else.
    bot: AtomicU64,
    shards: OnceLock<Shards>,
    registered: AtomicBool,
    /// Posts that were sent, or may have been.
    sent: Recent<String>,
    /// Posts of which everything since they were sent has been heard, or read again.
    heard: Recent<u64>,
    /// What has been said about the setting up, by server.
    complaints: Recent<(u64, String)>,
    /// Channels in which the bot may not take off the reactions of others, by server.
    unmanaged: Recent<(u64, u64)>,
}

/// Who asks the engine for something, and when.
#[derive(Clone, Debug)]
struct Asking {
    place: PlaceRef,
    person: PersonRef,
    rights: Rights,
    event_id: String,
    sequence: i64,
    at: Timestamp,
}

impl Discord {
    fn new(config: DiscordConfig, events: Events, notices: Notices, stop: CancellationToken) -> Self {
        let clock = Arc::new(ServerClock::default());
        Self {
            rest: Rest::new(&config, clock.clone()),
            config,
            clock,
            receipts: Receipts::default(),
            posts: Posts::default(),
            people: People::default(),
            events,
            notices,
            stop,
            bot: AtomicU64::new(0),
            shards: OnceLock::new(),
            registered: AtomicBool::new(false),
            sent: Recent::default(),
            heard: Recent::default(),
            complaints: Recent::default(),
            unmanaged: Recent::default(),
        }
    }

    fn bot(&self) -> u64 {
        self.bot.load(Ordering::Relaxed)
    }

    fn learn_bot(&self, bot: u64) {
        self.bot.store(bot, Ordering::Relaxed);
    }

    fn shards(&self) -> Shards {
        self.shards.get().copied().unwrap_or(Shards::ONE)
    }

    fn learn_shards(&self, shards: Shards) {
        // Set once, before the first connection.
        let _ = self.shards.set(shards);
    }

    /// Somebody has changed what the bot may do in a server, so that what it was refused may be granted now.
    fn forget_refusals(&self, server: u64) {
        self.complaints.retain(|(of, _)| *of != server);
        self.unmanaged.retain(|(of, _)| *of != server);
    }

    /// At the first connection, however often it takes.
    async fn register_once(&self, application: u64) {
        if self.registered.swap(true, Ordering::Relaxed) {
            return;
        }
        while let Err(error) = self.register(application).await {
            tracing::error!(%error, "the commands could not be registered; that is tried again");
            tokio::select! {
                () = self.stop.cancelled() => return,
                () = tokio::time::sleep(REGISTER_AGAIN) => {}
            }
        }
    }

    /// Asks the engine and waits for its reply, which comes after the commit.
    async fn ask(&self, asking: &Asking, request: Request) -> Result<Reply, Refusal> {
        let (reply, replied) = oneshot::channel();
        let Asking { place, person, rights, event_id, sequence, at } = asking.clone();
        let event = Event { place, person, rights, event_id, sequence, occurred_at: at, request, reply };
        if self.events.send(event).await.is_err() {
            return Err(words::busy());
        }
        replied.await.unwrap_or_else(|_| Err(words::busy()))
    }
}

#[async_trait]
impl Chat for Discord {
    fn platform(&self) -> &'static str {
        PLATFORM
    }

    fn serves(&self, place: &PlaceRef) -> bool {
        self.shards().has(place.server.parse().ok())
    }

    async fn is_member(&self, server: &str, person: &PersonRef) -> bool {
        match (server.parse(), person.external_id.parse()) {
            (Ok(server), Ok(user)) => Discord::is_member(self, server, user).await,
            _ => false,
        }
    }

    async fn post(&self, place: &PlaceRef, post: &Post) -> Result<MessageId, ChatError> {
        Ok(MessageId(self.post_round(place, post).await?.to_string()))
    }

    async fn find(&self, place: &PlaceRef, post: &Post) -> Result<Option<MessageId>, ChatError> {
        Ok(self.find_round(place, post).await?.map(|message| MessageId(message.to_string())))
    }

    /// Discord counts reactions itself.
    async fn tally(&self, _: &PlaceRef, _: &MessageId, _: &Mark, _: &Tally) {}

    async fn opened(&self, place: &PlaceRef, message: &MessageId, mark: &Mark) {
        let Ok(message) = number(&message.0) else { return };
        if !self.posts.is_open(message) {
            self.posts.opened(place, mark, message);
        }
        // Taken over from another process, or from before a crash: what happened in between is on the post.
        if self.heard.insert(message) {
            self.notice_engine(Notice::Reconnected { places: Some(vec![place.clone()]) }).await;
        }
    }

    async fn reread(
        &self,
        place: &PlaceRef,
        message: &MessageId,
        until: Option<Timestamp>,
    ) -> Result<Option<Reading>, ChatError> {
        self.read_again(place, number(&message.0)?, until).await
    }

    async fn close(
        &self,
        place: &PlaceRef,
        message: &MessageId,
        post: &Post,
        outcome: &Outcome,
    ) -> Result<(), ChatError> {
        let message = number(&message.0)?;
        self.posts.closed(message);
        self.edit(place, message, close::message(post, outcome)).await
    }

    async fn withdraw(&self, place: &PlaceRef, message: &MessageId, post: &Post, text: &str) -> Result<(), ChatError> {
        // A round whose post never was, or is gone, has nothing to be changed.
        let Ok(message) = number(&message.0) else { return Ok(()) };
        self.posts.closed(message);
        self.edit(place, message, close::void(post, text)).await
    }

    async fn notice(&self, place: &PlaceRef, key: &str, text: &str) -> Result<(), ChatError> {
        let channel = number(&place.channel)?;
        if !self.sent.insert(format!("notice:{key}")) {
            return Ok(());
        }
        let mut message = Outgoing::text(&markdown::authored(text));
        message.body["nonce"] = json!(digest(key));
        message.body["enforce_nonce"] = json!(true);
        let call = Call::new(Method::POST, format!("/channels/{channel}/messages")).message(message).repeatable();
        match self.rest.call(call).await {
            Ok(_) => Ok(()),
            Err(error) => {
                self.sent.retain(|sent| *sent != format!("notice:{key}"));
                Err(self.channel_error(place, channel, error).await)
            }
        }
    }

    /// Boards are asked for, and shown as they are then.
    async fn board_changed(&self, _: &PlaceRef) {}
}

impl Discord {
    async fn edit(&self, place: &PlaceRef, message: u64, change: Outgoing) -> Result<(), ChatError> {
        let channel = number(&place.channel)?;
        let call = Call::new(Method::PATCH, format!("/channels/{channel}/messages/{message}")).message(change);
        match self.rest.call(call).await {
            Ok(_) => Ok(()),
            Err(error) => Err(self.channel_error(place, channel, error).await),
        }
    }
}

fn place(server: u64, channel: u64) -> PlaceRef {
    PlaceRef { platform: PLATFORM.to_owned(), server: server.to_string(), channel: channel.to_string() }
}

/// An id in JSON: a text.
fn id(value: &Value) -> Option<u64> {
    value.as_str().and_then(|text| text.parse().ok()).or_else(|| value.as_u64())
}

/// An id in a reference of ours.
fn number(text: &str) -> Result<u64, ChatError> {
    let refused = || ChatError::Refused { platform: PLATFORM, reason: format!("{text:?} is no id of Discord's") };
    text.parse().map_err(|_| refused())
}

/// At most 25 characters that are the same for the same key.
fn digest(key: &str) -> String {
    let mut text = String::with_capacity(24);
    for byte in Sha256::digest(key.as_bytes()).iter().take(12) {
        let _ = write!(text, "{byte:02x}");
    }
    text
}
