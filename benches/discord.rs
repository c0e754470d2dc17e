//! A large server in one evening: 50,000 reactions on 100 open rounds through one gateway, into the ledger of the real program; and the
//! close of a round that 10,000 people have answered. The stand-in Discord runs in this process and takes its share of the machine.

use criterion::Criterion;
use serde_json::{Value, json};
use sqlx::PgPool;
use std::process::Stdio;
use std::time::{Duration, Instant};
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};
use tokio::time::sleep;

#[path = "../tests/support/discord/mod.rs"]
#[expect(dead_code, reason = "tests use all of it, the benchmark a part")]
mod stand_in;

use crate::support::database::Database;
use crate::support::summary;
use stand_in::StandIn;

const BANK: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/bank.yaml");
const PATIENCE: Duration = Duration::from_secs(600);

/// How much of it is done: all when it is measured, a little when it is only tried.
struct Size {
    rounds: usize,
    reactions: usize,
    answers: usize,
}

struct Evening {
    stand_in: StandIn,
    bot: Child,
    pool: PgPool,
    guild: u64,
    _folder: TempDir,
}

pub fn run(_: &mut Criterion) {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    let size = match summary::measuring() {
        true => Size { rounds: 100, reactions: 50_000, answers: 10_000 },
        false => Size { rounds: 2, reactions: 200, answers: 150 },
    };
    runtime.block_on(async {
        let Some(database) = Database::create("discord").await else { return };
        let evening = start(&database).await;
        if summary::wanted("discord/reactions") {
            reactions(&evening, &size).await;
        }
        if summary::wanted("discord/close") {
            close(&evening, size.answers).await;
        }
    });
}

async fn start(database: &Database) -> Evening {
    let stand_in = StandIn::start().await.expect("a stand-in");
    let guild = stand_in.create_guild("A large server").await;
    let folder = TempDir::new().expect("a folder");
    let config = folder.path().join("ansatz.yaml");
    let text = format!(
        "schedules: []\nroom: {{ question_at_start: false, question_open_for: 2h }}\nwhy: false\n\
         chat: {{ discord: {{ api_base: {:?} }} }}\n",
        stand_in.base()
    );
    std::fs::write(&config, text).expect("a configuration");
    let mut command = Command::new(env!("CARGO_BIN_EXE_ansatz"));
    command.env_remove("RUST_LOG").env_remove("ANSATZ_CONFIG").env_remove("ANSATZ_DATA_DIR");
    command.env("DATABASE_URL", &database.address).env("DISCORD_TOKEN", stand_in.token());
    command.arg("serve").arg("--config").arg(&config).args(["--bank", BANK, "--port", "0"]);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).kill_on_drop(true);
    let mut bot = command.spawn().expect("the program starts");
    let mut lines = BufReader::new(bot.stdout.take().expect("stdout is piped")).lines();
    lines.next_line().await.expect("text").expect("an address");
    stand_in.wait_connected(1, PATIENCE).await.expect("it connects");
    let pool = PgPool::connect(&database.address).await.expect("the server answers");
    Evening { stand_in, bot, pool, guild, _folder: folder }
}

impl Evening {
    async fn slash(&self, channel: u64, path: &str, options: Value) -> Value {
        let owner = self.stand_in.owner();
        loop {
            // Not registered yet, or too busy to answer in time.
            let Ok(asked) = self.stand_in.slash(owner, channel, path, &options).await else {
                sleep(Duration::from_millis(50)).await;
                continue;
            };
            if let Ok(reply) = self.stand_in.wait_reply(asked, PATIENCE).await {
                return reply;
            }
        }
    }

    /// A question with options in a channel of its own: the post, and when it takes answers.
    async fn question(&self, name: &str) -> (u64, u64) {
        let channel = self.stand_in.create_channel(self.guild, name).await.expect("a channel");
        let mut after = 0;
        loop {
            self.slash(channel, "quiz now", json!({})).await;
            let message = self.stand_in.wait_message(channel, after, PATIENCE).await.expect("a post");
            let id: u64 = message["id"].as_str().and_then(|id| id.parse().ok()).expect("an id");
            after = id;
            let has_letters = message["embeds"][0]["description"].as_str().is_some_and(|text| text.contains('🇩'));
            if has_letters {
                self.stand_in
                    .wait_until(channel, id, PATIENCE, |view| view["reacted"]["🇩"].is_array())
                    .await
                    .expect("letters");
                self.is_open(id).await;
                return (channel, id);
            }
            self.is_open(id).await;
            self.slash(channel, "quiz skip", json!({})).await;
        }
    }

