//! What elementwise operations share: the type of a result, and loops over operands that broadcast.

use super::super::args::{Args, Value};
use super::super::dtype::{self, DType};
use super::super::error::{Error, Result};
use super::super::shape::{self, Shape};
use super::super::storage::{self, Element};
use super::super::tensor::{Tensor, scalar_dtype};
use super::super::values::Values;

/// A tensor, or a number that stands beside one.
#[derive(Clone)]
pub struct Operand {
    pub tensor: Tensor,
    /// A number of the language: it gives way to tensors of its category.
    pub number: bool,
}

impl Operand {
    pub fn new(value: &Value) -> Result<Self> {
        match value {
            Value::Tensor(tensor) => Ok(Self { tensor: tensor.clone(), number: false }),
            Value::Int(n) => Ok(Self { tensor: Tensor::from_vec(vec![*n], &[]), number: true }),
            Value::Bool(b) => Ok(Self { tensor: Tensor::from_bools([*b], &[]), number: true }),
            // Kept exact until it meets the other operand's type.
            Value::Float(x) => Ok(Self { tensor: Tensor::from_vec(vec![*x], &[]), number: true }),
            Value::Complex(real, imaginary) => {
                Ok(Self { tensor: Tensor::from_vec(vec![[*real, *imaginary]], &[]), number: true })
            }
            other => Err(Error::type_error(format!("expected Tensor or Number, but got {}", other.type_name()))),
        }
    }

    fn dtype(&self) -> DType {
        match self.tensor.dtype() {
            DType::Float64 if self.number => dtype::default_float(),
            DType::Complex128 if self.number => dtype::default_float().complex(),
            dtype => dtype,
        }
    }
}

impl From<&Tensor> for Operand {
    fn from(tensor: &Tensor) -> Self {
        Self { tensor: tensor.clone(), number: false }
    }
}

/// An argument that is a tensor or a number.
pub fn operand(args: &Args, i: usize) -> Result<Operand> {
    Operand::new(args.value(i))
}

/// The type of what an operation makes of these: `torch.result_type`. Tensors with dimensions decide; a tensor without, or a
/// number, counts only if it is of a higher category (bool, integer, float).
pub fn result_type(operands: &[&Operand]) -> DType {
    let join = |filter: &dyn Fn(&Operand) -> bool| {
        operands.iter().filter(|o| filter(o)).map(|o| o.dtype()).reduce(DType::promote)
    };
    let ranked = join(&|o| !o.number && o.tensor.rank() > 0);
    let scalars = join(&|o| !o.number && o.tensor.rank() == 0);
    let numbers = join(&|o| o.number);
    let higher = |a: Option<DType>, b: Option<DType>| match (a, b) {
        // Floats that meet complex numbers of a lower rank keep their precision.
        (Some(a), Some(b)) if b.is_complex() && a.is_floating() => Some(a.complex()),
        (Some(a), Some(b)) if b.category() > a.category() => Some(a.promote(b)),
        (None, b) => b,
        (a, _) => a,
    };
    higher(higher(ranked, scalars), numbers).unwrap_or(DType::Float32)
}

/// `result_type`, but a float: for operations like division.
pub fn float_type(operands: &[&Operand]) -> DType {
    match result_type(operands) {
        dtype if dtype.is_differentiable() => dtype,
        _ => dtype::default_float(),
    }
}

/// The type of a tensor's value under a function that always gives floats.
pub fn float_of(tensor: &Tensor) -> DType {
    if tensor.dtype().is_floating() { tensor.dtype() } else { dtype::default_float() }
}

/// A number beside a tensor, as Python's own: for `scalar_dtype` of arguments that are not operands.
pub fn number_type(value: &Value) -> DType {
    scalar_dtype(value)
}

/// Elements of `tensor` broadcast to `shape`.
pub fn spread<'a, T: Element>(tensor: &'a Tensor, shape: &[usize]) -> Result<Values<'a, T>> {
    if *tensor.geometry().shape == *shape {
        return Ok(tensor.values());
    }
    let wide = super::view::expanded(tensor, shape)?;
    Ok(Values::Owned(wide.values::<T>().into_vec()))
}

