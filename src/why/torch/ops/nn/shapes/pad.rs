//! `pad`: tensors made larger or smaller at their edges.

use std::rc::Rc;

use super::super::super::super::args::{Args, Value};
use super::super::super::super::dtype::DType;
use super::super::super::super::error::{Error, Kind, Result};
use super::super::super::super::registry::{FUNCTIONAL, Op, TORCH, op};
use super::super::super::super::shape;
use super::super::super::super::storage::{self, Element};
use super::super::super::super::tape::{Saved, record, record_light};
use super::super::super::super::tensor::Tensor;
use super::super::super::moved::by_type;
use super::super::linear_map::transposed;
use super::super::pointwise::unsupported;
use super::reindex::{OUTSIDE, Reindex};

pub(in super::super::super) const OPS: &[Op] = &[
    op(FUNCTIONAL, "pad(Tensor input, any pad, str mode='constant', float? value=None)", pad),
    op(TORCH, "constant_pad_nd(Tensor input, int[] pad, Scalar value=0)", |a| {
        Ok(constant(a.tensor(0)?, &a.ints(1)?, a.float(2)?)?.into())
    }),
];

/// What lies beyond the edges.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Beyond {
    /// ... 2 1 0 1 2 ... n-2 n-1 n-2 ...
    Reflected,
    /// ... 0 0 0 1 2 ... n-1 n-1 n-1 ...
    Replicated,
    /// ... n-2 n-1 0 1 2 ... n-1 0 1 ...
    Continued,
}

fn pad(args: &Args) -> Result<Value> {
    let (x, widths, mode) = (args.tensor(0)?, widths(args.value(1))?, args.text(2)?);
    if mode == "constant" {
        return Ok(constant(x, &widths, args.opt_float(3)?.unwrap_or(0.0))?.into());
    }
    even(&widths)?;
    if widths.len() > 2 * x.rank() {
        return Err(too_long(&widths, x.rank()));
    }
    let beyond = match mode {
        "reflect" => Beyond::Reflected,
        "replicate" => Beyond::Replicated,
        "circular" => Beyond::Continued,
        other => {
            let message = format!("Unrecognised padding mode {other}");
            return Err(Error::new(Kind::NotImplemented, message));
        }
    };
    if args.opt_float(3)?.is_some_and(|value| value != 0.0) {
        return Err(Error::runtime(format!("Padding mode \"{mode}\" doesn't take in value argument")));
    }
    let dims = widths.len() / 2;
    if !(1..=3).contains(&dims) || !(dims + 1..=dims + 2).contains(&x.rank()) {
        let message = format!(
            "Padding size {} is not supported for {}D input tensor.\nSupported combinations for non-constant padding:\n  - 2D or 3D input: padding size = 2 (pads last dimension)\n  - 3D or 4D input: padding size = 4 (pads last 2 dimensions)\n  - 4D or 5D input: padding size = 6 (pads last 3 dimensions)",
            widths.len(),
            x.rank()
        );
        return Err(Error::new(Kind::NotImplemented, message));
    }
    Ok(by_neighbours(x, &widths, beyond)?.into())
}

/// A list of ints and nothing else.
fn widths(given: &Value) -> Result<Vec<i64>> {
    const PLACE: &str = "pad(): argument 'pad' (position 2) must be tuple of ints";
    let Value::List(list) = given else {
        return Err(Error::type_error(format!("{PLACE}, not {}", given.type_name())));
    };
    let read = |(i, value): (usize, &Value)| match value {
        Value::Int(n) => Ok(*n),
        Value::Tensor(t) if t.numel() == 1 && !t.dtype().is_floating() => Ok(t.item()? as i64),
        other => Err(Error::type_error(format!("{PLACE}, but found element of type {} at pos {i}", other.type_name()))),
    };
    list.iter().enumerate().map(read).collect()
}

fn even(widths: &[i64]) -> Result<()> {
    if widths.len().is_multiple_of(2) { Ok(()) } else { Err(Error::runtime("Padding length must be divisible by 2")) }
}

