//! A study group on the stand-in, with the real program in it.

use serde_json::{Value, json};
use std::path::Path;
use std::time::Duration;

use crate::support::bot::{Bot, read_log};
use crate::support::database::Database;
use crate::support::discord::StandIn;
use crate::support::openapi::Spec;

pub const SOON: Duration = Duration::from_secs(30);

/// Nothing but what a test asks for is posted.
const CONFIG: &str = "schedules: []\nroom: { question_at_start: false, question_open_for: 1h }\n";

pub struct Group {
    pub stand_in: StandIn,
    pub database: Database,
    pub guild: u64,
    pub channel: u64,
    pub bot: Option<Bot>,
    more: String,
}

/// A question as it is posted.
#[derive(Clone, Debug)]
pub struct Question {
    pub channel: u64,
    pub message: u64,
    pub mark: String,
    /// `MCQ`, `MSQ` or `NAT`.
    pub kind: String,
    /// The texts of its options, as shown.
    pub options: Vec<String>,
    pub private: bool,
}

pub fn emoji(option: usize) -> String {
    char::from_u32(0x1f1e6 + u32::try_from(option).expect("an option")).expect("a letter").to_string()
}

pub fn id(value: &Value) -> u64 {
    value["id"].as_str().and_then(|id| id.parse().ok()).unwrap_or_else(|| panic!("no id in {value}"))
}

impl Group {
    pub async fn start() -> Self {
        Self::start_with("why: false\n").await
    }

    /// `more` is added to the configuration.
    pub async fn start_with(more: &str) -> Self {
        Self::start_on(StandIn::start().await.expect("it starts"), more).await
    }

    pub async fn start_on(stand_in: StandIn, more: &str) -> Self {
        let guild = stand_in.create_guild("Study group").await;
        let channel = stand_in.create_channel(guild, "quiz").await.expect("a channel");
        let database = Database::on_server().await;
        let mut group = Self { stand_in, database, guild, channel, bot: None, more: more.to_owned() };
        group.start_bot().await;
        group
    }

    fn config(&self) -> String {
        format!("{CONFIG}chat: {{ discord: {{ api_base: {:?} }} }}\n{}", self.stand_in.base(), self.more)
    }

