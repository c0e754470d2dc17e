//! `/quiz` as Discord is told of it. It is registered again only when what is registered differs.

use serde_json::{Map, Value, json};

use super::Discord;
use super::rest::{Call, RestError};
use crate::chat::words;
use crate::quiz::Window;
use reqwest::Method;

const SUB_COMMAND: u8 = 1;
const GROUP: u8 = 2;
const STRING: u8 = 3;
const BOOLEAN: u8 = 5;
const ATTACHMENT: u8 = 11;

/// The locales that descriptions are translated into, besides English: each with the words' function of its language.
const LOCALES: [(&str, Descriptions); 0] = [];

/// A command's or an option's description in one language, by its path.
type Descriptions = fn(&str) -> Option<&'static str>;

/// All commands of the application.
pub fn definitions() -> Value {
    let mark = |path: &str| option(path, "mark", STRING, false, true);
    let quiz = described(
        "quiz",
        json!({
            "name": "quiz",
            "type": 1,
            "contexts": [0],
            "integration_types": [0],
            "options": [
                sub("quiz now", vec![]),
                sub("quiz answer", vec![option("quiz answer", "text", STRING, true, false), mark("quiz answer")]),
                sub("quiz why", vec![mark("quiz why"), option("quiz why", "option", STRING, false, false)]),
                sub("quiz run", vec![
                    option("quiz run", "program", STRING, false, false),
                    option("quiz run", "file", ATTACHMENT, false, false),
                    mark("quiz run"),
                ]),
                sub("quiz board", vec![windows()]),
                sub("quiz me", vec![option("quiz me", "forget", BOOLEAN, false, false)]),
                sub("quiz help", vec![]),
                sub("quiz skip", vec![]),
                sub("quiz close", vec![mark("quiz close")]),
                sub("quiz regrade", vec![mark("quiz regrade"), option("quiz regrade", "question", STRING, false, true)]),
                sub("quiz pool", vec![option("quiz pool", "pool", STRING, false, true)]),
                sub("quiz settings", vec![
                    answers(),
                    option("quiz settings", "scheme", STRING, false, true),
                    option("quiz settings", "zone", STRING, false, true),
                    option("quiz settings", "open_for", STRING, false, false),
                ]),
                sub("quiz import", vec![option("quiz import", "file", ATTACHMENT, true, false)]),
                described("quiz schedule", json!({
                    "name": "schedule",
                    "type": GROUP,
                    "options": [
                        sub("quiz schedule add", vec![
                            option("quiz schedule add", "name", STRING, true, false),
                            option("quiz schedule add", "cron", STRING, true, false),
                            option("quiz schedule add", "open_for", STRING, true, false),
                            option("quiz schedule add", "pool", STRING, false, true),
                            option("quiz schedule add", "scheme", STRING, false, true),
                            option("quiz schedule add", "zone", STRING, false, true),
                        ]),
                        sub("quiz schedule list", vec![]),
                        sub("quiz schedule pause", vec![option("quiz schedule pause", "name", STRING, true, true)]),
                        sub("quiz schedule resume", vec![option("quiz schedule resume", "name", STRING, true, true)]),
                        sub("quiz schedule remove", vec![option("quiz schedule remove", "name", STRING, true, true)]),
                    ],
                })),
            ],
        }),
    );
    json!([quiz])
}

fn sub(path: &str, options: Vec<Value>) -> Value {
    let name = path.rsplit(' ').next().unwrap_or_default();
    described(path, json!({ "name": name, "type": SUB_COMMAND, "options": options }))
}

fn option(path: &str, name: &str, kind: u8, required: bool, completed: bool) -> Value {
    let mut option = json!({ "name": name, "type": kind, "required": required });
    if completed {
        option["autocomplete"] = json!(true);
    }
    described(&format!("{path} {name}"), option)
}

