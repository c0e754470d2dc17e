//! Views of other geometry: flattened, windowed, diagonal, with dimensions moved; and tensors whose own geometry changes in place.

use super::super::args::{Args, Value};
use super::super::error::{Error, Result};
use super::super::registry::{LINALG, NATIVE, Op, TENSOR, TORCH, both, op};
use super::super::shape::{self, Shape};
use super::super::tape::{self, Node};
use super::super::tensor::Tensor;
use super::super::values::Geometry;
use super::view::{self, contiguous, part, permute, reshape, transpose, unsqueeze};

pub(super) const OPS: &[Op] = &[
    both("flatten(Tensor input, int start_dim=0, int end_dim=-1)", |a| {
        Ok(flatten(a.tensor(0)?, a.int(1)?, a.int(2)?)?.into())
    }),
    both("ravel(Tensor input)", |a| {
        let x = contiguous(a.tensor(0)?)?;
        Ok(view::view(&x, &[x.numel()])?.into())
    }),
    both("unflatten(Tensor input, int dim, int[] sizes)", |a| {
        Ok(unflatten(a.tensor(0)?, a.int(1)?, &a.ints(2)?)?.into())
    }),
    both("movedim(Tensor input, int[] source, int[] destination)", move_dims),
    both("moveaxis(Tensor input, int[] source, int[] destination)", move_dims),
    both("swapaxes(Tensor input, int axis0, int axis1)", |a| Ok(transpose(a.tensor(0)?, a.int(1)?, a.int(2)?)?.into())),
    both("swapdims(Tensor input, int dim0, int dim1)", |a| Ok(transpose(a.tensor(0)?, a.int(1)?, a.int(2)?)?.into())),
    both("adjoint(Tensor input)", |a| Ok(transpose(a.tensor(0)?, -2, -1)?.into())),
    both("diagonal(Tensor input, int offset=0, int dim1=0, int dim2=1)", |a| {
        Ok(diagonal(a.tensor(0)?, a.int(1)?, a.int(2)?, a.int(3)?)?.into())
    }),
    op(LINALG, "diagonal(Tensor A, *, int offset=0, int dim1=-2, int dim2=-1)", |a| {
        Ok(diagonal(a.tensor(0)?, a.int(1)?, a.int(2)?, a.int(3)?)?.into())
    }),
    op(TENSOR, "view(Tensor input, dtype dtype)", |a| {
        let x = a.tensor(0)?;
        if a.dtype(1) != Some(x.dtype()) {
            return Err(Error::not_implemented("Tensor.view(dtype) of another type"));
        }
        view::alias(x).map(Value::from)
    }),
    op(TENSOR, "unfold(Tensor input, int dimension, int size, int step)", |a| {
        Ok(windows(a.tensor(0)?, a.int(1)?, a.int(2)?, a.int(3)?)?.into())
    }),
    both("as_strided(Tensor input, int[] size, int[] stride, int? storage_offset=None)", as_strided),
    both("broadcast_to(Tensor input, int... size)", |a| {
        let x = a.tensor(0)?;
        Ok(view::expand(x, &view::expanded_shape(x, &a.ints(1)?)?)?.into())
    }),
    op(TORCH, "atleast_1d(Tensor input)", |a| Ok(atleast(a.tensor(0)?, 1)?.into())),
    op(TORCH, "atleast_1d(Tensor... tensors=[])", |a| raised(a, 1)),
    op(TORCH, "atleast_2d(Tensor input)", |a| Ok(atleast(a.tensor(0)?, 2)?.into())),
    op(TORCH, "atleast_2d(Tensor... tensors=[])", |a| raised(a, 2)),
    op(TORCH, "atleast_3d(Tensor input)", |a| Ok(atleast(a.tensor(0)?, 3)?.into())),
    op(TORCH, "atleast_3d(Tensor... tensors=[])", |a| raised(a, 3)),
    op(NATIVE, "_titled(Tensor input, str name)", |a| Ok(titled(a.tensor(0)?.clone(), a.text(1)?).into())),
    op(TENSOR, "_is_view(Tensor input)", |a| {
        Ok(Value::Bool(a.tensor(0)?.autograd().as_ref().is_some_and(|known| known.base.is_some())))
    }),
    op(TENSOR, "squeeze_(Tensor input)", |a| {
        let x = a.tensor(0)?;
        relaid(x, view::squeeze(&x.detach(), None)?, "SqueezeBackward3")
    }),
    op(TENSOR, "squeeze_(Tensor input, int[] dim)", |a| {
        let x = a.tensor(0)?;
        let name = if matches!(a.value(1), Value::List(_)) { "SqueezeBackward5" } else { "SqueezeBackward4" };
        relaid(x, view::squeeze(&x.detach(), Some(&a.ints(1)?))?, name)
    }),
    op(TENSOR, "unsqueeze_(Tensor input, int dim)", |a| {
        let x = a.tensor(0)?;
        relaid(x, unsqueeze(&x.detach(), a.int(1)?)?, "UnsqueezeBackward1")
    }),
    op(TENSOR, "t_(Tensor input)", |a| {
        let x = a.tensor(0)?;
        match x.rank() {
            0 | 1 => Ok(x.clone().into()),
            2 => turned(x, 0, 1, "TBackward1"),
            n => Err(Error::runtime(format!("t_() expects a tensor with <= 2 dimensions, but self is {n}D"))),
        }
    }),
    op(TENSOR, "transpose_(Tensor input, int dim0, int dim1)", exchanged),
    op(TENSOR, "swapaxes_(Tensor input, int axis0, int axis1)", exchanged),
    op(TENSOR, "swapdims_(Tensor input, int dim0, int dim1)", exchanged),
];

