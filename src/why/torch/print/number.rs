//! Numbers as Python writes them.

/// No float64 has more digits after the point; what is asked for beyond is zeros.
const MOST_DIGITS: usize = 1100;

/// `f"{value:.{precision}f}"`.
pub fn fixed(value: f64, precision: usize) -> String {
    if let Some(text) = not_finite(value) {
        return text.to_owned();
    }
    let digits = precision.min(MOST_DIGITS);
    let mut text = format!("{value:.digits$}");
    text.extend(std::iter::repeat_n('0', precision - digits));
    text
}

/// `f"{value:.{precision}e}"`.
pub fn scientific(value: f64, precision: usize) -> String {
    if let Some(text) = not_finite(value) {
        return text.to_owned();
    }
    let digits = precision.min(MOST_DIGITS);
    let text = format!("{value:.digits$e}");
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let zeros = "0".repeat(precision - digits);
    format!("{mantissa}{zeros}e{}", exponent_text(exponent))
}

/// `repr(value)`: the shortest digits that give the value back.
pub fn float_text(value: f64) -> String {
    if let Some(text) = not_finite(value) {
        return text.to_owned();
    }
    let text = shortest(value);
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let places: i64 = exponent.parse().unwrap_or(0);
    if !(-4..16).contains(&places) {
        return format!("{mantissa}e{}", exponent_text(exponent));
    }
    let decimals = mantissa.split_once('.').map_or(0, |(_, decimals)| decimals.len() as i64) - places;
    format!("{value:.decimals$}", decimals = usize::try_from(decimals).unwrap_or(0).max(1))
}

/// The shortest digits, with an exponent. Halfway between two of them Python takes the even one, Rust does not.
fn shortest(value: f64) -> String {
    let text = format!("{value:e}");
    let digits = text.bytes().take_while(|byte| *byte != b'e').filter(u8::is_ascii_digit).count();
    let even = format!("{value:.decimals$e}", decimals = digits.saturating_sub(1));
    if even.parse() == Ok(value) { even } else { text }
}

fn not_finite(value: f64) -> Option<&'static str> {
    match value {
        _ if value.is_finite() => None,
        _ if value.is_nan() => Some("nan"),
        _ if value > 0.0 => Some("inf"),
        _ => Some("-inf"),
    }
}

/// With a sign, and two digits at least.
fn exponent_text(exponent: &str) -> String {
    match exponent.strip_prefix('-') {
        Some(digits) => format!("-{digits:0>2}"),
        None => format!("+{exponent:0>2}"),
    }
}
