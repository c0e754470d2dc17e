//! How programs are run: how many at once, and how much each may use. `why: false` runs none.

use jiff::SignedDuration;
use serde::de::{Deserializer, MapAccess, Visitor, value::MapAccessDeserializer};
use serde::{Deserialize, Serialize};
use std::fmt;

use super::duration;

/// Programs: those of questions, which prove their keys, and those of people.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct WhySettings {
    pub enabled: bool,
    /// Programs that run at once, and processes that are kept ready for them.
    pub children: usize,
    /// How long one may run.
    #[serde(with = "duration")]
    pub time: SignedDuration,
    /// What its values may take, in MB.
    pub memory: u64,
    /// What it may print, in KB.
    pub output: u64,
    /// Pictures of one that are kept.
    pub figures: u32,
    /// Programs of one person that may wait for their turn.
    pub waiting: usize,
}

impl Default for WhySettings {
    fn default() -> Self {
        Self {
            enabled: true,
            children: 2,
            time: SignedDuration::from_secs(5),
            memory: 256,
            output: 64,
            figures: 4,
            waiting: 4,
        }
    }
}

/// Reads a section, or `false` (or `true`) in place of one.
pub(super) fn section<'de, D: Deserializer<'de>>(deserializer: D) -> Result<WhySettings, D::Error> {
    struct Section;

    impl<'de> Visitor<'de> for Section {
        type Value = WhySettings;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("false, or what programs may use")
        }

        fn visit_bool<E>(self, enabled: bool) -> Result<WhySettings, E> {
            Ok(WhySettings { enabled, ..WhySettings::default() })
        }

        fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<WhySettings, A::Error> {
            WhySettings::deserialize(MapAccessDeserializer::new(map))
        }
    }

    deserializer.deserialize_any(Section)
}

/// What is out of bounds, each with its key.
pub(super) fn problems(settings: &WhySettings) -> Vec<(&'static str, String)> {
    let mut problems = Vec::new();
    let mut expect = |key, holds: bool, bounds: &str| {
        if !holds {
            problems.push((key, bounds.to_owned()));
        }
    };
    let milliseconds = settings.time.as_millis();
    expect("why.children", (1..=64).contains(&settings.children), "between 1 and 64");
    expect("why.time", (100..=600_000).contains(&milliseconds), "between 100ms and 10m");
    expect("why.memory", (32..=16_384).contains(&settings.memory), "between 32 and 16384 (MB)");
    expect("why.output", (1..=1_024).contains(&settings.output), "between 1 and 1024 (KB)");
    expect("why.figures", settings.figures <= 20, "at most 20");
    expect("why.waiting", settings.waiting <= 64, "at most 64");
    problems
}
