//! What the room, as a chat platform, remembers: its members and its messages.

use jiff::Timestamp;
use serde_json::Value;
use sqlx::PgExecutor;

use super::StoreError;
use super::time::At;

/// A member of the room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoomPersonRow {
    pub external_id: String,
    pub name: String,
}

/// A message of the room.
#[derive(Clone, Debug, PartialEq)]
pub struct RoomMessageRow {
    pub id: i64,
    pub key: String,
    pub body: Value,
    pub sent_at: Timestamp,
}

struct MessageRow {
    id: i64,
    key: String,
    body: Value,
    sent_at: At,
}

impl From<MessageRow> for RoomMessageRow {
    fn from(row: MessageRow) -> Self {
        Self { id: row.id, key: row.key, body: row.body, sent_at: row.sent_at.0 }
    }
}

/// Adds a member.
///
/// # Errors
/// `Conflict { room_people_name_key }` when the name is taken.
pub async fn join(
    db: impl PgExecutor<'_>,
    external_id: &str,
    name: &str,
    name_key: &str,
    token_digest: &str,
) -> Result<(), StoreError> {
    sqlx::query!(
        "insert into room_people (external_id, name, name_key, token_digest) values ($1, $2, $3, $4)",
        external_id,
        name,
        name_key,
        token_digest
    )
    .execute(db)
    .await?;
    Ok(())
}

pub async fn person_by_token(db: impl PgExecutor<'_>, token_digest: &str) -> Result<Option<RoomPersonRow>, StoreError> {
    let row = sqlx::query_as!(
        RoomPersonRow,
        "select external_id, name from room_people where token_digest = $1",
        token_digest
    )
    .fetch_optional(db)
    .await?;
    Ok(row)
}

/// Stores a message, or finds the one that was stored with this key before and leaves it as it is.
pub async fn put_message(db: impl PgExecutor<'_>, key: &str, body: &Value) -> Result<RoomMessageRow, StoreError> {
    let row = sqlx::query_as!(
        MessageRow,
        r#"insert into room_messages (key, body) values ($1, $2)
           on conflict on constraint room_messages_key do update set key = excluded.key
           returning id, key, body, sent_at"#,
        key,
        body
    )
    .fetch_one(db)
    .await?;
    Ok(row.into())
}

/// Replaces a message's body; `None` when there is no such message.
pub async fn edit_message(
    db: impl PgExecutor<'_>,
    key: &str,
    body: &Value,
) -> Result<Option<RoomMessageRow>, StoreError> {
    let row = sqlx::query_as!(
        MessageRow,
        "update room_messages set body = $2 where key = $1 returning id, key, body, sent_at",
        key,
        body
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(RoomMessageRow::from))
}

pub async fn find_message(db: impl PgExecutor<'_>, key: &str) -> Result<Option<RoomMessageRow>, StoreError> {
    let row = sqlx::query_as!(MessageRow, "select id, key, body, sent_at from room_messages where key = $1", key)
        .fetch_optional(db)
        .await?;
    Ok(row.map(RoomMessageRow::from))
}

/// The newest messages, newest first.
pub async fn latest_messages(db: impl PgExecutor<'_>, limit: i64) -> Result<Vec<RoomMessageRow>, StoreError> {
    let rows = sqlx::query_as!(
        MessageRow,
        "select id, key, body, sent_at from room_messages order by id desc limit $1",
        limit
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(RoomMessageRow::from).collect())
}
