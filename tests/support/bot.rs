//! The real program as a process: started, killed and stopped as its organiser, or a crash, would.

use ansatz::store::Source;
use std::path::PathBuf;
use std::process::Stdio;
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

use super::database::Database;

const START: Duration = Duration::from_secs(90);

/// A running `ansatz serve`.
pub struct Bot {
    child: Child,
    /// Of its room, without a slash at the end.
    pub url: String,
}

/// The command, with nothing of this process's own configuration in its way.
pub fn ansatz(database: &Database) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ansatz"));
    command
        .env_remove("DATABASE_URL")
        .env_remove("RUST_LOG")
        .env_remove("ANSATZ_CONFIG")
        .env_remove("ANSATZ_DATA_DIR")
        .env_remove("DISCORD_TOKEN");
    match &database.source {
        Source::Server(address) => command.env("DATABASE_URL", address),
        Source::Embedded(folder) => command.arg("--data-dir").arg(folder),
    };
    command.kill_on_drop(true).stdin(Stdio::null());
    command
}

pub fn data(name: &str) -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data")).join(name)
}

impl Bot {
    /// Starts it on a free port and waits for its address. `config` is the configuration file's text.
    pub async fn start(database: &Database, config: &str) -> Self {
        Self::start_with(database, config, &["--port", "0"]).await
    }

    /// The same with arguments of the caller's choice.
    pub async fn start_with(database: &Database, config: &str, arguments: &[&str]) -> Self {
        Self::begin(database, config, arguments, None).await
    }

    /// The same on Discord, too.
    pub async fn start_on_discord(database: &Database, config: &str, arguments: &[&str], token: &str) -> Self {
        Self::begin(database, config, arguments, Some(token)).await
    }

    async fn begin(database: &Database, config: &str, arguments: &[&str], token: Option<&str>) -> Self {
        let path = database.folder.path().join("ansatz.yaml");
        std::fs::write(&path, config).expect("the configuration is written");
        let log = database.folder.path().join("log");
        let log = std::fs::OpenOptions::new().create(true).append(true).open(log).expect("the log opens");
        let mut command = ansatz(database);
        if let Some(token) = token {
            command.env("DISCORD_TOKEN", token);
        }
        command.arg("serve").arg("--config").arg(&path).arg("--bank").arg(data("bank.yaml"));
        let mut child = command.args(arguments).stdout(Stdio::piped()).stderr(log).spawn().expect("the program starts");
        let mut lines = BufReader::new(child.stdout.take().expect("stdout is piped")).lines();
        let line = tokio::time::timeout(START, lines.next_line()).await.expect("the program starts in time");
        let Some(line) = line.expect("stdout is text") else { panic!("the program ended:\n{}", read_log(database)) };
        let url = line.trim_end_matches('/').to_owned();
        assert!(url.starts_with("http://127.0.0.1:"), "the last line printed is the address, not {line:?}");
        Self { child, url }
    }

    /// kill -9.
    pub async fn kill(mut self) {
        self.child.kill().await.expect("the program can be killed");
    }

    /// SIGTERM, as a service manager stops it.
    pub async fn stop(self) {
        self.end("-TERM").await;
    }

    /// SIGINT, as Ctrl-C does.
    pub async fn interrupt(self) {
        self.end("-INT").await;
    }

    /// It must end by itself, and well.
    async fn end(mut self, signal: &str) {
        let id = self.child.id().expect("the program runs").to_string();
        let sent = Command::new("kill").args([signal, &id]).status().await.expect("kill runs");
        assert!(sent.success());
        let ended = tokio::time::timeout(Duration::from_secs(12), self.child.wait()).await;
        assert_eq!(ended.expect("it stops within 10 s").expect("it ends").code(), Some(0));
    }
}

/// What the program has logged so far.
pub fn read_log(database: &Database) -> String {
    std::fs::read_to_string(database.folder.path().join("log")).unwrap_or_default()
}
