//! Special functions of one number, with their gradients: derivatives are those of Abramowitz and Stegun's chapters 5, 6, 7 and 9.

use std::f64::consts::PI;

use super::super::super::args::Value;
use super::super::super::dtype::DType;
use super::super::super::error::{Error, Kind, Result};
use super::super::super::registry::{Op, SPECIAL, TENSOR, TORCH, both, op};
use super::super::super::tape::{Saved, record};
use super::super::super::tensor::Tensor;
use super::super::arithmetic::{add, add_number, div, mul, mul_number, neg, sub};
use super::super::elementwise::float_of;
use super::super::layout::titled;
use super::super::select::{choose, masked};
use super::super::unary::{exp, log, map, plain, sign};
use super::{airy, bessel, errors, gamma};

/// A function, its node's name, its kernel's name if 16-bit floats have none, and its gradient from that of the result, the input
/// and the result.
struct Curve {
    node: &'static str,
    wide: Option<&'static str>,
    f: fn(f64) -> f64,
    back: fn(&Tensor, &Tensor, &Tensor) -> Result<Tensor>,
}

macro_rules! curves {
    ($($name:ident: $node:literal, $wide:expr, $f:path, |$g:ident, $x:ident, $y:ident| $back:expr;)*) => {
        $(static $name: Curve = Curve { node: $node, wide: $wide, f: $f, back: |$g, $x, $y| $back };)*
    };
}

curves! {
    LGAMMA: "LgammaBackward0", None, gamma::lgamma, |g, x, _y| mul(g, &DIGAMMA.of(x)?);
    DIGAMMA: "DigammaBackward0", None, gamma::digamma, |g, x, _y| mul(g, &polygamma(1, x)?);
    ERFINV: "ErfinvBackward0", None, errors::erfinv, |g, _x, y| mul(&mul_number(&exp(&mul(y, y)?)?, PI.sqrt() / 2.0)?, g);
    ERFCX: "SpecialErfcxBackward0", Some("erfcx_cpu"), errors::erfcx, |g, x, y| {
        mul(&add_number(&mul_number(&mul(x, y)?, 2.0)?, -2.0 / PI.sqrt())?, g)
    };
    NDTRI: "SpecialNdtriBackward0", Some("ndtri_cpu"), errors::ndtri, |g, _x, y| {
        mul(&mul_number(&exp(&mul_number(&mul(y, y)?, 0.5)?)?, (2.0 * PI).sqrt())?, g)
    };
    LOG_NDTR: "SpecialLogNdtrBackward0", Some("log_ndtr_cpu"), errors::log_ndtr, |g, x, y| {
        let slope = exp(&neg(&add(y, &mul_number(&mul(x, x)?, 0.5)?)?)?)?;
        mul(&mul_number(&slope, 1.0 / (2.0 * PI).sqrt())?, g)
    };
    ENTR: "SpecialEntrBackward0", None, errors::entr, |g, x, _y| {
        let below = Tensor::from_bools(x.to_f64_vec().into_iter().map(|v| v < 0.0), &x.shape());
        mul(&masked(&neg(&add_number(&log(x)?, 1.0)?)?, &below, f64::NEG_INFINITY)?, g)
    };
    I0: "I0Backward0", None, bessel::i0, |g, x, _y| mul(g, &I1.of(x)?);
    I0E: "SpecialI0EBackward0", None, bessel::i0e, |g, x, y| mul(g, &sub(&I1E.of(x)?, &mul(&sign(&x.detach())?, y)?)?);
    I1: "SpecialI1Backward0", None, bessel::i1, |g, x, y| mul(g, &middle(x, &sub(&I0.of(x)?, &div(y, x)?)?)?);
    I1E: "SpecialI1EBackward0", None, bessel::i1e, |g, x, y| {
        let fall = add(&div(y, x)?, &mul(&sign(&x.detach())?, y)?)?;
        mul(g, &middle(x, &sub(&I0E.of(x)?, &fall)?)?)
    };
    BESSEL_J0: "SpecialBesselJ0Backward0", Some("bessel_j0_cpu"), bessel::j0, |g, x, _y| mul(g, &neg(&BESSEL_J1.of(x)?)?);
    BESSEL_J1: "SpecialBesselJ1Backward0", Some("bessel_j1_cpu"), bessel::j1, |g, x, y| {
        mul(g, &middle(x, &sub(&BESSEL_J0.of(x)?, &div(y, x)?)?)?)
    };
    BESSEL_Y0: "SpecialBesselY0Backward0", Some("bessel_y0_cpu"), bessel::y0, |g, x, _y| mul(g, &neg(&BESSEL_Y1.of(x)?)?);
    BESSEL_Y1: "SpecialBesselY1Backward0", Some("bessel_y1_cpu"), bessel::y1, |g, x, y| {
        let zero = Tensor::from_bools(x.to_f64_vec().into_iter().map(|v| v == 0.0), &x.shape());
        mul(g, &masked(&sub(&BESSEL_Y0.of(x)?, &div(y, x)?)?, &zero, f64::INFINITY)?)
    };
    MODIFIED_I0: "SpecialModifiedBesselI0Backward0", Some("modified_bessel_i0_cpu"), bessel::i0, |g, x, _y| {
        mul(g, &MODIFIED_I1.of(x)?)
    };
    MODIFIED_I1: "SpecialModifiedBesselI1Backward0", Some("modified_bessel_i1_cpu"), bessel::i1, |g, x, y| {
        mul(g, &middle(x, &sub(&MODIFIED_I0.of(x)?, &div(y, x)?)?)?)
    };
    MODIFIED_K0: "SpecialModifiedBesselK0Backward0", Some("modified_bessel_k0_cpu"), bessel::k0, |g, x, _y| {
        mul(g, &neg(&MODIFIED_K1.of(x)?)?)
    };
    MODIFIED_K1: "SpecialModifiedBesselK1Backward0", Some("modified_bessel_k1_cpu"), bessel::k1, |g, x, y| {
        mul(g, &neg(&add(&MODIFIED_K0.of(x)?, &div(y, x)?)?)?)
    };
}

