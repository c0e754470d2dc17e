//! Views: other shapes and strides over the same storage, and what turns a gradient back.

use super::super::args::{Args, Value};
use super::super::error::{Error, Result};
use super::super::registry::{Op, TENSOR, both, op};
use super::super::shape::{self, Shape};
use super::super::tape::{Backward, record_light};
use super::super::tensor::{Created, Tensor};
use super::super::values::Geometry;

pub(super) const OPS: &[Op] = &[
    op(TENSOR, "view(Tensor input, int... size)", view_as),
    op(TENSOR, "view_as(Tensor input, Tensor other)", |a| Ok(view(a.tensor(0)?, &a.tensor(1)?.shape())?.into())),
    both("reshape(Tensor input, int... shape)", |a| {
        let x = a.tensor(0)?;
        Ok(reshape(x, &shape::infer(&a.ints(1)?, x.numel())?)?.into())
    }),
    op(TENSOR, "reshape_as(Tensor input, Tensor other)", |a| Ok(reshape(a.tensor(0)?, &a.tensor(1)?.shape())?.into())),
    both("permute(Tensor input, int... dims)", |a| {
        let x = a.tensor(0)?;
        let dims = a.ints(1)?;
        if dims.len() != x.rank() {
            return Err(Error::runtime(format!(
                "permute(sparse_coo): number of dimensions in the tensor input does not match the length of the desired ordering of dimensions i.e. input.dim() = {} is not equal to len(dims) = {}",
                x.rank(),
                dims.len()
            )));
        }
        let order = dims.iter().map(|&d| shape::dim(d, x.rank())).collect::<Result<Shape>>()?;
        if (1..order.len()).any(|i| order[..i].contains(&order[i])) {
            return Err(Error::runtime("permute(): duplicate dims are not allowed."));
        }
        Ok(permute(x, &order)?.into())
    }),
    both("transpose(Tensor input, int dim0, int dim1)", |a| Ok(transpose(a.tensor(0)?, a.int(1)?, a.int(2)?)?.into())),
    both("t(Tensor input)", |a| {
        let x = a.tensor(0)?;
        match x.rank() {
            0 | 1 => alias(x).map(Value::from),
            2 => named_transpose(x, 0, 1, "TBackward0").map(Value::from),
            n => Err(Error::runtime(format!("t() expects a tensor with <= 2 dimensions, but self is {n}D"))),
        }
    }),
    op(TENSOR, "expand(Tensor input, int... size, *, bool implicit=False)", |a| {
        let x = a.tensor(0)?;
        Ok(expand(x, &expanded_shape(x, &a.ints(1)?)?)?.into())
    }),
    op(TENSOR, "expand_as(Tensor input, Tensor other)", |a| Ok(expand(a.tensor(0)?, &a.tensor(1)?.shape())?.into())),
    both("unsqueeze(Tensor input, int dim)", |a| Ok(unsqueeze(a.tensor(0)?, a.int(1)?)?.into())),
    both("squeeze(Tensor input)", |a| Ok(squeeze(a.tensor(0)?, None)?.into())),
    both("squeeze(Tensor input, int[] dim)", |a| Ok(squeeze(a.tensor(0)?, Some(&a.ints(1)?))?.into())),
    both("select(Tensor input, int dim, int index)", |a| Ok(select(a.tensor(0)?, a.int(1)?, a.int(2)?)?.into())),
    both("narrow(Tensor input, int dim, int start, int length)", |a| {
        let x = a.tensor(0)?;
        if x.rank() == 0 {
            return Err(Error::runtime("narrow() cannot be applied to a 0-dim tensor."));
        }
        let (size, start, length) = (x.size(a.int(1)?)? as i64, a.int(2)?, a.count(3)?);
        let from = if start < 0 { start.saturating_add(size) } else { start };
        if from < 0 || from.saturating_add(length as i64) > size {
            return Err(Error::runtime(format!(
                "start ({start}) + length ({length}) exceeds dimension size ({size})."
            )));
        }
        Ok(narrow(x, a.int(1)?, from as usize, length)?.into())
    }),
    both("clone(Tensor input, *, any memory_format=None)", |a| Ok(clone(a.tensor(0)?)?.into())),
    op(TENSOR, "contiguous(Tensor input, any memory_format=None)", |a| Ok(contiguous(a.tensor(0)?)?.into())),
    both("detach(Tensor input)", |a| Ok(detached(a.tensor(0)?).into())),
];

/// A view at `geometry`, with the way its gradient goes back.
pub(super) fn make(
    input: &Tensor,
    geometry: Geometry,
    name: &'static str,
    backward: impl FnOnce() -> Backward,
) -> Tensor {
    let created = if super::super::tape::is_enabled() { Created::Plain } else { Created::NoGrad };
    let out = placed(input, geometry, created);
    record_light(out, name, &[input], |_| backward())
}

