//! The names people pick. Two names that look the same must be the same, or one person could pose as another, so
//! everything that can't be seen is refused and what can be written in two ways is stored in one.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use crate::chat::words;

/// The longest name, in characters.
pub const MAX: usize = 32;

/// Marks on one letter; living languages need no more, and stacks of them spill over other people's lines.
const MAX_COMBINING: usize = 3;

/// The name as it is kept and shown, or the sentence that says what is wrong with it.
pub fn read(text: &str) -> Result<String, String> {
    if text.len() > 16 * MAX {
        return Err(words::name_too_long(MAX));
    }
    if text.trim().is_empty() {
        return Err(words::name_empty());
    }
    if text.chars().any(is_hidden) {
        return Err(words::name_has_hidden_characters());
    }
    // Composing may bring two marks together or apart, so what is checked below is what is kept.
    let name = text.nfc().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ");
    if name.chars().count() > MAX {
        return Err(words::name_too_long(MAX));
    }
    if !name.chars().any(char::is_alphanumeric) {
        return Err(words::name_needs_a_letter());
    }
    let mut run = 0;
    for c in name.chars() {
        run = if is_combining_mark(c) { run + 1 } else { 0 };
        if run > MAX_COMBINING {
            return Err(words::name_has_hidden_characters());
        }
    }
    Ok(name)
}

/// The form in which names are compared: the same for names that differ in case or in the width of letters only.
pub fn key(name: &str) -> String {
    name.nfkc().flat_map(char::to_lowercase).nfkc().collect()
}

/// Whether a character is not seen by itself, or turns what is around it: controls, format characters (zero-width, text
/// direction, tags), blank letters, variation selectors, line separators, private use and noncharacters.
pub fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(u32::from(c),
            0xAD | 0x34F | 0x600..=0x605 | 0x61C | 0x6DD | 0x70F | 0x890..=0x891 | 0x8E2
            | 0x115F..=0x1160 | 0x17B4..=0x17B5 | 0x180B..=0x180F | 0x200B..=0x200F | 0x2028..=0x202E | 0x2060..=0x206F
            | 0x2800 | 0x3164 | 0xE000..=0xF8FF | 0xFDD0..=0xFDEF | 0xFE00..=0xFE0F | 0xFEFF | 0xFFA0 | 0xFFF0..=0xFFFC
            | 0x110BD | 0x110CD | 0x13430..=0x1345F | 0x1BCA0..=0x1BCA3 | 0x1D173..=0x1D17A | 0xE0000..)
        || u32::from(c) & 0xFFFE == 0xFFFE
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names() {
        let check = |text: &str, expected: Result<&str, String>| {
            assert_eq!(read(text), expected.map(str::to_owned), "{text:?}");
        };
        check("Ada", Ok("Ada"));
        check("  Ada \u{a0}  Lovelace ", Ok("Ada Lovelace"));
        check("Zoe\u{308}", Ok("Zo\u{eb}"));
        check("नमिता", Ok("नमिता"));
        check("李明", Ok("李明"));
        check("<b>Ada</b>", Ok("<b>Ada</b>"));
        check("@everyone", Ok("@everyone"));
        check(&"a".repeat(32), Ok(&"a".repeat(32)));
        check(&"a".repeat(33), Err(words::name_too_long(32)));
        check(&"a".repeat(100_000), Err(words::name_too_long(32)));
        check("", Err(words::name_empty()));
        check(" \t ", Err(words::name_empty()));
        check("...", Err(words::name_needs_a_letter()));
        check("🦀", Err(words::name_needs_a_letter()));
        check("Ada 🦀", Ok("Ada 🦀"));
        for hidden in ['\0', '\u{7}', '\u{ad}', '\u{200b}', '\u{200d}', '\u{202e}', '\u{2066}', '\u{feff}'] {
            check(&format!("Ada{hidden}"), Err(words::name_has_hidden_characters()));
        }
        for hidden in ['\u{3164}', '\u{115f}', '\u{fe0f}', '\u{e0041}', '\u{e000}', '\u{ffff}', '\u{2028}'] {
            check(&format!("Ada{hidden}"), Err(words::name_has_hidden_characters()));
        }
        check("Z\u{335}\u{336}\u{337}", Ok("Z\u{335}\u{336}\u{337}"));
        check("Z\u{335}\u{336}\u{337}\u{338}", Err(words::name_has_hidden_characters()));
    }

    proptest! {
        #[test]
        fn a_name_that_is_taken_obeys_every_rule(text in "\\PC{0,40}|.{0,40}|[a-c \u{300}\u{200b}\u{202e}]{0,12}") {
            if let Ok(name) = read(&text) {
                prop_assert_eq!(read(&name), Ok(name.clone()));
                prop_assert!(name.chars().count() <= MAX && !name.is_empty());
                prop_assert!(!name.chars().any(is_hidden));
                prop_assert_eq!(name.trim(), &name);
                prop_assert!(!name.contains("  "));
            }
        }
    }
}
