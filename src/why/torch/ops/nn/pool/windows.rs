//! Where windows lie.

use super::super::super::super::shape::{self, Shape};

/// The windows along one dimension.
#[derive(Debug, Clone, Default)]
pub struct Axis {
    /// The first element of each and the one behind its last.
    pub spans: Vec<(usize, usize)>,
    /// From one element of a window to the next.
    pub step: usize,
    /// How many elements each counts for a mean.
    pub counts: Vec<usize>,
}

impl Axis {
    /// A dimension that is not pooled over.
    pub fn single() -> Self {
        Self { spans: vec![(0, 1)], step: 1, counts: vec![1] }
    }

    /// Windows of `kernel` elements `dilation` apart, `stride` from one to the next, over `size` elements with `padding` before.
    pub fn sliding(size: usize, out: usize, [kernel, stride, padding, dilation]: [usize; 4], padded: bool) -> Self {
        let mut axis = Self { step: dilation.max(1), ..Self::default() };
        for place in 0..out {
            let start = place.saturating_mul(stride);
            let stop = start.saturating_add((kernel - 1).saturating_mul(dilation)).saturating_add(1);
            // Elements of the padding are skipped, whole steps at a time.
            let first = if start >= padding {
                start - padding
            } else {
                (padding - start).div_ceil(axis.step) * axis.step - (padding - start)
            };
            let end = stop.saturating_sub(padding).min(size);
            let with_padding = stop.min(size + 2 * padding) - start.min(size + 2 * padding);
            let first = first.min(end.max(first.min(size)));
            axis.spans.push((first, end));
            axis.counts.push(if padded { with_padding } else { end.saturating_sub(first) });
        }
        axis
    }

    /// As many windows as wanted, which cover `size` elements evenly.
    pub fn adaptive(size: usize, out: usize) -> Self {
        let (size, n) = (size as u128, out as u128);
        let spans: Vec<(usize, usize)> =
            (0..n).map(|i| ((i * size / n) as usize, ((i + 1) * size).div_ceil(n) as usize)).collect();
        let counts = spans.iter().map(|(first, end)| end - first).collect();
        Self { spans, step: 1, counts }
    }
}

/// The windows over a tensor of planes: two or three dimensions at its end.
#[derive(Debug, Clone)]
pub struct Windows {
    pub planes: usize,
    pub image: [usize; 3],
    pub axes: [Axis; 3],
    pub from: Shape,
    pub to: Shape,
}

impl Windows {
    /// Over the last dimensions of a tensor of `from`, an axis each.
    pub fn new(from: &[usize], axes: Vec<Axis>) -> Self {
        let dims = axes.len();
        let lead = from.len().saturating_sub(dims);
        let mut to = Shape::from_slice(&from[..lead]);
        to.extend(axes.iter().map(|axis| axis.spans.len()));
        let mut image = [1; 3];
        for (to, &n) in image[3 - dims..].iter_mut().zip(&from[lead..]) {
            *to = n;
        }
        let mut all = [Axis::single(), Axis::single(), Axis::single()];
        for (to, axis) in all[3 - dims..].iter_mut().zip(axes) {
            *to = axis;
        }
        Self { planes: shape::numel(&from[..lead]), image, axes: all, from: Shape::from_slice(from), to }
    }

    pub fn image_volume(&self) -> usize {
        self.image.iter().product()
    }

    pub fn out_volume(&self) -> usize {
        self.axes.iter().map(|axis| axis.spans.len()).product()
    }
}

/// Calls `f` with each position in a window, in rows: `[depth, height, width]` are its spans.
#[inline(always)]
pub fn each_element(image: [usize; 3], spans: [(usize, usize); 3], steps: [usize; 3], mut f: impl FnMut(usize)) {
    let [depth, height, width] = spans;
    let mut d = depth.0;
    while d < depth.1 {
        let mut h = height.0;
        while h < height.1 {
            let row = (d * image[1] + h) * image[2];
            let mut w = width.0;
            while w < width.1 {
                f(row + w);
                w += steps[2];
            }
            h += steps[1];
        }
        d += steps[0];
    }
}

/// Calls `f` with the number of each window of a plane, its spans and its indices along the axes.
#[inline(always)]
pub fn each_window(axes: &[Axis; 3], mut f: impl FnMut(usize, [(usize, usize); 3], [usize; 3])) {
    let mut at = 0;
    for (i, &depth) in axes[0].spans.iter().enumerate() {
        for (j, &height) in axes[1].spans.iter().enumerate() {
            for (k, &width) in axes[2].spans.iter().enumerate() {
                f(at, [depth, height, width], [i, j, k]);
                at += 1;
            }
        }
    }
}
