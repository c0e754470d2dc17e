//! A slash command as typed: found among the registered ones, its options checked as Discord's client does, and made
//! into an interaction's data.

use super::super::error::{Refused, refuse};
use super::super::permissions::{self, ADMINISTRATOR};
use super::super::rest::store_file;
use super::super::world::{File, World};
use serde_json::{Map, Value, json};

/// Where a command is typed, and what is still being typed.
pub struct Typing<'a> {
    pub user: u64,
    pub channel: u64,
    /// The option that is being completed.
    pub focused: Option<&'a str>,
}

/// `path` is the command with its group and subcommand, as in `quiz start`; `given` has the options by name.
pub fn data(world: &mut World, typing: &Typing, path: &str, given: &Map<String, Value>) -> Result<Value, Refused> {
    let guild = world.channels.get(&typing.channel).and_then(|channel| channel.guild);
    let mut words = path.trim_start_matches('/').split_whitespace();
    let name = words.next().unwrap_or_default();
    let command = find(world, guild, name)?;
    if !permitted(world, typing, &command) {
        return refuse(format!("{} may not use /{name}", typing.user));
    }
    let mut levels = Vec::new();
    let mut leaf = command.clone();
    for word in words {
        let nested =
            inside(&leaf).iter().find(|one| matches!(one["type"].as_u64(), Some(1 | 2)) && one["name"] == word);
        let Some(nested) = nested.cloned() else { return refuse(format!("/{path}: there is no {word:?}")) };
        levels.push((nested["type"].clone(), word.to_owned()));
        leaf = nested;
    }
    if inside(&leaf).iter().any(|one| matches!(one["type"].as_u64(), Some(1 | 2))) {
        return refuse(format!("/{path} needs a subcommand"));
    }
    let mut resolved = json!({});
    let mut options = typed(world, typing, &leaf, given, &mut resolved)?;
    for (kind, name) in levels.into_iter().rev() {
        options = vec![json!({ "type": kind, "name": name, "options": options })];
    }
    let mut data = json!({ "id": command["id"], "name": command["name"], "type": 1 });
    if !options.is_empty() {
        data["options"] = json!(options);
    }
    if resolved.as_object().is_some_and(|resolved| !resolved.is_empty()) {
        data["resolved"] = resolved;
    }
    if !command["guild_id"].is_null() {
        data["guild_id"] = command["guild_id"].clone();
    }
    Ok(data)
}

fn inside(command: &Value) -> &[Value] {
    command["options"].as_array().map(Vec::as_slice).unwrap_or_default()
}

/// The guild's own command comes before a global one.
fn find(world: &World, guild: Option<u64>, name: &str) -> Result<Value, Refused> {
    let of_guild = guild.and_then(|_| world.commands.get(&guild)).into_iter().flatten();
    let global = world.commands.get(&None).into_iter().flatten();
    let direct = guild.is_none();
    let here = |one: &&Value| {
        let contexts = one["contexts"].as_array();
        let allowed =
            contexts.is_none_or(|contexts| contexts.iter().any(|context| context == if direct { 1 } else { 0 }));
        one["name"] == name && one["type"] == 1 && allowed && !(direct && one["dm_permission"] == false)
    };
    match of_guild.chain(global).find(here) {
        Some(command) => Ok(command.clone()),
        None => refuse(format!("no command /{name} is registered here")),
    }
}

/// Others don't even see it. In direct messages everyone may.
fn permitted(world: &World, typing: &Typing, command: &Value) -> bool {
    let needed = command["default_member_permissions"].as_str().and_then(|bits| bits.parse::<u64>().ok());
    let channel = world.channels.get(&typing.channel).filter(|channel| channel.guild.is_some());
    let held = channel.map(|channel| world.permissions_in(channel, typing.user));
    // Zero leaves it to administrators.
    let needed = needed.map(|bits| if bits == 0 { ADMINISTRATOR } else { bits });
    needed.zip(held).is_none_or(|(needed, held)| held & needed == needed)
}

