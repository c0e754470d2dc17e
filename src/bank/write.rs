//! Questions as YAML that people like to read and edit, and that `yaml.rs` reads back as the same questions.

use std::fmt::Write;

use super::check::control;
use super::key::{Key, Spec, parse_decimal};
use super::{Difficulty, Kind, Question, QuestionId};

/// What cannot be written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WriteError {
    #[error("`{field}` of {id} has the control character U+{code:04X}, which a question file cannot hold")]
    Control { id: QuestionId, field: &'static str, code: u32 },
}

/// Writes questions, a list that is a whole file.
pub fn to_yaml(questions: &[Question]) -> Result<String, WriteError> {
    let mut out = String::new();
    for (index, question) in questions.iter().enumerate() {
        refuse_controls(question)?;
        if index > 0 {
            out.push('\n');
        }
        write_question(&mut out, question);
    }
    Ok(if out.is_empty() { "[]\n".to_owned() } else { out })
}

fn refuse_controls(question: &Question) -> Result<(), WriteError> {
    let mut texts = vec![("topic", question.topic.as_str()), ("stem", question.stem.as_str())];
    texts.extend(question.tags.iter().map(|tag| ("tags", tag.as_str())));
    texts.extend(question.choices.iter().map(|choice| ("choices", choice.text.as_str())));
    let optional = [
        ("snippet", &question.snippet),
        ("explanation", &question.explanation),
        ("evidence", &question.evidence),
        ("source", &question.source),
    ];
    texts.extend(optional.into_iter().filter_map(|(field, text)| Some((field, text.as_deref()?))));
    texts.extend(question.answer.iter().flat_map(key_texts).map(|text| ("answer", text)));
    match texts.into_iter().find_map(|(field, text)| Some((field, control(text)?))) {
        Some((field, c)) => Err(WriteError::Control { id: question.id.clone(), field, code: u32::from(c) }),
        None => Ok(()),
    }
}

fn key_texts(key: &Key) -> Vec<&str> {
    match &key.spec {
        Spec::Exact { value } | Spec::Decimals { value, .. } | Spec::Significant { value, .. } => vec![value],
        Spec::Tolerance { value, tolerance: other }
        | Spec::Relative { value, relative: other }
        | Spec::Range { low: value, high: other } => vec![value, other],
        Spec::Text { text, aliases } => std::iter::once(text).chain(aliases).map(String::as_str).collect(),
    }
}

fn write_question(out: &mut String, question: &Question) {
    line(out, "- id: ", &value(question.id.as_str(), 4));
    let kind = match question.kind {
        Kind::Mcq => "mcq",
        Kind::Msq => "msq",
        Kind::Nat => "nat",
    };
    line(out, "  kind: ", kind);
    line(out, "  topic: ", &value(&question.topic, 4));
    if !question.tags.is_empty() {
        line(out, "  tags: ", &flow_list(&question.tags));
    }
    if let Some(difficulty) = question.difficulty {
        let word = match difficulty {
            Difficulty::Easy => "easy",
            Difficulty::Medium => "medium",
            Difficulty::Hard => "hard",
        };
        line(out, "  difficulty: ", word);
    }
    if question.marks != 1 {
        line(out, "  marks: ", &question.marks.to_string());
    }
    line(out, "  stem: ", &value(&question.stem, 4));
    optional(out, "  snippet: ", question.snippet.as_deref());
    if !question.choices.is_empty() {
        out.push_str("  choices:\n");
    }
    for choice in &question.choices {
        line(out, "    - text: ", &value(&choice.text, 8));
        if choice.correct {
            out.push_str("      correct: true\n");
        }
        if choice.pinned {
            out.push_str("      pin: true\n");
        }
    }
    if let Some(key) = &question.answer {
        write_key(out, key);
    }
    optional(out, "  explanation: ", question.explanation.as_deref());
    optional(out, "  evidence: ", question.evidence.as_deref());
    optional(out, "  source: ", question.source.as_deref());
}

fn line(out: &mut String, key: &str, value: &str) {
    out.push_str(key);
    out.push_str(value);
    out.push('\n');
}

fn optional(out: &mut String, key: &str, text: Option<&str>) {
    if let Some(text) = text {
        line(out, key, &value(text, 4));
    }
}

