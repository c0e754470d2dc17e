//! Elements in other places: flipped, rolled, repeated, triangles and diagonals cut out.

use super::super::args::{Args, Value};
use super::super::dtype::DType;
use super::super::error::{Error, Kind, Result};
use super::super::registry::{Op, TORCH, both, op};
use super::super::shape::{self, Shape};
use super::super::storage;
use super::super::tape::record_light;
use super::super::tensor::Tensor;
use super::super::values::Geometry;
use super::create::finish;
use super::layout::{diagonal, diagonal_of};
use super::moved::{ZERO, moved, positions};
use super::reduce::sum_dims;
use super::view::{clone, expand, reshape, transpose, unsqueeze, view};

pub(super) const OPS: &[Op] = &[
    both("flip(Tensor input, int... dims)", |a| Ok(flip(a.tensor(0)?, &a.ints(1)?, "FlipBackward0")?.into())),
    both("fliplr(Tensor input)", |a| match a.tensor(0)?.rank() {
        0 | 1 => Err(Error::runtime("Input must be >= 2-d.")),
        _ => Ok(flip(a.tensor(0)?, &[1], "FlipBackward0")?.into()),
    }),
    both("flipud(Tensor input)", |a| match a.tensor(0)?.rank() {
        0 => Err(Error::runtime("Input must be >= 1-d.")),
        _ => Ok(flip(a.tensor(0)?, &[0], "FlipBackward0")?.into()),
    }),
    both("roll(Tensor input, int[] shifts, int[] dims=[])", |a| {
        Ok(roll(a.tensor(0)?, &a.ints(1)?, &a.ints(2)?)?.into())
    }),
    both("rot90(Tensor input, int k=1, int[]? dims=None)", rot90),
    both("tril(Tensor input, int diagonal=0)", |a| Ok(triangle(a.tensor(0)?, a.int(1)?, true)?.into())).in_place(),
    both("triu(Tensor input, int diagonal=0)", |a| Ok(triangle(a.tensor(0)?, a.int(1)?, false)?.into())).in_place(),
    op(TORCH, "tril_indices(int row, int col, int offset=0, *, FACTORY)", |a| indices(a, "tril_indices", true)),
    op(TORCH, "triu_indices(int row, int col, int offset=0, *, FACTORY)", |a| indices(a, "triu_indices", false)),
    both("diag(Tensor input, int diagonal=0)", |a| {
        let (x, offset) = (a.tensor(0)?, a.int(1)?);
        match x.rank() {
            1 => Ok(diag_embed(x, offset, 0, 1)?.into()),
            2 => Ok(diagonal_copy(x, offset)?.into()),
            n => Err(Error::runtime(format!("diag(): Supports 1D or 2D tensors. Got {n}D"))),
        }
    }),
    both("diagflat(Tensor input, int offset=0)", |a| {
        let x = a.tensor(0)?;
        Ok(diag_embed(&reshape(x, &[x.numel()])?, a.int(1)?, 0, 1)?.into())
    }),
    both("diag_embed(Tensor input, int offset=0, int dim1=-2, int dim2=-1)", |a| {
        Ok(diag_embed(a.tensor(0)?, a.int(1)?, a.int(2)?, a.int(3)?)?.into())
    }),
    both("repeat(Tensor input, int... repeats)", |a| Ok(repeat(a.tensor(0)?, &a.ints(1)?)?.into())),
    both("tile(Tensor input, int... dims)", |a| {
        let (x, mut counts) = (a.tensor(0)?, a.ints(1)?);
        while counts.len() < x.rank() {
            counts.insert(0, 1);
        }
        Ok(repeat(x, &counts)?.into())
    }),
    op(TORCH, "repeat_interleave(Tensor repeats, *, int? output_size=None)", |a| {
        Ok(repeated(a.tensor(0)?, a.opt_int(1)?)?.into())
    }),
    both(
        "repeat_interleave(Tensor input, Operand repeats, int? dim=None, *, int? output_size=None)",
        repeat_interleave,
    ),
];

/// The order of elements reversed along dimensions.
pub fn flip(x: &Tensor, dims: &[i64], name: &'static str) -> Result<Tensor> {
    let shape = x.shape();
    let chosen = if dims.is_empty() { Shape::new() } else { shape::dims(dims, shape.len())? };
    let strides = shape::contiguous_strides(&shape);
    let from = positions(&shape, |index| {
        let at = |d: usize| if chosen.contains(&d) { shape[d] - 1 - index[d] } else { index[d] };
        (0..index.len()).map(|d| at(d) * strides[d]).sum()
    })?;
    moved(x, from, &shape, name)
}

