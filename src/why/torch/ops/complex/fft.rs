//! `torch.fft`: transforms of one dimension and of several, of real and complex tensors.
//!
//! What each computes and how it is scaled: "torch.fft" in PyTorch's documentation. All come down to the three in `transform`.

use super::super::super::args::{Args, Value};
use super::super::super::dtype::{self, DType};
use super::super::super::error::{Error, Kind, Result};
use super::super::super::registry::{FOURIER, Op, op};
use super::super::super::shape::{self, Shape};
use super::super::super::tensor::Tensor;
use super::super::convert::to_dtype;
use super::super::create::finish;
use super::super::join::cat;
use super::super::rearrange::roll;
use super::super::view::narrow;
use super::access::conj;
use super::transform::{complex_to_complex, complex_to_real, real_to_complex};

macro_rules! line {
    ($schema:literal, $f:ident) => {
        op(FOURIER, $schema, |a| {
            let line = Line::of(a)?;
            Ok($f(&line)?.into())
        })
    };
}

macro_rules! plane {
    ($schema:literal, $run:ident, $forward:literal) => {
        op(FOURIER, $schema, |a| Ok($run(a, $forward)?.into()))
    };
}

pub const OPS: &[Op] = &[
    line!("fft_fft(Tensor input, int? n=None, int dim=-1, str? norm=None)", fft),
    line!("fft_ifft(Tensor input, int? n=None, int dim=-1, str? norm=None)", ifft),
    line!("fft_rfft(Tensor input, int? n=None, int dim=-1, str? norm=None)", rfft),
    line!("fft_irfft(Tensor input, int? n=None, int dim=-1, str? norm=None)", irfft),
    line!("fft_hfft(Tensor input, int? n=None, int dim=-1, str? norm=None)", hfft),
    line!("fft_ihfft(Tensor input, int? n=None, int dim=-1, str? norm=None)", ihfft),
    plane!("fft_fftn(Tensor input, int[]? s=None, int[]? dim=None, str? norm=None)", fftn, true),
    plane!("fft_ifftn(Tensor input, int[]? s=None, int[]? dim=None, str? norm=None)", fftn, false),
    plane!("fft_fft2(Tensor input, int[]? s=None, int[]? dim=[-2,-1], str? norm=None)", fftn, true),
    plane!("fft_ifft2(Tensor input, int[]? s=None, int[]? dim=[-2,-1], str? norm=None)", fftn, false),
    plane!("fft_rfftn(Tensor input, int[]? s=None, int[]? dim=None, str? norm=None)", rfftn, true),
    plane!("fft_rfft2(Tensor input, int[]? s=None, int[]? dim=[-2,-1], str? norm=None)", rfftn, true),
    plane!("fft_ihfftn(Tensor input, int[]? s=None, int[]? dim=None, str? norm=None)", rfftn, false),
    plane!("fft_ihfft2(Tensor input, int[]? s=None, int[]? dim=[-2,-1], str? norm=None)", rfftn, false),
    plane!("fft_irfftn(Tensor input, int[]? s=None, int[]? dim=None, str? norm=None)", irfftn, false),
    plane!("fft_irfft2(Tensor input, int[]? s=None, int[]? dim=[-2,-1], str? norm=None)", irfftn, false),
    plane!("fft_hfftn(Tensor input, int[]? s=None, int[]? dim=None, str? norm=None)", irfftn, true),
    plane!("fft_hfft2(Tensor input, int[]? s=None, int[]? dim=[-2,-1], str? norm=None)", irfftn, true),
    op(FOURIER, "fft_fftfreq(int n, Scalar d=1.0, *, FACTORY)", |a| frequencies(a, "fftfreq")),
    op(FOURIER, "fft_rfftfreq(int n, Scalar d=1.0, *, FACTORY)", |a| frequencies(a, "rfftfreq")),
    op(FOURIER, "fft_fftshift(Tensor input, int[]? dim=None)", |a| shifted(a, |n| n / 2)),
    op(FOURIER, "fft_ifftshift(Tensor input, int[]? dim=None)", |a| shifted(a, |n| n - n / 2)),
];

