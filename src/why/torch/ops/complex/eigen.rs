//! Eigenvalues and eigenvectors of general matrices, which are complex even of real ones.
//!
//! Vectors have length 1 and a real largest element, as LAPACK's `geev` leaves them.

use super::super::super::args::Value;
use super::super::super::error::{Error, Kind, Result};
use super::super::super::registry::{LINALG, Op, op};
use super::super::super::tape::{Saved, record_many};
use super::super::super::tensor::Tensor;
use super::super::arithmetic::{add, div, mul, sub};
use super::super::convert::to_dtype;
use super::super::linalg::matrix::{Matrix, batch, element, sides};
use super::super::linalg::qr::unit;
use super::super::rearrange::diag_embed;
use super::super::view::unsqueeze;
use super::access::{adjoint, conj, real, resolve_neg};
use super::dense::{M, ONE, ZERO, assembled, identity, matrices, reflection, times, vectors, widened, zeros};
use super::everywhere;
use super::make::C;
use super::matrix::matmul;
use super::schur::schur;
use super::solve::{solve, square};

const NAMES: &[&str] = &["eigenvalues", "eigenvectors"];

pub const OPS: &[Op] = &[
    op(LINALG, "eig(Tensor A)", |a| {
        let (values, vectors) = eig(a.tensor(0)?)?;
        Ok(Value::Named("linalg_eig", NAMES, vec![values.into(), vectors.into()]))
    }),
    op(LINALG, "eigvals(Tensor A)", |a| Ok(eig(a.tensor(0)?)?.0.into())),
];

pub const OWN: &[Op] = &[
    everywhere("eig(Tensor A)", |a| {
        let (values, vectors) = eig(a.tensor(0)?)?;
        Ok(Value::Named("linalg_eig", NAMES, vec![values.into(), vectors.into()]))
    }),
    everywhere("eigvals(Tensor A)", |a| Ok(eig(a.tensor(0)?)?.0.into())),
];

/// The eigenvectors of an upper triangular matrix, or of one with 2 by 2 blocks, as columns: one solution of (T - value) x = 0 each.
fn triangular(t: &M, values: &[C]) -> M {
    let n = t.rows;
    let size = t.data.iter().fold(0.0f64, |most, z| most.max(z.norm()));
    let least = (f64::EPSILON * size).max(f64::MIN_POSITIVE / f64::EPSILON);
    let pivot = |z: C| if z.norm() < least { C::new(least, 0.0) } else { z };
    let below = |j: usize| j > 0 && t[(j, j - 1)] != ZERO;
    let mut out = zeros(n, n);
    for (k, &value) in values.iter().enumerate() {
        let mut x = vec![ZERO; n];
        // The last row that takes part, and what stands in its block.
        let mut j = k;
        if k + 1 < n && below(k + 1) {
            // The first of a pair: rows k and k + 1 agree up to a factor.
            let (b, c) = (t[(k, k + 1)], t[(k + 1, k)]);
            if b.norm() >= c.norm() {
                (x[k], x[k + 1]) = (ONE, (value - t[(k, k)]) / b);
            } else {
                (x[k], x[k + 1]) = ((value - t[(k + 1, k + 1)]) / c, ONE);
            }
        } else if below(k) {
            // The second is the first one's conjugate.
            (0..n).for_each(|i| out[(i, k)] = out[(i, k - 1)].conj());
            continue;
        } else {
            x[k] = ONE;
        }
        while j > 0 {
            j -= 1;
            let rest = |i: usize| -(j + 1..n).fold(ZERO, |sum, c| sum + t[(i, c)] * x[c]);
            if below(j) {
                let (p, q) = (rest(j - 1), rest(j));
                let (a, b, c, d) = (t[(j - 1, j - 1)] - value, t[(j - 1, j)], t[(j, j - 1)], t[(j, j)] - value);
                let det = pivot(a * d - b * c);
                (x[j - 1], x[j]) = ((p * d - b * q) / det, (a * q - c * p) / det);
                j -= 1;
            } else {
                x[j] = rest(j) / pivot(t[(j, j)] - value);
            }
        }
        (0..n).for_each(|i| out[(i, k)] = x[i]);
    }
    out
}

