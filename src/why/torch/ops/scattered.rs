//! Elements put into copies: a reduction of those that meet (`scatter_reduce`, `index_reduce`), or what a view would show
//! (`select_scatter` and its kin); and differences of neighbours.

use super::super::args::{Args, Value};
use super::super::dtype::DType;
use super::super::error::{Error, Result};
use super::super::registry::{Op, both};
use super::super::shape;
use super::super::tape::{self, Saved, record, record_light};
use super::super::tensor::Tensor;
use super::super::values::Geometry;
use super::arithmetic::{div, mul};
use super::elementwise::map2;
use super::gather::{embedded, gather_dim, positions, scatter_into};
use super::layout::{diagonal_of, titled};
use super::select::masked;
use super::view::{self, expanded, narrow, reshape};

pub(super) const OPS: &[Op] = &[
    both("scatter(Tensor input, int dim, Tensor index, Tensor src, *, str reduce)", |a| {
        let how = match a.text(4)? {
            "add" => "sum",
            "multiply" => "prod",
            _ => return Err(Error::runtime("reduce argument must be either add or multiply.")),
        };
        reduced(a.tensor(0)?, a.int(1)?, a.tensor(2)?, a.tensor(3)?, how, true).map(Value::from)
    })
    .in_place(),
    both("scatter(Tensor input, int dim, Tensor index, Scalar value, *, str reduce)", |a| {
        let (x, index) = (a.tensor(0)?, a.tensor(2)?);
        let how = match a.text(4)? {
            "add" => "sum",
            "multiply" => "prod",
            _ => return Err(Error::runtime("reduce argument must be either add or multiply.")),
        };
        let src = super::create::constant(&index.shape(), a.value(3), x.dtype())?;
        reduced(x, a.int(1)?, index, &src, how, true).map(Value::from)
    })
    .in_place(),
    both(
        "scatter_reduce(Tensor input, int dim, Tensor index, Tensor src, str reduce, *, bool include_self=True)",
        |a| reduced(a.tensor(0)?, a.int(1)?, a.tensor(2)?, a.tensor(3)?, a.text(4)?, a.boolean(5)).map(Value::from),
    )
    .in_place(),
    both(
        "index_reduce(Tensor input, int dim, Tensor index, Tensor source, str reduce, *, bool include_self=True)",
        index_reduce,
    )
    .in_place(),
    both("select_scatter(Tensor input, Tensor src, int dim, int index)", |a| {
        let x = a.tensor(0)?;
        let place = view::select(&x.detach(), a.int(2)?, a.int(3)?)?.geometry().clone();
        scattered(x, a.tensor(1)?, place, "SelectScatterBackward0")
    }),
    both("slice_scatter(Tensor input, Tensor src, int dim=0, int? start=None, int? end=None, int step=1)", |a| {
        let x = a.tensor(0)?;
        let n = x.size(a.int(2)?)?;
        let step = a.int(5)?;
        if step <= 0 {
            return Err(Error::runtime("slice step must be positive"));
        }
        let clamp = |i: i64| (if i < 0 { i.saturating_add(n as i64).max(0) } else { i.min(n as i64) }) as usize;
        let start = clamp(a.opt_int(3)?.unwrap_or(0));
        let end = clamp(a.opt_int(4)?.unwrap_or(i64::MAX)).max(start);
        let step = usize::try_from(step).unwrap_or(1).min(n.max(1));
        let place = view::slice(&x.detach(), a.int(2)?, start, end, step)?.geometry().clone();
        scattered(x, a.tensor(1)?, place, "SliceScatterBackward0")
    }),
    both("diagonal_scatter(Tensor input, Tensor src, int offset=0, int dim1=0, int dim2=1)", |a| {
        let x = a.tensor(0)?;
        let place = diagonal_of(&x.geometry(), a.int(2)?, a.int(3)?, a.int(4)?)?;
        scattered(x, a.tensor(1)?, place, "DiagonalScatterBackward0")
    }),
    both("as_strided_scatter(Tensor input, Tensor src, int[] size, int[] stride, int? storage_offset=None)", |a| {
        let x = a.tensor(0)?;
        let plain = x.copy()?;
        let place = super::layout::strided(&plain, &a.ints(2)?, &a.ints(3)?, a.opt_int(4)?)?;
        scattered(&view::contiguous(x)?, a.tensor(1)?, place, "AsStridedScatterBackward0")
    }),
    both("narrow_copy(Tensor input, int dim, int start, int length)", |a| {
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
        Ok(titled(view::clone(&narrow(x, a.int(1)?, from as usize, length)?)?, "NarrowCopyBackward0").into())
    }),
    both("diff(Tensor input, int n=1, int dim=-1, Tensor? prepend=None, Tensor? append=None)", diff),
];

