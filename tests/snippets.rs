//! Small programs must print what the real PyTorch printed (tests/snippets/README.md says how that was recorded).
//!
//! What is known to differ is listed in tests/snippets/DIFFERS with its reason, and must differ: an entry that has come to agree fails too.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use ansatz::why::outcome::{Ended, Limits, Outcome, Request};
use ansatz::why::pool::{Pool, Settings};
use futures::stream::{self, StreamExt as _};

const MARKER: &str = "--- uncaught ---";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snippets")
}

/// Every program below `folder`, by its path without the ending.
fn programs(folder: &Path, found: &mut Vec<String>) {
    let mut entries: Vec<_> =
        fs::read_dir(folder).expect("a folder of snippets").map(|e| e.expect("an entry").path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            programs(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "py") {
            let name = path.with_extension("");
            found.push(name.strip_prefix(root()).expect("below the root").to_string_lossy().into_owned());
        }
    }
}

/// What a program's record holds: its standard output, then what it did not catch.
fn record(outcome: &Outcome) -> String {
    let mut text = outcome.stdout.clone();
    match (&outcome.ended, &outcome.error) {
        (Ended::Finished, _) => {}
        (Ended::Stopped(stop), _) => text.push_str(&format!("{MARKER}\nstopped: {stop:?}\n")),
        (_, Some(raised)) if raised.message.is_empty() => text.push_str(&format!("{MARKER}\n{}\n", raised.kind)),
        (_, Some(raised)) => text.push_str(&format!("{MARKER}\n{}: {}\n", raised.kind, raised.message)),
        (_, None) => text.push_str(&format!("{MARKER}\n{}", outcome.stderr)),
    }
    text
}

/// Suggestions are the interpreter's, and newer ones make more of them.
fn without_suggestions(text: &str) -> String {
    text.lines()
        .map(|line| match line.find(". Did you mean: ") {
            Some(at) => &line[..at],
            None => line,
        })
        .collect::<Vec<_>>()
        .join("\n")
}

/// What the first line allows: `# tolerance: 2e-4`.
fn tolerance(source: &str) -> Option<f64> {
    source.lines().next()?.strip_prefix("# tolerance:")?.trim().parse().ok()
}

/// A text's numbers, and what remains without them, white space folded.
fn numbers(text: &str) -> (Vec<f64>, String) {
    let word = |c: char| c.is_alphanumeric() || c == '_' || c == '.';
    let (mut found, mut rest) = (Vec::new(), String::new());
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let free = !text[..at].chars().next_back().is_some_and(word);
        match number(&text[at..]).filter(|_| free) {
            Some((value, length)) => {
                found.push(value);
                rest.push('#');
                at += length;
            }
            None => {
                rest.push(c);
                at += c.len_utf8();
            }
        }
    }
    (found, rest.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// The number that a text begins with, and how long it is.
fn number(text: &str) -> Option<(f64, usize)> {
    let numeric = |c: char| c.is_alphanumeric() || ['+', '-', '.', '_'].contains(&c);
    let longest = text.find(|c| !numeric(c)).unwrap_or(text.len());
    // `1.` is one, and so is `-inf`; a name is none, though Rust reads `infinity`.
    let begins = text.starts_with(|c: char| c.is_ascii_digit() || c == '-' || c == '+')
        || ["inf", "nan"].contains(&&text[..longest]);
    begins.then(|| text[..longest].parse().ok().map(|value| (value, longest)))?
}

/// Whether two texts are the same but for numbers that are near each other, as tests/snippets/README.md says.
fn near(got: &str, expected: &str, tolerance: f64) -> bool {
    let ((a, got), (b, expected)) = (numbers(got), numbers(expected));
    let close =
        |(a, b): (&f64, &f64)| a == b || (a.is_nan() && b.is_nan()) || (a - b).abs() <= tolerance * a.abs().max(1.0);
    got == expected && a.len() == b.len() && a.iter().zip(&b).all(close)
}

#[test]
fn nearness_is_of_numbers_only() {
    assert!(near(
        "tensor([1., -2.5e-05], dtype=torch.float64)",
        "tensor([1.0000,  -2.6e-05], dtype=torch.float64)",
        2e-4
    ));
    assert!(!near("tensor(1.)", "tensor(1.001)", 2e-4));
    assert!(!near("loss 1.0 x", "loss 1.0 y", 2e-4));
    assert!(!near("1 2", "1", 2e-4));
    assert!(near("nan -inf", "nan -inf", 2e-4));
}

/// The entries of DIFFERS: a program, two spaces or more, and the reason.
fn known_to_differ() -> BTreeMap<String, String> {
    let text = fs::read_to_string(root().join("DIFFERS")).expect("tests/snippets/DIFFERS");
    text.lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| {
            let (name, reason) = line.split_once("  ").expect("a program and a reason");
            (name.to_owned(), reason.trim().to_owned())
        })
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn programs_print_what_pytorch_prints() {
    let mut names = Vec::new();
    programs(&root(), &mut names);
    assert!(names.len() >= 300, "only {} programs were found", names.len());
    let settings = Settings {
        children: 2,
        waiting: names.len(),
        queue: names.len(),
        program: Some(env!("CARGO_BIN_EXE_ansatz").into()),
    };
    let pool = Pool::start(settings).expect("children");
    // The tests are built without optimisation: time is no matter here.
    let limits = Limits { seconds: 120.0, memory: 2 << 30, output: 8 << 20, figures: 16 };
    let results: Vec<(String, bool, String)> = stream::iter(names)
        .map(|name| {
            let pool = pool.clone();
            async move {
                let source = fs::read_to_string(root().join(format!("{name}.py"))).expect("a program");
                let wanted = fs::read_to_string(root().join(format!("{name}.out"))).expect("its record");
                let tolerance = tolerance(&source);
                let request = Request { source, name: "main.py".to_owned(), limits };
                let outcome = pool.run(&name, &request).await.expect("a free child");
                let printed = record(&outcome);
                let (got, expected) = (without_suggestions(&printed), without_suggestions(&wanted));
                let agrees = got == expected || tolerance.is_some_and(|tolerance| near(&got, &expected, tolerance));
                (name, agrees, printed)
            }
        })
        .buffer_unordered(4)
        .collect()
        .await;
    pool.close();
    let known = known_to_differ();
    let mut wrong: Vec<String> = results
        .iter()
        .filter_map(|(name, agrees, printed)| match (agrees, known.contains_key(name)) {
            (false, false) => Some(format!("{name} differs; it printed:\n{printed}")),
            (true, true) => Some(format!("{name} agrees: take it out of DIFFERS")),
            _ => None,
        })
        .collect();
    wrong.sort();
    for name in known.keys().filter(|name| !results.iter().any(|(found, ..)| found == *name)) {
        wrong.push(format!("{name} is in DIFFERS and does not exist"));
    }
    assert!(wrong.is_empty(), "{} of {} programs:\n{}", wrong.len(), results.len(), wrong.join("\n"));
}
