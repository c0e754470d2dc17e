//! Rounds: one posting of one question each, from claim to announcement. Every step names the state it leaves, so that a step
//! taken twice, or by two processes, happens once.

use jiff::Timestamp;
use serde_json::Value;
use sqlx::types::Json;
use sqlx::{PgConnection, PgExecutor};
use std::collections::BTreeSet;
use std::sync::Arc;

use super::schedules::{Outcome, note_run};
use super::time::At;
use super::{Store, StoreError};
use crate::bank::{Question, QuestionId};
use crate::quiz::{DriverId, Mark, Order, PlaceId, PlaceRef, RoundId, Scheme, State};

/// A round about to be claimed.
#[derive(Clone, Debug)]
pub struct NewRound {
    pub mark: Mark,
    pub place: PlaceId,
    pub question: Arc<Question>,
    pub digest: String,
    pub pool: String,
    pub cycle: i32,
    pub scheme: Scheme,
    pub order: Order,
    /// The schedule it belongs to; `None` for a round that somebody asked for.
    pub schedule: Option<String>,
    pub opens_at: Timestamp,
    pub closes_at: Timestamp,
    /// Whether others see nothing of an answer before the close.
    pub private: bool,
}

/// A round as the ledger has it.
#[derive(Clone, Debug)]
pub struct StoredRound {
    pub id: RoundId,
    pub mark: Mark,
    pub place_id: PlaceId,
    pub place: PlaceRef,
    pub question: Arc<Question>,
    /// Of the question as it is stored: by which key it is graded.
    pub digest: String,
    pub scheme: Scheme,
    pub order: Order,
    pub schedule: Option<String>,
    pub state: State,
    pub opens_at: Timestamp,
    pub closes_at: Timestamp,
    pub message_id: Option<String>,
    pub announced: bool,
    pub private: bool,
    /// How often its post was deleted and sent again.
    pub copy: u32,
    pub void_reason: Option<String>,
}

struct RoundRow {
    id: i64,
    mark: String,
    place_id: i64,
    platform: String,
    server: String,
    channel: String,
    content: Json<Value>,
    digest: String,
    scheme: String,
    choice_order: Json<Value>,
    schedule: Option<String>,
    state: String,
    opens_at: At,
    closes_at: At,
    message_id: Option<String>,
    announced: bool,
    private: bool,
    copy: i32,
    void_reason: Option<String>,
}

impl TryFrom<RoundRow> for StoredRound {
    type Error = StoreError;

    fn try_from(row: RoundRow) -> Result<Self, StoreError> {
        let unreadable = |what: &str| StoreError::unreadable(format!("round {} with {what}", row.mark));
        // Read only here, so that one row that can't be read keeps no others back.
        let question: Question =
            serde_json::from_value(row.content.0).map_err(|_| unreadable("a question of another form"))?;
        let order: Vec<u8> = serde_json::from_value(row.choice_order.0).map_err(|_| unreadable("a broken order"))?;
        Ok(Self {
            id: RoundId(row.id),
            place_id: PlaceId(row.place_id),
            scheme: row.scheme.parse().map_err(|_| unreadable("an unknown marking scheme"))?,
            order: Order::from_stored(order, question.choices.len())
                .map_err(|_| unreadable("an order that does not fit its options"))?,
            state: row.state.parse().map_err(|_| unreadable("an unknown state"))?,
            place: PlaceRef { platform: row.platform, server: row.server, channel: row.channel },
            question: Arc::new(question),
            digest: row.digest,
            schedule: row.schedule,
            opens_at: row.opens_at.0,
            closes_at: row.closes_at.0,
            message_id: row.message_id,
            announced: row.announced,
            private: row.private,
            copy: u32::try_from(row.copy).unwrap_or_default(),
            void_reason: row.void_reason,
            mark: Mark::from_stored(row.mark),
        })
    }
}

/// The one select list of rounds; `$tail` is what follows its `from`.
macro_rules! select_rounds {
    ($tail:literal $(, $argument:expr)*) => {
        sqlx::query_as!(
            RoundRow,
            r#"select r.id, r.mark, r.place_id, p.platform, p.server, p.channel, v.content as "content: Json<Value>", r.digest, r.scheme,
                      r.choice_order as "choice_order: Json<Value>", r.schedule, r.state, r.opens_at, r.closes_at, r.message_id,
                      r.announced_at is not null as "announced!", r.private, r.copy, r.void_reason
               from rounds r join places p on p.id = r.place_id join question_versions v on v.digest = r.digest "#
                + $tail
            $(, $argument)*
        )
    };
}

/// A run of a schedule that a round is claimed for.
#[derive(Clone, Copy, Debug)]
pub struct Run<'a> {
    pub schedule: &'a str,
    pub due_at: Timestamp,
    /// Whether it comes late, after the program was down.
    pub made_up: bool,
    /// Whether the schedule was made by a command: then it must still be there, and not be paused.
    pub stored: bool,
}

