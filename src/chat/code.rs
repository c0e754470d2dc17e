//! Programs as people send them, and what they print as people read it. A platform wraps both in marks of its own; a terminal
//! understands more than a page.

use super::{Refusal, words};

/// The longest program that is run, in bytes.
pub const MAX_PROGRAM: usize = 32 << 10;

const FENCE: &str = "```";

/// The program in a message: what is in its first code block, or else all of it. A name before the block is somebody's who is
/// called, and no part of it.
pub fn program(text: &str) -> Result<String, Refusal> {
    let program = match text.split_once(FENCE) {
        Some((_, block)) => fenced(block),
        None => {
            let text = text.trim();
            text.strip_prefix('`').and_then(|inner| inner.strip_suffix('`')).unwrap_or(text)
        }
    };
    check(program)
}

/// A program as it was sent, if there is one and it isn't too long. Its lines keep their numbers.
pub fn check(program: &str) -> Result<String, Refusal> {
    let program = program.replace("\r\n", "\n");
    let program = program.trim_end();
    if program.trim_start().is_empty() {
        return Err(words::empty_program());
    }
    if program.len() > MAX_PROGRAM {
        return Err(words::program_too_long(MAX_PROGRAM >> 10));
    }
    Ok(format!("{program}\n"))
}

/// What is in a block that has just been opened. An unclosed one runs to the end.
fn fenced(block: &str) -> &str {
    let inner = block.split_once(FENCE).map_or(block, |(inner, _)| inner);
    match inner.split_once('\n') {
        // Anything else than a language's name is code already.
        Some((language, code)) if is_language(language) => code,
        // On one line, only a name that can be nothing else is one: `x` may be the program.
        _ => ["python ", "py ", "python3 "].iter().find_map(|name| inner.strip_prefix(name)).unwrap_or(inner),
    }
}

fn is_language(word: &str) -> bool {
    let word = word.trim();
    word.is_empty()
        || ["py", "python", "python3", "pycon", "torch", "text"].contains(&word.to_ascii_lowercase().as_str())
}

/// What a terminal would show of what was printed: carriage returns and backspaces move, colours are gone, and other
/// characters that can't be seen are shown by a sign.
pub fn shown(printed: &str) -> String {
    let mut shown = String::with_capacity(printed.len());
    let (mut line, mut at): (Vec<char>, usize) = (Vec::new(), 0);
    let mut characters = printed.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\n' => {
                shown.extend(line.drain(..));
                shown.push('\n');
                at = 0;
            }
            '\r' => at = 0,
            '\u{8}' => at = at.saturating_sub(1),
            '\u{1b}' => escape(&mut characters),
            '\u{9b}' => sequence(&mut characters),
            other => {
                for sign in visible(other) {
                    match line.get_mut(at) {
                        Some(there) => *there = sign,
                        None => line.push(sign),
                    }
                    at += 1;
                }
            }
        }
    }
    shown.extend(line);
    shown
}

type Characters<'t> = std::iter::Peekable<std::str::Chars<'t>>;

/// Skips what follows an escape.
fn escape(characters: &mut Characters<'_>) {
    match characters.next_if(|c| !c.is_control()) {
        Some('[') => sequence(characters),
        // A title or a link: to its end, a bell or another escape and a backslash. It stays on its line.
        Some(']' | 'P' | 'X' | '^' | '_') => {
            while let Some(c) = characters.next_if(|c| *c != '\n') {
                if c == '\u{7}' || c == '\u{1b}' && characters.next_if_eq(&'\\').is_some() {
                    return;
                }
            }
        }
        Some('(' | ')' | '#' | '%') => drop(characters.next_if(|c| !c.is_control())),
        _ => {}
    }
}

/// Skips a control sequence: parameters, and the letter that ends it.
fn sequence(characters: &mut Characters<'_>) {
    while characters.next_if(|c| matches!(c, ' '..='?')).is_some() {}
    characters.next_if(|c| matches!(c, '@'..='~'));
}

/// The sign for a character, or the character itself.
fn visible(character: char) -> impl Iterator<Item = char> {
    let code = u32::from(character);
    let escaped = match character {
        '\t' => None,
        // Unicode has a picture of each.
        '\0'..='\u{1f}' => return Signs::One(char::from_u32(0x2400 + code)),
        '\u{7f}' => return Signs::One(Some('␡')),
        // Those that turn the direction of writing, and the rest of the control characters.
        '\u{80}'..='\u{9f}'
        | '\u{61c}'
        | '\u{200e}'
        | '\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2066}'..='\u{2069}' => Some(format!("\\u{code:04x}")),
        _ => None,
    };
    match escaped {
        Some(text) => Signs::Many(text.chars().collect::<Vec<_>>().into_iter()),
        None => Signs::One(Some(character)),
    }
}

enum Signs {
    One(Option<char>),
    Many(std::vec::IntoIter<char>),
}

impl Iterator for Signs {
    type Item = char;

    fn next(&mut self) -> Option<char> {
        match self {
            Self::One(sign) => sign.take(),
            Self::Many(signs) => signs.next(),
        }
    }
}

/// The beginning of a text that is too long, cut at the end of a line where there is one near, and a note that says so.
pub fn cut(text: &str, most: usize) -> (&str, Option<String>) {
    let Some((end, _)) = text.char_indices().nth(most) else { return (text, None) };
    let start = &text[..end];
    let end = start.rfind('\n').filter(|line| *line >= end / 2).unwrap_or(end);
    let (shown, rest) = text.split_at(end);
    (shown, Some(words::cut(shown.chars().count(), shown.chars().count() + rest.chars().count())))
}

#[cfg(test)]
mod tests;
