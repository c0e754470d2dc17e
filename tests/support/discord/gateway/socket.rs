//! One connection: HELLO, then what the client says and what its session hears, compressed if it asked for that.

use super::super::world::{Hub, World};
use super::session::{Frame, Session};
use super::{RESUME_PATH, intents, payload};
use axum::extract::ws::{CloseFrame, Message, WebSocket};
use flate2::{Compress, Compression, FlushCompress};
use serde_json::{Value, json};
use std::collections::VecDeque;
use std::sync::Arc;
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};

/// How a client connected.
pub struct Connection {
    pub path: String,
    /// `compress=zlib-stream`.
    pub compressed: bool,
}

/// Codes of the gateway's own closing.
mod code {
    pub const UNKNOWN_OPCODE: u16 = 4001;
    pub const DECODE_ERROR: u16 = 4002;
    pub const NOT_AUTHENTICATED: u16 = 4003;
    pub const AUTHENTICATION_FAILED: u16 = 4004;
    pub const ALREADY_AUTHENTICATED: u16 = 4005;
    pub const INVALID_SHARD: u16 = 4010;
    pub const INVALID_INTENTS: u16 = 4013;
    pub const DISALLOWED_INTENTS: u16 = 4014;
}

pub async fn serve(mut socket: WebSocket, hub: Arc<Hub>, connection: Connection) {
    let (sender, mut frames) = unbounded_channel();
    let mut zlib = connection.compressed.then(|| Compress::new(Compression::default(), true));
    let mut client = Client { sender, path: connection.path, session: None };
    {
        let mut world = hub.lock();
        let interval = world.gateway.heartbeat_interval;
        client.say(&mut world, &payload(10, json!({ "heartbeat_interval": interval, "_trace": [] })));
    }
    let clean = loop {
        tokio::select! {
            frame = frames.recv() => match frame {
                Some(Frame::Send(text)) => {
                    let message = match &mut zlib {
                        Some(zlib) => Message::Binary(deflate(zlib, text.as_bytes()).into()),
                        None => Message::Text(text.as_ref().into()),
                    };
                    if socket.send(message).await.is_err() {
                        break false;
                    }
                }
                Some(Frame::Close(code)) => {
                    let frame = code.map(|code| CloseFrame { code, reason: "".into() });
                    // The client may be gone already.
                    socket.send(Message::Close(frame)).await.ok();
                    break false;
                }
                Some(Frame::Drop) | None => break false,
            },
            message = socket.recv() => match message {
                Some(Ok(Message::Text(text))) => client.hear(&hub, &text),
                Some(Ok(Message::Binary(bytes))) => client.hear(&hub, &String::from_utf8_lossy(&bytes)),
                Some(Ok(Message::Close(frame))) => break frame.is_none_or(|frame| matches!(frame.code, 1000 | 1001)),
                Some(Ok(_)) => {}
                Some(Err(_)) | None => break false,
            },
        }
    };
    let mut world = hub.lock();
    client.leave(&mut world, clean);
    hub.changed.notify_waiters();
}

/// One stream a connection; each message ends where the stream is flushed.
fn deflate(zlib: &mut Compress, input: &[u8]) -> Vec<u8> {
    let mut output = Vec::with_capacity(input.len() / 2 + 64);
    let start = zlib.total_in();
    loop {
        let used = usize::try_from(zlib.total_in() - start).unwrap_or(input.len());
        let done = zlib.compress_vec(&input[used..], &mut output, FlushCompress::Sync);
        let used = usize::try_from(zlib.total_in() - start).unwrap_or(input.len());
        if done.is_err() || used == input.len() && output.len() < output.capacity() {
            return output;
        }
        output.reserve(input.len().max(64));
    }
}

struct Client {
    sender: UnboundedSender<Frame>,
    path: String,
    session: Option<String>,
}

impl Client {
    /// A payload outside the session's numbers. The task that would read it is the one that writes, so it exists.
    fn say(&self, world: &mut World, payload: &Value) {
        let text: Arc<str> = payload.to_string().into();
        world.gateway.log.push(text.clone());
        self.sender.send(Frame::Send(text)).ok();
    }

    fn close(&self, code: u16) {
        self.sender.send(Frame::Close(Some(code))).ok();
    }

    fn note(&self, world: &mut World, did: &str) {
        world.gateway.connections.push(json!({ "path": self.path, "did": did }));
    }

    fn hear(&mut self, hub: &Hub, text: &str) {
        let Ok(message) = serde_json::from_str::<Value>(text) else { return self.close(code::DECODE_ERROR) };
        let mut world = hub.lock();
        match message["op"].as_u64() {
            Some(1) => {
                world.gateway.heartbeats += 1;
                if world.gateway.acknowledging {
                    self.say(&mut world, &payload(11, Value::Null));
                }
            }
            Some(2 | 6) if self.session.is_some() => self.close(code::ALREADY_AUTHENTICATED),
            Some(2) => self.identify(&mut world, &message["d"]),
            Some(6) => self.resume(&mut world, &message["d"]),
            // Presence, voice, member lists, soundboards: nothing here depends on them.
            Some(3 | 4 | 8 | 31) if self.session.is_some() => {}
            Some(3 | 4 | 8 | 31) => self.close(code::NOT_AUTHENTICATED),
            _ => self.close(code::UNKNOWN_OPCODE),
        }
        drop(world);
        hub.changed.notify_waiters();
    }

