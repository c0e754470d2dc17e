//! Elements stored into a tensor that is there, and new tensors of unusual make: `copy_`, `resize_`, `logspace`, `vander`.

use super::super::args::{Args, Value};
use super::super::dtype::{self, DType};
use super::super::error::{Error, Result};
use super::super::registry::{Op, TENSOR, TORCH, both, op};
use super::super::shape::{self, Shape};
use super::super::storage;
use super::super::tape::{self, record_light};
use super::super::tensor::Tensor;
use super::super::values::{Geometry, with_slice};
use super::create::{constant, erased, finish};
use super::elementwise::{Operand, operand};
use super::view::{expanded, part, unsqueeze};
use candle_core::CpuStorage;

pub(super) const OPS: &[Op] = &[
    op(TENSOR, "copy_(Tensor input, Operand other, bool non_blocking=False)", |a| {
        copy(a.tensor(0)?, &operand(a, 1)?)?;
        Ok(a.tensor(0)?.clone().into())
    }),
    op(TENSOR, "fill_(Tensor input, Operand value)", |a| fill(a.tensor(0)?, a.value(1), "FillBackward2")),
    op(TENSOR, "zero_(Tensor input)", |a| fill(a.tensor(0)?, &Value::Int(0), "ZeroBackward0")),
    op(TENSOR, "resize_(Tensor input, int... size)", |a| resize(a.tensor(0)?, &a.ints(1)?)),
    op(TENSOR, "resize_as_(Tensor input, Tensor the_template)", |a| {
        let sizes: Vec<i64> = a.tensor(1)?.shape().iter().map(|&n| n as i64).collect();
        resize(a.tensor(0)?, &sizes)
    }),
    op(TENSOR, "set_(Tensor input, any source=None, any storage_offset=0, any size=None, any stride=None)", |_| {
        Err(Error::not_implemented("Tensor.set_"))
    }),
    op(TENSOR, "fill_diagonal_(Tensor input, Scalar fill_value, bool wrap=False)", fill_diagonal),
    both("sum_to_size(Tensor input, int... size)", |a| {
        let x = a.tensor(0)?;
        let size = shape::sizes(&a.ints(1)?)?;
        if shape::broadcast(&size, &x.shape()).ok().is_none_or(|both| both != x.shape()) {
            return Err(Error::runtime(format!(
                "size {{{}}} is not expandable to size {{{}}}.",
                shape::text(&size),
                shape::text(&x.shape())
            )));
        }
        Ok(super::reduce::sum_to(x, &size)?.into())
    }),
    op(TORCH, "unravel_index(Tensor indices, int[] shape)", unravel),
    op(TORCH, "logspace(Scalar start, Scalar end, int steps, float base=10.0, *, FACTORY)", logspace),
    op(TORCH, "vander(Tensor x, int? N=None, bool increasing=False)", vander),
    op(TORCH, "scalar_tensor(Scalar s, *, FACTORY)", |a| {
        let dtype = a.dtype(1).unwrap_or_else(dtype::default_float);
        finish(a, 1, constant(&[], a.value(0), dtype)?)
    }),
    op(TORCH, "empty_strided(int[] size, int[] stride, *, FACTORY)", empty_strided),
];

/// Stores `source`'s elements in `target`, broadcast and converted.
pub fn copy(target: &Tensor, source: &Operand) -> Result<()> {
    let have = target.shape();
    let both = shape::broadcast(&have, &source.tensor.shape())?;
    if both != have {
        return Err(Error::runtime(format!(
            "output with shape {} doesn't match the broadcast shape {}",
            shape::text(&have),
            shape::text(&both)
        )));
    }
    tape::check_inplace(target)?;
    let wide = expanded(&source.tensor, &have)?;
    let out = if wide.dtype() == target.dtype() { wide } else { wide.cast(target.dtype())? };
    let (from, dtype) = (source.tensor.shape(), source.tensor.dtype());
    let before = target.dtype();
    let out = record_light(out, "CopyBackwards", &[target, &source.tensor], |_| {
        Box::new(move |incoming| {
            let grad = incoming.grad()?;
            let old = incoming.needs(0).then(|| Tensor::zeros(&grad.shape(), before)).transpose()?;
            let new = incoming
                .needs(1)
                .then(|| super::reduce::sum_to(&super::convert::to_dtype(&grad, dtype)?, &from))
                .transpose()?;
            Ok(vec![old, new])
        })
    });
    tape::assign(target, &out)
}

