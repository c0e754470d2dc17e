//! One client of the embedded database: its handshake, its batches, its turn.
//!
//! A turn begins with a batch and lasts until the server is idle again, so a transaction excludes every other client.

use std::future::Future;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt as _, BufReader};
use tokio::net::UnixStream;
use tokio::net::unix::{OwnedReadHalf, OwnedWriteHalf};
use tokio::sync::{Mutex, OwnedMutexGuard};
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;

use super::database::Database;
use super::error::EmbeddedError;
use super::statements::Statements;
use super::wire::{self, Frame, MAX_BYTES, Opening, WireError};

/// Long enough for a busy machine, short enough that a silent client does not stay.
const HANDSHAKE: Duration = Duration::from_secs(10);

/// How long a client may hold an open transaction without a word: nobody else is served meanwhile.
const SILENT_TURN: Duration = Duration::from_secs(60);

/// The only database there is.
pub const DATABASE: &str = "postgres";

/// What all clients share.
pub struct Shared {
    pub database: Arc<Mutex<Database>>,
    /// What the server reports to everybody who connects.
    pub parameters: Vec<(String, String)>,
    pub stop: CancellationToken,
}

/// Serves one connection until it ends, is refused or the server stops.
pub async fn serve(stream: UnixStream, number: u32, shared: Arc<Shared>) {
    let (reader, writer) = stream.into_split();
    let statements = Statements::new(number);
    let mut client = Client { reader: BufReader::new(reader), writer, statements, shared, turn: None };
    let end = client.talk(number).await;
    client.leave().await;
    let (sqlstate, message) = match end {
        Ok(()) => return,
        Err(End::Gone(error)) => {
            tracing::trace!(client = number, %error, "a client of the embedded database is gone");
            return;
        }
        Err(End::Stopped) => ("57P01", "the embedded database is stopping".to_owned()),
        Err(End::Silent) => ("25P03", "the connection was silent for too long".to_owned()),
        Err(End::Broken) => ("57P02", "the statement broke the session; its transaction was rolled back".to_owned()),
        Err(End::Unavailable(error)) => (error.sqlstate(), error.to_string()),
        Err(End::Elsewhere(database)) => ("3D000", format!("database \"{database}\" does not exist")),
        Err(End::Malformed(message)) => ("08P01", message),
    };
    tracing::debug!(client = number, sqlstate, message, "a client of the embedded database was sent away");
    send_away(client.writer, sqlstate, &message).await;
}

/// Says why, if the client still listens.
pub async fn send_away(mut writer: impl AsyncWrite + Unpin, sqlstate: &str, message: &str) {
    let _ = timeout(HANDSHAKE, writer.write_all(&wire::fatal(sqlstate, message))).await;
}

/// Why a conversation ended, other than by the client's wish.
enum End {
    /// The connection, and nobody to tell.
    Gone(io::Error),
    Malformed(String),
    Stopped,
    Silent,
    Broken,
    Elsewhere(String),
    Unavailable(EmbeddedError),
}

impl From<WireError> for End {
    fn from(error: WireError) -> Self {
        match error {
            WireError::Malformed(message) => Self::Malformed(message),
            WireError::Io(error) => Self::Gone(error),
        }
    }
}

impl From<io::Error> for End {
    fn from(error: io::Error) -> Self {
        Self::Gone(error)
    }
}

impl From<EmbeddedError> for End {
    fn from(error: EmbeddedError) -> Self {
        Self::Unavailable(error)
    }
}

struct Client {
    reader: BufReader<OwnedReadHalf>,
    writer: OwnedWriteHalf,
    statements: Statements,
    shared: Arc<Shared>,
    turn: Option<OwnedMutexGuard<Database>>,
}

