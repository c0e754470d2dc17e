//! What a program did, as the child tells its parent: plain data, one JSON line.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::figure::Figure;

/// How much a program may use before it is stopped.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Limits {
    /// Wall time, in seconds.
    pub seconds: f64,
    /// What the program's own values may take, in bytes.
    pub memory: u64,
    /// Standard output and error together, in bytes.
    pub output: u64,
    /// Pictures that are kept.
    pub figures: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self { seconds: 5.0, memory: 256 << 20, output: 64 << 10, figures: 4 }
    }
}

/// What a child is asked to run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Request {
    /// The program's text, as its author wrote it.
    pub source: String,
    /// The name tracebacks show for it.
    pub name: String,
    pub limits: Limits,
}

impl Request {
    /// Asks for a program under the usual limits.
    pub fn new(name: &str, source: &str) -> Self {
        Self { source: source.to_owned(), name: name.to_owned(), limits: Limits::default() }
    }
}

/// What came of a program.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    pub ended: Ended,
    pub stdout: String,
    /// Standard error, with the traceback of an uncaught exception at its end.
    pub stderr: String,
    /// The uncaught exception, if there was one; for a program that was stopped, `Stopped` with the sentence and the line.
    pub error: Option<Raised>,
    /// The program's global names that hold numbers, booleans, texts or tensors when it ended.
    pub globals: BTreeMap<String, Global>,
    pub figures: Vec<Figure>,
    /// From the first statement to the last, in seconds.
    pub seconds: f64,
    /// The most memory its values took at once, in bytes.
    pub peak_bytes: u64,
}

/// How a program ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ended {
    /// It ran to its end, or called `sys.exit()` with nothing or 0.
    Finished,
    /// An exception was not caught, or `sys.exit` was given something else than 0.
    Raised,
    /// It was stopped at a limit.
    Stopped(Stop),
}

/// The limit at which a program was stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stop {
    Time,
    Memory,
    Output,
    Recursion,
    /// The child died of something else: a forbidden system call, an overflowing stack.
    Died,
}

impl Stop {
    /// What happened, in one sentence.
    pub fn sentence(self, limits: &Limits, line: Option<u32>) -> String {
        let place = line.map(|line| format!(", at line {line}")).unwrap_or_default();
        match self {
            Self::Time => format!("Stopped: the program ran longer than {}{place}.", seconds(limits.seconds)),
            Self::Memory => format!("Stopped: the program needed more than {} of memory{place}.", bytes(limits.memory)),
            Self::Output => format!("Stopped: the program printed more than {}{place}.", bytes(limits.output)),
            Self::Recursion => format!("Stopped: the program's calls or expressions are nested too deeply{place}."),
            Self::Died => format!("Stopped: the program broke the interpreter that ran it{place}."),
        }
    }
}

fn seconds(seconds: f64) -> String {
    if seconds == 1.0 { "1 second".to_owned() } else { format!("{seconds} seconds") }
}

fn bytes(bytes: u64) -> String {
    match bytes {
        mb if mb >= 1 << 20 && mb.is_multiple_of(1 << 20) => format!("{} MB", mb >> 20),
        kb if kb >= 1 << 10 && kb.is_multiple_of(1 << 10) => format!("{} KB", kb >> 10),
        1 => "1 byte".to_owned(),
        bytes => format!("{bytes} bytes"),
    }
}

/// An uncaught exception.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Raised {
    /// Its class, as Python names it: `ValueError`.
    pub kind: String,
    pub message: String,
    /// The line of the program it came from, counted from 1.
    pub line: Option<u32>,
}

/// A global name's value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Global {
    Bool(bool),
    /// An integer, in decimal digits: Python's have no upper bound.
    Int(String),
    Float(#[serde(with = "number")] f64),
    Str(String),
    /// A tensor: PyTorch's name of its element type, its shape, its text and, if it has at most 1,024, its elements in row-major order.
    Tensor {
        dtype: String,
        shape: Vec<usize>,
        text: String,
        #[serde(with = "numbers")]
        values: Option<Vec<f64>>,
    },
}

