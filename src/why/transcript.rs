//! What a child said, put together: however it ended, there is an outcome.

use std::collections::BTreeMap;
use std::process::ExitStatus;
use std::time::{Duration, Instant};

use super::outcome::{Ended, Limits, Outcome, Raised, Request, Stop};
use super::python::Kept;
use super::sandbox::ending;
use super::wire::{Decoder, Frame, Stopping, WireError};

/// A child may take this long to build its interpreter.
const START: Duration = Duration::from_secs(10);
/// After its own limit a child ends itself; this much later it is ended.
const PATIENCE: Duration = Duration::from_millis(600);
/// What a traceback may add to what a program printed, in bytes.
const NOTES: u64 = 64 << 10;

/// One program's run, as its parent sees it.
pub struct Transcript {
    limits: Limits,
    decoder: Decoder,
    printed: Kept,
    bytes: u64,
    begun: Option<Instant>,
    deadline: Instant,
    stopping: Option<Stopping>,
    ended: Option<Box<Outcome>>,
}

impl Transcript {
    pub fn new(request: &Request) -> Self {
        Self {
            limits: request.limits,
            decoder: Decoder::default(),
            printed: Kept::default(),
            bytes: 0,
            begun: None,
            deadline: Instant::now() + START,
            stopping: None,
            ended: None,
        }
    }

    /// When the child must have said something that moves this on, or is to be killed.
    pub const fn deadline(&self) -> Instant {
        self.deadline
    }

    /// Whether the program has ended by itself: nothing else will come.
    pub const fn is_complete(&self) -> bool {
        self.ended.is_some()
    }

    /// Takes what was read from the child and gives what it printed by it. An error means that the child can't be trusted.
    pub fn push(&mut self, read: &[u8]) -> Result<Vec<Frame>, WireError> {
        let mut printed = Vec::new();
        for frame in self.decoder.push(read)? {
            match frame {
                Frame::Begun => {
                    self.begun = Some(Instant::now());
                    let allowed = Duration::try_from_secs_f64(self.limits.seconds.max(0.0)).unwrap_or(Duration::MAX);
                    self.deadline = Instant::now().checked_add(allowed + PATIENCE).unwrap_or(self.deadline);
                }
                Frame::Printed(stream, ref text) => {
                    self.bytes = self.bytes.saturating_add(text.len() as u64);
                    if self.bytes > self.limits.output.saturating_add(NOTES) {
                        return Err(WireError::Length(text.len()));
                    }
                    self.printed.push(stream, text);
                    printed.push(frame);
                }
                Frame::Stopping(stopping) => self.stopping = Some(stopping),
                Frame::Ended(outcome) => self.ended = Some(outcome),
            }
        }
        Ok(printed)
    }

    /// The outcome, once the child is gone. `killed` is why its parent ended it, if it did.
    pub fn finish(self, status: Option<ExitStatus>, killed: Option<Stop>) -> Outcome {
        let (stdout, stderr) = self.printed.take();
        if let Some(outcome) = self.ended {
            return Outcome { stdout, stderr, ..*outcome };
        }
        let stop = killed.or_else(|| self.stopping.map(|stopping| stopping.stop)).unwrap_or_else(|| died_of(status));
        let line = self.stopping.and_then(|stopping| stopping.line);
        Outcome {
            ended: Ended::Stopped(stop),
            stdout,
            stderr,
            error: Some(Raised { kind: "Stopped".to_owned(), message: stop.sentence(&self.limits, line), line }),
            globals: BTreeMap::new(),
            figures: Vec::new(),
            seconds: self.begun.map_or(0.0, |begun| begun.elapsed().as_secs_f64()),
            peak_bytes: if stop == Stop::Memory { self.limits.memory } else { 0 },
        }
    }
}

fn died_of(status: Option<ExitStatus>) -> Stop {
    #[cfg(unix)]
    if status.and_then(|status| std::os::unix::process::ExitStatusExt::signal(&status)) == Some(libc::SIGXCPU) {
        return Stop::Time;
    }
    match status.and_then(|status| status.code()) {
        Some(ending::TIME) => Stop::Time,
        Some(ending::MEMORY) => Stop::Memory,
        Some(ending::OUTPUT) => Stop::Output,
        Some(ending::RECURSION) => Stop::Recursion,
        _ => Stop::Died,
    }
}
