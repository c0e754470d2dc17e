use super::*;
use crate::bank::problem::excerpt;
use proptest::prelude::*;

fn reported(text: &str) -> String {
    let (_, problems) = read("f", "topic", text);
    problems.iter().map(|problem| format!("{problem}\n")).collect()
}

const NASTY: &str = "\
# Everything an author can get wrong.
- id: Upper Case
  kind: mqc
  stem: [a, b]
  choises: []
- kind: mcq
  id: no-stem
  choices:
    - just a text
    - txt: ReLU
    - text: Tanh
      correct: yes
- id: twice
  kind: nat
  stem: s
  stem: t
  answer: { value: 1, decimals: x, percent: maybe }
- id: both
  kind: nat
  stem: s
  choices: [{ text: a }, { text: b }]
- id: mcq-with-answer
  kind: mcq
  stem: s
  answer: 5
  marks: 101
  difficulty: brutal
- id: keys
  kind: nat
  stem: s
  question: s
  answer: { value: 1, tolerance: 1, decimals: 2 }
- id: ranges
  kind: nat
  stem: s
  tags: relu
  answer: { range: [1, 2, 3] }
- id: forms
  kind: nat
  stem: s
  answer: { decimals: 2 }
- id: strays
  kind: nat
  stem: s
  answer: { text: a, decimals: 2 }
- id: huge
  kind: nat
  stem: s
  answer: 1e999999999
- id: anchors
  kind: nat
  stem: &x s
  answer: *x
- ? [a]
  : b
- 5
- id: fine
  kind: nat
  stem: s
  answer: 0.10
";

#[test]
fn all_that_is_wrong_with_a_file_is_reported_at_once() {
    let (found, _) = read("f", "topic", NASTY);
    let ids: Vec<_> = found.iter().map(|located| located.question.id.as_str()).collect();
    assert_eq!(ids, ["fine"]);
    insta::assert_snapshot!(reported(NASTY), @"");
}

/// What is reported of each text, and how many questions are kept.
fn outcomes<T: AsRef<str>>(texts: impl IntoIterator<Item = T>) -> String {
    let outcome = |text: T| {
        let text = text.as_ref();
        let kept = read("f", "topic", text).0.len();
        format!("{:?} keeps {kept}\n{}", excerpt(&format!("{text:?}"), 80), reported(text))
    };
    texts.into_iter().map(outcome).collect()
}

#[test]
fn a_file_without_questions_is_no_problem_of_form() {
    for text in ["", "# nothing yet\n", "---\n", "[]\n", "\u{feff}[]"] {
        assert_eq!(read("f", "topic", text), (Vec::new(), Vec::new()), "{text:?}");
    }
}

#[test]
fn broken_yaml_is_reported_where_it_breaks_and_what_came_before_is_kept() {
    let good = "- {id: a, kind: nat, stem: s, answer: 1}\n";
    let after_a_good_one =
        ["- id: [b\n", "- id: b\n\tkind: nat\n", "- id: \"b\n", "- id: b\n  stem: a: b\n", "---\n[]\n"];
    let after_a_good_one = after_a_good_one.iter().map(|text| format!("{good}{text}"));
    insta::assert_snapshot!(outcomes(after_a_good_one), @"");
    let alone = ["id: a\n", "a text", "- id: a\0b\n", "- id: \u{7}\n", "- id:\n  kind: ~\n  stem:\n"];
    insta::assert_snapshot!(outcomes(alone), @"");
}

#[test]
fn a_bomb_of_aliases_is_refused_and_not_unfolded() {
    let mut bomb = "- id: &a0 [x, x]\n".to_owned();
    for n in 1..3 {
        bomb += &format!("- id: &a{n} [*a{0}, *a{0}]\n", n - 1);
    }
    insta::assert_snapshot!(reported(&bomb), @"");
}

#[test]
fn depth_and_number_of_values_are_bounded() {
    let hostile = [
        "[".repeat(100_000),
        "- ".repeat(70),
        format!("{}{}", "{a: ".repeat(70), "}".repeat(70)),
        format!("[{}]", "a,".repeat(500_001)),
    ];
    insta::assert_snapshot!(outcomes(hostile), @"");
}

