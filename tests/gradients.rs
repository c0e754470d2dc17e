//! The gradient of every operation against finite differences: what `backward` says a small change of an input does to the
//! output must be what it does. So must the gradient of the gradient.
//!
//! Arguments are made at random from the operations' own signatures. Ties and zeros, where PyTorch has its own rules, are in
//! tests/snippets/grads.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};

use ansatz::why::torch::registry::{self, Entry, Place};
use ansatz::why::torch::schema::{Param, Type};
use ansatz::why::torch::tape::{self, Call};
use ansatz::why::torch::{DType, Tensor, Value};
use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};

/// Tries to find arguments that an operation takes.
const TRIES: u64 = 150;
/// Cases that are checked of one operation.
const CASES: usize = 3;
/// A step small enough that what is curved looks straight, and large enough that rounding does not show.
const STEP: f64 = 1e-6;
/// Relative to the larger of 1 and the value.
const TOLERANCE: f64 = 2e-5;

/// Operations whose gradient is not meant to be the slope, and why.
const OTHERWISE: [(&str, &str); 19] = [
    ("fake_quantize_per_tensor_affine", "its gradient passes straight through the steps"),
    ("fake_quantize_per_channel_affine", "its gradient passes straight through the steps"),
    ("ctc_loss", "PyTorch's gradient is that of unnormalised log-probabilities"),
    ("as_strided_scatter", "PyTorch 2.15 keeps the gradient of what is overwritten and drops the rest"),
    ("index_copy", "a place that is named twice has a gradient for each value in PyTorch"),
    ("scatter", "a place that is named twice has a gradient for each value in PyTorch"),
    ("put", "a place that is named twice has a gradient for each value in PyTorch"),
    ("cholesky", "its matrix is taken to be symmetric, and so is its gradient"),
    ("linalg_cholesky", "its matrix is taken to be symmetric, and so is its gradient"),
    ("cholesky_ex", "its matrix is taken to be symmetric, and so is its gradient"),
    ("eigh", "its matrix is taken to be symmetric, and so is its gradient"),
    ("eigvalsh", "its matrix is taken to be symmetric, and so is its gradient"),
    ("dropout", "it draws random numbers, which may be the same twice"),
    ("dropout1d", "it draws random numbers, which may be the same twice"),
    ("dropout2d", "it draws random numbers, which may be the same twice"),
    ("dropout3d", "it draws random numbers, which may be the same twice"),
    ("alpha_dropout", "it draws random numbers, which may be the same twice"),
    ("feature_alpha_dropout", "it draws random numbers, which may be the same twice"),
    ("rrelu", "it draws random numbers, which may be the same twice"),
];

/// One way to call an operation: arguments by position, and which of them are varied.
struct Case {
    arguments: Vec<Value>,
    inputs: Vec<Tensor>,
}

/// How the tensors of one case look.
#[derive(Clone, Copy)]
struct Look {
    rank: usize,
    /// All tensors of one shape, square in every dimension.
    alike: bool,
    low: f64,
    high: f64,
}

fn look(rng: &mut StdRng) -> Look {
    const RANGES: [(f64, f64); 4] = [(0.1, 0.9), (-0.9, 0.9), (1.1, 2.5), (-2.0, 2.0)];
    let (low, high) = RANGES[rng.random_range(0..RANGES.len())];
    Look { rank: rng.random_range(0..5), alike: rng.random_bool(0.7), low, high }
}

fn shape(rng: &mut StdRng, look: Look) -> Vec<usize> {
    if look.alike {
        return vec![if look.rank > 2 { 2 } else { 3 }; look.rank];
    }
    (0..rng.random_range(0..5)).map(|_| rng.random_range(1..4)).collect()
}

