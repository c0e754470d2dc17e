//! Reading a question's proof out of what its program did. The program ends by setting `A`, `B`, ... to True or False, one for
//! each option, or `answer` to a value, and each of them must come out of what was measured. Whether that agrees with the key
//! is for those to say who know the question.

mod fault;
mod printed;

pub use fault::{Fault, Reason};
pub use printed::last_number;

use sha2::{Digest, Sha256};
use std::fmt::{self, Write};

use super::outcome::{Ended, Global, Outcome};
use super::python::syntax::{self, Unreadable};

/// Part of the name under which results are kept. To be raised with any change after which a program may print or derive
/// something else: to a kernel, the random numbers, printing, the language.
pub const ENGINE_VERSION: u32 = 1;

/// What a program may set: the options' letters in the author's order, and the value.
const NAMES: [&str; 11] = ["A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "answer"];
const VALUE: usize = 10;

/// What a program has to derive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Task {
    /// A verdict for each of so many options; ten at most.
    Options(usize),
    /// A value.
    Value,
}

impl Task {
    /// Which of `NAMES` the program has to set.
    fn wanted(self) -> std::ops::Range<usize> {
        match self {
            Self::Options(options) => 0..options.min(VALUE),
            Self::Value => VALUE..NAMES.len(),
        }
    }
}

/// What a program derived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Derived {
    /// For each option whether it is right, in the author's order.
    Verdicts(Vec<bool>),
    Value(Value),
}

/// A value that a program derived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A number in decimal digits, as many as tell it from its neighbours, such as `0.7310585975646973` or `3e-5`.
    Number(String),
    Text(String),
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (Self::Number(text) | Self::Text(text)) = self;
        f.write_str(text)
    }
}

/// What can be said about a program without running it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reading {
    pub faults: Vec<Fault>,
    /// The numbers it gives to `manual_seed`, each once.
    pub seeds: Vec<i64>,
    /// The line that sets each of `NAMES` last.
    lines: [Option<u32>; NAMES.len()],
}

impl Reading {
    /// The program's own words for an option's verdict: the line that sets it.
    pub fn verdict_line<'p>(&self, program: &'p str, option: usize) -> Option<&'p str> {
        let line = self.lines.get(option).copied().filter(|_| option < VALUE).flatten()?;
        program.lines().nth(line.saturating_sub(1) as usize).map(str::trim)
    }

    /// The program's own words for the value.
    pub fn value_line<'p>(&self, program: &'p str) -> Option<&'p str> {
        program.lines().nth(self.lines[VALUE]?.saturating_sub(1) as usize).map(str::trim)
    }
}

/// Looks a program over: whether it sets what it has to, and out of something that it measures.
pub fn read(program: &str, task: Task) -> Reading {
    let found = match syntax::read(program, &NAMES) {
        Ok(found) => found,
        Err(unreadable) => return Reading { faults: vec![unreadable.into()], ..Reading::default() },
    };
    let mut reading = Reading { seeds: found.seeds, ..Reading::default() };
    for (index, assigned) in found.names.into_iter().enumerate().take(NAMES.len()) {
        let (name, wanted) = (NAMES[index], task.wanted().contains(&index));
        reading.lines[index] = assigned.map(|assigned| assigned.line);
        match assigned {
            None if wanted => reading.faults.push(Fault { line: None, reason: Reason::Unset(name) }),
            Some(assigned) if wanted && !assigned.measured => {
                reading.faults.push(Fault { line: Some(assigned.line), reason: Reason::WrittenDown(name) });
            }
            _ => {}
        }
    }
    reading
}

