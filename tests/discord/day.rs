//! A day of a study group: three channels, forty players, rounds of all kinds, in public and in private.

use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use serde_json::json;
use std::collections::BTreeMap;

use super::faults::rebuilt_is_the_same;
use super::group::{Group, Question, button};

const PLAYERS: usize = 40;

/// What a player does about a question.
#[derive(Clone, Copy, PartialEq)]
enum Plan {
    Right,
    Wrong,
    /// Wrong first, then right.
    Better,
    /// The same where everybody sees it: another reaction, or an edited reply.
    Mends,
    /// Right, and taken back.
    Withdraws,
    Watches,
}

/// Right or wrong by reaction, reply or command, whichever the question takes.
async fn answer(group: &Group, question: &Question, player: u64, right: bool, quietly: bool) {
    let letters = |options: &[usize]| -> String {
        options.iter().map(|option| char::from(b'A' + u8::try_from(*option).expect("a letter"))).collect()
    };
    if question.kind == "NAT" {
        let value = if right { "0.731" } else { "0.1" };
        if quietly || question.private {
            let options = json!({ "text": value, "mark": question.mark });
            group.slash(player, question.channel, "quiz answer", options).await;
        } else {
            group.stand_in.say(player, question.channel, value, Some(question.message)).await.expect("they reply");
        }
        return;
    }
    let options = if right { question.right() } else { vec![question.wrong()] };
    if quietly || question.private {
        let options = json!({ "text": letters(&options), "mark": question.mark });
        group.slash(player, question.channel, "quiz answer", options).await;
        return;
    }
    for option in options {
        group.react(player, question, option).await;
    }
}

async fn mend(group: &Group, question: &Question, player: u64) {
    if question.kind == "NAT" {
        let said = group.stand_in.say(player, question.channel, "0.1", Some(question.message)).await.expect("a reply");
        // Without a mention the bot does not see what an edited message says.
        let mended = format!("<@{}> 0.731", group.stand_in.bot());
        return group.stand_in.edit(player, question.channel, said, &mended).await.expect("an edit");
    }
    group.react(player, question, question.wrong()).await;
    for option in question.right() {
        group.react(player, question, option).await;
    }
    group.unreact(player, question, question.wrong()).await;
}

async fn take_back(group: &Group, question: &Question, player: u64) {
    for option in question.right() {
        group.unreact(player, question, option).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_whole_day() {
    let mut group = Group::start().await;
    let mut random = StdRng::seed_from_u64(4);
    let quiet = group.stand_in.create_guild("A quiet group").await;
    let channels = [
        group.channel,
        group.stand_in.create_channel(group.guild, "evening").await.expect("a channel"),
        group.stand_in.create_channel(quiet, "quiz").await.expect("a channel"),
    ];
    let mut players = Vec::new();
    for player in 0..PLAYERS {
        let name = format!("Player {player:02}");
        let both = group.member(&name).await;
        let alone = group.stand_in.create_user(Some(quiet), &name).await.expect("a member");
        players.push((name, both, alone));
    }
    group.slash(group.owner(), channels[2], "quiz settings", json!({ "answers": "private" })).await;
    let mut kinds: BTreeMap<String, u32> = BTreeMap::new();
    let mut round = 0;
    // Six, and more only while a kind has not come yet.
    while round < 6 || kinds.len() < 3 {
        let channel = channels[round % 3];
        round += 1;
        let question = group.question(channel).await;
        *kinds.entry(question.kind.clone()).or_default() += 1;
        assert_eq!(question.private, channel == channels[2] && question.kind != "NAT");
        let private = channel == channels[2];
        let plans: Vec<Plan> = (0..PLAYERS)
            .map(|_| match random.random_range(0..10) {
                0..4 => Plan::Right,
                4..6 => Plan::Wrong,
                6..8 => Plan::Better,
                8 if !private && random.random_bool(0.5) => Plan::Mends,
                8 if question.kind != "NAT" && !private => Plan::Withdraws,
                _ => Plan::Watches,
            })
            .collect();
        futures::future::join_all(plans.iter().zip(&players).enumerate().map(|(index, (plan, (_, both, alone)))| {
            let (group, question) = (&group, &question);
            let player = if private { *alone } else { *both };
            let quietly = private || index % 3 == 0;
            async move {
                match plan {
                    Plan::Right => answer(group, question, player, true, quietly).await,
                    Plan::Wrong => answer(group, question, player, false, quietly).await,
                    Plan::Better => {
                        answer(group, question, player, false, true).await;
                        answer(group, question, player, true, true).await;
                    }
                    Plan::Mends => mend(group, question, player).await,
                    Plan::Withdraws => {
                        answer(group, question, player, true, false).await;
                        take_back(group, question, player).await;
                    }
                    Plan::Watches => {}
                }
            }
        }))
        .await;
        let view = group.close(&question).await;
        let grades: BTreeMap<String, String> = group.grades(&question).await.into_iter().collect();
        for (plan, (name, _, _)) in plans.iter().zip(&players) {
            let verdict = grades.get(name).map(String::as_str);
            match plan {
                Plan::Right | Plan::Better | Plan::Mends => assert_eq!(verdict, Some("right"), "{name}, {question:?}"),
                Plan::Wrong => assert!(verdict.is_some_and(|verdict| verdict != "right"), "{name}, {question:?}"),
                Plan::Withdraws | Plan::Watches => {
                    assert!(verdict.is_none_or(|verdict| verdict == "blank"), "{name}, {verdict:?}, {question:?}");
                }
            }
        }
        late(&group, &question, players[0].1, players[0].2, private).await;
        let clicked = group.stand_in.click(players[1].1, channels[0], question.message, button(&view, "board")).await;
        if channel == channels[0] {
            let reply = group.reply(clicked.expect("a button")).await;
            assert!(reply["message"]["embeds"][0]["description"].is_string(), "{reply}");
        }
    }
    let messages = group.stand_in.messages(channels[0]).await.expect("a channel");
    let marks = messages.iter().filter(|message| message["embeds"][0]["footer"]["text"].is_string());
    assert_eq!(marks.count(), round.div_ceil(3), "each round is one post");
    group.stop().await;
    rebuilt_is_the_same(&group).await;
}

/// A late answer is refused, where only its sender reads it.
async fn late(group: &Group, question: &Question, both: u64, alone: u64, private: bool) {
    let player = if private { alone } else { both };
    let answer = if question.kind == "NAT" { "0.731" } else { "A" };
    let reply =
        group.slash(player, question.channel, "quiz answer", json!({ "text": answer, "mark": question.mark })).await;
    assert_eq!(super::group::text(&reply), "This question is closed, so the answer was not counted.", "{reply}");
    assert_eq!(reply["ephemeral"], true);
}
