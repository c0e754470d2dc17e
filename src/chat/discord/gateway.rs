//! What comes through the gateway.
//!
//! Serenity handles every event in a task of its own, so a burst arrives out of order. For reactions and messages the order matters:
//! they are taken where serenity itself reads them, one after the other, and numbered there. Everything else may come as it likes.

use jiff::Timestamp;
use serenity::all::{Context, Event, RawEventHandler, ReactionType};
use serenity::async_trait;
use serenity::collector::collect;
use serenity::futures::StreamExt as _;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;

use super::messages::{self, Written};
use super::people::display_name;
use super::posts::Change;
use super::reactions::Reacted;
use super::{Discord, place};
use crate::chat::{MessageId, Notice, PlaceRef};

/// Reactions and messages that are seen to side by side; more wait in their order.
const AT_ONCE: usize = 512;
/// In which a post that was sent has been committed as open.
const COMMITTED: Duration = Duration::from_secs(2);

/// What is taken in order.
enum Ordered {
    Reaction { reacted: Box<Reacted>, name: Option<Option<String>> },
    Cleared { server: u64, channel: u64, message: u64, emoji: Option<String>, sequence: i64, at: Timestamp },
    Message(Box<Written>),
}

pub struct Handler(pub Arc<Discord>);

#[async_trait]
impl RawEventHandler for Handler {
    async fn raw_event(&self, context: Context, event: Event) {
        let discord = &self.0;
        metrics::counter!("ansatz_discord_events_total").increment(1);
        match event {
            Event::Ready(ready) => {
                let ready = ready.ready;
                discord.learn_bot(ready.user.id.get());
                tracing::info!(bot = %ready.user.name, servers = ready.guilds.len(), shard = ?ready.shard, "connected to Discord");
                metrics::counter!("ansatz_discord_ready_total").increment(1);
                discord.posts.forget_reactions();
                listen(discord.clone(), &context);
                // Whatever happened before this moment is read from the posts.
                discord.notice_engine(Notice::Reconnected { places: None }).await;
                discord.register_once(ready.application.id.get()).await;
            }
            Event::Resumed(_) => metrics::counter!("ansatz_discord_resumed_total").increment(1),
            Event::InteractionCreate(event) => discord.clone().interaction(event.interaction).await,
            Event::MessageDelete(event) => {
                if let Some(server) = event.guild_id {
                    discord.message_gone(place(server.get(), event.channel_id.get()), event.message_id.get()).await;
                }
            }
            Event::MessageDeleteBulk(event) => {
                for message in event.ids {
                    if let Some(server) = event.guild_id {
                        discord.message_gone(place(server.get(), event.channel_id.get()), message.get()).await;
                    }
                }
            }
            Event::ChannelDelete(event) => {
                let place = place(event.channel.guild_id.get(), event.channel.id.get());
                discord.notice_engine(Notice::PlaceGone { place }).await;
            }
            Event::ThreadDelete(event) => {
                let place = place(event.thread.guild_id.get(), event.thread.id.get());
                discord.notice_engine(Notice::PlaceGone { place }).await;
            }
            // An outage of Discord's is no removal.
            Event::GuildDelete(event) if !event.guild.unavailable => {
                discord.notice_engine(Notice::ServerGone { server: event.guild.id.to_string() }).await;
            }
            Event::ChannelUpdate(event) => discord.forget_refusals(event.channel.guild_id.get()),
            Event::GuildRoleUpdate(event) => discord.forget_refusals(event.role.guild_id.get()),
            Event::GuildRoleDelete(event) => discord.forget_refusals(event.guild_id.get()),
            // Of its own roles the bot hears without asking for those of others.
            Event::GuildMemberUpdate(event) if event.user.id.get() == discord.bot() => {
                discord.forget_refusals(event.guild_id.get());
            }
            // Also after each connection, which may have missed a change.
            Event::GuildCreate(event) => discord.forget_refusals(event.guild.id.get()),
            Event::Unknown(event) => super::unparsed::count(&event.kind),
            _ => {}
        }
    }
}

impl Discord {
    pub(super) async fn notice_engine(&self, notice: Notice) {
        if self.notices.send(notice).await.is_err() {
            tracing::debug!("the engine has stopped");
        }
    }

    async fn message_gone(&self, place: PlaceRef, message: u64) {
        let ours = self.posts.is_open(message) || self.posts.get(message).flatten().is_some_and(|known| known.open);
        self.posts.gone(message);
        if !ours {
            return;
        }
        let notice = Notice::PostGone { place, message: MessageId(message.to_string()) };
        self.notice_engine(notice.clone()).await;
        // It may have gone before the engine had committed that it is there.
        tokio::time::sleep(COMMITTED).await;
        self.notice_engine(notice).await;
    }
}

