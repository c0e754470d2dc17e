//! softmax, log_softmax and softmin along a dimension.

use super::super::super::args::{Args, Value};
use super::super::super::dtype::DType;
use super::super::super::error::Result;
use super::super::super::registry::{FUNCTIONAL, Op, SPECIAL, TENSOR, TORCH, op};
use super::super::super::shape;
use super::super::super::tape::{self, Saved, record};
use super::super::super::tensor::Tensor;
use super::super::super::warnings::warn;
use super::super::{mul, neg, sub, sum_dims, to_dtype};
use super::formula;
use super::pointwise::{unsupported, zeros};
use super::real::{Real, sum_of, vectorised};

pub(in super::super) const OPS: &[Op] = &[
    op(FUNCTIONAL, "softmax(Tensor input, int? dim=None, int _stacklevel=3, dtype? dtype=None)", |a| {
        functional(a, "softmax", &|x, d| softmax(x, d))
    }),
    op(FUNCTIONAL, "log_softmax(Tensor input, int? dim=None, int _stacklevel=3, dtype? dtype=None)", |a| {
        functional(a, "log_softmax", &|x, d| log_softmax(x, d))
    }),
    op(FUNCTIONAL, "softmin(Tensor input, int? dim=None, int _stacklevel=3, dtype? dtype=None)", |a| {
        functional(a, "softmin", &|x, d| softmax(&neg(x)?, d))
    }),
    op(TORCH | TENSOR | SPECIAL, "softmax(Tensor input, int dim, dtype? dtype=None)", |a| {
        Ok(softmax(&typed(a, 2)?, a.int(1)?)?.into())
    }),
    op(TORCH | TENSOR | SPECIAL, "log_softmax(Tensor input, int dim, dtype? dtype=None)", |a| {
        Ok(log_softmax(&typed(a, 2)?, a.int(1)?)?.into())
    }),
];

fn typed(args: &Args, i: usize) -> Result<Tensor> {
    let x = args.tensor(0)?;
    args.dtype(i).map_or_else(|| Ok(x.clone()), |dtype| to_dtype(x, dtype))
}

fn functional(args: &Args, name: &str, f: &dyn Fn(&Tensor, i64) -> Result<Tensor>) -> Result<Value> {
    let dim = match args.opt_int(1)? {
        Some(dim) => dim,
        None => {
            warn(format!(
                "Implicit dimension choice for {name} has been deprecated. Change the call to include dim=X as an argument."
            ));
            i64::from(!matches!(args.tensor(0)?.rank(), 0 | 1 | 3))
        }
    };
    Ok(f(&typed(args, 3)?, dim)?.into())
}

/// e^x / sum of e^x along `dim`.
pub fn softmax(x: &Tensor, dim: i64) -> Result<Tensor> {
    let d = check(x, dim, "softmax")?;
    let out = along::<Softmax>(x, None, d)?;
    Ok(record(out, "SoftmaxBackward0", &[x], |out| {
        let saved = Saved::output(out);
        Box::new(move |incoming| {
            let (grad, y) = (incoming.grad()?, saved.get(incoming)?);
            if !tape::is_enabled() {
                return Ok(vec![Some(along::<SoftmaxBack>(&y, Some(&grad), d)?)]);
            }
            let total = sum_dims(&mul(&grad, &y)?, &[d as i64], true)?;
            Ok(vec![Some(mul(&y, &sub(&grad, &total)?)?)])
        })
    }))
}

/// The logarithm of softmax, without computing softmax first.
pub fn log_softmax(x: &Tensor, dim: i64) -> Result<Tensor> {
    let d = check(x, dim, "log_softmax")?;
    let out = along::<LogSoftmax>(x, None, d)?;
    Ok(record(out, "LogSoftmaxBackward0", &[x], |out| {
        let saved = Saved::output(out);
        Box::new(move |incoming| {
            let (grad, y) = (incoming.grad()?, saved.get(incoming)?);
            if !tape::is_enabled() {
                return Ok(vec![Some(along::<LogSoftmaxBack>(&y, Some(&grad), d)?)]);
            }
            let total = sum_dims(&grad, &[d as i64], true)?;
            Ok(vec![Some(sub(&grad, &mul(&formula::exp(&y)?, &total)?)?)])
        })
    }))
}

