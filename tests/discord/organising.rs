//! Organisers' commands as they are filled in on Discord, who may use them, and forms, files and completion.

use serde_json::{Value, json};

use super::group::{Group, SOON, button, id, text};

/// Title and text of a reply's embed.
fn embed(reply: &Value) -> (&str, &str) {
    let embed = &reply["message"]["embeds"][0];
    (embed["title"].as_str().unwrap_or_default(), embed["description"].as_str().unwrap_or_default())
}

#[tokio::test(flavor = "multi_thread")]
async fn only_organisers_organise() {
    let mut group = Group::start().await;
    let ada = group.member("Ada").await;
    for (path, options) in [
        ("quiz skip", json!({})),
        ("quiz close", json!({})),
        ("quiz regrade", json!({})),
        ("quiz pool", json!({ "pool": "all" })),
        ("quiz settings", json!({ "answers": "private" })),
        ("quiz schedule add", json!({ "name": "daily", "cron": "0 9 * * *", "open_for": "12h" })),
        ("quiz schedule pause", json!({ "name": "daily" })),
        ("quiz schedule resume", json!({ "name": "daily" })),
        ("quiz schedule remove", json!({ "name": "daily" })),
        ("quiz import", json!({ "file": { "filename": "bank.yaml", "content": "[]" } })),
    ] {
        let reply = group.slash(ada, group.channel, path, options).await;
        assert_eq!(text(&reply), "Only people who manage this server can do that.", "{path}: {reply}");
        assert_eq!(reply["ephemeral"], true, "{path}");
    }
    for path in ["quiz schedule list", "quiz pool", "quiz settings", "quiz help", "quiz me", "quiz board"] {
        let reply = group.slash(ada, group.channel, path, json!({})).await;
        assert!(reply["message"]["embeds"][0].is_object(), "{path}: {reply}");
        assert_eq!(reply["ephemeral"], true, "{path}");
    }
    group.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_is_organised() {
    let mut group = Group::start().await;
    let (owner, channel) = (group.owner(), group.channel);
    let told = async |path: &str, options: Value| group.slash(owner, channel, path, options).await;
    let title = async |path: &str, options: Value| embed(&told(path, options).await).0.to_owned();
    let add = json!({ "name": "daily", "cron": "0 9 * * *", "open_for": "12h", "zone": "Europe/Berlin" });
    assert_eq!(title("quiz schedule add", add.clone()).await, "Schedule daily added");
    let list = told("quiz schedule list", json!({})).await;
    assert!(embed(&list).1.contains("daily: `0 9 * * *` in Europe/Berlin, open for 12h"), "{list}");
    assert_eq!(title("quiz schedule pause", json!({ "name": "daily" })).await, "Schedule daily paused");
    assert_eq!(title("quiz schedule resume", json!({ "name": "daily" })).await, "Schedule daily resumed");
    assert_eq!(title("quiz schedule remove", json!({ "name": "daily" })).await, "Schedule daily removed");
    // Bad input is answered with a sentence.
    for options in [
        json!({ "name": "x", "cron": "never", "open_for": "12h" }),
        json!({ "name": "x", "cron": "0 9 * * *", "open_for": "soon" }),
        json!({ "name": "x", "cron": "0 9 * * *", "open_for": "12h", "zone": "Mars/Crater" }),
        json!({ "name": "x", "cron": "0 9 * * *", "open_for": "12h", "scheme": "harsh" }),
        json!({ "name": "x", "cron": "0 9 * * *", "open_for": "12h", "pool": "nothing at all" }),
    ] {
        let reply = told("quiz schedule add", options.clone()).await;
        assert!(!text(&reply).is_empty(), "{options}: {reply}");
    }
    let reply = told("quiz answer", json!({ "text": "A", "mark": "x" })).await;
    assert_eq!(
        text(&reply),
        "That isn't a question's mark. One looks like `k3v9-x0qd` and is written on the question."
    );
    let reply = told("quiz why", json!({ "option": "AB" })).await;
    assert!(text(&reply).starts_with("That is neither"), "{reply}");
    // A question that is skipped has no outcome.
    let question = group.question(channel).await;
    assert_eq!(title("quiz skip", json!({})).await, "Question skipped");
    let void =
        |view: &Value| view["embeds"][0]["description"].as_str().is_some_and(|text| text.contains("does not count"));
    group.stand_in.wait_until(channel, question.message, SOON, void).await.expect("the post says so");
    group.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn answers_are_private_where_that_is_set() {
    let mut group = Group::start().await;
    let ada = group.member("Ada").await;
    group.slash(group.owner(), group.channel, "quiz settings", json!({ "answers": "private" })).await;
    for _ in 0..2 {
        let question = group.question(group.channel).await;
        let post = group.stand_in.message(group.channel, question.message).await.expect("the post");
        assert_eq!(post["reacted"], json!({}), "{post}");
        let clicked = group.stand_in.click(ada, group.channel, question.message, button(&post, "answer")).await;
        let clicked = clicked.expect("a button");
        let reply = group.reply(clicked).await;
        if question.kind == "NAT" {
            let submitted = group.stand_in.submit(ada, clicked, &json!({ "value": "0.731" })).await.expect("a form");
            group.reply(submitted).await;
        } else {
            let values: Vec<String> = question.right().iter().map(ToString::to_string).collect();
            let values: Vec<&str> = values.iter().map(String::as_str).collect();
            let pick = format!("pick:{}", question.mark);
            let menu = id(&reply["message"]);
            let picked = group.stand_in.select(ada, group.channel, menu, &pick, &values).await.expect("a menu");
            group.reply(picked).await;
        }
        group.wait_entries(&question, 1).await;
        group.close(&question).await;
        assert_eq!(group.grades(&question).await, [("Ada".to_owned(), "right".to_owned())], "{question:?}");
    }
    group.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn questions_are_imported() {
    let mut group = Group::start().await;
    let (owner, channel) = (group.owner(), group.channel);
    let bank = "- id: own-one\n  kind: nat\n  topic: own\n  stem: What is one plus one?\n  answer: { value: 2 }\n";
    let file = json!({ "file": { "filename": "own.yaml", "content": bank } });
    let reply = group.slash(owner, channel, "quiz import", file).await;
    let accept = button(&reply["message"], "accept").to_owned();
    let clicked = group.stand_in.click(owner, channel, id(&reply["message"]), &accept).await.expect("a button");
    group.reply(clicked).await;
    let taken = |view: &Value| view["components"] == json!([]);
    group.stand_in.wait_until(channel, id(&reply["message"]), SOON, taken).await.expect("it is accepted");
    let reply = group.slash(owner, channel, "quiz pool", json!({ "pool": "own" })).await;
    assert!(reply["message"]["embeds"][0].is_object(), "{reply}");
    let question = group.question(channel).await;
    let post = group.stand_in.message(channel, question.message).await.expect("the post");
    assert!(post["embeds"][0]["description"].as_str().is_some_and(|text| text.contains("one plus one")), "{post}");
    let reply =
        group.slash(owner, channel, "quiz import", json!({ "file": { "filename": "own.txt", "content": "x" } })).await;
    assert!(!text(&reply).is_empty(), "{reply}");
    group.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_is_forgotten() {
    let mut group = Group::start().await;
    let ada = group.member("Ada").await;
    group.slash(ada, group.channel, "quiz me", json!({})).await;
    let reply = group.slash(ada, group.channel, "quiz me", json!({ "forget": true })).await;
    let message = id(&reply["message"]);
    let clicked = group.stand_in.click(ada, group.channel, message, "confirm:forget").await.expect("a button");
    group.reply(clicked).await;
    let done = |view: &Value| view["components"] == json!([]);
    group.stand_in.wait_until(group.channel, message, SOON, done).await.expect("it is done");
    let pool = group.database.pool().await;
    let left: i64 = sqlx::query_scalar("select count(*) from people where external_id = $1")
        .bind(ada.to_string())
        .fetch_one(&pool)
        .await
        .expect("people are read");
    assert_eq!(left, 0);
    group.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn programs_run_and_are_completed() {
    let mut group = Group::start_with("").await;
    let ada = group.member("Ada").await;
    let channel = group.channel;
    // In a form.
    let asked = group.stand_in.slash(ada, channel, "quiz run", &json!({})).await.expect("the command");
    let reply = group.reply(asked).await;
    assert_eq!(reply["modal"]["title"], "Run a program", "{reply}");
    let program = "import torch\nprint(torch.ones(2).sum().item())";
    let submitted = group.stand_in.submit(ada, asked, &json!({ "program": program })).await.expect("a form");
    let reply = finished(&group, submitted).await;
    assert_eq!(reply["message"]["embeds"][0]["fields"][0]["value"], "```\n2.0\n```", "{reply}");
    // On one line, and as a file.
    let asked = group.stand_in.slash(ada, channel, "quiz run", &json!({ "program": "print(6 * 7)" })).await;
    let reply = finished(&group, asked.expect("the command")).await;
    assert_eq!(reply["message"]["embeds"][0]["fields"][0]["value"], "```\n42\n```", "{reply}");
    let file = json!({ "file": { "filename": "main.py", "content": "print('a' * 5000)" } });
    let asked = group.stand_in.slash(ada, channel, "quiz run", &file).await.expect("the command");
    let reply = finished(&group, asked).await;
    assert_eq!(reply["message"]["attachments"][0]["filename"], "output.txt", "{reply}");
    // Completion.
    let typed = json!({ "mark": "" });
    let question = group.question(channel).await;
    let asked = group.stand_in.autocomplete(ada, channel, "quiz answer", &typed, "mark").await.expect("it completes");
    let reply = group.reply(asked).await;
    assert_eq!(reply["choices"][0]["value"], question.mark, "{reply}");
    let typed = json!({ "name": "x", "cron": "x", "open_for": "x", "zone": "Berl" });
    let asked = group.stand_in.autocomplete(group.owner(), channel, "quiz schedule add", &typed, "zone").await;
    let reply = group.reply(asked.expect("it completes")).await;
    assert_eq!(reply["choices"][0]["value"], "Europe/Berlin", "{reply}");
    group.stop().await;
}

/// The answer that is left once a program has run.
async fn finished(group: &Group, interaction: u64) -> Value {
    for _ in 0..600 {
        let reply = group.reply(interaction).await;
        if text(&reply) != "Running…" {
            return reply;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("it still runs:\n{}", group.log());
}

/// A start without a change registers nothing.
#[tokio::test(flavor = "multi_thread")]
async fn commands_are_registered_when_they_change() {
    let mut group = Group::start().await;
    let route = "PUT /applications/{application_id}/commands";
    let registered = async |group: &Group| group.stand_in.requests().await.get(route).copied().unwrap_or_default();
    assert_eq!(registered(&group).await, 1);
    group.stop().await;
    group.start_bot().await;
    tokio::time::sleep(std::time::Duration::from_millis(500)).await;
    assert_eq!(registered(&group).await, 1);
    group.stop().await;
}

/// Discord is told at once that an answer will come, and after 15 minutes the answer comes directly.
#[tokio::test(flavor = "multi_thread")]
async fn interactions_expire() {
    let mut group = Group::start_with("").await;
    let ada = group.member("Ada").await;
    let program = json!({ "program": "import time; time.sleep(2)" });
    let asked = group.stand_in.slash(ada, group.channel, "quiz run", &program).await.expect("the command");
    let deferred = async || group.stand_in.reply(asked).await.expect("an interaction")["state"] == "deferred";
    for _ in 0..100 {
        if deferred().await {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    group.stand_in.age_interaction(asked, std::time::Duration::from_secs(16 * 60)).await.expect("it ages");
    group.wait_told(ada, 1).await;
    group.stop().await;
}
