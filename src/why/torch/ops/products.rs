//! Products of vectors, matrices and tensors beyond `matmul`: outer and inner, sums with products, Kronecker, contractions, traces.

use super::super::args::{Args, Value};
use super::super::dtype::DType;
use super::super::error::{Error, Result};
use super::super::registry::{LINALG, Op, TORCH, both, op};
use super::super::shape::{self, Shape};
use super::super::tape::{Saved, no_grad, record, record_light};
use super::super::tensor::Tensor;
use super::arithmetic::{add, mul, mul_number};
use super::layout::{diagonal, titled};
use super::matmul::{batched, dot, matmul, mm};
use super::rearrange::diag_embed;
use super::reduce::{sum, sum_dims, sum_to};
use super::view::{clone, contiguous, expand, permute, reshape, transpose, unsqueeze, view};

pub(super) const OPS: &[Op] = &[
    both("outer(Tensor input, Tensor vec2)", |a| outer(a.tensor(0)?, a.tensor(1)?)),
    both("ger(Tensor input, Tensor vec2)", |a| outer(a.tensor(0)?, a.tensor(1)?)),
    both("inner(Tensor input, Tensor other)", |a| inner(a.tensor(0)?, a.tensor(1)?)),
    both("vdot(Tensor input, Tensor other)", |a| Ok(titled(dot(a.tensor(0)?, a.tensor(1)?)?, "VdotBackward0").into())),
    op(LINALG, "vecdot(Tensor x, Tensor y, *, int dim=-1)", |a| {
        Ok(sum_dims(&mul(a.tensor(0)?, a.tensor(1)?)?, &[a.int(2)?], false)?.into())
    }),
    op(LINALG, "matmul(Tensor input, Tensor other)", |a| Ok(matmul(a.tensor(0)?, a.tensor(1)?)?.into())),
    both("addmv(Tensor input, Tensor mat, Tensor vec, *, Scalar beta=1, Scalar alpha=1)", addmv).in_place(),
    both("addr(Tensor input, Tensor vec1, Tensor vec2, *, Scalar beta=1, Scalar alpha=1)", addr).in_place(),
    both("addbmm(Tensor input, Tensor batch1, Tensor batch2, *, Scalar beta=1, Scalar alpha=1)", |a| batches(a, true))
        .in_place(),
    both("baddbmm(Tensor input, Tensor batch1, Tensor batch2, *, Scalar beta=1, Scalar alpha=1)", |a| {
        batches(a, false)
    })
    .in_place(),
    op(TORCH, "chain_matmul(Tensor... matrices=[])", |a| {
        let matrices = a.tensors(0)?;
        match matrices.as_slice() {
            [] => Err(Error::runtime("chain_matmul(): Expected one or more matrices")),
            [only] => Ok(clone(only)?.into()),
            _ => Ok(multi_dot(&matrices)?.into()),
        }
    }),
    op(LINALG, "multi_dot(Tensor[] tensors)", |a| Ok(multi_dot(&a.tensors(0)?)?.into())),
    op(TORCH, "tensordot(Tensor a, Tensor b, Tensor dims)", |a| {
        let dims = a.tensor(2)?;
        let lists = dims.to_i64_vec();
        if dims.numel() == 1 && dims.rank() == 0 {
            return tensordot_last(a.tensor(0)?, a.tensor(1)?, lists[0]);
        }
        if dims.shape().first() != Some(&2) {
            return Err(Error::runtime("tensordot expects dims to be int or a pair of lists"));
        }
        let (left, right) = lists.split_at(lists.len() / 2);
        Ok(tensordot(a.tensor(0)?, a.tensor(1)?, left, right)?.into())
    }),
    op(TORCH, "tensordot(Tensor a, Tensor b, int dims=2)", |a| tensordot_last(a.tensor(0)?, a.tensor(1)?, a.int(2)?)),
    op(TORCH, "tensordot(Tensor a, Tensor b, any dims)", |a| {
        let Value::List(pair) = a.value(2) else {
            return Err(Error::runtime("tensordot expects dims to be int or tuple[list[int], list[int]]"));
        };
        let list = |v: &Value| match v {
            Value::Int(n) => Some(vec![*n]),
            Value::List(list) => {
                list.iter().map(|v| if let Value::Int(n) = v { Some(*n) } else { None }).collect::<Option<Vec<i64>>>()
            }
            _ => None,
        };
        match pair.iter().map(list).collect::<Option<Vec<_>>>().as_deref() {
            Some([left, right]) => Ok(tensordot(a.tensor(0)?, a.tensor(1)?, left, right)?.into()),
            _ => Err(Error::runtime("tensordot expects dims to be int or tuple[list[int], list[int]]")),
        }
    }),
    both("kron(Tensor input, Tensor other)", |a| Ok(kron(a.tensor(0)?, a.tensor(1)?)?.into())),
    both("trace(Tensor input)", |a| Ok(trace(a.tensor(0)?)?.into())),
];

