//! Listens, and serves each connection until it ends or the program does. Slow and silent connections are closed, and no
//! more are taken than the process has room for.

use axum::Router;
use axum::body::Body;
use axum::extract::{ConnectInfo, DefaultBodyLimit};
use axum::http::{HeaderMap, Request, Uri};
use axum::middleware::from_fn_with_state;
use axum::routing::{get, post};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use std::io::{self, ErrorKind};
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tower::Service;

use super::error::RoomError;
use super::{Room, RoomConfig, guard, handlers, page, stream};

/// The largest body of a request, in bytes.
const MAX_BODY: usize = 16 * 1024;

/// The same of one that carries a program, written as JSON.
const MAX_PROGRAM: usize = 128 * 1024;

/// Connections at once; the next one waits to be taken.
const MAX_CONNECTIONS: usize = 2048;

/// How long a connection may take over its next request's head, idling included.
const HEAD_DEADLINE: Duration = Duration::from_secs(30);

/// How long what is under way at shutdown may take to finish.
const DRAIN: Duration = Duration::from_secs(5);

/// Takes the port. A busy one that nobody asked for is exchanged for a free one.
pub async fn bind(config: &RoomConfig) -> Result<TcpListener, RoomError> {
    let address = SocketAddr::new(config.bind, config.port);
    let busy = |error: &io::Error| error.kind() == ErrorKind::AddrInUse && !config.port_is_fixed;
    let listener = match TcpListener::bind(address).await {
        Err(error) if busy(&error) => TcpListener::bind(SocketAddr::new(config.bind, 0)).await,
        other => other,
    };
    listener.map_err(|source| RoomError::Bind { address, source })
}

pub fn router(room: Arc<Room>) -> Router {
    let file = |uri: Uri, headers: HeaderMap| async move { page::file(uri.path(), &headers) };
    Router::new()
        .route("/api/state", get(handlers::state))
        .route("/api/events", get(stream::events))
        .route("/api/join", post(handlers::join))
        .route("/api/me", get(handlers::me))
        .route("/api/mine", get(handlers::mine))
        .route("/api/answer", post(handlers::answer))
        .route("/api/command", post(handlers::command))
        .route("/api/run", post(handlers::run).layer(DefaultBodyLimit::max(MAX_PROGRAM)))
        .route("/api/picture/{name}", get(handlers::picture))
        .route("/api/board", get(handlers::board))
        .route("/healthz", get(async || "ok\n"))
        .route("/readyz", get(handlers::ready))
        .route("/metrics", get(handlers::metrics))
        .route("/", get(file))
        .route("/{file}", get(file))
        .fallback(handlers::nothing)
        .method_not_allowed_fallback(handlers::nothing)
        .layer(DefaultBodyLimit::max(MAX_BODY))
        .layer(from_fn_with_state(Arc::clone(&room), guard::guard))
        .with_state(room)
}

/// Serves until shutdown, then lets what is under way finish.
pub async fn serve(listener: TcpListener, router: Router, shutdown: CancellationToken) {
    let connections = TaskTracker::new();
    let places = Arc::new(Semaphore::new(MAX_CONNECTIONS));
    loop {
        let accepted = tokio::select! {
            () = shutdown.cancelled() => break,
            accepted = async {
                let place = Arc::clone(&places).acquire_owned().await;
                (place, listener.accept().await)
            } => accepted,
        };
        match accepted {
            (Ok(place), Ok((stream, peer))) => {
                let served = serve_one(stream, peer, router.clone(), shutdown.clone());
                connections.spawn(async move {
                    served.await;
                    drop(place);
                });
            }
            // Out of file descriptors, or a connection gone before it was taken: neither ends the room.
            (_, Err(error)) => {
                tracing::warn!(%error, "a connection could not be taken");
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
            (Err(_), _) => break,
        }
    }
    drop(listener);
    connections.close();
    if tokio::time::timeout(DRAIN, connections.wait()).await.is_err() {
        tracing::warn!(open = connections.len(), "connections were cut at shutdown");
    }
}

async fn serve_one(stream: TcpStream, peer: SocketAddr, router: Router, shutdown: CancellationToken) {
    // Answers are small and people wait for them.
    drop(stream.set_nodelay(true));
    let service = service_fn(move |request: Request<Incoming>| {
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(ConnectInfo(peer));
        router.clone().call(request)
    });
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(HEAD_DEADLINE).max_buf_size(64 * 1024);
    let mut connection = pin!(http.serve_connection(TokioIo::new(stream), service));
    let result = tokio::select! {
        result = connection.as_mut() => result,
        () = shutdown.cancelled() => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    // A browser that hangs up in the middle is no news.
    if let Err(error) = result {
        tracing::debug!(%error, "a connection ended early");
    }
}
