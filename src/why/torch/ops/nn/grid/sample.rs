//! `grid_sample`: an image read at the places of a grid, with gradients of both, twice.

use super::super::super::super::args::{Args, Value};
use super::super::super::super::dtype::DType;
use super::super::super::super::error::{Error, Result};
use super::super::super::super::registry::{FUNCTIONAL, Op, TORCH, op};
use super::super::super::super::shape::{self, Shape};
use super::super::super::super::tape::{Incoming, Saved, record, record_many};
use super::super::super::super::tensor::Tensor;
use super::super::super::super::warnings::warn;
use super::super::pointwise::{unsupported, zeros};
use super::super::real::Real;
use super::taps::{Mode, Padding, Reading, Taps};

pub(in super::super::super) const OPS: &[Op] = &[
    op(
        FUNCTIONAL,
        "grid_sample(Tensor input, Tensor grid, str mode='bilinear', str padding_mode='zeros', bool? align_corners=None)",
        |a| {
            let mode = match a.text(2)? {
                "bilinear" => Mode::Bilinear,
                "nearest" => Mode::Nearest,
                "bicubic" => Mode::Bicubic,
                other => return refuse("mode", "'bilinear', 'nearest' or 'bicubic'", other),
            };
            let padding = match a.text(3)? {
                "zeros" => Padding::Zeros,
                "border" => Padding::Border,
                "reflection" => Padding::Reflection,
                other => return refuse("padding_mode", "'zeros', 'border', or 'reflection'", other),
            };
            if a.is_none(4) {
                warn(
                    "Default grid_sample and affine_grid behavior has changed to align_corners=False since 1.3.0. Please specify align_corners=True if the old behavior is desired. See the documentation of grid_sample for details.",
                );
            }
            sample(a, Reading { mode, padding, corners: a.boolean(4) }, None)
        },
    ),
    op(
        TORCH,
        "grid_sampler(Tensor input, Tensor grid, int interpolation_mode, int padding_mode, bool align_corners)",
        |a| sample(a, numbered(a, "grid_sampler")?, None),
    ),
    op(
        TORCH,
        "grid_sampler_2d(Tensor input, Tensor grid, int interpolation_mode, int padding_mode, bool align_corners)",
        |a| sample(a, numbered(a, "grid_sampler_2d")?, Some(4)),
    ),
    op(
        TORCH,
        "grid_sampler_3d(Tensor input, Tensor grid, int interpolation_mode, int padding_mode, bool align_corners)",
        |a| sample(a, numbered(a, "grid_sampler_3d")?, Some(5)),
    ),
];

fn refuse(what: &str, wanted: &str, got: &str) -> Result<Value> {
    Err(Error::value(format!("nn.functional.grid_sample(): expected {what} to be {wanted}, but got: '{got}'")))
}

/// The settings as numbers. PyTorch leaves the result undefined for numbers that mean nothing.
fn numbered(args: &Args, name: &str) -> Result<Reading> {
    let mode = match args.int(2)? {
        0 => Mode::Bilinear,
        1 => Mode::Nearest,
        2 => Mode::Bicubic,
        other => return Err(Error::not_implemented(format!("{name}(interpolation_mode={other})"))),
    };
    let padding = match args.int(3)? {
        0 => Padding::Zeros,
        1 => Padding::Border,
        2 => Padding::Reflection,
        other => return Err(Error::not_implemented(format!("{name}(padding_mode={other})"))),
    };
    Ok(Reading { mode, padding, corners: args.boolean(4) })
}

/// Sizes and settings of one call.
#[derive(Clone)]
struct Plan {
    reading: Reading,
    dims: usize,
    batch: usize,
    channels: usize,
    /// Of the image; missing first dimensions are 1.
    image: [usize; 3],
    places: usize,
    from: Shape,
    grid: Shape,
    to: Shape,
}

