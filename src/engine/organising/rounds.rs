//! `/quiz skip` and `/quiz close`. Both commit the change at once, whichever process drives the round; its driver shows it.

use super::told;
use crate::chat::{Event, Refusal, Reply, words};
use crate::engine::{Engine, refusal};
use crate::quiz::{Mark, State};
use crate::store::{self, StoredRound};

impl Engine {
    pub(super) async fn skip_round(&self, event: &Event) -> Result<Reply, Refusal> {
        let round = self.newest(event).await?;
        let ended = store::end_without_grades(self.store.pool(), round.id, &words::skipped_by_organiser()).await;
        if !ended.map_err(|error| refusal(&error))? {
            return Err(words::round_is_over());
        }
        tracing::info!(round = %round.mark, "skipped");
        self.look_again.notify_one();
        Ok(told(words::skipped_title(), words::skipped(&round.mark), Vec::new()))
    }

    pub(super) async fn close_now(&self, event: &Event, mark: Option<&Mark>) -> Result<Reply, Refusal> {
        let round = match mark {
            Some(mark) => self.round_in_server(event, mark).await?,
            None => self.newest(event).await?,
        };
        if matches!(round.state, State::Closing | State::Closed | State::Void) {
            return Err(words::round_is_over());
        }
        let ended = store::end_now(self.store.pool(), round.id, self.now()).await.map_err(|error| refusal(&error))?;
        if !ended {
            return Err(words::round_is_over());
        }
        tracing::info!(round = %round.mark, "closed by an organiser");
        self.look_again.notify_one();
        Ok(told(words::closed_title(), words::closed_now(&round.mark), Vec::new()))
    }

    /// A question that is still being posted can be ended, too.
    async fn newest(&self, event: &Event) -> Result<StoredRound, Refusal> {
        let place = self.place(&event.place).await.map_err(|error| refusal(&error))?;
        let newest = store::round_under_way(self.store.pool(), place).await.map_err(|error| refusal(&error))?;
        newest.ok_or_else(words::nothing_to_end)
    }

    /// A round of the server whose organiser asks; another server's is none of theirs.
    pub(super) async fn round_in_server(&self, event: &Event, mark: &Mark) -> Result<StoredRound, Refusal> {
        let found = store::round_by_mark(self.store.pool(), mark).await.map_err(|error| refusal(&error))?;
        let here = |round: &StoredRound| {
            round.place.platform == event.place.platform && round.place.server == event.place.server
        };
        found.filter(here).ok_or_else(words::no_such_round)
    }
}
