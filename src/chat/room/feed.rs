//! What goes out to every open page: new and edited messages at once, counts and boards at a bearable pace, so that ten
//! thousand answers a second are still a handful of lines on the wire.

use serde::Serialize;
use serde_json::json;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::broadcast;

use super::ports::StoredMessage;
use super::view::{self, MessageView};
use crate::chat::Tally;
use crate::quiz::Mark;

/// Between two counts of one round.
const TALLY_GAP: Duration = Duration::from_millis(200);

/// Between two signals that the boards have changed; each makes every page ask for its board.
const BOARD_GAP: Duration = Duration::from_secs(1);

/// Signals a slow page may be behind before it is sent the whole state instead.
const BACKLOG: usize = 256;

/// Rounds counted at once; more than are ever open.
const MAX_COUNTS: usize = 256;

/// Rendered messages kept; rendering is pure, so dropping them costs only time.
const MAX_VIEWS: usize = 256;

/// One server-sent event, serialized once for all pages.
#[derive(Clone, Debug)]
pub struct Signal {
    pub name: &'static str,
    pub data: Arc<str>,
}

pub struct Feed {
    signals: broadcast::Sender<Signal>,
    counts: Mutex<HashMap<Mark, Count>>,
    board: Mutex<Pace>,
    views: Mutex<HashMap<i64, (StoredMessage, MessageView)>>,
}

#[derive(Default)]
struct Count {
    tally: Tally,
    pace: Pace,
}

#[derive(Default)]
struct Pace {
    last: Option<Instant>,
    scheduled: bool,
}

impl Pace {
    /// How long to wait before sending, or `None` when a sending is already on its way and will bring the newest.
    fn schedule(&mut self, gap: Duration, now: Instant) -> Option<Duration> {
        if std::mem::replace(&mut self.scheduled, true) {
            return None;
        }
        Some(self.last.map_or(Duration::ZERO, |last| gap.saturating_sub(now.saturating_duration_since(last))))
    }

    fn sent(&mut self, now: Instant) {
        *self = Self { last: Some(now), scheduled: false };
    }
}

impl Feed {
    pub fn new() -> Arc<Self> {
        Arc::new(Self {
            signals: broadcast::Sender::new(BACKLOG),
            counts: Mutex::default(),
            board: Mutex::default(),
            views: Mutex::default(),
        })
    }

    pub fn subscribe(&self) -> broadcast::Receiver<Signal> {
        self.signals.subscribe()
    }

    /// Shows a message that is new, or changed.
    pub fn message(&self, stored: &StoredMessage) {
        if let Some(view) = self.view(stored) {
            self.send("message", &view);
        }
    }

    /// A message with the newest count of its round.
    pub fn view(&self, stored: &StoredMessage) -> Option<MessageView> {
        let mut views = lock(&self.views);
        let view = match views.get(&stored.id) {
            Some((of, view)) if of == stored => Some(view.clone()),
            _ => {
                let view = view::message(stored, None)?;
                if views.len() >= MAX_VIEWS {
                    views.clear();
                }
                views.insert(stored.id, (stored.clone(), view.clone()));
                Some(view)
            }
        };
        drop(views);
        let mut view = view?;
        if let view::Content::Question(question) = &mut view.content
            && question.tally.is_some()
            && let Some(count) = lock(&self.counts).get(&question.mark)
        {
            question.tally = Some(count.tally.clone());
        }
        Some(view)
    }

    pub fn tally(self: &Arc<Self>, mark: &Mark, tally: &Tally) {
        let wait = {
            let mut counts = lock(&self.counts);
            // A count that came after its round's close is never forgotten by name.
            if counts.len() >= MAX_COUNTS && !counts.contains_key(mark) {
                counts.clear();
            }
            let count = counts.entry(mark.clone()).or_default();
            count.tally = tally.clone();
            count.pace.schedule(TALLY_GAP, Instant::now())
        };
        let Some(wait) = wait else { return };
        let (feed, mark) = (Arc::clone(self), mark.clone());
        tokio::spawn(async move {
            tokio::time::sleep(wait).await;
            let mut counts = lock(&feed.counts);
            // A round that closed meanwhile has its outcome instead.
            let Some(count) = counts.get_mut(&mark) else { return };
            count.pace.sent(Instant::now());
            let signal = json!({ "mark": mark, "tally": count.tally });
            drop(counts);
            feed.send("tally", &signal);
        });
    }

    /// The round is over: its count is in its outcome from now on.
    pub fn forget_tally(&self, mark: &Mark) {
        lock(&self.counts).remove(mark);
    }

    pub fn board_changed(self: &Arc<Self>) {
        let Some(wait) = lock(&self.board).schedule(BOARD_GAP, Instant::now()) else { return };
        let feed = Arc::clone(self);
        tokio::spawn(async move {
            tokio::time::sleep(wait).await;
            lock(&feed.board).sent(Instant::now());
            feed.send("board", &json!({}));
        });
    }

    fn send(&self, name: &'static str, data: &impl Serialize) {
        if let Ok(data) = serde_json::to_string(data) {
            // Nobody listening is no error.
            drop(self.signals.send(Signal { name, data: data.into() }));
        }
    }
}

/// A poisoned lock holds whole values all the same: nothing here panics between two changes.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thousand_counts_in_a_second_are_five_signals() {
        let start = Instant::now();
        let (mut pace, mut due, mut sent) = (Pace::default(), None, Vec::new());
        for millisecond in 0..1000 {
            let now = start + Duration::from_millis(millisecond);
            if let Some(wait) = pace.schedule(TALLY_GAP, now) {
                due = Some(now + wait);
            }
            if due.is_some_and(|due| due <= now) {
                (due, _) = (None, pace.sent(now));
                sent.push(millisecond);
            }
        }
        assert_eq!(sent, [0, 200, 400, 600, 800]);
        assert_eq!(due, Some(start + Duration::from_millis(1000)));
    }
}
