//! Root-mean-square norm: rows divided by the root of the mean of their squares.

use super::super::super::super::args::{Args, Value};
use super::super::super::super::dtype::DType;
use super::super::super::super::error::{Error, Result};
use super::super::super::super::registry::{FUNCTIONAL, Op, TORCH, op};
use super::super::super::super::shape;
use super::super::super::super::tape::{self, Saved, record};
use super::super::super::super::tensor::Tensor;
use super::super::super::{Operand, div, mul, reshape, result_type, sub, sum_dims, to_dtype};
use super::super::formula::{add_number, mul_number, sqrt};
use super::super::pointwise::{unsupported, zeros};
use super::super::real::{Real, sum_of, vectorised};
use super::{check_shape, normalized_shape};

pub(in super::super::super) const OPS: &[Op] = &[op(
    FUNCTIONAL | TORCH,
    "rms_norm(Tensor input, any normalized_shape, Tensor? weight=None, float? eps=None)",
    rms_norm,
)];

fn rms_norm(args: &Args) -> Result<Value> {
    let x = args.tensor(0)?;
    if let Value::List(list) = args.value(1)
        && list.len() > x.rank()
    {
        return Err(Error::value(format!(
            "Input tensor must have at least {} dimensions, but got {}",
            list.len(),
            x.rank()
        )));
    }
    let wanted = normalized_shape(args, 1, "rms_norm", "")?;
    let weight = args.opt_tensor(2);
    check_shape("weight", weight, &wanted)?;
    if !x.dtype().is_floating() {
        return Err(unsupported("rms_norm", x.dtype()));
    }
    // Computed in the type of both, at least in 32 bits, and given back in the input's.
    let made = weight.map_or(x.dtype(), |w| result_type(&[&Operand::from(x), &Operand::from(w)]));
    let made = if made == DType::Float64 { made } else { DType::Float32 };
    let least = match x.dtype() {
        DType::Float64 => f64::EPSILON,
        _ => f64::from(f32::EPSILON),
    };
    let eps = args.opt_float(3)?.unwrap_or(least);
    let wide = to_dtype(x, made)?;
    let weight = weight.map(|w| to_dtype(w, made)).transpose()?;
    let width = shape::numel(&wanted);
    let out = match made {
        DType::Float64 => run::<f64>(&wide, weight.as_ref(), width, eps)?,
        _ => run::<f32>(&wide, weight.as_ref(), width, eps)?,
    };
    Ok(to_dtype(&out, x.dtype())?.into())
}

fn run<T: Real>(x: &Tensor, weight: Option<&Tensor>, width: usize, eps: f64) -> Result<Tensor> {
    let values = x.values::<T>();
    let weights = weight.map(Tensor::values::<T>);
    let mut out = zeros::<T>(values.len())?;
    let mut scales = Vec::with_capacity(values.len().checked_div(width).unwrap_or(0));
    if width > 0 {
        vectorised(
            #[inline(always)]
            || {
                for (row, out) in values.chunks_exact(width).zip(out.chunks_exact_mut(width)) {
                    let squares = sum_of(width, |i| row[i] * row[i]);
                    let scale = T::of(1.0 / (squares / width as f64 + eps).sqrt());
                    scales.push(scale);
                    out.iter_mut().zip(row).for_each(|(o, &v)| *o = v * scale);
                    if let Some(weights) = &weights {
                        out.iter_mut().zip(weights.iter()).for_each(|(o, &w)| *o *= w);
                    }
                }
            },
        );
    }
    drop(values);
    drop(weights);
    let inputs: Vec<&Tensor> = [Some(x), weight].into_iter().flatten().collect();
    Ok(record(Tensor::from_vec(out, &x.shape()), "MulBackward0", &inputs, |_| {
        let (x, weight) = (Saved::new(x), weight.map(Saved::new));
        Box::new(move |incoming| {
            let (x, grad) = (x.get(incoming)?, incoming.grad()?);
            let weight = weight.as_ref().map(|w| w.get(incoming)).transpose()?;
            if tape::is_enabled() {
                return slow(&x, &grad, weight.as_ref(), width, eps);
            }
            back(&x, &grad, weight.as_ref(), width, &scales)
        })
    }))
}

/// dx = s (g - x s^2 mean(g x)), where g is the gradient times the weight and s the row's scale.
fn back<T: Real>(x: &Tensor, grad: &Tensor, weight: Option<&Tensor>, width: usize, scales: &[T]) -> tape::Gradients {
    let (values, grads) = (x.values::<T>(), grad.values::<T>());
    let weights = weight.map_or_else(|| vec![T::ONE; width], |w| w.values::<T>().into_vec());
    let (mut dx, mut dw) = (zeros::<T>(values.len())?, vec![T::ZERO; width]);
    if width > 0 {
        vectorised(
            #[inline(always)]
            || {
                let rows = values.chunks_exact(width).zip(grads.chunks_exact(width));
                for (((x, g), dx), &s) in rows.zip(dx.chunks_exact_mut(width)).zip(scales) {
                    let along = sum_of(width, |i| g[i] * weights[i] * x[i]);
                    let slope = T::of(along / width as f64) * s * s * s;
                    for ((((d, w), &x), &g), sum) in dx.iter_mut().zip(&weights).zip(x).zip(g).zip(&mut dw) {
                        *d = g * *w * s - x * slope;
                        *sum += g * x * s;
                    }
                }
            },
        );
    }
    let mut out = vec![Some(Tensor::from_vec(dx, &x.shape()))];
    if let Some(weight) = weight {
        out.push(Some(Tensor::from_vec(dw, &weight.shape())));
    }
    Ok(out)
}

/// The same in operations that have gradients themselves.
fn slow(x: &Tensor, grad: &Tensor, weight: Option<&Tensor>, width: usize, eps: f64) -> tape::Gradients {
    let flat = [x.numel().checked_div(width).unwrap_or(0), width];
    let (rows, grad, shape) = (reshape(x, &flat)?, reshape(grad, &flat)?, x.shape());
    let mean = |t: &Tensor| mul_number(&sum_dims(t, &[1], true)?, 1.0 / width as f64);
    let root = sqrt(&add_number(&mean(&mul(&rows, &rows)?)?, eps)?)?;
    let normal = div(&rows, &root)?;
    let scaled = match weight {
        Some(weight) => mul(&grad, &reshape(weight, &[1, width])?)?,
        None => grad.clone(),
    };
    let dx = div(&sub(&scaled, &mul(&normal, &mean(&mul(&scaled, &normal)?)?)?)?, &root)?;
    let mut out = vec![Some(reshape(&dx, &shape)?)];
    if let Some(weight) = weight {
        out.push(Some(reshape(&sum_dims(&mul(&grad, &normal)?, &[0], false)?, &weight.shape())?));
    }
    Ok(out)
}
