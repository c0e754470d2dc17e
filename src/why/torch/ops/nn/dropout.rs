//! Dropout: elements or whole channels zeroed at random, with the numbers that PyTorch draws.

use half::{bf16, f16};

use super::super::super::args::{Args, Value};
use super::super::super::dtype::DType;
use super::super::super::error::{Error, Kind, Result};
use super::super::super::random::{Generator, RandomError, Real as Drawn, default_generator};
use super::super::super::registry::{FUNCTIONAL, Op, TORCH, op};
use super::super::super::shape::{self, Shape};
use super::super::super::tape::{self, record};
use super::super::super::tensor::Tensor;
use super::super::super::values::Geometry;
use super::super::super::warnings::warn;
use super::super::{expand, mul, squeeze, unsqueeze};
use super::activation::short;
use super::pointwise::{in_place, map2, zeros};
use super::real::{Real, vectorised};

pub(in super::super) const OPS: &[Op] = &[
    op(FUNCTIONAL, "dropout(Tensor input, float p=0.5, bool training=True, bool inplace=False)", |a| {
        functional(a, Kinds { is_alpha: false, by_channel: false })
    }),
    op(FUNCTIONAL, "alpha_dropout(Tensor input, float p=0.5, bool training=False, bool inplace=False)", |a| {
        functional(a, Kinds { is_alpha: true, by_channel: false })
    }),
    op(FUNCTIONAL, "feature_alpha_dropout(Tensor input, float p=0.5, bool training=False, bool inplace=False)", |a| {
        functional(a, Kinds { is_alpha: true, by_channel: true })
    }),
    op(FUNCTIONAL, "dropout1d(Tensor input, float p=0.5, bool training=True, bool inplace=False)", |a| {
        check_probability(a)?;
        let n = a.tensor(0)?.rank();
        if n != 2 && n != 3 {
            return Err(Error::runtime(format!(
                "dropout1d: Expected 2D or 3D input, but received a {n}D input. Note that dropout1d exists to provide channel-wise dropout on inputs with 1 spatial dimension, a channel dimension, and an optional batch dimension (i.e. 2D or 3D inputs)."
            )));
        }
        channels(a, n == 3)
    }),
    op(FUNCTIONAL, "dropout2d(Tensor input, float p=0.5, bool training=True, bool inplace=False)", |a| {
        check_probability(a)?;
        let n = a.tensor(0)?.rank();
        if n != 3 && n != 4 {
            deprecated(2, n);
        }
        if n == 3 {
            warn(
                "dropout2d: Received a 3D input to dropout2d and assuming that channel-wise 1D dropout behavior is desired - input is interpreted as shape (N, C, L), where C is the channel dim. This behavior will change in a future release to interpret the input as one without a batch dimension, i.e. shape (C, H, W). To maintain the 1D channel-wise dropout behavior, please switch to using dropout1d instead.",
            );
        }
        channels(a, true)
    }),
    op(FUNCTIONAL, "dropout3d(Tensor input, float p=0.5, bool training=True, bool inplace=False)", |a| {
        check_probability(a)?;
        let n = a.tensor(0)?.rank();
        if n != 4 && n != 5 {
            deprecated(3, n);
        }
        channels(a, n == 5)
    }),
    op(TORCH, "dropout(Tensor input, float p, bool train)", |a| plain(a, (false, false), false)),
    op(TORCH, "dropout_(Tensor input, float p, bool train)", |a| plain(a, (false, false), true)),
    op(TORCH, "feature_dropout(Tensor input, float p, bool train)", |a| plain(a, (false, true), false)),
    op(TORCH, "feature_dropout_(Tensor input, float p, bool train)", |a| plain(a, (false, true), true)),
    op(TORCH, "alpha_dropout(Tensor input, float p, bool train)", |a| plain(a, (true, false), false)),
    op(TORCH, "alpha_dropout_(Tensor input, float p, bool train)", |a| plain(a, (true, false), true)),
    op(TORCH, "feature_alpha_dropout(Tensor input, float p, bool train)", |a| plain(a, (true, true), false)),
    op(TORCH, "feature_alpha_dropout_(Tensor input, float p, bool train)", |a| plain(a, (true, true), true)),
];

