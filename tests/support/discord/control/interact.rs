//! Interactions as people start them, and what they see of the answers.

use super::super::StandIn;
use super::super::error::{Refused, refuse};
use super::super::interactions::{AUTOCOMPLETE, COMMAND, COMPONENT, Interaction, MODAL};
use super::super::world::{Audience, World};
use super::command::Typing;
use super::{command, modal, room};
use serde_json::{Value, json};
use std::time::Duration;

impl StandIn {
    /// `path` as in `quiz start`; `options` is an object. A user, channel or role is given by its id, a file as
    /// `{"filename", "content"}`. Returns the interaction.
    pub async fn slash(&self, user: u64, channel: u64, path: &str, options: &Value) -> Result<u64, Refused> {
        self.type_command(path, options, &Typing { user, channel, focused: None })
    }

    /// While the option `focused` is being typed.
    pub async fn autocomplete(
        &self,
        user: u64,
        channel: u64,
        path: &str,
        options: &Value,
        focused: &str,
    ) -> Result<u64, Refused> {
        self.type_command(path, options, &Typing { user, channel, focused: Some(focused) })
    }

    fn type_command(&self, path: &str, options: &Value, typing: &Typing) -> Result<u64, Refused> {
        let mut world = self.hub.lock();
        room(&world, typing.channel, typing.user)?;
        let given = options.as_object().cloned().unwrap_or_default();
        let data = command::data(&mut world, typing, path, &given)?;
        let kind = if typing.focused.is_some() { AUTOCOMPLETE } else { COMMAND };
        let interaction = new(&mut world, kind, typing.user, typing.channel);
        Ok(start(&mut world, interaction, data))
    }

    /// The button with this `custom_id`.
    pub async fn click(&self, user: u64, channel: u64, message: u64, custom_id: &str) -> Result<u64, Refused> {
        let mut world = self.hub.lock();
        let button = usable(&world, user, channel, message, custom_id)?;
        if button["type"] != 2 {
            return refuse(format!("{custom_id:?} is no button"));
        }
        let data = json!({ "component_type": 2, "custom_id": custom_id, "id": button["id"] });
        Ok(start_component(&mut world, user, channel, message, data))
    }

    /// These values of the menu with this `custom_id`.
    pub async fn select(
        &self,
        user: u64,
        channel: u64,
        message: u64,
        custom_id: &str,
        values: &[&str],
    ) -> Result<u64, Refused> {
        let mut world = self.hub.lock();
        let menu = usable(&world, user, channel, message, custom_id)?;
        let options = menu["options"].as_array().map(Vec::as_slice).unwrap_or_default();
        if menu["type"] != 3 || values.iter().any(|value| !options.iter().any(|option| option["value"] == **value)) {
            return refuse(format!("{custom_id:?} does not offer all of {values:?}"));
        }
        let count = u64::try_from(values.len()).unwrap_or(u64::MAX);
        let bound = |end: &str| menu[end].as_u64().unwrap_or(1);
        if count < bound("min_values") || count > bound("max_values") {
            return refuse(format!("{custom_id:?} does not take {count} values"));
        }
        let data = json!({ "component_type": 3, "custom_id": custom_id, "values": values, "id": menu["id"] });
        Ok(start_component(&mut world, user, channel, message, data))
    }

    /// The modal that answered `interaction`, filled in with an object by `custom_id`: a text, or a list of values.
    pub async fn submit(&self, user: u64, interaction: u64, values: &Value) -> Result<u64, Refused> {
        let mut world = self.hub.lock();
        let Some(opener) = world.interactions.get(&interaction).filter(|opener| opener.user == user) else {
            return refuse(format!("no interaction {interaction} of {user}"));
        };
        let Some(shown) = &opener.modal else { return refuse(format!("{interaction} was not answered by a modal")) };
        let data = modal::data(shown, &values.as_object().cloned().unwrap_or_default())?;
        let (channel, source, opened_by) = (opener.channel, opener.source, opener.metadata.clone());
        let mut submitted = new(&mut world, MODAL, user, channel);
        submitted.source = source;
        submitted.metadata["triggering_interaction_metadata"] = opened_by;
        Ok(start(&mut world, submitted, data))
    }