/// Makes each column as long as 1, its largest element real. Columns of real eigenvalues of real matrices keep their sign.
fn normalised(v: &mut M, turn: impl Fn(usize) -> bool) {
    for k in 0..v.columns {
        let length = (0..v.rows).fold(0.0f64, |sum, i| sum.hypot(v[(i, k)].norm()));
        let mut largest = ZERO;
        for i in 0..v.rows {
            v[(i, k)] /= length;
            if v[(i, k)].norm_sqr() > largest.norm_sqr() {
                largest = v[(i, k)];
            }
        }
        if !turn(k) || largest == ZERO {
            continue;
        }
        let phase = largest.conj() / largest.norm();
        for i in 0..v.rows {
            let exact = v[(i, k)] == largest;
            v[(i, k)] *= phase;
            if exact {
                v[(i, k)].im = 0.0;
            }
        }
    }
}

fn real_eigen(a: &M) -> Option<(Vec<C>, M)> {
    let a = Matrix { rows: a.rows, columns: a.columns, data: a.data.iter().map(|z| z.re).collect::<Vec<f64>>() };
    let found = schur(a)?;
    let mut v = times(&widened(&found.z), &triangular(&widened(&found.t), &found.values));
    let values = found.values;
    normalised(&mut v, |k| values[k].im != 0.0);
    for k in (1..v.columns).filter(|&k| values[k].im < 0.0) {
        (0..v.rows).for_each(|i| v[(i, k)] = v[(i, k - 1)].conj());
    }
    Some((values, v))
}

/// To Hessenberg form, then QR steps with Wilkinson's shift (G. Golub and C. Van Loan, "Matrix Computations", 7.5).
fn complex_eigen(mut h: M) -> Option<(Vec<C>, M)> {
    let n = h.rows;
    let mut z = identity(n, n);
    for k in 0..n.saturating_sub(2) {
        let turn = reflection(&(k + 1..n).map(|i| h[(i, k)]).collect::<Vec<_>>());
        turn.left(&mut h, k + 1, 0, true);
        turn.right(&mut h, 0, k + 1);
        turn.right(&mut z, 0, k + 1);
        (k + 2..n).for_each(|i| h[(i, k)] = ZERO);
    }
    let mut end = n;
    let mut rounds = 0;
    while end > 1 {
        let i = end - 1;
        let small = |k: usize| {
            let around = h[(k - 1, k - 1)].norm() + h[(k, k)].norm();
            h[(k, k - 1)].norm() <= f64::EPSILON * around || h[(k, k - 1)].norm() < f64::MIN_POSITIVE
        };
        let l = (1..=i).rev().find(|&k| small(k)).unwrap_or(0);
        if l > 0 {
            h[(l, l - 1)] = ZERO;
        }
        if l == i {
            (end, rounds) = (i, 0);
            continue;
        }
        rounds += 1;
        if rounds > 300 {
            return None;
        }
        let shift = if rounds % 10 == 0 {
            h[(i, i)] + C::new(0.75 * h[(i, i - 1)].norm(), 0.0)
        } else {
            let (a, b, c, d) = (h[(i - 1, i - 1)], h[(i - 1, i)], h[(i, i - 1)], h[(i, i)]);
            let half = (a - d) * 0.5;
            let root = (half * half + b * c).sqrt();
            let far = if (half + root).norm() >= (half - root).norm() { half + root } else { half - root };
            if far == ZERO { d } else { d - b * c / far }
        };
        // The bulge is chased by reflections of two rows.
        for k in l..i {
            let pair = if k == l { [h[(l, l)] - shift, h[(l + 1, l)]] } else { [h[(k, k - 1)], h[(k + 1, k - 1)]] };
            let turn = reflection(&pair);
            turn.left(&mut h, k, 0, true);
            turn.right(&mut h, 0, k);
            turn.right(&mut z, 0, k);
            if k > l {
                h[(k + 1, k - 1)] = ZERO;
            }
        }
        // What the turns leave below the subdiagonal is rounding.
        for r in 2..n {
            (0..r - 1).for_each(|c| h[(r, c)] = ZERO);
        }
    }
    let values: Vec<C> = (0..n).map(|i| h[(i, i)]).collect();
    for r in 1..n {
        h[(r, r - 1)] = ZERO;
    }
    let mut v = times(&z, &triangular(&h, &values));
    normalised(&mut v, |_| true);
    Some((values, v))
}

