//! How tensors print, character for character as in PyTorch.
//!
//! `tensor_text` is a pure function of a shape and of elements that are read one at a time, so that a huge tensor, of which
//! only the edges show, is read only there. Sparse and quantised tensors do not exist here.

mod formatter;
mod number;
mod options;
#[cfg(test)]
mod tests;

pub use number::{fixed, float_text, scientific};
pub use options::PrintOptions;

use formatter::Formatter;

/// The elements in logical order (the last dimension runs fastest), by their index.
#[derive(Clone, Copy)]
pub enum Elements<'a> {
    /// Of any floating point dtype.
    Floats(&'a dyn Fn(usize) -> f64),
    Integers(&'a dyn Fn(usize) -> i64),
    Booleans(&'a dyn Fn(usize) -> bool),
    /// The real and the imaginary part, of either complex dtype.
    Complex(&'a dyn Fn(usize) -> [f64; 2]),
}

/// A tensor, as far as printing it goes.
#[derive(Clone, Copy)]
pub struct Printed<'a> {
    /// `tensor(`, `Parameter containing:\ntensor(`, or the name of a subclass and a bracket.
    pub prefix: &'a str,
    pub shape: &'a [usize],
    pub elements: Elements<'a>,
    /// As `str(dtype)` has it: `torch.float32`.
    pub dtype: &'a str,
    /// `torch.get_default_dtype()`, which needs no mention.
    pub default_dtype: &'a str,
    /// Its complex counterpart, which needs none either.
    pub default_complex: &'a str,
    pub suffix: Suffix<'a>,
}

/// What follows the elements, besides the size and the dtype.
#[derive(Clone, Copy, Debug, Default)]
pub struct Suffix<'a> {
    /// A device that is not the default one, as `str(device)` has it.
    pub device: Option<&'a str>,
    /// The name of the node: `AddmmBackward0`.
    pub grad_fn: Option<&'a str>,
    pub requires_grad: bool,
}

/// `repr(tensor)`, which is `str(tensor)` too.
pub fn tensor_text(tensor: &Printed<'_>, options: &PrintOptions) -> String {
    let (heading, prefix) = match tensor.prefix.rfind('\n') {
        Some(end) => tensor.prefix.split_at(end + 1),
        None => ("", tensor.prefix),
    };
    let indent = prefix.chars().count();
    let numel: usize = tensor.shape.iter().product();
    let mut text = prefix.to_owned();
    if numel == 0 {
        text.push_str("[]");
    } else {
        Writer::new(tensor, options, numel).write(&mut text, 0, 0, indent);
    }
    add_suffixes(&mut text, &suffixes(tensor, options, numel), indent, options.linewidth);
    format!("{heading}{text}")
}

/// `repr(tensor.shape)`.
pub fn size_text(shape: &[usize]) -> String {
    let sizes: Vec<String> = shape.iter().map(usize::to_string).collect();
    format!("torch.Size([{}])", sizes.join(", "))
}

/// `str(tuple(tensor.shape))`.
fn tuple_text(shape: &[usize]) -> String {
    let sizes: Vec<String> = shape.iter().map(usize::to_string).collect();
    let comma = if shape.len() == 1 { "," } else { "" };
    format!("({}{comma})", sizes.join(", "))
}

fn suffixes(tensor: &Printed<'_>, options: &PrintOptions, numel: usize) -> Vec<String> {
    let mut suffixes = Vec::new();
    let is_default = tensor.dtype == tensor.default_dtype;
    suffixes.extend(tensor.suffix.device.map(|device| format!("device='{device}'")));
    if numel == 0 {
        if tensor.shape.len() != 1 {
            suffixes.push(format!("size={}", tuple_text(tensor.shape)));
        }
        // No element shows what the dtype is.
        if !is_default {
            suffixes.push(format!("dtype={}", tensor.dtype));
        }
    } else {
        if options.edgeitems == 0 {
            suffixes.push(format!("size={}", tuple_text(tensor.shape)));
        }
        let is_default = is_default || tensor.dtype == tensor.default_complex;
        if !is_default && !matches!(tensor.dtype, "torch.int64" | "torch.bool") {
            suffixes.push(format!("dtype={}", tensor.dtype));
        }
    }
    if let Some(grad_fn) = tensor.suffix.grad_fn {
        suffixes.push(format!("grad_fn=<{grad_fn}>"));
    } else if tensor.suffix.requires_grad {
        suffixes.push("requires_grad=True".to_owned());
    }
    suffixes
}

/// A suffix that would pass the end of the line begins a new one.
fn add_suffixes(text: &mut String, suffixes: &[String], indent: usize, linewidth: i64) {
    // One more than the line has: PyTorch counts the break, and one before the first line.
    let mut length = match text.rfind('\n') {
        Some(at) => text.len() - at + 1,
        None => text.len() + 2,
    };
    for suffix in suffixes {
        if length + suffix.len() + 2 > usize::try_from(linewidth).unwrap_or(0) {
            text.push_str(",\n");
            text.extend(std::iter::repeat_n(' ', indent));
            length = indent + suffix.len();
        } else {
            text.push_str(", ");
            length += suffix.len() + 2;
        }
        text.push_str(suffix);
    }
    text.push(')');
}

/// Writes the brackets and what is in them.
struct Writer<'a> {
    shape: &'a [usize],
    elements: Elements<'a>,
    options: &'a PrintOptions,
    summarize: bool,
    formatter: Formatter,
    /// Of the imaginary parts, where there are any: both parts have a format of their own.
    imaginary: Option<Formatter>,
}

