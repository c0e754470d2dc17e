//! "Why?" and "run" through the real program: its pool of children, its database, its room. The rounds are put into the ledger as
//! if they had been played, so that their orders and keys are known.

use ansatz::bank::{self, Choice, Key, Kind, Question, QuestionId, Spec};
use ansatz::chat::room::Room;
use ansatz::quiz::board::Seasons;
use ansatz::quiz::{self, Calendar, DriverId, Order};
use ansatz::store::{self, Claim, Driver, NewRound, Opened, claim_round, close_round};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use rand::SeedableRng;
use rand::rngs::StdRng;
use reqwest::StatusCode;
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use crate::support::bot::{Bot, read_log};
use crate::support::database::Database;
use crate::support::player::{Player, event_id};

/// Programs that don't end are stopped soon, one at a time.
const CONFIG: &str =
    "schedules: []\nroom: { question_at_start: false }\nwhy: { children: 1, time: 3s, output: 8, waiting: 4 }\n";

const PROOF: &str = "import torch\n\ntorch.manual_seed(7)\nloss = torch.rand(1).item()\nprint(f'loss below 1: {loss < 1}')\nA = loss < 1\nB = loss > 1\nC = loss == 1\n";

fn question(id: &str, evidence: Option<&str>, options: usize, correct: usize) -> Question {
    let choice = |index| Choice { text: format!("option {index}"), correct: index == correct, pinned: false };
    let nat = options == 0;
    Question {
        id: QuestionId::new(id).expect("an id"),
        kind: if nat { Kind::Nat } else { Kind::Mcq },
        topic: "tests".into(),
        tags: Vec::new(),
        difficulty: None,
        marks: 1,
        stem: format!("{id}?"),
        snippet: nat.then(|| "print('the answer is', 110 + 221)\n".to_owned()),
        choices: (0..options).map(choice).collect(),
        answer: nat.then(|| Key { spec: Spec::Exact { value: "336".into() }, percent: false }),
        explanation: Some("So.".into()),
        evidence: evidence.map(str::to_owned),
        source: None,
    }
}

/// Questions that were asked in the room and have closed, each with the order of its options.
async fn played(database: &Database, questions: &[(Question, &[u8])]) -> Vec<String> {
    let opened = database.open().await;
    let mut marks = Vec::new();
    for (index, (question, order)) in questions.iter().enumerate() {
        marks.push(play(&opened, question, order, index as u64).await);
    }
    opened.close().await;
    marks
}

async fn play(opened: &Opened, question: &Question, order: &[u8], seed: u64) -> String {
    let pool = opened.store.pool();
    let place = store::ensure_place(pool, &Room::place()).await.expect("a place");
    let now = Timestamp::now();
    let mark = quiz::Mark::random(&mut StdRng::seed_from_u64(seed));
    let round = NewRound {
        mark: mark.clone(),
        place,
        question: Arc::new(question.clone()),
        digest: bank::digest(question),
        pool: "all".into(),
        cycle: 0,
        scheme: "simple".parse().expect("a scheme"),
        order: Order::from_stored(order.to_vec(), question.choices.len()).expect("an order"),
        schedule: None,
        opens_at: now,
        closes_at: now + SignedDuration::from_mins(5),
        private: false,
    };
    let driver = DriverId::random(&mut StdRng::seed_from_u64(seed));
    let hold = Driver { id: &driver, lease_seconds: 60.0 };
    let claim = claim_round(&opened.store, place, "all", None, hold, now, |_| Some(round)).await.expect("a claim");
    let Claim::Claimed(round) = claim else { panic!("{claim:?}") };
    assert!(store::mark_posting(pool, round.id, &driver).await.expect("posting"));
    assert!(store::mark_open(pool, round.id, &driver, "message").await.expect("open"));
    assert!(store::begin_closing(pool, round.id, &driver).await.expect("closing"));
    let calendar = Calendar { zone: TimeZone::UTC, seasons: Seasons::Quarters };
    close_round(&opened.store, &round, &calendar, now).await.expect("closed");
    store::mark_announced(pool, round.id, &round.digest, now).await.expect("announced");
    mark.as_str().to_owned()
}

