//! The forms of a numerical question's `answer`.

use super::KEY_FIELDS;
use super::fields::{self, Fields};
use super::node::{Content, Entry, Node};
use crate::bank::key::{Key, KeyError, Spec, parse_decimal};
use crate::bank::problem::Problems;

const FORMS: &str = "a value such as 8.5, or one of { value: 0.731, decimals: 3 }, { value: -11.7, tolerance: 0.02 }, \
                     { value: 250, relative: 0.01 }, { value: 0.0123, significant: 3 }, { range: [0, 1] }, \
                     { text: stagnation, aliases: [stalls] }";
const NUMBER: &str = "a number such as -11.7 or 2.5e-3";
const COUNT: &str = "a whole number such as 3";
const RANGE: &str = "two numbers such as [0.1, 0.2]";
/// The keys that say how near to `value` is right; one at most.
const SLACK: [&str; 4] = ["decimals", "tolerance", "relative", "significant"];

/// Reads a key. Whether its numbers make sense is checked with the rest of the question.
pub(super) fn read(entry: Entry, problems: &mut Problems<'_>) -> Option<Key> {
    let place = entry.value.place;
    match entry.value.content {
        Content::Unknown => None,
        Content::Scalar { text, plain } => {
            let text = text.trim();
            // Too big a number would otherwise be taken for a text, which nobody could type.
            if let (true, Err(error @ (KeyError::Exponent(_) | KeyError::TooManyDigits(_)))) =
                (plain, parse_decimal(text))
            {
                problems.error(place, error.to_string());
                return None;
            }
            Some(Key::bare(text))
        }
        Content::List(_) => {
            problems.error(place, format!("`answer` is a list; expected {FORMS}"));
            None
        }
        Content::Map(_) => {
            let mut fields = Fields::open(entry.value, KEY_FIELDS, FORMS, problems)?;
            let percent = match fields.take("percent") {
                Some(entry) => fields::parsed(entry, "true or false", fields::truth, problems),
                None => Some(false),
            };
            let spec = spec(fields, problems);
            Some(Key { spec: spec?, percent: percent? })
        }
    }
}

fn spec(mut fields: Fields, problems: &mut Problems<'_>) -> Option<Spec> {
    let main: Vec<_> = ["value", "range", "text"].into_iter().filter(|key| fields.has(key)).collect();
    let [main] = main[..] else {
        let found = if main.is_empty() { "neither `value` nor `range` nor `text`".into() } else { both(&main) };
        problems.error(fields.place, format!("`answer` has {found}; expected {FORMS}"));
        return None;
    };
    let allowed: &[&str] = match main {
        "value" => &SLACK,
        "text" => &["aliases"],
        _ => &[],
    };
    let mut stray = false;
    for key in SLACK.into_iter().chain(["aliases"]).filter(|key| !allowed.contains(key)) {
        if let Some(entry) = fields.take(key) {
            problems.error(entry.place, format!("`{key}` does not go with `{main}`; expected {FORMS}"));
            stray = true;
        }
    }
    let entry = fields.take(main)?;
    let spec = match main {
        "value" => value(entry, fields, problems),
        "range" => range(entry, problems),
        _ => words(entry, fields, problems),
    };
    spec.filter(|_| !stray)
}

/// Keys of which only one may be there.
fn both(keys: &[&str]) -> String {
    let quoted: Vec<_> = keys.iter().map(|key| format!("`{key}`")).collect();
    format!("{} at once", quoted.join(" and "))
}

fn value(entry: Entry, mut fields: Fields, problems: &mut Problems<'_>) -> Option<Spec> {
    let value = number(entry, problems);
    let slack: Vec<_> = SLACK.into_iter().filter(|key| fields.has(key)).collect();
    if slack.len() > 1 {
        problems.error(fields.place, format!("`answer` has {}; expected one of them", both(&slack)));
        return None;
    }
    let Some(entry) = slack.first().and_then(|key| fields.take(key)) else {
        return Some(Spec::Exact { value: value? });
    };
    let count = |text: &str| text.parse::<u32>().ok();
    match slack[0] {
        "decimals" => {
            let decimals = fields::parsed(entry, COUNT, count, problems);
            Some(Spec::Decimals { value: value?, decimals: decimals? })
        }
        "significant" => {
            let significant = fields::parsed(entry, COUNT, count, problems);
            Some(Spec::Significant { value: value?, significant: significant? })
        }
        "tolerance" => {
            let tolerance = number(entry, problems);
            Some(Spec::Tolerance { value: value?, tolerance: tolerance? })
        }
        _ => {
            let relative = number(entry, problems);
            Some(Spec::Relative { value: value?, relative: relative? })
        }
    }
}

fn range(entry: Entry, problems: &mut Problems<'_>) -> Option<Spec> {
    let place = entry.value.place;
    let items = fields::list(entry, RANGE, problems)?;
    let count = items.len();
    let Ok([low, high]) = <[Node; 2]>::try_from(items) else {
        problems.error(place, format!("`range` has {count} entries; expected {RANGE}"));
        return None;
    };
    let bound = |node: Node, problems: &mut Problems<'_>| {
        fields::scalar(node, "range", RANGE, problems).map(|text| text.trim().to_owned())
    };
    let (low, high) = (bound(low, problems), bound(high, problems));
    Some(Spec::Range { low: low?, high: high? })
}

fn words(entry: Entry, mut fields: Fields, problems: &mut Problems<'_>) -> Option<Spec> {
    const WORD: &str = "a word or a short phrase such as stagnation";
    let text = fields::text(entry, WORD, problems).map(|text| text.trim().to_owned());
    let items = match fields.take("aliases") {
        Some(entry) => fields::list(entry, "a list such as [stalls, it stalls]", problems)?,
        None => Vec::new(),
    };
    let aliases: Vec<_> = items
        .into_iter()
        .map(|node| fields::scalar(node, "aliases", "a list of words or short phrases", problems))
        .collect();
    let aliases: Option<Vec<_>> = aliases.into_iter().map(|alias| Some(alias?.trim().to_owned())).collect();
    Some(Spec::Text { text: text?, aliases: aliases? })
}

fn number(entry: Entry, problems: &mut Problems<'_>) -> Option<String> {
    fields::text(entry, NUMBER, problems).map(|text| text.trim().to_owned())
}
