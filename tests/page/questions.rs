//! One question from being asked for to its outcome, as both players see it.

use serde_json::{Value, json};
use std::collections::BTreeMap;
use thirtyfour::Key;

use super::BO;
use super::window::{Window, letter, mark, options, outcome, top};

/// Ada plays with keyboard and mouse and is always right; Bo plays on a phone and is always wrong.
pub struct Game<'a> {
    pub ada: Window<'a>,
    pub bo: Window<'a>,
}

/// What the card says once an answer is saved.
fn saved(answer: &str) -> String {
    format!("Saved: {answer}. You can change it until the question closes.")
}

fn counts(expected: [(&str, bool, &str); 4]) -> BTreeMap<String, (bool, String)> {
    expected.into_iter().map(|(text, chosen, count)| (text.to_owned(), (chosen, count.to_owned()))).collect()
}

fn lines<const N: usize>(expected: [(&str, Value); N]) -> BTreeMap<String, Value> {
    expected.into_iter().map(|(text, line)| (text.to_owned(), line)).collect()
}

impl Game<'_> {
    /// Asks for a question, answers it in both windows, and waits for its end. Returns its kind.
    pub async fn play(&self, round: u8) -> &'static str {
        let Self { ada, bo } = self;
        match round {
            0 => ada.click("#next").await,
            _ => {
                ada.fill("#command-text", "/quiz now").await;
                ada.press(Key::Enter).await;
            }
        }
        let is_open = |page: &Value| top(page)["open"] == true;
        let page = ada.wait("the question", is_open).await;
        let question = top(&page).clone();
        assert_eq!((&page["heading"], &page["next"]), (&json!("Now"), &json!(false)));
        assert_eq!(page["said"], format!("New question. {}", question["stem"].as_str().unwrap_or_default()));
        let left = question["left"].as_str().unwrap_or_default().to_owned();
        let seconds = left.strip_prefix("0:").and_then(|rest| rest.strip_suffix(" left")).map(str::parse::<u8>);
        assert!(matches!(seconds, Some(Ok(1..=15))), "the countdown says {left:?}");
        assert_eq!(question["facts"], json!(["Nobody has answered yet", question["facts"][1]]));
        bo.wait("the same question", |page| is_open(page) && top(page)["mark"] == question["mark"]).await;
        let kind = match question["tags"][1].as_str() {
            Some("One answer") => self.answer_mcq().await,
            Some("Several answers") => self.answer_msq().await,
            Some("Type the answer") => self.answer_nat(&mark(&question)).await,
            other => panic!("an unknown kind of question: {other:?}"),
        };
        ada.audit("open").await;
        ada.picture(&format!("open-{kind}-desktop"), "light").await;
        ada.picture(&format!("open-{kind}-desktop-dark"), "dark").await;
        bo.audit("open, on a phone").await;
        bo.picture(&format!("open-{kind}-phone"), "light").await;

        let is_closed = |page: &Value| top(page)["mark"] == question["mark"] && top(page)["open"] == false;
        let page = ada.wait("the outcome", is_closed).await;
        assert_eq!(page["heading"], "Just closed");
        assert_eq!(page["focus"], format!("q-{}", mark(&question)), "the focus stays with the question");
        let (adas, bos) = (top(&page).clone(), top(&bo.wait("the outcome", is_closed).await).clone());
        match kind {
            "mcq" => check_mcq(&adas, &bos),
            "msq" => check_msq(&adas, &bos),
            _ => check_nat(&adas, &bos),
        }
        for (window, own) in [(ada, ["1", "Adayou"]), (bo, ["2", &format!("{BO}you")])] {
            let answered = format!("/{}", round + 1);
            let graded = |page: &Value| {
                let rows = page["board"]["rows"].as_array().cloned().unwrap_or_default();
                rows.iter().any(|row| {
                    row[0] == own[0]
                        && row[1] == own[1]
                        && row[2].as_str().is_some_and(|text| text.ends_with(&answered))
                })
            };
            let page = window.wait("the board with this question", graded).await;
            assert_eq!(page["foreign"], 0, "names are text");
        }
        ada.audit("closed").await;
        ada.picture(&format!("closed-{kind}-desktop"), "light").await;
        bo.audit("closed, on a phone").await;
        bo.picture(&format!("closed-{kind}-phone"), "light").await;
        bo.picture(&format!("closed-{kind}-phone-dark"), "dark").await;
        kind
    }

    /// By clicks; Ada changes her mind once.
    async fn answer_mcq(&self) -> &'static str {
        let Self { ada, bo } = self;
        ada.choose("Three").await;
        let counted = |expected: BTreeMap<String, (bool, String)>| move |page: &Value| options(top(page)) == expected;
        let live = counts([("Three", false, "1"), ("Four", false, "0"), ("Five", false, "0"), ("Six", false, "0")]);
        bo.wait("Ada's first choice", counted(live)).await;
        ada.choose("Four").await;
        let live = counts([("Three", false, "0"), ("Four", false, "1"), ("Five", false, "0"), ("Six", false, "0")]);
        bo.wait("Ada's second choice", counted(live)).await;
        bo.choose("Three").await;
        let both = counts([("Three", false, "1"), ("Four", true, "1"), ("Five", false, "0"), ("Six", false, "0")]);
        let page = ada.wait("both choices", counted(both)).await;
        let four = letter(top(&page), "Four");
        let page = ada.wait("that it is saved", |page| top(page)["saved"] == saved(&four)).await;
        assert_eq!(top(&page)["facts"], json!(["2 people answered", "1 mark"]));
        assert_eq!(page["focus"], four, "the focus stays on the option");
        let early = ada.command(&format!("/quiz why {}", mark(top(&page)))).await;
        assert_eq!(early, json!(["This question is still open. Ask again once it has closed."]));
        assert_eq!(
            ada.command("/quiz now").await,
            json!(["A question is open already. Answer that one first; the next can be asked for once it has closed."])
        );
        assert_eq!(ada.browser.complaints().await.len(), 2, "two refusals");
        ada.press(Key::Escape).await;
        ada.click(".card.open .stem").await;
        "mcq"
    }

    /// By letters; Ada takes one choice back.
    async fn answer_msq(&self) -> &'static str {
        let Self { ada, bo } = self;
        ada.click(".card.open .stem").await;
        let page = ada.read().await;
        let [two, three, four] = ["Two", "Three", "Four"].map(|text| letter(top(&page), text));
        ada.press(three.to_lowercase()).await;
        let live = counts([("Two", false, "0"), ("Three", false, "1"), ("Four", false, "0"), ("Five", false, "0")]);
        bo.wait("Ada's first choice", |page| options(top(page)) == live).await;
        ada.press(format!("{two}{four}{three}").to_lowercase()).await;
        let own = counts([("Two", true, "1"), ("Three", false, "0"), ("Four", true, "1"), ("Five", false, "0")]);
        ada.wait("what is left of them", |page| options(top(page)) == own).await;
        let mut left = [two, four];
        left.sort();
        ada.wait("that it is saved", |page| top(page)["saved"] == saved(&left.join(", "))).await;
        bo.choose("Two").await;
        bo.choose("Three").await;
        let both = counts([("Two", true, "2"), ("Three", true, "1"), ("Four", false, "1"), ("Five", false, "0")]);
        let page = bo.wait("everybody's choices", |page| options(top(page)) == both).await;
        assert_eq!(top(&page)["facts"], json!(["2 people answered", "1 mark for exactly the right set"]));
        "msq"
    }

    /// Typed; Bo's first try isn't a number.
    async fn answer_nat(&self, mark: &str) -> &'static str {
        let Self { ada, bo } = self;
        let field = format!("#value-{mark}");
        ada.fill(&field, "0,731").await;
        ada.press(Key::Enter).await;
        let page = ada.wait("that it is saved", |page| top(page)["saved"] == saved("0,731")).await;
        assert_eq!(page["focus"], field.trim_start_matches('#'), "the focus stays in the field");
        assert_eq!(top(&page)["button"], "Change");
        bo.wait("Ada's answer counted", |page| top(page)["facts"] == json!(["1 person answered", "1 mark"])).await;
        bo.fill(&field, "about a half").await;
        bo.click(".card.open .number button").await;
        bo.wait("that it is no number", |page| {
            top(page)["saved"] == "There is no number in that. Write one such as 0.731, 7.31e-1 or 1/3."
        })
        .await;
        assert_eq!(bo.browser.complaints().await.len(), 1, "one refusal");
        bo.fill(&field, "0.5").await;
        bo.click(".card.open .number button").await;
        bo.wait("that it is saved", |page| top(page)["saved"] == saved("0.5")).await;
        ada.wait("both answers counted", |page| top(page)["facts"][0] == "2 people answered").await;
        "nat"
    }
}

