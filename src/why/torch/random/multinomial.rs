//! `torch.multinomial`: which category each draw falls into.

use super::super::select::top_k;
use super::Generator;
use super::continuous::check;
use super::error::RandomError;
use super::real::{Number, Real, Wide};

/// A float32 names no more categories.
const MOST_CATEGORIES: usize = 1 << 24;

impl Generator {
    /// `samples` draws from each row of `weights`, whose rows are `categories` long: the rows of the result, one after
    /// the other.
    pub fn multinomial<T: Real>(
        &mut self,
        weights: &[T],
        categories: usize,
        samples: i64,
        replacement: bool,
    ) -> Result<Vec<i64>, RandomError> {
        check(samples > 0, RandomError::NoSamples)?;
        let samples = usize::try_from(samples).map_err(|_| RandomError::NoSamples)?;
        check(replacement || samples <= categories, RandomError::TooManySamples)?;
        check(categories <= MOST_CATEGORIES, RandomError::TooManyCategories)?;
        check(categories > 0, RandomError::NoCategories)?;
        let zero = T::Wide::from_i64(0);
        let is_weight = |weight: &T| weight.widen() >= zero && weight.widen().to_f64() < f64::INFINITY;
        check(weights.iter().all(is_weight), RandomError::Probability)?;
        let has_weight = |row: &[T]| row.iter().any(|weight| weight.widen() > zero);
        check(weights.chunks(categories).all(has_weight), RandomError::NoProbability)?;
        let mut drawn = Vec::with_capacity(weights.len() / categories * samples);
        // A single draw is made the same way, replaced or not.
        if replacement && samples > 1 {
            for row in weights.chunks(categories) {
                self.draw_with_replacement(row, samples, &mut drawn);
            }
        } else {
            let mut times = weights.to_vec();
            self.fill_exponential(&mut times, 1.0)?;
            for (row, times) in weights.chunks(categories).zip(times.chunks(categories)) {
                draw_without_replacement(row, times, samples, &mut drawn);
            }
        }
        Ok(drawn)
    }

    fn draw_with_replacement<T: Real>(&mut self, row: &[T], samples: usize, drawn: &mut Vec<i64>) {
        let mut total = T::Wide::from_i64(0);
        let mut cumulative: Vec<T::Wide> = Vec::with_capacity(row.len());
        for weight in row {
            total = total + weight.widen();
            cumulative.push(total);
        }
        cumulative.iter_mut().for_each(|sum| *sum = *sum / total);
        if let Some(last) = cumulative.last_mut() {
            *last = T::Wide::from_i64(1);
        }
        for _ in 0..samples {
            let number = f64::unit(self);
            drawn.push(cumulative.partition_point(|sum| sum.to_f64() < number) as i64);
        }
    }
}

/// The categories whose weight is greatest when it is divided by an exponential number: the first to arrive, if each
/// arrives at the rate of its weight.
fn draw_without_replacement<T: Real>(row: &[T], times: &[T], samples: usize, drawn: &mut Vec<i64>) {
    let rates: Vec<f64> =
        row.iter().zip(times).map(|(weight, time)| T::narrow(weight.widen() / time.widen()).widen().to_f64()).collect();
    if samples == 1 {
        // The first of the greatest.
        let greatest = (1..rates.len()).fold(0, |best, at| if rates[at] > rates[best] { at } else { best });
        drawn.push(greatest as i64);
        return;
    }
    drawn.extend(top_k(&rates, samples, true, true).into_iter().map(|at| at as i64));
}
