//! Tracebacks against CPython 3.11's own: each case is a program and what its standard error was there.

use crate::why::outcome::Request;
use crate::why::python::Python;

/// The cases of a recorded file: name, program, expected standard error.
pub fn cases(recorded: &str) -> Vec<(&str, &str, &str)> {
    recorded
        .split("=== ")
        .skip(1)
        .filter_map(|case| {
            let (name, rest) = case.split_once('\n')?;
            let (program, expected) = rest.split_once("---\n")?;
            Some((name, program, expected))
        })
        .collect()
}

/// A deep recursion needs the stack a child gives it.
fn check(recorded: &'static str) {
    let run = move || {
        let python = Python::new();
        let mut wrong = String::new();
        for (name, program, expected) in cases(recorded) {
            let got = python.run(&Request::new("main.py", program)).stderr;
            if got != expected {
                wrong += &format!("=== {name}\n{program}--- expected\n{expected}--- got\n{got}");
            }
        }
        assert!(wrong.is_empty(), "{wrong}");
    };
    let thread = std::thread::Builder::new().stack_size(64 << 20).spawn(run).expect("a thread");
    assert!(thread.join().is_ok(), "some tracebacks differ");
}

#[test]
fn exceptions_are_shown_as_cpython_shows_them() {
    check(include_str!("raised.txt"));
}

#[test]
fn syntax_errors_are_shown_as_cpython_shows_them() {
    check(include_str!("syntax.txt"));
}
