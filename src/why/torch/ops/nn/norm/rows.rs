//! Layer norm, group norm and instance norm: each row of elements that lie together is brought to mean 0 and variance 1.

use super::super::super::super::args::{Args, Value};
use super::super::super::super::dtype::DType;
use super::super::super::super::error::{Error, Kind, Result};
use super::super::super::super::registry::{FUNCTIONAL, Op, TORCH, op};
use super::super::super::super::shape::{self, Shape};
use super::super::super::super::tape::{self, Incoming, Saved, record};
use super::super::super::super::tensor::Tensor;
use super::super::super::{mul, reshape, sum_dims};
use super::super::pointwise::{unsupported, zeros};
use super::super::real::{Real, sum_of, vectorised};
use super::{check_shape, check_types, formula, normalised, normalized_shape, size_text};

pub(in super::super::super) const OPS: &[Op] = &[
    op(
        FUNCTIONAL,
        "layer_norm(Tensor input, any normalized_shape, Tensor? weight=None, Tensor? bias=None, float eps=1e-05)",
        layer_norm,
    ),
    op(
        TORCH,
        "layer_norm(Tensor input, any normalized_shape, Tensor? weight=None, Tensor? bias=None, float eps=1e-05, bool cudnn_enable=True)",
        layer_norm,
    ),
    op(
        FUNCTIONAL,
        "group_norm(Tensor input, int num_groups, Tensor? weight=None, Tensor? bias=None, float eps=1e-05)",
        |a| group_norm(a, true),
    ),
    op(
        TORCH,
        "group_norm(Tensor input, int num_groups, Tensor? weight=None, Tensor? bias=None, float eps=1e-05, bool cudnn_enabled=True)",
        |a| group_norm(a, false),
    ),
];

/// How elements are grouped, and which of the parameters' elements each of them has.
#[derive(Clone, Copy)]
pub struct Plan {
    rows: usize,
    width: usize,
    /// How many rows follow each other before the parameters begin again.
    cycle: usize,
    /// How many neighbours share one parameter.
    run: usize,
    eps: f64,
    node: &'static str,
}

impl Plan {
    pub fn new(x: &Tensor, groups: usize, eps: f64, node: &'static str) -> Self {
        let shape = x.shape();
        let rows = shape.first().copied().unwrap_or(1) * groups;
        let width = x.numel().checked_div(rows).unwrap_or(0);
        Self { rows, width, cycle: groups, run: shape.iter().skip(2).product(), eps, node }
    }

    /// The shapes in which rows, parameters and their product broadcast.
    fn open(&self) -> ([usize; 4], [usize; 4]) {
        let count = self.width / self.run.max(1);
        let outer = self.rows / self.cycle.max(1);
        ([outer, self.cycle, count, self.run], [1, self.cycle, count, 1])
    }
}

fn layer_norm(args: &Args) -> Result<Value> {
    let x = args.tensor(0)?;
    let wanted = normalized_shape(args, 1, "layer_norm", ", ")?;
    let (weight, bias) = (args.opt_tensor(2), args.opt_tensor(3));
    check_shape("weight", weight, &wanted)?;
    check_shape("bias", bias, &wanted)?;
    if !x.dtype().is_floating() {
        return Err(unsupported("LayerNormKernelImpl", x.dtype()));
    }
    check_types(x, &[weight, bias])?;
    let width = shape::numel(&wanted);
    let rows = x.numel().checked_div(width).unwrap_or(0);
    let plan = Plan { rows, width, cycle: 1, run: 1, eps: args.float(4)?, node: "NativeLayerNormBackward0" };
    Ok(normalise(x, weight, bias, plan)?.into())
}

fn group_norm(args: &Args, is_functional: bool) -> Result<Value> {
    let (x, groups) = (args.tensor(0)?, args.int(1)?);
    let (weight, bias) = (args.opt_tensor(2), args.opt_tensor(3));
    let shape = x.shape();
    if shape.len() < 2 {
        return Err(Error::runtime(format!(
            "Expected at least 2 dimensions for input tensor but received {}",
            shape.len()
        )));
    }
    if is_functional {
        check_values(&shape, groups)?;
    }
    let Some(groups) = usize::try_from(groups).ok().filter(|&n| n > 0) else {
        return Err(Error::runtime(format!("Expected num groups to be greater than 0, got {groups}")));
    };
    if shape[1] % groups != 0 {
        return Err(Error::runtime(format!(
            "Expected number of channels in input to be divisible by num_groups, but got input of shape {} and num_groups={groups}",
            shape::text(&shape)
        )));
    }
    for (name, param) in [("weight", weight), ("bias", bias)] {
        if let Some(found) = param.map(Tensor::shape).filter(|s| **s != [shape[1]]) {
            return Err(Error::runtime(format!(
                "Expected {name} to be a vector of size equal to the number of channels in input, but got {name} of shape {} and input of shape {}",
                shape::text(&found),
                shape::text(&shape)
            )));
        }
    }
    if !x.dtype().is_floating() {
        return Err(unsupported("GroupNormKernelImpl", x.dtype()));
    }
    check_types(x, &[weight, bias])?;
    Ok(normalise(x, weight, bias, Plan::new(x, groups, args.float(4)?, "NativeGroupNormBackward0"))?.into())
}

