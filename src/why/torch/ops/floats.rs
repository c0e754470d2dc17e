//! What a float consists of: its sign, exponent and neighbours; and the larger and smaller of two where NaN loses.

use super::super::args::{Args, Value};
use super::super::dtype::DType;
use super::super::error::{Error, Kind, Result};
use super::super::registry::{Op, both};
use super::super::storage;
use super::super::tape::record_light;
use super::super::tensor::Tensor;
use super::arithmetic::{mul, product};
use super::elementwise::{Binary, Operand, binary, float_type, map2, operand, result_type};
use super::layout::titled;
use super::power::pow;
use super::reduce::sum_to;

pub(super) const OPS: &[Op] = &[
    both("fmax(Tensor input, Tensor other)", |a| partial(a, true)),
    both("fmin(Tensor input, Tensor other)", |a| partial(a, false)),
    both("copysign(Tensor input, Operand other)", copysign).in_place(),
    both("nextafter(Tensor input, Tensor other)", nextafter).in_place(),
    both("ldexp(Tensor input, Tensor other)", |a| {
        let two = Operand::new(&Value::Float(2.0))?;
        let scale = pow(&two, &operand(a, 1)?)?;
        let out = product(&operand(a, 0)?, &(&scale).into())?;
        Ok(titled(out, "LdexpBackward0").into())
    })
    .in_place(),
    both("frexp(Tensor input)", frexp),
];

/// The size of the first, the sign of the second.
struct Copysign;
impl Binary for Copysign {
    fn f32(a: f32, b: f32) -> f32 {
        a.copysign(b)
    }
    fn f64(a: f64, b: f64) -> f64 {
        a.copysign(b)
    }
    fn int(a: i64, _: i64) -> i64 {
        a
    }
}

/// The bits of the neighbour of a float towards another, both given as bits that rise with the size; `sign` is the highest bit.
fn neighbour(bits: u64, up: bool, sign: u64) -> u64 {
    match (bits & !sign, bits & sign != 0) {
        (0, _) => {
            if up {
                1
            } else {
                sign | 1
            }
        }
        (_, negative) if negative == up => bits - 1,
        _ => bits + 1,
    }
}

/// The next float after the first towards the second.
struct Nextafter;
impl Binary for Nextafter {
    fn f32(a: f32, b: f32) -> f32 {
        if a.is_nan() || b.is_nan() {
            f32::NAN
        } else if a == b {
            b
        } else {
            f32::from_bits(neighbour(u64::from(a.to_bits()), b > a, 1 << 31) as u32)
        }
    }
    fn f64(a: f64, b: f64) -> f64 {
        if a.is_nan() || b.is_nan() {
            f64::NAN
        } else if a == b {
            b
        } else {
            f64::from_bits(neighbour(a.to_bits(), b > a, 1 << 63))
        }
    }
    fn int(a: i64, _: i64) -> i64 {
        a
    }
}

/// The neighbour of a 16-bit float, given by its bits.
fn near<T: Copy + Into<f64>>(a: T, b: T, bits: impl Fn(T) -> u16, of: impl Fn(u16) -> T) -> f64 {
    let (x, y): (f64, f64) = (a.into(), b.into());
    if x.is_nan() || y.is_nan() {
        f64::NAN
    } else if x == y {
        y
    } else {
        of(neighbour(u64::from(bits(a)), y > x, 1 << 15) as u16).into()
    }
}

fn nextafter(args: &Args) -> Result<Value> {
    let (a, b) = (operand(args, 0)?, operand(args, 1)?);
    let dtype = result_type(&[&a, &b]);
    if !dtype.is_floating() {
        return Err(unsupported("nextafter_cpu", dtype));
    }
    let (x, y) = (a.tensor.cast(dtype)?, b.tensor.cast(dtype)?);
    use half::{bf16, f16};
    let out = match dtype {
        DType::Float16 => {
            let (v, shape) = map2::<f16, _>(&x, &y, |a, b| near(a, b, f16::to_bits, f16::from_bits))?;
            Tensor::from_f64s(v, &shape, dtype)?
        }
        DType::BFloat16 => {
            let (v, shape) = map2::<bf16, _>(&x, &y, |a, b| near(a, b, bf16::to_bits, bf16::from_bits))?;
            Tensor::from_f64s(v, &shape, dtype)?
        }
        _ => binary::<Nextafter>(&x, &y, dtype)?,
    };
    let (sa, sb) = (a.tensor.shape(), b.tensor.shape());
    Ok(record_light(out, "NextafterBackward0", &[&a.tensor, &b.tensor], |_| {
        Box::new(move |i| {
            let grad = i.grad()?;
            Ok(vec![Some(sum_to(&grad, &sa)?), Some(Tensor::zeros(&sb, grad.dtype())?)])
        })
    })
    .into())
}

fn unsupported(kernel: &str, dtype: DType) -> Error {
    Error::new(Kind::NotImplemented, format!("\"{kernel}\" not implemented for '{}'", dtype.scalar_name()))
}

