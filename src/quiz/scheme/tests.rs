use super::*;
use proptest::prelude::*;

/// The options of a string such as `AC`.
fn set(letters: &str) -> BTreeSet<ChoiceIndex> {
    letters.bytes().map(|letter| letter - b'A').collect()
}

/// Marks in lowest terms for an MSQ of these options, key and choice.
fn msq(scheme: Scheme, options: usize, right: &str, chosen: &str) -> String {
    scheme.choices(Kind::Msq, 1, options, &set(right), &set(chosen)).exact()
}

#[test]
fn one_right_option() {
    for (scheme, marks, options, right, wrong) in [
        (Scheme::Simple, 1, 4, "1", "0"),
        (Scheme::Simple, 5, 4, "5", "0"),
        (Scheme::Gate, 1, 4, "1", "−1/3"),
        (Scheme::Gate, 2, 4, "2", "−2/3"),
        (Scheme::Gate, 3, 4, "3", "−1"),
        (Scheme::JeeAdvanced, 1, 4, "3", "−1"),
        (Scheme::JeeAdvanced, 2, 4, "6", "−2"),
        (Scheme::NetCorrect, 1, 4, "1", "0"),
        (Scheme::Coverage, 1, 4, "1", "0"),
        (Scheme::EveryDecision, 1, 4, "1", "0"),
        (Scheme::Halves, 1, 4, "1", "0"),
        (Scheme::GuessNeutral, 1, 4, "1", "−1/3"),
        (Scheme::GuessNeutral, 1, 2, "1", "−1"),
        (Scheme::GuessNeutral, 2, 10, "2", "−2/9"),
    ] {
        let marks_for = |chosen: &str| scheme.choices(Kind::Mcq, marks, options, &set("B"), &set(chosen)).exact();
        assert_eq!([marks_for("B"), marks_for("A"), marks_for("")], [right, wrong, "0"], "{scheme}, {marks} marks");
    }
}

#[test]
fn values() {
    for (scheme, marks, right) in
        [(Scheme::Simple, 1, "1"), (Scheme::Gate, 2, "2"), (Scheme::JeeAdvanced, 1, "3"), (Scheme::Halves, 1, "1")]
    {
        assert_eq!([scheme.value(marks, true).exact(), scheme.value(marks, false).exact()], [right, "0"], "{scheme}");
    }
}

#[test]
fn several_right_options() {
    let check = |scheme: Scheme, options: usize, right: &str, table: &[(&str, &str)]| {
        for (chosen, expected) in table {
            assert_eq!(msq(scheme, options, right, chosen), *expected, "{scheme}: {chosen} of {right}");
        }
    };
    for scheme in [Scheme::Simple, Scheme::Gate] {
        check(scheme, 4, "AC", &[("AC", "1"), ("A", "0"), ("ABC", "0"), ("B", "0"), ("", "0")]);
    }
    let jee = Scheme::JeeAdvanced;
    check(jee, 4, "ABCD", &[("ABCD", "4"), ("ABC", "3"), ("AB", "2"), ("A", "1"), ("", "0")]);
    check(
        jee,
        4,
        "ABC",
        &[("ABC", "4"), ("AB", "2"), ("A", "1"), ("ABCD", "−2"), ("ABD", "−2"), ("AD", "−2"), ("D", "−2")],
    );
    check(jee, 4, "AB", &[("AB", "4"), ("A", "1"), ("ABC", "−2"), ("C", "−2")]);
    check(jee, 4, "A", &[("A", "4"), ("AB", "−2"), ("B", "−2")]);
    // Beyond four right options, three stay the most for a part.
    check(jee, 6, "ABCDE", &[("ABCDE", "4"), ("ABCD", "3"), ("ABC", "3"), ("AB", "2"), ("ABCDEF", "−2")]);
    let net = Scheme::NetCorrect;
    check(
        net,
        5,
        "ABC",
        &[("ABC", "1"), ("AB", "2/3"), ("ABD", "1/3"), ("AD", "0"), ("ADE", "0"), ("ABCDE", "1/3"), ("", "0")],
    );
    let coverage = Scheme::Coverage;
    check(
        coverage,
        5,
        "ABC",
        &[("ABC", "1"), ("AB", "2/3"), ("ABD", "4/9"), ("AD", "1/6"), ("D", "0"), ("ABCDE", "3/5")],
    );
    let every = Scheme::EveryDecision;
    check(
        every,
        4,
        "AC",
        &[("AC", "1"), ("A", "3/4"), ("ABC", "3/4"), ("AB", "1/2"), ("BD", "0"), ("B", "1/4"), ("", "0")],
    );
    let halves = Scheme::Halves;
    check(
        halves,
        5,
        "AC",
        &[("AC", "1"), ("A", "1/2"), ("ABC", "1/2"), ("AB", "1/4"), ("B", "0"), ("ABCDE", "0"), ("", "0")],
    );
    let neutral = Scheme::GuessNeutral;
    check(
        neutral,
        5,
        "AC",
        &[("AC", "1"), ("A", "1/2"), ("AB", "1/6"), ("B", "−1/3"), ("BDE", "−1"), ("ABCDE", "0"), ("", "0")],
    );
    check(neutral, 3, "ABC", &[("ABC", "1"), ("AB", "2/3")]);
}