/// `Ran in 12 ms.` takes another time each time.
fn without_time(summary: &Value) -> String {
    let words: Vec<&str> = summary.as_str().expect("a summary").split(' ').collect();
    let unit = |word: &str| ["ms", "second", "seconds"].contains(&word.trim_end_matches(['.', ',']));
    let mut told: Vec<String> = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let timed = words.get(at + 1).is_some_and(|next| unit(next)) && word.parse::<f64>().is_ok();
        if unit(word) {
            told.push(format!("TIME{}", word.trim_start_matches(|c: char| c.is_ascii_alphabetic())));
        } else if !timed && *word != "under" {
            told.push((*word).to_owned());
        }
    }
    told.join(" ")
}

async fn why(player: &Player, what: &str) -> Value {
    let (status, reply) = player.command(&format!("/quiz why {what}")).await;
    assert_eq!((status, &reply["kind"]), (StatusCode::OK, &json!("why")), "{reply}");
    reply
}

/// What is read of the verdicts: letter, option, verdict, and the warning.
fn verdicts(reply: &Value) -> Value {
    let text = |spans: &Value| {
        spans.as_array().into_iter().flatten().filter_map(|span| span["text"].as_str()).collect::<String>()
    };
    let line =
        |verdict: &Value| json!([verdict["letter"], text(&verdict["option"]), verdict["text"], verdict["warning"]]);
    reply["evidence"]["verdicts"].as_array().expect("verdicts").iter().map(line).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_question_is_proved_option_by_option() {
    let database = Database::on_server().await;
    let marks = played(
        &database,
        &[
            (question("agrees", Some(PROOF), 3, 0), &[2, 0, 1]),
            (question("differs", Some(PROOF), 3, 1), &[0, 1, 2]),
            (question("number", None, 0, 0), &[]),
            (question("silent", None, 3, 0), &[0, 1, 2]),
        ],
    )
    .await;
    let [agrees, differs, number, silent] = marks.as_slice() else { panic!("{marks:?}") };
    let mut bot = Bot::start(&database, CONFIG).await;
    let mut ada = Player::join(&bot.url, "Ada").await;

    let reply = why(&ada, agrees).await;
    let evidence = &reply["evidence"];
    assert_eq!(
        (&reply["text"], &reply["explanation"], &reply["note"]),
        (&json!("Right answer: B"), &json!("So."), &Value::Null)
    );
    assert_eq!(
        verdicts(&reply),
        json!([
            ["A", "option 2", "Not right", null],
            ["B", "option 0", "Right", null],
            ["C", "option 1", "Not right", null]
        ])
    );
    assert_eq!(
        (&evidence["standing"], &evidence["conclusion"]),
        (&json!("agrees"), &json!("The run agrees with the key."))
    );
    assert_eq!(evidence["run"]["stdout"], json!({ "text": "loss below 1: True", "note": null }));
    assert_eq!(without_time(&evidence["run"]["summary"]), "Ran in TIME with seed 7.");
    assert_eq!(evidence["source"], PROOF);
    assert_eq!(
        evidence["letters"],
        "The program names the options in its author's order: its A is B here, B is C here, C is A here."
    );

    let reply = why(&ada, &format!("{agrees} c")).await;
    assert_eq!((&reply["text"], &reply["explanation"]), (&json!("C is not right."), &Value::Null));
    assert_eq!(verdicts(&reply), json!([["C", "option 1", "Not right", null]]));
    assert_eq!(
        (&reply["evidence"]["only_one"], &reply["evidence"]["conclusion"]),
        (&json!(true), &json!("For C, the run agrees with the key."))
    );

    let reply = why(&ada, differs).await;
    assert_eq!(
        verdicts(&reply),
        json!([
            ["A", "option 0", "Right", "The key says it is not right."],
            ["B", "option 1", "Not right", "The key says it is right."],
            ["C", "option 2", "Not right", null],
        ])
    );
    assert_eq!(reply["evidence"]["standing"], "differs");

    let reply = why(&ada, number).await;
    assert_eq!(verdicts(&reply), json!([[null, "", "The program arrives at 331.", "The key says 336."]]));
    assert_eq!(reply["snippet"], "print('the answer is', 110 + 221)\n");

    let reply = why(&ada, silent).await;
    let note = "No program proves this question: what you read is its author's word.";
    assert_eq!(
        (&reply["text"], &reply["note"], &reply["evidence"]),
        (&json!("Right answer: A"), &json!(note), &Value::Null)
    );

    let refused = async |what: &str, sentence: &str| {
        let (status, reply) = ada.command(&format!("/quiz why {what}")).await;
        assert_eq!((status, &reply["error"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!(sentence)));
    };
    refused(&format!("{agrees} D"), "This question has the options A to C.").await;
    refused(&format!("{number} A"), "This question has no options: `/quiz why` alone is about its answer.").await;
    refused("0000-0000", "I don't know that question. It may be from another room or server.").await;

    // What was run is kept: the same after a restart, which runs nothing again.
    let pool = database.pool().await;
    let kept: i64 = sqlx::query_scalar("select count(*) from evidence_runs").fetch_one(&pool).await.expect("a count");
    assert_eq!(kept, 2, "two questions share a program, and each program is kept once");
    let altered = r#"update evidence_runs set outcome = jsonb_set(outcome, '{stdout}', '"kept"') where outcome ->> 'stdout' like 'loss%'"#;
    assert_eq!(sqlx::query(altered).execute(&pool).await.expect("an update").rows_affected(), 1);
    bot.stop().await;
    bot = Bot::start(&database, CONFIG).await;
    ada.url.clone_from(&bot.url);
    let reply = why(&ada, agrees).await;
    assert_eq!(reply["evidence"]["run"]["stdout"]["text"], "kept");

    // What an older version kept, and this one can't read, is run again.
    sqlx::query("update evidence_runs set outcome = '{}'").execute(&pool).await.expect("an update");
    bot.stop().await;
    bot = Bot::start(&database, CONFIG).await;
    ada.url.clone_from(&bot.url);
    let reply = why(&ada, agrees).await;
    assert_eq!(reply["evidence"]["run"]["stdout"]["text"], "loss below 1: True");
    bot.stop().await;
    assert_eq!(read_log(&database).matches("ERROR").count(), 0, "{}", read_log(&database));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_question_whose_program_breaks_says_so() {
    let database = Database::on_server().await;
    let marks = played(&database, &[
        (question("raises", Some("import torch\nx = torch.ones(2)\nraise ValueError('<b>no</b>')\nA = x.sum() > 1\nB = x.sum() < 1\n"), 2, 0), &[0, 1]),
        (question("hangs", Some("import torch\nx = torch.ones(2)\nwhile True: pass\nA = x.sum() > 1\nB = x.sum() < 1\n"), 2, 0), &[0, 1]),
    ])
    .await;
    let bot = Bot::start(&database, CONFIG).await;
    let ada = Player::join(&bot.url, "Ada").await;
    let read = |reply: &Value| {
        let evidence = &reply["evidence"];
        json!([
            evidence["standing"],
            evidence["conclusion"],
            without_time(&evidence["run"]["summary"]),
            evidence["verdicts"]
        ])
    };
    let reply = why(&ada, &marks[0]).await;
    assert_eq!(
        read(&reply),
        json!([
            "open",
            "The question's program proves nothing as it is. Line 3: the program raised ValueError: <b>no</b>.",
            "Ended by ValueError in line 3 after TIME.",
            [],
        ])
    );
    let traceback = "Traceback (most recent call last):\n  File \"raises.py\", line 3, in <module>\n    raise ValueError('<b>no</b>')\nValueError: <b>no</b>";
    assert_eq!(reply["evidence"]["run"]["stderr"]["text"], traceback);
    let reply = why(&ada, &marks[1]).await;
    assert_eq!(
        read(&reply),
        json!([
            "open",
            "The question's program proves nothing as it is. Line 3: the program ran longer than 3 seconds.",
            "Stopped: the program ran longer than TIME, at line 3.",
            [],
        ])
    );
    let pool = database.pool().await;
    let kept: i64 = sqlx::query_scalar("select count(*) from evidence_runs").fetch_one(&pool).await.expect("a count");
    assert_eq!(kept, 0, "what broke may not break again");
    bot.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn people_run_programs() {
    let database = Database::on_server().await;
    let bot = Bot::start(&database, CONFIG).await;
    let ada = Player::join(&bot.url, "Ada").await;
    let ran = async |program: &str| {
        let (status, reply) = ada.run(program).await;
        assert_eq!((status, &reply["kind"]), (StatusCode::OK, &json!("ran")), "{reply}");
        reply["run"].clone()
    };
    let stdout = async |program: &str| ran(program).await["stdout"].clone();
    assert_eq!(
        stdout("import torch\nprint(torch.ones(2) + 1)").await,
        json!({ "text": "tensor([2., 2.])", "note": null })
    );
    assert_eq!(
        stdout("print('<script>alert(1)</script> @everyone')").await["text"],
        "<script>alert(1)</script> @everyone"
    );
    assert_eq!(stdout("print('\\x1b[1;31mred\\x1b[0m \\x07\\u202e')").await["text"], "red ␇\\u202e");
    assert_eq!(stdout("for i in range(3):\n    print(f'{i}%', end='\\r')").await["text"], "2%");
    assert_eq!(stdout("x = float('nan')\nprint(x)").await["text"], "nan");
    let run = ran("x = 1").await;
    assert_eq!(
        (&run["stdout"], &run["silent"], &run["ended"]),
        (&Value::Null, &json!("It printed nothing."), &json!("finished"))
    );

    let run = ran("def f(x):\n    return 1 / x\n\nf(0)").await;
    assert_eq!((&run["ended"], &run["line"]), (&json!("raised"), &json!(2)));
    let traceback = "Traceback (most recent call last):\n  File \"main.py\", line 4, in <module>\n    f(0)\n  File \"main.py\", line 2, in f\n    return 1 / x\n           ~~^~~\nZeroDivisionError: division by zero";
    assert_eq!(run["stderr"]["text"], traceback);

    let run = ran("print('before')\nwhile True:\n    pass").await;
    assert_eq!((&run["ended"], &run["stdout"]["text"]), (&json!("stopped"), &json!("before")));
    let summary = without_time(&run["summary"]);
    let at = |line| format!("Stopped: the program ran longer than TIME, at line {line}.");
    assert!(summary == at(2) || summary == at(3), "{summary}");
    let run = ran("while True:\n    print('x' * 70)").await;
    assert_eq!((&run["ended"], &run["line"]), (&json!("stopped"), &json!(2)));
    assert_eq!(run["summary"], "Stopped: the program printed more than 8 KB, at line 2.");

    // The command line's way, with a fence and a name before it.
    let (status, reply) = ada.command("/quiz run <@42> ```py\nprint(6 * 7)\n```").await;
    assert_eq!((status, &reply["run"]["stdout"]["text"]), (StatusCode::OK, &json!("42")), "{reply}");
    let (_, reply) = ada.command("/quiz run").await;
    assert_eq!((&reply["kind"], &reply["program"]), (&json!("editor"), &json!("")));

    let refused = async |program: &str, sentence: &str| {
        let (status, reply) = ada.run(program).await;
        assert_eq!((status, &reply["error"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!(sentence)));
    };
    let empty = "There is no program in that. Write one after `/quiz run`, such as `/quiz run print(1 + 1)`.";
    refused("", empty).await;
    refused(" \n\t\r\n", empty).await;
    refused(&"x".repeat((32 << 10) + 1), "That program is too long: 32 KB at most, please.").await;
    let huge = json!({ "program": "\u{1}".repeat(30 << 10), "event_id": event_id() });
    let (status, reply) = ada.post("/api/run", &huge).await.expect("the room answers");
    assert_eq!(
        (status, &reply["error"]),
        (StatusCode::PAYLOAD_TOO_LARGE, &json!("That is too much text for the room."))
    );
    bot.stop().await;
    assert_eq!(read_log(&database).matches("ERROR").count(), 0, "{}", read_log(&database));
}

#[tokio::test(flavor = "multi_thread")]
async fn long_output_is_cut_with_a_note() {
    let database = Database::on_server().await;
    let config = "schedules: []\nroom: { question_at_start: false }\nwhy: { output: 64 }\n";
    let bot = Bot::start(&database, config).await;
    let ada = Player::join(&bot.url, "Ada").await;
    let (_, reply) = ada.run("for i in range(6553):\n    print('123456789')").await;
    let stdout = &reply["run"]["stdout"];
    assert_eq!(stdout["note"], "Cut here: this is 19,999 of 65,529 characters.");
    assert_eq!(stdout["text"].as_str().map(|text| text.lines().count()), Some(2000));
    bot.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_is_served_by_its_own_address() {
    let database = Database::on_server().await;
    let bot = Bot::start(&database, CONFIG.replace("3s", "5s").as_str()).await;
    let ada = Player::join(&bot.url, "Ada").await;
    let program = "import matplotlib.pyplot as plt\nplt.plot([3, 1, 2], label='loss')\nplt.xlabel('step')\nplt.show()";
    let (_, reply) = ada.run(program).await;
    let pictures = reply["run"]["pictures"].as_array().expect("pictures");
    let [picture] = pictures.as_slice() else { panic!("{reply}") };
    assert_eq!(picture["alt"], "Figure 1. step with loss.");
    let client = reqwest::Client::new();
    let get = async |path: &str| client.get(format!("{}/{path}", bot.url)).send().await.expect("the room answers");
    for colours in ["light", "dark"] {
        let address = picture[colours].as_str().expect("an address");
        assert_eq!((address.len(), &address[..12]), (44, "api/picture/"));
        let response = get(address).await;
        let header = |name: &str| response.headers()[name].to_str().expect("text").to_owned();
        assert_eq!(
            (response.status(), header("content-type"), header("x-content-type-options"), header("cache-control")),
            (StatusCode::OK, "image/png".into(), "nosniff".into(), "private, max-age=86400, immutable".into())
        );
        assert!(header("content-security-policy").starts_with("default-src 'none'"));
        let bytes = response.bytes().await.expect("a file");
        assert_eq!(&bytes[..8], b"\x89PNG\r\n\x1a\n");
        let number = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().expect("four bytes"));
        assert_eq!((json!(number(16)), json!(number(20))), (picture["width"].clone(), picture["height"].clone()));
    }
    assert_eq!(get("api/picture/00000000000000000000000000000000").await.status(), StatusCode::NOT_FOUND);
    bot.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn people_take_turns_and_nobody_takes_them_all() {
    let database = Database::on_server().await;
    let bot = Bot::start(&database, &CONFIG.replace("3s", "2s")).await;
    let (ada, bo) = (Player::join(&bot.url, "Ada").await, Player::join(&bot.url, "Bo").await);
    let (refused, ended) = (Mutex::new(Vec::new()), Mutex::new(Vec::new()));
    // Ten at once: one runs, four wait, and the others are told so at once.
    let adas = (0..10).map(async |_| match ada.run("while True: pass").await {
        (StatusCode::OK, _) => ended.lock().unwrap().push("Ada"),
        (_, reply) => refused.lock().unwrap().push(reply["error"].clone()),
    });
    let bos = async {
        while refused.lock().unwrap().len() < 5 {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        let (_, reply) = bo.run("print('Bo')").await;
        assert_eq!(reply["run"]["stdout"]["text"], "Bo", "{reply}");
        ended.lock().unwrap().push("Bo");
    };
    tokio::join!(futures::future::join_all(adas), bos);
    let sentence = "4 programs of yours are waiting already, so this one was not run. Try again when that is done.";
    assert_eq!(*refused.lock().unwrap(), [sentence; 5]);
    let ended = ended.into_inner().unwrap();
    assert_eq!(ended.iter().filter(|who| **who == "Ada").count(), 5);
    assert_eq!(ended.last(), Some(&"Ada"), "Bo didn't wait for all of them: {ended:?}");
    bot.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_command_that_is_sent_again_runs_once() {
    let database = Database::on_server().await;
    let bot = Bot::start(&database, CONFIG).await;
    let (ada, bo) = (Player::join(&bot.url, "Ada").await, Player::join(&bot.url, "Bo").await);
    let body = json!({ "program": "print(input)", "event_id": event_id() });
    let first = ada.finish("/api/run", &body).await;
    assert_eq!(first.0, StatusCode::OK);
    assert_eq!(ada.finish("/api/run", &body).await, first);
    let metrics = reqwest::get(format!("{}/metrics", bot.url)).await.expect("metrics").text().await.expect("text");
    let runs = |metrics: &str| {
        metrics.lines().filter(|line| line.starts_with("ansatz_programs_total")).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(runs(&metrics), ["ansatz_programs_total{ended=\"finished\"} 1"]);
    // The id is the person's own: with the same one, somebody else gets their own result.
    let other = json!({ "program": "print('Bo')", "event_id": body["event_id"] });
    assert_eq!(bo.finish("/api/run", &other).await.1["run"]["stdout"]["text"], "Bo");
    bot.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stop_does_not_wait_for_programs() {
    let database = Database::on_server().await;
    let bot = Bot::start(&database, &CONFIG.replace("3s", "10m")).await;
    let ada = Player::join(&bot.url, "Ada").await;
    let body = json!({ "program": "while True: pass", "event_id": event_id() });
    let (status, _) = ada.post("/api/run", &body).await.expect("the room answers");
    assert_eq!(status, StatusCode::ACCEPTED);
    bot.stop().await;
    assert_eq!(read_log(&database).matches("still under way").count(), 0, "{}", read_log(&database));
}

#[tokio::test(flavor = "multi_thread")]
async fn programs_can_be_switched_off() {
    let database = Database::on_server().await;
    let marks = played(
        &database,
        &[(question("agrees", Some(PROOF), 3, 0), &[2, 0, 1]), (question("number", None, 0, 0), &[])],
    )
    .await;
    let bot = Bot::start(&database, "schedules: []\nroom: { question_at_start: false }\nwhy: false\n").await;
    let ada = Player::join(&bot.url, "Ada").await;
    for (mark, note) in [
        (&marks[0], "Programs are not run here: what you read is the author's word."),
        (&marks[1], "No program proves this question: what you read is its author's word."),
    ] {
        let reply = why(&ada, mark).await;
        assert_eq!(
            (&reply["note"], &reply["evidence"], &reply["explanation"]),
            (&json!(note), &Value::Null, &json!("So."))
        );
    }
    let off = json!("Programs are not run here: the organiser has switched it off.");
    for (status, reply) in [ada.run("print(1)").await, ada.command("/quiz run").await] {
        assert_eq!((status, &reply["error"]), (StatusCode::UNPROCESSABLE_ENTITY, &off));
    }
    bot.stop().await;
}
