//! A round graded again, at whatever moment, through the engine on a platform that records it.

use ansatz::bank::{self, Kind, Question};
use ansatz::chat::{Command, Gesture, Reading};
use ansatz::store;
use std::sync::Arc;
use std::time::Duration;

use crate::support::database::{Database, derived};
use crate::support::recorder::{Platform, Process, calendar, eventually, person, place, question, read, until};

/// B is right, and not A.
fn mended() -> Question {
    let mut mended = question("one", Kind::Mcq);
    mended.choices[0].correct = false;
    mended.choices[1].correct = true;
    mended
}

const REGRADE: Command = Command::Regrade { mark: None, question: None };

#[tokio::test(flavor = "multi_thread")]
async fn a_regrade_during_the_announcement_is_shown() {
    let database = Database::on_server().await;
    let opened = database.open().await;
    let platform = Arc::<Platform>::default();
    let here = place("s", "c");
    let process = Process::start(&opened, &platform, &[question("one", Kind::Mcq)]).await;
    let second = Process::start(&opened, &platform, &[mended()]).await;
    let post = process.ask_now(&here).await;
    for (name, option) in [("Ada", 0), ("Bo", 1), ("Cy", 1)] {
        process.answer(&here, name, &post.mark, Gesture::Choose(option)).await.expect("saved");
    }
    *platform.closing_delay.lock().unwrap() = Duration::from_secs(2);
    process.organise(&here, Command::Close { mark: None }).await.expect("closed");
    until(&opened, &post.mark, "closed").await;
    second.organise(&here, REGRADE).await.expect("graded again");
    eventually("both outcomes", || (platform.closed.lock().unwrap().len() >= 2).then_some(())).await;
    tokio::time::sleep(Duration::from_millis(500)).await;
    let shown: Vec<u32> = platform.closed.lock().unwrap().iter().map(|(_, outcome)| outcome.right).collect();
    assert_eq!(shown, [1, 2], "the last that is shown is by the new key");
    let (announced, leases): (bool, i64) =
        sqlx::query_as("select announced_at is not null, (select count(*) from round_leases) from rounds")
            .fetch_one(opened.store.pool())
            .await
            .expect("a round");
    assert_eq!((announced, leases), (true, 0), "nothing is left to do");
    process.stop().await;
    second.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_round_of_thousands_is_graded_again() {
    let database = Database::on_server().await;
    let opened = database.open().await;
    let platform = Arc::<Platform>::default();
    let here = place("s", "c");
    let process = Process::start(&opened, &platform, &[question("one", Kind::Mcq)]).await;
    let post = process.ask_now(&here).await;
    // More than one part.
    let choices = (0..6_000).map(|number| (person(&format!("P{number}")), vec![u8::from(number % 3 == 0)])).collect();
    *platform.reading.lock().unwrap() = Some(Reading { choices, typed: Vec::new() });
    process.organise(&here, Command::Close { mark: None }).await.expect("closed");
    process.outcome(&post.mark).await;
    process.stop().await;
    let process = Process::start(&opened, &platform, &[mended()]).await;
    let text = read(process.organise(&here, REGRADE).await)[1].clone();
    assert!(text.contains("The marks of 6000 answers change: 2000 now right, 4000 no longer."), "{text}");
    let before = derived(&opened.store).await;
    store::rebuild(&opened.store, &calendar(), None, bank::digest).await.expect("a rebuild");
    assert!(derived(&opened.store).await == before, "a rebuild says the same");
    process.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_round_without_answers_makes_no_board() {
    let database = Database::on_server().await;
    let opened = database.open().await;
    let platform = Arc::<Platform>::default();
    let here = place("s", "c");
    let process = Process::start(&opened, &platform, &[question("one", Kind::Mcq)]).await;
    let post = process.ask_now(&here).await;
    until(&opened, &post.mark, "open").await;
    process.organise(&here, Command::Close { mark: None }).await.expect("closed");
    process.outcome(&post.mark).await;
    process.stop().await;
    let process = Process::start(&opened, &platform, &[mended()]).await;
    process.organise(&here, REGRADE).await.expect("graded again");
    assert_eq!(derived(&opened.store).await, Vec::<String>::new());
    process.stop().await;
}
