//! Random numbers: new tensors and tensors filled in place, from the default generator or a given one.

use half::{bf16, f16};

use super::super::args::{Args, Value};
use super::super::dtype::{self, DType};
use super::super::error::{Error, Kind, Result};
use super::super::random::{self, Generator, Number, RandomError, Real, integer_warnings, memory_order};
use super::super::registry::{NATIVE, Op, TENSOR, TORCH, both, op};
use super::super::shape;
use super::super::storage::{self, Element};
use super::super::tape;
use super::super::tensor::Tensor;
use super::super::warnings;
use super::create::finish;

/// `generator`, then what `FACTORY` stands for, at the end of a factory's signature.
pub(super) const OPS: &[Op] = &[
    op(TORCH, "rand(int... size, *, Generator? generator=None, FACTORY)", |a| factory(a, &Draw::Uniform(0.0, 1.0))),
    op(TORCH, "randn(int... size, *, Generator? generator=None, FACTORY)", |a| factory(a, &Draw::Normal(0.0, 1.0))),
    op(TORCH, "rand_like(Tensor input, *, Generator? generator=None, FACTORY, any memory_format=None)", |a| {
        like(a, &Draw::Uniform(0.0, 1.0), 1)
    }),
    op(TORCH, "randn_like(Tensor input, *, Generator? generator=None, FACTORY, any memory_format=None)", |a| {
        like(a, &Draw::Normal(0.0, 1.0), 1)
    }),
    op(TORCH, "randint(int high, int[] size, *, Generator? generator=None, FACTORY)", |a| randint(a, 0, a.int(0)?, 1)),
    op(TORCH, "randint(int low, int high, int[] size, *, Generator? generator=None, FACTORY)", |a| {
        randint(a, a.int(0)?, a.int(1)?, 2)
    }),
    op(
        TORCH,
        "randint_like(Tensor input, int high, *, Generator? generator=None, FACTORY, any memory_format=None)",
        |a| {
            checked(0, a.int(1)?)?;
            like(a, &Draw::Integers(0, Some(a.int(1)?)), 2)
        },
    ),
    op(
        TORCH,
        "randint_like(Tensor input, int low, int high, *, Generator? generator=None, FACTORY, any memory_format=None)",
        |a| {
            checked(a.int(1)?, a.int(2)?)?;
            like(a, &Draw::Integers(a.int(1)?, Some(a.int(2)?)), 3)
        },
    ),
    op(TORCH, "randperm(int n, *, Generator? generator=None, FACTORY)", |a| {
        let dtype = a.dtype(2).unwrap_or(DType::Int64);
        let n = a.int(0)?;
        storage::reserve::<i64>(usize::try_from(n).unwrap_or(0))?;
        let order = with(a, 1, |g| g.randperm::<i64>(n))?;
        let len = order.len();
        finish(a, 2, Tensor::from_vec(order, &[len]).cast(dtype)?)
    }),
    op(TORCH, "normal(Tensor mean, Tensor std, *, Generator? generator=None)", normal_each),
    op(TORCH, "normal(Tensor mean, float std=1.0, *, Generator? generator=None)", normal_each),
    op(TORCH, "normal(float mean, Tensor std, *, Generator? generator=None)", normal_each),
    op(TORCH, "normal(float mean, float std, int[] size, *, Generator? generator=None, FACTORY)", |a| {
        let shape = shape::sizes(&a.ints(2)?)?;
        let out = Tensor::zeros(&shape, a.dtype(4).unwrap_or_else(dtype::default_float))?;
        fill(a, 3, &out, &Draw::Normal(a.float(0)?, a.float(1)?))?;
        finish(a, 4, out)
    }),
    op(TENSOR, "uniform_(Tensor input, float from=0.0, float to=1.0, *, Generator? generator=None)", |a| {
        change(a, 3, &Draw::Uniform(a.float(1)?, a.float(2)?))
    }),
    op(TENSOR, "normal_(Tensor input, float mean=0.0, float std=1.0, *, Generator? generator=None)", |a| {
        change(a, 3, &Draw::Normal(a.float(1)?, a.float(2)?))
    }),
    op(TENSOR, "exponential_(Tensor input, float lambd=1.0, *, Generator? generator=None)", |a| {
        change(a, 2, &Draw::Exponential(a.float(1)?))
    }),
    op(TENSOR, "cauchy_(Tensor input, float median=0.0, float sigma=1.0, *, Generator? generator=None)", |a| {
        change(a, 3, &Draw::Cauchy(a.float(1)?, a.float(2)?))
    }),
    op(TENSOR, "log_normal_(Tensor input, float mean=1.0, float std=2.0, *, Generator? generator=None)", |a| {
        change(a, 3, &Draw::LogNormal(a.float(1)?, a.float(2)?))
    }),
    op(TENSOR, "geometric_(Tensor input, float p, *, Generator? generator=None)", |a| {
        change(a, 2, &Draw::Geometric(a.float(1)?))
    }),
    op(TENSOR, "random_(Tensor input, int from, int? to, *, Generator? generator=None)", |a| {
        let (from, to) = (a.int(1)?, a.opt_int(2)?);
        change(a, 3, &Draw::Integers(from, to))
    }),
    op(TENSOR, "random_(Tensor input, int to, *, Generator? generator=None)", |a| {
        change(a, 2, &Draw::Integers(0, Some(a.int(1)?)))
    }),
    op(TENSOR, "random_(Tensor input, *, Generator? generator=None)", |a| change(a, 1, &Draw::Any)),
    op(TENSOR, "bernoulli_(Tensor input, Tensor p, *, Generator? generator=None)", |a| {
        let (x, p) = (a.tensor(0)?, a.tensor(1)?);
        let shape = x.shape();
        let p = super::view::expanded(p, &shape)?;
        change(a, 2, &Draw::BernoulliEach(p.to_f64_vec()))
    }),
    op(TENSOR, "bernoulli_(Tensor input, float p=0.5, *, Generator? generator=None)", |a| {
        change(a, 2, &Draw::Bernoulli(a.float(1)?))
    }),
    both("bernoulli(Tensor input, *, Generator? generator=None)", |a| bernoulli(a, 1)),
    both("bernoulli(Tensor input, float p, *, Generator? generator=None)", |a| {
        let x = a.tensor(0)?;
        let out = x.zeros_like()?;
        fill(a, 2, &out, &Draw::Bernoulli(a.float(1)?))?;
        Ok(out.into())
    }),
    op(TORCH, "poisson(Tensor input, Generator? generator=None)", |a| {
        let x = a.tensor(0)?;
        let out = x.zeros_like()?;
        fill(a, 1, &out, &Draw::Poisson(x.to_f64_vec()))?;
        Ok(out.into())
    }),
    both(
        "multinomial(Tensor input, int num_samples, bool replacement=False, *, Generator? generator=None)",
        multinomial,
    ),
    op(
        NATIVE,
        "_trunc_normal_(Tensor input, float mean, float std, float a, float b, *, Generator? generator=None)",
        |a| change(a, 5, &Draw::Truncated((a.float(1)?, a.float(2)?), (a.float(3)?, a.float(4)?))),
    ),
];

