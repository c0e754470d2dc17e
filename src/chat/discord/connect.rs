//! Connecting, and staying connected. Serenity resumes and reconnects by itself; what it gives up on is named in one sentence and tried
//! again, so that mending it needs no restart.

use serde_json::Value;
use serenity::Client;
use serenity::all::{GatewayError, GatewayIntents};
use serenity::client::ClientBuilder;
use serenity::http::HttpBuilder;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use super::config::{DiscordConfig, Shards};
use super::gateway::Handler;
use super::rest::{Call, RestError};
use super::{Discord, id};
use crate::chat::{Events, Notices, words};

/// How long the first requests are tried.
const START: Duration = Duration::from_secs(20);
/// Until the gateway is tried again after it broke off, and after it refused us: Discord resets the token of a bot that identifies too
/// often in a day.
const SOON: Duration = Duration::from_secs(2);
const LATER: Duration = Duration::from_secs(300);
/// A connection that was there for so long was one.
const LASTING: Duration = Duration::from_secs(60);
/// How long shards have to say goodbye.
const GOODBYE: Duration = Duration::from_secs(2);

/// Why the bot can't be on Discord: a sentence for the person who sets it up.
#[derive(Debug, thiserror::Error)]
pub enum DiscordError {
    #[error("{}", words::discord_token_wrong())]
    Token,
    #[error("{}", words::discord_gateway_unknown(.0))]
    Gateway(String),
}

/// Choices need no privileged intent: a message is read when it mentions the bot, replies to it with a ping, or is sent to it directly.
fn intents() -> GatewayIntents {
    GatewayIntents::GUILDS
        | GatewayIntents::GUILD_MESSAGES
        | GatewayIntents::GUILD_MESSAGE_REACTIONS
        | GatewayIntents::DIRECT_MESSAGES
}

/// Asks Discord where its gateway is, and connects to it until `stop`.
///
/// # Errors
/// When Discord does not take the token, or does not say where its gateway is. No other gateway is ever tried.
pub async fn start(
    config: DiscordConfig,
    events: Events,
    notices: Notices,
    stop: CancellationToken,
) -> Result<(Arc<Discord>, JoinHandle<()>), DiscordError> {
    let discord = Arc::new(Discord::new(config, events, notices, stop));
    let gateway = gateway(&discord).await?;
    let me = discord.rest.call(Call::get("/users/@me").within(START)).await.map_err(refused)?;
    discord.learn_bot(id(&me["id"]).unwrap_or_default());
    let recommended = gateway["shards"].as_u64().and_then(|shards| u32::try_from(shards).ok()).unwrap_or(1).max(1);
    let shards = discord.config.shards.unwrap_or(Shards { first: 0, last: recommended - 1, total: recommended });
    if shards.total < recommended {
        tracing::warn!(recommended, total = shards.total, "Discord recommends more shards");
    }
    discord.learn_shards(shards);
    let running = tokio::spawn(stay(discord.clone(), url(&gateway), shards));
    Ok((discord, running))
}

async fn gateway(discord: &Discord) -> Result<Value, DiscordError> {
    let gateway = discord.rest.call(Call::get("/gateway/bot").within(START)).await.map_err(refused)?;
    match url(&gateway) {
        Some(_) => Ok(gateway),
        None => Err(DiscordError::Gateway("its answer has no address".to_owned())),
    }
}

fn url(gateway: &Value) -> Option<String> {
    gateway["url"].as_str().filter(|url| url.starts_with("ws")).map(str::to_owned)
}

fn refused(error: RestError) -> DiscordError {
    match error.status() {
        Some(401) => DiscordError::Token,
        _ => DiscordError::Gateway(error.to_string()),
    }
}

