//! Losses that are a function of two numbers at each place: the elements' losses and their reduction in one loop, and one
//! loop back.

use super::super::super::super::dtype::DType;
use super::super::super::super::error::Result;
use super::super::super::super::sum::sum_all;
use super::super::super::super::tape::{self, Saved, record};
use super::super::super::super::tensor::Tensor;
use super::super::super::{Operand, mul, result_type};
use super::super::formula::mul_number;
use super::super::pointwise::zeros;
use super::super::real::{Real, vectorised};
use super::Reduction;

/// A loss of an input and a target.
pub trait Pair: Copy + 'static {
    fn node(self, reduction: Reduction) -> &'static str;
    fn value<T: Real>(self, x: T, t: T) -> T;
    /// Its slope along the input.
    fn slope<T: Real>(self, x: T, t: T) -> T;
    /// Its slope along the target.
    fn target_slope<T: Real>(self, x: T, t: T) -> T {
        -self.slope(x, t)
    }
    /// Both slopes in operations that have gradients themselves.
    fn formula(self, x: &Tensor, t: &Tensor) -> Result<Tensor>;
    fn target_formula(self, x: &Tensor, t: &Tensor) -> Result<Tensor> {
        mul_number(&self.formula(x, t)?, -1.0)
    }
}

/// The loss of an input and a target of one shape.
pub fn loss<P: Pair>(pair: P, x: &Tensor, t: &Tensor, reduction: Reduction) -> Result<Tensor> {
    let dtype = result_type(&[&Operand::from(x), &Operand::from(t)]);
    let out = match dtype {
        DType::Float64 => forward::<P, f64>(pair, x, t, reduction)?,
        DType::Float32 => forward::<P, f32>(pair, x, t, reduction)?,
        half => forward::<P, f32>(pair, x, t, reduction)?.cast(half)?,
    };
    Ok(record(out, pair.node(reduction), &[x, t], |_| {
        let (x, t) = (Saved::new(x), Saved::new(t));
        Box::new(move |incoming| {
            let (grad, x, t) = (incoming.grad()?, x.get(incoming)?, t.get(incoming)?);
            let share = if reduction == Reduction::Mean { 1.0 / x.numel() as f64 } else { 1.0 };
            let (left, right) = (incoming.needs(0), incoming.needs(1));
            if tape::is_enabled() {
                let grad = if reduction == Reduction::Mean { mul_number(&grad, share)? } else { grad };
                let part = |slope: Result<Tensor>| mul(&slope?, &grad);
                return Ok(vec![
                    left.then(|| part(pair.formula(&x, &t))).transpose()?,
                    right.then(|| part(pair.target_formula(&x, &t))).transpose()?,
                ]);
            }
            let back = |target: bool| match dtype {
                DType::Float64 => backward::<P, f64>(pair, &grad, &x, &t, share, target),
                _ => backward::<P, f32>(pair, &grad, &x, &t, share, target),
            };
            Ok(vec![left.then(|| back(false)).transpose()?, right.then(|| back(true)).transpose()?])
        })
    }))
}

fn forward<P: Pair, T: Real>(pair: P, x: &Tensor, t: &Tensor, reduction: Reduction) -> Result<Tensor> {
    let (xs, ts) = (x.values::<T>(), t.values::<T>());
    let n = xs.len().min(ts.len());
    let mut out = zeros::<T>(n)?;
    vectorised(
        #[inline(always)]
        || out.iter_mut().zip(xs.iter()).zip(ts.iter()).for_each(|((o, &x), &t)| *o = pair.value(x, t)),
    );
    let total = match reduction {
        Reduction::None => return Ok(Tensor::from_vec(out, &x.shape())),
        Reduction::Mean => sum_all(&out) / T::of(n as f64),
        Reduction::Sum => sum_all(&out),
    };
    Ok(Tensor::from_vec(vec![total], &[]))
}

fn backward<P: Pair, T: Real>(
    pair: P,
    grad: &Tensor,
    x: &Tensor,
    t: &Tensor,
    share: f64,
    target: bool,
) -> Result<Tensor> {
    let (xs, ts, gs) = (x.values::<T>(), t.values::<T>(), grad.values::<T>());
    let out = if target {
        slopes(&xs, &ts, &gs, share, |x, t| pair.target_slope(x, t))?
    } else {
        slopes(&xs, &ts, &gs, share, |x, t| pair.slope(x, t))?
    };
    Ok(Tensor::from_vec(out, &x.shape()))
}

/// Slopes times the gradient: one for each, or one for all of which each has its share.
fn slopes<T: Real>(xs: &[T], ts: &[T], gs: &[T], share: f64, slope: impl Fn(T, T) -> T) -> Result<Vec<T>> {
    let mut out = zeros::<T>(xs.len())?;
    vectorised(
        #[inline(always)]
        || {
            let pairs = out.iter_mut().zip(xs).zip(ts);
            if gs.len() == xs.len() && share == 1.0 {
                pairs.zip(gs).for_each(|(((o, &x), &t), &g)| *o = slope(x, t) * g);
            } else if let Some(&g) = gs.first() {
                let g = g * T::of(share);
                pairs.for_each(|((o, &x), &t)| *o = slope(x, t) * g);
            }
        },
    );
    Ok(out)
}