/// The same outside the tape, along dimension `d`.
pub fn log_softmax_values(x: &Tensor, d: usize) -> Result<Tensor> {
    check(x, d as i64, "log_softmax")?;
    along::<LogSoftmax>(x, None, d)
}

fn check(x: &Tensor, dim: i64, name: &str) -> Result<usize> {
    let d = shape::dim(dim, x.rank())?;
    if !x.dtype().is_floating() {
        let last = if d + 1 == x.rank().max(1) { "_lastdim" } else { "" };
        return Err(unsupported(&format!("{name}{last}_kernel_impl"), x.dtype()));
    }
    Ok(d)
}

/// What is done to the elements along a dimension.
trait Kernel {
    /// One row that lies in one piece. `other` is as long, or empty.
    fn row<T: Real>(x: &[T], other: &[T], out: &mut [T]);
    /// `inner` rows side by side: element k of row i lies at `k * inner + i`.
    fn columns<T: Real>(x: &[T], other: &[T], out: &mut [T], inner: usize);
}

/// Runs a kernel along dimension `d` of `x` (and of a tensor of its shape).
fn along<K: Kernel>(x: &Tensor, other: Option<&Tensor>, d: usize) -> Result<Tensor> {
    match x.dtype() {
        DType::Float64 => run::<K, f64>(x, other, d),
        DType::Float32 => run::<K, f32>(x, other, d),
        half => run::<K, f32>(x, other, d)?.cast(half),
    }
}

fn run<K: Kernel, T: Real>(x: &Tensor, other: Option<&Tensor>, d: usize) -> Result<Tensor> {
    let shape = x.shape();
    let n = shape.get(d).copied().unwrap_or(1);
    let inner: usize = shape.iter().skip(d + 1).product();
    let values = x.values::<T>();
    let others = other.map(Tensor::values::<T>);
    let others: &[T] = others.as_deref().unwrap_or_default();
    let mut out = zeros::<T>(values.len())?;
    let block = n * inner;
    if block > 0 {
        vectorised(
            #[inline(always)]
            || {
                for (i, (x, out)) in values.chunks_exact(block).zip(out.chunks_exact_mut(block)).enumerate() {
                    let other = others.get(i * block..(i + 1) * block).unwrap_or_default();
                    if inner == 1 { K::row(x, other, out) } else { K::columns(x, other, out, inner) }
                }
            },
        );
    }
    Ok(Tensor::from_vec(out, &shape))
}

#[inline(always)]
fn greatest<T: Real>(x: &[T]) -> T {
    const LANES: usize = 8;
    let mut lanes = [-T::INFINITY; LANES];
    let (chunks, rest) = x.as_chunks::<LANES>();
    for chunk in chunks {
        for (lane, &v) in lanes.iter_mut().zip(chunk) {
            *lane = if v > *lane { v } else { *lane };
        }
    }
    lanes.iter().chain(rest).fold(-T::INFINITY, |a, &b| if b > a { b } else { a })
}

/// e^(x - max) into `out`, and the sum of it.
#[inline(always)]
fn powers<T: Real>(x: &[T], max: T, out: &mut [T]) -> T {
    for (o, &v) in out.iter_mut().zip(x) {
        *o = (v - max).exp();
    }
    T::of(sum_of(out.len(), |i| out[i]))
}

/// The greatest of each column, and the sum of e^(x - greatest), with those powers in `out`.
#[inline(always)]
fn column_powers<T: Real>(x: &[T], out: &mut [T], inner: usize) -> (Vec<T>, Vec<T>) {
    let mut max = vec![-T::INFINITY; inner];
    for row in x.chunks_exact(inner) {
        for (m, &v) in max.iter_mut().zip(row) {
            *m = if v > *m { v } else { *m };
        }
    }
    let mut sum = vec![T::ZERO; inner];
    for (row, out) in x.chunks_exact(inner).zip(out.chunks_exact_mut(inner)) {
        for (((o, &v), &m), s) in out.iter_mut().zip(row).zip(&max).zip(&mut sum) {
            *o = (v - m).exp();
            *s += *o;
        }
    }
    (max, sum)
}

