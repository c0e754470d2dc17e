//! Activation functions of one number: relu and its kin, sigmoid, tanh, gelu and the rest.

use super::super::super::args::{Args, Value};
use super::super::super::dtype::{self, DType};
use super::super::super::error::{Error, Kind, Result};
use super::super::super::registry::{FUNCTIONAL, Op, SPECIAL, TENSOR, TORCH, both, op};
use super::super::super::tensor::Tensor;
use super::super::{div, sub, to_dtype};
use super::curves::{
    Celu, CeluResult, Elu, EluResult, Gelu, GeluTanh, Hardshrink, Hardsigmoid, Hardswish, Hardtanh, LeakyRelu,
    LeakyReluResult, LogSigmoid, Mish, Relu, Sigmoid, Silu, Softplus, Softshrink, Tanh, Threshold, ThresholdResult,
};
use super::formula;
use super::pointwise::{Curve, apply, apply_in_place, in_place};

const EVERYWHERE: u8 = FUNCTIONAL | TORCH | TENSOR;

/// selu's scale and alpha (Klambauer et al., "Self-Normalizing Neural Networks", 2017).
const SELU: (f64, f64) = (1.050_700_987_355_480_5, 1.673_263_242_354_377_2);

pub(in super::super) const OPS: &[Op] = &[
    both("relu(Tensor input)", |a| Ok(relu(a.tensor(0)?)?.into())),
    op(EVERYWHERE, "relu_(Tensor input)", |a| Ok(relu_in_place(a.tensor(0)?)?.into())),
    op(FUNCTIONAL, "relu(Tensor input, bool inplace=False)", |a| {
        let x = a.tensor(0)?;
        Ok(if a.boolean(1) { relu_in_place(x)? } else { relu(x)? }.into())
    }),
    op(FUNCTIONAL, "relu6(Tensor input, bool inplace=False)", |a| clipped(a, 0.0, 6.0, a.boolean(1))),
    op(FUNCTIONAL, "hardtanh(Tensor input, float min_val=-1.0, float max_val=1.0, bool inplace=False)", |a| {
        clipped(a, a.float(1)?, a.float(2)?, a.boolean(3))
    }),
    op(FUNCTIONAL, "hardtanh_(Tensor input, float min_val=-1.0, float max_val=1.0)", |a| {
        clipped(a, a.float(1)?, a.float(2)?, true)
    }),
    op(FUNCTIONAL, "leaky_relu(Tensor input, float negative_slope=0.01, bool inplace=False)", |a| {
        leaky(a, a.boolean(2))
    }),
    op(FUNCTIONAL, "leaky_relu_(Tensor input, float negative_slope=0.01)", |a| leaky(a, true)),
    op(FUNCTIONAL, "elu(Tensor input, float alpha=1.0, bool inplace=False)", |a| {
        elu(a, (a.float(1)?, 1.0), a.boolean(2))
    }),
    op(FUNCTIONAL, "elu_(Tensor input, float alpha=1.0)", |a| elu(a, (a.float(1)?, 1.0), true)),
    op(FUNCTIONAL, "selu(Tensor input, bool inplace=False)", |a| elu(a, (SELU.1, SELU.0), a.boolean(1))),
    op(TORCH, "selu(Tensor input)", |a| elu(a, (SELU.1, SELU.0), false)),
    op(FUNCTIONAL | TORCH, "selu_(Tensor input)", |a| elu(a, (SELU.1, SELU.0), true)),
    op(FUNCTIONAL, "celu(Tensor input, float alpha=1.0, bool inplace=False)", |a| celu(a, a.boolean(2))),
    op(TORCH, "celu(Tensor input, float alpha=1.0)", |a| celu(a, false)),
    op(FUNCTIONAL | TORCH, "celu_(Tensor input, float alpha=1.0)", |a| celu(a, true)),
    op(FUNCTIONAL, "threshold(Tensor input, float threshold, float value, bool inplace=False)", |a| {
        threshold(a, a.boolean(3))
    }),
    op(TORCH, "threshold(Tensor input, Scalar threshold, Scalar value)", |a| threshold(a, false)),
    op(FUNCTIONAL | TORCH, "threshold_(Tensor input, Scalar threshold, Scalar value)", |a| threshold(a, true)),
    op(EVERYWHERE, "sigmoid(Tensor input)", |a| Ok(sigmoid(a.tensor(0)?)?.into())),
    op(TORCH | TENSOR, "sigmoid_(Tensor input)", |a| float_in_place(a, Sigmoid {})),
    op(SPECIAL, "expit(Tensor input)", |a| Ok(sigmoid(a.tensor(0)?)?.into())),
    op(EVERYWHERE, "tanh(Tensor input)", |a| Ok(tanh(a.tensor(0)?)?.into())),
    op(TORCH | TENSOR, "tanh_(Tensor input)", |a| float_in_place(a, Tanh {})),
    op(FUNCTIONAL, "gelu(Tensor input, *, str approximate='none')", |a| {
        let x = a.tensor(0)?;
        match a.text(1)? {
            "none" => Ok(apply(Gelu {}, x)?.into()),
            "tanh" => Ok(apply(GeluTanh {}, x)?.into()),
            _ => Err(Error::runtime("approximate argument must be either none or tanh.")),
        }
    }),
    op(FUNCTIONAL, "silu(Tensor input, bool inplace=False)", |a| plain(a, Silu {})),
    op(FUNCTIONAL, "mish(Tensor input, bool inplace=False)", |a| plain(a, Mish {})),
    op(FUNCTIONAL, "hardsigmoid(Tensor input, bool inplace=False)", |a| plain(a, Hardsigmoid {})),
    op(FUNCTIONAL, "hardswish(Tensor input, bool inplace=False)", |a| plain(a, Hardswish {})),
    op(FUNCTIONAL, "logsigmoid(Tensor input)", |a| Ok(apply(LogSigmoid {}, a.tensor(0)?)?.into())),
    op(FUNCTIONAL, "softplus(Tensor input, Scalar beta=1, Scalar threshold=20)", |a| {
        Ok(apply(Softplus { beta: a.float(1)?, threshold: a.float(2)? }, a.tensor(0)?)?.into())
    }),
    op(FUNCTIONAL, "softsign(Tensor input)", |a| {
        let x = a.tensor(0)?;
        Ok(div(x, &formula::add_number(&magnitude(x)?, 1.0)?)?.into())
    }),
    op(FUNCTIONAL, "tanhshrink(Tensor input)", |a| {
        let x = a.tensor(0)?;
        if x.dtype() == DType::Bool {
            let message = "Subtraction, the `-` operator, with a bool tensor is not supported. If you are trying to invert a mask, use the `~` or `logical_not()` operator instead.";
            return Err(Error::new(Kind::NotImplemented, message));
        }
        Ok(sub(x, &tanh(x)?)?.into())
    }),
    op(EVERYWHERE, "hardshrink(Tensor input, Scalar lambd=0.5)", |a| {
        Ok(apply(Hardshrink { lambd: a.float(1)? }, a.tensor(0)?)?.into())
    }),
    op(FUNCTIONAL, "softshrink(Tensor input, Scalar lambd=0.5)", |a| {
        let (x, lambd) = (a.tensor(0)?, a.float(1)?);
        let (name, most) = match x.dtype() {
            DType::Float64 => ("Double", "1.79769e+308"),
            DType::Float16 => ("Half", "65504"),
            DType::BFloat16 => ("BFloat16", "3.38953e+38"),
            _ => ("Float", "3.40282e+38"),
        };
        if x.dtype().is_floating() && (lambd.is_nan() || lambd < 0.0) {
            return Err(Error::runtime(format!(
                "lambda must be in range [0, {most}] for input dtype {name}, but found {}",
                short(lambd)
            )));
        }
        Ok(apply(Softshrink { lambd }, x)?.into())
    }),
];

