//! The ledger in pages, for whoever wants their data elsewhere.

use jiff::Timestamp;
use sqlx::PgExecutor;

use super::StoreError;
use super::time::At;

/// One line of the ledger, with what its ids stand for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerLine {
    pub id: i64,
    pub mark: String,
    pub question_id: String,
    pub platform: String,
    pub person: String,
    pub name: String,
    pub action: String,
    /// The author's options as bits.
    pub choices: Option<i16>,
    pub value: Option<String>,
    pub occurred_at: Timestamp,
}

struct LineRow {
    id: i64,
    mark: String,
    question_id: String,
    platform: String,
    person: String,
    name: String,
    action: String,
    choices: Option<i16>,
    value: Option<String>,
    occurred_at: At,
}

/// At most `limit` lines with ids above `after`, in the ledger's order.
pub async fn ledger_page(db: impl PgExecutor<'_>, after: i64, limit: i64) -> Result<Vec<LedgerLine>, StoreError> {
    let rows = sqlx::query_as!(
        LineRow,
        r#"select a.id, r.mark, r.question_id, p.platform, p.external_id as person, p.name, a.action, a.choices, a.value,
                  a.occurred_at
           from answers a join rounds r on r.id = a.round_id join people p on p.id = a.person_id
           where a.id > $1 order by a.id limit $2"#,
        after,
        limit
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| LedgerLine {
            id: row.id,
            mark: row.mark,
            question_id: row.question_id,
            platform: row.platform,
            person: row.person,
            name: row.name,
            action: row.action,
            choices: row.choices,
            value: row.value,
            occurred_at: row.occurred_at.0,
        })
        .collect())
}
