//! The store on a real server: the ledger, the close, the boards and a mended key.

use ansatz::bank::{self, Bank, Choice, Key, Kind, Question, QuestionId, Spec};
use ansatz::quiz::board::Seasons;
use ansatz::quiz::{
    Action, Calendar, DriverId, Mark, Marks, Order, PersonId, PersonRef, PlaceId, PlaceRef, Scheme, State, Verdict,
    Window,
};
use ansatz::store::{
    self, Asked, Claim, Driver, NewAnswer, NewRound, Opened, Recorded, Run, Store, StoreError, StoredRound,
    claim_round, close_round, record,
};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use rand::SeedableRng;
use rand::rngs::StdRng;
use std::collections::BTreeSet;
use std::sync::Arc;

use crate::support::database::{Database, derived};

fn calendar() -> Calendar {
    Calendar { zone: TimeZone::UTC, seasons: Seasons::Quarters }
}

fn question(id: &str, kind: Kind, correct: &[usize]) -> Question {
    let choice =
        |index: usize| Choice { text: format!("option {index}"), correct: correct.contains(&index), pinned: false };
    let nat = kind == Kind::Nat;
    Question {
        id: QuestionId::new(id).expect("an id"),
        kind,
        topic: "tests".into(),
        tags: Vec::new(),
        difficulty: None,
        marks: 1,
        stem: format!("{id}?"),
        snippet: None,
        choices: if nat { Vec::new() } else { (0..4).map(choice).collect() },
        answer: nat.then(|| Key { spec: Spec::Decimals { value: "0.731".into(), decimals: 3 }, percent: false }),
        explanation: None,
        evidence: None,
        source: None,
    }
}

struct Group {
    opened: Opened,
    place: PlaceId,
    people: Vec<PersonId>,
    now: Timestamp,
    events: u32,
    random: StdRng,
    driver: DriverId,
}

impl Group {
    async fn new(database: &Database, people: usize) -> Self {
        let opened = database.open().await;
        let place = PlaceRef { platform: "test".into(), server: "server".into(), channel: "channel".into() };
        let place = store::ensure_place(opened.store.pool(), &place).await.expect("a place");
        let mut group = Self {
            opened,
            place,
            people: Vec::new(),
            now: Timestamp::now(),
            events: 0,
            random: StdRng::seed_from_u64(7),
            driver: DriverId::random(&mut StdRng::seed_from_u64(8)),
        };
        for number in 0..people {
            let person = PersonRef {
                platform: "test".into(),
                external_id: number.to_string(),
                name: format!("Person {number}"),
            };
            group.people.push(store::ensure_person(group.store().pool(), &person).await.expect("a person"));
        }
        group
    }

    fn hold(&self) -> Driver<'_> {
        Driver { id: &self.driver, lease_seconds: 60.0 }
    }

    fn store(&self) -> &Store {
        &self.opened.store
    }

    fn round(&mut self, question: &Question, scheme: Scheme) -> NewRound {
        NewRound {
            mark: Mark::random(&mut self.random),
            place: self.place,
            question: Arc::new(question.clone()),
            digest: bank::digest(question),
            pool: "all".into(),
            cycle: 0,
            scheme,
            order: Order::identity(question.choices.len()),
            schedule: None,
            opens_at: self.now,
            closes_at: self.now + SignedDuration::from_mins(5),
            private: false,
        }
    }

    /// A round that takes answers.
    async fn open(&mut self, question: &Question, scheme: Scheme) -> StoredRound {
        let round = self.round(question, scheme);
        let claim = claim_round(self.store(), self.place, "all", None, self.hold(), self.now, |_| Some(round))
            .await
            .expect("a claim");
        let Claim::Claimed(mut round) = claim else { panic!("{claim:?}") };
        assert!(store::mark_posting(self.store().pool(), round.id, &self.driver).await.expect("posting"));
        assert!(store::mark_open(self.store().pool(), round.id, &self.driver, "message").await.expect("open"));
        round.state = State::Open;
        round.message_id = Some("message".into());
        *round
    }

    fn event(&mut self, round: &StoredRound, person: usize, action: Action) -> NewAnswer {
        self.events += 1;
        NewAnswer {
            round: round.id,
            person: self.people[person],
            event_id: format!("event-{}", self.events),
            action,
            sequence: self.events.into(),
            occurred_at: self.now + SignedDuration::from_secs(self.events.into()),
            reconciled: false,
        }
    }

    async fn record(&self, batch: &[NewAnswer]) -> Vec<&'static str> {
        let recorded = record(self.store().pool(), batch).await.expect("a batch");
        let word = |recorded: &Recorded| match recorded {
            Recorded::New(_) => "new",
            Recorded::Again => "again",
            Recorded::Late => "late",
            Recorded::Left => "left",
        };
        recorded.iter().map(word).collect()
    }

    async fn close(&self, round: &StoredRound) -> Vec<(String, Verdict, Marks)> {
        assert!(store::begin_closing(self.store().pool(), round.id, &self.driver).await.expect("closing"));
        let results = close_round(self.store(), round, &calendar(), self.now).await.expect("closed");
        results.into_iter().map(|result| (result.name, result.grade.verdict, result.grade.marks)).collect()
    }

    async fn board(&self, window: Window) -> Vec<(String, String, i64, i64)> {
        let starts_on = calendar().window_start(window, self.now + SignedDuration::from_mins(5));
        let (rows, people) =
            store::board_top(self.store().pool(), self.place, window, starts_on, 10).await.expect("a board");
        assert_eq!(people, rows.len() as i64);
        rows.into_iter().map(|row| (row.name, row.points.to_string(), row.answered, row.fully_right)).collect()
    }
}

