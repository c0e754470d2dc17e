//! Reads the study-group Markdown format: sections, `[MSQ]` tags, numbered headings, checkboxes and `Ans:`. People write it
//! by hand, so the order of the parts varies; what cannot be read is reported with its line, and the rest is imported.

mod answer;
mod line;
mod names;
mod question;

use self::line::{Fence, Line};
use self::names::Ids;
use self::question::{Part, Reading, Stray};
use super::problem::{Place, Problem, Problems, excerpt};
use super::yaml::Located;
use super::{Kind, Question, check};

/// Where questions go that stand under no section.
const TOPIC: &str = "general";

/// The questions of a document, and everything in it that could not be read or that its author should look at.
pub fn import(file: &str, text: &str) -> (Vec<Question>, Vec<Problem>) {
    let mut problems = Problems::new(file);
    let found = Importer::new(&mut problems).read(text.strip_prefix('\u{feff}').unwrap_or(text));
    let mut problems = problems.into_sorted();
    let (sound, faults) = check::check(&mut check::Ids::new(), file, found);
    problems.extend(faults);
    problems.sort();
    (sound.into_iter().map(|located| located.question).collect(), problems)
}

struct Section {
    place: Place,
    topic: String,
    /// The number of questions that its heading promises.
    total: Option<usize>,
    found: usize,
}

struct Block<'t> {
    place: Place,
    fence: Fence<'t>,
    /// The opening line, as it is kept within an explanation.
    opening: &'t str,
    lines: Vec<&'t str>,
}

struct Importer<'i, 'f, 't> {
    problems: &'i mut Problems<'f>,
    section: Option<Section>,
    reading: Reading<'t>,
    block: Option<Block<'t>>,
    found: Vec<Option<Located>>,
    ids: Ids,
}

impl<'i, 'f, 't> Importer<'i, 'f, 't> {
    fn new(problems: &'i mut Problems<'f>) -> Self {
        let reading = Reading::default();
        Self { problems, section: None, reading, block: None, found: Vec::new(), ids: Ids::default() }
    }

    fn read(mut self, text: &'t str) -> Vec<Located> {
        let mut lines = text.lines().enumerate();
        while let Some((index, raw)) = lines.next() {
            let place = Place::new(index + 1, 1 + raw.chars().take_while(|c| c.is_whitespace()).count());
            let line = Line::of(raw);
            if self.block.is_some() && self.in_block(line, raw) {
                continue;
            }
            match line {
                Line::Tag { kind, word } => {
                    let below = self.reading.awaits_kind() && is_answered(lines.clone().map(|(_, raw)| raw));
                    self.tag(kind, word, below, place);
                }
                Line::Break => {
                    let next = lines.clone().map(|(_, raw)| Line::of(raw)).find(|line| *line != Line::Blank);
                    self.rule(matches!(next, Some(Line::Answer(_))));
                }
                _ => self.line(line, raw, place),
            }
        }
        if let Some(block) = self.block.take() {
            self.unclosed(block);
        }
        self.finish_question();
        self.finish_section();
        self.found.into_iter().flatten().collect()
    }

    /// Takes a line of a block of code; false when the block turns out to have ended without being closed.
    fn in_block(&mut self, line: Line<'t>, raw: &'t str) -> bool {
        let Some(mut block) = self.block.take() else { return false };
        match line {
            Line::Fence(fence) if fence.closes(&block.fence) => self.reading.block(block, raw),
            // Few programs hold these, and the questions below must not be lost in it.
            Line::Tag { kind: Some(_), .. } if block.lines.last().is_some_and(|line| line.trim().is_empty()) => {
                self.unclosed(block);
                return false;
            }
            Line::Fence(fence) if fence.opens_within(&block.fence) => {
                self.unclosed(block);
                return false;
            }
            _ => {
                block.lines.push(raw);
                self.block = Some(block);
            }
        }
        true
    }

    fn unclosed(&mut self, block: Block<'t>) {
        let marks = block.opening.trim().get(..block.fence.length()).unwrap_or_default();
        let message = format!("this block of code is not closed; expected a line {} below it", excerpt(marks, 40));
        self.problems.error(block.place, message);
        self.reading.unreadable = true;
        self.reading.block(block, marks);
    }

    /// A rule across the page ends a question that has its options or its answer, unless `Ans:` is still to come.
    fn rule(&mut self, before_answer: bool) {
        match self.reading.part {
            Part::Preamble if self.reading.tag.is_none() => self.reading.drop_text(self.problems),
            Part::Preamble | Part::Stem => {}
            Part::Choices | Part::Explanation if before_answer && self.reading.takes_answer() => {}
            Part::Choices | Part::Explanation => {
                self.finish_question();
                // A snippet above the rule is not the next question's.
                self.reading.stray = None;
            }
        }
    }