/// Elements shifted along dimensions; those pushed out come in again at the other end. Without dimensions, as if flat.
pub fn roll(x: &Tensor, shifts: &[i64], dims: &[i64]) -> Result<Tensor> {
    if shifts.is_empty() {
        return Err(Error::runtime("`shifts` required"));
    }
    if dims.is_empty() && shifts.len() == 1 {
        let n = x.numel();
        let by = shifts[0].rem_euclid(n.max(1) as i64) as usize;
        return moved(x, (0..n).map(|i| (i + n - by) % n).collect(), &x.shape(), "RollBackward0");
    }
    if shifts.len() != dims.len() {
        return Err(Error::runtime(format!(
            "shifts and dimensions must align. shifts: {}, dims:{}",
            shifts.len(),
            dims.len()
        )));
    }
    if x.rank() == 0 {
        return Err(Error::index(format!("Dimension specified as {} but tensor has no dimensions", dims[0])));
    }
    let shape = x.shape();
    let mut by = Shape::from_elem(0, shape.len());
    for (&shift, &dim) in shifts.iter().zip(dims) {
        let d = shape::dim(dim, shape.len())?;
        let n = shape[d].max(1);
        by[d] = (by[d] + shift.rem_euclid(n as i64) as usize) % n;
    }
    let strides = shape::contiguous_strides(&shape);
    let from = positions(&shape, |index| {
        (0..index.len()).map(|d| (index[d] + shape[d] - by[d]) % shape[d] * strides[d]).sum()
    })?;
    moved(x, from, &shape, "RollBackward0")
}

/// Turned by `k` quarters in a plane of two dimensions.
fn rot90(args: &Args) -> Result<Value> {
    let x = args.tensor(0)?;
    let dims = args.opt_ints(2)?.unwrap_or_else(|| vec![0, 1]);
    let [a, b] = dims[..] else {
        return Err(Error::runtime(format!("expected total rotation dims == 2, but got dims = {}", dims.len())));
    };
    let rank = x.rank();
    if rank < 2 {
        return Err(Error::runtime(format!("expected total dims >= 2, but got total dims = {rank}")));
    }
    let (first, second) = (shape::dim(a, rank)?, shape::dim(b, rank)?);
    if first == second {
        return Err(Error::runtime(format!(
            "expected rotation dims to be different, but got dim0 = {a} and dim1 = {b}"
        )));
    }
    Ok(rotated(x, args.int(1)?.rem_euclid(4), first, second)?.into())
}

fn rotated(x: &Tensor, quarters: i64, first: usize, second: usize) -> Result<Tensor> {
    let (a, b) = (first as i64, second as i64);
    let plain = x.detach();
    let name = "Rot90Backward0";
    let out = match quarters {
        1 => transpose(&flip(&plain, &[b], name)?, a, b)?,
        2 => flip(&plain, &[a, b], name)?,
        3 => transpose(&flip(&plain, &[a], name)?, a, b)?,
        _ => plain.copy()?,
    };
    Ok(record_light(out.detach(), name, &[x], |_| {
        Box::new(move |incoming| Ok(vec![Some(rotated(&incoming.grad()?, (4 - quarters) % 4, first, second)?)]))
    }))
}

/// Matrices with zeros above (below) a diagonal.
pub fn triangle(x: &Tensor, offset: i64, lower: bool) -> Result<Tensor> {
    let shape = x.shape();
    let rank = shape.len();
    let name = if lower { "tril" } else { "triu" };
    if rank < 2 {
        return Err(Error::runtime(format!("{name}: input tensor must have at least 2 dimensions")));
    }
    let mut next = 0;
    let from = positions(&shape, |index| {
        let away = (index[rank - 1] as i64 - index[rank - 2] as i64).saturating_sub(offset);
        next += 1;
        if if lower { away <= 0 } else { away >= 0 } { next - 1 } else { ZERO }
    })?;
    moved(x, from, &shape, if lower { "TrilBackward0" } else { "TriuBackward0" })
}