    async fn is_open(&self, message: u64) {
        let open = "select exists (select from rounds where message_id = $1 and state = 'open')";
        while !sqlx::query_scalar::<_, bool>(open)
            .bind(message.to_string())
            .fetch_one(&self.pool)
            .await
            .expect("a state")
        {
            sleep(Duration::from_millis(10)).await;
        }
    }

    async fn people(&self, count: usize) -> Vec<u64> {
        let mut people = Vec::with_capacity(count);
        for number in 0..count {
            let name = format!("P{number}");
            people.push(self.stand_in.create_user(Some(self.guild), &name).await.expect("a member"));
        }
        people
    }

    async fn entries(&self) -> i64 {
        sqlx::query_scalar("select count(*) from answers").fetch_one(&self.pool).await.expect("a count")
    }

    /// In MB, what the program has in memory.
    fn memory(&self) -> f64 {
        let id = self.bot.id().expect("the program runs");
        let status = std::fs::read_to_string(format!("/proc/{id}/status")).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok());
        kilobytes.unwrap_or_default() / 1024.0
    }
}

async fn reactions(evening: &Evening, size: &Size) {
    let mut posts = Vec::new();
    for number in 0..size.rounds {
        posts.push(evening.question(&format!("quiz-{number}")).await);
    }
    let each = size.reactions / size.rounds;
    let people = evening.people(each).await;
    let before = evening.entries().await;
    let start = Instant::now();
    for person in &people {
        for (channel, message) in &posts {
            evening.stand_in.react(*person, *channel, *message, "🇦").await.expect("they react");
        }
    }
    let expected = before + i64::try_from(each * size.rounds).expect("a count");
    while evening.entries().await < expected {
        assert!(start.elapsed() < PATIENCE, "{} of {expected}", evening.entries().await);
        sleep(Duration::from_millis(20)).await;
    }
    let seconds = start.elapsed().as_secs_f64();
    let quantile = "select coalesce(percentile_cont($1) within group (order by extract(epoch from received_at - occurred_at)), 0)::float8 from answers";
    let of = async |share: f64| -> f64 {
        sqlx::query_scalar(quantile).bind(share).fetch_one(&evening.pool).await.expect("a quantile")
    };
    let (median, p99) = (of(0.5).await, of(0.99).await);
    let count = (each * size.rounds) as f64;
    summary::line(format!(
        "discord/reactions: {} reactions on {} rounds in {}: {} a second; receipt to commit {} in the median, {} at p99; {} MB",
        summary::figure(count),
        size.rounds,
        summary::time(seconds),
        summary::figure(count / seconds),
        summary::time(median),
        summary::time(p99),
        summary::figure(evening.memory()),
    ));
}

async fn close(evening: &Evening, answers: usize) {
    let (channel, message) = evening.question("one-large-round").await;
    let people = evening.people(answers).await;
    let before = evening.entries().await;
    for person in &people {
        evening.stand_in.react(*person, channel, message, "🇦").await.expect("they react");
    }
    let expected = before + i64::try_from(answers).expect("a count");
    while evening.entries().await < expected {
        sleep(Duration::from_millis(20)).await;
    }
    let start = Instant::now();
    evening.slash(channel, "quiz close", json!({})).await;
    let over = |view: &Value| view["embeds"][0]["fields"].as_array().is_some_and(|fields| !fields.is_empty());
    evening.stand_in.wait_until(channel, message, PATIENCE, over).await.expect("the outcome");
    summary::line(format!(
        "discord/close: {} answers read again from Discord, graded and shown in {}; {} MB",
        summary::figure(answers as f64),
        summary::time(start.elapsed().as_secs_f64()),
        summary::figure(evening.memory()),
    ));
}
