//! Reactions as they are on a post, held against what the ledger has heard of. A platform may lose events but not reactions; yet
//! reactions have no time, so the ledger's word stands wherever the two can be reconciled.

use std::collections::BTreeSet;

use super::answer::{self, Action, Answer, Entry};
use crate::bank::{ChoiceIndex, Kind};

/// What has to be entered for a person so that the ledger agrees with the reactions that were read, in the author's order;
/// `None` when it does already. `entries` come with whether each was itself found by re-reading.
///
/// - MCQ: the answer stands while its reaction is among those left. Otherwise a reaction that was not heard of is the
///   answer, or else the first that is left; with none left, an answer that came by reaction is withdrawn.
/// - MSQ: the answer is the set as read.
/// - An answer given by button, form, direct message or command after the last reaction wins over reactions that were there
///   before it: it gives way only to reactions that were not heard of.
pub fn missed(kind: Kind, entries: &[(Entry, bool)], read: &[ChoiceIndex]) -> Option<Action> {
    if kind == Kind::Nat {
        return None;
    }
    let mut ordered: Vec<&(Entry, bool)> = entries.iter().collect();
    ordered.sort_by_key(|(entry, _)| (entry.sequence, entry.id));
    let mut heard: BTreeSet<ChoiceIndex> = BTreeSet::new();
    let mut by_reaction = false;
    for (entry, reread) in &ordered {
        match &entry.action {
            Action::Choose(index) => drop(heard.insert(*index)),
            Action::Withdraw(index) => drop(heard.remove(index)),
            Action::Select(set) if *reread => heard.clone_from(set),
            Action::Select(_) | Action::Value(_) => {
                by_reaction = false;
                continue;
            }
        }
        by_reaction = true;
    }
    let plain: Vec<Entry> = ordered.into_iter().map(|(entry, _)| entry.clone()).collect();
    let stands = match answer::fold(kind, &plain) {
        Some(Answer::Choices(chosen)) => chosen,
        Some(Answer::Value(_)) | None => BTreeSet::new(),
    };
    let left: BTreeSet<ChoiceIndex> = read.iter().copied().collect();
    let unheard = read.iter().copied().find(|index| !heard.contains(index));
    // Where nothing takes an earlier choice off, it is still there when the later one is withdrawn, and everybody sees it.
    let left_alone = kind == Kind::Mcq && by_reaction && !left.is_empty() && stands.is_disjoint(&left);
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

    fn entries(actions: &[(Action, bool)]) -> Vec<(Entry, bool)> {
        (1..)
            .zip(actions)
            .map(|(id, (action, reread))| (Entry { sequence: id, id, action: action.clone() }, *reread))
            .collect()
    }

    fn set(indices: &[ChoiceIndex]) -> Action {
        Action::Select(indices.iter().copied().collect())
    }

    #[test]
    fn what_was_missed_is_entered() {
        use Action::{Choose, Withdraw};
        let check = |kind, actions: &[Action], read: &[ChoiceIndex], expected: Option<Action>| {
            let actions: Vec<(Action, bool)> = actions.iter().map(|action| (action.clone(), false)).collect();
            assert_eq!(missed(kind, &entries(&actions), read), expected, "{kind:?} {actions:?} {read:?}");
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
        check(mcq, &[Choose(0), set(&[1])], &[0, 2], Some(set(&[2])));
        check(mcq, &[set(&[1])], &[], None);
        check(mcq, &[set(&[1])], &[1], None);
        check(msq, &[Choose(0), set(&[1, 2])], &[0], None);
        check(msq, &[Choose(0), set(&[1, 2])], &[0, 3], Some(set(&[0, 3])));
        check(msq, &[set(&[1, 2]), Choose(0)], &[0], None);
        check(Kind::Nat, &[Action::Value("1".into())], &[0], None);
    }

    proptest! {
        #[test]
        fn once_entered_it_is_not_missed_any_more(
            multiple: bool,
            heard in prop::collection::vec((0..3_u8, 0..4_u8, any::<bool>()), 0..8),
            read in prop::collection::btree_set(0..4_u8, 0..4),
        ) {
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
            let mut known = entries(&actions);
            if let Some(action) = missed(kind, &known, &read) {
                known.push((Entry { sequence: 100, id: 100, action }, true));
            }
            prop_assert_eq!(missed(kind, &known, &read), None);
        }

        #[test]
        fn reactions_alone_are_the_answer(read in prop::collection::btree_set(0..4_u8, 1..4)) {
            let read: Vec<ChoiceIndex> = read.into_iter().collect();
            prop_assert_eq!(missed(Kind::Msq, &[], &read), Some(set(&read)));
        }
    }
}