/// The indices of a triangle: rows in the first row of the result, columns in the second.
fn indices(args: &Args, name: &str, lower: bool) -> Result<Value> {
    let (rows, columns, offset) = (args.int(0)?, args.int(1)?, args.int(2)?);
    for (what, n) in [("row", rows), ("col", columns)] {
        if n < 0 {
            return Err(Error::runtime(format!("{what} must be non-negative, got{n}")));
        }
    }
    let dtype = args.dtype(3).unwrap_or(DType::Int64);
    if !matches!(dtype, DType::Int64 | DType::Int32) {
        return Err(Error::new(
            Kind::NotImplemented,
            format!("\"{name}\" not implemented for '{}'", dtype.scalar_name()),
        ));
    }
    let whole = shape::sizes(&[rows, columns])?;
    storage::reserve::<i64>(shape::numel(&whole).saturating_mul(2))?;
    let (mut up, mut across) = (Vec::new(), Vec::new());
    for i in 0..rows {
        let edge = i.saturating_add(offset);
        let (from, to) = if lower { (0, edge.saturating_add(1).min(columns)) } else { (edge.max(0), columns) };
        for j in from..to.max(from) {
            up.push(i);
            across.push(j);
        }
    }
    let n = up.len();
    up.extend(across);
    finish(args, 3, Tensor::from_vec(up, &[2, n]).cast(dtype)?)
}

fn diagonal_copy(x: &Tensor, offset: i64) -> Result<Tensor> {
    let out = super::super::tape::no_grad(|| diagonal(&x.detach(), offset, 0, 1))?.copy()?;
    let from = x.shape();
    Ok(record_light(out, "DiagonalBackward0_copy", &[x], |_| {
        Box::new(move |incoming| Ok(vec![Some(on_diagonal(&incoming.grad()?, &from, offset, 0, 1)?)]))
    }))
}

/// A tensor of `shape` that is zero but for `x` on a diagonal.
fn on_diagonal(x: &Tensor, shape: &[usize], offset: i64, dim1: i64, dim2: i64) -> Result<Tensor> {
    storage::reserve::<f64>(shape::numel(shape))?;
    let out = Tensor::zeros(shape, x.dtype())?;
    let place = diagonal_of(&Geometry::contiguous(shape), offset, dim1, dim2)?;
    out.alias(place).write(&x.buffer_as(x.dtype())?);
    Ok(record_light(out, "DiagEmbedBackward0", &[x], |_| {
        Box::new(move |incoming| Ok(vec![Some(diagonal(&incoming.grad()?, offset, dim1, dim2)?)]))
    }))
}

/// Matrices whose diagonals are the last dimension of `x`.
pub fn diag_embed(x: &Tensor, offset: i64, dim1: i64, dim2: i64) -> Result<Tensor> {
    let rank = x.rank() + 1;
    let (a, b) = (shape::dim(dim1, rank)?, shape::dim(dim2, rank)?);
    if a == b {
        return Err(Error::runtime(format!("diagonal dimensions cannot be identical {dim1}, {dim2}")));
    }
    let mut sizes: Vec<i64> = x.shape().iter().map(|&n| n as i64).collect();
    let n = sizes.pop().unwrap_or(1).saturating_add(offset.saturating_abs());
    sizes.insert(a.min(b), n);
    sizes.insert(a.max(b), n);
    on_diagonal(x, &shape::sizes(&sizes)?, offset, a as i64, b as i64)
}

/// The tensor as often as `counts` says along each dimension; more counts than dimensions add dimensions in front.
pub fn repeat(x: &Tensor, counts: &[i64]) -> Result<Tensor> {
    let from = x.geometry().clone();
    let Some(lead) = counts.len().checked_sub(from.shape.len()) else {
        return Err(Error::runtime(
            "Number of dimensions of repeat dims can not be smaller than number of dimensions of tensor",
        ));
    };
    let length = |d: usize| d.checked_sub(lead).map_or(1, |i| from.shape[i]);
    let sizes: Vec<i64> = counts.iter().enumerate().map(|(d, &n)| n.saturating_mul(length(d) as i64)).collect();
    let shape = shape::sizes(&sizes)?;
    storage::reserve::<f64>(shape::numel(&shape))?;
    if shape::numel(&shape) == 0 {
        // Nothing is repeated, however often.
        let out = Tensor::zeros(&shape, x.dtype())?;
        let none = x.zeros_like()?;
        return Ok(record_light(out, "RepeatBackward0", &[x], |_| Box::new(move |_| Ok(vec![Some(none.clone())]))));
    }
    // Each dimension becomes two: the repeats, which stand still, and its own.
    let mut place = Geometry { shape: Shape::new(), strides: Shape::new(), offset: from.offset };
    for (d, &n) in counts.iter().enumerate() {
        place.shape.extend([n.max(0) as usize, length(d)]);
        place.strides.extend([0, d.checked_sub(lead).map_or(0, |i| from.strides[i])]);
    }
    let open = place.shape.clone();
    let out = Tensor::from_buffer(x.alias(place).buffer_as(x.dtype())?, &shape, x.dtype());
    Ok(record_light(out, "RepeatBackward0", &[x], |_| {
        Box::new(move |incoming| {
            let repeats: Vec<i64> = (0..open.len() as i64).step_by(2).collect();
            let grad = reshape(&incoming.grad()?, &open)?;
            let grad = if repeats.is_empty() { grad } else { sum_dims(&grad, &repeats, false)? };
            Ok(vec![Some(reshape(&grad, &from.shape)?)])
        })
    }))
}

