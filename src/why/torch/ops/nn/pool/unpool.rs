//! The way back of a max pooling: each value where its index says, zeros elsewhere.

use std::rc::Rc;

use super::super::super::super::args::{Args, Value};
use super::super::super::super::dtype::DType;
use super::super::super::super::error::{Error, Result};
use super::super::super::super::registry::{NATIVE, Op, op};
use super::super::super::super::shape::{self, Shape};
use super::super::super::super::tape::{Saved, record};
use super::super::super::super::tensor::Tensor;
use super::super::linear_map::{Picked, apply};
use super::super::pointwise::{unsupported, zeros};
use super::super::real::Real;

pub(in super::super::super) const OPS: &[Op] =
    &[op(NATIVE, "max_unpool(Tensor input, Tensor indices, int[] output_size)", |a: &Args| {
        Ok(Value::Tensor(max_unpool(a.tensor(0)?, a.tensor(1)?, &a.ints(2)?)?))
    })];

fn max_unpool(x: &Tensor, indices: &Tensor, size: &[i64]) -> Result<Tensor> {
    let dims = size.len();
    let (from, found) = (x.shape(), indices.shape());
    if indices.dtype() != DType::Int64 {
        return Err(Error::runtime(format!(
            "elements in indices should be type int64 but got: {}",
            indices.dtype().scalar_name()
        )));
    }
    if from.len() != dims + 1 && from.len() != dims + 2 {
        return Err(Error::runtime(format!(
            "Input to max_unpooling{dims}d should be a {}d or {}d Tensor, but got a tensor with {} dimensions.",
            dims + 1,
            dims + 2,
            from.len()
        )));
    }
    if from != found {
        return Err(Error::runtime(format!(
            "Expected shape of indices to be same as that of the input tensor ({}) but got indices tensor with shape: {}",
            shape::text(&from),
            shape::text(&found)
        )));
    }
    if !x.dtype().is_floating() {
        return Err(unsupported(if dims == 2 { "max_unpool2d" } else { "max_unpool3d" }, x.dtype()));
    }
    let lead = from.len() - dims;
    let wanted: Vec<i64> = from[..lead].iter().map(|&n| n as i64).chain(size.iter().copied()).collect();
    let to = shape::sizes(&wanted)?;
    let volume = shape::numel(&to[lead..]) as i64;
    let places = indices.to_i64_vec();
    if let Some(wrong) = places.iter().rev().find(|&&place| place < 0 || place >= volume) {
        return Err(Error::runtime(format!(
            "Found an invalid max index: {wrong} (output volumes are of size {})",
            shape::text_x(&to[lead..])
        )));
    }
    let planes = shape::numel(&from[..lead]);
    let out = match x.dtype() {
        DType::Float64 => Tensor::from_vec(placed::<f64>(&x.values(), &places, planes, &to)?, &to),
        DType::Float32 => Tensor::from_vec(placed::<f32>(&x.values(), &places, planes, &to)?, &to),
        half => Tensor::from_vec(placed::<f32>(&x.values(), &places, planes, &to)?, &to).cast(half)?,
    };
    let (node, second) = if dims == 2 {
        ("MaxUnpool2DBackward0", "MaxUnpool2DBackwardBackward0")
    } else {
        ("MaxUnpool3DBackward0", "MaxUnpool3DBackwardBackward0")
    };
    Ok(record(out, node, &[x], |_| {
        let map = Rc::new(Picked { node: second, second: node, places: places.into(), planes, from: to, to: from });
        let x = Saved::new(x);
        Box::new(move |incoming| {
            x.get(incoming)?;
            Ok(vec![Some(apply(&map, &incoming.grad()?)?)])
        })
    }))
}

/// Of values for one place the last one stays.
fn placed<T: Real>(x: &[T], places: &[i64], planes: usize, to: &Shape) -> Result<Vec<T>> {
    let mut out = zeros::<T>(shape::numel(to))?;
    let (inner, outer) = (x.len() / planes.max(1), out.len() / planes.max(1));
    if inner == 0 || outer == 0 {
        return Ok(out);
    }
    let all = x.chunks_exact(inner).zip(places.chunks_exact(inner));
    for ((x, places), out) in all.zip(out.chunks_exact_mut(outer)) {
        for (&v, &place) in x.iter().zip(places) {
            if let Some(to) = usize::try_from(place).ok().and_then(|p| out.get_mut(p)) {
                *to = v;
            }
        }
    }
    Ok(out)
}