/// A distribution.
enum Draw {
    Uniform(f64, f64),
    Normal(f64, f64),
    Exponential(f64),
    Cauchy(f64, f64),
    LogNormal(f64, f64),
    Geometric(f64),
    Truncated((f64, f64), (f64, f64)),
    Integers(i64, Option<i64>),
    /// Every integer the type has.
    Any,
    Bernoulli(f64),
    BernoulliEach(Vec<f64>),
    Poisson(Vec<f64>),
}

impl Draw {
    /// The kernel a refusal of integers names.
    fn kernel(&self) -> &'static str {
        match self {
            Self::Uniform(..) => "check_uniform_bounds",
            Self::Normal(..) | Self::Truncated(..) => "normal_kernel_cpu",
            Self::Exponential(_) => "exponential",
            Self::Cauchy(..) => "cauchy",
            Self::LogNormal(..) => "log_normal",
            Self::Poisson(_) => "poisson_cpu",
            _ => "random",
        }
    }

    fn reals<T: Real + Number>(&self, g: &mut Generator, out: &mut [T], scattered: bool) -> Result<(), RandomError> {
        match self {
            Self::Uniform(a, b) => g.fill_uniform(out, *a, *b),
            Self::Normal(mean, std) if scattered => g.fill_normal_scattered(out, *mean, *std),
            Self::Normal(mean, std) => g.fill_normal(out, *mean, *std),
            Self::Exponential(lambda) => g.fill_exponential(out, *lambda),
            Self::Cauchy(median, sigma) => g.fill_cauchy(out, *median, *sigma),
            Self::LogNormal(mean, std) => g.fill_log_normal(out, *mean, *std),
            Self::Truncated(shape, bounds) => g.fill_trunc_normal(out, *shape, *bounds),
            Self::Poisson(rates) => {
                let rates: Vec<T> = rates.iter().map(|&r| T::from_f64(r)).collect();
                g.fill_poisson(out, &rates)
            }
            _ => self.numbers(g, out),
        }
    }

    fn numbers<T: Number>(&self, g: &mut Generator, out: &mut [T]) -> Result<(), RandomError> {
        match self {
            Self::Geometric(p) => g.fill_geometric(out, *p),
            Self::Integers(from, to) => {
                for text in to.map_or_else(Vec::new, |to| integer_warnings::<T>(*from, to)) {
                    warnings::warn(text);
                }
                g.fill_integers(out, *from, *to)
            }
            Self::Bernoulli(p) => g.fill_bernoulli(out, *p),
            Self::BernoulliEach(p) => {
                let p: Vec<f32> = p.iter().map(|&p| p as f32).collect();
                g.fill_bernoulli_each(out, &p)
            }
            _ => {
                g.fill_random(out);
                Ok(())
            }
        }
    }
}

