//! The embedded database as the store sees it: a pool of clients, crashes, damage and a full disk.

mod crash;
mod damage;

use std::fs;
use std::io::{Read as _, Write as _};
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::net::UnixStream;
use std::time::Duration;

use ansatz::store::embedded::{Embedded, EmbeddedError};
use sqlx::postgres::{PgPool, PgPoolOptions};
use sqlx::{Connection as _, Row as _};
use tempfile::TempDir;

use self::crash::Writer;

async fn start() -> (TempDir, Embedded) {
    let folder = tempfile::tempdir().unwrap();
    let embedded = Embedded::start(folder.path()).await.unwrap();
    (folder, embedded)
}

async fn pool(embedded: &Embedded, size: u32) -> PgPool {
    PgPoolOptions::new().max_connections(size).connect_with(embedded.connect_options()).await.unwrap()
}

async fn one(pool: &PgPool, sql: &'static str) -> i64 {
    sqlx::query_scalar(sql).fetch_one(pool).await.unwrap()
}

async fn run(pool: &PgPool, sql: &'static str) {
    sqlx::raw_sql(sql).execute(pool).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pool_of_eight_works_at_once() {
    let (_folder, embedded) = start().await;
    let pool = pool(&embedded, 8).await;
    run(&pool, "create table answer (id bigserial primary key, worker int not null, n int not null, taken int)").await;
    let mut workers = tokio::task::JoinSet::new();
    for worker in 0..8 {
        let pool = pool.clone();
        workers.spawn(async move {
            for n in 0..50 {
                let insert = sqlx::query("insert into answer (worker, n) values ($1, $2)");
                insert.bind(worker).bind(n).execute(&pool).await.unwrap();
            }
            // Everybody takes one unclaimed row at a time.
            let mut taken = 0;
            loop {
                let mut tx = pool.begin().await.unwrap();
                let next = "select id from answer where taken is null order by id limit 1 for update skip locked";
                let Some(row) = sqlx::query(next).fetch_optional(&mut *tx).await.unwrap() else {
                    tx.commit().await.unwrap();
                    return taken;
                };
                let take = sqlx::query("update answer set taken = $1 where id = $2 and taken is null");
                let done = take.bind(worker).bind(row.get::<i64, _>(0)).execute(&mut *tx).await.unwrap();
                assert_eq!(done.rows_affected(), 1);
                tx.commit().await.unwrap();
                taken += 1;
            }
        });
    }
    let taken = workers.join_all().await;
    assert_eq!(taken.iter().sum::<i32>(), 400);
    assert_eq!(one(&pool, "select count(distinct (worker, n)) from answer where taken is not null").await, 400);
    pool.close().await;
    embedded.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_sql_the_store_needs() {
    let (_folder, embedded) = start().await;
    let pool = pool(&embedded, 4).await;
    let migrations = tempfile::tempdir().unwrap();
    let files = [
        (
            "0001_person.sql",
            "create table person (id bigint primary key, name text not null, extra jsonb not null default '{}');",
        ),
        (
            "0002_points.sql",
            "alter table person add column points bigint not null default 0; create index on person (points);",
        ),
    ];
    for (name, sql) in files {
        fs::write(migrations.path().join(name), sql).unwrap();
    }
    let migrator = sqlx::migrate::Migrator::new(migrations.path()).await.unwrap();
    // A second run finds nothing to do. Its lock belongs to the session, which all clients share.
    migrator.run(&pool).await.unwrap();
    migrator.run(&pool).await.unwrap();

    let ids = (1..=1000).collect::<Vec<i64>>();
    let names = ids.iter().map(|id| format!("person {id}")).collect::<Vec<_>>();
    let upsert = "insert into person (id, name) select * from unnest($1::bigint[], $2::text[])
        on conflict (id) do update set name = excluded.name, points = person.points + 1 returning points";
    for points in 0..2 {
        let rows = sqlx::query(upsert).bind(&ids).bind(&names).fetch_all(&pool).await.unwrap();
        assert_eq!(rows.iter().filter(|row| row.get::<i64, _>(0) == points).count(), 1000);
    }
    let extra = serde_json::json!({ "marks": [1, 2.5, "π"], "nested": { "a": null } });
    let set = sqlx::query("update person set extra = $1 where id = 7").bind(&extra);
    assert_eq!(set.execute(&pool).await.unwrap().rows_affected(), 1);
    let read: serde_json::Value = sqlx::query_scalar("select extra from person where extra @> '{\"nested\": {}}'")
        .fetch_one(&pool)
        .await
        .unwrap();
    assert_eq!(read, extra);
    let ranked =
        one(&pool, "select r from (select id, rank() over (order by points desc, id) r from person) x where id = 9");
    assert_eq!(ranked.await, 9);

    // An error in a transaction leaves the connection usable, and nothing behind.
    let mut tx = pool.begin().await.unwrap();
    sqlx::query("delete from person").execute(&mut *tx).await.unwrap();
    let error = sqlx::query("insert into person values (1, 'a'), (1, 'b')").execute(&mut *tx).await.unwrap_err();
    let error = error.into_database_error().unwrap();
    assert_eq!((error.code().as_deref(), error.constraint()), (Some("23505"), Some("person_pkey")));
    tx.rollback().await.unwrap();
    assert_eq!(one(&pool, "select count(*) from person").await, 1000);

    // The transaction-scoped lock is all a client may hold.
    let mut tx = pool.begin().await.unwrap();
    sqlx::query("select pg_advisory_xact_lock(1)").execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    pool.close().await;
    embedded.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn durability_is_in_effect() {
    let (_folder, embedded) = start().await;
    let pool = pool(&embedded, 1).await;
    for (setting, expected) in
        [("fsync", "on"), ("synchronous_commit", "on"), ("full_page_writes", "on"), ("data_checksums", "on")]
    {
        let value: String =
            sqlx::query_scalar("select current_setting($1)").bind(setting).fetch_one(&pool).await.unwrap();
        assert_eq!(value, expected, "{setting}");
    }
    pool.close().await;
    embedded.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_that_vanishes_is_rolled_back() {
    let (_folder, embedded) = start().await;
    let pool = pool(&embedded, 2).await;
    run(&pool, "create table t (a int)").await;
    let mut vanishing = sqlx::PgConnection::connect_with(&embedded.connect_options()).await.unwrap();
    sqlx::raw_sql("begin; insert into t values (1)").execute(&mut vanishing).await.unwrap();
    // Dropping it closes the socket without a word; others waited for the end of its transaction.
    drop(vanishing);
    assert_eq!(one(&pool, "select count(*) from t").await, 0);
    pool.close().await;
    embedded.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn statements_of_the_departed_are_closed() {
    let (_folder, embedded) = start().await;
    for _ in 0..5 {
        let mut connection = sqlx::PgConnection::connect_with(&embedded.connect_options()).await.unwrap();
        let n: i64 = sqlx::query_scalar("select $1::bigint").bind(1_i64).fetch_one(&mut connection).await.unwrap();
        assert_eq!(n, 1);
        connection.close().await.unwrap();
    }
    let pool = pool(&embedded, 1).await;
    // Its own, and no other.
    assert_eq!(one(&pool, "select count(*) from pg_prepared_statements").await, 1);
    pool.close().await;
    embedded.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn sessions_are_replaced_unseen() {
    let (_folder, embedded) = start().await;
    let pool = pool(&embedded, 3).await;
    run(&pool, "create table t (a int primary key); create temporary table mark ()").await;
    let mark = "select count(to_regclass('pg_temp.mark'))";
    assert_eq!(one(&pool, mark).await, 1);
    // Twice what a session is kept for, with statements that stay prepared.
    for n in 0..450 {
        let error = sqlx::query("select 1 / $1").bind(0).execute(&pool).await.unwrap_err();
        assert_eq!(error.into_database_error().unwrap().code().as_deref(), Some("22012"), "{n}");
        if n % 10 == 0 {
            sqlx::query("insert into t values ($1)").bind(n).execute(&pool).await.unwrap();
        }
    }
    assert_eq!(one(&pool, "select count(*) from t").await, 45);
    // A temporary table goes with its session.
    assert_eq!(one(&pool, mark).await, 0);
    pool.close().await;
    embedded.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_statement_that_breaks_the_session_hurts_nobody_else() {
    let (_folder, embedded) = start().await;
    let pool = pool(&embedded, 2).await;
    run(&pool, "create table t (a int)").await;
    sqlx::query("insert into t values ($1)").bind(1).execute(&pool).await.unwrap();
    for sql in ["copy t from stdin".to_owned(), format!("select {}", vec!["1"; 100_000].join("+"))] {
        let mut breaking = sqlx::PgConnection::connect_with(&embedded.connect_options()).await.unwrap();
        let sent = sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).execute(&mut breaking).await.unwrap_err();
        assert_eq!(sent.into_database_error().unwrap().code().as_deref(), Some("57P02"));
        sqlx::query("insert into t values ($1)").bind(2).execute(&pool).await.unwrap();
    }
    assert_eq!(one(&pool, "select count(*) from t").await, 3);
    pool.close().await;
    embedded.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn hostile_bytes_close_their_own_connection() {
    let (folder, embedded) = start().await;
    let pool = pool(&embedded, 1).await;
    let hello = b"\0\0\0\x21\0\x03\0\0user\0a\0database\0postgres\0\0".as_slice();
    let big = [b"Q".as_slice(), &(65_i32 << 20).to_be_bytes()].concat();
    for (opening, message) in [
        (b"".as_slice(), b"GET / HTTP/1.1\r\n\r\n".as_slice()),
        (b"", b"\0\0\0\0"),
        (b"", b"\xff\xff\xff\xff"),
        (b"", b"\0\0\0\x09\0\x03\0\0u"),
        (b"", b"\0\0\0\x1c\0\x03\0\0user\0a\0database\0x\0\0\0"),
        (hello, &big),
        (hello, b"Q\0\0\0\x01"),
        (hello, b"B\0\0\0\x06ab"),
        (hello, b"P\0\0\0\x05\0S\0\0\0\x04"),
        (hello, b"d\0\0\0\x04S\0\0\0\x04"),
        (hello, b"F\0\0\0\x04"),
        (hello, b"p\0\0\0\x08abc\0"),
        (hello, b"\0\0\0\0\0\0\0\0"),
        (hello, b"Q\0\0\0\x10ab"),
    ] {
        let mut stream = UnixStream::connect(folder.path().join("run/.s.PGSQL.5432")).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
        stream.write_all(opening).unwrap();
        stream.write_all(message).unwrap();
        stream.shutdown(std::net::Shutdown::Write).unwrap();
        // It is closed, with an error or without; nobody else notices.
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        assert_eq!(one(&pool, "select 1::bigint").await, 1);
    }
    pool.close().await;
    embedded.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_written_stays_and_the_folder_is_private() {
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("a/new/folder");
    for n in 1..4 {
        let embedded = Embedded::start(&folder).await.unwrap();
        let pool = pool(&embedded, 2).await;
        run(&pool, "create table if not exists t (a int); insert into t values (1)").await;
        assert_eq!(one(&pool, "select count(*) from t").await, n);
        for private in ["", "run", "postgres/pgdata"] {
            assert_eq!(fs::metadata(folder.join(private)).unwrap().permissions().mode() & 0o777, 0o700, "{private}");
        }
        // Stopping does not wait for a pool that was left open.
        embedded.stop().await.unwrap();
        assert!(!folder.join("run").exists());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_in_use_is_refused() {
    let (folder, embedded) = start().await;
    let real = fs::canonicalize(folder.path()).unwrap();
    assert_eq!(Embedded::start(folder.path()).await.unwrap_err(), EmbeddedError::InUse(real.clone()));
    // Another process sees the same.
    let mut child = Writer::spawn(folder.path());
    assert_eq!(
        child.next().unwrap(),
        format!(
            "REFUSED Another Ansatz is already running on {}. Stop it first, or give this one a folder of its own with \
             --data-dir.",
            real.display()
        )
    );
    child.process.wait().unwrap();
    embedded.stop().await.unwrap();
}
