//! The one port: REST, the gateway's sockets, uploaded files, and the tests' own control.

use super::error::ApiError;
use super::gateway::{self, Connection, PATH, RESUME_PATH};
use super::world::{File, Hub};
use super::{Config, StandIn, rest};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::ws::WebSocketUpgrade;
use axum::extract::{DefaultBodyLimit, FromRequestParts, State};
use axum::http::{Request, Response, StatusCode, header};
use axum::response::IntoResponse;
use axum::serve::ListenerExt;
use serde_json::{Value, json};
use std::io;
use tokio::net::TcpListener;

/// The name by which faults and counters know a connection to the gateway.
const SOCKET: &str = "WEBSOCKET";

const MOST: usize = 32 * 1024 * 1024;

impl StandIn {
    /// On a loopback port of the system's choice.
    pub async fn start() -> io::Result<Self> {
        Self::start_with(Config::default(), 0).await
    }

    /// On `port`, or one of the system's choice for 0.
    pub async fn start_with(config: Config, port: u16) -> io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", port)).await?;
        let base = format!("http://{}", listener.local_addr()?);
        let stand_in = Self { hub: Hub::new(config, &base), base };
        let router = Router::new().fallback(enter).layer(DefaultBodyLimit::max(MOST)).with_state(stand_in.clone());
        // Small frames at once: waiting for more of them would look like a slow Discord.
        let listener = listener.tap_io(|stream| {
            stream.set_nodelay(true).ok();
        });
        tokio::spawn(async move { axum::serve(listener, router).await });
        Ok(stand_in)
    }

    /// `http://127.0.0.1:PORT`: the bot's proxy, or with `/api` after it other libraries' REST address.
    pub fn base(&self) -> &str {
        &self.base
    }
}

async fn enter(State(stand_in): State<StandIn>, request: Request<Body>) -> Response<Body> {
    let path = request.uri().path().to_owned();
    if path.starts_with(PATH) || path.starts_with(RESUME_PATH) {
        return connect(&stand_in, request).await;
    }
    if let Some(verb) = path.strip_prefix("/control/") {
        return control(&stand_in, verb, request).await;
    }
    if let Some(place) = path.strip_prefix("/attachments/") {
        return download(&stand_in.hub, place);
    }
    rest::answer(&stand_in.hub, unversioned(&path), request).await
}

/// The bot's proxy setting keeps the path of the real API, or drops its first step; either will do.
fn unversioned(path: &str) -> &str {
    let path = path.strip_prefix("/api").unwrap_or(path);
    let after = ["/v10", "/v9"].iter().find_map(|version| path.strip_prefix(version));
    after.filter(|rest| rest.starts_with('/')).unwrap_or(path)
}

async fn connect(stand_in: &StandIn, request: Request<Body>) -> Response<Body> {
    let (mut parts, _) = request.into_parts();
    let failure = {
        let mut world = stand_in.hub.lock();
        *world.requests.entry(SOCKET.to_owned()).or_default() += 1;
        world.faults.next_failure(SOCKET)
    };
    if failure.is_some() {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    }
    let query = parts.uri.query().unwrap_or_default().to_owned();
    let path = parts.uri.path().trim_end_matches('/').to_owned();
    if query.contains("encoding=etf") {
        return StatusCode::BAD_REQUEST.into_response();
    }
    let connection = Connection { path, compressed: query.contains("compress=zlib-stream") };
    let hub = stand_in.hub.clone();
    match WebSocketUpgrade::from_request_parts(&mut parts, &()).await {
        Ok(upgrade) => upgrade.on_upgrade(move |socket| gateway::serve(socket, hub, connection)),
        Err(error) => error.into_response(),
    }
}

async fn control(stand_in: &StandIn, verb: &str, request: Request<Body>) -> Response<Body> {
    let bytes = to_bytes(request.into_body(), MOST).await.unwrap_or_default();
    let body: Value = match serde_json::from_slice(&bytes) {
        Ok(body) => body,
        Err(_) if bytes.is_empty() => json!({}),
        Err(error) => return answer(StatusCode::BAD_REQUEST, json!({ "refused": error.to_string() })),
    };
    match stand_in.obey(verb, &body).await {
        Ok(value) => answer(StatusCode::OK, value),
        Err(refused) => answer(StatusCode::BAD_REQUEST, json!({ "refused": refused.0 })),
    }
}

fn answer(status: StatusCode, body: Value) -> Response<Body> {
    (status, [(header::CONTENT_TYPE, "application/json")], body.to_string()).into_response()
}

/// `{channel}/{attachment}/{name}`, as the address in an attachment says.
fn download(hub: &Hub, place: &str) -> Response<Body> {
    let id = place.split('/').nth(1).and_then(|id| id.parse::<u64>().ok());
    let world = hub.lock();
    match id.and_then(|id| world.files.get(&id)) {
        Some(File { kind, bytes, .. }) => {
            ([(header::CONTENT_TYPE, kind.as_str())], Body::from(bytes.clone())).into_response()
        }
        None => answer(StatusCode::NOT_FOUND, ApiError::not_found().body),
    }
}
