//! From a person's gesture to a line in the ledger, and back to what now stands.

use std::sync::Arc;
use std::time::Duration;

use super::live::{self, LiveRound, MAX_CHANGES};
use super::writer::WriteError;
use super::{Engine, refusal, show};
use crate::bank::Kind;
use crate::chat::{Event, Gesture, MyRound, PersonRef, Refusal, Reply, Standing, words};
use crate::quiz::{Action, Entry, Mark, PersonId, State, answer};
use crate::store::{self, NewAnswer, Recorded, StoredRound};

/// How long an answer waits for its round to open.
const OPENING: Duration = Duration::from_secs(2);

/// How many of a person's graded answers a page is told when it opens.
const MINE: i64 = 50;

impl Engine {
    /// Records an answer. What the reply says is committed.
    ///
    /// An event that was committed before is confirmed again, even when its round has closed since: its sender may never have
    /// heard of the first time.
    pub(super) async fn answer(&self, event: &Event, mark: &Mark, gesture: &Gesture) -> Result<Reply, Refusal> {
        let refused = match self.record(event, mark, gesture).await {
            Err(refused) if !refused.retry => refused,
            done => return done,
        };
        let person = self.person(&event.person).await?;
        let recorded = store::is_recorded(self.store.pool(), person, &event.event_id).await;
        let recorded = recorded.map_err(|error| refusal(&error))?;
        match store::round_by_mark(self.store.pool(), mark).await.map_err(|error| refusal(&error))? {
            Some(round) if recorded => {
                let standing = self.catch_up(&LiveRound::new(round, []), person).await?;
                Ok(confirmed(mark, standing))
            }
            _ => Err(refused),
        }
    }

    async fn record(&self, event: &Event, mark: &Mark, gesture: &Gesture) -> Result<Reply, Refusal> {
        let live = self.live_round(mark).await?;
        if event.occurred_at >= live.round.closes_at {
            return Err(words::too_late());
        }
        let action = show::action(&live.round, gesture)?;
        answer::accept(&live.round.question, &action).map_err(words::not_an_answer)?;
        let mut person = self.person(&event.person).await?;
        if live.changes(person) >= MAX_CHANGES {
            return Err(words::too_many_changes());
        }
        let mut recorded = self.write(event, &live, person, &action).await;
        if matches!(recorded, Ok(Recorded::Left)) {
            // Another process has forgotten them; whoever answers now is somebody new.
            self.people.remove(&event.person);
            person = self.person(&event.person).await?;
            recorded = self.write(event, &live, person, &action).await;
        }
        match recorded {
            Ok(Recorded::New(id)) => {
                live.apply(person, Entry { sequence: event.sequence, id, action });
                self.show_tally(&live).await;
            }
            // The first arrival may have been committed without our hearing of it.
            Ok(Recorded::Again) => drop(self.catch_up(&live, person).await?),
            Ok(Recorded::Late) => {
                // Ended early, perhaps by a command in another process.
                if !self.leases.holds(live.round.id) {
                    self.live.remove(mark);
                }
                return Err(words::too_late());
            }
            Ok(Recorded::Left) => return Err(words::busy()),
            Err(WriteError::Unavailable) => return Err(words::database_away()),
            Err(WriteError::Refused) => return Err(words::unexpected()),
        }
        Ok(confirmed(mark, live.standing(person)))
    }

    async fn write(
        &self,
        event: &Event,
        live: &LiveRound,
        person: PersonId,
        action: &Action,
    ) -> Result<Recorded, WriteError> {
        let entry = NewAnswer {
            round: live.round.id,
            person,
            event_id: event.event_id.clone(),
            action: action.clone(),
            sequence: event.sequence,
            occurred_at: event.occurred_at,
            reconciled: false,
        };
        self.writer.record(entry).await
    }

    /// `/quiz answer ...`: letters or a value for the round named, or else for the one that opened last.
    pub(super) async fn answer_text(&self, event: &Event, text: &str, mark: Option<&Mark>) -> Result<Reply, Refusal> {
        let live = match mark {
            Some(mark) => {
                let live = self.live_round(mark).await?;
                if !self.may_see(event, &live.round).await {
                    return Err(words::no_such_round());
                }
                live
            }
            None => self.latest_open(event).await?,
        };
        let question = &live.round.question;
        let gesture = match question.kind {
            Kind::Nat => Gesture::Value(text.to_owned()),
            kind => Gesture::Select(letters(text).ok_or_else(|| words::how_to_answer(kind, question.choices.len()))?),
        };
        self.answer(event, &live.round.mark.clone(), &gesture).await
    }

    /// Whether a round is any of the asker's business: it is in the server that they speak in, or they are in its server.
    pub(super) async fn may_see(&self, event: &Event, round: &StoredRound) -> bool {
        let here = event.place.platform == round.place.platform && event.place.server == round.place.server;
        here || self.chat.is_member(&round.place.server, &event.person).await
    }

