//! A whole quiz over HTTP with the real program: two players, every kind of question, a restart in between.

use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::support::bot::{Bot, ansatz, read_log};
use crate::support::database::{Database, derived};
use crate::support::player::{Player, event_id};

const CONFIG: &str = "schedules: []\nroom: { question_at_start: false, question_open_for: 5s }\n";

/// The position at which an option is shown.
fn shown(question: &Value, text: &str) -> u64 {
    let options = question["options"].as_array().expect("options");
    let at = options.iter().position(|option| option[0]["text"] == text);
    at.unwrap_or_else(|| panic!("{text} is an option of {question}")) as u64
}

fn mark(question: &Value) -> String {
    question["mark"].as_str().expect("a mark").to_owned()
}

async fn board(player: &Player) -> Value {
    let (status, board) = player.get("/api/board?window=all").await.expect("the board answers");
    assert_eq!(status, StatusCode::OK);
    board["rows"]
        .as_array()
        .expect("rows")
        .iter()
        .map(|row| json!([row["rank"], row["name"], row["points_text"], row["right"], row["answered"]]))
        .collect()
}

/// Answers one open question: Ada rightly, Bo wrongly, and each changes their mind first.
async fn answer(question: &Value, ada: &Player, bo: &Player) {
    let mark = mark(question);
    let ok = |(status, reply): (StatusCode, Value)| {
        assert_eq!((status, reply["kind"].as_str()), (StatusCode::OK, Some("recorded")), "{reply}");
        reply["standing"].clone()
    };
    match question["form"].as_str() {
        Some("mcq") => {
            let (three, four) = (shown(question, "Three"), shown(question, "Four"));
            ok(ada.answer(&mark, json!({ "choose": three })).await);
            assert_eq!(
                ok(ada.answer(&mark, json!({ "choose": four })).await),
                json!({ "options": [four], "value": null })
            );
            ok(bo.answer(&mark, json!({ "choose": four })).await);
            ok(bo.answer(&mark, json!({ "choose": three })).await);
            let (status, refused) = ada.answer(&mark, json!({ "value": "4" })).await;
            assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{refused}");
            let (status, refused) = ada.answer(&mark, json!({ "choose": 9 })).await;
            assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
            assert_eq!(refused["error"], "This question has the options A to D.");
        }
        Some("msq") => {
            let (two, three, four) = (shown(question, "Two"), shown(question, "Three"), shown(question, "Four"));
            for option in [two, three, four] {
                ok(ada.answer(&mark, json!({ "choose": option })).await);
            }
            let mut left = [two, four];
            left.sort_unstable();
            assert_eq!(
                ok(ada.answer(&mark, json!({ "withdraw": three })).await),
                json!({ "options": left, "value": null })
            );
            ok(bo.answer(&mark, json!({ "select": [two, three] })).await);
        }
        Some("nat") => {
            let (status, refused) = ada.answer(&mark, json!({ "value": "1 e10" })).await;
            assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{refused}");
            ok(ada.answer(&mark, json!({ "value": "0,731" })).await);
            ok(bo.answer(&mark, json!({ "value": "0.5" })).await);
        }
        other => panic!("an unknown kind of question: {other:?}"),
    }
    // The same event again changes nothing, even with other words in it.
    let body = json!({ "mark": mark, "gesture": { "select": [] }, "event_id": event_id() });
    if question["form"] != "nat" {
        let standing = bo.post("/api/answer", &body).await.expect("an answer").1["standing"].clone();
        assert_eq!(standing, json!({ "options": [], "value": null }));
        let wrong = json!([shown(question, "Three")]);
        ok(bo.answer(&mark, json!({ "select": wrong })).await);
        let again = ok(bo.post("/api/answer", &body).await.expect("an answer"));
        assert_eq!(again["options"], wrong, "an event that comes twice counts once");
    }
}

