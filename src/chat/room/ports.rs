//! What the room needs from elsewhere. The composition root gives it these, so the room knows no database.

use async_trait::async_trait;
use jiff::Timestamp;
use serde_json::Value;

use crate::chat::{BoardView, PersonRef, Refusal};
use crate::quiz::board::Window;

/// The room's memory: who plays, and what was said. Everything it returns is committed.
#[async_trait]
pub trait Archive: Send + Sync {
    /// Takes a name, unless somebody goes by it in any case of its letters. The token itself is never kept, only its digest.
    async fn join(&self, name: &str, token_digest: &str) -> Result<PersonRecord, ArchiveError>;

    async fn person(&self, token_digest: &str) -> Result<Option<PersonRecord>, ArchiveError>;

    /// Keeps a message. A second call with the same key changes nothing and returns the first one's.
    async fn put_message(&self, key: &str, body: &Value) -> Result<StoredMessage, ArchiveError>;

    /// Replaces a message's body; `None` when there is no such message.
    async fn edit_message(&self, key: &str, body: &Value) -> Result<Option<StoredMessage>, ArchiveError>;

    async fn find_message(&self, key: &str) -> Result<Option<StoredMessage>, ArchiveError>;

    /// The newest messages, newest first.
    async fn latest_messages(&self, limit: i64) -> Result<Vec<StoredMessage>, ArchiveError>;
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonRecord {
    pub external_id: String,
    pub name: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredMessage {
    pub id: i64,
    pub key: String,
    pub body: Value,
    pub at: Timestamp,
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ArchiveError {
    #[error("the name is taken")]
    NameTaken,
    #[error("the archive can't be reached: {0}")]
    Unavailable(String),
}

/// Boards for people who look on, with or without a name.
#[async_trait]
pub trait BoardSource: Send + Sync {
    async fn board(&self, window: Window, person: Option<&PersonRef>) -> Result<BoardView, Refusal>;
}

/// What `/readyz` and `/metrics` show to operators.
#[async_trait]
pub trait Health: Send + Sync {
    /// Whether questions can be posted and answers saved, or what is in the way.
    async fn ready(&self) -> Result<(), String>;

    /// The metrics in Prometheus' text form.
    fn metrics(&self) -> String;
}
