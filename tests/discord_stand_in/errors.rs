//! Discord's refusals: what the bot must not send, where it may not, and too late.

use super::room::{Room, SOON, id, room};
use crate::support::discord::faults::Failure;
use crate::support::discord::{Config, StandIn};
use reqwest::Method;
use serde_json::{Value, json};
use std::time::Duration;

/// The first error of a form, with its place.
fn first(value: &Value, path: &str) -> String {
    if let Some(errors) = value["_errors"].as_array() {
        return format!("{path} {}", errors[0]["code"].as_str().unwrap_or_default());
    }
    let inner = value.as_object().and_then(|object| object.iter().next()).expect("a form's error has a place");
    first(inner.1, &format!("{path}/{}", inner.0))
}

#[tokio::test]
async fn forms_have_limits() {
    let room = room().await;
    let row = |components: Value| json!({ "content": "x", "components": [{ "type": 1, "components": components }] });
    let button = |id: &str, label: &str| json!({ "type": 2, "style": 1, "custom_id": id, "label": label });
    let options: Vec<Value> = (0..26).map(|n| json!({ "label": "x", "value": n.to_string() })).collect();
    let fields = |count: usize| vec![json!({ "name": "n", "value": "v" }); count];
    let cases = [
        (json!({ "content": "x".repeat(2001) }), "/content BASE_TYPE_MAX_LENGTH"),
        (json!({ "embeds": [{ "title": "x".repeat(257) }] }), "/embeds/0/title BASE_TYPE_MAX_LENGTH"),
        (json!({ "embeds": [{ "description": "x".repeat(4097) }] }), "/embeds/0/description BASE_TYPE_MAX_LENGTH"),
        (
            json!({ "embeds": [{ "footer": { "text": "x".repeat(2049) } }] }),
            "/embeds/0/footer/text BASE_TYPE_MAX_LENGTH",
        ),
        (json!({ "embeds": [{ "fields": fields(26) }] }), "/embeds/0/fields BASE_TYPE_MAX_LENGTH"),
        (
            json!({ "embeds": [{ "fields": [{ "name": "n", "value": "x".repeat(1025) }] }] }),
            "/embeds/0/fields/0/value BASE_TYPE_MAX_LENGTH",
        ),
        (
            json!({ "embeds": [{ "description": "x".repeat(4000) }, { "description": "x".repeat(2001) }] }),
            "/embeds MAX_EMBED_SIZE_EXCEEDED",
        ),
        (
            json!({ "components": vec![json!({ "type": 1, "components": [button("a", "A")] }); 6] }),
            "/components BASE_TYPE_MAX_LENGTH",
        ),
        (row((0..6).map(|n| button(&n.to_string(), "x")).collect()), "/components/0/components BASE_TYPE_MAX_LENGTH"),
        (row(json!([button(&"x".repeat(101), "A")])), "/components/0/components/0/custom_id BASE_TYPE_MAX_LENGTH"),
        (row(json!([button("a", &"x".repeat(81))])), "/components/0/components/0/label BASE_TYPE_MAX_LENGTH"),
        (
            row(json!([button("a", "A"), button("a", "B")])),
            "/components/0/components/1/custom_id COMPONENT_CUSTOM_ID_DUPLICATED",
        ),
        (
            row(json!([{ "type": 3, "custom_id": "m", "options": options }])),
            "/components/0/components/0/options BASE_TYPE_MAX_LENGTH",
        ),
        (json!({ "content": "x", "flags": 1 << 15 }), "/content MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2"),
        (
            json!({ "content": "x", "message_reference": { "message_id": "1" } }),
            "/message_reference REPLIES_UNKNOWN_MESSAGE",
        ),
    ];
    for (body, expected) in cases {
        let (status, answer) = room.call(Method::POST, &room.messages(), body).await;
        assert_eq!((status, &answer["code"]), (400, &json!(50035)), "{answer}");
        assert_eq!(first(&answer["errors"], ""), expected);
    }
    let (_, empty) = room.call(Method::POST, &room.messages(), json!({ "content": "" })).await;
    assert_eq!(empty["code"], 50006);
}

