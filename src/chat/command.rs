//! Reads `/quiz ...`, the same words on every platform. What can't be read is answered with one sentence that says what can.

use super::{Command, Refusal, words};
use crate::quiz::{Mark, board::Window};

/// The longest command that is read at all, in bytes.
pub const MAX: usize = 500;

/// Reads a command as typed, with or without its `/quiz`; nothing after it asks for help.
pub fn parse(text: &str) -> Result<Command, Refusal> {
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
        ("me", []) => Ok(Command::Me),
        ("help", []) => Ok(Command::Help),
        ("answer", rest) => answer(rest),
        ("why", []) => Ok(Command::Why { mark: None }),
        ("why", [mark]) => {
            let mark = read_mark(mark.strip_prefix('#').unwrap_or(mark));
            Ok(Command::Why { mark: Some(mark.ok_or_else(|| refusal(words::mark_form()))?) })
        }
        ("board", rest) => {
            let window = window(&rest.join(" ")).ok_or_else(|| refusal(words::board_windows()))?;
            Ok(Command::Board { window })
        }
        ("now" | "me" | "help" | "why", _) => Err(refusal(words::command_takes_no_more(verb))),
        _ => Err(refusal(words::unknown_command())),
    }
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
        let why = |mark: Option<&str>| Ok(Command::Why { mark: mark.map(Mark::from_stored) });
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
            ("/quiz why", why(None)),
            ("/quiz why #k3v9-x0qd", why(Some("k3v9-x0qd"))),
            ("/quiz why k3v9-x0qd", why(Some("k3v9-x0qd"))),
            ("/quiz why not", no(words::mark_form())),
            ("/quiz why k3v9-x0qd please", no(words::command_takes_no_more("why"))),
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
