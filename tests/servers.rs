//! What a server has of its own, and what somebody who leaves takes with them, through the engine on a platform that records it.

use ansatz::bank::{self, Kind};
use ansatz::chat::{Command, Gesture, Reply, Request, Setting, Suggest, words};
use ansatz::quiz::{Mark, Window};
use ansatz::store;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use crate::support::database::{Database, derived};
use crate::support::recorder::{Platform, Process, add, calendar, marked, person, place, question, read, refused};

#[tokio::test(flavor = "multi_thread")]
async fn settings_hold_for_the_questions_that_follow() {
    let database = Database::on_server().await;
    let opened = database.open().await;
    let platform = Arc::<Platform>::default();
    let questions = [question("one", Kind::Mcq), question("two", Kind::Mcq)];
    let process = Process::start(&opened, &platform, &questions).await;
    let here = place("s", "c");
    let set = async |changes: &[(Setting, &str)]| {
        let changes = changes.iter().map(|(setting, value)| (*setting, (*value).to_owned())).collect();
        process.organise(&here, Command::Settings(changes)).await
    };
    assert_eq!(
        read(set(&[]).await)[2..],
        [
            "Answers: public (as configured)",
            "Marking scheme: simple (as configured)",
            "Time zone of schedules: Europe/Berlin (as configured)",
            "A question that was asked for stays open for: 10m (as configured)"
        ]
    );
    let before = process.ask_now(&here).await;
    assert!(!before.private);
    let changes = [
        (Setting::Answers, "Private"),
        (Setting::Scheme, "gate"),
        (Setting::Zone, "asia/kolkata"),
        (Setting::OpenFor, "20m"),
    ];
    assert_eq!(
        read(set(&changes).await)[2..],
        [
            "Answers: private",
            "Marking scheme: gate",
            "Time zone of schedules: Asia/Kolkata",
            "A question that was asked for stays open for: 20m"
        ]
    );
    let post = async |mark: &Mark| match process
        .ask(&here, &person("Ada"), false, Request::Round { mark: mark.clone() })
        .await
    {
        Ok(Reply::Round { post, .. }) => post,
        other => panic!("{other:?}"),
    };
    assert!(!post(&before.mark).await.private, "a round keeps what it was claimed with");
    process.organise(&here, Command::Close { mark: None }).await.expect("closed");
    process.outcome(&before.mark).await;
    let tallies = platform.tallies.load(Ordering::SeqCst);
    let after = process.ask_now(&here).await;
    assert!(after.private);
    assert_eq!(after.closes_at.duration_since(after.opens_at).as_mins(), 20);
    assert_eq!(after.marking, ansatz::quiz::Scheme::Gate.describe(Kind::Mcq, 1, 4));
    process.answer(&here, "Ada", &after.mark, Gesture::Select(vec![1])).await.expect("saved");
    assert_eq!(platform.tallies.load(Ordering::SeqCst), tallies, "nobody sees counts of private answers");
    // Another server has its own.
    assert!(!process.ask_now(&place("other", "x")).await.private);

    assert_eq!(refused(set(&[(Setting::Answers, "secret")]).await), words::answers_form().text);
    assert!(refused(set(&[(Setting::Scheme, "best")]).await).starts_with("There is no marking scheme \"best\""));
    assert!(refused(set(&[(Setting::Zone, "Mars")]).await).starts_with("There is no time zone \"Mars\""));
    assert_eq!(refused(set(&[(Setting::OpenFor, "1000h")]).await), words::duration_bounds().text);
    process.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_channel_asks_from_its_own_pool() {
    let database = Database::on_server().await;
    let opened = database.open().await;
    let questions = [question("one", Kind::Mcq), question("two", Kind::Mcq), question("three", Kind::Mcq)];
    let process = Process::start(&opened, &Arc::default(), &questions).await;
    let here = place("s", "c");
    let pool = async |name: Option<&str>| process.organise(&here, Command::Pool(name.map(str::to_owned))).await;
    let names = "Pools: all, some, tag-one, tag-three, tag-two, tests";
    assert_eq!(read(pool(None).await), ["Pool of this channel", "`/quiz now` asks from all here: 3 questions.", names]);
    assert_eq!(refused(pool(Some("nope")).await), words::no_such_pool("nope").text);
    assert_eq!(read(pool(Some("tag-two")).await)[1], "`/quiz now` asks from tag-two here: 1 question.");
    assert_eq!(process.ask_now(&here).await.stem, "two?");
    process.stop().await;
}

const GOOD: &str = "- id: fresh
  kind: mcq
  topic: extra
  stem: Fresh?
  choices: [{ text: yes indeed, correct: true }, { text: not so }]
  explanation: So.
";

#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_previewed_and_accepted_once() {
    let database = Database::on_server().await;
    let opened = database.open().await;
    let process = Process::start(&opened, &Arc::default(), &[question("one", Kind::Mcq)]).await;
    let second = Process::start(&opened, &Arc::default(), &[question("one", Kind::Mcq)]).await;
    let here = place("s", "c");
    let import = async |name: &str, text: &str| {
        process.organise(&here, Command::Import { name: name.to_owned(), text: text.to_owned() }).await
    };
    let accept = async |server: &str, token: &str| {
        process.organise(&place(server, "c"), Command::ImportAccept { token: token.to_owned() }).await
    };
    assert_eq!(refused(import("a.txt", GOOD).await), words::import_what_file().text);
    assert_eq!(refused(import("a.yaml", &"x".repeat((1 << 20) + 1)).await), words::import_too_large(1024).text);
    let Ok(Reply::Preview { text, lines, token: None, .. }) = import("a.yaml", &GOOD.replace("true", "7")).await else {
        panic!("nothing to accept")
    };
    assert_eq!(text, "Nothing in this file can be asked. 1 problem keeps others out.");
    assert_eq!(lines.len(), 1, "{lines:?}");
    assert!(lines[0].starts_with("a.yaml:5:"), "{lines:?}");

    let taken = GOOD.replace("fresh", "one").replace("Fresh", "One");
    let Ok(Reply::Preview { title, text, lines, token: Some(token) }) =
        import("week 3.yaml", &format!("{GOOD}{taken}")).await
    else {
        panic!("something to accept")
    };
    assert_eq!(title, "Import of week 3.yaml");
    assert_eq!(
        text,
        "1 question to add. 1 problem keeps others out. Nothing of it is asked until somebody who manages this server accepts \
         it, within 60 minutes."
    );
    assert_eq!(
        lines,
        [
            "the id one belongs to a question of the bot's own bank; give this one another",
            "fresh (one right option, extra): Fresh?"
        ]
    );
    let pool = async |process: &Process| read(process.organise(&here, Command::Pool(None)).await)[1].clone();
    assert_eq!(pool(&process).await, words::pool_is("all", 1), "nothing of it is there before it is accepted");
    assert_eq!(refused(accept("other", &token).await), words::import_unknown().text);
    assert_eq!(refused(accept("s", "nope").await), words::import_unknown().text);
    assert_eq!(
        read(accept("s", &token).await),
        [
            "week 3.yaml accepted",
            "1 question is in this server's bank now, in the pool `all` and under their topics and tags."
        ]
    );
    assert_eq!(read(accept("s", &token).await)[1], words::import_accepted_before());
    for process in [&process, &second] {
        assert_eq!(pool(process).await, words::pool_is("all", 2), "every process asks it");
    }
    let elsewhere = read(process.organise(&place("other", "c"), Command::Pool(None)).await)[1].clone();
    assert_eq!(elsewhere, words::pool_is("all", 1), "another server does not");
    process.organise(&here, Command::Pool(Some("extra".into()))).await.expect("set");
    assert_eq!(process.ask_now(&here).await.stem, "Fresh?");

    let again = read(import("again.yml", &GOOD.replace("Fresh?", "Fresher?")).await);
    assert!(again[1].starts_with("1 question to replace."), "{again:?}");
    let Ok(Reply::Preview { token: Some(old), .. }) = import("again.yml", GOOD).await else { panic!("a preview") };
    process.advance(3_601);
    assert_eq!(refused(accept("s", &old).await), words::import_expired().text);

    let markdown = include_str!("data/study-group.md");
    let Ok(Reply::Preview { text, token: Some(_), .. }) = import("group.md", markdown).await else {
        panic!("Markdown")
    };
    assert!(text.contains("questions to add."), "{text}");
    process.stop().await;
    second.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_has_only_so_much_of_its_own() {
    let database = Database::on_server().await;
    let opened = database.open().await;
    let process = Process::start(&opened, &Arc::default(), &[question("one", Kind::Mcq)]).await;
    let here = place("s", "c");
    let import =
        async |text: String| process.organise(&here, Command::Import { name: "a.yaml".to_owned(), text }).await;
    let accept = async |token: &str| process.organise(&here, Command::ImportAccept { token: token.to_owned() }).await;
    let file = |from: usize, to: usize| -> String {
        (from..to).map(|number| GOOD.replace("fresh", &format!("fresh-{number}"))).collect()
    };
    let waiting = async |text: String| match import(text).await {
        Ok(Reply::Preview { token: Some(token), .. }) => token,
        other => panic!("{other:?}"),
    };
    let (first, second) = (waiting(file(0, 1_999)).await, waiting(file(1_999, 2_001)).await);
    accept(&first).await.expect("accepted");
    assert_eq!(refused(accept(&second).await), words::import_too_many(2_000, 8).text);
    let pool = read(process.organise(&here, Command::Pool(None)).await)[1].clone();
    assert_eq!(pool, words::pool_is("all", 2_000), "nothing of it was accepted");
    for _ in 0..19 {
        waiting(GOOD.to_owned()).await;
    }
    assert_eq!(refused(import(GOOD.to_owned()).await), words::imports_wait(20).text);
    process.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_question_can_be_asked_about_wherever_its_people_speak() {
    let database = Database::on_server().await;
    let opened = database.open().await;
    let platform = Arc::<Platform>::default();
    let process = Process::start(&opened, &platform, &[question("one", Kind::Mcq)]).await;
    let here = place("s", "c");
    let post = process.ask_now(&here).await;
    let answer = Command::Answer { text: "A".into(), mark: Some(post.mark.clone()) };
    let ask = async |place, command: &Command| {
        process.ask(place, &person("Ada"), false, Request::Command(command.clone())).await
    };
    let (other_channel, elsewhere, direct) = (place("s", "d"), place("t", "e"), place("", "dm"));
    for outside in [&elsewhere, &direct] {
        assert_eq!(refused(ask(outside, &answer).await), words::no_such_round().text);
    }
    assert!(matches!(ask(&other_channel, &answer).await, Ok(Reply::Recorded { .. })));
    process.organise(&here, Command::Close { mark: None }).await.expect("closed");
    process.outcome(&post.mark).await;
    let why = Command::Why { mark: Some(post.mark.clone()), option: None };
    for outside in [&elsewhere, &direct] {
        assert_eq!(refused(ask(outside, &why).await), words::no_such_round().text);
    }
    assert!(ask(&other_channel, &why).await.is_ok());
    platform.members.lock().unwrap().insert(("s".into(), person("Ada").external_id));
    assert!(ask(&direct, &why).await.is_ok(), "whoever is in its server, from anywhere");
    process.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_asks_to_be_forgotten_leaves_no_name() {
    let database = Database::on_server().await;
    let opened = database.open().await;
    let questions = [question("one", Kind::Mcq), question("two", Kind::Mcq)];
    let process = Process::start(&opened, &Arc::default(), &questions).await;
    let second = Process::start(&opened, &Arc::default(), &questions).await;
    let here = place("s", "c");
    let ada = person("Ada");
    let forget =
        async |confirmed| process.ask(&here, &ada, false, Request::Command(Command::Forget { confirmed })).await;
    let first = process.ask_now(&here).await;
    process.answer(&here, "Ada", &first.mark, Gesture::Choose(0)).await.expect("saved");
    // The other process knows her by now.
    second.answer(&here, "Ada", &first.mark, Gesture::Choose(0)).await.expect("saved");
    process.organise(&here, Command::Close { mark: None }).await.expect("closed");
    process.outcome(&first.mark).await;
    let next = process.ask_now(&here).await;

    let confirm = forget(false).await.expect("a question");
    assert_eq!(confirm, Reply::Confirm { text: words::forget_confirm(), token: "forget".into() });
    for _ in 0..2 {
        assert_eq!(read(forget(true).await), [words::forgotten_title(), words::forgotten()]);
    }
    for (table, traces) in [("people", "Ada"), ("people", "id-of-Ada"), ("answers", "id-of-Ada"), ("answers", "Ada")] {
        let query = format!("select count(*) from {table} t where t::text like '%{traces}%'");
        let found: i64 =
            sqlx::query_scalar(sqlx::AssertSqlSafe(query)).fetch_one(opened.store.pool()).await.expect("a count");
        assert_eq!(found, 0, "{traces} in {table}");
    }
    let board = async || {
        let window = Command::Board { window: Window::AllTime };
        match process.ask(&here, &person("Bo"), false, Request::Command(window)).await {
            Ok(Reply::Board(board)) => {
                board.rows.into_iter().map(|row| (row.name, row.points_text)).collect::<Vec<_>>()
            }
            other => panic!("{other:?}"),
        }
    };
    let nobody = ("somebody who left".to_owned(), "1".to_owned());
    assert_eq!(board().await, std::slice::from_ref(&nobody), "what was counted stays");

    // In the process that still remembers her old number, too, she is somebody new.
    second.answer(&here, "Ada", &next.mark, Gesture::Choose(0)).await.expect("saved");
    process.organise(&here, Command::Close { mark: None }).await.expect("closed");
    process.outcome(&next.mark).await;
    assert_eq!(board().await, [nobody, ("Ada".to_owned(), "1".to_owned())]);
    let before = derived(&opened.store).await;
    store::rebuild(&opened.store, &calendar(), None, bank::digest).await.expect("a rebuild");
    assert_eq!(derived(&opened.store).await, before);
    process.stop().await;
    second.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn forms_are_told_what_they_need() {
    let database = Database::on_server().await;
    let opened = database.open().await;
    let platform = Arc::<Platform>::default();
    let process = Process::start(&opened, &platform, &[question("one", Kind::Msq)]).await;
    let here = place("s", "c");
    let ask = async |request| process.ask(&here, &person("Ada"), false, request).await;
    let post = process.ask_now(&here).await;
    let mark = || post.mark.clone();
    let standing = async || match ask(Request::Standing { mark: mark() }).await {
        Ok(Reply::Standing { standing, .. }) => standing.options,
        other => panic!("{other:?}"),
    };
    assert_eq!(standing().await, Vec::<u8>::new());
    process.answer(&here, "Ada", &post.mark, Gesture::Select(vec![2, 0])).await.expect("saved");
    assert_eq!(standing().await, [0, 2]);
    let Ok(Reply::Round { post: asked, message, .. }) = ask(Request::Round { mark: mark() }).await else {
        panic!("a round")
    };
    assert_eq!((asked.as_ref(), message), (&post, platform.message_of(&post.mark)));
    assert_eq!(refused(ask(Request::Round { mark: marked() }).await), words::no_such_round().text);
    assert_eq!(refused(ask(Request::Standing { mark: marked() }).await), words::no_such_round().text);

    process.organise(&here, Command::Schedule(add("daily", "0 9 * * *", "12h"))).await.expect("added");
    let suggest = async |what, typed: &str| match ask(Request::Suggest { what, typed: typed.to_owned() }).await {
        Ok(Reply::Suggestions(found)) => found,
        other => panic!("{other:?}"),
    };
    let same = |name: &str| (name.to_owned(), name.to_owned());
    assert_eq!(suggest(Suggest::Schedule, "da").await, [same("daily")]);
    assert_eq!(suggest(Suggest::Pool, "ta").await, [same("tag-one")]);
    assert_eq!(suggest(Suggest::Scheme, "GA").await, [same("gate")]);
    assert_eq!(suggest(Suggest::Zone, "europe/ber").await, [same("Europe/Berlin")]);
    assert_eq!(suggest(Suggest::Zone, "").await.len(), 25);
    assert_eq!(suggest(Suggest::Question, "").await, [same("one")]);
    let label = format!("{} · open · one?", post.mark);
    assert_eq!(suggest(Suggest::Round, "#").await, [(label, post.mark.to_string())]);

    // A direct message has no server: it is for a question of one that its sender is in.
    let direct = place("", "dm");
    let answer = async |who: &str, mark: Option<Mark>| {
        let command = Command::Answer { text: "A".into(), mark };
        process.ask(&direct, &person(who), false, Request::Command(command)).await
    };
    assert_eq!(refused(answer("Bo", None).await), words::nothing_open().text);
    assert_eq!(refused(answer("Bo", Some(mark())).await), words::no_such_round().text);
    platform.members.lock().unwrap().insert(("s".into(), person("Bo").external_id));
    assert!(matches!(answer("Bo", Some(mark())).await, Ok(Reply::Recorded { .. })));
    process.stop().await;
}
