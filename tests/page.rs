//! A whole quiz in a real browser: two windows, which are two players, every kind of question, and a restart in between.
//! Pictures of what they saw are kept in artifacts/page.

mod programs;
mod questions;
mod window;

use serde_json::{Value, json};

use crate::support::bot::{Bot, read_log};
use crate::support::browser::{self, Browser};
use crate::support::database::Database;
use crate::support::skip;
use programs::{programs, proofs};
use questions::Game;
use window::Window;

const CONFIG: &str = "schedules: []\nroom: { question_at_start: false, question_open_for: 15s }\nwhy: { time: 1s }\n";

/// A name that would do harm if it were ever read as HTML.
const BO: &str = "Bo <img src=x onerror=alert(1)>";

#[tokio::test(flavor = "multi_thread")]
async fn two_players_in_a_browser() {
    let (chromedriver, chromium) = match browser::installed() {
        Ok(programs) => programs,
        Err(reason) => return skip::skip("page", &reason),
    };
    let browser = Browser::start(&chromedriver, &chromium).await;
    let database = Database::on_server().await;
    let mut bot = Bot::start(&database, CONFIG).await;
    let game = Game { ada: Window::first(&browser).await, bo: Window::another(&browser).await };
    enter(&game, &bot.url).await;

    let mut asked = Vec::new();
    for round in 0..3 {
        asked.push(game.play(round).await);
        if round == 1 {
            bot = restart(&game, bot, &database).await;
        }
    }
    asked.sort();
    assert_eq!(asked, ["mcq", "msq", "nat"], "no question repeats until all were asked");
    proofs(&game).await;
    programs(&game).await;
    commands(&game).await;
    let before = boards(&game).await;
    assert_eq!(before[0]["rows"], json!([["1", "Adayou", "3/3", "3"], ["2", BO, "0/3", "0"]]));
    bot = restart(&game, bot, &database).await;
    assert_eq!(boards(&game).await, before, "a restart changes nothing");
    come_back(&game, &bot.url).await;

    bot.stop().await;
    assert_eq!(read_log(&database).matches("ERROR").count(), 0, "{}", read_log(&database));
    browser.driver.clone().quit().await.expect("the browser closes");
}

/// Ada opens the room on a desktop, Bo on a phone.
async fn enter(Game { ada, bo }: &Game<'_>, url: &str) {
    for (window, width, height) in [(ada, 1280, 900), (bo, 390, 844)] {
        window.goto(url).await;
        window.browser.resize(width, height, width == 390).await;
        window.browser.colours("light").await;
        let page = window.wait("the empty room", |page| page["board"]["empty"] != Value::Null).await;
        assert_eq!(page["player"], Value::Null);
        assert_eq!(page["next"], false, "who doesn't play can't ask for a question");
        assert_eq!(page["board"]["empty"], "Nobody has points here yet. The first question decides.");
        window.audit("before joining").await;
    }
    ada.join("Ada").await;
    bo.fill("#join-name", "ada").await;
    bo.click("#join-form button").await;
    let taken = "Somebody here already goes by that name. Try another one.";
    let page = bo.wait("that the name is taken", |page| page["joining"] == taken).await;
    assert_eq!(page["focus"], "join-name");
    assert_eq!(page["earlier_names"], json!(["Ada"]), "the names used in this browser are offered");
    bo.fill("#join-name", BO).await;
    bo.click("#join-form button").await;
    bo.wait("Bo's name", |page| page["player"] == BO).await;
    let refused = ada.browser.complaints().await;
    assert_eq!(refused.len(), 1, "{refused:?}");
    assert!(
        refused[0].contains("/api/join - Failed to load resource: the server responded with a status of 409"),
        "{refused:?}"
    );
}

