//! `format(value, spec)` for texts and floats: the mini-language of format specifications, read and applied as CPython 3.11 does.

/// A specification: `[[fill]align][sign][z][#][0][width][grouping][.precision][type]`.
#[derive(Debug, Clone, PartialEq)]
pub struct Spec {
    fill: char,
    align: Option<char>,
    sign: Option<char>,
    no_negative_zero: bool,
    alternate: bool,
    zero: bool,
    width: usize,
    grouping: Option<char>,
    precision: Option<usize>,
    pub kind: Option<char>,
}

/// Reads a specification; `class` is the name of the value's class, for the sentences.
pub fn parse(text: &str, class: &str) -> Result<Spec, String> {
    let characters: Vec<char> = text.chars().collect();
    let mut at = 0;
    let peek = |at: usize| characters.get(at).copied();
    let is_align = |c: Option<char>| matches!(c, Some('<' | '>' | '=' | '^'));
    let mut spec = Spec {
        fill: ' ',
        align: None,
        sign: None,
        no_negative_zero: false,
        alternate: false,
        zero: false,
        width: 0,
        grouping: None,
        precision: None,
        kind: None,
    };
    if is_align(peek(1)) {
        spec.fill = characters[0];
        spec.align = peek(1);
        at = 2;
    } else if is_align(peek(0)) {
        spec.align = peek(0);
        at = 1;
    }
    let filled = at == 2;
    if let Some(sign @ ('+' | '-' | ' ')) = peek(at) {
        spec.sign = Some(sign);
        at += 1;
    }
    if peek(at) == Some('z') {
        spec.no_negative_zero = true;
        at += 1;
    }
    if peek(at) == Some('#') {
        spec.alternate = true;
        at += 1;
    }
    if peek(at) == Some('0') {
        if !filled {
            spec.fill = '0';
            if spec.align.is_none() {
                spec.zero = true;
            }
        }
        at += 1;
    }
    let number = |at: &mut usize| -> Result<Option<usize>, String> {
        let start = *at;
        while peek(*at).is_some_and(|c| c.is_ascii_digit()) {
            *at += 1;
        }
        let digits: String = characters[start..*at].iter().collect();
        match digits.parse::<usize>() {
            // What could not be had anyway: a text of four gigabytes and more.
            Ok(value) if value <= u32::MAX as usize => Ok(Some(value)),
            Ok(_) => Err("Too many decimal digits in format string".to_owned()),
            Err(_) if digits.is_empty() => Ok(None),
            Err(_) => Err("Too many decimal digits in format string".to_owned()),
        }
    };
    spec.width = number(&mut at)?.unwrap_or(0);
    if let Some(grouping @ (',' | '_')) = peek(at) {
        spec.grouping = Some(grouping);
        at += 1;
        if let Some(second @ (',' | '_')) = peek(at) {
            return Err(if second == grouping {
                format!("Cannot specify '{second}' with '{second}'.")
            } else {
                "Cannot specify both ',' and '_'.".to_owned()
            });
        }
    }
    if peek(at) == Some('.') {
        at += 1;
        spec.precision = number(&mut at)?;
        if spec.precision.is_none() {
            return Err("Format specifier missing precision".to_owned());
        }
    }
    if characters.len() - at > 1 {
        return Err(format!("Invalid format specifier '{text}' for object of type '{class}'"));
    }
    spec.kind = peek(at);
    if let (Some(grouping), Some(kind)) = (spec.grouping, spec.kind)
        && !matches!(kind, 'd' | 'e' | 'f' | 'g' | 'E' | 'G' | '%' | 'F')
        && !(grouping == '_' && matches!(kind, 'b' | 'o' | 'x' | 'X'))
    {
        return Err(format!("Cannot specify '{grouping}' with '{kind}'."));
    }
    Ok(spec)
}

impl Spec {
    /// Formats a text.
    pub fn text(&self, value: &str) -> Result<String, String> {
        match self.kind {
            None | Some('s') => {}
            Some(kind) => return Err(format!("Unknown format code '{kind}' for object of type 'str'")),
        }
        match self.sign {
            Some(' ') => return Err("Space not allowed in string format specifier".to_owned()),
            Some(_) => return Err("Sign not allowed in string format specifier".to_owned()),
            None => {}
        }
        if self.no_negative_zero {
            return Err("Negative zero coercion (z) not allowed in string format specifier".to_owned());
        }
        if self.alternate {
            return Err("Alternate form (#) not allowed in string format specifier".to_owned());
        }
        if self.align == Some('=') {
            return Err("'=' alignment not allowed in string format specifier".to_owned());
        }
        if let Some(grouping) = self.grouping {
            return Err(format!("Cannot specify '{grouping}' with 's'."));
        }
        let kept: String = value.chars().take(self.precision.unwrap_or(usize::MAX)).collect();
        Ok(self.padded("", &kept, '<'))
    }

