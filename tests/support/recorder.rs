//! A platform that writes down what it is told, and an engine on it: for what is the same on every platform.

use ansatz::bank::{Bank, Choice, Key, Kind, Question, QuestionId, Spec};
use ansatz::chat::{
    Chat, ChatError, Command, Event, Gesture, MessageId, Notice, Outcome, PersonRef, PlaceRef, Post, Reading, Refusal,
    Reply, Request, Rights, ScheduleChange, Tally,
};
use ansatz::engine::{Clock, Engine, Parts, ScheduleSetting, Settings, Writer};
use ansatz::quiz::board::Seasons;
use ansatz::quiz::{Calendar, Mark, Scheme};
use ansatz::store::Opened;
use async_trait::async_trait;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use rand::SeedableRng;
use rand::rngs::StdRng;
use std::collections::HashSet;
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

pub const PLATFORM: &str = "recorder";

pub fn place(server: &str, channel: &str) -> PlaceRef {
    PlaceRef { platform: PLATFORM.into(), server: server.into(), channel: channel.into() }
}

pub fn person(name: &str) -> PersonRef {
    PersonRef { platform: PLATFORM.into(), external_id: format!("id-of-{name}"), name: name.into() }
}

/// Four options, of which the first or, for an MSQ, the first and third are right; 0.731 for a NAT.
pub fn question(id: &str, kind: Kind) -> Question {
    let right = |index: usize| index == 0 || (kind == Kind::Msq && index == 2);
    // Pinned, so that A is the author's first in every round.
    let choice = |index: usize| Choice { text: format!("option {index}"), correct: right(index), pinned: true };
    let nat = kind == Kind::Nat;
    Question {
        id: QuestionId::new(id).expect("an id"),
        kind,
        topic: "tests".into(),
        tags: vec![format!("tag-{id}")],
        difficulty: None,
        marks: 1,
        stem: format!("{id}?"),
        snippet: None,
        choices: if nat { Vec::new() } else { (0..4).map(choice).collect() },
        answer: nat.then(|| Key { spec: Spec::Decimals { value: "0.731".into(), decimals: 3 }, percent: false }),
        explanation: Some("So.".into()),
        evidence: None,
        source: None,
    }
}

/// What the platform was told, in order; several engines may share one.
#[derive(Default)]
pub struct Platform {
    /// Every post that was sent, with the place it was sent to.
    pub posts: Mutex<Vec<(PlaceRef, Post)>>,
    /// Messages that are gone.
    pub deleted: Mutex<HashSet<String>>,
    pub closed: Mutex<Vec<(Mark, Outcome)>>,
    pub withdrawn: Mutex<Vec<(Mark, String)>>,
    pub notices: Mutex<Vec<(String, String)>>,
    pub tallies: AtomicU64,
    /// Servers, and who is in them.
    pub members: Mutex<HashSet<(String, String)>>,
    pub opened: Mutex<Vec<Mark>>,
    /// As of when it was read again.
    pub rereads: Mutex<Vec<Option<Timestamp>>>,
    /// What a reread finds.
    pub reading: Mutex<Option<Reading>>,
    /// How long reading a post again takes, and those that can't be read.
    pub reread_delay: Mutex<Duration>,
    pub unreadable: Mutex<HashSet<String>>,
    /// How long a post takes.
    pub delay: Mutex<Duration>,
    /// How long an outcome takes to be shown.
    pub closing_delay: Mutex<Duration>,
    pub refuses: AtomicBool,
    /// Nothing is taken or found for now.
    pub away: AtomicBool,
}

impl Platform {
    pub fn posts(&self) -> MutexGuard<'_, Vec<(PlaceRef, Post)>> {
        self.posts.lock().unwrap()
    }

    fn allowed(&self) -> Result<(), ChatError> {
        if self.refuses.load(Ordering::SeqCst) {
            return Err(ChatError::Refused { platform: PLATFORM, reason: "it may not post here".into() });
        }
        Ok(())
    }

    fn reached(&self) -> Result<(), ChatError> {
        if self.away.load(Ordering::SeqCst) {
            return Err(ChatError::Unavailable { platform: PLATFORM, reason: "it is away".into() });
        }
        Ok(())
    }

    fn message(index: usize) -> MessageId {
        MessageId(format!("m{index}"))
    }

    /// The message of a round's newest post.
    pub fn message_of(&self, mark: &Mark) -> Option<MessageId> {
        let deleted = self.deleted.lock().unwrap();
        let posts = self.posts();
        let index = posts.iter().rposition(|(_, post)| post.mark == *mark)?;
        Some(Self::message(index)).filter(|message| !deleted.contains(&message.0))
    }
}

/// One process's view of the platform.
pub struct Recorder {
    pub platform: Arc<Platform>,
    pub serves: AtomicBool,
}

