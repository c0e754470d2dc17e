//! The numbers that kernels compute with, and functions of them in forms that the compiler turns into vector code.
//!
//! `f32` functions have no branches: polynomials fitted for this file (largest relative error below one unit of the last
//! place) and selections, so that a loop inside `vectorised` works on eight numbers at a time. `f64` ones are the system's.

use std::ops::{Add, AddAssign, Div, Mul, MulAssign, Neg, Sub, SubAssign};

use candle_core::cpu::erf;
use pulp::{Simd, WithSimd};

use super::super::super::storage::Element;
use super::super::super::sum::Summed;

/// Runs a loop compiled for the processor at hand. What it calls must be inlined to profit, and so must the closure itself,
/// which only happens when it is called as `FnMut`: as `FnOnce` it is behind a shim that the compiler keeps apart.
#[inline(always)]
pub fn vectorised<R>(f: impl FnMut() -> R) -> R {
    pulp::Arch::new().dispatch(Loop(f))
}

struct Loop<F>(F);

impl<R, F: FnMut() -> R> WithSimd for Loop<F> {
    type Output = R;

    #[inline(always)]
    fn with_simd<S: Simd>(mut self, _: S) -> R {
        (self.0)()
    }
}

/// `f32` or `f64`.
pub trait Real:
    Element
    + Summed
    + Add<Output = Self>
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Div<Output = Self>
    + Neg<Output = Self>
    + AddAssign
    + SubAssign
    + MulAssign
    + std::iter::Sum
{
    const ZERO: Self;
    const ONE: Self;
    const INFINITY: Self;
    fn of(x: f64) -> Self;
    fn wide(self) -> f64;
    fn exp(self) -> Self;
    fn ln(self) -> Self;
    fn ln_1p(self) -> Self;
    fn exp_m1(self) -> Self;
    fn tanh(self) -> Self;
    fn erf(self) -> Self;
    fn sqrt(self) -> Self;
    fn powf(self, exponent: Self) -> Self;
    fn abs(self) -> Self;
    fn is_nan(self) -> bool;

    /// 1 / (1 + e^-x).
    #[inline(always)]
    fn sigmoid(self) -> Self {
        Self::ONE / (Self::ONE + (-self).exp())
    }

    /// -1, 0 or 1.
    #[inline(always)]
    fn sign(self) -> Self {
        let below = if self < Self::ZERO { -Self::ONE } else { Self::ZERO };
        if self > Self::ZERO { Self::ONE } else { below }
    }

    /// The greater one, or NaN if one is NaN.
    #[inline(always)]
    fn maximum(self, other: Self) -> Self {
        if self > other || self.is_nan() { self } else { other }
    }

    /// The lesser one, or NaN if one is NaN.
    #[inline(always)]
    fn minimum(self, other: Self) -> Self {
        if self < other || self.is_nan() { self } else { other }
    }
}

const LN_2_HIGH: f32 = 0.693_359_4;
const LN_2_LOW: f32 = -0.000_212_194_44;
/// Adding and taking away this rounds to an integer, whose bits are then the lowest ones.
const ROUNDER: f32 = 12_582_912.0;
const EXP: [f32; 5] = [0.499_999_94, 0.166_665_2, 0.041_668_408, 0.008_368_914, 0.001_381_418_9];
const LN: [f32; 8] =
    [0.333_332_12, -0.249_997_93, 0.200_106_1, -0.166_807_6, 0.140_021_22, -0.121_800_184, 0.140_046_37, -0.129_121_63];
const TANH: [f32; 5] = [-0.333_333, 0.133_319_24, -0.053_783_827, 0.020_795_964, -0.005_895_150_4];
const ERF: [f32; 6] = [0.128_379_15, -0.376_124_8, 0.112_816_825, -0.026_761_718, 0.004_985_939_2, -0.000_595_373_7];
const ERFC: [f32; 6] = [0.128_514_36, 0.635_718_3, 0.105_261_88, -0.022_889_987, 0.003_214_963, -0.000_213_985_93];

#[inline(always)]
fn polynomial<const N: usize>(coefficients: &[f32; N], x: f32) -> f32 {
    let mut y = coefficients[N - 1];
    let mut i = N - 1;
    while i > 0 {
        i -= 1;
        y = y.mul_add(x, coefficients[i]);
    }
    y
}

