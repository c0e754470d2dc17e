//! Reactions of every sort, and what is said to those who react; what concerns one person is said to them alone.

use serde_json::{Value, json};
use std::time::Duration;
use tokio::time::sleep;

use super::group::{Group, button, emoji};

/// Discord lists super reactions apart from ordinary ones.
#[tokio::test(flavor = "multi_thread")]
async fn super_reactions_count() {
    let mut group = Group::start().await;
    let ada = group.member("Ada").await;
    let question = group.question_of(&["MCQ", "MSQ"]).await;
    for option in question.right() {
        group.stand_in.react_super(ada, group.channel, question.message, &emoji(option)).await.expect("a reaction");
    }
    group.close(&question).await;
    assert_eq!(group.grades(&question).await, [("Ada".to_owned(), "right".to_owned())]);
    group.stop().await;
}

/// Everybody who comes too late hears it, and each once.
#[tokio::test(flavor = "multi_thread")]
async fn each_late_reactor_is_told() {
    let mut group = Group::start().await;
    let (ada, bo) = (group.member("Ada").await, group.member("Bo").await);
    let question = group.question_of(&["MCQ", "MSQ"]).await;
    group.close(&question).await;
    for user in [ada, bo] {
        group.react(user, &question, 0).await;
        group.react(user, &question, 1).await;
        let told = group.wait_told(user, 1).await;
        assert_eq!(told, ["This question is closed, so the answer was not counted."]);
    }
    sleep(Duration::from_millis(500)).await;
    for user in [ada, bo] {
        assert_eq!(group.told(user).await.len(), 1);
    }
    group.stop().await;
}

/// Taking ❓ off and putting it on again asks no more often; a channel is told once that somebody takes no messages.
#[tokio::test(flavor = "multi_thread")]
async fn a_question_mark_floods_nothing() {
    let mut group = Group::start().await;
    let (ada, bo) = (group.member("Ada").await, group.member("Bo").await);
    group.stand_in.close_direct(bo, true).await.expect("a user");
    let question = group.question(group.channel).await;
    group.close(&question).await;
    let before = group.stand_in.messages(group.channel).await.expect("a channel").len();
    for _ in 0..5 {
        for user in [ada, bo] {
            for mark in ["❓", "❔"] {
                group.stand_in.react(user, group.channel, question.message, mark).await.expect("a reaction");
                group.stand_in.unreact(user, group.channel, question.message, mark).await.expect("it is there");
            }
        }
    }
    group.wait_told(ada, 1).await;
    sleep(Duration::from_secs(1)).await;
    // A minute may have begun meanwhile.
    assert!(group.told(ada).await.len() <= 2, "{:?}", group.told(ada).await);
    let after = group.stand_in.messages(group.channel).await.expect("a channel").len();
    assert_eq!(after - before, 1);
    group.stop().await;
}

/// The button that forgets somebody is theirs, wherever they asked for it.
#[tokio::test(flavor = "multi_thread")]
async fn only_the_asker_sees_the_button_that_forgets() {
    let mut group = Group::start().await;
    let ada = group.member("Ada").await;
    for command in ["quiz me forget", "quiz me"] {
        let text = format!("<@{}> {command}", group.stand_in.bot());
        let said = group.stand_in.say(ada, group.channel, &text, None).await.expect("a message");
        let nodded = |view: &Value| view["reacted"]["✅"].is_array();
        group.stand_in.wait_until(group.channel, said, super::group::SOON, nodded).await.expect("a nod");
    }
    let messages = group.stand_in.messages(group.channel).await.expect("a channel");
    let bot = json!(group.stand_in.bot().to_string());
    assert!(
        messages.iter().all(|message| message["author"]["id"] != bot || message["ephemeral"] == true),
        "{messages:?}"
    );
    let direct = group.stand_in.direct_channel(ada).await.expect("a channel");
    let messages = group.stand_in.messages(direct).await.expect("a channel");
    assert_eq!(button(&messages[0], "confirm"), "confirm:forget");
    group.stop().await;
}