    fn line(&mut self, line: Line<'t>, raw: &'t str, place: Place) {
        match line {
            Line::Heading { level, text } => self.heading(level, text, raw, place),
            Line::Fence(fence) => self.block = Some(Block { place, fence, opening: raw, lines: Vec::new() }),
            Line::Choice { mark, text } => self.reading.choice(mark, text, raw, place, self.problems),
            Line::Answer(text) if self.reading.takes_answer() => self.reading.answer(text, place),
            Line::Answer(_) | Line::Tag { .. } | Line::Break | Line::Text | Line::Blank => {
                self.reading.text(raw, place, self.problems);
            }
        }
    }

    /// A numbered heading, or any that follows a kind tag, is a question; another is a section, or deep down just text.
    fn heading(&mut self, level: usize, text: &'t str, raw: &'t str, place: Place) {
        let numbered = names::without_number(text);
        let awaited = self.reading.kind.is_some() && !self.reading.has_heading() && level > 1;
        if let Some(text) = numbered.or(awaited.then_some(text)) {
            if self.reading.has_heading() {
                self.finish_question();
            }
            if let Some(section) = &mut self.section {
                section.found += 1;
            }
            self.reading.heading(text, place, self.problems);
        } else if level <= 2 {
            self.finish_question();
            self.finish_section();
            let (name, total) = names::without_total(text);
            self.section = Some(Section { place, topic: names::topic(name), total, found: 0 });
        } else {
            self.reading.text(raw, place, self.problems);
        }
    }

    /// Takes a tag, which starts a question unless it stands below the heading of one.
    fn tag(&mut self, kind: Option<Kind>, word: &str, below: bool, place: Place) {
        if kind.is_none() {
            let message = format!("the kind [{word}] is not known; expected [MCQ], [MSQ] or [NAT]");
            self.problems.error(place, message);
        }
        if !below && (self.reading.has_heading() || self.reading.tag.is_some()) {
            self.finish_question();
        }
        if !self.reading.has_heading() {
            self.reading.drop_text(self.problems);
        }
        self.reading.kind = kind;
        self.reading.tag = Some(place);
        self.reading.unreadable |= kind.is_none();
    }

    /// Makes a draft of what was read since the last question, and starts the next.
    fn finish_question(&mut self) {
        let mut reading = std::mem::take(&mut self.reading);
        if !reading.has_heading() {
            if let Some(tag) = reading.tag {
                self.problems
                    .error(tag, "a kind tag without a question; expected a heading such as `### 1. What ...?`");
            }
            reading.drop_text(self.problems);
            return;
        }
        self.take_stray_snippet(&mut reading);
        self.reading.stray = reading.trailing_snippet();
        let id = self.ids.next(reading.title());
        let topic = self.section.as_ref().map(|section| section.topic.as_str()).filter(|topic| !topic.is_empty());
        self.found.push(reading.into_question(id, topic.unwrap_or(TOPIC), self.problems));
    }

    /// A snippet between an explanation and the next tag may belong to either; the next question's words decide.
    fn take_stray_snippet(&mut self, reading: &mut Reading<'t>) {
        let Some(Stray { place, code, length }) = reading.stray.take() else { return };
        if !reading.wants_snippet() {
            return;
        }
        let message =
            "this snippet stands above the kind tag and was taken for the next question's; expected it below the tag";
        self.problems.warning(place, message);
        reading.snippet = Some((place, code));
        // The question before it may have been unreadable.
        let Some(Some(before)) = self.found.last_mut() else { return };
        if let Some(explanation) = before.question.explanation.take() {
            let rest = explanation.get(..explanation.len().saturating_sub(length)).unwrap_or_default().trim_end();
            before.question.explanation = (!rest.is_empty()).then(|| rest.to_owned());
        }
    }

    fn finish_section(&mut self) {
        let Some(Section { place, total: Some(total), found, .. }) = self.section.take() else { return };
        if total != found {
            let message =
                format!("the heading promises {total} questions and {found} stand below it; expected the same");
            self.problems.warning(place, message);
        }
    }
}

/// Whether options or an answer come before the next question. It stops at the next tag, so that a document is looked
/// through once more at most.
fn is_answered<'t>(lines: impl Iterator<Item = &'t str>) -> bool {
    let mut block: Option<Fence<'_>> = None;
    for line in lines.map(Line::of) {
        match (line, &block) {
            (Line::Tag { .. }, _) => return false,
            (Line::Fence(fence), Some(open)) if fence.closes(open) => block = None,
            (Line::Fence(fence), None) => block = Some(fence),
            (Line::Choice { .. } | Line::Answer(_), None) => return true,
            (Line::Heading { .. }, None) => return false,
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests;
