//! What people read in answer to what they did. A platform lays it out; it adds no words of its own.

use serde::{Deserialize, Serialize};

use super::{Evidence, MessageId, Post, Run};
use crate::quiz::{Mark, Marks, State, board::Window};

/// What the person who asked may read.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Reply {
    /// The answer that now stands.
    Recorded {
        mark: Mark,
        standing: Standing,
        text: String,
    },
    /// A question was posted, or is about to be.
    Posted {
        text: String,
    },
    Why {
        mark: Mark,
        title: String,
        text: String,
        explanation: Option<String>,
        /// What there is to say about the evidence besides it, or instead of it.
        note: Option<String>,
        /// The question's own code, to be tried.
        snippet: Option<String>,
        evidence: Option<Box<Evidence>>,
    },
    /// What a person's program did.
    Ran(Box<Run>),
    /// Where there is an editor, it opens with this program; elsewhere the text says what to do.
    Editor {
        text: String,
        mark: Option<Mark>,
        program: String,
    },
    Board(BoardView),
    Me(MeView),
    Mine {
        rounds: Vec<MyRound>,
    },
    Help {
        text: String,
        commands: Vec<(String, String)>,
    },
    /// Something was done, or is listed.
    Told {
        title: String,
        text: String,
        lines: Vec<String>,
    },
    /// What an import would bring. With a token when there is something to accept.
    Preview {
        title: String,
        text: String,
        lines: Vec<String>,
        token: Option<String>,
    },
    /// It is done once it is asked for again as confirmed; the token tells a platform's button which command that is.
    Confirm {
        text: String,
        token: String,
    },
    Standing {
        mark: Mark,
        standing: Standing,
    },
    Round {
        post: Box<Post>,
        state: State,
        message: Option<MessageId>,
    },
    /// What is shown, and what is typed when it is chosen; at most 25.
    Suggestions(Vec<(String, String)>),
}

/// A person's answer in a round as it stands, on options as shown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    pub options: Vec<u8>,
    pub value: Option<String>,
}

/// One round of the person who asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MyRound {
    pub mark: Mark,
    pub standing: Standing,
    /// Whether the answer was fully right, once it is graded.
    pub right: Option<bool>,
}

/// A sentence for the person who asked: why what they wanted was not done. Nothing else of an error reaches a channel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("{text}")]
pub struct Refusal {
    pub text: String,
    /// Whether the same request may succeed later.
    pub retry: bool,
}

/// A board, as far as it is shown.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BoardView {
    pub window: Window,
    /// "This week", with its dates.
    pub title: String,
    pub rows: Vec<BoardRow>,
    /// The asker's own row when it is not among `rows`.
    pub own: Option<BoardRow>,
    pub people: i64,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BoardRow {
    pub rank: i64,
    pub name: String,
    pub points: Marks,
    /// As people read it, such as `2.67`.
    pub points_text: String,
    pub answered: i64,
    pub right: i64,
    pub is_asker: bool,
}

/// `/quiz me`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MeView {
    pub name: String,
    pub lines: Vec<(String, String)>,
}