/// Stores one value in all elements. Unlike other changes in place this may be done to an expanded tensor.
fn fill(x: &Tensor, value: &Value, name: &'static str) -> Result<Value> {
    let mut place = x.geometry().clone();
    for (n, &stride) in place.shape.iter_mut().zip(&place.strides) {
        *n = if stride == 0 { 1.min(*n) } else { *n };
    }
    let target = if place == *x.geometry() { x.clone() } else { part(x, place, "AsStridedBackward0") };
    tape::check_inplace(&target)?;
    let out = match value {
        Value::Tensor(t) if t.rank() > 0 => {
            return Err(Error::runtime(format!(
                "fill_ only supports 0-dimension value tensor but got tensor with {} dimensions.",
                t.rank()
            )));
        }
        Value::Tensor(t) => {
            let out = expanded(&t.cast(target.dtype())?, &target.shape())?.copy()?;
            record_light(out, "FillBackward3", &[&target, t], |_| {
                Box::new(|incoming| {
                    let grad = incoming.grad()?;
                    Ok(vec![Some(grad.zeros_like()?), Some(super::reduce::sum(&grad)?)])
                })
            })
        }
        Value::Int(n) if target.dtype() == DType::UInt8 && !(-255..=255).contains(n) => {
            return Err(Error::runtime("value cannot be converted to type uint8_t without overflow"));
        }
        value => erased(&target, constant(&target.shape(), value, target.dtype())?, name),
    };
    tape::assign(&target, &out)?;
    Ok(x.clone().into())
}

fn resize(x: &Tensor, sizes: &[i64]) -> Result<Value> {
    fn grow<T: Copy + Default>(values: &mut Vec<T>, n: usize) {
        if values.len() < n {
            values.resize(n, T::default());
        }
    }
    if x.requires_grad() {
        return Err(Error::runtime("cannot resize variables that require grad"));
    }
    if sizes.iter().any(|&n| n < 0) {
        return Err(Error::runtime("numel: integer multiplication overflow"));
    }
    let shape = shape::sizes(sizes)?;
    let needed = x.offset() + shape::numel(&shape);
    storage::reserve::<f64>(needed)?;
    with_slice!(&mut *x.storage_ref().buffer.borrow_mut(), values => grow(values, needed));
    x.set_geometry(Geometry { offset: x.offset(), ..Geometry::contiguous(&shape) });
    x.bump_version();
    Ok(x.clone().into())
}

fn fill_diagonal(args: &Args) -> Result<Value> {
    let (x, wrap) = (args.tensor(0)?, args.boolean(2));
    let shape = x.shape();
    if shape.len() < 2 {
        return Err(Error::runtime("dimensions must larger than 1"));
    }
    if shape.len() > 2 && shape.iter().any(|&n| n != shape[0]) {
        return Err(Error::runtime("all dimensions of input must be of equal length"));
    }
    let value = args.float(1)?;
    let geometry = x.geometry().clone();
    let length = shape.iter().copied().min().unwrap_or(0);
    let step = geometry.strides.iter().sum();
    // One diagonal, and for tall matrices those that begin again below it.
    let mut start = 0;
    loop {
        let rows = length.min(shape[0].saturating_sub(start));
        let place = Geometry {
            shape: Shape::from_slice(&[rows]),
            strides: Shape::from_slice(&[step]),
            offset: geometry.offset + start * geometry.strides[0],
        };
        let line = part(x, place, "AsStridedBackward0");
        tape::assign(&line, &Tensor::full(&[rows], value, x.dtype())?)?;
        start += shape[1] + 1;
        if !wrap || shape.len() != 2 || start >= shape[0] {
            return Ok(x.clone().into());
        }
    }
}

