//! Images read at given places: `grid_sample`, and the places of an affine map: `affine_grid`.

pub(in super::super) mod affine;
pub(in super::super) mod sample;
mod taps;