/// Who a claimed round belongs to until another process takes it up.
#[derive(Clone, Copy, Debug)]
pub struct Driver<'a> {
    pub id: &'a DriverId,
    pub lease_seconds: f64,
}

/// What became of a claim.
#[derive(Debug)]
pub enum Claim {
    Claimed(Box<StoredRound>),
    /// The pool is empty; nothing was stored.
    NothingToAsk,
    /// The run was posted or skipped before, by this process or another.
    RunBefore,
    /// A round that somebody asked for is open in this place.
    OneIsOpen,
    /// The schedule has been paused or removed.
    Unplanned,
}

/// Claims a round in one transaction: reads what the place was asked, lets `choose` make a round of it, and stores the round and
/// its run. From then on it will be posted, by this process or by the next one.
pub async fn claim_round(
    store: &Store,
    place: PlaceId,
    pool: &str,
    run: Option<Run<'_>>,
    driver: Driver<'_>,
    now: Timestamp,
    choose: impl FnOnce(Asked) -> Option<NewRound>,
) -> Result<Claim, StoreError> {
    let mut tx = store.pool().begin().await?;
    // Two claims in one place take turns, or both would choose the same question.
    sqlx::query!("select id from places where id = $1 for update", place.0).fetch_one(&mut *tx).await?;
    if let Some(run) = run.filter(|run| run.stored) {
        let planned = sqlx::query_scalar!(
            "select id from schedules where place_id = $1 and name = $2 and not paused for share",
            place.0,
            run.schedule
        );
        if planned.fetch_optional(&mut *tx).await?.is_none() {
            return Ok(Claim::Unplanned);
        }
    }
    let Some(round) = choose(asked_in_cycle(&mut *tx, place, pool).await?) else { return Ok(Claim::NothingToAsk) };
    let id = match claim(&mut tx, &round).await {
        Ok(id) => id,
        Err(StoreError::Conflict { constraint }) if constraint == "rounds_one_asked_key" => {
            return Ok(Claim::OneIsOpen);
        }
        Err(error) => return Err(error),
    };
    if let Some(run) = run {
        let outcome = if run.made_up { Outcome::MadeUp(id) } else { Outcome::Posted(id) };
        if !note_run(&mut *tx, place, run.schedule, run.due_at, &outcome, now).await? {
            return Ok(Claim::RunBefore);
        }
    }
    sqlx::query!(
        "insert into round_leases (round_id, driver, lease_until) values ($1, $2, now() + make_interval(secs => $3))",
        id.0,
        driver.id.as_str(),
        driver.lease_seconds
    )
    .execute(&mut *tx)
    .await?;
    let stored = round_by_mark(&mut *tx, &round.mark).await?;
    tx.commit().await?;
    stored
        .map(|round| Claim::Claimed(Box::new(round)))
        .ok_or_else(|| StoreError::unreadable("no round where one was claimed"))
}

async fn claim(db: &mut PgConnection, round: &NewRound) -> Result<RoundId, StoreError> {
    sqlx::query!(
        r#"insert into question_versions (digest, question_id, content) values ($1, $2, $3)
           on conflict (digest) do nothing"#,
        round.digest,
        round.question.id.as_str(),
        Json(round.question.as_ref()) as _
    )
    .execute(&mut *db)
    .await?;
    let id = sqlx::query_scalar!(
        r#"insert into rounds (mark, place_id, digest, question_id, pool, cycle, scheme, choice_order, schedule,
                               claimed_at, opens_at, closes_at, private)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10, $11, $12) returning id"#,
        round.mark.as_str(),
        round.place.0,
        round.digest,
        round.question.id.as_str(),
        round.pool,
        round.cycle,
        round.scheme.to_string(),
        Json(&round.order) as _,
        round.schedule,
        At(round.opens_at) as _,
        At(round.closes_at) as _,
        round.private
    )
    .fetch_one(&mut *db)
    .await?;
    Ok(RoundId(id))
}

/// Whether a platform has a round under way whose time is not over, whoever drives it.
pub async fn any_under_way(db: impl PgExecutor<'_>, platform: &str, now: Timestamp) -> Result<bool, StoreError> {
    let found = sqlx::query_scalar!(
        r#"select exists (
               select from rounds r join places p on p.id = r.place_id
               where p.platform = $1 and r.state in ('claimed', 'posting', 'open') and r.closes_at > $2
           ) as "found!""#,
        platform,
        At(now) as _
    );
    Ok(found.fetch_one(db).await?)
}

