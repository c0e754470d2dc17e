//! Processes that are killed, and disks that are full: nothing confirmed is lost.

use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Duration;

use ansatz::store::embedded::{Embedded, EmbeddedError, relaunch_with_cache};
use sqlx::postgres::PgPool;
use tempfile::TempDir;

use super::{one, pool, run};
use crate::support::skip::skip;

/// Set for a child process: the folder it writes to.
const WRITER: &str = "ANSATZ_TEST_WRITER";

/// Not a test by itself: the child process of others. It inserts rows and prints each one that is confirmed.
#[tokio::test(flavor = "multi_thread")]
async fn writer() {
    let Some(folder) = std::env::var_os(WRITER) else {
        return;
    };
    let folder = Path::new(&folder);
    let mut out = std::io::stdout();
    if std::env::var_os("HOME").is_some_and(|home| home == NO_HOME) {
        relaunch_with_cache(folder).unwrap();
    }
    let embedded = match Embedded::start(folder).await {
        Ok(embedded) => embedded,
        Err(error) => return writeln!(out, "REFUSED {error}").unwrap(),
    };
    let pool = pool(&embedded, 4).await;
    run(&pool, "create table if not exists confirmed (id bigserial primary key, filler text not null)").await;
    let mut workers = tokio::task::JoinSet::new();
    for _ in 0..4 {
        let pool = pool.clone();
        workers.spawn(async move {
            let filler = "x".repeat(500);
            loop {
                let insert = sqlx::query_scalar::<_, i64>("insert into confirmed (filler) values ($1) returning id");
                match insert.bind(&filler).fetch_one(&pool).await {
                    Ok(id) => writeln!(std::io::stdout(), "CONFIRMED {id}").unwrap(),
                    Err(error) => {
                        let code = error.as_database_error().and_then(|error| error.code()).unwrap_or_default();
                        return writeln!(std::io::stdout(), "FAILED {code} {error}").unwrap();
                    }
                }
            }
        });
    }
    workers.join_all().await;
}

/// A child process that runs [`writer`].
pub struct Writer {
    pub process: Child,
    lines: std::io::Lines<BufReader<ChildStdout>>,
}

impl Writer {
    pub fn spawn(folder: &Path) -> Self {
        Self::start(Command::new(std::env::current_exe().unwrap()), folder)
    }

    /// The command is this test binary, or ends with it.
    fn start(mut command: Command, folder: &Path) -> Self {
        command.args(["--exact", "embedded::crash::writer", "--nocapture", "--quiet", "--test-threads=1"]);
        let mut process = command.env(WRITER, folder).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let lines = BufReader::new(process.stdout.take().unwrap()).lines();
        Self { process, lines }
    }

    fn kill(mut self) -> impl Iterator<Item = String> {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
        self
    }
}

impl Iterator for Writer {
    type Item = String;

    /// The next line of its own; the test harness prints others around them.
    fn next(&mut self) -> Option<String> {
        let own = |line: &String| ["CONFIRMED ", "FAILED ", "REFUSED "].iter().any(|word| line.starts_with(word));
        self.lines.by_ref().map(Result::unwrap).find(own)
    }
}

/// A folder that nobody can make, not even root.
const NO_HOME: &str = "/proc/nowhere";

#[tokio::test(flavor = "multi_thread")]
async fn a_user_without_a_home_keeps_the_cache_in_the_data_folder() {
    // The parent is everybody's, so that another user can get to the program and to its data.
    let parent = tempfile::tempdir().unwrap();
    fs::set_permissions(parent.path(), fs::Permissions::from_mode(0o755)).unwrap();
    let folder = parent.path().join("data");
    let program = parent.path().join("program");
    fs::copy(std::env::current_exe().unwrap(), &program).unwrap();
    fs::create_dir(&folder).unwrap();
    let mut command = if fs::metadata("/proc/self").unwrap().uid() == 0 {
        const NOBODY: u32 = 65534;
        std::os::unix::fs::chown(&folder, Some(NOBODY), Some(NOBODY)).unwrap();
        let mut command = Command::new("setpriv");
        command.args(["--reuid=65534", "--regid=65534", "--clear-groups"]).arg(&program);
        command
    } else {
        Command::new(&program)
    };
    command.env("HOME", NO_HOME).env_remove("XDG_CACHE_HOME");
    let mut writer = Writer::start(command, &folder);
    assert_eq!(writer.next().as_deref(), Some("CONFIRMED 1"));
    writer.kill().for_each(drop);
    assert!(folder.join("cache/oliphaunt-wasix").exists());
}

