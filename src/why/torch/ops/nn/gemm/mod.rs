//! Matrix products of our own: small ones cost nothing but their arithmetic, and convolutions read images as matrices.
//!
//! `candle`'s product asks the environment for a number of threads and packs both operands, which is as long as a learner's
//! whole layer takes. `kernel` has the loops that run in registers; here is what surrounds them.

mod dot;
mod kernel;

use super::real::vectorised;

pub use dot::add_dots;
pub use kernel::{Lanes, Right, multiply};

/// How many rows of the left operand are computed together.
pub const ROWS: usize = 4;

/// The left operand: groups of up to four rows, each stored column by column.
pub struct Left<T> {
    data: Vec<T>,
    rows: usize,
    depth: usize,
}

impl<T: Lanes> Left<T> {
    /// Takes element (i, p) from `data[i * row + p * column]`.
    pub fn pack(data: &[T], rows: usize, depth: usize, (row, column): (usize, usize)) -> Self {
        let mut packed = Vec::with_capacity(rows * depth);
        let mut i = 0;
        while i < rows {
            let count = (rows - i).min(ROWS);
            let start = packed.len();
            if count == ROWS && column == 1 {
                let part = |k: usize| &data[(i + k) * row..(i + k) * row + depth];
                let rest = part(1).iter().zip(part(2)).zip(part(3));
                packed.extend(part(0).iter().zip(rest).flat_map(|(&a, ((&b, &c), &d))| [a, b, c, d]));
            } else if count == ROWS && row == 1 {
                packed.extend((0..depth).flat_map(|p| {
                    let at = p * column + i;
                    [data[at], data[at + 1], data[at + 2], data[at + 3]]
                }));
            } else {
                packed.extend((0..depth).flat_map(|p| (i..i + count).map(move |i| data[i * row + p * column])));
            }
            debug_assert_eq!(packed.len(), start + count * depth);
            i += count;
        }
        Self { data: packed, rows, depth }
    }

    /// The rows from `i` on that are stored together, and how many they are.
    #[inline(always)]
    fn group(&self, i: usize) -> (&[T], usize) {
        let count = (self.rows - i).min(ROWS);
        (&self.data[i * self.depth..(i + count) * self.depth], count)
    }
}

/// A matrix in a slice: element (i, j) lies at `i * row + j * column`.
#[derive(Clone, Copy)]
pub struct Matrix<'a, T> {
    pub data: &'a [T],
    pub row: usize,
    pub column: usize,
}

/// Below this depth, transposing the right operand costs less than adding up lanes.
const SHALLOW: usize = 48;

/// `a` times `b`, `[m, k] x [k, n]`, row-major.
pub fn product<T: Lanes>(a: Matrix<'_, T>, b: Matrix<'_, T>, (m, k, n): (usize, usize, usize)) -> Vec<T> {
    let mut out = vec![T::ZERO; m * n];
    if m * n * k > 0 {
        add_product(a, b, (m, k, n), &mut out);
    }
    out
}

/// Adds `a` times `b` to what is in `out`. None of the sizes is 0.
pub fn add_product<T: Lanes>(a: Matrix<'_, T>, b: Matrix<'_, T>, (m, k, n): (usize, usize, usize), out: &mut [T]) {
    if b.column != 1 && a.column == 1 && b.row == 1 && k >= SHALLOW {
        let offsets: Vec<usize> = (0..n).map(|j| j * b.column).collect();
        add_dots(a.data, m, a.row, Right { data: b.data, offsets: &offsets, columns: k }, out);
        return;
    }
    if b.column == 1 || n == 1 {
        let offsets: Vec<usize> = (0..k).map(|p| p * b.row).collect();
        let left = Left::pack(a.data, m, k, (a.row, a.column));
        multiply(&left, Right { data: b.data, offsets: &offsets, columns: n }, out, n, true);
        return;
    }
    // The right operand is brought into rows, some of its rows at a time.
    const DEPTH: usize = 256;
    let mut rows = vec![T::ZERO; k.min(DEPTH) * n];
    let offsets: Vec<usize> = (0..k.min(DEPTH)).map(|p| p * n).collect();
    let mut start = 0;
    while start < k {
        let depth = (k - start).min(DEPTH);
        transpose(b, start, depth, n, &mut rows);
        let at = start * a.column;
        let left = Left::pack(&a.data[at..], m, depth, (a.row, a.column));
        multiply(&left, Right { data: &rows, offsets: &offsets[..depth], columns: n }, out, n, true);
        start += depth;
    }
}

/// Rows `start..start + depth` of `b`, one after another.
fn transpose<T: Lanes>(b: Matrix<'_, T>, start: usize, depth: usize, n: usize, rows: &mut [T]) {
    vectorised(
        #[inline(always)]
        || {
            for j in 0..n {
                let from = &b.data[start * b.row + j * b.column..];
                for p in 0..depth {
                    rows[p * n + j] = from[p * b.row];
                }
            }
        },
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Small integers, whose products are exact in any order.
    fn numbers(n: usize, seed: usize) -> Vec<f32> {
        (0..n).map(|i| ((i * 7 + seed * 3) % 11) as f32 - 5.0).collect()
    }

    fn plain(a: Matrix<'_, f32>, b: Matrix<'_, f32>, (m, k, n): (usize, usize, usize)) -> Vec<f32> {
        let at = |x: Matrix<'_, f32>, i: usize, j: usize| x.data[i * x.row + j * x.column];
        let cell = |i: usize, j: usize| (0..k).map(|p| at(a, i, p) * at(b, p, j)).fold(0.0, |sum, x| sum + x);
        (0..m * n).map(|c| cell(c / n, c % n)).collect()
    }

    #[test]
    fn products_of_all_layouts_are_exact() {
        let sizes = [1, 3, 4, 9, 17, 25, 50];
        for &m in &sizes {
            for &n in &sizes {
                for k in [1, 5, 48, 300] {
                    let (x, y) = (numbers(m * k, 1), numbers(k * n, 2));
                    for (row, column) in [(k, 1), (1, m)] {
                        for (right_row, right_column) in [(n, 1), (1, k)] {
                            let a = Matrix { data: &x, row, column };
                            let b = Matrix { data: &y, row: right_row, column: right_column };
                            let (found, wanted) = (product(a, b, (m, k, n)), plain(a, b, (m, k, n)));
                            assert_eq!(found, wanted, "{m} {k} {n}, {row} {column}, {right_row} {right_column}");
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn doubles_are_multiplied_as_doubles() {
        let (x, y) = ([1e-9, 1.0, 3.0, 0.5], [1.0, 2.0, 1e-9, 4.0]);
        let square = |data| Matrix { data, row: 2, column: 1 };
        assert_eq!(product(square(&x[..]), square(&y[..]), (2, 2, 2)), [2e-9, 4.000000002, 3.0000000005, 8.0]);
    }
}
