//! What people read on Discord alone: around questions, buttons and forms, and when something is not set up.

use std::fmt::Display;

use super::{Refusal, final_word};

// A question's post.

/// How to answer, in one line under the question.
pub fn discord_how_to(kind: crate::bank::Kind, private: bool) -> String {
    use crate::bank::Kind::{Mcq, Msq, Nat};
    match (kind, private) {
        (Mcq, true) => "Choose one with the Answer button. Nobody else sees it.",
        (Msq, true) => "Choose all that are right with the Answer button. Nobody else sees it.",
        (Nat, true) => "Give your value with the Answer button. Nobody else sees it.",
        (Mcq, false) => "Choose one: react with its letter, or use the Answer button.",
        (Msq, false) => "Choose all that are right: react with their letters, or use the Answer button.",
        (Nat, false) => "Reply with your value, send it to me directly, or use the Answer button.",
    }
    .into()
}

pub fn discord_closes(relative: impl Display, exact: impl Display) -> String {
    format!("Closes {relative}, {exact}")
}

pub fn discord_closed() -> String {
    "Closed".into()
}

pub fn discord_code_attached(lines: usize) -> String {
    format!("The first {lines} lines; the whole code is attached.")
}

pub fn discord_code_pictured() -> String {
    "The code is in the picture below; the attached file is for copying.".into()
}

pub fn discord_question_attached() -> String {
    "This question is too long to show here. The attached file has all of it.".into()
}

pub fn discord_more_attached() -> String {
    "The rest is in the attached file.".into()
}

// The outcome.

pub fn discord_right(what: impl Display) -> String {
    format!("**Right answer: {what}**")
}

pub fn discord_counts(answered: u32, right: u32) -> String {
    match (answered, right) {
        (0, _) => "Nobody answered.".into(),
        (1, 1) => "1 person answered and got it right.".into(),
        (1, _) => "1 person answered; it was not fully right.".into(),
        (answered, 0) => format!("{answered} people answered; nobody got it fully right."),
        (answered, right) => format!("{right} of {answered} people got it fully right."),
    }
}

pub fn discord_first_right(names: &[String]) -> String {
    format!("First to get it right: {}", names.join(", "))
}

// Buttons, forms and what they are called.

pub fn button_answer() -> &'static str {
    "Answer"
}

pub fn button_why() -> &'static str {
    "Why?"
}

pub fn button_board() -> &'static str {
    "Board"
}

pub fn button_try() -> &'static str {
    "Try it"
}

pub fn button_program() -> &'static str {
    "Program"
}

pub fn button_accept() -> &'static str {
    "Accept"
}

pub fn button_confirm() -> &'static str {
    "Yes, do it"
}

pub fn answer_form(mark: impl Display) -> String {
    format!("Answer {mark}")
}

pub fn answer_field() -> &'static str {
    "Your value"
}

pub fn answer_example() -> &'static str {
    "such as 0.731"
}

pub fn program_form() -> &'static str {
    "Run a program"
}

pub fn program_field() -> &'static str {
    "PyTorch program"
}

pub fn select_one() -> &'static str {
    "Choose your answer"
}

pub fn select_all() -> &'static str {
    "Choose all that are right"
}

pub fn choose_here(closes: impl Display) -> String {
    format!("Only you see this. You can change your answer until the question closes, {closes}.")
}

pub fn program_too_long_for_form() -> String {
    "This program is too long for a form. Here it is as a file: change it, and send it with `/quiz run` as `file`."
        .into()
}

pub fn here_is_the_program() -> String {
    "This is the program.".into()
}

pub fn there_is_no_program() -> Refusal {
    final_word("This question has no program.")
}

// Evidence.

pub fn verdict_heading(letter: char, right: bool) -> String {
    format!("{} {letter}", if right { "✅" } else { "❌" })
}

pub fn value_heading() -> &'static str {
    "Value"
}

pub fn output_heading() -> &'static str {
    "Output"
}

pub fn errors_heading() -> &'static str {
    "Errors"
}

pub fn no_output() -> &'static str {
    "It printed nothing."
}

// Boards.

pub fn board_row(rank: impl Display, name: impl Display, points: &str, right: i64, answered: i64) -> String {
    let noun = if points == "1" { "point" } else { "points" };
    format!("{rank} {name}: {points} {noun}, {right} of {answered} right")
}

pub fn board_is_empty() -> String {
    "No graded answers yet.".into()
}

pub fn board_people(people: i64) -> String {
    if people == 1 { "1 person".into() } else { format!("{people} people") }
}

// What is typed.

/// Several questions are open that an answer without a mark may be for.
pub fn which_question() -> Refusal {
    final_word("Say which question you mean: write its mark before your answer, such as `#k3v9-x0qd 0.731`.")
}

/// What is said of an answer whose round was not named.
pub fn about_round(mark: impl Display, text: &str) -> String {
    format!("`#{mark}` {text}")
}

/// A reply whose text Discord did not let the bot see.
pub fn reply_unseen() -> Refusal {
    final_word(
        "I could not read that reply: Discord shows me only messages that mention me. Leave the ping of the reply on, or use the \
         Answer button.",
    )
}

pub fn mention_how_to() -> Refusal {
    final_word("Mention me together with your answer, or reply to the question with it. `/quiz help` says more.")
}

/// Instead of a proof, to somebody who takes no direct messages.
pub fn closed_to_me() -> Refusal {
    final_word("I can't send you a direct message. Press Why? under the question instead.")
}

