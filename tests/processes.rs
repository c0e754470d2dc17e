//! Several processes on one Postgres, and a platform that loses things: every round is posted once and closed once, and no answer is
//! lost or doubled.

use ansatz::bank::{self, Kind};
use ansatz::chat::{Command, Gesture, Notice, Reading, Request, ScheduleChange, Typed, words};
use ansatz::quiz::Mark;
use ansatz::store;
use jiff::Timestamp;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use crate::support::database::{Database, derived};
use crate::support::recorder::{Platform, Process, calendar, eventually, person, place, question};

/// Runs an engine on a runtime of its own, which is dropped as a process dies: in the middle of everything.
struct Mortal {
    runtime: Option<tokio::runtime::Runtime>,
}

impl Mortal {
    fn new() -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
        Self { runtime: Some(runtime.expect("a runtime")) }
    }

    async fn run<T: Send + 'static>(&self, work: impl Future<Output = T> + Send + 'static) -> T {
        self.runtime.as_ref().expect("alive").spawn(work).await.expect("it ends")
    }

    fn kill(mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

impl Drop for Mortal {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

fn often(name: &str) -> Command {
    Command::Schedule(ScheduleChange::Add {
        name: name.into(),
        cron: "* * * * * *".into(),
        open_for: "5s".into(),
        pool: None,
        scheme: None,
        zone: None,
    })
}

/// How often each round was posted.
fn copies(platform: &Platform) -> BTreeMap<Mark, usize> {
    let mut copies = BTreeMap::new();
    for (_, post) in platform.posts().iter() {
        *copies.entry(post.mark.clone()).or_default() += 1;
    }
    copies
}

#[tokio::test(flavor = "multi_thread")]
async fn two_processes_with_the_same_places_never_post_twice() {
    let database = Database::on_server().await;
    let opened = database.open().await;
    let other = database.open().await;
    let platform = Arc::<Platform>::default();
    let questions = [question("one", Kind::Mcq), question("two", Kind::Mcq), question("three", Kind::Msq)];
    let first = Process::start(&opened, &platform, &questions).await;
    let second = Process::start(&other, &platform, &questions).await;
    let channels = [place("s", "a"), place("s", "b"), place("t", "c")];
    for channel in &channels {
        first.organise(channel, often("often")).await.expect("added");
    }
    eventually("posts", || (platform.posts().len() >= 12).then_some(())).await;
    for channel in &channels {
        // What one is told, the other hears of.
        let remove = ScheduleChange::Remove { name: "often".into() };
        second.organise(channel, Command::Schedule(remove)).await.expect("removed");
    }
    tokio::time::sleep(Duration::from_secs(3)).await;
    let count = platform.posts().len();
    let marks = copies(&platform);
    assert_eq!(marks.len(), count, "each round is posted once: {marks:?}");
    eventually("the closes", || (platform.closed.lock().unwrap().len() >= count).then_some(())).await;
    let mut closed: Vec<Mark> = platform.closed.lock().unwrap().iter().map(|(mark, _)| mark.clone()).collect();
    closed.sort();
    assert_eq!(closed, marks.into_keys().collect::<Vec<_>>(), "each round is closed once");
    let left: i64 =
        sqlx::query_scalar("select count(*) from round_leases").fetch_one(opened.store.pool()).await.expect("a count");
    assert_eq!(left, 0, "nothing is left to drive");
    first.stop().await;
    second.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_process_that_dies_loses_its_rounds_within_seconds() {
    let database = Arc::new(Database::on_server().await);
    let opened = database.open().await;
    let platform = Arc::<Platform>::default();
    let questions = [question("one", Kind::Mcq), question("two", Kind::Mcq)];
    let (here, there) = (place("s", "c"), place("s", "d"));
    let mortal = Mortal::new();
    let (of, on, asked) = (database.clone(), platform.clone(), questions.clone());
    let (place_open, place_posting) = (here.clone(), there.clone());
    let (process, open) = mortal
        .run(async move {
            let opened = of.open().await;
            let process = Process::start(&opened, &on, &asked).await;
            let open = process.ask_now(&place_open).await;
            process.answer(&place_open, "Ada", &open.mark, Gesture::Choose(0)).await.expect("saved");
            // The next post never returns to this process, though it was sent.
            *on.delay.lock().unwrap() = Duration::from_secs(600);
            process.ask_now(&place_posting).await;
            (process, open)
        })
        .await;
    let posting = platform.posts()[1].1.mark.clone();
    let survivor = Process::start(&opened, &platform, &questions).await;
    tokio::time::sleep(Duration::from_secs(8)).await;
    assert_eq!(platform.posts().len(), 2, "a process that lives keeps its rounds, however long a post takes");
    survivor.answer(&here, "Bo", &open.mark, Gesture::Choose(1)).await.expect("any process takes an answer");

    *platform.delay.lock().unwrap() = Duration::ZERO;
    mortal.kill();
    let died = Instant::now();
    std::mem::forget(process);
    for (place, mark) in [(&here, &open.mark), (&there, &posting)] {
        let close = || Command::Close { mark: Some(mark.clone()) };
        // The second is open once its new driver has found its post.
        while survivor.organise(place, close()).await.is_err() {
            tokio::time::sleep(Duration::from_millis(100)).await;
            assert!(died.elapsed() < Duration::from_secs(15), "{mark} was not taken over");
        }
        survivor.outcome(mark).await;
    }
    assert!(died.elapsed() < Duration::from_secs(15), "within seconds, not {:?}", died.elapsed());
    assert!(copies(&platform).values().all(|copies| *copies == 1), "{:?}", copies(&platform));
    assert_eq!(survivor.outcome(&open.mark).await.tally.answered, 2);
    survivor.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn places_belong_to_the_process_that_serves_them() {
    let database = Database::on_server().await;
    let opened = database.open().await;
    let platform = Arc::<Platform>::default();
    let other_platform = Arc::<Platform>::default();
    let questions = [question("one", Kind::Mcq)];
    let first = Process::start(&opened, &platform, &questions).await;
    let second = Process::start(&opened, &other_platform, &questions).await;
    first.recorder.serves.store(false, Ordering::SeqCst);
    let here = place("s", "c");
    first.organise(&here, often("often")).await.expect("added");
    eventually("a post by the other", || (!other_platform.posts().is_empty()).then_some(())).await;
    assert!(platform.posts().is_empty(), "the first does not serve the place");
    first.recorder.serves.store(true, Ordering::SeqCst);
    second.stop().await;
    // What the second gave back is the first's now, schedule and rounds.
    eventually("a post by the first", || (!platform.posts().is_empty()).then_some(())).await;
    eventually("a close by the first", || (!platform.closed.lock().unwrap().is_empty()).then_some(())).await;
    first.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_missed_is_found_at_reconnect_and_at_close() {
    let database = Database::on_server().await;
    let opened = database.open().await;
    let platform = Arc::<Platform>::default();
    let process = Process::start(&opened, &platform, &[question("one", Kind::Msq)]).await;
    let here = place("s", "c");
    let post = process.ask_now(&here).await;
    let answer = async |name: &str, gesture| process.answer(&here, name, &post.mark, gesture).await.expect("saved");
    answer("Ada", Gesture::Choose(0)).await;
    answer("Bo", Gesture::Choose(1)).await;
    answer("Cy", Gesture::Choose(3)).await;
    answer("Cy", Gesture::Select(vec![0, 2])).await;
    let standing = async |name: &str| match process
        .ask(&here, &person(name), false, Request::Standing { mark: post.mark.clone() })
        .await
    {
        Ok(ansatz::chat::Reply::Standing { standing, .. }) => standing.options,
        other => panic!("{other:?}"),
    };
    let reading = |choices: &[(&str, &[u8])]| {
        let choices = choices.iter().map(|(name, options)| (person(name), options.to_vec())).collect();
        *platform.reading.lock().unwrap() = Some(Reading { choices, typed: Vec::new() });
    };
    // Ada's second reaction, Bo's change of mind and all of Di's were not heard; Cy's form came after Cy's reaction.
    reading(&[("Ada", &[0, 2]), ("Cy", &[3]), ("Di", &[0, 2])]);
    let elsewhere = Notice::Reconnected { places: Some(vec![place("s", "other")]) };
    process.notice(elsewhere).await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!(standing("Di").await, Vec::<u8>::new(), "another place was reread");
    for places in [Some(vec![here.clone()]), None] {
        process.notice(Notice::Reconnected { places }).await;
        let mut tries = 0;
        while standing("Di").await.is_empty() {
            tokio::time::sleep(Duration::from_millis(50)).await;
            tries += 1;
            assert!(tries < 100, "nothing was reread");
        }
    }
    tokio::time::sleep(Duration::from_millis(300)).await;
    for (name, expected) in [("Ada", vec![0, 2]), ("Bo", vec![]), ("Cy", vec![0, 2]), ("Di", vec![0, 2])] {
        assert_eq!(standing(name).await, expected, "{name}");
    }
    let entries: i64 = sqlx::query_scalar("select count(*) from answers where reconciled")
        .fetch_one(opened.store.pool())
        .await
        .expect("a count");
    assert_eq!(entries, 3, "each was entered once");
    // At the close, Di has taken one off, unheard.
    reading(&[("Ada", &[0, 2]), ("Cy", &[3]), ("Di", &[0])]);
    process.organise(&here, Command::Close { mark: None }).await.expect("closed");
    let outcome = process.outcome(&post.mark).await;
    assert_eq!((outcome.tally.answered, outcome.tally.options), (3, vec![3, 0, 2, 0]));
    let before = derived(&opened.store).await;
    store::rebuild(&opened.store, &calendar(), None, bank::digest).await.expect("a rebuild");
    assert_eq!(derived(&opened.store).await, before);
    process.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn many_people_are_reconciled_in_few_statements() {
    let database = Database::on_server().await;
    let opened = database.open().await;
    let platform = Arc::<Platform>::default();
    let process = Process::start(&opened, &platform, &[question("one", Kind::Mcq)]).await;
    let here = place("s", "c");
    let post = process.ask_now(&here).await;
    let choices = (0..10_000).map(|number| (person(&format!("P{number}")), vec![(number % 4) as u8])).collect();
    *platform.reading.lock().unwrap() = Some(Reading { choices, typed: Vec::new() });
    let started = Instant::now();
    process.organise(&here, Command::Close { mark: None }).await.expect("closed");
    let outcome = process.outcome(&post.mark).await;
    assert_eq!(outcome.tally.options, [2_500; 4]);
    println!("10,000 people were reconciled and graded in {:?}", started.elapsed());
    process.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn typed_answers_are_found_again_and_count_once() {
    let database = Database::on_server().await;
    let opened = database.open().await;
    let platform = Arc::<Platform>::default();
    let process = Process::start(&opened, &platform, &[question("one", Kind::Nat)]).await;
    let here = place("s", "c");
    let post = process.ask_now(&here).await;
    let request = Request::Answer { mark: post.mark.clone(), gesture: Gesture::Value("0.5".into()) };
    process.send(&here, &person("Ada"), false, request, "message-1").await.expect("saved");
    let typed = |name: &str, event: &str, text: &str, at: Timestamp| Typed {
        person: person(name),
        event_id: event.into(),
        sequence: at.as_microsecond(),
        occurred_at: at,
        text: text.into(),
    };
    let now = Timestamp::now();
    *platform.reading.lock().unwrap() = Some(Reading {
        choices: Vec::new(),
        typed: vec![
            typed("Ada", "message-1", "0.5", now),
            typed("Ada", "message-2", "0.731", now),
            typed("Bo", "message-3", "no number", now),
            typed("Cy", "message-4", "0.731", post.closes_at),
        ],
    });
    process.notice(Notice::Reconnected { places: None }).await;
    tokio::time::sleep(Duration::from_millis(500)).await;
    process.organise(&here, Command::Close { mark: Some(post.mark.clone()) }).await.expect("closed");
    let outcome = process.outcome(&post.mark).await;
    assert_eq!((outcome.tally.answered, outcome.right, outcome.first_right), (1, 1, vec!["Ada".to_owned()]));
    let entries: i64 =
        sqlx::query_scalar("select count(*) from answers").fetch_one(opened.store.pool()).await.expect("a count");
    assert_eq!(entries, 2);
    process.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deleted_post_is_sent_again_once() {
    let database = Database::on_server().await;
    let opened = database.open().await;
    let platform = Arc::<Platform>::default();
    let process = Process::start(&opened, &platform, &[question("one", Kind::Mcq)]).await;
    let here = place("s", "c");
    let post = process.ask_now(&here).await;
    process.answer(&here, "Ada", &post.mark, Gesture::Choose(0)).await.expect("saved");
    let delete = async || {
        let message = platform.message_of(&post.mark).expect("a message");
        platform.deleted.lock().unwrap().insert(message.0.clone());
        for _ in 0..2 {
            process.notice(Notice::PostGone { place: here.clone(), message: message.clone() }).await;
        }
    };
    delete().await;
    let again = eventually("a second post", || platform.posts().get(1).map(|(_, post)| post.clone())).await;
    assert_eq!((again.mark, again.copy), (post.mark.clone(), 1));
    tokio::time::sleep(Duration::from_millis(500)).await;
    process.answer(&here, "Bo", &post.mark, Gesture::Choose(0)).await.expect("answers count all the while");
    delete().await;
    let end = eventually("the end", || platform.withdrawn.lock().unwrap().first().cloned()).await;
    assert_eq!(end, (post.mark.clone(), words::round_void(&words::post_deleted())));
    assert_eq!(platform.posts().len(), 2);
    process.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_place_that_is_gone_takes_its_rounds_with_it() {
    let database = Database::on_server().await;
    let opened = database.open().await;
    let platform = Arc::<Platform>::default();
    let process = Process::start(&opened, &platform, &[question("one", Kind::Mcq), question("two", Kind::Mcq)]).await;
    let (here, there, other) = (place("s", "c"), place("s", "d"), place("t", "e"));
    let yearly = |name: &str| {
        Command::Schedule(ScheduleChange::Add {
            name: name.into(),
            cron: "0 9 1 1 *".into(),
            open_for: "1h".into(),
            pool: None,
            scheme: None,
            zone: None,
        })
    };
    for place in [&here, &there, &other] {
        process.ask_now(place).await;
        process.organise(place, yearly("yearly")).await.expect("added");
    }
    let states = async || {
        sqlx::query_as::<_, (String, String, bool, Option<String>)>(
            "select p.channel, r.state, s.paused, r.void_reason
             from places p join rounds r on r.place_id = p.id join schedules s on s.place_id = p.id order by p.channel",
        )
        .fetch_all(opened.store.pool())
        .await
        .expect("states")
    };
    let state = |channel: &str, state: &str, paused, reason: Option<String>| {
        (channel.to_owned(), state.to_owned(), paused, reason)
    };
    let gone = || Some(words::place_gone());
    process.notice(Notice::PlaceGone { place: here.clone() }).await;
    tokio::time::sleep(Duration::from_millis(500)).await;
    let (open_d, open_e) = (state("d", "open", false, None), state("e", "open", false, None));
    assert_eq!(states().await, [state("c", "void", true, gone()), open_d, open_e.clone()]);
    process.notice(Notice::ServerGone { server: "s".into() }).await;
    tokio::time::sleep(Duration::from_millis(500)).await;
    assert_eq!(states().await, [state("c", "void", true, gone()), state("d", "void", true, gone()), open_e]);
    process.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_post_that_is_refused_is_void_and_others_go_on() {
    let database = Database::on_server().await;
    let opened = database.open().await;
    let platform = Arc::<Platform>::default();
    let process = Process::start(&opened, &platform, &[question("one", Kind::Mcq)]).await;
    let here = place("s", "c");
    platform.refuses.store(true, Ordering::SeqCst);
    process.ask(&here, &person("Ada"), false, Request::Command(Command::Now)).await.expect("claimed");
    let reason = async || {
        sqlx::query_scalar::<_, Option<String>>("select void_reason from rounds order by id limit 1")
            .fetch_one(opened.store.pool())
            .await
            .expect("a round")
    };
    for _ in 0..100 {
        if reason().await.is_some() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(reason().await.as_deref(), Some("it may not post here"));
    platform.refuses.store(false, Ordering::SeqCst);
    process.ask_now(&here).await;
    process.stop().await;
}
