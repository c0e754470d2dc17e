//! Warm children: each has its Python ready and waits for one program. Whoever asks gets a turn, person by person.

mod children;
mod turns;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::process::Child;

use super::child;
use super::outcome::{Outcome, Request, Stop};
use super::transcript::Transcript;
use super::wire;
use children::Children;
use turns::Turns;

/// How many children there are, and how many programs may wait for one.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Programs that run at once, and children that are kept ready.
    pub children: usize,
    /// Programs of one person that may wait.
    pub waiting: usize,
    /// Programs of everybody that may wait.
    pub queue: usize,
    /// The program whose `worker` command is a child: this one, unless a test says otherwise.
    pub program: Option<PathBuf>,
}

impl Default for Settings {
    fn default() -> Self {
        Self { children: 2, waiting: 4, queue: 256, program: None }
    }
}

/// Why a program was not run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Busy {
    #[error("you have {0} programs waiting already; wait for one of them to finish")]
    Person(usize),
    #[error("too many programs are waiting; try again in a moment")]
    Everybody,
    #[error("programs can't be run at the moment")]
    NoChild,
    #[error("the bot is stopping")]
    Closed,
}

/// Runs programs, each in a child of its own.
#[derive(Clone)]
pub struct Pool {
    children: Arc<Children>,
    turns: Arc<Turns>,
}

/// A child that died before it was given its program is replaced this often.
const ATTEMPTS: usize = 3;

impl Pool {
    /// Starts the children; to be called in a tokio runtime.
    pub fn start(settings: Settings) -> std::io::Result<Self> {
        let program = match settings.program {
            Some(program) => program,
            None => child::this_program()?,
        };
        let count = settings.children.max(1);
        Ok(Self {
            children: Children::start(program, count)?,
            turns: Arc::new(Turns::new(count, settings.waiting, settings.queue)),
        })
    }

    /// Runs a program when it is `person`'s turn. Dropping the future ends its child.
    pub async fn run(&self, person: &str, request: &Request) -> Result<Outcome, Busy> {
        let _turn = self.turns.take(person).await?;
        let mut last = None;
        for _ in 0..ATTEMPTS {
            let Some(child) = self.children.take().await else { return Err(Busy::NoChild) };
            let outcome = converse(child, request).await;
            if outcome.begun {
                return Ok(outcome.outcome);
            }
            last = Some(outcome.outcome);
        }
        last.ok_or(Busy::NoChild)
    }

    /// Takes no more programs and ends the children that wait. Those that run end with their futures.
    pub fn close(&self) {
        self.turns.close();
        self.children.close();
    }
}

struct Conversation {
    outcome: Outcome,
    /// Whether the program ran, be it for an instant.
    begun: bool,
}

/// Gives a child its program and listens until it has ended. The child dies with this future.
async fn converse(mut child: Child, request: &Request) -> Conversation {
    let mut transcript = Transcript::new(request);
    let (mut killed, mut begun) = (None, false);
    if let (Some(mut stdin), Some(mut stdout), Ok(bytes)) =
        (child.stdin.take(), child.stdout.take(), wire::request(request))
    {
        let write = async move {
            // If the child is gone, how it ended says why.
            let _ = stdin.write_all(&bytes).await;
        };
        let read = async {
            let mut buffer = vec![0; 64 << 10];
            while !transcript.is_complete() {
                match tokio::time::timeout_at(transcript.deadline().into(), stdout.read(&mut buffer)).await {
                    Ok(Ok(0) | Err(_)) => return None,
                    Ok(Ok(length)) => {
                        begun = true;
                        if let Err(error) = transcript.push(&buffer[..length]) {
                            tracing::error!(%error, "a child said what no child says");
                            return Some(Stop::Died);
                        }
                    }
                    Err(_) => return Some(Stop::Time),
                }
            }
            None
        };
        ((), killed) = tokio::join!(write, read);
    }
    let status = if transcript.is_complete() {
        // It ends by itself at once; nobody needs to wait for that.
        tokio::spawn(async move { tokio::time::timeout(Duration::from_secs(1), child.wait()).await });
        None
    } else {
        if killed.is_some() {
            let _ = child.start_kill();
        }
        child.wait().await.ok()
    };
    Conversation { outcome: transcript.finish(status, killed), begun }
}

#[cfg(test)]
mod tests;
