use super::*;
use crate::{
    bank::key::Spec,
    quiz::samples::{bare, with_key, with_options},
};

fn choose(indexes: &[u8]) -> Option<Answer> {
    Some(Answer::Choices(indexes.iter().copied().collect()))
}

fn value(text: &str) -> Option<Answer> {
    Some(Answer::Value(text.into()))
}

#[test]
fn answers_and_what_becomes_of_them() {
    use Verdict::*;
    let mcq = with_options(Kind::Mcq, 2, "..x.");
    let msq = with_options(Kind::Msq, 1, "x.x.");
    let nat = with_key(2, Spec::Tolerance { value: "-11.7".into(), tolerance: "0.02".into() });
    let word = with_key(1, Spec::Text { text: "Stagnation".into(), aliases: vec![] });
    let keyless = bare(Kind::Nat, 1);
    for (question, scheme, answer, marks, full, verdict) in [
        (&mcq, Scheme::Gate, choose(&[2]), "2", "2", Right),
        (&mcq, Scheme::Gate, choose(&[0]), "−2/3", "2", Wrong),
        (&mcq, Scheme::Gate, None, "0", "2", Blank),
        (&mcq, Scheme::Gate, choose(&[]), "0", "2", Blank),
        (&mcq, Scheme::Simple, choose(&[0]), "0", "2", Wrong),
        // An answer of another kind, or an option that does not exist, was refused; it is not misread either.
        (&mcq, Scheme::Gate, value("C"), "0", "2", Blank),
        (&mcq, Scheme::Gate, choose(&[9]), "0", "2", Blank),
        (&msq, Scheme::EveryDecision, choose(&[0, 2, 200]), "1", "1", Right),
        (&msq, Scheme::EveryDecision, choose(&[0, 2, 3]), "3/4", "1", Partial),
        (&msq, Scheme::Gate, choose(&[0, 2]), "1", "1", Right),
        (&msq, Scheme::Gate, choose(&[0]), "0", "1", Wrong),
        (&msq, Scheme::NetCorrect, choose(&[0]), "1/2", "1", Partial),
        (&msq, Scheme::NetCorrect, choose(&[0, 1]), "0", "1", Wrong),
        (&msq, Scheme::JeeAdvanced, choose(&[0]), "1", "4", Partial),
        (&msq, Scheme::JeeAdvanced, choose(&[1]), "−2", "4", Wrong),
        (&nat, Scheme::Gate, value("-11.72"), "2", "2", Right),
        (&nat, Scheme::Gate, value("−11,68"), "2", "2", Right),
        (&nat, Scheme::Gate, value("-11.73"), "0", "2", Wrong),
        (&nat, Scheme::Gate, value("?"), "0", "2", Wrong),
        (&nat, Scheme::JeeAdvanced, value("-11.7"), "6", "6", Right),
        (&nat, Scheme::Gate, choose(&[0]), "0", "2", Blank),
        (&word, Scheme::Simple, value("stagnation."), "1", "1", Right),
        (&word, Scheme::Simple, value("overfitting"), "0", "1", Wrong),
        (&keyless, Scheme::Simple, value("1"), "0", "1", Wrong),
    ] {
        let grade = grade(question, scheme, answer.as_ref());
        assert_eq!(
            (grade.marks.exact().as_str(), grade.full.exact().as_str(), grade.verdict),
            (marks, full, verdict),
            "{scheme} {answer:?}"
        );
    }
}

#[test]
fn verdicts_are_stored_by_name() {
    for verdict in [Verdict::Right, Verdict::Partial, Verdict::Wrong, Verdict::Blank] {
        assert_eq!(serde_json::to_value(verdict).unwrap(), serde_json::json!(verdict.as_str()));
    }
}
