//! Random calls: whatever an operation is given, it answers or refuses. It never panics, and a program that is nonsense ends.

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;

use ansatz::why::outcome::{Ended, Limits, Request, Stop};
use ansatz::why::pool::{Pool, Settings};
use ansatz::why::torch::random::Generator;
use ansatz::why::torch::registry::{self, Entry};
use ansatz::why::torch::tape::{self, Call};
use ansatz::why::torch::{DType, Tensor, Value};
use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};

/// Calls in all, over every operation.
const CALLS: usize = 100_000;

fn number(rng: &mut StdRng) -> f64 {
    const ODD: [f64; 12] =
        [0.0, -0.0, 1.0, -1.0, 0.5, f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 1e-45, 3.4e38, 1e308, -255.0];
    if rng.random_bool(0.4) { ODD[rng.random_range(0..ODD.len())] } else { rng.random_range(-4.0..4.0) }
}

fn integer(rng: &mut StdRng) -> i64 {
    const ODD: [i64; 5] = [i64::MAX, i64::MIN, 1 << 40, -(1 << 40), -2_147_483_648];
    if rng.random_bool(0.05) { ODD[rng.random_range(0..ODD.len())] } else { rng.random_range(-3..6) }
}

fn tensor(rng: &mut StdRng) -> Tensor {
    let rank = rng.random_range(0..4);
    let shape: Vec<usize> = (0..rank).map(|_| rng.random_range(0..4)).collect();
    let n: usize = shape.iter().product();
    let values: Vec<f64> = (0..n).map(|_| number(rng)).collect();
    let dtype = DType::ALL[rng.random_range(0..DType::ALL.len())];
    let dtype = if rng.random_bool(0.5) { DType::Float32 } else { dtype };
    let made = Tensor::from_f64s(values, &shape, dtype).expect("a small tensor");
    if rng.random_bool(0.3) {
        let _ = made.set_requires_grad(true);
    }
    made
}

fn value(rng: &mut StdRng, depth: usize) -> Value {
    match rng.random_range(0..if depth > 2 { 9 } else { 13 }) {
        0..=2 => Value::Tensor(tensor(rng)),
        3 | 4 => Value::Int(integer(rng)),
        5 => Value::Float(number(rng)),
        6 => Value::Bool(rng.random_bool(0.5)),
        7 => Value::None,
        8 => {
            const TEXTS: [&str; 10] = ["", "mean", "sum", "none", "fro", "ij", "xy", "ij,jk->ik", "é", "floor"];
            Value::Str(TEXTS[rng.random_range(0..TEXTS.len())].into())
        }
        9 => Value::DType(DType::ALL[rng.random_range(0..DType::ALL.len())]),
        10 => Value::Generator(Rc::new(RefCell::new(Generator::new(1)))),
        _ => {
            let n = rng.random_range(0..4);
            if rng.random_bool(0.5) {
                Value::List((0..n).map(|_| Value::Int(integer(rng))).collect())
            } else {
                Value::List((0..n).map(|_| value(rng, depth + 1)).collect())
            }
        }
    }
}

/// A value a parameter of this type would take, most of the time: calls that are refused at the door find little.
fn fitting(rng: &mut StdRng, kind: &str) -> Value {
    if rng.random_bool(0.05) {
        return value(rng, 0);
    }
    match kind {
        "Tensor" | "Operand" => Value::Tensor(tensor(rng)),
        "Tensors" | "TensorsRest" => {
            let n = rng.random_range(0..4);
            let first = tensor(rng);
            Value::List(
                (0..n).map(|_| Value::Tensor(if rng.random_bool(0.5) { first.clone() } else { tensor(rng) })).collect(),
            )
        }
        "Int" => Value::Int(integer(rng)),
        "Scalar" | "Float" => {
            if rng.random_bool(0.5) {
                Value::Float(number(rng))
            } else {
                Value::Int(integer(rng))
            }
        }
        "Bool" => Value::Bool(rng.random_bool(0.5)),
        "Ints" | "IntsRest" => {
            let n = rng.random_range(0..4);
            Value::List((0..n).map(|_| Value::Int(integer(rng))).collect())
        }
        "Floats" => {
            let n = rng.random_range(0..4);
            Value::List((0..n).map(|_| Value::Float(number(rng))).collect())
        }
        "DType" => Value::DType(DType::ALL[rng.random_range(0..DType::ALL.len())]),
        _ => value(rng, 0),
    }
}

fn call(rng: &mut StdRng, entry: &Entry) -> (Vec<Value>, String) {
    let overload = &entry.overloads[rng.random_range(0..entry.overloads.len())];
    let mut arguments = Vec::new();
    for param in &overload.signature.params {
        if param.keyword_only || (param.default.is_some() && rng.random_bool(0.5)) {
            break;
        }
        arguments.push(fitting(rng, &format!("{:?}", param.kind)));
    }
    let shown = arguments.iter().map(show).collect::<Vec<_>>().join(", ");
    (arguments, format!("{}({shown})", entry.name))
}