/// Floats and complex numbers as they are, integers as the default float type.
fn promoted(x: &Tensor) -> Result<Tensor> {
    match x.dtype() {
        DType::Float16 | DType::BFloat16 => {
            Err(Error::new(Kind::NotImplemented, format!("Unsupported dtype {}", x.dtype().scalar_name())))
        }
        dtype if dtype.is_differentiable() => Ok(x.clone()),
        _ => to_dtype(x, dtype::default_float()),
    }
}

fn complex(x: &Tensor) -> Result<Tensor> {
    to_dtype(x, x.dtype().complex())
}

fn wrapped(dim: i64, rank: usize) -> Result<usize> {
    if rank == 0 {
        return Err(Error::index(format!("Dimension specified as {dim} but tensor has no dimensions")));
    }
    shape::dim(dim, rank)
}

/// What a transform of `n` numbers is multiplied by.
fn scale(norm: Option<&str>, n: usize, forward: bool) -> Result<f64> {
    let n = n as f64;
    match (norm.unwrap_or("backward"), forward) {
        ("backward", true) | ("forward", false) => Ok(1.0),
        ("backward", false) | ("forward", true) => Ok(1.0 / n),
        ("ortho", _) => Ok(1.0 / n.sqrt()),
        (other, _) => Err(Error::runtime(format!("Invalid normalization mode: \"{other}\""))),
    }
}

fn points(n: i64) -> Result<usize> {
    usize::try_from(n)
        .ok()
        .filter(|&n| n > 0)
        .ok_or_else(|| Error::runtime(format!("Invalid number of data points ({n}) specified")))
}

/// A dimension cut off or filled with zeros to `n`.
fn resized(x: &Tensor, dim: usize, n: usize) -> Result<Tensor> {
    let mut shape = x.shape();
    let have = shape[dim];
    if n <= have {
        return if n == have { Ok(x.clone()) } else { narrow(x, dim as i64, 0, n) };
    }
    shape[dim] = n - have;
    let sizes: Vec<i64> = shape.iter().map(|&n| n as i64).collect();
    let zeros = Tensor::zeros(&shape::sizes(&sizes)?, x.dtype())?;
    cat(&[x.clone(), zeros], dim as i64)
}

/// The arguments of a transform of one dimension.
struct Line {
    x: Tensor,
    dim: usize,
    n: Option<i64>,
    norm: Option<String>,
}

impl Line {
    fn of(args: &Args) -> Result<Self> {
        let given = args.tensor(0)?;
        let x = promoted(given)?;
        let dim = wrapped(args.int(2)?, x.rank())?;
        Ok(Self { x, dim, n: args.opt_int(1)?, norm: args.opt_text(3).map(str::to_owned) })
    }

    /// The input in the size asked for, and the size.
    fn sized(&self) -> Result<(Tensor, usize)> {
        let n = points(self.n.unwrap_or(self.x.shape()[self.dim] as i64))?;
        Ok((resized(&self.x, self.dim, n)?, n))
    }

    fn scale(&self, n: usize, forward: bool) -> Result<f64> {
        scale(self.norm.as_deref(), n, forward)
    }

    fn real(&self, name: &str) -> Result<()> {
        if self.x.dtype().is_complex() {
            return Err(Error::type_error(format!(
                "{name} expects a real input tensor, but got {}",
                self.x.dtype().scalar_name()
            )));
        }
        Ok(())
    }

    /// How many numbers come out of half a transform.
    fn whole(&self) -> Result<(Tensor, usize)> {
        let n = points(self.n.unwrap_or((self.x.shape()[self.dim] as i64 - 1) * 2))?;
        Ok((resized(&complex(&self.x)?, self.dim, n / 2 + 1)?, n))
    }
}

fn fft(line: &Line) -> Result<Tensor> {
    let (x, n) = line.sized()?;
    let scale = line.scale(n, true)?;
    if x.dtype().is_complex() {
        return complex_to_complex(&x, &[line.dim], true, scale);
    }
    real_to_complex(&x, &[line.dim], false, scale)
}

