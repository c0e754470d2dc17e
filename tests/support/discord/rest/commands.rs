//! Application commands, global and of a guild.

use super::super::error::{ApiError, Problems};
use super::super::validate;
use super::super::world::World;
use super::call::{Call, Reply};
use serde_json::{Value, json};

type Answer = Result<Reply, ApiError>;
/// Global commands are under none.
type Scope = Option<u64>;

fn guild(world: &World, call: &Call) -> Result<Scope, ApiError> {
    let id = call.id(1)?;
    if world.guilds.get(&id).is_none_or(|guild| guild.gone) {
        return Err(ApiError::missing_access());
    }
    Ok(Some(id))
}

fn own(world: &World, call: &Call) -> Result<(), ApiError> {
    if call.id(0)? == world.bot {
        return Ok(());
    }
    Err(ApiError::new(403, 20012, "You are not authorized to perform this action on this application"))
}

/// As it is kept and shown, with the defaults of what was not sent.
fn shown(world: &mut World, scope: Scope, sent: &Value, id: Option<&str>) -> Value {
    let mut command = sent.clone();
    if let Some(object) = command.as_object_mut() {
        object.retain(|_, value| !value.is_null());
    }
    let version = world.clock.snowflake().to_string();
    command["id"] = json!(id.map_or_else(|| version.clone(), str::to_owned));
    command["version"] = json!(version);
    command["application_id"] = json!(world.bot.to_string());
    for (name, usual) in [
        ("type", json!(1)),
        ("description", json!("")),
        ("default_member_permissions", Value::Null),
        ("name_localizations", Value::Null),
        ("description_localizations", Value::Null),
        ("nsfw", json!(false)),
        ("dm_permission", json!(true)),
        ("integration_types", json!([0])),
        ("contexts", Value::Null),
    ] {
        if command[name].is_null() {
            command[name] = usual;
        }
    }
    if let Some(scope) = scope {
        command["guild_id"] = json!(scope.to_string());
        command.as_object_mut().map(|object| object.remove("dm_permission"));
    }
    // A number is taken, a text is shown.
    if let Some(number) = command["default_member_permissions"].as_u64() {
        command["default_member_permissions"] = json!(number.to_string());
    }
    command
}

/// One command by its name and type, another is another.
fn same(left: &Value, right: &Value) -> bool {
    left["name"] == right["name"] && left["type"].as_u64().unwrap_or(1) == right["type"].as_u64().unwrap_or(1)
}

fn all(world: &World, scope: Scope) -> &[Value] {
    world.commands.get(&scope).map(Vec::as_slice).unwrap_or_default()
}

fn get_from(world: &World, scope: Scope, id: &str) -> Answer {
    let command = all(world, scope).iter().find(|command| command["id"] == id);
    Reply::json(command.ok_or_else(ApiError::unknown_command)?.clone())
}

fn overwrite_all(world: &mut World, call: &Call, scope: Scope) -> Answer {
    let sent = call.body.as_array().cloned().unwrap_or_default();
    let mut problems = Problems::default();
    for (place, command) in sent.iter().enumerate() {
        validate::command(&mut problems, &place.to_string(), command);
        if sent[..place].iter().any(|earlier| same(earlier, command)) {
            let message = "Application command names must be unique";
            problems.add(&format!("{place}.name"), "APPLICATION_COMMANDS_DUPLICATE_NAME", message);
        }
    }
    if sent.len() > 100 {
        problems.add("", "BASE_TYPE_MAX_LENGTH", "Must be 100 or fewer in length.");
    }
    problems.finish()?;
    let old = world.commands.remove(&scope).unwrap_or_default();
    let mut new = Vec::new();
    for command in &sent {
        let before = old.iter().find(|before| same(before, command));
        new.push(shown(world, scope, command, before.and_then(|before| before["id"].as_str())));
    }
    world.commands.insert(scope, new.clone());
    Reply::json(Value::Array(new))
}

fn create_one(world: &mut World, call: &Call, scope: Scope) -> Answer {
    let mut problems = Problems::default();
    validate::command(&mut problems, "", &call.body);
    problems.finish()?;
    let place = all(world, scope).iter().position(|command| same(command, &call.body));
    let id = place.and_then(|place| all(world, scope)[place]["id"].as_str()).map(str::to_owned);
    let command = shown(world, scope, &call.body, id.as_deref());
    let commands = world.commands.entry(scope).or_default();
    match place {
        Some(place) => {
            commands[place] = command.clone();
            Reply::json(command)
        }
        None => {
            commands.push(command.clone());
            Reply::created(command)
        }
    }
}

fn edit_one(world: &mut World, call: &Call, scope: Scope, id: &str) -> Answer {
    let place = all(world, scope).iter().position(|command| command["id"] == id);
    let place = place.ok_or_else(ApiError::unknown_command)?;
    let mut merged = all(world, scope)[place].clone();
    if let (Some(merged), Some(changes)) = (merged.as_object_mut(), call.body.as_object()) {
        merged.extend(changes.clone());
    }
    let mut problems = Problems::default();
    validate::command(&mut problems, "", &merged);
    problems.finish()?;
    let command = shown(world, scope, &merged, Some(id));
    world.commands.entry(scope).or_default()[place] = command.clone();
    Reply::json(command)
}

fn delete_one(world: &mut World, scope: Scope, id: &str) -> Answer {
    let commands = world.commands.entry(scope).or_default();
    let before = commands.len();
    commands.retain(|command| command["id"] != id);
    if commands.len() == before {
        return Err(ApiError::unknown_command());
    }
    Reply::nothing()
}

pub fn list(world: &mut World, call: &Call) -> Answer {
    own(world, call)?;
    Reply::json(all(world, None).iter().cloned().collect())
}

pub fn list_in_guild(world: &mut World, call: &Call) -> Answer {
    own(world, call)?;
    let scope = guild(world, call)?;
    Reply::json(all(world, scope).iter().cloned().collect())
}

pub fn get(world: &mut World, call: &Call) -> Answer {
    own(world, call)?;
    get_from(world, None, call.parameter(1))
}

pub fn get_in_guild(world: &mut World, call: &Call) -> Answer {
    own(world, call)?;
    get_from(world, guild(world, call)?, call.parameter(2))
}

pub fn overwrite(world: &mut World, call: &Call) -> Answer {
    own(world, call)?;
    overwrite_all(world, call, None)
}

pub fn overwrite_in_guild(world: &mut World, call: &Call) -> Answer {
    own(world, call)?;
    let scope = guild(world, call)?;
    overwrite_all(world, call, scope)
}

pub fn create(world: &mut World, call: &Call) -> Answer {
    own(world, call)?;
    create_one(world, call, None)
}

pub fn create_in_guild(world: &mut World, call: &Call) -> Answer {
    own(world, call)?;
    let scope = guild(world, call)?;
    create_one(world, call, scope)
}

pub fn edit(world: &mut World, call: &Call) -> Answer {
    own(world, call)?;
    edit_one(world, call, None, call.parameter(1))
}

pub fn edit_in_guild(world: &mut World, call: &Call) -> Answer {
    own(world, call)?;
    let scope = guild(world, call)?;
    edit_one(world, call, scope, call.parameter(2))
}

pub fn delete(world: &mut World, call: &Call) -> Answer {
    own(world, call)?;
    delete_one(world, None, call.parameter(1))
}

pub fn delete_in_guild(world: &mut World, call: &Call) -> Answer {
    own(world, call)?;
    let scope = guild(world, call)?;
    delete_one(world, scope, call.parameter(2))
}
