//! Every operation there is, by the place it is found at and its name, with the ways it may be called.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::args::{Args, Value};
use super::error::{Error, Result};
use super::ops::{self, complex};
use super::schema::Signature;
use super::tape;
use super::tensor::Tensor;

/// Where an operation is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// `torch.sum`
    Torch,
    /// `Tensor.sum`
    Tensor,
    /// `torch.nn.functional.relu`
    Functional,
    /// `torch.linalg.norm`
    Linalg,
    /// `torch.special.erf`
    Special,
    /// Only for the library's own Python: `_torch.lstm`.
    Native,
    /// `torch.fft.rfft`
    Fourier,
}

const PLACES: [(u8, Place); 7] = [
    (TORCH, Place::Torch),
    (TENSOR, Place::Tensor),
    (FUNCTIONAL, Place::Functional),
    (LINALG, Place::Linalg),
    (SPECIAL, Place::Special),
    (NATIVE, Place::Native),
    (FOURIER, Place::Fourier),
];

pub const TORCH: u8 = 1;
pub const TENSOR: u8 = 2;
pub const FUNCTIONAL: u8 = 4;
pub const LINALG: u8 = 8;
pub const SPECIAL: u8 = 16;
pub const NATIVE: u8 = 32;
pub const FOURIER: u8 = 64;

/// What runs when it is called.
pub type Run = fn(&Args) -> Result<Value>;

/// One way to call an operation. Several with one name are tried in their order.
#[derive(Clone, Copy)]
pub struct Op {
    schema: &'static str,
    run: Run,
    places: u8,
    in_place: bool,
}

/// An operation that is a function of `torch` and a method of tensors.
pub const fn both(schema: &'static str, run: Run) -> Op {
    op(TORCH | TENSOR, schema, run)
}

/// An operation found at `places`.
pub const fn op(places: u8, schema: &'static str, run: Run) -> Op {
    Op { schema, run, places, in_place: false }
}

impl Op {
    /// Also as `name_`, which stores the result in the first argument.
    pub const fn in_place(mut self) -> Self {
        self.in_place = true;
        self
    }
}

/// One way to call, read.
pub struct Overload {
    pub signature: Rc<Signature>,
    run: Run,
    in_place: bool,
}

/// All ways to call what has one name.
pub struct Entry {
    pub name: String,
    /// Whether its first argument is the tensor it is called on.
    pub method: bool,
    pub overloads: Vec<Overload>,
    place: Place,
    /// The ways to call it with complex numbers, where they are ways of their own.
    own: Vec<Overload>,
}

/// Every operation, by place and name. Made once a process.
pub fn entries() -> BTreeMap<(Place, String), Entry> {
    let mut entries: BTreeMap<(Place, String), Entry> = BTreeMap::new();
    let mut add = |place, name: &str, signature: &Rc<Signature>, run, in_place| {
        // `torch.fft`'s are called `fft_fft` in their errors.
        let name = if place == Place::Fourier { name.trim_start_matches("fft_") } else { name };
        let name = if in_place { format!("{name}_") } else { name.to_owned() };
        let overload = Overload { signature: signature.clone(), run, in_place };
        entries
            .entry((place, name.clone()))
            .or_insert_with(|| Entry {
                place,
                name: signature.name.clone() + if in_place { "_" } else { "" },
                method: place == Place::Tensor,
                overloads: Vec::new(),
                own: Vec::new(),
            })
            .overloads
            .push(overload);
    };
    for op in ops::FAMILIES.iter().copied().flatten() {
        // A signature that cannot be read is left out here and found by the test below.
        let Some(signature) = Signature::parse(op.schema).map(Rc::new) else { continue };
        for (_, place) in PLACES.iter().filter(|(bit, _)| op.places & bit != 0) {
            // Error texts call `torch.special.entr` by PyTorch's inner name, `special_entr`.
            let titled = match place {
                Place::Special => signature.titled("special"),
                Place::Linalg => signature.titled("linalg"),
                _ => signature.clone(),
            };
            add(*place, &signature.name, &titled, op.run, false);
            if op.in_place {
                add(*place, &signature.name, &titled, op.run, true);
            }
        }
    }
    for op in complex::OWN.iter().copied().flatten() {
        let Some(signature) = Signature::parse(op.schema).map(Rc::new) else { continue };
        for (_, place) in PLACES.into_iter().filter(|(bit, _)| op.places & bit != 0) {
            for in_place in [false, true] {
                let name = if in_place { format!("{}_", signature.name) } else { signature.name.clone() };
                if let Some(entry) = entries.get_mut(&(place, name)) {
                    entry.own.push(Overload { signature: signature.clone(), run: op.run, in_place });
                }
            }
        }
    }
    entries
}

impl Entry {
    /// Calls it.
    ///
    /// # Errors
    /// PyTorch's `TypeError` if no signature fits, and whatever the operation says.
    pub fn call(&self, positional: &[Value], keywords: &[(String, Value)]) -> Result<Value> {
        if let Some(at) = keywords.iter().position(|(name, _)| name == "out") {
            let mut rest = keywords.to_vec();
            let (_, out) = rest.remove(at);
            let result = self.call(positional, &rest)?;
            return if matches!(out, Value::None) { Ok(result) } else { store(&self.name, &out, result) };
        }
        if complex::concerns(positional, keywords) {
            let name = self.name.strip_prefix("linalg_").unwrap_or(&self.name);
            let treatment = complex::treatment(self.place, name);
            if treatment != complex::Treatment::Same {
                return self.call_complex(treatment, positional, keywords);
            }
        }
        self.call_first(&self.overloads, positional, keywords, Overload::call)
    }

