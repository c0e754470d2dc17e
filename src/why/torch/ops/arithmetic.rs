//! Addition, subtraction, multiplication, division, negation.

use super::super::args::{Args, Value};
use super::super::dtype::DType;
use super::super::error::{Error, Result};
use super::super::registry::{Op, both};
use super::super::tape::{Saved, record, record_light};
use super::super::tensor::Tensor;
use super::elementwise::{Binary, Operand, Unary, binary, float_type, operand, result_type, unary};
use super::reduce::sum_to;

pub(super) const OPS: &[Op] = &[
    both("add(Tensor input, Operand other, *, Scalar alpha=1)", |a| scaled(a, 1.0)).in_place(),
    both("add(Operand input, Operand other, *, Scalar alpha=1)", |a| scaled(a, 1.0)),
    both("sub(Operand input, Operand other, *, Scalar alpha=1)", |a| scaled(a, -1.0)).in_place(),
    both("subtract(Operand input, Operand other, *, Scalar alpha=1)", |a| scaled(a, -1.0)).in_place(),
    both("rsub(Operand input, Operand other, *, Scalar alpha=1)", |a| {
        let (x, alpha) = (operand(a, 0)?, a.float(2)?);
        let x = if alpha == 1.0 { x } else { scale(&x, alpha, a.value(2))? };
        Ok(difference(&operand(a, 1)?, &x)?.into())
    }),
    both("mul(Operand input, Operand other)", |a| Ok(product(&operand(a, 0)?, &operand(a, 1)?)?.into())).in_place(),
    both("multiply(Operand input, Operand other)", |a| Ok(product(&operand(a, 0)?, &operand(a, 1)?)?.into()))
        .in_place(),
    both("div(Operand input, Operand other)", |a| Ok(quotient(&operand(a, 0)?, &operand(a, 1)?)?.into())).in_place(),
    both("true_divide(Operand input, Operand other)", |a| Ok(quotient(&operand(a, 0)?, &operand(a, 1)?)?.into()))
        .in_place(),
    both("neg(Tensor input)", |a| Ok(neg(a.tensor(0)?)?.into())).in_place(),
    both("negative(Tensor input)", |a| Ok(neg(a.tensor(0)?)?.into())).in_place(),
];

struct Add;
impl Binary for Add {
    fn f32(a: f32, b: f32) -> f32 {
        a + b
    }
    fn f64(a: f64, b: f64) -> f64 {
        a + b
    }
    fn int(a: i64, b: i64) -> i64 {
        a.wrapping_add(b)
    }
}

struct Sub;
impl Binary for Sub {
    fn f32(a: f32, b: f32) -> f32 {
        a - b
    }
    fn f64(a: f64, b: f64) -> f64 {
        a - b
    }
    fn int(a: i64, b: i64) -> i64 {
        a.wrapping_sub(b)
    }
}

struct Mul;
impl Binary for Mul {
    fn f32(a: f32, b: f32) -> f32 {
        a * b
    }
    fn f64(a: f64, b: f64) -> f64 {
        a * b
    }
    fn int(a: i64, b: i64) -> i64 {
        a.wrapping_mul(b)
    }
}

struct Div;
impl Binary for Div {
    fn f32(a: f32, b: f32) -> f32 {
        a / b
    }
    fn f64(a: f64, b: f64) -> f64 {
        a / b
    }
    fn int(a: i64, _: i64) -> i64 {
        a
    }
}

struct Neg;
impl Unary for Neg {
    fn f32(x: f32) -> f32 {
        -x
    }
    fn f64(x: f64) -> f64 {
        -x
    }
}

/// `input + sign * alpha * other`.
fn scaled(args: &Args, sign: f64) -> Result<Value> {
    let (a, b) = (operand(args, 0)?, operand(args, 1)?);
    let alpha = args.float(2)?;
    if alpha.fract() != 0.0 && !result_type(&[&a, &b]).is_differentiable() {
        return Err(Error::runtime("For integral input tensors, argument alpha must not be a floating point number."));
    }
    let b = if alpha == 1.0 { b } else { scale(&b, alpha, args.value(2))? };
    let out = if sign > 0.0 { total(&a, &b)? } else { difference(&a, &b)? };
    Ok(out.into())
}

fn scale(x: &Operand, factor: f64, number: &Value) -> Result<Operand> {
    let number = if factor.fract() == 0.0 { Value::Int(factor as i64) } else { number.clone() };
    Ok(Operand { tensor: product(x, &Operand::new(&number)?)?, number: x.number })
}

/// Elementwise sum, broadcast.
pub fn add(a: &Tensor, b: &Tensor) -> Result<Tensor> {
    total(&a.into(), &b.into())
}

pub fn sub(a: &Tensor, b: &Tensor) -> Result<Tensor> {
    difference(&a.into(), &b.into())
}

pub fn mul(a: &Tensor, b: &Tensor) -> Result<Tensor> {
    product(&a.into(), &b.into())
}

pub fn div(a: &Tensor, b: &Tensor) -> Result<Tensor> {
    quotient(&a.into(), &b.into())
}

/// Multiplies by a number, which does not change the type of a float tensor.
pub fn mul_number(a: &Tensor, factor: f64) -> Result<Tensor> {
    product(&a.into(), &Operand::new(&Value::Float(factor))?)
}

/// Adds a number.
pub fn add_number(a: &Tensor, term: f64) -> Result<Tensor> {
    total(&a.into(), &Operand::new(&Value::Float(term))?)
}

