//! Orders: sorting, the greatest k, the k-th, the middle, the most frequent. Where elements are equal, which index is found is
//! part of what learners see, so each search goes through the elements as PyTorch's own does.

use super::super::args::{Args, Value};
use super::super::dtype::DType;
use super::super::error::{Error, Kind, Result};
use super::super::registry::{Op, both};
use super::super::select::{self, Pair, is_nan, top_k};
use super::super::shape::{self, Shape};
use super::super::storage::Element;
use super::super::tape::{no_grad, record_light};
use super::super::tensor::Tensor;
use super::extremes::{evenly, picked};
use super::gather::{gather_dim, scatter_into};
use super::moved::by_type;
use super::view::{permute, permuted};

const VALUES: &[&str] = &["values", "indices"];

pub(super) const OPS: &[Op] = &[
    both("sort(Tensor input, int dim=-1, bool descending=False)", |a| {
        let (values, indices) = sort(a.tensor(0)?, a.int(1)?, a.boolean(2), false)?;
        Ok(Value::Named("sort", VALUES, vec![values.into(), indices.into()]))
    }),
    both("sort(Tensor input, *, bool? stable, int dim=-1, bool descending=False)", |a| {
        let (values, indices) = sort(a.tensor(0)?, a.int(2)?, a.boolean(3), a.boolean(1))?;
        Ok(Value::Named("sort", VALUES, vec![values.into(), indices.into()]))
    }),
    both("sort(Tensor input, int dim, bool descending=False, *, bool? stable)", |a| {
        let (values, indices) = sort(a.tensor(0)?, a.int(1)?, a.boolean(2), a.boolean(3))?;
        Ok(Value::Named("sort", VALUES, vec![values.into(), indices.into()]))
    }),
    both("argsort(Tensor input, int dim=-1, bool descending=False, bool stable=False)", |a| {
        Ok(order(a.tensor(0)?, a.int(1)?, a.boolean(2), a.boolean(3))?.into())
    }),
    both("msort(Tensor input)", |a| Ok(sort(a.tensor(0)?, 0, false, false)?.0.into())),
    both("topk(Tensor input, int k, int dim=-1, bool largest=True, bool sorted=True)", topk),
    both("kthvalue(Tensor input, int k, int dim=-1, bool keepdim=False)", kthvalue),
    both("median(Tensor input)", |a| middle(a, false)),
    both("median(Tensor input, int dim, bool keepdim=False)", |a| middle_along(a, "median")),
    both("nanmedian(Tensor input)", |a| middle(a, true)),
    both("nanmedian(Tensor input, int dim, bool keepdim=False)", |a| middle_along(a, "nanmedian")),
    both("mode(Tensor input, int dim=-1, bool keepdim=False)", mode),
];

fn greater<T: PartialOrd + Copy>(one: T, other: T) -> bool {
    one > other || (is_nan(one) && !is_nan(other))
}

/// For each line along `d`, the indices that `find` gives (`k` of them), laid out with `d` of length `k`.
fn find<T: Element>(x: &Tensor, d: usize, k: usize, find: impl Fn(&[T]) -> Vec<usize>) -> Result<Tensor> {
    let rank = x.rank();
    if rank == 0 {
        return Ok(Tensor::from_vec(vec![0i64], &[]));
    }
    let order: Shape = (0..rank).filter(|&i| i != d).chain([d]).collect();
    let laid = permuted(x, &order);
    let mut shape = laid.shape();
    let width = shape.last().copied().unwrap_or(1);
    if let Some(last) = shape.last_mut() {
        *last = k;
    }
    let values = laid.values::<T>();
    let mut found = Vec::with_capacity(shape::numel(&shape));
    if width > 0 {
        for row in values.chunks_exact(width) {
            found.extend(find(row).into_iter().map(|i| i as i64));
        }
    }
    drop(values);
    let mut back = Shape::from_elem(0, rank);
    for (i, &o) in order.iter().enumerate() {
        back[o] = i;
    }
    permuted(&Tensor::from_vec(found, &shape), &back).copy()
}

/// The elements of `x` at `indices` along `d`; the gradient goes back to those alone.
fn chosen(x: &Tensor, d: usize, indices: &Tensor, name: &'static str) -> Result<Tensor> {
    let out = no_grad(|| gather_dim(&x.detach(), d, indices))?;
    let (from, indices) = (x.shape(), indices.clone());
    Ok(record_light(out, name, &[x], |_| {
        Box::new(move |incoming| {
            let grad = incoming.grad()?;
            Ok(vec![Some(scatter_into(&Tensor::zeros(&from, grad.dtype())?, d, &indices, &grad, true)?)])
        })
    }))
}

