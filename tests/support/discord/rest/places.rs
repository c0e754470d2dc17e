//! Who and where: the gateway's address, users, the application, guilds and channels.

use super::super::error::ApiError;
use super::super::gateway::PATH;
use super::super::world::{Guild, World};
use super::call::{Call, Reply};
use serde_json::{Value, json};

type Answer = Result<Reply, ApiError>;

fn address(world: &World) -> String {
    format!("{}{PATH}", world.base.replacen("http", "ws", 1))
}

pub fn gateway(world: &mut World, _: &Call) -> Answer {
    Reply::json(json!({ "url": address(world) }))
}

pub fn gateway_bot(world: &mut World, _: &Call) -> Answer {
    let limit = json!({ "total": 1000, "remaining": 1000, "reset_after": 86_400_000, "max_concurrency": 1 });
    Reply::json(json!({ "url": address(world), "shards": world.config.shards, "session_start_limit": limit }))
}

pub fn me(world: &mut World, _: &Call) -> Answer {
    Reply::json(world.bot_json())
}

pub fn my_guilds(world: &mut World, _: &Call) -> Answer {
    let one = |guild: &Guild| {
        let held = super::super::permissions::in_guild(guild, world.bot);
        json!({
            "id": guild.id.to_string(),
            "name": guild.name,
            "icon": null,
            "banner": null,
            "owner": false,
            "permissions": held.to_string(),
            "features": [],
        })
    };
    Reply::json(world.present_guilds().map(one).collect())
}

pub fn open_direct(world: &mut World, call: &Call) -> Answer {
    let recipient = match &call.body["recipient_id"] {
        Value::String(text) => text.parse().unwrap_or_default(),
        other => other.as_u64().unwrap_or_default(),
    };
    let id = world.direct(recipient)?;
    Reply::json(world.channels[&id].json(world))
}

pub fn user(world: &mut World, call: &Call) -> Answer {
    let user = world.users.get(&call.id(0)?).ok_or_else(ApiError::unknown_user)?;
    Reply::json(user.json())
}

impl World {
    /// The privileged intents that are on in the developer portal, for an application in fewer than 100 guilds.
    pub fn application_flags(&self) -> u64 {
        let switches = [(1 << 8, 1 << 13), (1 << 1, 1 << 15), (1 << 15, 1 << 19)];
        let on = switches.iter().filter(|(intent, _)| self.config.privileged_intents & intent != 0);
        on.fold(0, |flags, (_, flag)| flags | flag)
    }
}

pub fn application(world: &mut World, _: &Call) -> Answer {
    let bot = world.user_json(world.bot);
    Reply::json(json!({
        "id": world.bot.to_string(),
        "name": bot["username"],
        "icon": null,
        "description": "",
        "type": null,
        "bot": bot,
        "bot_public": true,
        "bot_require_code_grant": false,
        "integration_types_config": { "0": {} },
        "verify_key": "0".repeat(64),
        "flags": world.application_flags(),
        "flags_new": world.application_flags().to_string(),
        "summary": "",
        "hook": true,
        "redirect_uris": [],
        "interactions_endpoint_url": null,
        "role_connections_verification_url": null,
        "owner": world.user_json(world.owner),
        "approximate_guild_count": world.present_guilds().count(),
        "approximate_user_install_count": 0,
        "approximate_user_authorization_count": 0,
        "explicit_content_filter": 0,
        "team": null,
        "eligible_oauth2_scopes": [],
    }))
}

fn present(world: &World, id: u64) -> Result<&Guild, ApiError> {
    match world.guilds.get(&id) {
        Some(guild) if guild.gone => Err(ApiError::missing_access()),
        Some(guild) => Ok(guild),
        None => Err(ApiError::unknown_guild()),
    }
}

pub fn guild(world: &mut World, call: &Call) -> Answer {
    let guild = present(world, call.id(0)?)?;
    let mut json = world.guild_json(guild);
    if call.asks("with_counts") {
        json["approximate_member_count"] = json!(guild.members.len());
        json["approximate_presence_count"] = json!(guild.members.len());
    }
    Reply::json(json)
}

pub fn channels(world: &mut World, call: &Call) -> Answer {
    let guild = present(world, call.id(0)?)?;
    let channels = guild.channels.iter().filter_map(|id| world.channels.get(id));
    Reply::json(channels.map(|channel| channel.json(world)).collect())
}

pub fn roles(world: &mut World, call: &Call) -> Answer {
    let guild = present(world, call.id(0)?)?;
    Reply::json(world.guild_json(guild)["roles"].clone())
}

pub fn member(world: &mut World, call: &Call) -> Answer {
    let guild = present(world, call.id(0)?)?;
    let member = world.full_member_json(guild, call.id(1)?).ok_or_else(ApiError::unknown_member)?;
    Reply::json(member)
}

pub fn channel(world: &mut World, call: &Call) -> Answer {
    let channel = world.channel_for_bot(call.id(0)?, 0)?;
    Reply::json(channel.json(world))
}

pub fn typing(world: &mut World, call: &Call) -> Answer {
    world.channel_for_bot(call.id(0)?, super::super::permissions::SEND_MESSAGES)?;
    Reply::nothing()
}
