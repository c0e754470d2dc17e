//! What a question is, once it has been read and found right. How it is written is `yaml.rs` and `markdown.rs`.

use serde::{Deserialize, Serialize};
use std::fmt;

use super::key::Key;

/// A question's name in the bank: 1 to 64 of `a-z`, `0-9` and `-`, unique, and stable for as long as it has answers.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct QuestionId(String);

impl QuestionId {
    /// The longest id, in characters.
    pub const MAX: usize = 64;

    /// Reads an id, or says what form it must have.
    pub fn new(text: &str) -> Result<Self, &'static str> {
        let form = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if text.is_empty()
            || text.len() > Self::MAX
            || !text.chars().all(form)
            || text.starts_with('-')
            || text.ends_with('-')
        {
            return Err("1 to 64 of a-z, 0-9 and -, such as softmax-before-cross-entropy");
        }
        Ok(Self(text.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for QuestionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// How a question is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Multiple choice: exactly one option is right.
    Mcq,
    /// Multiple select: at least one option is right.
    Msq,
    /// Numerical answer type: a typed value.
    Nat,
}

/// How hard its author thinks it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Difficulty {
    Easy,
    Medium,
    Hard,
}

/// One option, in the author's order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    pub text: String,
    pub correct: bool,
    /// Keeps its place when the others are shuffled, as "all of the above" must.
    pub pinned: bool,
}

/// An option's place in the author's order, from 0. The ledger and the key speak of these, never of letters.
pub type ChoiceIndex = u8;

/// A question that has passed every rule of `check.rs`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    pub id: QuestionId,
    pub kind: Kind,
    /// The folder or heading it belongs to, such as `training`.
    pub topic: String,
    pub tags: Vec<String>,
    pub difficulty: Option<Difficulty>,
    /// Full marks, 1 to 100; marking schemes scale with it.
    pub marks: u32,
    pub stem: String,
    /// Code that is shown with the stem.
    pub snippet: Option<String>,
    /// 2 to 10 options for MCQ and MSQ, none for NAT.
    pub choices: Vec<Choice>,
    /// The key of a NAT; `None` for MCQ and MSQ, whose key is in the choices.
    pub answer: Option<Key>,
    pub explanation: Option<String>,
    /// A plain PyTorch program that derives each option's verdict.
    pub evidence: Option<String>,
    /// Where the question comes from, for credit.
    pub source: Option<String>,
}

impl Question {
    /// The right options in the author's order; empty for NAT.
    pub fn correct(&self) -> impl Iterator<Item = ChoiceIndex> + '_ {
        // Counted to the last index, not beyond: this is also asked of questions that have too many options.
        (0..=ChoiceIndex::MAX).zip(&self.choices).filter(|(_, choice)| choice.correct).map(|(index, _)| index)
    }
}
