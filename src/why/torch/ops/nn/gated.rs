//! Activations of two numbers: glu (one half gates the other), prelu (a learned slope), rrelu (a random one).

use std::cell::RefCell;
use std::rc::Rc;

use super::super::super::args::{Args, Value};
use super::super::super::error::{Error, Result};
use super::super::super::random::{Generator, Wide, default_generator};
use super::super::super::registry::{FUNCTIONAL, Op, TENSOR, TORCH, op};
use super::super::super::shape::{self, Shape};
use super::super::super::tape::{self, Incoming, Saved, record};
use super::super::super::tensor::Tensor;
use super::super::super::values::Geometry;
use super::super::view::spread_back;
use super::super::{add, expand, mul, narrow, reshape};
use super::activation::sigmoid;
use super::curves::LeakyRelu;
use super::formula::{self, linear, product};
use super::pointwise::{Curve, check_floating, in_place, map, map2, unsupported};
use super::real::Real;

pub(in super::super) const OPS: &[Op] = &[
    op(FUNCTIONAL, "glu(Tensor input, int dim=-1)", |a| Ok(glu(a.tensor(0)?, a.int(1)?)?.into())),
    op(FUNCTIONAL | TORCH | TENSOR, "prelu(Tensor input, Tensor weight)", |a| {
        Ok(prelu(a.tensor(0)?, a.tensor(1)?)?.into())
    }),
    op(
        FUNCTIONAL,
        "rrelu(Tensor input, float lower=0.125, float upper=0.3333333333333333, bool training=False, bool inplace=False)",
        |a| random_relu(a, a.boolean(4), default_generator()),
    ),
    op(
        FUNCTIONAL | TORCH,
        "rrelu_(Tensor input, Scalar lower=0.125, Scalar upper=0.3333333333333333, bool training=False, Generator? generator=None)",
        |a| random_relu(a, true, a.generator(4).unwrap_or_else(default_generator)),
    ),
    op(
        TORCH,
        "rrelu(Tensor input, Scalar lower=0.125, Scalar upper=0.3333333333333333, bool training=False, Generator? generator=None)",
        |a| random_relu(a, false, a.generator(4).unwrap_or_else(default_generator)),
    ),
];

/// The first half of a dimension times the sigmoid of the second.
fn glu(x: &Tensor, dim: i64) -> Result<Tensor> {
    if x.rank() == 0 {
        return Err(Error::runtime("glu does not support scalars because halving size must be even"));
    }
    let d = shape::dim(dim, x.rank())?;
    let n = x.shape()[d];
    if !n.is_multiple_of(2) {
        return Err(Error::runtime(format!("Halving dimension must be even, but dimension {d} is size {n}")));
    }
    check_floating("glu_cpu", x)?;
    let halves = move |x: &Tensor| -> Result<(Tensor, Tensor)> {
        Ok((narrow(x, d as i64, 0, n / 2)?, narrow(x, d as i64, n / 2, n / 2)?))
    };
    let out = tape::no_grad(|| {
        let (a, b) = halves(x)?;
        map2(&a, &b, |a, b| a * b.sigmoid(), |a, b| a * b.sigmoid())
    })?;
    Ok(record(out, "GluBackward0", &[x], |_| {
        let saved = Saved::new(x);
        Box::new(move |incoming| {
            let (grad, x) = (incoming.grad()?, saved.get(incoming)?);
            let (a, b) = halves(&x)?;
            let whole = Geometry::contiguous(&x.shape());
            let mut place = whole.clone();
            place.shape[d] = n / 2;
            let first = place.clone();
            place.offset = n / 2 * place.strides[d];
            let s = sigmoid(&b)?;
            let left = mul(&grad, &s)?;
            let right = product(&[&left, &a, &linear(&s, -1.0, 1.0)?])?;
            Ok(vec![Some(add(&spread_back(&left, &first, &whole)?, &spread_back(&right, &place, &whole)?)?)])
        })
    }))
}