fn outer(a: &Tensor, b: &Tensor) -> Result<Value> {
    for (name, t) in [("self", a), ("vec2", b)] {
        if t.rank() != 1 {
            return Err(Error::runtime(format!("outer: Expected 1-D argument {name}, but got {}-D", t.rank())));
        }
    }
    Ok(mul(&unsqueeze(a, 1)?, b)?.into())
}

fn inner(a: &Tensor, b: &Tensor) -> Result<Value> {
    if a.rank() == 0 || b.rank() == 0 {
        return Ok(mul(a, b)?.into());
    }
    if a.size(-1)? != b.size(-1)? {
        return Err(Error::runtime(format!(
            "inner() the last dimension must match on both input tensors but got shapes {} and {}",
            shape::text(&a.shape()),
            shape::text(&b.shape())
        )));
    }
    Ok(tensordot(a, b, &[-1], &[-1])?.into())
}

/// `beta * input + alpha * product`, where an input that counts for nothing may hold anything.
fn blended(input: &Tensor, product: &Tensor, beta: f64, alpha: f64) -> Result<Tensor> {
    let by = |t: &Tensor, factor: f64| if factor == 1.0 { Ok(t.clone()) } else { mul_number(t, factor) };
    let product = by(product, alpha)?;
    if beta == 0.0 { Ok(product) } else { add(&by(input, beta)?, &product) }
}

/// As `blended`, recorded as one operation on the three tensors.
fn recorded(
    args: &Args,
    name: &'static str,
    shape: &[usize],
    product: fn(&Tensor, &Tensor) -> Result<Tensor>,
    back: fn(&Tensor, &Tensor, &Tensor) -> Result<(Tensor, Tensor)>,
) -> Result<Value> {
    let (input, a, b) = (args.tensor(0)?, args.tensor(1)?, args.tensor(2)?);
    let (beta, alpha) = (args.float(3)?, args.float(4)?);
    let out = no_grad(|| blended(&expand(input, shape)?, &product(a, b)?, beta, alpha))?;
    let from = input.shape();
    Ok(record(out, name, &[input, a, b], |_| {
        let (a, b) = (Saved::new(a), Saved::new(b));
        Box::new(move |incoming| {
            let grad = incoming.grad()?;
            let first = incoming
                .needs(0)
                .then(|| sum_to(&if beta == 1.0 { grad.clone() } else { mul_number(&grad, beta)? }, &from))
                .transpose()?;
            let grad = if alpha == 1.0 { grad } else { mul_number(&grad, alpha)? };
            let (left, right) = back(&grad, &a.get(incoming)?, &b.get(incoming)?)?;
            Ok(vec![first, incoming.needs(1).then_some(left), incoming.needs(2).then_some(right)])
        })
    })
    .into())
}

