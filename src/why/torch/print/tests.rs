//! Printed tensors against PyTorch's text (scripts/record-vectors).
//!
//! A record is a line of fields, the elements last (in hexadecimal, repeated up to the number of elements), and the lines
//! of text after it, each behind `> `.

use super::*;

const RECORDED: &str = include_str!("recorded.txt");

#[test]
fn prints_what_pytorch_prints() {
    let mut lines = RECORDED.lines().skip(1).peekable();
    while let Some(what) = lines.next() {
        let mut expected = Vec::new();
        while let Some(line) = lines.next_if(|line| line.starts_with("> ")) {
            expected.push(&line[2..]);
        }
        let fields: Vec<&str> = what.split('|').collect();
        let text = if fields[0] == "repr" { float_text(f64::from_bits(bits(fields[1]))) } else { printed(&fields) };
        assert_eq!(text, expected.join("\n"), "{what}");
    }
}

fn bits(hex: &str) -> u64 {
    u64::from_str_radix(hex, 16).unwrap()
}

fn printed(fields: &[&str]) -> String {
    let shape: Vec<usize> =
        fields[1].split(',').filter(|size| !size.is_empty()).map(|size| size.parse().unwrap()).collect();
    let values: Vec<u64> = fields[9].split(' ').filter(|hex| !hex.is_empty()).map(bits).collect();
    let value = |at: usize| values[at % values.len()];
    let float = |at: usize| f64::from_bits(value(at));
    let integer = |at: usize| value(at) as i64;
    let boolean = |at: usize| value(at) != 0;
    let elements = match fields[0] {
        "torch.bool" => Elements::Booleans(&boolean),
        dtype if dtype.contains("float") => Elements::Floats(&float),
        _ => Elements::Integers(&integer),
    };
    let options = PrintOptions {
        precision: fields[4].parse().unwrap(),
        threshold: fields[5].parse().unwrap(),
        edgeitems: fields[6].parse().unwrap(),
        linewidth: fields[7].parse().unwrap(),
        sci_mode: match fields[8] {
            "None" => None,
            said => Some(said == "True"),
        },
    };
    let requires_grad = !fields[3].is_empty();
    let tensor = Printed {
        prefix: &fields[2].replace("\\n", "\n"),
        shape: &shape,
        elements,
        dtype: fields[0],
        default_dtype: "torch.float32",
        default_complex: "torch.complex64",
        suffix: Suffix {
            device: None,
            grad_fn: Some(fields[3]).filter(|name| requires_grad && *name != "requires_grad"),
            requires_grad,
        },
    };
    tensor_text(&tensor, &options)
}

fn ones<'a>(prefix: &'a str, dtype: &'a str, default_dtype: &'a str, device: Option<&'a str>) -> Printed<'a> {
    let suffix = Suffix { device, ..Suffix::default() };
    let default_complex = "torch.complex64";
    Printed { prefix, shape: &[2], elements: Elements::Floats(&|_| 1.0), dtype, default_dtype, default_complex, suffix }
}

#[test]
fn mentions_what_is_not_the_default() {
    let text = |tensor: Printed<'_>| tensor_text(&tensor, &PrintOptions::default());
    let (single, double) = ("torch.float32", "torch.float64");
    assert_eq!(text(ones("tensor(", double, double, None)), "tensor([1., 1.])");
    assert_eq!(text(ones("tensor(", single, double, None)), "tensor([1., 1.], dtype=torch.float32)");
    assert_eq!(text(ones("Special(", single, single, Some("cuda:0"))), "Special([1., 1.], device='cuda:0')");
}

#[test]
fn reads_only_what_it_shows() {
    let read = std::cell::RefCell::new(Vec::new());
    let element = |at: usize| {
        read.borrow_mut().push(at);
        at as i64
    };
    let tensor = Printed {
        shape: &[1 << 20, 1 << 20],
        elements: Elements::Integers(&element),
        dtype: "torch.int64",
        ..ones("tensor(", "", "torch.float32", None)
    };
    let options = PrintOptions { edgeitems: 1, ..PrintOptions::default() };
    let expected = "tensor([[            0,  ...,       1048575],\n        ...,\n        \
                    [1099510579200,  ..., 1099511627775]])";
    assert_eq!(tensor_text(&tensor, &options), expected);
    let corners = [0, 1_048_575, 1_099_510_579_200, 1_099_511_627_775];
    assert_eq!(read.into_inner(), [corners, corners].concat());
}

#[test]
fn sizes() {
    let shapes: [&[usize]; 3] = [&[], &[2], &[2, 3]];
    assert_eq!(shapes.map(size_text), ["torch.Size([])", "torch.Size([2])", "torch.Size([2, 3])"]);
}

#[test]
fn profiles_keep_the_choice_of_exponents() {
    let mut options = PrintOptions { sci_mode: Some(true), ..PrintOptions::default() };
    options.set_profile("short");
    options.set_profile("no such profile");
    let short = PrintOptions { precision: 2, threshold: 1000.0, edgeitems: 2, linewidth: 80, sci_mode: Some(true) };
    assert_eq!(options, short);
    options.set_profile("full");
    assert_eq!(options, PrintOptions { precision: 4, edgeitems: 3, threshold: f64::INFINITY, ..short });
}

#[test]
fn more_digits_than_a_float_has() {
    assert_eq!(fixed(0.5, 2000).len(), 2002);
    assert_eq!(scientific(0.5, 2000), format!("5.{}e-01", "0".repeat(2000)));
}
