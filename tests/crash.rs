//! kill -9 at random moments of post, answer and close; then nothing that was acknowledged may be missing, nothing posted twice,
//! and the boards must be what the ledger says.

use ansatz::quiz::Calendar;
use ansatz::quiz::board::Seasons;
use jiff::tz::TimeZone;
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use reqwest::{Client, StatusCode};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tokio::task::JoinSet;

use crate::support::bot::{Bot, read_log};
use crate::support::database::{Database, derived};
use crate::support::player::{event_id, questions};

/// A round a second, each open for five: at every moment some are being posted, answered and closed.
const CONFIG: &str =
    "schedules: [{ name: every-second, cron: \"* * * * * *\", open_for: 5s }]\nroom: { question_at_start: false }\n";
const ROUNDS: i64 = 50;
const PLAYERS: usize = 6;
const LONGEST: Duration = Duration::from_secs(600);

/// What the players share: where the program is now, and what it has acknowledged.
#[derive(Default)]
struct World {
    url: Mutex<String>,
    acknowledged: Mutex<BTreeSet<String>>,
    done: std::sync::atomic::AtomicBool,
}

impl World {
    fn done(&self) -> bool {
        self.done.load(std::sync::atomic::Ordering::Relaxed)
    }
}

/// Answers whatever is open until told to stop. A request that fails is sent again, as the page does, with the same event id.
async fn play(world: Arc<World>, number: usize, seed: u64) {
    let mut random = StdRng::seed_from_u64(seed);
    let client = Client::builder().timeout(Duration::from_secs(4)).build().expect("a client");
    let name = format!("Player {number}");
    let mut token = None;
    while !world.done() {
        let url = world.url.lock().expect("the address").clone();
        tokio::time::sleep(Duration::from_millis(random.random_range(5..60))).await;
        let Some(bearer) = token.clone() else {
            let joined = client
                .post(format!("{url}/api/join"))
                .json(&json!({ "name": format!("{name} {}", event_id()) }))
                .send()
                .await;
            if let Ok(joined) = joined
                && let Ok(joined) = joined.json::<Value>().await
            {
                token = joined["token"].as_str().map(str::to_owned);
            }
            continue;
        };
        let Ok(state) = client.get(format!("{url}/api/state")).send().await else { continue };
        let Ok(state) = state.json::<Value>().await else { continue };
        let open: Vec<Value> = questions(&state).into_iter().filter(|question| question["outcome"].is_null()).collect();
        if open.is_empty() {
            continue;
        }
        let question = &open[random.random_range(0..open.len())];
        let gesture = match question["form"].as_str() {
            Some("nat") => {
                let value = ["0.731", "0,731", ".5"][random.random_range(0..3)];
                json!({ "value": value })
            }
            _ if random.random_bool(0.2) => json!({ "withdraw": random.random_range(0..4) }),
            _ => json!({ "choose": random.random_range(0..4) }),
        };
        let id = event_id();
        let body = json!({ "mark": question["mark"], "gesture": gesture, "event_id": id });
        for _ in 0..8 {
            let url = world.url.lock().expect("the address").clone();
            let sent = client.post(format!("{url}/api/answer")).bearer_auth(&bearer).json(&body).send().await;
            match sent {
                Ok(reply) if reply.status() == StatusCode::OK => {
                    world.acknowledged.lock().expect("the list").insert(id.clone());
                    break;
                }
                Ok(reply) if reply.status() != StatusCode::SERVICE_UNAVAILABLE => break,
                _ => tokio::time::sleep(Duration::from_millis(200)).await,
            }
        }
    }
}

async fn count(database: &Database, query: &'static str) -> i64 {
    let opened = database.open().await;
    let count = sqlx::query_scalar(query).fetch_one(opened.store.pool()).await.expect("a count");
    opened.close().await;
    count
}

