//! Whose program runs next: people take turns, however many programs one of them sends.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::oneshot;

use super::Busy;

/// The turns of a pool.
pub struct Turns {
    state: Mutex<State>,
    /// Programs of one person that may wait.
    each: usize,
    /// Programs of everybody that may wait.
    all: usize,
}

struct State {
    free: usize,
    closed: bool,
    /// Who waits, in the order in which they are next. A person is here once, with all that they asked for.
    people: VecDeque<(String, VecDeque<oneshot::Sender<Turn>>)>,
}

/// Leave to run one program; given back when dropped.
pub struct Turn {
    turns: Option<Arc<Turns>>,
}

impl Turns {
    pub const fn new(free: usize, each: usize, all: usize) -> Self {
        Self { state: Mutex::new(State { free, closed: false, people: VecDeque::new() }), each, all }
    }

    /// Waits for `person`'s turn.
    pub async fn take(self: &Arc<Self>, person: &str) -> Result<Turn, Busy> {
        let waiting = {
            let mut state = self.lock();
            if state.closed {
                return Err(Busy::Closed);
            }
            state.forget_gone();
            if state.free > 0 {
                state.free -= 1;
                return Ok(Turn { turns: Some(self.clone()) });
            }
            if state.people.iter().map(|(_, asked)| asked.len()).sum::<usize>() >= self.all {
                return Err(Busy::Everybody);
            }
            let (sender, waiting) = oneshot::channel();
            match state.people.iter_mut().find(|(waits, _)| waits == person) {
                Some((_, asked)) if asked.len() >= self.each => return Err(Busy::Person(asked.len())),
                Some((_, asked)) => asked.push_back(sender),
                None if self.each == 0 => return Err(Busy::Person(0)),
                None => state.people.push_back((person.to_owned(), VecDeque::from([sender]))),
            }
            waiting
        };
        waiting.await.map_err(|_| Busy::Closed)
    }

    /// Sends everybody away who waits.
    pub fn close(&self) {
        let mut state = self.lock();
        state.closed = true;
        state.people.clear();
    }

    /// Hands a turn that was given back to whoever is next.
    fn pass(self: &Arc<Self>) {
        loop {
            let mut state = self.lock();
            let Some((person, mut asked)) = state.people.pop_front() else {
                state.free += 1;
                return;
            };
            let Some(next) = asked.pop_front() else { continue };
            if !asked.is_empty() {
                state.people.push_back((person, asked));
            }
            // Not under the lock: a turn that is refused comes back by being dropped.
            drop(state);
            match next.send(Turn { turns: Some(self.clone()) }) {
                Ok(()) => return,
                // Whoever waited has gone; the turn is passed on here, not by its end.
                Err(mut turn) => turn.turns = None,
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// Those who gave up waiting take no place.
    fn forget_gone(&mut self) {
        for (_, asked) in &mut self.people {
            asked.retain(|waits| !waits.is_closed());
        }
        self.people.retain(|(_, asked)| !asked.is_empty());
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        if let Some(turns) = self.turns.take() {
            turns.pass();
        }
    }
}
