//! The same over HTTP, for tests in other languages and for people: `POST /control/VERB` with a JSON object.

use super::super::StandIn;
use super::super::error::{Refused, refuse};
use super::super::faults::Failure;
use serde_json::{Value, json};
use std::time::Duration;

/// What each verb takes, for whoever asks `/control/help`.
const VERBS: &str = "\
about | guild name | channel guild name | user name [guild] | nickname guild user nick | leave guild user | direct-channel user
delete-channel channel | remove-bot guild | invite-bot guild | available guild available | close-direct user closed
revoke channel permissions[] | grant channel permissions[] | clock offset_ms
say user channel content [reply_to] | direct user content | edit user channel message content | delete channel message
react user channel message emoji | react-super user channel message emoji | unreact user channel message emoji
messages channel | message channel message | wait-message channel [after] [timeout_ms]
wait-content channel message content [timeout_ms]
slash user channel command [options] | autocomplete user channel command options focused
click user channel message custom_id | select user channel message custom_id values[]
submit user interaction values | reply interaction | wait-reply interaction [timeout_ms] | age interaction ms
op7 | op9 resumable | close [code] | drop | acknowledge on | expire | reject-identify times
fail route times [status | retry_after_ms [global]] [after_effect] | slow route ms | heal
confuse seed most_ms duplicates | calm | nonsense guild event | forget-nonces
requests | events | exchanges | connections | wait-connected [sessions] [timeout_ms]";

/// A verb's arguments.
struct Order<'a>(&'a Value);

impl<'a> Order<'a> {
    fn text(&self, name: &str) -> Result<&'a str, Refused> {
        self.0[name].as_str().map_or_else(|| refuse(format!("{name} is a text")), Ok)
    }

    fn number(&self, name: &str) -> Option<u64> {
        match &self.0[name] {
            Value::String(text) => text.parse().ok(),
            other => other.as_u64(),
        }
    }

    fn id(&self, name: &str) -> Result<u64, Refused> {
        self.number(name).map_or_else(|| refuse(format!("{name} is an id")), Ok)
    }

    fn is(&self, name: &str) -> bool {
        self.0[name] == true
    }

    fn duration(&self, name: &str, usual: u64) -> Duration {
        Duration::from_millis(self.number(name).unwrap_or(usual))
    }

    fn texts(&self, name: &str) -> Vec<&'a str> {
        self.0[name].as_array().into_iter().flatten().filter_map(Value::as_str).collect()
    }

    fn failure(&self) -> Failure {
        let status = self.number("status").and_then(|status| u16::try_from(status).ok()).unwrap_or(500);
        match self.number("retry_after_ms") {
            Some(milliseconds) => Failure::RateLimited { milliseconds, global: self.is("global") },
            None if self.is("after_effect") => Failure::After(status),
            None => Failure::Before(status),
        }
    }
}

fn id(id: u64) -> Value {
    json!({ "id": id.to_string() })
}

fn done(_: ()) -> Value {
    json!({})
}

impl StandIn {
    pub(in super::super) async fn obey(&self, verb: &str, body: &Value) -> Result<Value, Refused> {
        let order = Order(body);
        match verb {
            "help" => Ok(json!({ "verbs": VERBS.lines().collect::<Vec<_>>() })),
            "about" => {
                let (bot, owner) = (self.bot().to_string(), self.owner().to_string());
                Ok(json!({ "base": self.base(), "token": self.token(), "bot": bot, "owner": owner }))
            }
            "guild" => Ok(id(self.create_guild(order.text("name")?).await)),
            "channel" => self.create_channel(order.id("guild")?, order.text("name")?).await.map(id),
            "user" => self.create_user(order.number("guild"), order.text("name")?).await.map(id),
            "nickname" => self.nickname(order.id("guild")?, order.id("user")?, order.text("nick")?).await.map(done),
            "leave" => self.leave(order.id("guild")?, order.id("user")?).await.map(done),
            "direct-channel" => self.direct_channel(order.id("user")?).await.map(id),
            "delete-channel" => self.delete_channel(order.id("channel")?).await.map(done),
            "remove-bot" => self.remove_bot(order.id("guild")?).await.map(done),
            "invite-bot" => self.invite_bot(order.id("guild")?).await.map(done),
            "available" => self.set_available(order.id("guild")?, order.is("available")).await.map(done),
            "close-direct" => self.close_direct(order.id("user")?, order.is("closed")).await.map(done),
            "revoke" => self.revoke(order.id("channel")?, &order.texts("permissions")).await.map(done),
            "grant" => self.grant(order.id("channel")?, &order.texts("permissions")).await.map(done),
            _ => self.obey_person(verb, &order).await,
        }
    }

