//! The engine of `np.random.default_rng`: a 128-bit linear congruential generator with a permuted output, and its seeds.
//!
//! O'Neill, "PCG: A Family of Simple Fast Space-Efficient Statistically Good Algorithms for Random Number Generation" (2014),
//! variant XSL-RR 128/64; the seed is spread as by numpy's `SeedSequence`, after `randutils::seed_seq_fe`.

/// The words that a seed is spread over.
const POOL: usize = 4;
const MULTIPLIER: u128 = 0x2360_ed05_1fc6_5da4_4385_df64_9fcc_f645;

/// The state, and half a word kept for the next 32 bits.
#[derive(Clone, Debug, PartialEq)]
pub struct Pcg64 {
    state: u128,
    increment: u128,
    half: Option<u32>,
}

impl Pcg64 {
    /// From a seed's words of 32 bits, the lowest first.
    pub fn new(seed: &[u32]) -> Self {
        let words = spread(seed);
        let wide = |at: usize| u128::from(words[at]) << 64 | u128::from(words[at + 1]);
        let mut engine = Self { state: 0, increment: wide(2) << 1 | 1, half: None };
        engine.step();
        engine.state = engine.state.wrapping_add(wide(0));
        engine.step();
        engine
    }

    fn step(&mut self) {
        self.state = self.state.wrapping_mul(MULTIPLIER).wrapping_add(self.increment);
    }

    pub fn draw64(&mut self) -> u64 {
        self.step();
        let folded = (self.state >> 64) as u64 ^ self.state as u64;
        folded.rotate_right((self.state >> 122) as u32)
    }

    /// The lower half of a word, then its upper half.
    pub fn draw32(&mut self) -> u32 {
        if let Some(half) = self.half.take() {
            return half;
        }
        let word = self.draw64();
        self.half = Some((word >> 32) as u32);
        word as u32
    }

    /// A number in [0, 1).
    pub fn double(&mut self) -> f64 {
        (self.draw64() >> 11) as f64 / 9_007_199_254_740_992.0
    }

    pub fn float(&mut self) -> f32 {
        (self.draw32() >> 8) as f32 / 16_777_216.0
    }
}

/// Constants that change with each use.
struct Hash {
    constant: u32,
    multiplier: u32,
}

impl Hash {
    fn mix(&mut self, value: u32) -> u32 {
        let value = value ^ self.constant;
        self.constant = self.constant.wrapping_mul(self.multiplier);
        let value = value.wrapping_mul(self.constant);
        value ^ value >> 16
    }
}

fn join(x: u32, y: u32) -> u32 {
    let mixed = 0xca01_f9dd_u32.wrapping_mul(x).wrapping_sub(0x4973_f715_u32.wrapping_mul(y));
    mixed ^ mixed >> 16
}

/// Four words of 64 bits from a seed of any length.
fn spread(seed: &[u32]) -> [u64; 4] {
    let mut hash = Hash { constant: 0x43b0_d7e5, multiplier: 0x931e_8875 };
    let mut pool = [0_u32; POOL];
    for (at, word) in pool.iter_mut().enumerate() {
        *word = hash.mix(seed.get(at).copied().unwrap_or(0));
    }
    for from in 0..POOL {
        for to in (0..POOL).filter(|to| *to != from) {
            pool[to] = join(pool[to], hash.mix(pool[from]));
        }
    }
    for extra in seed.iter().skip(POOL) {
        for word in &mut pool {
            *word = join(*word, hash.mix(*extra));
        }
    }
    let mut hash = Hash { constant: 0x8b51_f9dd, multiplier: 0x58f3_8ded };
    let mut halves = pool.iter().cycle().map(|word| u64::from(hash.mix(*word)));
    std::array::from_fn(|_| halves.next().unwrap_or(0) | halves.next().unwrap_or(0) << 32)
}
