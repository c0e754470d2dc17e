//! Logarithm, sine and cosine in single precision, from S. L. Moshier's Cephes library (logf, sinf, cosf).
//!
//! PyTorch's normal numbers go through these polynomials, each product with the sum after it rounded once, so the last
//! bits of every `torch.randn` depend on their coefficients and on the order in which they are added up. There are no
//! branches, so that the compiler works on eight numbers at a time.

const SQRT_HALF: f32 = std::f32::consts::FRAC_1_SQRT_2;

const LN: [f32; 9] = [
    0.070_376_836,
    -0.115_146_1,
    0.116_769_984,
    -0.124_201_41,
    0.142_493_23,
    -0.166_680_57,
    0.200_007_14,
    -0.249_999_94,
    0.333_333_3,
];
/// ln 2 in two parts, the first of few bits, so that its multiples are exact.
const LN_2: (f32, f32) = (0.693_359_4, -0.000_212_194_44);

/// The natural logarithm of a positive number.
#[inline(always)]
pub fn ln(x: f32) -> f32 {
    let bits = x.max(f32::MIN_POSITIVE).to_bits();
    let mantissa = f32::from_bits((bits & 0x007f_ffff) | 0x3f00_0000);
    let exponent = (bits >> 23) as i32 - 126;
    let small = mantissa < SQRT_HALF;
    let exponent = exponent as f32 - if small { 1.0 } else { 0.0 };
    let x = mantissa - 1.0 + if small { mantissa } else { 0.0 };
    let square = x * x;
    let mut y = LN[0];
    for coefficient in &LN[1..] {
        y = y.mul_add(x, *coefficient);
    }
    y = (y * x).mul_add(square, exponent * LN_2.1);
    y -= square * 0.5;
    exponent.mul_add(LN_2.0, x + y)
}

/// 4 / pi, and pi / 4 in three parts, negated.
const OCTANTS: f32 = 1.273_239_5;
const OCTANT: [f32; 3] = [-0.785_156_25, -0.000_241_875_65, -3.774_895e-8];
const COS: [f32; 3] = [2.443_315_7e-5, -0.001_388_731_6, 0.041_666_646];
const SIN: [f32; 3] = [-0.000_195_152_96, 0.008_332_161, -0.166_666_55];

/// Sine and cosine of an angle from 0 to 2 pi.
#[inline(always)]
pub fn sin_cos(x: f32) -> (f32, f32) {
    let octant = ((x * OCTANTS) as i32 + 1) & !1;
    let turns = octant as f32;
    let x = turns.mul_add(OCTANT[0], x);
    let x = turns.mul_add(OCTANT[1], x);
    let x = turns.mul_add(OCTANT[2], x);
    let square = x * x;
    let cos = COS[0].mul_add(square, COS[1]).mul_add(square, COS[2]) * square;
    let cos = cos.mul_add(square, -(square * 0.5)) + 1.0;
    let sin = SIN[0].mul_add(square, SIN[1]).mul_add(square, SIN[2]) * square;
    let sin = sin.mul_add(x, x);
    // In every other quarter of the circle, sine and cosine change places.
    let swapped = octant & 2 != 0;
    let (s, c) = if swapped { (cos, sin) } else { (sin, cos) };
    let sin_sign = ((octant & 4) as u32) << 29;
    let cos_sign = ((!(octant - 2) & 4) as u32) << 29;
    (f32::from_bits(s.to_bits() ^ sin_sign), f32::from_bits(c.to_bits() ^ cos_sign))
}