fn addmv(args: &Args) -> Result<Value> {
    let (input, m, v) = (args.tensor(0)?, args.tensor(1)?, args.tensor(2)?);
    if m.rank() != 2 || v.rank() != 1 || input.rank() > 1 {
        return Err(Error::runtime(format!(
            "vector + matrix @ vector expected, got {}, {}, {}",
            input.rank(),
            m.rank(),
            v.rank()
        )));
    }
    let sm = m.shape();
    if sm[1] != v.numel() || (input.numel() != sm[0] && input.numel() != 1) {
        return Err(Error::runtime(format!(
            "size mismatch, got input ({}), mat ({}), vec ({})",
            input.numel(),
            shape::text_x(&sm),
            v.numel()
        )));
    }
    recorded(args, "AddmvBackward0", &[sm[0]], matmul, |grad, m, v| {
        Ok((mul(&unsqueeze(grad, 1)?, v)?, matmul(&transpose(m, 0, 1)?, grad)?))
    })
}

fn addr(args: &Args) -> Result<Value> {
    let (a, b) = (args.tensor(1)?, args.tensor(2)?);
    for (name, t) in [("vec1", a), ("vec2", b)] {
        if t.rank() != 1 {
            return Err(Error::runtime(format!("addr: Expected 1-D argument {name}, but got {}-D", t.rank())));
        }
    }
    let product = |a: &Tensor, b: &Tensor| mul(&unsqueeze(a, 1)?, b);
    recorded(args, "AddrBackward0", &[a.numel(), b.numel()], product, |grad, a, b| {
        Ok((matmul(grad, b)?, matmul(&transpose(grad, 0, 1)?, a)?))
    })
}

/// `addbmm`, which adds the products of a batch up, and `baddbmm`, which keeps them apart.
fn batches(args: &Args, together: bool) -> Result<Value> {
    let (a, b) = (args.tensor(1)?, args.tensor(2)?);
    for (name, t) in [("batch1", a), ("batch2", b)] {
        if t.rank() != 3 {
            return Err(Error::runtime(format!("{name} must be a 3D tensor")));
        }
    }
    let (sa, sb) = (a.shape(), b.shape());
    if together && sa[2] != sb[1] {
        return Err(Error::runtime(format!(
            "Incompatible matrix sizes for bmm ({}x{} and {}x{})",
            sa[1], sa[2], sb[1], sb[2]
        )));
    }
    if together {
        return recorded(
            args,
            "AddbmmBackward0",
            &[sa[1], sb[2]],
            |a, b| sum_dims(&batched(a, b)?, &[0], false),
            |grad, a, b| {
                let wide = expand(grad, &[a.shape()[0], grad.shape()[0], grad.shape()[1]])?;
                Ok((batched(&wide, &transpose(b, 1, 2)?)?, batched(&transpose(a, 1, 2)?, &wide)?))
            },
        );
    }
    recorded(args, "BaddbmmBackward0", &[sa[0], sa[1], sb[2]], batched, |grad, a, b| {
        Ok((batched(grad, &transpose(b, 1, 2)?)?, batched(&transpose(a, 1, 2)?, grad)?))
    })
}

