//! What questions' programs showed, so that each is run once. What an outcome looks like is its maker's affair.

use serde_json::Value;
use sqlx::PgExecutor;

use super::StoreError;

/// What the program with this fingerprint showed, if it was run.
pub async fn evidence_run(db: impl PgExecutor<'_>, fingerprint: &str) -> Result<Option<Value>, StoreError> {
    let outcome = sqlx::query_scalar!("select outcome from evidence_runs where fingerprint = $1", fingerprint)
        .fetch_optional(db)
        .await?;
    Ok(outcome)
}

/// Keeps what a program showed, in place of what an older version of this one kept.
pub async fn keep_evidence_run(db: impl PgExecutor<'_>, fingerprint: &str, outcome: &Value) -> Result<(), StoreError> {
    sqlx::query!(
        "insert into evidence_runs (fingerprint, outcome) values ($1, $2)
         on conflict on constraint evidence_runs_pkey do update set outcome = excluded.outcome, ran_at = excluded.ran_at",
        fingerprint,
        outcome
    )
    .execute(db)
    .await?;
    Ok(())
}
