//! Turns without children: who is next, who is sent away, and that nothing is lost when somebody gives up.

use std::sync::{Arc, Mutex};

use super::Busy;
use super::turns::{Turn, Turns};

/// Lets every task that can go on do so.
async fn settle() {
    for _ in 0..50 {
        tokio::task::yield_now().await;
    }
}

/// Asks for a turn in a task of its own, which notes when it has it and gives it back at once.
fn ask(turns: &Arc<Turns>, person: &'static str, order: &Arc<Mutex<Vec<&'static str>>>) -> tokio::task::JoinHandle<()> {
    let (turns, order) = (turns.clone(), order.clone());
    tokio::spawn(async move {
        let turn: Result<Turn, Busy> = turns.take(person).await;
        order.lock().unwrap().push(if turn.is_ok() { person } else { "sent away" });
    })
}

#[tokio::test]
async fn people_take_turns() {
    let turns = Arc::new(Turns::new(1, 10, 10));
    let order = Arc::new(Mutex::new(Vec::new()));
    let held = turns.take("zoe").await.ok();
    for person in ["ann", "ann", "ann", "bob", "cem", "bob"] {
        drop(ask(&turns, person, &order));
        settle().await;
    }
    drop(held);
    settle().await;
    assert_eq!(*order.lock().unwrap(), ["ann", "bob", "cem", "ann", "bob", "ann"]);
    assert!(turns.take("ann").await.is_ok(), "the turn has come back");
}

#[tokio::test]
async fn too_many_are_sent_away() {
    let turns = Arc::new(Turns::new(1, 2, 3));
    let order = Arc::default();
    let held = turns.take("zoe").await.ok();
    for person in ["ann", "ann", "bob"] {
        drop(ask(&turns, person, &order));
        settle().await;
    }
    let check = async |person: &str, busy| assert_eq!(turns.take(person).await.err(), Some(busy), "{person}");
    check("ann", Busy::Everybody).await;
    check("cem", Busy::Everybody).await;
    drop(held);
    settle().await;
    assert_eq!(*order.lock().unwrap(), ["ann", "bob", "ann"]);

    let turns = Arc::new(Turns::new(1, 1, 9));
    let _held = turns.take("zoe").await.ok();
    drop(ask(&turns, "ann", &order));
    settle().await;
    assert_eq!(turns.take("ann").await.err(), Some(Busy::Person(1)));
}

#[tokio::test]
async fn whoever_gives_up_leaves_no_gap() {
    let turns = Arc::new(Turns::new(1, 1, 2));
    let order = Arc::default();
    let held = turns.take("zoe").await.ok();
    let ann = ask(&turns, "ann", &order);
    settle().await;
    drop(ask(&turns, "bob", &order));
    settle().await;
    ann.abort();
    settle().await;
    // Ann's place is free again, and the turn goes past her.
    drop(ask(&turns, "ann", &order));
    settle().await;
    drop(held);
    settle().await;
    assert_eq!(*order.lock().unwrap(), ["bob", "ann"]);
    assert!(turns.take("ann").await.is_ok(), "the turn has come back");
}

#[tokio::test]
async fn closing_sends_everybody_away() {
    let turns = Arc::new(Turns::new(1, 2, 3));
    let order = Arc::default();
    let held = turns.take("zoe").await.ok();
    drop(ask(&turns, "ann", &order));
    settle().await;
    turns.close();
    settle().await;
    assert_eq!(*order.lock().unwrap(), ["sent away"]);
    drop(held);
    assert_eq!(turns.take("bob").await.err(), Some(Busy::Closed));
}
