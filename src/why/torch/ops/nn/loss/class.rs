//! Losses of classes: negative log likelihood and cross entropy, on `[N, C]`, `[C]` and `[N, C, d1, d2, ...]`.
//!
//! Cross entropy with class indices is one kernel each way. Source of the options' meaning: PyTorch's `nn.CrossEntropyLoss`.

use std::rc::Rc;

use super::super::super::super::args::{Args, Value};
use super::super::super::super::dtype::DType;
use super::super::super::super::error::{Error, Result};
use super::super::super::super::registry::{FUNCTIONAL, Op, op};
use super::super::super::super::shape::{self, Shape};
use super::super::super::super::tape::{self, Saved, record, record_light};
use super::super::super::super::tensor::Tensor;
use super::super::super::{add, div, mul, neg, reshape, sub, sum, sum_dims};
use super::super::formula::{linear, mean, mul_number};
use super::super::pointwise::{unsupported, zeros};
use super::super::real::{Real, vectorised};
use super::super::softmax::{log_softmax, log_softmax_values, softmax};
use super::Reduction;

pub(in super::super::super) const OPS: &[Op] = &[
    op(
        FUNCTIONAL,
        "nll_loss(Tensor input, Tensor target, Tensor? weight=None, bool? size_average=None, int ignore_index=-100, bool? reduce=None, str reduction='mean')",
        |a| {
            let reduction = Reduction::read_legacy(a, 3, 5, 6)?;
            let (x, t) = (a.tensor(0)?, a.tensor(1)?);
            let plan = Rc::new(Plan::new(x, t, a.opt_tensor(2), a.int(4)?, reduction)?);
            if !x.dtype().is_floating() {
                return Err(unsupported("nll_loss_out_frame", x.dtype()));
            }
            Ok(pick(x, &plan)?.into())
        },
    ),
    op(
        FUNCTIONAL,
        "cross_entropy(Tensor input, Tensor target, Tensor? weight=None, bool? size_average=None, int ignore_index=-100, bool? reduce=None, str reduction='mean', float label_smoothing=0.0)",
        cross_entropy,
    ),
];

fn cross_entropy(args: &Args) -> Result<Value> {
    let (x, t, weight) = (args.tensor(0)?, args.tensor(1)?, args.opt_tensor(2));
    let reduction = Reduction::read_legacy(args, 3, 5, 6)?;
    let (ignore, smoothing) = (args.int(4)?, args.float(7)?);
    if x.shape() == t.shape() {
        if !t.dtype().is_floating() {
            return Err(Error::runtime(format!(
                "Expected floating point type for target with class probabilities, got {}",
                t.dtype().scalar_name()
            )));
        }
        if ignore >= 0 {
            return Err(Error::runtime("ignore_index is not supported for floating point target"));
        }
        return Ok(of_probabilities(x, t, weight, reduction, smoothing)?.into());
    }
    if smoothing > 0.0 {
        check_smoothing(smoothing)?;
        return Ok(smoothed(x, t, weight, reduction, ignore, smoothing)?.into());
    }
    let plan = Plan::new(x, t, weight, ignore, reduction)?;
    Ok(fused(x, &Rc::new(plan))?.into())
}

fn check_smoothing(smoothing: f64) -> Result<()> {
    if smoothing <= 1.0 {
        return Ok(());
    }
    let shown = super::super::activation::short(smoothing);
    Err(Error::runtime(format!("label_smoothing must be between 0.0 and 1.0. Got: {shown}")))
}

/// Which elements of the log likelihoods count, and how much.
struct Plan {
    shape: Shape,
    /// The target's shape: that of the losses before they are reduced.
    out: Shape,
    classes: usize,
    inner: usize,
    targets: Vec<i64>,
    weight: Option<Vec<f64>>,
    ignore: i64,
    reduction: Reduction,
    /// One sample without a batch whose target is in a list of one.
    is_listed: bool,
    /// What the sum of losses is divided by: 1 unless they are averaged.
    divisor: f64,
}

