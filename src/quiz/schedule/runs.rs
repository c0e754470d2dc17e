//! From times on the clock to instants, through the changes of the clock.
//!
//! Between two changes a time zone is a fixed offset. Such a span owns a range of clock times, and a run is an instant of the
//! span whose clock time matches. The two kinds of schedule differ only in what a span owns at its beginning:
//!
//! - Fixed times: a span begins to own where the span before stopped. So the spans own each clock time exactly once: what
//!   the clock jumped over belongs to the span after the jump, and runs at its first instant; what the clock repeats was
//!   owned by the span before, and is not run again.
//! - Recurring times: a span owns what its clock shows, so what is jumped over has no run and what repeats has two.

use croner::Cron;
use jiff::{
    Timestamp,
    civil::DateTime,
    tz::{Offset, TimeZone},
};

use super::civil;

/// A time between two changes of the clock.
struct Span {
    start: Option<Timestamp>,
    end: Option<Timestamp>,
    offset: Offset,
    /// The first clock time it owns.
    owns_from: DateTime,
}

pub struct Runs<'a> {
    pub cron: &'a Cron,
    pub zone: &'a TimeZone,
    /// Whether the times are fixed rather than recurring.
    pub fixed: bool,
}

const TICK: jiff::SignedDuration = jiff::SignedDuration::from_nanos(1);

impl Runs<'_> {
    fn span(&self, at: Timestamp) -> Span {
        let just_after = at.checked_add(TICK).unwrap_or(Timestamp::MAX);
        let start = self.zone.preceding(just_after).next().map(|change| change.timestamp());
        let end = self.zone.following(at).next().map(|change| change.timestamp());
        let offset = self.zone.to_offset(at);
        let owns_from = start.map_or(DateTime::MIN, |start| {
            let before = start.checked_sub(TICK).unwrap_or(start);
            let reading = if self.fixed { self.zone.to_offset(before) } else { offset };
            reading.to_datetime(start)
        });
        Span { start, end, offset, owns_from }
    }

    /// The first run after an instant.
    pub fn after(&self, instant: Timestamp) -> Option<Timestamp> {
        let mut span = self.span(instant);
        let now = span.offset.to_datetime(instant);
        let (mut from, mut inclusive) = if now < span.owns_from { (span.owns_from, true) } else { (now, false) };
        loop {
            let local = civil::next(self.cron, from, inclusive)?;
            let Some(end) = span.end.filter(|end| span.offset.to_datetime(*end) <= local) else {
                return span.instant(local);
            };
            span = self.span(end);
            (from, inclusive) = (span.owns_from, true);
        }
    }

    /// The last run at or before an instant, if it is after another.
    pub fn last(&self, instant: Timestamp, after: Timestamp) -> Option<Timestamp> {
        let mut span = self.span(instant);
        let (mut to, mut inclusive) = (span.offset.to_datetime(instant), true);
        loop {
            let local = civil::previous(self.cron, to, inclusive)?;
            if local >= span.owns_from {
                return span.instant(local).filter(|run| *run > after);
            }
            let start = span.start.filter(|start| *start > after)?;
            span = self.span(start.checked_sub(TICK).ok()?);
            (to, inclusive) = (span.offset.to_datetime(start), false);
        }
    }
}

impl Span {
    /// When the clock shows this time, or the first instant of the span where the clock had jumped over it.
    fn instant(&self, local: DateTime) -> Option<Timestamp> {
        let instant = self.offset.to_timestamp(local).ok()?;
        Some(self.start.map_or(instant, |start| instant.max(start)))
    }
}
