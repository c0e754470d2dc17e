//! Reading a tensor's elements in row-major order, whatever its strides and type, and writing them back.

use std::cell::Ref;
use std::ops::Deref;

use candle_core::CpuStorage;
use half::{bf16, f16};

use super::dtype::DType;
use super::error::Result;
use super::shape::Shape;
use super::storage::{self, Element, Storage};
use super::tensor::{Lazy, Tensor};

/// A tensor's elements as one slice: borrowed where they lie so already, copied otherwise.
pub enum Values<'a, T> {
    Borrowed(Ref<'a, [T]>),
    Owned(Vec<T>),
}

impl<T> Deref for Values<'_, T> {
    type Target = [T];
    fn deref(&self) -> &[T] {
        match self {
            Self::Borrowed(slice) => slice,
            Self::Owned(vec) => vec,
        }
    }
}

impl<T: Clone> Values<'_, T> {
    pub fn into_vec(self) -> Vec<T> {
        match self {
            Self::Borrowed(slice) => slice.to_vec(),
            Self::Owned(vec) => vec,
        }
    }
}

/// Calls `$body` with `$slice` bound to the vector inside a buffer, whatever its type.
macro_rules! with_slice {
    ($buffer:expr, $slice:ident => $body:expr) => {
        match $buffer {
            CpuStorage::U8($slice) => $body,
            CpuStorage::I16($slice) => $body,
            CpuStorage::I32($slice) => $body,
            CpuStorage::I64($slice) => $body,
            CpuStorage::F16($slice) => $body,
            CpuStorage::BF16($slice) => $body,
            CpuStorage::F32($slice) => $body,
            CpuStorage::F64($slice) => $body,
            _ => unreachable!("no tensor has such a buffer"),
        }
    };
}
pub(crate) use with_slice;

/// A tensor's place in its storage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Geometry {
    pub shape: Shape,
    /// In elements; 0 where a dimension is expanded.
    pub strides: Shape,
    /// Of the first element.
    pub offset: usize,
}

impl Geometry {
    pub fn contiguous(shape: &[usize]) -> Self {
        Self { shape: Shape::from_slice(shape), strides: super::shape::contiguous_strides(shape), offset: 0 }
    }

    pub fn numel(&self) -> usize {
        super::shape::numel(&self.shape)
    }

    pub fn is_contiguous(&self) -> bool {
        let mut expected = 1;
        for (&n, &stride) in self.shape.iter().zip(&self.strides).rev() {
            if n != 1 {
                if stride != expected {
                    return self.numel() == 0;
                }
                expected *= n;
            }
        }
        true
    }

    /// Calls `f` with the storage position of each element, in row-major order.
    #[inline]
    pub fn for_each(&self, mut f: impl FnMut(usize)) {
        if self.numel() == 0 {
            return;
        }
        let Some((&inner, outer)) = self.shape.split_last() else {
            return f(self.offset);
        };
        let step = self.strides[outer.len()];
        let mut index: Shape = Shape::from_elem(0, outer.len());
        let mut start = self.offset;
        loop {
            let mut at = start;
            for _ in 0..inner {
                f(at);
                at += step;
            }
            let mut d = outer.len();
            loop {
                if d == 0 {
                    return;
                }
                d -= 1;
                index[d] += 1;
                start += self.strides[d];
                if index[d] < outer[d] {
                    break;
                }
                start -= self.strides[d] * outer[d];
                index[d] = 0;
            }
        }
    }
}

fn gather<S: Copy, T>(from: &[S], geometry: &Geometry, map: impl Fn(S) -> T) -> Vec<T> {
    let n = geometry.numel();
    let mut out = Vec::with_capacity(n);
    if n == 0 {
        return out;
    }
    if geometry.is_contiguous() {
        out.extend(from[geometry.offset..geometry.offset + n].iter().map(|&x| map(x)));
    } else {
        geometry.for_each(|at| out.push(map(from[at])));
    }
    out
}

