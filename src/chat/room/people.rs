//! Who is playing. A person is whoever holds the token their name was given with; only its digest is kept.

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use rand::TryRng;
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use super::error::ApiError;
use super::ports::PersonRecord;
use super::{PLATFORM, Room, names};
use crate::chat::{PersonRef, words};

/// People remembered between requests. A name is taken back only when its owner asks to be forgotten.
const MAX_REMEMBERED: usize = 10_000;

/// Bytes of a token: 256 bits that nobody guesses.
const TOKEN: usize = 32;

/// A name and the token that proves it.
pub struct Joined {
    pub token: String,
    pub name: String,
}

#[derive(Default)]
pub struct Remembered(Mutex<HashMap<String, PersonRecord>>);

impl Remembered {
    fn get(&self, digest: &str) -> Option<PersonRecord> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(digest).cloned()
    }

    /// Their token is worth nothing from now on.
    pub fn forget(&self, external_id: &str) {
        let mut people = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        people.retain(|_, person| person.external_id != external_id);
    }

    fn put(&self, digest: String, person: PersonRecord) {
        let mut people = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if people.len() >= MAX_REMEMBERED {
            people.clear();
        }
        people.insert(digest, person);
    }
}

/// Takes a name for a new person.
pub async fn join(room: &Room, peer: SocketAddr, name: &str) -> Result<Joined, ApiError> {
    let name = names::read(name).map_err(|text| ApiError::new(StatusCode::UNPROCESSABLE_ENTITY, text))?;
    if !room.join_limits.take(peer.ip(), Instant::now()) {
        return Err(ApiError::later(StatusCode::TOO_MANY_REQUESTS, words::too_fast()));
    }
    let mut bytes = [0; TOKEN];
    rand::rngs::SysRng.try_fill_bytes(&mut bytes).map_err(|error| {
        tracing::error!(%error, "the system gives no random numbers");
        ApiError::later(StatusCode::SERVICE_UNAVAILABLE, words::busy().text)
    })?;
    let token = hex(&bytes);
    let digest = digest(&token);
    let person = room.ports.archive.join(&name, &digest).await?;
    let name = person.name.clone();
    room.remembered.put(digest, person);
    Ok(Joined { token, name })
}

/// The person who makes a request, held to their rate.
pub struct Player(pub PersonRef);

/// The same, for what people without a name may see too.
pub struct MaybePlayer(pub Option<PersonRef>);

impl FromRequestParts<Arc<Room>> for Player {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, room: &Arc<Room>) -> Result<Self, ApiError> {
        let token = token(parts).ok_or_else(|| ApiError::new(StatusCode::UNAUTHORIZED, words::join_first()))?;
        let person = person(room, parts, &token).await?;
        match room.person_limits.take(person.external_id.clone(), Instant::now()) {
            true => Ok(Self(person)),
            false => Err(ApiError::later(StatusCode::TOO_MANY_REQUESTS, words::too_fast())),
        }
    }
}

impl FromRequestParts<Arc<Room>> for MaybePlayer {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, room: &Arc<Room>) -> Result<Self, ApiError> {
        match parts.headers.contains_key(header::AUTHORIZATION) {
            true => Player::from_request_parts(parts, room).await.map(|Player(person)| Self(Some(person))),
            false => Ok(Self(None)),
        }
    }
}

fn token(parts: &Parts) -> Option<String> {
    let value = parts.headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let token = value.strip_prefix("Bearer ")?.trim();
    let form = token.len() == 2 * TOKEN && token.bytes().all(|byte| byte.is_ascii_hexdigit());
    form.then(|| token.to_owned())
}

async fn person(room: &Room, parts: &Parts, token: &str) -> Result<PersonRef, ApiError> {
    let digest = digest(token);
    let record = match room.remembered.get(&digest) {
        Some(record) => record,
        None => {
            // Tokens out of thin air must not become work for the database.
            let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(peer)| peer.ip());
            if !peer.is_some_and(|peer| room.join_limits.take(peer, Instant::now())) {
                return Err(ApiError::later(StatusCode::TOO_MANY_REQUESTS, words::too_fast()));
            }
            let record = room.ports.archive.person(&digest).await?;
            let record = record.ok_or_else(|| ApiError::new(StatusCode::UNAUTHORIZED, words::name_unknown()))?;
            room.remembered.put(digest, record.clone());
            record
        }
    };
    Ok(PersonRef { platform: PLATFORM.to_owned(), external_id: record.external_id, name: record.name })
}

fn digest(token: &str) -> String {
    hex(&Sha256::digest(token.as_bytes()))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_digest_is_sha_256_in_hex() {
        assert_eq!(super::digest("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
