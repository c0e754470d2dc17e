//! The elements that one or several tensors share, in the vectors that candle's kernels read.

use std::cell::RefCell;

use candle_core::CpuStorage;
use half::{bf16, f16};

use super::dtype::DType;
use super::error::{Error, Kind, Result};

/// Elements in row after row. `bool` is kept in bytes of 0 and 1, `int8` in 16-bit integers that stay in its range.
pub struct Storage {
    pub buffer: RefCell<CpuStorage>,
}

impl Storage {
    pub fn new(buffer: CpuStorage) -> Self {
        Self { buffer: RefCell::new(buffer) }
    }

    /// How many elements it has.
    pub fn len(&self) -> usize {
        match &*self.buffer.borrow() {
            CpuStorage::U8(v) => v.len(),
            CpuStorage::I16(v) => v.len(),
            CpuStorage::I32(v) => v.len(),
            CpuStorage::I64(v) => v.len(),
            CpuStorage::F16(v) => v.len(),
            CpuStorage::BF16(v) => v.len(),
            CpuStorage::F32(v) => v.len(),
            CpuStorage::F64(v) => v.len(),
            _ => 0,
        }
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// A Rust type that elements are kept in.
pub trait Element: Copy + Default + PartialOrd + 'static {
    /// The dtype a vector of these is unless something else is said.
    const DTYPE: DType;
    fn wrap(values: Vec<Self>) -> CpuStorage;
    fn slice(buffer: &CpuStorage) -> Option<&[Self]>;
    fn slice_mut(buffer: &mut CpuStorage) -> Option<&mut [Self]>;
    fn to_f64(self) -> f64;
    fn from_f64(x: f64) -> Self;
    fn to_i64(self) -> i64;
    fn from_i64(x: i64) -> Self;
    /// The imaginary part: 0 but for complex numbers.
    #[inline]
    fn imaginary(self) -> f64 {
        0.0
    }
    /// The number with these parts; types without an imaginary part drop it.
    #[inline]
    fn from_parts(real: f64, _imaginary: f64) -> Self {
        Self::from_f64(real)
    }
}

macro_rules! element {
    ($ty:ty, $variant:ident, $dtype:ident, $to_f64:expr, $from_f64:expr, $to_i64:expr, $from_i64:expr) => {
        impl Element for $ty {
            const DTYPE: DType = DType::$dtype;
            fn wrap(values: Vec<Self>) -> CpuStorage {
                CpuStorage::$variant(values)
            }
            fn slice(buffer: &CpuStorage) -> Option<&[Self]> {
                match buffer {
                    CpuStorage::$variant(values) => Some(values),
                    _ => None,
                }
            }
            fn slice_mut(buffer: &mut CpuStorage) -> Option<&mut [Self]> {
                match buffer {
                    CpuStorage::$variant(values) => Some(values),
                    _ => None,
                }
            }
            #[inline]
            fn to_f64(self) -> f64 {
                $to_f64(self)
            }
            #[inline]
            fn from_f64(x: f64) -> Self {
                $from_f64(x)
            }
            #[inline]
            fn to_i64(self) -> i64 {
                $to_i64(self)
            }
            #[inline]
            fn from_i64(x: i64) -> Self {
                $from_i64(x)
            }
        }
    };
}

// A float outside an integer's range becomes the smallest 64-bit integer and wraps from there, as x86 does it.
#[inline]
pub fn float_to_i64(x: f64) -> i64 {
    if x.is_nan() || !(-9.223_372_036_854_776e18..9.223_372_036_854_776e18).contains(&x) { i64::MIN } else { x as i64 }
}

element!(u8, U8, UInt8, f64::from, |x| float_to_i64(x) as u8, i64::from, |x| x as u8);
element!(i16, I16, Int16, f64::from, |x| float_to_i64(x) as i16, i64::from, |x| x as i16);
element!(i32, I32, Int32, f64::from, |x| float_to_i64(x) as i32, i64::from, |x| x as i32);
element!(i64, I64, Int64, |x| x as f64, float_to_i64, |x| x, |x| x);
element!(f16, F16, Float16, f64::from, f16::from_f64, |x: f16| float_to_i64(f64::from(x)), |x| f16::from_f64(x as f64));
element!(bf16, BF16, BFloat16, f64::from, bf16::from_f64, |x: bf16| float_to_i64(f64::from(x)), |x| bf16::from_f64(
    x as f64
));
element!(f32, F32, Float32, f64::from, |x| x as f32, |x: f32| float_to_i64(f64::from(x)), |x| x as f32);
element!(f64, F64, Float64, |x| x, |x| x, float_to_i64, |x| x as f64);

/// Complex numbers are pairs of floats, one after the other in a buffer of floats: only a tensor's dtype tells that they are pairs.
macro_rules! pairs {
    ($part:ty, $variant:ident, $dtype:ident) => {
        impl Element for [$part; 2] {
            const DTYPE: DType = DType::$dtype;
            fn wrap(values: Vec<Self>) -> CpuStorage {
                CpuStorage::$variant(values.into_flattened())
            }
            fn slice(buffer: &CpuStorage) -> Option<&[Self]> {
                match buffer {
                    CpuStorage::$variant(values) => Some(values.as_chunks().0),
                    _ => None,
                }
            }
            fn slice_mut(buffer: &mut CpuStorage) -> Option<&mut [Self]> {
                match buffer {
                    CpuStorage::$variant(values) => Some(values.as_chunks_mut().0),
                    _ => None,
                }
            }
            #[inline]
            fn to_f64(self) -> f64 {
                <$part as Element>::to_f64(self[0])
            }
            #[inline]
            fn from_f64(x: f64) -> Self {
                [<$part as Element>::from_f64(x), 0.0]
            }
            #[inline]
            fn to_i64(self) -> i64 {
                <$part as Element>::to_i64(self[0])
            }
            #[inline]
            fn from_i64(x: i64) -> Self {
                [<$part as Element>::from_i64(x), 0.0]
            }
            #[inline]
            fn imaginary(self) -> f64 {
                <$part as Element>::to_f64(self[1])
            }
            #[inline]
            fn from_parts(real: f64, imaginary: f64) -> Self {
                [<$part as Element>::from_f64(real), <$part as Element>::from_f64(imaginary)]
            }
        }
    };
}

pairs!(f32, F32, Complex64);
pairs!(f64, F64, Complex128);

/// A buffer of `n` zeros, or PyTorch's refusal when that is more than a program may have.
pub fn zeros(dtype: DType, n: usize) -> Result<CpuStorage> {
    fn vec<T: Element>(n: usize) -> Result<CpuStorage> {
        reserve::<T>(n)?;
        Ok(T::wrap(vec![T::default(); n]))
    }
    match dtype {
        DType::Bool | DType::UInt8 => vec::<u8>(n),
        DType::Int8 | DType::Int16 => vec::<i16>(n),
        DType::Int32 => vec::<i32>(n),
        DType::Int64 => vec::<i64>(n),
        DType::Float16 => vec::<f16>(n),
        DType::BFloat16 => vec::<bf16>(n),
        DType::Float32 => vec::<f32>(n),
        DType::Float64 => vec::<f64>(n),
        DType::Complex64 => vec::<[f32; 2]>(n),
        DType::Complex128 => vec::<[f64; 2]>(n),
    }
}

/// Fails as PyTorch does when `n` elements cannot be had, instead of ending the process.
pub fn reserve<T>(n: usize) -> Result<()> {
    let bytes = n.saturating_mul(size_of::<T>());
    let mut probe: Vec<u8> = Vec::new();
    // More than any machine a bot runs on: the system would promise it and the program would never end.
    if bytes > 1 << 36 {
        return Err(Error::new(Kind::Memory, format!("not enough memory: you tried to allocate {bytes} bytes.")));
    }
    // Small buffers come from memory that is there; only large ones are worth asking for first.
    if bytes > 1 << 20 && probe.try_reserve_exact(bytes).is_err() {
        return Err(Error::new(Kind::Memory, format!("not enough memory: you tried to allocate {bytes} bytes.")));
    }
    Ok(())
}
