mod slips;

use proptest::prelude::*;

use super::*;
use crate::bank::{Severity, to_yaml};

/// A question in one line: id, kind, topic, key and the parts that are there.
fn brief(question: &Question) -> String {
    let letters = |index: u8| char::from(b'A' + index);
    let key = match &question.answer {
        Some(key) => key.to_string(),
        None => question.correct().map(letters).collect(),
    };
    let Question { id, kind, topic, stem, snippet, choices, explanation, .. } = question;
    let texts: Vec<_> = choices.iter().map(|choice| choice.text.as_str()).collect();
    format!("{kind:?} {id} in {topic}: {stem:?} {snippet:?} {texts:?} {key} {explanation:?}")
}

fn check(text: &str, questions: &[&str], problems: &[&str]) {
    let (found, faults) = import("q.md", text);
    let found: Vec<_> = found.iter().map(brief).collect();
    let faults: Vec<_> = faults.iter().map(ToString::to_string).collect();
    assert_eq!(
        (found, faults),
        (questions.iter().map(|s| s.to_string()).collect(), problems.iter().map(|s| s.to_string()).collect()),
        "{text}"
    );
}

#[test]
fn a_snippet_stands_before_or_after_the_tag_or_the_stem() {
    let expected = r#"Mcq what-prints in loops: "What prints?" Some("x = 1") ["one", "two"] A Some("Because.")"#;
    let code = "```python\nx = 1\n```\n\n";
    let options = "- [x] A. one\n- [ ] B. two\n\nBecause.\n";
    check(&format!("# Loops\n\n[MCQ]\n\n{code}### 1. What prints?\n\n{options}"), &[expected], &[]);
    check(&format!("# Loops\n\n[MCQ]\n\n### 1. What prints?\n\n{code}{options}"), &[expected], &[]);
    check(&format!("# Loops\n\n{code}[MCQ]\n\n### 1. What prints?\n\n{options}"), &[expected], &[]);
    check(&format!("# Loops\n\n### 1. What prints?\n\n[MCQ]\n\n{code}{options}"), &[expected], &[]);
    check(&format!("# Loops\n\n{code}### 1. [MCQ] What prints?\n\n{options}"), &[expected], &[]);
    check(
        &format!("# Loops\r\n\r\n[mcq]\r\n{code}## What prints?\r\n{options}").replace('\n', "\r\n"),
        &[expected],
        &[],
    );
}

#[test]
fn text_before_a_heading_belongs_to_the_stem() {
    check(
        "[NAT]\n\nSuppose 𝑥=[1,−2]:\n\n- Layer 1\n- Layer 2\n\n### 6. What is 𝑦 (rounded to 3 decimals)?\nThink.\n\nAns: 0.731\n\n- a\n- b\n",
        &[
            r#"Nat what-is-y-rounded-to-3-decimals in general: "Suppose 𝑥=[1,−2]:\n\n- Layer 1\n- Layer 2\n\nWhat is 𝑦 (rounded to 3 decimals)?\nThink." None [] 0.731 (rounded to 3 decimals) Some("- a\n- b")"#,
        ],
        &[],
    );
}

