use super::*;
use crate::why::outcome::{Limits, Raised, Stop};
use std::collections::BTreeMap;

fn outcome(globals: &[(&str, Global)]) -> Outcome {
    Outcome {
        ended: Ended::Finished,
        stdout: String::new(),
        stderr: String::new(),
        error: None,
        globals: globals.iter().map(|(name, global)| ((*name).to_owned(), global.clone())).collect::<BTreeMap<_, _>>(),
        figures: Vec::new(),
        seconds: 0.0,
        peak_bytes: 0,
    }
}

fn tensor(dtype: &str, values: &[f64]) -> Global {
    Global::Tensor { dtype: dtype.into(), shape: vec![values.len()], text: String::new(), values: Some(values.into()) }
}

/// The derived value, or the faults with their lines.
fn said(program: &str, task: Task, outcome: &Outcome) -> String {
    match derive(program, task, outcome) {
        Ok(Derived::Verdicts(verdicts)) => format!("{verdicts:?}"),
        Ok(Derived::Value(value)) => format!("{value:?}"),
        Err(faults) => {
            let line = |fault: &Fault| fault.line.map_or(String::new(), |line| format!("{line}: "));
            faults.iter().map(|fault| format!("{}{}", line(fault), fault.reason)).collect::<Vec<_>>().join("; ")
        }
    }
}

const TWO: &str = "import torch\nx = torch.randn(3).sum()\nA = x > 0\nB = x < 0\n";
const ONE: &str = "import torch\nanswer = torch.randn(3).sum().item()\n";

#[test]
fn verdicts_are_read_out_of_the_outcome() {
    let check = |globals: &[(&str, Global)], expected: &str| {
        assert_eq!(said(TWO, Task::Options(2), &outcome(globals)), expected);
    };
    check(&[("A", Global::Bool(true)), ("B", Global::Bool(false))], "[true, false]");
    check(&[("A", tensor("torch.bool", &[1.0])), ("B", tensor("bool", &[0.0]))], "[true, false]");
    check(&[("A", Global::Bool(true)), ("B", Global::Float(0.5))], "4: `B` is 0.5; expected True or False");
    check(
        &[("A", tensor("torch.bool", &[1.0, 0.0])), ("B", tensor("torch.float32", &[1.0]))],
        "3: `A` is a tensor of bool with the shape (2); expected True or False; \
         4: `B` is a tensor of float32 with the shape (1); expected True or False",
    );
    check(
        &[("A", Global::Int("1".into())), ("B", Global::Str("yes".into()))],
        "3: `A` is 1; expected True or False; 4: `B` is a text; expected True or False",
    );
    check(&[("A", Global::Bool(true))], "4: `B` is something else; expected True or False");
    check(
        &[
            ("A", Global::Bool(true)),
            ("B", Global::Bool(true)),
            ("C", Global::Bool(true)),
            ("D", Global::Int("64".into())),
        ],
        "`C` is set to True or False, but there are only 2 options",
    );
}

#[test]
fn values_are_read_out_of_the_outcome() {
    let check = |global: Global, expected: &str| {
        assert_eq!(said(ONE, Task::Value, &outcome(&[("answer", global)])), expected);
    };
    check(Global::Int("331".into()), "Number(\"331\")");
    check(Global::Float(0.731_058_578_5), "Number(\"0.7310585785\")");
    check(Global::Float(0.1), "Number(\"0.1\")");
    check(Global::Float(331.0), "Number(\"331\")");
    check(Global::Float(-0.0), "Number(\"-0\")");
    check(Global::Float(3e-5), "Number(\"3e-5\")");
    check(Global::Float(1e300), "Number(\"1e300\")");
    check(tensor("torch.float32", &[8.5]), "Number(\"8.5\")");
    check(Global::Str("stagnation".into()), "Text(\"stagnation\")");
    check(Global::Float(f64::NAN), "2: `answer` is nan; expected a finite number");
    check(Global::Float(f64::NEG_INFINITY), "2: `answer` is -inf; expected a finite number");
    check(tensor("torch.float32", &[f64::NAN]), "2: `answer` is nan; expected a finite number");
    check(Global::Bool(true), "2: `answer` is True; expected a number or a text");
    check(Global::Str(" ".into()), "2: `answer` is a text; expected a number or a text");
    check(
        tensor("torch.int64", &[1.0, 2.0]),
        "2: `answer` is a tensor of int64 with the shape (2); expected a number or a text",
    );
}

