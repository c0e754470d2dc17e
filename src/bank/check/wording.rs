//! Options whose truth depends on where the others stand.

/// The words of a text, without punctuation and markup.
fn words(text: &str) -> Vec<&str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect()
}

/// Whether an option is one such as "all of the above" or "None of these".
pub(in crate::bank) fn is_about_the_others(text: &str) -> bool {
    const QUANTIFIERS: [&str; 6] = ["all", "none", "both", "neither", "any", "either"];
    const OTHERS: [&str; 7] = ["above", "below", "these", "those", "other", "others", "options"];
    const NOUNS: [&str; 5] = ["options", "choices", "answers", "statements", "ones"];
    const FILLERS: [&str; 7] = ["of", "the", "is", "are", "true", "correct", "right"];
    let lower = text.to_lowercase();
    let words: Vec<_> = words(&lower).into_iter().filter(|word| !FILLERS.contains(word)).collect();
    match words[..] {
        [quantifier, others] => QUANTIFIERS.contains(&quantifier) && OTHERS.contains(&others),
        [quantifier, others, noun] => {
            let about = |word| OTHERS.contains(&word) || NOUNS.contains(&word);
            QUANTIFIERS.contains(&quantifier) && about(others) && about(noun)
        }
        _ => false,
    }
}

/// Whether an option is one such as "both A and C" or "Only B": letters, and nothing but words that join them.
pub(super) fn names_letters(text: &str) -> bool {
    const JOINTS: [&str; 20] = [
        "both", "neither", "either", "only", "all", "of", "and", "or", "nor", "not", "but", "option", "options",
        "choice", "choices", "answer", "answers", "are", "is", "correct",
    ];
    let words = words(text);
    let letter = |word: &&str| matches!(word.as_bytes(), [b'A'..=b'J']);
    let letters = words.iter().filter(|word| letter(word)).count();
    let joint = |word: &&str| JOINTS.contains(&word.to_lowercase().as_str());
    letters > 0 && words.len() > 1 && words.iter().all(|word| letter(word) || joint(word))
}

/// The first option that an explanation calls by its letter, such as "(A)" or "option B", out of this many.
pub(super) fn option_by_letter(text: &str, options: usize) -> Option<char> {
    let is_letter = |c: char| u8::try_from(c).is_ok_and(|byte| usize::from(byte.wrapping_sub(b'A')) < options);
    let tokens: Vec<&str> = text.split_whitespace().collect();
    let bare = |token: &str| -> Option<char> {
        let mut letters = token.trim_end_matches(['.', ',', ';', ':', ')']).trim_start_matches('(').chars();
        letters.next().filter(|c| letters.next().is_none() && is_letter(*c))
    };
    tokens.iter().enumerate().find_map(|(index, token)| {
        let before = index.checked_sub(1).and_then(|before| tokens.get(before)).map(|before| before.to_lowercase());
        let named = matches!(before.as_deref(), Some("option" | "choice" | "answer"));
        let bracketed = token.starts_with('(') && token.trim_end_matches(['.', ',', ';', ':']).ends_with(')');
        if named || bracketed { bare(token) } else { None }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_about_the_others_are_told_from_options_that_only_sound_so() {
        let check = |text: &str, expected: bool| assert_eq!(is_about_the_others(text), expected, "{text}");
        check("All of the above", true);
        check("**None of the above.**", true);
        check("None of these", true);
        check("none of the other options is correct", true);
        check("Both of the statements above", true);
        check("neither of the above", true);
        check("None", false);
        check("All of these layers train", false);
        check("All weights are zero", false);
        check("None of the gradients vanish", false);
        check("", false);
    }

    #[test]
    fn options_that_name_letters_are_told_from_options_about_things_named_by_letters() {
        let check = |text: &str, expected: bool| assert_eq!(names_letters(text), expected, "{text}");
        check("both A and C", true);
        check("A, B and D", true);
        check("Only B.", true);
        check("(A) & (C)", true);
        check("Neither A nor B is correct", true);
        check("A", false);
        check("A and B are matrices", false);
        check("both X and Y", false);
        check("a", false);
        check("", false);
    }

    #[test]
    fn explanations_that_name_letters_are_found() {
        let check = |text: &str, expected: Option<char>| assert_eq!(option_by_letter(text, 4), expected, "{text}");
        check("Low LR (A) causes tiny updates.", Some('A'));
        check("(D) is false.", Some('D'));
        check("That rules out option C.", Some('C'));
        check("Option B, however, is right.", Some('B'));
        check("the matrix A and the vector b", None);
        check("f(A) is not (E)", None);
        check("a step (as above)", None);
        check("", None);
    }
}
