//! One complex matrix as kernels see it: LU, Cholesky and reflections, with LAPACK's choices, which decide phases and signs.
//!
//! All is computed in `complex128`, and rounded when it becomes a tensor.

use super::super::super::error::Result;
use super::super::super::shape::{self, Shape};
use super::super::super::tensor::Tensor;
use super::super::linalg::matrix::{Matrix, batch, sides};
use super::make::{C, made, read};

pub const ZERO: C = C::new(0.0, 0.0);
pub const ONE: C = C::new(1.0, 0.0);

pub type M = Matrix<C>;

pub fn zeros(rows: usize, columns: usize) -> M {
    M { rows, columns, data: vec![ZERO; rows * columns] }
}

pub fn identity(rows: usize, columns: usize) -> M {
    let mut out = zeros(rows, columns);
    (0..rows.min(columns)).for_each(|i| out[(i, i)] = ONE);
    out
}

pub fn adjoint(a: &M) -> M {
    let mut out = zeros(a.columns, a.rows);
    for i in 0..a.rows {
        for j in 0..a.columns {
            out[(j, i)] = a[(i, j)].conj();
        }
    }
    out
}

pub fn times(a: &M, b: &M) -> M {
    let mut out = zeros(a.rows, b.columns);
    for i in 0..a.rows {
        for k in 0..a.columns {
            let factor = a[(i, k)];
            for j in 0..b.columns {
                out[(i, j)] += factor * b[(k, j)];
            }
        }
    }
    out
}

/// A real matrix as a complex one.
pub fn widened(a: &Matrix<f64>) -> M {
    M { rows: a.rows, columns: a.columns, data: a.data.iter().map(|&x| C::new(x, 0.0)).collect() }
}

/// Its matrices, one after the other.
pub fn matrices(x: &Tensor) -> Vec<M> {
    let ((rows, columns), count) = (sides(x), shape::numel(&batch(x)));
    let (values, size) = (read(x), rows * columns);
    (0..count).map(|i| M { rows, columns, data: values[i * size..(i + 1) * size].to_vec() }).collect()
}

/// A complex tensor of matrices, in the batch and the type of `like`.
pub fn assembled(found: Vec<M>, like: &Tensor, rows: usize, columns: usize) -> Result<Tensor> {
    let mut shape = batch(like);
    shape.extend([rows, columns]);
    made(found.into_iter().flat_map(|m| m.data), &shape, like.dtype().complex())
}

/// A complex tensor of vectors.
pub fn vectors(found: Vec<Vec<C>>, like: &Tensor, n: usize) -> Result<Tensor> {
    let mut shape: Shape = batch(like);
    shape.push(n);
    made(found.into_iter().flatten(), &shape, like.dtype().complex())
}

/// A real tensor of vectors.
pub fn real_vectors(found: Vec<Vec<f64>>, like: &Tensor, n: usize) -> Result<Tensor> {
    let mut shape: Shape = batch(like);
    shape.push(n);
    Tensor::from_f64s(found.concat(), &shape, like.dtype().part())
}

/// What LAPACK compares pivots by.
fn size(z: C) -> f64 {
    z.re.abs() + z.im.abs()
}

/// A factored matrix: both triangles in one, the rows that were exchanged, and the first zero pivot, counted from 1.
pub struct Lu {
    pub both: M,
    pub pivots: Vec<usize>,
    pub singular: usize,
}

pub fn factor(mut a: M) -> Lu {
    let n = a.rows.min(a.columns);
    let (mut pivots, mut singular) = (Vec::with_capacity(n), 0);
    for k in 0..n {
        let p = (k..a.rows).fold(k, |p, i| if size(a[(i, k)]) > size(a[(p, k)]) { i } else { p });
        pivots.push(p);
        if p != k {
            (0..a.columns).for_each(|j| a.data.swap(k * a.columns + j, p * a.columns + j));
        }
        let pivot = a[(k, k)];
        if pivot == ZERO {
            singular = if singular == 0 { k + 1 } else { singular };
            continue;
        }
        for i in k + 1..a.rows {
            let factor = a[(i, k)] / pivot;
            a[(i, k)] = factor;
            for j in k + 1..a.columns {
                let product = factor * a[(k, j)];
                a[(i, j)] -= product;
            }
        }
    }
    Lu { both: a, pivots, singular }
}

impl Lu {
    pub fn determinant(&self) -> C {
        let odd = self.pivots.iter().enumerate().filter(|(k, p)| k != *p).count() % 2 == 1;
        (0..self.both.rows).fold(if odd { -ONE } else { ONE }, |product, i| product * self.both[(i, i)])
    }

