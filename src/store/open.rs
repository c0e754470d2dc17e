//! Which database, and bringing it up: the one DATABASE_URL names, or the embedded one in the data folder.

use sqlx::postgres::PgConnectOptions;
#[cfg(feature = "embedded")]
use std::path::Path;
use std::path::PathBuf;
use std::time::{Duration, Instant};

#[cfg(feature = "embedded")]
use super::embedded::{Embedded, EmbeddedError};
use super::{Store, StoreError};

/// How long a start waits for a server that does not answer yet.
const PATIENCE: Duration = Duration::from_secs(30);

/// Where the data is.
#[derive(Clone)]
pub enum Source {
    /// A server's address, with its password: never shown, never logged.
    Server(String),
    /// The folder of the embedded server.
    Embedded(PathBuf),
}

impl Source {
    /// Makes sure that the embedded server has a folder for its compiled code, starting this program again with one when the
    /// user has none. To be called before anything else runs.
    pub fn prepare(&self) -> Result<(), OpenError> {
        match self {
            Self::Server(_) => Ok(()),
            #[cfg(feature = "embedded")]
            Self::Embedded(folder) => Ok(super::embedded::relaunch_with_cache(folder)?),
            #[cfg(not(feature = "embedded"))]
            Self::Embedded(_) => Err(OpenError::NoEmbedded),
        }
    }
}

/// How connections are used.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    pub connections: u32,
    /// How long a caller waits for a connection before it hears that the database is away.
    pub wait: Duration,
}

/// Why there is no database to work with.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    #[error("DATABASE_URL is not the address of a Postgres; it reads like postgres://user:password@host:5432/database")]
    Address,
    #[error(
        "this program was built without the embedded database; set DATABASE_URL, or build it with the feature `embedded`"
    )]
    NoEmbedded,
    #[cfg(feature = "embedded")]
    #[error(transparent)]
    Embedded(#[from] EmbeddedError),
    #[error("the database did not answer for 30 seconds: {0}")]
    Away(StoreError),
    #[error(transparent)]
    Store(StoreError),
}

/// A process that was just killed holds its folder for a moment longer.
#[cfg(feature = "embedded")]
async fn start_embedded(folder: &Path) -> Result<Embedded, EmbeddedError> {
    let started = Instant::now();
    loop {
        match Embedded::start(folder).await {
            Err(EmbeddedError::InUse(_)) if started.elapsed() < Duration::from_secs(3) => {
                tokio::time::sleep(Duration::from_millis(200)).await;
            }
            other => return other,
        }
    }
}

/// A store that is up to date, and the server it runs on when that is ours.
pub struct Opened {
    pub store: Store,
    #[cfg(feature = "embedded")]
    embedded: Option<Embedded>,
}

impl Opened {
    /// Connects, starts the embedded server when that is where the data is, and brings the schema up to date.
    pub async fn open(source: &Source, limits: Limits) -> Result<Self, OpenError> {
        let opened = Self::connect(source, limits).await?;
        match opened.migrate().await {
            Ok(()) => Ok(opened),
            Err(error) => {
                // The folder must be free for the next try, whatever was wrong with this one.
                opened.close().await;
                Err(error)
            }
        }
    }

    async fn connect(source: &Source, limits: Limits) -> Result<Self, OpenError> {
        match source {
            Source::Server(address) => {
                let options: PgConnectOptions = address.parse().map_err(|_| OpenError::Address)?;
                Ok(Self {
                    store: Store::new(options, limits.connections, limits.wait, true),
                    #[cfg(feature = "embedded")]
                    embedded: None,
                })
            }
            #[cfg(feature = "embedded")]
            Source::Embedded(folder) => {
                let embedded = start_embedded(folder).await?;
                let store = Store::new(embedded.connect_options(), limits.connections, limits.wait, false);
                Ok(Self { store, embedded: Some(embedded) })
            }
            #[cfg(not(feature = "embedded"))]
            Source::Embedded(_) => Err(OpenError::NoEmbedded),
        }
    }

    async fn migrate(&self) -> Result<(), OpenError> {
        let started = Instant::now();
        loop {
            match self.store.migrate().await {
                Ok(()) => return Ok(()),
                Err(error) if error.is_transient() && started.elapsed() < PATIENCE => {
                    tracing::warn!(%error, "waiting for the database");
                    tokio::time::sleep(Duration::from_secs(1)).await;
                }
                Err(error) if error.is_transient() => return Err(OpenError::Away(error)),
                Err(error) => return Err(OpenError::Store(error)),
            }
        }
    }

    /// Closes every connection, and the embedded server with them.
    pub async fn close(self) {
        self.store.close().await;
        #[cfg(feature = "embedded")]
        if let Some(embedded) = self.embedded
            && let Err(error) = embedded.stop().await
        {
            tracing::warn!(%error, "the embedded database did not stop cleanly; the next start recovers what was committed");
        }
    }
}
