//! Reading posts again after events may have been lost: once for many who ask, and without waiting for what can't be read.

use ansatz::bank::Kind;
use ansatz::chat::{Notice, Reading};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;
use tokio::time::sleep;

use crate::support::database::Database;
use crate::support::recorder::{Platform, Process, eventually, person, place, question};

/// Every shard's connection that begins anew asks for all posts to be read again.
#[tokio::test(flavor = "multi_thread")]
async fn many_reconnects_read_a_post_twice_at_most() {
    let database = Database::on_server().await;
    let opened = database.open().await;
    let platform = Arc::<Platform>::default();
    let process = Process::start(&opened, &platform, &[question("one", Kind::Mcq)]).await;
    process.ask_now(&place("s", "c")).await;
    *platform.reread_delay.lock().unwrap() = Duration::from_millis(300);
    process.notice(Notice::Reconnected { places: None }).await;
    eventually("a reading", || (platform.rereads.lock().unwrap().len() == 1).then_some(())).await;
    // What came since the first reading began is read once more.
    for _ in 0..20 {
        process.notice(Notice::Reconnected { places: None }).await;
    }
    sleep(Duration::from_secs(2)).await;
    assert_eq!(platform.rereads.lock().unwrap().len(), 2);
    process.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_post_that_cannot_be_read_keeps_no_other_waiting() {
    let database = Database::on_server().await;
    let opened = database.open().await;
    let platform = Arc::<Platform>::default();
    let process = Process::start(&opened, &platform, &[question("one", Kind::Mcq)]).await;
    let mut marks = Vec::new();
    for channel in ["a", "b", "c"] {
        marks.push(process.ask_now(&place("s", channel)).await.mark);
    }
    // The newest would be read first.
    for mark in &marks[1..] {
        let message = platform.message_of(mark).expect("a post");
        platform.unreadable.lock().unwrap().insert(message.0);
    }
    let before = platform.tallies.load(Ordering::SeqCst);
    *platform.reading.lock().unwrap() = Some(Reading { choices: vec![(person("Ada"), vec![0])], typed: Vec::new() });
    process.notice(Notice::Reconnected { places: None }).await;
    eventually("the count of the oldest", || (platform.tallies.load(Ordering::SeqCst) > before).then_some(())).await;
    process.stop().await;
}
