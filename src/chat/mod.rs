//! What the engine asks of a place where people talk. Each platform is an adapter behind [`Chat`]; the engine knows no other.
//!
//! Adapters send what people do as [`Event`]s and wait for each one's [`Reply`]: it comes only after the commit.

pub mod code;
pub mod command;
pub mod discord;
pub mod evidence;
pub mod highlight;
mod organiser;
mod reply;
pub mod room;
pub mod words;

use async_trait::async_trait;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use tokio::sync::{mpsc, oneshot};

use crate::bank::{Difficulty, Kind};
use crate::quiz::{Mark, board::Window};
pub use crate::quiz::{PersonRef, PlaceRef};
pub use evidence::{Evidence, Run};
pub use organiser::{Notice, Notices, Rights, ScheduleChange, Setting, Suggest, UnknownSetting};
pub use reply::{BoardRow, BoardView, MeView, MyRound, Refusal, Reply, Standing};

/// A question as it is shown: options in this post's order, with the letters people answer by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Post {
    pub mark: Mark,
    pub kind: Kind,
    pub topic: String,
    pub difficulty: Option<Difficulty>,
    pub stem: String,
    pub snippet: Option<String>,
    /// Empty for NAT. The first is A.
    pub options: Vec<String>,
    /// For NAT, what form of answer is expected: "Round to 3 decimals."
    pub hint: Option<String>,
    /// How it is marked: "1 mark; wrong −1/3".
    pub marking: String,
    pub opens_at: Timestamp,
    pub closes_at: Timestamp,
    /// Whether answers are given where nobody else sees them: no reactions, and no counts until the close.
    #[serde(default)]
    pub private: bool,
    /// How often a post of this round was deleted before; a platform that remembers what it sent must not take this for that.
    #[serde(default)]
    pub copy: u32,
}

/// How many chose each option, or typed a value, so far.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// People with an answer.
    pub answered: u32,
    /// For each option as shown; empty for NAT.
    pub options: Vec<u32>,
}

/// How a round ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    pub tally: Tally,
    /// Which options as shown are right; empty for NAT.
    pub right_options: Vec<bool>,
    /// The key of a NAT as its author wrote it: "0.731 (rounded to 3 decimals)".
    pub right_value: Option<String>,
    /// For NAT: the most frequent values, how many typed each, and whether it was right.
    pub values: Vec<ValueCount>,
    /// People with full marks.
    pub right: u32,
    /// The first few with full marks, in order of their final answers.
    pub first_right: Vec<String>,
    pub explanation: Option<String>,
}

/// One line of a NAT's distribution.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ValueCount {
    pub value: String,
    pub count: u32,
    pub right: bool,
}

/// Where a post is, in the platform's own terms.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MessageId(pub String);

/// What a person did, on an option as shown (0 is A).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Gesture {
    Choose(u8),
    Withdraw(u8),
    /// The whole answer at once; empty takes it back.
    Select(Vec<u8>),
    Value(String),
}

/// `/quiz ...`, the same on every platform.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    Now,
    /// `/quiz answer A C` or `/quiz answer 0.731`, for the round named or else the latest open one.
    Answer {
        text: String,
        mark: Option<Mark>,
    },
    /// `/quiz why`, for the round named or else the last that closed; about one option as shown, or all.
    Why {
        mark: Option<Mark>,
        option: Option<u8>,
    },
    /// `/quiz run` and a program.
    Run {
        program: String,
    },
    /// `/quiz run` without one: somebody wants to write it, perhaps starting from a question's.
    Edit {
        mark: Option<Mark>,
    },
    Board {
        window: Window,
    },
    Me,
    Help,
    /// Ends the newest open round of the place without grading it.
    Skip,
    /// Closes a round now and grades it: the one named, or the newest open one of the place.
    Close {
        mark: Option<Mark>,
    },
    /// Grades again by the key the bank has now: one round, every round of a question in this server, or, when neither is
    /// given, the last that closed.
    Regrade {
        mark: Option<Mark>,
        question: Option<String>,
    },
    Schedule(ScheduleChange),
    /// Shows the pool that `/quiz now` asks from in this place, or sets it.
    Pool(Option<String>),
    /// Shows the server's settings, or changes them; values as typed.
    Settings(Vec<(Setting, String)>),
    /// Checks a file of questions, by its name Markdown or YAML, and previews it. Nothing of it is asked yet.
    Import {
        name: String,
        text: String,
    },
    /// Takes what was previewed into the server's questions.
    ImportAccept {
        token: String,
    },
    /// Removes who the asker is from what is stored, once they have confirmed it.
    Forget {
        confirmed: bool,
    },
}

