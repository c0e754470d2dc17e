use super::*;
use num_bigint::BigInt;
use proptest::prelude::*;

fn ratio(numerator: i64, denominator: i64) -> BigRational {
    BigRational::new(numerator.into(), denominator.into())
}

fn shown(text: &str, percent: bool) -> Result<String, NotANumber> {
    read(text, percent).map(|value| decimal::display(&value))
}

#[track_caller]
fn check(text: &str, expected: &str) {
    assert_eq!(shown(text, false).as_deref(), Ok(expected), "{text}");
}

#[track_caller]
fn refuse(text: &str, expected: NotANumber) {
    assert_eq!(shown(text, false), Err(expected), "{text}");
}

#[test]
fn numbers_people_type() {
    for (text, expected) in [
        ("0.731", "0.731"),
        (".731", "0.731"),
        ("0,731", "0.731"),
        (",731", "0.731"),
        ("  0.7310 ", "0.731"),
        ("7.31e-1", "0.731"),
        ("7,31E-1", "0.731"),
        ("731e-3", "0.731"),
        ("7.31 × 10^-1", "0.731"),
        ("7.31x10^-1", "0.731"),
        ("7.31*10**-1", "0.731"),
        ("7.31·10⁻¹", "0.731"),
        ("10^-3", "0.001"),
        ("10⁻³", "0.001"),
        ("-10^(-3)", "-0.001"),
        ("1e10", "10000000000"),
        ("1E+10", "10000000000"),
        ("5.", "5"),
        ("5", "5"),
        ("-0", "0"),
        ("007", "7"),
        ("+3", "3"),
        ("-3", "-3"),
        ("−11.72", "-11.72"),
        ("–11.72", "-11.72"),
        ("－３．５", "-3.5"),
        ("٠٫٧٣١", "0.731"),
        ("०.७३१", "0.731"),
        ("𝟎.𝟕𝟑𝟏", "0.731"),
        ("\u{200e}0.731\u{200f}", "0.731"),
        ("1/3", "1/3"),
        ("2 / 6", "1/3"),
        ("-1/3", "-1/3"),
        ("1⁄4", "0.25"),
        ("½", "0.5"),
        ("⅓", "1/3"),
        ("7.31x10⁻¹", "0.731"),
        ("5 m/s²", "5"),
        ("1.234,5", "1234.5"),
        ("0.5/2", "0.25"),
        ("1 ÷ 8", "0.125"),
        ("x = 0.731", "0.731"),
        ("x=-0.731", "-0.731"),
        ("x = - 3", "-3"),
        ("x₁ = 0.731", "0.731"),
        ("e = 2.718", "2.718"),
        ("about 0.731 units", "0.731"),
        ("cross-entropy: 0.6931", "0.6931"),
        ("log loss 0.731", "0.731"),
        ("≈0.731", "0.731"),
        ("~ 0.731", "0.731"),
        ("(0.731)", "0.731"),
        ("**0.731**", "0.731"),
        ("`0.731`", "0.731"),
        ("\"0.731\"", "0.731"),
        ("0.731.", "0.731"),
        ("0.731, I think", "0.731"),
        ("0.731?", "0.731"),
        ("$5", "5"),
        ("5 m/s", "5"),
        ("5 m²", "5"),
        ("5ms", "5"),
        ("300 K", "300"),
        ("1,234,567", "1234567"),
        ("1.234.567", "1234567"),
        ("1,234,567.5", "1234567.5"),
        ("1.234.567,5", "1234567.5"),
        ("1,234.5", "1234.5"),
        ("12,34,567", "1234567"),
        ("1,00,000", "100000"),
        ("1_000_000", "1000000"),
        ("1'234.5", "1234.5"),
        ("0,125", "0.125"),
        ("1234,567", "1234.567"),
        ("1,5", "1.5"),
        ("1.024", "1.024"),
        ("1e400", "1e400"),
        ("123456789e20", "1.23456789e28"),
        ("1e-400", "1e-400"),
        ("0e400", "0"),
    ] {
        check(text, expected);
    }
}

