//! What an organiser can get wrong, each with the sentence they are told; nothing is changed and nothing lost.

use ansatz::store::Source;
use std::path::Path;
use std::process::Output;
use std::time::Duration;
use tempfile::TempDir;

use crate::support::bot::{Bot, ansatz};
use crate::support::database::Database;

/// Runs the program without a database of its own; whatever it does must end by itself.
async fn run(folder: &Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    let database =
        Database { source: Source::Embedded(folder.join("data")), folder: TempDir::new().expect("a folder") };
    let mut command = ansatz(&database);
    command.args(arguments).current_dir(folder);
    ended(tokio::time::timeout(Duration::from_secs(60), command.output()).await.expect("it ends").expect("it runs"))
}

fn ended(output: Output) -> (Option<i32>, String, String) {
    let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code(), text(&output.stdout), text(&output.stderr))
}

async fn check_file(name: &str, content: &[u8], expected: &str) {
    let folder = TempDir::new().expect("a folder");
    std::fs::write(folder.path().join(name), content).expect("the file is written");
    let (code, out, err) = run(folder.path(), &["check", name]).await;
    assert_eq!((code, out.as_str(), err.as_str()), (Some(1), expected, ""), "{name}");
}

#[tokio::test]
async fn a_bank_that_cannot_be_read_is_named_with_its_place() {
    check_file(
        "broken.yaml",
        b"- id: [unclosed\n",
        "broken.yaml:1:7: error: this is not YAML, and what follows cannot be read: unclosed bracket '['\n\
         0 questions, 1 error, 0 warnings\n",
    )
    .await;
    check_file(
        "latin1.yaml",
        b"- id: a\n  stem: caf\xe9\n",
        "latin1.yaml:2:12: error: this is not UTF-8; save the file in that encoding\n0 questions, 1 error, 0 warnings\n",
    )
    .await;
    check_file(
        "bomb.yaml",
        b"- &a [x, x]\n- [*a]\n",
        "bomb.yaml:1:6: error: anchors (`&name`) are not read in question files; leave it out\n\
         bomb.yaml:1:6: error: expected a question such as `- id: ...`, but found a list\n\
         bomb.yaml:2:3: error: expected a question such as `- id: ...`, but found a list\n\
         bomb.yaml:2:4: error: aliases (`*name`) are not read in question files; write the text out\n\
         0 questions, 4 errors, 0 warnings\n",
    )
    .await;
}

#[tokio::test]
async fn a_huge_file_is_refused_unread() {
    let folder = TempDir::new().expect("a folder");
    for (command, name, expected) in [
        (
            "check",
            "huge.yaml",
            "huge.yaml:1:1: error: the file is larger than 8 MiB; split it into several files\n0 questions, 1 error, 0 warnings\n",
        ),
        (
            "import",
            "huge.md",
            "huge.md:1:1: error: the file is larger than 64 MiB; split it into several files\n0 questions imported, 1 error\n",
        ),
    ] {
        let file = std::fs::File::create(folder.path().join(name)).expect("a file");
        file.set_len(100 << 20).expect("a sparse file");
        let (code, out, err) = run(folder.path(), &[command, name]).await;
        assert_eq!((code, format!("{out}{err}").as_str()), (Some(1), expected), "{command}");
    }
}

async fn check_config(config: &str, expected: &str) {
    let folder = TempDir::new().expect("a folder");
    std::fs::write(folder.path().join("ansatz.yaml"), config).expect("the file is written");
    let (code, out, err) = run(folder.path(), &["serve", "--config", "ansatz.yaml"]).await;
    assert_eq!((code, out.as_str(), err.as_str()), (Some(1), "", expected));
    assert!(!folder.path().join("data").exists(), "nothing was made");
}

#[tokio::test]
async fn a_wrong_configuration_is_refused_with_every_reason() {
    check_config(
        "zone: Europe/Berlim\nscheme: gait\ndatabase: { connections: 0 }\n",
        "ansatz: the configuration ansatz.yaml is not right:\n\
         zone: there is no time zone \"Europe/Berlim\"; did you mean Europe/Berlin; names are those of IANA, such as Europe/Berlin or Asia/Kolkata\n\
         scheme: there is no marking scheme \"gait\"; there are simple, gate, jee-advanced, net-correct, coverage, every-decision, halves and guess-neutral\n\
         database.connections: between 1 and 100\n",
    )
    .await;
    check_config(
        "zome: Europe/Berlin\n",
        "ansatz: the configuration ansatz.yaml is not right:\n\
         line 1 column 1: unknown field `zome`, expected one of zone, seasons, scheme, bank, pools, schedules, room, chat, why, database, log\n",
    )
    .await;
    check_config(
        "schedules: [{ name: daily, cron: \"0 25 * * *\", open_for: 12h, pool: nowhere }]\n",
        "ansatz: the configuration ansatz.yaml is not right:\n\
         schedules[0].cron: the schedule \"0 25 * * *\" can't be read: the hour \"25\" is not made of 0 to 23, with commas, a dash, \
         or steps such as */5. It has five fields, minute, hour, day of the month, month and day of the week, such as \
         \"0 9 * * MON-FRI\"\n\
         schedules[0].pool: there is no pool \"nowhere\"; the pools are all\n",
    )
    .await;
    check_config(
        "room: { question_open_for: soon }\n",
        "ansatz: the configuration ansatz.yaml is not right:\n\
         line 1 column 28: \"soon\" is not a duration; write one like 90s, 20m, 12h or 1h 30m\n",
    )
    .await;
}

