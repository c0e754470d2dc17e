//! Commands, buttons, menus and forms. Each is acknowledged at once, whatever the database does; what it comes to follows.

use reqwest::Method;
use serde_json::{Value, json};
use serenity::model::application::{CommandInteraction, Interaction};
use std::sync::Arc;
use std::time::Duration;
use tokio::time::Instant;

use super::ephemeral;
use super::people::{display_name, person};
use super::permissions::lacking;
use super::rest::{Call, Outgoing, RestError, code};
use super::typing::Typed;
use super::{Asking, Discord, PLATFORM, place};
use crate::chat::{Command, Refusal, Reply, Request, Rights, ScheduleChange, code as programs, words};

/// Discord gives up on an interaction after 3 s.
const ACKNOWLEDGE: Duration = Duration::from_millis(2_700);
/// One attempt at that, and the time between two.
const ATTEMPT: Duration = Duration::from_millis(1_300);
const AGAIN: Duration = Duration::from_millis(50);
/// What is asked of the engine before something that can't be deferred.
pub const QUICK: Duration = Duration::from_millis(1_500);
/// After this, whoever waits for a program is told that it runs.
const PROGRESS: Duration = Duration::from_secs(2);
/// The largest file of questions or of a program.
const FILE: usize = 1 << 20;
const MANAGE_SERVER: u64 = 1 << 5;
const ADMINISTRATOR: u64 = 1 << 3;

/// Somebody's interaction, whatever its kind.
#[derive(Clone, Debug)]
pub struct Interacted {
    pub token: String,
    pub id: u64,
    pub application: u64,
    pub user: u64,
    /// Whether it is in direct messages, so that the place is still to be found.
    pub direct: bool,
    pub asking: Asking,
    /// What the bot lacks in this channel.
    pub lacks: Vec<&'static str>,
}

/// The kinds have these fields in common, and no trait.
macro_rules! interacted {
    ($discord:expr, $interaction:expr) => {{
        let interaction = $interaction;
        let server = interaction.guild_id.map(|server| server.get());
        let member = interaction.member.as_ref();
        let user = &interaction.user;
        let name = display_name(user.global_name.as_deref(), &user.name);
        let rights = member.and_then(|member| member.permissions).map_or(0, |permissions| permissions.bits());
        $discord.people.learn(user.id.get(), Some(name.clone()));
        let id = interaction.id.get();
        Interacted {
            token: interaction.token.clone(),
            id,
            application: interaction.application_id.get(),
            user: user.id.get(),
            direct: server.is_none(),
            asking: Asking {
                place: place(server.unwrap_or_default(), interaction.channel_id.get()),
                person: person(user.id.get(), name),
                rights: Rights { manages: server.is_some() && rights & (MANAGE_SERVER | ADMINISTRATOR) != 0 },
                event_id: format!("{PLATFORM}:interaction:{id}"),
                sequence: $discord.clock.sequence(id),
                at: $discord.clock.made_at(id),
            },
            lacks: match (server, interaction.app_permissions) {
                (Some(_), Some(permissions)) => lacking(permissions.bits()),
                _ => Vec::new(),
            },
        }
    }};
}

/// How an interaction is acknowledged before there is an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Promise {
    /// A message that only the asker will see.
    Message,
    /// A change of the message that the button or menu is on.
    Change,
}

impl Discord {
    pub(super) async fn interaction(self: Arc<Self>, interaction: Interaction) {
        match interaction {
            Interaction::Command(command) => {
                let who = interacted!(self, &command);
                self.command(who, &command).await;
            }
            Interaction::Autocomplete(command) => {
                let who = interacted!(self, &command);
                self.complete(&who, &Typed::read(&command.data.options)).await;
            }
            Interaction::Component(component) => {
                let who = interacted!(self, &component);
                self.component(who, &component).await;
            }
            Interaction::Modal(modal) => {
                let who = interacted!(self, &modal);
                self.submitted(who, &modal).await;
            }
            _ => {}
        }
    }

