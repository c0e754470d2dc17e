//! The few functions that gradients are written with where gradients of gradients are wanted, differentiable any number of
//! times.

use super::super::super::dtype::DType;
use super::super::super::error::Result;
use super::super::super::sum::sum_all;
use super::super::super::tape::record_light;
use super::super::super::tensor::Tensor;
pub use super::super::arithmetic::{add_number, mul_number};
use super::super::{div, expand, mul};
use super::pointwise::{Curve, Keeps, apply};
use super::real::Real;

#[derive(Clone, Copy)]
struct Exp;
impl Curve for Exp {
    const NODE: &'static str = "ExpBackward0";
    const SECOND: &'static str = "MulBackward0";
    const KEEPS: Keeps = Keeps::Output;
    const KERNEL: &'static str = "exp";
    #[inline(always)]
    fn value<T: Real>(self, x: T) -> T {
        x.exp()
    }
    #[inline(always)]
    fn back<T: Real>(self, grad: T, y: T) -> T {
        grad * y
    }
    fn formula(self, grad: &Tensor, y: &Tensor) -> Option<Result<Tensor>> {
        Some(mul(grad, y))
    }
}

#[derive(Clone, Copy)]
struct Ln;
impl Curve for Ln {
    const NODE: &'static str = "LogBackward0";
    const SECOND: &'static str = "DivBackward0";
    const KEEPS: Keeps = Keeps::Input;
    const KERNEL: &'static str = "log";
    #[inline(always)]
    fn value<T: Real>(self, x: T) -> T {
        x.ln()
    }
    #[inline(always)]
    fn back<T: Real>(self, grad: T, x: T) -> T {
        grad / x
    }
    fn formula(self, grad: &Tensor, x: &Tensor) -> Option<Result<Tensor>> {
        Some(div(grad, x))
    }
}

#[derive(Clone, Copy)]
struct Sqrt;
impl Curve for Sqrt {
    const NODE: &'static str = "SqrtBackward0";
    const SECOND: &'static str = "DivBackward0";
    const KEEPS: Keeps = Keeps::Output;
    const KERNEL: &'static str = "sqrt";
    #[inline(always)]
    fn value<T: Real>(self, x: T) -> T {
        x.sqrt()
    }
    #[inline(always)]
    fn back<T: Real>(self, grad: T, y: T) -> T {
        grad / (T::of(2.0) * y)
    }
    fn formula(self, grad: &Tensor, y: &Tensor) -> Option<Result<Tensor>> {
        Some(mul_number(y, 2.0).and_then(|y| div(grad, &y)))
    }
}

#[derive(Clone, Copy)]
struct Abs;
impl Curve for Abs {
    const NODE: &'static str = "AbsBackward0";
    const SECOND: &'static str = "MulBackward0";
    const KEEPS: Keeps = Keeps::Input;
    const KERNEL: &'static str = "abs_cpu";
    #[inline(always)]
    fn value<T: Real>(self, x: T) -> T {
        x.abs()
    }
    #[inline(always)]
    fn back<T: Real>(self, grad: T, x: T) -> T {
        let sign = if x < T::ZERO { -T::ONE } else { T::ONE };
        grad * if x == T::ZERO { T::ZERO } else { sign }
    }
}

/// x^e of positive numbers.
#[derive(Clone, Copy)]
struct Power(f64);
impl Curve for Power {
    const NODE: &'static str = "PowBackward0";
    const SECOND: &'static str = "MulBackward0";
    const KEEPS: Keeps = Keeps::Input;
    const KERNEL: &'static str = "pow";
    #[inline(always)]
    fn value<T: Real>(self, x: T) -> T {
        x.powf(T::of(self.0))
    }
    #[inline(always)]
    fn back<T: Real>(self, grad: T, x: T) -> T {
        grad * T::of(self.0) * x.powf(T::of(self.0 - 1.0))
    }
    fn formula(self, grad: &Tensor, x: &Tensor) -> Option<Result<Tensor>> {
        let slope = || mul_number(&power(x, self.0 - 1.0)?, self.0);
        Some(slope().and_then(|slope| mul(grad, &slope)))
    }
}

/// Zero below a number: `clamp_min`, whose gradient is 0 at the number itself.
#[derive(Clone, Copy)]
struct AtLeast(f64);
impl Curve for AtLeast {
    const NODE: &'static str = "ClampMinBackward0";
    const SECOND: &'static str = "WhereBackward0";
    const KEEPS: Keeps = Keeps::Input;
    const KERNEL: &'static str = "clamp_min_scalar_cpu";
    #[inline(always)]
    fn value<T: Real>(self, x: T) -> T {
        if x < T::of(self.0) { T::of(self.0) } else { x }
    }
    #[inline(always)]
    fn back<T: Real>(self, grad: T, x: T) -> T {
        if x > T::of(self.0) || x.is_nan() { grad } else { T::ZERO }
    }
}

pub fn exp(x: &Tensor) -> Result<Tensor> {
    apply(Exp, x)
}

pub fn ln(x: &Tensor) -> Result<Tensor> {
    apply(Ln, x)
}

pub fn sqrt(x: &Tensor) -> Result<Tensor> {
    apply(Sqrt, x)
}

pub fn abs(x: &Tensor) -> Result<Tensor> {
    apply(Abs, x)
}

/// x^e, where x is positive.
pub fn power(x: &Tensor, e: f64) -> Result<Tensor> {
    apply(Power(e), x)
}

pub fn clamp_min(x: &Tensor, least: f64) -> Result<Tensor> {
    apply(AtLeast(least), x)
}

/// The mean of all elements.
pub fn mean(x: &Tensor) -> Result<Tensor> {
    let (from, share) = (x.shape(), 1.0 / x.numel() as f64);
    let out = match x.dtype() {
        DType::Float64 => Tensor::from_vec(vec![average(&x.values::<f64>())], &[]),
        DType::Float32 => Tensor::from_vec(vec![average(&x.values::<f32>())], &[]),
        half => Tensor::from_vec(vec![average(&x.values::<f32>())], &[]).cast(half)?,
    };
    Ok(record_light(out, "MeanBackward0", &[x], |_| {
        Box::new(move |incoming| Ok(vec![Some(expand(&mul_number(&incoming.grad()?, share)?, &from)?)]))
    }))
}

fn average<T: Real>(values: &[T]) -> T {
    sum_all(values) / T::of(values.len() as f64)
}

/// `factor * x + term`.
pub fn linear(x: &Tensor, factor: f64, term: f64) -> Result<Tensor> {
    add_number(&mul_number(x, factor)?, term)
}

/// `1 - x * x`.
pub fn one_minus_square(x: &Tensor) -> Result<Tensor> {
    linear(&mul(x, x)?, -1.0, 1.0)
}

/// `product of factors`.
pub fn product(factors: &[&Tensor]) -> Result<Tensor> {
    let mut factors = factors.iter();
    let Some(&first) = factors.next() else {
        return Tensor::full(&[], 1.0, DType::Float32);
    };
    factors.try_fold(first.clone(), |product, factor| mul(&product, factor))
}

/// 1 where `test` holds for an element, 0 elsewhere; without history.
pub fn mask(x: &Tensor, test: impl Fn(f64) -> bool + Copy) -> Result<Tensor> {
    constants(x, |x| if test(x) { 1.0 } else { 0.0 })
}

/// A number for each element, without history.
pub fn constants(x: &Tensor, f: impl Fn(f64) -> f64 + Copy) -> Result<Tensor> {
    super::pointwise::map(&x.detach(), |x| f(f64::from(x)) as f32, f)
}
