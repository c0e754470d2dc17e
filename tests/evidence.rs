//! The bank's proofs: each program prints and derives what it did in the real PyTorch (tests/evidence, recorded by
//! scripts/record-evidence), and `ansatz check` and `ansatz why` say what came of it.

use ansatz::bank::{Kind, Question, load_bundled};
use ansatz::proof::{Proof, Source};
use ansatz::why::evidence::{Derived, Fault, Value};
use ansatz::why::pool::{Pool, Settings};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn record(question: &Question, kind: &str) -> String {
    let name = format!("{}/tests/evidence/{}.{kind}", env!("CARGO_MANIFEST_DIR"), question.id);
    std::fs::read_to_string(&name).unwrap_or_else(|error| panic!("{name}: {error}; run scripts/record-evidence"))
}

fn bundled() -> Vec<Question> {
    let (questions, problems) = load_bundled();
    assert_eq!(problems, []);
    questions
}

/// Verdicts as the record writes them; a float to six digits, beyond which machines differ.
fn as_recorded(derived: &Derived) -> String {
    match derived {
        Derived::Verdicts(verdicts) => {
            let line = |(letter, verdict): (char, &bool)| format!("{letter} {verdict}\n");
            ('A'..='J').zip(verdicts).map(line).collect()
        }
        Derived::Value(Value::Text(text)) => format!("answer {text}\n"),
        Derived::Value(Value::Number(number)) => {
            let rounded: f64 = format!("{:.5e}", number.parse::<f64>().expect("a number")).parse().expect("a number");
            format!("answer {rounded}\n")
        }
    }
}

#[test]
fn every_question_has_a_program_whose_recorded_verdicts_are_the_key() {
    for question in bundled() {
        let proof = Proof::of(&question).expect("a program");
        assert_eq!((proof.source, proof.read().faults), (Source::Evidence, Vec::<Fault>::new()), "{}", question.id);
        let recorded = record(&question, "verdicts");
        let key: String = match question.kind {
            Kind::Nat => continue,
            Kind::Mcq | Kind::Msq => ('A'..='J')
                .zip(&question.choices)
                .map(|(letter, choice)| format!("{letter} {}\n", choice.correct))
                .collect(),
        };
        assert_eq!(recorded, key, "{}", question.id);
    }
}

#[tokio::test]
async fn every_program_prints_and_derives_what_it_did_in_pytorch() {
    let program = Some(PathBuf::from(env!("CARGO_BIN_EXE_ansatz")));
    let pool = Pool::start(Settings { program, ..Settings::default() }).expect("a pool");
    for question in bundled() {
        let proof = Proof::of(&question).expect("a program");
        let mut request = proof.request();
        request.limits.seconds = 120.0;
        let outcome = pool.run("tests", &request).await.expect("the pool isn't busy");
        assert_eq!(
            (outcome.stdout.as_str(), outcome.stderr.as_str()),
            (record(&question, "out").as_str(), ""),
            "{}",
            question.id
        );
        let finding = proof.judge(&outcome);
        assert_eq!(finding.derived.as_ref().map(as_recorded), Some(record(&question, "verdicts")), "{}", question.id);
        assert!(finding.agrees(), "{}: {finding:?}", question.id);
        let plots = proof.program.matches("plt.show()").count();
        assert_eq!(outcome.figures.len(), plots, "{}: a picture for each show()", question.id);
    }
    pool.close();
}

fn ansatz(arguments: &[&str], folder: &Path) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ansatz"));
    command.env_remove("RUST_LOG").env_remove("ANSATZ_CONFIG").current_dir(folder);
    command.args(arguments);
    // Without optimization, on a busy machine.
    if matches!(arguments, ["check" | "why", ..]) {
        command.args(["--time", "120"]);
    }
    command.output().expect("the program runs")
}

/// What was printed to stdout, to stderr, and the exit code.
fn said(arguments: &[&str], folder: &Path) -> (String, String, Option<i32>) {
    let output = ansatz(arguments, folder);
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (text(&output.stdout), text(&output.stderr), output.status.code())
}

