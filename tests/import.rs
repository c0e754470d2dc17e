//! Importing whole documents: a real one, and one of our own with the same oddities.

use ansatz::bank::{Question, import_path, to_yaml};
use std::path::Path;

use crate::support::skip::skip;

const OWN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/study-group.md");
/// Present where the original document is at hand; it isn't ours to keep a copy of.
const REAL: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/seed/quiz.md");

fn imported(path: &str) -> (Vec<Question>, Vec<String>) {
    let (questions, problems) = import_path(Path::new(path));
    let name = Path::new(path).file_name().and_then(|name| name.to_str()).unwrap_or_default();
    (questions, problems.iter().map(|problem| problem.to_string().replace(path, name)).collect())
}

const BY_LETTER: &str =
    "`explanation` calls a choice A; letters change when choices are shuffled, so name it by its words";

/// What is asked, without the words: topic, kind, key, options, and how many lines stem, snippet and explanation have.
fn outline(question: &Question) -> String {
    let key = match &question.answer {
        Some(key) => key.to_string(),
        None => question.correct().map(|index| char::from(b'A' + index)).collect(),
    };
    let lines = |text: &Option<String>| text.as_ref().map_or(0, |text| text.lines().count());
    let Question { topic, kind, choices, stem, snippet, explanation, .. } = question;
    let stem = stem.lines().count();
    format!("{topic} {kind:?} {key} of {}; {stem} + {} + {}", choices.len(), lines(snippet), lines(explanation))
}

#[test]
fn the_real_document_comes_out_right() {
    if !Path::new(REAL).exists() {
        return skip("import::the_real_document_comes_out_right", "the study group's quiz.md is not here");
    }
    let (questions, problems) = imported(REAL);
    // Its second explanation speaks of "(A)", "(C)" and "(D)"; nothing else is to be mended.
    assert_eq!(problems, [format!("quiz.md:30:1: warning: {BY_LETTER}")]);
    let outlines: Vec<_> = questions.iter().map(outline).collect();
    assert_eq!(
        outlines,
        [
            "theory Msq AD of 4; 5 + 0 + 2",
            "theory Mcq B of 4; 1 + 0 + 1",
            "theory Msq ABC of 4; 3 + 6 + 1",
            "theory Nat Stagnation of 0; 1 + 0 + 1",
            "theory Mcq A of 2; 1 + 0 + 1",
            "theory Nat 0.731 (rounded to 3 decimals) of 0; 10 + 0 + 3",
            "theory Msq ABC of 4; 1 + 0 + 1",
            "coding Msq BCD of 4; 1 + 24 + 1",
            "coding Nat 0.0025 (rounded to 4 decimals) of 0; 1 + 7 + 4",
            "coding Mcq A of 4; 1 + 11 + 1",
            "coding Nat 8.5 of 0; 1 + 10 + 4",
            "coding Msq AD of 4; 1 + 10 + 1",
            "coding Nat 336 of 0; 1 + 7 + 3",
        ]
    );
    // The first and the last words of each text are the document's, so nothing was cut off.
    let ends = |text: &str| {
        let words: Vec<_> = text.split_whitespace().collect();
        format!("{} .. {}", words.first().unwrap_or(&""), words.last().unwrap_or(&""))
    };
    let stems: Vec<_> = questions.iter().map(|question| ends(&question.stem)).collect();
    assert_eq!(
        stems,
        [
            "We .. -",
            "Suppose .. suggest?",
            "In .. layer?",
            "You .. convergence?",
            "Is .. internally.",
            "Suppose .. decimals)?",
            "You .. arise?",
            "Which .. true?",
            "What .. places)",
            "What .. code?",
            "What .. printed?",
            "What .. here?",
            "How .. total?",
        ]
    );
    let explanations: Vec<_> =
        questions.iter().filter_map(|question| question.explanation.as_deref()).map(ends).collect();
    assert_eq!(
        explanations,
        [
            "If .. signal.",
            "Very .. standard.",
            "Hidden .. issue).",
            "If .. normalization/residuals.",
            "CrossEntropyLoss .. unstable).",
            "- .. 0.731",
            "Skipping .. divergence.",
            "Adding .. now.",
            "We .. 0.0025.",
            "CrossEntropyLoss .. signal.",
            "```text .. ```",
            "In .. mode.",
            "- .. 1",
        ]
    );
}

#[test]
fn our_own_document_comes_out_as_recorded() {
    let (questions, problems) = imported(OWN);
    assert_eq!(
        problems,
        [
            format!("study-group.md:29:1: warning: {BY_LETTER}"),
            "study-group.md:83:1: warning: the heading promises 4 questions and 5 stand below it; expected the same"
                .into(),
            "study-group.md:152:1: error: no answer; expected a line such as `Ans: 0.731` below the question".into(),
        ]
    );
    let recorded = include_str!("data/study-group.yaml");
    assert_eq!(to_yaml(&questions).as_deref(), Ok(recorded));
}

#[test]
fn what_was_imported_is_a_sound_bank() {
    let folder = tempfile::tempdir().expect("a folder");
    for document in [OWN, REAL].into_iter().filter(|path| Path::new(path).exists()) {
        let (questions, _) = imported(document);
        let file = folder.path().join("imported.yaml");
        std::fs::write(&file, to_yaml(&questions).expect("YAML")).expect("a file");
        let (again, problems) = ansatz::bank::load_path(&file);
        let messages: Vec<_> = problems.iter().map(|problem| problem.message.as_str()).collect();
        assert_eq!(messages, [BY_LETTER]);
        assert_eq!(again, questions);
    }
}

/// Damage that hands and programs do to documents: lines lost, doubled, swapped or cut off.
fn damaged(text: &str, cuts: &[(usize, u8)]) -> String {
    let mut lines: Vec<String> = text.lines().map(String::from).collect();
    for (at, how) in cuts {
        if lines.is_empty() {
            break;
        }
        let at = at % lines.len();
        let other = (at * 7 + 3) % lines.len();
        match how % 4 {
            0 => drop(lines.remove(at)),
            1 => lines.insert(other, lines[at].clone()),
            2 => lines.swap(at, other),
            _ => lines[at] = lines[at].chars().take(usize::from(*how) / 8).collect(),
        }
    }
    lines.join("\n")
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]

    /// Whatever happens to a document, it is read to its end, and what is imported is a sound bank.
    #[test]
    fn damaged_documents_are_read(cuts in proptest::collection::vec((0usize..1_000, proptest::prelude::any::<u8>()), 0..12)) {
        let folder = tempfile::tempdir()?;
        let (document, file) = (folder.path().join("damaged.md"), folder.path().join("damaged.yaml"));
        for path in [OWN, REAL].into_iter().filter(|path| Path::new(path).exists()) {
            std::fs::write(&document, damaged(&std::fs::read_to_string(path)?, &cuts))?;
            let (questions, _) = import_path(&document);
            std::fs::write(&file, to_yaml(&questions).map_err(|error| proptest::test_runner::TestCaseError::fail(error.to_string()))?)?;
            let (again, _) = ansatz::bank::load_path(&file);
            proptest::prop_assert_eq!(again, questions);
        }
    }
}
