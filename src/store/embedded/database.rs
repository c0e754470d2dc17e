//! The database itself: PostgreSQL as WebAssembly, owned by one thread and asked through a channel.
//!
//! Its one session is replaced, which takes a twentieth of a second, when it broke or has seen many errors: the
//! runtime does not give back all of the stack after an error.

use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use oliphaunt_wasix::{DatabaseStorage, Oliphaunt};
use tokio::sync::oneshot;

use super::error::EmbeddedError;
use super::statements::Answer;
use super::wire;

/// Errors after which the session is replaced at the next idle moment. It broke after about 1,470 when measured.
const MAX_ERRORS: u32 = 200;

/// How long a database that could not be opened again is left alone: on a full disk every attempt costs.
const RETRY: Duration = Duration::from_secs(1);

/// The folder inside the data folder. The runtime keeps its lock file beside it, and allows nothing else inside.
const CLUSTER: &str = "postgres";

/// Settings of every session. Durability is checked after opening as well; a bound on the write-ahead log makes the
/// session write checkpoints, which no background process does here.
const SETTINGS: [(&str, &str); 8] = [
    ("fsync", "on"),
    ("synchronous_commit", "on"),
    ("full_page_writes", "on"),
    ("jit", "off"),
    ("shared_buffers", "32MB"),
    ("max_wal_size", "128MB"),
    ("min_wal_size", "32MB"),
    ("application_name", "ansatz"),
];

/// Without these three a confirmed answer could be lost.
const DURABILITY: [&str; 3] = ["fsync", "synchronous_commit", "full_page_writes"];

/// What a server reports to a client that connects.
const REPORTED: [&str; 11] = [
    "server_version",
    "server_encoding",
    "client_encoding",
    "application_name",
    "is_superuser",
    "session_authorization",
    "DateStyle",
    "IntervalStyle",
    "TimeZone",
    "integer_datetimes",
    "standard_conforming_strings",
];

enum Command {
    /// Replaces the session, or makes the first.
    Open(oneshot::Sender<Result<Vec<(String, String)>, EmbeddedError>>),
    Run(Vec<u8>, oneshot::Sender<Option<Vec<u8>>>),
    Close(oneshot::Sender<Result<(), EmbeddedError>>),
}

/// The session, for the client whose turn it is: whoever holds this holds the whole database.
#[derive(Debug)]
pub struct Database {
    folder: PathBuf,
    commands: mpsc::Sender<Command>,
    parameters: Vec<(String, String)>,
    /// Counts the sessions there have been.
    session: u64,
    state: State,
    errors: u32,
    /// The last time a session could not be had, and why.
    refused: Option<(Instant, EmbeddedError)>,
}

/// What is known about the session between two batches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Idle,
    /// In a transaction, or not synchronised: somebody's turn.
    Busy,
    /// Gone, or not to be trusted any longer.
    Broken,
}

impl Database {
    /// Starts the thread and opens the database below this folder, which must exist.
    pub async fn open(folder: &Path) -> Result<Self, EmbeddedError> {
        let (commands, inbox) = mpsc::channel();
        let path = folder.to_path_buf();
        thread::Builder::new()
            .name("embedded-postgres".to_owned())
            // As much as a main thread has: the compiled code runs on it.
            .stack_size(8 << 20)
            .spawn(move || Owner { folder: path, database: None, stuck: false }.run(&inbox))
            .map_err(|error| EmbeddedError::from_io(folder, folder, &error))?;
        let mut database = Self {
            folder: folder.to_path_buf(),
            commands,
            parameters: Vec::new(),
            session: 0,
            state: State::Broken,
            errors: 0,
            refused: None,
        };
        database.ready().await?;
        Ok(database)
    }

    /// Makes sure of an idle session: rolls back what a client left open, replaces what broke or is worn out.
    pub async fn ready(&mut self) -> Result<(), EmbeddedError> {
        if self.state == State::Busy {
            // A skipped Query, when an error came before Sync, is repeated after it.
            let mut batch = wire::query("rollback");
            wire::put(&mut batch, b'S', &[]);
            batch.extend(wire::query("rollback"));
            self.run(batch).await;
        }
        if self.state == State::Idle && self.errors < MAX_ERRORS {
            return Ok(());
        }
        if let Some((at, error)) = &self.refused
            && at.elapsed() < RETRY
        {
            return Err(error.clone());
        }
        self.state = State::Broken;
        match self.ask(Command::Open).await.flatten() {
            Ok(parameters) => self.parameters = parameters,
            Err(error) => {
                self.refused = Some((Instant::now(), error.clone()));
                return Err(error);
            }
        }
        self.session += 1;
        self.state = State::Idle;
        self.errors = 0;
        self.refused = None;
        tracing::debug!(session = self.session, "the embedded database has a new session");
        Ok(())
    }

    pub fn parameters(&self) -> &[(String, String)] {
        &self.parameters
    }

    pub fn session(&self) -> u64 {
        self.session
    }

    /// Whether a client left something open.
    pub fn is_busy(&self) -> bool {
        self.state == State::Busy
    }

