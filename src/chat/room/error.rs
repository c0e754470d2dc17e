//! Why a request was not done, as the page is told: a status, a sentence, and whether trying again may help.

use axum::Json;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;
use std::net::SocketAddr;

use super::ports::ArchiveError;
use crate::chat::{ChatError, Refusal, words};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiError {
    pub status: StatusCode,
    pub text: String,
    pub retry: bool,
}

impl ApiError {
    pub fn new(status: StatusCode, text: String) -> Self {
        Self { status, text, retry: false }
    }

    /// The same request may be made again.
    pub fn later(status: StatusCode, text: String) -> Self {
        Self { status, text, retry: true }
    }
}

impl From<ArchiveError> for ApiError {
    fn from(error: ArchiveError) -> Self {
        match error {
            ArchiveError::NameTaken => Self::new(StatusCode::CONFLICT, words::name_taken()),
            ArchiveError::Unavailable(reason) => {
                tracing::warn!(%reason, "the room's archive can't be reached");
                Self::later(StatusCode::SERVICE_UNAVAILABLE, words::records_away())
            }
        }
    }
}

impl From<Refusal> for ApiError {
    fn from(refusal: Refusal) -> Self {
        let Refusal { text, retry } = refusal;
        let status = if retry { StatusCode::SERVICE_UNAVAILABLE } else { StatusCode::UNPROCESSABLE_ENTITY };
        Self { status, text, retry }
    }
}

impl From<ArchiveError> for ChatError {
    fn from(error: ArchiveError) -> Self {
        Self::Unavailable { platform: super::PLATFORM, reason: error.to_string() }
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let body = Json(json!({ "error": self.text, "retry": self.retry }));
        let no_store = [(header::CACHE_CONTROL, "no-store")];
        match self.retry {
            true => (self.status, no_store, [(header::RETRY_AFTER, "1")], body).into_response(),
            false => (self.status, no_store, body).into_response(),
        }
    }
}

/// Why the room can't open.
#[derive(Debug, thiserror::Error)]
pub enum RoomError {
    #[error("the room can't listen on {address}: choose another port, or none to have a free one chosen")]
    Bind { address: SocketAddr, source: std::io::Error },
}
