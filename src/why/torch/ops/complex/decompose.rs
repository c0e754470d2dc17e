//! QR, Cholesky, Hermitian eigenvalues and singular values of complex matrices. Reflections make real matrices of few diagonals of
//! them, which the real kernels finish.

use super::super::super::args::Value;
use super::super::super::error::{Error, Kind, Result};
use super::super::super::registry::Op;
use super::super::super::tape::{Saved, record, record_many};
use super::super::super::tensor::Tensor;
use super::super::arithmetic::{add, div, mul, mul_number, sub};
use super::super::linalg::bidiagonal;
use super::super::linalg::matrix::{Matrix, batch, element, sides};
use super::super::linalg::qr::unit;
use super::super::linalg::tridiagonal::eigen;
use super::super::rearrange::{diag_embed, triangle};
use super::super::view::{narrow, unsqueeze};
use super::access::adjoint;
use super::dense::{
    self, M, Reflection, applied, assembled, cholesky, identity, matrices, real_vectors, reflection, times,
    triangularise, widened,
};
use super::everywhere;
use super::make::C;
use super::matrix::matmul;
use super::solve::{solve, square};

pub const OWN: &[Op] = &[
    everywhere("cholesky(Tensor A, *, bool upper=False)", |a| {
        let x = a.tensor(0)?;
        let (out, info) = lower(x, a.boolean(1))?;
        match info.iter().position(|&i| i != 0) {
            Some(at) => Err(Error::new(
                Kind::LinAlg,
                format!(
                    "linalg.cholesky: {}The factorization could not be completed because the input is not positive-definite (the leading minor of order {} is not positive-definite).",
                    element(&batch(x), at),
                    info[at]
                ),
            )),
            None => Ok(out.into()),
        }
    }),
    everywhere("cholesky_ex(Tensor A, *, bool upper=False, bool check_errors=False)", |a| {
        let x = a.tensor(0)?;
        let (out, info) = lower(x, a.boolean(1))?;
        let info = Tensor::from_vec(info.into_iter().map(|i| i as i32).collect(), &batch(x));
        Ok(Value::Named("linalg_cholesky_ex", &["L", "info"], vec![out.into(), info.into()]))
    }),
    everywhere("cholesky_solve(Tensor B, Tensor L, bool upper=False)", |a| {
        square(a.tensor(1)?, "cholesky_solve")?;
        let out = solved(a.tensor(1)?, a.tensor(0)?, a.boolean(2))?;
        Ok(super::super::layout::titled(out, "CholeskySolveBackward0").into())
    }),
    everywhere("cholesky_inverse(Tensor L, bool upper=False)", |a| {
        let x = a.tensor(0)?;
        square(x, "cholesky_inverse")?;
        let out = solved(x, &super::matrix::identity(x)?, a.boolean(1))?;
        // Rounding must not leave the diagonal other than real.
        let out = mul_number(&add(&out, &adjoint(&out)?)?, 0.5)?;
        Ok(super::super::layout::titled(out, "CholeskyInverseBackward0").into())
    }),
    everywhere("qr(Tensor A, str mode='reduced')", |a| {
        let (q, r) = qr(a.tensor(0)?, a.text(1)?)?;
        Ok(Value::Named("linalg_qr", &["Q", "R"], vec![q.into(), r.into()]))
    }),
    everywhere("eigh(Tensor A, str UPLO='L')", |a| {
        let (values, vectors) = eigh(a.tensor(0)?, a.text(1)?)?;
        Ok(Value::Named("linalg_eigh", &["eigenvalues", "eigenvectors"], vec![values.into(), vectors.into()]))
    }),
    everywhere("eigvalsh(Tensor A, str UPLO='L')", |a| Ok(eigh(a.tensor(0)?, a.text(1)?)?.0.into())),
    everywhere("svd(Tensor A, bool full_matrices=True, *, str? driver=None)", |a| {
        let (u, s, vh) = svd(a.tensor(0)?, a.boolean(1))?;
        Ok(Value::Named("linalg_svd", &["U", "S", "Vh"], vec![u.into(), s.into(), vh.into()]))
    }),
    everywhere("svdvals(Tensor A, *, str? driver=None)", |a| Ok(svd(a.tensor(0)?, false)?.1.into())),
];

