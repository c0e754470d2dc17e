//! Runs programs for people: a question's proof once for everybody who asks, a person's own in their turn. It is the engine's
//! one way to the sandbox.

mod pictures;

pub(super) use pictures::Drawn;

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::{OnceCell, Semaphore};
use tokio_util::sync::CancellationToken;

use crate::chat::{PersonRef, Refusal, words};
use crate::proof::Proof;
use crate::store::{self, Store};
use crate::why::evidence;
use crate::why::outcome::{Ended, Limits, Outcome, Request};
use crate::why::pool::{Busy, Pool};

/// How long somebody waits for their turn and their program together, beyond what the program may take.
const PATIENCE: Duration = Duration::from_secs(60);
/// Proofs that are kept in memory, with their pictures.
const RECENT: usize = 32;
/// The name that tracebacks show for a person's own program.
const OWN_NAME: &str = "main.py";

/// A program that has been run, and its figures.
pub(super) struct Shown {
    pub outcome: Outcome,
    pub drawn: Drawn,
}

/// Proofs by their fingerprints, the latest last; one that is being run is there already.
type Recent = VecDeque<(String, Arc<OnceCell<Arc<Shown>>>)>;

/// Where programs are run.
pub struct Prover {
    pool: Pool,
    limits: Limits,
    recent: Mutex<Recent>,
    /// Pictures that are drawn at once.
    drawing: Arc<Semaphore>,
    stop: CancellationToken,
}

impl Prover {
    /// A pool's programs run under these limits until `stop`.
    pub fn new(pool: Pool, limits: Limits, stop: CancellationToken) -> Self {
        let drawing = Arc::new(Semaphore::new(2));
        Self { pool, limits, recent: Mutex::default(), drawing, stop }
    }

    pub(super) const fn limits(&self) -> &Limits {
        &self.limits
    }

    /// What a question's program shows: as it was kept, or by running it now. Whoever asks while it runs waits for the same run.
    pub(super) async fn prove(
        &self,
        store: &Store,
        person: &PersonRef,
        proof: &Proof<'_>,
    ) -> Result<Arc<Shown>, Refusal> {
        let fingerprint = evidence::fingerprint(proof.program);
        let cell = self.cell(&fingerprint);
        let shown = cell.get_or_try_init(|| async {
            let outcome = match kept(store, &fingerprint).await {
                Some(outcome) => outcome,
                None => {
                    let outcome = self.run(person, Request { limits: self.limits, ..proof.request() }).await?;
                    if outcome.ended == Ended::Finished {
                        keep(store, &fingerprint, &outcome).await;
                    }
                    outcome
                }
            };
            Ok(Arc::new(self.shown(outcome).await))
        });
        let shown = shown.await?.clone();
        // A limit may not be met another time, and a fault of ours may be mended.
        if shown.outcome.ended != Ended::Finished {
            self.lock().retain(|(_, other)| !Arc::ptr_eq(other, &cell));
        }
        Ok(shown)
    }

    /// Runs a person's own program.
    pub(super) async fn try_out(&self, person: &PersonRef, program: &str) -> Result<Shown, Refusal> {
        let request = Request { limits: self.limits, ..Request::new(OWN_NAME, program) };
        let outcome = self.run(person, request).await?;
        Ok(self.shown(outcome).await)
    }

    async fn run(&self, person: &PersonRef, request: Request) -> Result<Outcome, Refusal> {
        let who = format!("{}:{}", person.platform, person.external_id);
        let patience = PATIENCE + Duration::try_from_secs_f64(self.limits.seconds).unwrap_or_default();
        let ran = tokio::select! {
            biased;
            () = self.stop.cancelled() => Err(words::stopping()),
            ran = tokio::time::timeout(patience, self.pool.run(&who, &request)) => match ran {
                Ok(Ok(outcome)) => Ok(outcome),
                Ok(Err(busy)) => Err(sentence(busy)),
                Err(_) => Err(words::waited_too_long()),
            },
        };
        let ended = match &ran {
            Ok(outcome) => match outcome.ended {
                Ended::Finished => "finished",
                Ended::Raised => "raised",
                Ended::Stopped(_) => "stopped",
            },
            Err(_) => "not run",
        };
        metrics::counter!("ansatz_programs_total", "ended" => ended).increment(1);
        if let Ok(outcome) = &ran {
            metrics::histogram!("ansatz_program_seconds").record(outcome.seconds);
        }
        ran
    }

    async fn shown(&self, mut outcome: Outcome) -> Shown {
        let mut figures = std::mem::take(&mut outcome.figures);
        figures.truncate(usize::try_from(self.limits.figures).unwrap_or(usize::MAX));
        Shown { outcome, drawn: pictures::draw(figures, &self.drawing).await }
    }

    /// The place of a program's run among the last ones, made if it has none.
    fn cell(&self, fingerprint: &str) -> Arc<OnceCell<Arc<Shown>>> {
        let mut recent = self.lock();
        let known = recent.iter().position(|(other, _)| other == fingerprint);
        let place =
            known.and_then(|index| recent.remove(index)).unwrap_or_else(|| (fingerprint.to_owned(), Arc::default()));
        let cell = place.1.clone();
        recent.push_front(place);
        recent.truncate(RECENT);
        cell
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Recent> {
        self.recent.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What was kept of an earlier run. Whatever is wrong with it, the program can be run again.
async fn kept(store: &Store, fingerprint: &str) -> Option<Outcome> {
    match store::evidence_run(store.pool(), fingerprint).await {
        Ok(Some(kept)) => serde_json::from_value(kept)
            .inspect_err(|error| tracing::info!(fingerprint, %error, "an earlier version's run is not read"))
            .ok(),
        Ok(None) => None,
        Err(error) => {
            tracing::warn!(%error, "what a program showed can't be looked up, so it is run again");
            None
        }
    }
}

async fn keep(store: &Store, fingerprint: &str, outcome: &Outcome) {
    let Ok(text) = serde_json::to_value(outcome) else { return };
    // Postgres keeps no such character in a text.
    if holds_nul(&text) {
        return;
    }
    if let Err(error) = store::keep_evidence_run(store.pool(), fingerprint, &text).await {
        tracing::warn!(%error, "what a program showed can't be kept");
    }
}

fn holds_nul(value: &serde_json::Value) -> bool {
    use serde_json::Value;
    match value {
        Value::String(text) => text.contains('\0'),
        Value::Array(values) => values.iter().any(holds_nul),
        Value::Object(fields) => fields.iter().any(|(name, value)| name.contains('\0') || holds_nul(value)),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

fn sentence(busy: Busy) -> Refusal {
    match busy {
        Busy::Person(waiting) => words::too_many_of_yours(waiting),
        Busy::Everybody => words::too_many_programs(),
        Busy::NoChild => {
            tracing::error!("no program can be run");
            words::no_sandbox()
        }
        Busy::Closed => words::stopping(),
    }
}