/// The indices that put each line in order. NaN counts as greater than all numbers.
fn order(x: &Tensor, dim: i64, descending: bool, stable: bool) -> Result<Tensor> {
    fn sorted<T: PartialOrd + Copy>(row: &[T], descending: bool, stable: bool) -> Vec<usize> {
        let mut pairs: Vec<Pair<T>> = row.iter().copied().zip(0..).collect();
        let before = |a: &Pair<T>, b: &Pair<T>| if descending { greater(a.0, b.0) } else { greater(b.0, a.0) };
        if stable {
            pairs.sort_by(|a, b| before(b, a).cmp(&before(a, b)));
        } else {
            select::sort(&mut pairs, before);
        }
        pairs.into_iter().map(|(_, i)| i).collect()
    }
    let d = shape::dim(dim, x.rank())?;
    let width = x.size(dim)?;
    by_type!(x.dtype(), T => find::<T>(x, d, width, |row| sorted(row, descending, stable)))
}

/// The elements of each line in order, and where they came from.
pub fn sort(x: &Tensor, dim: i64, descending: bool, stable: bool) -> Result<(Tensor, Tensor)> {
    let indices = order(x, dim, descending, stable)?;
    let values = chosen(x, shape::dim(dim, x.rank())?, &indices, "SortBackward0")?;
    Ok((values, indices))
}

fn topk(args: &Args) -> Result<Value> {
    let (x, k, dim) = (args.tensor(0)?, args.int(1)?, args.int(2)?);
    let (largest, sorted) = (args.boolean(3), args.boolean(4));
    let d = shape::dim(dim, x.rank())?;
    let Some(k) = usize::try_from(k).ok().filter(|&k| x.size(dim).is_ok_and(|n| k <= n)) else {
        return Err(Error::runtime("selected index k out of range"));
    };
    if x.dtype() == DType::Bool {
        return Err(Error::new(Kind::NotImplemented, "topk does not support bool dtypes on CPU"));
    }
    let indices = by_type!(x.dtype(), T => find::<T>(x, d, k, |row| top_k(row, k, largest, sorted)))?;
    let values = chosen(x, d, &indices, "TopkBackward0")?;
    Ok(Value::Named("topk", VALUES, vec![values.into(), indices.into()]))
}

/// The dimension an operation looks along, which may not be empty.
fn along(args: &Args, i: usize, name: &str) -> Result<usize> {
    let x = args.tensor(0)?;
    let d = shape::dim(args.int(i)?, x.rank())?;
    if x.size(args.int(i)?)? == 0 {
        return Err(Error::index(format!("{name}(): Expected reduction dim {d} to have non-zero size.")));
    }
    Ok(d)
}

/// One index a line: the values there, with or without the dimension.
fn one_each(
    x: &Tensor,
    d: usize,
    open: Tensor,
    keepdim: bool,
    name: &'static str,
    node: &'static str,
) -> Result<Value> {
    let indices = if keepdim || x.rank() == 0 { open } else { super::view::squeeze(&open, Some(&[d as i64]))? };
    let values = picked(x, d, &indices, keepdim, node)?;
    Ok(Value::Named(name, VALUES, vec![values.into(), indices.into()]))
}

fn kthvalue(args: &Args) -> Result<Value> {
    let (x, k) = (args.tensor(0)?, args.int(1)?);
    let d = along(args, 2, "kthvalue")?;
    let n = x.size(args.int(2)?)?;
    let Some(k) = usize::try_from(k).ok().filter(|k| (1..=n).contains(k)) else {
        return Err(Error::runtime(format!("kthvalue(): selected number k out of range for dimension {d}")));
    };
    let indices = by_type!(x.dtype(), T => find::<T>(x, d, 1, |row| vec![quick_select(row, k - 1)]))?;
    one_each(x, d, indices, args.boolean(3), "kthvalue", "KthvalueBackward0")
}

