//! Products and spreads of complex numbers. Sums and means are those of both parts.

use super::super::super::args::{Args, Value};
use super::super::super::error::{Error, Result};
use super::super::super::registry::Op;
use super::super::super::shape::{self, Shape};
use super::super::super::tape::{Saved, record};
use super::super::super::tensor::Tensor;
use super::super::arithmetic::{add, div, mul, mul_number, sub};
use super::super::reduce::{arranged, reduced_shape, sum_dims};
use super::super::view::{reshape, select};
use super::access::real;
use super::everywhere;
use super::make::{C, conjugated, made, read};

pub const OWN: &[Op] = &[
    everywhere("prod(Tensor input, *, dtype? dtype=None)", |a| {
        let x = typed(a, 1)?;
        Ok(prod(&x, &(0..x.rank()).collect::<Vec<_>>(), false)?.into())
    }),
    everywhere("prod(Tensor input, int dim, bool keepdim=False, *, dtype? dtype=None)", |a| {
        let x = typed(a, 3)?;
        let d = shape::dim(a.int(1)?, x.rank())?;
        let dims: &[usize] = if x.rank() == 0 { &[] } else { &[d] };
        Ok(prod(&x, dims, a.boolean(2))?.into())
    }),
    everywhere("cumprod(Tensor input, int dim, *, dtype? dtype=None)", |a| {
        let x = typed(a, 2)?;
        Ok(cumprod(&x, a.int(1)?)?.into())
    })
    .in_place(),
    everywhere("var(Tensor input, bool unbiased)", |a| {
        Ok(spread(a, &[], f64::from(u8::from(a.boolean(1))), false)?.into())
    }),
    everywhere("var(Tensor input, int[]? dim=None, *, Scalar? correction=None, bool keepdim=False)", |a| {
        let dims = a.opt_ints(1)?.unwrap_or_default();
        Ok(spread(a, &dims, a.opt_float(2)?.unwrap_or(1.0), a.boolean(3))?.into())
    }),
    everywhere("var(Tensor input, int[]? dim, bool unbiased=True, bool keepdim=False)", |a| {
        let dims = a.opt_ints(1)?.unwrap_or_default();
        Ok(spread(a, &dims, f64::from(u8::from(a.boolean(2))), a.boolean(3))?.into())
    }),
    everywhere("std(Tensor input, bool unbiased)", |a| root(spread(a, &[], f64::from(u8::from(a.boolean(1))), false)?)),
    everywhere("std(Tensor input, int[]? dim=None, *, Scalar? correction=None, bool keepdim=False)", |a| {
        let dims = a.opt_ints(1)?.unwrap_or_default();
        root(spread(a, &dims, a.opt_float(2)?.unwrap_or(1.0), a.boolean(3))?)
    }),
    everywhere("std(Tensor input, int[]? dim, bool unbiased=True, bool keepdim=False)", |a| {
        let dims = a.opt_ints(1)?.unwrap_or_default();
        root(spread(a, &dims, f64::from(u8::from(a.boolean(2))), a.boolean(3))?)
    }),
    everywhere("dist(Tensor input, Tensor other, Scalar p=2)", |a| {
        if a.float(2)? != 2.0 {
            return Err(Error::not_implemented("torch.dist of complex numbers with p other than 2"));
        }
        let far = super::functions::magnitude(&sub(a.tensor(0)?, a.tensor(1)?)?)?;
        Ok(super::super::power::power_number(&super::super::reduce::sum(&mul(&far, &far)?)?, 0.5)?.into())
    }),
];

fn typed(args: &Args, i: usize) -> Result<Tensor> {
    let x = args.tensor(0)?;
    args.dtype(i).map_or_else(|| Ok(x.clone()), |dtype| super::super::convert::to_dtype(x, dtype))
}

fn root(x: Tensor) -> Result<Value> {
    let out = super::super::power::power_number(&x, 0.5)?;
    Ok(super::super::layout::titled(out, "StdBackward0").into())
}

/// The mean squared distance from the mean: a real number.
fn spread(args: &Args, dims: &[i64], correction: f64, keepdim: bool) -> Result<Tensor> {
    let x = args.tensor(0)?;
    let reduced = shape::dims(dims, x.rank())?;
    let count: usize = reduced.iter().map(|&d| x.shape()[d]).product();
    let dims: Vec<i64> = reduced.iter().map(|&d| d as i64).collect();
    let mean = mul_number(&sum_dims(x, &dims, true)?, 1.0 / count as f64)?;
    let off = sub(x, &mean)?;
    let squares = real(&mul(&off, &conjugated(&off)?)?)?;
    let out = mul_number(&sum_dims(&squares, &dims, keepdim)?, 1.0 / (count as f64 - correction).max(0.0))?;
    Ok(super::super::layout::titled(out, "VarBackward0"))
}

/// The product over `dims`. Its gradient divides by each element, so a zero among them is refused there.
fn prod(x: &Tensor, dims: &[usize], keepdim: bool) -> Result<Tensor> {
    let (laid, shape, width) = arranged(x, dims, keepdim);
    let one = C::new(1.0, 0.0);
    let values = super::super::reduce::rows_of(&read(&laid), shape::numel(&shape), width, |row| {
        row.iter().fold(one, |a, b| a * b)
    });
    let out = made(values, &shape, x.dtype())?;
    let open = reduced_shape(&x.shape(), dims, true);
    Ok(record(out, "ProdBackward0", &[x], |out| {
        let (input, output) = (Saved::new(x), Saved::output(out));
        Box::new(move |incoming| {
            let x = input.get(incoming)?;
            if x.to_bool_vec().contains(&false) {
                return Err(Error::not_implemented(
                    "the gradient of torch.prod of complex numbers with a zero among them",
                ));
            }
            let slope = div(&reshape(&output.get(incoming)?, &open)?, &x)?;
            Ok(vec![Some(mul(&reshape(&incoming.grad()?, &open)?, &conjugated(&slope)?)?)])
        })
    }))
}

/// Products of the elements up to each, along one dimension: by multiplying slices, which has the gradients.
fn cumprod(x: &Tensor, dim: i64) -> Result<Tensor> {
    if x.rank() == 0 {
        shape::dim(dim, 0)?;
        return super::super::view::clone(x);
    }
    let d = shape::dim(dim, x.rank())?;
    let n: Shape = x.shape();
    if n[d] == 0 {
        return super::super::view::clone(x);
    }
    let mut slices = vec![select(x, d as i64, 0)?];
    for i in 1..n[d] {
        let next = match slices.last() {
            Some(last) => mul(last, &select(x, d as i64, i as i64)?)?,
            None => add(x, x)?,
        };
        slices.push(next);
    }
    let out = super::super::join::stack(&slices, d as i64)?;
    Ok(super::super::layout::titled(out, "CumprodBackward0"))
}