/// A view at `geometry` that knows its base, but not yet where its gradient goes.
pub(super) fn placed(input: &Tensor, geometry: Geometry, created: Created) -> Tensor {
    rooted(input, input.alias(geometry), created)
}

/// As `placed`, of a view that may be read as another type.
pub(super) fn rooted(input: &Tensor, out: Tensor, created: Created) -> Tensor {
    if input.dtype().is_differentiable() {
        let (root, before) = match &*input.autograd() {
            Some(a) => (a.base.as_ref().map(|(base, _)| base.clone()), a.created),
            None => (None, Created::Plain),
        };
        let root = root.unwrap_or_else(|| input.clone());
        // A view of a base that was changed in place takes its history from the base first.
        super::super::tape::grad_fn(input);
        let version = root.version();
        out.with_autograd(|a| {
            a.base = Some((root, version));
            a.created = if created == Created::Plain { before } else { created };
            a.inference = super::super::tape::is_inference();
        });
    }
    out
}

/// Shares elements and changes, outside the tape.
pub fn detached(x: &Tensor) -> Tensor {
    x.detach()
}

pub fn alias(x: &Tensor) -> Result<Tensor> {
    let geometry = x.geometry().clone();
    Ok(make(x, geometry, "AliasBackward0", || Box::new(|incoming| Ok(vec![Some(incoming.grad()?)]))))
}

fn view_as(args: &Args) -> Result<Value> {
    let x = args.tensor(0)?;
    if let Value::List(list) = args.value(1)
        && list.is_empty()
        && x.numel() != 1
    {
        return Err(Error::runtime(format!("shape '[]' is invalid for input of size {}", x.numel())));
    }
    let shape = shape::infer(&args.ints(1)?, x.numel())?;
    Ok(view(x, &shape)?.into())
}

/// The strides a tensor has in another shape, if its elements lie so that no copy is needed.
fn viewed(geometry: &Geometry, shape: &[usize]) -> Option<Geometry> {
    if geometry.is_contiguous() {
        return Some(Geometry { offset: geometry.offset, ..Geometry::contiguous(shape) });
    }
    // Runs of dimensions that lie as one are split anew, from the last to the first.
    let mut strides = Shape::from_elem(0, shape.len());
    let mut to = shape.len();
    let mut from = geometry.shape.len();
    while from > 0 {
        let stride = geometry.strides[from - 1];
        let mut run = geometry.shape[from - 1];
        from -= 1;
        while from > 0 && (geometry.shape[from - 1] == 1 || geometry.strides[from - 1] == stride * run) {
            run *= geometry.shape[from - 1];
            from -= 1;
        }
        let mut filled = 1;
        while to > 0 && (filled < run || shape[to - 1] == 1) {
            to -= 1;
            strides[to] = stride * filled;
            filled *= shape[to];
        }
        if filled != run {
            return None;
        }
    }
    Some(Geometry { shape: Shape::from_slice(shape), strides, offset: geometry.offset })
}

/// The same elements in another shape; never a copy.
pub fn view(x: &Tensor, shape: &[usize]) -> Result<Tensor> {
    named_view(x, shape, "ViewBackward0")
}

pub(super) fn named_view(x: &Tensor, shape: &[usize], name: &'static str) -> Result<Tensor> {
    let from = x.shape();
    if shape::numel(&from) != shape::numel(shape) {
        return Err(Error::runtime(format!(
            "shape '{}' is invalid for input of size {}",
            shape::text(shape),
            x.numel()
        )));
    }
    let Some(geometry) = viewed(&x.geometry(), shape) else {
        return Err(Error::runtime(
            "view size is not compatible with input tensor's size and stride (at least one dimension spans across two contiguous subspaces). Use .reshape(...) instead.",
        ));
    };
    Ok(make(x, geometry, name, || Box::new(move |incoming| Ok(vec![Some(reshape(&incoming.grad()?, &from)?)]))))
}

/// The same elements in another shape; a view where that is possible.
pub fn reshape(x: &Tensor, shape: &[usize]) -> Result<Tensor> {
    if viewed(&x.geometry(), shape).is_some() {
        return view(x, shape);
    }
    named_view(&clone(x)?, shape, "UnsafeViewBackward0")
}

/// Dimensions in another order, outside the tape.
pub(super) fn permuted(x: &Tensor, order: &[usize]) -> Tensor {
    let from = x.geometry().clone();
    x.alias(Geometry {
        shape: order.iter().map(|&d| from.shape[d]).collect(),
        strides: order.iter().map(|&d| from.strides[d]).collect(),
        offset: from.offset,
    })
}

