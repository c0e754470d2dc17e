//! What a platform says has changed around the bot: events may have been lost, a post or a place is gone.

use futures::{StreamExt, stream};
use std::sync::Arc;
use std::time::Duration;
use tokio::time::Instant;

use super::Engine;
use super::live::LiveRound;
use crate::chat::{Notice, PlaceRef, words};
use crate::store;

/// Posts that are read again side by side, and how long each is tried.
const REREADS: usize = 8;
const PATIENCE: Duration = Duration::from_secs(30);

impl Engine {
    /// Acts on a notice. Each may come twice; what the database could not take is tried again.
    pub(super) async fn notice(self: Arc<Self>, notice: Notice) {
        tracing::debug!(?notice, "noticed");
        match &notice {
            Notice::Reconnected { places } => self.reread_open(places.as_deref()).await,
            Notice::PostGone { place, message } => {
                let done = self.retry(|| async { Ok(self.post_gone(place, &message.0).await?) }).await;
                if let Err(trouble) = done {
                    tracing::warn!(?notice, %trouble, "a deleted post was not seen to");
                }
            }
            Notice::PlaceGone { place } => self.gone(&place.server, Some(&place.channel)).await,
            Notice::ServerGone { server } => self.gone(server, None).await,
        }
    }

    /// Holds every open round that this process drives, there or everywhere, against the platform: a few side by side, so that one
    /// whose place can't be read does not keep the others waiting.
    async fn reread_open(&self, places: Option<&[PlaceRef]>) {
        let mut rounds = self.live.newest_first();
        rounds.retain(|live| places.is_none_or(|places| places.contains(&live.round.place)));
        stream::iter(rounds).for_each_concurrent(REREADS, |live| async move { self.reread_live(&live).await }).await;
    }

    async fn reread_live(&self, live: &LiveRound) {
        let Some(_turn) = live.turn_to_reread().await else { return };
        // Once its time is over, the close is about to read it as it was then.
        if !self.leases.holds(live.round.id) || live.round.closes_at <= self.now() {
            return;
        }
        let until = Instant::now() + PATIENCE;
        let read = self.retry(|| async {
            match self.reconcile(&live.round, Some(live)).await {
                Err(trouble) if Instant::now() >= until => Ok(Err(trouble)),
                other => other.map(Ok),
            }
        });
        match read.await {
            Ok(Ok(())) => self.show_tally(live).await,
            Ok(Err(trouble)) | Err(trouble) => {
                tracing::warn!(round = %live.round.mark, %trouble, "a post could not be read again; its close reads it");
            }
        }
    }

    /// A deleted post is sent again once, with the answers so far. Deleted again, somebody means it: the round is void.
    async fn post_gone(&self, place: &PlaceRef, message: &str) -> Result<(), store::StoreError> {
        let place_id = self.place(place).await?;
        let Some(round) = store::round_of_message(self.store.pool(), place_id, message).await? else { return Ok(()) };
        if round.copy == 0 {
            if store::mark_post_gone(self.store.pool(), round.id, message, self.now()).await? {
                tracing::warn!(round = %round.mark, "the post was deleted; it is sent again while that is worth it");
            }
        } else if store::end_without_grades(self.store.pool(), round.id, &words::post_deleted()).await? {
            tracing::warn!(round = %round.mark, "the post was deleted again; the round is void");
        }
        self.look_again.notify_one();
        Ok(())
    }

    /// A place that is gone takes its open rounds with it; its schedules wait until somebody resumes them.
    async fn gone(&self, server: &str, channel: Option<&str>) {
        let (db, platform) = (self.store.pool(), self.chat.platform());
        let done = self
            .retry(|| async {
                let void = store::void_place(db, platform, server, channel, &words::place_gone()).await?;
                let paused = store::pause_schedules(db, platform, server, channel).await?;
                tracing::warn!(server, channel, rounds = void.len(), paused, "a place is gone");
                Ok(())
            })
            .await;
        if let Err(trouble) = done {
            tracing::warn!(server, channel, %trouble, "what was open in a place that is gone could not be ended");
        }
        self.look_again.notify_one();
        self.plan_again.notify_one();
    }
}
