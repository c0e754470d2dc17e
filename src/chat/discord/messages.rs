//! What people write to the bot: replies to a post, mentions and direct messages. Everything else in a channel is not its business.

use jiff::Timestamp;
use reqwest::Method;
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;

use super::ephemeral;
use super::markdown::plain;
use super::people::{name_of, person};
use super::posting::encoded;
use super::rest::{Call, Outgoing, code};
use super::time::ServerClock;
use super::{Asking, Discord, PLATFORM, id};
use crate::chat::command::{self, read_mark};
use crate::chat::{Command, PlaceRef, Refusal, Reply, Request, Rights, words};
use crate::quiz::Mark;

/// How often, and how far apart, an answer is brought to the engine again while the database is away.
const TRIES: u32 = 8;
const RETRY: Duration = Duration::from_millis(500);

/// How somebody wrote to the bot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Reply(u64),
    Mention,
    Direct,
}

/// A message to the bot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    pub id: u64,
    pub channel: u64,
    pub server: Option<u64>,
    pub user: u64,
    pub kind: Kind,
    /// Without the bot's mention.
    pub text: String,
    /// Whether it mentions the bot: only then is its text seen.
    pub mentions: bool,
    /// When it was last edited.
    pub edited: Option<Timestamp>,
    name: String,
}

impl Written {
    /// The event's id, its place in the order of things, and its time, by our clock.
    pub fn when(&self, clock: &ServerClock) -> (String, i64, Timestamp) {
        match self.edited {
            Some(edited) => {
                let at = clock.ours(edited);
                (format!("{PLATFORM}:message:{}:edit:{}", self.id, edited.as_microsecond()), at.as_microsecond(), at)
            }
            None => (format!("{PLATFORM}:message:{}", self.id), clock.sequence(self.id), clock.made_at(self.id)),
        }
    }

    /// The round that is named, if one is, and what was typed as an answer.
    pub fn answer(&self) -> (Option<Mark>, &str) {
        split_mark(&self.text)
    }
}

/// A message of a person's to the bot, from its JSON; `None` for every other.
pub fn read(message: &Value, bot: u64) -> Option<Written> {
    let author = &message["author"];
    let user = id(&author["id"])?;
    if user == bot || author["bot"] == true || message.get("webhook_id").is_some_and(|webhook| !webhook.is_null()) {
        return None;
    }
    // Ordinary messages and replies; not that somebody joined or pinned one.
    if !matches!(message["type"].as_u64(), Some(0 | 19) | None) {
        return None;
    }
    let server = id(&message["guild_id"]);
    let mentioned = message["mentions"].as_array().into_iter().flatten().any(|one| id(&one["id"]) == Some(bot));
    let author_of_first = id(&message["referenced_message"]["author"]["id"]);
    let replies_to = id(&message["message_reference"]["message_id"])
        .filter(|_| message["message_reference"]["type"] != 1 && author_of_first.is_none_or(|author| author == bot));
    // People talk to each other.
    if server.is_some() && replies_to.is_none() && !mentioned {
        return None;
    }
    let content = message["content"].as_str().unwrap_or_default();
    let text = content.replace(&format!("<@{bot}>"), " ").replace(&format!("<@!{bot}>"), " ");
    let kind = match replies_to {
        Some(to) => Kind::Reply(to),
        None if mentioned => Kind::Mention,
        None => Kind::Direct,
    };
    Some(Written {
        id: id(&message["id"])?,
        channel: id(&message["channel_id"])?,
        server,
        user,
        kind,
        text: text.trim().to_owned(),
        mentions: mentioned,
        edited: message["edited_timestamp"].as_str().and_then(|text| text.parse().ok()),
        name: name_of(author),
    })
}

/// A round's mark before an answer: `#k3v9-x0qd 0.5`.
pub fn split_mark(text: &str) -> (Option<Mark>, &str) {
    let text = text.trim();
    let first = text.split_whitespace().next().unwrap_or_default();
    match first.strip_prefix('#').and_then(read_mark) {
        Some(mark) => (Some(mark), text[first.len()..].trim()),
        None => (None, text),
    }
}

/// A command, when it begins like one.
pub fn as_command(text: &str) -> Option<Result<Command, Refusal>> {
    let first = text.split_whitespace().next()?.to_lowercase();
    matches!(first.as_str(), "/quiz" | "quiz").then(|| command::parse(text))
}

/// A word such as `bad` is no answer of three letters: those are set apart, or capitals.
fn is_word(text: &str) -> bool {
    text.len() > 1
        && text.bytes().all(|byte| byte.is_ascii_alphabetic())
        && text.bytes().any(|byte| byte.is_ascii_lowercase())
}

