//! Placeholder.
use super::{Problem, Question};
pub fn import(_file: &str, _text: &str) -> (Vec<Question>, Vec<Problem>) { (Vec::new(), Vec::new()) }
