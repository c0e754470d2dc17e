//! Uniform numbers and those that are made from one: exponential, Cauchy, log-normal, Gumbel.
//!
//! All but the uniform ones are made in float64, whatever the dtype, and rounded.

use std::f64::consts::PI;

use pulp::{Arch, Simd, WithSimd};

use super::Generator;
use super::error::RandomError;
use super::real::{Number, Real, Wide};

/// How many numbers are made at a time, on the stack.
const CHUNK: usize = 1024;

impl Generator {
    /// `uniform_(from, to)`: numbers in [from, to).
    pub fn fill_uniform<T: Real>(&mut self, out: &mut [T], from: f64, to: f64) -> Result<(), RandomError> {
        check_uniform::<T>(from, to)?;
        let (least, end) = (T::Wide::from_f64(from), T::Wide::from_f64(to));
        let (first, last) = (T::narrow(least).widen(), T::narrow(end).widen());
        let mut wide = [T::Wide::from_i64(0); CHUNK];
        for chunk in out.chunks_mut(CHUNK) {
            let wide = &mut wide[..chunk.len()];
            wide.iter_mut().for_each(|one| *one = T::Wide::unit(self));
            T::Wide::spread(wide, least, end - least);
            for (one, wide) in chunk.iter_mut().zip(wide) {
                let number = T::narrow(*wide);
                // Rounded up to the end, which is not in the range.
                *one = if number.widen() == last { T::narrow(first) } else { number };
            }
        }
        Ok(())
    }

    /// `exponential_(lambda)`.
    pub fn fill_exponential<T: Real>(&mut self, out: &mut [T], lambda: f64) -> Result<(), RandomError> {
        check(lambda > 0.0, RandomError::Exponential(lambda))?;
        for one in out {
            *one = T::from_f64(-1.0 / lambda * (-f64::unit(self)).ln_1p());
        }
        Ok(())
    }

    /// Standard Gumbel numbers, as `F.gumbel_softmax` draws them: minus the logarithm of exponential ones.
    pub fn fill_gumbel<T: Real>(&mut self, out: &mut [T]) -> Result<(), RandomError> {
        self.fill_exponential(out, 1.0)?;
        let zero = T::Wide::from_i64(0);
        for one in out {
            *one = T::narrow(zero - T::narrow(one.widen().ln()).widen());
        }
        Ok(())
    }

    /// `cauchy_(median, sigma)`.
    pub fn fill_cauchy<T: Real>(&mut self, out: &mut [T], median: f64, sigma: f64) -> Result<(), RandomError> {
        check(sigma > 0.0, RandomError::Cauchy(sigma))?;
        for one in out {
            *one = T::from_f64(median + sigma * (PI * (f64::unit(self) - 0.5)).tan());
        }
        Ok(())
    }

    /// `log_normal_(mean, std)`.
    pub fn fill_log_normal<T: Real>(&mut self, out: &mut [T], mean: f64, std: f64) -> Result<(), RandomError> {
        check(std > 0.0, RandomError::LogNormal(std))?;
        for one in out {
            *one = T::from_f64(self.normal(mean, std).exp());
        }
        Ok(())
    }
}

pub(super) fn check(holds: bool, otherwise: RandomError) -> Result<(), RandomError> {
    if holds { Ok(()) } else { Err(otherwise) }
}

fn check_uniform<T: Real>(from: f64, to: f64) -> Result<(), RandomError> {
    let (least, greatest) = T::RANGE;
    for (bound, value) in [("from", from), ("to", to)] {
        let within = value >= least && value <= greatest;
        check(within, RandomError::OutOfBounds { bound, dtype: T::CALLED })?;
    }
    check(from <= to, RandomError::UniformOrder { from, to })?;
    check(to - from <= greatest, RandomError::UniformWidth { dtype: T::TYPE, from, to })
}

/// Numbers in [0, 1) to numbers from `least` on, each product and sum rounded once.
pub fn spread_f32(numbers: &mut [f32], least: f32, width: f32) {
    // With the processor's own multiply-add where it has one; the numbers are the same without.
    Arch::new().dispatch(Spread { numbers, least, width });
}

struct Spread<'a> {
    numbers: &'a mut [f32],
    least: f32,
    width: f32,
}

impl WithSimd for Spread<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        for number in self.numbers {
            *number = number.mul_add(self.width, self.least);
        }
    }
}

pub fn spread_f64(numbers: &mut [f64], least: f64, width: f64) {
    numbers.iter_mut().for_each(|number| *number = number.mul_add(width, least));
}
