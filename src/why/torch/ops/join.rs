//! Tensors put together: `cat`, `stack` and their kin, block matrices, and tensors broadcast against each other.

use std::rc::Rc;

use super::super::args::{Args, Value};
use super::super::dtype::DType;
use super::super::error::{Error, Result};
use super::super::registry::{Op, TORCH, op};
use super::super::shape::{self, Shape};
use super::super::storage::{self, Element};
use super::super::tape::record_light;
use super::super::tensor::Tensor;
use super::elementwise::{Operand, result_type};
use super::layout::atleast;
use super::moved::by_type;
use super::view::{expand, narrow, reshape, select, view};

pub(super) const OPS: &[Op] = &[
    op(TORCH, "cat(Tensor[] tensors, int dim=0)", |a| Ok(cat(&a.tensors(0)?, a.int(1)?)?.into())),
    op(TORCH, "concat(Tensor[] tensors, int dim=0)", |a| Ok(cat(&a.tensors(0)?, a.int(1)?)?.into())),
    op(TORCH, "concatenate(Tensor[] tensors, int dim=0)", |a| Ok(cat(&a.tensors(0)?, a.int(1)?)?.into())),
    op(TORCH, "stack(Tensor[] tensors, int dim=0)", |a| Ok(stack(&a.tensors(0)?, a.int(1)?)?.into())),
    op(TORCH, "vstack(Tensor[] tensors)", |a| rows(a, "vstack")),
    op(TORCH, "row_stack(Tensor[] tensors)", |a| rows(a, "vstack")),
    op(TORCH, "hstack(Tensor[] tensors)", |a| {
        let tensors = raised(a, 1, "hstack")?;
        let dim = i64::from(tensors.first().is_some_and(|t| t.rank() > 1));
        Ok(cat(&tensors, dim)?.into())
    }),
    op(TORCH, "dstack(Tensor[] tensors)", |a| Ok(cat(&raised(a, 3, "dstack")?, 2)?.into())),
    op(TORCH, "column_stack(Tensor[] tensors)", |a| {
        let tensors = raised(a, 0, "column_stack")?;
        let columns = tensors
            .iter()
            .map(|t| if t.rank() <= 1 { reshape(t, &[t.numel(), 1]) } else { Ok(t.clone()) })
            .collect::<Result<Vec<_>>>()?;
        Ok(cat(&columns, 1)?.into())
    }),
    op(TORCH, "block_diag(Tensor... tensors)", |a| Ok(block_diag(&a.tensors(0)?)?.into())),
    op(TORCH, "broadcast_tensors(Tensor... tensors)", |a| {
        let tensors = a.tensors(0)?;
        let mut shape = Shape::new();
        for t in &tensors {
            shape = shape::broadcast(&shape, &t.shape())?;
        }
        Ok(tensors.iter().map(|t| expand(t, &shape)).collect::<Result<Vec<_>>>()?.into())
    }),
    op(TORCH, "meshgrid(Tensor... tensors, *, str? indexing=None)", |a| {
        Ok(meshgrid(&a.tensors(0)?, a.opt_text(1).unwrap_or("ij"))?.into())
    }),
    op(TORCH, "cartesian_prod(Tensor... tensors)", |a| {
        let tensors = a.tensors(0)?;
        tensors.iter().try_for_each(vector)?;
        if let [only] = tensors.as_slice() {
            return Ok(only.clone().into());
        }
        let grids = meshgrid(&tensors, "ij")?;
        let flat = grids.iter().map(|g| reshape(g, &[g.numel()])).collect::<Result<Vec<_>>>()?;
        Ok(stack(&flat, 1)?.into())
    }),
    op(TORCH, "combinations(Tensor input, int r=2, bool with_replacement=False)", combinations),
];

/// The arguments of a stacking function, with at least `rank` dimensions each.
fn raised(args: &Args, rank: usize, name: &str) -> Result<Vec<Tensor>> {
    let tensors = args.tensors(0)?;
    if tensors.is_empty() {
        return Err(Error::runtime(format!("{name} expects a non-empty TensorList")));
    }
    tensors.iter().map(|t| atleast(t, rank)).collect()
}

fn rows(args: &Args, name: &str) -> Result<Value> {
    Ok(cat(&raised(args, 2, name)?, 0)?.into())
}

/// An empty vector, which joins tensors of any shape.
fn is_nothing(t: &Tensor) -> bool {
    *t.shape() == [0]
}

