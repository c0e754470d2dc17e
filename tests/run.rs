//! `ansatz run`, as whoever types it sees it: what is printed where, and how it exits.

use std::io::Write;
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};

fn ansatz(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ansatz"));
    command.arg("run").args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn run(arguments: &[&str], stdin: &[u8]) -> Output {
    let mut child = ansatz(arguments).spawn().expect("it starts");
    // It may not want to read it all.
    let _ = child.stdin.take().expect("a pipe").write_all(stdin);
    child.wait_with_output().expect("it ends")
}

#[track_caller]
fn check(arguments: &[&str], program: &str, code: i32, stdout: &str, stderr: &str) {
    let output = run(arguments, program.as_bytes());
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert_eq!(
        (text(&output.stdout).as_str(), text(&output.stderr).as_str(), output.status.code()),
        (stdout, stderr, Some(code)),
        "{program}"
    );
}

#[test]
fn a_program_prints_where_python_would() {
    check(&["-"], "print('hi')", 0, "hi\n", "");
    check(&["-"], "import sys\nprint('a', end='')\nprint('b', file=sys.stderr, end='')", 0, "a", "b");
    check(&["-"], "", 0, "", "");
    check(&["-"], "import sys\nprint(sys.argv, __name__)", 0, "['<stdin>'] __main__\n", "");
}

#[test]
fn an_exception_ends_it_with_one() {
    let traceback = "Traceback (most recent call last):\n  File \"<stdin>\", line 2, in <module>\n    x / 0\n    ~~^~~\n\
                     ZeroDivisionError: division by zero\n";
    check(&["-"], "x = 1\nx / 0\n", 1, "", traceback);
}

#[test]
fn an_exit_status_is_kept() {
    check(&["-"], "import sys; sys.exit()", 0, "", "");
    check(&["-"], "exit(0)", 0, "", "");
    check(&["-"], "exit(False)", 0, "", "");
    check(&["-"], "exit(True)", 1, "", "");
    check(&["-"], "exit(1)", 1, "", "");
    check(&["-"], "exit(42)", 42, "", "");
    check(&["-"], "exit(256 + 7)", 7, "", "");
    check(&["-"], "exit(-1)", 255, "", "");
    check(&["-"], "exit(10**50)", 1, "", "");
    check(&["-"], "exit('no')", 1, "", "no\n");
    // 2 means that a limit was reached.
    check(&["-"], "exit(2)", 1, "", "");
}

#[test]
fn a_limit_ends_it_with_two_and_a_sentence() {
    let time = "Stopped: the program ran longer than 0.3 seconds, at line 2.\n";
    check(&["-", "--time", "0.3"], "print('before')\nwhile True: pass", 2, "before\n", time);
    let memory = "Stopped: the program needed more than 50 MB of memory.\n";
    check(&["-", "--memory", "50"], "print('before')\nx = [0] * 10**9", 2, "before\n", memory);
    let output = "Stopped: the program printed more than 1 KB, at line 1.\n";
    check(&["-", "--output", "1"], "while True: print('x' * 31)", 2, &"x".repeat(31).add_line(32), output);
    let recursion = "Traceback (most recent call last):\n  File \"<stdin>\", line 2, in <module>\n    f()\n  \
                     File \"<stdin>\", line 1, in f\n    def f(): f()\n             ^^^\n  \
                     File \"<stdin>\", line 1, in f\n    def f(): f()\n             ^^^\n  \
                     File \"<stdin>\", line 1, in f\n    def f(): f()\n             ^^^\n  \
                     [Previous line repeated 996 more times]\n\
                     RecursionError: maximum recursion depth exceeded\n\
                     Stopped: the program's calls or expressions are nested too deeply, at line 1.\n";
    check(&["-"], "def f(): f()\nf()", 2, "", recursion);
}

trait Lines {
    fn add_line(&self, times: usize) -> String;
}

impl Lines for str {
    /// The line again and again.
    fn add_line(&self, times: usize) -> String {
        format!("{self}\n").repeat(times)
    }
}

#[test]
fn files_are_read_and_what_is_none_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name).display().to_string();
    let write = |name: &str, bytes: &[u8]| std::fs::write(path(name), bytes).expect("it is written");
    write("hi.py", b"print('hi')\n");
    write("wrong.py", "x = 1\ny = 'ä'\n".as_bytes());
    write("latin.py", b"x = 1\ny = '\xe4'\n");
    write("long.py", &b"#".repeat(10 << 20));
    write("raises.py", b"import nothing\n");

    check(&[&path("hi.py")], "", 0, "hi\n", "");
    check(&[&path("wrong.py")], "", 0, "", "");
    let refused = |name: &str, why: &str| check(&[&path(name)], "", 1, "", &format!("ansatz: {} {why}\n", path(name)));
    refused("latin.py", "is not UTF-8 text: line 2 has a byte that can't be read");
    refused("long.py", "is longer than 2 MB");
    refused("missing.py", "can't be read: No such file or directory (os error 2)");
    refused("", "is a folder, not a program");
    let traceback = format!(
        "Traceback (most recent call last):\n  File \"{}\", line 1, in <module>\n    import nothing\n\
         ModuleNotFoundError: No module named 'nothing'\n",
        path("raises.py")
    );
    check(&[&path("raises.py")], "", 1, "", &traceback);
    check(&["-"], "\u{feff}print('hi')", 0, "hi\n", "");
    let latin = run(&["-"], b"\xff");
    let said = String::from_utf8_lossy(&latin.stderr).into_owned();
    assert_eq!(said, "ansatz: stdin is not UTF-8 text: line 1 has a byte that can't be read\n");
}