#[test]
fn the_bundled_bank_is_proved() {
    let folder = tempfile::tempdir().expect("a folder");
    let proved = "13 questions, 0 errors, 0 warnings\nproofs that agree with the key: 13 of 13; flipped keys that are caught: 39 of 39\n";
    assert_eq!(said(&["check"], folder.path()), (proved.to_owned(), String::new(), Some(0)));
    let read = "13 questions, 0 errors, 0 warnings\n";
    assert_eq!(said(&["check", "--no-run"], folder.path()), (read.to_owned(), String::new(), Some(0)));
}

/// A bank in which every proof fails, each in its way.
const FAILING: &str = r#"- id: wrong-number
  kind: nat
  stem: How many parameters?
  answer: 336
  explanation: e
  evidence: |

    import torch.nn as nn

    model = nn.Sequential(nn.Linear(10, 20), nn.Linear(20, 5), nn.Linear(5, 1))
    answer = sum(p.numel() for p in model.parameters())
- id: wrong-option
  kind: mcq
  stem: s
  explanation: e
  choices:
    - { text: positive, correct: true }
    - { text: negative }
  evidence: |
    import torch

    x = torch.tensor(-2.0).abs() - 3
    print("x is", x)
    A = x > 0
    B = x < 0
- id: written-down
  kind: msq
  stem: s
  explanation: e
  choices: [{ text: a, correct: true }, { text: b }, { text: c }]
  evidence: |
    right = True
    A = right
    B = not True
- id: raising
  kind: nat
  stem: s
  answer: 1
  explanation: e
  evidence: |
    import torch
    answer = (torch.ones(2) + torch.ones(3)).sum().item()
- id: no-python
  kind: nat
  stem: s
  answer: 1
  explanation: e
  evidence: |
    answer = = 1
- id: wrong-snippet
  kind: nat
  stem: What is printed?
  answer: 8
  explanation: e
  snippet: |
    import torch
    print(torch.tensor([[8.5]]))
- id: fragment
  kind: nat
  stem: s
  answer: 8
  explanation: e
  snippet: print(x)
"#;

#[test]
fn a_wrong_key_and_a_bad_program_are_named_where_they_stand() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("q.yaml"), FAILING).expect("a file");
    let unread = "q.yaml:33:5: error: `evidence`: `A` is written down here, not measured; expected it to follow from what the program computes\n\
                  q.yaml:34:5: error: `evidence`: `B` is written down here, not measured; expected it to follow from what the program computes\n";
    let unset =
        "q.yaml:32:5: error: `evidence`: the program never sets `C`; expected a last line such as `C = loss < 0.1`\n";
    let no_python = "q.yaml:49:5: error: `evidence`: this is not Python: Expected an expression\n";
    let expected = format!(
        "q.yaml:4:11: error: the key says 336, the run gives 331\n\
         q.yaml:17:15: error: the key says this choice is right, the run shows it is wrong\n\
         q.yaml:18:15: error: the key says this choice is wrong, the run shows it is right\n\
         {unset}{unread}\
         q.yaml:42:5: error: `evidence`: the program raised RuntimeError: The size of tensor a (2) must match the size of tensor b (3) at non-singleton dimension 0\n\
         {no_python}\
         q.yaml:53:11: error: the key says 8, the run gives 8.5000 (the last number that the snippet prints; if the answer is another, write `evidence`)\n\
         7 questions, 9 errors, 0 warnings\n\
         proofs that agree with the key: 0 of 6; flipped keys that are caught: 6 of 6\n"
    );
    assert_eq!(said(&["check", "q.yaml"], folder.path()), (expected, String::new(), Some(1)));
    let expected = format!("{unset}{unread}{no_python}7 questions, 4 errors, 0 warnings\n");
    assert_eq!(
        said(&["check", "q.yaml", "--no-run", "--jobs", "1"], folder.path()),
        (expected, String::new(), Some(1))
    );
}

/// The text without its last line, which tells time and memory, and that line with its figures made zero.
fn without_figures(text: &str) -> (String, String) {
    let (rest, last) = text.trim_end().rsplit_once('\n').unwrap_or(("", text));
    let last = last.split(' ').map(|word| if word.contains('.') { "0" } else { word }).collect::<Vec<_>>().join(" ");
    (rest.to_owned(), last)
}

