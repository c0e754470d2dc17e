//! Requests to Discord, each made until it is answered: a rate limit is waited for, a fault of the server's is tried again where that
//! can do no harm. Serenity's own client is not used for them: with its rate limiter off it hides how long to wait, and with it
//! on it knows no other base URL.

use reqwest::header::{AUTHORIZATION, DATE, HeaderMap, USER_AGENT};
use reqwest::multipart::{Form, Part};
use reqwest::{Method, StatusCode};
use serde_json::Value;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::time::{Instant, sleep, sleep_until, timeout, timeout_at};

use super::config::DiscordConfig;
use super::time::ServerClock;

const AGENT: &str = concat!("DiscordBot (https://docs.rs/ansatz, ", env!("CARGO_PKG_VERSION"), ")");
/// One attempt.
const ATTEMPT: Duration = Duration::from_secs(10);
/// How long a request is tried that nobody waits for at the other end.
pub const PATIENCE: Duration = Duration::from_secs(30);
const FIRST_RETRY: Duration = Duration::from_millis(100);
const LONGEST_RETRY: Duration = Duration::from_secs(3);
/// Routes whose limit is remembered.
const MOST_ROUTES: usize = 10_000;

/// Discord's own numbers for what it refuses.
pub mod code {
    pub const UNKNOWN_CHANNEL: i64 = 10_003;
    pub const UNKNOWN_MESSAGE: i64 = 10_008;
    pub const UNKNOWN_WEBHOOK: i64 = 10_015;
    pub const UNKNOWN_INTERACTION: i64 = 10_062;
    pub const ACKNOWLEDGED: i64 = 40_060;
    pub const MISSING_ACCESS: i64 = 50_001;
    pub const CLOSED_TO_ME: i64 = 50_007;
    pub const MISSING_PERMISSIONS: i64 = 50_013;
    pub const INVALID_TOKEN: i64 = 50_027;
    pub const TOO_MANY_REACTIONS: i64 = 30_010;
}

#[derive(Debug, thiserror::Error)]
pub enum RestError {
    /// The same request may work later.
    #[error("{0}")]
    Away(String),
    /// It will not.
    #[error("{status}, code {code}: {message}")]
    Refused { status: u16, code: i64, message: String },
}

impl RestError {
    pub fn is(&self, codes: &[i64]) -> bool {
        matches!(self, Self::Refused { code, .. } if codes.contains(code))
    }

    pub fn status(&self) -> Option<u16> {
        match self {
            Self::Refused { status, .. } => Some(*status),
            Self::Away(_) => None,
        }
    }
}

/// A file that goes with a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    pub name: String,
    pub bytes: Arc<[u8]>,
}

/// A message, or an answer to an interaction, as it is sent.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outgoing {
    pub body: Value,
    pub files: Vec<File>,
}

impl Outgoing {
    pub fn text(text: &str) -> Self {
        let text = super::markdown::shortened(text, 2000);
        Self { body: serde_json::json!({ "content": text, "allowed_mentions": { "parse": [] } }), files: Vec::new() }
    }
}

/// One request.
#[derive(Clone, Debug)]
pub struct Call {
    pub method: Method,
    /// After `/api/v10`.
    pub path: String,
    pub body: Option<Value>,
    pub files: Vec<File>,
    pub patience: Duration,
    /// Whether it can do no harm to make it twice.
    pub repeatable: bool,
}

impl Call {
    pub fn new(method: Method, path: impl Into<String>) -> Self {
        let repeatable = method != Method::POST;
        Self { method, path: path.into(), body: None, files: Vec::new(), patience: PATIENCE, repeatable }
    }

    pub fn get(path: impl Into<String>) -> Self {
        Self::new(Method::GET, path)
    }

    pub fn body(mut self, body: Value) -> Self {
        self.body = Some(body);
        self
    }

    pub fn message(mut self, message: Outgoing) -> Self {
        self.body = Some(message.body);
        self.files = message.files;
        self
    }

    pub fn within(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }

    pub fn repeatable(mut self) -> Self {
        self.repeatable = true;
        self
    }

    /// What Discord limits together: the method and the path, without ids other than the first.
    fn route(&self) -> String {
        let path = self.path.split('?').next().unwrap_or_default();
        let mut route = self.method.to_string();
        for (index, segment) in path.split('/').enumerate() {
            let minor = index > 2 && (segment.bytes().all(|byte| byte.is_ascii_digit()) || segment.starts_with('%'));
            route.push('/');
            route.push_str(if minor { "*" } else { segment });
        }
        route
    }
}

