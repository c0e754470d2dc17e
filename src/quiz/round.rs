//! The life of a round, from the claim of a run to its announced result. The new state is committed before its effects are
//! carried out, so after a crash at any point [`RoundEvent::Restarted`] says what is still to do.
//!
//! A question is posted once: `Posting` is committed before anything is sent, and whoever finds a round in it, not having
//! sent anything himself, first searches the channel for the round's mark.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// How far a round has come. It only ever goes forward.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// A run of the schedule is taken, with its question, order and scheme; nothing was sent.
    Claimed,
    /// The post was sent or is about to be; only the channel knows.
    Posting,
    /// The post is there, and answers count.
    Open,
    /// The time is over; late news of answers is being gathered.
    Closing,
    /// The grades are in the ledger. Final.
    Closed,
    /// It was never posted. Final.
    Void,
}

impl State {
    pub const ALL: [Self; 6] = [Self::Claimed, Self::Posting, Self::Open, Self::Closing, Self::Closed, Self::Void];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Claimed => "claimed",
            Self::Posting => "posting",
            Self::Open => "open",
            Self::Closing => "closing",
            Self::Closed => "closed",
            Self::Void => "void",
        }
    }

    /// Whether no event leads out of it.
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Closed | Self::Void)
    }
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A name that no state has.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not the state of a round")]
pub struct UnknownState(pub String);

impl FromStr for State {
    type Err = UnknownState;

    fn from_str(text: &str) -> Result<Self, UnknownState> {
        let found = Self::ALL.into_iter().find(|state| state.as_str() == text);
        found.ok_or_else(|| UnknownState(text.to_owned()))
    }
}

/// What happens to a round.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RoundEvent {
    /// Whoever claimed the round goes on to post it.
    PostingStarted,
    /// The platform confirmed the post, or the search found it.
    Posted,
    /// The platform can't be reached, and whether the post arrived is not known.
    PostUnclear,
    /// The platform will not take the post, now or later.
    PostRefused,
    /// The search found no post; `over` says whether the round would have closed by now.
    NotFound { over: bool },
    /// The round's closing time has come.
    Deadline,
    /// The platform's own record of answers is in the ledger, or can't be had.
    Reconciled,
    /// The grades are in the ledger; committed together with `Closed`.
    Graded,
    /// The bot started and found the round as it is, not yet announced.
    Restarted,
}

/// What is to be done next, each to be answered by an event. All but `Send` can be done again without harm.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Effect {
    /// Look for the round's mark in the channel: `Posted` or `NotFound`.
    Search,
    /// Post the question: `Posted`, `PostUnclear` or `PostRefused`.
    Send,
    /// Wait for the round's closing time, which may be past already: `Deadline`.
    StartTimer,
    /// Read the answers on the post again, where the platform has them: `Reconciled`.
    Reread,
    /// Grade the answers in the ledger: `Graded`.
    Grade,
    /// Show the outcome on the post and move the boards. No event; that it was done is recorded beside the state.
    Announce,
    /// Tell the channel that the run was not posted. No event; likewise recorded.
    ReportMissed,
}

/// An event that can't happen to a round in this state: the engine has lost count, or two of them work on one round.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{event:?} can't happen to a round that is {state}")]
pub struct IllegalStep {
    pub state: State,
    pub event: RoundEvent,
}

/// What an event makes of a round, and what is then to be done.
pub fn step(state: State, event: RoundEvent) -> Result<(State, Vec<Effect>), IllegalStep> {
    use Effect::*;
    use RoundEvent::*;
    use State::*;
    let (next, effect) = match (state, event) {
        (Claimed, PostingStarted) => (Posting, Some(Send)),
        // After a crash even a claim is searched for; it costs one request and covers a restored backup.
        (Claimed | Posting, Restarted) => (state, Some(Search)),
        (Claimed | Posting, NotFound { over: false }) => (Posting, Some(Send)),
        (Claimed | Posting, NotFound { over: true } | PostRefused) => (Void, Some(ReportMissed)),
        (Claimed | Posting, Posted) => (Open, Some(StartTimer)),
        (Posting, PostUnclear) => (Posting, Some(Search)),
        (Open, Restarted) => (Open, Some(StartTimer)),
        (Open, Deadline) => (Closing, Some(Reread)),
        (Closing, Restarted) => (Closing, Some(Reread)),
        (Closing, Reconciled) => (Closing, Some(Grade)),
        (Closing, Graded) => (Closed, Some(Announce)),
        (Closed, Restarted) => (Closed, Some(Announce)),
        (Void, Restarted) => (Void, Some(ReportMissed)),
        // A second confirmation, or a second timer.
        (Open, Posted) | (Closing | Closed, Deadline) => (state, None),
        _ => return Err(IllegalStep { state, event }),
    };
    Ok((next, effect.into_iter().collect()))
}

#[cfg(test)]
mod tests;
