//! A room with two people, and REST as a library would use it.

use crate::support::discord::StandIn;
use reqwest::{Client, Method};
use serde_json::{Value, json};
use std::time::Duration;

pub const SOON: Duration = Duration::from_secs(10);

pub struct Room {
    pub stand_in: StandIn,
    pub http: Client,
    pub guild: u64,
    pub channel: u64,
    pub ada: u64,
    pub blaise: u64,
}

pub async fn room() -> Room {
    let stand_in = StandIn::start().await.expect("it starts");
    let guild = stand_in.create_guild("Study group").await;
    let channel = stand_in.create_channel(guild, "quiz").await.expect("the guild exists");
    let ada = stand_in.create_user(Some(guild), "Ada").await.expect("the guild exists");
    let blaise = stand_in.create_user(Some(guild), "Blaise").await.expect("the guild exists");
    Room { stand_in, http: Client::new(), guild, channel, ada, blaise }
}

impl Room {
    /// The status, and the body if there is one.
    pub async fn call(&self, method: Method, path: &str, body: Value) -> (u16, Value) {
        let url = format!("{}/api/v10{path}", self.stand_in.base());
        let mut request = self.http.request(method, url);
        request = request.header("authorization", format!("Bot {}", self.stand_in.token()));
        if !body.is_null() {
            request = request.json(&body);
        }
        let response = request.send().await.expect("it answers");
        (response.status().as_u16(), response.json().await.unwrap_or_default())
    }

    pub async fn get(&self, path: &str) -> (u16, Value) {
        self.call(Method::GET, path, Value::Null).await
    }

    pub async fn put(&self, path: &str) -> (u16, Value) {
        self.call(Method::PUT, path, Value::Null).await
    }

    pub async fn delete(&self, path: &str) -> (u16, Value) {
        self.call(Method::DELETE, path, Value::Null).await
    }

    pub fn messages(&self) -> String {
        format!("/channels/{}/messages", self.channel)
    }

    /// A message of the bot's.
    pub async fn post(&self, body: Value) -> u64 {
        let (status, message) = self.call(Method::POST, &self.messages(), body).await;
        assert_eq!(status, 200, "{message}");
        id(&message)
    }

    /// `/quiz start [topic]`, `/quiz import file` and a modal's `/answer`, registered for the guild.
    pub async fn register(&self) {
        let commands = json!([
            { "name": "quiz", "description": "Quizzes", "options": [
                { "type": 1, "name": "start", "description": "Starts one", "options": [
                    { "type": 3, "name": "topic", "description": "What about", "required": true, "autocomplete": true },
                    { "type": 4, "name": "count", "description": "How many", "min_value": 1, "max_value": 20 },
                    { "type": 6, "name": "against", "description": "Whom" },
                    { "type": 7, "name": "where", "description": "The channel" } ] },
                { "type": 1, "name": "import", "description": "Adds questions", "options": [
                    { "type": 11, "name": "file", "description": "The bank", "required": true } ] } ] },
            { "name": "answer", "description": "Your answer" },
            { "name": "settings", "description": "For moderators", "default_member_permissions": 32 }
        ]);
        let path = format!("/applications/{}/guilds/{}/commands", self.stand_in.bot(), self.guild);
        let (status, answer) = self.call(Method::PUT, &path, commands).await;
        assert_eq!(status, 200, "{answer}");
    }

    /// Answers an interaction by its event, as the bot does.
    pub async fn acknowledge(&self, interaction: u64, body: Value) -> (u16, Value) {
        let token = self.interaction_token(interaction).await;
        self.call(Method::POST, &format!("/interactions/{interaction}/{token}/callback"), body).await
    }

    /// The path of the interaction's webhook.
    pub async fn webhook(&self, interaction: u64) -> String {
        format!("/webhooks/{}/{}", self.stand_in.bot(), self.interaction_token(interaction).await)
    }

    /// Only a connected client is told the token; these tests know how it is made.
    async fn interaction_token(&self, interaction: u64) -> String {
        format!("aW50ZXJhY3Rpb246{interaction:x}-of-a-stand-in")
    }
}

pub fn id(value: &Value) -> u64 {
    value["id"].as_str().and_then(|id| id.parse().ok()).expect("it has an id")
}
