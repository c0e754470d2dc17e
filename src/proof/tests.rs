use super::*;
use crate::bank::yaml;
use crate::why::outcome::{Global, Raised};

/// A question as an author writes it, without its id, stem and explanation.
fn question(fields: &str) -> Question {
    let text = format!("- id: sample\n  stem: s\n  explanation: e\n{fields}");
    let (mut found, problems) = yaml::read("f", "topic", &text);
    assert_eq!(problems, [], "{text}");
    found.remove(0).question
}

fn outcome(printed: &str, globals: &[(&str, Global)]) -> Outcome {
    Outcome {
        ended: Ended::Finished,
        stdout: printed.to_owned(),
        stderr: String::new(),
        error: None,
        globals: globals.iter().map(|(name, global)| ((*name).to_owned(), global.clone())).collect(),
        figures: Vec::new(),
        seconds: 0.0,
        peak_bytes: 0,
    }
}

/// What is said of a finding: the points in which it differs, and the flips that were caught.
fn said(question: &Question, outcome: &Outcome) -> String {
    let finding = Proof::of(question).expect("a program").judge(outcome);
    let mut parts: Vec<_> = finding.faults.iter().map(|fault| fault.reason.to_string()).collect();
    parts.extend(finding.wrong.iter().map(|wrong| match wrong {
        Wrong::Option { index, .. } => format!("{index}: {wrong}"),
        Wrong::Value { .. } => wrong.to_string(),
    }));
    parts.push(format!("{} of {} flips", finding.flips.caught, finding.flips.tried));
    if finding.agrees() {
        parts.push("agrees".to_owned());
    }
    if finding.is_silent() {
        parts.push("silent".to_owned());
    }
    parts.join("; ")
}

#[test]
fn verdicts_are_held_against_the_key() {
    let program = "import torch\n    x = torch.ones(1).sum()\n    A = x > 0\n    B = x < 0\n    C = x == 1\n";
    let question = question(&format!(
        "  kind: msq\n  choices: [{{ text: a, correct: true }}, {{ text: b }}, {{ text: c, correct: true }}]\n  evidence: |\n    {program}"
    ));
    let check = |verdicts: [bool; 3], expected: &str| {
        let globals = ["A", "B", "C"].into_iter().zip(verdicts.map(Global::Bool)).collect::<Vec<_>>();
        assert_eq!(said(&question, &outcome("", &globals)), expected, "{verdicts:?}");
    };
    check([true, false, true], "3 of 3 flips; agrees");
    // The key with just that option flipped is what the run shows, so that flip is not caught.
    check([true, true, true], "1: the key says this choice is wrong, the run shows it is right; 2 of 3 flips");
    check(
        [false, true, true],
        "0: the key says this choice is right, the run shows it is wrong; \
         1: the key says this choice is wrong, the run shows it is right; 3 of 3 flips",
    );
}

#[test]
fn values_are_held_against_the_key() {
    let check = |answer: &str, value: Global, expected: &str| {
        let program = "import torch\n    answer = torch.ones(1).sum().item()\n";
        let question = question(&format!("  kind: nat\n  answer: {answer}\n  evidence: |\n    {program}"));
        assert_eq!(said(&question, &outcome("", &[("answer", value)])), expected, "{answer}");
    };
    let int = |digits: &str| Global::Int(digits.to_owned());
    let text = |text: &str| Global::Str(text.to_owned());
    check("331", int("331"), "2 of 2 flips; agrees");
    check("336", int("331"), "the key says 336, the run gives 331; 2 of 2 flips");
    check("331", Global::Float(331.0), "2 of 2 flips; agrees");
    check("{ value: 0.731, decimals: 3 }", Global::Float(0.731_058_578_63), "2 of 2 flips; agrees");
    check("{ value: 0.731, decimals: 3 }", Global::Float(0.730_5), "2 of 2 flips; agrees");
    check(
        "{ value: 0.731, decimals: 3 }",
        Global::Float(0.730_499_999_9),
        "the key says 0.731 (rounded to 3 decimals), the run gives 0.7304999999; 2 of 2 flips",
    );
    // It lies in the key moved down.
    check("{ value: 5, tolerance: 1 }", Global::Float(3.5), "the key says 5 ± 1, the run gives 3.5; 1 of 2 flips");
    check("{ range: [0.2, 0.3] }", Global::Float(0.25), "2 of 2 flips; agrees");
    check("0.1", Global::Float(0.1), "2 of 2 flips; agrees");
    check("1e-300", Global::Float(1e-300), "2 of 2 flips; agrees");
    check("331", Global::Float(f64::NAN), "`answer` is nan; expected a finite number; 0 of 0 flips");
    check("331", text("331"), "1 of 1 flips; agrees");
    check("331", text("many"), "the key says 331, the run gives many; 1 of 1 flips");
    check("{ text: stagnation, aliases: [stalls] }", text("stagnation"), "1 of 1 flips; agrees");
    check("{ text: stagnation, aliases: [stalls] }", text("stalls"), "1 of 1 flips; agrees");
    check(
        "{ text: stagnation, aliases: [stalls] }",
        text("progress"),
        "the key says stagnation, the run gives progress; 1 of 1 flips",
    );
    check("{ text: stagnation }", int("1"), "the key says stagnation, the run gives 1; 1 of 1 flips");
}

#[test]
fn a_snippet_proves_what_it_prints_last() {
    let nat = |answer: &str| question(&format!("  kind: nat\n  answer: {answer}\n  snippet: |\n    print(1)\n"));
    let check = |answer: &str, outcome: &Outcome, expected: &str| assert_eq!(said(&nat(answer), outcome), expected);
    check("8.5", &outcome("weights 3\n8.5\n", &[]), "2 of 2 flips; agrees");
    check(
        "8",
        &outcome("tensor([[8.5000]], grad_fn=<AddmmBackward0>)\n", &[]),
        "the key says 8, the run gives 8.5000; 2 of 2 flips",
    );
    check("8", &outcome("done\n", &[]), "0 of 0 flips; silent");
    // A part of a program, whose names are defined in the stem, say.
    let error = Some(Raised { kind: "NameError".into(), message: "name 'x' is not defined".into(), line: Some(1) });
    check("8", &Outcome { ended: Ended::Raised, error, ..outcome("9\n", &[]) }, "0 of 0 flips; silent");
    assert!(Proof::of(&nat("{ text: stagnation }")).is_none(), "no number proves a word");
    let shown = question("  kind: mcq\n  choices: [{ text: a, correct: true }, { text: b }]\n  snippet: print(1)\n");
    assert!(Proof::of(&shown).is_none(), "what is printed chooses no option");
}
