//! Losses of numbers against numbers: mse, l1, smooth l1, huber, soft margin.

use super::super::super::super::args::{Args, Value};
use super::super::super::super::dtype::DType;
use super::super::super::super::error::{Error, Kind, Result};
use super::super::super::super::registry::{FUNCTIONAL, Op, op};
use super::super::super::super::shape;
use super::super::super::super::tape::{no_grad, record_light};
use super::super::super::super::tensor::Tensor;
use super::super::super::{Operand, add, div, expand, mul, result_type, sub, sum};
use super::super::curves::Sigmoid;
use super::super::formula::{constants, mask, mul_number};
use super::super::pointwise::{apply, unsupported};
use super::super::real::Real;
use super::pair::{Pair, loss};
use super::{Reduction, broadcast, warn_of_sizes};

pub(in super::super::super) const OPS: &[Op] = &[
    op(
        FUNCTIONAL,
        "mse_loss(Tensor input, Tensor target, bool? size_average=None, bool? reduce=None, str reduction='mean', Tensor? weight=None)",
        |a| {
            warn_of_sizes(a.tensor(0)?, a.tensor(1)?);
            let reduction = weighted_reduction(a, 2)?;
            let (x, t) = broadcast(a.tensor(0)?, a.tensor(1)?)?;
            match a.opt_tensor(5) {
                Some(weight) => weighted(a, &loss(Mse, &x, &t, Reduction::None)?, weight, reduction),
                None => {
                    check("mse_cpu", &x, &t)?;
                    Ok(loss(Mse, &x, &t, reduction)?.into())
                }
            }
        },
    ),
    op(
        FUNCTIONAL,
        "l1_loss(Tensor input, Tensor target, bool? size_average=None, bool? reduce=None, str reduction='mean', Tensor? weight=None)",
        |a| {
            warn_of_sizes(a.tensor(0)?, a.tensor(1)?);
            let reduction = weighted_reduction(a, 2)?;
            let (x, t) = broadcast(a.tensor(0)?, a.tensor(1)?)?;
            match a.opt_tensor(5) {
                Some(weight) => weighted(a, &l1(&x, &t, Reduction::None)?, weight, reduction),
                None => Ok(l1(&x, &t, reduction)?.into()),
            }
        },
    ),
    op(
        FUNCTIONAL,
        "smooth_l1_loss(Tensor input, Tensor target, bool? size_average=None, bool? reduce=None, str reduction='mean', float beta=1.0)",
        |a| {
            warn_of_sizes(a.tensor(0)?, a.tensor(1)?);
            let reduction = Reduction::read_legacy(a, 2, 3, 4)?;
            let (x, t) = broadcast(a.tensor(0)?, a.tensor(1)?)?;
            let beta = a.float(5)?;
            if beta == 0.0 {
                return Ok(l1(&x, &t, reduction)?.into());
            }
            if beta < 0.0 {
                return Err(Error::runtime("smooth_l1_loss does not support negative values for beta."));
            }
            check("smooth_l1_cpu", &x, &t)?;
            Ok(loss(SmoothL1(beta), &x, &t, reduction)?.into())
        },
    ),
    op(
        FUNCTIONAL,
        "huber_loss(Tensor input, Tensor target, str reduction='mean', float delta=1.0, Tensor? weight=None)",
        |a| {
            warn_of_sizes(a.tensor(0)?, a.tensor(1)?);
            let (x, t) = broadcast(a.tensor(0)?, a.tensor(1)?)?;
            let delta = a.float(3)?;
            let run = |reduction| {
                if delta <= 0.0 {
                    return Err(Error::runtime("huber_loss does not support non-positive values for delta."));
                }
                check("huber_cpu", &x, &t)?;
                huber(delta, &x, &t, reduction)
            };
            let Some(weight) = a.opt_tensor(4) else {
                return Ok(run(Reduction::read(a, 2)?)?.into());
            };
            check_weight(a, weight)?;
            let mode = a.text(2)?;
            if !matches!(mode, "none" | "mean" | "sum") {
                return Err(invalid_mode(mode));
            }
            Ok(Reduction::read(a, 2)?.apply(&mul(&run(Reduction::None)?, weight)?)?.into())
        },
    ),
    op(
        FUNCTIONAL,
        "soft_margin_loss(Tensor input, Tensor target, bool? size_average=None, bool? reduce=None, str reduction='mean')",
        |a| {
            let reduction = Reduction::read_legacy(a, 2, 3, 4)?;
            super::without_gradient("soft_margin_loss", "target", Some(a.tensor(1)?))?;
            Ok(soft_margin(a.tensor(0)?, a.tensor(1)?, reduction)?.into())
        },
    ),
];

