//! Every sentence that people read, each a plain function, so that the tone is one and a snapshot test can hold it.

mod discord;
mod import;
mod organiser;
mod proof;

pub use discord::*;
pub use import::*;
pub use organiser::*;
pub use proof::*;

use super::Refusal;
use crate::bank::Kind;

fn final_word(text: impl Into<String>) -> Refusal {
    Refusal { text: text.into(), retry: false }
}

/// The database is away: nothing was recorded, and trying again makes sense.
pub fn database_away() -> Refusal {
    Refusal {
        text: "I can't save anything right now, so this was not recorded. Please try again in a moment.".into(),
        retry: true,
    }
}

/// Too many people at once for the queue.
pub fn busy() -> Refusal {
    Refusal {
        text: "A lot is going on right now, and this was not recorded. Please try again in a moment.".into(),
        retry: true,
    }
}

/// Something failed that should not; the log has the rest.
pub fn unexpected() -> Refusal {
    final_word("Something went wrong on my side, and this was not recorded. The organiser's log says what.")
}

pub fn no_such_round() -> Refusal {
    final_word("I don't know that question. It may be from another room or server.")
}

pub fn not_open_yet() -> Refusal {
    Refusal { text: "This question is still being posted. Please try again in a moment.".into(), retry: true }
}

pub fn too_late() -> Refusal {
    final_word("This question is closed, so the answer was not counted.")
}

pub fn nothing_open() -> Refusal {
    final_word("No question is open right now. /quiz now brings one.")
}

pub fn too_many_changes() -> Refusal {
    final_word("You have changed this answer very often. The last one that was saved counts.")
}

/// A gesture on an option that the post does not have.
pub fn no_such_option(shown: usize) -> Refusal {
    final_word(match shown {
        0 => "This question has no options: type a number instead.".to_owned(),
        n => format!("This question has the options A to {}.", letter(n - 1)),
    })
}

/// `/quiz answer` without something that reads as an answer.
pub fn how_to_answer(kind: Kind, options: usize) -> Refusal {
    let last = letter(options.saturating_sub(1));
    final_word(match kind {
        Kind::Mcq => format!("Answer with one letter from A to {last}, such as /quiz answer B."),
        Kind::Msq => format!("Answer with letters from A to {last}, such as /quiz answer A C."),
        Kind::Nat => "Answer with a value, such as /quiz answer 0.5.".to_owned(),
    })
}

/// What the rules say about an answer they do not take.
pub fn not_an_answer(reason: impl std::fmt::Display) -> Refusal {
    final_word(reason.to_string())
}

/// The answer that now stands.
pub fn recorded(options: &[u8], value: Option<&str>) -> String {
    match (options, value) {
        ([], None) => "Your answer is taken back. You can give another until the question closes.".to_owned(),
        ([], Some(value)) => format!("Saved: {value}. You can change it until the question closes."),
        (options, _) => {
            let letters: Vec<String> = options.iter().map(|&option| letter(option.into()).to_string()).collect();
            format!("Saved: {}. You can change it until the question closes.", letters.join(", "))
        }
    }
}

/// The letter of an option as shown: A for 0.
pub fn letter(option: usize) -> char {
    u8::try_from(option).ok().filter(|option| *option < 26).map_or('?', |option| char::from(b'A' + option))
}

pub fn posted() -> String {
    "Here comes a question.".into()
}

pub fn one_at_a_time() -> Refusal {
    final_word("A question is open already. Answer that one first; the next can be asked for once it has closed.")
}

pub fn no_questions() -> Refusal {
    final_word("There are no questions to ask. The organiser can add some to the bank.")
}

/// Nothing has been asked here yet.
pub fn nothing_asked() -> Refusal {
    final_word("No question has been asked here yet. /quiz now brings one.")
}

/// `/quiz why` before the close would give the answer away.
pub fn why_too_early() -> Refusal {
    final_word("This question is still open. Ask again once it has closed.")
}

/// The head of an explanation: the key, as letters of the post or as a value.
pub fn right_answer(key: &str) -> String {
    format!("Right answer: {key}")
}

pub fn no_explanation() -> String {
    "The author gave no explanation.".into()
}

pub fn help() -> (String, Vec<(String, String)>) {
    let commands = [
        ("/quiz now", "asks a question now"),
        ("/quiz answer A C", "answers the open question; a value for a numerical one: `/quiz answer 0.5`"),
        (
            "/quiz why",
            "runs the program that proves the last question that has closed; `/quiz why B` is about one option",
        ),
        ("/quiz run", "runs a PyTorch program of yours: write it after the command, as a code block if you like"),
        ("/quiz board week", "shows a board: day, week, month, season or all"),
        ("/quiz me", "shows where you stand; `/quiz me forget` removes who you are from what I keep"),
        ("/quiz schedule list", "shows when questions come here"),
        ("/quiz help", "shows this"),
    ];
    let text = "Questions come on a schedule, and whenever somebody asks for one. Choose options or type a value; \
                you can change your answer until the question closes.";
    (text.into(), commands.map(|(command, what)| (command.to_owned(), what.to_owned())).into())
}

