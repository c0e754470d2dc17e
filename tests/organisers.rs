//! What organisers do by commands, through the engine on a platform that records it.

use ansatz::bank::{self, Kind};
use ansatz::chat::{Command, Gesture, Reply, Request, ScheduleChange, Setting, words};
use ansatz::quiz::Mark;
use ansatz::store;
use std::sync::Arc;

use crate::support::database::{Database, derived};
use crate::support::recorder::{
    Platform, Process, add, calendar, eventually, marked, person, place, question, read, refused,
};

#[tokio::test(flavor = "multi_thread")]
async fn only_those_who_manage_the_server_change_it() {
    let database = Database::on_server().await;
    let opened = database.open().await;
    let process = Process::start(&opened, &Arc::default(), &[question("one", Kind::Mcq)]).await;
    let here = place("s", "c");
    let name = || "daily".to_owned();
    let commands = [
        Command::Skip,
        Command::Close { mark: None },
        Command::Regrade { mark: None, question: None },
        Command::Schedule(add("daily", "0 9 * * *", "12h")),
        Command::Schedule(ScheduleChange::Pause { name: name() }),
        Command::Schedule(ScheduleChange::Resume { name: name() }),
        Command::Schedule(ScheduleChange::Remove { name: name() }),
        Command::Pool(Some("all".into())),
        Command::Settings(vec![(Setting::Answers, "private".into())]),
        Command::Import { name: "a.yaml".into(), text: String::new() },
        Command::ImportAccept { token: "x".into() },
    ];
    for command in commands {
        let reply = process.ask(&here, &person("Ada"), false, Request::Command(command.clone())).await;
        assert_eq!(refused(reply), words::managers_only().text, "{command:?}");
    }
    for command in [Command::Schedule(ScheduleChange::List), Command::Pool(None), Command::Settings(Vec::new())] {
        let reply = process.ask(&here, &person("Ada"), false, Request::Command(command.clone())).await;
        assert!(matches!(reply, Ok(Reply::Told { .. })), "{command:?}: {reply:?}");
    }
    process.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_question_is_skipped_or_closed_early() {
    let database = Database::on_server().await;
    let opened = database.open().await;
    let platform = Arc::<Platform>::default();
    let questions = [question("one", Kind::Mcq), question("two", Kind::Mcq)];
    let process = Process::start(&opened, &platform, &questions).await;
    let here = place("s", "c");
    assert_eq!(refused(process.organise(&here, Command::Skip).await), words::nothing_to_end().text);
    assert_eq!(refused(process.organise(&here, Command::Close { mark: None }).await), words::nothing_to_end().text);

    let first = process.ask_now(&here).await;
    process.answer(&here, "Ada", &first.mark, Gesture::Choose(0)).await.expect("saved");
    assert_eq!(
        read(process.organise(&here, Command::Skip).await),
        [words::skipped_title(), words::skipped(&first.mark)]
    );
    let shown = eventually("the end", || platform.withdrawn.lock().unwrap().first().cloned()).await;
    assert_eq!(shown, (first.mark.clone(), "This question does not count: an organiser skipped it.".to_owned()));
    let late = process.answer(&here, "Bo", &first.mark, Gesture::Choose(0)).await;
    assert_eq!(refused(late), words::too_late().text);
    assert_eq!(refused(process.organise(&here, Command::Skip).await), words::nothing_to_end().text);
    let close = Command::Close { mark: Some(first.mark.clone()) };
    assert_eq!(refused(process.organise(&here, close).await), words::round_is_over().text);
    let answers: i64 =
        sqlx::query_scalar("select count(*) from answers").fetch_one(opened.store.pool()).await.expect("a count");
    assert_eq!(answers, 1, "the ledger keeps what was answered");

    let second = process.ask_now(&here).await;
    assert_ne!(second.stem, first.stem, "a question that people have seen counts as asked");
    process.answer(&here, "Ada", &second.mark, Gesture::Choose(0)).await.expect("saved");
    let elsewhere = place("other", "c");
    let close = || Command::Close { mark: Some(second.mark.clone()) };
    assert_eq!(refused(process.organise(&elsewhere, close()).await), words::no_such_round().text);
    assert_eq!(read(process.organise(&here, close()).await), [words::closed_title(), words::closed_now(&second.mark)]);
    let outcome = process.outcome(&second.mark).await;
    assert_eq!((outcome.tally.answered, outcome.right), (1, 1));
    assert_eq!(refused(process.organise(&here, close()).await), words::round_is_over().text);
    let before = derived(&opened.store).await;
    store::rebuild(&opened.store, &calendar(), None, bank::digest).await.expect("a rebuild");
    assert_eq!(derived(&opened.store).await, before, "a skipped question counts for nothing");
    process.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mended_key_is_graded_by_at_a_command() {
    let database = Database::on_server().await;
    let opened = database.open().await;
    let platform = Arc::<Platform>::default();
    let wrong = question("one", Kind::Mcq);
    let here = place("s", "c");
    let regrade =
        |mark: Option<Mark>, question: Option<&str>| Command::Regrade { mark, question: question.map(str::to_owned) };
    let process = Process::start(&opened, &platform, std::slice::from_ref(&wrong)).await;
    assert_eq!(refused(process.organise(&here, regrade(None, None)).await), words::nothing_to_regrade().text);
    assert_eq!(refused(process.organise(&here, regrade(None, Some("one"))).await), words::never_asked("one").text);
    let asked = process.ask_now(&here).await;
    for (name, option) in [("Ada", 0), ("Bo", 1), ("Cy", 1)] {
        process.answer(&here, name, &asked.mark, Gesture::Choose(option)).await.expect("saved");
    }
    let early = process.organise(&here, regrade(Some(asked.mark.clone()), None)).await;
    assert_eq!(refused(early), words::not_closed_yet().text);
    process.organise(&here, Command::Close { mark: None }).await.expect("closed");
    assert_eq!(process.outcome(&asked.mark).await.right, 1);
    assert_eq!(
        read(process.organise(&here, regrade(None, None)).await),
        ["Graded again: one", "1 round had been graded by this key already."]
    );
    let nowhere = process.organise(&here, regrade(Some(marked()), None)).await;
    assert_eq!(refused(nowhere), words::no_such_round().text);
    process.stop().await;

    let mut mended = wrong.clone();
    mended.choices[0].correct = false;
    mended.choices[1].correct = true;
    let process = Process::start(&opened, &platform, &[mended]).await;
    let elsewhere = process.organise(&place("other", "c"), regrade(Some(asked.mark.clone()), None)).await;
    assert_eq!(refused(elsewhere), words::no_such_round().text);
    assert_eq!(
        read(process.organise(&here, regrade(None, Some("one"))).await),
        [
            "Graded again: one",
            "1 round graded by the key the bank has now. The marks of 3 answers change: 2 now right, 1 no longer. Boards and \
             posts are brought up to date."
        ]
    );
    eventually("the new outcome", || {
        platform.closed.lock().unwrap().iter().any(|(_, outcome)| outcome.right == 2).then_some(())
    })
    .await;
    let before = derived(&opened.store).await;
    store::rebuild(&opened.store, &calendar(), None, bank::digest).await.expect("a rebuild");
    assert_eq!(derived(&opened.store).await, before, "regrading one round and deriving everything say the same");
    process.stop().await;

    let mut other = wrong;
    other.choices[0].text = "something else".into();
    let process = Process::start(&opened, &platform, &[other]).await;
    assert_eq!(
        read(process.organise(&here, regrade(None, None)).await),
        [
            "Graded again: one",
            "1 round can't be graded by it, because the question reads differently now: it stays with the old key."
        ]
    );
    process.stop().await;
    let process = Process::start(&opened, &platform, &[question("two", Kind::Mcq)]).await;
    let gone = process.organise(&here, regrade(None, None)).await;
    assert_eq!(refused(gone), words::not_in_the_bank("one").text);
    process.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn schedules_come_pause_and_go() {
    let database = Database::on_server().await;
    let opened = database.open().await;
    let platform = Arc::<Platform>::default();
    let process = Process::start(&opened, &platform, &[question("one", Kind::Mcq)]).await;
    let here = place("s", "c");
    let schedule = async |change| process.organise(&here, Command::Schedule(change)).await;
    let list = async || read(schedule(ScheduleChange::List).await);
    let named = |name: &str| name.to_owned();
    assert_eq!(list().await, [words::schedules_title(), words::schedules(0)]);

    let mut yearly = add("yearly", "0 9 1 1 *", "1h 30m");
    if let ScheduleChange::Add { pool, scheme, zone, .. } = &mut yearly {
        (*pool, *scheme, *zone) = (Some("tag-one".into()), Some("gate".into()), Some("Asia/Kolkata".into()));
    }
    let added = read(schedule(yearly.clone()).await);
    assert_eq!(added[0], "Schedule yearly added");
    assert!(added[1].ends_with("1 Jan, 09:00 (Asia/Kolkata)."), "{}", added[1]);
    assert_eq!(refused(schedule(yearly).await), words::schedule_exists("yearly").text);
    let line = &list().await[2];
    assert!(
        line.starts_with("yearly: `0 9 1 1 *` in Asia/Kolkata, open for 1h 30m, pool tag-one; next ")
            && line.ends_with(" 1 Jan, 09:00 (Asia/Kolkata)"),
        "{line}"
    );

    let wrong = |name: &str, cron: &str, open_for: &str| schedule(add(name, cron, open_for));
    assert_eq!(refused(wrong(" ", "0 9 * * *", "12h").await), words::schedule_name_form().text);
    assert_eq!(refused(wrong("a\nb", "0 9 * * *", "12h").await), words::schedule_name_form().text);
    assert_eq!(refused(wrong("x", "0 9 * * *", "long").await), words::duration_form("long").text);
    assert_eq!(refused(wrong("x", "0 9 * * *", "1s").await), words::duration_bounds().text);
    let text = refused(wrong("x", "0 25 * * *", "12h").await);
    assert!(text.starts_with("The schedule \"0 25 * * *\" can't be read: the hour \"25\""), "{text}");
    let with = |pool: Option<&str>, scheme: Option<&str>, zone: Option<&str>| ScheduleChange::Add {
        name: "x".into(),
        cron: "0 9 * * *".into(),
        open_for: "12h".into(),
        pool: pool.map(str::to_owned),
        scheme: scheme.map(str::to_owned),
        zone: zone.map(str::to_owned),
    };
    assert_eq!(refused(schedule(with(Some("nope"), None, None)).await), words::no_such_pool("nope").text);
    let text = refused(schedule(with(None, Some("best"), None)).await);
    assert!(text.starts_with("There is no marking scheme \"best\""), "{text}");
    let text = refused(schedule(with(None, None, Some("Europe/Berlim"))).await);
    assert!(text.starts_with("There is no time zone \"Europe/Berlim\"; did you mean Europe/Berlin"), "{text}");
    let unknown = words::no_such_schedule("nope").text;
    assert_eq!(refused(schedule(ScheduleChange::Pause { name: named("nope") }).await), unknown);
    assert_eq!(refused(schedule(ScheduleChange::Resume { name: named("nope") }).await), unknown);
    assert_eq!(refused(schedule(ScheduleChange::Remove { name: named("nope") }).await), unknown);

    // One that runs every second posts while it is there, and not while it is paused or gone.
    schedule(add("often", "* * * * * *", "1h")).await.expect("added");
    eventually("two posts", || (platform.posts().len() >= 2).then_some(())).await;
    let paused = read(schedule(ScheduleChange::Pause { name: named("often") }).await);
    assert_eq!(paused, [words::schedule_paused_title("often"), words::schedule_paused()]);
    assert!(list().await[2].ends_with("; paused"), "{:?}", list().await);
    tokio::time::sleep(std::time::Duration::from_millis(1_500)).await;
    let count = platform.posts().len();
    tokio::time::sleep(std::time::Duration::from_millis(2_500)).await;
    assert_eq!(platform.posts().len(), count, "a paused schedule posts nothing");
    schedule(ScheduleChange::Resume { name: named("often") }).await.expect("resumed");
    eventually("another post", || (platform.posts().len() > count).then_some(())).await;
    let skipped = platform.notices.lock().unwrap().clone();
    assert!(skipped.is_empty(), "what it did not do while paused was not missed: {skipped:?}");
    schedule(ScheduleChange::Remove { name: named("often") }).await.expect("removed");
    assert_eq!(list().await.len(), 3);
    process.stop().await;
}
