//! Powers and the other functions of two numbers: remainders, extremes, angles, logic on bits.

use super::super::args::{Args, Value};
use super::super::dtype::DType;
use super::super::error::{Error, Kind, Result};
use super::super::registry::{Op, TENSOR, TORCH, both, op};
use super::super::tape::{Saved, record, record_light};
use super::super::tensor::Tensor;
use super::arithmetic::{add, div, mul, mul_number, neg};
use super::elementwise::{Binary, Operand, binary, compare, float_type, map2, operand, result_type};
use super::reduce::sum_to;
use super::select::masked;

pub(super) const OPS: &[Op] = &[
    op(TORCH | TENSOR, "pow(Operand input, Operand exponent)", |a| Ok(pow(&operand(a, 0)?, &operand(a, 1)?)?.into()))
        .in_place(),
    both("float_power(Operand input, Operand exponent)", |a| {
        let wide = |o: Operand| -> Result<Operand> {
            Ok(Operand { tensor: super::convert::to_dtype(&o.tensor, DType::Float64)?, number: false })
        };
        Ok(pow(&wide(operand(a, 0)?)?, &wide(operand(a, 1)?)?)?.into())
    }),
    both("remainder(Operand input, Operand other)", |a| modulo::<Remainder>(a, "RemainderBackward0", f64::floor))
        .in_place(),
    both("fmod(Operand input, Operand other)", |a| modulo::<Fmod>(a, "FmodBackward0", f64::trunc)).in_place(),
    both("floor_divide(Operand input, Operand other)", |a| floor_divide(&operand(a, 0)?, &operand(a, 1)?)).in_place(),
    both("div(Operand input, Operand other, *, str? rounding_mode)", |a| {
        let (x, y) = (operand(a, 0)?, operand(a, 1)?);
        match a.opt_text(2) {
            None => Ok(super::arithmetic::quotient(&x, &y)?.into()),
            Some("floor") => floor_divide(&x, &y),
            Some("trunc") => truncated(&x, &y),
            Some(other) => Err(Error::runtime(format!(
                "div expected rounding_mode to be one of None, 'trunc', or 'floor' but found '{other}'"
            ))),
        }
    })
    .in_place(),
    both("maximum(Tensor input, Tensor other)", |a| extreme(&operand(a, 0)?, &operand(a, 1)?, true)),
    both("minimum(Tensor input, Tensor other)", |a| extreme(&operand(a, 0)?, &operand(a, 1)?, false)),
    both("atan2(Tensor input, Tensor other)", atan2).in_place(),
    both("arctan2(Tensor input, Tensor other)", atan2).in_place(),
    both("hypot(Tensor input, Tensor other)", |a| {
        let (x, y) = (operand(a, 0)?, operand(a, 1)?);
        let out = binary::<Hypot>(&x.tensor, &y.tensor, float_type(&[&x, &y]))?;
        Ok(record(out, "HypotBackward0", &[&x.tensor, &y.tensor], |out| {
            let (sx, sy, so) = (Saved::new(&x.tensor), Saved::new(&y.tensor), Saved::output(out));
            Box::new(move |i| {
                let ratio = div(&i.grad()?, &so.get(i)?)?;
                let (x, y) = (sx.get(i)?, sy.get(i)?);
                Ok(vec![Some(sum_to(&mul(&ratio, &x)?, &x.shape())?), Some(sum_to(&mul(&ratio, &y)?, &y.shape())?)])
            })
        })
        .into())
    })
    .in_place(),
    both("logaddexp(Tensor input, Tensor other)", |a| {
        logaddexp::<Logaddexp>(a, "LogaddexpBackward0", "logaddexp_cpu", 1.0)
    }),
    both("logaddexp2(Tensor input, Tensor other)", |a| {
        logaddexp::<Logaddexp2>(a, "Logaddexp2Backward0", "logaddexp2_cpu", std::f64::consts::LN_2)
    }),
    both("heaviside(Tensor input, Tensor values)", |a| {
        let (x, y) = (operand(a, 0)?, operand(a, 1)?);
        Ok(binary::<Heaviside>(&x.tensor, &y.tensor, result_type(&[&x, &y]))?.into())
    })
    .in_place(),
];

