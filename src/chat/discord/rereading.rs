//! Reading what is on a post now: Discord may lose events, but not reactions or messages.

use jiff::Timestamp;
use serde_json::Value;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::time::Duration;

use super::messages::{self, Kind};
use super::posting::{away, encoded};
use super::posts::{emoji, option_of};
use super::rest::{Call, RestError, code};
use super::{Discord, id, number};
use crate::bank;
use crate::chat::{ChatError, Notice, PersonRef, PlaceRef, Reading, Typed};

const PAGE: usize = 100;
/// Pages of messages after a post in which typed answers are looked for.
const PAGES: usize = 20;
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
            Err(error) => {
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
        let (server, channel) = (number(&place.server).map_err(refused)?, number(&place.channel).map_err(refused)?);
        let post = self.rest.call(Call::get(format!("/channels/{channel}/messages/{message}"))).await?;
        let mut reading = Reading::default();
        let Some(known) = self.read_own(&post) else { return Ok(None) };
        self.posts.learn(message, known.clone());
        if known.open {
            self.posts.opened(place, &known.mark, message);
        }
        if known.kind == bank::Kind::Nat {
            reading.typed = self.typed_since(place, server, channel, message).await?;
        }
        let mut people: BTreeMap<u64, (PersonRef, Vec<u8>)> = BTreeMap::new();
        let reactions = post["reactions"].as_array().map(Vec::as_slice).unwrap_or_default();
        for reaction in reactions {
            // What only the bot has put on is nobody's answer.
            let others = reaction["count"].as_u64().unwrap_or_default() > u64::from(reaction["me"] == true);
            let option = reaction["emoji"]["name"].as_str().and_then(option_of);
            let Some(option) = option.filter(|option| others && *option < known.letters) else { continue };
            for user in self.reacted(channel, message, option).await? {
                let Some((id, person)) = self.listed(server, &user) else { continue };
                let entry = people.entry(id).or_insert_with(|| (person, Vec::new()));
                entry.1.push(option);
                self.posts.put_on(message, id, option);
            }
        }
        if let Some(until) = until.filter(|_| known.letters > 0) {
            tokio::time::sleep(ON_ITS_WAY).await;
            self.as_it_was(server, message, until, &mut people).await?;
        }
        reading.choices = people.into_values().filter(|(_, options)| !options.is_empty()).collect();
        Ok(Some(reading))
    }

    /// Takes back what people have done to a post since, as far as it was heard.
    async fn as_it_was(
        &self,
        server: u64,
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
                let Some(person) = self.person(server, user).await? else { continue };
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

    async fn reacted(&self, channel: u64, message: u64, option: u8) -> Result<Vec<Value>, RestError> {
        let path = format!("/channels/{channel}/messages/{message}/reactions/{}?limit={PAGE}", encoded(emoji(option)));
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

    async fn typed_since(
        &self,
        place: &PlaceRef,
        server: u64,
        channel: u64,
        post: u64,
    ) -> Result<Vec<Typed>, RestError> {
        let bot = self.bot();
        let newest = self.posts.open_in(&place.channel).iter().all(|open| open.message <= post);
        let mut typed = Vec::new();
        let mut after = post;
        for _ in 0..PAGES {
            let path = format!("/channels/{channel}/messages?limit={PAGE}&after={after}");
            let page = self.rest.call(Call::get(path)).await?;
            let page = page.as_array().map(Vec::as_slice).unwrap_or_default();
            for message in page {
                let Some(read) = messages::read(message, bot) else { continue };
                let ours = match read.kind {
                    Kind::Reply(to) => to == post,
                    Kind::Mention => newest,
                    Kind::Direct => false,
                };
                let Some((_, person)) = self.listed(server, &message["author"]).filter(|_| ours) else { continue };
                let (event_id, sequence, occurred_at) = read.when(&self.clock);
                typed.push(Typed { person, event_id, sequence, occurred_at, text: read.answer().to_owned() });
            }
            // Newest first, whatever was asked for.
            match page.iter().filter_map(|message| id(&message["id"])).max() {
                Some(last) if page.len() == PAGE => after = last,
                _ => break,
            }
        }
        Ok(typed)
    }
}
