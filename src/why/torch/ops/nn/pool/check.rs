//! What a pooling may be called with, and PyTorch's words for what it may not.

use super::super::super::super::args::Value;
use super::super::super::super::error::{Error, Result};
use super::super::super::super::shape;
use super::super::super::super::storage;
use super::super::super::super::tensor::Tensor;
use super::windows::{Axis, Windows};

/// The numbers that windows of one size are described with, as they were given.
pub struct Sliding {
    pub kernel: Vec<i64>,
    pub stride: Vec<i64>,
    pub padding: Vec<i64>,
    pub dilation: Vec<i64>,
    pub ceil: bool,
}

/// Whose errors are to be given.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Max,
    Mean,
}

/// One dimension's kernel, stride, padding and dilation.
type Numbers = [i64; 4];

impl Sliding {
    /// From one dimension to two, of which the first has length 1.
    pub fn widen(&mut self) {
        for (list, missing) in
            [(&mut self.kernel, 1), (&mut self.stride, 1), (&mut self.padding, 0), (&mut self.dilation, 1)]
        {
            if !list.is_empty() {
                list.insert(0, missing);
            }
        }
    }

    /// One number a dimension, of each kind.
    fn each(&self, dims: usize, kind: Kind) -> Result<Vec<Numbers>> {
        let (name, count) = if dims == 2 { ("2d", "two") } else { ("3d", "three") };
        let verb = if kind == Kind::Mean && dims == 3 { "must be" } else { "must either be" };
        let function = if kind == Kind::Max { "max_pool" } else { "avg_pool" };
        let fit = |list: &[i64], what: &str, verb: &str, or: &str| -> Result<Vec<i64>> {
            match *list {
                [one] => Ok(vec![one; dims]),
                _ if list.len() == dims => Ok(list.to_vec()),
                _ => Err(Error::runtime(format!(
                    "{function}{name}: {what} {verb} {or}a single int, or a tuple of {count} ints"
                ))),
            }
        };
        let kernel = fit(&self.kernel, "kernel_size", verb, "")?;
        let stride =
            if self.stride.is_empty() { kernel.clone() } else { fit(&self.stride, "stride", verb, "omitted, ")? };
        let padding = fit(&self.padding, "padding", verb, "")?;
        let dilation = fit(&self.dilation, "dilation", "must be either", "")?;
        let numbers = (0..dims).map(|d| [kernel[d], stride[d], padding[d], dilation[d]]);
        numbers
            .map(|all| {
                if all.iter().any(|&n| i32::try_from(n).is_err()) {
                    return Err(Error::runtime("value cannot be converted to type int without overflow"));
                }
                Ok(all)
            })
            .collect()
    }

    /// The windows over a tensor of `from`; padding counts in means if `padded`.
    pub fn windows(&self, from: &[usize], dims: usize, kind: Kind, padded: bool) -> Result<Windows> {
        let numbers = self.each(dims, kind)?;
        let rank = from.len();
        let wrong_rank = rank != dims + 1 && rank != dims + 2;
        if kind == Kind::Mean && dims == 2 && rank < 3 {
            return Err(Error::index(format!(
                "Dimension out of range (expected to be in range of [-{0}, {1}], but got -3)",
                rank.max(1),
                rank.max(1) - 1
            )));
        }
        if wrong_rank && (kind == Kind::Max || dims == 3) {
            return Err(Error::runtime(format!(
                "non-empty {}D or {}D (batch mode) tensor expected for input",
                dims + 1,
                dims + 2
            )));
        }
        let image: Vec<i64> = from[rank - dims..].iter().map(|&n| i64::try_from(n).unwrap_or(i64::MAX)).collect();
        if dims == 3 {
            // Strides are looked at only after the sizes, which need them.
            let name = if kind == Kind::Max { "max_pool3d_with_indices_out_cpu_template" } else { "avg_pool3d" };
            positive(&numbers, kind)?;
            not_empty(name, from, rank - 4)?;
        }
        let out =
            image.iter().zip(&numbers).map(|(&n, all)| length(n, all, self.ceil)).collect::<Result<Vec<i64>>>()?;
        if dims == 2 {
            positive(&numbers, kind)?;
            let lead = if rank == 3 { 0 } else { 1 };
            if wrong_rank || from[lead..].contains(&0) {
                return Err(Error::runtime(format!(
                    "Expected 3D or 4D (batch mode) tensor with optional 0 dim batch size for input, but got:{}",
                    shape::text(from)
                )));
            }
        } else if kind == Kind::Mean && image.iter().zip(&numbers).any(|(&n, all)| n < all[0]) {
            return Err(Error::runtime(format!(
                "input image (T: {} H: {} W: {}) smaller than kernel size (kT: {} kH: {} kW: {})",
                image[0], image[1], image[2], numbers[0][0], numbers[1][0], numbers[2][0]
            )));
        }
        if out.iter().any(|&n| n < 1) {
            let text = |sizes: &[i64]| {
                let channels = from[rank - dims - 1];
                sizes.iter().fold(channels.to_string(), |text, n| format!("{text}x{n}"))
            };
            return Err(Error::runtime(format!(
                "Given input size: ({}). Calculated output size: ({}). Output size is too small",
                text(&image),
                text(&out)
            )));
        }
        let lead = from[..rank - dims].iter().map(|&n| n as i64);
        let to = shape::sizes(&lead.chain(out).collect::<Vec<_>>())?;
        let axes = (0..dims).map(|d| {
            let numbers = numbers[d].map(|n| usize::try_from(n).unwrap_or(0));
            Axis::sliding(from[rank - dims + d], to[rank - dims + d], numbers, padded)
        });
        Ok(Windows::new(from, axes.collect()))
    }
}