    /// The round that an answer without a mark is for: the last that opened in its place.
    async fn latest_open(&self, event: &Event) -> Result<Arc<LiveRound>, Refusal> {
        let here = |live: &Arc<LiveRound>| live.round.place == event.place && event.occurred_at < live.round.closes_at;
        if let Some(live) = self.live.newest_first().into_iter().find(here) {
            return Ok(live);
        }
        let place = self.place(&event.place).await.map_err(|error| refusal(&error))?;
        let open = store::open_round_of(self.store.pool(), place).await.map_err(|error| refusal(&error))?;
        let round = open.filter(|round| event.occurred_at < round.closes_at).ok_or_else(words::nothing_open)?;
        self.go_live(round).await.map_err(|error| refusal(&error))
    }

    /// What a person has answered in the latest rounds of a place, open and closed.
    pub(super) async fn mine(&self, event: &Event) -> Result<Reply, Refusal> {
        let person = self.person_now(&event.person).await?;
        let here = self.live.newest_first().into_iter().filter(|live| live.round.place == event.place);
        let open =
            here.map(|live| MyRound { mark: live.round.mark.clone(), standing: live.standing(person), right: None });
        let mut rounds: Vec<MyRound> = open.filter(|mine| mine.standing != Standing::default()).collect();
        let place = self.place(&event.place).await.map_err(|error| refusal(&error))?;
        let graded =
            store::graded_answers(self.store.pool(), place, person, MINE).await.map_err(|error| refusal(&error))?;
        rounds.extend(graded.into_iter().map(|(mark, order, answer, right)| MyRound {
            mark,
            standing: live::shown(&order, &answer),
            right: Some(right),
        }));
        Ok(Reply::Mine { rounds })
    }

    /// The ledger's id of a person; remembered, since every answer asks for it.
    pub(super) async fn person(&self, person: &PersonRef) -> Result<PersonId, Refusal> {
        if let Some(id) = self.people.get(person) {
            return Ok(id);
        }
        self.person_now(person).await
    }

    /// The same by the store's word: another process may have forgotten them, and what is read must be their own.
    pub(super) async fn person_now(&self, person: &PersonRef) -> Result<PersonId, Refusal> {
        let id = store::ensure_person(self.store.pool(), person).await.map_err(|error| refusal(&error))?;
        self.people.insert(person.clone(), id);
        Ok(id)
    }

    /// Brings what the ledger has of a person in a round into memory.
    async fn catch_up(&self, live: &LiveRound, person: PersonId) -> Result<Standing, Refusal> {
        let entries = store::entries_of_person(self.store.pool(), live.round.id, person).await;
        for (entry, _) in entries.map_err(|error| refusal(&error))? {
            live.apply(person, entry);
        }
        Ok(live.standing(person))
    }

    /// A round that takes answers. A post is seen a moment before its round is open, and somebody quick is not turned away for it.
    async fn live_round(&self, mark: &Mark) -> Result<Arc<LiveRound>, Refusal> {
        let until = tokio::time::Instant::now() + OPENING;
        loop {
            match self.live_now(mark).await {
                Err(refused) if refused == words::not_open_yet() && tokio::time::Instant::now() < until => {
                    tokio::time::sleep(Duration::from_millis(50)).await;
                }
                found => return found,
            }
        }
    }

    /// From memory or, when another process opened it, from the store.
    async fn live_now(&self, mark: &Mark) -> Result<Arc<LiveRound>, Refusal> {
        if let Some(live) = self.live.get(mark) {
            return Ok(live);
        }
        let round = store::round_by_mark(self.store.pool(), mark).await.map_err(|error| refusal(&error))?;
        let round = round.ok_or_else(words::no_such_round)?;
        match round.state {
            State::Claimed | State::Posting => Err(words::not_open_yet()),
            State::Open => self.go_live(round).await.map_err(|error| refusal(&error)),
            State::Closing | State::Closed | State::Void => Err(words::too_late()),
        }
    }
}

fn confirmed(mark: &Mark, standing: Standing) -> Reply {
    let text = words::recorded(&standing.options, standing.value.as_deref());
    Reply::Recorded { mark: mark.clone(), standing, text }
}

/// Reads `A C`, `a,c` or `AC` as options; `None` when there is anything else, or nothing.
fn letters(text: &str) -> Option<Vec<u8>> {
    let mut options = Vec::new();
    for character in text.chars().filter(|c| !c.is_whitespace() && *c != ',') {
        let letter = character.to_ascii_uppercase();
        let option = u8::try_from(letter).ok().filter(u8::is_ascii_uppercase)? - b'A';
        if !options.contains(&option) {
            options.push(option);
        }
    }
    (!options.is_empty() && options.len() <= 26).then_some(options)
}

#[cfg(test)]
mod tests {
    use super::letters;

    #[test]
    fn letters_are_read_however_they_are_set_apart() {
        let check = |text: &str, expected: Option<&[u8]>| assert_eq!(letters(text).as_deref(), expected, "{text:?}");
        check("A C", Some(&[0, 2]));
        check("a,c", Some(&[0, 2]));
        check("ca", Some(&[2, 0]));
        check("AA", Some(&[0]));
        check("", None);
        check("0.5", None);
        check("A & B", None);
        check("é", None);
    }
}
