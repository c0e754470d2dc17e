//! Quantiles, and counts by value: histograms, buckets, sorted sequences.

use super::super::args::{Args, Value};
use super::super::dtype::DType;
use super::super::error::{Error, Kind, Result};
use super::super::registry::{Op, TORCH, both, op};
use super::super::shape::{self, Shape};
use super::super::storage;
use super::super::tape::record_light;
use super::super::tensor::Tensor;
use super::arithmetic::{add, mul, sub};
use super::elementwise::operand;
use super::gather::gather_dim;
use super::sort::{last, sort};
use super::view::reshape;

pub(super) const OPS: &[Op] = &[
    both("quantile(Tensor input, Tensor q, int? dim=None, bool keepdim=False, *, str interpolation='linear')", |a| {
        quantile(a, "quantile")
    }),
    both("quantile(Tensor input, float q, int? dim=None, bool keepdim=False, *, str interpolation='linear')", |a| {
        quantile(a, "quantile")
    }),
    both(
        "nanquantile(Tensor input, Tensor q, int? dim=None, bool keepdim=False, *, str interpolation='linear')",
        |a| quantile(a, "nanquantile"),
    ),
    both("nanquantile(Tensor input, float q, int? dim=None, bool keepdim=False, *, str interpolation='linear')", |a| {
        quantile(a, "nanquantile")
    }),
    op(
        TORCH,
        "searchsorted(Tensor sorted_sequence, Operand input, *, bool out_int32=False, bool right=False, str? side=None, Tensor? sorter=None)",
        searchsorted,
    ),
    op(TORCH, "bucketize(Operand input, Tensor boundaries, *, bool out_int32=False, bool right=False)", |a| {
        let edges = a.tensor(1)?;
        if edges.rank() != 1 {
            return Err(Error::runtime(format!(
                "boundaries tensor must be 1 dimension, but got dim({})",
                edges.rank()
            )));
        }
        found(edges, &operand(a, 0)?.tensor, a.boolean(3), a.boolean(2))
    }),
    both("histc(Tensor input, int bins=100, Scalar min=0, Scalar max=0)", histc),
    both("histogram(Tensor input, Tensor bins, *, Tensor? weight=None, bool density=False)", |a| {
        histogram(a, None, a.opt_tensor(2), a.boolean(3))
    }),
    both(
        "histogram(Tensor input, int bins=100, *, float[]? range=None, Tensor? weight=None, bool density=False)",
        |a| {
            let range = if a.is_none(2) { Some(Vec::new()) } else { Some(a.floats(2)?) };
            histogram(a, range, a.opt_tensor(3), a.boolean(4))
        },
    ),
    both("bincount(Tensor input, Tensor? weights=None, int minlength=0)", bincount),
];

