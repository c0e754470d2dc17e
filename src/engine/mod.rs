//! The loop: events in, rules, effects out. It knows the [`Chat`] trait and no adapter, and the store but no SQL.
//!
//! Each round has a driver of its own, which takes it from claim to announcement; a lease says which process it is in, and after a
//! crash another takes the round up wherever the last one left it. Each schedule has a task of its own too. Events are handled side by side; what must be in order is put in order by
//! the platform's own clock when it is graded, and by the database when a round closes.

mod account;
mod answering;
mod asking;
mod commands;
mod driver;
mod explaining;
mod keeper;
mod leases;
mod live;
mod noticing;
mod organising;
mod people;
mod planning;
mod posting;
mod proving;
mod reconciling;
mod scheduler;
mod sending;
mod servers;
mod show;
mod writer;

pub use proving::Prover;
pub use writer::{WriteError, Writer};

use jiff::{SignedDuration, Timestamp};
use rand::SeedableRng;
use rand::rngs::StdRng;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::{Notify, Semaphore, mpsc};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::bank::Bank;
use crate::chat::{Chat, Event, Notice, PlaceRef, Refusal, Request, words};
use crate::quiz::{Calendar, DriverId, PlaceId, Schedule, Scheme};
use crate::store::{self, Store, StoreError};
use leases::Leases;
use live::LiveRounds;
use people::People;
use servers::Banks;

/// The pool of the whole bank.
pub const ALL_QUESTIONS: &str = "all";
/// Events handled side by side. More wait in their queue.
const EVENTS_AT_ONCE: usize = 1_024;
/// Rounds that are graded side by side; more wait for them.
const CLOSES_AT_ONCE: usize = 2;
/// How long a stop waits for events under way.
const DRAIN: Duration = Duration::from_secs(8);

/// How often, and how far apart, the question at start is tried while an earlier one is being closed.
const START_TRIES: u32 = 120;
const START_RETRY: Duration = Duration::from_millis(250);

/// The time, injected so that tests can move it.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// Questions by topic or tag.
#[derive(Clone, Debug, Default)]
pub struct PoolSetting {
    pub topics: Vec<String>,
    pub tags: Vec<String>,
}

/// One schedule in one place.
#[derive(Clone, Debug)]
pub struct ScheduleSetting {
    pub name: String,
    pub place: PlaceRef,
    pub schedule: Schedule,
    pub pool: String,
    pub scheme: Scheme,
}

/// What the organiser decided.
#[derive(Clone, Debug)]
pub struct Settings {
    pub calendar: Calendar,
    /// For rounds that somebody asks for.
    pub scheme: Scheme,
    /// How long those stay open.
    pub question_open_for: SignedDuration,
    /// Where a question is posted at start when none is open.
    pub question_at_start: Option<PlaceRef>,
    pub pools: BTreeMap<String, PoolSetting>,
    /// Whether answers are private in servers that have not said.
    pub private: bool,
    pub schedules: Vec<ScheduleSetting>,
}

/// The engine of one platform.
pub struct Engine {
    store: Store,
    chat: Arc<dyn Chat>,
    bank: Arc<Bank>,
    settings: Settings,
    clock: Clock,
    random: Mutex<StdRng>,
    writer: Writer,
    prover: Option<Arc<Prover>>,
    /// This run of this process, in leases.
    driver: DriverId,
    leases: Leases,
    live: LiveRounds,
    people: People,
    banks: Banks,
    places: Mutex<BTreeMap<PlaceRef, PlaceId>>,
    /// Rounds that are being graded or read for their outcome: few at once, so that answers and leases get their turns.
    closing: Semaphore,
    tasks: TaskTracker,
    stop: CancellationToken,
    /// Something was committed that a driver, or the schedules, should hear of at once.
    look_again: Notify,
    take_again: Notify,
    plan_again: Notify,
    /// Cancelled once the engine runs; a token, because it can be awaited by many.
    running: CancellationToken,
}

/// What an engine is made of.
pub struct Parts {
    pub store: Store,
    pub chat: Arc<dyn Chat>,
    pub bank: Arc<Bank>,
    pub settings: Settings,
    pub clock: Clock,
    /// Questions, orders of options and marks come from it.
    pub random: StdRng,
    pub writer: Writer,
    /// Where programs are run; `None` when they are not.
    pub prover: Option<Arc<Prover>>,
    pub stop: CancellationToken,
}

impl Engine {
    pub fn new(parts: Parts) -> Arc<Self> {
        let mut random = parts.random;
        Arc::new(Self {
            driver: DriverId::random(&mut random),
            store: parts.store,
            chat: parts.chat,
            bank: parts.bank,
            settings: parts.settings,
            clock: parts.clock,
            random: Mutex::new(random),
            writer: parts.writer,
            prover: parts.prover,
            leases: Leases::default(),
            live: LiveRounds::default(),
            people: People::default(),
            banks: Banks::default(),
            places: Mutex::default(),
            closing: Semaphore::new(CLOSES_AT_ONCE),
            tasks: TaskTracker::new(),
            stop: parts.stop,
            look_again: Notify::new(),
            take_again: Notify::new(),
            plan_again: Notify::new(),
            running: CancellationToken::new(),
        })
    }

    /// Whether what the last process left has been taken up and events are served.
    pub fn is_running(&self) -> bool {
        self.running.is_cancelled() && !self.stop.is_cancelled()
    }

    /// Waits until it is.
    pub async fn running(&self) {
        self.running.cancelled().await;
    }

