//! Products of complex matrices that are added to something.

use super::super::super::args::{Args, Value};
use super::super::super::error::{Error, Kind, Result};
use super::super::super::registry::Op;
use super::super::super::tensor::Tensor;
use super::super::arithmetic::{add, mul};
use super::super::matmul::{c_name, matmul as real_matmul};
use super::super::view::{reshape, transpose, unsqueeze};
use super::arithmetic::weighted;
use super::everywhere;
use super::make::{join, parts};

pub const OWN: &[Op] = &[
    everywhere("addmm(Tensor input, Tensor mat1, Tensor mat2, *, Scalar beta=1, Scalar alpha=1)", |a| {
        sum(a, matmul(a.tensor(1)?, a.tensor(2)?)?, "AddmmBackward0")
    })
    .in_place(),
    everywhere("addmv(Tensor input, Tensor mat, Tensor vec, *, Scalar beta=1, Scalar alpha=1)", |a| {
        sum(a, matmul(a.tensor(1)?, a.tensor(2)?)?, "AddmvBackward0")
    })
    .in_place(),
    everywhere("addr(Tensor input, Tensor vec1, Tensor vec2, *, Scalar beta=1, Scalar alpha=1)", |a| {
        sum(a, mul(&unsqueeze(a.tensor(1)?, 1)?, a.tensor(2)?)?, "AddrBackward0")
    })
    .in_place(),
    everywhere("addbmm(Tensor input, Tensor batch1, Tensor batch2, *, Scalar beta=1, Scalar alpha=1)", |a| {
        let products = matmul(a.tensor(1)?, a.tensor(2)?)?;
        sum(a, super::super::reduce::sum_dims(&products, &[0], false)?, "AddbmmBackward0")
    })
    .in_place(),
    everywhere("baddbmm(Tensor input, Tensor batch1, Tensor batch2, *, Scalar beta=1, Scalar alpha=1)", |a| {
        sum(a, matmul(a.tensor(1)?, a.tensor(2)?)?, "BaddbmmBackward0")
    })
    .in_place(),
    everywhere("chain_matmul(Tensor... matrices=[])", |a| chain(&a.tensors(0)?)),
    everywhere("multi_dot(Tensor[] tensors)", |a| chain(&a.tensors(0)?)),
    everywhere("linear(Tensor input, Tensor weight, Tensor? bias=None)", |a| {
        let product = matmul(a.tensor(0)?, &transpose(a.tensor(1)?, -2, -1)?)?;
        Ok(match a.opt_tensor(2) {
            Some(bias) => super::super::layout::titled(add(&product, bias)?, "AddmmBackward0").into(),
            None => product.into(),
        })
    }),
    everywhere("matrix_power(Tensor input, int n)", |a| Ok(power(a.tensor(0)?, a.int(1)?)?.into())),
];

/// The product of complex matrices, on the tape.
pub fn matmul(a: &Tensor, b: &Tensor) -> Result<Tensor> {
    if a.dtype() != b.dtype() {
        return Err(Error::runtime(format!(
            "expected m1 and m2 to have the same dtype, but got: {} != {}",
            c_name(a.dtype()),
            c_name(b.dtype())
        )));
    }
    if !a.dtype().is_complex() {
        return real_matmul(a, b);
    }
    let ([ar, ai], [br, bi]) = (parts(a)?, parts(b)?);
    let re = super::super::arithmetic::sub(&real_matmul(&ar, &br)?, &real_matmul(&ai, &bi)?)?;
    let im = add(&real_matmul(&ar, &bi)?, &real_matmul(&ai, &br)?)?;
    let out = join(&re, &im)?;
    let name = match (a.rank(), b.rank()) {
        (2, 2) => "MmBackward0",
        (1, 1) => "DotBackward0",
        (_, 1) => "MvBackward0",
        _ => "BmmBackward0",
    };
    Ok(super::super::layout::titled(out, name))
}

fn sum(args: &Args, product: Tensor, name: &str) -> Result<Value> {
    let (beta, alpha) = (args.value(3), args.value(4));
    let product = weighted(&product, alpha)?;
    // What is multiplied by zero is not looked at, NaN or not.
    let out =
        if beta.parts() == Some([0.0, 0.0]) { product } else { add(&weighted(args.tensor(0)?, beta)?, &product)? };
    Ok(super::super::layout::titled(out, name).into())
}

fn chain(matrices: &[Tensor]) -> Result<Value> {
    let Some((first, rest)) = matrices.split_first() else {
        return Err(Error::runtime("chain_matmul(): Expected one or more matrices"));
    };
    let mut product = first.clone();
    for next in rest {
        product = matmul(&product, next)?;
    }
    Ok(product.into())
}

/// The identity for each of a batch of square matrices.
pub fn identity(like: &Tensor) -> Result<Tensor> {
    let shape = like.shape();
    let n = shape.last().copied().unwrap_or(0);
    let mut values = vec![0.0; n * n];
    values.iter_mut().step_by(n + 1).for_each(|v| *v = 1.0);
    let one = Tensor::from_f64s(values, &[n, n], like.dtype())?;
    super::super::view::expand(&one, &shape)
}

fn power(x: &Tensor, n: i64) -> Result<Tensor> {
    let shape = x.shape();
    if shape.len() < 2 || shape[shape.len() - 1] != shape[shape.len() - 2] {
        return Err(Error::new(Kind::Runtime, "linalg.matrix_power: A must be batches of square matrices"));
    }
    if n == 0 {
        return reshape(&identity(x)?.copy()?, &shape);
    }
    let mut base = if n < 0 { super::solve::inverse(x)? } else { x.clone() };
    let (mut left, mut out) = (n.unsigned_abs(), None::<Tensor>);
    while left > 0 {
        if left & 1 == 1 {
            out = Some(match out {
                Some(out) => matmul(&out, &base)?,
                None => base.clone(),
            });
        }
        left >>= 1;
        if left > 0 {
            base = matmul(&base, &base)?;
        }
    }
    out.ok_or_else(|| Error::runtime("linalg.matrix_power"))
}
