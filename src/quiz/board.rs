//! Boards: which window a result counts in, and who stands where.

use serde::{Deserialize, Serialize};

/// The span of time a board covers, in the configured time zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Window {
    Day,
    Week,
    Month,
    Season,
    AllTime,
}