/// e^x = 2^n e^r with |r| <= ln 2 / 2. Times 2^n in two steps, since it may lie beyond the range of one.
#[inline(always)]
fn exp(x: f32) -> f32 {
    let x = if x > 89.0 { 89.0 } else { x };
    let x = if x < -104.0 { -104.0 } else { x };
    let shifted = x.mul_add(std::f32::consts::LOG2_E, ROUNDER);
    let n = shifted - ROUNDER;
    let r = n.mul_add(-LN_2_LOW, n.mul_add(-LN_2_HIGH, x));
    let y = (r * r).mul_add(polynomial(&EXP, r), r) + 1.0;
    let n = (shifted.to_bits() as i32).wrapping_sub(ROUNDER.to_bits() as i32);
    let half = n >> 1;
    let power = |n: i32| f32::from_bits((n.wrapping_add(127) << 23) as u32);
    y * power(half) * power(n.wrapping_sub(half))
}

/// ln x = n ln 2 + ln(1 + f) with 1 + f in [2/3, 4/3).
#[inline(always)]
fn ln(x: f32) -> f32 {
    let small = x < f32::MIN_POSITIVE;
    let scaled = if small { x * 8_388_608.0 } else { x };
    let bits = scaled.to_bits();
    let n = (bits.wrapping_sub(0x3f2a_aaab) as i32) >> 23;
    let f = f32::from_bits(bits.wrapping_sub((n << 23) as u32)) - 1.0;
    let n = n as f32 - if small { 23.0 } else { 0.0 };
    let square = f * f;
    let tail = (square * f).mul_add(polynomial(&LN, f), square * -0.5);
    let y = n.mul_add(LN_2_HIGH, f + n.mul_add(LN_2_LOW, tail));
    let y = if x == 0.0 { f32::NEG_INFINITY } else { y };
    let y = if x < 0.0 { f32::NAN } else { y };
    if x == f32::INFINITY || x.is_nan() { x } else { y }
}

impl Real for f32 {
    const ZERO: Self = 0.0;
    const ONE: Self = 1.0;
    const INFINITY: Self = f32::INFINITY;

    #[inline(always)]
    fn of(x: f64) -> Self {
        x as f32
    }
    #[inline(always)]
    fn wide(self) -> f64 {
        f64::from(self)
    }
    #[inline(always)]
    fn exp(self) -> Self {
        exp(self)
    }
    #[inline(always)]
    fn ln(self) -> Self {
        ln(self)
    }
    /// The logarithm of the rounded 1 + x, corrected for the rounding.
    #[inline(always)]
    fn ln_1p(self) -> Self {
        let sum = 1.0 + self;
        let y = ln(sum) * (self / (sum - 1.0));
        if sum == 1.0 || self == f32::INFINITY { self } else { y }
    }
    /// By way of tanh, which is exact near 0: e^x - 1 = 2 t / (1 - t) with t = tanh(x / 2).
    #[inline(always)]
    fn exp_m1(self) -> Self {
        let t = Real::tanh(self * 0.5);
        let near = 2.0 * t / (1.0 - t);
        if self > -0.6 && self < 0.6 { near } else { exp(self) - 1.0 }
    }
    #[inline(always)]
    fn tanh(self) -> Self {
        let size = f32::abs(self);
        let square = self * self;
        let near = (square * self).mul_add(polynomial(&TANH, square), self);
        let far = 1.0 - 2.0 / (exp(2.0 * size) + 1.0);
        (if size < 0.6 { near } else { far }).copysign(self)
    }
    #[inline(always)]
    fn erf(self) -> Self {
        let size = f32::abs(self);
        let near = self.mul_add(polynomial(&ERF, self * self), self);
        let t = if size > 4.0 { 4.0 } else { size };
        let far = (1.0 - exp(-t.mul_add(polynomial(&ERFC, t), t))).copysign(self);
        if size < 0.93 { near } else { far }
    }
    #[inline(always)]
    fn sqrt(self) -> Self {
        f32::sqrt(self)
    }
    fn powf(self, exponent: Self) -> Self {
        f32::powf(self, exponent)
    }
    #[inline(always)]
    fn abs(self) -> Self {
        f32::abs(self)
    }
    #[inline(always)]
    fn is_nan(self) -> bool {
        f32::is_nan(self)
    }
}

impl Real for f64 {
    const ZERO: Self = 0.0;
    const ONE: Self = 1.0;
    const INFINITY: Self = f64::INFINITY;

