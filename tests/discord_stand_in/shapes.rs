//! What it sends is what Discord would: every event is read by an unrelated library, every answer by the description.

use super::client::login;
use super::clients::why_not;
use super::room::{Room, SOON, id};
use crate::support::discord::{Config, StandIn};
use crate::support::openapi::Spec;
use crate::support::skip::skip;
use reqwest::multipart::{Form, Part};
use reqwest::{Client, Method};
use serde::de::DeserializeSeed;
use serde_json::{Value, json};
use serenity::all::{GatewayEvent, GatewayIntents};
use std::collections::BTreeSet;
use std::path::Path;
use twilight_model::gateway::event::GatewayEventDeserializer;

/// Everything that people and the bot can do, once.
async fn lived() -> Room {
    let config = Config { privileged_intents: u64::MAX, ..Config::default() };
    let stand_in = StandIn::start_with(config, 0).await.expect("it starts");
    let _heard = login(&stand_in, GatewayIntents::all()).await;
    stand_in.wait_connected(1, SOON).await.expect("it connects");
    let guild = stand_in.create_guild("Study group").await;
    let channel = stand_in.create_channel(guild, "quiz").await.expect("the guild exists");
    let ada = stand_in.create_user(Some(guild), "Ada").await.expect("the guild exists");
    let blaise = stand_in.create_user(Some(guild), "Blaise").await.expect("the guild exists");
    let room = Room { stand_in, http: Client::new(), guild, channel, ada, blaise };
    room.register().await;
    read_places(&room).await;
    talk(&room).await;
    upload(&room).await;
    interact(&room).await;
    let stand_in = &room.stand_in;
    stand_in.revoke(channel, &["send_messages"]).await.expect("the channel exists");
    let gone = stand_in.create_channel(guild, "gone").await.expect("the guild exists");
    stand_in.delete_channel(gone).await.expect("it exists");
    stand_in.remove_bot(guild).await.expect("it is in it");
    stand_in.invite_bot(guild).await.expect("it is not in it");
    stand_in.leave(guild, room.blaise).await.expect("he is in it");
    stand_in.set_available(guild, false).await.expect("it exists");
    stand_in.set_available(guild, true).await.expect("it exists");
    stand_in.ask_to_reconnect().await;
    stand_in.invalidate_sessions(true).await;
    room
}

async fn read_places(room: &Room) {
    let (guild, channel, ada) = (room.guild, room.channel, room.ada);
    for path in [
        "/gateway".to_owned(),
        "/gateway/bot".to_owned(),
        "/users/@me".to_owned(),
        "/users/@me/guilds".to_owned(),
        format!("/users/{ada}"),
        "/applications/@me".to_owned(),
        "/oauth2/applications/@me".to_owned(),
        format!("/guilds/{guild}?with_counts=true"),
        format!("/guilds/{guild}/channels"),
        format!("/guilds/{guild}/roles"),
        format!("/guilds/{guild}/members/{ada}"),
        format!("/channels/{channel}"),
        format!("/applications/{}/commands", room.stand_in.bot()),
        format!("/applications/{}/guilds/{guild}/commands", room.stand_in.bot()),
    ] {
        assert_eq!(room.get(&path).await.0, 200, "{path}");
    }
    assert_eq!(room.get("/channels/5").await.0, 404);
    let direct = room.call(Method::POST, "/users/@me/channels", json!({ "recipient_id": ada.to_string() })).await;
    assert_eq!(direct.0, 200);
    assert_eq!(room.get(&format!("/channels/{}", id(&direct.1))).await.0, 200);
    let commands = format!("/applications/{}/commands", room.stand_in.bot());
    let (status, made) =
        room.call(Method::POST, &commands, json!({ "name": "ping", "description": "Is it there" })).await;
    assert_eq!(status, 201);
    let one = format!("{commands}/{}", id(&made));
    assert_eq!(room.call(Method::PATCH, &one, json!({ "description": "Are you there" })).await.0, 200);
    assert_eq!(room.get(&one).await.0, 200);
    assert_eq!(room.delete(&one).await.0, 204);
}

