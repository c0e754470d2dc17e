//! Schedules made by commands, as they are planned; what became of their runs is in `schedules.rs`.

use jiff::{SignedDuration, Timestamp};
use sqlx::PgExecutor;

use super::time::At;
use super::{Store, StoreError, set_considered_until};
use crate::quiz::{PersonId, PlaceId, PlaceRef, Scheme};

/// A schedule of one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredSchedule {
    pub place: PlaceRef,
    pub name: String,
    pub cron: String,
    pub open_for: SignedDuration,
    pub pool: String,
    /// By its name, whether this version knows it or not; `None`: the server's.
    pub scheme: Option<String>,
    /// Its own, or the server's; `None`: as configured.
    pub zone: Option<String>,
    pub paused: bool,
}

struct ScheduleRow {
    platform: String,
    server: String,
    channel: String,
    name: String,
    cron: String,
    open_for_seconds: i64,
    pool: String,
    scheme: Option<String>,
    time_zone: Option<String>,
    paused: bool,
}

impl From<ScheduleRow> for StoredSchedule {
    fn from(row: ScheduleRow) -> Self {
        Self {
            place: PlaceRef { platform: row.platform, server: row.server, channel: row.channel },
            scheme: row.scheme,
            name: row.name,
            cron: row.cron,
            open_for: SignedDuration::from_secs(row.open_for_seconds),
            pool: row.pool,
            zone: row.time_zone,
            paused: row.paused,
        }
    }
}

/// Every schedule of a platform that isn't paused.
pub async fn planned_schedules(db: impl PgExecutor<'_>, platform: &str) -> Result<Vec<StoredSchedule>, StoreError> {
    let rows = sqlx::query_as!(
        ScheduleRow,
        r#"select p.platform, p.server, p.channel, s.name, s.cron, s.open_for_seconds, s.pool, s.scheme,
                  coalesce(s.time_zone, v.time_zone) as time_zone, s.paused
           from schedules s join places p on p.id = s.place_id
                left join servers v on v.platform = p.platform and v.server = p.server
           where p.platform = $1 and not s.paused order by s.id"#,
        platform
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(StoredSchedule::from).collect())
}

/// Every schedule of a place, in the order of their names.
pub async fn schedules_of(db: impl PgExecutor<'_>, place: PlaceId) -> Result<Vec<StoredSchedule>, StoreError> {
    let rows = sqlx::query_as!(
        ScheduleRow,
        r#"select p.platform, p.server, p.channel, s.name, s.cron, s.open_for_seconds, s.pool, s.scheme,
                  coalesce(s.time_zone, v.time_zone) as time_zone, s.paused
           from schedules s join places p on p.id = s.place_id
                left join servers v on v.platform = p.platform and v.server = p.server
           where s.place_id = $1 order by s.name"#,
        place.0
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(StoredSchedule::from).collect())
}

/// A schedule about to be added; `zone` is its own only.
#[derive(Clone, Debug)]
pub struct NewSchedule<'a> {
    pub place: PlaceId,
    pub name: &'a str,
    pub cron: &'a str,
    pub open_for: SignedDuration,
    pub pool: &'a str,
    pub scheme: Option<Scheme>,
    pub zone: Option<&'a str>,
    pub made_by: PersonId,
    pub made_at: Timestamp,
}

/// Adds a schedule, whose runs begin now; `false` when the place has one of that name.
pub async fn add_schedule(store: &Store, schedule: &NewSchedule<'_>) -> Result<bool, StoreError> {
    let mut tx = store.pool().begin().await?;
    let added = sqlx::query!(
        r#"insert into schedules (place_id, name, cron, open_for_seconds, pool, scheme, time_zone, made_by, made_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict on constraint schedules_place_name_key do nothing"#,
        schedule.place.0,
        schedule.name,
        schedule.cron,
        schedule.open_for.as_secs(),
        schedule.pool,
        schedule.scheme.map(|scheme| scheme.to_string()),
        schedule.zone,
        schedule.made_by.0,
        At(schedule.made_at) as _
    )
    .execute(&mut *tx)
    .await?;
    let added = added.rows_affected() == 1;
    if added {
        // One of that name may have been here before: what it missed since is nobody's.
        set_considered_until(&mut *tx, schedule.place, schedule.name, schedule.made_at).await?;
    }
    tx.commit().await?;
    Ok(added)
}

/// Pauses or resumes a schedule; whether there is one. What it did not do while paused was not missed.
pub async fn pause_schedule(
    store: &Store,
    place: PlaceId,
    name: &str,
    paused: bool,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let mut tx = store.pool().begin().await?;
    let changed =
        sqlx::query!("update schedules set paused = $3 where place_id = $1 and name = $2", place.0, name, paused)
            .execute(&mut *tx)
            .await?;
    if changed.rows_affected() == 1 && !paused {
        set_considered_until(&mut *tx, place, name, now).await?;
    }
    tx.commit().await?;
    Ok(changed.rows_affected() == 1)
}

/// Removes a schedule; whether there was one. What became of its runs stays on record.
pub async fn remove_schedule(db: impl PgExecutor<'_>, place: PlaceId, name: &str) -> Result<bool, StoreError> {
    let done =
        sqlx::query!("delete from schedules where place_id = $1 and name = $2", place.0, name).execute(db).await?;
    Ok(done.rows_affected() == 1)
}

/// Pauses every schedule of a channel, or, without one, of every channel of a server; how many.
pub async fn pause_schedules(
    db: impl PgExecutor<'_>,
    platform: &str,
    server: &str,
    channel: Option<&str>,
) -> Result<u64, StoreError> {
    let done = sqlx::query!(
        r#"update schedules s set paused = true from places p
           where p.id = s.place_id and not s.paused and p.platform = $1 and p.server = $2
             and ($3::text is null or p.channel = $3)"#,
        platform,
        server,
        channel
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected())
}
