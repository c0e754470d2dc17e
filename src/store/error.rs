//! What can go wrong with the database, sorted by what a caller can do about it.

/// An error of the store. None of its text is for a channel; people read `chat::words`.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The server is away, starting, full or overloaded: the same call may work later.
    #[error("the database is not available: {0}")]
    Unavailable(sqlx::Error),
    /// Everything that is derived is being derived anew; the same call works once that is done.
    #[error("grades and boards are being derived anew")]
    Deriving,
    /// A unique or check constraint said no; by its name.
    #[error("the constraint {constraint} was violated")]
    Conflict { constraint: String },
    #[error("this database was made by a newer version of ansatz (migration {version}); run that version or newer")]
    Newer { version: i64 },
    #[error(
        "migration {version} of this database differs from the one this program carries; restore a backup or use the program that made it"
    )]
    Altered { version: i64 },
    #[error("the database could not be brought up to date: {0}")]
    Migration(String),
    /// A row that no version of this program writes.
    #[error("the database holds {what}, which this version cannot read")]
    Unreadable { what: String },
    #[error("the database refused a statement: {0}")]
    Database(sqlx::Error),
}

impl StoreError {
    /// Whether the same call may work later.
    pub fn is_transient(&self) -> bool {
        matches!(self, Self::Unavailable(_) | Self::Deriving)
    }

    pub(super) fn unreadable(what: impl Into<String>) -> Self {
        Self::Unreadable { what: what.into() }
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::Io(_)
            | sqlx::Error::Tls(_)
            | sqlx::Error::Protocol(_)
            | sqlx::Error::PoolTimedOut
            | sqlx::Error::PoolClosed
            | sqlx::Error::WorkerCrashed => Self::Unavailable(error),
            sqlx::Error::Database(database) => match (database.constraint(), database.code()) {
                (Some(constraint), _) => Self::Conflict { constraint: constraint.to_owned() },
                // 08 connection, 40 rollback, 53 resources (53100: disk full), 57 operator, 58 system; 25006 is a read-only standby.
                (None, Some(code))
                    if ["08", "40", "53", "57", "58"].iter().any(|class| code.starts_with(class))
                        || code == "25006" =>
                {
                    Self::Unavailable(error)
                }
                _ => Self::Database(error),
            },
            _ => Self::Database(error),
        }
    }
}