/// More than one number must be normalised together; in Python's arithmetic, as the error shows.
fn check_values(shape: &[usize], groups: i64) -> Result<()> {
    if groups == 0 {
        return Err(Error::new(Kind::ZeroDivision, "integer division or modulo by zero"));
    }
    let per_group = (shape[0] as i64 * shape[1] as i64).div_euclid(groups);
    if per_group * shape[2..].iter().product::<usize>() as i64 != 1 {
        return Ok(());
    }
    let sizes: Vec<String> =
        [per_group, groups].into_iter().chain(shape[2..].iter().map(|&n| n as i64)).map(|n| n.to_string()).collect();
    Err(Error::value(format!(
        "Expected more than 1 value per channel when training, got input size [{}]",
        sizes.join(", ")
    )))
}

/// The error for one value a channel.
pub fn single_value(what: &str, shape: &[usize]) -> Error {
    Error::value(format!("Expected more than 1 {what} when training, got input size {}", size_text(shape)))
}

/// Mean and 1 / deviation of each row.
pub struct Moments<T> {
    pub mean: Vec<T>,
    pub scale: Vec<T>,
}

/// The mean of a row, and the sum of squares of what is left without it.
#[inline(always)]
pub fn moments_of<T: Real>(row: &[T]) -> (f64, f64) {
    let mean = sum_of(row.len(), |i| row[i]) / row.len() as f64;
    let centre = T::of(mean);
    let squares = sum_of(row.len(), |i| (row[i] - centre) * (row[i] - centre));
    // What the centre lost by being rounded.
    let lost = mean - centre.wide();
    (mean, squares - row.len() as f64 * lost * lost)
}

/// Normalises the rows of `x`, then scales and shifts them.
pub fn normalise(x: &Tensor, weight: Option<&Tensor>, bias: Option<&Tensor>, plan: Plan) -> Result<Tensor> {
    match x.dtype() {
        DType::Float64 => run::<f64>(x, weight, bias, plan),
        _ => run::<f32>(x, weight, bias, plan),
    }
}

fn run<T: Real>(x: &Tensor, weight: Option<&Tensor>, bias: Option<&Tensor>, plan: Plan) -> Result<Tensor> {
    let values = x.values::<T>();
    let weights = weight.map(|w| w.values::<T>().into_vec());
    let biases = bias.map(|b| b.values::<T>().into_vec());
    let mut out = zeros::<T>(values.len())?;
    let mut moments = Moments { mean: Vec::with_capacity(plan.rows), scale: Vec::with_capacity(plan.rows) };
    if plan.width > 0 {
        vectorised(
            #[inline(always)]
            || {
                let rows = values.chunks_exact(plan.width).zip(out.chunks_exact_mut(plan.width));
                for (r, (row, out)) in rows.enumerate() {
                    let (mean, squares) = moments_of(row);
                    let scale = T::of(1.0 / (squares / plan.width as f64 + plan.eps).sqrt());
                    let shift = -T::of(mean) * scale;
                    moments.mean.push(T::of(mean));
                    moments.scale.push(scale);
                    out.iter_mut().zip(row).for_each(|(o, &v)| *o = v * scale + shift);
                    adjust(out, weights.as_deref(), biases.as_deref(), plan, r);
                }
            },
        );
    }
    drop(values);
    let out = Tensor::from_vec(out, &x.shape());
    let out = if x.dtype() == out.dtype() { out } else { out.cast(x.dtype())? };
    let inputs: Vec<&Tensor> = [Some(x), weight, bias].into_iter().flatten().collect();
    Ok(record(out, plan.node, &inputs, |_| {
        let (saved, bias) = (Saved::new(x), bias.map(|b| (b.shape(), b.dtype())));
        let weight = weight.map(Saved::new);
        Box::new(move |incoming| {
            let x = saved.get(incoming)?;
            let weight = weight.as_ref().map(|w| w.get(incoming)).transpose()?;
            if tape::is_enabled() {
                return slow(incoming, &x, weight.as_ref(), bias.as_ref(), plan);
            }
            back::<T>(incoming, &x, weight.as_ref(), bias.as_ref(), &moments, plan)
        })
    }))
}

/// Applies a row's weights and biases.
#[inline(always)]
fn adjust<T: Real>(out: &mut [T], weights: Option<&[T]>, biases: Option<&[T]>, plan: Plan, r: usize) {
    if weights.is_none() && biases.is_none() {
        return;
    }
    let first = r % plan.cycle * (plan.width / plan.run.max(1));
    if plan.run == 1 {
        if let Some(w) = weights.and_then(|w| w.get(first..first + out.len())) {
            out.iter_mut().zip(w).for_each(|(o, &w)| *o *= w);
        }
        if let Some(b) = biases.and_then(|b| b.get(first..first + out.len())) {
            out.iter_mut().zip(b).for_each(|(o, &b)| *o += b);
        }
        return;
    }
    for (k, run) in out.chunks_exact_mut(plan.run).enumerate() {
        let (w, b) = (weights.map_or(T::ONE, |w| w[first + k]), biases.map_or(T::ZERO, |b| b[first + k]));
        run.iter_mut().for_each(|o| *o = *o * w + b);
    }
}

