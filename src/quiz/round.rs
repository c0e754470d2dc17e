//! A round as a state machine: `(state, event) -> (state, effect)`. Whoever drives it commits the new state before it acts on
//! the effect, so that after a crash the state says what may have happened: a round that is `posting` may have been sent.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// How far a round is. The order is the order of time; a round never goes back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// Chosen and stored; nothing was sent.
    Claimed,
    /// The post may have been sent.
    Posting,
    /// The post is there and answers count.
    Open,
    /// No more answers; being counted.
    Closing,
    /// Graded.
    Closed,
    /// Never posted and will not be, or ended without grades.
    Void,
}

/// What happens to a round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoundEvent {
    /// A process takes the round up: the one that claimed it, or another after a crash. `in_time` when it can still be answered.
    TakenUp {
        in_time: bool,
    },
    /// The place holds no post with the round's mark.
    NotFound {
        in_time: bool,
    },
    /// The post is there: it was sent, or found.
    Posted,
    /// Somebody deleted the post.
    PostGone,
    /// The platform will not take the post.
    Refused,
    /// There is no time left in which a post would be worth its while. It may have been sent, all the same.
    TooLate,
    /// An organiser ended it, or its place is gone; the driver finds it so.
    Voided,
    Deadline,
    /// The platform's reactions have been read again and are in the ledger.
    Reconciled,
    /// Grades, scores and boards are committed.
    Graded,
}

/// What is to be done next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Look for the post by its mark.
    Search,
    Send,
    /// Take answers, and wait for the deadline.
    Open,
    Reread,
    Grade,
    Announce,
    /// Show on the post that nothing of it counts.
    Withdraw,
}

/// An event that cannot happen in a state: a mistake in whoever drives the round.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a round that is {state} cannot take {event:?}")]
pub struct IllegalStep {
    pub state: State,
    pub event: RoundEvent,
}

