//! Questions from a text that somebody sent with its name: no disk, and the same checks as everywhere.

use std::path::Path;

use super::check::{Ids, check};
use super::{Problem, Question, markdown, yaml};

/// The topic of questions whose file names none and has no name that is one.
const TOPIC: &str = "imported";
/// The longest topic, in characters; what a question may have is the check's affair.
const LONGEST_TOPIC: usize = 40;

/// Reads YAML or the study groups' Markdown, by the name's ending; `None` when it is neither's. Questions with errors are left out
/// and reported.
pub fn read_text(name: &str, text: &str) -> Option<(Vec<Question>, Vec<Problem>)> {
    let path = Path::new(name);
    let ending = path.extension().and_then(|ending| ending.to_str())?.to_ascii_lowercase();
    match ending.as_str() {
        "md" | "markdown" => Some(markdown::import(name, text)),
        "yaml" | "yml" => {
            let text = text.strip_prefix('\u{feff}').unwrap_or(text);
            let (found, mut problems) = yaml::read(name, &topic(path), text);
            let (sound, faults) = check(&mut Ids::new(), name, found);
            problems.extend(faults);
            problems.sort();
            Some((sound.into_iter().map(|located| located.question).collect(), problems))
        }
        _ => None,
    }
}

/// The file's own name, as far as it is a word.
fn topic(path: &Path) -> String {
    let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
    let word: String = stem
        .to_lowercase()
        .chars()
        .map(|c| if c.is_alphanumeric() || c == '-' { c } else { '-' })
        .take(LONGEST_TOPIC)
        .collect();
    let word = word.trim_matches('-');
    if word.is_empty() { TOPIC.to_owned() } else { word.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_read_by_its_name() {
        let yaml = "- id: two\n  kind: mcq\n  stem: Which?\n  choices: [{ text: a, correct: true }, { text: b }]\n  explanation: So.\n";
        let check = |name: &str, text: &str, expected: Option<(usize, usize)>| {
            let read = read_text(name, text).map(|(questions, problems)| (questions.len(), problems.len()));
            assert_eq!(read, expected, "{name}");
        };
        check("week 3.yaml", yaml, Some((1, 0)));
        check("WEEK.YML", yaml, Some((1, 0)));
        check("week.yaml", &yaml.replace("correct: true", "correct: 7"), Some((0, 1)));
        check("week.txt", yaml, None);
        check("yaml", yaml, None);
        check("empty.md", "", Some((0, 0)));
        assert_eq!(read_text("Week 3!.yaml", yaml).map(|(read, _)| read[0].topic.clone()), Some("week-3".to_owned()));
        assert_eq!(topic(Path::new("….yaml")), "imported");
    }
}
