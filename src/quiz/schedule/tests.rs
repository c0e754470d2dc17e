use super::*;
use jiff::tz::AmbiguousOffset;
use proptest::prelude::*;
use std::collections::BTreeSet;

const HOUR: SignedDuration = SignedDuration::from_hours(1);

fn schedule(cron: &str, zone: &str) -> Schedule {
    Schedule::parse(cron, zone, HOUR).unwrap()
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// All runs after one instant up to another.
fn runs(schedule: &Schedule, after: Timestamp, until: Timestamp) -> Vec<Timestamp> {
    let next = |run: &Timestamp| schedule.next_after(*run);
    std::iter::successors(schedule.next_after(after), next).take_while(|run| *run <= until).collect()
}

/// Checks the runs between two instants, written in local time with its offset.
#[track_caller]
fn check(cron: &str, zone: &str, between: [&str; 2], expected: &[&str]) {
    let schedule = schedule(cron, zone);
    let found = runs(&schedule, at(between[0]), at(between[1]));
    let shown: Vec<String> = found
        .iter()
        .map(|run| run.to_zoned_datetime(schedule.zone().clone()).strftime("%Y-%m-%dT%H:%M:%S%:z").to_string())
        .collect();
    assert_eq!(shown, expected, "{cron} in {zone}");
}

#[test]
fn a_fixed_time_that_the_clock_jumps_over_runs_right_after_the_jump() {
    let new_york = ["2026-03-07T12:00:00Z", "2026-03-09T12:00:00Z"];
    let days = |first: &'static str, second| [first, second];
    check("30 2 * * *", "America/New_York", new_york, &days("2026-03-08T03:00:00-04:00", "2026-03-09T02:30:00-04:00"));
    check("30 3 * * *", "America/New_York", new_york, &days("2026-03-08T03:30:00-04:00", "2026-03-09T03:30:00-04:00"));
    // Three times become one instant, and run once.
    check(
        "0,30 2,3 * * *",
        "America/New_York",
        ["2026-03-08T00:00:00Z", "2026-03-08T12:00:00Z"],
        &["2026-03-08T03:00:00-04:00", "2026-03-08T03:30:00-04:00"],
    );
    let berlin = ["2026-03-28T12:00:00Z", "2026-03-30T12:00:00Z"];
    check("15 2 * * *", "Europe/Berlin", berlin, &["2026-03-29T03:00:00+02:00", "2026-03-30T02:15:00+02:00"]);
    let lord_howe = ["2026-10-03T00:00:00Z", "2026-10-04T20:00:00Z"];
    check("15 2 * * *", "Australia/Lord_Howe", lord_howe, &["2026-10-04T02:30:00+11:00", "2026-10-05T02:15:00+11:00"]);
    // At midnight, and over midnight: the weekday is that of the time which was jumped over.
    let cairo = ["2026-04-23T12:00:00Z", "2026-04-24T12:00:00Z"];
    check("30 0 * * FRI", "Africa/Cairo", cairo, &["2026-04-24T01:00:00+03:00"]);
    let samoa = ["2011-12-29T22:00:00Z", "2011-12-31T12:00:00Z"];
    check("0 9 * * *", "Pacific/Apia", samoa, &["2011-12-31T00:00:00+14:00", "2011-12-31T09:00:00+14:00"]);
    check("0 9 30 * *", "Pacific/Apia", samoa, &["2011-12-31T00:00:00+14:00"]);
}

#[test]
fn a_fixed_time_that_the_clock_repeats_runs_the_first_time_only() {
    let new_york = ["2026-10-31T12:00:00Z", "2026-11-02T12:00:00Z"];
    check("30 1 * * *", "America/New_York", new_york, &["2026-11-01T01:30:00-04:00", "2026-11-02T01:30:00-05:00"]);
    check("0 2 * * *", "America/New_York", new_york, &["2026-11-01T02:00:00-05:00", "2026-11-02T02:00:00-05:00"]);
    let berlin = ["2026-10-24T12:00:00Z", "2026-10-25T12:00:00Z"];
    check("0,30 2 * * *", "Europe/Berlin", berlin, &["2026-10-25T02:00:00+02:00", "2026-10-25T02:30:00+02:00"]);
    let lord_howe = ["2026-04-04T00:00:00Z", "2026-04-05T00:00:00Z"];
    check("45 1 * * *", "Australia/Lord_Howe", lord_howe, &["2026-04-05T01:45:00+11:00"]);
    // From within the repetition, the first time is over.
    let repeated = at("2026-11-01T06:10:00Z");
    assert_eq!(schedule("30 1 * * *", "America/New_York").next_after(repeated), Some(at("2026-11-02T06:30:00Z")));
}

#[test]
fn recurring_times_run_whenever_the_clock_shows_them() {
    check(
        "*/15 * * * *",
        "America/New_York",
        ["2026-03-08T06:30:00Z", "2026-03-08T07:15:00Z"],
        &["2026-03-08T01:45:00-05:00", "2026-03-08T03:00:00-04:00", "2026-03-08T03:15:00-04:00"],
    );
    check(
        "*/15 * * * *",
        "America/New_York",
        ["2026-11-01T05:25:00Z", "2026-11-01T06:20:00Z"],
        &[
            "2026-11-01T01:30:00-04:00",
            "2026-11-01T01:45:00-04:00",
            "2026-11-01T01:00:00-05:00",
            "2026-11-01T01:15:00-05:00",
        ],
    );
    // The clock repeats half an hour, and every quarter of an hour stays one.
    check(
        "*/15 * * * *",
        "Australia/Lord_Howe",
        ["2026-04-04T14:30:00Z", "2026-04-04T15:20:00Z"],
        &["2026-04-05T01:45:00+11:00", "2026-04-05T01:30:00+10:30", "2026-04-05T01:45:00+10:30"],
    );
    check("*/20 2 8 3 *", "America/New_York", ["2026-03-01T00:00:00Z", "2026-04-01T00:00:00Z"], &[]);
    check(
        "*/30 * * * * *",
        "UTC",
        ["2026-01-01T00:00:00Z", "2026-01-01T00:01:00Z"],
        &["2026-01-01T00:00:30+00:00", "2026-01-01T00:01:00+00:00"],
    );
}

#[test]
fn days_that_are_rare() {
    check(
        "0 12 29 2 *",
        "Asia/Kolkata",
        ["2026-01-01T00:00:00Z", "2033-01-01T00:00:00Z"],
        &["2028-02-29T12:00:00+05:30", "2032-02-29T12:00:00+05:30"],
    );
    check("@daily", "UTC", ["2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z"], &["2026-01-02T00:00:00+00:00"]);
    check("0 9 * * MON#1", "UTC", ["2026-06-01T10:00:00Z", "2026-07-31T00:00:00Z"], &["2026-07-06T09:00:00+00:00"]);
    // Half a second past a run is past it.
    let daily = schedule("0 9 * * *", "UTC");
    assert_eq!(daily.next_after(at("2026-01-01T08:59:59.5Z")), Some(at("2026-01-01T09:00:00Z")));
    assert_eq!(daily.next_after(at("2026-01-01T09:00:00.5Z")), Some(at("2026-01-02T09:00:00Z")));
    assert_eq!(daily.next_after(Timestamp::MAX), None);
    assert_eq!(daily.next_after(Timestamp::MIN).map(|run| run > Timestamp::MIN), Some(true));
}

#[test]
fn what_is_wrong_with_a_schedule() {
    let form =
        "It has five fields, minute, hour, day of the month, month and day of the week, such as \"0 9 * * MON-FRI\"";
    let cron = |text: &str| schedule_error(text, "UTC", HOUR);
    for (text, reason) in [
        ("", "it has 0 fields"),
        ("daily", "it has 1 field"),
        ("0 9 * *", "it has 4 fields"),
        ("0 0 9 * * * 2026", "it has 7 fields"),
        ("0 , * * *", "a comma stands without a value"),
        ("0 9,, * * *", "a comma stands without a value"),
    ] {
        assert_eq!(cron(text), format!("the schedule {text:?} can't be read: {reason}. {form}"));
    }
    let ranges = ["0 to 59", "0 to 23", "1 to 31", "1 to 12 or JAN to DEC", "0 to 7 or SUN to SAT"];
    for (text, field, range) in [
        ("60 9 * * *", "minute \"60\"", ranges[0]),
        ("*/0 * * * *", "minute \"*/0\"", ranges[0]),
        ("0/5 * * * *", "minute \"0/5\"", ranges[0]),
        ("0 24 * * *", "hour \"24\"", ranges[1]),
        ("0 9-8 * * *", "hour \"9-8\"", ranges[1]),
        ("0 9 32 * *", "day of the month \"32\"", ranges[2]),
        ("0 9 * 13 *", "month \"13\"", ranges[3]),
        ("0 9 * * 8", "day of the week \"8\"", ranges[4]),
        ("0 9 * * FOO", "day of the week \"FOO\"", ranges[4]),
        ("0 9 * * 1-", "day of the week \"1-\"", ranges[4]),
        ("99 0 9 * * *", "second \"99\"", ranges[0]),
        ("é 9 * * *", "minute \"é\"", ranges[0]),
    ] {
        let reason = format!("the {field} is not made of {range}, with commas, a dash, or steps such as */5");
        assert_eq!(cron(text), format!("the schedule {text:?} can't be read: {reason}. {form}"));
    }
    assert_eq!(cron("@reboot"), format!("the schedule \"@reboot\" can't be read: it has 1 field. {form}"));
    assert_eq!(
        cron(&"9".repeat(201)),
        format!("the schedule {:?} can't be read: it is too long. {form}", "9".repeat(80))
    );
    assert_eq!(cron("0 9 30 2 *"), "the schedule \"0 9 30 2 *\" never fires: there is no such day");
    assert_eq!(
        schedule_error("0 9 * * *", "Europe/Berln", HOUR),
        "there is no time zone \"Europe/Berln\"; did you mean Europe/Berlin; names are those of IANA, such as \
         Europe/Berlin or Asia/Kolkata"
    );
    for (open_for, shown) in [
        (SignedDuration::from_secs(4), "4s"),
        (SignedDuration::from_secs(-60), "1m ago"),
        (SignedDuration::from_hours(31 * 24 + 1), "745h"),
    ] {
        assert_eq!(
            schedule_error("0 9 * * *", "UTC", open_for),
            format!("a question stays open for 5 seconds to 31 days, not for {shown}")
        );
    }
}

fn schedule_error(cron: &str, zone: &str, open_for: SignedDuration) -> String {
    Schedule::parse(cron, zone, open_for).unwrap_err().to_string()
}

/// What is due, as `09:00 post`.
fn due(cron: &str, open_for: SignedDuration, last_seen: &str, now: &str) -> Vec<String> {
    let schedule = Schedule::parse(cron, "UTC", open_for).unwrap();
    let shown = |due: Due| {
        let decision = match due.decision {
            Decision::Post { closes_at } => format!("post until {closes_at}"),
            Decision::MakeUp { closes_at } => format!("make up until {closes_at}"),
            Decision::Skip { reason } => format!("skip, {reason}"),
        };
        format!("{} {decision}", due.at)
    };
    schedule.due(at(last_seen), at(now)).into_iter().map(shown).collect()
}

#[test]
fn runs_on_time_and_missed() {
    let day = SignedDuration::from_hours(24);
    let cases = [
        (HOUR, "2026-01-05T08:00:00Z", "2026-01-05T08:59:59Z", &[][..]),
        (HOUR, "2026-01-05T09:00:00Z", "2026-01-05T09:30:00Z", &[]),
        (HOUR, "2026-01-05T10:00:00Z", "2026-01-05T08:00:00Z", &[]),
        (
            HOUR,
            "2026-01-05T08:00:00Z",
            "2026-01-05T09:00:00Z",
            &["2026-01-05T09:00:00Z post until 2026-01-05T10:00:00Z"],
        ),
        (
            HOUR,
            "2026-01-05T08:00:00Z",
            "2026-01-05T09:01:00Z",
            &["2026-01-05T09:00:00Z post until 2026-01-05T10:00:00Z"],
        ),
        (
            HOUR,
            "2026-01-05T08:00:00Z",
            "2026-01-05T09:01:01Z",
            &["2026-01-05T09:00:00Z make up until 2026-01-05T10:00:00Z"],
        ),
        (
            HOUR,
            "2026-01-05T08:00:00Z",
            "2026-01-05T09:59:00Z",
            &["2026-01-05T09:00:00Z make up until 2026-01-05T10:00:00Z"],
        ),
        (HOUR, "2026-01-05T08:00:00Z", "2026-01-05T09:59:01Z", &["2026-01-05T09:00:00Z skip, its time was over"]),
        (HOUR, "2026-01-05T08:00:00Z", "2026-01-05T12:00:00Z", &["2026-01-05T09:00:00Z skip, its time was over"]),
        (
            day * 3,
            "2026-01-05T10:00:00Z",
            "2026-01-10T10:00:00Z",
            &[
                "2026-01-06T09:00:00Z skip, its time was over",
                "2026-01-07T09:00:00Z skip, its time was over",
                "2026-01-08T09:00:00Z skip, a later one was posted instead",
                "2026-01-09T09:00:00Z skip, a later one was posted instead",
                "2026-01-10T09:00:00Z make up until 2026-01-13T09:00:00Z",
            ],
        ),
        (
            day * 3,
            "2026-01-07T10:00:00Z",
            "2026-01-10T09:00:10Z",
            &[
                "2026-01-08T09:00:00Z skip, a later one was posted instead",
                "2026-01-09T09:00:00Z make up until 2026-01-12T09:00:00Z",
                "2026-01-10T09:00:00Z post until 2026-01-13T09:00:00Z",
            ],
        ),
    ];
    for (open_for, last_seen, now, expected) in cases {
        assert_eq!(due("0 9 * * *", open_for, last_seen, now), expected, "{last_seen} to {now}");
    }
    // A question that is open for 10 seconds is worth making up for half of them.
    let short = SignedDuration::from_secs(10);
    assert_eq!(
        due("*/20 * * * * *", short, "2026-01-05T09:00:00Z", "2026-01-05T09:00:46Z"),
        ["2026-01-05T09:00:20Z skip, its time was over", "2026-01-05T09:00:40Z skip, its time was over"]
    );
    assert_eq!(
        due("*/20 * * * * *", short, "2026-01-05T09:00:20Z", "2026-01-05T09:00:45Z"),
        ["2026-01-05T09:00:40Z post until 2026-01-05T09:00:50Z"]
    );
}

#[test]
fn a_long_absence_is_summed_up() {
    let schedule = schedule("* * * * * *", "Europe/Berlin");
    let due = schedule.due(at("1990-01-01T00:00:00Z"), at("2026-01-01T00:00:00Z"));
    assert_eq!(due.len(), LISTED + 1);
    let until = at("2025-12-31T23:43:20Z");
    assert_eq!(
        due[0],
        Due { at: at("1990-01-01T00:00:01Z"), decision: Decision::Skip { reason: Skipped::Many { until } } }
    );
    assert_eq!(due[1].at, at("2025-12-31T23:43:21Z"));
    assert_eq!(due[LISTED].at, at("2026-01-01T00:00:00Z"));
}

/// Zones with a change of the clock each: an hour, half an hour, two hours, at midnight, over midnight, a whole day.
const CHANGES: [(&str, &str); 14] = [
    ("America/New_York", "2026-03-08T07:00:00Z"),
    ("America/New_York", "2026-11-01T06:00:00Z"),
    ("Europe/Berlin", "2026-03-29T01:00:00Z"),
    ("Europe/Berlin", "2026-10-25T01:00:00Z"),
    ("Australia/Lord_Howe", "2026-10-03T15:30:00Z"),
    ("Australia/Lord_Howe", "2026-04-04T15:00:00Z"),
    ("Antarctica/Troll", "2026-03-29T01:00:00Z"),
    ("Antarctica/Troll", "2026-10-25T01:00:00Z"),
    ("Africa/Cairo", "2026-04-23T22:00:00Z"),
    ("Africa/Cairo", "2026-10-29T21:00:00Z"),
    ("America/Nuuk", "2026-03-29T01:00:00Z"),
    ("America/Nuuk", "2026-10-25T01:00:00Z"),
    ("Pacific/Apia", "2011-12-30T10:00:00Z"),
    ("Asia/Kolkata", "2026-03-08T07:00:00Z"),
];

/// Times of day as a cron expression of lists or, with a step, of recurring minutes.
#[derive(Clone, Debug)]
struct Times {
    minutes: BTreeSet<i8>,
    hours: BTreeSet<i8>,
    recurring: bool,
}

impl Times {
    fn cron(&self) -> String {
        let list = |set: &BTreeSet<i8>| set.iter().map(ToString::to_string).collect::<Vec<_>>().join(",");
        // `*/60` adds minute 0, and the asterisk that makes it recurring.
        let step = if self.recurring { "*/60," } else { "" };
        format!("{step}{} {} * * *", list(&self.minutes), list(&self.hours))
    }

    fn contains(&self, local: jiff::civil::DateTime) -> bool {
        let minute = self.minutes.contains(&local.minute()) || (self.recurring && local.minute() == 0);
        minute && self.hours.contains(&local.hour()) && local.second() == 0
    }

    /// The runs by definition, minute by minute.
    fn naive(&self, zone: &TimeZone, after: Timestamp, until: Timestamp) -> BTreeSet<Timestamp> {
        let minutes = |step: i64| after.checked_add(SignedDuration::from_mins(step)).unwrap();
        let all = (1..).map(minutes).take_while(|instant| *instant <= until);
        if self.recurring {
            return all.filter(|instant| self.contains(zone.to_datetime(*instant))).collect();
        }
        // Each clock time of these days once, a day more on both sides.
        let first = zone.to_datetime(after).checked_sub(SignedDuration::from_hours(48)).unwrap();
        let clock = (0..60 * 24 * 9).map(|step| first.checked_add(SignedDuration::from_mins(step)).unwrap());
        clock
            .filter(|local| self.contains(*local))
            .filter_map(|local| match zone.to_ambiguous_timestamp(local).offset() {
                // On the old reading, the time is at or after the change.
                AmbiguousOffset::Gap { before, .. } => {
                    let old = before.to_timestamp(local).unwrap().checked_add(SignedDuration::from_nanos(1)).unwrap();
                    zone.preceding(old).next().map(|change| change.timestamp())
                }
                _ => zone.to_ambiguous_timestamp(local).earlier().ok(),
            })
            .filter(|instant| *instant > after && *instant <= until)
            .collect()
    }
}

fn any_times() -> impl Strategy<Value = Times> {
    (prop::collection::btree_set(0i8..60, 1..4), prop::collection::btree_set(0i8..24, 1..20), any::<bool>())
        .prop_map(|(minutes, hours, recurring)| Times { minutes, hours, recurring })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn runs_are_those_of_the_definition_around_every_change(
        times in any_times(), change in prop::sample::select(CHANGES.to_vec()), start in 0i64..2880, length in 1i64..4320,
    ) {
        let schedule = schedule(&times.cron(), change.0);
        let after = at(change.1).checked_sub(SignedDuration::from_mins(start)).unwrap();
        let until = after.checked_add(SignedDuration::from_mins(length)).unwrap();
        let expected: Vec<Timestamp> = times.naive(schedule.zone(), after, until).into_iter().collect();
        // The forward search strictly increases and finds each; so does the backward search.
        prop_assert_eq!(&runs(&schedule, after, until), &expected, "{} in {}", times.cron(), change.0);
        let due: Vec<Timestamp> = schedule.due(after, until).into_iter().map(|due| due.at).collect();
        prop_assert_eq!(due, expected);
    }

    #[test]
    fn however_often_one_looks_each_run_is_decided_once(
        times in any_times(), change in prop::sample::select(CHANGES.to_vec()),
        looks in prop::collection::btree_set(0i64..4320, 2..10), open_minutes in 1i64..3000,
    ) {
        let schedule = Schedule::parse(&times.cron(), change.0, SignedDuration::from_mins(open_minutes)).unwrap();
        let start = at(change.1).checked_sub(SignedDuration::from_hours(36)).unwrap();
        let looks: Vec<Timestamp> =
            looks.into_iter().map(|minute| start.checked_add(SignedDuration::from_mins(minute)).unwrap()).collect();
        let mut all = Vec::new();
        for pair in looks.windows(2) {
            let due = schedule.due(pair[0], pair[1]);
            let made_up = due.iter().filter(|due| matches!(due.decision, Decision::MakeUp { .. })).count();
            let posted = due.iter().filter(|due| matches!(due.decision, Decision::Post { .. })).count();
            prop_assert!(made_up <= 1 && posted <= 1);
            for run in &due {
                if let Decision::Post { closes_at } | Decision::MakeUp { closes_at } = run.decision {
                    prop_assert_eq!(closes_at, run.at.checked_add(schedule.open_for()).unwrap());
                    prop_assert!(closes_at > pair[1]);
                }
            }
            all.extend(due.into_iter().map(|due| due.at));
        }
        prop_assert_eq!(all, runs(&schedule, looks[0], looks[looks.len() - 1]));
    }

    #[test]
    fn no_expression_is_too_strange(text in "[-0-9*/,#LW?+@ A-Za-z]{0,30}|\\PC{0,30}") {
        if let Ok(schedule) = Schedule::parse(&text, "Europe/Berlin", HOUR) {
            let after = at("2026-01-01T00:00:00Z");
            let run = schedule.next_after(after);
            prop_assert!(run.is_none_or(|run| run > after));
        }
    }

    #[test]
    fn no_field_is_too_strange(fields in prop::collection::vec("[*0-9]{1,2}([-/,#][0-9]{1,2}){0,2}|\\*|L|MON", 5..=6)) {
        if let Ok(schedule) = Schedule::parse(&fields.join(" "), "America/New_York", HOUR) {
            let after = at("2026-01-01T00:00:00Z");
            prop_assert!(schedule.next_after(after).is_none_or(|run| run > after));
        }
    }
}
