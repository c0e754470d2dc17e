//! Elements taken from other places: what flips, rolls, repeats, triangles and diagonals come down to.

use std::rc::Rc;

use super::super::dtype::DType;
use super::super::error::Result;
use super::super::shape;
use super::super::storage::{self, Element};
use super::super::tape::record_light;
use super::super::tensor::Tensor;

/// A position that stands for zero.
pub const ZERO: usize = usize::MAX;

/// Calls `$body` with `$kind` as the Rust type that a dtype's elements are kept in.
macro_rules! by_type {
    ($dtype:expr, $kind:ident => $body:expr) => {
        match $dtype {
            DType::Bool | DType::UInt8 => {
                type $kind = u8;
                $body
            }
            DType::Int8 | DType::Int16 => {
                type $kind = i16;
                $body
            }
            DType::Int32 => {
                type $kind = i32;
                $body
            }
            DType::Int64 => {
                type $kind = i64;
                $body
            }
            DType::Float16 => {
                type $kind = half::f16;
                $body
            }
            DType::BFloat16 => {
                type $kind = half::bf16;
                $body
            }
            DType::Float32 => {
                type $kind = f32;
                $body
            }
            DType::Float64 => {
                type $kind = f64;
                $body
            }
            DType::Complex64 => {
                type $kind = [f32; 2];
                $body
            }
            DType::Complex128 => {
                type $kind = [f64; 2];
                $body
            }
        }
    };
}
pub(super) use by_type;

/// A tensor of `shape` whose elements are those of `x` at `positions` (counted row by row), or zero where that says `ZERO`.
pub fn moved(x: &Tensor, positions: Rc<[usize]>, shape: &[usize], name: &'static str) -> Result<Tensor> {
    fn take<T: Element>(x: &Tensor, positions: &[usize]) -> candle_core::CpuStorage {
        let values = x.values::<T>();
        T::wrap(positions.iter().map(|&i| values.get(i).copied().unwrap_or_default()).collect())
    }
    let buffer = by_type!(x.dtype(), T => take::<T>(x, &positions));
    let out = Tensor::from_buffer(buffer, shape, x.dtype());
    let from = x.shape();
    Ok(record_light(out, name, &[x], |_| {
        Box::new(move |incoming| Ok(vec![Some(gathered(&incoming.grad()?, positions.clone(), &from, name)?)]))
    }))
}

/// The way back of `moved`: each element of `x` is added to the one it came from.
fn gathered(x: &Tensor, positions: Rc<[usize]>, shape: &[usize], name: &'static str) -> Result<Tensor> {
    if x.dtype().is_complex() {
        let [real, imaginary] = super::complex::parts(x)?;
        let part = |x: &Tensor| gathered(x, positions.clone(), shape, name);
        return super::complex::join(&part(&real)?, &part(&imaginary)?);
    }
    let mut sums = vec![0.0; shape::numel(shape)];
    for (&at, &v) in positions.iter().zip(x.values::<f64>().iter()) {
        if let Some(sum) = sums.get_mut(at) {
            *sum += v;
        }
    }
    let out = Tensor::from_f64s(sums, shape, x.dtype())?;
    let from = x.shape();
    Ok(record_light(out, name, &[x], |_| {
        Box::new(move |incoming| Ok(vec![Some(moved(&incoming.grad()?, positions.clone(), &from, name)?)]))
    }))
}

/// The positions of a tensor of `shape` where `source` says, for each index of `out`, which index it is taken from.
///
/// # Errors
/// When there is no memory for that many.
pub fn positions(out: &[usize], mut source: impl FnMut(&[usize]) -> usize) -> Result<Rc<[usize]>> {
    let n = shape::numel(out);
    storage::reserve::<usize>(n)?;
    let mut index = shape::Shape::from_elem(0, out.len());
    let mut found = Vec::with_capacity(n);
    for _ in 0..n {
        found.push(source(&index));
        for d in (0..out.len()).rev() {
            index[d] += 1;
            if index[d] < out[d] {
                break;
            }
            index[d] = 0;
        }
    }
    Ok(found.into())
}
