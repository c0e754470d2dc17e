//! Sums, over all elements or some dimensions.

use super::super::args::Args;
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
        None if x.dtype().is_differentiable() => Ok(x.clone()),
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

/// The sum of all elements, in PyTorch's order. Integers and bools are summed as `int64` by the caller's conversion.
pub fn sum(x: &Tensor) -> Result<Tensor> {
    let from = x.shape();
    let all = vec![true; from.len()];
    let out = total(x, &all, &[])?;
    Ok(record_light(out, "SumBackward0", &[x], move |_| {
        Box::new(move |incoming| Ok(vec![Some(expand(&incoming.grad()?, &from)?)]))
    }))
}

/// The sum over the marked dimensions, outside the tape.
fn total(x: &Tensor, reduced: &[bool], shape: &[usize]) -> Result<Tensor> {
    use super::super::sum::{Strided, Summed, sum as strided_sum};
    fn floats<T: super::super::storage::Element + Summed>(
        x: &Tensor,
        reduced: &[bool],
        shape: &[usize],
    ) -> Option<Tensor> {
        let geometry = x.geometry();
        let buffer = x.storage_ref().buffer.borrow();
        let data = T::slice(&buffer)?;
        let strided = Strided { data, offset: geometry.offset, shape: &geometry.shape, strides: &geometry.strides };
        Some(Tensor::from_vec(strided_sum(strided, reduced), shape))
    }
    use half::{bf16, f16};
    if x.dtype().is_complex() {
        let [real, imaginary] = super::complex::halves(x)?;
        return super::complex::joined(&total(&real, reduced, shape)?, &total(&imaginary, reduced, shape)?);
    }
    let found = match x.dtype() {
        DType::Float32 => floats::<f32>(x, reduced, shape),
        DType::Float64 => floats::<f64>(x, reduced, shape),
        DType::Float16 => floats::<f16>(x, reduced, shape),
        DType::BFloat16 => floats::<bf16>(x, reduced, shape),
        _ => None,
    };
    if let Some(found) = found {
        return Ok(found);
    }
    let dims: Shape = (0..reduced.len()).filter(|&d| reduced[d]).collect();
    let (laid, _, width) = arranged(x, &dims, false);
    let sums =
        rows_of(&laid.values::<i64>(), shape::numel(shape), width, |r| r.iter().fold(0i64, |a, &b| a.wrapping_add(b)));
    Tensor::from_vec(sums, shape).cast(x.dtype())
}

/// The sum over some dimensions (all, if none is named). Shape: that of `x` without them, or with 1 in their place.
pub fn sum_dims(x: &Tensor, dims: &[i64], keepdim: bool) -> Result<Tensor> {
    let from = x.shape();
    let dims = shape::dims(dims, from.len())?;
    let reduced: Vec<bool> = (0..from.len()).map(|d| dims.contains(&d)).collect();
    let out = total(x, &reduced, &reduced_shape(&from, &dims, keepdim))?;
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
