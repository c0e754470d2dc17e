//! Takes a round from where it is to its end. What to do next is `quiz::round`'s to say; here it is committed and done, and done
//! again while the database or the platform is away.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use super::live::LiveRound;
use super::{Engine, show};
use crate::chat::{ChatError, MessageId, Post, Reading, words};
use crate::quiz::round::{self, Effect, RoundEvent, State};
use crate::quiz::{Action, PersonId, answer};
use crate::store::{self, NewAnswer, StoreError, StoredRound};

const FIRST_RETRY: Duration = Duration::from_millis(100);
const LONGEST_RETRY: Duration = Duration::from_secs(10);
/// The longest single wait for a deadline, so that a clock that was set is noticed.
const LONGEST_NAP: Duration = Duration::from_secs(20);

/// Why a step was not taken.
#[derive(Debug, thiserror::Error)]
enum Trouble {
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
    /// Drives a round in a task of its own.
    pub(super) fn take_up(self: &Arc<Self>, round: StoredRound) {
        let engine = self.clone();
        self.tasks.spawn(async move {
            let mark = round.mark.clone();
            match engine.drive(round).await {
                Ok(()) => {}
                Err(Trouble::Stopping | Trouble::Elsewhere) => {
                    tracing::debug!(round = %mark, "left to the next process")
                }
                Err(trouble) => {
                    metrics::counter!("ansatz_rounds_stuck_total").increment(1);
                    tracing::error!(round = %mark, %trouble, "a round is stuck; the next start tries again");
                }
            }
            engine.live.remove(&mark);
        });
    }

    async fn drive(self: &Arc<Self>, mut round: StoredRound) -> Result<(), Trouble> {
        let mut event = RoundEvent::TakenUp { in_time: self.in_time(&round) };
        let mut void_reason = words::window_over();
        loop {
            let (next, effect) = round::step(round.state, event)?;
            self.commit(&round, next, &void_reason).await?;
            round.state = next;
            let Some(effect) = effect else { return Ok(()) };
            let post = show::post(&round);
            event = match effect {
                Effect::Search => {
                    match self.retry(|| async { Ok(self.chat.find(&round.place, &round.mark).await?) }).await? {
                        Some(message) => self.posted(&mut round, message),
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
                Effect::Open => self.wait_for_deadline(&round).await?,
                Effect::Reread => self.retry(|| self.reconcile(&round)).await?,
                Effect::Grade => {
                    self.retry(|| async {
                        Ok(store::close_round(&self.store, &round, &self.settings.calendar, self.now()).await?)
                    })
                    .await?;
                    RoundEvent::Graded
                }
                Effect::Announce => return self.announce(&round, &post).await,
            };
        }
    }

    /// Commits the step into `next`. The close of a round is committed with its grades instead.
    async fn commit(&self, round: &StoredRound, next: State, void_reason: &str) -> Result<(), Trouble> {
        let again = AtomicBool::new(false);
        self.retry(|| async {
            // A commit whose answer was lost looks like somebody else's step: only after one does the store's word count as ours.
            let repeated = again.swap(true, Ordering::Relaxed);
            let taken = self.take_step(round, next, void_reason).await?
                || (repeated && self.state_of(round).await? == Some(next));
            if taken { Ok(()) } else { Err(Trouble::Elsewhere) }
        })
        .await
    }

    async fn take_step(&self, round: &StoredRound, next: State, void_reason: &str) -> Result<bool, StoreError> {
        let db = self.store.pool();
        match (round.state, next) {
            (before, after) if before == after => Ok(true),
            (_, State::Posting) => store::mark_posting(db, round.id).await,
            (_, State::Open) => store::mark_open(db, round.id, round.message_id.as_deref().unwrap_or_default()).await,
            (_, State::Closing) => store::begin_closing(db, round.id).await,
            (_, State::Void) => store::mark_void(db, round.id, void_reason).await,
            (_, State::Claimed | State::Closed) => Ok(true),
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

    /// Takes answers until the round's time is over.
    async fn wait_for_deadline(&self, round: &StoredRound) -> Result<RoundEvent, Trouble> {
        let live = self.retry(|| async { Ok(self.go_live(round.clone()).await?) }).await?;
        self.chat.tally(&round.place, &message_of(round), &round.mark, &live.tally()).await;
        loop {
            let left = Duration::try_from(round.closes_at.duration_since(self.now())).unwrap_or_default();
            if left.is_zero() {
                return Ok(RoundEvent::Deadline);
            }
            self.pause(left.min(LONGEST_NAP)).await?;
        }
    }

    /// Brings an open round into memory, with what the ledger has of it.
    pub(super) async fn go_live(&self, round: StoredRound) -> Result<Arc<LiveRound>, StoreError> {
        let recorded = store::entries_of_round(self.store.pool(), round.id).await?;
        let entries =
            recorded.into_iter().map(|(person, timed)| (person, timed.into_iter().map(|(entry, _)| entry).collect()));
        Ok(self.live.add(LiveRound::new(round, entries)))
    }

    /// Holds the platform's own reactions, where it has any, against the ledger, and enters what was missed.
    async fn reconcile(&self, round: &StoredRound) -> Result<RoundEvent, Trouble> {
        self.live.remove(&round.mark);
        let Some(reading) = self.chat.reread(&round.place, &message_of(round)).await? else {
            return Ok(RoundEvent::Reconciled);
        };
        let missed = self.missed(round, &reading).await?;
        for batch in missed.chunks(1_000) {
            store::record(self.store.pool(), batch).await?;
        }
        Ok(RoundEvent::Reconciled)
    }

    async fn missed(&self, round: &StoredRound, reading: &Reading) -> Result<Vec<NewAnswer>, StoreError> {
        let recorded = store::entries_of_round(self.store.pool(), round.id).await?;
        let mut missed = Vec::new();
        for (person, positions) in &reading.choices {
            let id: PersonId = store::ensure_person(self.store.pool(), person).await?;
            let chosen: BTreeSet<u8> =
                positions.iter().filter_map(|&position| round.order.author_index(position)).collect();
            let known = recorded.iter().find(|(known, _)| *known == id).and_then(|(_, timed)| {
                let entries: Vec<_> = timed.iter().map(|(entry, _)| entry.clone()).collect();
                answer::fold(round.question.kind, &entries)
            });
            if known != Some(crate::quiz::Answer::Choices(chosen.clone())) {
                missed.push(NewAnswer {
                    round: round.id,
                    person: id,
                    event_id: format!("{}:reread:{}:{}", person.platform, round.mark, person.external_id),
                    action: Action::Select(chosen),
                    sequence: round.closes_at.as_microsecond(),
                    occurred_at: round.closes_at,
                    reconciled: true,
                });
            }
        }
        Ok(missed)
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

    fn in_time(&self, round: &StoredRound) -> bool {
        round.closes_at > self.now()
    }

    /// Tries until it works, fails for good, or the engine stops. What is tried must be harmless to repeat.
    async fn retry<T, F>(&self, attempt: impl Fn() -> F) -> Result<T, Trouble>
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

fn message_of(round: &StoredRound) -> MessageId {
    MessageId(round.message_id.clone().unwrap_or_default())
}
