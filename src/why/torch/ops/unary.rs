//! Functions of one number: exponentials, roots, trigonometry, rounding, tests.

use candle_core::cpu::erf;

use super::super::args::{Args, Value};
use super::super::dtype::DType;
use super::super::error::{Error, Result};
use super::super::registry::{Op, SPECIAL, TENSOR, TORCH, both, op};
use super::super::storage;
use super::super::tape::{Saved, record, record_light};
use super::super::tensor::Tensor;
use super::arithmetic::{add_number, div, mul, mul_number, neg};
use super::elementwise::float_of;
use super::power::power_number;

const EVERYWHERE: u8 = TORCH | TENSOR | SPECIAL;

/// What a gradient is computed from.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Keep {
    Input,
    Output,
}

/// From the gradient of the result and the kept tensor to the gradient of the input, in operations that have gradients themselves.
type Back = fn(&Tensor, &Tensor) -> Result<Tensor>;

/// Applies a function to each element; integers and bools become floats first.
pub(super) fn map(x: &Tensor, single: impl Fn(f32) -> f32, double: impl Fn(f64) -> f64) -> Result<Tensor> {
    let shape = x.shape();
    storage::reserve::<f64>(x.numel())?;
    match float_of(x) {
        DType::Float64 => Ok(Tensor::from_vec(x.values::<f64>().iter().map(|&v| double(v)).collect(), &shape)),
        DType::Float32 => Ok(Tensor::from_vec(x.values::<f32>().iter().map(|&v| single(v)).collect(), &shape)),
        half => Tensor::from_vec(x.values::<f32>().iter().map(|&v| single(v)).collect(), &shape).cast(half),
    }
}

fn smooth(
    x: &Tensor,
    name: &'static str,
    single: impl Fn(f32) -> f32,
    double: impl Fn(f64) -> f64,
    keep: Keep,
    back: Back,
) -> Result<Value> {
    let out = map(x, single, double)?;
    Ok(record(out, name, &[x], |out| {
        let kept = if keep == Keep::Input { Saved::new(x) } else { Saved::output(out) };
        Box::new(move |incoming| Ok(vec![Some(back(&incoming.grad()?, &kept.get(incoming)?)?)]))
    })
    .into())
}

/// One whose gradient is zero wherever it exists; integers stay what they are.
fn steps(x: &Tensor, name: &'static str, single: impl Fn(f32) -> f32, double: impl Fn(f64) -> f64) -> Result<Value> {
    let out = if x.dtype().is_floating() { map(x, single, double)? } else { x.copy()? };
    Ok(record_light(out, name, &[x], |_| Box::new(|incoming| Ok(vec![Some(incoming.grad()?.zeros_like()?)]))).into())
}

macro_rules! curve {
    ($places:expr, $schema:literal, $node:literal, $f:ident, $keep:ident, $back:expr) => {
        op($places, $schema, |a: &Args| smooth(a.tensor(0)?, $node, |v| v.$f(), |v| v.$f(), Keep::$keep, $back))
            .in_place()
    };
}

