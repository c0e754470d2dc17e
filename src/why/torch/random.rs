//! Random numbers that are PyTorch's, to the last bit: the same seed gives a learner the same weights as their notebook.
//!
//! Every fill takes elements in the order of memory. `Generator` is the CPU generator; the distributions are its methods, a
//! file each family. What a distribution does not take is a `RandomError` with PyTorch's own sentence.

mod cephes;
mod continuous;
mod discrete;
mod error;
mod multinomial;
mod normal;
mod order;
pub(super) mod poisson;
mod real;
mod state;
mod truncated;
#[cfg(test)]
mod tests;

pub use discrete::integer_warnings;
pub use error::RandomError;
pub use order::memory_order;
pub use real::{Number, Real, Wide};

use std::cell::RefCell;
use std::rc::Rc;

use super::mt19937::Mt19937;

/// `torch.Generator()` on the CPU.
#[derive(Clone, Debug, PartialEq)]
pub struct Generator {
    engine: Mt19937,
    seed: u64,
    /// The second of a pair of normal numbers, for the next call that makes one at a time.
    next_normal: Option<f64>,
}

impl Generator {
    /// The seed of a generator that nobody has seeded.
    pub const DEFAULT_SEED: u64 = 67_280_421_310_721;

    pub fn new(seed: u64) -> Self {
        // Only the lower half reaches the engine.
        Self { engine: Mt19937::new(seed as u32), seed, next_normal: None }
    }

    pub fn manual_seed(&mut self, seed: u64) {
        *self = Self::new(seed);
    }

    /// What it was last seeded with, all 64 bits.
    pub fn initial_seed(&self) -> u64 {
        self.seed
    }

    #[inline]
    pub fn random(&mut self) -> u32 {
        self.engine.draw()
    }

    #[inline]
    pub fn random64(&mut self) -> u64 {
        let high = self.random();
        u64::from(high) << 32 | u64::from(self.random())
    }
}

thread_local! {
    static DEFAULT: Rc<RefCell<Generator>> = Rc::new(RefCell::new(Generator::new(Generator::DEFAULT_SEED)));
}

/// The generator of everything that is not given one: `torch.default_generator`.
pub fn default_generator() -> Rc<RefCell<Generator>> {
    DEFAULT.with(Rc::clone)
}
