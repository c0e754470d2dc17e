//! `max_pool1d` to `3d`, and the adaptive ones.

use super::super::super::super::args::{Args, Value};
use super::super::super::super::dtype::DType;
use super::super::super::super::error::Result;
use super::super::super::super::registry::{FUNCTIONAL, Op, TORCH, op};
use super::super::super::super::tensor::Tensor;
use super::super::pointwise::unsupported;
use super::check::{self, Kind, Sliding};
use super::largest::{Names, Planes, largest};
use super::windows::Windows;
use super::{answer, in_one_dimension, integers};

pub(in super::super::super) const OPS: &[Op] = &[
    op(
        FUNCTIONAL,
        "max_pool1d(Tensor input, int[] kernel_size, int[]? stride=None, int[] padding=0, int[] dilation=1, bool ceil_mode=False, any return_indices=False)",
        |a| sliding(a, 1, a.boolean(6)),
    ),
    op(
        FUNCTIONAL,
        "max_pool2d(Tensor input, int[] kernel_size, int[]? stride=None, int[] padding=0, int[] dilation=1, bool ceil_mode=False, any return_indices=False)",
        |a| sliding(a, 2, a.boolean(6)),
    ),
    op(
        FUNCTIONAL,
        "max_pool3d(Tensor input, int[] kernel_size, int[]? stride=None, int[] padding=0, int[] dilation=1, bool ceil_mode=False, any return_indices=False)",
        |a| sliding(a, 3, a.boolean(6)),
    ),
    op(
        TORCH,
        "max_pool1d(Tensor input, int[] kernel_size, int[]? stride=None, int[] padding=0, int[] dilation=1, bool ceil_mode=False)",
        |a| sliding(a, 1, false),
    ),
    op(
        TORCH,
        "max_pool2d(Tensor input, int[] kernel_size, int[]? stride=None, int[] padding=0, int[] dilation=1, bool ceil_mode=False)",
        |a| sliding(a, 2, false),
    ),
    op(
        TORCH,
        "max_pool3d(Tensor input, int[] kernel_size, int[]? stride=None, int[] padding=0, int[] dilation=1, bool ceil_mode=False)",
        |a| sliding(a, 3, false),
    ),
    op(
        TORCH,
        "max_pool1d_with_indices(Tensor input, int[] kernel_size, int[]? stride=None, int[] padding=0, int[] dilation=1, bool ceil_mode=False)",
        |a| sliding(a, 1, true),
    ),
    op(
        FUNCTIONAL,
        "max_pool1d_with_indices(Tensor input, int[] kernel_size, int[]? stride=None, int[] padding=0, int[] dilation=1, bool ceil_mode=False, any return_indices=False)",
        |a| sliding(a, 1, true),
    ),
    op(
        FUNCTIONAL,
        "max_pool2d_with_indices(Tensor input, int[] kernel_size, int[]? stride=None, int[] padding=0, int[] dilation=1, bool ceil_mode=False, any return_indices=False)",
        |a| sliding(a, 2, true),
    ),
    op(
        FUNCTIONAL,
        "max_pool3d_with_indices(Tensor input, int[] kernel_size, int[]? stride=None, int[] padding=0, int[] dilation=1, bool ceil_mode=False, any return_indices=False)",
        |a| sliding(a, 3, true),
    ),
    op(TORCH, "adaptive_max_pool1d(Tensor input, int[] output_size)", |a| adaptive_one(a, true)),
    op(FUNCTIONAL, "adaptive_max_pool1d(Tensor input, int[] output_size, any return_indices=False)", |a| {
        adaptive_one(a, a.boolean(2))
    }),
    op(FUNCTIONAL, "adaptive_max_pool2d(Tensor input, any output_size, any return_indices=False)", |a| {
        adaptive(a, 2, a.boolean(2))
    }),
    op(FUNCTIONAL, "adaptive_max_pool3d(Tensor input, any output_size, any return_indices=False)", |a| {
        adaptive(a, 3, a.boolean(2))
    }),
    op(
        FUNCTIONAL,
        "adaptive_max_pool1d_with_indices(Tensor input, int[] output_size, any return_indices=False)",
        |a| adaptive_one(a, true),
    ),
    op(FUNCTIONAL, "adaptive_max_pool2d_with_indices(Tensor input, any output_size, any return_indices=False)", |a| {
        adaptive(a, 2, true)
    }),
    op(FUNCTIONAL, "adaptive_max_pool3d_with_indices(Tensor input, any output_size, any return_indices=False)", |a| {
        adaptive(a, 3, true)
    }),
];

