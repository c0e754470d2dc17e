//! Covariance, integrals by trapezoids, cross products, distances, lengths kept within a bound.

use super::super::args::{Args, Value};
use super::super::error::{Error, Result};
use super::super::registry::{LINALG, Op, TORCH, both, op};
use super::super::shape::{self, Shape};
use super::super::storage;
use super::super::tape::{Saved, no_grad, record};
use super::super::tensor::Tensor;
use super::super::warnings;
use super::arithmetic::{add, div, mul, mul_number, sub};
use super::convert::to_dtype;
use super::elementwise::float_of;
use super::extremes::cumsum;
use super::layout::titled;
use super::matmul::mm;
use super::moments::{mean_dims, norm};
use super::power::power_number;
use super::reduce::{sum, sum_dims, sum_to};
use super::view::{expand, narrow, reshape, select, squeeze, transpose, unsqueeze};

pub(super) const OPS: &[Op] = &[
    both("cov(Tensor input, *, int correction=1, Tensor? fweights=None, Tensor? aweights=None)", |a| {
        Ok(cov(a.tensor(0)?, a.int(1)?, a.opt_tensor(2), a.opt_tensor(3))?.into())
    }),
    both("corrcoef(Tensor input)", corrcoef),
    op(TORCH, "trapezoid(Tensor y, Tensor x, *, int dim=-1)", |a| {
        trapezoid(a.tensor(0)?, Some(a.tensor(1)?), 1.0, a.int(2)?)
    }),
    op(TORCH, "trapezoid(Tensor y, *, Scalar dx=1, int dim=-1)", |a| {
        trapezoid(a.tensor(0)?, None, a.float(1)?, a.int(2)?)
    }),
    op(TORCH, "trapz(Tensor y, Tensor x, *, int dim=-1)", |a| {
        trapezoid(a.tensor(0)?, Some(a.tensor(1)?), 1.0, a.int(2)?)
    }),
    op(TORCH, "trapz(Tensor y, *, Scalar dx=1, int dim=-1)", |a| trapezoid(a.tensor(0)?, None, a.float(1)?, a.int(2)?)),
    op(TORCH, "cumulative_trapezoid(Tensor y, Tensor x, *, int dim=-1)", |a| {
        cumulative(a.tensor(0)?, Some(a.tensor(1)?), 1.0, a.int(2)?)
    }),
    op(TORCH, "cumulative_trapezoid(Tensor y, *, Scalar dx=1, int dim=-1)", |a| {
        cumulative(a.tensor(0)?, None, a.float(1)?, a.int(2)?)
    }),
    both("cross(Tensor input, Tensor other, int? dim=None)", |a| {
        let x = a.tensor(0)?;
        let dim = match a.opt_int(2)? {
            Some(dim) => dim,
            None => {
                warnings::warn(
                    "Using torch.cross without specifying the dim arg is deprecated.\nPlease either pass the dim explicitly or simply use torch.linalg.cross.\nThe default value of dim will change to agree with that of linalg.cross in a future release.",
                );
                let found = x.shape().iter().position(|&n| n == 3);
                found.ok_or_else(|| Error::runtime("no dimension of size 3 in input"))? as i64
            }
        };
        Ok(cross(x, a.tensor(1)?, dim)?.into())
    }),
    op(LINALG, "cross(Tensor input, Tensor other, *, int dim=-1)", |a| {
        Ok(cross(a.tensor(0)?, a.tensor(1)?, a.int(2)?)?.into())
    }),
    op(TORCH, "cdist(Tensor x1, Tensor x2, float p=2.0, str? compute_mode=None)", |a| {
        Ok(cdist(a.tensor(0)?, a.tensor(1)?, a.float(2)?)?.into())
    }),
    op(TORCH, "pdist(Tensor input, float p=2.0)", |a| {
        let (x, p) = (a.tensor(0)?, a.float(1)?);
        if x.rank() != 2 {
            return Err(Error::runtime(format!("pdist only supports 2D tensors, got: {}D", x.rank())));
        }
        let n = x.shape()[0] as i64;
        let (mut left, mut right) = (Vec::new(), Vec::new());
        for i in 0..n {
            for j in i + 1..n {
                left.push(i);
                right.push(j);
            }
        }
        let rows = |list: Vec<i64>| {
            let n = list.len();
            super::gather::index_select(x, 0, &Tensor::from_vec(list, &[n]))
        };
        Ok(titled(norm(&sub(&rows(left)?, &rows(right)?)?, p, &[1], false)?, "PdistBackward0").into())
    }),
    both("renorm(Tensor input, Scalar p, int dim, Scalar maxnorm)", |a| {
        Ok(renorm(a.tensor(0)?, a.float(1)?, a.int(2)?, a.float(3)?)?.into())
    })
    .in_place(),
];

