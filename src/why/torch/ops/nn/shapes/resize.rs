//! `interpolate`: images, sequences and volumes at another size, each dimension read at new places.
//!
//! A new value at i lies at (i + 1/2) * scale - 1/2 among the old ones; with `align_corners`, at i * (old - 1) / (new - 1).
//! The checks of arguments are in `_functional_interpolate.py`.

use std::rc::Rc;

use super::super::super::super::args::{Args, Value};
use super::super::super::super::dtype::DType;
use super::super::super::super::error::{Error, Result};
use super::super::super::super::registry::{NATIVE, Op, op};
use super::super::super::super::shape;
use super::super::super::super::storage;
use super::super::super::super::tensor::Tensor;
use super::super::linear_map::apply;
use super::super::pointwise::unsupported;
use super::reindex::Reindex;
use super::weigh::{Taps, Weigh};

pub(in super::super::super) const OPS: &[Op] = &[op(
    NATIVE,
    "upsample(Tensor input, int[] size, float[]? factors, str mode, bool align_corners, bool antialias)",
    upsample,
)];

/// How a dimension is read.
struct Reading {
    mode: Mode,
    corners: bool,
    /// Whether places are computed in 32 bits, as the elements are.
    single: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    Nearest,
    NearestExact,
    Linear,
    Cubic,
    Lanczos,
}

impl Reading {
    fn rounded(&self, x: f64) -> f64 {
        if self.single { f64::from(x as f32) } else { x }
    }

    /// How far apart new values are among the old ones.
    fn scale(&self, old: usize, new: usize, factor: Option<f64>) -> f64 {
        let (old, wanted) = (old as f64, new as f64);
        match factor {
            _ if self.corners => {
                if new > 1 {
                    self.rounded((old - 1.0) / (wanted - 1.0))
                } else {
                    0.0
                }
            }
            Some(factor) if factor > 0.0 => self.rounded(1.0 / factor),
            _ => self.rounded(old / wanted),
        }
    }

    fn nearest(&self, old: usize, new: usize, factor: Option<f64>) -> Vec<usize> {
        let shift = if self.mode == Mode::NearestExact { 0.5 } else { 0.0 };
        // These places are in 32 bits whatever the elements are.
        let scale = self.scale(old, new, factor) as f32;
        (0..new).map(|i| (((i as f32 + shift) * scale).floor() as usize).min(old.saturating_sub(1))).collect()
    }

    fn taps(&self, old: usize, new: usize, factor: Option<f64>) -> Taps {
        let scale = self.scale(old, new, factor);
        let last = old.saturating_sub(1);
        (0..new)
            .map(|i| {
                let source = if self.corners {
                    self.rounded(i as f64 * scale)
                } else {
                    self.rounded(self.rounded((i as f64 + 0.5) * scale) - 0.5)
                };
                if self.mode == Mode::Linear {
                    let source = source.max(0.0);
                    let first = (source.floor() as usize).min(last);
                    let weight = self.rounded(source - first as f64).clamp(0.0, 1.0);
                    return vec![(first, self.rounded(1.0 - weight)), ((first + 1).min(last), weight)];
                }
                let first = source.floor();
                (-1..=2)
                    .map(|step| {
                        let place = first as i64 + step;
                        let weight = cubic((source - place as f64).abs(), -0.75);
                        (place.clamp(0, last as i64) as usize, self.rounded(weight))
                    })
                    .collect()
            })
            .collect()
    }

    /// With a filter as wide as the step, so that nothing of the old image is skipped: as the Pillow library resizes.
    fn smoothed(&self, old: usize, new: usize, factor: Option<f64>) -> Taps {
        let scale = self.scale(old, new, factor);
        let reach = match self.mode {
            Mode::Linear => 1.0,
            Mode::Cubic => 2.0,
            _ => 3.0,
        };
        let stretch = scale.max(1.0);
        let support = reach * stretch;
        (0..new)
            .map(|i| {
                let center = scale * (i as f64 + 0.5);
                let first = ((center - support + 0.5) as i64).max(0);
                let end = ((center + support + 0.5) as i64).min(old as i64);
                let weights: Vec<f64> = (first..end)
                    .map(|j| {
                        let distance = ((j as f64 - center + 0.5) / stretch).abs();
                        match self.mode {
                            Mode::Linear => (1.0 - distance).max(0.0),
                            Mode::Cubic => cubic(distance, -0.5),
                            _ => lanczos(distance),
                        }
                    })
                    .collect();
                let total: f64 = weights.iter().sum();
                let total = if total == 0.0 { 1.0 } else { total };
                (first..end).map(|j| j as usize).zip(weights.iter().map(|w| self.rounded(w / total))).collect()
            })
            .collect()
    }
}

/// Keys' kernel ("Cubic Convolution Interpolation", 1981).
fn cubic(distance: f64, a: f64) -> f64 {
    if distance <= 1.0 {
        ((a + 2.0) * distance - (a + 3.0)) * distance * distance + 1.0
    } else if distance < 2.0 {
        ((a * distance - 5.0 * a) * distance + 8.0 * a) * distance - 4.0 * a
    } else {
        0.0
    }
}

/// sinc(x) sinc(x / 3) within three steps.
fn lanczos(distance: f64) -> f64 {
    let sinc = |x: f64| {
        let x = x * std::f64::consts::PI;
        if x == 0.0 { 1.0 } else { x.sin() / x }
    };
    if distance < 3.0 { sinc(distance) * sinc(distance / 3.0) } else { 0.0 }
}