impl Plan {
    fn new(x: &Tensor, t: &Tensor, weight: Option<&Tensor>, ignore: i64, reduction: Reduction) -> Result<Self> {
        let (shape, out) = (x.shape(), t.shape());
        check_shapes(&shape, &out)?;
        let classes = if shape.len() == 1 { shape[0] } else { shape[1] };
        let is_listed = shape.len() == 1 && out.len() == 1;
        let out = if shape.len() == 1 { Shape::new() } else { out };
        let inner = shape.iter().skip(2).product();
        if let Some(weight) = weight
            && *weight.shape() != [classes]
        {
            return Err(Error::runtime(format!(
                "weight tensor should be defined either for all {classes} classes or no classes but got weight tensor of shape: {}",
                shape::text(&weight.shape())
            )));
        }
        if !matches!(t.dtype(), DType::Int64 | DType::UInt8) {
            return Err(Error::runtime(format!(
                "expected target dtype to be Long or Byte, but got {}",
                t.dtype().scalar_name()
            )));
        }
        if let Some(weight) = weight.filter(|w| w.dtype() != x.dtype() && x.dtype().is_floating()) {
            return Err(Error::runtime(format!(
                "expected scalar type {} but found {}",
                x.dtype().scalar_name(),
                weight.dtype().scalar_name()
            )));
        }
        let targets = t.to_i64_vec();
        if let Some(wrong) = targets.iter().find(|&&t| t != ignore && (t < 0 || t as u64 >= classes as u64)) {
            return Err(Error::index(format!("Target {wrong} is out of bounds.")));
        }
        let weight = weight.map(Tensor::to_f64_vec);
        let mut plan = Self { shape, out, classes, inner, targets, weight, ignore, reduction, is_listed, divisor: 1.0 };
        if reduction == Reduction::Mean {
            plan.divisor = (0..plan.targets.len()).fold(0.0, |sum, r| sum + plan.share(r));
        }
        Ok(plan)
    }

    /// The weight of row `r`: 0 for one that is ignored.
    #[inline]
    fn share(&self, r: usize) -> f64 {
        match self.targets.get(r) {
            Some(&t) if t != self.ignore => match &self.weight {
                Some(weight) => weight.get(t as usize).copied().unwrap_or(0.0),
                None => 1.0,
            },
            _ => 0.0,
        }
    }

    /// Calls `f` with each row that counts: its number, the place of its target's element, its weight.
    #[inline]
    fn each(&self, mut f: impl FnMut(usize, usize, f64)) {
        for (r, &t) in self.targets.iter().enumerate() {
            if t != self.ignore {
                let (b, i) = (r / self.inner.max(1), r % self.inner.max(1));
                f(r, (b * self.classes + t as usize) * self.inner + i, self.share(r));
            }
        }
    }

    /// One sample without a batch may have its target in a list of one, but PyTorch has no way back from it.
    fn check_way_back(&self) -> Result<()> {
        if !self.is_listed {
            return Ok(());
        }
        let classes = self.classes;
        Err(Error::runtime(format!("size mismatch (got input: [{classes}], target: [1])")))
    }

    fn node(&self) -> &'static str {
        match (self.shape.len(), self.reduction) {
            (1 | 2, _) => "NllLossBackward0",
            (4, _) | (_, Reduction::Mean | Reduction::Sum) => "NllLoss2DBackward0",
            _ => "ViewBackward0",
        }
    }
}

fn check_shapes(x: &[usize], t: &[usize]) -> Result<()> {
    if x.is_empty() {
        return Err(Error::value("Expected 1 or more dimensions (got 0)"));
    }
    let batch = t.first().copied().unwrap_or(0);
    if x.len() > 1 && x[0] != batch {
        return Err(Error::value(format!(
            "Expected input batch_size ({}) to match target batch_size ({batch}).",
            x[0]
        )));
    }
    if x.len() == 1 && t.len() == 1 && t[0] != 1 {
        return Err(Error::value(format!("For 1D input, 1D target must have size 1, but got target size: {}", t[0])));
    }
    match x.len() {
        1 | 2 if t.len() > 1 => Err(Error::runtime("0D or 1D target tensor expected, multi-target not supported")),
        4 if t.len() != 3 => Err(Error::runtime(format!(
            "only batches of spatial targets supported (3D tensors) but got targets of dimension: {}",
            t.len()
        ))),
        4 if t[1..] != x[2..] => {
            Err(Error::runtime(format!("size mismatch (got input: {} , target: {}", shape::text(x), shape::text(t))))
        }
        n if n > 2 && (t.len() != n - 1 || t[0] != x[0] || t[1..] != x[2..]) => {
            let mut expected = x.to_vec();
            expected.remove(1);
            Err(Error::runtime(format!("Expected target size {}, got {}", shape::text(&expected), shape::text(t))))
        }
        _ => Ok(()),
    }
}

