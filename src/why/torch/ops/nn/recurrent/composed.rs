//! The same layer step by step, in operations that have gradients of any order.

use super::super::super::super::error::Result;
use super::super::super::super::tensor::Tensor;
use super::super::super::join::cat;
use super::super::super::{add, linear, mul, narrow, reshape, sub};
use super::super::activation::{relu, sigmoid, tanh};
use super::sequence::{Kind, Layout};

/// The tensors that a layer is computed from. Those of `optional` that there are not are left out.
pub struct Inputs {
    pub x: Tensor,
    pub state: Tensor,
    pub cell: Option<Tensor>,
    pub input: Tensor,
    pub hidden: Tensor,
    pub input_bias: Option<Tensor>,
    pub hidden_bias: Option<Tensor>,
    pub projection: Option<Tensor>,
}

impl Inputs {
    pub fn all(&self) -> Vec<&Tensor> {
        let optional = [&self.input_bias, &self.hidden_bias, &self.projection];
        [Some(&self.x), Some(&self.state), self.cell.as_ref(), Some(&self.input), Some(&self.hidden)]
            .into_iter()
            .chain(optional.into_iter().map(Option::as_ref))
            .flatten()
            .collect()
    }
}

/// What is given out, the last state and, of an LSTM, the last cell.
pub fn composed(layout: &Layout, given: &Inputs) -> Result<Vec<Tensor>> {
    let rows = reshape(&given.x, &[layout.rows(), layout.features])?;
    let mut state = given.state.clone();
    let mut cell = given.cell.clone();
    let mut outs: Vec<(usize, Tensor)> = Vec::new();
    for (start, count) in layout.steps() {
        let x = narrow(&rows, 0, start, count)?;
        let before = narrow(&state, 0, 0, count)?;
        let of_input = linear(&x, &given.input, given.input_bias.as_ref())?;
        let of_state = linear(&before, &given.hidden, given.hidden_bias.as_ref())?;
        let part = |gates: &Tensor, i: usize| narrow(gates, 1, i * layout.hidden, layout.hidden);
        let next = match layout.kind {
            Kind::Tanh => tanh(&add(&of_input, &of_state)?)?,
            Kind::Relu => relu(&add(&of_input, &of_state)?)?,
            Kind::Gru => {
                let reset = sigmoid(&add(&part(&of_state, 0)?, &part(&of_input, 0)?)?)?;
                let keep = sigmoid(&add(&part(&of_state, 1)?, &part(&of_input, 1)?)?)?;
                let new = tanh(&add(&part(&of_input, 2)?, &mul(&part(&of_state, 2)?, &reset)?)?)?;
                add(&mul(&sub(&before, &new)?, &keep)?, &new)?
            }
            Kind::Lstm => {
                let gates = add(&of_input, &of_state)?;
                let Some(cells) = &cell else { continue };
                let old = narrow(cells, 0, 0, count)?;
                let new = add(
                    &mul(&sigmoid(&part(&gates, 1)?)?, &old)?,
                    &mul(&sigmoid(&part(&gates, 0)?)?, &tanh(&part(&gates, 2)?)?)?,
                )?;
                let raw = mul(&sigmoid(&part(&gates, 3)?)?, &tanh(&new)?)?;
                cell = Some(replaced(cells, &new, count)?);
                match &given.projection {
                    Some(projection) => linear(&raw, projection, None)?,
                    None => raw,
                }
            }
        };
        state = replaced(&state, &next, count)?;
        outs.push((start, next));
    }
    outs.sort_by_key(|(start, _)| *start);
    let outs: Vec<Tensor> = outs.into_iter().map(|(_, out)| out).collect();
    let mut shape = given.x.shape();
    if let Some(last) = shape.last_mut() {
        *last = layout.out;
    }
    let out = reshape(&cat(&outs, 0)?, &shape)?;
    Ok([Some(out), Some(state), cell].into_iter().flatten().collect())
}

/// The first rows replaced.
fn replaced(all: &Tensor, first: &Tensor, count: usize) -> Result<Tensor> {
    let rows = all.shape().first().copied().unwrap_or(0);
    if rows == count {
        return Ok(first.clone());
    }
    cat(&[first.clone(), narrow(all, 0, count, rows - count)?], 0)
}
