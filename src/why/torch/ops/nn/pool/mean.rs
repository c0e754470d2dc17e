//! `avg_pool1d` to `3d`, and the adaptive ones.

use std::rc::Rc;

use super::super::super::super::args::{Args, Value};
use super::super::super::super::dtype::DType;
use super::super::super::super::error::{Error, Kind as ErrorKind, Result};
use super::super::super::super::registry::{FUNCTIONAL, Op, TORCH, op};
use super::super::super::super::shape;
use super::super::super::super::storage;
use super::super::super::super::tensor::Tensor;
use super::super::super::moments::mean_dims;
use super::super::linear_map::{Linear, apply};
use super::super::pointwise::unsupported;
use super::super::real::Real;
use super::check::{self, Kind, Sliding};
use super::windows::{Windows, each_element, each_window};
use super::{answer, in_one_dimension, integers};

pub(in super::super::super) const OPS: &[Op] = &[
    op(
        FUNCTIONAL | TORCH,
        "avg_pool1d(Tensor input, int[] kernel_size, int[]? stride=None, int[] padding=0, bool ceil_mode=False, bool count_include_pad=True)",
        one_dimension,
    ),
    op(
        FUNCTIONAL,
        "avg_pool2d(Tensor input, int[] kernel_size, int[]? stride=None, int[] padding=0, bool ceil_mode=False, bool count_include_pad=True, int? divisor_override=None)",
        |a| sliding(a, 2),
    ),
    op(
        FUNCTIONAL,
        "avg_pool3d(Tensor input, int[] kernel_size, int[]? stride=None, int[] padding=0, bool ceil_mode=False, bool count_include_pad=True, int? divisor_override=None)",
        |a| sliding(a, 3),
    ),
    op(FUNCTIONAL | TORCH, "adaptive_avg_pool1d(Tensor input, int[] output_size)", |a| {
        let (x, size) = (a.tensor(0)?, a.ints(1)?);
        check::adaptive_in_one_dimension("adaptive_avg_pool1d", x, &size)?;
        Ok(answer(in_one_dimension(x, |x| Ok(vec![adaptive(x, &[1, size[0]], 2)?]))?, false))
    }),
    op(FUNCTIONAL, "adaptive_avg_pool2d(Tensor input, any output_size)", |a| of_any_size(a, 2)),
    op(FUNCTIONAL, "adaptive_avg_pool3d(Tensor input, any output_size)", |a| of_any_size(a, 3)),
];

fn one_dimension(args: &Args) -> Result<Value> {
    let x = args.tensor(0)?;
    let mut given = given(args)?;
    check::rank_of_one("avg_pool1d", x)?;
    check::one_int("avg_pool1d", "kernel_size", &given.kernel)?;
    if !given.stride.is_empty() {
        check::one_int("avg_pool1d", "stride", &given.stride)?;
    }
    check::one_int("avg_pool1d", "padding", &given.padding)?;
    given.widen();
    Ok(answer(in_one_dimension(x, |x| Ok(vec![pooled(x, &given, 2, args.boolean(5), None)?]))?, false))
}

fn given(args: &Args) -> Result<Sliding> {
    Ok(Sliding {
        kernel: args.ints(1)?,
        stride: integers(args, 2)?,
        padding: args.ints(3)?,
        dilation: vec![1],
        ceil: args.boolean(4),
    })
}

fn sliding(args: &Args, dims: usize) -> Result<Value> {
    Ok(pooled(args.tensor(0)?, &given(args)?, dims, args.boolean(5), args.opt_int(6)?)?.into())
}

fn pooled(x: &Tensor, given: &Sliding, dims: usize, padded: bool, divisor: Option<i64>) -> Result<Tensor> {
    if divisor == Some(0) {
        return Err(Error::runtime("divisor must be not zero"));
    }
    let windows = given.windows(&x.shape(), dims, Kind::Mean, padded)?;
    let mean = Mean { windows, divide: divisor.map_or(Divide::ByProduct, Divide::By), dims };
    match x.dtype() {
        DType::Int64 => mean.of_integers(x),
        half @ (DType::Float16 | DType::BFloat16) if dims == 3 => Err(unsupported("avg_pool3d_out_frame", half)),
        dtype if dtype.is_floating() => apply(&Rc::new(mean), x),
        dtype => Err(unsupported(if dims == 2 { "avg_pool2d" } else { "avg_pool3d_out_frame" }, dtype)),
    }
}

fn of_any_size(args: &Args, dims: usize) -> Result<Value> {
    let x = args.tensor(0)?;
    let size = check::output_size("adaptive_avg_pool", args.value(1), &x.shape(), dims)?;
    Ok(adaptive(x, &size, dims)?.into())
}