/// The weights of observations, checked.
fn weights(given: Option<&Tensor>, name: &str, observations: usize) -> Result<()> {
    let Some(w) = given else { return Ok(()) };
    let whole = name == "fweights";
    if w.rank() > 1 {
        return Err(Error::runtime(format!(
            "cov(): expected {name} to have one or fewer dimensions but got {name} with {} dimensions",
            w.rank()
        )));
    }
    if whole != w.dtype().is_integral() {
        return Err(Error::runtime(format!(
            "cov(): expected {name} to have {} dtype but got {name} with {} dtype",
            if whole { "integral" } else { "floating point" },
            w.dtype().scalar_name()
        )));
    }
    if w.numel() != observations {
        return Err(Error::runtime(format!(
            "cov(): expected {name} to have the same numel as there are observations in the input but got {} != {observations}",
            w.numel()
        )));
    }
    if w.to_f64_vec().iter().any(|&v| v < 0.0) {
        return Err(Error::runtime(format!("cov(): {name} cannot be negative")));
    }
    Ok(())
}

/// The covariance of variables (rows) over observations (columns).
pub fn cov(x: &Tensor, correction: i64, often: Option<&Tensor>, heavy: Option<&Tensor>) -> Result<Tensor> {
    if x.rank() > 2 {
        return Err(Error::runtime(format!(
            "cov(): expected input to have two or fewer dimensions but got an input with {} dimensions",
            x.rank()
        )));
    }
    let x = to_dtype(x, float_of(x))?;
    let x = if x.rank() < 2 { reshape(&x, &[1, x.numel()])? } else { x };
    let observations = x.shape()[1];
    weights(often, "fweights", observations)?;
    weights(heavy, "aweights", observations)?;
    let weight = match (often, heavy) {
        (None, None) => None,
        (Some(w), None) | (None, Some(w)) => Some(to_dtype(w, x.dtype())?),
        (Some(f), Some(a)) => Some(mul(a, f)?),
    };
    let total = match &weight {
        Some(w) => sum(w)?.item()?,
        None => observations as f64,
    };
    let centre = match &weight {
        Some(w) => div(&sum_dims(&mul(&x, w)?, &[1], true)?, &Tensor::scalar(total, x.dtype())?)?,
        None => mean_dims(&x, &[1], true)?,
    };
    let freedom = match (heavy, &weight) {
        (Some(a), Some(w)) if correction != 0 => total - correction as f64 * sum(&mul(w, a)?)?.item()? / total,
        _ => total - correction as f64,
    };
    if freedom <= 0.0 {
        warnings::warn(
            "cov(): degrees of freedom is <= 0. Correction should be strictly less than the number of observations.",
        );
    }
    let centred = sub(&x, &centre)?;
    let scaled = match &weight {
        Some(w) => mul(&centred, w)?,
        None => centred.clone(),
    };
    let products = mm(&centred, &transpose(&scaled, 0, 1)?)?;
    squeeze(&div(&products, &Tensor::scalar(freedom.max(0.0), x.dtype())?)?, None)
}

