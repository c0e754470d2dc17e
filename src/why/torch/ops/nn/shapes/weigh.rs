//! Each element a weighted sum of others, found for each dimension on its own.

use super::super::super::super::shape::{self, Shape};
use super::super::linear_map::Linear;
use super::super::real::Real;

/// What the indices of one dimension are made of: as many elements from a first one on, and their weights.
pub type Taps = Vec<Vec<(usize, f64)>>;

/// Weighted sums along each of the last dimensions, the last one first.
pub struct Weigh {
    pub node: &'static str,
    pub second: &'static str,
    pub axes: Vec<Taps>,
    pub from: Shape,
    pub to: Shape,
}

impl Weigh {
    /// Over the last dimensions of a tensor of `from`.
    pub fn new((node, second): (&'static str, &'static str), from: &[usize], axes: Vec<Taps>) -> Self {
        let lead = from.len() - axes.len();
        let mut to = Shape::from_slice(&from[..lead]);
        to.extend(axes.iter().map(Vec::len));
        Self { node, second, axes, from: Shape::from_slice(from), to }
    }

    /// Sizes around a dimension: before it, of it and behind it; `done` dimensions from the end have the result's size.
    fn around(&self, d: usize) -> (usize, usize) {
        let lead = self.from.len() - self.axes.len();
        (shape::numel(&self.from[..lead + d]), shape::numel(&self.to[lead + d + 1..]))
    }

    fn length(&self, d: usize) -> usize {
        self.from[self.from.len() - self.axes.len() + d]
    }
}

impl Linear for Weigh {
    fn node(&self) -> &'static str {
        self.node
    }

    fn second(&self) -> &'static str {
        self.second
    }

    fn from(&self) -> &[usize] {
        &self.from
    }

    fn to(&self) -> &[usize] {
        &self.to
    }

    fn forward<T: Real>(&self, x: &[T], out: &mut [T]) {
        let mut current = x.to_vec();
        for (d, taps) in self.axes.iter().enumerate().rev() {
            let ((outer, inner), length) = (self.around(d), self.length(d));
            let mut next = vec![T::ZERO; outer * taps.len() * inner];
            for o in 0..outer {
                for (i, taps) in taps.iter().enumerate() {
                    let to = &mut next[(o * self.axes[d].len() + i) * inner..][..inner];
                    for &(at, weight) in taps {
                        let (from, weight) = (&current[(o * length + at) * inner..][..inner], T::of(weight));
                        to.iter_mut().zip(from).for_each(|(o, &v)| *o += v * weight);
                    }
                }
            }
            current = next;
        }
        out.copy_from_slice(&current);
    }

    fn backward<T: Real>(&self, grad: &[T], out: &mut [T]) {
        let mut current = grad.to_vec();
        for (d, taps) in self.axes.iter().enumerate() {
            let ((outer, inner), length) = (self.around(d), self.length(d));
            let mut next = vec![T::ZERO; outer * length * inner];
            for o in 0..outer {
                for (i, taps) in taps.iter().enumerate() {
                    let from = &current[(o * self.axes[d].len() + i) * inner..][..inner];
                    for &(at, weight) in taps {
                        let (to, weight) = (&mut next[(o * length + at) * inner..][..inner], T::of(weight));
                        to.iter_mut().zip(from).for_each(|(o, &v)| *o += v * weight);
                    }
                }
            }
            current = next;
        }
        out.copy_from_slice(&current);
    }
}
