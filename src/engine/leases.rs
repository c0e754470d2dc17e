//! The leases this process holds, as it knows of them. It lets go of a round before the database would give it to another, by its
//! own steady clock; so two processes never act on one round.

use jiff::Timestamp;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::Instant;

use crate::quiz::{RoundId, State};
use crate::store::Renewed;

/// How long a lease lasts by the database's clock.
pub const LEASE: Duration = Duration::from_secs(6);
/// How often leases are renewed and free rounds looked for.
pub const TICK: Duration = Duration::from_secs(2);
/// How much earlier than the database a process takes its own lease for lost.
const MARGIN: Duration = Duration::from_secs(1);

/// What a driver needs to know of its round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    until: Instant,
    pub state: State,
    pub closes_at: Timestamp,
    pub copy: u32,
}

/// A driver's hold on its round.
#[derive(Debug)]
pub struct Lease {
    round: RoundId,
    known: watch::Receiver<Known>,
}

impl Lease {
    /// What was heard of the round last.
    pub fn known(&mut self) -> Known {
        self.known.borrow_and_update().clone()
    }

    /// Waits for news of the round; without any, for good.
    pub async fn news(&mut self) {
        if self.known.changed().await.is_err() {
            std::future::pending::<()>().await;
        }
    }

    /// A second view of the same hold, to be waited on.
    pub fn watch(&self) -> watch::Receiver<Known> {
        self.known.clone()
    }
}

/// Returns once the round is not this process's to act on any more.
pub async fn lost(mut known: watch::Receiver<Known>) {
    loop {
        let until = known.borrow_and_update().until;
        tokio::select! {
            changed = known.changed() => {
                if changed.is_err() {
                    return;
                }
            }
            () = tokio::time::sleep_until(until) => {
                if known.borrow().until <= Instant::now() {
                    return;
                }
            }
        }
    }
}

/// All rounds that have a driver in this process, with the way to it; without one once the lease is lost. A round stays in here until
/// its driver has ended, so that there are never two.
#[derive(Debug, Default)]
pub struct Leases {
    drivers: Mutex<HashMap<RoundId, Option<watch::Sender<Known>>>>,
}

impl Leases {
    /// Takes note of a lease that the database gave, asked for at this instant; `None` while an earlier driver is there.
    pub fn add(&self, round: RoundId, asked: Instant, state: State, closes_at: Timestamp, copy: u32) -> Option<Lease> {
        let mut drivers = self.lock();
        if drivers.contains_key(&round) {
            return None;
        }
        let (sender, known) = watch::channel(Known { until: asked + LEASE - MARGIN, state, closes_at, copy });
        drivers.insert(round, Some(sender));
        Some(Lease { round, known })
    }

    /// The driver has ended.
    pub fn end(&self, lease: &Lease) {
        self.lock().remove(&lease.round);
    }

    /// Rounds whose leases are to be renewed.
    pub fn rounds(&self) -> Vec<RoundId> {
        self.lock().iter().filter(|(_, sender)| sender.is_some()).map(|(round, _)| *round).collect()
    }

    /// Whether a round has a driver here, be it one that is about to end.
    pub fn holds(&self, round: RoundId) -> bool {
        self.lock().contains_key(&round)
    }

    /// The database renewed these of those that were asked for at this instant; the others are lost.
    pub fn renewed(&self, wanted: &[RoundId], asked: Instant, renewed: Vec<Renewed>) {
        let mut renewed: HashMap<RoundId, Renewed> = renewed.into_iter().map(|one| (one.round, one)).collect();
        let mut drivers = self.lock();
        for round in wanted {
            let Some(sender) = drivers.get_mut(round) else { continue };
            match (renewed.remove(round), &sender) {
                (Some(Renewed { state, closes_at, copy, .. }), Some(sender)) => {
                    sender.send_replace(Known { until: asked + LEASE - MARGIN, state, closes_at, copy });
                }
                (Some(_), None) => {}
                // Whoever waits for it hears that its sender is gone.
                (None, _) => *sender = None,
            }
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<RoundId, Option<watch::Sender<Known>>>> {
        self.drivers.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROUND: RoundId = RoundId(7);

    /// A lease that was asked for so long ago that this much of it is left.
    fn add(leases: &Leases, left: Duration) -> Option<Lease> {
        leases.add(ROUND, asked(left), State::Open, Timestamp::UNIX_EPOCH, 0)
    }

    fn asked(left: Duration) -> Instant {
        Instant::now() + left - (LEASE - MARGIN)
    }

    fn renewal() -> Renewed {
        Renewed { round: ROUND, state: State::Open, closes_at: Timestamp::UNIX_EPOCH, copy: 0 }
    }

    const SOON: Duration = Duration::from_millis(50);

    #[tokio::test]
    async fn a_lease_is_lost_before_the_database_gives_it_away() {
        let leases = Leases::default();
        let lease = add(&leases, SOON).unwrap();
        assert!(add(&leases, SOON).is_none(), "it is held already");
        let started = Instant::now();
        lost(lease.watch()).await;
        assert!(started.elapsed() < LEASE - MARGIN);
    }

    #[tokio::test]
    async fn a_renewal_keeps_it_and_a_missing_one_ends_it() {
        let leases = Leases::default();
        let mut lease = add(&leases, SOON).unwrap();
        let waiting = tokio::spawn(lost(lease.watch()));
        leases.renewed(&[ROUND], asked(LEASE), vec![renewal()]);
        lease.news().await;
        tokio::time::sleep(2 * SOON).await;
        assert!(!waiting.is_finished(), "it was renewed in time");
        leases.renewed(&[ROUND], Instant::now(), Vec::new());
        waiting.await.unwrap();
        assert!(add(&leases, LEASE).is_none(), "its driver has not ended yet");
        assert_eq!(leases.rounds(), []);
        leases.end(&lease);
        assert!(add(&leases, LEASE).is_some());
    }
}
