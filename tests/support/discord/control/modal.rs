//! A modal as a person fills it in: checked as Discord's client does, and made into an interaction's data.

use super::super::error::{Refused, refuse};
use serde_json::{Map, Value, json};

/// `values` by `custom_id`: a text, or a list of values for menus and checkbox groups.
pub fn data(modal: &Value, values: &Map<String, Value>) -> Result<Value, Refused> {
    let mut known = Vec::new();
    let mut components = Vec::new();
    for shown in modal["components"].as_array().into_iter().flatten() {
        let mut component = json!({ "type": shown["type"], "id": shown["id"] });
        if shown["type"] == 1 {
            let inputs = shown["components"].as_array().into_iter().flatten();
            let inputs: Result<Vec<Value>, Refused> = inputs.map(|input| filled(input, values, &mut known)).collect();
            component["components"] = json!(inputs?);
        } else if shown["type"] == 18 {
            component["component"] = filled(&shown["component"], values, &mut known)?;
        }
        components.push(component);
    }
    if let Some(unknown) = values.keys().find(|name| !known.contains(name)) {
        return refuse(format!("the modal has no {unknown:?}"));
    }
    Ok(json!({ "custom_id": modal["custom_id"], "components": components }))
}

fn filled(shown: &Value, values: &Map<String, Value>, known: &mut Vec<String>) -> Result<Value, Refused> {
    let name = shown["custom_id"].as_str().unwrap_or_default();
    known.push(name.to_owned());
    let given = values.get(name);
    let mut component = json!({ "type": shown["type"], "id": shown["id"], "custom_id": name });
    match shown["type"].as_u64() {
        Some(4) => component["value"] = json!(text(shown, name, given)?),
        Some(21) => component["value"] = json!(chosen(shown, name, given, 1)?.first()),
        Some(3 | 22) => {
            let most = shown["options"].as_array().map_or(0, Vec::len);
            let most = if shown["type"] == 3 { 1 } else { most };
            component["values"] = json!(chosen(shown, name, given, most)?);
        }
        Some(23) => component["value"] = json!(given.is_some_and(|given| *given == true)),
        _ => return refuse(format!("the stand-in can't fill in {name:?}")),
    }
    Ok(component)
}

/// Unless it says otherwise, everything must be filled in.
fn required(shown: &Value) -> bool {
    shown["required"] != false
}

fn text(shown: &Value, name: &str, given: Option<&Value>) -> Result<String, Refused> {
    let preset = shown["value"].as_str().unwrap_or_default();
    let text = given.map_or(Some(preset), Value::as_str);
    let Some(text) = text else { return refuse(format!("{name:?} takes a text")) };
    let length = u64::try_from(text.chars().count()).unwrap_or(u64::MAX);
    let least = shown["min_length"].as_u64().unwrap_or_default().max(u64::from(required(shown)));
    let most = shown["max_length"].as_u64().unwrap_or(4000);
    if length > most || length < least && (required(shown) || length > 0) {
        return refuse(format!("{name:?} takes {least} to {most} characters"));
    }
    Ok(text.to_owned())
}

fn chosen(shown: &Value, name: &str, given: Option<&Value>, most: usize) -> Result<Vec<Value>, Refused> {
    let options = shown["options"].as_array().map(Vec::as_slice).unwrap_or_default();
    let values = match given {
        None => options.iter().filter(|one| one["default"] == true).map(|one| one["value"].clone()).collect(),
        Some(Value::Array(values)) => values.clone(),
        Some(value) => vec![value.clone()],
    };
    if let Some(unknown) = values.iter().find(|value| !options.iter().any(|option| option["value"] == **value)) {
        return refuse(format!("{name:?} has no option {unknown}"));
    }
    let bound = |end: &str| shown[end].as_u64().and_then(|bound| usize::try_from(bound).ok());
    let least = bound("min_values").unwrap_or(1);
    let most = bound("max_values").unwrap_or(most);
    let empty = values.is_empty() && !required(shown);
    if !empty && !(least..=most).contains(&values.len()) {
        return refuse(format!("{name:?} takes {least} to {most} values"));
    }
    Ok(values)
}