#[test]
fn texts_that_are_refused_with_a_reason() {
    use NotANumber::*;
    let separators = |typed: &str| Separators { typed: typed.to_owned() };
    let changed = |word: &str| Changed { word: word.to_owned() };
    let ambiguous = |typed: &str, grouped: &str, decimal: &str| Ambiguous {
        typed: typed.to_owned(),
        grouped: grouped.to_owned(),
        decimal: decimal.to_owned(),
    };
    for (text, expected) in [
        ("", Empty),
        (" \t", Empty),
        (&"1".repeat(201), TooLong),
        ("no idea", Absent),
        ("inf", Absent),
        ("NaN", Absent),
        ("∞", Absent),
        ("-", Absent),
        (".", Absent),
        ("①", Absent),
        ("1 e10", SplitExponent),
        ("1 e 10", SplitExponent),
        ("1e 10", SplitExponent),
        ("1e- 10", SplitExponent),
        ("1e401", Exponent),
        ("1e-401", Exponent),
        ("1e99999999999999999999999", Exponent),
        ("10^99999999999999999999999", Exponent),
        ("1 2", Several),
        ("0.7 or 0.8", Several),
        ("1, 2", Several),
        ("1 1/2", Several),
        ("1½", Several),
        ("0.7 ± 0.1", Several),
        ("0.7±0.1", Several),
        ("0x1F", Several),
        ("1e5.5", Several),
        ("2^10", Several),
        ("1..5", Several),
        ("3 x 5", Several),
        ("1,000", ambiguous("1,000", "1000", "1.000")),
        ("-1,024 units", ambiguous("1,024", "1024", "1.024")),
        ("123,456", ambiguous("123,456", "123456", "123.456")),
        ("1.2.3", separators("1.2.3")),
        ("1,2,3", separators("1,2,3")),
        ("1,23,45", separators("1,23,45")),
        ("0,123,456", separators("0,123,456")),
        ("1,234.567.8", separators("1,234.567.8")),
        ("1_0", separators("1_0")),
        ("0.1_5", separators("0.1_5")),
        ("x - 3", Sign),
        ("- 3", Sign),
        ("--3", Sign),
        ("top-5", Sign),
        ("-$3", Sign),
        ("-(3)", Sign),
        ("x1", Joined),
        ("log2", Joined),
        ("e10", Joined),
        ("x.731", Joined),
        ("3!", Expression),
        ("√2", Expression),
        ("> 3", Expression),
        ("≤3", Expression),
        ("3*x", Expression),
        ("2^x", Expression),
        ("log(2)", changed("log")),
        ("square root of 2", changed("root")),
        ("minus 3", changed("minus")),
        ("less than 3", changed("than")),
        ("5k", changed("k")),
        ("3M params", changed("M")),
        ("2j", changed("j")),
        ("3 million", changed("million")),
        ("2 lakh", changed("lakh")),
        ("3π", changed("π")),
        ("1/e", changed("e")),
        ("1e", changed("e")),
        ("3 and a half", changed("half")),
        ("73.1%", Percent),
        ("73.1 percent", Percent),
        ("1/0", DividedByZero),
        ("1/0.0", DividedByZero),
        ("1/-3", Fraction),
        ("1/2/3", Fraction),
        ("1/2e3", Fraction),
        ("1/(2)", Fraction),
    ] {
        refuse(text, expected);
    }
}

#[test]
fn percentages_where_the_key_says_so() {
    for (text, expected) in
        [("73.1%", "0.731"), ("73,1 %", "0.731"), ("73.1 percent", "0.731"), ("-5٪", "-0.05"), ("0.731", "0.731")]
    {
        assert_eq!(shown(text, true).as_deref(), Ok(expected), "{text}");
    }
    assert_eq!(shown("73.1% of 5", true), Err(NotANumber::Several));
}

fn key(spec: Spec) -> Key {
    Key { spec, percent: false }
}

fn tolerance(value: &str, tolerance: &str) -> Key {
    key(Spec::Tolerance { value: value.to_owned(), tolerance: tolerance.to_owned() })
}

#[test]
fn answers_are_held_against_the_exact_ends() {
    let edge = tolerance("-11.7", "0.02");
    for (text, expected) in [
        ("-11.72", true),
        ("−11,72", true),
        ("-11.68", true),
        ("-11.7200000000000000001", false),
        ("-11.67999", false),
        ("11.7", false),
        ("nonsense", false),
        ("-11.7 -11.7", false),
    ] {
        assert_eq!(matches(&edge, text), expected, "{text}");
    }
    let third = key(Spec::Exact { value: "0.25".to_owned() });
    assert!(matches(&third, "1/4"));
    assert!(!matches(&third, "25%"));
    assert!(matches(&Key { percent: true, ..third }, "25%"));
}

