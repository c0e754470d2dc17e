//! Names out of what people write: ids out of stems, topics out of headings.

use std::collections::{HashMap, HashSet};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::bank::QuestionId;

/// As long as `check.rs` lets a topic be.
const MAX_TOPIC: usize = 40;

/// Lower-case ASCII words joined by hyphens, at most `most` characters, maybe none. Letters in mathematical or accented
/// forms become the plain ones.
fn slug(text: &str, most: usize) -> String {
    let mut slug = String::new();
    let mut word = String::new();
    for c in text.nfkd().chain([' ']).filter(|c| !is_combining_mark(*c) && !matches!(c, '\'' | '’')) {
        if c.is_ascii_alphanumeric() {
            word.push(c.to_ascii_lowercase());
            // The first word is cut where the others are left out.
            if slug.is_empty() && word.len() == most {
                return word;
            }
        } else if !word.is_empty() {
            let hyphen = usize::from(!slug.is_empty());
            if slug.len() + hyphen + word.len() > most {
                return slug;
            }
            slug.extend((hyphen == 1).then_some('-'));
            slug.push_str(&word);
            word.clear();
        }
    }
    slug
}

/// The text after `3.` or `3)`, if it starts with a number.
pub(super) fn without_number(text: &str) -> Option<&str> {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let text = (rest.len() < text.len()).then(|| rest.strip_prefix(['.', ')']))??;
    // `1.5 times ...` is no numbered heading.
    (!text.starts_with(|c: char| c.is_ascii_digit())).then(|| text.trim_start())
}

/// A section's name and the number after "Total".
pub(super) fn without_total(text: &str) -> (&str, Option<usize>) {
    let Some(start) = text.rfind(['(', '[']) else { return (text, None) };
    let inner = text[start + 1..].trim_start();
    let number = match inner.get(..5) {
        Some(word) if word.eq_ignore_ascii_case("total") => inner[5..].trim_start_matches([':', '=', ' ']),
        _ => return (text, None),
    };
    let digits = number.len() - number.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    (&text[..start], number[..digits].parse().ok())
}

/// The first word: "Theory Questions" is about theory. Empty when there is none.
pub(super) fn topic(name: &str) -> String {
    name.split_whitespace().map(|word| slug(word, MAX_TOPIC)).find(|word| !word.is_empty()).unwrap_or_default()
}

/// Hands out ids made of stems, each once.
#[derive(Default)]
pub(super) struct Ids {
    taken: HashSet<String>,
    repeats: HashMap<String, usize>,
}

impl Ids {
    /// Room for the number that tells equal stems apart.
    const MOST: usize = QuestionId::MAX - 8;

    pub(super) fn next(&mut self, stem: &str) -> Option<QuestionId> {
        let base = match slug(stem, Self::MOST) {
            empty if empty.is_empty() => "question".to_owned(),
            base => base,
        };
        let mut id = base.clone();
        // Where the last repeat of this stem left off, so that 10,000 equal stems take no 10,000² tries.
        let repeat = self.repeats.entry(base.clone()).or_insert(1);
        while !self.taken.insert(id.clone()) {
            *repeat += 1;
            id = format!("{base}-{repeat}");
        }
        // A slug has the form of an id, as a test of many stems shows.
        QuestionId::new(&id).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ids_are_the_first_words_of_a_stem_and_differ() {
        let mut ids = Ids::default();
        let mut check = |stem: &str, expected: &str| {
            assert_eq!(ids.next(stem).as_ref().map(QuestionId::as_str), Some(expected), "{stem:?}");
        };
        check("What's wrong here?", "whats-wrong-here");
        check("What’s wrong, here", "whats-wrong-here-2");
        check("What's wrong here? 2", "whats-wrong-here-2-2");
        check("What's wrong here?", "whats-wrong-here-3");
        check("𝑥 = Lösung ℝ", "x-losung-r");
        check("答え", "question");
        check("", "question-2");
        check(&"a".repeat(100), &"a".repeat(56));
        check(&"word ".repeat(100), &["word"; 11].join("-"));
    }

    #[test]
    fn headings_give_up_their_numbers_totals_and_topics() {
        let number = |text: &str, expected: Option<&str>| assert_eq!(without_number(text), expected, "{text:?}");
        number("3. Why?", Some("Why?"));
        number("12) Why?", Some("Why?"));
        number("3.", Some(""));
        number("1.5 times what?", None);
        number("3 layers", None);
        number("Why?", None);
        number("", None);
        let total = |text: &str, name: &str, total| {
            assert_eq!((topic(without_total(text).0).as_str(), without_total(text).1), (name, total), "{text:?}");
        };
        total("Theory Questions (Total: 7)", "theory", Some(7));
        total("Coding questions [TOTAL = 12]", "coding", Some(12));
        total("Coding (total 3 of 9)", "coding", Some(3));
        total("Théorie", "theorie", None);
        total("Optimizers (Total: many)", "optimizers", None);
        total("Week 3 (Total: 99999999999999999999999)", "week", None);
        total("Loss (MSE)", "loss", None);
        total("— Semi-supervised learning", "semi-supervised", None);
        total("Questions", "questions", None);
        total("(Total: 2)", "", Some(2));
        total("(日本語)", "", None);
    }

    proptest! {
        #[test]
        fn every_stem_gives_an_id(stems in proptest::collection::vec("\\PC{0,80}", 1..20)) {
            let mut ids = Ids::default();
            let given: HashSet<_> = stems.iter().filter_map(|stem| ids.next(stem)).collect();
            prop_assert_eq!(given.len(), stems.len());
        }
    }
}
