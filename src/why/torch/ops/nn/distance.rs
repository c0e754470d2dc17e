//! Distances: the p-norm along a dimension and what is made of it (normalize, pairwise distance), cosine similarity, pdist.

use super::super::super::args::{Args, Value};
use super::super::super::dtype::DType;
use super::super::super::error::{Error, Kind, Result};
use super::super::super::registry::{FUNCTIONAL, Op, TORCH, op};
use super::super::super::shape;
use super::super::super::tape::{self, Saved, record};
use super::super::super::tensor::Tensor;
use super::super::{Operand, add, div, expand, mul, result_type, sub, sum_dims, to_dtype};
use super::formula::{add_number, clamp_min, constants, linear, mul_number, power};
use super::pointwise::{map2, not_twice, titled, zeros};
use super::real::{Real, sum_of, vectorised};

pub(in super::super) const OPS: &[Op] = &[
    op(
        FUNCTIONAL | TORCH,
        "pairwise_distance(Tensor x1, Tensor x2, float p=2, float eps=1e-06, bool keepdim=False)",
        |a| Ok(pairwise_distance(a.tensor(0)?, a.tensor(1)?, a.float(2)?, a.float(3)?, a.boolean(4))?.into()),
    ),
    op(FUNCTIONAL | TORCH, "cosine_similarity(Tensor x1, Tensor x2, int dim=1, float eps=1e-08)", |a| {
        Ok(cosine_similarity(a.tensor(0)?, a.tensor(1)?, a.int(2)?, a.float(3)?)?.into())
    }),
    op(FUNCTIONAL, "normalize(Tensor input, float p=2.0, int dim=1, float eps=1e-12)", |a| {
        let (x, p, dim, eps) = (a.tensor(0)?, a.float(1)?, a.int(2)?, a.float(3)?);
        if !x.dtype().is_floating() {
            let message = format!(
                "linalg.vector_norm: Expected a floating point or complex tensor as input. Got {}",
                x.dtype().scalar_name()
            );
            return Err(Error::new(Kind::NotImplemented, message));
        }
        let length = clamp_min(&norm(x, p, shape::dim(dim, x.rank())?, true, "LinalgVectorNormBackward0")?, eps)?;
        Ok(div(x, &expand(&length, &x.shape())?)?.into())
    }),
    op(FUNCTIONAL | TORCH, "pdist(Tensor input, float p=2)", pdist),
];

/// Which of the cases a norm's exponent is.
#[derive(Clone, Copy, PartialEq)]
enum Norm {
    /// How many are not zero.
    Zero,
    One,
    Two,
    Max,
    Min,
    P(f64),
}

impl Norm {
    fn new(p: f64) -> Self {
        match p {
            0.0 => Self::Zero,
            1.0 => Self::One,
            2.0 => Self::Two,
            f64::INFINITY => Self::Max,
            f64::NEG_INFINITY => Self::Min,
            p => Self::P(p),
        }
    }

    #[inline(always)]
    fn of<T: Real>(self, n: usize, at: impl Fn(usize) -> T) -> T {
        match self {
            Self::Zero => T::of(sum_of(n, |i| if at(i) == T::ZERO { T::ZERO } else { T::ONE })),
            Self::One => T::of(sum_of(n, |i| at(i).abs())),
            Self::Two => T::of(sum_of(n, |i| at(i) * at(i)).sqrt()),
            Self::Max => (0..n).fold(T::ZERO, |most, i| most.maximum(at(i).abs())),
            Self::Min => (0..n).fold(T::INFINITY, |least, i| least.minimum(at(i).abs())),
            Self::P(p) => T::of((0..n).fold(0.0, |sum, i| sum + at(i).abs().wide().powf(p)).powf(1.0 / p)),
        }
    }
}

/// The p-norm of a few numbers.
pub fn row_norm(row: &[f64], p: f64) -> f64 {
    Norm::new(p).of(row.len(), |i| row[i])
}

