//! A layer of a recurrent network in one direction, as an operation.

use super::super::super::super::args::Args;
use super::super::super::super::dtype::DType;
use super::super::super::super::error::{Error, Result};
use super::super::super::super::registry::{NATIVE, Op, op};
use super::super::super::super::tape::{self, Call, Incoming, Saved, record_many};
use super::super::super::super::tensor::Tensor;
use super::super::gemm::Lanes;
use super::backward::backward;
use super::composed::{Inputs, composed};
use super::forward::{Walk, forward};
use super::sequence::{Kind, Layout, Weights};

pub(in super::super::super) const OPS: &[Op] = &[op(
    NATIVE,
    "rnn_layer(str mode, Tensor input, int[]? batch_sizes, Tensor state, Tensor? cell, Tensor w_ih, Tensor w_hh, Tensor? b_ih, Tensor? b_hh, Tensor? w_hr, bool reverse)",
    |a| Ok(layer(a)?.into()),
)];

fn layer(args: &Args) -> Result<Vec<Tensor>> {
    let kind = match args.text(0)? {
        "RNN_TANH" => Kind::Tanh,
        "RNN_RELU" => Kind::Relu,
        "GRU" => Kind::Gru,
        _ => Kind::Lstm,
    };
    let own = |i: usize| args.opt_tensor(i).cloned();
    let given = Inputs {
        x: args.tensor(1)?.clone(),
        state: args.tensor(3)?.clone(),
        cell: own(4).filter(|_| kind == Kind::Lstm),
        input: args.tensor(5)?.clone(),
        hidden: args.tensor(6)?.clone(),
        input_bias: own(7),
        hidden_bias: own(8),
        projection: own(9).filter(|_| kind == Kind::Lstm),
    };
    let layout = layout(kind, &given, args.opt_ints(2)?, args.boolean(10))?;
    match given.x.dtype() {
        DType::Float64 => run::<f64>(given, layout),
        _ => run::<f32>(given, layout),
    }
}

fn layout(kind: Kind, given: &Inputs, sizes: Option<Vec<i64>>, is_reverse: bool) -> Result<Layout> {
    let wrong = |what: &str| Error::runtime(format!("a recurrent layer's {what} does not fit its input"));
    let x = given.x.shape();
    let sizes: Vec<usize> = match (sizes, &x[..]) {
        (None, &[steps, batch, _]) => vec![batch; steps],
        (Some(sizes), &[rows, _]) => {
            let sizes: Option<Vec<usize>> = sizes.iter().map(|&n| usize::try_from(n).ok()).collect();
            let fits = |sizes: &Vec<usize>| sizes.is_sorted_by(|a, b| a >= b) && sizes.iter().sum::<usize>() == rows;
            sizes.filter(fits).ok_or_else(|| wrong("batch sizes"))?
        }
        _ => return Err(wrong("input")),
    };
    if sizes.is_empty() {
        return Err(Error::runtime("Expected sequence length to be larger than 0 in RNN"));
    }
    let features = x.last().copied().unwrap_or(0);
    let (input, hidden) = (given.input.shape(), given.hidden.shape());
    let width = input.first().copied().unwrap_or(0);
    if input.len() != 2 || hidden.len() != 2 || !width.is_multiple_of(kind.gates()) || width == 0 {
        return Err(wrong("weight"));
    }
    let layout = Layout { kind, sizes, is_reverse, features, hidden: width / kind.gates(), out: hidden[1] };
    let (n, out) = (layout.hidden, layout.out);
    let mut checks = vec![
        ("weight", input[..] == [width, features]),
        ("weight", hidden[..] == [width, out]),
        ("state", given.state.shape()[..] == [layout.batch(), out]),
        ("cell", given.cell.is_some() == (kind == Kind::Lstm)),
        ("weight", given.projection.is_some() || out == n),
    ];
    let optional = [
        ("cell", &given.cell, vec![layout.batch(), n]),
        ("bias", &given.input_bias, vec![width]),
        ("bias", &given.hidden_bias, vec![width]),
        ("projection", &given.projection, vec![out, n]),
    ];
    checks
        .extend(optional.iter().map(|(what, t, shape)| (*what, t.as_ref().is_none_or(|t| t.shape()[..] == shape[..]))));
    if let Some((what, _)) = checks.iter().find(|(_, fits)| !fits) {
        return Err(wrong(what));
    }
    if let Some(other) = given.all().into_iter().find(|t| t.dtype() != given.x.dtype()) {
        return Err(Error::runtime(format!(
            "expected scalar type {} but found {}",
            given.x.dtype().scalar_name(),
            other.dtype().scalar_name()
        )));
    }
    if !given.x.dtype().is_floating() {
        return Err(Error::not_implemented(format!("a recurrent layer of torch.{}", given.x.dtype().name())));
    }
    Ok(layout)
}