impl Discord {
    pub(super) async fn message(self: Arc<Self>, written: Written) {
        match (written.server, written.kind) {
            (None, _) => self.direct(&written).await,
            (Some(server), Kind::Reply(to)) => {
                let known = match self.known(written.channel, to).await {
                    Ok(Some(known)) => known,
                    // A reply to something else may still speak to the bot.
                    Ok(None) if written.mentions => return self.mention(server, &written).await,
                    Ok(None) | Err(_) => return,
                };
                if written.text.is_empty() && !written.mentions {
                    // Once: people talk about a question, too.
                    if self.people.first_word(written.user, to) {
                        self.explain(&written, &words::reply_unseen()).await;
                    }
                    return;
                }
                self.typed(server, &written, Some(known.mark)).await;
            }
            (Some(server), _) if written.mentions => self.mention(server, &written).await,
            (Some(_), _) => {}
        }
    }

    async fn mention(&self, server: u64, written: &Written) {
        if written.text.is_empty() {
            return self.explain(written, &words::mention_how_to()).await;
        }
        // Mended long after it was written, it is no answer to a question that came in between.
        let latest = self.posts.open_in(&written.channel.to_string()).iter().map(|open| open.message).max();
        if written.edited.is_some() && written.answer().0.is_none() && latest > Some(written.id) {
            return;
        }
        self.typed(server, written, None).await;
    }

    /// An answer, or a command, typed in a channel.
    async fn typed(&self, server: u64, written: &Written, to: Option<Mark>) {
        self.people.learn(written.user, Some(written.name.clone()));
        let place = super::place(server, written.channel);
        let (mark, text) = split_mark(&written.text);
        let request = match as_command(text) {
            Some(Ok(command)) if command.is_organisers() => Err(words::managers_only()),
            Some(parsed) => parsed.map(Request::Command),
            None if is_word(text) => Err(words::mention_how_to()),
            None => Ok(Request::Command(Command::Answer { text: text.to_owned(), mark: mark.or(to) })),
        };
        let reply = match request {
            Ok(request) => self.ask_patiently(&self.asking(written, place), request).await,
            Err(refusal) => Err(refusal),
        };
        match reply {
            // Said without words, so that nobody reads what the answer was.
            Ok(Reply::Recorded { .. }) => self.nod(written).await,
            // Nobody else's business, and nobody else's button to press.
            Ok(reply @ (Reply::Confirm { .. } | Reply::Me(_))) => self.whisper(written, &reply).await,
            Ok(reply) => self.reply_to(written, ephemeral::message(&reply)).await,
            // What is said about a question that is over need not be an answer to it.
            Err(refusal) if refusal == words::too_late() && !self.is_first_word(written) => {}
            Err(refusal) => self.explain(written, &refusal).await,
        }
    }

    /// Whether nothing was said yet to the writer about the message that they reply to.
    fn is_first_word(&self, written: &Written) -> bool {
        match written.kind {
            Kind::Reply(to) => self.people.first_word(written.user, to),
            Kind::Mention | Kind::Direct => true,
        }
    }

    async fn whisper(&self, written: &Written, reply: &Reply) {
        match self.tell(written.user, ephemeral::message(reply)).await {
            Ok(()) => self.nod(written).await,
            Err(error) if error.is(&[code::CLOSED_TO_ME]) => {
                self.reply_to(written, ephemeral::refusal(&words::closed_to_me())).await;
            }
            Err(error) => tracing::warn!(%error, "somebody could not be answered"),
        }
    }

    pub(super) fn asking(&self, written: &Written, place: PlaceRef) -> Asking {
        let (event_id, sequence, at) = written.when(&self.clock);
        let person = person(written.user, written.name.clone());
        Asking { place, person, rights: Rights::default(), event_id, sequence, at }
    }

    /// Asks the engine, and again while its database is away: nobody sees that and would type it again.
    pub(super) async fn ask_patiently(&self, asking: &Asking, request: Request) -> Result<Reply, Refusal> {
        let mut wait = RETRY;
        for _ in 1..TRIES {
            match self.ask(asking, request.clone()).await {
                Err(refusal) if refusal.retry && !self.stop.is_cancelled() => tokio::time::sleep(wait).await,
                other => return other,
            }
            wait = (wait * 2).min(Duration::from_secs(10));
        }
        self.ask(asking, request).await
    }

    async fn nod(&self, written: &Written) {
        let Written { channel, id, .. } = written;
        let path = format!("/channels/{channel}/messages/{id}/reactions/{}/@me", encoded('✅'));
        if let Err(error) = self.rest.call(Call::new(Method::PUT, path)).await {
            tracing::debug!(%error, "an answer was recorded, and could not be nodded at");
        }
    }

