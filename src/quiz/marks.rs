//! Exact marks. Thirds of a mark and nine-option partial credit must add up the same in Rust and in Postgres, so marks are
//! counted in a unit that all schemes divide.

use serde::{Deserialize, Serialize};
use std::{fmt, iter::Sum, ops};

/// A number of marks in units of 1/6,350,400 (2520², 2520 = lcm 1..10), so that every fraction with denominators up to
/// 10 × 10 is a whole number. An `i64` holds ±1.4 × 10¹² marks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Marks(pub i64);

impl Marks {
    pub const UNIT: i64 = 2520 * 2520;
    pub const ZERO: Self = Self(0);

    /// A whole number of marks.
    pub const fn whole(n: i64) -> Self {
        Self(n * Self::UNIT)
    }

    /// `numerator / denominator` marks. The denominator must divide [`Marks::UNIT`], as every product of two numbers up to 10 does.
    pub const fn fraction(numerator: i64, denominator: i64) -> Self {
        debug_assert!(denominator > 0 && Self::UNIT % denominator == 0);
        Self(numerator * (Self::UNIT / denominator))
    }

    pub const fn times(self, n: i64) -> Self {
        Self(self.0 * n)
    }

    /// The exact value in lowest terms, with a true minus: `1`, `2/3`, `−1/3`.
    pub fn exact(self) -> String {
        let value = num_rational::Ratio::new(i128::from(self.0), i128::from(Self::UNIT));
        let sign = if self.0 < 0 { "−" } else { "" };
        let numerator = value.numer().unsigned_abs();
        if value.is_integer() { format!("{sign}{numerator}") } else { format!("{sign}{numerator}/{}", value.denom()) }
    }
}

impl ops::Add for Marks {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl Sum for Marks {
    fn sum<I: Iterator<Item = Self>>(marks: I) -> Self {
        marks.fold(Self::ZERO, ops::Add::add)
    }
}

/// At most two decimals, rounded half away from zero, with a true minus: `1`, `0.67`, `−0.33`.
impl fmt::Display for Marks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = Self::UNIT as i128;
        let hundredths = (self.0.unsigned_abs() as i128 * 200 + unit) / (2 * unit);
        let sign = if self.0 < 0 && hundredths > 0 { "−" } else { "" };
        let (whole, rest) = (hundredths / 100, hundredths % 100);
        match rest {
            0 => write!(f, "{sign}{whole}"),
            r if r % 10 == 0 => write!(f, "{sign}{whole}.{}", r / 10),
            r => write!(f, "{sign}{whole}.{r:02}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn marks_as_people_read_them() {
        for (marks, rounded, exact) in [
            (Marks::ZERO, "0", "0"),
            (Marks::whole(12), "12", "12"),
            (Marks::fraction(2, 3), "0.67", "2/3"),
            (Marks::fraction(-1, 3), "−0.33", "−1/3"),
            (Marks::fraction(-4, 3), "−1.33", "−4/3"),
            (Marks::fraction(1, 2), "0.5", "1/2"),
            (Marks::fraction(81, 81), "1", "1"),
            (Marks::fraction(1, 8), "0.13", "1/8"),
            (Marks::fraction(-1, 8), "−0.13", "−1/8"),
            // Too small to show is not "−0".
            (Marks(-1), "0", "−1/6350400"),
        ] {
            assert_eq!((marks.to_string().as_str(), marks.exact().as_str()), (rounded, exact));
        }
    }

    proptest! {
        #[test]
        fn fractions_add_up_exactly(terms in prop::collection::vec((1i64..=10, 1i64..=10, -100i64..=100), 0..20)) {
            let marks: Marks = terms.iter().map(|(a, b, n)| Marks::fraction(*n, a * b)).sum();
            let exact: num_rational::Ratio<i128> =
                terms.iter().map(|(a, b, n)| num_rational::Ratio::new(i128::from(*n), i128::from(a * b))).sum();
            prop_assert_eq!(num_rational::Ratio::new(i128::from(marks.0), i128::from(Marks::UNIT)), exact);
        }
    }
}
