//! What a run has to say at its end. `scripts/bench` gathers the lines of all benchmarks in the file that
//! `ANSATZ_BENCH_SUMMARY` names, and prints them together.

use std::fmt::Display;
use std::fs::OpenOptions;
use std::io::Write as _;

/// Whether this is `cargo bench`, and not a test run that only wants to see each benchmark work.
pub fn measuring() -> bool {
    std::env::args().any(|argument| argument == "--bench")
}

/// Whether this subject, or this part of one, was asked for: `ledger` asks for `ledger/record` too, and the other way round.
pub fn wanted(name: &str) -> bool {
    let mut filters = std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).peekable();
    filters.peek().is_none() || filters.any(|filter| name.starts_with(&filter) || filter.starts_with(name))
}

/// Prints a line and keeps it for the summary.
pub fn line(text: impl Display) {
    println!("{text}");
    let Some(path) = std::env::var_os("ANSATZ_BENCH_SUMMARY") else { return };
    let mut file = OpenOptions::new().create(true).append(true).open(path).expect("the summary opens");
    writeln!(file, "{text}").expect("the summary is written");
}

/// A number with three significant digits and thousands set apart.
pub fn figure(value: f64) -> String {
    if value < 1_000.0 {
        let decimals = (2 - value.abs().max(1e-9).log10().floor() as i32).max(0);
        return format!("{value:.*}", usize::try_from(decimals).unwrap_or_default());
    }
    let unit = 10f64.powf(value.log10().floor() - 2.0);
    let digits = format!("{:.0}", (value / unit).round() * unit);
    let groups: Vec<&str> =
        digits.as_bytes().rchunks(3).rev().map(|group| std::str::from_utf8(group).unwrap_or("")).collect();
    groups.join(",")
}

/// A time in the unit that suits it.
pub fn time(seconds: f64) -> String {
    match seconds {
        s if s < 1e-6 => format!("{} ns", figure(s * 1e9)),
        s if s < 1e-3 => format!("{} µs", figure(s * 1e6)),
        s if s < 1.0 => format!("{} ms", figure(s * 1e3)),
        s => format!("{} s", figure(s)),
    }
}
