//! Operations on real tensors, done to complex ones part by part: what they compute, and with that their gradients.

use super::super::super::args::{Args, Value};
use super::super::super::error::{Error, Result};
use super::super::super::registry::Run;
use super::super::super::schema::{Signature, Type};
use super::super::super::tape;
use super::super::super::tensor::Tensor;
use super::super::arithmetic::{add, neg, sub};
use super::super::matmul::c_name;
use super::compare::truth;
use super::functions::magnitude;
use super::make::{join, parts};
use super::table::Treatment;

/// Parameters that say where or whether, and are the same for both parts.
const PLACES: [&str; 9] = ["index", "indices", "mask", "condition", "repeats", "alpha", "source_index", "nan", "steps"];

/// Calls an operation that knows real tensors only.
pub fn lifted(treatment: Treatment, signature: &Signature, run: Run, args: &Args) -> Result<Value> {
    match treatment {
        Treatment::Parts => {
            let re = run(&with(signature, args, 0)?)?;
            let im = run(&with(signature, args, 1)?)?;
            combined(re, im, &titled_join)
        }
        Treatment::Both => verdicts(args, run, |a, b| a && b),
        Treatment::Either => verdicts(args, run, |a, b| a || b),
        Treatment::Truth => run(&each(args, |t| if t.dtype().is_complex() { truth(t) } else { Ok(t.clone()) })?),
        Treatment::Magnitude => {
            run(&each(args, |t| if t.dtype().is_complex() { magnitude(t) } else { Ok(t.clone()) })?)
        }
        Treatment::Product => product(signature, args, run, false),
        Treatment::Inner => product(signature, args, run, true),
        Treatment::Same => run(args),
        Treatment::Refused => Err(Error::not_implemented(format!("torch.{} of complex numbers", signature.name))),
    }
}

fn verdicts(args: &Args, run: Run, join: fn(bool, bool) -> bool) -> Result<Value> {
    let x = args.tensor(0)?;
    let mut found = Vec::new();
    for part in parts(&x.detach())? {
        let mut values = args.values.clone();
        if let Some(first) = values.first_mut() {
            *first = Value::Tensor(part);
        }
        match run(&Args { values })? {
            Value::Tensor(t) => found.push(t.to_bool_vec()),
            _ => return Err(Error::not_implemented("this test of complex numbers")),
        }
    }
    let [re, im] = found.as_slice() else { return Err(Error::not_implemented("this test of complex numbers")) };
    Ok(Tensor::from_bools(re.iter().zip(im).map(|(&a, &b)| join(a, b)), &x.shape()).into())
}

/// The arguments with each tensor replaced.
fn each(args: &Args, replace: impl Fn(&Tensor) -> Result<Tensor> + Copy) -> Result<Args> {
    fn one(value: &Value, replace: &dyn Fn(&Tensor) -> Result<Tensor>) -> Result<Value> {
        Ok(match value {
            Value::Tensor(t) => Value::Tensor(replace(t)?),
            Value::List(values) => Value::List(values.iter().map(|v| one(v, replace)).collect::<Result<_>>()?),
            Value::DType(dtype) => Value::DType(dtype.part()),
            other => other.clone(),
        })
    }
    Ok(Args { values: args.values.iter().map(|v| one(v, &replace)).collect::<Result<_>>()? })
}

/// The arguments for one part. Numbers that are elements have parts; those that are sizes or places have not.
fn with(signature: &Signature, args: &Args, part: usize) -> Result<Args> {
    fn one(value: &Value, kind: Type, part: usize) -> Result<Value> {
        Ok(match value {
            Value::Tensor(t) => {
                let [re, im] = parts(t)?;
                Value::Tensor(if part == 0 { re } else { im })
            }
            Value::List(values) => Value::List(values.iter().map(|v| one(v, kind, part)).collect::<Result<_>>()?),
            Value::DType(dtype) => Value::DType(dtype.part()),
            number if matches!(kind, Type::Scalar | Type::Operand | Type::Float) => match number.parts() {
                Some([re, im]) => Value::Float(if part == 0 { re } else { im }),
                None => number.clone(),
            },
            other => other.clone(),
        })
    }
    let values = signature.params.iter().zip(&args.values).map(|(param, value)| {
        if PLACES.contains(&param.name.as_str()) || matches!(param.kind, Type::Any | Type::Ints | Type::IntsRest) {
            return match value {
                Value::Complex(..) => Err(Error::not_implemented(format!("complex {}", param.name))),
                value => Ok(value.clone()),
            };
        }
        one(value, param.kind, part)
    });
    Ok(Args { values: values.collect::<Result<_>>()? })
}

type Join<'a> = &'a dyn Fn(&Tensor, &Tensor) -> Result<Tensor>;

