//! `ansatz why`: a question's proof, run now.

use anyhow::Context;
use clap::{Args, ValueHint};
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use super::check::{NO_POOL, Patience, configured};
use super::commands::{plural, wait_for};
use crate::bank::Question;
use crate::config::Config;
use crate::proof::{Finding, Proof, Source, Wrong};
use crate::why::evidence::{Derived, Reading};
use crate::why::outcome::Outcome;
use crate::why::pool::{Pool, Settings};

#[derive(Clone, Debug, Args)]
pub struct Why {
    /// The question's id
    pub id: String,
    /// Only this option, by its letter in the question file
    #[arg(long, value_name = "LETTER", conflicts_with = "program")]
    pub option: Option<char>,
    /// Print the program instead of running it
    #[arg(long)]
    pub program: bool,
    /// Questions: a file or folder, may be given again [default: the configured or the bundled bank]
    #[arg(long, value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub bank: Vec<PathBuf>,
    #[command(flatten)]
    pub patience: Patience,
}

pub(super) fn why(config: &Config, why: &Why) -> anyhow::Result<ExitCode> {
    let (questions, _) = configured(config, &why.bank);
    let ids = || questions.iter().map(|sourced| sourced.question.id.as_str());
    let Some(sourced) = questions.iter().find(|sourced| sourced.question.id.as_str() == why.id) else {
        let near = ids().find(|id| id.contains(&why.id)).map(|id| format!("; did you mean {id}?"));
        anyhow::bail!("there is no question {}{}", why.id, near.unwrap_or_default())
    };
    let question = &sourced.question;
    let proof = Proof::of(question).with_context(|| format!("{} has no program that proves it", question.id))?;
    let mut out = std::io::stdout().lock();
    if why.program {
        writeln!(out, "{}", proof.program)?;
        return Ok(ExitCode::SUCCESS);
    }
    let only = why.option.map(|letter| option(question, letter)).transpose()?;
    let outcome = wait_for(async {
        let pool = Pool::start(Settings { children: 1, ..Settings::default() }).context(NO_POOL)?;
        let outcome = pool.run("the command line", &why.patience.request(&proof)).await;
        pool.close();
        Ok(outcome?)
    })?;
    let finding = proof.judge(&outcome);
    write!(out, "{}", account(&proof, question, &outcome, &finding, only))?;
    Ok(if finding.agrees() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The place of an option in the author's order.
fn option(question: &Question, letter: char) -> anyhow::Result<usize> {
    let options = question.choices.len();
    anyhow::ensure!(options > 0, "{} has no options: its answer is typed", question.id);
    let index = ('A'..='Z').position(|known| known == letter.to_ascii_uppercase());
    index.filter(|index| *index < options).with_context(|| {
        let last = ('A'..='Z').nth(options - 1).unwrap_or('Z');
        format!("{} has no option {letter}; its options are A to {last}", question.id)
    })
}

/// All that the run showed, as text.
fn account(
    proof: &Proof<'_>,
    question: &Question,
    outcome: &Outcome,
    finding: &Finding,
    only: Option<usize>,
) -> String {
    let reading = proof.read();
    let mut text = format!("{}\n\n", question.stem);
    match &finding.derived {
        Some(Derived::Verdicts(verdicts)) => {
            for (index, (choice, holds)) in question.choices.iter().zip(verdicts).enumerate() {
                if only.is_some_and(|only| only != index) {
                    continue;
                }
                let letter = ('A'..='Z').nth(index).unwrap_or('?');
                let (verdict, other) = if *holds { ("right", "wrong") } else { ("wrong", "right") };
                let warning = if choice.correct == *holds { String::new() } else { format!(" (the key says {other})") };
                let _ = writeln!(text, "{letter}  {verdict}  {}{warning}", choice.text);
                if let Some(line) = reading.verdict_line(proof.program, index) {
                    let _ = writeln!(text, "          {line}");
                }
            }
            text.push('\n');
        }
        Some(Derived::Value(value)) => {
            let _ = writeln!(text, "The answer is {value}.");
            if let Some(line) = reading.value_line(proof.program) {
                let _ = writeln!(text, "  {line}");
            }
            text.push('\n');
        }
        None => {}
    }
    if outcome.stdout.is_empty() {
        text.push_str("The program printed nothing.\n");
    } else {
        let _ = writeln!(text, "The program printed:\n{}", indented(&outcome.stdout));
    }
    if !outcome.stderr.is_empty() {
        let _ = writeln!(text, "Its errors and warnings:\n{}", indented(&outcome.stderr));
    }
    text.push_str(&conclusion(proof, finding));
    let _ = writeln!(text, "{}", figures(outcome, &reading));
    text
}

fn indented(text: &str) -> String {
    text.lines().fold(String::new(), |text, line| format!("{text}  {line}\n"))
}

/// Whether that agrees with the key.
fn conclusion(proof: &Proof<'_>, finding: &Finding) -> String {
    let mut text = String::new();
    for fault in &finding.faults {
        let line = fault.line.map(|line| format!("line {line}: ")).unwrap_or_default();
        let _ = writeln!(text, "Nothing is proved. {line}{}.", fault.reason);
    }
    for wrong in &finding.wrong {
        match wrong {
            Wrong::Option { .. } => {}
            Wrong::Value { .. } => {
                let _ = writeln!(text, "Warning: {wrong}.");
            }
        }
    }
    let options = finding.wrong.iter().filter(|wrong| matches!(wrong, Wrong::Option { .. })).count();
    if options > 0 {
        let _ = writeln!(text, "Warning: the run and the key differ in {}.", plural(options, "choice"));
    }
    if finding.is_silent() {
        text.push_str("Nothing is proved: the snippet doesn't run by itself to a number.\n");
    }
    if finding.agrees() {
        let last = if proof.source == Source::Snippet { ", by the last number that the snippet prints" } else { "" };
        let _ = writeln!(text, "This agrees with the key{last}.");
    }
    text
}

/// Run time, memory, seeds and figures.
fn figures(outcome: &Outcome, reading: &Reading) -> String {
    let mut parts = vec![
        format!("{:.3} seconds", outcome.seconds),
        format!("{:.1} MB", outcome.peak_bytes as f64 / f64::from(1 << 20)),
    ];
    if !reading.seeds.is_empty() {
        let seeds: Vec<_> = reading.seeds.iter().map(i64::to_string).collect();
        parts.push(format!("{} {}", if seeds.len() == 1 { "seed" } else { "seeds" }, seeds.join(", ")));
    }
    if !outcome.figures.is_empty() {
        parts.push(plural(outcome.figures.len(), "figure"));
    }
    parts.join(", ")
}
