//! What the room needs from the store and the engine, neither of which it knows.

use async_trait::async_trait;
use metrics_exporter_prometheus::PrometheusHandle;
use rand::TryRng;
use serde_json::Value;
use std::sync::{Arc, OnceLock, Weak};
use std::time::Duration;

use crate::chat::room::{self, Archive, ArchiveError, BoardSource, Health, PersonRecord, Room, StoredMessage};
use crate::chat::{BoardView, PersonRef, Refusal, words};
use crate::engine::Engine;
use crate::quiz::Window;
use crate::store::{self, RoomMessageRow, Store, StoreError};

/// How long `/readyz` waits for the database.
const READY_WAIT: Duration = Duration::from_secs(2);

pub(super) struct Ports {
    store: Store,
    metrics: PrometheusHandle,
    /// Set once the engine exists, which itself holds the room and so these ports.
    engine: OnceLock<Weak<Engine>>,
}

impl Ports {
    pub fn new(store: Store, metrics: PrometheusHandle) -> Self {
        Self { store, metrics, engine: OnceLock::new() }
    }

    pub fn connect(&self, engine: &Arc<Engine>) {
        // A second call would be a mistake in app.rs; the first engine stays.
        let _ = self.engine.set(Arc::downgrade(engine));
    }
}

#[async_trait]
impl Archive for Ports {
    async fn join(&self, name: &str, token_digest: &str) -> Result<PersonRecord, ArchiveError> {
        let mut bytes = [0_u8; 12];
        rand::rngs::SysRng.try_fill_bytes(&mut bytes).map_err(|error| ArchiveError::Unavailable(error.to_string()))?;
        let external_id: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        match store::join(self.store.pool(), &external_id, name, &room::names::key(name), token_digest).await {
            Ok(()) => Ok(PersonRecord { external_id, name: name.to_owned() }),
            Err(StoreError::Conflict { constraint }) if constraint == "room_people_name_key" => {
                Err(ArchiveError::NameTaken)
            }
            Err(error) => Err(away(&error)),
        }
    }

    async fn person(&self, token_digest: &str) -> Result<Option<PersonRecord>, ArchiveError> {
        let row = store::person_by_token(self.store.pool(), token_digest).await.map_err(|error| away(&error))?;
        Ok(row.map(|row| PersonRecord { external_id: row.external_id, name: row.name }))
    }

    async fn put_message(&self, key: &str, body: &Value) -> Result<StoredMessage, ArchiveError> {
        store::put_message(self.store.pool(), key, body).await.map(message).map_err(|error| away(&error))
    }

    async fn edit_message(&self, key: &str, body: &Value) -> Result<Option<StoredMessage>, ArchiveError> {
        let row = store::edit_message(self.store.pool(), key, body).await;
        row.map(|row| row.map(message)).map_err(|error| away(&error))
    }

    async fn find_message(&self, key: &str) -> Result<Option<StoredMessage>, ArchiveError> {
        let row = store::find_message(self.store.pool(), key).await;
        row.map(|row| row.map(message)).map_err(|error| away(&error))
    }

    async fn latest_messages(&self, limit: i64) -> Result<Vec<StoredMessage>, ArchiveError> {
        let rows = store::latest_messages(self.store.pool(), limit).await.map_err(|error| away(&error))?;
        Ok(rows.into_iter().map(message).collect())
    }
}

#[async_trait]
impl BoardSource for Ports {
    async fn board(&self, window: Window, person: Option<&PersonRef>) -> Result<BoardView, Refusal> {
        match self.engine.get().and_then(Weak::upgrade) {
            Some(engine) => engine.board(&Room::place(), window, person).await,
            None => Err(words::busy()),
        }
    }
}

#[async_trait]
impl Health for Ports {
    async fn ready(&self) -> Result<(), String> {
        let engine = self.engine.get().and_then(Weak::upgrade).ok_or("starting")?;
        if !engine.is_running() {
            return Err("starting".to_owned());
        }
        match tokio::time::timeout(READY_WAIT, self.store.ping()).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) | Err(_) => Err("the database does not answer".to_owned()),
        }
    }

    fn metrics(&self) -> String {
        self.metrics.render()
    }
}

fn message(row: RoomMessageRow) -> StoredMessage {
    StoredMessage { id: row.id, key: row.key, body: row.body, at: row.sent_at }
}

fn away(error: &StoreError) -> ArchiveError {
    if !error.is_transient() {
        tracing::error!(%error, "the room's archive failed");
    }
    ArchiveError::Unavailable(error.to_string())
}
