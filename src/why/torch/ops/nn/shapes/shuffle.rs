//! Shuffles between channels and pixels: a reshape, a permutation and a reshape, under one name.

use super::super::super::super::args::{Args, Value};
use super::super::super::super::error::{Error, Result};
use super::super::super::super::registry::{FUNCTIONAL, Op, TORCH, op};
use super::super::super::super::shape;
use super::super::super::super::tape::{self, record_light};
use super::super::super::super::tensor::Tensor;
use super::super::super::{permute, reshape};

pub(in super::super::super) const OPS: &[Op] = &[
    op(FUNCTIONAL | TORCH, "pixel_shuffle(Tensor input, int upscale_factor)", |a| pixels(a, true)),
    op(FUNCTIONAL | TORCH, "pixel_unshuffle(Tensor input, int downscale_factor)", |a| pixels(a, false)),
    op(FUNCTIONAL | TORCH, "channel_shuffle(Tensor input, int groups)", |a| channels(a, "channel_shuffle")),
    op(FUNCTIONAL | TORCH, "native_channel_shuffle(Tensor input, int groups)", |a| {
        channels(a, "native_channel_shuffle")
    }),
];

/// (*, C * r^2, H, W) to (*, C, H * r, W * r), or back.
fn pixels(args: &Args, up: bool) -> Result<Value> {
    let (x, r) = (args.tensor(0)?, args.int(1)?);
    let from = x.shape();
    let (name, kind) = if up { ("pixel_shuffle", "upscale_factor") } else { ("pixel_unshuffle", "downscale_factor") };
    if from.len() < 3 {
        return Err(Error::runtime(format!(
            "{name} expects input to have at least 3 dimensions, but got input with {} dimension(s)",
            from.len()
        )));
    }
    let Some(r) = usize::try_from(r).ok().filter(|&r| r > 0) else {
        return Err(Error::runtime(format!("{name} expects a positive {kind}, but got {r}")));
    };
    let (lead, rest) = from.split_at(from.len() - 3);
    let (c, h, w) = (rest[0], rest[1], rest[2]);
    let square = r.saturating_mul(r);
    if up && !c.is_multiple_of(square) {
        return Err(Error::runtime(format!(
            "pixel_shuffle expects its input's 'channel' dimension to be divisible by the square of upscale_factor, but input.size(-3)={c} is not divisible by {square}"
        )));
    }
    for (name, dim, size) in [("height", -2, h), ("width", -1, w)] {
        if !up && !size.is_multiple_of(r) {
            return Err(Error::runtime(format!(
                "pixel_unshuffle expects {name} to be divisible by downscale_factor, but input.size({dim})={size} is not divisible by {r}"
            )));
        }
    }
    let batch = shape::numel(lead);
    if up {
        let blocks = [batch, c / square, r, r, h, w];
        let to = [lead, &[c / square, h * r, w * r]].concat();
        return Ok(rearranged(x, &blocks, &[0, 1, 4, 2, 5, 3], &to, "PixelShuffleBackward0")?.into());
    }
    let blocks = [batch, c, h / r, r, w / r, r];
    let to = [lead, &[c * square, h / r, w / r]].concat();
    Ok(rearranged(x, &blocks, &[0, 1, 3, 5, 2, 4], &to, "PixelUnshuffleBackward0")?.into())
}

/// (N, C, *): the channels of every group taken in turn.
fn channels(args: &Args, name: &str) -> Result<Value> {
    let (x, groups) = (args.tensor(0)?, args.int(1)?);
    let from = x.shape();
    if from.len() < 3 {
        return Err(Error::runtime(format!(
            "channel_shuffle expects input with > 2 dims, but got input with sizes {}",
            shape::text(&from)
        )));
    }
    let Some(groups) = usize::try_from(groups).ok().filter(|&g| g > 0) else {
        return Err(Error::runtime(format!(
            "Number of groups to divide channels in must be positive. Value of groups:{groups}"
        )));
    };
    if !from[1].is_multiple_of(groups) {
        return Err(Error::runtime(format!(
            "Number of channels must be divisible by groups. Got {} channels and {groups} groups.",
            from[1]
        )));
    }
    let blocks = [from[0], groups, from[1] / groups, from[2..].iter().product()];
    let node = if name == "channel_shuffle" { "ChannelShuffleBackward0" } else { "NativeChannelShuffleBackward0" };
    Ok(rearranged(x, &blocks, &[0, 2, 1, 3], &from, node)?.into())
}

fn rearranged(x: &Tensor, blocks: &[usize], order: &[usize], to: &[usize], name: &'static str) -> Result<Tensor> {
    let apply = |x: &Tensor, blocks: &[usize], order: &[usize], to: &[usize]| -> Result<Tensor> {
        tape::no_grad(|| reshape(&permute(&reshape(&x.detach(), blocks)?, order)?, to)?.copy())
    };
    let out = apply(x, blocks, order, to)?;
    // The way back: the permuted blocks, in the order that undoes the permutation.
    let permuted: Vec<usize> = order.iter().map(|&d| blocks[d]).collect();
    let mut inverse = vec![0; order.len()];
    for (i, &d) in order.iter().enumerate() {
        inverse[d] = i;
    }
    let from = x.shape();
    Ok(record_light(out, name, &[x], |_| {
        Box::new(move |incoming| Ok(vec![Some(rearranged(&incoming.grad()?, &permuted, &inverse, &from, name)?)]))
    }))
}