pub struct Rest {
    client: reqwest::Client,
    base: String,
    authorization: String,
    clock: Arc<ServerClock>,
    limits: Mutex<Limits>,
}

#[derive(Default)]
struct Limits {
    global: Option<Instant>,
    routes: HashMap<String, Instant>,
    /// Whose turn it is on a route that was limited, so that those who wait do not all come at once.
    turns: HashMap<String, Turn>,
}

type Turn = Arc<tokio::sync::Mutex<()>>;

impl Rest {
    pub fn new(config: &DiscordConfig, clock: Arc<ServerClock>) -> Self {
        Self {
            client: reqwest::Client::new(),
            base: config.api_base.trim_end_matches('/').to_owned(),
            authorization: config.token.header(),
            clock,
            limits: Mutex::default(),
        }
    }

    /// Makes the request and returns what was answered; `Null` for nothing.
    pub async fn call(&self, call: Call) -> Result<Value, RestError> {
        let deadline = Instant::now() + call.patience;
        let route = call.route();
        let mut wait = FIRST_RETRY;
        loop {
            let turn = self.turn(&route, deadline).await?;
            let left = self.pass(&route, deadline).await?;
            let asked = Instant::now();
            let answer = timeout(left.min(ATTEMPT), self.attempt(&call)).await;
            let trouble = match answer {
                Ok(Ok((status, headers, body))) => {
                    metrics::counter!("ansatz_discord_requests_total", "status" => status.as_u16().to_string())
                        .increment(1);
                    self.note(&headers, &route, asked.elapsed());
                    match status {
                        status if status.is_success() => return Ok(body),
                        StatusCode::TOO_MANY_REQUESTS => {
                            self.limited(&headers, &body, &route);
                            continue;
                        }
                        status if status.is_server_error() => format!("Discord answered {status}"),
                        status => return Err(refused(status, &body)),
                    }
                }
                Ok(Err(error)) => unreachable_for(&error),
                Err(_) => "Discord did not answer in time".to_owned(),
            };
            drop(turn);
            if !call.repeatable || Instant::now() + wait >= deadline {
                return Err(RestError::Away(trouble));
            }
            tracing::debug!(trouble, "a request is made again");
            sleep(wait).await;
            wait = (wait * 2).min(LONGEST_RETRY);
        }
    }

    async fn attempt(&self, call: &Call) -> Result<(StatusCode, HeaderMap, Value), reqwest::Error> {
        let url = format!("{}/api/v10{}", self.base, call.path);
        let mut request = self
            .client
            .request(call.method.clone(), url)
            .header(AUTHORIZATION, &self.authorization)
            .header(USER_AGENT, AGENT);
        let body = call.body.as_ref().map(ToString::to_string);
        if call.files.is_empty() {
            if let Some(body) = body {
                request = request.header(reqwest::header::CONTENT_TYPE, "application/json").body(body);
            } else if call.method != Method::GET {
                request = request.header(reqwest::header::CONTENT_LENGTH, 0);
            }
        } else {
            let payload = Part::text(body.unwrap_or_default()).mime_str("application/json")?;
            let mut form = Form::new().part("payload_json", payload);
            for (index, file) in call.files.iter().enumerate() {
                let part = Part::bytes(file.bytes.to_vec()).file_name(file.name.clone());
                form = form.part(format!("files[{index}]"), part);
            }
            request = request.multipart(form);
        }
        let response = request.send().await?;
        let (status, headers) = (response.status(), response.headers().clone());
        let bytes = response.bytes().await?;
        Ok((status, headers, serde_json::from_slice(&bytes).unwrap_or_default()))
    }

    /// Downloads what somebody attached, up to so many bytes; `None` for more.
    pub async fn download(&self, url: &str, most: usize) -> Result<Option<Vec<u8>>, RestError> {
        let fetch = async {
            let mut response = self.client.get(url).header(USER_AGENT, AGENT).send().await?.error_for_status()?;
            let mut bytes = Vec::new();
            while let Some(chunk) = response.chunk().await? {
                if bytes.len() + chunk.len() > most {
                    return Ok(None);
                }
                bytes.extend_from_slice(&chunk);
            }
            Ok(Some(bytes))
        };
        match timeout(PATIENCE, fetch).await {
            Ok(done) => done.map_err(|error: reqwest::Error| RestError::Away(unreachable_for(&error))),
            Err(_) => Err(RestError::Away("Discord did not answer in time".to_owned())),
        }
    }

