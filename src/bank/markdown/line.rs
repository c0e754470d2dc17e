//! What a line of a study-group document is, by itself. Each line is looked at once, without backtracking, because whole
//! archives are imported.

use crate::bank::question::Kind;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Line<'t> {
    Blank,
    /// `## text`; the text without what closes it.
    Heading {
        level: usize,
        text: &'t str,
    },
    /// `[MSQ]` alone on its line; no kind when the word is none that is known.
    Tag {
        kind: Option<Kind>,
        word: &'t str,
    },
    Fence(Fence<'t>),
    /// `- [x] text`; no mark when the box holds neither a cross nor nothing.
    Choice {
        mark: Option<bool>,
        text: &'t str,
    },
    /// What stands after `Ans:`, maybe nothing.
    Answer(&'t str),
    /// A rule across the page, such as `---` or `* * *`.
    Break,
    Text,
}

/// The line that opens, or closes, a block of code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fence<'t> {
    pub indent: usize,
    mark: u8,
    length: usize,
    pub info: &'t str,
}

impl Fence<'_> {
    /// How many bytes of the opening line are the marks that a closing one repeats.
    pub(super) fn length(&self) -> usize {
        self.length
    }

    pub(super) fn closes(&self, open: &Fence<'_>) -> bool {
        self.info.is_empty() && self.mark == open.mark && self.length >= open.length
    }

    /// Whether another block starts here, which shows that the open one was never closed.
    pub(super) fn opens_within(&self, open: &Fence<'_>) -> bool {
        !self.info.is_empty() && self.mark == open.mark && self.length >= open.length
    }

    /// Whether the block can be a snippet rather than a calculation or a listing of output.
    pub(super) fn is_code(&self) -> bool {
        ["", "python", "py", "python3"].iter().any(|name| name.eq_ignore_ascii_case(self.info))
    }
}

impl<'t> Line<'t> {
    pub(super) fn of(raw: &'t str) -> Self {
        let text = raw.trim();
        let indent = raw.len() - raw.trim_start().len();
        match text.bytes().next() {
            None => Self::Blank,
            Some(b'-' | b'*' | b'_') if is_break(text) => Self::Break,
            Some(b'#') => heading(text).unwrap_or(Self::Text),
            Some(b'[') => tag(text).unwrap_or(Self::Text),
            Some(b'`' | b'~') => fence(text, indent).map_or(Self::Text, Self::Fence),
            Some(b'-' | b'+') => choice(text).unwrap_or(Self::Text),
            Some(b'*') => choice(text).or_else(|| answer(text)).unwrap_or(Self::Text),
            Some(b'a' | b'A' | b'_') => answer(text).unwrap_or(Self::Text),
            Some(_) => Self::Text,
        }
    }
}

fn heading(text: &str) -> Option<Line<'_>> {
    let rest = text.trim_start_matches('#');
    let level = text.len() - rest.len();
    let spaced = rest.is_empty() || rest.starts_with([' ', '\t']);
    (level <= 6 && spaced).then(|| Line::Heading { level, text: rest.trim_end_matches('#').trim() })
}

fn tag(text: &str) -> Option<Line<'_>> {
    let word = text.strip_prefix('[')?.strip_suffix(']')?.trim();
    let is_word = (2..=12).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_alphabetic());
    is_word.then(|| Line::Tag { kind: kind(word), word })
}

pub(super) fn kind(word: &str) -> Option<Kind> {
    [("mcq", Kind::Mcq), ("msq", Kind::Msq), ("nat", Kind::Nat)]
        .into_iter()
        .find(|(name, _)| name.eq_ignore_ascii_case(word))
        .map(|(_, kind)| kind)
}

fn fence(text: &str, indent: usize) -> Option<Fence<'_>> {
    let mark = *text.as_bytes().first()?;
    let rest = text.trim_start_matches(char::from(mark));
    let length = text.len() - rest.len();
    // A line such as ```x``` is code within a sentence.
    (length >= 3 && !(mark == b'`' && rest.contains('`'))).then(|| Fence { indent, mark, length, info: rest.trim() })
}

fn is_break(text: &str) -> bool {
    let mut marks = text.chars().filter(|c| !c.is_whitespace());
    let Some(mark) = marks.next() else { return false };
    marks.try_fold(1usize, |count, c| (c == mark).then_some(count + 1)).is_some_and(|count| count >= 3)
}

/// The text of an item of a list.
pub(super) fn bullet(text: &str) -> Option<&str> {
    let rest = text.trim_start().strip_prefix(['-', '*', '+'])?;
    rest.starts_with([' ', '\t']).then(|| rest.trim())
}

