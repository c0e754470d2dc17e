//! Two clocks: ours, by which rounds open and close, and Discord's, which is in every id. Where they differ by more than a machine's
//! ordinary drift, Discord's times are brought to ours, so that answers by reaction (timed at receipt) and by message (timed by
//! Discord) stay in one order.

use jiff::Timestamp;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

/// The first millisecond of Discord's ids.
const EPOCH: i64 = 1_420_070_400_000;
/// Differences below this, in milliseconds, are the `Date` header's full seconds and the way here.
const DRIFT: i64 = 3_000;
/// An answer that took longer than this says nothing of Discord's clock.
const QUICK: Duration = Duration::from_secs(2);

/// How far Discord's clock is ahead of ours, by the `Date` of its answers.
#[derive(Debug, Default)]
pub struct ServerClock {
    /// In milliseconds; 0 while it is within the drift.
    ahead: AtomicI64,
}

impl ServerClock {
    /// Takes in a `Date` header that came just now, in answer to a request that was made `took` ago.
    pub fn note(&self, date: &str, now: Timestamp, took: Duration) {
        let Ok(date) = jiff::fmt::rfc2822::parse(date) else { return };
        // Of an answer that was long on its way it is not known when it was written.
        if took > QUICK {
            return;
        }
        let ahead = date.timestamp().as_millisecond() - now.as_millisecond();
        let ahead = if ahead.abs() < DRIFT { 0 } else { ahead };
        let before = self.ahead.load(Ordering::Relaxed);
        // What is known stays while it may be true, so that answers which come soon after each other keep their order.
        if (ahead - before).abs() >= DRIFT {
            self.ahead.store(ahead, Ordering::Relaxed);
            tracing::warn!(
                seconds = ahead / 1000,
                "Discord's clock is ahead of this machine's by so much; set this machine's clock"
            );
        }
    }

    /// When the thing with this id was made, by our clock.
    pub fn made_at(&self, id: u64) -> Timestamp {
        at(milliseconds(id) - self.ahead.load(Ordering::Relaxed), 0)
    }

    /// The same as a sequence in microseconds. Ids of the same millisecond keep their order.
    pub fn sequence(&self, id: u64) -> i64 {
        let within = i64::try_from(id & 0xfff).unwrap_or_default().min(999);
        (milliseconds(id) - self.ahead.load(Ordering::Relaxed)) * 1000 + within
    }

    /// A time that Discord wrote, by our clock.
    pub fn ours(&self, theirs: Timestamp) -> Timestamp {
        at(theirs.as_millisecond() - self.ahead.load(Ordering::Relaxed), theirs.subsec_nanosecond() / 1000 % 1000)
    }
}

fn at(milliseconds: i64, microseconds: i32) -> Timestamp {
    Timestamp::from_microsecond(milliseconds * 1000 + i64::from(microseconds)).unwrap_or(Timestamp::UNIX_EPOCH)
}

fn milliseconds(id: u64) -> i64 {
    i64::try_from(id >> 22).unwrap_or_default() + EPOCH
}

/// Numbers events as they are received: microseconds since 1970, and always more than the last.
#[derive(Debug, Default)]
pub struct Receipts(AtomicI64);

impl Receipts {
    pub fn next(&self) -> i64 {
        let now = Timestamp::now().as_microsecond();
        let last = self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |last| Some(now.max(last + 1)));
        now.max(last.unwrap_or_else(|last| last) + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_hold_their_time() {
        let clock = ServerClock::default();
        // From Discord's own documentation.
        assert_eq!(clock.made_at(175_928_847_299_117_063).to_string(), "2016-04-30T11:18:25.796Z");
        assert_eq!(clock.sequence(175_928_847_299_117_063), 1_462_015_105_796_007);
    }

    #[test]
    fn only_a_real_difference_counts() {
        let clock = ServerClock::default();
        let id = 175_928_847_299_117_063;
        let now: Timestamp = "2026-01-05T12:00:00.4Z".parse().expect("a time");
        let check = |date: &str, expected: &str| {
            clock.note(date, now, Duration::ZERO);
            assert_eq!(clock.made_at(id).to_string(), expected, "{date}");
        };
        check("Mon, 05 Jan 2026 12:00:02 GMT", "2016-04-30T11:18:25.796Z");
        check("Mon, 05 Jan 2026 12:01:00 GMT", "2016-04-30T11:17:26.196Z");
        check("not a date", "2016-04-30T11:17:26.196Z");
        check("Mon, 05 Jan 2026 11:59:00 GMT", "2016-04-30T11:19:26.196Z");
        // A second more or less is the header's.
        check("Mon, 05 Jan 2026 11:59:01 GMT", "2016-04-30T11:19:26.196Z");
        clock.note("Mon, 05 Jan 2026 12:00:00 GMT", now, Duration::from_secs(5));
        check("slow, so nothing changed", "2016-04-30T11:19:26.196Z");
        check("Mon, 05 Jan 2026 12:00:00 GMT", "2016-04-30T11:18:25.796Z");
    }

    #[test]
    fn receipts_only_grow() {
        let receipts = Receipts::default();
        let taken: Vec<i64> = (0..1000).map(|_| receipts.next()).collect();
        assert!(taken.is_sorted_by(|a, b| a < b));
    }
}
