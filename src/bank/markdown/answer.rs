//! What stands after `Ans:`: a key, with or without its explanation behind it.

use unicode_normalization::UnicodeNormalization;

use crate::bank::key::{Key, Spec, parse_decimal};

const FORM: &str = "expected a number, such as `Ans: 0.731`, or a few words, such as `Ans: Stagnation`, by itself";

/// Words that a text key may have; more is prose.
const MAX_WORDS: usize = 5;

/// Reads the key of a numerical question and the prose that follows it on its line. The stem says how to round.
pub(super) fn read<'t>(line: &'t str, stem: &str) -> Result<(Key, &'t str), &'static str> {
    if let Some(spec) = number(line, stem) {
        return Ok((spec, ""));
    }
    // "8.5, because ..." and "8.5. The rest ..." and "8.5 (the rest)"; but not "3 x 3", which is no 3.
    let end = line.find(|c: char| c.is_whitespace()).unwrap_or(line.len());
    let (first, prose) = (&line[..end], line[end..].trim());
    if let Some(key) = number(first.trim_end_matches(['.', ',', ';', ':']), stem) {
        let separate = first.ends_with(['.', ',', ';', ':']) || prose.starts_with(['(', '-', '—', '–']);
        return if separate { Ok((key, prose)) } else { Err(FORM) };
    }
    let (text, prose) = line.split_once(". ").unwrap_or((line, ""));
    let text = plain(bare(text).trim_end_matches('.'));
    let words = text.split_whitespace().count();
    match text.chars().next() {
        Some(c) if !c.is_ascii_digit() && words <= MAX_WORDS => {
            Ok((Key { spec: Spec::Text { text, aliases: Vec::new() }, percent: false }, prose.trim()))
        }
        _ => Err(FORM),
    }
}

/// The options that a line such as `A, C and D` names, and nothing else.
pub(super) fn letters(line: &str) -> Option<Vec<usize>> {
    let mut letters = Vec::new();
    for word in line.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        match word.as_bytes() {
            [letter @ b'A'..=b'J'] => letters.push(usize::from(letter - b'A')),
            _ if word.eq_ignore_ascii_case("and") => {}
            _ => return None,
        }
    }
    letters.sort_unstable();
    letters.dedup();
    (!letters.is_empty()).then_some(letters)
}

/// Letters and digits in mathematical styles as plain ones; superscripts stay, since 10⁵ is not 105.
fn plain(text: &str) -> String {
    let styled = |c: char| ('\u{1D400}'..='\u{1D7FF}').contains(&c);
    // Each of them stands for a single character.
    text.chars().map(|c| if styled(c) { std::iter::once(c).nfkc().next().unwrap_or(c) } else { c }).collect()
}

/// The text without the marks of emphasis, code and mathematics around it.
fn bare(text: &str) -> &str {
    text.trim().trim_matches(['*', '_', '`', '$']).trim()
}

fn number(text: &str, stem: &str) -> Option<Key> {
    let plain = plain(bare(text));
    let text = plain.trim_start_matches(['=', '≈', '~']).trim_end_matches('.').trim();
    let reads = |text: &str| parse_decimal(text).is_ok();
    let pair = |low: &str, high: &str| {
        let (low, high) = (low.trim(), high.trim());
        (reads(low) && reads(high)).then(|| (low.to_owned(), high.to_owned()))
    };
    if let Some((value, tolerance)) =
        text.split_once('±').or_else(|| text.split_once("+/-")).and_then(|(value, slack)| pair(value, slack))
    {
        return Some(Key { spec: Spec::Tolerance { value, tolerance }, percent: false });
    }
    if let Some((low, high)) =
        text.split_once(" to ").or_else(|| text.split_once('–')).and_then(|(low, high)| pair(low, high))
    {
        return Some(Key { spec: Spec::Range { low, high }, percent: false });
    }
    let (value, percent) = match text.strip_suffix('%') {
        // Two places to the left, in the author's digits.
        Some(number) => (format!("{}e-2", number.trim_end()), true),
        None => (text.to_owned(), false),
    };
    if !reads(&value) {
        return None;
    }
    let spec = match rounding(stem) {
        // The stem counts the decimals of the percentage.
        Some(Rounding::Decimals(decimals)) => {
            Spec::Decimals { value, decimals: decimals + if percent { 2 } else { 0 } }
        }
        Some(Rounding::Significant(significant)) => Spec::Significant { value, significant },
        None => Spec::Exact { value },
    };
    Some(Key { spec, percent })
}