fn sample(args: &Args, reading: Reading, rank: Option<usize>) -> Result<Value> {
    let (x, grid) = (args.tensor(0)?, args.tensor(1)?);
    let (from, places) = (x.shape(), grid.shape());
    let both = || format!("{} and grid with sizes {}", shape::text(&from), shape::text(&places));
    let fail = |text: String| Err(Error::runtime(format!("grid_sampler(): {text}")));
    if from.is_empty() || places.is_empty() || from[0] != places[0] {
        return fail(format!("expected grid and input to have same batch size, but got input with sizes {}", both()));
    }
    let dims = from.len().saturating_sub(2);
    if places[places.len() - 1] != dims {
        return fail(format!(
            "expected grid to have size {dims} in last dimension, but got grid with sizes {}",
            shape::text(&places)
        ));
    }
    if let Some(d) = (2..from.len()).find(|&d| from[d] == 0) {
        return fail(format!(
            "expected input to have non-empty spatial dimensions, but input has sizes {} with dimension {d} being empty",
            shape::text(&from)
        ));
    }
    if !(4..=5).contains(&from.len()) || from.len() != places.len() || rank.is_some_and(|rank| rank != from.len()) {
        return fail(format!(
            "expected 4D or 5D input and grid with same number of dimensions, but got input with sizes {}",
            both()
        ));
    }
    if !x.dtype().is_floating() {
        let kernel = if dims == 2 { "grid_sampler_2d_cpu_kernel_impl" } else { "grid_sampler3d_cpu" };
        return Err(unsupported(kernel, x.dtype()));
    }
    if x.dtype() != grid.dtype() {
        return Err(Error::runtime(format!(
            "expected scalar type {} but found {}",
            x.dtype().scalar_name(),
            grid.dtype().scalar_name()
        )));
    }
    let mut image = [1; 3];
    image[3 - dims..].copy_from_slice(&from[2..]);
    let mut to = Shape::from_slice(&from[..2]);
    to.extend_from_slice(&places[1..=dims]);
    shape::sizes(&to.iter().map(|&n| n as i64).collect::<Vec<_>>())?;
    let count = shape::numel(&places[1..=dims]);
    let plan = Plan { reading, dims, batch: from[0], channels: from[1], image, places: count, from, grid: places, to };
    Ok(forward(x, grid, plan)?.into())
}

/// Calls the macro's body with the type that is computed in.
macro_rules! in_type {
    ($like:expr, $T:ident => $body:expr) => {
        match $like.dtype() {
            DType::Float64 => {
                type $T = f64;
                $body
            }
            _ => {
                type $T = f32;
                $body
            }
        }
    };
}

fn forward(x: &Tensor, grid: &Tensor, plan: Plan) -> Result<Tensor> {
    let out = in_type!(x, T => {
        let (x, places) = (x.values::<T>(), grid.values::<T>());
        let mut out = zeros::<T>(shape::numel(&plan.to))?;
        plan.walk(&places, |n, place, visit| {
            for c in 0..plan.channels {
                let image = plan.plane(&x, n, c);
                let mut sum = T::ZERO;
                visit(&mut |at, [_, _, _], weight, _| sum += plan.read(image, at) * weight);
                out[(n * plan.channels + c) * plan.places + place] = sum;
            }
        });
        Tensor::from_vec(out, &plan.to)
    });
    let out = out.cast(x.dtype())?;
    let node = if plan.dims == 2 { "GridSampler2DBackward0" } else { "GridSampler3DBackward0" };
    Ok(record(out, node, &[x, grid], |_| {
        let (x, grid) = (Saved::new(x), Saved::new(grid));
        Box::new(move |incoming| {
            let (image, grid) = backward(&incoming.grad()?, &x.get(incoming)?, &grid.get(incoming)?, &plan)?;
            Ok(vec![kept(incoming, 0, image), kept(incoming, 1, grid)])
        })
    }))
}

fn kept(incoming: &Incoming<'_>, i: usize, grad: Tensor) -> Option<Tensor> {
    incoming.needs(i).then_some(grad)
}