#[tokio::test]
async fn the_ledger_takes_each_event_once_and_none_too_late() {
    let database = Database::on_server().await;
    let mut group = Group::new(&database, 2).await;
    let round = group.open(&question("one", Kind::Msq, &[0, 2]), Scheme::Simple).await;
    let first = group.event(&round, 0, Action::Choose(0));
    let set = group.event(&round, 1, Action::Select(BTreeSet::from([0, 2])));
    let mut late = group.event(&round, 0, Action::Choose(1));
    late.occurred_at = round.closes_at;
    let mut nowhere = group.event(&round, 0, Action::Choose(1));
    nowhere.round.0 += 1000;
    let batch = [first.clone(), set, first.clone(), late, nowhere];
    assert_eq!(group.record(&batch).await, ["new", "new", "new", "late", "late"], "twice in one batch is one event");
    assert_eq!(group.record(&batch[..2]).await, ["again", "again"]);
    let entries = store::entries_of_round(group.store().pool(), round.id).await.expect("entries");
    let actions: Vec<Vec<Action>> =
        entries.into_iter().map(|(_, timed)| timed.into_iter().map(|(entry, _)| entry.action).collect()).collect();
    assert_eq!(actions, [vec![Action::Choose(0)], vec![Action::Select(BTreeSet::from([0, 2]))]]);

    assert!(store::begin_closing(group.store().pool(), round.id, &group.driver).await.expect("closing"));
    assert!(!store::begin_closing(group.store().pool(), round.id, &group.driver).await.expect("once"));
    let after = group.event(&round, 0, Action::Choose(3));
    let mut found = group.event(&round, 1, Action::Select(BTreeSet::new()));
    found.reconciled = true;
    assert_eq!(
        group.record(&[after, found, first]).await,
        ["late", "new", "again"],
        "only what is found on re-reading"
    );
}

#[tokio::test]
async fn the_ledger_cannot_be_changed() {
    let database = Database::on_server().await;
    let mut group = Group::new(&database, 1).await;
    let round = group.open(&question("one", Kind::Mcq, &[0]), Scheme::Simple).await;
    let event = group.event(&round, 0, Action::Choose(0));
    group.record(&[event]).await;
    for statement in ["update answers set value = 'x'", "delete from answers", "truncate answers"] {
        let error = sqlx::query(statement).execute(group.store().pool()).await.expect_err(statement);
        let message = error.as_database_error().expect("the server's own word").message().to_owned();
        assert_eq!(message, "answers are append-only", "{statement}");
    }
}

