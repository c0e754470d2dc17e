//! The children that wait for a program: started ahead, replaced when they are used or die.

use std::collections::VecDeque;
use std::path::PathBuf;
use std::process::Stdio;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::process::{Child, Command};
use tokio::sync::{Notify, oneshot};

use crate::why::child::ARGUMENT;
use crate::why::sandbox;

/// How long to wait after a child that died waiting, before the next: doubled each time, up to the second.
const BACK_OFF: (Duration, Duration) = (Duration::from_millis(100), Duration::from_secs(30));
/// How often the waiting ones are looked after.
const ROUND: Duration = Duration::from_secs(1);

pub struct Children {
    ready: Mutex<VecDeque<Child>>,
    /// Asks for a new child. The thread that starts them lives as long as the pool: on Linux a child dies with the thread
    /// that started it, and the runtime's own come and go.
    start: std::sync::mpsc::Sender<oneshot::Sender<std::io::Result<Child>>>,
    count: usize,
    changed: Notify,
    closed: std::sync::atomic::AtomicBool,
}

impl Children {
    pub fn start(program: PathBuf, count: usize) -> std::io::Result<Arc<Self>> {
        let (start, asked) = std::sync::mpsc::channel::<oneshot::Sender<std::io::Result<Child>>>();
        let runtime = tokio::runtime::Handle::current();
        std::thread::Builder::new().name("children".to_owned()).spawn(move || {
            let _runtime = runtime.enter();
            for answer in asked {
                // A child that nobody waits for any more is dropped, and dies.
                let _ = answer.send(start_one(&program));
            }
        })?;
        let children = Arc::new(Self {
            ready: Mutex::new(VecDeque::new()),
            start,
            count,
            changed: Notify::new(),
            closed: std::sync::atomic::AtomicBool::new(false),
        });
        tokio::spawn(keep(Arc::downgrade(&children)));
        Ok(children)
    }

    /// A child that waits, or a new one; `None` when none can be started.
    pub async fn take(&self) -> Option<Child> {
        loop {
            let waiting = self.lock().pop_front();
            self.changed.notify_one();
            let Some(mut child) = waiting else { break };
            if matches!(child.try_wait(), Ok(None)) {
                return Some(child);
            }
        }
        match self.start_one().await {
            Ok(child) => Some(child),
            Err(error) => {
                tracing::error!(%error, "a child could not be started");
                None
            }
        }
    }

    pub fn close(&self) {
        self.closed.store(true, std::sync::atomic::Ordering::Relaxed);
        self.lock().clear();
        self.changed.notify_one();
    }

    async fn start_one(&self) -> std::io::Result<Child> {
        let gone = || std::io::Error::other("the thread that starts children has ended");
        let (answer, started) = oneshot::channel();
        self.start.send(answer).map_err(|_| gone())?;
        started.await.map_err(|_| gone())?
    }

    fn lock(&self) -> MutexGuard<'_, VecDeque<Child>> {
        self.ready.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes away the dead ones; says whether there were any.
    fn bury(&self) -> bool {
        let mut ready = self.lock();
        let before = ready.len();
        ready.retain_mut(|child| matches!(child.try_wait(), Ok(None)));
        ready.len() < before
    }

    fn is_closed(&self) -> bool {
        self.closed.load(std::sync::atomic::Ordering::Relaxed)
    }
}

/// Keeps as many children ready as there should be, as long as there is a pool.
async fn keep(children: std::sync::Weak<Children>) {
    let (least, most) = BACK_OFF;
    let mut pause = least;
    loop {
        let Some(pool) = children.upgrade() else { return };
        if pool.is_closed() {
            return;
        }
        let mut failed = pool.bury();
        while !failed && !pool.is_closed() && pool.lock().len() < pool.count {
            match pool.start_one().await {
                Ok(child) => pool.lock().push_back(child),
                Err(error) => {
                    tracing::error!(%error, "a child could not be started");
                    failed = true;
                }
            }
        }
        if pool.is_closed() {
            pool.lock().clear();
            return;
        }
        if failed {
            tracing::warn!(?pause, "a child died while it waited");
            drop(pool);
            tokio::time::sleep(pause).await;
            pause = (pause * 2).min(most);
        } else {
            // A quiet round means that children live again.
            if tokio::time::timeout(ROUND, pool.changed.notified()).await.is_err() {
                pause = least;
            }
        }
    }
}

fn start_one(program: &PathBuf) -> std::io::Result<Child> {
    let mut command = std::process::Command::new(program);
    command.arg(ARGUMENT).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    sandbox::prepare(&mut command);
    let mut command = Command::from(command);
    command.kill_on_drop(true).spawn()
}
