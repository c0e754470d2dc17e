//! The room: a local web page as a chat platform, for trying, testing and small groups. Like any platform it posts what the
//! engine gives it and reports what people do; unlike the others, its people and messages are in our own archive.

mod error;
mod feed;
mod guard;
mod handlers;
mod limits;
pub mod names;
mod page;
mod pending;
mod people;
mod pictures;
mod ports;
mod server;
mod stream;
pub mod text;
mod view;

use async_trait::async_trait;
use jiff::Timestamp;
use serde_json::Value;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use tokio::sync::Semaphore;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use super::{Chat, ChatError, Events, MessageId, Outcome, PlaceRef, Post, Reading, Tally};
use crate::quiz::Mark;
pub use error::RoomError;
pub use ports::{Archive, ArchiveError, BoardSource, Health, PersonRecord, StoredMessage};
pub use view::RoomMessage;

pub const PLATFORM: &str = "room";

/// Messages a page is sent when it opens.
const LATEST: i64 = 30;

/// Lines to open pages at once. All windows of one browser share one.
const MAX_LINES: usize = 1000;

/// A person's clicks and commands: faster than anybody plays, slower than a script would like.
const PERSON_RATE: limits::Rate = limits::Rate { burst: 20.0, per_second: 10.0 };

/// New names, and tokens not seen before. A class behind one address gets in at once.
const JOIN_RATE: limits::Rate = limits::Rate { burst: 60.0, per_second: 2.0 };

/// Everything that one address asks.
const ADDRESS_RATE: limits::Rate = limits::Rate { burst: 1000.0, per_second: 300.0 };

/// Where the room is, and by what names it goes.
#[derive(Clone, Debug)]
pub struct RoomConfig {
    pub bind: IpAddr,
    pub port: u16,
    /// Whether the port was asked for: then a busy one is an error, and otherwise a free one is taken.
    pub port_is_fixed: bool,
    /// Names it answers to besides `localhost` and its address, such as a reverse proxy's.
    pub host_names: Vec<String>,
}

/// What the room is given from elsewhere.
#[derive(Clone)]
pub struct Ports {
    pub archive: Arc<dyn Archive>,
    pub boards: Arc<dyn BoardSource>,
    pub health: Arc<dyn Health>,
}

pub struct Room {
    ports: Ports,
    events: Events,
    feed: Arc<feed::Feed>,
    hosts: guard::Hosts,
    remembered: people::Remembered,
    person_limits: limits::Limits<String>,
    join_limits: limits::Limits<IpAddr>,
    address_limits: limits::Limits<IpAddr>,
    lines: Arc<Semaphore>,
    pending: pending::Pending,
    pictures: pictures::Pictures,
    sequence: AtomicI64,
    shutdown: CancellationToken,
}

impl Room {
    /// The one place of the room.
    pub fn place() -> PlaceRef {
        PlaceRef { platform: PLATFORM.to_owned(), server: "room".to_owned(), channel: "lobby".to_owned() }
    }

    /// Opens the room and serves it until `shutdown`; the handle ends when the last connection has.
    pub async fn start(
        config: RoomConfig,
        ports: Ports,
        events: Events,
        shutdown: CancellationToken,
    ) -> Result<(Arc<Self>, SocketAddr, JoinHandle<()>), RoomError> {
        let listener = server::bind(&config).await?;
        let address = listener.local_addr().map_err(|source| {
            let address = SocketAddr::new(config.bind, config.port);
            RoomError::Bind { address, source }
        })?;
        let room = Arc::new(Self {
            ports,
            events,
            feed: feed::Feed::new(),
            hosts: guard::Hosts::new(config.bind, &config.host_names),
            remembered: people::Remembered::default(),
            person_limits: limits::Limits::new(PERSON_RATE),
            join_limits: limits::Limits::new(JOIN_RATE),
            address_limits: limits::Limits::new(ADDRESS_RATE),
            lines: Arc::new(Semaphore::new(MAX_LINES)),
            pending: pending::Pending::default(),
            pictures: pictures::Pictures::default(),
            sequence: AtomicI64::new(0),
            shutdown: shutdown.clone(),
        });
        let served = tokio::spawn(server::serve(listener, server::router(Arc::clone(&room)), shutdown));
        Ok((room, address, served))
    }

    /// Microseconds since 1970 at receipt, and always more than the last.
    fn next_sequence(&self) -> i64 {
        let now = Timestamp::now().as_microsecond();
        let next = |last: i64| Some(now.max(last + 1));
        let last = self.sequence.fetch_update(Ordering::Relaxed, Ordering::Relaxed, next);
        now.max(last.unwrap_or_else(|last| last) + 1)
    }

    async fn state(&self) -> Result<view::StateView, ArchiveError> {
        let latest = self.ports.archive.latest_messages(LATEST).await?;
        Ok(view::StateView::new(latest.iter().filter_map(|stored| self.feed.view(stored)).collect()))
    }
}

#[async_trait]
impl Chat for Room {
    fn platform(&self) -> &'static str {
        PLATFORM
    }

    async fn post(&self, place: &PlaceRef, post: &Post) -> Result<MessageId, ChatError> {
        here(place)?;
        let message = RoomMessage::Question { post: Box::new(post.clone()), outcome: None };
        let stored = self.ports.archive.put_message(post.mark.as_str(), &body(&message)?).await?;
        self.feed.message(&stored);
        Ok(MessageId(stored.id.to_string()))
    }

    async fn find(&self, place: &PlaceRef, post: &Post) -> Result<Option<MessageId>, ChatError> {
        here(place)?;
        let stored = self.ports.archive.find_message(post.mark.as_str()).await?;
        Ok(stored.map(|stored| MessageId(stored.id.to_string())))
    }

    async fn tally(&self, _: &PlaceRef, _: &MessageId, mark: &Mark, tally: &Tally) {
        self.feed.tally(mark, tally);
    }

    async fn reread(&self, _: &PlaceRef, _: &MessageId, _: Option<Timestamp>) -> Result<Option<Reading>, ChatError> {
        Ok(None)
    }

    async fn close(&self, place: &PlaceRef, _: &MessageId, post: &Post, outcome: &Outcome) -> Result<(), ChatError> {
        here(place)?;
        let outcome = Some(Box::new(outcome.clone()));
        let body = body(&RoomMessage::Question { post: Box::new(post.clone()), outcome })?;
        let Some(stored) = self.ports.archive.edit_message(post.mark.as_str(), &body).await? else {
            return Err(refused(format!("the question {} was never posted", post.mark)));
        };
        self.feed.forget_tally(&post.mark);
        self.feed.message(&stored);
        Ok(())
    }

    async fn notice(&self, place: &PlaceRef, key: &str, text: &str) -> Result<(), ChatError> {
        here(place)?;
        let body = body(&RoomMessage::Notice { text: text.to_owned() })?;
        let stored = self.ports.archive.put_message(&format!("notice:{key}"), &body).await?;
        self.feed.message(&stored);
        Ok(())
    }

    async fn board_changed(&self, _: &PlaceRef) {
        self.feed.board_changed();
    }
}

fn here(place: &PlaceRef) -> Result<(), ChatError> {
    match *place == Room::place() {
        true => Ok(()),
        false => Err(refused(format!("there is no {}/{}", place.server, place.channel))),
    }
}

fn body(message: &RoomMessage) -> Result<Value, ChatError> {
    serde_json::to_value(message).map_err(|error| refused(error.to_string()))
}

fn refused(reason: String) -> ChatError {
    ChatError::Refused { platform: PLATFORM, reason }
}
