//! LU factorisation with partial pivoting, and what solves with it.
//!
//! The operations and their order are those of the library behind PyTorch's `getrf` and `getrs` (found by comparing results bit
//! for bit up to 12 by 12), so that a singular matrix is found to be singular where PyTorch finds it so.

use super::matrix::{Matrix, Real};

/// A factored matrix: the unit lower and the upper triangle in one, and with which row each row was exchanged.
pub struct Lu<T> {
    pub both: Matrix<T>,
    pub pivots: Vec<usize>,
    /// The first column, counted from 1, whose pivot is zero; 0 if there is none.
    pub singular: usize,
}

/// Factors a matrix of any shape.
pub fn factor<T: Real>(mut a: Matrix<T>) -> Lu<T> {
    let (m, n) = (a.rows, a.columns);
    let steps = m.min(n);
    let (mut pivots, mut singular) = (Vec::with_capacity(steps), 0);
    for k in 0..steps {
        let mut p = k;
        for i in k + 1..m {
            if a[(i, k)].abs() > a[(p, k)].abs() {
                p = i;
            }
        }
        pivots.push(p);
        a.swap_rows(k, p);
        let pivot = a[(k, k)];
        if pivot == T::ZERO {
            singular = if singular == 0 { k + 1 } else { singular };
        } else {
            // Small matrices end with a division, the others multiply by the reciprocal throughout.
            let divides = n <= 4 && k + 2 >= n;
            let reciprocal = T::ONE / pivot;
            for i in k + 1..m {
                a[(i, k)] = if divides { a[(i, k)] / pivot } else { a[(i, k)] * reciprocal };
            }
        }
        for i in k + 1..m {
            let factor = a[(i, k)];
            for j in k + 1..n {
                let product = factor * a[(k, j)];
                a[(i, j)] -= product;
            }
        }
    }
    Lu { both: a, pivots, singular }
}

impl<T: Real> Lu<T> {
    /// How often rows were exchanged, as a sign.
    pub fn sign(&self) -> T {
        let odd = self.pivots.iter().enumerate().filter(|(k, p)| k != *p).count() % 2 == 1;
        if odd { -T::ONE } else { T::ONE }
    }

    /// The determinant of a square matrix.
    pub fn determinant(&self) -> T {
        let diagonal = (0..self.both.rows).map(|i| self.both[(i, i)]);
        diagonal.fold(T::ONE, |product, d| product * d) * self.sign()
    }

    /// The solution of `A x = b` for each column of `b`.
    pub fn solve(&self, b: &Matrix<T>) -> Matrix<T> {
        let mut x = b.clone();
        for (k, &p) in self.pivots.iter().enumerate() {
            x.swap_rows(k, p);
        }
        for j in 0..x.columns {
            self.substitute(&mut x, j);
        }
        x
    }

    /// Forward and back substitution for one column: by sums of products where the matrix is small, else column by column.
    fn substitute(&self, x: &mut Matrix<T>, j: usize) {
        let (lu, n) = (&self.both, self.both.rows);
        let small = n < 8;
        for i in 0..n {
            let before = x[(i, j)];
            x[(i, j)] = if small {
                before - (0..i).fold(T::ZERO, |sum, k| sum + lu[(i, k)] * x[(k, j)])
            } else {
                (0..i).fold(before, |rest, k| rest - lu[(i, k)] * x[(k, j)])
            };
        }
        for i in (0..n).rev() {
            let before = x[(i, j)];
            let after = (i + 1..n).rev();
            x[(i, j)] = if small {
                (before - after.fold(T::ZERO, |sum, k| sum + lu[(i, k)] * x[(k, j)])) * (T::ONE / lu[(i, i)])
            } else {
                after.fold(before, |rest, k| rest - lu[(i, k)] * x[(k, j)]) / lu[(i, i)]
            };
        }
    }

    /// Row exchanges as an order of rows: row `i` of `P^T A` is row `order[i]` of `A`.
    pub fn order(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.both.rows).collect();
        self.pivots.iter().enumerate().for_each(|(k, &p)| order.swap(k, p));
        order
    }
}
