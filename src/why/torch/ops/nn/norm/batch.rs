//! Batch norm: each channel (dimension 1) is brought to mean 0 and variance 1 over the batch, or by running statistics; and
//! instance norm's use of those.

use super::super::super::super::args::{Args, Value};
use super::super::super::super::dtype::DType;
use super::super::super::super::error::{Error, Result};
use super::super::super::super::registry::{FUNCTIONAL, Op, TORCH, op};
use super::super::super::super::tape::{self, Incoming, Saved, record};
use super::super::super::super::tensor::Tensor;
use super::super::super::{mul, permute, reshape, sum_dims};
use super::super::pointwise::{unsupported, zeros};
use super::super::real::{Real, vectorised};
use super::channels::{Layout, each_channel, moments, products};
use super::rows::{Plan, normalise, single_value};
use super::{affine, check_length, check_types, normalised, size_text};

pub(in super::super::super) const OPS: &[Op] = &[
    op(
        FUNCTIONAL,
        "batch_norm(Tensor input, Tensor? running_mean, Tensor? running_var, Tensor? weight=None, Tensor? bias=None, bool training=False, float momentum=0.1, float eps=1e-05)",
        |a| {
            let (training, eps, shape) = (a.boolean(5), a.float(7)?, a.tensor(0)?.shape());
            if training {
                let Some(&batch) = shape.first() else { return Err(Error::index("tuple index out of range")) };
                if batch * shape.iter().skip(2).product::<usize>() == 1 {
                    return Err(single_value("value per channel", &shape));
                }
            }
            if eps < 0.0 || (training && eps == 0.0) {
                let wanted = if training { "positive during training" } else { "non-negative" };
                return Err(Error::value(format!("batch_norm eps must be {wanted}, but got {eps:?}")));
            }
            let stats = Running { mean: a.opt_tensor(1), var: a.opt_tensor(2), momentum: a.float(6)? };
            Ok(batch_norm(a.tensor(0)?, (a.opt_tensor(3), a.opt_tensor(4)), &stats, training, eps)?.into())
        },
    ),
    op(
        TORCH,
        "batch_norm(Tensor input, Tensor? weight, Tensor? bias, Tensor? running_mean, Tensor? running_var, bool training, float momentum, float eps, bool cudnn_enabled)",
        |a| {
            let stats = Running { mean: a.opt_tensor(3), var: a.opt_tensor(4), momentum: a.float(6)? };
            Ok(batch_norm(a.tensor(0)?, (a.opt_tensor(1), a.opt_tensor(2)), &stats, a.boolean(5), a.float(7)?)?.into())
        },
    ),
    op(
        FUNCTIONAL,
        "instance_norm(Tensor input, Tensor? running_mean=None, Tensor? running_var=None, Tensor? weight=None, Tensor? bias=None, bool use_input_stats=True, float momentum=0.1, float eps=1e-05)",
        instance_norm,
    ),
];

/// Averages over the batches seen so far.
struct Running<'a> {
    mean: Option<&'a Tensor>,
    var: Option<&'a Tensor>,
    momentum: f64,
}

type Params<'a> = (Option<&'a Tensor>, Option<&'a Tensor>);

fn batch_norm(x: &Tensor, (weight, bias): Params<'_>, stats: &Running<'_>, training: bool, eps: f64) -> Result<Tensor> {
    let shape = x.shape();
    if shape.len() < 2 && (training || shape.is_empty()) {
        return Err(Error::index("Dimension out of range (expected to be in range of [-1, 0], but got 1)"));
    }
    let channels = shape.get(1).copied().unwrap_or(0);
    for (name, stat) in [("running_mean", stats.mean), ("running_var", stats.var)] {
        if stat.is_none() && !training {
            return Err(Error::runtime(format!("{name} must be defined in evaluation mode")));
        }
        check_length(name, stat, channels)?;
    }
    check_length("weight", weight, channels)?;
    check_length("bias", bias, channels)?;
    if !x.dtype().is_floating() {
        return Err(unsupported("batch_norm", x.dtype()));
    }
    check_types(x, &[weight, bias, stats.mean, stats.var])?;
    if x.numel() == 0 {
        let open = |t: Option<&Tensor>| {
            t.filter(|t| t.numel() > 0).map(|t| super::super::super::narrow(t, 0, 0, 1)).transpose()
        };
        return affine(x.clone(), open(weight)?.as_ref(), open(bias)?.as_ref());
    }
    match x.dtype() {
        DType::Float64 => run::<f64>(x, (weight, bias), stats, training, eps),
        _ => run::<f32>(x, (weight, bias), stats, training, eps),
    }
}

