//! A player: what a browser window does, over the same HTTP.

use reqwest::{Client, StatusCode};
use serde_json::{Value, json};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

pub struct Player {
    client: Client,
    pub url: String,
    pub token: String,
}

/// A fresh id for an event, as the page makes one.
pub fn event_id() -> String {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    format!("test-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed))
}

impl Player {
    pub async fn join(url: &str, name: &str) -> Self {
        let client = Client::builder().timeout(Duration::from_secs(10)).build().expect("a client");
        let joined = client
            .post(format!("{url}/api/join"))
            .json(&json!({ "name": name }))
            .send()
            .await
            .expect("the room answers");
        assert_eq!(joined.status(), StatusCode::OK);
        let joined: Value = joined.json().await.expect("JSON");
        let token = joined["token"].as_str().expect("a token").to_owned();
        Self { client, url: url.to_owned(), token }
    }

    pub async fn post(&self, path: &str, body: &Value) -> Result<(StatusCode, Value), reqwest::Error> {
        let sent = self.client.post(format!("{}{path}", self.url)).bearer_auth(&self.token).json(body).send().await?;
        let status = sent.status();
        Ok((status, sent.json().await?))
    }

    pub async fn get(&self, path: &str) -> Result<(StatusCode, Value), reqwest::Error> {
        let sent = self.client.get(format!("{}{path}", self.url)).bearer_auth(&self.token).send().await?;
        let status = sent.status();
        Ok((status, sent.json().await?))
    }

    /// Sends a gesture and returns what the room said.
    pub async fn answer(&self, mark: &str, gesture: Value) -> (StatusCode, Value) {
        let body = json!({ "mark": mark, "gesture": gesture, "event_id": event_id() });
        self.post("/api/answer", &body).await.expect("the room answers")
    }

    pub async fn command(&self, text: &str) -> (StatusCode, Value) {
        self.finish("/api/command", &json!({ "text": text, "event_id": event_id() })).await
    }

    /// Runs a program from the editor.
    pub async fn run(&self, program: &str) -> (StatusCode, Value) {
        self.finish("/api/run", &json!({ "program": program, "event_id": event_id() })).await
    }

    /// Asks until what takes its time is done, as the page does.
    pub async fn finish(&self, path: &str, body: &Value) -> (StatusCode, Value) {
        loop {
            let (status, reply) = self.post(path, body).await.expect("the room answers");
            if status != StatusCode::ACCEPTED {
                return (status, reply);
            }
            assert_eq!(reply, json!({ "kind": "running", "text": "Running…" }));
        }
    }

    /// The room's questions, newest first.
    pub async fn questions(&self) -> Vec<Value> {
        let (_, state) = self.get("/api/state").await.expect("the room answers");
        questions(&state)
    }

    /// Waits for a question that fits.
    pub async fn wait_for(&self, what: &str, fits: impl Fn(&Value) -> bool) -> Value {
        for _ in 0..600 {
            if let Some(question) = self.questions().await.into_iter().find(&fits) {
                return question;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        panic!("there was no {what} within a minute");
    }
}

pub fn questions(state: &Value) -> Vec<Value> {
    let messages = state["messages"].as_array().cloned().unwrap_or_default();
    messages.into_iter().filter(|message| message["kind"] == "question").collect()
}
