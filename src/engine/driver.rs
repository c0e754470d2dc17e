//! Takes a round from where it is to its end. What to do next is `quiz::round`'s to say; here it is committed and done, and done
//! again while the database or the platform is away.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use jiff::SignedDuration;
use tokio::time::Instant;

use super::leases::{self, Lease};
use super::live::LiveRound;
use super::{Engine, show};
use crate::chat::{ChatError, MessageId, Post, words};
use crate::quiz::round::{self, Effect, RoundEvent, State};
use crate::quiz::schedule::WORTHWHILE;
use crate::store::{self, StoreError, StoredRound};

const FIRST_RETRY: Duration = Duration::from_millis(100);
const LONGEST_RETRY: Duration = Duration::from_secs(10);
/// The longest single wait for a deadline, so that a clock that was set is noticed.
const LONGEST_NAP: Duration = Duration::from_secs(20);
/// A round that is stuck is tried again after this.
const REST: Duration = Duration::from_secs(600);

/// Why a step was not taken.
#[derive(Debug, thiserror::Error)]
pub(super) enum Trouble {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Chat(#[from] ChatError),
    #[error(transparent)]
    Illegal(#[from] round::IllegalStep),
    /// Another process took the step first; it drives the round now.
    #[error("another process drives this round")]
    Elsewhere,
    #[error("stopping")]
    Stopping,
}

impl Trouble {
    fn passes(&self) -> bool {
        match self {
            Self::Store(error) => error.is_transient(),
            Self::Chat(error) => matches!(error, ChatError::Unavailable { .. }),
            Self::Illegal(_) | Self::Elsewhere | Self::Stopping => false,
        }
    }
}

impl Engine {
    /// Drives a round in a task of its own, for as long as this process has its lease, which it asked for at this instant.
    pub(super) fn take_up(self: &Arc<Self>, round: StoredRound, asked: Instant) {
        let Some(mut lease) = self.leases.add(round.id, asked, round.state, round.closes_at, round.copy) else {
            return;
        };
        let engine = self.clone();
        self.tasks.spawn(async move {
            let (id, mark) = (round.id, round.mark.clone());
            let lost = leases::lost(lease.watch());
            // Dropped where it stands: what was committed is known to the next driver, and nothing else was done.
            let ended = tokio::select! {
                biased;
                () = lost => Err(Trouble::Elsewhere),
                ended = engine.drive(round, &mut lease) => ended,
            };
            let rest = match ended {
                Ok(()) => store::drop_lease(engine.store.pool(), id, &engine.driver).await,
                Err(Trouble::Stopping | Trouble::Elsewhere) => {
                    tracing::debug!(round = %mark, "left to the next process");
                    Ok(())
                }
                Err(trouble) => {
                    metrics::counter!("ansatz_rounds_stuck_total").increment(1);
                    tracing::error!(round = %mark, %trouble, "a round is stuck; it is tried again in ten minutes");
                    store::rest_lease(engine.store.pool(), id, &engine.driver, REST.as_secs_f64()).await
                }
            };
            if let Err(error) = rest {
                // The lease runs out by itself, and whoever takes the round then finds what this one found.
                tracing::warn!(round = %mark, %error, "a lease could not be given back");
            }
            engine.live.remove(&mark);
            engine.leases.end(&lease);
        });
    }

    async fn drive(self: &Arc<Self>, mut round: StoredRound, lease: &mut Lease) -> Result<(), Trouble> {
        let mut event = RoundEvent::TakenUp { in_time: self.in_time(&round) };
        let mut void_reason = words::window_over();
        loop {
            let (next, effect) = round::step(round.state, event)?;
            self.commit(&round, event, next, &void_reason).await?;
            round.state = next;
            let Some(effect) = effect else { return Ok(()) };
            let post = show::post(&round);
            event = match effect {
                Effect::Search => {
                    match self.retry(|| async { Ok(self.chat.find(&round.place, &post).await?) }).await? {
                        Some(message) => self.posted(&mut round, message),
                        None if round.state == State::Open => {
                            RoundEvent::NotFound { in_time: self.worth_posting(&round) }
                        }
                        None => RoundEvent::NotFound { in_time: self.in_time(&round) },
                    }
                }
                Effect::Send => match self.retry(|| async { Ok(self.chat.post(&round.place, &post).await?) }).await {
                    Ok(message) => self.posted(&mut round, message),
                    Err(Trouble::Chat(ChatError::Refused { reason, .. })) => {
                        tracing::error!(round = %round.mark, reason, "the post was refused");
                        void_reason = reason;
                        RoundEvent::Refused
                    }
                    Err(trouble) => return Err(trouble),
                },
                Effect::Open => self.wait_for_deadline(&mut round, lease).await?,
                Effect::Reread => self.retry(|| self.reread_at_close(&round)).await?,
                Effect::Grade => {
                    self.retry(|| async {
                        Ok(store::close_round(&self.store, &round, &self.settings.calendar, self.now()).await?)
                    })
                    .await?;
                    RoundEvent::Graded
                }
                Effect::Announce => return self.announce(&round, &post).await,
                Effect::Withdraw => return self.withdraw(&round, &post).await,
            };
        }
    }

    /// Commits the step into `next`. The close of a round is committed with its grades instead.
    async fn commit(
        &self,
        round: &StoredRound,
        event: RoundEvent,
        next: State,
        void_reason: &str,
    ) -> Result<(), Trouble> {
        let again = AtomicBool::new(false);
        self.retry(|| async {
            // A commit whose answer was lost looks like somebody else's step: only after one does the store's word count as ours.
            let repeated = again.swap(true, Ordering::Relaxed);
            let taken = self.take_step(round, event, next, void_reason).await?
                || (repeated && self.state_of(round).await? == Some(next));
            if taken { Ok(()) } else { Err(Trouble::Elsewhere) }
        })
        .await
    }

    async fn take_step(
        &self,
        round: &StoredRound,
        event: RoundEvent,
        next: State,
        void_reason: &str,
    ) -> Result<bool, StoreError> {
        let (db, driver) = (self.store.pool(), &self.driver);
        match (round.state, event, next) {
            (_, RoundEvent::Posted, State::Open) => {
                store::mark_open(db, round.id, driver, round.message_id.as_deref().unwrap_or_default()).await
            }
            (before, _, after) if before == after => Ok(true),
            // Whoever ended it has committed that.
            (_, RoundEvent::Voided, _) => Ok(true),
            (_, _, State::Posting) => store::mark_posting(db, round.id, driver).await,
            (_, _, State::Closing) => store::begin_closing(db, round.id, driver).await,
            (_, _, State::Void) => store::mark_void(db, round.id, driver, void_reason).await,
            (_, _, State::Claimed | State::Open | State::Closed) => Ok(true),
        }
    }

    async fn state_of(&self, round: &StoredRound) -> Result<Option<State>, StoreError> {
        Ok(store::round_by_mark(self.store.pool(), &round.mark).await?.map(|round| round.state))
    }

    fn posted(&self, round: &mut StoredRound, message: MessageId) -> RoundEvent {
        tracing::info!(round = %round.mark, question = %round.question.id, closes_at = %round.closes_at, "posted");
        metrics::counter!("ansatz_rounds_posted_total").increment(1);
        round.message_id = Some(message.0);
        RoundEvent::Posted
    }

    /// Takes answers until the round's time is over, or somebody ends it, or its post is gone.
    async fn wait_for_deadline(&self, round: &mut StoredRound, lease: &mut Lease) -> Result<RoundEvent, Trouble> {
        let live = self.retry(|| async { Ok(self.go_live(round.clone()).await?) }).await?;
        self.show_tally(&live).await;
        loop {
            let known = lease.known();
            match known.state {
                State::Void => {
                    self.live.remove(&round.mark);
                    // The reason was given by whoever ended it.
                    let now = self.retry(|| async { Ok(store::round_by_mark(self.store.pool(), &round.mark).await?) });
                    round.void_reason = now.await?.and_then(|round| round.void_reason);
                    return Ok(RoundEvent::Voided);
                }
                State::Closing | State::Closed => return Err(Trouble::Elsewhere),
                State::Claimed | State::Posting | State::Open => {}
            }
            if known.copy > round.copy {
                round.copy = known.copy;
                round.message_id = None;
            }
            if round.message_id.is_none() && self.worth_posting(round) {
                self.live.remove(&round.mark);
                return Ok(RoundEvent::PostGone);
            }
            if known.closes_at < round.closes_at {
                round.closes_at = known.closes_at;
            }
            let left = Duration::try_from(round.closes_at.duration_since(self.now())).unwrap_or_default();
            if left.is_zero() {
                return Ok(RoundEvent::Deadline);
            }
            tokio::select! {
                paused = self.pause(left.min(LONGEST_NAP)) => paused?,
                () = lease.news() => {}
            }
        }
    }

    /// Shows the count so far, unless answers are nobody else's affair before the close.
    pub(super) async fn show_tally(&self, live: &LiveRound) {
        let round = &live.round;
        if !round.private {
            self.chat.tally(&round.place, &message_of(round), &round.mark, &live.tally()).await;
        }
    }

    /// Brings an open round into memory, with what the ledger has of it.
    pub(super) async fn go_live(&self, round: StoredRound) -> Result<Arc<LiveRound>, StoreError> {
        let recorded = store::entries_of_round(self.store.pool(), round.id).await?;
        let entries =
            recorded.into_iter().map(|(person, timed)| (person, timed.into_iter().map(|(entry, _)| entry).collect()));
        Ok(self.live.add(LiveRound::new(round, entries)))
    }

    async fn reread_at_close(&self, round: &StoredRound) -> Result<RoundEvent, Trouble> {
        self.live.remove(&round.mark);
        self.reconcile(round, round.closes_at).await?;
        Ok(RoundEvent::Reconciled)
    }

    /// Shows on the post that its round ended without grades.
    async fn withdraw(&self, round: &StoredRound, post: &Post) -> Result<(), Trouble> {
        let Some(message) = round.message_id.clone().map(MessageId) else { return Ok(()) };
        let text = words::round_void(round.void_reason.as_deref().unwrap_or_default());
        let shown = self.retry(|| async { Ok(self.chat.withdraw(&round.place, &message, post, &text).await?) }).await;
        match shown {
            Err(Trouble::Chat(error @ ChatError::Refused { .. })) => {
                tracing::debug!(round = %round.mark, %error, "the end of a round could not be shown");
                Ok(())
            }
            other => other,
        }
    }

    /// Shows the outcome on the post. The grades are committed; this may happen again after a crash and says the same.
    async fn announce(&self, round: &StoredRound, post: &Post) -> Result<(), Trouble> {
        let calendar = &self.settings.calendar;
        let results =
            self.retry(|| async { Ok(store::close_round(&self.store, round, calendar, self.now()).await?) }).await?;
        let outcome = show::outcome(round, &results);
        tracing::info!(round = %round.mark, answered = outcome.tally.answered, right = outcome.right, "closed");
        let shown =
            self.retry(|| async { Ok(self.chat.close(&round.place, &message_of(round), post, &outcome).await?) }).await;
        if let Err(Trouble::Chat(error @ ChatError::Refused { .. })) = shown {
            // The post is gone; the grades stand all the same.
            tracing::warn!(round = %round.mark, %error, "the outcome could not be shown");
        } else {
            shown?;
        }
        self.retry(|| async { Ok(store::mark_announced(self.store.pool(), round.id, self.now()).await?) }).await?;
        self.chat.board_changed(&round.place).await;
        Ok(())
    }

    /// Whether a post that is gone is worth sending again: people must still have time to answer.
    fn worth_posting(&self, round: &StoredRound) -> bool {
        let open_for = round.closes_at.duration_since(round.opens_at);
        let left = round.closes_at.duration_since(self.now());
        left > SignedDuration::ZERO && left >= WORTHWHILE.min(open_for / 2)
    }

    fn in_time(&self, round: &StoredRound) -> bool {
        round.closes_at > self.now()
    }

    /// Tries until it works, fails for good, or the engine stops. What is tried must be harmless to repeat.
    pub(super) async fn retry<T, F>(&self, attempt: impl Fn() -> F) -> Result<T, Trouble>
    where
        F: Future<Output = Result<T, Trouble>>,
    {
        let mut wait = FIRST_RETRY;
        loop {
            match attempt().await {
                Err(trouble) if trouble.passes() => {
                    tracing::warn!(%trouble, "trying again in {wait:?}");
                    self.pause(wait).await?;
                    wait = (wait * 2).min(LONGEST_RETRY);
                }
                other => return other,
            }
        }
    }

    async fn pause(&self, time: Duration) -> Result<(), Trouble> {
        tokio::select! {
            () = self.stop.cancelled() => Err(Trouble::Stopping),
            () = tokio::time::sleep(time) => Ok(()),
        }
    }
}

pub(super) fn message_of(round: &StoredRound) -> MessageId {
    MessageId(round.message_id.clone().unwrap_or_default())
}
