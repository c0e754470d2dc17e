//! What a question must be to be asked: rules that need its meaning, not its form, and that hold between files.
//! Each would otherwise be found by a channel full of people.

mod wording;

pub(super) use wording::is_about_the_others;

use std::collections::{BTreeMap, HashSet};

use super::problem::{Place, Problem, Problems, excerpt};
use super::yaml::Located;
use super::{Kind, Question, QuestionId};

// Lengths are in UTF-16 units, the largest of the ways in which chats count.

/// Stem and snippet together, with room for the code's fences: a section block of Slack takes 3,000
/// (docs.slack.dev/reference/block-kit/blocks/section-block).
const MAX_STEM: usize = 2_800;
/// An option; ten of them must still be read at a glance.
const MAX_OPTION: usize = 200;
/// Stem, snippet and options together, with room for letters and fences: the description of an embed of Discord takes
/// 4,096 (discord.com/developers/docs/resources/message, embed limits).
const MAX_POST: usize = 3_900;
/// Shown in a block of its own, so within a section block of Slack again.
const MAX_EXPLANATION: usize = 2_800;
/// More than any program that derives a verdict; a bound on what is kept of a hostile file.
const MAX_EVIDENCE: usize = 20_000;
const MAX_SOURCE: usize = 500;
/// A topic or a tag is a word, typed to choose questions by.
const MAX_WORD: usize = 40;
/// Options are lettered A to J.
const OPTIONS: std::ops::RangeInclusive<usize> = 2..=10;

/// The ids that are taken, and where.
pub(super) type Ids = BTreeMap<QuestionId, (String, Place)>;

/// Checks the questions of a file; those with an error are left out.
pub(super) fn check(ids: &mut Ids, file: &str, found: Vec<Located>) -> (Vec<Located>, Vec<Problem>) {
    let mut problems = Problems::new(file);
    let mut sound = Vec::new();
    for located in found {
        let before = problems.errors();
        one(&located, &mut problems);
        claim(ids, file, &located.question.id, located.places.id, &mut problems);
        if problems.errors() == before {
            sound.push(located);
        }
    }
    (sound, problems.into_sorted())
}

/// Notes that an id is taken, or reports where it already is.
pub(super) fn claim(ids: &mut Ids, file: &str, id: &QuestionId, place: Place, problems: &mut Problems<'_>) {
    if let Some((other, Place { line, column })) = ids.get(id) {
        problems.error(place, format!("the id {id} is already taken at {other}:{line}:{column}"));
    } else {
        ids.insert(id.clone(), (file.to_owned(), place));
    }
}

fn one(Located { question, places }: &Located, problems: &mut Problems<'_>) {
    let mut text = |key: &str, text: &str, place: Place, most: usize| {
        whole_text(key, text, place, problems);
        let length = length(text);
        if length > most {
            problems.error(place, format!("`{key}` has {length} characters; expected at most {most}"));
        }
    };
    text("topic", &question.topic, places.topic, MAX_WORD);
    for (tag, place) in question.tags.iter().zip(&places.tags) {
        text("tags", tag, *place, MAX_WORD);
    }
    text("stem", &question.stem, places.stem, MAX_STEM);
    let optional = [
        ("snippet", &question.snippet, places.snippet, MAX_STEM),
        ("explanation", &question.explanation, places.explanation, MAX_EXPLANATION),
        ("evidence", &question.evidence, places.evidence, MAX_EVIDENCE),
        ("source", &question.source, places.source, MAX_SOURCE),
    ];
    for (key, value, place, most) in optional {
        if let Some(value) = value {
            text(key, value, place, most);
        }
    }
    for (choice, place) in question.choices.iter().zip(&places.options) {
        text("text", &choice.text, *place, MAX_OPTION);
    }
    room(question, places.stem, problems);
    if question.explanation.is_none() {
        let message = "`explanation` is missing; people who answered wrong will ask for it";
        problems.warning(places.question, message);
    }
    if let Some(letter) =
        question.explanation.as_deref().and_then(|text| wording::option_by_letter(text, question.choices.len()))
    {
        let message = format!(
            "`explanation` calls a choice {letter}; letters change when choices are shuffled, so name it by its words"
        );
        problems.warning(places.explanation, message);
    }
    match question.kind {
        Kind::Nat => key(question, places.answer, problems),
        Kind::Mcq | Kind::Msq => options(question, places.choices, &places.options, problems),
    }
}