fn tall(x: &Tensor, name: &str) -> Result<()> {
    if x.rank() < 2 {
        return Err(Error::runtime(format!("{name}: The input tensor A must have at least 2 dimensions.")));
    }
    Ok(())
}

fn lower(x: &Tensor, upper: bool) -> Result<(Tensor, Vec<usize>)> {
    square(x, "linalg.cholesky")?;
    let n = sides(x).0;
    let given = matrices(x).into_iter().map(|m| if upper { dense::adjoint(&m) } else { m });
    let (found, info): (Vec<_>, Vec<_>) = given.map(cholesky).unzip();
    let found = found.into_iter().map(|m| if upper { dense::adjoint(&m) } else { m }).collect();
    let out = assembled(found, x, n, n)?;
    let out = record(out, "LinalgCholeskyExBackward0", &[x], |out| {
        let kept = Saved::output(out);
        Box::new(move |incoming| {
            let (l, grad) = (kept.get(incoming)?, incoming.grad()?);
            let (l, grad) = if upper { (adjoint(&l)?, adjoint(&grad)?) } else { (l, grad) };
            // As of real matrices, made Hermitian but for the diagonal, which PyTorch leaves as it is.
            let inner = matmul(&adjoint(&l)?, &grad)?;
            let below = triangle(&inner, -1, true)?;
            let diagonal = sub(&triangle(&inner, 0, true)?, &below)?;
            let half = mul_number(&add(&add(&below, &adjoint(&below)?)?, &diagonal)?, 0.5)?;
            let back = adjoint(&l)?;
            let left = solve(&back, &half, true, false)?.0;
            Ok(vec![Some(adjoint(&solve(&back, &adjoint(&left)?, true, false)?.0)?)])
        })
    });
    Ok((out, info))
}

/// The solution of `A x = b`, where A is given by its factor.
fn solved(l: &Tensor, b: &Tensor, upper: bool) -> Result<Tensor> {
    let (first, second) = if upper { (adjoint(l)?, l.clone()) } else { (l.clone(), adjoint(l)?) };
    Ok(solve(&second, &solve(&first, b, true, false)?.0, true, false)?.0)
}

fn qr(x: &Tensor, mode: &str) -> Result<(Tensor, Tensor)> {
    tall(x, "linalg.qr")?;
    let (m, n) = sides(x);
    let k = m.min(n);
    let (wide, only_r) = match mode {
        "reduced" => (k, false),
        "complete" => (m, false),
        "r" => (k, true),
        _ => {
            return Err(Error::runtime(format!(
                "qr received unrecognized mode '{mode}' but expected one of 'reduced' (default), 'r', or 'complete'"
            )));
        }
    };
    let (mut qs, mut rs) = (Vec::new(), Vec::new());
    for a in matrices(x) {
        let (found, r) = triangularise(a);
        let mut q = identity(m, wide);
        applied(&found, &mut q, 0);
        qs.push(q);
        rs.push(M { rows: wide, columns: n, data: r.data[..wide * n].to_vec() });
    }
    let outs = [assembled(qs, x, m, wide)?, assembled(rs, x, wide, n)?];
    record_many(&outs, "LinalgQrBackward0", &[x], |outs| {
        let (q, r) = (Saved::output_at(&outs[0], 0), Saved::output_at(&outs[1], 1));
        Box::new(move |incoming| {
            if only_r || wide != k || m < n {
                return Err(Error::not_implemented("this gradient of torch.linalg.qr of complex numbers"));
            }
            let (q, r) = (q.get(incoming)?, r.get(incoming)?);
            // M. Seeger et al., "Auto-Differentiating Linear Algebra", 2017: with M = R gR* - gQ* Q, (gQ + Q copyltu(M)) R^-*.
            let (gq, gr) = (incoming.grad_of(0)?, incoming.grad_of(1)?);
            let inner = sub(&matmul(&r, &adjoint(&gr)?)?, &matmul(&adjoint(&gq)?, &q)?)?;
            let below = triangle(&inner, -1, true)?;
            let diagonal = sub(&triangle(&inner, 0, true)?, &below)?;
            let diagonal = mul_number(&add(&diagonal, &adjoint(&diagonal)?)?, 0.5)?;
            let both = add(&add(&below, &adjoint(&below)?)?, &diagonal)?;
            let left = add(&gq, &matmul(&q, &both)?)?;
            Ok(vec![Some(adjoint(&solve(&r, &adjoint(&left)?, true, false)?.0)?)])
        })
    });
    let [q, r] = outs;
    Ok((if only_r { Tensor::zeros(&[0], x.dtype())? } else { q }, r))
}

