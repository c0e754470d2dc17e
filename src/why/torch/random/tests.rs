//! Every distribution against what PyTorch drew (scripts/record-vectors), one call after the other on one generator, so
//! that a call that draws too much or keeps a normal number too long is caught by the next.
//!
//! float64 goes through the system's logarithm and sine: their last bits are glibc's.

use half::{bf16, f16};

use super::super::recorded::{Bits, digest};
use super::*;

const RECORDED: &str = include_str!("recorded.txt");

#[test]
fn draws_what_pytorch_draws() {
    let mut generator = Generator::new(0);
    for line in RECORDED.lines().skip(1) {
        if let Some(seed) = line.strip_prefix("seed ") {
            generator.manual_seed(seed.parse().unwrap());
            continue;
        }
        let (what, expected) = line.split_once(": ").unwrap();
        assert_eq!(drawn(&mut generator, what), expected, "{what}");
    }
}

fn drawn(generator: &mut Generator, what: &str) -> String {
    let words: Vec<&str> = what.split(' ').collect();
    let call = Call { op: words[0], size: words[2].parse().unwrap(), words: &words[3..] };
    match words[1] {
        "f32" => call.real::<f32>(generator),
        "f64" => call.real::<f64>(generator),
        "f16" => call.real::<f16>(generator),
        "bf16" => call.real::<bf16>(generator),
        "i64" => call.number::<i64>(generator),
        "i32" => call.number::<i32>(generator),
        "i16" => call.number::<i16>(generator),
        "i8" => call.number::<i8>(generator),
        "u8" => call.number::<u8>(generator),
        "bool" => call.number::<bool>(generator),
        other => panic!("{other}"),
    }
}

struct Call<'a> {
    op: &'a str,
    size: usize,
    words: &'a [&'a str],
}

impl Call<'_> {
    fn float(&self, at: usize) -> f64 {
        self.words[at].parse().unwrap()
    }

    fn integer(&self, at: usize) -> i64 {
        self.words[at].parse().unwrap()
    }

    fn real<T: Real + Bits>(&self, generator: &mut Generator) -> String {
        let weights = |count: usize, period: usize, by: f64| -> Vec<T> {
            (0..count).map(|at| T::from_f64((at % period) as f64 * by)).collect()
        };
        let size = self.size;
        let mut out = vec![T::from_i64(0); size];
        let filled = match self.op {
            "uniform" => generator.fill_uniform(&mut out, self.float(0), self.float(1)),
            "normal" => generator.fill_normal(&mut out, self.float(0), self.float(1)),
            "normal_scattered" if size != 1 => generator.fill_normal_scattered(&mut out, self.float(0), self.float(1)),
            "normal_scattered" => generator.fill_normal(&mut out, self.float(0), self.float(1)),
            "layout" => {
                let (shape, strides) = layout(self.words[0]);
                let order = memory_order(shape, strides);
                let mut drawn = vec![T::from_i64(0); order.len()];
                let filled = generator.fill_normal_scattered(&mut drawn, 0.0, 1.0);
                order.into_iter().zip(drawn).for_each(|(at, one)| out[at] = one);
                filled
            }
            "normal_each" => generator.fill_normal_each(&mut out, &weights(size, 5, 0.25), &weights(size, 7, 0.3)),
            "exponential" => generator.fill_exponential(&mut out, self.float(0)),
            "cauchy" => generator.fill_cauchy(&mut out, self.float(0), self.float(1)),
            "log_normal" => generator.fill_log_normal(&mut out, self.float(0), self.float(1)),
            "dropout" => generator.fill_dropout(&mut out, self.float(0)),
            "bernoulli_each" => generator.fill_bernoulli_each(&mut out, &weights(size, 11, 0.1)),
            "poisson" => generator.fill_poisson(&mut out, &weights(size, 50, self.float(0))),
            "trunc_normal" => {
                let bounds = (self.float(2), self.float(3));
                generator.fill_trunc_normal(&mut out, (self.float(0), self.float(1)), bounds)
            }
            "multinomial" => {
                let rows: usize = self.words[0].parse().unwrap();
                let weights = weights(rows * size, 13, 0.5);
                return digest(&generator.multinomial(&weights, size, self.integer(1), self.words[2] == "1").unwrap());
            }
            _ => return self.number::<T>(generator),
        };
        filled.unwrap();
        digest(&out)
    }

    fn number<T: Number + Bits>(&self, generator: &mut Generator) -> String {
        let mut out = vec![T::from_i64(0); self.size];
        match (self.op, self.words.len()) {
            ("random", 0) => generator.fill_random(&mut out),
            ("random", _) => generator.fill_integers(&mut out, self.integer(0), Some(self.integer(1))).unwrap(),
            ("random_from", _) => generator.fill_integers(&mut out, self.integer(0), None).unwrap(),
            ("bernoulli", _) => generator.fill_bernoulli(&mut out, self.float(0)).unwrap(),
            ("geometric", _) => generator.fill_geometric(&mut out, self.float(0)).unwrap(),
            ("randperm", _) => return digest(&generator.randperm::<T>(self.size as i64).unwrap()),
            ("state", _) => {
                let state = generator.get_state();
                let mut other = Generator::new(1);
                other.set_state(&state).unwrap();
                assert_eq!(&other, generator);
                return digest(&state);
            }
            (other, _) => panic!("{other}"),
        }
        digest(&out)
    }
}

