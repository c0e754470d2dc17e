use proptest::prelude::*;

use super::*;

fn fraction(numerator: i64, denominator: i64) -> BigRational {
    BigRational::new(numerator.into(), denominator.into())
}

fn exact(value: &str) -> Spec {
    Spec::Exact { value: value.into() }
}

fn decimals(value: &str, decimals: u32) -> Spec {
    Spec::Decimals { value: value.into(), decimals }
}

fn tolerance(value: &str, tolerance: &str) -> Spec {
    Spec::Tolerance { value: value.into(), tolerance: tolerance.into() }
}

fn relative(value: &str, relative: &str) -> Spec {
    Spec::Relative { value: value.into(), relative: relative.into() }
}

fn significant(value: &str, significant: u32) -> Spec {
    Spec::Significant { value: value.into(), significant }
}

fn range(low: &str, high: &str) -> Spec {
    Spec::Range { low: low.into(), high: high.into() }
}

fn text(text: &str, aliases: &[&str]) -> Spec {
    Spec::Text { text: text.into(), aliases: aliases.iter().map(|alias| (*alias).to_owned()).collect() }
}

fn key(spec: Spec) -> Key {
    Key { spec, percent: false }
}

#[test]
fn numbers_are_read_exactly() {
    let check = |text: &str, numerator, denominator| {
        assert_eq!(parse_decimal(text), Ok(fraction(numerator, denominator)), "{text}");
    };
    check("0", 0, 1);
    check("-0", 0, 1);
    check("007", 7, 1);
    check("+8.5", 17, 2);
    check(".5", 1, 2);
    check("-11.7", -117, 10);
    check("−11.7", -117, 10);
    check("0.10", 1, 10);
    check("2.5e-3", 1, 400);
    check("2.5E+2", 250, 1);
    check("0e400", 0, 1);
}

#[test]
fn what_is_not_a_number_is_refused_with_the_expected_form() {
    let form = "is not a number; expected digits with an optional sign, point and exponent, such as -11.7 or 2.5e-3";
    let check = |text: &str, expected: &str| {
        assert_eq!(parse_decimal(text).map_err(|error| error.to_string()), Err(expected.to_owned()), "{text}");
    };
    for text in [
        "", "-", ".", "5.", "1.2.3", "1e", "e5", "1e5.0", "1e+-5", "--1", "1 000", "1,5", "0x10", "1_0", "inf", "NaN",
        "½", "٣", "1e１",
    ] {
        check(text, &format!("`{text}` {form}"));
    }
    check(&"9".repeat(1_001), "a number of 1001 digits is too long; expected at most 1000");
    check("1e401", "the exponent of `1e401` is out of range; expected -400 to 400");
    check("1e-99999999999", "the exponent of `1e-99999999999` is out of range; expected -400 to 400");
}

#[test]
fn a_key_stands_for_a_closed_interval() {
    let check = |spec: Spec, low: (i64, i64), high: (i64, i64)| {
        let expected = Interval { low: fraction(low.0, low.1), high: fraction(high.0, high.1) };
        assert_eq!(key(spec.clone()).interval(), Some(expected), "{spec:?}");
    };
    check(exact("8.5"), (17, 2), (17, 2));
    check(decimals("0.731", 3), (7_305, 10_000), (7_315, 10_000));
    check(decimals("0.7310585", 3), (7_305, 10_000), (7_315, 10_000));
    check(decimals("331", 0), (661, 2), (663, 2));
    check(decimals("-0.25", 1), (-35, 100), (-25, 100));
    check(tolerance("-11.7", "0.02"), (-1_172, 100), (-1_168, 100));
    check(relative("-200", "0.01"), (-202, 1), (-198, 1));
    check(significant("602", 2), (595, 1), (605, 1));
    check(significant("-0.0314", 3), (-3_145, 100_000), (-3_135, 100_000));
    // 999.6 rounds to 1,000, below which the figures lie ten times as close.
    check(significant("999.6", 3), (9_995, 10), (1_005, 1));
    check(significant("1", 1), (95, 100), (15, 10));
    check(range("3", "4"), (3, 1), (4, 1));
    assert_eq!(key(text("Stagnation", &[])).interval(), None);
}

