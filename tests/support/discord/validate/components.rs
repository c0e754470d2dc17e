//! Components of a message: rows of buttons, or a menu each.

use super::super::error::Problems;
use super::{list, number, text};
use serde_json::{Value, json};
use std::collections::HashSet;

pub fn of_message(problems: &mut Problems, body: &Value) {
    let mut seen = HashSet::new();
    for (place, row) in list(problems, "", body, "components", 0..=5).iter().enumerate() {
        let at = format!("components.{place}");
        if row["type"] != 1 {
            let message = "Value of field \"type\" must be one of (1,).";
            problems.add(&format!("{at}.type"), "UNION_TYPE_CHOICES", message);
            continue;
        }
        let inside = list(problems, &at, row, "components", 1..=5);
        let alone = inside.iter().any(|one| one["type"] != 2);
        if alone && inside.len() > 1 {
            let message = "The specified component exceeds the maximum width";
            problems.add(&format!("{at}.components"), "COMPONENT_LAYOUT_WIDTH_EXCEEDED", message);
        }
        for (place, one) in inside.iter().enumerate() {
            let at = format!("{at}.components.{place}");
            match one["type"].as_u64() {
                Some(2) => button(problems, &at, one),
                Some(3) => menu(problems, &at, one),
                Some(5..=8) => picker(problems, &at, one),
                _ => {
                    let message = "Value of field \"type\" must be one of (2, 3, 5, 6, 7, 8).";
                    problems.add(&format!("{at}.type"), "UNION_TYPE_CHOICES", message);
                }
            }
            unique(problems, &at, one, &mut seen);
        }
    }
}

/// No two components of a form have one `custom_id`.
pub fn unique(problems: &mut Problems, at: &str, one: &Value, seen: &mut HashSet<String>) {
    if let Some(id) = one["custom_id"].as_str()
        && !seen.insert(id.to_owned())
    {
        let message = "Component custom id cannot be duplicated";
        problems.add(&format!("{at}.custom_id"), "COMPONENT_CUSTOM_ID_DUPLICATED", message);
    }
}

fn button(problems: &mut Problems, at: &str, button: &Value) {
    text(problems, at, button, "label", 0, 80);
    match button["style"].as_u64() {
        Some(1..=4) => text(problems, at, button, "custom_id", 1, 100),
        Some(5) => {
            text(problems, at, button, "url", 1, 512);
            if !button["custom_id"].is_null() {
                let message = "A custom id and url cannot both be specified";
                problems.add(&format!("{at}.custom_id"), "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE", message);
            }
        }
        _ => problems.add(&format!("{at}.style"), "BASE_TYPE_CHOICES", "Value must be one of {1, 2, 3, 4, 5, 6}."),
    }
    let labelled = button["label"].as_str().is_some_and(|label| !label.is_empty());
    if !labelled && button["emoji"].is_null() {
        problems.add(at, "BUTTON_COMPONENT_INVALID", "A button requires a label or an emoji");
    }
}

/// A menu of strings, in messages and in modals.
pub fn menu(problems: &mut Problems, at: &str, menu: &Value) {
    picker(problems, at, menu);
    let choices = list(problems, at, menu, "options", 1..=25);
    options(problems, at, choices);
    let most = i64::try_from(choices.len()).unwrap_or(25);
    if menu["max_values"].as_i64().is_some_and(|wanted| wanted > most) {
        let message = "max_values must be less than or equal to the number of options";
        problems.add(&format!("{at}.max_values"), "SELECT_COMPONENT_MAX_VALUES_EXCEEDS_OPTIONS", message);
    }
}

fn picker(problems: &mut Problems, at: &str, menu: &Value) {
    text(problems, at, menu, "custom_id", 1, 100);
    text(problems, at, menu, "placeholder", 0, 150);
    number(problems, at, menu, "min_values", 0..=25);
    number(problems, at, menu, "max_values", 1..=25);
}

/// Of menus, radio groups and checkbox groups.
pub fn options(problems: &mut Problems, at: &str, options: &[Value]) {
    let mut seen = HashSet::new();
    for (place, option) in options.iter().enumerate() {
        let at = format!("{at}.options.{place}");
        text(problems, &at, option, "label", 1, 100);
        text(problems, &at, option, "value", 1, 100);
        text(problems, &at, option, "description", 0, 100);
        if !seen.insert(option["value"].to_string()) {
            let message = "The specified option value is already used";
            problems.add(&format!("{at}.value"), "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", message);
        }
    }
}

/// As they come back: with Discord's defaults filled in.
pub fn to_shown(components: &[Value]) -> Vec<Value> {
    let mut shown = components.to_vec();
    for component in &mut shown {
        fill(component);
    }
    number_components(&mut shown);
    shown
}

fn fill(component: &mut Value) {
    if let Some(object) = component.as_object_mut() {
        object.retain(|_, value| !value.is_null());
    }
    match component["type"].as_u64() {
        Some(3..=8) => {
            for name in ["min_values", "max_values"] {
                if component[name].is_null() {
                    component[name] = json!(1);
                }
            }
        }
        Some(2) if component["emoji"].is_object() && component["emoji"]["id"].is_null() => {
            component["emoji"] = json!({ "name": component["emoji"]["name"] });
        }
        _ => {}
    }
    for inner in component.get_mut("components").and_then(Value::as_array_mut).into_iter().flatten() {
        fill(inner);
    }
}

/// Every component has a number; those without one get the next that is free.
pub fn number_components(components: &mut [Value]) {
    let mut used = HashSet::new();
    collect(components, &mut used);
    let mut next = 1;
    assign(components, &used, &mut next);
}

fn collect(components: &[Value], used: &mut HashSet<u64>) {
    for component in components {
        used.extend(component["id"].as_u64());
        collect(component["components"].as_array().map(Vec::as_slice).unwrap_or_default(), used);
        used.extend(component["component"]["id"].as_u64());
    }
}

fn assign(components: &mut [Value], used: &HashSet<u64>, next: &mut u64) {
    for component in components {
        if component["id"].as_u64().is_none_or(|id| id == 0) {
            while used.contains(next) {
                *next += 1;
            }
            component["id"] = json!(*next);
            *next += 1;
        }
        if let Some(inside) = component.get_mut("components").and_then(Value::as_array_mut) {
            assign(inside, used, next);
        }
        if let Some(inside) = component.get_mut("component") {
            assign(std::slice::from_mut(inside), used, next);
        }
    }
}
