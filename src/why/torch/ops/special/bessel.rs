//! Bessel functions of order 0 and 1, ordinary and modified.
//!
//! Ordinary ones up to 25 come from Miller's backward recurrence and Neumann's series, beyond from Hankel's asymptotic series;
//! modified ones of the first kind from their power series, whose terms are all positive, or the asymptotic one; those of the second
//! kind from the trapezoidal rule on an integral that vanishes doubly exponentially. Formulas: Abramowitz and Stegun, chapter 9.

use std::f64::consts::{FRAC_2_PI, FRAC_PI_4, PI};

/// Euler's constant.
const GAMMA: f64 = 0.577_215_664_901_532_9;

/// Where Hankel's series is exact to the last bit.
const FAR: f64 = 25.0;

/// J0, J1, Y0 and Y1 of a positive number.
fn ordinary(x: f64) -> [f64; 4] {
    if x >= FAR {
        let ([p0, q0], [p1, q1]) = (hankel(0.0, x), hankel(1.0, x));
        let size = (FRAC_2_PI / x).sqrt();
        let (s0, c0) = turned(x, FRAC_PI_4);
        let (s1, c1) = turned(x, 3.0 * FRAC_PI_4);
        return [
            size * (p0 * c0 - q0 * s0),
            size * (p1 * c1 - q1 * s1),
            size * (p0 * s0 + q0 * c0),
            size * (p1 * s1 + q1 * c1),
        ];
    }
    // J of falling order, up to a factor that J0 + 2 J2 + 2 J4 + ... = 1 settles (9.1.46).
    let (mut above, mut here, mut total) = (0.0f64, 1e-300f64, 0.0);
    let (mut first, mut y0, mut y1) = (0.0, 0.0, 0.0);
    for n in (1..=2 * (20 + x as i32)).rev() {
        // `here` is of order n.
        if n % 2 == 0 {
            total += 2.0 * here;
            let k = f64::from(n / 2);
            y0 += here / if n % 4 == 0 { k } else { -k };
        } else if n > 1 {
            let k = f64::from(n / 2);
            let share = here * (2.0 * k + 1.0) / (k * (k + 1.0));
            y1 += if n / 2 % 2 == 0 { share } else { -share };
        } else {
            first = here;
        }
        let below = 2.0 * f64::from(n) / x * here - above;
        (above, here) = (here, below);
        if here.abs() > 1e200 {
            for part in [&mut above, &mut here, &mut total, &mut first, &mut y0, &mut y1] {
                *part *= 1e-250;
            }
        }
    }
    total += here;
    let (j0, j1) = (here / total, first / total);
    let log = (x / 2.0).ln() + GAMMA;
    // Neumann's series (9.1.88).
    let second = FRAC_2_PI * (log * j0 - 2.0 * y0 / total);
    let third = FRAC_2_PI * ((log - 1.0) * j1 - j0 / x - y1 / total);
    [j0, j1, second, third]
}

/// The sine and cosine of x - shift.
fn turned(x: f64, shift: f64) -> (f64, f64) {
    let ((s, c), (ss, cs)) = (x.sin_cos(), shift.sin_cos());
    (s * cs - c * ss, c * cs + s * ss)
}

/// P and Q of Hankel's expansion (9.2.9 and 9.2.10).
fn hankel(order: f64, x: f64) -> [f64; 2] {
    let mut parts = [1.0, 0.0];
    let mut term = 1.0f64;
    for k in 1..60 {
        let odd = 2.0 * f64::from(k) - 1.0;
        let next = term * (4.0 * order * order - odd * odd) / (8.0 * x * f64::from(k));
        if next.abs() > term.abs() || next.abs() < 1e-18 {
            break;
        }
        term = next;
        let signed = if k / 2 % 2 == 0 { term } else { -term };
        parts[k as usize % 2] += signed;
    }
    parts
}

/// PyTorch has NaN, not the limit, at infinity; so have `i0` and its kin.
pub fn j0(x: f64) -> f64 {
    match x.abs() {
        0.0 => 1.0,
        x if !x.is_finite() => f64::NAN,
        x if x < 1e-5 => 1.0 - x * x / 4.0,
        x => ordinary(x)[0],
    }
}

pub fn j1(x: f64) -> f64 {
    match x.abs() {
        a if !a.is_finite() => f64::NAN,
        a if a < 1e-5 => x / 2.0,
        a => ordinary(a)[1] * x.signum(),
    }
}

pub fn y0(x: f64) -> f64 {
    second(x, |x| if x < 1e-5 { FRAC_2_PI * ((x / 2.0).ln() + GAMMA) } else { ordinary(x)[2] })
}

pub fn y1(x: f64) -> f64 {
    second(x, |x| if x < 1e-5 { -FRAC_2_PI / x + FRAC_2_PI * x / 2.0 * (x / 2.0).ln() } else { ordinary(x)[3] })
}

fn second(x: f64, f: impl Fn(f64) -> f64) -> f64 {
    if x == 0.0 {
        f64::NEG_INFINITY
    } else if !x.is_finite() || x < 0.0 {
        f64::NAN
    } else {
        f(x)
    }
}

