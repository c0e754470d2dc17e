//! What organisers do by commands. Whether somebody may is decided here, by the rights that their platform reports; what they
//! change is committed before they read that it is.

mod forgetting;
mod importing;
mod regrading;
mod rounds;
mod schedules;
mod settings;

use jiff::SignedDuration;
use std::sync::Arc;

use super::Engine;
use crate::chat::{Command, Event, Refusal, Reply, ScheduleChange, words};
use crate::quiz::schedule::OPEN_FOR;

impl Engine {
    pub(super) async fn organise(self: &Arc<Self>, event: &Event, command: &Command) -> Result<Reply, Refusal> {
        if command.is_organisers() && !event.rights.manages {
            return Err(words::managers_only());
        }
        match command {
            Command::Skip => self.skip_round(event).await,
            Command::Close { mark } => self.close_now(event, mark.as_ref()).await,
            Command::Regrade { mark, question } => self.regrade(event, mark.as_ref(), question.as_deref()).await,
            Command::Schedule(ScheduleChange::Add { name, cron, open_for, pool, scheme, zone }) => {
                let wish = schedules::Wish {
                    name,
                    cron,
                    open_for,
                    pool: pool.as_deref(),
                    scheme: scheme.as_deref(),
                    zone: zone.as_deref(),
                };
                self.add_schedule(event, &wish).await
            }
            Command::Schedule(ScheduleChange::List) => self.list_schedules(&event.place).await,
            Command::Schedule(ScheduleChange::Pause { name }) => self.pause_schedule(event, name, true).await,
            Command::Schedule(ScheduleChange::Resume { name }) => self.pause_schedule(event, name, false).await,
            Command::Schedule(ScheduleChange::Remove { name }) => self.remove_schedule(event, name).await,
            Command::Pool(pool) => self.channel_pool(event, pool.as_deref()).await,
            Command::Settings(changes) => self.server_settings(event, changes).await,
            Command::Import { name, text } => self.import(event, name, text).await,
            Command::ImportAccept { token } => self.accept_import(event, token).await,
            Command::Forget { confirmed } => self.forget(event, *confirmed).await,
            Command::Now
            | Command::Answer { .. }
            | Command::Why { .. }
            | Command::Run { .. }
            | Command::Edit { .. }
            | Command::Board { .. }
            | Command::Me
            | Command::Help => Err(words::unexpected()),
        }
    }
}

/// A length of time as people write it, within what a question can stay open for.
fn duration(text: &str) -> Result<SignedDuration, Refusal> {
    let duration: SignedDuration = text.trim().parse().map_err(|_| words::duration_form(text))?;
    // What is kept has whole seconds.
    let duration = SignedDuration::from_secs(duration.as_secs());
    if (OPEN_FOR[0]..=OPEN_FOR[1]).contains(&duration) { Ok(duration) } else { Err(words::duration_bounds()) }
}

/// A length of time as it is shown, such as `1h 30m`.
fn shown(duration: SignedDuration) -> String {
    format!("{duration:#}")
}

fn told(title: String, text: String, lines: Vec<String>) -> Reply {
    Reply::Told { title, text, lines }
}
