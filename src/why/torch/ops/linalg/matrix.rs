//! One matrix of a batch as kernels see it, and the ways from tensors to matrices and back.

use std::ops::{Index, IndexMut};

use super::super::super::dtype::DType;
use super::super::super::error::{Error, Kind, Result};
use super::super::super::shape::{self, Shape};
use super::super::super::storage;
use super::super::super::tensor::Tensor;
pub use super::super::nn::real::Real;

/// Rows of numbers.
#[derive(Debug, Clone)]
pub struct Matrix<T> {
    pub rows: usize,
    pub columns: usize,
    pub data: Vec<T>,
}

impl<T: Real> Matrix<T> {
    pub fn zeros(rows: usize, columns: usize) -> Self {
        Self { rows, columns, data: vec![T::ZERO; rows * columns] }
    }

    pub fn identity(n: usize) -> Self {
        let mut out = Self::zeros(n, n);
        (0..n).for_each(|i| out[(i, i)] = T::ONE);
        out
    }

    pub fn transposed(&self) -> Self {
        let mut out = Self::zeros(self.columns, self.rows);
        for i in 0..self.rows {
            for j in 0..self.columns {
                out[(j, i)] = self[(i, j)];
            }
        }
        out
    }

    pub fn times(&self, other: &Self) -> Self {
        let mut out = Self::zeros(self.rows, other.columns);
        for i in 0..self.rows {
            for k in 0..self.columns {
                let factor = self[(i, k)];
                for j in 0..other.columns {
                    out[(i, j)] += factor * other[(k, j)];
                }
            }
        }
        out
    }

    /// Its first rows and columns.
    pub fn corner(&self, rows: usize, columns: usize) -> Self {
        let mut out = Self::zeros(rows, columns);
        for i in 0..rows {
            for j in 0..columns {
                out[(i, j)] = self[(i, j)];
            }
        }
        out
    }

    pub fn swap_rows(&mut self, a: usize, b: usize) {
        if a != b {
            (0..self.columns).for_each(|j| self.data.swap(a * self.columns + j, b * self.columns + j));
        }
    }

    pub fn swap_columns(&mut self, a: usize, b: usize) {
        (0..self.rows).for_each(|i| self.data.swap(i * self.columns + a, i * self.columns + b));
    }
}

impl<T> Index<(usize, usize)> for Matrix<T> {
    type Output = T;
    fn index(&self, (i, j): (usize, usize)) -> &T {
        &self.data[i * self.columns + j]
    }
}

impl<T> IndexMut<(usize, usize)> for Matrix<T> {
    fn index_mut(&mut self, (i, j): (usize, usize)) -> &mut T {
        &mut self.data[i * self.columns + j]
    }
}

/// Half the distance from 1 to the next number: LAPACK's `eps`.
pub fn eps<T: Real>() -> T {
    T::of(f64::from(match T::DTYPE {
        DType::Float32 => f32::EPSILON / 2.0,
        _ => return T::of(f64::EPSILON / 2.0),
    }))
}

/// The least number whose reciprocal does not overflow.
pub fn tiny<T: Real>() -> T {
    T::of(if T::DTYPE == DType::Float32 { f64::from(f32::MIN_POSITIVE) } else { f64::MIN_POSITIVE })
}

/// The size of `a` with the sign of `b`.
pub fn signed<T: Real>(a: T, b: T) -> T {
    let negative = b.wide().is_sign_negative();
    if negative { -a.abs() } else { a.abs() }
}

/// The length of (a, b), without overflow.
pub fn hypot<T: Real>(a: T, b: T) -> T {
    let (a, b) = (a.abs(), b.abs());
    let (long, short) = if a > b { (a, b) } else { (b, a) };
    if short == T::ZERO || long.is_nan() || long > T::of(f64::MAX) {
        return long;
    }
    let ratio = short / long;
    long * (T::ONE + ratio * ratio).sqrt()
}

/// Calls `$body` with `$kind` as `f32` or `f64`. Matrices of other types have been refused before.
macro_rules! by_real {
    ($dtype:expr, $kind:ident => $body:expr) => {
        if $dtype == DType::Float64 {
            type $kind = f64;
            $body
        } else {
            type $kind = f32;
            $body
        }
    };
}
pub(super) use by_real;

/// Fails if these are not matrices of numbers that `name` can work on.
pub fn check(x: &Tensor, name: &str) -> Result<()> {
    if x.rank() < 2 {
        return Err(Error::runtime(format!("{name}: The input tensor A must have at least 2 dimensions.")));
    }
    if !x.dtype().is_floating() {
        return Err(Error::new(
            Kind::NotImplemented,
            format!("{name}: Expected a floating point or complex tensor as input. Got {}", x.dtype().scalar_name()),
        ));
    }
    if !matches!(x.dtype(), DType::Float32 | DType::Float64) {
        return Err(Error::new(
            Kind::NotImplemented,
            format!("{name}: Low precision dtypes not supported. Got {}", x.dtype().scalar_name()),
        ));
    }
    Ok(())
}

/// As `check`, for matrices with as many rows as columns.
pub fn check_square(x: &Tensor, name: &str) -> Result<()> {
    if x.rank() < 2 {
        return check(x, name);
    }
    let (rows, columns) = sides(x);
    if rows != columns {
        return Err(Error::runtime(format!(
            "{name}: A must be batches of square matrices, but they are {rows} by {columns} matrices"
        )));
    }
    check(x, name)
}

/// How many rows and columns its matrices have.
pub fn sides(x: &Tensor) -> (usize, usize) {
    match x.shape()[..] {
        [.., rows, columns] => (rows, columns),
        [n] => (n, 1),
        [] => (1, 1),
    }
}

/// The dimensions before those of the matrices.
pub fn batch(x: &Tensor) -> Shape {
    let shape = x.shape();
    Shape::from_slice(&shape[..shape.len().saturating_sub(2)])
}

/// Its matrices, one after the other.
pub fn matrices<T: Real>(x: &Tensor) -> Vec<Matrix<T>> {
    let (rows, columns) = sides(x);
    let count = shape::numel(&batch(x));
    let values = x.values::<T>();
    let size = rows * columns;
    (0..count).map(|i| Matrix { rows, columns, data: values[i * size..(i + 1) * size].to_vec() }).collect()
}

/// A tensor of matrices with `batch` before them; `rows` and `columns` say their size where there are none.
pub fn assemble<T: Real>(found: Vec<Matrix<T>>, batch: &[usize], rows: usize, columns: usize) -> Result<Tensor> {
    let mut shape = Shape::from_slice(batch);
    shape.extend([rows, columns]);
    storage::reserve::<T>(shape::numel(&shape))?;
    Ok(Tensor::from_vec(found.into_iter().flat_map(|m| m.data).collect(), &shape))
}

/// A tensor of vectors with `batch` before them.
pub fn assemble_vectors<T: Real>(found: Vec<Vec<T>>, batch: &[usize], n: usize) -> Tensor {
    let mut shape = Shape::from_slice(batch);
    shape.push(n);
    Tensor::from_vec(found.concat(), &shape)
}

/// `(Batch element 1): `, where there are several.
pub fn element(batch: &[usize], i: usize) -> String {
    if batch.is_empty() { String::new() } else { format!("(Batch element {i}): ") }
}

/// The transpose of each matrix.
pub fn mt(x: &Tensor) -> Result<Tensor> {
    super::super::view::transpose(x, -2, -1)
}