    /// Formats a float.
    pub fn float(&self, value: f64) -> Result<String, String> {
        let mut kind = self.kind;
        let upper = kind.is_some_and(|kind| kind.is_ascii_uppercase());
        if kind == Some('n') {
            kind = Some('g');
        }
        let (value, percent) = if kind == Some('%') { (value * 100.0, "%") } else { (value, "") };
        let magnitude = value.abs();
        let mut digits = match kind.map(|kind| kind.to_ascii_lowercase()) {
            _ if !value.is_finite() => (if value.is_nan() { "nan" } else { "inf" }).to_owned(),
            None => match self.precision {
                None => shortest(magnitude, self.alternate),
                Some(precision) => general(magnitude, precision, self.alternate, true),
            },
            Some('f' | '%') => fixed(magnitude, self.precision.unwrap_or(6), self.alternate),
            Some('e') => exponential(magnitude, self.precision.unwrap_or(6), self.alternate),
            Some('g') => general(magnitude, self.precision.unwrap_or(6), self.alternate, false),
            Some(kind) => return Err(format!("Unknown format code '{kind}' for object of type 'float'")),
        };
        if upper {
            digits.make_ascii_uppercase();
        }
        let zero = digits.chars().all(|c| !c.is_ascii_digit() || c == '0');
        let negative =
            value.is_sign_negative() && !value.is_nan() && !(self.no_negative_zero && zero && value.is_finite());
        let sign = match (negative, self.sign) {
            (true, _) => "-",
            (false, Some('+')) => "+",
            (false, Some(' ')) => " ",
            _ => "",
        };
        let digits = format!("{digits}{percent}");
        Ok(match self.grouping {
            Some(separator) if value.is_finite() => {
                self.padded(sign, &self.grouped(&digits, sign.len(), separator), '>')
            }
            _ => self.padded(sign, &digits, '>'),
        })
    }

    /// Separates thousands before the point; where zeros fill the width, they are separated too.
    fn grouped(&self, digits: &str, sign: usize, separator: char) -> String {
        let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
        let (whole, rest) = digits.split_at(end);
        let fills = self.fill == '0' && (self.zero || self.align == Some('='));
        let room = if fills { self.width.saturating_sub(sign + rest.len()) } else { 0 };
        let mut reversed = String::new();
        let mut length = 0;
        let mut left = whole.chars().rev();
        for count in 0.. {
            let next = match left.next() {
                Some(digit) => digit,
                None if length < room && (count > 0 || fills) => '0',
                None => break,
            };
            if count > 0 && count % 3 == 0 {
                reversed.push(separator);
                length += 1;
            }
            reversed.push(next);
            length += 1;
        }
        reversed.chars().rev().chain(rest.chars()).collect()
    }

    /// Fills up to the width: between sign and digits, or around both.
    fn padded(&self, sign: &str, body: &str, align: char) -> String {
        let missing = self.width.saturating_sub(sign.chars().count() + body.chars().count());
        let fill = |count: usize| self.fill.to_string().repeat(count);
        // A zero before the width puts zeros after a number's sign; texts stay at the left.
        let default = if self.zero && align == '>' { '=' } else { align };
        match self.align.unwrap_or(default) {
            '<' => format!("{sign}{body}{}", fill(missing)),
            '>' => format!("{}{sign}{body}", fill(missing)),
            '=' => format!("{sign}{}{body}", fill(missing)),
            _ => format!("{}{sign}{body}{}", fill(missing / 2), fill(missing - missing / 2)),
        }
    }
}

/// No float has more digits than this behind the point; what is asked for beyond is zeros.
const MOST: usize = 1100;

fn fixed(value: f64, precision: usize, alternate: bool) -> String {
    let mut text = format!("{value:.0$}", precision.min(MOST));
    text.extend(std::iter::repeat_n('0', precision.saturating_sub(MOST)));
    if alternate && precision == 0 {
        text.push('.');
    }
    text
}

fn exponential(value: f64, precision: usize, alternate: bool) -> String {
    let text = format!("{value:.0$e}", precision.min(MOST));
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let zeros = "0".repeat(precision.saturating_sub(MOST));
    let point = if alternate && precision == 0 { "." } else { "" };
    format!("{mantissa}{zeros}{point}{}", exponent_text(exponent.parse().unwrap_or(0)))
}

