//! From the configuration's words to what the engine works with.

use anyhow::Context;
use std::path::Path;

use crate::bank::{self, Bank, Problem, Severity};
use crate::chat::room::Room;
use crate::config::Config;
use crate::engine::{ALL_QUESTIONS, PoolSetting, ScheduleSetting, Settings};
use crate::quiz::board::Seasons;
use crate::quiz::{Calendar, Schedule, zone};
use crate::why::{outcome::Limits, pool};

/// Reads the configured bank, or the bundled one. Questions with errors are left out and named in the log.
///
/// # Errors
/// When no question is left to ask.
pub fn load_bank(config: &Config) -> anyhow::Result<Bank> {
    let (mut questions, mut problems) = (Vec::new(), Vec::new());
    if config.bank.is_empty() {
        (questions, problems) = bank::load_bundled();
    }
    for path in &config.bank {
        let (more, wrong) = bank::load_path(path);
        questions.extend(more);
        problems.extend(wrong);
    }
    report(&problems);
    let bank = Bank::new(questions);
    anyhow::ensure!(
        !bank.questions().is_empty(),
        "there is no question to ask in {}; `ansatz check` names what is wrong",
        config.bank.iter().map(|path| Path::display(path).to_string()).collect::<Vec<_>>().join(", ")
    );
    Ok(bank)
}

/// How programs are run; `None` when they are not.
pub fn programs(config: &Config) -> Option<(pool::Settings, Limits)> {
    let why = &config.why;
    let pool = pool::Settings { children: why.children, waiting: why.waiting, ..pool::Settings::default() };
    let limits = Limits {
        seconds: why.time.as_secs_f64(),
        memory: why.memory << 20,
        output: why.output << 10,
        figures: why.figures,
    };
    why.enabled.then_some((pool, limits))
}

fn report(problems: &[Problem]) {
    for problem in problems {
        match problem.severity {
            Severity::Error => tracing::error!("{problem}"),
            Severity::Warning => tracing::warn!("{problem}"),
        }
    }
}

/// The engine's settings. The configuration was checked when it was read, so an error here names a key that was not.
pub fn settings(config: &Config) -> anyhow::Result<Settings> {
    let schedules = config.schedules.iter().map(|schedule| {
        let zone = schedule.zone.as_deref().unwrap_or(&config.zone);
        anyhow::Ok(ScheduleSetting {
            name: schedule.name.clone(),
            place: Room::place(),
            schedule: Schedule::parse(&schedule.cron, zone, schedule.open_for)
                .with_context(|| format!("the schedule {}", schedule.name))?,
            pool: schedule.pool.clone().unwrap_or_else(|| ALL_QUESTIONS.to_owned()),
            scheme: schedule.scheme.as_ref().unwrap_or(&config.scheme).parse()?,
        })
    });
    let pools = config
        .pools
        .iter()
        .map(|(name, pool)| (name.clone(), PoolSetting { topics: pool.topics.clone(), tags: pool.tags.clone() }));
    Ok(Settings {
        calendar: Calendar { zone: zone::zone(&config.zone)?, seasons: Seasons::new(config.seasons.clone()) },
        scheme: config.scheme.parse()?,
        question_open_for: config.room.question_open_for,
        question_at_start: config.room.question_at_start.then(Room::place),
        schedules: schedules.collect::<Result<_, _>>()?,
        pools: pools.collect(),
        private: false,
    })
}
