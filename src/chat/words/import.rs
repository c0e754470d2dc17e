//! What is read about files of questions, and about being forgotten.

use std::fmt::Display;

use super::{Refusal, count, final_word};
use crate::bank::Kind;

// Imports.

pub fn import_title(file: &str) -> String {
    format!("Import of {file}")
}

/// Questions that can be added, those of them that replace one, and those left out.
pub fn import_counts(added: usize, replaced: usize, left_out: usize) -> String {
    let mut text = match (added, replaced) {
        (0, 0) => "Nothing in this file can be asked.".to_owned(),
        (_, 0) => format!("{} to add.", count(added, "question")),
        (0, _) => format!("{} to replace.", count(replaced, "question")),
        _ => format!("{} to add and {replaced} to replace.", count(added, "question")),
    };
    if left_out > 0 {
        let what = if left_out == 1 { "problem keeps" } else { "problems keep" };
        text.push_str(&format!(" {left_out} {what} others out."));
    }
    text
}

/// After the preview of what can be accepted.
pub fn import_waits(minutes: i64) -> String {
    format!("Nothing of it is asked until somebody who manages this server accepts it, within {minutes} minutes.")
}

pub fn import_more(n: usize) -> String {
    format!("… and {n} more")
}

/// One question of a preview.
pub fn import_line(id: impl Display, kind: Kind, topic: &str, stem: &str) -> String {
    let kind = match kind {
        Kind::Mcq => "one right option",
        Kind::Msq => "several right options",
        Kind::Nat => "a value",
    };
    format!("{id} ({kind}, {topic}): {stem}")
}

/// A question whose id is one of the bot's own bank.
pub fn import_id_taken(id: impl Display) -> String {
    format!("the id {id} belongs to a question of the bot's own bank; give this one another")
}

pub fn import_accepted_title(file: &str) -> String {
    format!("{file} accepted")
}

pub fn import_accepted(questions: usize) -> String {
    let what = if questions == 1 { "1 question is" } else { &format!("{questions} questions are") };
    format!("{what} in this server's bank now, in the pool `all` and under their topics and tags.")
}

pub fn import_accepted_before() -> String {
    "This file had been accepted already; nothing changes.".into()
}

pub fn import_expired() -> Refusal {
    final_word("That preview is too old. Import the file again.")
}

pub fn import_unknown() -> Refusal {
    final_word("There is no such preview in this server. Import the file again.")
}

pub fn imports_wait(most: i64) -> Refusal {
    final_word(format!(
        "{most} files wait to be accepted in this server. Accept one, or let them expire, within an hour."
    ))
}

pub fn import_too_many(questions: i64, megabytes: i64) -> Refusal {
    final_word(format!(
        "A server has at most {questions} questions of its own, and {megabytes} MB of them. Nothing was accepted."
    ))
}

pub fn import_what_file() -> Refusal {
    final_word("Attach a file whose name ends in .md, .yaml or .yml.")
}

pub fn import_too_large(kilobytes: usize) -> Refusal {
    final_word(format!("That file is too large: {kilobytes} KB at most, please."))
}

/// `/quiz import` typed.
pub fn import_form() -> String {
    "Attach the file to `/quiz import`. To accept what was previewed, write `/quiz import accept` and its code.".into()
}

// Being forgotten.

/// What is lost; how to confirm is a paragraph of its own, since some platforms have a button instead.
pub fn forget_confirm() -> String {
    "This removes your name and your account's id from what I keep, here and on every server. Your past answers stay counted, as \
     somebody's; boards and `/quiz me` won't know you any more, and nobody can undo it.\n\nTo confirm, write \
     `/quiz me forget yes`."
        .into()
}

pub fn forgotten_title() -> String {
    "Forgotten".into()
}

pub fn forgotten() -> String {
    "You're forgotten. Your past answers still count, without your name; if you answer again, you start fresh.".into()
}

/// Where a name was.
pub fn somebody_who_left() -> String {
    "somebody who left".into()
}
