//! Binary cross entropy, of probabilities and of logits.

use super::super::super::super::args::{Args, Value};
use super::super::super::super::dtype::DType;
use super::super::super::super::error::{Error, Result};
use super::super::super::super::registry::{FUNCTIONAL, Op, op};
use super::super::super::super::shape;
use super::super::super::super::tensor::Tensor;
use super::super::super::{Operand, add, div, mul, result_type, sub};
use super::super::curves::{LogSigmoid, Sigmoid};
use super::super::formula::{clamp_min, linear, ln, mul_number};
use super::super::pointwise::{apply, unsupported};
use super::super::real::{Real, vectorised};
use super::Reduction;
use super::pair::{Pair, loss};

pub(in super::super::super) const OPS: &[Op] = &[
    op(
        FUNCTIONAL,
        "binary_cross_entropy(Tensor input, Tensor target, Tensor? weight=None, bool? size_average=None, bool? reduce=None, str reduction='mean')",
        of_probabilities,
    ),
    op(
        FUNCTIONAL,
        "binary_cross_entropy_with_logits(Tensor input, Tensor target, Tensor? weight=None, bool? size_average=None, bool? reduce=None, str reduction='mean', Tensor? pos_weight=None)",
        of_logits,
    ),
];

fn of_probabilities(args: &Args) -> Result<Value> {
    let (x, t) = (args.tensor(0)?, args.tensor(1)?);
    let reduction = Reduction::read_legacy(args, 3, 4, 5)?;
    let (have, want) = (t.shape(), x.shape());
    if have != want {
        return Err(Error::value(format!(
            "Using a target size (torch.Size({})) that is different to the input size (torch.Size({})) is deprecated. Please ensure they have the same size.",
            shape::text(&have),
            shape::text(&want)
        )));
    }
    let weight = args.opt_tensor(2);
    if let Some(weight) = weight {
        check_weight(&weight.shape(), &want)?;
    }
    if x.dtype() != t.dtype() {
        let (got, expected) = (t.dtype().scalar_name(), x.dtype().scalar_name());
        return Err(Error::runtime(format!("Found dtype {got} but expected {expected}")));
    }
    if !x.dtype().is_floating() {
        return Err(unsupported("binary_cross_entropy", x.dtype()));
    }
    for (name, tensor) in [("input", x), ("target", t)] {
        if !within_unit(tensor) {
            return Err(Error::runtime(format!("all elements of {name} should be between 0 and 1")));
        }
    }
    let Some(weight) = weight else {
        return Ok(loss(Probability, x, t, reduction)?.into());
    };
    let losses = mul(&loss(Probability, x, t, Reduction::None)?, weight)?;
    let out = reduction.apply(&losses)?;
    Ok(super::super::pointwise::titled(out, "BinaryCrossEntropyBackward0").into())
}

fn check_weight(weight: &[usize], target: &[usize]) -> Result<()> {
    let fits = shape::broadcast(weight, target).is_ok_and(|both| *both == *target);
    if fits {
        return Ok(());
    }
    let at = (1..=weight.len().min(target.len()))
        .find(|&i| weight[weight.len() - i] != target[target.len() - i] && weight[weight.len() - i] != 1)
        .unwrap_or(1);
    Err(Error::runtime(format!(
        "Attempting to broadcast a dimension of length {} at -{at}! Mismatching argument at index 1 had torch.Size({}); but expected shape should be broadcastable to {}",
        weight.len().checked_sub(at).and_then(|i| weight.get(i)).copied().unwrap_or(1),
        shape::text(weight),
        shape::text(target)
    )))
}

fn within_unit(x: &Tensor) -> bool {
    fn all<T: Real>(values: &[T]) -> bool {
        vectorised(
            #[inline(always)]
            || values.iter().fold(true, |all, &v| all & (v >= T::ZERO) & (v <= T::ONE)),
        )
    }
    match x.dtype() {
        DType::Float64 => all(&x.values::<f64>()),
        _ => all(&x.values::<f32>()),
    }
}

/// -(t ln x + (1 - t) ln(1 - x)), where a logarithm is at least -100.
#[derive(Clone, Copy)]
struct Probability;

#[inline(always)]
fn clamped<T: Real>(log: T) -> T {
    if log < T::of(-100.0) { T::of(-100.0) } else { log }
}