/// Numbers in JSON, which has no NaN and no infinity: those are texts.
mod number {
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

    #[derive(Serialize, Deserialize)]
    #[serde(untagged)]
    pub enum Json {
        Number(f64),
        Text(String),
    }

    impl From<f64> for Json {
        fn from(number: f64) -> Self {
            if number.is_finite() { Self::Number(number) } else { Self::Text(number.to_string()) }
        }
    }

    impl Json {
        pub fn read<E: Error>(self) -> Result<f64, E> {
            match self {
                Self::Number(number) => Ok(number),
                Self::Text(text) => text.parse().map_err(E::custom),
            }
        }
    }

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
    pub fn serialize<S: Serializer>(number: &f64, serializer: S) -> Result<S::Ok, S::Error> {
        Json::from(*number).serialize(serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<f64, D::Error> {
        Json::deserialize(deserializer)?.read()
    }
}

/// The same of a tensor's elements.
mod numbers {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use super::number::Json;

    pub fn serialize<S: Serializer>(numbers: &Option<Vec<f64>>, serializer: S) -> Result<S::Ok, S::Error> {
        let numbers = numbers.as_ref().map(|numbers| numbers.iter().copied().map(Json::from).collect::<Vec<_>>());
        numbers.serialize(serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Vec<f64>>, D::Error> {
        let numbers = Option::<Vec<Json>>::deserialize(deserializer)?;
        numbers.map(|numbers| numbers.into_iter().map(Json::read).collect()).transpose()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stops_are_told_in_a_sentence() {
        let usual = Limits::default();
        let check =
            |stop: Stop, limits: &Limits, line, sentence: &str| assert_eq!(stop.sentence(limits, line), sentence);
        check(Stop::Time, &usual, Some(7), "Stopped: the program ran longer than 5 seconds, at line 7.");
        check(Stop::Time, &Limits { seconds: 1.0, ..usual }, None, "Stopped: the program ran longer than 1 second.");
        check(
            Stop::Time,
            &Limits { seconds: 0.25, ..usual },
            None,
            "Stopped: the program ran longer than 0.25 seconds.",
        );
        check(Stop::Memory, &usual, None, "Stopped: the program needed more than 256 MB of memory.");
        check(Stop::Output, &usual, None, "Stopped: the program printed more than 64 KB.");
        check(
            Stop::Output,
            &Limits { output: 100, ..usual },
            None,
            "Stopped: the program printed more than 100 bytes.",
        );
        check(Stop::Recursion, &usual, None, "Stopped: the program's calls or expressions are nested too deeply.");
        check(Stop::Died, &usual, Some(1), "Stopped: the program broke the interpreter that ran it, at line 1.");
    }
    #[test]
    fn numbers_that_are_none_arrive() {
        let check = |global: &Global, text: &str| {
            assert_eq!(serde_json::to_string(global).unwrap(), text);
            let back: Global = serde_json::from_str(text).unwrap();
            // NaN is not equal to itself, but its name is.
            assert_eq!(format!("{back:?}"), format!("{global:?}"));
        };
        check(&Global::Float(0.5), r#"{"float":0.5}"#);
        check(&Global::Float(-0.0), r#"{"float":-0.0}"#);
        check(&Global::Float(f64::NAN), r#"{"float":"NaN"}"#);
        check(&Global::Float(f64::NEG_INFINITY), r#"{"float":"-inf"}"#);
        let tensor = |values| Global::Tensor { dtype: "float32".into(), shape: vec![2], text: "t".into(), values };
        check(
            &tensor(Some(vec![1.0, f64::INFINITY])),
            r#"{"tensor":{"dtype":"float32","shape":[2],"text":"t","values":[1.0,"inf"]}}"#,
        );
        check(&tensor(None), r#"{"tensor":{"dtype":"float32","shape":[2],"text":"t","values":null}}"#);
    }
}
