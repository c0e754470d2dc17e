//! Complex tensors from numbers and from real tensors, and their parts as real tensors.

use num_complex::Complex;

use super::super::super::dtype::DType;
use super::super::super::error::{Error, Result};
use super::super::super::shape;
use super::super::super::storage;
use super::super::super::tape::record_light;
use super::super::super::tensor::{Lazy, Tensor};
use super::super::super::values::Geometry;
use super::access::{conj, imag, real, resolved};

/// A complex number as functions are computed with it; `complex64` is rounded at the end.
pub type C = Complex<f64>;

/// The elements of any tensor as complex numbers.
pub fn read(x: &Tensor) -> Vec<C> {
    x.values::<[f64; 2]>().iter().map(|&[re, im]| C::new(re, im)).collect()
}

/// A tensor of these elements.
pub fn made(values: impl IntoIterator<Item = C>, shape: &[usize], dtype: DType) -> Result<Tensor> {
    storage::reserve::<[f64; 2]>(shape::numel(shape))?;
    let values = values.into_iter();
    Ok(match dtype {
        DType::Complex64 => Tensor::from_vec(values.map(|z| [z.re as f32, z.im as f32]).collect(), shape),
        _ => Tensor::from_vec(values.map(|z| [z.re, z.im]).collect(), shape),
    })
}

/// A tensor filled with one complex number, if `dtype` can hold it.
pub fn constant(shape: &[usize], [re, im]: [f64; 2], dtype: DType) -> Result<Tensor> {
    if dtype.is_complex() {
        return made(std::iter::repeat_n(C::new(re, im), shape::numel(shape)), shape, dtype);
    }
    if im != 0.0 {
        let name = match dtype {
            DType::Bool => "bool",
            DType::UInt8 => "uint8_t",
            DType::Int8 => "int8_t",
            DType::Int16 => "int16_t",
            DType::Int32 => "int",
            DType::Int64 => "int64_t",
            DType::Float16 => "c10::Half",
            DType::BFloat16 => "c10::BFloat16",
            DType::Float32 => "float",
            _ => "double",
        };
        return Err(Error::runtime(format!("value cannot be converted to type {name} without overflow")));
    }
    Tensor::full(shape, re, dtype)
}

/// What `torch.tensor` makes of the numbers in a list, some of which are complex.
pub fn from_leaves(re: &[f64], im: &[f64], shape: &[usize], dtype: DType) -> Result<Tensor> {
    if !dtype.is_complex() {
        return Err(Error::type_error(match dtype {
            DType::Float16 | DType::BFloat16 | DType::Float32 | DType::Float64 => "must be real number, not complex",
            _ => "'complex' object cannot be interpreted as an integer",
        }));
    }
    let im = im.iter().copied().chain(std::iter::repeat(0.0));
    made(re.iter().zip(im).map(|(&re, im)| C::new(re, im)), shape, dtype)
}

/// The geometry of one part of complex numbers, counted in floats.
pub fn part_of(geometry: &Geometry, part: usize) -> Geometry {
    Geometry {
        shape: geometry.shape.clone(),
        strides: geometry.strides.iter().map(|n| n * 2).collect(),
        offset: geometry.offset * 2 + part,
    }
}

/// Complex numbers as pairs of floats in the same storage, outside the tape; the last dimension has the two parts.
pub fn pairs(x: &Tensor) -> Tensor {
    let mut geometry = part_of(&x.geometry(), 0);
    geometry.shape.push(2);
    geometry.strides.push(1);
    x.alias_as(geometry, x.dtype().part(), Lazy::No)
}

/// The two parts in the same storage, outside the tape.
pub fn halves(x: &Tensor) -> Result<[Tensor; 2]> {
    let x = if x.lazy() == Lazy::No { x.detach() } else { x.copy()? };
    let geometry = x.geometry().clone();
    let half = |part| x.alias_as(part_of(&geometry, part), x.dtype().part(), Lazy::No);
    Ok([half(0), half(1)])
}

/// Two real tensors of one shape and type as the parts of a complex one, outside the tape.
pub fn joined(re: &Tensor, im: &Tensor) -> Result<Tensor> {
    let (shape, dtype) = (re.shape(), re.dtype().complex());
    storage::reserve::<[f64; 2]>(re.numel())?;
    Ok(match dtype {
        DType::Complex64 => {
            let (re, im) = (re.values::<f32>(), im.values::<f32>());
            Tensor::from_vec(re.iter().zip(im.iter()).map(|(&a, &b)| [a, b]).collect(), &shape)
        }
        _ => {
            let (re, im) = (re.values::<f64>(), im.values::<f64>());
            Tensor::from_vec(re.iter().zip(im.iter()).map(|(&a, &b)| [a, b]).collect(), &shape)
        }
    })
}

/// Two real tensors of one shape as the parts of a complex one, on the tape.
pub fn join(re: &Tensor, im: &Tensor) -> Result<Tensor> {
    Ok(record_light(joined(re, im)?, "ComplexBackward0", &[re, im], |_| {
        Box::new(|incoming| {
            let grad = resolved(&incoming.grad()?)?;
            Ok(vec![
                incoming.needs(0).then(|| real(&grad)).transpose()?,
                incoming.needs(1).then(|| imag(&grad)).transpose()?,
            ])
        })
    }))
}

/// The two parts as tensors of their own, row by row, on the tape. A real tensor has zeros for the second.
pub fn parts(x: &Tensor) -> Result<[Tensor; 2]> {
    if !x.dtype().is_complex() {
        return Ok([x.clone(), x.zeros_like()?]);
    }
    let part = |which: usize| -> Result<Tensor> {
        let [re, im] = halves(x)?;
        let out = if which == 0 { re.copy()? } else { im.copy()? };
        Ok(record_light(out, "SelectBackward0", &[x], move |_| {
            Box::new(move |incoming| Ok(vec![Some(placed(&incoming.grad()?, which)?)]))
        }))
    };
    Ok([part(0)?, part(1)?])
}

/// A real tensor as one part of a complex one whose other part is zero, on the tape.
pub fn placed(x: &Tensor, part: usize) -> Result<Tensor> {
    let zero = x.zeros_like()?;
    if part == 0 { join(x, &zero) } else { join(&zero, x) }
}

/// `conj` of a complex tensor with elements of its own; a real one as it is.
pub fn conjugated(x: &Tensor) -> Result<Tensor> {
    if x.dtype().is_complex() { conj(x) } else { Ok(x.clone()) }
}