fn show(value: &Value) -> String {
    match value {
        Value::Tensor(t) => format!("{t:?}{:?}", t.to_f64_vec()),
        Value::Int(n) => n.to_string(),
        Value::Float(x) => x.to_string(),
        Value::Bool(b) => b.to_string(),
        Value::Str(s) => format!("{s:?}"),
        Value::List(list) => format!("[{}]", list.iter().map(show).collect::<Vec<_>>().join(", ")),
        other => other.type_name().to_owned(),
    }
}

/// Runs backward from whatever came out, so that gradients are tried as well.
fn backward(result: &Value) {
    let tensors: Vec<&Tensor> = match result {
        Value::Tensor(t) => vec![t],
        Value::Tuple(list) | Value::List(list) | Value::Named(_, _, list) => {
            list.iter().filter_map(|v| if let Value::Tensor(t) = v { Some(t) } else { None }).collect()
        }
        _ => Vec::new(),
    };
    for t in tensors.into_iter().filter(|t| t.requires_grad()) {
        // A view may say to have more elements than there is memory for.
        let Ok(seed) = t.ones_like() else { continue };
        let outputs = [t.clone()];
        let _ = tape::run(&Call {
            outputs: &outputs,
            gradients: &[Some(seed)],
            inputs: None,
            retain_graph: false,
            create_graph: false,
            accumulate: false,
        });
    }
}

#[test]
fn operations_answer_or_refuse() {
    // The stack of a child's interpreter, and a place where a panic's message is kept out of the output.
    let worker = std::thread::Builder::new().stack_size(64 << 20).spawn(|| {
        std::panic::set_hook(Box::new(|_| {}));
        let entries: Vec<Entry> = registry::entries().into_values().collect();
        let mut panicked = Vec::new();
        for i in 0..CALLS {
            let mut rng = StdRng::seed_from_u64(i as u64);
            let entry = &entries[i % entries.len()];
            let (arguments, shown) = call(&mut rng, entry);
            let outcome = catch_unwind(AssertUnwindSafe(|| {
                if let Ok(result) = entry.call(&arguments, &[]) {
                    backward(&result);
                }
            }));
            if let Err(payload) = outcome {
                let text = payload
                    .downcast_ref::<String>()
                    .cloned()
                    .or_else(|| payload.downcast_ref::<&str>().map(|s| (*s).to_owned()))
                    .unwrap_or_default();
                panicked.push(format!("case {i}: {shown}: {text}"));
            }
        }
        let _ = std::panic::take_hook();
        panicked
    });
    let panicked = worker.expect("a thread").join().expect("no panic outside the calls");
    assert!(panicked.is_empty(), "{} calls panicked:\n{}", panicked.len(), panicked.join("\n"));
}

/// Lines of random tokens, each tried on its own.
fn nonsense(rng: &mut StdRng) -> String {
    const TOKENS: [&str; 64] = [
        "torch", ".", "(", ")", "[", "]", "{", "}", ",", ":", "=", "==", "+", "-", "*", "**", "@", "/", "//", "%", "x",
        "y", "nn", "Linear", "ones", "zeros", "randn", "tensor", "sum", "backward", "grad", "for", "in", "range", "if",
        "else", "lambda", "def", "return", "class", "try", "except", "import", "None", "True", "False", "0", "1", "2",
        "-1", "1e308", "9**9", "'a'", "f'{x}'", "not", "and", "or", "is", "while", "with", "yield", "await", "\\n",
        "print",
    ];
    let mut program =
        String::from("import torch\nfrom torch import nn\nx = torch.ones(2, 2, requires_grad=True)\ny = x * 2\n");
    for _ in 0..40 {
        let n = rng.random_range(1..12);
        let line: Vec<&str> = (0..n).map(|_| TOKENS[rng.random_range(0..TOKENS.len())]).collect();
        let quoted = format!("{:?}", line.join(" "));
        program.push_str(&format!("try:\n    exec({quoted})\nexcept Exception as error:\n    str(error)\n"));
    }
    program
}

#[tokio::test(flavor = "multi_thread")]
async fn programs_of_nonsense_end() {
    let settings = Settings { children: 2, waiting: 8, queue: 64, program: Some(env!("CARGO_BIN_EXE_ansatz").into()) };
    let pool = Pool::start(settings).expect("children");
    let limits = Limits { seconds: 60.0, memory: 1 << 30, ..Limits::default() };
    for seed in 0..60 {
        let source = nonsense(&mut StdRng::seed_from_u64(seed));
        let request = Request { source, name: "main.py".to_owned(), limits };
        let outcome = pool.run("somebody", &request).await.expect("a child");
        assert!(!matches!(outcome.ended, Ended::Stopped(Stop::Died)), "seed {seed}: {outcome:?}\n{}", request.source);
    }
    pool.close();
}
