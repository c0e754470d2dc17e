//! One fault at a time: what is deleted, refused, missed or done twice, and how the bot comes back from it.

use serde_json::{Value, json};
use std::time::Duration;
use tokio::time::sleep;

use super::group::{Group, SOON, emoji, id, text};
use crate::support::discord::{Config, StandIn};

/// A post that somebody deletes is sent again, once; a channel that goes takes its round along.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_deleted() {
    let mut group = Group::start().await;
    let question = group.question(group.channel).await;
    group.stand_in.delete(group.channel, question.message).await.expect("it is deleted");
    let again = group.posted(group.channel, question.message).await;
    assert_eq!((again.mark.as_str(), again.message != question.message), (question.mark.as_str(), true));
    group.stand_in.delete_channel(group.channel).await.expect("it is deleted");
    group.wait_state(&question, "void").await;
    group.stop().await;
}

/// Killed between the post and its letters, the next process finds the post and completes it.
#[tokio::test(flavor = "multi_thread")]
async fn a_crash_while_posting() {
    let mut group = Group::start().await;
    let letters = "PUT /channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}/@me";
    group.stand_in.slow(letters, Duration::from_secs(3600)).await;
    group.slash(group.owner(), group.channel, "quiz now", json!({})).await;
    let message = group.stand_in.wait_message(group.channel, 0, SOON).await.expect("the post");
    group.kill().await;
    group.stand_in.heal().await;
    group.start_bot().await;
    let question = group.posted(group.channel, 0).await;
    assert_eq!(question.message, id(&message));
    let messages = group.stand_in.messages(group.channel).await.expect("a channel");
    assert_eq!(messages.iter().filter(|message| message["embeds"][0]["footer"].is_object()).count(), 1);
    group.stop().await;
}

/// Events that were lost while nobody listened are read from the post.
#[tokio::test(flavor = "multi_thread")]
async fn what_happens_while_the_bot_is_away() {
    let mut group = Group::start().await;
    let ada = group.member("Ada").await;
    let question = group.question(group.channel).await;
    group.kill().await;
    let options = question.right();
    for option in &options {
        group.react(ada, &question, *option).await;
    }
    if question.kind == "NAT" {
        group.stand_in.say(ada, group.channel, "0.731", Some(question.message)).await.expect("a reply");
    }
    group.start_bot().await;
    group.wait_entries(&question, 1).await;
    group.close(&question).await;
    assert_eq!(group.grades(&question).await, [("Ada".to_owned(), "right".to_owned())]);
    group.stop().await;
}

/// Discord's clock is a minute off; what is typed has its time from there, what is reacted from here.
#[tokio::test(flavor = "multi_thread")]
async fn another_clock() {
    for offset in [90_000, -90_000] {
        let mut group = Group::start().await;
        group.stand_in.set_clock(offset).await;
        // An answer brings the time along.
        group.slash(group.owner(), group.channel, "quiz help", json!({})).await;
        let ada = group.member("Ada").await;
        let question = group.question(group.channel).await;
        let (first, last): (Value, String) = match question.kind.as_str() {
            "NAT" => (json!("0.5"), "0.731".to_owned()),
            _ => {
                let letter = |option: usize| char::from(b'A' + u8::try_from(option).expect("a letter")).to_string();
                let last: Vec<String> = question.right().into_iter().map(letter).collect();
                (json!(letter(question.wrong())), last.join(" "))
            }
        };
        if question.kind == "NAT" {
            group.slash(ada, group.channel, "quiz answer", json!({ "text": first })).await;
        } else {
            group.react(ada, &question, question.wrong()).await;
            group.wait_entries(&question, 1).await;
        }
        let reply = group.slash(ada, group.channel, "quiz answer", json!({ "text": last })).await;
        assert!(text(&reply).starts_with("Saved: "), "{reply}");
        group.close(&question).await;
        let grades = group.grades(&question).await;
        assert_eq!(grades, [("Ada".to_owned(), "right".to_owned())], "{offset}: {question:?}");
        group.stop().await;
    }
}

