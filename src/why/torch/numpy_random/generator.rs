//! `np.random.Generator`: what `default_rng(seed)` draws, number for number as NumPy 2 does.
//!
//! Integers by Lemire's method ("Fast Random Integer Generation in an Interval", 2019), normal and exponential numbers by the
//! ziggurat, samples without replacement by Floyd's.

use std::collections::HashSet;

use super::pcg64::Pcg64;
use super::strips;
use super::{NumpyError, Width, check, is_not_negative};

/// Where the normal ziggurat's tail begins.
const NORMAL_TAIL: f64 = 3.654_152_885_361_009;
const EXPONENTIAL_TAIL: f64 = 7.697_117_470_131_05;

/// `np.random.Generator(PCG64(seed))`.
#[derive(Clone, Debug)]
pub struct Generator {
    engine: Pcg64,
    normal: Ziggurat,
    exponential: Ziggurat,
}

/// Strips of equal area under a density.
#[derive(Clone, Debug)]
struct Ziggurat {
    width: Vec<f64>,
    /// Draws below are inside of the density.
    inside: Vec<u64>,
    height: Vec<f64>,
}

impl Ziggurat {
    fn new(bits: &[u64; 256], scale: f64, density: impl Fn(f64) -> f64) -> Self {
        let width: Vec<f64> = bits.iter().map(|bits| f64::from_bits(*bits)).collect();
        let mut height: Vec<f64> = width.iter().map(|width| density(width * scale)).collect();
        let mut inside: Vec<u64> = vec![0; width.len()];
        for at in 2..width.len() {
            inside[at] = (width[at - 1] / width[at] * scale) as u64;
        }
        // The lowest strip has the tail in it.
        inside[0] = (width[255] / width[0] * scale) as u64;
        height[0] = 1.0;
        Self { width, inside, height }
    }
}

impl Generator {
    pub fn new(seed: &[u32]) -> Self {
        Self {
            engine: Pcg64::new(seed),
            normal: Ziggurat::new(&strips::NORMAL, (1_u64 << 52) as f64, |x| (-0.5 * x * x).exp()),
            exponential: Ziggurat::new(&strips::EXPONENTIAL, (1_u64 << 53) as f64, |x| (-x).exp()),
        }
    }

    pub fn random(&mut self) -> f64 {
        self.engine.double()
    }

    pub fn random_float(&mut self) -> f32 {
        self.engine.float()
    }

    pub fn standard_normal(&mut self) -> f64 {
        loop {
            let word = self.engine.draw64();
            let strip = (word & 0xff) as usize;
            let negative = word >> 8 & 1 == 1;
            let place = word >> 9 & ((1 << 52) - 1);
            let x = place as f64 * self.normal.width[strip] * if negative { -1.0 } else { 1.0 };
            if place < self.normal.inside[strip] {
                return x;
            }
            if strip == 0 {
                loop {
                    let over = -(-self.engine.double()).ln_1p() / NORMAL_TAIL;
                    let height = -(-self.engine.double()).ln_1p();
                    if height + height > over * over {
                        let value = NORMAL_TAIL + over;
                        return if place >> 8 & 1 == 1 { -value } else { value };
                    }
                }
            }
            let (above, below) = (self.normal.height[strip - 1], self.normal.height[strip]);
            if (above - below) * self.engine.double() + below < (-0.5 * x * x).exp() {
                return x;
            }
        }
    }

    pub fn standard_exponential(&mut self) -> f64 {
        loop {
            let word = self.engine.draw64() >> 3;
            let strip = (word & 0xff) as usize;
            let place = word >> 8;
            let x = place as f64 * self.exponential.width[strip];
            if place < self.exponential.inside[strip] {
                return x;
            }
            if strip == 0 {
                return EXPONENTIAL_TAIL - (-self.engine.double()).ln_1p();
            }
            let (above, below) = (self.exponential.height[strip - 1], self.exponential.height[strip]);
            if (above - below) * self.engine.double() + below < (-x).exp() {
                return x;
            }
        }
    }

