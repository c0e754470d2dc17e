//! Eigenvalues and eigenvectors of a symmetric matrix: to tridiagonal form by reflections, then QL or QR steps with implicit shifts.
//!
//! After LAPACK's `sytd2` and `steqr` (B. Parlett, "The Symmetric Eigenvalue Problem", chapter 8), whose choices decide the signs
//! of the eigenvectors.

use super::matrix::{Matrix, Real, eps, hypot, signed, tiny};
use super::reflect::{Reflections, reflection};
use super::rotate::{rotate_columns, rotation, symmetric_2x2};

/// Eigenvalues in rising order, and the eigenvectors as columns. `None` if the iteration does not end.
pub fn eigen<T: Real>(a: Matrix<T>, lower: bool) -> Option<(Vec<T>, Matrix<T>)> {
    let n = a.rows;
    if n == 0 {
        return Some((Vec::new(), a));
    }
    let (q, mut d, mut e) = if lower { reduce_lower(a) } else { reduce_upper(a) };
    let mut z = Matrix::identity(n);
    Iteration { d: &mut d, e: &mut e, z: &mut z }.run()?;
    q.times(&mut z);
    Some((d, z))
}

/// Applies a reflection to the symmetric block of `a` that begins at `at`, from both sides.
fn both_sides<T: Real>(a: &mut Matrix<T>, v: &[T], tau: T, at: usize) {
    let n = v.len();
    let mut w: Vec<T> = (0..n).map(|i| tau * (0..n).fold(T::ZERO, |sum, j| sum + a[(at + i, at + j)] * v[j])).collect();
    let dot = w.iter().zip(v).fold(T::ZERO, |sum, (&x, &y)| sum + x * y);
    let half = -T::of(0.5) * tau * dot;
    w.iter_mut().zip(v).for_each(|(x, &y)| *x += half * y);
    for i in 0..n {
        for j in 0..n {
            a[(at + i, at + j)] -= v[i] * w[j] + w[i] * v[j];
        }
    }
}

/// Copies one triangle over the other.
fn mirror<T: Real>(a: &mut Matrix<T>, lower: bool) {
    for i in 0..a.rows {
        for j in 0..i {
            if lower {
                a[(j, i)] = a[(i, j)];
            } else {
                a[(i, j)] = a[(j, i)];
            }
        }
    }
}

type Tridiagonal<T> = (Reflections<T>, Vec<T>, Vec<T>);

fn reduce_lower<T: Real>(mut a: Matrix<T>) -> Tridiagonal<T> {
    let n = a.rows;
    mirror(&mut a, true);
    let mut q = Reflections::new();
    let mut e = Vec::with_capacity(n);
    for i in 0..n - 1 {
        let mut tail: Vec<T> = (i + 2..n).map(|k| a[(k, i)]).collect();
        let (beta, tau) = reflection(a[(i + 1, i)], &mut tail);
        e.push(beta);
        q.push(i + 1, tail, tau);
        if let Some((_, v, _)) = q.all.last().filter(|_| tau != T::ZERO) {
            both_sides(&mut a, v, tau, i + 1);
        }
    }
    (q, (0..n).map(|i| a[(i, i)]).collect(), e)
}

fn reduce_upper<T: Real>(mut a: Matrix<T>) -> Tridiagonal<T> {
    let n = a.rows;
    mirror(&mut a, false);
    let mut found = Vec::with_capacity(n);
    let mut e = vec![T::ZERO; n - 1];
    for i in (0..n - 1).rev() {
        let mut head: Vec<T> = (0..i).map(|k| a[(k, i + 1)]).collect();
        let (beta, tau) = reflection(a[(i, i + 1)], &mut head);
        e[i] = beta;
        head.push(T::ONE);
        if tau != T::ZERO {
            both_sides(&mut a, &head, tau, 0);
        }
        found.push((0, head, tau));
    }
    // Q is the product from the last to the first, and `times` takes them from the first to the last.
    (Reflections { all: found }, (0..n).map(|i| a[(i, i)]).collect(), e)
}

/// A tridiagonal matrix with diagonal `d` and off-diagonal `e`, and the rotations so far in `z`.
struct Iteration<'a, T> {
    d: &'a mut [T],
    e: &'a mut [T],
    z: &'a mut Matrix<T>,
}

