//! Deriving everything from the ledger anew, so that a board can be trusted and a wrong key mended.

use std::collections::BTreeMap;
use std::sync::Arc;

use sqlx::types::Json;

use super::close::{derive, lock_deriving, results_of};
use super::{Store, StoreError, rounds};
use crate::bank::{Kind, Question, QuestionId};
use crate::quiz::Calendar;

/// What a rebuild did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rebuilt {
    pub rounds: u64,
    pub grades: u64,
    /// Rounds whose key came from the bank of today instead of the day they were asked.
    pub rekeyed: u64,
}

/// Empties grades, boards and scores and fills them from the ledger, in one transaction: readers see the old boards until the
/// new ones are complete.
///
/// With `bank`, each round is graded by the key its question has there, as long as its options still read the same; that is
/// how a wrong key is mended. `digest` names the content of a question.
pub async fn rebuild(
    store: &Store,
    calendar: &Calendar,
    bank: Option<&BTreeMap<QuestionId, Arc<Question>>>,
    digest: impl Fn(&Question) -> String,
) -> Result<Rebuilt, StoreError> {
    let mut tx = store.pool().begin().await?;
    // However long it takes, and however long a close under way does.
    sqlx::query!("set local statement_timeout = 0").execute(&mut *tx).await?;
    lock_deriving(&mut tx).await?;
    // Not truncated: nobody could read a board until the end.
    sqlx::query!("delete from grades").execute(&mut *tx).await?;
    sqlx::query!("delete from scores").execute(&mut *tx).await?;
    sqlx::query!("delete from boards").execute(&mut *tx).await?;
    let mut rebuilt = Rebuilt::default();
    let mut last = 0;
    loop {
        let page = rounds::closed_after(&mut *tx, last, 100).await?;
        let Some(end) = page.last() else { break };
        last = end.id.0;
        for mut round in page {
            if let Some(mended) =
                bank.and_then(|bank| bank.get(&round.question.id)).filter(|now| rekeys(&round.question, now))
            {
                sqlx::query!(
                    "insert into question_versions (digest, question_id, content) values ($1, $2, $3) on conflict (digest) do nothing",
                    digest(mended),
                    mended.id.as_str(),
                    Json(mended.as_ref()) as _
                )
                .execute(&mut *tx)
                .await?;
                sqlx::query!("update rounds set digest = $2 where id = $1", round.id.0, digest(mended))
                    .execute(&mut *tx)
                    .await?;
                round.question = mended.clone();
                rebuilt.rekeyed += 1;
            }
            let results = results_of(&mut tx, &round).await?;
            derive(&mut tx, &round, &results, calendar).await?;
            rebuilt.rounds += 1;
            rebuilt.grades += results.len() as u64;
        }
    }
    tx.commit().await?;
    Ok(rebuilt)
}

/// Whether a question's present form differs from the one that was asked only in ways that old answers can be graded by: it asks
/// the same of the same. A value is asked of a snippet as well, which is all that tells one such question from another.
pub(super) fn rekeys(asked: &Question, now: &Question) -> bool {
    let texts = |question: &Question| question.choices.iter().map(|choice| choice.text.clone()).collect::<Vec<_>>();
    let same = asked.kind == now.kind && asked.stem == now.stem && texts(asked) == texts(now);
    asked != now && same && (now.kind != Kind::Nat || asked.snippet == now.snippet)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::Spec;
    use crate::quiz::samples;

    #[test]
    fn a_key_is_of_one_question() {
        let check = |asked: &Question, change: &dyn Fn(&mut Question), expected: bool| {
            let mut now = asked.clone();
            change(&mut now);
            assert_eq!(rekeys(asked, &now), expected, "{now:?}");
        };
        let nat = samples::with_key(1, Spec::Decimals { value: "0.731".into(), decimals: 3 });
        let mcq = samples::with_options(Kind::Mcq, 1, "x--");
        for asked in [&nat, &mcq] {
            check(asked, &|_| {}, false);
            check(asked, &|now| now.explanation = Some("Because.".into()), true);
            check(asked, &|now| now.stem = "Something else?".into(), false);
        }
        check(&nat, &|now| now.snippet = Some("print(2)".into()), false);
        check(&mcq, &|now| now.snippet = Some("print(2)".into()), true);
        check(&mcq, &|now| now.choices[0].text = "other".into(), false);
    }
}
