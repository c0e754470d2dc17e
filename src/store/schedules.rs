//! What became of each run of a schedule.

use jiff::Timestamp;
use sqlx::PgExecutor;

use super::StoreError;
use super::time::At;
use crate::quiz::{PlaceId, RoundId};

/// How a run ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    Posted(RoundId),
    /// Posted late, inside its window.
    MadeUp(RoundId),
    /// Not posted, for this reason.
    Skipped(String),
}

/// Up to when a schedule's runs have been considered, or `None` when it is new in this place.
pub async fn considered_until(
    db: impl PgExecutor<'_>,
    place: PlaceId,
    schedule: &str,
) -> Result<Option<Timestamp>, StoreError> {
    let at = sqlx::query_scalar!(
        "select considered_until from schedule_progress where place_id = $1 and schedule = $2",
        place.0,
        schedule
    )
    .fetch_optional(db)
    .await?;
    Ok(at.map(|at| at.0))
}

/// Moves the mark forward; it never goes back.
pub async fn set_considered_until(
    db: impl PgExecutor<'_>,
    place: PlaceId,
    schedule: &str,
    until: Timestamp,
) -> Result<(), StoreError> {
    sqlx::query!(
        r#"insert into schedule_progress (place_id, schedule, considered_until) values ($1, $2, $3)
           on conflict (place_id, schedule) do update
           set considered_until = greatest(schedule_progress.considered_until, excluded.considered_until)"#,
        place.0,
        schedule,
        At(until) as _
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Notes a run's end. `false` when the run was noted before, by this process or another: then nothing may be posted for it.
pub async fn note_run(
    db: impl PgExecutor<'_>,
    place: PlaceId,
    schedule: &str,
    due_at: Timestamp,
    outcome: &Outcome,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let (outcome, reason, round) = match outcome {
        Outcome::Posted(round) => ("posted", None, Some(round.0)),
        Outcome::MadeUp(round) => ("made_up", None, Some(round.0)),
        Outcome::Skipped(reason) => ("skipped", Some(reason.as_str()), None),
    };
    let done = sqlx::query!(
        r#"insert into schedule_runs (place_id, schedule, due_at, outcome, reason, round_id, noted_at)
           values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing"#,
        place.0,
        schedule,
        At(due_at) as _,
        outcome,
        reason,
        round,
        At(now) as _
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}