/// Minus the log likelihoods of the targets, weighted and reduced: linear in `logs`, so that `scatter` is its way back.
fn pick(logs: &Tensor, plan: &Rc<Plan>) -> Result<Tensor> {
    let out = match logs.dtype() {
        DType::Float64 => picked(&logs.values::<f64>(), plan),
        DType::Float32 => picked(&logs.values::<f32>(), plan),
        half => picked(&logs.values::<f32>(), plan).cast(half)?,
    };
    Ok(record(out, plan.node(), &[logs], |_| {
        let plan = plan.clone();
        Box::new(move |incoming| {
            plan.check_way_back()?;
            Ok(vec![Some(scatter(&incoming.grad()?, &plan)?)])
        })
    }))
}

fn picked<T: Real>(logs: &[T], plan: &Plan) -> Tensor {
    if plan.reduction == Reduction::None {
        let mut out = vec![T::ZERO; plan.targets.len()];
        plan.each(|r, at, w| out[r] = -(logs[at] * T::of(w)));
        return Tensor::from_vec(out, &plan.out);
    }
    let mut total = 0.0;
    plan.each(|_, at, w| total -= logs[at].wide() * w);
    Tensor::from_vec(vec![T::of(total / plan.divisor)], &[])
}

/// The gradient of the log likelihoods: zero but for the targets'.
fn scatter(grad: &Tensor, plan: &Rc<Plan>) -> Result<Tensor> {
    fn run<T: Real>(grad: &[T], plan: &Plan) -> Result<Tensor> {
        let mut out = zeros::<T>(shape::numel(&plan.shape))?;
        plan.each(|r, at, w| {
            out[at] = -(grad[if plan.reduction == Reduction::None { r } else { 0 }] * T::of(w / plan.divisor))
        });
        Ok(Tensor::from_vec(out, &plan.shape))
    }
    let out = match grad.dtype() {
        DType::Float64 => run(&grad.values::<f64>(), plan)?,
        DType::Float32 => run(&grad.values::<f32>(), plan)?,
        half => run(&grad.values::<f32>(), plan)?.cast(half)?,
    };
    Ok(record_light(out, "NllLossBackwardBackward0", &[grad], |_| {
        let plan = plan.clone();
        Box::new(move |incoming| Ok(vec![Some(pick(&incoming.grad()?, &plan)?)]))
    }))
}

/// Cross entropy with class indices, log softmax included.
fn fused(x: &Tensor, plan: &Rc<Plan>) -> Result<Tensor> {
    let d = usize::from(x.rank() > 1);
    let logs = log_softmax_values(x, d)?;
    let out = tape::no_grad(|| pick(&logs, plan))?;
    Ok(record(out, plan.node(), &[x], |_| {
        let (x, plan) = (Saved::new(x), plan.clone());
        Box::new(move |incoming| {
            plan.check_way_back()?;
            let grad = incoming.grad()?;
            if tape::is_enabled() {
                let sparse = scatter(&grad, &plan)?;
                let total = sum_dims(&sparse, &[d as i64], true)?;
                return Ok(vec![Some(sub(&sparse, &mul(&softmax(&x.get(incoming)?, d as i64)?, &total)?)?)]);
            }
            let out = match logs.dtype() {
                DType::Float64 => fused_back(&logs.values::<f64>(), &grad.values::<f64>(), &plan)?,
                _ => fused_back(&logs.values::<f32>(), &grad.values::<f32>(), &plan)?,
            };
            Ok(vec![Some(out)])
        })
    }))
}

/// weight * grad * (softmax - one at the target), in one pass.
fn fused_back<T: Real>(logs: &[T], grad: &[T], plan: &Plan) -> Result<Tensor> {
    let mut out = zeros::<T>(logs.len())?;
    let (classes, inner) = (plan.classes, plan.inner);
    let each = plan.reduction == Reduction::None;
    let factors: Vec<T> = (0..plan.targets.len())
        .map(|r| match (plan.share(r), grad.get(if each { r } else { 0 })) {
            (share, Some(&g)) if share != 0.0 => g * T::of(share / plan.divisor),
            _ => T::ZERO,
        })
        .collect();
    if classes * inner > 0 {
        vectorised(
            #[inline(always)]
            || {
                let blocks = out.chunks_exact_mut(classes * inner).zip(logs.chunks_exact(classes * inner));
                for ((out, logs), factors) in blocks.zip(factors.chunks_exact(inner)) {
                    if inner == 1 {
                        let factor = factors[0];
                        out.iter_mut().zip(logs).for_each(|(o, &l)| *o = l.exp() * factor);
                        continue;
                    }
                    for (out, logs) in out.chunks_exact_mut(inner).zip(logs.chunks_exact(inner)) {
                        out.iter_mut().zip(logs).zip(factors).for_each(|((o, &l), &f)| *o = l.exp() * f);
                    }
                }
            },
        );
    }
    plan.each(|r, at, _| out[at] -= factors[r]);
    Ok(Tensor::from_vec(out, &plan.shape))
}

