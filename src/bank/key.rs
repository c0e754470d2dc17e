//! The key of a numerical question: the author's own specification, and the exact interval it stands for.

use num_rational::BigRational;
use num_traits::Signed;
use serde::{Deserialize, Serialize};

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

impl Key {
    /// The closed interval of values that are right; `None` for a text key or one that is not numeric.
    pub fn interval(&self) -> Option<Interval> {
        let around = |value: &str, half: BigRational| {
            let value = decimal(value)?;
            Some(Interval { low: &value - &half, high: value + half })
        };
        let half_unit = |power: i64| ten_to(power) / BigRational::from_integer(2.into());
        match &self.spec {
            Spec::Exact { value } => around(value, ten_to(0) - ten_to(0)),
            Spec::Decimals { value, decimals } => around(value, half_unit(-i64::from(*decimals))),
            Spec::Tolerance { value, tolerance } => around(value, decimal(tolerance)?),
            Spec::Relative { value, relative } => around(value, decimal(value)?.abs() * decimal(relative)?),
            Spec::Significant { value, significant } => {
                let size = decimal(value)?.abs();
                let mut power = -400;
                while ten_to(power + 1) <= size && power < 400 {
                    power += 1;
                }
                around(value, half_unit(power + 1 - i64::from(*significant)))
            }
            Spec::Range { low, high } => Some(Interval { low: decimal(low)?, high: decimal(high)? }),
            Spec::Text { .. } => None,
        }
    }
}

/// Reads `-11.72`.
fn decimal(text: &str) -> Option<BigRational> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let digits: num_bigint::BigInt = format!("{whole}{part}").parse().ok()?;
    Some(BigRational::from_integer(digits) * ten_to(-i64::try_from(part.len()).ok()?))
}

fn ten_to(power: i64) -> BigRational {
    let exponent = i32::try_from(power).unwrap_or(0);
    num_traits::Pow::pow(BigRational::from_integer(10.into()), exponent)
}