impl Curve {
    /// Its values, on the tape.
    fn of(&'static self, x: &Tensor) -> Result<Tensor> {
        if let Some(kernel) = self.wide {
            full(x, kernel)?;
        }
        let out = map(x, |v| (self.f)(f64::from(v)) as f32, self.f)?;
        Ok(record(out, self.node, &[x], |out| {
            let (x, y) = (Saved::new(x), Saved::output(out));
            Box::new(move |i| Ok(vec![Some((self.back)(&i.grad()?, &x.get(i)?, &y.get(i)?)?)]))
        }))
    }
}

/// Refuses 16-bit floats.
pub fn full(x: &Tensor, kernel: &str) -> Result<()> {
    match x.dtype() {
        DType::Float16 | DType::BFloat16 => Err(Error::new(
            Kind::NotImplemented,
            format!("\"{kernel}\" not implemented for '{}'", x.dtype().scalar_name()),
        )),
        _ => Ok(()),
    }
}

/// A slope that is 1/2 where `x` is 0, and a quotient without a value there.
fn middle(x: &Tensor, slope: &Tensor) -> Result<Tensor> {
    let zero = Tensor::from_bools(x.to_f64_vec().into_iter().map(|v| v == 0.0), &x.shape());
    masked(slope, &zero, 0.5)
}

/// A function that PyTorch computes but does not differentiate.
fn still(x: &Tensor, kernel: &str, f: fn(f64) -> f64) -> Result<Value> {
    full(x, kernel)?;
    Ok(map(x, |v| f(f64::from(v)) as f32, f)?.into())
}

const EVERYWHERE: u8 = TORCH | TENSOR | SPECIAL;

