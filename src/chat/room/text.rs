//! The little of Markdown that authors use in stems and explanations, read into blocks. The page makes an element of each
//! and sets its text, so no HTML is ever written or read.

use serde::Serialize;

use crate::chat::highlight::{self, Line};
use crate::figure::mathtext;

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Block {
    Paragraph { inlines: Vec<Inline> },
    List { ordered: bool, items: Vec<Vec<Inline>> },
    Code { lines: Vec<Line> },
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Inline {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub style: Option<Style>,
    pub text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Style {
    Code,
    Strong,
}

/// Paragraphs, `-` and `1.` lists and fenced code; everything else is text.
pub fn blocks(text: &str) -> Vec<Block> {
    let mut reader = Reader::default();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        match fence(line) {
            Some(language) => {
                reader.flush();
                // An unclosed fence runs to the end, as everywhere.
                let code: Vec<&str> = lines.by_ref().take_while(|line| line.trim() != "```").collect();
                let code = code.join("\n");
                let python = matches!(language, "" | "py" | "python");
                let lines = if python { highlight::python(&code) } else { highlight::plain(&code) };
                reader.done.push(Block::Code { lines });
            }
            None => reader.line(line),
        }
    }
    reader.flush();
    reader.done
}

/// `code`, **strong** and `$mathematics$` inside one line of text. What isn't closed is text.
pub fn inlines(text: &str) -> Vec<Inline> {
    let mut done: Vec<Inline> = Vec::new();
    let mut plain = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(['`', '*', '$']) {
        let (before, here) = rest.split_at(at);
        plain.push_str(before);
        if let Some((written, after)) = mathtext::begins(here) {
            plain.push_str(&written);
            rest = after;
            continue;
        }
        let Some((style, inner, after)) = styled(here) else {
            // All of them are one byte long.
            let (literal, after) = here.split_at(1);
            plain.push_str(literal);
            rest = after;
            continue;
        };
        if !plain.is_empty() {
            done.push(Inline { style: None, text: std::mem::take(&mut plain) });
        }
        done.push(Inline { style: Some(style), text: inner.to_owned() });
        rest = after;
    }
    plain.push_str(rest);
    if !plain.is_empty() {
        done.push(Inline { style: None, text: plain });
    }
    done
}

fn styled(here: &str) -> Option<(Style, &str, &str)> {
    let span = |delimiter: &str| {
        let (inner, after) = here.strip_prefix(delimiter)?.split_once(delimiter)?;
        (!inner.trim().is_empty()).then_some((inner, after))
    };
    // The longest first: a pair of two may hold one.
    for delimiter in ["```", "``", "`"] {
        if let Some((inner, after)) = span(delimiter) {
            return Some((Style::Code, inner.trim(), after));
        }
    }
    // `2 ** 3 ** 2` is a power, not emphasis.
    let (inner, after) = span("**").filter(|(inner, _)| inner.trim() == *inner)?;
    Some((Style::Strong, inner, after))
}

/// The language of an opening fence.
fn fence(line: &str) -> Option<&str> {
    line.trim_start().strip_prefix("```").map(str::trim).filter(|language| !language.contains('`'))
}

/// The text of a list's item, and whether the list is numbered.
fn item(line: &str) -> Option<(bool, &str)> {
    let line = line.trim_start();
    if let Some(text) = line.strip_prefix("- ").or_else(|| line.strip_prefix("* ")) {
        return Some((false, text.trim()));
    }
    let (number, text) = line.split_once(". ")?;
    let digits = (1..=3).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| (true, text.trim()))
}

#[derive(Default)]
struct Reader {
    done: Vec<Block>,
    paragraph: String,
    items: Vec<String>,
    ordered: bool,
}

