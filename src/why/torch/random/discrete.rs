//! Integers, permutations, coin tosses and counts.

use super::Generator;
use super::continuous::check;
use super::error::RandomError;
use super::poisson::poisson;
use super::real::{Number, Real, Wide};

impl Generator {
    /// `randint(from, to)` and `random_(from, to)`; without `to`, up to the dtype's greatest integer.
    pub fn fill_integers<T: Number>(&mut self, out: &mut [T], from: i64, to: Option<i64>) -> Result<(), RandomError> {
        let Some(range) = integer_range::<T>(from, to)? else {
            check(T::LONG || T::DIGITS.is_some_and(|digits| digits != 11), RandomError::FullRange)?;
            out.iter_mut().for_each(|one| *one = T::from_i64(self.random64() as i64));
            return Ok(());
        };
        for one in out {
            let word = if range.size >= 1 << 28 { self.random64() } else { u64::from(self.random()) };
            *one = T::from_i64(range.from.wrapping_add((word % range.size) as i64));
        }
        Ok(())
    }

    /// `random_()`: integers from 0 to the dtype's greatest, or the greatest up to which it has all.
    pub fn fill_random<T: Number>(&mut self, out: &mut [T]) {
        for one in out {
            let word = if T::LONG { self.random64() } else { u64::from(self.random()) };
            *one = T::from_i64((word % T::MODULUS) as i64);
        }
    }

    /// `torch.randperm(n)`: Fisher's and Yates's shuffle.
    pub fn randperm<T: Number>(&mut self, n: i64) -> Result<Vec<T>, RandomError> {
        check(n >= 0, RandomError::NegativeLength(n))?;
        match T::DIGITS {
            Some(11) => check(n <= (1 << 11) + 1, RandomError::LongPermutation("2049 for Half"))?,
            Some(24) => check(n <= (1 << 24) + 1, RandomError::LongPermutation("2^24+1 for Float"))?,
            Some(_) => {}
            None => check((n - 1) as f64 <= T::RANGE.1, RandomError::PermutationType(T::FIXED))?,
        }
        let mut order: Vec<T> = (0..n).map(T::from_i64).collect();
        let count = order.len();
        // So many that the remainder of one word would be uneven.
        let is_long = count >= u32::MAX as usize / 20;
        for at in 0..count.saturating_sub(1) {
            let word = if is_long { self.random64() } else { u64::from(self.random()) };
            order.swap(at, at + (word % (count - at) as u64) as usize);
        }
        Ok(order)
    }

    /// `bernoulli_(p)`: ones and zeros, a one with probability p.
    pub fn fill_bernoulli<T: Number>(&mut self, out: &mut [T], p: f64) -> Result<(), RandomError> {
        check((0.0..=1.0).contains(&p), RandomError::Bernoulli(p))?;
        for one in out {
            *one = T::from_i64(i64::from(f64::unit(self) < p));
        }
        Ok(())
    }

    /// `torch.bernoulli(p)` and `bernoulli_(p)` of a tensor of probabilities, one an element.
    pub fn fill_bernoulli_each<T: Number, P: Real>(&mut self, out: &mut [T], p: &[P]) -> Result<(), RandomError> {
        for (one, p) in out.iter_mut().zip(p) {
            let p = p.widen();
            let within = p >= P::Wide::from_i64(0) && p <= P::Wide::from_i64(1);
            check(within, RandomError::BernoulliElement)?;
            *one = T::from_i64(i64::from(P::Wide::unit(self) < p));
        }
        Ok(())
    }

    /// What dropout multiplies by: 0 with probability p, otherwise 1 / (1 - p). Nothing is drawn where p decides.
    pub fn fill_dropout<T: Real>(&mut self, out: &mut [T], p: f64) -> Result<(), RandomError> {
        if p == 0.0 || p == 1.0 {
            out.fill(T::from_f64(1.0 - p));
            return Ok(());
        }
        self.fill_bernoulli(out, 1.0 - p)?;
        let kept = T::Wide::from_f64(1.0 - p);
        for one in out {
            *one = T::narrow(one.widen() / kept);
        }
        Ok(())
    }