fn run<T: Real>(
    x: &Tensor,
    (weight, bias): Params<'_>,
    stats: &Running<'_>,
    training: bool,
    eps: f64,
) -> Result<Tensor> {
    let layout = Layout::new(&x.shape());
    let read = |t: Option<&Tensor>, otherwise: f64| match t {
        Some(t) => t.to_f64_vec(),
        None => vec![otherwise; layout.channels],
    };
    let values = x.values::<T>();
    let (mean, scale): (Vec<T>, Vec<T>) = if training {
        let (mean, squares) = vectorised(
            #[inline(always)]
            || moments(&values, layout),
        );
        let n = layout.count() as f64;
        update(stats, &mean, &squares, n)?;
        let scale = squares.iter().map(|s| T::of(1.0 / (s / n + eps).sqrt()));
        (mean.iter().map(|&m| T::of(m)).collect(), scale.collect())
    } else {
        let scale = read(stats.var, 1.0).iter().map(|v| T::of(1.0 / (v + eps).sqrt())).collect();
        (read(stats.mean, 0.0).iter().map(|&m| T::of(m)).collect(), scale)
    };
    let (weights, biases) = (read(weight, 1.0), read(bias, 0.0));
    let factors: Vec<T> = scale.iter().zip(&weights).map(|(&s, &w)| s * T::of(w)).collect();
    let shifts: Vec<T> = biases.iter().zip(&mean).zip(&factors).map(|((&b, &m), &f)| T::of(b) - m * f).collect();
    let mut out = zeros::<T>(values.len())?;
    vectorised(
        #[inline(always)]
        || {
            each_channel(&mut out, layout, |out, range, c| {
                let (f, s) = (&factors[c.clone()], &shifts[c]);
                match (f, s) {
                    (&[f], &[s]) => out.iter_mut().zip(&values[range]).for_each(|(o, &v)| *o = v * f + s),
                    _ => {
                        let params = f.iter().zip(s);
                        out.iter_mut().zip(&values[range]).zip(params).for_each(|((o, &v), (&f, &s))| *o = v * f + s);
                    }
                }
            });
        },
    );
    drop(values);
    let out = Tensor::from_vec(out, &x.shape());
    let out = if out.dtype() == x.dtype() { out } else { out.cast(x.dtype())? };
    let inputs: Vec<&Tensor> = [Some(x), weight, bias].into_iter().flatten().collect();
    Ok(record(out, "NativeBatchNormBackward0", &inputs, |_| {
        let (saved, bias) = (Saved::new(x), bias.map(Tensor::dtype));
        let weight = weight.map(Saved::new);
        Box::new(move |incoming| {
            let x = saved.get(incoming)?;
            let weight = weight.as_ref().map(|w| w.get(incoming)).transpose()?;
            let fixed = (!training).then_some((mean.as_slice(), scale.as_slice()));
            if tape::is_enabled() {
                return slow(incoming, &x, weight.as_ref(), bias, fixed, eps);
            }
            back(incoming, &x, weight.as_ref(), bias, (&mean, &scale), training)
        })
    }))
}