/// The dimensions from `start` to `end` as one.
pub fn flatten(x: &Tensor, start: i64, end: i64) -> Result<Tensor> {
    let from = x.shape();
    let (start, end) = (shape::dim(start, from.len())?, shape::dim(end, from.len())?);
    if start > end {
        return Err(Error::runtime("flatten() has invalid args: start_dim cannot come after end_dim"));
    }
    if from.is_empty() {
        return reshape(x, &[1]);
    }
    if start == end {
        return Ok(x.clone());
    }
    let mut shape = Shape::from_slice(&from[..start]);
    shape.push(from[start..=end].iter().product());
    shape.extend_from_slice(&from[end + 1..]);
    reshape(x, &shape)
}

fn unflatten(x: &Tensor, dim: i64, sizes: &[i64]) -> Result<Tensor> {
    if sizes.is_empty() {
        return Err(Error::runtime("unflatten: sizes must be non-empty"));
    }
    if x.rank() == 0 {
        return Err(Error::runtime(
            "unflatten got an unexpected error:\nDimension specified as 0 but tensor has no dimensions",
        ));
    }
    let d = shape::dim(dim, x.rank())?;
    let mut shape = x.shape();
    let n = shape[d];
    let split = shape::infer(sizes, n).map_err(|error| {
        if !error.message.starts_with("shape '") {
            return Error::runtime(format!("unflatten got an unexpected error:\n{}", error.message));
        }
        let list = sizes.iter().map(i64::to_string).collect::<Vec<_>>().join(", ");
        Error::runtime(format!(
            "unflatten: Provided sizes [{list}] don't multiply up to the size of dim {d} ({n}) in the input tensor"
        ))
    })?;
    shape.remove(d);
    shape.insert_from_slice(d, &split);
    view::view(x, &shape)
}

fn move_dims(args: &Args) -> Result<Value> {
    let x = args.tensor(0)?;
    let (source, destination) = (args.ints(1)?, args.ints(2)?);
    let list = |dims: &[i64]| dims.iter().map(i64::to_string).collect::<Vec<_>>().join(", ");
    if source.len() != destination.len() {
        return Err(Error::runtime(format!(
            "movedim: Invalid source or destination dims: source ([{}] dims) should contain the same number of dims as destination ([{}] dims)",
            list(&source),
            list(&destination)
        )));
    }
    let within = |dims: &[i64]| dims.iter().map(|&d| shape::dim(d, x.rank())).collect::<Result<Vec<_>>>();
    let (from, to) = (within(&source)?, within(&destination)?);
    for (name, given, dims) in [("source", &source, &from), ("destination", &destination, &to)] {
        if (1..dims.len()).any(|i| dims[..i].contains(&dims[i])) {
            return Err(Error::runtime(format!("movedim: repeated dim in `{name}` ([{}])", list(given))));
        }
    }
    let mut rest = (0..x.rank()).filter(|d| !from.contains(d));
    let order: Shape = (0..x.rank())
        .filter_map(|d| match to.iter().position(|&t| t == d) {
            Some(i) => Some(from[i]),
            None => rest.next(),
        })
        .collect();
    Ok(permute(x, &order)?.into())
}

