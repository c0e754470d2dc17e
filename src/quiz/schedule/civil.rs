//! Croner's search over plain dates and times of day. Its own bridge is to an older jiff, and what it does with clock changes
//! is not what `schedule.rs` promises, so it never sees a time zone.

use croner::{CivilDate, CivilDateTime, CivilTime, Weekday};
use croner::{Cron, CronDateTime, Resolution, errors::CronError};
use jiff::{SignedDuration, civil::DateTime};
use std::cmp::Ordering;

/// A date and time of day for croner, to whole seconds.
#[derive(Clone, Copy)]
struct Local(DateTime);

impl CronDateTime for Local {
    fn to_civil(&self) -> CivilDateTime {
        let (date, time) = (self.0.date(), self.0.time());
        CivilDateTime::new(
            // Jiff's parts are in range, so none is negative.
            CivilDate::from_parts_unchecked(
                date.year().into(),
                date.month().unsigned_abs().into(),
                date.day().unsigned_abs().into(),
            ),
            CivilTime::from_parts_unchecked(
                time.hour().unsigned_abs().into(),
                time.minute().unsigned_abs().into(),
                time.second().unsigned_abs().into(),
            ),
        )
    }

    fn civil_weekday(&self) -> Weekday {
        Weekday::from_days_from_sunday(self.0.weekday().to_sunday_zero_offset().unsigned_abs().into())
    }

    fn resolve_civil(&self, civil: CivilDateTime) -> Result<Resolution<Self>, CronError> {
        let year = i16::try_from(civil.year()).map_err(|_| CronError::InvalidDate)?;
        let part = |part: u32| i8::try_from(part).map_err(|_| CronError::InvalidDate);
        let (month, day) = (part(civil.month())?, part(civil.day())?);
        let (hour, minute, second) = (part(civil.hour())?, part(civil.minute())?, part(civil.second())?);
        let datetime = DateTime::new(year, month, day, hour, minute, second, 0).map_err(|_| CronError::InvalidDate)?;
        Ok(Resolution::Single(Self(datetime)))
    }

    fn checked_add_seconds(&self, seconds: i64) -> Option<Self> {
        self.0.checked_add(SignedDuration::from_secs(seconds)).ok().map(Self)
    }

    fn cmp_instant(&self, other: &Self) -> Ordering {
        self.0.cmp(&other.0)
    }
}

/// The first matching time after this one, or at it too when `inclusive`; `None` when there is none before the year 5000.
pub fn next(cron: &Cron, from: DateTime, inclusive: bool) -> Option<DateTime> {
    cron.find_next_occurrence(&Local(from), inclusive).ok().map(|local| local.0)
}

/// The last matching time before this one, or at it too when `inclusive`.
pub fn previous(cron: &Cron, to: DateTime, inclusive: bool) -> Option<DateTime> {
    cron.find_previous_occurrence(&Local(to), inclusive).ok().map(|local| local.0)
}
