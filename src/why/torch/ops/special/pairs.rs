//! Special functions of two numbers, with their gradients.

use super::super::super::args::{Args, Value};
use super::super::super::error::{Error, Kind, Result};
use super::super::super::registry::{Op, SPECIAL, TENSOR, TORCH, op};
use super::super::super::tape::{Saved, record, record_light};
use super::super::super::tensor::Tensor;
use super::super::arithmetic::{add_number, div, mul, mul_number, neg, sub};
use super::super::elementwise::{Binary, Operand, binary, float_type, operand, result_type};
use super::super::layout::titled;
use super::super::reduce::sum_to;
use super::super::select::masked;
use super::super::unary::{exp, log};
use super::curves::full;
use super::{gamma, incomplete};

macro_rules! pairs {
    ($($name:ident: $f:expr;)*) => {
        $(struct $name;
        impl Binary for $name {
            fn f32(a: f32, b: f32) -> f32 {
                $f(f64::from(a), f64::from(b)) as f32
            }
            fn f64(a: f64, b: f64) -> f64 {
                $f(a, b)
            }
            fn int(a: i64, _: i64) -> i64 {
                a
            }
        })*
    };
}

pairs! {
    Xlogy: |a: f64, b: f64| if a == 0.0 && !b.is_nan() { 0.0 } else { a * b.ln() };
    Xlog1py: |a: f64, b: f64| if a == 0.0 && !b.is_nan() { 0.0 } else { a * b.ln_1p() };
    Zeta: gamma::zeta;
    Lower: incomplete::lower;
    Upper: incomplete::upper;
}

pub(in super::super) const OPS: &[Op] = &[
    op(TORCH | TENSOR | SPECIAL, "xlogy(Operand input, Operand other)", |a| {
        multiplied::<Xlogy>(a, ["XlogyBackward0", "XlogyBackward1", "XlogyBackward2"], 0.0)
    })
    .in_place(),
    op(SPECIAL, "xlog1py(Operand input, Operand other)", |a| {
        let names = ["SpecialXlog1PyBackward0", "SpecialXlog1PyBackward1", "SpecialXlog1PyBackward2"];
        multiplied::<Xlog1py>(a, names, 1.0)
    }),
    op(SPECIAL, "zeta(Operand input, Operand other)", zeta),
    op(TORCH | TENSOR, "igamma(Tensor input, Tensor other)", |a| Ok(incomplete::<Lower>(a, &LOWER)?.into())).in_place(),
    op(TORCH | TENSOR, "igammac(Tensor input, Tensor other)", |a| Ok(incomplete::<Upper>(a, &UPPER)?.into()))
        .in_place(),
    op(SPECIAL, "gammainc(Tensor input, Tensor other)", |a| Ok(incomplete::<Lower>(a, &LOWER)?.into())),
    op(SPECIAL, "gammaincc(Tensor input, Tensor other)", |a| Ok(incomplete::<Upper>(a, &UPPER)?.into())),
];

/// The error of a gradient that PyTorch does not have either.
pub fn no_derivative(name: &str) -> Error {
    Error::new(Kind::NotImplemented, format!("the derivative for '{name}' is not implemented."))
}

/// The same tensor behind a node that refuses gradients: asking for the other input's alone remains possible.
fn barred(x: &Operand, name: &'static str) -> Operand {
    let tensor = record_light(x.tensor.detach(), "NotImplemented", &[&x.tensor], |_| {
        Box::new(move |_| Err(no_derivative(name)))
    });
    Operand { tensor, number: x.number }
}

