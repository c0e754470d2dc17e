//! `np.random.binomial` and `np.random.poisson`.

use super::super::random::poisson::poisson;
use super::{NumpyError, RandomState, check};

/// Above this mean, numpy draws by Kachitvichyanukul's and Schmeiser's rejection, which is not here.
const MOST_EXPECTED: f64 = 30.0;

impl RandomState {
    pub fn fill_binomial(&mut self, out: &mut [i64], n: i64, p: f64) -> Result<(), NumpyError> {
        check(n >= 0, "n < 0")?;
        check((0.0..=1.0).contains(&p), "p < 0, p > 1 or p is NaN")?;
        let rare = if p <= 0.5 { p } else { 1.0 - p };
        if rare * n as f64 > MOST_EXPECTED {
            return Err(NumpyError::Unsupported("np.random.binomial with an expected count above 30"));
        }
        for one in out {
            let count = self.binomial(n, rare);
            *one = if p <= 0.5 { count } else { n - count };
        }
        Ok(())
    }

    /// Walks up the distribution until it has passed a uniform number.
    fn binomial(&mut self, n: i64, p: f64) -> i64 {
        let q = 1.0 - p;
        let none = (n as f64 * q.ln()).exp();
        let mean = n as f64 * p;
        let bound = (n as f64).min(mean + 10.0 * (mean * q + 1.0).sqrt()) as i64;
        let (mut count, mut chance, mut rest) = (0, none, self.random_sample());
        while rest > chance {
            count += 1;
            if count > bound {
                (count, chance, rest) = (0, none, self.random_sample());
            } else {
                rest -= chance;
                chance = ((n - count + 1) as f64 * p * chance) / (count as f64 * q);
            }
        }
        count
    }

    pub fn fill_poisson(&mut self, out: &mut [i64], lam: f64) -> Result<(), NumpyError> {
        check(lam >= 0.0, "lam < 0 or lam is NaN")?;
        // The greatest mean whose counts fit 64 bits.
        check(lam <= 9.223_372_006_484_771e18, "lam value too large")?;
        for one in out {
            *one = poisson(lam, || self.random_sample());
        }
        Ok(())
    }
}
