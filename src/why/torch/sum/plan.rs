//! In which order PyTorch's iterator goes through the dimensions of a reduction: those that are reduced first, then by how
//! far apart the elements lie, and neighbours that lie like one dimension as one.

use std::cmp::Ordering;

/// One dimension: its length, and how far its elements are apart in the input and in the output (0 where it is reduced).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dim {
    pub size: usize,
    pub input: usize,
    pub output: usize,
}

/// The dimensions, innermost first.
pub fn plan(shape: &[usize], strides: &[usize], reduced: &[bool]) -> Vec<Dim> {
    let mut dims = Vec::with_capacity(shape.len());
    let mut output = 1;
    for ((size, input), reduced) in shape.iter().zip(strides).zip(reduced).rev() {
        dims.push(Dim { size: *size, input: *input, output: if *reduced { 0 } else { output } });
        if !reduced {
            output *= size;
        }
    }
    sort(&mut dims);
    coalesced(&dims)
}

/// By insertion, because not every two dimensions can be compared.
fn sort(dims: &mut [Dim]) {
    for at in 1..dims.len() {
        let mut moving = at;
        for before in (0..at).rev() {
            match compare(dims[before], dims[moving]) {
                Ordering::Greater => {
                    dims.swap(before, moving);
                    moving = before;
                }
                Ordering::Less => break,
                Ordering::Equal => {}
            }
        }
    }
}

fn compare(one: Dim, other: Dim) -> Ordering {
    if (one.output == 0) != (other.output == 0) {
        return if other.output == 0 { Ordering::Greater } else { Ordering::Less };
    }
    for (stride, other_stride) in [(one.output, other.output), (one.input, other.input)] {
        // A dimension of stride 0 says nothing.
        if stride == 0 || other_stride == 0 {
            continue;
        }
        match stride.cmp(&other_stride) {
            Ordering::Equal if one.size > other.size => return Ordering::Greater,
            Ordering::Equal => {}
            different => return different,
        }
    }
    Ordering::Equal
}

fn coalesced(dims: &[Dim]) -> Vec<Dim> {
    let mut joined: Vec<Dim> = Vec::with_capacity(dims.len());
    for dim in dims {
        match joined.last_mut() {
            Some(last) if last.size == 1 => *last = *dim,
            Some(last) if dim.size == 1 || follows(*last, *dim) => last.size *= dim.size,
            _ => joined.push(*dim),
        }
    }
    joined
}

/// Whether the outer dimension goes on where the inner one ends.
fn follows(inner: Dim, outer: Dim) -> bool {
    inner.size * inner.input == outer.input && inner.size * inner.output == outer.output
}
