//! "Why?" and "Try it" in the browser, once every question has closed: proofs, pictures, and programs that people write.

use serde_json::{Value, json};
use thirtyfour::Key;

use super::questions::Game;
use super::window::{Window, mark};

const SNIPPET: &str = "import torch\n\nprint(torch.sigmoid(torch.tensor(1.0)))\n";

/// The closed question of a kind, as somebody sees it.
async fn closed(window: &Window<'_>, form: &str) -> Value {
    let page = window.read().await;
    let questions = page["questions"].as_array().expect("questions");
    questions.iter().find(|question| question["tags"][1] == form).cloned().expect("every kind has been asked")
}

fn letter_of(question: &Value, text: &str) -> String {
    let lines = question["lines"].as_array().expect("lines");
    let line = lines.iter().find(|line| line["text"] == text).expect("the option");
    line["letter"].as_str().expect("a letter").to_owned()
}

impl Window<'_> {
    /// Asks why and waits for the proof in the reply.
    async fn proof(&self, what: &str) -> Value {
        self.command(&format!("/quiz why {what}")).await;
        let loaded = |page: &Value| {
            let pictures = page["reply"]["proof"]["pictures"].as_array().cloned();
            pictures.is_some_and(|pictures| pictures.iter().all(|picture| picture[1] == true))
        };
        self.wait("the proof and its pictures", loaded).await["reply"]["proof"].clone()
    }

    /// Puts a program into the editor that is open, by keyboard only, and waits for what it shows.
    async fn try_out(&self, editor: &str, program: &str) -> Value {
        self.click(&format!("{editor} textarea")).await;
        self.press_with(Key::Control, 'a').await;
        self.press(program).await;
        self.press_with(Key::Control, Key::Enter).await;
        self.wait("that it runs or has run", |page| running(page, editor) || summary(page, editor) != Value::Null)
            .await;
        let page = self.wait("what the program shows", |page| !running(page, editor)).await;
        found(&page, editor).clone()
    }
}

/// The editor in the reply, or on a card.
fn found<'p>(page: &'p Value, editor: &str) -> &'p Value {
    if editor.starts_with("#reply") {
        return &page["reply"]["editor"];
    }
    let questions = page["questions"].as_array().expect("questions");
    let on = |question: &&Value| question["editor"] != Value::Null;
    questions.iter().find(on).map_or(&Value::Null, |question| &question["editor"])
}

fn running(page: &Value, editor: &str) -> bool {
    found(page, editor)["button"] == "Running…"
}

fn summary(page: &Value, editor: &str) -> Value {
    found(page, editor)["summary"].clone()
}

/// What `/quiz why` shows of each kind of question.
pub async fn proofs(Game { ada, bo }: &Game<'_>) {
    let mcq = closed(ada, "One answer").await;
    let proof = ada.proof(&mark(&mcq)).await;
    assert_eq!(proof["standing"], "The run agrees with the key.");
    let texts = ["Three", "Four", "Five", "Six"];
    for (text, total) in texts.into_iter().zip(3..) {
        let verdict = if text == "Four" { "Right" } else { "Not right" };
        let line = json!({
            "letter": letter_of(&mcq, text),
            "text": text,
            "verdict": verdict,
            "measured": format!("total == {total}"),
            "warning": null,
        });
        let lines = proof["verdicts"].as_array().expect("verdicts");
        assert_eq!(lines.iter().filter(|one| **one == line).count(), 1, "{line} in {proof:#}");
    }
    let letters: Vec<&Value> =
        proof["verdicts"].as_array().expect("verdicts").iter().map(|one| &one["letter"]).collect();
    assert_eq!(letters, ["A", "B", "C", "D"], "in the order that was shown");
    assert_eq!(proof["printed"], json!(["two and two make 4"]));
    assert_eq!(proof["pictures"], json!([["Figure 1. number over step with counting on.", true]]));
    ada.audit("with a proof open").await;
    ada.picture("proof-desktop", "light").await;
    ada.run("document.querySelector('.proof .figure').scrollIntoView()").await;
    ada.picture("proof-picture-desktop", "light").await;
    ada.picture("proof-picture-desktop-dark", "dark").await;

    let three = letter_of(&mcq, "Three");
    let proof = ada.proof(&format!("{} {three}", mark(&mcq))).await;
    assert_eq!(proof["standing"], format!("For {three}, the run agrees with the key."));
    assert_eq!(proof["verdicts"].as_array().map(Vec::len), Some(1));

    let nat = closed(bo, "Type the answer").await;
    let proof = bo.proof(&mark(&nat)).await;
    let value = json!([{
        "letter": null,
        "text": "The program arrives at 0.7310585975646973.",
        "verdict": null,
        "measured": "output.item()",
        "warning": null,
    }]);
    assert_eq!(proof["verdicts"], value);
    bo.audit("with a proof open on a phone").await;
    bo.picture("proof-phone", "light").await;
    bo.picture("proof-phone-dark", "dark").await;

    // One question has no program, and says so.
    let msq = closed(ada, "Several answers").await;
    let why = ada.command(&format!("/quiz why {}", mark(&msq))).await;
    let lines = msq["lines"].as_array().expect("lines").iter();
    let right: Vec<&str> =
        lines.filter(|line| line["tags"][0] == "Right").filter_map(|line| line["letter"].as_str()).collect();
    let note = "No program proves this question: what you read is its author's word.";
    let expected =
        json!([msq["stem"], format!("Right answer: {}", right.join(", ")), "Two and four can be halved.", note]);
    assert_eq!(why, expected);
    ada.picture("why-desktop", "light").await;
    ada.press(Key::Escape).await;
}