/// The product of several matrices, in the order that needs the fewest multiplications.
fn multi_dot(tensors: &[Tensor]) -> Result<Tensor> {
    let n = tensors.len();
    if n < 2 {
        return Err(Error::runtime(format!("multi_dot(): expected at least 2 tensors but got {n}")));
    }
    let mut chain: Vec<Tensor> = tensors.to_vec();
    let mut ends = Shape::new();
    for (i, t) in tensors.iter().enumerate() {
        let outside = i == 0 || i == n - 1;
        match (t.rank(), outside) {
            (2, _) => {}
            (1, true) => chain[i] = unsqueeze(t, if i == 0 { 0 } else { 1 })?,
            (rank, true) => {
                let which = if i == 0 { "first" } else { "last" };
                return Err(Error::runtime(format!(
                    "multi_dot(): the {which} tensor must be 1D or 2D but got {rank}D"
                )));
            }
            (rank, false) => return Err(Error::runtime(format!("multi_dot(): tensor {i} must be 2D but got {rank}D"))),
        }
    }
    for i in 1..n {
        let (a, b) = (chain[i - 1].shape(), chain[i].shape());
        if a[1] != b[0] {
            return Err(Error::runtime(format!(
                "multi_dot(): tensors {} and {i} with shapes {} and {} cannot be multiplied",
                i - 1,
                shape::text(&tensors[i - 1].shape()),
                shape::text(&tensors[i].shape())
            )));
        }
    }
    if tensors[0].rank() == 2 {
        ends.push(chain[0].shape()[0]);
    }
    if tensors[n - 1].rank() == 2 {
        ends.push(chain[n - 1].shape()[1]);
    }
    let splits = cheapest(&chain);
    // The tree of products, without recursion: ranges wait until both of their halves are there.
    let mut done: std::collections::HashMap<(usize, usize), Tensor> =
        chain.into_iter().enumerate().map(|(i, t)| ((i, i), t)).collect();
    let mut waiting = vec![(0, n - 1)];
    while let Some(&(i, j)) = waiting.last() {
        if done.contains_key(&(i, j)) {
            waiting.pop();
            continue;
        }
        let k = splits[i][j];
        match (done.get(&(i, k)), done.get(&(k + 1, j))) {
            (Some(left), Some(right)) => {
                let product = mm(left, right)?;
                done.insert((i, j), product);
            }
            _ => waiting.extend([(i, k), (k + 1, j)]),
        }
    }
    let out = done.remove(&(0, n - 1)).ok_or_else(|| Error::runtime("multi_dot(): no product"))?;
    view(&out, &ends)
}

/// Where to split each range of a chain of matrices (Cormen et al., "Introduction to Algorithms", 15.2).
fn cheapest(chain: &[Tensor]) -> Vec<Vec<usize>> {
    let n = chain.len();
    let mut sizes: Vec<u128> = chain.iter().map(|t| t.shape()[0] as u128).collect();
    sizes.push(chain[n - 1].shape()[1] as u128);
    let (mut costs, mut splits) = (vec![vec![0u128; n]; n], vec![vec![0; n]; n]);
    for length in 1..n {
        for i in 0..n - length {
            let j = i + length;
            let cost = |k: usize| costs[i][k] + costs[k + 1][j] + sizes[i] * sizes[k + 1] * sizes[j + 1];
            let best = (i..j).min_by_key(|&k| cost(k)).unwrap_or(i);
            (splits[i][j], costs[i][j]) = (best, cost(best));
        }
    }
    splits
}

fn tensordot_last(a: &Tensor, b: &Tensor, dims: i64) -> Result<Value> {
    if dims < 0 {
        return Err(Error::runtime(format!("tensordot expects dims >= 0, but got dims={dims}")));
    }
    if dims as usize > a.rank().min(b.rank()) {
        return Err(Error::runtime(format!("tensordot expects dims < ndim_a or ndim_b, but got dims={dims}")));
    }
    let (left, right): (Vec<i64>, Vec<i64>) = ((-dims..0).collect(), (0..dims).collect());
    Ok(tensordot(a, b, &left, &right)?.into())
}