pub(in super::super) const OPS: &[Op] = &[
    op(TORCH | TENSOR, "lgamma(Tensor input)", |a| Ok(LGAMMA.of(a.tensor(0)?)?.into())).in_place(),
    op(SPECIAL, "gammaln(Tensor input)", |a| Ok(LGAMMA.of(a.tensor(0)?)?.into())),
    op(EVERYWHERE, "digamma(Tensor input)", |a| Ok(DIGAMMA.of(a.tensor(0)?)?.into())).in_place(),
    op(SPECIAL, "psi(Tensor input)", |a| Ok(DIGAMMA.of(a.tensor(0)?)?.into())),
    op(TORCH | SPECIAL, "polygamma(int n, Tensor input)", |a| Ok(polygamma(a.int(0)?, a.tensor(1)?)?.into())),
    op(TENSOR, "polygamma(Tensor input, int n)", |a| Ok(polygamma(a.int(1)?, a.tensor(0)?)?.into())).in_place(),
    both("mvlgamma(Tensor input, int p)", |a| mvlgamma(a.tensor(0)?, a.int(1)?)).in_place(),
    op(SPECIAL, "multigammaln(Tensor input, int p)", |a| mvlgamma(a.tensor(0)?, a.int(1)?)),
    op(EVERYWHERE, "erfinv(Tensor input)", |a| Ok(ERFINV.of(a.tensor(0)?)?.into())).in_place(),
    op(SPECIAL, "erfcx(Tensor input)", |a| Ok(ERFCX.of(a.tensor(0)?)?.into())),
    op(SPECIAL, "ndtri(Tensor input)", |a| Ok(NDTRI.of(a.tensor(0)?)?.into())),
    op(SPECIAL, "log_ndtr(Tensor input)", |a| Ok(LOG_NDTR.of(a.tensor(0)?)?.into())),
    op(SPECIAL, "ndtr(Tensor input)", |a| ndtr(a.tensor(0)?)),
    op(SPECIAL, "entr(Tensor input)", |a| Ok(ENTR.of(a.tensor(0)?)?.into())),
    op(EVERYWHERE, "i0(Tensor input)", |a| Ok(I0.of(a.tensor(0)?)?.into())).in_place(),
    op(SPECIAL, "i0e(Tensor input)", |a| Ok(I0E.of(a.tensor(0)?)?.into())),
    op(SPECIAL, "i1(Tensor input)", |a| Ok(I1.of(a.tensor(0)?)?.into())),
    op(SPECIAL, "i1e(Tensor input)", |a| Ok(I1E.of(a.tensor(0)?)?.into())),
    op(SPECIAL, "bessel_j0(Tensor input)", |a| Ok(BESSEL_J0.of(a.tensor(0)?)?.into())),
    op(SPECIAL, "bessel_j1(Tensor input)", |a| Ok(BESSEL_J1.of(a.tensor(0)?)?.into())),
    op(SPECIAL, "bessel_y0(Tensor input)", |a| Ok(BESSEL_Y0.of(a.tensor(0)?)?.into())),
    op(SPECIAL, "bessel_y1(Tensor input)", |a| Ok(BESSEL_Y1.of(a.tensor(0)?)?.into())),
    op(SPECIAL, "modified_bessel_i0(Tensor input)", |a| Ok(MODIFIED_I0.of(a.tensor(0)?)?.into())),
    op(SPECIAL, "modified_bessel_i1(Tensor input)", |a| Ok(MODIFIED_I1.of(a.tensor(0)?)?.into())),
    op(SPECIAL, "modified_bessel_k0(Tensor input)", |a| Ok(MODIFIED_K0.of(a.tensor(0)?)?.into())),
    op(SPECIAL, "modified_bessel_k1(Tensor input)", |a| Ok(MODIFIED_K1.of(a.tensor(0)?)?.into())),
    op(SPECIAL, "scaled_modified_bessel_k0(Tensor x)", |a| {
        still(a.tensor(0)?, "scaled_modified_bessel_k0_cpu", bessel::k0e)
    }),
    op(SPECIAL, "scaled_modified_bessel_k1(Tensor x)", |a| {
        still(a.tensor(0)?, "scaled_modified_bessel_k1_cpu", bessel::k1e)
    }),
    op(SPECIAL, "spherical_bessel_j0(Tensor x)", |a| {
        still(a.tensor(0)?, "spherical_bessel_j0_cpu", bessel::spherical_j0)
    }),
    op(SPECIAL, "airy_ai(Tensor x)", |a| still(a.tensor(0)?, "airy_ai_cpu", airy::ai)),
    op(EVERYWHERE, "sinc(Tensor input)", |a| Ok(sinc(a.tensor(0)?)?.into())).in_place(),
];