fn unravel(args: &Args) -> Result<Value> {
    let (indices, sizes) = (args.tensor(0)?, shape::sizes(&args.ints(1)?)?);
    if !indices.dtype().is_integral() {
        return Err(Error::type_error(format!(
            "expected 'indices' to be integer dtype, but got torch.{}",
            indices.dtype().name()
        )));
    }
    let strides = shape::contiguous_strides(&sizes);
    let values = indices.to_i64_vec();
    let along = |d: usize| {
        let (stride, n) = (strides[d].max(1) as i64, sizes[d].max(1) as i64);
        let part = values.iter().map(|v| v.div_euclid(stride).rem_euclid(n)).collect();
        Tensor::from_vec(part, &indices.shape())
    };
    Ok((0..sizes.len()).map(along).collect::<Vec<_>>().into())
}

fn logspace(args: &Args) -> Result<Value> {
    let (start, end, n, base) = (args.float(0)?, args.float(1)?, args.int(2)?, args.float(3)?);
    if n < 0 {
        return Err(Error::runtime("number of steps must be non-negative"));
    }
    let dtype = args.dtype(4).unwrap_or_else(dtype::default_float);
    let shape = shape::sizes(&[n])?;
    storage::reserve::<f64>(shape[0])?;
    let exponent = |k: i64| {
        // The exponents are counted in the type itself, from both ends, as by linspace.
        if dtype == DType::Float32 {
            let (a, b) = (start as f32, end as f32);
            let step = if n > 1 { (b - a) / (n - 1) as f32 } else { 0.0 };
            return f64::from(if k < n / 2 || n == 1 { a + step * k as f32 } else { b - step * (n - 1 - k) as f32 });
        }
        let step = if n > 1 { (end - start) / (n - 1) as f64 } else { 0.0 };
        if k < n / 2 || n == 1 { start + step * k as f64 } else { end - step * (n - 1 - k) as f64 }
    };
    finish(args, 4, Tensor::from_f64s((0..n).map(|k| base.powf(exponent(k))).collect(), &shape, dtype)?)
}

fn vander(args: &Args) -> Result<Value> {
    let x = args.tensor(0)?;
    if x.rank() != 1 {
        return Err(Error::runtime("x must be a one-dimensional tensor."));
    }
    let n = args.opt_int(1)?.unwrap_or(x.numel() as i64);
    if n < 0 {
        return Err(Error::runtime("N must be non-negative."));
    }
    shape::sizes(&[x.numel() as i64, n])?;
    let x = if x.dtype().is_floating() { x.clone() } else { x.cast(DType::Int64)? };
    let exponents = Tensor::from_vec((0..n).collect(), &[n as usize]);
    let powers = super::power::pow(&(&unsqueeze(&x, 1)?).into(), &(&exponents).into())?;
    Ok(if args.boolean(2) { powers } else { super::rearrange::flip(&powers, &[1], "FlipBackward0")? }.into())
}

fn empty_strided(args: &Args) -> Result<Value> {
    let (sizes, strides) = (args.ints(0)?, args.ints(1)?);
    if sizes.len() != strides.len() {
        return Err(Error::runtime(format!(
            "dimensionality of sizes ({}) must match dimensionality of strides ({})",
            sizes.len(),
            strides.len()
        )));
    }
    let shape = shape::sizes(&sizes)?;
    let reach = shape.iter().zip(&strides).try_fold(1i64, |sum, (&n, &stride)| {
        (n.saturating_sub(1) as i64).checked_mul(stride).filter(|_| stride >= 0)?.checked_add(sum)
    });
    let Some(reach) = reach else {
        let list = |v: &[i64]| v.iter().map(i64::to_string).collect::<Vec<_>>().join(", ");
        return Err(Error::runtime(format!(
            "Storage size calculation overflowed with sizes=[{}] and strides=[{}]",
            list(&sizes),
            list(&strides)
        )));
    };
    let whole = shape::sizes(&[reach])?;
    let out = Tensor::zeros(&whole, args.dtype(2).unwrap_or_else(dtype::default_float))?;
    out.set_geometry(Geometry { shape, strides: strides.iter().map(|&s| s as usize).collect(), offset: 0 });
    finish(args, 2, out)
}