async fn play(database: Database) {
    let mut bot = Bot::start(&database, CONFIG).await;
    let mut ada = Player::join(&bot.url, "Ada").await;
    let mut bo = Player::join(&bot.url, "Bo <b>bold</b>").await;
    let mut asked = Vec::new();
    for round in 0..3 {
        let (status, reply) = ada.command("/quiz now").await;
        assert_eq!((status, &reply["kind"]), (StatusCode::OK, &json!("posted")), "{reply}");
        let (_, refused) = bo.command("/quiz now").await;
        assert_eq!(
            refused["error"],
            "A question is open already. Answer that one first; the next can be asked for once it has closed."
        );
        let question = ada.wait_for("open question", |question| question["outcome"].is_null()).await;
        answer(&question, &ada, &bo).await;
        let (_, early) = ada.command(&format!("/quiz why {}", mark(&question))).await;
        assert_eq!(early["error"], "This question is still open. Ask again once it has closed.");
        if round == 1 {
            // In the middle of an open round the program dies and comes back: players, answers and the round are still there.
            bot.kill().await;
            bot = Bot::start(&database, CONFIG).await;
            ada.url.clone_from(&bot.url);
            bo.url.clone_from(&bot.url);
        }
        let this = mark(&question);
        let closed =
            ada.wait_for("outcome", |other| other["mark"] == this.as_str() && !other["outcome"].is_null()).await;
        assert_eq!(closed["outcome"]["right"], 1, "{}", closed["outcome"]);
        assert_eq!(closed["outcome"]["first_right"], json!(["Ada"]));
        assert_eq!(closed["outcome"]["tally"]["answered"], 2);
        let (status, late) = bo.answer(&this, json!({ "choose": 0 })).await;
        assert_eq!(
            (status, &late["error"]),
            (StatusCode::UNPROCESSABLE_ENTITY, &json!("This question is closed, so the answer was not counted."))
        );
        let (_, why) = bo.command("/quiz why").await;
        match question["form"].as_str() {
            // The one question without a program.
            Some("msq") => {
                let note = "No program proves this question: what you read is its author's word.";
                assert_eq!((&why["note"], &why["evidence"]), (&json!(note), &Value::Null));
            }
            _ => assert_eq!(why["evidence"]["conclusion"], "The run agrees with the key.", "{why}"),
        }
        asked.push(question["form"].as_str().unwrap_or_default().to_owned());
    }
    asked.sort();
    assert_eq!(asked, ["mcq", "msq", "nat"], "no question repeats until all were asked");
    let expected = json!([[1, "Ada", "3", 3, 3], [2, "Bo <b>bold</b>", "0", 0, 3]]);
    assert_eq!(board(&ada).await, expected);
    let (_, me) = ada.command("/quiz me").await;
    assert_eq!(me["name"], "Ada");

    bot.stop().await;
    let bot = Bot::start(&database, CONFIG).await;
    ada.url.clone_from(&bot.url);
    assert_eq!(board(&ada).await, expected, "a restart changes nothing");
    bot.stop().await;

    let opened = database.open().await;
    let before = derived(&opened.store).await;
    assert!(!before.is_empty());
    opened.close().await;
    let rebuilt = ansatz(&database).arg("rebuild").output().await.expect("rebuild runs");
    assert_eq!(
        String::from_utf8_lossy(&rebuilt.stdout),
        "Rebuilt from the ledger: 3 rounds, 6 grades, 0 with a mended key.\n",
        "{}",
        String::from_utf8_lossy(&rebuilt.stderr)
    );
    let opened = database.open().await;
    assert_eq!(derived(&opened.store).await, before, "a rebuild changes nothing");
    opened.close().await;
    assert_eq!(read_log(&database).matches("ERROR").count(), 0, "{}", read_log(&database));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_quiz_is_played_on_a_server() {
    play(Database::on_server().await).await;
}

#[cfg(feature = "embedded")]
#[tokio::test(flavor = "multi_thread")]
async fn a_quiz_is_played_on_the_embedded_database() {
    play(Database::embedded()).await;
}