/// The index of each element, as often as `repeats` says.
fn repeated(repeats: &Tensor, output_size: Option<i64>) -> Result<Tensor> {
    if repeats.rank() != 1 {
        return Err(Error::runtime("repeat_interleave only accept 1D vector as repeat"));
    }
    if !matches!(repeats.dtype(), DType::Int64 | DType::Int32) {
        return Err(Error::new(
            Kind::NotImplemented,
            format!("\"repeat_interleave_cpu\" not implemented for '{}'", repeats.dtype().scalar_name()),
        ));
    }
    let counts = repeats.to_i64_vec();
    if counts.iter().any(|&n| n < 0) {
        return Err(Error::runtime("repeats can not be negative"));
    }
    let total = counts.iter().fold(0i64, |a, &b| a.saturating_add(b));
    if output_size.is_some_and(|n| n != total) {
        return Err(Error::runtime("allocated size does not match required size"));
    }
    let shape = shape::sizes(&[total])?;
    storage::reserve::<i64>(shape[0])?;
    let list = counts.iter().enumerate().flat_map(|(i, &n)| std::iter::repeat_n(i as i64, n as usize)).collect();
    Ok(Tensor::from_vec(list, &shape))
}

fn repeat_interleave(args: &Args) -> Result<Value> {
    let given = args.tensor(0)?;
    let (x, dim) = match args.opt_int(2)? {
        Some(dim) => (given.clone(), dim),
        None => (reshape(given, &[given.numel()])?, 0),
    };
    let d = shape::dim(dim, x.rank())?;
    let n = x.size(dim)?;
    let size = args.opt_int(3)?;
    let repeats = match args.value(1) {
        Value::Tensor(t) => t.clone(),
        Value::Int(count) => {
            let Ok(count) = usize::try_from(*count) else { return Err(Error::runtime("Repeats must be non-negative")) };
            if size.is_some_and(|size| size as i128 != n as i128 * count as i128) {
                let (all, size) = (n.saturating_mul(count), size.unwrap_or(0));
                return Err(Error::runtime(format!(
                    "repeat_interleave: Invalid output_size, expected {all} but got {size}"
                )));
            }
            let mut shape = x.shape();
            shape.insert(d + usize::from(x.rank() > 0), count);
            let total: Vec<i64> = shape.iter().map(|&n| n as i64).collect();
            shape::sizes(&total)?;
            let wide = clone(&expand(&unsqueeze(&x, d as i64 + i64::from(x.rank() > 0))?, &shape)?)?;
            let mut flat = x.shape();
            match flat.get_mut(d) {
                Some(length) => *length *= count,
                None => flat.push(count),
            }
            return Ok(view(&wide, &flat)?.into());
        }
        other => {
            return Err(Error::type_error(format!(
                "repeat_interleave(): argument 'repeats' (position 2) must be Tensor, not {}",
                other.type_name()
            )));
        }
    };
    let repeats = match repeats.rank() {
        0 => expand(&reshape(&repeats, &[1])?, &[n])?,
        1 if repeats.numel() == 1 => expand(&repeats, &[n])?,
        1 if repeats.numel() == n => repeats,
        1 => {
            return Err(Error::runtime(format!(
                "repeats must have the same size as input along dim, but got repeats.size(0) = {} and input.size({d}) = {n}",
                repeats.numel()
            )));
        }
        _ => return Err(Error::runtime("repeats must be 0-dim or 1-dim tensor")),
    };
    Ok(super::gather::index_select(&x, dim, &repeated(&repeats, size)?)?.into())
}
