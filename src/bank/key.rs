//! The key of a numerical question: the author's own specification, and the exact interval it stands for.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Signed, Zero};
use serde::{Deserialize, Serialize};
use std::fmt;

use super::problem::excerpt;

/// What a typed answer is held against. Numbers are kept as the author wrote them, for display and for exactness:
/// binary floats would reject -11.72 from -11.7 ± 0.02.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Key {
    pub spec: Spec,
    /// Whether `73.1%` is read as 0.731.
    pub percent: bool,
}

/// The forms of a key. All bounds are inclusive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Spec {
    Exact {
        value: String,
    },
    /// Right when it rounds, half away from zero, to the same number of decimals.
    Decimals {
        value: String,
        decimals: u32,
    },
    Tolerance {
        value: String,
        tolerance: String,
    },
    Relative {
        value: String,
        relative: String,
    },
    Significant {
        value: String,
        significant: u32,
    },
    Range {
        low: String,
        high: String,
    },
    Text {
        text: String,
        aliases: Vec<String>,
    },
}

/// A closed interval of exact numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interval {
    pub low: BigRational,
    pub high: BigRational,
}

impl Interval {
    pub fn contains(&self, number: &BigRational) -> bool {
        self.low <= *number && *number <= self.high
    }

    fn around(value: BigRational, slack: &BigRational) -> Self {
        Self { low: &value - slack, high: value + slack }
    }
}

/// Why a key cannot be used. Each says what was expected instead.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    #[error(
        "`{0}` is not a number; expected digits with an optional sign, point and exponent, such as -11.7 or 2.5e-3"
    )]
    NotANumber(String),
    #[error("a number of {0} digits is too long; expected at most {MAX_DIGITS}")]
    TooManyDigits(usize),
    #[error("the exponent of `{0}` is out of range; expected -{MAX_EXPONENT} to {MAX_EXPONENT}")]
    Exponent(String),
    #[error("{0} decimals are too many; expected 0 to {MAX_PLACES}")]
    Decimals(u32),
    #[error("{0} significant figures cannot be asked for; expected 1 to {MAX_PLACES}")]
    Significant(u32),
    #[error("zero has no significant figures; expected `decimals` or `tolerance` with a value of 0")]
    SignificantZero,
    #[error("a relative tolerance around zero accepts nothing but zero; expected `tolerance` with a value of 0")]
    RelativeZero,
    #[error("`{name}` is negative: {text}; expected 0 or more")]
    Negative { name: &'static str, text: String },
    #[error("the range is upside down: {low} is more than {high}; expected [low, high]")]
    Reversed { low: String, high: String },
    #[error("an accepted text is empty; expected a word or a short phrase")]
    EmptyText,
    #[error("`percent` goes with a number; expected `value` or `range` beside it")]
    PercentOfText,
}

/// More digits than any key needs; a bound on the work that a hostile file can cause.
const MAX_DIGITS: usize = 1_000;
/// Beyond double precision's own exponents.
const MAX_EXPONENT: u32 = 400;
const MAX_PLACES: u32 = 100;

/// Reads a number in the form authors use in keys, exactly: an optional sign (`-`, `+` or `−`), digits with an optional
/// point among or before them, and an optional exponent. People's typed answers are read more kindly, in `quiz/number.rs`.
pub fn parse_decimal(text: &str) -> Result<BigRational, KeyError> {
    let not_a_number = || KeyError::NotANumber(excerpt(text, 40));
    let (negative, rest) = match text.strip_prefix(['-', '−']) {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (mantissa, exponent) = match rest.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (rest, None),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((_, "")) => return Err(not_a_number()),
        Some(parts) => parts,
        None => (mantissa, ""),
    };
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.len() + fraction.len() == 0 || !digits(whole) || !digits(fraction) {
        return Err(not_a_number());
    }
    if whole.len() + fraction.len() > MAX_DIGITS {
        return Err(KeyError::TooManyDigits(whole.len() + fraction.len()));
    }
    let exponent = match exponent {
        None => 0,
        Some(exponent) => {
            let unsigned = exponent.strip_prefix(['-', '+']).unwrap_or(exponent);
            if unsigned.is_empty() || !digits(unsigned) {
                return Err(not_a_number());
            }
            let size = unsigned.parse::<u32>().ok().filter(|size| *size <= MAX_EXPONENT);
            let size = i64::from(size.ok_or_else(|| KeyError::Exponent(excerpt(text, 40)))?);
            if exponent.starts_with('-') { -size } else { size }
        }
    };
    let number: BigInt = format!("{whole}{fraction}").parse().map_err(|_| not_a_number())?;
    let number = BigRational::from_integer(if negative { -number } else { number });
    Ok(number * power_of_ten(exponent - fraction.len() as i64))
}

