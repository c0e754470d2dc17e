//! Sums and means against PyTorch's bits (scripts/record-vectors), of numbers that our own generator draws.

use half::{bf16, f16};

use super::super::random::{Generator, Real};
use super::super::recorded::{Bits, digest};
use super::*;

const RECORDED: &str = include_str!("recorded.txt");

#[test]
fn adds_as_pytorch_does() {
    for line in RECORDED.lines().skip(1) {
        let (what, expected) = line.split_once(": ").unwrap();
        let words: Vec<&str> = what.split(' ').collect();
        let added = match words[1] {
            "f32" => added::<f32>(&words),
            "f64" => added::<f64>(&words),
            "f16" => added::<f16>(&words),
            "bf16" => added::<bf16>(&words),
            other => panic!("{other}"),
        };
        assert_eq!(added, expected, "{what}");
    }
}

fn added<T: Summed + Real + Bits>(words: &[&str]) -> String {
    let numbers = |at: usize| -> Vec<usize> { words[at].split(',').map(|number| number.parse().unwrap()).collect() };
    let (shape, strides) = (numbers(2), numbers(3));
    // As many as reach to the last element.
    let last: usize = shape.iter().zip(&strides).map(|(size, stride)| size.saturating_sub(1) * stride).sum();
    let count = if shape.contains(&0) { 0 } else { last + 1 };
    let mut data = vec![T::from_i64(0); count];
    Generator::new(7).fill_uniform(&mut data, -1.0, 1.0).unwrap();
    let tensor = Strided { data: &data, offset: 0, shape: &shape, strides: &strides };
    let reduced: Vec<bool> = words[4].bytes().map(|byte| byte == b'1').collect();
    digest(&if words[0] == "sum" { sum(tensor, &reduced) } else { mean(tensor, &reduced) })
}

#[test]
fn a_million_tenths() {
    assert_eq!(f64::from(sum_all(&vec![0.1_f32; 1_000_000])), 100_000.007_812_5);
}

#[test]
fn what_has_no_elements_sums_to_zero_and_has_no_mean() {
    let tensor = |shape| Strided::<f32> { data: &[], offset: 0, shape, strides: &[1, 1] };
    assert_eq!(sum(tensor(&[0, 2]), &[true, false]), [0.0, 0.0]);
    assert_eq!(sum(tensor(&[0, 2]), &[false, true]), [0.0; 0]);
    assert_eq!(
        mean(tensor(&[0, 2]), &[true, false]).iter().map(|mean| mean.is_nan()).collect::<Vec<_>>(),
        [true, true]
    );
}

#[test]
fn a_number_without_dimensions_and_a_repeated_one() {
    let data = [3.0_f32];
    assert_eq!(sum(Strided { data: &data, offset: 0, shape: &[], strides: &[] }, &[]), [3.0]);
    assert_eq!(sum(Strided { data: &data, offset: 0, shape: &[4, 2], strides: &[0, 0] }, &[true, false]), [12.0, 12.0]);
}
