//! Choosing between values: `where`, `masked_fill`, `clamp`, `lerp`.

use super::super::args::{Args, Value};
use super::super::dtype::DType;
use super::super::error::{Error, Result};
use super::super::registry::{Op, TENSOR, TORCH, both, op};
use super::super::tape::{Saved, record, record_light};
use super::super::tensor::Tensor;
use super::arithmetic::{add, mul, mul_number};
use super::convert::to_dtype;
use super::elementwise::{Operand, operand, result_type, spread};
use super::reduce::sum_to;

pub(super) const OPS: &[Op] = &[
    both("where(Tensor condition)", |a| {
        let x = a.tensor(0)?;
        let columns = super::index::nonzero_columns(x);
        Ok(columns.into_iter().map(|c| Tensor::from_vec(c.clone(), &[c.len()])).collect::<Vec<_>>().into())
    }),
    op(TORCH, "where(Tensor condition, Operand input, Operand other)", |a| {
        Ok(choose(a.tensor(0)?, &operand(a, 1)?, &operand(a, 2)?)?.into())
    }),
    op(TENSOR, "where(Tensor input, Tensor condition, Operand other)", |a| {
        Ok(choose(a.tensor(1)?, &operand(a, 0)?, &operand(a, 2)?)?.into())
    }),
    both("masked_fill(Tensor input, Tensor mask, Operand value)", |a| {
        let (x, mask, value) = (a.tensor(0)?, a.tensor(1)?, operand(a, 2)?);
        if mask.dtype() != DType::Bool {
            return Err(Error::runtime(format!(
                "masked_fill_ only supports boolean masks, but got mask with dtype {}",
                super::matmul::c_name(mask.dtype())
            )));
        }
        if !value.number && value.tensor.rank() > 0 {
            return Err(Error::runtime(format!(
                "masked_fill only supports a 0-dimensional value tensor, but got tensor with {} dimension(s).",
                value.tensor.rank()
            )));
        }
        if value.tensor.requires_grad() && value.tensor.dtype() == x.dtype() {
            let out = choose(mask, &value, &x.into())?;
            return Ok(super::layout::titled(out, "MaskedFillBackward1").into());
        }
        let value = Operand { tensor: value.tensor.cast(x.dtype())?, number: false };
        let out = fill(x, mask, &value.tensor)?;
        let from = x.shape();
        Ok(record_light(out, "MaskedFillBackward0", &[x], |_| {
            let mask = mask.clone();
            Box::new(move |i| Ok(vec![Some(sum_to(&masked(&i.grad()?, &mask, 0.0)?, &from)?)]))
        })
        .into())
    })
    .in_place(),
    both("clamp(Tensor input, Operand? min=None, Operand? max=None)", clamp).in_place(),
    both("clip(Tensor input, Operand? min=None, Operand? max=None)", clamp).in_place(),
    both("clamp_min(Tensor input, Operand min)", |a| bounded(a.tensor(0)?, Some(&operand(a, 1)?), None)).in_place(),
    both("clamp_max(Tensor input, Operand max)", |a| bounded(a.tensor(0)?, None, Some(&operand(a, 1)?))).in_place(),
    both("lerp(Tensor input, Tensor end, Operand weight)", |a| {
        let (x, end, weight) = (operand(a, 0)?, operand(a, 1)?, operand(a, 2)?);
        let span = super::arithmetic::difference(&end, &x)?;
        let part = super::arithmetic::product(&(&span).into(), &weight)?;
        Ok(super::arithmetic::total(&x, &(&part).into())?.into())
    })
    .in_place(),
    both("addcmul(Tensor input, Tensor tensor1, Tensor tensor2, *, Scalar value=1)", |a| {
        let (x, p) = (a.tensor(0)?, mul(a.tensor(1)?, a.tensor(2)?)?);
        let value = a.float(3)?;
        Ok(add(x, &if value == 1.0 { p } else { mul_number(&p, value)? })?.into())
    })
    .in_place(),
    both("addcdiv(Tensor input, Tensor tensor1, Tensor tensor2, *, Scalar value=1)", |a| {
        let (x, t1) = (a.tensor(0)?, a.tensor(1)?);
        let value = a.float(3)?;
        let scaled = if value == 1.0 { t1.clone() } else { mul_number(t1, value)? };
        Ok(add(x, &super::arithmetic::div(&scaled, a.tensor(2)?)?)?.into())
    })
    .in_place(),
];