#[derive(Clone, Copy)]
struct Kinds {
    /// Dropped elements get selu's least value, and mean and variance are kept.
    is_alpha: bool,
    by_channel: bool,
}

fn check_probability(args: &Args) -> Result<()> {
    let p = args.float(1)?;
    if (0.0..=1.0).contains(&p) {
        return Ok(());
    }
    let shown = match args.value(1) {
        Value::Int(n) => n.to_string(),
        _ => format!("{p:?}"),
    };
    Err(Error::value(format!("dropout probability has to be between 0 and 1, but got {shown}")))
}

fn deprecated(dims: usize, n: usize) {
    warn(format!(
        "dropout{dims}d: Received a {n}-D input to dropout{dims}d, which is deprecated and will result in an error in a future release. To retain the behavior and silence this warning, please use dropout instead. Note that dropout{dims}d exists to provide channel-wise dropout on inputs with {dims} spatial dimensions, a channel dimension, and an optional batch dimension (i.e. {}D or {}D inputs).",
        dims + 1,
        dims + 2
    ));
}

fn functional(args: &Args, kinds: Kinds) -> Result<Value> {
    check_probability(args)?;
    let (x, p, training) = (args.tensor(0)?, args.float(1)?, args.boolean(2));
    Ok(if args.boolean(3) {
        in_place(x, |x| drop_out(x, p, training, kinds))?
    } else {
        drop_out(x, p, training, kinds)?
    }
    .into())
}

fn channels(args: &Args, is_batched: bool) -> Result<Value> {
    let (x, p, training) = (args.tensor(0)?, args.float(1)?, args.boolean(2));
    let kinds = Kinds { is_alpha: false, by_channel: true };
    let run = |x: &Tensor| -> Result<Tensor> {
        if is_batched {
            return drop_out(x, p, training, kinds);
        }
        squeeze(&drop_out(&unsqueeze(x, 0)?, p, training, kinds)?, Some(&[0]))
    };
    Ok(if args.boolean(3) { in_place(x, run)? } else { run(x)? }.into())
}

fn plain(args: &Args, (is_alpha, by_channel): (bool, bool), inplace: bool) -> Result<Value> {
    let (x, p, training) = (args.tensor(0)?, args.float(1)?, args.boolean(2));
    if !(0.0..=1.0).contains(&p) {
        return Err(Error::runtime(format!("dropout probability has to be between 0 and 1, but got {}", short(p))));
    }
    let run = |x: &Tensor| drop_out(x, p, training, Kinds { is_alpha, by_channel });
    Ok(if inplace { in_place(x, run)? } else { run(x)? }.into())
}

/// The tensor itself outside training, or when nothing is dropped.
fn drop_out(x: &Tensor, p: f64, training: bool, kinds: Kinds) -> Result<Tensor> {
    if p == 0.0 || !training || x.numel() == 0 {
        return Ok(x.clone());
    }
    if p == 1.0 {
        return mul(x, &Tensor::zeros(&[], x.dtype())?);
    }
    let mut shape = x.shape();
    if kinds.by_channel {
        if shape.len() < 2 {
            return Err(Error::runtime("Feature dropout requires at least 2 dimensions in the input"));
        }
        shape.iter_mut().skip(2).for_each(|n| *n = 1);
    }
    if !x.dtype().is_floating() {
        return Err(Error::runtime(format!(
            "result type Float can't be cast to the desired output type {}",
            x.dtype().scalar_name()
        )));
    }
    let noise = draw(x, &shape, p, kinds)?;
    let noise = if kinds.by_channel { expand(&noise, &x.shape())? } else { noise };
    if kinds.is_alpha {
        return alpha(x, &noise, p);
    }
    let out = tape::no_grad(|| scaled(x, &noise))?;
    Ok(record(out, "MulBackward0", &[x], |_| {
        Box::new(move |incoming| Ok(vec![Some(scaled(&incoming.grad()?, &noise)?)]))
    }))
}

