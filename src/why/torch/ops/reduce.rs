//! Sums, over all elements or some dimensions.

use super::super::args::{Args, Value};
use super::super::dtype::DType;
use super::super::error::Result;
use super::super::registry::{Op, both};
use super::super::shape::{self, Shape};
use super::super::tape::record_light;
use super::super::tensor::Tensor;
use super::convert::to_dtype;
use super::view::{expand, reshape};

pub(super) const OPS: &[Op] = &[
    both("sum(Tensor input, *, dtype? dtype=None)", |a| Ok(sum(&typed(a, 1)?)?.into())),
    both("sum(Tensor input, int[]? dim, bool keepdim=False, *, dtype? dtype=None)", |a| {
        let dims = a.opt_ints(1)?.unwrap_or_default();
        Ok(sum_dims(&typed(a, 3)?, &dims, a.boolean(2))?.into())
    }),
];

fn typed(args: &Args, i: usize) -> Result<Tensor> {
    let x = args.tensor(0)?;
    match args.dtype(i) {
        Some(dtype) => to_dtype(x, dtype),
        None if x.dtype().is_floating() => Ok(x.clone()),
        None => to_dtype(x, DType::Int64),
    }
}

/// Elements laid out as `[kept, reduced]`, row-major: what reductions over any dimensions come down to.
///
/// `keepdim` decides only the shape that comes with them.
pub fn arranged(x: &Tensor, dims: &[usize], keepdim: bool) -> (Tensor, Shape, usize) {
    let shape = x.shape();
    let kept: Shape = (0..shape.len()).filter(|d| !dims.contains(d)).collect();
    let order: Shape = kept.iter().chain(dims).copied().collect();
    let out = reduced_shape(&shape, dims, keepdim);
    let width = dims.iter().map(|&d| shape[d]).product();
    (super::view::permuted(x, &order), out, width)
}

/// The shape that is left of `shape` when `dims` are reduced.
pub fn reduced_shape(shape: &[usize], dims: &[usize], keepdim: bool) -> Shape {
    if keepdim {
        shape.iter().enumerate().map(|(d, &n)| if dims.contains(&d) { 1 } else { n }).collect()
    } else {
        shape.iter().enumerate().filter(|(d, _)| !dims.contains(d)).map(|(_, &n)| n).collect()
    }
}

/// The sum of all elements. Integers and bools are summed as `int64` by the caller's conversion.
pub fn sum(x: &Tensor) -> Result<Tensor> {
    let from = x.shape();
    let out = match x.dtype() {
        DType::Float32 => Tensor::from_vec(vec![total_f32(&x.values::<f32>())], &[]),
        DType::Float64 => Tensor::from_vec(vec![x.values::<f64>().iter().sum::<f64>()], &[]),
        dtype if dtype.is_floating() => Tensor::from_vec(vec![total_f32(&x.values::<f32>())], &[]).cast(dtype)?,
        dtype => {
            Tensor::from_vec(vec![x.values::<i64>().iter().fold(0i64, |a, &b| a.wrapping_add(b))], &[]).cast(dtype)?
        }
    };
    Ok(record_light(out, "SumBackward0", &[x], move |_| {
        Box::new(move |incoming| Ok(vec![Some(expand(&incoming.grad()?, &from)?)]))
    }))
}

/// The sum over some dimensions (all, if none is named). Shape: that of `x` without them, or with 1 in their place.
pub fn sum_dims(x: &Tensor, dims: &[i64], keepdim: bool) -> Result<Tensor> {
    let from = x.shape();
    let dims = shape::dims(dims, from.len())?;
    let (laid, shape, width) = arranged(x, &dims, keepdim);
    let rows = shape::numel(&shape);
    let out = match x.dtype() {
        DType::Float64 => {
            Tensor::from_vec(rows_of(&laid.values::<f64>(), rows, width, |r| r.iter().sum::<f64>()), &shape)
        }
        DType::Float32 => Tensor::from_vec(rows_of(&laid.values::<f32>(), rows, width, total_f32), &shape),
        dtype if dtype.is_floating() => {
            Tensor::from_vec(rows_of(&laid.values::<f32>(), rows, width, total_f32), &shape).cast(dtype)?
        }
        dtype => Tensor::from_vec(
            rows_of(&laid.values::<i64>(), rows, width, |r| r.iter().fold(0i64, |a, &b| a.wrapping_add(b))),
            &shape,
        )
        .cast(dtype)?,
    };
    Ok(record_light(out, "SumBackward1", &[x], move |_| {
        Box::new(move |incoming| {
            let open = reduced_shape(&from, &dims, true);
            Ok(vec![Some(expand(&reshape(&incoming.grad()?, &open)?, &from)?)])
        })
    }))
}

/// Applies `f` to each of `rows` rows of `width` elements; rows may be empty.
pub fn rows_of<T, R>(values: &[T], rows: usize, width: usize, f: impl Fn(&[T]) -> R) -> Vec<R> {
    if width == 0 {
        return (0..rows).map(|_| f(&[])).collect();
    }
    values.chunks_exact(width).map(f).collect()
}

fn total_f32(values: &[f32]) -> f32 {
    values.iter().map(|&v| f64::from(v)).sum::<f64>() as f32
}

/// Sums what broadcasting spread: the gradient of an operand of `shape`.
pub fn sum_to(x: &Tensor, shape: &[usize]) -> Result<Tensor> {
    let have = x.shape();
    if *have == *shape {
        return Ok(x.clone());
    }
    let lead = have.len() - shape.len();
    let dims: Vec<i64> =
        (0..have.len()).filter(|&d| d < lead || (shape[d - lead] == 1 && have[d] != 1)).map(|d| d as i64).collect();
    if dims.is_empty() {
        return reshape(x, shape);
    }
    let summed = sum_dims(x, &dims, true)?;
    reshape(&summed, shape)
}

/// For families that need the value of a reduction's optional dimensions: `None` is all of them.
pub fn optional_dims(args: &Args, i: usize) -> Result<Vec<i64>> {
    match args.value(i) {
        Value::None => Ok(Vec::new()),
        _ => args.ints(i),
    }
}