    pub fn fill_uniform(&mut self, out: &mut [f64], low: f64, high: f64) -> Result<(), NumpyError> {
        let width = high - low;
        if !width.is_finite() {
            return Err(NumpyError::Value("Range exceeds valid bounds".to_owned()));
        }
        check(is_not_negative(width), "high - low < 0")?;
        out.iter_mut().for_each(|one| *one = low + width * self.random());
        Ok(())
    }

    pub fn fill_normal(&mut self, out: &mut [f64], loc: f64, scale: f64) -> Result<(), NumpyError> {
        check(is_not_negative(scale), "scale < 0")?;
        out.iter_mut().for_each(|one| *one = loc + scale * self.standard_normal());
        Ok(())
    }

    pub fn fill_exponential(&mut self, out: &mut [f64], scale: f64) -> Result<(), NumpyError> {
        check(is_not_negative(scale), "scale < 0")?;
        out.iter_mut().for_each(|one| *one = scale * self.standard_exponential());
        Ok(())
    }

    /// `integers(low, last, endpoint=True)`. That the bounds are in order and fit the dtype has been checked.
    pub fn fill_integers(&mut self, out: &mut [i64], low: i64, last: i64, width: Width) {
        let range = last.wrapping_sub(low) as u64;
        let mut words = Words { word: 0, left: 0 };
        for one in out {
            let number = match width {
                _ if range == 0 => 0,
                Width::Bool => u64::from(words.cut(&mut self.engine, 1)),
                Width::Bits8 => words.bounded(&mut self.engine, range as u32, 8),
                Width::Bits16 => words.bounded(&mut self.engine, range as u32, 16),
                Width::Bits32 | Width::Bits64 => self.bounded(range),
            };
            *one = low.wrapping_add(number as i64);
        }
    }

    /// An integer from 0 to `last`.
    fn bounded(&mut self, last: u64) -> u64 {
        match (last, u32::try_from(last)) {
            (0, _) => 0,
            (u64::MAX, _) => self.engine.draw64(),
            (_, Ok(u32::MAX)) => u64::from(self.engine.draw32()),
            (_, Ok(last)) => {
                let count = u64::from(last) + 1;
                let mut product = u64::from(self.engine.draw32()) * count;
                if u64::from(product as u32) < count {
                    let least = u64::from(u32::MAX - last) % count;
                    while u64::from(product as u32) < least {
                        product = u64::from(self.engine.draw32()) * count;
                    }
                }
                product >> 32
            }
            _ => {
                let count = u128::from(last) + 1;
                let mut product = u128::from(self.engine.draw64()) * count;
                if u128::from(product as u64) < count {
                    let least = u128::from(u64::MAX - last) % count;
                    while u128::from(product as u64) < least {
                        product = u128::from(self.engine.draw64()) * count;
                    }
                }
                (product >> 64) as u64
            }
        }
    }

    /// `permutation(n)`, and the order that `shuffle` puts n things into.
    pub fn permutation(&mut self, n: usize) -> Vec<i64> {
        let mut order: Vec<i64> = (0..n as i64).collect();
        for at in (1..n).rev() {
            let other = self.interval(at as u64) as usize;
            order.swap(at, other);
        }
        order
    }

    /// An integer from 0 to `last` by the older way, which shuffling kept: masked words until one fits.
    fn interval(&mut self, last: u64) -> u64 {
        let mask = super::mask(last);
        loop {
            let narrow = u32::try_from(last).is_ok();
            let number = if narrow { u64::from(self.engine.draw32()) } else { self.engine.draw64() } & mask;
            if number <= last {
                return number;
            }
        }
    }

    fn shuffle(&mut self, order: &mut [i64], first: usize) {
        for at in (first..order.len()).rev() {
            let other = self.bounded(at as u64) as usize;
            order.swap(at, other);
        }
    }