/// The product, in one loop where that is possible.
fn scaled(x: &Tensor, noise: &Tensor) -> Result<Tensor> {
    if tape::wants(&[x]) { mul(x, noise) } else { map2(noise, x, |n, x| x * n, |n, x| x * n) }
}

/// Zeros with probability p; the others are 1 / (1 - p), or 1 for alpha dropout. Drawn in the order of the input's memory.
fn draw(x: &Tensor, shape: &[usize], p: f64, kinds: Kinds) -> Result<Tensor> {
    let generator = default_generator();
    let generator = &mut *generator.borrow_mut();
    let n = shape::numel(shape);
    let values = match x.dtype() {
        DType::Float64 => fill::<f64>(n, generator, p, kinds.is_alpha)?,
        DType::Float16 => fill::<f16>(n, generator, p, kinds.is_alpha)?,
        DType::BFloat16 => fill::<bf16>(n, generator, p, kinds.is_alpha)?,
        _ => fill::<f32>(n, generator, p, kinds.is_alpha)?,
    };
    let out = Tensor::from_buffer(values, shape, x.dtype());
    if kinds.by_channel || x.is_contiguous() {
        return Ok(out);
    }
    let from = x.strides();
    let mut order: Shape = (0..shape.len()).collect();
    order.sort_by_key(|&d| std::cmp::Reverse(from[d]));
    let mut strides = Shape::from_elem(1, shape.len());
    let mut step = 1;
    for &d in order.iter().rev() {
        strides[d] = step;
        step *= shape[d];
    }
    Ok(out.alias(Geometry { shape: Shape::from_slice(shape), strides, offset: 0 }))
}

fn fill<T: Drawn + super::super::super::storage::Element>(
    n: usize,
    generator: &mut Generator,
    p: f64,
    is_alpha: bool,
) -> Result<candle_core::CpuStorage> {
    super::super::super::storage::reserve::<T>(n)?;
    let mut out = vec![T::default(); n];
    let wrong = |error: RandomError| Error::new(Kind::Runtime, error.to_string());
    if is_alpha {
        generator.fill_bernoulli(&mut out, 1.0 - p).map_err(wrong)?;
    } else {
        generator.fill_dropout(&mut out, p).map_err(wrong)?;
    }
    Ok(T::wrap(out))
}

/// selu's lower limit, negated: Klambauer et al., "Self-Normalizing Neural Networks", 2017.
const ALPHA: f64 = 1.758_099_340_847_376_6;

/// `a * noise * x + b`, so that mean 0 and variance 1 stay what they are.
fn alpha(x: &Tensor, noise: &Tensor, p: f64) -> Result<Tensor> {
    let a = 1.0 / ((ALPHA * ALPHA * p + 1.0) * (1.0 - p)).sqrt();
    let noise = noise.detach();
    let out = match x.dtype() {
        DType::Float64 => mixed::<f64>(x, &noise, a, p)?,
        DType::Float32 => mixed::<f32>(x, &noise, a, p)?,
        half => mixed::<f32>(x, &noise, a, p)?.cast(half)?,
    };
    Ok(record(out, "AddBackward0", &[x], |_| {
        Box::new(move |incoming| {
            let grad = super::formula::mul_number(&incoming.grad()?, a)?;
            Ok(vec![Some(mul(&grad, &noise)?)])
        })
    }))
}

fn mixed<T: Real>(x: &Tensor, noise: &Tensor, a: f64, p: f64) -> Result<Tensor> {
    let (xs, ns) = (x.values::<T>(), noise.values::<T>());
    let mut out = zeros::<T>(xs.len())?;
    let (factor, down, up) = (T::of(a), T::of(ALPHA * a), T::of(ALPHA * a * p));
    vectorised(
        #[inline(always)]
        || {
            for ((o, &x), &n) in out.iter_mut().zip(xs.iter()).zip(ns.iter()) {
                let b = (n - T::ONE) * down + up;
                *o = x * (n * factor) + b;
            }
        },
    );
    Ok(Tensor::from_vec(out, &x.shape()))
}
