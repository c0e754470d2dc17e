//! The element types that random numbers are drawn into.
//!
//! float16 and bfloat16 are drawn as float32 and rounded: `Real::Wide` is the type that the arithmetic is done in.

use std::ops::{Add, Div, Mul, Sub};

use half::{bf16, f16};

use super::Generator;

/// What random integers can be written into: every dtype, bool included.
pub trait Number: Copy {
    /// What PyTorch's sentences about ranges call the dtype.
    const CALLED: &'static str;
    /// What it calls the dtype when a number does not fit.
    const FIXED: &'static str;
    /// The least and the greatest value.
    const RANGE: (f64, f64);
    /// How many bits of an integer a floating point dtype keeps; none for integers, which keep all.
    const DIGITS: Option<u32>;
    /// `random_()` without bounds draws from [0, this): the modulus.
    const MODULUS: u64;
    /// Whether `random_()` without bounds takes two words.
    const LONG: bool;

    fn from_i64(value: i64) -> Self;
    /// Truncates towards zero; what does not fit is the least integer, as the processor has it.
    fn to_i64(self) -> i64;
    /// Truncates towards zero for integers.
    fn from_f64(value: f64) -> Self;
}

/// A floating point dtype.
pub trait Real: Number {
    /// Its other name in PyTorch's sentences.
    const TYPE: &'static str;
    type Wide: Wide;
    fn narrow(wide: Self::Wide) -> Self;
    fn widen(self) -> Self::Wide;
}

/// float32 or float64: what floating point dtypes are calculated in.
pub trait Wide:
    Real<Wide = Self> + PartialOrd + Add<Output = Self> + Sub<Output = Self> + Mul<Output = Self> + Div<Output = Self>
{
    fn to_f64(self) -> f64;
    /// A number in [0, 1) of all the bits that the type keeps.
    fn unit(generator: &mut Generator) -> Self;
    fn ln(self) -> Self;
    /// Turns numbers in [0, 1) into numbers from `least` up to, but for rounding, less than `least + width`.
    fn spread(numbers: &mut [Self], least: Self, width: Self);
    /// Turns numbers in [0, 1) into normal ones, sixteen at a time; what does not fill sixteen is left alone.
    fn box_muller(blocks: &mut [Self], mean: Self, std: Self);
}

macro_rules! integer {
    ($type:ty, $called:literal, $fixed:literal) => {
        impl Number for $type {
            const CALLED: &'static str = $called;
            const FIXED: &'static str = $fixed;
            const RANGE: (f64, f64) = (<$type>::MIN as f64, <$type>::MAX as f64);
            const DIGITS: Option<u32> = None;
            const MODULUS: u64 = <$type>::MAX as u64 + 1;
            const LONG: bool = size_of::<$type>() == 8;

            fn from_i64(value: i64) -> Self {
                value as Self
            }

            fn to_i64(self) -> i64 {
                self as i64
            }

            fn from_f64(value: f64) -> Self {
                truncated(value) as Self
            }
        }
    };
}

integer!(u8, "unsigned char", "uint8_t");
integer!(i8, "signed char", "int8_t");
integer!(i16, "short int", "int16_t");
integer!(i32, "int", "int32_t");
integer!(i64, "long int", "int64_t");

impl Number for bool {
    const CALLED: &'static str = "bool";
    const FIXED: &'static str = "bool";
    const RANGE: (f64, f64) = (0.0, 1.0);
    const DIGITS: Option<u32> = None;
    const MODULUS: u64 = 2;
    const LONG: bool = false;

    fn from_i64(value: i64) -> Self {
        value != 0
    }

    fn to_i64(self) -> i64 {
        i64::from(self)
    }

    fn from_f64(value: f64) -> Self {
        value != 0.0
    }
}

macro_rules! real {
    ($type:ty, $called:literal, $name:literal, $wide:ty, $digits:literal, $narrow:expr, $widen:expr) => {
        impl Number for $type {
            const CALLED: &'static str = $called;
            const FIXED: &'static str = $called;
            const RANGE: (f64, f64) = ($widen(<$type>::MIN) as f64, $widen(<$type>::MAX) as f64);
            const DIGITS: Option<u32> = Some($digits);
            const MODULUS: u64 = (1 << $digits) + 1;
            const LONG: bool = size_of::<$type>() == 8;

            fn from_i64(value: i64) -> Self {
                $narrow(value as $wide)
            }

            fn to_i64(self) -> i64 {
                truncated(f64::from(self))
            }

            fn from_f64(value: f64) -> Self {
                // To the half types by way of float32, as PyTorch rounds them.
                $narrow(value as $wide)
            }
        }

        impl Real for $type {
            const TYPE: &'static str = $name;
            type Wide = $wide;

            #[inline(always)]
            fn narrow(wide: $wide) -> Self {
                $narrow(wide)
            }

            #[inline(always)]
            fn widen(self) -> $wide {
                $widen(self)
            }
        }
    };
}

real!(f32, "float", "Float", f32, 24, std::convert::identity, std::convert::identity);
real!(f64, "double", "Double", f64, 53, std::convert::identity, std::convert::identity);
real!(f16, "c10::Half", "Half", f32, 11, f16::from_f32, f16::to_f32_const);
real!(bf16, "c10::BFloat16", "BFloat16", f32, 8, bf16::from_f32, bf16::to_f32_const);

macro_rules! wide {
    ($type:ty, $unit:expr, $spread:path, $blocks:path) => {
        impl Wide for $type {
            fn to_f64(self) -> f64 {
                self as f64
            }

            #[inline]
            fn unit(generator: &mut Generator) -> Self {
                $unit(generator)
            }

            fn ln(self) -> Self {
                <$type>::ln(self)
            }

            fn spread(numbers: &mut [Self], least: Self, width: Self) {
                $spread(numbers, least, width);
            }

            fn box_muller(blocks: &mut [Self], mean: Self, std: Self) {
                $blocks(blocks, mean, std);
            }
        }
    };
}

fn truncated(value: f64) -> i64 {
    const LIMIT: f64 = 9_223_372_036_854_775_808.0;
    if (-LIMIT..LIMIT).contains(&value) { value as i64 } else { i64::MIN }
}

/// 2^-24 and 2^-53: one unit of the last bit that is drawn.
const UNIT_F32: f32 = 1.0 / 16_777_216.0;
const UNIT_F64: f64 = 1.0 / 9_007_199_254_740_992.0;

wide!(
    f32,
    |from: &mut Generator| (from.random() & 0xff_ffff) as f32 * UNIT_F32,
    super::continuous::spread_f32,
    super::normal::box_muller_f32
);
wide!(
    f64,
    |from: &mut Generator| (from.random64() & 0x1f_ffff_ffff_ffff) as f64 * UNIT_F64,
    super::continuous::spread_f64,
    super::normal::box_muller_f64
);
