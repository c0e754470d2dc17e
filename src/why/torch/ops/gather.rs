//! Elements taken and put by index tensors along a dimension: `gather`, `scatter`, `index_select`, `take`.

use super::super::args::Value;
use super::super::dtype::DType;
use super::super::error::{Error, Result};
use super::super::registry::{Op, TENSOR, both, op};
use super::super::shape::{self, Shape};
use super::super::tape::record_light;
use super::super::tensor::Tensor;
use super::index;
use super::view::{contiguous, reshape};

pub(super) const OPS: &[Op] = &[
    both("gather(Tensor input, int dim, Tensor index, *, bool sparse_grad=False)", |a| {
        let x = a.tensor(0)?;
        Ok(gather_dim(x, shape::dim(a.int(1)?, x.rank())?, a.tensor(2)?)?.into())
    }),
    both("take_along_dim(Tensor input, Tensor indices, int? dim=None)", |a| {
        let (x, index) = (a.tensor(0)?, a.tensor(1)?);
        if index.dtype() != DType::Int64 {
            return Err(Error::runtime(format!(
                "torch.take_along_dim(): dtype of indices should be Long but got {}",
                index.dtype().scalar_name()
            )));
        }
        let Some(d) = a.opt_int(2)? else {
            let flat = reshape(x, &[x.numel()])?;
            return Ok(gather_dim(&flat, 0, &reshape(index, &[index.numel()])?)?.into());
        };
        if x.rank() == 0 {
            return Err(Error::index("Dimension specified as 0 but tensor has no dimensions"));
        }
        let d = shape::dim(d, x.rank())?;
        let (mut sx, mut si) = (x.shape(), index.shape());
        if sx.len() != si.len() {
            return Err(Error::runtime(format!(
                "torch.take_along_dim(): input and indices should have the same number of dimensions, but got {} dimensions for input, and {} dimensions for indices",
                sx.len(),
                si.len()
            )));
        }
        let (length, picks) = (sx[d], si[d]);
        (sx[d], si[d]) = (1, 1);
        let mut both = shape::broadcast(&sx, &si)?;
        both[d] = length;
        let wide = super::view::expand(x, &both)?;
        both[d] = picks;
        Ok(gather_dim(&wide, d, &super::view::expanded(index, &both)?)?.into())
    }),
    both("scatter(Tensor input, int dim, Tensor index, Tensor src)", |a| {
        let x = a.tensor(0)?;
        Ok(scatter_into(x, shape::dim(a.int(1)?, x.rank())?, a.tensor(2)?, a.tensor(3)?, false)?.into())
    })
    .in_place(),
    both("scatter(Tensor input, int dim, Tensor index, Scalar value)", |a| {
        let (x, index) = (a.tensor(0)?, a.tensor(2)?);
        let src = super::create::constant(&index.shape(), a.value(3), x.dtype())?;
        Ok(scatter_into(x, shape::dim(a.int(1)?, x.rank())?, index, &src, false)?.into())
    })
    .in_place(),
    both("scatter_add(Tensor input, int dim, Tensor index, Tensor src)", |a| {
        let x = a.tensor(0)?;
        Ok(scatter_into(x, shape::dim(a.int(1)?, x.rank())?, a.tensor(2)?, a.tensor(3)?, true)?.into())
    })
    .in_place(),
    both("index_select(Tensor input, int dim, Tensor index)", |a| {
        Ok(index_select(a.tensor(0)?, a.int(1)?, a.tensor(2)?)?.into())
    }),
    both("index_add(Tensor input, int dim, Tensor index, Tensor source, *, Scalar alpha=1)", |a| {
        let alpha = a.float(4)?;
        let source =
            if alpha == 1.0 { a.tensor(3)?.clone() } else { super::arithmetic::mul_number(a.tensor(3)?, alpha)? };
        Ok(index_put_dim(a.tensor(0)?, a.int(1)?, a.tensor(2)?, &source, true)?.into())
    })
    .in_place(),
    both("index_copy(Tensor input, int dim, Tensor index, Tensor source)", |a| {
        Ok(index_put_dim(a.tensor(0)?, a.int(1)?, a.tensor(2)?, a.tensor(3)?, false)?.into())
    })
    .in_place(),
    both("index_fill(Tensor input, int dim, Tensor index, Operand value)", |a| {
        let x = a.tensor(0)?;
        let value = match a.value(3) {
            Value::Tensor(t) if t.requires_grad() => {
                return Err(Error::not_implemented("torch.index_fill with a value that requires a gradient"));
            }
            Value::Tensor(t) => t.cast(x.dtype())?,
            number => super::create::constant(&[], number, x.dtype())?,
        };
        Ok(index_put_dim(x, a.int(1)?, a.tensor(2)?, &value, false)?.into())
    })
    .in_place(),
    both("index_put(Tensor input, any indices, Tensor values, bool accumulate=False)", |a| {
        let Value::List(parts) = a.value(1) else {
            return Err(Error::type_error("index_put(): argument 'indices' must be tuple of Tensors"));
        };
        let mut indices = Vec::new();
        for part in parts {
            match part {
                Value::Tensor(t) if t.dtype() == DType::Bool => {
                    indices.extend(
                        index::nonzero_columns(t).into_iter().map(|c| Some(Tensor::from_vec(c.clone(), &[c.len()]))),
                    );
                }
                Value::Tensor(t) => indices.push(Some(t.clone())),
                _ => indices.push(None),
            }
        }
        Ok(index::put(a.tensor(0)?, &indices, a.tensor(2)?, a.boolean(3))?.into())
    })
    .in_place(),
    both("masked_select(Tensor input, Tensor mask)", |a| {
        let (x, mask) = (a.tensor(0)?, a.tensor(1)?);
        if mask.dtype() != DType::Bool {
            return Err(Error::runtime("masked_select: expected BoolTensor for mask"));
        }
        let shape = shape::broadcast(&x.shape(), &mask.shape())?;
        let wide = super::view::expanded(mask, &shape)?;
        let columns = index::nonzero_columns(&wide);
        let indices: Vec<Option<Tensor>> =
            columns.into_iter().map(|c| Some(Tensor::from_vec(c.clone(), &[c.len()]))).collect();
        Ok(index::gather(&super::view::expand(x, &shape)?, &indices)?.into())
    }),
    both("masked_scatter(Tensor input, Tensor mask, Tensor source)", |a| {
        let (x, mask, source) = (a.tensor(0)?, a.tensor(1)?, a.tensor(2)?);
        let shape = shape::broadcast(&x.shape(), &mask.shape())?;
        let columns = index::nonzero_columns(&super::view::expanded(mask, &shape)?);
        let n = columns.first().map_or(0, Vec::len);
        if source.numel() < n {
            return Err(Error::runtime(
                "masked_scatter: expected self and source to have same dtypes and enough elements in source",
            ));
        }
        let indices: Vec<Option<Tensor>> =
            columns.into_iter().map(|c| Some(Tensor::from_vec(c.clone(), &[c.len()]))).collect();
        let flat = super::view::narrow(&reshape(source, &[source.numel()])?, 0, 0, n)?;
        Ok(index::put(&super::view::expand(x, &shape)?, &indices, &flat, false)?.into())
    })
    .in_place(),
    both("take(Tensor input, Tensor index)", |a| {
        let (x, index) = (a.tensor(0)?, a.tensor(1)?);
        Ok(index::gather(&reshape(x, &[x.numel()])?, &[Some(index.cast(DType::Int64)?)])?.into())
    }),
    op(TENSOR, "put(Tensor input, Tensor index, Tensor source, bool accumulate=False)", |a| {
        let (x, index, source) = (a.tensor(0)?, a.tensor(1)?, a.tensor(2)?);
        let flat = index::put(
            &reshape(x, &[x.numel()])?,
            &[Some(index.clone())],
            &reshape(source, &index.shape())?,
            a.boolean(3),
        )?;
        Ok(reshape(&flat, &x.shape())?.into())
    })
    .in_place(),
    both("nonzero(Tensor input)", |a| nonzero(a.tensor(0)?, false)),
    both("nonzero(Tensor input, *, bool as_tuple)", |a| nonzero(a.tensor(0)?, a.boolean(1))),
    both("nonzero_static(Tensor input, *, int size, int fill_value=-1)", |a| {
        let x = a.tensor(0)?;
        let Ok(size) = usize::try_from(a.int(1)?) else {
            return Err(Error::runtime("nonzero_static: 'size' must be an non-negative integer"));
        };
        let columns = index::nonzero_columns(x);
        let shape = shape::sizes(&[size as i64, columns.len() as i64])?;
        super::super::storage::reserve::<i64>(shape::numel(&shape))?;
        let fill = a.int(2)?;
        let row = |i: usize| columns.iter().map(move |c| c.get(i).copied().unwrap_or(fill));
        Ok(Tensor::from_vec((0..size).flat_map(row).collect(), &shape).into())
    }),
    both("argwhere(Tensor input)", |a| nonzero(a.tensor(0)?, false)),
];

