//! Organisers' commands as they are typed, where a platform has no form for them.

use super::{read_mark, refusal};
use crate::chat::{Command, Refusal, ScheduleChange, Setting, words};

const VERBS: [&str; 7] = ["skip", "close", "regrade", "schedule", "pool", "settings", "import"];

pub fn is_verb(word: &str) -> bool {
    VERBS.iter().any(|verb| verb.eq_ignore_ascii_case(word))
}

/// What follows the verb of an organiser's command; `None` when the verb is none of theirs.
pub fn parse(verb: &str, text: &str) -> Option<Result<Command, Refusal>> {
    let read: fn(&[String]) -> Result<Command, Refusal> = match verb {
        "skip" => |rest| if rest.is_empty() { Ok(Command::Skip) } else { no_more("skip") },
        "close" => close,
        "regrade" => regrade,
        "schedule" => schedule,
        "pool" => |rest| match rest {
            [] => Ok(Command::Pool(None)),
            [pool] => Ok(Command::Pool(Some(pool.clone()))),
            _ => Err(refusal(words::one_pool())),
        },
        "settings" => settings,
        "import" => |rest| match rest {
            [accept, token] if accept.eq_ignore_ascii_case("accept") => {
                Ok(Command::ImportAccept { token: token.to_lowercase() })
            }
            _ => Err(refusal(words::import_form())),
        },
        _ => return None,
    };
    let rest: Vec<String> = quoted(text);
    // `/quiz` and the verb were read already.
    let named = rest.first().is_some_and(|first| first.trim_start_matches('/').eq_ignore_ascii_case("quiz"));
    Some(read(rest.get(if named { 2 } else { 1 }..).unwrap_or_default()))
}

/// `/quiz me forget`, and then `yes`.
pub fn me(rest: &[&str]) -> Result<Command, Refusal> {
    let lower: Vec<String> = rest.iter().map(|word| word.to_lowercase()).collect();
    match lower.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [] => Ok(Command::Me),
        ["forget"] => Ok(Command::Forget { confirmed: false }),
        ["forget", "yes"] => Ok(Command::Forget { confirmed: true }),
        _ => no_more("me"),
    }
}

fn no_more(verb: &str) -> Result<Command, Refusal> {
    Err(refusal(words::command_takes_no_more(verb)))
}

/// Words, of which those in straight or curly quotes may hold spaces.
fn quoted(text: &str) -> Vec<String> {
    let (mut words, mut word, mut inside, mut begun) = (Vec::new(), String::new(), false, false);
    for character in text.chars() {
        match character {
            '"' | '“' | '”' => {
                inside = !inside;
                begun = true;
            }
            space if space.is_whitespace() && !inside => {
                if begun {
                    words.push(std::mem::take(&mut word));
                }
                begun = false;
            }
            other => {
                word.push(other);
                begun = true;
            }
        }
    }
    if begun {
        words.push(word);
    }
    words
}

fn close(rest: &[String]) -> Result<Command, Refusal> {
    match rest {
        [] => Ok(Command::Close { mark: None }),
        [mark] => {
            let mark = read_mark(mark.trim_start_matches('#')).ok_or_else(|| refusal(words::mark_form()))?;
            Ok(Command::Close { mark: Some(mark) })
        }
        _ => no_more("close"),
    }
}

/// A question's id is told from a mark by its form; one that looks like a mark is meant as one.
fn regrade(rest: &[String]) -> Result<Command, Refusal> {
    match rest {
        [] => Ok(Command::Regrade { mark: None, question: None }),
        [one] => match (one.strip_prefix('#'), read_mark(one.trim_start_matches('#'))) {
            (_, Some(mark)) => Ok(Command::Regrade { mark: Some(mark), question: None }),
            (Some(_), None) => Err(refusal(words::mark_form())),
            (None, None) => Ok(Command::Regrade { mark: None, question: Some(one.clone()) }),
        },
        _ => no_more("regrade"),
    }
}

