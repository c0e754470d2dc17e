//! `torch.einsum`: an equation of subscripts, carried out by permuting, multiplying batches of matrices, and summing.

use super::super::args::{Args, Value};
use super::super::error::{Error, Result};
use super::super::registry::{Op, TORCH, op};
use super::super::shape::Shape;
use super::super::tensor::Tensor;
use super::arithmetic::mul;
use super::layout::diagonal;
use super::matmul::batched;
use super::reduce::sum_dims;
use super::view::{permute, reshape, unsqueeze, view};

pub(super) const OPS: &[Op] = &[
    op(TORCH, "einsum(str equation, Tensor... operands=[])", |a| {
        let operands = a.tensors(1)?;
        if operands.is_empty() {
            return Err(Error::value(
                "einsum(): must specify the equation string and at least one operand, or at least one operand and its subscripts list",
            ));
        }
        Ok(einsum(a.text(0)?, &operands)?.into())
    }),
    op(
        TORCH,
        "einsum(Tensor operand, any s0, any o1=None, any s1=None, any o2=None, any s2=None, any o3=None, any s3=None, any output=None)",
        listed,
    ),
];

fn wrong(text: impl std::fmt::Display) -> Error {
    Error::runtime(format!("einsum(): {text}"))
}

/// Operands that are each followed by the list of their subscripts, and at last perhaps those of the result.
fn listed(args: &Args) -> Result<Value> {
    let mut operands = Vec::new();
    let mut equation = String::new();
    let mut i = 0;
    while let Some(operand) = args.opt_tensor(i) {
        if !operands.is_empty() {
            equation.push(',');
        }
        operands.push(operand.clone());
        spell(args.value(i + 1), &mut equation)?;
        i += 2;
    }
    if let output @ Value::List(_) = args.value(i) {
        equation.push_str("->");
        spell(output, &mut equation)?;
    }
    Ok(einsum(&equation, &operands)?.into())
}

fn spell(subscripts: &Value, equation: &mut String) -> Result<()> {
    let Value::List(list) = subscripts else {
        return Err(wrong("expected a list of subscripts after each operand"));
    };
    for subscript in list {
        match subscript {
            Value::Ellipsis => equation.push_str("..."),
            Value::Int(n @ 0..26) => equation.push((b'A' + *n as u8) as char),
            Value::Int(n @ 26..52) => equation.push((b'a' + (*n - 26) as u8) as char),
            _ => {
                return Err(Error::value(
                    "einsum(): subscript in subscript list is not within the valid range [0, 52)",
                ));
            }
        }
    }
    Ok(())
}

/// A place in an operand or in the result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Subscript {
    Label(u8),
    Ellipsis,
    /// One of the dimensions an ellipsis covers, counted from the first of the widest.
    Covered(usize),
}

/// Reads subscripts up to the end. `start` is where they begin in the equation, `what` whom error texts speak of.
fn subscripts(text: &[char], start: usize, what: &str, output: bool) -> Result<Vec<Subscript>> {
    let mut found = Vec::new();
    let mut i = 0;
    while i < text.len() {
        match text[i] {
            ' ' => {}
            '.' => {
                let spelt = if output { " (...)" } else { "" };
                if found.contains(&Subscript::Ellipsis) {
                    let but = if output { "but" } else { "for which" };
                    return Err(wrong(format!("found '.' for {what} {but} an ellipsis{spelt} was already found")));
                }
                if text.get(i..i + 3).is_none_or(|dots| dots != ['.', '.', '.']) {
                    return Err(wrong(format!("found '.' for {what} that is not part of any ellipsis{spelt}")));
                }
                found.push(Subscript::Ellipsis);
                i += 2;
            }
            c if c.is_ascii_alphabetic() => found.push(Subscript::Label(c as u8)),
            _ => {
                return Err(wrong(format!(
                    "invalid subscript given at index {} in the equation string, subscripts must be in [a-zA-Z]",
                    start + i
                )));
            }
        }
        i += 1;
    }
    Ok(found)
}

/// The equation, read: subscripts of each operand, and of the result if they are given.
struct Equation {
    inputs: Vec<Vec<Subscript>>,
    output: Option<Vec<Subscript>>,
}