fn tensor(rng: &mut StdRng, look: Look, inputs: &mut Vec<Tensor>) -> Value {
    let shape = shape(rng, look);
    let values = (0..shape.iter().product()).map(|_| rng.random_range(look.low..look.high)).collect();
    let made = Tensor::from_f64s(values, &shape, DType::Float64).expect("a small tensor");
    made.set_requires_grad(true).expect("a float tensor");
    inputs.push(made.clone());
    Value::Tensor(made)
}

/// A tensor of places or of yes and no, for parameters whose name asks for one.
fn chosen(rng: &mut StdRng, look: Look, name: &str) -> Option<Value> {
    let dtype = match name {
        "mask" | "condition" => DType::Bool,
        _ if ["index", "indices", "target", "repeats", "offsets"].contains(&name) => DType::Int64,
        _ => return None,
    };
    if name == "target" && rng.random_bool(0.5) {
        return None;
    }
    let mut shape = shape(rng, look);
    if rng.random_bool(0.4) {
        shape.truncate(1);
    }
    let values = (0..shape.iter().product()).map(|_| f64::from(rng.random_range(0..2))).collect();
    Some(Value::Tensor(Tensor::from_f64s(values, &shape, dtype).expect("a small tensor")))
}

fn argument(rng: &mut StdRng, look: Look, param: &Param, inputs: &mut Vec<Tensor>) -> Value {
    if let Some(value) = chosen(rng, look, &param.name) {
        return value;
    }
    let several = |rng: &mut StdRng, least: i64| {
        let n = rng.random_range(0..4);
        Value::List((0..n).map(|_| Value::Int(rng.random_range(least..4))).collect())
    };
    match param.kind {
        Type::Tensor | Type::Operand => tensor(rng, look, inputs),
        Type::Tensors | Type::TensorsRest => {
            let n = rng.random_range(1..4);
            Value::List((0..n).map(|_| tensor(rng, look, inputs)).collect())
        }
        Type::Scalar | Type::Float => Value::Float(rng.random_range(0.2..2.0)),
        Type::Int => Value::Int(rng.random_range(-1..3)),
        Type::Bool => Value::Bool(rng.random_bool(0.5)),
        Type::Ints | Type::IntsRest => {
            let least = if rng.random_bool(0.5) { 1 } else { -1 };
            several(rng, least)
        }
        Type::Floats => Value::List((0..2).map(|_| Value::Float(rng.random_range(0.5..1.5))).collect()),
        Type::DType => Value::DType(DType::Float64),
        Type::Str => Value::Str(["mean", "sum", "none", "ij,jk->ik", "ij"][rng.random_range(0..5)].into()),
        Type::Generator | Type::Any => Value::None,
    }
}

fn case(rng: &mut StdRng, entry: &Entry) -> Case {
    let overload = &entry.overloads[rng.random_range(0..entry.overloads.len())];
    let look = look(rng);
    let (mut arguments, mut inputs) = (Vec::new(), Vec::new());
    for param in &overload.signature.params {
        if param.keyword_only || (param.default.is_some() && rng.random_bool(0.6)) {
            break;
        }
        arguments.push(argument(rng, look, param, &mut inputs));
    }
    Case { arguments, inputs }
}

/// The results that have a slope.
fn results(value: &Value) -> Vec<Tensor> {
    match value {
        Value::Tensor(t) => vec![t.clone()],
        Value::Tuple(list) | Value::List(list) | Value::Named(_, _, list) => list.iter().flat_map(results).collect(),
        _ => Vec::new(),
    }
    .into_iter()
    .filter(|t| t.dtype() == DType::Float64)
    .collect()
}

/// Calls the operation; `None` where it refuses, gives nothing with a slope, or gives what is not finite.
fn call(entry: &Entry, case: &Case) -> Option<Vec<Tensor>> {
    let outputs = results(&entry.call(&case.arguments, &[]).ok()?);
    let finite = outputs.iter().all(|t| t.to_f64_vec().iter().all(|x| x.is_finite() && x.abs() < 1e4));
    let elements: usize = outputs.iter().map(Tensor::numel).sum();
    (finite && (1..4_000).contains(&elements)).then_some(outputs)
}

