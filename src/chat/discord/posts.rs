//! What the bot has posted, as far as it is remembered: a copy of what Discord has, read from there again when it is missing. A post
//! says by itself which round it is, in its footer and in the ids of its buttons.

use jiff::Timestamp;
use serde_json::Value;
use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};
use std::sync::{Mutex, PoisonError};

use crate::bank::Kind;
use crate::chat::PlaceRef;
use crate::chat::command::read_mark;
use crate::quiz::Mark;

/// Messages that are known not to be posts; forgotten all at once when there are more.
const STRANGERS: usize = 50_000;
/// Closed posts that are remembered.
const CLOSED: usize = 10_000;
/// Changes of a post's reactions that are remembered; the last are those after its deadline.
const CHANGES: usize = 4_000;

/// What a post says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    pub mark: Mark,
    pub kind: Kind,
    /// Options that can be reacted with; 0 for a NAT and when answers are private.
    pub letters: u8,
    pub open: bool,
}

/// One open round.
#[derive(Clone, Debug)]
pub struct OpenPost {
    pub place: PlaceRef,
    pub mark: Mark,
    pub message: u64,
}

/// What somebody did to their reaction.
#[derive(Clone, Copy, Debug)]
pub struct Change {
    pub at: Timestamp,
    pub person: u64,
    pub option: u8,
    pub on: bool,
}

/// Options as bits: those that a reaction is on, and those of which the event has come.
#[derive(Clone, Copy, Debug, Default)]
struct Held {
    on: u32,
    heard: u32,
}

#[derive(Default)]
pub struct Posts(Mutex<Inner>);

#[derive(Default)]
struct Inner {
    known: HashMap<u64, Known>,
    closed: usize,
    /// In the order in which they were met.
    open: Vec<OpenPost>,
    strangers: HashSet<u64>,
    /// Options on which a person's reaction is, by message and person; not of what is known to take no answers.
    held: HashMap<u64, HashMap<u64, Held>>,
    /// Reactions that the bot is taking off, so that nobody is taken to have done so.
    removing: HashSet<(u64, u64, u8)>,
    /// The latest changes, by message, in the order in which they were heard.
    changes: HashMap<u64, VecDeque<Change>>,
}

