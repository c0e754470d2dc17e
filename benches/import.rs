//! A study group's document of 10,000 questions: reading it, writing it as YAML, and reading that again. Beside them, in the same
//! run, what only takes the texts apart: pulldown-cmark's events of the Markdown, and the YAML as untyped values.

use ansatz::bank::{Question, Severity, load_path, markdown, to_yaml};
use criterion::{Criterion, Throughput};
use std::fmt::Write as _;
use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};
use tempfile::TempDir;

use crate::support::summary;
use crate::support::turns::{self, Turn};

const QUESTIONS: usize = 10_000;
/// Questions in one YAML file; files have a largest size.
const IN_A_FILE: usize = 1_000;

/// A document as people write it: three kinds in turn, code before and after headings, key lines and explanations.
fn document(questions: usize) -> String {
    let mut text = String::new();
    for number in 0..questions {
        if number % 100 == 0 {
            let _ = writeln!(text, "# Topic {} (Total: {})\n", number / 100 + 1, (questions - number).min(100));
        }
        let of_section = number % 100 + 1;
        let _ = match number % 3 {
            0 => writeln!(
                text,
                "[MCQ]\n\n### {of_section}. A network of {number} parameters is trained with Adam. Which statement about its step size holds?\n\n\
                 - [ ] A. It is the same for all {number} parameters.\n- [x] B. It is scaled by the root of the second moment.\n\
                 - [ ] C. It grows with `weight_decay={number}`.\n- [ ] D. It is zero in the first step.\n\n\
                 Ans: Adam divides by the root of the second moment, so each parameter has a step of its own. **Weight decay** does not\n\
                 change that, and bias correction keeps the first step from being zero.\n"
            ),
            1 => writeln!(
                text,
                "[MSQ]\n\n```python\nlayer = nn.Linear({number}, 3)\nx = torch.randn(8, {number})\nloss = layer(x).pow(2).mean()\nloss.backward()\n```\n\n\
                 ### {of_section}. What has a gradient after this ran for {number} inputs?\n\n- [x] A. `layer.weight`\n- [x] B. `layer.bias`\n\
                 - [ ] C. `x`\n- [ ] D. `loss`\n\nThe weight and the bias are leaves that require a gradient:\n\n- `x` does not require one,\n\
                 - `loss` is not a leaf.\n"
            ),
            _ => writeln!(
                text,
                "[NAT]\n\nSuppose a layer `Linear({number}, 2)` with a bias.\n\n### {of_section}. How many parameters does it have for {number} inputs?\n\n\
                 Ans: {}\n\nIt has {number} × 2 weights and 2 biases.\n",
                number * 2 + 2
            ),
        };
    }
    text
}

/// The questions of a document, which has no fault.
fn import(text: &str) -> Vec<Question> {
    let (questions, problems) = markdown::import("quiz.md", black_box(text));
    let errors: Vec<_> = problems.iter().filter(|problem| problem.severity == Severity::Error).take(3).collect();
    assert!(errors.is_empty(), "{errors:?}");
    questions
}

fn events(text: &str) -> usize {
    pulldown_cmark::Parser::new_ext(black_box(text), pulldown_cmark::Options::ENABLE_TASKLISTS).count()
}

fn write(questions: &[Question]) -> Vec<String> {
    questions.chunks(IN_A_FILE).map(|file| to_yaml(black_box(file)).expect("questions can be written")).collect()
}

fn load(folder: &Path) -> usize {
    let (questions, problems) = load_path(black_box(folder));
    assert_eq!(problems.iter().find(|problem| problem.severity == Severity::Error), None);
    questions.len()
}

fn untyped(files: &[String]) -> usize {
    let values =
        files.iter().map(|text| serde_yaml::from_str::<Vec<serde_json::Value>>(black_box(text)).expect("YAML").len());
    values.sum()
}

fn seconds<T>(work: impl FnOnce() -> T) -> f64 {
    let start = Instant::now();
    black_box(work());
    start.elapsed().as_secs_f64()
}

pub fn run(criterion: &mut Criterion) {
    let count = if summary::measuring() { QUESTIONS } else { 100 };
    let text = document(count);
    let questions = import(&text);
    assert_eq!(questions.len(), count);
    let files = write(&questions);
    let folder = TempDir::new().expect("a folder");
    for (number, file) in files.iter().enumerate() {
        std::fs::write(folder.path().join(format!("{number}.yaml")), file).expect("a file is written");
    }
    assert_eq!(load(folder.path()), count);
    assert_eq!(untyped(&files), count);

    let mut group = criterion.benchmark_group("import/of_10_000");
    group.sample_size(10).measurement_time(Duration::from_secs(3)).throughput(Throughput::Elements(count as u64));
    group.bench_function("markdown", |bencher| bencher.iter(|| import(&text)));
    group.bench_function("to_yaml", |bencher| bencher.iter(|| write(&questions)));
    group.bench_function("yaml", |bencher| bencher.iter(|| load(folder.path())));
    group.finish();
    if !summary::measuring() || !summary::wanted("import") {
        return;
    }

    let megabytes = |size: usize| summary::figure(size as f64 / 1e6);
    let size = files.iter().map(String::len).sum();
    summary::line(format_args!(
        "A document of {count} questions, {} MB of Markdown, {} MB of YAML",
        megabytes(text.len()),
        megabytes(size)
    ));
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    let markdown: Vec<(&str, Turn<'_>)> = vec![
        ("pulldown-cmark, events only", Box::new(|| Box::pin(async { seconds(|| events(&text)) }))),
        ("import of the Markdown", Box::new(|| Box::pin(async { seconds(|| import(&text)) }))),
    ];
    runtime.block_on(turns::take_turns("Reading the Markdown", turns::laps(7), summary::time, markdown));
    let yaml: Vec<(&str, Turn<'_>)> = vec![
        ("serde-saphyr, untyped values only", Box::new(|| Box::pin(async { seconds(|| untyped(&files)) }))),
        ("load of the YAML, checks included", Box::new(|| Box::pin(async { seconds(|| load(folder.path())) }))),
        ("writing the YAML", Box::new(|| Box::pin(async { seconds(|| write(&questions)) }))),
    ];
    runtime.block_on(turns::take_turns("Reading and writing the YAML", turns::laps(7), summary::time, yaml));
}
