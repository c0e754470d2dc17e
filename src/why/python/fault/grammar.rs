//! What the grammar expected, in CPython 3.11's words: from the first error of the parser and the tokens around it.

mod formatted;
mod operands;

use rustpython_ruff_text_size::Ranged;
use rustpython_vm::compiler::ast::token::TokenKind;
use rustpython_vm::compiler::ast::{BoolOp, Expr, Number, Stmt};
use rustpython_vm::compiler::parser::{self, InterpolatedStringErrorType, LexicalErrorType, ParseErrorType};

use super::Fault;
use super::scan::{Kind, Token};

/// Words that are never names.
const KEYWORDS: [&str; 35] = [
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del",
    "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal",
    "not", "or", "pass", "raise", "return", "try", "while", "with", "yield",
];

/// A program that does not parse.
pub struct Grammar<'a> {
    pub text: &'a str,
    pub tokens: &'a [Token],
}

impl Grammar<'_> {
    /// What is wrong at the parser's first error, and how far CPython reads before it says so.
    pub fn fault(&self, error: &parser::ParseError) -> (Fault, usize) {
        let start = error.location.start().to_usize();
        let here = self.at(start);
        (self.fault_at(error, here), self.tokens[here].start)
    }

    fn fault_at(&self, error: &parser::ParseError, here: usize) -> Fault {
        let (start, end) = (error.location.start().to_usize(), error.location.end().to_usize());
        // To later Pythons a `#` in a replacement field hides the rest of the string.
        let hides = |token: &&Token| token.kind == Kind::Text && super::texts::has_comment(self.text(token));
        if let Some(token) = self.tokens.iter().take_while(|token| token.start <= start).find(hides) {
            return self.after_text(token.start, "f-string expression part cannot include '#'");
        }
        if self.tokens[here].kind == Kind::Text
            && let Some(fault) = self.in_text(&self.tokens[here], start, &error.error)
        {
            return fault;
        }
        let found = match &error.error {
            ParseErrorType::UnexpectedIndentation => {
                return Fault { class: "IndentationError", caret: false, ..Fault::new("unexpected indent", end, end) };
            }
            ParseErrorType::OtherError(said) if said.starts_with("Expected an indented block after") => {
                return self.unindented(here);
            }
            ParseErrorType::InvalidAssignmentTarget
            | ParseErrorType::InvalidNamedAssignmentTarget
            | ParseErrorType::InvalidAnnotatedAssignmentTarget
            | ParseErrorType::InvalidAugmentedAssignmentTarget
            | ParseErrorType::InvalidDeleteTarget => {
                // What is no expression either is broken where it ends: `x == = 1`.
                if self.text.get(start..end).and_then(expression).is_none() {
                    return self.generic(self.at(end));
                }
                self.target(&error.error, start, end)
            }
            ParseErrorType::DuplicateKeywordArgumentError(name) => {
                Some(Fault::new(&format!("keyword argument repeated: {name}"), start, end))
            }
            ParseErrorType::PositionalAfterKeywordArgument => {
                Some(self.at_close(here, "positional argument follows keyword argument"))
            }
            ParseErrorType::PositionalAfterKeywordUnpacking => {
                Some(self.at_close(here, "positional argument follows keyword argument unpacking"))
            }
            ParseErrorType::NonDefaultParamAfterDefaultParam => {
                Some(Fault::new("non-default argument follows default argument", start, start))
            }
            ParseErrorType::ExpectedKeywordParam => {
                let star =
                    if self.is(here, "*") { start } else { self.before(here).map_or(start, |token| token.start) };
                Some(Fault::new("named arguments must follow bare *", star, star))
            }
            ParseErrorType::UnparenthesizedGeneratorExpression => {
                Some(Fault::new("Generator expression must be parenthesized", start, end))
            }
            // After an operator the star is one too many.
            ParseErrorType::InvalidStarredExpressionUsage if self.follows_operator(here) => {
                return Fault::new("invalid syntax", start, start);
            }
            ParseErrorType::InvalidStarredExpressionUsage => {
                Some(Fault::new("can't use starred expression here", start, end))
            }
            ParseErrorType::IterableUnpackingInComprehension => {
                Some(Fault::new("iterable unpacking cannot be used in comprehension", start, end))
            }
            ParseErrorType::Lexical(LexicalErrorType::InvalidByteLiteral) => {
                let literal = self.tokens.iter().find(|token| token.start <= start && start < token.end);
                let (start, end) = literal.map_or((start, end), |token| (token.start, token.end));
                Some(Fault::new("bytes can only contain ASCII literal characters", start, end))
            }
            ParseErrorType::FStringError(kind) | ParseErrorType::Lexical(LexicalErrorType::FStringError(kind)) => {
                self.formatted(kind, start)
            }
            ParseErrorType::OtherError(said) => self.other(said, here, start, end),
            _ => None,
        };
        found.or_else(|| self.specific(&error.error, here)).unwrap_or_else(|| self.generic(here))
    }

    /// The token at a place, or the next.
    fn at(&self, offset: usize) -> usize {
        let layout = |kind| matches!(kind, Kind::Indent | Kind::Dedent);
        let found = self.tokens.iter().position(|token| token.end > offset && !layout(token.kind));
        found.or_else(|| self.tokens.iter().position(|token| token.start >= offset)).unwrap_or(self.tokens.len() - 1)
    }

    fn text(&self, token: &Token) -> &str {
        self.text.get(token.start..token.end).unwrap_or_default()
    }

    fn is(&self, at: usize, text: &str) -> bool {
        self.tokens.get(at).is_some_and(|token| self.text(token) == text)
    }

    fn before(&self, at: usize) -> Option<&Token> {
        self.tokens.get(at.checked_sub(1)?)
    }

    fn generic(&self, at: usize) -> Fault {
        let token = self.tokens[at];
        match token.kind {
            Kind::Newline | Kind::End => {
                // At the end of the text there is no line to point into.
                let start = if token.kind == Kind::End { self.text.trim_end().len() } else { token.start };
                Fault { caret: token.kind == Kind::Newline, ..Fault::new("invalid syntax", start, start) }
            }
            _ => Fault::new("invalid syntax", token.start, token.end),
        }
    }

    /// Where the statement with the token begins.
    fn statement(&self, at: usize) -> usize {
        let ends = |token: &Token| {
            token.depth == 0
                && (matches!(token.kind, Kind::Newline | Kind::Indent | Kind::Dedent) || self.text(token) == ";")
        };
        self.tokens[..at].iter().rposition(ends).map_or(0, |end| end + 1)
    }

    /// The bracket that closes the ones around the token.
    fn closing(&self, at: usize) -> Option<&Token> {
        let depth = self.inner(at);
        self.tokens[at..].iter().find(|token| token.depth + 1 == depth && [")", "]", "}"].contains(&self.text(token)))
    }

    fn at_close(&self, at: usize, message: &str) -> Fault {
        let place = self.closing(at).map_or(self.tokens[at].start, |token| token.start);
        Fault::new(message, place, place)
    }

    /// A block that is not indented.
    fn unindented(&self, at: usize) -> Fault {
        let colon =
            self.tokens[..at].iter().rposition(|token| self.text(token) == ":" && token.depth == 0).unwrap_or(0);
        let head = self.statement(colon);
        let line = self.text[..self.tokens[head].start].matches('\n').count() + 1;
        let mut word = self.text(&self.tokens[head]);
        if word == "async" {
            word = self.tokens.get(head + 1).map_or("", |token| self.text(token));
        }
        let what = match word {
            "def" => "function definition".to_owned(),
            "class" => "class definition".to_owned(),
            word => format!("'{word}' statement"),
        };
        let message = format!("expected an indented block after {what} on line {line}");
        let next =
            self.tokens[at..].iter().find(|token| !matches!(token.kind, Kind::Newline | Kind::Dedent | Kind::Indent));
        match next {
            Some(token) if token.kind != Kind::End => {
                Fault { class: "IndentationError", ..Fault::new(&message, token.start, token.start) }
            }
            _ => {
                let end = self.text.trim_end().len();
                Fault { class: "IndentationError", caret: false, ..Fault::new(&message, end, end) }
            }
        }
    }

    /// Something that can't be assigned to or deleted.
    fn target(&self, error: &ParseErrorType, start: usize, end: usize) -> Option<Fault> {
        let expression = expression(self.text.get(start..end)?)?;
        let kind = kind(&expression);
        let fault = |message: &str| Some(Fault::new(message, start, end));
        match error {
            ParseErrorType::InvalidDeleteTarget => fault(&format!("cannot delete {kind}")),
            ParseErrorType::InvalidAugmentedAssignmentTarget => {
                fault(&format!("'{kind}' is an illegal expression for augmented assignment"))
            }
            ParseErrorType::InvalidNamedAssignmentTarget => {
                fault(&format!("cannot use assignment expressions with {kind}"))
            }
            ParseErrorType::InvalidAnnotatedAssignmentTarget => match expression {
                Expr::List(_) | Expr::Tuple(_) => fault(&format!("only single target (not {kind}) can be annotated")),
                _ => fault("illegal target for annotation"),
            },
            _ => {
                let after = self.at(end);
                // A loop's or a `with`'s target has no `=` behind it.
                let meant = self.is(after, "=")
                    && !matches!(
                        expression,
                        Expr::Compare(_)
                            | Expr::Lambda(_)
                            | Expr::BoolOp(_)
                            | Expr::If(_)
                            | Expr::NoneLiteral(_)
                            | Expr::BooleanLiteral(_)
                            | Expr::EllipsisLiteral(_)
                            | Expr::Yield(_)
                            | Expr::Starred(_)
                    );
                let hint = if meant { " here. Maybe you meant '==' instead of '='?" } else { "" };
                fault(&format!("cannot assign to {kind}{hint}"))
            }
        }
    }

    /// The parser's own sentences.
    fn other(&self, said: &str, here: usize, start: usize, end: usize) -> Option<Fault> {
        let token = self.tokens[here];
        match said {
            "Trailing comma not allowed" => {
                let newline = self.tokens[here..].iter().find(|token| token.kind == Kind::Newline)?.start;
                Some(Fault::new("trailing comma not allowed without surrounding parentheses", newline, newline))
            }
            _ if said.starts_with("Expected `except` or `finally`") => {
                let next =
                    self.tokens[here..].iter().find(|token| !matches!(token.kind, Kind::Newline | Kind::Dedent))?;
                Some(Fault::new("expected 'except' or 'finally' block", next.start, next.end))
            }
            _ if said.starts_with("Multiple exception types must be parenthesized") => {
                let colon = self.tokens[here..].iter().find(|token| self.text(token) == ":" && token.depth == 0)?;
                Some(Fault::new("multiple exception types must be parenthesized", start, colon.end))
            }
            "Expected a parameter name" => {
                let equals = self.tokens[here..].iter().find(|token| self.text(token) == "=")?;
                let message = "expression cannot contain assignment, perhaps you meant \"==\"?";
                Some(Fault::new(message, start, equals.end))
            }
            _ if token.kind == Kind::Text && said.contains("bytes") => {
                Some(Fault::new("cannot mix bytes and nonbytes literals", start, end))
            }
            _ => None,
        }
    }

    /// CPython's guesses at what was meant.
    fn specific(&self, error: &ParseErrorType, here: usize) -> Option<Fault> {
        let token = self.tokens[here];
        let first = self.statement(here);
        let head = self.text(&self.tokens[first]);
        if let ParseErrorType::ExpectedToken { expected: TokenKind::Colon, .. } = error {
            let forced = matches!(head, "def" | "try" | "finally" | "else" | "lambda");
            if token.kind == Kind::Newline || (forced && head != "lambda" && !self.is(here, "=")) {
                return Some(Fault::new("expected ':'", token.start, token.start.max(token.end.min(token.start))));
            }
        }
        if head == "def" && here == first + 2 && !self.is(here, "(") {
            return Some(Fault::new("expected '('", token.start, token.start));
        }
        self.statement_of_old(first, here)
            .or_else(|| self.augmented(first, here))
            .or_else(|| self.comprehension(here))
            .or_else(|| self.equals(here))
            .or_else(|| self.dictionary(here))
            .or_else(|| self.comma(here))
            .or_else(|| self.conditional(here))
    }

    /// `print x`.
    fn statement_of_old(&self, first: usize, here: usize) -> Option<Fault> {
        let word = self.text(&self.tokens[first]);
        if here != first + 1 || !matches!(word, "print" | "exec") || !self.starts_expression(here) {
            return None;
        }
        let last = self.tokens[here..].iter().take_while(|token| token.kind != Kind::Newline).last()?;
        let message = format!("Missing parentheses in call to '{word}'. Did you mean {word}(...)?");
        expression(&self.text[self.tokens[here].start..last.end])?;
        Some(Fault::new(&message, self.tokens[first].start, last.end))
    }

    /// `a, b += 1`.
    fn augmented(&self, first: usize, here: usize) -> Option<Fault> {
        let operator = self.text(&self.tokens[here]);
        if first == here
            || operator.len() < 2
            || !operator.ends_with('=')
            || ["==", "!=", "<=", ">=", ":="].contains(&operator)
        {
            return None;
        }
        let (start, end) = (self.tokens[first].start, self.tokens[here - 1].end);
        let kind = kind(&expression(self.text.get(start..end)?)?);
        Some(Fault::new(&format!("'{kind}' is an illegal expression for augmented assignment"), start, end))
    }

    /// `[a, b for a, b in c]`.
    fn comprehension(&self, here: usize) -> Option<Fault> {
        let depth = self.tokens[here].depth;
        if !self.is(here, "for") || depth == 0 {
            return None;
        }
        let open = self.tokens[..here].iter().rposition(|token| token.depth + 1 == depth)?;
        let elements = self.tokens.get(open + 1..here)?;
        let several = elements.iter().any(|token| token.depth == depth && self.text(token) == ",");
        let message = "did you forget parentheses around the comprehension target?";
        (several && !self.is(open, "(")).then(|| Fault::new(message, elements[0].start, self.tokens[here - 1].end))
    }

    fn follows_operator(&self, here: usize) -> bool {
        let operators =
            ["+", "-", "*", "/", "//", "%", "@", "**", "<<", ">>", "&", "|", "^", "<", ">", "==", "!=", "<=", ">="];
        self.before(here).is_some_and(|token| operators.contains(&self.text(token)))
    }

    /// `=` where a comparison was meant.
    fn equals(&self, here: usize) -> Option<Fault> {
        if !self.is(here, "=") {
            return None;
        }
        let left = self.operand_before(here)?;
        let start = self.tokens[left].start;
        let before = self.text.get(start..self.tokens[here - 1].end)?;
        let value = expression(before)?;
        let called = self.tokens[..left].last().is_some_and(|token| ["(", ","].contains(&self.text(token)))
            && self.opened_by_call(here);
        if called && !matches!(value, Expr::Name(_)) {
            let message = "expression cannot contain assignment, perhaps you meant \"==\"?";
            return Some(Fault::new(message, start, self.tokens[here].end));
        }
        match value {
            Expr::Name(_) => {
                let right = self.operand_after(here + 1)?;
                let message = "invalid syntax. Maybe you meant '==' or ':=' instead of '='?";
                Some(Fault::new(message, start, right))
            }
            Expr::List(_) | Expr::Tuple(_) | Expr::BooleanLiteral(_) | Expr::NoneLiteral(_) => None,
            value => {
                let message = format!("cannot assign to {} here. Maybe you meant '==' instead of '='?", kind(&value));
                Some(Fault::new(&message, start, self.tokens[here - 1].end))
            }
        }
    }

    /// Whether the innermost bracket around the token belongs to a call.
    fn opened_by_call(&self, at: usize) -> bool {
        let depth = self.inner(at);
        let open = self.tokens[..at].iter().rposition(|token| token.depth + 1 == depth && self.text(token) == "(");
        open.and_then(|open| self.before(open)).is_some_and(|token| {
            token.kind == Kind::Name && !KEYWORDS.contains(&self.text(token)) || [")", "]"].contains(&self.text(token))
        })
    }

    fn dictionary(&self, here: usize) -> Option<Fault> {
        let token = self.tokens[here];
        if self.text(&token) != "}" {
            return None;
        }
        let before = self.before(here)?;
        if self.text(before) == ":" {
            return Some(Fault::new("expression expected after dictionary key and ':'", before.start, before.start));
        }
        let open = self.tokens[..here].iter().rposition(|t| t.depth == token.depth && self.text(t) == "{")?;
        let pairs = self.tokens[open..here].iter().any(|t| t.depth == token.depth + 1 && self.text(t) == ":");
        let key = self.operand_before(here)?;
        let alone = self.tokens[..key].last().is_some_and(|t| self.text(t) == ",");
        (pairs && alone).then(|| Fault::new("':' expected after dictionary key", before.end - 1, before.end - 1))
    }

    /// Two expressions side by side in brackets.
    fn comma(&self, here: usize) -> Option<Fault> {
        let token = self.tokens[here];
        if token.depth == 0 || !self.starts_expression(here) || !self.ends_expression(here.checked_sub(1)?) {
            return None;
        }
        let left = self.operand_before(here)?;
        if self.tokens[..left].last().is_some_and(|token| self.text(token) == "**") {
            return None;
        }
        let start = self.tokens[left].start;
        let value = expression(self.text.get(start..self.tokens[here - 1].end)?)?;
        // A name before a string may be a prefix of it.
        if matches!(value, Expr::Name(_)) && token.kind == Kind::Text {
            return None;
        }
        let end = self.operand_after(here)?;
        Some(Fault::new("invalid syntax. Perhaps you forgot a comma?", start, end))
    }
}

