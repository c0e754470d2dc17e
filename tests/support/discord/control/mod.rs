//! How a test drives the stand-in: it is the people, the guild's owner, the network and the clock.

mod breakage;
mod command;
mod interact;
mod modal;
mod obey;
mod settings;
mod talk;
mod view;

use super::StandIn;
use super::error::{Refused, refuse};
use super::world::{Channel, World};
use std::time::Duration;
use tokio::time::{Instant, sleep};

/// What changes without anybody doing something, such as a missed deadline, is looked for this often.
const GLANCE: Duration = Duration::from_millis(50);

impl StandIn {
    /// The first thing that `check` finds, now or within `timeout`.
    async fn until<T>(
        &self,
        what: &str,
        timeout: Duration,
        mut check: impl FnMut(&World) -> Option<T>,
    ) -> Result<T, Refused> {
        let deadline = Instant::now() + timeout;
        loop {
            let changed = self.hub.changed.notified();
            if let Some(found) = check(&self.hub.lock()) {
                return Ok(found);
            }
            if Instant::now() >= deadline {
                return refuse(format!("{what} did not come within {timeout:?}"));
            }
            tokio::select! {
                () = changed => {}
                () = sleep(GLANCE) => {}
            }
        }
    }
}

/// The channel, if this person is in it.
fn room(world: &World, channel: u64, user: u64) -> Result<&Channel, Refused> {
    let Some(room) = world.channels.get(&channel) else { return refuse(format!("no channel {channel}")) };
    let inside = match room.guild.and_then(|id| world.guilds.get(&id)) {
        Some(guild) => guild.members.contains_key(&user),
        None => room.recipient == Some(user),
    };
    if inside { Ok(room) } else { refuse(format!("{user} is not in the channel {channel}")) }
}
