//! Losses of distributions: Kullback-Leibler divergence, Poisson and Gaussian negative log likelihood.

use std::f64::consts::PI;

use super::super::super::super::args::{Args, Value};
use super::super::super::super::error::{Error, Result};
use super::super::super::super::registry::{FUNCTIONAL, Op, op};
use super::super::super::super::tensor::Tensor;
use super::super::super::super::warnings::warn;
use super::super::super::{add, div, mul, sub, unsqueeze};
use super::super::formula::{add_number, constants, exp, linear, ln, mul_number};
use super::super::real::Real;
use super::pair::{Pair, loss};
use super::{Reduction, broadcast};

pub(in super::super::super) const OPS: &[Op] = &[
    op(
        FUNCTIONAL,
        "kl_div(Tensor input, Tensor target, bool? size_average=None, bool? reduce=None, str reduction='mean', bool log_target=False)",
        kl_div,
    ),
    op(
        FUNCTIONAL,
        "poisson_nll_loss(Tensor input, Tensor target, bool log_input=True, bool full=False, bool? size_average=None, float eps=1e-08, bool? reduce=None, str reduction='mean')",
        |a| {
            let reduction = Reduction::read_legacy(a, 4, 6, 7)?;
            let (x, t) = broadcast(a.tensor(0)?, a.tensor(1)?)?;
            let pair = Poisson { is_log: a.boolean(2), is_full: a.boolean(3), eps: a.float(5)? };
            Ok(loss(pair, &x, &t, reduction)?.into())
        },
    ),
    op(
        FUNCTIONAL,
        "gaussian_nll_loss(Tensor input, Tensor target, Operand var, bool full=False, float eps=1e-06, str reduction='mean')",
        gaussian,
    ),
];

fn kl_div(args: &Args) -> Result<Value> {
    let (x, t) = (args.tensor(0)?, args.tensor(1)?);
    let is_legacy = !args.is_none(2) || !args.is_none(3);
    let is_by_batch = !is_legacy && args.text(4)? == "batchmean";
    if !is_legacy && args.text(4)? == "mean" {
        warn(
            "reduction: 'mean' divides the total loss by both the batch size and the support size.'batchmean' divides only by the batch size, and aligns with the KL div math definition.'mean' will be changed to behave the same as 'batchmean' in the next major release.",
        );
    }
    let reduction = if is_by_batch { Reduction::Sum } else { Reduction::read_legacy(args, 2, 3, 4)? };
    if !x.dtype().is_floating() || !t.dtype().is_floating() {
        return Err(Error::runtime("kl_div: Integral inputs not supported."));
    }
    let (t, wide) = broadcast(t, x)?;
    let out = if args.boolean(5) {
        loss(DivergenceOfLogs, &wide, &t, reduction)?
    } else {
        loss(Divergence, &wide, &t, reduction)?
    };
    match x.shape().first() {
        Some(&batch) if is_by_batch => Ok(div(&out, &Tensor::scalar(batch as f64, out.dtype())?)?.into()),
        _ => Ok(out.into()),
    }
}

/// t (ln t - x), where 0 ln 0 is 0.
#[derive(Clone, Copy)]
struct Divergence;
impl Pair for Divergence {
    fn node(self, reduction: Reduction) -> &'static str {
        reduced(reduction, "SubBackward0")
    }
    #[inline(always)]
    fn value<T: Real>(self, x: T, t: T) -> T {
        let entropy = t * t.ln();
        (if t == T::ZERO { T::ZERO } else { entropy }) - t * x
    }
    #[inline(always)]
    fn slope<T: Real>(self, _: T, t: T) -> T {
        -t
    }
    #[inline(always)]
    fn target_slope<T: Real>(self, x: T, t: T) -> T {
        // The derivative of t ln t is ln t + 1, and not a number at 0, as PyTorch's is.
        t.ln() + (t / t.abs()).abs() - x
    }
    fn formula(self, x: &Tensor, t: &Tensor) -> Result<Tensor> {
        add(&mul_number(t, -1.0)?, &mul_number(x, 0.0)?)
    }
    fn target_formula(self, x: &Tensor, t: &Tensor) -> Result<Tensor> {
        sub(&add_number(&ln(t)?, 1.0)?, x)
    }
}

/// e^t (t - x).
#[derive(Clone, Copy)]
struct DivergenceOfLogs;
impl Pair for DivergenceOfLogs {
    fn node(self, reduction: Reduction) -> &'static str {
        reduced(reduction, "MulBackward0")
    }
    #[inline(always)]
    fn value<T: Real>(self, x: T, t: T) -> T {
        t.exp() * (t - x)
    }
    #[inline(always)]
    fn slope<T: Real>(self, _: T, t: T) -> T {
        -t.exp()
    }
    #[inline(always)]
    fn target_slope<T: Real>(self, x: T, t: T) -> T {
        t.exp() * (t - x + T::ONE)
    }
    fn formula(self, x: &Tensor, t: &Tensor) -> Result<Tensor> {
        add(&mul_number(&exp(t)?, -1.0)?, &mul_number(x, 0.0)?)
    }
    fn target_formula(self, x: &Tensor, t: &Tensor) -> Result<Tensor> {
        mul(&exp(t)?, &add_number(&sub(t, x)?, 1.0)?)
    }
}

