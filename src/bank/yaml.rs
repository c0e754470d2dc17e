//! Reading questions from YAML: what an author wrote, turned into questions with their places. Everything that is wrong
//! with the form of a file is reported, not only the first; what the questions say is judged in `check.rs`.

mod answer;
mod fields;
mod node;

use self::fields::Fields;
use self::node::{Content, Entry, Node};
use super::problem::{Place, Problem, Problems};
use super::{Choice, Difficulty, Kind, Question, QuestionId};

/// What a question may have, in the order in which it is written.
pub(super) const QUESTION_FIELDS: &[&str] = &[
    "id",
    "kind",
    "topic",
    "tags",
    "difficulty",
    "marks",
    "stem",
    "snippet",
    "choices",
    "answer",
    "explanation",
    "evidence",
    "source",
];
pub(super) const CHOICE_FIELDS: &[&str] = &["text", "correct", "pin"];
pub(super) const KEY_FIELDS: &[&str] =
    &["value", "decimals", "tolerance", "relative", "significant", "range", "text", "aliases", "percent"];

/// Full marks a question may have.
pub(super) const MARKS: std::ops::RangeInclusive<u32> = 1..=100;

/// A question and the places of its parts, for what is found out about them later.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located {
    pub question: Question,
    pub places: Places,
}

/// Where the parts of a question stand; the question's own place for what is not there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Places {
    pub question: Place,
    pub id: Place,
    pub topic: Place,
    pub tags: Vec<Place>,
    pub stem: Place,
    pub snippet: Place,
    /// The `choices` key, and each option's text.
    pub choices: Place,
    pub options: Vec<Place>,
    pub answer: Place,
    pub explanation: Place,
    /// For a block, where its first line stands that is not blank.
    pub evidence: Place,
    pub source: Place,
}

/// Reads the questions of a file, whose topic is `topic` unless they name another. A question with an error in its form
/// is left out and reported.
pub fn read(file: &str, topic: &str, text: &str) -> (Vec<Located>, Vec<Problem>) {
    let mut problems = Problems::new(file);
    let mut found = Vec::new();
    for node in node::items(text, &mut problems) {
        let faulty = node.faulty();
        let before = problems.errors();
        let question = question(node, topic, &mut problems);
        if let (Some(question), false) = (question, faulty || problems.errors() > before) {
            found.push(question);
        }
    }
    (found, problems.into_sorted())
}

const TEXT: &str = "a text, in quotes or as a block after `|`";

fn question(node: Node, topic: &str, problems: &mut Problems<'_>) -> Option<Located> {
    let mut fields = Fields::open(node, QUESTION_FIELDS, "a question such as `- id: ...`", problems)?;
    let whole = fields.place;
    let place_of = |entry: &Option<Entry>| entry.as_ref().map_or(whole, |entry| entry.value.place);

    let id = fields.require("id", "a name that is kept, such as softmax-before-cross-entropy", problems);
    let id_place = place_of(&id);
    let id = id.and_then(|entry| {
        let text = fields::text(entry, "a word such as softmax-before-cross-entropy", problems)?;
        QuestionId::new(text.trim())
            .map_err(|form| problems.error(id_place, format!("this is no id; expected {form}")))
            .ok()
    });
    let kind = fields.require("kind", KINDS, problems);
    let kind = kind.and_then(|entry| fields::parsed(entry, KINDS, read_kind, problems));
    let own_topic = fields.take("topic");
    let topic_place = place_of(&own_topic);
    let topic = match own_topic {
        Some(entry) => fields::text(entry, "a word such as training", problems),
        None => Some(topic.to_owned()),
    };
    let (tags, tag_places) = fields.take("tags").and_then(|entry| tags(entry, problems)).unwrap_or_default();
    let difficulty = fields
        .take("difficulty")
        .and_then(|entry| fields::parsed(entry, "easy, medium or hard", read_difficulty, problems));
    let marks = match fields.take("marks") {
        Some(entry) => fields::parsed(entry, "a whole number from 1 to 100", read_marks, problems),
        None => Some(1),
    };

    let stem = fields.require("stem", TEXT, problems);
    let stem_place = place_of(&stem);
    let stem = stem.and_then(|entry| fields::text(entry, TEXT, problems)).map(|text| prose(&text));
    let mut optional = |key: &str, form: fn(&str) -> String| {
        let entry = fields.take(key);
        let place = place_of(&entry);
        (entry.and_then(|entry| fields::text(entry, TEXT, problems)).map(|text| form(&text)), place)
    };
    let (snippet, snippet_place) = optional("snippet", code);
    let (explanation, explanation_place) = optional("explanation", prose);
    let (evidence, evidence_place) = optional("evidence", code);
    let (source, source_place) = optional("source", prose);

    let (choices, answer) = (fields.take("choices"), fields.take("answer"));
    let choices_place = choices.as_ref().map_or(whole, |entry| entry.place);
    let answer_place = place_of(&answer);
    match (kind, &choices, &answer) {
        (Some(Kind::Nat), Some(choices), _) => {
            problems.error(choices.place, "a nat question has no `choices`; expected `answer`, or kind: mcq or msq");
        }
        (Some(Kind::Nat), None, None) => {
            problems.error(whole, "`answer` is missing; expected a value such as 8.5 or { value: 0.731, decimals: 3 }");
        }
        (Some(Kind::Mcq | Kind::Msq), _, Some(answer)) => problems
            .error(answer.place, "only a nat question has an `answer`; expected `correct: true` at the right choices"),
        (Some(Kind::Mcq | Kind::Msq), None, None) => {
            problems.error(whole, format!("`choices` is missing; expected {CHOICES}"));
        }
        _ => {}
    }
    let (choices, options) = choices.and_then(|entry| read_choices(entry, problems)).unwrap_or_default();
    let answer = answer.and_then(|entry| answer::read(entry, problems));

    Some(Located {
        question: Question {
            id: id?,
            kind: kind?,
            topic: topic?.trim().to_owned(),
            tags,
            difficulty,
            marks: marks?,
            stem: stem?,
            snippet,
            choices,
            answer,
            explanation,
            evidence,
            source,
        },
        places: Places {
            question: whole,
            id: id_place,
            topic: topic_place,
            tags: tag_places,
            stem: stem_place,
            snippet: snippet_place,
            choices: choices_place,
            options,
            answer: answer_place,
            explanation: explanation_place,
            evidence: evidence_place,
            source: source_place,
        },
    })
}