impl Client {
    async fn talk(&mut self, number: u32) -> Result<(), End> {
        let shared = Arc::clone(&self.shared);
        if !unless_stopped(&shared.stop, within(HANDSHAKE, self.greet(number))).await? {
            return Ok(());
        }
        loop {
            let batch = read_batch(&mut self.reader);
            let batch = match self.turn {
                Some(_) => unless_stopped(&shared.stop, within(SILENT_TURN, batch)).await?,
                None => unless_stopped(&shared.stop, batch).await?,
            };
            let Some(batch) = batch else {
                return Ok(());
            };
            self.answer(&batch).await?;
        }
    }

    /// The handshake; false when there is nothing to serve.
    async fn greet(&mut self, number: u32) -> Result<bool, End> {
        // A client asks for encryption at most twice, in two ways.
        for _ in 0..3 {
            match wire::read_opening(&mut self.reader).await? {
                Opening::Encrypt => self.writer.write_all(b"N").await?,
                Opening::Cancel => return Ok(false),
                Opening::Start { database, .. } if database != DATABASE => return Err(End::Elsewhere(database)),
                Opening::Start { minor, .. } => {
                    let welcome = wire::welcome(minor, &self.shared.parameters, number);
                    self.writer.write_all(&welcome).await?;
                    return Ok(true);
                }
            }
        }
        Err(End::Malformed("the client never starts".to_owned()))
    }

    /// Runs one batch in the client's turn, and keeps the turn while a transaction is open.
    async fn answer(&mut self, frames: &[Frame]) -> Result<(), End> {
        let mut turn = match self.turn.take() {
            Some(turn) => turn,
            None => self.next_turn().await?,
        };
        let mut batch = Vec::new();
        for frame in frames {
            self.statements.translate(frame, turn.session(), &mut batch)?;
        }
        let response = turn.run(batch).await.ok_or(End::Broken)?;
        let answer = self.statements.answer(response);
        turn.note(&answer);
        // Only after Flush may the server still owe a ReadyForQuery.
        if answer.status.is_none() && frames.last().is_some_and(|frame| frame.kind != b'H') {
            return Err(End::Broken);
        }
        if answer.status != Some(b'I') {
            self.turn = Some(turn);
        }
        within(SILENT_TURN, async { Ok(self.writer.write_all(&answer.bytes).await?) }).await
    }

    async fn next_turn(&self) -> Result<OwnedMutexGuard<Database>, EmbeddedError> {
        let mut turn = Arc::clone(&self.shared.database).lock_owned().await;
        turn.ready().await?;
        Ok(turn)
    }

    /// Rolls back what the client left open, and closes its statements.
    async fn leave(&mut self) {
        let mut turn = match self.turn.take() {
            Some(turn) => turn,
            None => Arc::clone(&self.shared.database).lock_owned().await,
        };
        if turn.is_busy() && turn.ready().await.is_err() {
            return;
        }
        if let Some(batch) = self.statements.close_all(turn.session()) {
            turn.run(batch).await;
        }
    }
}

/// Reads up to the end of a batch; `None` when the client is done.
async fn read_batch<R: AsyncRead + Unpin>(reader: &mut R) -> Result<Option<Vec<Frame>>, End> {
    let mut frames = Vec::<Frame>::new();
    let mut size = 0;
    loop {
        let Some(frame) = wire::read_frame(reader).await?.filter(|frame| frame.kind != b'X') else {
            return Ok(None);
        };
        size += size_of::<Frame>() + frame.body.len();
        if size > MAX_BYTES {
            return Err(End::Malformed(format!("a batch of more than {MAX_BYTES} bytes")));
        }
        let ends = frame.ends_batch();
        frames.push(frame);
        if ends {
            return Ok(Some(frames));
        }
    }
}

async fn within<T>(limit: Duration, work: impl Future<Output = Result<T, End>>) -> Result<T, End> {
    timeout(limit, work).await.unwrap_or(Err(End::Silent))
}

async fn unless_stopped<T>(stop: &CancellationToken, work: impl Future<Output = Result<T, End>>) -> Result<T, End> {
    stop.run_until_cancelled(work).await.unwrap_or(Err(End::Stopped))
}
