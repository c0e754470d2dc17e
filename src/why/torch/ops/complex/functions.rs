//! Functions of one complex number, and powers. All are computed in `complex128` and rounded once.
//!
//! Those with a derivative f' have the gradient g conj(f'); the absolute value and the sign have gradients in both parts
//! ("Autograd for Complex Numbers" in PyTorch's documentation).

use super::super::super::args::{Args, Value};
use super::super::super::dtype::DType;
use super::super::super::error::Result;
use super::super::super::registry::Op;
use super::super::super::storage;
use super::super::super::tape::{Saved, record};
use super::super::super::tensor::Tensor;
use super::super::arithmetic::{add_number, div, mul, mul_number, neg, sub};
use super::super::elementwise::{Operand, float_type, operand};
use super::super::reduce::sum_to;
use super::access::real;
use super::everywhere;
use super::make::{C, conjugated, made, read};

/// The derivative, from the input and the output.
type Slope = fn(&Tensor, &Tensor) -> Result<Tensor>;

/// A function by its gradient's name.
struct Curve {
    node: &'static str,
    f: fn(C) -> C,
    slope: Slope,
}

fn apply(x: &Tensor, curve: &'static Curve) -> Result<Tensor> {
    let out = made(read(x).into_iter().map(curve.f), &x.shape(), x.dtype())?;
    Ok(record(out, curve.node, &[x], |out| {
        let (input, output) = (Saved::new(x), Saved::output(out));
        Box::new(move |incoming| {
            let slope = (curve.slope)(&input.get(incoming)?, &output.get(incoming)?)?;
            Ok(vec![Some(mul(&incoming.grad()?, &conjugated(&slope)?)?)])
        })
    }))
}

macro_rules! curves {
    ($($name:ident $node:literal $f:expr, $slope:expr;)*) => {
        $(static $name: Curve = Curve { node: $node, f: $f, slope: $slope };)*
    };
}

const ONE: C = C::new(1.0, 0.0);

/// Exact for numbers near zero, where the sum with one would lose them.
fn ln_1p(z: C) -> C {
    if z.norm() < 0.5 {
        let (x, y) = (z.re, z.im);
        return C::new(0.5 * (x * (2.0 + x) + y * y).ln_1p(), y.atan2(1.0 + x));
    }
    (z + ONE).ln()
}

fn exp_m1(z: C) -> C {
    // e^x cos y - 1 = expm1(x) cos y - 2 sin^2(y/2).
    let half = (z.im / 2.0).sin();
    C::new(z.re.exp_m1() * z.im.cos() - 2.0 * half * half, z.re.exp() * z.im.sin())
}

curves! {
    EXP "ExpBackward0" |z| z.exp(), |_, y| Ok(y.clone());
    EXP2 "Exp2Backward0" |z| (z * std::f64::consts::LN_2).exp(), |_, y| mul_number(y, std::f64::consts::LN_2);
    EXPM1 "Expm1Backward0" exp_m1, |_, y| add_number(y, 1.0);
    LOG "LogBackward0" |z| z.ln(), |x, _| inverse(x);
    LOG2 "Log2Backward0" |z| z.ln() / std::f64::consts::LN_2, |x, _| inverse(&mul_number(x, std::f64::consts::LN_2)?);
    LOG10 "Log10Backward0" |z| z.ln() / std::f64::consts::LN_10, |x, _| inverse(&mul_number(x, std::f64::consts::LN_10)?);
    LOG1P "Log1PBackward0" ln_1p, |x, _| inverse(&add_number(x, 1.0)?);
    SQRT "SqrtBackward0" |z| z.sqrt(), |_, y| inverse(&mul_number(y, 2.0)?);
    RSQRT "RsqrtBackward0" |z| ONE / z.sqrt(), |_, y| mul_number(&mul(&mul(y, y)?, y)?, -0.5);
    RECIPROCAL "ReciprocalBackward0" |z| ONE / z, |_, y| neg(&mul(y, y)?);
    SIN "SinBackward0" |z| z.sin(), |x, _| apply(x, &COS);
    COS "CosBackward0" |z| z.cos(), |x, _| neg(&apply(x, &SIN)?);
    TAN "TanBackward0" |z| z.tan(), |_, y| add_number(&mul(y, y)?, 1.0);
    ASIN "AsinBackward0" |z| z.asin(), |x, _| inverse(&apply(&add_number(&neg(&mul(x, x)?)?, 1.0)?, &SQRT)?);
    ACOS "AcosBackward0" |z| z.acos(), |x, _| neg(&inverse(&apply(&add_number(&neg(&mul(x, x)?)?, 1.0)?, &SQRT)?)?);
    ATAN "AtanBackward0" |z| z.atan(), |x, _| inverse(&add_number(&mul(x, x)?, 1.0)?);
    SINH "SinhBackward0" |z| z.sinh(), |x, _| apply(x, &COSH);
    COSH "CoshBackward0" |z| z.cosh(), |x, _| apply(x, &SINH);
    TANH "TanhBackward0" |z| z.tanh(), |_, y| add_number(&neg(&mul(y, y)?)?, 1.0);
    ASINH "AsinhBackward0" |z| z.asinh(), |x, _| inverse(&apply(&add_number(&mul(x, x)?, 1.0)?, &SQRT)?);
    ACOSH "AcoshBackward0" |z| z.acosh(), |x, _| inverse(&mul(&apply(&add_number(x, -1.0)?, &SQRT)?, &apply(&add_number(x, 1.0)?, &SQRT)?)?);
    ATANH "AtanhBackward0" |z| z.atanh(), |x, _| inverse(&add_number(&neg(&mul(x, x)?)?, 1.0)?);
    SIGMOID "SigmoidBackward0" |z| ONE / (ONE + (-z).exp()), |_, y| mul(y, &add_number(&neg(y)?, 1.0)?);
    SQUARE "PowBackward0" |z| z * z, |x, _| mul_number(x, 2.0);
}