/// The p-norm along dimension `d`.
pub fn norm(x: &Tensor, p: f64, d: usize, keepdim: bool, node: &'static str) -> Result<Tensor> {
    let kind = Norm::new(p);
    let shape = x.shape();
    let (n, inner) = (shape.get(d).copied().unwrap_or(1), shape.iter().skip(d + 1).product::<usize>());
    let mut open = shape.clone();
    if let Some(n) = open.get_mut(d) {
        *n = 1;
    }
    let mut closed = open.clone();
    if !keepdim && d < closed.len() {
        closed.remove(d);
    }
    let out = match x.dtype() {
        DType::Float64 => lengths::<f64>(x, kind, (n, inner), &closed)?,
        DType::Float32 => lengths::<f32>(x, kind, (n, inner), &closed)?,
        half => lengths::<f32>(x, kind, (n, inner), &closed)?.cast(half)?,
    };
    Ok(record(out, node, &[x], |out| {
        let (x, length) = (Saved::new(x), Saved::output(out));
        Box::new(move |incoming| {
            let (x, wide) = (x.get(incoming)?, x.get(incoming)?.shape());
            let full = |t: &Tensor| expand(&super::super::reshape(t, &open)?, &wide);
            Ok(vec![Some(norm_back(kind, &x, &full(&length.get(incoming)?)?, &full(&incoming.grad()?)?, d)?)])
        })
    }))
}

fn lengths<T: Real>(x: &Tensor, kind: Norm, (n, inner): (usize, usize), shape: &[usize]) -> Result<Tensor> {
    let values = x.values::<T>();
    let mut out = zeros::<T>(shape::numel(shape))?;
    vectorised(
        #[inline(always)]
        || {
            for (o, out) in out.iter_mut().enumerate() {
                let start = o / inner * n * inner + o % inner;
                *out = if inner == 1 {
                    let row = &values[start..start + n];
                    kind.of(n, |i| row[i])
                } else {
                    kind.of(n, |i| values[start + i * inner])
                };
            }
        },
    );
    Ok(Tensor::from_vec(out, shape))
}

/// The gradient along each element; 0 where the norm is 0.
fn norm_back(kind: Norm, x: &Tensor, length: &Tensor, grad: &Tensor, d: usize) -> Result<Tensor> {
    let sign = |x: &Tensor| constants(x, Real::sign);
    // Gradients that are constant between jumps keep their place on the tape.
    let on_tape = |slope: Tensor| if tape::is_enabled() { add(&slope, &mul_number(x, 0.0)?) } else { Ok(slope) };
    let is_zero = |t: &Tensor| constants(t, |v| f64::from(u8::from(v == 0.0)));
    match kind {
        Norm::Zero => mul(grad, &on_tape(x.zeros_like()?)?),
        Norm::One => mul(grad, &on_tape(sign(x)?)?),
        Norm::Two => {
            let zero = is_zero(length)?;
            let slope = div(x, &add(length, &zero)?)?;
            mul(grad, &mul(&slope, &linear(&zero, -1.0, 1.0)?)?)
        }
        Norm::Max | Norm::Min => {
            let is_it = |x: f64, l: f64| f64::from(u8::from(x.abs() == l || (x.is_nan() && l.is_nan())));
            let chosen = map2(&x.detach(), &length.detach(), |x, l| is_it(f64::from(x), f64::from(l)) as f32, is_it)?;
            let count = sum_dims(&chosen, &[d as i64], true)?;
            mul(grad, &on_tape(div(&mul(&sign(x)?, &chosen)?, &count)?)?)
        }
        Norm::P(p) => {
            let (zero, none) = (is_zero(x)?, is_zero(length)?);
            let size = add(&mul(x, &sign(x)?)?, &zero)?;
            let ratio = div(&power(&size, p - 1.0)?, &power(&add(length, &none)?, p - 1.0)?)?;
            // At 0 the slope is 0; below p = 1 PyTorch has it so as well.
            mul(grad, &mul(&ratio, &mul(&sign(x)?, &linear(&zero, -1.0, 1.0)?)?)?)
        }
    }
}

/// The norm of x1 - x2 + eps along the last dimension.
pub fn pairwise_distance(a: &Tensor, b: &Tensor, p: f64, eps: f64, keepdim: bool) -> Result<Tensor> {
    let d = add_number(&sub(a, b)?, eps)?;
    norm(&d, p, d.rank().saturating_sub(1), keepdim, "NormBackward1")
}

/// The lesser of each two; equal ones share the gradient.
pub fn minimum(a: &Tensor, b: &Tensor) -> Result<Tensor> {
    let share = |a: f64, b: f64| {
        if a < b {
            1.0
        } else if a == b {
            0.5
        } else {
            0.0
        }
    };
    let left = map2(&a.detach(), &b.detach(), |a, b| share(f64::from(a), f64::from(b)) as f32, share)?;
    add(&mul(a, &left)?, &mul(b, &linear(&left, -1.0, 1.0)?)?)
}

