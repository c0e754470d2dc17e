//! Postgres: the ledger and what is derived from it, elsewhere or in this process.

#[cfg(feature = "embedded")]
pub mod embedded;
