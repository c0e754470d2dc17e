//! Cholesky factors, and what is solved with them.

use super::super::super::args::{Args, Value};
use super::super::super::dtype::DType;
use super::super::super::error::{Error, Kind, Result};
use super::super::super::registry::{LINALG, Op, TENSOR, TORCH, op};
use super::super::super::tape::{Saved, record};
use super::super::super::tensor::Tensor;
use super::super::arithmetic::{add, mul_number, sub};
use super::super::layout::titled;
use super::super::matmul::matmul;
use super::matrix::{Matrix, Real, assemble, batch, by_real, check_square, element, matrices, mt, sides};
use super::qr::unit;
use super::triangular::{lower_part, solve};

pub(in super::super) const OPS: &[Op] = &[
    op(LINALG, "cholesky(Tensor A, *, bool upper=False)", |a| {
        let x = a.tensor(0)?;
        let (out, info) = factors(x, a.boolean(1))?;
        if let Some(at) = info.iter().position(|&i| i != 0) {
            return Err(Error::new(
                Kind::LinAlg,
                format!(
                    "linalg.cholesky: {}The factorization could not be completed because the input is not positive-definite (the leading minor of order {} is not positive-definite).",
                    element(&batch(x), at),
                    info[at]
                ),
            ));
        }
        Ok(out.into())
    }),
    op(LINALG, "cholesky_ex(Tensor A, *, bool upper=False, bool check_errors=False)", |a| {
        let x = a.tensor(0)?;
        let (out, info) = factors(x, a.boolean(1))?;
        let info = Tensor::from_vec(info.into_iter().map(|i| i as i32).collect(), &batch(x));
        Ok(Value::Named("linalg_cholesky_ex", &["L", "info"], vec![out.into(), info.into()]))
    }),
    op(TORCH | TENSOR, "cholesky(Tensor input, bool upper=False)", |_| {
        Err(Error::runtime(
            "This function was deprecated since version 1.9 and is now removed. `torch.cholesky` is deprecated in favor of `torch.linalg.cholesky`.\nL = torch.cholesky(A) should be replaced with:\nL = torch.linalg.cholesky(A)\nU = torch.cholesky(A, upper=True) should be replaced with:\nU = torch.linalg.cholesky(A).mH",
        ))
    }),
    op(TORCH | TENSOR, "cholesky_solve(Tensor B, Tensor L, bool upper=False)", cholesky_solve),
    op(TORCH | TENSOR, "cholesky_inverse(Tensor L, bool upper=False)", |a| {
        let x = a.tensor(0)?;
        check_square(x, "cholesky_inverse")?;
        Ok(titled(solved(x, &unit(x)?, a.boolean(1))?, "CholeskyInverseBackward0").into())
    }),
];

/// The lower factor of a positive definite matrix, of which only the lower triangle is read; and the order of the first leading
/// minor that is not positive, or 0.
fn factor<T: Real>(mut a: Matrix<T>) -> (Matrix<T>, usize) {
    let n = a.rows;
    let mut info = 0;
    for j in 0..n {
        let rest = (0..j).fold(a[(j, j)], |rest, k| rest - a[(j, k)] * a[(j, k)]);
        if rest <= T::ZERO || rest.is_nan() {
            info = j + 1;
            break;
        }
        a[(j, j)] = rest.sqrt();
        for i in j + 1..n {
            let rest = (0..j).fold(a[(i, j)], |rest, k| rest - a[(i, k)] * a[(j, k)]);
            a[(i, j)] = rest / a[(j, j)];
        }
    }
    for i in 0..n {
        (i + 1..n).for_each(|j| a[(i, j)] = T::ZERO);
    }
    (a, info)
}

fn factors(x: &Tensor, upper: bool) -> Result<(Tensor, Vec<usize>)> {
    check_square(x, "linalg.cholesky")?;
    fn all<T: Real>(x: &Tensor, upper: bool) -> Result<(Tensor, Vec<usize>)> {
        let n = sides(x).0;
        let given = matrices::<T>(x).into_iter().map(|m| if upper { m.transposed() } else { m });
        let (found, info): (Vec<_>, Vec<_>) = given.map(factor).unzip();
        let found = found.into_iter().map(|m| if upper { m.transposed() } else { m }).collect();
        Ok((assemble(found, &batch(x), n, n)?, info))
    }
    let (out, info) = by_real!(x.dtype(), T => all::<T>(x, upper))?;
    let out = record(out, "LinalgCholeskyExBackward0", &[x], |out| {
        let kept = Saved::output(out);
        Box::new(move |incoming| {
            let (l, grad) = (kept.get(incoming)?, incoming.grad()?);
            let (l, grad) = if upper { (mt(&l)?, mt(&grad)?) } else { (l, grad) };
            // L^-T phi(L^T gL) L^-1 made symmetric, where phi keeps the lower triangle and half the diagonal.
            let inner = matmul(&mt(&l)?, &grad)?;
            let lower = lower_part(&inner, 0)?;
            let diagonal = sub(&lower, &lower_part(&inner, -1)?)?;
            let phi = sub(&lower, &mul_number(&diagonal, 0.5)?)?;
            let half = mul_number(&add(&phi, &mt(&phi)?)?, 0.5)?;
            let left = solve(&mt(&l)?, &half, true, false)?;
            Ok(vec![Some(mt(&solve(&mt(&l)?, &mt(&left)?, true, false)?)?)])
        })
    });
    Ok((out, info))
}

/// The solution of `A x = b`, where A is given by its factor.
fn solved(l: &Tensor, b: &Tensor, upper: bool) -> Result<Tensor> {
    let (first, second) = if upper { (mt(l)?, l.clone()) } else { (l.clone(), mt(l)?) };
    solve(&second, &solve(&first, b, false, false)?, true, false)
}

fn cholesky_solve(args: &Args) -> Result<Value> {
    let (b, l) = (args.tensor(0)?, args.tensor(1)?);
    for (name, t) in [("b", b), ("u", l)] {
        if t.rank() < 2 {
            return Err(Error::runtime(format!(
                "{name} should have at least 2 dimensions, but has {} dimensions instead",
                t.rank()
            )));
        }
    }
    let ((rows, columns), (m, n)) = (sides(l), sides(b));
    if rows != columns {
        return Err(Error::runtime(format!(
            "A must be batches of square matrices, but they are {rows} by {columns} matrices"
        )));
    }
    if m != rows {
        return Err(Error::runtime(format!(
            "Incompatible matrix sizes for cholesky_solve: each A matrix is {rows} by {rows} but each b matrix is {m} by {n}"
        )));
    }
    check_square(l, "cholesky_solve")?;
    if b.dtype() != l.dtype() {
        return Err(Error::runtime(format!(
            "cholesky_solve: Expected A and b to have the same dtype, but found {} and {}",
            l.dtype().scalar_name(),
            b.dtype().scalar_name()
        )));
    }
    Ok(titled(solved(l, b, args.boolean(2))?, "CholeskySolveBackward0").into())
}