/// Applies `f` to the elements of two tensors that broadcast together. Gives the elements of the result and its shape.
pub fn map2<T: Element, R>(a: &Tensor, b: &Tensor, f: impl Fn(T, T) -> R) -> Result<(Vec<R>, Shape)> {
    let (sa, sb) = (a.shape(), b.shape());
    let shape = shape::broadcast(&sa, &sb)?;
    let n = shape::numel(&shape);
    storage::reserve::<R>(n)?;
    let suffix = |of: &[usize], short: &[usize]| of.ends_with(short) && !short.is_empty();
    let out = if sa == sb {
        let (x, y) = (a.values::<T>(), b.values::<T>());
        x.iter().zip(y.iter()).map(|(&x, &y)| f(x, y)).collect()
    } else if sa == shape && b.numel() == 1 {
        let (x, y) = (a.values::<T>(), b.values::<T>()[0]);
        x.iter().map(|&x| f(x, y)).collect()
    } else if sb == shape && a.numel() == 1 {
        let (x, y) = (a.values::<T>()[0], b.values::<T>());
        y.iter().map(|&y| f(x, y)).collect()
    } else if sa == shape && suffix(&shape, &sb) {
        let (x, y) = (a.values::<T>(), b.values::<T>());
        let mut out = Vec::with_capacity(n);
        for row in x.chunks_exact(y.len().max(1)) {
            out.extend(row.iter().zip(y.iter()).map(|(&x, &y)| f(x, y)));
        }
        out
    } else {
        let (x, y) = (spread::<T>(a, &shape)?, spread::<T>(b, &shape)?);
        x.iter().zip(y.iter()).map(|(&x, &y)| f(x, y)).collect()
    };
    Ok((out, shape))
}

/// A function of one number: the same in both precisions.
pub trait Unary {
    fn f32(x: f32) -> f32;
    fn f64(x: f64) -> f64;
}

/// A function of two numbers. Integers wrap around; `bool` is computed as 0 and 1.
pub trait Binary {
    fn f32(a: f32, b: f32) -> f32;
    fn f64(a: f64, b: f64) -> f64;
    fn int(a: i64, b: i64) -> i64;
}

/// Computes in `dtype`; 16-bit floats are computed in 32 bits and rounded once, as PyTorch does.
pub fn unary<F: Unary>(x: &Tensor, dtype: DType) -> Result<Tensor> {
    let shape = x.shape();
    storage::reserve::<f64>(x.numel())?;
    match dtype {
        DType::Float64 => Ok(Tensor::from_vec(x.values::<f64>().iter().map(|&v| F::f64(v)).collect(), &shape)),
        DType::Float32 => Ok(Tensor::from_vec(x.values::<f32>().iter().map(|&v| F::f32(v)).collect(), &shape)),
        half => Tensor::from_vec(x.values::<f32>().iter().map(|&v| F::f32(v)).collect(), &shape).cast(half),
    }
}

/// Computes in `dtype`, to which both are converted first.
pub fn binary<F: Binary>(a: &Tensor, b: &Tensor, dtype: DType) -> Result<Tensor> {
    match dtype {
        DType::Float64 => map2::<f64, _>(a, b, F::f64).map(|(v, s)| Tensor::from_vec(v, &s)),
        DType::Float32 => map2::<f32, _>(a, b, F::f32).map(|(v, s)| Tensor::from_vec(v, &s)),
        DType::Float16 | DType::BFloat16 => {
            // Both are rounded to the type before they are used, unless they are of it already.
            let (a, b) = (rounded(a, dtype)?, rounded(b, dtype)?);
            let (v, s) = map2::<f32, _>(&a, &b, F::f32)?;
            Tensor::from_vec(v, &s).cast(dtype)
        }
        DType::Int64 => map2::<i64, _>(a, b, F::int).map(|(v, s)| Tensor::from_vec(v, &s)),
        _ => {
            let (v, s) = map2::<i64, _>(a, b, F::int)?;
            Tensor::from_vec(v, &s).cast(dtype)
        }
    }
}

fn rounded(x: &Tensor, dtype: DType) -> Result<Tensor> {
    // A number keeps its precision beside a tensor: PyTorch computes with it in 32 bits.
    if x.dtype() == dtype || x.rank() == 0 { Ok(x.clone()) } else { x.cast(dtype) }
}

/// Compares in the type both promote to.
pub fn compare(
    a: &Operand,
    b: &Operand,
    float: impl Fn(f64, f64) -> bool,
    single: impl Fn(f32, f32) -> bool,
    int: impl Fn(i64, i64) -> bool,
) -> Result<Tensor> {
    let (values, shape) = match result_type(&[a, b]) {
        DType::Float64 => map2::<f64, _>(&a.tensor, &b.tensor, float)?,
        dtype if dtype.is_floating() => map2::<f32, _>(&a.tensor, &b.tensor, single)?,
        dtype => map2::<i64, _>(&a.tensor.cast(dtype)?, &b.tensor.cast(dtype)?, int)?,
    };
    Ok(Tensor::from_bools(values, &shape))
}
