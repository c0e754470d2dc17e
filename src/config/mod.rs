//! Configuration: one struct a concern, read from YAML, unknown keys refused, every wrong value named. Secrets (the database's
//! address, a chat's token) come from the environment only, so that a configuration file can be shared.

mod chat;
mod read;
mod why;

pub use chat::{Answers, ChatSettings, DiscordSettings};
pub use read::{ConfigError, parse, read};
pub use why::WhySettings;

use jiff::SignedDuration;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::net::IpAddr;
use std::path::PathBuf;

/// Everything that can be configured; every key has a default.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// The IANA time zone in which days, weeks and months begin, and in which schedules run unless they name their own.
    pub zone: String,
    /// The first day of each season, for the season's board; calendar quarters when empty.
    pub seasons: Vec<Date>,
    /// The marking scheme of rounds whose schedule names none.
    pub scheme: String,
    /// Files and folders of questions; the bundled bank when empty. Relative to the configuration file.
    pub bank: Vec<PathBuf>,
    /// Named selections of questions; `all` always exists.
    pub pools: BTreeMap<String, PoolConfig>,
    pub schedules: Vec<ScheduleConfig>,
    pub room: RoomSettings,
    pub chat: ChatSettings,
    #[serde(deserialize_with = "why::section")]
    pub why: WhySettings,
    pub database: DatabaseSettings,
    pub log: LogSettings,
}

/// Which questions a pool holds: those of any of the topics, and those with any of the tags.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct PoolConfig {
    pub topics: Vec<String>,
    pub tags: Vec<String>,
}

/// When questions are posted.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ScheduleConfig {
    pub name: String,
    /// Five fields: minute, hour, day of month, month, day of week.
    pub cron: String,
    /// How long each question stays open, such as `12h` or `20m`.
    #[serde(with = "duration")]
    pub open_for: SignedDuration,
    #[serde(default)]
    pub zone: Option<String>,
    #[serde(default)]
    pub pool: Option<String>,
    #[serde(default)]
    pub scheme: Option<String>,
}

/// The room: the local web page.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct RoomSettings {
    /// The address it listens on. Anything but a loopback address lets others in.
    pub bind: IpAddr,
    /// `None`: 8080, or another when that is taken.
    pub port: Option<u16>,
    /// Further host names by which browsers may call it, when it is behind a proxy.
    pub hosts: Vec<String>,
    /// Whether a question is posted at start when none is open.
    pub question_at_start: bool,
    /// How long a question that was asked for stays open.
    #[serde(with = "duration")]
    pub question_open_for: SignedDuration,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct DatabaseSettings {
    /// Connections to keep, 1 to 100.
    pub connections: u32,
    /// How long an answer waits for the database before its sender is told that it is away.
    #[serde(with = "duration")]
    pub wait: SignedDuration,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct LogSettings {
    pub format: LogFormat,
    /// As in `RUST_LOG`, which overrides it: `info`, or `ansatz=debug,sqlx=warn`.
    pub filter: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, clap::ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    Human,
    Json,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            zone: "UTC".into(),
            seasons: Vec::new(),
            scheme: "simple".into(),
            bank: Vec::new(),
            pools: BTreeMap::new(),
            schedules: vec![ScheduleConfig {
                name: "daily".into(),
                cron: "0 9 * * *".into(),
                open_for: SignedDuration::from_hours(12),
                zone: None,
                pool: None,
                scheme: None,
            }],
            room: RoomSettings::default(),
            chat: ChatSettings::default(),
            why: WhySettings::default(),
            database: DatabaseSettings::default(),
            log: LogSettings::default(),
        }
    }
}

impl Default for RoomSettings {
    fn default() -> Self {
        Self {
            bind: IpAddr::from([127, 0, 0, 1]),
            port: None,
            hosts: Vec::new(),
            question_at_start: true,
            question_open_for: SignedDuration::from_mins(2),
        }
    }
}

impl Default for DatabaseSettings {
    fn default() -> Self {
        Self { connections: 8, wait: SignedDuration::from_secs(2) }
    }
}

impl Default for LogSettings {
    fn default() -> Self {
        Self { format: LogFormat::Human, filter: "info,sqlx=warn,wasmer_wasix=error,serenity=error".into() }
    }
}

/// Durations as people write them: `90s`, `20m`, `12h`, `1h 30m`.
mod duration {
    use jiff::SignedDuration;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<SignedDuration, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(|_| {
            D::Error::custom(format!("{text:?} is not a duration; write one like 90s, 20m, 12h or 1h 30m"))
        })
    }

    pub fn serialize<S: Serializer>(duration: &SignedDuration, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&format!("{duration:#}"))
    }
}