/// Calls `f` with the parameters' elements.
fn with_weights<T: Lanes, R>(given: &Inputs, f: impl FnOnce(&Weights<'_, T>) -> R) -> R {
    let read = |t: &Option<Tensor>| t.as_ref().map(|t| t.values::<T>().into_vec());
    let (input, hidden) = (given.input.values::<T>(), given.hidden.values::<T>());
    let (input_bias, hidden_bias, projection) =
        (read(&given.input_bias), read(&given.hidden_bias), read(&given.projection));
    f(&Weights {
        input: &input,
        hidden: &hidden,
        input_bias: input_bias.as_deref(),
        hidden_bias: hidden_bias.as_deref(),
        projection: projection.as_deref(),
    })
}

fn run<T: Lanes>(given: Inputs, layout: Layout) -> Result<Vec<Tensor>> {
    let keeps = tape::wants(&given.all());
    let cell = given.cell.as_ref().map_or_else(Vec::new, |t| t.values::<T>().into_vec());
    let mut walk = with_weights(&given, |weights| {
        forward(&layout, &given.x.values::<T>(), (&given.state.values::<T>(), &cell), weights, keeps)
    })?;
    let (dtype, mut shape) = (given.x.dtype(), given.x.shape());
    if let Some(last) = shape.last_mut() {
        *last = layout.out;
    }
    let tensor = |values: Vec<T>, shape: &[usize]| typed(values, shape, dtype);
    let mut outs = vec![
        tensor(std::mem::take(&mut walk.out), &shape)?,
        tensor(std::mem::take(&mut walk.state), &given.state.shape())?,
    ];
    if let Some(cell) = &given.cell {
        outs.push(tensor(std::mem::take(&mut walk.cell), &cell.shape())?);
    }
    let is_fused =
        layout.kind == Kind::Lstm && given.projection.is_none() && dtype == DType::Float32 && layout.rows() > 0;
    let name = match shape.len() {
        2 => "CatBackward0",
        _ if is_fused => "MkldnnRnnLayerBackward0",
        _ => "StackBackward0",
    };
    let inputs: Vec<Tensor> = given.all().into_iter().cloned().collect();
    record_many(&outs, name, &inputs.iter().collect::<Vec<_>>(), |_| {
        let kept = Kept { saved: inputs.iter().map(Saved::new).collect(), given, layout, walk };
        Box::new(move |incoming| kept.gradients(incoming))
    });
    Ok(outs)
}

/// 16-bit floats are computed in 32 bits.
fn typed<T: Lanes>(values: Vec<T>, shape: &[usize], dtype: DType) -> Result<Tensor> {
    let wide = Tensor::from_vec(values, shape);
    if wide.dtype() == dtype { Ok(wide) } else { wide.cast(dtype) }
}

/// What the way back needs.
struct Kept<T> {
    given: Inputs,
    saved: Vec<Saved>,
    layout: Layout,
    walk: Walk<T>,
}

impl<T: Lanes> Kept<T> {
    fn gradients(&self, incoming: &Incoming<'_>) -> tape::Gradients {
        for saved in &self.saved {
            saved.get(incoming)?;
        }
        if tape::is_enabled() {
            return self.composed(incoming);
        }
        let given = &self.given;
        let read = |i: usize| -> Result<Vec<T>> { Ok(incoming.grad_of(i)?.values::<T>().into_vec()) };
        let cell = if given.cell.is_some() { read(2)? } else { Vec::new() };
        let (out, state) = (read(0)?, read(1)?);
        let found = with_weights(given, |weights| {
            backward(&self.layout, &given.x.values::<T>(), &self.walk, weights, (&out, state, cell))
        })?;
        let all = [
            (Some(&given.x), found.x),
            (Some(&given.state), found.state),
            (given.cell.as_ref(), found.cell),
            (Some(&given.input), found.input),
            (Some(&given.hidden), found.hidden),
            (given.input_bias.as_ref(), found.input_bias),
            (given.hidden_bias.as_ref(), found.hidden_bias),
            (given.projection.as_ref(), found.projection),
        ];
        all.into_iter()
            .filter_map(|(like, values)| like.map(|like| (like, values)))
            .enumerate()
            .map(|(i, (like, values))| {
                let grad = || typed(values, &like.shape(), like.dtype());
                incoming.needs(i).then(grad).transpose()
            })
            .collect()
    }

    /// Gradients that have gradients: those of the same layer, step by step.
    fn composed(&self, incoming: &Incoming<'_>) -> tape::Gradients {
        let outs = composed(&self.layout, &self.given)?;
        let all = self.given.all();
        let wanted: Vec<usize> = (0..all.len()).filter(|&i| incoming.needs(i) && all[i].requires_grad()).collect();
        let inputs: Vec<Tensor> = wanted.iter().map(|&i| all[i].clone()).collect();
        let gradients = (0..outs.len()).map(|i| incoming.grad_of(i).map(Some)).collect::<Result<Vec<_>>>()?;
        let found = tape::run(&Call {
            outputs: &outs,
            gradients: &gradients,
            inputs: Some(&inputs),
            retain_graph: true,
            create_graph: true,
            accumulate: false,
        })?;
        let mut grads = vec![None; all.len()];
        for (i, grad) in wanted.into_iter().zip(found) {
            grads[i] = grad;
        }
        Ok(grads)
    }
}