fn nonzero(x: &Tensor, as_tuple: bool) -> Result<Value> {
    if as_tuple && x.rank() == 0 {
        return nonzero(&reshape(&x.detach(), &[1])?, true);
    }
    let columns = index::nonzero_columns(x);
    if as_tuple {
        return Ok(columns.into_iter().map(|c| Tensor::from_vec(c.clone(), &[c.len()])).collect::<Vec<_>>().into());
    }
    let n = columns.first().map_or(usize::from(x.rank() == 0 && x.to_bool_vec()[0]), Vec::len);
    let mut rows = Vec::with_capacity(n * columns.len());
    for i in 0..n {
        rows.extend(columns.iter().map(|c| c[i]));
    }
    Ok(Tensor::from_vec(rows, &[n, columns.len()]).into())
}

/// For each element of `index`, its position in a contiguous tensor of `shape` when `index` replaces the coordinate of `d`.
pub(super) fn positions(shape: &[usize], d: usize, index: &Tensor, what: &str) -> Result<Vec<usize>> {
    if !matches!(index.dtype(), DType::Int64 | DType::Int32) {
        return Err(Error::runtime(format!("{what}(): Expected dtype int32/int64 for index")));
    }
    let strides = shape::contiguous_strides(shape);
    let outline = index.shape();
    let size = shape.get(d).copied().unwrap_or(1) as i64;
    let mut base = Vec::with_capacity(index.numel());
    let mut steps: Shape = strides.clone();
    if let Some(step) = steps.get_mut(d) {
        *step = 0;
    }
    let place = super::super::values::Geometry { shape: outline.clone(), strides: steps, offset: 0 };
    if outline.len() != shape.len() {
        // One element stands for no dimensions and the other way round.
        base.resize(index.numel(), 0);
    } else {
        place.for_each(|at| base.push(at));
    }
    let stride = strides.get(d).copied().unwrap_or(1);
    for (at, &i) in base.iter_mut().zip(index.values::<i64>().iter()) {
        if i < 0 || i >= size {
            return Err(Error::runtime(format!("index {i} is out of bounds for dimension {d} with size {size}")));
        }
        *at += i as usize * stride;
    }
    Ok(base)
}