async fn crash(database: Database) {
    let seed = std::env::var("ANSATZ_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or_else(rand::random::<u64>);
    println!("ANSATZ_SEED={seed}");
    let mut random = StdRng::seed_from_u64(seed);
    let world = Arc::new(World::default());
    let mut players = JoinSet::new();
    let (started, mut kills, mut rounds) = (Instant::now(), 0, 0);
    while rounds < ROUNDS {
        assert!(started.elapsed() < LONGEST, "{rounds} rounds after {kills} kills:\n{}", read_log(&database));
        let bot = Bot::start(&database, CONFIG).await;
        world.url.lock().expect("the address").clone_from(&bot.url);
        while players.len() < PLAYERS {
            players.spawn(play(world.clone(), players.len(), seed.wrapping_add(players.len() as u64)));
        }
        tokio::time::sleep(Duration::from_millis(random.random_range(200..3_500))).await;
        bot.kill().await;
        kills += 1;
        if kills % 5 == 0 {
            rounds = count(&database, "select count(*) from rounds where state <> 'void'").await;
        }
    }

    // Whatever was under way is taken up and ended; no new rounds come.
    let bot = Bot::start(&database, "schedules: []\nroom: { question_at_start: false }\n").await;
    world.url.lock().expect("the address").clone_from(&bot.url);
    let client = Client::new();
    loop {
        let state: Value =
            client.get(format!("{}/api/state", bot.url)).send().await.expect("state").json().await.expect("JSON");
        if questions(&state).iter().all(|question| !question["outcome"].is_null()) {
            break;
        }
        assert!(started.elapsed() < LONGEST, "a round does not close:\n{}", read_log(&database));
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    world.done.store(true, std::sync::atomic::Ordering::Relaxed);
    players.join_all().await;
    bot.stop().await;

    let opened = database.open().await;
    let pool = opened.store.pool();
    let stuck: i64 = sqlx::query_scalar("select count(*) from rounds where state <> 'void' and announced_at is null")
        .fetch_one(pool)
        .await
        .expect("a count");
    assert_eq!(stuck, 0, "every round that was posted is closed and announced");
    let (rounds, messages, matched): (i64, i64, i64) = sqlx::query_as(
        "select (select count(*) from rounds where state <> 'void'),
                (select count(*) from room_messages where body->>'kind' = 'question'),
                (select count(*) from rounds r join room_messages m on m.key = r.mark
                 where r.state = 'closed' and m.id::text = r.message_id and m.body->'outcome' <> 'null')",
    )
    .fetch_one(pool)
    .await
    .expect("counts");
    assert_eq!((messages, matched), (rounds, rounds), "each round is posted exactly once, and its outcome shown");
    let runs: i64 = sqlx::query_scalar("select count(*) from (select round_id from schedule_runs where round_id is not null group by round_id having count(*) > 1) twice").fetch_one(pool).await.expect("a count");
    assert_eq!(runs, 0);

    // Event ids are kept hashed with their person's salt.
    let acknowledged: Vec<String> = world.acknowledged.lock().expect("the list").iter().cloned().collect();
    let lost = sqlx::query_scalar::<_, String>(
        "select k.id from unnest($1::text[]) as k (id) where not exists (
             select from people p join answers a on a.event_id =
                 encode(sha256(convert_to(p.salt || 'room:' || p.external_id || ':' || k.id, 'UTF8')), 'hex')
         )",
    )
    .bind(&acknowledged)
    .fetch_all(pool)
    .await
    .expect("the ledger");
    assert!(lost.is_empty(), "{} acknowledged answers are not in the ledger: {lost:?}", lost.len());
    assert!(acknowledged.len() > 50, "only {} answers were acknowledged", acknowledged.len());

    let before = derived(&opened.store).await;
    let calendar = Calendar { zone: TimeZone::UTC, seasons: Seasons::Quarters };
    ansatz::store::rebuild(&opened.store, &calendar, None, ansatz::bank::digest).await.expect("a rebuild");
    assert_eq!(derived(&opened.store).await, before, "the boards are what the ledger says");
    println!("{kills} kills, {rounds} rounds, {} acknowledged answers, {:?}", acknowledged.len(), started.elapsed());
    opened.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_lost_or_doubled_on_a_server() {
    crash(Database::on_server().await).await;
}

#[cfg(feature = "embedded")]
#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_lost_or_doubled_on_the_embedded_database() {
    crash(Database::embedded()).await;
}
