//! Reads `/quiz ...`, the same words on every platform. What can't be read is answered with one sentence that says what can.

mod organising;

use super::{Command, Refusal, code, words};
use crate::quiz::{Mark, board::Window};

/// The longest command without a program that is read at all, in bytes.
pub const MAX: usize = 500;

/// Reads a command as typed, with or without its `/quiz`; nothing after it asks for help.
pub fn parse(text: &str) -> Result<Command, Refusal> {
    if let Some(rest) = after_run(text) {
        return run(rest);
    }
    if text.len() > MAX {
        return Err(refusal(words::command_too_long()));
    }
    let mut tokens = text.split_whitespace().peekable();
    let named = tokens.next_if(|first| first.eq_ignore_ascii_case("/quiz")).is_some();
    if !named {
        tokens.next_if(|first| first.eq_ignore_ascii_case("quiz"));
    }
    let Some(verb) = tokens.next() else {
        return Ok(Command::Help);
    };
    let verb = verb.to_lowercase();
    let rest: Vec<&str> = tokens.collect();
    // `/now` is no command of ours unless it follows `/quiz`.
    let verb = if named { verb.as_str() } else { verb.strip_prefix('/').unwrap_or(&verb) };
    match (verb, rest.as_slice()) {
        ("now", []) => Ok(Command::Now),
        ("help", []) => Ok(Command::Help),
        ("me", rest) => organising::me(rest),
        ("answer", rest) => answer(rest),
        ("why", rest) => why(rest),
        ("board", rest) => {
            let window = window(&rest.join(" ")).ok_or_else(|| refusal(words::board_windows()))?;
            Ok(Command::Board { window })
        }
        ("now" | "help", _) => Err(refusal(words::command_takes_no_more(verb))),
        (other, _) => organising::parse(other, text).unwrap_or_else(|| Err(refusal(words::unknown_command()))),
    }
}

/// Whether a text begins as an organiser's command does, whatever comes after it.
pub fn is_organisers(text: &str) -> bool {
    match parse(text) {
        Ok(command) => command.is_organisers(),
        Err(_) => organising::is_verb(verb(text)),
    }
}

fn verb(text: &str) -> &str {
    let mut words = text.split_whitespace();
    let first = words.next().unwrap_or_default().trim_start_matches('/');
    if first.eq_ignore_ascii_case("quiz") { words.next().unwrap_or_default() } else { first }
}

/// A mark as people and pages write it, in either case.
pub fn read_mark(text: &str) -> Option<Mark> {
    let text = text.to_ascii_lowercase();
    let form = text.len() == 9
        && text.bytes().enumerate().all(|(i, byte)| match i {
            4 => byte == b'-',
            _ => byte.is_ascii_digit() || (byte.is_ascii_lowercase() && !b"ilou".contains(&byte)),
        });
    form.then(|| Mark::from_stored(text))
}

/// The board's span by any of its everyday names; the week when none is given.
pub fn window(text: &str) -> Option<Window> {
    let text = text.trim().to_lowercase();
    match text.strip_prefix("this ").unwrap_or(&text) {
        "" => Some(Window::Week),
        name => name.parse().ok(),
    }
}

/// What follows `/quiz run`, as it was written: a program's lines and spaces are part of it.
fn after_run(text: &str) -> Option<&str> {
    let (first, rest) = word(text);
    let named = ["/quiz", "quiz"].iter().any(|name| first.eq_ignore_ascii_case(name));
    let (verb, rest) = if named { word(rest) } else { (first.strip_prefix('/').unwrap_or(first), rest) };
    verb.eq_ignore_ascii_case("run").then_some(rest)
}

/// The first word and what follows it. A code block may begin right after a word.
fn word(text: &str) -> (&str, &str) {
    let text = text.trim_start();
    text.split_at(text.find(|c: char| c.is_whitespace() || c == '`').unwrap_or(text.len()))
}