fn inverse(x: &Tensor) -> Result<Tensor> {
    apply(x, &RECIPROCAL)
}

pub fn log(x: &Tensor) -> Result<Tensor> {
    apply(x, &LOG)
}

macro_rules! ways {
    ($($schema:literal => $curve:ident),* $(,)?) => {
        &[
            $(everywhere($schema, |a| Ok(apply(a.tensor(0)?, &$curve)?.into())).in_place(),)*
            everywhere("abs(Tensor input)", |a| Ok(magnitude(a.tensor(0)?)?.into())).in_place(),
            everywhere("absolute(Tensor input)", |a| Ok(magnitude(a.tensor(0)?)?.into())).in_place(),
            everywhere("sgn(Tensor input)", |a| Ok(sgn(a.tensor(0)?)?.into())).in_place(),
            everywhere("pow(Operand input, Operand exponent)", |a| {
                let (base, exponent) = (operand(a, 0)?, operand(a, 1)?);
                Ok(pow(&base, &exponent, float_type(&[&base, &exponent]))?.into())
            })
            .in_place(),
            everywhere("float_power(Operand input, Operand exponent)", wide_power),
        ]
    };
}

pub const OWN: &[Op] = ways! {
    "exp(Tensor input)" => EXP,
    "exp2(Tensor input)" => EXP2,
    "expm1(Tensor input)" => EXPM1,
    "log(Tensor input)" => LOG,
    "log2(Tensor input)" => LOG2,
    "log10(Tensor input)" => LOG10,
    "log1p(Tensor input)" => LOG1P,
    "sqrt(Tensor input)" => SQRT,
    "rsqrt(Tensor input)" => RSQRT,
    "reciprocal(Tensor input)" => RECIPROCAL,
    "square(Tensor input)" => SQUARE,
    "sin(Tensor input)" => SIN,
    "cos(Tensor input)" => COS,
    "tan(Tensor input)" => TAN,
    "asin(Tensor input)" => ASIN,
    "arcsin(Tensor input)" => ASIN,
    "acos(Tensor input)" => ACOS,
    "arccos(Tensor input)" => ACOS,
    "atan(Tensor input)" => ATAN,
    "arctan(Tensor input)" => ATAN,
    "sinh(Tensor input)" => SINH,
    "cosh(Tensor input)" => COSH,
    "tanh(Tensor input)" => TANH,
    "asinh(Tensor input)" => ASINH,
    "arcsinh(Tensor input)" => ASINH,
    "acosh(Tensor input)" => ACOSH,
    "arccosh(Tensor input)" => ACOSH,
    "atanh(Tensor input)" => ATANH,
    "arctanh(Tensor input)" => ATANH,
    "sigmoid(Tensor input)" => SIGMOID,
    "expit(Tensor input)" => SIGMOID,
};

/// The absolute value. Its gradient is g times the sign, 0 at 0.
pub fn magnitude(x: &Tensor) -> Result<Tensor> {
    storage::reserve::<f64>(x.numel())?;
    let values = x.values::<[f64; 2]>().iter().map(|z| z[0].hypot(z[1])).collect();
    let out = Tensor::from_f64s(values, &x.shape(), x.dtype().part())?;
    Ok(record(out, "AbsBackward0", &[x], |_| {
        let kept = Saved::new(x);
        Box::new(move |incoming| Ok(vec![Some(mul(&incoming.grad()?, &sgn(&kept.get(incoming)?)?)?)]))
    }))
}

/// z / |z|, and 0 at 0.
pub fn sgn(x: &Tensor) -> Result<Tensor> {
    let sign = |z: C| if z.re == 0.0 && z.im == 0.0 { C::new(0.0, 0.0) } else { z / z.re.hypot(z.im) };
    let out = made(read(x).into_iter().map(sign), &x.shape(), x.dtype())?;
    Ok(record(out, "SgnBackward0", &[x], |out| {
        let (input, sign) = (Saved::new(x), Saved::output(out));
        Box::new(move |incoming| {
            // What of g is across z, by |z|.
            let (grad, sign) = (incoming.grad()?, sign.get(incoming)?);
            let along = mul(&sign, &real(&mul(&conjugated(&sign)?, &grad)?)?)?;
            let size = inverse_or_zero(&magnitude(&input.get(incoming)?)?)?;
            Ok(vec![Some(mul(&sub(&grad, &along)?, &size)?)])
        })
    }))
}

