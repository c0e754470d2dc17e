//! Getting a round's post to where people see it: looked for where it may be already, and sent only while people would still have
//! time to answer.

use jiff::{SignedDuration, Timestamp};

use super::Engine;
use super::driver::Trouble;
use super::leases::Lease;
use crate::chat::{ChatError, MessageId, Post};
use crate::quiz::State;
use crate::quiz::round::RoundEvent;
use crate::quiz::schedule::WORTHWHILE;
use crate::store::StoredRound;

impl Engine {
    /// Looks for a round's post by its mark.
    pub(super) async fn search(
        &self,
        round: &mut StoredRound,
        lease: &Lease,
        post: &Post,
    ) -> Result<RoundEvent, Trouble> {
        let known = lease.watch();
        let found = self.retry(|| async {
            if known.borrow().state == State::Void {
                return Ok(Err(RoundEvent::Voided));
            }
            Ok(Ok(self.chat.find(&round.place, post).await?))
        });
        match found.await {
            Ok(Ok(Some(message))) => Ok(posted(round, message)),
            Ok(Ok(None)) => Ok(RoundEvent::NotFound { in_time: self.worth_posting(round) }),
            Ok(Err(event)) => Ok(event),
            // Where it can still be sent it may yet be there, so that waits for somebody's hand.
            Err(Trouble::Chat(ChatError::Refused { reason, .. }))
                if round.state == State::Open || !self.worth_posting(round) =>
            {
                tracing::error!(round = %round.mark, reason, "the post can't be looked for");
                round.void_reason = Some(reason);
                Ok(RoundEvent::Refused)
            }
            Err(trouble) => Err(trouble),
        }
    }

    /// Sends the post. However long the platform is away, it is not sent once the round has ended or is about to.
    pub(super) async fn send(
        &self,
        round: &mut StoredRound,
        lease: &Lease,
        post: &Post,
    ) -> Result<RoundEvent, Trouble> {
        let known = lease.watch();
        let sent = self.retry(|| async {
            let (state, closes_at) = {
                let known = known.borrow();
                (known.state, known.closes_at)
            };
            if state == State::Void {
                return Ok(Err(RoundEvent::Voided));
            }
            if !self.worthwhile(round.opens_at, round.closes_at.min(closes_at)) {
                return Ok(Err(RoundEvent::TooLate));
            }
            Ok(Ok(self.chat.post(&round.place, post).await?))
        });
        match sent.await {
            Ok(Ok(message)) => Ok(posted(round, message)),
            Ok(Err(event)) => {
                round.closes_at = round.closes_at.min(known.borrow().closes_at);
                Ok(event)
            }
            Err(Trouble::Chat(ChatError::Refused { reason, .. })) => {
                tracing::error!(round = %round.mark, reason, "the post was refused");
                round.void_reason = Some(reason);
                Ok(RoundEvent::Refused)
            }
            Err(trouble) => Err(trouble),
        }
    }

    /// Whether a post that is not there is worth sending: people must still have time to answer.
    pub(super) fn worth_posting(&self, round: &StoredRound) -> bool {
        self.worthwhile(round.opens_at, round.closes_at)
    }

    fn worthwhile(&self, opens_at: Timestamp, closes_at: Timestamp) -> bool {
        let open_for = closes_at.duration_since(opens_at);
        let left = closes_at.duration_since(self.now());
        left > SignedDuration::ZERO && left >= WORTHWHILE.min(open_for / 2)
    }
}

fn posted(round: &mut StoredRound, message: MessageId) -> RoundEvent {
    tracing::info!(round = %round.mark, question = %round.question.id, closes_at = %round.closes_at, "posted");
    metrics::counter!("ansatz_rounds_posted_total").increment(1);
    round.message_id = Some(message.0);
    RoundEvent::Posted
}
