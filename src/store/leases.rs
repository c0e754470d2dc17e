//! Who drives a round. One process at a time, for as long as it renews its lease; a process that dies loses its rounds to another.
//! The database's clock decides, so that processes needn't agree about the time.

use jiff::Timestamp;
use sqlx::PgExecutor;

use super::StoreError;
use crate::quiz::{DriverId, PlaceRef, RoundId, State};

/// What a driver is told of its round whenever it renews: a command, perhaps in another process, may have changed it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Renewed {
    pub round: RoundId,
    pub state: State,
    pub closes_at: Timestamp,
    pub copy: u32,
}

/// Renews a process's leases on these rounds. Those that are missing in the result are not its any more.
pub async fn renew_leases(
    db: impl PgExecutor<'_>,
    driver: &DriverId,
    rounds: &[RoundId],
    seconds: f64,
) -> Result<Vec<Renewed>, StoreError> {
    let rounds: Vec<i64> = rounds.iter().map(|round| round.0).collect();
    let rows = sqlx::query!(
        r#"update round_leases l set lease_until = now() + make_interval(secs => $3)
           from rounds r where l.round_id = any ($1) and l.driver = $2 and r.id = l.round_id
           returning r.id, r.state, r.closes_at, r.copy"#,
        &rounds,
        driver.as_str(),
        seconds
    )
    .fetch_all(db)
    .await?;
    let renewed = rows.into_iter().filter_map(|row| {
        Some(Renewed {
            round: RoundId(row.id),
            // Of a newer version: its driver is to be one.
            state: row.state.parse().ok()?,
            closes_at: row.closes_at.0,
            copy: u32::try_from(row.copy).unwrap_or_default(),
        })
    });
    Ok(renewed.collect())
}

/// Rounds of a platform that nobody drives, with their places, the newest first: at most so many of those before a round. A process's
/// own that are not among those it `held` at its last renewal are there, too.
pub async fn free_rounds(
    db: impl PgExecutor<'_>,
    platform: &str,
    driver: &DriverId,
    held: &[RoundId],
    before: Option<RoundId>,
    limit: i64,
) -> Result<Vec<(RoundId, PlaceRef)>, StoreError> {
    let held: Vec<i64> = held.iter().map(|round| round.0).collect();
    let rows = sqlx::query!(
        r#"select r.id, p.platform, p.server, p.channel
           from round_leases l join rounds r on r.id = l.round_id join places p on p.id = r.place_id
           where p.platform = $1 and (l.lease_until <= now() or l.driver = $2)
             and l.round_id <> all ($3) and ($4::bigint is null or l.round_id < $4)
           order by r.id desc limit $5"#,
        platform,
        driver.as_str(),
        &held,
        before.map(|round| round.0),
        limit
    )
    .fetch_all(db)
    .await?;
    let place = |platform, server, channel| PlaceRef { platform, server, channel };
    Ok(rows.into_iter().map(|row| (RoundId(row.id), place(row.platform, row.server, row.channel))).collect())
}

/// Gives a lease to every round of a platform with work left that has none: a process of an older version made it.
pub async fn ensure_leases(db: impl PgExecutor<'_>, platform: &str) -> Result<u64, StoreError> {
    let made = sqlx::query!(
        r#"insert into round_leases (round_id, driver, lease_until)
           select r.id, '', 'epoch' from rounds r join places p on p.id = r.place_id
           where p.platform = $1 and r.announced_at is null and r.state <> 'void'
           on conflict (round_id) do nothing"#,
        platform
    )
    .execute(db)
    .await?;
    Ok(made.rows_affected())
}

/// Takes those of these rounds that are still free. What another process is taking at this moment is left to it.
pub async fn take_leases(
    db: impl PgExecutor<'_>,
    driver: &DriverId,
    rounds: &[RoundId],
    seconds: f64,
) -> Result<Vec<RoundId>, StoreError> {
    let rounds: Vec<i64> = rounds.iter().map(|round| round.0).collect();
    let taken = sqlx::query_scalar!(
        r#"with free as (
               select round_id from round_leases
               where round_id = any ($1) and (lease_until <= now() or driver = $2)
               order by round_id for update skip locked
           )
           update round_leases l set driver = $2, lease_until = now() + make_interval(secs => $3)
           from free where l.round_id = free.round_id returning l.round_id"#,
        &rounds,
        driver.as_str(),
        seconds
    )
    .fetch_all(db)
    .await?;
    Ok(taken.into_iter().map(RoundId).collect())
}

/// There is nothing left to do for this round. Who was forgotten during it needn't be known any more.
pub async fn drop_lease(db: impl PgExecutor<'_>, round: RoundId, driver: &DriverId) -> Result<(), StoreError> {
    sqlx::query!(
        r#"with over as (delete from round_leavers where round_id = $1)
           delete from round_leases where round_id = $1 and driver = $2"#,
        round.0,
        driver.as_str()
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Nobody drives this round for a while: what stops it needs somebody's hand.
pub async fn rest_lease(
    db: impl PgExecutor<'_>,
    round: RoundId,
    driver: &DriverId,
    seconds: f64,
) -> Result<(), StoreError> {
    sqlx::query!(
        r#"update round_leases set driver = '', lease_until = now() + make_interval(secs => $3)
           where round_id = $1 and driver = $2"#,
        round.0,
        driver.as_str(),
        seconds
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Gives every round of a process to whoever comes next.
pub async fn release_leases(db: impl PgExecutor<'_>, driver: &DriverId) -> Result<(), StoreError> {
    sqlx::query!("update round_leases set driver = '', lease_until = now() where driver = $1", driver.as_str())
        .execute(db)
        .await?;
    Ok(())
}

/// Frees every round of a platform: for a process that is known to be the only one.
pub async fn free_all_leases(db: impl PgExecutor<'_>, platform: &str) -> Result<(), StoreError> {
    sqlx::query!(
        r#"update round_leases l set driver = '', lease_until = now()
           from rounds r join places p on p.id = r.place_id where r.id = l.round_id and p.platform = $1"#,
        platform
    )
    .execute(db)
    .await?;
    Ok(())
}
