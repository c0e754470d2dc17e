//! The way into the ledger: answers that arrive together are committed together. While one batch is being written the next
//! gathers, so that a lone answer waits for nothing and a flood costs one commit per thousand.

use tokio::sync::{mpsc, oneshot};

use crate::store::{NewAnswer, Recorded, Store, StoreError, record};

/// The most answers in one statement.
const BATCH: usize = 1_000;
/// Answers waiting for a batch. Beyond it, senders wait, and their platforms with them.
const QUEUE: usize = 8_192;

type Pending = (NewAnswer, oneshot::Sender<Result<Recorded, WriteError>>);

/// Why an answer is not known to be in the ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WriteError {
    /// Sending it again, with the same event id, is safe and may work.
    #[error("the database is not available")]
    Unavailable,
    #[error("the database refused it")]
    Refused,
}

/// Where answers are handed in.
#[derive(Clone, Debug)]
pub struct Writer {
    queue: mpsc::Sender<Pending>,
}

impl Writer {
    /// Starts the task that writes. It ends when the last `Writer` is dropped and the queue is empty.
    pub fn start(store: Store) -> (Self, tokio::task::JoinHandle<()>) {
        let (queue, pending) = mpsc::channel(QUEUE);
        (Self { queue }, tokio::spawn(write(store, pending)))
    }

    /// Records one answer; committed when this returns `Ok`.
    pub async fn record(&self, answer: NewAnswer) -> Result<Recorded, WriteError> {
        let (reply, result) = oneshot::channel();
        self.queue.send((answer, reply)).await.map_err(|_| WriteError::Unavailable)?;
        result.await.map_err(|_| WriteError::Unavailable)?
    }
}

async fn write(store: Store, mut pending: mpsc::Receiver<Pending>) {
    let mut batch = Vec::with_capacity(BATCH);
    while pending.recv_many(&mut batch, BATCH).await > 0 {
        let (answers, replies): (Vec<_>, Vec<_>) = batch.drain(..).unzip();
        let started = std::time::Instant::now();
        let result = record(store.pool(), &answers).await;
        metrics::histogram!("ansatz_ledger_batch_seconds").record(started.elapsed().as_secs_f64());
        match result {
            Ok(recorded) => {
                let new = recorded.iter().filter(|one| matches!(one, Recorded::New(_))).count();
                metrics::counter!("ansatz_answers_total").increment(new as u64);
                for (reply, recorded) in replies.into_iter().zip(recorded) {
                    // Whoever asked may have gone; the answer is in the ledger all the same.
                    let _ = reply.send(Ok(recorded));
                }
            }
            Err(error) => {
                metrics::counter!("ansatz_ledger_failures_total").increment(1);
                tracing::warn!(%error, answers = answers.len(), "answers could not be recorded");
                let word = if error.is_transient() { WriteError::Unavailable } else { WriteError::Refused };
                // One bad answer must not take its neighbours down: a refused batch is tried again one by one.
                if word == WriteError::Refused && answers.len() > 1 {
                    one_by_one(&store, answers, replies).await;
                } else {
                    for reply in replies {
                        let _ = reply.send(Err(word));
                    }
                }
            }
        }
    }
}

async fn one_by_one(
    store: &Store,
    answers: Vec<NewAnswer>,
    replies: Vec<oneshot::Sender<Result<Recorded, WriteError>>>,
) {
    for (answer, reply) in answers.into_iter().zip(replies) {
        let result = match record(store.pool(), std::slice::from_ref(&answer)).await {
            Ok(recorded) => recorded.first().copied().ok_or(WriteError::Refused),
            Err(error) => Err(refused_or_away(&error)),
        };
        let _ = reply.send(result);
    }
}

fn refused_or_away(error: &StoreError) -> WriteError {
    if error.is_transient() { WriteError::Unavailable } else { WriteError::Refused }
}