async fn talk(room: &Room) {
    let stand_in = &room.stand_in;
    let message = room
        .post(json!({
            "embeds": [{ "title": "Q", "description": "Which?", "color": 255, "timestamp": "2026-01-01T00:00:00Z",
                "footer": { "text": "5 marks" }, "author": { "name": "Ansatz" },
                "fields": [{ "name": "A", "value": "B" }] }],
            "allowed_mentions": { "parse": [] }, "nonce": "1", "enforce_nonce": true,
        }))
        .await;
    let path = format!("{}/{message}", room.messages());
    for emoji in ["🇦", "🇧"] {
        assert_eq!(room.put(&format!("{path}/reactions/{emoji}/@me")).await.0, 204);
        stand_in.react(room.ada, room.channel, message, emoji).await.expect("she is in it");
    }
    stand_in.unreact(room.ada, room.channel, message, "🇧").await.expect("she had");
    assert_eq!(room.get(&format!("{path}/reactions/🇦?limit=100")).await.0, 200);
    assert_eq!(room.get(&path).await.0, 200);
    stand_in.grant(room.channel, &["manage_messages"]).await.expect("the channel exists");
    assert_eq!(room.delete(&format!("{path}/reactions/🇧")).await.0, 204);
    assert_eq!(room.delete(&format!("{path}/reactions")).await.0, 204);
    assert_eq!(room.call(Method::PATCH, &path, json!({ "content": "closed", "embeds": [] })).await.0, 200);
    let said = stand_in.say(room.ada, room.channel, &format!("<@{}> hi", room.blaise), Some(message)).await;
    let said = said.expect("she is in it");
    let reply = json!({ "content": "yes", "message_reference": { "message_id": said.to_string() } });
    room.post(reply).await;
    stand_in.edit(room.ada, room.channel, said, "hello").await.expect("it is hers");
    assert_eq!(room.get(&format!("{}?limit=2", room.messages())).await.1.as_array().map(Vec::len), Some(2));
    stand_in.delete(room.channel, said).await.expect("it exists");
    assert_eq!(room.delete(&path).await.0, 204);
    let (direct, private) = stand_in.direct(room.blaise, "psst").await.expect("he may");
    stand_in.react(room.blaise, direct, private, "🎲").await.expect("it is his");
    let (status, _) = room.call(Method::POST, &format!("/channels/{direct}/messages"), json!({ "content": "?" })).await;
    assert_eq!(status, 200);
}

async fn upload(room: &Room) {
    let payload =
        json!({ "content": "Board", "attachments": [{ "id": "0", "filename": "board.txt", "description": "Ranks" }] });
    let part = Part::bytes(b"1. Ada".to_vec()).file_name("board.txt");
    let form = Form::new().text("payload_json", payload.to_string()).part("files[0]", part);
    let request = room.http.post(format!("{}/api/v10{}", room.stand_in.base(), room.messages())).multipart(form);
    let request = request.header("authorization", format!("Bot {}", room.stand_in.token()));
    assert_eq!(request.send().await.expect("it answers").status(), 200);
}

async fn interact(room: &Room) {
    let stand_in = &room.stand_in;
    let options = json!({ "topic": "t", "against": room.blaise.to_string(), "where": room.channel.to_string() });
    let start = stand_in.slash(room.ada, room.channel, "quiz start", &options).await.expect("it is registered");
    let go = json!({ "type": 2, "style": 1, "custom_id": "go", "label": "Go", "emoji": { "name": "🎲" } });
    let menu = json!({ "type": 3, "custom_id": "menu", "options": [{ "label": "One", "value": "1" }] });
    let buttons = json!([{ "type": 1, "components": [go] }, { "type": 1, "components": [menu] }]);
    let answer = json!({ "type": 4, "data": { "content": "started", "components": buttons } });
    assert_eq!(room.acknowledge(start, answer).await.0, 204);
    let webhook = room.webhook(start).await;
    let (_, original) = room.get(&format!("{webhook}/messages/@original")).await;
    let commands = format!("/applications/{}/commands", stand_in.bot());
    let global = json!([{ "name": "me", "description": "My results" }]);
    assert_eq!(room.call(Method::PUT, &commands, global).await.0, 200);
    let direct = stand_in.direct_channel(room.ada).await.expect("she exists");
    let me = stand_in.slash(room.ada, direct, "me", &json!({})).await.expect("it is registered");
    let row = json!([{ "type": 1, "components": [{ "type": 2, "style": 1, "custom_id": "more", "label": "More" }] }]);
    let answer = json!({ "type": 4, "data": { "content": "12 of 20", "components": row } });
    assert_eq!(room.acknowledge(me, answer).await.0, 204);
    let reply = stand_in.reply(me).await.expect("it exists");
    let more = stand_in.click(room.ada, direct, id(&reply["message"]), "more").await.expect("she sees it");
    assert_eq!(room.acknowledge(more, json!({ "type": 7, "data": { "content": "all" } })).await.0, 204);
    let typed = json!({ "topic": "te" });
    stand_in.autocomplete(room.ada, room.channel, "quiz start", &typed, "topic").await.expect("it completes");
    let file = json!({ "file": { "filename": "a.yaml", "content": "x" } });
    let import = stand_in.slash(room.ada, room.channel, "quiz import", &file).await.expect("it is registered");
    assert_eq!(room.acknowledge(import, json!({ "type": 5 })).await.0, 204);
    let import = format!("{}/messages/@original", room.webhook(import).await);
    assert_eq!(room.call(Method::PATCH, &import, json!({ "content": "imported" })).await.0, 200);
    assert_eq!(room.delete(&import).await.0, 204);
    stand_in.select(room.ada, room.channel, id(&original), "menu", &["1"]).await.expect("it offers it");
    let click = stand_in.click(room.ada, room.channel, id(&original), "go").await.expect("it is there");
    let options = json!([{ "label": "A", "value": "a" }, { "label": "B", "value": "b" }]);
    let label = |component: Value| json!({ "type": 18, "label": "L", "component": component });
    let modal = json!({ "type": 9, "data": { "custom_id": "form", "title": "Answer", "components": [
        { "type": 1, "components": [{ "type": 4, "custom_id": "t", "style": 1, "label": "T" }] },
        label(json!({ "type": 4, "custom_id": "n", "style": 1 })),
        label(json!({ "type": 21, "custom_id": "r", "options": options })),
        label(json!({ "type": 22, "custom_id": "c", "options": options })),
        label(json!({ "type": 3, "custom_id": "s", "options": options })) ] } });
    assert_eq!(room.acknowledge(click, modal).await.0, 204);
    let values = json!({ "t": "x", "n": "1", "r": "a", "c": ["b"], "s": "a" });
    let submitted = stand_in.submit(room.ada, click, &values).await.expect("it is complete");
    let webhook = room.webhook(submitted).await;
    let callback = webhook.rsplit('/').next().expect("a token").to_owned();
    let path = format!("/interactions/{submitted}/{callback}/callback?with_response=true");
    let (status, _) =
        room.call(Method::POST, &path, json!({ "type": 4, "data": { "content": "noted", "flags": 64 } })).await;
    assert_eq!(status, 200);
    let promised = stand_in.slash(room.ada, room.channel, "answer", &Value::Null).await.expect("it is registered");
    let callback = room.webhook(promised).await.rsplit('/').next().expect("a token").to_owned();
    let path = format!("/interactions/{promised}/{callback}/callback?with_response=true");
    assert_eq!(room.call(Method::POST, &path, json!({ "type": 5 })).await.0, 200);
    let (_, follow_up) = room.call(Method::POST, &webhook, json!({ "content": "and more" })).await;
    let path = format!("{webhook}/messages/{}", id(&follow_up));
    assert_eq!(room.call(Method::PATCH, &path, json!({ "content": "less" })).await.0, 200);
    assert_eq!(room.get(&path).await.0, 200);
    assert_eq!(room.delete(&path).await.0, 204);
}

