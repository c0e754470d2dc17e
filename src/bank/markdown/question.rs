//! One question of a study-group document while its lines come in.

use super::Block;
use super::answer;
use super::line::kind;
use crate::bank::check::is_about_the_others;
use crate::bank::key::Key;
use crate::bank::problem::{Place, Problems, excerpt};
use crate::bank::yaml::{Located, Places, code, prose};
use crate::bank::{Choice, Kind, Question, QuestionId};

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

    pub(super) fn choice(&mut self, mark: Option<bool>, text: &'t str, place: Place, problems: &mut Problems<'_>) {
        if self.part == Part::Explanation && (self.explained || !self.choices.is_empty()) {
            problems.error(place, "an option after the explanation has begun; expected the options together, above it");
            self.unreadable = true;
            return;
        }
        if mark.is_none() {
            problems.error(place, "this box is neither checked nor empty; expected `- [x]` or `- [ ]`");
            self.unreadable = true;
        }
        let text = self.without_label(text, place, problems);
        if text.is_empty() {
            problems
                .error(place, "an option without a text; expected such as `- [ ] A. The learning rate is too low.`");
            self.unreadable = true;
        }
        let choice = Choice { text: text.to_owned(), correct: mark.unwrap_or_default(), pinned: false };
        self.choices.push(At::new(place, choice));
        self.part = Part::Choices;
        self.lazy = true;
    }

    /// The text after `A.`, `A)` or `(A)`. Letters are not kept, since options are shuffled, so they should be in order.
    fn without_label<'c>(&self, text: &'c str, place: Place, problems: &mut Problems<'_>) -> &'c str {
        let open = text.strip_prefix('(').unwrap_or(text);
        let mut characters = open.chars();
        let (Some(letter @ 'A'..='J'), Some('.' | ')')) = (characters.next(), characters.next()) else { return text };
        let rest = characters.as_str();
        if !rest.is_empty() && !rest.starts_with(char::is_whitespace) {
            return text;
        }
        let expected = (b'A'..).nth(self.choices.len()).map_or('?', char::from);
        if letter != expected {
            let message = format!("this option is labelled {letter}; expected {expected}, and the order here was kept");
            problems.warning(place, message);
        }
        rest.trim()
    }

    pub(super) fn text(&mut self, raw: &'t str, place: Place) {
        let text = raw.trim_end();
        match self.part {
            Part::Preamble => match &mut self.preamble {
                Some(preamble) => push_line(&mut preamble.value, text),
                None if text.is_empty() => {}
                None => self.preamble = Some(At::new(place, text.to_owned())),
            },
            Part::Stem => push_line(&mut self.stem, text),
            Part::Choices if text.is_empty() => self.lazy = false,
            Part::Choices => match self.choices.last_mut().map(|choice| &mut choice.value.text) {
                Some(choice) if self.lazy || text.starts_with([' ', '\t']) => {
                    choice.push(if self.lazy { ' ' } else { '\n' });
                    choice.push_str(text.trim_start());
                }
                _ => self.explain(text, place),
            },
            Part::Explanation => self.explain(text, place),
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

    /// Whether the question speaks of code that it does not show.
    pub(super) fn wants_snippet(&self) -> bool {
        const WORDS: &[&str] = &[
            "code",
            "snippet",
            "program",
            "script",
            "loop",
            "printed",
            "prints",
            "print",
            "output",
            "model",
            "following",
        ];
        let words =
            self.title().split(|c: char| !c.is_alphanumeric()).chain(self.stem.split(|c: char| !c.is_alphanumeric()));
        self.snippet.is_none()
            && words.into_iter().any(|word| WORDS.iter().any(|known| known.eq_ignore_ascii_case(word)))
    }

    /// The question, unless something that it cannot do without could not be read; that has been reported then.
    pub(super) fn into_question(
        mut self,
        id: Option<QuestionId>,
        topic: &str,
        problems: &mut Problems<'_>,
    ) -> Option<Located> {
        let place = self.heading.as_ref()?.place;
        let stem = self.whole_stem();
        let kind = self.kind.or_else(|| self.infer_kind(place, problems));
        let answer = match kind {
            Some(Kind::Nat) => self.numerical(&stem, place, problems),
            Some(kind) => {
                self.optional(kind, place, problems);
                None
            }
            None => None,
        };
        for choice in &mut self.choices {
            choice.value.text = prose(&choice.value.text);
            choice.value.pinned = is_about_the_others(&choice.value.text);
        }
        let explanation = self.whole_explanation();
        if self.unreadable {
            return None;
        }
        let options: Vec<Place> = self.choices.iter().map(|choice| choice.place).collect();
        let places = Places {
            question: place,
            id: place,
            topic: place,
            tags: Vec::new(),
            stem: place,
            snippet: self.snippet.as_ref().map_or(place, |(place, _)| *place),
            choices: options.first().copied().unwrap_or(place),
            options,
            answer: answer.as_ref().map_or(place, |answer| answer.place),
            explanation: explanation.as_ref().map_or(place, |explanation| explanation.place),
            evidence: place,
            source: place,
        };
        let question = Question {
            id: id?,
            kind: kind?,
            topic: topic.to_owned(),
            tags: Vec::new(),
            difficulty: None,
            marks: 1,
            stem: prose(&stem),
            snippet: self.snippet.map(|(_, snippet)| code(&snippet)).filter(|snippet| !snippet.is_empty()),
            choices: self.choices.into_iter().map(|choice| choice.value).collect(),
            answer: answer.map(|answer| answer.value),
            explanation: explanation.map(|explanation| prose(&explanation.value)),
            evidence: None,
            source: None,
        };
        Some(Located { question, places })
    }

    fn whole_stem(&self) -> String {
        let mut stem = self.preamble.as_ref().map(|preamble| preamble.value.trim().to_owned()).unwrap_or_default();
        if !stem.is_empty() {
            stem.push_str("\n\n");
        }
        stem.push_str(self.heading.as_ref().map(|heading| heading.value).unwrap_or_default());
        let below = self.stem.trim_end();
        if !below.is_empty() {
            stem.push('\n');
            stem.push_str(below);
        }
        stem
    }

    /// What is left of the explanation, without the blank lines around it.
    fn whole_explanation(&self) -> Option<At<String>> {
        let text: String = self.explanation.iter().flat_map(|line| [line.value, "\n"]).collect();
        let place = self.explanation.iter().find(|line| !line.value.trim().is_empty())?.place;
        Some(At::new(place, text))
    }

    fn infer_kind(&mut self, place: Place, problems: &mut Problems<'_>) -> Option<Kind> {
        // What is unreadable, such as an unknown tag, has been reported.
        if self.unreadable {
            return None;
        }
        let right = self.choices.iter().filter(|choice| choice.value.correct).count();
        let (kind, name) = match right {
            _ if self.choices.is_empty() && self.answer.is_none() => {
                let message =
                    "neither a kind, nor options, nor an answer; expected a line [MCQ], [MSQ] or [NAT] above it";
                problems.error(place, message);
                self.unreadable = true;
                return None;
            }
            _ if self.choices.is_empty() => (Kind::Nat, "NAT"),
            0 | 1 => (Kind::Mcq, "MCQ"),
            _ => (Kind::Msq, "MSQ"),
        };
        problems
            .warning(place, format!("no kind is given, and it was read as [{name}]; expected such a line above it"));
        Some(kind)
    }

    fn numerical(&mut self, stem: &str, question: Place, problems: &mut Problems<'_>) -> Option<At<Key>> {
        if let Some(choice) = self.choices.first() {
            problems.error(choice.place, "an option of a [NAT]; expected none, or the kind [MCQ] or [MSQ]");
            self.unreadable = true;
        }
        let Some(At { mut place, value: mut line }) = self.answer.take() else {
            problems.error(question, "no answer; expected a line such as `Ans: 0.731` below the question");
            self.unreadable = true;
            return None;
        };
        let mut behind = 0;
        // `Ans:` alone has its value on the next line that says anything.
        if line.is_empty()
            && let Some(index) = self.explanation.iter().position(|line| !line.value.trim().is_empty())
        {
            At { place, value: line } = self.explanation[index];
            behind = index + 1;
        }
        match answer::read(line.trim(), stem) {
            Ok((key, prose)) => {
                self.explanation.drain(..behind);
                if !prose.is_empty() {
                    self.explanation.insert(0, At::new(place, prose));
                }
                Some(At::new(place, key))
            }
            Err(form) => {
                problems.error(place, format!("the answer `{}` cannot be read; {form}", excerpt(line, 40)));
                self.unreadable = true;
                None
            }
        }
    }

    fn optional(&mut self, kind: Kind, question: Place, problems: &mut Problems<'_>) {
        self.lettered_answer(problems);
        let right = self.choices.iter().filter(|choice| choice.value.correct).count();
        let message = match (kind, right) {
            _ if self.unreadable => return,
            _ if self.choices.is_empty() => "no options; expected lines such as `- [x] A. ...` and `- [ ] B. ...`",
            (_, 0) => "no option is right; expected a checked box, `- [x]`, before each right one",
            (Kind::Mcq, 2..) => "several options of an [MCQ] are right; expected one, or the kind [MSQ]",
            _ => return,
        };
        problems.error(question, message);
        self.unreadable = true;
    }

    /// `Ans:` of a question with options: letters that repeat or replace the boxes, or where the explanation begins.
    fn lettered_answer(&mut self, problems: &mut Problems<'_>) {
        let Some(At { place, value }) = self.answer.take() else { return };
        let Some(letters) = answer::letters(value) else {
            if !value.is_empty() {
                self.explanation.insert(0, At::new(place, value));
            }
            return;
        };
        let checked = (0..).zip(&self.choices).filter(|(_, choice)| choice.value.correct).map(|(index, _)| index);
        let checked: Vec<usize> = checked.collect();
        if checked.is_empty() && letters.iter().all(|letter| *letter < self.choices.len()) {
            for letter in letters {
                self.choices[letter].value.correct = true;
            }
        } else if checked != letters {
            problems.error(place, "`Ans:` names other options than those that are checked; expected the same");
            self.unreadable = true;
        }
    }
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