    /// Waits for its turn, where the route was limited before: until what the answer before it says is known.
    async fn turn(
        &self,
        route: &str,
        deadline: Instant,
    ) -> Result<Option<tokio::sync::OwnedMutexGuard<()>>, RestError> {
        let turn = self.limits.lock().unwrap_or_else(PoisonError::into_inner).turns.get(route).cloned();
        let Some(turn) = turn else { return Ok(None) };
        match timeout_at(deadline, turn.lock_owned()).await {
            Ok(turn) => Ok(Some(turn)),
            Err(_) => Err(RestError::Away("Discord's rate limit".to_owned())),
        }
    }

    /// Waits until the limits that are known let the request through; returns the time that is left for it.
    async fn pass(&self, route: &str, deadline: Instant) -> Result<Duration, RestError> {
        loop {
            let now = Instant::now();
            let until = {
                let limits = self.limits.lock().unwrap_or_else(PoisonError::into_inner);
                limits.routes.get(route).copied().max(limits.global).filter(|until| *until > now)
            };
            match until {
                None if now >= deadline => return Err(RestError::Away("Discord's rate limit".to_owned())),
                None => return Ok(deadline - now),
                Some(until) if until >= deadline => {
                    return Err(RestError::Away("Discord's rate limit".to_owned()));
                }
                Some(until) => sleep_until(until).await,
            }
        }
    }

    /// What every answer says besides: Discord's time, and when a route has nothing left.
    fn note(&self, headers: &HeaderMap, route: &str, took: Duration) {
        let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
        if let Some(date) = headers.get(DATE).and_then(|value| value.to_str().ok()) {
            self.clock.note(date, jiff::Timestamp::now(), took);
        }
        let left = text("x-ratelimit-remaining").and_then(|left| left.parse::<u64>().ok());
        let reset = text("x-ratelimit-reset-after").and_then(|seconds| seconds.parse::<f64>().ok());
        if let (Some(0), Some(seconds)) = (left, reset) {
            self.hold(route, seconds, false);
        }
    }

    fn limited(&self, headers: &HeaderMap, body: &Value, route: &str) {
        let header =
            headers.get("retry-after").and_then(|value| value.to_str().ok()).and_then(|text| text.parse().ok());
        let seconds: f64 = body["retry_after"].as_f64().or(header).unwrap_or(1.0);
        let global = body["global"] == true || headers.contains_key("x-ratelimit-global");
        metrics::counter!("ansatz_discord_rate_limits_total").increment(1);
        tracing::debug!(seconds, global, "a rate limit is waited for");
        self.hold(route, seconds, global);
    }

    fn hold(&self, route: &str, seconds: f64, global: bool) {
        // A little more, since both clocks round.
        let until = Instant::now() + Duration::from_secs_f64(seconds.clamp(0.0, 3600.0)) + Duration::from_millis(5);
        let mut limits = self.limits.lock().unwrap_or_else(PoisonError::into_inner);
        if global {
            limits.global = limits.global.max(Some(until));
            return;
        }
        if limits.routes.len() >= MOST_ROUTES {
            let now = Instant::now();
            limits.routes.retain(|_, until| *until > now);
            limits.turns.retain(|_, turn| Arc::strong_count(turn) > 1);
        }
        limits.turns.entry(route.to_owned()).or_default();
        let entry = limits.routes.entry(route.to_owned()).or_insert(until);
        *entry = until.max(*entry);
    }
}

/// A URL may hold an interaction's token, so it is left out.
fn unreachable_for(error: &reqwest::Error) -> String {
    let what = if error.is_timeout() {
        "it did not answer in time"
    } else if error.is_connect() {
        "no connection"
    } else {
        "the connection broke"
    };
    format!("Discord can't be reached: {what}")
}

fn refused(status: StatusCode, body: &Value) -> RestError {
    let message = body["message"].as_str().unwrap_or_default();
    let errors = body.get("errors").map(|errors| format!(" {errors}")).unwrap_or_default();
    let code = body["code"].as_i64().unwrap_or_default();
    RestError::Refused { status: status.as_u16(), code, message: format!("{message}{errors}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn routes_are_limited_together() {
        let check = |method: Method, path: &str, expected: &str| {
            assert_eq!(Call::new(method, path).route(), expected);
        };
        check(Method::GET, "/gateway/bot", "GET//gateway/bot");
        check(Method::GET, "/channels/1/messages?limit=100", "GET//channels/1/messages");
        check(
            Method::PUT,
            "/channels/1/messages/2/reactions/%F0%9F%87%A6/@me",
            "PUT//channels/1/messages/*/reactions/*/@me",
        );
    }
}