/// With a weight, the words for a wrong reduction are others.
fn weighted_reduction(args: &Args, i: usize) -> Result<Reduction> {
    let given = !args.is_none(i) || !args.is_none(i + 1);
    let mode = args.text(i + 2)?;
    if args.opt_tensor(i + 3).is_some() && !given && !matches!(mode, "none" | "mean" | "sum") {
        return Err(invalid_mode(mode));
    }
    Reduction::read_legacy(args, i, i + 1, i + 2)
}

fn invalid_mode(mode: &str) -> Error {
    Error::value(format!("Invalid reduction mode: {mode}. Expected one of 'none', 'mean', 'sum'."))
}

/// Of the input's type, whatever the target's; but there is no way back between two types.
fn huber(delta: f64, x: &Tensor, t: &Tensor, reduction: Reduction) -> Result<Tensor> {
    if x.dtype() == t.dtype() {
        return loss(Huber(delta), x, t, reduction);
    }
    let out = no_grad(|| loss(Huber(delta), x, t, reduction))?.cast(x.dtype())?;
    let (found, expected) = (t.dtype().scalar_name(), x.dtype().scalar_name());
    Ok(record_light(out, "HuberLossBackward0", &[x, t], |_| {
        Box::new(move |_| Err(Error::runtime(format!("Found dtype {found} but expected {expected}"))))
    }))
}

fn soft_margin(x: &Tensor, t: &Tensor, reduction: Reduction) -> Result<Tensor> {
    let (shape, both) = (x.shape(), shape::broadcast(&x.shape(), &t.shape())?);
    if shape != both {
        return Err(Error::runtime(format!(
            "output with shape {} doesn't match the broadcast shape {}",
            shape::text(&shape),
            shape::text(&both)
        )));
    }
    if !x.dtype().is_floating() {
        return Err(Error::runtime(format!(
            "result type Float can't be cast to the desired output type {}",
            x.dtype().scalar_name()
        )));
    }
    loss(SoftMargin, x, &expand(&t.detach().cast(x.dtype())?, &both)?, reduction)
}

fn check_weight(args: &Args, weight: &Tensor) -> Result<()> {
    if weight.shape() == args.tensor(0)?.shape() {
        return Ok(());
    }
    Err(Error::value("Weights and input must have the same size."))
}

fn weighted(args: &Args, losses: &Tensor, weight: &Tensor, reduction: Reduction) -> Result<Value> {
    check_weight(args, weight)?;
    let losses = mul(losses, weight)?;
    Ok(match reduction {
        Reduction::None => losses,
        Reduction::Sum => sum(&losses)?,
        Reduction::Mean => div(&sum(&losses)?, &sum(weight)?)?,
    }
    .into())
}

fn check(kernel: &str, x: &Tensor, t: &Tensor) -> Result<()> {
    let dtype = result_type(&[&Operand::from(x), &Operand::from(t)]);
    if dtype.is_floating() { Ok(()) } else { Err(unsupported(kernel, dtype)) }
}

pub fn l1(x: &Tensor, t: &Tensor, reduction: Reduction) -> Result<Tensor> {
    let dtype = result_type(&[&Operand::from(x), &Operand::from(t)]);
    if dtype.is_floating() {
        return loss(L1, x, t, reduction);
    }
    if reduction == Reduction::Mean {
        let message = format!(
            "mean(): could not infer output dtype. Input dtype must be either a floating point or complex dtype. Got: {}",
            dtype.scalar_name()
        );
        return Err(Error::new(Kind::NotImplemented, message));
    }
    let (x, t) = (x.values::<i64>(), t.values::<i64>());
    let losses = x.iter().zip(t.iter()).map(|(x, t)| x.wrapping_sub(*t).wrapping_abs());
    match reduction {
        Reduction::Sum => Ok(Tensor::from_vec(vec![losses.sum::<i64>()], &[])),
        _ if dtype == DType::Bool => Err(unsupported("abs_cpu", dtype)),
        _ => {
            let n = x.len();
            Tensor::from_vec(losses.collect(), &[n]).cast(dtype)
        }
    }
}

#[derive(Clone, Copy)]
struct Mse;
impl Pair for Mse {
    fn node(self, _: Reduction) -> &'static str {
        "MseLossBackward0"
    }
    #[inline(always)]
    fn value<T: Real>(self, x: T, t: T) -> T {
        let d = x - t;
        d * d
    }
    #[inline(always)]
    fn slope<T: Real>(self, x: T, t: T) -> T {
        T::of(2.0) * (x - t)
    }
    fn formula(self, x: &Tensor, t: &Tensor) -> Result<Tensor> {
        mul_number(&sub(x, t)?, 2.0)
    }
}