/// Whether a line begins as `1.` or `1)` does.
pub(super) fn is_numbered(text: &str) -> bool {
    let text = text.trim_start();
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let apart = rest.strip_prefix(['.', ')']).is_some_and(|rest| rest.starts_with([' ', '\t']));
    rest.len() < text.len() && apart
}

/// The columns that a line is indented by, with tab stops of four.
pub(super) fn indent(raw: &str) -> usize {
    let blank = raw.chars().take_while(|c| c.is_whitespace());
    blank.fold(0, |columns, c| columns + if c == '\t' { 4 - columns % 4 } else { 1 })
}

fn choice(text: &str) -> Option<Line<'_>> {
    let rest = text.get(1..)?;
    let inner = rest.trim_start().strip_prefix('[').filter(|_| rest.starts_with([' ', '\t']))?;
    let (mark, text) = inner.split_once(']')?;
    // `- [text](link)` and `- [1, 2]` are no boxes.
    if mark.chars().count() > 3 || mark.trim().chars().count() > 1 || text.starts_with(['(', '[', ':']) {
        return None;
    }
    let mark = match mark.trim() {
        "" => Some(false),
        "x" | "X" => Some(true),
        _ => None,
    };
    Some(Line::Choice { mark, text: text.trim() })
}

/// `Ans:`, `Answer:`, `**Ans:** ...` and `Ans. : ...` alike.
fn answer(text: &str) -> Option<Line<'_>> {
    let rest = text.trim_start_matches(['*', '_']);
    let word = rest.split(|c: char| !c.is_ascii_alphabetic()).next()?;
    if !word.eq_ignore_ascii_case("ans") && !word.eq_ignore_ascii_case("answer") {
        return None;
    }
    let rest = rest[word.len()..].trim_start_matches(['.', '*', '_', ' ']).strip_prefix(':')?;
    // The stars that close a bold `Ans:`, unless they open a bold answer.
    let rest = match text.starts_with(['*', '_']) {
        true => rest.trim_start_matches(['*', '_']),
        false => rest,
    };
    Some(Line::Answer(rest.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_what_they_look_like() {
        let check = |raw: &str, expected: Line<'_>| assert_eq!(Line::of(raw), expected, "{raw:?}");
        check("", Line::Blank);
        check(" \t ", Line::Blank);
        check("# Theory Questions (Total: 7)", Line::Heading { level: 1, text: "Theory Questions (Total: 7)" });
        check("  ### 2. Why? ###", Line::Heading { level: 3, text: "2. Why?" });
        check("###", Line::Heading { level: 3, text: "" });
        check("#include", Line::Text);
        check("####### seven", Line::Text);
        check("[MSQ]", Line::Tag { kind: Some(Kind::Msq), word: "MSQ" });
        check(" [ nat ] ", Line::Tag { kind: Some(Kind::Nat), word: "nat" });
        check("[TF]", Line::Tag { kind: None, word: "TF" });
        check("[1,-2]", Line::Text);
        check("[x]", Line::Text);
        check("[MSQ] and more", Line::Text);
        check("- [x] A. yes  ", Line::Choice { mark: Some(true), text: "A. yes" });
        check("* [X]no label", Line::Choice { mark: Some(true), text: "no label" });
        check("+ [ ] B", Line::Choice { mark: Some(false), text: "B" });
        check("- [] C", Line::Choice { mark: Some(false), text: "C" });
        check("- [y] D", Line::Choice { mark: None, text: "D" });
        check("- [1,−2] is a vector", Line::Text);
        check("- [x](link)", Line::Text);
        check("-[x] A", Line::Text);
        check("-", Line::Text);
        check("---", Line::Break);
        check(" * * *", Line::Break);
        check("______", Line::Break);
        check("--", Line::Text);
        check("--*", Line::Text);
        check("--- a", Line::Text);
        check("- The first layer", Line::Text);
        check("Ans:", Line::Answer(""));
        check("Ans: 0.731", Line::Answer("0.731"));
        check("answer : prose", Line::Answer("prose"));
        check("**Ans:** **8.5**", Line::Answer("**8.5**"));
        check("Answers vary: no", Line::Text);
        check("And so: no", Line::Text);
        check("```x``` inline", Line::Text);
    }

    #[test]
    fn fences_close_as_in_common_markdown() {
        fn fence(raw: &str) -> Option<Fence<'_>> {
            match Line::of(raw) {
                Line::Fence(fence) => Some(fence),
                _ => None,
            }
        }
        let check = |open: &str, close: &str, expected: bool| {
            let closes = fence(open).zip(fence(close)).map(|(open, close)| close.closes(&open));
            assert_eq!(closes, Some(expected), "{open:?} {close:?}");
        };
        check("```python", "```", true);
        check("```", "`````", true);
        check("````", "```", false);
        check("~~~", "```", false);
        check("```", "```python", false);
    }
}