fn positive(numbers: &[Numbers], kind: Kind) -> Result<()> {
    let letters = if numbers.len() == 2 { ["H", "W", ""] } else { ["T", "H", "W"] };
    let list = |prefix: &str, at: usize| {
        let parts: Vec<String> =
            numbers.iter().zip(letters).map(|(all, letter)| format!("{prefix}{letter}: {}", all[at])).collect();
        parts.join(" ")
    };
    // A stride of zero is found while the sizes are computed.
    if let Some(wrong) = numbers.iter().find(|all| all[1] == 0) {
        return length(0, wrong, false).map(|_| ());
    }
    let checks = [("kernel size", "k", 0), ("stride", "d", 1), ("dilation", "dilation", 3)];
    for (what, prefix, at) in checks {
        if (kind == Kind::Max || at != 3) && numbers.iter().any(|all| all[at] <= 0) {
            return Err(Error::runtime(format!("{what} should be greater than zero, but got {}", list(prefix, at))));
        }
    }
    Ok(())
}

/// How many windows there are along a dimension.
fn length(size: i64, &[kernel, stride, padding, dilation]: &Numbers, ceil: bool) -> Result<i64> {
    if stride == 0 {
        return Err(Error::runtime("stride should not be zero"));
    }
    if padding < 0 {
        return Err(Error::runtime(format!("pad must be non-negative, but got pad: {padding}")));
    }
    let reach = dilation.saturating_mul(kernel - 1);
    if padding > (reach.saturating_add(1)) / 2 {
        return Err(Error::runtime(format!(
            "pad should be at most half of effective kernel size, but got pad={padding}, kernel_size={kernel} and dilation={dilation}"
        )));
    }
    Ok(count(size, [kernel, stride, padding, dilation], ceil))
}

/// With `ceil`, a last window may hang over the end, but not begin behind it.
fn count(size: i64, [kernel, stride, padding, dilation]: Numbers, ceil: bool) -> i64 {
    let room = size
        .saturating_add(2 * padding)
        .saturating_sub(dilation.saturating_mul(kernel - 1))
        .saturating_sub(1)
        .saturating_add(if ceil { stride - 1 } else { 0 });
    let out = room.div_euclid(stride.max(1)) + 1;
    if ceil && (out - 1).saturating_mul(stride) >= size + padding { out - 1 } else { out }
}

/// The checks that `max_pool1d` does before it becomes one of two dimensions.
pub fn max_in_one_dimension(from: &[usize], given: &Sliding) -> Result<()> {
    let refuse = |text: String| Err(Error::runtime(format!("max_pool1d() {text}")));
    let is_empty = from.iter().skip(from.len().saturating_sub(2)).any(|&n| n == 0);
    if !(from.len() == 2 || from.len() == 3) || is_empty {
        return Err(Error::runtime(format!(
            "max_pool1d: Expected 2D or 3D (batch mode) tensor with optional 0 dim batch size for input, but got:{}",
            shape::text(from)
        )));
    }
    let lists = [
        (&given.kernel, "kernel_size must be an int, list of ints or tuple of ints"),
        (&given.stride, "stride must be None, an int, list of ints, or tuple of ints"),
        (&given.padding, "padding must be an int, list of ints, or tuple of ints"),
        (&given.dilation, "dilation must be an int, list of ints or tuple of ints"),
    ];
    for (i, (list, text)) in lists.into_iter().enumerate() {
        if list.len() != 1 && !(i == 1 && list.is_empty()) {
            return refuse(format!("{text} of size 1 but got size {}", list.len()));
        }
    }
    let (kernel, padding, dilation) = (given.kernel[0], given.padding[0], given.dilation[0]);
    let stride = given.stride.first().copied().unwrap_or(kernel);
    for (name, value) in [("kernel_size", kernel), ("stride", stride)] {
        if value <= 0 {
            return refuse(format!("{name} must be greater than zero, but got {value}"));
        }
    }
    if padding < 0 {
        return refuse(format!("padding must be non-negative, but got {padding}"));
    }
    if padding > kernel / 2 {
        return refuse(format!(
            "padding should be at most half of kernel size, but got padding={padding} and kernel_size={kernel}"
        ));
    }
    if dilation <= 0 {
        return refuse(format!("dilation must be greater than zero, but got {dilation}"));
    }
    let size = i64::try_from(from[from.len() - 1]).unwrap_or(i64::MAX);
    let out = count(size, [kernel, stride, padding.min(size.saturating_add(kernel)), dilation], given.ceil);
    if out <= 0 {
        return refuse(format!("Invalid computed output size: {}", out.max(0)));
    }
    Ok(())
}

