//! Orthogonal polynomials of a degree that is a tensor, by their recurrences (Abramowitz and Stegun, table 22.7).

use super::super::super::args::{Args, Value};
use super::super::super::error::Result;
use super::super::super::registry::{Op, SPECIAL, op};
use super::super::elementwise::{Binary, binary, float_type, operand};
use super::curves::full;

/// Degrees above this take the closed forms or are NaN: PyTorch's recurrences would run as long as the degree.
const LONGEST: f64 = 1e6;

/// The polynomial of degree `n` from the first two and what the third is made of: `(k, p[k-1], p[k]) -> p[k+1]`.
fn recurred(n: f64, first: f64, second: f64, next: impl Fn(f64, f64, f64) -> f64) -> f64 {
    let n = n.trunc();
    if n < 0.0 || n.is_nan() {
        return 0.0;
    }
    if n > LONGEST {
        return f64::NAN;
    }
    let (mut before, mut here) = (first, second);
    let mut k = 0.0;
    while k < n {
        (before, here) = (here, next(k + 1.0, before, here));
        k += 1.0;
    }
    before
}

macro_rules! polynomials {
    ($($name:ident($x:ident): $schema:literal, $kernel:literal, $first:expr, $second:expr, |$k:ident, $a:ident, $b:ident| $next:expr;)*) => {
        $(struct $name;
        impl Binary for $name {
            fn f32(x: f32, n: f32) -> f32 {
                Self::f64(f64::from(x), f64::from(n)) as f32
            }
            fn f64($x: f64, n: f64) -> f64 {
                recurred(n, $first, $second, |$k, $a, $b| { let _ = $k; $next })
            }
            fn int(x: i64, _: i64) -> i64 {
                x
            }
        })*

        pub(in super::super) const OPS: &[Op] = &[$(
            op(SPECIAL, $schema, |a| polynomial::<$name>(a, $kernel)),
        )*];
    };
}

polynomials! {
    T(x): "chebyshev_polynomial_t(Operand x, Operand n)", "chebyshev_polynomial_t_cpu", 1.0, x, |k, a, b| 2.0 * x * b - a;
    U(x): "chebyshev_polynomial_u(Operand x, Operand n)", "chebyshev_polynomial_u_cpu", 1.0, 2.0 * x, |k, a, b| 2.0 * x * b - a;
    V(x): "chebyshev_polynomial_v(Operand x, Operand n)", "chebyshev_polynomial_v_cpu", 1.0, 2.0 * x - 1.0, |k, a, b| 2.0 * x * b - a;
    W(x): "chebyshev_polynomial_w(Operand x, Operand n)", "chebyshev_polynomial_w_cpu", 1.0, 2.0 * x + 1.0, |k, a, b| 2.0 * x * b - a;
    ShiftedT(x): "shifted_chebyshev_polynomial_t(Operand x, Operand n)", "shifted_chebyshev_polynomial_t_cpu", 1.0, 2.0 * x - 1.0,
        |k, a, b| 2.0 * (2.0 * x - 1.0) * b - a;
    ShiftedU(x): "shifted_chebyshev_polynomial_u(Operand x, Operand n)", "shifted_chebyshev_polynomial_u_cpu", 1.0, 4.0 * x - 2.0,
        |k, a, b| 2.0 * (2.0 * x - 1.0) * b - a;
    ShiftedV(x): "shifted_chebyshev_polynomial_v(Operand x, Operand n)", "shifted_chebyshev_polynomial_v_cpu", 1.0, 4.0 * x - 3.0,
        |k, a, b| 2.0 * (2.0 * x - 1.0) * b - a;
    ShiftedW(x): "shifted_chebyshev_polynomial_w(Operand x, Operand n)", "shifted_chebyshev_polynomial_w_cpu", 1.0, 4.0 * x - 1.0,
        |k, a, b| 2.0 * (2.0 * x - 1.0) * b - a;
    H(x): "hermite_polynomial_h(Operand x, Operand n)", "hermite_polynomial_h_cpu", 1.0, 2.0 * x, |k, a, b| 2.0 * x * b - 2.0 * k * a;
    He(x): "hermite_polynomial_he(Operand x, Operand n)", "hermite_polynomial_he_cpu", 1.0, x, |k, a, b| x * b - k * a;
    L(x): "laguerre_polynomial_l(Operand x, Operand n)", "laguerre_polynomial_l_cpu", 1.0, 1.0 - x,
        |k, a, b| ((2.0 * k + 1.0 - x) * b - k * a) / (k + 1.0);
    P(x): "legendre_polynomial_p(Operand x, Operand n)", "legendre_polynomial_p_cpu", 1.0, x,
        |k, a, b| ((2.0 * k + 1.0) * x * b - k * a) / (k + 1.0);
}

/// They have no gradient.
fn polynomial<F: Binary>(args: &Args, kernel: &str) -> Result<Value> {
    let (x, n) = (operand(args, 0)?, operand(args, 1)?);
    let dtype = float_type(&[&x, &n]);
    let out = binary::<F>(&x.tensor.cast(dtype)?, &n.tensor.cast(dtype)?, dtype)?;
    full(&out, kernel)?;
    Ok(out.into())
}
