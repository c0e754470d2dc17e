//! The activation functions of one number, each with its gradient, and with formulas where the slope is not constant.
//!
//! Ties and edges are PyTorch's: the slope of relu at 0 is 0, NaN passes everything that compares.

use std::f64::consts::{FRAC_1_SQRT_2, FRAC_2_SQRT_PI, SQRT_2};

use super::super::super::error::Result;
use super::super::super::tensor::Tensor;
use super::super::{add, mul};
use super::formula::{self, add_number, linear, mul_number, one_minus_square, product};
use super::pointwise::{Curve, Keeps, apply};
use super::real::Real;

/// `Name(parameters), node, node of the gradient, what is kept, kernel; value; gradient; gradient as a formula`.
macro_rules! curve {
    ($(#[$doc:meta])* $name:ident($($field:ident),*), $node:literal, $second:literal, $keeps:ident, $kernel:literal;
     |$this:ident, $x:ident| $value:expr; |$back_this:ident, $grad:ident, $kept:ident| $back:expr
     $(; |$formula_this:ident, $g:ident, $k:ident| $formula:expr)?) => {
        $(#[$doc])*
        #[derive(Clone, Copy)]
        pub struct $name { $(pub $field: f64),* }

        impl Curve for $name {
            const NODE: &'static str = $node;
            const SECOND: &'static str = $second;
            const KEEPS: Keeps = Keeps::$keeps;
            const KERNEL: &'static str = $kernel;

            #[inline(always)]
            fn value<T: Real>(self, $x: T) -> T {
                let $this = self;
                let _ = $this;
                $value
            }

            #[inline(always)]
            fn back<T: Real>(self, $grad: T, $kept: T) -> T {
                let $back_this = self;
                let _ = $back_this;
                $back
            }

            $(fn formula(self, $g: &Tensor, $k: &Tensor) -> Option<Result<Tensor>> {
                let $formula_this = self;
                let _ = $formula_this;
                let run = || -> Result<Tensor> { $formula };
                Some(run())
            })?
        }
    };
}

/// A curve whose gradient is the same function of its result, which is what remains in place.
macro_rules! in_place {
    ($name:ident of $curve:ident($($field:ident),*), $node:literal, $second:literal, $kernel:literal) => {
        curve!($name($($field),*), $node, $second, Output, $kernel;
            |c, x| $curve { $($field: c.$field),* }.value(x);
            |c, grad, y| $curve { $($field: c.$field),* }.back(grad, y));
    };
}

curve!(Relu(), "ReluBackward0", "ThresholdBackwardBackward0", Output, "relu_cpu";
    |c, x| if x < T::ZERO { T::ZERO } else { x };
    |c, grad, y| if y <= T::ZERO { T::ZERO } else { grad });

curve!(Threshold(threshold, value), "ThresholdBackward0", "ThresholdBackwardBackward0", Input, "threshold_cpu";
    |c, x| if x <= T::of(c.threshold) { T::of(c.value) } else { x };
    |c, grad, x| if x <= T::of(c.threshold) { T::ZERO } else { grad });

in_place!(ThresholdResult of Threshold(threshold, value), "ThresholdBackward1", "ThresholdBackwardBackward0", "threshold_cpu");

curve!(LeakyRelu(slope), "LeakyReluBackward0", "LeakyReluBackwardBackward0", Input, "leaky_relu_cpu";
    |c, x| if x > T::ZERO { x } else { x * T::of(c.slope) };
    |c, grad, x| if x > T::ZERO { grad } else { grad * T::of(c.slope) });

in_place!(LeakyReluResult of LeakyRelu(slope), "LeakyReluBackward1", "LeakyReluBackwardBackward0", "leaky_relu_cpu");

curve!(Hardtanh(min, max), "HardtanhBackward0", "HardtanhBackwardBackward0", Input, "hardtanh_cpu";
    |c, x| {
        let x = if x < T::of(c.min) { T::of(c.min) } else { x };
        if x > T::of(c.max) { T::of(c.max) } else { x }
    };
    |c, grad, x| if x <= T::of(c.min) || x >= T::of(c.max) { T::ZERO } else { grad });

curve!(Hardsigmoid(), "HardsigmoidBackward0", "aten::hardsigmoid_backward", Input, "hardsigmoid_cpu";
    |c, x| {
        let y = x + T::of(3.0);
        let y = if y < T::ZERO { T::ZERO } else { y };
        (if y > T::of(6.0) { T::of(6.0) } else { y }) / T::of(6.0)
    };
    |c, grad, x| if x > T::of(-3.0) && x < T::of(3.0) { grad * T::of(f64::from(1.0f32 / 6.0)) } else { T::ZERO });

curve!(Hardshrink(lambd), "HardshrinkBackward0", "HardshrinkBackwardBackward0", Input, "hardshrink_cpu";
    |c, x| if x >= T::of(-c.lambd) && x <= T::of(c.lambd) { T::ZERO } else { x };
    |c, grad, x| if x >= T::of(-c.lambd) && x <= T::of(c.lambd) { T::ZERO } else { grad });

curve!(Softshrink(lambd), "SoftshrinkBackward0", "SoftshrinkBackwardBackward0", Input, "softshrink_check";
    |c, x| if x > T::of(c.lambd) { x - T::of(c.lambd) } else {
        if x < T::of(-c.lambd) { x + T::of(c.lambd) } else { x * T::ZERO }
    };
    |c, grad, x| if x >= T::of(-c.lambd) && x <= T::of(c.lambd) { T::ZERO } else { grad });

curve!(Hardswish(), "HardswishBackward0", "HardswishBackwardBackward0", Input, "hardswish_cpu";
|c, x| {
    let y = x + T::of(3.0);
    let y = if y < T::ZERO { T::ZERO } else { y };
    x * (if y > T::of(6.0) { T::of(6.0) } else { y }) / T::of(6.0)
};
|c, grad, x| {
    let within = grad * (x / T::of(3.0) + T::of(0.5));
    let below = if x <= T::of(-3.0) { T::ZERO } else { within };
    if x >= T::of(3.0) { grad } else { below }
};
|c, grad, x| {
    let middle = formula::mask(x, |x| x > -3.0 && x < 3.0)?;
    let above = formula::mask(x, |x| x >= 3.0)?;
    let slope = add(&mul(&linear(x, 1.0 / 3.0, 0.5)?, &middle)?, &above)?;
    mul(grad, &slope)
});

curve!(
    /// elu, selu and celu: `scale * (x, or alpha * (e^(x * input_scale) - 1) below 0)`.
    Elu(alpha, scale, input_scale), "EluBackward0", "EluBackwardBackward0", Input, "elu_cpu";
    |c, x| {
        let below = (x * T::of(c.input_scale)).exp_m1() * T::of(c.alpha * c.scale);
        if x < T::ZERO { below } else { x * T::of(c.scale) }
    };
    |c, grad, x| {
        let slope = T::of(c.input_scale * c.alpha * c.scale) * (x * T::of(c.input_scale)).exp();
        grad * if x <= T::ZERO { slope } else { T::of(c.scale) }
    };
    |c, grad, x| elu_formula(grad, x, c.alpha * c.scale * c.input_scale, c.scale, c.input_scale));

impl Elu {
    /// celu's gradient has the inverse of alpha in single precision.
    fn celu(alpha: f64) -> Self {
        Self { alpha, scale: 1.0, input_scale: 1.0 / f64::from(alpha as f32) }
    }
}

curve!(
    /// `elu` under the name that the gradient of celu has.
    Celu(alpha), "CeluBackward0", "EluBackwardBackward0", Input, "elu_cpu";
    |c, x| Elu { alpha: c.alpha, scale: 1.0, input_scale: 1.0 / c.alpha }.value(x);
    |c, grad, x| Elu::celu(c.alpha).back(grad, x);
    |c, grad, x| elu_formula(grad, x, c.alpha / f64::from(c.alpha as f32), 1.0, 1.0 / c.alpha));

curve!(
/// elu in place, whose gradient is had from the result.
EluResult(alpha, scale, input_scale), "EluBackward1", "EluBackwardBackward0", Output, "elu_cpu";
|c, x| Elu { alpha: c.alpha, scale: c.scale, input_scale: c.input_scale }.value(x);
|c, grad, y| {
    let slope = T::of(c.input_scale) * (y + T::of(c.alpha * c.scale));
    grad * if y <= T::ZERO { slope } else { T::of(c.scale) }
};
|c, grad, y| {
    let base = c.input_scale * c.alpha * c.scale;
    let slope = mul(&linear(y, c.input_scale, base)?, &formula::mask(y, |y| y < 0.0)?)?;
    mul(grad, &add(&slope, &above(y, base, c.scale)?)?)
});

curve!(
/// celu in place.
CeluResult(alpha), "CeluBackward1", "EluBackwardBackward0", Output, "elu_cpu";
|c, x| Celu { alpha: c.alpha }.value(x);
|c, grad, y| {
    let Elu { alpha, scale, input_scale } = Elu::celu(c.alpha);
    EluResult { alpha, scale, input_scale }.back(grad, y)
};
|c, grad, y| {
    let Elu { alpha, scale, input_scale } = Elu::celu(c.alpha);
    EluResult { alpha, scale, input_scale }.formula(grad, y).unwrap_or_else(|| mul(grad, y))
});

/// The slope from 0 on: `at_zero` there and `scale` above.
fn above(x: &Tensor, at_zero: f64, scale: f64) -> Result<Tensor> {
    formula::constants(x, |x| {
        if x == 0.0 {
            at_zero
        } else if x > 0.0 {
            scale
        } else {
            0.0
        }
    })
}

fn elu_formula(grad: &Tensor, x: &Tensor, factor: f64, scale: f64, input_scale: f64) -> Result<Tensor> {
    let below = formula::mask(x, |x| x < 0.0)?;
    // The exponential is of what lies below 0 only: it must not be infinite where its factor is 0.
    let power = formula::exp(&mul_number(&mul(x, &below)?, input_scale)?)?;
    mul(grad, &add(&mul(&mul_number(&power, factor)?, &below)?, &above(x, factor, scale)?)?)
}

curve!(Sigmoid(), "SigmoidBackward0", "SigmoidBackwardBackward0", Output, "sigmoid_cpu";
    |c, x| x.sigmoid();
    |c, grad, y| grad * (T::ONE - y) * y;
    |c, grad, y| product(&[grad, &linear(y, -1.0, 1.0)?, y]));

curve!(Tanh(), "TanhBackward0", "TanhBackwardBackward0", Output, "tanh_cpu";
    |c, x| x.tanh();
    |c, grad, y| grad * (T::ONE - y * y);
    |c, grad, y| mul(grad, &one_minus_square(y)?));

curve!(Silu(), "SiluBackward0", "MulBackward0", Input, "silu_cpu";
|c, x| x / (T::ONE + (-x).exp());
|c, grad, x| {
    let s = x.sigmoid();
    grad * s * (T::ONE + x * (T::ONE - s))
};
|c, grad, x| {
    let s = apply(Sigmoid {}, x)?;
    let inner = add_number(&mul(x, &linear(&s, -1.0, 1.0)?)?, 1.0)?;
    product(&[grad, &s, &inner])
});

curve!(Mish(), "MishBackward0", "MulBackward0", Input, "mish_cpu";
|c, x| x * softplus(x).tanh();
|c, grad, x| {
    let t = softplus(x).tanh();
    grad * (t + x * x.sigmoid() * (T::ONE - t * t))
};
|c, grad, x| {
    let t = apply(Tanh {}, &apply(Softplus { beta: 1.0, threshold: 20.0 }, x)?)?;
    let slope = product(&[x, &apply(Sigmoid {}, x)?, &one_minus_square(&t)?])?;
    mul(grad, &add(&t, &slope)?)
});

#[inline(always)]
fn softplus<T: Real>(x: T) -> T {
    x.exp().ln_1p()
}

curve!(Softplus(beta, threshold), "SoftplusBackward0", "SoftplusBackwardBackward0", Input, "softplus_cpu";
|c, x| {
    let scaled = x * T::of(c.beta);
    let y = scaled.exp().ln_1p() / T::of(c.beta);
    if scaled > T::of(c.threshold) { x } else { y }
};
|c, grad, x| {
    let scaled = x * T::of(c.beta);
    let z = scaled.exp();
    let y = grad * z / (z + T::ONE);
    if scaled > T::of(c.threshold) { grad } else { y }
};
|c, grad, x| {
    let at_threshold = Real::sigmoid(c.threshold);
    let linear_part = formula::constants(x, |x| {
        let scaled = x * c.beta;
        if scaled > c.threshold { 1.0 } else if scaled == c.threshold { at_threshold } else { 0.0 }
    })?;
    let curved = formula::mask(x, |x| x * c.beta < c.threshold || x.is_nan())?;
    let s = apply(Sigmoid {}, &mul_number(x, c.beta)?)?;
    mul(grad, &add(&mul(&s, &curved)?, &linear_part)?)
});

curve!(LogSigmoid(), "LogSigmoidBackward0", "LogSigmoidBackwardBackward0", Input, "log_sigmoid_cpu";
    |c, x| {
        let tail = (-x.abs()).exp().ln_1p();
        (if x > T::ZERO { T::ZERO } else { x }) - tail
    };
    |c, grad, x| {
        let z = (-x.abs()).exp();
        let part = z / (T::ONE + z);
        grad * if x < T::ZERO { T::ONE - part } else { part }
    };
    |c, grad, x| mul(grad, &apply(Sigmoid {}, &mul_number(x, -1.0)?)?));

/// 1 / sqrt(2 pi).
const DENSITY: f64 = FRAC_2_SQRT_PI * FRAC_1_SQRT_2 * 0.5;

curve!(Gelu(), "GeluBackward0", "MulBackward0", Input, "GeluKernelImpl";
|c, x| {
    let y = x * T::of(0.5) * (T::ONE + (x * T::of(FRAC_1_SQRT_2)).erf());
    if x == T::INFINITY { T::of(f64::NAN) } else { y }
};
|c, grad, x| {
    let cdf = T::of(0.5) * (T::ONE + (x * T::of(FRAC_1_SQRT_2)).erf());
    let pdf = T::of(DENSITY) * (x * x * T::of(-0.5)).exp();
    grad * (cdf + x * pdf)
};
|c, grad, x| {
    let density = mul(x, &apply(Density {}, x)?)?;
    mul(grad, &add(&apply(Cumulative {}, x)?, &density)?)
});

curve!(
    /// The normal distribution's cumulative function.
    Cumulative(), "ErfBackward0", "MulBackward0", Input, "erf";
    |c, x| T::of(0.5) * (T::ONE + (x * T::of(FRAC_1_SQRT_2)).erf());
    |c, grad, x| grad * T::of(DENSITY) * (x * x * T::of(-0.5)).exp();
    |c, grad, x| mul(grad, &apply(Density {}, x)?));

curve!(
    /// The normal distribution's density.
    Density(), "ExpBackward0", "MulBackward0", Input, "exp";
    |c, x| T::of(DENSITY) * (x * x * T::of(-0.5)).exp();
    |c, grad, x| -(grad * x * T::of(DENSITY) * (x * x * T::of(-0.5)).exp());
    |c, grad, x| mul_number(&product(&[grad, x, &apply(Density {}, x)?])?, -1.0));

/// sqrt(2 / pi), and the cubic term's factor, of the approximation by tanh.
const GELU_SCALE: f64 = SQRT_2 * FRAC_2_SQRT_PI * 0.5;
const GELU_CUBIC: f64 = 0.044715;

curve!(GeluTanh(), "GeluBackward0", "MulBackward0", Input, "GeluKernelImpl";
|c, x| {
    let inner = T::of(GELU_SCALE) * (x + T::of(GELU_CUBIC) * (x * x * x));
    T::of(0.5) * x * (T::ONE + inner.tanh())
};
|c, grad, x| {
    let square = x * x;
    let t = (T::of(GELU_SCALE) * (x + T::of(GELU_CUBIC) * (square * x))).tanh();
    let slope = T::of(GELU_SCALE) * (T::ONE + T::of(3.0 * GELU_CUBIC) * square);
    grad * (T::of(0.5) * (T::ONE + t) + T::of(0.5) * x * (T::ONE - t * t) * slope)
};
|c, grad, x| {
    let square = mul(x, x)?;
    let inner = mul_number(&add(x, &mul_number(&mul(&square, x)?, GELU_CUBIC)?)?, GELU_SCALE)?;
    let t = apply(Tanh {}, &inner)?;
    let slope = linear(&square, 3.0 * GELU_CUBIC * GELU_SCALE, GELU_SCALE)?;
    let right = mul_number(&product(&[x, &one_minus_square(&t)?, &slope])?, 0.5)?;
    mul(grad, &add(&linear(&t, 0.5, 0.5)?, &right)?)
});
