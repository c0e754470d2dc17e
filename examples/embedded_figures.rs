//! Measures the embedded database against a real server, in one run on one disk, for
//! docs/limitations/embedded-postgres.md:
//!
//!     ANSATZ_PG_DURABLE=1 scripts/with-postgres cargo run --release --example embedded_figures -- FOLDER

use std::path::PathBuf;
use std::time::Instant;

use ansatz::store::embedded::{Embedded, relaunch_with_cache};
use anyhow::Context as _;
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use tokio::task::JoinSet;

const CLIENTS: u32 = 8;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let folder = PathBuf::from(std::env::args_os().nth(1).context("name a folder that is not there yet")?);
    relaunch_with_cache(&folder)?;
    for start in ["first", "later"] {
        let before = Instant::now();
        let embedded = Embedded::start(&folder).await?;
        let pool = pool(embedded.connect_options()).await?;
        println!("embedded: {start} start {:.2} s, {} MB", before.elapsed().as_secs_f64(), memory()?);
        if start == "first" {
            measure("embedded", &pool).await?;
            println!("embedded: {} MB after all that", memory()?);
        }
        pool.close().await;
        let before = Instant::now();
        embedded.stop().await?;
        println!("embedded: stop {:.2} s", before.elapsed().as_secs_f64());
    }
    let server: PgConnectOptions = std::env::var("DATABASE_URL").context("a server to compare with")?.parse()?;
    measure("server", &pool(server).await?).await
}

async fn pool(options: PgConnectOptions) -> sqlx::Result<PgPool> {
    PgPoolOptions::new().max_connections(CLIENTS).connect_with(options).await
}

/// The resident memory of this process, in megabytes; zero where there is no /proc.
fn memory() -> anyhow::Result<u64> {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    Ok(line.unwrap_or("0 kB").trim().trim_end_matches(" kB").parse::<u64>()? / 1024)
}

async fn measure(name: &str, pool: &PgPool) -> anyhow::Result<()> {
    sqlx::raw_sql("drop table if exists t; create table t (id bigserial primary key, a bigint, b text)")
        .execute(pool)
        .await?;
    for clients in [1, CLIENTS] {
        let rate = rate(pool, clients, 8000 / clients, insert).await?;
        println!("{name}: insert, {clients} clients, {rate:.0} per second");
    }
    let rate_of_three = rate(pool, CLIENTS, 250, transaction).await?;
    println!("{name}: transaction of three statements, {CLIENTS} clients, {rate_of_three:.0} per second");
    let rows = 1000.0 * rate(pool, 1, 50, batch).await?;
    println!("{name}: insert by unnest of 1,000, {rows:.0} rows per second");
    println!("{name}: select by key, 1 client, {:.0} per second", rate(pool, 1, 4000, select).await?);
    Ok(())
}

/// How many a second, when each of the clients does it so many times.
async fn rate<F>(pool: &PgPool, clients: u32, times: u32, work: fn(PgPool, i64) -> F) -> anyhow::Result<f64>
where
    F: Future<Output = sqlx::Result<()>> + Send + 'static,
{
    let before = Instant::now();
    let mut running = JoinSet::<sqlx::Result<()>>::new();
    for _ in 0..clients {
        let pool = pool.clone();
        running.spawn(async move {
            for n in 0..times {
                work(pool.clone(), i64::from(n)).await?;
            }
            Ok(())
        });
    }
    while let Some(done) = running.join_next().await {
        done??;
    }
    Ok(f64::from(clients * times) / before.elapsed().as_secs_f64())
}

async fn insert(pool: PgPool, n: i64) -> sqlx::Result<()> {
    sqlx::query("insert into t (a, b) values ($1, 'hello')").bind(n).execute(&pool).await.map(drop)
}

async fn transaction(pool: PgPool, n: i64) -> sqlx::Result<()> {
    let mut tx = pool.begin().await?;
    sqlx::query("insert into t (a, b) values ($1, 'hello')").bind(n).execute(&mut *tx).await?;
    sqlx::query("select b from t where id = $1").bind(n).fetch_optional(&mut *tx).await?;
    sqlx::query("update t set a = a + 1 where id = $1").bind(n).execute(&mut *tx).await?;
    tx.commit().await
}

async fn batch(pool: PgPool, n: i64) -> sqlx::Result<()> {
    let values = (n..n + 1000).collect::<Vec<_>>();
    sqlx::query("insert into t (a, b) select x, 'hello' from unnest($1::bigint[]) x")
        .bind(values)
        .execute(&pool)
        .await
        .map(drop)
}

async fn select(pool: PgPool, n: i64) -> sqlx::Result<()> {
    sqlx::query("select b from t where id = $1").bind(n).fetch_optional(&pool).await.map(drop)
}