    async fn command(&self, who: Interacted, interaction: &CommandInteraction) {
        let typed = Typed::read(&interaction.data.options);
        if typed.path == "run" && typed.text("program").is_none() && typed.file("file").is_none() {
            let mark = typed.mark().unwrap_or_default();
            return self.program_form(&who, mark).await;
        }
        if !self.promise(&who, Promise::Message).await {
            return;
        }
        let command = match typed.path.as_str() {
            "run" => match (typed.text("program"), typed.file("file")) {
                (Some(program), _) => programs::program(program).map(|program| Command::Run { program }),
                (None, _) => self
                    .attached(interaction, &typed)
                    .await
                    .and_then(|(_, text)| programs::check(&text).map(|program| Command::Run { program })),
            },
            "import" if !who.asking.rights.manages => Err(words::managers_only()),
            "import" => self.attached(interaction, &typed).await.map(|(name, text)| Command::Import { name, text }),
            _ => typed.command(),
        };
        // What posts questions here is told at once when they can't be.
        let posts = matches!(
            &command,
            Ok(Command::Now | Command::Schedule(ScheduleChange::Add { .. } | ScheduleChange::Resume { .. }))
        );
        let command = match command {
            Ok(_) if posts && !who.lacks.is_empty() => {
                let channel = interaction.channel_id.get();
                Err(Refusal { text: words::missing_permissions(channel, &who.lacks), retry: false })
            }
            other => other,
        };
        let reply = match command {
            Ok(command) => self.ask_with_progress(&who, command).await,
            Err(refusal) => Err(refusal),
        };
        self.answer(&who, laid_out(&reply)).await;
    }

    /// Asks for somebody. Where they are meant to be in direct messages may take requests, so it comes after the acknowledgement.
    pub(super) async fn ask_for(&self, who: &Interacted, request: Request) -> Result<Reply, Refusal> {
        let mut asking = who.asking.clone();
        if who.direct
            && let Some(place) = self.place_for(who.user, None).await
        {
            asking.place = place;
        }
        self.ask(&asking, request).await
    }

    /// Asks, and says that it is under way when it takes a while.
    pub(super) async fn ask_with_progress(&self, who: &Interacted, command: Command) -> Result<Reply, Refusal> {
        let long = matches!(command, Command::Why { .. } | Command::Run { .. } | Command::Regrade { .. });
        let asked = self.ask_for(who, Request::Command(command));
        tokio::pin!(asked);
        if long {
            tokio::select! {
                reply = &mut asked => return reply,
                () = tokio::time::sleep(PROGRESS) => {}
            }
            let running = Outgoing::text(&words::running());
            if let Err(error) = self.rest.call(self.original(who, running).within(PROGRESS)).await {
                tracing::debug!(%error, "progress could not be shown");
            }
        }
        asked.await
    }

