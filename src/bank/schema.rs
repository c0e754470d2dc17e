//! The form of a question file as a JSON Schema, with which editors complete and check while an author types. The reader
//! in `yaml.rs` is the authority and tells more; this says only what a schema can.

use serde_json::{Value, json};

/// The schema as it is kept in questions/schema.json.
pub fn schema() -> String {
    // Alternate formatting of a JSON value is its indented text.
    format!("{:#}\n", document())
}

fn document() -> Value {
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Ansatz questions",
        "description": "A list of questions",
        "type": "array",
        "items": { "$ref": "#/$defs/question" },
        "$defs": {
            "question": question(),
            "choice": choice(),
            "answer": answer(),
            "text": {
                "description": "Numbers, true and false are read as the text they look like",
                "type": ["string", "number", "boolean"],
            },
            "number": { "type": ["number", "string"] },
        },
    })
}

fn text(description: &str) -> Value {
    json!({ "description": description, "$ref": "#/$defs/text" })
}

fn question() -> Value {
    json!({
        "type": "object",
        "additionalProperties": false,
        "required": ["id", "kind", "stem"],
        "properties": {
            "id": {
                "description": "A name that is unique and kept, such as softmax-before-cross-entropy",
                "type": "string",
                "pattern": "^[a-z0-9]([a-z0-9-]{0,62}[a-z0-9])?$",
            },
            "kind": {
                "description": "mcq: one right choice; msq: one or more; nat: a typed value",
                "enum": ["mcq", "msq", "nat"],
            },
            "topic": text("Instead of the name of the folder, or of the file"),
            "tags": {
                "description": "Words to choose questions by",
                "type": "array",
                "items": { "$ref": "#/$defs/text" },
            },
            "difficulty": { "enum": ["easy", "medium", "hard"] },
            "marks": { "description": "Full marks", "type": "integer", "minimum": 1, "maximum": 100, "default": 1 },
            "stem": text("What is asked, in Markdown"),
            "snippet": text("Code that is shown with the stem"),
            "choices": {
                "description": "The options of an mcq or msq",
                "type": "array",
                "minItems": 2,
                "maxItems": 10,
                "items": { "$ref": "#/$defs/choice" },
            },
            "answer": { "description": "The key of a nat", "$ref": "#/$defs/answer" },
            "explanation": text("Why the key is right, in Markdown"),
            "evidence": text("A PyTorch program that derives A, B, C ... or answer from what it measures"),
            "source": text("Where the question comes from"),
        },
        "if": { "properties": { "kind": { "const": "nat" } }, "required": ["kind"] },
        "then": { "required": ["answer"], "properties": { "choices": false } },
        "else": { "required": ["choices"], "properties": { "answer": false } },
    })
}

fn choice() -> Value {
    json!({
        "type": "object",
        "additionalProperties": false,
        "required": ["text"],
        "properties": {
            "text": text("The option, in Markdown"),
            "correct": { "description": "Whether it is right", "type": "boolean", "default": false },
            "pin": {
                "description": "Whether it keeps its place when the choices are shuffled",
                "type": "boolean",
                "default": false,
            },
        },
    })
}

fn answer() -> Value {
    let number = |description: &str| json!({ "description": description, "$ref": "#/$defs/number" });
    let count = |description: &str, least: u32| json!({ "description": description, "type": "integer", "minimum": least, "maximum": 100 });
    let without = |keys: &[&str]| {
        let properties: serde_json::Map<_, _> = keys.iter().map(|key| ((*key).to_owned(), json!(false))).collect();
        Value::Object(properties)
    };
    json!({
        "anyOf": [
            { "$ref": "#/$defs/text" },
            {
                "type": "object",
                "additionalProperties": false,
                "properties": {
                    "value": number("The exact number, or the middle of the interval"),
                    "decimals": count("Right when it rounds to the same number of decimals", 0),
                    "tolerance": number("Right within this distance"),
                    "relative": number("Right within this part of the value, such as 0.01"),
                    "significant": count("Right when it rounds to the same significant figures", 1),
                    "range": {
                        "description": "The lowest and the highest right number",
                        "type": "array",
                        "minItems": 2,
                        "maxItems": 2,
                        "items": { "$ref": "#/$defs/number" },
                    },
                    "text": text("A word or a short phrase"),
                    "aliases": {
                        "description": "Other texts that are right",
                        "type": "array",
                        "items": { "$ref": "#/$defs/text" },
                    },
                    "percent": {
                        "description": "Whether 73% is read as 0.73",
                        "type": "boolean",
                        "default": false,
                    },
                },
                "oneOf": [
                    { "required": ["value"], "properties": without(&["range", "text", "aliases"]) },
                    {
                        "required": ["range"],
                        "properties": without(&["value", "text", "aliases", "decimals", "tolerance", "relative", "significant"]),
                    },
                    {
                        "required": ["text"],
                        "properties": without(&["value", "range", "decimals", "tolerance", "relative", "significant"]),
                    },
                ],
            },
        ],
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::yaml::{CHOICE_FIELDS, KEY_FIELDS, QUESTION_FIELDS};
    use std::collections::BTreeSet;

    #[test]
    fn the_schema_knows_the_fields_that_the_reader_knows() {
        let document = document();
        let check = |path: &str, fields: &[&str]| {
            let properties = document.pointer(path).and_then(Value::as_object).expect("an object at the path");
            let names: BTreeSet<_> = properties.keys().map(String::as_str).collect();
            assert_eq!(names, fields.iter().copied().collect(), "{path}");
        };
        check("/$defs/question/properties", QUESTION_FIELDS);
        check("/$defs/choice/properties", CHOICE_FIELDS);
        check("/$defs/answer/anyOf/1/properties", KEY_FIELDS);
    }

    #[test]
    fn the_schema_that_editors_use_is_this_one() {
        // Libraries that only tests use keep serde_json from sorting keys, so the order says nothing here.
        let kept: Value = serde_json::from_str(include_str!("../../questions/schema.json")).expect("JSON");
        assert!(
            kept == document(),
            "questions/schema.json is out of date: cargo run -- check --schema > questions/schema.json"
        );
    }
}
