use super::*;
use crate::bank::{Choice, yaml};
use proptest::prelude::*;

fn question() -> Question {
    Question {
        id: QuestionId::new("silent-layer").expect("an id"),
        kind: Kind::Mcq,
        topic: "training".into(),
        tags: vec!["relu".into(), "1e5".into()],
        difficulty: Some(Difficulty::Hard),
        marks: 2,
        stem: "Why: is \"it\" silent?".into(),
        snippet: Some("import torch\n\nfor _ in range(3):\n    print(1)".into()),
        choices: vec![
            Choice { text: "Because of ReLU".into(), correct: true, pinned: false },
            Choice { text: "None of the above".into(), correct: false, pinned: true },
        ],
        answer: None,
        explanation: Some("One line\nand another.".into()),
        evidence: Some("    A = 1 > 0\nB = not A".into()),
        source: None,
    }
}

#[test]
fn a_question_is_written_as_people_write_it() {
    let nat = Question {
        id: QuestionId::new("a-number").expect("an id"),
        kind: Kind::Nat,
        choices: Vec::new(),
        answer: Some(Key { spec: Spec::Decimals { value: "0.70".into(), decimals: 2 }, percent: true }),
        snippet: None,
        explanation: None,
        evidence: None,
        tags: Vec::new(),
        difficulty: None,
        marks: 1,
        ..question()
    };
    insta::assert_snapshot!(to_yaml(&[question(), nat]).expect("YAML"), @r##"
    - id: silent-layer
      kind: mcq
      topic: training
      tags: [relu, 1e5]
      difficulty: hard
      marks: 2
      stem: "Why: is \"it\" silent?"
      snippet: |
        import torch

        for _ in range(3):
            print(1)
      choices:
        - text: Because of ReLU
          correct: true
        - text: None of the above
          pin: true
      explanation: |
        One line
        and another.
      evidence: "    A = 1 > 0\nB = not A"

    - id: a-number
      kind: nat
      topic: training
      stem: "Why: is \"it\" silent?"
      answer: { value: 0.70, decimals: 2, percent: true }
    "##);
    assert_eq!(to_yaml(&[]), Ok("[]\n".to_owned()));
}

#[test]
fn control_characters_are_refused() {
    let bell = Question { explanation: Some("a\u{7}".into()), ..question() };
    let error = to_yaml(&[question(), bell]).expect_err("a bell cannot be written");
    let expected = "`explanation` of silent-layer has the control character U+0007, which a question file cannot hold";
    assert_eq!(error.to_string(), expected);
}

#[test]
fn long_texts_come_back() {
    let long = Question { stem: "word ".repeat(4_000).trim().to_owned(), ..question() };
    assert_round_trip(&[long]);
}

fn assert_round_trip(questions: &[Question]) {
    let text = to_yaml(questions).expect("YAML");
    let (found, problems) = yaml::read("f", "another topic", &text);
    assert_eq!(problems, [], "{text}");
    let found: Vec<_> = found.into_iter().map(|located| located.question).collect();
    assert_eq!(found, questions, "{text}");
}

/// Texts in which YAML and its readers have tripped, without the blanks around them, as the reader gives them.
fn nasty() -> impl Strategy<Value = String> {
    let pieces = vec![
        " ", "  ", "\n", "\n\n", "\t", "---", "...", "#", " #", ": ", ":", "- ", "? ", "'", "\"", "\\", "\\n", "|",
        ">", "&a", "*a", "!t", "%", "@", "`", "{", "}", "[", "]", ",", "0.10", "1e5", "0x1F", "true", "null", "~",
        "no", "NaN", "é", "😀", "ß", "\u{2028}", "\u{a0}", "\u{feff}", "\u{200d}", "\u{ffff}", "word", "Word", "12:30",
        "<<", "=",
    ];
    let joined = prop::collection::vec(prop::sample::select(pieces), 1..12).prop_map(|pieces| pieces.concat());
    prop_oneof![4 => joined, 1 => "\\PC{1,30}", 1 => "(\\PC|[ \n\t]){1,40}"].prop_map(|text| text.trim().to_owned())
}

fn number() -> impl Strategy<Value = String> {
    prop_oneof!["[-+]?[0-9]{1,4}(\\.[0-9]{1,3})?(e-?[0-9]{1,2})?", nasty()]
}

fn key() -> impl Strategy<Value = Key> {
    let spec = prop_oneof![
        number().prop_map(|value| Spec::Exact { value }),
        (number(), any::<u32>()).prop_map(|(value, decimals)| Spec::Decimals { value, decimals }),
        (number(), number()).prop_map(|(value, tolerance)| Spec::Tolerance { value, tolerance }),
        (number(), number()).prop_map(|(value, relative)| Spec::Relative { value, relative }),
        (number(), any::<u32>()).prop_map(|(value, significant)| Spec::Significant { value, significant }),
        (number(), number()).prop_map(|(low, high)| Spec::Range { low, high }),
        (number(), prop::collection::vec(number(), 0..3)).prop_map(|(text, aliases)| Spec::Text { text, aliases }),
    ];
    (spec, any::<bool>()).prop_map(|(spec, percent)| Key { spec, percent })
}

prop_compose! {
    fn any_question()(
        id in "[a-z0-9]([a-z0-9-]{0,8}[a-z0-9])?",
        topic in nasty(),
        tags in prop::collection::vec(nasty(), 0..3),
        difficulty in prop::sample::select(vec![None, Some(Difficulty::Easy), Some(Difficulty::Medium), Some(Difficulty::Hard)]),
        marks in 1u32..=100,
        stem in nasty(),
        texts in prop::array::uniform4(prop::option::of(nasty())),
        indented in "(    )?",
        choices in prop::collection::vec((nasty(), any::<bool>(), any::<bool>()), 1..4),
        answer in prop::option::of(key()),
        several in any::<bool>(),
    ) -> Question {
        let [snippet, explanation, evidence, source] = texts;
        let code = |text: String| if text.is_empty() { text } else { format!("{indented}{text}") };
        let kind = match (&answer, several) {
            (Some(_), _) => Kind::Nat,
            (None, true) => Kind::Msq,
            (None, false) => Kind::Mcq,
        };
        let choices = choices.into_iter().map(|(text, correct, pinned)| Choice { text, correct, pinned }).collect();
        Question {
            id: QuestionId::new(&id).expect("an id"),
            kind,
            topic,
            tags,
            difficulty,
            marks,
            stem,
            snippet: snippet.map(code),
            choices: if answer.is_some() { Vec::new() } else { choices },
            answer,
            explanation,
            evidence,
            source,
        }
    }
}

proptest! {
    #[test]
    fn questions_come_back_as_they_were(questions in prop::collection::vec(any_question(), 1..4)) {
        assert_round_trip(&questions);
    }
}
