//! Days, weeks, months and seasons in a time zone: which one an instant is in, and when the next begins.

use jiff::{
    Timestamp, ToSpan,
    civil::{Date, date},
    tz::TimeZone,
};

use super::Window;

/// When seasons begin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Seasons {
    /// On the first of January, April, July and October.
    Quarters,
    /// On these days, in order. The last has no end; what is before the first is a season too.
    Starts(Vec<Date>),
}

impl Seasons {
    /// Seasons that begin on these days, in any order; quarters when there are none.
    pub fn new(mut starts: Vec<Date>) -> Self {
        starts.sort_unstable();
        starts.dedup();
        if starts.is_empty() { Self::Quarters } else { Self::Starts(starts) }
    }
}

/// The calendar of a server's boards.
#[derive(Clone, Debug)]
pub struct Calendar {
    pub zone: TimeZone,
    pub seasons: Seasons,
}

impl Calendar {
    /// The first day of all time.
    pub const EPOCH: Date = date(1970, 1, 1);

    /// The date of an instant.
    pub fn day(&self, at: Timestamp) -> Date {
        self.zone.to_datetime(at).date()
    }

    /// A moment as people read it here, such as `Mon 23 Nov, 09:00`.
    pub fn moment(&self, at: Timestamp) -> String {
        at.to_zoned_datetime(self.zone.clone()).strftime("%a %-d %b, %H:%M").to_string()
    }

    /// The first day of the window that an instant is in. Weeks begin on Monday.
    pub fn window_start(&self, window: Window, at: Timestamp) -> Date {
        let day = self.day(at);
        match window {
            Window::Day => day,
            Window::Week => {
                let since_monday = i64::from(day.weekday().to_monday_zero_offset());
                day.saturating_sub(since_monday.days())
            }
            Window::Month => day.first_of_month(),
            Window::Season => match &self.seasons {
                Seasons::Quarters => {
                    let month = (day.month() - 1) / 3 * 3 + 1;
                    date(day.year(), month, 1)
                }
                Seasons::Starts(starts) => {
                    starts.iter().rev().find(|start| **start <= day).copied().unwrap_or(Self::EPOCH)
                }
            },
            Window::AllTime => Self::EPOCH,
        }
    }

    /// The first day after the window; `None` when it has no end.
    pub fn window_end(&self, window: Window, at: Timestamp) -> Option<Date> {
        let start = self.window_start(window, at);
        match (window, &self.seasons) {
            (Window::Day, _) => start.tomorrow().ok(),
            (Window::Week, _) => start.checked_add(7.days()).ok(),
            (Window::Month, _) => start.checked_add(1.month()).ok(),
            (Window::Season, Seasons::Quarters) => start.checked_add(3.months()).ok(),
            (Window::Season, Seasons::Starts(starts)) => {
                let day = self.day(at);
                starts.iter().find(|start| **start > day).copied()
            }
            (Window::AllTime, _) => None,
        }
    }

    /// The instant at which a day begins: midnight, or right after it where the clock jumps over midnight.
    pub fn day_start(&self, day: Date) -> Option<Timestamp> {
        day.to_zoned_datetime(self.zone.clone()).ok()?.start_of_day().ok().map(|start| start.timestamp())
    }

    /// When the board of a window is empty again.
    pub fn resets_at(&self, window: Window, at: Timestamp) -> Option<Timestamp> {
        self.day_start(self.window_end(window, at)?)
    }

    /// A board's heading, such as `This week (23–29 Nov 2026)`.
    pub fn title(&self, window: Window, at: Timestamp) -> String {
        let start = self.window_start(window, at);
        match (window, self.window_end(window, at).and_then(|end| end.yesterday().ok())) {
            (Window::AllTime, _) => "All time".to_owned(),
            (Window::Day, _) => format!("Today ({})", start.strftime("%a %-d %b %Y")),
            (Window::Month, _) => format!("This month ({})", start.strftime("%B %Y")),
            (Window::Week, Some(last)) => format!("This week ({})", range(start, last)),
            (Window::Week, None) => "This week".to_owned(),
            (Window::Season, Some(last)) if start == Self::EPOCH => format!("This season (until {})", full(last)),
            (Window::Season, Some(last)) => format!("This season ({})", range(start, last)),
            (Window::Season, None) => format!("This season (since {})", full(start)),
        }
    }
}

fn full(day: Date) -> String {
    day.strftime("%-d %b %Y").to_string()
}

/// Two days with what they have in common said once.
fn range(first: Date, last: Date) -> String {
    if first.year() != last.year() {
        format!("{} – {}", full(first), full(last))
    } else if first.month() != last.month() {
        format!("{} – {}", first.strftime("%-d %b"), full(last))
    } else {
        format!("{}–{}", first.day(), full(last))
    }
}