fn with<R>(args: &Args, i: usize, f: impl FnOnce(&mut Generator) -> Result<R, RandomError>) -> Result<R> {
    let generator = args.generator(i).unwrap_or_else(random::default_generator);
    let drawn = f(&mut generator.borrow_mut());
    drawn.map_err(|error| Error::runtime(error.to_string()))
}

/// Fills `out`, whatever its strides: numbers are drawn in the order of memory.
fn fill(args: &Args, i: usize, out: &Tensor, draw: &Draw) -> Result<()> {
    if out.dtype().is_complex() {
        // Both parts are drawn, one after the other, so that together they have the variance asked for.
        let half = match draw {
            Draw::Uniform(from, to) => Draw::Uniform(*from, *to),
            Draw::Normal(mean, std) if *mean == 0.0 => Draw::Normal(0.0, std / 2f64.sqrt()),
            _ => return Err(Error::not_implemented("drawing complex numbers from this distribution")),
        };
        return fill(args, i, &super::complex::pairs(out), &half);
    }
    let n = out.numel();
    let scattered = !out.is_contiguous();
    fn put<T: Element>(out: &Tensor, drawn: Vec<T>, scattered: bool) {
        if !scattered {
            return out.write(&T::wrap(drawn));
        }
        // Where the k-th number in memory belongs among the elements in row-major order.
        let order = memory_order(&out.shape(), &out.strides());
        let mut places = Vec::with_capacity(drawn.len());
        out.geometry().for_each(|at| places.push((at - out.offset(), places.len())));
        places.sort_unstable();
        let mut values = vec![T::default(); drawn.len()];
        for (far, v) in order.into_iter().zip(drawn) {
            if let Ok(k) = places.binary_search_by_key(&far, |place| place.0) {
                values[places[k].1] = v;
            }
        }
        out.write(&T::wrap(values));
    }
    macro_rules! real {
        ($ty:ty) => {{
            let mut drawn = vec![<$ty as Element>::from_f64(0.0); n];
            with(args, i, |g| draw.reals(g, &mut drawn, scattered))?;
            put(out, drawn, scattered);
        }};
    }
    macro_rules! number {
        ($ty:ty, $stored:ty, $convert:expr) => {{
            let mut drawn = vec![<$ty>::default(); n];
            with(args, i, |g| draw.numbers(g, &mut drawn))?;
            put::<$stored>(out, drawn.into_iter().map($convert).collect(), scattered);
        }};
    }
    let float_only = matches!(
        draw,
        Draw::Uniform(..)
            | Draw::Normal(..)
            | Draw::Exponential(_)
            | Draw::Cauchy(..)
            | Draw::LogNormal(..)
            | Draw::Poisson(_)
            | Draw::Truncated(..)
    );
    if float_only && !out.dtype().is_floating() {
        return Err(Error::new(
            Kind::NotImplemented,
            format!("\"{}\" not implemented for '{}'", draw.kernel(), out.dtype().scalar_name()),
        ));
    }
    match out.dtype() {
        DType::Float32 => real!(f32),
        DType::Float64 => real!(f64),
        DType::Float16 => real!(f16),
        DType::BFloat16 => real!(bf16),
        DType::Int64 => number!(i64, i64, |v| v),
        DType::Int32 => number!(i32, i32, |v| v),
        DType::Int16 => number!(i16, i16, |v| v),
        DType::Int8 => number!(i8, i16, i16::from),
        DType::UInt8 => number!(u8, u8, |v| v),
        DType::Bool => number!(bool, u8, u8::from),
        dtype => return Err(Error::not_implemented(format!("drawing {} at random this way", dtype.name()))),
    }
    Ok(())
}

fn factory(args: &Args, draw: &Draw) -> Result<Value> {
    let out = Tensor::zeros(&shape::sizes(&args.ints(0)?)?, args.dtype(2).unwrap_or_else(dtype::default_float))?;
    fill(args, 1, &out, draw)?;
    finish(args, 2, out)
}

