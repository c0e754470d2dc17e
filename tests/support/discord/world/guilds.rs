//! Guilds with their members and roles, and their JSON with every field that clients need.

use super::super::{clock::timestamp_of, permissions};
use super::{Channel, World};
use serde_json::{Value, json};
use std::collections::BTreeMap;

pub struct Role {
    pub name: String,
    pub permissions: u64,
    /// Of a bot, made when it was invited.
    pub managed_for: Option<u64>,
}

pub struct Member {
    pub roles: Vec<u64>,
    pub joined_at: String,
    /// What this guild calls them.
    pub nick: Option<String>,
}

pub struct Guild {
    pub id: u64,
    pub name: String,
    pub owner: u64,
    /// The role with the guild's own id is everyone's.
    pub roles: BTreeMap<u64, Role>,
    pub members: BTreeMap<u64, Member>,
    pub channels: Vec<u64>,
    /// The bot has been removed.
    pub gone: bool,
}

impl Guild {
    fn role_json(&self, id: u64, position: usize) -> Value {
        let role = &self.roles[&id];
        let mut json = json!({
            "id": id.to_string(),
            "name": role.name,
            "description": null,
            "permissions": role.permissions.to_string(),
            "position": position,
            "color": 0,
            "colors": { "primary_color": 0, "secondary_color": null, "tertiary_color": null },
            "hoist": false,
            "managed": role.managed_for.is_some(),
            "mentionable": false,
            "icon": null,
            "unicode_emoji": null,
            "flags": 0,
        });
        if let Some(bot) = role.managed_for {
            json["tags"] = json!({ "bot_id": bot.to_string() });
        }
        json
    }

    /// Without `user`, as in a message or a reaction's event.
    pub fn member_json(&self, user: u64) -> Option<Value> {
        let member = self.members.get(&user)?;
        Some(json!({
            "roles": member.roles.iter().map(u64::to_string).collect::<Vec<_>>(),
            "joined_at": member.joined_at,
            "nick": member.nick,
            "avatar": null,
            "banner": null,
            "avatar_decoration_data": null,
            "collectibles": null,
            "premium_since": null,
            "communication_disabled_until": null,
            "deaf": false,
            "mute": false,
            "pending": false,
            "flags": 0,
        }))
    }

    pub fn admit(&mut self, user: u64, joined_at: String) {
        self.members.insert(user, Member { roles: Vec::new(), joined_at, nick: None });
    }

    /// Which shard hears of it.
    pub fn shard(&self, count: u64) -> u64 {
        (self.id >> 22) % count.max(1)
    }
}

impl World {
    /// The bot is in it from the start, with the permissions that its invitation asks for.
    pub fn add_guild(&mut self, name: &str) -> u64 {
        let id = self.clock.snowflake();
        let bot_role = self.clock.snowflake();
        let everyone = Role { name: "@everyone".to_owned(), permissions: permissions::USUAL, managed_for: None };
        let of_bot = Role { name: "ansatz".to_owned(), permissions: permissions::USUAL, managed_for: Some(self.bot) };
        let joined_at = self.clock.timestamp();
        let members = BTreeMap::from([
            (self.bot, Member { roles: vec![bot_role], joined_at: joined_at.clone(), nick: None }),
            (self.owner, Member { roles: Vec::new(), joined_at, nick: None }),
        ]);
        let guild = Guild {
            id,
            name: name.to_owned(),
            owner: self.owner,
            roles: BTreeMap::from([(id, everyone), (bot_role, of_bot)]),
            members,
            channels: Vec::new(),
            gone: false,
        };
        self.guilds.insert(id, guild);
        id
    }

    pub fn full_member_json(&self, guild: &Guild, user: u64) -> Option<Value> {
        let mut member = guild.member_json(user)?;
        member["user"] = self.user_json(user);
        Some(member)
    }

    /// What `GET /guilds/{id}` answers.
    pub fn guild_json(&self, guild: &Guild) -> Value {
        let roles: Vec<Value> = guild.roles.keys().enumerate().map(|(at, id)| guild.role_json(*id, at)).collect();
        json!({
            "id": guild.id.to_string(),
            "name": guild.name,
            "owner_id": guild.owner.to_string(),
            "roles": roles,
            "icon": null,
            "description": null,
            "home_header": null,
            "splash": null,
            "discovery_splash": null,
            "features": [],
            "banner": null,
            "application_id": null,
            "region": "deprecated",
            "afk_channel_id": null,
            "afk_timeout": 300,
            "system_channel_id": null,
            "system_channel_flags": 0,
            "widget_enabled": false,
            "widget_channel_id": null,
            "verification_level": 1,
            "default_message_notifications": 1,
            "mfa_level": 0,
            "explicit_content_filter": 2,
            "max_presences": null,
            "max_members": 500_000,
            "max_stage_video_channel_users": 50,
            "max_video_channel_users": 25,
            "vanity_url_code": null,
            "premium_tier": 0,
            "premium_subscription_count": 0,
            "preferred_locale": "en-US",
            "rules_channel_id": null,
            "safety_alerts_channel_id": null,
            "public_updates_channel_id": null,
            "premium_progress_bar_enabled": false,
            "nsfw": false,
            "nsfw_level": 0,
            "emojis": [],
            "stickers": [],
            "incidents_data": null,
        })
    }

    /// What GUILD_CREATE carries beyond that. Of a large guild Discord sends few members, and so does this.
    pub fn guild_create_json(&self, guild: &Guild) -> Value {
        let mut json = self.guild_json(guild);
        let channels = guild.channels.iter().filter_map(|id| self.channels.get(id)).map(|it| it.json(self));
        let members = guild.members.keys().take(50).filter_map(|user| self.full_member_json(guild, *user));
        for (name, value) in [
            ("joined_at", json!(timestamp_of(guild.id))),
            ("large", json!(guild.members.len() > 50)),
            ("unavailable", json!(false)),
            ("member_count", json!(guild.members.len())),
            ("channels", channels.collect()),
            ("members", members.collect()),
            ("hub_type", Value::Null),
        ] {
            json[name] = value;
        }
        let empty =
            ["stage_instances", "threads", "voice_states", "presences", "guild_scheduled_events", "soundboard_sounds"];
        for name in empty {
            json[name] = json!([]);
        }
        json
    }

    pub fn permissions_in(&self, channel: &Channel, user: u64) -> u64 {
        match channel.guild.and_then(|id| self.guilds.get(&id)) {
            Some(guild) => permissions::in_channel(guild, channel, user),
            None => permissions::DIRECT,
        }
    }
}
