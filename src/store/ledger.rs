//! The ledger of answers: appended to in batches, never changed.

use jiff::Timestamp;
use sqlx::PgExecutor;
use std::collections::BTreeSet;

use super::StoreError;
use super::time::At;
use crate::bank::ChoiceIndex;
use crate::quiz::reread::Heard;
use crate::quiz::{Action, Entry, PersonId, RoundId};

/// One answer event, not yet in the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewAnswer {
    pub round: RoundId,
    pub person: PersonId,
    pub event_id: String,
    pub action: Action,
    pub sequence: i64,
    pub occurred_at: Timestamp,
    /// Found on re-reading the platform at reconnect or close, rather than heard.
    pub reconciled: bool,
}

/// What became of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recorded {
    /// It is in the ledger now, under this id.
    New(i64),
    /// It was there already.
    Again,
    /// Its round takes no more answers, or took none at that time.
    Late,
    /// Nobody can be named by this id any more: they have been forgotten since it was read.
    Left,
}

/// Appends a batch in one statement: all that fit are in the ledger when this returns, and the result says which, in order.
/// Event ids are kept hashed with the person's salt, so that nobody is found by them who has been forgotten.
/// Whoever was forgotten during a round and answers in it again is back.
/// The share lock on the rounds makes a close wait for it, and makes it wait for a close.
pub async fn record(db: impl PgExecutor<'_>, batch: &[NewAnswer]) -> Result<Vec<Recorded>, StoreError> {
    let rounds: Vec<i64> = batch.iter().map(|answer| answer.round.0).collect();
    let people: Vec<i64> = batch.iter().map(|answer| answer.person.0).collect();
    let events: Vec<&str> = batch.iter().map(|answer| answer.event_id.as_str()).collect();
    let (mut actions, mut choices, mut values) = (Vec::new(), Vec::new(), Vec::new());
    for answer in batch {
        let (action, mask, value) = stored(&answer.action);
        actions.push(action);
        choices.push(mask);
        values.push(value);
    }
    let sequences: Vec<i64> = batch.iter().map(|answer| answer.sequence).collect();
    let occurred: Vec<At> = batch.iter().map(|answer| At(answer.occurred_at)).collect();
    let reconciled: Vec<bool> = batch.iter().map(|answer| answer.reconciled).collect();
    let rows = sqlx::query!(
        r#"with input as (
               select * from unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[], $5::smallint[], $6::text[],
                                    $7::bigint[], $8::timestamptz[], $9::boolean[]) with ordinality
                   as t (round_id, person_id, event_id, action, choices, value, sequence, occurred_at, reconciled, position)
           ), keyed as (
               select i.*, encode(sha256(convert_to(p.salt || i.event_id, 'UTF8')), 'hex') as key, p.platform, p.external_id
               from input i join people p on p.id = i.person_id where p.left_at is null
           ), accepting as (
               select id, mark, state, closes_at from rounds
               where id = any ($1) and state in ('open', 'closing') order by id for share
           ), back as (
               delete from round_leavers l using keyed k, accepting r
               where r.id = k.round_id and r.state = 'open' and k.occurred_at < r.closes_at and not k.reconciled
                 and l.round_id = k.round_id
                 and l.who = encode(sha256(convert_to(r.mark || ':' || k.platform || ':' || k.external_id, 'UTF8')), 'hex')
           ), added as (
               insert into answers (round_id, person_id, event_id, action, choices, value, sequence, occurred_at, reconciled)
               select i.round_id, i.person_id, i.key, i.action, i.choices, i.value, i.sequence, i.occurred_at, i.reconciled
               from keyed i join accepting r on r.id = i.round_id
               where (r.state = 'open' and i.occurred_at < r.closes_at) or i.reconciled
               order by i.position
               on conflict on constraint answers_event_id_key do nothing
               returning id, event_id
           )
           select added.id as "id?", k.key is not null as "named!",
                  exists (select from answers a where a.event_id = k.key) as "known!"
           from input i left join keyed k on k.position = i.position left join added on added.event_id = k.key
           order by i.position"#,
        &rounds,
        &people,
        &events as &[&str],
        &actions as &[&str],
        &choices as &[Option<i16>],
        &values as &[Option<&str>],
        &sequences,
        &occurred as &[At],
        &reconciled
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| match (row.id, row.known) {
            (Some(id), _) => Recorded::New(id),
            (None, true) => Recorded::Again,
            (None, false) if !row.named => Recorded::Left,
            (None, false) => Recorded::Late,
        })
        .collect())
}

/// One event of a person in a round, with its time.
pub type Timed = (Entry, Timestamp);

struct EntryRow {
    id: i64,
    person_id: i64,
    action: String,
    choices: Option<i16>,
    value: Option<String>,
    sequence: i64,
    occurred_at: At,
}

