//! Sums, products and quotients of complex numbers. The gradient of a factor has the other one conjugated.

use num_complex::Complex;

use super::super::super::args::{Args, Value};
use super::super::super::dtype::DType;
use super::super::super::error::Result;
use super::super::super::registry::Op;
use super::super::super::shape::Shape;
use super::super::super::tape::{Incoming, Saved, record};
use super::super::super::tensor::Tensor;
use super::super::arithmetic::{difference, div, mul, neg, product as times, quotient as divided, total};
use super::super::elementwise::{Operand, map2, operand};
use super::super::reduce::sum_to;
use super::access::real;
use super::everywhere;
use super::make::conjugated;

pub const OWN: &[Op] = &[
    everywhere("add(Operand input, Operand other, *, Scalar alpha=1)", |a| {
        Ok(total(&operand(a, 0)?, &times_alpha(a)?)?.into())
    })
    .in_place(),
    everywhere("sub(Operand input, Operand other, *, Scalar alpha=1)", |a| {
        Ok(difference(&operand(a, 0)?, &times_alpha(a)?)?.into())
    })
    .in_place(),
    everywhere("subtract(Operand input, Operand other, *, Scalar alpha=1)", |a| {
        Ok(difference(&operand(a, 0)?, &times_alpha(a)?)?.into())
    })
    .in_place(),
    everywhere("addcmul(Tensor input, Tensor tensor1, Tensor tensor2, *, Scalar value=1)", |a| {
        Ok(super::super::arithmetic::add(a.tensor(0)?, &weighted(&mul(a.tensor(1)?, a.tensor(2)?)?, a.value(3))?)?
            .into())
    })
    .in_place(),
    everywhere("addcdiv(Tensor input, Tensor tensor1, Tensor tensor2, *, Scalar value=1)", |a| {
        Ok(super::super::arithmetic::add(a.tensor(0)?, &weighted(&div(a.tensor(1)?, a.tensor(2)?)?, a.value(3))?)?
            .into())
    })
    .in_place(),
    everywhere("lerp(Tensor input, Tensor end, Operand weight)", |a| {
        let span = difference(&operand(a, 1)?, &operand(a, 0)?)?;
        Ok(total(&operand(a, 0)?, &(&times(&(&span).into(), &operand(a, 2)?)?).into())?.into())
    })
    .in_place(),
];

fn times_alpha(args: &Args) -> Result<Operand> {
    let other = operand(args, 1)?;
    match args.value(2) {
        Value::Int(1) => Ok(other),
        Value::Float(x) if *x == 1.0 => Ok(other),
        alpha => Ok(Operand { tensor: times(&other, &Operand::new(alpha)?)?, number: other.number }),
    }
}

/// A tensor times a number of the language.
pub fn weighted(x: &Tensor, factor: &Value) -> Result<Tensor> {
    if factor.number() == Some(1.0) { Ok(x.clone()) } else { times(&x.into(), &Operand::new(factor)?) }
}

/// A tensor times a complex number.
pub fn scaled(x: &Tensor, [re, im]: [f64; 2]) -> Result<Tensor> {
    times(&x.into(), &Operand::new(&Value::Complex(re, im))?)
}

fn pairwise(
    a: &Tensor,
    b: &Tensor,
    dtype: DType,
    single: impl Fn(Complex<f32>, Complex<f32>) -> Complex<f32>,
    double: impl Fn(Complex<f64>, Complex<f64>) -> Complex<f64>,
) -> Result<Tensor> {
    if dtype == DType::Complex64 {
        let (values, shape) = map2::<[f32; 2], [f32; 2]>(a, b, |x, y| {
            let z = single(Complex::new(x[0], x[1]), Complex::new(y[0], y[1]));
            [z.re, z.im]
        })?;
        return Ok(Tensor::from_vec(values, &shape));
    }
    let (values, shape) = map2::<[f64; 2], [f64; 2]>(a, b, |x, y| {
        let z = double(Complex::new(x[0], x[1]), Complex::new(y[0], y[1]));
        [z.re, z.im]
    })?;
    Ok(Tensor::from_vec(values, &shape))
}