/// Tensors that are not contiguous: their shapes and strides.
fn layout(name: &str) -> (&'static [usize], &'static [usize]) {
    match name {
        "20,10" => (&[20, 10], &[1, 20]),
        "3,4,5" => (&[3, 4, 5], &[1, 15, 3]),
        "4,5" => (&[4, 5], &[20, 2]),
        "2,3,2" => (&[2, 3, 2], &[2, 8, 4]),
        other => panic!("{other}"),
    }
}

#[test]
fn gumbel_numbers_print_as_in_pytorch() {
    let mut out = [0.0_f32; 4];
    Generator::new(0).fill_gumbel(&mut out).unwrap();
    assert_eq!(out.map(|one| format!("{one:.4}")), GUMBEL);
}

/// `torch.manual_seed(0); -torch.empty(4).exponential_().log()`
const GUMBEL: [&str; 4] = ["-1.2551", "-0.2073", "0.4861", "-0.9302"];

#[test]
fn says_what_pytorch_says() {
    let mut generator = Generator::new(0);
    let (nan, zeros) = (f64::NAN, &mut [0.0_f32; 3][..]);
    let (halves, bytes) = (&mut [f16::ZERO; 3][..], &mut [0_u8; 3][..]);
    let said = [
        generator.fill_uniform(zeros, 2.0, 1.0),
        generator.fill_uniform(zeros, 0.0, 1e39),
        generator.fill_uniform(zeros, nan, 1.0),
        generator.fill_uniform(zeros, -3e38, 3e38),
        generator.fill_uniform(halves, -40000.0, 40000.0),
        generator.fill_normal(zeros, 0.0, -1.23456789),
        generator.fill_normal(zeros, 0.0, nan),
        generator.fill_normal_each(zeros, &[0.0], &[1.0, -1.0]),
        generator.fill_bernoulli(zeros, 1.5),
        generator.fill_bernoulli_each(zeros, &[0.5, f32::NAN]),
        generator.fill_exponential(zeros, 0.0),
        generator.fill_geometric(zeros, 1.0),
        generator.fill_cauchy(zeros, 0.0, -1e-7),
        generator.fill_log_normal(zeros, 0.0, 0.0),
        generator.fill_poisson(zeros, &[-1.0]),
        generator.fill_integers(zeros, 5, Some(5)),
        generator.fill_integers(bytes, 0, Some(300)),
        generator.fill_integers(bytes, -1, Some(3)),
        generator.fill_integers(&mut [false], 0, Some(3)),
        generator.fill_integers(halves, 0, Some(70000)),
        generator.fill_integers(bytes, i64::MIN, None),
        generator.randperm::<i64>(-1).map(drop),
        generator.randperm::<u8>(257).map(drop),
        generator.randperm::<f16>(2050).map(drop),
        generator.randperm::<f32>((1 << 24) + 2).map(drop),
        generator.multinomial(&[1.0_f32, 2.0], 2, 3, false).map(drop),
        generator.multinomial(&[1.0_f32, 2.0], 2, 0, false).map(drop),
        generator.multinomial(&[-1.0_f32, 2.0], 2, 1, true).map(drop),
        generator.multinomial(&[0.0_f32, 0.0, 1.0, 0.0], 2, 1, true).map(drop),
        generator.multinomial::<f32>(&[], 0, 1, true).map(drop),
        generator.set_state(&[0; 10]),
        generator.set_state(&[0; 5056]),
    ];
    let said: Vec<String> = said.into_iter().map(|said| said.unwrap_err().to_string()).collect();
    assert_eq!(said, SAID);
}

