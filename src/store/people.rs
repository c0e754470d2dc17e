//! Who and where: platform identities to the ledger's own, and forgetting who somebody was.

use jiff::Timestamp;
use sqlx::PgExecutor;
use std::collections::{BTreeMap, HashMap, HashSet};

use super::time::At;
use super::{Store, StoreError};
use crate::quiz::{PersonId, PersonRef, PlaceId, PlaceRef, RoundId};

/// The id of a person, made at first sight; the name follows the platform's.
pub async fn ensure_person(db: impl PgExecutor<'_>, person: &PersonRef) -> Result<PersonId, StoreError> {
    let id = sqlx::query_scalar!(
        r#"insert into people (platform, external_id, name) values ($1, $2, $3)
           on conflict on constraint people_platform_external_id_key do update set name = excluded.name
           returning id"#,
        person.platform,
        person.external_id,
        person.name
    )
    .fetch_one(db)
    .await?;
    Ok(PersonId(id))
}

/// The ids of many people, by their platform's ids, in one statement.
pub async fn ensure_people(
    db: impl PgExecutor<'_>,
    platform: &str,
    people: impl IntoIterator<Item = &PersonRef>,
) -> Result<HashMap<String, PersonId>, StoreError> {
    // Each once, and in one order, so that two who do this at once don't wait for each other.
    let names: BTreeMap<&str, &str> =
        people.into_iter().map(|person| (person.external_id.as_str(), person.name.as_str())).collect();
    let (ids, names): (Vec<&str>, Vec<&str>) = names.into_iter().unzip();
    let rows = sqlx::query!(
        r#"insert into people (platform, external_id, name)
           select $1, * from unnest($2::text[], $3::text[])
           on conflict on constraint people_platform_external_id_key do update set name = excluded.name
           returning external_id, id"#,
        platform,
        &ids as &[&str],
        &names as &[&str]
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| (row.external_id, PersonId(row.id))).collect())
}

/// Removes who a person is: their name, their platform's id, and what the ledger's event ids could be recognised by. What they
/// answered stays, as somebody's; what a platform still shows of them in rounds under way is not taken for new. Whether there was anything to forget.
///
/// `nobody` is what is shown where their name was written into the room's own messages.
pub async fn forget(store: &Store, person: &PersonRef, nobody: &str, now: Timestamp) -> Result<bool, StoreError> {
    let mut tx = store.pool().begin().await?;
    // One subselect reads the name as it was; the room compares names, not ids.
    let left = sqlx::query_scalar!(
        r#"update people p set external_id = 'left:' || p.id, name = '', left_at = $3, salt = gen_random_uuid()::text
           from (select id, name from people where platform = $1 and external_id = $2 for update) as was
           where p.id = was.id returning was.name"#,
        person.platform,
        person.external_id,
        At(now) as _
    )
    .fetch_optional(&mut *tx)
    .await?;
    sqlx::query!(
        r#"insert into round_leavers (round_id, who)
           select r.id, encode(sha256(convert_to(r.mark || ':' || $1 || ':' || $2, 'UTF8')), 'hex')
           from rounds r join places p on p.id = r.place_id
           where p.platform = $1 and r.state in ('claimed', 'posting', 'open', 'closing')
           on conflict do nothing"#,
        person.platform,
        person.external_id
    )
    .execute(&mut *tx)
    .await?;
    if person.platform == "room" {
        sqlx::query!("delete from room_people where external_id = $1", person.external_id).execute(&mut *tx).await?;
        sqlx::query!(
            r#"update room_messages set body = jsonb_set(body, '{outcome,first_right}', (
                   select jsonb_agg(case when n.name = to_jsonb($1::text) then to_jsonb($2::text) else n.name end order by n.place)
                   from jsonb_array_elements(body->'outcome'->'first_right') with ordinality as n (name, place)
               ))
               where body->'outcome'->'first_right' @> to_jsonb($1::text)"#,
            person.name,
            nobody
        )
        .execute(&mut *tx)
        .await?;
    }
    tx.commit().await?;
    Ok(left.is_some())
}

/// Those of a platform's people who have asked to be forgotten since a round began, and have not answered in it again.
pub async fn leavers(
    db: impl PgExecutor<'_>,
    round: RoundId,
    platform: &str,
    people: &[&str],
) -> Result<HashSet<String>, StoreError> {
    let left = sqlx::query_scalar!(
        r#"select p.id as "id!" from unnest($3::text[]) as p (id)
           join rounds r on r.id = $1
           join round_leavers l on l.round_id = r.id
                and l.who = encode(sha256(convert_to(r.mark || ':' || $2 || ':' || p.id, 'UTF8')), 'hex')"#,
        round.0,
        platform,
        people as &[&str]
    )
    .fetch_all(db)
    .await?;
    Ok(left.into_iter().collect())
}

/// The id of a place, made at first sight.
pub async fn ensure_place(db: impl PgExecutor<'_>, place: &PlaceRef) -> Result<PlaceId, StoreError> {
    let id = sqlx::query_scalar!(
        r#"insert into places (platform, server, channel) values ($1, $2, $3)
           on conflict on constraint places_platform_channel_key do update set server = excluded.server
           returning id"#,
        place.platform,
        place.server,
        place.channel
    )
    .fetch_one(db)
    .await?;
    Ok(PlaceId(id))
}
