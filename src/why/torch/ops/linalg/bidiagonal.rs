//! Singular values and vectors: to bidiagonal form by reflections, then QR steps with implicit or zero shifts.
//!
//! After LAPACK's `gesdd`, `gebd2` and `bdsqr` (J. Demmel and W. Kahan, "Accurate singular values of bidiagonal matrices", 1990),
//! whose choices decide the signs of the singular vectors. Matrices beyond 25 by 25 go the same way here, where LAPACK divides them.

use super::matrix::{Matrix, Real, eps, signed, tiny};
use super::reflect::{Reflections, orthogonal, reflect_columns, reflect_rows, reflection, triangularise};
use super::rotate::{rotate_columns, rotate_rows, rotation, singular_2x2, singular_values_2x2};

/// `A = U diag(S) Vt`: S in falling order; U and Vt square if `full`. `None` if the iteration does not end.
pub fn svd<T: Real>(a: Matrix<T>, full: bool) -> Option<(Matrix<T>, Vec<T>, Matrix<T>)> {
    let (m, n) = (a.rows, a.columns);
    let k = m.min(n);
    if k == 0 {
        let (rows, columns) = if full { (m, n) } else { (0, 0) };
        let mut u = Matrix::zeros(m, rows);
        let mut vt = Matrix::zeros(columns, n);
        (0..rows).for_each(|i| u[(i, i)] = T::ONE);
        (0..columns).for_each(|i| vt[(i, i)] = T::ONE);
        return Some((u, Vec::new(), vt));
    }
    // A long matrix is made triangular first.
    let long = m.max(n) >= k * 11 / 6;
    let (square, outer) = match (long, m >= n) {
        (true, true) => {
            let (q, r) = triangularise(a);
            (r.corner(n, n), Some(q))
        }
        (true, false) => {
            let (q, r) = triangularise(a.transposed());
            (r.corner(m, m).transposed(), Some(q))
        }
        (false, _) => (a, None),
    };
    let mut form = Form::new(square);
    let (left, right) = (form.a.rows, form.a.columns);
    let (u, s, vt) = form.values()?;
    let (wide_u, wide_v) = if full && outer.is_none() { (left, right) } else { (k, k) };
    let mut u = padded(&u, left, wide_u);
    form.q.times(&mut u);
    let mut vt = padded(&vt, wide_v, right);
    form.p.times_transposed(&mut vt);
    let Some(q) = outer else { return Some((u, s, vt)) };
    let (long, columns) = (m.max(n), if full { m.max(n) } else { k });
    let q = orthogonal(&q, long, columns);
    Some(if m >= n {
        (q.times(&padded(&u, columns, columns)), s, vt)
    } else {
        (u, s, padded(&vt, columns, columns).times(&q.transposed()))
    })
}

/// The matrix in the corner of one that is otherwise the identity.
fn padded<T: Real>(a: &Matrix<T>, rows: usize, columns: usize) -> Matrix<T> {
    let mut out = Matrix::zeros(rows, columns);
    for i in 0..rows {
        for j in 0..columns {
            out[(i, j)] = match (i < a.rows, j < a.columns) {
                (true, true) => a[(i, j)],
                (false, false) if i == j => T::ONE,
                _ if i == j => T::ONE,
                _ => T::ZERO,
            };
        }
    }
    out
}

/// A matrix in bidiagonal form, and the reflections that brought it there.
struct Form<T> {
    a: Matrix<T>,
    d: Vec<T>,
    e: Vec<T>,
    q: Reflections<T>,
    p: Reflections<T>,
}

impl<T: Real> Form<T> {
    fn new(mut a: Matrix<T>) -> Self {
        let (m, n) = (a.rows, a.columns);
        let k = m.min(n);
        let (mut q, mut p) = (Reflections::new(), Reflections::new());
        let (mut d, mut e) = (Vec::with_capacity(k), Vec::with_capacity(k));
        let upper = m >= n;
        for i in 0..k {
            if upper {
                d.push(column_step(&mut a, i, i, &mut q));
                if i + 1 < n {
                    e.push(row_step(&mut a, i, i + 1, &mut p));
                }
            } else {
                d.push(row_step(&mut a, i, i, &mut p));
                if i + 1 < m {
                    e.push(column_step(&mut a, i + 1, i, &mut q));
                }
            }
        }
        Self { a, d, e, q, p }
    }

