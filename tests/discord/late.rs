//! What happens after a deadline, or while nobody listens.

use serde_json::json;
use std::time::Duration;
use tokio::time::sleep;

use super::group::{Group, Question};

/// A question that is answered by reactions.
async fn with_letters(group: &Group) -> Question {
    loop {
        let question = group.question(group.channel).await;
        if question.kind != "NAT" {
            return question;
        }
        group.close(&question).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn reactions_after_the_deadline_change_nothing() {
    let mut group = Group::start().await;
    let (ada, bo) = (group.member("Ada").await, group.member("Bo").await);
    let question = with_letters(&group).await;
    let right = question.right()[0];
    group.react(ada, &question, right).await;
    group.wait_entries(&question, 1).await;
    // Until the post is read again, two more things happen to it.
    group.stand_in.slow("GET /channels/{channel_id}/messages/{message_id}", Duration::from_secs(2)).await;
    group.slash(group.owner(), question.channel, "quiz close", json!({ "mark": question.mark })).await;
    group.react(bo, &question, right).await;
    group.unreact(ada, &question, right).await;
    group.closed(&question).await;
    let names: Vec<String> = group.grades(&question).await.into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["Ada"], "{:?}", group.ledger(&question).await);
    group.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_answered_on_a_deleted_post_is_graded() {
    let mut group = Group::start().await;
    let (ada, bo) = (group.member("Ada").await, group.member("Bo").await);
    let question = with_letters(&group).await;
    group.react(ada, &question, question.right()[0]).await;
    group.wait_entries(&question, 1).await;
    group.stand_in.delete(group.channel, question.message).await.expect("it is deleted");
    let again = group.posted(group.channel, question.message).await;
    group.react(bo, &again, again.right()[0]).await;
    group.wait_entries(&question, 2).await;
    group.close(&again).await;
    let names: Vec<String> = group.grades(&question).await.into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["Ada", "Bo"], "{:?}", group.ledger(&question).await);
    group.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_private_question_is_known_after_a_crash() {
    let mut group = Group::start().await;
    let ada = group.member("Ada").await;
    group.slash(group.owner(), group.channel, "quiz settings", json!({ "answers": "private" })).await;
    let question = group.question(group.channel).await;
    group.kill().await;
    group.start_bot().await;
    let text = if question.kind == "NAT" { "0.5" } else { "A" };
    let saved = format!("`#{}` Saved: ", question.mark);
    // Within the seconds that its round takes to be taken over.
    for _ in 0..30 {
        group.stand_in.direct(ada, text).await.expect("a direct message");
        sleep(Duration::from_millis(500)).await;
        if group.told(ada).await.last().is_some_and(|told| told.starts_with(&saved)) {
            return group.stop().await;
        }
    }
    panic!("the question stays unknown: {:?}\n{}", group.told(ada).await, group.log());
}

/// A question is open and a schedule is there; while nobody listens, their place goes.
async fn gone(go: impl AsyncFnOnce(&Group)) {
    let mut group = Group::start().await;
    let question = with_letters(&group).await;
    let daily = json!({ "name": "daily", "cron": "0 9 * * *", "open_for": "1h" });
    group.slash(group.owner(), group.channel, "quiz schedule add", daily).await;
    group.kill().await;
    go(&group).await;
    group.bot = Some(group.another_bot(&[]).await);
    let pool = group.database.pool().await;
    let query =
        "select r.state || ' ' || s.paused from rounds r join schedules s on s.place_id = r.place_id where r.mark = $1";
    for _ in 0..300 {
        let state: String =
            sqlx::query_scalar(query).bind(&question.mark).fetch_one(&pool).await.expect("a round and a schedule");
        if state == "void true" {
            return group.stop().await;
        }
        sleep(Duration::from_millis(100)).await;
    }
    panic!("the round goes on:\n{}", group.log());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_channel_that_went_while_nobody_listened() {
    gone(async |group| group.stand_in.delete_channel(group.channel).await.expect("it is deleted")).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_removed_the_bot_while_it_was_down() {
    gone(async |group| group.stand_in.remove_bot(group.guild).await.expect("it is removed")).await;
}
