//! Reading what is on a post now: Discord may lose events, but not reactions or messages.

use jiff::Timestamp;
use serde_json::Value;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::time::Duration;

use super::messages::{self, Kind};
use super::posting::{away, encoded};
use super::posts::{emoji, option_of};
use super::reactions::KINDS;
use super::rest::{Call, RestError, code};
use super::{Discord, id, number};
use crate::bank;
use crate::chat::command::read_mark;
use crate::chat::{ChatError, MessageId, Notice, PersonRef, PlaceRef, Reading, Typed};
use crate::quiz::Mark;

const PAGE: usize = 100;
/// Pages of messages, back from the newest, in which typed answers are looked for.
const PAGES: usize = 100;
/// In which a reaction that a reading shows has come through the gateway, too.
const ON_ITS_WAY: Duration = Duration::from_millis(300);

impl Discord {
    /// Everybody's reactions on a post, and for a NAT what was typed in its channel since; `None` when the post can't be read any more,
    /// so that the ledger is the only record.
    pub(super) async fn read_again(
        &self,
        place: &PlaceRef,
        message: u64,
        until: Option<Timestamp>,
    ) -> Result<Option<Reading>, ChatError> {
        match self.reading(place, message, until).await {
            Ok(reading) => Ok(reading),
            Err(RestError::Away(reason)) => Err(away(&reason)),
            // A token that was changed says nothing about the post.
            Err(error) if error.status() == Some(401) => Err(away(&error.to_string())),
            Err(error) => {
                // Nobody was there to hear of it.
                if error.is(&[code::UNKNOWN_MESSAGE]) {
                    self.posts.gone(message);
                    let message = MessageId(message.to_string());
                    self.notice_engine(Notice::PostGone { place: place.clone(), message }).await;
                }
                self.notice_gone(place, &error).await;
                tracing::warn!(%error, message, "a post can't be read again; what was heard counts");
                Ok(None)
            }
        }
    }

    /// A channel may have gone while nobody listened, or the bot may have been removed from its server.
    async fn notice_gone(&self, place: &PlaceRef, error: &RestError) {
        if error.is(&[code::UNKNOWN_CHANNEL]) {
            return self.notice_engine(Notice::PlaceGone { place: place.clone() }).await;
        }
        // Without the right to see the channel the server can still be looked at.
        if error.is(&[code::MISSING_ACCESS]) {
            let server = self.rest.call(Call::get(format!("/guilds/{}", place.server))).await;
            if matches!(server, Err(RestError::Refused { status: 403 | 404, .. })) {
                self.notice_engine(Notice::ServerGone { server: place.server.clone() }).await;
            }
        }
    }

    async fn reading(
        &self,
        place: &PlaceRef,
        message: u64,
        until: Option<Timestamp>,
    ) -> Result<Option<Reading>, RestError> {
        let refused = |_: ChatError| RestError::Away("a place without an id".to_owned());
        let channel = number(&place.channel).map_err(refused)?;
        let post = self.rest.call(Call::get(format!("/channels/{channel}/messages/{message}"))).await?;
        let mut reading = Reading::default();
        let Some(known) = self.read_own(&post) else { return Ok(None) };
        self.posts.learn(message, known.clone());
        if known.open {
            self.posts.opened(place, &known.mark, message);
        }
        if known.kind == bank::Kind::Nat {
            reading.typed = self.typed_since(channel, message, &known.mark).await?;
        }
        let mut people: BTreeMap<u64, (PersonRef, Vec<u8>)> = BTreeMap::new();
        let reactions = post["reactions"].as_array().map(Vec::as_slice).unwrap_or_default();
        for reaction in reactions {
            // What only the bot has put on is nobody's answer.
            let others = reaction["count"].as_u64().unwrap_or_default() > u64::from(reaction["me"] == true);
            let option = reaction["emoji"]["name"].as_str().and_then(option_of);
            let Some(option) = option.filter(|option| others && *option < known.letters) else { continue };
            let supers = reaction["count_details"]["burst"].as_u64().unwrap_or_default() > 0;
            for kind in KINDS.into_iter().filter(|kind| *kind == 0 || supers) {
                for user in self.reacted(channel, message, option, kind).await? {
                    let Some((id, person)) = self.listed(&user) else { continue };
                    let (_, options) = people.entry(id).or_insert_with(|| (person, Vec::new()));
                    if !options.contains(&option) {
                        options.push(option);
                    }
                    self.posts.seen_on(message, id, option);
                }
            }
        }
        if let Some(until) = until.filter(|_| known.letters > 0) {
            tokio::time::sleep(ON_ITS_WAY).await;
            self.as_it_was(message, until, &mut people).await?;
        }
        reading.choices = people.into_values().filter(|(_, options)| !options.is_empty()).collect();
        Ok(Some(reading))
    }