pub fn permute(x: &Tensor, order: &[usize]) -> Result<Tensor> {
    let geometry = permuted(x, order).geometry().clone();
    let mut back: Shape = Shape::from_elem(0, order.len());
    for (i, &d) in order.iter().enumerate() {
        back[d] = i;
    }
    Ok(make(x, geometry, "PermuteBackward0", || {
        Box::new(move |incoming| Ok(vec![Some(permute(&incoming.grad()?, &back)?)]))
    }))
}

/// Two dimensions exchanged, each counted from either end.
pub fn transpose(x: &Tensor, a: i64, b: i64) -> Result<Tensor> {
    let (a, b) = (shape::dim(a, x.rank())?, shape::dim(b, x.rank())?);
    named_transpose(x, a, b, "TransposeBackward0")
}

fn named_transpose(x: &Tensor, a: usize, b: usize, name: &'static str) -> Result<Tensor> {
    let mut geometry = x.geometry().clone();
    if geometry.shape.is_empty() {
        return alias(x);
    }
    geometry.shape.swap(a, b);
    geometry.strides.swap(a, b);
    Ok(make(x, geometry, name, || {
        Box::new(move |incoming| Ok(vec![Some(named_transpose(&incoming.grad()?, a, b, name)?)]))
    }))
}

/// Broadcast to `shape` by strides of 0, outside the tape.
pub(super) fn expanded(x: &Tensor, shape: &[usize]) -> Result<Tensor> {
    if !shape.contains(&0) && shape.iter().try_fold(1usize, |all, &n| all.checked_mul(n)).is_none_or(|n| n >= 1 << 63) {
        return Err(Error::runtime("numel: integer multiplication overflow"));
    }
    let from = x.geometry().clone();
    let lead = shape.len().checked_sub(from.shape.len()).ok_or_else(|| too_few(shape, &from.shape))?;
    let mut strides = Shape::from_elem(0, shape.len());
    for d in lead..shape.len() {
        let have = from.shape[d - lead];
        if have == shape[d] {
            strides[d] = from.strides[d - lead];
        } else if have != 1 {
            return Err(Error::runtime(format!(
                "The expanded size of the tensor ({}) must match the existing size ({have}) at non-singleton dimension {d}.  Target sizes: {}.  Tensor sizes: {}",
                shape[d],
                shape::text(shape),
                shape::text(&from.shape)
            )));
        }
    }
    Ok(x.alias(Geometry { shape: Shape::from_slice(shape), strides, offset: from.offset }))
}

fn too_few(shape: &[usize], from: &[usize]) -> Error {
    Error::runtime(format!(
        "expand(torch.FloatTensor{{{}}}, size={}): the number of sizes provided ({}) must be greater or equal to the number of dimensions in the tensor ({})",
        shape::text(from),
        shape::text(shape),
        shape.len(),
        from.len()
    ))
}

/// Sizes given to `expand`, where -1 keeps a dimension.
pub(super) fn expanded_shape(x: &Tensor, sizes: &[i64]) -> Result<Shape> {
    let from = x.shape();
    let lead = sizes.len() as i64 - from.len() as i64;
    let mut out = Shape::new();
    for (d, &n) in sizes.iter().enumerate() {
        let have = usize::try_from(d as i64 - lead).ok().and_then(|i| from.get(i).copied());
        out.push(match (n, have) {
            (-1, Some(have)) => have,
            (n, _) => usize::try_from(n).map_err(|_| {
                Error::runtime(format!(
                    "The expanded size of the tensor ({n}) isn't allowed in a leading, non-existing dimension {d}"
                ))
            })?,
        });
    }
    Ok(out)
}

/// Broadcast to `shape`, without a copy.
pub fn expand(x: &Tensor, shape: &[usize]) -> Result<Tensor> {
    let geometry = expanded(x, shape)?.geometry().clone();
    let from = x.shape();
    Ok(make(x, geometry, "ExpandBackward0", || {
        Box::new(move |incoming| Ok(vec![Some(super::reduce::sum_to(&incoming.grad()?, &from)?)]))
    }))
}

/// A dimension of length 1 put in at `dim`.
pub fn unsqueeze(x: &Tensor, dim: i64) -> Result<Tensor> {
    let d = shape::dim(dim, x.rank() + 1)?;
    let mut geometry = x.geometry().clone();
    let stride = geometry.shape.get(d).map_or(1, |&n| n * geometry.strides[d]);
    geometry.shape.insert(d, 1);
    geometry.strides.insert(d, stride);
    Ok(make(x, geometry, "UnsqueezeBackward0", || {
        Box::new(move |incoming| Ok(vec![Some(squeeze(&incoming.grad()?, Some(&[d as i64]))?)]))
    }))
}

