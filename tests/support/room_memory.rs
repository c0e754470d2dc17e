//! The room's ports in memory: for tests of the room alone and for looking at its page. Nothing outlives the process.

use ansatz::chat::room::{Archive, ArchiveError, BoardSource, Health, PersonRecord, StoredMessage};
use ansatz::chat::{BoardRow, BoardView, PersonRef, Refusal};
use ansatz::quiz::{Marks, board::Window};
use async_trait::async_trait;
use jiff::Timestamp;
use serde_json::Value;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

#[derive(Default)]
pub struct Memory {
    /// While set, every call fails as a lost database would.
    pub away: AtomicBool,
    /// Names with the digests of their tokens; a person's id is their place here.
    pub people: Mutex<Vec<(String, String)>>,
    pub messages: Mutex<Vec<StoredMessage>>,
    /// Names with points, for the board.
    pub points: Mutex<Vec<(String, i64, i64, i64)>>,
}

impl Memory {
    fn reach(&self) -> Result<(), ArchiveError> {
        match self.away.load(Ordering::SeqCst) {
            true => Err(ArchiveError::Unavailable("taken away by a test".to_owned())),
            false => Ok(()),
        }
    }
}

fn record(id: usize, name: &str) -> PersonRecord {
    PersonRecord { external_id: format!("p{id}"), name: name.to_owned() }
}

#[async_trait]
impl Archive for Memory {
    async fn join(&self, name: &str, token_digest: &str) -> Result<PersonRecord, ArchiveError> {
        self.reach()?;
        let mut people = self.people.lock().unwrap();
        if people.iter().any(|(taken, _)| taken.to_lowercase() == name.to_lowercase()) {
            return Err(ArchiveError::NameTaken);
        }
        people.push((name.to_owned(), token_digest.to_owned()));
        Ok(record(people.len() - 1, name))
    }

    async fn person(&self, token_digest: &str) -> Result<Option<PersonRecord>, ArchiveError> {
        self.reach()?;
        let people = self.people.lock().unwrap();
        let found = people.iter().enumerate().find(|(_, (_, digest))| digest == token_digest);
        Ok(found.map(|(id, (name, _))| record(id, name)))
    }

    async fn put_message(&self, key: &str, body: &Value) -> Result<StoredMessage, ArchiveError> {
        self.reach()?;
        let mut messages = self.messages.lock().unwrap();
        if let Some(first) = messages.iter().find(|message| message.key == key) {
            return Ok(first.clone());
        }
        let id = messages.len() as i64 + 1;
        let stored = StoredMessage { id, key: key.to_owned(), body: body.clone(), at: Timestamp::now() };
        messages.push(stored.clone());
        Ok(stored)
    }

    async fn edit_message(&self, key: &str, body: &Value) -> Result<Option<StoredMessage>, ArchiveError> {
        self.reach()?;
        let mut messages = self.messages.lock().unwrap();
        let found = messages.iter_mut().find(|message| message.key == key);
        Ok(found.map(|message| {
            message.body = body.clone();
            message.clone()
        }))
    }

    async fn find_message(&self, key: &str) -> Result<Option<StoredMessage>, ArchiveError> {
        self.reach()?;
        Ok(self.messages.lock().unwrap().iter().find(|message| message.key == key).cloned())
    }

    async fn latest_messages(&self, limit: i64) -> Result<Vec<StoredMessage>, ArchiveError> {
        self.reach()?;
        Ok(self.messages.lock().unwrap().iter().rev().take(limit as usize).cloned().collect())
    }
}

#[async_trait]
impl BoardSource for Memory {
    async fn board(&self, window: Window, person: Option<&PersonRef>) -> Result<BoardView, Refusal> {
        self.reach().map_err(|_| Refusal { text: "The boards are away.".to_owned(), retry: true })?;
        let mut points = self.points.lock().unwrap().clone();
        points.sort_by_key(|(name, points, ..)| (-points, name.clone()));
        let rows: Vec<BoardRow> = (1..)
            .zip(points)
            .map(|(rank, (name, points, answered, right))| BoardRow {
                rank,
                points: Marks::fraction(points, 3),
                points_text: Marks::fraction(points, 3).to_string(),
                answered,
                right,
                is_asker: person.is_some_and(|person| person.name == name),
                name,
            })
            .collect();
        let title = match window {
            Window::Day => "Today",
            Window::Week => "This week, 16 to 22 November",
            Window::Month => "November 2026",
            Window::Season => "Season 3, since 1 September",
            Window::AllTime => "All time",
        };
        let own = rows.iter().skip(10).find(|row| row.is_asker).cloned();
        let people = rows.len() as i64;
        Ok(BoardView { window, title: title.to_owned(), rows: rows.into_iter().take(10).collect(), own, people })
    }
}

#[async_trait]
impl Health for Memory {
    async fn ready(&self) -> Result<(), String> {
        self.reach().map_err(|error| error.to_string())
    }

    fn metrics(&self) -> String {
        "# TYPE ansatz_up gauge\nansatz_up 1\n".to_owned()
    }
}