#[async_trait]
impl Chat for Recorder {
    fn platform(&self) -> &'static str {
        PLATFORM
    }

    fn serves(&self, _: &PlaceRef) -> bool {
        self.serves.load(Ordering::SeqCst)
    }

    async fn is_member(&self, server: &str, person: &PersonRef) -> bool {
        self.platform.members.lock().unwrap().contains(&(server.to_owned(), person.external_id.clone()))
    }

    async fn post(&self, place: &PlaceRef, post: &Post) -> Result<MessageId, ChatError> {
        self.platform.reached()?;
        self.platform.allowed()?;
        let delay = *self.platform.delay.lock().unwrap();
        let message = {
            let mut posts = self.platform.posts();
            posts.push((place.clone(), post.clone()));
            Platform::message(posts.len() - 1)
        };
        // The message is there before anybody hears of it.
        tokio::time::sleep(delay).await;
        Ok(message)
    }

    async fn find(&self, _: &PlaceRef, post: &Post) -> Result<Option<MessageId>, ChatError> {
        self.platform.reached()?;
        self.platform.allowed()?;
        Ok(self.platform.message_of(&post.mark))
    }

    async fn tally(&self, _: &PlaceRef, _: &MessageId, _: &Mark, _: &Tally) {
        self.platform.tallies.fetch_add(1, Ordering::SeqCst);
    }

    async fn opened(&self, _: &PlaceRef, _: &MessageId, mark: &Mark) {
        self.platform.opened.lock().unwrap().push(mark.clone());
    }

    async fn reread(
        &self,
        _: &PlaceRef,
        message: &MessageId,
        until: Option<Timestamp>,
    ) -> Result<Option<Reading>, ChatError> {
        self.platform.rereads.lock().unwrap().push(until);
        let delay = *self.platform.reread_delay.lock().unwrap();
        tokio::time::sleep(delay).await;
        if self.platform.unreadable.lock().unwrap().contains(&message.0) {
            return Err(ChatError::Unavailable { platform: PLATFORM, reason: "it can't be read".into() });
        }
        Ok(self.platform.reading.lock().unwrap().clone())
    }

    async fn close(&self, _: &PlaceRef, _: &MessageId, post: &Post, outcome: &Outcome) -> Result<(), ChatError> {
        let delay = *self.platform.closing_delay.lock().unwrap();
        tokio::time::sleep(delay).await;
        self.platform.closed.lock().unwrap().push((post.mark.clone(), outcome.clone()));
        Ok(())
    }

    async fn withdraw(&self, _: &PlaceRef, _: &MessageId, post: &Post, text: &str) -> Result<(), ChatError> {
        self.platform.withdrawn.lock().unwrap().push((post.mark.clone(), text.to_owned()));
        Ok(())
    }

    async fn notice(&self, _: &PlaceRef, key: &str, text: &str) -> Result<(), ChatError> {
        self.platform.notices.lock().unwrap().push((key.to_owned(), text.to_owned()));
        Ok(())
    }

    async fn board_changed(&self, _: &PlaceRef) {}
}

/// An engine that runs, as one process of a bot.
pub struct Process {
    pub platform: Arc<Platform>,
    pub recorder: Arc<Recorder>,
    events: mpsc::Sender<Event>,
    notices: mpsc::Sender<Notice>,
    /// Seconds that its clock is ahead.
    ahead: Arc<AtomicI64>,
    stop: CancellationToken,
    running: JoinHandle<()>,
}

static EVENTS: AtomicI64 = AtomicI64::new(1);

impl Process {
    pub async fn start(opened: &Opened, platform: &Arc<Platform>, questions: &[Question]) -> Self {
        Self::start_with(opened, platform, questions, Vec::new()).await
    }

    pub async fn start_with(
        opened: &Opened,
        platform: &Arc<Platform>,
        questions: &[Question],
        schedules: Vec<ScheduleSetting>,
    ) -> Self {
        let recorder = Arc::new(Recorder { platform: platform.clone(), serves: AtomicBool::new(true) });
        let (events, incoming) = mpsc::channel(100);
        let (notices, noticed) = mpsc::channel(100);
        let (writer, _) = Writer::start(opened.store.clone());
        let ahead = Arc::new(AtomicI64::new(0));
        let offset = ahead.clone();
        let clock: Clock =
            Arc::new(move || Timestamp::now() + SignedDuration::from_secs(offset.load(Ordering::SeqCst)));
        let stop = CancellationToken::new();
        let settings = Settings {
            calendar: calendar(),
            scheme: Scheme::Simple,
            question_open_for: SignedDuration::from_mins(10),
            question_at_start: None,
            pools: [(
                "some".to_owned(),
                ansatz::engine::PoolSetting { topics: vec!["tests".into()], tags: Vec::new() },
            )]
            .into(),
            schedules,
            private: false,
        };
        let engine = Engine::new(Parts {
            store: opened.store.clone(),
            chat: recorder.clone(),
            bank: Arc::new(Bank::new(questions.to_vec())),
            settings,
            clock,
            random: StdRng::seed_from_u64(EVENTS.fetch_add(1, Ordering::SeqCst).unsigned_abs()),
            writer,
            prover: None,
            stop: stop.clone(),
        });
        let running = tokio::spawn(engine.clone().run(incoming, noticed));
        engine.running().await;
        Self { platform: platform.clone(), recorder, events, notices, ahead, stop, running }
    }