/// `torch.gather`: the result has `index`'s shape.
pub fn gather_dim(x: &Tensor, d: usize, index: &Tensor) -> Result<Tensor> {
    let (sx, si) = (x.shape(), index.shape());
    if sx.len().max(1) != si.len().max(1) {
        return Err(Error::runtime("Index tensor must have the same number of dimensions as input tensor"));
    }
    for k in 0..sx.len().min(si.len()) {
        if k != d && si[k] > sx[k] {
            return Err(Error::runtime(format!(
                "Size does not match at dimension {k} expected index {} to be no larger than self {} apart from dimension {d}",
                shape::text(&si),
                shape::text(&sx)
            )));
        }
    }
    let at = positions(&sx, d, index, "gather")?;
    let flat = Tensor::from_vec(at.iter().map(|&i| i as i64).collect(), &si);
    let source = contiguous(x)?.detach();
    let source = super::view::view(&source, &[x.numel()])?.detach();
    let out = index::gather(&source, &[Some(flat)])?;
    let index = index.detach();
    Ok(record_light(out, "GatherBackward0", &[x], |_| {
        Box::new(move |i| {
            let grad = i.grad()?;
            Ok(vec![Some(scatter_into(&Tensor::zeros(&sx, grad.dtype())?, d, &index, &grad, true)?)])
        })
    }))
}