/// When Discord does not take what was to be shown.
pub fn answer_not_shown() -> String {
    "I couldn't show you the result. The organiser's log says why.".into()
}

/// Said by itself, the person it is about is named.
pub fn said_to(person: impl Display, text: &str) -> String {
    format!("For {person}, whom I can't send a direct message: {text}")
}

pub fn file_unreadable() -> Refusal {
    Refusal { text: "I could not read that file from Discord. Please try again in a moment.".into(), retry: true }
}

pub fn file_too_large(kilobytes: usize) -> Refusal {
    final_word(format!("That file is too large: {kilobytes} kB at most, please."))
}

pub fn file_not_text() -> Refusal {
    final_word("That file is not text in UTF-8.")
}

pub fn only_in_servers() -> Refusal {
    final_word("That works in a server's channels only.")
}

// Setting up: to the log, and to the person who set the bot up.

pub fn discord_token_missing() -> String {
    "chat.discord is configured, but DISCORD_TOKEN is not set: set it to the bot's token from the developer portal"
        .into()
}

pub fn discord_token_wrong() -> String {
    "Discord does not accept the bot's token: copy it again from the developer portal into DISCORD_TOKEN".into()
}

pub fn discord_intents_missing(names: &str) -> String {
    format!(
        "Discord refuses the gateway intents {names}: turn them on in the developer portal, under Bot, Privileged Gateway Intents"
    )
}

pub fn discord_gateway_unknown(reason: impl Display) -> String {
    format!("Discord does not say where its gateway is: {reason}")
}

pub fn discord_starts_used_up() -> String {
    "Discord lets this bot connect no more for now, since it connected too often today; it waits".into()
}

pub fn discord_shards_wrong() -> String {
    "Discord refuses these shards: --shards FIRST..LAST/TOTAL must be the same total for every process".into()
}

pub fn missing_permissions(channel: u64, names: &[&str]) -> String {
    format!("I can't post questions in <#{channel}>. I'm missing these permissions there: {}.", list(names))
}

pub fn missing_reactions(channel: u64) -> String {
    format!(
        "I can't put the options' letters under questions in <#{channel}>: I'm missing the permission Add Reactions there. \
         The Answer button works all the same."
    )
}

pub fn channel_refused(channel: u64, reason: &str) -> String {
    format!("Discord refuses what I send to <#{channel}>: {reason}.")
}

fn list(names: &[&str]) -> String {
    match names {
        [] => "do so".into(),
        [one] => (*one).to_owned(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

// Commands, as Discord shows them while they are typed: at most 100 characters.

/// The description of a command or an option, by its path: `quiz now`, `quiz answer text`.
pub fn command_description(path: &str) -> &'static str {
    match path {
        "quiz" => "Questions, boards and proofs",
        "quiz now" => "Ask a question now",
        "quiz answer" => "Answer the open question; nobody else sees it",
        "quiz answer text" => "Letters such as A C, or a value such as 0.731",
        "quiz why" => "Run the program that proves a closed question's answer",
        "quiz why option" => "Only this option: its letter",
        "quiz run" => "Run a PyTorch program of yours in a sandbox",
        "quiz run program" => "The program, when it is one line; leave it out for a form",
        "quiz run file" => "The program as a file",
        "quiz board" => "Show a board",
        "quiz board window" => "Which period",
        "quiz me" => "Show where you stand",
        "quiz me forget" => "Remove who you are from what is stored; your answers stay in the counts",
        "quiz help" => "List the commands",
        "quiz skip" => "End the open question without grading it (organisers)",
        "quiz close" => "Close the open question now and grade it (organisers)",
        "quiz regrade" => "Grade again by the key the bank has now (organisers)",
        "quiz regrade question" => "Every round of this question in this server",
        "quiz pool" => "Show or set what this channel's questions are taken from",
        "quiz pool pool" => "The pool that /quiz now asks from here (organisers)",
        "quiz settings" => "Show or change this server's settings",
        "quiz settings answers" => "Whether others see answers while a question is open",
        "quiz settings scheme" => "How questions are marked",
        "quiz settings zone" => "The time zone of schedules, such as Europe/Berlin",
        "quiz settings open_for" => "How long a question that was asked for stays open, such as 20m",
        "quiz import" => "Check a file of questions and preview it (organisers)",
        "quiz import file" => "Questions as .md or .yaml",
        "quiz schedule" => "When this channel gets questions",
        "quiz schedule add" => "Post questions here on a schedule (organisers)",
        "quiz schedule add name" => "A name for this schedule",
        "quiz schedule add cron" => "Minute, hour, day of month, month, day of week: 0 9 * * *",
        "quiz schedule add open_for" => "How long each question stays open, such as 12h",
        "quiz schedule add pool" => "Which questions",
        "quiz schedule add scheme" => "How they are marked",
        "quiz schedule add zone" => "The time zone, such as Europe/Berlin",
        "quiz schedule list" => "Show this channel's schedules",
        "quiz schedule pause" => "Stop a schedule for now (organisers)",
        "quiz schedule resume" => "Let a paused schedule go on (organisers)",
        "quiz schedule remove" => "Remove a schedule (organisers)",
        _ if path.ends_with(" mark") => "The question's mark, as on its post; the latest when left out",
        _ if path.ends_with(" name") => "The schedule's name",
        _ => "…",
    }
}
