//! Tensors taken apart: views of equal parts, of given lengths, of single indices.

use super::super::args::{Args, Value};
use super::super::error::{Error, Result};
use super::super::registry::{Op, both};
use super::super::shape;
use super::super::tape::{Backward, Node, wants};
use super::super::tensor::{Created, Tensor};
use super::super::values::Geometry;
use super::join::{cat, stack};
use super::view::{placed, slice};

pub(super) const OPS: &[Op] = &[
    both("split(Tensor input, int split_size, int dim=0)", |a| equal(a.tensor(0)?, a.int(1)?, a.int(2)?)),
    both("split(Tensor input, int[] split_size, int dim=0)", |a| sized(a.tensor(0)?, &a.ints(1)?, a.int(2)?)),
    both("split(Tensor tensor, int split_size_or_sections, int dim=0)", |a| equal(a.tensor(0)?, a.int(1)?, a.int(2)?)),
    both("split(Tensor tensor, int[] split_size_or_sections, int dim=0)", |a| {
        sized(a.tensor(0)?, &a.ints(1)?, a.int(2)?)
    }),
    both("split_with_sizes(Tensor input, int[] split_sizes, int dim=0)", |a| {
        sized(a.tensor(0)?, &a.ints(1)?, a.int(2)?)
    }),
    both("chunk(Tensor input, int chunks, int dim=0)", |a| {
        let (x, chunks) = (a.tensor(0)?, a.int(1)?);
        if x.rank() == 0 {
            return Err(Error::runtime("chunk expects at least a 1-dimensional tensor"));
        }
        if chunks <= 0 {
            return Err(Error::runtime(format!("chunk expects `chunks` to be greater than 0, got: {chunks}")));
        }
        let n = x.size(a.int(2)?)? as i64;
        if n == 0 {
            // As many empty parts as were asked for.
            shape::sizes(&[chunks, 1 << 14])?;
            return sized(x, &vec![0; chunks as usize], a.int(2)?);
        }
        equal(x, (n - 1) / chunks + 1, a.int(2)?)
    }),
    both("tensor_split(Tensor input, Tensor tensor_indices_or_sections, int dim=0)", |a| {
        let parts = a.tensor(1)?;
        match parts.rank() {
            0 => tensor_split(a.tensor(0)?, &Parts::Count(a.int(1)?), a.int(2)?),
            1 => tensor_split(a.tensor(0)?, &Parts::At(parts.to_i64_vec()), a.int(2)?),
            n => Err(Error::runtime(format!(
                "tensor_split expected tensor_indices_or_sections to be a zero-dimensional or one-dimensional tensor, but got a tensor with {n} dims"
            ))),
        }
    }),
    both("tensor_split(Tensor input, int sections, int dim=0)", |a| {
        tensor_split(a.tensor(0)?, &Parts::Count(a.int(1)?), a.int(2)?)
    }),
    both("tensor_split(Tensor input, int[] indices, int dim=0)", |a| {
        tensor_split(a.tensor(0)?, &Parts::At(a.ints(1)?), a.int(2)?)
    }),
    both("hsplit(Tensor input, int sections)", |a| along(a, "hsplit", 1)),
    both("hsplit(Tensor input, int[] indices)", |a| along(a, "hsplit", 1)),
    both("vsplit(Tensor input, int sections)", |a| along(a, "vsplit", 2)),
    both("vsplit(Tensor input, int[] indices)", |a| along(a, "vsplit", 2)),
    both("dsplit(Tensor input, int sections)", |a| along(a, "dsplit", 3)),
    both("dsplit(Tensor input, int[] indices)", |a| along(a, "dsplit", 3)),
    both("unbind(Tensor input, int dim=0)", |a| Ok(unbind(a.tensor(0)?, a.int(1)?)?.into())),
];

/// Views that share one node, so that they come from one operation as PyTorch's do.
fn together(x: &Tensor, parts: Vec<Geometry>, name: &'static str, backward: impl FnOnce() -> Backward) -> Vec<Tensor> {
    let created = if super::super::tape::is_enabled() { Created::Many } else { Created::NoGrad };
    let outs: Vec<Tensor> = parts.into_iter().map(|geometry| placed(x, geometry, created)).collect();
    if wants(&[x]) && x.dtype().is_floating() {
        let node = Node::new(name, &[x], false);
        node.set_backward(backward());
        for (i, out) in outs.iter().enumerate() {
            node.adopt(out, i);
        }
    }
    outs
}

fn equal(x: &Tensor, size: i64, dim: i64) -> Result<Value> {
    if x.rank() == 0 {
        return Err(Error::runtime("split expects at least a 1-dimensional tensor"));
    }
    if size < 0 {
        return Err(Error::runtime(format!("split expects split_size be non-negative, but got split_size={size}")));
    }
    let n = x.size(dim)?;
    if size == 0 && n != 0 {
        return Err(Error::runtime(format!(
            "split_size can only be 0 if dimension size is 0, but got dimension size of {n}"
        )));
    }
    let size = size as usize;
    let count = if size == 0 { 1 } else { n.div_ceil(size).max(1) };
    let lengths: Vec<usize> = (0..count).map(|i| size.min(n - i * size)).collect();
    Ok(parts(x, &lengths, dim, "SplitBackward0")?.into())
}

