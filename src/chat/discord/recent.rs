//! A set that remembers the latest so many, so that it does not grow for as long as the bot runs.

use std::collections::{HashSet, VecDeque};
use std::hash::Hash;
use std::sync::{Mutex, MutexGuard, PoisonError};

const MOST: usize = 10_000;

#[derive(Debug)]
pub struct Recent<T>(Mutex<Inner<T>>);

#[derive(Debug)]
struct Inner<T> {
    known: HashSet<T>,
    /// The oldest first.
    order: VecDeque<T>,
}

impl<T> Default for Recent<T> {
    fn default() -> Self {
        Self(Mutex::new(Inner { known: HashSet::new(), order: VecDeque::new() }))
    }
}

impl<T: Clone + Eq + Hash> Recent<T> {
    fn lock(&self) -> MutexGuard<'_, Inner<T>> {
        // Consistent between statements, so a panic elsewhere does not spoil it.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether it is new.
    pub fn insert(&self, one: T) -> bool {
        let mut inner = self.lock();
        if !inner.known.insert(one.clone()) {
            return false;
        }
        inner.order.push_back(one);
        if inner.order.len() > MOST
            && let Some(oldest) = inner.order.pop_front()
        {
            inner.known.remove(&oldest);
        }
        true
    }

    pub fn contains(&self, one: &T) -> bool {
        self.lock().known.contains(one)
    }

    /// Forgets those that are not wanted any more.
    pub fn retain(&self, wanted: impl Fn(&T) -> bool) {
        let mut inner = self.lock();
        inner.known.retain(&wanted);
        inner.order.retain(&wanted);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_is_forgotten() {
        let recent = Recent::default();
        assert!((0..MOST).all(|one| recent.insert(one)));
        assert!(!recent.insert(0));
        assert!(recent.insert(MOST));
        assert!(!recent.contains(&0) && recent.contains(&1));
        recent.retain(|one| *one != 1);
        assert!(!recent.contains(&1));
        assert!(recent.insert(1));
        let inner = recent.lock();
        assert_eq!(inner.known.len(), inner.order.len());
    }
}