pub(super) const OPS: &[Op] = &[
    curve!(EVERYWHERE, "exp(Tensor input)", "ExpBackward0", exp, Output, mul),
    curve!(EVERYWHERE, "exp2(Tensor input)", "Exp2Backward0", exp2, Output, |g, y| {
        mul_number(&mul(g, y)?, std::f64::consts::LN_2)
    }),
    curve!(EVERYWHERE, "expm1(Tensor input)", "Expm1Backward0", exp_m1, Output, |g, y| mul(g, &add_number(y, 1.0)?)),
    curve!(TORCH | TENSOR, "log(Tensor input)", "LogBackward0", ln, Input, div),
    curve!(TORCH | TENSOR, "log2(Tensor input)", "Log2Backward0", log2, Input, |g, x| {
        div(g, &mul_number(x, std::f64::consts::LN_2)?)
    }),
    curve!(TORCH | TENSOR, "log10(Tensor input)", "Log10Backward0", log10, Input, |g, x| {
        div(g, &mul_number(x, std::f64::consts::LN_10)?)
    }),
    curve!(EVERYWHERE, "log1p(Tensor input)", "Log1PBackward0", ln_1p, Input, |g, x| div(g, &add_number(x, 1.0)?)),
    curve!(TORCH | TENSOR, "sqrt(Tensor input)", "SqrtBackward0", sqrt, Output, |g, y| div(g, &mul_number(y, 2.0)?)),
    op(TORCH | TENSOR, "rsqrt(Tensor input)", |a| {
        smooth(
            a.tensor(0)?,
            "RsqrtBackward0",
            |v| 1.0 / v.sqrt(),
            |v| 1.0 / v.sqrt(),
            Keep::Output,
            |g, y| mul(&mul_number(g, -0.5)?, &power_number(y, 3.0)?),
        )
    })
    .in_place(),
    both("reciprocal(Tensor input)", |a| {
        smooth(
            a.tensor(0)?,
            "ReciprocalBackward0",
            |v| 1.0 / v,
            |v| 1.0 / v,
            Keep::Output,
            |g, y| mul(&neg(g)?, &mul(y, y)?),
        )
    })
    .in_place(),
    both("square(Tensor input)", |a| Ok(power_number(a.tensor(0)?, 2.0)?.into())).in_place(),
    curve!(TORCH | TENSOR, "sin(Tensor input)", "SinBackward0", sin, Input, |g, x| mul(g, &plain(x, "cos")?)),
    curve!(TORCH | TENSOR, "cos(Tensor input)", "CosBackward0", cos, Input, |g, x| mul(g, &neg(&plain(x, "sin")?)?)),
    curve!(TORCH | TENSOR, "tan(Tensor input)", "TanBackward0", tan, Output, |g, y| {
        mul(g, &add_number(&mul(y, y)?, 1.0)?)
    }),
    curve!(TORCH | TENSOR, "asin(Tensor input)", "AsinBackward0", asin, Input, |g, x| mul(
        g,
        &inverse_root(x, -1.0, 1.0)?
    )),
    curve!(TORCH | TENSOR, "arcsin(Tensor input)", "AsinBackward0", asin, Input, |g, x| {
        mul(g, &inverse_root(x, -1.0, 1.0)?)
    }),
    curve!(TORCH | TENSOR, "acos(Tensor input)", "AcosBackward0", acos, Input, |g, x| {
        mul(&neg(g)?, &inverse_root(x, -1.0, 1.0)?)
    }),
    curve!(TORCH | TENSOR, "arccos(Tensor input)", "AcosBackward0", acos, Input, |g, x| {
        mul(&neg(g)?, &inverse_root(x, -1.0, 1.0)?)
    }),
    curve!(TORCH | TENSOR, "atan(Tensor input)", "AtanBackward0", atan, Input, |g, x| {
        div(g, &add_number(&mul(x, x)?, 1.0)?)
    }),
    curve!(TORCH | TENSOR, "arctan(Tensor input)", "AtanBackward0", atan, Input, |g, x| {
        div(g, &add_number(&mul(x, x)?, 1.0)?)
    }),
    curve!(TORCH | TENSOR, "sinh(Tensor input)", "SinhBackward0", sinh, Input, |g, x| mul(g, &plain(x, "cosh")?)),
    curve!(TORCH | TENSOR, "cosh(Tensor input)", "CoshBackward0", cosh, Input, |g, x| mul(g, &plain(x, "sinh")?)),
    curve!(TORCH | TENSOR, "asinh(Tensor input)", "AsinhBackward0", asinh, Input, |g, x| mul(
        g,
        &inverse_root(x, 1.0, 1.0)?
    )),
    curve!(TORCH | TENSOR, "arcsinh(Tensor input)", "AsinhBackward0", asinh, Input, |g, x| {
        mul(g, &inverse_root(x, 1.0, 1.0)?)
    }),
    curve!(TORCH | TENSOR, "acosh(Tensor input)", "AcoshBackward0", acosh, Input, |g, x| {
        mul(g, &inverse_root(x, 1.0, -1.0)?)
    }),
    curve!(TORCH | TENSOR, "arccosh(Tensor input)", "AcoshBackward0", acosh, Input, |g, x| {
        mul(g, &inverse_root(x, 1.0, -1.0)?)
    }),
    op(TORCH | TENSOR, "atanh(Tensor input)", atanh).in_place(),
    op(TORCH | TENSOR, "arctanh(Tensor input)", atanh).in_place(),
    op(EVERYWHERE, "erf(Tensor input)", |a| {
        smooth(
            a.tensor(0)?,
            "ErfBackward0",
            |v| erf::erf_f64(f64::from(v)) as f32,
            erf::erf_f64,
            Keep::Input,
            |g, x| bell(g, x, 1.0),
        )
    })
    .in_place(),
    op(EVERYWHERE, "erfc(Tensor input)", |a| {
        smooth(
            a.tensor(0)?,
            "ErfcBackward0",
            |v| erf::erfc_f64(f64::from(v)) as f32,
            erf::erfc_f64,
            Keep::Input,
            |g, x| bell(g, x, -1.0),
        )
    })
    .in_place(),
    both("deg2rad(Tensor input)", |a| scaled(a, std::f64::consts::PI / 180.0, "Deg2RadBackward0")).in_place(),
    both("rad2deg(Tensor input)", |a| scaled(a, 180.0 / std::f64::consts::PI, "Rad2DegBackward0")).in_place(),
    op(EVERYWHERE, "logit(Tensor input, float? eps=None)", logit).in_place(),
    both("abs(Tensor input)", |a| Ok(abs(a.tensor(0)?)?.into())).in_place(),
    both("absolute(Tensor input)", |a| Ok(abs(a.tensor(0)?)?.into())).in_place(),
    both("sign(Tensor input)", |a| {
        let x = a.tensor(0)?;
        let out = sign(x)?;
        Ok(record_light(out, "SignBackward0", &[x], |_| Box::new(|i| Ok(vec![Some(i.grad()?.zeros_like()?)]))).into())
    })
    .in_place(),
    both("sgn(Tensor input)", |a| Ok(sign(a.tensor(0)?)?.into())).in_place(),
    both("signbit(Tensor input)", |a| {
        let x = a.tensor(0)?;
        Ok(Tensor::from_bools(x.to_f64_vec().into_iter().map(|v| v.is_sign_negative()), &x.shape()).into())
    }),
    op(TORCH | TENSOR, "floor(Tensor input)", |a| steps(a.tensor(0)?, "FloorBackward0", f32::floor, f64::floor))
        .in_place(),
    op(TORCH | TENSOR, "ceil(Tensor input)", |a| steps(a.tensor(0)?, "CeilBackward0", f32::ceil, f64::ceil)).in_place(),
    op(TORCH | TENSOR, "trunc(Tensor input)", |a| steps(a.tensor(0)?, "TruncBackward0", f32::trunc, f64::trunc))
        .in_place(),
    op(TORCH | TENSOR, "fix(Tensor input)", |a| steps(a.tensor(0)?, "TruncBackward0", f32::trunc, f64::trunc))
        .in_place(),
    op(EVERYWHERE, "round(Tensor input, *, int decimals=0)", round).in_place(),
    both("frac(Tensor input)", |a| {
        let x = a.tensor(0)?;
        let out = map(x, |v| v - v.trunc(), |v| v - v.trunc())?;
        Ok(record_light(out, "FracBackward0", &[x], |_| Box::new(|i| Ok(vec![Some(i.grad()?)]))).into())
    })
    .in_place(),
    both("isnan(Tensor input)", |a| test(a.tensor(0)?, f64::is_nan)),
    both("isinf(Tensor input)", |a| test(a.tensor(0)?, f64::is_infinite)),
    both("isfinite(Tensor input)", |a| test(a.tensor(0)?, f64::is_finite)),
    both("isposinf(Tensor input)", |a| test(a.tensor(0)?, |v| v == f64::INFINITY)),
    both("isneginf(Tensor input)", |a| test(a.tensor(0)?, |v| v == f64::NEG_INFINITY)),
    both("isreal(Tensor input)", |a| test(a.tensor(0)?, |_| true)),
    both("logical_not(Tensor input)", |a| {
        let x = a.tensor(0)?;
        Ok(Tensor::from_bools(x.to_bool_vec().into_iter().map(|b| !b), &x.shape()).into())
    })
    .in_place(),
    both("nan_to_num(Tensor input, float? nan=None, float? posinf=None, float? neginf=None)", nan_to_num).in_place(),
    both("positive(Tensor input)", |a| Ok(a.tensor(0)?.clone().into())),
    both("conj(Tensor input)", |a| Ok(a.tensor(0)?.clone().into())),
    both("resolve_conj(Tensor input)", |a| Ok(a.tensor(0)?.clone().into())),
];