/// Neither empty nor with characters that chats and terminals take for something else.
fn whole_text(key: &str, text: &str, place: Place, problems: &mut Problems<'_>) {
    if text.trim().is_empty() {
        problems.error(place, format!("`{key}` is empty; expected a text"));
    }
    if let Some(control) = control(text) {
        let code = control as u32;
        problems.error(place, format!("`{key}` has the control character U+{code:04X}; expected text without it"));
    }
}

/// The first control character that is neither a line break nor a tab.
pub(super) fn control(text: &str) -> Option<char> {
    text.chars().find(|c| c.is_control() && !matches!(c, '\n' | '\t'))
}

fn length(text: &str) -> usize {
    text.encode_utf16().count()
}

/// Whether the question fits into one post.
fn room(question: &Question, place: Place, problems: &mut Problems<'_>) {
    let (stem, snippet) = (length(&question.stem), question.snippet.as_deref().map_or(0, length));
    let options: usize = question.choices.iter().map(|choice| length(&choice.text)).sum();
    // Either alone was reported already.
    if stem <= MAX_STEM && snippet <= MAX_STEM && stem + snippet > MAX_STEM {
        let sum = stem + snippet;
        let message = format!("`stem` and `snippet` have {sum} characters together; expected at most {MAX_STEM}");
        problems.error(place, message);
    } else if stem + snippet <= MAX_STEM && stem + snippet + options > MAX_POST {
        let sum = stem + snippet + options;
        let message = format!("stem, snippet and choices have {sum} characters together; expected at most {MAX_POST}");
        problems.error(place, message);
    }
}

fn key(question: &Question, place: Place, problems: &mut Problems<'_>) {
    let Some(key) = &question.answer else { return };
    if let Err(error) = key.validate() {
        problems.error(place, format!("`answer`: {error}"));
    }
    if let super::key::Spec::Text { text, aliases } = &key.spec {
        for text in std::iter::once(text).chain(aliases) {
            if let Some(control) = control(text) {
                let code = control as u32;
                problems
                    .error(place, format!("`answer` has the control character U+{code:04X}; expected text without it"));
            }
        }
        let text = text.trim_start_matches(['-', '+', '−', '.', ',']);
        if text.starts_with(|c: char| c.is_ascii_digit()) {
            let text = excerpt(text, 40);
            let message =
                format!("`{text}` is not a number, so it is asked for as a text; numbers are such as -11.7 or 2.5e-3");
            problems.warning(place, message);
        }
    }
}

fn options(question: &Question, place: Place, options: &[Place], problems: &mut Problems<'_>) {
    let (count, right) = (question.choices.len(), question.correct().count());
    if !OPTIONS.contains(&count) {
        problems.error(place, format!("expected 2 to 10 choices, but found {count}"));
    }
    match (question.kind, right) {
        (Kind::Mcq, 1) => {}
        (Kind::Mcq, 0) => problems.error(place, "no choice of this mcq is right; expected `correct: true` at one"),
        (Kind::Mcq, _) => {
            let message = format!("{right} choices of this mcq are right; expected one, or kind: msq");
            problems.error(place, message);
        }
        (_, 0) => problems.error(place, "no choice of this msq is right; expected `correct: true` at one or more"),
        _ => {}
    }
    let (mut seen, mut folded) = (HashSet::new(), HashSet::new());
    for (choice, place) in question.choices.iter().zip(options) {
        let text = excerpt(&choice.text, 40);
        let spaced = choice.text.split_whitespace().collect::<Vec<_>>().join(" ");
        let lower = spaced.to_lowercase();
        let (again, alike) = (!seen.insert(spaced), !folded.insert(lower));
        if again {
            problems.error(*place, format!("the choice `{text}` is there twice; expected different ones"));
        } else if alike {
            // In code, `true` and `True` are two answers.
            problems.warning(*place, format!("the choice `{text}` differs from another only in capitals"));
        }
        if !choice.pinned && wording::is_about_the_others(&choice.text) {
            let message =
                format!("`{text}` would become false when choices are shuffled; expected `pin: true` beside it");
            problems.error(*place, message);
        }
        if wording::names_letters(&choice.text) {
            problems.warning(*place, format!("`{text}` speaks of letters, which change when choices are shuffled"));
        }
    }
}

#[cfg(test)]
mod tests;