macro_rules! binary_function {
    ($name:ident, $f:expr, $int:expr) => {
        struct $name;
        impl Binary for $name {
            fn f32(a: f32, b: f32) -> f32 {
                $f(f64::from(a), f64::from(b)) as f32
            }
            fn f64(a: f64, b: f64) -> f64 {
                $f(a, b)
            }
            fn int(a: i64, b: i64) -> i64 {
                $int(a, b)
            }
        }
    };
}

fn floor_mod(a: f64, b: f64) -> f64 {
    let r = a % b;
    if r != 0.0 && (r < 0.0) != (b < 0.0) { r + b } else { r }
}

fn keep(a: i64, _: i64) -> i64 {
    a
}

binary_function!(Fmod, |a: f64, b: f64| a % b, |a: i64, b: i64| a.checked_rem(b).unwrap_or(0));
binary_function!(Hypot, f64::hypot, keep);
binary_function!(Angle, f64::atan2, keep);
binary_function!(
    Logaddexp,
    |a: f64, b: f64| if a == b && a.is_infinite() { a } else { a.max(b) + (-(a - b).abs()).exp().ln_1p() },
    keep
);
binary_function!(
    Logaddexp2,
    |a: f64, b: f64| if a == b && a.is_infinite() {
        a
    } else {
        a.max(b) + (-(a - b).abs()).exp2().ln_1p() / std::f64::consts::LN_2
    },
    keep
);
binary_function!(
    Heaviside,
    |a: f64, b: f64| if a == 0.0 {
        b
    } else if a < 0.0 {
        0.0
    } else {
        1.0
    },
    |a: i64, b: i64| if a == 0 { b } else { i64::from(a > 0) }
);

/// Computed in the type itself: the remainder of a wider division is another.
struct Remainder;
impl Binary for Remainder {
    fn f32(a: f32, b: f32) -> f32 {
        let r = a % b;
        if r != 0.0 && (r < 0.0) != (b < 0.0) { r + b } else { r }
    }
    fn f64(a: f64, b: f64) -> f64 {
        floor_mod(a, b)
    }
    fn int(a: i64, b: i64) -> i64 {
        match a.checked_rem(b) {
            Some(r) if r != 0 && (r < 0) != (b < 0) => r + b,
            Some(r) => r,
            None => 0,
        }
    }
}

struct FloorDiv;
impl Binary for FloorDiv {
    fn f32(a: f32, b: f32) -> f32 {
        if b == 0.0 {
            return a / b;
        }
        let r = a % b;
        let mut q = (a - r) / b;
        if r != 0.0 && (b < 0.0) != (r < 0.0) {
            q -= 1.0;
        }
        if q == 0.0 {
            return 0f32.copysign(a / b);
        }
        let floor = q.floor();
        if q - floor > 0.5 { floor + 1.0 } else { floor }
    }
    fn f64(a: f64, b: f64) -> f64 {
        if b == 0.0 {
            return a / b;
        }
        let r = a % b;
        let mut q = (a - r) / b;
        if r != 0.0 && (b < 0.0) != (r < 0.0) {
            q -= 1.0;
        }
        if q == 0.0 {
            return 0f64.copysign(a / b);
        }
        let floor = q.floor();
        if q - floor > 0.5 { floor + 1.0 } else { floor }
    }
    fn int(a: i64, b: i64) -> i64 {
        let q = a.wrapping_div(b);
        if a.wrapping_rem(b) != 0 && (a < 0) != (b < 0) { q - 1 } else { q }
    }
}

