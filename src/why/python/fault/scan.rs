//! Tokens as CPython 3.11 makes them, roughly, and what it finds wrong with them: brackets, quotes, numbers, indentation.

use super::Fault;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Name,
    Number,
    Text,
    Operator,
    Newline,
    Indent,
    Dedent,
    End,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    pub kind: Kind,
    pub start: usize,
    pub end: usize,
    /// How many brackets are open around it.
    pub depth: usize,
}

/// The tokens, the brackets that are left open, and the first thing that is wrong.
#[derive(Debug, Default)]
pub struct Scan {
    pub tokens: Vec<Token>,
    pub open: Vec<usize>,
    pub fault: Option<Fault>,
}

const OPERATORS: [&str; 24] = [
    "**=", "//=", ">>=", "<<=", "...", "**", "//", ">>", "<<", "<=", ">=", "==", "!=", "->", "+=", "-=", "*=", "/=",
    "%=", "&=", "|=", "^=", "@=", ":=",
];

pub fn scan(text: &str) -> Scan {
    let mut scanner = Scanner { text, bytes: text.as_bytes(), at: 0, scan: Scan::default(), indents: vec![(0, 0)] };
    if let Err(fault) = scanner.run() {
        scanner.scan.fault = Some(fault);
    }
    scanner.scan
}

struct Scanner<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    scan: Scan,
    /// Columns with tabs of eight, and of one.
    indents: Vec<(usize, usize)>,
}

