//! Thousands of people: what a large guild does in one round. It is seconds of work, and the bound far above that, so
//! that a busy machine doesn't fail it; a stand-in that slows down with each reaction does.

use super::client::{login, usual};
use super::room::{SOON, room};
use serde_json::json;
use std::time::{Duration, Instant};
use tokio::time::timeout;

const BOUND: Duration = Duration::from_secs(120);

#[tokio::test]
async fn fifty_thousand_reactions_are_heard_and_listed() {
    let room = room().await;
    let mut heard = login(&room.stand_in, usual()).await;
    room.stand_in.wait_connected(1, SOON).await.expect("it connects");
    let mut people = Vec::new();
    for number in 0..10_000 {
        people
            .push(room.stand_in.create_user(Some(room.guild), &format!("P{number}")).await.expect("the guild exists"));
    }
    let mut messages = Vec::new();
    for number in 0..100 {
        messages.push(room.post(json!({ "content": number.to_string() })).await);
    }
    let start = Instant::now();
    for (place, message) in messages.iter().enumerate().take(99) {
        for person in people.iter().skip(place * 100 % 9_500).take(404) {
            room.stand_in.react(*person, room.channel, *message, "🇦").await.expect("they are in it");
        }
    }
    for person in &people {
        room.stand_in.react(*person, room.channel, messages[99], "🇦").await.expect("they are in it");
    }
    let spent = start.elapsed();
    assert!(spent < BOUND, "{spent:?}");
    let mut reactions = 0;
    let hearing = async {
        while reactions < 99 * 404 + 10_000 {
            let text = heard.recv().await.expect("the client lives");
            reactions += u32::from(text.starts_with("reaction"));
        }
    };
    timeout(BOUND, hearing).await.expect("they come in time");

    let start = Instant::now();
    let (mut after, mut seen) = (0, Vec::new());
    loop {
        let path = format!("{}/{}/reactions/🇦?limit=100&after={after}", room.messages(), messages[99]);
        let (_, page) = room.get(&path).await;
        let page: Vec<u64> = page.as_array().into_iter().flatten().map(super::room::id).collect();
        let Some(last) = page.last() else { break };
        after = *last;
        seen.extend(page);
    }
    assert_eq!(seen, people, "all of them, in the order of their ids");
    let spent = start.elapsed();
    assert!(spent < BOUND, "{spent:?}");
}
