//! Study groups in bad weather: connections break, sessions are lost, requests fail, are limited or done without an answer. Whatever
//! happens, each round is posted once, each answer that was acknowledged is graded once, and the board is what the ledger says.

use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::time::sleep;

use super::group::{Group, Question, emoji, id, text};
use crate::support::bot::ansatz;
use crate::support::database::derived;
use crate::support::discord::faults::Failure;
use crate::support::discord::{Config, StandIn};

/// Seeds in one batch, which share a program and its bad luck.
const SEEDS: u64 = 50;
const PLAYERS: usize = 3;

/// One study group of a batch.
struct Scene {
    seed: u64,
    channel: u64,
    players: Vec<(u64, String)>,
}

impl Scene {
    /// Somebody deletes the post while it is open.
    fn loses_its_post(&self) -> bool {
        self.seed % 7 == 3
    }

    /// The bot can't see the channel for a while.
    fn is_hidden(&self) -> bool {
        self.seed % 5 == 1 && !self.loses_its_post()
    }
}

/// What a player may be graded for: the answer that was acknowledged last, empty for none, and each that came after it and was not.
/// The first player has nothing but commands, so that it is known what was acknowledged last; the others react, or reply.
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
        match random.random_range(0..15) {
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
            11 => stand_in.acknowledge_heartbeats(false).await,
            12 => stand_in.close(None).await,
            _ => {
                stand_in.heal().await;
                stand_in.calm().await;
                stand_in.acknowledge_heartbeats(true).await;
            }
        }
    }
    stand_in.heal().await;
    stand_in.calm().await;
    stand_in.acknowledge_heartbeats(true).await;
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

/// Everybody answers and answers again; returns the post as it is at the end, and what may be graded.
async fn play(group: &Group, scene: &Scene, question: Question) -> (Question, Possible) {
    let mut random = StdRng::seed_from_u64(scene.seed);
    let mut possible: Possible = vec![vec![String::new()]; PLAYERS];
    let mut question = question;
    let rounds = random.random_range(6..14);
    for round in 0..rounds {
        sleep(Duration::from_millis(random.random_range(0..120))).await;
        if round == rounds / 2 && scene.loses_its_post() {
            group.stand_in.delete(scene.channel, question.message).await.expect("it is deleted");
            question = group.posted(scene.channel, question.message).await;
        }
        if scene.is_hidden() && (round == 2 || round == 4) {
            let hidden = ["view_channel"];
            let changed = match round {
                2 => group.stand_in.revoke(scene.channel, &hidden).await,
                _ => group.stand_in.grant(scene.channel, &hidden).await,
            };
            changed.expect("a permission");
        }
        let who = random.random_range(0..PLAYERS);
        let player = scene.players[who].0;
        if who == 0 {
            command(group, scene, &question, &mut random, &mut possible[0]).await;
        } else if question.kind == "NAT" {
            let value = ["0.731", "0.5", "0.25"][random.random_range(0..3)].to_owned();
            group.stand_in.say(player, scene.channel, &value, Some(question.message)).await.expect("they reply");
            // What was typed before a new post came, and is not heard, is not looked for.
            if round >= rounds / 2 || !scene.loses_its_post() {
                possible[who].clear();
            }
            possible[who].push(value);
        } else {
            let key = emoji(random.random_range(0..question.options.len()));
            let view = group.stand_in.message(scene.channel, question.message).await.expect("the post");
            if has(&view, &key, player) {
                // The bot may have been quicker.
                let _ = group.stand_in.unreact(player, scene.channel, question.message, &key).await;
            } else {
                group.stand_in.react(player, scene.channel, question.message, &key).await.expect("they react");
            }
        }
    }
    (question, possible)
}

/// Answers by command, with a value or with letters.
async fn command(group: &Group, scene: &Scene, question: &Question, random: &mut StdRng, possible: &mut Vec<String>) {
    let answer = match question.kind.as_str() {
        "NAT" => ["0.731", "0.5", "0.25"][random.random_range(0..3)].to_owned(),
        kind => {
            let letters = ["A", "B", "C", "D"];
            let first = random.random_range(0..letters.len());
            let second = letters[first..].get(1).filter(|_| kind == "MSQ" && random.random_bool(0.7));
            [Some(&letters[first]), second].into_iter().flatten().copied().collect::<Vec<_>>().join(" ")
        }
    };
    let options = json!({ "text": answer, "mark": question.mark });
    let asked = group.stand_in.slash(scene.players[0].0, scene.channel, "quiz answer", &options).await;
    match group.stand_in.wait_reply(asked.expect("the command"), Duration::from_secs(20)).await {
        Ok(reply) if text(&reply).starts_with("Saved: ") => *possible = vec![answer],
        // Nobody was told that it counts; it may, all the same.
        _ => possible.push(answer),
    }
}