fn corrcoef(args: &Args) -> Result<Value> {
    let x = args.tensor(0)?;
    if x.rank() > 2 {
        return Err(Error::runtime(format!(
            "corrcoef(): expected input to have two or fewer dimensions but got an input with {} dimensions",
            x.rank()
        )));
    }
    let c = cov(x, 1, None, None)?;
    if c.rank() == 0 {
        return Ok(div(&c, &c)?.into());
    }
    let deviation = power_number(&super::layout::diagonal(&c, 0, 0, 1)?, 0.5)?;
    let n = deviation.numel();
    let scaled = div(&div(&c, &reshape(&deviation, &[n, 1])?)?, &reshape(&deviation, &[1, n])?)?;
    let ends = [Value::Float(-1.0), Value::Float(1.0)].map(|v| super::elementwise::Operand::new(&v));
    let [low, high] = ends;
    super::select::bounded(&scaled, Some(&low?), Some(&high?))
}

/// Neighbours along a dimension: each element but the last, and each but the first.
fn neighbours(y: &Tensor, dim: i64) -> Result<(Tensor, Tensor)> {
    let n = y.size(dim)?;
    let less = n.saturating_sub(1);
    Ok((narrow(y, dim, 0, less)?, narrow(y, dim, n - less, less)?))
}

/// The widths between sample points, of a shape that broadcasts with what lies between samples of `y`.
fn widths(y: &Tensor, x: &Tensor, dim: i64) -> Result<Tensor> {
    let d = shape::dim(dim, y.rank())?;
    let x = if x.rank() == 1 {
        if x.numel() != y.size(dim)? {
            return Err(Error::runtime("trapezoid: There must be one `x` value for each sample point"));
        }
        let mut shape = Shape::from_elem(1, y.rank());
        shape[d] = x.numel();
        reshape(x, &shape)?
    } else {
        x.clone()
    };
    let along = if x.rank() == y.rank() { d as i64 } else { dim };
    if x.size(along)? != y.size(dim)? {
        return Err(Error::runtime("trapezoid: There must be one `x` value for each sample point"));
    }
    let (left, right) = neighbours(&x, along)?;
    sub(&right, &left)
}

fn sampled(y: &Tensor, dim: i64) -> Result<()> {
    if y.rank() == 0 {
        return Err(Error::index(format!("Dimension specified as {dim} but tensor has no dimensions")));
    }
    shape::dim(dim, y.rank()).map(|_| ())
}

fn trapezoid(y: &Tensor, x: Option<&Tensor>, dx: f64, dim: i64) -> Result<Value> {
    sampled(y, dim)?;
    if y.size(dim)? == 0 {
        let mut shape = y.shape();
        shape.remove(shape::dim(dim, y.rank())?);
        return Ok(Tensor::zeros(&shape, float_of(y))?.into());
    }
    if let Some(x) = x {
        let (left, right) = neighbours(y, dim)?;
        let areas = mul(&add(&left, &right)?, &widths(y, x, dim)?)?;
        let half = div(&sum_dims(&areas, &[dim], false)?, &Tensor::scalar(2.0, float_of(y))?)?;
        return Ok(titled(half, "DivBackward1").into());
    }
    let ends = mul_number(&add(&select(y, dim, 0)?, &select(y, dim, -1)?)?, 0.5)?;
    let total = sub(&sum_dims(y, &[dim], false)?, &ends)?;
    Ok(titled(mul_number(&total, dx)?, "MulBackward1").into())
}

fn cumulative(y: &Tensor, x: Option<&Tensor>, dx: f64, dim: i64) -> Result<Value> {
    sampled(y, dim)?;
    let (left, right) = neighbours(y, dim)?;
    let both = add(&left, &right)?;
    let areas = match x {
        Some(x) => mul(&mul_number(&widths(y, x, dim)?, 0.5)?, &both)?,
        None => mul_number(&both, dx / 2.0)?,
    };
    Ok(cumsum(&areas, shape::dim(dim, y.rank())?)?.into())
}