impl Reader {
    fn line(&mut self, line: &str) {
        if line.trim().is_empty() {
            return self.flush();
        }
        if let Some((ordered, text)) = item(line) {
            if !self.paragraph.is_empty() || self.ordered != ordered {
                self.flush();
            }
            self.ordered = ordered;
            return self.items.push(text.to_owned());
        }
        match self.items.last_mut() {
            // An indented line goes on with its item.
            Some(item) if line.starts_with("  ") => {
                item.push(' ');
                item.push_str(line.trim());
            }
            Some(_) => {
                self.flush();
                self.paragraph.push_str(line.trim());
            }
            None => {
                if !self.paragraph.is_empty() {
                    self.paragraph.push(' ');
                }
                self.paragraph.push_str(line.trim());
            }
        }
    }

    fn flush(&mut self) {
        if !self.items.is_empty() {
            let items = self.items.drain(..).map(|item| inlines(&item)).collect();
            self.done.push(Block::List { ordered: self.ordered, items });
        }
        if !self.paragraph.is_empty() {
            let text = std::mem::take(&mut self.paragraph);
            self.done.push(Block::Paragraph { inlines: inlines(&text) });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(inlines: &[Inline]) -> String {
        let one = |inline: &Inline| match inline.style {
            None => inline.text.clone(),
            Some(Style::Code) => format!("<{}>", inline.text),
            Some(Style::Strong) => format!("[{}]", inline.text),
        };
        inlines.iter().map(one).collect()
    }

    #[test]
    fn in_a_line() {
        let check = |text: &str, expected: &str| assert_eq!(shown(&inlines(text)), expected, "{text}");
        check("plain", "plain");
        check("call `loss.item()` first", "call <loss.item()> first");
        check("``a`b`` c", "<a`b> c");
        check("$\\alpha_1$ of `$x_1$` for $5 or $6", "α₁ of <$x_1$> for $5 or $6");
        check("not `closed", "not `closed");
        check("**Right**: `x ** 2`", "[Right]: <x ** 2>");
        check("2 ** 3 ** 2 and 2 * 3", "2 ** 3 ** 2 and 2 * 3");
        check("``", "``");
        check("****", "****");
        check("<script>alert(1)</script>", "<script>alert(1)</script>");
        check("", "");
    }

    #[test]
    fn in_blocks() {
        let check = |text: &str, expected: &[&str]| {
            let one = |block: &Block| match block {
                Block::Paragraph { inlines } => format!("p {}", shown(inlines)),
                Block::List { ordered, items } => {
                    let items: Vec<String> = items.iter().map(|item| shown(item)).collect();
                    format!("{} {}", if *ordered { "ol" } else { "ul" }, items.join(" | "))
                }
                Block::Code { lines } => {
                    let line = |line: &Line| line.iter().map(|span| span.text.as_str()).collect::<String>();
                    format!("pre {}", lines.iter().map(line).collect::<Vec<_>>().join("⏎"))
                }
            };
            assert_eq!(blocks(text).iter().map(one).collect::<Vec<_>>(), expected, "{text}");
        };
        check("", &[]);
        check("one\ntwo\n\nthree", &["p one two", "p three"]);
        check("so:\n- a\n- b\n  goes on\nend", &["p so:", "ul a | b goes on", "p end"]);
        check("1. a\n2. b\n- c", &["ol a | b", "ul c"]);
        check("3.5 is no item. - nor this", &["p 3.5 is no item. - nor this"]);
        check("see\n```python\nx = 1\n\ny\n```\ndone", &["p see", "pre x = 1⏎⏎y", "p done"]);
        check("```\nnever closed", &["pre never closed"]);
        check("```x``` inline", &["p <x> inline"]);
    }

    proptest! {
        #[test]
        fn letters_are_never_lost(text in "[a-z`* \n.1-]{0,60}") {
            let letters = |text: &str| text.chars().filter(char::is_ascii_lowercase).collect::<String>();
            let read: String = blocks(&text).iter().map(|block| match block {
                Block::Paragraph { inlines } => shown(inlines),
                Block::List { items, .. } => items.iter().map(|item| shown(item)).collect(),
                Block::Code { lines } => lines.iter().flatten().map(|span| span.text.as_str()).collect(),
            }).collect();
            // A fence's language is the one thing that is read and not shown.
            prop_assume!(!text.contains("```"));
            prop_assert_eq!(letters(&read), letters(&text));
        }
    }
}
