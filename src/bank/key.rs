//! The key of a numerical question: the author's own specification, and the exact interval it stands for.

use num_rational::BigRational;
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