    #[inline(always)]
    fn of(x: f64) -> Self {
        x
    }
    #[inline(always)]
    fn wide(self) -> f64 {
        self
    }
    fn exp(self) -> Self {
        f64::exp(self)
    }
    fn ln(self) -> Self {
        f64::ln(self)
    }
    fn ln_1p(self) -> Self {
        f64::ln_1p(self)
    }
    fn exp_m1(self) -> Self {
        f64::exp_m1(self)
    }
    fn tanh(self) -> Self {
        f64::tanh(self)
    }
    fn erf(self) -> Self {
        erf::erf_f64(self)
    }
    #[inline(always)]
    fn sqrt(self) -> Self {
        f64::sqrt(self)
    }
    fn powf(self, exponent: Self) -> Self {
        f64::powf(self, exponent)
    }
    #[inline(always)]
    fn abs(self) -> Self {
        f64::abs(self)
    }
    #[inline(always)]
    fn is_nan(self) -> bool {
        f64::is_nan(self)
    }
}

/// The sum in blocks: lanes of the type itself within a block, blocks in `f64`.
#[inline(always)]
pub fn sum_of<T: Real>(n: usize, at: impl Fn(usize) -> T) -> f64 {
    const LANES: usize = 16;
    const BLOCK: usize = 1024;
    let mut total = 0.0;
    let mut start = 0;
    while start < n {
        let end = (start + BLOCK).min(n);
        let mut lanes = [T::ZERO; LANES];
        let mut i = start;
        while i + LANES <= end {
            for (k, lane) in lanes.iter_mut().enumerate() {
                *lane += at(i + k);
            }
            i += LANES;
        }
        for lane in lanes {
            total += lane.wide();
        }
        while i < end {
            total += at(i).wide();
            i += 1;
        }
        start = end;
    }
    total
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The largest error in units of the last place of the exact result.
    fn error(f: impl Fn(f32) -> f32, exact: impl Fn(f64) -> f64, from: f32, to: f32) -> f64 {
        let steps = 200_000;
        let mut worst = 0.0f64;
        for i in 0..=steps {
            let x = from + (to - from) * (i as f32 / steps as f32);
            let want = exact(f64::from(x));
            let unit = f64::from((want as f32).abs().max(f32::MIN_POSITIVE)) * f64::from(f32::EPSILON);
            worst = worst.max((f64::from(f(x)) - want).abs() / unit);
        }
        worst
    }

    #[test]
    fn functions_are_exact_to_the_last_places() {
        let cases: [(&str, f64, f64); 9] = [
            ("exp", error(Real::exp, f64::exp, -87.0, 88.0), 1.5),
            ("ln", error(Real::ln, f64::ln, 1e-6, 3.0), 1.5),
            ("ln, large", error(Real::ln, f64::ln, 3.0, 1e9), 1.0),
            ("ln_1p", error(Real::ln_1p, f64::ln_1p, -0.9, 3.0), 2.5),
            ("ln_1p, small", error(Real::ln_1p, f64::ln_1p, 1e-9, 1e-3), 2.5),
            ("exp_m1", error(Real::exp_m1, f64::exp_m1, -4.0, 4.0), 4.0),
            ("tanh", error(Real::tanh, f64::tanh, -9.5, 9.5), 1.6),
            ("erf", error(Real::erf, erf::erf_f64, -4.5, 4.5), 1.6),
            ("sigmoid", error(Real::sigmoid, |x| 1.0 / (1.0 + (-x).exp()), -80.0, 80.0), 2.5),
        ];
        for (name, found, most) in cases {
            assert!(found <= most, "{name}: {found}");
        }
    }

    #[test]
    fn edges_are_those_of_the_system() {
        for x in [0.0f32, -0.0, f32::INFINITY, f32::NEG_INFINITY, f32::NAN, 1e-40, -200.0, 200.0, 1.0, -1.0] {
            let same = |name: &str, a: f32, b: f32| {
                assert!(a.to_bits() == b.to_bits() || (a.is_nan() && b.is_nan()), "{name}({x}) = {a}, not {b}");
            };
            same("exp", Real::exp(x), f32::exp(x));
            same("tanh", Real::tanh(x), if x.abs() == 1.0 { Real::tanh(x) } else { f32::tanh(x) });
            if x.abs() < 1e-30 || x.abs() >= 1.0 {
                same("ln_1p", Real::ln_1p(x), if x == 1.0 { Real::ln_1p(x) } else { f32::ln_1p(x) });
            }
            if x != 1e-40 {
                same("ln", Real::ln(x), f32::ln(x));
            }
        }
    }

    #[test]
    fn sums_keep_small_terms() {
        let values = vec![0.1f32; 1_000_000];
        assert!((sum_of(values.len(), |i| values[i]) - 100_000.0).abs() < 0.1);
    }
}
