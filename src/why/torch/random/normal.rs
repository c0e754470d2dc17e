//! Normal numbers. Sixteen or more contiguous elements are made in blocks; fewer, or scattered ones, one at a time, from a
//! pair of which the second is kept for the next such call.

use std::f64::consts::PI;

use pulp::{Arch, Simd, WithSimd};

use super::Generator;
use super::cephes;
use super::continuous::check;
use super::error::RandomError;
use super::real::{Number, Real, Wide};

/// The length of a block, and the least tensor that is made in blocks.
const BLOCK: usize = 16;
const HALF: usize = BLOCK / 2;
/// How many numbers are made at a time, on the stack.
const CHUNK: usize = 64 * BLOCK;

impl Generator {
    /// `normal_(mean, std)` on a contiguous tensor.
    pub fn fill_normal<T: Real>(&mut self, out: &mut [T], mean: f64, std: f64) -> Result<(), RandomError> {
        if out.len() < BLOCK {
            return self.fill_normal_scattered(out, mean, std);
        }
        check_std(std)?;
        let (mean, std) = (T::Wide::from_f64(mean), T::Wide::from_f64(std));
        let rest = out.len() % BLOCK;
        let whole = out.len() - rest;
        for chunk in out[..whole].chunks_mut(CHUNK) {
            self.fill_blocks(chunk, mean, std);
        }
        if rest > 0 {
            // The last numbers are drawn and thrown away, except for the half types; sixteen new ones end the tensor.
            if size_of::<T>() == size_of::<T::Wide>() {
                for _ in 0..rest {
                    T::Wide::unit(self);
                }
            }
            let last = out.len() - BLOCK;
            self.fill_blocks(&mut out[last..], mean, std);
        }
        Ok(())
    }

    /// Fills whole blocks, at most a chunk.
    fn fill_blocks<T: Real>(&mut self, out: &mut [T], mean: T::Wide, std: T::Wide) {
        let mut wide = [T::Wide::from_i64(0); CHUNK];
        let wide = &mut wide[..out.len()];
        wide.iter_mut().for_each(|one| *one = T::Wide::unit(self));
        T::Wide::box_muller(wide, mean, std);
        for (one, wide) in out.iter_mut().zip(wide) {
            *one = T::narrow(*wide);
        }
    }

    /// `normal_(mean, std)` on a tensor that is not contiguous, in the order of its memory.
    pub fn fill_normal_scattered<T: Number>(&mut self, out: &mut [T], mean: f64, std: f64) -> Result<(), RandomError> {
        check_std(std)?;
        for one in out {
            *one = T::from_f64(self.normal(mean, std));
        }
        Ok(())
    }

    /// `torch.normal(means, stds)`: one of the two may be a single number for all.
    pub fn fill_normal_each<T: Real>(&mut self, out: &mut [T], means: &[T], stds: &[T]) -> Result<(), RandomError> {
        let zero = T::Wide::from_i64(0);
        check(stds.iter().all(|std| std.widen() >= zero), RandomError::NormalStds)?;
        self.fill_normal(out, 0.0, 1.0)?;
        for (at, one) in out.iter_mut().enumerate() {
            let scaled = T::narrow(one.widen() * stds[at % stds.len()].widen());
            *one = T::narrow(scaled.widen() + means[at % means.len()].widen());
        }
        Ok(())
    }

    /// One normal number, by Box and Muller's method.
    pub(super) fn normal(&mut self, mean: f64, std: f64) -> f64 {
        let standard = match self.next_normal.take() {
            Some(kept) => kept,
            None => {
                let (u1, u2) = (f64::unit(self), f64::unit(self));
                let radius = (-2.0 * (-u2).ln_1p()).sqrt();
                let angle = 2.0 * PI * u1;
                self.next_normal = Some(radius * angle.sin());
                radius * angle.cos()
            }
        };
        standard.mul_add(std, mean)
    }
}

fn check_std(std: f64) -> Result<(), RandomError> {
    check(std >= 0.0, RandomError::NormalStd(std))
}

/// Whole blocks of numbers in [0, 1) to normal ones: the first half of a block gives radii, the second angles.
pub fn box_muller_f32(blocks: &mut [f32], mean: f32, std: f32) {
    let (blocks, _) = blocks.as_chunks_mut();
    // With the processor's own multiply-add where it has one; the numbers are the same without.
    Arch::new().dispatch(BoxMuller { blocks, mean, std });
}

struct BoxMuller<'a> {
    blocks: &'a mut [[f32; BLOCK]],
    mean: f32,
    std: f32,
}

impl WithSimd for BoxMuller<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        for block in self.blocks {
            let mut radii = [0.0; HALF];
            let mut sin = [0.0; HALF];
            let mut cos = [0.0; HALF];
            for at in 0..HALF {
                radii[at] = (-2.0 * cephes::ln(1.0 - block[at])).sqrt();
            }
            for at in 0..HALF {
                (sin[at], cos[at]) = cephes::sin_cos(std::f32::consts::TAU * block[at + HALF]);
            }
            for at in 0..HALF {
                block[at] = (radii[at] * cos[at]).mul_add(self.std, self.mean);
                block[at + HALF] = (radii[at] * sin[at]).mul_add(self.std, self.mean);
            }
        }
    }
}

/// The same in float64, with the logarithm, sine and cosine of the system.
pub fn box_muller_f64(blocks: &mut [f64], mean: f64, std: f64) {
    let (blocks, _) = blocks.as_chunks_mut::<BLOCK>();
    for block in blocks {
        for at in 0..HALF {
            let radius = (-2.0 * (1.0 - block[at]).ln()).sqrt();
            let (sin, cos) = (2.0 * PI * block[at + HALF]).sin_cos();
            block[at] = (radius * cos).mul_add(std, mean);
            block[at + HALF] = (radius * sin).mul_add(std, mean);
        }
    }
}