fn adaptive(x: &Tensor, size: &[i64], dims: usize) -> Result<Tensor> {
    let name = format!("adaptive_avg_pool{dims}d");
    if size.len() != dims {
        return Err(Error::runtime(format!("{name}: output_size must be {dims}")));
    }
    if size.iter().any(|&n| n < 0) {
        // The separators are PyTorch's own.
        let list = match *size {
            [a, b] => format!("{a}, {b}"),
            [a, b, c] => format!("{a}, {b},{c}"),
            _ => String::new(),
        };
        return Err(Error::runtime(format!(
            "{name}: elements of output_size must be greater than or equal to 0 but received {{{list}}}"
        )));
    }
    if size.iter().all(|&n| n == 1) {
        if !x.dtype().is_floating() {
            let message = format!(
                "mean(): could not infer output dtype. Input dtype must be either a floating point or complex dtype. Got: {}",
                x.dtype().scalar_name()
            );
            return Err(Error::new(ErrorKind::NotImplemented, message));
        }
        let last: Vec<i64> = (1..=dims as i64).map(|d| -d).collect();
        return mean_dims(x, &last, true);
    }
    let windows = check::adaptive_mean(&x.shape(), size, dims)?;
    if !x.dtype().is_floating() {
        return Err(unsupported(if dims == 2 { "adaptive_avg_pool2d" } else { "adaptive_avg_pool3d_cpu" }, x.dtype()));
    }
    apply(&Rc::new(Mean { windows, divide: Divide::ByEach, dims }), x)
}

/// What the sum of a window is divided by.
#[derive(Clone, Copy)]
enum Divide {
    By(i64),
    /// The number of its elements.
    ByProduct,
    /// Its lengths, one after another: rounded as PyTorch rounds adaptive means.
    ByEach,
}

struct Mean {
    windows: Windows,
    divide: Divide,
    dims: usize,
}

impl Mean {
    #[inline(always)]
    fn divided<T: Real>(&self, sum: T, at: [usize; 3]) -> T {
        let axes = &self.windows.axes;
        let counts = [axes[0].counts[at[0]], axes[1].counts[at[1]], axes[2].counts[at[2]]];
        match self.divide {
            Divide::By(n) => sum / T::of(n as f64),
            Divide::ByProduct => sum / T::of((counts[0] * counts[1] * counts[2]) as f64),
            Divide::ByEach => sum / T::of(counts[0] as f64) / T::of(counts[1] as f64) / T::of(counts[2] as f64),
        }
    }

    /// Of 64-bit integers the mean is cut off.
    fn of_integers(&self, x: &Tensor) -> Result<Tensor> {
        let windows = &self.windows;
        storage::reserve::<i64>(shape::numel(&windows.to))?;
        let values = x.values::<i64>();
        let mut out = Vec::with_capacity(shape::numel(&windows.to));
        let axes = &windows.axes;
        for image in values.chunks_exact(windows.image_volume().max(1)).take(windows.planes) {
            each_window(axes, |_, spans, at| {
                let mut sum = 0i64;
                each_element(windows.image, spans, [1; 3], |i| sum = sum.wrapping_add(image[i]));
                let count: usize = (0..3).map(|d| axes[d].counts[at[d]]).product();
                let divisor = if let Divide::By(n) = self.divide { n } else { count as i64 };
                out.push(sum.checked_div(divisor).unwrap_or(sum.wrapping_neg()));
            });
        }
        Ok(Tensor::from_vec(out, &windows.to))
    }
}

impl Linear for Mean {
    fn node(&self) -> &'static str {
        match (self.divide, self.dims) {
            (Divide::ByEach, 2) => "AdaptiveAvgPool2DBackward0",
            (Divide::ByEach, _) => "AdaptiveAvgPool3DBackward0",
            (_, 2) => "AvgPool2DBackward0",
            _ => "AvgPool3DBackward0",
        }
    }

    fn second(&self) -> &'static str {
        match (self.divide, self.dims) {
            (Divide::ByEach, 2) => "AdaptiveAvgPool2DBackwardBackward0",
            (Divide::ByEach, _) => "AdaptiveAvgPool3DBackwardBackward0",
            (_, 2) => "AvgPool2DBackwardBackward0",
            _ => "AvgPool3DBackwardBackward0",
        }
    }

    fn from(&self) -> &[usize] {
        &self.windows.from
    }

    fn to(&self) -> &[usize] {
        &self.windows.to
    }

    fn keeps_input(&self) -> bool {
        true
    }

    fn forward<T: Real>(&self, x: &[T], out: &mut [T]) {
        let windows = &self.windows;
        let (inner, outer) = (windows.image_volume(), windows.out_volume());
        if inner == 0 || outer == 0 {
            return;
        }
        for (image, out) in x.chunks_exact(inner).zip(out.chunks_exact_mut(outer)) {
            each_window(&windows.axes, |i, spans, at| {
                let mut sum = T::ZERO;
                each_element(windows.image, spans, [1; 3], |j| sum += image[j]);
                out[i] = self.divided(sum, at);
            });
        }
    }

    fn backward<T: Real>(&self, grad: &[T], out: &mut [T]) {
        let windows = &self.windows;
        let (inner, outer) = (windows.image_volume(), windows.out_volume());
        if inner == 0 || outer == 0 {
            return;
        }
        for (grad, image) in grad.chunks_exact(outer).zip(out.chunks_exact_mut(inner)) {
            each_window(&windows.axes, |i, spans, at| {
                let share = self.divided(grad[i], at);
                each_element(windows.image, spans, [1; 3], |j| image[j] += share);
            });
        }
    }
}
