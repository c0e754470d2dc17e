//! The questions that can be asked, found by id.

use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Arc;

use super::{Question, QuestionId};

/// Questions with distinct ids, in the order they were read.
#[derive(Clone, Debug, Default)]
pub struct Bank {
    questions: Vec<Arc<Question>>,
    by_id: BTreeMap<QuestionId, Arc<Question>>,
}

impl Bank {
    /// Takes in questions; of two with the same id the first stays (`check` reports the other).
    pub fn new(questions: impl IntoIterator<Item = Question>) -> Self {
        Self::default().with(questions)
    }

    /// These and further ones; of two with the same id the one that is here stays.
    pub fn with(&self, further: impl IntoIterator<Item = Question>) -> Self {
        let mut bank = self.clone();
        for question in further {
            if !bank.by_id.contains_key(&question.id) {
                let question = Arc::new(question);
                bank.by_id.insert(question.id.clone(), question.clone());
                bank.questions.push(question);
            }
        }
        bank
    }

    pub fn questions(&self) -> &[Arc<Question>] {
        &self.questions
    }

    pub fn get(&self, id: &QuestionId) -> Option<&Arc<Question>> {
        self.by_id.get(id)
    }

    pub fn by_id(&self) -> &BTreeMap<QuestionId, Arc<Question>> {
        &self.by_id
    }
}

/// The name of a question's content: the hexadecimal SHA-256 of its JSON, whose fields have one order.
pub fn digest(question: &Question) -> String {
    let mut hash = Sha256::new();
    // Writing to a hash cannot fail, and a question has nothing that JSON cannot hold.
    if let Ok(json) = serde_json::to_vec(question) {
        hash.update(json);
    }
    hash.finalize().iter().fold(String::with_capacity(64), |mut text, byte| {
        // Nor can writing to a string.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
