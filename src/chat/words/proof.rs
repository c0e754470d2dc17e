//! What people read about programs: what they proved, how they ended, and why one was not run.

use std::fmt::Display;

use super::{Refusal, final_word};

/// While a program runs.
pub fn running() -> String {
    "Running…".into()
}

// What a question's program proved.

pub fn verdict(right: bool) -> String {
    if right { "Right" } else { "Not right" }.into()
}

/// Beside a verdict that the key contradicts.
pub fn key_differs(key_says_right: bool) -> String {
    if key_says_right { "The key says it is right." } else { "The key says it is not right." }.into()
}

pub fn arrives_at(value: impl Display) -> String {
    format!("The program arrives at {value}.")
}

/// Beside a value that the key contradicts.
pub fn key_says(key: impl Display) -> String {
    format!("The key says {key}.")
}

pub fn agrees() -> String {
    "The run agrees with the key.".into()
}

/// The same about one option of several.
pub fn agrees_on(letter: char) -> String {
    format!("For {letter}, the run agrees with the key.")
}

/// When the program is the question's own code.
pub fn agrees_by_snippet() -> String {
    "The question's own code was run, and the last number it prints agrees with the key.".into()
}

/// The key and the run differ for these options; none for a value.
pub fn differs(letters: &[char]) -> String {
    let letters: Vec<String> = letters.iter().map(char::to_string).collect();
    let about = match letters.as_slice() {
        [] => String::new(),
        [one] => format!(" about {one}"),
        [most @ .., last] => format!(" about {} and {last}", most.join(", ")),
    };
    format!("Careful: the run does not agree with the key{about}. One of them is wrong, and the organiser can mend it.")
}

/// The program has a fault, at a line of it or as a whole.
pub fn proves_nothing(fault: impl Display, line: Option<u32>) -> String {
    let place = line.map(|line| format!("Line {line}: ")).unwrap_or_default();
    let fault = if line.is_some() { fault.to_string() } else { capitalised(&fault.to_string()) };
    format!("The question's program proves nothing as it is. {place}{fault}.")
}

/// The program can't tell the key from another.
pub fn proves_too_little() -> String {
    "The run agrees with the key, but it would agree with another key, too; so it proves nothing.".into()
}

fn capitalised(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map(|first| first.to_uppercase().chain(characters).collect()).unwrap_or_default()
}

/// What the options are called in a program that was written before they were shuffled: (there, here).
pub fn program_letters(pairs: &[(char, char)]) -> String {
    let pairs: Vec<String> = pairs.iter().map(|(there, here)| format!("{there} is {here} here")).collect();
    format!("The program names the options in its author's order: its {}.", pairs.join(", "))
}

/// What the key says about one option.
pub fn option_by_key(letter: char, right: bool) -> String {
    format!("{letter} is {}.", if right { "right" } else { "not right" })
}

// Instead of a proof.

pub fn no_evidence() -> String {
    "No program proves this question: what you read is its author's word.".into()
}

pub fn no_evidence_while_off() -> String {
    "Programs are not run here: what you read is the author's word.".into()
}

/// Followed by the reason.
pub fn not_proved_now(reason: &Refusal) -> String {
    format!("What you read is the author's word, because the program that proves it was not run. {}", reason.text)
}

/// `/quiz why C` of a question that has only A and B.
pub fn no_such_verdict(options: usize) -> Refusal {
    match options {
        0 => final_word("This question has no options: `/quiz why` alone is about its answer."),
        _ => super::no_such_option(options),
    }
}

// Running a program.

pub fn running_is_off() -> Refusal {
    final_word("Programs are not run here: the organiser has switched it off.")
}

pub fn empty_program() -> Refusal {
    final_word("There is no program in that. Write one after `/quiz run`, such as `/quiz run print(1 + 1)`.")
}

pub fn program_too_long(kilobytes: usize) -> Refusal {
    final_word(format!("That program is too long: {kilobytes} KB at most, please."))
}

/// `/quiz run` with nothing after it, where there is no editor.
pub fn run_what() -> String {
    "Write the program after `/quiz run`, in a code block if it has several lines.".into()
}