    /// The text of the file that came with the command.
    async fn attached(&self, interaction: &CommandInteraction, typed: &Typed) -> Result<(String, String), Refusal> {
        let id = typed.file("file").ok_or_else(words::file_unreadable)?;
        let file = interaction.data.resolved.attachments.get(&id).ok_or_else(words::file_unreadable)?;
        let too_large = || words::file_too_large(FILE >> 10);
        if usize::try_from(file.size).unwrap_or(usize::MAX) > FILE {
            return Err(too_large());
        }
        let bytes = self.rest.download(&file.url, FILE).await.map_err(|error| {
            tracing::warn!(%error, "an attached file could not be downloaded");
            words::file_unreadable()
        })?;
        let text = String::from_utf8(bytes.ok_or_else(too_large)?).map_err(|_| words::file_not_text())?;
        Ok((file.filename.clone(), text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text)))
    }

    async fn complete(&self, who: &Interacted, typed: &Typed) {
        let suggestions = match typed.wanted() {
            Some((what, typed)) => {
                let asked = self.ask_for(who, Request::Suggest { what, typed });
                match tokio::time::timeout(QUICK, asked).await {
                    Ok(Ok(Reply::Suggestions(suggestions))) => suggestions,
                    _ => Vec::new(),
                }
            }
            None => Vec::new(),
        };
        let short = |text: &str| super::markdown::shortened(text, 100);
        let choices: Vec<Value> = suggestions
            .iter()
            .filter(|(_, value)| super::markdown::length(value) <= 100)
            .take(25)
            .map(|(name, value)| json!({ "name": short(name), "value": value }))
            .collect();
        self.call_back(who, 8, json!({ "choices": choices }), Vec::new()).await;
    }

    /// Says that an answer will come; `false` when Discord has given up on the interaction.
    pub(super) async fn promise(&self, who: &Interacted, promise: Promise) -> bool {
        match promise {
            Promise::Message => self.call_back(who, 5, json!({ "flags": 64 }), Vec::new()).await,
            Promise::Change => self.call_back(who, 6, Value::Null, Vec::new()).await,
        }
    }

    /// The first answer to an interaction.
    pub(super) async fn call_back(
        &self,
        who: &Interacted,
        kind: u8,
        data: Value,
        files: Vec<super::rest::File>,
    ) -> bool {
        let mut body = json!({ "type": kind });
        if !data.is_null() {
            body["data"] = data;
        }
        let path = format!("/interactions/{}/{}/callback", who.id, who.token);
        let call = Call::new(Method::POST, path).message(Outgoing { body, files });
        let deadline = Instant::now() + ACKNOWLEDGE;
        let mut tried = false;
        loop {
            let left = deadline.saturating_duration_since(Instant::now());
            match self.rest.call(call.clone().within(left.min(ATTEMPT))).await {
                Ok(_) => return true,
                // An earlier attempt arrived after all; at the first, another process has acknowledged it and will answer.
                Err(error) if error.is(&[code::ACKNOWLEDGED]) => return tried,
                Err(RestError::Away(_)) if left > AGAIN * 2 => tokio::time::sleep(AGAIN).await,
                Err(error) => {
                    metrics::counter!("ansatz_discord_interactions_lost_total").increment(1);
                    tracing::warn!(%error, "an interaction could not be acknowledged in time");
                    return false;
                }
            }
            tried = true;
        }
    }

    fn original(&self, who: &Interacted, message: Outgoing) -> Call {
        let path = format!("/webhooks/{}/{}/messages/@original", who.application, who.token);
        Call::new(Method::PATCH, path).message(message)
    }

    /// The answer that was promised. After 15 minutes Discord does not take it any more; then it is a direct message.
    pub(super) async fn answer(&self, who: &Interacted, message: Outgoing) {
        let mut changed = message.clone();
        // What was there before, such as that a program runs, must go.
        for key in ["content", "embeds", "components"] {
            if changed.body.get(key).is_none() {
                changed.body[key] = if key == "content" { json!("") } else { json!([]) };
            }
        }
        let error = match self.rest.call(self.original(who, changed)).await {
            Ok(_) => return,
            Err(error) => error,
        };
        let expired =
            error.is(&[code::UNKNOWN_WEBHOOK, code::INVALID_TOKEN, code::UNKNOWN_MESSAGE, code::UNKNOWN_INTERACTION])
                || matches!(error, RestError::Away(_));
        if !expired {
            tracing::error!(%error, "Discord refuses an answer");
            let sorry = Outgoing::text(&words::answer_not_shown());
            if let Err(error) = self.rest.call(self.original(who, sorry)).await {
                tracing::warn!(%error, "an answer could not be shown");
            }
            return;
        }
        if let Err(error) = self.tell(who.user, message).await {
            tracing::warn!(%error, "an answer came too late for its interaction, and could not be sent directly");
        }
    }
}

pub fn laid_out(reply: &Result<Reply, Refusal>) -> Outgoing {
    match reply {
        Ok(reply) => ephemeral::message(reply),
        Err(refusal) => ephemeral::refusal(refusal),
    }
}
