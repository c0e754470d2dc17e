//! `unfold` and `fold`: sliding windows as columns, and columns put back. The checks are in `_functional_windows.py`.

use std::rc::Rc;

use super::super::super::super::args::Args;
use super::super::super::super::dtype::DType;
use super::super::super::super::error::{Error, Result};
use super::super::super::super::registry::{NATIVE, Op, op};
use super::super::super::super::shape::{self, Shape};
use super::super::super::super::storage;
use super::super::super::super::tensor::Tensor;
use super::super::linear_map::{Linear, apply};
use super::super::pointwise::unsupported;
use super::super::real::Real;

pub(in super::super::super) const OPS: &[Op] = &[
    op(NATIVE, "im2col(Tensor input, int[] kernel_size, int[] dilation, int[] padding, int[] stride)", |a| {
        let x = a.tensor(0)?;
        if x.dtype().is_integral() {
            return Err(unsupported("im2col_out_cpu", x.dtype()));
        }
        let from = x.shape();
        if from.len() < 3 {
            return Err(Error::runtime("im2col: expected an image"));
        }
        let windows = windows(a, 1, [from[from.len() - 2], from[from.len() - 1]])?;
        let (lead, channels) = (&from[..from.len() - 3], from[from.len() - 3]);
        let places = windows.counts[0].checked_mul(windows.counts[1]);
        let to = [lead, &[channels.saturating_mul(windows.taps()), places.unwrap_or(usize::MAX)]].concat();
        let map = Columns { windows, image: from, columns: checked(&to)?, into_columns: true };
        Ok(mapped(map, x)?.into())
    }),
    op(
        NATIVE,
        "col2im(Tensor input, int[] output_size, int[] kernel_size, int[] dilation, int[] padding, int[] stride)",
        |a| {
            let (x, size) = (a.tensor(0)?, a.ints(1)?);
            if x.dtype().is_integral() {
                return Err(unsupported("col2im_out_cpu", x.dtype()));
            }
            let from = x.shape();
            let [height, width] = two(&size)?;
            let windows = windows(a, 2, [height, width])?;
            let taps = windows.taps();
            if from.len() < 2 || from[from.len() - 1] != windows.counts[0] * windows.counts[1] {
                return Err(Error::runtime("col2im: expected a column for each window"));
            }
            let (lead, rows) = (&from[..from.len() - 2], from[from.len() - 2]);
            let image = checked(&[lead, &[rows / taps.max(1), height, width]].concat())?;
            Ok(mapped(Columns { windows, image, columns: from, into_columns: false }, x)?.into())
        },
    ),
];

/// Of truth values a sum is whether one is true.
fn mapped(map: Columns, x: &Tensor) -> Result<Tensor> {
    if x.dtype() != DType::Bool {
        return apply(&Rc::new(map), x);
    }
    apply(&Rc::new(map), &x.detach().cast(DType::Float32)?)?.cast(DType::Bool)
}

fn two(list: &[i64]) -> Result<[usize; 2]> {
    match *list {
        [a, b] if a >= 0 && b >= 0 => Ok([a as usize, b as usize]),
        _ => Err(Error::runtime("expected two numbers that are not negative")),
    }
}

fn checked(sizes: &[usize]) -> Result<Shape> {
    let signed: Vec<i64> = sizes.iter().map(|&n| i64::try_from(n).unwrap_or(i64::MAX)).collect();
    let shape = shape::sizes(&signed)?;
    storage::reserve::<f64>(shape::numel(&shape))?;
    Ok(shape)
}

struct Windows {
    kernel: [usize; 2],
    dilation: [usize; 2],
    padding: [usize; 2],
    stride: [usize; 2],
    counts: [usize; 2],
}

impl Windows {
    fn taps(&self) -> usize {
        self.kernel[0].saturating_mul(self.kernel[1])
    }
}

fn windows(args: &Args, first: usize, size: [usize; 2]) -> Result<Windows> {
    let read = |i: usize| two(&args.ints(first + i)?);
    let (kernel, dilation, padding, stride) = (read(0)?, read(1)?, read(2)?, read(3)?);
    let mut counts = [0; 2];
    for d in 0..2 {
        let reach = kernel[d].checked_sub(1).and_then(|k| k.checked_mul(dilation[d])).map(|n| n.saturating_add(1));
        let padded = padding[d].saturating_mul(2).saturating_add(size[d]);
        let room = reach.and_then(|reach| padded.checked_sub(reach));
        let (Some(room), true) = (room, stride[d] > 0) else {
            return Err(Error::runtime("expected windows that fit into the image"));
        };
        counts[d] = room / stride[d] + 1;
    }
    Ok(Windows { kernel, dilation, padding, stride, counts })
}

struct Columns {
    windows: Windows,
    image: Shape,
    columns: Shape,
    into_columns: bool,
}

impl Columns {
    /// Calls `f` with each element of the columns and where it is in the image, for those that are not padding.
    fn each(&self, mut f: impl FnMut(usize, usize)) {
        let Windows { kernel, dilation, padding, stride, counts } = &self.windows;
        let rank = self.image.len();
        let (height, width) = (self.image[rank - 2], self.image[rank - 1]);
        let mut at = 0;
        for plane in 0..shape::numel(&self.image[..rank - 2]) {
            for tap in 0..self.windows.taps() {
                let (i, j) = (tap / kernel[1] * dilation[0], tap % kernel[1] * dilation[1]);
                for y in 0..counts[0] {
                    let row = (y * stride[0] + i).checked_sub(padding[0]).filter(|&row| row < height);
                    for x in 0..counts[1] {
                        let column = (x * stride[1] + j).checked_sub(padding[1]).filter(|&column| column < width);
                        if let (Some(row), Some(column)) = (row, column) {
                            f(at, (plane * height + row) * width + column);
                        }
                        at += 1;
                    }
                }
            }
        }
    }

    fn gather<T: Real>(&self, image: &[T], columns: &mut [T]) {
        self.each(|at, place| columns[at] = image[place]);
    }

    fn scatter<T: Real>(&self, columns: &[T], image: &mut [T]) {
        self.each(|at, place| image[place] += columns[at]);
    }
}

impl Linear for Columns {
    fn node(&self) -> &'static str {
        if self.into_columns { "Im2ColBackward0" } else { "Col2ImBackward0" }
    }

    fn second(&self) -> &'static str {
        if self.into_columns { "Col2ImBackward0" } else { "Im2ColBackward0" }
    }

    fn from(&self) -> &[usize] {
        if self.into_columns { &self.image } else { &self.columns }
    }

    fn to(&self) -> &[usize] {
        if self.into_columns { &self.columns } else { &self.image }
    }

    fn forward<T: Real>(&self, x: &[T], out: &mut [T]) {
        if self.into_columns { self.gather(x, out) } else { self.scatter(x, out) }
    }

    fn backward<T: Real>(&self, grad: &[T], out: &mut [T]) {
        if self.into_columns { self.scatter(grad, out) } else { self.gather(grad, out) }
    }
}