fn check_mcq(ada: &Value, bo: &Value) {
    let others = || json!([[], "0", "0%"]);
    let adas = [
        ("Three", json!([[], "1", "50%"])),
        ("Four", json!([["Right", "Your answer"], "1", "50%"])),
        ("Five", others()),
        ("Six", others()),
    ];
    let bos = [
        ("Three", json!([["Your answer"], "1", "50%"])),
        ("Four", json!([["Right"], "1", "50%"])),
        ("Five", others()),
        ("Six", others()),
    ];
    assert_eq!((outcome(ada), outcome(bo)), (lines(adas), lines(bos)));
    check_words(ada, bo, "Your answer was not right.", "Two and two make four.");
}

fn check_msq(ada: &Value, bo: &Value) {
    let [right, own, both] = [json!(["Right"]), json!(["Your answer"]), json!(["Right", "Your answer"])];
    let line = |text, tags: &Value, count, percent| (text, json!([tags, count, percent]));
    let five = || line("Five", &json!([]), "0", "0%");
    let adas = [
        line("Two", &both, "2", "100%"),
        line("Three", &json!([]), "1", "50%"),
        line("Four", &both, "1", "50%"),
        five(),
    ];
    let bos =
        [line("Two", &both, "2", "100%"), line("Three", &own, "1", "50%"), line("Four", &right, "1", "50%"), five()];
    assert_eq!((outcome(ada), outcome(bo)), (lines(adas), lines(bos)));
    check_words(ada, bo, "You had 1 of the 2 right options, and 1 that is not right.", "Two and four can be halved.");
}

fn check_nat(ada: &Value, bo: &Value) {
    let adas = [("0.731", json!([["Right", "Your answer"], "1", "50%"])), ("0.5", json!([[], "1", "50%"]))];
    let bos = [("0.731", json!([["Right"], "1", "50%"])), ("0.5", json!([["Your answer"], "1", "50%"]))];
    assert_eq!((outcome(ada), outcome(bo)), (lines(adas), lines(bos)));
    assert_eq!(ada["key"], "The answer is 0.731 (rounded to 3 decimals)");
    check_words(ada, bo, "Your answer was not right.", "1 / (1 + exp(-1)) is 0.7310585...");
}

fn check_words(ada: &Value, bo: &Value, bos_verdict: &str, explanation: &str) {
    let all = "1 of 2 people had it right. First: Ada.";
    assert_eq!(ada["result"], json!(["Your answer was right.", all]));
    assert_eq!(bo["result"], json!([bos_verdict, all]));
    assert_eq!(ada["explanation"], format!("Explanation{explanation}"));
}