fn quantile(args: &Args, name: &str) -> Result<Value> {
    let x = args.tensor(0)?;
    let how = args.text(4)?;
    if x.numel() == 0 {
        return Err(Error::runtime(format!("{name}() input tensor must be non-empty")));
    }
    if !matches!(x.dtype(), DType::Float32 | DType::Float64) {
        return Err(Error::runtime(format!("{name}() input tensor must be either float or double dtype")));
    }
    let (wanted, plain) = match args.value(1) {
        Value::Tensor(q) => {
            if q.rank() > 1 {
                return Err(Error::runtime(format!("{name}() q must be a scalar or 1D tensor")));
            }
            if q.dtype() != x.dtype() {
                return Err(Error::runtime(format!("{name}() q tensor must be same dtype as the input tensor")));
            }
            (q.to_f64_vec(), q.rank() == 0)
        }
        _ => {
            let q = args.float(1)?;
            if !(0.0..=1.0).contains(&q) {
                return Err(Error::runtime(format!("{name}() q must be in the range [0, 1] but got {q}")));
            }
            (vec![q], true)
        }
    };
    if !["linear", "lower", "higher", "midpoint", "nearest"].contains(&how) {
        return Err(Error::runtime(format!(
            "{name}() interpolation must be one of linear, lower, higher, midpoint or nearest, but got {how}"
        )));
    }
    if wanted.iter().any(|q| !(0.0..=1.0).contains(q)) {
        return Err(Error::runtime(format!("{name}() q values must be in the range [0, 1]")));
    }
    // The dimension goes last; all of them, as one, if none is named.
    let mut kept = x.shape();
    let lines = match args.opt_int(2)? {
        Some(dim) => {
            let d = shape::dim(dim, x.rank())?;
            if let Some(n) = kept.get_mut(d) {
                *n = 1;
            }
            if x.rank() == 0 { reshape(x, &[1])? } else { last(x, d)? }
        }
        None => {
            kept.iter_mut().for_each(|n| *n = 1);
            reshape(x, &[x.numel()])?
        }
    };
    let sorted = sort(&lines, -1, false, false)?.0;
    let n = sorted.size(-1)?;
    let rows = sorted.numel() / n.max(1);
    let flat = reshape(&sorted, &[rows, n])?;
    let places = Places::new(&flat, &wanted, name == "nanquantile", how)?;
    let mut out = gather_dim(&flat, 1, &places.below)?;
    if let Some((above, weights)) = &places.blend {
        out = between(&out, &gather_dim(&flat, 1, above)?, weights)?;
    }
    // [rows, q] -> [q, rows...]
    let mut shape = Shape::new();
    if !plain {
        shape.push(wanted.len());
    }
    let keep = args.boolean(3);
    let d = args.opt_int(2)?.map(|dim| shape::dim(dim, x.rank())).transpose()?;
    shape.extend(kept.iter().enumerate().filter(|(i, _)| keep || d.is_some_and(|d| d != *i)).map(|(_, &n)| n));
    let out = reshape(&super::view::transpose(&out, 0, 1)?, &shape)?;
    Ok(record_light(out.copy()?, "SqueezeBackward4", &[&out], |_| Box::new(|i| Ok(vec![Some(i.grad()?)]))).into())
}

/// Where each quantile lies in sorted rows: the index below it, and with the one above the share of that.
struct Places {
    below: Tensor,
    blend: Option<(Tensor, Tensor)>,
}

impl Places {
    fn new(rows: &Tensor, wanted: &[f64], skip: bool, how: &str) -> Result<Self> {
        let shape = rows.shape();
        let (count, n) = (shape[0], shape[1]);
        let single = rows.dtype() == DType::Float32;
        let (mut below, mut above, mut weights) = (Vec::new(), Vec::new(), Vec::new());
        for row in rows.detach().values::<f64>().chunks_exact(n) {
            let there = n - row.iter().filter(|v| v.is_nan()).count();
            for &q in wanted {
                let rank = match (skip, there == n) {
                    (true, _) => q * there.saturating_sub(1) as f64,
                    (false, true) => q * (n - 1) as f64,
                    // A NaN, which was sorted to the end, is the answer for its row.
                    (false, false) => (n - 1) as f64,
                };
                let rank = if single { f64::from(rank as f32) } else { rank };
                let rank = match how {
                    "lower" => rank.floor(),
                    "higher" => rank.ceil(),
                    "nearest" => rank.round_ties_even(),
                    _ => rank,
                };
                below.push(rank.floor() as i64);
                above.push(rank.ceil() as i64);
                weights.push(if how == "midpoint" { 0.5 } else { rank - rank.floor() });
            }
        }
        let grid = [count, wanted.len()];
        let blend = if how == "linear" || how == "midpoint" {
            Some((Tensor::from_vec(above, &grid), Tensor::from_f64s(weights, &grid, rows.dtype())?))
        } else {
            None
        };
        Ok(Self { below: Tensor::from_vec(below, &grid), blend })
    }
}