impl<'a> Writer<'a> {
    fn new(tensor: &Printed<'a>, options: &'a PrintOptions, numel: usize) -> Self {
        let summarize = numel as f64 > options.threshold;
        let formatter = Formatter::default();
        let mut writer =
            Self { shape: tensor.shape, elements: tensor.elements, options, summarize, formatter, imaginary: None };
        let mut shown = Vec::new();
        writer.gather(0, 0, &mut shown);
        writer.formatter = match tensor.elements {
            Elements::Floats(element) => Formatter::of_floats(shown.iter().map(|at| element(*at)), options),
            Elements::Integers(element) => Formatter::of_integers(shown.iter().map(|at| element(*at))),
            Elements::Booleans(element) => Formatter::of_booleans(shown.iter().map(|at| element(*at))),
            Elements::Complex(element) => {
                writer.imaginary = Some(Formatter::of_floats(shown.iter().map(|at| element(*at)[1]), options));
                Formatter::of_floats(shown.iter().map(|at| element(*at)[0]), options)
            }
        };
        writer
    }

    /// The places along a dimension that are shown, and how many of them are before the dots, if there are dots.
    fn places(&self, dim: usize) -> (Vec<usize>, Option<usize>) {
        let (size, edge) = (self.shape[dim], self.options.edgeitems);
        if self.summarize && size > edge.saturating_mul(2) {
            ((0..edge).chain(size - edge..size).collect(), Some(edge))
        } else {
            ((0..size).collect(), None)
        }
    }

    /// The indices of the shown elements. `base` is the index of the first element under this dimension, in its units.
    fn gather(&self, dim: usize, base: usize, shown: &mut Vec<usize>) {
        if dim == self.shape.len() {
            shown.push(base);
            return;
        }
        for place in self.places(dim).0 {
            self.gather(dim + 1, base * self.shape[dim] + place, shown);
        }
    }

    fn write(&self, text: &mut String, dim: usize, base: usize, indent: usize) {
        let dims = self.shape.len() - dim;
        if dims == 0 {
            text.push_str(&self.element(base));
        } else if dims == 1 {
            self.write_vector(text, dim, base, indent);
        } else {
            let separator = format!(",{}{}", "\n".repeat(dims - 1), " ".repeat(indent + 1));
            let (places, dots) = self.places(dim);
            text.push('[');
            for (count, place) in places.iter().enumerate() {
                if dots == Some(count) {
                    text.push_str("...");
                    text.push_str(&separator);
                }
                self.write(text, dim + 1, base * self.shape[dim] + place, indent + 1);
                if count + 1 < places.len() {
                    text.push_str(&separator);
                }
            }
            if places.is_empty() && dots.is_some() {
                text.push_str("...");
            }
            text.push(']');
        }
    }

    fn write_vector(&self, text: &mut String, dim: usize, base: usize, indent: usize) {
        let (places, dots) = self.places(dim);
        let mut items: Vec<String> = places.iter().map(|place| self.element(base * self.shape[dim] + place)).collect();
        match dots {
            Some(0) => items.push("...".to_owned()),
            Some(edge) => items.insert(edge, " ...".to_owned()),
            None => {}
        }
        let room = self.options.linewidth.saturating_sub(i64::try_from(indent).unwrap_or(i64::MAX));
        let length = i64::try_from(self.formatter.width() + 2 + self.imaginary.as_ref().map_or(0, |f| f.width() + 1))
            .unwrap_or(i64::MAX);
        let per_line = usize::try_from(room.div_euclid(length)).unwrap_or(0).max(1);
        let lines: Vec<String> = items.chunks(per_line).map(|line| line.join(", ")).collect();
        text.push('[');
        text.push_str(&lines.join(&format!(",\n{}", " ".repeat(indent + 1))));
        text.push(']');
    }

    fn element(&self, at: usize) -> String {
        match self.elements {
            Elements::Floats(element) => self.formatter.float(element(at)),
            Elements::Integers(element) => self.formatter.padded(&element(at).to_string()),
            Elements::Booleans(element) => self.formatter.padded(boolean_text(element(at))),
            Elements::Complex(element) => {
                let [real, imaginary] = element(at);
                let (real, imaginary) =
                    (self.formatter.float(real), self.imaginary.as_ref().unwrap_or(&self.formatter).float(imaginary));
                let imaginary = imaginary.trim_start();
                let plus = if imaginary.starts_with(['+', '-']) { "" } else { "+" };
                format!("{real}{plus}{imaginary}j")
            }
        }
    }
}

fn boolean_text(value: bool) -> &'static str {
    if value { "True" } else { "False" }
}