#[test]
fn a_proof_can_be_seen() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("q.yaml"), FAILING).expect("a file");
    let check = |arguments: &[&str], expected: &str, last: &str, code: i32| {
        let (text, errors, status) = said(arguments, folder.path());
        assert_eq!(
            (without_figures(&text), errors.as_str(), status),
            ((expected.to_owned(), last.to_owned()), "", Some(code)),
            "{arguments:?}"
        );
    };
    check(
        &["why", "parameters-of-10-20-5-1"],
        "Counting weights and biases, how many trainable parameters does this model have?\n\n\
         The answer is 331.\n  \
         answer = sum(parameter.numel() for parameter in model.parameters() if parameter.requires_grad)\n\n\
         The program printed:\n  \
         0.weight  (20, 10)   200\n  \
         0.bias    (20,)       20\n  \
         2.weight  (5, 20)    100\n  \
         2.bias    (5,)         5\n  \
         4.weight  (1, 5)       5\n  \
         4.bias    (1,)         1\n  \
         in total:           331\n\n\
         This agrees with the key.",
        "0 seconds, 0 MB",
        0,
    );
    check(
        &["why", "softmax-before-cross-entropy", "--option", "b"],
        "What is wrong with this code?\n\n\
         B  wrong  For `CrossEntropyLoss`, the targets in `y` have to be one-hot vectors.\n          \
         B = not torch.allclose(by_class, by_one_hot)\n\n\
         The program printed:\n  \
         loss after 300 steps: with softmax 0.5565, raw logits 0.0049\n  \
         lowest loss that is possible with softmax: 0.5514\n  \
         targets as class numbers 0.0049, as one-hot vectors 0.0049\n  \
         outputs: 3  classes: 3\n\n\
         This agrees with the key.",
        "0 seconds, 0 MB, seeds 0, 1, 1 figure",
        0,
    );
    check(
        &["why", "wrong-option", "--bank", "q.yaml"],
        "s\n\n\
         A  wrong  positive (the key says right)\n          A = x > 0\n\
         B  right  negative (the key says wrong)\n          B = x < 0\n\n\
         The program printed:\n  x is tensor(-1.)\n\n\
         Warning: the run and the key differ in 2 choices.",
        "0 seconds, 0 MB",
        1,
    );
    check(
        &["why", "wrong-snippet", "--bank", "q.yaml"],
        "What is printed?\n\nThe answer is 8.5000.\n\nThe program printed:\n  tensor([[8.5000]])\n\n\
         Warning: the key says 8, the run gives 8.5000.",
        "0 seconds, 0 MB",
        1,
    );
    let program = said(&["why", "step-lr-in-epoch-10", "--program"], folder.path());
    assert_eq!(program.0.lines().last(), Some("answer = lrs[10]"));
}

#[test]
fn the_documented_example_is_a_proof() {
    let folder = tempfile::tempdir().expect("a folder");
    let documents = include_str!("../docs/questions.md");
    let examples = documents.split("```yaml\n").skip(1).filter_map(|rest| Some(rest.split_once("```")?.0));
    let example = examples.filter(|yaml| yaml.contains("evidence: |")).collect::<String>();
    std::fs::write(folder.path().join("q.yaml"), example).expect("a file");
    let expected = "1 question, 0 errors, 0 warnings\nproofs that agree with the key: 1 of 1; flipped keys that are caught: 3 of 3\n";
    assert_eq!(said(&["check", "q.yaml"], folder.path()), (expected.to_owned(), String::new(), Some(0)));
}

#[test]
fn what_can_not_be_shown_is_said() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("q.yaml"), "- {id: bare, kind: nat, stem: s, answer: 1, explanation: e}\n")
        .expect("a file");
    let check = |arguments: &[&str], expected: &str| {
        let expected = (String::new(), format!("ansatz: {expected}\n"), Some(1));
        assert_eq!(said(arguments, folder.path()), expected, "{arguments:?}");
    };
    check(&["why", "softmax"], "there is no question softmax; did you mean softmax-before-cross-entropy?");
    check(&["why", "nothing-like-it"], "there is no question nothing-like-it");
    check(&["why", "bare", "--bank", "q.yaml"], "bare has no program that proves it");
    check(
        &["why", "is-softmax-redundant", "--option", "C"],
        "is-softmax-redundant has no option C; its options are A to B",
    );
    check(&["why", "step-lr-in-epoch-10", "--option", "A"], "step-lr-in-epoch-10 has no options: its answer is typed");
}