/// The gradients of the image and of the grid.
fn backward(grad: &Tensor, x: &Tensor, grid: &Tensor, plan: &Plan) -> Result<(Tensor, Tensor)> {
    let (image, places) = in_type!(x, T => {
        let (values, places, grads) = (x.values::<T>(), grid.values::<T>(), grad.values::<T>());
        let (mut dx, mut dgrid) = (zeros::<T>(x.numel())?, zeros::<T>(grid.numel())?);
        plan.walk(&places, |n, place, visit| {
            let at_grid = (n * plan.places + place) * plan.dims;
            for c in 0..plan.channels {
                let g = grads[(n * plan.channels + c) * plan.places + place];
                let image = plan.plane(&values, n, c);
                let start = plan.start(n, c);
                let mut slopes = [T::ZERO; 3];
                visit(&mut |at, slope, weight, _| {
                    let Some(at) = at else { return };
                    dx[start + at] += g * weight;
                    for d in 0..3 {
                        slopes[d] += image[at] * slope[d];
                    }
                });
                for d in 0..plan.dims {
                    // The grid's first number is the place in the last dimension.
                    dgrid[at_grid + d] += g * slopes[2 - d];
                }
            }
        });
        (Tensor::from_vec(dx, &plan.from), Tensor::from_vec(dgrid, &plan.grid))
    });
    let (image, places) = (image.cast(x.dtype())?, places.cast(x.dtype())?);
    let outs = [image, places];
    let name = if plan.dims == 2 { "GridSampler2DBackwardBackward0" } else { "GridSampler3DBackwardBackward0" };
    record_many(&outs, name, &[grad, x, grid], |_| {
        let (grad, x, grid, plan) = (Saved::new(grad), Saved::new(x), Saved::new(grid), plan.clone());
        Box::new(move |incoming| {
            let (u, v) = (incoming.grad_of(0)?, incoming.grad_of(1)?);
            let found = second(&grad.get(incoming)?, &x.get(incoming)?, &grid.get(incoming)?, (&u, &v), &plan)?;
            Ok(found.into_iter().enumerate().map(|(i, t)| kept(incoming, i, t)).collect())
        })
    });
    let [image, places] = outs;
    Ok((image, places))
}

