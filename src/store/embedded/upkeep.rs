//! What a server's background processes would do: tables are vacuumed and analysed now and then, one at a time.

use std::time::Duration;

use sqlx::postgres::PgConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _, PgConnection};
use tokio_util::sync::CancellationToken;

/// After the start, so that it is not what an organiser waits for.
const FIRST: Duration = Duration::from_secs(60);
const EVERY: Duration = Duration::from_secs(600);

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

/// Vacuums the tables that are due, or all of ours; other clients get their turns in between.
pub async fn vacuum(options: &PgConnectOptions, all: bool) -> sqlx::Result<usize> {
    let mut connection: PgConnection = options.connect().await?;
    // Due by autovacuum's own defaults: 50 rows and a fifth of the table dead, or a tenth changed.
    let due = sqlx::query_scalar!(
        r#"select format('vacuum (analyze) %I.%I', schemaname, relname) as "statement!"
           from pg_stat_all_tables
           where schemaname !~ '^pg_toast'
             and case when $1 then schemaname !~ '^(pg_|information_schema$)'
                 else n_dead_tup > 50 + 0.2 * n_live_tup or n_mod_since_analyze > 50 + 0.1 * n_live_tup end
           order by schemaname, relname"#,
        all
    );
    let due = due.fetch_all(&mut connection).await?;
    for statement in &due {
        // Quoted by format(); VACUUM takes no parameters.
        sqlx::raw_sql(AssertSqlSafe(statement.as_str())).execute(&mut connection).await?;
    }
    connection.close().await?;
    Ok(due.len())
}

#[cfg(test)]
mod tests {
    use sqlx::{ConnectOptions as _, Connection as _};

    use super::super::Embedded;
    use super::vacuum;

    #[tokio::test(flavor = "multi_thread")]
    async fn what_is_due_is_vacuumed() {
        let folder = tempfile::tempdir().unwrap();
        let embedded = Embedded::start(folder.path()).await.unwrap();
        let options = embedded.connect_options();
        let mut connection = options.connect().await.unwrap();
        let fill = "create table \"odd \"\" name\" as select g from generate_series(1, 1000) g;
            create table quiet (a int); delete from \"odd \"\" name\" where g > 500;";
        sqlx::raw_sql(fill).execute(&mut connection).await.unwrap();
        // The counters are brought up to date once a second; this does it now.
        sqlx::query("select pg_stat_force_next_flush()").execute(&mut connection).await.unwrap();
        let dead = "select n_dead_tup from pg_stat_user_tables where relname like 'odd%'";
        let mut dead_rows = async || sqlx::query_scalar::<_, i64>(dead).fetch_one(&mut connection).await.unwrap();
        assert_eq!(dead_rows().await, 500);
        vacuum(&options, false).await.unwrap();
        assert_eq!(dead_rows().await, 0);
        assert_eq!(vacuum(&options, false).await.unwrap(), 0);
        // The first round takes both tables, and none of the catalogue.
        assert_eq!(vacuum(&options, true).await.unwrap(), 2);
        connection.close().await.unwrap();
        embedded.stop().await.unwrap();
    }
}
