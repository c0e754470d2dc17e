//! Questions to measure with.

use ansatz::bank::key::{Key, Spec};
use ansatz::bank::{Choice, Kind, Question, QuestionId};

/// A question of 5 options, two of them right for an MSQ, or with a key of 3 decimals.
pub fn question(kind: Kind) -> Question {
    let right = |index: usize| index == 1 || (kind == Kind::Msq && index == 3);
    let choice = |index| Choice { text: format!("Option number {index}"), correct: right(index), pinned: false };
    let spec = Spec::Decimals { value: "0.731".to_owned(), decimals: 3 };
    Question {
        id: QuestionId::new("sample").expect("the id is well formed"),
        kind,
        topic: "training".to_owned(),
        tags: Vec::new(),
        difficulty: None,
        marks: 1,
        stem: "Which of these hold after one step of gradient descent?".to_owned(),
        snippet: None,
        choices: if kind == Kind::Nat { Vec::new() } else { (0..5).map(choice).collect() },
        answer: (kind == Kind::Nat).then_some(Key { spec, percent: false }),
        explanation: None,
        evidence: None,
        source: None,
    }
}
