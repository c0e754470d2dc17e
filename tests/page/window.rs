//! One browser window, which is one player: what somebody does in it, and what they read.

use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::time::{Duration, Instant};
use thirtyfour::prelude::*;
use thirtyfour::{Key, TypingData, WindowHandle};

use crate::support::browser::Browser;

/// Far longer than anything takes.
const PATIENCE: Duration = Duration::from_secs(40);

pub struct Window<'a> {
    pub browser: &'a Browser,
    handle: WindowHandle,
}

impl<'a> Window<'a> {
    /// The window that is open already.
    pub async fn first(browser: &'a Browser) -> Self {
        Self { browser, handle: browser.driver.window().await.expect("a window is open") }
    }

    pub async fn another(browser: &'a Browser) -> Self {
        let handle = browser.driver.new_window().await.expect("a window opens");
        Self { browser, handle }
    }

    /// Makes it the window that what follows is about.
    pub async fn enter(&self) -> &WebDriver {
        self.browser.driver.switch_to_window(self.handle.clone()).await.expect("the window is there");
        &self.browser.driver
    }

    pub async fn goto(&self, url: &str) {
        self.enter().await.goto(url).await.expect("the page opens");
    }

    pub async fn run(&self, script: &str) -> Value {
        let result = self.enter().await.execute(script, Vec::new()).await;
        result.unwrap_or_else(|error| panic!("{error}")).json().clone()
    }

    /// Everything a person reads.
    pub async fn read(&self) -> Value {
        self.run(include_str!("read.js")).await
    }

    /// Reads until the page shows what is waited for.
    pub async fn wait(&self, what: &str, shows: impl Fn(&Value) -> bool) -> Value {
        let start = Instant::now();
        loop {
            let read = self.read().await;
            if shows(&read) {
                return read;
            }
            assert!(start.elapsed() < PATIENCE, "the page never showed {what}, but {read:#}");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Keeps a picture of it in `light` or `dark`; afterwards it is light.
    pub async fn picture(&self, name: &str, scheme: &str) {
        self.enter().await;
        self.browser.colours(scheme).await;
        self.browser.picture(name).await;
        self.browser.colours("light").await;
    }

    pub async fn click(&self, selector: &str) {
        let element =
            self.enter().await.find(By::Css(selector)).await.unwrap_or_else(|error| panic!("{selector}: {error}"));
        // What is behind the line at the foot is reached as people reach it: by scrolling.
        element.scroll_into_view().await.unwrap_or_else(|error| panic!("{selector}: {error}"));
        element.click().await.unwrap_or_else(|error| panic!("{selector}: {error}"));
    }

    /// Types into a field, in place of what it holds.
    pub async fn fill(&self, selector: &str, text: &str) {
        let field =
            self.enter().await.find(By::Css(selector)).await.unwrap_or_else(|error| panic!("{selector}: {error}"));
        field.clear().await.expect("the field can be emptied");
        field.send_keys(text).await.expect("the field takes text");
    }

    /// Presses keys, wherever the focus is.
    pub async fn press(&self, keys: impl Into<TypingData>) {
        let keyboard = self.enter().await.action_chain().send_keys(keys);
        keyboard.perform().await.expect("keys can be pressed");
    }

    /// Joins under a name, by the keyboard.
    pub async fn join(&self, name: &str) {
        self.wait("the way in", |page| page["joining"] == "").await;
        self.fill("#join-name", name).await;
        self.press(Key::Enter).await;
        self.wait("the player's name", |page| page["player"] == name).await;
    }

    /// Sends a command by the keyboard and returns the lines of its reply.
    pub async fn command(&self, text: &str) -> Value {
        self.press(Key::Escape).await;
        self.fill("#command-text", text).await;
        self.press(Key::Enter).await;
        let title = format!("Only you see this{text}");
        let waiting = [json!(["One moment…"]), json!(["Running…"])];
        let replied = |page: &Value| page["reply"]["title"] == title && !waiting.contains(&page["reply"]["lines"]);
        self.wait("the reply", replied).await["reply"]["lines"].clone()
    }

    /// Clicks the option that reads so.
    pub async fn choose(&self, text: &str) {
        let question = top(&self.read().await).clone();
        let at = position(&question, text);
        self.click(&format!("#q-{} .option:nth-child({})", mark(&question), at + 1)).await;
    }

    /// Whatever makes the page hard to use, in both colours; names of controls come from the browser itself.
    pub async fn audit(&self, when: &str) {
        self.enter().await;
        for scheme in ["dark", "light"] {
            self.browser.colours(scheme).await;
            assert_eq!(self.run(include_str!("audit.js")).await, json!([]), "{when}, {scheme}");
        }
        let tree = self.browser.devtools("Accessibility.getFullAXTree", json!({})).await;
        let nodes = tree["nodes"].as_array().expect("a tree of nodes");
        let controls =
            ["button", "link", "textbox", "combobox", "tab", "tabpanel", "article", "region", "table", "timer"];
        let mut seen = 0;
        for node in nodes.iter().filter(|node| node["ignored"] == false) {
            let role = node["role"]["value"].as_str().unwrap_or_default();
            if controls.contains(&role) && role != "timer" {
                let name = node["name"]["value"].as_str().unwrap_or_default();
                assert!(!name.trim().is_empty() || role == "table", "{when}: a {role} has no name: {node}");
                seen += 1;
            }
        }
        assert!(seen > 5, "{when}: the tree of controls was read");
    }
}

/// The question at the top.
pub fn top(page: &Value) -> &Value {
    &page["questions"][0]
}

pub fn mark(question: &Value) -> String {
    question["mark"].as_str().expect("a mark").to_owned()
}

fn position(question: &Value, text: &str) -> usize {
    let options = question["options"].as_array().expect("options");
    options
        .iter()
        .position(|option| option["text"] == text)
        .unwrap_or_else(|| panic!("{text} is an option of {question:#}"))
}

/// The letter beside the option that reads so.
pub fn letter(question: &Value, text: &str) -> String {
    question["options"][position(question, text)]["letter"].as_str().expect("a letter").to_owned()
}

/// The options, whatever their order: whether each is chosen here, and how many chose it.
pub fn options(question: &Value) -> BTreeMap<String, (bool, String)> {
    let one = |option: &Value| {
        let text = |name: &str| option[name].as_str().unwrap_or_default().to_owned();
        (text("text"), (option["chosen"] == true, text("count")))
    };
    question["options"].as_array().expect("options").iter().map(one).collect()
}

/// The lines of an outcome, whatever their order: tags, count and share of each.
pub fn outcome(question: &Value) -> BTreeMap<String, Value> {
    let one = |line: &Value| {
        let text = line["text"].as_str().unwrap_or_default().to_owned();
        (text, json!([line["tags"], line["count"], line["percent"]]))
    };
    question["lines"].as_array().expect("lines").iter().map(one).collect()
}
