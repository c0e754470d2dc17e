//! Scaled dot-product attention, head by head: softmax(Q K^T * scale + mask) V. The way back computes the weights again from the
//! logarithms of their sums, as in Dao et al., "FlashAttention" (2022), so that none are kept.

use super::super::super::args::Args;
use super::super::super::dtype::DType;
use super::super::super::error::{Error, Result};
use super::super::super::registry::{NATIVE, Op, op};
use super::super::super::tape::{Saved, record};
use super::super::super::tensor::Tensor;
use super::gemm::{Lanes, Matrix, add_product};
use super::pointwise::{not_twice, zeros};
use super::real::vectorised;

pub(in super::super) const OPS: &[Op] = &[op(
    NATIVE,
    "flash_attention(Tensor query, Tensor key, Tensor value, Tensor? attn_mask, bool is_causal, float scale)",
    |a| Ok(attention(a)?.into()),
)];

const NODE: &str = "ScaledDotProductFlashAttentionForCpuBackward0";
const BACK: &str = "aten::_scaled_dot_product_flash_attention_for_cpu_backward";

/// Sizes of one call. Several heads of queries may share one of keys.
#[derive(Clone, Copy)]
struct Plan {
    batch: usize,
    heads: usize,
    shared: usize,
    queries: usize,
    keys: usize,
    size: usize,
    scale: f64,
    is_causal: bool,
}

/// Numbers to add to the scores, broadcast by steps of 0.
#[derive(Clone)]
struct Mask<T> {
    values: Vec<T>,
    steps: [usize; 4],
}

fn attention(args: &Args) -> Result<Tensor> {
    let (q, k, v) = (args.tensor(0)?, args.tensor(1)?, args.tensor(2)?);
    let (sq, sk, sv) = (q.shape(), k.shape(), v.shape());
    let fits = sq.len() == 4 && sk.len() == 4 && sk == sv && sq[0] == sk[0] && sq[3] == sk[3];
    if !fits || sq.contains(&0) || sk.contains(&0) || !sq[1].is_multiple_of(sk[1]) || !q.dtype().is_floating() {
        return Err(Error::runtime("flash_attention: the sizes of query, key and value do not fit"));
    }
    let plan = Plan {
        batch: sq[0],
        heads: sq[1],
        shared: sq[1] / sk[1],
        queries: sq[2],
        keys: sk[2],
        size: sq[3],
        scale: args.float(5)?,
        is_causal: args.boolean(4),
    };
    match q.dtype() {
        DType::Float64 => run::<f64>((q, k, v), args.opt_tensor(3), plan),
        _ => run::<f32>((q, k, v), args.opt_tensor(3), plan),
    }
}

fn mask<T: Lanes>(given: Option<&Tensor>, plan: Plan) -> Result<Option<Mask<T>>> {
    let Some(given) = given else { return Ok(None) };
    let wanted = [plan.batch, plan.heads, plan.queries, plan.keys];
    let shape = given.shape();
    if shape.len() > 4 {
        return Err(Error::runtime("flash_attention: a mask has at most four dimensions"));
    }
    let (mut steps, mut step) = ([0; 4], 1);
    for (d, &n) in shape.iter().enumerate().rev() {
        let at = d + 4 - shape.len();
        if n != 1 && n != wanted[at] {
            return Err(Error::runtime(format!(
                "The size of tensor a ({}) must match the size of tensor b ({n}) at non-singleton dimension {at}",
                wanted[at]
            )));
        }
        steps[at] = if n == 1 { 0 } else { step };
        step *= n;
    }
    let values = if given.dtype() == DType::Bool {
        given.to_bool_vec().into_iter().map(|used| if used { T::ZERO } else { -T::INFINITY }).collect()
    } else {
        given.values::<T>().into_vec()
    };
    Ok(Some(Mask { values, steps }))
}

type Three<'a> = (&'a Tensor, &'a Tensor, &'a Tensor);

