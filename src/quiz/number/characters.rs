//! What characters stand for: full-width, mathematical, Indic and Arabic digits, the many minus signs, and letters in other
//! dress. People paste from papers, chats and phones.

use unicode_normalization::UnicodeNormalization;

/// Zeros of the decimal digit blocks that keyboards and papers produce; each block is ten in a row.
const ZEROS: [u32; 23] = [
    0x0660, 0x06F0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66, 0x0E50, 0x0ED0, 0x0F20,
    0x1040, 0x17E0, 0xFF10, 0x1D7CE, 0x1D7D8, 0x1D7E2, 0x1D7EC, 0x1D7F6, 0x1FBF0,
];

/// The value of a decimal digit in any of the blocks, ASCII included.
fn digit(c: char) -> Option<char> {
    if c.is_ascii_digit() {
        return Some(c);
    }
    let code = u32::from(c);
    let zero = ZEROS.into_iter().find(|zero| (*zero..zero + 10).contains(&code))?;
    char::from_digit(code - zero, 10)
}

/// The value of a superscript digit or sign.
fn superscript(c: char) -> Option<char> {
    Some(match c {
        '¹' => '1',
        '²' => '2',
        '³' => '3',
        '⁰' | '⁴'..='⁹' => char::from_digit(u32::from(c) - 0x2070, 10)?,
        '⁻' => '-',
        '⁺' => '+',
        _ => return None,
    })
}

/// Invisible: direction marks, joiners, soft hyphens and the like.
fn invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}')
}

/// Any hyphen, dash or minus that stands for a minus.
fn dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{2796}' | '\u{FE58}' | '\u{FE63}' | '\u{FF0D}')
}

/// A typed number in ASCII as far as it has a meaning there. A superscript becomes `^` and digits, unless it follows a
/// letter, where it belongs to a unit; a vulgar fraction stands apart, so that `1½` is not 11/2.
pub fn numeric(text: &str) -> Vec<char> {
    let mut out: Vec<char> = Vec::with_capacity(text.len());
    let mut raised = None;
    for c in text.chars().filter(|c| !invisible(*c)) {
        if let Some(value) = superscript(c) {
            let starts = raised.is_none();
            let of_unit = *raised.get_or_insert(out.last().is_some_and(|last| last.is_alphabetic()));
            match (of_unit, starts) {
                (true, _) => {}
                (false, true) => out.extend(['^', value]),
                (false, false) => out.push(value),
            }
            continue;
        }
        raised = None;
        match c {
            c if digit(c).is_some() => out.extend(digit(c)),
            c if dash(c) => out.push('-'),
            '\u{FF0B}' | '\u{FE62}' => out.push('+'),
            '÷' | '\u{2044}' | '\u{2215}' | '\u{FF0F}' => out.push('/'),
            '\u{66B}' | '\u{FF0E}' => out.push('.'),
            '\u{FF0C}' => out.push(','),
            '\u{66C}' => out.push('_'),
            '\u{66A}' | '\u{FF05}' | '\u{FE6A}' => out.push('%'),
            '×' | '·' | '⋅' | '∙' | '✕' | '✖' | '\u{FF0A}' => out.push('*'),
            '¼'..='¾' | '⅐'..='⅞' => {
                out.push(' ');
                out.extend(c.nfkc().map(|part| if part == '\u{2044}' { '/' } else { part }));
                out.push(' ');
            }
            c if c.is_whitespace() || c.is_control() => out.push(' '),
            // Circled and subscript digits are labels; as digits they would become part of a number.
            c if c.nfkc().any(|part| part.is_ascii_digit()) => out.push(c),
            c => out.extend(c.nfkc()),
        }
    }
    out
}

/// A typed word in one form: compatibility letters, case, dashes, quotes, spaces and the punctuation around it don't count.
pub fn word(text: &str) -> String {
    let plain: String = text
        .nfkc()
        .filter(|c| !invisible(*c))
        .map(|c| match c {
            c if dash(c) => '-',
            '\u{2018}' | '\u{2019}' => '\'',
            '\u{201C}' | '\u{201D}' => '"',
            c if c.is_control() => ' ',
            c => c,
        })
        .flat_map(char::to_lowercase)
        .collect();
    let words = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    let around = |c: char| c == ' ' || ".,;:!?\"'`()[]{}*_~«»".contains(c);
    match words.trim_matches(around) {
        // Nothing but punctuation is compared as it is.
        "" => words,
        trimmed => trimmed.to_owned(),
    }
}
