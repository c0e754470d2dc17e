//! The table of routes. A route's name, method and template, is what counters and faults know it by.

use super::super::error::ApiError;
use super::super::world::World;
use super::call::{Call, Reply, decode};
use super::{commands, interactions, messages, places, reactions, webhooks};

pub type Handler = fn(&mut World, &Call) -> Result<Reply, ApiError>;

pub struct Route {
    method: &'static str,
    template: &'static str,
    pub handler: Handler,
    pub needs_token: bool,
}

const fn route(method: &'static str, template: &'static str, handler: Handler) -> Route {
    Route { method, template, handler, needs_token: true }
}

/// What is authorised by a token in its path, or needs none.
const fn open(method: &'static str, template: &'static str, handler: Handler) -> Route {
    Route { method, template, handler, needs_token: false }
}

const MESSAGES: &str = "/channels/{channel_id}/messages";
const MESSAGE: &str = "/channels/{channel_id}/messages/{message_id}";
const REACTIONS: &str = "/channels/{channel_id}/messages/{message_id}/reactions";
const REACTION: &str = "/channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}";
const MY_REACTION: &str = "/channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}/@me";
const THEIR_REACTION: &str = "/channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}/{user_id}";
const COMMANDS: &str = "/applications/{application_id}/commands";
const COMMAND: &str = "/applications/{application_id}/commands/{command_id}";
const GUILD_COMMANDS: &str = "/applications/{application_id}/guilds/{guild_id}/commands";
const GUILD_COMMAND: &str = "/applications/{application_id}/guilds/{guild_id}/commands/{command_id}";
const WEBHOOK: &str = "/webhooks/{webhook_id}/{webhook_token}";
const ORIGINAL: &str = "/webhooks/{webhook_id}/{webhook_token}/messages/@original";
const FOLLOWUP: &str = "/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}";

/// Fixed words stand before parameters in their place: the first that fits is taken.
static ROUTES: [Route; 45] = [
    open("GET", "/gateway", places::gateway),
    route("GET", "/gateway/bot", places::gateway_bot),
    route("GET", "/users/@me", places::me),
    route("GET", "/users/@me/guilds", places::my_guilds),
    route("POST", "/users/@me/channels", places::open_direct),
    route("GET", "/users/{user_id}", places::user),
    route("GET", "/applications/@me", places::application),
    route("GET", "/oauth2/applications/@me", places::application),
    route("GET", "/guilds/{guild_id}", places::guild),
    route("GET", "/guilds/{guild_id}/channels", places::channels),
    route("GET", "/guilds/{guild_id}/roles", places::roles),
    route("GET", "/guilds/{guild_id}/members/{user_id}", places::member),
    route("GET", "/channels/{channel_id}", places::channel),
    route("POST", "/channels/{channel_id}/typing", places::typing),
    route("GET", MESSAGES, messages::list),
    route("POST", MESSAGES, messages::create),
    route("GET", MESSAGE, messages::get),
    route("PATCH", MESSAGE, messages::edit),
    route("DELETE", MESSAGE, messages::delete),
    route("DELETE", REACTIONS, reactions::remove_all),
    route("GET", REACTION, reactions::list),
    route("DELETE", REACTION, reactions::remove_emoji),
    route("PUT", MY_REACTION, reactions::add),
    route("DELETE", MY_REACTION, reactions::remove_own),
    route("DELETE", THEIR_REACTION, reactions::remove_theirs),
    route("GET", COMMANDS, commands::list),
    route("PUT", COMMANDS, commands::overwrite),
    route("POST", COMMANDS, commands::create),
    route("GET", COMMAND, commands::get),
    route("PATCH", COMMAND, commands::edit),
    route("DELETE", COMMAND, commands::delete),
    route("GET", GUILD_COMMANDS, commands::list_in_guild),
    route("PUT", GUILD_COMMANDS, commands::overwrite_in_guild),
    route("POST", GUILD_COMMANDS, commands::create_in_guild),
    route("GET", GUILD_COMMAND, commands::get_in_guild),
    route("PATCH", GUILD_COMMAND, commands::edit_in_guild),
    route("DELETE", GUILD_COMMAND, commands::delete_in_guild),
    open("POST", "/interactions/{interaction_id}/{interaction_token}/callback", interactions::callback),
    open("POST", WEBHOOK, webhooks::follow_up),
    open("GET", ORIGINAL, webhooks::get_original),
    open("PATCH", ORIGINAL, webhooks::edit_original),
    open("DELETE", ORIGINAL, webhooks::delete_original),
    open("GET", FOLLOWUP, webhooks::get),
    open("PATCH", FOLLOWUP, webhooks::edit),
    open("DELETE", FOLLOWUP, webhooks::delete),
];

impl Route {
    pub fn name(&self) -> String {
        format!("{} {}", self.method, self.template)
    }

    /// With the parameters of the path, decoded, in order.
    pub fn find(method: &str, path: &str) -> Result<(&'static Self, Vec<String>), ApiError> {
        let mut known = false;
        for route in &ROUTES {
            let Some(parameters) = route.fit(path) else { continue };
            if route.method == method {
                return Ok((route, parameters));
            }
            known = true;
        }
        Err(if known { ApiError::new(405, 0, "405: Method Not Allowed") } else { ApiError::not_found() })
    }

    fn fit(&self, path: &str) -> Option<Vec<String>> {
        let mut parameters = Vec::new();
        let mut given = path.trim_end_matches('/').split('/');
        for step in self.template.split('/') {
            let segment = given.next()?;
            if step.starts_with('{') {
                parameters.push(decode(segment));
            } else if decode(segment) != step {
                return None;
            }
        }
        given.next().is_none().then_some(parameters)
    }
}
