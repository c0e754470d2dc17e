//! Products in registers: a few rows of the left operand times a few vectors of the right one's columns.

use pulp::{Arch, Simd, WithSimd};

use super::super::real::Real;
use super::{Left, ROWS};

/// Numbers of which the processor computes several at a time.
pub trait Lanes: Real {
    type V<S: Simd>: Copy;
    fn splat<S: Simd>(s: S, x: Self) -> Self::V<S>;
    fn fused<S: Simd>(s: S, a: Self::V<S>, b: Self::V<S>, c: Self::V<S>) -> Self::V<S>;
    fn plus<S: Simd>(s: S, a: Self::V<S>, b: Self::V<S>) -> Self::V<S>;
    /// As many vectors as there are, and what is left.
    fn vectors<S: Simd>(slice: &[Self]) -> (&[Self::V<S>], &[Self]);
    fn vectors_mut<S: Simd>(slice: &mut [Self]) -> (&mut [Self::V<S>], &mut [Self]);
    /// Less than a vector, filled up with zeros.
    fn part<S: Simd>(s: S, slice: &[Self]) -> Self::V<S>;
    fn put_part<S: Simd>(s: S, slice: &mut [Self], v: Self::V<S>);
    fn total<S: Simd>(s: S, v: Self::V<S>) -> Self;
    fn width<S: Simd>() -> usize;
}

macro_rules! lanes {
    ($type:ty, $v:ident, $splat:ident, $fma:ident, $add:ident, $vectors:ident, $vectors_mut:ident, $part:ident, $put:ident,
     $total:ident, $width:ident) => {
        impl Lanes for $type {
            type V<S: Simd> = S::$v;
            #[inline(always)]
            fn splat<S: Simd>(s: S, x: Self) -> S::$v {
                s.$splat(x)
            }
            #[inline(always)]
            fn fused<S: Simd>(s: S, a: S::$v, b: S::$v, c: S::$v) -> S::$v {
                s.$fma(a, b, c)
            }
            #[inline(always)]
            fn plus<S: Simd>(s: S, a: S::$v, b: S::$v) -> S::$v {
                s.$add(a, b)
            }
            #[inline(always)]
            fn vectors<S: Simd>(slice: &[Self]) -> (&[S::$v], &[Self]) {
                S::$vectors(slice)
            }
            #[inline(always)]
            fn vectors_mut<S: Simd>(slice: &mut [Self]) -> (&mut [S::$v], &mut [Self]) {
                S::$vectors_mut(slice)
            }
            #[inline(always)]
            fn part<S: Simd>(s: S, slice: &[Self]) -> S::$v {
                s.$part(slice)
            }
            #[inline(always)]
            fn put_part<S: Simd>(s: S, slice: &mut [Self], v: S::$v) {
                s.$put(slice, v);
            }
            #[inline(always)]
            fn total<S: Simd>(s: S, v: S::$v) -> Self {
                s.$total(v)
            }
            #[inline(always)]
            fn width<S: Simd>() -> usize {
                S::$width
            }
        }
    };
}

lanes!(
    f32,
    f32s,
    splat_f32s,
    mul_add_e_f32s,
    add_f32s,
    as_simd_f32s,
    as_mut_simd_f32s,
    partial_load_f32s,
    partial_store_f32s,
    reduce_sum_f32s,
    F32_LANES
);
lanes!(
    f64,
    f64s,
    splat_f64s,
    mul_add_e_f64s,
    add_f64s,
    as_simd_f64s,
    as_mut_simd_f64s,
    partial_load_f64s,
    partial_store_f64s,
    reduce_sum_f64s,
    F64_LANES
);

/// The right operand: row p has its columns at `data[offsets[p]..]`.
#[derive(Clone, Copy)]
pub struct Right<'a, T> {
    pub data: &'a [T],
    pub offsets: &'a [usize],
    pub columns: usize,
}

/// How many vectors of columns are computed together.
const VECTORS: usize = 3;
/// How deep a block is, so that the columns in use stay in the nearest cache.
const DEPTH: usize = 256;
/// From so many rows on, columns are copied next to each other before they are used again and again.
const MANY: usize = 24;

/// `left` times `right` into the rows of `out`, which begin `stride` apart; added to what is there, if `add`.
pub fn multiply<T: Lanes>(left: &Left<T>, right: Right<'_, T>, out: &mut [T], stride: usize, add: bool) {
    Arch::new().dispatch(Product { left, right, out, stride, add });
}

struct Product<'a, T> {
    left: &'a Left<T>,
    right: Right<'a, T>,
    out: &'a mut [T],
    stride: usize,
    add: bool,
}

