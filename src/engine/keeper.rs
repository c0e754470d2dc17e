//! Keeps the rounds of this process: renews its leases, hears through them what others changed, and takes up what nobody drives,
//! whether a process died or its places came to this one.

use std::sync::Arc;
use tokio::time::Instant;

use super::Engine;
use super::driver::REST;
use super::leases::{LEASE, TICK};
use crate::quiz::RoundId;
use crate::store::{self, StoreError};

/// Rounds that are taken up in one statement.
const AT_ONCE: usize = 500;
/// Free rounds that are read in one statement.
const PAGE: i64 = 10_000;

impl Engine {
    /// Renews until the engine stops, and has what is free taken up. Nothing else is waited for: whoever is late loses its rounds.
    pub(super) async fn keep_leases(self: Arc<Self>) {
        loop {
            tokio::select! {
                () = self.stop.cancelled() => return,
                () = tokio::time::sleep(TICK) => {}
                () = self.look_again.notified() => {}
            }
            if let Err(error) = self.renew().await {
                tracing::warn!(%error, "the leases wait for the database");
            }
            self.take_again.notify_one();
        }
    }

    async fn renew(&self) -> Result<(), StoreError> {
        let held = self.leases.rounds();
        if held.is_empty() {
            return Ok(());
        }
        let asked = Instant::now();
        let renewed = store::renew_leases(self.store.renewing(), &self.driver, &held, LEASE.as_secs_f64()).await?;
        self.leases.renewed(&held, asked, renewed);
        Ok(())
    }

    /// Goes on until the engine stops; what `run` does before it has been done once.
    pub(super) async fn keep_rounds(self: Arc<Self>) {
        loop {
            tokio::select! {
                () = self.stop.cancelled() => return,
                () = self.take_again.notified() => {}
            }
            if let Err(error) = self.take_free().await {
                tracing::warn!(%error, "the rounds wait for the database");
            }
        }
    }

    /// Takes up what is free.
    pub(super) async fn take_free(self: &Arc<Self>) -> Result<(), StoreError> {
        let held = self.leases.rounds();
        let mut before = None;
        loop {
            let (db, platform) = (self.store.pool(), self.chat.platform());
            let free = store::free_rounds(db, platform, &self.driver, &held, before, PAGE).await?;
            before = free.last().map(|(round, _)| *round);
            let full = free.len() == usize::try_from(PAGE).unwrap_or_default();
            let ours =
                |(round, place): (RoundId, _)| (!self.leases.holds(round) && self.chat.serves(&place)).then_some(round);
            let free: Vec<RoundId> = free.into_iter().filter_map(ours).collect();
            for some in free.chunks(AT_ONCE) {
                self.take(some).await?;
            }
            if !full {
                break;
            }
        }
        self.live.drop_closed(self.now());
        Ok(())
    }

    /// Takes those of these rounds that are still free.
    async fn take(self: &Arc<Self>, free: &[RoundId]) -> Result<(), StoreError> {
        let (db, asked) = (self.store.pool(), Instant::now());
        let taken = store::take_leases(db, &self.driver, free, LEASE.as_secs_f64()).await?;
        for (id, round) in store::rounds_by_id(db, &taken).await? {
            match round {
                Ok(round) => {
                    tracing::info!(round = %round.mark, state = round.state.as_str(), "taking up a round");
                    self.take_up(round, asked);
                }
                Err(error) => {
                    metrics::counter!("ansatz_rounds_stuck_total").increment(1);
                    tracing::error!(%error, "a round is stuck; it is tried again in ten minutes");
                    store::rest_lease(db, id, &self.driver, REST.as_secs_f64()).await?;
                }
            }
        }
        Ok(())
    }
}
