//! Programs beside the real PyTorch, on one thread each: from the start of the process to the answer, an answer of a warm child,
//! and steps of training a second, with the loop written by hand as the floor.
//!
//! PyTorch is the Python that `ANSATZ_TORCH_PYTHON` names, or the one that `scripts/record-torch` installs.

mod convolutions;
mod floor;

use ansatz::bank;
use ansatz::why::child;
use ansatz::why::outcome::{Ended, Limits, Request};
use ansatz::why::pool::{Pool, Settings};
use criterion::Criterion;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::Instant;

use crate::support::summary;
use crate::support::turns::{self, Turn};

const ANSATZ: &str = env!("CARGO_BIN_EXE_ansatz");
/// Room for a loop that is measured for seconds.
const LIMITS: Limits = Limits { seconds: 120.0, memory: 4 << 30, output: 64 << 10, figures: 4 };

/// What the quiz asks about, as it would be typed into a file.
const SNIPPETS: [(&str, &str); 3] = [
    ("missing zero_grad", include_str!("why/quiz_snippet.py")),
    ("learning rates of StepLR", include_str!("why/step_lr.py")),
    ("parameters of a network", include_str!("why/parameters.py")),
];

/// Steps a second of a loop written by hand.
type ByHand = fn() -> f64;

const LOOPS: [(&str, &str, ByHand); 3] = [
    ("quiz_loop", include_str!("why/quiz_loop.py"), floor::quiz_loop),
    ("mlp", include_str!("why/mlp.py"), floor::mlp),
    ("cnn", include_str!("why/cnn.py"), convolutions::cnn),
];

/// The Python that has PyTorch, or `None`, with a word on stderr.
fn torch() -> Option<PathBuf> {
    let python = std::env::var_os("ANSATZ_TORCH_PYTHON")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("target/record-torch/bin/python"), PathBuf::from);
    let there = Command::new(&python).args(["-c", "import torch"]).output().is_ok_and(|o| o.status.success());
    if !there {
        eprintln!("SKIPPED: why beside PyTorch: {} has no torch; scripts/record-torch installs one", python.display());
    }
    there.then_some(python)
}

fn text(output: &Output, what: &str) -> String {
    assert!(output.status.success(), "{what}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

/// A program in PyTorch, on one thread, from a process's start to its end.
fn in_torch(python: &Path, program: &str) -> Output {
    let mut command = Command::new(python);
    command.args(["-c", program]).env("OMP_NUM_THREADS", "1").env("MKL_NUM_THREADS", "1").stdin(Stdio::null());
    command.output().expect("Python runs")
}

/// `ansatz run`, from a process's start to its end.
fn in_process(file: &Path) -> Output {
    Command::new(ANSATZ).arg("run").arg(file).stdin(Stdio::null()).output().expect("the program runs")
}

fn seconds(work: impl FnOnce() -> Output, what: &str) -> f64 {
    let start = Instant::now();
    text(&work(), what);
    start.elapsed().as_secs_f64()
}

/// From the start of a process to its answer.
async fn from_start(python: &Path) {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, program) in SNIPPETS {
        let file = folder.path().join("program.py");
        std::fs::write(&file, program).expect("the program is written");
        let (theirs, ours) = (text(&in_torch(python, program), name), text(&in_process(&file), name));
        assert_eq!(ours, theirs, "{name}");
        let file = file.as_path();
        let contenders: Vec<(&str, Turn<'_>)> = vec![
            ("ansatz run", Box::new(move || Box::pin(async move { seconds(|| in_process(file), name) }))),
            ("python -c", Box::new(move || Box::pin(async move { seconds(|| in_torch(python, program), name) }))),
        ];
        let title = format!("From the start of the process to the answer: {name}");
        turns::take_turns(&title, turns::laps(7), summary::time, contenders).await;
    }
}

/// Steps a second, as a training loop prints them.
fn steps(output: &str) -> f64 {
    output.trim().parse().expect("a loop prints its steps a second")
}

fn ours(name: &str, program: &str) -> f64 {
    let request = Request { source: program.to_owned(), name: format!("{name}.py"), limits: LIMITS };
    let outcome = child::run(Path::new(ANSATZ), &request, |_, _| Ok(())).expect("a child runs");
    assert_eq!(outcome.ended, Ended::Finished, "{name}: {}", outcome.stderr);
    steps(&outcome.stdout)
}

async fn training(python: Option<&Path>) {
    for (name, program, by_hand) in LOOPS {
        let mut contenders: Vec<(&str, Turn<'_>)> = Vec::new();
        if let Some(python) = python {
            let turn = move || async move { steps(&text(&in_torch(python, program), name)) };
            contenders.push(("PyTorch", Box::new(move || Box::pin(turn()))));
        }
        contenders.push(("Ansatz", Box::new(move || Box::pin(async move { ours(name, program) }))));
        contenders.push(("by hand", Box::new(move || Box::pin(async move { by_hand() }))));
        let title = format!("Steps of training a second: {name}");
        turns::take_turns(&title, turns::laps(7), summary::figure, contenders).await;
    }
}

/// Answers of a warm child to every proof of the bank, from asking to having the outcome.
async fn warm() {
    let (questions, problems) = bank::load_bundled();
    assert!(problems.is_empty(), "{problems:?}");
    let settings = Settings { children: 1, waiting: 4, queue: 16, program: Some(ANSATZ.into()) };
    let pool = Pool::start(settings).expect("children");
    let mut medians = Vec::new();
    let runs = if summary::measuring() { 20 } else { 1 };
    for question in &questions {
        let Some(program) = &question.evidence else { continue };
        let request = Request { source: program.clone(), name: "evidence.py".to_owned(), limits: Limits::default() };
        let mut times = Vec::new();
        for _ in 0..runs {
            // The next child gets ready while people read.
            tokio::time::sleep(std::time::Duration::from_millis(300)).await;
            let start = Instant::now();
            let outcome = pool.run("somebody", &request).await.expect("a child");
            times.push(start.elapsed().as_secs_f64());
            assert_eq!(outcome.ended, Ended::Finished, "{}", question.id);
        }
        times.sort_by(f64::total_cmp);
        medians.push((times[times.len() / 2], question.id.to_string()));
    }
    pool.close();
    medians.sort_by(|a, b| a.0.total_cmp(&b.0));
    summary::line(format_args!("A warm child's answer to each proof of the bank (medians of {runs})"));
    for (median, id) in &medians {
        summary::line(format_args!("  {id:<44} {:>12}", summary::time(*median)));
    }
}

pub fn run(_: &mut Criterion) {
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime");
    if summary::wanted("why/warm") {
        runtime.block_on(warm());
    }
    if !summary::measuring() {
        return;
    }
    let python = torch();
    if let Some(python) = python.as_deref().filter(|_| summary::wanted("why/start")) {
        runtime.block_on(from_start(python));
    }
    if summary::wanted("why/training") {
        runtime.block_on(training(python.as_deref()));
    }
}
