use super::*;
use crate::bank::yaml;

fn reported(text: &str) -> String {
    let (found, problems) = yaml::read("f", "topic", text);
    assert_eq!(problems, []);
    let (_, problems) = check(&mut Ids::new(), "f", found);
    problems.iter().map(|problem| format!("{problem}\n")).collect()
}

/// What is said of a multiple-choice question with these lines as its choices.
fn of_choices(kind: &str, choices: &str) -> String {
    reported(&format!("- id: a\n  kind: {kind}\n  stem: s\n  explanation: e\n  choices:\n{choices}"))
}

fn of_answer(answer: &str) -> String {
    reported(&format!("- id: a\n  kind: nat\n  stem: s\n  explanation: e\n  answer: {answer}\n"))
}

#[test]
fn sound_questions_pass() {
    assert_eq!(of_answer("{ value: 0.731, decimals: 3 }"), "");
    assert_eq!(
        of_choices("mcq", "    - { text: a, correct: true }\n    - text: None of the above\n      pin: true\n"),
        ""
    );
}

#[test]
fn choices_must_be_answerable_and_stay_true_when_shuffled() {
    let eleven: String = (1..=11).map(|n| format!("    - {{ text: o{n}, correct: true }}\n")).collect();
    let cases = [
        ("mcq", "    - text: a\n    - text: b\n"),
        ("mcq", "    - { text: a, correct: true }\n    - { text: b, correct: true }\n"),
        ("msq", "    - text: a\n    - text: b\n"),
        ("mcq", "    - { text: a, correct: true }\n"),
        ("msq", &eleven),
        ("mcq", "    - { text: a b, correct: true }\n    - text: a  b\n    - text: A b\n"),
        ("mcq", "    - { text: a, correct: true }\n    - text: All of the above\n    - text: Both A and C\n"),
        ("mcq", "    - { text: a, correct: true }\n    - text: ' '\n"),
    ];
    let said: Vec<_> = cases.iter().map(|(kind, choices)| of_choices(kind, choices)).collect();
    insta::assert_snapshot!(said.concat(), @r##"
    f:5:3: error: no choice of this mcq is right; expected `correct: true` at one
    f:5:3: error: 2 choices of this mcq are right; expected one, or kind: msq
    f:5:3: error: no choice of this msq is right; expected `correct: true` at one or more
    f:5:3: error: expected 2 to 10 choices, but found 1
    f:5:3: error: expected 2 to 10 choices, but found 11
    f:7:13: error: the choice `a  b` is there twice; expected different ones
    f:8:13: warning: the choice `A b` differs from another only in capitals
    f:7:13: error: `All of the above` would become false when choices are shuffled; expected `pin: true` beside it
    f:8:13: warning: `Both A and C` speaks of letters, which change when choices are shuffled
    f:7:13: error: `text` is empty; expected a text
    "##);
}

#[test]
fn keys_must_be_usable() {
    let keys = [
        "{ value: 1e999999999, decimals: 3 }",
        "{ value: 1, tolerance: -1 }",
        "{ range: [2, 1] }",
        "{ value: five }",
        "{ text: a, percent: true }",
        "''",
        "",
        "1,5",
        "\"a\\ab\"",
    ];
    let said: String = keys.iter().map(|key| format!("{key}\n  {}", of_answer(key))).collect();
    insta::assert_snapshot!(said, @r##"
    { value: 1e999999999, decimals: 3 }
      f:5:11: error: `answer`: the exponent of `1e999999999` is out of range; expected -400 to 400
    { value: 1, tolerance: -1 }
      f:5:11: error: `answer`: `tolerance` is negative: -1; expected 0 or more
    { range: [2, 1] }
      f:5:11: error: `answer`: the range is upside down: 2 is more than 1; expected [low, high]
    { value: five }
      f:5:11: error: `answer`: `five` is not a number; expected digits with an optional sign, point and exponent, such as -11.7 or 2.5e-3
    { text: a, percent: true }
      f:5:11: error: `answer`: `percent` goes with a number; expected `value` or `range` beside it
    ''
      f:5:11: error: `answer`: an accepted text is empty; expected a word or a short phrase

      f:5:3: error: `answer`: an accepted text is empty; expected a word or a short phrase
    1,5
      f:5:11: warning: `1,5` is not a number, so it is asked for as a text; numbers are such as -11.7 or 2.5e-3
    "a\ab"
      f:5:11: error: `answer` has the control character U+0007; expected text without it
    "##);
}

#[test]
fn texts_have_bounds() {
    let long = |key: &str, count: usize| format!("  {key}: {}\n", "x".repeat(count));
    let of = |lines: String| reported(&format!("- id: a\n  kind: nat\n  answer: 1\n{lines}"));
    assert_eq!(of(long("stem", 2_800) + &long("explanation", 2_800)), "");
    let option = "o".repeat(199);
    let options: String = (0..10).map(|n| format!("    - {{ text: {option}{n}, correct: true }}\n")).collect();
    let wide = format!("- id: a\n  kind: msq\n  explanation: e\n{}  choices:\n{options}", long("stem", 1_901));
    let said = [
        of(long("stem", 2_801) + &long("explanation", 2_801)),
        of(long("stem", 1_400) + &long("snippet", 1_401) + "  explanation: e\n"),
        // An emoji is two units.
        of(format!("  stem: \"{}\"\n  explanation: e\n", "😀".repeat(1_401))),
        of("  stem: \"a\\u001bb\"\n  explanation: e\n  topic: ''\n  tags: ['']\n  source:\n".to_owned()),
        of("  stem: s\n".to_owned()),
        reported(&wide),
    ];
    insta::assert_snapshot!(said.concat(), @r##"
    f:4:9: error: `stem` has 2801 characters; expected at most 2800
    f:5:16: error: `explanation` has 2801 characters; expected at most 2800
    f:4:9: error: `stem` and `snippet` have 2801 characters together; expected at most 2800
    f:4:9: error: `stem` has 2802 characters; expected at most 2800
    f:4:9: error: `stem` has the control character U+001B; expected text without it
    f:6:10: error: `topic` is empty; expected a text
    f:7:10: error: `tags` is empty; expected a text
    f:8:3: error: `source` is empty; expected a text
    f:1:3: warning: `explanation` is missing; people who answered wrong will ask for it
    f:4:9: error: stem, snippet and choices have 3901 characters together; expected at most 3900
    "##);
}

#[test]
fn an_id_is_taken_once_among_all_files() {
    let text = "- {id: a, kind: nat, stem: s, answer: 1, explanation: e}\n";
    let mut ids = Ids::new();
    let (first, problems) = check(&mut ids, "one", yaml::read("one", "t", text).0);
    assert_eq!((first.len(), problems.len()), (1, 0));
    let (second, problems) = check(&mut ids, "two", yaml::read("two", "t", text).0);
    assert_eq!(second, []);
    assert_eq!(problems[0].to_string(), "two:1:8: error: the id a is already taken at one:1:8");
}
