//! Which schedules there are: those of the configuration, and those that were made by commands, which come, pause and go while the
//! bot runs, perhaps by a command that another process took.

use jiff::SignedDuration;
use std::collections::HashMap;
use std::sync::Arc;
use tokio_util::sync::CancellationToken;

use super::Engine;
use super::leases::TICK;
use crate::chat::PlaceRef;
use crate::quiz::schedule::ScheduleError;
use crate::quiz::scheme::UnknownScheme;
use crate::quiz::{Schedule, Scheme};
use crate::store::{self, StoreError, StoredSchedule};

/// A schedule as it is kept.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    pub name: String,
    pub place: PlaceRef,
    pub schedule: Schedule,
    pub pool: String,
    /// `None`: the server's, when a round is claimed.
    pub scheme: Option<Scheme>,
    /// Whether it was made by a command, so that it may have been paused or removed since it was read.
    pub stored: bool,
}

/// Why a schedule that is stored can't be kept.
#[derive(Debug, thiserror::Error)]
pub(super) enum PlanError {
    #[error(transparent)]
    Schedule(#[from] ScheduleError),
    #[error(transparent)]
    Scheme(#[from] UnknownScheme),
}

type Key = (PlaceRef, String);

impl Engine {
    /// Keeps every schedule in a task of its own until the engine stops.
    pub(super) async fn keep_schedules(self: Arc<Self>) {
        for setting in &self.settings.schedules {
            if setting.place.platform == self.chat.platform() {
                let plan = Plan {
                    name: setting.name.clone(),
                    place: setting.place.clone(),
                    schedule: setting.schedule.clone(),
                    pool: setting.pool.clone(),
                    scheme: Some(setting.scheme),
                    stored: false,
                };
                self.tasks.spawn(self.clone().keep_schedule(plan, self.stop.child_token()));
            }
        }
        let mut kept: HashMap<Key, (StoredSchedule, CancellationToken)> = HashMap::new();
        loop {
            if let Err(error) = self.plan(&mut kept).await {
                tracing::warn!(%error, "the schedules could not be read; those that are known go on");
            }
            tokio::select! {
                () = self.stop.cancelled() => return,
                () = tokio::time::sleep(TICK) => {}
                () = self.plan_again.notified() => {}
            }
        }
    }

    /// Begins what is new, and ends what was paused, removed or changed.
    async fn plan(
        self: &Arc<Self>,
        kept: &mut HashMap<Key, (StoredSchedule, CancellationToken)>,
    ) -> Result<(), StoreError> {
        let planned = store::planned_schedules(self.store.pool(), self.chat.platform()).await?;
        let planned: HashMap<Key, StoredSchedule> =
            planned.into_iter().map(|stored| ((stored.place.clone(), stored.name.clone()), stored)).collect();
        kept.retain(|key, (stored, token)| {
            let stays = planned.get(key) == Some(stored);
            if !stays {
                token.cancel();
            }
            stays
        });
        for (key, stored) in planned {
            if kept.contains_key(&key) {
                continue;
            }
            let token = self.stop.child_token();
            match self.read_plan(&stored) {
                Ok(plan) => drop(self.tasks.spawn(self.clone().keep_schedule(plan, token.clone()))),
                Err(error) => tracing::error!(schedule = stored.name, %error, "a schedule can't be kept"),
            }
            kept.insert(key, (stored, token));
        }
        Ok(())
    }

    /// It was checked when it was made; a time zone may have left the database since, or a newer version has made it.
    pub(super) fn read_plan(&self, stored: &StoredSchedule) -> Result<Plan, PlanError> {
        Ok(Plan {
            name: stored.name.clone(),
            place: stored.place.clone(),
            schedule: self.read_schedule(&stored.cron, stored.zone.as_deref(), stored.open_for)?,
            pool: stored.pool.clone(),
            scheme: stored.scheme.as_deref().map(str::parse).transpose()?,
            stored: true,
        })
    }

    /// In its own time zone, or in the configured one.
    pub(super) fn read_schedule(
        &self,
        cron: &str,
        zone: Option<&str>,
        open_for: SignedDuration,
    ) -> Result<Schedule, ScheduleError> {
        Schedule::parse(cron, zone.unwrap_or_else(|| self.default_zone()), open_for)
    }

    /// The name of the configured time zone.
    pub(super) fn default_zone(&self) -> &str {
        self.settings.calendar.zone.iana_name().unwrap_or("UTC")
    }
}