struct Softmax;
impl Kernel for Softmax {
    #[inline(always)]
    fn row<T: Real>(x: &[T], _: &[T], out: &mut [T]) {
        let sum = powers(x, greatest(x), out);
        out.iter_mut().for_each(|o| *o = *o / sum);
    }
    #[inline(always)]
    fn columns<T: Real>(x: &[T], _: &[T], out: &mut [T], inner: usize) {
        let (_, sum) = column_powers(x, out, inner);
        for row in out.chunks_exact_mut(inner) {
            row.iter_mut().zip(&sum).for_each(|(o, &s)| *o = *o / s);
        }
    }
}

struct LogSoftmax;
impl Kernel for LogSoftmax {
    #[inline(always)]
    fn row<T: Real>(x: &[T], _: &[T], out: &mut [T]) {
        let max = greatest(x);
        let log = powers(x, max, out).ln();
        out.iter_mut().zip(x).for_each(|(o, &v)| *o = v - max - log);
    }
    #[inline(always)]
    fn columns<T: Real>(x: &[T], _: &[T], out: &mut [T], inner: usize) {
        let (max, mut log) = column_powers(x, out, inner);
        log.iter_mut().for_each(|s| *s = s.ln());
        for (row, out) in x.chunks_exact(inner).zip(out.chunks_exact_mut(inner)) {
            for (((o, &v), &m), &l) in out.iter_mut().zip(row).zip(&max).zip(&log) {
                *o = v - m - l;
            }
        }
    }
}

/// `x` is the result, `other` its gradient.
struct SoftmaxBack;
impl Kernel for SoftmaxBack {
    #[inline(always)]
    fn row<T: Real>(y: &[T], grad: &[T], out: &mut [T]) {
        let n = y.len().min(grad.len());
        let total = T::of(sum_of(n, |i| y[i] * grad[i]));
        for ((o, &y), &g) in out.iter_mut().zip(y).zip(grad) {
            *o = y * (g - total);
        }
    }
    #[inline(always)]
    fn columns<T: Real>(y: &[T], grad: &[T], out: &mut [T], inner: usize) {
        let mut total = vec![T::ZERO; inner];
        for (y, g) in y.chunks_exact(inner).zip(grad.chunks_exact(inner)) {
            total.iter_mut().zip(y).zip(g).for_each(|((t, &y), &g)| *t += y * g);
        }
        for ((o, y), g) in out.chunks_exact_mut(inner).zip(y.chunks_exact(inner)).zip(grad.chunks_exact(inner)) {
            for (((o, &y), &g), &t) in o.iter_mut().zip(y).zip(g).zip(&total) {
                *o = y * (g - t);
            }
        }
    }
}

struct LogSoftmaxBack;
impl Kernel for LogSoftmaxBack {
    #[inline(always)]
    fn row<T: Real>(y: &[T], grad: &[T], out: &mut [T]) {
        let total = T::of(sum_of(grad.len(), |i| grad[i]));
        for ((o, &y), &g) in out.iter_mut().zip(y).zip(grad) {
            *o = g - y.exp() * total;
        }
    }
    #[inline(always)]
    fn columns<T: Real>(y: &[T], grad: &[T], out: &mut [T], inner: usize) {
        let mut total = vec![T::ZERO; inner];
        for g in grad.chunks_exact(inner) {
            total.iter_mut().zip(g).for_each(|(t, &g)| *t += g);
        }
        for ((o, y), g) in out.chunks_exact_mut(inner).zip(y.chunks_exact(inner)).zip(grad.chunks_exact(inner)) {
            for (((o, &y), &g), &t) in o.iter_mut().zip(y).zip(g).zip(&total) {
                *o = g - y.exp() * t;
            }
        }
    }
}
