//! A request as its handler sees it, and the handler's answer.

use super::super::emoji::Emoji;
use super::super::error::{ApiError, Problems};
use super::uploads::{Sent, Upload};
use serde_json::Value;
use std::collections::HashMap;

pub struct Call {
    parameters: Vec<String>,
    query: HashMap<String, String>,
    pub body: Value,
    pub uploads: Vec<Upload>,
}

pub struct Reply {
    pub status: u16,
    pub body: Option<Value>,
}

impl Reply {
    pub fn json(body: Value) -> Result<Self, ApiError> {
        Ok(Self { status: 200, body: Some(body) })
    }

    pub fn created(body: Value) -> Result<Self, ApiError> {
        Ok(Self { status: 201, body: Some(body) })
    }

    pub fn nothing() -> Result<Self, ApiError> {
        Ok(Self { status: 204, body: None })
    }
}

fn not_a_snowflake(name: &str, value: &str) -> ApiError {
    let mut problems = Problems::default();
    problems.add(name, "NUMBER_TYPE_COERCE", format!("Value \"{value}\" is not snowflake."));
    problems.finish().err().unwrap_or_else(ApiError::not_found)
}

impl Call {
    pub fn new(parameters: Vec<String>, query: &str, sent: Sent) -> Self {
        let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        let query = pairs.map(|(name, value)| (name.to_owned(), decode(value))).collect();
        Self { parameters, query, body: sent.json, uploads: sent.uploads }
    }

    pub fn parameter(&self, place: usize) -> &str {
        self.parameters.get(place).map(String::as_str).unwrap_or_default()
    }

    pub fn id(&self, place: usize) -> Result<u64, ApiError> {
        let text = self.parameter(place);
        text.parse().map_err(|_| not_a_snowflake("id", text))
    }

    pub fn emoji(&self, place: usize) -> Result<Emoji, ApiError> {
        Emoji::parse(self.parameter(place))
    }

    pub fn asks(&self, name: &str) -> bool {
        self.query.get(name).is_some_and(|value| value == "true" || value == "True" || value == "1")
    }

    pub fn query_id(&self, name: &str) -> Result<Option<u64>, ApiError> {
        let Some(text) = self.query.get(name) else { return Ok(None) };
        text.parse().map(Some).map_err(|_| not_a_snowflake(name, text))
    }

    /// Between 1 and 100.
    pub fn limit(&self, usual: usize) -> Result<usize, ApiError> {
        let Some(text) = self.query.get("limit") else { return Ok(usual) };
        match text.parse() {
            Ok(limit @ 1..=100) => Ok(limit),
            _ => {
                let mut problems = Problems::default();
                problems.add("limit", "NUMBER_TYPE_RANGE", "int value should be between 1 and 100.");
                problems.finish().map(|()| usual)
            }
        }
    }
}

/// Percent-encoding undone.
pub fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let code = after.get(..2).and_then(|hex| std::str::from_utf8(hex).ok());
        let code = code.and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match (first, code) {
            (b'%', Some(byte)) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            _ => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
