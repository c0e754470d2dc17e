//! Identities of what the ledger holds. Newtypes, so that a person is never taken for a round.

use serde::{Deserialize, Serialize};
use std::fmt;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    };
}

id!(/// A person on one platform.
    PersonId);
id!(/// A channel in which questions are posted.
    PlaceId);
id!(/// One posting of one question.
    RoundId);

/// The short mark on a post by which its round is found again, such as `k3v9-x0qd`: 40 random bits in Crockford's base 32.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Mark(String);

impl Mark {
    const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

    /// A new mark from a random generator; 40 bits, and the store's unique constraint catches the rest.
    pub fn random(rng: &mut impl rand::Rng) -> Self {
        let bits = rng.next_u64();
        let digit = |i: u32| char::from(Self::ALPHABET[(bits >> (5 * i)) as usize & 31]);
        let mut text: String = (0..8).map(digit).collect();
        text.insert(4, '-');
        Self(text)
    }

    /// Takes a mark that was made by `random` and stored or sent since.
    pub fn from_stored(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// One run of one process, as it drives rounds: 64 random bits, so that no two are taken for each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DriverId(String);

impl DriverId {
    pub fn random(rng: &mut impl rand::Rng) -> Self {
        Self(format!("{:016x}", rng.next_u64()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A channel on a platform: `room/lobby`, `discord/<channel id>`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct PlaceRef {
    pub platform: String,
    /// The server, guild or workspace the channel belongs to.
    pub server: String,
    pub channel: String,
}

/// A person on a platform, with the name they go by there.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct PersonRef {
    pub platform: String,
    pub external_id: String,
    pub name: String,
}
