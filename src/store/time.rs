//! Jiff's times in Postgres. The published bridge is for an older jiff; the binary form is two integers.
//! Source: PostgreSQL, src/include/datatype/timestamp.h: microseconds, and days, since 2000-01-01.

use jiff::civil::{Date, date};
use jiff::{Timestamp, ToSpan};
use sqlx::encode::IsNull;
use sqlx::error::BoxDynError;
use sqlx::postgres::{PgArgumentBuffer, PgHasArrayType, PgTypeInfo, PgValueFormat, PgValueRef};
use sqlx::{Decode, Encode, Postgres, Type, TypeInfo};

/// 2000-01-01T00:00:00Z in microseconds since 1970.
const EPOCH_MICROSECONDS: i64 = 946_684_800_000_000;
const EPOCH: Date = date(2000, 1, 1);

/// A `timestamptz`, to the microsecond.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct At(pub Timestamp);

/// A `date`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Day(pub Date);

impl Type<Postgres> for At {
    fn type_info() -> PgTypeInfo {
        PgTypeInfo::with_name("timestamptz")
    }
    fn compatible(other: &PgTypeInfo) -> bool {
        other.name().eq_ignore_ascii_case("timestamptz")
    }
}

impl PgHasArrayType for At {
    fn array_type_info() -> PgTypeInfo {
        PgTypeInfo::with_name("_timestamptz")
    }
}

impl Encode<'_, Postgres> for At {
    fn encode_by_ref(&self, buffer: &mut PgArgumentBuffer) -> Result<IsNull, BoxDynError> {
        let microseconds = self.0.as_microsecond() - EPOCH_MICROSECONDS;
        Encode::<Postgres>::encode_by_ref(&microseconds, buffer)
    }
}

impl Decode<'_, Postgres> for At {
    fn decode(value: PgValueRef<'_>) -> Result<Self, BoxDynError> {
        if value.format() != PgValueFormat::Binary {
            return Err("a timestamptz in text form".into());
        }
        let microseconds = i64::from_be_bytes(value.as_bytes()?.try_into()?);
        let since_1970 = microseconds.checked_add(EPOCH_MICROSECONDS).ok_or("a timestamptz beyond the calendar")?;
        Ok(Self(Timestamp::from_microsecond(since_1970)?))
    }
}

impl Type<Postgres> for Day {
    fn type_info() -> PgTypeInfo {
        PgTypeInfo::with_name("date")
    }
    fn compatible(other: &PgTypeInfo) -> bool {
        other.name().eq_ignore_ascii_case("date")
    }
}

impl PgHasArrayType for Day {
    fn array_type_info() -> PgTypeInfo {
        PgTypeInfo::with_name("_date")
    }
}

impl Encode<'_, Postgres> for Day {
    fn encode_by_ref(&self, buffer: &mut PgArgumentBuffer) -> Result<IsNull, BoxDynError> {
        let days = (self.0 - EPOCH).get_days();
        Encode::<Postgres>::encode_by_ref(&days, buffer)
    }
}

impl Decode<'_, Postgres> for Day {
    fn decode(value: PgValueRef<'_>) -> Result<Self, BoxDynError> {
        if value.format() != PgValueFormat::Binary {
            return Err("a date in text form".into());
        }
        let days = i32::from_be_bytes(value.as_bytes()?.try_into()?);
        Ok(Self(EPOCH.checked_add(days.days())?))
    }
}
