//! From a command as it was filled in on Discord to the engine's.

use serenity::model::application::{CommandDataOption, CommandDataOptionValue as Given};
use serenity::model::id::AttachmentId;
use std::collections::BTreeMap;

use crate::chat::command::{read_mark, window};
use crate::chat::{Command, Refusal, ScheduleChange, Setting, Suggest, words};
use crate::quiz::Mark;

/// A command: its words after `/quiz`, and what was filled in.
#[derive(Debug, Default, PartialEq)]
pub struct Typed {
    pub path: String,
    texts: BTreeMap<String, String>,
    flags: BTreeMap<String, bool>,
    files: BTreeMap<String, AttachmentId>,
    /// The option that is being typed, while it is.
    pub focused: Option<(String, String)>,
}

impl Typed {
    pub fn read(options: &[CommandDataOption]) -> Self {
        let mut typed = Self::default();
        typed.take(options);
        typed
    }

    fn take(&mut self, options: &[CommandDataOption]) {
        for option in options {
            let name = option.name.clone();
            match &option.value {
                Given::SubCommand(inner) | Given::SubCommandGroup(inner) => {
                    if !self.path.is_empty() {
                        self.path.push(' ');
                    }
                    self.path.push_str(&name);
                    self.take(inner);
                }
                Given::String(text) => drop(self.texts.insert(name, text.clone())),
                Given::Boolean(flag) => drop(self.flags.insert(name, *flag)),
                Given::Attachment(id) => drop(self.files.insert(name, *id)),
                Given::Autocomplete { value, .. } => self.focused = Some((name, value.clone())),
                _ => {}
            }
        }
    }

    pub fn file(&self, name: &str) -> Option<AttachmentId> {
        self.files.get(name).copied()
    }

    pub fn text(&self, name: &str) -> Option<&str> {
        self.texts.get(name).map(|text| text.trim()).filter(|text| !text.is_empty())
    }

    fn owned(&self, name: &str) -> Option<String> {
        self.text(name).map(str::to_owned)
    }

    pub fn mark(&self) -> Result<Option<Mark>, Refusal> {
        let Some(text) = self.text("mark") else { return Ok(None) };
        let read = read_mark(text.trim_start_matches('#'));
        read.map(Some).ok_or_else(|| said(words::mark_form()))
    }

    /// The command, where all of it is in what was filled in.
    pub fn command(&self) -> Result<Command, Refusal> {
        let needed = |name: &str| self.owned(name).unwrap_or_default();
        let name = || needed("name");
        Ok(match self.path.as_str() {
            "now" => Command::Now,
            "answer" => {
                let text = self.owned("text").ok_or_else(|| said(words::answer_with_what()))?;
                Command::Answer { text, mark: self.mark()? }
            }
            "why" => Command::Why { mark: self.mark()?, option: self.option()? },
            "board" => {
                let typed = self.text("window").unwrap_or_default();
                Command::Board { window: window(typed).ok_or_else(|| said(words::board_windows()))? }
            }
            "me" if self.flags.get("forget") == Some(&true) => Command::Forget { confirmed: false },
            "me" => Command::Me,
            "help" => Command::Help,
            "skip" => Command::Skip,
            "close" => Command::Close { mark: self.mark()? },
            "regrade" => Command::Regrade { mark: self.mark()?, question: self.owned("question") },
            "pool" => Command::Pool(self.owned("pool")),
            "settings" => {
                let given = Setting::ALL.into_iter().filter_map(|one| Some((one, self.owned(one.as_str())?)));
                Command::Settings(given.collect())
            }
            "schedule add" => Command::Schedule(ScheduleChange::Add {
                name: name(),
                cron: needed("cron"),
                open_for: needed("open_for"),
                pool: self.owned("pool"),
                scheme: self.owned("scheme"),
                zone: self.owned("zone"),
            }),
            "schedule list" => Command::Schedule(ScheduleChange::List),
            "schedule pause" => Command::Schedule(ScheduleChange::Pause { name: name() }),
            "schedule resume" => Command::Schedule(ScheduleChange::Resume { name: name() }),
            "schedule remove" => Command::Schedule(ScheduleChange::Remove { name: name() }),
            _ => return Err(said(words::unknown_command())),
        })
    }

    fn option(&self) -> Result<Option<u8>, Refusal> {
        let Some(text) = self.text("option") else { return Ok(None) };
        match text.as_bytes() {
            [letter] if letter.is_ascii_alphabetic() => Ok(Some(letter.to_ascii_uppercase() - b'A')),
            _ => Err(said(words::mark_or_letter())),
        }
    }

    /// What is to be completed, and what has been typed of it.
    pub fn wanted(&self) -> Option<(Suggest, String)> {
        let (name, typed) = self.focused.clone()?;
        let what = match name.as_str() {
            "mark" => Suggest::Round,
            "name" => Suggest::Schedule,
            "pool" => Suggest::Pool,
            "scheme" => Suggest::Scheme,
            "zone" => Suggest::Zone,
            "question" => Suggest::Question,
            _ => return None,
        };
        Some((what, typed))
    }
}

fn said(text: String) -> Refusal {
    Refusal { text, retry: false }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(json: serde_json::Value) -> Typed {
        Typed::read(&serde_json::from_value::<Vec<CommandDataOption>>(json).expect("options"))
    }

    #[test]
    fn commands_are_read() {
        let check = |path: &str, options: serde_json::Value, expected: Result<Command, String>| {
            let mut json = options;
            for (index, name) in path.rsplit(' ').enumerate() {
                let kind = if index == 0 { 1 } else { 2 };
                json = serde_json::json!([{ "name": name, "type": kind, "options": json }]);
            }
            assert_eq!(typed(json).command().map_err(|refusal| refusal.text), expected, "{path}");
        };
        let text = |name: &str, value: &str| serde_json::json!({ "name": name, "type": 3, "value": value });
        check("now", serde_json::json!([]), Ok(Command::Now));
        check(
            "answer",
            serde_json::json!([text("text", "A C"), text("mark", "#K3V9-x0qd")]),
            Ok(Command::Answer { text: "A C".into(), mark: Some(Mark::from_stored("k3v9-x0qd")) }),
        );
        check("answer", serde_json::json!([text("text", "A"), text("mark", "x")]), Err(words::mark_form()));
        check("why", serde_json::json!([text("option", "b")]), Ok(Command::Why { mark: None, option: Some(1) }));
        check("board", serde_json::json!([]), Ok(Command::Board { window: crate::quiz::Window::Week }));
        check(
            "me",
            serde_json::json!([{ "name": "forget", "type": 5, "value": true }]),
            Ok(Command::Forget { confirmed: false }),
        );
        check(
            "schedule pause",
            serde_json::json!([text("name", "daily")]),
            Ok(Command::Schedule(ScheduleChange::Pause { name: "daily".into() })),
        );
        check(
            "settings",
            serde_json::json!([text("answers", "private")]),
            Ok(Command::Settings(vec![(Setting::Answers, "private".into())])),
        );
        check("nothing", serde_json::json!([]), Err(words::unknown_command()));
    }
}