#[test]
fn words_are_compared_in_one_form() {
    let stagnation = key(Spec::Text { text: "Stagnation".to_owned(), aliases: vec!["vanishing gradient".to_owned()] });
    for (text, expected) in [
        ("Stagnation", true),
        ("  stagnation. ", true),
        ("\u{201c}STAGNATION\u{201d}", true),
        ("𝐒𝐭𝐚𝐠𝐧𝐚𝐭𝐢𝐨𝐧", true),
        ("Ｓｔａｇｎａｔｉｏｎ", true),
        ("Vanishing\u{a0} \tGradient", true),
        ("stag\u{ad}nation", true),
        ("stagnations", false),
        ("stag nation", false),
        ("", false),
    ] {
        assert_eq!(matches(&stagnation, text), expected, "{text}");
    }
    assert_eq!(acceptable(&stagnation, "anything at all"), Ok(()));
    assert_eq!(acceptable(&stagnation, " "), Err(NotANumber::Empty));
    assert_eq!(acceptable(&stagnation, &"a".repeat(200)), Ok(()));
    assert_eq!(acceptable(&stagnation, &"a".repeat(201)), Err(NotANumber::TooLong));
    assert_eq!(canonical(&stagnation, "VANISHING gradient!"), "Stagnation");
    assert_eq!(canonical(&stagnation, " Over  Fitting "), "over fitting");
    // A key that is only punctuation is still one.
    let colon = key(Spec::Text { text: ":".to_owned(), aliases: vec![] });
    assert!(matches(&colon, " : ") && !matches(&colon, ";") && !matches(&colon, "x"));
}

#[test]
fn one_form_for_one_value() {
    let any = tolerance("0", "1");
    for (text, expected) in [
        ("0,731", "0.731"),
        (".731", "0.731"),
        ("7.31e-1", "0.731"),
        ("0.7310", "0.731"),
        ("−0", "0"),
        ("100", "100"),
        ("1e21", "1e21"),
        ("1e20", "100000000000000000000"),
        ("0.0000001", "0.0000001"),
        ("0.00000001", "1e-8"),
        ("2/6", "1/3"),
        ("-22/7", "-22/7"),
        (" who knows ", "who knows"),
    ] {
        assert_eq!(canonical(&any, text), expected, "{text}");
    }
}

#[test]
fn every_reason_is_a_sentence() {
    use NotANumber::*;
    for (reason, expected) in [
        (TooLong, "That is too long. An answer has at most 200 characters."),
        (Exponent, "The exponent is too large. It goes from -400 to 400."),
        (SplitExponent, "The exponent stands apart. Write it without spaces, as in 1e10."),
        (
            Ambiguous { typed: "1,000".into(), grouped: "1000".into(), decimal: "1.000".into() },
            "1,000 could be 1000 or 1.000. Please write it one of these ways.",
        ),
        (
            Changed { word: "million".into() },
            "“million” would change the value. Write all of it in digits, such as 3000 or 3e3.",
        ),
    ] {
        assert_eq!(reason.to_string(), expected);
    }
}

/// The ways of writing `digits × 10^-places` that must be read alike.
fn spellings(negative: bool, digits: u64, places: usize) -> Vec<String> {
    let padded = format!("{digits:0>width$}", width = places + 1);
    let (whole, part) = padded.split_at(padded.len() - places);
    let sign = if negative { "-" } else { "" };
    let true_minus = if negative { "−" } else { "" };
    let mut all = vec![
        format!("{sign}{whole}.{part}"),
        format!("{true_minus}{whole}.{part}"),
        format!("x = {sign}{whole}.{part} units"),
        format!("{sign}{digits}e-{places}"),
        format!("{sign}{digits} × 10^-{places}"),
        format!("{sign}{digits}/1{}", "0".repeat(places)),
    ];
    // One comma before three digits is refused unless the whole part is 0.
    if part.len() != 3 || whole == "0" {
        all.push(format!("{sign}{whole},{part}").trim_end_matches(',').to_owned());
    }
    all
}

proptest! {
    #[test]
    fn no_text_is_too_strange(text in "\\PC{0,220}", percent: bool) {
        let _ = read(&text, percent);
        let _ = canonical(&tolerance("1", "0.5"), &text);
    }

    #[test]
    fn no_arrangement_of_marks_is_too_strange(text in "[-+0-9.,_'eExX*^/%() ⁻²½]{0,30}", percent: bool) {
        if let Ok(value) = read(&text, percent) {
            // What is shown is read again as the same value; only `12e400` is shown with an exponent that is too large.
            let again = read(&decimal::display(&value), false);
            prop_assert!(again == Ok(value) || again == Err(NotANumber::Exponent));
        }
    }

    #[test]
    fn spellings_of_one_value_agree(negative: bool, digits in 0u64..10_000_000, places in 0usize..9) {
        let sign = if negative { -1 } else { 1 };
        let value = BigRational::new(BigInt::from(digits) * sign, BigInt::from(10u32).pow(places as u32));
        for text in spellings(negative, digits, places) {
            prop_assert_eq!(read(&text, false), Ok(value.clone()), "{}", text);
        }
    }

    #[test]
    fn values_inside_are_right_and_outside_wrong(middle in -10_000i64..10_000, width in 0i64..1000, offset in -1500i64..1500) {
        let spec = tolerance(&decimal::display(&ratio(middle, 1000)), &decimal::display(&ratio(width, 1000)));
        let typed = decimal::display(&ratio(middle + offset, 1000));
        prop_assert_eq!(matches(&spec, &typed), offset.abs() <= width, "{}", typed);
    }
}
