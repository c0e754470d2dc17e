//! What people type for a value. A number is read exactly or refused with a reason: it is never half understood, so that
//! `1 e10` is not 1 and `5k` is not 5.

mod characters;
mod decimal;
mod reading;

use num_rational::BigRational;

use crate::bank::key::{Key, Spec};

/// The longest answer that is read, in characters.
pub const LONGEST: usize = 200;
/// The largest exponent of ten, either way; a double goes to 308.
pub const EXPONENT: i64 = 400;

/// Why a typed text is not a number: a sentence for the person who typed it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotANumber {
    #[error("Type a value, such as 0.731.")]
    Empty,
    #[error("That is too long. An answer has at most {LONGEST} characters.")]
    TooLong,
    #[error("There is no number in that. Write one such as 0.731, 7.31e-1 or 1/3.")]
    Absent,
    #[error("There is more than one number in that. Write just one, without spaces inside it.")]
    Several,
    #[error("The exponent stands apart. Write it without spaces, as in 1e10.")]
    SplitExponent,
    #[error("The exponent is too large. It goes from -{EXPONENT} to {EXPONENT}.")]
    Exponent,
    #[error("{typed} could be {grouped} or {decimal}. Please write it one of these ways.")]
    Ambiguous { typed: String, grouped: String, decimal: String },
    #[error("The commas or points in {typed} don't fit together. Write the digits with one decimal point.")]
    Separators { typed: String },
    #[error("Write the sign right before the number, as in -3.")]
    Sign,
    #[error("The number is joined to something else. Write only the number.")]
    Joined,
    #[error("Please work it out and write the value itself, such as 0.5.")]
    Expression,
    #[error("\u{201c}{word}\u{201d} would change the value. Write all of it in digits, such as 3000 or 3e3.")]
    Changed { word: String },
    #[error("Leave out the percent sign and write the value in the form the question asks for.")]
    Percent,
    #[error("A fraction can't be divided by 0.")]
    DividedByZero,
    #[error("Write a fraction with two plain numbers, as in 1/3.")]
    Fraction,
}

/// A typed answer as it is compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Typed {
    Number(BigRational),
    /// In one form of its letters, spaces and punctuation.
    Text(String),
}

/// Reads an answer for this key: a number, or a word where the key is one.
pub fn typed(key: &Key, text: &str) -> Result<Typed, NotANumber> {
    if let Spec::Text { .. } = key.spec {
        bounds(text)?;
        return Ok(Typed::Text(characters::word(text)));
    }
    read(text, key.percent).map(Typed::Number)
}

/// Whether an answer can be taken; asked when it is given, so that a slip can be mended while the question is open.
pub fn acceptable(key: &Key, text: &str) -> Result<(), NotANumber> {
    typed(key, text).map(drop)
}

/// Whether an answer is right. The ends of the key's interval are.
pub fn matches(key: &Key, text: &str) -> bool {
    match (typed(key, text), &key.spec) {
        (Ok(Typed::Text(word)), Spec::Text { text, aliases }) => {
            std::iter::once(text).chain(aliases).any(|right| characters::word(right) == word)
        }
        (Ok(Typed::Number(value)), _) => {
            key.interval().is_some_and(|interval| interval.low <= value && value <= interval.high)
        }
        _ => false,
    }
}

/// An answer in the one form its value is shown and counted in: `0,731` and `.731` are both `0.731`, and an alias of a
/// word is the word.
pub fn canonical(key: &Key, text: &str) -> String {
    match (typed(key, text), &key.spec) {
        (Ok(Typed::Text(_)), Spec::Text { text: word, .. }) if matches(key, text) => word.trim().to_owned(),
        (Ok(Typed::Text(word)), _) => word,
        (Ok(Typed::Number(value)), _) => decimal::display(&value),
        (Err(_), _) => text.trim().to_owned(),
    }
}

/// Reads the one number in a text, with words around it: `0.731`, `.731`, `0,731`, `7.31e-1`, `1/3`, `x = −3 units`, and
/// `73.1%` where `percent` is set. All forms, and what is refused, are in docs/rules.md.
pub fn read(text: &str, percent: bool) -> Result<BigRational, NotANumber> {
    bounds(text)?;
    reading::read(&characters::numeric(text), percent)
}

fn bounds(text: &str) -> Result<(), NotANumber> {
    if text.chars().nth(LONGEST).is_some() {
        return Err(NotANumber::TooLong);
    }
    if text.trim().is_empty() { Err(NotANumber::Empty) } else { Ok(()) }
}

#[cfg(test)]
mod tests;