/// A weighted sum of all elements: one number, whose slope has every element's slope in it.
fn weigh(tensors: &[Option<Tensor>]) -> f64 {
    let weights = (0..).map(weight);
    let elements = tensors.iter().flatten().flat_map(Tensor::to_f64_vec);
    elements.zip(weights).map(|(x, w)| x * w).sum()
}

/// Some number between 0.5 and 1.5, another one for each place.
fn weight(place: u32) -> f64 {
    0.5 + f64::from(place.wrapping_mul(2_654_435_761) >> 8) / f64::from(1 << 24)
}

fn weights_of(tensors: &[Option<Tensor>]) -> Vec<Option<Tensor>> {
    let mut place = 0;
    let mut next = || {
        place += 1;
        weight(place - 1)
    };
    let like = |t: &Tensor, next: &mut dyn FnMut() -> f64| {
        let values = (0..t.numel()).map(|_| next()).collect();
        Tensor::from_f64s(values, &t.shape(), DType::Float64).expect("as large as an output")
    };
    tensors.iter().map(|t| t.as_ref().map(|t| like(t, &mut next))).collect()
}

/// The gradients of the weighed outputs with respect to the inputs, as the tape has them.
fn gradients(outputs: &[Option<Tensor>], inputs: &[Tensor], create_graph: bool) -> Option<Vec<Option<Tensor>>> {
    let weights = weights_of(outputs);
    let (roots, seeds): (Vec<Tensor>, Vec<Option<Tensor>>) = outputs
        .iter()
        .zip(weights)
        .filter_map(|(t, w)| t.clone().filter(Tensor::requires_grad).map(|t| (t, w)))
        .unzip();
    if roots.is_empty() {
        return None;
    }
    let inputs = Some(inputs);
    let call = Call { outputs: &roots, gradients: &seeds, inputs, retain_graph: true, create_graph, accumulate: false };
    tape::run(&call).ok()
}

/// Changes one element of one input, and puts it back.
fn with_change<R>(input: &Tensor, at: usize, by: f64, f: impl FnOnce() -> R) -> R {
    let before = input.to_f64_vec();
    let mut changed = before.clone();
    changed[at] += by;
    let set = |values: Vec<f64>| {
        let values = Tensor::from_f64s(values, &input.shape(), DType::Float64).expect("the same shape");
        tape::no_grad(|| tape::assign(input, &values)).expect("the same shape");
    };
    set(changed);
    let result = f();
    set(before);
    result
}

/// The slope by finite differences; `None` next to a kink or a jump, where two steps do not agree.
fn slope(value: &dyn Fn() -> Option<f64>, input: &Tensor, at: usize) -> Option<f64> {
    let by = |step: f64| {
        let (up, down) = (with_change(input, at, step, value)?, with_change(input, at, -step, value)?);
        Some((up - down) / (2.0 * step))
    };
    let (fine, coarse) = (by(STEP)?, by(STEP * 4.0)?);
    ((fine - coarse).abs() <= TOLERANCE * fine.abs().max(1.0)).then_some(fine)
}

/// What is wrong with the gradients that `found` has, `value` being what they are of.
fn differences(case: &Case, found: &[Option<Tensor>], value: &dyn Fn() -> Option<f64>) -> Vec<String> {
    let mut wrong = Vec::new();
    for (i, (input, gradient)) in case.inputs.iter().zip(found).enumerate() {
        let gradient = gradient.as_ref().map(Tensor::to_f64_vec);
        for at in 0..input.numel() {
            let Some(expected) = slope(value, input, at) else { continue };
            let got = gradient.as_ref().map_or(0.0, |g| g[at]);
            if (got - expected).abs() > 3.0 * TOLERANCE * expected.abs().max(1.0) || got.is_nan() {
                wrong.push(format!("input {i} at {at}: {got} for {expected}"));
            }
        }
    }
    wrong
}

