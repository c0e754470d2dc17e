//! Choosing a question and claiming its round.

use jiff::Timestamp;

use super::Engine;
use crate::bank::{self, Question, QuestionId};
use crate::quiz::{Mark, Order, PlaceId, Scheme, pick};
use crate::store::{Asked, Claim, NewRound, Run, StoreError, claim_round};

/// What a round is to be made from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wanted<'a> {
    pub place: PlaceId,
    pub pool: &'a str,
    pub scheme: Scheme,
    /// `None` when somebody asked for it.
    pub run: Option<Run<'a>>,
    pub opens_at: Timestamp,
    pub closes_at: Timestamp,
}

impl Engine {
    /// A pool's questions, in the bank's order.
    pub(super) fn pool(&self, name: &str) -> Vec<QuestionId> {
        let fits = |question: &Question| match self.settings.pools.get(name) {
            Some(pool) => {
                pool.topics.contains(&question.topic) || pool.tags.iter().any(|tag| question.tags.contains(tag))
            }
            None => true,
        };
        self.bank.questions().iter().filter(|question| fits(question)).map(|question| question.id.clone()).collect()
    }

    /// Claims a round with a question that the place has not had in this cycle of the pool, and a fresh order of options.
    pub(super) async fn claim(&self, wanted: &Wanted<'_>) -> Result<Claim, StoreError> {
        let pool = self.pool(wanted.pool);
        let mut random = self.random();
        let choose = |asked: Asked| -> Option<NewRound> {
            let picked = pick(&pool, &asked.questions, asked.cycle, asked.last.as_ref(), &mut random)?;
            let question = self.bank.get(&picked.question)?;
            Some(NewRound {
                mark: Mark::random(&mut random),
                place: wanted.place,
                digest: bank::digest(question),
                pool: wanted.pool.to_owned(),
                cycle: picked.cycle,
                scheme: wanted.scheme,
                order: Order::shuffled(&question.choices, &mut random),
                schedule: wanted.run.map(|run| run.schedule.to_owned()),
                opens_at: wanted.opens_at,
                closes_at: wanted.closes_at,
                question: question.clone(),
            })
        };
        claim_round(&self.store, wanted.place, wanted.pool, wanted.run, wanted.opens_at, choose).await
    }
}
