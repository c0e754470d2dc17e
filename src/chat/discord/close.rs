//! A post whose round is over: the outcome under the question, and the buttons for what people want next.

use serde_json::{Value, json};
use std::fmt::Write as _;

use super::markdown::{authored, plain, shortened};
use super::post::{self, Question};
use super::posts::{emoji, kind_word};
use super::rest::Outgoing;
use crate::chat::{Outcome, Post, words};

/// Blocks of a bar.
const BAR: u32 = 10;
const COLOUR_CLOSED: u32 = 0x16_a3_4a;
const COLOUR_VOID: u32 = 0x9c_a3_af;
const FIELD: usize = 1024;

/// The post with its outcome.
pub fn message(post: &Post, outcome: &Outcome) -> Outgoing {
    let Question { mut text, image } = post::question(post, None, 3_600);
    let _ = write!(text, "\n\n{} {}", words::discord_closed(), post::stamp(post.closes_at, 'f'));
    let mut fields = vec![json!({ "name": result_name(outcome), "value": shortened(&result(post, outcome), FIELD) })];
    if !outcome.first_right.is_empty() {
        let names: Vec<String> = outcome.first_right.iter().map(|name| plain(&shortened(name, 60))).collect();
        fields.push(json!({ "name": "\u{200b}", "value": shortened(&words::discord_first_right(&names), FIELD) }));
    }
    let mut embed = json!({
        "author": { "name": post::heading(post) },
        "description": text,
        "color": COLOUR_CLOSED,
        "fields": fields,
        "footer": { "text": post.mark.as_str() },
    });
    post::illustrate(&mut embed, image.as_deref());
    let body = json!({
        "embeds": [embed],
        "components": [{ "type": 1, "components": buttons(post) }],
        "allowed_mentions": { "parse": [] },
    });
    Outgoing { body, files: Vec::new() }
}

/// The post of a round that ended without grades.
pub fn void(post: &Post, text: &str) -> Outgoing {
    let Question { text: question, image } = post::question(post, None, 3_600);
    let mut embed = json!({
        "author": { "name": post::heading(post) },
        "description": format!("{question}\n\n{}", authored(text)),
        "color": COLOUR_VOID,
        "footer": { "text": post.mark.as_str() },
    });
    post::illustrate(&mut embed, image.as_deref());
    let body = json!({
        "embeds": [embed],
        "components": [],
        "allowed_mentions": { "parse": [] },
    });
    Outgoing { body, files: Vec::new() }
}

fn buttons(post: &Post) -> Vec<Value> {
    let button =
        |style: u8, label: &str, id: String| json!({ "type": 2, "style": style, "label": label, "custom_id": id });
    let why = format!("why:{}:{}:{}", post.mark, kind_word(post.kind), post::letters(post));
    let mut buttons =
        vec![button(1, words::button_why(), why), button(2, words::button_board(), "board:week".to_owned())];
    if post.snippet.as_deref().is_some_and(|snippet| !snippet.trim().is_empty()) {
        buttons.push(button(2, words::button_try(), format!("try:{}", post.mark)));
    }
    buttons
}

fn result_name(outcome: &Outcome) -> String {
    words::discord_counts(outcome.tally.answered, outcome.right)
}

fn result(post: &Post, outcome: &Outcome) -> String {
    if post.options.is_empty() {
        return values(outcome);
    }
    let most = outcome.tally.answered.max(1);
    let right: Vec<String> = outcome
        .right_options
        .iter()
        .enumerate()
        .filter(|(_, right)| **right)
        .map(|(index, _)| words::letter(index).to_string())
        .collect();
    let mut text = words::discord_right(right.join(", "));
    for (index, right) in (0_u8..).zip(&outcome.right_options) {
        let count = outcome.tally.options.get(usize::from(index)).copied().unwrap_or_default();
        let _ = write!(text, "\n{} {} {count}{}", emoji(index), bar(count, most), if *right { " ✅" } else { "" });
    }
    text
}

fn values(outcome: &Outcome) -> String {
    let key = outcome.right_value.as_deref().map(plain).unwrap_or_default();
    let mut text = words::discord_right(key);
    let most = outcome.tally.answered.max(1);
    for value in &outcome.values {
        let mark = if value.right { " ✅" } else { "" };
        let shown = plain(&shortened(&value.value, 40));
        let _ = write!(text, "\n{} {shown}: {}{mark}", bar(value.count, most), value.count);
    }
    text
}

/// A bar of ten blocks, in which somebody is always seen.
fn bar(count: u32, most: u32) -> String {
    let full = (count * BAR + most / 2) / most;
    let full = if count > 0 { full.max(1) } else { 0 }.min(BAR);
    let mut bar = String::with_capacity(32);
    bar.push('`');
    (0..BAR).for_each(|block| bar.push(if block < full { '█' } else { '░' }));
    bar.push('`');
    bar
}

#[cfg(test)]
mod tests {
    use super::bar;

    #[test]
    fn bars_show_everybody() {
        assert_eq!(bar(0, 10), "`░░░░░░░░░░`");
        assert_eq!(bar(1, 1000), "`█░░░░░░░░░`");
        assert_eq!(bar(5, 10), "`█████░░░░░`");
        assert_eq!(bar(10, 10), "`██████████`");
    }
}