fn sliding(args: &Args, dims: usize, indices: bool) -> Result<Value> {
    let x = args.tensor(0)?;
    let mut given = Sliding {
        kernel: args.ints(1)?,
        stride: integers(args, 2)?,
        padding: args.ints(3)?,
        dilation: args.ints(4)?,
        ceil: args.boolean(5),
    };
    if dims > 1 {
        return Ok(answer(pooled(x, &given, dims, Kind::Max)?, indices));
    }
    check::max_in_one_dimension(&x.shape(), &given)?;
    if !indices && !x.dtype().is_floating() {
        return Err(unsupported("max_pool1d_impl", x.dtype()));
    }
    given.widen();
    Ok(answer(in_one_dimension(x, |x| pooled(x, &given, 2, Kind::Max))?, indices))
}

fn pooled(x: &Tensor, given: &Sliding, dims: usize, kind: Kind) -> Result<Vec<Tensor>> {
    let windows = given.windows(&x.shape(), dims, kind, true)?;
    if x.dtype() == DType::Bool {
        return Err(unsupported(if dims == 2 { "max_pool2d" } else { "max_pool3d" }, x.dtype()));
    }
    let names = if dims == 2 {
        Names { node: "MaxPool2DWithIndicesBackward0", second: "MaxPool2DWithIndicesBackwardBackward0" }
    } else {
        Names { node: "MaxPool3DWithIndicesBackward0", second: "MaxPool3DWithIndicesBackwardBackward0" }
    };
    found(x, &windows, names)
}

fn found(x: &Tensor, windows: &Windows, names: Names) -> Result<Vec<Tensor>> {
    let planes = Planes { image: windows.image, count: windows.planes, to: &windows.to };
    largest(x, &planes, names, |_| &windows.axes)
}

fn adaptive_one(args: &Args, indices: bool) -> Result<Value> {
    let x = args.tensor(0)?;
    check::adaptive_in_one_dimension("adaptive_max_pool1d", x, &args.ints(1)?)?;
    check::not_empty("adaptive_max_pool1d", &x.shape(), 1)?;
    let size = [1, args.ints(1)?[0]];
    let found = in_one_dimension(x, |x| adaptive_to(x, &size, 2))?;
    Ok(answer(found, indices))
}

fn adaptive(args: &Args, dims: usize, indices: bool) -> Result<Value> {
    let x = args.tensor(0)?;
    let size = check::output_size("adaptive_max_pool", args.value(1), &x.shape(), dims)?;
    Ok(answer(adaptive_to(x, &size, dims)?, indices))
}

fn adaptive_to(x: &Tensor, size: &[i64], dims: usize) -> Result<Vec<Tensor>> {
    let windows = check::adaptive_max(&x.shape(), size, dims)?;
    if !x.dtype().is_floating() {
        return Err(unsupported(if dims == 2 { "adaptive_max_pool2d" } else { "adaptive_max_pool3d_cpu" }, x.dtype()));
    }
    let names = if dims == 2 {
        Names { node: "AdaptiveMaxPool2DBackward0", second: "AdaptiveMaxPool2DBackwardBackward0" }
    } else {
        Names { node: "AdaptiveMaxPool3DBackward0", second: "AdaptiveMaxPool3DBackwardBackward0" }
    };
    found(x, &windows, names)
}