fn windows() -> Value {
    let mut option = option("quiz board", "window", STRING, false, false);
    let choices = Window::ALL.map(|window| json!({ "name": window.as_str(), "value": window.as_str() }));
    option["choices"] = Value::from(choices.to_vec());
    option
}

fn answers() -> Value {
    let mut option = option("quiz settings", "answers", STRING, false, false);
    option["choices"] = json!([
        { "name": "public", "value": "public" },
        { "name": "private", "value": "private" },
    ]);
    option
}

/// With its description, in every language there is.
fn described(path: &str, mut command: Value) -> Value {
    command["description"] = json!(words::command_description(path));
    let translated: Map<String, Value> =
        LOCALES.iter().filter_map(|(locale, words)| Some(((*locale).to_owned(), json!(words(path)?)))).collect();
    if !translated.is_empty() {
        command["description_localizations"] = Value::Object(translated);
    }
    command
}

/// Whether what is registered is what we want: everything of ours is there, and what Discord adds is nothing but defaults.
fn agrees(ours: &Value, theirs: &Value) -> bool {
    match (ours, theirs) {
        (Value::Object(ours), Value::Object(theirs)) => {
            ours.iter().all(|(key, value)| agrees(value, theirs.get(key).unwrap_or(&Value::Null)))
                && ["options", "choices", "autocomplete", "required"]
                    .iter()
                    .all(|key| ours.contains_key(*key) || theirs.get(*key).is_none_or(is_default))
        }
        (Value::Array(ours), Value::Array(theirs)) => {
            ours.len() == theirs.len() && ours.iter().zip(theirs).all(|(ours, theirs)| agrees(ours, theirs))
        }
        (ours, Value::Null) => is_default(ours),
        (ours, theirs) => ours == theirs,
    }
}

fn is_default(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::Array(values) => values.is_empty(),
        Value::Object(values) => values.is_empty(),
        _ => false,
    }
}

impl Discord {
    /// Registers the commands where they are not registered yet as they are now.
    pub(super) async fn register(&self, application: u64) -> Result<(), RestError> {
        let path = match self.config.development_server {
            Some(server) => format!("/applications/{application}/guilds/{server}/commands"),
            None => format!("/applications/{application}/commands"),
        };
        let ours = definitions();
        let theirs = self.rest.call(Call::get(format!("{path}?with_localizations=true"))).await?;
        if agrees(&ours, &theirs) {
            tracing::debug!("the commands are registered already");
            return Ok(());
        }
        self.rest.call(Call::new(Method::PUT, path).body(ours)).await?;
        tracing::info!(server = self.config.development_server, "registered the commands");
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_discord_adds_is_no_change() {
        let ours = definitions();
        let mut theirs = ours.clone();
        theirs[0]["id"] = json!("1");
        theirs[0]["nsfw"] = json!(false);
        theirs[0]["options"][0]["options"] = Value::Null;
        theirs[0]["description_localizations"] = Value::Null;
        assert!(agrees(&ours, &theirs));
        theirs[0]["options"][1]["options"][0]["description"] = json!("another");
        assert!(!agrees(&ours, &theirs));
        assert!(!agrees(&ours, &json!([])));
        theirs = ours.clone();
        theirs[0]["options"][0]["options"] = json!([{ "name": "old" }]);
        assert!(!agrees(&ours, &theirs));
    }

    /// Discord's own limits.
    #[test]
    fn every_description_fits() {
        fn check(command: &Value) {
            let (name, text) = (command["name"].as_str().unwrap_or_default(), command["description"].as_str());
            let text = text.unwrap_or_default();
            assert!(!name.is_empty() && name.len() <= 32 && name == name.to_lowercase(), "{name}");
            assert!(text.chars().count() > 1 && text.chars().count() <= 100, "{name}: {text}");
            let options = command["options"].as_array().cloned().unwrap_or_default();
            assert!(options.len() <= 25);
            options.iter().for_each(check);
        }
        definitions().as_array().into_iter().flatten().for_each(check);
    }
}
