//! What was read of a question, put together once its last line is in.

use super::{At, Reading};
use crate::bank::check::is_about_the_others;
use crate::bank::key::Key;
use crate::bank::markdown::answer::{self, Answer};
use crate::bank::problem::{Place, Problems, excerpt};
use crate::bank::yaml::{Located, Places, code, prose};
use crate::bank::{Kind, Question, QuestionId};

impl Reading<'_> {
    /// The question, unless something that it cannot do without could not be read; that has been reported then.
    pub(in crate::bank::markdown) fn into_question(
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
            Ok(Answer { key, prose, remarks }) => {
                for remark in remarks {
                    problems.warning(place, remark);
                }
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
        self.check_labels(problems);
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

    /// Letters are not kept, since options are shuffled, but one that is missing may stand for an option that is.
    fn check_labels(&self, problems: &mut Problems<'_>) {
        if self.unreadable || self.labels.iter().all(Option::is_none) {
            return;
        }
        let mut options = ('A'..='J').zip(self.labels.iter().zip(&self.choices));
        // The letters below the first slip are shifted as well.
        if let Some((expected, (label, choice))) = options.find(|(expected, (label, _))| **label != Some(*expected)) {
            let found = label.map_or("has no letter".to_owned(), |label| format!("is labelled {label}"));
            let message = format!("this option {found}; expected {expected}, and the order here was kept");
            problems.warning(choice.place, message);
        }
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
        } else if checked != letters && !self.unreadable {
            problems.error(place, "`Ans:` names other options than those that are checked; expected the same");
            self.unreadable = true;
        }
    }
}