#[test]
fn the_forms_of_an_answer_are_read() {
    let check = |answer: &str, expected: &str| {
        let text = format!("- id: a\n  kind: nat\n  stem: s\n  answer: {answer}\n");
        let (found, problems) = read("f", "topic", &text);
        assert_eq!(problems, []);
        assert_eq!(serde_json::to_string(&found[0].question.answer).expect("JSON"), expected);
    };
    check("0.10", r#"{"spec":{"exact":{"value":"0.10"}},"percent":false}"#);
    check("'0.10'", r#"{"spec":{"exact":{"value":"0.10"}},"percent":false}"#);
    check("1_000", r#"{"spec":{"text":{"text":"1_000","aliases":[]}},"percent":false}"#);
    check("null", r#"{"spec":{"text":{"text":"null","aliases":[]}},"percent":false}"#);
    check("{ value: 0.7, decimals: 1 }", r#"{"spec":{"decimals":{"value":"0.7","decimals":1}},"percent":false}"#);
    check("{ value: 7e2, tolerance: 1 }", r#"{"spec":{"tolerance":{"value":"7e2","tolerance":"1"}},"percent":false}"#);
    check("{ value: 7, relative: .1 }", r#"{"spec":{"relative":{"value":"7","relative":".1"}},"percent":false}"#);
    check("{ value: 7, significant: 2 }", r#"{"spec":{"significant":{"value":"7","significant":2}},"percent":false}"#);
    check("{ value: 0.7, percent: true }", r#"{"spec":{"exact":{"value":"0.7"}},"percent":true}"#);
    check("{ range: [-1, +1] }", r#"{"spec":{"range":{"low":"-1","high":"+1"}},"percent":false}"#);
    check("{ text: 5, aliases: [five, V] }", r#"{"spec":{"text":{"text":"5","aliases":["five","V"]}},"percent":false}"#);
    check("{ text: five }", r#"{"spec":{"text":{"text":"five","aliases":[]}},"percent":false}"#);
}

#[test]
fn places_are_those_of_the_values() {
    let text = "- id: a\n  kind: msq\n  stem: |\n    é: s\n  choices:\n    - { text: \"é\", correct: true }\n    - correct: true\n      text: b\n";
    let (found, problems) = read("f", "topic", text);
    assert_eq!(problems, []);
    let Places { question, id, stem, choices, options, .. } = &found[0].places;
    let at = |place: &Place| (place.line, place.column);
    assert_eq!([at(question), at(id), at(stem), at(choices)], [(1, 3), (1, 7), (4, 5), (5, 3)]);
    assert_eq!(options.iter().map(at).collect::<Vec<_>>(), [(6, 15), (8, 13)]);
}

#[test]
fn texts_lose_the_blanks_around_them_and_code_keeps_its_indentation() {
    let check = |text: &str, in_prose: &str, in_code: &str| {
        assert_eq!((prose(text).as_str(), code(text).as_str()), (in_prose, in_code));
    };
    check("", "", "");
    check(" \n ", "", "");
    check("a\n", "a", "a");
    check("\n \n  a\n   b \n\n", "a\n   b", "  a\n   b");
    check("\u{2003}é", "é", "\u{2003}é");
}

proptest! {
    #[test]
    fn whatever_a_file_is_reading_it_ends(text in any::<String>()) {
        read("f", "topic", &text);
    }

    #[test]
    fn whatever_yaml_a_file_is_reading_it_ends(parts in prop::collection::vec(prop::sample::select(vec![
        "- ", "id", ": ", "a", "\n", "\n  ", "\n    ", "[", "]", "{", "}", ",", "\"", "'", "|", ">", "&x ", "*x", "!t ", "? ",
        "#", "---", "\t", "stem: ", "choices:", "answer: ", "kind: nat", "text: ", "é", "%", "@", "\u{feff}", "\r", "|2-",
    ]), 0..60)) {
        let text = parts.concat();
        let (_, problems) = read("f", "topic", &text);
        for problem in problems {
            prop_assert!(problem.line <= text.split(['\n', '\r']).count() + 1, "{} in {}", problem, excerpt(&text, 60));
        }
    }
}
