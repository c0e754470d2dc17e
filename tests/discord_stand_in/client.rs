//! A real client lives on it: it logs in, posts, reacts, hears, and goes on after each way of being cut off.

use super::room::{Room, SOON, id, room};
use crate::support::discord::{Config, StandIn};
use serde_json::json;
use serenity::all::{
    Client, Context, CreateMessage, EventHandler, GatewayIntents, HttpBuilder, Interaction, Message, Reaction,
    ReactionType, Ready,
};
use serenity::async_trait;
use std::time::Duration;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::time::timeout;

struct Listener(UnboundedSender<String>);

impl Listener {
    /// The test may have ended.
    fn tell(&self, text: String) {
        self.0.send(text).ok();
    }
}

#[async_trait]
impl EventHandler for Listener {
    async fn ready(&self, _: Context, ready: Ready) {
        self.tell(format!("ready {}", ready.guilds.len()));
    }

    async fn message(&self, _: Context, message: Message) {
        self.tell(format!("message {:?}", message.content));
    }

    async fn reaction_add(&self, _: Context, reaction: Reaction) {
        self.tell(format!("reaction {} {}", reaction.emoji, reaction.user_id.map(|id| id.get()).unwrap_or_default()));
    }

    async fn interaction_create(&self, _: Context, interaction: Interaction) {
        self.tell(format!("interaction {:?}", interaction.kind()));
    }
}

pub async fn login(stand_in: &StandIn, intents: GatewayIntents) -> UnboundedReceiver<String> {
    let http = HttpBuilder::new(stand_in.token()).proxy(stand_in.base()).ratelimiter_disabled(true).build();
    let (sender, heard) = unbounded_channel();
    let building = serenity::client::ClientBuilder::new_with_http(http, intents).event_handler(Listener(sender));
    let mut client: Client = building.await.expect("the client is built");
    tokio::spawn(async move { client.start().await });
    heard
}

pub fn usual() -> GatewayIntents {
    GatewayIntents::GUILDS
        | GatewayIntents::GUILD_MESSAGES
        | GatewayIntents::GUILD_MESSAGE_REACTIONS
        | GatewayIntents::DIRECT_MESSAGES
}

/// Events before the expected one are passed over: other tasks may be faster.
async fn hears(heard: &mut UnboundedReceiver<String>, expected: &str) {
    let mut passed = Vec::new();
    let search = async {
        while let Some(text) = heard.recv().await {
            if text == expected {
                return true;
            }
            passed.push(text);
        }
        false
    };
    let found = timeout(SOON, search).await;
    assert!(found == Ok(true), "{expected:?} was not heard, but {passed:?}");
}

async fn dids(room: &Room) -> Vec<String> {
    let text = |one: &serde_json::Value| {
        format!("{} {}", one["did"].as_str().unwrap_or(""), one["path"].as_str().unwrap_or(""))
    };
    room.stand_in.connections().await.iter().map(text).collect()
}

#[tokio::test]
async fn a_client_logs_in_and_goes_on_after_every_break() {
    let room = room().await;
    let stand_in = &room.stand_in;
    let mut heard = login(stand_in, usual()).await;
    hears(&mut heard, "ready 1").await;

    let http = HttpBuilder::new(stand_in.token()).proxy(stand_in.base()).ratelimiter_disabled(true).build();
    let channel = serenity::all::ChannelId::new(room.channel);
    let message = channel.send_message(&http, CreateMessage::new().content("A question")).await.expect("it is posted");
    message.react(&http, ReactionType::Unicode("🇦".to_owned())).await.expect("it reacts");
    hears(&mut heard, "message \"A question\"").await;
    hears(&mut heard, &format!("reaction 🇦 {}", stand_in.bot())).await;

    // Without the intent, what others write is empty, unless it is for the bot.
    stand_in.say(room.ada, room.channel, "secret", None).await.expect("she is in it");
    hears(&mut heard, "message \"\"").await;
    stand_in.say(room.ada, room.channel, "42", Some(message.id.get())).await.expect("she is in it");
    hears(&mut heard, "message \"42\"").await;
    stand_in.direct(room.blaise, "psst").await.expect("he may");
    hears(&mut heard, "message \"psst\"").await;

    stand_in.drop_connections().await;
    stand_in.react(room.ada, room.channel, message.id.get(), "🇦").await.expect("she is in it");
    hears(&mut heard, &format!("reaction 🇦 {}", room.ada)).await;

    stand_in.wait_connected(1, SOON).await.expect("it resumed");
    stand_in.ask_to_reconnect().await;
    tokio::time::sleep(Duration::from_millis(500)).await;
    stand_in.wait_connected(1, SOON).await.expect("it resumed");
    stand_in.react(room.blaise, room.channel, message.id.get(), "🇦").await.expect("he is in it");
    hears(&mut heard, &format!("reaction 🇦 {}", room.blaise)).await;
    // serenity 0.12 knows READY's `resume_gateway_url` but never connects to it.
    assert_eq!(dids(&room).await, ["identify /gateway-socket", "resume /gateway-socket", "resume /gateway-socket"]);

    stand_in.close(Some(4000)).await;
    stand_in.wait_connected(1, SOON).await.expect("it resumed");
    assert_eq!(dids(&room).await.len(), 4);

    stand_in.invalidate_sessions(true).await;
    assert_eq!(connections(stand_in, 5).await[4], "resume");

    stand_in.invalidate_sessions(false).await;
    hears(&mut heard, "ready 1").await;
    assert_eq!(dids(&room).await.last().map(String::as_str), Some("identify /gateway-socket"));
}