#[tokio::test]
async fn events_are_read_by_an_unrelated_library() {
    let room = lived().await;
    // What serenity can't read it drops without a word, which would look like a bug of the bot.
    let dropped: Vec<String> = room
        .stand_in
        .events_log()
        .await
        .iter()
        .filter_map(|text| serde_json::from_str::<GatewayEvent>(text).err().map(|error| format!("{error}: {text}")))
        .collect();
    assert!(dropped.is_empty(), "{}", dropped.join("\n\n"));
    let mut kinds = BTreeSet::new();
    let mut wrong = Vec::new();
    for text in room.stand_in.events_log().await {
        let reader = GatewayEventDeserializer::from_json(&text).expect("it has an opcode");
        kinds.insert(reader.event_type().unwrap_or("-").to_owned());
        let mut json = serde_json::Deserializer::from_str(&text);
        if let Err(error) = reader.deserialize(&mut json) {
            wrong.push(format!("{error}: {text}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
    let expected = [
        "-",
        "CHANNEL_CREATE",
        "CHANNEL_DELETE",
        "CHANNEL_UPDATE",
        "GUILD_CREATE",
        "GUILD_DELETE",
        "GUILD_MEMBER_ADD",
        "GUILD_MEMBER_REMOVE",
        "INTERACTION_CREATE",
        "MESSAGE_CREATE",
        "MESSAGE_DELETE",
        "MESSAGE_REACTION_ADD",
        "MESSAGE_REACTION_REMOVE",
        "MESSAGE_REACTION_REMOVE_ALL",
        "MESSAGE_REACTION_REMOVE_EMOJI",
        "MESSAGE_UPDATE",
        "READY",
    ];
    assert_eq!(kinds.iter().map(String::as_str).collect::<Vec<_>>(), expected);
}

/// The description is Discord's and not kept here: `DISCORD_SPEC` says where `scripts/discord-clients` made it.
#[tokio::test]
async fn answers_are_as_described() {
    let Some(path) = std::env::var_os("DISCORD_SPEC") else {
        skip("answers_are_as_described", &why_not("spec", "DISCORD_SPEC names no description"));
        return;
    };
    let mut spec = Spec::read(Path::new(&path)).expect("the description is read");
    let room = lived().await;
    let exchanges = room.stand_in.exchanges().await;
    let wrong: Vec<String> = exchanges.iter().flat_map(|one| spec.check(one)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));

    // The check itself can fail: a message without its author, and one that is too long to ask for.
    let posted = exchanges.iter().find(|one| one["route"] == "POST /channels/{channel_id}/messages");
    let mut broken = posted.expect("it posted").clone();
    broken["response"].as_object_mut().expect("a message").remove("author");
    broken["request"] = json!({ "content": "x".repeat(4001) });
    assert_eq!(spec.check(&broken).len(), 2, "{:?}", spec.check(&broken));
}
