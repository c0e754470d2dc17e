//! A round's steps. Each names the state it leaves, so that a step taken twice happens once; and those that lead to something
//! being sent hold the lease's row while they commit, so that whoever takes the round over sees what was done.

use jiff::Timestamp;
use sqlx::PgExecutor;

use super::StoreError;
use super::time::At;
use crate::quiz::{DriverId, RoundId};

/// Claimed -> posting: from here on the message may have been sent. Whether this call took the step.
pub async fn mark_posting(db: impl PgExecutor<'_>, id: RoundId, driver: &DriverId) -> Result<bool, StoreError> {
    let done = sqlx::query!(
        r#"with held as (select round_id from round_leases where round_id = $1 and driver = $2 for share)
           update rounds set state = 'posting' where id = $1 and state = 'claimed' and exists (select from held)"#,
        id.0,
        driver.as_str()
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Posting -> open: the message is there. The same when a deleted post has been sent again.
pub async fn mark_open(
    db: impl PgExecutor<'_>,
    id: RoundId,
    driver: &DriverId,
    message_id: &str,
) -> Result<bool, StoreError> {
    let done = sqlx::query!(
        r#"with held as (select round_id from round_leases where round_id = $1 and driver = $2 for share)
           update rounds set state = 'open', message_id = $3
           where id = $1 and (state = 'posting' or (state = 'open' and message_id is null)) and exists (select from held)"#,
        id.0,
        driver.as_str(),
        message_id
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Claimed or posting -> void: it can't be posted, for this reason. An open round stays open, whatever becomes of its post.
pub async fn mark_void(
    db: impl PgExecutor<'_>,
    id: RoundId,
    driver: &DriverId,
    reason: &str,
) -> Result<bool, StoreError> {
    let done = sqlx::query!(
        r#"with held as (select round_id from round_leases where round_id = $1 and driver = $2 for share)
           update rounds set state = 'void', void_reason = $3
           where id = $1 and state in ('claimed', 'posting') and exists (select from held)"#,
        id.0,
        driver.as_str(),
        reason
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Open -> closing: waits for batches of answers on their way into the ledger, and lets no later one in.
pub async fn begin_closing(db: impl PgExecutor<'_>, id: RoundId, driver: &DriverId) -> Result<bool, StoreError> {
    let done = sqlx::query!(
        r#"with held as (select round_id from round_leases where round_id = $1 and driver = $2 for share)
           update rounds set state = 'closing' where id = $1 and state = 'open' and exists (select from held)"#,
        id.0,
        driver.as_str()
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// The outcome by this key is on the post, and nobody has anything left to do for the round. `false` when it has been announced
/// before, or was graded by another key since.
pub async fn mark_announced(
    db: impl PgExecutor<'_>,
    id: RoundId,
    digest: &str,
    at: Timestamp,
) -> Result<bool, StoreError> {
    let done = sqlx::query!(
        r#"with done as (
               update rounds set announced_at = $3
               where id = $1 and state = 'closed' and announced_at is null and digest = $2 returning id
           ), over as (
               delete from round_leases where round_id in (select id from done)
           ), forgotten as (
               delete from round_leavers where round_id in (select id from done)
           )
           select id from done"#,
        id.0,
        digest,
        At(at) as _
    )
    .fetch_optional(db)
    .await?;
    Ok(done.is_some())
}

/// A round under way -> void, whoever drives it: its driver shows it. Answers so far stay in the ledger and count for nothing.
pub async fn end_without_grades(db: impl PgExecutor<'_>, id: RoundId, reason: &str) -> Result<bool, StoreError> {
    let done = sqlx::query!(
        "update rounds set state = 'void', void_reason = $2 where id = $1 and state in ('claimed', 'posting', 'open')",
        id.0,
        reason
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Ends the time of a round under way now, whoever drives it: its driver closes it.
pub async fn end_now(db: impl PgExecutor<'_>, id: RoundId, now: Timestamp) -> Result<bool, StoreError> {
    let done = sqlx::query!(
        r#"update rounds set closes_at = greatest($2, opens_at + interval '1 millisecond')
           where id = $1 and state in ('claimed', 'posting', 'open') and closes_at > $2"#,
        id.0,
        At(now) as _
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Notes that the post of an open round was deleted, so that its driver sends it again. `false` when it had another since.
/// Everything with an earlier sequence than `now` was not on the post that follows.
pub async fn mark_post_gone(
    db: impl PgExecutor<'_>,
    id: RoundId,
    message_id: &str,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let done = sqlx::query!(
        r#"update rounds set message_id = null, copy = copy + 1, post_since = $3
           where id = $1 and state = 'open' and message_id = $2"#,
        id.0,
        message_id,
        now.as_microsecond()
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Voids every round that is under way in a channel, or, without one, in every channel of a server; which they are.
pub async fn void_place(
    db: impl PgExecutor<'_>,
    platform: &str,
    server: &str,
    channel: Option<&str>,
    reason: &str,
) -> Result<Vec<RoundId>, StoreError> {
    let ids = sqlx::query_scalar!(
        r#"update rounds r set state = 'void', void_reason = $4 from places p
           where p.id = r.place_id and r.state in ('claimed', 'posting', 'open')
             and p.platform = $1 and p.server = $2 and ($3::text is null or p.channel = $3)
           returning r.id"#,
        platform,
        server,
        channel,
        reason
    )
    .fetch_all(db)
    .await?;
    Ok(ids.into_iter().map(RoundId).collect())
}
