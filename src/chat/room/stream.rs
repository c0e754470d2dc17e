//! The line to every open page: the state when it opens, then whatever happens, and a beat so that both ends notice when
//! the line is dead. A page too slow to follow is sent the state again instead of what it missed.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::sse::{Event, Sse};
use futures::Stream;
use futures::stream::unfold;
use jiff::Timestamp;
use serde_json::json;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::OwnedSemaphorePermit;
use tokio::sync::broadcast::{Receiver, error::RecvError};
use tokio::time::{Interval, MissedTickBehavior, interval_at};

use super::Room;
use super::error::ApiError;
use super::feed::Signal;
use crate::chat::words;

/// Pages take a line for dead after two and a half of these.
const BEAT: Duration = Duration::from_secs(10);

struct Line {
    room: Arc<Room>,
    signals: Receiver<Signal>,
    opening: Option<Event>,
    beat: Interval,
    open: metrics::Gauge,
    _permit: OwnedSemaphorePermit,
}

impl Drop for Line {
    fn drop(&mut self) {
        self.open.decrement(1.0);
    }
}

pub async fn events(
    State(room): State<Arc<Room>>,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, ApiError> {
    let permit = Arc::clone(&room.lines).try_acquire_owned();
    let permit = permit.map_err(|_| ApiError::later(StatusCode::SERVICE_UNAVAILABLE, words::room_full()))?;
    // Listening begins before the state is read: what happens in between is then sent twice rather than never.
    let signals = room.feed.subscribe();
    let opening = state(&room).await?;
    let mut beat = interval_at(tokio::time::Instant::now() + BEAT, BEAT);
    beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let open = metrics::gauge!("ansatz_room_lines");
    open.increment(1.0);
    let line = Line { room, signals, opening: Some(opening), beat, open, _permit: permit };
    Ok(Sse::new(unfold(line, |mut line| async { line.next().await.map(|event| (Ok(event), line)) })))
}

impl Line {
    async fn next(&mut self) -> Option<Event> {
        if let Some(opening) = self.opening.take() {
            return Some(opening);
        }
        tokio::select! {
            biased;
            () = self.room.shutdown.cancelled() => None,
            signal = self.signals.recv() => match signal {
                Ok(signal) => Some(Event::default().event(signal.name).data(&*signal.data)),
                // Without the state this line is of no use; the page opens another.
                Err(RecvError::Lagged(_)) => state(&self.room).await.ok(),
                Err(RecvError::Closed) => None,
            },
            _ = self.beat.tick() => {
                Some(Event::default().event("beat").data(json!({ "now": Timestamp::now().as_millisecond() }).to_string()))
            }
        }
    }
}

async fn state(room: &Room) -> Result<Event, ApiError> {
    let state = room.state().await?;
    let data = serde_json::to_string(&state);
    let data = data.map_err(|_| ApiError::later(StatusCode::SERVICE_UNAVAILABLE, words::records_away()))?;
    Ok(Event::default().event("state").data(data))
}
