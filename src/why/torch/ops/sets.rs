//! Tensors as sets: the different elements or slices, and membership.

use std::collections::HashSet;

use super::super::args::{Args, Value};
use super::super::dtype::DType;
use super::super::error::{Error, Kind, Result};
use super::super::registry::{Op, TORCH, both, op};
use super::super::select;
use super::super::shape;
use super::super::storage::Element;
use super::super::tape::{no_grad, record_light};
use super::super::tensor::Tensor;
use super::elementwise::operand;
use super::gather::index_select;
use super::moved::by_type;
use super::sort::last;
use super::view::{contiguous, reshape};

pub(super) const OPS: &[Op] = &[
    both(
        "unique(Tensor input, bool sorted=True, bool return_inverse=False, bool return_counts=False, int? dim=None)",
        |a| {
            let wanted = Wanted { inverse: a.boolean(2), counts: a.boolean(3) };
            match a.opt_int(4)? {
                None => elements(a.tensor(0)?, true, wanted, ["Unique2Backward0", "_unique2"]),
                Some(dim) => slices(a.tensor(0)?, dim, true, wanted, ["UniqueDimBackward0", "unique_dim"]),
            }
        },
    ),
    both("unique_consecutive(Tensor input, bool return_inverse=False, bool return_counts=False, int? dim=None)", |a| {
        let wanted = Wanted { inverse: a.boolean(1), counts: a.boolean(2) };
        let names = ["UniqueConsecutiveBackward0", "unique_consecutive"];
        match a.opt_int(3)? {
            None => elements(a.tensor(0)?, false, wanted, names),
            Some(dim) => slices(a.tensor(0)?, dim, false, wanted, names),
        }
    }),
    op(TORCH, "isin(Operand elements, Operand test_elements, *, bool assume_unique=False, bool invert=False)", isin),
];

/// What is asked for beside the different elements.
struct Wanted {
    inverse: bool,
    counts: bool,
}

/// The groups of equal neighbours in an order: the first of each, which group each index is in, and how many are.
#[derive(Default)]
struct Groups {
    firsts: Vec<i64>,
    inverse: Vec<i64>,
    counts: Vec<i64>,
}

impl Groups {
    fn new(order: &[usize], same: impl Fn(usize, usize) -> bool) -> Self {
        let mut groups = Self { inverse: vec![0; order.len()], ..Self::default() };
        for (k, &i) in order.iter().enumerate() {
            if k == 0 || !same(order[k - 1], i) {
                groups.firsts.push(i as i64);
                groups.counts.push(0);
            }
            let group = groups.counts.len() - 1;
            groups.counts[group] += 1;
            groups.inverse[i] = group as i64;
        }
        groups
    }

    /// The results, of which `out` is the different elements and `shape` that of the inverse.
    fn answer(self, out: Tensor, shape: &[usize], wanted: Wanted) -> Value {
        let mut results = vec![out];
        if wanted.inverse {
            results.push(Tensor::from_vec(self.inverse, shape));
        }
        if wanted.counts {
            let n = self.counts.len();
            results.push(Tensor::from_vec(self.counts, &[n]));
        }
        match results.len() {
            1 => results.remove(0).into(),
            _ => results.into(),
        }
    }
}

