//! Modals: text inputs in rows, and labels with whatever a person fills in.

use super::super::error::{ApiError, Problems};
use super::{components, list, number, text};
use serde_json::Value;
use std::collections::HashSet;

pub fn modal(data: &Value) -> Result<(), ApiError> {
    let mut problems = Problems::default();
    text(&mut problems, "data", data, "custom_id", 1, 100);
    text(&mut problems, "data", data, "title", 1, 45);
    let mut seen = HashSet::new();
    for (place, one) in list(&mut problems, "data", data, "components", 1..=5).iter().enumerate() {
        let at = format!("data.components.{place}");
        match one["type"].as_u64() {
            Some(1) => {
                for (place, input) in list(&mut problems, &at, one, "components", 1..=1).iter().enumerate() {
                    let at = format!("{at}.components.{place}");
                    text(&mut problems, &at, input, "label", 1, 45);
                    if input["type"] == 4 {
                        text_input(&mut problems, &at, input);
                    } else {
                        unknown(&mut problems, &at, "(4,)");
                    }
                    components::unique(&mut problems, &at, input, &mut seen);
                }
            }
            Some(18) => {
                text(&mut problems, &at, one, "label", 1, 45);
                text(&mut problems, &at, one, "description", 0, 100);
                let at = format!("{at}.component");
                labelled(&mut problems, &at, &one["component"]);
                components::unique(&mut problems, &at, &one["component"], &mut seen);
            }
            Some(10) => text(&mut problems, &at, one, "content", 1, 4000),
            _ => unknown(&mut problems, &at, "(1, 10, 18)"),
        }
    }
    problems.finish()
}

fn unknown(problems: &mut Problems, at: &str, known: &str) {
    let message = format!("Value of field \"type\" must be one of {known}.");
    problems.add(&format!("{at}.type"), "UNION_TYPE_CHOICES", message);
}

fn labelled(problems: &mut Problems, at: &str, one: &Value) {
    match one["type"].as_u64() {
        Some(3) => components::menu(problems, at, one),
        Some(4) => text_input(problems, at, one),
        Some(5..=8 | 19 | 23) => text(problems, at, one, "custom_id", 1, 100),
        Some(kind @ (21 | 22)) => {
            text(problems, at, one, "custom_id", 1, 100);
            let least = if kind == 21 { 2 } else { 1 };
            let options = list(problems, at, one, "options", least..=10);
            components::options(problems, at, options);
            number(problems, at, one, "min_values", 0..=10);
            number(problems, at, one, "max_values", 1..=10);
        }
        _ => unknown(problems, at, "(3, 4, 5, 6, 7, 8, 19, 21, 22, 23)"),
    }
}

fn text_input(problems: &mut Problems, at: &str, input: &Value) {
    text(problems, at, input, "custom_id", 1, 100);
    text(problems, at, input, "value", 0, 4000);
    text(problems, at, input, "placeholder", 0, 100);
    number(problems, at, input, "min_length", 0..=4000);
    number(problems, at, input, "max_length", 1..=4000);
    if !matches!(input["style"].as_u64(), Some(1 | 2)) {
        problems.add(&format!("{at}.style"), "BASE_TYPE_CHOICES", "Value must be one of (1, 2).");
    }
}