fn like(args: &Args, draw: &Draw, i: usize) -> Result<Value> {
    let x = args.tensor(0)?;
    let out = Tensor::zeros(&x.shape(), args.dtype(i + 1).unwrap_or(x.dtype()))?;
    fill(args, i, &out, draw)?;
    finish(args, i + 1, out)
}

fn checked(low: i64, high: i64) -> Result<()> {
    if low < high {
        return Ok(());
    }
    Err(Error::runtime(format!("random_ expects 'from' to be less than 'to', but got from={low} >= to={high}")))
}

fn randint(args: &Args, low: i64, high: i64, i: usize) -> Result<Value> {
    let shape = shape::sizes(&args.ints(i)?)?;
    let out = Tensor::zeros(&shape, args.dtype(i + 2).unwrap_or(DType::Int64))?;
    checked(low, high)?;
    fill(args, i + 1, &out, &Draw::Integers(low, Some(high)))?;
    finish(args, i + 2, out)
}

fn change(args: &Args, i: usize, draw: &Draw) -> Result<Value> {
    let x = args.tensor(0)?;
    tape::check_inplace(x)?;
    fill(args, i, x, draw)?;
    x.bump_version();
    if tape::is_enabled() && x.requires_grad() {
        // What was there no longer matters: its gradient is zero.
        let name = match draw {
            Draw::Uniform(..) => "UniformBackward0",
            Draw::Normal(..) => "NormalBackward0",
            _ => "RandomBackward0",
        };
        let node = tape::Node::new(name, &[x], false);
        node.set_backward(Box::new(|incoming| Ok(vec![Some(incoming.grad()?.zeros_like()?)])));
        node.adopt(x, 0);
    }
    Ok(x.clone().into())
}

fn bernoulli(args: &Args, i: usize) -> Result<Value> {
    let x = args.tensor(0)?;
    if !x.dtype().is_floating() {
        return Err(Error::new(
            Kind::NotImplemented,
            format!("\"bernoulli_tensor_cpu_p_\" not implemented for '{}'", x.dtype().scalar_name()),
        ));
    }
    let out = x.zeros_like()?;
    fill(args, i, &out, &Draw::BernoulliEach(x.to_f64_vec()))?;
    Ok(out.into())
}

fn normal_each(args: &Args) -> Result<Value> {
    let tensor = |i: usize| -> Result<Tensor> {
        match args.opt_tensor(i) {
            Some(t) => Ok(t.clone()),
            None => Tensor::scalar(args.float(i)?, dtype::default_float()),
        }
    };
    let (mean, std) = (tensor(0)?, tensor(1)?);
    let shape = shape::broadcast(&mean.shape(), &std.shape())?;
    let dtype = mean.dtype().promote(std.dtype());
    fn draw<T: Element + Real>(args: &Args, mean: &Tensor, std: &Tensor, shape: &[usize]) -> Result<Tensor> {
        let means = super::elementwise::spread::<T>(mean, shape)?.into_vec();
        let stds = super::elementwise::spread::<T>(std, shape)?.into_vec();
        let mut out = means.clone();
        with(args, 2, |g| g.fill_normal_each(&mut out, &means, &stds))?;
        Ok(Tensor::from_vec(out, shape))
    }
    Ok(match dtype {
        DType::Float64 => draw::<f64>(args, &mean, &std, &shape)?,
        _ => draw::<f32>(args, &mean, &std, &shape)?,
    }
    .into())
}

fn multinomial(args: &Args) -> Result<Value> {
    let (x, n, replacement) = (args.tensor(0)?, args.int(1)?, args.boolean(2));
    let shape = x.shape();
    if shape.is_empty() || shape.len() > 2 {
        return Err(Error::runtime("prob_dist must be 1 or 2 dim"));
    }
    if !x.dtype().is_floating() {
        return Err(Error::runtime(format!(
            "multinomial only supports floating-point dtypes for input, got: {}",
            x.dtype().scalar_name()
        )));
    }
    let categories = shape[shape.len() - 1];
    if n <= 0 {
        return Err(Error::runtime("cannot sample n_sample <= 0 samples"));
    }
    let n = n as usize;
    if !replacement && n > categories {
        return Err(Error::runtime("cannot sample n_sample > prob_dist.size(-1) samples without replacement"));
    }
    let drawn = match x.dtype() {
        DType::Float64 => with(args, 3, |g| g.multinomial(&x.values::<f64>(), categories, n as i64, replacement))?,
        _ => with(args, 3, |g| g.multinomial(&x.values::<f32>(), categories, n as i64, replacement))?,
    };
    Ok(if shape.len() == 1 { Tensor::from_vec(drawn, &[n]) } else { Tensor::from_vec(drawn, &[shape[0], n]) }.into())
}