    /// `geometric_(p)`: tosses up to the first success.
    pub fn fill_geometric<T: Number>(&mut self, out: &mut [T], p: f64) -> Result<(), RandomError> {
        check(p > 0.0 && p < 1.0, RandomError::Geometric(p))?;
        for one in out {
            *one = T::from_f64((f64::unit(self).ln() / (-p).ln_1p()).ceil());
        }
        Ok(())
    }

    /// `torch.poisson(rates)`.
    pub fn fill_poisson<T: Real>(&mut self, out: &mut [T], rates: &[T]) -> Result<(), RandomError> {
        for (one, rate) in out.iter_mut().zip(rates) {
            let rate = rate.widen().to_f64();
            check(rate >= 0.0, RandomError::Poisson)?;
            *one = T::from_i64(poisson(rate, || f64::unit(self)));
        }
        Ok(())
    }
}

struct IntegerRange {
    from: i64,
    size: u64,
}

/// The integers to draw from, if they are not all 64-bit ones. Bounds that a floating point dtype would round out of the
/// range are moved inwards.
fn integer_range<T: Number>(from: i64, to: Option<i64>) -> Result<Option<IntegerRange>, RandomError> {
    let (from, last) = match to {
        Some(to) => {
            check(from < to, RandomError::IntegerOrder { from, to })?;
            let (from, to) = (moved_up::<T>(from), moved_down::<T>(to));
            check(from < to, RandomError::RoundedOrder { from, to })?;
            (from, to - 1)
        }
        None if from == i64::MIN => return Ok(None),
        None => {
            let last = T::DIGITS.map_or(T::RANGE.1 as i64, |digits| 1 << digits);
            let from = moved_up::<T>(from);
            check(T::DIGITS.is_none() || from < last, RandomError::RoundedEnd { from, to: last })?;
            (from, last)
        }
    };
    for (bound, value) in [("from", from), ("to - 1", last)] {
        let within = value as f64 >= T::RANGE.0 && value as f64 <= T::RANGE.1;
        check(within, RandomError::OutOfBounds { bound, dtype: T::CALLED })?;
    }
    Ok(Some(IntegerRange { from, size: (last as u64).wrapping_sub(from as u64).wrapping_add(1) }))
}

/// What PyTorch warns of when integers are drawn into a floating point dtype that does not have all of them.
pub fn integer_warnings<T: Number>(from: i64, to: i64) -> Vec<String> {
    let Some(digits) = T::DIGITS else { return Vec::new() };
    let limit = 1_i64 << digits;
    let bounds = [("from", moved_up::<T>(from)), ("to - 1", moved_down::<T>(to) - 1)];
    let beyond = bounds.into_iter().filter(|(_, value)| *value < -limit || *value > limit);
    beyond
        .map(|(bound, _)| {
            format!(
                "{bound} is out of bounds [-(2^{digits}), 2^{digits}]. Due to precision limitations {} can support \
                 discrete uniform distribution only within this range. This warning will become an error in version \
                 1.7 release, please fix the code in advance",
                T::CALLED
            )
        })
        .collect()
}

fn moved_up<T: Number>(from: i64) -> i64 {
    let Some(digits) = T::DIGITS else { return from };
    let next = T::from_i64(from.wrapping_add(1)).to_i64();
    if next >= from {
        return from;
    }
    next.wrapping_add(step(from.wrapping_add(1), digits))
}

fn moved_down<T: Number>(to: i64) -> i64 {
    let Some(digits) = T::DIGITS else { return to };
    let before = T::from_i64(to.wrapping_sub(1)).to_i64();
    if before < to {
        return to;
    }
    before.wrapping_sub(step(to.wrapping_sub(1), digits))
}

/// How far apart a dtype's integers are around this one, which is beyond those that it has all of.
fn step(value: i64, digits: u32) -> i64 {
    let bits = value.unsigned_abs().max(1).ilog2();
    1_i64.wrapping_shl((bits + 1).saturating_sub(digits))
}