    /// The singular values and vectors of the bidiagonal matrix itself.
    fn values(&mut self) -> Option<(Matrix<T>, Vec<T>, Matrix<T>)> {
        let k = self.d.len();
        let (mut u, mut vt) = (Matrix::identity(k), Matrix::identity(k));
        // A lower bidiagonal matrix is turned into an upper one; what turned it is put back into U at the end.
        let mut turns = Vec::new();
        if self.a.rows < self.a.columns {
            for i in 0..k.saturating_sub(1) {
                let (c, s, r) = rotation(self.d[i], self.e[i]);
                self.d[i] = r;
                self.e[i] = s * self.d[i + 1];
                self.d[i + 1] = c * self.d[i + 1];
                turns.push((i, c, -s));
            }
        }
        if k == 1 {
            u[(0, 0)] = signed(T::ONE, self.d[0]);
            self.d[0] = self.d[0].abs();
        } else {
            Iteration { d: &mut self.d, e: &mut self.e, u: &mut u, vt: &mut vt }.run()?;
        }
        turns.into_iter().rev().for_each(|(i, c, s)| rotate_rows(&mut u, i, c, s));
        Some((u, self.d.clone(), vt))
    }
}

/// Clears a column below `(row, column)` by a reflection from the left; gives what is left there.
fn column_step<T: Real>(a: &mut Matrix<T>, row: usize, column: usize, q: &mut Reflections<T>) -> T {
    let mut tail: Vec<T> = (row + 1..a.rows).map(|i| a[(i, column)]).collect();
    let (beta, tau) = reflection(a[(row, column)], &mut tail);
    q.push(row, tail, tau);
    if let Some((_, v, tau)) = q.all.last() {
        reflect_rows(a, v, *tau, row, column + 1);
    }
    beta
}

/// Clears a row right of `(row, column)` by a reflection from the right; gives what is left there.
fn row_step<T: Real>(a: &mut Matrix<T>, row: usize, column: usize, p: &mut Reflections<T>) -> T {
    let mut tail: Vec<T> = (column + 1..a.columns).map(|j| a[(row, j)]).collect();
    let (beta, tau) = reflection(a[(row, column)], &mut tail);
    p.push(column, tail, tau);
    if let Some((_, v, tau)) = p.all.last() {
        reflect_columns(a, v, *tau, row + 1, column);
    }
    beta
}

/// An upper bidiagonal matrix with diagonal `d` and what lies above it in `e`, and the rotations so far.
struct Iteration<'a, T> {
    d: &'a mut [T],
    e: &'a mut [T],
    u: &'a mut Matrix<T>,
    vt: &'a mut Matrix<T>,
}

