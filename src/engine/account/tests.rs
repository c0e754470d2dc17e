//! What is read of proofs that agree, contradict, fall short or break, in an order that isn't the author's.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::super::proving::Drawn;
use super::*;
use crate::bank::{Choice, Key, Kind, Question, QuestionId, Spec};
use crate::quiz::{Mark, Order, PlaceId, PlaceRef, RoundId, State};
use crate::why::outcome::{Global, Outcome, Raised, Stop};
use jiff::Timestamp;

const PROGRAM: &str =
    "import torch\ntorch.manual_seed(7)\nloss = torch.rand(1).item()\nA = loss < 1\nB = loss > 1\nC = loss == 1\n";

fn round(evidence: Option<&str>, correct: &[usize], order: &[u8]) -> StoredRound {
    let choice = |index| Choice { text: format!("option {index}"), correct: correct.contains(&index), pinned: false };
    let nat = order.is_empty();
    let question = Question {
        id: QuestionId::new("a-question").unwrap(),
        kind: if nat { Kind::Nat } else { Kind::Mcq },
        topic: "tests".into(),
        tags: Vec::new(),
        difficulty: None,
        marks: 1,
        stem: "Why?".into(),
        snippet: Some("print(331)\n".into()),
        choices: (0..order.len()).map(choice).collect(),
        answer: nat.then(|| Key { spec: Spec::Text { text: "331".into(), aliases: Vec::new() }, percent: false }),
        explanation: Some("So.".into()),
        evidence: evidence.map(str::to_owned),
        source: None,
    };
    StoredRound {
        digest: String::new(),
        id: RoundId(1),
        mark: Mark::from_stored("k3v9-x0qd"),
        place_id: PlaceId(1),
        place: PlaceRef { platform: "test".into(), server: "s".into(), channel: "c".into() },
        order: Order::from_stored(order.to_vec(), order.len()).unwrap(),
        question: Arc::new(question),
        scheme: "simple".parse().unwrap(),
        schedule: None,
        state: State::Closed,
        opens_at: Timestamp::UNIX_EPOCH,
        closes_at: Timestamp::UNIX_EPOCH,
        message_id: None,
        announced: true,
        private: false,
        copy: 0,
        void_reason: None,
    }
}

fn shown(ended: outcome::Ended, error: Option<Raised>, globals: &[(&str, Global)]) -> Shown {
    let globals: BTreeMap<String, Global> =
        globals.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
    let outcome = Outcome {
        ended,
        stdout: "\u{1b}[1mloss\u{1b}[0m 0.5\n".into(),
        stderr: String::new(),
        error,
        globals,
        figures: Vec::new(),
        seconds: 0.0123,
        peak_bytes: 1,
    };
    Shown { outcome, drawn: Drawn::default() }
}

fn finished(verdicts: [bool; 3]) -> Shown {
    let [a, b, c] = verdicts.map(Global::Bool);
    shown(outcome::Ended::Finished, None, &[("loss", Global::Float(0.5)), ("A", a), ("B", b), ("C", c)])
}

/// What is read of it: a line each.
fn lines(reply: &Reply) -> Vec<String> {
    let Reply::Why { text, explanation, note, evidence, .. } = reply else { panic!("{reply:?}") };
    let mut lines = vec![text.clone()];
    if let Some(evidence) = evidence {
        lines.push(format!("{:?}: {}", evidence.standing, evidence.conclusion));
        let warned = |warning: &Option<String>| warning.iter().map(|text| format!(" ! {text}")).collect::<String>();
        let measured = |measured: &Option<Measured>| match measured {
            Some(Measured { code, values }) => {
                let values: String = values.iter().map(|(name, value)| format!(", {name} = {value}")).collect();
                format!(" ({code}{values})")
            }
            None => String::new(),
        };
        lines.extend(
            evidence.verdicts.iter().map(|v| {
                format!("{} {}: {}{}{}", v.letter, v.option, v.text, measured(&v.measured), warned(&v.warning))
            }),
        );
        lines.extend(
            evidence.value.iter().map(|v| format!("{}{}{}", v.text, measured(&v.measured), warned(&v.warning))),
        );
        lines.extend(evidence.letters.clone());
        lines.push(evidence.run.summary.clone());
        lines.push(evidence.run.stdout.clone());
    }
    lines.extend(explanation.clone());
    lines.extend(note.clone());
    lines
}

fn check(round: &StoredRound, option: Option<u8>, shown: &Shown, expected: &[&str]) {
    let proof = Proof::of(&round.question).unwrap();
    assert_eq!(lines(&proved(round, option, &proof, shown, &Limits::default())), expected);
}