/// The index of the k-th least value, by Hoare's selection with the median of three as pivot.
fn quick_select<T: PartialOrd + Copy>(row: &[T], k: usize) -> usize {
    let mut pairs: Vec<Pair<T>> = row.iter().copied().zip(0..).collect();
    let after = |a: &Pair<T>, b: &Pair<T>| greater(a.0, b.0);
    let (mut left, mut right) = (0, pairs.len().saturating_sub(1));
    while right > left {
        if right == left + 1 {
            if after(&pairs[left], &pairs[right]) {
                pairs.swap(left, right);
            }
            break;
        }
        pairs.swap(left + (right - left) / 2, left + 1);
        for (a, b) in [(left + 1, right), (left, right), (left + 1, left)] {
            if after(&pairs[a], &pairs[b]) {
                pairs.swap(a, b);
            }
        }
        let pivot = pairs[left];
        let (mut i, mut j) = (left + 1, right);
        loop {
            i += 1;
            while after(&pivot, &pairs[i]) {
                i += 1;
            }
            j -= 1;
            while after(&pairs[j], &pivot) {
                j -= 1;
            }
            if j < i {
                break;
            }
            pairs.swap(i, j);
        }
        pairs.swap(left, j);
        if j <= k {
            left = i;
        }
        if j >= k {
            right = j.saturating_sub(1);
        }
    }
    pairs[k].1
}

/// The index of the lower of the two middle values. With `skip` NaNs do not count, otherwise the first of them is the middle.
fn median_of<T: PartialOrd + Copy>(row: &[T], skip: bool) -> usize {
    let missing = row.iter().filter(|v| is_nan(**v)).count();
    if missing > 0 && !skip {
        return row.iter().position(|v| is_nan(*v)).unwrap_or(0);
    }
    let mut pairs: Vec<Pair<T>> = row.iter().copied().zip(0..).collect();
    let middle = (row.len() - missing).saturating_sub(1) / 2;
    // Of equal values the one that comes first counts as less.
    let after = |a: &Pair<T>, b: &Pair<T>| greater(a.0, b.0).cmp(&greater(b.0, a.0)).then(a.1.cmp(&b.1));
    pairs.select_nth_unstable_by(middle, after).1.1
}

fn not_bool(x: &Tensor) -> Result<()> {
    if x.dtype() == DType::Bool {
        return Err(Error::new(Kind::NotImplemented, "\"median_cpu\" not implemented for 'Bool'"));
    }
    Ok(())
}

fn middle(args: &Args, skip: bool) -> Result<Value> {
    let x = args.tensor(0)?;
    not_bool(x)?;
    let node = if skip { "NanmedianBackward0" } else { "MedianBackward0" };
    let out = if x.numel() == 0 {
        Tensor::scalar(f64::NAN, x.dtype())?
    } else {
        let flat = super::view::reshape(&x.detach(), &[x.numel()])?;
        let at = by_type!(x.dtype(), T => median_of(&flat.values::<T>(), skip));
        super::view::select(&flat, 0, at as i64)?.copy()?
    };
    evenly(x, out, (0..x.rank()).collect(), node)
}

fn middle_along(args: &Args, name: &'static str) -> Result<Value> {
    let x = args.tensor(0)?;
    not_bool(x)?;
    let d = along(args, 1, name)?;
    let skip = name == "nanmedian";
    let indices = by_type!(x.dtype(), T => find::<T>(x, d, 1, |row| vec![median_of(row, skip)]))?;
    let node = if skip { "NanmedianBackward1" } else { "MedianBackward1" };
    one_each(x, d, indices, args.boolean(2), name, node)
}

fn mode(args: &Args) -> Result<Value> {
    fn most_frequent<T: PartialOrd + Copy>(row: &[T]) -> usize {
        let mut pairs: Vec<Pair<T>> = row.iter().copied().zip(0..).collect();
        select::sort(&mut pairs, |a, b| a.0 < b.0);
        let (mut best, mut most, mut run) = (0, 0, 0);
        for (i, pair) in pairs.iter().enumerate() {
            run += 1;
            if pairs.get(i + 1).is_none_or(|next| next.0 != pair.0) {
                if run > most {
                    (most, best) = (run, pair.1);
                }
                run = 0;
            }
        }
        best
    }
    let x = args.tensor(0)?;
    let d = along(args, 1, "mode")?;
    let indices = by_type!(x.dtype(), T => find::<T>(x, d, 1, |row| vec![most_frequent(row)]))?;
    one_each(x, d, indices, args.boolean(2), "mode", "ModeBackward0")
}

/// A tensor whose elements are those of `x` with dimension `d` at the end.
pub fn last(x: &Tensor, d: usize) -> Result<Tensor> {
    let rank = x.rank();
    let order: Shape = (0..rank).filter(|&i| i != d).chain((rank > 0).then_some(d)).collect();
    permute(x, &order)
}