#[tokio::test]
async fn a_wrong_token_and_a_missing_switch_end_it() {
    let room = room().await;
    for (token, intents) in
        [("wrong".to_owned(), usual()), (room.stand_in.token(), usual() | GatewayIntents::MESSAGE_CONTENT)]
    {
        let http = HttpBuilder::new(&token).proxy(room.stand_in.base()).ratelimiter_disabled(true).build();
        // REST refuses a wrong token first, so only the gateway is asked.
        let building = serenity::client::ClientBuilder::new_with_http(http, intents);
        let mut client: Client = building.await.expect("the client is built");
        let ended = timeout(SOON, client.start()).await.expect("it ends");
        let expected = if token == "wrong" { "InvalidAuthentication" } else { "DisallowedGatewayIntents" };
        assert!(format!("{ended:?}").contains(expected), "{ended:?}");
    }
}

#[tokio::test]
async fn late_and_doubled_events_all_come() {
    let room = room().await;
    let mut heard = login(&room.stand_in, usual()).await;
    hears(&mut heard, "ready 1").await;
    room.stand_in.confuse(7, Duration::from_millis(50), 0.5).await;
    let message = room.post(json!({ "content": "A question" })).await;
    for person in [room.ada, room.blaise] {
        room.stand_in.react(person, room.channel, message, "🇦").await.expect("they are in it");
    }
    tokio::time::sleep(Duration::from_millis(300)).await;
    let mut all = Vec::new();
    while let Ok(text) = heard.try_recv() {
        all.push(text);
    }
    for person in [room.ada, room.blaise] {
        assert!(all.contains(&format!("reaction 🇦 {person}")), "{all:?}");
    }
    room.stand_in.calm().await;
    let (_, message) = room.get(&format!("{}/{message}", room.messages())).await;
    assert_eq!((id(&message) > 0, &message["reactions"][0]["count"]), (true, &json!(2)));
}

async fn with_heartbeats(milliseconds: u64) -> StandIn {
    let config = Config { heartbeat_interval: milliseconds, ..Config::default() };
    StandIn::start_with(config, 0).await.expect("it starts")
}

/// Until as many connections have been made.
async fn connections(stand_in: &StandIn, count: usize) -> Vec<String> {
    let deadline = tokio::time::Instant::now() + SOON * 3;
    loop {
        let did: Vec<String> =
            stand_in.connections().await.iter().filter_map(|one| one["did"].as_str().map(str::to_owned)).collect();
        if did.len() >= count || tokio::time::Instant::now() > deadline {
            return did;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

#[tokio::test]
async fn without_acknowledgements_a_client_starts_anew() {
    let stand_in = with_heartbeats(400).await;
    let mut heard = login(&stand_in, usual()).await;
    hears(&mut heard, "ready 0").await;
    stand_in.acknowledge_heartbeats(false).await;
    // serenity 0.12 starts its shard anew here: what happens in between is lost to it.
    assert_eq!(connections(&stand_in, 2).await[..2], ["identify", "identify"]);
    stand_in.acknowledge_heartbeats(true).await;
    hears(&mut heard, "ready 0").await;
    assert!(stand_in.heartbeats().await > 0);
}

#[tokio::test]
async fn an_expired_session_is_not_resumed() {
    let stand_in = with_heartbeats(41_250).await;
    let mut heard = login(&stand_in, usual()).await;
    hears(&mut heard, "ready 0").await;
    stand_in.expire_sessions().await;
    stand_in.reject_identify(1).await;
    stand_in.drop_connections().await;
    // It waits 5 seconds before each new IDENTIFY.
    assert_eq!(connections(&stand_in, 4).await, ["identify", "resume", "identify", "identify"]);
    hears(&mut heard, "ready 0").await;
}

#[tokio::test]
async fn a_shard_hears_of_its_guilds_only() {
    let stand_in = with_heartbeats(41_250).await;
    let mut by_shard = [0; 2];
    while by_shard.contains(&0) {
        let guild = stand_in.create_guild("Study group").await;
        by_shard[usize::from((guild >> 22) % 2 == 1)] += 1;
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    let http = HttpBuilder::new(stand_in.token()).proxy(stand_in.base()).ratelimiter_disabled(true).build();
    let (sender, mut heard) = unbounded_channel();
    let building = serenity::client::ClientBuilder::new_with_http(http, usual()).event_handler(Listener(sender));
    let mut client: Client = building.await.expect("the client is built");
    tokio::spawn(async move { client.start_shards(2).await });
    let mut readies = Vec::new();
    for _ in 0..2 {
        readies.push(timeout(SOON, heard.recv()).await.expect("it comes in time").expect("the client lives"));
    }
    readies.sort();
    let mut expected = by_shard.map(|count| format!("ready {count}"));
    expected.sort();
    assert_eq!(readies, expected);
}
