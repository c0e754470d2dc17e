//! Every distribution against what numpy drew (scripts/record-vectors), one call after the other on one state.

use super::super::recorded::digest;
use super::*;

const RECORDED: &str = include_str!("recorded.txt");

#[test]
fn draws_what_numpy_draws() {
    let mut state = RandomState::new(0);
    for line in RECORDED.lines().skip(1) {
        if let Some(seed) = line.strip_prefix("seed ") {
            let key: Vec<u32> = seed.split(' ').map(|part| part.parse().unwrap()).collect();
            state = if let [seed] = key[..] { RandomState::new(seed) } else { RandomState::from_key(&key).unwrap() };
            continue;
        }
        let (what, expected) = line.split_once(": ").unwrap();
        assert_eq!(drawn(&mut state, what), expected, "{what}");
    }
}

fn drawn(state: &mut RandomState, what: &str) -> String {
    let words: Vec<&str> = what.split(' ').collect();
    let size: usize = words[1].parse().unwrap();
    let number = |at: usize| words[at + 2].parse::<f64>().unwrap();
    let integer = |at: usize| words[at + 2].parse::<i64>().unwrap();
    let (mut floats, mut integers) = (vec![0.0; size], vec![0; size]);
    let widths = [
        ("int64", Width::Bits64),
        ("int32", Width::Bits32),
        ("int16", Width::Bits16),
        ("int8", Width::Bits8),
        ("bool", Width::Bool),
    ];
    if let Some((_, width)) = widths.into_iter().find(|(name, _)| *name == words[0]) {
        state.fill_integers(&mut integers, integer(0), integer(1) - 1, width);
        return digest(&integers);
    }
    match words[0] {
        "random_sample" => state.fill_random(&mut floats),
        "uniform" => state.fill_uniform(&mut floats, number(0), number(1)).unwrap(),
        "normal" => state.fill_normal(&mut floats, number(0), number(1)).unwrap(),
        "exponential" => state.fill_exponential(&mut floats, number(0)).unwrap(),
        "binomial" => {
            state.fill_binomial(&mut integers, integer(0), number(1)).unwrap();
            return digest(&integers);
        }
        "poisson" => {
            state.fill_poisson(&mut integers, number(0)).unwrap();
            return digest(&integers);
        }
        "permutation" => return digest(&state.permutation(size)),
        "choice" => {
            let population: usize = words[2].parse().unwrap();
            let weights: Vec<f64> = (0..population).map(|at| (at % 13) as f64 / 4.0).collect();
            // Quarters add up exactly, in whatever order.
            let total: f64 = weights.iter().sum();
            let p: Vec<f64> = weights.into_iter().map(|weight| weight / total).collect();
            let p = (words[4] == "1").then_some(&p[..]);
            return digest(&state.choice(population, size, words[3] == "1", p).unwrap());
        }
        "state" => {
            let (words, position, kept) = state.get_state();
            assert_eq!(RandomState::set_state(*words, position, kept).as_ref(), Some(&*state));
            let all: Vec<i64> = words.iter().copied().chain([position]).map(i64::from).collect();
            return digest(&all);
        }
        other => panic!("{other}"),
    }
    digest(&floats)
}

#[test]
fn says_what_numpy_says() {
    let mut state = RandomState::new(0);
    let (floats, integers) = (&mut [0.0; 3][..], &mut [0; 3][..]);
    let said = [
        RandomState::from_key(&[]).map(drop),
        state.fill_uniform(floats, 0.0, f64::INFINITY),
        state.fill_normal(floats, 0.0, -0.0),
        state.fill_exponential(floats, -1.0),
        state.choice(0, 1, true, None).map(drop),
        state.choice(5, 6, false, None).map(drop),
        state.choice(5, 3, true, Some(&[0.2, 0.3])).map(drop),
        state.choice(2, 3, true, Some(&[0.2, 0.3])).map(drop),
        state.choice(2, 1, true, Some(&[-0.2, 1.2])).map(drop),
        state.choice(2, 1, true, Some(&[f64::NAN, 0.3])).map(drop),
        state.choice(3, 2, false, Some(&[1.0, 0.0, 0.0])).map(drop),
        state.fill_binomial(integers, -1, 0.5),
        state.fill_binomial(integers, 10, 1.5),
        state.fill_binomial(integers, 100, 0.5),
        state.fill_poisson(integers, -1.0),
        state.fill_poisson(integers, 1e19),
    ];
    let said: Vec<String> = said.into_iter().map(|said| said.unwrap_err().to_string()).collect();
    assert_eq!(said, SAID);
    assert_eq!(state.fill_normal(floats, f64::NAN, f64::NAN), Ok(()));
}

const SAID: [&str; 16] = [
    "Seed must be non-empty",
    "Range exceeds valid bounds",
    "scale < 0",
    "scale < 0",
    "a must be greater than 0 unless no samples are taken",
    "Cannot take a larger sample than population when 'replace=False'",
    "'a' and 'p' must have same size",
    "probabilities do not sum to 1",
    "probabilities are not non-negative",
    "probabilities contain NaN",
    "Fewer non-zero entries in p than size",
    "n < 0",
    "p < 0, p > 1 or p is NaN",
    "np.random.binomial with an expected count above 30",
    "lam < 0 or lam is NaN",
    "lam value too large",
];
