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
    insta::assert_snapshot!(reported(NASTY), @r##"
    f:2:7: error: this is no id; expected 1 to 64 of a-z, 0-9 and -, such as softmax-before-cross-entropy
    f:3:9: error: `kind` is `mqc`; expected mcq (one right choice), msq (several) or nat (a typed value)
    f:4:9: error: `stem` is a list; expected a text, in quotes or as a block after `|`
    f:5:3: error: `choises` is not known here; did you mean `choices`?
    f:6:3: error: `stem` is missing; expected a text, in quotes or as a block after `|`
    f:9:7: error: a choice is a mapping; expected `- text: just a text`
    f:10:7: error: `text` is missing; expected a text, in quotes or as a block after `|`
    f:10:7: error: `txt` is not known here; did you mean `text`?
    f:12:16: error: `correct` is `yes`; expected true or false
    f:16:3: error: `stem` is there twice; the first is in line 15
    f:17:33: error: `decimals` is `x`; expected a whole number such as 3
    f:17:45: error: `percent` is `maybe`; expected true or false
    f:21:3: error: a nat question has no `choices`; expected `answer`, or kind: mcq or msq
    f:25:3: error: only a nat question has an `answer`; expected `correct: true` at the right choices
    f:26:10: error: `marks` is `101`; expected a whole number from 1 to 100
    f:27:15: error: `difficulty` is `brutal`; expected easy, medium or hard
    f:31:3: error: `question` is not known here; did you mean `stem`?
    f:32:11: error: `answer` has `decimals` and `tolerance` at once; expected one of them
    f:36:9: error: `tags` is `relu`; expected a list of words such as [relu, eval-mode]
    f:37:20: error: `range` has 3 entries; expected two numbers such as [0.1, 0.2]
    f:41:11: error: `answer` has neither `value` nor `range` nor `text`; expected a value such as 8.5, or one of { value: 0.731, decimals: 3 }, { value: -11.7, tolerance: 0.02 }, { value: 250, relative: 0.01 }, { value: 0.0123, significant: 3 }, { range: [0, 1] }, { text: stagnation, aliases: [stalls] }
    f:45:22: error: `decimals` does not go with `text`; expected a value such as 8.5, or one of { value: 0.731, decimals: 3 }, { value: -11.7, tolerance: 0.02 }, { value: 250, relative: 0.01 }, { value: 0.0123, significant: 3 }, { range: [0, 1] }, { text: stagnation, aliases: [stalls] }
    f:49:11: error: the exponent of `1e999999999` is out of range; expected -400 to 400
    f:52:12: error: anchors (`&name`) are not read in question files; leave it out
    f:53:11: error: aliases (`*name`) are not read in question files; write the text out
    f:54:3: error: `id` is missing; expected a name that is kept, such as softmax-before-cross-entropy
    f:54:3: error: `kind` is missing; expected mcq (one right choice), msq (several) or nat (a typed value)
    f:54:3: error: `stem` is missing; expected a text, in quotes or as a block after `|`
    f:54:5: error: a key must be a word; expected one such as `stem:`
    f:56:3: error: expected a question such as `- id: ...`, but found `5`
    "##);
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
    insta::assert_snapshot!(outcomes(after_a_good_one), @r##"
    "\"- {id: a, kind: nat, stem: s, answer: 1}\\n- id: [b\\n\"" keeps 1
    f:2:7: error: this is not YAML, and what follows cannot be read: unclosed bracket '['
    "\"- {id: a, kind: nat, stem: s, answer: 1}\\n- id: b\\n\\tkind: nat\\n\"" keeps 1
    f:2:7: error: this is not YAML, and what follows cannot be read: while scanning a plain scalar, found a tab
    "\"- {id: a, kind: nat, stem: s, answer: 1}\\n- id: \\\"b\\n\"" keeps 1
    f:3:1: error: this is not YAML, and what follows cannot be read: invalid indentation in multiline quoted scalar
    "\"- {id: a, kind: nat, stem: s, answer: 1}\\n- id: b\\n  stem: a: b\\n\"" keeps 1
    f:3:10: error: this is not YAML, and what follows cannot be read: mapping values are not allowed in this context
    "\"- {id: a, kind: nat, stem: s, answer: 1}\\n---\\n[]\\n\"" keeps 1
    f:2:1: error: a second document begins; expected one list of questions in a file
    "##);
    let alone = ["id: a\n", "a text", "- id: a\0b\n", "- id: \u{7}\n", "- id:\n  kind: ~\n  stem:\n"];
    insta::assert_snapshot!(outcomes(alone), @r##"
    "\"id: a\\n\"" keeps 0
    f:1:1: error: expected a list of questions, each beginning with `- id:`, but found a mapping
    "\"a text\"" keeps 0
    f:1:1: error: expected a list of questions, each beginning with `- id:`, but found `a text`
    "\"- id: a\\0b\\n\"" keeps 0
    f:1:8: error: this is not YAML, and what follows cannot be read: unexpected character: `\u{0}'
    "\"- id: \\u{7}\\n\"" keeps 0
    f:1:7: error: this is not YAML, and what follows cannot be read: unexpected character: `\u{7}'
    "\"- id:\\n  kind: ~\\n  stem:\\n\"" keeps 0
    f:1:3: error: this is no id; expected 1 to 64 of a-z, 0-9 and -, such as softmax-before-cross-entropy
    f:2:9: error: `kind` is `~`; expected mcq (one right choice), msq (several) or nat (a typed value)
    "##);
}

#[test]
fn a_bomb_of_aliases_is_refused_and_not_unfolded() {
    let mut bomb = "- id: &a0 [x, x]\n".to_owned();
    for n in 1..3 {
        bomb += &format!("- id: &a{n} [*a{0}, *a{0}]\n", n - 1);
    }
    insta::assert_snapshot!(reported(&bomb), @r##"
    f:1:3: error: `kind` is missing; expected mcq (one right choice), msq (several) or nat (a typed value)
    f:1:3: error: `stem` is missing; expected a text, in quotes or as a block after `|`
    f:1:11: error: `id` is a list; expected a word such as softmax-before-cross-entropy
    f:1:11: error: anchors (`&name`) are not read in question files; leave it out
    f:2:3: error: `kind` is missing; expected mcq (one right choice), msq (several) or nat (a typed value)
    f:2:3: error: `stem` is missing; expected a text, in quotes or as a block after `|`
    f:2:11: error: `id` is a list; expected a word such as softmax-before-cross-entropy
    f:2:11: error: anchors (`&name`) are not read in question files; leave it out
    f:2:12: error: aliases (`*name`) are not read in question files; write the text out
    f:2:17: error: aliases (`*name`) are not read in question files; write the text out
    f:3:3: error: `kind` is missing; expected mcq (one right choice), msq (several) or nat (a typed value)
    f:3:3: error: `stem` is missing; expected a text, in quotes or as a block after `|`
    f:3:11: error: `id` is a list; expected a word such as softmax-before-cross-entropy
    f:3:11: error: anchors (`&name`) are not read in question files; leave it out
    f:3:12: error: aliases (`*name`) are not read in question files; write the text out
    f:3:17: error: aliases (`*name`) are not read in question files; write the text out
    "##);
}

#[test]
fn depth_and_number_of_values_are_bounded() {
    let hostile = [
        "[".repeat(100_000),
        "- ".repeat(70),
        format!("{}{}", "{a: ".repeat(70), "}".repeat(70)),
        format!("[{}]", "a,".repeat(500_001)),
    ];
    insta::assert_snapshot!(outcomes(hostile), @r##"
    "\"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[…" keeps 0
    f:1:65: error: lists and mappings lie more than 64 deep; expected at most 5, as in a question's `aliases`
    "\"- - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - -…" keeps 0
    f:1:129: error: lists and mappings lie more than 64 deep; expected at most 5, as in a question's `aliases`
    "\"{a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a:…" keeps 0
    f:1:257: error: lists and mappings lie more than 64 deep; expected at most 5, as in a question's `aliases`
    "\"[a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,…" keeps 0
    f:1:1000002: error: the file has more than 500000 values; split it into several files
    "##);
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
    check(
        "{ text: 5, aliases: [five, V] }",
        r#"{"spec":{"text":{"text":"5","aliases":["five","V"]}},"percent":false}"#,
    );
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

#[test]
fn a_program_begins_at_its_first_line_that_is_not_blank() {
    let check = |evidence: &str, program: &str, expected: (usize, usize)| {
        let text = format!("- id: a\n  kind: nat\n  stem: s\n  answer: 1\n  evidence: {evidence}");
        let (found, problems) = read("f", "topic", &text);
        assert_eq!(problems, []);
        let Place { line, column } = found[0].places.evidence;
        assert_eq!((found[0].question.evidence.as_deref(), (line, column)), (Some(program), expected), "{evidence:?}");
    };
    check("|\n    x = 1\n    y = 2\n", "x = 1\ny = 2", (6, 5));
    check("|-\n    x = 1", "x = 1", (6, 5));
    check("|\n\n\n    x = 1\n", "x = 1", (8, 5));
    check("|2\n      x = 1\n    y = 2\n", "  x = 1\ny = 2", (6, 5));
    check("|  # a comment\n    x = 1\n", "x = 1", (6, 5));
    check("x = 1\n", "x = 1", (5, 13));
    check("\"x = 1\\ny = 2\"\n", "x = 1\ny = 2", (5, 13));
}
