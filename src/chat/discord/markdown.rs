//! Text as Discord shows it: what authors wrote keeps its code and emphasis, what people wrote is plain, and nothing in either mentions
//! anybody or breaks out of a block.

use crate::figure::mathtext;

const FENCE: &str = "```";
/// Joins two characters without being seen.
const ZERO_WIDTH: char = '\u{200b}';

/// Somebody's words, with every mark of Discord's Markdown taken as itself.
pub fn plain(text: &str) -> String {
    let mut safe = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        match character {
            '\\' | '`' | '*' | '_' | '~' | '|' | '>' | '<' | '#' | '[' | ']' => {
                safe.push('\\');
                safe.push(character);
            }
            '@' => {
                safe.push('@');
                safe.push(ZERO_WIDTH);
            }
            '\n' | '\r' => safe.push(' '),
            other => safe.push(other),
        }
    }
    safe
}

/// An author's text: `code`, **strong**, lists and fenced blocks stay; everything else that Discord would read as Markdown or as a
/// mention is taken as itself.
pub fn authored(text: &str) -> String {
    let mut safe = String::with_capacity(text.len() + 16);
    let mut fenced = false;
    for (index, line) in text.lines().enumerate() {
        if index > 0 {
            safe.push('\n');
        }
        if line.trim_start().starts_with(FENCE) {
            fenced = !fenced;
            safe.push_str(line.trim_start());
        } else if fenced {
            safe.push_str(line);
        } else {
            authored_line(line, &mut safe);
        }
    }
    if fenced {
        safe.push('\n');
        safe.push_str(FENCE);
    }
    safe
}

fn authored_line(line: &str, safe: &mut String) {
    let body = line.trim_start();
    // A list stays a list; a heading, a quotation or small print is not meant.
    safe.extend(std::iter::repeat_n(' ', line.len() - body.len()));
    let mut rest = body;
    if let Some(item) = body.strip_prefix("- ").or_else(|| body.strip_prefix("* ")) {
        safe.push_str("- ");
        rest = item;
    } else if body.starts_with(['#', '>']) || body.starts_with("-#") {
        safe.push('\\');
    }
    while let Some(at) = rest.find(['`', '*', '_', '~', '|', '<', '@', '\\', '[', '$']) {
        let (before, here) = rest.split_at(at);
        safe.push_str(before);
        let ticks = here.len() - here.trim_start_matches('`').len();
        let closed = (ticks > 0).then(|| here[ticks..].split_once(&here[..ticks])).flatten();
        if let Some((inner, after)) = closed {
            safe.push_str(&here[..ticks]);
            safe.push_str(inner);
            safe.push_str(&here[..ticks]);
            rest = after;
            continue;
        }
        let strong = here.strip_prefix("**").and_then(|inside| inside.split_once("**"));
        if let Some((inner, after)) = strong.filter(|(inner, _)| !inner.is_empty() && inner.trim() == *inner) {
            safe.push_str("**");
            safe.push_str(&plain(inner));
            safe.push_str("**");
            rest = after;
            continue;
        }
        if let Some((written, after)) = mathtext::begins(here) {
            safe.push_str(&plain(&written));
            rest = after;
            continue;
        }
        let mut characters = here.chars();
        match characters.next() {
            Some('$') => safe.push('$'),
            Some('@') => {
                safe.push('@');
                safe.push(ZERO_WIDTH);
            }
            Some(other) => {
                safe.push('\\');
                safe.push(other);
            }
            None => {}
        }
        rest = characters.as_str();
    }
    safe.push_str(rest);
}

/// Text without backticks side by side, so that it can't end the block it is in.
pub fn inert(text: &str) -> String {
    let mut inert = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        inert.push(character);
        if character == '`' && characters.peek() == Some(&'`') {
            inert.push(ZERO_WIDTH);
        }
    }
    inert
}

/// Text in a block, which it can't leave.
pub fn block(language: &str, text: &str) -> String {
    let inner = inert(text.trim_end_matches('\n'));
    // An empty block is shown as its marks.
    let inner = if inner.trim().is_empty() { ZERO_WIDTH.to_string() } else { inner };
    format!("{FENCE}{language}\n{inner}\n{FENCE}")
}

/// Text in a line of code.
pub fn code(text: &str) -> String {
    let text = text.replace(['\n', '\r'], " ").replace('`', "'");
    if text.is_empty() { String::new() } else { format!("`{text}`") }
}

/// How long Discord takes a text to be: in UTF-16 code units at the worst.
pub fn length(text: &str) -> usize {
    text.encode_utf16().count()
}

/// The whole text, or as many characters as fit with an ellipsis after them.
pub fn shortened(text: &str, most: usize) -> String {
    if length(text) <= most {
        return text.to_owned();
    }
    let mut short = String::new();
    let mut used = 1;
    for character in text.chars() {
        used += character.len_utf16();
        if used > most {
            break;
        }
        short.push(character);
    }
    short.push('…');
    short
}

/// As many whole lines from the beginning as fit, at most `lines` of them, and how many these are.
pub fn first_lines(text: &str, most: usize, lines: usize) -> (&str, usize) {
    let (mut end, mut count, mut used) = (0, 0, 0);
    for line in text.split_inclusive('\n') {
        used += length(line);
        if used > most || count == lines {
            break;
        }
        end += line.len();
        count += 1;
    }
    (&text[..end], count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_wrote_is_plain() {
        let check = |text: &str, expected: &str| assert_eq!(plain(text), expected);
        check("Ada", "Ada");
        check("**Ada** @everyone", "\\*\\*Ada\\*\\* @\u{200b}everyone");
        check("<@123>", "\\<@\u{200b}123\\>");
        check("a\nb", "a b");
    }

    #[test]
    fn what_authors_wrote_keeps_its_code() {
        let check = |text: &str, expected: &str| assert_eq!(authored(text), expected, "{text}");
        check("What does `x[0]_y` print?", "What does `x[0]_y` print?");
        check("a_b * c", "a\\_b \\* c");
        check("**not** one", "**not** one");
        check("is $\\frac{1}{1+e^{-x}}$ at $x_1$, for $5 or $6?", "is 1/(1 + e^(−x)) at x₁, for $5 or $6?");
        check("`$x_1$`", "`$x_1$`");
        check("2 ** 3 ** 2", "2 \\*\\* 3 \\*\\* 2");
        check("# heading", "\\# heading");
        check("- one\n- two", "- one\n- two");
        check("@everyone `unclosed", "@\u{200b}everyone \\`unclosed");
        check("```py\n@x\n", "```py\n@x\n```");
        check("<@1> and [a](b)", "\\<@\u{200b}1> and \\[a](b)");
    }

    #[test]
    fn nothing_leaves_its_block() {
        assert_eq!(block("py", "x = 1\n"), "```py\nx = 1\n```");
        for ticks in 1..9 {
            let block = block("", &format!("{0} @everyone {0}", "`".repeat(ticks)));
            let inner = block.strip_prefix("```\n").and_then(|rest| rest.strip_suffix("\n```")).expect("a block");
            assert!(!inner.contains("``"), "{inner}");
        }
        assert_eq!(block("", ""), "```\n\u{200b}\n```");
        assert_eq!(code("a`b"), "`a'b`");
    }

    #[test]
    fn lines_are_cut_whole() {
        assert_eq!(first_lines("a\nbb\nccc\n", 5, 10), ("a\nbb\n", 2));
        assert_eq!(first_lines("a\nbb\nccc\n", 100, 1), ("a\n", 1));
        assert_eq!(shortened("abcdef", 4), "abc…");
        assert_eq!(shortened("abcd", 4), "abcd");
    }
}
