//! `/quiz why` and `/quiz run`: which round is asked about, and whose program is run. How the result reads is `account`'s.

use super::account;
use super::proving::Prover;
use super::{Engine, refusal};
use crate::chat::{Event, Refusal, Reply, words};
use crate::proof::{Proof, Source};
use crate::quiz::{Mark, State};
use crate::store::{self, StoredRound};

/// How far back `/quiz why` looks for a closed round.
const LOOKS_BACK: i64 = 50;

impl Engine {
    /// Explains a round that has closed: by its program's run, if it has a program, and by its author's words.
    pub(super) async fn why(&self, event: &Event, mark: Option<&Mark>, option: Option<u8>) -> Result<Reply, Refusal> {
        let round = self.closed_round(event, mark).await?;
        let options = round.question.choices.len();
        if option.is_some_and(|option| usize::from(option) >= options) {
            return Err(words::no_such_verdict(options));
        }
        let Some(proof) = Proof::of(&round.question) else {
            return Ok(account::explained(&round, option, words::no_evidence()));
        };
        let Some(prover) = &self.prover else {
            // A snippet that happens to print a number is no promise of a proof.
            let note = match proof.source {
                Source::Evidence => words::no_evidence_while_off(),
                Source::Snippet => words::no_evidence(),
            };
            return Ok(account::explained(&round, option, note));
        };
        match prover.prove(&self.store, &event.person, &proof).await {
            Ok(shown) => Ok(account::proved(&round, option, &proof, &shown, prover.limits())),
            // The author's words don't have to wait for the program.
            Err(refusal) => Ok(account::explained(&round, option, words::not_proved_now(&refusal))),
        }
    }

    /// Runs a person's own program.
    pub(super) async fn run_program(&self, event: &Event, program: &str) -> Result<Reply, Refusal> {
        let prover = self.prover()?;
        let shown = prover.try_out(&event.person, program).await?;
        Ok(Reply::Ran(Box::new(account::run(&shown, prover.limits(), &[]))))
    }

    /// Gives an editor something to begin with: a question's own code, whether it is open or not, as everybody can read it.
    pub(super) async fn editor(&self, event: &Event, mark: Option<&Mark>) -> Result<Reply, Refusal> {
        self.prover()?;
        let program = match mark {
            Some(mark) => self.round(event, mark).await?.question.snippet.clone().unwrap_or_default(),
            None => String::new(),
        };
        Ok(Reply::Editor { text: words::run_what(), mark: mark.cloned(), program })
    }

    fn prover(&self) -> Result<&Prover, Refusal> {
        self.prover.as_deref().ok_or_else(words::running_is_off)
    }

    /// The round with this mark, or else the last that closed.
    async fn closed_round(&self, event: &Event, mark: Option<&Mark>) -> Result<StoredRound, Refusal> {
        let round = match mark {
            Some(mark) => self.round(event, mark).await?,
            None => {
                let place_id = self.place(&event.place).await.map_err(|error| refusal(&error))?;
                let rounds = store::latest_rounds(self.store.pool(), place_id, LOOKS_BACK).await;
                let rounds = rounds.map_err(|error| refusal(&error))?;
                let any = !rounds.is_empty();
                let closed = rounds.into_iter().find(|round| round.state == State::Closed);
                closed.ok_or_else(|| if any { words::why_too_early() } else { words::nothing_asked() })?
            }
        };
        match round.state {
            State::Closed => Ok(round),
            _ => Err(words::why_too_early()),
        }
    }

    async fn round(&self, event: &Event, mark: &Mark) -> Result<StoredRound, Refusal> {
        let found = store::round_by_mark(self.store.pool(), mark).await.map_err(|error| refusal(&error))?;
        let round = found.ok_or_else(words::no_such_round)?;
        if self.may_see(event, &round).await { Ok(round) } else { Err(words::no_such_round()) }
    }
}
