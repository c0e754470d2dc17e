//! The Airy function Ai: an integral to the right of zero, steps along its differential equation to the left.

use std::f64::consts::PI;

use super::bessel::scaled_third;

/// Ai and its slope at 0: 3^(-2/3) / gamma(2/3) and -3^(-1/3) / gamma(1/3).
const START: [f64; 2] = [0.355_028_053_887_817_2, -0.258_819_403_792_806_8];

/// Left of this the asymptotic series is exact (Abramowitz and Stegun 10.4.60).
const FAR: f64 = -20.0;

pub fn ai(x: f64) -> f64 {
    if !x.is_finite() {
        f64::NAN
    } else if x > 120.0 {
        0.0
    } else if x > 1.0 {
        // 10.4.14
        let power = 2.0 / 3.0 * x * x.sqrt();
        (x / 3.0).sqrt() / PI * scaled_third(1.0 / 3.0, power) * (-power).exp()
    } else if x < FAR {
        oscillating(-x)
    } else {
        stepped(x)
    }
}

/// Taylor series of y'' = x y from point to point.
fn stepped(x: f64) -> f64 {
    let steps = (x.abs() / 0.5).ceil().max(1.0);
    let step = x / steps;
    let (mut at, [mut value, mut slope]) = (0.0, START);
    for _ in 0..steps as usize {
        let mut terms = [value, slope, at * value / 2.0];
        let (mut sum, mut rise, mut power) = (value + slope * step, slope, step);
        for n in 2..40 {
            let order = f64::from(n);
            rise += order * terms[2] * power;
            power *= step;
            sum += terms[2] * power;
            let next = (at * terms[1] + terms[0]) / (order * (order + 1.0));
            terms = [terms[1], terms[2], next];
        }
        (value, slope) = (sum, rise);
        at += step;
    }
    value
}

fn oscillating(x: f64) -> f64 {
    let power = 2.0 / 3.0 * x * x.sqrt();
    let (mut even, mut odd, mut term) = (1.0, 0.0, 1.0f64);
    for k in 1..40 {
        let n = f64::from(k);
        let next = term * (6.0 * n - 5.0) * (6.0 * n - 3.0) * (6.0 * n - 1.0) / (216.0 * n * (2.0 * n - 1.0) * power);
        if next.abs() > term.abs() || next.abs() < 1e-18 {
            break;
        }
        term = next;
        let signed = if k / 2 % 2 == 0 { term } else { -term };
        if k % 2 == 0 { even += signed } else { odd += signed }
    }
    let angle = power + PI / 4.0;
    (angle.sin() * even - angle.cos() * odd) / (PI.sqrt() * x.sqrt().sqrt())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(found: f64, wanted: f64) {
        assert!((found - wanted).abs() <= 2e-14, "{found} is not {wanted}");
    }

    #[test]
    fn known_values() {
        check(ai(0.0), 0.355_028_053_887_817_2);
        check(ai(1.0), 0.135_292_416_312_881_42);
        check(ai(2.0), 0.034_924_130_423_274_38);
        check(ai(-3.0), -0.378_814_293_677_658_1);
        check(ai(-21.0), oscillating(21.0));
        check(stepped(-21.0), oscillating(21.0));
    }
}
