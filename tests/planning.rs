//! Schedules: what is told of a run that was skipped, and what pausing, adding and a server's time zone do to runs.

use ansatz::bank::{self, Kind};
use ansatz::engine::ScheduleSetting;
use ansatz::quiz::{Calendar, DriverId, Mark, Order, Schedule, Scheme};
use ansatz::store::{self, Asked, Claim, Driver, NewRound, NewSchedule, Run, ServerSettings};
use jiff::{SignedDuration, Timestamp};
use rand::SeedableRng;
use rand::rngs::StdRng;
use std::collections::BTreeSet;
use std::sync::Arc;

use crate::support::database::Database;
use crate::support::recorder::{PLATFORM, Platform, Process, calendar, eventually, person, place, question};

#[tokio::test(flavor = "multi_thread")]
async fn every_channel_is_told_of_its_own_runs_in_their_own_time() {
    let database = Database::on_server().await;
    let opened = database.open().await;
    let platform = Arc::<Platform>::default();
    let setting = |channel: &str| ScheduleSetting {
        name: "often".into(),
        place: place("s", channel),
        schedule: Schedule::parse("* * * * * *", "Asia/Kolkata", SignedDuration::from_secs(10)).expect("a schedule"),
        pool: "nothing".into(),
        scheme: Scheme::Simple,
    };
    let schedules = vec![setting("c"), setting("d")];
    let process = Process::start_with(&opened, &platform, &[question("one", Kind::Mcq)], schedules).await;
    eventually("some notices", || (platform.notices.lock().unwrap().len() >= 4).then_some(())).await;
    process.stop().await;
    let notices = platform.notices.lock().unwrap().clone();
    let keys: BTreeSet<&String> = notices.iter().map(|(key, _)| key).collect();
    assert_eq!(keys.len(), notices.len(), "{notices:?}");
    // Half an hour off every zone of Europe.
    let due: i64 = notices[0].0.rsplit(':').next().and_then(|due| due.parse().ok()).expect("a time in the key");
    let due = Timestamp::from_second(due).expect("a time");
    let zone = jiff::tz::TimeZone::get("Asia/Kolkata").expect("a zone");
    let there = Calendar { zone, ..calendar() }.moment(due);
    assert!(notices[0].1.contains(&there), "{there} in {:?}", notices[0]);
}

#[tokio::test]
async fn what_happens_to_a_schedule_happens_to_its_runs() {
    let database = Database::on_server().await;
    let opened = database.open().await;
    let (store, pool) = (&opened.store, opened.store.pool());
    let channel = store::ensure_place(pool, &place("s", "c")).await.expect("a place");
    let made_by = store::ensure_person(pool, &person("Olga")).await.expect("a person");
    let start: Timestamp = "2026-01-05T09:00:00Z".parse().expect("a time");
    let at = |hours| start + SignedDuration::from_hours(hours);
    let new = |name, zone, hours| NewSchedule {
        place: channel,
        name,
        cron: "0 9 * * *",
        open_for: SignedDuration::from_hours(12),
        pool: "all",
        scheme: None,
        zone,
        made_by,
        made_at: at(hours),
    };
    let considered = async |name: &str| store::considered_until(pool, channel, name).await.expect("a look");
    assert!(store::add_schedule(store, &new("daily", None, 0)).await.expect("added"));
    assert!(store::add_schedule(store, &new("own", Some("Asia/Tokyo"), 0)).await.expect("added"));
    assert!(!store::add_schedule(store, &new("daily", None, 1)).await.expect("there already"));
    assert_eq!(considered("daily").await, Some(at(0)), "nothing of the one that is there changes");

    // Another zone of the server's is a new beginning for whoever follows it.
    let zone = |zone: &str| ServerSettings { zone: Some(zone.into()), ..ServerSettings::default() };
    let set = async |changes: ServerSettings, hours| {
        store::set_server_settings(store, PLATFORM, "s", &changes, at(hours)).await.expect("set");
    };
    set(zone("Asia/Kolkata"), 2).await;
    assert_eq!((considered("daily").await, considered("own").await), (Some(at(2)), Some(at(0))));
    set(zone("Asia/Kolkata"), 3).await;
    set(ServerSettings { private: Some(true), ..ServerSettings::default() }, 4).await;
    assert_eq!(considered("daily").await, Some(at(2)), "nothing changed for it");

    // A run is claimed by a schedule that is there and not paused, whatever the process knows.
    let driver = DriverId::random(&mut StdRng::seed_from_u64(1));
    let claim = async |stored: bool| {
        let one = question("one", Kind::Mcq);
        let choose = |_: Asked| {
            Some(NewRound {
                mark: Mark::random(&mut rand::rng()),
                place: channel,
                digest: bank::digest(&one),
                pool: "all".into(),
                cycle: 0,
                scheme: Scheme::Simple,
                order: Order::identity(4),
                schedule: Some("daily".into()),
                opens_at: at(5),
                closes_at: at(6),
                private: false,
                question: Arc::new(one.clone()),
            })
        };
        let due_at = Timestamp::now();
        let run = Run { schedule: "daily", due_at, made_up: false, stored };
        let hold = Driver { id: &driver, lease_seconds: 60.0 };
        let claim = store::claim_round(store, channel, "all", Some(run), hold, at(5), choose).await.expect("an answer");
        matches!(claim, Claim::Claimed(_))
    };
    assert!(claim(true).await);
    store::pause_schedule(store, channel, "daily", true, at(5)).await.expect("paused");
    assert!(!claim(true).await, "it is paused");
    assert!(claim(false).await, "one of the configuration is not in the table");
    store::remove_schedule(pool, channel, "daily").await.expect("removed");
    assert!(!claim(true).await, "it is gone");
    opened.close().await;
}
