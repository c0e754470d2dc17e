//! The Mersenne Twister that PyTorch's CPU generator and numpy's legacy one both draw from.
//!
//! M. Matsumoto and T. Nishimura, "Mersenne Twister: a 623-dimensionally equidistributed uniform pseudo-random number
//! generator", 1998. `left` and `next` are kept as PyTorch keeps them, because `torch.get_rng_state` shows them.

/// How many words the state has.
pub const WORDS: usize = 624;
/// The word that the recurrence reaches ahead to.
const AHEAD: usize = 397;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mt19937 {
    pub(super) words: [u32; WORDS],
    /// Draws until the words are made anew, counting the one that makes them.
    pub(super) left: u32,
    /// The word to be tempered next.
    pub(super) next: u32,
}

impl Mt19937 {
    /// The reference implementation's `init_genrand`.
    pub fn new(seed: u32) -> Self {
        let mut words = [seed; WORDS];
        for at in 1..WORDS {
            let before = words[at - 1];
            words[at] = 1_812_433_253_u32.wrapping_mul(before ^ (before >> 30)).wrapping_add(at as u32);
        }
        Self { words, left: 1, next: 0 }
    }

    /// The reference implementation's `init_by_array`. An empty key counts as `[0]`.
    pub fn from_key(key: &[u32]) -> Self {
        let key = if key.is_empty() { &[0][..] } else { key };
        let mut engine = Self::new(19_650_218);
        let words = &mut engine.words;
        let (mut at, mut taken) = (1, 0);
        for _ in 0..WORDS.max(key.len()) {
            let mixed = (words[at - 1] ^ (words[at - 1] >> 30)).wrapping_mul(1_664_525);
            words[at] = (words[at] ^ mixed).wrapping_add(key[taken]).wrapping_add(taken as u32);
            at = step(words, at);
            taken = (taken + 1) % key.len();
        }
        for _ in 1..WORDS {
            let mixed = (words[at - 1] ^ (words[at - 1] >> 30)).wrapping_mul(1_566_083_941);
            words[at] = (words[at] ^ mixed).wrapping_sub(at as u32);
            at = step(words, at);
        }
        words[0] = 0x8000_0000;
        engine
    }

    /// The state at that place, if no draw from it would reach past its words.
    pub fn at(words: [u32; WORDS], left: u32, next: u32) -> Option<Self> {
        let within = left >= 1 && left as usize <= WORDS && next as usize + left as usize <= WORDS + 1;
        within.then_some(Self { words, left, next })
    }

    #[inline]
    pub fn draw(&mut self) -> u32 {
        self.left -= 1;
        if self.left == 0 {
            self.twist();
        }
        let word = self.words[self.next as usize];
        self.next += 1;
        let word = word ^ (word >> 11);
        let word = word ^ ((word << 7) & 0x9d2c_5680);
        let word = word ^ ((word << 15) & 0xefc6_0000);
        word ^ (word >> 18)
    }

    fn twist(&mut self) {
        let words = &mut self.words;
        for at in 0..WORDS - AHEAD {
            words[at] = words[at + AHEAD] ^ twisted(words[at], words[at + 1]);
        }
        for at in WORDS - AHEAD..WORDS - 1 {
            words[at] = words[at + AHEAD - WORDS] ^ twisted(words[at], words[at + 1]);
        }
        words[WORDS - 1] = words[AHEAD - 1] ^ twisted(words[WORDS - 1], words[0]);
        self.left = WORDS as u32;
        self.next = 0;
    }
}

/// The next word to mix into; past the last one it begins again, with the last carried to the front.
fn step(words: &mut [u32; WORDS], at: usize) -> usize {
    if at + 1 < WORDS {
        return at + 1;
    }
    words[0] = words[WORDS - 1];
    1
}

#[inline]
fn twisted(high: u32, low: u32) -> u32 {
    let mixed = ((high & 0x8000_0000) | (low & 0x7fff_ffff)) >> 1;
    mixed ^ if low & 1 == 1 { 0x9908_b0df } else { 0 }
}
