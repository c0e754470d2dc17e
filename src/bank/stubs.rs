//! TEMPORARY until the reader is merged.
use super::{Problem, Question};
use std::path::Path;
pub fn schema() -> String { String::new() }
pub fn load_path(_: &Path) -> (Vec<Question>, Vec<Problem>) { (vec![], vec![]) }
pub fn load_bundled() -> (Vec<Question>, Vec<Problem>) { (vec![], vec![]) }
pub fn import_path(_: &Path) -> (Vec<Question>, Vec<Problem>) { (vec![], vec![]) }
pub fn to_yaml(_: &[Question]) -> Result<String, std::fmt::Error> { Ok(String::new()) }
