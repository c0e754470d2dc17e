//! Every way to answer, and every reason why an answer does not count.

use serde_json::{Value, json};
use std::time::Duration;

use super::group::{Group, Question, SOON, button, id, text};

/// The three questions of the bank, one of each kind, each closed before the next.
async fn one_of_each(group: &Group, mut play: impl AsyncFnMut(&Question)) {
    for _ in 0..3 {
        let question = group.question(group.channel).await;
        play(&question).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_way_to_answer() {
    let mut group = Group::start().await;
    let (ada, bo, cy) = (group.member("Ada").await, group.member("Bo").await, group.member("Cy").await);
    one_of_each(&group, async |question| match question.kind.as_str() {
        "MCQ" => mcq(&group, question, ada, bo, cy).await,
        "MSQ" => msq(&group, question, ada, bo).await,
        _ => nat(&group, question, ada, bo, cy).await,
    })
    .await;
    group.stop().await;
    group.said_as_described().await;
}

async fn mcq(group: &Group, question: &Question, ada: u64, bo: u64, cy: u64) {
    let (right, wrong) = (question.right()[0], question.wrong());
    group.stand_in.grant(question.channel, &["manage_messages"]).await.expect("it is granted");
    // The last choice counts, and the bot takes the first one off.
    group.react(ada, question, wrong).await;
    group.react(ada, question, right).await;
    let alone = |view: &Value| {
        let on = |option| view["reacted"][super::group::emoji(option)].as_array().cloned().unwrap_or_default();
        on(right).contains(&json!(ada.to_string())) && !on(wrong).contains(&json!(ada.to_string()))
    };
    group.stand_in.wait_until(question.channel, question.message, SOON, alone).await.expect("one reaction is left");
    // By the button, where nobody sees it.
    let message = group.stand_in.message(question.channel, question.message).await.expect("the post");
    let clicked = group.stand_in.click(bo, question.channel, question.message, button(&message, "answer")).await;
    let reply = group.reply(clicked.expect("a button")).await;
    assert_eq!(reply["ephemeral"], true, "{reply}");
    let menu = id(&reply["message"]);
    let picked = [right.to_string()];
    let picked: Vec<&str> = picked.iter().map(String::as_str).collect();
    let pick = format!("pick:{}", question.mark);
    let selected = group.stand_in.select(bo, question.channel, menu, &pick, &picked).await.expect("a menu");
    group.reply(selected).await;
    let saved = |view: &Value| view["content"].as_str().is_some_and(|text| text.starts_with("Saved: "));
    group.stand_in.wait_until(question.channel, menu, SOON, saved).await.expect("the answer is confirmed");
    // By command.
    let letter = char::from(b'A' + u8::try_from(wrong).expect("a letter"));
    let reply = group.slash(cy, question.channel, "quiz answer", json!({ "text": letter.to_string() })).await;
    assert_eq!(text(&reply), format!("Saved: {letter}. You can change it until the question closes."));
    let reply = group.slash(cy, question.channel, "quiz answer", json!({ "text": "0.5" })).await;
    assert_eq!(text(&reply), "Answer with one letter from A to D, such as /quiz answer B.");
    // What is no answer.
    group.stand_in.react(cy, question.channel, question.message, "🎉").await.expect("a reaction");
    group.stand_in.say(cy, question.channel, "B", None).await.expect("a message");
    let view = group.close(question).await;
    let named = |name: &str, verdict: &str| (name.to_owned(), verdict.to_owned());
    assert_eq!(group.grades(question).await, [named("Ada", "right"), named("Bo", "right"), named("Cy", "wrong")]);
    assert_eq!(view["embeds"][0]["fields"][0]["name"], "2 of 3 people got it fully right.");
    // Too late.
    let before = group.told(cy).await.len();
    group.react(cy, question, right).await;
    let told = group.wait_told(cy, before + 1).await;
    assert_eq!(told[before], "This question is closed, so the answer was not counted.");
    let clicked = group.stand_in.click(cy, question.channel, question.message, button(&view, "why")).await;
    let reply = group.reply(clicked.expect("a button")).await;
    let letter = char::from(b'A' + u8::try_from(right).expect("a letter"));
    assert!(
        reply["message"]["embeds"][0]["description"]
            .as_str()
            .is_some_and(|text| text.starts_with(&format!("**Right answer: {letter}**"))),
        "{reply}"
    );
    let clicked = group.stand_in.click(cy, question.channel, question.message, button(&view, "board")).await;
    let reply = group.reply(clicked.expect("a button")).await;
    let board = reply["message"]["embeds"][0]["description"].as_str().unwrap_or_default().to_owned();
    assert!(board.starts_with("🥇 Ada: "), "{board}");
}

async fn msq(group: &Group, question: &Question, ada: u64, bo: u64) {
    for option in question.right() {
        group.react(ada, question, option).await;
    }
    group.react(ada, question, question.wrong()).await;
    group.unreact(ada, question, question.wrong()).await;
    group.react(bo, question, question.right()[0]).await;
    group.react(bo, question, question.wrong()).await;
    group.wait_entries(question, 6).await;
    group.close(question).await;
    let named = |name: &str, verdict: &str| (name.to_owned(), verdict.to_owned());
    let grades = group.grades(question).await;
    assert_eq!(grades[0], named("Ada", "right"));
    assert_eq!(grades[1].0, "Bo");
    assert_ne!(grades[1].1, "right");
}

async fn nat(group: &Group, question: &Question, ada: u64, bo: u64, cy: u64) {
    // A reply with its ping.
    let said = group.stand_in.say(ada, question.channel, "0.5", Some(question.message)).await.expect("a reply");
    let nodded = |view: &Value| view["reacted"]["✅"].is_array();
    group.stand_in.wait_until(question.channel, said, SOON, nodded).await.expect("a nod");
    // Mended by editing the message, with a mention so that the bot sees it.
    let mended = format!("<@{}> 0.731", group.stand_in.bot());
    group.stand_in.edit(ada, question.channel, said, &mended).await.expect("an edit");
    group.wait_entries(question, 2).await;
    // A direct message.
    let (_, _) = group.stand_in.direct(bo, "0.73").await.expect("a direct message");
    let saved = format!("`#{}` Saved: 0.73. You can change it until the question closes.", question.mark);
    assert_eq!(group.wait_told(bo, 1).await, [saved]);
    // The form.
    let message = group.stand_in.message(question.channel, question.message).await.expect("the post");
    let clicked = group.stand_in.click(cy, question.channel, question.message, button(&message, "answer")).await;
    let clicked = clicked.expect("a button");
    group.reply(clicked).await;
    let submitted = group.stand_in.submit(cy, clicked, &json!({ "value": "0.731" })).await.expect("a form");
    let reply = group.reply(submitted).await;
    assert_eq!(text(&reply), "Saved: 0.731. You can change it until the question closes.");
    // A mention, and something that is no number.
    let before = group.told(cy).await.len();
    let mention = format!("<@{}> about half", group.stand_in.bot());
    group.stand_in.say(cy, question.channel, &mention, None).await.expect("a mention");
    let told = group.wait_told(cy, before + 1).await;
    assert!(!told[before].is_empty() && !told[before].starts_with("Saved"), "{told:?}");
    group.close(question).await;
    let named = |name: &str, verdict: &str| (name.to_owned(), verdict.to_owned());
    assert_eq!(group.grades(question).await, [named("Ada", "right"), named("Bo", "wrong"), named("Cy", "right")]);
    group.stand_in.say(ada, question.channel, "0.7", Some(question.message)).await.expect("a reply");
    assert_eq!(group.wait_told(ada, 1).await, ["This question is closed, so the answer was not counted."]);
    // ❓ asks why.
    group.stand_in.react(ada, question.channel, question.message, "❓").await.expect("a reaction");
    group.wait_told(ada, 2).await;
}

/// Somebody's record is one for all servers, so it has no server's name for them.
#[tokio::test(flavor = "multi_thread")]
async fn a_nickname_stays_in_its_server() {
    let mut group = Group::start().await;
    let (ada, bo) = (group.member("Ada").await, group.member("Bo").await);
    for user in [ada, bo] {
        group.stand_in.nickname(group.guild, user, "Treasurer").await.expect("a member");
    }
    let question = group.question(group.channel).await;
    let answer = if question.kind == "NAT" { "0.731" } else { "A" };
    group.slash(ada, group.channel, "quiz answer", json!({ "text": answer })).await;
    if question.kind == "NAT" {
        group.stand_in.say(bo, group.channel, answer, Some(question.message)).await.expect("a reply");
    } else {
        group.react(bo, &question, 0).await;
    }
    group.wait_entries(&question, 2).await;
    group.close(&question).await;
    let names: Vec<String> = group.grades(&question).await.into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["Ada", "Bo"]);
    group.stop().await;
}

/// In direct messages it takes requests to find out where somebody is; they are told that an answer comes before that.
#[tokio::test(flavor = "multi_thread")]
async fn direct_messages_are_acknowledged_first() {
    let mut group = Group::start().await;
    let ada = group.member("Ada").await;
    let question = group.question(group.channel).await;
    let (channel, said) = group.stand_in.direct(ada, "quiz me forget").await.expect("a direct message");
    let asked = group.stand_in.wait_message(channel, said, SOON).await.expect("a button");
    // Another process does not know where they are.
    group.stop().await;
    group.start_bot().await;
    group.posted(group.channel, question.message - 1).await;
    group.stand_in.slow("GET /guilds/{guild_id}/members/{user_id}", Duration::from_secs(4)).await;
    let clicked = group.stand_in.click(ada, channel, id(&asked), button(&asked, "confirm")).await.expect("a button");
    group.reply(clicked).await;
    group.stop().await;
}

/// An answer in a direct message is for the one question that takes it; where there are two, they are asked which.
#[tokio::test(flavor = "multi_thread")]
async fn direct_messages_say_which_question() {
    let mut group = Group::start().await;
    let ada = group.member("Ada").await;
    let other = group.stand_in.create_channel(group.guild, "other").await.expect("a channel");
    let first = group.question(group.channel).await;
    let second = group.question(other).await;
    let takes = |question: &Question, letters: bool| (question.kind == "NAT") != letters;
    let mut told = 0;
    for (text, letters) in [("A", true), ("0.5", false)] {
        let fitting: Vec<&Question> = [&first, &second].into_iter().filter(|one| takes(one, letters)).collect();
        if fitting.is_empty() {
            continue;
        }
        group.stand_in.direct(ada, text).await.expect("a direct message");
        told += 1;
        let expected = match fitting.as_slice() {
            [one] => format!("`#{}` Saved: {text}. You can change it until the question closes.", one.mark),
            _ => {
                "Say which question you mean: write its mark before your answer, such as `#k3v9-x0qd 0.731`.".to_owned()
            }
        };
        assert_eq!(group.wait_told(ada, told).await[told - 1], expected);
    }
    // Commands that are about nobody's question need none to be open.
    for question in [&first, &second] {
        group.close(question).await;
    }
    group.stand_in.direct(ada, "quiz me forget").await.expect("a direct message");
    let (channel, last) = (group.stand_in.direct_channel(ada).await.expect("a channel"), told + 1);
    group.wait_told(ada, last).await;
    let messages = group.stand_in.messages(channel).await.expect("a channel");
    assert_eq!(button(messages.last().expect("a message"), "confirm"), "confirm:forget");
    group.stop().await;
}

/// People talk about a question, too: that is no answer, and is not remarked on each time.
#[tokio::test(flavor = "multi_thread")]
async fn talk_is_no_answer() {
    let mut group = Group::start().await;
    let ada = group.member("Ada").await;
    let before = group.stand_in.say(ada, group.channel, "A", None).await.expect("a message");
    let question = group.question_of(&["MSQ"]).await;
    let mention = |text: &str| format!("<@{}> {text}", group.stand_in.bot());
    group.stand_in.say(ada, group.channel, &mention("bad"), Some(question.message)).await.expect("a reply");
    let told = group.wait_told(ada, 1).await;
    assert!(!told[0].starts_with("Saved"), "{told:?}");
    // Written before the question.
    group.stand_in.edit(ada, group.channel, before, &mention("A")).await.expect("an edit");
    tokio::time::sleep(Duration::from_millis(500)).await;
    assert_eq!(group.entries(&question).await, 0);
    group.close(&question).await;
    for text in ["nice one!", "and again"] {
        group.stand_in.say(ada, group.channel, &mention(text), Some(question.message)).await.expect("a reply");
    }
    let told = group.wait_told(ada, 2).await;
    assert_eq!(told[1], "This question is closed, so the answer was not counted.");
    tokio::time::sleep(Duration::from_millis(500)).await;
    assert_eq!(group.told(ada).await.len(), 2);
    group.stop().await;
}