fn reduced(reduction: Reduction, elementwise: &'static str) -> &'static str {
    match reduction {
        Reduction::None => elementwise,
        Reduction::Mean => "MeanBackward0",
        Reduction::Sum => "SumBackward0",
    }
}

/// e^x - t x, or x - t ln(x + eps); `is_full` adds Stirling's approximation of ln t! where t > 1.
#[derive(Clone, Copy)]
struct Poisson {
    is_log: bool,
    is_full: bool,
    eps: f64,
}
impl Pair for Poisson {
    fn node(self, reduction: Reduction) -> &'static str {
        reduced(reduction, if self.is_full { "AddBackward0" } else { "SubBackward0" })
    }
    #[inline(always)]
    fn value<T: Real>(self, x: T, t: T) -> T {
        let y = if self.is_log { x.exp() - t * x } else { x - t * (x + T::of(self.eps)).ln() };
        if self.is_full && t > T::ONE {
            return y + (t * t.ln() - t + T::of(0.5) * (T::of(2.0 * PI) * t).ln());
        }
        y
    }
    #[inline(always)]
    fn slope<T: Real>(self, x: T, t: T) -> T {
        if self.is_log { x.exp() - t } else { T::ONE - t / (x + T::of(self.eps)) }
    }
    #[inline(always)]
    fn target_slope<T: Real>(self, x: T, t: T) -> T {
        let y = if self.is_log { -x } else { -(x + T::of(self.eps)).ln() };
        if self.is_full && t > T::ONE { y + t.ln() + T::of(0.5) / t } else { y }
    }
    fn formula(self, x: &Tensor, t: &Tensor) -> Result<Tensor> {
        if self.is_log {
            return sub(&exp(x)?, t);
        }
        linear(&div(t, &add_number(x, self.eps)?)?, -1.0, 1.0)
    }
    fn target_formula(self, x: &Tensor, t: &Tensor) -> Result<Tensor> {
        let y = if self.is_log { mul_number(x, -1.0)? } else { mul_number(&ln(&add_number(x, self.eps)?)?, -1.0)? };
        if !self.is_full {
            return add(&y, &mul_number(t, 0.0)?);
        }
        let counts = constants(t, |t| if t > 1.0 { 1.0 } else { 0.0 })?;
        // Where the approximation does not count, its logarithm is of 1.
        let safe = add(&mul(t, &counts)?, &linear(&counts, -1.0, 1.0)?)?;
        let half = mul_number(&counts, 0.5)?;
        add(&y, &mul(&add(&ln(&safe)?, &div(&half, &safe)?)?, &counts)?)
    }
}

fn gaussian(args: &Args) -> Result<Value> {
    let (x, t) = (args.tensor(0)?, args.tensor(1)?);
    let var = match args.value(2) {
        Value::Tensor(var) => var.clone(),
        value => {
            let var = value.number().unwrap_or(f64::NAN);
            Tensor::full(&x.shape(), var, x.dtype())?
        }
    };
    if var.values::<f64>().iter().any(|&v| v < 0.0) {
        return Err(Error::value("var has negative entry/entries"));
    }
    let (have, want) = (var.shape(), x.shape());
    let var = if have == want {
        var
    } else if want.split_last().is_some_and(|(_, lead)| *lead == *have) {
        unsqueeze(&var, -1)?
    } else {
        let other: usize = have.iter().zip(&want).filter(|(v, x)| v != x).map(|(v, _)| *v).sum();
        if have.len() != want.len() || other != 1 {
            return Err(Error::value("var is of incorrect size"));
        }
        var
    };
    let mode = args.text(5)?;
    if !matches!(mode, "none" | "mean" | "sum") {
        return Err(Error::value(format!("{mode} is not valid")));
    }
    let eps = args.float(4)?;
    // What is lifted to the least variance keeps its gradient.
    let var = add(&var, &constants(&var, |v| if v < eps { eps - v } else { 0.0 })?)?;
    let d = sub(x, t)?;
    let losses = mul_number(&add(&ln(&var)?, &div(&mul(&d, &d)?, &var)?)?, 0.5)?;
    let losses = if args.boolean(3) { add_number(&losses, 0.5 * (2.0 * PI).ln())? } else { losses };
    Ok(Reduction::read(args, 5)?.apply(&losses)?.into())
}
