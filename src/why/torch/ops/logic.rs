//! Whole numbers bit by bit, truth values, comparisons.

use super::super::args::{Args, Value};
use super::super::dtype::DType;
use super::super::error::{Error, Kind, Result};
use super::super::registry::{Op, both};
use super::super::tensor::Tensor;
use super::elementwise::{compare, map2, operand, result_type};

pub(super) const OPS: &[Op] = &[
    both("gcd(Tensor input, Tensor other)", |a| integers(a, "gcd", gcd)).in_place(),
    both("lcm(Tensor input, Tensor other)", |a| {
        integers(a, "lcm", |x, y| if x == 0 || y == 0 { 0 } else { (x / gcd(x, y)).wrapping_mul(y).wrapping_abs() })
    })
    .in_place(),
    both("bitwise_and(Operand input, Operand other)", |a| integers(a, "bitwise_and", |x, y| x & y)).in_place(),
    both("bitwise_or(Operand input, Operand other)", |a| integers(a, "bitwise_or", |x, y| x | y)).in_place(),
    both("bitwise_xor(Operand input, Operand other)", |a| integers(a, "bitwise_xor", |x, y| x ^ y)).in_place(),
    both("bitwise_left_shift(Operand input, Operand other)", |a| {
        integers(a, "lshift", |x, y| if (0..64).contains(&y) { x << y } else { 0 })
    })
    .in_place(),
    both("bitwise_right_shift(Operand input, Operand other)", |a| {
        integers(a, "rshift", |x, y| if (0..64).contains(&y) { x >> y } else { x >> 63 })
    })
    .in_place(),
    both("bitwise_not(Tensor input)", |a| {
        let x = a.tensor(0)?;
        match x.dtype() {
            DType::Bool => Ok(Tensor::from_bools(x.to_bool_vec().into_iter().map(|b| !b), &x.shape()).into()),
            dtype if dtype.is_integral() => {
                Ok(Tensor::from_vec(x.values::<i64>().iter().map(|v| !v).collect(), &x.shape()).cast(dtype)?.into())
            }
            _ => Err(Error::type_error("~ (operator.invert) is only implemented on integer and Boolean-type tensors")),
        }
    })
    .in_place(),
    both("logical_and(Operand input, Operand other)", |a| logical(a, |x, y| x && y)).in_place(),
    both("logical_or(Operand input, Operand other)", |a| logical(a, |x, y| x || y)).in_place(),
    both("logical_xor(Operand input, Operand other)", |a| logical(a, |x, y| x != y)).in_place(),
    both("eq(Operand input, Operand other)", |a| comparison(a, |x, y| x == y, |x, y| x == y, |x, y| x == y)).in_place(),
    both("ne(Operand input, Operand other)", |a| comparison(a, |x, y| x != y, |x, y| x != y, |x, y| x != y)).in_place(),
    both("not_equal(Operand input, Operand other)", |a| comparison(a, |x, y| x != y, |x, y| x != y, |x, y| x != y))
        .in_place(),
    both("lt(Operand input, Operand other)", |a| comparison(a, |x, y| x < y, |x, y| x < y, |x, y| x < y)).in_place(),
    both("less(Operand input, Operand other)", |a| comparison(a, |x, y| x < y, |x, y| x < y, |x, y| x < y)).in_place(),
    both("le(Operand input, Operand other)", |a| comparison(a, |x, y| x <= y, |x, y| x <= y, |x, y| x <= y)).in_place(),
    both("less_equal(Operand input, Operand other)", |a| comparison(a, |x, y| x <= y, |x, y| x <= y, |x, y| x <= y))
        .in_place(),
    both("gt(Operand input, Operand other)", |a| comparison(a, |x, y| x > y, |x, y| x > y, |x, y| x > y)).in_place(),
    both("greater(Operand input, Operand other)", |a| comparison(a, |x, y| x > y, |x, y| x > y, |x, y| x > y))
        .in_place(),
    both("ge(Operand input, Operand other)", |a| comparison(a, |x, y| x >= y, |x, y| x >= y, |x, y| x >= y)).in_place(),
    both("greater_equal(Operand input, Operand other)", |a| comparison(a, |x, y| x >= y, |x, y| x >= y, |x, y| x >= y))
        .in_place(),
    both("equal(Tensor input, Tensor other)", |a| {
        let (x, y) = (a.tensor(0)?, a.tensor(1)?);
        if x.shape() != y.shape() {
            return Ok(Value::Bool(false));
        }
        let same = compare(&x.into(), &y.into(), |x, y| x == y, |x, y| x == y, |x, y| x == y)?;
        Ok(Value::Bool(same.to_bool_vec().into_iter().all(|b| b)))
    }),
    both("isclose(Tensor input, Tensor other, float rtol=1e-05, float atol=1e-08, bool equal_nan=False)", |a| {
        Ok(close(a)?.into())
    }),
    both("allclose(Tensor input, Tensor other, float rtol=1e-05, float atol=1e-08, bool equal_nan=False)", |a| {
        Ok(Value::Bool(close(a)?.to_bool_vec().into_iter().all(|b| b)))
    }),
];

fn gcd(a: i64, b: i64) -> i64 {
    let (mut a, mut b) = (a.unsigned_abs(), b.unsigned_abs());
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a as i64
}

fn integers(args: &Args, name: &str, f: impl Fn(i64, i64) -> i64) -> Result<Value> {
    let (a, b) = (operand(args, 0)?, operand(args, 1)?);
    let dtype = result_type(&[&a, &b]);
    if dtype.is_floating() {
        return Err(Error::new(
            Kind::NotImplemented,
            format!("\"{name}_cpu\" not implemented for '{}'", dtype.scalar_name()),
        ));
    }
    let (values, shape) = map2::<i64, _>(&a.tensor, &b.tensor, f)?;
    Ok(Tensor::from_vec(values, &shape).cast(dtype)?.into())
}

fn logical(args: &Args, f: impl Fn(bool, bool) -> bool) -> Result<Value> {
    let (a, b) = (operand(args, 0)?, operand(args, 1)?);
    let (values, shape) = map2::<f64, _>(&a.tensor, &b.tensor, |x, y| f(x != 0.0, y != 0.0))?;
    Ok(Tensor::from_bools(values, &shape).into())
}

fn comparison(
    args: &Args,
    float: impl Fn(f64, f64) -> bool,
    single: impl Fn(f32, f32) -> bool,
    int: impl Fn(i64, i64) -> bool,
) -> Result<Value> {
    Ok(compare(&operand(args, 0)?, &operand(args, 1)?, float, single, int)?.into())
}

fn close(args: &Args) -> Result<Tensor> {
    let (a, b) = (args.tensor(0)?, args.tensor(1)?);
    let (rtol, atol, equal_nan) = (args.float(2)?, args.float(3)?, args.boolean(4));
    if a.dtype() != b.dtype() {
        return Err(Error::runtime(format!("{} did not match {}", a.dtype().scalar_name(), b.dtype().scalar_name())));
    }
    let (values, shape) = map2::<f64, _>(a, b, |x, y| {
        x == y || (equal_nan && x.is_nan() && y.is_nan()) || (x - y).abs() <= atol + rtol * y.abs() && y.is_finite()
    })?;
    Ok(Tensor::from_bools(values, &shape))
}
