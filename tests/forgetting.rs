//! Whoever asks to be forgotten while a question is open, and in another process.

use ansatz::bank::Kind;
use ansatz::chat::{Command, Gesture, Notice, Reading, Reply, Request};
use ansatz::quiz::Window;
use std::sync::Arc;
use std::time::Duration;

use crate::support::database::Database;
use crate::support::recorder::{Platform, Process, person, place, question};

const FORGET: Request = Request::Command(Command::Forget { confirmed: true });

#[tokio::test(flavor = "multi_thread")]
async fn the_post_does_not_bring_back_whoever_was_forgotten() {
    let database = Database::on_server().await;
    let opened = database.open().await;
    let platform = Arc::<Platform>::default();
    let process = Process::start(&opened, &platform, &[question("one", Kind::Mcq)]).await;
    let here = place("s", "c");
    let post = process.ask_now(&here).await;
    for name in ["Ada", "Bo"] {
        process.answer(&here, name, &post.mark, Gesture::Choose(0)).await.expect("saved");
        process.ask(&here, &person(name), false, FORGET).await.expect("forgotten");
    }
    // Their reactions are still on the post; only Bo plays on, as somebody new.
    process.answer(&here, "Bo", &post.mark, Gesture::Choose(1)).await.expect("saved");
    let choices = vec![(person("Ada"), vec![0]), (person("Bo"), vec![2])];
    *platform.reading.lock().unwrap() = Some(Reading { choices, typed: Vec::new() });
    process.notice(Notice::Reconnected { places: None }).await;
    tokio::time::sleep(Duration::from_millis(500)).await;
    process.organise(&here, Command::Close { mark: None }).await.expect("closed");
    let outcome = process.outcome(&post.mark).await;
    assert_eq!((outcome.tally.answered, outcome.tally.options), (3, vec![2, 0, 1, 0]));
    tokio::time::sleep(Duration::from_millis(300)).await;
    let names: Vec<String> = sqlx::query_scalar("select name from people where name <> '' order by name")
        .fetch_all(opened.store.pool())
        .await
        .expect("names");
    assert_eq!(names, ["Bo"]);
    let left: i64 =
        sqlx::query_scalar("select count(*) from round_leavers").fetch_one(opened.store.pool()).await.expect("a count");
    assert_eq!(left, 0, "the round is over");
    process.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_process_shows_the_record_of_whoever_was_forgotten_as_theirs() {
    let database = Database::on_server().await;
    let opened = database.open().await;
    let process = Process::start(&opened, &Arc::default(), &[question("one", Kind::Mcq)]).await;
    let second = Process::start(&opened, &Arc::default(), &[question("one", Kind::Mcq)]).await;
    let (here, ada) = (place("s", "c"), person("Ada"));
    let post = process.ask_now(&here).await;
    process.answer(&here, "Ada", &post.mark, Gesture::Choose(0)).await.expect("saved");
    process.organise(&here, Command::Close { mark: None }).await.expect("closed");
    process.outcome(&post.mark).await;
    let board = || Request::Command(Command::Board { window: Window::AllTime });
    let own = async || match second.ask(&here, &ada, false, board()).await {
        Ok(Reply::Board(board)) => board.rows.iter().filter(|row| row.is_asker).count(),
        other => panic!("{other:?}"),
    };
    let me = async || match second.ask(&here, &ada, false, Request::Command(Command::Me)).await {
        Ok(Reply::Me(me)) => me.lines.len(),
        other => panic!("{other:?}"),
    };
    let mine = async || match second.ask(&here, &ada, false, Request::Mine).await {
        Ok(Reply::Mine { rounds }) => rounds.len(),
        other => panic!("{other:?}"),
    };
    assert_eq!((own().await, mine().await), (1, 1));
    assert!(me().await > 1);
    process.ask(&here, &ada, false, FORGET).await.expect("forgotten");
    assert_eq!((own().await, me().await, mine().await), (0, 1, 0));
    process.stop().await;
    second.stop().await;
}
