//! The command line as its organiser meets it.

use std::process::Output;
use tempfile::TempDir;

use crate::support::bot::{Bot, ansatz, read_log};
use crate::support::database::Database;
use crate::support::player::{Player, event_id};
use serde_json::{Value, json};

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

async fn run(database: &Database, arguments: &[&str]) -> Output {
    ansatz(database).args(arguments).output().await.expect("the program runs")
}

#[tokio::test]
async fn every_command_helps_with_an_example() {
    let database = Database::on_server().await;
    for command in ["serve", "check", "why", "import", "export", "migrate", "rebuild", "schedule", "completions", "run"]
    {
        let help = run(&database, &[command, "--help"]).await;
        assert_eq!(help.status.code(), Some(0), "{command}");
        let help = text(&help.stdout);
        let examples = help.split("Example").nth(1).unwrap_or_default();
        assert!(examples.lines().any(|line| line.contains(&format!("ansatz {command}"))), "{command}: {help}");
    }
    let unknown = run(&database, &["sreve"]).await;
    assert_eq!(unknown.status.code(), Some(2));
    assert!(
        text(&unknown.stderr)
            .starts_with("error: unrecognized subcommand 'sreve'\n\n  tip: a similar subcommand exists: 'serve'\n")
    );
}

#[tokio::test]
async fn completions_are_made_for_every_shell() {
    let database = Database::on_server().await;
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = run(&database, &["completions", shell]).await;
        assert!(script.status.success() && text(&script.stdout).contains("rebuild"), "{shell}");
    }
}

#[test]
fn the_example_configuration_is_right_and_has_every_key() {
    let text = include_str!("../config/ansatz.example.yaml");
    let config = ansatz::config::parse(text).expect("the example is right");
    let shown: Value = serde_json::to_value(&config).expect("JSON");
    let default: Value = serde_json::to_value(ansatz::config::Config::default()).expect("JSON");
    for (section, keys) in default.as_object().expect("sections") {
        assert!(text.contains(&format!("\n{section}:")), "{section} is in the example");
        for key in keys.as_object().into_iter().flat_map(|keys| keys.keys()) {
            assert!(text.contains(&format!("\n  {key}:")), "{section}.{key} is in the example");
        }
        assert!(shown.get(section).is_some());
    }
    assert_eq!(ansatz::config::parse(""), Ok(ansatz::config::Config::default()), "nothing at all is right, too");
}

#[tokio::test]
async fn the_next_runs_are_shown_in_their_own_zone() {
    let database = Database::on_server().await;
    let folder = TempDir::new().expect("a folder");
    let config = folder.path().join("ansatz.yaml");
    let yaml = "zone: Asia/Kolkata\nscheme: gate\nschedules: [{ name: leap, cron: \"30 6 29 2 *\", open_for: 1h }]\n";
    std::fs::write(&config, yaml).expect("a file");
    let shown =
        ansatz(&database).args(["schedule", "--count", "2", "--config"]).arg(&config).output().await.expect("it runs");
    let expected = "leap (pool all, gate/1)\n  Tue 2028-02-29 06:30:00 +05:30 Asia/Kolkata\n  Sun 2032-02-29 06:30:00 +05:30 Asia/Kolkata\n";
    assert_eq!((text(&shown.stdout).as_str(), text(&shown.stderr).as_str()), (expected, ""));
}

#[tokio::test]
async fn what_was_played_can_be_exported() {
    let database = Database::on_server().await;
    let config = "schedules: []\nroom: { question_at_start: false, question_open_for: 5s }\n";
    let bot = Bot::start(&database, config).await;
    let ada = Player::join(&bot.url, "=Ada, \"the first\"").await;
    ada.command("/quiz now").await;
    let question = ada.wait_for("open question", |question| question["outcome"].is_null()).await;
    let gesture = if question["form"] == "nat" { json!({ "value": "0.731" }) } else { json!({ "select": [0] }) };
    let body = json!({ "mark": question["mark"], "gesture": gesture, "event_id": event_id() });
    while ada.post("/api/answer", &body).await.expect("the room answers").0 != 200 {
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    ada.wait_for("outcome", |question| !question["outcome"].is_null()).await;
    let metrics = reqwest::get(format!("{}/metrics", bot.url)).await.expect("metrics").text().await.expect("text");
    assert!(metrics.lines().any(|line| line == "ansatz_answers_total 1"), "{metrics}");
    assert_eq!(reqwest::get(format!("{}/healthz", bot.url)).await.expect("health").status(), 200);
    bot.stop().await;

    let answers = text(&run(&database, &["export", "answers"]).await.stdout);
    let lines: Vec<&str> = answers.lines().collect();
    assert_eq!(lines.first(), Some(&"id,round,question,platform,person,name,action,options,value,at"));
    assert_eq!(lines.len(), 2, "{answers}");
    assert!(
        lines.iter().any(|line| line.contains(",\"'=Ada, \"\"the first\"\"\",")),
        "no spreadsheet runs a name: {answers}"
    );
    let board = text(&run(&database, &["export", "board", "--window", "week"]).await.stdout);
    assert_eq!(board.lines().next(), Some("rank,name,points,right,answered"));
    assert_eq!(board.lines().count(), 2);

    let bank = database.folder.path().join("bank.yaml");
    let exported = run(&database, &["export", "questions"]).await;
    std::fs::write(&bank, &exported.stdout).expect("a file");
    let checked = ansatz(&database).args(["check", "--time", "120"]).arg(&bank).output().await.expect("it runs");
    let expected = "13 questions, 0 errors, 0 warnings\nproofs that agree with the key: 13 of 13; flipped keys that are caught: 39 of 39\n";
    assert_eq!(text(&checked.stdout), expected);
}

#[tokio::test]
async fn logs_can_be_json() {
    let database = Database::on_server().await;
    let bot = Bot::start_with(&database, "schedules: []\n", &["--port", "0", "--log-format", "json"]).await;
    let ada = Player::join(&bot.url, "Ada").await;
    ada.wait_for("question at start", |_| true).await;
    bot.interrupt().await;
    let log = read_log(&database);
    assert!(log.lines().count() >= 2, "{log}");
    for line in log.lines() {
        let line: Value = serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"));
        assert!(line["timestamp"].is_string() && line["level"].is_string() && line["message"].is_string(), "{line}");
    }
}

#[tokio::test]
async fn the_database_can_be_made_ready_beforehand() {
    let database = Database::on_server().await;
    for _ in 0..2 {
        let migrated = run(&database, &["migrate"]).await;
        assert_eq!(
            (text(&migrated.stdout).as_str(), migrated.status.code()),
            ("The database is up to date.\n", Some(0))
        );
    }
}
