//! What the organisers of a server have set: settings, channels' pools, and the server's own questions.

use jiff::{SignedDuration, Timestamp};
use sqlx::PgExecutor;
use sqlx::types::Json;
use std::sync::Arc;

use super::time::At;
use super::{Store, StoreError};
use crate::bank::Question;
use crate::quiz::{PersonId, PlaceId, Scheme};

/// A server's settings; what is `None` is as configured.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ServerSettings {
    pub private: Option<bool>,
    pub scheme: Option<Scheme>,
    pub zone: Option<String>,
    pub open_for: Option<SignedDuration>,
    /// Of the server's own questions; 0 when it has none.
    pub bank_version: i64,
}

/// Reads a server's settings; the defaults when it has none.
pub async fn server_settings(
    db: impl PgExecutor<'_>,
    platform: &str,
    server: &str,
) -> Result<ServerSettings, StoreError> {
    let row = sqlx::query!(
        r#"select answers, scheme, time_zone, open_for_seconds, bank_version from servers
           where platform = $1 and server = $2"#,
        platform,
        server
    )
    .fetch_optional(db)
    .await?;
    let Some(row) = row else { return Ok(ServerSettings::default()) };
    let scheme = row.scheme.map(|scheme| scheme.parse()).transpose();
    Ok(ServerSettings {
        private: row.answers.map(|answers| answers == "private"),
        scheme: scheme.map_err(|_| StoreError::unreadable("a server with an unknown marking scheme"))?,
        zone: row.time_zone,
        open_for: row.open_for_seconds.map(SignedDuration::from_secs),
        bank_version: row.bank_version,
    })
}

/// Changes what is given; the rest stays. Schedules that follow the server's time zone begin anew with another one: what they would
/// have done by it before `now` was not missed.
pub async fn set_server_settings(
    store: &Store,
    platform: &str,
    server: &str,
    changes: &ServerSettings,
    now: Timestamp,
) -> Result<(), StoreError> {
    let answers = changes.private.map(|private| if private { "private" } else { "public" });
    let mut tx = store.pool().begin().await?;
    if let Some(zone) = &changes.zone {
        sqlx::query!(
            r#"update schedule_progress g set considered_until = greatest(g.considered_until, $4)
               from schedules s join places p on p.id = s.place_id
               where g.place_id = s.place_id and g.schedule = s.name and s.time_zone is null
                 and p.platform = $1 and p.server = $2
                 and not exists (select from servers v
                                 where v.platform = p.platform and v.server = p.server and v.time_zone = $3)"#,
            platform,
            server,
            zone,
            At(now) as _
        )
        .execute(&mut *tx)
        .await?;
    }
    sqlx::query!(
        r#"insert into servers (platform, server, answers, scheme, time_zone, open_for_seconds)
           values ($1, $2, $3, $4, $5, $6)
           on conflict (platform, server) do update
           set answers = coalesce(excluded.answers, servers.answers),
               scheme = coalesce(excluded.scheme, servers.scheme),
               time_zone = coalesce(excluded.time_zone, servers.time_zone),
               open_for_seconds = coalesce(excluded.open_for_seconds, servers.open_for_seconds)"#,
        platform,
        server,
        answers,
        changes.scheme.map(|scheme| scheme.to_string()),
        changes.zone,
        changes.open_for.map(|open_for| open_for.as_secs())
    )
    .execute(&mut *tx)
    .await?;
    tx.commit().await?;
    Ok(())
}

/// The pool that a place's `/quiz now` asks from, when one is set.
pub async fn channel_pool(db: impl PgExecutor<'_>, place: PlaceId) -> Result<Option<String>, StoreError> {
    Ok(sqlx::query_scalar!("select pool from channel_pools where place_id = $1", place.0).fetch_optional(db).await?)
}

pub async fn set_channel_pool(db: impl PgExecutor<'_>, place: PlaceId, pool: &str) -> Result<(), StoreError> {
    sqlx::query!(
        r#"insert into channel_pools (place_id, pool) values ($1, $2)
           on conflict (place_id) do update set pool = excluded.pool"#,
        place.0,
        pool
    )
    .execute(db)
    .await?;
    Ok(())
}

