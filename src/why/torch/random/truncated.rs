//! `nn.init.trunc_normal_`: normal numbers within bounds, by rejection, as PyTorch 2.15 draws them.
//!
//! Where the bounds keep enough of the bell, numbers outside are drawn again; where they keep a tail only, uniform numbers
//! are accepted by the density there. Every round draws for all elements, whether they still need a number or not.

use super::Generator;
use super::error::RandomError;
use super::real::{Number, Real, Wide};

/// Keeping less than this of the bell, uniform numbers are accepted more often than normal ones are within bounds.
const ENOUGH: f64 = 0.3;

impl Generator {
    /// Normal numbers from `least` to `greatest` into a contiguous tensor.
    pub fn fill_trunc_normal<T: Real>(
        &mut self,
        out: &mut [T],
        (mean, std): (f64, f64),
        (least, greatest): (f64, f64),
    ) -> Result<(), RandomError> {
        let below = |x: f64| (1.0 + erf((x - mean) / std / 2_f64.sqrt())) / 2.0;
        if below(greatest) - below(least) > ENOUGH {
            let mut fresh = out.to_vec();
            self.fill_normal(out, mean, std)?;
            let (least, greatest) = (T::from_f64(least).widen(), T::from_f64(greatest).widen());
            let is_outside = |one: &T| one.widen() < least || one.widen() > greatest;
            while out.iter().any(is_outside) {
                self.fill_normal(&mut fresh, mean, std)?;
                replace(out, &fresh, is_outside);
            }
            return Ok(());
        }
        let mode = least.max(mean.min(greatest));
        let peak = T::Wide::from_f64(-0.5 * ((mode - mean) / std).powi(2));
        let (mean, std, half) = (T::Wide::from_f64(mean), T::Wide::from_f64(std), T::Wide::from_f64(-0.5));
        // The logarithm of the density, where 0 is the greatest within the bounds. Each step is rounded, as tensors are.
        let density = |one: T| {
            let distance = T::narrow(T::narrow(one.widen() - mean).widen() / std).widen();
            let exponent = T::narrow(T::narrow(distance * distance).widen() * half).widen();
            T::narrow(exponent - peak).widen()
        };
        let mut fresh = out.to_vec();
        let mut chances = out.to_vec();
        let mut pending = vec![true; out.len()];
        while pending.contains(&true) {
            self.fill_uniform(&mut fresh, least, greatest)?;
            self.fill_uniform(&mut chances, 0.0, 1.0)?;
            for (at, pending) in pending.iter_mut().enumerate().filter(|(_, pending)| **pending) {
                out[at] = fresh[at];
                *pending = T::narrow(chances[at].widen().ln()).widen() > density(fresh[at]);
            }
        }
        Ok(())
    }
}

fn replace<T: Real>(out: &mut [T], fresh: &[T], is_outside: impl Fn(&T) -> bool) {
    for (one, fresh) in out.iter_mut().zip(fresh).filter(|(one, _)| is_outside(one)) {
        *one = *fresh;
    }
}

/// The error function: its series near 0, its continued fraction far from it.
fn erf(x: f64) -> f64 {
    let (size, square) = (x.abs(), x * x);
    if size < 3.0 {
        let mut term = x;
        let mut sum = x;
        for n in 1..60 {
            term *= -square / f64::from(n);
            sum += term / f64::from(2 * n + 1);
        }
        return sum * std::f64::consts::FRAC_2_SQRT_PI;
    }
    let fraction = (1..40).rev().fold(size, |rest, n| size + f64::from(n) / 2.0 / rest);
    let beyond = (-square).exp() / (fraction * std::f64::consts::PI.sqrt());
    (1.0 - beyond).copysign(x)
}