fn upsample(args: &Args) -> Result<Value> {
    let (x, size) = (args.tensor(0)?, args.ints(1)?);
    let (from, dims) = (x.shape(), size.len());
    if dims == 0 || dims > 3 || from.len() != dims + 2 {
        return Err(Error::runtime("upsample: expected a size for each dimension after the first two"));
    }
    let wanted: Vec<i64> = from[..2].iter().map(|&n| n as i64).chain(size.iter().copied()).collect();
    let to = shape::sizes(&wanted)?;
    if from[2..].contains(&0) || to[2..].contains(&0) {
        return Err(Error::runtime("upsample: expected sizes greater than 0"));
    }
    // Also for what lies between: some dimensions of the new size, the others of the old one.
    for d in 0..dims {
        storage::reserve::<[f64; 8]>(to[d + 2])?;
        let between = from[..d + 2].iter().chain(&to[d + 2..]).try_fold(1usize, |n, &size| n.checked_mul(size));
        storage::reserve::<f64>(between.unwrap_or(usize::MAX))?;
    }
    let factors = if args.is_none(2) { Vec::new() } else { args.floats(2)? };
    let mode = match args.text(3)? {
        "nearest" => Mode::Nearest,
        "nearest-exact" => Mode::NearestExact,
        "bicubic" => Mode::Cubic,
        "lanczos" => Mode::Lanczos,
        _ => Mode::Linear,
    };
    let reading = Reading { mode, corners: args.boolean(4), single: x.dtype() != DType::Float64 };
    let axis = |d: usize| (from[d + 2], to[d + 2], factors.get(d).copied());
    if matches!(mode, Mode::Nearest | Mode::NearestExact) {
        let maps = (0..dims).map(axis).map(|(old, new, factor)| reading.nearest(old, new, factor)).collect();
        return nearest(x, Reindex::new(nearest_names(dims, mode == Mode::NearestExact), false, &from, maps));
    }
    let antialias = args.boolean(5);
    if !x.dtype().is_floating() {
        if x.dtype() == DType::UInt8 && dims == 2 {
            return Err(Error::not_implemented("interpolate() of torch.uint8 between pixels"));
        }
        let kernel = match (mode, dims) {
            _ if antialias => "compute_index_ranges_weights",
            (Mode::Linear, 2) => "upsample_bilinear2d_channels_last",
            (Mode::Cubic, _) => "compute_indices_weights_cubic",
            _ => "compute_indices_weights_linear",
        };
        return Err(unsupported(kernel, x.dtype()));
    }
    if antialias && matches!(x.dtype(), DType::Float16 | DType::BFloat16) {
        return Err(unsupported("compute_index_ranges_weights", x.dtype()));
    }
    let axes = (0..dims)
        .map(axis)
        .map(
            |(old, new, factor)| {
                if antialias { reading.smoothed(old, new, factor) } else { reading.taps(old, new, factor) }
            },
        )
        .collect();
    Ok(apply(&Rc::new(Weigh::new(names(mode, dims, antialias), &from, axes)), x)?.into())
}

fn nearest(x: &Tensor, map: Reindex) -> Result<Value> {
    if x.dtype().is_floating() {
        return Ok(apply(&Rc::new(map), x)?.into());
    }
    if x.dtype() != DType::UInt8 {
        let kernel = if x.rank() == 4 { "upsample_nearest2d_channels_last" } else { "compute_indices_weights_nearest" };
        return Err(unsupported(kernel, x.dtype()));
    }
    Ok(Tensor::from_vec(map.take::<u8>(&x.values(), 0), &map.to).into())
}

fn nearest_names(dims: usize, exact: bool) -> (&'static str, &'static str) {
    match (exact, dims) {
        (false, 1) => ("UpsampleNearest1DBackward0", "UpsampleNearest1DBackwardBackward0"),
        (false, 2) => ("UpsampleNearest2DBackward0", "UpsampleNearest2DBackwardBackward0"),
        (false, _) => ("UpsampleNearest3DBackward0", "UpsampleNearest3DBackwardBackward0"),
        (true, 1) => ("UpsampleNearestExact1DBackward0", "UpsampleNearestExact1DBackwardBackward0"),
        (true, 2) => ("UpsampleNearestExact2DBackward0", "UpsampleNearestExact2DBackwardBackward0"),
        (true, _) => ("UpsampleNearestExact3DBackward0", "UpsampleNearestExact3DBackwardBackward0"),
    }
}

fn names(mode: Mode, dims: usize, antialias: bool) -> (&'static str, &'static str) {
    match (mode, dims, antialias) {
        (Mode::Cubic, _, false) => ("UpsampleBicubic2DBackward0", "UpsampleBicubic2DBackwardBackward0"),
        (Mode::Cubic, _, true) => ("UpsampleBicubic2DAaBackward0", "UpsampleBicubic2DAaBackwardBackward0"),
        (Mode::Lanczos, ..) => ("UpsampleLanczos2DAaBackward0", "UpsampleLanczos2DAaBackwardBackward0"),
        (_, 1, _) => ("UpsampleLinear1DBackward0", "UpsampleLinear1DBackwardBackward0"),
        (_, 2, false) => ("UpsampleBilinear2DBackward0", "UpsampleBilinear2DBackwardBackward0"),
        (_, 2, true) => ("UpsampleBilinear2DAaBackward0", "UpsampleBilinear2DAaBackwardBackward0"),
        _ => ("UpsampleTrilinear3DBackward0", "UpsampleTrilinear3DBackwardBackward0"),
    }
}