impl Posts {
    fn lock(&self) -> std::sync::MutexGuard<'_, Inner> {
        // Consistent between statements, so a panic elsewhere does not spoil it.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn opened(&self, place: &PlaceRef, mark: &Mark, message: u64) {
        let mut inner = self.lock();
        inner.strangers.remove(&message);
        inner.open.retain(|post| post.mark != *mark || post.message == message);
        if !inner.open.iter().any(|post| post.message == message) {
            inner.open.push(OpenPost { place: place.clone(), mark: mark.clone(), message });
        }
    }

    pub fn closed(&self, message: u64) {
        let mut inner = self.lock();
        inner.open.retain(|post| post.message != message);
        inner.held.remove(&message);
        inner.changes.remove(&message);
        inner.removing.retain(|(of, _, _)| *of != message);
        if let Some(known) = inner.known.get_mut(&message) {
            known.open = false;
            inner.closed += 1;
        }
        if inner.closed > CLOSED {
            inner.known.retain(|_, known| known.open);
            inner.closed = 0;
        }
    }

    pub fn gone(&self, message: u64) {
        self.closed(message);
        self.lock().known.remove(&message);
    }

    pub fn learn(&self, message: u64, known: Known) {
        let mut inner = self.lock();
        if !known.open {
            inner.held.remove(&message);
        }
        inner.known.insert(message, known);
    }

    pub fn learn_stranger(&self, message: u64) {
        let mut inner = self.lock();
        if inner.strangers.len() >= STRANGERS {
            inner.strangers.clear();
        }
        inner.held.remove(&message);
        inner.strangers.insert(message);
        inner.changes.remove(&message);
    }

    /// Somebody, and not the bot, has put a reaction on a post that may be open, or taken it off.
    pub fn happened(&self, message: u64, change: Change) {
        let mut inner = self.lock();
        let closed = inner.known.get(&message).is_some_and(|known| !known.open);
        if closed || inner.strangers.contains(&message) {
            return;
        }
        let changes = inner.changes.entry(message).or_default();
        if changes.len() >= CHANGES {
            changes.pop_front();
        }
        changes.push_back(change);
    }

    /// The reactions that people have changed since a time, and whether each was on before: what happened first tells.
    pub fn before(&self, message: u64, since: Timestamp) -> Vec<(u64, u8, bool)> {
        let inner = self.lock();
        let mut before = BTreeMap::new();
        for change in inner.changes.get(&message).into_iter().flatten().filter(|change| change.at >= since) {
            before.entry((change.person, change.option)).or_insert(!change.on);
        }
        before.into_iter().map(|((person, option), on)| (person, option, on)).collect()
    }

    /// What is known of the message: that it is a post, that it is none, or nothing.
    pub fn get(&self, message: u64) -> Option<Option<Known>> {
        let inner = self.lock();
        match inner.known.get(&message) {
            Some(known) => Some(Some(known.clone())),
            None => inner.strangers.contains(&message).then_some(None),
        }
    }

    /// Open rounds, the newest first.
    pub fn newest_first(&self) -> Vec<OpenPost> {
        let mut open = self.lock().open.clone();
        open.sort_by_key(|post| std::cmp::Reverse(post.message));
        open
    }

    pub fn is_open(&self, message: u64) -> bool {
        self.lock().open.iter().any(|post| post.message == message)
    }

    pub fn open_in(&self, channel: &str) -> Vec<OpenPost> {
        self.lock().open.iter().filter(|post| post.place.channel == channel).cloned().collect()
    }

    /// A person has put a reaction on this option; returns the others that one is on, or `None` when that was heard before.
    pub fn put_on(&self, message: u64, person: u64, option: u8) -> Option<Vec<u8>> {
        let mut inner = self.lock();
        inner.removing.remove(&(message, person, option));
        if inner.strangers.contains(&message) || inner.known.get(&message).is_some_and(|known| !known.open) {
            return Some(Vec::new());
        }
        let held = inner.held.entry(message).or_default().entry(person).or_default();
        let again = held.heard & bit(option) != 0;
        held.on |= bit(option);
        held.heard |= bit(option);
        let others = held.on & !bit(option);
        (!again).then(|| (0..26).filter(|other| others & bit(*other) != 0).collect())
    }

    /// A person's reaction was seen on this option. Of whether its event is still to come that says nothing.
    pub fn seen_on(&self, message: u64, person: u64, option: u8) {
        let mut inner = self.lock();
        if inner.known.get(&message).is_some_and(|known| known.open) {
            inner.held.entry(message).or_default().entry(person).or_default().on |= bit(option);
        }
    }

    /// Events may have been lost, so what is on which option is not known any more.
    pub fn forget_reactions(&self) {
        self.lock().held.clear();
    }

    /// It is off again; returns whether the person did that, and not the bot.
    pub fn taken_off(&self, message: u64, person: u64, option: u8) -> bool {
        let mut inner = self.lock();
        if let Some(held) = inner.held.get_mut(&message).and_then(|people| people.get_mut(&person)) {
            held.on &= !bit(option);
            held.heard &= !bit(option);
        }
        !inner.removing.remove(&(message, person, option))
    }

    /// The bot is about to take it off; `false` when the person has taken it off, or has no business with it any more.
    pub fn take_off(&self, message: u64, person: u64, option: u8) -> bool {
        let mut inner = self.lock();
        let held = inner.held.get(&message).and_then(|people| people.get(&person)).copied().unwrap_or_default();
        held.on & bit(option) != 0 && inner.removing.insert((message, person, option))
    }

    /// The bot could not take it off after all.
    pub fn left_on(&self, message: u64, person: u64, option: u8) {
        self.lock().removing.remove(&(message, person, option));
    }

    /// Everybody's reactions on the message are gone, or those on one option.
    pub fn cleared(&self, message: u64, option: Option<u8>) -> Vec<(u64, u8)> {
        let mut inner = self.lock();
        let mut gone = Vec::new();
        for (person, held) in inner.held.get_mut(&message).into_iter().flatten() {
            let cleared = option.map_or(held.on, |option| held.on & bit(option));
            held.on &= !cleared;
            held.heard &= !cleared;
            gone.extend((0..26).filter(|option| cleared & bit(*option) != 0).map(|option| (*person, option)));
        }
        gone
    }
}

fn bit(option: u8) -> u32 {
    1_u32.checked_shl(option.into()).unwrap_or_default()
}

/// The reaction of an option: 🇦 for 0.
pub fn emoji(option: u8) -> char {
    char::from_u32(0x1f1e6 + u32::from(option.min(25))).unwrap_or('🇿')
}

/// The option of a reaction.
pub fn option_of(emoji: &str) -> Option<u8> {
    let mut characters = emoji.chars();
    let option = u32::from(characters.next()?).checked_sub(0x1f1e6).filter(|option| *option < 26)?;
    match characters.next() {
        None => u8::try_from(option).ok(),
        Some(_) => None,
    }
}

pub const fn kind_word(kind: Kind) -> &'static str {
    match kind {
        Kind::Mcq => "mcq",
        Kind::Msq => "msq",
        Kind::Nat => "nat",
    }
}