#[test]
fn names_and_versions() {
    for scheme in Scheme::ALL {
        assert_eq!(scheme.to_string(), format!("{}/1", scheme.name()));
        assert_eq!(scheme.name().parse(), Ok(scheme));
        assert_eq!(scheme.to_string().parse(), Ok(scheme));
        assert_eq!(serde_json::to_value(scheme).unwrap(), serde_json::json!(scheme.to_string()));
    }
    let error = |text: &str| text.parse::<Scheme>().unwrap_err().to_string();
    assert_eq!(
        error("Gate"),
        "there is no marking scheme \"Gate\"; there are simple, gate, jee-advanced, net-correct, coverage, \
         every-decision, halves and guess-neutral"
    );
    assert_eq!(error("gate/2"), "the marking scheme gate has no version \"2\"; its version is 1");
    assert_eq!(serde_json::from_value::<Scheme>(serde_json::json!("gate")).unwrap(), Scheme::Gate);
}

#[test]
fn what_a_post_says() {
    for (scheme, kind, marks, expected) in [
        (Scheme::Simple, Kind::Mcq, 1, "1 mark"),
        (Scheme::Simple, Kind::Nat, 2, "2 marks"),
        (Scheme::Simple, Kind::Msq, 1, "1 mark for exactly the right set"),
        (Scheme::Gate, Kind::Mcq, 1, "1 mark; wrong −1/3"),
        (Scheme::Gate, Kind::Mcq, 2, "2 marks; wrong −2/3"),
        (Scheme::Gate, Kind::Msq, 2, "2 marks for exactly the right set; wrong 0"),
        (Scheme::Gate, Kind::Nat, 1, "1 mark; wrong 0"),
        (Scheme::JeeAdvanced, Kind::Mcq, 1, "3 marks; wrong −1"),
        (
            Scheme::JeeAdvanced,
            Kind::Msq,
            1,
            "4 marks for exactly the right set; 1 to 3 for some of it; −2 with a wrong option",
        ),
        (
            Scheme::JeeAdvanced,
            Kind::Msq,
            2,
            "8 marks for exactly the right set; 2 to 6 for some of it; −4 with a wrong option",
        ),
        (Scheme::JeeAdvanced, Kind::Nat, 1, "3 marks; wrong 0"),
        (Scheme::NetCorrect, Kind::Mcq, 1, "1 mark"),
        (Scheme::NetCorrect, Kind::Msq, 1, "1 mark, in parts; a wrong option cancels a right one"),
        (
            Scheme::Coverage,
            Kind::Msq,
            1,
            "1 mark, in parts, for how much of the right set you chose and how much of your choice is right",
        ),
        (Scheme::EveryDecision, Kind::Msq, 1, "1 mark, in parts, for each option rightly chosen or rightly left"),
        (Scheme::Halves, Kind::Msq, 1, "1 mark; with one mistake 1/2, with two 1/4"),
        (Scheme::Halves, Kind::Msq, 2, "2 marks; with one mistake 1, with two 1/2"),
        (Scheme::GuessNeutral, Kind::Mcq, 1, "1 mark; wrong −1/3"),
        (Scheme::GuessNeutral, Kind::Msq, 1, "1 mark, in parts; wrong options cost what guessing would gain"),
    ] {
        assert_eq!(scheme.describe(kind, marks, 4), expected);
    }
}