    /// Tells the writer alone, or in the channel when they take no direct messages.
    async fn explain(&self, written: &Written, refusal: &Refusal) {
        let mut message = ephemeral::refusal(refusal);
        // Another process may have heard the same.
        message.body["nonce"] = json!(format!("to.{}", written.id));
        message.body["enforce_nonce"] = json!(true);
        match self.tell(written.user, message).await {
            Ok(()) => {}
            Err(error) if error.is(&[code::CLOSED_TO_ME]) => {
                self.reply_to(written, ephemeral::refusal(refusal)).await;
            }
            Err(error) => tracing::warn!(%error, "somebody could not be told why their answer does not count"),
        }
    }

    pub(super) async fn reply_to(&self, written: &Written, mut message: Outgoing) {
        message.body["message_reference"] =
            json!({ "message_id": written.id.to_string(), "fail_if_not_exists": false });
        message.body["allowed_mentions"] = json!({ "parse": [], "replied_user": false });
        message.body["nonce"] = json!(format!("re.{}", written.id));
        message.body["enforce_nonce"] = json!(true);
        let call = Call::new(Method::POST, format!("/channels/{}/messages", written.channel)).message(message);
        if let Err(error) = self.rest.call(call.repeatable()).await {
            tracing::debug!(%error, "a message could not be replied to");
        }
    }

    /// Tells somebody about their reaction; in the channel when they take no direct messages.
    pub(super) async fn tell_reactor(
        &self,
        user: u64,
        name: &str,
        channel: u64,
        message: u64,
        outgoing: Outgoing,
        instead: &str,
    ) {
        match self.tell(user, outgoing).await {
            Ok(()) => {}
            Err(error) if error.is(&[code::CLOSED_TO_ME]) => {
                if !self.people.first_aloud(user, message) {
                    return;
                }
                let mut reply = Outgoing::text(&words::said_to(plain(name), instead));
                reply.body["message_reference"] =
                    json!({ "message_id": message.to_string(), "fail_if_not_exists": false });
                reply.body["allowed_mentions"] = json!({ "parse": [], "replied_user": false });
                let call = Call::new(Method::POST, format!("/channels/{channel}/messages")).message(reply);
                if let Err(error) = self.rest.call(call).await {
                    tracing::debug!(%error, "a message could not be replied to");
                }
            }
            Err(error) => tracing::warn!(%error, "somebody could not be told about their reaction"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_messages_to_the_bot_are_read() {
        let message = |more: Value| {
            let mut message = json!({
                "id": "175928847299117063", "channel_id": "2", "guild_id": "3", "type": 0, "content": "",
                "author": { "id": "4", "username": "ada", "global_name": "Ada" }, "mentions": [],
            });
            message.as_object_mut().into_iter().for_each(|to| to.extend(more.as_object().cloned().unwrap_or_default()));
            read(&message, 9)
        };
        let mention = json!([{ "id": "9" }]);
        let read = message(json!({ "content": "<@9> 0.5", "mentions": mention })).expect("a mention");
        assert_eq!((read.kind, read.text.as_str(), read.name.as_str()), (Kind::Mention, "0.5", "Ada"));
        let reply = json!({ "type": 19, "content": "0.5", "message_reference": { "message_id": "7" } });
        assert_eq!(message(reply).map(|read| read.kind), Some(Kind::Reply(7)));
        let between = |author: &str| {
            json!({
                "type": 19, "content": "", "message_reference": { "message_id": "7" },
                "referenced_message": { "author": { "id": author } },
            })
        };
        assert_eq!(message(between("9")).map(|read| read.kind), Some(Kind::Reply(7)));
        assert_eq!(message(between("5")), None);
        assert_eq!(message(json!({ "content": "hello" })), None);
        assert_eq!(message(json!({ "author": { "id": "9" } })), None);
        assert_eq!(message(json!({ "author": { "id": "4", "bot": true } })), None);
        assert_eq!(message(json!({ "webhook_id": "4" })), None);
        assert_eq!(message(json!({ "type": 7 })), None);
    }

    #[test]
    fn marks_and_commands() {
        assert_eq!(split_mark("#k3v9-x0qd 0.5"), (Some(Mark::from_stored("k3v9-x0qd")), "0.5"));
        assert_eq!(split_mark("0.5"), (None, "0.5"));
        assert_eq!(split_mark("#1 is best"), (None, "#1 is best"));
        assert_eq!(as_command("quiz help"), Some(Ok(Command::Help)));
        assert_eq!(as_command("0.5"), None);
        let words: Vec<&str> = ["bad", "Bad", "ac", "AC", "a c", "A,C", "b", "0.5", "nan!"]
            .into_iter()
            .filter(|text| is_word(text))
            .collect();
        assert_eq!(words, ["bad", "Bad", "ac"]);
    }
}