#[test]
fn keys_that_make_no_sense_are_refused() {
    let check = |key: Key, expected: &str| {
        assert_eq!(key.validate().map_err(|error| error.to_string()), Err(expected.to_owned()), "{key:?}");
        assert_eq!(key.interval(), None);
    };
    check(key(decimals("1", 101)), "101 decimals are too many; expected 0 to 100");
    check(key(significant("1", 0)), "0 significant figures cannot be asked for; expected 1 to 100");
    check(
        key(significant("0.0", 2)),
        "zero has no significant figures; expected `decimals` or `tolerance` with a value of 0",
    );
    check(
        key(relative("0", "0.1")),
        "a relative tolerance around zero accepts nothing but zero; expected `tolerance` with a value of 0",
    );
    check(key(tolerance("1", "-0.1")), "`tolerance` is negative: -0.1; expected 0 or more");
    check(key(relative("1", "-1")), "`relative` is negative: -1; expected 0 or more");
    check(key(range("4", "3")), "the range is upside down: 4 is more than 3; expected [low, high]");
    check(key(text("Stagnation", &[" "])), "an accepted text is empty; expected a word or a short phrase");
    check(
        Key { spec: text("half", &[]), percent: true },
        "`percent` goes with a number; expected `value` or `range` beside it",
    );
}

#[test]
fn a_bare_value_is_a_number_when_it_reads_as_one() {
    assert_eq!(Key::bare("0.10"), key(exact("0.10")));
    assert_eq!(Key::bare("Stagnation"), key(text("Stagnation", &[])));
    assert_eq!(Key::bare("10^-5"), key(text("10^-5", &[])));
}

#[test]
fn people_see_the_key_and_before_that_only_its_form() {
    let check = |spec: Spec, shown: &str, hint: &str| {
        let key = key(spec);
        assert_eq!((key.to_string().as_str(), key.hint().as_str()), (shown, hint));
    };
    check(exact("-8.50"), "−8.50", "Give the exact number.");
    check(decimals("0.731", 3), "0.731 (rounded to 3 decimals)", "Round to 3 decimals.");
    check(decimals("0.7", 1), "0.7 (rounded to 1 decimal)", "Round to 1 decimal.");
    check(decimals("331", 0), "331 (rounded to a whole number)", "Round to a whole number.");
    check(tolerance("-11.7", "0.02"), "−11.7 ± 0.02", "Within ± 0.02 counts.");
    check(relative("100", "0.01"), "100 (relative error up to 0.01)", "A relative error of up to 0.01 counts.");
    check(significant("6.02e23", 3), "6.02e23 (3 significant figures)", "Give 3 significant figures.");
    check(significant("6e23", 1), "6e23 (1 significant figure)", "Give 1 significant figure.");
    check(range("3", "4"), "between 3 and 4", "Give a number.");
    check(text("Stagnation", &[]), "Stagnation", "Give a word or a short phrase.");
    check(
        text("Stagnation", &["stall", "plateau"]),
        "Stagnation (also stall, plateau)",
        "Give a word or a short phrase.",
    );
    let percent = Key { spec: decimals("0.73", 2), percent: true };
    assert_eq!(percent.hint(), "Round to 2 decimals. A percentage such as 73% is read as 0.73.");
}

proptest! {
    /// Every number that `round` takes to the key is inside, and the next ones on either side are outside.
    #[test]
    fn decimals_agree_with_rounding(units in -100_000i64..100_000, places in 0u32..4, offset in -30i64..30) {
        let scale = 10i64.pow(places);
        let value = fraction(units, scale);
        let written = Key { spec: decimals(&format!("{units}e-{places}"), places), percent: false };
        let typed = &value + fraction(offset, 20 * scale);
        let inside = written.interval().is_some_and(|interval| interval.contains(&typed));
        prop_assert_eq!(inside, (-10..=10).contains(&offset));
    }

    #[test]
    fn reading_never_panics(text in "\\PC{0,40}|[-+−.eE0-9]{0,40}") {
        let _ = parse_decimal(&text);
    }

    /// Every key that validates has an interval around its own value.
    #[test]
    fn significant_figures_hold_their_own_value(digits in 1u64.., exponent in -300i32..300, figures in 1u32..30) {
        let written = format!("{digits}e{exponent}");
        let key = key(significant(&written, figures));
        let rounded_away = u32::try_from(digits.to_string().len()).is_ok_and(|length| length > figures);
        let holds = parse_decimal(&written).ok().zip(key.interval()).map(|(value, interval)| interval.contains(&value));
        prop_assert!(rounded_away || holds == Some(true));
        prop_assert!(holds == Some(true));
    }
}
