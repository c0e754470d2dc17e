//! The stand-in by itself, for trying a bot by hand.

use super::{Config, StandIn};
use std::io;

/// Runs until the process is interrupted, with a guild, a channel and two people in it.
pub async fn run_alone(port: Option<u16>) -> io::Result<()> {
    let stand_in = match port {
        Some(port) => StandIn::start_with(Config::default(), port).await?,
        None => StandIn::start().await?,
    };
    let guild = stand_in.create_guild("Study group").await;
    let channel = stand_in.create_channel(guild, "quiz").await.map_err(io::Error::other)?;
    let ada = stand_in.create_user(Some(guild), "Ada").await.map_err(io::Error::other)?;
    let blaise = stand_in.create_user(Some(guild), "Blaise").await.map_err(io::Error::other)?;
    let base = stand_in.base();
    println!(
        "A stand-in for Discord is at {base} (REST: {base}/api/v10).
Token: {}

Guild {guild}, channel {channel}; Ada is {ada}, Blaise is {blaise}.

Be somebody:
  curl {base}/control/say   -d '{{\"user\": \"{ada}\", \"channel\": \"{channel}\", \"content\": \"hello\"}}'
  curl {base}/control/slash -d '{{\"user\": \"{ada}\", \"channel\": \"{channel}\", \"command\": \"quiz start\"}}'
  curl {base}/control/messages -d '{{\"channel\": \"{channel}\"}}'
Everything that can be asked for: curl {base}/control/help",
        stand_in.token(),
    );
    tokio::signal::ctrl_c().await
}
