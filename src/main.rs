//! The program: reads its command line and leaves the rest to the library.

use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    // A sandboxed child is started for every program that is run, so it does nothing else first.
    if std::env::args_os().nth(1).is_some_and(|argument| argument == ansatz::why::child::ARGUMENT) {
        ansatz::why::worker::main()
    }
    ansatz::cli::run(ansatz::cli::Cli::parse())
}