#[tokio::test]
async fn one_question_is_asked_for_at_a_time_and_a_run_happens_once() {
    let database = Database::on_server().await;
    let mut group = Group::new(&database, 0).await;
    let first = question("one", Kind::Mcq, &[0]);
    let open = group.open(&first, Scheme::Simple).await;
    let second = group.round(&first, Scheme::Simple);
    let claim = claim_round(group.store(), group.place, "all", None, group.hold(), group.now, |_| Some(second))
        .await
        .expect("an answer");
    assert!(matches!(claim, Claim::OneIsOpen), "{claim:?}");

    let run = Run { schedule: "daily", due_at: group.now, made_up: false, stored: false };
    for expected in ["claimed", "before"] {
        let mut round = group.round(&question("two", Kind::Mcq, &[0]), Scheme::Simple);
        round.schedule = Some("daily".into());
        let asked_before = |asked: Asked| {
            assert!(asked.questions.contains(&open.question.id));
            Some(round)
        };
        let claim = claim_round(group.store(), group.place, "all", Some(run), group.hold(), group.now, asked_before)
            .await
            .expect("an answer");
        let got = match claim {
            Claim::Claimed(_) => "claimed",
            Claim::RunBefore => "before",
            other => panic!("{other:?}"),
        };
        assert_eq!(got, expected);
    }
    let rounds: i64 =
        sqlx::query_scalar("select count(*) from rounds").fetch_one(group.store().pool()).await.expect("a count");
    assert_eq!(rounds, 2, "what was not claimed left nothing");
}

#[tokio::test]
async fn a_close_grades_once_and_a_rebuild_says_the_same() {
    let database = Database::on_server().await;
    let mut group = Group::new(&database, 4).await;
    let round = group.open(&question("thirds", Kind::Mcq, &[1]), Scheme::Gate).await;
    for (person, choice) in [(0, 1), (1, 0), (2, 1), (3, 2)] {
        let event = group.event(&round, person, Action::Choose(choice));
        assert_eq!(group.record(&[event]).await, ["new"]);
    }
    let taken_back = group.event(&round, 3, Action::Withdraw(2));
    group.record(&[taken_back]).await;
    let results = group.close(&round).await;
    let third = Marks::fraction(-1, 3);
    let one = Marks::whole(1);
    let expected =
        [("Person 0", Verdict::Right, one), ("Person 1", Verdict::Wrong, third), ("Person 2", Verdict::Right, one)];
    assert_eq!(results, expected.map(|(name, verdict, marks)| (name.to_owned(), verdict, marks)));
    // Taken up again after a crash, the same close changes nothing.
    assert_eq!(close_round(group.store(), &round, &calendar(), group.now).await.expect("again").len(), 3);

    for _ in 0..2 {
        let round = group.open(&question("thirds", Kind::Mcq, &[1]), Scheme::Gate).await;
        let event = group.event(&round, 1, Action::Choose(0));
        group.record(&[event]).await;
        group.close(&round).await;
    }
    let row = |name: &str, points: &str, answered, right| (name.to_owned(), points.to_owned(), answered, right);
    let board = [row("Person 0", "1", 1, 1), row("Person 2", "1", 1, 1), row("Person 1", "−1", 3, 0)];
    for window in Window::ALL {
        assert_eq!(group.board(window).await, board, "{window}: three thirds are one");
    }
    let starts_on = calendar().window_start(Window::Week, group.now + SignedDuration::from_mins(5));
    let mut ranks = Vec::new();
    for person in &group.people {
        let place = store::board_place(group.store().pool(), group.place, Window::Week, starts_on, *person).await;
        ranks.push(place.expect("a place").map(|place| place.rank));
    }
    assert_eq!(ranks, [Some(1), Some(3), Some(1), None]);

    let before = derived(group.store()).await;
    let rebuilt = store::rebuild(group.store(), &calendar(), None, bank::digest).await.expect("a rebuild");
    assert_eq!((rebuilt.rounds, rebuilt.grades, rebuilt.rekeyed), (3, 5, 0));
    assert_eq!(derived(group.store()).await, before);
}

#[tokio::test]
async fn a_rebuild_and_whoever_uses_what_it_derives_do_not_wait_for_each_other() {
    let database = Database::on_server().await;
    let mut group = Group::new(&database, 1).await;
    let round = group.open(&question("one", Kind::Mcq, &[0]), Scheme::Simple).await;
    let event = group.event(&round, 0, Action::Choose(0));
    group.record(&[event]).await;
    let pool = group.store().pool().clone();
    assert!(store::begin_closing(&pool, round.id, &group.driver).await.expect("closing"));
    // While everything is derived anew, a close is told to come again.
    let mut deriving = pool.begin().await.expect("a transaction");
    sqlx::query("select pg_advisory_xact_lock(x'616e7361747a'::bigint)").execute(&mut *deriving).await.expect("taken");
    let refused = close_round(group.store(), &round, &calendar(), group.now).await.expect_err("not now");
    assert!(matches!(refused, StoreError::Deriving) && refused.is_transient(), "{refused}");
    deriving.commit().await.expect("a commit");
    assert_eq!(close_round(group.store(), &round, &calendar(), group.now).await.expect("closed").len(), 1);
    // And whoever is reading a board keeps nobody from deriving it anew.
    let mut reading = pool.begin().await.expect("a transaction");
    sqlx::query("select count(*) from scores").execute(&mut *reading).await.expect("read");
    let calendar = calendar();
    let rebuild = store::rebuild(group.store(), &calendar, None, bank::digest);
    let rebuilt = tokio::time::timeout(std::time::Duration::from_secs(10), rebuild).await.expect("in time");
    assert_eq!(rebuilt.expect("a rebuild").grades, 1);
}

