//! Losses with a margin, made of other operations: hinge embedding, margin ranking, multilabel soft margin, cosine embedding
//! and triplets. Those with kernels of their own are in `multi`.

use super::super::super::super::args::{Args, Value};
use super::super::super::super::error::{Error, Result};
use super::super::super::super::registry::{FUNCTIONAL, Op, op};
use super::super::super::super::shape;
use super::super::super::super::tensor::Tensor;
use super::super::super::{add, div, mul, neg, sub, sum_dims};
use super::super::curves::LogSigmoid;
use super::super::distance::{minimum, pairwise_distance};
use super::super::formula::{add_number, clamp_min, linear, mask, mul_number, sqrt};
use super::super::pointwise::{apply, map2};
use super::super::real::Real;
use super::pair::{Pair, loss};
use super::{Reduction, broadcast};

pub(in super::super::super) const OPS: &[Op] = &[
    op(
        FUNCTIONAL,
        "hinge_embedding_loss(Tensor input, Tensor target, float margin=1.0, bool? size_average=None, bool? reduce=None, str reduction='mean')",
        |a| {
            let reduction = Reduction::read_legacy(a, 3, 4, 5)?;
            let (x, t) = broadcast(a.tensor(0)?, a.tensor(1)?)?;
            Ok(loss(Hinge(a.float(2)?), &x, &t.detach().cast(x.dtype())?, reduction)?.into())
        },
    ),
    op(
        FUNCTIONAL,
        "margin_ranking_loss(Tensor input1, Tensor input2, Tensor target, float margin=0, bool? size_average=None, bool? reduce=None, str reduction='mean')",
        margin_ranking,
    ),
    op(
        FUNCTIONAL,
        "multilabel_soft_margin_loss(Tensor input, Tensor target, Tensor? weight=None, bool? size_average=None, bool? reduce=None, str reduction='mean')",
        multilabel_soft_margin,
    ),
    op(
        FUNCTIONAL,
        "cosine_embedding_loss(Tensor input1, Tensor input2, Tensor target, float margin=0, bool? size_average=None, bool? reduce=None, str reduction='mean')",
        cosine_embedding,
    ),
    op(
        FUNCTIONAL,
        "triplet_margin_loss(Tensor anchor, Tensor positive, Tensor negative, float margin=1.0, float p=2, float eps=1e-06, bool swap=False, bool? size_average=None, bool? reduce=None, str reduction='mean')",
        triplet_margin,
    ),
];

/// x for targets of 1, max(0, margin - x) for those of -1.
#[derive(Clone, Copy)]
struct Hinge(f64);
impl Pair for Hinge {
    fn node(self, reduction: Reduction) -> &'static str {
        match reduction {
            Reduction::None => "AddBackward0",
            Reduction::Mean => "MeanBackward0",
            Reduction::Sum => "SumBackward0",
        }
    }
    #[inline(always)]
    fn value<T: Real>(self, x: T, t: T) -> T {
        let below = T::of(self.0) - x;
        let below = if below < T::ZERO || t == T::ONE { T::ZERO } else { below };
        below + if t == -T::ONE { T::ZERO } else { x }
    }
    #[inline(always)]
    fn slope<T: Real>(self, x: T, t: T) -> T {
        let below = if T::of(self.0) - x > T::ZERO && t != T::ONE { -T::ONE } else { T::ZERO };
        below + if t == -T::ONE { T::ZERO } else { T::ONE }
    }
    fn formula(self, x: &Tensor, t: &Tensor) -> Result<Tensor> {
        let slope = map2(&x.detach(), t, |x, t| self.slope(x, t), |x, t| self.slope(x, t))?;
        add(&slope, &mul_number(x, 0.0)?)
    }
}

fn margin_ranking(args: &Args) -> Result<Value> {
    let (a, b, t) = (args.tensor(0)?, args.tensor(1)?, args.tensor(2)?);
    let reduction = Reduction::read_legacy(args, 4, 5, 6)?;
    if a.rank() != b.rank() || a.rank() != t.rank() {
        return Err(Error::runtime(format!(
            "margin_ranking_loss : All input tensors should have same dimension but got sizes: input1: torch.Size({}), input2: torch.Size({}), target: torch.Size({}) ",
            shape::text(&a.shape()),
            shape::text(&b.shape()),
            shape::text(&t.shape())
        )));
    }
    let losses = clamp_min(&add_number(&mul(&neg(t)?, &sub(a, b)?)?, args.float(3)?)?, 0.0)?;
    Ok(reduction.apply(&losses)?.into())
}