    async fn obey_person(&self, verb: &str, order: &Order<'_>) -> Result<Value, Refused> {
        let place = || Ok::<_, Refused>((order.id("user")?, order.id("channel")?));
        match verb {
            "say" => {
                let (user, channel) = place()?;
                self.say(user, channel, order.text("content")?, order.number("reply_to")).await.map(id)
            }
            "direct" => {
                let (channel, message) = self.direct(order.id("user")?, order.text("content")?).await?;
                Ok(json!({ "channel": channel.to_string(), "id": message.to_string() }))
            }
            "edit" => {
                let (user, channel) = place()?;
                self.edit(user, channel, order.id("message")?, order.text("content")?).await.map(done)
            }
            "delete" => self.delete(order.id("channel")?, order.id("message")?).await.map(done),
            "react" => {
                let (user, channel) = place()?;
                self.react(user, channel, order.id("message")?, order.text("emoji")?).await.map(done)
            }
            "react-super" => {
                let (user, channel) = place()?;
                self.react_super(user, channel, order.id("message")?, order.text("emoji")?).await.map(done)
            }
            "unreact" => {
                let (user, channel) = place()?;
                self.unreact(user, channel, order.id("message")?, order.text("emoji")?).await.map(done)
            }
            "messages" => self.messages(order.id("channel")?).await.map(Value::from),
            "message" => self.message(order.id("channel")?, order.id("message")?).await,
            "wait-message" => {
                let after = order.number("after").unwrap_or_default();
                self.wait_message(order.id("channel")?, after, order.duration("timeout_ms", 5000)).await
            }
            "wait-content" => {
                let content = order.text("content")?;
                let (channel, message) = (order.id("channel")?, order.id("message")?);
                let timeout = order.duration("timeout_ms", 5000);
                self.wait_until(channel, message, timeout, |view| view["content"] == content).await
            }
            _ => self.obey_interaction(verb, order).await,
        }
    }

    async fn obey_interaction(&self, verb: &str, order: &Order<'_>) -> Result<Value, Refused> {
        let place = || Ok::<_, Refused>((order.id("user")?, order.id("channel")?));
        let options = &order.0["options"];
        match verb {
            "slash" => {
                let (user, channel) = place()?;
                self.slash(user, channel, order.text("command")?, options).await.map(id)
            }
            "autocomplete" => {
                let (user, channel) = place()?;
                self.autocomplete(user, channel, order.text("command")?, options, order.text("focused")?).await.map(id)
            }
            "click" => {
                let (user, channel) = place()?;
                self.click(user, channel, order.id("message")?, order.text("custom_id")?).await.map(id)
            }
            "select" => {
                let (user, channel) = place()?;
                let values = order.texts("values");
                self.select(user, channel, order.id("message")?, order.text("custom_id")?, &values).await.map(id)
            }
            "submit" => self.submit(order.id("user")?, order.id("interaction")?, &order.0["values"]).await.map(id),
            "reply" => self.reply(order.id("interaction")?).await,
            "wait-reply" => self.wait_reply(order.id("interaction")?, order.duration("timeout_ms", 5000)).await,
            "age" => self.age_interaction(order.id("interaction")?, order.duration("ms", 0)).await.map(done),
            _ => self.obey_breakage(verb, order).await,
        }
    }

    async fn obey_breakage(&self, verb: &str, order: &Order<'_>) -> Result<Value, Refused> {
        match verb {
            "op7" => self.ask_to_reconnect().await,
            "op9" => self.invalidate_sessions(order.is("resumable")).await,
            "close" => self.close(order.number("code").and_then(|code| u16::try_from(code).ok())).await,
            "drop" => self.drop_connections().await,
            "acknowledge" => self.acknowledge_heartbeats(order.is("on")).await,
            "expire" => self.expire_sessions().await,
            "reject-identify" => {
                let times = order.number("times").and_then(|times| u32::try_from(times).ok()).unwrap_or(1);
                self.reject_identify(times).await;
            }
            "fail" => self.fail(order.text("route")?, order.number("times").unwrap_or(1), order.failure()).await,
            "slow" => self.slow(order.text("route")?, order.duration("ms", 1000)).await,
            "heal" => self.heal().await,
            "confuse" => {
                let duplicates = order.0["duplicates"].as_f64().unwrap_or_default();
                self.confuse(order.number("seed").unwrap_or_default(), order.duration("most_ms", 100), duplicates)
                    .await;
            }
            "calm" => self.calm().await,
            "nonsense" => self.send_nonsense(order.id("guild")?, order.0["event"].clone()).await,
            "forget-nonces" => self.forget_nonces().await,
            "clock" => self.set_clock(order.0["offset_ms"].as_i64().unwrap_or_default()).await,
            "wait-connected" => {
                let sessions = order.number("sessions").and_then(|count| usize::try_from(count).ok()).unwrap_or(1);
                self.wait_connected(sessions, order.duration("timeout_ms", 10_000)).await?;
            }
            "requests" => return Ok(json!(self.requests().await)),
            "events" => {
                let events = self.events_log().await;
                return Ok(events.iter().filter_map(|text| serde_json::from_str::<Value>(text).ok()).collect());
            }
            "exchanges" => return Ok(self.exchanges().await.into()),
            "connections" => {
                let (connections, heartbeats) = (self.connections().await, self.heartbeats().await);
                return Ok(json!({ "connections": connections, "heartbeats": heartbeats }));
            }
            _ => return refuse(format!("no verb {verb:?}; see /control/help")),
        }
        Ok(done(()))
    }
}
