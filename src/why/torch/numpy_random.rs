//! numpy's legacy random numbers: `np.random.seed(0)` and what follows gives a learner the numbers of their notebook.
//!
//! numpy promises never to change these streams (NEP 19). They are the Mersenne Twister's, like PyTorch's, but made into
//! numbers otherwise: 53-bit uniforms from two words, normals by Marsaglia's polar method, integers by masking and
//! rejection.

mod choice;
mod counts;
mod generator;
mod pcg64;
mod strips;
#[cfg(test)]
mod tests;

use thiserror::Error;

pub use generator::Generator;

use super::mt19937::{Mt19937, WORDS};

/// `np.random.RandomState`.
#[derive(Clone, Debug, PartialEq)]
pub struct RandomState {
    engine: Mt19937,
    /// The second of a pair of normal numbers, for the next call.
    next_normal: Option<f64>,
}

/// What numpy says of arguments it does not take.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum NumpyError {
    #[error("{0}")]
    Value(String),
    #[error("Range exceeds valid bounds")]
    Overflow,
    /// Possible in numpy, but not here.
    #[error("{0}")]
    Unsupported(&'static str),
}

pub(super) fn check(holds: bool, otherwise: &str) -> Result<(), NumpyError> {
    if holds { Ok(()) } else { Err(NumpyError::Value(otherwise.to_owned())) }
}

/// Integer types by width: the narrow ones share words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Width {
    Bool,
    Bits8,
    Bits16,
    Bits32,
    Bits64,
}

impl RandomState {
    /// `np.random.seed(seed)` for an integer.
    pub fn new(seed: u32) -> Self {
        Self { engine: Mt19937::new(seed), next_normal: None }
    }

    /// `np.random.seed(key)` for a sequence of integers.
    pub fn from_key(key: &[u32]) -> Result<Self, NumpyError> {
        check(!key.is_empty(), "Seed must be non-empty")?;
        Ok(Self { engine: Mt19937::from_key(key), next_normal: None })
    }

    /// The words, the position and the kept normal number of `get_state()`.
    pub fn get_state(&self) -> (&[u32; WORDS], u32, Option<f64>) {
        let position = if self.engine.left == 1 { WORDS as u32 } else { self.engine.next };
        (&self.engine.words, position, self.next_normal)
    }

    pub fn set_state(words: [u32; WORDS], position: u32, next_normal: Option<f64>) -> Option<Self> {
        let left = (WORDS as u32 + 1).checked_sub(position)?;
        Some(Self { engine: Mt19937::at(words, left, position)?, next_normal })
    }

    /// A number in [0, 1).
    pub fn random_sample(&mut self) -> f64 {
        let (high, low) = (self.engine.draw() >> 5, self.engine.draw() >> 6);
        (f64::from(high) * 67_108_864.0 + f64::from(low)) / 9_007_199_254_740_992.0
    }

    /// A standard normal number.
    pub fn standard_normal(&mut self) -> f64 {
        if let Some(kept) = self.next_normal.take() {
            return kept;
        }
        loop {
            let x = 2.0 * self.random_sample() - 1.0;
            let y = 2.0 * self.random_sample() - 1.0;
            let square = x * x + y * y;
            if square < 1.0 && square != 0.0 {
                let factor = (-2.0 * square.ln() / square).sqrt();
                self.next_normal = Some(factor * x);
                return factor * y;
            }
        }
    }

    pub fn fill_random(&mut self, out: &mut [f64]) {
        out.iter_mut().for_each(|one| *one = self.random_sample());
    }

    pub fn fill_uniform(&mut self, out: &mut [f64], low: f64, high: f64) -> Result<(), NumpyError> {
        let width = high - low;
        if !width.is_finite() {
            return Err(NumpyError::Overflow);
        }
        out.iter_mut().for_each(|one| *one = low + width * self.random_sample());
        Ok(())
    }

    pub fn fill_normal(&mut self, out: &mut [f64], loc: f64, scale: f64) -> Result<(), NumpyError> {
        check(is_not_negative(scale), "scale < 0")?;
        out.iter_mut().for_each(|one| *one = loc + scale * self.standard_normal());
        Ok(())
    }

    pub fn fill_exponential(&mut self, out: &mut [f64], scale: f64) -> Result<(), NumpyError> {
        check(is_not_negative(scale), "scale < 0")?;
        out.iter_mut().for_each(|one| *one = scale * -(1.0 - self.random_sample()).ln());
        Ok(())
    }

    /// `randint(low, last + 1, dtype=...)`. That the bounds are in order and fit the dtype has been checked.
    pub fn fill_integers(&mut self, out: &mut [i64], low: i64, last: i64, width: Width) {
        let range = last.wrapping_sub(low) as u64;
        if range == 0 {
            return out.fill(low);
        }
        let mask = mask(range);
        let mut words = Words::new(width);
        for one in out {
            let number = loop {
                let number = words.draw(&mut self.engine, range) & mask;
                if number <= range {
                    break number;
                }
            };
            *one = low.wrapping_add(number as i64);
        }
    }

    /// An integer from 0 to `last`.
    fn interval(&mut self, last: usize) -> usize {
        let (last, mask) = (last as u64, mask(last as u64));
        loop {
            let number = if u32::try_from(last).is_ok() { u64::from(self.engine.draw()) } else { self.draw64() } & mask;
            if number <= last {
                return number as usize;
            }
        }
    }

    fn draw64(&mut self) -> u64 {
        draw64(&mut self.engine)
    }

    /// `permutation(n)`, and the order that `shuffle` puts n things into.
    pub fn permutation(&mut self, n: usize) -> Vec<i64> {
        let mut order: Vec<i64> = (0..n as i64).collect();
        for at in (1..n).rev() {
            order.swap(at, self.interval(at));
        }
        order
    }
}

fn draw64(engine: &mut Mt19937) -> u64 {
    let high = engine.draw();
    u64::from(high) << 32 | u64::from(engine.draw())
}

/// numpy takes minus zero for negative, and lets NaN pass.
fn is_not_negative(value: f64) -> bool {
    value.is_nan() || value.is_sign_positive()
}

/// All the bits that numbers up to this one have.
fn mask(range: u64) -> u64 {
    u64::MAX >> range.leading_zeros().min(63)
}

/// Words of a width; several narrow ones are cut from one drawn word, lowest first.
struct Words {
    bits: u32,
    word: u32,
    left: u32,
}

impl Words {
    fn new(width: Width) -> Self {
        let bits = match width {
            Width::Bool => 1,
            Width::Bits8 => 8,
            Width::Bits16 => 16,
            Width::Bits32 => 32,
            Width::Bits64 => 64,
        };
        Self { bits, word: 0, left: 0 }
    }

    fn draw(&mut self, engine: &mut Mt19937, range: u64) -> u64 {
        if self.bits == 64 && range > u64::from(u32::MAX) {
            return draw64(engine);
        }
        if self.bits >= 32 {
            return u64::from(engine.draw());
        }
        if self.left == 0 {
            self.word = engine.draw();
            self.left = 32 / self.bits;
        } else {
            self.word >>= self.bits;
        }
        self.left -= 1;
        u64::from(self.word) & ((1 << self.bits) - 1)
    }
}
