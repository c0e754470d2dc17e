//! Who and where: platform identities to the ledger's own.

use sqlx::PgExecutor;

use super::StoreError;
use crate::quiz::{PersonId, PersonRef, PlaceId, PlaceRef};

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
