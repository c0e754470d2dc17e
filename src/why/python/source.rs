//! A program's text: where its lines are, and what was written at a place of it.

use std::cell::OnceCell;
use std::ops::Range;

use rustpython_vm::compiler::{ast, parser};

/// The text of a program, as it was compiled.
pub struct Source {
    pub name: String,
    pub text: String,
    /// Where each line starts, in bytes.
    starts: Vec<usize>,
    tree: OnceCell<Option<ast::ModModule>>,
}

impl Source {
    /// Takes a program as its author wrote it: a byte order mark is no text, and every system's line ends are line feeds.
    pub fn new(name: &str, text: &str) -> Self {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let text = if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text.to_owned() };
        let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Self { name: name.to_owned(), text, starts, tree: OnceCell::new() }
    }

    /// The bytes of line `number` (from 1), without its end.
    pub fn line_range(&self, number: usize) -> Option<Range<usize>> {
        let start = *self.starts.get(number.checked_sub(1)?)?;
        let end = self.starts.get(number).map_or(self.text.len(), |next| next - 1);
        Some(start..end)
    }

    /// The line (from 1) that a byte is in.
    pub fn line_of(&self, offset: usize) -> usize {
        self.starts.partition_point(|start| *start <= offset)
    }

    /// The byte at a line (from 1) and a column in bytes (from 1), as code objects give places.
    pub fn offset(&self, line: usize, column: usize) -> Option<usize> {
        let start = self.starts.get(line.checked_sub(1)?)?;
        Some(start + column.checked_sub(1)?).filter(|offset| *offset <= self.text.len())
    }

    /// The syntax tree, if the text has one. It is only needed when something goes wrong, so it is made then.
    pub fn tree(&self) -> Option<&ast::ModModule> {
        self.tree.get_or_init(|| Some(parser::parse_module(&self.text).ok()?.into_syntax())).as_ref()
    }
}