const SAID: [&str; 32] = [
    "uniform_ expects to return a [from, to) range, but found from=2 > to=1",
    "to is out of bounds for float",
    "from is out of bounds for float",
    "uniform_ expects to-from <= std::numeric_limits<Float>::max(), but found to=3e+38 and from=-3e+38 which result in \
     to-from to exceed the limit",
    "uniform_ expects to-from <= std::numeric_limits<Half>::max(), but found to=40000 and from=-40000 which result in \
     to-from to exceed the limit",
    "normal expects std >= 0.0, but found std -1.23457",
    "normal expects std >= 0.0, but found std nan",
    "normal expects all elements of std >= 0.0",
    "bernoulli_ expects p to be in [0, 1], but got p=1.5",
    "Expected p_in >= 0 && p_in <= 1 to be true, but got false.  (Could this error message be improved?  If so, please \
     report an enhancement request to PyTorch.)",
    "exponential_ expects lambda > 0.0, but found lambda=0",
    "geometric_ expects p to be in (0, 1), but got p=1",
    "cauchy_ expects sigma > 0.0, but found sigma=-1e-07",
    "log_normal_ expects std > 0.0, but found std=0",
    "invalid Poisson rate, expected rate to be non-negative",
    "random_ expects 'from' to be less than 'to', but got from=5 >= to=5",
    "to - 1 is out of bounds for unsigned char",
    "from is out of bounds for unsigned char",
    "to - 1 is out of bounds for bool",
    "to - 1 is out of bounds for c10::Half",
    "random_full_64_bits_range_kernel_cpu handles only int64, double, float and bfloat16",
    "Trying to create tensor with negative dimension -1: [-1]",
    "value cannot be converted to type uint8_t without overflow",
    "n cannot be greater than 2049 for Half type.",
    "n cannot be greater than 2^24+1 for Float type.",
    "cannot sample n_sample > prob_dist.size(-1) samples without replacement",
    "cannot sample n_sample <= 0 samples",
    "probability tensor contains either `inf`, `nan` or element < 0",
    "invalid multinomial distribution (sum of probabilities <= 0)",
    "aminmax(): cannot compute aminmax over an empty dimension as the operation has no identity.",
    "Expected a CPUGeneratorImplState of size 5056 but found the input RNG state size to be 10",
    "Invalid mt19937 state",
];

#[test]
fn a_forged_state_reads_no_word_that_is_not_there() {
    let mut state = Generator::new(0).get_state();
    // 600 more draws from the last word on.
    state[8..12].copy_from_slice(&600_i32.to_le_bytes());
    state[16..20].copy_from_slice(&624_u32.to_le_bytes());
    assert_eq!(Generator::new(0).set_state(&state), Err(RandomError::State));
}

#[test]
fn warns_of_integers_that_a_float_does_not_have() {
    let limits = |dtype, digits| {
        format!(
            "to - 1 is out of bounds [-(2^{digits}), 2^{digits}]. Due to precision limitations {dtype} can support \
             discrete uniform distribution only within this range. This warning will become an error in version 1.7 \
             release, please fix the code in advance"
        )
    };
    assert_eq!(integer_warnings::<f32>(0, 1 << 25), [limits("float", 24)]);
    assert_eq!(integer_warnings::<f16>(0, 5000), [limits("c10::Half", 11)]);
    assert_eq!(integer_warnings::<f32>(0, 1 << 24), Vec::<String>::new());
    assert_eq!(integer_warnings::<i64>(0, i64::MAX), Vec::<String>::new());
}