pub(super) fn total(a: &Operand, b: &Operand) -> Result<Tensor> {
    let dtype = result_type(&[a, b]);
    let out = if dtype.is_complex() {
        super::complex::arithmetic::sums(&a.tensor, &b.tensor, dtype)?
    } else {
        binary::<Add>(&a.tensor, &b.tensor, dtype)?
    };
    let (sa, sb) = (a.tensor.shape(), b.tensor.shape());
    Ok(record_light(out, "AddBackward0", &[&a.tensor, &b.tensor], |_| {
        Box::new(move |incoming| {
            let grad = incoming.grad()?;
            Ok(vec![
                incoming.needs(0).then(|| sum_to(&grad, &sa)).transpose()?,
                incoming.needs(1).then(|| sum_to(&grad, &sb)).transpose()?,
            ])
        })
    }))
}

pub(super) fn difference(a: &Operand, b: &Operand) -> Result<Tensor> {
    let dtype = result_type(&[a, b]);
    if dtype == DType::Bool {
        return Err(Error::runtime(
            "Subtraction, the `-` operator, with two bool tensors is not supported. Use the `^` or `logical_xor()` operator instead.",
        ));
    }
    let out = if dtype.is_complex() {
        super::complex::arithmetic::differences(&a.tensor, &b.tensor, dtype)?
    } else {
        binary::<Sub>(&a.tensor, &b.tensor, dtype)?
    };
    let (sa, sb) = (a.tensor.shape(), b.tensor.shape());
    Ok(record_light(out, "SubBackward0", &[&a.tensor, &b.tensor], |_| {
        Box::new(move |incoming| {
            let grad = incoming.grad()?;
            Ok(vec![
                incoming.needs(0).then(|| sum_to(&grad, &sa)).transpose()?,
                incoming.needs(1).then(|| sum_to(&neg(&grad)?, &sb)).transpose()?,
            ])
        })
    }))
}

pub(super) fn product(a: &Operand, b: &Operand) -> Result<Tensor> {
    let dtype = result_type(&[a, b]);
    if dtype.is_complex() {
        return super::complex::arithmetic::product(a, b, dtype);
    }
    let out = binary::<Mul>(&a.tensor, &b.tensor, dtype)?;
    Ok(record(out, "MulBackward0", &[&a.tensor, &b.tensor], |_| {
        let (a, b) = (Factor::new(a), Factor::new(b));
        Box::new(move |incoming| {
            let grad = incoming.grad()?;
            let part = |i: usize, other: &Factor, shape: &[usize]| {
                incoming.needs(i).then(|| sum_to(&product(&(&grad).into(), &other.get(incoming)?)?, shape)).transpose()
            };
            Ok(vec![part(0, &b, &a.shape)?, part(1, &a, &b.shape)?])
        })
    }))
}

/// A saved operand that is still a number if it was one.
struct Factor {
    saved: Saved,
    number: bool,
    shape: super::super::shape::Shape,
}

impl Factor {
    fn new(operand: &Operand) -> Self {
        Self { saved: Saved::new(&operand.tensor), number: operand.number, shape: operand.tensor.shape() }
    }

    fn get(&self, incoming: &super::super::tape::Incoming<'_>) -> Result<Operand> {
        Ok(Operand { tensor: self.saved.get(incoming)?, number: self.number })
    }
}

pub(super) fn quotient(a: &Operand, b: &Operand) -> Result<Tensor> {
    let dtype = float_type(&[a, b]);
    if dtype.is_complex() {
        return super::complex::arithmetic::quotient(a, b, dtype);
    }
    let out = binary::<Div>(&a.tensor, &b.tensor, dtype)?;
    Ok(record(out, "DivBackward0", &[&a.tensor, &b.tensor], |_| {
        let (a, b) = (Factor::new(a), Factor::new(b));
        Box::new(move |incoming| {
            let grad: Operand = (&incoming.grad()?).into();
            let divisor = b.get(incoming)?;
            let first = incoming.needs(0).then(|| sum_to(&quotient(&grad, &divisor)?, &a.shape)).transpose()?;
            let second = incoming
                .needs(1)
                .then(|| {
                    // -grad * (a / b) / b, in this order, so that nothing overflows that need not.
                    let ratio = quotient(&(&quotient(&a.get(incoming)?, &divisor)?).into(), &divisor)?;
                    sum_to(&mul(&neg(&grad.tensor)?, &ratio)?, &b.shape)
                })
                .transpose()?;
            Ok(vec![first, second])
        })
    }))
}

pub fn neg(x: &Tensor) -> Result<Tensor> {
    if x.dtype() == DType::Bool {
        return Err(Error::runtime(
            "Negation, the `-` operator, on a bool tensor is not supported. If you are trying to invert a mask, use the `~` or `logical_not()` operator instead.",
        ));
    }
    let out = if x.dtype().is_floating() {
        unary::<Neg>(x, x.dtype())?
    } else if x.dtype().is_complex() {
        super::complex::arithmetic::negated(x)?
    } else {
        Tensor::from_vec(x.values::<i64>().iter().map(|v| v.wrapping_neg()).collect(), &x.shape()).cast(x.dtype())?
    };
    Ok(record_light(out, "NegBackward0", &[x], |_| Box::new(|incoming| Ok(vec![Some(neg(&incoming.grad()?)?)]))))
}

/// `target += other`, outside the tape: for sums of gradients.
pub fn add_in_place(target: &Tensor, other: &Tensor) -> Result<()> {
    let sum = add(target, other)?;
    target.write(&sum.buffer_as(target.dtype())?);
    target.bump_version();
    Ok(())
}