fn multilabel_soft_margin(args: &Args) -> Result<Value> {
    let (x, t) = (args.tensor(0)?, args.tensor(1)?);
    let is_legacy = !args.is_none(3) || !args.is_none(4);
    let mode = args.text(5)?;
    let is_known = is_legacy || matches!(mode, "none" | "mean" | "sum");
    let reduction = if is_known { Reduction::read_legacy(args, 3, 4, 5)? } else { Reduction::None };
    let there = mul(t, &apply(LogSigmoid {}, x)?)?;
    let absent = mul(&linear(t, -1.0, 1.0)?, &apply(LogSigmoid {}, &neg(x)?)?)?;
    let losses = neg(&add(&there, &absent)?)?;
    let losses = match args.opt_tensor(2) {
        Some(weight) => mul(&losses, weight)?,
        None => losses,
    };
    let classes = x.shape().last().copied().unwrap_or(1);
    let rows = sum_dims(&losses, &[x.rank() as i64 - 1], false)?;
    let rows = div(&rows, &Tensor::scalar(classes as f64, rows.dtype())?)?;
    if !is_known {
        return Err(Error::value(format!("{mode} is not valid")));
    }
    Ok(reduction.apply(&rows)?.into())
}

fn cosine_embedding(args: &Args) -> Result<Value> {
    let (a, b, t) = (args.tensor(0)?, args.tensor(1)?, args.tensor(2)?);
    let (margin, reduction) = (args.float(3)?, Reduction::read_legacy(args, 4, 5, 6)?);
    let n = t.rank();
    if n > 1 {
        return Err(Error::runtime("0D or 1D target tensor expected, multi-target not supported"));
    }
    if a.rank() != n + 1 || b.rank() != n + 1 {
        return Err(Error::runtime(format!(
            "{n}D target tensor expects {}D input tensors, but found inputs with sizes {} and {}.",
            n + 1,
            shape::text(&a.shape()),
            shape::text(&b.shape())
        )));
    }
    let along = |x: &Tensor, y: &Tensor| sum_dims(&mul(x, y)?, &[n as i64], false);
    let product = along(a, b)?;
    let lengths = mul(&add_number(&along(a, a)?, 1e-12)?, &add_number(&along(b, b)?, 1e-12)?)?;
    let cosine = div(&product, &sqrt(&lengths)?)?;
    let near = mul(&mask_of(t, 1.0, &cosine)?, &linear(&cosine, -1.0, 1.0)?)?;
    let far = mul(&mask_of(t, -1.0, &cosine)?, &clamp_min(&add_number(&cosine, -margin)?, 0.0)?)?;
    Ok(reduction.apply(&add(&near, &far)?)?.into())
}

/// 1 where a target is `value`, in the type of `like`.
fn mask_of(t: &Tensor, value: f64, like: &Tensor) -> Result<Tensor> {
    mask(&t.cast(like.dtype())?, |t| t == value)
}

fn triplet_margin(args: &Args) -> Result<Value> {
    let (a, p, n) = (args.tensor(0)?, args.tensor(1)?, args.tensor(2)?);
    let (power, eps) = (args.float(4)?, args.float(5)?);
    let reduction = Reduction::read_legacy(args, 7, 8, 9)?;
    let margin = args.value(3).number().unwrap_or(0.0);
    if margin <= 0.0 {
        let shown = match args.value(3) {
            Value::Int(n) => n.to_string(),
            _ => format!("{margin:?}"),
        };
        return Err(Error::value(format!("margin must be greater than 0, got {shown}")));
    }
    if a.rank() != p.rank() || a.rank() != n.rank() {
        return Err(Error::runtime(format!(
            "The anchor, positive, and negative tensors are expected to have the same number of dimensions, but got: anchor {}D, positive {}D, and negative {}D inputs",
            a.rank(),
            p.rank(),
            n.rank()
        )));
    }
    let distance = |x: &Tensor, y: &Tensor| pairwise_distance(x, y, power, eps, false);
    let (near, far) = (distance(a, p)?, distance(a, n)?);
    let far = if args.boolean(6) { minimum(&far, &distance(p, n)?)? } else { far };
    let losses = clamp_min(&sub(&add_number(&near, margin)?, &far)?, 0.0)?;
    Ok(reduction.apply(&losses)?.into())
}
