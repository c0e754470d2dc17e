//! Margins between classes: multi margin (one class a sample) and multilabel margin (several).

use super::super::super::super::args::{Args, Value};
use super::super::super::super::error::{Error, Result};
use super::super::super::super::registry::{FUNCTIONAL, Op, op};
use super::super::super::super::shape;
use super::super::super::super::tape::{Saved, record};
use super::super::super::super::tensor::Tensor;
use super::super::pointwise::{not_twice, unsupported};
use super::Reduction;

pub(in super::super::super) const OPS: &[Op] = &[
    op(
        FUNCTIONAL,
        "multi_margin_loss(Tensor input, Tensor target, int p=1, float margin=1.0, Tensor? weight=None, bool? size_average=None, bool? reduce=None, str reduction='mean')",
        multi_margin,
    ),
    op(
        FUNCTIONAL,
        "multilabel_margin_loss(Tensor input, Tensor target, bool? size_average=None, bool? reduce=None, str reduction='mean')",
        multilabel_margin,
    ),
];

/// How many samples and classes an input has: `[N, C]`, `[C]` or a number.
fn sizes(x: &Tensor) -> Result<(usize, usize)> {
    match *x.shape() {
        [] => Ok((1, 1)),
        [classes] => Ok((1, classes)),
        [rows, classes] if classes > 0 => Ok((rows, classes)),
        ref other => Err(Error::runtime(format!(
            "Expected non-empty vector or matrix with optional 0-dim batch size, but got: {}",
            shape::text(other)
        ))),
    }
}

/// Losses of rows, reduced, and the gradient that `back` writes for each row when it is given that of the row's loss.
fn rowwise(
    x: &Tensor,
    name: (&'static str, &'static str),
    losses: Vec<f64>,
    reduction: Reduction,
    back: impl Fn(usize, &[f64], f64, &mut [f64]) + 'static,
) -> Result<Tensor> {
    let (rows, classes) = sizes(x)?;
    let share = if reduction == Reduction::Mean { 1.0 / rows as f64 } else { 1.0 };
    let is_each = reduction == Reduction::None;
    let out = if is_each {
        let shape = x.shape();
        Tensor::from_f64s(losses, shape.get(..shape.len().saturating_sub(1)).unwrap_or_default(), x.dtype())?
    } else {
        Tensor::scalar(losses.iter().fold(0.0, |sum, loss| sum + loss) * share, x.dtype())?
    };
    Ok(record(out, name.0, &[x], |_| {
        let x = Saved::new(x);
        Box::new(move |incoming| {
            let (x, grad) = (x.get(incoming)?, incoming.grad()?);
            let (values, grads) = (x.values::<f64>(), grad.values::<f64>());
            let mut out = vec![0.0; rows * classes];
            for (r, (out, row)) in out.chunks_exact_mut(classes).zip(values.chunks_exact(classes)).enumerate() {
                back(r, row, grads[if is_each { r } else { 0 }] * share, out);
            }
            let out = Tensor::from_f64s(out, &x.shape(), x.dtype())?;
            Ok(vec![Some(not_twice(out, name.1, &[&grad, &x]))])
        })
    }))
}

