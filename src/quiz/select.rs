//! Which question comes next: none repeats until all of its pool have been asked.

use rand::{Rng, seq::IndexedRandom};
use std::collections::BTreeSet;

use crate::bank::QuestionId;

/// The next question, and the cycle it belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picked {
    pub question: QuestionId,
    /// One more than before when the pool was exhausted and begins again.
    pub cycle: i32,
}

/// Picks at random among the questions of a pool that were not asked in this cycle; once there are none, the next cycle
/// begins. The question asked last does not come again at once unless it is the only one. `None` when the pool is empty.
///
/// Questions may enter and leave the pool at any time: a new one is asked in the cycle that runs, and one that left is no
/// longer waited for.
pub fn pick(
    pool: &[QuestionId],
    asked_in_cycle: &BTreeSet<QuestionId>,
    cycle: i32,
    last: Option<&QuestionId>,
    rng: &mut impl Rng,
) -> Option<Picked> {
    // Sorted and without duplicates, so that the same generator picks the same question from the same set.
    let pool: BTreeSet<&QuestionId> = pool.iter().collect();
    let but_last = || pool.iter().copied().filter(|id| Some(*id) != last);
    let fresh: Vec<&QuestionId> = but_last().filter(|id| !asked_in_cycle.contains(*id)).collect();
    let (candidates, cycle) = match (fresh.is_empty(), pool.len()) {
        (false, _) => (fresh, cycle),
        // The only question there is, asked for the first time in this cycle.
        (true, 1) if pool.iter().all(|id| !asked_in_cycle.contains(*id)) => (pool.into_iter().collect(), cycle),
        (true, 1) => (pool.into_iter().collect(), cycle.saturating_add(1)),
        (true, _) => (but_last().collect(), cycle.saturating_add(1)),
    };
    let question = (*candidates.choose(rng)?).clone();
    Some(Picked { question, cycle })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rand::{SeedableRng, rngs::StdRng};

    fn pool(size: usize) -> Vec<QuestionId> {
        (0..size).map(|i| QuestionId::new(&format!("q-{i}")).unwrap()).collect()
    }

    #[test]
    fn an_empty_pool_has_no_question() {
        assert_eq!(pick(&[], &BTreeSet::new(), 3, None, &mut StdRng::seed_from_u64(1)), None);
    }

    #[test]
    fn the_only_question_comes_again_in_the_next_cycle() {
        let one = pool(1);
        let rng = &mut StdRng::seed_from_u64(1);
        let picked = |cycle| Some(Picked { question: one[0].clone(), cycle });
        assert_eq!(pick(&one, &BTreeSet::new(), 0, None, rng), picked(0));
        assert_eq!(pick(&one, &one.iter().cloned().collect(), 0, one.first(), rng), picked(1));
        assert_eq!(pick(&one, &one.iter().cloned().collect(), i32::MAX, one.first(), rng), picked(i32::MAX));
    }

    #[test]
    fn a_question_that_joins_is_asked_in_the_running_cycle() {
        let all = pool(3);
        let asked = all[..2].iter().cloned().collect();
        let picked = pick(&all, &asked, 5, all.first(), &mut StdRng::seed_from_u64(1));
        assert_eq!(picked, Some(Picked { question: all[2].clone(), cycle: 5 }));
    }

    #[test]
    fn every_question_can_be_first() {
        let all = pool(5);
        let first: BTreeSet<_> = (0..200)
            .filter_map(|seed| pick(&all, &BTreeSet::new(), 0, None, &mut StdRng::seed_from_u64(seed)))
            .map(|picked| picked.question)
            .collect();
        assert_eq!(first, all.into_iter().collect());
    }

    proptest! {
        #[test]
        fn none_repeats_until_the_pool_is_exhausted(size in 1usize..20, rounds in 1usize..100, seed: u64) {
            let pool = pool(size);
            let rng = &mut StdRng::seed_from_u64(seed);
            let (mut asked, mut cycle, mut last) = (BTreeSet::new(), 0, None);
            for round in 0..rounds {
                let picked = pick(&pool, &asked, cycle, last.as_ref(), rng).unwrap();
                // Every cycle asks each question once.
                prop_assert_eq!(picked.cycle, i32::try_from(round / size).unwrap());
                if picked.cycle > cycle {
                    asked.clear();
                    cycle = picked.cycle;
                }
                prop_assert!(size == 1 || last.as_ref() != Some(&picked.question));
                prop_assert!(asked.insert(picked.question.clone()), "asked twice in cycle {}", cycle);
                last = Some(picked.question);
            }
        }

        #[test]
        fn pools_that_change_are_followed(
            before in prop::collection::btree_set(0usize..12, 1..12),
            after in prop::collection::btree_set(0usize..12, 1..12),
            asked in prop::collection::btree_set(0usize..12, 0..12),
            last in prop::option::of(0usize..12),
            seed: u64,
        ) {
            let all = pool(12);
            let ids = |set: &BTreeSet<usize>| set.iter().map(|i| all[*i].clone()).collect::<Vec<_>>();
            let asked: BTreeSet<_> = ids(&asked).into_iter().collect();
            let last = last.map(|i| all[i].clone());
            for pool in [ids(&before), ids(&after)] {
                let picked = pick(&pool, &asked, 0, last.as_ref(), &mut StdRng::seed_from_u64(seed)).unwrap();
                prop_assert!(pool.contains(&picked.question));
                prop_assert!(pool.len() == 1 || last.as_ref() != Some(&picked.question));
                // A new cycle begins only when none is left but the one asked last.
                let left = |id: &&QuestionId| !asked.contains(*id) && Some(*id) != last.as_ref();
                let expected = if picked.cycle == 0 { !asked.contains(&picked.question) } else { !pool.iter().any(|id| left(&id)) };
                prop_assert!(expected, "{:?} from {:?}", picked, pool);
            }
        }
    }
}
