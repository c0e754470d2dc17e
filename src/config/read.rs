//! Reading a configuration file, and holding its values against each other.

use std::path::{Path, PathBuf};

use super::{Config, chat, why};
use crate::quiz::{Schedule, Scheme, zone};

/// A configuration is refused with every reason at once.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    #[error("the configuration {path} can't be read: {reason}")]
    Unreadable { path: PathBuf, reason: String },
    #[error("the configuration {path} is not right:\n{reasons}")]
    Wrong { path: PathBuf, reasons: String },
}

/// The largest configuration file that is read, in bytes.
const MAX_BYTES: u64 = 1 << 20;

/// Reads and checks a configuration file; paths in it become relative to its folder.
pub fn read(path: &Path) -> Result<Config, ConfigError> {
    let unreadable = |reason: String| ConfigError::Unreadable { path: path.to_owned(), reason };
    let size = std::fs::metadata(path).map_err(|error| unreadable(error.to_string()))?.len();
    if size > MAX_BYTES {
        return Err(unreadable(format!("it has {size} bytes; a configuration has at most {MAX_BYTES}")));
    }
    let text = std::fs::read_to_string(path).map_err(|error| unreadable(error.to_string()))?;
    let mut config =
        parse(&text).map_err(|reasons| ConfigError::Wrong { path: path.to_owned(), reasons: reasons.join("\n") })?;
    let folder = path.parent().unwrap_or(Path::new("."));
    config.bank.iter_mut().for_each(|path| *path = folder.join(&path));
    Ok(config)
}

/// Reads a configuration's text; on failure, every reason, each a line.
pub fn parse(text: &str) -> Result<Config, Vec<String>> {
    let text = if text.trim().is_empty() { "{}" } else { text };
    let config: Config = serde_yaml::from_str(text).map_err(|error| vec![first_line(&error.to_string())])?;
    let reasons = problems(&config);
    if reasons.is_empty() { Ok(config) } else { Err(reasons) }
}

/// The reader's own words: `line 1 column 7: ...`, without the drawing of the place below it.
fn first_line(error: &str) -> String {
    let line = error.lines().next().unwrap_or(error);
    line.strip_prefix("error: ").unwrap_or(line).to_owned()
}

fn problems(config: &Config) -> Vec<String> {
    let mut reasons = Vec::new();
    let mut expect = |key: &str, result: Result<(), String>| {
        if let Err(reason) = result {
            reasons.push(format!("{key}: {reason}"));
        }
    };
    expect("zone", zone::zone(&config.zone).map(drop).map_err(|error| error.to_string()));
    expect("scheme", config.scheme.parse::<Scheme>().map(drop).map_err(|error| error.to_string()));
    expect(
        "seasons",
        match config.seasons.is_sorted_by(|a, b| a < b) {
            true => Ok(()),
            false => Err("give the first day of each season once, the earliest first".into()),
        },
    );
    for (index, schedule) in config.schedules.iter().enumerate() {
        let key = |field: &str| format!("schedules[{index}].{field}");
        let zone_name = schedule.zone.as_deref().unwrap_or(&config.zone);
        if schedule.name.trim().is_empty() || schedule.name.len() > 64 {
            expect(&key("name"), Err("a name has 1 to 64 characters".into()));
        }
        if config.schedules[..index].iter().any(|earlier| earlier.name == schedule.name) {
            expect(&key("name"), Err(format!("{:?} is used twice; each schedule needs its own name", schedule.name)));
        }
        // A wrong zone of the whole configuration was reported above.
        if schedule.zone.is_some() || zone::zone(zone_name).is_ok() {
            let parsed = Schedule::parse(&schedule.cron, zone_name, schedule.open_for);
            expect(&key("cron"), parsed.map(drop).map_err(|error| error.to_string()));
        }
        if let Some(scheme) = &schedule.scheme {
            expect(&key("scheme"), scheme.parse::<Scheme>().map(drop).map_err(|error| error.to_string()));
        }
        if let Some(pool) = &schedule.pool
            && pool != "all"
            && !config.pools.contains_key(pool)
        {
            let known: Vec<&str> = std::iter::once("all").chain(config.pools.keys().map(String::as_str)).collect();
            expect(&key("pool"), Err(format!("there is no pool {pool:?}; the pools are {}", known.join(", "))));
        }
    }
    for (name, pool) in &config.pools {
        if pool.topics.is_empty() && pool.tags.is_empty() {
            expect(&format!("pools.{name}"), Err("give it topics, tags or both".into()));
        }
    }
    let open = config.room.question_open_for;
    expect(
        "room.question_open_for",
        match open.as_secs() {
            5..=2_678_400 => Ok(()),
            _ => Err("a question stays open for 5s to 31d (744h)".into()),
        },
    );
    for (key, reason) in chat::problems(&config.chat) {
        expect(key, Err(reason));
    }
    for (key, reason) in why::problems(&config.why) {
        expect(key, Err(reason));
    }
    expect(
        "database.connections",
        match config.database.connections {
            1..=100 => Ok(()),
            _ => Err("between 1 and 100".into()),
        },
    );
    expect(
        "database.wait",
        match config.database.wait.as_secs() {
            1..=60 => Ok(()),
            _ => Err("between 1s and 60s".into()),
        },
    );
    expect(
        "log.filter",
        match config.log.filter.parse::<tracing_subscriber::EnvFilter>() {
            Ok(_) => Ok(()),
            Err(error) => Err(format!("{error}; write it like info or ansatz=debug,sqlx=warn")),
        },
    );
    reasons
}