/// The `n`-th derivative of digamma, on the tape.
fn polygamma(n: i64, x: &Tensor) -> Result<Tensor> {
    if n < 0 {
        return Err(Error::runtime("polygamma(n, x) does not support negative n."));
    }
    let f = move |v: f64| gamma::polygamma(n, v);
    let out = map(x, |v| f(f64::from(v)) as f32, f)?;
    Ok(record(out, "PolygammaBackward0", &[x], |_| {
        let x = Saved::new(x);
        Box::new(move |i| Ok(vec![Some(mul(&i.grad()?, &polygamma(n.saturating_add(1), &x.get(i)?)?)?)]))
    }))
}

/// The logarithm of the multivariate gamma function: a constant and the sum over j < p of ln gamma(x - j/2).
fn mvlgamma(x: &Tensor, p: i64) -> Result<Value> {
    if p < 1 {
        return Err(Error::runtime("p has to be greater than or equal to 1"));
    }
    let size = p as f64;
    super::super::super::storage::reserve::<[f64; 16]>(
        usize::try_from(p).unwrap_or(usize::MAX).saturating_mul(x.numel().max(1)),
    )?;
    let first = size * (size - 1.0) / 4.0 * PI.ln();
    let f = |v: f64| first + (0..p).map(|j| gamma::lgamma(v - j as f64 / 2.0)).sum::<f64>();
    let out = map(x, |v| f(f64::from(v)) as f32, f)?;
    Ok(record(out, "MvlgammaBackward0", &[x], |_| {
        let x = Saved::new(x);
        Box::new(move |i| {
            let x = x.get(i)?;
            let mut slope = DIGAMMA.of(&x)?;
            for j in 1..p {
                slope = add(&slope, &DIGAMMA.of(&add_number(&x, -(j as f64) / 2.0)?)?)?;
            }
            Ok(vec![Some(mul(&i.grad()?, &slope)?)])
        })
    })
    .into())
}

/// The normal distribution's function, put together as PyTorch does it: its gradient is that of erf.
fn ndtr(x: &Tensor) -> Result<Value> {
    let dtype = float_of(x);
    let wide = super::super::convert::to_dtype(x, dtype)?;
    let out = map(&wide, |v| errors::ndtr(f64::from(v)) as f32, errors::ndtr)?;
    let out = record(out, "MulBackward0", &[&wide], |_| {
        let x = Saved::new(&wide);
        Box::new(move |i| {
            let x = x.get(i)?;
            let bell = exp(&mul_number(&mul(&x, &x)?, -0.5)?)?;
            Ok(vec![Some(mul(&mul_number(&bell, 1.0 / (2.0 * PI).sqrt())?, &i.grad()?)?)])
        })
    });
    Ok(titled(out, "MulBackward1").into())
}

/// sin(pi x) / (pi x), computed in the type itself as PyTorch does: at whole numbers what is left shows pi's rounding.
fn sinc(x: &Tensor) -> Result<Tensor> {
    let single = |v: f32| {
        let turn = std::f32::consts::PI * v;
        if v == 0.0 { 1.0 } else { turn.sin() / turn }
    };
    let double = |v: f64| if v == 0.0 { 1.0 } else { (PI * v).sin() / (PI * v) };
    let out = map(x, single, double)?;
    Ok(record(out, "SincBackward0", &[x], |_| {
        let x = Saved::new(x);
        Box::new(move |i| {
            let (grad, x) = (i.grad()?, x.get(i)?);
            let turn = mul_number(&x, PI)?;
            let top = sub(&mul(&turn, &plain(&turn, "cos")?)?, &plain(&turn, "sin")?)?;
            let slope = mul(&grad, &div(&top, &mul(&turn, &x)?)?)?;
            let zero = Tensor::from_bools(x.to_f64_vec().into_iter().map(|v| v == 0.0), &x.shape());
            let nothing = Tensor::zeros(&[], slope.dtype())?;
            Ok(vec![Some(choose(&zero, &(&nothing).into(), &(&slope).into())?)])
        })
    }))
}