/// 1/x of sizes, and 0 of 0.
pub fn inverse_or_zero(x: &Tensor) -> Result<Tensor> {
    let shape = x.shape();
    let values = x.to_f64_vec();
    let zero = Tensor::from_f64s(values.iter().map(|&v| f64::from(u8::from(v == 0.0))).collect(), &shape, x.dtype())?;
    let there = Tensor::from_f64s(values.iter().map(|&v| f64::from(u8::from(v != 0.0))).collect(), &shape, x.dtype())?;
    div(&there, &super::super::arithmetic::add(x, &zero)?)
}

fn wide_power(args: &Args) -> Result<Value> {
    let wide = |i: usize| -> Result<Operand> {
        let o = operand(args, i)?;
        Ok(Operand { tensor: super::super::convert::to_dtype(&o.tensor, DType::Complex128)?, number: false })
    };
    Ok(pow(&wide(0)?, &wide(1)?, DType::Complex128)?.into())
}

/// Small whole exponents by multiplication, as PyTorch has them.
fn raised(z: C, w: C) -> C {
    let zero = C::new(0.0, 0.0);
    if w == zero {
        return ONE;
    }
    if w.im == 0.0 {
        if w.re == 1.0 {
            return z;
        } else if w.re == 2.0 {
            return z * z;
        } else if w.re == 3.0 {
            return z * z * z;
        } else if w.re == -1.0 {
            return ONE / z;
        } else if w.re == 0.5 {
            return z.sqrt();
        }
    }
    if z == zero {
        return if w.re > 0.0 { zero } else { C::new(f64::NAN, f64::NAN) };
    }
    z.powc(w)
}

fn pow(base: &Operand, exponent: &Operand, dtype: DType) -> Result<Tensor> {
    let (values, shape) = super::super::elementwise::map2::<[f64; 2], _>(&base.tensor, &exponent.tensor, |z, w| {
        raised(C::new(z[0], z[1]), C::new(w[0], w[1]))
    })?;
    let out = made(values, &shape, dtype)?;
    let name = if exponent.number { "PowBackward0" } else { "PowBackward1" };
    Ok(record(out, name, &[&base.tensor, &exponent.tensor], |out| {
        let (z, w, y) = (Saved::new(&base.tensor), Saved::new(&exponent.tensor), Saved::output(out));
        let numbers = (base.number, exponent.number);
        Box::new(move |incoming| {
            let of =
                |kept: &Saved, number: bool| -> Result<Operand> { Ok(Operand { tensor: kept.get(incoming)?, number }) };
            let grad = incoming.grad()?;
            let fit = |slope: &Tensor, like: &Tensor| {
                let grad = mul(&grad, &conjugated(slope)?)?;
                sum_to(&if like.dtype().is_complex() { grad } else { real(&grad)? }, &like.shape())
            };
            let first = incoming
                .needs(0)
                .then(|| {
                    let (z, w): (Operand, Operand) = (of(&z, numbers.0)?, of(&w, numbers.1)?);
                    let less = Operand { tensor: add_number(&w.tensor, -1.0)?, number: w.number };
                    let slope = super::super::arithmetic::product(&w, &(&pow(&z, &less, dtype)?).into())?;
                    fit(&zero_where(&slope, &w.tensor)?, &z.tensor)
                })
                .transpose()?;
            let second = incoming
                .needs(1)
                .then(|| {
                    let (z, w): (Operand, Operand) = (of(&z, numbers.0)?, of(&w, numbers.1)?);
                    let base = super::super::convert::to_dtype(&z.tensor, dtype)?;
                    let slope = mul(&y.get(incoming)?, &log(&base)?)?;
                    fit(&zero_where(&slope, &z.tensor)?, &w.tensor)
                })
                .transpose()?;
            Ok(vec![first, second])
        })
    }))
}

/// `x` with zeros where `at` is zero.
fn zero_where(x: &Tensor, at: &Tensor) -> Result<Tensor> {
    if at.to_bool_vec().into_iter().all(|b| b) {
        return Ok(x.clone());
    }
    let shape = x.shape();
    let there = super::super::view::expanded(&super::compare::truth(at)?, &shape)?.to_bool_vec();
    let [re, im] = super::make::parts(x)?;
    let kept = |part: &Tensor| -> Result<Tensor> {
        // Multiplying would make NaN of infinity, so the values are taken from a copy without them.
        let clean = part.to_f64_vec().iter().zip(&there).map(|(&v, &b)| if b { v } else { 0.0 }).collect();
        let clean = Tensor::from_f64s(clean, &shape, part.dtype())?;
        let mask = Tensor::from_f64s(there.iter().map(|&b| f64::from(u8::from(b))).collect(), &shape, part.dtype())?;
        if part.requires_grad() { mul(part, &mask) } else { Ok(clean) }
    };
    super::make::join(&kept(&re)?, &kept(&im)?)
}