/// From `a` to `b` by `weight`, counted from the nearer end, as `torch.lerp` does it.
fn between(a: &Tensor, b: &Tensor, weight: &Tensor) -> Result<Tensor> {
    let near = Tensor::from_bools(weight.to_f64_vec().into_iter().map(|w| w < 0.5), &weight.shape());
    let step = sub(b, a)?;
    let from_a = add(a, &mul(weight, &step)?)?;
    let from_b = sub(b, &mul(&step, &sub(&weight.ones_like()?, weight)?)?)?;
    super::select::choose(&near, &(&from_a).into(), &(&from_b).into())
}

fn searchsorted(args: &Args) -> Result<Value> {
    let (sequence, values) = (args.tensor(0)?, operand(args, 1)?.tensor);
    let mut right = args.boolean(3);
    if let Some(side) = args.opt_text(4) {
        if side != "left" && side != "right" {
            return Err(Error::runtime(format!(
                "torch.searchsorted(): side can only be 'left' or 'right' but got {side}"
            )));
        }
        if side == "left" && right {
            return Err(Error::runtime(
                "torch.searchsorted(): side and right can't be set to opposites, got side of left while right was True",
            ));
        }
        right = side == "right";
    }
    if sequence.rank() == 0 {
        return Err(Error::runtime(
            "torch.searchsorted(): boundaries tensor should have positive dimension, but got 0 dimension",
        ));
    }
    let (ss, sv) = (sequence.shape(), values.shape());
    if ss.len() != 1 && (ss.len() != sv.len() || ss[..ss.len() - 1] != sv[..sv.len() - 1]) {
        return Err(Error::runtime(format!(
            "torch.searchsorted(): boundaries tensor should be 1 dimension or the first N-1 dimensions of boundaries tensor and input value tensor must match, but we got boundaries tensor {} and input value tensor {}",
            shape::text(&ss),
            shape::text(&sv)
        )));
    }
    let sorted = match args.opt_tensor(5) {
        None => sequence.clone(),
        Some(sorter) => {
            if sorter.shape() != ss {
                return Err(Error::runtime(format!(
                    "torch.searchsorted(): boundary and sorter must have the same size, but got boundary tensor {}and got sorter tensor {}",
                    shape::text(&ss),
                    shape::text(&sorter.shape())
                )));
            }
            if sorter.dtype() != DType::Int64 {
                return Err(Error::runtime(format!(
                    "torch.searchsorted(): sorter must be a tensor of long dtype but got dtype {}",
                    sorter.dtype().scalar_name()
                )));
            }
            if sorter.to_i64_vec().iter().any(|&i| i < 0 || i as usize >= ss[ss.len() - 1]) {
                return Err(Error::runtime("torch.searchsorted(): sorter index out of range"));
            }
            gather_dim(&sequence.detach(), ss.len() - 1, sorter)?
        }
    };
    found(&sorted, &values, right, args.boolean(2))
}

/// For each value, how many elements of its sorted row come before it.
fn found(sorted: &Tensor, values: &Tensor, right: bool, short: bool) -> Result<Value> {
    fn places<T: PartialOrd + Copy>(rows: &[T], width: usize, values: &[T], each: usize, right: bool) -> Vec<i64> {
        let one = |i: usize, v: &T| {
            let row = if rows.len() == width { rows } else { &rows[i / each * width..(i / each + 1) * width] };
            // What does not compare, NaN, comes after everything.
            row.partition_point(|edge| {
                let order = edge.partial_cmp(v);
                order.is_none_or(|order| order.is_lt() || (right && order.is_eq()))
            }) as i64
        };
        values.iter().enumerate().map(|(i, v)| one(i, v)).collect()
    }
    let width = sorted.size(-1)?;
    let each = values.size(-1)?.max(1);
    let whole = !sorted.dtype().is_floating() && !values.dtype().is_floating();
    let at = if whole {
        places(&sorted.values::<i64>(), width, &values.values::<i64>(), each, right)
    } else {
        places(&sorted.values::<f64>(), width, &values.values::<f64>(), each, right)
    };
    let out = Tensor::from_vec(at, &values.shape());
    Ok(if short { out.cast(DType::Int32)? } else { out }.into())
}

