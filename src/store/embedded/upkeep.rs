//! What a server's background processes would do: tables are vacuumed and analysed now and then, one at a time.

use std::time::Duration;

use sqlx::postgres::PgConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _, PgConnection};
use tokio_util::sync::CancellationToken;

/// After the start, so that it is not what an organiser waits for.
const FIRST: Duration = Duration::from_secs(60);
const EVERY: Duration = Duration::from_secs(600);

/// The tables due by autovacuum's own defaults: 50 rows and a fifth of the table dead, or a tenth changed.
const DUE: &str = "
    select format('vacuum (analyze) %I.%I', schemaname, relname)
    from pg_stat_all_tables
    where schemaname !~ '^pg_toast'
      and ($1 or n_dead_tup > 50 + 0.2 * n_live_tup or n_mod_since_analyze > 50 + 0.1 * n_live_tup)
      and (not $1 or schemaname !~ '^(pg_|information_schema)')
    order by schemaname, relname";

/// Goes on until stopped. The counters start empty after a crash, so the first round takes every table of ours.
pub async fn run(options: PgConnectOptions, stop: CancellationToken) {
    let mut first = true;
    loop {
        let pause = if first { FIRST } else { EVERY };
        if stop.run_until_cancelled(tokio::time::sleep(pause)).await.is_none() {
            return;
        }
        match stop.run_until_cancelled(vacuum(&options, first)).await {
            None => return,
            Some(Ok(tables)) => tracing::debug!(tables, "vacuumed the embedded database"),
            Some(Err(error)) => tracing::warn!(%error, "the embedded database was not vacuumed"),
        }
        first = false;
    }
}

/// Vacuums the tables that are due, or all; other clients get their turns in between.
pub async fn vacuum(options: &PgConnectOptions, all: bool) -> sqlx::Result<usize> {
    let mut connection: PgConnection = options.connect().await?;
    let due: Vec<String> = sqlx::query_scalar(DUE).bind(all).fetch_all(&mut connection).await?;
    for statement in &due {
        // Quoted by format(); VACUUM takes no parameters.
        sqlx::raw_sql(AssertSqlSafe(statement.as_str())).execute(&mut connection).await?;
    }
    connection.close().await?;
    Ok(due.len())
}
