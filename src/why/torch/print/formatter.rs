//! How the elements of one tensor are written: all alike, in one width.

use super::number::{fixed, scientific};
use super::{PrintOptions, boolean_text};

/// Exponents are written when the greatest element is this many times the least,
const WIDE: f64 = 1000.0;
/// or greater than this,
const GREAT: f64 = 1e8;
/// or the least is less than this.
const SMALL: f64 = 1e-4;

#[derive(Clone, Debug)]
pub struct Formatter {
    style: Style,
    width: usize,
    precision: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Style {
    /// Integers and booleans, as they are.
    Plain,
    /// Whole numbers with a point.
    Whole,
    Fixed,
    Scientific,
}

impl Default for Formatter {
    fn default() -> Self {
        Self { style: Style::Plain, width: 1, precision: 0 }
    }
}

impl Formatter {
    pub fn of_integers(shown: impl Iterator<Item = i64>) -> Self {
        Self { width: shown.map(|one| one.to_string().len()).max().unwrap_or(1), ..Self::default() }
    }

    pub fn of_booleans(shown: impl Iterator<Item = bool>) -> Self {
        Self { width: shown.map(|one| boolean_text(one).len()).max().unwrap_or(1), ..Self::default() }
    }

    /// Zeros and what is not finite have no say.
    pub fn of_floats(shown: impl Iterator<Item = f64>, options: &PrintOptions) -> Self {
        let deciding: Vec<f64> = shown.filter(|one| one.is_finite() && *one != 0.0).collect();
        let precision = options.precision;
        if deciding.is_empty() {
            return Self { style: Style::Whole, width: 1, precision };
        }
        let least = deciding.iter().fold(f64::INFINITY, |least, one| least.min(one.abs()));
        let greatest = deciding.iter().fold(0.0_f64, |greatest, one| greatest.max(one.abs()));
        let needs_exponents = greatest / least > WIDE || greatest > GREAT || least < SMALL;
        let style = if options.sci_mode.unwrap_or(needs_exponents) {
            Style::Scientific
        } else if deciding.iter().all(|one| one.fract() == 0.0) {
            Style::Whole
        } else {
            Style::Fixed
        };
        let formatter = Self { style, width: 0, precision };
        let width = deciding.iter().map(|one| formatter.float(*one).len()).max().unwrap_or(1);
        Self { width: width.max(1), ..formatter }
    }

    pub fn width(&self) -> usize {
        self.width
    }

    pub fn float(&self, value: f64) -> String {
        let text = match self.style {
            Style::Plain | Style::Fixed => fixed(value, self.precision),
            Style::Scientific => scientific(value, self.precision),
            Style::Whole if value.is_finite() => fixed(value, 0) + ".",
            Style::Whole => fixed(value, 0),
        };
        self.padded(&text)
    }

    pub fn padded(&self, text: &str) -> String {
        format!("{text:>width$}", width = self.width)
    }
}
