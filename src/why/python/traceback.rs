//! What an uncaught exception prints, as CPython 3.11 writes it: the learner's own lines with the failing part marked.

mod carets;
mod groups;
mod place;

use std::collections::HashSet;
use std::fmt::Write as _;

use rustpython_vm::builtins::{PyBaseExceptionRef, PyTraceback};
use rustpython_vm::{AsObject, PyObjectRef, PyRef, VirtualMachine};

use super::missing;
use super::source::Source;

/// A frame is shown this often in a row; after that it is counted.
const REPEATS: usize = 3;
/// More causes than this are left out.
const CHAIN: usize = 20;

/// The traceback, and the program's line that it ends in.
pub struct Report {
    pub text: String,
    pub line: Option<u32>,
}

/// Describes an exception that `source` did not catch.
pub fn report(vm: &VirtualMachine, exception: &PyBaseExceptionRef, source: &Source) -> Report {
    let mut writer = Writer::new(vm, source);
    writer.chain(exception, CHAIN);
    Report { text: writer.text, line: writer.line }
}

/// The same text for a program that caught the exception; without what came before it unless `chain` says so.
pub fn text(vm: &VirtualMachine, exception: &PyBaseExceptionRef, source: &Source, chain: bool) -> String {
    let mut writer = Writer::new(vm, source);
    if chain {
        writer.chain(exception, CHAIN);
    } else if exception.__traceback__().is_some() {
        writer.one(exception, CHAIN);
    } else {
        writer.message(exception);
    }
    writer.text
}

/// A frame as a program sees it: file, line, function, and the line's text and marks.
pub type Frame = (String, usize, String, Option<String>, Option<String>);

/// The frames of a traceback, the outermost first.
pub fn frames(vm: &VirtualMachine, traceback: &PyTraceback, source: &Source) -> Vec<Frame> {
    let writer = Writer::new(vm, source);
    let mut found = Vec::new();
    let mut add = |frame: &PyTraceback| {
        for entry in writer.entries(frame) {
            let (text, marks) = entry.shown.unzip();
            found.push((entry.file, entry.line, entry.name, text, marks.flatten()));
        }
    };
    add(traceback);
    let mut next = traceback.next.lock().clone();
    while let Some(frame) = next {
        add(&frame);
        next = frame.next.lock().clone();
    }
    found
}

/// One frame of it.
struct Entry {
    file: String,
    line: usize,
    name: String,
    /// The line's text, and the marks below it.
    shown: Option<(String, Option<String>)>,
}

struct Writer<'a> {
    vm: &'a VirtualMachine,
    source: &'a Source,
    text: String,
    line: Option<u32>,
    seen: HashSet<usize>,
    groups: groups::Margin,
}

impl<'a> Writer<'a> {
    fn new(vm: &'a VirtualMachine, source: &'a Source) -> Self {
        let groups = groups::Margin::default();
        Self { vm, source, text: String::new(), line: None, seen: HashSet::new(), groups }
    }
}

