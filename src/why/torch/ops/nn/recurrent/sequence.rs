//! A sequence as rows, step after step; where sequences of a batch are of different lengths, later steps have fewer rows.

use super::super::gemm::{Lanes, Matrix, add_product};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Tanh,
    Relu,
    Gru,
    Lstm,
}

impl Kind {
    /// How many rows of the weights belong to each element of the state.
    pub fn gates(self) -> usize {
        match self {
            Self::Tanh | Self::Relu => 1,
            Self::Gru => 3,
            Self::Lstm => 4,
        }
    }
}

/// Sizes of one layer in one direction.
#[derive(Debug, Clone)]
pub struct Layout {
    pub kind: Kind,
    /// How many sequences take part in each step; never more than in the step before.
    pub sizes: Vec<usize>,
    pub is_reverse: bool,
    pub features: usize,
    pub hidden: usize,
    /// The size of what is given out: that of the state, or what it is projected to.
    pub out: usize,
}

impl Layout {
    pub fn batch(&self) -> usize {
        self.sizes.first().copied().unwrap_or(0)
    }

    pub fn rows(&self) -> usize {
        self.sizes.iter().sum()
    }

    pub fn width(&self) -> usize {
        self.kind.gates() * self.hidden
    }

    /// The first row and the number of rows of each step, in the order in which they are read.
    pub fn steps(&self) -> Vec<(usize, usize)> {
        let mut start = 0;
        let mut steps: Vec<(usize, usize)> = self
            .sizes
            .iter()
            .map(|&size| {
                start += size;
                (start - size, size)
            })
            .collect();
        if self.is_reverse {
            steps.reverse();
        }
        steps
    }
}

/// The parameters of a layer.
pub struct Weights<'a, T> {
    pub input: &'a [T],
    pub hidden: &'a [T],
    pub input_bias: Option<&'a [T]>,
    pub hidden_bias: Option<&'a [T]>,
    pub projection: Option<&'a [T]>,
}

/// Adds `a` (rows x depth) times the transpose of `b` (columns x depth) to `out`.
pub fn add_rows<T: Lanes>(a: &[T], b: &[T], (rows, depth, columns): (usize, usize, usize), out: &mut [T]) {
    if rows * depth * columns > 0 {
        let left = Matrix { data: a, row: depth, column: 1 };
        add_product(left, Matrix { data: b, row: 1, column: depth }, (rows, depth, columns), out);
    }
}

/// Adds `a` (rows x depth) times `b` (depth x columns) to `out`.
pub fn add_plain<T: Lanes>(a: &[T], b: &[T], (rows, depth, columns): (usize, usize, usize), out: &mut [T]) {
    if rows * depth * columns > 0 {
        let left = Matrix { data: a, row: depth, column: 1 };
        add_product(left, Matrix { data: b, row: columns, column: 1 }, (rows, depth, columns), out);
    }
}

/// Adds the transpose of `a` (depth x rows) times `b` (depth x columns) to `out`.
pub fn add_columns<T: Lanes>(a: &[T], b: &[T], (rows, depth, columns): (usize, usize, usize), out: &mut [T]) {
    if rows * depth * columns > 0 {
        let left = Matrix { data: a, row: 1, column: rows };
        add_product(left, Matrix { data: b, row: columns, column: 1 }, (rows, depth, columns), out);
    }
}

/// The transpose of a matrix of `columns` columns.
pub fn transposed<T: Lanes>(x: &[T], columns: usize) -> Vec<T> {
    (0..columns).flat_map(|j| x.iter().skip(j).step_by(columns.max(1)).copied()).collect()
}

/// The same row, again and again.
pub fn fill_rows<T: Copy>(out: &mut [T], row: &[T]) {
    if row.is_empty() {
        return;
    }
    for to in out.chunks_exact_mut(row.len()) {
        to.copy_from_slice(row);
    }
}