/// exp(-|x|) I of order 0 or 1, for x >= 0.
fn scaled_first(order: i32, x: f64) -> f64 {
    if x.is_infinite() {
        return 0.0;
    }
    if x < 20.0 {
        return (-x).exp() * power_series(order, x);
    }
    // 9.7.1
    let (mut term, mut sum) = (1.0f64, 1.0);
    for k in 1..60 {
        let odd = 2.0 * f64::from(k) - 1.0;
        let next = -term * (4.0 * f64::from(order * order) - odd * odd) / (8.0 * x * f64::from(k));
        if next.abs() > term.abs() || next.abs() < 1e-18 {
            break;
        }
        term = next;
        sum += term;
    }
    sum / (2.0 * PI * x).sqrt()
}

/// I of order 0 or 1 (9.6.10).
fn power_series(order: i32, x: f64) -> f64 {
    let square = x * x / 4.0;
    let mut term = if order == 0 { 1.0 } else { x / 2.0 };
    let mut sum = term;
    let mut k = 1.0;
    while term > sum * 1e-18 {
        term *= square / (k * (k + f64::from(order)));
        sum += term;
        k += 1.0;
    }
    sum
}

pub fn i0(x: f64) -> f64 {
    let a = x.abs();
    if a < 20.0 { power_series(0, a) } else { grown(a, scaled_first(0, a)) }
}

pub fn i1(x: f64) -> f64 {
    let a = x.abs();
    let size = if a < 20.0 { power_series(1, a) } else { grown(a, scaled_first(1, a)) };
    if x < 0.0 { -size } else { size }
}

/// exp(x) times a scaled value, in two steps that overflow only where the result does.
fn grown(x: f64, scaled: f64) -> f64 {
    if x.is_infinite() { f64::NAN } else { (x / 2.0).exp() * scaled * (x / 2.0).exp() }
}

pub fn i0e(x: f64) -> f64 {
    scaled_first(0, x.abs())
}

pub fn i1e(x: f64) -> f64 {
    let size = scaled_first(1, x.abs());
    if x < 0.0 { -size } else { size }
}

/// exp(x) K of any order, for x > 0 (9.6.24).
pub fn scaled_third(order: f64, x: f64) -> f64 {
    // Beyond this the integrand is below the last bit; the rule's error falls exponentially with the number of points.
    let far = 50.0 / x;
    let end = (far + (far * (far + 2.0)).sqrt()).ln_1p();
    let points = 200;
    let step = end / f64::from(points);
    let value = |t: f64| {
        let half = (t / 2.0).sinh();
        (-2.0 * x * half * half).exp() * (order * t).cosh()
    };
    step * (0.5 + (1..=points).map(|k| value(f64::from(k) * step)).sum::<f64>())
}

/// K0 and K1 below 1, by their series (9.6.11).
fn third_near(x: f64) -> [f64; 2] {
    let log = (x / 2.0).ln() + GAMMA;
    let square = x * x / 4.0;
    let (mut zero, mut one, mut term, mut harmonic) = (-log * power_series(0, x), 0.0, 1.0, 0.0);
    for k in 1..20 {
        let k = f64::from(k);
        // `term` is square^(k-1) / (k-1)!^2 and `harmonic` the sum up to 1/(k-1).
        one += term / k * (2.0 * harmonic + 1.0 / k);
        term *= square / (k * k);
        harmonic += 1.0 / k;
        zero += term * harmonic;
    }
    [zero, 1.0 / x + log * power_series(1, x) - x / 4.0 * one]
}

fn third(order: usize, x: f64, scaled: bool) -> f64 {
    if x == 0.0 {
        f64::INFINITY
    } else if x.is_nan() || x < 0.0 {
        f64::NAN
    } else if x.is_infinite() {
        0.0
    } else if x < 1.0 {
        let [zero, one] = third_near(x);
        let near = if order == 0 { zero } else { one };
        if scaled { near * x.exp() } else { near }
    } else {
        let value = scaled_third(order as f64, x);
        if scaled { value } else { value * (-x).exp() }
    }
}

pub fn k0(x: f64) -> f64 {
    third(0, x, false)
}

pub fn k1(x: f64) -> f64 {
    third(1, x, false)
}

pub fn k0e(x: f64) -> f64 {
    third(0, x, true)
}

pub fn k1e(x: f64) -> f64 {
    third(1, x, true)
}

/// sin(x) / x.
pub fn spherical_j0(x: f64) -> f64 {
    if x.is_infinite() {
        0.0
    } else if x.abs() < 1e-4 {
        1.0 - x * x / 6.0
    } else {
        x.sin() / x
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(found: f64, wanted: f64) {
        assert!((found - wanted).abs() <= 1e-14 * wanted.abs().max(0.1), "{found} is not {wanted}");
    }

    #[test]
    fn known_values() {
        check(j0(2.0), 0.223_890_779_141_235_67);
        check(j1(-2.0), -0.576_724_807_756_873_4);
        check(y0(2.0), 0.510_375_672_649_745_1);
        check(y1(2.0), -0.107_032_431_540_937_55);
        check(j0(30.0), -0.086_367_983_581_040_21);
        check(i0(1.0), 1.266_065_877_752_008_4);
        check(i1e(30.0), 0.071_916_330_598_647_55);
        check(k0(0.5), 0.924_419_071_227_666);
        check(k1(2.0), 0.139_865_881_816_522_43);
    }
}
