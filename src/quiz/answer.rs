//! What people do to answer, and what their answer is once all of it has been put in order.

use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

use super::number::{self, NotANumber};
use crate::bank::{ChoiceIndex, Kind, Question};

/// One thing a person did. The ledger holds these and nothing derived from them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// Put a reaction on an option.
    Choose(ChoiceIndex),
    /// Took it off again.
    Withdraw(ChoiceIndex),
    /// Gave the whole answer at once, by command or form; an empty set takes the answer back.
    Select(BTreeSet<ChoiceIndex>),
    /// Typed a value, kept as typed.
    Value(String),
}

/// An action with its place in the order of things: the platform's own clock, then the ledger's id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub sequence: i64,
    pub id: i64,
    pub action: Action,
}

/// What a person's actions amount to.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// Never empty; one option for an MCQ.
    Choices(BTreeSet<ChoiceIndex>),
    Value(String),
}

/// The answer that a person's entries amount to, whatever order they arrived in; `None` when all was withdrawn.
/// An MCQ holds the last choice that was not withdrawn since, an MSQ all of them, a NAT the last value.
pub fn fold(kind: Kind, entries: &[Entry]) -> Option<Answer> {
    let mut ordered: Vec<&Entry> = entries.iter().collect();
    ordered.sort_by_key(|entry| (entry.sequence, entry.id));
    let mut chosen: BTreeSet<ChoiceIndex> = BTreeSet::new();
    let mut value = None;
    for entry in ordered {
        match (&entry.action, kind) {
            (Action::Choose(index), Kind::Mcq) => chosen = BTreeSet::from([*index]),
            (Action::Choose(index), Kind::Msq) => drop(chosen.insert(*index)),
            (Action::Withdraw(index), Kind::Mcq | Kind::Msq) => drop(chosen.remove(index)),
            (Action::Select(set), Kind::Mcq) => chosen = set.last().copied().into_iter().collect(),
            (Action::Select(set), Kind::Msq) => chosen = set.clone(),
            (Action::Value(text), Kind::Nat) => value = Some(text.clone()),
            (Action::Select(set), Kind::Nat) if set.is_empty() => value = None,
            // The store refuses an action of the wrong kind; a ledger that holds one all the same is not misread.
            (Action::Value(_), Kind::Mcq | Kind::Msq) | (_, Kind::Nat) => {}
        }
    }
    match kind {
        Kind::Nat => value.map(Answer::Value),
        Kind::Mcq | Kind::Msq => (!chosen.is_empty()).then_some(Answer::Choices(chosen)),
    }
}

/// Why an action is not taken: a sentence for the person whose it is.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Rejected {
    #[error("This question asks for a value. Please type it, such as 0.731.")]
    WantsValue,
    #[error("This question is answered with its options. Please choose among {}.", letters(*options))]
    WantsOptions { options: usize },
    #[error("There is no such option. Please choose among {}.", letters(*options))]
    NoSuchOption { options: usize },
    #[error("Only one option is right here. Please choose just one.")]
    OneOnly,
    #[error(transparent)]
    Value(#[from] NotANumber),
}

/// `A to D`.
fn letters(options: usize) -> String {
    let last = (b'A'..=b'Z').nth(options.saturating_sub(1)).unwrap_or(b'Z');
    format!("A to {}", char::from(last))
}

/// Whether an action can stand as, or change, an answer to this question. Whether the round is open is not asked here.
pub fn accept(question: &Question, action: &Action) -> Result<(), Rejected> {
    let options = question.choices.len();
    let exists = |index: &ChoiceIndex| usize::from(*index) < options;
    match (action, question.kind) {
        (Action::Value(text), Kind::Nat) => match &question.answer {
            Some(key) => Ok(number::acceptable(key, text)?),
            None => Ok(()),
        },
        (Action::Select(set), Kind::Nat) if set.is_empty() => Ok(()),
        (Action::Choose(_) | Action::Withdraw(_) | Action::Select(_), Kind::Nat) => Err(Rejected::WantsValue),
        (Action::Value(_), Kind::Mcq | Kind::Msq) => Err(Rejected::WantsOptions { options }),
        (Action::Choose(index) | Action::Withdraw(index), _) if !exists(index) => {
            Err(Rejected::NoSuchOption { options })
        }
        (Action::Select(set), _) if !set.iter().all(exists) => Err(Rejected::NoSuchOption { options }),
        (Action::Select(set), Kind::Mcq) if set.len() > 1 => Err(Rejected::OneOnly),
        (Action::Choose(_) | Action::Withdraw(_) | Action::Select(_), _) => Ok(()),
    }
}

#[cfg(test)]
mod tests;
