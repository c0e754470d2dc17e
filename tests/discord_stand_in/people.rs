//! People use the bot's commands, buttons, menus and modals, and see what it answers.

use super::room::{Room, SOON, id, room};
use reqwest::Method;
use reqwest::multipart::{Form, Part};
use serde_json::{Value, json};

async fn event_of(room: &Room, interaction: u64) -> Value {
    let events = room.stand_in.events_log().await;
    let events = events.iter().map(|text| serde_json::from_str::<Value>(text).expect("it is JSON"));
    let wanted = interaction.to_string();
    let event = events.into_iter().find(|event| event["t"] == "INTERACTION_CREATE" && event["d"]["id"] == wanted);
    event.expect("it was sent")["d"].take()
}

#[tokio::test]
async fn commands_are_resolved_as_typed() {
    let room = room().await;
    room.register().await;
    let _heard = super::client::login(&room.stand_in, super::client::usual()).await;
    room.stand_in.wait_connected(1, SOON).await.expect("it connects");

    let options = json!({ "topic": "tensors", "count": 3, "against": room.blaise.to_string() });
    let start = room.stand_in.slash(room.ada, room.channel, "quiz start", &options).await.expect("it is registered");
    let event = event_of(&room, start).await;
    assert_eq!(
        event["data"]["options"],
        json!([{ "type": 1, "name": "start", "options": [
            { "type": 3, "name": "topic", "value": "tensors" },
            { "type": 4, "name": "count", "value": 3 },
            { "type": 6, "name": "against", "value": room.blaise.to_string() } ] }])
    );
    assert_eq!(event["data"]["resolved"]["users"][room.blaise.to_string()]["global_name"], "Blaise");
    assert_eq!(event["member"]["user"]["id"], room.ada.to_string());

    for (path, options, refused) in [
        ("quiz start", json!({}), "the option \"topic\" is required"),
        ("quiz start", json!({ "topic": "x", "count": 21 }), "the option \"count\" does not take 21"),
        ("quiz begin", json!({}), "/quiz begin: there is no \"begin\""),
        ("quiz", json!({}), "/quiz needs a subcommand"),
        ("exam", json!({}), "no command /exam is registered here"),
    ] {
        let error = room.stand_in.slash(room.ada, room.channel, path, &options).await.expect_err("it is refused");
        assert_eq!(error.to_string(), refused);
    }

    let hers = room.stand_in.slash(room.ada, room.channel, "settings", &json!({})).await.expect_err("she may not");
    assert_eq!(hers.to_string(), format!("{} may not use /settings", room.ada));
    let owner = room.stand_in.owner();
    room.stand_in.slash(owner, room.channel, "settings", &json!({})).await.expect("the owner may");

    let file = json!({ "file": { "filename": "bank.yaml", "content": "- stem: x\n" } });
    let import = room.stand_in.slash(room.ada, room.channel, "quiz import", &file).await.expect("it is registered");
    let data = event_of(&room, import).await["data"].take();
    let attachment =
        &data["resolved"]["attachments"][data["options"][0]["options"][0]["value"].as_str().expect("an id")];
    let url = attachment["url"].as_str().expect("it has an address");
    let content = room.http.get(url).send().await.expect("it answers").text().await.expect("it is text");
    assert_eq!(content, "- stem: x\n");

    let typed = json!({ "topic": "ten" });
    let typing = room.stand_in.autocomplete(room.ada, room.channel, "quiz start", &typed, "topic").await;
    let typing = typing.expect("it is completed");
    let choices = json!([{ "name": "Tensors", "value": "tensors" }]);
    assert_eq!(room.acknowledge(typing, json!({ "type": 8, "data": { "choices": choices } })).await.0, 204);
    assert_eq!(room.stand_in.reply(typing).await.expect("it exists")["choices"], choices);
}