/// The geometry of a diagonal, which becomes the last dimension.
pub fn diagonal_of(geometry: &Geometry, offset: i64, dim1: i64, dim2: i64) -> Result<Geometry> {
    let rank = geometry.shape.len();
    let (a, b) = (shape::dim(dim1, rank)?, shape::dim(dim2, rank)?);
    if a == b {
        return Err(Error::runtime(format!("diagonal dimensions cannot be identical {dim1}, {dim2}")));
    }
    let (rows, columns) = (geometry.shape[a], geometry.shape[b]);
    let away = usize::try_from(offset.unsigned_abs()).unwrap_or(usize::MAX);
    let (length, step) = if offset >= 0 {
        (rows.min(columns.saturating_sub(away)), geometry.strides[b])
    } else {
        (rows.saturating_sub(away).min(columns), geometry.strides[a])
    };
    let mut out = geometry.clone();
    if length > 0 {
        out.offset += away * step;
    }
    let stride = geometry.strides[a] + geometry.strides[b];
    for d in [a.max(b), a.min(b)] {
        out.shape.remove(d);
        out.strides.remove(d);
    }
    out.shape.push(length);
    out.strides.push(stride);
    Ok(out)
}

/// A view of a diagonal of two dimensions.
pub fn diagonal(x: &Tensor, offset: i64, dim1: i64, dim2: i64) -> Result<Tensor> {
    let place = diagonal_of(&x.geometry(), offset, dim1, dim2)?;
    Ok(part(x, place, "DiagonalBackward0"))
}

/// A view of all windows of a dimension; they overlap where `step` is less than `size`.
fn windows(x: &Tensor, dim: i64, size: i64, step: i64) -> Result<Tensor> {
    let d = shape::dim(dim, x.rank())?;
    let n = x.size(dim)?;
    let Ok(length) = usize::try_from(size) else {
        return Err(Error::runtime(format!("size is {size} but must be >= 0")));
    };
    if length > n {
        return Err(Error::runtime(format!("maximum size for tensor at dimension {d} is {n} but size is {length}")));
    }
    let Some(stride) = usize::try_from(step).ok().filter(|&s| s > 0) else {
        return Err(Error::runtime(format!("step is {step} but must be > 0")));
    };
    let mut place = x.geometry().clone();
    place.shape.push(length);
    place.strides.push(place.strides.get(d).copied().unwrap_or(1));
    if x.rank() > 0 {
        place.shape[d] = (n - length) / stride + 1;
        place.strides[d] = place.strides[d].saturating_mul(stride);
    }
    Ok(part(x, place, "UnfoldBackward0"))
}

/// The geometry that sizes and strides of a program describe within the storage of `x`.
pub fn strided(x: &Tensor, sizes: &[i64], strides: &[i64], storage_offset: Option<i64>) -> Result<Geometry> {
    let list = |v: &[i64]| v.iter().map(i64::to_string).collect::<Vec<_>>().join(", ");
    if sizes.len() != strides.len() {
        return Err(Error::runtime("mismatch in length of strides and shape"));
    }
    if strides.iter().any(|&s| s < 0) {
        return Err(Error::runtime(format!(
            "as_strided: Negative strides are not supported at the moment, got strides: [{}]",
            list(strides)
        )));
    }
    let offset = storage_offset.unwrap_or(x.offset() as i64);
    let overflow = || {
        Error::runtime(format!(
            "Storage size calculation overflowed with sizes=[{}] and strides=[{}]",
            list(sizes),
            list(strides)
        ))
    };
    let Ok(offset) = usize::try_from(offset) else {
        return Err(Error::runtime(format!("Tensor: invalid storage offset {offset}")));
    };
    let mut place = Geometry { shape: Shape::new(), strides: Shape::new(), offset };
    let mut end = Some(1usize);
    for (&n, &stride) in sizes.iter().zip(strides) {
        let (Ok(n), Ok(stride)) = (usize::try_from(n), usize::try_from(stride)) else { return Err(overflow()) };
        end = end.and_then(|end| n.saturating_sub(1).checked_mul(stride)?.checked_add(end));
        place.shape.push(n);
        place.strides.push(stride);
    }
    let empty = place.shape.contains(&0);
    let item = x.dtype().size();
    let needed = end.and_then(|end| end.checked_add(offset)?.checked_mul(item)).ok_or_else(overflow)?;
    let have = x.storage_ref().len() * item;
    if !empty && needed > have {
        return Err(Error::runtime(format!(
            "setStorage: sizes [{}], strides [{}], storage offset {offset}, and itemsize {item} requiring a storage size of {needed} are out of bounds for storage of size {have}",
            list(sizes),
            list(strides)
        )));
    }
    shape::sizes(sizes)?;
    Ok(place)
}

