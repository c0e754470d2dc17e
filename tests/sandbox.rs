//! Attacks: whatever a program tries, its parent lives, answers in one sentence, and the next program runs.

use ansatz::why::outcome::{Ended, Limits, Outcome, Request, Stop};
use ansatz::why::pool::{Pool, Settings};

/// Tight, so that the tests are short; a program that is stopped is stopped for the same reasons under any.
const LIMITS: Limits = Limits { seconds: 0.7, memory: 64 << 20, output: 4 << 10, figures: 4 };
/// For what must be stopped by something else, on a slow machine too.
const PATIENT: Limits = Limits { seconds: 60.0, ..LIMITS };

fn pool() -> Pool {
    let program = Some(env!("CARGO_BIN_EXE_ansatz").into());
    Pool::start(Settings { program, ..Settings::default() }).expect("the pool starts")
}

fn request(source: &str) -> Request {
    Request { source: source.to_owned(), name: "main.py".to_owned(), limits: LIMITS }
}

/// What is expected, as the attacks' file writes it: `time at 3`, `raised ValueError`, `finished`.
fn expectation(outcome: &Outcome) -> String {
    let at = |name: &str| match outcome.error.as_ref().and_then(|error| error.line) {
        Some(line) => format!("{name} at {line}"),
        None => name.to_owned(),
    };
    match outcome.ended {
        Ended::Finished => "finished".to_owned(),
        Ended::Raised => format!("raised {}", outcome.error.as_ref().map_or("nothing", |error| &error.kind)),
        Ended::Stopped(Stop::Time) => at("time"),
        Ended::Stopped(Stop::Memory) => at("memory"),
        Ended::Stopped(Stop::Output) => at("output"),
        Ended::Stopped(Stop::Recursion) => at("recursion"),
        Ended::Stopped(Stop::Died) => at("died"),
    }
}

/// Runs an attack and then a program that must not notice; says what is wrong.
async fn check(pool: &Pool, name: &str, source: &str, expected: &str, stdout: Option<&str>) -> Vec<String> {
    let mut wrong = Vec::new();
    let limits = if expected.contains("time") { LIMITS } else { PATIENT };
    let attack = Request { limits, ..request(source) };
    let outcome = pool.run("mallory", &attack).await.expect("an attack is run");
    let got = expectation(&outcome);
    // Which of two limits is reached first, and in which line the program is then, may depend on the machine; a class can have any
    // name.
    let limit =
        |text: &str| text.split(" at ").next().filter(|limit| ["time", "memory"].contains(limit)).map(str::to_owned);
    let fits = |one: &str| {
        got == one
            || (one == "raised x" && got.starts_with(one))
            || limit(one).is_some_and(|one| limit(&got) == Some(one))
    };
    if !expected.split(" or ").any(fits) {
        wrong.push(format!("{name}: expected {expected}, got {got}: {:?} {}", outcome.error, outcome.stderr));
    }
    if let Some(stdout) = stdout
        && outcome.stdout != stdout
    {
        wrong.push(format!("{name}: expected {stdout:?} on stdout, got {:?}", outcome.stdout));
    }
    if let (Ended::Stopped(stop), Some(error)) = (outcome.ended, &outcome.error)
        && error.kind == "Stopped"
        && error.message != stop.sentence(&limits, error.line)
    {
        wrong.push(format!("{name}: says {:?}", error.message));
    }
    let most = LIMITS.output as usize + (64 << 10);
    if outcome.stdout.len() > LIMITS.output as usize || outcome.stderr.len() > most {
        wrong.push(format!("{name}: printed {} and {} bytes", outcome.stdout.len(), outcome.stderr.len()));
    }
    let next = pool
        .run("alice", &Request { limits: PATIENT, ..request("print(6 * 7)") })
        .await
        .expect("the next program is run");
    if (next.ended, next.stdout.as_str(), next.stderr.as_str()) != (Ended::Finished, "42\n", "") {
        wrong.push(format!("{name}: the next program ended {next:?}"));
    }
    wrong
}