/// The next state, and what to do once it is committed; `None` when there is nothing left to do.
pub fn step(state: State, event: RoundEvent) -> Result<(State, Option<Effect>), IllegalStep> {
    use RoundEvent::{Deadline, Graded, NotFound, PostGone, Posted, Reconciled, Refused, TakenUp, TooLate, Voided};
    use State::{Claimed, Closed, Closing, Open, Posting, Void};
    Ok(match (state, event) {
        (Claimed, TakenUp { in_time: true }) => (Posting, Some(Effect::Send)),
        (Claimed, TakenUp { in_time: false }) => (Void, None),
        (Posting, TakenUp { .. } | TooLate) => (Posting, Some(Effect::Search)),
        (Posting, NotFound { in_time: true }) => (Posting, Some(Effect::Send)),
        (Posting, NotFound { in_time: false } | Refused) => (Void, None),
        (Posting, Posted) => (Open, Some(Effect::Open)),
        (Open, TakenUp { .. }) => (Open, Some(Effect::Open)),
        // Answers count all the while; only the post is looked for, and sent again while that is worth it.
        (Open, PostGone | TooLate) => (Open, Some(Effect::Search)),
        (Open, NotFound { in_time: true }) => (Open, Some(Effect::Send)),
        (Open, NotFound { in_time: false } | Posted | Refused) => (Open, Some(Effect::Open)),
        (Posting | Open, Voided) => (Void, Some(Effect::Withdraw)),
        (Open, Deadline) => (Closing, Some(Effect::Reread)),
        (Closing, TakenUp { .. }) => (Closing, Some(Effect::Reread)),
        (Closing, Reconciled) => (Closing, Some(Effect::Grade)),
        (Closing, Graded) => (Closed, Some(Effect::Announce)),
        (Closed, TakenUp { .. }) => (Closed, Some(Effect::Announce)),
        (Void, TakenUp { .. }) => (Void, Some(Effect::Withdraw)),
        _ => return Err(IllegalStep { state, event }),
    })
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
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A word that is no state.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no state of a round")]
pub struct UnknownState(String);

impl FromStr for State {
    type Err = UnknownState;

    fn from_str(text: &str) -> Result<Self, UnknownState> {
        Self::ALL.into_iter().find(|state| state.as_str() == text).ok_or_else(|| UnknownState(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What the world does when an effect is carried out: whether the message was there before, and where the process dies.
    #[derive(Clone, Copy, Debug)]
    enum Fate {
        Done,
        DiesBefore,
        /// The effect happened, and the process died before it could say so.
        DiesAfter,
        Refuses,
    }

    fn fate() -> impl Strategy<Value = Fate> {
        prop_oneof![4 => Just(Fate::Done), 2 => Just(Fate::DiesBefore), 2 => Just(Fate::DiesAfter), 1 => Just(Fate::Refuses)]
    }

    proptest! {
        #[test]
        fn however_often_it_dies_a_round_is_sent_at_most_once_and_never_goes_back(
            fates in prop::collection::vec((fate(), any::<bool>()), 0..40)
        ) {
            let (mut state, mut sent, mut graded) = (State::Claimed, 0, 0);
            let (mut event, mut searched) = (RoundEvent::TakenUp { in_time: true }, false);
            let mut fates = fates.into_iter();
            loop {
                let (next, effect) = step(state, event).expect("the driver takes only legal steps");
                prop_assert!(next >= state, "{state} went back to {next}");
                state = next;
                let Some(effect) = effect else { break };
                // When the fates run out everything works, so that every round ends.
                let (fate, in_time) = fates.next().unwrap_or((Fate::Done, true));
                let refused = matches!((fate, effect), (Fate::Refuses, Effect::Send));
                let happens = !refused && !matches!(fate, Fate::DiesBefore);
                match effect {
                    Effect::Send => {
                        prop_assert!(sent == 0, "sent twice");
                        prop_assert!(searched || state == State::Posting);
                        sent += usize::from(happens);
                    }
                    Effect::Grade => graded += usize::from(happens && graded == 0),
                    _ => {}
                }
                searched = matches!(effect, Effect::Search) && happens;
                event = match (fate, effect) {
                    (Fate::DiesBefore | Fate::DiesAfter, _) => RoundEvent::TakenUp { in_time },
                    (Fate::Refuses, Effect::Send) => RoundEvent::Refused,
                    (_, Effect::Search) if sent == 0 => RoundEvent::NotFound { in_time },
                    (_, Effect::Search | Effect::Send) => RoundEvent::Posted,
                    (_, Effect::Open) => RoundEvent::Deadline,
                    (_, Effect::Reread) => RoundEvent::Reconciled,
                    (_, Effect::Grade) => RoundEvent::Graded,
                    (_, Effect::Announce | Effect::Withdraw) => break,
                };
            }
            match state {
                State::Closed => prop_assert!(sent == 1 && graded == 1),
                State::Void => prop_assert!(sent == 0),
                other => prop_assert!(false, "a round ended {other}"),
            }
        }

        #[test]
        fn closed_and_void_are_final(event in 0..9_usize) {
            use RoundEvent::*;
            let event = [NotFound { in_time: true }, Posted, PostGone, Refused, TooLate, Voided, Deadline, Reconciled, Graded][event];
            for state in [State::Closed, State::Void] {
                prop_assert_eq!(step(state, event), Err(IllegalStep { state, event }));
            }
        }
    }

    #[test]
    fn a_deleted_post_is_looked_for_before_it_is_sent_again() {
        let check = |event, expected| assert_eq!(step(State::Open, event), Ok(expected), "{event:?}");
        check(RoundEvent::PostGone, (State::Open, Some(Effect::Search)));
        check(RoundEvent::NotFound { in_time: true }, (State::Open, Some(Effect::Send)));
        check(RoundEvent::NotFound { in_time: false }, (State::Open, Some(Effect::Open)));
        check(RoundEvent::Posted, (State::Open, Some(Effect::Open)));
        check(RoundEvent::TooLate, (State::Open, Some(Effect::Search)));
        check(RoundEvent::Refused, (State::Open, Some(Effect::Open)));
        check(RoundEvent::Voided, (State::Void, Some(Effect::Withdraw)));
    }

    #[test]
    fn a_post_that_comes_too_late_is_looked_for_before_the_round_is_void() {
        let check = |event, expected| assert_eq!(step(State::Posting, event), Ok(expected), "{event:?}");
        check(RoundEvent::TooLate, (State::Posting, Some(Effect::Search)));
        check(RoundEvent::NotFound { in_time: false }, (State::Void, None));
        check(RoundEvent::Voided, (State::Void, Some(Effect::Withdraw)));
    }

    #[test]
    fn states_are_stored_by_name() {
        for state in State::ALL {
            assert_eq!(state.as_str().parse(), Ok(state));
        }
        assert_eq!("opened".parse::<State>(), Err(UnknownState("opened".into())));
    }
}