/// Tensors one after the other along a dimension.
pub fn cat(tensors: &[Tensor], dim: i64) -> Result<Tensor> {
    if tensors.is_empty() {
        return Err(Error::value("torch.cat(): expected a non-empty list of Tensors"));
    }
    if let Some(at) = tensors.iter().position(|t| t.rank() == 0) {
        return Err(Error::runtime(format!("zero-dimensional tensor (at position {at}) cannot be concatenated")));
    }
    let first = tensors.iter().position(|t| !is_nothing(t)).unwrap_or(0);
    let mut shape = tensors[first].shape();
    let d = shape::dim(dim, shape.len())?;
    shape[d] = 0;
    for (i, t) in tensors.iter().enumerate().filter(|(_, t)| !is_nothing(t)) {
        let have = t.shape();
        if have.len() != shape.len() {
            return Err(Error::runtime(format!(
                "Tensors must have same number of dimensions: got {} and {}",
                shape.len(),
                have.len()
            )));
        }
        if let Some(k) = (0..have.len()).find(|&k| k != d && have[k] != shape[k]) {
            return Err(Error::runtime(format!(
                "Sizes of tensors must match except in dimension {d}. Expected size {} but got size {} for tensor number {i} in the list.",
                shape[k], have[k]
            )));
        }
        shape[d] += have[d];
    }
    joined(tensors, d, &shape, "CatBackward0")
}

/// The type that a list of tensors has together.
pub fn common_type(tensors: &[Tensor]) -> DType {
    let operands: Vec<Operand> = tensors.iter().map(Operand::from).collect();
    result_type(&operands.iter().collect::<Vec<_>>())
}

/// What `cat` and `stack` have in common: blocks that lie side by side along `d` of `shape`.
fn joined(tensors: &[Tensor], d: usize, shape: &[usize], name: &'static str) -> Result<Tensor> {
    fn copied<T: Element>(tensors: &[Tensor], outer: usize, n: usize) -> candle_core::CpuStorage {
        let parts: Vec<_> = tensors.iter().map(Tensor::values::<T>).collect();
        let mut out = Vec::with_capacity(n);
        for i in 0..outer {
            for part in &parts {
                let width = part.len() / outer;
                out.extend_from_slice(&part[i * width..(i + 1) * width]);
            }
        }
        T::wrap(out)
    }
    let dtype = common_type(tensors);
    let (outer, n) = (shape[..d].iter().product::<usize>(), shape::numel(shape));
    storage::reserve::<f64>(n)?;
    let alike = |t: &Tensor| if t.dtype() == dtype { Ok(t.detach()) } else { t.cast(dtype) };
    let parts = tensors.iter().map(alike).collect::<Result<Vec<_>>>()?;
    let out = Tensor::from_buffer(by_type!(dtype, T => copied::<T>(&parts, outer, n)), shape, dtype);
    let froms: Vec<(Shape, DType)> = tensors.iter().map(|t| (t.shape(), t.dtype())).collect();
    let stacked = name == "StackBackward0";
    let inputs: Vec<&Tensor> = tensors.iter().collect();
    Ok(record_light(out, name, &inputs, |_| {
        Box::new(move |incoming| {
            let grad = incoming.grad()?;
            let mut start = 0;
            let mut grads = Vec::with_capacity(froms.len());
            for (i, (from, dtype)) in froms.iter().enumerate() {
                let length = if stacked { 1 } else { from.get(d).copied().unwrap_or(0) };
                grads.push(if !incoming.needs(i) {
                    None
                } else if **from == [0] && !stacked {
                    Some(Tensor::zeros(from, *dtype)?)
                } else if stacked {
                    Some(super::convert::to_dtype(&select(&grad, d as i64, start as i64)?, *dtype)?)
                } else {
                    Some(super::convert::to_dtype(&narrow(&grad, d as i64, start, length)?, *dtype)?)
                });
                start += length;
            }
            Ok(grads)
        })
    }))
}

/// Tensors of one shape along a new dimension.
pub fn stack(tensors: &[Tensor], dim: i64) -> Result<Tensor> {
    let Some(first) = tensors.first() else {
        return Err(Error::runtime("stack expects a non-empty TensorList"));
    };
    let mut shape = first.shape();
    let d = shape::dim(dim, shape.len() + 1)?;
    if let Some((i, odd)) = tensors.iter().enumerate().find(|(_, t)| t.shape() != shape) {
        return Err(Error::runtime(format!(
            "stack expects each tensor to be equal size, but got {} at entry 0 and {} at entry {i}",
            shape::text(&shape),
            shape::text(&odd.shape())
        )));
    }
    shape.insert(d, tensors.len());
    joined(tensors, d, &shape, "StackBackward0")
}

