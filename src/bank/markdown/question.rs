//! One question of a study-group document while its lines come in.

mod finish;

use super::Block;
use super::line::{bullet, indent, is_numbered, kind};
use crate::bank::problem::{Place, Problems, excerpt};
use crate::bank::{Choice, Kind};

/// Which part of a question the next line of text belongs to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Part {
    /// Before the heading: what the question is about.
    #[default]
    Preamble,
    Stem,
    Choices,
    Explanation,
}

/// A snippet at the end of an explanation, which may be the next question's.
pub(super) struct Stray {
    pub place: Place,
    pub code: String,
    /// How many bytes of the explanation it takes.
    pub length: usize,
}

/// A piece of the document and where it stands.
#[derive(Clone, Copy)]
struct At<T> {
    place: Place,
    value: T,
}

impl<T> At<T> {
    fn new(place: Place, value: T) -> Self {
        Self { place, value }
    }
}

#[derive(Default)]
pub(super) struct Reading<'t> {
    pub part: Part,
    pub unreadable: bool,
    pub tag: Option<Place>,
    pub kind: Option<Kind>,
    pub snippet: Option<(Place, String)>,
    pub stray: Option<Stray>,
    heading: Option<At<&'t str>>,
    preamble: Option<At<String>>,
    stem: String,
    choices: Vec<At<Choice>>,
    /// The letter of each option, if it has one.
    labels: Vec<Option<char>>,
    /// The columns that the first option is indented by.
    indent: usize,
    /// A bullet of the stem that has the first option's letter.
    unboxed: Option<Place>,
    /// Whether an option before the heading was told.
    told_stray: bool,
    /// What stood after `Ans:`.
    answer: Option<At<&'t str>>,
    explanation: Vec<At<&'t str>>,
    /// Whether the explanation says anything yet.
    explained: bool,
    /// The block of code that the explanation ends with so far: place, code, and its length in the explanation.
    last_block: Option<(Place, String, usize)>,
    /// Whether a line without a bullet still belongs to the last option.
    lazy: bool,
}

impl<'t> Reading<'t> {
    pub(super) fn has_heading(&self) -> bool {
        self.heading.is_some()
    }

    /// Below its heading a question may still be told its kind.
    pub(super) fn awaits_kind(&self) -> bool {
        self.has_heading() && self.part == Part::Stem && self.kind.is_none() && self.tag.is_none()
    }

    pub(super) fn title(&self) -> &str {
        match &self.heading {
            Some(heading) if !heading.value.is_empty() => heading.value,
            _ => self.stem.trim(),
        }
    }

    /// `Ans:` counts once, below the heading.
    pub(super) fn takes_answer(&self) -> bool {
        self.has_heading() && self.answer.is_none()
    }

    pub(super) fn heading(&mut self, text: &'t str, place: Place, problems: &mut Problems<'_>) {
        let mut text = text;
        // `### 1. [MSQ] Which ...` says the kind in its own line.
        if let Some((word, rest)) = text.strip_prefix('[').and_then(|text| text.split_once(']'))
            && let Some(found) = kind(word.trim())
        {
            if self.kind.is_some_and(|kind| kind != found) {
                problems.error(
                    place,
                    format!("the heading says [{word}] and the tag above another kind; expected one of them"),
                );
                self.unreadable = true;
            }
            self.kind = Some(found);
            text = rest.trim_start();
        }
        self.heading = Some(At::new(place, text));
        self.part = Part::Stem;
    }

    /// Leaves out text that stands before a question but belongs to none, and says so.
    pub(super) fn drop_text(&mut self, problems: &mut Problems<'_>) {
        if let Some(At { place, value }) = self.preamble.take() {
            let found = excerpt(&value, 40);
            let message =
                format!("this text belongs to no question and was left out: `{found}`; expected it below a kind tag");
            problems.warning(place, message);
        }
    }

    pub(super) fn answer(&mut self, text: &'t str, place: Place) {
        self.answer = Some(At::new(place, text));
        self.part = Part::Explanation;
    }