#[tokio::test(flavor = "multi_thread")]
async fn no_confirmed_row_is_lost_when_killed() {
    let folder = tempfile::tempdir().unwrap();
    let mut confirmed = BTreeSet::new();
    for round in 0..12_u64 {
        let mut writer = Writer::spawn(folder.path());
        // A different moment each round, from the first row on.
        let rows = (rand::random::<u64>() % 400) as usize;
        let mut taken = writer.by_ref().take(rows + 1).collect::<Vec<_>>();
        if round % 3 == 0 {
            std::thread::sleep(Duration::from_millis(rand::random::<u64>() % 200));
        }
        // What it still printed before it died counts as well.
        taken.extend(writer.kill());
        for line in taken {
            if let Some(id) = line.strip_prefix("CONFIRMED ").and_then(|id| id.parse::<i64>().ok()) {
                confirmed.insert(id);
            }
        }
    }
    assert!(confirmed.len() >= 12, "only {} rows were confirmed", confirmed.len());
    let embedded = Embedded::start(folder.path()).await.unwrap();
    let pool = pool(&embedded, 1).await;
    let there: Vec<i64> = sqlx::query_scalar("select id from confirmed").fetch_all(&pool).await.unwrap();
    let there = there.into_iter().collect::<BTreeSet<_>>();
    assert_eq!(confirmed.difference(&there).collect::<Vec<_>>(), Vec::<&i64>::new());
    embedded.stop().await.unwrap();
}

/// A small disk of its own, while it lives.
struct SmallDisk(TempDir);

impl SmallDisk {
    /// Needs the right to mount, which a container's root may lack.
    fn mount(megabytes: u32) -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &format!("size={megabytes}m"), "tmpfs"])
            .arg(folder.path())
            .stderr(Stdio::null())
            .status();
        mounted.is_ok_and(|status| status.success()).then_some(Self(folder))
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("--lazy").arg(self.0.path()).status();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_start_on_a_full_disk_says_so_and_loses_nothing() {
    let Some(disk) = SmallDisk::mount(90) else {
        return skip(
            "embedded::crash::a_start_on_a_full_disk_says_so_and_loses_nothing",
            "no right to mount a small disk",
        );
    };
    let folder = disk.0.path().join("data");
    let embedded = Embedded::start(&folder).await.unwrap();
    let pool = pool(&embedded, 2).await;
    run(&pool, "create table t (id bigserial primary key, filler text not null)").await;
    let (confirmed, error) = insert_until_it_fails(&pool).await;
    assert!(confirmed > 0 && error.as_database_error().is_some(), "{confirmed}: {error}");
    // Whatever is left goes, so that a start needs more than there is.
    let fill = disk.0.path().join("fill");
    let _ = fs::write(&fill, vec![0; 90 << 20]);
    // Nothing can be written when it stops, either.
    let _ = embedded.stop().await;
    assert_eq!(Embedded::start(&folder).await.map(|_| ()), Err(EmbeddedError::NoSpace(folder.clone())));

    fs::remove_file(&fill).unwrap();
    assert!(Command::new("mount").args(["-o", "remount,size=300m"]).arg(disk.0.path()).status().unwrap().success());
    let embedded = Embedded::start(&folder).await.unwrap();
    let pool = super::pool(&embedded, 1).await;
    assert!(one(&pool, "select count(*) from t").await >= confirmed);
    embedded.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn with_room_again_it_goes_on_by_itself() {
    let Some(disk) = SmallDisk::mount(90) else {
        return skip("embedded::crash::with_room_again_it_goes_on_by_itself", "no right to mount a small disk");
    };
    let embedded = Embedded::start(&disk.0.path().join("data")).await.unwrap();
    let pool = pool(&embedded, 2).await;
    run(&pool, "create table t (id bigserial primary key, filler text not null)").await;
    for _ in 0..100 {
        insert(&pool).await.unwrap();
    }
    let fill = disk.0.path().join("fill");
    let _ = fs::write(&fill, vec![0; 90 << 20]);
    let (more, _) = insert_until_it_fails(&pool).await;

    fs::remove_file(&fill).unwrap();
    let mut tries = 0;
    while let Err(error) = insert(&pool).await {
        tries += 1;
        assert!(tries < 100, "{error}");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    assert!(one(&pool, "select count(*) from t").await > 100 + more);
    embedded.stop().await.unwrap();
}

async fn insert(pool: &PgPool) -> sqlx::Result<()> {
    sqlx::query("insert into t (filler) values ($1)").bind("x".repeat(1000)).execute(pool).await.map(drop)
}

async fn insert_until_it_fails(pool: &PgPool) -> (i64, sqlx::Error) {
    let mut confirmed = 0;
    loop {
        match insert(pool).await {
            Ok(()) => confirmed += 1,
            Err(error) => return (confirmed, error),
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_first_start_on_a_full_disk_leaves_nothing() {
    let Some(disk) = SmallDisk::mount(20) else {
        return skip("embedded::crash::a_first_start_on_a_full_disk_leaves_nothing", "no right to mount a small disk");
    };
    let folder = disk.0.path().join("data");
    assert_eq!(Embedded::start(&folder).await.map(|_| ()), Err(EmbeddedError::NoSpace(folder.clone())));
    assert!(!folder.join("postgres/pgdata").exists());
}