    /// Starts the program and waits until it is connected and its commands are there.
    pub async fn start_bot(&mut self) {
        let bot = self.another_bot(&[]).await;
        self.bot = Some(bot);
        self.stand_in.wait_connected(1, SOON).await.expect("it connects");
        let path = "/quiz help";
        for _ in 0..200 {
            if self.stand_in.slash(self.stand_in.owner(), self.channel, "quiz help", &json!({})).await.is_ok() {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("{path} is not registered:\n{}", self.log());
    }

    /// A process of the same configuration, with further arguments.
    pub async fn another_bot(&self, arguments: &[&str]) -> Bot {
        let arguments: Vec<&str> = ["--port", "0"].into_iter().chain(arguments.iter().copied()).collect();
        Bot::start_on_discord(&self.database, &self.config(), &arguments, &self.stand_in.token()).await
    }

    pub fn log(&self) -> String {
        read_log(&self.database)
    }

    pub async fn stop(&mut self) {
        self.bot.take().expect("it runs").stop().await;
    }

    /// Whatever was said over REST is as Discord describes it, where its description is there.
    pub async fn said_as_described(&self) {
        let Ok(path) = std::env::var("DISCORD_SPEC") else { return };
        let mut spec = Spec::read(Path::new(&path)).expect("the description is read");
        let exchanges = self.stand_in.exchanges().await;
        let wrong: Vec<String> = exchanges.iter().flat_map(|one| spec.check(one)).collect();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    pub async fn kill(&mut self) {
        self.bot.take().expect("it runs").kill().await;
    }

    pub async fn member(&self, name: &str) -> u64 {
        self.stand_in.create_user(Some(self.guild), name).await.expect("a member")
    }

    pub fn owner(&self) -> u64 {
        self.stand_in.owner()
    }

    /// What a person reads in answer to a command.
    pub async fn slash(&self, user: u64, channel: u64, path: &str, options: Value) -> Value {
        let asked = self.stand_in.slash(user, channel, path, &options).await.expect("the command exists");
        self.reply(asked).await
    }

    pub async fn reply(&self, interaction: u64) -> Value {
        match self.stand_in.wait_reply(interaction, SOON).await {
            Ok(reply) => reply,
            Err(error) => panic!("{error:?}\n{}", self.log()),
        }
    }

    /// Somebody asks for a question, and it is posted with all its letters.
    pub async fn question(&self, channel: u64) -> Question {
        let last = self.last_message(channel).await;
        let reply = self.slash(self.owner(), channel, "quiz now", json!({})).await;
        assert_eq!(text(&reply), "Here comes a question.", "{reply}");
        let question = self.posted(channel, last).await;
        self.open(&question).await;
        question
    }

    /// Until the round is committed as open, a moment after its letters are on.
    pub async fn open(&self, question: &Question) {
        self.wait_state(question, "open").await;
    }

    pub async fn wait_state(&self, question: &Question, expected: &str) {
        for _ in 0..400 {
            if self.is_in_state(question, expected).await {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("the round is not {expected}:\n{}", self.log());
    }

    pub async fn is_in_state(&self, question: &Question, expected: &str) -> bool {
        sqlx::query_scalar("select state = $2 from rounds where mark = $1")
            .bind(&question.mark)
            .bind(expected)
            .fetch_one(&self.database.pool().await)
            .await
            .expect("the round is there")
    }

    /// A question of one of these kinds; others are closed.
    pub async fn question_of(&self, kinds: &[&str]) -> Question {
        for _ in 0..3 {
            let question = self.question(self.channel).await;
            if kinds.contains(&question.kind.as_str()) {
                return question;
            }
            self.close(&question).await;
        }
        panic!("the bank has one of each");
    }

    pub async fn last_message(&self, channel: u64) -> u64 {
        let messages = self.stand_in.messages(channel).await.expect("a channel");
        messages.last().map(id).unwrap_or_default()
    }

    /// The first question after a message, once it is ready.
    pub async fn posted(&self, channel: u64, after: u64) -> Question {
        let mut after = after;
        loop {
            let message = match self.stand_in.wait_message(channel, after, SOON).await {
                Ok(message) => message,
                Err(error) => panic!("{error:?}\n{}", self.log()),
            };
            after = id(&message);
            if let Some(question) = read(channel, &message) {
                let count = if question.private { 0 } else { question.options.len() };
                let bot = self.stand_in.bot().to_string();
                let ready = |view: &Value| {
                    (0..count).all(|option| {
                        let people = view["reacted"][emoji(option)].as_array();
                        people.is_some_and(|people| people.contains(&json!(bot)))
                    })
                };
                self.stand_in.wait_until(channel, question.message, SOON, ready).await.expect("all letters are on");
                return question;
            }
        }
    }

    pub async fn react(&self, user: u64, question: &Question, option: usize) {
        self.stand_in.react(user, question.channel, question.message, &emoji(option)).await.expect("they react");
    }

    pub async fn unreact(&self, user: u64, question: &Question, option: usize) {
        self.stand_in
            .unreact(user, question.channel, question.message, &emoji(option))
            .await
            .expect("they take it off");
    }

    /// An organiser closes it; returns the post with its outcome.
    pub async fn close(&self, question: &Question) -> Value {
        let reply = self.slash(self.owner(), question.channel, "quiz close", json!({ "mark": question.mark })).await;
        assert_eq!(reply["message"]["embeds"][0]["title"], "Question closed", "{reply}");
        self.closed(question).await
    }

    pub async fn closed(&self, question: &Question) -> Value {
        let over = |view: &Value| view["embeds"][0]["fields"].is_array() && view["embeds"][0]["fields"] != json!([]);
        match self.stand_in.wait_until(question.channel, question.message, SOON, over).await {
            Ok(view) => view,
            Err(error) => panic!("{error:?}\n{}", self.log()),
        }
    }

    /// How many answers the ledger holds of a round.
    pub async fn entries(&self, question: &Question) -> i64 {
        let pool = self.database.pool().await;
        sqlx::query_scalar("select count(*) from answers a join rounds r on r.id = a.round_id where r.mark = $1")
            .bind(&question.mark)
            .fetch_one(&pool)
            .await
            .expect("the ledger reads")
    }

    pub async fn wait_entries(&self, question: &Question, count: i64) {
        for _ in 0..600 {
            if self.entries(question).await >= count {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("{} entries and not {count}:\n{}", self.entries(question).await, self.log());
    }

    /// Everybody's graded answer in a round, by name: the verdict.
    pub async fn grades(&self, question: &Question) -> Vec<(String, String)> {
        let pool = self.database.pool().await;
        sqlx::query_as(
            "select p.name, g.verdict::text from grades g join rounds r on r.id = g.round_id
             join people p on p.id = g.person_id where r.mark = $1 order by p.name",
        )
        .bind(&question.mark)
        .fetch_all(&pool)
        .await
        .expect("the grades read")
    }

    /// The ledger of a round, in order: who did what.
    pub async fn ledger(&self, question: &Question) -> Vec<String> {
        let pool = self.database.pool().await;
        sqlx::query_scalar(
            "select concat_ws(' ', a.sequence, p.name, a.action, a.choices, a.value, a.reconciled) from answers a
             join rounds r on r.id = a.round_id join people p on p.id = a.person_id
             where r.mark = $1 order by a.sequence, a.id",
        )
        .bind(&question.mark)
        .fetch_all(&pool)
        .await
        .expect("the ledger reads")
    }

    /// What a person has been told directly.
    pub async fn told(&self, user: u64) -> Vec<String> {
        let channel = self.stand_in.direct_channel(user).await.expect("a channel");
        let bot = self.stand_in.bot().to_string();
        let messages = self.stand_in.messages(channel).await.expect("a channel");
        let ours = messages.iter().filter(|message| message["author"]["id"] == bot);
        ours.map(|message| message["content"].as_str().unwrap_or_default().to_owned()).collect()
    }

    pub async fn wait_told(&self, user: u64, count: usize) -> Vec<String> {
        for _ in 0..300 {
            let told = self.told(user).await;
            if told.len() >= count {
                return told;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("nothing was said:\n{}", self.log());
    }
}

/// The text of a reply.
pub fn text(reply: &Value) -> &str {
    reply["message"]["content"].as_str().unwrap_or_default()
}

pub fn button<'a>(message: &'a Value, verb: &str) -> &'a str {
    let rows = message["components"].as_array().into_iter().flatten();
    let mut buttons = rows.flat_map(|row| row["components"].as_array().into_iter().flatten());
    buttons
        .find_map(|button| button["custom_id"].as_str().filter(|id| id.split(':').next() == Some(verb)))
        .unwrap_or_else(|| panic!("no button {verb} on {message}"))
}

pub fn read(channel: u64, message: &Value) -> Option<Question> {
    let embed = &message["embeds"][0];
    let text = embed["description"].as_str()?;
    let options = text.lines().filter(|line| line.starts_with(|first| ('🇦'..='🇿').contains(&first)));
    let options: Vec<String> = options.map(|line| line.chars().skip(2).collect()).collect();
    embed["footer"]["text"].as_str()?;
    let answer = button(message, "answer").to_owned();
    Some(Question {
        channel,
        message: id(message),
        mark: embed["footer"]["text"].as_str()?.to_owned(),
        private: !options.is_empty() && answer.ends_with(":0"),
        kind: answer.split(':').nth(2)?.to_uppercase(),
        options,
    })
}

impl Question {
    /// Where an option is shown.
    pub fn option(&self, text: &str) -> usize {
        self.options
            .iter()
            .position(|option| option == text)
            .unwrap_or_else(|| panic!("{text} is no option of {self:?}"))
    }

    /// The right options of the questions in `bank.yaml`.
    pub fn right(&self) -> Vec<usize> {
        match self.kind.as_str() {
            "MCQ" => vec![self.option("Four")],
            "MSQ" => vec![self.option("Two"), self.option("Four")],
            _ => Vec::new(),
        }
    }

    pub fn wrong(&self) -> usize {
        (0..self.options.len()).find(|option| !self.right().contains(option)).expect("a wrong option")
    }
}