/// The gradients of the gradients, by what came in, the image and the grid. `u` and `v` are their own gradients. With weights w
/// and slopes w' the first ones are g w and g x w', so these are u w + v x w', g v w' and g u w' + g x v w''.
fn second(grad: &Tensor, x: &Tensor, grid: &Tensor, (u, v): (&Tensor, &Tensor), plan: &Plan) -> Result<Vec<Tensor>> {
    let found = in_type!(x, T => {
        let (values, places, grads) = (x.values::<T>(), grid.values::<T>(), grad.values::<T>());
        let (u, v) = (u.values::<T>(), v.values::<T>());
        let mut dgrad = zeros::<T>(grads.len())?;
        let (mut dx, mut dgrid) = (zeros::<T>(values.len())?, zeros::<T>(places.len())?);
        plan.walk(&places, |n, place, visit| {
            let at_grid = (n * plan.places + place) * plan.dims;
            let mut along = [T::ZERO; 3];
            for d in 0..plan.dims {
                along[2 - d] = v[at_grid + d];
            }
            for c in 0..plan.channels {
                let at_out = (n * plan.channels + c) * plan.places + place;
                let (g, start) = (grads[at_out], plan.start(n, c));
                let (image, upper) = (plan.plane(&values, n, c), plan.plane(&u, n, c));
                let (mut out, mut places) = (T::ZERO, [T::ZERO; 3]);
                visit(&mut |at, slope, weight, curves| {
                    let Some(at) = at else { return };
                    let moved = along[0] * slope[0] + along[1] * slope[1] + along[2] * slope[2];
                    out += upper[at] * weight + image[at] * moved;
                    dx[start + at] += g * moved;
                    for d in 0..3 {
                        let bent = along[0] * curves[d][0] + along[1] * curves[d][1] + along[2] * curves[d][2];
                        places[d] += g * (upper[at] * slope[d] + image[at] * bent);
                    }
                });
                dgrad[at_out] = out;
                for d in 0..plan.dims {
                    dgrid[at_grid + d] += places[2 - d];
                }
            }
        });
        [Tensor::from_vec(dgrad, &plan.to), Tensor::from_vec(dx, &plan.from), Tensor::from_vec(dgrid, &plan.grid)]
    });
    let found = found.iter().map(|t| t.cast(x.dtype())).collect::<Result<Vec<_>>>()?;
    record_many(&found, "NotImplemented", &[grad, x, grid, u, v], |_| {
        Box::new(|_: &Incoming<'_>| Err(Error::not_implemented("a third derivative of grid_sample")))
    });
    Ok(found)
}

/// What is called for every element that a place is made of: where it is, the slopes of its weight, its weight, and the weight's
/// second derivatives, each by the place in depth, height and width.
type Visit<'a, T> = &'a mut dyn FnMut(Option<usize>, [T; 3], T, [[T; 3]; 3]);

impl Plan {
    fn start(&self, n: usize, c: usize) -> usize {
        (n * self.channels + c) * self.image.iter().product::<usize>()
    }

    fn plane<'a, T>(&self, x: &'a [T], n: usize, c: usize) -> &'a [T] {
        let start = self.start(n, c);
        &x[start..start + self.image.iter().product::<usize>()]
    }

    /// Beyond an image there are zeros; NaN places make them NaN in images and not in volumes, as in PyTorch.
    fn read<T: Real>(&self, image: &[T], at: Option<usize>) -> T {
        at.map_or(T::ZERO, |at| image[at])
    }

    /// Calls `f` with each image, each place of its grid and a function that visits the elements there.
    fn walk<T: Real>(&self, grid: &[T], mut f: impl FnMut(usize, usize, &dyn Fn(Visit<'_, T>))) {
        for n in 0..self.batch {
            for place in 0..self.places {
                let at = (n * self.places + place) * self.dims;
                let mut taps = [Taps::default(); 3];
                for (d, taps) in taps.iter_mut().enumerate() {
                    *taps =
                        if d + self.dims < 3 { fixed() } else { self.reading.taps(grid[at + 2 - d], self.image[d]) };
                }
                f(n, place, &|visit| self.visit(&taps, visit));
            }
        }
    }

    fn visit<T: Real>(&self, [depth, height, width]: &[Taps<T>; 3], visit: Visit<'_, T>) {
        for d in &depth.all[..depth.count] {
            for h in &height.all[..height.count] {
                for w in &width.all[..width.count] {
                    let at = match (d.at, h.at, w.at) {
                        (Some(d), Some(h), Some(w)) => Some((d * self.image[1] + h) * self.image[2] + w),
                        _ => None,
                    };
                    if at.is_none() && self.dims == 3 {
                        continue;
                    }
                    let ([d0, d1, d2], [h0, h1, h2], [w0, w1, w2]) = (d.weights, h.weights, w.weights);
                    let slopes = [d1 * h0 * w0, d0 * h1 * w0, d0 * h0 * w1];
                    let curves = [
                        [d2 * h0 * w0, d1 * h1 * w0, d1 * h0 * w1],
                        [d1 * h1 * w0, d0 * h2 * w0, d0 * h1 * w1],
                        [d1 * h0 * w1, d0 * h1 * w1, d0 * h0 * w2],
                    ];
                    visit(at, slopes, d0 * h0 * w0, curves);
                }
            }
        }
    }
}

/// The one element of a dimension that there is not.
fn fixed<T: Real>() -> Taps<T> {
    let mut taps = Taps { count: 1, ..Taps::default() };
    taps.all[0].at = Some(0);
    taps.all[0].weights[0] = T::ONE;
    taps
}