impl Writer<'_> {
    fn chain(&mut self, exception: &PyBaseExceptionRef, left: usize) {
        self.seen.insert(exception.get_id());
        let suppressed = self
            .attribute(exception, "__suppress_context__")
            .is_some_and(|value| value.try_to_bool(self.vm).unwrap_or(false));
        let before = match (exception.__cause__(), exception.__context__()) {
            (Some(cause), _) => Some((cause, "The above exception was the direct cause of the following exception:")),
            (None, Some(context)) if !suppressed => {
                Some((context, "During handling of the above exception, another exception occurred:"))
            }
            _ => None,
        };
        if let Some((earlier, link)) = before
            && left > 0
            && !self.seen.contains(&earlier.get_id())
        {
            self.chain(&earlier, left - 1);
            self.put(&format!("\n{link}\n\n"));
        }
        self.one(exception, left);
    }

    /// An exception without those before it.
    fn one(&mut self, exception: &PyBaseExceptionRef, left: usize) {
        if exception.fast_isinstance(self.vm.ctx.exceptions.base_exception_group) {
            self.group(exception, left);
        } else {
            self.frames(exception.__traceback__(), "Traceback");
            self.message(exception);
        }
    }

    fn put(&mut self, text: &str) {
        self.groups.put(&mut self.text, text, '|');
    }

    fn attribute(&self, exception: &PyBaseExceptionRef, name: &str) -> Option<PyObjectRef> {
        exception.as_object().get_attr(self.vm.ctx.intern_str(name), self.vm).ok()
    }

    fn frames(&mut self, traceback: Option<PyRef<PyTraceback>>, title: &str) {
        let entries: Vec<Entry> =
            traceback.iter().flat_map(|first| first.iter()).flat_map(|frame| self.entries(&frame)).collect();
        self.line = entries.iter().rev().find(|entry| entry.file == self.source.name).map(|entry| entry.line as u32);
        if traceback.is_none() {
            return;
        }
        let corner = self.groups.corner();
        self.groups.put(&mut self.text, &format!("{title} (most recent call last):\n"), corner);
        let same = |a: &Entry, b: &Entry| (&a.file, a.line, &a.name) == (&b.file, b.line, &b.name);
        for run in entries.chunk_by(same) {
            for entry in run.iter().take(REPEATS) {
                self.put(&format!("  File \"{}\", line {}, in {}\n", entry.file, entry.line, entry.name));
                if let Some((line, marks)) = &entry.shown {
                    self.put(&format!("    {line}\n"));
                    if let Some(marks) = marks {
                        self.put(&format!("    {marks}\n"));
                    }
                }
            }
            match run.len().saturating_sub(REPEATS) {
                0 => {}
                1 => self.put("  [Previous line repeated 1 more time]\n"),
                more => self.put(&format!("  [Previous line repeated {more} more times]\n")),
            }
        }
    }

    /// A frame's entries: none for the library's, more than one around comprehensions.
    fn entries(&self, frame: &PyTraceback) -> Vec<Entry> {
        let code = &frame.frame.code;
        let file = code.source_path().as_str().to_owned();
        if self.vm.state.frozen.contains_key(&*file) {
            return Vec::new();
        }
        let line = frame.lineno.get();
        let name = code.code.obj_name.to_string();
        if file != self.source.name {
            return vec![Entry { file, line, name, shown: None }];
        }
        let Some(place) = place::find(self.source, code, frame.lasti as usize / 2) else {
            return vec![Entry { shown: self.shown(line, None), file, line, name }];
        };
        let mut names = vec![name];
        names.extend(place.comprehensions.iter().map(|(name, _)| (*name).to_owned()));
        let outer = place.comprehensions.into_iter().map(|(_, span)| (self.source.line_of(span.start), span));
        let spans = outer.chain(std::iter::once((place.line, place.span)));
        let entry = |(name, (line, span)): (String, (usize, place::Span))| Entry {
            file: file.clone(),
            line,
            name,
            shown: self.shown(line, Some(span)),
        };
        names.into_iter().zip(spans).map(entry).collect()
    }

    fn shown(&self, number: usize, span: Option<place::Span>) -> Option<(String, Option<String>)> {
        let whole = self.source.line_range(number)?;
        let line = &self.source.text[whole.clone()];
        let text = line.trim_matches([' ', '\t', '\u{c}']);
        if text.is_empty() {
            return None;
        }
        let marks = span.and_then(|span| {
            let start = span.start.checked_sub(whole.start)?;
            let end = span.end.checked_sub(whole.start)?;
            carets::marks(line, start..end, end > line.len(), |character| self.width(character))
        });
        Some((line.trim_start_matches([' ', '\t', '\u{c}']).to_owned(), marks))
    }

    /// How many columns a terminal gives a character: two for East Asian wide ones.
    fn width(&self, character: char) -> usize {
        if character.is_ascii() {
            return 1;
        }
        let wide = || {
            let module = self.vm.import("unicodedata", 0).ok()?;
            let width = self.vm.call_method(&module, "east_asian_width", (character.to_string(),)).ok()?;
            let width = width.str(self.vm).ok()?;
            Some(matches!(width.to_str(), Some("W" | "F")))
        };
        if wide().unwrap_or(false) { 2 } else { 1 }
    }

    fn message(&mut self, exception: &PyBaseExceptionRef) {
        if exception.fast_isinstance(self.vm.ctx.exceptions.syntax_error) {
            self.syntax_error(exception);
            return;
        }
        let name = class_name(self.vm, exception);
        let message = message(self.vm, exception);
        let hint = suggestion(self.vm, exception);
        match (message, hint) {
            (text, None) if text.is_empty() => self.put(&format!("{name}\n")),
            (text, None) => self.put(&format!("{name}: {text}\n")),
            (text, Some(hint)) => self.put(&format!("{name}: {text}. Did you mean: '{hint}'?\n")),
        }
        for note in self.notes(exception).into_iter().chain(missing::explain(self.vm, exception)) {
            self.put(&format!("{note}\n"));
        }
    }

    /// A text that `exec`, `eval` or `compile` could not read, with the line they were given.
    fn syntax_error(&mut self, exception: &PyBaseExceptionRef) {
        let text = |name: &str| {
            let value = self.attribute(exception, name).filter(|value| !self.vm.is_none(value))?;
            Some(lossless(value.str(self.vm).ok()?.as_wtf8()))
        };
        let number = |name: &str| text(name).and_then(|text| text.parse::<usize>().ok());
        let mut out = String::new();
        if let Some(line) = number("lineno") {
            let file = text("filename").unwrap_or_else(|| "<string>".to_owned());
            let _ = writeln!(out, "  File \"{file}\", line {line}");
            if let Some(source) = text("text").filter(|source| !source.trim().is_empty()) {
                let source = source.lines().next().unwrap_or_default().trim_end();
                let shown = source.trim_start();
                let _ = writeln!(out, "    {shown}");
                let indent = source.chars().count() - shown.chars().count();
                if let Some(column) = number("offset").and_then(|offset| offset.checked_sub(1 + indent)) {
                    let end = number("end_offset").and_then(|end| end.checked_sub(1 + indent)).unwrap_or(column + 1);
                    let width = end.min(shown.chars().count()).saturating_sub(column).max(1);
                    let _ = writeln!(out, "    {}{}", " ".repeat(column.min(shown.len())), "^".repeat(width));
                }
            }
        }
        let message = text("msg").unwrap_or_else(|| "None".to_owned());
        let _ = writeln!(out, "{}: {message}", class_name(self.vm, exception));
        self.put(&out);
        for note in self.notes(exception) {
            self.put(&format!("{note}\n"));
        }
    }

    fn notes(&self, exception: &PyBaseExceptionRef) -> Vec<String> {
        let Some(notes) = self.attribute(exception, "__notes__") else { return Vec::new() };
        let notes: Vec<PyObjectRef> = notes.try_to_value(self.vm).unwrap_or_default();
        // RustPython's codecs add one of their own.
        let codec = exception.fast_isinstance(self.vm.ctx.exceptions.unicode_error);
        let texts = notes.iter().filter_map(|note| Some(lossless(note.str(self.vm).ok()?.as_wtf8())));
        texts.filter(|note| !(codec && note.ends_with("codec failed"))).collect()
    }
}