    /// Calls it with complex numbers among the arguments. Operations that say nothing about them refuse.
    fn call_complex(
        &self,
        treatment: complex::Treatment,
        positional: &[Value],
        keywords: &[(String, Value)],
    ) -> Result<Value> {
        let (positional, keywords) = complex::prepared(self.name.ends_with('_'), positional, keywords)?;
        let (positional, keywords) = (positional.as_slice(), keywords.as_slice());
        if !complex::has_complex(positional, keywords) {
            return self.call_first(&self.overloads, positional, keywords, Overload::call);
        }
        if !self.own.is_empty() {
            return self.call_first(&self.own, positional, keywords, Overload::call);
        }
        match treatment {
            complex::Treatment::Refused => Err(complex::refusal(&self.name, positional)),
            treatment => self.call_first(&self.overloads, positional, keywords, |overload, args| {
                let run = |args: &Args| complex::lifted(treatment, &overload.signature, overload.run, args);
                overload.call_with(args, run)
            }),
        }
    }

    /// Calls the first overload that the arguments fit.
    fn call_first(
        &self,
        overloads: &[Overload],
        positional: &[Value],
        keywords: &[(String, Value)],
        call: impl Fn(&Overload, Args) -> Result<Value>,
    ) -> Result<Value> {
        let mut first = None;
        for overload in overloads {
            match overload.signature.bind(positional, keywords, self.method) {
                Ok(args) => return call(overload, args),
                Err(error) => first = first.or(Some(error)),
            }
        }
        match first {
            Some(error) if overloads.len() == 1 => Err(error),
            _ => Err(self.mismatch(positional, keywords)),
        }
    }

    fn mismatch(&self, positional: &[Value], keywords: &[(String, Value)]) -> Error {
        let mut got: Vec<String> =
            positional.iter().skip(usize::from(self.method)).map(|v| v.type_name().to_owned()).collect();
        got.extend(keywords.iter().map(|(name, v)| format!("{name}={}", v.type_name())));
        let list: Vec<String> =
            self.overloads.iter().map(|o| format!(" * {}", o.signature.describe(self.method))).collect();
        Error::type_error(format!(
            "{}() received an invalid combination of arguments - got ({}), but expected one of:\n{}\n",
            self.name,
            got.join(", "),
            list.join("\n")
        ))
    }
}

impl Overload {
    fn call(&self, args: Args) -> Result<Value> {
        self.call_with(args, self.run)
    }

    fn call_with(&self, mut args: Args, run: impl Fn(&Args) -> Result<Value>) -> Result<Value> {
        if !self.in_place {
            return run(&args);
        }
        let target = args.tensor(0)?.clone();
        tape::check_inplace(&target)?;
        let recorded = args.values.iter().any(|v| matches!(v, Value::Tensor(t) if t.requires_grad()));
        if tape::is_enabled() && recorded {
            // The way back may need the operand as it was, so the operation works on a copy.
            args.values[0] = Value::Tensor(snapshot(&target)?);
        }
        match run(&args)? {
            Value::Tensor(result) => tape::assign(&target, &result)?,
            _ => return Err(Error::not_implemented(format!("{}_()", self.signature.name))),
        }
        Ok(Value::Tensor(target))
    }
}

/// A copy of a tensor that takes its place in the graph.
fn snapshot(target: &Tensor) -> Result<Tensor> {
    let copy = target.copy()?;
    if let Some(edge) = tape::edge_of(target) {
        copy.with_autograd(|a| a.grad_fn = Some(edge));
    }
    Ok(copy)
}

/// Stores a result in what was given as `out=`.
fn store(name: &str, out: &Value, result: Value) -> Result<Value> {
    match (out, result) {
        (Value::Tensor(out), Value::Tensor(result)) => {
            if out.requires_grad() || (tape::is_enabled() && result.requires_grad()) {
                return Err(Error::runtime(format!(
                    "{name}(): functions with out=... arguments don't support automatic differentiation, but one of the arguments requires grad."
                )));
            }
            if out.shape() != result.shape() {
                let dtype = out.dtype();
                out.set_data(&result.cast(dtype)?);
            } else {
                tape::assign(out, &result)?;
            }
            Ok(Value::Tensor(out.clone()))
        }
        (Value::List(outs), Value::Tuple(results)) => {
            let stored = outs.iter().zip(results).map(|(o, r)| store(name, o, r)).collect::<Result<Vec<_>>>()?;
            Ok(Value::Tuple(stored))
        }
        (Value::List(outs), Value::Named(kind, fields, results)) => {
            let stored = outs.iter().zip(results).map(|(o, r)| store(name, o, r)).collect::<Result<Vec<_>>>()?;
            Ok(Value::Named(kind, fields, stored))
        }
        (out, _) => Err(Error::type_error(format!("argument 'out' must be Tensor, not {}", out.type_name()))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_signature_can_be_read() {
        for op in ops::FAMILIES.iter().copied().flatten().chain(complex::OWN.iter().copied().flatten()) {
            assert!(Signature::parse(op.schema).is_some(), "{}", op.schema);
        }
    }
}
