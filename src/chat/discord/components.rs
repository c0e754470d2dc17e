//! Buttons, menus and forms on our own messages. What each means is in its id.

use serde_json::{Value, json};
use serenity::model::application::{
    ActionRowComponent, ComponentInteraction, ComponentInteractionDataKind, ModalInteraction,
};
use std::time::Duration;

use super::ephemeral;
use super::interactions::{Interacted, Promise, QUICK, laid_out};
use super::markdown::{length, shortened};
use super::posts::{emoji, read_kind};
use super::rest::Outgoing;
use super::{Discord, post};
use crate::bank::Kind;
use crate::chat::command::{self, read_mark};
use crate::chat::{Command, Gesture, Post, Refusal, Reply, Request, Standing, code as programs, words};
use crate::quiz::{Mark, State};

/// What a form's field takes.
const FIELD: usize = 4_000;
/// How often, and how far apart, a round is looked at until it is open.
const OPENING: u32 = 20;
const A_MOMENT: Duration = Duration::from_millis(100);

impl Discord {
    pub(super) async fn component(&self, who: Interacted, component: &ComponentInteraction) {
        let id = component.data.custom_id.as_str();
        let (verb, rest) = id.split_once(':').unwrap_or((id, ""));
        let mark = rest.split(':').next().and_then(read_mark);
        match (verb, mark) {
            ("answer", Some(mark)) => {
                let kind = rest.split(':').nth(1).and_then(read_kind);
                match kind {
                    Some(Kind::Nat) => self.value_form(&who, &mark).await,
                    _ => self.offer(&who, &mark).await,
                }
            }
            ("pick", Some(mark)) => {
                let values = match &component.data.kind {
                    ComponentInteractionDataKind::StringSelect { values } => values.as_slice(),
                    _ => &[],
                };
                self.picked(&who, &mark, values).await;
            }
            ("why", Some(mark)) => self.run_button(&who, Command::Why { mark: Some(mark), option: None }).await,
            ("board", _) => {
                let window = command::window(rest).unwrap_or(crate::quiz::Window::Week);
                self.run_button(&who, Command::Board { window }).await;
            }
            ("try", Some(mark)) => self.program_form(&who, Some(mark)).await,
            ("program", Some(mark)) => self.program(&who, mark).await,
            ("accept", _) => self.change_button(&who, Command::ImportAccept { token: rest.to_owned() }).await,
            ("confirm", _) if rest == "forget" => self.change_button(&who, Command::Forget { confirmed: true }).await,
            _ => {
                if self.promise(&who, Promise::Message).await {
                    self.answer(&who, ephemeral::refusal(&words::unexpected())).await;
                }
            }
        }
    }

    async fn run_button(&self, who: &Interacted, command: Command) {
        if self.promise(who, Promise::Message).await {
            let reply = self.ask_with_progress(who, command).await;
            self.answer(who, laid_out(&reply)).await;
        }
    }

    /// A second step: its outcome takes the place of the question.
    async fn change_button(&self, who: &Interacted, command: Command) {
        if self.promise(who, Promise::Change).await {
            let reply = self.ask_for(who, Request::Command(command)).await;
            self.answer(who, laid_out(&reply)).await;
        }
    }

    /// A menu with the options, where nobody else sees it.
    async fn offer(&self, who: &Interacted, mark: &Mark) {
        if !self.promise(who, Promise::Message).await {
            return;
        }
        let message = match self.form(who, mark).await {
            Ok((post, standing)) => menu(&post, &standing, None),
            Err(refusal) => ephemeral::refusal(&refusal),
        };
        self.answer(who, message).await;
    }

    /// The question of an open round, and what the asker has answered so far.
    async fn form(&self, who: &Interacted, mark: &Mark) -> Result<(Post, Standing), Refusal> {
        let mut tries = OPENING;
        let post = loop {
            let round = self.ask_for(who, Request::Round { mark: mark.clone() }).await?;
            let Reply::Round { post, state, .. } = round else { return Err(words::unexpected()) };
            match state {
                State::Open => break post,
                // A post is seen a moment before its round is open.
                State::Claimed | State::Posting if tries > 0 => tokio::time::sleep(A_MOMENT).await,
                State::Claimed | State::Posting => return Err(words::not_open_yet()),
                State::Closing | State::Closed | State::Void => return Err(words::too_late()),
            }
            tries -= 1;
        };
        let standing = match self.ask_for(who, Request::Standing { mark: mark.clone() }).await? {
            Reply::Standing { standing, .. } => standing,
            _ => Standing::default(),
        };
        Ok((*post, standing))
    }

    async fn picked(&self, who: &Interacted, mark: &Mark, values: &[String]) {
        if !self.promise(who, Promise::Change).await {
            return;
        }
        let chosen: Option<Vec<u8>> = values.iter().map(|value| value.parse().ok()).collect();
        let Some(chosen) = chosen else {
            return self.answer(who, ephemeral::refusal(&words::unexpected())).await;
        };
        let request = Request::Answer { mark: mark.clone(), gesture: Gesture::Select(chosen) };
        let message = match self.ask_for(who, request).await {
            Ok(Reply::Recorded { standing, text, .. }) => {
                match self.ask_for(who, Request::Round { mark: mark.clone() }).await {
                    Ok(Reply::Round { post, .. }) => menu(&post, &standing, Some(&text)),
                    _ => Outgoing::text(&text),
                }
            }
            Err(refusal) if refusal.retry => match self.form(who, mark).await {
                Ok((post, standing)) => menu(&post, &standing, Some(&refusal.text)),
                Err(_) => ephemeral::refusal(&refusal),
            },
            other => laid_out(&other),
        };
        self.answer(who, message).await;
    }

