//! From starting the program to its first question on the page, beside the start of `psql` for one `select 1`: the least that a
//! program on this machine takes to start, connect and be answered.

use criterion::Criterion;
use std::cell::{Cell, RefCell};
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

use crate::support::database::{self, Database};
use crate::support::summary;
use crate::support::turns::{self, Turn};

const CONFIG: &str = "schedules: []\nroom: { question_at_start: true, question_open_for: 5s }\n";
const BANK: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/bank.yaml");
/// Nothing here takes this long.
const PATIENCE: Duration = Duration::from_secs(120);

/// Where a program keeps its data.
enum Data {
    Server(Database),
    #[cfg(feature = "embedded")]
    Embedded(TempDir),
}

fn command(data: &Data, config: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ansatz"));
    command.env_remove("DATABASE_URL").env_remove("RUST_LOG").env_remove("ANSATZ_CONFIG").env_remove("ANSATZ_DATA_DIR");
    match data {
        Data::Server(database) => command.env("DATABASE_URL", &database.address),
        #[cfg(feature = "embedded")]
        Data::Embedded(folder) => command.arg("--data-dir").arg(folder.path()),
    };
    command.arg("serve").arg("--config").arg(config).args(["--bank", BANK, "--port", "0"]);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).kill_on_drop(true);
    command
}

/// Whether the page has a question that is open, and whether it has one at all.
async fn question(client: &reqwest::Client, url: &str) -> (bool, bool) {
    let Ok(answer) = client.get(format!("{url}/api/state")).send().await else { return (false, false) };
    let state: serde_json::Value = answer.json().await.unwrap_or_default();
    let messages = state["messages"].as_array().cloned().unwrap_or_default();
    let questions: Vec<_> = messages.iter().filter(|message| message["kind"] == "question").collect();
    (questions.iter().any(|question| question["outcome"].is_null()), !questions.is_empty())
}

/// Starts the program and waits for the first question: how long that took, and the program.
async fn start(data: &Data, config: &Path, client: &reqwest::Client) -> (f64, Child, String) {
    let start = Instant::now();
    let mut child = command(data, config).spawn().expect("the program starts");
    let mut lines = BufReader::new(child.stdout.take().expect("stdout is piped")).lines();
    let line = tokio::time::timeout(PATIENCE, lines.next_line()).await.expect("an address in time").expect("text");
    let url = line.expect("the program prints its address").trim_end_matches('/').to_owned();
    while !question(client, &url).await.0 {
        assert!(start.elapsed() < PATIENCE, "there was no question");
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    (start.elapsed().as_secs_f64(), child, url)
}

/// Waits for the question to close and stops the program, so that the next start finds a quiet database.
async fn stop(mut child: Child, url: &str, client: &reqwest::Client) {
    while question(client, url).await != (false, true) {
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let id = child.id().expect("the program runs").to_string();
    Command::new("kill").args(["-TERM", &id]).status().await.expect("kill runs");
    let ended = tokio::time::timeout(PATIENCE, child.wait()).await.expect("it stops").expect("it ends");
    assert!(ended.success(), "the program ended badly: {ended}");
}

async fn psql(database: &Database) -> f64 {
    let start = Instant::now();
    let mut command = Command::new(database::program("psql"));
    let output = command
        .args(["--no-psqlrc", "--command", "select 1"])
        .arg(&database.address)
        .output()
        .await
        .expect("psql runs");
    assert!(output.status.success());
    start.elapsed().as_secs_f64()
}

/// The two starts of one lap: on nothing, and on what that left behind. Whichever is asked first makes the data.
struct Starts<'a> {
    config: &'a Path,
    client: &'a reqwest::Client,
    left: RefCell<Option<Data>>,
}

impl Starts<'_> {
    async fn first(&self, data: Data) -> f64 {
        let (took, child, url) = start(&data, self.config, self.client).await;
        stop(child, &url, self.client).await;
        self.left.replace(Some(data));
        took
    }

    async fn second(&self, data: impl AsyncFnOnce() -> Data) -> f64 {
        if self.left.borrow().is_none() {
            self.first(data().await).await;
        }
        let Some(data) = self.left.take() else { unreachable!("a first start leaves its data") };
        let (took, mut child, _) = start(&data, self.config, self.client).await;
        child.kill().await.expect("the program can be killed");
        took
    }
}

async fn measure(floor: &Database) {
    let folder = TempDir::new().expect("a folder");
    let config = folder.path().join("ansatz.yaml");
    std::fs::write(&config, CONFIG).expect("the configuration is written");
    let client = reqwest::Client::new();
    let starts = || Starts { config: &config, client: &client, left: RefCell::default() };
    let made = Cell::new(0);
    let new = async || {
        made.set(made.get() + 1);
        Data::Server(Database::create(&format!("start{}", made.get())).await.expect("the server is there"))
    };
    let server = starts();
    #[cfg(feature = "embedded")]
    let (embedded, fresh) = (starts(), async || Data::Embedded(TempDir::new().expect("a folder")));
    let contenders: Vec<(&str, Turn<'_>)> = vec![
        ("psql --command 'select 1'", Box::new(|| Box::pin(psql(floor)))),
        ("first start on a server", Box::new(|| Box::pin(async { server.first(new().await).await }))),
        ("second start on a server", Box::new(|| Box::pin(server.second(new)))),
    ];
    #[cfg(feature = "embedded")]
    let contenders: Vec<(&str, Turn<'_>)> = {
        let turns: [(&str, Turn<'_>); 2] = [
            ("first start, embedded", Box::new(|| Box::pin(async { embedded.first(fresh().await).await }))),
            ("second start, embedded", Box::new(|| Box::pin(embedded.second(fresh)))),
        ];
        contenders.into_iter().chain(turns).collect()
    };
    turns::take_turns("From the start of the program to its first question", turns::laps(5), summary::time, contenders)
        .await;
}

pub fn run(_: &mut Criterion) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let Some(floor) = runtime.block_on(Database::create("start")) else { return };
    if summary::measuring() {
        runtime.block_on(measure(&floor));
    }
}