enum Rounding {
    Decimals(u32),
    Significant(u32),
}

/// How the stem asks to round, such as "(rounded to 3 decimals)" or "Round to 4 decimal places"; the last one counts.
fn rounding(stem: &str) -> Option<Rounding> {
    let mut found = None;
    let mut previous = "";
    for word in stem.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let is = |names: &[&str]| names.iter().any(|name| name.eq_ignore_ascii_case(word));
        if is(&["decimal", "decimals"]) {
            found = count(previous).map(Rounding::Decimals).or(found);
        } else if is(&["significant", "sig"]) {
            found = count(previous).filter(|count| *count > 0).map(Rounding::Significant).or(found);
        } else if previous.eq_ignore_ascii_case("nearest") && is(&["integer", "whole"]) {
            found = Some(Rounding::Decimals(0));
        }
        previous = word;
    }
    found
}

fn count(word: &str) -> Option<u32> {
    const WORDS: &[&str] = &["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    let spelt = || WORDS.iter().position(|name| name.eq_ignore_ascii_case(word)).and_then(|n| u32::try_from(n).ok());
    word.parse().ok().or_else(spelt).filter(|count| *count <= 50)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(line: &str, stem: &str) -> Result<(String, String), &'static str> {
        read(line, stem).map(|(key, prose)| (format!("{key} | {}", key.hint()), prose.to_owned()))
    }

    #[test]
    fn keys_are_read_with_the_rounding_of_the_stem() {
        let check = |line: &str, stem: &str, key: &str, prose: &str| {
            assert_eq!(shown(line, stem), Ok((key.to_owned(), prose.to_owned())), "{line:?} {stem:?}");
        };
        let exact = "Give the exact number.";
        let word = "Give a word or a short phrase.";
        check("8.5", "What?", &format!("8.5 | {exact}"), "");
        check("**8.5**.", "What?", &format!("8.5 | {exact}"), "");
        check("≈ −11.7", "What?", &format!("−11.7 | {exact}"), "");
        check("$𝟖.5$", "What?", &format!("8.5 | {exact}"), "");
        check("0.731", "(rounded to 3 decimals)", "0.731 (rounded to 3 decimals) | Round to 3 decimals.", "");
        check("0.0025", "Round to 4 decimal places", "0.0025 (rounded to 4 decimals) | Round to 4 decimals.", "");
        check("2.5", "Given to 3 decimals, to two decimals?", "2.5 (rounded to 2 decimals) | Round to 2 decimals.", "");
        check("331", "to the nearest integer", "331 (rounded to a whole number) | Round to a whole number.", "");
        check("602", "to 2 significant figures", "602 (2 significant figures) | Give 2 significant figures.", "");
        check("8.5 ± 0.1", "What?", "8.5 ± 0.1 | Within ± 0.1 counts.", "");
        check("8 to 9", "What?", "between 8 and 9 | Give a number.", "");
        check("73%", "What?", &format!("73e-2 | {exact} A percentage such as 73% is read as 0.73."), "");
        check("8.5, because of the bias", "What?", &format!("8.5 | {exact}"), "because of the bias");
        check("8.5. That is all.", "What?", &format!("8.5 | {exact}"), "That is all.");
        check("8.5 (with the bias)", "What?", &format!("8.5 | {exact}"), "(with the bias)");
        check("Stagnation", "What?", &format!("Stagnation | {word}"), "");
        check("𝑆tagnation. It stalls.", "What?", &format!("Stagnation | {word}"), "It stalls.");
    }

    #[test]
    fn what_could_be_misread_is_refused() {
        for line in ["3 x 3", "1 e10", "10^-5", "10⁵", "1,2", "It depends on the rate that was set before", ""] {
            assert_eq!(shown(line, "What?"), Err(FORM), "{line:?}");
        }
    }

    #[test]
    fn letters_are_options_only_when_nothing_else_is_there() {
        let check = |line: &str, expected: Option<&[usize]>| assert_eq!(letters(line).as_deref(), expected, "{line:?}");
        check("A", Some(&[0]));
        check("(D), B and A", Some(&[0, 1, 3]));
        check("A is right", None);
        check("", None);
        check("K", None);
    }
}
