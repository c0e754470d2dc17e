//! Each element taken from another place, found for each dimension on its own.

use super::super::super::super::shape::{self, Shape};
use super::super::super::super::storage::Element;
use super::super::linear_map::Linear;
use super::super::real::Real;

/// A place outside the tensor.
pub const OUTSIDE: usize = usize::MAX;

/// For each of the last dimensions, where each index of the result comes from.
pub struct Reindex {
    pub node: &'static str,
    pub second: &'static str,
    pub keeps_input: bool,
    pub maps: Vec<Vec<usize>>,
    pub from: Shape,
    pub to: Shape,
}

impl Reindex {
    /// Over the last dimensions of a tensor of `from`; the shape of the result must be a sensible one.
    pub fn new(
        (node, second): (&'static str, &'static str),
        keeps_input: bool,
        from: &[usize],
        maps: Vec<Vec<usize>>,
    ) -> Self {
        let lead = from.len() - maps.len();
        let mut to = Shape::from_slice(&from[..lead]);
        to.extend(maps.iter().map(Vec::len));
        Self { node, second, keeps_input, maps, from: Shape::from_slice(from), to }
    }

    /// Calls `f` with where each row of the result begins, and where the row that it is taken from begins, if there is one.
    fn rows(&self, mut f: impl FnMut(usize, Option<usize>)) {
        let lead = self.from.len() - self.maps.len();
        let Some((last, outer)) = self.maps.split_last() else { return };
        let Some(&inner) = self.from.last() else { return };
        let volume = shape::numel(&self.from[lead..]);
        let mut at = 0;
        let mut index = vec![0usize; outer.len()];
        for plane in 0..shape::numel(&self.from[..lead]) {
            if outer.iter().any(Vec::is_empty) || last.is_empty() {
                return;
            }
            index.fill(0);
            loop {
                let mut row = Some(0);
                for (d, map) in outer.iter().enumerate() {
                    let place = map[index[d]];
                    row = row.filter(|_| place != OUTSIDE).map(|row| row * self.from[lead + d] + place);
                }
                f(at, row.map(|row| plane * volume + row * inner));
                at += last.len();
                let mut d = outer.len();
                let more = loop {
                    if d == 0 {
                        break false;
                    }
                    d -= 1;
                    index[d] += 1;
                    if index[d] < outer[d].len() {
                        break true;
                    }
                    index[d] = 0;
                };
                if !more {
                    break;
                }
            }
        }
    }

    /// The elements of the result; those from outside are `fill`.
    pub fn take<T: Element>(&self, x: &[T], fill: T) -> Vec<T> {
        let mut out = vec![fill; shape::numel(&self.to)];
        self.take_into(x, &mut out);
        out
    }

    fn take_into<T: Copy>(&self, x: &[T], out: &mut [T]) {
        let Some(last) = self.maps.last() else {
            out.copy_from_slice(x);
            return;
        };
        self.rows(|to, from| {
            let Some(row) = from.and_then(|from| x.get(from..)) else { return };
            for (o, &place) in out[to..to + last.len()].iter_mut().zip(last) {
                if let Some(&v) = row.get(place) {
                    *o = v;
                }
            }
        });
    }
}

impl Linear for Reindex {
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

    fn keeps_input(&self) -> bool {
        self.keeps_input
    }

    fn forward<T: Real>(&self, x: &[T], out: &mut [T]) {
        self.take_into(x, out);
    }

    fn backward<T: Real>(&self, grad: &[T], out: &mut [T]) {
        let Some(last) = self.maps.last() else {
            out.copy_from_slice(grad);
            return;
        };
        self.rows(|from, to| {
            let Some(row) = to.and_then(|to| out.get_mut(to..)) else { return };
            for (&g, &place) in grad[from..from + last.len()].iter().zip(last) {
                if let Some(o) = row.get_mut(place) {
                    *o += g;
                }
            }
        });
    }
}
