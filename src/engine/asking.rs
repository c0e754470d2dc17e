//! What a platform asks in order to show something: a form's question, what somebody's answer is now, and what completes what they
//! are typing. Nothing here changes anything.

use super::live::shown;
use super::{Engine, refusal, show};
use crate::chat::{Event, MessageId, PlaceRef, Refusal, Reply, Suggest, words};
use crate::quiz::{Mark, Scheme, answer, zone};
use crate::store;

/// Suggestions that are given: what Discord takes, and more than anybody reads.
const MOST: usize = 25;
/// How far back rounds are suggested.
const LOOKS_BACK: i64 = 25;
/// The longest suggestion, in characters.
const LONGEST: usize = 100;

impl Engine {
    /// What a person's answer in a round is now, by the ledger.
    pub(super) async fn own_standing(&self, event: &Event, mark: &Mark) -> Result<Reply, Refusal> {
        let round = store::round_by_mark(self.store.pool(), mark).await.map_err(|error| refusal(&error))?;
        let round = round.ok_or_else(words::no_such_round)?;
        let person = self.person(&event.person).await?;
        let entries = store::entries_of_person(self.store.pool(), round.id, person).await;
        let entries: Vec<_> = entries.map_err(|error| refusal(&error))?.into_iter().map(|(entry, _)| entry).collect();
        let standing = answer::fold(round.question.kind, &entries).map(|answer| shown(&round.order, &answer));
        Ok(Reply::Standing { mark: mark.clone(), standing: standing.unwrap_or_default() })
    }

    pub(super) async fn round_of(&self, mark: &Mark) -> Result<Reply, Refusal> {
        let round = store::round_by_mark(self.store.pool(), mark).await.map_err(|error| refusal(&error))?;
        let round = round.ok_or_else(words::no_such_round)?;
        let message = round.message_id.clone().map(MessageId);
        Ok(Reply::Round { post: Box::new(show::post(&round)), state: round.state, message })
    }

    /// What begins with what was typed, then what holds it elsewhere.
    pub(super) async fn suggest(&self, place: &PlaceRef, what: Suggest, typed: &str) -> Result<Reply, Refusal> {
        let same = |names: Vec<String>| names.into_iter().map(|name| (name.clone(), name)).collect();
        let all: Vec<(String, String)> = match what {
            Suggest::Round => self.rounds_suggested(place).await?,
            Suggest::Schedule => {
                let place_id = self.place(place).await.map_err(|error| refusal(&error))?;
                let stored = store::schedules_of(self.store.pool(), place_id).await.map_err(|error| refusal(&error))?;
                same(stored.into_iter().map(|stored| stored.name).collect())
            }
            Suggest::Pool => {
                let server = self.server(place).await.map_err(|error| refusal(&error))?;
                same(self.pool_names(&server.bank))
            }
            Suggest::Scheme => same(Scheme::ALL.map(|scheme| scheme.name().to_owned()).into()),
            Suggest::Zone => same(zone::names()),
            Suggest::Question => {
                let server = self.server(place).await.map_err(|error| refusal(&error))?;
                same(server.bank.questions().iter().map(|question| question.id.as_str().to_owned()).collect())
            }
        };
        Ok(Reply::Suggestions(matching(all, typed)))
    }

    async fn rounds_suggested(&self, place: &PlaceRef) -> Result<Vec<(String, String)>, Refusal> {
        let place_id = self.place(place).await.map_err(|error| refusal(&error))?;
        let rounds = store::latest_rounds(self.store.pool(), place_id, LOOKS_BACK).await;
        let line = |round: store::StoredRound| {
            let stem = round.question.stem.lines().next().unwrap_or_default();
            (words::round_suggested(&round.mark, round.state.as_str(), stem), round.mark.as_str().to_owned())
        };
        Ok(rounds.map_err(|error| refusal(&error))?.into_iter().map(line).collect())
    }
}

/// Those that hold what was typed, in any case, the ones that begin with it first.
fn matching(all: Vec<(String, String)>, typed: &str) -> Vec<(String, String)> {
    let typed = typed.trim().trim_start_matches('#').to_lowercase();
    let mut found: Vec<(bool, (String, String))> = all
        .into_iter()
        .filter_map(|(label, value)| {
            let lower = label.to_lowercase();
            lower.contains(&typed).then(|| (!lower.starts_with(&typed), (label, value)))
        })
        .collect();
    found.sort_by_key(|(later, _)| *later);
    let short = |(_, (label, value)): (bool, (String, String))| (label.chars().take(LONGEST).collect(), value);
    found.into_iter().take(MOST).map(short).collect()
}

#[cfg(test)]
mod tests {
    use super::matching;

    #[test]
    fn what_begins_with_it_comes_first() {
        let all = ["Europe/Berlin", "America/Berlin_Heights", "berlin", "Asia/Tokyo"];
        let all = || all.map(|name| (name.to_owned(), name.to_owned())).into();
        let check = |typed: &str, expected: &[&str]| {
            let found: Vec<String> = matching(all(), typed).into_iter().map(|(_, value)| value).collect();
            assert_eq!(found, expected, "{typed:?}");
        };
        check(" BERLIN", &["berlin", "Europe/Berlin", "America/Berlin_Heights"]);
        check("asia", &["Asia/Tokyo"]);
        check("mars", &[]);
        assert_eq!(matching(vec![("x".repeat(200), "x".into()); 30], "").len(), 25);
        assert_eq!(matching(vec![("x".repeat(200), "x".into())], "")[0].0.len(), 100);
    }
}