/// A copy of `x` with elements of `src` stored (or added) where `index` says: `torch.scatter`, `torch.scatter_add`.
pub fn scatter_into(x: &Tensor, d: usize, index: &Tensor, src: &Tensor, add: bool) -> Result<Tensor> {
    let (sx, si, ss) = (x.shape(), index.shape(), src.shape());
    if si.len() != sx.len() || si.len() != ss.len() {
        return Err(Error::runtime("Index tensor must have the same number of dimensions as self tensor"));
    }
    if x.dtype() != src.dtype() {
        return Err(Error::runtime("scatter(): Expected self.dtype to be equal to src.dtype"));
    }
    for k in 0..si.len() {
        if si[k] > ss[k] || (k != d && si[k] > sx[k]) {
            return Err(Error::runtime(format!(
                "Expected index {} to be no larger than self {} apart from dimension {d} and to be no larger size than src {}",
                shape::text(&si),
                shape::text(&sx),
                shape::text(&ss)
            )));
        }
    }
    let at = positions(&sx, d, index, "scatter")?;
    // Only the part of `src` that `index` covers is used.
    let mut part = src.geometry().clone();
    part.shape = si.clone();
    let part = src.alias(part);
    let out = if x.dtype().is_floating() {
        let mut values = x.to_f64_vec();
        for (&at, &v) in at.iter().zip(part.values::<f64>().iter()) {
            values[at] = if add { values[at] + v } else { v };
        }
        Tensor::from_f64s(values, &sx, x.dtype())?
    } else {
        let mut values = x.to_i64_vec();
        for (&at, &v) in at.iter().zip(part.values::<i64>().iter()) {
            values[at] = if add { values[at].wrapping_add(v) } else { v };
        }
        Tensor::from_vec(values, &sx).cast(x.dtype())?
    };
    let index = index.detach();
    let name = if add { "ScatterAddBackward0" } else { "ScatterBackward0" };
    Ok(record_light(out, name, &[x, src], |_| {
        Box::new(move |i| {
            let grad = i.grad()?;
            let rest = i
                .needs(0)
                .then(|| {
                    if add {
                        return Ok(grad.clone());
                    }
                    scatter_into(&grad, d, &index, &Tensor::zeros(&index.shape(), grad.dtype())?, false)
                })
                .transpose()?;
            let part = i.needs(1).then(|| embedded(&gather_dim(&grad, d, &index)?, &ss)).transpose()?;
            Ok(vec![rest, part])
        })
    }))
}

/// A tensor of `shape` that is zero but for `x` in its first corner.
pub(super) fn embedded(x: &Tensor, shape: &[usize]) -> Result<Tensor> {
    if *x.shape() == *shape {
        return Ok(x.clone());
    }
    let whole = super::super::values::Geometry::contiguous(shape);
    let place = super::super::values::Geometry { shape: x.shape(), ..whole.clone() };
    super::view::spread_back(x, &place, &whole)
}

/// One dimension's index, as an index of all dimensions up to it.
fn selector(x: &Tensor, dim: i64, index: &Tensor, what: &str) -> Result<(usize, Vec<Option<Tensor>>)> {
    let d = shape::dim(dim, x.rank())?;
    if index.rank() > 1 {
        return Err(Error::index(format!("{what}(): Index is supposed to be a vector")));
    }
    if !matches!(index.dtype(), DType::Int64 | DType::Int32) {
        return Err(Error::runtime(format!("{what}(): Expected dtype int32 or int64 for index")));
    }
    let mut indices = vec![None; d];
    indices.push(Some(reshape(&index.detach(), &[index.numel()])?.cast(DType::Int64)?));
    Ok((d, indices))
}

/// Slices of a dimension, by a vector of indices.
pub fn index_select(x: &Tensor, dim: i64, index: &Tensor) -> Result<Tensor> {
    if x.rank() == 0 {
        shape::dim(dim, 0)?;
        if index.numel() != 1 {
            return Err(Error::runtime(format!(
                "index_select(): Index to scalar can have only 1 value, got {} value(s)",
                index.numel()
            )));
        }
        return reshape(&index_select(&reshape(x, &[1])?, 0, index)?, &[]);
    }
    let (d, indices) = selector(x, dim, index, "index_select")?;
    if let Some(Some(list)) = indices.last() {
        let n = x.shape().get(d).copied().unwrap_or(1) as i64;
        if list.to_i64_vec().iter().any(|&i| i < 0 || i >= n) {
            return Err(Error::index("index out of range in self"));
        }
    }
    let out = super::super::tape::no_grad(|| index::gather(x, &indices))?;
    let from = x.shape();
    Ok(record_light(out, "IndexSelectBackward0", &[x], |_| {
        Box::new(move |i| {
            let grad = i.grad()?;
            Ok(vec![Some(index::put(&Tensor::zeros(&from, grad.dtype())?, &indices, &grad, true)?)])
        })
    }))
}

fn index_put_dim(x: &Tensor, dim: i64, index: &Tensor, source: &Tensor, add: bool) -> Result<Tensor> {
    if x.rank() == 0 {
        shape::dim(dim, 0)?;
        let source = if source.numel() == 1 { reshape(source, &[1])? } else { source.clone() };
        return reshape(&index_put_dim(&reshape(x, &[1])?, 0, index, &source, add)?, &[]);
    }
    let (_, indices) = selector(x, dim, index, if add { "index_add" } else { "index_copy" })?;
    index::put(x, &indices, source, add)
}
