//! What stands after `Ans:`: a key, with or without its explanation behind it.

mod number;

use unicode_normalization::UnicodeNormalization;

use crate::bank::key::{Key, Spec};
use crate::bank::problem::excerpt;

const FORM: &str = "expected a number, such as `Ans: 0.731`, or a few words, such as `Ans: Stagnation`, by itself";

/// Words that a text key may have, and its characters; more is prose.
const MAX_WORDS: usize = 5;
const MAX_TEXT: usize = 60;

/// `from 3 to 4` and `between 3 and 4` are the longest forms of a number, in words.
const NUMBER_WORDS: usize = 4;

/// Words behind a number that make another number of it.
const ARITHMETIC: &[&str] = &[
    "times", "plus", "minus", "over", "and", "or", "to", "percent", "per", "squared", "cubed", "pi", "sqrt", "log",
    "exp", "half", "halves", "thirds", "quarters", "dozen", "hundred", "thousand", "million", "billion", "trillion",
];

/// A key, and what else stood on its line.
#[derive(Debug)]
pub(super) struct Answer<'t> {
    pub key: Key,
    pub prose: &'t str,
    /// What the author should look at.
    pub remarks: Vec<String>,
}

/// Reads the key of a numerical question and the prose that follows it on its line. The stem says how to round.
pub(super) fn read<'t>(line: &'t str, stem: &str) -> Result<Answer<'t>, &'static str> {
    let line = line.trim();
    for end in ends(line) {
        let (shown, prose) = (&line[..end], line[end..].trim());
        let number = plain(bare(shown.trim_end_matches(['.', ',', ';', ':'])));
        if let Some(key) = number::read(number.trim_end_matches('.'), stem) {
            return if is_apart(shown, prose) { Ok(Answer::new(key, shown, prose)) } else { Err(FORM) };
        }
    }
    let (shown, prose) = line.split_once(". ").unwrap_or((line, ""));
    let text = plain(bare(shown).trim_end_matches('.'));
    let calculation = text.trim_start_matches(['-', '−', '–', '—', '+', '=', '≈', '~', '.', ' ']);
    let phrase = text.split_whitespace().count() <= MAX_WORDS && text.chars().nth(MAX_TEXT).is_none();
    if !phrase || !text.contains(char::is_alphanumeric) || calculation.starts_with(|c: char| c.is_ascii_digit()) {
        return Err(FORM);
    }
    let several = text.contains(['(', ',', ';', '/']) || text.split_whitespace().any(|word| word == "or");
    let remark =
        format!("the whole phrase `{text}` must be typed; expected a word or a short phrase, and remarks below it");
    let mut answer = Answer::new(Key { spec: Spec::Text { text, aliases: Vec::new() }, percent: false }, shown, prose);
    answer.remarks.extend(several.then_some(remark));
    Ok(answer)
}

impl<'t> Answer<'t> {
    fn new(key: Key, shown: &str, prose: &'t str) -> Self {
        let dash = prose.strip_prefix(['-', '–', '—']).filter(|rest| rest.starts_with(char::is_whitespace));
        let prose = dash.unwrap_or(prose).trim();
        let shown = excerpt(shown.trim_end_matches(['.', ',', ';', ':']), 40);
        let remark = || format!("only `{shown}` is taken for the answer, and the rest of the line for its explanation");
        let remarks = if prose.is_empty() { Vec::new() } else { vec![remark()] };
        Self { key, prose, remarks }
    }
}

/// Where the first words end, the last of them first.
fn ends(line: &str) -> Vec<usize> {
    let gaps = line.char_indices().zip(line.chars().skip(1));
    let ends = gaps.filter(|((_, c), next)| !c.is_whitespace() && next.is_whitespace());
    let mut ends: Vec<usize> = ends.map(|((at, c), _)| at + c.len_utf8()).take(NUMBER_WORDS).collect();
    if ends.len() < NUMBER_WORDS {
        ends.push(line.len());
    }
    ends.reverse();
    ends
}

