//! Loops over the channels of `[batch, channels, inner]`: sums for each, and the elements with their channel.

use std::ops::Range;

use super::super::real::{Real, sum_of};
use super::rows::moments_of;

#[derive(Debug, Clone, Copy)]
pub struct Layout {
    pub batch: usize,
    pub channels: usize,
    pub inner: usize,
}

impl Layout {
    pub fn new(shape: &[usize]) -> Self {
        Self {
            batch: shape.first().copied().unwrap_or(1),
            channels: shape.get(1).copied().unwrap_or(1),
            inner: shape.iter().skip(2).product(),
        }
    }

    /// How many elements a channel has.
    pub fn count(self) -> usize {
        self.batch * self.inner
    }

    fn at(self, b: usize, c: usize) -> Range<usize> {
        let start = (b * self.channels + c) * self.inner;
        start..start + self.inner
    }
}

/// Calls `f` with runs of elements, their places, and the channels they are of: one for all, or one each.
#[inline(always)]
pub fn each_channel<T>(out: &mut [T], layout: Layout, mut f: impl FnMut(&mut [T], Range<usize>, Range<usize>)) {
    if layout.inner == 1 && layout.channels > 1 {
        for (b, row) in out.chunks_exact_mut(layout.channels).enumerate() {
            let start = b * layout.channels;
            f(row, start..start + layout.channels, 0..layout.channels);
        }
        return;
    }
    for (i, run) in out.chunks_exact_mut(layout.inner.max(1)).enumerate() {
        let start = i * layout.inner;
        let c = i % layout.channels;
        f(run, start..start + layout.inner, c..c + 1);
    }
}

/// Each channel's mean and the sum of squares of what is left without it.
#[inline(always)]
pub fn moments<T: Real>(values: &[T], layout: Layout) -> (Vec<f64>, Vec<f64>) {
    let (channels, n) = (layout.channels, layout.count() as f64);
    let (mut mean, mut squares) = (vec![0.0; channels], vec![0.0; channels]);
    if layout.batch == 1 {
        for c in 0..channels {
            (mean[c], squares[c]) = moments_of(&values[layout.at(0, c)]);
        }
        return (mean, squares);
    }
    if layout.inner == 1 {
        for row in values.chunks_exact(channels) {
            mean.iter_mut().zip(row).for_each(|(m, &v)| *m += v.wide());
        }
        mean.iter_mut().for_each(|m| *m /= n);
        for row in values.chunks_exact(channels) {
            for ((s, &m), &v) in squares.iter_mut().zip(&mean).zip(row) {
                *s += (v.wide() - m) * (v.wide() - m);
            }
        }
        return (mean, squares);
    }
    for c in 0..channels {
        let mut total = 0.0;
        for b in 0..layout.batch {
            let run = &values[layout.at(b, c)];
            total += sum_of(run.len(), |i| run[i]);
        }
        let centre = T::of(total / n);
        let lost = total / n - centre.wide();
        let mut around = 0.0;
        for b in 0..layout.batch {
            let run = &values[layout.at(b, c)];
            around += sum_of(run.len(), |i| (run[i] - centre) * (run[i] - centre));
        }
        (mean[c], squares[c]) = (total / n, around - n * lost * lost);
    }
    (mean, squares)
}

/// Each channel's sums of `grads` and of `grads * (values - mean)`.
#[inline(always)]
pub fn products<T: Real>(values: &[T], grads: &[T], mean: &[T], layout: Layout) -> (Vec<f64>, Vec<f64>) {
    let channels = layout.channels;
    let (mut total, mut along) = (vec![0.0; channels], vec![0.0; channels]);
    if layout.inner == 1 {
        for (x, g) in values.chunks_exact(channels).zip(grads.chunks_exact(channels)) {
            for ((((t, a), &x), &g), &m) in total.iter_mut().zip(&mut along).zip(x).zip(g).zip(mean) {
                *t += g.wide();
                *a += (g * (x - m)).wide();
            }
        }
        return (total, along);
    }
    for b in 0..layout.batch {
        for c in 0..channels {
            let (x, g, m) = (&values[layout.at(b, c)], &grads[layout.at(b, c)], mean[c]);
            total[c] += sum_of(g.len(), |i| g[i]);
            along[c] += sum_of(g.len(), |i| g[i] * (x[i] - m));
        }
    }
    (total, along)
}