fn typed(
    world: &mut World,
    typing: &Typing,
    leaf: &Value,
    given: &Map<String, Value>,
    resolved: &mut Value,
) -> Result<Vec<Value>, Refused> {
    let definitions = inside(leaf);
    if let Some(unknown) = given.keys().find(|name| !definitions.iter().any(|one| one["name"] == **name)) {
        return refuse(format!("there is no option {unknown:?}"));
    }
    let mut options = Vec::new();
    for definition in definitions {
        let name = definition["name"].as_str().unwrap_or_default();
        let Some(value) = given.get(name) else {
            if definition["required"] == true && typing.focused.is_none() {
                return refuse(format!("the option {name:?} is required"));
            }
            continue;
        };
        let mut option = json!({ "type": definition["type"], "name": name });
        if typing.focused == Some(name) {
            if definition["autocomplete"] != true {
                return refuse(format!("the option {name:?} has no completion"));
            }
            // What is half typed is a text, whatever the option's type.
            option["value"] = value.as_str().map_or_else(|| json!(value.to_string()), |text| json!(text));
            option["focused"] = json!(true);
        } else {
            option["value"] = checked(world, typing, definition, value, resolved)?;
        }
        options.push(option);
    }
    Ok(options)
}

fn checked(
    world: &mut World,
    typing: &Typing,
    definition: &Value,
    value: &Value,
    resolved: &mut Value,
) -> Result<Value, Refused> {
    let name = &definition["name"];
    let choices = definition["choices"].as_array().filter(|choices| !choices.is_empty());
    if let Some(choices) = choices {
        let chosen = choices.iter().find(|choice| choice["value"] == *value || choice["name"] == *value);
        return match chosen {
            Some(choice) => Ok(choice["value"].clone()),
            None => refuse(format!("the option {name} has no choice {value}")),
        };
    }
    let fits = match definition["type"].as_u64() {
        Some(3) => value.as_str().is_some_and(|text| within(definition, "length", text.chars().count() as f64)),
        Some(4) => value.as_i64().is_some_and(|number| within(definition, "value", number as f64)),
        Some(5) => value.is_boolean(),
        Some(10) => value.as_f64().is_some_and(|number| within(definition, "value", number)),
        Some(kind @ (6..=9)) => return referred(world, typing, kind, value, resolved),
        Some(11) => return attached(world, typing.channel, value, resolved),
        _ => false,
    };
    if fits { Ok(value.clone()) } else { refuse(format!("the option {name} does not take {value}")) }
}

fn within(definition: &Value, what: &str, number: f64) -> bool {
    let bound = |end: &str| definition[format!("{end}_{what}")].as_f64();
    bound("min").is_none_or(|least| number >= least) && bound("max").is_none_or(|most| number <= most)
}

/// A user, channel, role, or either of user and role, by id.
fn referred(world: &World, typing: &Typing, kind: u64, value: &Value, resolved: &mut Value) -> Result<Value, Refused> {
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let id: u64 = text.parse().unwrap_or_default();
    let guild = world.channels.get(&typing.channel).and_then(|channel| channel.guild);
    let guild = guild.and_then(|id| world.guilds.get(&id));
    let user = world.users.get(&id).filter(|_| matches!(kind, 6 | 9));
    if let Some(user) = user {
        resolved["users"][&text] = user.json();
        if let Some((guild, mut member)) = guild.and_then(|guild| Some((guild, guild.member_json(id)?))) {
            member["permissions"] = json!(permissions::in_guild(guild, id).to_string());
            resolved["members"][&text] = member;
        }
        return Ok(json!(text));
    }
    if let Some(channel) = world.channels.get(&id).filter(|_| kind == 7) {
        resolved["channels"][&text] = channel.json(world);
        resolved["channels"][&text]["permissions"] = json!(world.permissions_in(channel, world.owner).to_string());
        return Ok(json!(text));
    }
    let roles = guild.map(|guild| world.guild_json(guild)["roles"].clone()).unwrap_or_default();
    let role = roles.as_array().into_iter().flatten().find(|role| role["id"] == text && matches!(kind, 8 | 9));
    match role {
        Some(role) => {
            resolved["roles"][&text] = role.clone();
            Ok(json!(text))
        }
        None => refuse(format!("nothing here has the id {text}")),
    }
}

/// `{"filename", "content", "content_type"}`; the content is text.
fn attached(world: &mut World, channel: u64, value: &Value, resolved: &mut Value) -> Result<Value, Refused> {
    let (Some(name), Some(content)) = (value["filename"].as_str(), value["content"].as_str()) else {
        return refuse("a file needs filename and content");
    };
    let kind = value["content_type"].as_str().unwrap_or("text/plain; charset=utf-8").to_owned();
    let file = File { name: name.to_owned(), kind, bytes: content.as_bytes().to_vec() };
    let mut json = store_file(world, channel, file);
    json["ephemeral"] = json!(true);
    let id = json["id"].clone();
    resolved["attachments"][id.as_str().unwrap_or_default()] = json;
    Ok(id)
}