impl Pair for Probability {
    fn node(self, _: Reduction) -> &'static str {
        "BinaryCrossEntropyBackward0"
    }
    #[inline(always)]
    fn value<T: Real>(self, x: T, t: T) -> T {
        (t - T::ONE) * clamped((-x).ln_1p()) - t * clamped(x.ln())
    }
    #[inline(always)]
    fn slope<T: Real>(self, x: T, t: T) -> T {
        let spread = (T::ONE - x) * x;
        let least = T::of(1e-12);
        (x - t) / if spread < least { least } else { spread }
    }
    #[inline(always)]
    fn target_slope<T: Real>(self, x: T, _: T) -> T {
        (-x).ln_1p() - x.ln()
    }
    fn formula(self, x: &Tensor, t: &Tensor) -> Result<Tensor> {
        let spread = clamp_min(&mul(&linear(x, -1.0, 1.0)?, x)?, 1e-12)?;
        div(&sub(x, t)?, &spread)
    }
    fn target_formula(self, x: &Tensor, _: &Tensor) -> Result<Tensor> {
        sub(&ln(&linear(x, -1.0, 1.0)?)?, &ln(x)?)
    }
}

fn of_logits(args: &Args) -> Result<Value> {
    for (i, argument) in [(2, "weight"), (6, "pos_weight")] {
        super::without_gradient("binary_cross_entropy_with_logits", argument, args.opt_tensor(i))?;
    }
    let (x, t) = (args.tensor(0)?, args.tensor(1)?);
    let reduction = Reduction::read_legacy(args, 3, 4, 5)?;
    if t.shape() != x.shape() {
        return Err(Error::value(format!(
            "Target size (torch.Size({})) must be the same as input size (torch.Size({}))",
            shape::text(&t.shape()),
            shape::text(&x.shape())
        )));
    }
    if !x.dtype().is_floating() {
        return Err(unsupported("log_sigmoid_cpu", x.dtype()));
    }
    if !t.dtype().is_floating() {
        let made = result_type(&[&Operand::from(x), &Operand::from(t)]);
        return Err(Error::runtime(format!(
            "result type {} can't be cast to the desired output type {}",
            made.scalar_name(),
            t.dtype().scalar_name()
        )));
    }
    let (weight, pos_weight) = (args.opt_tensor(2), args.opt_tensor(6));
    if weight.is_none() && pos_weight.is_none() {
        return Ok(loss(Logit, x, t, reduction)?.into());
    }
    // (1 - t) x - (1 + (p - 1) t) ln sigmoid(x)
    let log = apply(LogSigmoid {}, x)?;
    let log = match pos_weight {
        Some(p) => mul(&log, &linear(&mul(&linear(&p.detach(), 1.0, -1.0)?, t)?, 1.0, 1.0)?)?,
        None => log,
    };
    let losses = sub(&mul(&linear(t, -1.0, 1.0)?, x)?, &log)?;
    let losses = match weight {
        Some(weight) => mul(&losses, &weight.detach())?,
        None => losses,
    };
    let out = reduction.apply(&losses)?;
    Ok(super::super::pointwise::titled(out, "BinaryCrossEntropyWithLogitsBackward0").into())
}

/// (1 - t) x - ln sigmoid(x).
#[derive(Clone, Copy)]
struct Logit;
impl Pair for Logit {
    fn node(self, _: Reduction) -> &'static str {
        "BinaryCrossEntropyWithLogitsBackward0"
    }
    #[inline(always)]
    fn value<T: Real>(self, x: T, t: T) -> T {
        let tail = (-x.abs()).exp().ln_1p();
        let log = (if x > T::ZERO { T::ZERO } else { x }) - tail;
        (T::ONE - t) * x - log
    }
    #[inline(always)]
    fn slope<T: Real>(self, x: T, t: T) -> T {
        x.sigmoid() - t
    }
    #[inline(always)]
    fn target_slope<T: Real>(self, x: T, _: T) -> T {
        -x
    }
    fn formula(self, x: &Tensor, t: &Tensor) -> Result<Tensor> {
        sub(&apply(Sigmoid {}, x)?, t)
    }
    fn target_formula(self, x: &Tensor, t: &Tensor) -> Result<Tensor> {
        // The second term is there for its shape on the tape: it is zero.
        add(&mul_number(x, -1.0)?, &mul_number(t, 0.0)?)
    }
}
