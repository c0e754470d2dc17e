//! Postgres: the append-only ledger, the rounds, and everything derived from them. All SQL of the crate is here, checked at
//! compile time, in a dialect that the embedded server speaks too: batches by UNNEST, no COPY, transaction-scoped locks, and
//! never a second connection while a transaction is held.

mod boards;
mod close;
#[cfg(feature = "embedded")]
pub mod embedded;
mod error;
mod evidence;
mod export;
mod leases;
mod ledger;
mod open;
mod people;
mod plans;
mod rebuild;
mod regrade;
mod room;
mod rounds;
mod schedules;
mod servers;
mod steps;
mod time;

pub use boards::{Place, Record, Row, board_place, board_top};
pub use close::{Closed, close_round, graded_answers};
pub use error::StoreError;
pub use evidence::{evidence_run, keep_evidence_run};
pub use export::{LedgerLine, ledger_page};
pub use leases::{
    Renewed, drop_lease, ensure_leases, free_all_leases, free_rounds, release_leases, renew_leases, rest_lease,
    take_leases,
};
pub use ledger::{NewAnswer, Recorded, entries_of_person, entries_of_round, entries_to_reconcile, is_recorded, record};
pub use open::{Limits, OpenError, Opened, Source};
pub use people::{ensure_people, ensure_person, ensure_place, forget, leavers};
pub use plans::{
    NewSchedule, StoredSchedule, add_schedule, pause_schedule, pause_schedules, planned_schedules, remove_schedule,
    schedules_of,
};
pub use rebuild::{Rebuilt, rebuild};
pub use regrade::{Changes, Regraded, regrade_round};
pub use room::{
    RoomMessageRow, RoomPersonRow, edit_message, find_message, join, latest_messages, person_by_token, put_message,
};
pub use rounds::{
    Asked, Claim, Driver, NewRound, Run, StoredRound, any_under_way, claim_round, closed_rounds_of, latest_rounds,
    open_round_of, round_by_mark, round_of_message, round_under_way, rounds_by_id,
};
pub use schedules::{Outcome, considered_until, note_run, set_considered_until};
pub use servers::{
    Accepted, Most, Preview, ServerSettings, accept_preview, channel_pool, imported_questions, keep_preview,
    server_settings, set_channel_pool, set_server_settings,
};
pub use steps::{
    begin_closing, end_now, end_without_grades, mark_announced, mark_open, mark_post_gone, mark_posting, mark_void,
    void_place,
};

use sqlx::migrate::{MigrateError, Migrator};
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use std::time::Duration;

static MIGRATIONS: Migrator = sqlx::migrate!("./migrations");

/// The connections, and how they are to be used.
#[derive(Clone, Debug)]
pub struct Store {
    pool: PgPool,
    /// One connection of its own for the renewal of leases, which must not wait for anything else.
    renewing: PgPool,
    /// Whether migrations take a lock against other processes; the embedded server has only this one.
    shared: bool,
}

impl Store {
    /// Opens a pool on a server. No connection is made yet.
    ///
    /// `acquire` bounds how long a caller waits for a connection before it hears that the database is away.
    pub fn new(options: PgConnectOptions, connections: u32, acquire: Duration, shared: bool) -> Self {
        // A misestimate would start parallel workers or the compiler for queries that take a millisecond.
        let options = options.application_name("ansatz").options([
            ("jit", "off"),
            ("max_parallel_workers_per_gather", "0"),
            ("statement_timeout", "60000"),
        ]);
        let pool = |connections| {
            let pool = PgPoolOptions::new().max_connections(connections).acquire_timeout(acquire).idle_timeout(None);
            pool.connect_lazy_with(options.clone())
        };
        Self { pool: pool(connections), renewing: pool(1), shared }
    }

    /// Whether other processes may use the same database.
    pub fn is_shared(&self) -> bool {
        self.shared
    }

    pub fn pool(&self) -> &PgPool {
        &self.pool
    }

    /// The connection for the renewal of leases alone.
    pub fn renewing(&self) -> &PgPool {
        &self.renewing
    }

    /// Brings the schema up to date, or says that the database belongs to a newer version.
    pub async fn migrate(&self) -> Result<(), StoreError> {
        let mut migrator = Migrator { migrations: MIGRATIONS.migrations.clone(), ..Migrator::DEFAULT };
        migrator.set_locking(self.shared);
        migrator.run(&self.pool).await.map_err(|error| match error {
            MigrateError::VersionMissing(version) => StoreError::Newer { version },
            MigrateError::VersionMismatch(version) => StoreError::Altered { version },
            MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => error.into(),
            other => StoreError::Migration(other.to_string()),
        })
    }

    /// Whether the database answers.
    pub async fn ping(&self) -> Result<(), StoreError> {
        sqlx::query!(r#"select 1 as "one!""#).fetch_one(&self.pool).await?;
        Ok(())
    }

    pub async fn close(&self) {
        self.renewing.close().await;
        self.pool.close().await;
    }
}
