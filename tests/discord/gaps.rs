//! What happened while nobody listened, in a channel where a lot did.

use serde_json::json;
use std::time::Duration;
use tokio::time::sleep;

use super::group::{Group, SOON, id};

/// More messages than are read at once, and than a post is near.
const CHATTER: usize = 2_100;
const LETTERS: &str = "PUT /channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}/@me";

async fn chatter(group: &Group, user: u64, messages: usize) {
    for message in 0..messages {
        group.stand_in.say(user, group.channel, &format!("{message}"), None).await.expect("a message");
    }
}

/// Typed answers count for the question they were meant for, however much was said since.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_typed_while_the_bot_is_away() {
    let mut group = Group::start().await;
    let (ada, bo, cy) = (group.member("Ada").await, group.member("Bo").await, group.member("Cy").await);
    let question = group.question_of(&["NAT"]).await;
    group.kill().await;
    let bot = group.stand_in.bot();
    let named = |mark: &str| format!("<@{bot}> #{mark} 0.731");
    group.stand_in.say(bo, group.channel, &named("0000-0000"), None).await.expect("an answer to another question");
    group.stand_in.say(cy, group.channel, &named(&question.mark), None).await.expect("an answer by its mark");
    chatter(&group, bo, CHATTER).await;
    group.stand_in.say(ada, group.channel, "0.731", Some(question.message)).await.expect("a reply");
    group.start_bot().await;
    group.wait_entries(&question, 2).await;
    group.close(&question).await;
    let right = |name: &str| (name.to_owned(), "right".to_owned());
    assert_eq!(group.grades(&question).await, [right("Ada"), right("Cy")]);
    group.stop().await;
}

/// A bot that dies with its post sent, and its letters not.
async fn dies_while_posting(group: &mut Group) -> u64 {
    group.stand_in.slow(LETTERS, Duration::from_secs(3600)).await;
    group.slash(group.owner(), group.channel, "quiz now", json!({})).await;
    let message = group.stand_in.wait_message(group.channel, 0, SOON).await.expect("the post");
    group.kill().await;
    group.stand_in.heal().await;
    group.stand_in.forget_nonces().await;
    id(&message)
}

async fn posts(group: &Group) -> Vec<u64> {
    let messages = group.stand_in.messages(group.channel).await.expect("a channel");
    messages.iter().filter(|message| message["embeds"][0]["footer"].is_object()).map(id).collect()
}

/// A post is found far back, when Discord does not know its nonce any more.
#[tokio::test(flavor = "multi_thread")]
async fn a_post_is_found_behind_a_thousand_messages() {
    let mut group = Group::start().await;
    let message = dies_while_posting(&mut group).await;
    let bo = group.member("Bo").await;
    chatter(&group, bo, 1_100).await;
    group.start_bot().await;
    assert_eq!(group.posted(group.channel, 0).await.message, message);
    assert_eq!(posts(&group).await, [message]);
    group.stop().await;
}

/// Who can't read a channel's history does not take a post for missing.
#[tokio::test(flavor = "multi_thread")]
async fn a_history_that_is_not_shown_says_nothing() {
    let mut group = Group::start().await;
    let message = dies_while_posting(&mut group).await;
    group.stand_in.revoke(group.channel, &["read_message_history"]).await.expect("it is revoked");
    group.start_bot().await;
    let channel = group.channel;
    let said =
        format!("I can't post questions in <#{channel}>. I'm missing these permissions there: Read Message History.");
    assert_eq!(group.wait_told(group.owner(), 1).await, [said]);
    sleep(Duration::from_secs(2)).await;
    assert_eq!(posts(&group).await, [message]);
    group.stand_in.grant(group.channel, &["read_message_history"]).await.expect("it is granted");
    assert_eq!(group.posted(channel, 0).await.message, message);
    assert_eq!(posts(&group).await, [message]);
    group.stop().await;
}