/// A function by its name, on the tape: for gradients.
pub(super) fn plain(x: &Tensor, name: &str) -> Result<Tensor> {
    let value = match name {
        "cos" => smooth(x, "CosBackward0", f32::cos, f64::cos, Keep::Input, |g, x| mul(g, &neg(&plain(x, "sin")?)?))?,
        "sin" => smooth(x, "SinBackward0", f32::sin, f64::sin, Keep::Input, |g, x| mul(g, &plain(x, "cos")?))?,
        "cosh" => smooth(x, "CoshBackward0", f32::cosh, f64::cosh, Keep::Input, |g, x| mul(g, &plain(x, "sinh")?))?,
        "sinh" => smooth(x, "SinhBackward0", f32::sinh, f64::sinh, Keep::Input, |g, x| mul(g, &plain(x, "cosh")?))?,
        _ => smooth(x, "ExpBackward0", f32::exp, f64::exp, Keep::Output, mul)?,
    };
    match value {
        Value::Tensor(t) => Ok(t),
        _ => Err(Error::not_implemented(name)),
    }
}

/// The exponential, on the tape.
pub fn exp(x: &Tensor) -> Result<Tensor> {
    plain(x, "exp")
}

/// The natural logarithm, on the tape.
pub fn log(x: &Tensor) -> Result<Tensor> {
    match smooth(x, "LogBackward0", f32::ln, f64::ln, Keep::Input, div)? {
        Value::Tensor(t) => Ok(t),
        _ => Err(Error::not_implemented("log")),
    }
}

