//! `ansatz check`: names every problem of a bank, and runs every proof against its key.

use anyhow::Context;
use clap::{Args, ValueHint};
use futures::StreamExt;
use indicatif::{ProgressBar, ProgressStyle};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::commands::{plural, wait_for};
use crate::bank::{self, Place, Problem, Severity, Sourced};
use crate::config::Config;
use crate::proof::{Finding, Flips, Proof, Source, Wrong};
use crate::why::evidence::Fault;
use crate::why::outcome::Request;
use crate::why::pool::{Pool, Settings};

#[derive(Clone, Debug, Args)]
pub struct Check {
    /// A file or folder of questions [default: the configured or the bundled bank]
    #[arg(value_hint = ValueHint::AnyPath)]
    pub path: Option<PathBuf>,
    /// Print the JSON Schema of question files instead
    #[arg(long)]
    pub schema: bool,
    /// Only read; run no program
    #[arg(long)]
    pub no_run: bool,
    /// How many programs to run at once [default: one for each processor]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub jobs: Option<u16>,
    #[command(flatten)]
    pub patience: Patience,
}

/// How long a program may take.
#[derive(Clone, Copy, Debug, Args)]
pub struct Patience {
    /// How long a program may run
    #[arg(long, value_name = "SECONDS", default_value_t = 5, value_parser = clap::value_parser!(u16).range(1..=3600))]
    pub time: u16,
}

impl Patience {
    pub(super) fn request(self, proof: &Proof<'_>) -> Request {
        let mut request = proof.request();
        request.limits.seconds = f64::from(self.time);
        request
    }
}

pub(super) fn check(config: &Config, check: &Check) -> anyhow::Result<ExitCode> {
    let mut out = std::io::stdout().lock();
    if check.schema {
        write!(out, "{}", bank::schema())?;
        return Ok(ExitCode::SUCCESS);
    }
    let (questions, mut problems) = match &check.path {
        Some(path) => bank::source_path(path),
        None => configured(config, &[]),
    };
    let mut proved = Proved::default();
    if check.no_run {
        for sourced in &questions {
            let faults = Proof::of(&sourced.question).map(|proof| proof.read().faults).unwrap_or_default();
            problems.extend(faults.iter().map(|fault| faulty(sourced, fault)));
        }
    } else {
        for (sourced, source, finding) in run(&questions, check)? {
            proved.add(&finding);
            problems.extend(finding.faults.iter().map(|fault| faulty(sourced, fault)));
            problems.extend(finding.wrong.iter().map(|wrong| refuted(sourced, source, wrong)));
        }
    }
    problems.sort();
    for problem in &problems {
        writeln!(out, "{problem}")?;
    }
    let errors = problems.iter().filter(|problem| problem.severity == Severity::Error).count();
    let warnings = problems.len() - errors;
    let good = questions.len();
    writeln!(out, "{}, {}, {}", plural(good, "question"), plural(errors, "error"), plural(warnings, "warning"))?;
    let Proved { proofs, agreeing, flips } = proved;
    if proofs > 0 {
        let Flips { caught, tried } = flips;
        writeln!(
            out,
            "proofs that agree with the key: {agreeing} of {proofs}; flipped keys that are caught: {caught} of {tried}"
        )?;
    }
    Ok(if errors == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// What came of all proofs together.
#[derive(Default)]
struct Proved {
    proofs: usize,
    agreeing: usize,
    flips: Flips,
}

impl Proved {
    fn add(&mut self, finding: &Finding) {
        if finding.is_silent() {
            return;
        }
        self.proofs += 1;
        self.agreeing += usize::from(finding.agrees());
        self.flips.tried += finding.flips.tried;
        self.flips.caught += finding.flips.caught;
    }
}

/// The questions of the given files and folders, or of the configured ones, or those that are part of the program.
pub(super) fn configured(config: &Config, paths: &[PathBuf]) -> (Vec<Sourced>, Vec<Problem>) {
    let paths = if paths.is_empty() { &config.bank } else { paths };
    if paths.is_empty() {
        return bank::source_bundled();
    }
    let (mut questions, mut problems) = (Vec::new(), Vec::new());
    for path in paths {
        let (more, wrong) = bank::source_path(Path::new(path));
        questions.extend(more);
        problems.extend(wrong);
    }
    (questions, problems)
}

/// Runs what there is to run, several programs at once, and says what each showed.
fn run<'q>(questions: &'q [Sourced], check: &Check) -> anyhow::Result<Vec<(&'q Sourced, Source, Finding)>> {
    let proofs: Vec<_> = questions.iter().filter_map(|it| Some((it, Proof::of(&it.question)?))).collect();
    if proofs.is_empty() {
        return Ok(Vec::new());
    }
    let processors = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let jobs = check.jobs.map_or(processors, usize::from).min(proofs.len());
    // It shows itself on a terminal only, and on stderr.
    let bar = ProgressBar::new(proofs.len() as u64)
        .with_style(ProgressStyle::with_template("{bar:24} {pos} of {len} proofs  {msg}")?);
    bar.tick();
    wait_for(async {
        let pool = Pool::start(Settings { children: jobs, ..Settings::default() }).context(NO_POOL)?;
        let runs = futures::stream::iter(proofs).map(|(sourced, proof)| {
            let (pool, bar) = (&pool, &bar);
            async move {
                let id = sourced.question.id.as_str();
                let outcome = pool
                    .run(id, &check.patience.request(&proof))
                    .await
                    .with_context(|| format!("{id} could not be run"))?;
                bar.set_message(id.to_owned());
                bar.inc(1);
                anyhow::Ok((sourced, proof.source, proof.judge(&outcome)))
            }
        });
        let findings = runs.buffer_unordered(jobs).collect::<Vec<_>>().await;
        pool.close();
        bar.finish_and_clear();
        findings.into_iter().collect()
    })
}

pub(super) const NO_POOL: &str = "the sandbox could not be started";

fn faulty(sourced: &Sourced, fault: &Fault) -> Problem {
    let places = &sourced.places;
    let Place { line: first, column } = places.evidence;
    let place = Place::new(first + fault.line.unwrap_or(1).saturating_sub(1) as usize, column);
    problem(sourced, place, format!("`evidence`: {}", fault.reason))
}

fn refuted(sourced: &Sourced, source: Source, wrong: &Wrong) -> Problem {
    let places = &sourced.places;
    let place = match wrong {
        Wrong::Option { index, .. } => places.options.get(usize::from(*index)).copied().unwrap_or(places.choices),
        Wrong::Value { .. } => places.answer,
    };
    let from = match source {
        Source::Evidence => "",
        Source::Snippet => " (the last number that the snippet prints; if the answer is another, write `evidence`)",
    };
    problem(sourced, place, format!("{wrong}{from}"))
}

fn problem(sourced: &Sourced, Place { line, column }: Place, message: String) -> Problem {
    Problem { file: sourced.file.clone(), line, column, severity: Severity::Error, message }
}
