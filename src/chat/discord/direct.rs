//! Direct messages. They belong to no server, so which question or place is meant has to be found.

use super::messages::{Written, as_command, split_mark};
use super::posts::OpenPost;
use super::rest::Outgoing;
use super::{Discord, ephemeral};
use crate::bank;
use crate::chat::{Command, PlaceRef, Refusal, Reply, Request, words};
use crate::quiz::Mark;

impl Discord {
    pub(super) async fn direct(&self, written: &Written) {
        if !self.shards().has(None) {
            return;
        }
        let (mark, text) = split_mark(&written.text);
        let place = self.place_for(written.user, mark.as_ref()).await;
        let nowhere = || super::place(0, written.channel);
        let mut meant = None;
        let (request, place) = match (as_command(text), place, mark) {
            (Some(Ok(command)), _, _) if command.is_organisers() => (Err(words::only_in_servers()), nowhere()),
            (Some(Ok(command)), Some(place), _) => (Ok(Request::Command(command)), place),
            // These need no place.
            (Some(Ok(command @ (Command::Help | Command::Run { .. } | Command::Forget { .. }))), None, _) => {
                (Ok(Request::Command(command)), nowhere())
            }
            (Some(Ok(_)), None, _) | (None, None, None) => (Err(words::nothing_open()), nowhere()),
            (Some(Err(refusal)), _, _) => (Err(refusal), nowhere()),
            // A question of a server that they are not in.
            (None, None, Some(mark)) if self.posts.newest_first().iter().any(|open| open.mark == mark) => {
                (Err(words::no_such_round()), nowhere())
            }
            (None, place, Some(mark)) => {
                let command = Command::Answer { text: text.to_owned(), mark: Some(mark) };
                (Ok(Request::Command(command)), place.unwrap_or_else(nowhere))
            }
            (None, Some(_), None) => match self.meant(written.user, text).await {
                Ok(open) => {
                    meant = Some(open.mark.clone());
                    let command = Command::Answer { text: text.to_owned(), mark: Some(open.mark) };
                    (Ok(Request::Command(command)), open.place)
                }
                Err(refusal) => (Err(refusal), nowhere()),
            },
        };
        let reply = match request {
            Ok(request) => self.ask_patiently(&self.asking(written, place), request).await,
            Err(refusal) => Err(refusal),
        };
        let message = match (&reply, meant) {
            (Ok(Reply::Recorded { text, .. }), Some(mark)) => Outgoing::text(&words::about_round(&mark, text)),
            (Ok(reply), _) => ephemeral::message(reply),
            (Err(refusal), _) => ephemeral::refusal(refusal),
        };
        self.reply_to(written, message).await;
    }

    /// The question that an answer without a mark is for: the only open one of the person's servers that takes such an answer.
    async fn meant(&self, user: u64, text: &str) -> Result<OpenPost, Refusal> {
        let letters = text.bytes().all(|byte| byte.is_ascii_alphabetic() || b" ,".contains(&byte));
        let (mut fitting, mut others) = (Vec::new(), Vec::new());
        for open in self.posts.newest_first() {
            let Ok(server) = open.place.server.parse() else { continue };
            if self.is_member(server, user).await {
                let kind = self.posts.get(open.message).flatten().map(|known| known.kind);
                // What is not known yet may be what is meant.
                let fits = kind.is_none_or(|kind| (kind == bank::Kind::Nat) != letters);
                if fits { fitting.push(open) } else { others.push(open) }
            }
        }
        match (fitting.len(), others.into_iter().next()) {
            (0, Some(newest)) => Ok(newest),
            (0 | 1, _) => fitting.pop().ok_or_else(words::nothing_open),
            _ => Err(words::which_question()),
        }
    }

    /// Where a person without a server is meant to be: at the round with this mark, or the newest one of a server they are in.
    pub(super) async fn place_for(&self, user: u64, mark: Option<&Mark>) -> Option<PlaceRef> {
        for open in self.posts.newest_first() {
            let meant = mark.is_none_or(|mark| *mark == open.mark);
            if meant
                && let Some(server) = open.place.server.parse().ok()
                && self.is_member(server, user).await
            {
                return Some(open.place);
            }
        }
        None
    }
}
