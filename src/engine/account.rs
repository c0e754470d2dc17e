//! What people read of a proof and of a run: from the author's order of the options to the asker's, and into words. Pure.

use super::proving::Shown;
use crate::chat::evidence::{DerivedValue, Ended, Evidence, Measured, Run, Standing, Verdict};
use crate::chat::{Reply, code, words};
use crate::proof::{self, Finding, Proof, Source, Wrong};
use crate::store::StoredRound;
use crate::why::evidence::{Derived, Reading};
use crate::why::outcome::{self, Limits};

/// An explanation without a proof; `note` says why there is none.
pub fn explained(round: &StoredRound, option: Option<u8>, note: String) -> Reply {
    let explanation = round.question.explanation.clone();
    let explanation = explanation.unwrap_or_else(words::no_explanation);
    reply(round, option, Some(explanation), Some(note), None)
}

/// An explanation with its proof; of one option, the proof alone.
pub fn proved(round: &StoredRound, option: Option<u8>, proof: &Proof<'_>, shown: &Shown, limits: &Limits) -> Reply {
    let finding = proof.judge(&shown.outcome);
    // A snippet that prints no number was never meant to prove anything.
    if proof.source == Source::Snippet && finding.is_silent() {
        return explained(round, option, words::no_evidence());
    }
    let evidence = evidence(round, option, proof, shown, &finding, limits);
    let explanation = round.question.explanation.clone().filter(|_| option.is_none());
    reply(round, option, explanation, None, Some(Box::new(evidence)))
}

fn reply(
    round: &StoredRound,
    option: Option<u8>,
    explanation: Option<String>,
    note: Option<String>,
    evidence: Option<Box<Evidence>>,
) -> Reply {
    Reply::Why {
        mark: round.mark.clone(),
        title: round.question.stem.clone(),
        text: key(round, option),
        explanation,
        note,
        snippet: round.question.snippet.clone(),
        evidence,
    }
}

/// What the key says, of one option or of the question.
fn key(round: &StoredRound, option: Option<u8>) -> String {
    let question = &round.question;
    let right = |position: u8| {
        let index = round.order.author_index(position);
        index.and_then(|index| question.choices.get(usize::from(index))).is_some_and(|choice| choice.correct)
    };
    match (option, &question.answer) {
        (Some(position), _) => words::option_by_key(words::letter(position.into()), right(position)),
        (None, Some(key)) => words::right_answer(&key.to_string()),
        (None, None) => {
            let letters: Vec<String> = (0..)
                .take(question.choices.len())
                .filter(|position| right(*position))
                .map(|position| words::letter(position.into()).to_string())
                .collect();
            words::right_answer(&letters.join(", "))
        }
    }
}

fn evidence(
    round: &StoredRound,
    option: Option<u8>,
    proof: &Proof<'_>,
    shown: &Shown,
    finding: &Finding,
    limits: &Limits,
) -> Evidence {
    let reading = proof.read();
    let account = Account { round, proof, shown, finding, reading: &reading };
    let verdicts = account.verdicts(option);
    let value = account.value();
    let (standing, conclusion) = account.conclusion(option);
    Evidence {
        letters: account.letters().filter(|_| !verdicts.is_empty()),
        verdicts,
        value,
        standing,
        conclusion,
        run: run(shown, limits, &reading.seeds),
        program: proof.program.to_owned(),
        only_one: option.is_some(),
    }
}

struct Account<'a> {
    round: &'a StoredRound,
    proof: &'a Proof<'a>,
    shown: &'a Shown,
    finding: &'a Finding,
    reading: &'a Reading,
}