    /// A form can't be promised: it is the answer, and begins empty when the database takes its time.
    async fn value_form(&self, who: &Interacted, mark: &Mark) {
        let asked = self.ask_for(who, Request::Standing { mark: mark.clone() });
        let value = match tokio::time::timeout(QUICK, asked).await {
            Ok(Ok(Reply::Standing { standing, .. })) => standing.value,
            _ => None,
        };
        let mut field = json!({
            "type": 4,
            "custom_id": "value",
            "label": words::answer_field(),
            "style": 1,
            "min_length": 1,
            "max_length": 100,
            "placeholder": words::answer_example(),
            "required": true,
        });
        if let Some(value) = value.filter(|value| (1..=100).contains(&length(value))) {
            field["value"] = json!(value);
        }
        self.show_form(who, format!("value:{mark}"), &words::answer_form(mark), field).await;
    }

    /// A form for a program, with the question's own code in it.
    pub(super) async fn program_form(&self, who: &Interacted, mark: Option<Mark>) {
        let asked = self.ask_for(who, Request::Command(Command::Edit { mark }));
        let program = match tokio::time::timeout(QUICK, asked).await {
            Ok(Ok(Reply::Editor { program, .. })) => program,
            // Such as that programs are switched off.
            Ok(Err(refused)) if !refused.retry => {
                let mut message = ephemeral::refusal(&refused);
                message.body["flags"] = json!(64);
                self.call_back(who, 4, message.body, message.files).await;
                return;
            }
            _ => String::new(),
        };
        if length(&program) > FIELD {
            let mut message = ephemeral::program(&program);
            message.body["content"] = json!(words::program_too_long_for_form());
            message.body["flags"] = json!(64);
            self.call_back(who, 4, message.body, message.files).await;
            return;
        }
        let mut field = json!({
            "type": 4,
            "custom_id": "program",
            "label": words::program_field(),
            "style": 2,
            "min_length": 1,
            "max_length": FIELD,
            "required": true,
        });
        if !program.trim().is_empty() {
            field["value"] = json!(program);
        }
        self.show_form(who, "program".to_owned(), words::program_form(), field).await;
    }

    async fn show_form(&self, who: &Interacted, id: String, title: &str, field: Value) {
        let form = json!({
            "custom_id": id,
            "title": shortened(title, 45),
            "components": [{ "type": 1, "components": [field] }],
        });
        self.call_back(who, 9, form, Vec::new()).await;
    }

    pub(super) async fn submitted(&self, who: Interacted, modal: &ModalInteraction) {
        let fields = modal.data.components.iter().flat_map(|row| &row.components);
        let typed = fields.filter_map(|field| match field {
            ActionRowComponent::InputText(input) => input.value.clone(),
            _ => None,
        });
        let typed = typed.collect::<Vec<_>>().join("\n");
        if !self.promise(&who, Promise::Message).await {
            return;
        }
        let id = modal.data.custom_id.as_str();
        let reply = match (id.split_once(':'), id) {
            (Some(("value", mark)), _) => match read_mark(mark) {
                Some(mark) => {
                    let gesture = Gesture::Value(typed);
                    self.ask_for(&who, Request::Answer { mark, gesture }).await
                }
                None => Err(words::unexpected()),
            },
            (_, "program") => match programs::program(&typed) {
                Ok(program) => self.ask_with_progress(&who, Command::Run { program }).await,
                Err(refusal) => Err(refusal),
            },
            _ => Err(words::unexpected()),
        };
        self.answer(&who, laid_out(&reply)).await;
    }

    async fn program(&self, who: &Interacted, mark: Mark) {
        if !self.promise(who, Promise::Message).await {
            return;
        }
        let message = match self.ask_with_progress(who, Command::Why { mark: Some(mark), option: None }).await {
            Ok(Reply::Why { evidence: Some(evidence), .. }) => ephemeral::program(&evidence.program),
            Ok(_) => ephemeral::refusal(&words::there_is_no_program()),
            Err(refusal) => ephemeral::refusal(&refusal),
        };
        self.answer(who, message).await;
    }
}

/// The options to choose from, with what is chosen now.
fn menu(post: &Post, standing: &Standing, text: Option<&str>) -> Outgoing {
    let most = if post.kind == Kind::Mcq { 1 } else { post.options.len().min(25) };
    let option = |(index, option): (u8, &String)| {
        let text = option.replace(['`', '\n'], " ");
        json!({
            "label": shortened(text.trim(), 100),
            "value": index.to_string(),
            "emoji": { "name": emoji(index).to_string() },
            "default": standing.options.contains(&index),
        })
    };
    let options: Vec<Value> = (0_u8..).zip(&post.options).take(25).map(option).collect();
    let placeholder = if post.kind == Kind::Mcq { words::select_one() } else { words::select_all() };
    let menu = json!({
        "type": 3,
        "custom_id": format!("pick:{}", post.mark),
        "options": options,
        "placeholder": placeholder,
        "min_values": 0,
        "max_values": most,
    });
    let text = text.map_or_else(|| words::choose_here(post::stamp(post.closes_at, 'R')), str::to_owned);
    let mut message = Outgoing::text(&text);
    message.body["components"] = json!([{ "type": 1, "components": [menu] }]);
    message
}