fn show(value: &Value) -> String {
    match value {
        Value::Tensor(t) => format!("{:?}{:?}", t.shape(), t.to_f64_vec()),
        Value::List(list) => format!("[{}]", list.iter().map(show).collect::<Vec<_>>().join(", ")),
        Value::Int(n) => n.to_string(),
        Value::Float(x) => x.to_string(),
        Value::Bool(b) => b.to_string(),
        Value::Str(text) => format!("{text:?}"),
        other => other.type_name().to_owned(),
    }
}

/// What became of one operation: how many cases were compared, of first and of second order, and what is wrong.
#[derive(Default)]
struct Found {
    first: usize,
    second: usize,
    wrong: Vec<String>,
}

fn check(entry: &Entry) -> Found {
    let mut found = Found::default();
    for seed in 0..TRIES {
        if found.first >= CASES || !found.wrong.is_empty() {
            break;
        }
        let case = case(&mut StdRng::seed_from_u64(seed), entry);
        let Some(outputs) = call(entry, &case).filter(|_| !case.inputs.is_empty()) else { continue };
        let value = || call(entry, &case).map(|out| weigh(&out.into_iter().map(Some).collect::<Vec<_>>()));
        // What draws random numbers, or changes its operand, has no slope that could be measured like this.
        if value() != value() {
            continue;
        }
        let outputs: Vec<_> = outputs.into_iter().map(Some).collect();
        let Some(first) = gradients(&outputs, &case.inputs, true) else { continue };
        found.first += 1;
        let shown = || format!("{}({})", entry.name, case.arguments.iter().map(show).collect::<Vec<_>>().join(", "));
        let wrong = differences(&case, &first, &value);
        if !wrong.is_empty() {
            found.wrong.push(format!("{}: {}", shown(), wrong.join("; ")));
            continue;
        }
        let slopes = || {
            let outputs: Vec<_> = call(entry, &case)?.into_iter().map(Some).collect();
            Some(weigh(&gradients(&outputs, &case.inputs, false)?))
        };
        let Some(second) = gradients(&first, &case.inputs, false) else { continue };
        found.second += 1;
        let wrong = differences(&case, &second, &slopes);
        if !wrong.is_empty() {
            found.wrong.push(format!("second order: {}: {}", shown(), wrong.join("; ")));
        }
    }
    found
}

#[test]
fn gradients_are_slopes() {
    // The stack of a child's interpreter.
    let worker = std::thread::Builder::new().stack_size(64 << 20).spawn(|| {
        let mut wrong = Vec::new();
        let (mut first, mut second) = (BTreeSet::new(), BTreeSet::new());
        let mut seen: BTreeMap<String, Place> = BTreeMap::new();
        for ((place, name), entry) in registry::entries() {
            let twice = seen.insert(name.clone(), place).is_some_and(|_| place == Place::Tensor);
            let left_out = place == Place::Native || name.ends_with('_') || OTHERWISE.iter().any(|(n, _)| *n == name);
            if twice || left_out {
                continue;
            }
            let Ok(found) = catch_unwind(AssertUnwindSafe(|| check(&entry))) else {
                wrong.push(format!("{name} panicked"));
                continue;
            };
            wrong.extend(found.wrong);
            if found.first > 0 {
                first.insert(name.clone());
            }
            if found.second > 0 {
                second.insert(name);
            }
        }
        (first.len(), second.len(), wrong)
    });
    let (first, second, wrong) = worker.expect("a thread").join().expect("no panic outside the calls");
    assert!(wrong.is_empty(), "{} gradients are no slopes:\n{}", wrong.len(), wrong.join("\n"));
    // So that a mistake in here that checks nothing is noticed.
    assert!(first >= 350 && second >= 100, "only {first} operations were compared, {second} of them in second order");
}
