//! The gateway: sessions and the sockets they speak through.

pub mod intents;
mod session;
mod socket;

pub use session::Frame;
pub use socket::{Connection, serve};

use super::Config;
use serde_json::{Value, json};
use session::Session;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Where a client connects first, and where it resumes.
pub const PATH: &str = "/gateway-socket";
pub const RESUME_PATH: &str = "/resume-socket";

pub struct Gateway {
    pub sessions: BTreeMap<String, Session>,
    /// Every payload sent, in order, of all sessions.
    pub log: Vec<Arc<str>>,
    /// What came of each connection: its path, and IDENTIFY, RESUME, ...
    pub connections: Vec<Value>,
    pub heartbeat_interval: u64,
    pub acknowledging: bool,
    /// So many IDENTIFYs are answered by an invalid session.
    pub rejected_identifies: u32,
    pub heartbeats: u64,
}

impl Gateway {
    pub fn new(config: &Config) -> Self {
        Self {
            sessions: BTreeMap::new(),
            log: Vec::new(),
            connections: Vec::new(),
            heartbeat_interval: config.heartbeat_interval,
            acknowledging: true,
            rejected_identifies: 0,
            heartbeats: 0,
        }
    }

    /// To every connected session.
    pub fn tell_all(&mut self, frame: &Frame) {
        for session in self.sessions.values_mut() {
            session.tell(frame.clone());
        }
    }

    pub fn send_all(&mut self, payload: &Value) {
        let text: Arc<str> = payload.to_string().into();
        self.log.push(text.clone());
        self.tell_all(&Frame::Send(text));
    }

    pub fn expire(&mut self) {
        for session in self.sessions.values_mut() {
            session.expired = true;
        }
    }

    pub fn connected(&self) -> usize {
        self.sessions.values().filter(|session| session.socket.is_some()).count()
    }
}

/// A payload that is no event, as every one with `s` and `t`.
pub fn payload(op: u8, data: Value) -> Value {
    json!({ "t": null, "s": null, "op": op, "d": data })
}
