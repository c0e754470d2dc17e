//! Keeps other websites out. A page elsewhere may make a visitor's browser send requests here, or point its own name at
//! this machine; so the room answers only to its own names, and acts only on requests from its own pages.

use axum::extract::{ConnectInfo, Request, State};
use axum::http::header::{self, HeaderName, HeaderValue};
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::Room;
use super::error::ApiError;
use crate::chat::words;

/// For reading a request and answering it; a stream of events is answered once it has begun.
const DEADLINE: Duration = Duration::from_secs(15);

const HEADERS: [(HeaderName, HeaderValue); 6] = [
    (
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; \
             worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; \
             require-trusted-types-for 'script'; trusted-types room",
        ),
    ),
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
    (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-origin")),
    (HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin")),
];

/// The names the room answers to.
#[derive(Clone, Debug)]
pub struct Hosts {
    bound: IpAddr,
    names: Vec<String>,
}

impl Hosts {
    pub fn new(bound: IpAddr, names: &[String]) -> Self {
        Self { bound, names: names.iter().map(|name| name.to_ascii_lowercase()).collect() }
    }

    /// Whether a `Host` is one of ours, whatever its port: a forwarded port is still this room.
    pub fn allows(&self, host: &str) -> bool {
        let name = match host.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
            Some((address, port)) if port.is_empty() || port.starts_with(':') => address,
            Some(_) => return false,
            None => host.rsplit_once(':').map_or(host, |(name, _)| name),
        };
        let name = name.strip_suffix('.').unwrap_or(name).to_ascii_lowercase();
        match name.parse::<IpAddr>() {
            // A name can be pointed anywhere by its owner; an address can't, so any of ours will do.
            Ok(address) => self.bound.is_unspecified() || address == self.bound || address.is_loopback(),
            Err(_) => name == "localhost" || self.names.contains(&name),
        }
    }
}

/// Whether the request names this room, comes from a page of this room if from any, and carries what it should.
fn check(hosts: &Hosts, method: &Method, uri: &Uri, headers: &HeaderMap) -> Result<(), ApiError> {
    let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let host = text(header::HOST).unwrap_or_default();
    let only_one = headers.get_all(header::HOST).iter().count() == 1;
    let named = uri.authority().is_none_or(|authority| authority.as_str() == host);
    if !only_one || !named || !hosts.allows(host) {
        return Err(ApiError::new(StatusCode::MISDIRECTED_REQUEST, words::wrong_host()));
    }
    if headers.contains_key(header::ORIGIN) {
        let origin = text(header::ORIGIN).unwrap_or_default();
        let authority = origin.strip_prefix("http://").or_else(|| origin.strip_prefix("https://"));
        if !authority.is_some_and(|authority| authority.eq_ignore_ascii_case(host)) {
            return Err(ApiError::new(StatusCode::FORBIDDEN, words::wrong_origin()));
        }
    }
    // A form on another site can't send this type without asking first, and is never given leave.
    let media_type = text(header::CONTENT_TYPE).and_then(|value| value.split(';').next()).unwrap_or_default();
    if method == Method::POST && !media_type.trim().eq_ignore_ascii_case("application/json") {
        return Err(ApiError::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, words::not_json()));
    }
    Ok(())
}

/// The first thing every request meets.
pub async fn guard(
    State(room): State<Arc<Room>>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    request: Request,
    next: Next,
) -> Response {
    let path = request.uri().path();
    // Probes of an orchestrator come by whatever name it has for us, and learn nothing but a yes or no.
    let probe = matches!(path, "/healthz" | "/readyz");
    let asks = path.starts_with("/api/");
    let checked = match probe {
        true => Ok(()),
        false => check(&room.hosts, request.method(), request.uri(), request.headers()),
    };
    let mut response = match checked {
        Err(error) => error.into_response(),
        Ok(()) if asks && !room.address_limits.take(peer.ip(), Instant::now()) => {
            ApiError::later(StatusCode::TOO_MANY_REQUESTS, words::too_fast()).into_response()
        }
        Ok(()) => match tokio::time::timeout(DEADLINE, next.run(request)).await {
            Ok(response) => response,
            Err(_) => ApiError::later(StatusCode::REQUEST_TIMEOUT, words::unconfirmed()).into_response(),
        },
    };
    metrics::counter!("ansatz_room_requests_total", "status" => response.status().as_str().to_owned()).increment(1);
    response.headers_mut().extend(HEADERS);
    if asks {
        response.headers_mut().entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts() {
        let check = |bound: &str, allowed: &[&str], refused: &[&str]| {
            let hosts = Hosts::new(bound.parse().unwrap(), &["Quiz.example".to_owned()]);
            for host in allowed {
                assert!(hosts.allows(host), "{bound} {host}");
            }
            for host in refused {
                assert!(!hosts.allows(host), "{bound} {host}");
            }
        };
        let evil =
            ["", "evil.example", "evil.example:8080", "localhost.evil.example", "[::1]evil", "quiz.example.evil"];
        check(
            "127.0.0.1",
            &["localhost", "LOCALHOST:8080", "localhost.:1", "127.0.0.1:9000", "[::1]:8080", "quiz.example:443"],
            &[&evil[..], &["192.168.1.2:8080", "0.0.0.0:8080"]].concat(),
        );
        check("192.168.1.2", &["192.168.1.2:8080", "localhost"], &[&evil[..], &["192.168.1.3"]].concat());
        check("0.0.0.0", &["192.168.1.2:8080", "[fe80::1]:80", "quiz.example"], &evil);
    }
}
