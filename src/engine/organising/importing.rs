//! `/quiz import`: a file of questions is checked and previewed, and becomes the server's own once somebody accepts it.

use jiff::SignedDuration;
use std::collections::BTreeSet;
use std::sync::Arc;

use super::told;
use crate::bank::{self, Question, QuestionId, Severity};
use crate::chat::{Event, Refusal, Reply, words};
use crate::engine::{Engine, refusal};
use crate::quiz::Mark;
use crate::store::{self, Accepted, Most, Preview};

/// The largest file, in bytes.
const MAX_BYTES: usize = 1 << 20;
/// How long a preview can be accepted.
const VALID: SignedDuration = SignedDuration::from_mins(60);
/// Previews of a server that wait at once.
const WAITING: i64 = 20;
/// What a server may have of its own: more would take long to read and to choose from.
const MOST: Most = Most { questions: 2_000, bytes: 8 << 20 };
/// Problems and questions that a preview lists.
const PROBLEMS_LISTED: usize = 10;
const QUESTIONS_LISTED: usize = 10;
/// Of a stem, in characters.
const STEM: usize = 80;

impl Engine {
    pub(super) async fn import(&self, event: &Event, name: &str, text: &str) -> Result<Reply, Refusal> {
        if text.len() > MAX_BYTES {
            return Err(words::import_too_large(MAX_BYTES >> 10));
        }
        let (questions, problems) = bank::read_text(name, text).ok_or_else(words::import_what_file)?;
        let own = &self.bank;
        let (taken, sound): (Vec<Question>, Vec<Question>) =
            questions.into_iter().partition(|question| own.get(&question.id).is_some());
        let place = &event.place;
        let there = store::imported_questions(self.store.pool(), &place.platform, &place.server).await;
        let there: BTreeSet<QuestionId> =
            there.map_err(|error| refusal(&error))?.into_iter().map(|question| question.id).collect();
        let replaced = sound.iter().filter(|question| there.contains(&question.id)).count();
        let errors = problems.iter().filter(|problem| problem.severity == Severity::Error).count();
        let mut text = words::import_counts(sound.len() - replaced, replaced, errors + taken.len());
        let mut lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
        lines.extend(taken.iter().map(|question| words::import_id_taken(question.id.as_str())));
        shorten(&mut lines, PROBLEMS_LISTED);
        let mut listed: Vec<String> = sound.iter().map(line).collect();
        shorten(&mut listed, QUESTIONS_LISTED);
        lines.extend(listed);
        let mut token = None;
        if !sound.is_empty() {
            let code = self.token();
            let sound: Vec<Arc<Question>> = sound.into_iter().map(Arc::new).collect();
            let now = self.now();
            let preview = Preview {
                token: &code,
                platform: &place.platform,
                server: &place.server,
                name,
                questions: &sound,
                made_by: self.person(&event.person).await?,
                made_at: now,
                expires_at: now + VALID,
            };
            let kept = store::keep_preview(self.store.pool(), &preview, WAITING).await;
            if !kept.map_err(|error| refusal(&error))? {
                return Err(words::imports_wait(WAITING));
            }
            text = format!("{text} {}", words::import_waits(VALID.as_mins()));
            token = Some(code);
        }
        Ok(Reply::Preview { title: words::import_title(name), text, lines, token })
    }

    pub(super) async fn accept_import(&self, event: &Event, token: &str) -> Result<Reply, Refusal> {
        let person = self.person(&event.person).await?;
        let server = (event.place.platform.as_str(), event.place.server.as_str());
        let accepted = store::accept_preview(&self.store, token.trim(), server, person, &MOST, self.now()).await;
        match accepted.map_err(|error| refusal(&error))? {
            Accepted::New { name, questions } => {
                tracing::info!(server = server.1, file = name, questions, "an import was accepted");
                Ok(told(words::import_accepted_title(&name), words::import_accepted(questions), Vec::new()))
            }
            Accepted::Again { name, .. } => {
                Ok(told(words::import_accepted_title(&name), words::import_accepted_before(), Vec::new()))
            }
            Accepted::TooMany => Err(words::import_too_many(MOST.questions, MOST.bytes >> 20)),
            Accepted::Expired => Err(words::import_expired()),
            Accepted::Unknown => Err(words::import_unknown()),
        }
    }

    /// 80 random bits, as two marks: nobody comes upon another's preview.
    fn token(&self) -> String {
        let mut random = self.random();
        format!("{}-{}", Mark::random(&mut random), Mark::random(&mut random))
    }
}

fn line(question: &Question) -> String {
    let stem = question.stem.lines().next().unwrap_or_default();
    let mut short: String = stem.chars().take(STEM).collect();
    if short.len() < stem.len() {
        short.push('…');
    }
    words::import_line(question.id.as_str(), question.kind, &question.topic, &short)
}

/// The first so many, and how many more there are.
fn shorten(lines: &mut Vec<String>, most: usize) {
    if lines.len() > most {
        let more = lines.len() - most;
        lines.truncate(most);
        lines.push(words::import_more(more));
    }
}