/// x ln(y + shift), where a factor of 0 wins over what the logarithm is.
fn multiplied<F: Binary>(args: &Args, names: [&'static str; 3], shift: f64) -> Result<Value> {
    let (x, y) = (operand(args, 0)?, operand(args, 1)?);
    let out = binary::<F>(&x.tensor, &y.tensor, float_type(&[&x, &y]))?;
    let name = match (x.number, y.number) {
        (true, _) => names[1],
        (_, true) => names[2],
        _ => names[0],
    };
    Ok(record(out, name, &[&x.tensor, &y.tensor], |_| {
        let (kept, other, second) = (Saved::new(&x.tensor), Saved::new(&y.tensor), y.number);
        Box::new(move |i| {
            let (grad, x, y) = (i.grad()?, kept.get(i)?, other.get(i)?);
            let inner = if second { y.cast(grad.dtype())? } else { y.clone() };
            let inner = if shift == 0.0 { inner } else { add_number(&inner, shift)? };
            let first = i
                .needs(0)
                .then(|| {
                    // The slope is 0 where the value is 0 because of x and the logarithm is not above it.
                    let (flags, shape) =
                        super::super::elementwise::map2::<f64, _>(&x, &y, |x, y| x == 0.0 && y <= -shift)?;
                    let slope = mul(&grad, &log(&inner)?)?;
                    let slope = masked(&slope, &Tensor::from_bools(flags, &shape), 0.0)?;
                    sum_to(&titled(slope, "MaskedFillBackward0"), &x.shape())
                })
                .transpose()?;
            let last = i.needs(1).then(|| sum_to(&div(&mul(&grad, &x)?, &inner)?, &y.shape())).transpose()?;
            Ok(vec![first, last])
        })
    })
    .into())
}

fn zeta(args: &Args) -> Result<Value> {
    let (x, q) = (operand(args, 0)?, operand(args, 1)?);
    Ok(hurwitz(&barred(&x, "zeta"), &q)?.into())
}

fn hurwitz(x: &Operand, q: &Operand) -> Result<Tensor> {
    let out = binary::<Zeta>(&x.tensor, &q.tensor, float_type(&[x, q]))?;
    full(&out, "zeta_cpu")?;
    let name = match (x.number, q.number) {
        (true, _) => "SpecialZetaBackward1",
        (_, true) => "SpecialZetaBackward2",
        _ => "SpecialZetaBackward0",
    };
    Ok(record(out, name, &[&x.tensor, &q.tensor], |_| {
        let (x, q) = (Saved::new(&x.tensor), Saved::new(&q.tensor));
        Box::new(move |i| {
            let (x, q) = (x.get(i)?, q.get(i)?);
            let next = hurwitz(&(&add_number(&x, 1.0)?).into(), &(&q).into())?;
            Ok(vec![Some(x.zeros_like()?), Some(sum_to(&mul(&i.grad()?, &mul(&neg(&x)?, &next)?)?, &q.shape())?)])
        })
    }))
}

/// What one of the two integrals is called, and the sign of its slope.
struct Side {
    node: &'static str,
    name: &'static str,
    kernel: &'static str,
    sign: f64,
}

static LOWER: Side = Side { node: "IgammaBackward0", name: "igamma: input", kernel: "igamma_cpu", sign: 1.0 };
static UPPER: Side = Side { node: "IgammacBackward0", name: "igammac: input", kernel: "igammac_cpu", sign: -1.0 };

fn incomplete<F: Binary>(args: &Args, side: &'static Side) -> Result<Tensor> {
    let (a, x) = (barred(&operand(args, 0)?, side.name), operand(args, 1)?);
    let dtype = result_type(&[&a, &x]);
    if !dtype.is_floating() {
        return Err(Error::new(
            Kind::NotImplemented,
            format!("\"{}\" not implemented for '{}'", side.kernel, dtype.scalar_name()),
        ));
    }
    let out = binary::<F>(&a.tensor, &x.tensor, dtype)?;
    Ok(record(out, side.node, &[&a.tensor, &x.tensor], |_| {
        let (a, x) = (Saved::new(&a.tensor), Saved::new(&x.tensor));
        Box::new(move |i| {
            let (a, x) = (a.get(i)?, x.get(i)?);
            let power = mul(&add_number(&a, -1.0)?, &log(&x)?)?;
            let whole = super::super::unary::map(&a, |v| gamma::lgamma(f64::from(v)) as f32, gamma::lgamma)?;
            let slope = exp(&sub(&sub(&power, &x)?, &whole)?)?;
            let slope = mul(&i.grad()?, &mul_number(&slope, side.sign)?)?;
            Ok(vec![Some(a.zeros_like()?), Some(sum_to(&slope, &x.shape())?)])
        })
    }))
}