    /// The solution of `A x = b`.
    pub fn solve(&self, b: &M) -> M {
        let (n, mut x) = (self.both.rows, b.clone());
        for (k, &p) in self.pivots.iter().enumerate() {
            if p != k {
                (0..x.columns).for_each(|j| x.data.swap(k * x.columns + j, p * x.columns + j));
            }
        }
        for j in 0..x.columns {
            for i in 0..n {
                x[(i, j)] = (0..i).fold(x[(i, j)], |rest, k| rest - self.both[(i, k)] * x[(k, j)]);
            }
            for i in (0..n).rev() {
                let rest = (i + 1..n).fold(x[(i, j)], |rest, k| rest - self.both[(i, k)] * x[(k, j)]);
                x[(i, j)] = rest / self.both[(i, i)];
            }
        }
        x
    }
}

/// The lower Cholesky factor, and the first leading minor that is not positive, counted from 1.
pub fn cholesky(mut a: M) -> (M, usize) {
    let (n, mut info) = (a.rows, 0);
    for j in 0..n {
        let rest = (0..j).fold(a[(j, j)].re, |rest, k| rest - a[(j, k)].norm_sqr());
        if rest <= 0.0 || rest.is_nan() {
            info = j + 1;
            break;
        }
        a[(j, j)] = C::new(rest.sqrt(), 0.0);
        for i in j + 1..n {
            let rest = (0..j).fold(a[(i, j)], |rest, k| rest - a[(i, k)] * a[(j, k)].conj());
            a[(i, j)] = rest / a[(j, j)];
        }
    }
    for i in 0..n {
        (i + 1..n).for_each(|j| a[(i, j)] = ZERO);
    }
    (a, info)
}

/// A reflection `H = I - tau v v*`, with v's first element 1, whose adjoint takes a vector to (beta, 0, ..): LAPACK's `larfg`.
pub struct Reflection {
    pub beta: f64,
    pub tau: C,
    pub v: Vec<C>,
}

pub fn reflection(x: &[C]) -> Reflection {
    let Some((&alpha, tail)) = x.split_first() else { return Reflection { beta: 0.0, tau: ZERO, v: Vec::new() } };
    let rest = tail.iter().fold(0.0f64, |sum, z| sum.hypot(z.norm()));
    let mut v = vec![ONE];
    if rest == 0.0 && alpha.im == 0.0 {
        v.extend(std::iter::repeat_n(ZERO, tail.len()));
        return Reflection { beta: alpha.re, tau: ZERO, v };
    }
    let beta = -alpha.norm().hypot(rest).copysign(alpha.re);
    let scale = ONE / (alpha - beta);
    v.extend(tail.iter().map(|&z| z * scale));
    Reflection { beta, tau: C::new((beta - alpha.re) / beta, -alpha.im / beta), v }
}

impl Reflection {
    /// `H` (or its adjoint) times the rows of `a` from `row` on, in the columns from `column` on.
    pub fn left(&self, a: &mut M, row: usize, column: usize, adjoint: bool) {
        let tau = if adjoint { self.tau.conj() } else { self.tau };
        for j in column..a.columns {
            let dot = self.v.iter().enumerate().fold(ZERO, |sum, (i, v)| sum + v.conj() * a[(row + i, j)]);
            for (i, v) in self.v.iter().enumerate() {
                a[(row + i, j)] -= tau * v * dot;
            }
        }
    }

    /// The columns of `a` from `column` on times `H`, in the rows from `row` on.
    pub fn right(&self, a: &mut M, row: usize, column: usize) {
        for i in row..a.rows {
            let dot = self.v.iter().enumerate().fold(ZERO, |sum, (j, v)| sum + a[(i, column + j)] * v);
            for (j, v) in self.v.iter().enumerate() {
                a[(i, column + j)] -= self.tau * dot * v.conj();
            }
        }
    }
}

/// `A = Q R`: all of R, and Q as its reflections.
pub fn triangularise(mut a: M) -> (Vec<Reflection>, M) {
    let mut found = Vec::new();
    for k in 0..a.rows.min(a.columns) {
        let column: Vec<C> = (k..a.rows).map(|i| a[(i, k)]).collect();
        let h = reflection(&column);
        h.left(&mut a, k, k, true);
        a[(k, k)] = C::new(h.beta, 0.0);
        (k + 1..a.rows).for_each(|i| a[(i, k)] = ZERO);
        found.push(h);
    }
    (found, a)
}

/// The product of reflections, of which the k-th begins at row k + `first`, times `b`.
pub fn applied(found: &[Reflection], b: &mut M, first: usize) {
    for (k, h) in found.iter().enumerate().rev() {
        h.left(b, k + first, 0, false);
    }
}