fn has(view: &Value, key: &str, player: u64) -> bool {
    view["reacted"][key].as_array().is_some_and(|people| people.contains(&json!(player.to_string())))
}

/// Whether an answer by command or reply is right.
fn is_right(question: &Question, answer: &str) -> bool {
    if question.kind == "NAT" {
        return answer == "0.731";
    }
    let chosen: BTreeSet<usize> =
        answer.bytes().filter(u8::is_ascii_uppercase).map(|it| usize::from(it - b'A')).collect();
    chosen == question.right().into_iter().collect()
}

/// Closes the round, however often that has to be asked for.
async fn close(group: &Group, question: &Question) -> Value {
    for _ in 0..20 {
        let options = json!({ "mark": question.mark });
        let asked = group.stand_in.slash(group.owner(), question.channel, "quiz close", &options).await;
        let _ = group.stand_in.wait_reply(asked.expect("the command"), Duration::from_secs(5)).await;
        if !group.is_in_state(question, "open").await {
            return group.closed(question).await;
        }
    }
    panic!("it does not close:\n{}", group.log());
}

/// Holds a closed round's grades against what its post shows and what was acknowledged.
async fn check(group: &Group, scene: &Scene, question: &Question, possible: &Possible, view: &Value) {
    let grades = group.grades(question).await;
    let entered = group.ledger(question).await;
    let verdict = |name: &str| grades.iter().find(|(who, _)| who == name).map(|(_, verdict)| verdict.as_str());
    let right: BTreeSet<usize> = question.right().into_iter().collect();
    for (who, (player, name)) in scene.players.iter().enumerate() {
        let about = format!(
            "seed {}, {name}, {question:?}, {:?}: {}\n{grades:?}\n{entered:#?}\n{}",
            scene.seed,
            possible[who],
            view["reacted"],
            group.log()
        );
        if who == 0 || question.kind == "NAT" {
            let fits = |answer: &String| match verdict(name) {
                Some(verdict) => !answer.is_empty() && is_right(question, answer) == (verdict == "right"),
                None => answer.is_empty(),
            };
            assert!(possible[who].iter().any(fits), "{about}");
            continue;
        }
        let shown: BTreeSet<usize> =
            (0..question.options.len()).filter(|option| has(view, &emoji(*option), *player)).collect();
        // What they chose on a post that is gone can't be seen any more.
        if shown.is_empty() && scene.loses_its_post() {
            continue;
        }
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

/// `ahead`: how many milliseconds Discord's clock is ahead.
async fn batch(first: u64, ahead: i64) {
    // So often that a missing acknowledgement is noticed.
    let config = Config { heartbeat_interval: 1_000, clock_ahead: ahead, ..Config::default() };
    let stand_in = StandIn::start_with(config, 0).await.expect("it starts");
    let mut group = Group::start_on(stand_in, "why: false\n").await;
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
        let (question, possible) = play(&group, scene, question).await;
        // What is in the air lands, or is read at the close.
        sleep(Duration::from_secs(1)).await;
        let view = close(&group, &question).await;
        (scene, question, possible, view)
    }))
    .await;
    over.store(true, Ordering::Relaxed);
    weather.await.expect("the weather ends");
    group.stand_in.wait_connected(1, Duration::from_secs(60)).await.expect("it is connected again");
    for (scene, question, possible, view) in &played {
        check(&group, scene, question, possible, view).await;
    }
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
    ($($name:ident: $first:expr, $ahead:expr;)*) => {
        $(#[tokio::test(flavor = "multi_thread")]
        async fn $name() {
            batch($first, $ahead).await;
        })*
    };
}

batches! {
    seeds_1_to_50: 1, 0;
    seeds_51_to_100: 51, 90_000;
    seeds_101_to_150: 101, -90_000;
    seeds_151_to_200: 151, 0;
}
