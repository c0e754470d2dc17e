//! Factorisations in the form LAPACK keeps them in, on the tape: LU in one matrix (`lu_factor`), reflections below R (`geqrf`).

use super::super::super::args::Value;
use super::super::super::dtype::DType;
use super::super::super::error::{Error, Kind, Result};
use super::super::super::registry::{Op, TENSOR, TORCH, op};
use super::super::super::tape::{Saved, record, record_many};
use super::super::super::tensor::Tensor;
use super::super::arithmetic::{add, sub};
use super::super::join::cat;
use super::super::matmul::matmul;
use super::super::view::narrow;
use super::lu::Lu;
use super::matrix::{Matrix, Real, assemble, assemble_vectors, batch, by_real, check, matrices, mt, sides};
use super::qr::unit;
use super::reflect::triangularise;
use super::triangular::{lower_part, solve};

pub(in super::super) const OPS: &[Op] = &[op(TORCH | TENSOR, "geqrf(Tensor input)", |a| geqrf(a.tensor(0)?))];

/// What lies on and above the diagonal.
fn upper_part(x: &Tensor) -> Result<Tensor> {
    sub(x, &lower_part(x, -1)?)
}

/// The gradient of A = P L U from those of L and U: with k rows and columns that decide both, `P L^-T (tril(L^T gL) + triu(gU U^T)) U^-T`,
/// and what the other rows or columns add (S. Walter and L. Lehmann, "Algorithmic differentiation of linear algebra functions", 2010).
pub fn lu_back(p: &Tensor, [l, u]: [&Tensor; 2], [grad_l, grad_u]: [&Tensor; 2]) -> Result<Tensor> {
    let ((m, k), n) = (sides(l), sides(u).1);
    let corner = |t: &Tensor, dim: i64| narrow(t, dim, 0, k);
    let (l1, u1) = (corner(l, -2)?, corner(u, -1)?);
    let (gl1, gu1) = (corner(grad_l, -2)?, corner(grad_u, -1)?);
    let mut below = matmul(&mt(&l1)?, &gl1)?;
    let mut above = matmul(&gu1, &mt(&u1)?)?;
    if n > k {
        let (u2, gu2) = (narrow(u, -1, k, n - k)?, narrow(grad_u, -1, k, n - k)?);
        below = sub(&below, &matmul(&gu2, &mt(&u2)?)?)?;
    }
    if m > k {
        let (l2, gl2) = (narrow(l, -2, k, m - k)?, narrow(grad_l, -2, k, m - k)?);
        above = sub(&above, &matmul(&mt(&l2)?, &gl2)?)?;
    }
    let inner = add(&lower_part(&below, -1)?, &upper_part(&above)?)?;
    let mut whole = solve(&mt(&l1)?, &inner, true, true)?;
    // Multiplied by U1^-T from the right: the transposed system is an upper triangular one.
    if m > k {
        whole = cat(&[whole, narrow(grad_l, -2, k, m - k)?], -2)?;
    }
    whole = mt(&solve(&u1, &mt(&whole)?, true, false)?)?;
    if n > k {
        let rest = solve(&mt(&l1)?, &narrow(grad_u, -1, k, n - k)?, true, true)?;
        whole = cat(&[whole, rest], -1)?;
    }
    matmul(p, &whole)
}

/// The permutations P of A = P L U, for each matrix.
pub fn permutations<T: Real>(factored: &[Lu<T>], shape: &[usize], m: usize) -> Result<Tensor> {
    let all = factored.iter().map(|f| {
        let mut p = Matrix::zeros(m, m);
        f.order().into_iter().enumerate().for_each(|(i, row)| p[(row, i)] = T::ONE);
        p
    });
    assemble(all.collect(), shape, m, m)
}

/// Puts L and U in one matrix on the tape.
pub fn packed(x: &Tensor, both: Tensor, p: Tensor) -> Tensor {
    record(both, "LinalgLuFactorExBackward0", &[x], |out| {
        let kept = Saved::output(out);
        Box::new(move |incoming| {
            let (both, grad) = (kept.get(incoming)?, incoming.grad()?);
            let (m, n) = sides(&both);
            let k = m.min(n);
            let lower = |t: &Tensor| narrow(&lower_part(t, -1)?, -1, 0, k);
            let upper = |t: &Tensor| narrow(&upper_part(t)?, -2, 0, k);
            let (mut l, u) = (lower(&both)?, upper(&both)?);
            let one = unit(&narrow(&l, -2, 0, k)?)?;
            let ones = if m > k { cat(&[one, Tensor::zeros(&[m - k, k], both.dtype())?], -2)? } else { one };
            l = add(&l, &ones)?;
            Ok(vec![Some(lu_back(&p, [&l, &u], [&lower(&grad)?, &upper(&grad)?])?)])
        })
    })
}

/// Puts the three factors on the tape. P has no gradient.
pub fn separate(x: &Tensor, p: &Tensor, outs: &[Tensor; 2]) {
    record_many(outs, "LinalgLuBackward0", &[x], |outs| {
        let (l, u, p) = (Saved::output_at(&outs[0], 0), Saved::output_at(&outs[1], 1), p.clone());
        Box::new(move |incoming| {
            let (l, u) = (l.get(incoming)?, u.get(incoming)?);
            let grads = [&lower_part(&incoming.grad_of(0)?, -1)?, &upper_part(&incoming.grad_of(1)?)?];
            Ok(vec![Some(lu_back(&p, [&l, &u], grads)?)])
        })
    });
}

/// R, and below it the reflections' vectors; and their factors.
fn geqrf(x: &Tensor) -> Result<Value> {
    check(x, "geqrf")?;
    fn all<T: Real>(x: &Tensor) -> Result<[Tensor; 2]> {
        let ((m, n), batch) = (sides(x), batch(x));
        let (mut both, mut taus): (Vec<Matrix<T>>, Vec<Vec<T>>) = (Vec::new(), Vec::new());
        for a in matrices::<T>(x) {
            let (q, mut r) = triangularise(a);
            for (start, v, _) in &q.all {
                v.iter().enumerate().skip(1).for_each(|(i, &f)| r[(start + i, *start)] = f);
            }
            taus.push(q.all.iter().map(|(_, _, tau)| *tau).collect());
            both.push(r);
        }
        Ok([assemble(both, &batch, m, n)?, assemble_vectors(taus, &batch, m.min(n))])
    }
    let outs = by_real!(x.dtype(), T => all::<T>(x))?;
    record_many(&outs, "GeqrfBackward0", &[x], |_| {
        Box::new(|_| Err(Error::new(Kind::NotImplemented, "the derivative for 'geqrf' is not implemented.")))
    });
    let [a, tau] = outs;
    Ok(Value::Named("geqrf", &["a", "tau"], vec![a.into(), tau.into()]))
}