/// A float as a number of size 1/2 to 1 times a power of two.
fn split(x: f64) -> (f64, i32) {
    if x == 0.0 || !x.is_finite() {
        return (x, 0);
    }
    // Numbers below the normal ones are brought among them first.
    let (x, shift) = if x.abs() < f64::MIN_POSITIVE { (x * 2f64.powi(64), -64) } else { (x, 0) };
    let exponent = ((x.to_bits() >> 52) & 0x7ff) as i32 - 1022;
    let fraction = f64::from_bits((x.to_bits() & !(0x7ff << 52)) | (1022 << 52));
    (fraction, exponent + shift)
}

fn frexp(args: &Args) -> Result<Value> {
    let x = args.tensor(0)?;
    if !x.dtype().is_floating() {
        return Err(Error::runtime("torch.frexp() only supports floating-point dtypes"));
    }
    storage::reserve::<f64>(x.numel())?;
    let (fractions, exponents): (Vec<f64>, Vec<i32>) = x.values::<f64>().iter().map(|&v| split(v)).unzip();
    let mantissa = Tensor::from_f64s(fractions, &x.shape(), x.dtype())?;
    let exponent = Tensor::from_vec(exponents, &x.shape());
    let power = exponent.clone();
    let mantissa = record_light(mantissa, "FrexpBackward0", &[x], |_| {
        Box::new(move |i| {
            let grad = i.grad()?;
            let scale = power.to_f64_vec().into_iter().map(|e| (-e).exp2()).collect();
            Ok(vec![Some(mul(&grad, &Tensor::from_f64s(scale, &grad.shape(), grad.dtype())?)?)])
        })
    });
    Ok(Value::Named("frexp", &["mantissa", "exponent"], vec![mantissa.into(), exponent.into()]))
}

/// As `maximum` and `minimum`, but NaN loses. A tie gives half of the gradient to each.
fn partial(args: &Args, largest: bool) -> Result<Value> {
    let (a, b) = (operand(args, 0)?, operand(args, 1)?);
    let dtype = result_type(&[&a, &b]);
    let wins = move |a: f64, b: f64| (if largest { a > b } else { a < b }) || b.is_nan();
    let weight = move |a: f64, b: f64| if a == b { 0.5 } else { f64::from(u8::from(wins(a, b))) };
    let (weights, shape) = map2::<f64, _>(&a.tensor, &b.tensor, weight)?;
    let out = if dtype.is_floating() {
        let (values, _) = map2::<f64, _>(&a.tensor, &b.tensor, |a, b| if largest { a.max(b) } else { a.min(b) })?;
        Tensor::from_f64s(values, &shape, dtype)?
    } else {
        let (values, _) = map2::<i64, _>(&a.tensor, &b.tensor, |a, b| if largest { a.max(b) } else { a.min(b) })?;
        Tensor::from_vec(values, &shape).cast(dtype)?
    };
    let (sa, sb) = (a.tensor.shape(), b.tensor.shape());
    Ok(record_light(out, if largest { "FmaxBackward0" } else { "FminBackward0" }, &[&a.tensor, &b.tensor], |_| {
        Box::new(move |i| {
            let grad = i.grad()?;
            let share = |weights: Vec<f64>, to: &[usize]| {
                let none = Tensor::from_bools(weights.iter().map(|&w| w == 0.0), &shape);
                let part = mul(&grad, &Tensor::from_f64s(weights, &shape, grad.dtype())?)?;
                sum_to(&super::select::masked(&part, &none, 0.0)?, to).map(Some)
            };
            Ok(vec![share(weights.clone(), &sa)?, share(weights.iter().map(|w| 1.0 - w).collect(), &sb)?])
        })
    })
    .into())
}

/// The size of the first with the sign of the second. Nothing is known at 0, so the gradient there is 0.
fn copysign(args: &Args) -> Result<Value> {
    let (x, y) = (operand(args, 0)?, operand(args, 1)?);
    let out = binary::<Copysign>(&x.tensor, &y.tensor, float_type(&[&x, &y]))?;
    let name = if y.number { "CopysignBackward1" } else { "CopysignBackward0" };
    let (sx, sy) = (x.tensor.shape(), y.tensor.shape());
    let (x, y) = (x.tensor, y.tensor);
    Ok(record_light(out, name, &[&x, &y], |out| {
        let (kept, out) = (x.detach(), out.detach());
        Box::new(move |i| {
            let grad = i.grad()?;
            let first = i
                .needs(0)
                .then(|| {
                    let (ratio, shape) = map2::<f64, _>(&out, &kept, |o, x| if x == 0.0 { 0.0 } else { o / x })?;
                    sum_to(&mul(&grad, &Tensor::from_f64s(ratio, &shape, grad.dtype())?)?, &sx)
                })
                .transpose()?;
            let second = i.needs(1).then(|| Tensor::zeros(&sy, grad.dtype())).transpose()?;
            Ok(vec![first, second])
        })
    })
    .into())
}