/// A Hermitian matrix as `Q T Q*` with T real and tridiagonal: LAPACK's `hetd2`.
fn tridiagonal(mut a: M, lower: bool) -> (Matrix<f64>, M) {
    let n = a.rows;
    for i in 0..n {
        a[(i, i)].im = 0.0;
        for j in 0..i {
            if lower {
                a[(j, i)] = a[(i, j)].conj();
            } else {
                a[(i, j)] = a[(j, i)].conj();
            }
        }
    }
    let mut found: Vec<(usize, Reflection)> = Vec::new();
    if lower {
        for i in 0..n.saturating_sub(1) {
            let h = reflection(&(i + 1..n).map(|k| a[(k, i)]).collect::<Vec<_>>());
            h.left(&mut a, i + 1, 0, true);
            h.right(&mut a, 0, i + 1);
            found.push((i + 1, h));
        }
    } else {
        for i in (0..n.saturating_sub(1)).rev() {
            // The vector's 1 stands last here.
            let mut column: Vec<C> = (0..=i).map(|k| a[(k, i + 1)]).collect();
            column.rotate_right(1);
            let mut h = reflection(&column);
            h.v.rotate_left(1);
            h.left(&mut a, 0, 0, true);
            h.right(&mut a, 0, 0);
            found.push((0, h));
        }
    }
    let mut q = identity(n, n);
    for (at, h) in found.iter().rev() {
        h.left(&mut q, *at, 0, false);
    }
    let mut t = Matrix::<f64>::zeros(n, n);
    for i in 0..n {
        t[(i, i)] = a[(i, i)].re;
        if i + 1 < n {
            t[(i + 1, i)] = a[(i + 1, i)].re;
            t[(i, i + 1)] = a[(i + 1, i)].re;
        }
    }
    (t, q)
}

/// Eigenvalues in rising order, real, and eigenvectors as columns.
pub fn eigh(x: &Tensor, side: &str) -> Result<(Tensor, Tensor)> {
    square(x, "linalg.eigh")?;
    let lower = match side {
        "L" | "l" => true,
        "U" | "u" => false,
        other => return Err(Error::runtime(format!("Expected UPLO argument to be 'L' or 'U', but got {other}"))),
    };
    let n = sides(x).0;
    let (mut values, mut vectors) = (Vec::new(), Vec::new());
    for (i, a) in matrices(x).into_iter().enumerate() {
        let (t, q) = tridiagonal(a, lower);
        let (d, z) = eigen(t, true).ok_or_else(|| {
            Error::new(
                Kind::LinAlg,
                format!(
                    "linalg.eigh: {}The algorithm failed to converge because the input matrix is ill-conditioned or has too many repeated eigenvalues (error code: {n}).",
                    element(&batch(x), i)
                ),
            )
        })?;
        values.push(d);
        vectors.push(times(&q, &widened(&z)));
    }
    let outs = [real_vectors(values, x, n)?, assembled(vectors, x, n, n)?];
    record_many(&outs, "LinalgEighBackward0", &[x], |outs| {
        let (values, vectors) = (Saved::output_at(&outs[0], 0), Saved::output_at(&outs[1], 1));
        Box::new(move |incoming| {
            let (l, v) = (values.get(incoming)?, vectors.get(incoming)?);
            let mut inner = super::super::convert::to_dtype(&diag_embed(&incoming.grad_of(0)?, 0, -2, -1)?, v.dtype())?;
            if incoming.grads.get(1).is_some_and(Option::is_some) {
                let gaps = sub(&unsqueeze(&l, -2)?, &unsqueeze(&l, -1)?)?;
                let turned = matmul(&adjoint(&v)?, &incoming.grad_of(1)?)?;
                let one = unit(&gaps)?;
                let mixed = div(&mul(&turned, &sub(&one.ones_like()?, &one)?)?, &add(&gaps, &one)?)?;
                inner = add(&inner, &mixed)?;
            }
            Ok(vec![Some(matmul(&matmul(&v, &inner)?, &adjoint(&v)?)?)])
        })
    });
    let [values, vectors] = outs;
    Ok((values, vectors))
}

