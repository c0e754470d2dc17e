//! Proofs and runs for the page: programs in colours, output cut to what a page can bear, pictures by their addresses.

use serde::Serialize;
use serde_json::{Value, json};

use super::super::pictures::Pictures;
use super::super::text::{self, Inline};
use crate::chat::code;
use crate::chat::evidence::{Ended, Evidence, Measured, Picture, Run, Standing};
use crate::chat::highlight::{self, Line};
use crate::chat::words;

/// Characters of one output that the page shows.
const OUTPUT: usize = 20_000;

#[derive(Serialize)]
pub struct EvidenceView {
    verdicts: Vec<VerdictView>,
    standing: Standing,
    conclusion: String,
    run: RunView,
    program: Vec<Line>,
    /// The same as text, for the editor.
    source: String,
    letters: Option<String>,
    only_one: bool,
}

/// A verdict about an option, or without a letter about a value.
#[derive(Serialize)]
struct VerdictView {
    letter: Option<char>,
    option: Vec<Inline>,
    right: bool,
    text: String,
    measured: Option<MeasuredView>,
    warning: Option<String>,
}

#[derive(Serialize)]
struct MeasuredView {
    code: Vec<Line>,
    values: Vec<(String, String)>,
}

#[derive(Serialize)]
pub struct RunView {
    ended: Ended,
    summary: String,
    line: Option<u32>,
    stdout: Option<OutputView>,
    stderr: Option<OutputView>,
    /// Said when there is neither.
    silent: Option<String>,
    pictures: Vec<PictureView>,
    missing: Option<String>,
}

/// What was printed, as far as it is shown.
#[derive(Serialize)]
struct OutputView {
    text: String,
    note: Option<String>,
}

#[derive(Serialize)]
struct PictureView {
    alt: String,
    width: u32,
    height: u32,
    light: String,
    dark: String,
}

pub fn evidence(evidence: &Evidence, pictures: &Pictures) -> EvidenceView {
    let options = evidence.verdicts.iter().map(|verdict| VerdictView {
        letter: Some(verdict.letter),
        option: text::inlines(&verdict.option),
        right: verdict.right,
        text: verdict.text.clone(),
        measured: verdict.measured.as_ref().map(measured),
        warning: verdict.warning.clone(),
    });
    let value = evidence.value.iter().map(|value| VerdictView {
        letter: None,
        option: Vec::new(),
        right: value.right,
        text: value.text.clone(),
        measured: value.measured.as_ref().map(measured),
        warning: value.warning.clone(),
    });
    EvidenceView {
        verdicts: options.chain(value).collect(),
        standing: evidence.standing,
        conclusion: evidence.conclusion.clone(),
        run: run(&evidence.run, pictures),
        program: highlight::python(&evidence.program),
        source: evidence.program.clone(),
        letters: evidence.letters.clone(),
        only_one: evidence.only_one,
    }
}

fn measured(Measured { code, values }: &Measured) -> MeasuredView {
    MeasuredView { code: highlight::python(code), values: values.clone() }
}

pub fn run(run: &Run, pictures: &Pictures) -> RunView {
    let (stdout, stderr) = (output(&run.stdout), output(&run.stderr));
    let silent = stdout.is_none() && stderr.is_none() && run.pictures.is_empty();
    RunView {
        ended: run.ended,
        summary: run.summary.clone(),
        line: run.line,
        silent: silent.then(words::printed_nothing),
        stdout,
        stderr,
        pictures: run.pictures.iter().map(|picture| picture_view(picture, pictures)).collect(),
        missing: run.missing.clone(),
    }
}

fn output(printed: &str) -> Option<OutputView> {
    let (text, note) = code::cut(printed.trim_end_matches('\n'), OUTPUT);
    (!text.is_empty()).then(|| OutputView { text: text.to_owned(), note })
}

fn picture_view(picture: &Picture, pictures: &Pictures) -> PictureView {
    let Picture { alt, width, height, light, dark } = picture;
    PictureView {
        alt: alt.clone(),
        width: *width,
        height: *height,
        light: pictures.keep(light),
        dark: pictures.keep(dark),
    }
}

/// What the page is told while a program runs.
pub fn running() -> Value {
    json!({ "kind": "running", "text": words::running() })
}
