//! Max pooling with windows at random places, to any size (Graham, "Fractional Max-Pooling", 2014, <https://arxiv.org/abs/1412.6071>).

use super::super::super::super::args::Args;
use super::super::super::super::dtype::DType;
use super::super::super::super::error::{Error, Result};
use super::super::super::super::registry::{NATIVE, Op, op};
use super::super::super::super::shape;
use super::super::super::super::tensor::Tensor;
use super::largest::{Names, Planes, largest};
use super::windows::{Axis, Windows};

pub(in super::super::super) const OPS: &[Op] =
    &[op(NATIVE, "fractional_max_pool(Tensor input, int[] kernel_size, int[] output_size, Tensor samples)", |a| {
        Ok(fractional(a)?.into())
    })];

fn fractional(args: &Args) -> Result<Vec<Tensor>> {
    let (x, kernel, size) = (args.tensor(0)?, args.ints(1)?, args.ints(2)?);
    let (from, dims) = (x.shape(), kernel.len());
    if !(2..=3).contains(&dims) || size.len() != dims || from.len() < dims + 1 {
        return Err(Error::runtime("fractional_max_pool: sizes must be of two or three dimensions"));
    }
    let lead = from.len() - dims;
    let mut wanted: Vec<i64> = from[..lead].iter().map(|&n| n as i64).collect();
    wanted.extend(&size);
    let to = shape::sizes(&wanted)?;
    for (d, label) in ["time", "height", "width"].iter().skip(3 - dims).enumerate() {
        if kernel[d] < 1 || size[d].saturating_add(kernel[d]) - 1 > from[lead + d] as i64 {
            let function = if dims == 2 { "fractional_max_pool2d" } else { "fractional_max_pool3d_out" };
            return Err(Error::runtime(format!(
                "{function}(): pool {label} {} too large relative to input {label} {}",
                kernel[d],
                from[lead + d]
            )));
        }
    }
    let samples = args.tensor(3)?;
    let planes = shape::numel(&from[..lead]);
    if samples.numel() != planes * dims {
        return Err(Error::runtime("fractional_max_pool: expected a random number for each channel and dimension"));
    }
    let draws = samples.to_f64_vec();
    let all: Vec<Windows> = draws
        .chunks_exact(dims)
        .map(|draws| {
            let axes = (0..dims).map(|d| {
                // Of images, the last dimension takes the first number.
                let draw = if dims == 2 { draws[1 - d] } else { draws[d] };
                axis(from[lead + d], to[lead + d], kernel[d] as usize, draw, x.dtype())
            });
            Windows::new(&from, axes.collect())
        })
        .collect();
    let names = if dims == 2 {
        Names { node: "FractionalMaxPool2DBackward0", second: "FractionalMaxPool2DBackwardBackward0" }
    } else {
        Names { node: "FractionalMaxPool3DBackward0", second: "FractionalMaxPool3DBackwardBackward0" }
    };
    let mut image = [1; 3];
    for (to, &n) in image[3 - dims..].iter_mut().zip(&from[lead..]) {
        *to = n;
    }
    largest(x, &Planes { image, count: planes, to: &to }, names, |plane| &all[plane].axes)
}

/// The windows begin at floor((i + u) a) - floor(u a), and the last one ends with the image.
fn axis(size: usize, out: usize, kernel: usize, draw: f64, dtype: DType) -> Axis {
    let last = size - kernel;
    let begin = |i: usize| {
        if i + 1 == out {
            return last;
        }
        let (room, steps) = (last as f64, (out - 1) as f64);
        let place = if dtype == DType::Float64 {
            let alpha = room / steps;
            ((i as f64 + draw) * alpha).floor() - (draw * alpha).floor()
        } else {
            let (alpha, draw) = (room as f32 / steps as f32, draw as f32);
            f64::from(((i as f32 + draw) * alpha).floor() - (draw * alpha).floor())
        };
        (place.max(0.0) as usize).min(last)
    };
    Axis { spans: (0..out).map(|i| (begin(i), begin(i) + kernel)).collect(), step: 1, counts: vec![kernel; out] }
}