/// A matrix with at least as many rows as columns as `U B V*` with B real, square and upper bidiagonal, then its singular values.
fn singular(a: M, full: bool) -> Option<(M, Vec<f64>, M)> {
    let (m, n) = (a.rows, a.columns);
    // A long matrix is made triangular first.
    let (outer, mut square) = if m > n && m >= n * 17 / 9 {
        let (found, r) = triangularise(a);
        (Some(found), M { rows: n, columns: n, data: r.data[..n * n].to_vec() })
    } else {
        (None, a)
    };
    let rows = square.rows;
    let (mut left, mut right) = (Vec::new(), Vec::new());
    for i in 0..n {
        let h = reflection(&(i..rows).map(|k| square[(k, i)]).collect::<Vec<_>>());
        h.left(&mut square, i, i, true);
        left.push(h);
        if i + 1 < n {
            // Of the row's conjugate, which is what is left when the adjoint stands on the right.
            let h = reflection(&(i + 1..n).map(|k| square[(i, k)].conj()).collect::<Vec<_>>());
            h.right(&mut square, i, i + 1);
            right.push(h);
        }
    }
    let mut b = Matrix::<f64>::zeros(n, n);
    for i in 0..n {
        b[(i, i)] = square[(i, i)].re;
        if i + 1 < n {
            b[(i, i + 1)] = square[(i, i + 1)].re;
        }
    }
    let (ub, s, vb) = bidiagonal::svd(b, false)?;
    let wide = |block: &M, rows: usize, columns: usize| {
        let mut out = identity(rows, columns);
        for i in 0..block.rows {
            for j in 0..block.columns {
                out[(i, j)] = block[(i, j)];
            }
        }
        out
    };
    let mut u = wide(&widened(&ub), rows, if full && outer.is_none() { rows } else { n });
    applied(&left, &mut u, 0);
    if let Some(outer) = outer {
        u = wide(&u, m, if full { m } else { n });
        applied(&outer, &mut u, 0);
    }
    let mut v = dense::adjoint(&widened(&vb));
    applied(&right, &mut v, 1);
    Some((u, s, dense::adjoint(&v)))
}