/// The range of a histogram: as given, or that of the values.
fn bounds(values: &[f64], low: f64, high: f64) -> Result<(f64, f64)> {
    let (mut low, mut high) = (low, high);
    if low == high && !values.is_empty() {
        let nan = values.iter().any(|v| v.is_nan());
        low = if nan { f64::NAN } else { values.iter().copied().fold(f64::INFINITY, f64::min) };
        high = if nan { f64::NAN } else { values.iter().copied().fold(f64::NEG_INFINITY, f64::max) };
    }
    if low == high {
        (low, high) = (low - 1.0, high + 1.0);
    }
    Ok((low, high))
}

fn text(x: f64) -> String {
    if x.is_nan() { "-nan".to_owned() } else { format!("{x}") }
}

fn histc(args: &Args) -> Result<Value> {
    let (x, bins) = (args.tensor(0)?, args.int(1)?);
    if !matches!(x.dtype(), DType::Float32 | DType::Float64) {
        return Err(unfit("histogram_cpu", x.dtype()));
    }
    let Some(bins) = usize::try_from(bins).ok().filter(|&b| b > 0) else {
        return Err(Error::runtime(format!("torch.histogram(): bins must be > 0, but got {bins} for dimension 0")));
    };
    shape::sizes(&[bins as i64])?;
    storage::reserve::<f64>(bins)?;
    let values = x.to_f64_vec();
    let (low, high) = bounds(&values, args.float(2)?, args.float(3)?)?;
    if !low.is_finite() || !high.is_finite() {
        return Err(Error::runtime(format!("torch.histc: range of [{}, {}] is not finite", text(low), text(high))));
    }
    if low > high {
        return Err(Error::runtime("torch.histc: max must be larger than min"));
    }
    let mut counts = vec![0.0; bins];
    for v in values.into_iter().filter(|v| (low..=high).contains(v)) {
        counts[place(v, low, high, bins, x.dtype()).min(bins - 1)] += 1.0;
    }
    Ok(Tensor::from_f64s(counts, &[bins], x.dtype())?.into())
}

/// Which of `bins` equal parts a value lies in, computed in its own type.
fn place(v: f64, low: f64, high: f64, bins: usize, dtype: DType) -> usize {
    if dtype == DType::Float32 {
        ((v as f32 - low as f32) * bins as f32 / (high as f32 - low as f32)) as usize
    } else {
        ((v - low) * bins as f64 / (high - low)) as usize
    }
}

fn unfit(name: &str, dtype: DType) -> Error {
    Error::new(Kind::NotImplemented, format!("\"{name}\" not implemented for '{}'", dtype.scalar_name()))
}

