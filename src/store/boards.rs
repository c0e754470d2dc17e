//! Reading boards. The score table is kept ranked by an index; nothing here adds up answers.

use jiff::civil::Date;
use sqlx::PgExecutor;

use super::StoreError;
use super::time::Day;
use crate::quiz::{Marks, PersonId, PlaceId, PlaceRef, Window};

/// One person's line on a board.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    pub person: PersonId,
    pub name: String,
    pub points: Marks,
    pub answered: i64,
    pub fully_right: i64,
}

/// A person's place on a board: 1 for the best; equal points and attempts share a rank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pub rank: i64,
    pub row: Row,
}

/// What `/quiz me` is made of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// When each graded round of this person closed, newest first, at most 2,000.
    pub closed_at: Vec<jiff::Timestamp>,
}

/// The scopes a result in a place counts in, narrowest first.
pub(super) fn scopes(place_id: PlaceId, place: &PlaceRef) -> [String; 3] {
    [format!("place:{place_id}"), format!("server:{}/{}", place.platform, place.server), "everywhere".to_owned()]
}

/// The best of a place's board, in rank order, and how many are on it.
///
/// The board is looked up by itself first: only for one known board does the index give its rows in order.
pub async fn board_top(
    db: impl PgExecutor<'_>,
    place: PlaceId,
    window: Window,
    starts_on: Date,
    limit: i64,
) -> Result<(Vec<Row>, i64), StoreError> {
    let rows = sqlx::query!(
        r#"with board as materialized (
               select id, people from boards where scope = $1 and time_window = $2 and starts_on = $3
           ), best as (
               select person_id, points, answered, fully_right from scores
               where board_id = (select id from board)
               order by points desc, answered, person_id limit $4
           )
           select s.person_id, p.name, s.points, s.answered, s.fully_right, (select people from board) as "people!"
           from best s join people p on p.id = s.person_id
           order by s.points desc, s.answered, s.person_id"#,
        format!("place:{place}"),
        window.as_str(),
        Day(starts_on) as _,
        limit
    )
    .fetch_all(db)
    .await?;
    let people = rows.first().map_or(0, |row| row.people);
    let rows = rows
        .into_iter()
        .map(|row| Row {
            person: PersonId(row.person_id),
            name: row.name,
            points: Marks(row.points),
            answered: row.answered,
            fully_right: row.fully_right,
        })
        .collect();
    Ok((rows, people))
}

/// Where a person stands on a place's board, or `None` when they are not on it.
pub async fn board_place(
    db: impl PgExecutor<'_>,
    place: PlaceId,
    window: Window,
    starts_on: Date,
    person: PersonId,
) -> Result<Option<Place>, StoreError> {
    let row = sqlx::query!(
        r#"with own as (
               select s.board_id, s.person_id, p.name, s.points, s.answered, s.fully_right
               from boards b join scores s on s.board_id = b.id join people p on p.id = s.person_id
               where b.scope = $1 and b.time_window = $2 and b.starts_on = $3 and s.person_id = $4
           )
           select own.person_id, own.name, own.points, own.answered, own.fully_right,
                  (select count(*) from scores s where s.board_id = own.board_id and s.points > own.points)
                  + (select count(*) from scores s where s.board_id = own.board_id and s.points = own.points
                     and s.answered < own.answered) + 1 as "rank!"
           from own"#,
        format!("place:{place}"),
        window.as_str(),
        Day(starts_on) as _,
        person.0
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| Place {
        rank: row.rank,
        row: Row {
            person: PersonId(row.person_id),
            name: row.name,
            points: Marks(row.points),
            answered: row.answered,
            fully_right: row.fully_right,
        },
    }))
}

impl Record {
    /// Reads when a person's graded rounds closed.
    pub async fn of(db: impl PgExecutor<'_>, person: PersonId) -> Result<Self, StoreError> {
        let rows = sqlx::query_scalar!(
            r#"select r.closes_at from grades g join rounds r on r.id = g.round_id
               where g.person_id = $1 order by g.round_id desc limit 2000"#,
            person.0
        )
        .fetch_all(db)
        .await?;
        Ok(Self { closed_at: rows.into_iter().map(|at| at.0).collect() })
    }
}
