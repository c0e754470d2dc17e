//! Finding the one number in a text, and making sure that nothing around it changes its value.

use num_rational::BigRational;
use num_traits::Zero;

use super::decimal::{plain, scale};
use super::{EXPONENT, NotANumber};

/// Marks with which an equation or a label leads up to a value.
const LEADING: &str = "=:≈~";
/// Marks that make the text an expression, wherever they stand.
const OPERATORS: &str = "√∛^*<>≤≥≠±∓";
/// Words that change a number when they stand right before it.
const BEFORE: [&str; 18] = [
    "minus",
    "negative",
    "not",
    "than",
    "least",
    "most",
    "log",
    "ln",
    "lg",
    "exp",
    "sin",
    "cos",
    "tan",
    "tanh",
    "e",
    "pi",
    "π",
    "factorial",
];
/// Words that change a number when they stand right after it.
const AFTER: [&str; 19] = [
    "hundred",
    "thousand",
    "lakh",
    "lakhs",
    "crore",
    "crores",
    "million",
    "millions",
    "billion",
    "billions",
    "trillion",
    "trillions",
    "dozen",
    "e",
    "pi",
    "π",
    "squared",
    "cubed",
    "factorial",
];
/// Letters that change a number they are joined to.
const JOINED: &str = "kKMGBTij";

/// Reads folded text.
pub fn read(folded: &[char], percent: bool) -> Result<BigRational, NotANumber> {
    let chars = without_emphasis(folded);
    let digit = chars.iter().position(char::is_ascii_digit).ok_or(NotANumber::Absent)?;
    // `.731` and `,731` begin with their mark.
    let start = if digit > 0 && matches!(chars[digit - 1], '.' | ',') { digit - 1 } else { digit };
    let (negative, before) = sign(&chars[..start])?;
    let mut cursor = Cursor(&chars[start..]);
    let magnitude = magnitude(&mut cursor)?;
    let of_hundred = cursor.percent();
    surroundings(before, cursor.0)?;
    let value = match (of_hundred, percent) {
        (true, false) => return Err(NotANumber::Percent),
        (true, true) => magnitude * scale(-2),
        (false, _) => magnitude,
    };
    Ok(if negative { -value } else { value })
}

/// The text without spaces, quotation marks and emphasis as chats write it.
fn without_emphasis(mut chars: &[char]) -> &[char] {
    let around = |c: &char| c.is_whitespace() || "*_`~|\"'".contains(*c);
    while let [first, rest @ ..] = chars
        && around(first)
    {
        chars = rest;
    }
    while let [rest @ .., last] = chars
        && around(last)
    {
        chars = rest;
    }
    chars
}

fn before_spaces(mut chars: &[char]) -> &[char] {
    while let [rest @ .., ' '] = chars {
        chars = rest;
    }
    chars
}

fn after_spaces(mut chars: &[char]) -> &[char] {
    while let [' ', rest @ ..] = chars {
        chars = rest;
    }
    chars
}

/// Whether the number is negative, and what stands before its sign.
fn sign(before: &[char]) -> Result<(bool, &[char]), NotANumber> {
    let close = before_spaces(before);
    let [rest @ .., mark @ ('-' | '+')] = close else {
        return match before.last() {
            Some(c) if c.is_alphanumeric() || ".,_')]".contains(*c) => Err(NotANumber::Joined),
            _ => Ok((false, before)),
        };
    };
    // With a space after it, it is a sign only after `=`: in `x - 3`, or a list's `- 3`, nobody can tell.
    let leads = before_spaces(rest).last().is_some_and(|c| LEADING.contains(*c));
    let stands_free = rest.last().is_none_or(|c| *c == ' ' || LEADING.contains(*c) || "([{\"'`$€£₹".contains(*c));
    if leads || (stands_free && close.len() == before.len()) { Ok((*mark == '-', rest)) } else { Err(NotANumber::Sign) }
}

/// Digits with what belongs to them: an exponent, a power of ten, or a denominator.
fn magnitude(cursor: &mut Cursor<'_>) -> Result<BigRational, NotANumber> {
    let body = cursor.body();
    let value = plain(&body)?;
    if let Some(power) = cursor.exponent()? {
        return Ok(value * scale(power));
    }
    if body == "10"
        && let Some(power) = cursor.power()?
    {
        return Ok(scale(power));
    }
    if let Some(power) = cursor.times_power_of_ten()? {
        return Ok(value * scale(power));
    }
    if !cursor.fraction_bar() {
        return Ok(value);
    }
    let below = cursor.body();
    if below.is_empty() {
        return Err(NotANumber::Fraction);
    }
    let below = plain(&below)?;
    if cursor.exponent()?.is_some() || cursor.fraction_bar() {
        return Err(NotANumber::Fraction);
    }
    if below.is_zero() { Err(NotANumber::DividedByZero) } else { Ok(value / below) }
}

/// What is left to read.
struct Cursor<'a>(&'a [char]);

