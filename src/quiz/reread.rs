//! Reactions as they are on a post, held against what the ledger has heard of. A platform may lose events but not reactions; yet
//! reactions have no time, so the ledger's word stands wherever the two can be reconciled.

use std::collections::BTreeSet;

use super::answer::{self, Action, Answer, Entry};
use crate::bank::{ChoiceIndex, Kind};

/// One thing that the ledger has of a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heard {
    pub entry: Entry,
    /// Whether it was itself found by re-reading.
    pub reread: bool,
    /// Whether it comes from before the present post, whose reactions say nothing of it.
    pub gone: bool,
}

/// What an earlier reading of the same post found of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Earlier<'a> {
    /// Its place in the order of events.
    pub sequence: i64,
    pub reactions: &'a [ChoiceIndex],
}

/// What has to be entered for a person so that the ledger agrees with the reactions that were read, in the author's order;
/// `None` when it does already.
///
/// - MCQ: the answer stands while its reaction is among those left. Otherwise a reaction that was not heard of is the
///   answer, or else the first that is left; with none left, an answer that came by reaction is withdrawn.
/// - MSQ: the answer is the set as read.
/// - An answer given by button, form, direct message or command after the last reaction wins over reactions that may have been
///   there before it: it gives way only to one that was not heard of and that an earlier reading, after that answer, did not find.
/// - What was answered on a post that is gone stands until something is on the present one.
pub fn missed(kind: Kind, entries: &[Heard], read: &[ChoiceIndex], earlier: Option<Earlier<'_>>) -> Option<Action> {
    if kind == Kind::Nat {
        return None;
    }
    let mut ordered: Vec<&Heard> = entries.iter().collect();
    ordered.sort_by_key(|heard| (heard.entry.sequence, heard.entry.id));
    let mut heard: BTreeSet<ChoiceIndex> = BTreeSet::new();
    let mut by_reaction = false;
    // When the last word was given that no reaction shows.
    let mut word: Option<i64> = None;
    for Heard { entry, reread, gone } in &ordered {
        (by_reaction, word) = (false, None);
        match &entry.action {
            _ if *gone => continue,
            Action::Choose(index) => drop(heard.insert(*index)),
            Action::Withdraw(index) => drop(heard.remove(index)),
            Action::Select(set) if *reread => heard.clone_from(set),
            Action::Select(_) | Action::Value(_) => {
                word = Some(entry.sequence);
                continue;
            }
        }
        by_reaction = true;
    }
    let chosen = |entries: Vec<Entry>| match answer::fold(kind, &entries) {
        Some(Answer::Choices(chosen)) => chosen,
        Some(Answer::Value(_)) | None => BTreeSet::new(),
    };
    let stands = chosen(ordered.iter().map(|heard| heard.entry.clone()).collect());
    let present = chosen(ordered.iter().filter(|heard| !heard.gone).map(|heard| heard.entry.clone()).collect());
    let left: BTreeSet<ChoiceIndex> = read.iter().copied().collect();
    let newer = |index: &ChoiceIndex| match (word, earlier) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(word), Some(earlier)) => earlier.sequence > word && !earlier.reactions.contains(index),
    };
    let unheard = read.iter().copied().find(|index| !heard.contains(index) && newer(index));
    // Where nothing takes an earlier choice off, it is still there when the later one is withdrawn, and everybody sees it.
    let left_alone = kind == Kind::Mcq && by_reaction && !left.is_empty() && stands.is_disjoint(&left);
    // Letters on the present post are an answer of their own, not more of the one on a post that nobody sees any more.
    if kind == Kind::Msq && by_reaction && left == heard && !left.is_empty() && present != stands {
        return Some(Action::Select(present));
    }
    if (left == heard && !left_alone) || (!by_reaction && unheard.is_none()) {
        return None;
    }
    let answer = match kind {
        Kind::Mcq if stands.iter().any(|index| left.contains(index)) => return None,
        Kind::Mcq => unheard.or(read.first().copied()).into_iter().collect(),
        Kind::Msq | Kind::Nat => left,
    };
    (answer != stands).then_some(Action::Select(answer))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The first so many were on a post that is gone.
    fn entries(actions: &[(Action, bool)], gone: usize) -> Vec<Heard> {
        let entry = |id: i64, action: &Action| Entry { sequence: id, id, action: action.clone() };
        let numbered = (1..).zip(actions).enumerate();
        let heard = |(at, (id, (action, reread))): (usize, (i64, &(Action, bool)))| Heard {
            entry: entry(id, action),
            reread: *reread,
            gone: at < gone,
        };
        numbered.map(heard).collect()
    }

    fn set(indices: &[ChoiceIndex]) -> Action {
        Action::Select(indices.iter().copied().collect())
    }

    #[test]
    fn what_was_missed_is_entered() {
        use Action::{Choose, Withdraw};
        let check = |kind, actions: &[Action], read: &[ChoiceIndex], expected: Option<Action>| {
            let actions: Vec<(Action, bool)> = actions.iter().map(|action| (action.clone(), false)).collect();
            assert_eq!(missed(kind, &entries(&actions, 0), read, None), expected, "{kind:?} {actions:?} {read:?}");
        };
        let (mcq, msq) = (Kind::Mcq, Kind::Msq);
        // Nothing was missed.
        check(mcq, &[], &[], None);
        check(mcq, &[Choose(0)], &[0], None);
        check(mcq, &[Choose(0), Choose(1), Withdraw(0)], &[1], None);
        check(msq, &[Choose(0), Choose(2)], &[2, 0], None);
        // One choice.
        check(mcq, &[], &[1], Some(set(&[1])));
        check(mcq, &[], &[2, 1], Some(set(&[2])));
        check(mcq, &[Choose(0)], &[], Some(set(&[])));
        check(mcq, &[Choose(0)], &[0, 1], None);
        check(mcq, &[Choose(0)], &[1], Some(set(&[1])));
        check(mcq, &[Choose(0), Choose(1)], &[0], Some(set(&[0])));
        check(mcq, &[Choose(0), Choose(1), Withdraw(1)], &[0], Some(set(&[0])));
        // Several.
        check(msq, &[], &[1, 3], Some(set(&[1, 3])));
        check(msq, &[Choose(0), Choose(1)], &[1, 2], Some(set(&[1, 2])));
        check(msq, &[Choose(0)], &[], Some(set(&[])));
        // An answer by other ways, after the reactions that are known, or before one that is not.
        check(mcq, &[Choose(0), set(&[1])], &[0], None);
        check(mcq, &[Choose(0), set(&[1])], &[], None);
        check(mcq, &[Choose(0), set(&[1])], &[0, 2], None);
        check(mcq, &[set(&[1])], &[], None);
        check(mcq, &[set(&[1])], &[1], None);
        check(msq, &[Choose(0), set(&[1, 2])], &[0], None);
        check(msq, &[Choose(0), set(&[1, 2])], &[0, 3], None);
        check(msq, &[set(&[1, 2]), Choose(0)], &[0], None);
        check(Kind::Nat, &[Action::Value("1".into())], &[0], None);
    }

    #[test]
    fn a_later_word_gives_way_only_to_what_is_surely_newer() {
        let check = |kind, seen: Option<(i64, &[ChoiceIndex])>, read: &[ChoiceIndex], expected: Option<Action>| {
            let known = entries(&[(Action::Choose(0), false), (set(&[1]), false)], 0);
            let earlier = seen.map(|(sequence, reactions)| Earlier { sequence, reactions });
            assert_eq!(missed(kind, &known, read, earlier), expected, "{kind:?} {seen:?} {read:?}");
        };
        // The word is the second thing that was heard. Before it, or where the reaction was there, nothing is known.
        check(Kind::Mcq, None, &[0, 2], None);
        check(Kind::Mcq, Some((1, &[0])), &[0, 2], None);
        check(Kind::Mcq, Some((3, &[0, 2])), &[0, 2], None);
        check(Kind::Mcq, Some((3, &[0])), &[0, 2], Some(set(&[2])));
        check(Kind::Msq, Some((3, &[0, 2])), &[0, 2], None);
        check(Kind::Msq, Some((3, &[])), &[0, 3], Some(set(&[0, 3])));
    }

    #[test]
    fn a_post_that_is_gone_takes_no_answers_with_it() {
        let check = |kind, actions: &[Action], gone, read: &[ChoiceIndex], expected: Option<Action>| {
            let actions: Vec<(Action, bool)> = actions.iter().map(|action| (action.clone(), false)).collect();
            assert_eq!(missed(kind, &entries(&actions, gone), read, None), expected, "{kind:?} {actions:?} {read:?}");
        };
        use Action::{Choose, Withdraw};
        check(Kind::Mcq, &[Choose(0)], 1, &[], None);
        check(Kind::Mcq, &[Choose(0)], 1, &[0], None);
        check(Kind::Mcq, &[Choose(0)], 1, &[1], Some(set(&[1])));
        check(Kind::Msq, &[Choose(0), Choose(2)], 2, &[], None);
        check(Kind::Msq, &[set(&[0, 2])], 1, &[1], Some(set(&[1])));
        check(Kind::Msq, &[Choose(3), Choose(2), Choose(0)], 1, &[0, 2], Some(set(&[0, 2])));
        check(Kind::Msq, &[Choose(3), set(&[1]), Choose(0)], 1, &[0], None);
        // On the present post, what is taken off is taken back.
        check(Kind::Mcq, &[Choose(0), Choose(1)], 1, &[], Some(set(&[])));
        check(Kind::Mcq, &[Choose(0), Choose(1), Withdraw(1)], 1, &[], None);
    }

    proptest! {
        #[test]
        fn once_entered_it_is_not_missed_any_more(
            multiple: bool,
            heard in prop::collection::vec((0..3_u8, 0..4_u8, any::<bool>()), 0..8),
            gone in 0..8_usize,
            read in prop::collection::btree_set(0..4_u8, 0..4),
            seen in prop::option::of((0..9_i64, prop::collection::vec(0..4_u8, 0..4))),
        ) {
            let earlier = seen.as_ref().map(|(sequence, reactions)| Earlier { sequence: *sequence, reactions });
            let kind = if multiple { Kind::Msq } else { Kind::Mcq };
            let actions: Vec<(Action, bool)> = heard
                .into_iter()
                .map(|(what, index, reread)| match what {
                    0 => (Action::Choose(index), false),
                    1 => (Action::Withdraw(index), false),
                    _ => (set(&[index]), reread),
                })
                .collect();
            let read: Vec<ChoiceIndex> = read.into_iter().collect();
            let mut known = entries(&actions, gone);
            if let Some(action) = missed(kind, &known, &read, earlier) {
                let entry = Entry { sequence: 100, id: 100, action };
                known.push(Heard { entry, reread: true, gone: false });
            }
            prop_assert_eq!(missed(kind, &known, &read, earlier), None);
        }

        #[test]
        fn reactions_alone_are_the_answer(read in prop::collection::btree_set(0..4_u8, 1..4)) {
            let read: Vec<ChoiceIndex> = read.into_iter().collect();
            prop_assert_eq!(missed(Kind::Msq, &[], &read, None), Some(set(&read)));
        }
    }
}
