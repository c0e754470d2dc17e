//! Determinants, inverses and solutions of square systems, by LU.

use super::super::super::args::{Args, Value};
use super::super::super::dtype::DType;
use super::super::super::error::{Error, Kind, Result};
use super::super::super::registry::{LINALG, Op, TENSOR, TORCH, op};
use super::super::super::shape::{self, Shape};
use super::super::super::tape::{Saved, record, record_many};
use super::super::super::tensor::Tensor;
use super::super::arithmetic::{mul, neg};
use super::super::matmul::matmul;
use super::super::reduce::sum_to;
use super::super::select::choose;
use super::super::view::{expand, squeeze, unsqueeze};
use super::factored::{packed, permutations, separate};
use super::lu::{Lu, factor};
use super::matrix::{
    Matrix, Real, assemble, assemble_vectors, batch, by_real, check, check_square, element, matrices, mt, sides,
};

pub(in super::super) const OPS: &[Op] = &[
    op(LINALG, "inv(Tensor A)", |a| Ok(inverse(a.tensor(0)?)?.into())),
    op(TORCH | TENSOR, "inverse(Tensor input)", |a| Ok(inverse(a.tensor(0)?)?.into())),
    op(LINALG, "inv_ex(Tensor A, *, bool check_errors=False)", |a| {
        let x = a.tensor(0)?;
        check_square(x, "linalg.inv")?;
        let (out, info) = inverted(x)?;
        if a.boolean(1) && info.iter().any(|&i| i != 0) {
            return Err(not_invertible(x, &info));
        }
        Ok(Value::Named("linalg_inv_ex", &["inverse", "info"], vec![out.into(), infos(x, &info).into()]))
    }),
    op(LINALG, "det(Tensor A)", |a| Ok(det(a.tensor(0)?)?.into())),
    op(TORCH | TENSOR, "det(Tensor input)", |a| Ok(det(a.tensor(0)?)?.into())),
    op(LINALG, "slogdet(Tensor A)", |a| {
        let (sign, size) = slogdet(a.tensor(0)?, "linalg.slogdet")?;
        Ok(Value::Named("linalg_slogdet", SLOGDET, vec![sign.into(), size.into()]))
    }),
    op(TORCH | TENSOR, "slogdet(Tensor input)", |a| {
        let (sign, size) = slogdet(a.tensor(0)?, "linalg.slogdet")?;
        Ok(Value::Named("slogdet", SLOGDET, vec![sign.into(), size.into()]))
    }),
    op(TORCH | TENSOR, "logdet(Tensor input)", |a| {
        let (sign, size) = slogdet(a.tensor(0)?, "logdet")?;
        let flipped = Tensor::from_bools(sign.to_f64_vec().into_iter().map(|s| s == -1.0), &sign.shape());
        let nan = Tensor::scalar(f64::NAN, size.dtype())?;
        Ok(choose(&flipped, &(&nan).into(), &(&size).into())?.into())
    }),
    op(LINALG, "solve(Tensor A, Tensor B, *, bool left=True)", |a| {
        Ok(solve(a.tensor(0)?, a.tensor(1)?, a.boolean(2), true)?.0.into())
    }),
    op(LINALG, "solve_ex(Tensor A, Tensor B, *, bool left=True, bool check_errors=False)", |a| {
        let (x, info) = solve(a.tensor(0)?, a.tensor(1)?, a.boolean(2), a.boolean(3))?;
        let info = infos(a.tensor(0)?, &info);
        Ok(Value::Named("linalg_solve_ex", &["result", "info"], vec![x.into(), info.into()]))
    }),
    op(LINALG, "lu(Tensor A, *, bool pivot=True)", lu),
    op(LINALG, "lu_factor(Tensor A, *, bool pivot=True)", |a| lu_factor(a, true)),
    op(LINALG, "lu_factor_ex(Tensor A, *, bool pivot=True, bool check_errors=False)", |a| lu_factor(a, false)),
];

const SLOGDET: &[&str] = &["sign", "logabsdet"];

fn infos(x: &Tensor, info: &[usize]) -> Tensor {
    Tensor::from_vec(info.iter().map(|&i| i as i32).collect(), &batch(x))
}

