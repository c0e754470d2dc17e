//! A question as a message: an embed with everything, the round's mark in its footer, and the Answer button.

use jiff::Timestamp;
use serde_json::{Value, json};
use std::fmt::Write as _;

use super::markdown::{authored, block, first_lines, length, shortened};
use super::posts::{emoji, kind_word};
use super::rest::{File, Outgoing};
use crate::bank::{Difficulty, Kind};
use crate::chat::{Post, words};

/// What Discord takes in an embed's description, with room for the lines around the question.
const DESCRIPTION: usize = 4096;
/// Code that is shown in full.
const CODE: usize = 1800;
const CODE_LINES: usize = 40;
const COLOUR_OPEN: u32 = 0x3b_82_f6;

/// Different reactions that Discord takes on one message.
const REACTIONS: u8 = 20;

/// Options that are reacted with: none when answers are private.
pub fn letters(post: &Post) -> u8 {
    let options = u8::try_from(post.options.len()).unwrap_or(u8::MAX);
    if post.private { 0 } else { options.min(REACTIONS) }
}

/// The question as it is posted.
pub fn message(post: &Post) -> Outgoing {
    let mut files = Vec::new();
    let question = question(post, &mut files, DESCRIPTION - 500);
    let mut text = question;
    let closes = words::discord_closes(stamp(post.closes_at, 'R'), stamp(post.closes_at, 'f'));
    let _ = write!(text, "\n\n{}", authored(&post.marking));
    if let Some(hint) = &post.hint {
        let _ = write!(text, "\n{}", authored(hint));
    }
    let _ = write!(text, "\n{closes}\n-# {}", words::discord_how_to(post.kind, post.private));
    let embed = json!({
        "author": { "name": heading(post) },
        "description": text,
        "color": COLOUR_OPEN,
        "footer": { "text": post.mark.as_str() },
    });
    let answer = json!({
        "type": 2,
        "style": 1,
        "label": words::button_answer(),
        "custom_id": format!("answer:{}:{}:{}", post.mark, kind_word(post.kind), letters(post)),
    });
    let body = json!({
        "embeds": [embed],
        "components": [{ "type": 1, "components": [answer] }],
        "allowed_mentions": { "parse": [] },
    });
    Outgoing { body, files }
}

/// `MSQ · training · hard`.
pub fn heading(post: &Post) -> String {
    let kind = match post.kind {
        Kind::Mcq => "MCQ",
        Kind::Msq => "MSQ",
        Kind::Nat => "NAT",
    };
    let difficulty = match post.difficulty {
        Some(Difficulty::Easy) => " · easy",
        Some(Difficulty::Medium) => " · medium",
        Some(Difficulty::Hard) => " · hard",
        None => "",
    };
    shortened(&format!("{kind} · {}{difficulty}", post.topic), 256)
}

/// Stem, code and options, in at most so many characters. What does not fit is in a file, and a line says so.
pub fn question(post: &Post, files: &mut Vec<File>, most: usize) -> String {
    let stem = format!("**{}**", bold(&post.stem));
    let stem = if post.stem.contains(['`', '*', '\n']) { authored(&post.stem) } else { stem };
    let options = options(post);
    let mut text = stem;
    if let Some(snippet) = post.snippet.as_deref().filter(|snippet| !snippet.trim().is_empty()) {
        let _ = write!(text, "\n{}", snippet_block(post, snippet, files));
    }
    if !options.is_empty() {
        let _ = write!(text, "\n{options}");
    }
    if length(&text) <= most {
        return text;
    }
    files.retain(|file| file.name != code_name(post));
    files.push(File { name: format!("question-{}.md", post.mark), bytes: whole(post).into_bytes().into() });
    let note = words::discord_question_attached();
    // The options' letters stay in any case, since people answer by them.
    let room = most.saturating_sub(length(&note) + 4);
    let each = (room / 2).checked_div(post.options.len().max(1)).unwrap_or_default().saturating_sub(8);
    let short: Vec<String> = (0_u8..)
        .zip(&post.options)
        .map(|(index, option)| format!("{} {}", emoji(index), shortened(&authored(option).replace("```", "'''"), each)))
        .collect();
    let short = short.join("\n");
    let stem = shortened(&authored(&post.stem).replace("```", "'''"), room.saturating_sub(length(&short) + 2));
    format!("{stem}\n\n{note}\n{short}")
}

/// In bold, which must not hold marks of its own.
fn bold(stem: &str) -> String {
    authored(stem.trim())
}

fn options(post: &Post) -> String {
    let lines: Vec<String> =
        (0_u8..).zip(&post.options).map(|(index, option)| format!("{} {}", emoji(index), authored(option))).collect();
    lines.join("\n")
}

fn code_name(post: &Post) -> String {
    format!("question-{}.py", post.mark)
}

fn snippet_block(post: &Post, snippet: &str, files: &mut Vec<File>) -> String {
    let snippet = snippet.trim_end();
    if length(snippet) <= CODE && snippet.lines().count() <= CODE_LINES {
        return block("py", snippet);
    }
    files.push(File { name: code_name(post), bytes: format!("{snippet}\n").into_bytes().into() });
    let (shown, lines) = first_lines(snippet, CODE, CODE_LINES / 2);
    if lines == 0 {
        return words::discord_question_attached();
    }
    format!("{}\n{}", block("py", shown), words::discord_code_attached(lines))
}

/// All of it, as its author wrote it.
fn whole(post: &Post) -> String {
    let mut text = post.stem.clone();
    if let Some(snippet) = &post.snippet {
        let _ = write!(text, "\n\n```py\n{}\n```", snippet.trim_end());
    }
    for (index, option) in post.options.iter().enumerate() {
        let _ = write!(text, "\n\n{}. {option}", words::letter(index));
    }
    text.push('\n');
    text
}

/// A time as each reader's own clock has it: `R` is "in 5 minutes", `f` a date with a time.
pub fn stamp(at: Timestamp, style: char) -> String {
    format!("<t:{}:{style}>", at.as_second())
}

/// A nonce: what is sent twice with it is one message. At most 25 characters.
pub fn nonce(post: &Post) -> Value {
    json!(format!("{}.{}", post.mark, post.copy))
}
