//! What becomes of a round whose post is late, gone, refused or read again, through the engine on a platform that records it.

use ansatz::bank::Kind;
use ansatz::chat::{Command, Gesture, Notice, Reading, Request, Setting, words};
use ansatz::quiz::{Mark, PlaceRef};
use ansatz::store::Opened;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use crate::support::database::Database;
use crate::support::recorder::{Platform, Process, eventually, newest, person, place, question, read, stands, until};

struct World {
    _database: Database,
    opened: Opened,
    platform: Arc<Platform>,
    process: Process,
    here: PlaceRef,
}

impl World {
    async fn new(kind: Kind) -> Self {
        let database = Database::on_server().await;
        let opened = database.open().await;
        let platform = Arc::<Platform>::default();
        let process = Process::start(&opened, &platform, &[question("one", kind)]).await;
        Self { _database: database, opened, platform, process, here: place("s", "c") }
    }

    /// A question that can't be sent yet.
    async fn posting(&self) -> Mark {
        self.platform.away.store(true, Ordering::SeqCst);
        self.process.ask(&self.here, &person("Olga"), false, Request::Command(Command::Now)).await.expect("claimed");
        let mark = newest(&self.opened).await;
        until(&self.opened, &mark, "posting").await;
        mark
    }

    fn reads(&self, choices: &[(&str, &[u8])]) {
        let choices = choices.iter().map(|(name, options)| (person(name), options.to_vec())).collect();
        *self.platform.reading.lock().unwrap() = Some(Reading { choices, typed: Vec::new() });
    }

    async fn delete(&self, mark: &Mark) {
        let message = self.platform.message_of(mark).expect("a message");
        self.platform.deleted.lock().unwrap().insert(message.0.clone());
        self.process.notice(Notice::PostGone { place: self.here.clone(), message }).await;
    }

    async fn reread(&self) {
        let before = self.platform.rereads.lock().unwrap().len();
        self.process.notice(Notice::Reconnected { places: None }).await;
        eventually("a reading", || (self.platform.rereads.lock().unwrap().len() > before).then_some(())).await;
        tokio::time::sleep(Duration::from_millis(200)).await;
    }

