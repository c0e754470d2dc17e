//! What a large crowd asks of the boards: the close of a round that 10,000 people answered, and the best ten and one's own place
//! on a board of 1,000,000.

use ansatz::quiz::{Calendar, PersonId, PlaceId, Window, board::Seasons};
use ansatz::store::{self, Store};
use criterion::{Criterion, SamplingMode};
use jiff::{Timestamp, tz::TimeZone};
use std::time::{Duration, Instant};
use tokio::runtime::Runtime;

use crate::support::database::{self, Database};
use crate::support::{measured, summary, world};

const ANSWERING: u32 = 10_000;
const ON_BOARD: u32 = 1_000_000;
/// A mark, in the units that are stored.
const MARK: i64 = 6_350_400;

fn calendar() -> Calendar {
    Calendar { zone: TimeZone::UTC, seasons: Seasons::Quarters }
}

/// How long the close of a round takes that `answering` people answered, most of them once.
async fn close(store: &Store, place: PlaceId, answering: u32) -> Duration {
    let round = world::open_round(store, place).await;
    let sql = format!(
        "insert into answers (round_id, person_id, event_id, action, choices, sequence, occurred_at)
         select {}, 1 + i % {answering}, gen_random_uuid()::text, 'choose', 1 << (i % 5), i, now()
         from generate_series(1, {answering} * 6 / 5) i",
        round.id
    );
    database::run(store.pool(), &sql).await;
    assert!(store::begin_closing(store.pool(), round.id, &world::driver()).await.expect("a step"));
    let start = Instant::now();
    let results = store::close_round(store, &round, &calendar(), Timestamp::now()).await.expect("the round closes");
    let took = start.elapsed();
    assert_eq!(results.len(), answering as usize);
    took
}

/// A board on which a year's marks are spread as they are in a large crowd: many at the same few points.
async fn fill(store: &Store, place: PlaceId) {
    let board = format!(
        "insert into boards (scope, time_window, starts_on, people) values ('place:{place}', 'all', '1970-01-01', 0)
         on conflict on constraint boards_scope_window_key do nothing"
    );
    database::run(store.pool(), &board).await;
    let scores = format!(
        "insert into scores (board_id, person_id, points, answered, fully_right, reached_at)
         select b.id, p, (answered * random())::bigint * {MARK} / 2, answered, answered / 2, now()
         from boards b, generate_series(1, {ON_BOARD}) p, lateral (select 1 + (random() * random() * 365)::bigint as answered where p > 0) a
         where b.scope = 'place:{place}' and b.time_window = 'all'
         on conflict do nothing"
    );
    database::run(store.pool(), &scores).await;
    database::run(
        store.pool(),
        &format!("update boards set people = {ON_BOARD} where time_window = 'all' and scope = 'place:{place}'"),
    )
    .await;
    database::run(store.pool(), "vacuum analyze scores").await;
}

/// Somebody near the given share of the board, 0 for the best.
async fn somebody(store: &Store, place: PlaceId, share: f64) -> PersonId {
    let offset = (f64::from(ON_BOARD - 1) * share) as i64;
    let person = "select s.person_id from scores s join boards b on b.id = s.board_id
                  where b.scope = $1 and b.time_window = 'all'
                  order by s.points desc, s.answered, s.person_id limit 1 offset $2";
    let query = sqlx::query_scalar(person).bind(format!("place:{place}")).bind(offset);
    PersonId(query.fetch_one(store.pool()).await.expect("somebody"))
}

fn read(criterion: &mut Criterion, runtime: &Runtime, store: &Store, place: PlaceId) {
    let mut group = criterion.benchmark_group("boards/read");
    group.sample_size(20);
    group.bench_function("floor", |bencher| {
        bencher.to_async(runtime).iter(|| async { store.ping().await.expect("the server answers") });
    });
    group.bench_function("top", |bencher| {
        bencher.to_async(runtime).iter(|| async {
            let (rows, people) =
                store::board_top(store.pool(), place, Window::AllTime, Calendar::EPOCH, 10).await.expect("a board");
            assert_eq!((rows.len(), people), (10, i64::from(ON_BOARD)));
        });
    });
    group.finish();
    for (name, share) in [("first", 0.0), ("middle", 0.5), ("last", 1.0)] {
        own_place(criterion, runtime, store, place, "boards/own_place", name, share);
    }
}

fn own_place(
    criterion: &mut Criterion,
    runtime: &Runtime,
    store: &Store,
    place: PlaceId,
    group: &str,
    name: &str,
    share: f64,
) {
    let person = runtime.block_on(somebody(store, place, share));
    let mut group = criterion.benchmark_group(group);
    group.bench_function(name, |bencher| {
        bencher.to_async(runtime).iter(|| async {
            let own = store::board_place(store.pool(), place, Window::AllTime, Calendar::EPOCH, person).await;
            own.expect("a board").expect("they are on it").rank
        });
    });
    group.finish();
}

pub fn run(criterion: &mut Criterion) {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    let Some(database) = runtime.block_on(Database::create("boards")) else { return };
    let measuring = summary::measuring();
    let (store, place) = runtime.block_on(async {
        let store = database.store(4).await;
        world::people(&store, if measuring { ON_BOARD } else { ANSWERING }).await;
        let place = world::place(&store).await;
        (store, place)
    });
    if measuring {
        runtime.block_on(fill(&store, place));
        read(criterion, &runtime, &store, place);
    }
    let mut group = criterion.benchmark_group("boards/close_round");
    group.sample_size(10).sampling_mode(SamplingMode::Flat).warm_up_time(Duration::from_millis(1));
    for answering in if measuring { vec![1_000, ANSWERING] } else { vec![100] } {
        group.bench_function(answering.to_string(), |bencher| {
            bencher.to_async(&runtime).iter_custom(|rounds| {
                let store = &store;
                async move {
                    let mut took = Duration::ZERO;
                    for _ in 0..rounds {
                        took += close(store, place, answering).await;
                    }
                    took
                }
            });
        });
    }
    group.finish();
    if measuring {
        // Rows that a close has just written are looked up one by one until the next vacuum.
        own_place(criterion, &runtime, &store, place, "boards/own_place_after_closes", "last", 1.0);
    }

    runtime.block_on(store.close());
    if measuring {
        report(&database);
    }
}

fn report(database: &Database) {
    summary::line(format_args!("Closing, and boards of 1,000,000 people; {}", database.durability));
    let floor = measured::median("boards_read/floor");
    for (id, what) in [
        ("boards_read/floor", "select 1, the floor of any query"),
        ("boards_read/top", "the best ten"),
        ("boards_own_place/first", "own place, at the top"),
        ("boards_own_place/middle", "own place, in the middle"),
        ("boards_own_place/last", "own place, at the end"),
        ("boards_own_place_after_closes/last", "own place, at the end, right after closes"),
        ("boards_close_round/1000", "close a round with 1,000 people"),
        ("boards_close_round/10000", "close a round with 10,000 people"),
    ] {
        let Some(median) = measured::median(id) else { continue };
        let ratio = floor.map_or(String::new(), |floor| format!("{:>8} × the floor", summary::figure(median / floor)));
        summary::line(format_args!("  {what:<44} {:>12}  {ratio}", summary::time(median)));
    }
}
