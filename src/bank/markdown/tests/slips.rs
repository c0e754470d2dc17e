//! What hands slip into documents: each with what becomes of its question, and what its author is told.

use super::check;

#[test]
fn a_key_that_makes_no_sense_or_says_too_much_is_told() {
    let check = |answer: &str, key: &str, explanation: &str, problem: &str| {
        check(
            &format!("[NAT]\n### 1. Why?\nAns: {answer}\nSo.\n"),
            &[&format!(r#"Nat why in general: "Why?" None [] {key} Some("{explanation}")"#)],
            &[problem],
        );
    };
    check(
        "3 to 4, depending on the seed",
        "between 3 and 4",
        r"depending on the seed\nSo.",
        "q.md:3:1: warning: only `3 to 4` is taken for the answer, and the rest of the line for its explanation",
    );
    check(
        "12 of them",
        "12",
        r"of them\nSo.",
        "q.md:3:1: warning: only `12` is taken for the answer, and the rest of the line for its explanation",
    );
    check(
        "8.5, the sum.",
        "8.5",
        r"the sum.\nSo.",
        "q.md:3:1: warning: only `8.5` is taken for the answer, and the rest of the line for its explanation",
    );
    check(
        "Dead (or dying)",
        "Dead (or dying)",
        "So.",
        "q.md:3:1: warning: the whole phrase `Dead (or dying)` must be typed; expected a word or a short phrase, and remarks below it",
    );
    super::check(
        "[NAT]\n### 1. Why?\n\nAns: [4, 3]\nSo.\n",
        &[],
        &["q.md:4:1: error: `answer`: the range is upside down: 4 is more than 3; expected [low, high]"],
    );
    super::check(
        "[NAT]\n### 1. Why?\n\nAns: 33.3%\nSo.\n",
        &[r#"Nat why in general: "Why?" None [] 0.333 Some("So.")"#],
        &[],
    );
}

#[test]
fn a_rule_ends_a_question_and_explains_nothing() {
    let unexplained = "q.md:2:1: warning: `explanation` is missing; people who answered wrong will ask for it";
    let left_out = "q.md:5:1: warning: this text belongs to no question and was left out: `Good luck!`; expected it below a kind tag";
    let why = r#"Nat why in general: "Why?" None [] 1 None"#;
    check("[NAT]\n### 1. Why?\nAns: 1\n---\nGood luck!\n", &[why], &[unexplained, left_out]);
    check("[NAT]\n### 1. Why?\nAns: 1\n***\n", &[why], &[unexplained]);
    check(
        "[MCQ]\n### 1. Why?\n- [x] a\n- [ ] b\n* * *\n\n[NAT]\n### 2. Why?\nAns: 1\n\nSo.\n\n___\n",
        &[
            r#"Mcq why in general: "Why?" None ["a", "b"] A None"#,
            r#"Nat why-2 in general: "Why?" None [] 1 Some("So.")"#,
        ],
        &[unexplained],
    );
    // Between the parts of a question, and around what belongs to none, it is nothing but a line.
    check(
        "Hello.\n\n---\n[MCQ]\n---\n### 1. Why?\n---\n- [x] a\n- [ ] b\n\n---\n\nAns: So.\n",
        &[r#"Mcq why in general: "Why?" None ["a", "b"] A Some("So.")"#],
        &[
            "q.md:1:1: warning: this text belongs to no question and was left out: `Hello.`; expected it below a kind tag",
        ],
    );
    // A snippet above the rule stays where it is.
    check(
        "[NAT]\n### 1. Why?\nAns: 1\nSo.\n```\nx\n```\n---\n[NAT]\n### 2. What does this code print?\nAns: 2\nSo.\n",
        &[
            r#"Nat why in general: "Why?" None [] 1 Some("So.\n```\nx\n```")"#,
            r#"Nat what-does-this-code-print in general: "What does this code print?" None [] 2 Some("So.")"#,
        ],
        &[],
    );
}

#[test]
fn boxes_below_the_answer_belong_to_the_explanation() {
    check(
        "[MCQ]\n### 1. Why?\n- [x] a\n- [ ] b\n\nAns: So.\n- [ ] try it\n- [?] or not\n",
        &[r#"Mcq why in general: "Why?" None ["a", "b"] A Some("So.\n- [ ] try it\n- [?] or not")"#],
        &[],
    );
    check(
        "[NAT]\n### 1. Why?\nAns: 1\n- [ ] try it\n",
        &[r#"Nat why in general: "Why?" None [] 1 Some("- [ ] try it")"#],
        &[],
    );
    check(
        "[MCQ]\n### 1. Why?\n- [x] A. a\n- [ ] B. b\n\nAns: So.\n- [ ] C. c\n",
        &[r#"Mcq why in general: "Why?" None ["a", "b"] A Some("So.\n- [ ] C. c")"#],
        &[
            "q.md:7:1: warning: this looks like an option, but was kept as a part of the explanation; expected the options above `Ans:`",
        ],
    );
    // Without `Ans:`, the letters of the options tell.
    check(
        "[MCQ]\n### 1. Why?\n- [x] A. a\n- [ ] B. b\n\nSo:\n- [ ] try it\n",
        &[r#"Mcq why in general: "Why?" None ["a", "b"] A Some("So:\n- [ ] try it")"#],
        &[],
    );
    // `Ans:` may stand above the options, too.
    check(
        "[MCQ]\n### 1. Why?\nAns: B\n- [ ] A. a\n- [ ] B. b\n\nSo.\n",
        &[r#"Mcq why in general: "Why?" None ["a", "b"] B Some("So.")"#],
        &[],
    );
}

#[test]
fn an_open_block_loses_its_own_question_only() {
    let last = r#"Nat last in general: "Last?" None [] 1 Some("So.")"#;
    let good = "\n\n[NAT]\n### Last?\nAns: 1\nSo.\n";
    let check = |open: &str, marks: &str| {
        check(
            &format!("[NAT]\n### 1. Why?\nAns: 1\n\n{open}\nx = [\n[nat]\n]{good}"),
            &[last],
            &[&format!("q.md:5:1: error: this block of code is not closed; expected a line {marks} below it")],
        );
    };
    check("~~~", "~~~");
    check("~~~~ python", "~~~~");
    check("```", "```");
    super::check(
        "[NAT]\n### 1. Why?\nAns: 1\n\n```\nx = [\n[nat]\n]\n```\n",
        &[r#"Nat why in general: "Why?" None [] 1 Some("```\nx = [\n[nat]\n]\n```")"#],
        &[],
    );
}

#[test]
fn an_option_without_a_box_a_letter_or_a_question_is_told_at_its_line() {
    check(
        "[MCQ]\n### 1. Why?\n- [x] A. a\n- B. c\n- [ ] C. d\n\nSo.\n",
        &[],
        &["q.md:4:1: error: this option has no box; expected such as `- [ ] B. text`"],
    );
    check(
        "[MCQ]\n### 1. Why?\n- A. a\n- [x] B. b\n- [ ] C. c\n\nSo.\n",
        &[],
        &["q.md:3:1: error: this option has no box; expected such as `- [ ] A. text`"],
    );
    check(
        "[MCQ]\n### 1. Why?\n- [x] A. a\n- [ ] B. b\n- A. is so.\n- And so on.\n",
        &[r#"Mcq why in general: "Why?" None ["a", "b"] A Some("- A. is so.\n- And so on.")"#],
        &[],
    );
    check(
        "[MCQ]\n### 1. Why?\n- [x] A. a\n- [ ] C. c\n- [ ] D. d\n\nSo.\n",
        &[r#"Mcq why in general: "Why?" None ["a", "c", "d"] A Some("So.")"#],
        &["q.md:4:1: warning: this option is labelled C; expected B, and the order here was kept"],
    );
    check(
        "[MCQ]\n### 1. Why?\n- [x] A. a\n- [ ] b\n\nSo.\n",
        &[r#"Mcq why in general: "Why?" None ["a", "b"] A Some("So.")"#],
        &["q.md:4:1: warning: this option has no letter; expected B, and the order here was kept"],
    );
    let stray = "this option belongs to no question; expected a heading such as `### 1. What ...?` above it";
    check(
        "# Part\n\n- [x] A. a\n- [ ] B. b\n\n[NAT]\n### 1. Why?\nAns: 1\nSo.\n",
        &[r#"Nat why in part: "Why?" None [] 1 Some("So.")"#],
        &[&format!("q.md:3:1: error: {stray}")],
    );
    check(
        "[MCQ]\nWhy?\n- [x] A. a\n- [ ] B. b\n",
        &[],
        &[
            "q.md:1:1: error: a kind tag without a question; expected a heading such as `### 1. What ...?`",
            "q.md:2:1: warning: this text belongs to no question and was left out: `Why?`; expected it below a kind tag",
            &format!("q.md:3:1: error: {stray}"),
        ],
    );
}

#[test]
fn a_list_within_an_option_keeps_its_lines() {
    check(
        "[MCQ]\n### 1. Why?\n- [x] A. both of\n  - one\n    that is long\n    - deep\n  - [ ] two\n  1. three\n- [ ] B. b\n\nSo.\n",
        &[
            r#"Mcq why in general: "Why?" None ["both of\n- one that is long\n  - deep\n- [ ] two\n1. three", "b"] A Some("So.")"#,
        ],
        &[],
    );
}

#[test]
fn columns_count_characters() {
    check(
        "\u{3000}\u{a0}[TF]\n### 1. Why?\nAns: 1\n",
        &[],
        &["q.md:1:3: error: the kind [TF] is not known; expected [MCQ], [MSQ] or [NAT]"],
    );
}

#[test]
fn a_topic_is_the_first_word_of_its_section() {
    let check = |section: &str, topic: &str| {
        let expected = format!(r#"Nat why in {topic}: "Why?" None [] 1 Some("So.")"#);
        check(&format!("{section}\n[NAT]\n### 1. Why?\nAns: 1\nSo.\n"), &[&expected], &[]);
    };
    check("# Theory Questions (Total: 1)", "theory");
    check("## Semi-supervised learning", "semi-supervised");
    check("# (Total: 1)", "general");
    check("", "general");
}
