//! Poisson counts, which PyTorch and numpy draw alike from numbers in [0, 1).

/// From this rate on, by rejection.
const HIGH: f64 = 10.0;

pub fn poisson(rate: f64, mut unit: impl FnMut() -> f64) -> i64 {
    if rate >= HIGH {
        return by_rejection(rate, unit);
    }
    if rate == 0.0 {
        return 0;
    }
    let limit = (-rate).exp();
    let mut product = unit();
    let mut count = 0;
    while product > limit {
        count += 1;
        product *= unit();
    }
    count
}

/// W. Hoermann, "The transformed rejection method for generating Poisson random variables", 1993 (PTRS).
fn by_rejection(rate: f64, mut unit: impl FnMut() -> f64) -> i64 {
    let b = 0.931 + 2.53 * rate.sqrt();
    let a = -0.059 + 0.02483 * b;
    let inverse_alpha = 1.1239 + 1.1328 / (b - 3.4);
    let v_r = 0.9277 - 3.6224 / (b - 2.0);
    loop {
        let u = unit() - 0.5;
        let v = unit();
        let us = 0.5 - u.abs();
        let count = ((2.0 * a / us + b) * u + rate + 0.43).floor();
        if us >= 0.07 && v <= v_r {
            return count as i64;
        }
        if count < 0.0 || (us < 0.013 && v > us) {
            continue;
        }
        let tried = v.ln() + inverse_alpha.ln() - (a / (us * us) + b).ln();
        if tried <= count * rate.ln() - rate - ln_factorial(count) {
            return count as i64;
        }
    }
}

/// ln(n!): the logarithm of the product for few, Stirling's series for many.
fn ln_factorial(n: f64) -> f64 {
    if n < 16.0 {
        return (2..=n as u32).map(f64::from).product::<f64>().ln();
    }
    let inverse = 1.0 / (n * n);
    let series = (1.0 / 12.0 - inverse * (1.0 / 360.0 - inverse * (1.0 / 1260.0 - inverse / 1680.0))) / n;
    (n + 0.5) * n.ln() - n + 0.5 * std::f64::consts::TAU.ln() + series
}