impl Equation {
    fn parse(text: &str, operands: usize) -> Result<Self> {
        let text: Vec<char> = text.chars().collect();
        let arrow = text.windows(2).position(|pair| pair == ['-', '>']);
        let left = &text[..arrow.unwrap_or(text.len())];
        let mut inputs = Vec::new();
        let mut start = 0;
        for part in left.split(|&c| c == ',') {
            if inputs.len() == operands {
                return Err(wrong("fewer operands were provided than specified in the equation"));
            }
            inputs.push(subscripts(part, start, &format!("operand {}", inputs.len()), false)?);
            start += part.len() + 1;
        }
        if inputs.len() < operands {
            return Err(wrong("more operands were provided than specified in the equation"));
        }
        let output = arrow.map(|at| (at + 2, &text[at + 2..]));
        Ok(Self { inputs, output: output.map(|(at, rest)| subscripts(rest, at, "output", true)).transpose()? })
    }

    /// Checks the operands' ranks, and gives how many dimensions the widest ellipsis covers.
    fn covered(&self, operands: &[Tensor]) -> Result<usize> {
        let mut widest = 0;
        for (i, (input, operand)) in self.inputs.iter().zip(operands).enumerate() {
            let labels = input.iter().filter(|s| matches!(s, Subscript::Label(_))).count();
            let (open, rank) = (labels < input.len(), operand.rank());
            if if open { labels > rank } else { labels != rank } {
                let (how, end) =
                    if open { ("is more than", "") } else { ("does not match", " and no ellipsis was given") };
                return Err(wrong(format!(
                    "the number of subscripts in the equation ({labels}) {how} the number of dimensions ({rank}) for operand {i}{end}"
                )));
            }
            if open {
                widest = widest.max(rank - labels);
            }
        }
        Ok(widest)
    }

    /// The result's dimensions, and after them those that are summed.
    fn order(&self, covered: usize) -> Result<(Vec<Subscript>, usize)> {
        let counts = |label: u8| self.inputs.iter().flatten().filter(|s| **s == Subscript::Label(label)).count();
        let all_covered = || (0..covered).map(Subscript::Covered);
        let letters = (b'A'..=b'Z').chain(b'a'..=b'z');
        let mut order = Vec::new();
        match &self.output {
            None => {
                order.extend(all_covered());
                order.extend(letters.clone().filter(|&l| counts(l) == 1).map(Subscript::Label));
            }
            Some(output) => {
                for subscript in output {
                    match *subscript {
                        Subscript::Label(l) if counts(l) == 0 => {
                            return Err(wrong(format!(
                                "output subscript {} does not appear in the equation for any input operand",
                                l as char
                            )));
                        }
                        Subscript::Label(l) if order.contains(subscript) => {
                            return Err(wrong(format!(
                                "output subscript {} appears more than once in the output",
                                l as char
                            )));
                        }
                        Subscript::Ellipsis => order.extend(all_covered()),
                        other => order.push(other),
                    }
                }
            }
        }
        let kept = order.len();
        let rest: Vec<_> = all_covered()
            .chain(letters.filter(|&l| counts(l) > 0).map(Subscript::Label))
            .filter(|s| !order.contains(s))
            .collect();
        order.extend(rest);
        Ok((order, kept))
    }
}

/// An operand with its dimensions in the common order, of length 1 where it has none, and where it is repeated its diagonal.
fn aligned(operand: &Tensor, input: &[Subscript], order: &[Subscript], covered: usize, i: usize) -> Result<Tensor> {
    let mut x = operand.clone();
    let labels = input.iter().filter(|s| **s != Subscript::Ellipsis).count();
    let own = operand.rank() - labels;
    let mut have: Vec<Subscript> = Vec::new();
    for &subscript in input {
        if subscript == Subscript::Ellipsis {
            have.extend((covered - own..covered).map(Subscript::Covered));
            continue;
        }
        let Some(first) = have.iter().position(|s| *s == subscript) else {
            have.push(subscript);
            continue;
        };
        let (at, before) = (have.len(), x.shape());
        if before[first] != before[at] {
            let label = if let Subscript::Label(l) = subscript { l as char } else { '.' };
            return Err(wrong(format!(
                "subscript {label} is repeated for operand {i} but the sizes don't match, {} != {}",
                before[at], before[first]
            )));
        }
        x = diagonal(&x, 0, first as i64, at as i64)?;
        // The diagonal comes last; it belongs where the first of the two was.
        let rank = x.rank();
        let back: Shape = (0..first).chain([rank - 1]).chain(first..rank - 1).collect();
        x = permute(&x, &back)?;
    }
    let there: Shape = order.iter().filter_map(|s| have.iter().position(|h| h == s)).collect();
    x = permute(&x, &there)?;
    for (d, subscript) in order.iter().enumerate() {
        if !have.contains(subscript) {
            x = unsqueeze(&x, d as i64)?;
        }
    }
    Ok(x)
}

