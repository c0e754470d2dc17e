//! A question as a message: an embed with everything, the round's mark in its footer, and the Answer button.

use jiff::Timestamp;
use serde_json::{Value, json};
use std::fmt::Write as _;

use super::markdown::{authored, block, first_lines, length, shortened};
use super::posts::{emoji, kind_word};
use super::rest::{File, Outgoing};
use crate::bank::{Difficulty, Kind};
use crate::chat::{Post, highlight, words};
use crate::figure::listing;

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
    let Question { mut text, image } = question(post, Some(&mut files), DESCRIPTION - 500);
    let closes = words::discord_closes(stamp(post.closes_at, 'R'), stamp(post.closes_at, 'f'));
    let _ = write!(text, "\n\n{}", authored(&post.marking));
    if let Some(hint) = &post.hint {
        let _ = write!(text, "\n{}", authored(hint));
    }
    let _ = write!(text, "\n{closes}\n-# {}", words::discord_how_to(post.kind, post.private));
    let mut embed = json!({
        "author": { "name": heading(post) },
        "description": text,
        "color": COLOUR_OPEN,
        "footer": { "text": post.mark.as_str() },
    });
    illustrate(&mut embed, image.as_deref());
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

/// `Several answers · training · hard`.
pub fn heading(post: &Post) -> String {
    let kind = match post.kind {
        Kind::Mcq => "One answer",
        Kind::Msq => "Several answers",
        Kind::Nat => "Type the answer",
    };
    let difficulty = match post.difficulty {
        Some(Difficulty::Easy) => " · easy",
        Some(Difficulty::Medium) => " · medium",
        Some(Difficulty::Hard) => " · hard",
        None => "",
    };
    shortened(&format!("{kind} · {}{difficulty}", post.topic), 256)
}

/// A question as an embed shows it.
pub struct Question {
    pub text: String,
    /// The name of the file with its code as a picture.
    pub image: Option<String>,
}

/// Shows the picture in the embed.
pub fn illustrate(embed: &mut Value, image: Option<&str>) {
    if let Some(image) = image {
        embed["image"] = json!({ "url": format!("attachment://{image}") });
    }
}

/// Stem, code and options, in at most so many characters. What does not fit is put into `files`, and a line says so; without
/// `files`, it is on the post already.
pub fn question(post: &Post, mut files: Option<&mut Vec<File>>, most: usize) -> Question {
    let stem = format!("**{}**", bold(&post.stem));
    let stem = if post.stem.contains(['`', '*', '\n']) { authored(&post.stem) } else { stem };
    let options = options(post);
    let mut text = stem;
    let mut image = None;
    if let Some(snippet) = post.snippet.as_deref().filter(|snippet| !snippet.trim().is_empty()) {
        let (code, picture) = code(post, snippet, files.as_deref_mut());
        let _ = write!(text, "\n{code}");
        image = picture;
    }
    if !options.is_empty() {
        let _ = write!(text, "\n{options}");
    }
    if length(&text) > most {
        if let Some(files) = files {
            files.push(File { name: format!("question-{}.md", post.mark), bytes: whole(post).into_bytes().into() });
        }
        text = cut(post, most);
    }
    Question { text, image }
}

/// What can be shown of a question that is too long, which is attached.
fn cut(post: &Post, most: usize) -> String {
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

/// The code as a block, or, where that would be too long to read, a line that says where it is: in a picture, and in a file to copy
/// it from. With the picture's name.
fn code(post: &Post, snippet: &str, files: Option<&mut Vec<File>>) -> (String, Option<String>) {
    let snippet = snippet.trim_end();
    if length(snippet) <= CODE && snippet.lines().count() <= CODE_LINES {
        return (block("py", snippet), None);
    }
    let lines = highlight::python(snippet);
    let lines: Vec<Vec<listing::Run<'_>>> =
        lines.iter().map(|line| line.iter().map(|span| (span.class, span.text.as_str())).collect()).collect();
    let mut image = listing::fits(&lines).then(|| format!("question-{}.png", post.mark));
    if let Some(files) = files {
        if let Some(name) = image.clone() {
            match listing::png(&lines) {
                Ok(png) => files.push(File { name, bytes: png.into() }),
                Err(error) => {
                    tracing::error!(%error, "the code could not be drawn");
                    image = None;
                }
            }
        }
        let name = format!("question-{}.py", post.mark);
        files.push(File { name, bytes: format!("{snippet}\n").into_bytes().into() });
    }
    if image.is_some() {
        return (words::discord_code_pictured(), image);
    }
    let (shown, lines) = first_lines(snippet, CODE, CODE_LINES / 2);
    if lines == 0 {
        return (words::discord_question_attached(), None);
    }
    (format!("{}\n{}", block("py", shown), words::discord_code_attached(lines)), None)
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