/// Everything that was done in a round, grouped by person; each person's in order.
pub async fn entries_of_round(
    db: impl PgExecutor<'_>,
    round: RoundId,
) -> Result<Vec<(PersonId, Vec<Timed>)>, StoreError> {
    let rows = sqlx::query_as!(
        EntryRow,
        r#"select id, person_id, action, choices, value, sequence, occurred_at
           from answers where round_id = $1 order by person_id, sequence, id"#,
        round.0
    )
    .fetch_all(db)
    .await?;
    let mut people: Vec<(PersonId, Vec<Timed>)> = Vec::new();
    for row in rows {
        let id = PersonId(row.person_id);
        let timed = row.read()?;
        match people.last_mut() {
            Some((person, entries)) if *person == id => entries.push(timed),
            _ => people.push((id, vec![timed])),
        }
    }
    Ok(people)
}

/// Everything that one person did in a round, in order.
pub async fn entries_of_person(
    db: impl PgExecutor<'_>,
    round: RoundId,
    person: PersonId,
) -> Result<Vec<Timed>, StoreError> {
    let rows = sqlx::query_as!(
        EntryRow,
        r#"select id, person_id, action, choices, value, sequence, occurred_at
           from answers where round_id = $1 and person_id = $2 order by sequence, id"#,
        round.0,
        person.0
    )
    .fetch_all(db)
    .await?;
    rows.into_iter().map(EntryRow::read).collect()
}

/// Everything that was done in a round, grouped by person, each person's in order; and of each entry how it came.
pub async fn entries_to_reconcile(
    db: impl PgExecutor<'_>,
    round: RoundId,
) -> Result<Vec<(PersonId, Vec<Heard>)>, StoreError> {
    let rows = sqlx::query!(
        r#"select a.id, a.person_id, a.action, a.choices, a.value, a.sequence, a.reconciled,
                  coalesce(a.sequence < r.post_since, false) as "gone!"
           from answers a join rounds r on r.id = a.round_id
           where a.round_id = $1 order by a.person_id, a.sequence, a.id"#,
        round.0
    )
    .fetch_all(db)
    .await?;
    let mut people: Vec<(PersonId, Vec<Heard>)> = Vec::new();
    for row in rows {
        let entry = Entry { sequence: row.sequence, id: row.id, action: read(&row.action, row.choices, row.value)? };
        let heard = Heard { entry, reread: row.reconciled, gone: row.gone };
        match people.last_mut() {
            Some((person, entries)) if person.0 == row.person_id => entries.push(heard),
            _ => people.push((PersonId(row.person_id), vec![heard])),
        }
    }
    Ok(people)
}

/// Whether the ledger holds an event of a person.
pub async fn is_recorded(db: impl PgExecutor<'_>, person: PersonId, event_id: &str) -> Result<bool, StoreError> {
    let found = sqlx::query_scalar!(
        r#"select exists (
               select from people p join answers a on a.event_id = encode(sha256(convert_to(p.salt || $2, 'UTF8')), 'hex')
               where p.id = $1
           ) as "found!""#,
        person.0,
        event_id
    );
    Ok(found.fetch_one(db).await?)
}

impl EntryRow {
    fn read(self) -> Result<Timed, StoreError> {
        let action = read(&self.action, self.choices, self.value)?;
        Ok((Entry { sequence: self.sequence, id: self.id, action }, self.occurred_at.0))
    }
}

fn stored(action: &Action) -> (&'static str, Option<i16>, Option<&str>) {
    match action {
        Action::Choose(index) => ("choose", Some(mask([*index])), None),
        Action::Withdraw(index) => ("withdraw", Some(mask([*index])), None),
        Action::Select(set) => ("select", Some(mask(set.iter().copied())), None),
        Action::Value(text) => ("value", None, Some(text)),
    }
}

/// Options as bits. `quiz::answer::accept` lets only indices below 10 come this far.
fn mask(indices: impl IntoIterator<Item = ChoiceIndex>) -> i16 {
    indices.into_iter().filter(|index| *index < 15).fold(0, |mask, index| mask | 1 << index)
}

fn read(action: &str, choices: Option<i16>, value: Option<String>) -> Result<Action, StoreError> {
    let set: BTreeSet<ChoiceIndex> = (0..15).filter(|i| choices.unwrap_or(0) & (1 << i) != 0).collect();
    match (action, set.first(), value) {
        ("choose", Some(index), None) => Ok(Action::Choose(*index)),
        ("withdraw", Some(index), None) => Ok(Action::Withdraw(*index)),
        ("select", _, None) => Ok(Action::Select(set)),
        ("value", None, Some(text)) => Ok(Action::Value(text)),
        _ => Err(StoreError::unreadable(format!("an answer of the form {action:?}"))),
    }
}
