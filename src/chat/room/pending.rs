//! Commands that take their time: running a program. The page is told at once that it runs, and asks again with the same
//! event's id until it has the reply; so a lost connection loses nothing, and nothing runs twice.

use axum::http::StatusCode;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::watch;

use super::error::ApiError;
use crate::chat::words;

/// How long a request waits for the reply before the page is told to ask again.
pub const ANSWER_WITHIN: Duration = Duration::from_millis(2500);
/// How long the first request waits; longer, and a person would wonder whether anything happens.
pub const FIRST_WITHIN: Duration = Duration::from_millis(400);
/// A reply that nobody has asked for since is forgotten.
const KEPT: Duration = Duration::from_secs(120);
/// Replies under way and kept; then the oldest are forgotten.
const MAX: usize = 512;

/// A reply as it is sent, or why there is none.
pub type Outcome = Result<Arc<str>, ApiError>;

/// A command under way, for everybody who waits for it.
#[derive(Clone)]
pub struct Job(watch::Receiver<Option<Outcome>>);

/// By the event's id, the last asked for at the end.
#[derive(Default)]
pub struct Pending(Mutex<VecDeque<(String, Instant, Job)>>);

impl Pending {
    /// The command with this event's id, and for a new one where to put its outcome.
    pub fn find_or_begin(&self, id: &str, now: Instant) -> (Job, Option<watch::Sender<Option<Outcome>>>) {
        let mut jobs = self.lock();
        while jobs.len() >= MAX
            || jobs.front().is_some_and(|(_, asked, _)| now.saturating_duration_since(*asked) > KEPT)
        {
            jobs.pop_front();
        }
        if let Some(index) = jobs.iter().position(|(other, ..)| other == id)
            && let Some((id, _, job)) = jobs.remove(index)
        {
            jobs.push_back((id, now, job.clone()));
            return (job, None);
        }
        let (sender, receiver) = watch::channel(None);
        let job = Job(receiver);
        jobs.push_back((id.to_owned(), now, job.clone()));
        (job, Some(sender))
    }

    /// Forgets a command, so that with the same id it is done anew.
    pub fn forget(&self, id: &str) {
        self.lock().retain(|(other, ..)| other != id);
    }

    fn lock(&self) -> MutexGuard<'_, VecDeque<(String, Instant, Job)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Job {
    /// The outcome, if it comes in time.
    pub async fn outcome(mut self, within: Duration) -> Option<Outcome> {
        match tokio::time::timeout(within, self.0.wait_for(Option::is_some)).await {
            Ok(Ok(outcome)) => outcome.clone(),
            // It was let go of without a word.
            Ok(Err(_)) => Some(Err(ApiError::later(StatusCode::SERVICE_UNAVAILABLE, words::unconfirmed()))),
            Err(_) => None,
        }
    }
}
