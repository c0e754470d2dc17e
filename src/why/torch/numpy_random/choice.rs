//! `np.random.choice`: which elements of a population are taken.

use super::{NumpyError, RandomState, Width, check};

/// How far from 1 the sum of probabilities may be: the square root of a float64's precision.
const TOLERANCE: f64 = 1.490_116_119_384_765_6e-8;

impl RandomState {
    /// The indices of `size` elements of a population. The caller reports a population that is no number or no 1-D array.
    pub fn choice(
        &mut self,
        population: usize,
        size: usize,
        replace: bool,
        p: Option<&[f64]>,
    ) -> Result<Vec<i64>, NumpyError> {
        check(population > 0 || size == 0, "a must be greater than 0 unless no samples are taken")?;
        if let Some(p) = p {
            check_probabilities(p, population)?;
        }
        if replace {
            return Ok(self.choice_with_replacement(population, size, p));
        }
        check(size <= population, "Cannot take a larger sample than population when 'replace=False'")?;
        let Some(p) = p else {
            let mut order = self.permutation(population);
            order.truncate(size);
            return Ok(order);
        };
        check(p.iter().filter(|p| **p > 0.0).count() >= size, "Fewer non-zero entries in p than size")?;
        Ok(self.choice_by_weight(p.to_vec(), size))
    }

    fn choice_with_replacement(&mut self, population: usize, size: usize, p: Option<&[f64]>) -> Vec<i64> {
        let Some(p) = p else {
            let mut chosen = vec![0; size];
            let last = i64::try_from(population).map_or(i64::MAX, |population| population - 1);
            self.fill_integers(&mut chosen, 0, last, Width::Bits64);
            return chosen;
        };
        let cumulative = cumulative(p);
        (0..size).map(|_| place(&cumulative, self.random_sample())).collect()
    }

    /// Draws as many as are missing, keeps those that are new, and draws for the rest with those left out.
    fn choice_by_weight(&mut self, mut p: Vec<f64>, size: usize) -> Vec<i64> {
        let mut chosen = Vec::with_capacity(size);
        while chosen.len() < size {
            let numbers: Vec<f64> = (chosen.len()..size).map(|_| self.random_sample()).collect();
            let cumulative = cumulative(&p);
            let mut taken = vec![false; p.len()];
            for number in numbers {
                let at = place(&cumulative, number);
                if let Some(taken) = taken.get_mut(at as usize)
                    && !std::mem::replace(taken, true)
                {
                    chosen.push(at);
                }
            }
            chosen.iter().for_each(|at| p[*at as usize] = 0.0);
        }
        chosen
    }
}

fn check_probabilities(p: &[f64], population: usize) -> Result<(), NumpyError> {
    check(p.len() == population, "'a' and 'p' must have same size")?;
    let sum = kahan_sum(p);
    check(!sum.is_nan(), "probabilities contain NaN")?;
    check(p.iter().all(|p| *p >= 0.0), "probabilities are not non-negative")?;
    check((sum - 1.0).abs() <= TOLERANCE, "probabilities do not sum to 1")
}

fn kahan_sum(p: &[f64]) -> f64 {
    let mut sum = p.first().copied().unwrap_or(0.0);
    let mut lost = 0.0;
    for p in p.iter().skip(1) {
        let exact = p - lost;
        let next = sum + exact;
        lost = (next - sum) - exact;
        sum = next;
    }
    sum
}

fn cumulative(p: &[f64]) -> Vec<f64> {
    let mut sum = 0.0;
    let mut cumulative: Vec<f64> = p
        .iter()
        .map(|p| {
            sum += p;
            sum
        })
        .collect();
    cumulative.iter_mut().for_each(|one| *one /= sum);
    cumulative
}

fn place(cumulative: &[f64], number: f64) -> i64 {
    cumulative.partition_point(|sum| *sum <= number) as i64
}