/// 10 to the given power, exactly. Callers bound the exponent.
fn power_of_ten(exponent: i64) -> BigRational {
    let power = BigInt::from(10).pow(u32::try_from(exponent.unsigned_abs()).unwrap_or(u32::MAX));
    if exponent < 0 { BigRational::new(BigInt::one(), power) } else { BigRational::from_integer(power) }
}

/// The exponent of a nonzero number's first digit: 2 for 731, -1 for 0.731.
fn order(number: &BigRational) -> i64 {
    let digits = |integer: &BigInt| integer.magnitude().to_string().len() as i64;
    let estimate = digits(number.numer()) - digits(number.denom());
    if number.abs() < power_of_ten(estimate) { estimate - 1 } else { estimate }
}

/// The number nearest to `value` that is a multiple of `unit`, half away from zero.
fn round_to(value: &BigRational, unit: &BigRational) -> BigRational {
    (value / unit).round() * unit
}

impl Key {
    /// The key for a bare value: an exact number when it reads as one, a text otherwise.
    pub fn bare(text: &str) -> Self {
        let text = text.to_owned();
        let spec = match parse_decimal(&text) {
            Ok(_) => Spec::Exact { value: text },
            Err(_) => Spec::Text { text, aliases: Vec::new() },
        };
        Self { spec, percent: false }
    }

    /// Whether the key can be used: its numbers read, and its bounds make sense.
    pub fn validate(&self) -> Result<(), KeyError> {
        match &self.spec {
            Spec::Text { text, aliases } => {
                if std::iter::once(text).chain(aliases).any(|text| text.trim().is_empty()) {
                    return Err(KeyError::EmptyText);
                }
                if self.percent { Err(KeyError::PercentOfText) } else { Ok(()) }
            }
            spec => interval(spec).map(drop),
        }
    }

    /// The numbers that are right; `None` for a text, and for a key that `validate` refuses.
    pub fn interval(&self) -> Option<Interval> {
        interval(&self.spec).ok().flatten()
    }

    /// What the asked may know of the form of the answer, in sentences that do not give the key away.
    pub fn hint(&self) -> String {
        let form = match &self.spec {
            Spec::Exact { .. } => "Give the exact number.".to_owned(),
            Spec::Decimals { decimals: 0, .. } => "Round to a whole number.".to_owned(),
            Spec::Decimals { decimals: 1, .. } => "Round to 1 decimal.".to_owned(),
            Spec::Decimals { decimals, .. } => format!("Round to {decimals} decimals."),
            Spec::Tolerance { tolerance, .. } => format!("Within ± {} counts.", typeset(tolerance)),
            Spec::Relative { relative, .. } => format!("A relative error of up to {} counts.", typeset(relative)),
            Spec::Significant { significant: 1, .. } => "Give 1 significant figure.".to_owned(),
            Spec::Significant { significant, .. } => format!("Give {significant} significant figures."),
            Spec::Range { .. } => "Give a number.".to_owned(),
            Spec::Text { .. } => "Give a word or a short phrase.".to_owned(),
        };
        if self.percent { format!("{form} A percentage such as 73% is read as 0.73.") } else { form }
    }
}

