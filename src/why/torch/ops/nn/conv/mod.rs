//! Convolutions and transposed convolutions of one, two and three dimensions.

mod check;
mod kernels;
mod plan;

use std::rc::Rc;

use super::super::super::args::{Args, Value};
use super::super::super::dtype::DType;
use super::super::super::error::{Error, Result};
use super::super::super::registry::{FUNCTIONAL, Op, TORCH, op};
use super::super::super::shape::{self, Shape};
use super::super::super::tape::{Incoming, Saved, record};
use super::super::super::tensor::Tensor;
use super::super::{squeeze, sum_dims, unsqueeze};
use check::Sizes;
use plan::Plan;

pub(in super::super) const OPS: &[Op] = &[
    op(
        FUNCTIONAL | TORCH,
        "conv1d(Tensor input, Tensor weight, Tensor? bias=None, int[] stride=1, any padding=0, int[] dilation=1, int groups=1)",
        |a| conv(a, 1),
    ),
    op(
        FUNCTIONAL | TORCH,
        "conv2d(Tensor input, Tensor weight, Tensor? bias=None, int[] stride=1, any padding=0, int[] dilation=1, int groups=1)",
        |a| conv(a, 2),
    ),
    op(
        FUNCTIONAL | TORCH,
        "conv3d(Tensor input, Tensor weight, Tensor? bias=None, int[] stride=1, any padding=0, int[] dilation=1, int groups=1)",
        |a| conv(a, 3),
    ),
    op(
        FUNCTIONAL | TORCH,
        "conv_transpose1d(Tensor input, Tensor weight, Tensor? bias=None, int[] stride=1, int[] padding=0, int[] output_padding=0, int groups=1, int[] dilation=1)",
        |a| conv_transpose(a, 1),
    ),
    op(
        FUNCTIONAL | TORCH,
        "conv_transpose2d(Tensor input, Tensor weight, Tensor? bias=None, int[] stride=1, int[] padding=0, int[] output_padding=0, int groups=1, int[] dilation=1)",
        |a| conv_transpose(a, 2),
    ),
    op(
        FUNCTIONAL | TORCH,
        "conv_transpose3d(Tensor input, Tensor weight, Tensor? bias=None, int[] stride=1, int[] padding=0, int[] output_padding=0, int groups=1, int[] dilation=1)",
        |a| conv_transpose(a, 3),
    ),
];

/// Runs `f` on a batch; one sample without it is a batch of one meanwhile.
fn batched(args: &Args, name: &str, dims: usize, f: impl FnOnce(&Tensor) -> Result<Tensor>) -> Result<Value> {
    let x = args.tensor(0)?;
    if x.rank() == dims + 2 {
        return Ok(f(x)?.into());
    }
    if x.rank() == dims + 1 {
        return Ok(squeeze(&f(&unsqueeze(x, 0)?)?, Some(&[0]))?.into());
    }
    Err(Error::runtime(format!(
        "Expected {}D (unbatched) or {}D (batched) input to {name}{dims}d, but got input of size: {}",
        dims + 1,
        dims + 2,
        shape::text(&x.shape())
    )))
}

fn conv(args: &Args, dims: usize) -> Result<Value> {
    batched(args, "conv", dims, |x| {
        let (weight, bias) = (args.tensor(1)?, args.opt_tensor(2));
        let sizes = Sizes::of_convolution(args, dims)?;
        check::types(x, weight, bias)?;
        let plan = Rc::new(sizes.plan(x, weight, bias)?);
        if shape::numel(&plan.out_shape) == 0 {
            return empty(x, weight, bias, &plan.out_shape);
        }
        forward(x, weight, bias, &plan)
    })
}

fn conv_transpose(args: &Args, dims: usize) -> Result<Value> {
    batched(args, "conv_transpose", dims, |x| {
        let (weight, bias) = (args.tensor(1)?, args.opt_tensor(2));
        let sizes = Sizes::of_transposed(args, dims)?;
        check::types(x, weight, bias)?;
        let plan = Rc::new(sizes.transposed_plan(x, weight, bias)?);
        if shape::numel(&plan.image_shape) == 0 {
            return empty(x, weight, bias, &plan.image_shape);
        }
        let out = image_gradient(x, weight, &plan, "ConvolutionBackward0")?;
        let Some(bias) = bias else { return Ok(out) };
        // A channel's bias, added on the tape but under the one name.
        let mut open: Shape = Shape::from_elem(1, out.rank());
        open[1] = bias.numel();
        let out = super::super::add(&out, &super::super::reshape(bias, &open)?)?;
        Ok(super::pointwise::titled(out, "ConvolutionBackward0"))
    })
}

