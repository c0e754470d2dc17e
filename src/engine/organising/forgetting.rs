//! `/quiz me forget`: who somebody is leaves the database; that somebody answered stays.

use super::told;
use crate::chat::{Event, Refusal, Reply, words};
use crate::engine::{Engine, refusal};
use crate::store;

/// What a platform's button sends back, besides that it is confirmed.
const TOKEN: &str = "forget";

impl Engine {
    pub(super) async fn forget(&self, event: &Event, confirmed: bool) -> Result<Reply, Refusal> {
        if !confirmed {
            return Ok(Reply::Confirm { text: words::forget_confirm(), token: TOKEN.to_owned() });
        }
        let nobody = words::somebody_who_left();
        let done = store::forget(&self.store, &event.person, &nobody, self.now()).await;
        // Said again, there is nothing left to forget, which is what was asked for.
        let known = done.map_err(|error| refusal(&error))?;
        self.people.remove(&event.person);
        tracing::info!(known, "somebody was forgotten");
        self.chat.board_changed(&event.place).await;
        Ok(told(words::forgotten_title(), words::forgotten(), Vec::new()))
    }
}