/// 1 / sqrt(a x^2 + b).
fn inverse_root(x: &Tensor, a: f64, b: f64) -> Result<Tensor> {
    power_number(&add_number(&mul_number(&mul(x, x)?, a)?, b)?, -0.5)
}

/// The slope of erf: 2/sqrt(pi) exp(-x^2).
fn bell(grad: &Tensor, x: &Tensor, sign: f64) -> Result<Tensor> {
    mul(&mul_number(grad, sign * std::f64::consts::FRAC_2_SQRT_PI)?, &exp(&neg(&mul(x, x)?)?)?)
}

fn atanh(args: &Args) -> Result<Value> {
    smooth(args.tensor(0)?, "AtanhBackward0", f32::atanh, f64::atanh, Keep::Input, |g, x| {
        div(g, &add_number(&neg(&mul(x, x)?)?, 1.0)?)
    })
}

fn scaled(args: &Args, factor: f64, name: &'static str) -> Result<Value> {
    let x = args.tensor(0)?;
    let out = map(x, |v| v * factor as f32, |v| v * factor)?;
    Ok(record_light(out, name, &[x], move |_| Box::new(move |i| Ok(vec![Some(mul_number(&i.grad()?, factor)?)])))
        .into())
}

fn logit(args: &Args) -> Result<Value> {
    let x = args.tensor(0)?;
    let eps = args.opt_float(1)?;
    let clamped = |v: f64| {
        eps.map_or(v, |e| {
            if v < e {
                e
            } else if v > 1.0 - e {
                1.0 - e
            } else {
                v
            }
        })
    };
    let f = |v: f64| {
        let p = clamped(v);
        (p / (1.0 - p)).ln()
    };
    let out = map(x, |v| f(f64::from(v)) as f32, f)?;
    Ok(record(out, "LogitBackward0", &[x], |_| {
        let kept = Saved::new(x);
        Box::new(move |i| {
            let x = kept.get(i)?;
            let slope = mul(&x, &add_number(&neg(&x)?, 1.0)?)?;
            let inside: Vec<f64> = x
                .to_f64_vec()
                .into_iter()
                .map(|v| match eps {
                    Some(e) if v < e || v > 1.0 - e => 0.0,
                    None if !(0.0..=1.0).contains(&v) => f64::NAN,
                    _ => 1.0,
                })
                .collect();
            let inside = Tensor::from_f64s(inside, &x.shape(), x.dtype())?;
            Ok(vec![Some(mul(&div(&i.grad()?, &slope)?, &inside)?)])
        })
    })
    .into())
}