    pub(super) fn choice(
        &mut self,
        mark: Option<bool>,
        text: &'t str,
        raw: &'t str,
        place: Place,
        problems: &mut Problems<'_>,
    ) {
        if !self.has_heading() {
            return self.stray_choice(place, problems);
        }
        let (label, text) = labelled(text);
        let to_other = label.is_none() && self.labels.iter().any(Option::is_some);
        if self.has_begun_to_explain() {
            if self.answer.is_none() && !to_other {
                let message = "an option after the explanation has begun; expected the options together, above it";
                problems.error(place, message);
                self.unreadable = true;
            } else if label.is_some() {
                let message = "this looks like an option, but was kept as a part of the explanation; expected the options above `Ans:`";
                problems.warning(place, message);
            }
            return self.explain(raw.trim_end(), place);
        }
        // A list of boxes within an option, whose own letters tell them apart.
        if self.part == Part::Choices && to_other && indent(raw) >= self.indent + 2 {
            return self.text(raw, place, problems);
        }
        if mark.is_none() {
            problems.error(place, "this box is neither checked nor empty; expected `- [x]` or `- [ ]`");
            self.unreadable = true;
        }
        if text.is_empty() {
            problems
                .error(place, "an option without a text; expected such as `- [ ] A. The learning rate is too low.`");
            self.unreadable = true;
        }
        if self.choices.is_empty() {
            self.indent = indent(raw);
            if let Some(place) = self.unboxed.filter(|_| label.is_some_and(|label| label > 'A')) {
                self.without_box('A', place, problems);
            }
        }
        let choice = Choice { text: text.to_owned(), correct: mark.unwrap_or_default(), pinned: false };
        self.choices.push(At::new(place, choice));
        self.labels.push(label);
        self.part = Part::Choices;
        self.lazy = true;
    }

    /// Whether a box is a part of the explanation, or an option too late. `Ans:` may also stand above all options.
    fn has_begun_to_explain(&self) -> bool {
        let valued = self.kind == Some(Kind::Nat) && self.answer.is_some_and(|answer| !answer.value.is_empty());
        self.part == Part::Explanation && (self.explained || !self.choices.is_empty() || valued)
    }

    /// An option before any heading, told once.
    fn stray_choice(&mut self, place: Place, problems: &mut Problems<'_>) {
        if !std::mem::replace(&mut self.told_stray, true) {
            let message = "this option belongs to no question; expected a heading such as `### 1. What ...?` above it";
            problems.error(place, message);
        }
        self.unreadable |= self.tag.is_some();
    }

    fn without_box(&mut self, label: char, place: Place, problems: &mut Problems<'_>) {
        problems.error(place, format!("this option has no box; expected such as `- [ ] {label}. text`"));
        self.unreadable = true;
    }

    pub(super) fn text(&mut self, raw: &'t str, place: Place, problems: &mut Problems<'_>) {
        let text = raw.trim_end();
        match self.part {
            Part::Preamble => match &mut self.preamble {
                Some(preamble) => push_line(&mut preamble.value, text),
                None if text.is_empty() => {}
                None => self.preamble = Some(At::new(place, text.to_owned())),
            },
            Part::Stem => {
                if label_of_bullet(text) == Some('A') {
                    self.unboxed = Some(place);
                }
                push_line(&mut self.stem, text);
            }
            Part::Choices if text.is_empty() => self.lazy = false,
            Part::Choices => self.text_below_choice(text, place, problems),
            Part::Explanation => self.explain(text, place),
        }
    }

    fn text_below_choice(&mut self, text: &'t str, place: Place, problems: &mut Problems<'_>) {
        let nested = indent(text) >= self.indent + 2;
        if !nested && bullet(text).is_some() {
            let next = ('A'..='J').nth(self.choices.len());
            return match label_of_bullet(text).filter(|label| next.is_some_and(|next| *label >= next)) {
                Some(label) => self.without_box(label, place, problems),
                None => self.explain(text, place),
            };
        }
        let item = nested && (bullet(text).is_some() || is_numbered(text));
        match self.choices.last_mut().map(|choice| &mut choice.value.text) {
            Some(choice) if item => {
                choice.push('\n');
                choice.push_str(outdent(text, self.indent + 2));
                self.lazy = true;
            }
            Some(choice) if self.lazy || text.starts_with([' ', '\t']) => {
                choice.push(if self.lazy { ' ' } else { '\n' });
                choice.push_str(text.trim_start());
            }
            _ => self.explain(text, place),
        }
    }