/// Moves the running statistics towards this batch's; the variance is the unbiased one.
fn update(stats: &Running<'_>, mean: &[f64], squares: &[f64], n: f64) -> Result<()> {
    let m = stats.momentum;
    let blend = |target: Option<&Tensor>, new: &dyn Fn(usize) -> f64| -> Result<()> {
        let Some(target) = target else { return Ok(()) };
        let old = target.to_f64_vec();
        // In the type's own precision, as PyTorch blends them.
        let blended: Vec<f64> = match target.dtype() {
            DType::Float64 => old.iter().enumerate().map(|(c, &o)| m * new(c) + (1.0 - m) * o).collect(),
            _ => old.iter().enumerate().map(|(c, &o)| m * f64::from(new(c) as f32) + (1.0 - m) * o).collect(),
        };
        let changed = Tensor::from_f64s(blended, &target.shape(), target.dtype())?;
        target.write(&changed.buffer_as(target.dtype())?);
        target.bump_version();
        Ok(())
    };
    blend(stats.mean, &|c| mean[c])?;
    blend(stats.var, &|c| squares[c] / (n - 1.0))
}

fn back<T: Real>(
    incoming: &Incoming<'_>,
    x: &Tensor,
    weight: Option<&Tensor>,
    bias: Option<DType>,
    (mean, scale): (&[T], &[T]),
    training: bool,
) -> tape::Gradients {
    let layout = Layout::new(&x.shape());
    let grad = incoming.grad()?;
    let (values, grads) = (x.values::<T>(), grad.values::<T>());
    // For each channel the sums of the gradient and of the gradient times (x - mean).
    let (total, along) = vectorised(
        #[inline(always)]
        || products(&values, &grads, mean, layout),
    );
    let tensor = |v: Vec<T>, shape: &[usize], dtype: DType| {
        let t = Tensor::from_vec(v, shape);
        if t.dtype() == dtype { Ok(t) } else { t.cast(dtype) }
    };
    let mut out = Vec::with_capacity(3);
    out.push(if incoming.needs(0) {
        let n = layout.count() as f64;
        let weights = weight.map_or_else(|| vec![1.0; layout.channels], Tensor::to_f64_vec);
        // dx = f g + a (x - mean) + b
        let factor: Vec<T> = scale.iter().zip(&weights).map(|(&s, &w)| s * T::of(w)).collect();
        let both = |c: usize, sum: f64| if training { T::of(-sum / n) * factor[c] } else { T::ZERO };
        let slope: Vec<T> = along.iter().enumerate().map(|(c, &s)| both(c, s) * scale[c] * scale[c]).collect();
        let shift: Vec<T> = total.iter().enumerate().map(|(c, &s)| both(c, s)).collect();
        let mut dx = zeros::<T>(values.len())?;
        vectorised(
            #[inline(always)]
            || {
                each_channel(&mut dx, layout, |dx, range, c| {
                    let pairs = dx.iter_mut().zip(&values[range.clone()]).zip(&grads[range]);
                    let (f, a, b, m) = (&factor[c.clone()], &slope[c.clone()], &shift[c.clone()], &mean[c]);
                    if let (&[f], &[a], &[b], &[m]) = (f, a, b, m) {
                        pairs.for_each(|((d, &x), &g)| *d = g * f + (x - m) * a + b);
                    } else {
                        let params = f.iter().zip(a).zip(b.iter().zip(m));
                        pairs
                            .zip(params)
                            .for_each(|(((d, &x), &g), ((&f, &a), (&b, &m)))| *d = g * f + (x - m) * a + b);
                    }
                });
            },
        );
        Some(tensor(dx, &x.shape(), x.dtype())?)
    } else {
        None
    });
    let channels = [layout.channels];
    if let Some(weight) = weight {
        let dw = along.iter().zip(scale).map(|(&s, &scale)| T::of(s) * scale).collect();
        out.push(Some(tensor(dw, &channels, weight.dtype())?));
    }
    if let Some(dtype) = bias {
        out.push(Some(tensor(total.iter().map(|&s| T::of(s)).collect(), &channels, dtype)?));
    }
    Ok(out)
}