fn schedule(rest: &[String]) -> Result<Command, Refusal> {
    let form = || refusal(words::schedule_form());
    let (verb, rest) = rest.split_first().ok_or_else(form)?;
    let change = match (verb.to_lowercase().as_str(), rest) {
        ("list", []) => ScheduleChange::List,
        ("pause", [name]) => ScheduleChange::Pause { name: name.clone() },
        ("resume", [name]) => ScheduleChange::Resume { name: name.clone() },
        ("remove", [name]) => ScheduleChange::Remove { name: name.clone() },
        ("add", [name, rest @ ..]) => add(name, rest).ok_or_else(form)?,
        _ => return Err(form()),
    };
    Ok(Command::Schedule(change))
}

/// A cron expression, in quotes or not, how long questions stay open, and what is named with a `=` in any order.
fn add(name: &str, rest: &[String]) -> Option<ScheduleChange> {
    let (mut pool, mut scheme, mut zone, mut plain) = (None, None, None, Vec::new());
    for word in rest {
        match word.split_once('=') {
            Some((key, value)) => {
                let slot = match key.to_lowercase().as_str() {
                    "pool" => &mut pool,
                    "scheme" => &mut scheme,
                    "zone" => &mut zone,
                    _ => return None,
                };
                if slot.replace(value.to_owned()).is_some() {
                    return None;
                }
            }
            None => plain.push(word.as_str()),
        }
    }
    let (open_for, cron) = plain.split_last()?;
    let (name, open_for) = (name.to_owned(), (*open_for).to_owned());
    (!cron.is_empty()).then(|| ScheduleChange::Add { name, cron: cron.join(" "), open_for, pool, scheme, zone })
}

