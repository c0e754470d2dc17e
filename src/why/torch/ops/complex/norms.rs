//! Norms, ranks, condition numbers and pseudo-inverses of complex matrices: of their absolute values, or of their singular values.

use super::super::super::args::{Args, Value};
use super::super::super::dtype::DType;
use super::super::super::error::{Error, Result};
use super::super::super::registry::{LINALG, Op, op};
use super::super::super::tape::{Saved, record};
use super::super::super::tensor::Tensor;
use super::super::arithmetic::{add, div, mul, neg, sub};
use super::super::layout::titled;
use super::super::linalg::matrix::sides;
use super::super::linalg::norms::{Order, matrix_norm};
use super::super::select::masked;
use super::super::view::{select, unsqueeze};
use super::access::adjoint;
use super::decompose::{eigh, svd};
use super::everywhere;
use super::functions::magnitude;
use super::matrix::{identity, matmul};
use super::solve::{inverse, square};

pub const OWN: &[Op] = &[
    op(LINALG, "norm(Tensor A, any ord=None, int[]? dim=None, bool keepdim=False, *, dtype? dtype=None)", norm),
    everywhere("matrix_norm(Tensor A, any ord='fro', int[] dim=[], bool keepdim=False, *, dtype? dtype=None)", |a| {
        let dims = a.ints(2)?;
        let dims = if dims.is_empty() { vec![-2, -1] } else { dims };
        Ok(of_matrix(a.tensor(0)?, &Order::read(a.value(1))?, &dims, a.boolean(3))?.into())
    }),
    everywhere(
        "matrix_rank(Tensor A, Operand? tol=None, bool hermitian=False, *, Operand? atol=None, Operand? rtol=None)",
        |a| {
            let x = a.tensor(0)?;
            let (absolute, relative) =
                if a.is_none(1) { (a.opt_float(3)?, a.opt_float(4)?) } else { (a.opt_float(1)?, Some(0.0)) };
            let s = if a.boolean(2) {
                super::super::unary::abs(&eigh(&x.detach(), "L")?.0)?
            } else {
                svd(&x.detach(), false)?.1
            };
            let counts = counted(&s, x, absolute, relative)?;
            let width = s.size(-1)?;
            let sums = counts.chunks(width.max(1)).map(|row| row.iter().filter(|&&b| b).count() as i64).collect();
            let shape = s.shape();
            Ok(Tensor::from_vec(sums, &shape[..shape.len() - 1]).into())
        },
    ),
    everywhere(
        "pinv(Tensor A, Operand? rcond=None, bool hermitian=False, *, Operand? atol=None, Operand? rtol=None)",
        |a| {
            let relative = if a.is_none(1) { 4 } else { 1 };
            Ok(pinv(a.tensor(0)?, a.opt_float(3)?, a.opt_float(relative)?, a.boolean(2))?.into())
        },
    ),
    everywhere("pinverse(Tensor input, float rcond=1e-15)", |a| {
        Ok(pinv(a.tensor(0)?, None, Some(a.float(1)?), false)?.into())
    }),
    everywhere("cond(Tensor A, any p=None)", cond),
];

/// `torch.linalg.norm`, and `torch.norm` of complex numbers.
fn norm(args: &Args) -> Result<Value> {
    let x = args.tensor(0)?;
    let (dims, keep) = (args.opt_ints(2)?, args.boolean(3));
    if args.dtype(4).is_some() {
        return Err(Error::not_implemented("torch.norm(dtype) of complex numbers"));
    }
    let order = if args.is_none(1) { None } else { Some(Order::read(args.value(1))?) };
    let matrix = match (&order, &dims) {
        (None, _) => false,
        (Some(_), Some(dims)) => dims.len() == 2,
        (Some(Order::Number(_)), None) => x.rank() == 2,
        (Some(_), None) => x.rank() == 2,
    };
    if let (true, Some(order)) = (matrix, &order) {
        let dims = dims.unwrap_or_else(|| vec![-2, -1]);
        return Ok(of_matrix(x, order, &dims, keep)?.into());
    }
    let power = match order {
        Some(Order::Number(p)) => p,
        None | Some(Order::Frobenius) => 2.0,
        Some(_) => return Err(Error::not_implemented("this norm of complex numbers")),
    };
    Ok(super::super::moments::norm(&magnitude(x)?, power, &dims.unwrap_or_default(), keep)?.into())
}

