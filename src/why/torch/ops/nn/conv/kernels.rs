//! The three products of a convolution: the output, the gradient of the image, the gradient of the weight.

use super::super::super::super::error::Result;
use super::super::gemm::{Lanes, Left, Right, add_dots, multiply};
use super::super::pointwise::zeros;
use super::super::real::vectorised;
use super::plan::{Plan, each_row, join, split};

/// The images of some channels, split into parts: channel, part, image of the batch, plane.
fn parts<T: Lanes>(plan: &Plan, image: &[T], group: usize, from: usize, count: usize, buffer: &mut Vec<T>) {
    let (channels, phases, plane) = (plan.image_group(), plan.phases(), plan.plane());
    buffer.clear();
    buffer.resize(channels * phases * count * plane, T::ZERO);
    let volume = plan.image_volume();
    vectorised(
        #[inline(always)]
        || {
            for c in 0..channels {
                for b in 0..count {
                    let at = ((from + b) * plan.image_channels + group * channels + c) * volume;
                    let to = &mut buffer[(c * phases * count + b) * plane..];
                    split(plan, &image[at..at + volume], to, count * plane);
                }
            }
        },
    );
}

/// Where each row of the matrix begins in those parts: a row a channel and kernel element.
fn part_offsets(plan: &Plan, count: usize) -> Vec<usize> {
    let [_, h, w] = plan.part();
    let (phases, plane, taps) = (plan.phases(), plan.plane(), plan.taps());
    (0..plan.image_group() * taps)
        .map(|row| {
            let (phase, [qd, qh, qw]) = plan.place(row % taps);
            ((row / taps * phases + phase) * count) * plane + (qd * h + qh) * w + qw
        })
        .collect()
}

/// How long a row of the matrix is: from the first element of the first image to the last of the last.
fn span([d, h, w]: [usize; 3], [_, height, width]: [usize; 3], plane: usize, count: usize) -> usize {
    (count - 1) * plane + ((d - 1) * height + h - 1) * width + w
}

/// Calls `f` with the runs of images that are computed together: the first, and how many.
fn chunks(plan: &Plan, mut f: impl FnMut(usize, usize)) {
    let together = plan.together();
    let mut from = 0;
    while from < plan.batch {
        let count = (plan.batch - from).min(together);
        f(from, count);
        from += count;
    }
}

/// The output: `[batch, out_channels, out]`.
pub fn forward<T: Lanes>(plan: &Plan, image: &[T], weight: &[T], bias: Option<&[T]>) -> Result<Vec<T>> {
    let volume = plan.out_volume();
    let mut out = zeros::<T>(plan.batch * plan.out_channels * volume)?;
    let (depth, rows) = (plan.image_group() * plan.taps(), plan.out_group());
    let [_, height, width] = plan.part();
    let (mut buffer, mut wide) = (Vec::new(), Vec::new());
    for group in 0..plan.groups {
        let left = Left::pack(&weight[group * rows * depth..], rows, depth, (depth, 1));
        chunks(plan, |from, count| {
            let is_direct = plan.is_direct() && count == 1;
            if !is_direct {
                parts(plan, image, group, from, count, &mut buffer);
            }
            let start = (from * plan.image_channels + group * plan.image_group()) * plan.image_volume();
            let data: &[T] = if is_direct { &image[start..] } else { &buffer };
            let offsets = part_offsets(plan, count);
            let columns = span(plan.out, plan.part(), plan.plane(), count);
            let right = Right { data, offsets: &offsets, columns };
            let at = (from * plan.out_channels + group * rows) * volume;
            let is_whole = count == 1 && columns == volume;
            if is_whole {
                multiply(&left, right, &mut out[at..], volume, false);
            } else {
                wide.resize(rows * columns, T::ZERO);
                multiply(&left, right, &mut wide, columns, false);
            }
            let bias = bias.map(|b| &b[group * rows..(group + 1) * rows]);
            if is_whole && bias.is_none() {
                return;
            }
            vectorised(
                #[inline(always)]
                || {
                    for b in 0..count {
                        for r in 0..rows {
                            let to = &mut out[at + (b * plan.out_channels + r) * volume..][..volume];
                            let add = bias.map_or(T::ZERO, |bias| bias[r]);
                            if is_whole {
                                to.iter_mut().for_each(|o| *o += add);
                                continue;
                            }
                            let from = &wide[r * columns + b * plan.plane()..];
                            each_row(plan.out, |[d, h]| {
                                let to = &mut to[(d * plan.out[1] + h) * plan.out[2]..][..plan.out[2]];
                                let from = &from[(d * height + h) * width..][..plan.out[2]];
                                to.iter_mut().zip(from).for_each(|(o, &v)| *o = v + add);
                            });
                        }
                    }
                },
            );
        });
    }
    Ok(out)
}