impl<T: Real> Iteration<'_, T> {
    fn run(&mut self) -> Option<()> {
        let n = self.d.len();
        let mut left = 30 * n;
        let mut start = 0;
        while start < n {
            if start > 0 {
                self.e[start - 1] = T::ZERO;
            }
            // A block that no small off-diagonal element parts.
            let mut end = start;
            while end + 1 < n {
                let size = self.e[end].abs();
                if size == T::ZERO {
                    break;
                }
                if size <= self.d[end].abs().sqrt() * self.d[end + 1].abs().sqrt() * eps::<T>() {
                    self.e[end] = T::ZERO;
                    break;
                }
                end += 1;
            }
            if end > start {
                // From the end that is larger towards the smaller one.
                if self.d[end].abs() < self.d[start].abs() {
                    self.upward(start, end, &mut left)?;
                } else {
                    self.downward(start, end, &mut left)?;
                }
            }
            start = end + 1;
        }
        self.sort();
        Some(())
    }

    fn negligible(&self, e: usize, one: usize, other: usize) -> bool {
        let size = self.e[e].abs();
        let limit = (eps::<T>() * eps::<T>() * self.d[one].abs()) * self.d[other].abs() + tiny::<T>();
        size * size <= limit
    }

    /// QL steps: eigenvalues come out at the beginning.
    fn downward(&mut self, start: usize, end: usize, left: &mut usize) -> Option<()> {
        let mut l = start;
        while l <= end {
            let m = (l..end).find(|&m| self.negligible(m, m, m + 1)).unwrap_or(end);
            if m < end {
                self.e[m] = T::ZERO;
            }
            if m == l {
                l += 1;
                continue;
            }
            if m == l + 1 {
                let (first, second, c, s) = symmetric_2x2(self.d[l], self.e[l], self.d[l + 1]);
                rotate_columns(self.z, l, c, s);
                (self.d[l], self.d[l + 1], self.e[l]) = (first, second, T::ZERO);
                l += 2;
                continue;
            }
            *left = left.checked_sub(1)?;
            let shift = self.d[l];
            let g = (self.d[l + 1] - shift) / (T::of(2.0) * self.e[l]);
            let r = hypot(g, T::ONE);
            let mut g = self.d[m] - shift + self.e[l] / (g + signed(r, g));
            let (mut s, mut c, mut p) = (T::ONE, T::ONE, T::ZERO);
            let mut turns = Vec::with_capacity(m - l);
            for i in (l..m).rev() {
                let (f, b) = (s * self.e[i], c * self.e[i]);
                let (cosine, sine, r) = rotation(g, f);
                (c, s) = (cosine, sine);
                if i + 1 != m {
                    self.e[i + 1] = r;
                }
                g = self.d[i + 1] - p;
                let r = (self.d[i] - g) * s + T::of(2.0) * c * b;
                p = s * r;
                self.d[i + 1] = g + p;
                g = c * r - b;
                turns.push((i, c, -s));
            }
            turns.into_iter().for_each(|(i, c, s)| rotate_columns(self.z, i, c, s));
            self.d[l] -= p;
            self.e[l] = g;
        }
        Some(())
    }

    /// QR steps: eigenvalues come out at the end.
    fn upward(&mut self, start: usize, end: usize, left: &mut usize) -> Option<()> {
        let mut l = end;
        loop {
            let m = (start + 1..=l).rev().find(|&m| self.negligible(m - 1, m, m - 1)).unwrap_or(start);
            if m > start {
                self.e[m - 1] = T::ZERO;
            }
            if m == l {
                if l == start {
                    return Some(());
                }
                l -= 1;
                continue;
            }
            if m + 1 == l {
                let (first, second, c, s) = symmetric_2x2(self.d[l - 1], self.e[l - 1], self.d[l]);
                rotate_columns(self.z, l - 1, c, s);
                (self.d[l - 1], self.d[l], self.e[l - 1]) = (first, second, T::ZERO);
                if l < start + 2 {
                    return Some(());
                }
                l -= 2;
                continue;
            }
            *left = left.checked_sub(1)?;
            let shift = self.d[l];
            let g = (self.d[l - 1] - shift) / (T::of(2.0) * self.e[l - 1]);
            let r = hypot(g, T::ONE);
            let mut g = self.d[m] - shift + self.e[l - 1] / (g + signed(r, g));
            let (mut s, mut c, mut p) = (T::ONE, T::ONE, T::ZERO);
            let mut turns = Vec::with_capacity(l - m);
            for i in m..l {
                let (f, b) = (s * self.e[i], c * self.e[i]);
                let (cosine, sine, r) = rotation(g, f);
                (c, s) = (cosine, sine);
                if i != m {
                    self.e[i - 1] = r;
                }
                g = self.d[i] - p;
                let r = (self.d[i + 1] - g) * s + T::of(2.0) * c * b;
                p = s * r;
                self.d[i] = g + p;
                g = c * r - b;
                turns.push((i, c, s));
            }
            turns.into_iter().for_each(|(i, c, s)| rotate_columns(self.z, i, c, s));
            self.d[l] -= p;
            self.e[l - 1] = g;
        }
    }

    /// Rising order, by exchanging as few columns as can be.
    fn sort(&mut self) {
        let n = self.d.len();
        for i in 0..n.saturating_sub(1) {
            let mut k = i;
            for j in i + 1..n {
                if self.d[j] < self.d[k] {
                    k = j;
                }
            }
            if k != i {
                self.d.swap(k, i);
                self.z.swap_columns(i, k);
            }
        }
    }
}
