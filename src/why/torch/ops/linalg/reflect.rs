//! Householder reflections, and the factorisation of a matrix into an orthogonal and a triangular one by them.
//!
//! Conventions are LAPACK's (`larfg`, `geqr2`, `org2r`): a reflection turns a vector onto the first axis, away from its own sign.

use super::matrix::{Matrix, Real, hypot, signed};

/// The reflection `1 - tau v v^T` with `v = (1, x)` that takes `(alpha, x)` to `(beta, 0)`. Leaves `v`'s tail in `x`.
pub fn reflection<T: Real>(alpha: T, x: &mut [T]) -> (T, T) {
    let length = T::of(x.iter().map(|v| v.wide() * v.wide()).sum::<f64>().sqrt());
    if length == T::ZERO {
        return (alpha, T::ZERO);
    }
    let beta = -signed(hypot(alpha, length), alpha);
    let scale = T::ONE / (alpha - beta);
    x.iter_mut().for_each(|v| *v *= scale);
    (beta, (beta - alpha) / beta)
}

/// Applies a reflection from the left to the columns from `from` on, where `v` begins at row `top`.
pub fn reflect_rows<T: Real>(a: &mut Matrix<T>, v: &[T], tau: T, top: usize, from: usize) {
    if tau == T::ZERO {
        return;
    }
    for j in from..a.columns {
        let sum = v.iter().enumerate().fold(T::ZERO, |sum, (i, &f)| sum + f * a[(top + i, j)]);
        let scaled = tau * sum;
        v.iter().enumerate().for_each(|(i, &f)| a[(top + i, j)] -= f * scaled);
    }
}

/// Applies a reflection from the right to the rows from `from` on, where `v` begins at column `left`.
pub fn reflect_columns<T: Real>(a: &mut Matrix<T>, v: &[T], tau: T, from: usize, left: usize) {
    if tau == T::ZERO {
        return;
    }
    for i in from..a.rows {
        let sum = v.iter().enumerate().fold(T::ZERO, |sum, (j, &f)| sum + f * a[(i, left + j)]);
        let scaled = tau * sum;
        v.iter().enumerate().for_each(|(j, &f)| a[(i, left + j)] -= f * scaled);
    }
}

/// Reflections, each with the row (or column) its vector begins at.
pub struct Reflections<T> {
    pub all: Vec<(usize, Vec<T>, T)>,
}

impl<T: Real> Reflections<T> {
    pub fn new() -> Self {
        Self { all: Vec::new() }
    }

    pub fn push(&mut self, start: usize, tail: Vec<T>, tau: T) {
        let v = std::iter::once(T::ONE).chain(tail).collect();
        self.all.push((start, v, tau));
    }

    /// `H1 H2 ... Hk C`.
    pub fn times(&self, c: &mut Matrix<T>) {
        for (start, v, tau) in self.all.iter().rev() {
            reflect_rows(c, v, *tau, *start, 0);
        }
    }

    /// `C (H1 H2 ... Hk)^T`.
    pub fn times_transposed(&self, c: &mut Matrix<T>) {
        for (start, v, tau) in self.all.iter().rev() {
            reflect_columns(c, v, *tau, 0, *start);
        }
    }
}

/// `A = Q R`: the reflections that make up Q, and R with what lies below its diagonal cleared.
pub fn triangularise<T: Real>(mut a: Matrix<T>) -> (Reflections<T>, Matrix<T>) {
    let mut q = Reflections::new();
    for k in 0..a.rows.min(a.columns) {
        let mut tail: Vec<T> = (k + 1..a.rows).map(|i| a[(i, k)]).collect();
        let (beta, tau) = reflection(a[(k, k)], &mut tail);
        a[(k, k)] = beta;
        (k + 1..a.rows).for_each(|i| a[(i, k)] = T::ZERO);
        q.push(k, tail, tau);
        if let Some((_, v, tau)) = q.all.last() {
            reflect_rows(&mut a, v, *tau, k, k + 1);
        }
    }
    (q, a)
}

/// The first `columns` columns of the orthogonal matrix with `rows` rows that the reflections make up.
pub fn orthogonal<T: Real>(q: &Reflections<T>, rows: usize, columns: usize) -> Matrix<T> {
    let mut out = Matrix::zeros(rows, columns);
    (0..rows.min(columns)).for_each(|i| out[(i, i)] = T::ONE);
    q.times(&mut out);
    out
}