#[test]
fn an_answer_stands_on_its_line_below_it_or_nowhere() {
    let numerical = |rest: &str, key: &str, explanation: &str| {
        let expected = format!(r#"Nat why in general: "Why?" None [] {key} {explanation}"#);
        check(&format!("[NAT]\n### 1. Why?\n\n{rest}"), &[&expected], &[]);
    };
    numerical("Ans: 8.5\n\nThe sum.\n", "8.5", r#"Some("The sum.")"#);
    numerical("Ans:\n\n8.5\n\nThe sum.\n", "8.5", r#"Some("The sum.")"#);
    numerical("**Answer:** Stagnation\n\nIt stalls.", "Stagnation", r#"Some("It stalls.")"#);
    numerical("Ans: 8.5\n\n```text\n2*1\n```\n", "8.5", r#"Some("```text\n2*1\n```")"#);
    let optional = |rest: &str, explanation: &str| {
        let expected = format!(r#"Msq why in general: "Why?" None ["a", "b"] A {explanation}"#);
        check(&format!("[MSQ]\n### 1. Why?\n\n- [X] A. a  \n- [ ] B. b\n\n{rest}"), &[&expected], &[]);
    };
    optional("Ans: So it is.\nAnd more.\n", r#"Some("So it is.\nAnd more.")"#);
    optional("Ans:\n\nSo it is.\n\n\nAnd more.\n", r#"Some("So it is.\n\n\nAnd more.")"#);
    optional("So it is.", r#"Some("So it is.")"#);
    optional("Ans: A\n\nSo it is.", r#"Some("So it is.")"#);
    check(
        "[MCQ]\n### Why?\n- [ ] a\n- [ ] b\nAns: (B)\nSo.\n",
        &[r#"Mcq why in general: "Why?" None ["a", "b"] B Some("So.")"#],
        &[],
    );
}

#[test]
fn options_may_take_several_lines_and_other_labels() {
    check(
        "[MSQ]\n### 1. Why?\n\n* [x] A) one\n  and more\nlazily\n* [ ] (B) two\n\n  ```python\n  x\n    y\n  ```\n+ [x] A model\n- [ ] All of the above.\n\nSo.\n",
        &[
            r#"Msq why in general: "Why?" None ["one and more lazily", "two\n```python\nx\n  y\n```", "A model", "All of the above."] AC Some("So.")"#,
        ],
        &["q.md:13:1: warning: this option has no letter; expected C, and the order here was kept"],
    );
    let (questions, _) = import("q.md", "[MCQ]\n### 1. Why?\n- [x] a\n- [ ] None of the above\n\nSo.\n");
    let pinned: Vec<_> = questions.iter().flat_map(|question| &question.choices).map(|choice| choice.pinned).collect();
    assert_eq!(pinned, [false, true]);
    check(
        "[MCQ]\n### 1. Why?\n- [x] A. a\n- [ ] C. c\n\nSo.\n",
        &[r#"Mcq why in general: "Why?" None ["a", "c"] A Some("So.")"#],
        &["q.md:4:1: warning: this option is labelled C; expected B, and the order here was kept"],
    );
}

#[test]
fn far_too_many_options_are_counted() {
    let options: String = (0..300).map(|n| format!("- [x] A. {n}\n")).collect();
    let (questions, problems) = import("q.md", &format!("[MSQ]\n### 1. Why?\n{options}\nSo.\n"));
    assert_eq!(questions, []);
    let errors: Vec<_> = problems.iter().filter(|problem| problem.severity == Severity::Error).collect();
    assert_eq!(
        errors.iter().map(ToString::to_string).collect::<Vec<_>>(),
        ["q.md:3:1: error: expected 2 to 10 choices, but found 300"]
    );
}

#[test]
fn a_section_promises_a_number_of_questions() {
    let question = "[NAT]\n### 1. Why?\nAns: 1\nSo.\n\n";
    check(
        &format!("# Theory Questions (Total: 2)\n{question}## Coding (Total: 1)\n{question}# Rest\n{question}"),
        &[
            r#"Nat why in theory: "Why?" None [] 1 Some("So.")"#,
            r#"Nat why-2 in coding: "Why?" None [] 1 Some("So.")"#,
            r#"Nat why-3 in rest: "Why?" None [] 1 Some("So.")"#,
        ],
        &["q.md:1:1: warning: the heading promises 2 questions and 1 stand below it; expected the same"],
    );
    // What cannot be read counts, since it is there.
    check(
        "# Theory (Total: 1)\n[NAT]\n### 1. Why?\n",
        &[],
        &["q.md:3:1: error: no answer; expected a line such as `Ans: 0.731` below the question"],
    );
}

#[test]
fn what_cannot_be_read_is_named_and_the_rest_is_imported() {
    let good = "\n\n[NAT]\n### Last?\nAns: 1\nSo.\n";
    let last = r#"Nat last in general: "Last?" None [] 1 Some("So.")"#;
    let fails = |text: &str, problems: &[&str]| check(&format!("{text}{good}"), &[last], problems);
    fails(
        "[NAT]\n### 1. Why?",
        &["q.md:2:1: error: no answer; expected a line such as `Ans: 0.731` below the question"],
    );
    fails(
        "[NAT]\n### 1. Why?\nAns: It depends on what the rate is at first",
        &[
            "q.md:3:1: error: the answer `It depends on what the rate is at first` cannot be read; expected a number, such as `Ans: 0.731`, or a few words, such as `Ans: Stagnation`, by itself",
        ],
    );
    fails(
        "[TF]\n### 1. Why?\nAns: 1",
        &["q.md:1:1: error: the kind [TF] is not known; expected [MCQ], [MSQ] or [NAT]"],
    );
    fails(
        "[MSQ]\n\n[MCQ]",
        &[
            "q.md:1:1: error: a kind tag without a question; expected a heading such as `### 1. What ...?`",
            "q.md:3:1: error: a kind tag without a question; expected a heading such as `### 1. What ...?`",
        ],
    );
    fails(
        "[MCQ]\n### 1. Why?\nSo.",
        &["q.md:2:1: error: no options; expected lines such as `- [x] A. ...` and `- [ ] B. ...`"],
    );
    fails(
        "[MCQ]\n### 1. Why?\n- [ ] a\n- [ ] b",
        &["q.md:2:1: error: no option is right; expected a checked box, `- [x]`, before each right one"],
    );
    fails(
        "[MCQ]\n### 1. Why?\n- [x] a\n- [x] b",
        &["q.md:2:1: error: several options of an [MCQ] are right; expected one, or the kind [MSQ]"],
    );
    fails(
        "[MCQ]\n### 1. Why?\n- [x] a\n- [?] b",
        &["q.md:4:1: error: this box is neither checked nor empty; expected `- [x]` or `- [ ]`"],
    );
    fails(
        "[MCQ]\n### 1. Why?\n- [x] a\n- [ ]\n",
        &["q.md:4:1: error: an option without a text; expected such as `- [ ] A. The learning rate is too low.`"],
    );
    fails(
        "[MCQ]\n### 1. Why?\n- [x] a\n- [ ] b\nAns: B",
        &["q.md:5:1: error: `Ans:` names other options than those that are checked; expected the same"],
    );
    fails(
        "[MCQ]\n### 1. Why?\n- [x] a\n\nSo.\n- [ ] b",
        &["q.md:6:1: error: an option after the explanation has begun; expected the options together, above it"],
    );
    fails(
        "[NAT]\n### 1. Why?\n- [x] a\n- [ ] b\n\nAns: 1",
        &["q.md:3:1: error: an option of a [NAT]; expected none, or the kind [MCQ] or [MSQ]"],
    );
    fails(
        "[MCQ]\n### 1. [MSQ] Why?\n- [x] a\n- [ ] b",
        &["q.md:2:1: error: the heading says [MSQ] and the tag above another kind; expected one of them"],
    );
    fails(
        "### 1. Why?\nSo.",
        &[
            "q.md:1:1: error: neither a kind, nor options, nor an answer; expected a line [MCQ], [MSQ] or [NAT] above it",
        ],
    );
    fails(
        "[NAT]\n### 1. Why?\n```python\nx = 1\n",
        &[
            "q.md:2:1: error: no answer; expected a line such as `Ans: 0.731` below the question",
            "q.md:3:1: error: this block of code is not closed; expected a line ``` below it",
        ],
    );
    fails(
        "[MCQ]\n### 1. Why?\n- [x] a\n- [ ] A\n- [ ] a",
        &[
            "q.md:2:1: warning: `explanation` is missing; people who answered wrong will ask for it",
            "q.md:4:1: warning: the choice `A` differs from another only in capitals",
            "q.md:5:1: error: the choice `a` is there twice; expected different ones",
        ],
    );
}

#[test]
fn what_is_left_out_or_guessed_is_said() {
    check(
        "Welcome!\nTo our quiz.\n\n[NAT]\n### 1. Why?\nAns: 1\nSo.\n",
        &[r#"Nat why in general: "Why?" None [] 1 Some("So.")"#],
        &[
            "q.md:1:1: warning: this text belongs to no question and was left out: `Welcome!`; expected it below a kind tag",
        ],
    );
    let guessed = |text: &str, question: &str, kind: &str| {
        let warning =
            format!("q.md:1:1: warning: no kind is given, and it was read as [{kind}]; expected such a line above it");
        check(text, &[question], &[&warning]);
    };
    guessed("### 1. Why?\nAns: 1\nSo.\n", r#"Nat why in general: "Why?" None [] 1 Some("So.")"#, "NAT");
    guessed(
        "### 1. Why?\n- [x] a\n- [ ] b\n\nSo.\n",
        r#"Mcq why in general: "Why?" None ["a", "b"] A Some("So.")"#,
        "MCQ",
    );
    guessed(
        "### 1. Why?\n- [x] a\n- [x] b\n\nSo.\n",
        r#"Msq why in general: "Why?" None ["a", "b"] AB Some("So.")"#,
        "MSQ",
    );
    // `[NAT]` inside a closed block would start a question, which no program holds.
    check("", &[], &[]);
}

#[test]
fn a_snippet_above_a_tag_belongs_to_the_question_that_speaks_of_code() {
    let text = |stem: &str| {
        format!("[NAT]\n### 1. Why?\nAns: 1\nSo.\n\n```python\nx = 2\n```\n\n[NAT]\n\n### 2. {stem}\nAns: 2\nSo.\n")
    };
    check(
        &text("What is printed?"),
        &[
            r#"Nat why in general: "Why?" None [] 1 Some("So.")"#,
            r#"Nat what-is-printed in general: "What is printed?" Some("x = 2") [] 2 Some("So.")"#,
        ],
        &[
            "q.md:6:1: warning: this snippet stands above the kind tag and was taken for the next question's; expected it below the tag",
        ],
    );
    check(
        &text("What does this suggest about the model?"),
        &[
            r#"Nat why in general: "Why?" None [] 1 Some("So.\n\n```python\nx = 2\n```")"#,
            r#"Nat what-does-this-suggest-about-the-model in general: "What does this suggest about the model?" None [] 2 Some("So.")"#,
        ],
        &[],
    );
}

#[test]
fn blocks_of_code_hide_what_looks_like_questions() {
    check(
        "[NAT]\n````python\n# Not a section\n### 1. Not a question\n- [x] not an option\nAns: 2\n```\n````\n### 1. Why?\nAns: 1\n~~~\n# Nor this\n~~~\n",
        &[
            r##"Nat why in general: "Why?" Some("# Not a section\n### 1. Not a question\n- [x] not an option\nAns: 2\n```") [] 1 Some("~~~\n# Nor this\n~~~")"##,
        ],
        &[],
    );
}

/// Lines that the format is made of, in any order.
fn document() -> impl Strategy<Value = String> {
    let line = prop_oneof![
        Just("[MSQ]".to_owned()),
        Just("[MCQ]".into()),
        Just("[NAT]".into()),
        Just("[TF]".into()),
        Just("".into()),
        Just("# Part (Total: 2)".into()),
        Just("### 1. What does this code print?".into()),
        Just("### Why 𝑥?".into()),
        Just("```python".into()),
        Just("```".into()),
        Just("  ~~~".into()),
        Just("x = 1".into()),
        Just("Ans:".into()),
        Just("Ans: 0.5".into()),
        Just("Ans: A and B".into()),
        Just("- [x] A. one".into()),
        Just("- [ ] B. two".into()),
        Just("  - [X] all of the above".into()),
        Just("  more".into()),
        "\\PC{0,20}",
    ];
    proptest::collection::vec(line, 0..40).prop_map(|lines| lines.join("\n"))
}

proptest! {
    #[test]
    fn anything_is_read_without_panicking(text in any::<String>()) {
        import("q.md", &text);
    }

    /// Every heading with a number is imported or named with an error; what is imported can be written and read back.
    #[test]
    fn no_question_gets_lost(text in document()) {
        let (questions, problems) = import("q.md", &text);
        let yaml = to_yaml(&questions).map_err(|error| TestCaseError::fail(error.to_string()))?;
        let (again, _) = crate::bank::yaml::read("q.yaml", "imported", &yaml);
        let again: Vec<_> = again.into_iter().map(|located| located.question).collect();
        prop_assert_eq!(&again, &questions);
        let ids: std::collections::HashSet<_> = questions.iter().map(|question| &question.id).collect();
        prop_assert_eq!(ids.len(), questions.len());
        if problems.is_empty() {
            let headings = text.lines().filter(|line| line.starts_with("### 1.")).count();
            prop_assert!(questions.len() >= headings || text.contains("```") || text.contains("~~~"));
        }
    }
}