fn not_invertible(x: &Tensor, info: &[usize]) -> Error {
    let at = info.iter().position(|&i| i != 0).unwrap_or(0);
    Error::new(
        Kind::LinAlg,
        format!(
            "linalg.inv: {}The diagonal element {} is zero, the inversion could not be completed because the input matrix is singular.",
            element(&batch(x), at),
            info[at]
        ),
    )
}

/// The inverses, and for each matrix the first zero pivot.
fn inverted(x: &Tensor) -> Result<(Tensor, Vec<usize>)> {
    fn all<T: Real>(x: &Tensor) -> Result<(Tensor, Vec<usize>)> {
        let n = sides(x).0;
        let factored: Vec<Lu<T>> = matrices::<T>(x).into_iter().map(factor).collect();
        let info = factored.iter().map(|f| f.singular).collect();
        let found = factored.iter().map(|f| f.solve(&Matrix::identity(n))).collect();
        Ok((assemble(found, &batch(x), n, n)?, info))
    }
    let (out, info) = by_real!(x.dtype(), T => all::<T>(x))?;
    let out = record(out, "LinalgInvExBackward0", &[x], |out| {
        let kept = Saved::output(out);
        Box::new(move |incoming| {
            let back = mt(&kept.get(incoming)?)?;
            Ok(vec![Some(neg(&matmul(&matmul(&back, &incoming.grad()?)?, &back)?)?)])
        })
    });
    Ok((out, info))
}

/// The inverse of each matrix.
///
/// # Errors
/// PyTorch's `LinAlgError` for a matrix that has none.
pub fn inverse(x: &Tensor) -> Result<Tensor> {
    check_square(x, "linalg.inv")?;
    let (out, info) = inverted(x)?;
    if info.iter().any(|&i| i != 0) { Err(not_invertible(x, &info)) } else { Ok(out) }
}

/// A number for each matrix.
fn each<T: Real>(x: &Tensor, f: impl Fn(&Lu<T>) -> T) -> Tensor {
    Tensor::from_vec(matrices::<T>(x).into_iter().map(|m| f(&factor(m))).collect(), &batch(x))
}

/// The transposed inverse, with infinities where there is none, on the tape only if the inverse exists.
fn adjoint_inverse(x: &Tensor) -> Result<Tensor> {
    let (out, _) = inverted(x)?;
    mt(&out)
}

/// A number for each matrix as a factor of it.
fn factors(x: &Tensor) -> Result<Tensor> {
    unsqueeze(&unsqueeze(x, -1)?, -1)
}

fn det(x: &Tensor) -> Result<Tensor> {
    check_square(x, "linalg.det")?;
    let out = by_real!(x.dtype(), T => each::<T>(x, Lu::determinant));
    Ok(record(out, "LinalgDetBackward0", &[x], |out| {
        let (kept, result) = (Saved::new(x), Saved::output(out));
        Box::new(move |incoming| {
            let (x, det) = (kept.get(incoming)?, result.get(incoming)?);
            // As PyTorch has it, the gradient is zero where the determinant is, whatever the cofactors are.
            let zero = Tensor::from_bools(det.to_f64_vec().into_iter().map(|d| d == 0.0), &det.shape());
            let scale = factors(&mul(&incoming.grad()?, &det)?)?;
            let none = factors(&zero)?;
            let back = mul(&adjoint_inverse(&x)?, &scale)?;
            let still = Tensor::zeros(&[], x.dtype())?;
            Ok(vec![Some(choose(&none, &(&still).into(), &(&back).into())?)])
        })
    }))
}

fn slogdet(x: &Tensor, name: &str) -> Result<(Tensor, Tensor)> {
    check_square(x, name)?;
    fn signs<T: Real>(f: &Lu<T>) -> T {
        let diagonal = (0..f.both.rows).map(|i| f.both[(i, i)]);
        // Zero keeps the sign it has in the factor, and NaN counts as nothing.
        diagonal.fold(f.sign(), |sign, d| if d.is_nan() { sign * T::ZERO } else { sign * sgn(d) })
    }
    fn sgn<T: Real>(d: T) -> T {
        if d == T::ZERO { d } else { d.sign() }
    }
    fn sizes<T: Real>(f: &Lu<T>) -> T {
        (0..f.both.rows).map(|i| f.both[(i, i)].abs().ln()).fold(T::ZERO, |sum, v| sum + v)
    }
    let sign = by_real!(x.dtype(), T => each::<T>(x, signs));
    let size = by_real!(x.dtype(), T => each::<T>(x, sizes));
    let outs = [sign, size];
    record_many(&outs, "LinalgSlogdetBackward0", &[x], |_| {
        let kept = Saved::new(x);
        Box::new(move |incoming| {
            let back = adjoint_inverse(&kept.get(incoming)?)?;
            Ok(vec![Some(mul(&back, &factors(&incoming.grad_of(1)?)?)?)])
        })
    });
    let [sign, size] = outs;
    Ok((sign, size))
}