/// Puts a result on the tape whose gradient does not exist.
fn without_gradient(out: Tensor, x: &Tensor, [node, name]: [&'static str; 2]) -> Tensor {
    record_light(out, node, &[x], |_| {
        Box::new(move |_| {
            Err(Error::new(Kind::NotImplemented, format!("the derivative for '{name}' is not implemented.")))
        })
    })
}

fn elements(x: &Tensor, sorted: bool, wanted: Wanted, names: [&'static str; 2]) -> Result<Value> {
    fn grouped<T: Element>(values: &[T], sorted: bool) -> Groups {
        let mut order: Vec<usize> = (0..values.len()).collect();
        if sorted {
            let before = |a: T, b: T| a < b || (!select::is_nan(a) && select::is_nan(b));
            order.sort_by(|&i, &j| before(values[j], values[i]).cmp(&before(values[i], values[j])));
        }
        // A NaN differs from every other.
        Groups::new(&order, |i, j| values[i] == values[j])
    }
    let groups = by_type!(x.dtype(), T => grouped::<T>(&x.values::<T>(), sorted));
    let n = groups.firsts.len();
    let flat = reshape(&x.detach(), &[x.numel()])?;
    let out = no_grad(|| index_select(&flat, 0, &Tensor::from_vec(groups.firsts.clone(), &[n])))?;
    Ok(groups.answer(without_gradient(out, x, names), &x.shape(), wanted))
}

fn slices(x: &Tensor, dim: i64, sorted: bool, wanted: Wanted, names: [&'static str; 2]) -> Result<Value> {
    fn grouped<T: Element>(x: &Tensor, n: usize, sorted: bool) -> Groups {
        let values = x.values::<T>();
        let count = values.len() / n.max(1);
        // Slices are the columns here: one after the other in memory would be another copy.
        let at = |slice: usize, k: usize| values[k * n + slice];
        let before = |i: usize, j: usize| {
            (0..count).find(|&k| at(i, k) < at(j, k) || at(i, k) > at(j, k)).is_some_and(|k| at(i, k) < at(j, k))
        };
        let mut order: Vec<((), usize)> = (0..n).map(|i| ((), i)).collect();
        if sorted {
            select::sort(&mut order, |a, b| before(a.1, b.1));
        }
        let order: Vec<usize> = order.into_iter().map(|(_, i)| i).collect();
        Groups::new(&order, |i, j| (0..count).all(|k| at(i, k) == at(j, k)))
    }
    if x.rank() == 0 {
        return Err(Error::index(format!("Dimension specified as {dim} but tensor has no dimensions")));
    }
    let d = shape::dim(dim, x.rank())?;
    let n = x.size(dim)?;
    if x.numel() == 0 && n != 0 {
        return Err(Error::runtime(
            "There are 0 sized dimensions, and they aren't selected, so unique cannot be applied",
        ));
    }
    let laid = contiguous(&last(&x.detach(), d)?)?;
    let groups = by_type!(x.dtype(), T => grouped::<T>(&laid, n, sorted));
    let found = groups.firsts.len();
    let out = no_grad(|| index_select(&x.detach(), dim, &Tensor::from_vec(groups.firsts.clone(), &[found])))?;
    Ok(groups.answer(without_gradient(out, x, names), &[n], wanted))
}

fn isin(args: &Args) -> Result<Value> {
    let (elements, tests) = (operand(args, 0)?, operand(args, 1)?);
    if elements.number && tests.number {
        return Err(Error::type_error(
            "isin() received an invalid combination of arguments - got (int, int), but expected one of:\n * (Tensor elements, Tensor test_elements, *, bool assume_unique = False, bool invert = False, Tensor out = None)\n * (Number element, Tensor test_elements, *, bool assume_unique = False, bool invert = False, Tensor out = None)\n * (Tensor elements, Number test_element, *, bool assume_unique = False, bool invert = False, Tensor out = None)\n",
        ));
    }
    let (x, tests, invert) = (&elements.tensor, &tests.tensor, args.boolean(3));
    let found: Vec<bool> = if x.dtype().is_floating() || tests.dtype().is_floating() {
        // Equal numbers have equal bits, once the two zeros are one; NaN equals nothing.
        let bits = |v: f64| (v + 0.0).to_bits();
        let known: HashSet<u64> = tests.values::<f64>().iter().filter(|v| !v.is_nan()).map(|&v| bits(v)).collect();
        x.values::<f64>().iter().map(|&v| known.contains(&bits(v)) != invert).collect()
    } else {
        let known: HashSet<i64> = tests.values::<i64>().iter().copied().collect();
        x.values::<i64>().iter().map(|v| known.contains(v) != invert).collect()
    };
    Ok(Tensor::from_bools(found, &x.shape()).into())
}
