//! Answers into the ledger, a second, beside pgbench doing the same inserts into the same table in the same run.
//!
//! A turn is a few seconds in which 8 clients, or many people through the one `Writer`, send as fast as they are answered. Every
//! answer has an event id of its own, a random UUID in text, as platforms and the room's page make them.

use ansatz::engine::Writer;
use ansatz::quiz::{Action, PersonId, RoundId};
use ansatz::store::{NewAnswer, Recorded, Store, record};
use criterion::{BatchSize, BenchmarkId, Criterion, Throughput};
use jiff::Timestamp;
use rand::Rng;
use std::time::{Duration, Instant};
use tokio::process::Command;
use tokio::task::JoinSet;

use crate::support::database::{self, Database};
use crate::support::turns::{self, Turn};
use crate::support::{measured, summary, world};

const ROUNDS: usize = 3;
const PEOPLE: u32 = 1_000;
/// Answers that are in the table before anything is measured: an index that fits in a page would flatter everybody.
const ROWS: u32 = 1_000_000;
const CLIENTS: usize = 8;
const TURN: Duration = Duration::from_secs(3);
/// The same columns as `record` fills, one row and one commit a call.
const INSERT: &str = "insert into answers
    (round_id, person_id, event_id, action, choices, value, sequence, occurred_at, reconciled)
    values (:round, :person, gen_random_uuid()::text, 'choose', 2, null, :sequence, now(), false);";

/// What answers are about.
#[derive(Clone)]
struct Sender {
    rounds: Vec<RoundId>,
}

impl Sender {
    fn answer(&self, rng: &mut impl Rng) -> NewAnswer {
        let (high, low, pick) = (rng.next_u64(), rng.next_u64(), rng.next_u64());
        let now = Timestamp::now();
        NewAnswer {
            round: self.rounds[(pick >> 32) as usize % self.rounds.len()],
            person: PersonId(1 + i64::from(pick as u32 % PEOPLE)),
            event_id: format!(
                "{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
                high >> 32,
                high >> 16 & 0xffff,
                high & 0xffff,
                low >> 48,
                low & 0xffff_ffff_ffff
            ),
            action: Action::Choose(1),
            sequence: now.as_microsecond(),
            occurred_at: now,
            reconciled: false,
        }
    }
}

/// Answers a second of `senders` people, each of whom sends the next answer once the last is committed.
async fn through_writer(store: &Store, sender: &Sender, senders: usize) -> f64 {
    let (writer, writing) = Writer::start(store.clone());
    let start = Instant::now();
    let mut people = JoinSet::new();
    for _ in 0..senders {
        let (writer, sender) = (writer.clone(), sender.clone());
        people.spawn(async move {
            let mut sent = 0u64;
            while start.elapsed() < TURN {
                let answer = sender.answer(&mut rand::rng());
                assert!(matches!(writer.record(answer).await, Ok(Recorded::New(_))), "every answer is new");
                sent += 1;
            }
            sent
        });
    }
    drop(writer);
    let rate = rate(people, start).await;
    writing.await.expect("the writer ends");
    rate
}

/// Answers a second of 8 connections, each of which records one answer a call: pgbench's own way.
async fn one_by_one(store: &Store, sender: &Sender) -> f64 {
    let start = Instant::now();
    let mut clients = JoinSet::new();
    for _ in 0..CLIENTS {
        let (store, sender) = (store.clone(), sender.clone());
        clients.spawn(async move {
            let mut connection = store.pool().acquire().await.expect("a connection");
            let mut sent = 0u64;
            while start.elapsed() < TURN {
                let answer = [sender.answer(&mut rand::rng())];
                let recorded = record(&mut *connection, &answer).await.expect("the answer is recorded");
                assert!(matches!(recorded[..], [Recorded::New(_)]), "every answer is new");
                sent += 1;
            }
            sent
        });
    }
    rate(clients, start).await
}

async fn rate(mut tasks: JoinSet<u64>, start: Instant) -> f64 {
    let mut sent = 0;
    while let Some(of_one) = tasks.join_next().await {
        sent += of_one.expect("a sender ends well");
    }
    sent as f64 / start.elapsed().as_secs_f64()
}

/// Transactions a second, as pgbench counts them.
async fn pgbench(database: &Database, script: &std::path::Path) -> f64 {
    let mut command = Command::new(database::program("pgbench"));
    command
        .args(["--no-vacuum", "--protocol=prepared", "--client=8", "--jobs=2"])
        .arg(format!("--time={}", TURN.as_secs()));
    let output = command.arg("--file").arg(script).arg(&database.address).output().await.expect("pgbench runs");
    let (out, errors) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "pgbench failed: {errors}");
    let rate = out.lines().find_map(|line| line.strip_prefix("tps = ")?.split(' ').next()?.parse().ok());
    rate.unwrap_or_else(|| panic!("pgbench says how many: {out}"))
}