fn histogram(args: &Args, range: Option<Vec<f64>>, weight: Option<&Tensor>, density: bool) -> Result<Value> {
    let x = args.tensor(0)?;
    if !matches!(x.dtype(), DType::Float32 | DType::Float64) {
        return Err(unfit("histogramdd", x.dtype()));
    }
    let values = x.to_f64_vec();
    let edges = match range {
        None => {
            let edges = args.tensor(1)?;
            if edges.rank() != 1 {
                return Err(Error::runtime(format!(
                    "torch.histogramdd: bins tensor should have one dimension, but got {} dimensions in the bins tensor for dimension 0",
                    edges.rank()
                )));
            }
            edges.cast(x.dtype())?
        }
        Some(range) => equal_edges(args, &values, &range, x.dtype())?,
    };
    let weights = match weight {
        Some(w) if w.shape() != x.shape() => {
            return Err(Error::runtime(format!(
                "torch.histogramdd: if weight tensor is provided it should have the same shape as the input tensor excluding its innermost dimension, but got input with shape [{}, 1] and weight with shape {}",
                x.numel(),
                shape::text(&w.shape())
            )));
        }
        Some(w) => w.to_f64_vec(),
        None => vec![1.0; values.len()],
    };
    let lines = edges.to_f64_vec();
    let bins = lines.len().saturating_sub(1);
    let mut counts = vec![0.0; bins];
    for (v, w) in values.iter().zip(&weights) {
        if bins > 0 && *v >= lines[0] && *v <= lines[bins] {
            // The last edge belongs to the last bin.
            counts[lines.partition_point(|edge| edge <= v).saturating_sub(1).min(bins - 1)] += w;
        }
    }
    if density {
        let total: f64 = counts.iter().sum();
        counts.iter_mut().zip(lines.windows(2)).for_each(|(c, edge)| *c /= total * (edge[1] - edge[0]));
    }
    let counts = Tensor::from_f64s(counts, &[bins], x.dtype())?;
    Ok(Value::Named("histogram", &["hist", "bin_edges"], vec![counts.into(), edges.into()]))
}

fn equal_edges(args: &Args, values: &[f64], range: &[f64], dtype: DType) -> Result<Tensor> {
    let bins = args.int(1)?;
    let Some(bins) = usize::try_from(bins).ok().filter(|&b| b > 0) else {
        return Err(Error::runtime(format!("torch.histogram(): bins must be > 0, but got {bins} for dimension 0")));
    };
    shape::sizes(&[bins as i64])?;
    storage::reserve::<f64>(bins)?;
    let (low, high) = match range {
        [] => bounds(values, 0.0, 0.0)?,
        [low, high] if low > high => {
            return Err(Error::runtime(format!(
                "torch.histogramdd: min should not exceed max, but got min {low} max {high} for dimension 0"
            )));
        }
        [low, high] if low == high => (low - 1.0, high + 1.0),
        [low, high] => (*low, *high),
        other => {
            return Err(Error::runtime(format!(
                "torch.histogramdd: for a 1-dimensional histogram range should have 2 elements, but got {}",
                other.len()
            )));
        }
    };
    if !low.is_finite() || !high.is_finite() {
        return Err(Error::runtime(format!(
            "torch.histogramdd: dimension 0's range [{}, {}] is not finite",
            text(low),
            text(high)
        )));
    }
    super::create::evenly_spaced(low, high, bins as i64 + 1, dtype)
}

fn bincount(args: &Args) -> Result<Value> {
    let (x, least) = (args.tensor(0)?, args.int(2)?);
    if !x.dtype().is_integral() {
        return Err(unfit("bincount_cpu", x.dtype()));
    }
    let Ok(least) = usize::try_from(least) else { return Err(Error::runtime("minlength should be >= 0")) };
    let values = x.to_i64_vec();
    if x.rank() != 1 || values.iter().any(|&v| v < 0) {
        return Err(Error::runtime("bincount only supports 1-d non-negative integral inputs."));
    }
    let n = values.iter().max().map_or(0, |&m| m as usize + 1).max(least);
    shape::sizes(&[n as i64])?;
    storage::reserve::<f64>(n)?;
    let Some(weights) = args.opt_tensor(1) else {
        let mut counts = vec![0i64; n];
        values.iter().for_each(|&v| counts[v as usize] += 1);
        return Ok(Tensor::from_vec(counts, &[n]).into());
    };
    if weights.shape() != x.shape() {
        return Err(Error::runtime("weights should be 1-d and have the same length as input"));
    }
    let mut sums = vec![0.0; n];
    values.iter().zip(weights.values::<f64>().iter()).for_each(|(&v, w)| sums[v as usize] += w);
    let dtype = if weights.dtype() == DType::Float32 { DType::Float32 } else { DType::Float64 };
    Ok(Tensor::from_f64s(sums, &[n], dtype)?.into())
}
