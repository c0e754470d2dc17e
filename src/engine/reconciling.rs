//! Holding what a platform shows against the ledger: at the close, and whenever events may have been lost. What people do is never
//! read from a platform twice into the ledger; only what differs is entered.

use jiff::Timestamp;
use std::collections::{BTreeSet, HashMap};

use super::driver::{Trouble, message_of};
use super::live::{LiveRound, Seen};
use super::{Engine, show};
use crate::chat::{Gesture, PersonRef, Reading};
use crate::quiz::reread::{self, Earlier, Heard};
use crate::quiz::{Action, Entry, PersonId, answer};
use crate::store::{self, NewAnswer, Recorded, StoreError, StoredRound};

/// Entries in one statement.
const BATCH: usize = 1_000;
/// People in one statement.
const PEOPLE: usize = 5_000;

impl Engine {
    /// Rereads the platform's reactions and typed answers, where it has any, and enters what the ledger has missed, as it is now or,
    /// once the round's time is over, as it was then. Doing it again enters nothing.
    pub(super) async fn reconcile(&self, round: &StoredRound, live: Option<&LiveRound>) -> Result<(), Trouble> {
        let message = message_of(round);
        // A round without a post has nothing to be read.
        if message.0.is_empty() {
            return Ok(());
        }
        let now = self.now();
        let until = (round.closes_at <= now).then_some(round.closes_at);
        let Some(reading) = self.chat.reread(&round.place, &message, until).await? else { return Ok(()) };
        let (seen, typed) = self.read(round, &reading).await?;
        let earlier = live.and_then(LiveRound::seen);
        let mut missed = self.missed(round, &seen, earlier.as_deref(), until.unwrap_or(now)).await?;
        missed.extend(typed);
        let mut entered = 0;
        for batch in missed.chunks(BATCH) {
            let recorded = store::record(self.store.pool(), batch).await?;
            for (answer, recorded) in batch.iter().zip(recorded) {
                let Recorded::New(id) = recorded else { continue };
                entered += 1;
                if let Some(live) = live {
                    live.apply(answer.person, Entry { sequence: answer.sequence, id, action: answer.action.clone() });
                }
            }
        }
        if let Some(live) = live {
            live.saw(Seen { sequence: now.as_microsecond(), reactions: seen });
        }
        if entered > 0 {
            metrics::counter!("ansatz_answers_reconciled_total").increment(entered);
            tracing::info!(round = %round.mark, entered, "answers were found on reading the post again");
        }
        Ok(())
    }

    /// Everybody's reactions in the author's order, and the typed answers that count.
    async fn read(
        &self,
        round: &StoredRound,
        reading: &Reading,
    ) -> Result<(HashMap<PersonId, Vec<u8>>, Vec<NewAnswer>), StoreError> {
        let people = self.people_of(round, reading).await?;
        let mut reactions = HashMap::new();
        for (person, positions) in &reading.choices {
            let Some(id) = people.get(&person.external_id) else { continue };
            let indices: Vec<u8> =
                positions.iter().filter_map(|&position| round.order.author_index(position)).collect();
            reactions.insert(*id, indices);
        }
        let mut typed = Vec::new();
        for found in &reading.typed {
            let action = show::action(round, &Gesture::Value(found.text.clone()));
            let (Some(person), Ok(action)) = (people.get(&found.person.external_id), action) else { continue };
            let counts = found.occurred_at < round.closes_at && answer::accept(&round.question, &action).is_ok();
            if counts && matches!(action, Action::Value(_)) {
                typed.push(NewAnswer {
                    round: round.id,
                    person: *person,
                    event_id: found.event_id.clone(),
                    action,
                    sequence: found.sequence,
                    occurred_at: found.occurred_at,
                    reconciled: true,
                });
            }
        }
        Ok((reactions, typed))
    }

    /// What the ledger has missed of the reactions that were read.
    async fn missed(
        &self,
        round: &StoredRound,
        read: &HashMap<PersonId, Vec<u8>>,
        seen: Option<&Seen>,
        at: Timestamp,
    ) -> Result<Vec<NewAnswer>, StoreError> {
        let known = store::entries_to_reconcile(self.store.pool(), round.id).await?;
        let known: HashMap<PersonId, Vec<Heard>> = known.into_iter().collect();
        let of = |people: &HashMap<PersonId, Vec<u8>>, person| people.get(person).cloned().unwrap_or_default();
        // Whoever has taken their reactions off is in the ledger alone.
        let everybody: BTreeSet<&PersonId> = read.keys().chain(known.keys()).collect();
        let mut missed = Vec::new();
        for person in everybody {
            let entries = known.get(person).map(Vec::as_slice).unwrap_or_default();
            let before = seen.map(|seen| (seen.sequence, of(&seen.reactions, person)));
            let earlier = before.as_ref().map(|(sequence, reactions)| Earlier { sequence: *sequence, reactions });
            let Some(action) = reread::missed(round.question.kind, entries, &of(read, person), earlier) else {
                continue;
            };
            // After everything that is known of them, whatever the platform's clock said then.
            let last = entries.iter().map(|heard| heard.entry.sequence).max();
            let sequence = last.map_or(at.as_microsecond(), |last| at.as_microsecond().max(last.saturating_add(1)));
            missed.push(NewAnswer {
                round: round.id,
                person: *person,
                event_id: format!("{}:reread:{}:{person}:{sequence}", round.place.platform, round.mark),
                action,
                sequence,
                occurred_at: at,
                reconciled: true,
            });
        }
        Ok(missed)
    }

    /// Who everybody in a reading is, a few statements for all of them; without those who have asked to be forgotten.
    async fn people_of(&self, round: &StoredRound, reading: &Reading) -> Result<HashMap<String, PersonId>, StoreError> {
        let people: Vec<&PersonRef> = reading
            .choices
            .iter()
            .map(|(person, _)| person)
            .chain(reading.typed.iter().map(|typed| &typed.person))
            .collect();
        let mut ids = HashMap::with_capacity(people.len());
        for some in people.chunks(PEOPLE) {
            let (db, platform) = (self.store.pool(), self.chat.platform());
            let names: Vec<&str> = some.iter().map(|person| person.external_id.as_str()).collect();
            let left = store::leavers(db, round.id, platform, &names).await?;
            let there = some.iter().copied().filter(|person| !left.contains(&person.external_id));
            ids.extend(store::ensure_people(db, platform, there).await?);
        }
        Ok(ids)
    }
}
