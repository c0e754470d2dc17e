//! Postgres away for a while: nothing is acknowledged that is not committed, people are told so in a sentence, and everything
//! goes on by itself when it is back. The server is real; a relay in front of it is cut and mended.

use ansatz::store::Source;
use reqwest::StatusCode;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::io::copy_bidirectional;
use tokio::net::{UnixListener, UnixStream};

use crate::support::bot::{Bot, read_log};
use crate::support::database::Database;
use crate::support::player::{Player, event_id};

const CONFIG: &str =
    "schedules: []\nroom: { question_at_start: false, question_open_for: 15s }\ndatabase: { wait: 1s }\n";

/// Passes connections on to the server while it is whole.
struct Relay {
    whole: Arc<AtomicBool>,
}

impl Relay {
    fn start(folder: &Path, server: PathBuf) -> Self {
        let listener = UnixListener::bind(folder.join(".s.PGSQL.5432")).expect("a socket");
        let whole = Arc::new(AtomicBool::new(true));
        let state = whole.clone();
        tokio::spawn(async move {
            while let Ok((mut client, _)) = listener.accept().await {
                if !state.load(Ordering::Relaxed) {
                    continue;
                }
                let (server, state) = (server.clone(), state.clone());
                tokio::spawn(async move {
                    let Ok(mut server) = UnixStream::connect(server).await else { return };
                    let cut = async {
                        while state.load(Ordering::Relaxed) {
                            tokio::time::sleep(Duration::from_millis(20)).await;
                        }
                    };
                    tokio::select! {
                        _ = copy_bidirectional(&mut client, &mut server) => {}
                        () = cut => {}
                    }
                });
            }
        });
        Self { whole }
    }

    fn set_whole(&self, whole: bool) {
        self.whole.store(whole, Ordering::Relaxed);
    }
}

/// The same database behind a relay.
async fn relayed() -> (Database, Relay) {
    let mut database = Database::on_server().await;
    let Source::Server(address) = &database.source else { unreachable!("it is on a server") };
    let (before, folder) = address.split_once("host=").expect("scripts/with-postgres gives a socket's folder");
    let server = PathBuf::from(folder).join(".s.PGSQL.5432");
    let relay = Relay::start(database.folder.path(), server);
    database.source = Source::Server(format!("{before}host={}", database.folder.path().display()));
    (database, relay)
}

async fn ready(player: &Player) -> StatusCode {
    reqwest::get(format!("{}/readyz", player.url)).await.expect("the room answers").status()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_bot_lives_through_a_database_that_goes_away() {
    let (database, relay) = relayed().await;
    let bot = Bot::start(&database, CONFIG).await;
    let ada = Player::join(&bot.url, "Ada").await;
    assert_eq!(ready(&ada).await, StatusCode::OK);
    ada.command("/quiz now").await;
    let question = ada.wait_for("open question", |question| question["outcome"].is_null()).await;
    let mark = question["mark"].as_str().expect("a mark").to_owned();
    let gesture = if question["form"] == "nat" { json!({ "value": "0.731" }) } else { json!({ "select": [0] }) };
    let first = json!({ "mark": mark, "gesture": gesture, "event_id": event_id() });
    while ada.post("/api/answer", &first).await.expect("the room answers").0 != StatusCode::OK {
        tokio::time::sleep(Duration::from_millis(50)).await;
    }

    relay.set_whole(false);
    while ready(&ada).await == StatusCode::OK {
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let body = json!({ "mark": mark, "gesture": gesture, "event_id": event_id() });
    let (status, refused) = ada.post("/api/answer", &body).await.expect("the room answers");
    assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(refused["retry"], true);
    let sentences = [
        "I can't save anything right now, so this was not recorded. Please try again in a moment.",
        "This isn't confirmed yet. Try again in a moment; it will count once.",
    ];
    assert!(sentences.contains(&refused["error"].as_str().unwrap_or_default()), "{refused}");
    let (status, refused) = ada.command("/quiz me").await;
    assert_eq!((status, &refused["retry"]), (StatusCode::SERVICE_UNAVAILABLE, &json!(true)));

    relay.set_whole(true);
    // The page sends the same event again until it hears of it.
    let mut last = (StatusCode::IM_A_TEAPOT, Value::Null);
    for _ in 0..40 {
        last = ada.post("/api/answer", &body).await.expect("the room answers");
        if last.0 == StatusCode::OK {
            break;
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    assert_eq!(last.0, StatusCode::OK, "{}", last.1);
    let closed = ada.wait_for("outcome", |other| other["mark"] == mark.as_str() && !other["outcome"].is_null()).await;
    assert_eq!(closed["outcome"]["tally"]["answered"], 1);
    assert_eq!(ready(&ada).await, StatusCode::OK);
    // Long after the close, the same event is still confirmed rather than called late.
    let (status, again) = ada.post("/api/answer", &body).await.expect("the room answers");
    assert_eq!((status, &again["kind"]), (StatusCode::OK, &json!("recorded")));
    bot.stop().await;
    assert_eq!(read_log(&database).matches("panicked").count(), 0);

    let pool = database.pool().await;
    let answers: i64 = sqlx::query_scalar("select count(*) from answers").fetch_one(&pool).await.expect("a count");
    assert_eq!(answers, 2, "however often they were sent");
}
