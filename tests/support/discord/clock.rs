//! The stand-in's own clock: snowflakes, timestamps and the `Date` header come from it, so a test can set it wrong.

use jiff::Timestamp;

/// The first millisecond of 2015, from which Discord counts.
const EPOCH: i64 = 1_420_070_400_000;

#[derive(Default)]
pub struct Clock {
    offset: i64,
    last: u64,
}

impl Clock {
    /// Ahead of the machine's clock when positive, in milliseconds.
    pub fn set_offset(&mut self, milliseconds: i64) {
        self.offset = milliseconds;
    }

    pub fn milliseconds(&self) -> i64 {
        Timestamp::now().as_millisecond() + self.offset
    }

    fn now(&self) -> Timestamp {
        let microseconds = Timestamp::now().as_microsecond() + self.offset * 1000;
        Timestamp::from_microsecond(microseconds).unwrap_or_default()
    }

    /// Strictly increasing, also when the clock has been set back or many are made in a millisecond.
    pub fn snowflake(&mut self) -> u64 {
        let milliseconds = u64::try_from(self.milliseconds() - EPOCH).unwrap_or_default();
        self.last = (self.last + 1).max(milliseconds << 22);
        self.last
    }

    /// Whether the thing with this id is that many milliseconds old.
    pub fn is_older(&self, id: u64, milliseconds: i64) -> bool {
        self.milliseconds() - milliseconds_of(id) > milliseconds
    }

    /// As Discord writes it: microseconds and a numeric offset, never `Z`.
    pub fn timestamp(&self) -> String {
        write_timestamp(self.now())
    }

    /// For the `Date` header.
    pub fn http_date(&self) -> String {
        self.now().strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()
    }
}

fn write_timestamp(time: Timestamp) -> String {
    time.strftime("%Y-%m-%dT%H:%M:%S%.6f+00:00").to_string()
}

fn milliseconds_of(id: u64) -> i64 {
    i64::try_from(id >> 22).unwrap_or_default() + EPOCH
}

/// When the thing with this snowflake was made.
pub fn timestamp_of(id: u64) -> String {
    write_timestamp(Timestamp::from_millisecond(milliseconds_of(id)).unwrap_or_default())
}