fn of_matrix(x: &Tensor, order: &Order, dims: &[i64], keep: bool) -> Result<Tensor> {
    if x.rank() < 2 {
        return Err(Error::runtime("linalg.matrix_norm: The input tensor A must have at least 2 dimensions."));
    }
    let singular = match order {
        Order::Nuclear => true,
        Order::Number(p) => p.abs() == 2.0,
        _ => false,
    };
    if !singular {
        return matrix_norm(&magnitude(x)?, order, dims, keep);
    }
    let rank = x.rank() as i64;
    let last: Vec<i64> = dims.iter().map(|&d| if d < 0 { d + rank } else { d }).collect();
    if last != [rank - 2, rank - 1] || keep {
        return Err(Error::not_implemented("this norm of complex matrices over dimensions other than the last two"));
    }
    let (_, s, _) = svd(x, false)?;
    match order {
        Order::Number(p) if *p < 0.0 => Ok(titled(select(&s, -1, -1)?, "AminBackward0")),
        Order::Number(_) => Ok(titled(select(&s, -1, 0)?, "AmaxBackward0")),
        _ => super::super::reduce::sum_dims(&s, &[-1], false),
    }
}

/// Which singular values count as other than zero: those above both tolerances.
fn counted(s: &Tensor, x: &Tensor, absolute: Option<f64>, relative: Option<f64>) -> Result<Vec<bool>> {
    let (m, n) = sides(x);
    let precision = if x.dtype() == DType::Complex128 { f64::EPSILON } else { f64::from(f32::EPSILON) };
    let usual = if absolute.is_some_and(|a| a > 0.0) { 0.0 } else { m.max(n) as f64 * precision };
    let width = s.size(-1)?.max(1);
    let all = s.to_f64_vec();
    let each = all.chunks(width).flat_map(|row| {
        let largest = row.iter().fold(0.0f64, |a, v| a.max(v.abs()));
        let least = absolute.unwrap_or(0.0).max(relative.unwrap_or(usual) * largest);
        row.iter().map(move |v| v.abs() > least)
    });
    Ok(each.collect())
}

/// The pseudo-inverse: singular values that do not count are left out.
fn pinv(x: &Tensor, absolute: Option<f64>, relative: Option<f64>, hermitian: bool) -> Result<Tensor> {
    let (u, s, vh) = if hermitian {
        let (values, vectors) = eigh(&x.detach(), "L")?;
        (vectors.clone(), values, adjoint(&vectors)?)
    } else {
        svd(&x.detach(), false)?
    };
    let dropped = counted(&s, x, absolute, relative)?.into_iter().map(|b| !b);
    let inverse = masked(&div(&s.ones_like()?, &s)?, &Tensor::from_bools(dropped, &s.shape()), 0.0)?;
    let out = matmul(&mul(&adjoint(&vh)?, &unsqueeze(&inverse, -2)?)?, &adjoint(&u)?)?;
    Ok(record(out, "LinalgPinvBackward0", &[x], |out| {
        let (kept, result) = (Saved::new(x), Saved::output(out));
        Box::new(move |incoming| {
            // G. Golub and V. Pereyra, "The differentiation of pseudo-inverses and nonlinear least squares problems", 1973.
            let (a, p, grad) = (kept.get(incoming)?, result.get(incoming)?, incoming.grad()?);
            let (ph, gh) = (adjoint(&p)?, adjoint(&grad)?);
            let (ap, pa) = (matmul(&a, &p)?, matmul(&p, &a)?);
            let inside = neg(&matmul(&matmul(&ph, &grad)?, &ph)?)?;
            let left = sub(&identity(&ap)?, &ap)?;
            let right = sub(&identity(&pa)?, &pa)?;
            let first = matmul(&left, &matmul(&gh, &matmul(&p, &ph)?)?)?;
            let second = matmul(&matmul(&matmul(&ph, &p)?, &gh)?, &right)?;
            Ok(vec![Some(add(&inside, &add(&first, &second)?)?)])
        })
    }))
}

fn cond(args: &Args) -> Result<Value> {
    let x = args.tensor(0)?;
    let order = if args.is_none(1) { Order::Number(2.0) } else { Order::read(args.value(1))? };
    if let Order::Number(p) = &order
        && p.abs() == 2.0
    {
        let (_, s, _) = svd(x, false)?;
        let (first, last) = (select(&s, -1, 0)?, select(&s, -1, -1)?);
        let ratio = if *p > 0.0 { div(&first, &last)? } else { div(&last, &first)? };
        return Ok(titled(ratio, "SqueezeBackward1").into());
    }
    square(x, "linalg.cond")?;
    let dims = [-2, -1];
    let ratio = mul(&of_matrix(x, &order, &dims, false)?, &of_matrix(&inverse(x)?, &order, &dims, false)?)?;
    Ok(titled(ratio, "NanToNumBackward0").into())
}