#[tokio::test]
async fn places_and_permissions_are_checked() {
    let room = room().await;
    let message = room.post(json!({ "content": "A question" })).await;
    let own = format!("{}/{message}", room.messages());
    assert_eq!(room.get("/channels/1").await.1["code"], 10003);
    assert_eq!(room.get(&format!("{}/1", room.messages())).await.1["code"], 10008);
    assert_eq!(room.get("/guilds/1").await.1["code"], 10004);
    assert_eq!(room.put(&format!("{own}/reactions/A/@me")).await.1["code"], 10014);
    for number in 0..20 {
        let emoji = char::from_u32(0x1F1E6 + number).expect("a regional indicator");
        assert_eq!(room.put(&format!("{own}/reactions/{emoji}/@me")).await.0, 204);
    }
    assert_eq!(room.put(&format!("{own}/reactions/🎲/@me")).await.1["code"], 30010);

    room.stand_in.react(room.ada, room.channel, message, "🇦").await.expect("she is in it");
    let hers = format!("{own}/reactions/🇦/{}", room.ada);
    assert_eq!(room.delete(&hers).await.1["code"], 50013);
    room.stand_in.grant(room.channel, &["manage_messages"]).await.expect("the channel exists");
    assert_eq!(room.delete(&hers).await.0, 204);

    for (name, path, body, code) in [
        ("embed_links", room.messages(), json!({ "embeds": [{ "title": "x" }] }), 50013),
        ("send_messages", room.messages(), json!({ "content": "x" }), 50013),
        ("view_channel", room.messages(), json!({ "content": "x" }), 50001),
    ] {
        room.stand_in.revoke(room.channel, &[name]).await.expect("the channel exists");
        let (status, answer) = room.call(Method::POST, &path, body).await;
        assert_eq!((status, &answer["code"]), (403, &json!(code)), "{name}");
    }
    let secret = room.http.get(format!("{}/api/v10/users/@me", room.stand_in.base())).send().await.expect("it answers");
    assert_eq!(secret.status(), 401);
}

#[tokio::test]
async fn what_others_wrote_is_hidden() {
    let room = room().await;
    let to_bot = format!("<@{}> 42", room.stand_in.bot());
    for (text, shown) in [("secret", ""), (to_bot.as_str(), to_bot.as_str())] {
        let said = room.stand_in.say(room.ada, room.channel, text, None).await.expect("she is in it");
        assert_eq!(room.get(&format!("{}/{said}", room.messages())).await.1["content"], shown);
    }
    room.stand_in.leave(room.guild, room.ada).await.expect("she is in it");
    let gone = room.stand_in.say(room.ada, room.channel, "x", None).await.expect_err("she left");
    assert_eq!(gone.to_string(), format!("{} is not in the channel {}", room.ada, room.channel));
}

#[tokio::test]
async fn reactions_have_their_pace() {
    let config = Config { reaction_limit: true, ..Config::default() };
    let room = Room { stand_in: StandIn::start_with(config, 0).await.expect("it starts"), ..room().await };
    let guild = room.stand_in.create_guild("Paced").await;
    let channel = room.stand_in.create_channel(guild, "quiz").await.expect("the guild exists");
    let room = Room { guild, channel, ..room };
    let message = room.post(json!({ "content": "A question" })).await;
    let path = |emoji: &str| format!("{}/{message}/reactions/{emoji}/@me", room.messages());
    assert_eq!(room.put(&path("🇦")).await.0, 204);
    let (status, limited) = room.put(&path("🇧")).await;
    let after = limited["retry_after"].as_f64().expect("it says when");
    assert_eq!((status, after <= 0.25, &limited["global"]), (429, true, &json!(false)));
    tokio::time::sleep(Duration::from_secs_f64(after)).await;
    assert_eq!(room.put(&path("🇧")).await.0, 204);

    room.stand_in.slow("PUT /channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}/@me", SLOW).await;
    let start = std::time::Instant::now();
    assert_eq!(room.put(&path("🇨")).await.0, 204);
    assert!(start.elapsed() >= SLOW);
    room.stand_in.heal().await;
}