fn write_key(out: &mut String, key: &Key) {
    let bare = match &key.spec {
        Spec::Exact { value } => Some(value),
        Spec::Text { text, aliases } if aliases.is_empty() => Some(text),
        _ => None,
    };
    // What is written bare must be read as the same key: a text that looks like a number must not become one.
    if let Some(text) = bare.filter(|text| Key::bare(text) == *key) {
        line(out, "  answer: ", &inline(text));
        return;
    }
    let mut parts = match &key.spec {
        Spec::Exact { value } => vec![format!("value: {}", inline(value))],
        Spec::Decimals { value, decimals } => vec![format!("value: {}, decimals: {decimals}", inline(value))],
        Spec::Tolerance { value, tolerance } => {
            vec![format!("value: {}, tolerance: {}", inline(value), inline(tolerance))]
        }
        Spec::Relative { value, relative } => vec![format!("value: {}, relative: {}", inline(value), inline(relative))],
        Spec::Significant { value, significant } => {
            vec![format!("value: {}, significant: {significant}", inline(value))]
        }
        Spec::Range { low, high } => vec![format!("range: [{}, {}]", inline(low), inline(high))],
        Spec::Text { text, aliases } if aliases.is_empty() => vec![format!("text: {}", inline(text))],
        Spec::Text { text, aliases } => {
            // A line an alias: there may be many.
            out.push_str("  answer:\n");
            line(out, "    text: ", &inline(text));
            out.push_str("    aliases:\n");
            for alias in aliases {
                line(out, "      - ", &inline(alias));
            }
            if key.percent {
                out.push_str("    percent: true\n");
            }
            return;
        }
    };
    if key.percent {
        parts.push("percent: true".to_owned());
    }
    line(out, "  answer: ", &format!("{{ {} }}", parts.join(", ")));
}

fn flow_list(texts: &[String]) -> String {
    format!("[{}]", texts.iter().map(|text| inline(text)).collect::<Vec<_>>().join(", "))
}

/// A scalar that may stand in braces and brackets.
fn inline(text: &str) -> String {
    let number = text.is_ascii() && parse_decimal(text).is_ok();
    let word = is_plain(text) && !text.contains([',', '[', ']', '{', '}']);
    if number || word { text.to_owned() } else { quoted(text) }
}

/// A scalar after a key, as a block of the given indentation when it has several lines.
fn value(text: &str, indent: usize) -> String {
    if is_plain(text) {
        return text.to_owned();
    }
    if !is_block(text) {
        return quoted(text);
    }
    let mut block = String::from("|");
    for line in text.split('\n') {
        block.push('\n');
        if !line.is_empty() {
            let _ = write!(block, "{:indent$}{line}", "");
        }
    }
    block
}

/// Whether a text means itself without quotes, to every reader of YAML and at a glance.
fn is_plain(text: &str) -> bool {
    const WORDS: [&str; 10] = ["true", "false", "null", "yes", "no", "on", "off", "y", "n", "nan"];
    let sober = |c: char| c != '\t' && c != '\n' && is_printable(c);
    text.starts_with(|c: char| c.is_alphabetic())
        && text.chars().all(sober)
        && !text.contains(": ")
        && !text.contains(" #")
        && !text.ends_with([':', ' '])
        && !WORDS.contains(&text.to_ascii_lowercase().as_str())
        && text.trim() == text
}

/// Whether a literal block gives back the text.
fn is_block(text: &str) -> bool {
    text.contains('\n')
        && !text.starts_with([' ', '\t', '\n'])
        && text.trim_end() == text
        && text.chars().all(is_printable)
        // Blanks at the end of a line are lost to editors, and a tab at its start looks like indentation.
        && text.split('\n').all(|line| line.trim_end() == line && !line.starts_with('\t'))
}

/// What YAML and editors show as it is: no separators that some take for line breaks, no marks that cannot be seen.
fn is_printable(c: char) -> bool {
    let hidden = matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}' | '\u{a0}')
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}');
    matches!(c, '\n' | '\t') || !(c.is_control() || hidden)
}

fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            // What is hidden has four digits.
            _ if !is_printable(c) => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            _ => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests;