/// The interval of a numerical key, `None` for a text.
fn interval(spec: &Spec) -> Result<Option<Interval>, KeyError> {
    let half = BigRational::new(BigInt::one(), BigInt::from(2));
    let not_negative = |name, text: &str| match parse_decimal(text)? {
        number if number.is_negative() => Err(KeyError::Negative { name, text: text.to_owned() }),
        number => Ok(number),
    };
    let interval = match spec {
        Spec::Exact { value } => Interval::around(parse_decimal(value)?, &BigRational::zero()),
        Spec::Decimals { decimals, .. } if *decimals > MAX_PLACES => return Err(KeyError::Decimals(*decimals)),
        Spec::Decimals { value, decimals } => {
            let unit = power_of_ten(-i64::from(*decimals));
            Interval::around(round_to(&parse_decimal(value)?, &unit), &(unit * half))
        }
        Spec::Tolerance { value, tolerance } => {
            Interval::around(parse_decimal(value)?, &not_negative("tolerance", tolerance)?)
        }
        Spec::Relative { value, relative } => {
            let (value, relative) = (parse_decimal(value)?, not_negative("relative", relative)?);
            if value.is_zero() {
                return Err(KeyError::RelativeZero);
            }
            let slack = value.abs() * relative;
            Interval::around(value, &slack)
        }
        Spec::Significant { significant, .. } if !(1..=MAX_PLACES).contains(significant) => {
            return Err(KeyError::Significant(*significant));
        }
        Spec::Significant { value, significant } => significant_interval(&parse_decimal(value)?, *significant)?,
        Spec::Range { low, high } => {
            let range = Interval { low: parse_decimal(low)?, high: parse_decimal(high)? };
            if range.low > range.high {
                return Err(KeyError::Reversed { low: low.clone(), high: high.clone() });
            }
            range
        }
        Spec::Text { .. } => return Ok(None),
    };
    Ok(Some(interval))
}

/// The numbers that round to the same significant figures. Just below a power of ten the figures lie ten times as close.
fn significant_interval(value: &BigRational, significant: u32) -> Result<Interval, KeyError> {
    if value.is_zero() {
        return Err(KeyError::SignificantZero);
    }
    let figures = i64::from(significant) - 1;
    let rounded = round_to(&value.abs(), &power_of_ten(order(value) - figures));
    let order = order(&rounded);
    let two = BigRational::from_integer(BigInt::from(2));
    let outward = power_of_ten(order - figures) / two;
    let inward = if rounded == power_of_ten(order) {
        &outward / BigRational::from_integer(BigInt::from(10))
    } else {
        outward.clone()
    };
    let (near, far) = (&rounded - inward, rounded + outward);
    Ok(if value.is_negative() { Interval { low: -far, high: -near } } else { Interval { low: near, high: far } })
}

/// A number as the author wrote it, with a minus sign that is one.
fn typeset(number: &str) -> String {
    match number.strip_prefix('-') {
        Some(rest) => format!("−{rest}"),
        None => number.to_owned(),
    }
}

/// The key as people read it once the question is closed.
impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.spec {
            Spec::Exact { value } => f.write_str(&typeset(value)),
            Spec::Decimals { value, decimals: 0 } => write!(f, "{} (rounded to a whole number)", typeset(value)),
            Spec::Decimals { value, decimals: 1 } => write!(f, "{} (rounded to 1 decimal)", typeset(value)),
            Spec::Decimals { value, decimals } => write!(f, "{} (rounded to {decimals} decimals)", typeset(value)),
            Spec::Tolerance { value, tolerance } => write!(f, "{} ± {}", typeset(value), typeset(tolerance)),
            Spec::Relative { value, relative } => {
                write!(f, "{} (relative error up to {})", typeset(value), typeset(relative))
            }
            Spec::Significant { value, significant: 1 } => write!(f, "{} (1 significant figure)", typeset(value)),
            Spec::Significant { value, significant } => {
                write!(f, "{} ({significant} significant figures)", typeset(value))
            }
            Spec::Range { low, high } => write!(f, "between {} and {}", typeset(low), typeset(high)),
            Spec::Text { text, aliases } if aliases.is_empty() => f.write_str(text),
            Spec::Text { text, aliases } => write!(f, "{text} (also {})", aliases.join(", ")),
        }
    }
}

#[cfg(test)]
mod tests;
