//! What a round looks like to people: its post, and its outcome once it is graded. Pure.

use std::collections::HashMap;

use crate::chat::{Gesture, Outcome, Post, Refusal, Tally, ValueCount, words};
use crate::quiz::{Action, Answer, Verdict, number};
use crate::store::{Closed, StoredRound};

/// Lines of a NAT's distribution, and names of the first who were right.
const VALUES_SHOWN: usize = 8;
const FIRST_RIGHT_SHOWN: usize = 3;

/// The post of a round.
pub fn post(round: &StoredRound) -> Post {
    let question = &round.question;
    Post {
        mark: round.mark.clone(),
        kind: question.kind,
        topic: question.topic.clone(),
        difficulty: question.difficulty,
        stem: question.stem.clone(),
        snippet: question.snippet.clone(),
        options: round.order.iter().map(|index| question.choices[usize::from(index)].text.clone()).collect(),
        hint: question.answer.as_ref().map(|key| key.hint()),
        marking: round.scheme.describe(question.kind, question.marks, question.choices.len()),
        opens_at: round.opens_at,
        closes_at: round.closes_at,
        private: round.private,
        copy: round.copy,
    }
}

/// What happened in a round, from its results in order of the final answers.
pub fn outcome(round: &StoredRound, results: &[Closed]) -> Outcome {
    let question = &round.question;
    let mut tally = Tally { answered: 0, options: vec![0; question.choices.len()] };
    let mut values: HashMap<String, (u32, bool)> = HashMap::new();
    for result in results {
        tally.answered += 1;
        match &result.answer {
            Answer::Choices(chosen) => {
                for position in chosen.iter().filter_map(|&index| round.order.position(index)) {
                    tally.options[usize::from(position)] += 1;
                }
            }
            Answer::Value(text) => {
                let value = question.answer.as_ref().map_or_else(|| text.clone(), |key| number::canonical(key, text));
                values.entry(value).or_insert((0, result.grade.verdict == Verdict::Right)).0 += 1;
            }
        }
    }
    let mut values: Vec<ValueCount> =
        values.into_iter().map(|(value, (count, right))| ValueCount { value, count, right }).collect();
    values.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.value.cmp(&b.value)));
    values.truncate(VALUES_SHOWN);
    let right: Vec<&Closed> = results.iter().filter(|result| result.grade.verdict == Verdict::Right).collect();
    Outcome {
        tally,
        right_options: round.order.iter().map(|index| question.choices[usize::from(index)].correct).collect(),
        right_value: question.answer.as_ref().map(ToString::to_string),
        values,
        right: u32::try_from(right.len()).unwrap_or(u32::MAX),
        first_right: right.iter().take(FIRST_RIGHT_SHOWN).map(|result| name(&result.name)).collect(),
        explanation: question.explanation.clone(),
    }
}

/// A name as it is shown: whoever was forgotten has none.
pub fn name(stored: &str) -> String {
    if stored.is_empty() { words::somebody_who_left() } else { stored.to_owned() }
}

/// What a gesture on the post means in the author's order.
pub fn action(round: &StoredRound, gesture: &Gesture) -> Result<Action, Refusal> {
    let shown = round.question.choices.len();
    let index = |position: u8| round.order.author_index(position).ok_or_else(|| words::no_such_option(shown));
    Ok(match gesture {
        Gesture::Choose(position) => Action::Choose(index(*position)?),
        Gesture::Withdraw(position) => Action::Withdraw(index(*position)?),
        Gesture::Select(positions) => Action::Select(positions.iter().map(|p| index(*p)).collect::<Result<_, _>>()?),
        Gesture::Value(text) => Action::Value(text.trim().to_owned()),
    })
}