impl Tensor {
    /// Its elements in row-major order, converted as `Tensor.to` converts.
    ///
    /// Holds a borrow of the storage while it lives: write to a tensor only after dropping the values it was made from.
    pub fn values<T: Element>(&self) -> Values<'_, T> {
        let data = self.data();
        let geometry = &data.geometry;
        let storage: &Storage = self.storage_ref();
        // An empty view may begin past the end of its storage.
        if geometry.numel() == 0 {
            return Values::Owned(Vec::new());
        }
        let buffer = storage.buffer.borrow();
        if self.lazy() != Lazy::No || (self.dtype() != T::DTYPE && (self.dtype().is_complex() || T::DTYPE.is_complex()))
        {
            return Values::Owned(self.converted(&buffer, geometry));
        }
        if T::slice(&buffer).is_some() {
            if geometry.is_contiguous() {
                let (start, n) = (geometry.offset, geometry.numel());
                let slice = Ref::map(buffer, |b| &T::slice(b).unwrap_or_default()[start..start + n]);
                return Values::Borrowed(slice);
            }
            return Values::Owned(gather(T::slice(&buffer).unwrap_or_default(), geometry, |x| x));
        }
        Values::Owned(with_slice!(&*buffer, v => convert::<_, T>(v, geometry)))
    }

    /// What `values` gives where the buffer's own type does not tell it: of complex, conjugated and negated elements.
    fn converted<T: Element>(&self, buffer: &CpuStorage, geometry: &Geometry) -> Vec<T> {
        fn pairs<S: Element, T: Element>(from: Option<&[S]>, geometry: &Geometry, lazy: Lazy) -> Vec<T> {
            gather(from.unwrap_or_default(), geometry, |x| {
                let (real, imaginary) = (x.to_f64(), x.imaginary());
                match lazy {
                    Lazy::No => T::from_parts(real, imaginary),
                    Lazy::Conjugate => T::from_parts(real, -imaginary),
                    Lazy::Negate => T::from_parts(-real, -imaginary),
                }
            })
        }
        match (self.dtype(), self.lazy()) {
            (DType::Complex64, lazy) => pairs(<[f32; 2]>::slice(buffer), geometry, lazy),
            (DType::Complex128, lazy) => pairs(<[f64; 2]>::slice(buffer), geometry, lazy),
            (_, Lazy::Negate) => with_slice!(buffer, v => gather(v, geometry, |x| T::from_f64(-x.to_f64()))),
            _ => with_slice!(buffer, v => convert::<_, T>(v, geometry)),
        }
    }

    /// Its elements as numbers, for reading a few.
    pub fn to_f64_vec(&self) -> Vec<f64> {
        self.values::<f64>().into_vec()
    }

    pub fn to_i64_vec(&self) -> Vec<i64> {
        self.values::<i64>().into_vec()
    }

    /// Whether each element is other than zero.
    pub fn to_bool_vec(&self) -> Vec<bool> {
        if self.dtype().is_complex() {
            return self.values::<[f64; 2]>().iter().map(|x| *x != [0.0, 0.0]).collect();
        }
        let data = self.data();
        let buffer = self.storage_ref().buffer.borrow();
        with_slice!(&*buffer, v => gather(v, &data.geometry, |x| x.to_f64() != 0.0))
    }

    /// Writes elements given in row-major order into this tensor's place in its storage. `values` are as many as it has, of its buffer's type.
    pub(crate) fn write(&self, values: &CpuStorage) {
        let data = self.data();
        let mut buffer = self.storage_ref().buffer.borrow_mut();
        fn put<T: Element>(to: &mut [T], from: &CpuStorage, geometry: &Geometry) {
            let Some(from) = T::slice(from).filter(|from| !from.is_empty()) else { return };
            if geometry.is_contiguous() {
                to[geometry.offset..geometry.offset + from.len()].copy_from_slice(from);
                return;
            }
            let mut next = from.iter();
            geometry.for_each(|at| {
                if let Some(&x) = next.next() {
                    to[at] = x;
                }
            });
        }
        let turned = self.lazy() != Lazy::No;
        match self.dtype() {
            // What is stored is conjugated or negated when it is read again.
            _ if turned => self.write_turned(&mut buffer, values, &data.geometry),
            DType::Complex64 => put(<[f32; 2]>::slice_mut(&mut buffer).unwrap_or_default(), values, &data.geometry),
            DType::Complex128 => put(<[f64; 2]>::slice_mut(&mut buffer).unwrap_or_default(), values, &data.geometry),
            _ => with_slice!(&mut *buffer, to => put(to, values, &data.geometry)),
        }
    }

    fn write_turned(&self, buffer: &mut CpuStorage, values: &CpuStorage, geometry: &Geometry) {
        fn put<T: Element>(buffer: &mut CpuStorage, values: &CpuStorage, geometry: &Geometry, lazy: Lazy) {
            let (Some(to), Some(from)) = (T::slice_mut(buffer), T::slice(values)) else { return };
            let mut next = from.iter();
            geometry.for_each(|at| {
                if let (Some(x), Some(slot)) = (next.next(), to.get_mut(at)) {
                    let (real, imaginary) = (x.to_f64(), x.imaginary());
                    *slot = match lazy {
                        Lazy::Negate => T::from_parts(-real, -imaginary),
                        _ => T::from_parts(real, -imaginary),
                    };
                }
            });
        }
        match self.dtype() {
            DType::Complex64 => put::<[f32; 2]>(buffer, values, geometry, self.lazy()),
            DType::Complex128 => put::<[f64; 2]>(buffer, values, geometry, self.lazy()),
            DType::Float64 => put::<f64>(buffer, values, geometry, self.lazy()),
            _ => put::<f32>(buffer, values, geometry, self.lazy()),
        }
    }

    /// Its elements in a buffer of their own, converted to `dtype`.
    pub(crate) fn buffer_as(&self, dtype: DType) -> Result<CpuStorage> {
        storage::reserve::<f64>(self.numel())?;
        Ok(match dtype {
            DType::Bool if self.dtype() != DType::Bool => {
                CpuStorage::U8(self.to_bool_vec().into_iter().map(u8::from).collect())
            }
            DType::Bool | DType::UInt8 => CpuStorage::U8(self.values::<u8>().into_vec()),
            DType::Int8 if self.dtype() != DType::Int8 => {
                CpuStorage::I16(self.values::<i16>().iter().map(|&x| i16::from(x as i8)).collect())
            }
            DType::Int8 | DType::Int16 => CpuStorage::I16(self.values::<i16>().into_vec()),
            DType::Int32 => CpuStorage::I32(self.values::<i32>().into_vec()),
            DType::Int64 => CpuStorage::I64(self.values::<i64>().into_vec()),
            DType::Float16 => CpuStorage::F16(self.values::<f16>().into_vec()),
            DType::BFloat16 => CpuStorage::BF16(self.values::<bf16>().into_vec()),
            DType::Float32 => CpuStorage::F32(self.values::<f32>().into_vec()),
            DType::Float64 => CpuStorage::F64(self.values::<f64>().into_vec()),
            DType::Complex64 => Element::wrap(self.values::<[f32; 2]>().into_vec()),
            DType::Complex128 => Element::wrap(self.values::<[f64; 2]>().into_vec()),
        })
    }
}

fn convert<S: Element, T: Element>(from: &[S], geometry: &Geometry) -> Vec<T> {
    // 64-bit integers must not pass through a float on their way to another integer type.
    if S::DTYPE.is_floating() || T::DTYPE.is_floating() {
        gather(from, geometry, |x| T::from_f64(x.to_f64()))
    } else {
        gather(from, geometry, |x| T::from_i64(x.to_i64()))
    }
}
