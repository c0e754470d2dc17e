//! Choosing a question and claiming its round.

use jiff::Timestamp;
use tokio::time::Instant;

use super::Engine;
use super::leases::LEASE;
use super::servers::Server;
use crate::bank;
use crate::chat::PlaceRef;
use crate::quiz::{Mark, Order, Scheme, pick};
use crate::store::{Asked, Claim, Driver, NewRound, Run, StoreError, claim_round};

/// What a round is to be made from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wanted<'a> {
    pub place: &'a PlaceRef,
    pub server: &'a Server,
    pub pool: &'a str,
    /// `None`: the server's.
    pub scheme: Option<Scheme>,
    /// `None` when somebody asked for it.
    pub run: Option<Run<'a>>,
    pub opens_at: Timestamp,
    pub closes_at: Timestamp,
}

impl Engine {
    /// Claims a round with a question that the place has not had in this cycle of the pool, and a fresh order of options. What
    /// the server has set is stored with the round. The instant is when its lease was asked for.
    pub(super) async fn claim(&self, wanted: &Wanted<'_>) -> Result<(Claim, Instant), StoreError> {
        let place = self.place(wanted.place).await?;
        let Server { settings, bank } = wanted.server;
        let pool = self.pool(bank, wanted.pool).unwrap_or_default();
        let mut random = self.random();
        let choose = |asked: Asked| -> Option<NewRound> {
            let picked = pick(&pool, &asked.questions, asked.cycle, asked.last.as_ref(), &mut random)?;
            let question = bank.get(&picked.question)?;
            Some(NewRound {
                mark: Mark::random(&mut random),
                place,
                digest: bank::digest(question),
                pool: wanted.pool.to_owned(),
                cycle: picked.cycle,
                scheme: wanted.scheme.or(settings.scheme).unwrap_or(self.settings.scheme),
                order: Order::shuffled(&question.choices, &mut random),
                schedule: wanted.run.map(|run| run.schedule.to_owned()),
                opens_at: wanted.opens_at,
                closes_at: wanted.closes_at,
                private: settings.private.unwrap_or(self.settings.private),
                question: question.clone(),
            })
        };
        let driver = Driver { id: &self.driver, lease_seconds: LEASE.as_secs_f64() };
        let asked = Instant::now();
        let claim = claim_round(&self.store, place, wanted.pool, wanted.run, driver, wanted.opens_at, choose).await?;
        Ok((claim, asked))
    }
}