/// What each of the commands says. All questions have closed.
async fn commands(game: &Game<'_>) {
    let Game { ada, bo } = game;
    let boards = boards(game).await;
    let mut me = vec![json!("Ada")];
    for board in &boards {
        me.extend([board["title"].clone(), json!("1st of 2 · 3 points · 3 right of 3 answers")]);
    }
    me.extend([json!("Streak"), json!("1 day")]);
    assert_eq!(ada.command("/quiz me").await, json!(me));

    let help = bo.command("/quiz help").await;
    assert_eq!(
        help[0],
        "Questions come on a schedule, and whenever somebody asks for one. Choose options or type a value; you can change your answer until the question closes."
    );
    let commands: Vec<&str> = (1..).step_by(2).map_while(|i| help[i].as_str()).collect();
    assert_eq!(
        commands,
        [
            "/quiz now",
            "/quiz answer A C",
            "/quiz why",
            "/quiz run",
            "/quiz board week",
            "/quiz me",
            "/quiz schedule list",
            "/quiz help"
        ]
    );
    bo.audit("with a reply open on a phone").await;
    bo.picture("help-phone", "light").await;

    let board = bo.command("/quiz board week").await;
    let rows = ["#NameRightPoints".to_owned(), "1Ada3/33".to_owned(), format!("2{BO}you0/30")];
    assert_eq!(board, json!([boards[1]["title"], rows[0], rows[1], rows[2]]));
    bo.picture("board-phone", "light").await;

    let unknown = bo.command("/quiz dance").await;
    assert_eq!(
        unknown,
        json!([
            "I don't know that one. What works is /quiz and then now, answer, why, run, board, me or help; and for organisers schedule, pool, settings, import, skip, close or regrade."
        ])
    );
    let nothing = bo.command("/quiz answer A").await;
    assert_eq!(nothing, json!(["No question is open right now. /quiz now brings one."]));
    let refused = bo.browser.complaints().await;
    assert!(refused.iter().all(|line| line.contains("/api/command") && line.contains("status of 422")), "{refused:?}");
    assert_eq!(refused.len(), 2, "{refused:?}");
    bo.press(thirtyfour::Key::Escape).await;
    bo.wait("the reply gone", |page| page["reply"].is_null()).await;
}

/// The boards of all spans, as Ada's window shows them when its tabs are clicked.
async fn boards(Game { ada, .. }: &Game<'_>) -> Vec<Value> {
    let mut boards = Vec::new();
    for (span, begins) in [
        ("day", "Today"),
        ("week", "This week"),
        ("month", "This month"),
        ("season", "This season"),
        ("all_time", "All time"),
    ] {
        ada.click(&format!("#tab-{span}")).await;
        let starts = |page: &Value| page["board"]["title"].as_str().is_some_and(|title| title.starts_with(begins));
        boards.push(ada.wait(begins, starts).await["board"].clone());
    }
    ada.click("#tab-week").await;
    ada.wait("this week again", |page| page["board"] == boards[1]).await;
    boards
}

/// The program is killed and comes back: both pages notice, wait, and go on by themselves.
async fn restart(Game { ada, bo }: &Game<'_>, bot: Bot, database: &Database) -> Bot {
    let port = bot.url.rsplit_once(':').expect("a port").1.to_owned();
    let complaints = ada.browser.complaints().await;
    assert_eq!(complaints, [""; 0], "while the room was there");
    let before = [ada.read().await, bo.read().await];
    for window in [ada, bo] {
        window.run("window.isTheSamePage = true").await;
    }
    bot.kill().await;
    let away = "The room is out of reach. Your page keeps trying, and what you answered will be sent.";
    for window in [ada, bo] {
        window.wait("that the room is away", |page| page["lost"] == away).await;
    }
    ada.audit("while the room is away").await;
    let bot = Bot::start_with(database, CONFIG, &["--port", &port]).await;
    for (window, before) in [ada, bo].into_iter().zip(before) {
        window.wait("that the room is back", |page| page["lost"].is_null()).await;
        for part in ["player", "questions", "board"] {
            window.wait(&format!("the same {part} after a restart"), |page| page[part] == before[part]).await;
        }
        assert_eq!(window.run("return window.isTheSamePage").await, true, "nobody had to reload");
    }
    // What failed while it was away is all there is to complain about.
    let complaints = ada.browser.complaints().await;
    let expected = |line: &String| line.contains("Failed to load resource: net::ERR_");
    assert!(complaints.iter().all(expected), "{complaints:?}");
    bot
}

/// A reload keeps the player, and a window that knows nothing can go on as either of them, with all they answered.
async fn come_back(Game { ada, bo }: &Game<'_>, url: &str) {
    let [adas, bos] = [ada.read().await, bo.read().await];
    ada.goto(url).await;
    ada.wait("the same questions after a reload", |page| page["questions"] == adas["questions"]).await;
    let third = Window::another(ada.browser).await;
    third.goto(url).await;
    let page = third.wait("the names used before", |page| page["earlier_names"] == json!([BO, "Ada"])).await;
    assert_eq!((&page["player"], &page["foreign"]), (&Value::Null, &json!(0)));
    third.click("#earlier-list li:first-child button").await;
    third.wait("Bo's answers", |page| page["player"] == BO && page["questions"] == bos["questions"]).await;
    third.wait("Bo's board", |page| page["board"]["rows"] == bos["board"]["rows"]).await;
    assert_eq!(third.browser.complaints().await, [""; 0]);
}