const KINDS: &str = "mcq (one right choice), msq (several) or nat (a typed value)";
const CHOICES: &str = "a list such as `- text: ReLU` and, below it, `correct: true` where it is right";

fn read_kind(text: &str) -> Option<Kind> {
    match text {
        "mcq" => Some(Kind::Mcq),
        "msq" => Some(Kind::Msq),
        "nat" => Some(Kind::Nat),
        _ => None,
    }
}

fn read_difficulty(text: &str) -> Option<Difficulty> {
    match text {
        "easy" => Some(Difficulty::Easy),
        "medium" => Some(Difficulty::Medium),
        "hard" => Some(Difficulty::Hard),
        _ => None,
    }
}

fn read_marks(text: &str) -> Option<u32> {
    text.parse().ok().filter(|marks| MARKS.contains(marks))
}

/// Tags and their places.
fn tags(entry: Entry, problems: &mut Problems<'_>) -> Option<(Vec<String>, Vec<Place>)> {
    let items = fields::list(entry, "a list of words such as [relu, eval-mode]", problems)?;
    let read = |node: Node| {
        let place = node.place;
        let text = fields::scalar(node, "tags", "a list of words such as [relu, eval-mode]", problems)?;
        Some((text.trim().to_owned(), place))
    };
    Some(items.into_iter().filter_map(read).unzip())
}

/// Options and their places.
fn read_choices(entry: Entry, problems: &mut Problems<'_>) -> Option<(Vec<Choice>, Vec<Place>)> {
    let items = fields::list(entry, CHOICES, problems)?;
    Some(items.into_iter().filter_map(|node| read_choice(node, problems)).unzip())
}

fn read_choice(node: Node, problems: &mut Problems<'_>) -> Option<(Choice, Place)> {
    if let Content::Scalar { text, .. } = &node.content {
        let text = super::problem::excerpt(text, 40);
        problems.error(node.place, format!("a choice is a mapping; expected `- text: {text}`"));
        return None;
    }
    let mut fields = Fields::open(node, CHOICE_FIELDS, "a choice such as `- text: ReLU`", problems)?;
    let mut flag = |key| match fields.take(key) {
        Some(entry) => fields::parsed(entry, "true or false", fields::truth, problems),
        None => Some(false),
    };
    let (correct, pinned) = (flag("correct"), flag("pin"));
    let entry = fields.require("text", TEXT, problems)?;
    let place = entry.value.place;
    let text = fields::text(entry, TEXT, problems)?;
    Some((Choice { text: prose(&text), correct: correct?, pinned: pinned? }, place))
}

/// A block's last line break and other blanks around a text mean nothing.
pub(super) fn prose(text: &str) -> String {
    text.trim().to_owned()
}

/// In code the indentation of the first line counts; blank lines before it do not.
pub(super) fn code(text: &str) -> String {
    let text = text.trim_end();
    let blank = text.find(|c: char| !c.is_whitespace()).unwrap_or(0);
    let start = text[..blank].rfind('\n').map_or(0, |newline| newline + 1);
    text[start..].to_owned()
}

#[cfg(test)]
mod tests;
