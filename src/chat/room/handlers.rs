//! What the page asks for: joining, answering, commands, boards and the state. Each answer is what the engine said, and
//! the engine speaks only after its commit.

use axum::body::Bytes;
use axum::extract::{ConnectInfo, FromRequest, Path, Query, Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Json, RequestExt};
use jiff::Timestamp;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::mpsc::error::TrySendError;
use tokio::sync::oneshot;

use super::error::ApiError;
use super::people::{self, MaybePlayer, Player};
use super::view::{self, StateView};
use super::{Room, names, pending};
use crate::chat::{
    BoardView, Command, Event, Gesture, PersonRef, Refusal, Reply, Request as Asked, Rights, code, command, words,
};
use crate::quiz::Mark;

/// How long a person waits for the engine's word before the page asks again.
const REPLY_DEADLINE: Duration = Duration::from_secs(3);

/// The longest typed value, in characters.
const MAX_VALUE: usize = 200;

/// The longest id a page may give an event.
const MAX_EVENT_ID: usize = 64;

type Answer<T> = Result<Json<T>, ApiError>;

/// A JSON body, or the sentence that says what is wrong with it.
pub struct Body<T>(T);

impl<T: DeserializeOwned> FromRequest<Arc<Room>> for Body<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, _: &Arc<Room>) -> Result<Self, ApiError> {
        let bytes: Bytes = request.extract().await.map_err(|rejection: axum::extract::rejection::BytesRejection| {
            match rejection.status() {
                StatusCode::PAYLOAD_TOO_LARGE => ApiError::new(StatusCode::PAYLOAD_TOO_LARGE, words::too_large()),
                _ => ApiError::new(StatusCode::BAD_REQUEST, words::not_json()),
            }
        })?;
        let body = serde_json::from_slice(&bytes);
        body.map(Self).map_err(|_| ApiError::new(StatusCode::BAD_REQUEST, words::not_json()))
    }
}

