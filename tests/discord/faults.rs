//! Study groups in bad weather: connections break, sessions are lost, requests fail, are limited or done without an answer. Whatever
//! happens, each round is posted once, each answer that was acknowledged is graded once, and the board is what the ledger says.

use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use serde_json::json;
use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::time::sleep;

use super::group::{Group, Question, button, emoji, id, text};
use crate::support::bot::ansatz;
use crate::support::database::derived;
use crate::support::discord::StandIn;
use crate::support::discord::faults::Failure;

/// Seeds in one batch, which share a program and its bad luck.
const SEEDS: u64 = 50;
const PLAYERS: usize = 3;

/// One study group of a batch.
struct Scene {
    seed: u64,
    channel: u64,
    players: Vec<(u64, String)>,
}

/// What a player may be graded for: each value that was acknowledged last, or may have been.
type Possible = Vec<Vec<String>>;

async fn trouble(stand_in: StandIn, seed: u64, over: Arc<AtomicBool>) {
    let mut random = StdRng::seed_from_u64(seed);
    let routes = [
        "POST /channels/{channel_id}/messages",
        "PUT /channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}/@me",
        "GET /channels/{channel_id}/messages/{message_id}",
        "GET /channels/{channel_id}/messages",
        "PATCH /webhooks/{webhook_id}/{webhook_token}/messages/@original",
        "POST /interactions/{interaction_id}/{interaction_token}/callback",
        "*",
    ];
    while !over.load(Ordering::Relaxed) {
        sleep(Duration::from_millis(random.random_range(20..250))).await;
        let route = routes[random.random_range(0..routes.len())];
        match random.random_range(0..12) {
            0 => stand_in.drop_connections().await,
            1 => stand_in.ask_to_reconnect().await,
            2 => stand_in.close(Some(4000)).await,
            3 => stand_in.invalidate_sessions(true).await,
            4 if random.random_bool(0.2) => stand_in.invalidate_sessions(false).await,
            5 => stand_in.fail(route, 2, Failure::Before(502)).await,
            6 => stand_in.fail(route, 1, Failure::After(500)).await,
            7 => stand_in.fail(route, 1, Failure::RateLimited { milliseconds: 80, global: false }).await,
            8 => stand_in.fail(route, 1, Failure::RateLimited { milliseconds: 60, global: true }).await,
            9 => stand_in.slow(route, Duration::from_millis(60)).await,
            10 => stand_in.confuse(seed, Duration::from_millis(30), 0.3).await,
            _ => {
                stand_in.heal().await;
                stand_in.calm().await;
            }
        }
    }
    stand_in.heal().await;
    stand_in.calm().await;
}

/// A question in the channel, however often it has to be asked for.
async fn ask(group: &Group, channel: u64) -> Question {
    for _ in 0..40 {
        let asked = group.stand_in.slash(group.owner(), channel, "quiz now", &json!({})).await.expect("the command");
        // Answered or not, it may have come.
        let _ = group.stand_in.wait_reply(asked, Duration::from_secs(5)).await;
        if let Ok(message) = group.stand_in.wait_message(channel, 0, Duration::from_secs(3)).await {
            assert!(!message["embeds"][0].is_null(), "{message}");
            return group.posted(channel, 0).await;
        }
    }
    panic!("no question came:\n{}", group.log());
}

async fn play(group: &Group, scene: &Scene, question: &Question) -> Possible {
    let mut random = StdRng::seed_from_u64(scene.seed);
    let mut possible: Possible = vec![Vec::new(); PLAYERS];
    for _ in 0..random.random_range(4..12) {
        sleep(Duration::from_millis(random.random_range(0..120))).await;
        let who = random.random_range(0..PLAYERS);
        let player = scene.players[who].0;
        if question.kind != "NAT" {
            let option = random.random_range(0..question.options.len());
            let key = emoji(option);
            let view = group.stand_in.message(scene.channel, question.message).await.expect("the post");
            let on = view["reacted"][&key].as_array().is_some_and(|people| people.contains(&json!(player.to_string())));
            if on {
                // The bot may have been quicker.
                let _ = group.stand_in.unreact(player, scene.channel, question.message, &key).await;
            } else {
                group.stand_in.react(player, scene.channel, question.message, &key).await.expect("they react");
            }
            continue;
        }
        let value = ["0.731", "0.5", "0.25"][random.random_range(0..3)].to_owned();
        if random.random_bool(0.5) {
            group.stand_in.say(player, scene.channel, &value, Some(question.message)).await.expect("they reply");
            possible[who] = vec![value];
        } else {
            let options = json!({ "text": value, "mark": question.mark });
            let asked =
                group.stand_in.slash(player, scene.channel, "quiz answer", &options).await.expect("the command");
            match group.stand_in.wait_reply(asked, Duration::from_secs(20)).await {
                Ok(reply) if text(&reply).starts_with("Saved: ") => possible[who] = vec![value],
                // Nobody was told that it counts; it may, all the same.
                _ => possible[who].push(value),
            }
        }
    }
    possible
}

