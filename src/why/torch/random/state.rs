//! `torch.get_rng_state` and `set_rng_state`: the generator as the 5056 bytes that PyTorch saves in checkpoints.
//!
//! Little-endian: the seed (u64), left and seeded (i32), next (u64), 624 words (u64 each), three numbers for normals (f64,
//! of which the second is the kept one), whether it is valid (i32), 4 bytes of padding, and a float normal that the CPU
//! never keeps.

use super::super::mt19937::{Mt19937, WORDS};
use super::Generator;
use super::error::RandomError;

const SIZE: usize = 5056;
const SEEDED: usize = 12;
const LEFT: usize = 8;
const NEXT: usize = 16;
const FIRST_WORD: usize = 24;
const NORMAL: usize = FIRST_WORD + 8 * WORDS + 8;
const NORMAL_IS_VALID: usize = NORMAL + 16;

impl Generator {
    pub fn get_state(&self) -> Vec<u8> {
        let mut state = vec![0; SIZE];
        let mut put = |at: usize, bytes: &[u8]| state[at..at + bytes.len()].copy_from_slice(bytes);
        put(0, &self.seed.to_le_bytes());
        put(LEFT, &self.engine.left.to_le_bytes());
        put(SEEDED, &1_i32.to_le_bytes());
        put(NEXT, &u64::from(self.engine.next).to_le_bytes());
        for (at, word) in self.engine.words.iter().enumerate() {
            put(FIRST_WORD + 8 * at, &u64::from(*word).to_le_bytes());
        }
        if let Some(kept) = self.next_normal {
            put(NORMAL, &kept.to_le_bytes());
            put(NORMAL_IS_VALID, &1_i32.to_le_bytes());
        }
        state
    }

    /// Leaves the generator as it was if the state is not one.
    pub fn set_state(&mut self, state: &[u8]) -> Result<(), RandomError> {
        if state.len() != SIZE {
            return Err(RandomError::StateSize { expected: SIZE, found: state.len() });
        }
        let left = i32::from_le_bytes(bytes(state, LEFT));
        let seeded = i32::from_le_bytes(bytes(state, SEEDED));
        // PyTorch keeps the lower half of `next`.
        let next = u32::from_le_bytes(bytes(state, NEXT));
        let mut words = [0; WORDS];
        for (at, word) in words.iter_mut().enumerate() {
            *word = u32::from_le_bytes(bytes(state, FIRST_WORD + 8 * at));
        }
        let engine = u32::try_from(left).ok().filter(|_| seeded != 0).and_then(|left| Mt19937::at(words, left, next));
        let is_valid = i32::from_le_bytes(bytes(state, NORMAL_IS_VALID)) != 0;
        let kept = f64::from_le_bytes(bytes(state, NORMAL));
        *self = Self {
            engine: engine.ok_or(RandomError::State)?,
            seed: u64::from_le_bytes(bytes(state, 0)),
            next_normal: is_valid.then_some(kept),
        };
        Ok(())
    }
}

fn bytes<const N: usize>(state: &[u8], at: usize) -> [u8; N] {
    let mut bytes = [0; N];
    bytes.copy_from_slice(&state[at..at + N]);
    bytes
}
