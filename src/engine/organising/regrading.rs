//! `/quiz regrade`: a key that was wrong has been mended in the bank, and rounds are graded by it.

use std::sync::Arc;

use super::told;
use crate::bank;
use crate::chat::{Event, Refusal, Reply, words};
use crate::engine::{Engine, refusal};
use crate::quiz::{Mark, State};
use crate::store::{self, Changes, Regraded, StoredRound};

/// How far back the last round that closed is looked for.
const LOOKS_BACK: i64 = 50;

impl Engine {
    pub(super) async fn regrade(
        self: &Arc<Self>,
        event: &Event,
        mark: Option<&Mark>,
        question: Option<&str>,
    ) -> Result<Reply, Refusal> {
        let rounds = self.rounds_to_regrade(event, mark, question).await?;
        let Some(first) = rounds.first() else { return Err(words::nothing_to_regrade()) };
        let id = first.question.id.clone();
        let server = self.server(&event.place).await.map_err(|error| refusal(&error))?;
        let present = server.bank.get(&id).ok_or_else(|| words::not_in_the_bank(id.as_str()))?;
        let digest = bank::digest(present);
        let (mut done, mut same, mut different, mut sum) = (0, 0, 0, Changes::default());
        for round in &rounds {
            let calendar = &self.settings.calendar;
            let regraded = store::regrade_round(&self.store, &round.mark, present, &digest, calendar).await;
            match regraded.map_err(|error| refusal(&error))? {
                Regraded::Same => same += 1,
                Regraded::Different => different += 1,
                Regraded::Done(changes) => {
                    done += 1;
                    sum.marks += changes.marks;
                    sum.now_right += changes.now_right;
                    sum.now_wrong += changes.now_wrong;
                }
            }
        }
        // Whoever is free shows the new outcomes.
        self.look_again.notify_one();
        tracing::info!(question = %id, done, same, different, changed = sum.marks, "graded again");
        let mut lines = Vec::new();
        if done > 0 {
            lines.push(words::regraded(done, sum.marks, sum.now_right, sum.now_wrong));
        }
        if same > 0 {
            lines.push(words::regraded_same(same));
        }
        if different > 0 {
            lines.push(words::regraded_different(different));
        }
        let mut lines = lines.into_iter();
        let text = lines.next().unwrap_or_default();
        Ok(told(words::regraded_title(id.as_str()), text, lines.collect()))
    }

    async fn rounds_to_regrade(
        &self,
        event: &Event,
        mark: Option<&Mark>,
        question: Option<&str>,
    ) -> Result<Vec<StoredRound>, Refusal> {
        match (mark, question) {
            (Some(mark), _) => {
                let round = self.round_in_server(event, mark).await?;
                if round.state == State::Closed { Ok(vec![round]) } else { Err(words::not_closed_yet()) }
            }
            (None, Some(question)) => {
                let (platform, server) = (&event.place.platform, &event.place.server);
                let rounds = store::closed_rounds_of(self.store.pool(), platform, server, question).await;
                let rounds = rounds.map_err(|error| refusal(&error))?;
                if rounds.is_empty() { Err(words::never_asked(question)) } else { Ok(rounds) }
            }
            (None, None) => {
                let place = self.place(&event.place).await.map_err(|error| refusal(&error))?;
                let latest = store::latest_rounds(self.store.pool(), place, LOOKS_BACK).await;
                let latest = latest.map_err(|error| refusal(&error))?;
                Ok(latest.into_iter().find(|round| round.state == State::Closed).into_iter().collect())
            }
        }
    }
}
