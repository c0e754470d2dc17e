//! The marks under a line of a traceback: `~~~^~~` and `^^^^`, by CPython 3.11's rules.

use std::ops::Range;

use rustpython_ruff_text_size::Ranged;
use rustpython_vm::compiler::ast::{Expr, Stmt};
use rustpython_vm::compiler::parser;

/// The marks for `marked`, bytes of `line` that may go on past its end. `width` is how many columns a character takes.
///
/// `None` when there is nothing to tell apart: the marks would be under the whole line.
pub fn marks(line: &str, marked: Range<usize>, more_lines: bool, width: impl Fn(char) -> usize) -> Option<String> {
    let indent = line.len() - line.trim_start_matches([' ', '\t', '\u{c}']).len();
    let end = if more_lines { line.trim_end_matches([' ', '\t', '\u{c}']).len() } else { marked.end };
    let text = line.get(marked.start..end)?;
    let operator = if more_lines { None } else { operator(text) };
    if operator.is_none() && marked.start == indent && end == line.len() {
        return None;
    }
    let columns = |text: &str| text.chars().map(&width).sum::<usize>();
    let mut out = " ".repeat(columns(line.get(indent..marked.start)?));
    match operator {
        Some(at) => {
            out.push_str(&"~".repeat(columns(text.get(..at.start)?)));
            out.push_str(&"^".repeat(columns(text.get(at.clone())?)));
            out.push_str(&"~".repeat(columns(text.get(at.end..)?)));
        }
        None => out.push_str(&"^".repeat(columns(text))),
    }
    Some(out)
}

/// The operator of an operation or the brackets of a subscript.
fn operator(text: &str) -> Option<Range<usize>> {
    let tree = parser::parse_module(text).ok()?.into_syntax();
    let [Stmt::Expr(statement)] = tree.body.as_slice() else { return None };
    match &*statement.value {
        Expr::BinOp(operation) => {
            let between = operation.left.end().to_usize()..operation.right.start().to_usize();
            let bytes = text.as_bytes();
            let blank = |at: usize| matches!(bytes[at], b' ' | b'\t' | b'\x0c');
            let mut at = between.clone().find(|at| !blank(*at) && bytes[*at] != b')')?;
            // Parentheses that are closed after the left operand are not the operator.
            while bytes[at] == b')' {
                at += 1;
            }
            let two = at + 1 < between.end && !blank(at + 1);
            Some(at..at + 1 + usize::from(two))
        }
        Expr::Subscript(subscript) => {
            let open = subscript.value.end().to_usize();
            let close = subscript.slice.end().to_usize();
            Some(open + text[open..].find('[')?..close + text[close..].find(']')? + 1)
        }
        _ => None,
    }
}