/// A number as C++ streams show it: six digits.
pub fn short(x: f64) -> String {
    let text = format!("{x:.5e}");
    let Some((mantissa, exponent)) = text.split_once('e') else { return text };
    let power: i32 = exponent.parse().unwrap_or(0);
    let trim =
        |s: &str| if s.contains('.') { s.trim_end_matches('0').trim_end_matches('.').to_owned() } else { s.to_owned() };
    if !x.is_finite() {
        return if x.is_nan() {
            "nan"
        } else if x > 0.0 {
            "inf"
        } else {
            "-inf"
        }
        .to_owned();
    }
    if (-5..6).contains(&power) {
        return trim(&format!("{x:.*}", usize::try_from(5 - power).unwrap_or(0)));
    }
    format!("{}e{}{:02}", trim(mantissa), if power < 0 { '-' } else { '+' }, power.abs())
}

/// relu, also of integers.
pub fn relu(x: &Tensor) -> Result<Tensor> {
    match x.dtype() {
        DType::Bool => Err(Error::new(Kind::NotImplemented, "Boolean inputs not supported for relu")),
        dtype if dtype.is_floating() => apply(Relu {}, x),
        dtype => integers(x, |n| n.max(0)).and_then(|x| x.cast(dtype)),
    }
}

fn relu_in_place(x: &Tensor) -> Result<Tensor> {
    if x.dtype().is_floating() { apply_in_place(Relu {}, x) } else { in_place(x, relu) }
}