struct TruncDiv;
impl Binary for TruncDiv {
    fn f32(a: f32, b: f32) -> f32 {
        (a / b).trunc()
    }
    fn f64(a: f64, b: f64) -> f64 {
        (a / b).trunc()
    }
    fn int(a: i64, b: i64) -> i64 {
        a.wrapping_div(b)
    }
}

struct Power;
impl Binary for Power {
    fn f32(a: f32, b: f32) -> f32 {
        a.powf(b)
    }
    fn f64(a: f64, b: f64) -> f64 {
        a.powf(b)
    }
    fn int(a: i64, b: i64) -> i64 {
        match b {
            // What is left of 1/a^n in whole numbers.
            b if b < 0 => match a {
                1 => 1,
                -1 => {
                    if b % 2 == 0 {
                        1
                    } else {
                        -1
                    }
                }
                _ => 0,
            },
            b => a.wrapping_pow(u32::try_from(b).unwrap_or(u32::MAX)),
        }
    }
}

fn divides_by_zero(b: &Operand, dtype: DType) -> Result<()> {
    if !dtype.is_floating() && b.tensor.to_f64_vec().contains(&0.0) {
        return Err(Error::new(Kind::Runtime, "ZeroDivisionError"));
    }
    Ok(())
}

/// The logarithm of a sum of powers of one base, whose logarithm is `base`.
fn logaddexp<F: Binary>(args: &Args, node: &'static str, kernel: &str, base: f64) -> Result<Value> {
    let (x, y) = (operand(args, 0)?, operand(args, 1)?);
    let dtype = result_type(&[&x, &y]);
    if !dtype.is_floating() {
        return Err(Error::new(
            Kind::NotImplemented,
            format!("\"{kernel}\" not implemented for '{}'", dtype.scalar_name()),
        ));
    }
    let out = binary::<F>(&x.tensor, &y.tensor, dtype)?;
    Ok(record(out, node, &[&x.tensor, &y.tensor], |out| {
        let (sx, sy, so) = (Saved::new(&x.tensor), Saved::new(&y.tensor), Saved::output(out));
        Box::new(move |i| {
            let (g, o) = (i.grad()?, so.get(i)?);
            let part = |s: &Saved| -> Result<Option<Tensor>> {
                let x = s.get(i)?;
                let away = super::arithmetic::sub(&x, &o)?;
                let share = super::unary::exp(&if base == 1.0 { away } else { mul_number(&away, base)? })?;
                Ok(Some(sum_to(&mul(&g, &share)?, &x.shape())?))
            };
            Ok(vec![part(&sx)?, part(&sy)?])
        })
    })
    .into())
}

fn floor_divide(a: &Operand, b: &Operand) -> Result<Value> {
    let dtype = result_type(&[a, b]);
    divides_by_zero(b, dtype)?;
    flat(binary::<FloorDiv>(&a.tensor, &b.tensor, dtype)?, a, b)
}

fn truncated(a: &Operand, b: &Operand) -> Result<Value> {
    let dtype = result_type(&[a, b]);
    divides_by_zero(b, dtype)?;
    flat(binary::<TruncDiv>(&a.tensor, &b.tensor, dtype)?, a, b)
}

/// A result whose gradient is zero.
fn flat(out: Tensor, a: &Operand, b: &Operand) -> Result<Value> {
    let (sa, sb) = (a.tensor.shape(), b.tensor.shape());
    Ok(record_light(out, "DivBackward1", &[&a.tensor, &b.tensor], |_| {
        Box::new(move |i| {
            let dtype = i.grad()?.dtype();
            Ok(vec![Some(Tensor::zeros(&sa, dtype)?), Some(Tensor::zeros(&sb, dtype)?)])
        })
    })
    .into())
}

