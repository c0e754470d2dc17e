//! A place, people and rounds in a database.

use ansatz::bank::{Kind, Question, digest};
use ansatz::quiz::{DriverId, Mark, Order, PlaceId, PlaceRef, Scheme};
use ansatz::store::{self, Claim, Driver, NewRound, Store, StoredRound};
use jiff::{SignedDuration, Timestamp};
use rand::SeedableRng;
use rand::rngs::StdRng;
use std::sync::Arc;

use super::database::run;
use super::questions::question;

pub async fn place(store: &Store) -> PlaceId {
    let place = PlaceRef { platform: "room".to_owned(), server: "room".to_owned(), channel: "lobby".to_owned() };
    store::ensure_place(store.pool(), &place).await.expect("a place")
}

/// Adds this many people; their ids are 1 and up in a new database.
pub async fn people(store: &Store, count: u32) {
    let sql = format!(
        "insert into people (platform, external_id, name) select 'room', 'p' || i, 'Person ' || i from generate_series(1, {count}) i;
         analyze people"
    );
    run(store.pool(), &sql).await;
}

/// The process that all rounds belong to.
pub fn driver() -> DriverId {
    DriverId::random(&mut StdRng::seed_from_u64(1))
}

/// A round that is open for a month.
pub async fn open_round(store: &Store, place: PlaceId) -> StoredRound {
    let question: Arc<Question> = Arc::new(question(Kind::Msq));
    let now = Timestamp::now();
    let mark = Mark::random(&mut rand::rng());
    let new = NewRound {
        mark: mark.clone(),
        place,
        digest: digest(&question),
        pool: "all".to_owned(),
        cycle: 0,
        scheme: Scheme::NetCorrect,
        order: Order::identity(question.choices.len()),
        question,
        // One round at a time may be asked for; as many as one likes may be scheduled.
        schedule: Some("bench".to_owned()),
        opens_at: now,
        closes_at: now + SignedDuration::from_hours(31 * 24),
        private: false,
    };
    let driver = driver();
    let hold = Driver { id: &driver, lease_seconds: 3_600.0 };
    let claim = store::claim_round(store, place, "all", None, hold, now, |_| Some(new)).await.expect("a claim");
    let Claim::Claimed(round) = claim else { panic!("the round was not claimed: {claim:?}") };
    assert!(store::mark_posting(store.pool(), round.id, &driver).await.expect("a step"));
    assert!(store::mark_open(store.pool(), round.id, &driver, "1").await.expect("a step"));
    store::round_by_mark(store.pool(), &mark).await.expect("a round").expect("the round is there")
}
