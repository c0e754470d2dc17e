//! Where people play besides the room. Tokens come from the environment only: DISCORD_TOKEN.

use serde::{Deserialize, Serialize};

use crate::chat::discord::Shards;

#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct ChatSettings {
    pub discord: DiscordSettings,
}

/// Discord. The bot connects to it when DISCORD_TOKEN is set.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct DiscordSettings {
    /// Where its API is, without a path; `https://discord.com` when `None`.
    pub api_base: Option<String>,
    /// The server in which commands are registered while they are being changed; everywhere when `None`.
    pub development_server: Option<u64>,
    /// Which shards this process has, such as `0..3/8`; as Discord recommends when `None`.
    pub shards: Option<String>,
    /// Whether others see what somebody answers, in servers that have not set it.
    pub answers: Answers,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Answers {
    #[default]
    Public,
    Private,
}

/// What is wrong with the section, by key.
pub(super) fn problems(chat: &ChatSettings) -> Vec<(&'static str, String)> {
    let mut problems = Vec::new();
    let discord = &chat.discord;
    if let Some(base) = &discord.api_base
        && !(base.starts_with("https://") || base.starts_with("http://"))
    {
        problems.push(("chat.discord.api_base", "an address begins with https:// or http://".to_owned()));
    }
    if let Some(Err(error)) = discord.shards.as_deref().map(str::parse::<Shards>) {
        problems.push(("chat.discord.shards", error.to_string()));
    }
    problems
}