fn cosine_similarity(a: &Tensor, b: &Tensor, dim: i64, eps: f64) -> Result<Tensor> {
    let dtype = result_type(&[&Operand::from(a), &Operand::from(b)]);
    if !dtype.is_floating() {
        return Err(Error::runtime(format!(
            "expected common dtype to be floating point, yet common dtype is {}",
            dtype.scalar_name()
        )));
    }
    let shape = shape::broadcast(&a.shape(), &b.shape())?;
    let d = shape::dim(dim, shape.len())?;
    let unit = |x: &Tensor| -> Result<Tensor> {
        let x = expand(&to_dtype(x, dtype)?, &shape)?;
        let length = norm(&x, 2.0, d, true, "LinalgVectorNormBackward0")?;
        // What is lifted to the least length keeps its gradient.
        let length = add(&length, &constants(&length, |l| if l < eps { eps - l } else { 0.0 })?)?;
        div(&x, &length)
    };
    sum_dims(&mul(&unit(a)?, &unit(b)?)?, &[d as i64], false)
}

/// The distances of all pairs of rows.
fn pdist(args: &Args) -> Result<Value> {
    let (x, p) = (args.tensor(0)?, args.float(1)?);
    let shape = x.shape();
    let [rows, width] = *shape else {
        return Err(Error::runtime(format!("pdist only supports 2D tensors, got: {}D", shape.len())));
    };
    if !x.dtype().is_floating() {
        return Err(Error::runtime("pdist only supports floating-point dtypes"));
    }
    if p.is_nan() || p < 0.0 {
        return Err(Error::runtime("pdist only supports non-negative p values"));
    }
    let kind = Norm::new(p);
    let pairs = rows * rows.saturating_sub(1) / 2;
    super::super::super::storage::reserve::<f64>(pairs)?;
    let values = x.values::<f64>();
    let mut out = Vec::with_capacity(pairs);
    for i in 0..rows {
        for j in i + 1..rows {
            let (a, b) = (&values[i * width..(i + 1) * width], &values[j * width..(j + 1) * width]);
            out.push(kind.of(width, |k| a[k] - b[k]));
        }
    }
    drop(values);
    let out = Tensor::from_f64s(out, &[pairs], x.dtype())?;
    let out = record(out, "PdistBackward0", &[x], |out| {
        let (x, lengths) = (Saved::new(x), Saved::output(out));
        Box::new(move |incoming| {
            let (x, grad) = (x.get(incoming)?, incoming.grad()?);
            let back = pdist_back(kind, &x, &lengths.get(incoming)?, &grad)?;
            Ok(vec![Some(not_twice(back, "aten::_pdist_backward", &[&grad, &x]))])
        })
    });
    Ok(out.into())
}

fn pdist_back(kind: Norm, x: &Tensor, lengths: &Tensor, grad: &Tensor) -> Result<Tensor> {
    let (rows, width) = (x.size(0)?, x.size(1)?);
    let (values, lengths, grad) = (x.values::<f64>(), lengths.values::<f64>(), grad.values::<f64>());
    let mut out = vec![0.0; rows * width];
    let mut pair = 0;
    for i in 0..rows {
        for j in i + 1..rows {
            let (length, g) = (lengths[pair], grad[pair]);
            pair += 1;
            for k in 0..width {
                let d = values[i * width + k] - values[j * width + k];
                let slope = match kind {
                    Norm::Zero => 0.0,
                    _ if length == 0.0 => 0.0,
                    Norm::One => Real::sign(d),
                    Norm::Two => d / length,
                    Norm::Max | Norm::Min => {
                        // Lengths are rounded to the tensor's type, and so must be what they are compared with.
                        let is_most = (d.abs() - length).abs() <= length * 1e-6;
                        if is_most { Real::sign(d) } else { 0.0 }
                    }
                    Norm::P(p) => Real::sign(d) * d.abs().powf(p - 1.0) / length.powf(p - 1.0),
                };
                out[i * width + k] += g * slope;
                out[j * width + k] -= g * slope;
            }
        }
    }
    let shape = x.shape();
    Ok(titled(Tensor::from_f64s(out, &shape, x.dtype())?, "PdistBackwardBackward0"))
}