/// Whether the prose is no part of the number: "8.5, because" and "8.5 (the rest)" and "12 of them", but not "3 x 3".
fn is_apart(shown: &str, prose: &str) -> bool {
    let digit = |text: &str| text.trim_start_matches(['-', '−', '+', ' ']).starts_with(|c: char| c.is_ascii_digit());
    match shown.chars().last() {
        _ if prose.is_empty() => true,
        Some('.' | ':') => true,
        // "1, 2" is a list.
        Some(',' | ';') => !digit(prose),
        _ if prose.starts_with('(') => true,
        _ if prose.starts_with(['-', '–', '—']) => !digit(prose.trim_start_matches(['–', '—'])),
        _ => {
            let word = prose.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
            let arithmetic = ARITHMETIC.iter().any(|known| known.eq_ignore_ascii_case(word));
            word.chars().nth(1).is_some() && !arithmetic && !prose.contains(char::is_numeric)
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(line: &str, stem: &str) -> Result<(String, String), &'static str> {
        read(line, stem).map(|Answer { key, prose, .. }| (format!("{key} | {}", key.hint()), prose.to_owned()))
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
        check("73%", "What?", &format!("0.73 | {exact} A percentage such as 73% is read as 0.73."), "");
        let percentage = |key: &str| format!("{key} | {exact} A percentage such as 73% is read as 0.73.");
        check("33.3%", "What?", &percentage("0.333"), "");
        check("−0.50 %", "What?", &percentage("−0.0050"), "");
        check("1234%", "What?", &percentage("12.34"), "");
        check("100%", "What?", &percentage("1"), "");
        check(
            "33.3%",
            "Round to 1 decimal",
            "0.333 (rounded to 3 decimals) | Round to 3 decimals. A percentage such as 73% is read as 0.73.",
            "",
        );
        let range = "Give a number.";
        check("[3, 4]", "What?", &format!("between 3 and 4 | {range}"), "");
        check("[3,-4]", "What?", &format!("between 3 and −4 | {range}"), "");
        check("between 3 and 4 hours", "What?", &format!("between 3 and 4 | {range}"), "hours");
        check("from 3 - 4", "What?", &format!("between 3 and 4 | {range}"), "");
        check("3 to 4, depending on the seed", "What?", &format!("between 3 and 4 | {range}"), "depending on the seed");
        check("12 of them", "What?", &format!("12 | {exact}"), "of them");
        check("8.5 — the 2nd sum", "What?", &format!("8.5 | {exact}"), "the 2nd sum");
        check("0.7 ± 1%", "What?", "0.7 (relative error up to 0.01) | A relative error of up to 0.01 counts.", "");
        check("[1, 2, 3]", "What?", &format!("[1, 2, 3] | {word}"), "");
        check("Dead (or dying)", "What?", &format!("Dead (or dying) | {word}"), "");
        check("8.5, because of the bias", "What?", &format!("8.5 | {exact}"), "because of the bias");
        check("8.5. That is all.", "What?", &format!("8.5 | {exact}"), "That is all.");
        check("8.5 (with the bias)", "What?", &format!("8.5 | {exact}"), "(with the bias)");
        check("Stagnation", "What?", &format!("Stagnation | {word}"), "");
        check("𝑆tagnation. It stalls.", "What?", &format!("Stagnation | {word}"), "It stalls.");
    }

    #[test]
    fn what_could_be_misread_is_refused() {
        let lines = [
            "3 x 3",
            "1 e10",
            "10^-5",
            "-10^5",
            "–3",
            "10⁵",
            "1,2",
            "1, 2",
            "3 - 4x",
            "3 or four",
            "12 million",
            "5 percent",
            "12 of 20",
            "3e1%",
            "It depends on the rate that was set before",
            "...",
            "",
        ];
        for line in lines.into_iter().chain([&*"a".repeat(61)]) {
            assert_eq!(shown(line, "What?"), Err(FORM), "{line:?}");
        }
    }

    #[test]
    fn the_author_is_told_what_was_taken() {
        let check = |line: &str, expected: &[&str]| {
            assert_eq!(
                read(line, "").map(|answer| answer.remarks),
                Ok(expected.iter().map(|s| s.to_string()).collect())
            );
        };
        check("8.5", &[]);
        check("Vanishing gradients", &[]);
        check("12 of them", &["only `12` is taken for the answer, and the rest of the line for its explanation"]);
        check(
            "3 to 4, depending",
            &["only `3 to 4` is taken for the answer, and the rest of the line for its explanation"],
        );
        check(
            "Dead/dying. So.",
            &[
                "only `Dead/dying` is taken for the answer, and the rest of the line for its explanation",
                "the whole phrase `Dead/dying` must be typed; expected a word or a short phrase, and remarks below it",
            ],
        );
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
