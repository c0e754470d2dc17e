//! `ansatz run`: one program, as `python` would run it, in a sandboxed child.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use clap::{Args, ValueHint};

use crate::why::child;
use crate::why::outcome::{Ended, Limits, Outcome, Request};
use crate::why::python::Stream;

/// Longer programs nobody writes by hand.
const LONGEST: u64 = 2 << 20;

#[derive(Clone, Debug, Args)]
pub struct Run {
    /// The program; - reads it from stdin
    #[arg(value_hint = ValueHint::FilePath)]
    pub file: PathBuf,
    /// How long it may run
    #[arg(long, value_name = "SECONDS", default_value_t = Limits::default().seconds, value_parser = seconds)]
    pub time: f64,
    /// How much memory its values may take
    #[arg(long, value_name = "MB", default_value_t = Limits::default().memory >> 20,
          value_parser = clap::value_parser!(u64).range(1..=65_536))]
    pub memory: u64,
    /// How much it may print
    #[arg(long, value_name = "KB", default_value_t = Limits::default().output >> 10,
          value_parser = clap::value_parser!(u64).range(1..=65_536))]
    pub output: u64,
    /// Print what came of it as JSON instead: output, error, names, figures, time and memory
    #[arg(long)]
    pub json: bool,
}

fn seconds(text: &str) -> Result<f64, String> {
    match text.parse() {
        Ok(seconds) if (0.001..=3600.0).contains(&seconds) => Ok(seconds),
        _ => Err("a number of seconds from 0.001 to 3600".to_owned()),
    }
}

/// Runs the program and ends as it did: 0, or 1 after an exception, or 2 at a limit. `sys.exit(n)` gives n, except that 2 is
/// given as 1: it stands for a limit.
pub fn run(run: &Run) -> anyhow::Result<ExitCode> {
    let stdin = run.file == Path::new("-");
    let source = if stdin { read(std::io::stdin(), "stdin")? } else { read_file(&run.file)? };
    let name = if stdin { "<stdin>".to_owned() } else { run.file.display().to_string() };
    let limits = Limits { seconds: run.time, memory: run.memory << 20, output: run.output << 10, ..Limits::default() };
    let request = Request { source, name, limits };
    let outcome = child::run(&child::this_program()?, &request, |stream, text| match stream {
        _ if run.json => Ok(()),
        Stream::Output => {
            let mut out = std::io::stdout().lock();
            out.write_all(text)?;
            out.flush()
        }
        Stream::Error => std::io::stderr().write_all(text),
    })
    .context("the program could not be run")?;
    if run.json {
        let mut out = std::io::stdout().lock();
        serde_json::to_writer(&mut out, &outcome)?;
        writeln!(out)?;
    } else if let Ended::Stopped(stop) = outcome.ended {
        let line = outcome.error.as_ref().and_then(|error| error.line);
        let _ = writeln!(std::io::stderr(), "{}", stop.sentence(&limits, line));
    }
    Ok(code(&outcome))
}

fn code(outcome: &Outcome) -> ExitCode {
    match (outcome.ended, &outcome.error) {
        (Ended::Finished, _) => ExitCode::SUCCESS,
        (Ended::Stopped(_), _) => ExitCode::from(2),
        (Ended::Raised, Some(error)) if error.kind == "SystemExit" => {
            let status = match error.message.as_str() {
                "True" => Some(1),
                // As the system does: the lowest eight bits.
                number => number.parse::<i128>().ok().map(|number| (number & 0xff) as u8),
            };
            match status {
                None | Some(2) => ExitCode::FAILURE,
                Some(status) => ExitCode::from(status),
            }
        }
        (Ended::Raised, _) => ExitCode::FAILURE,
    }
}

fn read_file(path: &Path) -> anyhow::Result<String> {
    let shown = path.display();
    let file = std::fs::File::open(path).with_context(|| format!("{shown} can't be read"))?;
    if file.metadata().is_ok_and(|about| about.is_dir()) {
        anyhow::bail!("{shown} is a folder, not a program");
    }
    read(file, &shown.to_string())
}

fn read(from: impl Read, shown: &str) -> anyhow::Result<String> {
    let mut bytes = Vec::new();
    from.take(LONGEST + 1).read_to_end(&mut bytes).with_context(|| format!("{shown} can't be read"))?;
    if bytes.len() as u64 > LONGEST {
        anyhow::bail!("{shown} is longer than {} MB", LONGEST >> 20);
    }
    String::from_utf8(bytes).map_err(|error| {
        let line =
            error.as_bytes()[..error.utf8_error().valid_up_to()].iter().filter(|byte| **byte == b'\n').count() + 1;
        anyhow::anyhow!("{shown} is not UTF-8 text: line {line} has a byte that can't be read")
    })
}
