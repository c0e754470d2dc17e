//! Sums in the order in which PyTorch adds, so that they come out the same to the last bit.
//!
//! A million times 0.1 is 100000.0078 in float32 there: neither what adding one after the other gives, nor the rounded true
//! sum. PyTorch adds in cascades of chunks, four accumulators at a time, each of as many lanes as an AVX2 register has, and
//! goes through the dimensions in an order of its own. With several threads it splits large tensors further; this is the
//! order of one thread.

mod cascade;
mod plan;
#[cfg(test)]
mod tests;

use std::ops::Add;

use half::{bf16, f16};

use cascade::{inner_sum, outer_sum, scalar_inner_sum, scalar_outer_sum};
use plan::{Dim, plan};

/// Elements of a tensor: the one at `index` is `data[offset + index . strides]`, all of which must be within `data`.
#[derive(Clone, Copy, Debug)]
pub struct Strided<'a, T> {
    pub data: &'a [T],
    pub offset: usize,
    pub shape: &'a [usize],
    pub strides: &'a [usize],
}

/// A floating point dtype, and how AVX2 adds it.
pub trait Summed: Copy + Default {
    /// What it is added in: float32 for the half types.
    type Sum: Summed<Sum = Self::Sum> + Add<Output = Self::Sum>;
    /// Several of those at a time.
    type Lanes: Copy + AsRef<[Self::Sum]>;
    /// How many elements fill a register, and how many sums.
    const VECTOR: usize;
    const LANES: usize;
    const IS_HALF: bool = Self::VECTOR > Self::LANES;
    const NO_LANES: Self::Lanes;

    fn widen(self) -> Self::Sum;
    fn narrow(sum: Self::Sum) -> Self;
    /// Adds to what has been stored, rounding both.
    fn stored(self, sum: Self::Sum) -> Self;
    /// Loads a vector of neighbours. Those beyond the lanes are added to the first ones.
    fn load(data: &[Self], at: usize) -> Self::Lanes;
    /// Loads as many neighbours as there are lanes.
    fn load_lanes(data: &[Self], at: usize) -> Self::Lanes;
    fn add_lanes(one: Self::Lanes, other: Self::Lanes) -> Self::Lanes;
    fn divide(sum: Self::Sum, count: usize) -> Self;
}

macro_rules! summed {
    ($type:ty, $sum:ty, $vector:literal, $lanes:literal, $widen:expr, $narrow:expr) => {
        impl Summed for $type {
            type Sum = $sum;
            type Lanes = [$sum; $lanes];
            const VECTOR: usize = $vector;
            const LANES: usize = $lanes;
            const NO_LANES: Self::Lanes = [0.0; $lanes];

            #[inline(always)]
            fn widen(self) -> $sum {
                $widen(self)
            }

            fn narrow(sum: $sum) -> Self {
                $narrow(sum)
            }

            #[inline(always)]
            fn stored(self, sum: $sum) -> Self {
                $narrow($widen(self) + $widen($narrow(sum)))
            }

            #[inline(always)]
            fn load(data: &[Self], at: usize) -> Self::Lanes {
                let first = Self::load_lanes(data, at);
                if $vector == $lanes { first } else { Self::add_lanes(first, Self::load_lanes(data, at + $lanes)) }
            }

            #[inline(always)]
            fn load_lanes(data: &[Self], at: usize) -> Self::Lanes {
                let mut lanes = [0.0; $lanes];
                for (lane, one) in lanes.iter_mut().zip(&data[at..at + $lanes]) {
                    *lane = $widen(*one);
                }
                lanes
            }

            #[inline(always)]
            fn add_lanes(mut one: Self::Lanes, other: Self::Lanes) -> Self::Lanes {
                for (one, other) in one.iter_mut().zip(other) {
                    *one += other;
                }
                one
            }

            fn divide(sum: $sum, count: usize) -> Self {
                $narrow(sum / count as $sum)
            }
        }
    };
}

