//! A database of a test's own: on the throwaway server that `scripts/test` starts, or embedded in a temporary folder.

use ansatz::store::{Limits, Opened, Source, Store};
use sqlx::postgres::{PgConnectOptions, PgPool};
use sqlx::{AssertSqlSafe, Connection, PgConnection};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;
use tempfile::TempDir;

/// Where a test's data is. The folder is removed with it; the server is thrown away as a whole.
pub struct Database {
    pub source: Source,
    /// For the bot's own files.
    pub folder: TempDir,
}

impl Database {
    /// A new, empty database on the server of DATABASE_URL.
    pub async fn on_server() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let server = std::env::var("DATABASE_URL").expect("scripts/test sets DATABASE_URL for the tests");
        let name = format!("test_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let mut connection = PgConnection::connect(&server).await.expect("the test server answers");
        sqlx::raw_sql(AssertSqlSafe(format!("create database {name}")))
            .execute(&mut connection)
            .await
            .expect("a database can be made");
        let (before, query) = server.split_once('?').unwrap_or((&server, ""));
        let (host, _) = before.rsplit_once('/').expect("an address ends with a database");
        Self {
            source: Source::Server(format!("{host}/{name}?{query}")),
            folder: TempDir::new().expect("a temporary folder"),
        }
    }

    /// An embedded database in a temporary folder.
    #[cfg(feature = "embedded")]
    pub fn embedded() -> Self {
        let folder = TempDir::new().expect("a temporary folder");
        Self { source: Source::Embedded(folder.path().join("data")), folder }
    }

    /// Opens it in this process, which must be the only one when it is embedded.
    pub async fn open(&self) -> Opened {
        let limits = Limits { connections: 4, wait: Duration::from_secs(5) };
        Opened::open(&self.source, limits).await.expect("the database opens")
    }

    /// A plain pool on the server, for looking at tables.
    pub async fn pool(&self) -> PgPool {
        match &self.source {
            Source::Server(address) => {
                PgPool::connect_with(address.parse::<PgConnectOptions>().expect("an address")).await.expect("a pool")
            }
            Source::Embedded(_) => panic!("the embedded database is looked at through `open`"),
        }
    }
}

/// Every row of what is derived from the ledger, in one order, with the ids of boards replaced by what they stand for.
pub async fn derived(store: &Store) -> Vec<String> {
    let mut rows = Vec::new();
    for query in [
        "select row(round_id, person_id, answer, verdict, marks, full_marks, answered_at)::text from grades order by round_id, person_id",
        "select row(scope, time_window, starts_on, people)::text from boards order by scope, time_window, starts_on",
        "select row(b.scope, b.time_window, b.starts_on, s.person_id, s.points, s.answered, s.fully_right, s.reached_at)::text
         from scores s join boards b on b.id = s.board_id order by b.scope, b.time_window, b.starts_on, s.person_id",
    ] {
        rows.extend(sqlx::query_scalar::<_, String>(query).fetch_all(store.pool()).await.expect("a derived table reads"));
    }
    rows
}
