//! Parts, pairs and conjugates of complex tensors: views of the same storage, as in PyTorch.

use super::super::super::args::{Args, Value};
use super::super::super::dtype::DType;
use super::super::super::error::{Error, Kind, Result};
use super::super::super::registry::{Op, TENSOR, TORCH, both, op};
use super::super::super::shape;
use super::super::super::storage;
use super::super::super::tape::{Backward, Saved, is_enabled, record, record_light};
use super::super::super::tensor::{Created, Lazy, Tensor};
use super::super::super::values::Geometry;
use super::super::arithmetic::{mul, neg};
use super::super::reduce::sum_to;
use super::super::view::{contiguous, rooted, transpose};
use super::everywhere;
use super::functions::{magnitude, sgn};
use super::make::{C, join, made, pairs, part_of, placed};

pub const OPS: &[Op] = &[
    op(TORCH, "real(Tensor input)", |a| Ok(real(a.tensor(0)?)?.into())),
    op(TORCH, "imag(Tensor input)", |a| Ok(imag(a.tensor(0)?)?.into())),
    op(TORCH, "view_as_real(Tensor input)", |a| Ok(view_as_real(a.tensor(0)?)?.into())),
    op(TORCH, "view_as_complex(Tensor input)", |a| Ok(view_as_complex(a.tensor(0)?)?.into())),
    op(TORCH, "complex(Tensor real, Tensor imag)", |a| Ok(complex(a.tensor(0)?, a.tensor(1)?)?.into())),
    op(TORCH, "polar(Tensor abs, Tensor angle)", |a| Ok(polar(a.tensor(0)?, a.tensor(1)?)?.into())),
    both("angle(Tensor input)", |a| Ok(angle(a.tensor(0)?)?.into())),
    both("conj_physical(Tensor input)", |a| Ok(conj_physical(a.tensor(0)?)?.into())).in_place(),
    both("is_conj(Tensor input)", |a| Ok(Value::Bool(a.tensor(0)?.lazy() == Lazy::Conjugate))),
    both("is_neg(Tensor input)", |a| Ok(Value::Bool(a.tensor(0)?.lazy() == Lazy::Negate))),
    both("resolve_neg(Tensor input)", |a| Ok(resolve_neg(a.tensor(0)?)?.into())),
    op(TENSOR, "view(Tensor input, dtype dtype)", view_dtype),
];

pub const OWN: &[Op] = &[
    everywhere("conj(Tensor input)", |a| Ok(conj(a.tensor(0)?)?.into())),
    everywhere("conj_physical(Tensor input)", |a| Ok(conj_physical(a.tensor(0)?)?.into())).in_place(),
    everywhere("resolve_conj(Tensor input)", |a| Ok(resolve_conj(a.tensor(0)?)?.into())),
    everywhere("adjoint(Tensor input)", |a| Ok(adjoint(a.tensor(0)?)?.into())),
    everywhere("angle(Tensor input)", |a| Ok(angle(a.tensor(0)?)?.into())),
    everywhere("isreal(Tensor input)", |a| {
        let x = a.tensor(0)?;
        Ok(Tensor::from_bools(x.values::<[f64; 2]>().iter().map(|z| z[1] == 0.0), &x.shape()).into())
    }),
];

/// A view of `x` at `geometry` as another type, or to be read otherwise.
fn reread(
    x: &Tensor,
    geometry: Geometry,
    dtype: DType,
    lazy: Lazy,
    name: &'static str,
    backward: impl FnOnce() -> Backward,
) -> Tensor {
    let created = if is_enabled() { Created::Plain } else { Created::NoGrad };
    let out = rooted(x, x.alias_as(geometry, dtype, lazy), created);
    record_light(out, name, &[x], |_| backward())
}

fn half(x: &Tensor, part: usize) -> Tensor {
    let lazy = if part == 1 && x.lazy() == Lazy::Conjugate { Lazy::Negate } else { Lazy::No };
    let geometry = part_of(&x.geometry(), part);
    reread(x, geometry, x.dtype().part(), lazy, "SelectBackward0", || {
        Box::new(move |incoming| Ok(vec![Some(placed(&incoming.grad()?, part)?)]))
    })
}

/// A view of the real parts; a real tensor itself.
pub fn real(x: &Tensor) -> Result<Tensor> {
    if x.dtype().is_complex() { Ok(half(x, 0)) } else { Ok(x.clone()) }
}

/// A view of the imaginary parts.
pub fn imag(x: &Tensor) -> Result<Tensor> {
    if x.dtype().is_complex() {
        return Ok(half(x, 1));
    }
    Err(Error::type_error("imag is not implemented for tensors with non-complex dtypes."))
}