/// A server's own questions, in the order of their ids.
pub async fn imported_questions(
    db: impl PgExecutor<'_>,
    platform: &str,
    server: &str,
) -> Result<Vec<Question>, StoreError> {
    let rows = sqlx::query_scalar!(
        r#"select content as "content: Json<Question>" from imported_questions
           where platform = $1 and server = $2 order by question_id"#,
        platform,
        server
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

/// A file that was checked and waits for somebody's word.
#[derive(Clone, Debug)]
pub struct Preview<'a> {
    pub token: &'a str,
    pub platform: &'a str,
    pub server: &'a str,
    pub name: &'a str,
    pub questions: &'a [Arc<Question>],
    pub made_by: PersonId,
    pub made_at: Timestamp,
    pub expires_at: Timestamp,
}

/// Keeps a preview until it is accepted or expires; those of a week ago are thrown away. `false` when so many of the server's wait
/// already.
pub async fn keep_preview(db: impl PgExecutor<'_>, preview: &Preview<'_>, most: i64) -> Result<bool, StoreError> {
    let questions: Vec<&Question> = preview.questions.iter().map(AsRef::as_ref).collect();
    let kept = sqlx::query!(
        r#"with old as (delete from import_previews where expires_at < $8::timestamptz - interval '7 days')
           insert into import_previews (token, platform, server, name, questions, made_by, expires_at, made_at)
           select $1, $2, $3, $4, $5, $6, $7, $8
           where (select count(*) from import_previews
                  where platform = $2 and server = $3 and accepted_at is null and expires_at > $8) < $9"#,
        preview.token,
        preview.platform,
        preview.server,
        preview.name,
        Json(&questions) as _,
        preview.made_by.0,
        At(preview.expires_at) as _,
        At(preview.made_at) as _,
        most
    )
    .execute(db)
    .await?;
    Ok(kept.rows_affected() == 1)
}

/// What became of an acceptance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Accepted {
    /// So many questions are the server's now.
    New {
        name: String,
        questions: usize,
    },
    /// It was accepted before.
    Again {
        name: String,
        questions: usize,
    },
    Expired,
    /// The server's own questions would be more than it may have.
    TooMany,
    /// There is no such preview in this server.
    Unknown,
}

/// What a server may have of its own.
#[derive(Clone, Copy, Debug)]
pub struct Most {
    pub questions: i64,
    pub bytes: i64,
}

/// Takes a preview's questions into the server's own, once. One with an id that the server has replaces it.
pub async fn accept_preview(
    store: &Store,
    token: &str,
    (platform, server): (&str, &str),
    person: PersonId,
    most: &Most,
    now: Timestamp,
) -> Result<Accepted, StoreError> {
    let mut tx = store.pool().begin().await?;
    let row = sqlx::query!(
        r#"select name, questions as "questions: Json<Vec<Question>>", expires_at, accepted_at is not null as "accepted!"
           from import_previews where token = $1 and platform = $2 and server = $3 for update"#,
        token,
        platform,
        server
    )
    .fetch_optional(&mut *tx)
    .await?;
    let Some(row) = row else { return Ok(Accepted::Unknown) };
    let questions = row.questions.0;
    if row.accepted {
        return Ok(Accepted::Again { name: row.name, questions: questions.len() });
    }
    if row.expires_at.0 <= now {
        return Ok(Accepted::Expired);
    }
    // First, so that two who accept at once are counted one after the other.
    sqlx::query!(
        r#"insert into servers (platform, server, bank_version) values ($1, $2, 1)
           on conflict (platform, server) do update set bank_version = servers.bank_version + 1"#,
        platform,
        server
    )
    .execute(&mut *tx)
    .await?;
    let ids: Vec<&str> = questions.iter().map(|question| question.id.as_str()).collect();
    let contents: Vec<Json<&Question>> = questions.iter().map(Json).collect();
    sqlx::query!(
        r#"insert into imported_questions (platform, server, question_id, content, accepted_by, accepted_at)
           select $1, $2, q.id, q.content, $5, $6 from unnest($3::text[], $4::jsonb[]) as q (id, content)
           on conflict (platform, server, question_id) do update
           set content = excluded.content, accepted_by = excluded.accepted_by, accepted_at = excluded.accepted_at"#,
        platform,
        server,
        &ids as &[&str],
        &contents as _,
        person.0,
        At(now) as _
    )
    .execute(&mut *tx)
    .await?;
    let there = sqlx::query!(
        r#"select count(*) as "questions!", coalesce(sum(octet_length(content::text)), 0)::bigint as "bytes!"
           from imported_questions where platform = $1 and server = $2"#,
        platform,
        server
    )
    .fetch_one(&mut *tx)
    .await?;
    if there.questions > most.questions || there.bytes > most.bytes {
        return Ok(Accepted::TooMany);
    }
    sqlx::query!("update import_previews set accepted_at = $2 where token = $1", token, At(now) as _)
        .execute(&mut *tx)
        .await?;
    tx.commit().await?;
    Ok(Accepted::New { name: row.name, questions: questions.len() })
}