/// The permissions that are missing are named to whoever asks, and to the owner.
#[tokio::test(flavor = "multi_thread")]
async fn missing_permissions() {
    let mut group = Group::start().await;
    let channel = group.channel;
    group.stand_in.revoke(channel, &["embed_links", "attach_files"]).await.expect("they are revoked");
    let reply = group.slash(group.owner(), channel, "quiz now", json!({})).await;
    let expected = format!(
        "I can't post questions in <#{channel}>. I'm missing these permissions there: Embed Links and Attach Files."
    );
    assert_eq!(text(&reply), expected);
    group.stand_in.grant(channel, &["embed_links", "attach_files"]).await.expect("they are granted");
    group.stand_in.revoke(channel, &["add_reactions"]).await.expect("it is revoked");
    let last = group.last_message(channel).await;
    group.slash(group.owner(), channel, "quiz now", json!({})).await;
    group.stand_in.wait_message(channel, last, SOON).await.expect("the post comes without letters");
    group.stop().await;
}

/// What was refused is tried again, and told again, once somebody has changed what the bot may do.
#[tokio::test(flavor = "multi_thread")]
async fn permissions_that_come_back() {
    let mut group = Group::start().await;
    let (stand_in, channel) = (group.stand_in.clone(), group.channel);
    let ask = async || {
        let asked = stand_in.slash(group.owner(), channel, "quiz now", &json!({})).await.expect("the command");
        group.reply(asked).await;
    };
    // The letters are missing, twice for the same reason, of which the owner hears each time that it is new.
    for told in 1..=2 {
        let last = group.last_message(channel).await;
        stand_in.revoke(channel, &["add_reactions"]).await.expect("it is revoked");
        let mut post = last;
        // A typed answer has no letters to be put on.
        for _ in 0..3 {
            ask().await;
            let message = stand_in.wait_message(channel, post, SOON).await.expect("a post without letters");
            post = id(&message);
            let question = super::group::read(channel, &message).expect("a question");
            group.open(&question).await;
            group.close(&question).await;
        }
        assert_eq!(group.wait_told(group.owner(), told).await.len(), told);
        stand_in.grant(channel, &["add_reactions"]).await.expect("it is granted");
        sleep(Duration::from_millis(300)).await;
    }
    // Earlier choices stay on until the bot may take them off.
    let ada = group.member("Ada").await;
    let mut question = group.question(channel).await;
    while question.kind != "MCQ" {
        group.close(&question).await;
        question = group.question(channel).await;
    }
    let others = |view: &Value, option: usize| {
        let on = |other: &usize| {
            view["reacted"][emoji(*other)].as_array().is_some_and(|people| people.contains(&json!(ada.to_string())))
        };
        (0..4).filter(|other| *other != option && on(other)).count()
    };
    group.react(ada, &question, 0).await;
    group.react(ada, &question, 1).await;
    group.wait_entries(&question, 2).await;
    sleep(Duration::from_millis(500)).await;
    assert_eq!(others(&stand_in.message(channel, question.message).await.expect("the post"), 1), 1);
    stand_in.grant(channel, &["manage_messages"]).await.expect("it is granted");
    sleep(Duration::from_millis(300)).await;
    group.react(ada, &question, 2).await;
    let alone = |view: &Value| others(view, 2) == 0;
    stand_in.wait_until(channel, question.message, SOON, alone).await.expect("one choice is left");
    group.stop().await;
}