/// Broadcasts the batches of two tensors of matrices.
fn matched(a: &Tensor, b: &Tensor) -> Result<(Tensor, Tensor, Shape)> {
    let both = shape::broadcast(&batch(a), &batch(b))?;
    let wide = |t: &Tensor| {
        let mut shape = both.clone();
        let (rows, columns) = sides(t);
        shape.extend([rows, columns]);
        expand(t, &shape)
    };
    Ok((wide(a)?, wide(b)?, both.clone()))
}

/// `A x = b` (or `x A = b`), and the first zero pivot of each matrix.
fn solve(a: &Tensor, b: &Tensor, left: bool, strict: bool) -> Result<(Tensor, Vec<usize>)> {
    check_square(a, "linalg.solve")?;
    if a.dtype() != b.dtype() {
        return Err(Error::runtime(format!(
            "linalg.solve: Expected A and B to have the same dtype, but found A of type {} and B of type {} instead",
            a.dtype().scalar_name(),
            b.dtype().scalar_name()
        )));
    }
    // B is a batch of vectors if it has A's shape without the columns.
    let (sa, sb) = (a.shape(), b.shape());
    let vector = sb.len() == 1 || (sa.len() == sb.len() + 1 && sb[..] == sa[..sa.len() - 1]);
    let columns = if vector { unsqueeze(b, -1)? } else { b.clone() };
    let (n, side) = (sides(a).0, sides(&columns));
    if (if left { side.0 } else { side.1 }) != n {
        return Err(Error::runtime(format!(
            "linalg.solve: Incompatible shapes of A and B for the equation {} = B ({n}x{n} and {}x{})",
            if left { "AX" } else { "XA" },
            side.0,
            side.1
        )));
    }
    if !left {
        let (x, info) = solve(&mt(a)?, &mt(&columns)?, true, strict)?;
        return Ok((mt(&x)?, info));
    }
    let (wide_a, wide_b, both) = matched(a, &columns)?;
    fn all<T: Real>(a: &Tensor, b: &Tensor, both: &[usize]) -> Result<(Tensor, Vec<usize>)> {
        let factored: Vec<Lu<T>> = matrices::<T>(a).into_iter().map(factor).collect();
        let found = factored.iter().zip(matrices::<T>(b)).map(|(f, b)| f.solve(&b)).collect();
        let (rows, columns) = sides(b);
        Ok((assemble(found, both, rows, columns)?, factored.iter().map(|f| f.singular).collect()))
    }
    let (out, info) = by_real!(a.dtype(), T => all::<T>(&wide_a.detach(), &wide_b.detach(), &both))?;
    if let Some(at) = info.iter().position(|&i| i != 0).filter(|_| strict) {
        return Err(Error::new(
            Kind::LinAlg,
            format!(
                "torch.linalg.solve: {}The solver failed because the input matrix is singular.",
                element(&batch(a), at)
            ),
        ));
    }
    let out = if vector { squeeze(&out, Some(&[-1]))?.detach() } else { out };
    let out = record(out, "LinalgSolveExBackward0", &[a, b], |out| {
        let (kept, result) = (Saved::new(a), Saved::output(out));
        Box::new(move |incoming| {
            let (a, x) = (kept.get(incoming)?, result.get(incoming)?);
            let (x, grad) = (columns_of(&x, vector)?, columns_of(&incoming.grad()?, vector)?);
            let back = solve(&mt(&a)?, &grad, true, false)?.0;
            let first = incoming.needs(0).then(|| sum_to(&neg(&matmul(&back, &mt(&x)?)?)?, &sa)).transpose()?;
            let second = incoming
                .needs(1)
                .then(|| {
                    let back = if vector { squeeze(&back, Some(&[-1]))? } else { back.clone() };
                    sum_to(&back, &sb)
                })
                .transpose()?;
            Ok(vec![first, second])
        })
    });
    Ok((out, info))
}