/// The elements of `x` where `condition` holds, of `y` elsewhere; broadcast.
pub fn choose(condition: &Tensor, x: &Operand, y: &Operand) -> Result<Tensor> {
    if condition.dtype() != DType::Bool && condition.dtype() != DType::UInt8 {
        return Err(Error::runtime(format!(
            "where expected condition to be a boolean tensor, but got a tensor with dtype {}",
            condition.dtype().scalar_name()
        )));
    }
    let dtype = result_type(&[x, y]);
    let (a, b) = (to_dtype(&x.tensor, dtype)?, to_dtype(&y.tensor, dtype)?);
    let shape = super::super::shape::broadcast(&a.shape(), &b.shape())?;
    let shape = super::super::shape::broadcast(&condition.shape(), &shape)?;
    let test = spread::<u8>(condition, &shape)?;
    let out = if dtype.is_floating() && dtype != DType::Float32 {
        let (u, v) = (spread::<f64>(&a, &shape)?, spread::<f64>(&b, &shape)?);
        let values = test.iter().zip(u.iter().zip(v.iter())).map(|(&c, (&u, &v))| if c != 0 { u } else { v }).collect();
        Tensor::from_f64s(values, &shape, dtype)?
    } else if dtype == DType::Float32 {
        let (u, v) = (spread::<f32>(&a, &shape)?, spread::<f32>(&b, &shape)?);
        let values = test.iter().zip(u.iter().zip(v.iter())).map(|(&c, (&u, &v))| if c != 0 { u } else { v }).collect();
        Tensor::from_vec(values, &shape)
    } else {
        let (u, v) = (spread::<i64>(&a, &shape)?, spread::<i64>(&b, &shape)?);
        let values = test.iter().zip(u.iter().zip(v.iter())).map(|(&c, (&u, &v))| if c != 0 { u } else { v }).collect();
        Tensor::from_vec(values, &shape).cast(dtype)?
    };
    drop(test);
    let condition = condition.detach();
    Ok(record_light(out, "WhereBackward0", &[&a, &b], |_| {
        let (sa, sb) = (a.shape(), b.shape());
        Box::new(move |i| {
            let grad = i.grad()?;
            let zero = Tensor::zeros(&[], grad.dtype())?;
            let zero: Operand = (&zero).into();
            let first = i.needs(0).then(|| sum_to(&choose(&condition, &(&grad).into(), &zero)?, &sa)).transpose()?;
            let second = i.needs(1).then(|| sum_to(&choose(&condition, &zero, &(&grad).into())?, &sb)).transpose()?;
            Ok(vec![first, second])
        })
    }))
}

/// `x` with `value` where `mask` holds, on the tape.
pub fn masked(x: &Tensor, mask: &Tensor, value: f64) -> Result<Tensor> {
    let value = Tensor::scalar(value, x.dtype())?;
    choose(mask, &(&value).into(), &x.into())
}

fn fill(x: &Tensor, mask: &Tensor, value: &Tensor) -> Result<Tensor> {
    super::super::tape::no_grad(|| choose(mask, &value.into(), &x.into()))
}

fn clamp(args: &Args) -> Result<Value> {
    let bound = |i: usize| if args.is_none(i) { Ok(None) } else { operand(args, i).map(Some) };
    let (low, high) = (bound(1)?, bound(2)?);
    if low.is_none() && high.is_none() {
        return Err(Error::runtime("torch.clamp: At least one of 'min' or 'max' must not be None"));
    }
    bounded(args.tensor(0)?, low.as_ref(), high.as_ref())
}

/// Within bounds. The gradient is zero at the bounds, too, as in PyTorch 2.15.
pub fn bounded(x: &Tensor, low: Option<&Operand>, high: Option<&Operand>) -> Result<Value> {
    let own: Operand = x.into();
    let mut all = vec![&own];
    all.extend(low);
    all.extend(high);
    let dtype = result_type(&all);
    if [low, high].into_iter().flatten().any(|b| !b.number && (b.tensor.rank() > 0 || b.tensor.requires_grad())) {
        // Bounds that are tensors have gradients of their own.
        let mut out = x.clone();
        if let Some(low) = low {
            out = tensor_of(super::power::extreme(&(&out).into(), low, true)?)?;
        }
        if let Some(high) = high {
            out = tensor_of(super::power::extreme(&(&out).into(), high, false)?)?;
        }
        return Ok(out.into());
    }
    let number = |o: Option<&Operand>| o.map(|o| o.tensor.item()).transpose();
    let (low, high) = (number(low)?, number(high)?);
    let limit = |v: f64| {
        let v = low.map_or(v, |l| if v < l { l } else { v });
        high.map_or(v, |h| if v > h { h } else { v })
    };
    let out = match dtype {
        DType::Int64 => Tensor::from_vec(
            x.values::<i64>()
                .iter()
                .map(|&v| {
                    let v = low.map_or(v, |l| v.max(l as i64));
                    high.map_or(v, |h| v.min(h as i64))
                })
                .collect(),
            &x.shape(),
        ),
        DType::Float32 => {
            Tensor::from_vec(x.values::<f32>().iter().map(|&v| limit(f64::from(v)) as f32).collect(), &x.shape())
        }
        dtype => Tensor::from_f64s(x.values::<f64>().iter().map(|&v| limit(v)).collect(), &x.shape(), dtype)?,
    };
    Ok(record(out, "ClampBackward1", &[x], |_| {
        let kept = Saved::new(x);
        Box::new(move |i| {
            let x = kept.get(i)?;
            let outside =
                x.to_f64_vec().into_iter().map(|v| low.is_some_and(|l| v <= l) || high.is_some_and(|h| v >= h));
            let outside = Tensor::from_bools(outside, &x.shape());
            Ok(vec![Some(masked(&i.grad()?, &outside, 0.0)?)])
        })
    })
    .into())
}

fn tensor_of(value: Value) -> Result<Tensor> {
    match value {
        Value::Tensor(t) => Ok(t),
        other => Err(Error::type_error(format!("expected a Tensor, got {}", other.type_name()))),
    }
}
