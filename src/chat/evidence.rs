//! What a program showed, as people read it: plain data with every sentence already in words, so that a platform only has to
//! lay it out.

use serde::Serialize;
use std::sync::Arc;

/// What a question's program derived, beside the key.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Evidence {
    /// In the order in which the asker saw the options; only one when they asked about one. Empty for a NAT, and where the
    /// program derived nothing.
    pub verdicts: Vec<Verdict>,
    /// For a NAT: what the program arrives at.
    pub value: Option<DerivedValue>,
    pub standing: Standing,
    /// The standing in words.
    pub conclusion: String,
    pub run: Run,
    pub program: String,
    /// What the options are called in the program, where its author's order is not the asker's.
    pub letters: Option<String>,
    /// Whether it is about one option only: then the rest is there for those who want it.
    pub only_one: bool,
}

/// What the run says about the key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    Agrees,
    /// One of the two is wrong.
    Differs,
    /// The program proved nothing.
    Open,
}

/// What a program derived about one option.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Verdict {
    pub letter: char,
    /// The option as its author wrote it.
    pub option: String,
    pub right: bool,
    pub text: String,
    pub measured: Option<Measured>,
    /// Said when the key has it the other way round.
    pub warning: Option<String>,
}

/// The value that a program derived.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DerivedValue {
    pub right: bool,
    pub text: String,
    pub measured: Option<Measured>,
    pub warning: Option<String>,
}

/// Where a verdict comes from: the program's own words, and what the names in them held when it ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Measured {
    pub code: String,
    pub values: Vec<(String, String)>,
}

/// How a program ran.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Run {
    pub ended: Ended,
    /// How it ended and how long it took, in one sentence.
    pub summary: String,
    /// The line at which it ended, where it did not get to its end.
    pub line: Option<u32>,
    /// What it printed, without what only a terminal understands.
    pub stdout: String,
    /// The same of its errors, with the traceback at their end.
    pub stderr: String,
    pub pictures: Vec<Picture>,
    /// Said when a picture could not be drawn.
    pub missing: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Ended {
    Finished,
    /// An exception was not caught.
    Raised,
    /// It was stopped at a limit.
    Stopped,
}

/// A figure, drawn: PNG files for a light and a dark page.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Picture {
    /// What it shows, for those who can't see it.
    pub alt: String,
    pub width: u32,
    pub height: u32,
    #[serde(skip)]
    pub light: Arc<[u8]>,
    #[serde(skip)]
    pub dark: Arc<[u8]>,
}