/// -1, 0 or 1; 0 for NaN, too.
pub fn sign(x: &Tensor) -> Result<Tensor> {
    if x.dtype().is_floating() {
        return map(
            x,
            |v| f32::from(i8::from(v > 0.0) - i8::from(v < 0.0)),
            |v| f64::from(i8::from(v > 0.0) - i8::from(v < 0.0)),
        );
    }
    Tensor::from_vec(x.values::<i64>().iter().map(|v| v.signum()).collect(), &x.shape()).cast(x.dtype())
}

/// The absolute value. Its gradient at 0 is 0.
pub fn abs(x: &Tensor) -> Result<Tensor> {
    if x.dtype() == DType::Bool {
        return Err(Error::new(super::super::error::Kind::NotImplemented, "\"abs_cpu\" not implemented for 'Bool'"));
    }
    let out = if x.dtype().is_floating() {
        map(x, f32::abs, f64::abs)?
    } else {
        Tensor::from_vec(x.values::<i64>().iter().map(|v| v.wrapping_abs()).collect(), &x.shape()).cast(x.dtype())?
    };
    Ok(record(out, "AbsBackward0", &[x], |_| {
        let kept = Saved::new(x);
        Box::new(move |i| Ok(vec![Some(mul(&i.grad()?, &sign(&kept.get(i)?.detach())?)?)]))
    }))
}

fn round(args: &Args) -> Result<Value> {
    let (x, decimals) = (args.tensor(0)?, args.int(1)?);
    if x.dtype() == DType::Bool {
        return Err(Error::new(
            super::super::error::Kind::NotImplemented,
            "\"round_vml_cpu\" not implemented for 'Bool'",
        ));
    }
    if decimals == 0 {
        return steps(x, "RoundBackward0", f32::round_ties_even, f64::round_ties_even);
    }
    if !x.dtype().is_floating() {
        return Err(Error::not_implemented("torch.round(decimals=...) of an integer tensor"));
    }
    let ten = 10f64.powi(decimals.unsigned_abs().min(300) as i32);
    let f =
        move |v: f64| if decimals > 0 { (v * ten).round_ties_even() / ten } else { (v / ten).round_ties_even() * ten };
    let g = move |v: f32| {
        let ten = ten as f32;
        if decimals > 0 { (v * ten).round_ties_even() / ten } else { (v / ten).round_ties_even() * ten }
    };
    steps(x, "RoundBackward1", g, f)
}

fn test(x: &Tensor, f: impl Fn(f64) -> bool) -> Result<Value> {
    Ok(Tensor::from_bools(x.to_f64_vec().into_iter().map(f), &x.shape()).into())
}

fn nan_to_num(args: &Args) -> Result<Value> {
    let x = args.tensor(0)?;
    let largest = match x.dtype() {
        DType::Float64 => f64::MAX,
        DType::Float16 => 65504.0,
        DType::BFloat16 => half::bf16::MAX.to_f64(),
        _ => f64::from(f32::MAX),
    };
    if !x.dtype().is_floating() {
        return Ok(x.copy()?.into());
    }
    let nan = args.opt_float(1)?.unwrap_or(0.0);
    let (high, low) = (args.opt_float(2)?.unwrap_or(largest), args.opt_float(3)?.unwrap_or(-largest));
    let f = |v: f64| {
        if v.is_nan() {
            nan
        } else if v == f64::INFINITY {
            high
        } else if v == f64::NEG_INFINITY {
            low
        } else {
            v
        }
    };
    let out = Tensor::from_f64s(x.to_f64_vec().into_iter().map(f).collect(), &x.shape(), x.dtype())?;
    Ok(record(out, "NanToNumBackward0", &[x], |_| {
        let kept = Saved::new(x);
        Box::new(move |i| {
            let x = kept.get(i)?;
            let finite = Tensor::from_bools(x.to_f64_vec().into_iter().map(f64::is_finite), &x.shape());
            Ok(vec![Some(mul(&i.grad()?, &finite)?)])
        })
    })
    .into())
}