fn eig(x: &Tensor) -> Result<(Tensor, Tensor)> {
    let x = &resolve_neg(x)?;
    square(x, "linalg.eig")?;
    if !x.dtype().is_differentiable() {
        return Err(Error::runtime(format!("Unknown Complex ScalarType for {}", x.dtype().scalar_name())));
    }
    if x.dtype().part().size() < 4 {
        return Err(Error::new(
            Kind::NotImplemented,
            format!("linalg.eig: Low precision dtypes not supported. Got {}", x.dtype().scalar_name()),
        ));
    }
    let given = matrices(x);
    if given.iter().any(|m| m.data.iter().any(|z| !z.re.is_finite() || !z.im.is_finite())) {
        return Err(Error::runtime("torch.linalg.eig: input tensor should not contain infs or NaNs."));
    }
    let n = sides(x).0;
    let (mut values, mut columns) = (Vec::new(), Vec::new());
    for (i, a) in given.into_iter().enumerate() {
        let found = if x.dtype().is_complex() { complex_eigen(a) } else { real_eigen(&a) };
        let (l, v) = found.ok_or_else(|| {
            let place = element(&batch(x), i);
            Error::new(
                Kind::LinAlg,
                format!("linalg.eig: {place}The algorithm failed to converge because the input matrix is ill-conditioned or has too many repeated eigenvalues (error code: {n})."),
            )
        })?;
        values.push(l);
        columns.push(v);
    }
    let outs = [vectors(values, x, n)?, assembled(columns, x, n, n)?];
    let whole = x.dtype().is_complex();
    record_many(&outs, "LinalgEigBackward0", &[x], |outs| {
        let (values, vectors) = (Saved::output_at(&outs[0], 0), Saved::output_at(&outs[1], 1));
        Box::new(move |incoming| {
            let (l, v) = (values.get(incoming)?, vectors.get(incoming)?);
            let there = |i: usize| incoming.grads.get(i).cloned().flatten();
            let grad = eig_back(&l, &v, there(0), there(1))?;
            Ok(vec![Some(if whole { grad } else { real(&grad)? })])
        })
    });
    let [values, vectors] = outs;
    Ok((values, vectors))
}

/// C. Boeddeker et al., "On the computation of complex-valued gradients", 2017, for vectors of length 1.
fn eig_back(l: &Tensor, v: &Tensor, gl: Option<Tensor>, gv: Option<Tensor>) -> Result<Tensor> {
    let vh = adjoint(v)?;
    let mut inner = match gl {
        Some(g) => to_dtype(&diag_embed(&g, 0, -2, -1)?, v.dtype())?,
        None => v.zeros_like()?,
    };
    if let Some(g) = gv {
        let turned = matmul(&vh, &g)?;
        let one = unit(&turned)?;
        let diagonal = super::super::layout::diagonal(&turned, 0, -2, -1)?;
        if diagonal.values::<[f64; 2]>().iter().any(|z| z[1].abs() > 1e-2 * (1.0 + z[0].abs())) {
            return Err(Error::runtime(
                "linalg_eig_backward: The eigenvectors in the complex case are specified up to multiplication by e^{i phi}. The specified loss function depends on this quantity, so it is ill-defined.",
            ));
        }
        let along = mul(&matmul(&vh, v)?, &unsqueeze(&real(&diagonal)?, -2)?)?;
        let gaps = conj(&sub(&unsqueeze(l, -2)?, &unsqueeze(l, -1)?)?)?;
        let across = mul(&sub(&turned, &along)?, &sub(&one.ones_like()?, &one)?)?;
        inner = add(&inner, &div(&across, &add(&gaps, &one)?)?)?;
    }
    Ok(solve(&vh, &matmul(&inner, &vh)?, true, false)?.0)
}