fn subset(options: u8, bits: u16) -> BTreeSet<ChoiceIndex> {
    (0..options).filter(|index| bits & (1 << index) != 0).collect()
}

fn any_scheme() -> impl Strategy<Value = Scheme> {
    prop::sample::select(Scheme::ALL.to_vec())
}

/// A number of options, and a key with at least one of them.
fn any_key() -> impl Strategy<Value = (u8, BTreeSet<ChoiceIndex>)> {
    (2u8..=10).prop_flat_map(|options| (1u16..(1 << options)).prop_map(move |bits| (options, subset(options, bits))))
}

proptest! {
    #[test]
    fn only_the_key_earns_full_marks(scheme in any_scheme(), (options, right) in any_key(), bits: u16, marks in 1u32..=100) {
        let chosen = subset(options, bits);
        let earned = scheme.choices(Kind::Msq, marks, options.into(), &right, &chosen);
        let full = scheme.full(Kind::Msq, marks);
        prop_assert_eq!(earned == full, chosen == right);
        prop_assert!(earned <= full);
        prop_assert_eq!(earned, scheme.choices(Kind::Msq, 1, options.into(), &right, &chosen).times(marks.into()));
    }

    #[test]
    fn part_marks_are_never_negative((options, right) in any_key(), bits: u16) {
        for scheme in [Scheme::Simple, Scheme::Gate, Scheme::NetCorrect, Scheme::Coverage, Scheme::EveryDecision, Scheme::Halves] {
            prop_assert!(scheme.choices(Kind::Msq, 1, options.into(), &right, &subset(options, bits)) >= Marks::ZERO);
        }
    }

    #[test]
    fn one_more_right_option_never_costs_and_one_more_wrong_never_pays(
        scheme in any_scheme(), (options, right) in any_key(), bits: u16, more in 0u8..10, other in 1u8..10,
    ) {
        let more = more % options;
        let mut added = subset(options, bits);
        // At least one other option, since the step from none to one is that from no answer.
        added.extend([more, (more + 1 + (other - 1) % (options - 1)) % options]);
        let mut chosen = added.clone();
        chosen.remove(&more);
        let [before, after] = [&chosen, &added].map(|set| scheme.choices(Kind::Msq, 1, options.into(), &right, set));
        let fair = if right.contains(&more) { after >= before } else { after <= before };
        prop_assert!(fair, "{before:?} became {after:?}");
    }

    #[test]
    fn marks_do_not_depend_on_which_options_they_are(
        scheme in any_scheme(), (options, right) in any_key(), bits: u16,
        order in Just((0u8..10).collect::<Vec<_>>()).prop_shuffle(),
    ) {
        let chosen = subset(options, bits);
        let kept: Vec<u8> = order.into_iter().filter(|index| *index < options).collect();
        let renamed = |set: &BTreeSet<u8>| set.iter().map(|index| kept[usize::from(*index)]).collect::<BTreeSet<_>>();
        prop_assert_eq!(
            scheme.choices(Kind::Msq, 1, options.into(), &renamed(&right), &renamed(&chosen)),
            scheme.choices(Kind::Msq, 1, options.into(), &right, &chosen)
        );
    }

    #[test]
    fn guessing_earns_nothing_when_it_is_to((options, right) in any_key(), key in 0u8..10) {
        let scheme = Scheme::GuessNeutral;
        // Where all options are right there is nothing to guess wrong.
        let right = if right.len() == usize::from(options) { BTreeSet::from([0]) } else { right };
        let all: Marks = (0..1 << options)
            .map(|bits| scheme.choices(Kind::Msq, 1, options.into(), &right, &subset(options, bits)))
            .sum();
        prop_assert_eq!(all, Marks::ZERO);
        let key = BTreeSet::from([key % options]);
        let single: Marks = (0..options)
            .map(|index| scheme.choices(Kind::Mcq, 1, options.into(), &key, &BTreeSet::from([index])))
            .sum();
        prop_assert_eq!(single, Marks::ZERO);
    }
}