pub async fn round_by_mark(db: impl PgExecutor<'_>, mark: &Mark) -> Result<Option<StoredRound>, StoreError> {
    let row = select_rounds!("where r.mark = $1", mark.as_str()).fetch_optional(db).await?;
    row.map(StoredRound::try_from).transpose()
}

/// These rounds, oldest first, each with what keeps it from being read.
pub async fn rounds_by_id(
    db: impl PgExecutor<'_>,
    ids: &[RoundId],
) -> Result<Vec<(RoundId, Result<StoredRound, StoreError>)>, StoreError> {
    let ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
    let rows = select_rounds!("where r.id = any ($1) order by r.id", &ids).fetch_all(db).await?;
    Ok(rows.into_iter().map(|row| (RoundId(row.id), StoredRound::try_from(row))).collect())
}

/// The open round of a place that opened last.
pub async fn open_round_of(db: impl PgExecutor<'_>, place: PlaceId) -> Result<Option<StoredRound>, StoreError> {
    let row = select_rounds!(
        "where r.place_id = $1 and r.state = 'open' order by r.opens_at desc, r.id desc limit 1",
        place.0
    )
    .fetch_optional(db)
    .await?;
    row.map(StoredRound::try_from).transpose()
}

/// The round of a place that was claimed last of those that are under way: open, or about to be.
pub async fn round_under_way(db: impl PgExecutor<'_>, place: PlaceId) -> Result<Option<StoredRound>, StoreError> {
    let row = select_rounds!(
        "where r.place_id = $1 and r.state in ('claimed', 'posting', 'open') order by r.opens_at desc, r.id desc limit 1",
        place.0
    )
    .fetch_optional(db)
    .await?;
    row.map(StoredRound::try_from).transpose()
}

/// The open round with this post.
pub async fn round_of_message(
    db: impl PgExecutor<'_>,
    place: PlaceId,
    message_id: &str,
) -> Result<Option<StoredRound>, StoreError> {
    let row = select_rounds!("where r.place_id = $1 and r.message_id = $2 and r.state = 'open'", place.0, message_id)
        .fetch_optional(db)
        .await?;
    row.map(StoredRound::try_from).transpose()
}

/// Closed rounds of a question in a server, oldest first.
pub async fn closed_rounds_of(
    db: impl PgExecutor<'_>,
    platform: &str,
    server: &str,
    question: &str,
) -> Result<Vec<StoredRound>, StoreError> {
    let rows = select_rounds!(
        "where p.platform = $1 and p.server = $2 and r.question_id = $3 and r.state = 'closed' order by r.id",
        platform,
        server,
        question
    )
    .fetch_all(db)
    .await?;
    rows.into_iter().map(StoredRound::try_from).collect()
}

/// The newest rounds of a place that were posted, newest first.
pub async fn latest_rounds(
    db: impl PgExecutor<'_>,
    place: PlaceId,
    limit: i64,
) -> Result<Vec<StoredRound>, StoreError> {
    let rows = select_rounds!(
        "where r.place_id = $1 and r.state <> 'void' order by r.opens_at desc, r.id desc limit $2",
        place.0,
        limit
    )
    .fetch_all(db)
    .await?;
    rows.into_iter().map(StoredRound::try_from).collect()
}

/// Closed rounds with an id above `after`, in the order of their ids.
pub(super) async fn closed_after(
    db: impl PgExecutor<'_>,
    after: i64,
    limit: i64,
) -> Result<Vec<StoredRound>, StoreError> {
    let rows = select_rounds!("where r.state = 'closed' and r.id > $1 order by r.id limit $2", after, limit)
        .fetch_all(db)
        .await?;
    rows.into_iter().map(StoredRound::try_from).collect()
}

/// What a place has been asked from a pool in the current cycle.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    pub cycle: i32,
    pub questions: BTreeSet<QuestionId>,
    pub last: Option<QuestionId>,
}

/// Reads the current cycle of a pool in a place. Rounds that were never posted do not count as asked; one that people have seen does.
async fn asked_in_cycle(db: impl PgExecutor<'_>, place: PlaceId, pool: &str) -> Result<Asked, StoreError> {
    let rows = sqlx::query!(
        r#"select cycle, question_id from rounds
           where place_id = $1 and pool = $2 and (state <> 'void' or message_id is not null)
             and cycle = (select max(cycle) from rounds
                          where place_id = $1 and pool = $2 and (state <> 'void' or message_id is not null))
           order by id"#,
        place.0,
        pool
    )
    .fetch_all(db)
    .await?;
    let mut asked = Asked::default();
    for row in rows {
        asked.cycle = row.cycle;
        let id = QuestionId::new(&row.question_id)
            .map_err(|_| StoreError::unreadable("a round with a malformed question id"))?;
        asked.questions.insert(id.clone());
        asked.last = Some(id);
    }
    Ok(asked)
}
