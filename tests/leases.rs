//! Migration 0006 at the store: leases, steps that need them, hashed event ids, and what is left of somebody who left.

use ansatz::bank::{self, Kind};
use ansatz::quiz::{Action, DriverId, Mark, Order, PersonRef, RoundId, Scheme, State};
use ansatz::store::{
    self, Asked, Claim, Driver, NewAnswer, NewRound, NewSchedule, Recorded, ServerSettings, Store, StoredRound,
};
use jiff::{SignedDuration, Timestamp};
use rand::SeedableRng;
use rand::rngs::StdRng;
use std::sync::Arc;

use crate::support::database::Database;
use crate::support::recorder::{PLATFORM, person, place, question};

fn driver(seed: u64) -> DriverId {
    DriverId::random(&mut StdRng::seed_from_u64(seed))
}

async fn claim(store: &Store, driver: &DriverId, channel: &str, lease_seconds: f64) -> StoredRound {
    let place = store::ensure_place(store.pool(), &place("s", channel)).await.expect("a place");
    let question = question("one", Kind::Mcq);
    let now = Timestamp::now();
    let choose = |_: Asked| {
        Some(NewRound {
            mark: Mark::random(&mut rand::rng()),
            place,
            digest: bank::digest(&question),
            pool: "all".into(),
            cycle: 0,
            scheme: Scheme::Simple,
            order: Order::identity(4),
            schedule: None,
            opens_at: now,
            closes_at: now + SignedDuration::from_mins(5),
            private: true,
            question: Arc::new(question.clone()),
        })
    };
    let hold = Driver { id: driver, lease_seconds };
    match store::claim_round(store, place, "all", None, hold, now, choose).await.expect("a claim") {
        Claim::Claimed(round) => *round,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_lease_is_one_processs_until_it_runs_out() {
    let database = Database::on_server().await;
    let opened = database.open().await;
    let (store, pool) = (&opened.store, opened.store.pool());
    let (ours, theirs) = (driver(1), driver(2));
    let round = claim(store, &ours, "c", 60.0).await;
    assert!(round.private);
    let free = async |driver: &DriverId| {
        let free = store::free_rounds(pool, PLATFORM, driver, &[], None, 10).await.expect("a look");
        free.into_iter().map(|(round, _)| round).collect::<Vec<RoundId>>()
    };
    let take = async |driver: &DriverId| store::take_leases(pool, driver, &[round.id], 60.0).await.expect("a try");
    let renew = async |driver: &DriverId| {
        let renewed = store::renew_leases(pool, driver, &[round.id], 60.0).await.expect("a renewal");
        renewed.into_iter().map(|renewed| (renewed.state, renewed.copy)).collect::<Vec<_>>()
    };
    assert_eq!((free(&ours).await, free(&theirs).await), (vec![round.id], vec![]));
    assert_eq!((renew(&ours).await, renew(&theirs).await), (vec![(State::Claimed, 0)], vec![]));
    let held = store::free_rounds(pool, PLATFORM, &ours, &[round.id], None, 10).await.expect("a look");
    assert_eq!(held, [], "what it drives is nothing to be taken");
    assert_eq!(take(&theirs).await, []);
    assert!(!store::mark_posting(pool, round.id, &theirs).await.expect("a step"), "the step needs the lease");
    assert!(store::mark_posting(pool, round.id, &ours).await.expect("a step"));

    sqlx::query("update round_leases set lease_until = now()").execute(pool).await.expect("time passes");
    assert_eq!(free(&theirs).await, [round.id]);
    // What somebody is just taking is left to them.
    let mut taking = pool.begin().await.expect("a transaction");
    assert_eq!(store::take_leases(&mut *taking, &theirs, &[round.id], 60.0).await.expect("taken"), [round.id]);
    assert_eq!(store::take_leases(pool, &driver(3), &[round.id], 60.0).await.expect("a try"), []);
    taking.commit().await.expect("a commit");
    assert_eq!(renew(&ours).await, [], "it is lost");
    for taken in [
        store::mark_open(pool, round.id, &ours, "m").await,
        store::mark_void(pool, round.id, &ours, "no").await,
        store::begin_closing(pool, round.id, &ours).await,
    ] {
        assert!(!taken.expect("a step"), "nothing can be done without the lease");
    }
    assert!(store::mark_open(pool, round.id, &theirs, "m").await.expect("a step"));
    assert!(store::mark_post_gone(pool, round.id, "m", Timestamp::now()).await.expect("a step"));
    assert!(!store::mark_post_gone(pool, round.id, "m", Timestamp::now()).await.expect("once"));
    assert_eq!(renew(&theirs).await, [(State::Open, 1)]);
    store::rest_lease(pool, round.id, &theirs, 60.0).await.expect("rest");
    assert_eq!((free(&ours).await, free(&theirs).await), (vec![], vec![]), "nobody tries for a while");
    store::free_all_leases(pool, PLATFORM).await.expect("freed");
    assert_eq!(take(&ours).await, [round.id]);
    store::release_leases(pool, &ours).await.expect("released");
    assert_eq!(free(&theirs).await, [round.id]);
    assert_eq!(take(&theirs).await, [round.id]);
    store::drop_lease(pool, round.id, &theirs).await.expect("dropped");
    assert_eq!(free(&theirs).await, []);
    opened.close().await;
}

#[tokio::test]
async fn free_rounds_are_read_page_by_page() {
    let database = Database::on_server().await;
    let opened = database.open().await;
    let (store, pool) = (&opened.store, opened.store.pool());
    let ours = driver(1);
    let mut rounds = Vec::new();
    for channel in ["a", "b", "c"] {
        rounds.push(claim(store, &ours, channel, -1.0).await.id);
    }
    rounds.reverse();
    let page = async |held: &[RoundId], before: Option<RoundId>| {
        let free = store::free_rounds(pool, PLATFORM, &ours, held, before, 2).await.expect("a look");
        free.into_iter().map(|(round, _)| round).collect::<Vec<_>>()
    };
    assert_eq!(page(&[], None).await, rounds[..2]);
    assert_eq!(page(&[], Some(rounds[1])).await, rounds[2..]);
    assert_eq!(page(&rounds[..1], None).await, rounds[1..]);
    // A process of an older version knows nothing of leases.
    sqlx::query("delete from round_leases").execute(pool).await.expect("gone");
    assert_eq!(page(&[], None).await, []);
    assert_eq!(store::ensure_leases(pool, PLATFORM).await.expect("made"), 3);
    assert_eq!(store::ensure_leases(pool, PLATFORM).await.expect("there"), 0);
    assert_eq!(page(&[], None).await, rounds[..2]);
    opened.close().await;
}

#[tokio::test]
async fn event_ids_name_nobody_and_whoever_left_takes_no_answers() {
    let database = Database::on_server().await;
    let opened = database.open().await;
    let (store, pool) = (&opened.store, opened.store.pool());
    let ours = driver(1);
    let round = claim(store, &ours, "c", 60.0).await;
    assert!(store::mark_posting(pool, round.id, &ours).await.expect("a step"));
    assert!(store::mark_open(pool, round.id, &ours, "m").await.expect("a step"));
    let ada = person("Ada");
    let everybody = store::ensure_people(pool, PLATFORM, [&ada, &person("Bo"), &ada]).await.expect("people");
    assert_eq!(everybody.len(), 2);
    let id = everybody["id-of-Ada"];
    assert_eq!(store::ensure_person(pool, &ada).await.expect("a person"), id);
    let answer = |event: &str| NewAnswer {
        round: round.id,
        person: id,
        event_id: event.into(),
        action: Action::Choose(0),
        sequence: 1,
        occurred_at: Timestamp::now(),
        reconciled: false,
    };
    let event = "recorder:id-of-Ada:1";
    let recorded = store::record(pool, &[answer(event), answer(event)]).await.expect("recorded");
    assert!(matches!(recorded[..], [Recorded::New(_), Recorded::New(_)]), "{recorded:?}");
    assert_eq!(store::record(pool, &[answer(event)]).await.expect("recorded"), [Recorded::Again]);
    assert!(store::is_recorded(pool, id, event).await.expect("a look"));
    assert!(!store::is_recorded(pool, everybody["id-of-Bo"], event).await.expect("a look"));
    let stored: Vec<String> = sqlx::query_scalar("select event_id from answers").fetch_all(pool).await.expect("ids");
    assert!(stored.len() == 1 && stored[0].len() == 64 && !stored[0].contains("Ada"), "{stored:?}");

    let now = Timestamp::now();
    assert!(store::forget(store, &ada, "somebody", now).await.expect("forgotten"));
    assert!(!store::forget(store, &ada, "somebody", now).await.expect("nothing left"));
    assert!(!store::is_recorded(pool, id, event).await.expect("a look"), "not even by somebody who knows the event");
    assert_eq!(store::record(pool, &[answer("recorder:id-of-Ada:2")]).await.expect("a try"), [Recorded::Left]);
    assert_ne!(store::ensure_person(pool, &ada).await.expect("somebody new"), id);
    opened.close().await;
}

#[tokio::test]
async fn the_room_forgets_its_members_and_their_names() {
    let database = Database::on_server().await;
    let opened = database.open().await;
    let (store, pool) = (&opened.store, opened.store.pool());
    let ada = PersonRef { platform: "room".into(), external_id: "p1".into(), name: "Ada".into() };
    store::ensure_person(pool, &ada).await.expect("a person");
    store::join(pool, "p1", "Ada", "ada", "digest").await.expect("joined");
    let outcome = |names: &[&str]| serde_json::json!({ "kind": "question", "outcome": { "first_right": names } });
    store::put_message(pool, "one", &outcome(&["Bo", "Ada"])).await.expect("a message");
    store::put_message(pool, "two", &outcome(&["Bo", "Adam"])).await.expect("a message");
    store::put_message(pool, "three", &serde_json::json!({ "kind": "notice", "text": "Ada" }))
        .await
        .expect("a message");
    assert!(store::forget(store, &ada, "somebody", Timestamp::now()).await.expect("forgotten"));
    assert!(store::person_by_token(pool, "digest").await.expect("a look").is_none());
    let body = async |key: &str| store::find_message(pool, key).await.expect("a look").expect("a message").body;
    assert_eq!(body("one").await, outcome(&["Bo", "somebody"]));
    assert_eq!(body("two").await, outcome(&["Bo", "Adam"]));
    store::join(pool, "p2", "Ada", "ada", "other").await.expect("the name is free");
    opened.close().await;
}

#[tokio::test]
async fn what_a_server_sets_is_kept() {
    let database = Database::on_server().await;
    let opened = database.open().await;
    let (store, pool) = (&opened.store, opened.store.pool());
    let read = async || store::server_settings(pool, PLATFORM, "s").await.expect("settings");
    assert_eq!(read().await, ServerSettings::default());
    let first = ServerSettings { private: Some(true), zone: Some("Asia/Kolkata".into()), ..ServerSettings::default() };
    store::set_server_settings(store, PLATFORM, "s", &first, Timestamp::now()).await.expect("set");
    let second = ServerSettings {
        scheme: Some(Scheme::Gate),
        open_for: Some(SignedDuration::from_mins(20)),
        ..ServerSettings::default()
    };
    store::set_server_settings(store, PLATFORM, "s", &second, Timestamp::now()).await.expect("set");
    assert_eq!(read().await, ServerSettings { private: first.private, zone: first.zone, ..second });
    let place_id = store::ensure_place(pool, &place("s", "c")).await.expect("a place");
    store::set_channel_pool(pool, place_id, "one").await.expect("set");
    store::set_channel_pool(pool, place_id, "two").await.expect("set");
    assert_eq!(store::channel_pool(pool, place_id).await.expect("a pool").as_deref(), Some("two"));

    let made_by = store::ensure_person(pool, &person("Olga")).await.expect("a person");
    let now = Timestamp::now();
    let new = NewSchedule {
        place: place_id,
        name: "daily",
        cron: "0 9 * * *",
        open_for: SignedDuration::from_hours(12),
        pool: "all",
        scheme: None,
        zone: None,
        made_by,
        made_at: now,
    };
    assert!(store::add_schedule(store, &new).await.expect("added"));
    assert!(!store::add_schedule(store, &new).await.expect("there already"));
    let planned = async || store::planned_schedules(pool, PLATFORM).await.expect("schedules");
    assert_eq!(planned().await[0].zone.as_deref(), Some("Asia/Kolkata"), "the server's");
    assert!(store::pause_schedule(store, place_id, "daily", true, now).await.expect("paused"));
    assert_eq!(planned().await, []);
    assert!(store::schedules_of(pool, place_id).await.expect("schedules")[0].paused);
    let later = now + SignedDuration::from_hours(1);
    assert!(store::pause_schedule(store, place_id, "daily", false, later).await.expect("resumed"));
    let considered =
        store::considered_until(pool, place_id, "daily").await.expect("a look").expect("since it was added");
    assert_eq!(considered.as_microsecond(), later.as_microsecond(), "what it did not do while paused was not missed");
    assert_eq!(store::pause_schedules(pool, PLATFORM, "s", Some("c")).await.expect("paused"), 1);
    assert_eq!(store::pause_schedules(pool, PLATFORM, "s", None).await.expect("paused"), 0);
    assert!(store::remove_schedule(pool, place_id, "daily").await.expect("removed"));
    assert!(!store::remove_schedule(pool, place_id, "daily").await.expect("gone"));
    opened.close().await;
}

/// A ledger from before has its event ids as they came.
#[tokio::test]
async fn a_ledger_from_before_is_brought_along() {
    let database = Database::on_server().await;
    let pool = database.pool().await;
    for migration in [
        include_str!("../migrations/0001_ledger.sql"),
        include_str!("../migrations/0002_boards.sql"),
        include_str!("../migrations/0003_schedules.sql"),
        "insert into places (platform, server, channel) values ('recorder', 's', 'c');
         insert into people (platform, external_id, name) values ('recorder', 'id-of-Ada', 'Ada');
         insert into question_versions (digest, question_id, content) values ('d', 'one', '{}');
         insert into rounds (mark, place_id, digest, question_id, pool, cycle, scheme, choice_order, state, claimed_at, opens_at,
                             closes_at, announced_at)
         select mark, 1, 'd', 'one', 'all', 0, 'simple/1', '[]', state, now(), now(), now() + interval '1 hour', announced
         from (values ('a', 'open', null), ('b', 'closed', now()), ('c', 'closed', null), ('d', 'void', null))
              as r (mark, state, announced);
         insert into answers (round_id, person_id, event_id, action, choices, sequence, occurred_at)
         values (1, 1, 'recorder:id-of-Ada:1', 'choose', 1, 1, now());",
        include_str!("../migrations/0006_servers.sql"),
    ] {
        sqlx::raw_sql(migration).execute(&pool).await.expect("a migration");
    }
    let person = ansatz::quiz::PersonId(1);
    assert!(store::is_recorded(&pool, person, "recorder:id-of-Ada:1").await.expect("a look"), "it counts once, still");
    let leased: Vec<i64> =
        sqlx::query_scalar("select round_id from round_leases order by 1").fetch_all(&pool).await.expect("leases");
    assert_eq!(leased, [1, 3]);
    let error = sqlx::query("update answers set value = 'x'").execute(&pool).await.expect_err("append-only again");
    assert_eq!(error.as_database_error().map(|error| error.message()), Some("answers are append-only"));
}
