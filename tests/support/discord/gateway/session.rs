//! A session: what was sent to it, under which number, so that a dropped connection can go on where it was.

use serde_json::Value;
use std::collections::VecDeque;
use std::sync::Arc;
use tokio::sync::mpsc::UnboundedSender;

/// What a socket's task is told to do.
#[derive(Clone, Debug)]
pub enum Frame {
    Send(Arc<str>),
    Close(Option<u16>),
    /// The connection is gone without a word.
    Drop,
}

pub struct Session {
    pub id: String,
    /// Its number, and of how many.
    pub shard: (u64, u64),
    pub intents: u64,
    pub sequence: u64,
    /// What a RESUME may ask for again.
    pub sent: VecDeque<(u64, Arc<str>)>,
    pub socket: Option<UnboundedSender<Frame>>,
    /// It goes on while it is connected, but can't be resumed.
    pub expired: bool,
}

/// More than this is not replayed: the session is then invalid.
const REPLAYED: usize = 200_000;

impl Session {
    pub fn dispatch(&mut self, name: &str, data: &Value, log: &mut Vec<Arc<str>>) {
        self.sequence += 1;
        // The type stands before the data, as in Discord's own payloads: twilight looks for it from the start.
        let text = format!(r#"{{"t":"{name}","s":{},"op":0,"d":{data}}}"#, self.sequence);
        let text: Arc<str> = text.into();
        self.sent.push_back((self.sequence, text.clone()));
        if self.sent.len() > REPLAYED {
            self.sent.pop_front();
        }
        log.push(text.clone());
        self.tell(Frame::Send(text));
    }

    /// A socket that is gone, or told to go, hears nothing more; the session keeps what it missed.
    pub fn tell(&mut self, frame: Frame) {
        let last = matches!(frame, Frame::Close(_) | Frame::Drop);
        let gone = self.socket.as_ref().is_some_and(|socket| socket.send(frame).is_err());
        if last || gone {
            self.socket = None;
        }
    }

    /// Everything after `sequence`, unless it has been forgotten or never was.
    pub fn missed(&self, sequence: u64) -> Option<Vec<Arc<str>>> {
        let first = self.sent.front().map_or(self.sequence + 1, |(first, _)| *first);
        if self.expired || sequence > self.sequence || sequence + 1 < first {
            return None;
        }
        Some(self.sent.iter().filter(|(number, _)| *number > sequence).map(|(_, text)| text.clone()).collect())
    }
}