fn modulo<F: Binary>(args: &Args, name: &'static str, round: fn(f64) -> f64) -> Result<Value> {
    let (a, b) = (operand(args, 0)?, operand(args, 1)?);
    let dtype = result_type(&[&a, &b]);
    divides_by_zero(&b, dtype)?;
    let out = binary::<F>(&a.tensor, &b.tensor, dtype)?;
    let (sa, sb) = (a.tensor.shape(), b.tensor.shape());
    Ok(record(out, name, &[&a.tensor, &b.tensor], |_| {
        let (x, y) = (Saved::new(&a.tensor), Saved::new(&b.tensor));
        Box::new(move |i| {
            let grad = i.grad()?;
            let second = i
                .needs(1)
                .then(|| {
                    let (values, shape) = map2::<f64, _>(&x.get(i)?, &y.get(i)?, |x, y| -round(x / y))?;
                    sum_to(&mul(&grad, &Tensor::from_f64s(values, &shape, grad.dtype())?)?, &sb)
                })
                .transpose()?;
            Ok(vec![i.needs(0).then(|| sum_to(&grad, &sa)).transpose()?, second])
        })
    })
    .into())
}

/// `a ** b`, broadcast. The gradient of `x ** 0` is 0, and that of the exponent is 0 where the base is 0 and the exponent not negative.
pub fn pow(a: &Operand, b: &Operand) -> Result<Tensor> {
    let dtype = result_type(&[a, b]);
    if b.number && !dtype.is_floating() && b.tensor.item()? < 0.0 {
        return Err(Error::runtime("Integers to negative integer powers are not allowed."));
    }
    if b.number && dtype.is_floating() {
        return power_number(&super::convert::to_dtype(&a.tensor, dtype)?, b.tensor.item()?);
    }
    let out = binary::<Power>(&a.tensor, &b.tensor, dtype)?;
    let name = if a.number { "PowBackward2" } else { "PowBackward1" };
    Ok(record(out, name, &[&a.tensor, &b.tensor], |out| {
        let (x, y, o) = (Saved::new(&a.tensor), Saved::new(&b.tensor), Saved::output(out));
        Box::new(move |i| {
            let (grad, x, y) = (i.grad()?, x.get(i)?, y.get(i)?);
            let first = i
                .needs(0)
                .then(|| {
                    let less = super::arithmetic::add_number(&y, -1.0)?;
                    let slope = mul(&y, &pow(&(&x).into(), &(&less).into())?)?;
                    let zero = compare(
                        &(&y).into(),
                        &Operand::new(&Value::Int(0))?,
                        |a, b| a == b,
                        |a, b| a == b,
                        |a, b| a == b,
                    )?;
                    sum_to(&mul(&grad, &masked(&slope, &zero, 0.0)?)?, &x.shape())
                })
                .transpose()?;
            let second = i
                .needs(1)
                .then(|| {
                    let slope = mul(&o.get(i)?, &super::unary::log(&x)?)?;
                    let (still, shape) = map2::<f64, _>(&x, &y, |x, y| x == 0.0 && y >= 0.0)?;
                    sum_to(&mul(&grad, &masked(&slope, &Tensor::from_bools(still, &shape), 0.0)?)?, &y.shape())
                })
                .transpose()?;
            Ok(vec![first, second])
        })
    }))
}

