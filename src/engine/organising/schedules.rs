//! `/quiz schedule ...`: a channel's schedules, beside those of the configuration.

use jiff::Timestamp;

use super::{duration, shown, told};
use crate::chat::{Event, PlaceRef, Refusal, Reply, words};
use crate::engine::{ALL_QUESTIONS, Engine, refusal};
use crate::quiz::{Calendar, Schedule, Scheme};
use crate::store::{self, NewSchedule, StoredSchedule};

/// Schedules of one channel.
const MOST: usize = 25;
/// The longest name, in characters.
const LONGEST_NAME: usize = 64;

/// A schedule as it was typed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wish<'a> {
    pub name: &'a str,
    pub cron: &'a str,
    pub open_for: &'a str,
    pub pool: Option<&'a str>,
    pub scheme: Option<&'a str>,
    pub zone: Option<&'a str>,
}

impl Engine {
    pub(super) async fn add_schedule(&self, event: &Event, wish: &Wish<'_>) -> Result<Reply, Refusal> {
        let name = name(wish.name)?;
        if self.is_configured(&event.place, name) {
            return Err(words::schedule_is_configured(name));
        }
        let open_for = duration(wish.open_for)?;
        let scheme = wish.scheme.map(str::parse::<Scheme>).transpose().map_err(words::not_taken)?;
        let server = self.server(&event.place).await.map_err(|error| refusal(&error))?;
        let zone = wish.zone.or(server.settings.zone.as_deref());
        let schedule = self.read_schedule(wish.cron, zone, open_for).map_err(words::not_taken)?;
        let pool = wish.pool.unwrap_or(ALL_QUESTIONS);
        if self.pool(&server.bank, pool).is_none() {
            return Err(words::no_such_pool(pool));
        }
        let place = self.place(&event.place).await.map_err(|error| refusal(&error))?;
        let there = store::schedules_of(self.store.pool(), place).await.map_err(|error| refusal(&error))?;
        if there.len() >= MOST {
            return Err(words::too_many_schedules(MOST));
        }
        let person = self.person(&event.person).await?;
        let now = self.now();
        let new = NewSchedule {
            place,
            name,
            cron: schedule.cron(),
            open_for,
            pool,
            scheme,
            zone: wish.zone,
            made_by: person,
            made_at: now,
        };
        if !store::add_schedule(&self.store, &new).await.map_err(|error| refusal(&error))? {
            return Err(words::schedule_exists(name));
        }
        tracing::info!(schedule = name, channel = event.place.channel, cron = schedule.cron(), "a schedule was added");
        self.plan_again.notify_one();
        let next = self.next(&schedule, now);
        Ok(told(words::schedule_added_title(name), words::schedule_runs_next(next.as_deref()), Vec::new()))
    }

    pub(super) async fn list_schedules(&self, place: &PlaceRef) -> Result<Reply, Refusal> {
        let place_id = self.place(place).await.map_err(|error| refusal(&error))?;
        let now = self.now();
        let mut lines = Vec::new();
        for setting in self.settings.schedules.iter().filter(|setting| setting.place == *place) {
            let schedule = &setting.schedule;
            lines.push(words::schedule_line(&words::ScheduleLine {
                name: &setting.name,
                cron: schedule.cron(),
                zone: zone_name(schedule),
                open_for: &shown(schedule.open_for()),
                pool: &setting.pool,
                next: self.next(schedule, now).as_deref(),
                configured: true,
            }));
        }
        let stored = store::schedules_of(self.store.pool(), place_id).await.map_err(|error| refusal(&error))?;
        lines.extend(stored.iter().map(|stored| self.line(stored, now)));
        Ok(told(words::schedules_title(), words::schedules(lines.len()), lines))
    }

    pub(super) async fn pause_schedule(&self, event: &Event, name: &str, pause: bool) -> Result<Reply, Refusal> {
        if self.is_configured(&event.place, name) {
            return Err(words::schedule_is_configured(name));
        }
        let place = self.place(&event.place).await.map_err(|error| refusal(&error))?;
        let now = self.now();
        let done =
            store::pause_schedule(&self.store, place, name, pause, now).await.map_err(|error| refusal(&error))?;
        if !done {
            return Err(words::no_such_schedule(name));
        }
        self.plan_again.notify_one();
        if pause {
            return Ok(told(words::schedule_paused_title(name), words::schedule_paused(), Vec::new()));
        }
        let stored = store::schedules_of(self.store.pool(), place).await.map_err(|error| refusal(&error))?;
        let next = stored.iter().find(|stored| stored.name == name).and_then(|stored| {
            let plan = self.read_plan(stored).ok()?;
            self.next(&plan.schedule, now)
        });
        Ok(told(words::schedule_resumed_title(name), words::schedule_runs_next(next.as_deref()), Vec::new()))
    }

    pub(super) async fn remove_schedule(&self, event: &Event, name: &str) -> Result<Reply, Refusal> {
        if self.is_configured(&event.place, name) {
            return Err(words::schedule_is_configured(name));
        }
        let place = self.place(&event.place).await.map_err(|error| refusal(&error))?;
        let done = store::remove_schedule(self.store.pool(), place, name).await.map_err(|error| refusal(&error))?;
        if !done {
            return Err(words::no_such_schedule(name));
        }
        self.plan_again.notify_one();
        Ok(told(words::schedule_removed_title(name), words::schedule_removed(), Vec::new()))
    }

    fn line(&self, stored: &StoredSchedule, now: Timestamp) -> String {
        let plan = self.read_plan(stored).ok();
        let next = plan.as_ref().filter(|_| !stored.paused).and_then(|plan| self.next(&plan.schedule, now));
        words::schedule_line(&words::ScheduleLine {
            name: &stored.name,
            cron: &stored.cron,
            zone: stored.zone.as_deref().unwrap_or_else(|| self.default_zone()),
            open_for: &shown(stored.open_for),
            pool: &stored.pool,
            next: next.as_deref(),
            configured: false,
        })
    }

    /// When a schedule runs next, in its own time zone, which is named with it.
    fn next(&self, schedule: &Schedule, now: Timestamp) -> Option<String> {
        let next = schedule.next_after(now)?;
        Some(format!("{} ({})", self.calendar_of(schedule).moment(next), zone_name(schedule)))
    }

    /// The calendar of a schedule's own time zone.
    pub(in crate::engine) fn calendar_of(&self, schedule: &Schedule) -> Calendar {
        Calendar { zone: schedule.zone().clone(), seasons: self.settings.calendar.seasons.clone() }
    }

    fn is_configured(&self, place: &PlaceRef, name: &str) -> bool {
        self.settings.schedules.iter().any(|setting| setting.place == *place && setting.name == name)
    }
}

fn zone_name(schedule: &Schedule) -> &str {
    schedule.zone().iana_name().unwrap_or("UTC")
}

fn name(typed: &str) -> Result<&str, Refusal> {
    let name = typed.trim();
    let fits = (1..=LONGEST_NAME).contains(&name.chars().count()) && !name.chars().any(char::is_control);
    if fits { Ok(name) } else { Err(words::schedule_name_form()) }
}
