//! A bounded memory of who is who, so that an answer costs no look-up. Two generations: when the young one is full it becomes
//! the old one, and whoever was not met since is forgotten.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use crate::quiz::{PersonId, PersonRef};

/// People in one generation.
const GENERATION: usize = 50_000;

#[derive(Debug, Default)]
pub(super) struct People {
    generations: Mutex<[HashMap<PersonRef, PersonId>; 2]>,
}

impl People {
    /// The id of a person under exactly this name; a new name is a miss, so that the store hears of it.
    pub fn get(&self, person: &PersonRef) -> Option<PersonId> {
        let mut generations = self.generations.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(id) = generations[0].get(person) {
            return Some(*id);
        }
        let id = generations[1].remove(person)?;
        generations[0].insert(person.clone(), id);
        Some(id)
    }

    /// Whoever was forgotten is somebody new when they come again, under whatever name.
    pub fn remove(&self, person: &PersonRef) {
        let mut generations = self.generations.lock().unwrap_or_else(PoisonError::into_inner);
        for generation in &mut *generations {
            generation.retain(|known, _| known.platform != person.platform || known.external_id != person.external_id);
        }
    }

    pub fn insert(&self, person: PersonRef, id: PersonId) {
        let mut generations = self.generations.lock().unwrap_or_else(PoisonError::into_inner);
        if generations[0].len() >= GENERATION {
            generations[1] = std::mem::take(&mut generations[0]);
        }
        generations[0].insert(person, id);
    }
}