/// `x ** exponent` of a float tensor.
pub fn power_number(x: &Tensor, exponent: f64) -> Result<Tensor> {
    if !x.dtype().is_floating() {
        let number = if exponent.fract() == 0.0 { Value::Int(exponent as i64) } else { Value::Float(exponent) };
        let number = Operand::new(&number)?;
        let dtype = result_type(&[&x.into(), &number]);
        return binary::<Power>(x, &number.tensor, dtype);
    }
    let shape = x.shape();
    let single = |v: f32| -> f32 {
        if exponent == 2.0 {
            v * v
        } else if exponent == 3.0 {
            v * v * v
        } else if exponent == 0.5 {
            v.sqrt()
        } else if exponent == -0.5 {
            1.0 / v.sqrt()
        } else if exponent == -1.0 {
            1.0 / v
        } else if exponent == -2.0 {
            1.0 / (v * v)
        } else {
            v.powf(exponent as f32)
        }
    };
    let out = match x.dtype() {
        DType::Float64 => Tensor::from_vec(x.values::<f64>().iter().map(|v| v.powf(exponent)).collect(), &shape),
        dtype => Tensor::from_vec(x.values::<f32>().iter().map(|&v| single(v)).collect(), &shape).cast(dtype)?,
    };
    Ok(record(out, "PowBackward0", &[x], |_| {
        let x = Saved::new(x);
        Box::new(move |i| {
            let grad = i.grad()?;
            if exponent == 0.0 {
                return Ok(vec![Some(grad.zeros_like()?)]);
            }
            let x = x.get(i)?;
            let slope = if exponent == 1.0 {
                grad
            } else if exponent == 2.0 {
                mul(&grad, &mul_number(&x, 2.0)?)?
            } else {
                mul(&grad, &mul_number(&power_number(&x, exponent - 1.0)?, exponent)?)?
            };
            Ok(vec![Some(slope)])
        })
    }))
}

struct Larger;
impl Binary for Larger {
    fn f32(a: f32, b: f32) -> f32 {
        if a.is_nan() || a > b { a } else { b }
    }
    fn f64(a: f64, b: f64) -> f64 {
        if a.is_nan() || a > b { a } else { b }
    }
    fn int(a: i64, b: i64) -> i64 {
        a.max(b)
    }
}

struct Smaller;
impl Binary for Smaller {
    fn f32(a: f32, b: f32) -> f32 {
        if a.is_nan() || a < b { a } else { b }
    }
    fn f64(a: f64, b: f64) -> f64 {
        if a.is_nan() || a < b { a } else { b }
    }
    fn int(a: i64, b: i64) -> i64 {
        a.min(b)
    }
}

/// The larger or smaller of two. A tie gives half of the gradient to each.
pub(super) fn extreme(a: &Operand, b: &Operand, largest: bool) -> Result<Value> {
    let dtype = result_type(&[a, b]);
    let out = if largest {
        binary::<Larger>(&a.tensor, &b.tensor, dtype)?
    } else {
        binary::<Smaller>(&a.tensor, &b.tensor, dtype)?
    };
    let name = if largest { "MaximumBackward0" } else { "MinimumBackward0" };
    Ok(record(out, name, &[&a.tensor, &b.tensor], |_| {
        let (x, y) = (Saved::new(&a.tensor), Saved::new(&b.tensor));
        Box::new(move |i| {
            let (grad, x, y) = (i.grad()?, x.get(i)?, y.get(i)?);
            let share = |one: &Tensor, other: &Tensor| -> Result<Option<Tensor>> {
                let (values, shape) = map2::<f64, _>(one, other, |a, b| {
                    if a == b { 0.5 } else { f64::from(u8::from(if largest { a > b } else { a < b })) }
                })?;
                Ok(Some(sum_to(&mul(&grad, &Tensor::from_f64s(values, &shape, grad.dtype())?)?, &one.shape())?))
            };
            Ok(vec![share(&x, &y)?, share(&y, &x)?])
        })
    })
    .into())
}

fn atan2(args: &Args) -> Result<Value> {
    let (y, x) = (operand(args, 0)?, operand(args, 1)?);
    let out = binary::<Angle>(&y.tensor, &x.tensor, float_type(&[&y, &x]))?;
    Ok(record(out, "Atan2Backward0", &[&y.tensor, &x.tensor], |_| {
        let (sy, sx) = (Saved::new(&y.tensor), Saved::new(&x.tensor));
        Box::new(move |i| {
            let (y, x) = (sy.get(i)?, sx.get(i)?);
            let ratio = div(&i.grad()?, &add(&mul(&x, &x)?, &mul(&y, &y)?)?)?;
            Ok(vec![Some(sum_to(&mul(&ratio, &x)?, &y.shape())?), Some(sum_to(&mul(&ratio, &neg(&y)?)?, &x.shape())?)])
        })
    })
    .into())
}
