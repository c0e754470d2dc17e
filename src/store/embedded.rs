//! A real PostgreSQL inside this process, for a machine without a server. It has one session, so an adapter serves it on
//! a private Unix socket: every client of a pool gets its turn, and the store is the same as on any other server.
//!
//! ```text
//! sqlx pool -> socket -> client (its turn, its statements) -> database (one thread) -> WebAssembly -> data folder
//! ```
//!
//! What it can't do is in docs/limitations/embedded-postgres.md.

mod error;

#[cfg(unix)]
mod client;
#[cfg(unix)]
mod database;
#[cfg(unix)]
mod folders;
#[cfg(unix)]
mod server;
#[cfg(unix)]
mod statements;
#[cfg(unix)]
mod upkeep;
#[cfg(unix)]
mod wire;

pub use error::EmbeddedError;
#[cfg(unix)]
pub use folders::relaunch_with_cache;
#[cfg(unix)]
pub use server::Embedded;

#[cfg(not(unix))]
pub use elsewhere::{Embedded, relaunch_with_cache};

/// Its socket needs Unix, and an open TCP port would let everybody on the machine in.
#[cfg(not(unix))]
mod elsewhere {
    use std::path::Path;

    use sqlx::postgres::PgConnectOptions;

    use super::EmbeddedError;

    /// There is none on this system.
    #[derive(Debug)]
    pub enum Embedded {}

    impl Embedded {
        pub async fn start(_: &Path) -> Result<Self, EmbeddedError> {
            Err(EmbeddedError::Unsupported)
        }

        pub fn connect_options(&self) -> PgConnectOptions {
            match *self {}
        }

        pub async fn stop(self) -> Result<(), EmbeddedError> {
            match self {}
        }
    }

    pub fn relaunch_with_cache(_: &Path) -> Result<(), EmbeddedError> {
        Err(EmbeddedError::Unsupported)
    }
}
