//! Numbers after `Ans:` in the forms that people write, as the key that the stem's rounding asks for.

use crate::bank::key::{Key, KeyError, Spec, parse_decimal};

/// The number, range or tolerance that the whole text is.
pub(super) fn read(text: &str, stem: &str) -> Option<Key> {
    let text = text.trim_start_matches(['=', '≈', '~', ' ']);
    if let Some(number) = Number::read(text) {
        let (value, percent) = (number.text(), number.percent);
        let spec = match rounding(stem) {
            // The stem counts the decimals of the percentage.
            Some(Rounding::Decimals(decimals)) => {
                Spec::Decimals { value, decimals: decimals + if percent { 2 } else { 0 } }
            }
            Some(Rounding::Significant(significant)) => Spec::Significant { value, significant },
            None => Spec::Exact { value },
        };
        return Some(Key { spec, percent });
    }
    if let Some((value, slack)) = ["±", "+/-", "+-"].into_iter().find_map(|sign| pair(text.split_once(sign)?)) {
        return Some(tolerance(&value, slack));
    }
    let lower = text.to_ascii_lowercase();
    let (mut low, mut high) = match lower.strip_prefix('[').and_then(|text| text.strip_suffix(']')) {
        Some(inside) => pair(inside.split_once(',')?)?,
        None => match lower.strip_prefix("between ") {
            Some(inside) => pair(inside.split_once(" and ")?)?,
            None => {
                let inside = lower.strip_prefix("from ").unwrap_or(&lower);
                [" to ", "–", "—", " - "].into_iter().find_map(|sign| pair(inside.split_once(sign)?))?
            }
        },
    };
    // "5 to 10%" are percentages both.
    let percent = low.percent || high.percent;
    (low.percent, high.percent) = (percent, percent);
    Some(Key { spec: Spec::Range { low: low.text(), high: high.text() }, percent })
}

fn pair<'t>((left, right): (&'t str, &'t str)) -> Option<(Number<'t>, Number<'t>)> {
    Some((Number::read(left)?, Number::read(right)?))
}

/// `0.7 ± 1%` is relative to the value; `70% ± 1%` is in points, as is `70% ± 1`.
fn tolerance(value: &Number<'_>, mut slack: Number<'_>) -> Key {
    if slack.percent && !value.percent {
        return Key { spec: Spec::Relative { value: value.text(), relative: slack.text() }, percent: false };
    }
    slack.percent = value.percent;
    Key { spec: Spec::Tolerance { value: value.text(), tolerance: slack.text() }, percent: value.percent }
}

/// A number as it was written, without its percent sign.
struct Number<'t> {
    written: &'t str,
    percent: bool,
}

impl<'t> Number<'t> {
    fn read(text: &'t str) -> Option<Self> {
        let text = text.trim();
        let (written, percent) = match text.strip_suffix('%') {
            Some(text) => (text.trim_end(), true),
            None => (text, false),
        };
        // One that is too long is still a number, and the check of its question says what is wrong with it.
        let number = !matches!(parse_decimal(written), Err(KeyError::NotANumber(_)));
        (number && !(percent && written.contains(['e', 'E']))).then_some(Self { written, percent })
    }

    /// In the form of a key, where 33.3% is 0.333: the point moves, so that nothing is rounded.
    fn text(&self) -> String {
        if !self.percent {
            return self.written.to_owned();
        }
        let unsigned = self.written.trim_start_matches(['-', '−', '+']);
        let sign = &self.written[..self.written.len() - unsigned.len()];
        let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
        let padded = format!("{whole:0>3}");
        let (whole, hundredths) = padded.split_at(padded.len() - 2);
        let digits = format!("{hundredths}{fraction}");
        let digits = if fraction.is_empty() { digits.trim_end_matches('0') } else { &digits };
        let point = if digits.is_empty() { "" } else { "." };
        format!("{sign}{whole}{point}{digits}")
    }
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
