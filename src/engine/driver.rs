//! Takes a round from where it is to its end. What to do next is `quiz::round`'s to say; here it is committed and done, and done
//! again while the database or the platform is away.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use tokio::time::Instant;

use super::leases::{self, Lease};
use super::live::LiveRound;
use super::{Engine, show};
use crate::chat::{ChatError, MessageId, Post, words};
use crate::quiz::round::{self, Effect, RoundEvent, State};
use crate::store::{self, Closed, StoreError, StoredRound};

const FIRST_RETRY: Duration = Duration::from_millis(100);
const LONGEST_RETRY: Duration = Duration::from_secs(10);
/// The longest single wait for a deadline, so that a clock that was set is noticed.
const LONGEST_NAP: Duration = Duration::from_secs(20);
/// A round that is stuck is tried again after this.
pub(super) const REST: Duration = Duration::from_secs(600);

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
        let mut results = None;
        let mut event = RoundEvent::TakenUp { in_time: self.worth_posting(&round) };
        loop {
            let (next, effect) = round::step(round.state, event)?;
            self.commit(&round, event, next).await?;
            round.state = next;
            let Some(effect) = effect else { return Ok(()) };
            let post = show::post(&round);
            event = match effect {
                Effect::Search => self.search(&mut round, lease, &post).await?,
                Effect::Send => self.send(&mut round, lease, &post).await?,
                Effect::Open => {
                    let refused = event == RoundEvent::Refused;
                    self.wait_for_deadline(&mut round, lease, refused).await?
                }
                Effect::Reread => {
                    let live = self.live.remove(&round.mark);
                    self.retry(|| self.reconcile(&round, live.as_deref())).await?;
                    RoundEvent::Reconciled
                }
                Effect::Grade => {
                    results = Some(self.graded(&round).await?);
                    RoundEvent::Graded
                }
                Effect::Announce => return self.announce(round, &post, results).await,
                Effect::Withdraw => return self.withdraw(&round, &post).await,
            };
        }
    }

    /// Commits the step into `next`. The close of a round is committed with its grades instead.
    async fn commit(&self, round: &StoredRound, event: RoundEvent, next: State) -> Result<(), Trouble> {
        let again = AtomicBool::new(false);
        self.retry(|| async {
            // A commit whose answer was lost looks like somebody else's step: only after one does the store's word count as ours.
            let repeated = again.swap(true, Ordering::Relaxed);
            let taken =
                self.take_step(round, event, next).await? || (repeated && self.state_of(round).await? == Some(next));
            if taken { Ok(()) } else { Err(Trouble::Elsewhere) }
        })
        .await
    }

    async fn take_step(&self, round: &StoredRound, event: RoundEvent, next: State) -> Result<bool, StoreError> {
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
            (_, _, State::Void) => {
                let reason = round.void_reason.clone().unwrap_or_else(words::window_over);
                store::mark_void(db, round.id, driver, &reason).await
            }
            (_, _, State::Claimed | State::Open | State::Closed) => Ok(true),
        }
    }

    async fn state_of(&self, round: &StoredRound) -> Result<Option<State>, StoreError> {
        Ok(store::round_by_mark(self.store.pool(), &round.mark).await?.map(|round| round.state))
    }

    /// Takes answers until the round's time is over, or somebody ends it, or its post is gone. A post that was refused just now is
    /// not sent again: answers by other ways still count.
    async fn wait_for_deadline(
        &self,
        round: &mut StoredRound,
        lease: &mut Lease,
        mut refused: bool,
    ) -> Result<RoundEvent, Trouble> {
        // Somebody's answer may have brought the round into memory while it had no post, or another.
        if self.live.get(&round.mark).is_some_and(|live| live.round.message_id != round.message_id) {
            self.live.remove(&round.mark);
        }
        let live = self.retry(|| async { Ok(self.go_live(round.clone()).await?) }).await?;
        self.show_tally(&live).await;
        loop {
            let known = lease.known();
            match known.state {
                State::Void => {
                    self.live.remove(&round.mark);
                    return Ok(RoundEvent::Voided);
                }
                State::Closing | State::Closed => return Err(Trouble::Elsewhere),
                State::Claimed | State::Posting | State::Open => {}
            }
            if known.copy > round.copy {
                round.copy = known.copy;
                round.message_id = None;
                refused = false;
            }
            if round.message_id.is_none() && !refused && self.worth_posting(round) {
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
        let live = self.live.add(LiveRound::new(round, entries));
        let (round, message) = (&live.round, message_of(&live.round));
        if !message.0.is_empty() {
            self.chat.opened(&round.place, &message, &round.mark).await;
        }
        Ok(live)
    }

    /// Shows on the post that its round ended without grades, for the reason that whoever ended it gave.
    async fn withdraw(&self, round: &StoredRound, post: &Post) -> Result<(), Trouble> {
        let stored = self.retry(|| async { Ok(store::round_by_mark(self.store.pool(), &round.mark).await?) }).await?;
        let Some(stored) = stored else { return Ok(()) };
        let text = words::round_void(stored.void_reason.as_deref().unwrap_or_default());
        let shown = self.retry(|| async {
            let message = match stored.message_id.clone().map(MessageId) {
                Some(message) => Some(message),
                // It may have been sent all the same, just before the end.
                None => self.chat.find(&round.place, post).await?,
            };
            match message {
                Some(message) => Ok(self.chat.withdraw(&round.place, &message, post, &text).await?),
                None => Ok(()),
            }
        });
        match shown.await {
            Err(Trouble::Chat(error @ ChatError::Refused { .. })) => {
                tracing::debug!(round = %round.mark, %error, "the end of a round could not be shown");
                Ok(())
            }
            other => other,
        }
    }

    /// Shows the outcome on the post, and again for as long as it is graded by another key meanwhile. The grades are committed;
    /// this may happen again after a crash and says the same.
    async fn announce(
        &self,
        mut round: StoredRound,
        post: &Post,
        mut results: Option<Vec<Closed>>,
    ) -> Result<(), Trouble> {
        loop {
            let results = match results.take() {
                Some(results) => results,
                None => self.graded(&round).await?,
            };
            self.show_outcome(&round, post, &results).await?;
            let (db, digest) = (self.store.pool(), &round.digest);
            let announced = self.retry(|| async { Ok(store::mark_announced(db, round.id, digest, self.now()).await?) });
            if announced.await? {
                break;
            }
            let now = self.retry(|| async { Ok(store::round_by_mark(db, &round.mark).await?) }).await?;
            match now {
                // The first attempt was committed without our hearing of it.
                Some(now) if now.announced => break,
                Some(now) if now.digest != round.digest => round = now,
                Some(_) | None => return Err(Trouble::Elsewhere),
            }
        }
        self.chat.board_changed(&round.place).await;
        Ok(())
    }

    /// Grades a round, or reads how it was graded.
    async fn graded(&self, round: &StoredRound) -> Result<Vec<Closed>, Trouble> {
        let calendar = &self.settings.calendar;
        self.retry(|| async {
            let _turn = self.closing.acquire().await.map_err(|_| Trouble::Stopping)?;
            Ok(store::close_round(&self.store, round, calendar, self.now()).await?)
        })
        .await
    }

    async fn show_outcome(&self, round: &StoredRound, post: &Post, results: &[Closed]) -> Result<(), Trouble> {
        let outcome = show::outcome(round, results);
        tracing::info!(round = %round.mark, answered = outcome.tally.answered, right = outcome.right, "closed");
        let shown =
            self.retry(|| async { Ok(self.chat.close(&round.place, &message_of(round), post, &outcome).await?) }).await;
        if let Err(Trouble::Chat(error @ ChatError::Refused { .. })) = shown {
            // The post is gone; the grades stand all the same.
            tracing::warn!(round = %round.mark, %error, "the outcome could not be shown");
        } else {
            shown?;
        }
        Ok(())
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