    fn authentic(world: &World, data: &Value) -> bool {
        data["token"].as_str().is_some_and(|token| token.trim_start_matches("Bot ") == world.config.token)
    }

    fn identify(&mut self, world: &mut World, data: &Value) {
        self.note(world, "identify");
        if !Self::authentic(world, data) {
            return self.close(code::AUTHENTICATION_FAILED);
        }
        let shard = match &data["shard"] {
            Value::Null => (0, 1),
            shard => (shard[0].as_u64().unwrap_or(u64::MAX), shard[1].as_u64().unwrap_or_default()),
        };
        if shard.0 >= shard.1 {
            return self.close(code::INVALID_SHARD);
        }
        let Some(asked) = data["intents"].as_u64().filter(|asked| asked & !intents::KNOWN == 0) else {
            return self.close(code::INVALID_INTENTS);
        };
        if asked & intents::PRIVILEGED & !world.config.privileged_intents != 0 {
            return self.close(code::DISALLOWED_INTENTS);
        }
        if world.gateway.rejected_identifies > 0 {
            world.gateway.rejected_identifies -= 1;
            return self.say(world, &payload(9, json!(false)));
        }
        // What this shard had before and left is not resumed any more.
        world.gateway.sessions.retain(|_, old| old.shard != shard || old.socket.is_some());
        let id = format!("{:032x}", world.clock.snowflake());
        let socket = Some(self.sender.clone());
        let session = Session {
            id: id.clone(),
            shard,
            intents: asked,
            sequence: 0,
            sent: VecDeque::new(),
            socket,
            expired: false,
        };
        let ready = self.ready(world, &session);
        let guilds = world.present_guilds().filter(|guild| guild.shard(shard.1) == shard.0);
        let guilds: Vec<Value> = guilds.map(|guild| world.guild_create_json(guild)).collect();
        world.gateway.sessions.insert(id.clone(), session);
        let gateway = &mut world.gateway;
        if let Some(session) = gateway.sessions.get_mut(&id) {
            session.dispatch("READY", &ready, &mut gateway.log);
            let hears_guilds = asked & intents::GUILDS != 0;
            for guild in guilds.iter().filter(|_| hears_guilds) {
                session.dispatch("GUILD_CREATE", guild, &mut gateway.log);
            }
        }
        self.session = Some(id);
    }

    fn ready(&self, world: &World, session: &Session) -> Value {
        let guilds = world.present_guilds().filter(|guild| guild.shard(session.shard.1) == session.shard.0);
        let guilds: Vec<Value> =
            guilds.map(|guild| json!({ "id": guild.id.to_string(), "unavailable": true })).collect();
        json!({
            "v": 10,
            "user": world.bot_json(),
            "user_settings": {},
            "guilds": guilds,
            "private_channels": [],
            "relationships": [],
            "presences": [],
            "guild_join_requests": [],
            "geo_ordered_rtc_regions": [],
            "session_id": session.id,
            "session_type": "normal",
            "resume_gateway_url": format!("{}{RESUME_PATH}", world.base.replacen("http", "ws", 1)),
            "shard": [session.shard.0, session.shard.1],
            "application": { "id": world.bot.to_string(), "flags": world.application_flags() },
            "auth": {},
            "_trace": [],
        })
    }

    fn resume(&mut self, world: &mut World, data: &Value) {
        self.note(world, "resume");
        if !Self::authentic(world, data) {
            return self.close(code::AUTHENTICATION_FAILED);
        }
        let gateway = &mut world.gateway;
        let id = data["session_id"].as_str().unwrap_or_default();
        let last = data["seq"].as_u64().unwrap_or(u64::MAX);
        let session = gateway.sessions.get_mut(id);
        let Some((session, missed)) = session.and_then(|session| session.missed(last).map(|missed| (session, missed)))
        else {
            gateway.sessions.remove(id);
            return self.say(world, &payload(9, json!(false)));
        };
        // A half-open connection that still holds the session loses it.
        session.tell(Frame::Drop);
        session.socket = Some(self.sender.clone());
        for text in missed {
            gateway.log.push(text.clone());
            session.tell(Frame::Send(text));
        }
        session.dispatch("RESUMED", &json!({ "_trace": [] }), &mut gateway.log);
        self.session = Some(id.to_owned());
    }

    /// A client that closes with 1000 or 1001 gives its session up; any other end can be resumed from.
    fn leave(&self, world: &mut World, clean: bool) {
        let Some(id) = &self.session else { return };
        let Some(session) = world.gateway.sessions.get_mut(id) else { return };
        if !session.socket.as_ref().is_some_and(|socket| socket.same_channel(&self.sender)) {
            return;
        }
        session.socket = None;
        if clean {
            world.gateway.sessions.remove(id);
        }
    }
}
