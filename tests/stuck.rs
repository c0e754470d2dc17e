//! What can't be read, or keeps the database busy, keeps nothing else from going on.

use ansatz::bank::Kind;
use ansatz::chat::{Command, ScheduleChange};
use std::sync::Arc;
use std::time::Duration;

use crate::support::database::Database;
use crate::support::recorder::{Platform, Process, add, eventually, place, question, until};

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_read_keeps_nothing_else_back() {
    let database = Database::on_server().await;
    let opened = database.open().await;
    let platform = Arc::<Platform>::default();
    let questions = [question("one", Kind::Mcq), question("two", Kind::Mcq)];
    let process = Process::start(&opened, &platform, &questions).await;
    let (here, there) = (place("s", "c"), place("s", "d"));
    process.organise(&here, Command::Pool(Some("tag-one".into()))).await.expect("set");
    process.organise(&there, Command::Pool(Some("tag-two".into()))).await.expect("set");
    let (broken, whole) = (process.ask_now(&here).await, process.ask_now(&there).await);
    until(&opened, &broken.mark, "open").await;
    until(&opened, &whole.mark, "open").await;
    let broke = process.organise(&here, Command::Schedule(add("broken", "* * * * * *", "1h"))).await;
    broke.expect("added");
    process.organise(&here, Command::Schedule(ScheduleChange::Pause { name: "broken".into() })).await.expect("paused");
    process.stop().await;
    for statement in [
        "update question_versions set content = '{}' where question_id = 'one'",
        "update schedules set scheme = 'of a newer version', paused = false",
    ] {
        sqlx::query(statement).execute(opened.store.pool()).await.expect("broken");
    }
    let process = Process::start(&opened, &platform, &questions).await;
    let close = Command::Close { mark: Some(whole.mark.clone()) };
    process.organise(&there, close).await.expect("closed");
    process.outcome(&whole.mark).await;
    process.organise(&there, Command::Schedule(add("often", "* * * * * *", "1h"))).await.expect("added");
    let before = platform.posts().len();
    eventually("a scheduled post", || (platform.posts().len() > before).then_some(())).await;
    process.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn leases_are_renewed_while_the_database_is_busy() {
    let database = Database::on_server().await;
    let opened = database.open().await;
    let process = Process::start(&opened, &Arc::default(), &[question("one", Kind::Mcq)]).await;
    let post = process.ask_now(&place("s", "c")).await;
    until(&opened, &post.mark, "open").await;
    let mut busy = Vec::new();
    for _ in 0..4 {
        busy.push(opened.store.pool().acquire().await.expect("a connection"));
    }
    // Longer than a lease lasts.
    tokio::time::sleep(Duration::from_secs(9)).await;
    let held: bool = sqlx::query_scalar("select bool_and(driver <> '' and lease_until > now()) from round_leases")
        .fetch_one(&mut *busy[0])
        .await
        .expect("a lease");
    assert!(held);
    drop(busy);
    process.stop().await;
}