pub fn read_kind(word: &str) -> Option<Kind> {
    [Kind::Mcq, Kind::Msq, Kind::Nat].into_iter().find(|kind| kind_word(*kind) == word)
}

/// What a message of the bot's says of itself, if it is a post.
pub fn read(message: &Value) -> Option<Known> {
    let footer = message["embeds"][0]["footer"]["text"].as_str()?;
    let mark = read_mark(footer)?;
    let rows = message["components"].as_array()?;
    let buttons = rows.iter().flat_map(|row| row["components"].as_array().into_iter().flatten());
    for id in buttons.filter_map(|button| button["custom_id"].as_str()) {
        let parts: Vec<&str> = id.split(':').collect();
        match parts.as_slice() {
            ["answer", _, kind, letters] => {
                return Some(Known { mark, kind: read_kind(kind)?, letters: letters.parse().ok()?, open: true });
            }
            ["why", _, kind, letters] => {
                return Some(Known { mark, kind: read_kind(kind)?, letters: letters.parse().ok()?, open: false });
            }
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_reactions() {
        assert_eq!(emoji(0), '🇦');
        assert_eq!(option_of("🇧"), Some(1));
        assert_eq!(option_of("🇩🇪"), None);
        assert_eq!(option_of("❓"), None);
        assert_eq!(option_of(""), None);
    }

    #[test]
    fn what_happens_after_a_deadline_can_be_taken_back() {
        let posts = Posts::default();
        let at = |second: i64| Timestamp::from_second(second).expect("a time");
        let did = |second, person, option, on| posts.happened(1, Change { at: at(second), person, option, on });
        did(9, 7, 0, true);
        did(10, 7, 0, false);
        did(11, 7, 0, true);
        did(10, 7, 1, true);
        did(12, 8, 1, true);
        did(13, 8, 1, false);
        assert_eq!(posts.before(1, at(10)), [(7, 0, true), (7, 1, false), (8, 1, false)]);
        assert_eq!(posts.before(1, at(13)), [(8, 1, true)]);
        assert_eq!(posts.before(2, at(0)), []);
        posts.closed(1);
        assert_eq!(posts.before(1, at(0)), []);
        posts.learn_stranger(3);
        posts.happened(3, Change { at: at(1), person: 7, option: 0, on: true });
        assert_eq!(posts.before(3, at(0)), [], "what is no post is not remembered");
    }

    #[test]
    fn what_the_bot_takes_off_is_nobody_s_doing() {
        let posts = Posts::default();
        assert_eq!(posts.put_on(1, 2, 0), Some(Vec::new()));
        assert_eq!(posts.put_on(1, 2, 3), Some(vec![0]));
        assert!(posts.take_off(1, 2, 0));
        assert!(!posts.take_off(1, 2, 0));
        assert!(!posts.taken_off(1, 2, 0));
        assert!(posts.taken_off(1, 2, 3));
        assert!(!posts.take_off(1, 2, 3));
        posts.put_on(1, 2, 5);
        posts.put_on(1, 7, 4);
        assert_eq!(posts.cleared(1, Some(4)), vec![(7, 4)]);
        assert_eq!(posts.cleared(1, None), vec![(2, 5)]);
    }

    #[test]
    fn an_event_that_comes_twice_is_heard_once() {
        let posts = Posts::default();
        let known = Known { mark: Mark::from_stored("k3v9-x0qd"), kind: Kind::Mcq, letters: 4, open: true };
        posts.learn(1, known.clone());
        assert_eq!(posts.put_on(1, 2, 0), Some(Vec::new()));
        assert_eq!(posts.put_on(1, 2, 3), Some(vec![0]));
        assert_eq!(posts.put_on(1, 2, 0), None);
        // Off and on again is another event, and so is one that was only seen.
        posts.taken_off(1, 2, 0);
        assert_eq!(posts.put_on(1, 2, 0), Some(vec![3]));
        posts.seen_on(1, 2, 1);
        assert_eq!(posts.put_on(1, 2, 1), Some(vec![0, 3]));
        posts.forget_reactions();
        assert_eq!(posts.put_on(1, 2, 1), Some(Vec::new()));
    }

    #[test]
    fn only_open_posts_are_held() {
        let posts = Posts::default();
        let known = Known { mark: Mark::from_stored("k3v9-x0qd"), kind: Kind::Mcq, letters: 4, open: false };
        for message in [1, 2] {
            posts.put_on(message, 9, 0);
        }
        posts.learn(1, known);
        posts.learn_stranger(2);
        for message in [1, 2] {
            posts.put_on(message, 9, 0);
            posts.seen_on(message, 9, 0);
        }
        assert!(posts.lock().held.is_empty());
    }
}