    /// What has come of it: `state` is waiting, deferred, answered or failed; further `message`, `followups`, `modal`,
    /// `choices`, `ephemeral` and `acknowledged`, the callback's type.
    pub async fn reply(&self, interaction: u64) -> Result<Value, Refused> {
        let world = self.hub.lock();
        match world.interactions.get(&interaction) {
            Some(found) => Ok(world.reply_json(found)),
            None => refuse(format!("no interaction {interaction}")),
        }
    }

    /// The same, once it is answered for good; a promise of an answer is not enough. "This interaction failed" is
    /// refused.
    pub async fn wait_reply(&self, interaction: u64, timeout: Duration) -> Result<Value, Refused> {
        let reply = self
            .until(&format!("the answer to {interaction}"), timeout, |world| {
                let reply = world.reply_json(world.interactions.get(&interaction)?);
                matches!(reply["state"].as_str(), Some("answered" | "failed")).then_some(reply)
            })
            .await?;
        if reply["state"] == "failed" { refuse("This interaction failed") } else { Ok(reply) }
    }
}

fn new(world: &mut World, kind: u8, user: u64, channel: u64) -> Interaction {
    let guild = world.channels.get(&channel).and_then(|channel| channel.guild);
    let mut interaction = Interaction::new(&mut world.clock, kind, user, channel, guild);
    let owner = guild.map_or_else(|| "0".to_owned(), |guild| guild.to_string());
    interaction.metadata = json!({
        "id": interaction.id.to_string(),
        "type": kind,
        "user": world.user_json(user),
        "authorizing_integration_owners": { "0": owner },
    });
    interaction
}

fn start_component(world: &mut World, user: u64, channel: u64, message: u64, data: Value) -> u64 {
    let mut interaction = new(world, COMPONENT, user, channel);
    interaction.source = Some(message);
    interaction.metadata["interacted_message_id"] = json!(message.to_string());
    start(world, interaction, data)
}

/// Interactions come without any intent, and also where the bot can't look.
fn start(world: &mut World, interaction: Interaction, data: Value) -> u64 {
    let channel = world.channels.get(&interaction.channel);
    let event = channel.map(|channel| world.interaction_event(&interaction, channel, data)).unwrap_or_default();
    let audience = Audience { guild: interaction.guild, intents: 0, masked: false, hidden: false };
    let id = interaction.id;
    world.tokens.insert(interaction.token.clone(), id);
    world.interactions.insert(id, interaction);
    world.emit("INTERACTION_CREATE", event, audience);
    id
}

/// The component, if this person sees it and it is not disabled.
fn usable(world: &World, user: u64, channel: u64, message: u64, custom_id: &str) -> Result<Value, Refused> {
    let Some(shown) = room(world, channel, user)?.messages.get(&message) else {
        return refuse(format!("no message {message}"));
    };
    let answers = |one: &Interaction| one.original == Some(message) || one.followups.contains(&message);
    if shown.ephemeral() && !world.interactions.values().any(|one| one.user == user && answers(one)) {
        return refuse(format!("{user} does not see the message {message}"));
    }
    match find(&shown.draft.components, custom_id) {
        Some(component) if component["disabled"] == true => refuse(format!("{custom_id:?} is disabled")),
        Some(component) => Ok(component.clone()),
        None => refuse(format!("the message has no {custom_id:?}")),
    }
}

fn find<'a>(components: &'a [Value], custom_id: &str) -> Option<&'a Value> {
    components.iter().find_map(|component| {
        if component["custom_id"] == custom_id {
            return Some(component);
        }
        find(component["components"].as_array().map(Vec::as_slice).unwrap_or_default(), custom_id)
    })
}
