//! Colours for Python code, as spans of classes and text: the page makes elements of them, and long code on Discord a picture.

use serde::Serialize;
use std::sync::OnceLock;
use tree_sitter_highlight::{HighlightConfiguration, HighlightEvent, Highlighter};

/// A run of one class. The texts of a line's spans are the line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Span {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub class: Option<&'static str>,
    pub text: String,
}

pub type Line = Vec<Span>;

/// The captures of tree-sitter-python's query and the page's class for each; `None` is left in the ink of the text.
const CAPTURES: [(&str, Option<&str>); 13] = [
    ("comment", Some("comment")),
    ("constant", Some("constant")),
    ("constant.builtin", Some("constant")),
    ("constructor", Some("type")),
    ("embedded", None),
    ("escape", Some("escape")),
    ("function", Some("function")),
    ("keyword", Some("keyword")),
    ("number", Some("number")),
    ("operator", Some("operator")),
    ("parameter", Some("parameter")),
    ("string", Some("string")),
    ("type", Some("type")),
];

/// A method that is called is a function too, and an argument's name stands out; later rules win.
const OWN_RULES: &str = "
(call function: (attribute attribute: (identifier) @function))
(keyword_argument name: (identifier) @parameter)
";

/// Longer code is shown without colours rather than parsed while a person waits.
const MAX: usize = 20_000;

/// The lines of a Python snippet. Code that doesn't parse, or not quite, is shown all the same.
pub fn python(code: &str) -> Vec<Line> {
    coloured(code).unwrap_or_else(|| plain(code))
}

/// The lines of any text, without colours.
pub fn plain(code: &str) -> Vec<Line> {
    let mut lines = vec![Line::new()];
    push(&mut lines, None, code);
    finish(lines)
}

fn coloured(code: &str) -> Option<Vec<Line>> {
    if code.len() > MAX {
        return None;
    }
    static CONFIGURATION: OnceLock<Option<HighlightConfiguration>> = OnceLock::new();
    let configuration = CONFIGURATION.get_or_init(configuration).as_ref()?;
    let mut highlighter = Highlighter::new();
    let events = highlighter.highlight(configuration, code.as_bytes(), None, None, |_| None).ok()?;
    let mut lines = vec![Line::new()];
    let mut classes = Vec::new();
    for event in events {
        match event.ok()? {
            HighlightEvent::HighlightStart(highlight) => classes.push(CAPTURES.get(highlight.0)?.1),
            HighlightEvent::HighlightEnd => drop(classes.pop()),
            HighlightEvent::Source { start, end } => {
                push(&mut lines, classes.last().copied().flatten(), code.get(start..end)?);
            }
        }
    }
    Some(finish(lines))
}

fn configuration() -> Option<HighlightConfiguration> {
    let language = tree_sitter_python::LANGUAGE.into();
    let query = format!("{}{OWN_RULES}", tree_sitter_python::HIGHLIGHTS_QUERY);
    let mut configuration = HighlightConfiguration::new(language, "python", &query, "", "").ok()?;
    configuration.configure(&CAPTURES.map(|(name, _)| name));
    Some(configuration)
}

fn push(lines: &mut Vec<Line>, class: Option<&'static str>, text: &str) {
    for (i, part) in text.split('\n').enumerate() {
        if i > 0 {
            lines.push(Line::new());
        }
        let part = part.strip_suffix('\r').unwrap_or(part);
        let (Some(line), false) = (lines.last_mut(), part.is_empty()) else { continue };
        match line.last_mut() {
            Some(last) if last.class == class => last.text.push_str(part),
            _ => line.push(Span { class, text: part.to_owned() }),
        }
    }
}

/// A final newline ends the last line; it doesn't begin another.
fn finish(mut lines: Vec<Line>) -> Vec<Line> {
    while lines.len() > 1 && lines.last().is_some_and(Vec::is_empty) {
        lines.pop();
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// `class:text` a span, plain text between.
    fn shown(code: &str) -> Vec<String> {
        let span = |span: &Span| match span.class {
            Some(class) => format!("[{class}:{}]", span.text),
            None => span.text.clone(),
        };
        python(code).iter().map(|line| line.iter().map(span).collect()).collect()
    }

    #[test]
    fn code() {
        let check = |code: &str, expected: &[&str]| assert_eq!(shown(code), expected, "{code}");
        check(
            "import torch\nx = torch.ones(2)  # two\n",
            &["[keyword:import] torch", "x [operator:=] torch.[function:ones]([number:2])  [comment:# two]"],
        );
        check(
            "model = nn.Linear(20, 3, bias=False)",
            &[
                "model [operator:=] nn.[function:Linear]([number:20], [number:3], [parameter:bias][operator:=][constant:False])",
            ],
        );
        check(
            "def f(x: int):\n\n    return f\"{x}\\n\" if x is not None else 'no'\n",
            &[
                "[keyword:def] [function:f](x: [type:int]):",
                "",
                "    [keyword:return] [string:f\"]{x}[escape:\\n][string:\"] [keyword:if] x [operator:is not] [constant:None] [keyword:else] [string:'no']",
            ],
        );
        check(
            "\"\"\"a\nb\"\"\"\r\nLR = 1",
            &["[string:\"\"\"a]", "[string:b\"\"\"]", "[constant:LR] [operator:=] [number:1]"],
        );
        check("", &[""]);
        check("x = (((", &["x [operator:=] ((("]);
    }

    #[test]
    fn long_code_is_plain() {
        let code = "x = 1\n".repeat(MAX);
        assert_eq!(python(&code), plain(&code));
    }

    proptest! {
        #[test]
        fn no_text_is_lost(code in "([a-z=(){}\"'# \n:0-9\\\\]|é|\u{1F980}){0,80}") {
            let text: Vec<String> = python(&code).iter().map(|line| line.iter().map(|s| s.text.as_str()).collect()).collect();
            prop_assert_eq!(text.join("\n"), code.trim_end_matches('\n'));
        }
    }
}