fn run<T: Lanes>((q, k, v): Three<'_>, given: Option<&Tensor>, plan: Plan) -> Result<Tensor> {
    let mask = mask::<T>(given, plan)?;
    let (out, sums) = {
        let (q, k, v) = (q.values::<T>(), k.values::<T>(), v.values::<T>());
        forward(&q, &k, &v, mask.as_ref(), plan)?
    };
    let out = typed(out, q)?;
    Ok(record(out, NODE, &[q, k, v], |out| {
        let (q, k, v, out) = (Saved::new(q), Saved::new(k), Saved::new(v), Saved::output(out));
        Box::new(move |incoming| {
            let (grad, out) = (incoming.grad()?, out.get(incoming)?);
            let (q, k, v) = (q.get(incoming)?, k.get(incoming)?, v.get(incoming)?);
            let found = backward::<T>((&grad, &out), (&q, &k, &v), (mask.as_ref(), &sums), plan)?;
            let inputs = [&grad, &q, &k, &v];
            let mut grads = Vec::new();
            for (i, (values, like)) in found.into_iter().zip([&q, &k, &v]).enumerate() {
                let part = incoming.needs(i).then(|| typed(values, like)).transpose()?;
                grads.push(part.map(|part| not_twice(part, BACK, &inputs)));
            }
            Ok(grads)
        })
    }))
}

/// Elements in the shape and type of a tensor.
fn typed<T: Lanes>(values: Vec<T>, like: &Tensor) -> Result<Tensor> {
    let wide = Tensor::from_vec(values, &like.shape());
    if wide.dtype() == like.dtype() { Ok(wide) } else { wide.cast(like.dtype()) }
}

fn add<T: Lanes>(a: Matrix<'_, T>, b: Matrix<'_, T>, sizes: (usize, usize, usize), out: &mut [T]) {
    if sizes.0 * sizes.1 * sizes.2 > 0 {
        add_product(a, b, sizes, out);
    }
}

/// A matrix of rows of `size`.
fn rows<T>(data: &[T], size: usize) -> Matrix<'_, T> {
    Matrix { data, row: size, column: 1 }
}

/// The transpose of a matrix of rows of `size`.
fn columns<T>(data: &[T], size: usize) -> Matrix<'_, T> {
    Matrix { data, row: 1, column: size }
}

impl Plan {
    /// Where the queries and the keys of a head begin.
    fn starts(&self, head: usize) -> (usize, usize) {
        (head * self.queries * self.size, head / self.shared * self.keys * self.size)
    }

    /// The masked and scaled scores of a head, (queries, keys).
    fn scores<T: Lanes>(&self, q: &[T], k: &[T], mask: Option<&Mask<T>>, head: usize, scores: &mut [T]) {
        scores.fill(T::ZERO);
        add(rows(q, self.size), columns(k, self.size), (self.queries, self.size, self.keys), scores);
        let scale = T::of(self.scale);
        let (b, h) = (head / self.heads, head % self.heads);
        vectorised(
            #[inline(always)]
            || {
                for (i, row) in scores.chunks_exact_mut(self.keys).enumerate() {
                    row.iter_mut().for_each(|v| *v *= scale);
                    if let Some(mask) = mask {
                        let [sb, sh, si, sj] = mask.steps;
                        let start = b * sb + h * sh + i * si;
                        row.iter_mut().enumerate().for_each(|(j, v)| *v += mask.values[start + j * sj]);
                    }
                    if self.is_causal {
                        row.iter_mut().skip(i + 1).for_each(|v| *v = -T::INFINITY);
                    }
                }
            },
        );
    }
}