fn ifft(line: &Line) -> Result<Tensor> {
    let (x, n) = line.sized()?;
    let scale = line.scale(n, false)?;
    if x.dtype().is_complex() {
        return complex_to_complex(&x, &[line.dim], false, scale);
    }
    conj(&real_to_complex(&x, &[line.dim], false, scale)?)
}

fn rfft(line: &Line) -> Result<Tensor> {
    line.real("rfft")?;
    let (x, n) = line.sized()?;
    real_to_complex(&x, &[line.dim], true, line.scale(n, true)?)
}

fn ihfft(line: &Line) -> Result<Tensor> {
    line.real("ihfft")?;
    let (x, n) = line.sized()?;
    conj(&real_to_complex(&x, &[line.dim], true, line.scale(n, false)?)?)
}

fn irfft(line: &Line) -> Result<Tensor> {
    let (x, n) = line.whole()?;
    complex_to_real(&x, &[line.dim], n, line.scale(n, false)?)
}

fn hfft(line: &Line) -> Result<Tensor> {
    let (x, n) = line.whole()?;
    complex_to_real(&conj(&x)?, &[line.dim], n, line.scale(n, true)?)
}

/// The arguments of a transform of several dimensions: the tensor, which dimensions, and how long each is to be, if it is said.
struct Plane {
    x: Tensor,
    dims: Vec<usize>,
    sizes: Vec<Option<i64>>,
    norm: Option<String>,
}

impl Plane {
    fn of(args: &Args) -> Result<Self> {
        let x = promoted(args.tensor(0)?)?;
        let rank = x.rank();
        let (s, dim) = (args.opt_ints(1)?, args.opt_ints(2)?);
        if let (Some(s), Some(dim)) = (&s, &dim)
            && s.len() != dim.len()
        {
            return Err(Error::runtime("When given, dim and shape arguments must have the same length"));
        }
        let dims = match (&s, dim) {
            (_, Some(dim)) => dim.iter().map(|&d| wrapped(d, rank)).collect::<Result<Vec<_>>>()?,
            (Some(s), None) => {
                let Some(first) = rank.checked_sub(s.len()) else {
                    return Err(Error::runtime(format!(
                        "Got shape with {} values but input tensor only has {rank} dimensions.",
                        s.len()
                    )));
                };
                (first..rank).collect()
            }
            (None, None) => (0..rank).collect(),
        };
        let mut sorted = dims.clone();
        sorted.sort_unstable();
        if sorted.windows(2).any(|pair| pair[0] == pair[1]) {
            return Err(Error::runtime("FFT dims must be unique"));
        }
        let sizes = match s {
            Some(s) => s.into_iter().map(|n| (n != -1).then_some(n)).collect(),
            None => vec![None; dims.len()],
        };
        Ok(Self { x, dims, sizes, norm: args.opt_text(3).map(str::to_owned) })
    }

    /// The sizes of all dimensions; the last is that of what comes out, if half a transform goes in.
    fn lengths(&self, half: bool) -> Result<Vec<usize>> {
        let shape = self.x.shape();
        let last = self.dims.len().saturating_sub(1);
        self.dims
            .iter()
            .zip(&self.sizes)
            .enumerate()
            .map(|(i, (&d, n))| {
                let have = shape[d] as i64;
                points(n.unwrap_or(if half && i == last { (have - 1) * 2 } else { have }))
            })
            .collect()
    }

    fn resized(&self, x: &Tensor, lengths: &[usize]) -> Result<Tensor> {
        self.dims.iter().zip(lengths).try_fold(x.clone(), |x, (&d, &n)| resized(&x, d, n))
    }

    fn scale(&self, lengths: &[usize], forward: bool) -> Result<f64> {
        scale(self.norm.as_deref(), lengths.iter().product(), forward)
    }

    /// The last dimension and those before it.
    fn split(&self, name: &str) -> Result<(usize, &[usize])> {
        match self.dims.split_last() {
            Some((&last, rest)) => Ok((last, rest)),
            None => Err(Error::runtime(format!("{name} must transform at least one axis"))),
        }
    }
}

