//! Open rounds in memory: what each person's answer stands at, and the count so far. A copy of the ledger, for speed; it is
//! read from there at start and nothing is decided by it that the ledger does not decide again.

use jiff::{SignedDuration, Timestamp};
use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use crate::chat::{Standing, Tally};
use crate::quiz::{Answer, Entry, Mark, Order, PersonId, answer};
use crate::store::StoredRound;

/// Changes of one answer by one person that are recorded; hands are slower than this, programs are not.
pub const MAX_CHANGES: usize = 500;

/// How long a round stays in memory after its time; its own driver takes it out before.
const LINGER: SignedDuration = SignedDuration::from_mins(1);

/// A round that takes answers.
#[derive(Debug)]
pub struct LiveRound {
    pub round: StoredRound,
    state: Mutex<Answers>,
    /// Whether somebody wants its post read again, and whose turn that is.
    wanted: AtomicBool,
    turn: tokio::sync::Mutex<()>,
    seen: Mutex<Option<Arc<Seen>>>,
}

/// What the last reading of a round's post found, in the author's order.
#[derive(Debug)]
pub struct Seen {
    /// Its place in the order of events: nothing that came before it was missed by it.
    pub sequence: i64,
    pub reactions: HashMap<PersonId, Vec<u8>>,
}

#[derive(Debug, Default)]
struct Answers {
    people: HashMap<PersonId, Person>,
    tally: Tally,
}

#[derive(Debug, Default)]
struct Person {
    entries: Vec<Entry>,
    answer: Option<Answer>,
}

impl LiveRound {
    pub fn new(round: StoredRound, recorded: impl IntoIterator<Item = (PersonId, Vec<Entry>)>) -> Self {
        let tally = Tally { answered: 0, options: vec![0; round.question.choices.len()] };
        let state = Mutex::new(Answers { people: HashMap::new(), tally });
        let (wanted, turn) = (AtomicBool::new(false), tokio::sync::Mutex::default());
        let live = Self { round, state, wanted, turn, seen: Mutex::default() };
        for (person, entries) in recorded {
            for entry in entries {
                live.apply(person, entry);
            }
        }
        live
    }

    /// Takes in an entry that is in the ledger, once.
    pub fn apply(&self, person: PersonId, entry: Entry) {
        let mut state = self.lock();
        let known = state.people.entry(person).or_default();
        if known.entries.iter().any(|earlier| earlier.id == entry.id) {
            return;
        }
        known.entries.push(entry);
        let now = answer::fold(self.round.question.kind, &known.entries);
        let before = std::mem::replace(&mut known.answer, now.clone());
        self.count(&mut state.tally, before.as_ref(), now.as_ref());
    }

    /// A person's answer as it stands, on options as shown.
    pub fn standing(&self, person: PersonId) -> Standing {
        let state = self.lock();
        let answer = state.people.get(&person).and_then(|person| person.answer.as_ref());
        answer.map(|answer| shown(&self.round.order, answer)).unwrap_or_default()
    }

    /// How often a person has changed their answer.
    pub fn changes(&self, person: PersonId) -> usize {
        self.lock().people.get(&person).map_or(0, |person| person.entries.len())
    }

    /// The turn to read its post again, one at a time; `None` when a reading that began after this was called has done it.
    pub async fn turn_to_reread(&self) -> Option<tokio::sync::MutexGuard<'_, ()>> {
        self.wanted.store(true, Ordering::SeqCst);
        let turn = self.turn.lock().await;
        self.wanted.swap(false, Ordering::SeqCst).then_some(turn)
    }

    /// The last reading, if there was one since this process took the round up.
    pub fn seen(&self) -> Option<Arc<Seen>> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub fn saw(&self, seen: Seen) {
        *self.seen.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(seen));
    }

    pub fn tally(&self) -> Tally {
        self.lock().tally.clone()
    }

    fn count(&self, tally: &mut Tally, before: Option<&Answer>, now: Option<&Answer>) {
        tally.answered = tally.answered + u32::from(now.is_some()) - u32::from(before.is_some());
        for (answer, sign) in [(before, false), (now, true)] {
            let options = answer.map(|answer| shown(&self.round.order, answer).options).unwrap_or_default();
            for option in options {
                if let Some(count) = tally.options.get_mut(usize::from(option)) {
                    *count = if sign { *count + 1 } else { *count - 1 };
                }
            }
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Answers> {
        // The state is consistent between statements, so a panic elsewhere does not spoil it.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// An answer on options as shown.
pub fn shown(order: &Order, answer: &Answer) -> Standing {
    match answer {
        Answer::Value(text) => Standing { options: Vec::new(), value: Some(text.clone()) },
        Answer::Choices(chosen) => {
            let mut options: Vec<u8> = chosen.iter().filter_map(|&index| order.position(index)).collect();
            options.sort_unstable();
            Standing { options, value: None }
        }
    }
}

/// All rounds that take answers, by mark.
#[derive(Debug, Default)]
pub struct LiveRounds {
    rounds: Mutex<HashMap<Mark, Arc<LiveRound>>>,
}

impl LiveRounds {
    pub fn get(&self, mark: &Mark) -> Option<Arc<LiveRound>> {
        self.lock().get(mark).cloned()
    }

    /// Adds a round; an earlier one with its mark stays.
    pub fn add(&self, round: LiveRound) -> Arc<LiveRound> {
        self.lock().entry(round.round.mark.clone()).or_insert_with(|| Arc::new(round)).clone()
    }

    pub fn remove(&self, mark: &Mark) -> Option<Arc<LiveRound>> {
        self.lock().remove(mark)
    }

    /// Lets go of rounds whose time is long over: those that this process answers for but another drives.
    pub fn drop_closed(&self, now: Timestamp) {
        self.lock().retain(|_, live| now.duration_since(live.round.closes_at) < LINGER);
    }

    /// Every round, the one that opened last first.
    pub fn newest_first(&self) -> Vec<Arc<LiveRound>> {
        let mut rounds: Vec<_> = self.lock().values().cloned().collect();
        rounds.sort_by_key(|live| std::cmp::Reverse((live.round.opens_at, live.round.id)));
        rounds
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<Mark, Arc<LiveRound>>> {
        self.rounds.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
