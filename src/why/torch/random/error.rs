//! What PyTorch says of arguments that a distribution does not take. Each is a RuntimeError there.

use std::fmt;

use thiserror::Error;

#[derive(Clone, Debug, PartialEq, Error)]
pub enum RandomError {
    #[error("{bound} is out of bounds for {dtype}")]
    OutOfBounds { bound: &'static str, dtype: &'static str },
    #[error("uniform_ expects to return a [from, to) range, but found from={} > to={}", Short(*.from), Short(*.to))]
    UniformOrder { from: f64, to: f64 },
    #[error(
        "uniform_ expects to-from <= std::numeric_limits<{dtype}>::max(), but found to={} and from={} \
         which result in to-from to exceed the limit",
        Short(*.to),
        Short(*.from)
    )]
    UniformWidth { dtype: &'static str, from: f64, to: f64 },
    #[error("normal expects std >= 0.0, but found std {}", Short(*.0))]
    NormalStd(f64),
    #[error("normal expects all elements of std >= 0.0")]
    NormalStds,
    #[error("bernoulli_ expects p to be in [0, 1], but got p={}", Short(*.0))]
    Bernoulli(f64),
    #[error(
        "Expected p_in >= 0 && p_in <= 1 to be true, but got false.  \
         (Could this error message be improved?  If so, please report an enhancement request to PyTorch.)"
    )]
    BernoulliElement,
    #[error("exponential_ expects lambda > 0.0, but found lambda={}", Short(*.0))]
    Exponential(f64),
    #[error("geometric_ expects p to be in (0, 1), but got p={}", Short(*.0))]
    Geometric(f64),
    #[error("cauchy_ expects sigma > 0.0, but found sigma={}", Short(*.0))]
    Cauchy(f64),
    #[error("log_normal_ expects std > 0.0, but found std={}", Short(*.0))]
    LogNormal(f64),
    #[error("invalid Poisson rate, expected rate to be non-negative")]
    Poisson,
    #[error("random_ expects 'from' to be less than 'to', but got from={from} >= to={to}")]
    IntegerOrder { from: i64, to: i64 },
    #[error(
        "random_ expects 'from' casted to dtype to be less than 'to' casted to dtype, but got from={from} >= to={to}"
    )]
    RoundedOrder { from: i64, to: i64 },
    #[error(
        "random_ expects 'from' casted to dtype to be less than or equal to 'to_inc' casted to dtype, but got from={from} > to_inc={to}"
    )]
    RoundedEnd { from: i64, to: i64 },
    #[error("random_full_64_bits_range_kernel_cpu handles only int64, double, float and bfloat16")]
    FullRange,
    #[error("Trying to create tensor with negative dimension {0}: [{0}]")]
    NegativeLength(i64),
    #[error("n cannot be greater than {0} type.")]
    LongPermutation(&'static str),
    #[error("value cannot be converted to type {0} without overflow")]
    PermutationType(&'static str),
    #[error("cannot sample n_sample <= 0 samples")]
    NoSamples,
    #[error("cannot sample n_sample > prob_dist.size(-1) samples without replacement")]
    TooManySamples,
    #[error("number of categories cannot exceed 2^24")]
    TooManyCategories,
    #[error("aminmax(): cannot compute aminmax over an empty dimension as the operation has no identity.")]
    NoCategories,
    #[error("probability tensor contains either `inf`, `nan` or element < 0")]
    Probability,
    #[error("invalid multinomial distribution (sum of probabilities <= 0)")]
    NoProbability,
    #[error("Expected a CPUGeneratorImplState of size {expected} but found the input RNG state size to be {found}")]
    StateSize { expected: usize, found: usize },
    #[error("Invalid mt19937 state")]
    State,
}

/// A number as C++ streams write it: six significant digits, `%g`.
struct Short(f64);

impl fmt::Display for Short {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let value = self.0;
        if value.is_nan() {
            return f.write_str(if value.is_sign_negative() { "-nan" } else { "nan" });
        }
        if value.is_infinite() {
            return f.write_str(if value < 0.0 { "-inf" } else { "inf" });
        }
        let scientific = format!("{value:.5e}");
        let (digits, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
        let exponent: i32 = exponent.parse().unwrap_or(0);
        if (-4..6).contains(&exponent) {
            let decimals = usize::try_from(5 - exponent).unwrap_or(0);
            return f.write_str(trimmed(&format!("{value:.decimals$}")));
        }
        let sign = if exponent < 0 { '-' } else { '+' };
        write!(f, "{}e{sign}{:02}", trimmed(digits), exponent.unsigned_abs())
    }
}

fn trimmed(digits: &str) -> &str {
    if digits.contains('.') { digits.trim_end_matches('0').trim_end_matches('.') } else { digits }
}
