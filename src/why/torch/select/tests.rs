//! The order of top-k against PyTorch's (scripts/record-vectors): many values are equal, some are NaN.

use super::super::recorded::digest;
use super::*;

const RECORDED: &str = include_str!("recorded.txt");

#[test]
fn orders_as_pytorch_does() {
    for line in RECORDED.lines().skip(1) {
        let (what, expected) = line.split_once(": ").unwrap();
        let words: Vec<&str> = what.split(' ').collect();
        let number = |at: usize| -> usize { words[at].parse().unwrap() };
        let (count, period) = (number(0), number(1));
        let mut values: Vec<f64> = (0..count).map(|at| ((at * 7919 + at * at) % period) as f64).collect();
        if words[2] == "nan" {
            values[count / 2] = f64::NAN;
        }
        let order = top_k(&values, number(3), words[4] == "1", words[5] == "1");
        let order: Vec<i64> = order.into_iter().map(|at| at as i64).collect();
        assert_eq!(digest(&order), expected, "{what}");
    }
}

#[test]
fn no_more_than_there_are() {
    assert_eq!(top_k::<f32>(&[], 3, true, true), Vec::<usize>::new());
    assert_eq!(top_k(&[1, 2], 3, true, true), [1, 0]);
    assert_eq!(top_k(&[1, 2], 0, true, true), Vec::<usize>::new());
}
