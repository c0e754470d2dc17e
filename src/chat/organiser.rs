//! What the organisers of a server change by commands, and what a platform says has changed around the bot.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use tokio::sync::mpsc;

use super::{Command, MessageId, PlaceRef};

/// What a person may do besides playing, as the platform has it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rights {
    /// Whether they manage the server. Never so in the room, whose organiser has the configuration file.
    pub manages: bool,
}

/// `/quiz schedule ...`, for the place it is sent in. What was typed is judged by the engine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ScheduleChange {
    Add {
        name: String,
        /// Five fields: minute, hour, day of month, month, day of week.
        cron: String,
        /// Such as `12h` or `20m`.
        open_for: String,
        pool: Option<String>,
        scheme: Option<String>,
        zone: Option<String>,
    },
    List,
    Pause {
        name: String,
    },
    Resume {
        name: String,
    },
    Remove {
        name: String,
    },
}

/// What can be set for a server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Setting {
    /// `public` or `private`: whether others see what somebody answers while the question is open.
    Answers,
    /// The marking scheme of rounds whose schedule names none.
    Scheme,
    /// The time zone of schedules that name none.
    Zone,
    /// How long a question that was asked for stays open.
    OpenFor,
}

impl Setting {
    pub const ALL: [Self; 4] = [Self::Answers, Self::Scheme, Self::Zone, Self::OpenFor];

    /// The word people type.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Answers => "answers",
            Self::Scheme => "scheme",
            Self::Zone => "zone",
            Self::OpenFor => "open_for",
        }
    }
}

impl fmt::Display for Setting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A word that names no setting.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no setting")]
pub struct UnknownSetting(pub String);

impl FromStr for Setting {
    type Err = UnknownSetting;

    fn from_str(text: &str) -> Result<Self, UnknownSetting> {
        let word = text.to_lowercase().replace(['-', ' '], "_");
        Self::ALL.into_iter().find(|setting| setting.as_str() == word).ok_or_else(|| UnknownSetting(text.to_owned()))
    }
}

/// What somebody is typing, to be completed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Suggest {
    Round,
    Schedule,
    Pool,
    Scheme,
    Zone,
    Question,
}

impl Command {
    /// Whether only those who manage the server may do this. Looking at what is set is everybody's.
    pub fn is_organisers(&self) -> bool {
        match self {
            Self::Skip
            | Self::Close { .. }
            | Self::Regrade { .. }
            | Self::Import { .. }
            | Self::ImportAccept { .. }
            | Self::Pool(Some(_)) => true,
            Self::Schedule(change) => *change != ScheduleChange::List,
            Self::Settings(changes) => !changes.is_empty(),
            Self::Now
            | Self::Answer { .. }
            | Self::Why { .. }
            | Self::Run { .. }
            | Self::Edit { .. }
            | Self::Board { .. }
            | Self::Me
            | Self::Help
            | Self::Pool(None)
            | Self::Forget { .. } => false,
        }
    }
}

/// Something that happened on the platform and is nobody's request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// Events may have been lost: every open round of these places, or of all, is held against the platform again.
    Reconnected { places: Option<Vec<PlaceRef>> },
    /// Somebody deleted a post.
    PostGone { place: PlaceRef, message: MessageId },
    /// A channel was deleted, or the bot can't see it any more.
    PlaceGone { place: PlaceRef },
    /// The bot was removed from a server; `server` as in [`PlaceRef`].
    ServerGone { server: String },
}

/// Where adapters send notices.
pub type Notices = mpsc::Sender<Notice>;