#[test]
fn a_program_that_proves_nothing_is_refused() {
    let everything = outcome(&[("A", Global::Bool(true)), ("B", Global::Bool(true)), ("answer", Global::Float(1.0))]);
    let check = |program: &str, task: Task, expected: &str| assert_eq!(said(program, task, &everything), expected);
    let measured = "import torch\nx = torch.randn(3).sum()\n";
    check(
        "A = True",
        Task::Options(2),
        "1: `A` is written down here, not measured; expected it to follow from what the program \
        computes; the program never sets `B`; expected a last line such as `B = loss < 0.1`",
    );
    check(
        &format!("{measured}A = x > 0\nright = True\nB = right"),
        Task::Options(2),
        "5: `B` is written down here, not measured; expected it to follow from what the program computes",
    );
    check(
        "answer = 220 + 105 + 6",
        Task::Value,
        "1: `answer` is written down here, not measured; expected it to follow from what the program computes",
    );
    check(
        "print(1)",
        Task::Value,
        "the program never sets `answer`; expected a last line such as `answer = loss.item()`",
    );
    check(
        measured,
        Task::Options(0),
        "`A` is set to True or False, but there are only 0 options; \
        `B` is set to True or False, but there are only 0 options",
    );
    check("A = = 1", Task::Options(2), "1: this is not Python: Expected an expression");
}

#[test]
fn a_program_that_did_not_end_is_refused() {
    let ended = |ended: Ended, error: Option<Raised>| Outcome { ended, error, ..outcome(&[]) };
    let check = |outcome: &Outcome, expected: &str| assert_eq!(said(TWO, Task::Options(2), outcome), expected);
    let raised = |message: &str| {
        let error = Raised { kind: "ValueError".into(), message: message.into(), line: Some(2) };
        ended(Ended::Raised, Some(error))
    };
    check(&raised("no such thing\nmore"), "2: the program raised ValueError: no such thing");
    check(&raised(""), "2: the program raised ValueError");
    check(&raised(&"x".repeat(500)), &format!("2: the program raised ValueError: {}…", "x".repeat(200)));
    check(&ended(Ended::Raised, None), "the program ended itself with an error");
    let stops = [
        (Stop::Time, "the program ran longer than it may"),
        (Stop::Memory, "the program needed more memory than it may"),
        (Stop::Output, "the program printed more than it may"),
        (Stop::Recursion, "the program called itself too deeply"),
        (Stop::Died, "the program broke the interpreter that ran it"),
    ];
    for (stop, expected) in stops {
        check(&ended(Ended::Stopped(stop), None), expected);
        let stopped = |line| Raised { kind: "Stopped".into(), message: stop.sentence(&Limits::default(), line), line };
        let said = |line| said(TWO, Task::Options(2), &ended(Ended::Stopped(stop), Some(stopped(line))));
        assert_eq!(said(Some(3)), format!("3: {}", said(None)));
    }
    let slow =
        Raised { kind: "Stopped".into(), message: Stop::Time.sentence(&Limits::default(), Some(2)), line: Some(2) };
    check(&ended(Ended::Stopped(Stop::Time), Some(slow)), "2: the program ran longer than 5 seconds");
    let no_python = Outcome { ..raised("invalid syntax") };
    assert_eq!(said("A = = 1", Task::Options(1), &no_python), "1: this is not Python: Expected an expression");
}

#[test]
fn every_flip_of_a_key_that_agrees_is_caught() {
    let check = |verdicts: &[bool], key: &[bool], expected: &[bool]| assert_eq!(flips(verdicts, key), expected);
    check(&[true, false, true], &[true, false, true], &[true, true, true]);
    check(&[true, false, true], &[true, true, true], &[true, false, true]);
    check(&[true], &[true, true], &[true, true]);
    check(&[], &[], &[]);
}

#[test]
fn a_fingerprint_tells_programs_and_engines_apart() {
    let check = |program: &str, expected: &str| assert_eq!(fingerprint(program), expected, "{program}");
    // printf '\1\0\0\0print(1)' | sha256sum
    check("print(1)", "59f1ca5fdac440478f300df6473ca02e718dbf8ec57ed9eaac610ca3dc5433d3");
    check("", "67abdd721024f0ff4e0b3f4c2fc13bc5bad42d0b7851d456d88d203d15aaa450");
}
