//! Why a program does not compile, in CPython 3.11's words and with its mark.

mod grammar;
mod places;
mod scan;
mod texts;

use std::ops::Range;

use rustpython_vm::compiler::{CompileError, parser};

use super::source::Source;
use crate::why::outcome::Raised;

/// What is wrong, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    pub class: &'static str,
    pub message: String,
    /// Bytes of the text; an empty place is shown as one character.
    pub start: usize,
    pub end: usize,
    /// Whether the place is marked.
    pub caret: bool,
    /// What is shown in place of the line; then the place is in it.
    pub part: Option<Part>,
}

/// A part of the text that is shown by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    pub text: String,
    /// Where in the whole text it is from.
    pub from: usize,
}

impl Fault {
    pub fn new(message: &str, start: usize, end: usize) -> Self {
        Self { class: "SyntaxError", message: message.to_owned(), start, end, caret: true, part: None }
    }

    /// As Python prints it, and as it is told.
    pub fn show(&self, source: &Source) -> (String, Raised) {
        let at = self.part.as_ref().map_or(self.start, |part| part.from);
        let number = source.line_of(at.min(source.text.len()));
        let mut text = format!("  File \"{}\", line {number}\n", source.name);
        match (&self.part, source.line_range(number)) {
            (Some(part), _) => text += &self.marked(&part.text, 0..part.text.len()),
            (None, Some(line)) => text += &self.marked(&source.text, line),
            (None, None) => {}
        }
        text += &format!("{}: {}\n", self.class, self.message);
        let message = format!("{} ({}, line {number})", self.message, source.name);
        (text, Raised { kind: self.class.to_owned(), message, line: u32::try_from(number).ok() })
    }

    /// The line, without what it is indented by, and the mark below it.
    fn marked(&self, text: &str, line: Range<usize>) -> String {
        let whole = &text[line.clone()];
        let shown = whole.trim_start_matches([' ', '\t', '\u{c}']);
        let from = line.end - shown.len();
        if shown.trim().is_empty() {
            return String::new();
        }
        let mut out = format!("    {}\n", shown.trim_end());
        if self.caret && self.start >= from {
            let columns = |to: usize| text.get(from..to).map_or(0, |part| part.chars().count());
            let width = columns(self.end.min(line.end)).saturating_sub(columns(self.start)).max(1);
            out += &format!("    {}{}\n", " ".repeat(columns(self.start)), "^".repeat(width));
        }
        out
    }
}

/// What is wrong with a text that does not compile.
pub fn fault(source: &Source, error: &CompileError) -> Fault {
    let text = &source.text;
    if let Some(at) = text.find('\0') {
        return Fault { caret: false, ..Fault::new("source code cannot contain null bytes", at, at) };
    }
    let scan = scan::scan(text);
    let unchecked = parser::parse_unchecked(text, parser::ParseOptions::from(parser::Mode::Module));
    let Some(first) = unchecked.errors().iter().min_by_key(|error| error.location.start()) else {
        return compiled(source, error);
    };
    // A text that can't be cut into tokens is said to be that, wherever the grammar is broken.
    if let Some(fault) = scan.fault {
        return fault;
    }
    let (fault, reached) = grammar::Grammar { text, tokens: &scan.tokens }.fault(first);
    if let Some(open) = scan.open.last()
        && (source.line_of(reached) > source.line_of(*open) || reached >= text.trim_end().len())
    {
        return Fault::new(&format!("'{}' was never closed", &text[*open..=*open]), *open, *open);
    }
    fault
}

/// What the grammar allows and the compiler does not.
fn compiled(source: &Source, error: &CompileError) -> Fault {
    let (line, column) = error.python_location();
    let start = source.offset(line, column).unwrap_or(0);
    let said = match error {
        CompileError::Codegen(error) => error.error.to_string(),
        CompileError::Parse(error) => error.error.to_string(),
    };
    let Some(tree) = source.tree() else { return Fault::new(&said, start, start) };
    let around = places::around(&tree.body, start);
    let name = said.split('\'').nth(1).unwrap_or_default();
    let statement = match () {
        () if said.contains("nonlocal") || said.contains("global") => places::declaration(&tree.body, start, name),
        () if said.contains("starred expressions in assignment") || said.starts_with("starred assignment") => {
            places::assigned(&tree.body, start)
        }
        () => None,
    };
    let message = match said.as_str() {
        "'continue' outside loop" => "'continue' not properly in loop".to_owned(),
        "'import *' only allowed at module level" => "import * only allowed at module level".to_owned(),
        "'await' outside async function" if !around.in_function => "'await' outside function".to_owned(),
        _ if said.starts_with("cannot define nonlocal") => {
            "nonlocal declaration not allowed at module level".to_owned()
        }
        _ => said.clone(),
    };
    let place = statement.unwrap_or(start..around.end.unwrap_or(start));
    Fault::new(&message, place.start, place.end)
}