/// Matrices along the diagonal of one that is zero elsewhere.
fn block_diag(tensors: &[Tensor]) -> Result<Tensor> {
    let mut places = Vec::with_capacity(tensors.len());
    let (mut height, mut width) = (0usize, 0usize);
    for (i, t) in tensors.iter().enumerate() {
        let shape = t.shape();
        let (h, w) = match shape[..] {
            [] => (1, 1),
            [n] => (1, n),
            [h, w] => (h, w),
            _ => {
                return Err(Error::runtime(format!(
                    "torch.block_diag: Input tensors must have 2 or fewer dimensions. Input {i} has {} dimensions",
                    shape.len()
                )));
            }
        };
        places.push((height, width, h, w, shape));
        (height, width) = (height + h, width + w);
    }
    let dtype = common_type(tensors);
    let whole = shape::sizes(&[height as i64, width as i64])?;
    storage::reserve::<f64>(shape::numel(&whole))?;
    let out = Tensor::zeros(&whole, dtype)?;
    for (t, (top, left, h, w, _)) in tensors.iter().zip(&places) {
        let place = super::super::values::Geometry {
            shape: Shape::from_slice(&[*h, *w]),
            strides: Shape::from_slice(&[width.max(1), 1]),
            offset: if h * w == 0 { 0 } else { top * width + left },
        };
        out.alias(place).write(&t.buffer_as(dtype)?);
    }
    let inputs: Vec<&Tensor> = tensors.iter().collect();
    let dtypes: Rc<[DType]> = tensors.iter().map(Tensor::dtype).collect();
    Ok(record_light(out, "BlockDiagBackward0", &inputs, |_| {
        Box::new(move |incoming| {
            let grad = incoming.grad()?;
            let mut grads = Vec::with_capacity(places.len());
            for (i, (top, left, h, w, shape)) in places.iter().enumerate() {
                if !incoming.needs(i) {
                    grads.push(None);
                    continue;
                }
                let block = narrow(&narrow(&grad, 0, *top, *h)?, 1, *left, *w)?;
                grads.push(Some(super::convert::to_dtype(&reshape(&block, shape)?, dtypes[i])?));
            }
            Ok(grads)
        })
    }))
}

/// Coordinate grids of vectors.
pub fn meshgrid(tensors: &[Tensor], indexing: &str) -> Result<Vec<Tensor>> {
    let Some(first) = tensors.first() else {
        return Err(Error::runtime("meshgrid expects a non-empty TensorList"));
    };
    let swap = match indexing {
        "ij" => false,
        "xy" => tensors.len() > 1,
        other => {
            return Err(Error::runtime(format!(
                "torch.meshgrid: indexing must be one of \"xy\" or \"ij\", but received: {other}"
            )));
        }
    };
    if tensors.iter().any(|t| t.dtype() != first.dtype()) {
        return Err(Error::runtime("meshgrid expects all tensors to have the same dtype"));
    }
    let mut order: Vec<Tensor> = tensors.to_vec();
    if swap {
        order.swap(0, 1);
    }
    let mut shape = Shape::new();
    for t in &order {
        if t.rank() > 1 {
            let kind = t.dtype().scalar_name();
            let sizes = t.shape().iter().map(usize::to_string).collect::<Vec<_>>().join(",");
            return Err(Error::runtime(format!(
                "torch.meshgrid: Expected 0D or 1D tensor in the tensor list but got: [ torch.{kind}Tensor{{{sizes}}} ]"
            )));
        }
        shape.push(t.numel());
    }
    let mut grids = Vec::with_capacity(order.len());
    for (i, t) in order.iter().enumerate() {
        let mut line = Shape::from_elem(1, order.len());
        line[i] = t.numel();
        grids.push(expand(&view(t, &line)?, &shape)?);
    }
    if swap {
        grids.swap(0, 1);
    }
    Ok(grids)
}

fn vector(t: &Tensor) -> Result<()> {
    if t.rank() == 1 {
        return Ok(());
    }
    Err(Error::runtime(format!("Expect a 1D vector, but got shape {}", shape::text(&t.shape()))))
}

/// Every choice of `r` elements of a vector, in order.
fn combinations(args: &Args) -> Result<Value> {
    let (x, r, again) = (args.tensor(0)?, args.int(1)?, args.boolean(2));
    vector(x)?;
    let Ok(r) = usize::try_from(r) else {
        return Err(Error::runtime(format!("Expect a non-negative number, but got {r}")));
    };
    if r == 0 {
        return Ok(Tensor::zeros(&[0], x.dtype())?.into());
    }
    let n = x.numel();
    let mut chosen: Vec<i64> = Vec::new();
    // The lexicographically next choice, until there is none.
    let mut pick: Vec<usize> = if again { vec![0; r.min(1 << 20)] } else { (0..r.min(n + 1)).collect() };
    let mut rows = 0usize;
    while pick.len() == r && (again && n > 0 || !again && r <= n) {
        chosen.extend(pick.iter().map(|&i| i as i64));
        rows += 1;
        if chosen.len() > 1 << 27 {
            return Err(shape::sizes(&[i64::MAX]).err().unwrap_or_else(|| Error::runtime("too many combinations")));
        }
        let top = |k: usize| if again { n - 1 } else { n - r + k };
        let Some(k) = (0..r).rev().find(|&k| pick[k] < top(k)) else { break };
        pick[k] += 1;
        for j in k + 1..r {
            pick[j] = if again { pick[k] } else { pick[j - 1] + 1 };
        }
    }
    let index = Tensor::from_vec(chosen, &[rows, r]);
    Ok(super::index::gather(x, &[Some(index)])?.into())
}