impl Cursor<'_> {
    /// Digits and the marks between them; a full stop or comma after the last digit ends a sentence.
    fn body(&mut self) -> String {
        let mark = |c: char| ".,_'".contains(c);
        let length = (0..self.0.len())
            .find(|i| {
                let next_is_digit = self.0.get(i + 1).is_some_and(char::is_ascii_digit);
                !(self.0[*i].is_ascii_digit() || (mark(self.0[*i]) && next_is_digit))
            })
            .unwrap_or(self.0.len());
        let (body, rest) = self.0.split_at(length);
        self.0 = rest;
        body.iter().collect()
    }

    /// `e-1` right after the digits.
    fn exponent(&mut self) -> Result<Option<i64>, NotANumber> {
        if let ['e' | 'E', rest @ ..] = self.0
            && let Some((power, rest)) = signed(rest)?
        {
            self.0 = rest;
            return Ok(Some(power));
        }
        // `1 e10` or `1e 10`: with a space, it would be easy to read it as 1.
        if let ['e' | 'E', rest @ ..] = after_spaces(self.0) {
            let rest = after_spaces(rest);
            let digits = match rest {
                ['-' | '+', rest @ ..] => after_spaces(rest),
                _ => rest,
            };
            if digits.first().is_some_and(char::is_ascii_digit) {
                return Err(NotANumber::SplitExponent);
            }
        }
        Ok(None)
    }

    /// `^-3` or `^(-3)`, and `**-3` from Python.
    fn power(&mut self) -> Result<Option<i64>, NotANumber> {
        let (['^', rest @ ..] | ['*', '*', rest @ ..]) = self.0 else { return Ok(None) };
        let (inner, bracketed) = match rest {
            ['(' | '{', inner @ ..] => (inner, true),
            _ => (rest, false),
        };
        match (signed(inner)?, bracketed) {
            (Some((power, [')' | '}', rest @ ..])), true) | (Some((power, rest)), false) => {
                self.0 = rest;
                Ok(Some(power))
            }
            _ => Ok(None),
        }
    }

    /// `× 10^-3` after the digits, with `x` or `*` for the cross.
    fn times_power_of_ten(&mut self) -> Result<Option<i64>, NotANumber> {
        let ['x' | 'X' | '*', rest @ ..] = after_spaces(self.0) else { return Ok(None) };
        let ['1', '0', rest @ ..] = after_spaces(rest) else { return Ok(None) };
        let mut ahead = Cursor(rest);
        let power = ahead.power()?;
        if power.is_some() {
            self.0 = ahead.0;
        }
        Ok(power)
    }

    /// A bar with a number below it; in `m/s` it belongs to a unit.
    fn fraction_bar(&mut self) -> bool {
        let ['/', rest @ ..] = after_spaces(self.0) else { return false };
        let rest = after_spaces(rest);
        let follows = rest.first().is_some_and(|c| c.is_ascii_digit() || "-+.,(".contains(*c));
        if follows {
            self.0 = rest;
        }
        follows
    }

    fn percent(&mut self) -> bool {
        let rest = after_spaces(self.0);
        if let ['%', rest @ ..] = rest {
            self.0 = rest;
            return true;
        }
        let word: String = rest.iter().take_while(|c| c.is_alphabetic()).collect();
        let found = matches!(word.to_lowercase().as_str(), "percent" | "pct");
        if found {
            self.0 = &rest[word.chars().count()..];
        }
        found
    }
}

/// Reads the digits of an exponent and its sign, and what follows; `None` where there are no digits.
fn signed(chars: &[char]) -> Result<Option<(i64, &[char])>, NotANumber> {
    let (negative, digits) = match chars {
        ['-', rest @ ..] => (true, rest),
        ['+', rest @ ..] => (false, rest),
        _ => (false, chars),
    };
    let length = digits.iter().take_while(|c| c.is_ascii_digit()).count();
    if length == 0 {
        return Ok(None);
    }
    let power = digits[..length]
        .iter()
        .filter_map(|c| c.to_digit(10))
        .fold(0i64, |power, digit| power.saturating_mul(10).saturating_add(i64::from(digit)));
    if power > EXPONENT {
        return Err(NotANumber::Exponent);
    }
    Ok(Some((if negative { -power } else { power }, &digits[length..])))
}

/// Refuses a second number, an expression, and words that change the value.
fn surroundings(before: &[char], after: &[char]) -> Result<(), NotANumber> {
    if after.iter().any(char::is_ascii_digit) {
        return Err(NotANumber::Several);
    }
    let operator = |c: &char| OPERATORS.contains(*c);
    if before.iter().chain(after).any(operator) || after.first() == Some(&'!') {
        return Err(NotANumber::Expression);
    }
    let changed = |word: &str| Err(NotANumber::Changed { word: word.to_owned() });
    let label = before.iter().rposition(|c| LEADING.contains(*c)).map_or(0, |at| at + 1);
    let before = &before[label..];
    let leading = words(before);
    // A sign farther off, as in `-$3` and `-(3)`; the hyphen of `cross-entropy` is none.
    let letter = |i: Option<usize>| i.and_then(|i| before.get(i)).is_some_and(|c| c.is_alphabetic());
    let sign = |i: usize| matches!(before[i], '-' | '+') && !(letter(i.checked_sub(1)) && letter(Some(i + 1)));
    if (0..before.len()).any(sign) {
        return Err(NotANumber::Sign);
    }
    let root = leading.iter().find(|word| matches!(word.as_str(), "sqrt" | "root"));
    let last = leading.last().filter(|word| BEFORE.contains(&word.as_str()));
    if let Some(word) = root.or(last) {
        return changed(word);
    }
    if let [letter, rest @ ..] = after
        && JOINED.contains(*letter)
        && !rest.first().is_some_and(|c| c.is_alphanumeric())
    {
        return changed(&letter.to_string());
    }
    let trailing = words(after);
    let first = trailing.first().filter(|word| AFTER.contains(&word.as_str()));
    match first.or_else(|| trailing.iter().find(|word| word.as_str() == "half")) {
        Some(word) => changed(word),
        None => Ok(()),
    }
}

fn words(chars: &[char]) -> Vec<String> {
    let parts = chars.split(|c| !c.is_alphabetic()).filter(|word| !word.is_empty());
    parts.map(|word| word.iter().collect::<String>().to_lowercase()).collect()
}