/// A view that is read conjugated; a real tensor itself.
pub fn conj(x: &Tensor) -> Result<Tensor> {
    if !x.dtype().is_complex() {
        return Ok(x.clone());
    }
    let lazy = if x.lazy() == Lazy::Conjugate { Lazy::No } else { Lazy::Conjugate };
    let geometry = x.geometry().clone();
    Ok(reread(x, geometry, x.dtype(), lazy, "ConjBackward0", || {
        Box::new(|incoming| Ok(vec![Some(conj_physical(&incoming.grad()?)?)]))
    }))
}

fn conj_physical(x: &Tensor) -> Result<Tensor> {
    if !x.dtype().is_complex() {
        return Ok(x.clone());
    }
    let out = x.alias_as(
        x.geometry().clone(),
        x.dtype(),
        match x.lazy() {
            Lazy::Conjugate => Lazy::No,
            _ => Lazy::Conjugate,
        },
    );
    Ok(record_light(out.copy()?, "ConjPhysicalBackward0", &[x], |_| {
        Box::new(|incoming| Ok(vec![Some(conj_physical(&incoming.grad()?)?)]))
    }))
}

pub fn resolve_conj(x: &Tensor) -> Result<Tensor> {
    if x.lazy() == Lazy::Conjugate { super::super::view::clone(x) } else { Ok(x.clone()) }
}

pub fn resolve_neg(x: &Tensor) -> Result<Tensor> {
    if x.lazy() == Lazy::Negate { super::super::view::clone(x) } else { Ok(x.clone()) }
}

/// With elements of its own, if it is to be read conjugated or negated.
pub fn resolved(x: &Tensor) -> Result<Tensor> {
    if x.lazy() == Lazy::No { Ok(x.clone()) } else { super::super::view::clone(x) }
}

/// The conjugate transpose of matrices.
pub fn adjoint(x: &Tensor) -> Result<Tensor> {
    conj(&transpose(x, -2, -1)?)
}

/// A view with the two parts as a last dimension.
pub fn view_as_real(x: &Tensor) -> Result<Tensor> {
    if !x.dtype().is_complex() {
        return Err(Error::type_error("view_as_real is only supported for complex tensors"));
    }
    if x.lazy() != Lazy::No {
        return Err(Error::runtime(
            "view_as_real doesn't work on unresolved conjugated tensors.  To resolve the conjugate tensor so you can view it as real, use self.resolve_conj(); however, be warned that the resulting tensor will NOT alias the original.",
        ));
    }
    let geometry = pairs(x).geometry().clone();
    Ok(reread(x, geometry, x.dtype().part(), Lazy::No, "ViewAsRealBackward0", || {
        Box::new(|incoming| Ok(vec![Some(view_as_complex(&contiguous(&incoming.grad()?)?)?)]))
    }))
}

/// A view of pairs as complex numbers.
pub fn view_as_complex(x: &Tensor) -> Result<Tensor> {
    if !matches!(x.dtype(), DType::Float32 | DType::Float64) {
        if x.dtype() == DType::Float16 {
            return Err(Error::not_implemented("torch.complex32"));
        }
        return Err(Error::new(
            Kind::NotImplemented,
            format!(
                "view_as_complex is only supported for half, float and double tensors, but got a tensor of scalar type: {}",
                x.dtype().scalar_name()
            ),
        ));
    }
    let x = &resolve_neg(x)?;
    let mut geometry = x.geometry().clone();
    let (last, step) = (geometry.shape.pop(), geometry.strides.pop());
    let wrong = |what: &str| Err(Error::runtime(format!("Tensor must have {what}")));
    match (last, step) {
        (None, _) => return Err(Error::runtime("Input tensor must have one or more dimensions")),
        (Some(last), _) if last != 2 => return wrong("a last dimension of size 2"),
        (_, Some(step)) if step != 1 => return wrong("a last dimension with stride 1"),
        _ if geometry.strides.iter().zip(&geometry.shape).any(|(s, &n)| s % 2 != 0 && n > 1) => {
            return wrong("a stride divisible by 2 for all but last dimension");
        }
        _ if geometry.offset % 2 != 0 => return wrong("a storage_offset divisible by 2"),
        _ => {}
    }
    geometry.strides.iter_mut().for_each(|s| *s /= 2);
    geometry.offset /= 2;
    Ok(reread(x, geometry, x.dtype().complex(), Lazy::No, "ViewAsComplexBackward0", || {
        Box::new(|incoming| Ok(vec![Some(view_as_real(&resolve_conj(&incoming.grad()?)?)?)]))
    }))
}

