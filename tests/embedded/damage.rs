//! Folders whose database can't be opened, or not be trusted.

use std::fs::{self, OpenOptions};
use std::path::{Path, PathBuf};
use std::process::Command;

use ansatz::store::embedded::{Embedded, EmbeddedError};

use super::{one, pool, run};

/// A folder with a clean database in it, once for all cases of damage.
async fn clean_database(folder: &Path) {
    let embedded = Embedded::start(folder).await.unwrap();
    let pool = pool(&embedded, 1).await;
    run(&pool, "create table t as select g as a from generate_series(1, 10000) g").await;
    pool.close().await;
    embedded.stop().await.unwrap();
}

fn copy(from: &Path, to: &Path) {
    assert!(Command::new("cp").arg("-a").arg(from).arg(to).status().unwrap().success());
}

#[tokio::test(flavor = "multi_thread")]
async fn damage_is_named() {
    let parent = tempfile::tempdir().unwrap();
    let clean = parent.path().join("clean");
    clean_database(&clean).await;
    let truncate = |path: PathBuf, size| OpenOptions::new().write(true).open(path).unwrap().set_len(size).unwrap();
    let garbage = |path: PathBuf| fs::write(path, vec![0xa5; 16384]).unwrap();
    type Damage<'a> = &'a dyn Fn(&Path);
    let cases: [(&str, Damage, &str); 8] = [
        (
            "control",
            &|data| truncate(data.join("pgdata/global/pg_control"), 100),
            "could not read file \"global/pg_control\": read 100 of 296",
        ),
        (
            "empty control",
            &|data| truncate(data.join("pgdata/global/pg_control"), 0),
            "database root FOLDER/postgres has an incomplete global/pg_control",
        ),
        (
            "garbled control",
            &|data| garbage(data.join("pgdata/global/pg_control")),
            "database files are incompatible with server",
        ),
        (
            "version",
            &|data| truncate(data.join("pgdata/PG_VERSION"), 0),
            "database root FOLDER/postgres has PostgreSQL , expected 18",
        ),
        (
            "no log",
            &|data| {
                for segment in fs::read_dir(data.join("pgdata/pg_wal")).unwrap() {
                    let path = segment.unwrap().path();
                    if path.is_file() {
                        fs::remove_file(path).unwrap();
                    }
                }
            },
            "could not locate a valid checkpoint record at LSN",
        ),
        (
            "catalogue",
            &|data| garbage(data.join("pgdata/base/5/1259")),
            "invalid page in block 0 of relation \"base/5/1259\"",
        ),
        (
            "no database",
            &|data| fs::remove_dir_all(data.join("pgdata/base/5")).unwrap(),
            "database \"postgres\" does not exist",
        ),
        (
            "descriptor",
            &|data| fs::write(data.join(".oliphaunt.json"), "{").unwrap(),
            "database root FOLDER/postgres has a malformed .oliphaunt.json: EOF while parsing an object at line 1 column 1",
        ),
    ];
    for (name, damage, expected) in cases {
        let folder = parent.path().join(name);
        copy(&clean, &folder);
        damage(&folder.join("postgres"));
        let folder = fs::canonicalize(folder).unwrap();
        let EmbeddedError::Corrupt { folder: named, detail } = Embedded::start(&folder).await.unwrap_err() else {
            panic!("{name} is not called damage");
        };
        assert_eq!(named, folder);
        let detail = detail.replace(&folder.display().to_string(), "FOLDER");
        let detail =
            detail.split_once("record at ").map_or(detail.clone(), |(before, _)| format!("{before}record at LSN"));
        assert_eq!(detail, expected, "{name}");
    }

    let folder = parent.path().join("older");
    copy(&clean, &folder);
    fs::write(folder.join("postgres/pgdata/PG_VERSION"), "15\n").unwrap();
    let told = Embedded::start(&folder).await.unwrap_err().to_string();
    let folder = fs::canonicalize(folder).unwrap().display().to_string();
    assert_eq!(
        told.replace(&folder, "FOLDER"),
        "The database in FOLDER was made by another version of PostgreSQL (database root FOLDER/postgres has PostgreSQL \
         15, expected 18). Use the Ansatz that made it, or start with another folder: --data-dir."
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn damaged_rows_are_reported_not_returned() {
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("data");
    clean_database(&folder).await;
    let file: String = {
        let embedded = Embedded::start(&folder).await.unwrap();
        let pool = pool(&embedded, 1).await;
        let file = sqlx::query_scalar("select pg_relation_filepath('t')").fetch_one(&pool).await.unwrap();
        embedded.stop().await.unwrap();
        file
    };
    fs::write(folder.join("postgres/pgdata").join(file), vec![0xa5; 16384]).unwrap();
    let embedded = Embedded::start(&folder).await.unwrap();
    let pool = pool(&embedded, 1).await;
    let error = sqlx::query("select a from t").fetch_all(&pool).await.unwrap_err();
    assert_eq!(error.into_database_error().unwrap().code().as_deref(), Some("XX001"));
    assert_eq!(one(&pool, "select 1::bigint").await, 1);
    embedded.stop().await.unwrap();
}