/// Outside the tape, as all that follows but `product` and `quotient`.
pub fn sums(a: &Tensor, b: &Tensor, dtype: DType) -> Result<Tensor> {
    pairwise(a, b, dtype, |x, y| x + y, |x, y| x + y)
}

pub fn differences(a: &Tensor, b: &Tensor, dtype: DType) -> Result<Tensor> {
    pairwise(a, b, dtype, |x, y| x - y, |x, y| x - y)
}

pub fn negated(x: &Tensor) -> Result<Tensor> {
    let zero = Tensor::zeros(&[], x.dtype())?;
    pairwise(x, &zero, x.dtype(), |x, _| -x, |x, _| -x)
}

/// Scaled, so that nothing overflows that need not: R. L. Smith, "Algorithm 116: Complex division", 1962.
fn ratio<T: num_traits::Float>(x: Complex<T>, y: Complex<T>) -> Complex<T> {
    let (c, d) = (y.re.abs(), y.im.abs());
    if c >= d {
        if c.is_zero() && d.is_zero() {
            return Complex::new(x.re / c, x.im / d);
        }
        let ratio = y.im / y.re;
        let scale = T::one() / (y.re + y.im * ratio);
        return Complex::new((x.re + x.im * ratio) * scale, (x.im - x.re * ratio) * scale);
    }
    let ratio = y.re / y.im;
    let scale = T::one() / (y.re * ratio + y.im);
    Complex::new((x.re * ratio + x.im) * scale, (x.im * ratio - x.re) * scale)
}

/// An operand as it was, for the way back.
struct Kept {
    saved: Saved,
    number: bool,
    complex: bool,
    shape: Shape,
}

impl Kept {
    fn new(operand: &Operand) -> Self {
        let x = &operand.tensor;
        Self { saved: Saved::new(x), number: operand.number, complex: x.dtype().is_complex(), shape: x.shape() }
    }

    fn conjugate(&self, incoming: &Incoming<'_>) -> Result<Operand> {
        Ok(Operand { tensor: conjugated(&self.saved.get(incoming)?)?, number: self.number })
    }

    /// A gradient in this operand's shape; of a real operand only the real part counts.
    fn fit(&self, grad: &Tensor) -> Result<Tensor> {
        let grad = if self.complex { grad.clone() } else { real(grad)? };
        sum_to(&grad, &self.shape)
    }
}

/// Elementwise product, on the tape.
pub fn product(a: &Operand, b: &Operand, dtype: DType) -> Result<Tensor> {
    let out = pairwise(&a.tensor, &b.tensor, dtype, |x, y| x * y, |x, y| x * y)?;
    Ok(record(out, "MulBackward0", &[&a.tensor, &b.tensor], |_| {
        let (a, b) = (Kept::new(a), Kept::new(b));
        Box::new(move |incoming| {
            let grad: Operand = (&incoming.grad()?).into();
            let part = |i: usize, this: &Kept, other: &Kept| {
                incoming.needs(i).then(|| this.fit(&times(&grad, &other.conjugate(incoming)?)?)).transpose()
            };
            Ok(vec![part(0, &a, &b)?, part(1, &b, &a)?])
        })
    }))
}

/// Elementwise quotient, on the tape.
pub fn quotient(a: &Operand, b: &Operand, dtype: DType) -> Result<Tensor> {
    let out = pairwise(&a.tensor, &b.tensor, dtype, ratio, ratio)?;
    Ok(record(out, "DivBackward0", &[&a.tensor, &b.tensor], |_| {
        let (a, b) = (Kept::new(a), Kept::new(b));
        Box::new(move |incoming| {
            let grad: Operand = (&incoming.grad()?).into();
            let divisor = b.conjugate(incoming)?;
            let first = incoming.needs(0).then(|| a.fit(&divided(&grad, &divisor)?)).transpose()?;
            let second = incoming
                .needs(1)
                .then(|| {
                    let ratio = divided(&(&divided(&a.conjugate(incoming)?, &divisor)?).into(), &divisor)?;
                    b.fit(&mul(&neg(&grad.tensor)?, &ratio)?)
                })
                .transpose()?;
            Ok(vec![first, second])
        })
    }))
}
