//! Where operands begin and end, for faults that are about what is missing between them.

use super::*;

impl Grammar<'_> {
    /// `1 if x`.
    pub(super) fn conditional(&self, here: usize) -> Option<Fault> {
        let start = self.operand_before(here)?;
        let text = self.text.get(self.tokens[start].start..self.tokens[here].start)?.trim_end();
        let (_, condition) = text.split_once(" if ")?;
        let (first, _) = text.split_once(" if ")?;
        expression(first)?;
        expression(condition)?;
        let begin = self.tokens[start].start;
        Some(Fault::new("expected 'else' after 'if' expression", begin, begin + text.len()))
    }

    pub(super) fn starts_expression(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        match token.kind {
            Kind::Number | Kind::Text => true,
            Kind::Name => {
                !KEYWORDS.contains(&self.text(token)) || ["None", "True", "False", "lambda"].contains(&self.text(token))
            }
            Kind::Operator => ["{", "..."].contains(&self.text(token)),
            _ => false,
        }
    }

    pub(super) fn ends_expression(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        match token.kind {
            Kind::Number | Kind::Text => true,
            Kind::Name => {
                !KEYWORDS.contains(&self.text(token)) || ["None", "True", "False"].contains(&self.text(token))
            }
            Kind::Operator => [")", "]", "}", "..."].contains(&self.text(token)),
            _ => false,
        }
    }

    /// How many brackets are open right before the token.
    pub(super) fn inner(&self, at: usize) -> usize {
        let token = &self.tokens[at];
        token.depth + usize::from([")", "]", "}"].contains(&self.text(token)))
    }

    /// Where the expression begins that ends before the token: after a separator at its depth.
    pub(super) fn operand_before(&self, at: usize) -> Option<usize> {
        let depth = self.inner(at);
        let separates = |token: &Token| {
            let text = self.text(token);
            token.depth + 1 == depth && ["(", "[", "{"].contains(&text)
                || (token.depth == depth
                    && (matches!(token.kind, Kind::Newline | Kind::Indent | Kind::Dedent)
                        || [",", ":", "=", ";", ":=", "**", "*"].contains(&text)
                            && !(["**", "*"].contains(&text) && self.ends_before(token))
                        || [
                            "if", "elif", "while", "return", "in", "for", "assert", "else", "and", "or", "not",
                            "lambda",
                        ]
                        .contains(&text)
                            && !["if"].contains(&text)
                        || (text == "if" && !self.ends_before(token))))
        };
        let start = self.tokens[..at].iter().rposition(separates).map_or(0, |found| found + 1);
        (start < at).then_some(start)
    }

    pub(super) fn ends_before(&self, token: &Token) -> bool {
        let at = self.tokens.iter().position(|other| other == token).unwrap_or(0);
        at > 0 && self.ends_expression(at - 1)
    }

    /// Where the longest expression ends that begins at the token.
    pub(super) fn operand_after(&self, at: usize) -> Option<usize> {
        let depth = self.tokens.get(at)?.depth;
        let start = self.tokens[at].start;
        let mut end = None;
        for (offset, token) in self.tokens[at..].iter().enumerate() {
            let text = self.text(token);
            let closes = [")", "]", "}"].contains(&text);
            let stops = closes && token.depth + 1 == depth
                || token.depth == depth
                    && (matches!(token.kind, Kind::Newline | Kind::End)
                        || offset > 0 && [",", ":", "=", ";", "for", "if"].contains(&text));
            if stops {
                break;
            }
            if token.depth == depth && expression(&self.text[start..token.end]).is_some() {
                end = Some(token.end);
            }
        }
        end
    }
}
