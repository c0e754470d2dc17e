//! The gamma function's logarithm and derivatives, and the Hurwitz zeta function they are made of.

use std::f64::consts::PI;

/// Bernoulli numbers B2, B4, ... of even index, divided by the index's factorial: the coefficients of Euler and Maclaurin.
const BERNOULLI: [f64; 12] = [
    1.0 / 12.0,
    -1.0 / 720.0,
    1.0 / 30_240.0,
    -1.0 / 1_209_600.0,
    1.0 / 47_900_160.0,
    -691.0 / 1_307_674_368_000.0,
    1.0 / 74_724_249_600.0,
    -3617.0 / 10_670_622_842_880_000.0,
    43_867.0 / 5_109_094_217_170_944_000.0,
    -174_611.0 / 802_857_662_698_291_200_000.0,
    77_683.0 / 14_101_100_039_391_805_440_000.0,
    -236_364_091.0 / 1_693_824_136_731_743_669_452_800_000.0,
];

/// What Stirling's formula leaves out: ln gamma(x) - ((x - 1/2) ln x - x + ln(2 pi)/2), for x >= 10 (Abramowitz and Stegun 6.1.41).
pub fn stirling(x: f64) -> f64 {
    let r = 1.0 / (x * x);
    (1.0 / 12.0
        - r * (1.0 / 360.0 - r * (1.0 / 1260.0 - r * (1.0 / 1680.0 - r * (1.0 / 1188.0 - r * 691.0 / 360_360.0)))))
        / x
}

/// The logarithm of the gamma function's absolute value: recurrence up to 10, then Stirling's series.
pub fn lgamma(x: f64) -> f64 {
    if x.is_infinite() {
        return f64::INFINITY;
    }
    if x == 1.0 || x == 2.0 {
        return 0.0;
    }
    if x <= 0.0 {
        if x == x.floor() {
            return f64::INFINITY;
        }
        return (PI / (PI * x.fract()).sin()).abs().ln() - lgamma(1.0 - x);
    }
    let (mut x, mut product) = (x, 1.0f64);
    while x < 10.0 {
        product *= x;
        x += 1.0;
    }
    (x - 0.5) * x.ln() - x + 0.5 * (2.0 * PI).ln() + stirling(x) - product.ln()
}

/// The logarithmic derivative of the gamma function: recurrence up to 10, then its asymptotic series (Abramowitz and Stegun 6.3.18).
pub fn digamma(x: f64) -> f64 {
    if x == 0.0 {
        return f64::INFINITY.copysign(-x);
    }
    if x < 0.0 {
        if x == x.floor() {
            return f64::NAN;
        }
        return digamma(1.0 - x) - PI / (PI * x.fract()).tan();
    }
    let (mut x, mut sum) = (x, 0.0);
    while x < 10.0 {
        sum -= 1.0 / x;
        x += 1.0;
    }
    let r = 1.0 / (x * x);
    let series = r
        * (1.0 / 12.0
            - r * (1.0 / 120.0 - r * (1.0 / 252.0 - r * (1.0 / 240.0 - r * (1.0 / 132.0 - r * 691.0 / 32_760.0)))));
    sum + x.ln() - 0.5 / x - series
}

/// The Hurwitz zeta function, the sum of (q + k)^-x over k >= 0, by Euler's and Maclaurin's formula (Abramowitz and Stegun 23.1.30).
pub fn zeta(x: f64, q: f64) -> f64 {
    if x == 1.0 {
        return f64::INFINITY;
    }
    if x < 1.0 || q.is_nan() {
        return f64::NAN;
    }
    if q <= 0.0 {
        if q == q.floor() {
            return f64::INFINITY;
        }
        if x != x.floor() {
            return f64::NAN;
        }
        // The terms below zero are those of two positive series, with the power's sign.
        let first = q - q.floor();
        let below = zeta(x, 1.0 - first) - zeta(x, 1.0 - q);
        return zeta(x, first) + if x % 2.0 == 0.0 { below } else { -below };
    }
    if !x.is_finite() {
        return if q < 1.0 && !x.is_nan() { f64::INFINITY } else { f64::NAN };
    }
    let (mut sum, mut a) = (0.0, q);
    while a < 14.0 {
        let term = a.powf(-x);
        sum += term;
        if term <= sum * 1e-17 {
            return sum;
        }
        a += 1.0;
    }
    let power = a.powf(-x);
    sum += power * a / (x - 1.0) + power / 2.0;
    let mut factor = x * power / a;
    for (k, coefficient) in (0u32..).zip(BERNOULLI) {
        let term = coefficient * factor;
        sum += term;
        if !term.is_finite() || term.abs() <= sum.abs() * 1e-17 {
            break;
        }
        let at = x + 2.0 * f64::from(k);
        factor *= (at + 1.0) * (at + 2.0) / (a * a);
    }
    sum
}

/// The `n`-th derivative of digamma.
pub fn polygamma(n: i64, x: f64) -> f64 {
    match n {
        0 => digamma(x),
        // Reflection (Abramowitz and Stegun 6.4.7).
        1 if x < 0.5 => {
            let sine = (PI * x.fract()).sin();
            PI * PI / (sine * sine) - zeta(2.0, 1.0 - x)
        }
        1 => zeta(2.0, x),
        _ => {
            let order = n as f64 + 1.0;
            let size = lgamma(order).exp() * zeta(order, x);
            if n % 2 == 0 { -size } else { size }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(found: f64, wanted: f64) {
        assert!((found - wanted).abs() <= 1e-14 * wanted.abs().max(1.0), "{found} is not {wanted}");
    }

    #[test]
    fn known_values() {
        check(digamma(0.5), -1.963_510_026_021_423_5);
        check(lgamma(0.5), 0.572_364_942_924_700_1);
        check(zeta(2.0, 1.0), PI * PI / 6.0);
        check(zeta(3.0, 2.5), 0.118_102_025_820_863_68);
        check(polygamma(1, 0.25), 17.197_329_154_507_11);
        check(polygamma(3, 1.0), PI.powi(4) / 15.0);
    }
}