/// A weight's elements along dimension 1 of `x`, or along its only one.
fn along_classes(weight: &Tensor, x: &Tensor) -> Result<Tensor> {
    let mut shape: Shape = Shape::from_elem(1, x.rank());
    if let Some(n) = shape.get_mut(usize::from(x.rank() > 1)) {
        *n = weight.numel();
    }
    reshape(&weight.detach(), &shape)
}

fn of_probabilities(
    x: &Tensor,
    t: &Tensor,
    weight: Option<&Tensor>,
    reduction: Reduction,
    smoothing: f64,
) -> Result<Tensor> {
    check_smoothing(smoothing)?;
    let d = usize::from(x.rank() > 1);
    let classes = x.shape().get(d).copied().unwrap_or(1);
    let logs = log_softmax(x, d as i64)?;
    if let Some(weight) = weight.filter(|w| *w.shape() != [classes]) {
        return Err(Error::runtime(format!(
            "cross_entropy: weight tensor should be defined either for all {classes} classes or no classes but got weight tensor of shape: {}",
            shape::text(&weight.shape())
        )));
    }
    let t = if smoothing > 0.0 { linear(t, 1.0 - smoothing, smoothing / classes as f64)? } else { t.clone() };
    let terms = mul(&logs, &t)?;
    let terms = match weight {
        Some(weight) => mul(&terms, &along_classes(weight, x)?)?,
        None => terms,
    };
    match reduction {
        Reduction::None => neg(&sum_dims(&terms, &[d as i64], false)?),
        Reduction::Sum => neg(&sum(&terms)?),
        Reduction::Mean => {
            let rows = x.numel() / classes.max(1);
            let out = div(&neg(&sum(&terms)?)?, &Tensor::scalar(rows as f64, terms.dtype())?)?;
            Ok(super::super::pointwise::titled(out, "DivBackward1"))
        }
    }
}

/// (1 - smoothing) of the loss for the target, and the rest of it for all classes alike.
fn smoothed(
    x: &Tensor,
    t: &Tensor,
    weight: Option<&Tensor>,
    reduction: Reduction,
    ignore: i64,
    smoothing: f64,
) -> Result<Tensor> {
    let plan = Rc::new(Plan::new(x, t, weight, ignore, reduction)?);
    if plan.is_listed {
        return Err(Error::runtime("output with shape [] doesn't match the broadcast shape [1]"));
    }
    let d = usize::from(x.rank() > 1);
    let logs = log_softmax(x, d as i64)?;
    let of_target = pick(&logs, &plan)?;
    let terms = match weight {
        Some(weight) => mul(&logs, &along_classes(weight, x)?)?,
        None => logs,
    };
    let rows = neg(&sum_dims(&terms, &[d as i64], false)?)?;
    let counted: Vec<f64> = plan.targets.iter().map(|&t| if t == ignore { 0.0 } else { 1.0 }).collect();
    let rows = if counted.contains(&0.0) {
        mul(&rows, &Tensor::from_f64s(counted.clone(), &rows.shape(), rows.dtype())?)?
    } else {
        rows
    };
    let of_all = match reduction {
        Reduction::None => rows,
        Reduction::Sum => sum(&rows)?,
        Reduction::Mean if weight.is_none() && !counted.contains(&0.0) => mean(&rows)?,
        Reduction::Mean => {
            let divisor = if weight.is_some() { plan.divisor } else { counted.iter().sum() };
            div(&sum(&rows)?, &Tensor::scalar(divisor, rows.dtype())?)?
        }
    };
    add(&mul_number(&of_target, 1.0 - smoothing)?, &mul_number(&of_all, smoothing / plan.classes as f64)?)
}
