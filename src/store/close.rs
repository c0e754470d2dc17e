//! The close of a round: grades, scores and boards in one transaction, all derived from the ledger.

use jiff::Timestamp;
use sqlx::types::Json;
use sqlx::{PgConnection, PgExecutor};

use super::ledger::entries_of_round;
use super::rounds::StoredRound;
use super::time::{At, Day};
use super::{Store, StoreError};
use crate::quiz::{
    Answer, Calendar, Grade, Mark, Order, PersonId, PlaceId, RoundId, State, Verdict, Window, answer, grade,
};

/// Held shared while a round is closed and exclusively while everything is derived anew. Any fixed number does.
const DERIVING: i64 = 0x616e_7361_747a;

/// People whose results are written in one statement, so that a round of a million neither holds them all in one message nor
/// meets the limit on a statement's time.
pub(super) const PART: usize = 5_000;

/// One person's result in a round.
#[derive(Clone, Debug)]
pub struct Closed {
    pub person: PersonId,
    pub name: String,
    pub answer: Answer,
    pub grade: Grade,
    /// When the answer that counted was given.
    pub answered_at: Timestamp,
}

/// Grades a closing round and brings the boards up to date; committed when this returns. A round that is closed already is
/// only read, so that an interrupted announcement can be made again. Results are in order of the final answers.
pub async fn close_round(
    store: &Store,
    round: &StoredRound,
    calendar: &Calendar,
    now: Timestamp,
) -> Result<Vec<Closed>, StoreError> {
    let mut tx = store.pool().begin().await?;
    lock_shared(&mut tx).await?;
    let state = sqlx::query_scalar!("select state from rounds where id = $1 for update", round.id.0)
        .fetch_one(&mut *tx)
        .await?;
    let results = results_of(&mut tx, round).await?;
    if state == State::Closing.as_str() {
        derive(&mut tx, round, &results, calendar).await?;
        sqlx::query!("update rounds set state = 'closed', closed_at = $2 where id = $1", round.id.0, At(now) as _)
            .execute(&mut *tx)
            .await?;
    }
    let names = names(&mut *tx, round.id).await?;
    tx.commit().await?;
    let name_of = |id: PersonId| {
        names.binary_search_by_key(&id, |(person, _)| *person).map(|at| names[at].1.clone()).unwrap_or_default()
    };
    let mut closed: Vec<Closed> = results
        .into_iter()
        .map(|result| Closed {
            person: result.person,
            name: name_of(result.person),
            answer: result.answer,
            grade: result.grade,
            answered_at: result.answered_at,
        })
        .collect();
    closed.sort_by_key(|result| (result.answered_at, result.person));
    Ok(closed)
}

