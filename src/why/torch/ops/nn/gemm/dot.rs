//! Products of rows with rows: the right operand is stored by columns, as a linear layer's weight is for its input.

use pulp::{Arch, Simd, WithSimd};

use super::kernel::{Lanes, Right};

/// How many rows of each are multiplied with each other at a time.
const LEFT: usize = 4;
const RIGHT: usize = 3;

/// Adds to `out` the products of each of `rows` rows, `stride` apart, with each row of `right`: as many columns as those have.
pub fn add_dots<T: Lanes>(left: &[T], rows: usize, stride: usize, right: Right<'_, T>, out: &mut [T]) {
    Arch::new().dispatch(Dots { left, rows, stride, right, out });
}

struct Dots<'a, T> {
    left: &'a [T],
    rows: usize,
    stride: usize,
    right: Right<'a, T>,
    out: &'a mut [T],
}

impl<T: Lanes> WithSimd for Dots<'_, T> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(mut self, s: S) {
        let (m, n) = (self.rows, self.right.offsets.len());
        let mut i = 0;
        while i < m {
            let rows = (m - i).min(LEFT);
            let mut j = 0;
            while j < n {
                let columns = (n - j).min(RIGHT);
                match (rows, columns) {
                    (LEFT, RIGHT) => self.tile::<S, LEFT, RIGHT>(s, i, j),
                    (LEFT, 2) => self.tile::<S, LEFT, 2>(s, i, j),
                    (LEFT, _) => self.tile::<S, LEFT, 1>(s, i, j),
                    (_, RIGHT) => (i..i + rows).for_each(|i| self.tile::<S, 1, RIGHT>(s, i, j)),
                    (_, 2) => (i..i + rows).for_each(|i| self.tile::<S, 1, 2>(s, i, j)),
                    _ => (i..i + rows).for_each(|i| self.tile::<S, 1, 1>(s, i, j)),
                }
                j += columns;
            }
            i += rows;
        }
    }
}

impl<T: Lanes> Dots<'_, T> {
    #[inline(always)]
    fn tile<S: Simd, const M: usize, const N: usize>(&mut self, s: S, i: usize, j: usize) {
        let Right { data, offsets, columns: k } = self.right;
        let left: [&[T]; M] = std::array::from_fn(|r| &self.left[(i + r) * self.stride..][..k]);
        let right: [&[T]; N] = std::array::from_fn(|c| &data[offsets[j + c]..][..k]);
        let mut sums = [[T::splat(s, T::ZERO); N]; M];
        let steps = k / T::width::<S>();
        let x: [_; M] = std::array::from_fn(|r| &T::vectors::<S>(left[r]).0[..steps]);
        let y: [_; N] = std::array::from_fn(|c| &T::vectors::<S>(right[c]).0[..steps]);
        for p in 0..steps {
            let column: [_; N] = std::array::from_fn(|c| y[c][p]);
            for r in 0..M {
                let x = x[r][p];
                for c in 0..N {
                    sums[r][c] = T::fused(s, x, column[c], sums[r][c]);
                }
            }
        }
        if steps * T::width::<S>() < k {
            let column: [_; N] = std::array::from_fn(|c| T::part(s, &right[c][steps * T::width::<S>()..]));
            for r in 0..M {
                let x = T::part(s, &left[r][steps * T::width::<S>()..]);
                for c in 0..N {
                    sums[r][c] = T::fused(s, x, column[c], sums[r][c]);
                }
            }
        }
        let n = offsets.len();
        for (r, sums) in sums.iter().enumerate() {
            for (c, &sum) in sums.iter().enumerate() {
                self.out[(i + r) * n + j + c] += T::total(s, sum);
            }
        }
    }
}