/// The vector at right angles to both, along a dimension of length 3.
pub fn cross(a: &Tensor, b: &Tensor, dim: i64) -> Result<Tensor> {
    if a.rank() != b.rank() {
        return Err(Error::runtime("linalg.cross: inputs must have the same number of dimensions."));
    }
    let (na, nb) = (a.size(dim)?, b.size(dim)?);
    if na != 3 || nb != 3 {
        return Err(Error::runtime(format!(
            "linalg.cross: inputs dimension {dim} must have length 3. Got {na} and {nb}"
        )));
    }
    let d = shape::dim(dim, a.rank())? as i64;
    let (sa, sb) = (a.shape(), b.shape());
    let both = shape::broadcast(&sa, &sb)?;
    let out = no_grad(|| {
        let (x, y) = (expand(&a.detach(), &both)?, expand(&b.detach(), &both)?);
        let part = |i: i64, j: i64| mul(&select(&x, d, i)?, &select(&y, d, j)?);
        let parts = [(1, 2), (2, 0), (0, 1)].map(|(i, j)| sub(&part(i, j)?, &part(j, i)?));
        super::join::stack(&parts.into_iter().collect::<Result<Vec<_>>>()?, d)
    })?;
    Ok(record(out, "LinalgCrossBackward0", &[a, b], |_| {
        let (a, b) = (Saved::new(a), Saved::new(b));
        Box::new(move |incoming| {
            let grad = incoming.grad()?;
            let left = incoming.needs(0).then(|| sum_to(&cross(&b.get(incoming)?, &grad, d)?, &sa)).transpose()?;
            let right = incoming.needs(1).then(|| sum_to(&cross(&grad, &a.get(incoming)?, d)?, &sb)).transpose()?;
            Ok(vec![left, right])
        })
    }))
}

/// The distance of each row of `a` `[..., P, M]` from each row of `b` `[..., R, M]`.
fn cdist(a: &Tensor, b: &Tensor, p: f64) -> Result<Tensor> {
    for (name, t) in [("X1", a), ("X2", b)] {
        if !t.dtype().is_floating() {
            return Err(Error::runtime(format!(
                "cdist only supports floating-point dtypes, {name} got: {}",
                t.dtype().scalar_name()
            )));
        }
    }
    for (name, t) in [("X1", a), ("X2", b)] {
        if t.rank() < 2 {
            return Err(Error::runtime(format!("cdist only supports at least 2D tensors, {name} got: {}D", t.rank())));
        }
    }
    let (na, nb) = (a.size(-1)?, b.size(-1)?);
    if na != nb {
        return Err(Error::runtime(format!("X1 and X2 must have the same number of columns. X1: {na} X2: {nb}")));
    }
    if a.dtype() != b.dtype() {
        return Err(Error::runtime(format!(
            "expected scalar type {} but found {}",
            a.dtype().scalar_name(),
            b.dtype().scalar_name()
        )));
    }
    if p < 0.0 {
        return Err(Error::runtime("cdist only supports non-negative p values"));
    }
    let (left, right) = (unsqueeze(a, -2)?, unsqueeze(b, -3)?);
    let all = shape::broadcast(&left.shape(), &right.shape())?;
    storage::reserve::<f64>(shape::numel(&all))?;
    Ok(titled(norm(&sub(&left, &right)?, p, &[-1], false)?, "CdistBackward0"))
}

/// Slices along `dim` whose p-norm is above a bound, made shorter until it is that.
fn renorm(x: &Tensor, p: f64, dim: i64, bound: f64) -> Result<Tensor> {
    if p <= 0.0 {
        return Err(Error::runtime("renorm: non-positive-norm not supported"));
    }
    if bound < 0.0 {
        return Err(Error::runtime(format!("renorm: expected maxnorm to be >= 0 but got {bound}")));
    }
    if x.rank() < 2 {
        return Err(Error::runtime(format!("renorm: input needs at least 2 dimensions, got {} dimensions", x.rank())));
    }
    let d = shape::dim(dim, x.rank())?;
    let dims: Vec<i64> = (0..x.rank()).filter(|&i| i != d).map(|i| i as i64).collect();
    let length = norm(x, p, &dims, true)?;
    let long = Tensor::from_bools(length.to_f64_vec().into_iter().map(|n| n > bound), &length.shape());
    let slack = super::arithmetic::add_number(&length, 1e-7)?;
    let factor = div(&Tensor::scalar(bound, x.dtype())?, &slack)?;
    let one = Tensor::scalar(1.0, x.dtype())?;
    let factor = super::select::choose(&long, &(&factor).into(), &(&one).into())?;
    Ok(titled(mul(x, &factor)?, "RenormBackward0"))
}
