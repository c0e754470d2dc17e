//! Questions for the tests of this module.

use crate::bank::{
    Choice, Kind, Question, QuestionId,
    key::{Key, Spec},
};

/// An MCQ or MSQ with an option for each character, which is right where that is an `x`.
pub fn with_options(kind: Kind, marks: u32, pattern: &str) -> Question {
    let choices = pattern.chars().map(|c| Choice { text: c.into(), correct: c == 'x', pinned: false }).collect();
    Question { choices, ..bare(kind, marks) }
}

/// A NAT with this key.
pub fn with_key(marks: u32, spec: Spec) -> Question {
    Question { answer: Some(Key { spec, percent: false }), ..bare(Kind::Nat, marks) }
}

/// A question with neither options nor a key.
pub fn bare(kind: Kind, marks: u32) -> Question {
    Question {
        id: QuestionId::new("sample").expect("the id is well formed"),
        kind,
        topic: "training".into(),
        tags: vec![],
        difficulty: None,
        marks,
        stem: "Which?".into(),
        snippet: None,
        choices: vec![],
        answer: None,
        explanation: None,
        evidence: None,
        source: None,
    }
}