fn integers(x: &Tensor, f: impl Fn(i64) -> i64) -> Result<Tensor> {
    Ok(Tensor::from_vec(x.values::<i64>().iter().map(|&n| f(n)).collect(), &x.shape()))
}

/// A float tensor, into which others are converted first.
fn floating(x: &Tensor) -> Result<Tensor> {
    if x.dtype().is_floating() { Ok(x.clone()) } else { to_dtype(x, dtype::default_float()) }
}

pub fn sigmoid(x: &Tensor) -> Result<Tensor> {
    apply(Sigmoid {}, &floating(x)?)
}

pub fn tanh(x: &Tensor) -> Result<Tensor> {
    apply(Tanh {}, &floating(x)?)
}

fn float_in_place<C: Curve>(args: &Args, curve: C) -> Result<Value> {
    let x = args.tensor(0)?;
    if !x.dtype().is_floating() {
        return Err(Error::runtime(format!(
            "result type {} can't be cast to the desired output type {}",
            dtype::default_float().scalar_name(),
            x.dtype().scalar_name()
        )));
    }
    Ok(apply_in_place(curve, x)?.into())
}

fn plain<C: Curve>(args: &Args, curve: C) -> Result<Value> {
    let x = args.tensor(0)?;
    Ok(if args.boolean(1) { in_place(x, |x| apply(curve, x))? } else { apply(curve, x)? }.into())
}

fn magnitude(x: &Tensor) -> Result<Tensor> {
    match x.dtype() {
        dtype if dtype.is_floating() || dtype == DType::Bool => formula::abs(x),
        dtype => integers(x, i64::wrapping_abs).and_then(|x| x.cast(dtype)),
    }
}

fn clipped(args: &Args, min: f64, max: f64, inplace: bool) -> Result<Value> {
    let x = args.tensor(0)?;
    if min > max {
        return Err(Error::value("min_val cannot be greater than max_val"));
    }
    let run = |x: &Tensor| match x.dtype() {
        DType::Bool => Err(Error::new(Kind::NotImplemented, "Bool inputs not supported for hardtanh")),
        dtype if dtype.is_floating() => apply(Hardtanh { min, max }, x),
        dtype => {
            let (min, max) = (min as i64, max as i64);
            integers(x, |n| n.max(min).min(max)).and_then(|x| x.cast(dtype))
        }
    };
    Ok(if inplace { in_place(x, run)? } else { run(x)? }.into())
}

fn leaky(args: &Args, inplace: bool) -> Result<Value> {
    let (x, slope) = (args.tensor(0)?, args.float(1)?);
    if !inplace {
        return Ok(apply(LeakyRelu { slope }, x)?.into());
    }
    if slope < 0.0 {
        return Err(Error::not_implemented("torch.nn.functional.leaky_relu_ with a negative slope"));
    }
    Ok(apply_in_place(LeakyReluResult { slope }, x)?.into())
}

fn elu(args: &Args, (alpha, scale): (f64, f64), inplace: bool) -> Result<Value> {
    let x = args.tensor(0)?;
    Ok(if inplace {
        apply_in_place(EluResult { alpha, scale, input_scale: 1.0 }, x)?
    } else {
        apply(Elu { alpha, scale, input_scale: 1.0 }, x)?
    }
    .into())
}

fn celu(args: &Args, inplace: bool) -> Result<Value> {
    let (x, alpha) = (args.tensor(0)?, args.value(1).number().unwrap_or(1.0));
    if alpha == 0.0 {
        return Err(Error::runtime("ZeroDivisionError: alpha cannot be 0 for CELU"));
    }
    Ok(if inplace { apply_in_place(CeluResult { alpha }, x)? } else { apply(Celu { alpha }, x)? }.into())
}

fn threshold(args: &Args, inplace: bool) -> Result<Value> {
    let (x, threshold, value) = (args.tensor(0)?, args.float(1)?, args.float(2)?);
    let run = |x: &Tensor| match x.dtype() {
        dtype if dtype.is_floating() => apply(Threshold { threshold, value }, x),
        DType::Bool => Err(super::pointwise::unsupported("threshold_cpu", DType::Bool)),
        dtype => {
            let (threshold, value) = (threshold as i64, value as i64);
            integers(x, |n| if n <= threshold { value } else { n }).and_then(|x| x.cast(dtype))
        }
    };
    Ok(match inplace {
        true if x.dtype().is_floating() => apply_in_place(ThresholdResult { threshold, value }, x)?,
        true => in_place(x, run)?,
        false => run(x)?,
    }
    .into())
}