/// Reads what a program derived out of what it did, or says all that is wrong with it.
pub fn derive(program: &str, task: Task, outcome: &Outcome) -> Result<Derived, Vec<Fault>> {
    let Reading { mut faults, lines, .. } = read(program, task);
    if let Some(fault) = unfinished(outcome) {
        // What is no Python is found by both.
        let known = |fault: &Fault| matches!(fault.reason, Reason::Unreadable(Unreadable::Syntax { .. }));
        if !faults.iter().any(known) {
            faults.insert(0, fault);
        }
        return Err(faults);
    }
    let mut refuse = |index: usize, reason: Reason| faults.push(Fault { line: lines[index], reason });
    let mut verdicts = Vec::new();
    let mut answer = None;
    for (index, name) in NAMES.into_iter().enumerate() {
        let global = outcome.globals.get(name);
        match (task, task.wanted().contains(&index)) {
            (Task::Options(_), true) if lines[index].is_some() => match verdict(name, global) {
                Ok(verdict) => verdicts.push(verdict),
                Err(reason) => refuse(index, reason),
            },
            (Task::Value, true) if lines[index].is_some() => match value(global) {
                Ok(value) => answer = Some(value),
                Err(reason) => refuse(index, reason),
            },
            // An option was taken out, or the program belongs to another question.
            (Task::Options(options), false) if index < VALUE && matches!(global, Some(Global::Bool(_))) => {
                refuse(index, Reason::NoSuchOption { name, options });
            }
            _ => {}
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    match (task, answer) {
        (Task::Value, Some(value)) => Ok(Derived::Value(value)),
        (Task::Value, None) => Err(vec![Fault { line: None, reason: Reason::Unset(NAMES[VALUE]) }]),
        (Task::Options(_), _) => Ok(Derived::Verdicts(verdicts)),
    }
}

/// Why a program has no verdicts to look at; `None` when it ran to its end.
fn unfinished(outcome: &Outcome) -> Option<Fault> {
    match (outcome.ended, &outcome.error) {
        (Ended::Finished, _) => None,
        (Ended::Stopped(stop), error) => {
            let line = error.as_ref().and_then(|error| error.line);
            let sentence =
                error.as_ref().map_or_else(|| fault::stopped(stop), |error| fault::bare(&error.message, line));
            Some(Fault { line, reason: Reason::Stopped(sentence) })
        }
        (Ended::Raised, Some(error)) => {
            let (kind, message) = (error.kind.clone(), error.message.clone());
            Some(Fault { line: error.line, reason: Reason::Raised { kind, message } })
        }
        (Ended::Raised, None) => Some(Fault { line: None, reason: Reason::Exited }),
    }
}

/// True or False, also as a tensor of one element.
fn verdict(name: &'static str, global: Option<&Global>) -> Result<bool, Reason> {
    match global {
        Some(Global::Bool(verdict)) => Ok(*verdict),
        Some(Global::Tensor { dtype, values: Some(values), .. }) if is_bool(dtype) && values.len() == 1 => {
            Ok(values[0] != 0.0)
        }
        other => Err(Reason::NoVerdict { name, found: describe(other) }),
    }
}

/// A number that is one, also as a tensor of one element, or a text.
fn value(global: Option<&Global>) -> Result<Value, Reason> {
    let number = |number: f64| {
        if number.is_finite() { Ok(Value::Number(decimal(number))) } else { Err(Reason::NotFinite(python(number))) }
    };
    match global {
        Some(Global::Int(digits)) => Ok(Value::Number(digits.clone())),
        Some(Global::Float(float)) => number(*float),
        Some(Global::Tensor { dtype, values: Some(values), .. }) if !is_bool(dtype) && values.len() == 1 => {
            number(values[0])
        }
        Some(Global::Str(text)) if !text.trim().is_empty() => Ok(Value::Text(text.clone())),
        other => Err(Reason::NoValue { found: describe(other) }),
    }
}

fn is_bool(dtype: &str) -> bool {
    dtype.trim_start_matches("torch.") == "bool"
}

/// What a name holds, for a sentence.
fn describe(global: Option<&Global>) -> String {
    match global {
        None => "something else".to_owned(),
        Some(Global::Bool(true)) => "True".to_owned(),
        Some(Global::Bool(false)) => "False".to_owned(),
        Some(Global::Int(digits)) if digits.len() > 20 => "a whole number".to_owned(),
        Some(Global::Int(digits)) => digits.clone(),
        Some(Global::Float(float)) => python(*float),
        Some(Global::Str(_)) => "a text".to_owned(),
        Some(Global::Tensor { dtype, shape, .. }) => {
            let shape: Vec<_> = shape.iter().map(usize::to_string).collect();
            format!("a tensor of {} with the shape ({})", dtype.trim_start_matches("torch."), shape.join(", "))
        }
    }
}

/// A finite number in the fewest digits that no other number shares.
fn decimal(number: f64) -> String {
    let size = number.abs();
    if size == 0.0 || (1e-4..1e16).contains(&size) { format!("{number}") } else { format!("{number:e}") }
}

/// A number as Python names it.
fn python(number: f64) -> String {
    if number.is_nan() {
        "nan".to_owned()
    } else if number.is_infinite() {
        if number > 0.0 { "inf" } else { "-inf" }.to_owned()
    } else {
        decimal(number)
    }
}

/// For each option, whether a key with that option the other way round would be caught. All of them are, when the verdicts
/// agree with the key; one that would not be is not proved.
pub fn flips(verdicts: &[bool], key: &[bool]) -> Vec<bool> {
    let flipped = |option: usize| {
        let mut flipped = key.to_vec();
        flipped[option] = !flipped[option];
        verdicts != flipped
    };
    (0..key.len()).map(flipped).collect()
}

/// The name under which what a program did can be kept: the hexadecimal SHA-256 of the engine's version and the program.
pub fn fingerprint(program: &str) -> String {
    let mut hash = Sha256::new();
    hash.update(ENGINE_VERSION.to_le_bytes());
    hash.update(program.as_bytes());
    hash.finalize().iter().fold(String::with_capacity(64), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests;