fn back<T: Real>(
    incoming: &Incoming<'_>,
    x: &Tensor,
    weight: Option<&Tensor>,
    bias: Option<&(Shape, DType)>,
    moments: &Moments<T>,
    plan: Plan,
) -> tape::Gradients {
    let grad = incoming.grad()?;
    let (values, grads) = (x.values::<T>(), grad.values::<T>());
    let weights = weight.map(Tensor::values::<T>);
    let weights = weights.as_deref();
    let count = weights.map_or(if bias.is_some() { plan.cycle * plan.width / plan.run.max(1) } else { 0 }, <[T]>::len);
    let (mut dx, mut dw, mut db) = (zeros::<T>(values.len())?, vec![T::ZERO; count], vec![T::ZERO; count]);
    if plan.width > 0 {
        vectorised(
            #[inline(always)]
            || {
                let n = plan.width as f64;
                let mut scaled = vec![T::ZERO; plan.width];
                for r in 0..plan.rows {
                    let at = r * plan.width..(r + 1) * plan.width;
                    let (x, g, dx) = (&values[at.clone()], &grads[at.clone()], &mut dx[at]);
                    let (mean, scale) = (moments.mean[r], moments.scale[r]);
                    if count > 0 {
                        let first = r % plan.cycle * (plan.width / plan.run.max(1));
                        gather((x, g), (mean, scale), plan.run, &mut dw[first..], &mut db[first..]);
                    }
                    scaled.copy_from_slice(g);
                    adjust(&mut scaled, weights, None, plan, r);
                    let total = sum_of(x.len(), |i| scaled[i]);
                    let along = sum_of(x.len(), |i| scaled[i] * (x[i] - mean));
                    // dx = scale (g - mean(g) - (x - mean) scale^2 mean(g (x - mean)))
                    let slope = T::of(along / n) * scale * scale * scale;
                    let shift = T::of(total / n) * scale;
                    for ((d, &s), &v) in dx.iter_mut().zip(&scaled).zip(x) {
                        *d = s * scale - shift - (v - mean) * slope;
                    }
                }
            },
        );
    }
    let tensor = |v: Vec<T>, like: &[usize], dtype: DType| {
        let t = Tensor::from_vec(v, like);
        if t.dtype() == dtype { Ok(t) } else { t.cast(dtype) }
    };
    let mut out = vec![Some(tensor(dx, &x.shape(), x.dtype())?)];
    if let Some(weight) = weight {
        out.push(Some(tensor(dw, &weight.shape(), weight.dtype())?));
    }
    if let Some((shape, dtype)) = bias {
        out.push(Some(tensor(db, shape, *dtype)?));
    }
    Ok(out)
}

/// Adds a row's part to the gradients of weight and bias.
#[inline(always)]
fn gather<T: Real>((x, g): (&[T], &[T]), (mean, scale): (T, T), run: usize, dw: &mut [T], db: &mut [T]) {
    if run == 1 {
        for (((w, b), &x), &g) in dw.iter_mut().zip(db).zip(x).zip(g) {
            *w += g * (x - mean) * scale;
            *b += g;
        }
        return;
    }
    for (k, (x, g)) in x.chunks_exact(run).zip(g.chunks_exact(run)).enumerate() {
        dw[k] += T::of(sum_of(run, |i| g[i] * (x[i] - mean))) * scale;
        db[k] += T::of(sum_of(run, |i| g[i]));
    }
}

/// The same in operations that have gradients themselves.
fn slow(
    incoming: &Incoming<'_>,
    x: &Tensor,
    weight: Option<&Tensor>,
    bias: Option<&(Shape, DType)>,
    plan: Plan,
) -> tape::Gradients {
    let grad = incoming.grad()?;
    let (wide, narrow) = plan.open();
    let flat = [plan.rows, plan.width];
    let rows = reshape(x, &flat)?;
    let (grad4, shape) = (reshape(&grad, &wide)?, x.shape());
    let scaled = match weight {
        Some(weight) => mul(&grad4, &reshape(weight, &narrow)?)?,
        None => grad4.clone(),
    };
    let dx = formula(&rows, &reshape(&scaled, &flat)?, plan.eps)?;
    let mut out = vec![Some(reshape(&dx, &shape)?)];
    let gathered = |t: &Tensor, like: &[usize]| reshape(&sum_dims(t, &[0, 3], false)?, like);
    if let Some(weight) = weight {
        let normal = reshape(&normalised(&rows, plan.eps)?, &wide)?;
        out.push(Some(gathered(&mul(&grad4, &normal)?, &weight.shape())?));
    }
    if let Some((shape, _)) = bias {
        out.push(Some(gathered(&grad4, shape)?));
    }
    Ok(out)
}
