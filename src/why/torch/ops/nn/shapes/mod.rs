//! Functions that move values about: padding, other sizes, windows as columns, shuffles of channels and pixels.

pub(in super::super) mod bilinear;
pub(in super::super) mod columns;
pub(in super::super) mod pad;
mod reindex;
pub(in super::super) mod resize;
pub(in super::super) mod shuffle;
mod weigh;