/// The gradient of the image, from that of the output: also what a transposed convolution computes.
pub fn backward_image<T: Lanes>(plan: &Plan, grad: &[T], weight: &[T]) -> Result<Vec<T>> {
    let volume = plan.image_volume();
    let mut out = zeros::<T>(plan.batch * plan.image_channels * volume)?;
    let (rows, taps, part, reach) = (plan.image_group(), plan.taps(), plan.part(), plan.reach());
    // The output with zeros before it, as far as the kernel reaches back, in rows as long as those of the parts.
    let size: [usize; 3] = std::array::from_fn(|d| part[d] + reach[d]);
    let [_, height, width] = size;
    let plane: usize = size.iter().product();
    let (mut buffer, mut wide, mut offsets, mut chosen) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for group in 0..plan.groups {
        let lefts: Vec<(Vec<usize>, Left<T>)> = (0..plan.phases())
            .map(|phase| {
                let taps_here: Vec<usize> = (0..taps).filter(|&tap| plan.place(tap).0 == phase).collect();
                chosen.clear();
                for c in 0..rows {
                    for o in 0..plan.out_group() {
                        let at = ((group * plan.out_group() + o) * rows + c) * taps;
                        chosen.extend(taps_here.iter().map(|&tap| weight[at + tap]));
                    }
                }
                let depth = plan.out_group() * taps_here.len();
                (taps_here, Left::pack(&chosen, rows, depth, (depth, 1)))
            })
            .collect();
        chunks(plan, |from, count| {
            spread(plan, grad, group, (from, count), (size, reach), &mut buffer);
            let columns = span(part, size, plane, count);
            wide.resize(rows * columns, T::ZERO);
            for (phase, (taps_here, left)) in lefts.iter().enumerate() {
                offsets.clear();
                for o in 0..plan.out_group() {
                    offsets.extend(taps_here.iter().map(|&tap| {
                        let (_, [qd, qh, qw]) = plan.place(tap);
                        let back = ((reach[0] - qd) * height + reach[1] - qh) * width + reach[2] - qw;
                        o * count * plane + back
                    }));
                }
                if taps_here.is_empty() {
                    wide.fill(T::ZERO);
                } else {
                    let right = Right { data: &buffer, offsets: &offsets, columns };
                    multiply(left, right, &mut wide, columns, false);
                }
                for b in 0..count {
                    for c in 0..rows {
                        let at = ((from + b) * plan.image_channels + group * rows + c) * volume;
                        let part = &wide[c * columns + b * plane..];
                        join(plan, &mut out[at..at + volume], part, phase, [height, width]);
                    }
                }
            }
        });
    }
    Ok(out)
}

/// Gradients of the output of one group, each in a plane of `size`, with `before` zeros in front of it.
fn spread<T: Lanes>(
    plan: &Plan,
    grad: &[T],
    group: usize,
    (from, count): (usize, usize),
    (size, before): ([usize; 3], [usize; 3]),
    buffer: &mut Vec<T>,
) {
    let (channels, volume, plane) = (plan.out_group(), plan.out_volume(), size.iter().product::<usize>());
    buffer.clear();
    buffer.resize(channels * count * plane, T::ZERO);
    vectorised(
        #[inline(always)]
        || {
            for c in 0..channels {
                for b in 0..count {
                    let from = &grad[((from + b) * plan.out_channels + group * channels + c) * volume..][..volume];
                    let to = &mut buffer[(c * count + b) * plane..][..plane];
                    each_row(plan.out, |[d, h]| {
                        let start = ((d + before[0]) * size[1] + h + before[1]) * size[2] + before[2];
                        let row = &from[(d * plan.out[1] + h) * plan.out[2]..][..plan.out[2]];
                        to[start..][..plan.out[2]].copy_from_slice(row);
                    });
                }
            }
        },
    );
}

/// The gradient of the weight, from the image and the gradient of the output.
pub fn backward_weight<T: Lanes>(plan: &Plan, image: &[T], grad: &[T]) -> Result<Vec<T>> {
    let (depth, rows) = (plan.image_group() * plan.taps(), plan.out_group());
    let mut out = zeros::<T>(plan.out_channels * depth)?;
    let (mut buffer, mut wide) = (Vec::new(), Vec::new());
    for group in 0..plan.groups {
        let out = &mut out[group * rows * depth..(group + 1) * rows * depth];
        chunks(plan, |from, count| {
            let is_direct = plan.is_direct() && count == 1;
            if !is_direct {
                parts(plan, image, group, from, count, &mut buffer);
            }
            let start = (from * plan.image_channels + group * plan.image_group()) * plan.image_volume();
            let data: &[T] = if is_direct { &image[start..] } else { &buffer };
            spread(plan, grad, group, (from, count), (plan.part(), [0; 3]), &mut wide);
            let columns = span(plan.out, plan.part(), plan.plane(), count);
            let right = Right { data, offsets: &part_offsets(plan, count), columns };
            add_dots(&wide, rows, count * plan.plane(), right, out);
        });
    }
    Ok(out)
}