#[tokio::test(flavor = "multi_thread")]
async fn written_attacks_are_contained() {
    let pool = pool();
    let mut wrong = Vec::new();
    for attack in include_str!("data/attacks.txt").split("=== ").skip(1) {
        let (head, body) = attack.split_once('\n').expect("a head and a body");
        let (name, expected) = head.rsplit_once(": ").expect("a name and what is expected");
        let (source, stdout) = match body.split_once("--- stdout\n") {
            Some((source, "*\n")) => (source, None),
            Some((source, stdout)) => (source, Some(unescape(stdout))),
            None => (body, Some(String::new())),
        };
        wrong.extend(check(&pool, name, source, expected, stdout.as_deref()).await);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The file's way to write what a text file should not hold; a backslash at the end takes the last line feed away.
fn unescape(text: &str) -> String {
    let text = text.strip_suffix("\\\n").unwrap_or(text);
    text.replace("\\u{0}", "\0").replace("\\u{1b}", "\x1b").replace("\\u{8}", "\x08").replace("\\r", "\r")
}

#[tokio::test(flavor = "multi_thread")]
async fn made_attacks_are_contained() {
    let pool = pool();
    let long = |unit: &str, count: usize| unit.repeat(count);
    let attacks: [(&str, String, &str, &str); 21] = [
        ("a chain of 200,000 terms", format!("x = {}1", long("1 + ", 200_000)), "recursion", ""),
        ("parentheses, deep", format!("{}{}", long("(", 100_000), long(")", 100_000)), "recursion", ""),
        ("parentheses, not closed", long("(", 100_000), "recursion", ""),
        ("lists, deep", format!("{}{}", long("[", 100_000), long("]", 100_000)), "recursion", ""),
        ("lists, less deep", format!("print(len(str({}{})))", long("[", 90), long("]", 90)), "finished", "180\n"),
        ("dictionaries, deep", format!("{}0{}", long("{0:", 50_000), long("}", 50_000)), "recursion", ""),
        ("lambdas, deep", long("lambda:", 50_000) + "0", "recursion", ""),
        ("not, deep", long("not ", 100_000) + "0", "recursion", ""),
        ("minus, deep", long("-", 100_000) + "1", "recursion", ""),
        ("attributes, deep", format!("x = 1\nx{}", long(".a", 100_000)), "recursion", ""),
        ("calls, deep", format!("x = 1\nx{}", long("()", 100_000)), "recursion", ""),
        ("subscripts, deep", format!("x = 1\nx{}", long("[0]", 100_000)), "recursion", ""),
        ("conditions, deep", long("1 if 1 else ", 50_000) + "1", "recursion or memory", ""),
        ("a long source", format!("x = 0\n{}print(x)\n", long("x += 1\n", 40_000)), "finished", "40000\n"),
        ("a line of 1 MB", format!("x = '{}'\nprint(len(x))\n", long("a", 1 << 20)), "finished", "1048576\n"),
        ("many names", (0..50_000).map(|n| format!("x{n} = {n}\n")).collect(), "finished", ""),
        ("a byte order mark", "\u{feff}print('hi')\n".to_owned(), "finished", "hi\n"),
        (
            "Windows line ends",
            "if True:\r\n    print('hi')\r\nprint('''a\r\nb''')\r\n".to_owned(),
            "finished",
            "hi\na\nb\n",
        ),
        ("old line ends", "if True:\r\tprint('hi')\r".to_owned(), "finished", "hi\n"),
        ("nothing", String::new(), "finished", ""),
        ("a null byte", "print('a')\0\n".to_owned(), "raised SyntaxError", ""),
    ];
    let mut wrong = Vec::new();
    for (name, source, expected, stdout) in &attacks {
        wrong.extend(check(&pool, name, source, expected, Some(stdout)).await);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A person who leaves takes the program along, and the next gets the turn.
#[tokio::test(flavor = "multi_thread")]
async fn a_dropped_run_ends_its_child() {
    let program = Some(env!("CARGO_BIN_EXE_ansatz").into());
    let pool = Pool::start(Settings { children: 1, program, ..Settings::default() }).expect("the pool starts");
    let endless = Request { limits: Limits { seconds: 3600.0, ..LIMITS }, ..request("while True: pass") };
    for _ in 0..3 {
        let run = pool.run("alice", &endless);
        assert!(tokio::time::timeout(std::time::Duration::from_millis(200), run).await.is_err());
    }
    let outcome = pool.run("alice", &request("print('mine')")).await.expect("it is run");
    assert_eq!((outcome.ended, outcome.stdout.as_str()), (Ended::Finished, "mine\n"));
}

/// Many at once: everybody is answered, each with their own output.
#[tokio::test(flavor = "multi_thread")]
async fn everybody_gets_their_own_answer() {
    let pool = pool();
    let programs: Vec<_> = (0..40)
        .map(|n| {
            let pool = pool.clone();
            tokio::spawn(async move {
                let outcome = pool.run(&format!("person {n}"), &request(&format!("print({n})"))).await;
                outcome.map(|outcome| outcome.stdout)
            })
        })
        .collect();
    for (n, program) in programs.into_iter().enumerate() {
        assert_eq!(program.await.expect("it ends"), Ok(format!("{n}\n")));
    }
}

/// A program that is no child of ours: no panic, no hang, and a sentence.
#[tokio::test(flavor = "multi_thread")]
async fn a_child_that_is_none_is_noticed() {
    for program in ["/bin/true", "/bin/echo", "/nonexistent"] {
        let pool = Pool::start(Settings { program: Some(program.into()), ..Settings::default() }).expect("it starts");
        match pool.run("alice", &request("print(1)")).await {
            Ok(outcome) => assert_eq!(outcome.ended, Ended::Stopped(Stop::Died), "{program}"),
            Err(busy) => assert_eq!(busy.to_string(), "programs can't be run at the moment", "{program}"),
        }
    }
}
