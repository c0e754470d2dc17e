//! A database of a benchmark's own on the server that `scripts/bench` starts, and the programs that come with PostgreSQL.

use ansatz::store::Store;
use sqlx::postgres::{PgConnectOptions, PgPool};
use sqlx::{AssertSqlSafe, Connection, PgConnection};
use std::path::PathBuf;
use std::time::Duration;

pub struct Database {
    /// Understood by sqlx and by PostgreSQL's own programs.
    pub address: String,
    /// `fsync on` and the like: what a commit waits for.
    pub durability: String,
}

impl Database {
    /// A new, empty database, or `None`, with a word on stderr, when there is no server.
    pub async fn create(name: &str) -> Option<Self> {
        let Ok(server) = std::env::var("DATABASE_URL") else {
            eprintln!("SKIPPED: {name}: DATABASE_URL is not set; scripts/bench starts a server");
            return None;
        };
        let name = format!("bench_{name}_{}", std::process::id());
        let mut connection = PgConnection::connect(&server).await.expect("the server answers");
        sqlx::raw_sql(AssertSqlSafe(format!("create database {name}")))
            .execute(&mut connection)
            .await
            .expect("a new database");
        let durability = "select format('fsync %s, synchronous_commit %s', current_setting('fsync'), current_setting('synchronous_commit'))";
        let durability = sqlx::query_scalar(durability).fetch_one(&mut connection).await.expect("the settings");
        let (before, query) = server.split_once('?').unwrap_or((&server, ""));
        let (host, _) = before.rsplit_once('/').expect("an address ends with a database");
        Some(Self { address: format!("{host}/{name}?{query}"), durability })
    }

    /// The store, with the schema in place.
    pub async fn store(&self, connections: u32) -> Store {
        let options: PgConnectOptions = self.address.parse().expect("an address");
        let store = Store::new(options, connections, Duration::from_secs(10), true);
        store.migrate().await.expect("the schema");
        store
    }
}

/// Runs statements as they are.
pub async fn run(pool: &PgPool, sql: &str) {
    sqlx::raw_sql(AssertSqlSafe(sql.to_owned())).execute(pool).await.expect("the statements run");
}

/// One of PostgreSQL's programs: in PG_BINDIR, among the installed versions, newest first, or on the PATH.
pub fn program(name: &str) -> PathBuf {
    let installed =
        std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten().map(|entry| entry.path().join("bin"));
    let mut folders: Vec<PathBuf> = installed.collect();
    folders.sort();
    folders.extend(std::env::var_os("PG_BINDIR").map(PathBuf::from));
    let found = folders.into_iter().rev().map(|folder| folder.join(name)).find(|path| path.exists());
    found.unwrap_or_else(|| PathBuf::from(name))
}