/// Dimensions of length 1 taken out: those given, or all.
pub fn squeeze(x: &Tensor, dims: Option<&[i64]>) -> Result<Tensor> {
    let from = x.geometry().clone();
    let chosen = match dims {
        Some(dims) => dims.iter().map(|&d| shape::dim(d, from.shape.len())).collect::<Result<Shape>>()?,
        None => (0..from.shape.len()).collect(),
    };
    let mut geometry = Geometry { shape: Shape::new(), strides: Shape::new(), offset: from.offset };
    for (d, (&n, &stride)) in from.shape.iter().zip(&from.strides).enumerate() {
        if n != 1 || !chosen.contains(&d) {
            geometry.shape.push(n);
            geometry.strides.push(stride);
        }
    }
    let name = if dims.is_some() { "SqueezeBackward1" } else { "SqueezeBackward0" };
    Ok(make(x, geometry, name, || Box::new(move |incoming| Ok(vec![Some(reshape(&incoming.grad()?, &from.shape)?)]))))
}

/// One index of a dimension, which is gone afterwards.
pub fn select(x: &Tensor, dim: i64, index: i64) -> Result<Tensor> {
    if x.rank() == 0 {
        return Err(Error::index("select() cannot be applied to a 0-dim tensor."));
    }
    let d = shape::dim(dim, x.rank())?;
    let mut geometry = x.geometry().clone();
    let n = geometry.shape[d] as i64;
    if index < -n || index >= n {
        return Err(Error::index(format!("index {index} is out of bounds for dimension {d} with size {n}")));
    }
    geometry.offset += (index.rem_euclid(n)) as usize * geometry.strides[d];
    geometry.shape.remove(d);
    geometry.strides.remove(d);
    Ok(part(x, geometry, "SelectBackward0"))
}

/// `length` indices of a dimension, from `start`.
pub fn narrow(x: &Tensor, dim: i64, start: usize, length: usize) -> Result<Tensor> {
    slice(x, dim, start, start + length, 1)
}

/// `start:stop:step` of a dimension, where `start` and `stop` lie within it.
pub fn slice(x: &Tensor, dim: i64, start: usize, stop: usize, step: usize) -> Result<Tensor> {
    let d = shape::dim(dim, x.rank())?;
    if x.rank() == 0 {
        return Err(Error::index("slice() cannot be applied to a 0-dim tensor."));
    }
    let mut geometry = x.geometry().clone();
    geometry.offset += start * geometry.strides[d];
    geometry.shape[d] = stop.saturating_sub(start).div_ceil(step.max(1));
    geometry.strides[d] *= step.max(1);
    Ok(part(x, geometry, "SliceBackward0"))
}

/// A view of some of the elements. Its gradient is zero for the others.
pub(super) fn part(x: &Tensor, geometry: Geometry, name: &'static str) -> Tensor {
    let whole = Geometry::contiguous(&x.shape());
    let place = super::super::tape::relative(&geometry, &x.geometry());
    make(x, geometry, name, || {
        Box::new(move |incoming| Ok(vec![Some(spread_back(&incoming.grad()?, &place, &whole)?)]))
    })
}

/// A tensor of `whole`'s shape that is zero but for `x` at `place`, added up where `place` names an element twice.
pub(super) fn spread_back(x: &Tensor, place: &Geometry, whole: &Geometry) -> Result<Tensor> {
    if x.dtype().is_complex() {
        let [real, imaginary] = super::complex::parts(x)?;
        return super::complex::join(&spread_back(&real, place, whole)?, &spread_back(&imaginary, place, whole)?);
    }
    let mut out = vec![0.0f64; whole.numel()];
    let single = x.dtype() != super::super::dtype::DType::Float64;
    let values = x.values::<f64>();
    let mut next = values.iter();
    place.for_each(|at| {
        if let Some(v) = next.next() {
            out[at] += v;
        }
    });
    let out = if single {
        Tensor::from_vec(out.into_iter().map(|v| v as f32).collect(), &whole.shape).cast(x.dtype())?
    } else {
        Tensor::from_vec(out, &whole.shape)
    };
    let (place, shape) = (place.clone(), whole.shape.clone());
    Ok(record_light(out, "SliceBackward0", &[x], |_| {
        Box::new(move |incoming| {
            let grad = contiguous(&reshape(&incoming.grad()?, &shape)?)?;
            let mut place = place.clone();
            place.offset += grad.offset();
            Ok(vec![Some(part(&grad, place, "AsStridedBackward0"))])
        })
    }))
}

/// A copy, on the tape.
pub fn clone(x: &Tensor) -> Result<Tensor> {
    Ok(record_light(x.copy()?, "CloneBackward0", &[x], |_| Box::new(|incoming| Ok(vec![Some(incoming.grad()?)]))))
}

/// The tensor itself if its elements lie in row-major order, a copy otherwise.
pub fn contiguous(x: &Tensor) -> Result<Tensor> {
    if x.is_contiguous() { Ok(x.clone()) } else { clone(x) }
}
