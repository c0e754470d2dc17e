//! The result that a snippet prints by itself.

/// The last number that stands by itself in what was printed, in decimal digits. Digits that belong to a word, a name, a
/// version or a percentage (`float32`, `grad_fn=<AddmmBackward0>`, `1.2.3`, `50%`) are not one.
pub fn last_number(printed: &str) -> Option<String> {
    let mut rest = printed;
    loop {
        // Every number ends in a digit, or in the point of `8.`.
        let end = rest.rfind(|c: char| c.is_ascii_digit())? + 1;
        let start = word_start(&rest[..end]);
        let after = &printed[end..];
        if let Some(number) = number(&rest[start..end], after) {
            return Some(number);
        }
        rest = &rest[..start];
    }
}

/// Where the run of letters, digits, points and signs begins that ends here.
fn word_start(text: &str) -> usize {
    let belongs = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '+' | '-' | '−');
    text.char_indices().rev().take_while(|(_, c)| belongs(*c)).last().map_or(text.len(), |(index, _)| index)
}

/// The word as a number, if that is all it is.
fn number(word: &str, after: &str) -> Option<String> {
    // `8.` at the end of a sentence or of a tensor is 8; `1.2.3` is a version.
    let mut after = after.chars();
    match (after.next(), after.next()) {
        (Some(c), _) if c.is_alphanumeric() || matches!(c, '_' | '%') => return None,
        (Some('.'), Some(c)) if c.is_alphanumeric() => return None,
        _ => {}
    }
    let unsigned = word.strip_prefix(['-', '+']).unwrap_or(word);
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent.strip_prefix(['-', '+']).unwrap_or(exponent))),
        None => (unsigned, None),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let sound = digits(whole)
        && digits(fraction)
        && !(whole.is_empty() && fraction.is_empty())
        && exponent.is_none_or(|exponent| digits(exponent) && !exponent.is_empty());
    // `5.e-3` is a number to Python, but not to readers of keys.
    sound.then(|| word.replace(".e", "e").replace(".E", "E"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_number_that_stands_by_itself_is_found() {
        let check = |printed: &str, expected: Option<&str>| {
            assert_eq!(last_number(printed).as_deref(), expected, "{printed:?}");
        };
        check("", None);
        check("done\n", None);
        check("8.5\n", Some("8.5"));
        check("-8.5", Some("-8.5"));
        check(".5", Some(".5"));
        check("8.", Some("8"));
        check("1e-05\n", Some("1e-05"));
        check("5.e-3", Some("5e-3"));
        check("first 1\nthen 2\nand no more\n", Some("2"));
        check("tensor([[8.5000]], grad_fn=<AddmmBackward0>)", Some("8.5000"));
        check("tensor([8.], dtype=torch.float64)", Some("8"));
        check("The loss is 0.25.", Some("0.25"));
        check("torch 2.15.0", None);
        check("accuracy 93%", None);
        check("layer0.weight", None);
        check("3-2", None);
        check("x=3", Some("3"));
        check("(2, 3)", Some("3"));
        check("nan", None);
        check("12 é34", Some("12"));
        check("7٣", None);
        check("e5", None);
        check("-", None);
        check("1_000", None);
    }
}