#[test]
fn verdicts_follow_the_order_that_was_shown() {
    check(
        &round(Some(PROGRAM), &[0], &[2, 0, 1]),
        None,
        &finished([true, false, false]),
        &[
            "Right answer: B",
            "Agrees: The run agrees with the key.",
            "A option 2: Not right (loss == 1, loss = 0.5)",
            "B option 0: Right (loss < 1, loss = 0.5)",
            "C option 1: Not right (loss > 1, loss = 0.5)",
            "The program names the options in its author's order: its A is B here, B is C here, C is A here.",
            "Ran in 12 ms with seed 7.",
            "loss 0.5\n",
            "So.",
        ],
    );
}

#[test]
fn a_contradiction_is_said_clearly() {
    let round = round(Some(PROGRAM), &[1], &[0, 1, 2]);
    check(
        &round,
        None,
        &finished([true, false, false]),
        &[
            "Right answer: B",
            "Differs: Careful: the run does not agree with the key about A and B. One of them is wrong, and the organiser can \
         mend it.",
            "A option 0: Right (loss < 1, loss = 0.5) ! The key says it is not right.",
            "B option 1: Not right (loss > 1, loss = 0.5) ! The key says it is right.",
            "C option 2: Not right (loss == 1, loss = 0.5)",
            "Ran in 12 ms with seed 7.",
            "loss 0.5\n",
            "So.",
        ],
    );
    check(
        &round,
        Some(1),
        &finished([true, false, false]),
        &[
            "B is right.",
            "Differs: Careful: the run does not agree with the key about B. One of them is wrong, and the organiser can mend it.",
            "B option 1: Not right (loss > 1, loss = 0.5) ! The key says it is right.",
            "Ran in 12 ms with seed 7.",
            "loss 0.5\n",
        ],
    );
    check(
        &round,
        Some(2),
        &finished([true, false, false]),
        &[
            "C is not right.",
            "Agrees: For C, the run agrees with the key.",
            "C option 2: Not right (loss == 1, loss = 0.5)",
            "Ran in 12 ms with seed 7.",
            "loss 0.5\n",
        ],
    );
}

#[test]
fn a_program_that_breaks_proves_nothing() {
    let round = round(Some(PROGRAM), &[0], &[0, 1, 2]);
    let error = Raised { kind: "ValueError".into(), message: "no".into(), line: Some(3) };
    check(
        &round,
        None,
        &shown(outcome::Ended::Raised, Some(error), &[]),
        &[
            "Right answer: A",
            "Open: The question's program proves nothing as it is. Line 3: the program raised ValueError: no.",
            "Ended by ValueError in line 3 after 12 ms.",
            "loss 0.5\n",
            "So.",
        ],
    );
    check(
        &round,
        Some(0),
        &shown(outcome::Ended::Stopped(Stop::Time), None, &[]),
        &[
            "A is right.",
            "Open: The question's program proves nothing as it is. The program ran longer than it may.",
            "Stopped: the program ran longer than 5 seconds.",
            "loss 0.5\n",
        ],
    );
}

#[test]
fn a_value_is_held_against_the_key() {
    let program = "import torch\nweights = torch.ones(331)\nanswer = weights.numel()\n";
    let number = |digits: &str| shown(outcome::Ended::Finished, None, &[("answer", Global::Int(digits.into()))]);
    let round = round(Some(program), &[], &[]);
    check(
        &round,
        None,
        &number("331"),
        &[
            "Right answer: 331",
            "Agrees: The run agrees with the key.",
            "The program arrives at 331. (weights.numel())",
            "Ran in 12 ms.",
            "loss 0.5\n",
            "So.",
        ],
    );
    check(
        &round,
        None,
        &number("336"),
        &[
            "Right answer: 331",
            "Differs: Careful: the run does not agree with the key. One of them is wrong, and the organiser can mend it.",
            "The program arrives at 336. (weights.numel()) ! The key says 331.",
            "Ran in 12 ms.",
            "loss 0.5\n",
            "So.",
        ],
    );
}

#[test]
fn a_question_without_a_program_has_its_authors_word() {
    let round = round(None, &[0, 2], &[2, 0, 1]);
    assert_eq!(Proof::of(&round.question).map(|proof| proof.source), None);
    let read = |option| lines(&explained(&round, option, words::no_evidence()));
    let note = "No program proves this question: what you read is its author's word.";
    assert_eq!(read(None), ["Right answer: A, B", "So.", note]);
    assert_eq!(read(Some(2)), ["C is not right.", "So.", note]);
}
