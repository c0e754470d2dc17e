//! What organisers read: what their commands did, and why one did nothing.

use std::fmt::Display;

use super::{Refusal, final_word};
use crate::chat::Setting;

/// Somebody who doesn't manage the server asked for what changes it.
pub fn managers_only() -> Refusal {
    final_word("Only people who manage this server can do that.")
}

/// An organiser's command in the room.
pub fn organiser_has_the_file() -> Refusal {
    final_word(
        "The room has no organisers' commands: whoever runs it changes schedules, pools, schemes and questions in its \
         configuration file and starts it again.",
    )
}

/// "1 question", "2 questions".
pub fn count(n: usize, what: &str) -> String {
    if n == 1 { format!("1 {what}") } else { format!("{n} {what}s") }
}

// Rounds.

pub fn nothing_to_end() -> Refusal {
    final_word("No question is open here.")
}

pub fn round_is_over() -> Refusal {
    final_word("That question is not open any more.")
}

pub fn skipped_title() -> String {
    "Question skipped".into()
}

pub fn skipped(mark: impl Display) -> String {
    format!("The question {mark} has ended. No answers are graded.")
}

/// Why a round is void that an organiser skipped: on the post.
pub fn skipped_by_organiser() -> String {
    "an organiser skipped it".into()
}

/// Why a round is void whose post was deleted twice.
pub fn post_deleted() -> String {
    "its post was deleted".into()
}

/// Why a round is void whose channel, or server, is gone.
pub fn place_gone() -> String {
    "its channel is gone".into()
}

/// On the post of a round that ended without grades.
pub fn round_void(reason: &str) -> String {
    match reason {
        "" => "This question does not count.".into(),
        reason => format!("This question does not count: {reason}."),
    }
}

pub fn closed_title() -> String {
    "Question closed".into()
}

pub fn closed_now(mark: impl Display) -> String {
    format!("The question {mark} takes no more answers. Its result is on the post in a moment.")
}

// Grading again.

pub fn regraded_title(question: &str) -> String {
    format!("Graded again: {question}")
}

pub fn not_closed_yet() -> Refusal {
    final_word(
        "That question is still open. Its close grades it by the key it was asked with; grade it again after that.",
    )
}

pub fn nothing_to_regrade() -> Refusal {
    final_word("No question has closed here yet, so there is nothing to grade again.")
}

pub fn never_asked(question: &str) -> Refusal {
    final_word(format!("This server has not been asked the question {question} yet."))
}

pub fn not_in_the_bank(question: &str) -> Refusal {
    final_word(format!("The bank has no question {question} any more, so there is no key to grade by."))
}

/// What a mended key changed in so many rounds.
pub fn regraded(rounds: usize, marks: u64, now_right: u64, now_wrong: u64) -> String {
    let people = |n: u64| if n == 1 { "1 answer".to_owned() } else { format!("{n} answers") };
    let rounds = count(rounds, "round");
    match marks {
        0 => format!("{rounds} graded by the key the bank has now. Nobody's marks change."),
        _ => format!(
            "{rounds} graded by the key the bank has now. The marks of {} change: {now_right} now right, {now_wrong} no \
             longer. Boards and posts are brought up to date.",
            people(marks)
        ),
    }
}

pub fn regraded_same(rounds: usize) -> String {
    format!("{} had been graded by this key already.", count(rounds, "round"))
}

pub fn regraded_different(rounds: usize) -> String {
    format!(
        "{} can't be graded by it, because the question reads differently now: {} with the old key.",
        count(rounds, "round"),
        if rounds == 1 { "it stays" } else { "they stay" }
    )
}

// Schedules.

pub fn schedules_title() -> String {
    "Schedules of this channel".into()
}

pub fn schedules(n: usize) -> String {
    match n {
        0 => "There are none. `/quiz schedule add` makes one.".into(),
        n => format!("{} here.", count(n, "schedule")),
    }
}

/// What there is to know of one schedule.
#[derive(Clone, Copy, Debug)]
pub struct ScheduleLine<'a> {
    pub name: &'a str,
    pub cron: &'a str,
    pub zone: &'a str,
    pub open_for: &'a str,
    pub pool: &'a str,
    /// When it runs next; `None` when it is paused.
    pub next: Option<&'a str>,
    pub configured: bool,
}

pub fn schedule_line(line: &ScheduleLine<'_>) -> String {
    let ScheduleLine { name, cron, zone, open_for, pool, next, configured } = line;
    let next = next.map_or_else(|| "paused".to_owned(), |next| format!("next {next}"));
    let source = if *configured { " (from the configuration)" } else { "" };
    format!("{name}: `{cron}` in {zone}, open for {open_for}, pool {pool}; {next}{source}")
}

