//! A mapping's known keys, taken one by one; what is unknown or there twice is reported.

use super::node::{Content, Entry, Node};
use crate::bank::problem::{Place, Problems, excerpt};

/// Keys that authors know from other quiz formats, and ours.
const ELSEWHERE: &[(&str, &str)] = &[
    ("options", "choices"),
    ("question", "stem"),
    ("prompt", "stem"),
    ("code", "snippet"),
    ("type", "kind"),
    ("points", "marks"),
    ("feedback", "explanation"),
    ("right", "correct"),
    ("pinned", "pin"),
    ("accept", "aliases"),
];

/// The fields of a mapping that are still to be taken.
pub(super) struct Fields {
    entries: Vec<Entry>,
    /// Where the mapping begins: the place of what is missing.
    pub(super) place: Place,
}

impl Fields {
    /// Opens a mapping; keys that are not in `known` are reported.
    pub(super) fn open(node: Node, known: &[&str], expected: &str, problems: &mut Problems<'_>) -> Option<Self> {
        let place = node.place;
        let found = node.name();
        let entries = match node.content {
            Content::Map(entries) => entries,
            Content::Unknown => return None,
            Content::Scalar { .. } | Content::List(_) => {
                problems.error(place, format!("expected {expected}, but found {found}"));
                return None;
            }
        };
        let mut fields = Self { entries: Vec::new(), place };
        for entry in entries {
            if !known.contains(&entry.key.as_str()) {
                problems.error(entry.place, unknown(&entry.key, known));
            } else if let Some(first) = fields.entries.iter().find(|other| other.key == entry.key) {
                let line = first.place.line;
                problems.error(entry.place, format!("`{}` is there twice; the first is in line {line}", entry.key));
            } else {
                fields.entries.push(entry);
            }
        }
        Some(fields)
    }

    pub(super) fn has(&self, key: &str) -> bool {
        self.entries.iter().any(|entry| entry.key == key)
    }

    pub(super) fn take(&mut self, key: &str) -> Option<Entry> {
        let index = self.entries.iter().position(|entry| entry.key == key)?;
        Some(self.entries.swap_remove(index))
    }

    /// A key without which nothing can be made of the mapping.
    pub(super) fn require(&mut self, key: &str, expected: &str, problems: &mut Problems<'_>) -> Option<Entry> {
        let entry = self.take(key);
        if entry.is_none() {
            problems.error(self.place, format!("`{key}` is missing; expected {expected}"));
        }
        entry
    }
}

/// The text of a scalar; an unquoted number or `true` is the text it looks like.
pub(super) fn text(entry: Entry, expected: &str, problems: &mut Problems<'_>) -> Option<String> {
    scalar(entry.value, &entry.key, expected, problems)
}

pub(super) fn scalar(node: Node, key: &str, expected: &str, problems: &mut Problems<'_>) -> Option<String> {
    let found = node.name();
    match node.content {
        Content::Scalar { text, .. } => Some(text),
        Content::Unknown => None,
        Content::List(_) | Content::Map(_) => {
            problems.error(node.place, format!("`{key}` is {found}; expected {expected}"));
            None
        }
    }
}

/// A scalar that `read` makes a value of, or that is reported with what was expected.
pub(super) fn parsed<T>(
    entry: Entry,
    expected: &str,
    read: impl FnOnce(&str) -> Option<T>,
    problems: &mut Problems<'_>,
) -> Option<T> {
    let (place, found, key) = (entry.value.place, entry.value.name(), entry.key.clone());
    let text = text(entry, expected, problems)?;
    let value = read(text.trim());
    if value.is_none() {
        problems.error(place, format!("`{key}` is {found}; expected {expected}"));
    }
    value
}

/// The items of a list.
pub(super) fn list(entry: Entry, expected: &str, problems: &mut Problems<'_>) -> Option<Vec<Node>> {
    let found = entry.value.name();
    match entry.value.content {
        Content::List(items) => Some(items),
        Content::Unknown => None,
        Content::Scalar { .. } | Content::Map(_) => {
            problems.error(entry.value.place, format!("`{}` is {found}; expected {expected}", entry.key));
            None
        }
    }
}

pub(super) fn truth(text: &str) -> Option<bool> {
    match text {
        "true" => Some(true),
        "false" => Some(false),
        _ => None,
    }
}

fn unknown(key: &str, known: &[&str]) -> String {
    let elsewhere = ELSEWHERE.iter().find(|(other, ours)| *other == key && known.contains(ours)).map(|(_, ours)| *ours);
    let near = |candidate: &&str| distance(key, candidate) <= 1 + candidate.len() / 4;
    let nearest = || known.iter().copied().filter(near).min_by_key(|candidate| distance(key, candidate));
    let key = excerpt(key, 40);
    match elsewhere.or_else(nearest) {
        Some(nearest) => format!("`{key}` is not known here; did you mean `{nearest}`?"),
        None => format!("`{key}` is not known here; expected one of {}", known.join(", ")),
    }
}

/// How many letters must be put in, taken out or replaced (Levenshtein). Keys longer than any of ours are not compared.
fn distance(a: &str, b: &str) -> usize {
    if a.len() > 40 {
        return usize::MAX;
    }
    let mut row: Vec<usize> = (0..=b.chars().count()).collect();
    for (i, left) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, right) in b.chars().enumerate() {
            let replaced = diagonal + usize::from(left != right);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row.last().copied().unwrap_or(a.len())
}
