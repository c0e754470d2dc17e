//! Application commands: names, descriptions, options and their nesting.

use super::super::error::Problems;
use super::{join, list, text};
use serde_json::Value;
use std::collections::HashSet;

pub fn command(problems: &mut Problems, at: &str, command: &Value) {
    let slash = matches!(command["type"].as_u64(), None | Some(1));
    text(problems, at, command, "name", 1, 32);
    if slash {
        name(problems, at, command);
        text(problems, at, command, "description", 1, 100);
        options(problems, at, command);
    }
    if weight(command) > 8000 {
        let message = "Command exceeds maximum size (8000)";
        problems.add(at, "APPLICATION_COMMAND_TOO_LARGE", message);
    }
}

fn name(problems: &mut Problems, at: &str, object: &Value) {
    let Some(name) = object["name"].as_str() else { return };
    let allowed = |c: char| (c.is_alphanumeric() && !c.is_uppercase()) || matches!(c, '-' | '_' | '\'');
    if !name.chars().all(allowed) {
        let message = "Command name is invalid";
        problems.add(&join(at, "name"), "APPLICATION_COMMAND_INVALID_NAME", message);
    }
}

fn options(problems: &mut Problems, at: &str, object: &Value) {
    let mut names = HashSet::new();
    let mut optional = false;
    let options = list(problems, at, object, "options", 0..=25);
    let nested = options.iter().filter(|option| matches!(option["type"].as_u64(), Some(1 | 2))).count();
    if nested > 0 && nested < options.len() {
        let message = "Sub-command and sub-command group option types are mutually exclusive to all other types";
        problems.add(&join(at, "options"), "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", message);
    }
    for (place, option) in options.iter().enumerate() {
        let at = join(at, &format!("options.{place}"));
        text(problems, &at, option, "name", 1, 32);
        name(problems, &at, option);
        text(problems, &at, option, "description", 1, 100);
        if !names.insert(option["name"].to_string()) {
            let message = "The option name is already used";
            problems.add(&join(&at, "name"), "APPLICATION_COMMAND_OPTIONS_NAME_DUPLICATED", message);
        }
        match option["type"].as_u64() {
            Some(kind @ (1 | 2)) => {
                options_inside(problems, &at, option, kind);
            }
            Some(3..=11) => {
                if option["required"] == true && optional {
                    let message = "Required options must be placed before non-required options";
                    problems.add(&at, "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", message);
                }
                optional |= option["required"] != true;
                choices(problems, &at, option);
            }
            _ => problems.add(&join(&at, "type"), "BASE_TYPE_CHOICES", "Value must be one of (1, ..., 11)."),
        }
    }
}

/// A group holds subcommands only, and a subcommand no further ones.
fn options_inside(problems: &mut Problems, at: &str, option: &Value, kind: u64) {
    let inside = option["options"].as_array().map(Vec::as_slice).unwrap_or_default();
    let wrong = inside.iter().any(|inner| (inner["type"] == 1) != (kind == 2) || inner["type"] == 2);
    if wrong {
        let message = "Sub-command and sub-command group option types are invalid at this level";
        problems.add(&join(at, "options"), "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", message);
    }
    options(problems, at, option);
}

fn choices(problems: &mut Problems, at: &str, option: &Value) {
    let choices = list(problems, at, option, "choices", 0..=25);
    for (place, choice) in choices.iter().enumerate() {
        let at = format!("{at}.choices.{place}");
        text(problems, &at, choice, "name", 1, 100);
        if let Some(value) = choice["value"].as_str() {
            problems.length(&format!("{at}.value"), value, 1, 100);
        }
    }
    if !choices.is_empty() && option["autocomplete"] == true {
        let message = "Autocomplete cannot be used with choices";
        problems.add(at, "APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_CHOICES", message);
    }
}

fn weight(value: &Value) -> usize {
    let own: usize =
        ["name", "description", "value"].iter().filter_map(|name| value[name].as_str()).map(str::len).sum();
    let inside = ["options", "choices"].iter().filter_map(|name| value[name].as_array()).flatten();
    own + inside.map(weight).sum::<usize>()
}