/// Takes reactions and messages in the order in which this connection reads them, until it ends. A resumed one goes on; another READY
/// is another connection.
fn listen(discord: Arc<Discord>, context: &Context) {
    let taking = discord.clone();
    let mut events = Box::pin(collect(&context.shard, move |event| taken(&taking, event)));
    tokio::spawn(async move {
        let room = Arc::new(Semaphore::new(AT_ONCE));
        loop {
            let event = tokio::select! {
                () = discord.stop.cancelled() => break,
                event = events.next() => event,
            };
            let Some(event) = event else { break };
            let Ok(permit) = room.clone().acquire_owned().await else { break };
            match event {
                Ordered::Reaction { reacted, name } => {
                    if let Some(name) = name {
                        discord.people.learn(reacted.user, name);
                    }
                    let Some(others) = discord.noted(&reacted) else { continue };
                    let discord = discord.clone();
                    tokio::spawn(async move {
                        discord.reaction(*reacted, others).await;
                        drop(permit);
                    });
                }
                Ordered::Cleared { server, channel, message, emoji, sequence, at } => {
                    let option = emoji.as_deref().map(super::posts::option_of);
                    if option == Some(None) {
                        continue;
                    }
                    let cleared = discord.clone();
                    tokio::spawn(async move {
                        cleared.restore_letters(&place(server, channel), channel, message).await;
                    });
                    // Somebody cleared the reactions of others; those are no answers any more.
                    for (user, option) in discord.posts.cleared(message, option.flatten()) {
                        discord.posts.happened(message, Change { at, person: user, option, on: false });
                        let emoji = super::posts::emoji(option).to_string();
                        let reacted =
                            Reacted { server, channel, message, user, emoji, on: false, author: None, sequence, at };
                        tokio::spawn(discord.clone().reaction(reacted, Vec::new()));
                    }
                }
                Ordered::Message(written) => {
                    let discord = discord.clone();
                    tokio::spawn(async move {
                        discord.message(*written).await;
                        drop(permit);
                    });
                }
            }
        }
    });
}

/// Runs where serenity reads, so it is quick.
fn taken(discord: &Discord, event: &Event) -> Option<Ordered> {
    let (reaction, on) = match event {
        Event::ReactionAdd(event) => (&event.reaction, true),
        Event::ReactionRemove(event) => (&event.reaction, false),
        Event::ReactionRemoveAll(event) => {
            return Some(Ordered::Cleared {
                server: event.guild_id?.get(),
                channel: event.channel_id.get(),
                message: event.message_id.get(),
                emoji: None,
                sequence: discord.receipts.next(),
                at: Timestamp::now(),
            });
        }
        Event::ReactionRemoveEmoji(event) => {
            return Some(Ordered::Cleared {
                server: event.reaction.guild_id?.get(),
                channel: event.reaction.channel_id.get(),
                message: event.reaction.message_id.get(),
                emoji: Some(emoji_of(&event.reaction.emoji)?),
                sequence: discord.receipts.next(),
                at: Timestamp::now(),
            });
        }
        Event::MessageCreate(event) => {
            let message = &event.message;
            let bot = discord.bot();
            let first = message.referenced_message.as_ref().map(|first| first.author.id.get());
            let to_us = message.guild_id.is_none()
                || message.mentions.iter().any(|user| user.id.get() == bot)
                || (message.message_reference.is_some() && first.is_none_or(|author| author == bot));
            if message.author.bot || !to_us {
                return None;
            }
            let json = serde_json::to_value(message).ok()?;
            return messages::read(&json, discord.bot()).map(|written| Ordered::Message(Box::new(written)));
        }
        Event::MessageUpdate(event) => {
            // An edit; not that Discord has unfurled a link.
            event.edited_timestamp.and(event.content.as_ref()).and(event.author.as_ref())?;
            let json = serde_json::to_value(event).ok()?;
            return messages::read(&json, discord.bot()).map(|written| Ordered::Message(Box::new(written)));
        }
        _ => return None,
    };
    let user = reaction.user_id?.get();
    if user == discord.bot() {
        return None;
    }
    let name = reaction.member.as_ref().map(|member| {
        let user = &member.user;
        (!user.bot).then(|| display_name(user.global_name.as_deref(), &user.name))
    });
    let reacted = Reacted {
        server: reaction.guild_id?.get(),
        channel: reaction.channel_id.get(),
        message: reaction.message_id.get(),
        user,
        emoji: emoji_of(&reaction.emoji)?,
        on,
        author: reaction.message_author_id.map(|author| author.get()),
        sequence: discord.receipts.next(),
        at: Timestamp::now(),
    };
    Some(Ordered::Reaction { reacted: Box::new(reacted), name })
}

/// A server's own emoji is no letter.
fn emoji_of(emoji: &ReactionType) -> Option<String> {
    match emoji {
        ReactionType::Unicode(emoji) => Some(emoji.clone()),
        _ => None,
    }
}