fn columns_of(x: &Tensor, vector: bool) -> Result<Tensor> {
    if vector { unsqueeze(x, -1) } else { Ok(x.clone()) }
}

fn pivoted(args: &Args, i: usize) -> Result<()> {
    if args.boolean(i) {
        return Ok(());
    }
    Err(Error::runtime("linalg.lu_factor: LU without pivoting is not implemented on the CPU"))
}

fn lu(args: &Args) -> Result<Value> {
    let x = args.tensor(0)?;
    check(x, "linalg.lu")?;
    pivoted(args, 1)?;
    fn all<T: Real>(x: &Tensor) -> Result<[Tensor; 3]> {
        let ((m, n), batch) = (sides(x), batch(x));
        let k = m.min(n);
        let (mut ps, mut ls, mut us) = (Vec::new(), Vec::new(), Vec::new());
        for f in matrices::<T>(x).into_iter().map(factor) {
            let (mut p, mut l, mut u) = (Matrix::zeros(m, m), Matrix::zeros(m, k), Matrix::zeros(k, n));
            f.order().into_iter().enumerate().for_each(|(i, row)| p[(row, i)] = T::ONE);
            for i in 0..m {
                for j in 0..k.min(i + 1) {
                    l[(i, j)] = if i == j { T::ONE } else { f.both[(i, j)] };
                }
            }
            for i in 0..k {
                for j in i..n {
                    u[(i, j)] = f.both[(i, j)];
                }
            }
            ps.push(p);
            ls.push(l);
            us.push(u);
        }
        Ok([assemble(ps, &batch, m, m)?, assemble(ls, &batch, m, k)?, assemble(us, &batch, k, n)?])
    }
    let [p, l, u] = by_real!(x.dtype(), T => all::<T>(x))?;
    let outs = [l, u];
    separate(x, &p, &outs);
    let [l, u] = outs;
    Ok(Value::Named("linalg_lu", &["P", "L", "U"], vec![p.into(), l.into(), u.into()]))
}

fn lu_factor(args: &Args, strict: bool) -> Result<Value> {
    let x = args.tensor(0)?;
    check(x, "torch.linalg.lu_factor")?;
    pivoted(args, 1)?;
    type Parts = (Tensor, Tensor, Vec<Vec<usize>>, Vec<usize>);
    fn all<T: Real>(x: &Tensor) -> Result<Parts> {
        let (m, n) = sides(x);
        let factored: Vec<Lu<T>> = matrices::<T>(x).into_iter().map(factor).collect();
        let info = factored.iter().map(|f| f.singular).collect();
        let pivots = factored.iter().map(|f| f.pivots.clone()).collect();
        let p = permutations(&factored, &batch(x), m)?;
        Ok((assemble(factored.into_iter().map(|f| f.both).collect(), &batch(x), m, n)?, p, pivots, info))
    }
    let (both, p, pivots, info) = by_real!(x.dtype(), T => all::<T>(x))?;
    let both = packed(x, both, p);
    if let Some(i) = info.iter().find(|&&i| i != 0).filter(|_| strict) {
        return Err(Error::runtime(format!(
            "torch.linalg.lu_factor: U[{i},{i}] is zero and using it on lu_solve would result in a division by zero. If you still want to perform the factorization, consider calling linalg.lu(A, pivot) or linalg.lu_factor_ex(A, pivot)"
        )));
    }
    let k = sides(x).0.min(sides(x).1);
    let rows = pivots.into_iter().map(|p| p.into_iter().map(|i| (i + 1) as f64).collect()).collect();
    let pivots = assemble_vectors::<f64>(rows, &batch(x), k).cast(DType::Int32)?;
    if strict {
        return Ok(Value::Named("linalg_lu_factor", &["LU", "pivots"], vec![both.into(), pivots.into()]));
    }
    let info = infos(x, &info);
    Ok(Value::Named("linalg_lu_factor_ex", &["LU", "pivots", "info"], vec![both.into(), pivots.into(), info.into()]))
}