/// The class as a traceback names it: with its module, unless that is the program or Python itself.
pub fn class_name(vm: &VirtualMachine, exception: &PyBaseExceptionRef) -> String {
    let class = exception.class();
    let qualified = class.__qualname__(vm).str(vm).map(|name| lossless(name.as_wtf8())).unwrap_or_default();
    match class.__module__(vm).str(vm) {
        Ok(module) if !["builtins", "__main__"].contains(&module.to_str().unwrap_or_default()) => {
            format!("{}.{qualified}", lossless(module.as_wtf8()))
        }
        _ => qualified,
    }
}

/// What `str()` says of it.
pub fn message(vm: &VirtualMachine, exception: &PyBaseExceptionRef) -> String {
    match exception.as_object().str(vm) {
        Ok(text) => lossless(text.as_wtf8()),
        Err(_) => "<exception str() failed>".to_owned(),
    }
}

/// The name that was probably meant.
fn suggestion(vm: &VirtualMachine, exception: &PyBaseExceptionRef) -> Option<String> {
    // Python 3.11 has none for names that can't be imported.
    if exception.fast_isinstance(vm.ctx.exceptions.import_error) {
        return None;
    }
    let name = rustpython_vm::suggestion::offer_suggestions(exception, vm)?;
    Some(lossless(name.as_wtf8()))
}

/// A text that can be printed: lone surrogates are written as escapes, as on standard error.
fn lossless(text: &rustpython_vm::common::wtf8::Wtf8) -> String {
    super::host::escaped(text)
}

#[cfg(test)]
mod tests;