    /// Takes up what earlier processes left, then serves events until the stop token is cancelled and what is under way is done.
    pub async fn run(self: Arc<Self>, mut events: mpsc::Receiver<Event>, mut notices: mpsc::Receiver<Notice>) {
        self.begin().await;
        self.running.cancel();
        self.tasks.spawn(self.clone().keep_leases());
        self.tasks.spawn(self.clone().keep_rounds());
        self.tasks.spawn(self.clone().keep_schedules());
        let room = Arc::new(Semaphore::new(EVENTS_AT_ONCE));
        loop {
            let event = tokio::select! {
                biased;
                () = self.stop.cancelled() => break,
                Some(notice) = notices.recv() => {
                    self.tasks.spawn(self.clone().notice(notice));
                    continue;
                }
                event = events.recv() => event,
            };
            let Some(event) = event else { break };
            let Ok(permit) = room.clone().acquire_owned().await else { break };
            let engine = self.clone();
            self.tasks.spawn(async move {
                engine.handle(event).await;
                drop(permit);
            });
        }
        events.close();
        while let Ok(event) = events.try_recv() {
            // Nothing of it was done; whoever sent it may send it again to the next process.
            let _ = event.reply.send(Err(words::busy()));
        }
        self.tasks.close();
        if tokio::time::timeout(DRAIN, self.tasks.wait()).await.is_err() {
            tracing::warn!("some work was still under way at the stop; the next process takes it up");
            // Its leases run out by themselves: nothing may be taken from under what is still under way.
            return;
        }
        if let Err(error) = store::release_leases(self.store.pool(), &self.driver).await {
            tracing::warn!(%error, "the rounds could not be given back; the next process takes them up in some seconds");
        }
    }

    async fn handle(self: &Arc<Self>, event: Event) {
        let result = match &event.request {
            Request::Answer { mark, gesture } => self.answer(&event, mark, gesture).await,
            Request::Command(command) => self.command(&event, command).await,
            Request::Mine => self.mine(&event).await,
            Request::Standing { mark } => self.own_standing(&event, mark).await,
            Request::Round { mark } => self.round_of(mark).await,
            Request::Suggest { what, typed } => self.suggest(&event.place, *what, typed).await,
        };
        if let Err(refusal) = &result {
            metrics::counter!("ansatz_refusals_total").increment(1);
            tracing::debug!(person = event.person.external_id, refusal = refusal.text, "refused");
        }
        // Whoever asked may have gone away; what was done is committed all the same.
        let _ = event.reply.send(result);
    }

    /// Takes up the rounds that nobody drives, however long the database takes to answer.
    async fn begin(self: &Arc<Self>) {
        loop {
            match self.take_over().await {
                Ok(()) => return,
                Err(error) => tracing::warn!(%error, "waiting for the database"),
            }
            tokio::select! {
                () = self.stop.cancelled() => return,
                () = tokio::time::sleep(Duration::from_secs(1)) => {}
            }
        }
    }

    async fn take_over(self: &Arc<Self>) -> Result<(), StoreError> {
        if !self.store.is_shared() {
            // The embedded database has one process, so whoever had these is gone.
            store::free_all_leases(self.store.pool(), self.chat.platform()).await?;
        }
        let (db, platform) = (self.store.pool(), self.chat.platform());
        store::ensure_leases(db, platform).await?;
        let at_start = self.settings.question_at_start.clone().filter(|place| place.platform == platform);
        let at_start = match at_start {
            Some(place) if !store::any_under_way(db, platform, self.now()).await? => Some(place),
            _ => None,
        };
        self.take_free().await?;
        if let Some(place) = at_start {
            self.tasks.spawn(self.clone().ask_at_start(place));
        }
        Ok(())
    }

    /// Asks a question once the rounds whose time ran out while the bot was down have been closed.
    async fn ask_at_start(self: Arc<Self>, place: PlaceRef) {
        for _ in 0..START_TRIES {
            match self.ask_now(&place).await {
                Ok(_) => return,
                Err(refusal) if refusal.retry || refusal == words::one_at_a_time() => {}
                Err(refusal) => return tracing::warn!(refusal = refusal.text, "no question was posted at start"),
            }
            tokio::select! {
                () = self.stop.cancelled() => return,
                () = tokio::time::sleep(START_RETRY) => {}
            }
        }
        tracing::warn!("no question was posted at start: one is still open");
    }

    fn now(&self) -> Timestamp {
        (self.clock)()
    }

    /// A generator of its own for one piece of work.
    fn random(&self) -> StdRng {
        StdRng::from_rng(&mut *self.random.lock().unwrap_or_else(PoisonError::into_inner))
    }

    async fn place(&self, place: &PlaceRef) -> Result<PlaceId, StoreError> {
        let known = self.places.lock().unwrap_or_else(PoisonError::into_inner).get(place).copied();
        if let Some(id) = known {
            return Ok(id);
        }
        let id = store::ensure_place(self.store.pool(), place).await?;
        self.places.lock().unwrap_or_else(PoisonError::into_inner).insert(place.clone(), id);
        Ok(id)
    }
}

/// What a person reads of a store's error: that it is away, or that something is wrong; never what.
fn refusal(error: &StoreError) -> Refusal {
    if error.is_transient() {
        tracing::warn!(%error, "the store is away");
        words::database_away()
    } else {
        tracing::error!(%error, "the store failed");
        words::unexpected()
    }
}
