//! Complex numbers: what each operation does with them, decided in one place before it runs.
//!
//! A complex tensor is one whose storage holds pairs of floats and whose dtype says so; its geometry counts pairs. An operation
//! that was written for floats would compute on the wrong numbers, so the registry asks `concerns` at every call, and
//! `treatment` says how the operation takes complex numbers: by itself, part by part, by an implementation of its own (`OWN`),
//! or not at all, which is what an operation that is not named here does.
//!
//! Gradients are PyTorch's ("Autograd mechanics, Autograd for Complex Numbers"): those of the two parts, as one complex number.

pub mod access;
pub mod arithmetic;
mod compare;
mod decompose;
mod dense;
pub mod eigen;
pub mod fft;
mod functions;
mod lift;
mod make;
mod matrix;
mod norms;
mod reduce;
mod schur;
mod solve;
mod table;
mod transform;

use super::super::args::Value;
use super::super::dtype::{DType, default_float};
use super::super::error::{Error, Kind, Result};
use super::super::registry::{Op, Run, op};
use super::super::tensor::Lazy;

pub use access::{real, resolved};
pub use lift::lifted;
pub use make::{constant, from_leaves, halves, join, joined, pairs, parts};
pub use table::{Treatment, treatment};

/// Operations that have a way of their own with complex numbers, beside their namesakes.
pub const OWN: &[&[Op]] = &[
    access::OWN,
    arithmetic::OWN,
    compare::OWN,
    decompose::OWN,
    eigen::OWN,
    functions::OWN,
    matrix::OWN,
    norms::OWN,
    reduce::OWN,
    solve::OWN,
];

/// An operation at whatever places its namesakes are found.
const fn everywhere(schema: &'static str, run: Run) -> Op {
    op(u8::MAX, schema, run)
}

fn any(value: &Value, of: &dyn Fn(&Value) -> bool) -> bool {
    match value {
        Value::List(values) => values.iter().any(|v| any(v, of)),
        value => of(value),
    }
}

fn is_complex(value: &Value) -> bool {
    match value {
        Value::Tensor(t) => t.dtype().is_complex(),
        Value::DType(dtype) => dtype.is_complex(),
        Value::Complex(..) => true,
        _ => false,
    }
}

/// Whether there are complex numbers among the arguments, or elements that have yet to be negated.
pub fn concerns(positional: &[Value], keywords: &[(String, Value)]) -> bool {
    let of = |v: &Value| is_complex(v) || matches!(v, Value::Tensor(t) if t.lazy() != Lazy::No);
    positional.iter().chain(keywords.iter().map(|(_, v)| v)).any(|v| any(v, &of))
}

pub fn has_complex(positional: &[Value], keywords: &[(String, Value)]) -> bool {
    positional.iter().chain(keywords.iter().map(|(_, v)| v)).any(|v| any(v, &is_complex))
}

type Arguments = (Vec<Value>, Vec<(String, Value)>);

/// The arguments with elements negated that have yet to be; what is changed in place stays as it is.
pub fn prepared(in_place: bool, positional: &[Value], keywords: &[(String, Value)]) -> Result<Arguments> {
    fn one(value: &Value, complex: bool) -> Result<Value> {
        Ok(match value {
            Value::Tensor(t) if t.lazy() == Lazy::Negate => Value::Tensor(access::resolve_neg(t)?),
            Value::Tensor(t) if complex && t.dtype() == DType::Float16 => {
                return Err(Error::not_implemented("torch.complex32"));
            }
            Value::Complex(..) if default_float() == DType::Float16 => {
                return Err(Error::not_implemented("torch.complex32"));
            }
            Value::List(values) => Value::List(values.iter().map(|v| one(v, complex)).collect::<Result<_>>()?),
            other => other.clone(),
        })
    }
    let complex = has_complex(positional, keywords);
    let mut first = in_place;
    let positional =
        positional.iter().map(|v| if std::mem::take(&mut first) { Ok(v.clone()) } else { one(v, complex) });
    let keywords = keywords.iter().map(|(name, v)| Ok((name.clone(), one(v, complex)?)));
    Ok((positional.collect::<Result<_>>()?, keywords.collect::<Result<_>>()?))
}

/// The error of an operation that does not take complex numbers: PyTorch's own where it does not take them either.
pub fn refusal(name: &str, positional: &[Value]) -> Error {
    let kind = positional
        .iter()
        .find_map(|v| match v {
            Value::Tensor(t) if t.dtype().is_complex() => Some(t.dtype().scalar_name()),
            _ => None,
        })
        .unwrap_or("ComplexFloat");
    match table::unknown_to_pytorch(name, kind) {
        Some(text) if name == "sort" => Error::type_error(text),
        Some(text) if name.starts_with("rand") => Error::runtime(text),
        Some(text) => Error::new(Kind::NotImplemented, text),
        None => Error::not_implemented(format!("torch.{name} of complex numbers")),
    }
}