    /// `choice(population, count, replace, p, shuffle=shuffle)`.
    pub fn choice(
        &mut self,
        population: usize,
        count: usize,
        replace: bool,
        p: Option<&[f64]>,
        shuffle: bool,
    ) -> Result<Vec<i64>, NumpyError> {
        match (replace, p) {
            (true, None) => {
                let mut out = vec![0; count];
                self.fill_integers(&mut out, 0, population.saturating_sub(1) as i64, Width::Bits64);
                Ok(out)
            }
            (true, Some(p)) => {
                let cumulated = cumulated(p);
                Ok((0..count).map(|_| find(&cumulated, self.random()) as i64).collect())
            }
            (false, p) => {
                check(count <= population, "Cannot take a larger sample than population when replace is False")?;
                match p {
                    Some(p) => self.weighted(p.to_vec(), count),
                    None => Ok(self.sample(population, count, shuffle)),
                }
            }
        }
    }

    /// Some of a population, each at most once, with their weights.
    fn weighted(&mut self, mut p: Vec<f64>, count: usize) -> Result<Vec<i64>, NumpyError> {
        let possible = p.iter().filter(|p| **p > 0.0).count();
        check(possible >= count, "Fewer non-zero entries in p than size")?;
        let mut found: Vec<i64> = Vec::with_capacity(count);
        while found.len() < count {
            let drawn: Vec<f64> = (found.len()..count).map(|_| self.random()).collect();
            for taken in &found {
                if let Some(p) = p.get_mut(*taken as usize) {
                    *p = 0.0;
                }
            }
            let cumulated = cumulated(&p);
            let mut seen = HashSet::new();
            found.extend(drawn.iter().map(|x| find(&cumulated, *x) as i64).filter(|at| seen.insert(*at)));
        }
        Ok(found)
    }

    fn sample(&mut self, population: usize, count: usize, shuffle: bool) -> Vec<i64> {
        let cutoff = if shuffle { 50 } else { 20 };
        if population > 10_000 && count > population / cutoff {
            let mut order: Vec<i64> = (0..population as i64).collect();
            self.shuffle(&mut order, (population - count).max(1));
            return order.split_off(population - count);
        }
        let mut seen = HashSet::new();
        let mut chosen = Vec::with_capacity(count);
        for last in population - count..population {
            let drawn = self.bounded(last as u64) as i64;
            let one = if seen.contains(&drawn) { last as i64 } else { drawn };
            seen.insert(one);
            chosen.push(one);
        }
        if shuffle {
            self.shuffle(&mut chosen, 1);
        }
        chosen
    }
}

fn cumulated(p: &[f64]) -> Vec<f64> {
    let mut total = 0.0;
    let sums: Vec<f64> = p
        .iter()
        .map(|p| {
            total += p;
            total
        })
        .collect();
    sums.iter().map(|sum| sum / total).collect()
}

/// How many of the cumulated weights are not above.
fn find(cumulated: &[f64], x: f64) -> usize {
    cumulated.partition_point(|sum| *sum <= x)
}

/// Narrow words, cut from one drawn word, lowest first.
struct Words {
    word: u32,
    left: u32,
}

impl Words {
    fn cut(&mut self, engine: &mut Pcg64, bits: u32) -> u32 {
        if self.left == 0 {
            self.word = engine.draw32();
            self.left = 32 / bits;
        } else {
            self.word >>= bits;
        }
        self.left -= 1;
        self.word & ((1 << bits) - 1)
    }

    fn bounded(&mut self, engine: &mut Pcg64, last: u32, bits: u32) -> u64 {
        let all = (1_u32 << bits) - 1;
        if last >= all {
            return u64::from(self.cut(engine, bits));
        }
        let count = last + 1;
        let mut product = self.cut(engine, bits) * count;
        if product & all < count {
            let least = (all - last) % count;
            while product & all < least {
                product = self.cut(engine, bits) * count;
            }
        }
        u64::from(product >> bits)
    }
}
