//! What is wrong in a file that an author wrote, and where: authors mend a whole file at once, so problems are collected
//! and never stop at the first.

use std::fmt;

/// Whether a question may be used in spite of the problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// The question, or what stands at the place, is left out.
    Error,
    /// The question is used; its author should look at it.
    Warning,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Error => "error",
            Self::Warning => "warning",
        })
    }
}

/// A place in a text: line and column from 1, the column in characters. 0:0 stands for the file as a whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    pub line: usize,
    pub column: usize,
}

impl Place {
    pub fn new(line: usize, column: usize) -> Self {
        Self { line, column }
    }
}

/// One thing that is wrong, in a sentence that also says what was expected. Ordered by file and place.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Problem {
    pub file: String,
    pub line: usize,
    pub column: usize,
    pub severity: Severity,
    pub message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, line, column, severity, message } = self;
        if *line == 0 {
            return write!(f, "{file}: {severity}: {message}");
        }
        write!(f, "{file}:{line}:{column}: {severity}: {message}")
    }
}

/// The problems of one file while it is read.
#[derive(Debug)]
pub(super) struct Problems<'f> {
    file: &'f str,
    found: Vec<Problem>,
    errors: usize,
}

impl<'f> Problems<'f> {
    /// A hostile file may hold a problem a byte; nobody reads more than this many.
    const MOST: usize = 1_000;

    pub(super) fn new(file: &'f str) -> Self {
        Self { file, found: Vec::new(), errors: 0 }
    }

    pub(super) fn error(&mut self, place: Place, message: impl Into<String>) {
        self.errors += 1;
        self.add(place, Severity::Error, message.into());
    }

    pub(super) fn warning(&mut self, place: Place, message: impl Into<String>) {
        self.add(place, Severity::Warning, message.into());
    }

    /// How many errors there were so far: a question is sound when reading it added none.
    pub(super) fn errors(&self) -> usize {
        self.errors
    }

    fn add(&mut self, place: Place, severity: Severity, message: String) {
        let Place { line, column } = place;
        if self.found.len() < Self::MOST {
            self.found.push(Problem { file: self.file.to_owned(), line, column, severity, message });
        } else if self.found.len() == Self::MOST {
            let message = format!("only the first {} problems of this file are listed", Self::MOST);
            self.found.push(Problem { file: self.file.to_owned(), line: 0, column: 0, severity, message });
        }
    }

    /// The problems in the order of the file.
    pub(super) fn into_sorted(mut self) -> Vec<Problem> {
        self.found.sort();
        self.found
    }
}

/// At most `most` characters of what an author wrote, for quoting it in a message.
pub(super) fn excerpt(text: &str, most: usize) -> String {
    let line = text.trim().lines().next().unwrap_or_default();
    match line.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_reads_as_editors_expect_it() {
        let problem = Problem {
            file: "questions/a.yaml".into(),
            line: 3,
            column: 7,
            severity: Severity::Warning,
            message: "no explanation".into(),
        };
        assert_eq!(problem.to_string(), "questions/a.yaml:3:7: warning: no explanation");
        let whole = Problem { line: 0, column: 0, severity: Severity::Error, ..problem };
        assert_eq!(whole.to_string(), "questions/a.yaml: error: no explanation");
    }

    #[test]
    fn problems_come_out_in_the_order_of_the_file_and_not_without_end() {
        let mut problems = Problems::new("f");
        for line in (1..=1_500).rev() {
            problems.error(Place::new(line, 1), "wrong");
        }
        assert_eq!(problems.errors(), 1_500);
        let sorted = problems.into_sorted();
        assert_eq!(sorted.len(), 1_001);
        assert_eq!(sorted[0].to_string(), "f: error: only the first 1000 problems of this file are listed");
        assert_eq!(sorted[1].line, 501);
    }

    #[test]
    fn an_excerpt_is_one_short_line() {
        let check = |text: &str, expected: &str| assert_eq!(excerpt(text, 4), expected);
        check("", "");
        check("abcd", "abcd");
        check("abcde", "abcd…");
        check("  𝑥𝑥𝑥𝑥𝑥\nsecond", "𝑥𝑥𝑥𝑥…");
    }
}
