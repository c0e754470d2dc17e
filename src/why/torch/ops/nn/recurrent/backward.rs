//! The walk back over a sequence.

use super::super::super::super::error::Result;
use super::super::gemm::Lanes;
use super::super::pointwise::zeros;
use super::cells;
use super::forward::Walk;
use super::sequence::{Kind, Layout, Weights, add_columns, add_plain};

/// The gradients of all that a layer is computed from.
pub struct Gradients<T> {
    pub x: Vec<T>,
    pub state: Vec<T>,
    pub cell: Vec<T>,
    pub input: Vec<T>,
    pub hidden: Vec<T>,
    pub input_bias: Vec<T>,
    pub hidden_bias: Vec<T>,
    pub projection: Vec<T>,
}

/// From the gradients of what was given out and of the last state and cell.
pub fn backward<T: Lanes>(
    layout: &Layout,
    x: &[T],
    walk: &Walk<T>,
    weights: &Weights<'_, T>,
    (out, state, cell): (&[T], Vec<T>, Vec<T>),
) -> Result<Gradients<T>> {
    let (rows, hidden, width, size) = (layout.rows(), layout.hidden, layout.width(), layout.out);
    let (mut gates, is_gru) = (walk.gates.clone(), layout.kind == Kind::Gru);
    let mut inner = zeros::<T>(if is_gru { rows * width } else { 0 })?;
    let (mut state, mut cell) = (state, cell);
    let mut projection = zeros::<T>(weights.projection.map_or(0, <[T]>::len))?;
    let mut raw = zeros::<T>(if weights.projection.is_some() { layout.batch() * hidden } else { 0 })?;
    for (start, count) in layout.steps().into_iter().rev() {
        let state = &mut state[..count * size];
        state.iter_mut().zip(&out[start * size..]).for_each(|(sum, &g)| *sum += g);
        let gates = &mut gates[start * width..(start + count) * width];
        let of = |all: &'_ [T], n: usize| -> std::ops::Range<usize> {
            debug_assert!(all.len() >= (start + count) * n);
            start * n..(start + count) * n
        };
        match layout.kind {
            Kind::Gru => {
                let inner = &mut inner[start * width..(start + count) * width];
                let kept = (&walk.inner[of(&walk.inner, hidden)], &walk.states[of(&walk.states, size)]);
                cells::gru_back(gates, inner, kept, state, hidden);
                add_plain(inner, weights.hidden, (count, width, size), state);
                continue;
            }
            Kind::Lstm => {
                let kept = (&walk.cells[of(&walk.cells, hidden)], &walk.cells_before[of(&walk.cells_before, hidden)]);
                let cell = &mut cell[..count * hidden];
                match weights.projection {
                    Some(matrix) => {
                        let raw = &mut raw[..count * hidden];
                        raw.fill(T::ZERO);
                        add_plain(state, matrix, (count, size, hidden), raw);
                        add_columns(state, &walk.raw[of(&walk.raw, hidden)], (size, count, hidden), &mut projection);
                        cells::lstm_back(gates, kept, raw, cell, hidden);
                    }
                    None => cells::lstm_back(gates, kept, state, cell, hidden),
                }
            }
            kind => cells::plain_back(kind, gates, state),
        }
        state.fill(T::ZERO);
        add_plain(gates, weights.hidden, (count, width, size), state);
    }
    let of_state = if is_gru { &inner } else { &gates };
    let mut found = Gradients {
        x: zeros(x.len())?,
        state,
        cell,
        input: zeros(weights.input.len())?,
        hidden: zeros(weights.hidden.len())?,
        input_bias: zeros(weights.input_bias.map_or(0, <[T]>::len))?,
        hidden_bias: zeros(weights.hidden_bias.map_or(0, <[T]>::len))?,
        projection,
    };
    add_plain(&gates, weights.input, (rows, width, layout.features), &mut found.x);
    add_columns(&gates, x, (width, rows, layout.features), &mut found.input);
    add_columns(of_state, &walk.states, (width, rows, size), &mut found.hidden);
    add_all(&gates, &mut found.input_bias);
    add_all(of_state, &mut found.hidden_bias);
    Ok(found)
}

/// The sum of the rows.
fn add_all<T: Lanes>(rows: &[T], sum: &mut [T]) {
    if sum.is_empty() {
        return;
    }
    for row in rows.chunks_exact(sum.len()) {
        sum.iter_mut().zip(row).for_each(|(sum, &v)| *sum += v);
    }
}
