//! What a server has of its own: settings, and questions beside the bot's. Read anew for each round, so that a change holds for the
//! next one in every process; the questions are remembered by their version.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::{ALL_QUESTIONS, Engine};
use crate::bank::{Bank, Question, QuestionId};
use crate::chat::PlaceRef;
use crate::store::{self, ServerSettings, StoreError};

/// Servers whose questions are remembered.
const REMEMBERED: usize = 1_000;

/// A server as a round is made in it.
#[derive(Clone, Debug)]
pub(super) struct Server {
    pub settings: ServerSettings,
    pub bank: Arc<Bank>,
}

/// Banks of servers with questions of their own, by version.
#[derive(Debug, Default)]
pub(super) struct Banks(Mutex<HashMap<ServerKey, (i64, Arc<Bank>)>>);

/// Platform and server.
type ServerKey = (String, String);

impl Engine {
    pub(super) async fn server(&self, place: &PlaceRef) -> Result<Server, StoreError> {
        let settings = store::server_settings(self.store.pool(), &place.platform, &place.server).await?;
        let bank = self.bank_of(place, settings.bank_version).await?;
        Ok(Server { settings, bank })
    }

    async fn bank_of(&self, place: &PlaceRef, version: i64) -> Result<Arc<Bank>, StoreError> {
        if version == 0 {
            return Ok(self.bank.clone());
        }
        let key = (place.platform.clone(), place.server.clone());
        let known = self.banks.0.lock().unwrap_or_else(PoisonError::into_inner).get(&key).cloned();
        if let Some((_, bank)) = known.filter(|(known, _)| *known == version) {
            return Ok(bank);
        }
        let imported = store::imported_questions(self.store.pool(), &place.platform, &place.server).await?;
        let bank = Arc::new(self.bank.with(imported));
        let mut banks = self.banks.0.lock().unwrap_or_else(PoisonError::into_inner);
        if banks.len() >= REMEMBERED {
            banks.clear();
        }
        banks.insert(key, (version, bank.clone()));
        Ok(bank)
    }

    /// A pool's questions, in the bank's order; `None` when there is no such pool. A pool is `all`, one that the configuration
    /// names, or any topic or tag.
    pub(super) fn pool(&self, bank: &Bank, name: &str) -> Option<Vec<QuestionId>> {
        let pick = |fits: &dyn Fn(&Question) -> bool| -> Vec<QuestionId> {
            bank.questions().iter().filter(|question| fits(question)).map(|question| question.id.clone()).collect()
        };
        if name == ALL_QUESTIONS {
            return Some(pick(&|_| true));
        }
        if let Some(pool) = self.settings.pools.get(name) {
            return Some(pick(&|question| {
                pool.topics.contains(&question.topic) || pool.tags.iter().any(|tag| question.tags.contains(tag))
            }));
        }
        let found = pick(&|question| question.topic == name || question.tags.iter().any(|tag| tag == name));
        (!found.is_empty()).then_some(found)
    }

    /// Every name that a pool has, `all` first, then those of the configuration, then topics and tags.
    pub(super) fn pool_names(&self, bank: &Bank) -> Vec<String> {
        let mut names = vec![ALL_QUESTIONS.to_owned()];
        names.extend(self.settings.pools.keys().cloned());
        let mut words: Vec<&String> = bank
            .questions()
            .iter()
            .flat_map(|question| std::iter::once(&question.topic).chain(&question.tags))
            .collect();
        words.sort_unstable();
        for word in words {
            if !names.contains(word) {
                names.push(word.clone());
            }
        }
        names
    }
}
