//! Faults inside of texts: escapes, and the expressions of formatted ones.

use super::*;

impl Grammar<'_> {
    pub(super) fn formatted(&self, kind: &InterpolatedStringErrorType, start: usize) -> Option<Fault> {
        let message = match kind {
            InterpolatedStringErrorType::UnclosedLbrace => "f-string: expecting '}'",
            InterpolatedStringErrorType::SingleRbrace => "f-string: single '}' is not allowed",
            InterpolatedStringErrorType::InvalidConversionFlag => {
                "f-string: invalid conversion character: expected 's', 'r', or 'a'"
            }
            _ => return None,
        };
        Some(self.after_text(start, message))
    }

    /// What is wrong inside of a text: an escape, or an expression in a formatted one.
    pub(super) fn in_text(&self, token: &Token, offset: usize, error: &ParseErrorType) -> Option<Fault> {
        let literal = self.text(token);
        if matches!(
            error,
            ParseErrorType::Lexical(
                LexicalErrorType::UnicodeError
                    | LexicalErrorType::MissingUnicodeLbrace
                    | LexicalErrorType::MissingUnicodeRbrace
                    | LexicalErrorType::StringError
            )
        ) {
            return Some(self.after_text(token.start, &crate::why::python::fault::texts::escape(literal)?));
        }
        let field = crate::why::python::fault::texts::field(literal, offset.checked_sub(token.start)?)?;
        let inner = literal.get(field.clone())?;
        if inner.trim().is_empty() {
            return Some(self.after_text(token.start, "f-string: empty expression not allowed"));
        }
        if inner.contains('#') {
            return Some(self.after_text(token.start, "f-string expression part cannot include '#'"));
        }
        // The expression is read as if it stood in parentheses, and shown so.
        let text = format!("({inner})");
        let unchecked = parser::parse_unchecked(&text, parser::ParseOptions::from(parser::Mode::Module));
        let scan = crate::why::python::fault::scan::scan(&text);
        let first = unchecked.errors().first()?;
        let fault = match scan.fault {
            Some(fault) => fault,
            None => Grammar { text: &text, tokens: &scan.tokens }.fault(first).0,
        };
        let message = format!("f-string: {}", fault.message);
        Some(Fault { message, part: Some(crate::why::python::fault::Part { text, from: token.start }), ..fault })
    }

    /// CPython 3.11 points behind the string, at the next token.
    pub(super) fn after_text(&self, offset: usize, message: &str) -> Fault {
        let text = self
            .tokens
            .iter()
            .position(|token| token.kind == Kind::Text && token.start <= offset && offset <= token.end);
        let next = text.and_then(|at| self.tokens.get(at + 1)).map_or(offset, |token| token.start);
        Fault::new(message, next, next)
    }
}