/// Two processes on the same shard by mistake, and one that is told another.
#[tokio::test(flavor = "multi_thread")]
async fn two_processes() {
    let mut group = Group::start().await;
    let other = group.another_bot(&[]).await;
    group.stand_in.wait_connected(2, SOON).await.expect("both are connected");
    let ada = group.member("Ada").await;
    for _ in 0..3 {
        let question = group.question(group.channel).await;
        for option in question.right() {
            group.react(ada, &question, option).await;
        }
        if question.kind == "NAT" {
            group.stand_in.say(ada, group.channel, "0.731", Some(question.message)).await.expect("a reply");
        }
        group.wait_entries(&question, 1).await;
        sleep(Duration::from_millis(300)).await;
        let reply = group.slash(group.owner(), group.channel, "quiz close", json!({ "mark": question.mark })).await;
        let _ = reply;
        group.closed(&question).await;
        assert_eq!(group.grades(&question).await, [("Ada".to_owned(), "right".to_owned())], "{question:?}");
        let messages = group.stand_in.messages(group.channel).await.expect("a channel");
        let posts = messages.iter().filter(|message| message["embeds"][0]["footer"]["text"] == question.mark);
        assert_eq!(posts.count(), 1);
    }
    other.stop().await;
    group.stop().await;
}

/// What is gone when the bot comes back is found gone on reading it.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_deleted_while_the_bot_is_away() {
    let mut group = Group::start().await;
    let question = group.question(group.channel).await;
    group.kill().await;
    group.stand_in.delete(group.channel, question.message).await.expect("it is deleted");
    group.start_bot().await;
    let again = group.posted(group.channel, question.message).await;
    assert_eq!(again.mark, question.mark);
    group.open(&again).await;
    group.kill().await;
    group.stand_in.delete_channel(group.channel).await.expect("it is deleted");
    group.channel = group.stand_in.create_channel(group.guild, "other").await.expect("a channel");
    group.start_bot().await;
    group.wait_state(&question, "void").await;
    group.stop().await;
}

/// An event that can't be read is counted and named, without what somebody wrote in it, and the next one is read again.
#[tokio::test(flavor = "multi_thread")]
async fn an_event_that_cannot_be_read() {
    let mut group = Group::start().await;
    let nonsense = json!({ "id": { "not": "an id" }, "content": "a secret" });
    group.stand_in.send_nonsense(group.guild, nonsense).await;
    let url = format!("{}/metrics", group.bot.as_ref().expect("it runs").url);
    let mut metrics = String::new();
    for _ in 0..100 {
        metrics = reqwest::get(&url).await.expect("metrics").text().await.expect("text");
        if metrics.contains("ansatz_discord_unparsed_total") {
            break;
        }
        sleep(Duration::from_millis(50)).await;
    }
    assert!(metrics.lines().any(|line| line == "ansatz_discord_unparsed_total 1"), "{metrics}");
    let log = group.log();
    assert!(log.contains("Discord sent an event that can't be read") && log.contains("MESSAGE_CREATE"), "{log}");
    assert!(!log.contains("a secret"), "{log}");
    let question = group.question(group.channel).await;
    let ada = group.member("Ada").await;
    group.stand_in.say(ada, group.channel, "0.731", Some(question.message)).await.expect("a reply");
    group.close(&question).await;
    group.stop().await;
}

/// Those who wait for a limit to end come one after the other.
#[tokio::test(flavor = "multi_thread")]
async fn a_limit_is_not_stormed() {
    const PEOPLE: usize = 12;
    let config = Config { reaction_limit: true, ..Config::default() };
    let mut group = Group::start_on(StandIn::start_with(config, 0).await.expect("it starts"), "why: false\n").await;
    let mut people = Vec::new();
    for person in 0..PEOPLE {
        people.push(group.member(&format!("P{person}")).await);
    }
    let question = group.question_of(&["NAT"]).await;
    let route = "PUT /channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}/@me";
    let count = async || group.stand_in.requests().await.get(route).copied().unwrap_or_default();
    let before = count().await;
    let mut said = Vec::new();
    for person in people {
        said.push(group.stand_in.say(person, group.channel, "0.731", Some(question.message)).await.expect("a reply"));
    }
    let nodded = |view: &Value| view["reacted"]["✅"].is_array();
    for message in said {
        group.stand_in.wait_until(group.channel, message, SOON, nodded).await.expect("a nod");
    }
    // All at once first, then each at most twice; all of them again each time would be 78.
    let asked = count().await - before;
    assert!(asked <= 40, "{asked} requests for {PEOPLE} reactions");
    group.stop().await;
}