fn sized(x: &Tensor, sizes: &[i64], dim: i64) -> Result<Value> {
    if x.rank() == 0 {
        return Err(Error::runtime("split expects at least a 1-dimensional tensor"));
    }
    let d = shape::dim(dim, x.rank())?;
    let n = x.size(dim)?;
    let list = || sizes.iter().map(i64::to_string).collect::<Vec<_>>().join(", ");
    if sizes.iter().any(|&s| s < 0) {
        return Err(Error::runtime(format!(
            "split_with_sizes expects split_sizes have only non-negative entries, but got split_sizes=[{}]",
            list()
        )));
    }
    if sizes.iter().map(|&s| s as u128).sum::<u128>() != n as u128 {
        return Err(Error::runtime(format!(
            "split_with_sizes expects split_sizes to sum exactly to {n} (input tensor's size at dimension {d}), but got split_sizes=[{}]",
            list()
        )));
    }
    let lengths: Vec<usize> = sizes.iter().map(|&s| s as usize).collect();
    Ok(parts(x, &lengths, dim, "SplitWithSizesBackward0")?.into())
}

/// Views of `lengths` along a dimension, which together are the whole.
fn parts(x: &Tensor, lengths: &[usize], dim: i64, name: &'static str) -> Result<Vec<Tensor>> {
    let d = shape::dim(dim, x.rank())?;
    let whole = x.geometry().clone();
    let mut start = 0;
    let mut places = Vec::with_capacity(lengths.len());
    for &n in lengths {
        let mut place = whole.clone();
        place.offset += start * place.strides[d];
        place.shape[d] = n;
        start += n;
        places.push(place);
    }
    let count = lengths.len();
    Ok(together(x, places, name, || {
        Box::new(move |incoming| {
            let grads = (0..count).map(|i| incoming.grad_of(i)).collect::<Result<Vec<_>>>()?;
            Ok(vec![Some(cat(&grads, d as i64)?)])
        })
    }))
}

/// The slices of a dimension, which is gone in them.
pub fn unbind(x: &Tensor, dim: i64) -> Result<Vec<Tensor>> {
    if x.rank() == 0 {
        return Err(Error::index("Dimension specified as 0 but tensor has no dimensions"));
    }
    let d = shape::dim(dim, x.rank())?;
    let mut one = x.geometry().clone();
    let n = one.shape.remove(d);
    let stride = one.strides.remove(d);
    let places = (0..n).map(|i| Geometry { offset: one.offset + i * stride, ..one.clone() }).collect();
    Ok(together(x, places, "UnbindBackward0", || {
        Box::new(move |incoming| {
            let grads = (0..n).map(|i| incoming.grad_of(i)).collect::<Result<Vec<_>>>()?;
            Ok(vec![Some(stack(&grads, d as i64)?)])
        })
    }))
}

enum Parts {
    Count(i64),
    At(Vec<i64>),
}

/// `torch.tensor_split`: parts of nearly equal length, or cut at indices. Each is a slice of its own.
fn tensor_split(x: &Tensor, how: &Parts, dim: i64) -> Result<Value> {
    if x.rank() == 0 {
        return Err(Error::runtime(
            "tensor_split expected at least a 1-dimensional tensor, but got a tensor with 0 dims",
        ));
    }
    let n = x.size(dim)?;
    let mut bounds = Vec::new();
    match how {
        Parts::Count(count) => {
            let Some(count) = usize::try_from(*count).ok().filter(|&c| c > 0) else {
                return Err(Error::runtime(format!("number of sections must be larger than 0, got {count}")));
            };
            shape::sizes(&[count as i64, 1 << 14])?;
            let (short, longer) = (n / count, n % count);
            let mut start = 0;
            for i in 0..count {
                let stop = start + short + usize::from(i < longer);
                bounds.push((start, stop));
                start = stop;
            }
        }
        Parts::At(cuts) => {
            let within = |i: i64| (if i < 0 { i.saturating_add(n as i64).max(0) } else { i } as usize).min(n);
            let mut start = 0;
            for &cut in cuts {
                bounds.push((start, within(cut)));
                start = within(cut);
            }
            bounds.push((start, n));
        }
    }
    Ok(bounds.into_iter().map(|(a, b)| slice(x, dim, a, b.max(a), 1)).collect::<Result<Vec<_>>>()?.into())
}

/// `hsplit`, `vsplit` and `dsplit`: `tensor_split` along a fixed dimension, into equal parts only.
fn along(args: &Args, name: &str, rank: usize) -> Result<Value> {
    let x = args.tensor(0)?;
    if x.rank() < rank {
        return Err(Error::runtime(format!(
            "torch.{name} requires a tensor with at least {rank} dimension, but got a tensor with {} dimensions!",
            x.rank()
        )));
    }
    let dim = match name {
        "hsplit" => i64::from(x.rank() > 1),
        "vsplit" => 0,
        _ => 2,
    };
    if let Value::List(_) = args.value(1) {
        return tensor_split(x, &Parts::At(args.ints(1)?), dim);
    }
    let (sections, n) = (args.int(1)?, x.size(dim)?);
    if sections == 0 || n as i64 % sections != 0 {
        return Err(Error::runtime(format!(
            "torch.{name} attempted to split along dimension {dim}, but the size of the dimension {n} is not divisible by the split_size {sections}!"
        )));
    }
    tensor_split(x, &Parts::Count(sections), dim)
}
