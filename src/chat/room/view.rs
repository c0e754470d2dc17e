//! What the page is sent: messages with their text in blocks and their code in colours, times as milliseconds.

pub mod proof;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::pictures::Pictures;
use super::ports::StoredMessage;
use super::text::{self, Block, Inline};
use crate::bank::{Difficulty, Kind};
use crate::chat::highlight::{self, Line};
use crate::chat::{Outcome, Post, Reply, Tally, ValueCount};
use crate::quiz::Mark;

/// What was said in the room, as it is archived.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum RoomMessage {
    Question {
        post: Box<Post>,
        #[serde(default)]
        outcome: Option<Box<Outcome>>,
    },
    Notice {
        text: String,
    },
}

/// A message as the page shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MessageView {
    pub id: i64,
    pub at: i64,
    #[serde(flatten)]
    pub content: Content,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Content {
    Question(Box<QuestionView>),
    Notice { text: Vec<Block> },
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct QuestionView {
    pub mark: Mark,
    /// `mcq`, `msq` or `nat`.
    pub form: Kind,
    pub topic: String,
    pub difficulty: Option<Difficulty>,
    pub stem: Vec<Block>,
    pub code: Option<Vec<Line>>,
    pub options: Vec<Vec<Inline>>,
    pub hint: Option<String>,
    pub marking: String,
    pub opens_at: i64,
    pub closes_at: i64,
    /// While it is open.
    pub tally: Option<Tally>,
    pub outcome: Option<OutcomeView>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OutcomeView {
    pub tally: Tally,
    pub right_options: Vec<bool>,
    pub right_value: Option<String>,
    pub values: Vec<ValueCount>,
    pub right: u32,
    pub first_right: Vec<String>,
    pub explanation: Vec<Block>,
}

/// A stored message for the page; `None` for a body that this version can't read.
pub fn message(stored: &StoredMessage, tally: Option<Tally>) -> Option<MessageView> {
    let content = match serde_json::from_value(stored.body.clone()).ok()? {
        RoomMessage::Question { post, outcome } => Content::Question(Box::new(question(*post, outcome, tally))),
        RoomMessage::Notice { text } => Content::Notice { text: text::blocks(&text) },
    };
    Some(MessageView { id: stored.id, at: stored.at.as_millisecond(), content })
}

fn question(post: Post, outcome: Option<Box<Outcome>>, tally: Option<Tally>) -> QuestionView {
    let empty = || Tally { answered: 0, options: vec![0; post.options.len()] };
    QuestionView {
        tally: outcome.is_none().then(|| tally.unwrap_or_else(empty)),
        outcome: outcome.map(|outcome| outcome_view(*outcome)),
        stem: text::blocks(&post.stem),
        code: post.snippet.as_deref().map(highlight::python),
        options: post.options.iter().map(|option| text::inlines(option)).collect(),
        mark: post.mark,
        form: post.kind,
        topic: post.topic,
        difficulty: post.difficulty,
        hint: post.hint,
        marking: post.marking,
        opens_at: post.opens_at.as_millisecond(),
        closes_at: post.closes_at.as_millisecond(),
    }
}

fn outcome_view(outcome: Outcome) -> OutcomeView {
    OutcomeView {
        explanation: text::blocks(outcome.explanation.as_deref().unwrap_or_default()),
        tally: outcome.tally,
        right_options: outcome.right_options,
        right_value: outcome.right_value,
        values: outcome.values,
        right: outcome.right,
        first_right: outcome.first_right,
    }
}

/// A reply with the blocks of each of its texts beside them; the title of a why is a stem.
pub fn reply(reply: &Reply, pictures: &Pictures) -> Value {
    let mut view = serde_json::to_value(reply).unwrap_or_default();
    let texts = ["title", "text", "explanation", "note"];
    let blocks = texts.map(|name| (name, view.get(name).and_then(Value::as_str).map(text::blocks).unwrap_or_default()));
    view["blocks"] = json!(blocks.into_iter().collect::<std::collections::BTreeMap<_, _>>());
    match reply {
        Reply::Why { evidence: Some(evidence), .. } => view["evidence"] = json!(proof::evidence(evidence, pictures)),
        Reply::Ran(run) => view["run"] = json!(proof::run(run, pictures)),
        _ => {}
    }
    view
}

/// The whole room at one moment.
#[derive(Debug, Serialize)]
pub struct StateView {
    pub now: i64,
    /// Newest first.
    pub messages: Vec<MessageView>,
}

impl StateView {
    pub fn new(messages: Vec<MessageView>) -> Self {
        Self { now: Timestamp::now().as_millisecond(), messages }
    }
}