fn too_long(widths: &[i64], rank: usize) -> Error {
    Error::runtime(format!(
        "Padding length should be less than or equal to two times the input dimension but got padding length {} and input of dimension {rank}",
        widths.len()
    ))
}

/// The widths before and behind each of the last dimensions, in the dimensions' order.
fn pairs(widths: &[i64]) -> Vec<(i64, i64)> {
    widths.as_chunks::<2>().0.iter().rev().map(|&[before, after]| (before, after)).collect()
}

/// Whether a tensor of these sizes can be had at all.
fn sensible(from: &[usize], lengths: &[i64]) -> Result<()> {
    let lead = from.len() - lengths.len();
    let all: Vec<i64> = from[..lead].iter().map(|&n| n as i64).chain(lengths.iter().copied()).collect();
    let to = shape::sizes(&all)?;
    for &n in &to[lead..] {
        storage::reserve::<usize>(n)?;
    }
    storage::reserve::<f64>(shape::numel(&to))
}

fn constant(x: &Tensor, widths: &[i64], value: f64) -> Result<Tensor> {
    even(widths)?;
    if widths.len() > 2 * x.rank() {
        return Err(too_long(widths, x.rank()));
    }
    let from = x.shape();
    let pairs = pairs(widths);
    let sizes = from[from.len() - pairs.len()..].iter().map(|&n| n as i64);
    let lengths: Vec<i64> =
        sizes.zip(&pairs).map(|(n, (before, after))| n.saturating_add(*before).saturating_add(*after)).collect();
    if lengths.iter().any(|&n| n < 0) {
        return Err(Error::runtime("narrow(): length must be non-negative."));
    }
    sensible(&from, &lengths)?;
    let first = from.len() - pairs.len();
    let maps = pairs.iter().enumerate().map(|(d, &(before, _))| {
        let size = from[first + d] as i64;
        let place = |at: i64| usize::try_from(at - before).ok().filter(|_| at - before < size).unwrap_or(OUTSIDE);
        (0..lengths[d]).map(place).collect()
    });
    let maps: Vec<Vec<usize>> = maps.collect();
    let map = Rc::new(Reindex::new(("ConstantPadNdBackward0", "ConstantPadNdBackward0"), false, &from, maps));
    let out = by_type!(x.dtype(), T => {
        let fill = match x.dtype() {
            DType::Bool => T::from_i64(i64::from(value != 0.0)),
            _ => T::from_f64(value),
        };
        Tensor::from_buffer(T::wrap(map.take::<T>(&x.values(), fill)), &map.to, x.dtype())
    });
    Ok(record_light(out, "ConstantPadNdBackward0", &[x], |_| {
        Box::new(move |incoming| Ok(vec![Some(transposed(&map, &incoming.grad()?, None)?)]))
    }))
}

