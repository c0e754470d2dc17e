//! `affine_grid`: where each element of an output comes from under an affine map of its coordinates.

use std::rc::Rc;

use super::super::super::super::args::{Args, Value};
use super::super::super::super::error::{Error, Result};
use super::super::super::super::registry::{Op, TORCH, op};
use super::super::super::super::shape::{self, Shape};
use super::super::super::super::storage;
use super::super::linear_map::{Linear, apply};
use super::super::pointwise::unsupported;
use super::super::real::Real;

pub(in super::super::super) const OPS: &[Op] =
    &[op(TORCH, "affine_grid_generator(Tensor theta, int[] size, bool align_corners)", grid)];

/// theta (N, 2, 3) and a size (N, C, H, W), or (N, 3, 4) and (N, C, D, H, W).
struct Places {
    /// The size without batch and channels.
    size: Vec<usize>,
    corners: bool,
    from: Shape,
    to: Shape,
}

fn grid(args: &Args) -> Result<Value> {
    let (theta, size) = (args.tensor(0)?, args.ints(1)?);
    if size.len() != 4 && size.len() != 5 {
        return Err(Error::runtime("AffineGridGenerator needs 4d (spatial) or 5d (volumetric) inputs."));
    }
    let (from, dims) = (theta.shape(), size.len() - 2);
    let n = size[0];
    if from.len() != 3 || n < 0 || from[0] as i64 != n || from[1..] != [dims, dims + 1] {
        let found: Vec<usize> = [0, 2].iter().filter_map(|&d| from.get(d).copied()).collect();
        return Err(Error::runtime(format!(
            "Expected size for first two dimensions of batch2 tensor to be: [{n}, {}] but got: {}.",
            dims + 1,
            shape::text(&found)
        )));
    }
    if !theta.dtype().is_floating() {
        return Err(unsupported("linspace_cpu", theta.dtype()));
    }
    let mut wanted = vec![n];
    wanted.extend(&size[2..]);
    wanted.push(dims as i64);
    let to = shape::sizes(&wanted)?;
    for &n in &to {
        storage::reserve::<f64>(n)?;
    }
    let map = Places { size: to[1..=dims].to_vec(), corners: args.boolean(2), from, to };
    Ok(apply(&Rc::new(map), theta)?.into())
}

impl Places {
    /// -1 to 1 in as many steps; without `corners` the middles of as many parts.
    fn axis<T: Real>(&self, size: usize) -> Vec<T> {
        if size <= 1 {
            return vec![T::ZERO; size];
        }
        let step = T::of(2.0) / T::of(size as f64 - 1.0);
        let shrink = if self.corners { T::ONE } else { T::of(size as f64 - 1.0) / T::of(size as f64) };
        let place = |i: usize| {
            // From both ends, so that it is symmetric.
            if i < size / 2 { T::of(i as f64) * step - T::ONE } else { T::ONE - step * T::of((size - 1 - i) as f64) }
        };
        (0..size).map(|i| place(i) * shrink).collect()
    }

    /// Calls `f` with the number of each element of the grid and its coordinates, the last dimension's first.
    fn each<T: Real>(&self, mut f: impl FnMut(usize, &[T])) {
        let axes: Vec<Vec<T>> = self.size.iter().map(|&n| self.axis(n)).collect();
        let dims = self.size.len();
        let mut at = vec![T::ONE; dims + 1];
        for i in 0..self.size.iter().product() {
            let mut rest = i;
            for d in (0..dims).rev() {
                at[dims - 1 - d] = axes[d][rest % self.size[d]];
                rest /= self.size[d];
            }
            f(i, &at);
        }
    }
}

impl Linear for Places {
    fn node(&self) -> &'static str {
        "AffineGridGeneratorBackward0"
    }

    fn second(&self) -> &'static str {
        "ReshapeAliasBackward0"
    }

    fn from(&self) -> &[usize] {
        &self.from
    }

    fn to(&self) -> &[usize] {
        &self.to
    }

    fn forward<T: Real>(&self, x: &[T], out: &mut [T]) {
        let dims = self.size.len();
        let volume: usize = self.size.iter().product();
        for (theta, out) in x.chunks_exact(dims * (dims + 1)).zip(out.chunks_exact_mut((volume * dims).max(1))) {
            self.each(|i, at| {
                for (to, row) in out[i * dims..].iter_mut().zip(theta.chunks_exact(dims + 1)) {
                    *to = row.iter().zip(at).map(|(&a, &b)| a * b).sum();
                }
            });
        }
    }

    fn backward<T: Real>(&self, grad: &[T], out: &mut [T]) {
        let dims = self.size.len();
        let volume: usize = self.size.iter().product();
        for (grad, theta) in grad.chunks_exact((volume * dims).max(1)).zip(out.chunks_exact_mut(dims * (dims + 1))) {
            self.each(|i, at: &[T]| {
                for (&g, row) in grad[i * dims..].iter().zip(theta.chunks_exact_mut(dims + 1)) {
                    row.iter_mut().zip(at).for_each(|(to, &x)| *to += g * x);
                }
            });
        }
    }
}