fn exponent_text(exponent: i32) -> String {
    format!("e{}{:02}", if exponent < 0 { '-' } else { '+' }, exponent.abs())
}

/// `precision` significant digits, without trailing zeros; `floating` is the form without a type, which always shows a point.
fn general(value: f64, precision: usize, alternate: bool, floating: bool) -> String {
    let precision = precision.max(1);
    let text = format!("{value:.0$e}", (precision - 1).min(MOST));
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    let mut digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    let most = precision as i64 - i64::from(floating);
    let scientific = exponent < -4 || i64::from(exponent) >= most;
    if alternate {
        digits.extend(std::iter::repeat_n('0', precision - digits.len()));
    } else {
        digits.truncate(digits.trim_end_matches('0').len().max(1));
    }
    if scientific {
        let (first, rest) = digits.split_at(1);
        let point = if rest.is_empty() && !alternate { "" } else { "." };
        return format!("{first}{point}{rest}{}", exponent_text(exponent));
    }
    placed(&digits, exponent, alternate, floating)
}

/// Puts the point behind the digit that stands for ten to the zero.
fn placed(digits: &str, exponent: i32, alternate: bool, floating: bool) -> String {
    let (whole, fraction) = if exponent < 0 {
        ("0".to_owned(), format!("{}{digits}", "0".repeat(exponent.unsigned_abs() as usize - 1)))
    } else {
        let places = exponent as usize + 1;
        let padded = format!("{digits:0<places$}");
        let (whole, fraction) = padded.split_at(places);
        (whole.to_owned(), fraction.to_owned())
    };
    match fraction.as_str() {
        "" if floating => format!("{whole}.0"),
        "" if alternate => format!("{whole}."),
        "" => whole,
        fraction => format!("{whole}.{fraction}"),
    }
}

/// The fewest digits that read back as the same float, as `repr` shows them.
fn shortest(value: f64, alternate: bool) -> String {
    let text = format!("{value:e}");
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    if (-4..16).contains(&exponent) {
        return placed(&digits, exponent, alternate, true);
    }
    let (first, rest) = digits.split_at(1);
    let point = if rest.is_empty() && !alternate { "" } else { "." };
    format!("{first}{point}{rest}{}", exponent_text(exponent))
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn floats_as_cpython_formats_them() {
        let cases = [
            (1.0, ".3", "1.0"),
            (-0.0, ".2", "-0.0"),
            (0.1, ".0", "0.1"),
            (1e22, "_.0G", "1E+22"),
            (f64::INFINITY, "012_g", "000000000inf"),
            (-606.542850194, "_.0%", "-60_654%"),
            (1234567.891, ",.2f", "1,234,567.89"),
            (1234.5, "012,.1f", "00,001,234.5"),
            (2.5, "#.0f", "2."),
            (2.675, ".2f", "2.67"),
            (0.0001, "g", "0.0001"),
            (0.00001, "", "1e-05"),
            (123456789.0, "g", "1.23457e+08"),
            (1e16, "", "1e+16"),
            (100000.0, "#g", "100000."),
            (3.0, "+08.1f", "+00003.0"),
            (3.25, "x^9.1f", "xxx3.2xxx"),
            (-0.001, "z.1f", "0.0"),
        ];
        for (value, spec, expected) in cases {
            assert_eq!(
                parse(spec, "float").and_then(|spec| spec.float(value)).as_deref(),
                Ok(expected),
                "{value} {spec}"
            );
        }
    }

    #[test]
    fn texts_are_cut_and_padded_by_characters() {
        let cases = [
            ("é", ".1", "é"),
            ("日本語", ">5.2", "   日本"),
            ("abc", "012.1", "a00000000000"),
            ("abc", "*^7", "**abc**"),
        ];
        for (value, spec, expected) in cases {
            assert_eq!(parse(spec, "str").and_then(|spec| spec.text(value)).as_deref(), Ok(expected), "{value} {spec}");
        }
    }

    #[test]
    fn what_is_wrong_is_said() {
        let cases = [
            ("+s", "Sign not allowed in string format specifier"),
            ("d", "Unknown format code 'd' for object of type 'str'"),
            ("=5", "'=' alignment not allowed in string format specifier"),
            (",", "Cannot specify ',' with 's'."),
            (".", "Format specifier missing precision"),
            ("99999999999999999999", "Too many decimal digits in format string"),
            ("5ss", "Invalid format specifier '5ss' for object of type 'str'"),
        ];
        for (spec, expected) in cases {
            assert_eq!(parse(spec, "str").and_then(|spec| spec.text("a")), Err(expected.to_owned()), "{spec}");
        }
    }
}