/// What a person wants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Request {
    Answer {
        mark: Mark,
        gesture: Gesture,
    },
    Command(Command),
    /// What this person has answered in the rounds that are open, after a reconnect.
    Mine,
    /// What this person's answer in a round is now, for a form to begin with.
    Standing {
        mark: Mark,
    },
    /// The question of a round, for a form to be made of.
    Round {
        mark: Mark,
    },
    /// Completes what is being typed.
    Suggest {
        what: Suggest,
        typed: String,
    },
}

/// Something a person did, as an adapter reports it. It may come late, twice or out of order.
#[derive(Debug)]
pub struct Event {
    pub place: PlaceRef,
    pub person: PersonRef,
    pub rights: Rights,
    /// The platform's own id of this event; a second one with it changes nothing.
    pub event_id: String,
    /// The platform's own order of events: a snowflake, or microseconds since 1970.
    pub sequence: i64,
    pub occurred_at: Timestamp,
    pub request: Request,
    /// Answered once everything the reply says is committed.
    pub reply: oneshot::Sender<Result<Reply, Refusal>>,
}

/// Why a platform did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum ChatError {
    /// The same request may work later: a lost connection, a rate limit, a database away.
    #[error("{platform} can't be reached: {reason}")]
    Unavailable { platform: &'static str, reason: String },
    /// It will not work again: the channel is gone, a permission is missing.
    #[error("{platform} refuses: {reason}")]
    Refused { platform: &'static str, reason: String },
}

/// What the platform holds of a round, to be held against the ledger.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// Everybody's reactions on options as shown. Whoever is not in here has none.
    pub choices: Vec<(PersonRef, Vec<u8>)>,
    /// Answers typed as messages, with the ids that their events have.
    pub typed: Vec<Typed>,
}

/// An answer that somebody typed as a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Typed {
    pub person: PersonRef,
    pub event_id: String,
    pub sequence: i64,
    pub occurred_at: Timestamp,
    pub text: String,
}

/// A platform. Every call may be made again after a crash, so each is idempotent by the post's mark.
#[async_trait]
pub trait Chat: Send + Sync {
    fn platform(&self) -> &'static str;

    /// Whether this process has the place, where a platform's places are divided among processes.
    fn serves(&self, _: &PlaceRef) -> bool {
        true
    }

    /// Whether somebody is in a server, where a platform has several and people can speak outside of them.
    async fn is_member(&self, _server: &str, _: &PersonRef) -> bool {
        false
    }

    /// Sends a post with its options ready to be chosen. A second call with the same mark returns the first one's message.
    async fn post(&self, place: &PlaceRef, post: &Post) -> Result<MessageId, ChatError>;

    /// Searches the place for this post by its mark; it was sent before a crash, and not before its round opened. `None` only when it
    /// is certain that it is not there.
    async fn find(&self, place: &PlaceRef, post: &Post) -> Result<Option<MessageId>, ChatError>;

    /// Shows the count so far, where the platform does not do so by itself. Best effort; the next call brings the newest.
    async fn tally(&self, place: &PlaceRef, message: &MessageId, mark: &Mark, tally: &Tally);

    /// A round takes answers by this post, as far as this process knows; told again whenever a process comes to know it.
    async fn opened(&self, _: &PlaceRef, _: &MessageId, _: &Mark) {}

    /// Reads the real reactions again, or `None` where the ledger is the only record. With `until`, they are wanted as they were
    /// then: what is known to have changed since is left out.
    async fn reread(
        &self,
        place: &PlaceRef,
        message: &MessageId,
        until: Option<Timestamp>,
    ) -> Result<Option<Reading>, ChatError>;

    /// Shows the outcome on the post.
    async fn close(
        &self,
        place: &PlaceRef,
        message: &MessageId,
        post: &Post,
        outcome: &Outcome,
    ) -> Result<(), ChatError>;

    /// Shows on the post that its round ended without grades, and why. By itself it tells the place.
    async fn withdraw(&self, place: &PlaceRef, _: &MessageId, post: &Post, text: &str) -> Result<(), ChatError> {
        self.notice(place, &format!("void:{}", post.mark), text).await
    }

    /// Tells the place something that is not a question, such as a run that was missed. `key` makes it idempotent.
    async fn notice(&self, place: &PlaceRef, key: &str, text: &str) -> Result<(), ChatError>;

    /// The boards of this place have changed.
    async fn board_changed(&self, place: &PlaceRef);
}

/// Where adapters send events.
pub type Events = mpsc::Sender<Event>;
