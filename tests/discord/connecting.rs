//! What keeps the bot off Discord is named in one sentence: at the start on stderr, later in the log.

use std::time::Duration;
use tokio::time::sleep;

use super::group::Group;
use crate::support::bot::{ansatz, data};
use crate::support::database::Database;
use crate::support::discord::StandIn;

/// A start that ends by itself: what it says on stderr.
async fn refused(api_base: &str, token: &str, arguments: &[&str]) -> String {
    let database = Database::on_server().await;
    let config = database.folder.path().join("ansatz.yaml");
    let text = format!("schedules: []\nwhy: false\nchat: {{ discord: {{ api_base: {api_base:?} }} }}\n");
    std::fs::write(&config, text).expect("the configuration is written");
    let mut command = ansatz(&database);
    command.env("DISCORD_TOKEN", token).arg("serve").arg("--config").arg(&config);
    let output = command.arg("--bank").arg(data("bank.yaml")).args(["--port", "0"]).args(arguments).output().await;
    let output = output.expect("it runs");
    assert!(!output.status.success(), "{output:?}");
    let said = String::from_utf8(output.stderr).expect("text");
    assert!(!said.contains(token), "the token is in the log: {said}");
    said.lines().last().unwrap_or_default().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_token_ends_the_start() {
    let stand_in = StandIn::start().await.expect("it starts");
    let said = refused(stand_in.base(), "not-the-token", &[]).await;
    assert_eq!(
        said,
        "ansatz: Discord does not accept the bot's token: copy it again from the developer portal into DISCORD_TOKEN"
    );
    assert_eq!(stand_in.connections().await.len(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_gateway_there_is_no_start() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let base = format!("http://{}", listener.local_addr().expect("an address"));
    drop(listener);
    let said = refused(&base, "a-token", &[]).await;
    assert_eq!(said, "ansatz: Discord does not say where its gateway is: Discord can't be reached: no connection");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_gateway_refuses_later_is_named() {
    for (code, expected) in [
        (4004, "Discord does not accept the bot's token"),
        (4014, "Discord refuses the gateway intents GUILDS, GUILD_MESSAGES, GUILD_MESSAGE_REACTIONS, DIRECT_MESSAGES"),
    ] {
        let mut group = Group::start().await;
        group.stand_in.close(Some(code)).await;
        let mut named = false;
        for _ in 0..200 {
            named = group.log().contains(expected);
            if named {
                break;
            }
            sleep(Duration::from_millis(50)).await;
        }
        assert!(named, "{code}: {}", group.log());
        // The room goes on without it.
        group.stop().await;
    }
}

/// Each process serves its own shards.
#[tokio::test(flavor = "multi_thread")]
async fn shards_are_divided() {
    let group = Group::start().await;
    let stand_in = &group.stand_in;
    let first = group.another_bot(&["--shards", "0..0/2"]).await;
    let second = group.another_bot(&["--shards", "1..1/2"]).await;
    stand_in.wait_connected(3, Duration::from_secs(30)).await.expect("all are connected");
    let identified = stand_in.connections().await;
    assert_eq!(identified.len(), 3, "{identified:?}");
    first.stop().await;
    second.stop().await;
}