    fn explain(&mut self, text: &'t str, place: Place) {
        self.part = Part::Explanation;
        if !text.is_empty() {
            self.last_block = None;
            self.explained = true;
        }
        self.explanation.push(At::new(place, text));
    }

    /// Takes a whole block of code: a snippet above the options or `Ans:`, a part of the explanation below.
    pub(super) fn block(&mut self, block: Block<'t>, closing: &'t str) {
        let Block { place, fence, opening, lines } = block;
        let inside = || lines.iter().flat_map(|line| [outdent(line, fence.indent), "\n"]).collect::<String>();
        match self.part {
            Part::Preamble | Part::Stem => match &mut self.snippet {
                Some((_, snippet)) => {
                    snippet.push('\n');
                    snippet.push_str(&inside());
                }
                None => self.snippet = Some((place, inside())),
            },
            Part::Choices if fence.indent > 1 => {
                if let Some(choice) = self.choices.last_mut().map(|choice| &mut choice.value.text) {
                    for line in [opening].iter().chain(&lines).chain([&closing]) {
                        choice.push('\n');
                        choice.push_str(outdent(line, fence.indent));
                    }
                }
                self.lazy = false;
            }
            Part::Choices | Part::Explanation => {
                let mut length = 0;
                for (line, number) in [opening].iter().chain(&lines).chain([&closing]).zip(place.line..) {
                    let line = line.trim_end();
                    self.explain(line, Place::new(number, 1));
                    length += line.len() + 1;
                }
                self.last_block = fence.is_code().then(|| (place, inside(), length));
            }
        }
    }

    pub(super) fn trailing_snippet(&mut self) -> Option<Stray> {
        let (place, code, length) = self.last_block.take()?;
        Some(Stray { place, code, length })
    }

    /// Whether the question speaks of code that it does not show, such as "this code" or "what is printed".
    pub(super) fn wants_snippet(&self) -> bool {
        const CODE: &[&str] = &["code", "snippet", "program", "script", "print", "prints", "printed"];
        const OBJECTS: &[&str] = &["model", "network", "layer", "loop"];
        let is = |word: &str, known: &[&str]| known.iter().any(|known| known.eq_ignore_ascii_case(word));
        let words = [self.title(), &self.stem].into_iter().flat_map(|text| text.split(|c: char| !c.is_alphanumeric()));
        let mut previous = "";
        let mut speaks = false;
        for word in words {
            speaks |= is(word, CODE) || (is(previous, &["this"]) && is(word, OBJECTS));
            previous = word;
        }
        self.snippet.is_none() && speaks
    }
}

/// The letter and the text after it, for `A.`, `A)` or `(A)`.
fn labelled(text: &str) -> (Option<char>, &str) {
    let open = text.strip_prefix('(').unwrap_or(text);
    let mut characters = open.chars();
    let (Some(letter @ 'A'..='J'), Some('.' | ')')) = (characters.next(), characters.next()) else {
        return (None, text);
    };
    let rest = characters.as_str();
    let apart = rest.is_empty() || rest.starts_with(char::is_whitespace);
    if apart { (Some(letter), rest.trim()) } else { (None, text) }
}

fn label_of_bullet(text: &str) -> Option<char> {
    labelled(bullet(text)?).0
}

fn push_line(text: &mut String, line: &str) {
    if !text.is_empty() {
        text.push('\n');
    }
    text.push_str(line);
}

/// A line of code without the indentation of the fence around it.
fn outdent(line: &str, indent: usize) -> &str {
    let spaces = line.bytes().take(indent).take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    &line[spaces..]
}