/// `A = U diag(S) V*`: S real, in falling order.
pub fn svd(x: &Tensor, full: bool) -> Result<(Tensor, Tensor, Tensor)> {
    tall(x, "linalg.svd")?;
    let (m, n) = sides(x);
    let k = m.min(n);
    let (mut us, mut ss, mut vs) = (Vec::new(), Vec::new(), Vec::new());
    for a in matrices(x) {
        let found = if m >= n {
            singular(a, full)
        } else {
            singular(dense::adjoint(&a), full).map(|(u, s, vh)| (dense::adjoint(&vh), s, dense::adjoint(&u)))
        };
        let (u, s, vh) = found.ok_or_else(|| {
            Error::new(
                Kind::LinAlg,
                "linalg.svd: The algorithm failed to converge because the input matrix contained non-finite values.",
            )
        })?;
        us.push(u);
        ss.push(s);
        vs.push(vh);
    }
    let (rows, columns) = if full { (m, n) } else { (k, k) };
    let outs = [assembled(us, x, m, rows)?, real_vectors(ss, x, k)?, assembled(vs, x, columns, n)?];
    record_many(&outs, "LinalgSvdBackward0", &[x], |outs| {
        let (u, s) = (Saved::output_at(&outs[0], 0), Saved::output_at(&outs[1], 1));
        let vh = Saved::output_at(&outs[2], 2);
        Box::new(move |incoming| {
            let there = |i: usize| incoming.grads.get(i).cloned().flatten();
            let (u, s, vh) = (u.get(incoming)?, s.get(incoming)?, vh.get(incoming)?);
            let (u, vh) = (narrow(&u, -1, 0, k)?, narrow(&vh, -2, 0, k)?);
            let cut = |g: Option<Tensor>, dim: i64| g.map(|g| narrow(&g, dim, 0, k)).transpose();
            let (gu, gv) = (cut(there(0), -1)?, cut(there(2), -2)?);
            Ok(vec![Some(svd_back(&u, &s, &vh, gu, incoming.grad_of(1)?, gv)?)])
        })
    });
    let [u, s, vh] = outs;
    Ok((u, s, vh))
}

/// J. Townsend, "Differentiating the Singular Value Decomposition", 2016, with adjoints for transposes; the phases that U and V share are
/// turned by the imaginary diagonal.
fn svd_back(u: &Tensor, s: &Tensor, vh: &Tensor, gu: Option<Tensor>, gs: Tensor, gv: Option<Tensor>) -> Result<Tensor> {
    let mut inner = super::super::convert::to_dtype(&diag_embed(&gs, 0, -2, -1)?, u.dtype())?;
    let (rows, columns) = (unsqueeze(s, -1)?, unsqueeze(s, -2)?);
    if gu.is_some() || gv.is_some() {
        let squared = mul(s, s)?;
        let gaps = sub(&unsqueeze(&squared, -2)?, &unsqueeze(&squared, -1)?)?;
        let one = unit(&gaps)?;
        let gaps = add(&gaps, &one)?;
        let skew = |t: Tensor| sub(&t, &adjoint(&t)?);
        if let Some(g) = &gu {
            let turned = skew(matmul(&adjoint(u)?, g)?)?;
            let beside = mul(&turned, &sub(&one.ones_like()?, &one)?)?;
            inner = add(&inner, &mul(&div(&beside, &gaps)?, &columns)?)?;
            inner = add(&inner, &div(&mul(&turned, &one)?, &mul_number(&columns, 2.0)?)?)?;
        }
        if let Some(g) = &gv {
            let turned = skew(matmul(vh, &adjoint(g)?)?)?;
            let beside = mul(&turned, &sub(&one.ones_like()?, &one)?)?;
            inner = add(&inner, &mul(&rows, &div(&beside, &gaps)?)?)?;
            if gu.is_none() {
                inner = sub(&inner, &div(&mul(&turned, &one)?, &mul_number(&columns, 2.0)?)?)?;
            }
        }
    }
    let (m, n, k) = (u.size(-2)?, vh.size(-1)?, s.size(-1)?);
    let mut left = matmul(u, &inner)?;
    if let Some(g) = gu.filter(|_| m > k) {
        let scaled = div(&g, &columns)?;
        left = add(&left, &sub(&scaled, &matmul(u, &matmul(&adjoint(u)?, &scaled)?)?)?)?;
    }
    let mut out = matmul(&left, vh)?;
    if let Some(g) = gv.filter(|_| n > k) {
        let scaled = div(&g, &rows)?;
        out = add(&out, &matmul(u, &sub(&scaled, &matmul(&matmul(&scaled, &adjoint(vh)?)?, vh)?)?)?)?;
    }
    Ok(out)
}
