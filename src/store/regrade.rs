//! One round graded again by a mended key. What it was worth so far is exchanged for what it is worth now, on every board it
//! counts on; `rebuild` does the same for everything, and the tests hold the two against each other.

use sqlx::types::Json;
use sqlx::{PgConnection, PgExecutor};
use std::collections::HashMap;
use std::sync::Arc;

use super::close::{Graded, PART, boards_of, lock_shared, results_of};
use super::rebuild::rekeys;
use super::{Store, StoreError, round_by_mark};
use crate::bank::Question;
use crate::quiz::{Calendar, Mark, RoundId, Verdict};

/// What became of a round that was to be graded again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Regraded {
    /// The bank's key is the one it was graded by.
    Same,
    /// The question reads differently now, so that old answers can't be graded by its key.
    Different,
    Done(Changes),
}

/// What a mended key changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// People with a grade in the round.
    pub people: u64,
    /// Of those, whose marks are others now.
    pub marks: u64,
    /// Who were not fully right and are now, and the other way round.
    pub now_right: u64,
    pub now_wrong: u64,
}

/// Grades a closed round by the question as it is given here, in one transaction.
pub async fn regrade_round(
    store: &Store,
    mark: &Mark,
    question: &Arc<Question>,
    digest: &str,
    calendar: &Calendar,
) -> Result<Regraded, StoreError> {
    let mut tx = store.pool().begin().await?;
    lock_shared(&mut tx).await?;
    sqlx::query!("select id from rounds where mark = $1 for update", mark.as_str()).fetch_one(&mut *tx).await?;
    let round = round_by_mark(&mut *tx, mark).await?;
    let mut round = round.ok_or_else(|| StoreError::unreadable("no round where one was locked"))?;
    if round.question == *question {
        return Ok(Regraded::Same);
    }
    if !rekeys(&round.question, question) {
        return Ok(Regraded::Different);
    }
    let before = grades_of(&mut *tx, round.id.0).await?;
    round.question = question.clone();
    let results = results_of(&mut tx, &round).await?;
    sqlx::query!(
        r#"insert into question_versions (digest, question_id, content) values ($1, $2, $3)
           on conflict (digest) do nothing"#,
        digest,
        question.id.as_str(),
        Json(question.as_ref()) as _
    )
    .execute(&mut *tx)
    .await?;
    // Its outcome is to be shown again: by whoever is showing the old one, or else by whoever is free.
    sqlx::query!(
        r#"with again as (update rounds set digest = $2, announced_at = null where id = $1 returning id)
           insert into round_leases (round_id, driver, lease_until) select id, '', 'epoch' from again
           on conflict (round_id) do nothing"#,
        round.id.0,
        digest
    )
    .execute(&mut *tx)
    .await?;
    let mut changes = Changes { people: results.len() as u64, ..Changes::default() };
    if !results.is_empty() {
        let boards = boards_of(&mut tx, &round, calendar).await?;
        for part in results.chunks(PART) {
            exchange(&mut tx, round.id, part, &before, &boards, &mut changes).await?;
        }
    }
    tx.commit().await?;
    Ok(Regraded::Done(changes))
}

/// Puts these people's new grades in the place of the old ones, and the difference on the boards.
async fn exchange(
    tx: &mut PgConnection,
    round: RoundId,
    results: &[Graded],
    before: &HashMap<i64, (bool, i64)>,
    boards: &[i64],
    changes: &mut Changes,
) -> Result<(), StoreError> {
    let (mut people, mut verdicts, mut marks, mut full) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let (mut more, mut right) = (Vec::new(), Vec::new());
    for result in results {
        let Some((was_right, earned)) = before.get(&result.person.0).copied() else { continue };
        let is_right = result.grade.verdict == Verdict::Right;
        changes.marks += u64::from(result.grade.marks.0 != earned);
        changes.now_right += u64::from(is_right && !was_right);
        changes.now_wrong += u64::from(was_right && !is_right);
        people.push(result.person.0);
        verdicts.push(result.grade.verdict.as_str());
        marks.push(result.grade.marks.0);
        full.push(result.grade.full.0);
        more.push(result.grade.marks.0 - earned);
        right.push(i64::from(is_right) - i64::from(was_right));
    }
    sqlx::query!(
        r#"update grades g set verdict = n.verdict, marks = n.marks, full_marks = n.full_marks
           from unnest($2::bigint[], $3::text[], $4::bigint[], $5::bigint[]) as n (person_id, verdict, marks, full_marks)
           where g.round_id = $1 and g.person_id = n.person_id"#,
        round.0,
        &people,
        &verdicts as &[&str],
        &marks,
        &full
    )
    .execute(&mut *tx)
    .await?;
    sqlx::query!(
        r#"update scores s set points = s.points + n.more, fully_right = s.fully_right + n.fully_right
           from unnest($2::bigint[], $3::bigint[], $4::bigint[]) as n (person_id, more, fully_right)
           where s.board_id = any ($1) and s.person_id = n.person_id and (n.more <> 0 or n.fully_right <> 0)"#,
        boards,
        &people,
        &more,
        &right
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// Of each person with a grade in a round: whether they were fully right, and their marks.
async fn grades_of(db: impl PgExecutor<'_>, round: i64) -> Result<HashMap<i64, (bool, i64)>, StoreError> {
    let rows =
        sqlx::query!("select person_id, verdict, marks from grades where round_id = $1", round).fetch_all(db).await?;
    Ok(rows.into_iter().map(|row| (row.person_id, (row.verdict == Verdict::Right.as_str(), row.marks))).collect())
}