fn fftn(args: &Args, forward: bool) -> Result<Tensor> {
    let plane = Plane::of(args)?;
    let lengths = plane.lengths(false)?;
    let x = plane.resized(&complex(&plane.x)?, &lengths)?;
    complex_to_complex(&x, &plane.dims, forward, plane.scale(&lengths, forward)?)
}

/// `rfftn`, and backwards `ihfftn`.
fn rfftn(args: &Args, forward: bool) -> Result<Tensor> {
    let name = if forward { "rfftn" } else { "ihfftn" };
    let plane = Plane::of(args)?;
    if plane.x.dtype().is_complex() {
        return Err(Error::type_error(format!(
            "{name} expects a real-valued input tensor, but got {}",
            plane.x.dtype().scalar_name()
        )));
    }
    let (last, rest) = plane.split(name)?;
    let lengths = plane.lengths(false)?;
    let x = plane.resized(&plane.x, &lengths)?;
    let scale = plane.scale(&lengths, forward)?;
    if forward {
        return real_to_complex(&x, &plane.dims, true, scale);
    }
    let half = conj(&real_to_complex(&x, &[last], true, scale)?)?;
    if rest.is_empty() { Ok(half) } else { complex_to_complex(&half, rest, false, 1.0) }
}

/// `irfftn`, and forwards `hfftn`.
fn irfftn(args: &Args, forward: bool) -> Result<Tensor> {
    let name = if forward { "hfftn" } else { "irfftn" };
    let plane = Plane::of(args)?;
    let (last, rest) = plane.split(name)?;
    let lengths = plane.lengths(true)?;
    let scale = plane.scale(&lengths, forward)?;
    let mut inner = lengths.clone();
    let n = inner.pop().unwrap_or(1);
    inner.push(n / 2 + 1);
    let x = plane.resized(&complex(&plane.x)?, &inner)?;
    if !forward {
        return complex_to_real(&x, &plane.dims, n, scale);
    }
    let x = if rest.is_empty() { x } else { complex_to_complex(&x, rest, true, 1.0)? };
    complex_to_real(&conj(&x)?, &[last], n, scale)
}

fn frequencies(args: &Args, name: &str) -> Result<Value> {
    let n = args.int(0)?;
    let dtype = args.dtype(2).unwrap_or_else(dtype::default_float);
    if !dtype.is_differentiable() {
        return Err(Error::runtime(format!("{name} requires a floating point or complex dtype")));
    }
    let half = name == "rfftfreq";
    let length = if half { n / 2 + 1 } else { n };
    let shape = shape::sizes(&[length])?;
    super::super::super::storage::reserve::<f64>(shape[0])?;
    let step = 1.0 / (n as f64 * args.float(1)?);
    let positive = if half { length } else { (n + 1) / 2 };
    let whole: Vec<f64> = (0..length).map(|k| if k < positive { k } else { k - n } as f64).collect();
    let out = match dtype {
        DType::Float32 => Tensor::from_vec(whole.iter().map(|&k| k as f32 * step as f32).collect(), &shape),
        dtype => Tensor::from_f64s(whole.iter().map(|&k| k * step).collect(), &shape, dtype)?,
    };
    finish(args, 2, out)
}

fn shifted(args: &Args, by: fn(usize) -> usize) -> Result<Value> {
    let x = args.tensor(0)?;
    let shape = x.shape();
    let dims: Shape = match args.opt_ints(1)? {
        Some(dims) => dims.iter().map(|&d| shape::dim(d, x.rank())).collect::<Result<_>>()?,
        None => (0..x.rank()).collect(),
    };
    if dims.is_empty() || shape.is_empty() {
        return Ok(x.clone().into());
    }
    let shifts: Vec<i64> = dims.iter().map(|&d| by(shape[d]) as i64).collect();
    let dims: Vec<i64> = dims.iter().map(|&d| d as i64).collect();
    Ok(roll(x, &shifts, &dims)?.into())
}
