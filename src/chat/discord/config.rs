//! What the adapter is started with.

use std::fmt;
use std::str::FromStr;

/// Where Discord's API is, unless the configuration says otherwise.
pub const API_BASE: &str = "https://discord.com";

/// The bot's token. It is never shown, whatever is printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    /// With or without `Bot ` before it; `None` when there is nothing in it.
    pub fn new(text: &str) -> Option<Self> {
        let text = text.trim();
        let text = text.strip_prefix("Bot ").unwrap_or(text).trim();
        (!text.is_empty()).then(|| Self(text.to_owned()))
    }

    pub(super) fn header(&self) -> String {
        format!("Bot {}", self.0)
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

/// Which of Discord's shards this process has: the first, the last, and how many there are in all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shards {
    pub first: u32,
    pub last: u32,
    pub total: u32,
}

impl Shards {
    pub const ONE: Self = Self { first: 0, last: 0, total: 1 };

    pub const fn count(self) -> u32 {
        self.last - self.first + 1
    }

    /// Whether a server's events come to this process. Direct messages come to shard 0.
    pub fn has(self, server: Option<u64>) -> bool {
        let shard = server.map_or(0, |server| (server >> 22) % u64::from(self.total.max(1)));
        (u64::from(self.first)..=u64::from(self.last)).contains(&shard)
    }
}

impl fmt::Display for Shards {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}/{}", self.first, self.last, self.total)
    }
}

/// Words that name no shards.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} names no shards; write the first, the last and how many there are in all, such as 0..3/8")]
pub struct UnknownShards(pub String);

impl FromStr for Shards {
    type Err = UnknownShards;

    fn from_str(text: &str) -> Result<Self, UnknownShards> {
        let read = || {
            let (range, total) = text.trim().split_once('/')?;
            let (first, last) = range.split_once("..").unwrap_or((range, range));
            let last = last.strip_prefix('=').unwrap_or(last);
            let shards = Self { first: first.parse().ok()?, last: last.parse().ok()?, total: total.parse().ok()? };
            (shards.first <= shards.last && shards.last < shards.total && shards.total <= 100_000).then_some(shards)
        };
        read().ok_or_else(|| UnknownShards(text.to_owned()))
    }
}

/// What the adapter is started with.
#[derive(Clone, Debug)]
pub struct DiscordConfig {
    pub token: Token,
    /// Without a path: `https://discord.com`.
    pub api_base: String,
    /// Where commands are registered while they change; everywhere when `None`.
    pub development_server: Option<u64>,
    /// As Discord recommends when `None`.
    pub shards: Option<Shards>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shards_are_read() {
        let check = |text: &str, expected: Option<(u32, u32, u32)>| {
            let read = text.parse::<Shards>().ok().map(|shards| (shards.first, shards.last, shards.total));
            assert_eq!(read, expected, "{text}");
        };
        check("0..3/8", Some((0, 3, 8)));
        check("4..7/8", Some((4, 7, 8)));
        check("0..=3/8", Some((0, 3, 8)));
        check("2/4", Some((2, 2, 4)));
        check("0/1", Some((0, 0, 1)));
        check("3..0/8", None);
        check("0..8/8", None);
        check("0..3", None);
        check("", None);
        check("-1/2", None);
    }

    #[test]
    fn every_server_has_one_shard() {
        let parts: Vec<Shards> = ["0..1/4", "2..3/4"].iter().map(|text| text.parse().expect("shards")).collect();
        for server in (0..64_u64).map(|n| n << 22 | 12_345) {
            assert_eq!(parts.iter().filter(|part| part.has(Some(server))).count(), 1);
        }
        assert!(parts[0].has(None) && !parts[1].has(None));
    }

    #[test]
    fn a_token_is_never_shown() {
        let token = Token::new("Bot secret.secret ").expect("a token");
        assert_eq!(token.header(), "Bot secret.secret");
        assert_eq!(format!("{token:?}"), "Token(…)");
        assert_eq!(Token::new("  "), None);
    }
}