/// Too many programs of one person.
pub fn too_many_of_yours(waiting: usize) -> Refusal {
    let programs = match waiting {
        0 => "A program of somebody else is running".to_owned(),
        1 => "A program of yours is waiting already".to_owned(),
        n => format!("{n} programs of yours are waiting already"),
    };
    final_word(format!("{programs}, so this one was not run. Try again when that is done."))
}

/// Too many programs of everybody.
pub fn too_many_programs() -> Refusal {
    Refusal {
        text: "Many programs are waiting to be run, so this one was not. Please try again in a moment.".into(),
        retry: true,
    }
}

/// It waited for its turn for too long.
pub fn waited_too_long() -> Refusal {
    final_word("Many programs are being run, and this one's turn did not come in time. Please try again in a while.")
}

/// The sandbox can't be started.
pub fn no_sandbox() -> Refusal {
    final_word("Programs can't be run at the moment. The organiser's log says why.")
}

pub fn stopping() -> Refusal {
    Refusal {
        text: "The bot is about to restart, so this was not run. Please try again in a moment.".into(),
        retry: true,
    }
}

// How a program ended.

/// With the numbers that it gives to `manual_seed`.
pub fn ran(seconds: f64, seeds: &[i64]) -> String {
    let seeds: Vec<String> = seeds.iter().map(i64::to_string).collect();
    match seeds.as_slice() {
        [] => format!("Ran in {}.", duration(seconds)),
        [seed] => format!("Ran in {} with seed {seed}.", duration(seconds)),
        [most @ .., last] => format!("Ran in {} with seeds {} and {last}.", duration(seconds), most.join(", ")),
    }
}

/// An exception ended it: its class, and the line it came from.
pub fn raised(kind: Option<&str>, line: Option<u32>, seconds: f64) -> String {
    let place = line.map(|line| format!(" in line {line}")).unwrap_or_default();
    match kind {
        Some(kind) => format!("Ended by {kind}{place} after {}.", duration(seconds)),
        None => format!("Ended itself with an error{place} after {}.", duration(seconds)),
    }
}

/// As people say it: "under 1 ms", "12 ms", "1.3 seconds".
fn duration(seconds: f64) -> String {
    let milliseconds = seconds * 1000.0;
    if milliseconds < 1.0 {
        "under 1 ms".to_owned()
    } else if milliseconds < 999.5 {
        format!("{milliseconds:.0} ms")
    } else {
        format!("{seconds:.1} seconds")
    }
}

pub fn printed_nothing() -> String {
    "It printed nothing.".into()
}

/// Under a text of which only the beginning is shown.
pub fn cut(shown: usize, all: usize) -> String {
    format!("Cut here: this is {} of {} characters.", thousands(shown), thousands(all))
}

/// 65,536.
fn thousands(n: usize) -> String {
    let digits = n.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

// Pictures.

/// What a picture shows: its number, its title, and its axes with what is drawn between them.
pub fn picture(number: usize, title: Option<&str>, parts: &[String]) -> String {
    let title = title.map(|title| format!(": {title}")).unwrap_or_default();
    let parts = if parts.is_empty() { String::new() } else { format!(". {}", parts.join(". ")) };
    format!("Figure {number}{title}{parts}.")
}

/// One pair of axes of a picture.
pub fn axes(title: Option<&str>, x: Option<&str>, y: Option<&str>, labels: &[&str]) -> Option<String> {
    let scales = match (x, y) {
        (Some(x), Some(y)) => Some(format!("{y} over {x}")),
        (None, Some(one)) | (Some(one), None) => Some(one.to_owned()),
        (None, None) => None,
    };
    let drawn = (!labels.is_empty()).then(|| format!("with {}", labels.join(", ")));
    let parts: Vec<String> = [title.map(|title| format!("{title}:")), scales, drawn].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(" ").trim_end_matches(':').to_owned())
}

pub fn picture_missing(pictures: usize) -> String {
    if pictures == 1 { "A picture could not be drawn." } else { "Some pictures could not be drawn." }.into()
}