fn by_neighbours(x: &Tensor, widths: &[i64], beyond: Beyond) -> Result<Tensor> {
    let from = x.shape();
    let pairs = pairs(widths);
    let (dims, rank) = (pairs.len(), from.len());
    let first = rank - dims;
    let is_empty = from[first - 1..].contains(&0);
    if is_empty && beyond != Beyond::Continued {
        return Err(Error::runtime(format!(
            "Expected {}D or {}D (batch mode) tensor with possibly 0 batch size and other non-zero dimensions for input, but got: {}",
            dims + 1,
            dims + 2,
            shape::text(&from)
        )));
    }
    let mut lengths = Vec::new();
    // PyTorch looks at the last dimension first.
    for d in (0..dims).rev() {
        let ((before, after), size) = (pairs[d], from[first + d] as i64);
        if beyond == Beyond::Reflected && (before >= size || after >= size) {
            return Err(Error::runtime(format!(
                "Argument #{}: Padding size should be less than the corresponding input dimension, but got: padding ({before}, {after}) at dimension {} of input {}",
                4 + 2 * (dims - 1 - d),
                first + d,
                shape::text(&from)
            )));
        }
        if beyond == Beyond::Continued && (before > size || after > size) {
            return Err(Error::runtime("Padding value causes wrapping around more than once."));
        }
        let length = size.saturating_add(before).saturating_add(after);
        if beyond == Beyond::Continued && length < 0 {
            return Err(Error::runtime("Negative padding value is resulting in an empty dimension"));
        }
        lengths.insert(0, length);
    }
    if beyond != Beyond::Continued && lengths.iter().any(|&n| n < 1) {
        let letters = ["D", "H", "W"];
        let list = |sizes: &mut dyn Iterator<Item = i64>| {
            let parts: Vec<String> =
                letters[3 - dims..].iter().zip(sizes).map(|(letter, n)| format!("{letter}: {n}")).collect();
            parts.join(" ")
        };
        let given = list(&mut from[first..].iter().map(|&n| n as i64));
        let wanted = list(&mut lengths.iter().copied());
        return Err(Error::runtime(format!("input ({given}) is too small. Calculated output {wanted}")));
    }
    sensible(&from, &lengths)?;
    let names = names(beyond, dims);
    if x.dtype() == DType::Bool && beyond != Beyond::Continued {
        let kernel = if beyond == Beyond::Reflected { "reflection_pad" } else { "replication_pad" };
        return Err(unsupported(&format!("{kernel}{dims}d"), x.dtype()));
    }
    let maps = (0..dims).map(|d| {
        let (size, (before, after)) = (from[first + d] as i64, pairs[d]);
        if beyond == Beyond::Continued {
            // What is cut off is not seen when the rest is continued.
            let (cut, rest) = (before.min(0), size + before.min(0) + after.min(0));
            return (0..lengths[d])
                .map(|at| place(at - before.max(0), rest, beyond).saturating_add(cut.unsigned_abs() as usize))
                .collect();
        }
        (0..lengths[d]).map(|at| place(at - before, size, beyond)).collect()
    });
    let maps: Vec<Vec<usize>> = maps.collect();
    let map = Rc::new(Reindex::new(names, beyond != Beyond::Continued, &from, maps));
    let out = by_type!(x.dtype(), T => {
        Tensor::from_buffer(T::wrap(map.take::<T>(&x.values(), T::default())), &map.to, x.dtype())
    });
    if beyond == Beyond::Continued {
        return Ok(record_light(out, names.0, &[x], |_| {
            Box::new(move |incoming| Ok(vec![Some(transposed(&map, &incoming.grad()?, None)?)]))
        }));
    }
    Ok(record(out, names.0, &[x], |_| {
        let x = Saved::new(x);
        Box::new(move |incoming| {
            let x = x.get(incoming)?;
            Ok(vec![Some(transposed(&map, &incoming.grad()?, Some(&x))?)])
        })
    }))
}

/// Where the element at `at` of a dimension of `size` comes from; `at` may lie beyond its edges.
fn place(at: i64, size: i64, beyond: Beyond) -> usize {
    let place = match beyond {
        Beyond::Reflected => {
            let at = at.abs();
            if at < size { at } else { 2 * (size - 1) - at }
        }
        Beyond::Replicated => at.clamp(0, (size - 1).max(0)),
        Beyond::Continued => at.rem_euclid(size.max(1)),
    };
    usize::try_from(place).unwrap_or(OUTSIDE)
}

fn names(beyond: Beyond, dims: usize) -> (&'static str, &'static str) {
    match (beyond, dims) {
        (Beyond::Continued, _) => ("CopySlices", "CopySlices"),
        (Beyond::Reflected, 1) => ("ReflectionPad1DBackward0", "ReflectionPad1DBackwardBackward0"),
        (Beyond::Reflected, 2) => ("ReflectionPad2DBackward0", "ReflectionPad2DBackwardBackward0"),
        (Beyond::Reflected, _) => ("ReflectionPad3DBackward0", "ReflectionPad3DBackwardBackward0"),
        (Beyond::Replicated, 1) => ("ReplicationPad1DBackward0", "ReplicationPad1DBackwardBackward0"),
        (Beyond::Replicated, 2) => ("ReplicationPad2DBackward0", "ReplicationPad2DBackwardBackward0"),
        (Beyond::Replicated, _) => ("ReplicationPad3DBackward0", "ReplicationPad3DBackwardBackward0"),
    }
}