    /// SIGTERM: what is under way ends, and the rounds are given back.
    pub async fn stop(self) {
        self.stop.cancel();
        self.running.await.expect("it ends");
    }

    pub fn advance(&self, seconds: i64) {
        self.ahead.fetch_add(seconds, Ordering::SeqCst);
    }

    pub async fn notice(&self, notice: Notice) {
        self.notices.send(notice).await.expect("the engine listens");
    }

    pub async fn ask(
        &self,
        place: &PlaceRef,
        who: &PersonRef,
        manages: bool,
        request: Request,
    ) -> Result<Reply, Refusal> {
        let id = EVENTS.fetch_add(1, Ordering::SeqCst);
        self.send(place, who, manages, request, &format!("{PLATFORM}:{}:{id}", who.external_id)).await
    }

    pub async fn send(
        &self,
        place: &PlaceRef,
        who: &PersonRef,
        manages: bool,
        request: Request,
        event_id: &str,
    ) -> Result<Reply, Refusal> {
        let (reply, answer) = oneshot::channel();
        let now = Timestamp::now() + SignedDuration::from_secs(self.ahead.load(Ordering::SeqCst));
        let event = Event {
            place: place.clone(),
            person: who.clone(),
            rights: Rights { manages },
            event_id: event_id.to_owned(),
            sequence: now.as_microsecond(),
            occurred_at: now,
            request,
            reply,
        };
        self.events.send(event).await.expect("the engine listens");
        answer.await.expect("the engine answers")
    }

    /// An organiser's command.
    pub async fn organise(&self, place: &PlaceRef, command: Command) -> Result<Reply, Refusal> {
        self.ask(place, &person("Olga"), true, Request::Command(command)).await
    }

    pub async fn answer(&self, place: &PlaceRef, name: &str, mark: &Mark, gesture: Gesture) -> Result<Reply, Refusal> {
        self.ask(place, &person(name), false, Request::Answer { mark: mark.clone(), gesture }).await
    }

    /// Asks a question and waits until it can be answered.
    pub async fn ask_now(&self, place: &PlaceRef) -> Post {
        let before = self.platform.posts().len();
        self.ask(place, &person("Olga"), false, Request::Command(Command::Now)).await.expect("a question");
        eventually("a post", || self.platform.posts().get(before).map(|(_, post)| post.clone())).await
    }

    pub async fn outcome(&self, mark: &Mark) -> Outcome {
        eventually("an outcome", || {
            let closed = self.platform.closed.lock().unwrap();
            closed.iter().rev().find(|(closed, _)| closed == mark).map(|(_, outcome)| outcome.clone())
        })
        .await
    }
}

/// Looks until it is there, for as long as a lease of a process that died lasts, and some.
pub async fn eventually<T>(what: &str, look: impl Fn() -> Option<T>) -> T {
    for _ in 0..400 {
        if let Some(found) = look() {
            return found;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("{what} never came");
}

/// How a round stands in the database, and why it is void; `None` without the reason.
pub async fn stands(opened: &Opened, mark: &Mark) -> (String, Option<String>) {
    let query = sqlx::query_as("select state, void_reason from rounds where mark = $1").bind(mark.as_str());
    query.fetch_one(opened.store.pool()).await.expect("a round")
}

/// Waits until a round is as far as this, and returns why it is void.
pub async fn until(opened: &Opened, mark: &Mark, state: &str) -> Option<String> {
    for _ in 0..400 {
        let (now, reason) = stands(opened, mark).await;
        if now == state {
            return reason;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("{mark} is never {state}, but {:?}", stands(opened, mark).await);
}

/// The mark of the newest round.
pub async fn newest(opened: &Opened) -> Mark {
    let query = sqlx::query_scalar::<_, String>("select mark from rounds order by id desc limit 1");
    Mark::from_stored(query.fetch_one(opened.store.pool()).await.expect("a round"))
}

/// What an organiser reads: title, text and lines.
pub fn read(reply: Result<Reply, Refusal>) -> Vec<String> {
    match reply {
        Ok(Reply::Told { title, text, lines }) | Ok(Reply::Preview { title, text, lines, .. }) => {
            [vec![title, text], lines].concat()
        }
        other => panic!("{other:?}"),
    }
}

pub fn refused(reply: Result<Reply, Refusal>) -> String {
    match reply {
        Err(refusal) => refusal.text,
        other => panic!("{other:?}"),
    }
}

pub fn calendar() -> Calendar {
    Calendar { zone: TimeZone::get("Europe/Berlin").expect("a zone"), seasons: Seasons::Quarters }
}

pub fn add(name: &str, cron: &str, open_for: &str) -> ScheduleChange {
    ScheduleChange::Add {
        name: name.into(),
        cron: cron.into(),
        open_for: open_for.into(),
        pool: None,
        scheme: None,
        zone: None,
    }
}

pub fn marked() -> Mark {
    Mark::from_stored("k3v9-x0qd")
}
