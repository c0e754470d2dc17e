use super::*;
use crate::{
    bank::key::Spec,
    quiz::samples::{with_key, with_options},
};
use proptest::prelude::*;

fn select(indexes: &[u8]) -> Action {
    Action::Select(indexes.iter().copied().collect())
}

fn value(text: &str) -> Action {
    Action::Value(text.into())
}

#[test]
fn actions_that_are_taken_and_refused() {
    let (mcq, msq) = (with_options(Kind::Mcq, 1, "x..."), with_options(Kind::Msq, 1, "x.x......."));
    let nat = with_key(1, Spec::Exact { value: "0.731".into() });
    for (question, action, expected) in [
        (&mcq, Action::Choose(3), Ok(())),
        (&mcq, Action::Withdraw(0), Ok(())),
        (&mcq, select(&[1]), Ok(())),
        (&mcq, select(&[]), Ok(())),
        (&mcq, Action::Choose(4), Err("There is no such option. Please choose among A to D.")),
        (&mcq, Action::Withdraw(255), Err("There is no such option. Please choose among A to D.")),
        (&mcq, select(&[0, 9]), Err("There is no such option. Please choose among A to D.")),
        (&mcq, select(&[0, 1]), Err("Only one option is right here. Please choose just one.")),
        (&mcq, value("A"), Err("This question is answered with its options. Please choose among A to D.")),
        (&msq, select(&[0, 1, 9]), Ok(())),
        (&msq, Action::Choose(10), Err("There is no such option. Please choose among A to J.")),
        (&nat, value("0,731"), Ok(())),
        (&nat, value("12"), Ok(())),
        (&nat, select(&[]), Ok(())),
        (&nat, value("1 e10"), Err("The exponent stands apart. Write it without spaces, as in 1e10.")),
        (&nat, value(" "), Err("Type a value, such as 0.731.")),
        (&nat, Action::Choose(0), Err("This question asks for a value. Please type it, such as 0.731.")),
        (&nat, Action::Withdraw(0), Err("This question asks for a value. Please type it, such as 0.731.")),
        (&nat, select(&[0]), Err("This question asks for a value. Please type it, such as 0.731.")),
    ] {
        let taken = accept(question, &action).map_err(|rejected| rejected.to_string());
        assert_eq!(taken.as_ref().map_err(String::as_str), expected.as_ref().map_err(|text| *text), "{action:?}");
    }
}

fn entries(actions: &[Action]) -> Vec<Entry> {
    (1..).zip(actions).map(|(id, action)| Entry { sequence: id * 10, id, action: action.clone() }).collect()
}

fn choices(indexes: &[u8]) -> Option<Answer> {
    Some(Answer::Choices(indexes.iter().copied().collect()))
}

#[test]
fn what_actions_amount_to() {
    use Action::*;
    for (kind, actions, expected) in [
        (Kind::Mcq, vec![], None),
        (Kind::Mcq, vec![Choose(0), Choose(2)], choices(&[2])),
        (Kind::Mcq, vec![Choose(0), Choose(2), Withdraw(0)], choices(&[2])),
        (Kind::Mcq, vec![Choose(0), Choose(2), Withdraw(2)], None),
        (Kind::Mcq, vec![select(&[1]), select(&[])], None),
        (Kind::Mcq, vec![Choose(1), value("2")], choices(&[1])),
        (Kind::Msq, vec![Choose(0), Choose(2), Choose(0)], choices(&[0, 2])),
        (Kind::Msq, vec![Choose(0), Choose(2), Withdraw(0)], choices(&[2])),
        (Kind::Msq, vec![Choose(0), select(&[1, 3]), Choose(2)], choices(&[1, 2, 3])),
        (Kind::Nat, vec![value("1"), value("2")], Some(Answer::Value("2".into()))),
        (Kind::Nat, vec![value("1"), select(&[])], None),
        (Kind::Nat, vec![value("1"), Choose(0)], Some(Answer::Value("1".into()))),
    ] {
        assert_eq!(fold(kind, &entries(&actions)), expected, "{actions:?}");
    }
}

/// An action that `accept` takes for a question of this kind with four options.
fn taken(kind: Kind) -> BoxedStrategy<Action> {
    match kind {
        Kind::Nat => prop_oneof![4 => "[0-9]{1,3}".prop_map(Action::Value), 1 => Just(select(&[]))].boxed(),
        Kind::Mcq => prop_oneof![
            (0u8..4).prop_map(Action::Choose),
            (0u8..4).prop_map(Action::Withdraw),
            prop::collection::btree_set(0u8..4, 0..=1).prop_map(Action::Select),
        ]
        .boxed(),
        Kind::Msq => prop_oneof![
            (0u8..4).prop_map(Action::Choose),
            (0u8..4).prop_map(Action::Withdraw),
            prop::collection::btree_set(0u8..4, 0..=4).prop_map(Action::Select),
        ]
        .boxed(),
    }
}

fn any_actions() -> impl Strategy<Value = (Kind, Vec<Action>)> {
    prop::sample::select(vec![Kind::Mcq, Kind::Msq, Kind::Nat])
        .prop_flat_map(|kind| (Just(kind), prop::collection::vec(taken(kind), 0..20)))
}

proptest! {
    #[test]
    fn answers_do_not_depend_on_the_order_of_arrival(
        ((kind, actions), order) in any_actions().prop_flat_map(|(kind, actions)| {
            let order: Vec<usize> = (0..actions.len()).collect();
            (Just((kind, actions)), Just(order).prop_shuffle())
        })
    ) {
        let in_order = entries(&actions);
        let arrived: Vec<Entry> = order.iter().map(|i| in_order[*i].clone()).collect();
        prop_assert_eq!(fold(kind, &arrived), fold(kind, &in_order));
    }

    #[test]
    fn an_answer_can_be_changed_until_the_end((kind, actions) in any_actions(), last in 0u8..4) {
        let mut actions = actions;
        let (action, expected) = match kind {
            Kind::Nat => (value("42"), Some(Answer::Value("42".into()))),
            Kind::Mcq | Kind::Msq => (select(&[last]), choices(&[last])),
        };
        actions.push(action);
        prop_assert_eq!(fold(kind, &entries(&actions)), expected);
        actions.push(select(&[]));
        prop_assert_eq!(fold(kind, &entries(&actions)), None);
    }

    #[test]
    fn an_mcq_never_has_two_answers(actions in prop::collection::vec(taken(Kind::Mcq), 0..20)) {
        match fold(Kind::Mcq, &entries(&actions)) {
            Some(Answer::Choices(set)) => prop_assert_eq!(set.len(), 1),
            other => prop_assert_eq!(other, None),
        }
    }
}
