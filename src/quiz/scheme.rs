//! Marking schemes: how many marks an answer earns. Each has a name and a version, stored with the round, so that what a
//! round was worth can be worked out again years later. A rule that changes gets a new version; the old one stays.

use serde::{Deserialize, Serialize};
use std::{collections::BTreeSet, fmt, str::FromStr};

use super::Marks;
use crate::bank::{ChoiceIndex, Kind};

/// A marking scheme. The last five give part of the marks of an MSQ; docs/rules.md has a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Scheme {
    /// All marks or none.
    Simple,
    /// GATE's: a wrong MCQ costs a third of its marks; MSQ and NAT cost nothing.
    Gate,
    /// JEE (Advanced)'s: MCQ +3 and −1; MSQ +4, part marks for right options alone, −2; NAT +3.
    JeeAdvanced,
    /// max(0, right − wrong) / all right options, as PrairieLearn and Canvas have it.
    NetCorrect,
    /// The share of the right options that was chosen × the share of the chosen options that is right.
    Coverage,
    /// The share of options that were rightly chosen or rightly left, as in Open edX ("every decision counts").
    EveryDecision,
    /// One mistake halves the marks, two quarter them, after Open edX.
    Halves,
    /// A wrong option costs so much that guessing earns nothing on average.
    GuessNeutral,
}

/// A scheme that does not exist.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UnknownScheme {
    #[error(
        "there is no marking scheme {0:?}; there are simple, gate, jee-advanced, net-correct, coverage, every-decision, \
         halves and guess-neutral"
    )]
    Name(String),
    #[error("the marking scheme {name} has no version {version:?}; its version is {newest}")]
    Version { name: &'static str, version: String, newest: u32 },
}

