//! A question held against its program: what the program derives, and whether that is the key. It joins `bank` and `why`, which
//! don't know each other; running the program is left to whoever has a pool.

mod measured;

pub use measured::{Measured, measured};

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Signed};
use std::fmt;

use crate::bank::key::{Interval, parse_decimal};
use crate::bank::{ChoiceIndex, Key, Kind, Question, Spec};
use crate::quiz::number;
use crate::why::evidence::{self, Derived, Fault, Reading, Task, Value};
use crate::why::outcome::{Ended, Outcome, Request};

/// Which of a question's programs is run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// The one that was written to prove the key.
    Evidence,
    /// The one that is shown with the question, whose last printed number is the answer.
    Snippet,
}

/// What there is to run for a question.
#[derive(Debug, Clone, Copy)]
pub struct Proof<'q> {
    question: &'q Question,
    pub source: Source,
    pub program: &'q str,
}

/// What a run showed.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Finding {
    /// What was derived; `None` when nothing could be.
    pub derived: Option<Derived>,
    /// Where the key says something else.
    pub wrong: Vec<Wrong>,
    /// What is wrong with the program.
    pub faults: Vec<Fault>,
    /// How many keys that differ from this one in one point were held against the run, and how many of them it refuted.
    pub flips: Flips,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Flips {
    pub tried: usize,
    pub caught: usize,
}

/// A point in which the run and the key differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wrong {
    /// An option that is wrong although the key calls it right (`derived` is false), or the other way round.
    Option {
        index: ChoiceIndex,
        derived: bool,
    },
    Value {
        key: String,
        run: String,
    },
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Option { derived: true, .. } => {
                f.write_str("the key says this choice is wrong, the run shows it is right")
            }
            Self::Option { derived: false, .. } => {
                f.write_str("the key says this choice is right, the run shows it is wrong")
            }
            Self::Value { key, run } => write!(f, "the key says {key}, the run gives {run}"),
        }
    }
}

impl Finding {
    /// Whether the run proved the key.
    pub fn agrees(&self) -> bool {
        self.derived.is_some() && self.wrong.is_empty() && self.flips.caught == self.flips.tried
    }

    /// Whether there is nothing to compare: a snippet that doesn't run by itself, or prints no number.
    pub fn is_silent(&self) -> bool {
        self.derived.is_none() && self.faults.is_empty()
    }
}

impl<'q> Proof<'q> {
    /// The program that can prove a question's key, if it has one.
    pub fn of(question: &'q Question) -> Option<Self> {
        if let Some(program) = &question.evidence {
            return Some(Self { question, source: Source::Evidence, program });
        }
        let is_number = question.answer.as_ref().is_some_and(|key| !matches!(key.spec, Spec::Text { .. }));
        let program = question.snippet.as_deref().filter(|_| is_number)?;
        Some(Self { question, source: Source::Snippet, program })
    }

    pub fn task(&self) -> Task {
        match self.question.kind {
            Kind::Nat => Task::Value,
            Kind::Mcq | Kind::Msq => Task::Options(self.question.choices.len()),
        }
    }

    /// What to ask of a child. Its tracebacks name the program after the question.
    pub fn request(&self) -> Request {
        Request::new(&format!("{}.py", self.question.id), self.program)
    }

    /// What is known of the program before it runs.
    pub fn read(&self) -> Reading {
        let mut reading = evidence::read(self.program, self.task());
        // Nothing is asked of a snippet.
        if self.source == Source::Snippet {
            reading.faults.clear();
        }
        reading
    }

    /// Holds the key against what the program did.
    pub fn judge(&self, outcome: &Outcome) -> Finding {
        let derived = match self.source {
            Source::Evidence => evidence::derive(self.program, self.task(), outcome),
            Source::Snippet => {
                let printed = Some(&outcome.stdout).filter(|_| outcome.ended == Ended::Finished);
                match printed.and_then(|printed| evidence::last_number(printed)) {
                    Some(number) => Ok(Derived::Value(Value::Number(number))),
                    None => return Finding::default(),
                }
            }
        };
        match derived {
            Err(faults) => Finding { faults, ..Finding::default() },
            Ok(derived) => {
                let (wrong, flips) = match &derived {
                    Derived::Verdicts(verdicts) => options(self.question, verdicts),
                    Derived::Value(value) => {
                        self.question.answer.as_ref().map(|key| answer(key, value)).unwrap_or_default()
                    }
                };
                Finding { derived: Some(derived), wrong, flips, faults: Vec::new() }
            }
        }
    }
}

fn options(question: &Question, verdicts: &[bool]) -> (Vec<Wrong>, Flips) {
    let key: Vec<bool> = question.choices.iter().map(|choice| choice.correct).collect();
    let points = (0..=ChoiceIndex::MAX).zip(key.iter().zip(verdicts));
    let differing = points.filter(|(_, (key, derived))| key != derived);
    let wrong = differing.map(|(index, (_, derived))| Wrong::Option { index, derived: *derived }).collect();
    let caught = evidence::flips(verdicts, &key);
    (wrong, Flips { tried: key.len(), caught: caught.into_iter().filter(|caught| *caught).count() })
}

fn answer(key: &Key, value: &Value) -> (Vec<Wrong>, Flips) {
    let run = value.to_string();
    let (right, others) = match (key.interval(), value) {
        (Some(interval), Value::Number(digits)) => {
            let number = parse_decimal(digits).ok();
            let holds = |interval: &Interval| number.as_ref().is_some_and(|number| interval.contains(number));
            (holds(&interval), moved(&interval).iter().map(|interval| !holds(interval)).collect())
        }
        // A word, or a number that the program gives as a text: read as if it had been typed.
        _ => {
            let other =
                Key { spec: Spec::Text { text: format!("not {}", said(key)), aliases: Vec::new() }, ..key.clone() };
            (number::matches(key, &run), vec![!number::matches(&other, &run)])
        }
    };
    let wrong = if right { Vec::new() } else { vec![Wrong::Value { key: said(key), run }] };
    (wrong, Flips { tried: others.len(), caught: others.iter().filter(|caught| **caught).count() })
}

/// The same interval moved down and up by a hair more than its own width: every number in it is outside of both.
fn moved(interval: &Interval) -> [Interval; 2] {
    let hair = (interval.high.abs() + BigRational::one()) / BigRational::from_integer(BigInt::from(1_000_000_000));
    let way = &interval.high - &interval.low + hair;
    let by = |way: &BigRational| Interval { low: &interval.low + way, high: &interval.high + way };
    [by(&-&way), by(&way)]
}

/// The key without the other words that are also right.
fn said(key: &Key) -> String {
    match &key.spec {
        Spec::Text { text, .. } => text.clone(),
        _ => key.to_string(),
    }
}

#[cfg(test)]
mod tests;