impl<T: Lanes> WithSimd for Product<'_, T> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, s: S) {
        let Self { left, right, out, stride, add } = self;
        let step = T::width::<S>() * VECTORS;
        let packs = left.rows >= MANY && right.columns >= step;
        let mut panel = vec![T::ZERO; if packs { step * left.depth.min(DEPTH) } else { 0 }];
        let near: Vec<usize> = (0..if packs { left.depth.min(DEPTH) } else { 0 }).map(|p| p * step).collect();
        let mut first = 0;
        while first < left.depth {
            let depth = (left.depth - first).min(DEPTH);
            let offsets = &right.offsets[first..first + depth];
            let block = Block { first, depth, stride, add: add || first > 0 };
            let mut j = 0;
            while j + step <= right.columns {
                if packs {
                    for (to, &from) in panel.chunks_exact_mut(step).zip(offsets) {
                        to.copy_from_slice(&right.data[from + j..from + j + step]);
                    }
                    block.panel::<T, S, VECTORS>(s, left, (&panel, &near[..depth], 0), out, j);
                } else {
                    block.panel::<T, S, VECTORS>(s, left, (right.data, offsets, j), out, j);
                }
                j += step;
            }
            let width = T::width::<S>();
            if j + 2 * width <= right.columns {
                block.panel::<T, S, 2>(s, left, (right.data, offsets, j), out, j);
                j += 2 * width;
            } else if j + width <= right.columns {
                block.panel::<T, S, 1>(s, left, (right.data, offsets, j), out, j);
                j += width;
            }
            if j < right.columns {
                block.rest::<T, S>(s, left, (right.data, offsets, j), out, (j, right.columns - j));
            }
            first += depth;
        }
    }
}

/// Part of the depth, for all rows.
#[derive(Clone, Copy)]
struct Block {
    first: usize,
    depth: usize,
    stride: usize,
    add: bool,
}

/// Where a panel of columns is: the data, each row's offset, and where in the row the panel begins.
type Panel<'a, T> = (&'a [T], &'a [usize], usize);

impl Block {
    #[inline(always)]
    fn panel<T: Lanes, S: Simd, const NV: usize>(
        self,
        s: S,
        left: &Left<T>,
        panel: Panel<'_, T>,
        out: &mut [T],
        j: usize,
    ) {
        let mut i = 0;
        while i < left.rows {
            let (group, count) = left.group(i);
            let group = &group[self.first * count..(self.first + self.depth) * count];
            let out = &mut out[i * self.stride + j..];
            match count {
                ROWS => self.tile::<T, S, ROWS, NV>(s, group, panel, out),
                3 => self.tile::<T, S, 3, NV>(s, group, panel, out),
                2 => self.tile::<T, S, 2, NV>(s, group, panel, out),
                _ => self.tile::<T, S, 1, NV>(s, group, panel, out),
            }
            i += count;
        }
    }

    #[inline(always)]
    fn tile<T: Lanes, S: Simd, const MR: usize, const NV: usize>(
        self,
        s: S,
        group: &[T],
        (data, offsets, at): Panel<'_, T>,
        out: &mut [T],
    ) {
        let width = T::width::<S>() * NV;
        let zero = T::splat(s, T::ZERO);
        let mut sums = [[zero; NV]; MR];
        for (a, &offset) in group.as_chunks::<MR>().0.iter().zip(offsets) {
            let Some(row) = data.get(offset + at..offset + at + width) else { return };
            let Some(row) = T::vectors::<S>(row).0.first_chunk::<NV>() else { return };
            for i in 0..MR {
                let x = T::splat(s, a[i]);
                for v in 0..NV {
                    sums[i][v] = T::fused(s, x, row[v], sums[i][v]);
                }
            }
        }
        for (i, sums) in sums.iter().enumerate() {
            let Some(row) = out.get_mut(i * self.stride..i * self.stride + width) else { return };
            for (to, &sum) in T::vectors_mut::<S>(row).0.iter_mut().zip(sums) {
                *to = if self.add { T::plus(s, *to, sum) } else { sum };
            }
        }
    }

    /// Fewer columns than a vector has.
    #[inline(always)]
    fn rest<T: Lanes, S: Simd>(
        self,
        s: S,
        left: &Left<T>,
        (data, offsets, at): Panel<'_, T>,
        out: &mut [T],
        (j, columns): (usize, usize),
    ) {
        let zero = T::splat(s, T::ZERO);
        let mut i = 0;
        while i < left.rows {
            let (group, count) = left.group(i);
            let group = &group[self.first * count..(self.first + self.depth) * count];
            let mut sums = [zero; ROWS];
            for (a, &offset) in group.chunks_exact(count).zip(offsets) {
                let row = T::part(s, &data[offset + at..offset + at + columns]);
                for (sum, &a) in sums.iter_mut().zip(a) {
                    *sum = T::fused(s, T::splat(s, a), row, *sum);
                }
            }
            for (k, &sum) in sums.iter().enumerate().take(count) {
                let start = (i + k) * self.stride + j;
                let to = &mut out[start..start + columns];
                let sum = if self.add { T::plus(s, T::part(s, to), sum) } else { sum };
                T::put_part(s, to, sum);
            }
            i += count;
        }
    }
}