/// `x.view(dtype)`: the same bytes as another type, outside the tape as in PyTorch. Between floats and the complex numbers they are parts of.
fn view_dtype(args: &Args) -> Result<Value> {
    let (x, dtype) = (args.tensor(0)?, args.dtype(1).unwrap_or(DType::Float32));
    let from = x.dtype();
    if from == dtype {
        return Ok(super::super::view::alias(x)?.into());
    }
    if from.is_complex() && dtype == from.part() {
        return Ok(super::super::layout::flatten(&view_as_real(&x.detach())?, -2, -1)?.into());
    }
    if dtype.is_complex() && from == dtype.part() {
        let mut shape = x.shape();
        if shape.last().is_some_and(|n| n % 2 == 0) {
            if let Some(last) = shape.last_mut() {
                *last /= 2;
            }
            shape.push(2);
            return Ok(view_as_complex(&super::super::view::view(&x.detach(), &shape)?)?.into());
        }
    }
    Err(Error::not_implemented(format!("Tensor.view of {} as {}", from.name(), dtype.name())))
}

fn both_floats(a: &Tensor, b: &Tensor) -> Result<()> {
    let float = |t: &Tensor| matches!(t.dtype(), DType::Float16 | DType::Float32 | DType::Float64);
    if !float(a) || !float(b) {
        return Err(Error::new(
            Kind::NotImplemented,
            format!(
                "Expected both inputs to be Half, Float or Double tensors but got {} and {}",
                a.dtype().scalar_name(),
                b.dtype().scalar_name()
            ),
        ));
    }
    if a.dtype() != b.dtype() {
        return Err(Error::runtime(format!(
            "Expected object of scalar type {} but got scalar type {} for second argument",
            a.dtype().scalar_name(),
            b.dtype().scalar_name()
        )));
    }
    if a.dtype() == DType::Float16 {
        return Err(Error::not_implemented("torch.complex32"));
    }
    Ok(())
}

fn complex(re: &Tensor, im: &Tensor) -> Result<Tensor> {
    both_floats(re, im)?;
    let (re, im) = (&resolve_neg(re)?, &resolve_neg(im)?);
    let shape = shape::broadcast(&re.shape(), &im.shape())?;
    storage::reserve::<[f64; 2]>(shape::numel(&shape))?;
    join(&super::super::view::expand(re, &shape)?, &super::super::view::expand(im, &shape)?)
}

fn polar(abs: &Tensor, angle: &Tensor) -> Result<Tensor> {
    both_floats(abs, angle)?;
    let (values, shape) =
        super::super::elementwise::map2::<f64, _>(abs, angle, |r, t| C::new(r * t.cos(), r * t.sin()))?;
    let out = made(values, &shape, abs.dtype().complex())?;
    let (sa, sb) = (abs.shape(), angle.shape());
    Ok(record(out, "PolarBackward0", &[abs, angle], |out| {
        let kept = Saved::output(out);
        Box::new(move |incoming| {
            let grad = conj(&incoming.grad()?)?;
            let out = kept.get(incoming)?;
            // By the sign of the result, as PyTorch has it, whatever sign the absolute value was given.
            let first = incoming.needs(0).then(|| sum_to(&real(&mul(&grad, &sgn(&out)?)?)?, &sa)).transpose()?;
            // Re(conj(g) i z) = -Im(conj(g) z).
            let second = incoming.needs(1).then(|| sum_to(&neg(&imag(&mul(&grad, &out)?)?)?, &sb)).transpose()?;
            Ok(vec![first, second])
        })
    }))
}

/// The angle of complex numbers; of real ones 0 or pi.
fn angle(x: &Tensor) -> Result<Tensor> {
    let shape = x.shape();
    storage::reserve::<f64>(x.numel())?;
    if !x.dtype().is_complex() {
        let x = &resolve_neg(x)?;
        let of = |v: f64| {
            if v.is_nan() {
                v
            } else if v < 0.0 {
                std::f64::consts::PI
            } else {
                0.0
            }
        };
        let values = x.values::<f64>().iter().map(|&v| of(v)).collect();
        let out = Tensor::from_f64s(values, &shape, super::super::elementwise::float_of(x))?;
        return Ok(record_light(out, "AngleBackward0", &[x], |_| {
            Box::new(|incoming| Ok(vec![Some(incoming.grad()?.zeros_like()?)]))
        }));
    }
    let values = x.values::<[f64; 2]>().iter().map(|z| z[1].atan2(z[0])).collect();
    let out = Tensor::from_f64s(values, &shape, x.dtype().part())?;
    Ok(record(out, "AngleBackward0", &[x], |_| {
        let kept = Saved::new(x);
        Box::new(move |incoming| {
            // g i z / |z|^2, which is 0 at 0.
            let z = kept.get(incoming)?;
            let turn = super::arithmetic::scaled(&sgn(&z)?, [0.0, 1.0])?;
            let size = magnitude(&z)?;
            let inverse = super::functions::inverse_or_zero(&size)?;
            Ok(vec![Some(mul(&mul(&turn, &inverse)?, &incoming.grad()?)?)])
        })
    }))
}