#[tokio::test]
async fn a_mended_key_regrades_what_was_answered() {
    let database = Database::on_server().await;
    let mut group = Group::new(&database, 2).await;
    let round = group.open(&question("wrong-key", Kind::Mcq, &[0]), Scheme::Simple).await;
    for (person, choice) in [(0, 0), (1, 1)] {
        let event = group.event(&round, person, Action::Choose(choice));
        group.record(&[event]).await;
    }
    group.close(&round).await;
    let mended = Bank::new([question("wrong-key", Kind::Mcq, &[1])]);
    let rebuilt =
        store::rebuild(group.store(), &calendar(), Some(mended.by_id()), bank::digest).await.expect("a rebuild");
    assert_eq!((rebuilt.rounds, rebuilt.rekeyed), (1, 1));
    let row = |name: &str, points: &str, right| (name.to_owned(), points.to_owned(), 1, right);
    assert_eq!(group.board(Window::AllTime).await, [row("Person 1", "1", 1), row("Person 0", "0", 0)]);
    // Options that read otherwise are another question: old answers keep their own key.
    let mut other = question("wrong-key", Kind::Mcq, &[2]);
    other.choices[0].text = "something else".into();
    let other = Bank::new([other]);
    let rebuilt =
        store::rebuild(group.store(), &calendar(), Some(other.by_id()), bank::digest).await.expect("a rebuild");
    assert_eq!(rebuilt.rekeyed, 0);
    assert_eq!(group.board(Window::AllTime).await, [row("Person 1", "1", 1), row("Person 0", "0", 0)]);
}

#[tokio::test]
async fn an_error_says_what_can_be_done_about_it() {
    let database = Database::on_server().await;
    let group = Group::new(&database, 0).await;
    store::join(group.store().pool(), "1", "Ada", "ada", "d1").await.expect("a member");
    let error = store::join(group.store().pool(), "2", "ADA", "ada", "d2").await.expect_err("a taken name");
    assert!(matches!(&error, StoreError::Conflict { constraint } if constraint == "room_people_name_key"), "{error}");
    group.store().close().await;
    let error = group.store().ping().await.expect_err("a closed pool");
    assert!(error.is_transient(), "{error}");
}

#[tokio::test]
async fn what_programs_showed_is_kept_by_their_fingerprints() {
    let database = Database::on_server().await;
    let group = Group::new(&database, 0).await;
    let pool = group.store().pool();
    let (one, other) = ("0f".repeat(32), "a1".repeat(32));
    let kept = async |fingerprint: &str| store::evidence_run(pool, fingerprint).await.expect("a look");
    assert_eq!(kept(&one).await, None);
    let outcome = serde_json::json!({ "ended": "finished", "stdout": "é\u{1}", "globals": { "A": { "bool": true } } });
    store::keep_evidence_run(pool, &one, &outcome).await.expect("kept");
    store::keep_evidence_run(pool, &other, &serde_json::json!({})).await.expect("kept");
    assert_eq!(kept(&one).await, Some(outcome));
    let newer = serde_json::json!({ "ended": "raised" });
    store::keep_evidence_run(pool, &one, &newer).await.expect("kept");
    assert_eq!((kept(&one).await, kept(&other).await), (Some(newer), Some(serde_json::json!({}))));
    for wrong in ["", "0f", &"0F".repeat(32), &"0f".repeat(33)] {
        let error = store::keep_evidence_run(pool, wrong, &serde_json::Value::Null).await.expect_err("no fingerprint");
        let form = "evidence_runs_fingerprint_form";
        assert!(matches!(&error, StoreError::Conflict { constraint } if constraint == form), "{error}");
    }
}