fn as_strided(args: &Args) -> Result<Value> {
    let x = args.tensor(0)?;
    let place = strided(x, &args.ints(1)?, &args.ints(2)?, args.opt_int(3)?)?;
    let (empty, offset) = (place.shape.contains(&0), place.offset);
    let inner = tape::relative(&place, &x.geometry());
    let last =
        inner.offset + inner.shape.iter().zip(&inner.strides).map(|(&n, &s)| n.saturating_sub(1) * s).sum::<usize>();
    if tape::wants(&[x]) && !empty && (last >= x.numel() || offset < x.offset()) {
        return Err(Error::not_implemented("the gradient of torch.as_strided outside the tensor's own elements"));
    }
    if !tape::wants(&[x]) {
        // Without a gradient it may reach elements that are only in the storage.
        return Ok(view::make(x, place, "AsStridedBackward0", || Box::new(|_| Ok(vec![None]))).into());
    }
    Ok(part(x, place, "AsStridedBackward0").into())
}

/// The tensor with at least `rank` dimensions, as `torch.atleast_1d` and its kin add them.
pub fn atleast(x: &Tensor, rank: usize) -> Result<Tensor> {
    match (rank, x.rank()) {
        (1..=3, 0) => reshape(x, &[1, 1, 1][..rank]),
        (2, 1) => unsqueeze(x, 0),
        (3, 1) => unsqueeze(&unsqueeze(x, 0)?, -1),
        (3, 2) => unsqueeze(x, -1),
        _ => Ok(x.clone()),
    }
}

fn raised(args: &Args, rank: usize) -> Result<Value> {
    Ok(args.tensors(0)?.iter().map(|t| atleast(t, rank)).collect::<Result<Vec<_>>>()?.into())
}

/// Gives `x` itself the geometry of `out`, a view of it. The elements stay where they are.
fn relaid(x: &Tensor, out: Tensor, name: &'static str) -> Result<Value> {
    let from = x.shape();
    changed(x, &out.geometry(), name, Box::new(move |incoming| Ok(vec![Some(reshape(&incoming.grad()?, &from)?)])))
}

fn exchanged(args: &Args) -> Result<Value> {
    let x = args.tensor(0)?;
    let (a, b) = (shape::dim(args.int(1)?, x.rank())?, shape::dim(args.int(2)?, x.rank())?);
    turned(x, a, b, "TransposeBackward1")
}

fn turned(x: &Tensor, a: usize, b: usize, name: &'static str) -> Result<Value> {
    let mut geometry = x.geometry().clone();
    if !geometry.shape.is_empty() {
        geometry.shape.swap(a, b);
        geometry.strides.swap(a, b);
    }
    let (a, b) = (a as i64, b as i64);
    changed(x, &geometry, name, Box::new(move |incoming| Ok(vec![Some(transpose(&incoming.grad()?, a, b)?)])))
}

fn changed(x: &Tensor, geometry: &Geometry, name: &'static str, backward: tape::Backward) -> Result<Value> {
    let overlaps = x.geometry().shape.iter().zip(&x.geometry().strides).any(|(&n, &s)| n > 1 && s == 0);
    if !overlaps {
        tape::check_inplace(x)?;
    }
    let node = (tape::wants(&[x])).then(|| Node::new(name, &[x], false));
    x.set_geometry(geometry.clone());
    x.bump_version();
    let version = x.version();
    x.with_autograd(|a| {
        if let Some((_, seen)) = &mut a.base {
            *seen = version;
        }
    });
    if let Some(node) = node {
        node.set_backward(backward);
        node.adopt(x, 0);
    }
    Ok(x.clone().into())
}

/// Gives the operation that made `out` the name PyTorch has for it, where it was put together from others.
pub fn titled(out: Tensor, name: &str) -> Tensor {
    if let Some(edge) = tape::grad_fn(&out) {
        *edge.node.title.borrow_mut() = Some(name.to_owned());
    }
    out
}
