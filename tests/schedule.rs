//! Schedules across downtime, with the real program: what was missed is made up once or skipped visibly.

use sqlx::Row;

use crate::support::bot::Bot;
use crate::support::database::Database;
use crate::support::player::Player;

const CONFIG: &str = "zone: Europe/Berlin\nschedules: [{ name: hourly, cron: \"0 * * * *\", open_for: 12h }]\nroom: { question_at_start: false }\n";

async fn runs(pool: &sqlx::PgPool) -> Vec<(String, Option<String>)> {
    let rows =
        sqlx::query("select outcome, reason from schedule_runs order by due_at").fetch_all(pool).await.expect("runs");
    rows.iter().map(|row| (row.get(0), row.get(1))).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_missed_is_made_up_once_or_skipped_visibly() {
    let database = Database::on_server().await;
    Bot::start(&database, CONFIG).await.stop().await;
    let pool = database.pool().await;
    assert_eq!(runs(&pool).await, [], "a new schedule has no past");

    // As if the bot had been down since half past, five hours ago.
    let down =
        "update schedule_progress set considered_until = date_trunc('hour', now()) - interval '4 hours 30 minutes'";
    sqlx::query(down).execute(&pool).await.expect("the past is set");
    for start in ["after the downtime", "once more"] {
        let bot = Bot::start(&database, CONFIG).await;
        let ada = Player::join(&bot.url, &format!("Ada {start}")).await;
        ada.wait_for("made-up question", |question| question["outcome"].is_null()).await;
        let runs = runs(&pool).await;
        let (made_up, skipped): (Vec<_>, Vec<_>) = runs.iter().partition(|(outcome, _)| outcome == "made_up");
        assert_eq!(made_up.len(), 1, "{start}: {runs:?}");
        assert_eq!(runs.last().map(|(outcome, _)| outcome.as_str()), Some("made_up"), "the latest is made up");
        assert!(
            skipped.len() >= 4 && skipped.iter().all(|(outcome, reason)| outcome == "skipped" && reason.is_some()),
            "{runs:?}"
        );
        let (_, state) = ada.get("/api/state").await.expect("state");
        let notices =
            state["messages"].as_array().expect("messages").iter().filter(|message| message["kind"] == "notice");
        assert_eq!(notices.count(), skipped.len(), "each skipped run is told in the room");
        bot.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_start_closes_what_ran_out_and_asks_anew() {
    let database = Database::on_server().await;
    let config = "schedules: []\nroom: { question_at_start: true, question_open_for: 5s }\n";
    let bot = Bot::start(&database, config).await;
    let mut ada = Player::join(&bot.url, "Ada").await;
    let first = ada.wait_for("question at start", |question| question["outcome"].is_null()).await;
    bot.kill().await;
    tokio::time::sleep(std::time::Duration::from_secs(6)).await;
    let bot = Bot::start(&database, config).await;
    ada.url.clone_from(&bot.url);
    ada.wait_for("new question", |question| question["outcome"].is_null() && question["mark"] != first["mark"]).await;
    ada.wait_for("outcome", |question| !question["outcome"].is_null() && question["mark"] == first["mark"]).await;
    bot.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_question_repeats_until_all_were_asked() {
    let database = Database::on_server().await;
    let config =
        "schedules: [{ name: quick, cron: \"* * * * * *\", open_for: 5s }]\nroom: { question_at_start: false }\n";
    let bot = Bot::start(&database, config).await;
    let ada = Player::join(&bot.url, "Ada").await;
    let asked: Vec<String> = loop {
        let questions = ada.questions().await;
        if questions.len() >= 9 {
            break questions.iter().rev().take(9).map(|question| question["stem"].to_string()).collect();
        }
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    };
    bot.stop().await;
    for cycle in asked.chunks(3) {
        let distinct: std::collections::BTreeSet<&String> = cycle.iter().collect();
        assert_eq!(distinct.len(), 3, "{cycle:?}");
    }
    assert!(asked.windows(2).all(|pair| pair[0] != pair[1]), "nor twice in a row: {asked:?}");
}