/// `/quiz me` for somebody without a graded answer.
pub fn no_record_yet() -> String {
    "No graded answers yet. Your first question counts once it closes.".into()
}

/// One line of `/quiz me` for a window: rank, points, answers.
pub fn standing(rank: i64, people: i64, points: &str, answered: i64, right: i64) -> String {
    let answers = if answered == 1 { "answer" } else { "answers" };
    let noun = if points == "1" { "point" } else { "points" };
    format!("{} of {people} · {points} {noun} · {right} right of {answered} {answers}", ordinal(rank))
}

pub fn not_on_this_board() -> String {
    "no graded answers yet".into()
}

pub fn streak(days: u32) -> String {
    match days {
        0 => "no days in a row yet".into(),
        1 => "1 day".into(),
        days => format!("{days} days in a row"),
    }
}

/// 1st, 2nd, 3rd, 4th, 11th.
pub fn ordinal(n: i64) -> String {
    let suffix = match (n % 10, n % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{n}{suffix}")
}

/// A run that did not take place, told where it would have been.
pub fn run_skipped(schedule: &str, due: &str, reason: &str) -> String {
    format!("The {schedule} question of {due} was not posted: {reason}.")
}

/// Why a run was skipped when the pool had nothing to ask.
pub fn pool_is_empty(pool: &str) -> String {
    format!("the pool {pool} has no questions")
}

/// Why a round that was claimed is not posted after all.
pub fn window_over() -> String {
    "its time was over before it could be posted".into()
}

// Commands, on every platform.

pub fn unknown_command() -> String {
    "I don't know that one. What works is `/quiz` and then now, answer, why, run, board, me or help; and for organisers \
     schedule, pool, settings, import, skip, close or regrade."
        .to_owned()
}

pub fn command_takes_no_more(verb: &str) -> String {
    match verb {
        "why" => "`/quiz why` takes one question's mark and one option's letter, such as `/quiz why k3v9-x0qd B`, or \
                  either of them, or nothing."
            .to_owned(),
        "me" => "`/quiz me` takes nothing more, or `forget`.".to_owned(),
        "close" | "regrade" => format!("`/quiz {verb}` takes one question."),
        _ => format!("`/quiz {verb}` takes nothing more."),
    }
}

pub fn command_too_long() -> String {
    "That is too long for a command. Try `/quiz help`.".to_owned()
}

pub fn answer_with_what() -> String {
    "Say your answer too, such as `/quiz answer A C` or `/quiz answer 0.731`.".to_owned()
}

pub fn mark_form() -> String {
    "That isn't a question's mark. One looks like `k3v9-x0qd` and is written on the question.".to_owned()
}

/// For what follows `/quiz why`.
pub fn mark_or_letter() -> String {
    "That is neither a question's mark nor an option's letter. Try `/quiz why`, `/quiz why B` or `/quiz why k3v9-x0qd`."
        .to_owned()
}

pub fn one_mark() -> String {
    "Answer one question at a time, please.".to_owned()
}

pub fn board_windows() -> String {
    "There are boards for the day, week, month, season and all time: try `/quiz board week`.".to_owned()
}

// The room.

pub fn name_empty() -> String {
    "Type a name to play under.".to_owned()
}

pub fn name_too_long(max: usize) -> String {
    format!("That name is too long: {max} characters at most, please.")
}

pub fn name_needs_a_letter() -> String {
    "A name needs at least one letter or digit.".to_owned()
}

pub fn name_has_hidden_characters() -> String {
    "That name has characters nobody can see. Please type it in plain letters.".to_owned()
}

pub fn name_taken() -> String {
    "Somebody here already goes by that name. Try another one.".to_owned()
}

pub fn join_first() -> String {
    "Pick a name first, then you can play.".to_owned()
}

pub fn name_unknown() -> String {
    "This room doesn't know you any more. Please pick a name again.".to_owned()
}

pub fn too_fast() -> String {
    "That was a lot at once. Wait a second and try again.".to_owned()
}

pub fn room_full() -> String {
    "The room is full right now. Your page keeps trying.".to_owned()
}

pub fn records_away() -> String {
    "The room can't reach its records right now, so nothing was saved. Try again in a moment.".to_owned()
}

pub fn unconfirmed() -> String {
    "This isn't confirmed yet. Try again in a moment; it will count once.".to_owned()
}

pub fn wrong_host() -> String {
    "This room doesn't answer to that address.".to_owned()
}

pub fn wrong_origin() -> String {
    "Another website sent this, so the room did nothing.".to_owned()
}

pub fn not_json() -> String {
    "The room didn't understand that request.".to_owned()
}

pub fn too_large() -> String {
    "That is too much text for the room.".to_owned()
}

pub fn not_here() -> String {
    "There is nothing at this address.".to_owned()
}

pub fn no_such_question() -> String {
    "There is no such question in this room.".to_owned()
}

pub fn value_unreadable() -> String {
    "Type the answer as one short line of plain characters.".to_owned()
}