impl Account<'_> {
    /// Positions as shown, each with the author's index.
    fn options(&self) -> impl Iterator<Item = (u8, u8)> {
        (0..=u8::MAX).zip(self.round.order.iter())
    }

    fn verdicts(&self, only: Option<u8>) -> Vec<Verdict> {
        let Some(Derived::Verdicts(derived)) = &self.finding.derived else { return Vec::new() };
        let wanted = self.options().filter(|(position, _)| only.is_none_or(|only| only == *position));
        let verdict = |(position, index): (u8, u8)| {
            let index = usize::from(index);
            let (right, choice) = (*derived.get(index)?, self.round.question.choices.get(index)?);
            Some(Verdict {
                letter: words::letter(position.into()),
                option: choice.text.clone(),
                right,
                text: words::verdict(right),
                measured: self.reading.verdict_line(self.proof.program, index).map(|line| self.measured(line)),
                warning: (choice.correct != right).then(|| words::key_differs(choice.correct)),
            })
        };
        wanted.filter_map(verdict).collect()
    }

    fn value(&self) -> Option<DerivedValue> {
        let Some(Derived::Value(value)) = &self.finding.derived else { return None };
        let wrong = self.finding.wrong.iter().find_map(|wrong| match wrong {
            Wrong::Value { key, .. } => Some(words::key_says(key)),
            Wrong::Option { .. } => None,
        });
        // A snippet's number is the last that it prints, whatever it is called in there.
        let line = self.reading.value_line(self.proof.program).filter(|_| self.proof.source == Source::Evidence);
        Some(DerivedValue {
            right: wrong.is_none(),
            text: words::arrives_at(value),
            measured: line.map(|line| self.measured(line)),
            warning: wrong,
        })
    }

    fn measured(&self, line: &str) -> Measured {
        let proof::Measured { code, values } = proof::measured(line, &self.shown.outcome.globals);
        Measured { code, values: values.into_iter().map(|(name, value)| (name, code::shown(&value))).collect() }
    }

    /// What the run says about the key, or about one option of it.
    fn conclusion(&self, only: Option<u8>) -> (Standing, String) {
        let finding = self.finding;
        if finding.derived.is_none() {
            return match finding.faults.first() {
                Some(fault) => (Standing::Open, words::proves_nothing(&fault.reason, fault.line)),
                None => (Standing::Open, words::no_evidence()),
            };
        }
        let differing: Vec<u8> = finding
            .wrong
            .iter()
            .filter_map(|wrong| match wrong {
                Wrong::Option { index, .. } => self.round.order.position(*index),
                Wrong::Value { .. } => None,
            })
            .collect();
        let letters = |mut positions: Vec<u8>| -> Vec<char> {
            positions.sort_unstable();
            positions.into_iter().map(|position| words::letter(position.into())).collect()
        };
        match only {
            Some(position) if differing.contains(&position) => {
                (Standing::Differs, words::differs(&letters(vec![position])))
            }
            Some(position) => (Standing::Agrees, words::agrees_on(words::letter(position.into()))),
            None if !finding.wrong.is_empty() => (Standing::Differs, words::differs(&letters(differing))),
            None if !finding.agrees() => (Standing::Open, words::proves_too_little()),
            None if self.proof.source == Source::Snippet => (Standing::Agrees, words::agrees_by_snippet()),
            None => (Standing::Agrees, words::agrees()),
        }
    }

    /// What the options are called in the program, where that is not what the asker calls them.
    fn letters(&self) -> Option<String> {
        let mut pairs: Vec<(char, char)> =
            self.options().map(|(here, there)| (words::letter(there.into()), words::letter(here.into()))).collect();
        pairs.sort_unstable();
        pairs.iter().any(|(there, here)| there != here).then(|| words::program_letters(&pairs))
    }
}

/// How a program ran, with the seeds that are known of it.
pub fn run(shown: &Shown, limits: &Limits, seeds: &[i64]) -> Run {
    let Shown { outcome, drawn } = shown;
    let line = outcome.error.as_ref().and_then(|error| error.line);
    let (ended, summary) = match outcome.ended {
        outcome::Ended::Finished => (Ended::Finished, words::ran(outcome.seconds, seeds)),
        outcome::Ended::Raised => {
            let kind = outcome.error.as_ref().map(|error| error.kind.as_str());
            (Ended::Raised, words::raised(kind, line, outcome.seconds))
        }
        outcome::Ended::Stopped(stop) => (Ended::Stopped, stop.sentence(limits, line)),
    };
    Run {
        ended,
        summary,
        line,
        stdout: code::shown(&outcome.stdout),
        stderr: code::shown(&outcome.stderr),
        pictures: drawn.pictures.clone(),
        missing: (drawn.missing > 0).then(|| words::picture_missing(drawn.missing)),
    }
}

#[cfg(test)]
mod tests;