/// Two or three dimensions, and one number.
pub fn adaptive_in_one_dimension(name: &str, x: &Tensor, size: &[i64]) -> Result<()> {
    rank_of_one(name, x)?;
    one_int(name, "output_size", size)
}

pub fn rank_of_one(name: &str, x: &Tensor) -> Result<()> {
    if (2..=3).contains(&x.rank()) {
        return Ok(());
    }
    Err(Error::runtime(format!(
        "Expected 2 to 3 dimensions, but got {}-dimensional tensor for argument #1 'self' (while checking arguments for {name})",
        x.rank()
    )))
}

pub fn one_int(name: &str, what: &str, list: &[i64]) -> Result<()> {
    if list.len() == 1 {
        return Ok(());
    }
    Err(Error::runtime(format!("{name}() argument '{what}' should contain one int (got {})", list.len())))
}

/// The dimensions from `first` on have elements.
pub fn not_empty(name: &str, from: &[usize], first: usize) -> Result<()> {
    let found = from.iter().enumerate().skip(first).find(|(_, n)| **n == 0);
    let Some((dim, _)) = found else { return Ok(()) };
    Err(Error::runtime(format!(
        "{name}(): Expected input to have non-zero size for non-batch dimensions, but input has sizes {} with dimension {dim} being empty",
        shape::text(from)
    )))
}

/// What `F.adaptive_..._pool` takes: a number, or a list in which None keeps a dimension.
pub fn output_size(name: &str, given: &Value, from: &[usize], dims: usize) -> Result<Vec<i64>> {
    let list = match given {
        Value::Int(n) => return Ok(vec![*n; dims]),
        Value::Tensor(t) if t.numel() == 1 && !t.dtype().is_floating() => return Ok(vec![t.item()? as i64; dims]),
        Value::List(list) => list,
        other => return Err(Error::type_error(format!("object of type '{}' has no len()", other.type_name()))),
    };
    if from.len() <= list.len() {
        return Err(Error::value(format!("Input dimension should be at least {}", list.len() + 1)));
    }
    let kept = &from[from.len() - list.len()..];
    list.iter()
        .zip(kept)
        .map(|(value, &size)| match value {
            Value::None => Ok(i64::try_from(size).unwrap_or(i64::MAX)),
            Value::Int(n) => Ok(*n),
            Value::Tensor(t) if t.numel() == 1 && !t.dtype().is_floating() => Ok(t.item()? as i64),
            other => Err(Error::type_error(format!(
                "{name}{dims}d(): argument 'output_size' failed to unpack the object at pos 2 with error \"type must be tuple of ints,but got {}\"",
                other.type_name()
            ))),
        })
        .collect()
}

/// The windows of an adaptive max pooling.
pub fn adaptive_max(from: &[usize], size: &[i64], dims: usize) -> Result<Windows> {
    let (rank, name) = (from.len(), format!("adaptive_max_pool{dims}d"));
    if rank != dims + 1 && rank != dims + 2 {
        return Err(Error::runtime(format!(
            "{name}(): Expected {}D or {}D tensor, but got: {}",
            dims + 1,
            dims + 2,
            shape::text(from)
        )));
    }
    not_empty(&name, from, 1)?;
    if size.len() != dims {
        return Err(Error::runtime(format!("{name}(): internal error: output_size.size() must be {dims}")));
    }
    adaptive(from, size)
}

/// The windows of an adaptive mean.
pub fn adaptive_mean(from: &[usize], size: &[i64], dims: usize) -> Result<Windows> {
    let (rank, name) = (from.len(), format!("adaptive_avg_pool{dims}d"));
    if dims == 2 && rank != 3 && rank != 4 {
        return Err(Error::runtime(format!("{name}(): Expected 3D or 4D tensor, but got {}", shape::text(from))));
    }
    if dims == 3 && rank != 4 && rank != 5 {
        return Err(Error::runtime(format!("{name}(): Expected 4D or 5D tensor, but got {}", shape::text(from))));
    }
    // Of images only the image itself must not be empty, of volumes also the channels.
    let first = if dims == 2 { rank - 2 } else { 1 };
    not_empty(&name, from, first)?;
    adaptive(from, size)
}

fn adaptive(from: &[usize], size: &[i64]) -> Result<Windows> {
    let lead = from.len() - size.len();
    let wanted: Vec<i64> = from[..lead].iter().map(|&n| n as i64).chain(size.iter().copied()).collect();
    let to = shape::sizes(&wanted)?;
    for &n in &to[lead..] {
        storage::reserve::<[usize; 3]>(n)?;
    }
    let axes = from[lead..].iter().zip(&to[lead..]).map(|(&n, &out)| Axis::adaptive(n, out));
    Ok(Windows::new(from, axes.collect()))
}