summed!(f32, f32, 8, 8, std::convert::identity, std::convert::identity);
summed!(f64, f64, 4, 4, std::convert::identity, std::convert::identity);
summed!(f16, f32, 16, 8, f16::to_f32_const, f16::from_f32);
summed!(bf16, f32, 16, 8, bf16::to_f32_const, bf16::from_f32);

/// `tensor.sum(dim=...)`: over the dimensions that are marked, the others in their order, contiguous.
pub fn sum<T: Summed>(tensor: Strided<'_, T>, reduced: &[bool]) -> Vec<T> {
    let dims = plan(tensor.shape, tensor.strides, reduced);
    // Sums of the half types that would be stored more than once are stored as float32 meanwhile.
    if T::IS_HALF && matches!(dims.as_slice(), [Dim { output: 0, .. }, Dim { output: 0, .. }, ..]) {
        return sum_wide(tensor, reduced).into_iter().map(T::narrow).collect();
    }
    let mut out = vec![T::default(); kept(tensor.shape, reduced)];
    if !tensor.shape.contains(&0) {
        add_up(tensor.data, &dims, tensor.offset, 0, &mut out);
    }
    out
}

/// The sum in float32 for the half types.
fn sum_wide<T: Summed>(tensor: Strided<'_, T>, reduced: &[bool]) -> Vec<T::Sum> {
    let data: Vec<T::Sum> = tensor.data.iter().map(|one| one.widen()).collect();
    sum(Strided { data: &data, offset: tensor.offset, shape: tensor.shape, strides: tensor.strides }, reduced)
}

fn kept(shape: &[usize], reduced: &[bool]) -> usize {
    shape.iter().zip(reduced).filter(|(_, reduced)| !**reduced).map(|(size, _)| size).product()
}

/// `tensor.sum()` of contiguous elements.
pub fn sum_all<T: Summed>(data: &[T]) -> T {
    let strided = Strided { data, offset: 0, shape: &[data.len()], strides: &[1] };
    sum(strided, &[true]).first().copied().unwrap_or_default()
}

/// `tensor.mean(dim=...)`.
pub fn mean<T: Summed>(tensor: Strided<'_, T>, reduced: &[bool]) -> Vec<T> {
    let count = tensor.shape.iter().product::<usize>() / kept(tensor.shape, reduced).max(1);
    if T::IS_HALF {
        return sum_wide(tensor, reduced).into_iter().map(|sum| T::divide(sum, count)).collect();
    }
    sum(tensor, reduced).into_iter().map(|sum| T::divide(sum.widen(), count)).collect()
}

/// Takes the two innermost dimensions at a time, as `dims` has them, innermost first.
fn add_up<T: Summed>(data: &[T], dims: &[Dim], at: usize, to: usize, out: &mut [T]) {
    if let [.., outer] = dims
        && dims.len() > 2
    {
        for index in 0..outer.size {
            add_up(data, &dims[..dims.len() - 1], at + index * outer.input, to + index * outer.output, out);
        }
        return;
    }
    let one = Dim { size: 1, input: 0, output: 0 };
    let (mut inner, mut outer) = (dims.first().copied().unwrap_or(one), dims.get(1).copied().unwrap_or(one));
    if inner.output != 0 && outer.output == 0 {
        std::mem::swap(&mut inner, &mut outer);
    }
    let (data, out) = (&data[at..], &mut out[to..]);
    if inner.output != 0 {
        // Nothing is reduced here.
        for (row, column) in (0..outer.size).flat_map(|row| (0..inner.size).map(move |column| (row, column))) {
            let out = &mut out[row * outer.output + column * inner.output];
            *out = out.stored(data[row * outer.input + column * inner.input].widen());
        }
    } else if inner.input == 1 && inner.size >= T::VECTOR {
        inner_sum(data, inner, outer, out);
    } else if outer.input == 1 && outer.size >= T::VECTOR {
        outer_sum(data, inner, outer, out);
    } else if inner.input < outer.input {
        scalar_inner_sum(data, inner, outer, out);
    } else {
        scalar_outer_sum(data, inner, outer, out);
    }
}
