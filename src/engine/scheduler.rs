//! Schedules: waits for each run, posts it, and says so when one was missed.

use jiff::{SignedDuration, Timestamp};
use std::sync::Arc;
use std::time::Duration;
use tokio_util::sync::CancellationToken;

use super::Engine;
use super::planning::Plan;
use super::posting::Wanted;
use crate::chat::words;
use crate::quiz::{Decision, Due, PlaceId};
use crate::store::{self, Claim, Outcome, Run, StoreError};

/// The longest sleep: a clock that is set forward, or a laptop that wakes up, is noticed this soon.
const LONGEST_NAP: Duration = Duration::from_secs(20);
/// Between tries while the database is away.
const RETRY: Duration = Duration::from_secs(2);
/// A run this late was not missed, only reached: no "made up".
const PROMPT: SignedDuration = SignedDuration::from_secs(30);

impl Engine {
    /// Runs one schedule until it ends, or the engine does. Its place may come to this process, or leave it, at any time.
    pub(super) async fn keep_schedule(self: Arc<Self>, setting: Plan, end: CancellationToken) {
        let mut next: Option<Timestamp> = None;
        loop {
            let now = self.now();
            let nap = match next {
                _ if !self.chat.serves(&setting.place) => {
                    next = None;
                    RETRY
                }
                // Nothing is due, so nothing is asked of the database.
                Some(next) if next > now => until(next, now),
                _ => self.look_at(&setting, &mut next).await,
            };
            tokio::select! {
                () = end.cancelled() => return,
                () = tokio::time::sleep(nap) => {}
            }
        }
    }

    async fn look_at(self: &Arc<Self>, setting: &Plan, next: &mut Option<Timestamp>) -> Duration {
        match self.run_due(setting).await {
            Ok(at) => {
                *next = at;
                at.map_or(LONGEST_NAP, |at| until(at, self.now()))
            }
            Err(error) => {
                tracing::warn!(schedule = setting.name, %error, "the schedule waits for the database");
                RETRY
            }
        }
    }

    /// Does what is due now and returns when the next run is.
    async fn run_due(self: &Arc<Self>, setting: &Plan) -> Result<Option<Timestamp>, StoreError> {
        let place = self.place(&setting.place).await?;
        let now = self.now();
        let Some(seen) = store::considered_until(self.store.pool(), place, &setting.name).await? else {
            // A schedule that is new here starts now; its past was nobody's.
            store::set_considered_until(self.store.pool(), place, &setting.name, now).await?;
            return Ok(setting.schedule.next_after(now));
        };
        for due in setting.schedule.due(seen, now) {
            self.run_one(setting, place, &due, now).await?;
        }
        store::set_considered_until(self.store.pool(), place, &setting.name, now).await?;
        Ok(setting.schedule.next_after(now))
    }

    async fn run_one(
        self: &Arc<Self>,
        setting: &Plan,
        place: PlaceId,
        due: &Due,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let closes_at = match &due.decision {
            Decision::Post { closes_at } | Decision::MakeUp { closes_at } => *closes_at,
            Decision::Skip { reason } => return self.skip(setting, place, due.at, &reason.to_string(), now).await,
        };
        let made_up = matches!(due.decision, Decision::MakeUp { .. }) && now.duration_since(due.at) > PROMPT;
        let server = self.server(&setting.place).await?;
        let wanted = Wanted {
            place: &setting.place,
            server: &server,
            pool: &setting.pool,
            scheme: setting.scheme,
            run: Some(Run { schedule: &setting.name, due_at: due.at, made_up, stored: setting.stored }),
            opens_at: now,
            closes_at,
        };
        let (claim, asked) = self.claim(&wanted).await?;
        match claim {
            Claim::Claimed(round) => {
                tracing::info!(schedule = setting.name, due = %due.at, made_up, round = %round.mark, "a scheduled round");
                self.take_up(*round, asked);
                Ok(())
            }
            Claim::NothingToAsk => self.skip(setting, place, due.at, &words::pool_is_empty(&setting.pool), now).await,
            Claim::RunBefore | Claim::OneIsOpen | Claim::Unplanned => Ok(()),
        }
    }

    /// Notes a run that does not take place, and tells the place.
    async fn skip(
        &self,
        setting: &Plan,
        place: PlaceId,
        due: Timestamp,
        reason: &str,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        tracing::warn!(schedule = setting.name, due = %due, reason, "a run was skipped");
        let outcome = Outcome::Skipped(reason.to_owned());
        if store::note_run(self.store.pool(), place, &setting.name, due, &outcome, now).await? {
            metrics::counter!("ansatz_runs_skipped_total").increment(1);
            let text = words::run_skipped(&setting.name, &self.calendar_of(&setting.schedule).moment(due), reason);
            let key = format!("skipped:{}:{}:{}", setting.place.channel, setting.name, due.as_second());
            if let Err(error) = self.chat.notice(&setting.place, &key, &text).await {
                tracing::warn!(%error, "the place could not be told");
            }
        }
        Ok(())
    }
}

/// Until a run, or until the clock is looked at again.
fn until(next: Timestamp, now: Timestamp) -> Duration {
    Duration::try_from(next.duration_since(now)).unwrap_or_default().clamp(Duration::from_millis(20), LONGEST_NAP)
}