#[tokio::test]
async fn a_port_that_was_asked_for_and_is_taken_is_an_error() {
    let database = Database::on_server().await;
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = taken.local_addr().expect("its address").port().to_string();
    let (code, out, err) = ended(ansatz(&database).args(["serve", "--port", &port]).output().await.expect("it runs"));
    assert_eq!((code, out.as_str()), (Some(1), ""));
    assert_eq!(
        err.replace(&port, "PORT"),
        "ansatz: the room can't listen on 127.0.0.1:PORT: choose another port, or none to have a free one chosen: \
         Address already in use (os error 98)\n"
    );
}

#[tokio::test]
async fn a_port_nobody_asked_for_gives_way() {
    // Either this test holds 8080 or something else here does; both are what the program must cope with.
    let _held = std::net::TcpListener::bind("127.0.0.1:8080");
    let database = Database::on_server().await;
    let bot = Bot::start_with(&database, "schedules: []\n", &[]).await;
    assert!(!bot.url.ends_with(":8080"), "{}", bot.url);
    bot.stop().await;
}

#[tokio::test]
async fn a_database_of_a_newer_version_is_left_alone() {
    let database = Database::on_server().await;
    database.open().await.close().await;
    let pool = database.pool().await;
    let newer = "insert into _sqlx_migrations (version, description, success, checksum, execution_time) values (9999, 'later', true, '', 0)";
    sqlx::query(newer).execute(&pool).await.expect("a row");
    let (code, out, err) = ended(ansatz(&database).args(["serve", "--port", "0"]).output().await.expect("it runs"));
    assert_eq!(
        (code, out.as_str(), err.as_str()),
        (
            Some(1),
            "",
            "ansatz: this database was made by a newer version of ansatz (migration 9999); run that version or newer\n"
        )
    );
}

#[tokio::test]
async fn an_address_that_is_none_is_refused_without_being_shown() {
    let folder = TempDir::new().expect("a folder");
    let database = Database { source: Source::Server("postgres://me:s3cret@:::/nowhere".into()), folder };
    let (code, out, err) = ended(ansatz(&database).arg("migrate").output().await.expect("it runs"));
    assert_eq!(
        (code, out.as_str(), err.as_str()),
        (
            Some(1),
            "",
            "ansatz: DATABASE_URL is not the address of a Postgres; it reads like postgres://user:password@host:5432/database\n"
        )
    );
}

#[cfg(feature = "embedded")]
#[tokio::test]
async fn a_damaged_data_folder_is_named_and_left_as_it_is() {
    let database = Database::embedded();
    database.open().await.close().await;
    let Source::Embedded(folder) = &database.source else { unreachable!("it is embedded") };
    let control = find(folder, "pg_control").expect("a cluster has one");
    std::fs::write(&control, b"garbage").expect("the file is damaged");
    let output = ansatz(&database)
        .args(["serve", "--bank"])
        .arg(crate::support::bot::data("bank.yaml"))
        .args(["--port", "0"])
        .output()
        .await;
    let (code, out, err) = ended(output.expect("it runs"));
    assert_eq!((code, out.as_str()), (Some(1), ""));
    assert_eq!(
        err.replace(&folder.display().to_string(), "FOLDER"),
        "ansatz: The database in FOLDER is damaged and can't be opened (could not read file \"global/pg_control\": read 7 of 296). \
         Ansatz hasn't tried to repair it. Restore a backup of this folder, or start with another one: --data-dir.\n"
    );
    assert_eq!(std::fs::read(&control).expect("it is still there"), b"garbage");
}

#[cfg(feature = "embedded")]
#[tokio::test]
async fn two_bots_on_one_folder_do_not_meet() {
    let database = Database::embedded();
    let bot = Bot::start(&database, "schedules: []\nroom: { question_at_start: false }\n").await;
    let (code, out, err) = ended(ansatz(&database).arg("rebuild").output().await.expect("it runs"));
    let Source::Embedded(folder) = &database.source else { unreachable!("it is embedded") };
    assert_eq!(
        (code, out.as_str(), err.replace(&folder.display().to_string(), "FOLDER").as_str()),
        (
            Some(1),
            "",
            "ansatz: Another Ansatz is already running on FOLDER. Stop it first, or give this one a folder of its own with --data-dir.\n"
        )
    );
    bot.stop().await;
}

#[cfg(feature = "embedded")]
fn find(folder: &Path, name: &str) -> Option<std::path::PathBuf> {
    std::fs::read_dir(folder).ok()?.flatten().find_map(|entry| {
        let path = entry.path();
        if path.is_dir() { find(&path, name) } else { path.ends_with(name).then_some(path) }
    })
}

#[tokio::test]
async fn an_import_never_overwrites_by_accident() {
    let folder = TempDir::new().expect("a folder");
    std::fs::write(folder.path().join("quiz.md"), "# Theory\n\n[NAT]\n\n### 1. One and one?\n\nAns: 2\n")
        .expect("a file");
    std::fs::write(folder.path().join("bank.yaml"), "mine").expect("a file");
    let (code, _, err) = run(folder.path(), &["import", "quiz.md", "--output", "bank.yaml"]).await;
    assert_eq!(code, Some(1), "{err}");
    assert_eq!(std::fs::read_to_string(folder.path().join("bank.yaml")).expect("it is there"), "mine");
    let (code, _, err) = run(folder.path(), &["import", "quiz.md", "--output", "bank.yaml", "--force"]).await;
    assert_eq!(code, Some(0), "{err}");
    let (code, out, _) = run(folder.path(), &["check", "bank.yaml"]).await;
    assert_eq!((code, out.lines().last()), (Some(0), Some("1 question, 0 errors, 1 warning")), "{out}");
}