/// The results, and the logarithm of each row's sum of exponentials.
fn forward<T: Lanes>(q: &[T], k: &[T], v: &[T], mask: Option<&Mask<T>>, plan: Plan) -> Result<(Vec<T>, Vec<T>)> {
    let heads = plan.batch * plan.heads;
    let mut out = zeros::<T>(heads * plan.queries * plan.size)?;
    let mut sums = zeros::<T>(heads * plan.queries)?;
    let mut scores = zeros::<T>(plan.queries * plan.keys)?;
    for head in 0..heads {
        let (at_q, at_k) = plan.starts(head);
        plan.scores(&q[at_q..], &k[at_k..], mask, head, &mut scores);
        vectorised(
            #[inline(always)]
            || {
                let sums = &mut sums[head * plan.queries..];
                for (row, sum) in scores.chunks_exact_mut(plan.keys).zip(sums) {
                    let largest = row.iter().fold(-T::INFINITY, |a, &b| b.maximum(a));
                    if largest == -T::INFINITY {
                        // A query without any key gets 0 instead of 0 / 0.
                        row.fill(T::ZERO);
                        *sum = T::INFINITY;
                        continue;
                    }
                    let mut total = T::ZERO;
                    for v in row.iter_mut() {
                        *v = (*v - largest).exp();
                        total += *v;
                    }
                    row.iter_mut().for_each(|v| *v = *v / total);
                    *sum = largest + total.ln();
                }
            },
        );
        let to = &mut out[at_q..at_q + plan.queries * plan.size];
        add(rows(&scores, plan.keys), rows(&v[at_k..], plan.size), (plan.queries, plan.keys, plan.size), to);
    }
    Ok((out, sums))
}

/// The gradients of query, key and value.
fn backward<T: Lanes>(
    (grad, out): (&Tensor, &Tensor),
    (q, k, v): Three<'_>,
    (mask, sums): (Option<&Mask<T>>, &[T]),
    plan: Plan,
) -> Result<[Vec<T>; 3]> {
    let (grad, out) = (grad.values::<T>(), out.values::<T>());
    let (q, k, v) = (q.values::<T>(), k.values::<T>(), v.values::<T>());
    let (mut dq, mut dk, mut dv) = (zeros::<T>(q.len())?, zeros::<T>(k.len())?, zeros::<T>(v.len())?);
    let cells = plan.queries * plan.keys;
    let (mut weights, mut slopes) = (zeros::<T>(cells)?, zeros::<T>(cells)?);
    let (n, m, size) = (plan.queries, plan.keys, plan.size);
    let scale = T::of(plan.scale);
    for head in 0..plan.batch * plan.heads {
        let (at_q, at_k) = plan.starts(head);
        let (q, k, v) = (&q[at_q..at_q + n * size], &k[at_k..at_k + m * size], &v[at_k..at_k + m * size]);
        let (grad, out) = (&grad[at_q..at_q + n * size], &out[at_q..at_q + n * size]);
        plan.scores(q, k, mask, head, &mut weights);
        slopes.fill(T::ZERO);
        add(rows(grad, size), columns(v, size), (n, size, m), &mut slopes);
        vectorised(
            #[inline(always)]
            || {
                let all = weights.chunks_exact_mut(m).zip(slopes.chunks_exact_mut(m)).enumerate();
                for (i, (weights, slopes)) in all {
                    let sum = sums[head * n + i];
                    let mut mean = T::ZERO;
                    for (&g, &o) in grad[i * size..(i + 1) * size].iter().zip(&out[i * size..]) {
                        mean += g * o;
                    }
                    for (w, s) in weights.iter_mut().zip(slopes) {
                        *w = if sum == T::INFINITY { T::ZERO } else { (*w - sum).exp() };
                        *s = *w * (*s - mean) * scale;
                    }
                }
            },
        );
        add(columns(&weights, m), rows(grad, size), (m, n, size), &mut dv[at_k..at_k + m * size]);
        add(rows(&slopes, m), rows(k, size), (n, m, size), &mut dq[at_q..at_q + n * size]);
        add(columns(&slopes, m), rows(q, size), (m, n, size), &mut dk[at_k..at_k + m * size]);
    }
    Ok([dq, dk, dv])
}
