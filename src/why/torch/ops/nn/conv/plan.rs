//! How a convolution reads its operands as matrices.
//!
//! A padded image is split into as many images as there are steps of the stride (one, without a stride). In these, whatever an
//! element of the kernel is multiplied with as it moves over the image lies in one piece, so the matrix product takes its rows
//! straight from there. What lies between the end of a row of the output and the next one is computed and thrown away.

use super::super::super::super::shape::Shape;
use super::super::real::Real;

/// Sizes of a convolution, of up to three dimensions; missing ones are 1.
#[derive(Debug, Clone)]
pub struct Plan {
    pub batch: usize,
    pub groups: usize,
    /// Channels of the image, of all groups.
    pub image_channels: usize,
    /// Channels of the output, of all groups.
    pub out_channels: usize,
    pub image: [usize; 3],
    pub kernel: [usize; 3],
    pub stride: [usize; 3],
    pub dilation: [usize; 3],
    /// Zeros before the image and behind it.
    pub before: [usize; 3],
    pub after: [usize; 3],
    pub out: [usize; 3],
    /// The shapes that the tensors have.
    pub image_shape: Shape,
    pub weight_shape: Shape,
    pub out_shape: Shape,
}

fn volume(sizes: [usize; 3]) -> usize {
    sizes.iter().product()
}

impl Plan {
    pub fn image_group(&self) -> usize {
        self.image_channels / self.groups
    }

    pub fn out_group(&self) -> usize {
        self.out_channels / self.groups
    }

    pub fn taps(&self) -> usize {
        volume(self.kernel)
    }

    pub fn image_volume(&self) -> usize {
        volume(self.image)
    }

    pub fn out_volume(&self) -> usize {
        volume(self.out)
    }

    /// How many images there are for the steps of the stride.
    pub fn phases(&self) -> usize {
        volume(self.stride)
    }

    /// The size of each of those images.
    pub fn part(&self) -> [usize; 3] {
        std::array::from_fn(|d| (self.image[d] + self.before[d] + self.after[d]).div_ceil(self.stride[d]))
    }

    pub fn plane(&self) -> usize {
        volume(self.part())
    }

    /// Where kernel element `tap` is: which of the images, and its step within it.
    pub fn place(&self, tap: usize) -> (usize, [usize; 3]) {
        let [_, h, w] = self.kernel;
        let index = [tap / (h * w), tap / w % h, tap % w];
        let at: [usize; 3] = std::array::from_fn(|d| index[d] * self.dilation[d]);
        let [_, sh, sw] = self.stride;
        let phase: [usize; 3] = std::array::from_fn(|d| at[d] % self.stride[d]);
        ((phase[0] * sh + phase[1]) * sw + phase[2], std::array::from_fn(|d| at[d] / self.stride[d]))
    }

    /// The farthest step of any kernel element.
    pub fn reach(&self) -> [usize; 3] {
        std::array::from_fn(|d| (self.kernel[d] - 1) * self.dilation[d] / self.stride[d])
    }

    /// How many images of a batch are taken together, so that products are neither tiny nor out of the cache.
    pub fn together(&self) -> usize {
        (768 / self.plane().max(1)).clamp(1, self.batch.max(1))
    }

    /// Whether rows of the matrix lie in the image itself.
    pub fn is_direct(&self) -> bool {
        self.phases() == 1 && self.before == [0; 3] && self.after == [0; 3]
    }
}

/// Calls `f` with the plane and the row within it, for each row.
#[inline(always)]
pub fn each_row(sizes: [usize; 3], mut f: impl FnMut([usize; 2])) {
    for d in 0..sizes[0] {
        for h in 0..sizes[1] {
            f([d, h]);
        }
    }
}

/// Writes one channel of one image into its parts; `parts` are `plane` long and `step` apart, and hold zeros.
#[inline(always)]
pub fn split<T: Real>(plan: &Plan, image: &[T], parts: &mut [T], step: usize) {
    let [_, qh, qw] = plan.part();
    let [sd, sh, sw] = plan.stride;
    let (height, width) = (plan.image[1], plan.image[2]);
    each_row(plan.image, |[d, h]| {
        let row = &image[(d * height + h) * width..][..width];
        let (y, x) = (d + plan.before[0], h + plan.before[1]);
        let phase = (y % sd * sh + x % sh) * sw;
        let start = (y / sd * qh + x / sh) * qw;
        if sw == 1 {
            parts[phase * step + start + plan.before[2]..][..width].copy_from_slice(row);
            return;
        }
        for (w, &v) in row.iter().enumerate() {
            let z = w + plan.before[2];
            parts[(phase + z % sw) * step + start + z / sw] = v;
        }
    });
}

/// The other way round for one of the parts: the elements of the image that are in it. Its rows are `width` apart, its planes
/// `height` rows.
#[inline(always)]
pub fn join<T: Real>(plan: &Plan, image: &mut [T], part: &[T], phase: usize, [height, width]: [usize; 2]) {
    let [_, sh, sw] = plan.stride;
    let at = [phase / (sh * sw), phase / sw % sh, phase % sw];
    // The first element of the image in this part, and where it is there.
    let first: [usize; 3] =
        std::array::from_fn(|d| (at[d] + plan.stride[d] - plan.before[d] % plan.stride[d]) % plan.stride[d]);
    let steps = |d: usize| (first[d]..plan.image[d]).step_by(plan.stride[d]);
    for d in steps(0) {
        for h in steps(1) {
            let row = ((d + plan.before[0]) / plan.stride[0] * height + (h + plan.before[1]) / sh) * width;
            let to = &mut image[(d * plan.image[1] + h) * plan.image[2]..][..plan.image[2]];
            let from = &part[row..];
            if sw == 1 {
                to.copy_from_slice(&from[plan.before[2]..][..plan.image[2]]);
            } else {
                for w in steps(2) {
                    to[w] = from[(w + plan.before[2]) / sw];
                }
            }
        }
    }
}
