//! The error function's family: its inverse, its scaled complement, and the normal distribution's functions made of them.

use std::f64::consts::{FRAC_1_SQRT_2, FRAC_2_SQRT_PI, LN_2, PI, SQRT_2};

use candle_core::cpu::erf::{erf_f64, erfc_f64};

/// The inverse of the error function: Halley's iteration on erf near 0, on erfc towards the ends.
pub fn erfinv(y: f64) -> f64 {
    if y.is_nan() || y.abs() > 1.0 {
        return f64::NAN;
    }
    if y.abs() == 1.0 {
        return f64::INFINITY.copysign(y);
    }
    if y.abs() > 0.5 {
        return erfcinv(1.0 - y.abs()).copysign(y);
    }
    // The first two terms of its Maclaurin series (Abramowitz and Stegun 7.1, reversed).
    let mut x = y / FRAC_2_SQRT_PI * (1.0 + PI / 12.0 * y * y);
    for _ in 0..4 {
        let step = (erf_f64(x) - y) / (FRAC_2_SQRT_PI * (-x * x).exp());
        x -= step / (1.0 + x * step);
    }
    x
}

/// The inverse of the complementary error function for 0 < q <= 1, from the rational guess of Abramowitz and Stegun 26.2.22.
fn erfcinv(q: f64) -> f64 {
    let t = (-2.0 * (q / 2.0).ln()).sqrt();
    let mut x = FRAC_1_SQRT_2 * (t - (2.30753 + t * 0.27061) / (1.0 + t * (0.99229 + t * 0.04481)));
    for _ in 0..4 {
        let slope = -FRAC_2_SQRT_PI * (-x * x).exp();
        if slope == 0.0 {
            break;
        }
        let step = (erfc_f64(x) - q) / slope;
        x -= step / (1.0 + x * step);
    }
    x
}

/// exp(x^2) erfc(x): the product where it is exact enough, Laplace's continued fraction beyond (Abramowitz and Stegun 7.1.14).
pub fn erfcx(x: f64) -> f64 {
    if x < 3.0 {
        return (x * x).exp() * erfc_f64(x);
    }
    if x > 1e8 {
        return FRAC_2_SQRT_PI / 2.0 / x;
    }
    let mut tail = 0.0;
    for k in (1..=120).rev() {
        tail = f64::from(k) / 2.0 / (x + tail);
    }
    FRAC_2_SQRT_PI / 2.0 / (x + tail)
}

/// The distribution function of the standard normal distribution.
pub fn ndtr(x: f64) -> f64 {
    (1.0 + erf_f64(x * FRAC_1_SQRT_2)) * 0.5
}

/// Its logarithm, which stays finite where the function itself is 0.
pub fn log_ndtr(x: f64) -> f64 {
    let z = x * FRAC_1_SQRT_2;
    if x < -1.0 { erfcx(-z).ln() - LN_2 - z * z } else { (-erfc_f64(z) / 2.0).ln_1p() }
}

/// Its inverse.
pub fn ndtri(p: f64) -> f64 {
    if p.is_nan() || !(0.0..=1.0).contains(&p) {
        f64::NAN
    } else if p == 0.0 {
        f64::NEG_INFINITY
    } else if p == 1.0 {
        f64::INFINITY
    } else if p < 0.25 {
        -SQRT_2 * erfcinv(2.0 * p)
    } else if p > 0.75 {
        SQRT_2 * erfcinv(2.0 * (1.0 - p))
    } else {
        SQRT_2 * erfinv(2.0 * p - 1.0)
    }
}

/// -x ln x, and its limits.
pub fn entr(x: f64) -> f64 {
    if x.is_nan() {
        x
    } else if x > 0.0 {
        -x * x.ln()
    } else if x == 0.0 {
        0.0
    } else {
        f64::NEG_INFINITY
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(found: f64, wanted: f64) {
        assert!((found - wanted).abs() <= 4e-15 * wanted.abs().max(1e-3), "{found} is not {wanted}");
    }

    #[test]
    fn known_values() {
        // From mpmath, with 30 digits.
        check(erfinv(0.5), 0.476_936_276_204_469_9);
        check(erfinv(-0.999), -2.326_753_765_513_524_7);
        check(erfcx(3.5), 0.155_293_655_608_894_3);
        check(erfcx(30.0), 0.018_795_888_861_416_75);
        check(log_ndtr(-20.0), -203.917_155_371_097_3);
        check(ndtri(1e-10), -6.361_340_902_404_056);
    }
}