/// A copy of `x` with `src` at `place`, which lies in `x`'s storage.
fn scattered(x: &Tensor, src: &Tensor, place: Geometry, name: &'static str) -> Result<Value> {
    // PyTorch 2.15 keeps the gradient of `as_strided_scatter` where the other three drop it.
    let [around, within] = if name == "AsStridedScatterBackward0" { [1u8, 0] } else { [0, 1] };
    if src.shape() != place.shape {
        return Err(Error::runtime(format!(
            "expected src to have a size equal to the slice of self. src size = {}, slice size = {}",
            shape::text(&src.shape()),
            shape::text(&place.shape)
        )));
    }
    let inner = tape::relative(&place, &x.geometry());
    let out = x.copy()?;
    if src.numel() > 0 {
        out.alias(inner.clone()).write(&src.buffer_as(x.dtype())?);
    }
    let (whole, own) = (Geometry::contiguous(&x.shape()), src.dtype());
    Ok(record_light(out, name, &[x, src], |_| {
        Box::new(move |i| {
            let grad = view::contiguous(&i.grad()?)?;
            let rest = i
                .needs(0)
                .then(|| {
                    let hole = Tensor::from_vec(vec![around; whole.numel()], &whole.shape);
                    let ones = Tensor::from_vec(vec![within; shape::numel(&inner.shape)], &inner.shape);
                    if ones.numel() > 0 {
                        hole.alias(inner.clone()).write(&ones.buffer_as(DType::UInt8)?);
                    }
                    masked(&grad, &hole.cast(DType::Bool)?, 0.0)
                })
                .transpose()?;
            let part = i
                .needs(1)
                .then(|| {
                    let mut at = inner.clone();
                    at.offset += grad.offset();
                    super::convert::to_dtype(&view::clone(&view::part(&grad, at, "AsStridedBackward0"))?, own)
                })
                .transpose()?;
            Ok(vec![rest, part])
        })
    })
    .into())
}