/// What came of both parts, put together.
fn combined(re: Value, im: Value, join: Join<'_>) -> Result<Value> {
    let list = |a: Vec<Value>, b: Vec<Value>| {
        a.into_iter().zip(b).map(|(a, b)| combined(a, b, join)).collect::<Result<Vec<_>>>()
    };
    Ok(match (re, im) {
        (Value::Tensor(re), Value::Tensor(im)) => Value::Tensor(join(&re, &im)?),
        (Value::List(a), Value::List(b)) => Value::List(list(a, b)?),
        (Value::Tuple(a), Value::Tuple(b)) => Value::Tuple(list(a, b)?),
        _ => return Err(Error::not_implemented("this operation on complex numbers")),
    })
}

/// The parts as one tensor whose `grad_fn` has the operation's name.
fn titled_join(re: &Tensor, im: &Tensor) -> Result<Tensor> {
    let title = tape::grad_fn(re).or_else(|| tape::grad_fn(im)).map(|edge| edge.node.title());
    let out = join(re, im)?;
    Ok(match title {
        Some(title) => super::super::layout::titled(out, &title),
        None => out,
    })
}

/// Products that take tensors of one type only.
const STRICT: [&str; 9] = ["matmul", "mm", "bmm", "mv", "dot", "inner", "tensordot", "vdot", "einsum"];

/// A product of tensors, linear in each: the sum over the parts of all factors, with the powers of i that come with them. With
/// `conjugated`, that of the first factor is -i.
fn product(signature: &Signature, args: &Args, run: Run, conjugated: bool) -> Result<Value> {
    // einsum and its like have their operands in a list.
    let operands: Vec<Tensor> = args.values.iter().flat_map(listed).collect();
    if operands.len() > 6 {
        return Err(Error::not_implemented(format!("torch.{} of so many complex tensors", signature.name)));
    }
    if let Some(odd) = operands.iter().find(|t| t.dtype() != operands[0].dtype())
        && STRICT.contains(&signature.name.as_str())
    {
        return Err(Error::runtime(strict(&signature.name, &operands, odd)));
    }
    let halves = operands.iter().map(parts).collect::<Result<Vec<_>>>()?;
    let (mut sums, mut title) = ([None, None], None);
    for choice in 0..1usize << operands.len() {
        let chosen = |i: usize| choice >> i & 1;
        if operands.iter().enumerate().any(|(i, t)| chosen(i) == 1 && !t.dtype().is_complex()) {
            continue;
        }
        let mut rest = halves.iter().enumerate().map(|(i, half)| half[chosen(i)].clone());
        let values = args.values.iter().map(|v| put(v, &mut rest)).collect();
        let Value::Tensor(term) = run(&Args { values })? else {
            return Err(Error::not_implemented(format!("torch.{} of complex tensors", signature.name)));
        };
        title = title.or_else(|| tape::grad_fn(&term).map(|edge| edge.node.title()));
        let power = choice.count_ones() as usize + if conjugated && chosen(0) == 1 { 2 } else { 0 };
        let Some(sum) = sums.get_mut(power % 2) else { continue };
        *sum = Some(match (sum.take(), power % 4 >= 2) {
            (None, false) => term,
            (None, true) => neg(&term)?,
            (Some(sum), false) => add(&sum, &term)?,
            (Some(sum), true) => sub(&sum, &term)?,
        });
    }
    let [Some(re), im] = sums else { return Err(Error::not_implemented("a product of nothing")) };
    let im = im.map_or_else(|| re.zeros_like(), Ok)?;
    let out = join(&re, &im)?;
    Ok(match title {
        Some(title) => super::super::layout::titled(out, &title).into(),
        None => out.into(),
    })
}

/// The error for factors of several types.
fn strict(name: &str, operands: &[Tensor], b: &Tensor) -> String {
    let Some(a) = operands.first() else { return String::new() };
    match name {
        "dot" | "vdot" => format!(
            "dot : expected both vectors to have same dtype, but found {} and {}",
            a.dtype().scalar_name(),
            b.dtype().scalar_name()
        ),
        "tensordot" | "inner" => "both inputs should have same dtype".to_owned(),
        _ if name == "einsum" || a.rank() > 2 || b.rank() > 2 => {
            format!("expected scalar type {} but found {}", a.dtype().scalar_name(), b.dtype().scalar_name())
        }
        _ if b.rank() == 1 => format!(
            "addmv input tensors must have the same dtype, but got {}, {}, and {}",
            b.dtype().scalar_name(),
            a.dtype().scalar_name(),
            b.dtype().scalar_name()
        ),
        _ => format!(
            "expected m1 and m2 to have the same dtype, but got: {} != {}",
            c_name(a.dtype()),
            c_name(b.dtype())
        ),
    }
}

fn listed(value: &Value) -> Vec<Tensor> {
    match value {
        Value::Tensor(t) => vec![t.clone()],
        Value::List(values) => values.iter().flat_map(listed).collect(),
        _ => Vec::new(),
    }
}

fn put(value: &Value, rest: &mut dyn Iterator<Item = Tensor>) -> Value {
    match value {
        Value::Tensor(t) => Value::Tensor(rest.next().unwrap_or_else(|| t.clone())),
        Value::List(values) => Value::List(values.iter().map(|v| put(v, rest)).collect()),
        other => other.clone(),
    }
}
