//! Digits and their separators, and the one form in which a value is shown.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Pow, Signed, Zero};

use super::NotANumber;

/// A power of ten; `exponent` is within a few hundred.
pub fn scale(exponent: i64) -> BigRational {
    let power = BigRational::from_integer(BigInt::from(10u32).pow(exponent.unsigned_abs()));
    if exponent < 0 { power.recip() } else { power }
}

/// Reads digits with decimal and grouping marks but no sign. A mark that occurs once is the decimal mark, and one that
/// occurs several times groups digits; `1,024` could be either and is refused.
pub fn plain(body: &str) -> Result<BigRational, NotANumber> {
    let wrong = || NotANumber::Separators { typed: body.to_owned() };
    let count = |mark: char| body.matches(mark).count();
    let mark = match (count('.'), count(',')) {
        (0, 0) => None,
        (1, 0) => Some('.'),
        (0, 1) => Some(','),
        (_, 0) | (0, _) => return integer(body).ok_or_else(wrong),
        // Of two kinds, the last is the decimal mark.
        (points, commas) => match (body.rfind('.') > body.rfind(','), points, commas) {
            (true, 1, _) => Some('.'),
            (false, _, 1) => Some(','),
            _ => return Err(wrong()),
        },
    };
    let Some((whole, part)) = mark.and_then(|mark| body.split_once(mark)) else {
        return integer(body).ok_or_else(wrong);
    };
    if mark == Some(',') && part.len() == 3 && (1..=3).contains(&whole.len()) && !whole.starts_with('0') {
        return Err(NotANumber::Ambiguous {
            typed: body.to_owned(),
            grouped: format!("{whole}{part}"),
            decimal: format!("{whole}.{part}"),
        });
    }
    let whole = if whole.is_empty() { BigRational::zero() } else { integer(whole).ok_or_else(wrong)? };
    // The parser of big integers would skip an underscore, and `places` would be wrong.
    if !part.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(wrong());
    }
    let digits: BigInt = part.parse().map_err(|_| wrong())?;
    let places = i64::try_from(part.len()).map_err(|_| wrong())?;
    Ok(whole + BigRational::from_integer(digits) * scale(-places))
}

/// Digits, or groups of them: `1,234,567`, `1.234.567`, `1_000`, and `12,34,567` as in India.
fn integer(text: &str) -> Option<BigRational> {
    let mut marks = text.chars().filter(|c| !c.is_ascii_digit());
    let mark = marks.next();
    let one_mark = marks.all(|other| Some(other) == mark);
    let groups: Vec<&str> = text.split(|c: char| !c.is_ascii_digit()).collect();
    if let [first, middle @ .., last] = groups.as_slice() {
        let threes = first.len() <= 3 && middle.iter().all(|group| group.len() == 3);
        let lakhs = first.len() <= 2 && middle.iter().all(|group| group.len() == 2);
        if !one_mark || last.len() != 3 || first.is_empty() || first.starts_with('0') || !(threes || lakhs) {
            return None;
        }
    }
    groups.concat().parse().ok().map(BigRational::from_integer)
}

/// The shortest exact form: a decimal, with an exponent when it would be long, or else a fraction in lowest terms.
pub fn display(value: &BigRational) -> String {
    let sign = if value.is_negative() { "-" } else { "" };
    let value = value.abs();
    let Some((digits, exponent)) = terminating(&value) else {
        return format!("{sign}{}/{}", value.numer(), value.denom());
    };
    let length = i64::try_from(digits.len()).unwrap_or(i64::MAX);
    // The decimal point stands after this many digits.
    let point = length.saturating_add(exponent);
    match point {
        1..=21 if exponent >= 0 => format!("{sign}{digits}{}", "0".repeat(exponent.unsigned_abs() as usize)),
        1..=21 => {
            let (whole, part) = digits.split_at(point.unsigned_abs() as usize);
            format!("{sign}{whole}.{part}")
        }
        -6..=0 => format!("{sign}0.{}{digits}", "0".repeat(point.unsigned_abs() as usize)),
        _ => {
            let (first, part) = digits.split_at(1);
            let mark = if part.is_empty() { "" } else { "." };
            format!("{sign}{first}{mark}{part}e{}", point - 1)
        }
    }
}

/// `digits × 10^exponent` without trailing zeros, if the value is a decimal at all.
fn terminating(value: &BigRational) -> Option<(String, i64)> {
    if value.is_zero() {
        return Some(("0".to_owned(), 0));
    }
    let (mut rest, two, five) = (value.denom().clone(), BigInt::from(2u32), BigInt::from(5u32));
    let mut places: [i64; 2] = [0; 2];
    for (factor, count) in [two, five].into_iter().zip(&mut places) {
        while (&rest % &factor).is_zero() {
            rest /= &factor;
            *count += 1;
        }
    }
    if !rest.is_one() {
        return None;
    }
    let places = places[0].max(places[1]);
    let digits = (value * scale(places)).to_integer().to_string();
    let kept = digits.trim_end_matches('0');
    let zeros = i64::try_from(digits.len() - kept.len()).ok()?;
    Some((kept.to_owned(), zeros - places))
}
