use super::*;
use crate::quiz::zone::zone;
use jiff::{SignedDuration, Timestamp, civil::date};
use proptest::prelude::*;

fn calendar(name: &str, starts: &[Date]) -> Calendar {
    Calendar { zone: zone(name).unwrap(), seasons: Seasons::new(starts.to_vec()) }
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

#[test]
fn windows_by_name() {
    for window in Window::ALL {
        assert_eq!(window.as_str().parse(), Ok(window));
    }
    for (text, expected) in
        [("Today", Ok(Window::Day)), (" all time ", Ok(Window::AllTime)), ("year", Err(UnknownWindow))]
    {
        assert_eq!(text.parse(), expected);
    }
    assert_eq!(UnknownWindow.to_string(), "There are boards for the day, week, month, season and all.");
}

#[test]
fn windows_and_their_titles() {
    let quarters = calendar("Europe/Berlin", &[]);
    let seasons = calendar("Europe/Berlin", &[date(2026, 10, 5), date(2026, 4, 1)]);
    for (calendar, window, now, start, end, title) in [
        (
            &quarters,
            Window::Day,
            "2026-11-27T12:00:00Z",
            date(2026, 11, 27),
            Some(date(2026, 11, 28)),
            "Today (Fri 27 Nov 2026)",
        ),
        // Half past midnight in Berlin.
        (
            &quarters,
            Window::Day,
            "2026-11-27T23:30:00Z",
            date(2026, 11, 28),
            Some(date(2026, 11, 29)),
            "Today (Sat 28 Nov 2026)",
        ),
        (
            &quarters,
            Window::Week,
            "2026-11-27T12:00:00Z",
            date(2026, 11, 23),
            Some(date(2026, 11, 30)),
            "This week (23–29 Nov 2026)",
        ),
        (
            &quarters,
            Window::Week,
            "2026-11-29T22:59:59Z",
            date(2026, 11, 23),
            Some(date(2026, 11, 30)),
            "This week (23–29 Nov 2026)",
        ),
        (
            &quarters,
            Window::Week,
            "2026-11-29T23:00:00Z",
            date(2026, 11, 30),
            Some(date(2026, 12, 7)),
            "This week (30 Nov – 6 Dec 2026)",
        ),
        (
            &quarters,
            Window::Week,
            "2027-01-01T12:00:00Z",
            date(2026, 12, 28),
            Some(date(2027, 1, 4)),
            "This week (28 Dec 2026 – 3 Jan 2027)",
        ),
        (
            &quarters,
            Window::Month,
            "2024-02-29T12:00:00Z",
            date(2024, 2, 1),
            Some(date(2024, 3, 1)),
            "This month (February 2024)",
        ),
        (
            &quarters,
            Window::Season,
            "2026-11-27T12:00:00Z",
            date(2026, 10, 1),
            Some(date(2027, 1, 1)),
            "This season (1 Oct – 31 Dec 2026)",
        ),
        (
            &quarters,
            Window::Season,
            "2026-03-31T12:00:00Z",
            date(2026, 1, 1),
            Some(date(2026, 4, 1)),
            "This season (1 Jan – 31 Mar 2026)",
        ),
        (
            &seasons,
            Window::Season,
            "2026-03-31T12:00:00Z",
            date(1970, 1, 1),
            Some(date(2026, 4, 1)),
            "This season (until 31 Mar 2026)",
        ),
        (
            &seasons,
            Window::Season,
            "2026-04-01T12:00:00Z",
            date(2026, 4, 1),
            Some(date(2026, 10, 5)),
            "This season (1 Apr – 4 Oct 2026)",
        ),
        (&seasons, Window::Season, "2027-11-27T12:00:00Z", date(2026, 10, 5), None, "This season (since 5 Oct 2026)"),
        (&quarters, Window::AllTime, "2026-11-27T12:00:00Z", date(1970, 1, 1), None, "All time"),
    ] {
        let now = at(now);
        assert_eq!(
            (
                calendar.window_start(window, now),
                calendar.window_end(window, now),
                calendar.title(window, now).as_str()
            ),
            (start, end, title)
        );
    }
}

#[test]
fn boards_reset_when_the_day_begins() {
    for (name, now, expected) in [
        ("Europe/Berlin", "2026-03-28T12:00:00Z", "2026-03-28T23:00:00Z"),
        ("Asia/Kolkata", "2026-03-28T12:00:00Z", "2026-03-28T18:30:00Z"),
        // There is no midnight on 24 April in Cairo: the day begins at one o'clock.
        ("Africa/Cairo", "2026-04-23T12:00:00Z", "2026-04-23T22:00:00Z"),
    ] {
        assert_eq!(calendar(name, &[]).resets_at(Window::Day, at(now)), Some(at(expected)), "{name}");
    }
    assert_eq!(calendar("UTC", &[]).resets_at(Window::AllTime, at("2026-03-28T12:00:00Z")), None);
    for instant in [Timestamp::MIN, Timestamp::MAX] {
        for window in Window::ALL {
            // The ends of the calendar are odd, but no reason to stop.
            let _ = (calendar("UTC", &[]).resets_at(window, instant), calendar("UTC", &[]).title(window, instant));
        }
    }
}

#[test]
fn ranks_are_shared_and_then_skipped() {
    let points =
        |rows: &[(i64, i64)]| rows.iter().map(|(points, tries)| (Marks::whole(*points), *tries)).collect::<Vec<_>>();
    for (rows, expected) in [
        (&[][..], &[][..]),
        (&[(3, 1)], &[1]),
        (&[(4, 4), (3, 3), (3, 3), (2, 9)], &[1, 2, 2, 4]),
        (&[(3, 1), (3, 2), (3, 2), (3, 3)], &[1, 2, 2, 4]),
        (&[(0, 0), (0, 0), (0, 0)], &[1, 1, 1]),
        (&[(1, 1), (0, 1), (-1, 1)], &[1, 2, 3]),
    ] {
        assert_eq!(rank(&points(rows)), expected);
    }
}

#[test]
fn streaks_end_today_or_yesterday() {
    let day = |day: i8| date(2026, 3, day);
    let days: BTreeSet<Date> = [1, 2, 5, 6, 7].map(day).into();
    for (today, expected) in [(7, 3), (8, 3), (9, 0), (6, 2), (4, 0), (3, 2), (1, 1)] {
        assert_eq!(streak(&days, day(today)), expected, "on the {today}th");
    }
    assert_eq!(streak(&BTreeSet::from([date(2026, 2, 28), date(2026, 3, 1)]), date(2026, 3, 1)), 2);
    assert_eq!(streak(&BTreeSet::from([Date::MIN]), Date::MIN), 1);
    assert_eq!(streak(&BTreeSet::new(), Date::MIN), 0);
}

proptest! {
    #[test]
    fn a_rank_is_one_more_than_the_people_ahead(rows in prop::collection::vec((-3i64..4, 0i64..4), 0..40)) {
        let mut rows: Vec<(Marks, i64)> = rows.into_iter().map(|(n, tries)| (Marks::fraction(n, 3), tries)).collect();
        rows.sort_by(standing);
        let ahead = |row: &(Marks, i64)| {
            rows.iter().filter(|other| other.0 > row.0 || (other.0 == row.0 && other.1 < row.1)).count()
        };
        let naive: Vec<i64> = rows.iter().map(|row| i64::try_from(ahead(row)).unwrap() + 1).collect();
        prop_assert_eq!(rank(&rows), naive);
    }

    #[test]
    fn every_instant_is_in_exactly_one_window_of_each_kind(
        seconds in 100_000i64..4_000_000_000, name in prop::sample::select(vec!["Europe/Berlin", "America/New_York", "Africa/Cairo", "Pacific/Apia"]),
        starts in prop::collection::vec(0i32..46_000, 0..4),
    ) {
        let starts: Vec<Date> = starts.into_iter().map(|days| {
            Calendar::EPOCH.checked_add(SignedDuration::from_hours(24 * i64::from(days))).unwrap()
        }).collect();
        let calendar = calendar(name, &starts);
        let now = Timestamp::from_second(seconds).unwrap();
        let today = calendar.day(now);
        for window in Window::ALL {
            let start = calendar.window_start(window, now);
            prop_assert!(start <= today);
            if let Some(reset) = calendar.resets_at(window, now) {
                let end = calendar.window_end(window, now).unwrap();
                prop_assert!(today < end && now < reset);
                // The next window begins where this one ends, and not a moment before.
                prop_assert_eq!(calendar.window_start(window, reset), end);
                let before = reset.checked_sub(SignedDuration::from_nanos(1)).unwrap();
                prop_assert_eq!(calendar.window_start(window, before), start);
            }
        }
    }

    #[test]
    fn a_streak_is_the_longest_run_of_days(days in prop::collection::btree_set(0i32..30, 0..30), today in 0i32..31) {
        let date = |day: i32| date(2026, 1, 1).checked_add(SignedDuration::from_hours(24 * i64::from(day))).unwrap();
        let all: BTreeSet<Date> = days.iter().map(|day| date(*day)).collect();
        let run = |last: i32| (0..=30).take_while(|back| days.contains(&(last - back))).count();
        let expected = run(today).max(if days.contains(&today) { 0 } else { run(today - 1) });
        prop_assert_eq!(streak(&all, date(today)), u32::try_from(expected).unwrap());
    }
}