async fn fill(store: &Store, sender: &Sender) {
    let rounds: Vec<String> = sender.rounds.iter().map(ToString::to_string).collect();
    let sql = format!(
        "insert into answers (round_id, person_id, event_id, action, choices, sequence, occurred_at)
         select ({}), 1 + i % {PEOPLE}, gen_random_uuid()::text, 'choose', 2, i, now() from generate_series(1, {ROWS}) i;
         vacuum analyze answers; checkpoint",
        format_args!("(array[{}])[1 + i % {}]", rounds.join(","), rounds.len())
    );
    // Each by itself, since a vacuum takes no transaction.
    for statement in sql.split(';') {
        database::run(store.pool(), statement).await;
    }
}

async fn rows(store: &Store) -> i64 {
    sqlx::query_scalar("select count(*) from answers").fetch_one(store.pool()).await.expect("a count")
}

async fn versus_pgbench(database: &Database, store: &Store, sender: &Sender) {
    let script = tempfile::NamedTempFile::new().expect("a file");
    let variables = format!(
        "\\set round random({}, {})\n\\set person random(1, {PEOPLE})\n\\set sequence random(1, 1000000000000)\n",
        sender.rounds[0].0,
        sender.rounds[ROUNDS - 1].0
    );
    std::fs::write(script.path(), variables + &INSERT.replace('\n', " ") + "\n").expect("the script is written");
    let laps = turns::laps(7);
    let before = rows(store).await;
    let contenders: Vec<(&str, Turn<'_>)> = vec![
        ("pgbench, 8 clients, one row a commit", Box::new(|| Box::pin(pgbench(database, script.path())))),
        ("record, 8 connections, one row a call", Box::new(|| Box::pin(one_by_one(store, sender)))),
        ("Writer, 8 people", Box::new(|| Box::pin(through_writer(store, sender, 8)))),
        ("Writer, 64 people", Box::new(|| Box::pin(through_writer(store, sender, 64)))),
        ("Writer, 1,000 people", Box::new(|| Box::pin(through_writer(store, sender, 1_000)))),
    ];
    let title = format!("Answers into the ledger a second, and the ratio to pgbench; {}", database.durability);
    turns::take_turns(&title, laps, summary::figure, contenders).await;
    let after = rows(store).await;
    summary::line(format_args!(
        "  The table grew from {} to {} rows meanwhile.",
        summary::figure(before as f64),
        summary::figure(after as f64)
    ));
}

pub fn run(criterion: &mut Criterion) {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    let Some(database) = runtime.block_on(Database::create("ledger")) else { return };
    let (store, sender) = runtime.block_on(async {
        let store = database.store(CLIENTS as u32).await;
        let place = world::place(&store).await;
        world::people(&store, PEOPLE).await;
        let mut sender = Sender { rounds: Vec::new() };
        for _ in 0..ROUNDS {
            sender.rounds.push(world::open_round(&store, place).await.id);
        }
        (store, sender)
    });
    if summary::measuring() {
        runtime.block_on(fill(&store, &sender));
        if summary::wanted("ledger/pgbench") {
            runtime.block_on(versus_pgbench(&database, &store, &sender));
        }
    }

    let mut group = criterion.benchmark_group("ledger/record");
    let sizes = [1u64, 10, 100, 1_000];
    for size in sizes {
        group.throughput(Throughput::Elements(size));
        group.bench_function(BenchmarkId::from_parameter(size), |bencher| {
            let batch = || (0..size).map(|_| sender.answer(&mut rand::rng())).collect::<Vec<_>>();
            bencher.to_async(&runtime).iter_batched(
                batch,
                |batch: Vec<NewAnswer>| {
                    let store = &store;
                    async move { record(store.pool(), &batch).await.expect("the answers are recorded") }
                },
                BatchSize::PerIteration,
            );
        });
    }
    group.finish();
    for size in sizes {
        if let Some(median) = measured::median(&format!("ledger_record/{size}")) {
            let (each, rate) = (summary::time(median), summary::figure(size as f64 / median));
            summary::line(format_args!(
                "  record, {size:>5} rows in a call: {each:>8} a call, {rate} answers a second"
            ));
        }
    }
    runtime.block_on(store.close());
}