fn multi_margin(args: &Args) -> Result<Value> {
    let (x, t) = (args.tensor(0)?, args.tensor(1)?);
    let (p, margin, weight) = (args.int(2)?, args.float(3)?, args.opt_tensor(4));
    let reduction = Reduction::read_legacy(args, 5, 6, 7)?;
    if p != 1 && p != 2 {
        return Err(Error::value("only p == 1 and p == 2 supported"));
    }
    let (rows, classes) = sizes(x)?;
    if t.rank() > 1 || t.numel() != rows {
        return Err(Error::runtime(format!(
            "multi_margin_loss: target tensor should be 1-D with size equal to the number of input samples (batch size). Expected target size [{rows}], but got {}. Input has shape {}.",
            shape::text(&t.shape()),
            shape::text(&x.shape())
        )));
    }
    if let Some(weight) = weight.filter(|w| w.rank() > 1 || w.numel() != classes) {
        return Err(Error::runtime(format!(
            "inconsistent weight size, expected {classes} but got {}",
            shape::text(&weight.shape())
        )));
    }
    check_types(x, t, "multi_margin_loss_cpu_kernel")?;
    if let Some(weight) = weight.filter(|w| w.dtype() != x.dtype()) {
        return Err(expected_type(x.dtype().scalar_name(), weight));
    }
    let targets: Vec<usize> = t
        .to_i64_vec()
        .into_iter()
        .map(|t| usize::try_from(t).ok().filter(|&t| t < classes))
        .collect::<Option<_>>()
        .ok_or_else(|| Error::runtime("target out of range"))?;
    let weight = weight.map(Tensor::to_f64_vec);
    let factor = move |t: usize| weight.as_ref().map_or(1.0, |w| w[t]) / classes as f64;
    let values = x.values::<f64>();
    let mut losses = Vec::with_capacity(rows);
    for (row, &t) in values.chunks_exact(classes.max(1)).zip(&targets) {
        let over = row.iter().enumerate().filter(|(j, _)| *j != t).map(|(_, v)| margin - row[t] + v);
        let sum = over.filter(|z| *z > 0.0).fold(0.0, |sum, z| sum + if p == 1 { z } else { z * z });
        losses.push(sum * factor(t));
    }
    drop(values);
    let name = ("MultiMarginLossBackward0", "aten::multi_margin_loss_backward");
    let out = rowwise(x, name, losses, reduction, move |r, row, grad, out| {
        let t = targets[r];
        for j in (0..row.len()).filter(|&j| j != t) {
            let z = margin - row[t] + row[j];
            if z > 0.0 {
                let slope = grad * factor(t) * if p == 1 { 1.0 } else { 2.0 * z };
                out[j] = slope;
                out[t] -= slope;
            }
        }
    })?;
    Ok(out.into())
}

fn multilabel_margin(args: &Args) -> Result<Value> {
    let (x, t) = (args.tensor(0)?, args.tensor(1)?);
    let reduction = Reduction::read_legacy(args, 2, 3, 4)?;
    let (_, classes) = sizes(x)?;
    if t.shape() != x.shape() {
        return Err(Error::runtime(format!(
            "inconsistent target size: {} for input of size: {}",
            shape::text(&t.shape()),
            shape::text(&x.shape())
        )));
    }
    check_types(x, t, "multilabel_margin_loss_forward_out_frame")?;
    // Each row names its classes up to the first -1.
    let named = t.to_i64_vec();
    if named.iter().any(|&t| t < -1 || t >= classes as i64) {
        return Err(Error::runtime("argument #2 'target' is out of range"));
    }
    let labels: Vec<Vec<usize>> = named
        .chunks_exact(classes.max(1))
        .map(|row| row.iter().map_while(|&t| usize::try_from(t).ok()).collect())
        .collect();
    let share = 1.0 / classes as f64;
    let values = x.values::<f64>();
    let losses = values
        .chunks_exact(classes.max(1))
        .zip(&labels)
        .map(|(row, labels)| pairs(row, labels).fold(0.0, |sum, (_, _, z)| sum + z) * share)
        .collect();
    drop(values);
    let name = ("MultilabelMarginLossBackward0", "aten::multilabel_margin_loss_backward");
    let out = rowwise(x, name, losses, reduction, move |r, row, grad, out| {
        for (t, j, _) in pairs(row, &labels[r]) {
            out[t] -= grad * share;
            out[j] += grad * share;
        }
    })?;
    Ok(out.into())
}

/// The pairs of a named class and another that are closer than 1, with what is missing.
fn pairs<'a>(row: &'a [f64], labels: &'a [usize]) -> impl Iterator<Item = (usize, usize, f64)> + 'a {
    labels.iter().flat_map(move |&t| {
        let others = (0..row.len()).filter(move |j| !labels.contains(j));
        others.map(move |j| (t, j, 1.0 - row[t] + row[j])).filter(|(_, _, z)| *z > 0.0)
    })
}

fn check_types(x: &Tensor, t: &Tensor, kernel: &str) -> Result<()> {
    if !matches!(x.dtype().scalar_name(), "Float" | "Double") {
        return Err(unsupported(kernel, x.dtype()));
    }
    if t.dtype().scalar_name() != "Long" {
        return Err(expected_type("Long", t));
    }
    Ok(())
}

fn expected_type(wanted: &str, found: &Tensor) -> Error {
    Error::runtime(format!("expected scalar type {wanted} but found {}", found.dtype().scalar_name()))
}
