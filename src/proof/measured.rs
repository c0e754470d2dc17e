//! Where a verdict comes from, for those who ask why: the program's own words, and what the names in them held.

use std::collections::BTreeMap;

use crate::why::outcome::Global;

/// What a verdict was derived from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measured {
    /// The expression, such as `stuck > floor`.
    pub code: String,
    /// The names in it that hold something short when the program has ended, each once.
    pub values: Vec<(String, String)>,
}

/// Longer values tell nothing at a glance.
const LONGEST: usize = 60;

/// Reads the line that sets a verdict or the value.
pub fn measured(line: &str, globals: &BTreeMap<String, Global>) -> Measured {
    let code = match line.split_once('=') {
        Some((name, expression)) if is_name(name.trim()) && !expression.starts_with('=') => expression.trim(),
        _ => line,
    };
    let mut values: Vec<(String, String)> = Vec::new();
    for name in names(code) {
        // Another verdict's letter is the author's, which the reader doesn't know it by.
        let letter = matches!(name.as_bytes(), [b'A'..=b'J']);
        if letter || values.iter().any(|(known, _)| known == name) {
            continue;
        }
        if let Some(value) = globals.get(name).and_then(value) {
            values.push((name.to_owned(), value));
        }
    }
    Measured { code: code.to_owned(), values }
}

fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_alphabetic() || c == '_') && text.chars().all(|c| c.is_alphanumeric() || c == '_')
}

/// The names in an expression: not those after a point, in texts or in a comment, nor those of arguments.
fn names(code: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = code;
    let mut before = ' ';
    while let Some(first) = rest.chars().next() {
        let word = |c: char| c.is_alphanumeric() || c == '_';
        let length = if first == '#' {
            break;
        } else if first == '"' || first == '\'' {
            1 + rest[1..].find(first).map_or(rest.len() - 1, |end| end + 1)
        } else if word(first) {
            let length = rest.find(|c| !word(c)).unwrap_or(rest.len());
            let after = rest[length..].trim_start();
            let is_argument = after.starts_with('=') && !after.starts_with("==");
            if is_name(&rest[..length]) && before != '.' && !is_argument {
                found.push(&rest[..length]);
            }
            length
        } else {
            first.len_utf8()
        };
        before = rest[..length].chars().next_back().unwrap_or(' ');
        rest = &rest[length..];
    }
    found
}

/// A value in few words; `None` for one that has none.
fn value(global: &Global) -> Option<String> {
    let text = match global {
        Global::Bool(true) => "True".to_owned(),
        Global::Bool(false) => "False".to_owned(),
        Global::Int(digits) => digits.clone(),
        Global::Float(number) => short(*number),
        Global::Str(text) => format!("{text:?}"),
        Global::Tensor { text, shape, dtype, values } => match values.as_deref() {
            Some([number]) if dtype.ends_with("bool") => if *number == 0.0 { "False" } else { "True" }.to_owned(),
            Some([number]) => short(*number),
            _ if text.chars().count() <= LONGEST && !text.contains('\n') => text.clone(),
            _ => {
                let shape: Vec<String> = shape.iter().map(usize::to_string).collect();
                format!("a tensor of shape ({})", shape.join(", "))
            }
        },
    };
    (text.chars().count() <= LONGEST).then_some(text)
}

/// A number to six significant digits, as Python's `%g` writes it.
fn short(number: f64) -> String {
    if !number.is_finite() {
        return if number.is_nan() {
            "nan"
        } else if number > 0.0 {
            "inf"
        } else {
            "-inf"
        }
        .to_owned();
    }
    let scientific = format!("{number:.5e}");
    let (mantissa, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    let trimmed = |text: &str| match text.contains('.') {
        true => text.trim_end_matches('0').trim_end_matches('.').to_owned(),
        false => text.to_owned(),
    };
    match usize::try_from(5 - exponent) {
        Ok(decimals) if exponent >= -4 => trimmed(&format!("{number:.decimals$}")),
        _ => {
            let sign = if exponent < 0 { '-' } else { '+' };
            format!("{}e{sign}{:02}", trimmed(mantissa), exponent.abs())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn globals() -> BTreeMap<String, Global> {
        let tensor = |shape: &[usize], values: Option<Vec<f64>>, text: &str| Global::Tensor {
            dtype: "float32".into(),
            shape: shape.into(),
            text: text.into(),
            values,
        };
        [
            ("stuck", Global::Float(0.551_444_709_300_994_9)),
            ("floor", Global::Float(0.5)),
            ("steps", Global::Int("100".into())),
            ("dead", Global::Bool(true)),
            ("name", Global::Str("x".repeat(80))),
            ("A", Global::Bool(true)),
            ("one", tensor(&[1], Some(vec![0.731_058_6]), "tensor([0.7311])")),
            ("small", tensor(&[2], Some(vec![1.0, 2.0]), "tensor([1., 2.])")),
            ("large", tensor(&[200, 3], None, "tensor([[0., 0., 0.],\n        ...")),
        ]
        .map(|(name, value)| (name.to_owned(), value))
        .into()
    }

    #[test]
    fn a_verdict_says_where_it_comes_from() {
        let check = |line: &str, code: &str, values: &[(&str, &str)]| {
            let values = values.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
            assert_eq!(measured(line, &globals()), Measured { code: code.to_owned(), values }, "{line}");
        };
        check("A = stuck > floor", "stuck > floor", &[("stuck", "0.551445"), ("floor", "0.5")]);
        check("B = not A and dead  # floor", "not A and dead  # floor", &[("dead", "True")]);
        check("C = steps == steps", "steps == steps", &[("steps", "100")]);
        check("D == stuck", "D == stuck", &[("stuck", "0.551445")]);
        check("A, B = verdicts(stuck)", "A, B = verdicts(stuck)", &[("stuck", "0.551445")]);
        check("answer = one.item()", "one.item()", &[("one", "0.731059")]);
        check(
            "A = f(large, small, floor=1)",
            "f(large, small, floor=1)",
            &[("large", "a tensor of shape (200, 3)"), ("small", "tensor([1., 2.])")],
        );
        check("A = x.floor > 'stuck' or name", "x.floor > 'stuck' or name", &[]);
        check("A = 'never closed", "'never closed", &[]);
        check("", "", &[]);
    }

    #[test]
    fn numbers_are_short() {
        let check = |number: f64, text: &str| assert_eq!(short(number), text);
        check(0.0, "0");
        check(-0.25, "-0.25");
        check(1.0, "1");
        check(331.0, "331");
        check(100_000.0, "100000");
        check(123_456.7, "123457");
        check(1_234_567.0, "1.23457e+06");
        check(999_999.9, "1e+06");
        check(0.000_123_456_78, "0.000123457");
        check(0.000_012_5, "1.25e-05");
        check(f64::NAN, "nan");
        check(f64::NEG_INFINITY, "-inf");
    }
}
