//! Keeps the rounds of this process: renews its leases, hears through them what others changed, and takes up what nobody drives,
//! whether a process died or its places came to this one.

use std::sync::Arc;
use tokio::time::Instant;

use super::Engine;
use super::leases::{LEASE, TICK};
use crate::quiz::RoundId;
use crate::store::{self, StoreError};

/// Rounds that are taken up in one statement.
const AT_ONCE: usize = 500;

impl Engine {
    /// Goes on until the engine stops; what `run` does before it has been done once.
    pub(super) async fn keep_rounds(self: Arc<Self>) {
        loop {
            tokio::select! {
                () = self.stop.cancelled() => return,
                () = tokio::time::sleep(TICK) => {}
                () = self.look_again.notified() => {}
            }
            if let Err(error) = self.keep_once().await {
                tracing::warn!(%error, "the rounds wait for the database");
            }
        }
    }

    /// Renews, and takes up what is free.
    pub(super) async fn keep_once(self: &Arc<Self>) -> Result<(), StoreError> {
        let held = self.leases.rounds();
        if !held.is_empty() {
            let asked = Instant::now();
            let renewed = store::renew_leases(self.store.pool(), &self.driver, &held, LEASE.as_secs_f64()).await?;
            self.leases.renewed(&held, asked, renewed);
        }
        let free = store::free_rounds(self.store.pool(), self.chat.platform(), &self.driver).await?;
        let ours =
            |(round, place): (RoundId, _)| (!self.leases.holds(round) && self.chat.serves(&place)).then_some(round);
        let free: Vec<RoundId> = free.into_iter().filter_map(ours).collect();
        for some in free.chunks(AT_ONCE) {
            let asked = Instant::now();
            let taken = store::take_leases(self.store.pool(), &self.driver, some, LEASE.as_secs_f64()).await?;
            for round in store::rounds_by_id(self.store.pool(), &taken).await? {
                tracing::info!(round = %round.mark, state = round.state.as_str(), "taking up a round");
                self.take_up(round, asked);
            }
        }
        self.live.drop_closed(self.now());
        Ok(())
    }
}
