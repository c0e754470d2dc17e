//! When questions are posted: a cron expression in a time zone, and how long each question stays open. What happens when the
//! clock changes, and when the bot was down, is part of the promise: docs/rules.md.

mod civil;
mod runs;

use croner::{
    Cron,
    parser::{CronParser, Seconds, Year},
};
use jiff::{SignedDuration, Timestamp, civil::date, tz::TimeZone};
use std::fmt;

use super::zone::{UnknownZone, zone};
use runs::Runs;

/// The shortest and longest times a question can stay open.
pub const OPEN_FOR: [SignedDuration; 2] = [SignedDuration::from_secs(5), SignedDuration::from_hours(31 * 24)];
/// A run that starts at most this late is on time.
pub const ON_TIME: SignedDuration = SignedDuration::from_secs(60);
/// A run is posted late only when people still have this long, or half of its open time if that is less.
pub const WORTHWHILE: SignedDuration = SignedDuration::from_secs(60);
/// The most runs that [`Schedule::due`] lists one by one.
pub const LISTED: usize = 1000;
/// The longest cron expression, in bytes.
const LONGEST: usize = 200;
/// The fields of a cron expression and what they are made of.
const FIELDS: [(&str, &str); 6] = [
    ("second", "0 to 59"),
    ("minute", "0 to 59"),
    ("hour", "0 to 23"),
    ("day of the month", "1 to 31"),
    ("month", "1 to 12 or JAN to DEC"),
    ("day of the week", "0 to 7 or SUN to SAT"),
];
const NICKNAMES: [&str; 6] = ["@yearly", "@annually", "@monthly", "@weekly", "@daily", "@hourly"];

/// A schedule that was read and fires.
#[derive(Clone, Debug)]
pub struct Schedule {
    text: String,
    cron: Cron,
    zone: TimeZone,
    open_for: SignedDuration,
}

/// What is wrong with a schedule.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ScheduleError {
    #[error(
        "the schedule {cron:?} can't be read: {reason}. It has five fields, minute, hour, day of the month, month and day of \
         the week, such as \"0 9 * * MON-FRI\""
    )]
    Cron { cron: String, reason: String },
    #[error("the schedule {0:?} never fires: there is no such day")]
    Never(String),
    #[error(transparent)]
    Zone(#[from] UnknownZone),
    #[error("a question stays open for 5 seconds to 31 days, not for {0:#}")]
    OpenFor(SignedDuration),
}

/// A run whose time has come, or had come while nobody was there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    pub at: Timestamp,
    pub decision: Decision,
}

/// What to do about a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    Post {
        closes_at: Timestamp,
    },
    /// It was missed, and is still worth posting. It closes when it would have.
    MakeUp {
        closes_at: Timestamp,
    },
    /// It was missed, which people are told.
    Skip {
        reason: Skipped,
    },
}

/// Why a missed run is not made up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Skipped {
    /// It would be over, or nearly so.
    Over,
    /// A later one is made up.
    LaterRun,
    /// There are too many to list: all runs from this one to the one at `until` were missed.
    Many { until: Timestamp },
}

impl fmt::Display for Skipped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Over => f.write_str("its time was over"),
            Self::LaterRun => f.write_str("a later one was posted instead"),
            Self::Many { until } => write!(f, "every run until {until} was missed"),
        }
    }
}

impl Schedule {
    /// Reads a schedule: a cron expression of five fields, or of six that begin with seconds; an IANA time zone; and how long
    /// each question stays open.
    pub fn parse(cron: &str, zone_name: &str, open_for: SignedDuration) -> Result<Self, ScheduleError> {
        let text = cron.trim().to_owned();
        let cron = read(&text)?;
        let zone = zone(zone_name)?;
        if !(OPEN_FOR[0]..=OPEN_FOR[1]).contains(&open_for) {
            return Err(ScheduleError::OpenFor(open_for));
        }
        // The calendar repeats every 400 years, so any day that exists comes after this one.
        if civil::next(&cron, date(2000, 1, 1).at(0, 0, 0, 0), true).is_none() {
            return Err(ScheduleError::Never(text));
        }
        Ok(Self { text, cron, zone, open_for })
    }

    /// The cron expression as written.
    pub fn cron(&self) -> &str {
        &self.text
    }

    pub fn zone(&self) -> &TimeZone {
        &self.zone
    }