impl Scheme {
    pub const ALL: [Self; 8] = [
        Self::Simple,
        Self::Gate,
        Self::JeeAdvanced,
        Self::NetCorrect,
        Self::Coverage,
        Self::EveryDecision,
        Self::Halves,
        Self::GuessNeutral,
    ];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Simple => "simple",
            Self::Gate => "gate",
            Self::JeeAdvanced => "jee-advanced",
            Self::NetCorrect => "net-correct",
            Self::Coverage => "coverage",
            Self::EveryDecision => "every-decision",
            Self::Halves => "halves",
            Self::GuessNeutral => "guess-neutral",
        }
    }

    pub const fn version(self) -> u32 {
        1
    }

    /// The most a question can earn. JEE's table is for a question of 1 mark, and is multiplied by the marks.
    pub const fn full(self, kind: Kind, marks: u32) -> Marks {
        let one = match (self, kind) {
            (Self::JeeAdvanced, Kind::Msq) => 4,
            (Self::JeeAdvanced, Kind::Mcq | Kind::Nat) => 3,
            _ => 1,
        };
        Marks::whole(one).times(marks as i64)
    }

    /// What a NAT earns.
    pub fn value(self, marks: u32, right: bool) -> Marks {
        if right { self.full(Kind::Nat, marks) } else { Marks::ZERO }
    }

    /// What the options chosen in an MCQ or MSQ earn, of `options` in all. Nothing chosen earns 0.
    pub fn choices(
        self,
        kind: Kind,
        marks: u32,
        options: usize,
        right: &BTreeSet<ChoiceIndex>,
        chosen: &BTreeSet<ChoiceIndex>,
    ) -> Marks {
        let full = self.full(kind, marks);
        if chosen.is_empty() {
            return Marks::ZERO;
        }
        if chosen == right {
            return full;
        }
        if kind != Kind::Msq {
            return self.wrong(marks, options);
        }
        let count = |of: usize| i64::try_from(of).unwrap_or(i64::MAX);
        let found = count(chosen.intersection(right).count());
        let wrong = count(chosen.len()) - found;
        let missed = count(right.len()) - found;
        let (all_right, all_chosen, all_wrong) =
            (count(right.len()), count(chosen.len()), count(options.saturating_sub(right.len())));
        match self {
            Self::Simple | Self::Gate => Marks::ZERO,
            // "All four right, three chosen" and so on; with more than four right, three remain the most.
            Self::JeeAdvanced if wrong == 0 => Marks::whole(found.min(3)).times(i64::from(marks)),
            Self::JeeAdvanced => Marks::whole(-2).times(i64::from(marks)),
            Self::NetCorrect => Marks::fraction((found - wrong).max(0), all_right).times(i64::from(marks)),
            Self::Coverage => Marks::fraction(found * found, all_right * all_chosen).times(i64::from(marks)),
            Self::EveryDecision => {
                let matches = count(options) - wrong - missed;
                Marks::fraction(matches.max(0), count(options)).times(i64::from(marks))
            }
            Self::Halves => match wrong + missed {
                1 => Marks::fraction(1, 2).times(i64::from(marks)),
                2 => Marks::fraction(1, 4).times(i64::from(marks)),
                _ => Marks::ZERO,
            },
            // Of n right options among m each earns S = 1/n, and each wrong one costs n × S / (m − n).
            Self::GuessNeutral => {
                let lost = if all_wrong > 0 { Marks::fraction(-wrong, all_wrong) } else { Marks::ZERO };
                (Marks::fraction(found, all_right) + lost).times(i64::from(marks))
            }
        }
    }

    /// What a wrong option of an MCQ earns.
    fn wrong(self, marks: u32, options: usize) -> Marks {
        let one = match self {
            Self::Gate => Marks::fraction(-1, 3),
            Self::JeeAdvanced => Marks::whole(-1),
            Self::GuessNeutral if options > 1 => Marks::fraction(-1, i64::try_from(options - 1).unwrap_or(1)),
            _ => Marks::ZERO,
        };
        one.times(i64::from(marks))
    }

    /// How a question is marked, for its post: `1 mark; wrong −1/3`. It does not give away how many options are right.
    pub fn describe(self, kind: Kind, marks: u32, options: usize) -> String {
        let full = self.full(kind, marks);
        let noun = if full == Marks::whole(1) { "mark" } else { "marks" };
        let full = format!("{} {noun}", full.exact());
        let part =
            |numerator: i64, denominator: i64| Marks::fraction(numerator, denominator).times(i64::from(marks)).exact();
        match (self, kind) {
            (Self::Gate, Kind::Msq) => format!("{full} for exactly the right set; wrong 0"),
            (Self::Gate | Self::JeeAdvanced, Kind::Nat) => format!("{full}; wrong 0"),
            (Self::Gate | Self::JeeAdvanced | Self::GuessNeutral, Kind::Mcq) => {
                format!("{full}; wrong {}", self.wrong(marks, options).exact())
            }
            (Self::JeeAdvanced, Kind::Msq) => format!(
                "{full} for exactly the right set; {} to {} for some of it; {} with a wrong option",
                part(1, 1),
                part(3, 1),
                part(-2, 1)
            ),
            (_, Kind::Mcq | Kind::Nat) => full,
            (Self::Simple, Kind::Msq) => format!("{full} for exactly the right set"),
            (Self::NetCorrect, Kind::Msq) => format!("{full}, in parts; a wrong option cancels a right one"),
            (Self::Coverage, Kind::Msq) => {
                format!(
                    "{full}, in parts, for how much of the right set you chose and how much of your choice is right"
                )
            }
            (Self::EveryDecision, Kind::Msq) => {
                format!("{full}, in parts, for each option rightly chosen or rightly left")
            }
            (Self::Halves, Kind::Msq) => {
                format!("{full}; with one mistake {}, with two {}", part(1, 2), part(1, 4))
            }
            (Self::GuessNeutral, Kind::Msq) => {
                format!("{full}, in parts; wrong options cost what guessing would gain")
            }
        }
    }
}

/// `gate/1`.
impl fmt::Display for Scheme {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.name(), self.version())
    }
}

/// `gate`, the newest version, or `gate/1`.
impl FromStr for Scheme {
    type Err = UnknownScheme;

    fn from_str(text: &str) -> Result<Self, UnknownScheme> {
        let (name, version) = text.split_once('/').map_or((text, None), |(name, version)| (name, Some(version)));
        let known = Self::ALL.into_iter().find(|scheme| scheme.name() == name);
        let scheme = known.ok_or_else(|| UnknownScheme::Name(text.chars().take(40).collect()))?;
        match version {
            Some(version) if version != scheme.version().to_string() => Err(UnknownScheme::Version {
                name: scheme.name(),
                version: version.chars().take(40).collect(),
                newest: scheme.version(),
            }),
            _ => Ok(scheme),
        }
    }
}

impl TryFrom<String> for Scheme {
    type Error = UnknownScheme;

    fn try_from(text: String) -> Result<Self, UnknownScheme> {
        text.parse()
    }
}

impl From<Scheme> for String {
    fn from(scheme: Scheme) -> Self {
        scheme.to_string()
    }
}

#[cfg(test)]
mod tests;