/// The text as one expression.
pub fn expression(text: &str) -> Option<Expr> {
    // Line breaks mean nothing in brackets, where these texts are from.
    let wrapped = format!("({text})");
    let tree = parser::parse_module(&wrapped).ok()?.into_syntax();
    match tree.body.into_iter().next()? {
        Stmt::Expr(statement) if statement.range().end().to_usize() == wrapped.len() => Some(*statement.value),
        _ => None,
    }
}

/// What CPython calls an expression.
fn kind(expression: &Expr) -> &'static str {
    match expression {
        Expr::Call(_) => "function call",
        Expr::Attribute(_) => "attribute",
        Expr::Subscript(_) => "subscript",
        Expr::Starred(_) => "starred",
        Expr::Name(_) => "name",
        Expr::List(_) => "list",
        Expr::Tuple(_) => "tuple",
        Expr::Lambda(_) => "lambda",
        Expr::Compare(_) => "comparison",
        Expr::If(_) => "conditional expression",
        Expr::Named(_) => "named expression",
        Expr::Await(_) => "await expression",
        Expr::Yield(_) | Expr::YieldFrom(_) => "yield expression",
        Expr::ListComp(_) => "list comprehension",
        Expr::SetComp(_) => "set comprehension",
        Expr::DictComp(_) => "dict comprehension",
        Expr::Generator(_) => "generator expression",
        Expr::Dict(_) => "dict literal",
        Expr::Set(_) => "set display",
        Expr::FString(_) | Expr::TString(_) => "f-string expression",
        Expr::NoneLiteral(_) => "None",
        Expr::BooleanLiteral(literal) => {
            if literal.value {
                "True"
            } else {
                "False"
            }
        }
        Expr::EllipsisLiteral(_) => "ellipsis",
        Expr::NumberLiteral(literal) => match literal.value {
            Number::Int(_) | Number::Float(_) | Number::Complex { .. } => "literal",
        },
        Expr::StringLiteral(_) | Expr::BytesLiteral(_) => "literal",
        Expr::BoolOp(operation) => match operation.op {
            BoolOp::And | BoolOp::Or => "expression",
        },
        _ => "expression",
    }
}
