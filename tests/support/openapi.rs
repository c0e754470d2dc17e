//! What was said over REST, held against Discord's own OpenAPI description. The description is Discord's, so it is
//! given by its path and never kept here.

use serde_json::{Map, Value, json};
use std::collections::HashMap;
use std::path::Path;
use std::{fs, io};

pub struct Spec {
    paths: Value,
    components: Value,
    /// A compiled schema is used for all requests of its route.
    compiled: HashMap<String, jsonschema::Validator>,
}

impl Spec {
    pub fn read(path: &Path) -> io::Result<Self> {
        let mut spec: Value = serde_json::from_slice(&fs::read(path)?)?;
        Ok(Self { paths: spec["paths"].take(), components: spec["components"].take(), compiled: HashMap::new() })
    }

    /// Everything that is wrong with an exchange of the stand-in: `route`, `request`, `status`, `response`. A request
    /// that was refused may be wrong, its answer may not.
    pub fn check(&mut self, exchange: &Value) -> Vec<String> {
        let route = exchange["route"].as_str().unwrap_or_default().to_owned();
        let Some((method, template)) = route.split_once(' ') else { return vec![format!("{route:?} is no route")] };
        let operation = self.paths[template][method.to_lowercase()].clone();
        if operation.is_null() {
            return vec![format!("{route}: not described")];
        }
        let status = exchange["status"].as_u64().unwrap_or_default();
        let mut wrong = Vec::new();
        if status < 400 && !exchange["request"].is_null() {
            let schema = self.schema_in(&operation["requestBody"]);
            wrong.extend(self.compare(&format!("{route} request"), schema, &exchange["request"]));
        }
        let responses = self.follow(&operation["responses"]);
        let class = format!("{}XX", status / 100);
        let described = [status.to_string(), class].into_iter().find(|name| responses.get(name).is_some());
        let Some(described) = described else {
            wrong.push(format!("{route}: the status {status} is not described"));
            return wrong;
        };
        if !exchange["response"].is_null() {
            let schema = self.schema_in(&responses[&described]);
            wrong.extend(self.compare(&format!("{route} {described}"), schema, &exchange["response"]));
        }
        wrong
    }

    /// A form has the same fields as JSON, so its schema is that of JSON.
    fn schema_in(&self, part: &Value) -> Value {
        self.follow(part)["content"]["application/json"]["schema"].clone()
    }

    fn follow(&self, part: &Value) -> Value {
        let place = part["$ref"].as_str().and_then(|name| name.strip_prefix("#/components"));
        place.and_then(|place| self.components.pointer(place)).unwrap_or(part).clone()
    }

    fn compare(&mut self, name: &str, schema: Value, value: &Value) -> Vec<String> {
        if schema.is_null() {
            return vec![format!("{name}: no body is described")];
        }
        if !self.compiled.contains_key(name) {
            let mut whole = match schema {
                Value::Object(schema) => schema,
                _ => Map::new(),
            };
            whole.insert("components".to_owned(), self.components.clone());
            match jsonschema::validator_for(&Value::Object(whole)) {
                Ok(validator) => self.compiled.insert(name.to_owned(), validator),
                Err(error) => return vec![format!("{name}: the schema itself: {error}")],
            };
        }
        let place = |error: jsonschema::ValidationError<'_>| {
            let text: String = error.to_string().chars().take(600).collect();
            json!({ "in": name, "at": error.instance_path().to_string(), "wrong": text }).to_string()
        };
        self.compiled[name].iter_errors(value).map(place).collect()
    }
}