/// x, or times a weight below 0: one weight, or one a channel (dimension 1).
fn prelu(x: &Tensor, weight: &Tensor) -> Result<Tensor> {
    if x.dtype() != weight.dtype() {
        return Err(Error::runtime(format!(
            "prelu: Type promoting not supported. Got {} and {}",
            x.dtype().scalar_name(),
            weight.dtype().scalar_name()
        )));
    }
    if weight.rank() > 1 {
        return Err(Error::runtime(format!(
            "prelu: Expected `weight` to be a scalar or 1D tensor, but got: ndim = {}",
            weight.rank()
        )));
    }
    let shape = x.shape();
    let mut open: Shape = Shape::from_elem(1, shape.len());
    if weight.numel() != 1 {
        if shape.is_empty() {
            return Err(Error::runtime("Not allow zero-dim input tensor."));
        }
        let channels = shape.get(1).copied().unwrap_or(1);
        if channels != weight.numel() {
            return Err(Error::runtime(format!(
                "Mismatch of parameter numbers and input channel size. Found parameter numbers = {} and channel size = {channels}.",
                weight.numel()
            )));
        }
        if let Some(n) = open.get_mut(1) {
            *n = channels;
        }
    }
    check_floating("prelu_cpu", x)?;
    let weight = expand(&reshape(weight, &open)?, &shape)?;
    let out = map2(x, &weight, slope, slope)?;
    Ok(record(out, "PreluKernelBackward0", &[x, &weight], |_| {
        let (x, weight) = (Saved::new(x), Saved::new(&weight));
        Box::new(move |incoming| prelu_back(incoming, &x, &weight))
    }))
}

#[inline(always)]
fn slope<T: Real>(x: T, weight: T) -> T {
    if x > T::ZERO { x } else { weight * x }
}

fn prelu_back(incoming: &Incoming<'_>, x: &Saved, weight: &Saved) -> tape::Gradients {
    let (grad, x, weight) = (incoming.grad()?, x.get(incoming)?, weight.get(incoming)?);
    let above = formula::mask(&x, |x| x > 0.0)?;
    let below = linear(&above, -1.0, 1.0)?;
    let for_input = || mul(&grad, &add(&above, &mul(&weight, &below)?)?);
    let for_weight = || product(&[&grad, &x, &below]);
    Ok(vec![incoming.needs(0).then(for_input).transpose()?, incoming.needs(1).then(for_weight).transpose()?])
}

fn random_relu(args: &Args, inplace: bool, generator: Rc<RefCell<Generator>>) -> Result<Value> {
    let (x, lower, upper, training) = (args.tensor(0)?, args.float(1)?, args.float(2)?, args.boolean(3));
    let name = if inplace { "RreluWithNoiseBackward1" } else { "RreluWithNoiseBackward0" };
    let run = |x: &Tensor| rrelu(x, (lower, upper), training, &mut generator.borrow_mut(), name);
    Ok(if inplace { in_place(x, run)? } else { run(x)? }.into())
}

/// x, or below 0 times a number drawn between two bounds; in evaluation times their mean.
fn rrelu(
    x: &Tensor,
    (lower, upper): (f64, f64),
    training: bool,
    generator: &mut Generator,
    name: &'static str,
) -> Result<Tensor> {
    if lower > upper {
        return Err(Error::runtime("Lower bound should be less than or equal to the upper bound"));
    }
    if !x.dtype().is_floating() {
        return Err(unsupported(if training { "rrelu_with_noise_out_cpu" } else { "leaky_relu_cpu" }, x.dtype()));
    }
    let noise = if training {
        let mut draw = |x: f64| if x <= 0.0 { f64::unit(generator).mul_add(upper - lower, lower) } else { 1.0 };
        let values = x.values::<f64>().iter().map(|&x| draw(x)).collect();
        Tensor::from_f64s(values, &x.shape(), x.dtype())?
    } else {
        let curve = LeakyRelu { slope: (lower + upper) / 2.0 };
        map(x, |v| curve.back(1.0, v), |v| curve.back(1.0, v))?
    };
    let out = tape::no_grad(|| mul(x, &noise))?;
    Ok(record(out, name, &[x], |_| {
        let noise = Saved::new(&noise);
        Box::new(move |incoming| Ok(vec![Some(mul(&incoming.grad()?, &noise.get(incoming)?)?)]))
    }))
}