    /// Sends a batch. `None` when the session broke on it: the next [`ready`](Self::ready) replaces it.
    pub async fn run(&mut self, batch: Vec<u8>) -> Option<Vec<u8>> {
        // Until proven otherwise, should the caller be dropped before the answer.
        self.state = State::Broken;
        let response = self.ask(|reply| Command::Run(batch, reply)).await.ok().flatten()?;
        let ready = wire::messages(&response).filter(|(kind, _)| *kind == b'Z').last();
        let idle = ready.is_some_and(|(_, status)| status == b"I");
        self.state = if idle { State::Idle } else { State::Busy };
        Some(response)
    }

    /// Takes note of what a response told about the session.
    pub fn note(&mut self, answer: &Answer) {
        self.errors += u32::from(answer.failed);
        if answer.broken {
            self.errors = MAX_ERRORS;
        }
    }

    /// A checkpoint, then the end of the thread.
    pub async fn close(&mut self) -> Result<(), EmbeddedError> {
        self.state = State::Broken;
        self.ask(Command::Close).await.flatten()
    }

    async fn ask<T>(&self, command: impl FnOnce(oneshot::Sender<T>) -> Command) -> Result<T, EmbeddedError> {
        let (reply, answer) = oneshot::channel();
        // A send fails, and a reply is dropped, only when the thread has ended.
        let _ = self.commands.send(command(reply));
        answer.await.map_err(|_| EmbeddedError::Failed {
            folder: self.folder.clone(),
            detail: "its thread has ended; start Ansatz again".to_owned(),
        })
    }
}

/// The thread's side.
struct Owner {
    folder: PathBuf,
    database: Option<Oliphaunt>,
    /// A session did not close, and keeps the folder to itself until the process ends.
    stuck: bool,
}

impl Owner {
    fn run(mut self, inbox: &mpsc::Receiver<Command>) {
        // Nobody may be waiting for a reply any more.
        while let Ok(command) = inbox.recv() {
            match command {
                Command::Open(reply) => drop(reply.send(self.open())),
                Command::Run(batch, reply) => drop(reply.send(self.exec(&batch))),
                Command::Close(reply) => {
                    drop(reply.send(self.close()));
                    return;
                }
            }
        }
        // The adapter was dropped without being stopped.
        if let Err(error) = self.close() {
            tracing::warn!(%error, "the embedded database did not close");
        }
    }

    fn exec(&mut self, batch: &[u8]) -> Option<Vec<u8>> {
        match self.database.as_mut()?.exec_protocol_raw(batch) {
            Ok(response) => Some(response),
            Err(error) => {
                tracing::warn!(%error, "the embedded database's session broke and is replaced");
                None
            }
        }
    }

    fn open(&mut self) -> Result<Vec<(String, String)>, EmbeddedError> {
        if self.database.is_some()
            && let Err(error) = self.close()
        {
            tracing::warn!(%error, "the embedded database's session did not close");
            self.stuck = true;
        }
        if self.stuck {
            return Err(EmbeddedError::Failed { folder: self.folder.clone(), detail: "start Ansatz again".to_owned() });
        }
        let cluster = self.folder.join(CLUSTER);
        let existed = cluster.join("pgdata").exists();
        let opened = Oliphaunt::builder()
            .storage(DatabaseStorage::Directory(cluster))
            .startup_gucs(SETTINGS)
            .open()
            .map_err(|error| EmbeddedError::from_open(&self.folder, existed, &error))?;
        let database = self.database.insert(opened);
        for setting in DURABILITY {
            let value = show(database, setting).map_err(|error| failed(&self.folder, &error))?;
            if value != "on" {
                return Err(EmbeddedError::NotDurable { folder: self.folder.clone(), setting, value });
            }
        }
        let parameters = REPORTED.iter().map(|name| Ok(((*name).to_owned(), show(database, name)?)));
        parameters.collect::<Result<Vec<_>, _>>().map_err(|error| failed(&self.folder, &error))
    }

    /// Closing does not write a checkpoint by itself; with one, the next start has nothing to recover.
    fn close(&mut self) -> Result<(), EmbeddedError> {
        let Some(mut database) = self.database.take() else {
            return Ok(());
        };
        if let Err(error) =
            database.exec_protocol_raw(wire::query("rollback")).and_then(|_| database.exec("checkpoint"))
        {
            tracing::debug!(%error, "no checkpoint before closing; the next start recovers");
        }
        database.close().map_err(|error| failed(&self.folder, &error))
    }
}

fn failed(folder: &Path, error: &oliphaunt_wasix::Error) -> EmbeddedError {
    EmbeddedError::from_open(folder, false, error)
}

fn show(database: &mut Oliphaunt, setting: &str) -> oliphaunt_wasix::Result<String> {
    let result = database.sql("select current_setting($1)").bind(setting).query()?;
    let value = result.rows().first().map(|row| row.try_get::<String, _>(0_usize));
    Ok(value.and_then(Result::ok).unwrap_or_default())
}