/// Closes the round and holds its grades against what its post shows.
async fn check(group: &Group, scene: &Scene, question: &Question, possible: &Possible) {
    let message = group.stand_in.message(scene.channel, question.message).await.expect("the post");
    assert_eq!(button(&message, "answer"), button(&message, "answer"));
    let reply = group.slash(group.owner(), scene.channel, "quiz close", json!({ "mark": question.mark })).await;
    assert_eq!(reply["message"]["embeds"][0]["title"], "Question closed", "seed {}: {reply}", scene.seed);
    let view = group.closed(question).await;
    let grades = group.grades(question).await;
    let entered = group.ledger(question).await;
    let verdict = |name: &str| grades.iter().find(|(who, _)| who == name).map(|(_, verdict)| verdict.as_str());
    let right: BTreeSet<usize> = question.right().into_iter().collect();
    for (who, (player, name)) in scene.players.iter().enumerate() {
        let about = format!(
            "seed {}, {name}, {question:?}: {}\n{grades:?}\n{entered:#?}\n{}",
            scene.seed,
            view["reacted"],
            group.log()
        );
        if question.kind == "NAT" {
            let is_right = |value: &String| value == "0.731";
            match verdict(name) {
                Some("right") => assert!(possible[who].iter().any(is_right), "{about}"),
                Some(_) => assert!(possible[who].iter().any(|value| !is_right(value)), "{about}"),
                None => assert_eq!(possible[who].len().min(1), 0, "{about}"),
            }
            continue;
        }
        let shown: BTreeSet<usize> = (0..question.options.len())
            .filter(|option| {
                let people = view["reacted"][emoji(*option)].as_array();
                people.is_some_and(|people| people.contains(&json!(player.to_string())))
            })
            .collect();
        match (question.kind.as_str(), verdict(name)) {
            (_, None) => assert!(shown.is_empty(), "{about}"),
            ("MCQ", Some("right")) => assert!(shown.intersection(&right).next().is_some(), "{about}"),
            ("MCQ", Some(_)) => assert!(shown.difference(&right).next().is_some(), "{about}"),
            (_, Some("right")) => assert_eq!(shown, right, "{about}"),
            (_, Some(_)) => assert!(shown != right && !shown.is_empty(), "{about}"),
        }
    }
    // Posted exactly once.
    let messages = group.stand_in.messages(scene.channel).await.expect("a channel");
    let posts = messages.iter().filter(|message| message["embeds"][0]["footer"]["text"] == question.mark);
    assert_eq!(posts.map(id).collect::<Vec<_>>(), [question.message], "seed {}", scene.seed);
}

async fn batch(first: u64) {
    let mut group = Group::start().await;
    let mut scenes = Vec::new();
    for seed in first..first + SEEDS {
        let guild = group.stand_in.create_guild(&format!("Group {seed}")).await;
        let channel = group.stand_in.create_channel(guild, "quiz").await.expect("a channel");
        // With the permission the bot takes earlier choices off, which is one more thing to go wrong.
        if seed % 2 == 0 {
            group.stand_in.grant(channel, &["manage_messages"]).await.expect("it is granted");
        }
        let mut players = Vec::new();
        for player in 0..PLAYERS {
            let name = format!("Player {player} of {seed}");
            players.push((group.stand_in.create_user(Some(guild), &name).await.expect("a member"), name));
        }
        scenes.push(Scene { seed, channel, players });
    }
    let over = Arc::new(AtomicBool::new(false));
    let weather = tokio::spawn(trouble(group.stand_in.clone(), first, over.clone()));
    let played = futures::future::join_all(scenes.iter().map(async |scene| {
        let question = ask(&group, scene.channel).await;
        let possible = play(&group, scene, &question).await;
        (scene, question, possible)
    }))
    .await;
    over.store(true, Ordering::Relaxed);
    weather.await.expect("the weather ends");
    group.stand_in.wait_connected(1, Duration::from_secs(60)).await.expect("it is connected again");
    // What is in the air lands.
    sleep(Duration::from_secs(2)).await;
    futures::future::join_all(
        played.iter().map(|(scene, question, possible)| check(&group, scene, question, possible)),
    )
    .await;
    group.stop().await;
    rebuilt_is_the_same(&group).await;
}

/// The board is what the ledger says.
pub async fn rebuilt_is_the_same(group: &Group) {
    let opened = group.database.open().await;
    let before = derived(&opened.store).await;
    opened.close().await;
    let rebuilt = ansatz(&group.database).arg("rebuild").output().await.expect("rebuild runs");
    assert!(rebuilt.status.success(), "{rebuilt:?}");
    let opened = group.database.open().await;
    assert_eq!(derived(&opened.store).await, before);
    opened.close().await;
}

macro_rules! batches {
    ($($name:ident: $first:expr),*) => {
        $(#[tokio::test(flavor = "multi_thread")]
        async fn $name() {
            batch($first).await;
        })*
    };
}

batches! { seeds_1_to_50: 1, seeds_51_to_100: 51, seeds_101_to_150: 101, seeds_151_to_200: 151 }
