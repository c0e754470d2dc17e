//! What is wrong inside of string literals.

use std::ops::Range;

/// The first escape that is none, in CPython's words.
pub fn escape(literal: &str) -> Option<String> {
    let (_, content) = literal.split_at(literal.find(['"', '\''])?);
    let quotes = if content.starts_with("\"\"\"") || content.starts_with("'''") { 3 } else { 1 };
    let content = content.get(quotes..content.len() - quotes)?;
    let mut characters = content.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        if character != '\\' {
            continue;
        }
        let (_, escaped) = characters.next()?;
        let rest = &content[at + 2..];
        // Bytes, from the backslash to the last that could be read.
        let said = |length: usize, why: &str| {
            let end = at + length - 1;
            let place = if end == at { format!("position {at}") } else { format!("position {at}-{end}") };
            Some(format!("(unicode error) 'unicodeescape' codec can't decode bytes in {place}: {why}"))
        };
        let digits = |wanted: usize| rest.bytes().take(wanted).take_while(u8::is_ascii_hexdigit).count();
        match escaped {
            'x' if digits(2) < 2 => return said(2 + digits(2), "truncated \\xXX escape"),
            'u' if digits(4) < 4 => return said(2 + digits(4), "truncated \\uXXXX escape"),
            'U' if digits(8) < 8 => return said(2 + digits(8), "truncated \\UXXXXXXXX escape"),
            'U' if rest.get(..8).and_then(|digits| u32::from_str_radix(digits, 16).ok()) > Some(0x0010_ffff) => {
                return said(10, "illegal Unicode character");
            }
            'N' => {
                let name = rest.strip_prefix('{').and_then(|rest| rest.split_once('}')).map(|(name, _)| name);
                let Some(name) = name.filter(|name| !name.is_empty()) else {
                    return said(2, "malformed \\N character escape");
                };
                let known = rustpython_vm::compiler::parser::parse_module(&format!("'\\N{{{name}}}'")).is_ok();
                if !known {
                    return said(4 + name.len(), "unknown Unicode character name");
                }
            }
            _ => {}
        }
    }
    None
}

/// The expression of the replacement field around a byte of a formatted string.
pub fn field(literal: &str, offset: usize) -> Option<Range<usize>> {
    let (prefix, _) = literal.split_at(literal.find(['"', '\''])?);
    if !prefix.to_ascii_lowercase().contains('f') {
        return None;
    }
    let bytes = literal.as_bytes();
    // The innermost brace that is open there, but for doubled ones.
    let (mut open, mut at) = (Vec::new(), prefix.len());
    while at < bytes.len() && at < offset.max(1) {
        match bytes[at] {
            b'{' if bytes.get(at + 1) == Some(&b'{') && open.is_empty() => at += 1,
            b'{' => open.push(at + 1),
            b'}' => drop(open.pop()),
            _ => {}
        }
        at += 1;
    }
    let start = *open.last()?;
    let mut depth = 0_usize;
    for (at, byte) in bytes.iter().enumerate().skip(start) {
        match byte {
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' => depth = depth.saturating_sub(1),
            b'}' if depth > 0 => depth -= 1,
            b'}' => return Some(start..at),
            b':' if depth == 0 => return Some(start..at),
            b'!' if depth == 0 && bytes.get(at + 1) != Some(&b'=') => return Some(start..at),
            _ => {}
        }
    }
    None
}

/// Whether a replacement field of a formatted string has a `#` outside of the strings in it.
pub fn has_comment(literal: &str) -> bool {
    literal.match_indices('#').any(|(at, _)| {
        let before = field(literal, at).and_then(|inside| literal.get(inside.start..at));
        let quoted = |text: &str| ['"', '\''].iter().any(|quote| text.matches(*quote).count() % 2 == 1);
        field(literal, at).is_some_and(|inside| inside.contains(&at)) && !before.is_some_and(quoted)
    })
}