    pub fn open_for(&self) -> SignedDuration {
        self.open_for
    }

    /// Whether seconds, minute and hour are plain numbers, lists or ranges, without `*` or `/`.
    fn fixed(&self) -> bool {
        let pattern = &self.cron.pattern;
        [&pattern.seconds, &pattern.minutes, &pattern.hours].iter().all(|field| field.step == 1 && !field.from_wildcard)
    }

    fn runs(&self) -> Runs<'_> {
        Runs { cron: &self.cron, zone: &self.zone, fixed: self.fixed() }
    }

    /// The first run after an instant; `None` at the end of the calendar.
    pub fn next_after(&self, instant: Timestamp) -> Option<Timestamp> {
        self.runs().after(instant)
    }

    /// The runs after `last_seen` up to `now`, oldest first, each with what to do about it. The newest is posted if it is on
    /// time; of those that were missed the newest that is still worthwhile is made up; all others are skipped.
    pub fn due(&self, last_seen: Timestamp, now: Timestamp) -> Vec<Due> {
        let mut missed = Vec::new();
        let mut before = now;
        while missed.len() <= LISTED
            && let Some(at) = self.runs().last(before, last_seen)
        {
            missed.push(at);
            before = at.checked_sub(SignedDuration::from_nanos(1)).unwrap_or(at);
        }
        let more = if missed.len() > LISTED { missed.pop() } else { None };
        let mut made_up = false;
        let newest = missed.first().copied();
        let mut due: Vec<Due> = missed
            .into_iter()
            .map(|at| Due { at, decision: self.decide(at, now, newest == Some(at), &mut made_up) })
            .collect();
        due.extend(more.map(|until| {
            let at = self.next_after(last_seen).unwrap_or(until);
            Due { at, decision: Decision::Skip { reason: Skipped::Many { until } } }
        }));
        due.reverse();
        due
    }

    fn decide(&self, at: Timestamp, now: Timestamp, newest: bool, made_up: &mut bool) -> Decision {
        let closes_at = at.checked_add(self.open_for).unwrap_or(Timestamp::MAX);
        if closes_at.duration_since(now) < WORTHWHILE.min(self.open_for / 2) {
            Decision::Skip { reason: Skipped::Over }
        } else if newest && now.duration_since(at) <= ON_TIME {
            Decision::Post { closes_at }
        } else if *made_up {
            Decision::Skip { reason: Skipped::LaterRun }
        } else {
            *made_up = true;
            Decision::MakeUp { closes_at }
        }
    }
}

/// Reads a cron expression.
fn read(text: &str) -> Result<Cron, ScheduleError> {
    let wrong = |reason: &str| ScheduleError::Cron {
        cron: text.chars().take(80).collect(),
        reason: reason.trim_end_matches('.').to_owned(),
    };
    if text.len() > LONGEST {
        return Err(wrong("it is too long"));
    }
    // Croner takes a field such as `,` for one without values and looks for a match until the year 5000.
    if text.split_whitespace().any(|field| field.split(',').any(str::is_empty)) {
        return Err(wrong("a comma stands without a value"));
    }
    let parse =
        |text: &str| CronParser::builder().seconds(Seconds::Optional).year(Year::Disallowed).build().parse(text);
    if NICKNAMES.contains(&text.to_lowercase().as_str()) {
        return parse(text).map_err(|error| wrong(&error.to_string()));
    }
    let fields: Vec<&str> = text.split_whitespace().collect();
    let known = match fields.len() {
        5 => &FIELDS[1..],
        6 => &FIELDS[..],
        1 => return Err(wrong("it has 1 field")),
        other => return Err(wrong(&format!("it has {other} fields"))),
    };
    parse(text).map_err(|error| {
        // Croner does not say which field it means, so each is tried among five that are right.
        let alone = |at: usize| (0..known.len()).map(|i| if i == at { fields[at] } else { "*" }).collect::<Vec<_>>();
        match (0..known.len()).find(|at| parse(&alone(*at).join(" ")).is_err()) {
            Some(at) => {
                let ((name, values), field) = (known[at], fields[at]);
                wrong(&format!(
                    "the {name} {field:?} is not made of {values}, with commas, a dash, or steps such as */5"
                ))
            }
            None => wrong(&error.to_string()),
        }
    })
}

#[cfg(test)]
mod tests;