/// Takes the lock under which one round's share of what is derived is written. It is not waited for: everything may be derived anew
/// meanwhile, which takes its time, and whoever waited would hold a connection.
pub(super) async fn lock_shared(tx: &mut PgConnection) -> Result<(), StoreError> {
    let taken = sqlx::query_scalar!(r#"select pg_try_advisory_xact_lock_shared($1) as "taken!""#, DERIVING);
    if taken.fetch_one(tx).await? { Ok(()) } else { Err(StoreError::Deriving) }
}

/// Takes the lock under which everything derived is emptied and filled again.
pub(super) async fn lock_deriving(tx: &mut PgConnection) -> Result<(), StoreError> {
    sqlx::query!("select pg_advisory_xact_lock($1)", DERIVING).execute(tx).await?;
    Ok(())
}

pub(super) struct Graded {
    pub person: PersonId,
    answer: Answer,
    pub grade: Grade,
    answered_at: Timestamp,
}

/// Folds and grades what the ledger has for a round. Whoever withdrew everything has no result.
pub(super) async fn results_of(db: &mut PgConnection, round: &StoredRound) -> Result<Vec<Graded>, StoreError> {
    let people = entries_of_round(db, round.id).await?;
    let question = &round.question;
    Ok(people
        .into_iter()
        .filter_map(|(person, timed)| {
            let answered_at = timed.last().map(|(_, at)| *at)?;
            let entries: Vec<_> = timed.into_iter().map(|(entry, _)| entry).collect();
            let answer = answer::fold(question.kind, &entries)?;
            let grade = grade(question, round.scheme, Some(&answer));
            Some(Graded { person, answer, grade, answered_at })
        })
        .collect())
}

/// Writes what a round's results mean for grades, boards and scores.
pub(super) async fn derive(
    tx: &mut PgConnection,
    round: &StoredRound,
    results: &[Graded],
    calendar: &Calendar,
) -> Result<(), StoreError> {
    if results.is_empty() {
        return Ok(());
    }
    let boards = boards_of(tx, round, calendar).await?;
    for part in results.chunks(PART) {
        grades(tx, round, part).await?;
        scores(tx, round, part, &boards).await?;
    }
    Ok(())
}

async fn grades(tx: &mut PgConnection, round: &StoredRound, results: &[Graded]) -> Result<(), StoreError> {
    let people: Vec<i64> = results.iter().map(|result| result.person.0).collect();
    let answers: Vec<Json<&Answer>> = results.iter().map(|result| Json(&result.answer)).collect();
    let verdicts: Vec<&str> = results.iter().map(|result| result.grade.verdict.as_str()).collect();
    let marks: Vec<i64> = results.iter().map(|result| result.grade.marks.0).collect();
    let full: Vec<i64> = results.iter().map(|result| result.grade.full.0).collect();
    let answered: Vec<At> = results.iter().map(|result| At(result.answered_at)).collect();
    sqlx::query!(
        r#"insert into grades (round_id, person_id, answer, verdict, marks, full_marks, answered_at)
           select $1, * from unnest($2::bigint[], $3::jsonb[], $4::text[], $5::bigint[], $6::bigint[], $7::timestamptz[])"#,
        round.id.0,
        &people,
        &answers as _,
        &verdicts as &[&str],
        &marks,
        &full,
        &answered as &[At]
    )
    .execute(tx)
    .await?;
    Ok(())
}

async fn scores(
    tx: &mut PgConnection,
    round: &StoredRound,
    results: &[Graded],
    boards: &[i64],
) -> Result<(), StoreError> {
    let people: Vec<i64> = results.iter().map(|result| result.person.0).collect();
    let marks: Vec<i64> = results.iter().map(|result| result.grade.marks.0).collect();
    let right: Vec<i64> = results.iter().map(|result| i64::from(result.grade.verdict == Verdict::Right)).collect();
    sqlx::query!(
        r#"with results as (
               select b.id as board_id, r.person_id, r.marks, r.fully_right
               from unnest($1::bigint[]) as b (id),
                    unnest($2::bigint[], $3::bigint[], $4::bigint[]) as r (person_id, marks, fully_right)
           ), fresh as (
               select r.board_id, count(*) as people from results r
               where not exists (select from scores s where s.board_id = r.board_id and s.person_id = r.person_id)
               group by r.board_id
           ), counted as (
               update boards set people = boards.people + fresh.people from fresh where boards.id = fresh.board_id
           )
           insert into scores (board_id, person_id, points, answered, fully_right, reached_at)
           select board_id, person_id, marks, 1, fully_right, $5 from results order by board_id, person_id
           on conflict (board_id, person_id) do update
           set points = scores.points + excluded.points, answered = scores.answered + 1,
               fully_right = scores.fully_right + excluded.fully_right,
               reached_at = greatest(scores.reached_at, excluded.reached_at)"#,
        boards,
        &people,
        &marks,
        &right,
        At(round.closes_at) as _
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// The boards a round counts on, made when missing, and locked in one order so that closes do not deadlock.
pub(super) async fn boards_of(
    tx: &mut PgConnection,
    round: &StoredRound,
    calendar: &Calendar,
) -> Result<Vec<i64>, StoreError> {
    let (mut scopes, mut windows, mut starts) = (Vec::new(), Vec::new(), Vec::new());
    for scope in super::boards::scopes(round.place_id, &round.place) {
        for window in Window::ALL {
            scopes.push(scope.clone());
            windows.push(window.as_str());
            starts.push(Day(calendar.window_start(window, round.closes_at)));
        }
    }
    let ids = sqlx::query_scalar!(
        r#"insert into boards (scope, time_window, starts_on)
           select * from unnest($1::text[], $2::text[], $3::date[]) order by 1, 2, 3
           on conflict on constraint boards_scope_window_key do update set people = boards.people
           returning id"#,
        &scopes,
        &windows as &[&str],
        &starts as &[Day]
    )
    .fetch_all(tx)
    .await?;
    Ok(ids)
}

/// A person's latest graded answers in a place, newest first, with the order of options they were given on, and whether
/// each was fully right.
pub async fn graded_answers(
    db: impl PgExecutor<'_>,
    place: PlaceId,
    person: PersonId,
    limit: i64,
) -> Result<Vec<(Mark, Order, Answer, bool)>, StoreError> {
    let rows = sqlx::query!(
        r#"select r.mark, r.choice_order as "choice_order: Json<Vec<u8>>", g.answer as "answer: Json<Answer>",
                  g.verdict = 'right' as "right!"
           from grades g join rounds r on r.id = g.round_id
           where g.person_id = $1 and r.place_id = $2 order by g.round_id desc limit $3"#,
        person.0,
        place.0,
        limit
    )
    .fetch_all(db)
    .await?;
    rows.into_iter()
        .map(|row| {
            let options = row.choice_order.0.len();
            let order = Order::from_stored(row.choice_order.0, options)
                .map_err(|_| StoreError::unreadable(format!("round {} with a broken order", row.mark)))?;
            Ok((Mark::from_stored(row.mark), order, row.answer.0, row.right))
        })
        .collect()
}

async fn names(db: impl PgExecutor<'_>, round: RoundId) -> Result<Vec<(PersonId, String)>, StoreError> {
    let rows = sqlx::query!(
        r#"select id, name from people
           where id in (select person_id from answers where round_id = $1) order by id"#,
        round.0
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| (PersonId(row.id), row.name)).collect())
}
