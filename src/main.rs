//! The program: reads its command line and leaves the rest to the library.

use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    ansatz::cli::run(ansatz::cli::Cli::parse())
}