fn settings(rest: &[String]) -> Result<Command, Refusal> {
    let form = || refusal(words::settings_form());
    let mut changes: Vec<(Setting, String)> = Vec::new();
    for word in rest {
        let (key, value) = word.split_once('=').ok_or_else(form)?;
        let setting: Setting = key.parse().map_err(|_| form())?;
        if changes.iter().any(|(earlier, _)| *earlier == setting) {
            return Err(form());
        }
        changes.push((setting, value.to_owned()));
    }
    Ok(Command::Settings(changes))
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use super::*;
    use crate::quiz::Mark;

    fn check(cases: &[(&str, Result<Command, Refusal>)]) {
        for (text, expected) in cases {
            assert_eq!(parse(text), *expected, "{text:?}");
        }
    }

    fn no(text: String) -> Result<Command, Refusal> {
        Err(refusal(text))
    }

    #[test]
    fn an_organisers_command_is_known_even_if_it_is_not_right() {
        let check = |text: &str, expected| assert_eq!(super::super::is_organisers(text), expected, "{text:?}");
        check("/quiz skip", true);
        check("/quiz schedule add", true);
        check("Schedule nonsense", true);
        check("/quiz import", true);
        check("/quiz settings answers=private", true);
        check("/quiz schedule list", false);
        check("/quiz settings", false);
        check("/quiz pool", false);
        check("/quiz now", false);
        check("/quiz nonsense skip", false);
        check("", false);
    }

    #[test]
    fn rounds() {
        let mark = || Some(Mark::from_stored("k3v9-x0qd"));
        let regrade =
            |mark, question: Option<&str>| Ok(Command::Regrade { mark, question: question.map(str::to_owned) });
        check(&[
            ("/quiz skip", Ok(Command::Skip)),
            ("/quiz SKIP now", no(words::command_takes_no_more("skip"))),
            ("/quiz close", Ok(Command::Close { mark: None })),
            ("/quiz close #K3V9-x0qd", Ok(Command::Close { mark: mark() })),
            ("close k3v9-x0qd", Ok(Command::Close { mark: mark() })),
            ("/quiz close it", no(words::mark_form())),
            ("/quiz close k3v9-x0qd k3v9-x0qd", no(words::command_takes_no_more("close"))),
            ("/quiz regrade", regrade(None, None)),
            ("/quiz regrade #k3v9-x0qd", regrade(mark(), None)),
            ("/quiz regrade k3v9-x0qd", regrade(mark(), None)),
            ("/quiz regrade softmax-twice", regrade(None, Some("softmax-twice"))),
            ("/quiz regrade #softmax", no(words::mark_form())),
            ("/quiz regrade a b", no(words::command_takes_no_more("regrade"))),
        ]);
    }

    #[test]
    fn schedules() {
        let add = |pool: Option<&str>, scheme: Option<&str>, zone: Option<&str>| {
            Ok(Command::Schedule(ScheduleChange::Add {
                name: "daily".into(),
                cron: "0 9 * * MON-FRI".into(),
                open_for: "12h".into(),
                pool: pool.map(str::to_owned),
                scheme: scheme.map(str::to_owned),
                zone: zone.map(str::to_owned),
            }))
        };
        let named = |change: fn(String) -> ScheduleChange, name: &str| Ok(Command::Schedule(change(name.to_owned())));
        check(&[
            ("/quiz schedule list", Ok(Command::Schedule(ScheduleChange::List))),
            ("/quiz schedule add daily \"0 9 * * MON-FRI\" 12h", add(None, None, None)),
            ("/quiz schedule add daily 0 9 * * MON-FRI 12h", add(None, None, None)),
            (
                "/quiz schedule ADD daily Pool=theory “0 9 * * MON-FRI” 12h zone=Asia/Kolkata scheme=gate",
                add(Some("theory"), Some("gate"), Some("Asia/Kolkata")),
            ),
            ("/quiz schedule pause \"the daily\"", named(|name| ScheduleChange::Pause { name }, "the daily")),
            ("/quiz schedule resume daily", named(|name| ScheduleChange::Resume { name }, "daily")),
            ("/quiz schedule remove daily", named(|name| ScheduleChange::Remove { name }, "daily")),
            ("/quiz schedule", no(words::schedule_form())),
            ("/quiz schedule list all", no(words::schedule_form())),
            ("/quiz schedule pause", no(words::schedule_form())),
            ("/quiz schedule add daily", no(words::schedule_form())),
            ("/quiz schedule add daily 12h", no(words::schedule_form())),
            ("/quiz schedule add daily 0 9 * * * 12h colour=red", no(words::schedule_form())),
            ("/quiz schedule add daily 0 9 * * * 12h pool=a pool=b", no(words::schedule_form())),
        ]);
    }

    #[test]
    fn settings_pools_imports_and_being_forgotten() {
        let set = |changes: &[(Setting, &str)]| {
            let changes = changes.iter().map(|(setting, value)| (*setting, (*value).to_owned())).collect();
            Ok(Command::Settings(changes))
        };
        check(&[
            ("/quiz settings", set(&[])),
            (
                "/quiz settings Answers=private open-for=\"1h 30m\"",
                set(&[(Setting::Answers, "private"), (Setting::OpenFor, "1h 30m")]),
            ),
            (
                "/quiz settings zone=Europe/Berlin scheme=",
                set(&[(Setting::Zone, "Europe/Berlin"), (Setting::Scheme, "")]),
            ),
            ("/quiz settings answers", no(words::settings_form())),
            ("/quiz settings colour=red", no(words::settings_form())),
            ("/quiz settings zone=UTC zone=UTC", no(words::settings_form())),
            ("/quiz pool", Ok(Command::Pool(None))),
            ("/quiz pool theory", Ok(Command::Pool(Some("theory".into())))),
            ("/quiz pool \"deep learning\"", Ok(Command::Pool(Some("deep learning".into())))),
            ("/quiz pool deep learning", no(words::one_pool())),
            ("/quiz import", no(words::import_form())),
            ("/quiz import accept K3V9-x0qd", Ok(Command::ImportAccept { token: "k3v9-x0qd".into() })),
            ("/quiz import accept", no(words::import_form())),
            ("/quiz me forget", Ok(Command::Forget { confirmed: false })),
            ("/quiz me Forget YES", Ok(Command::Forget { confirmed: true })),
            ("/quiz me forget no", no(words::command_takes_no_more("me"))),
        ]);
    }
}
