//! The cascade: chunks of sixteen or more are added, then the sums of chunks, in up to four levels.
//!
//! In all of these `inner` is the dimension that is reduced, and each place along `outer` is stored by itself.

use super::Summed;
use super::plan::Dim;

const LEVELS: usize = 4;
/// How many sums are kept side by side.
const ROWS: usize = 4;

/// Elements that are neighbours along the reduced dimension.
pub fn inner_sum<T: Summed>(data: &[T], inner: Dim, outer: Dim, out: &mut [T]) {
    let vectors = inner.size / T::VECTOR;
    for place in 0..outer.size {
        let row = &data[place * outer.input..];
        let lanes = row_sum(vectors, T::NO_LANES, T::add_lanes, |at| T::load(row, at * T::VECTOR));
        let rest = row[vectors * T::VECTOR..inner.size].iter().fold(T::Sum::default(), |sum, one| sum + one.widen());
        let total = lanes.as_ref().iter().fold(rest, |sum, lane| sum + *lane);
        store(out, place * outer.output, total);
    }
}

/// Elements that are neighbours along the other dimension.
pub fn outer_sum<T: Summed>(data: &[T], inner: Dim, outer: Dim, out: &mut [T]) {
    let mut place = 0;
    while place + ROWS * T::LANES <= outer.size {
        let load = |at: usize, row: usize| T::load_lanes(data, place + at * inner.input + row * T::LANES);
        for lanes in rows_sum(inner.size, T::NO_LANES, T::add_lanes, load) {
            place = store_lanes::<T>(out, outer, place, lanes);
        }
    }
    while place + T::LANES <= outer.size {
        let lanes = row_sum(inner.size, T::NO_LANES, T::add_lanes, |at| T::load_lanes(data, place + at * inner.input));
        place = store_lanes::<T>(out, outer, place, lanes);
    }
    for place in place..outer.size {
        store(out, place * outer.output, scalar_row_sum(&data[place..], inner));
    }
}

pub fn scalar_inner_sum<T: Summed>(data: &[T], inner: Dim, outer: Dim, out: &mut [T]) {
    for place in 0..outer.size {
        store(out, place * outer.output, scalar_row_sum(&data[place * outer.input..], inner));
    }
}

pub fn scalar_outer_sum<T: Summed>(data: &[T], inner: Dim, outer: Dim, out: &mut [T]) {
    let whole = outer.size - outer.size % ROWS;
    for place in (0..whole).step_by(ROWS) {
        let load = |at: usize, row: usize| data[(place + row) * outer.input + at * inner.input].widen();
        for (row, total) in rows_sum(inner.size, T::Sum::default(), add, load).into_iter().enumerate() {
            store(out, (place + row) * outer.output, total);
        }
    }
    for place in whole..outer.size {
        store(out, place * outer.output, scalar_row_sum(&data[place * outer.input..], inner));
    }
}

fn scalar_row_sum<T: Summed>(data: &[T], inner: Dim) -> T::Sum {
    row_sum(inner.size, T::Sum::default(), add, |at| data[at * inner.input].widen())
}

fn add<S: std::ops::Add<Output = S>>(one: S, other: S) -> S {
    one + other
}

fn store<T: Summed>(out: &mut [T], at: usize, sum: T::Sum) {
    out[at] = out[at].stored(sum);
}

/// Stores each lane at its place and returns the next one.
fn store_lanes<T: Summed>(out: &mut [T], outer: Dim, place: usize, lanes: T::Lanes) -> usize {
    for (lane, sum) in lanes.as_ref().iter().enumerate() {
        store(out, (place + lane) * outer.output, *sum);
    }
    place + T::LANES
}

/// A row as four interleaved ones, what is left over to the first of them.
#[inline(always)]
fn row_sum<V: Copy>(size: usize, zero: V, add: impl Fn(V, V) -> V + Copy, load: impl Fn(usize) -> V) -> V {
    let whole = size / ROWS;
    let [first, others @ ..] = rows_sum(whole, zero, add, |at, row| load(at * ROWS + row));
    let first = (whole * ROWS..size).fold(first, |sum, at| add(sum, load(at)));
    others.into_iter().fold(first, add)
}

/// Four rows at once, each by the cascade.
#[inline(always)]
fn rows_sum<V: Copy>(size: usize, zero: V, add: impl Fn(V, V) -> V, load: impl Fn(usize, usize) -> V) -> [V; ROWS] {
    let bits = (ceil_log2(size) / LEVELS as u32).max(4);
    let chunk = 1 << bits;
    let mut sums = [[zero; ROWS]; LEVELS];
    let mut at = 0;
    while at + chunk <= size {
        let mut sum = sums[0];
        for at in at..at + chunk {
            for (row, sum) in sum.iter_mut().enumerate() {
                *sum = add(*sum, load(at, row));
            }
        }
        sums[0] = sum;
        at += chunk;
        // A level that is full goes into the next one.
        for level in 1..LEVELS {
            let full = std::mem::replace(&mut sums[level - 1], [zero; ROWS]);
            for (sum, more) in sums[level].iter_mut().zip(full) {
                *sum = add(*sum, more);
            }
            if (at >> (level as u32 * bits)) & (chunk - 1) != 0 {
                break;
            }
        }
    }
    let [mut total, levels @ ..] = sums;
    for at in at..size {
        for (row, sum) in total.iter_mut().enumerate() {
            *sum = add(*sum, load(at, row));
        }
    }
    for level in levels {
        for (sum, more) in total.iter_mut().zip(level) {
            *sum = add(*sum, more);
        }
    }
    total
}

fn ceil_log2(size: usize) -> u32 {
    if size <= 2 { 1 } else { (size - 1).ilog2() + 1 }
}