fn einsum(equation: &str, operands: &[Tensor]) -> Result<Tensor> {
    let equation = Equation::parse(equation, operands.len())?;
    let covered = equation.covered(operands)?;
    let (order, kept) = equation.order(covered)?;
    let mut sizes = vec![1; order.len()];
    let mut last = vec![0; order.len()];
    let mut aligned_all = Vec::with_capacity(operands.len());
    for (i, (operand, input)) in operands.iter().zip(&equation.inputs).enumerate() {
        let x = aligned(operand, input, &order, covered, i)?;
        for (d, &n) in x.shape().iter().enumerate() {
            if n == 1 {
                continue;
            }
            if sizes[d] != 1 && sizes[d] != n {
                let seen = sizes[d];
                return Err(wrong(match order[d] {
                    Subscript::Label(l) => format!(
                        "subscript {} has size {n} for operand {i} which does not broadcast with previously seen size {seen}",
                        l as char
                    ),
                    Subscript::Covered(k) => {
                        let before = input.iter().position(|s| *s == Subscript::Ellipsis).unwrap_or(0);
                        let dim = (k + before + operand.rank() + 1).saturating_sub(covered + input.len());
                        format!(
                            "dimension {dim} covered by ellipsis in operand {i}has size {n} which does not broadcast with previously seen ellipsis with size {seen} for the respective dimension"
                        )
                    }
                    Subscript::Ellipsis => "an ellipsis does not broadcast".to_owned(),
                }));
            }
            sizes[d] = n;
            last[d] = i;
        }
        aligned_all.push(x);
    }
    let mut all = aligned_all.into_iter();
    let Some(mut out) = all.next() else { return Err(wrong("no operands")) };
    if operands.len() == 1 {
        let summed: Vec<i64> = (kept..order.len()).map(|d| d as i64).collect();
        return if summed.is_empty() { Ok(out) } else { sum_dims(&out, &summed, false) };
    }
    let early: Vec<i64> = (kept..order.len()).filter(|&d| last[d] == 0 && sizes[d] != 1).map(|d| d as i64).collect();
    if !early.is_empty() {
        out = sum_dims(&out, &early, true)?;
    }
    for (i, next) in all.enumerate() {
        let summed: Vec<usize> = (kept..order.len()).filter(|&d| last[d] == i + 1 && sizes[d] != 1).collect();
        out = if summed.is_empty() { mul(&out, &next)? } else { contracted(&out, &next, &summed)? };
    }
    let shape = out.shape();
    if kept == order.len() { Ok(out) } else { view(&out, &shape[..kept]) }
}

/// The product of two aligned operands, summed over dimensions (which stay, of length 1).
fn contracted(a: &Tensor, b: &Tensor, summed: &[usize]) -> Result<Tensor> {
    let (mut a, mut b) = (a.clone(), b.clone());
    let rank = a.rank();
    let (mut both, mut left, mut right, mut inner) = (Shape::new(), Shape::new(), Shape::new(), Shape::new());
    for d in 0..rank {
        let (l, r) = (a.shape()[d] != 1, b.shape()[d] != 1);
        if summed.contains(&d) {
            match (l, r) {
                (true, true) => inner.push(d),
                (true, false) => {
                    a = sum_dims(&a, &[d as i64], true)?;
                    inner.push(d);
                }
                _ => {
                    b = sum_dims(&b, &[d as i64], true)?;
                    inner.push(d);
                }
            }
        } else if l && r {
            both.push(d);
        } else if l {
            left.push(d);
        } else {
            right.push(d);
        }
    }
    let (sa, sb) = (a.shape(), b.shape());
    let product = |dims: &[usize], shape: &[usize]| dims.iter().map(|&d| shape[d]).product::<usize>();
    let order_a: Shape = [&both[..], &left, &inner, &right].concat().into();
    let order_b: Shape = [&both[..], &inner, &right, &left].concat().into();
    let (batch, rows, columns) = (product(&both, &sa), product(&left, &sa), product(&right, &sb));
    let width = product(&inner, &sa);
    let out = batched(
        &reshape(&permute(&a, &order_a)?, &[batch, rows, width])?,
        &reshape(&permute(&b, &order_b)?, &[batch, width, columns])?,
    )?;
    let laid: Vec<usize> = [&both[..], &left, &inner, &right].concat();
    let size = |d: usize| match () {
        () if inner.contains(&d) => 1,
        () if sa[d] == 1 => sb[d],
        () => sa[d],
    };
    let open: Shape = laid.iter().map(|&d| size(d)).collect();
    let mut back = Shape::from_elem(0, rank);
    for (i, &d) in laid.iter().enumerate() {
        back[d] = i;
    }
    permute(&view(&out, &open)?, &back)
}
