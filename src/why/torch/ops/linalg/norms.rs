//! Norms of matrices, and `torch.linalg.norm`, which is of vectors or matrices by what it is given.

use super::super::super::args::{Args, Value};
use super::super::super::error::{Error, Kind, Result};
use super::super::super::registry::{LINALG, Op, op};
use super::super::super::shape::{self, Shape};
use super::super::super::tensor::Tensor;
use super::super::convert::to_dtype;
use super::super::extremes::shared;
use super::super::moments::norm as vector_norm;
use super::super::reduce::sum_dims;
use super::super::view::{permute, unsqueeze};
use super::matrix::check;
use super::svd;

pub(in super::super) const OPS: &[Op] = &[
    op(LINALG, "norm(Tensor A, any ord=None, int[]? dim=None, bool keepdim=False, *, dtype? dtype=None)", norm),
    op(LINALG, "matrix_norm(Tensor A, any ord='fro', int[] dim=[], bool keepdim=False, *, dtype? dtype=None)", |a| {
        let x = typed(a, 4)?;
        let dims = a.ints(2)?;
        let dims = if dims.is_empty() { vec![-2, -1] } else { dims };
        Ok(matrix_norm(&x, &Order::read(a.value(1))?, &dims, a.boolean(3))?.into())
    }),
];

fn typed(args: &Args, i: usize) -> Result<Tensor> {
    let x = args.tensor(0)?;
    args.dtype(i).map_or_else(|| Ok(x.clone()), |dtype| to_dtype(x, dtype))
}

/// Which norm.
#[derive(Debug, Clone, PartialEq)]
pub enum Order {
    Frobenius,
    Nuclear,
    Number(f64),
    Other(String),
}

impl Order {
    pub fn read(value: &Value) -> Result<Self> {
        Ok(match value {
            Value::Str(s) if &**s == "fro" => Self::Frobenius,
            Value::Str(s) if &**s == "nuc" => Self::Nuclear,
            Value::Str(s) => Self::Other(s.to_string()),
            Value::Tensor(t) => Self::Number(t.item()?),
            other => Self::Number(other.number().ok_or_else(|| {
                Error::type_error(format!("norm(): argument 'ord' must be Number or str, not {}", other.type_name()))
            })?),
        })
    }
}

fn norm(args: &Args) -> Result<Value> {
    let x = typed(args, 4)?;
    let (dims, keep) = (args.opt_ints(2)?, args.boolean(3));
    let order = if args.is_none(1) { None } else { Some(Order::read(args.value(1))?) };
    let rank = x.rank();
    if let Some(dims) = dims.as_ref().filter(|_| order.is_some())
        && !(1..=2).contains(&dims.len())
    {
        let list = dims.iter().map(i64::to_string).collect::<Vec<_>>().join(", ");
        return Err(Error::runtime(format!(
            "linalg.norm: If dim is specified, it must be of length 1 or 2. Got [{list}]"
        )));
    }
    if dims.is_none() && order.is_some() && !(1..=2).contains(&rank) {
        return Err(Error::runtime(format!(
            "linalg.norm: If dim is not specified but ord is, the input must be 1D or 2D. Got {rank}D."
        )));
    }
    let whole: Vec<i64> = (0..rank as i64).collect();
    let matrix = dims.as_ref().map_or(rank == 2, |dims| dims.len() == 2);
    Ok(match order {
        None => vector_norm(&floating(x)?, 2.0, &dims.unwrap_or_default(), keep)?,
        Some(Order::Number(p)) if !matrix => vector_norm(&floating(x)?, p, &dims.unwrap_or(whole), keep)?,
        Some(order) => matrix_norm(&x, &order, &dims.unwrap_or_else(|| vec![-2, -1]), keep)?,
    }
    .into())
}

fn floating(x: Tensor) -> Result<Tensor> {
    if x.dtype().is_floating() {
        return Ok(x);
    }
    Err(Error::new(
        Kind::NotImplemented,
        format!(
            "linalg.vector_norm: Expected a floating point or complex tensor as input. Got {}",
            x.dtype().scalar_name()
        ),
    ))
}

/// A norm of the matrices that two dimensions make.
pub fn matrix_norm(x: &Tensor, order: &Order, dims: &[i64], keep: bool) -> Result<Tensor> {
    let name = "linalg.matrix_norm";
    if x.rank() < 2 {
        return check(x, name).map(|()| x.clone());
    }
    let &[first, second] = dims else {
        return Err(Error::runtime(format!("{name}: dim must be a 2-tuple. Got {}", text(dims))));
    };
    let (a, b) = (shape::dim(first, x.rank())?, shape::dim(second, x.rank())?);
    if a == b {
        return Err(Error::runtime(format!("{name}: dims must be different. Got ({first}, {second})")));
    }
    let unknown = |what: String| Err(Error::runtime(format!("{name}: Order {what} not supported.")));
    let both = [a as i64, b as i64];
    let p = match order {
        Order::Frobenius => return vector_norm(&floating(x.clone())?, 2.0, &both, keep),
        Order::Nuclear => 0.0,
        Order::Number(p) if [1.0, 2.0, f64::INFINITY].contains(&p.abs()) => *p,
        Order::Number(p) => return unknown(format!("{p}")),
        Order::Other(what) => return unknown(what.clone()),
    };
    check(x, name)?;
    if p == 0.0 || p.abs() == 2.0 {
        // Singular values, of the two dimensions brought to the end.
        let laid: Shape = (0..x.rank()).filter(|d| *d != a && *d != b).chain([a, b]).collect();
        let values = svd::values(&permute(x, &laid)?)?;
        let out = if p == 0.0 { sum_dims(&values, &[-1], false)? } else { extreme(&values, -1, false, p > 0.0)? };
        if !keep {
            return Ok(out);
        }
        let mut back: Shape = Shape::from_elem(0, x.rank());
        laid.iter().enumerate().for_each(|(i, &d)| back[d] = i);
        return permute(&unsqueeze(&unsqueeze(&out, -1)?, -1)?, &back);
    }
    // The greatest or least sum of sizes, of columns for 1 and of rows for infinity.
    let (summed, mut compared) = if p.abs() == 1.0 { (a, b) } else { (b, a) };
    let sums = vector_norm(x, 1.0, &[summed as i64], keep)?;
    if !keep && compared > summed {
        compared -= 1;
    }
    extreme(&sums, compared as i64, keep, p > 0.0)
}

fn text(dims: &[i64]) -> String {
    format!("[{}]", dims.iter().map(i64::to_string).collect::<Vec<_>>().join(", "))
}

fn extreme(x: &Tensor, dim: i64, keep: bool, largest: bool) -> Result<Tensor> {
    match shared(x, &[dim], keep, largest)? {
        Value::Tensor(out) => Ok(out),
        _ => Err(Error::runtime("linalg.matrix_norm: no value")),
    }
}
