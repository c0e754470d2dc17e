//! What an answer is worth.

use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

use super::{Answer, Marks, number, scheme::Scheme};
use crate::bank::{Kind, Question};

/// What became of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Exactly the key.
    Right,
    /// Not the key, and some marks all the same.
    Partial,
    Wrong,
    /// No answer, or one that was taken back.
    Blank,
}

impl Verdict {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Right => "right",
            Self::Partial => "partial",
            Self::Wrong => "wrong",
            Self::Blank => "blank",
        }
    }
}

/// The marks of one answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Grade {
    pub marks: Marks,
    /// The most that could be had.
    pub full: Marks,
    pub verdict: Verdict,
}

/// Grades an answer. Without one it is blank and earns 0; so it is with one that [`super::answer::accept`] refuses, of
/// another kind than the question's or of options that don't exist.
pub fn grade(question: &Question, scheme: Scheme, answer: Option<&Answer>) -> Grade {
    let full = scheme.full(question.kind, question.marks);
    let blank = Grade { marks: Marks::ZERO, full, verdict: Verdict::Blank };
    let (marks, exact) = match (answer, question.kind) {
        (Some(Answer::Choices(chosen)), Kind::Mcq | Kind::Msq) => {
            let right: BTreeSet<_> = question.correct().collect();
            let options = question.choices.len();
            let chosen: BTreeSet<_> = chosen.iter().copied().filter(|index| usize::from(*index) < options).collect();
            if chosen.is_empty() {
                return blank;
            }
            (scheme.choices(question.kind, question.marks, options, &right, &chosen), chosen == right)
        }
        (Some(Answer::Value(text)), Kind::Nat) => {
            let right = question.answer.as_ref().is_some_and(|key| number::matches(key, text));
            (scheme.value(question.marks, right), right)
        }
        _ => return blank,
    };
    let verdict = match exact {
        true => Verdict::Right,
        false if marks > Marks::ZERO => Verdict::Partial,
        false => Verdict::Wrong,
    };
    Grade { marks, full, verdict }
}

#[cfg(test)]
mod tests;