pub fn schedule_added_title(name: &str) -> String {
    format!("Schedule {name} added")
}

/// With when it runs next.
pub fn schedule_runs_next(next: Option<&str>) -> String {
    match next {
        Some(next) => format!("It posts its next question on {next}."),
        None => "It has no run left.".into(),
    }
}

pub fn schedule_paused_title(name: &str) -> String {
    format!("Schedule {name} paused")
}

pub fn schedule_paused() -> String {
    "It posts nothing until it is resumed. A question that is open stays open.".into()
}

pub fn schedule_resumed_title(name: &str) -> String {
    format!("Schedule {name} resumed")
}

pub fn schedule_removed_title(name: &str) -> String {
    format!("Schedule {name} removed")
}

pub fn schedule_removed() -> String {
    "It posts nothing any more. Its past questions and their results stay.".into()
}

pub fn no_such_schedule(name: &str) -> Refusal {
    final_word(format!("There is no schedule {name:?} in this channel. `/quiz schedule list` shows those there are."))
}

pub fn schedule_exists(name: &str) -> Refusal {
    final_word(format!("This channel has a schedule {name:?} already. Remove it first, or choose another name."))
}

pub fn schedule_is_configured(name: &str) -> Refusal {
    final_word(format!("The schedule {name:?} is in the bot's configuration file, and is changed there."))
}

pub fn schedule_name_form() -> Refusal {
    final_word("A schedule's name is one line of 1 to 64 characters.")
}

pub fn too_many_schedules(most: usize) -> Refusal {
    final_word(format!("A channel has at most {most} schedules. Remove one first."))
}

/// `/quiz schedule` typed with something that can't be read.
pub fn schedule_form() -> String {
    "Write `/quiz schedule list`, `/quiz schedule pause NAME`, `resume NAME`, `remove NAME`, or \
     `/quiz schedule add NAME \"0 9 * * MON-FRI\" 12h`, with pool=, scheme= or zone= after it if you like."
        .into()
}

/// What was typed is wrong in itself: a schedule, a scheme, a time zone.
pub fn not_taken(reason: impl Display) -> Refusal {
    let reason = reason.to_string();
    let mut characters = reason.chars();
    let text: String =
        characters.next().map(|first| first.to_uppercase().chain(characters).collect()).unwrap_or_default();
    let end = if text.ends_with(['.', '?', '!']) { "" } else { "." };
    final_word(format!("{text}{end}"))
}

pub fn duration_form(text: &str) -> Refusal {
    final_word(format!("{text:?} is not a length of time. Write one like 90s, 20m, 12h or 1h 30m."))
}

pub fn duration_bounds() -> Refusal {
    final_word("A question stays open for 5 seconds to 31 days.")
}

// Pools and settings.

pub fn pool_title() -> String {
    "Pool of this channel".into()
}

pub fn pool_is(pool: &str, questions: usize) -> String {
    format!("`/quiz now` asks from {pool} here: {}.", count(questions, "question"))
}

/// Names of pools that can be set.
pub fn pools_are(names: &[String]) -> String {
    format!("Pools: {}", names.join(", "))
}

/// `/quiz pool` typed with several words.
pub fn one_pool() -> String {
    "Name one pool, such as `/quiz pool theory`; in quotes if it has spaces.".into()
}

pub fn no_such_pool(pool: &str) -> Refusal {
    final_word(format!(
        "There is no pool {pool:?}. A pool is all, a topic, a tag, or one that the configuration names."
    ))
}

pub fn settings_title() -> String {
    "Settings of this server".into()
}

pub fn settings_are() -> String {
    "They hold for questions that are posted from now on.".into()
}

pub fn setting_line(setting: Setting, value: &str, own: bool) -> String {
    let name = match setting {
        Setting::Answers => "Answers",
        Setting::Scheme => "Marking scheme",
        Setting::Zone => "Time zone of schedules",
        Setting::OpenFor => "A question that was asked for stays open for",
    };
    format!("{name}: {value}{}", if own { "" } else { " (as configured)" })
}

pub fn answers_form() -> Refusal {
    final_word("Answers are public or private.")
}

/// `/quiz settings` typed with something that can't be read.
pub fn settings_form() -> String {
    "Write `/quiz settings`, or what to change: `/quiz settings answers=private scheme=gate zone=Europe/Berlin open_for=20m`."
        .into()
}

// Marks, where a message belongs to no channel.

/// One round among suggestions.
pub fn round_suggested(mark: impl Display, state: &str, stem: &str) -> String {
    format!("{mark} · {state} · {stem}")
}