/// Each element of `x` with those of `src` that `index` sends to it.
fn reduced(x: &Tensor, dim: i64, index: &Tensor, src: &Tensor, how: &str, include: bool) -> Result<Tensor> {
    let how = match how {
        "sum" => Reduce::Sum,
        "prod" => Reduce::Prod,
        "mean" => Reduce::Mean,
        "amax" => Reduce::Max,
        "amin" => Reduce::Min,
        other => {
            return Err(Error::runtime(format!(
                "reduce argument must be either sum, prod, mean, amax or amin, got {other}"
            )));
        }
    };
    let d = shape::dim(dim, x.rank())?;
    let (sx, si, ss) = (x.shape(), index.shape(), src.shape());
    if index.numel() > 0 && (sx.len().max(1) != si.len().max(1) || ss.len().max(1) != si.len().max(1)) {
        return Err(Error::runtime("Index tensor must have the same number of dimensions as self tensor"));
    }
    if x.dtype() != src.dtype() {
        return Err(Error::runtime("scatter(): Expected self.dtype to be equal to src.dtype"));
    }
    if index.numel() == 0 {
        return view::clone(x);
    }
    for k in 0..si.len() {
        if si[k] > ss.get(k).copied().unwrap_or(1) || (k != d && si[k] > sx.get(k).copied().unwrap_or(1)) {
            return Err(Error::runtime(format!(
                "Expected index {} to be no larger than self {} apart from dimension {d} and to be no larger size than src {}",
                shape::text(&si),
                shape::text(&sx),
                shape::text(&ss)
            )));
        }
    }
    if si.len() != sx.len() || si.len() != ss.len() {
        // One element and no dimensions stand for each other.
        let [x, index, src] = [x, index, src].map(|t| if t.rank() == 0 { reshape(t, &[1]) } else { Ok(t.clone()) });
        return reshape(&reduce_into(&x?, 0, &index?, &src?, how, include)?, &sx);
    }
    reduce_into(x, d, index, src, how, include)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reduce {
    Sum,
    Prod,
    Mean,
    Max,
    Min,
}

fn reduce_into(x: &Tensor, d: usize, index: &Tensor, src: &Tensor, how: Reduce, include: bool) -> Result<Tensor> {
    let at = positions(&x.shape(), d, index, "scatter_reduce")?;
    let part = src.alias(Geometry { shape: index.shape(), ..src.geometry().clone() });
    let out = if x.dtype().is_floating() {
        let mut values = x.to_f64_vec();
        let mut counts = vec![usize::from(include); values.len()];
        for (&at, &v) in at.iter().zip(part.values::<f64>().iter()) {
            let old = values[at];
            values[at] = match how {
                _ if counts[at] == 0 => v,
                Reduce::Sum | Reduce::Mean => old + v,
                Reduce::Prod => old * v,
                Reduce::Max => {
                    if old.is_nan() || old > v {
                        old
                    } else {
                        v
                    }
                }
                Reduce::Min => {
                    if old.is_nan() || old < v {
                        old
                    } else {
                        v
                    }
                }
            };
            counts[at] += 1;
        }
        if how == Reduce::Mean {
            values.iter_mut().zip(&counts).filter(|(_, n)| **n > 0).for_each(|(v, &n)| *v /= n as f64);
        }
        Tensor::from_f64s(values, &x.shape(), x.dtype())?
    } else {
        let mut values = x.to_i64_vec();
        let mut counts = vec![i64::from(include); values.len()];
        for (&at, &v) in at.iter().zip(part.values::<i64>().iter()) {
            let old = values[at];
            values[at] = match how {
                _ if counts[at] == 0 => v,
                Reduce::Sum | Reduce::Mean => old.wrapping_add(v),
                Reduce::Prod => old.wrapping_mul(v),
                Reduce::Max => old.max(v),
                Reduce::Min => old.min(v),
            };
            counts[at] += 1;
        }
        if how == Reduce::Mean {
            values.iter_mut().zip(&counts).filter(|(_, n)| **n > 0).for_each(|(v, &n)| *v = v.div_euclid(n));
        }
        Tensor::from_vec(values, &x.shape()).cast(x.dtype())?
    };
    let index = index.detach();
    Ok(record(out, "ScatterReduceBackward0", &[x, src], |out| {
        let (x, src, out) = (Saved::new(x), Saved::new(src), Saved::output(out));
        Box::new(move |i| {
            let (grad, x, src, out) = (i.grad()?, x.get(i)?, src.get(i)?, out.get(i)?);
            let mut part = src.clone();
            for (k, &n) in index.shape().iter().enumerate() {
                part = narrow(&part, k as i64, 0, n)?;
            }
            let (own, theirs) = shares(&Way { x: &x, src: &part, out: &out, index: &index, d, how, include }, &grad)?;
            let own = if include {
                own
            } else {
                scatter_into(&own, d, &index, &Tensor::zeros(&index.shape(), grad.dtype())?, false)?
            };
            Ok(vec![Some(own), Some(embedded(&theirs, &src.shape())?)])
        })
    }))
}

/// What the way back of a reduction works with; `src` is the part that the index covers.
struct Way<'a> {
    x: &'a Tensor,
    src: &'a Tensor,
    out: &'a Tensor,
    index: &'a Tensor,
    d: usize,
    how: Reduce,
    include: bool,
}

/// The gradients of the elements that were there and of those that came.
fn shares(way: &Way<'_>, grad: &Tensor) -> Result<(Tensor, Tensor)> {
    let Way { x, src, out, index, d, how, include } = *way;
    let take = |t: &Tensor| gather_dim(t, d, index);
    let test = |a: &Tensor, b: &Tensor, f: fn(f64, f64) -> bool| -> Result<Tensor> {
        let (flags, shape) = map2::<f64, _>(a, b, f)?;
        Ok(Tensor::from_bools(flags, &shape))
    };
    let zero = Tensor::zeros(&[], grad.dtype())?;
    match how {
        Reduce::Sum => Ok((grad.clone(), take(grad)?)),
        Reduce::Mean => {
            let start = Tensor::full(&x.shape(), f64::from(u8::from(include)), grad.dtype())?;
            let count = scatter_into(&start, d, index, &Tensor::full(&index.shape(), 1.0, grad.dtype())?, true)?;
            let count = masked(&count, &test(&count, &zero, |a, b| a == b)?, 1.0)?;
            let share = div(grad, &count)?;
            Ok((share.clone(), take(&share)?))
        }
        Reduce::Max | Reduce::Min => {
            let own = test(x, out, |a, b| a == b)?.cast(grad.dtype())?;
            let theirs = test(src, &take(out)?, |a, b| a == b)?.cast(grad.dtype())?;
            let share = div(grad, &scatter_into(&own, d, index, &theirs, true)?)?;
            Ok((mul(&share, &own)?, mul(&take(&share)?, &theirs)?))
        }
        Reduce::Prod => {
            let none = test(x, &zero, |a, b| a == b)?;
            let safe = masked(x, &none, 1.0)?;
            let own = div(&mul(grad, &reduce_into(&safe, d, index, src, how, include)?)?, &safe)?;
            // Where one factor alone is 0, its gradient is the product of the others.
            let empty = test(src, &zero, |a, b| a == b)?;
            let counts =
                scatter_into(&Tensor::zeros(&x.shape(), grad.dtype())?, d, index, &empty.cast(grad.dtype())?, true)?;
            let one = Tensor::full(&[], 1.0, grad.dtype())?;
            let alone = test(&mul(&take(&counts)?, &empty.cast(grad.dtype())?)?, &one, |a, b| a == b)?;
            let others = reduce_into(x, d, index, &masked(src, &alone, 1.0)?, how, include)?;
            let single = take(&mul(grad, &others)?)?;
            let usual = div(&take(&mul(grad, out)?)?, &masked(src, &empty, 1.0)?)?;
            Ok((own, super::select::choose(&alone, &(&single).into(), &(&usual).into())?))
        }
    }
}

