//! What goes wrong on request, and what has been seen on the wire.

use super::super::StandIn;
use super::super::error::{Refused, refuse};
use super::super::faults::Failure;
use super::super::gateway::{Frame, intents, payload};
use super::super::world::Audience;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::time::Duration;

impl StandIn {
    /// Op 7: reconnect and resume.
    pub async fn ask_to_reconnect(&self) {
        self.hub.lock().gateway.send_all(&payload(7, Value::Null));
    }

    /// Op 9. What can't be resumed is forgotten.
    pub async fn invalidate_sessions(&self, resumable: bool) {
        let mut world = self.hub.lock();
        world.gateway.send_all(&payload(9, json!(resumable)));
        if !resumable {
            world.gateway.sessions.clear();
        }
    }

    /// A close frame, with this code or without any.
    pub async fn close(&self, code: Option<u16>) {
        self.hub.lock().gateway.tell_all(&Frame::Close(code));
    }

    /// The connections end without a word.
    pub async fn drop_connections(&self) {
        self.hub.lock().gateway.tell_all(&Frame::Drop);
    }

    /// Heartbeats are answered, or not.
    pub async fn acknowledge_heartbeats(&self, acknowledging: bool) {
        self.hub.lock().gateway.acknowledging = acknowledging;
    }

    /// A later RESUME is answered by an invalid session; connections stay.
    pub async fn expire_sessions(&self) {
        self.hub.lock().gateway.expire();
    }

    /// The next IDENTIFYs are answered by an invalid session instead of READY.
    pub async fn reject_identify(&self, times: u32) {
        self.hub.lock().gateway.rejected_identifies = times;
    }

    /// `route` is a method and a template, as [`Self::requests`] names it, `WEBSOCKET`, or `*` for any.
    pub async fn fail(&self, route: &str, times: u64, failure: Failure) {
        self.hub.lock().faults.fail(route, times, failure);
    }

    pub async fn slow(&self, route: &str, by: Duration) {
        self.hub.lock().faults.slow(route, by);
    }

    /// Routes work again, at their usual speed.
    pub async fn heal(&self) {
        self.hub.lock().faults.heal();
    }

    /// Events come late by up to `most`, so out of order, and this share of them twice.
    pub async fn confuse(&self, seed: u64, most: Duration, duplicates: f64) {
        self.hub.lock().faults.confuse(seed, most, duplicates.clamp(0.0, 1.0));
    }

    /// Events come at once and in order again.
    pub async fn calm(&self) {
        self.hub.lock().faults.calm();
    }

    /// An event of this guild's that says it is a message, and is not.
    pub async fn send_nonsense(&self, guild: u64, nonsense: Value) {
        self.hub.lock().emit("MESSAGE_CREATE", nonsense, Audience::guild(guild, intents::GUILD_MESSAGES));
    }

    /// How often each route was asked for.
    pub async fn requests(&self) -> BTreeMap<String, u64> {
        self.hub.lock().requests.clone()
    }

    /// Every payload that the gateway sent, as it was sent.
    pub async fn events_log(&self) -> Vec<String> {
        self.hub.lock().gateway.log.iter().map(ToString::to_string).collect()
    }

    /// The latest 5,000 requests, each with its answer: `route`, `request`, `multipart`, `status`, `response`.
    pub async fn exchanges(&self) -> Vec<Value> {
        self.hub.lock().exchanges.iter().cloned().collect()
    }

    /// Every IDENTIFY and RESUME: `path` of the connection, and which it `did`.
    pub async fn connections(&self) -> Vec<Value> {
        self.hub.lock().gateway.connections.clone()
    }

    pub async fn heartbeats(&self) -> u64 {
        self.hub.lock().gateway.heartbeats
    }

    /// Until so many sessions are connected.
    pub async fn wait_connected(&self, sessions: usize, timeout: Duration) -> Result<(), Refused> {
        self.until("the connection", timeout, |world| (world.gateway.connected() >= sessions).then_some(())).await
    }

    /// As if minutes had passed: what was posted is not known by its nonce any more.
    pub async fn forget_nonces(&self) {
        self.hub.lock().nonces.clear();
    }

    /// As if this much time had passed since the person did it: deadlines of 3 seconds and 15 minutes follow.
    pub async fn age_interaction(&self, interaction: u64, by: Duration) -> Result<(), Refused> {
        let mut world = self.hub.lock();
        let Some(found) = world.interactions.get_mut(&interaction) else {
            return refuse(format!("no interaction {interaction}"));
        };
        found.aged += by;
        Ok(())
    }
}