/// A result without elements, whose gradients are zero.
fn empty(x: &Tensor, weight: &Tensor, bias: Option<&Tensor>, shape: &[usize]) -> Result<Tensor> {
    let out = Tensor::zeros(shape, x.dtype())?;
    let inputs: Vec<&Tensor> = [Some(x), Some(weight), bias].into_iter().flatten().collect();
    let zeros = inputs.iter().map(|t| t.zeros_like().map(Some)).collect::<Result<Vec<_>>>()?;
    Ok(record(out, "ConvolutionBackward0", &inputs, |_| Box::new(move |_| Ok(zeros.clone()))))
}

/// Computes in the tensors' type, 16-bit floats in 32 bits.
macro_rules! in_type {
    ($like:expr, $T:ident => $values:expr, $shape:expr) => {
        match $like.dtype() {
            DType::Float64 => {
                type $T = f64;
                Ok(Tensor::from_vec($values, $shape))
            }
            DType::Float32 => {
                type $T = f32;
                Ok(Tensor::from_vec($values, $shape))
            }
            half => {
                type $T = f32;
                Tensor::from_vec($values, $shape).cast(half)
            }
        }
    };
}

fn forward(x: &Tensor, weight: &Tensor, bias: Option<&Tensor>, plan: &Rc<Plan>) -> Result<Tensor> {
    let out: Result<Tensor> = in_type!(x, T => {
        let bias = bias.map(Tensor::values::<T>);
        kernels::forward(plan, &x.values::<T>(), &weight.values::<T>(), bias.as_deref())?
    }, &plan.out_shape);
    let inputs: Vec<&Tensor> = [Some(x), Some(weight), bias].into_iter().flatten().collect();
    Ok(record(out?, "ConvolutionBackward0", &inputs, |_| {
        let (x, weight, plan) = (Saved::new(x), Saved::new(weight), plan.clone());
        Box::new(move |incoming| {
            let grad = incoming.grad()?;
            Ok(vec![
                needed(incoming, 0, || image_gradient(&grad, &weight.get(incoming)?, &plan, SECOND))?,
                needed(incoming, 1, || weight_gradient(&x.get(incoming)?, &grad, &plan))?,
                needed(incoming, 2, || over_channels(&grad))?,
            ])
        })
    }))
}

const SECOND: &str = "ConvolutionBackwardBackward0";

fn needed(incoming: &Incoming<'_>, i: usize, f: impl FnOnce() -> Result<Tensor>) -> Result<Option<Tensor>> {
    incoming.needs(i).then(f).transpose()
}

/// The sum over all dimensions but the channels'.
fn over_channels(grad: &Tensor) -> Result<Tensor> {
    let dims: Vec<i64> = (0..grad.rank() as i64).filter(|&d| d != 1).collect();
    sum_dims(grad, &dims, false)
}

/// The gradient of the image; of a transposed convolution, the result.
fn image_gradient(grad: &Tensor, weight: &Tensor, plan: &Rc<Plan>, name: &'static str) -> Result<Tensor> {
    let out: Result<Tensor> = in_type!(grad, T => {
        kernels::backward_image(plan, &grad.values::<T>(), &weight.values::<T>())?
    }, &plan.image_shape);
    Ok(record(out?, name, &[grad, weight], |_| {
        let (grad, weight, plan) = (Saved::new(grad), Saved::new(weight), plan.clone());
        Box::new(move |incoming| {
            let image = incoming.grad()?;
            Ok(vec![
                needed(incoming, 0, || forward(&image, &weight.get(incoming)?, None, &plan))?,
                needed(incoming, 1, || weight_gradient(&image, &grad.get(incoming)?, &plan))?,
            ])
        })
    }))
}

fn weight_gradient(x: &Tensor, grad: &Tensor, plan: &Rc<Plan>) -> Result<Tensor> {
    let out: Result<Tensor> = in_type!(x, T => {
        kernels::backward_weight(plan, &x.values::<T>(), &grad.values::<T>())?
    }, &plan.weight_shape);
    Ok(record(out?, SECOND, &[x, grad], |_| {
        let (x, grad, plan) = (Saved::new(x), Saved::new(grad), plan.clone());
        Box::new(move |incoming| {
            let weight = incoming.grad()?;
            Ok(vec![
                needed(incoming, 0, || image_gradient(&grad.get(incoming)?, &weight, &plan, SECOND))?,
                needed(incoming, 1, || forward(&x.get(incoming)?, &weight, None, &plan))?,
            ])
        })
    }))
}