    /// Takes back what people have done to a post since, as far as it was heard.
    async fn as_it_was(
        &self,
        message: u64,
        until: Timestamp,
        people: &mut BTreeMap<u64, (PersonRef, Vec<u8>)>,
    ) -> Result<(), RestError> {
        for (user, option, was_on) in self.posts.before(message, until) {
            if !was_on {
                if let Some((_, options)) = people.get_mut(&user) {
                    options.retain(|on| *on != option);
                }
                continue;
            }
            if let Entry::Vacant(missing) = people.entry(user) {
                let Some(person) = self.person(user).await? else { continue };
                missing.insert((person, Vec::new()));
            }
            if let Some((_, options)) = people.get_mut(&user)
                && !options.contains(&option)
            {
                options.push(option);
            }
        }
        Ok(())
    }

    async fn reacted(&self, channel: u64, message: u64, option: u8, kind: u8) -> Result<Vec<Value>, RestError> {
        let emoji = encoded(emoji(option));
        let path = format!("/channels/{channel}/messages/{message}/reactions/{emoji}?limit={PAGE}&type={kind}");
        let mut everybody = Vec::new();
        let mut after = String::new();
        loop {
            let page = self.rest.call(Call::get(format!("{path}{after}"))).await?;
            let Value::Array(page) = page else { break };
            let last = page.last().and_then(|user| user["id"].as_str()).map(str::to_owned);
            let full = page.len() == PAGE;
            everybody.extend(page);
            match last {
                Some(last) if full => after = format!("&after={last}"),
                _ => break,
            }
        }
        Ok(everybody)
    }

    /// What was typed in the channel since the post and meant it. The newest messages are read first, so that what is missing in a
    /// channel that is too busy is what came first.
    async fn typed_since(&self, channel: u64, post: u64, mark: &Mark) -> Result<Vec<Typed>, RestError> {
        let mut written = Vec::new();
        // When other posts of ours came.
        let mut others = Vec::new();
        let mut before = String::new();
        for pages_left in (0..PAGES).rev() {
            let page = self.rest.call(Call::get(format!("/channels/{channel}/messages?limit={PAGE}{before}"))).await?;
            let page = page.as_array().map(Vec::as_slice).unwrap_or_default();
            for message in page {
                let Some(id) = id(&message["id"]).filter(|id| *id > post) else { continue };
                if let Some(other) = self.mark_of(message) {
                    others.extend((other != *mark).then(|| self.clock.sequence(id)));
                } else if let (Some(read), Some((_, person))) =
                    (messages::read(message, self.bot()), self.listed(&message["author"]))
                {
                    written.push((read, person));
                }
            }
            match page.last().and_then(|message| id(&message["id"])) {
                Some(_) if pages_left == 0 => {
                    tracing::warn!(channel, "a channel is too busy to be read back to a post")
                }
                Some(last) if page.len() == PAGE && last > post => before = format!("&before={last}"),
                _ => break,
            }
        }
        let mut typed = Vec::new();
        for (read, person) in written {
            let (event_id, sequence, occurred_at) = read.when(&self.clock);
            let (named, text) = read.answer();
            let meant = match (named, read.kind) {
                (_, Kind::Direct) => false,
                (Some(named), _) => named == *mark,
                (None, Kind::Reply(to)) if to == post => true,
                (None, Kind::Reply(to)) => match self.known(channel, to).await? {
                    Some(known) => known.mark == *mark,
                    None => read.mentions && is_latest(&others, sequence),
                },
                (None, Kind::Mention) => is_latest(&others, sequence),
            };
            if meant {
                typed.push(Typed { person, event_id, sequence, occurred_at, text: text.to_owned() });
            }
        }
        Ok(typed)
    }

    /// The mark on a message of ours, whether its round is open, closed or void.
    fn mark_of(&self, message: &Value) -> Option<Mark> {
        let ours = id(&message["author"]["id"]) == Some(self.bot());
        message["embeds"][0]["footer"]["text"].as_str().filter(|_| ours).and_then(read_mark)
    }
}

/// Whether a post was the last one when this was written: a mention without a mark means that one. A later post may have closed again
/// before, but that can't be seen any more, and an answer is not given to a question that it may not have been meant for.
fn is_latest(others: &[i64], written: i64) -> bool {
    others.iter().all(|other| *other > written)
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_mention_means_the_latest_post() {
        assert!(super::is_latest(&[], 5));
        assert!(super::is_latest(&[7, 6], 5));
        assert!(!super::is_latest(&[7, 4], 5));
    }
}