impl Scanner<'_> {
    fn run(&mut self) -> Result<(), Fault> {
        let mut fresh = true;
        while self.at < self.bytes.len() {
            if fresh && self.scan.open.is_empty() {
                if self.indentation()? {
                    continue;
                }
                fresh = false;
            }
            match self.bytes[self.at] {
                b' ' | b'\t' | b'\x0c' => self.at += 1,
                b'#' => self.at = self.line_end(),
                b'\n' => {
                    if self.scan.open.is_empty() {
                        self.push(Kind::Newline, self.at, self.at + 1);
                        fresh = true;
                    }
                    self.at += 1;
                }
                b'\\' => self.continuation()?,
                _ => self.token()?,
            }
        }
        if !fresh && self.scan.open.is_empty() {
            self.push(Kind::Newline, self.at, self.at);
        }
        while self.indents.len() > 1 {
            self.indents.pop();
            self.push(Kind::Dedent, self.at, self.at);
        }
        self.push(Kind::End, self.at, self.at);
        Ok(())
    }

    fn push(&mut self, kind: Kind, start: usize, end: usize) {
        self.scan.tokens.push(Token { kind, start, end, depth: self.scan.open.len() });
    }

    fn line_end(&self) -> usize {
        self.text[self.at..].find('\n').map_or(self.text.len(), |length| self.at + length)
    }

    /// Reads the blanks that start a line; says whether the line is empty.
    fn indentation(&mut self) -> Result<bool, Fault> {
        let start = self.at;
        let (mut column, mut narrow) = (0, 0);
        while let Some(byte @ (b' ' | b'\t' | b'\x0c')) = self.bytes.get(self.at) {
            match byte {
                b' ' => (column, narrow) = (column + 1, narrow + 1),
                b'\t' => (column, narrow) = ((column / 8 + 1) * 8, narrow + 1),
                _ => (column, narrow) = (0, 0),
            }
            self.at += 1;
        }
        match self.bytes.get(self.at) {
            None => return Ok(true),
            Some(b'#') => {
                self.at = self.line_end();
                return Ok(true);
            }
            Some(b'\n') => {
                self.at += 1;
                return Ok(true);
            }
            Some(_) => {}
        }
        let tabs = || {
            let message = "inconsistent use of tabs and spaces in indentation";
            Err(Fault { class: "TabError", caret: false, ..Fault::new(message, start, start) })
        };
        let (top, top_narrow) = self.indents.last().copied().unwrap_or_default();
        if column == top {
            return if narrow == top_narrow { Ok(false) } else { tabs() };
        }
        if column > top {
            if narrow <= top_narrow {
                return tabs();
            }
            self.indents.push((column, narrow));
            self.push(Kind::Indent, start, self.at);
            return Ok(false);
        }
        while self.indents.last().is_some_and(|(top, _)| *top > column) {
            self.indents.pop();
            self.push(Kind::Dedent, self.at, self.at);
        }
        match self.indents.last() {
            Some((top, narrow_top)) if *top == column => {
                if *narrow_top == narrow {
                    Ok(false)
                } else {
                    tabs()
                }
            }
            _ => {
                let end = self.line_end();
                let message = "unindent does not match any outer indentation level";
                Err(Fault { class: "IndentationError", ..Fault::new(message, end, end) })
            }
        }
    }

    fn continuation(&mut self) -> Result<(), Fault> {
        match self.bytes.get(self.at + 1) {
            Some(b'\n') if self.at + 2 < self.bytes.len() => {
                self.at += 2;
                Ok(())
            }
            Some(b'\n') | None => Err(Fault::new("unexpected EOF while parsing", self.at + 1, self.at + 1)),
            Some(_) => {
                Err(Fault::new("unexpected character after line continuation character", self.at + 1, self.at + 1))
            }
        }
    }

    fn token(&mut self) -> Result<(), Fault> {
        let start = self.at;
        let rest = &self.text[start..];
        let first = rest.chars().next().unwrap_or_default();
        let word = rest.find(|c: char| !is_word(c)).unwrap_or(rest.len());
        if first.is_ascii_digit() || (first == '.' && rest[1..].starts_with(|c: char| c.is_ascii_digit())) {
            return self.number();
        }
        let prefix = &rest[..word.min(2)].to_ascii_lowercase();
        if word <= 2
            && matches!(prefix.as_str(), "" | "r" | "u" | "b" | "f" | "br" | "rb" | "fr" | "rf")
            && rest[word..].starts_with(['"', '\''])
        {
            self.at += word;
            self.string(start, prefix.contains('f'))?;
            self.push(Kind::Text, start, self.at);
            return Ok(());
        }
        if word > 0 {
            self.at += word;
            self.push(Kind::Name, start, self.at);
            return Ok(());
        }
        match first {
            '(' | '[' | '{' => {
                self.push(Kind::Operator, start, start + 1);
                self.scan.open.push(start);
                self.at += 1;
            }
            ')' | ']' | '}' => self.close(start, first)?,
            c if c.is_ascii() && !c.is_ascii_control() => {
                let length = OPERATORS.iter().find(|op| rest.starts_with(**op)).map_or(1, |op| op.len());
                // An obsolete way to write `!=`.
                let length = if rest.starts_with("<>") { 2 } else { length };
                self.push(Kind::Operator, start, start + length);
                self.at += length;
            }
            c if c.is_control() || c.is_whitespace() || ('\u{200b}'..='\u{200f}').contains(&c) || c == '\u{feff}' => {
                return Err(Fault::new(&format!("invalid non-printable character U+{:04X}", c as u32), start, start));
            }
            c => return Err(Fault::new(&format!("invalid character '{c}' (U+{:04X})", c as u32), start, start)),
        }
        Ok(())
    }

    fn close(&mut self, start: usize, closing: char) -> Result<(), Fault> {
        let Some(open) = self.scan.open.pop() else {
            return Err(Fault::new(&format!("unmatched '{closing}'"), start, start));
        };
        let opening = char::from(self.bytes[open]);
        if !matches!((opening, closing), ('(', ')') | ('[', ']') | ('{', '}')) {
            let line = |at: usize| self.text[..at].matches('\n').count() + 1;
            let place = if line(open) == line(start) { String::new() } else { format!(" on line {}", line(open)) };
            let message =
                format!("closing parenthesis '{closing}' does not match opening parenthesis '{opening}'{place}");
            return Err(Fault::new(&message, start, start));
        }
        self.push(Kind::Operator, start, start + 1);
        self.at += 1;
        Ok(())
    }

    fn number(&mut self) -> Result<(), Fault> {
        let start = self.at;
        let digits = |from: usize, allowed: fn(&u8) -> bool| {
            let mut at = from;
            while self.bytes.get(at).is_some_and(|byte| allowed(byte) || *byte == b'_') {
                at += 1;
            }
            at
        };
        let based = match self.bytes.get(start..start + 2) {
            Some([b'0', b'x' | b'X']) => Some(("hexadecimal", digits(start + 2, u8::is_ascii_hexdigit))),
            Some([b'0', b'o' | b'O']) => Some(("octal", digits(start + 2, |byte| (b'0'..b'8').contains(byte)))),
            Some([b'0', b'b' | b'B']) => Some(("binary", digits(start + 2, |byte| matches!(byte, b'0' | b'1')))),
            _ => None,
        };
        let (name, mut end) = based.unwrap_or_else(|| ("decimal", digits(start, u8::is_ascii_digit)));
        let wrong = |at: usize| Err(Fault::new(&format!("invalid {name} literal"), at, at));
        if based.is_some() {
            if let Some(digit @ b'0'..=b'9') = self.bytes.get(end) {
                let message = format!("invalid digit '{}' in {name} literal", char::from(*digit));
                return Err(Fault::new(&message, end, end));
            }
            if end == start + 2 {
                return wrong(start + 1);
            }
        } else {
            if self.bytes.get(end) == Some(&b'.') {
                end = digits(end + 1, u8::is_ascii_digit);
            }
            if let Some(b'e' | b'E') = self.bytes.get(end) {
                let signed = end + 1 + usize::from(matches!(self.bytes.get(end + 1), Some(b'+' | b'-')));
                if self.bytes.get(signed).is_some_and(u8::is_ascii_digit) {
                    end = digits(signed, u8::is_ascii_digit);
                }
            }
            let whole = &self.text[start..end];
            if whole.len() > 1
                && whole.starts_with('0')
                && whole.bytes().all(|byte| byte.is_ascii_digit() || byte == b'_')
                && whole.bytes().any(|byte| matches!(byte, b'1'..=b'9'))
                && !matches!(self.bytes.get(end), Some(b'j' | b'J'))
            {
                let zeros = whole.bytes().take_while(|byte| matches!(byte, b'0' | b'_')).count();
                let message =
                    "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers";
                return Err(Fault::new(message, start, start + zeros));
            }
            if let Some(b'j' | b'J') = self.bytes.get(end) {
                end += 1;
            }
        }
        if let Some(double) = self.text[start..end].find("__") {
            return wrong(start + double);
        }
        if self.text[start..end].ends_with('_') {
            return wrong(end - 1);
        }
        let after = &self.text[end..];
        let word = &after[..after.find(|c: char| !is_word(c)).unwrap_or(after.len())];
        if !word.is_empty() && !["and", "else", "for", "if", "in", "is", "or", "not"].contains(&word) {
            return wrong(end - 1);
        }
        self.at = end;
        self.push(Kind::Number, start, end);
        Ok(())
    }

    /// Reads a string from its opening quote on. `start` is where its prefix is.
    fn string(&mut self, start: usize, formatted: bool) -> Result<(), Fault> {
        let quote = self.bytes[self.at];
        let triple = self.bytes[self.at..].starts_with(&[quote; 3]);
        self.at += if triple { 3 } else { 1 };
        let mut braces = 0_usize;
        while let Some(&byte) = self.bytes.get(self.at) {
            match byte {
                b'\\' => self.at += 1,
                b'\n' if !triple => break,
                b'{' if formatted && braces == 0 && self.bytes.get(self.at + 1) == Some(&b'{') => self.at += 1,
                b'{' if formatted => braces += 1,
                b'}' if formatted => braces = braces.saturating_sub(1),
                // Within braces, another quote starts a string of its own.
                b'"' | b'\'' if braces > 0 && byte != quote => {
                    let inner = self.at;
                    if self.string(inner, false).is_err() {
                        self.at = inner;
                        break;
                    }
                    continue;
                }
                _ if byte == quote && triple && self.bytes[self.at..].starts_with(&[quote; 3]) => {
                    self.at += 3;
                    return Ok(());
                }
                _ if byte == quote && !triple => {
                    self.at += 1;
                    return Ok(());
                }
                _ => {}
            }
            self.at += 1;
        }
        let last = if triple { self.text.trim_end_matches('\n').len() } else { start };
        let line = self.text[..last].matches('\n').count() + 1;
        let kind = if triple { "triple-quoted string" } else { "string" };
        Err(Fault::new(&format!("unterminated {kind} literal (detected at line {line})"), start, start))
    }
}

fn is_word(c: char) -> bool {
    c == '_' || c.is_alphanumeric() || (!c.is_ascii() && !c.is_whitespace() && c.is_alphabetic())
}