/// The editor on a card and in a reply.
pub async fn programs(Game { ada, bo }: &Game<'_>) {
    let nat = closed(ada, "Type the answer").await;
    let card = format!("#q-{}", mark(&nat));
    if nat["folded"] == true {
        ada.click(&format!("{card} .summary")).await;
    }
    ada.click(&format!("{card} .ways button:last-child")).await;
    let page = ada.wait("the editor", |page| found(page, &card) != &Value::Null).await;
    assert_eq!(found(&page, &card)["program"], SNIPPET);
    assert!(page["focus"].as_str().is_some_and(|focus| focus.starts_with("editor-")), "{}", page["focus"]);
    ada.press_with(Key::Control, Key::Enter).await;
    let ran = ada.wait("what it prints", |page| found(page, &card)["printed"] == json!(["tensor(0.7311)"])).await;
    assert_eq!(found(&ran, &card)["button"], "Run");

    // Lines begin as far in as the last, and further after a colon.
    let shown = ada.try_out(&card, "for i in range(2):\nprint('<img src=x onerror=alert(1)>', i)").await;
    assert_eq!(shown["program"], "for i in range(2):\n    print('<img src=x onerror=alert(1)>', i)");
    assert_eq!(shown["printed"], json!(["<img src=x onerror=alert(1)> 0\n<img src=x onerror=alert(1)> 1"]));
    let page = ada.read().await;
    assert_eq!((&page["foreign"], &page["said"].as_str().map(|said| &said[..3])), (&json!(0), &Some("Ran")));
    ada.audit("with an editor open").await;
    ada.picture("editor-desktop", "light").await;
    ada.picture("editor-desktop-dark", "dark").await;

    let shown = ada.try_out(&card, "x = 1\nx / 0").await;
    let traceback = "Traceback (most recent call last):\n  File \"main.py\", line 2, in <module>\n    x / 0\n    ~~^~~\nZeroDivisionError: division by zero";
    assert_eq!(shown["printed"], json!([traceback]));
    ada.click(&format!("{card} .ran-summary button")).await;
    let selected = ada
        .run("const { value, selectionStart: a, selectionEnd: b } = document.activeElement; return value.slice(a, b)")
        .await;
    assert_eq!(selected, "x / 0", "the line is at hand");
    let shown = ada.try_out(&card, "while True: pass").await;
    assert_eq!(shown["summary"], "Stopped: the program ran longer than 1 second, at line 1.");

    // The keyboard gets in and out: Tab is the editor's until Escape gives it back.
    ada.click(&format!("{card} textarea")).await;
    ada.press_with(Key::Control, 'a').await;
    ada.press("if 1:\n" + Key::Tab).await;
    assert_eq!(found(&ada.read().await, &card)["program"], "if 1:\n        ");
    ada.press_with(Key::Shift, Key::Tab).await;
    assert_eq!(found(&ada.read().await, &card)["program"], "if 1:\n    ");
    ada.press(Key::Escape).await;
    ada.press(Key::Tab + "").await;
    assert_eq!(ada.run("return document.activeElement.textContent").await, "Run");
    ada.click(&format!("{card} .editor-foot .quiet")).await;
    ada.wait("the question's code again", |page| found(page, &card)["program"] == SNIPPET).await;
    ada.click(&format!("{card} .editor-foot .quiet:last-child")).await;
    ada.wait("the editor gone", |page| found(page, &card) == &Value::Null).await;
    if nat["folded"] == true {
        // As it was, whichever question came last.
        ada.click(&format!("{card} .summary")).await;
    }

    // On a phone, an empty one in a reply.
    let reply = "#reply-body";
    bo.command("/quiz run").await;
    let page = bo.wait("an empty editor", |page| found(page, reply)["program"] == "").await;
    assert_eq!(found(&page, reply)["button"], "Run");
    bo.click(&format!("{reply} .primary")).await;
    let page = bo.wait("that there is no program", |page| found(page, reply)["refusal"] != Value::Null).await;
    let empty = "There is no program in that. Write one after /quiz run, such as /quiz run print(1 + 1).";
    assert_eq!(found(&page, reply)["refusal"], empty);
    assert_eq!(bo.browser.complaints().await.len(), 1, "one refusal");
    let shown =
        bo.try_out(reply, "import matplotlib.pyplot as plt\nplt.plot([3, 1, 2])\nplt.title('Mine')\nplt.show()").await;
    assert_eq!(shown["pictures"][0][0], "Figure 1. Mine.");
    bo.audit("with an editor in a reply on a phone").await;
    bo.picture("editor-phone", "light").await;
    bo.press(Key::Escape).await;
    bo.press(Key::Escape).await;
    bo.wait("the reply gone", |page| page["reply"].is_null()).await;
    assert_eq!(bo.browser.complaints().await, [""; 0]);
}
