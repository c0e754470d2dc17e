//! Permission bits, and Discord's rule for a member in a channel: roles, then the overwrites, the owner above all.

use super::error::{Refused, refuse};
use super::world::{Channel, Guild};

pub const ADD_REACTIONS: u64 = 1 << 6;
pub const ADMINISTRATOR: u64 = 1 << 3;
pub const VIEW_CHANNEL: u64 = 1 << 10;
pub const SEND_MESSAGES: u64 = 1 << 11;
pub const MANAGE_MESSAGES: u64 = 1 << 13;
pub const EMBED_LINKS: u64 = 1 << 14;
pub const ATTACH_FILES: u64 = 1 << 15;
pub const READ_MESSAGE_HISTORY: u64 = 1 << 16;
pub const MENTION_EVERYONE: u64 = 1 << 17;
const USE_APPLICATION_COMMANDS: u64 = 1 << 31;

/// What everybody may do in a guild nobody changed, and what the bot asked for when it was invited.
pub const USUAL: u64 = ADD_REACTIONS
    | VIEW_CHANNEL
    | SEND_MESSAGES
    | EMBED_LINKS
    | ATTACH_FILES
    | READ_MESSAGE_HISTORY
    | USE_APPLICATION_COMMANDS;

/// In a direct message nobody has roles.
pub const DIRECT: u64 = USUAL | MENTION_EVERYONE;

const EVERYTHING: u64 = u64::MAX >> 12;

const NAMES: [(&str, u64); 10] = [
    ("add_reactions", ADD_REACTIONS),
    ("administrator", ADMINISTRATOR),
    ("view_channel", VIEW_CHANNEL),
    ("send_messages", SEND_MESSAGES),
    ("manage_messages", MANAGE_MESSAGES),
    ("embed_links", EMBED_LINKS),
    ("attach_files", ATTACH_FILES),
    ("read_message_history", READ_MESSAGE_HISTORY),
    ("mention_everyone", MENTION_EVERYONE),
    ("use_application_commands", USE_APPLICATION_COMMANDS),
];

/// `view_channel` and the like.
pub fn named(names: &[&str]) -> Result<u64, Refused> {
    let mut bits = 0;
    for name in names {
        let Some((_, bit)) = NAMES.iter().find(|(known, _)| known == name) else {
            return refuse(format!("no permission is called {name:?}"));
        };
        bits |= bit;
    }
    Ok(bits)
}

/// Of all the guild's channels.
pub fn in_guild(guild: &Guild, user: u64) -> u64 {
    if guild.owner == user {
        return EVERYTHING;
    }
    let Some(member) = guild.members.get(&user) else { return 0 };
    let own = member.roles.iter().filter_map(|role| guild.roles.get(role));
    let bits = own.chain(guild.roles.get(&guild.id)).fold(0, |bits, role| bits | role.permissions);
    if bits & ADMINISTRATOR == 0 { bits } else { EVERYTHING }
}

pub fn in_channel(guild: &Guild, channel: &Channel, user: u64) -> u64 {
    let mut bits = in_guild(guild, user);
    if bits == EVERYTHING || bits == 0 {
        return bits;
    }
    if let Some(everyone) = channel.overwrites.get(&guild.id) {
        bits = bits & !everyone.deny | everyone.allow;
    }
    let roles = guild.members.get(&user).map(|member| member.roles.as_slice()).unwrap_or_default();
    let of_roles = roles.iter().filter_map(|role| channel.overwrites.get(role));
    let (allow, deny) = of_roles.fold((0, 0), |(allow, deny), one| (allow | one.allow, deny | one.deny));
    bits = bits & !deny | allow;
    if let Some(own) = channel.overwrites.get(&user) {
        bits = bits & !own.deny | own.allow;
    }
    // Who can't see a channel can do nothing in it; who can't send can't embed or attach either.
    if bits & VIEW_CHANNEL == 0 {
        return 0;
    }
    if bits & SEND_MESSAGES == 0 {
        bits &= !(MENTION_EVERYONE | ATTACH_FILES | EMBED_LINKS);
    }
    bits
}