#[test]
fn limits_that_are_none_are_refused() {
    for (option, value, said) in [
        ("--time", "0", "a number of seconds from 0.001 to 3600"),
        ("--time", "nan", "a number of seconds from 0.001 to 3600"),
        ("--time", "soon", "a number of seconds from 0.001 to 3600"),
        ("--memory", "0", "0 is not in 1..=65536"),
        ("--output", "-1", "invalid digit found in string"),
    ] {
        let output = run(&["-", &format!("{option}={value}")], b"print(1)");
        let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
        let first = stderr.lines().next().unwrap_or_default();
        assert!(first.ends_with(said) && first.contains(option), "{first}");
        assert_eq!((output.status.code(), output.stdout.as_slice()), (Some(2), b"".as_slice()), "{option}");
    }
}

#[test]
fn json_tells_everything() {
    let program = "import sys\nprint('out')\nprint('err', file=sys.stderr)\na, b, c, d, _e = 10**20, True, 'ä', 0.5, 1\nx = []\n\
                   import _ansatz\n_ansatz.figure('{\"title\": \"t\"}')\nraise ValueError('no')\n";
    let output = run(&["-", "--json"], program.as_bytes());
    let mut told: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(1), b"".as_slice()));
    let seconds = told["seconds"].take();
    assert!(seconds.as_f64().is_some_and(|seconds| seconds > 0.0 && seconds < 5.0), "{seconds}");
    let peak = told["peak_bytes"].take();
    assert!(peak.as_u64().is_some_and(|bytes| bytes > 0 && bytes < 256 << 20), "{peak}");
    let traceback = "err\nTraceback (most recent call last):\n  File \"<stdin>\", line 8, in <module>\n    \
                     raise ValueError('no')\nValueError: no\n";
    let expected = json!({
        "ended": "raised",
        "stdout": "out\n",
        "stderr": traceback,
        "error": { "kind": "ValueError", "message": "no", "line": 8 },
        "globals": {
            "a": { "int": "100000000000000000000" },
            "b": { "bool": true },
            "c": { "str": "ä" },
            "d": { "float": 0.5 },
        },
        "figures": [{ "size": [0.0, 0.0], "title": "t", "title_size": null, "axes": [] }],
        "seconds": null,
        "peak_bytes": null,
    });
    assert_eq!(told, expected);
    let output = run(&["-", "--json", "--time", "0.2"], b"while True: pass");
    let told: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!((&told["ended"], output.status.code()), (&json!({ "stopped": "time" }), Some(2)));
    assert_eq!(told["error"]["message"], "Stopped: the program ran longer than 0.2 seconds, at line 1.");
}

/// `ansatz run … | head -1`: whoever reads has gone, which is no error, and the program does not run on.
#[test]
fn a_closed_pipe_is_no_panic() {
    let mut child = ansatz(&["-", "--output", "60000", "--time", "60"]).spawn().expect("it starts");
    child.stdin.take().expect("a pipe").write_all(b"while True: print('x' * 1000)").expect("it is written");
    let mut first = [0; 4];
    std::io::Read::read_exact(child.stdout.as_mut().expect("a pipe"), &mut first).expect("it prints");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("it ends");
    assert_eq!((&first, output.status.code(), output.stderr.as_slice()), (b"xxxx", Some(0), b"".as_slice()));
}