/// Connects again and again until the stop.
async fn stay(discord: Arc<Discord>, mut address: Option<String>, shards: Shards) {
    let mut short = 0;
    while !discord.stop.is_cancelled() {
        let began = Instant::now();
        let wait = match address.take() {
            Some(address) => connected(&discord, address, shards).await,
            None => SOON,
        };
        short = if began.elapsed() < LASTING { short + 1 } else { 0 };
        let mut wait = wait.max(pause(short));
        match gateway(&discord).await {
            Ok(gateway) => {
                if let Some(reset) = used_up(&gateway, shards) {
                    tracing::error!(seconds = reset.as_secs(), "{}", words::discord_starts_used_up());
                    wait = wait.max(reset);
                }
                address = url(&gateway);
            }
            Err(error) => tracing::error!("{error}"),
        }
        tokio::select! {
            () = discord.stop.cancelled() => return,
            () = tokio::time::sleep(wait) => {}
        }
    }
}

/// How long to wait after so many connections in a row that did not last: longer and longer, from the fourth on.
fn pause(short: u32) -> Duration {
    SOON.saturating_mul(2_u32.saturating_pow(short.saturating_sub(3))).min(LATER)
}

/// How long Discord lets nobody identify any more, if there are fewer starts left than shards.
fn used_up(gateway: &Value, shards: Shards) -> Option<Duration> {
    let limit = &gateway["session_start_limit"];
    let needed = u64::from(shards.last - shards.first + 1);
    let used_up = limit["remaining"].as_u64().is_some_and(|remaining| remaining < needed);
    used_up.then(|| Duration::from_millis(limit["reset_after"].as_u64().unwrap_or_default()))
}

/// One life of serenity's client; how long to wait for the next.
async fn connected(discord: &Arc<Discord>, address: String, shards: Shards) -> Duration {
    let http = HttpBuilder::new(discord.config.token.header())
        .proxy(&discord.config.api_base)
        .ratelimiter_disabled(true)
        .build();
    let built = ClientBuilder::new_with_http(http, intents()).raw_event_handler(Handler(discord.clone())).await;
    let mut client: Client = match built {
        Ok(client) => client,
        Err(error) => {
            tracing::error!(%error, "the connection to Discord can't be prepared");
            return SOON;
        }
    };
    // Serenity asks for the address itself, and without an answer silently takes the public one.
    *client.ws_url.lock().await = address;
    let manager = client.shard_manager.clone();
    // Both ends of its range are started, unlike a Rust range's.
    let ended = tokio::select! {
        ended = client.start_shard_range(shards.first..shards.last, shards.total) => ended,
        () = discord.stop.cancelled() => {
            if tokio::time::timeout(GOODBYE, manager.shutdown_all()).await.is_err() {
                tracing::debug!("Discord did not say goodbye");
            }
            return SOON;
        }
    };
    match ended {
        Err(serenity::Error::Gateway(GatewayError::InvalidAuthentication)) => {
            tracing::error!("{}", words::discord_token_wrong());
            LATER
        }
        Err(serenity::Error::Gateway(GatewayError::DisallowedGatewayIntents)) => {
            tracing::error!("{}", words::discord_intents_missing(&names(intents())));
            LATER
        }
        Err(serenity::Error::Gateway(GatewayError::InvalidShardData | GatewayError::OverloadedShard)) => {
            tracing::error!("{}", words::discord_shards_wrong());
            LATER
        }
        Err(error) => {
            tracing::error!(%error, "the connection to Discord ended");
            SOON
        }
        Ok(()) => {
            tracing::warn!("the connection to Discord ended");
            SOON
        }
    }
}

/// As the developer portal writes them, roughly.
fn names(intents: GatewayIntents) -> String {
    intents.iter_names().map(|(name, _)| name).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn connections_that_do_not_last_are_tried_less_and_less() {
        let seconds: Vec<u64> = [0, 1, 3, 4, 5, 9, 10, 11, 1_000].map(|short| pause(short).as_secs()).into();
        assert_eq!(seconds, [2, 2, 2, 4, 8, 128, 256, 300, 300]);
    }

    #[test]
    fn nobody_identifies_when_the_day_is_used_up() {
        let limit =
            |remaining: u64| json!({ "session_start_limit": { "remaining": remaining, "reset_after": 90_000 } });
        let shards = Shards { first: 2, last: 4, total: 8 };
        assert_eq!(used_up(&limit(3), shards), None);
        assert_eq!(used_up(&limit(2), shards), Some(Duration::from_secs(90)));
        assert_eq!(used_up(&json!({}), shards), None);
    }
}