    async fn close(&self) {
        self.process.organise(&self.here, Command::Close { mark: None }).await.expect("closed");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_answered_on_a_deleted_post_counts() {
    let world = World::new(Kind::Mcq).await;
    let post = world.process.ask_now(&world.here).await;
    let answer = async |name: &str, option| {
        world.process.answer(&world.here, name, &post.mark, Gesture::Choose(option)).await.expect("saved");
    };
    answer("Ada", 0).await;
    answer("Bo", 0).await;
    world.delete(&post.mark).await;
    eventually("a second post", || world.platform.posts().get(1).map(|_| ())).await;
    until(&world.opened, &post.mark, "open").await;
    answer("Cy", 1).await;
    // Of Ada nothing is on the second post; Bo chose anew, unheard; and Cy took it off again, unheard.
    world.reads(&[("Bo", &[1])]);
    tokio::time::sleep(Duration::from_millis(300)).await;
    world.close().await;
    let outcome = world.process.outcome(&post.mark).await;
    assert_eq!((outcome.tally.answered, outcome.tally.options), (2, vec![1, 1, 0, 0]));
    world.process.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_post_that_cannot_be_sent_again_leaves_its_answers() {
    let world = World::new(Kind::Mcq).await;
    let post = world.process.ask_now(&world.here).await;
    world.process.answer(&world.here, "Ada", &post.mark, Gesture::Choose(0)).await.expect("saved");
    world.platform.refuses.store(true, Ordering::SeqCst);
    world.delete(&post.mark).await;
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert_eq!(stands(&world.opened, &post.mark).await, ("open".into(), None));
    world.process.answer(&world.here, "Bo", &post.mark, Gesture::Choose(0)).await.expect("saved");
    world.close().await;
    assert_eq!(world.process.outcome(&post.mark).await.right, 2);
    assert_eq!(world.platform.posts().len(), 1);
    world.process.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_post_is_read_as_it_was_at_the_deadline() {
    let world = World::new(Kind::Mcq).await;
    let post = world.process.ask_now(&world.here).await;
    world.reads(&[]);
    world.reread().await;
    world.process.advance(605);
    world.process.notice(Notice::Reconnected { places: None }).await;
    world.process.outcome(&post.mark).await;
    // At the reconnect it is read as it is; after the deadline, only as it was then.
    let rereads = world.platform.rereads.lock().unwrap().clone();
    assert_eq!(rereads[0], None);
    assert!(rereads.len() > 1 && rereads[1..].iter().all(|until| *until == Some(post.closes_at)), "{rereads:?}");
    world.process.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_later_word_is_not_lost_to_a_reaction_from_before() {
    let world = World::new(Kind::Mcq).await;
    let post = world.process.ask_now(&world.here).await;
    let answer = async |name: &str, gesture| {
        world.process.answer(&world.here, name, &post.mark, gesture).await.expect("saved");
    };
    // Both chose B, unheard, before they answered A by the button.
    answer("Ada", Gesture::Select(vec![0])).await;
    answer("Bo", Gesture::Select(vec![0])).await;
    world.reads(&[("Ada", &[1]), ("Bo", &[1])]);
    world.reread().await;
    // And then, unheard again, Bo chose C, which was not there a moment ago.
    world.reads(&[("Ada", &[1]), ("Bo", &[1, 2])]);
    world.close().await;
    assert_eq!(world.process.outcome(&post.mark).await.tally.options, [1, 0, 1, 0]);
    world.process.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_question_is_not_posted_after_its_own_deadline() {
    let world = World::new(Kind::Mcq).await;
    let mark = world.posting().await;
    world.process.advance(595);
    world.platform.away.store(false, Ordering::SeqCst);
    assert_eq!(until(&world.opened, &mark, "void").await, Some(words::window_over()));
    assert_eq!(world.platform.posts().len(), 0);
    world.process.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_question_that_is_being_posted_can_be_ended() {
    let world = World::new(Kind::Mcq).await;
    for (command, title, reason) in [
        (Command::Skip, words::skipped_title(), words::skipped_by_organiser()),
        (Command::Close { mark: None }, words::closed_title(), words::window_over()),
    ] {
        let mark = world.posting().await;
        assert_eq!(read(world.process.organise(&world.here, command).await)[0], title);
        // Until its driver has heard.
        tokio::time::sleep(Duration::from_secs(1)).await;
        world.platform.away.store(false, Ordering::SeqCst);
        assert_eq!(until(&world.opened, &mark, "void").await, Some(reason));
    }
    tokio::time::sleep(Duration::from_millis(500)).await;
    assert_eq!(world.platform.posts().len(), 0);
    world.process.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_post_that_was_sent_during_a_skip_shows_the_end() {
    let world = World::new(Kind::Mcq).await;
    let post = world.process.ask_now(&world.here).await;
    until(&world.opened, &post.mark, "open").await;
    *world.platform.delay.lock().unwrap() = Duration::from_secs(1);
    world.delete(&post.mark).await;
    eventually("a second post", || world.platform.posts().get(1).map(|_| ())).await;
    world.process.organise(&world.here, Command::Skip).await.expect("skipped");
    let end = eventually("the end", || world.platform.withdrawn.lock().unwrap().first().cloned()).await;
    assert_eq!(end, (post.mark.clone(), words::round_void(&words::skipped_by_organiser())));
    world.process.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_place_that_refuses_to_be_searched_is_not_tried_for_ever() {
    let world = World::new(Kind::Mcq).await;
    let mark = world.posting().await;
    world.process.advance(595);
    world.platform.refuses.store(true, Ordering::SeqCst);
    world.platform.away.store(false, Ordering::SeqCst);
    assert_eq!(until(&world.opened, &mark, "void").await.as_deref(), Some("it may not post here"));
    world.process.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_platform_is_told_of_private_rounds_too() {
    let world = World::new(Kind::Mcq).await;
    let private = Command::Settings(vec![(Setting::Answers, "private".into())]);
    world.process.organise(&world.here, private).await.expect("set");
    let post = world.process.ask_now(&world.here).await;
    eventually("word of it", || world.platform.opened.lock().unwrap().contains(&post.mark).then_some(())).await;
    world.process.stop().await;
}