/// A program, or nothing but a question's mark, or nothing.
fn run(rest: &str) -> Result<Command, Refusal> {
    let alone = rest.trim();
    if alone.is_empty() {
        return Ok(Command::Edit { mark: None });
    }
    // Another word after a `#` is a comment.
    if let Some(mark) = alone.strip_prefix('#').and_then(read_mark) {
        return Ok(Command::Edit { mark: Some(mark) });
    }
    Ok(Command::Run { program: code::program(rest)? })
}

/// A question's mark and an option's letter, in either order, and either may be missing.
fn why(rest: &[&str]) -> Result<Command, Refusal> {
    let (mut mark, mut option) = (None, None);
    if rest.len() > 2 {
        return Err(refusal(words::command_takes_no_more("why")));
    }
    for token in rest {
        match (read_letter(token), read_mark(token.strip_prefix('#').unwrap_or(token))) {
            (Some(letter), _) if option.is_none() => option = Some(letter),
            (None, Some(read)) if mark.is_none() => mark = Some(read),
            (None, None) => return Err(refusal(words::mark_or_letter())),
            _ => return Err(refusal(words::command_takes_no_more("why"))),
        }
    }
    Ok(Command::Why { mark, option })
}

/// An option's letter in either case: 0 for A.
fn read_letter(token: &str) -> Option<u8> {
    match token.as_bytes() {
        [letter] if letter.is_ascii_alphabetic() => Some(letter.to_ascii_uppercase() - b'A'),
        _ => None,
    }
}

/// A mark is told from an answer by its `#`: `1234-5678` alone could be something typed.
fn answer(rest: &[&str]) -> Result<Command, Refusal> {
    let (marks, words): (Vec<&str>, Vec<&str>) = rest.iter().partition(|token| token.starts_with('#'));
    let mark = match marks.as_slice() {
        [] => None,
        [mark] => Some(read_mark(mark.trim_start_matches('#')).ok_or_else(|| refusal(words::mark_form()))?),
        _ => return Err(refusal(words::one_mark())),
    };
    match words.join(" ") {
        text if text.is_empty() => Err(refusal(words::answer_with_what())),
        text => Ok(Command::Answer { text, mark }),
    }
}

