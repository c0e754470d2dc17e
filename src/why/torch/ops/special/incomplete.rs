//! The regularised incomplete gamma functions.

use std::f64::consts::PI;

use candle_core::cpu::erf::erfc_f64;

use super::gamma::{lgamma, stirling};

/// From this order on, the uniform expansion is as exact as the series and does not take longer with the order.
const UNIFORM: f64 = 1e5;

/// P(a, x), the part of the integral below x.
pub fn lower(a: f64, x: f64) -> f64 {
    edge(a, x).map_or_else(|| parts(a, x).0, |(lower, _)| lower)
}

/// Q(a, x), the part above it.
pub fn upper(a: f64, x: f64) -> f64 {
    edge(a, x).map_or_else(|| parts(a, x).1, |(_, upper)| upper)
}

/// Both, where no integral is needed.
fn edge(a: f64, x: f64) -> Option<(f64, f64)> {
    let none = (f64::NAN, f64::NAN);
    if a < 0.0 || x < 0.0 {
        Some(none)
    } else if a == 0.0 {
        Some(if x > 0.0 { (1.0, 0.0) } else { none })
    } else if x == 0.0 {
        Some((0.0, 1.0))
    } else if a.is_infinite() {
        Some(if x.is_infinite() { none } else { (0.0, 1.0) })
    } else if x.is_infinite() {
        Some((1.0, 0.0))
    } else if a.is_nan() || x.is_nan() {
        Some(none)
    } else {
        None
    }
}

fn parts(a: f64, x: f64) -> (f64, f64) {
    if a > UNIFORM {
        return uniform(a, x);
    }
    let front = front(a, x);
    if x < a + 1.0 {
        // Abramowitz and Stegun 6.5.29.
        let (mut term, mut sum, mut at) = (1.0, 1.0, a);
        while term > sum * 1e-17 {
            at += 1.0;
            term *= x / at;
            sum += term;
        }
        let lower = (front * sum).min(1.0);
        return (lower, 1.0 - lower);
    }
    // The continued fraction of Legendre (Abramowitz and Stegun 6.5.31), by Lentz's method.
    let tiny = 1e-300;
    let mut b = x + 1.0 - a;
    let (mut c, mut d) = (1.0 / tiny, 1.0 / b);
    let mut h = d;
    for k in 1..100_000 {
        let k = f64::from(k);
        let an = -k * (k - a);
        b += 2.0;
        d = an * d + b;
        d = if d.abs() < tiny { tiny } else { d };
        c = b + an / c;
        c = if c.abs() < tiny { tiny } else { c };
        d = 1.0 / d;
        h *= d * c;
        if (d * c - 1.0).abs() < 1e-16 {
            break;
        }
    }
    let upper = (front * a * h).clamp(0.0, 1.0);
    (1.0 - upper, upper)
}

/// x^a e^-x / gamma(a + 1).
fn front(a: f64, x: f64) -> f64 {
    if a < 10.0 {
        return (a * x.ln() - x - lgamma(a + 1.0)).exp();
    }
    (-a * excess((x - a) / a) - stirling(a)).exp() / (2.0 * PI * a).sqrt()
}

/// m - ln(1 + m), without cancellation.
fn excess(m: f64) -> f64 {
    if m.abs() > 0.1 {
        return m - m.ln_1p();
    }
    let (mut power, mut sum) = (m, 0.0);
    for k in 2..24 {
        power *= -m;
        sum -= power / f64::from(k);
    }
    sum
}

/// The leading terms of Temme's uniform expansion (DLMF 8.12.3 to 8.12.8).
fn uniform(a: f64, x: f64) -> (f64, f64) {
    let m = (x - a) / a;
    let half = excess(m);
    let eta = (2.0 * half).sqrt().copysign(m);
    let first = if eta.abs() < 1e-2 {
        -1.0 / 3.0 + eta * (1.0 / 12.0 - eta * (2.0 / 135.0 - eta / 864.0))
    } else {
        1.0 / m - 1.0 / eta
    };
    let rest = (-a * half).exp() / (2.0 * PI * a).sqrt() * (first - 1.0 / (540.0 * a));
    let z = eta * (a / 2.0).sqrt();
    ((0.5 * erfc_f64(-z) - rest).clamp(0.0, 1.0), (0.5 * erfc_f64(z) + rest).clamp(0.0, 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(found: f64, wanted: f64) {
        assert!((found - wanted).abs() <= 1e-13 * wanted.abs().max(0.1), "{found} is not {wanted}");
    }

    #[test]
    fn known_values() {
        check(lower(0.5, 1.0), 0.842_700_792_949_714_9);
        check(upper(2.0, 1.5), 0.557_825_400_371_074_8);
        check(lower(50.0, 55.0), 0.767_795_219_499_143_7);
        check(upper(1.0, 700.0), (-700.0f64).exp());
    }
}
