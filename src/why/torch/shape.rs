//! Shapes: broadcasting, strides and dimensions counted from the end.

use std::fmt::Write as _;

use smallvec::SmallVec;

use super::error::{Error, Result};

/// The lengths of a tensor's dimensions, or its strides (in elements).
pub type Shape = SmallVec<[usize; 5]>;

pub fn numel(shape: &[usize]) -> usize {
    shape.iter().fold(1, |all: usize, &n| all.saturating_mul(n))
}

/// Row-major strides.
pub fn contiguous_strides(shape: &[usize]) -> Shape {
    let mut strides: Shape = SmallVec::from_elem(1, shape.len());
    for i in (0..shape.len().saturating_sub(1)).rev() {
        strides[i] = strides[i + 1].saturating_mul(shape[i + 1].max(1));
    }
    strides
}

/// `[2, 3]`, as error texts show a shape.
pub fn text(shape: &[usize]) -> String {
    let mut out = String::from("[");
    for (i, n) in shape.iter().enumerate() {
        let _ = write!(out, "{}{n}", if i == 0 { "" } else { ", " });
    }
    out.push(']');
    out
}

/// `2x3`, as matmul's error texts show a shape.
pub fn text_x(shape: &[usize]) -> String {
    shape.iter().map(usize::to_string).collect::<Vec<_>>().join("x")
}

/// The shape two operands broadcast to.
pub fn broadcast(a: &[usize], b: &[usize]) -> Result<Shape> {
    if a == b {
        return Ok(Shape::from_slice(a));
    }
    let rank = a.len().max(b.len());
    let mut out = Shape::new();
    for i in 0..rank {
        let x = (i + a.len()).checked_sub(rank).map_or(1, |i| a[i]);
        let y = (i + b.len()).checked_sub(rank).map_or(1, |i| b[i]);
        out.push(match (x, y) {
            (x, y) if x == y => x,
            (1, y) => y,
            (x, 1) => x,
            (x, y) => {
                return Err(Error::runtime(format!(
                    "The size of tensor a ({x}) must match the size of tensor b ({y}) at non-singleton dimension {i}"
                )));
            }
        });
    }
    Ok(out)
}

/// A dimension counted from either end. A tensor without dimensions takes 0 and -1.
pub fn dim(dim: i64, rank: usize) -> Result<usize> {
    let n = rank.max(1) as i64;
    if dim < -n || dim >= n {
        return Err(Error::index(format!(
            "Dimension out of range (expected to be in range of [{}, {}], but got {dim})",
            -n,
            n - 1
        )));
    }
    Ok(if dim < 0 { dim + n } else { dim } as usize)
}

/// Several dimensions, in the order given, none twice; all of them when none is given.
pub fn dims(given: &[i64], rank: usize) -> Result<Shape> {
    if given.is_empty() {
        return Ok((0..rank).collect());
    }
    let mut out = Shape::new();
    for &d in given {
        let d = dim(d, rank)?;
        if out.contains(&d) {
            return Err(Error::runtime(format!("dim {d} appears multiple times in the list of dims")));
        }
        out.push(d);
    }
    if rank == 0 {
        out.clear();
    }
    Ok(out)
}

/// Sizes with at most one -1, which is worked out from the number of elements.
pub fn infer(sizes: &[i64], numel: usize) -> Result<Shape> {
    let invalid = || {
        let list = sizes.iter().map(i64::to_string).collect::<Vec<_>>().join(", ");
        Error::runtime(format!("shape '[{list}]' is invalid for input of size {numel}"))
    };
    let mut known: usize = 1;
    let mut unknown = None;
    for (i, &n) in sizes.iter().enumerate() {
        match n {
            -1 if unknown.is_some() => return Err(Error::runtime("only one dimension can be inferred")),
            -1 => unknown = Some(i),
            n if n < 0 => {
                return Err(Error::runtime(format!("invalid shape dimension {n} at index {i} of shape {sizes:?}")));
            }
            n => known = known.checked_mul(n as usize).ok_or_else(invalid)?,
        }
    }
    let mut out: Shape = sizes.iter().map(|&n| n.max(0) as usize).collect();
    match unknown {
        Some(_) if known == 0 => {
            return Err(Error::runtime(format!(
                "cannot reshape tensor of 0 elements into shape {sizes:?} because the unspecified dimension size -1 can be any value and is ambiguous"
            )));
        }
        Some(i) if numel.is_multiple_of(known) => out[i] = numel / known,
        None if known == numel => {}
        _ => return Err(invalid()),
    }
    Ok(out)
}

/// Sizes that may not be negative, and whose product is a sensible number of elements.
pub fn sizes(given: &[i64]) -> Result<Shape> {
    let mut total: usize = 1;
    let mut out = Shape::new();
    for &n in given {
        let Ok(size) = usize::try_from(n) else {
            return Err(Error::runtime(format!(
                "Trying to create tensor with negative dimension {n}: [{}]",
                given.iter().map(i64::to_string).collect::<Vec<_>>().join(", ")
            )));
        };
        total = total.checked_mul(size.max(1)).filter(|&t| t < 1 << 40).ok_or_else(|| too_large(given))?;
        out.push(size);
    }
    Ok(out)
}

fn too_large(given: &[i64]) -> Error {
    let bytes = given.iter().map(|&n| n as i128).fold(4i128, |a, b| a.saturating_mul(b));
    Error::new(super::error::Kind::Memory, format!("not enough memory: you tried to allocate {bytes} bytes."))
}