const SLOW: Duration = Duration::from_millis(400);

#[tokio::test]
async fn interactions_have_deadlines() {
    let room = room().await;
    room.register().await;
    let slash = || room.stand_in.slash(room.ada, room.channel, "answer", &Value::Null);
    let hello = json!({ "type": 4, "data": { "content": "hello", "flags": 64 } });

    let late = slash().await.expect("it is registered");
    room.stand_in.age_interaction(late, Duration::from_secs(4)).await.expect("it exists");
    assert_eq!(room.acknowledge(late, hello.clone()).await.1["code"], 10062);
    let refused = room.stand_in.wait_reply(late, SOON).await.expect_err("it was too late");
    assert_eq!(refused.to_string(), "This interaction failed");

    let twice = slash().await.expect("it is registered");
    assert_eq!(room.acknowledge(twice, hello.clone()).await.0, 204);
    assert_eq!(room.acknowledge(twice, hello.clone()).await.1["code"], 40060);
    let webhook = room.webhook(twice).await;
    room.stand_in.age_interaction(twice, Duration::from_secs(901)).await.expect("it exists");
    let original = format!("{webhook}/messages/@original");
    assert_eq!(room.call(Method::PATCH, &original, json!({ "content": "x" })).await.1["code"], 50027);

    let early = slash().await.expect("it is registered");
    let webhook = room.webhook(early).await;
    assert_eq!(room.call(Method::POST, &webhook, json!({ "content": "x" })).await.1["code"], 10015);
    let wrong = room.acknowledge(early, json!({ "type": 7, "data": { "content": "x" } })).await;
    assert_eq!(wrong.1["code"], 50035);
    let modal = json!({ "type": 9, "data": { "custom_id": "m", "title": "x", "components": [] } });
    assert_eq!(first(&room.acknowledge(early, modal).await.1["errors"], ""), "/data/components BASE_TYPE_BAD_LENGTH");
    let field = json!({ "type": 1, "components": [{ "type": 4, "custom_id": "t", "style": 1, "label": "x" }] });
    let modal = json!({ "type": 9, "data": { "custom_id": "m", "title": "x".repeat(46), "components": [field] } });
    assert_eq!(first(&room.acknowledge(early, modal).await.1["errors"], ""), "/data/title BASE_TYPE_MAX_LENGTH");
}

#[tokio::test]
async fn faults_come_before_or_after_the_effect() {
    let room = room().await;
    let route = "POST /channels/{channel_id}/messages";
    let body = json!({ "content": "once", "nonce": "n1", "enforce_nonce": true });
    room.stand_in.fail(route, 1, Failure::Before(500)).await;
    room.stand_in.fail(route, 1, Failure::After(502)).await;
    room.stand_in.fail(route, 1, Failure::RateLimited { milliseconds: 250, global: false }).await;
    for expected in [500, 502, 429] {
        assert_eq!(room.call(Method::POST, &room.messages(), body.clone()).await.0, expected);
    }
    let made = room.post(body).await;
    let messages = room.stand_in.messages(room.channel).await.expect("the channel exists");
    assert_eq!(messages.iter().map(id).collect::<Vec<_>>(), [made], "the second request made it, the last found it");
    assert_eq!(room.stand_in.requests().await[route], 4);

    room.stand_in.set_clock(3_600_000).await;
    let url = format!("{}/api/v10/gateway", room.stand_in.base());
    let response = room.http.get(url).send().await.expect("it answers");
    let date = response.headers()["date"].to_str().expect("a date is text");
    let date = jiff::fmt::rfc2822::parse(date).expect("a date").timestamp();
    let ahead = date.duration_since(jiff::Timestamp::now()).as_secs();
    assert!((3590..=3600).contains(&ahead), "{ahead}");
}
