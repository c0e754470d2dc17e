//! The socket, the clients on it, and how they all end.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgSslMode};
use tokio::net::UnixListener;
use tokio::sync::{Mutex, Semaphore};
use tokio::time::{Instant, timeout_at};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::client::{self, DATABASE, Shared};
use super::database::Database;
use super::error::EmbeddedError;
use super::folders::{self, PORT, SocketFolder};
use super::upkeep;

/// More than any pool of ours, few enough to bound what their messages take.
const MAX_CLIENTS: usize = 64;

/// How long clients may take to finish what they are at, and the database to close.
const STOP_SECONDS: u64 = 10;

/// A running embedded database. Dropped without [`stop`](Self::stop) it closes on its own time, or at the latest as if
/// the process had been killed: what was confirmed is safe.
#[derive(Debug)]
pub struct Embedded {
    folder: SocketFolder,
    database: Arc<Mutex<Database>>,
    stop: CancellationToken,
    tasks: TaskTracker,
}

impl Embedded {
    /// Starts the server on this data folder, which is made for this user alone when it is missing.
    pub async fn start(data_dir: &Path) -> Result<Self, EmbeddedError> {
        let data = folders::data_folder(data_dir)?;
        folders::check_cache(&data)?;
        let database = Database::open(&data).await?;
        let folder = SocketFolder::create(&data)?;
        let listener = UnixListener::bind(folder.socket())
            .map_err(|error| EmbeddedError::from_io(&data, &folder.socket(), &error))?;
        let stop = CancellationToken::new();
        let tasks = TaskTracker::new();
        let parameters = database.parameters().to_vec();
        let database = Arc::new(Mutex::new(database));
        let shared = Shared { database: Arc::clone(&database), parameters, stop: stop.clone() };
        tasks.spawn(accept(listener, Arc::new(shared), tasks.clone()));
        let embedded = Self { folder, database, stop, tasks };
        embedded.tasks.spawn(upkeep::run(embedded.connect_options(), embedded.stop.clone()));
        Ok(embedded)
    }

    /// How sqlx connects.
    pub fn connect_options(&self) -> PgConnectOptions {
        PgConnectOptions::new_without_pgpass()
            .socket(self.folder.path())
            .port(PORT)
            .username("postgres")
            .database(DATABASE)
            .ssl_mode(PgSslMode::Disable)
    }

    /// Stops taking connections, rolls back what is open and closes the database, all within ten seconds.
    pub async fn stop(self) -> Result<(), EmbeddedError> {
        let deadline = Instant::now() + Duration::from_secs(STOP_SECONDS);
        self.stop.cancel();
        self.tasks.close();
        let closed = timeout_at(deadline, async {
            self.tasks.wait().await;
            self.database.lock().await.close().await
        });
        closed.await.unwrap_or(Err(EmbeddedError::Slow { seconds: STOP_SECONDS }))
    }
}

impl Drop for Embedded {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}

async fn accept(listener: UnixListener, shared: Arc<Shared>, tasks: TaskTracker) {
    let room = Arc::new(Semaphore::new(MAX_CLIENTS));
    let mut number = 0_u32;
    while let Some(accepted) = shared.stop.run_until_cancelled(listener.accept()).await {
        let stream = match accepted {
            Ok((stream, _)) => stream,
            Err(error) => {
                // Out of file descriptors, most likely: some will be given back.
                tracing::warn!(%error, "the embedded database could not take a connection");
                tokio::time::sleep(Duration::from_millis(100)).await;
                continue;
            }
        };
        number = number.wrapping_add(1);
        match Arc::clone(&room).try_acquire_owned() {
            Ok(place) => {
                let shared = Arc::clone(&shared);
                tasks.spawn(async move {
                    client::serve(stream, number, shared).await;
                    drop(place);
                });
            }
            Err(_) => {
                tasks.spawn(async move {
                    client::send_away(stream, "53300", "too many connections to the embedded database").await;
                });
            }
        }
    }
}