#[derive(Clone, Copy)]
struct L1;
impl Pair for L1 {
    fn node(self, reduction: Reduction) -> &'static str {
        match reduction {
            Reduction::None => "AbsBackward0",
            Reduction::Mean => "MeanBackward0",
            Reduction::Sum => "SumBackward0",
        }
    }
    #[inline(always)]
    fn value<T: Real>(self, x: T, t: T) -> T {
        (x - t).abs()
    }
    #[inline(always)]
    fn slope<T: Real>(self, x: T, t: T) -> T {
        sign(x - t)
    }
    fn formula(self, x: &Tensor, t: &Tensor) -> Result<Tensor> {
        // Constant between its jumps, but on the tape, so that its own gradient is zero and not missing.
        let d = sub(x, t)?;
        add(&constants(&d, Real::sign)?, &mul_number(&d, 0.0)?)
    }
}

#[inline(always)]
fn sign<T: Real>(x: T) -> T {
    x.sign()
}

/// A parabola within `beta` of 0, `|d| - beta / 2` beyond.
#[derive(Clone, Copy)]
struct SmoothL1(f64);
impl Pair for SmoothL1 {
    fn node(self, _: Reduction) -> &'static str {
        "SmoothL1LossBackward0"
    }
    #[inline(always)]
    fn value<T: Real>(self, x: T, t: T) -> T {
        let (d, beta) = ((x - t).abs(), T::of(self.0));
        if d < beta { T::of(0.5) * d * d / beta } else { d - T::of(0.5) * beta }
    }
    #[inline(always)]
    fn slope<T: Real>(self, x: T, t: T) -> T {
        let (d, beta) = (x - t, T::of(self.0));
        let inner = d / beta;
        let outer = if d >= beta { T::ONE } else { inner };
        if d <= -beta { -T::ONE } else { outer }
    }
    fn formula(self, x: &Tensor, t: &Tensor) -> Result<Tensor> {
        inner_and_outer(&sub(x, t)?, self.0, 1.0 / self.0, 1.0)
    }
}

/// A parabola within `delta` of 0, `delta * (|d| - delta / 2)` beyond.
#[derive(Clone, Copy)]
struct Huber(f64);
impl Pair for Huber {
    fn node(self, _: Reduction) -> &'static str {
        "HuberLossBackward0"
    }
    #[inline(always)]
    fn value<T: Real>(self, x: T, t: T) -> T {
        let (d, delta) = ((x - t).abs(), T::of(self.0));
        if d <= delta { T::of(0.5) * d * d } else { delta * (d - T::of(0.5) * delta) }
    }
    #[inline(always)]
    fn slope<T: Real>(self, x: T, t: T) -> T {
        let (d, delta) = (x - t, T::of(self.0));
        let outer = if d > delta { delta } else { d };
        if d < -delta { -delta } else { outer }
    }
    fn formula(self, x: &Tensor, t: &Tensor) -> Result<Tensor> {
        inner_and_outer(&sub(x, t)?, self.0, 1.0, self.0)
    }
}

/// `factor * d` within `limit`, `height` beyond, with the sign of `d`.
fn inner_and_outer(d: &Tensor, limit: f64, factor: f64, height: f64) -> Result<Tensor> {
    let inner = mul_number(&mul(d, &mask(d, |d| d.abs() < limit)?)?, factor)?;
    add(&inner, &constants(d, |d| if d.abs() >= limit { Real::sign(d) * height } else { 0.0 })?)
}

/// ln(1 + e^(-t x)), for targets of 1 and -1.
#[derive(Clone, Copy)]
struct SoftMargin;
impl Pair for SoftMargin {
    fn node(self, _: Reduction) -> &'static str {
        "SoftMarginLossBackward0"
    }
    #[inline(always)]
    fn value<T: Real>(self, x: T, t: T) -> T {
        (-t * x).exp().ln_1p()
    }
    #[inline(always)]
    fn slope<T: Real>(self, x: T, t: T) -> T {
        let z = (-t * x).exp();
        -t * z / (z + T::ONE)
    }
    fn formula(self, x: &Tensor, t: &Tensor) -> Result<Tensor> {
        let opposite = mul_number(t, -1.0)?;
        mul(&opposite, &apply(Sigmoid {}, &mul(&opposite, x)?)?)
    }
}