pub async fn state(State(room): State<Arc<Room>>) -> Answer<StateView> {
    Ok(Json(room.state().await?))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct JoinBody {
    name: String,
}

pub async fn join(
    State(room): State<Arc<Room>>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    Body(body): Body<JoinBody>,
) -> Answer<Value> {
    let joined = people::join(&room, peer, &body.name).await?;
    Ok(Json(json!({ "token": joined.token, "name": joined.name })))
}

pub async fn me(Player(person): Player) -> Json<Value> {
    Json(json!({ "name": person.name }))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnswerBody {
    mark: String,
    gesture: Gesture,
    event_id: String,
}

pub async fn answer(
    State(room): State<Arc<Room>>,
    Player(person): Player,
    Body(body): Body<AnswerBody>,
) -> Answer<Value> {
    let no_question = || ApiError::new(StatusCode::NOT_FOUND, words::no_such_question());
    let mark: Mark = command::read_mark(&body.mark).ok_or_else(no_question)?;
    let gesture = match body.gesture {
        Gesture::Value(value) => Gesture::Value(read_value(&value)?),
        Gesture::Select(options) if options.len() > 26 => return Err(no_question()),
        gesture => gesture,
    };
    room.ask(person, Some(&body.event_id), Asked::Answer { mark, gesture }).await
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CommandBody {
    text: String,
    event_id: String,
}

pub async fn command(
    State(room): State<Arc<Room>>,
    Player(person): Player,
    Body(body): Body<CommandBody>,
) -> Result<Response, ApiError> {
    if command::is_organisers(&body.text) {
        return Err(words::organiser_has_the_file().into());
    }
    let command = command::parse(&body.text)?;
    // A program has lines, and may hold anything.
    if !matches!(command, Command::Run { .. }) && body.text.chars().any(names::is_hidden) {
        return Err(ApiError::new(StatusCode::UNPROCESSABLE_ENTITY, words::unknown_command()));
    }
    let leaves = command == Command::Forget { confirmed: true };
    let reply = room.command(person.clone(), &body.event_id, command).await?;
    if leaves {
        room.remembered.forget(&person.external_id);
    }
    Ok(reply)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RunBody {
    program: String,
    event_id: String,
}

/// A program from the editor, which is run as it is.
pub async fn run(
    State(room): State<Arc<Room>>,
    Player(person): Player,
    Body(body): Body<RunBody>,
) -> Result<Response, ApiError> {
    let program = code::check(&body.program)?;
    room.command(person, &body.event_id, Command::Run { program }).await
}

pub async fn picture(State(room): State<Arc<Room>>, Path(name): Path<String>) -> Response {
    room.pictures.file(&name)
}

pub async fn mine(State(room): State<Arc<Room>>, Player(person): Player) -> Answer<Value> {
    room.ask(person, None, Asked::Mine).await
}

#[derive(Deserialize)]
pub struct BoardQuery {
    #[serde(default)]
    window: String,
}

pub async fn board(
    State(room): State<Arc<Room>>,
    MaybePlayer(person): MaybePlayer,
    Query(query): Query<BoardQuery>,
) -> Answer<BoardView> {
    let window = command::window(&query.window)
        .ok_or_else(|| ApiError::new(StatusCode::UNPROCESSABLE_ENTITY, words::board_windows()))?;
    let board = room.ports.boards.board(window, person.as_ref());
    match tokio::time::timeout(REPLY_DEADLINE, board).await {
        Ok(board) => Ok(Json(board?)),
        Err(_) => Err(ApiError::later(StatusCode::SERVICE_UNAVAILABLE, words::records_away())),
    }
}

pub async fn ready(State(room): State<Arc<Room>>) -> (StatusCode, String) {
    match tokio::time::timeout(REPLY_DEADLINE, room.ports.health.ready()).await {
        Ok(Ok(())) => (StatusCode::OK, "ready\n".to_owned()),
        Ok(Err(reason)) => (StatusCode::SERVICE_UNAVAILABLE, format!("{reason}\n")),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "no answer within three seconds\n".to_owned()),
    }
}

pub async fn metrics(State(room): State<Arc<Room>>) -> ([(&'static str, &'static str); 1], String) {
    ([("content-type", "text/plain; version=0.0.4; charset=utf-8")], room.ports.health.metrics())
}

pub async fn nothing() -> ApiError {
    ApiError::new(StatusCode::NOT_FOUND, words::not_here())
}

/// One line of plain characters; what number it is, the rules say.
fn read_value(value: &str) -> Result<String, ApiError> {
    let value = value.trim();
    if value.is_empty() || value.chars().count() > MAX_VALUE || value.chars().any(names::is_hidden) {
        return Err(ApiError::new(StatusCode::UNPROCESSABLE_ENTITY, words::value_unreadable()));
    }
    Ok(value.to_owned())
}

impl Room {
    /// Hands the engine a command. One that takes its time is answered with word that it is under way, until it is done.
    async fn command(
        self: &Arc<Self>,
        person: PersonRef,
        event_id: &str,
        command: Command,
    ) -> Result<Response, ApiError> {
        if !matches!(command, Command::Why { .. } | Command::Run { .. }) {
            return self.ask(person, Some(event_id), Asked::Command(command)).await.map(IntoResponse::into_response);
        }
        let id = format!("{}:{event_id}", person.external_id);
        let (job, new) = self.pending.find_or_begin(&id, Instant::now());
        let within = if new.is_some() { pending::FIRST_WITHIN } else { pending::ANSWER_WITHIN };
        if let Some(outcome) = new {
            let sent = self.send(person, Some(event_id), Asked::Command(command));
            let reply = sent.inspect_err(|_| self.pending.forget(&id))?;
            let room = Arc::clone(self);
            tokio::spawn(async move {
                let result = match reply.await {
                    Ok(reply) => room.written(reply),
                    Err(_) => Err(ApiError::later(StatusCode::SERVICE_UNAVAILABLE, words::unconfirmed())),
                };
                outcome.send_replace(Some(result));
            });
        }
        let done = job.outcome(within).await;
        // Sent again after that, it is tried again.
        if matches!(&done, Some(Err(error)) if error.retry) {
            self.pending.forget(&id);
        }
        match done {
            Some(reply) => Ok(([(header::CONTENT_TYPE, "application/json")], reply?.to_string()).into_response()),
            None => Ok((StatusCode::ACCEPTED, Json(view::proof::running())).into_response()),
        }
    }

    /// A reply as the page is sent it.
    fn written(&self, reply: Result<Reply, Refusal>) -> pending::Outcome {
        Ok(view::reply(&reply?, &self.pictures).to_string().into())
    }

    /// Hands the engine what a person wants, and waits for its word.
    async fn ask(&self, person: PersonRef, event_id: Option<&str>, request: Asked) -> Answer<Value> {
        let reply = self.send(person, event_id, request)?;
        match tokio::time::timeout(REPLY_DEADLINE, reply).await {
            Ok(Ok(reply)) => Ok(Json(view::reply(&reply?, &self.pictures))),
            // The engine let go of the question without a word, or hasn't come to it: it may or may not have been saved.
            Ok(Err(_)) | Err(_) => Err(ApiError::later(StatusCode::SERVICE_UNAVAILABLE, words::unconfirmed())),
        }
    }

    /// Hands the engine what a person wants. An id is the person's own: it can't meet another's.
    fn send(
        &self,
        person: PersonRef,
        event_id: Option<&str>,
        request: Asked,
    ) -> Result<oneshot::Receiver<Result<Reply, Refusal>>, ApiError> {
        let sequence = self.next_sequence();
        let own_id = match event_id {
            Some(id) => {
                let form = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
                if id.is_empty() || id.len() > MAX_EVENT_ID || !id.bytes().all(form) {
                    return Err(ApiError::new(StatusCode::BAD_REQUEST, words::not_json()));
                }
                id.to_owned()
            }
            // A colon keeps the room's own ids apart from the page's.
            None => format!("read:{sequence}"),
        };
        let (sender, reply) = oneshot::channel();
        let event = Event {
            place: Self::place(),
            event_id: format!("{}:{}:{own_id}", super::PLATFORM, person.external_id),
            person,
            rights: Rights::default(),
            sequence,
            occurred_at: Timestamp::now(),
            request,
            reply: sender,
        };
        self.events.try_send(event).map_err(|error| {
            let full = matches!(error, TrySendError::Full(_));
            metrics::counter!("ansatz_room_turned_away_total", "full" => full.to_string()).increment(1);
            ApiError::later(StatusCode::SERVICE_UNAVAILABLE, words::busy().text)
        })?;
        Ok(reply)
    }
}