impl<T: Real> Iteration<'_, T> {
    fn run(&mut self) -> Option<()> {
        let n = self.d.len();
        let count = T::of(n as f64);
        let eps = eps::<T>();
        let factor = T::of(eps.wide().powf(-0.125).clamp(10.0, 100.0));
        let tol = factor * eps;
        let least = self.least_estimate() / count.sqrt();
        let floor = T::of(6.0 * n as f64 * n as f64) * tiny::<T>();
        let threshold = if tol * least > floor { tol * least } else { floor };
        let mut left = 6 * n * n + n;
        let (mut seen, mut down) = (None, true);
        let mut m = n - 1;
        while m > 0 {
            // The block that ends at m: it begins after the last element above the diagonal that is small enough.
            let mut largest = self.d[m].abs();
            let mut begin = 0;
            for l in (0..m).rev() {
                let (size, above) = (self.d[l].abs(), self.e[l].abs());
                if above <= threshold {
                    self.e[l] = T::ZERO;
                    begin = l + 1;
                    break;
                }
                largest = [size, above].into_iter().fold(largest, |a, b| if b > a { b } else { a });
            }
            let l = begin;
            if l == m {
                m -= 1;
                continue;
            }
            if l + 1 == m {
                self.finish(l);
                if m < 2 {
                    break;
                }
                m -= 2;
                continue;
            }
            if seen.is_none_or(|(first, last)| l > last || m < first) {
                down = self.d[l].abs() >= self.d[m].abs();
            }
            let Some(least) = self.converged(l, m, down, tol) else { continue };
            seen = Some((l, m));
            let shift = self.shift(l, m, down, least / largest, tol);
            left = left.checked_sub(m - l)?;
            match (shift == T::ZERO, down) {
                (true, true) => self.zero_down(l, m),
                (true, false) => self.zero_up(l, m),
                (false, true) => self.step_down(l, m, shift),
                (false, false) => self.step_up(l, m, shift),
            }
            let end = if down { m - 1 } else { l };
            if self.e[end].abs() <= threshold {
                self.e[end] = T::ZERO;
            }
        }
        self.sort();
        Some(())
    }

    /// A lower estimate of the least singular value, times the root of their number.
    fn least_estimate(&self) -> T {
        let mut mu = self.d[0].abs();
        let mut least = mu;
        for i in 1..self.d.len() {
            if least == T::ZERO {
                break;
            }
            mu = self.d[i].abs() * (mu / (mu + self.e[i - 1].abs()));
            if mu < least {
                least = mu;
            }
        }
        least
    }

    /// A block of two.
    fn finish(&mut self, l: usize) {
        let found = singular_2x2(self.d[l], self.e[l], self.d[l + 1]);
        (self.d[l], self.e[l], self.d[l + 1]) = (found.most, T::ZERO, found.least);
        rotate_rows(self.vt, l, found.right.1, found.right.0);
        rotate_columns(self.u, l, found.left.1, found.left.0);
    }

    /// Clears an element that is small beside its neighbours; if there is none, gives an estimate of the least singular value.
    fn converged(&mut self, l: usize, m: usize, down: bool, tol: T) -> Option<T> {
        let end = if down { (m - 1, m) } else { (l, l) };
        if self.e[end.0].abs() <= tol * self.d[end.1].abs() {
            self.e[end.0] = T::ZERO;
            return None;
        }
        let mut mu = self.d[if down { l } else { m }].abs();
        let mut least = mu;
        for step in 0..m - l {
            let i = if down { l + step } else { m - 1 - step };
            if self.e[i].abs() <= tol * mu {
                self.e[i] = T::ZERO;
                return None;
            }
            let next = self.d[if down { i + 1 } else { i }].abs();
            mu = next * (mu / (mu + self.e[i].abs()));
            if mu < least {
                least = mu;
            }
        }
        Some(least)
    }

    fn shift(&self, l: usize, m: usize, down: bool, ratio: T, tol: T) -> T {
        let eps = eps::<T>();
        let limit = if eps > T::of(0.01) * tol { eps } else { T::of(0.01) * tol };
        if T::of(self.d.len() as f64) * tol * ratio <= limit {
            return T::ZERO;
        }
        let (size, (shift, _)) = if down {
            (self.d[l].abs(), singular_values_2x2(self.d[m - 1], self.e[m - 1], self.d[m]))
        } else {
            (self.d[m].abs(), singular_values_2x2(self.d[l], self.e[l], self.d[l + 1]))
        };
        if size > T::ZERO && (shift / size) * (shift / size) < eps { T::ZERO } else { shift }
    }

    fn zero_down(&mut self, l: usize, m: usize) {
        let (mut c, mut old_c, mut old_s) = (T::ONE, T::ONE, T::ZERO);
        for i in l..m {
            let (cosine, s, r) = rotation(self.d[i] * c, self.e[i]);
            c = cosine;
            if i > l {
                self.e[i - 1] = old_s * r;
            }
            (old_c, old_s, self.d[i]) = rotation(old_c * r, self.d[i + 1] * s);
            rotate_rows(self.vt, i, c, s);
            rotate_columns(self.u, i, old_c, old_s);
        }
        let h = self.d[m] * c;
        self.d[m] = h * old_c;
        self.e[m - 1] = h * old_s;
    }

    fn zero_up(&mut self, l: usize, m: usize) {
        let (mut c, mut old_c, mut old_s) = (T::ONE, T::ONE, T::ZERO);
        for i in (l + 1..=m).rev() {
            let (cosine, s, r) = rotation(self.d[i] * c, self.e[i - 1]);
            c = cosine;
            if i < m {
                self.e[i] = old_s * r;
            }
            (old_c, old_s, self.d[i]) = rotation(old_c * r, self.d[i - 1] * s);
            rotate_rows(self.vt, i - 1, old_c, -old_s);
            rotate_columns(self.u, i - 1, c, -s);
        }
        let h = self.d[l] * c;
        self.d[l] = h * old_c;
        self.e[l] = h * old_s;
    }

    fn step_down(&mut self, l: usize, m: usize, shift: T) {
        let mut f = (self.d[l].abs() - shift) * (signed(T::ONE, self.d[l]) + shift / self.d[l]);
        let mut g = self.e[l];
        for i in l..m {
            let (c, s, r) = rotation(f, g);
            if i > l {
                self.e[i - 1] = r;
            }
            f = c * self.d[i] + s * self.e[i];
            self.e[i] = c * self.e[i] - s * self.d[i];
            g = s * self.d[i + 1];
            self.d[i + 1] = c * self.d[i + 1];
            rotate_rows(self.vt, i, c, s);
            let (c, s, r) = rotation(f, g);
            self.d[i] = r;
            f = c * self.e[i] + s * self.d[i + 1];
            self.d[i + 1] = c * self.d[i + 1] - s * self.e[i];
            if i + 1 < m {
                g = s * self.e[i + 1];
                self.e[i + 1] = c * self.e[i + 1];
            }
            rotate_columns(self.u, i, c, s);
        }
        self.e[m - 1] = f;
    }

    fn step_up(&mut self, l: usize, m: usize, shift: T) {
        let mut f = (self.d[m].abs() - shift) * (signed(T::ONE, self.d[m]) + shift / self.d[m]);
        let mut g = self.e[m - 1];
        for i in (l + 1..=m).rev() {
            let (c, s, r) = rotation(f, g);
            if i < m {
                self.e[i] = r;
            }
            f = c * self.d[i] + s * self.e[i - 1];
            self.e[i - 1] = c * self.e[i - 1] - s * self.d[i];
            g = s * self.d[i - 1];
            self.d[i - 1] = c * self.d[i - 1];
            rotate_columns(self.u, i - 1, c, -s);
            let (c, s, r) = rotation(f, g);
            self.d[i] = r;
            f = c * self.e[i - 1] + s * self.d[i - 1];
            self.d[i - 1] = c * self.d[i - 1] - s * self.e[i - 1];
            if i > l + 1 {
                g = s * self.e[i - 2];
                self.e[i - 2] = c * self.e[i - 2];
            }
            rotate_rows(self.vt, i - 1, c, -s);
        }
        self.e[l] = f;
    }

    /// Makes the values positive, and puts them in falling order.
    fn sort(&mut self) {
        let n = self.d.len();
        for i in 0..n {
            if self.d[i].wide().is_sign_negative() {
                self.d[i] = -self.d[i];
                (0..n).for_each(|j| self.vt[(i, j)] = -self.vt[(i, j)]);
            }
        }
        for end in (1..n).rev() {
            let mut k = 0;
            for j in 1..=end {
                if self.d[j] <= self.d[k] {
                    k = j;
                }
            }
            if k != end {
                self.d.swap(k, end);
                self.vt.swap_rows(k, end);
                self.u.swap_columns(k, end);
            }
        }
    }
}
