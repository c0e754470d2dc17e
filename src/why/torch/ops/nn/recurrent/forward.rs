//! The walk over a sequence.

use super::super::super::super::error::Result;
use super::super::gemm::Lanes;
use super::super::pointwise::zeros;
use super::cells;
use super::sequence::{Kind, Layout, Weights, add_plain, add_rows, fill_rows, transposed};

/// What a walk gave, and what its way back is computed from.
pub struct Walk<T> {
    /// Every step's state, as given out.
    pub out: Vec<T>,
    /// The last states.
    pub state: Vec<T>,
    pub cell: Vec<T>,
    /// Activated gates, and only if asked for: states and cells before each step, cells after it, what the state gave a GRU's new
    /// gate, and states that were then projected.
    pub gates: Vec<T>,
    pub states: Vec<T>,
    pub cells_before: Vec<T>,
    pub cells: Vec<T>,
    pub inner: Vec<T>,
    pub raw: Vec<T>,
}

/// Walks over `x` (rows, features) from a state (batch, out) and cell (batch, hidden).
pub fn forward<T: Lanes>(
    layout: &Layout,
    x: &[T],
    (state, cell): (&[T], &[T]),
    weights: &Weights<'_, T>,
    keeps: bool,
) -> Result<Walk<T>> {
    let (rows, hidden, width, size) = (layout.rows(), layout.hidden, layout.width(), layout.out);
    let is_gru = layout.kind == Kind::Gru;
    let kept = |wanted: bool, n: usize| zeros::<T>(if wanted && keeps { rows * n } else { 0 });
    let is_lstm = layout.kind == Kind::Lstm;
    let mut walk = Walk {
        out: zeros(rows * size)?,
        state: state.to_vec(),
        cell: cell.to_vec(),
        gates: zeros(rows * width)?,
        states: kept(true, size)?,
        cells_before: kept(is_lstm, hidden)?,
        cells: kept(is_lstm, hidden)?,
        inner: kept(is_gru, hidden)?,
        raw: kept(weights.projection.is_some(), hidden)?,
    };
    if let Some(bias) = weights.input_bias {
        let mut both = bias.to_vec();
        if let Some(bias) = weights.hidden_bias.filter(|_| !is_gru) {
            both.iter_mut().zip(bias).for_each(|(sum, &b)| *sum += b);
        }
        fill_rows(&mut walk.gates, &both);
    }
    add_rows(x, weights.input, (rows, layout.features, width), &mut walk.gates);
    // Read row by row in every step.
    let by_rows = transposed(weights.hidden, size);
    let batch = layout.batch();
    let mut inner = zeros::<T>(if is_gru { batch * width } else { 0 })?;
    let mut raw = zeros::<T>(if weights.projection.is_some() { batch * hidden } else { 0 })?;
    for (start, count) in layout.steps() {
        let gates = &mut walk.gates[start * width..(start + count) * width];
        let state = &mut walk.state[..count * size];
        if keeps {
            walk.states[start * size..][..count * size].copy_from_slice(state);
        }
        match layout.kind {
            Kind::Gru => {
                let inner = &mut inner[..count * width];
                match weights.hidden_bias {
                    Some(bias) => fill_rows(inner, bias),
                    None => inner.fill(T::ZERO),
                }
                add_plain(state, &by_rows, (count, size, width), inner);
                if keeps {
                    let rows = inner.chunks_exact(width).flat_map(|row| &row[2 * hidden..]);
                    walk.inner[start * hidden..].iter_mut().zip(rows).for_each(|(to, &v)| *to = v);
                }
                cells::gru(gates, inner, state, hidden);
            }
            Kind::Lstm => {
                add_plain(state, &by_rows, (count, size, width), gates);
                let cell = &mut walk.cell[..count * hidden];
                if keeps {
                    walk.cells_before[start * hidden..][..count * hidden].copy_from_slice(cell);
                }
                match weights.projection {
                    Some(projection) => {
                        let raw = &mut raw[..count * hidden];
                        cells::lstm(gates, cell, raw, hidden);
                        state.fill(T::ZERO);
                        add_rows(raw, projection, (count, hidden, size), state);
                        if keeps {
                            walk.raw[start * hidden..][..count * hidden].copy_from_slice(raw);
                        }
                    }
                    None => cells::lstm(gates, cell, state, hidden),
                }
                if keeps {
                    walk.cells[start * hidden..][..count * hidden].copy_from_slice(cell);
                }
            }
            kind => {
                add_plain(state, &by_rows, (count, size, width), gates);
                cells::plain(kind, gates);
                state.copy_from_slice(gates);
            }
        }
        walk.out[start * size..][..count * size].copy_from_slice(state);
    }
    Ok(walk)
}
