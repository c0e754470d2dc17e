//! Normalisation: batch, instance, layer, group and root-mean-square norm, and local response.

pub(in super::super) mod batch;
mod channels;
pub(in super::super) mod response;
pub(in super::super) mod rms;
pub(in super::super) mod rows;

use super::super::super::args::{Args, Value};
use super::super::super::dtype::DType;
use super::super::super::error::{Error, Result};
use super::super::super::shape;
use super::super::super::tensor::Tensor;
use super::super::{add, div, mul, sub, sum_dims};
use super::formula::{add_number, mul_number, sqrt};

/// Parameters are of the input's type; those of a 16-bit input may be float32.
fn check_types(x: &Tensor, params: &[Option<&Tensor>]) -> Result<()> {
    let have = x.dtype();
    let is_half = matches!(have, DType::Float16 | DType::BFloat16);
    for param in params.iter().flatten() {
        let dtype = param.dtype();
        if dtype == have || (is_half && dtype == DType::Float32) {
            continue;
        }
        return Err(Error::runtime(if have == DType::Float64 {
            "mixed dtype (CPU): all inputs must share same datatype."
        } else {
            "mixed dtype (CPU): expect parameter to have scalar type of Float"
        }));
    }
    Ok(())
}

fn check_length(name: &str, param: Option<&Tensor>, n: usize) -> Result<()> {
    match param.map(Tensor::numel) {
        Some(found) if found != n => Err(Error::runtime(format!("{name} should contain {n} elements not {found}"))),
        _ => Ok(()),
    }
}

/// A shape as Python shows a `torch.Size`.
fn size_text(shape: &[usize]) -> String {
    format!("torch.Size({})", shape::text(shape))
}

/// The argument `normalized_shape`, which must be a list, checked against the last dimensions of `x`.
fn normalized_shape(args: &Args, i: usize, name: &str, star: &str) -> Result<Vec<usize>> {
    let x = args.tensor(0)?;
    let Value::List(_) = args.value(i) else {
        return Err(Error::type_error(format!(
            "{name}(): argument 'normalized_shape' (position 2) must be tuple of ints, not {}",
            args.value(i).type_name()
        )));
    };
    let given = args.ints(i)?;
    if given.is_empty() {
        return Err(Error::runtime(
            "Expected normalized_shape to be at least 1-dimensional, i.e., containing at least one element, but got normalized_shape = []",
        ));
    }
    let have = x.shape();
    let fits = given.len() <= have.len()
        && given.iter().zip(&have[have.len() - given.len()..]).all(|(&want, &have)| want == have as i64);
    if !fits {
        let list = given.iter().map(i64::to_string).collect::<Vec<_>>().join(", ");
        return Err(Error::runtime(format!(
            "Given normalized_shape=[{list}], expected input with shape [*{star}{list}], but got input of size{}",
            shape::text(&have)
        )));
    }
    Ok(given.iter().map(|&n| n as usize).collect())
}

fn check_shape(name: &str, param: Option<&Tensor>, wanted: &[usize]) -> Result<()> {
    match param.map(Tensor::shape) {
        Some(found) if *found != *wanted => Err(Error::runtime(format!(
            "Expected {name} to be of same shape as normalized_shape, but got {name} of shape {} and normalized_shape = {}",
            shape::text(&found),
            shape::text(wanted)
        ))),
        _ => Ok(()),
    }
}

/// The gradient of what is normalised along dimension 1 of `[rows, width]`, where `grad` is that of the normalised values: in
/// operations that have gradients themselves.
fn formula(x: &Tensor, grad: &Tensor, eps: f64) -> Result<Tensor> {
    let share = 1.0 / x.size(1)? as f64;
    let mean = |t: &Tensor| mul_number(&sum_dims(t, &[1], true)?, share);
    let (centred, deviation) = standard(x, eps)?;
    let normal = div(&centred, &deviation)?;
    let along = mul(&normal, &mean(&mul(grad, &normal)?)?)?;
    div(&sub(&sub(grad, &mean(grad)?)?, &along)?, &deviation)
}

/// x - mean, and the square root of the variance plus eps, of each row.
fn standard(x: &Tensor, eps: f64) -> Result<(Tensor, Tensor)> {
    let share = 1.0 / x.size(1)? as f64;
    let mean = mul_number(&sum_dims(x, &[1], true)?, share)?;
    let centred = sub(x, &mean)?;
    let variance = mul_number(&sum_dims(&mul(&centred, &centred)?, &[1], true)?, share)?;
    Ok((centred, sqrt(&add_number(&variance, eps)?)?))
}

/// The normalised rows of `[rows, width]`, in operations that have gradients.
fn normalised(x: &Tensor, eps: f64) -> Result<Tensor> {
    let (centred, deviation) = standard(x, eps)?;
    div(&centred, &deviation)
}

/// `x * weight + bias`, either of which may be missing.
fn affine(x: Tensor, weight: Option<&Tensor>, bias: Option<&Tensor>) -> Result<Tensor> {
    let x = match weight {
        Some(weight) => mul(&x, weight)?,
        None => x,
    };
    match bias {
        Some(bias) => add(&x, bias),
        None => Ok(x),
    }
}
