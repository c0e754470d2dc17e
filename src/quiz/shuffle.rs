//! The order in which a post shows its options. It is stored with the post, and the ledger and the key speak of the author's
//! order, so the key follows wherever the options go.

use rand::{Rng, seq::SliceRandom};
use serde::{Deserialize, Serialize};

use crate::bank::{Choice, ChoiceIndex};

/// For each position as shown, from 0, the option's place in the author's order. Stored as a list.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "Vec<ChoiceIndex>", into = "Vec<ChoiceIndex>")]
pub struct Order(Vec<ChoiceIndex>);

/// A stored list that is no order of the options.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{found:?} is not an order of {options} options")]
pub struct NotAnOrder {
    pub found: Vec<ChoiceIndex>,
    pub options: usize,
}

impl Order {
    /// The author's own order.
    pub fn identity(options: usize) -> Self {
        Self((0..=u8::MAX).take(options).collect())
    }

    /// A random order, all equally likely, in which pinned options keep their places.
    pub fn shuffled(choices: &[Choice], rng: &mut impl Rng) -> Self {
        let free = || (0..=u8::MAX).zip(choices).filter(|(_, choice)| !choice.pinned).map(|(index, _)| index);
        let mut moved: Vec<ChoiceIndex> = free().collect();
        moved.shuffle(rng);
        let mut order = Self::identity(choices.len());
        for (position, index) in free().zip(moved) {
            order.0[usize::from(position)] = index;
        }
        order
    }

    /// Takes an order out of the store.
    pub fn from_stored(stored: Vec<ChoiceIndex>, options: usize) -> Result<Self, NotAnOrder> {
        let mut sorted = stored.clone();
        sorted.sort_unstable();
        if sorted == Self::identity(options).0 && sorted.len() == options {
            Ok(Self(stored))
        } else {
            Err(NotAnOrder { found: stored, options })
        }
    }

    /// The author's indices, first shown first.
    pub fn iter(&self) -> impl Iterator<Item = ChoiceIndex> + '_ {
        self.0.iter().copied()
    }

    pub fn as_slice(&self) -> &[ChoiceIndex] {
        &self.0
    }

    /// The option shown at a position.
    pub fn author_index(&self, position: u8) -> Option<ChoiceIndex> {
        self.0.get(usize::from(position)).copied()
    }

    /// Where an option is shown.
    pub fn position(&self, author_index: ChoiceIndex) -> Option<u8> {
        (0..=u8::MAX).zip(&self.0).find(|(_, index)| **index == author_index).map(|(position, _)| position)
    }
}

impl TryFrom<Vec<ChoiceIndex>> for Order {
    type Error = NotAnOrder;

    fn try_from(stored: Vec<ChoiceIndex>) -> Result<Self, NotAnOrder> {
        let options = stored.len();
        Self::from_stored(stored, options)
    }
}

impl From<Order> for Vec<ChoiceIndex> {
    fn from(order: Order) -> Self {
        order.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rand::{SeedableRng, rngs::StdRng};
    use std::collections::BTreeMap;

    /// Options of which the pinned ones are set in the bits.
    fn choices(options: usize, pinned: u16) -> Vec<Choice> {
        (0..options).map(|i| Choice { text: i.to_string(), correct: i == 0, pinned: pinned & (1 << i) != 0 }).collect()
    }

    #[test]
    fn stored_orders_are_checked() {
        let refused = |found: &[u8], options| Err(NotAnOrder { found: found.to_vec(), options });
        assert_eq!(Order::from_stored(vec![2, 0, 1], 3), Ok(Order(vec![2, 0, 1])));
        assert_eq!(Order::from_stored(vec![], 0), Ok(Order(vec![])));
        for (stored, options) in [(&[2, 0, 1][..], 4), (&[0, 0, 1], 3), (&[1, 2, 3], 3), (&[], 2)] {
            assert_eq!(Order::from_stored(stored.to_vec(), options), refused(stored, options));
        }
        assert_eq!(refused(&[0, 0], 2).unwrap_err().to_string(), "[0, 0] is not an order of 2 options");
        assert_eq!(serde_json::from_str::<Order>("[1,0]").unwrap(), Order(vec![1, 0]));
        assert_eq!(
            serde_json::from_str::<Order>("[1,1]").unwrap_err().to_string(),
            "[1, 1] is not an order of 2 options"
        );
        assert_eq!(serde_json::to_string(&Order(vec![1, 0])).unwrap(), "[1,0]");
    }

    #[test]
    fn every_order_is_equally_likely() {
        // 4 options of which the last is pinned: 6 orders. 6,000 draws give each 1,000 ± 29 (one standard deviation).
        let rng = &mut StdRng::seed_from_u64(7);
        let mut counts = BTreeMap::new();
        for _ in 0..6000 {
            *counts.entry(Vec::from(Order::shuffled(&choices(4, 0b1000), rng))).or_insert(0) += 1;
        }
        assert_eq!(counts.len(), 6);
        assert!(counts.values().all(|count| (850..1150).contains(count)), "{counts:?}");
    }

    proptest! {
        #[test]
        fn the_key_follows_and_pinned_options_stay(options in 0usize..=10, pinned: u16, seed: u64) {
            let choices = choices(options, pinned);
            let order = Order::shuffled(&choices, &mut StdRng::seed_from_u64(seed));
            prop_assert_eq!(Order::from_stored(order.as_slice().to_vec(), options), Ok(order.clone()));
            for (index, choice) in (0u8..).zip(&choices) {
                let position = order.position(index).unwrap();
                prop_assert_eq!(order.author_index(position), Some(index));
                prop_assert!(!choice.pinned || position == index);
            }
            prop_assert_eq!(order.author_index(options as u8), None);
            prop_assert_eq!(order.position(options as u8), None);
        }
    }
}