fn refusal(text: String) -> Refusal {
    Refusal { text, retry: false }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn commands() {
        let answer = |text: &str, mark: Option<&str>| {
            Ok(Command::Answer { text: text.to_owned(), mark: mark.map(Mark::from_stored) })
        };
        let why = |mark: Option<&str>, option| Ok(Command::Why { mark: mark.map(Mark::from_stored), option });
        let run = |program: &str| Ok(Command::Run { program: program.to_owned() });
        let edit = |mark: Option<&str>| Ok(Command::Edit { mark: mark.map(Mark::from_stored) });
        let board = |window| Ok(Command::Board { window });
        let no = |text: String| Err(Refusal { text, retry: false });
        let cases: Vec<(&str, Result<Command, Refusal>)> = vec![
            ("/quiz now", Ok(Command::Now)),
            ("  /QUIZ   Now  ", Ok(Command::Now)),
            ("quiz now", Ok(Command::Now)),
            ("now", Ok(Command::Now)),
            ("/now", Ok(Command::Now)),
            ("", Ok(Command::Help)),
            ("/quiz", Ok(Command::Help)),
            ("/quiz help", Ok(Command::Help)),
            ("/quiz me", Ok(Command::Me)),
            ("/quiz answer A C", answer("A C", None)),
            ("/quiz answer a,c", answer("a,c", None)),
            ("/quiz answer 0.731", answer("0.731", None)),
            ("/quiz answer  -1e-3 ", answer("-1e-3", None)),
            ("/quiz answer 1234-5678", answer("1234-5678", None)),
            ("/quiz answer #K3V9-x0qd A", answer("A", Some("k3v9-x0qd"))),
            ("/quiz answer A #k3v9-x0qd", answer("A", Some("k3v9-x0qd"))),
            ("/quiz answer", no(words::answer_with_what())),
            ("/quiz answer #k3v9-x0qd", no(words::answer_with_what())),
            ("/quiz answer #nonsense A", no(words::mark_form())),
            ("/quiz answer #k3v9-x0qd #k3v9-x0qe A", no(words::one_mark())),
            ("/quiz why", why(None, None)),
            ("/quiz why #k3v9-x0qd", why(Some("k3v9-x0qd"), None)),
            ("/quiz why k3v9-x0qd", why(Some("k3v9-x0qd"), None)),
            ("/quiz why B", why(None, Some(1))),
            ("/quiz why k3v9-x0qd j", why(Some("k3v9-x0qd"), Some(9))),
            ("/quiz why z #k3v9-x0qd", why(Some("k3v9-x0qd"), Some(25))),
            ("/quiz why not", no(words::mark_or_letter())),
            ("/quiz why ä", no(words::mark_or_letter())),
            ("/quiz why k3v9-x0qd please", no(words::mark_or_letter())),
            ("/quiz why A B", no(words::command_takes_no_more("why"))),
            ("/quiz why k3v9-x0qd k3v9-x0qd", no(words::command_takes_no_more("why"))),
            ("/quiz why A k3v9-x0qd B", no(words::command_takes_no_more("why"))),
            ("/quiz run", edit(None)),
            ("/run \n", edit(None)),
            ("/quiz run #K3V9-x0qd", edit(Some("k3v9-x0qd"))),
            ("/quiz run print(1)", run("print(1)\n")),
            ("/QUIZ  Run\nx = 1\nif x:\n    print('/quiz  run')", run("x = 1\nif x:\n    print('/quiz  run')\n")),
            ("quiz run```py\nprint(1)\n```", run("print(1)\n")),
            ("run # k3v9-x0qd", run("# k3v9-x0qd\n")),
            ("/quiz run #nonsense", run("#nonsense\n")),
            ("/quiz run ```\n```", Err(words::empty_program())),
            ("/quiz runs", no(words::unknown_command())),
            ("/quiz answer run", answer("run", None)),
            ("/quiz board", board(Window::Week)),
            ("/quiz board week", board(Window::Week)),
            ("/quiz board Today", board(Window::Day)),
            ("/quiz board month", board(Window::Month)),
            ("/quiz board season", board(Window::Season)),
            ("/quiz board all time", board(Window::AllTime)),
            ("/quiz board all_time", board(Window::AllTime)),
            ("/quiz board year", no(words::board_windows())),
            ("/quiz now please", no(words::command_takes_no_more("now"))),
            ("/quiz nwo", no(words::unknown_command())),
            ("/quiz /quiz", no(words::unknown_command())),
            ("/quiz /now", no(words::unknown_command())),
            ("@everyone <b>", no(words::unknown_command())),
        ];
        for (text, expected) in cases {
            assert_eq!(parse(text), expected, "{text:?}");
        }
        assert_eq!(parse(&"a".repeat(MAX + 1)), no(words::command_too_long()));
        let long = format!("x = 0{}", "\nx += 1".repeat(MAX));
        assert_eq!(parse(&format!("/quiz run {long}")), run(&format!("{long}\n")));
    }

    #[test]
    fn marks() {
        let check = |text: &str, expected: Option<&str>| {
            assert_eq!(read_mark(text), expected.map(Mark::from_stored), "{text:?}");
        };
        check("k3v9-x0qd", Some("k3v9-x0qd"));
        check("K3V9-X0QD", Some("k3v9-x0qd"));
        check("k3v9x0qd", None);
        check("k3v9-x0q", None);
        check("k3v9-x0qdd", None);
        check("k3v9-x0qu", None);
        check("k3v9-x0qé", None);
        check("", None);
    }

    proptest! {
        #[test]
        fn every_made_mark_is_read(seed: u64) {
            use rand::SeedableRng;
            let mark = Mark::random(&mut rand::rngs::StdRng::seed_from_u64(seed));
            prop_assert_eq!(read_mark(mark.as_str()), Some(mark));
        }

        #[test]
        fn any_text_is_read_or_refused(text in ".{0,600}") {
            drop(parse(&text));
        }
    }
}
