//! Boards: which window a result counts in, and who stands where.

mod calendar;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::{cmp::Ordering, collections::BTreeSet, fmt, str::FromStr};

pub use calendar::{Calendar, Seasons};

use super::Marks;

/// The span of time a board covers, in the configured time zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Window {
    Day,
    Week,
    Month,
    Season,
    AllTime,
}

impl Window {
    pub const ALL: [Self; 5] = [Self::Day, Self::Week, Self::Month, Self::Season, Self::AllTime];

    /// The word people type.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Season => "season",
            Self::AllTime => "all",
        }
    }
}

impl fmt::Display for Window {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A word that is no window.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("There are boards for the day, week, month, season and all.")]
pub struct UnknownWindow;

impl FromStr for Window {
    type Err = UnknownWindow;

    fn from_str(text: &str) -> Result<Self, UnknownWindow> {
        Ok(match text.trim().to_lowercase().as_str() {
            "day" | "today" | "daily" => Self::Day,
            "week" | "weekly" => Self::Week,
            "month" | "monthly" => Self::Month,
            "season" => Self::Season,
            "all" | "all time" | "all-time" | "all_time" | "alltime" | "ever" => Self::AllTime,
            _ => return Err(UnknownWindow),
        })
    }
}

/// Who stands before whom: more points, then fewer attempts. Equal in both is equal.
pub fn standing(a: &(Marks, i64), b: &(Marks, i64)) -> Ordering {
    b.0.cmp(&a.0).then(a.1.cmp(&b.1))
}

/// Competition ranks (1, 2, 2, 4) of points and attempts that are sorted by [`standing`].
pub fn rank(sorted: &[(Marks, i64)]) -> Vec<i64> {
    debug_assert!(sorted.is_sorted_by(|a, b| standing(a, b).is_le()));
    let mut ranks: Vec<i64> = Vec::with_capacity(sorted.len());
    for (place, row) in (1..).zip(sorted) {
        let shared = ranks.last().filter(|_| sorted.get(ranks.len() - 1) == Some(row));
        ranks.push(shared.copied().unwrap_or(place));
    }
    ranks
}

/// The number of days in a row with an answer, up to today, or up to yesterday while today has none yet.
pub fn streak(days: &BTreeSet<Date>, today: Date) -> u32 {
    let before = |date: &Date| date.yesterday().ok();
    let last = if days.contains(&today) { Some(today) } else { before(&today) };
    let run = std::iter::successors(last, before).take_while(|date| days.contains(date)).count();
    u32::try_from(run).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests;