fn index_reduce(args: &Args) -> Result<Value> {
    let (x, index, source) = (args.tensor(0)?, args.tensor(2)?, args.tensor(3)?);
    let how = args.text(4)?;
    if !matches!(how, "prod" | "mean" | "amax" | "amin") {
        return Err(Error::runtime(format!(
            "index_reduce(): Expected reduce to be one of prod, mean, amax or amin but got {how}."
        )));
    }
    let d = shape::dim(args.int(1)?, x.rank())?;
    if index.rank() > 1 {
        return Err(Error::index("index_reduce_(): Index is supposed to be a vector"));
    }
    let n = source.shape().get(d).copied().unwrap_or(1);
    if index.numel() != n {
        return Err(Error::runtime(format!(
            "index_reduce_(): Number of indices ({}) should be equal to source.size(dim): ({n}), for dim: {d}",
            index.numel()
        )));
    }
    let mut along: shape::Shape = std::iter::repeat_n(1, source.rank().max(1)).collect();
    along[d.min(source.rank().max(1) - 1)] = n;
    let flat = reshape(&index.detach(), &along)?;
    let wide = if source.rank() == 0 { flat } else { expanded(&flat, &source.shape())? };
    let out = reduced(x, args.int(1)?, &wide.copy()?, source, how, args.boolean(5))?;
    Ok(titled(out, "IndexReduceBackward0").into())
}

fn diff(args: &Args) -> Result<Value> {
    let (x, order, dim) = (args.tensor(0)?, args.int(1)?, args.int(2)?);
    if x.rank() == 0 {
        return Err(Error::runtime("diff expects input to be at least one-dimensional"));
    }
    if order < 0 {
        return Err(Error::runtime(format!("order must be non-negative but got {order}")));
    }
    let d = shape::dim(dim, x.rank())?;
    let mut parts = Vec::new();
    for given in [args.opt_tensor(3), Some(x), args.opt_tensor(4)].into_iter().flatten() {
        if given.rank() != x.rank() {
            return Err(Error::runtime("diff expects prepend or append to be the same dimension as input"));
        }
        let (sx, sg) = (x.shape(), given.shape());
        if let Some(k) = (0..sx.len()).find(|&k| k != d && sx[k] != sg[k]) {
            return Err(Error::runtime(format!(
                "diff expects the shape of tensor to prepend or append to match that of input except along the differencing dimension; input.size({k}) = {}, but got tensor.size({k}) = {}",
                sx[k], sg[k]
            )));
        }
        parts.push(given.clone());
    }
    let mut x = if parts.len() == 1 { x.clone() } else { super::join::cat(&parts, dim)? };
    if order == 0 {
        return Ok(titled(view::clone(&x)?, "ZerosLikeBackward0").into());
    }
    let n = x.size(dim)?;
    for _ in 0..usize::try_from(order).unwrap_or(usize::MAX).min(n) {
        let n = x.size(dim)?;
        let late = narrow(&x, dim, 1.min(n), n.saturating_sub(1))?;
        let early = narrow(&x, dim, 0, n.saturating_sub(1))?;
        x = if x.dtype() == DType::Bool {
            let (flags, shape) = map2::<u8, _>(&late, &early, |a, b| a != b)?;
            Tensor::from_bools(flags, &shape)
        } else {
            super::arithmetic::sub(&late, &early)?
        };
    }
    Ok(x.into())
}