#[tokio::test]
async fn answers_come_in_every_form() {
    let room = room().await;
    room.register().await;
    let command = room.stand_in.slash(room.ada, room.channel, "answer", &Value::Null).await.expect("it is registered");
    let promised = room.acknowledge(command, json!({ "type": 5, "data": { "flags": 64 } })).await;
    assert_eq!(promised.0, 204);
    assert_eq!(room.stand_in.reply(command).await.expect("it exists")["state"], "deferred");
    let webhook = room.webhook(command).await;
    let original = format!("{webhook}/messages/@original");
    let buttons = json!([{ "type": 1, "components": [
        { "type": 2, "style": 1, "custom_id": "open", "label": "Answer" },
        { "type": 2, "style": 2, "custom_id": "off", "label": "Off", "disabled": true } ] },
        { "type": 1, "components": [{ "type": 3, "custom_id": "menu", "max_values": 2, "options": [
            { "label": "One", "value": "1" }, { "label": "Two", "value": "2" },
            { "label": "Three", "value": "3" } ] }] }]);
    let (status, _) = room.call(Method::PATCH, &original, json!({ "content": "ready", "components": buttons })).await;
    assert_eq!(status, 200);
    let reply = room.stand_in.wait_reply(command, SOON).await.expect("it is answered");
    assert_eq!((&reply["message"]["content"], &reply["ephemeral"]), (&json!("ready"), &json!(true)));
    let message = id(&reply["message"]);
    assert_eq!(room.get(&room.messages()).await.1, json!([]), "others don't see it");

    let unseen = room.stand_in.click(room.blaise, room.channel, message, "open").await.expect_err("he can't see it");
    assert_eq!(unseen.to_string(), format!("{} does not see the message {message}", room.blaise));
    let disabled = room.stand_in.click(room.ada, room.channel, message, "off").await.expect_err("it is off");
    assert_eq!(disabled.to_string(), "\"off\" is disabled");
    let chosen =
        room.stand_in.select(room.ada, room.channel, message, "menu", &["1", "3"]).await.expect("it offers them");
    assert_eq!(room.acknowledge(chosen, json!({ "type": 7, "data": { "content": "chosen" } })).await.0, 204);
    let reply = room.stand_in.wait_reply(chosen, SOON).await.expect("it is answered");
    assert_eq!(reply["message"]["content"], "chosen");

    let click = room.stand_in.click(room.ada, room.channel, message, "open").await.expect("she sees it");
    let options = json!([{ "label": "A", "value": "a" }, { "label": "B", "value": "b" }]);
    let label = |label: &str, component: Value| json!({ "type": 18, "label": label, "component": component });
    let modal = json!({ "type": 9, "data": { "custom_id": "form", "title": "Your answer", "components": [
        { "type": 1, "components": [{ "type": 4, "custom_id": "why", "style": 2, "label": "Why", "required": false }] },
        label("Number", json!({ "type": 4, "custom_id": "number", "style": 1, "max_length": 5 })),
        label("One", json!({ "type": 21, "custom_id": "one", "options": options })),
        label("Many", json!({ "type": 22, "custom_id": "many", "options": options })) ] } });
    let (status, answer) = room.acknowledge(click, modal).await;
    assert_eq!(status, 204, "{answer}");
    let long = json!({ "number": "123456", "one": "a", "many": ["a"] });
    let refused = room.stand_in.submit(room.ada, click, &long).await.expect_err("it is too long");
    assert_eq!(refused.to_string(), "\"number\" takes 1 to 5 characters");
    let values = json!({ "number": "42", "one": "a", "many": ["a", "b"] });
    let submitted = room.stand_in.submit(room.ada, click, &values).await.expect("it is complete");
    assert_eq!(room.acknowledge(submitted, json!({ "type": 6 })).await.0, 204);
    let (status, follow_up) =
        room.call(Method::POST, &room.webhook(submitted).await, json!({ "content": "noted", "flags": 64 })).await;
    assert_eq!((status, &follow_up["flags"]), (200, &json!(64)));
    let reply = room.stand_in.reply(submitted).await.expect("it exists");
    assert_eq!(reply["followups"][0]["content"], "noted");
}

#[tokio::test]
async fn files_are_kept_and_shown() {
    let room = room().await;
    let payload = json!({
        "embeds": [{ "title": "Board", "image": { "url": "attachment://board.png" } }],
        "attachments": [{ "id": 0, "filename": "board.png" }, { "id": "1", "filename": "notes.txt" }],
    });
    let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\0\0\0\0\x80".to_vec();
    let form = Form::new()
        .text("payload_json", payload.to_string())
        .part("files[0]", Part::bytes(png).file_name("board.png"))
        .part("files[1]", Part::bytes(b"hello".to_vec()).file_name("notes.txt"));
    let request = room.http.post(format!("{}/v10{}", room.stand_in.base(), room.messages())).multipart(form);
    let request = request.header("authorization", format!("Bot {}", room.stand_in.token()));
    let message: Value = request.send().await.expect("it answers").json().await.expect("it is JSON");
    assert_eq!(message["attachments"].as_array().map(Vec::len), Some(1), "{message}");
    assert_eq!(message["embeds"][0]["image"]["width"], 256);
    let view = room.stand_in.message(room.channel, id(&message)).await.expect("it exists");
    assert_eq!(view["files"].as_array().map(Vec::len), Some(2));

    let path = format!("{}/{}", room.messages(), id(&message));
    let (_, edited) = room.call(Method::PATCH, &path, json!({ "content": "done", "attachments": [] })).await;
    assert_eq!((&edited["attachments"], &edited["content"]), (&json!([]), &json!("done")));
    let view = room.stand_in.message(room.channel, id(&message)).await.expect("it exists");
    assert_eq!(view["history"].as_array().map(Vec::len), Some(1));
}
