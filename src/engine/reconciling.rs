//! Holding what a platform shows against the ledger: at the close, and whenever events may have been lost. What people do is never
//! read from a platform twice into the ledger; only what differs is entered.

use jiff::Timestamp;
use std::collections::{BTreeSet, HashMap};

use super::driver::{Trouble, message_of};
use super::{Engine, show};
use crate::chat::{Gesture, PersonRef, Reading};
use crate::quiz::{Action, Entry, PersonId, answer, reread};
use crate::store::{self, NewAnswer, Recorded, StoreError, StoredRound};

/// Entries in one statement.
const BATCH: usize = 1_000;
/// People in one statement.
const PEOPLE: usize = 5_000;

impl Engine {
    /// Rereads the platform's reactions and typed answers, where it has any, and enters what the ledger has missed, in the order of
    /// things at `at`. Doing it again enters nothing.
    pub(super) async fn reconcile(&self, round: &StoredRound, at: Timestamp) -> Result<(), Trouble> {
        let message = message_of(round);
        // A round without a post has nothing to be read.
        if message.0.is_empty() {
            return Ok(());
        }
        let Some(reading) = self.chat.reread(&round.place, &message).await? else { return Ok(()) };
        let missed = self.missed(round, &reading, at).await?;
        let mut entered = 0;
        for batch in missed.chunks(BATCH) {
            let recorded = store::record(self.store.pool(), batch).await?;
            let live = self.live.get(&round.mark);
            for (answer, recorded) in batch.iter().zip(recorded) {
                let Recorded::New(id) = recorded else { continue };
                entered += 1;
                if let Some(live) = &live {
                    live.apply(answer.person, Entry { sequence: answer.sequence, id, action: answer.action.clone() });
                }
            }
        }
        if entered > 0 {
            metrics::counter!("ansatz_answers_reconciled_total").increment(entered);
            tracing::info!(round = %round.mark, entered, "answers were found on reading the post again");
        }
        Ok(())
    }

    async fn missed(
        &self,
        round: &StoredRound,
        reading: &Reading,
        at: Timestamp,
    ) -> Result<Vec<NewAnswer>, StoreError> {
        let people = self.people_of(reading).await?;
        let known = store::entries_to_reconcile(self.store.pool(), round.id).await?;
        let known: HashMap<PersonId, Vec<(Entry, bool)>> = known.into_iter().collect();
        let mut read: HashMap<PersonId, Vec<u8>> = HashMap::new();
        for (person, positions) in &reading.choices {
            let Some(id) = people.get(&person.external_id) else { continue };
            let indices = positions.iter().filter_map(|&position| round.order.author_index(position));
            read.insert(*id, indices.collect());
        }
        // Whoever has taken their reactions off is in the ledger alone.
        let everybody: BTreeSet<PersonId> = read.keys().chain(known.keys()).copied().collect();
        let mut missed = Vec::new();
        for person in everybody {
            let entries = known.get(&person).map(Vec::as_slice).unwrap_or_default();
            let reactions = read.get(&person).map(Vec::as_slice).unwrap_or_default();
            let Some(action) = reread::missed(round.question.kind, entries, reactions) else { continue };
            // After everything that is known of them, whatever the platform's clock said then.
            let last = entries.iter().map(|(entry, _)| entry.sequence).max();
            let sequence = last.map_or(at.as_microsecond(), |last| at.as_microsecond().max(last.saturating_add(1)));
            missed.push(NewAnswer {
                round: round.id,
                person,
                event_id: format!("{}:reread:{}:{person}:{sequence}", round.place.platform, round.mark),
                action,
                sequence,
                occurred_at: at,
                reconciled: true,
            });
        }
        for typed in &reading.typed {
            let action = show::action(round, &Gesture::Value(typed.text.clone()));
            let (Some(person), Ok(action)) = (people.get(&typed.person.external_id), action) else { continue };
            let counts = typed.occurred_at < round.closes_at && answer::accept(&round.question, &action).is_ok();
            if counts && matches!(action, Action::Value(_)) {
                missed.push(NewAnswer {
                    round: round.id,
                    person: *person,
                    event_id: typed.event_id.clone(),
                    action,
                    sequence: typed.sequence,
                    occurred_at: typed.occurred_at,
                    reconciled: true,
                });
            }
        }
        Ok(missed)
    }

    /// Who everybody in a reading is, a few statements for all of them.
    async fn people_of(&self, reading: &Reading) -> Result<HashMap<String, PersonId>, StoreError> {
        let people: Vec<&PersonRef> = reading
            .choices
            .iter()
            .map(|(person, _)| person)
            .chain(reading.typed.iter().map(|typed| &typed.person))
            .collect();
        let mut ids = HashMap::with_capacity(people.len());
        for some in people.chunks(PEOPLE) {
            ids.extend(store::ensure_people(self.store.pool(), self.chat.platform(), some.iter().copied()).await?);
        }
        Ok(ids)
    }
}