/// The same in operations that have gradients themselves. `fixed`: mean and scale that are not the batch's.
fn slow<T: Real>(
    incoming: &Incoming<'_>,
    x: &Tensor,
    weight: Option<&Tensor>,
    bias: Option<DType>,
    fixed: Option<(&[T], &[T])>,
    eps: f64,
) -> tape::Gradients {
    let (grad, shape) = (incoming.grad()?, x.shape());
    let Layout { batch, channels, inner } = Layout::new(&shape);
    // [channels, batch * inner] and back.
    let rows = |t: &Tensor| -> Result<Tensor> {
        reshape(&permute(&reshape(t, &[batch, channels, inner])?, &[1, 0, 2])?, &[channels, batch * inner])
    };
    let (x, g) = (rows(x)?, rows(&grad)?);
    let open = |t: &Tensor| reshape(t, &[channels, 1]);
    let scaled = match weight {
        Some(weight) => mul(&g, &open(weight)?)?,
        None => g.clone(),
    };
    let column = |v: &[T], factor: f64| -> Result<Tensor> {
        Tensor::from_f64s(v.iter().map(|v| v.wide() * factor).collect(), &[channels, 1], x.dtype())
    };
    let (dx, normal) = match fixed {
        None => (super::formula(&x, &scaled, eps)?, normalised(&x, eps)?),
        Some((mean, scale)) => {
            let scale = column(scale, 1.0)?;
            (mul(&scaled, &scale)?, mul(&super::super::super::add(&x, &column(mean, -1.0)?)?, &scale)?)
        }
    };
    let dx = permute(&reshape(&dx, &[channels, batch, inner])?, &[1, 0, 2])?;
    let mut out = vec![Some(reshape(&dx, &shape)?)];
    if weight.is_some() {
        out.push(Some(sum_dims(&mul(&g, &normal)?, &[1], false)?));
    }
    if bias.is_some() {
        out.push(Some(sum_dims(&g, &[1], false)?));
    }
    Ok(out)
}

fn instance_norm(args: &Args) -> Result<Value> {
    let x = args.tensor(0)?;
    let (weight, bias) = (args.opt_tensor(3), args.opt_tensor(4));
    let (own, eps, shape) = (args.boolean(5), args.float(7)?, x.shape());
    if own && shape.iter().skip(2).product::<usize>() == 1 {
        return Err(Error::value(format!(
            "Expected more than 1 spatial element when training, got input size {}",
            size_text(&shape)
        )));
    }
    let stats = Running { mean: args.opt_tensor(1), var: args.opt_tensor(2), momentum: args.float(6)? };
    if !own && (stats.mean.is_none() || stats.var.is_none()) {
        return Err(Error::runtime(
            "Expected running_mean and running_var to be defined when use_input_stats is false",
        ));
    }
    if shape.len() < 2 {
        return Err(Error::index("Dimension out of range (expected to be in range of [-1, 0], but got 1)"));
    }
    let (batch, channels) = (shape[0], shape[1]);
    let params = [("running_mean", stats.mean), ("running_var", stats.var), ("weight", weight), ("bias", bias)];
    for (name, param) in params {
        if let Some(found) = param.map(Tensor::numel).filter(|&n| n != channels) {
            return Err(Error::runtime(format!(
                "{name} should contain {} elements not {}",
                batch * channels,
                batch * found
            )));
        }
    }
    if !x.dtype().is_floating() {
        return Err(unsupported("batch_norm", x.dtype()));
    }
    check_types(x, &[weight, bias, stats.mean, stats.var])?;
    if !own {
        let out = batch_norm(x, (weight, bias), &stats, false, eps)?;
        return Ok(super::super::pointwise::titled(out, "ViewBackward0").into());
    }
    if stats.mean.is_some() || stats.var.is_some() {
        // Each instance has its own moments; what is kept is their mean.
        let single = Layout { batch: 1, channels: batch * channels, inner: shape.iter().skip(2).product() };
        let values = x.values::<f64>();
        let (mean, squares) = moments(&values, single);
        let average = |v: &[f64]| -> Vec<f64> {
            (0..channels).map(|c| (0..batch).fold(0.0, |s, b| s + v[b * channels + c]) / batch as f64).collect()
        };
        let (mean, squares) = (average(&mean), average(&squares));
        drop(values);
        update(&stats, &mean, &squares, single.inner as f64)?;
    }
    Ok(normalise(x, weight, bias, Plan::new(x, channels, eps, "ViewBackward0"))?.into())
}