/// The sum of products over pairs of dimensions.
pub fn tensordot(a: &Tensor, b: &Tensor, left: &[i64], right: &[i64]) -> Result<Tensor> {
    if left.len() != right.len() {
        return Err(Error::runtime("both dimension lists should have same length"));
    }
    if a.dtype() != b.dtype() {
        return Err(Error::runtime("both inputs should have same dtype"));
    }
    let (mut a, mut b) = (a.clone(), b.clone());
    let mut pairs = Vec::with_capacity(left.len());
    for (&l, &r) in left.iter().zip(right) {
        if let Some((_, dim)) = [(a.rank(), l), (b.rank(), r)].into_iter().find(|(rank, _)| *rank == 0) {
            return Err(Error::index(format!("Dimension specified as {dim} but tensor has no dimensions")));
        }
        let (i, j) = (shape::dim(l, a.rank())?, shape::dim(r, b.rank())?);
        let (m, n) = (a.size(l)?, b.size(r)?);
        if n == 1 && m != 1 {
            a = sum_dims(&a, &[l], true)?;
        } else if m == 1 && n != 1 {
            b = sum_dims(&b, &[r], true)?;
        } else if m != n {
            return Err(Error::runtime(format!(
                "contracted dimensions need to match, but first has size {m} in dim {l} and second has size {n} in dim {r}"
            )));
        }
        pairs.push((i, j));
    }
    if (1..pairs.len()).any(|k| pairs[..k].iter().any(|p| p.0 == pairs[k].0 || p.1 == pairs[k].1)) {
        return Err(Error::runtime("dim appears multiple times in the list of dims"));
    }
    let (sa, sb) = (a.shape(), b.shape());
    let free_a: Shape = (0..sa.len()).filter(|d| pairs.iter().all(|p| p.0 != *d)).collect();
    let free_b: Shape = (0..sb.len()).filter(|d| pairs.iter().all(|p| p.1 != *d)).collect();
    let inner: usize = pairs.iter().map(|p| sa[p.0]).product();
    let order_a: Shape = free_a.iter().copied().chain(pairs.iter().map(|p| p.0)).collect();
    let order_b: Shape = pairs.iter().map(|p| p.1).chain(free_b.iter().copied()).collect();
    let rows: usize = free_a.iter().map(|&d| sa[d]).product();
    let columns: usize = free_b.iter().map(|&d| sb[d]).product();
    let product =
        mm(&reshape(&permute(&a, &order_a)?, &[rows, inner])?, &reshape(&permute(&b, &order_b)?, &[inner, columns])?)?;
    let shape: Shape = free_a.iter().map(|&d| sa[d]).chain(free_b.iter().map(|&d| sb[d])).collect();
    view(&product, &shape)
}

/// Each element of `a` times all of `b`, block by block.
fn kron(a: &Tensor, b: &Tensor) -> Result<Tensor> {
    let rank = a.rank().max(b.rank());
    let full = |t: &Tensor| -> Shape { std::iter::repeat_n(1, rank - t.rank()).chain(t.shape()).collect() };
    let (sa, sb) = (full(a), full(b));
    let spread =
        |s: &[usize], first: bool| -> Shape { s.iter().flat_map(|&n| if first { [n, 1] } else { [1, n] }).collect() };
    let sizes: Vec<i64> = sa.iter().zip(&sb).map(|(&m, &n)| (m as i64).saturating_mul(n as i64)).collect();
    let shape = shape::sizes(&sizes)?;
    let product = mul(&reshape(a, &spread(&sa, true))?, &reshape(b, &spread(&sb, false))?)?;
    super::view::named_view(&contiguous(&product)?, &shape, "UnsafeViewBackward0")
}

fn trace(x: &Tensor) -> Result<Tensor> {
    if x.rank() != 2 {
        return Err(Error::runtime(format!("trace: expected a matrix, but got tensor with dim {}", x.rank())));
    }
    let plain = if x.dtype().is_floating() { x.detach() } else { x.cast(DType::Int64)? };
    let out = no_grad(|| sum(&diagonal(&plain, 0, 0, 1)?))?;
    let from = x.shape();
    Ok(record_light(out, "TraceBackward0", &[x], |_| {
        Box::new(move |incoming| {
            let n = from[0].min(from[1]);
            let square = diag_embed(&expand(&incoming.grad()?, &[n])?, 0, 0, 1)?;
            if from[0] == from[1] {
                return Ok(vec![Some(square)]);
            }
            let side = |t: &Tensor, dim: i64, more: usize| -> Result<Tensor> {
                let mut shape = t.shape();
                shape[dim as usize] = more;
                super::join::cat(&[t.clone(), Tensor::zeros(&shape, t.dtype())?], dim)
            };
            let out = side(&square, 0, from[0] - n)?;
            Ok(vec![Some(side(&out, 1, from[1] - n)?)])
        })
    }))
}
