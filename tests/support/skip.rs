//! A test that can't run here says so, so that it is never counted silently: `scripts/test` lists these at its end.

use std::fs::OpenOptions;
use std::io::Write as _;

/// Prints `SKIPPED: name: reason`, and appends it to the file that `ANSATZ_SKIPS` names.
pub fn skip(name: &str, reason: &str) {
    let line = format!("SKIPPED: {name}: {reason}\n");
    eprint!("{line}");
    if let Some(path) = std::env::var_os("ANSATZ_SKIPS") {
        let mut file =
            OpenOptions::new().append(true).create(true).open(path).expect("the file of skipped tests opens");
        file.write_all(line.as_bytes()).expect("the file of skipped tests is written");
    }
}
