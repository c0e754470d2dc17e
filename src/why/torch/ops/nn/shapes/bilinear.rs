//! The bilinear form: y_k = x1^T W_k x2 + b_k.

use super::super::super::super::args::{Args, Value};
use super::super::super::super::error::{Error, Result};
use super::super::super::super::registry::{FUNCTIONAL, Op, TORCH, op};
use super::super::super::view::view;
use super::super::super::{add, matmul, mul, reshape, squeeze, sum_dims};

pub(in super::super::super) const OPS: &[Op] =
    &[op(FUNCTIONAL | TORCH, "bilinear(Tensor input1, Tensor input2, Tensor weight, Tensor? bias=None)", bilinear)];

fn bilinear(args: &Args) -> Result<Value> {
    let (one, other, weight) = (args.tensor(0)?, args.tensor(1)?, args.tensor(2)?);
    let (first, second, form) = (one.shape(), other.shape(), weight.shape());
    let fail = |text: String| Err(Error::runtime(format!("bilinear(): {text}")));
    if first.len() != second.len() || first.is_empty() {
        return fail(format!("input dimensions do not match: got {} and {}", first.len(), second.len()));
    }
    if form.len() != 3 {
        return fail(format!("weight must be 3-D, got {}-D", form.len()));
    }
    let last = first.len() - 1;
    if let Some(d) = (0..last).find(|&d| first[d] != second[d]) {
        return fail(format!("input batch dimensions do not match at dim {d}: got {} and {}", first[d], second[d]));
    }
    for (name, size, wanted) in [("input1", first[last], form[1]), ("input2", second[last], form[2])] {
        if size != wanted {
            return fail(format!("{name} size does not match weight size: got {size} but expected {wanted}"));
        }
    }
    let bias = args.opt_tensor(3);
    if let Some(bias) = bias.filter(|bias| bias.shape().first() != form.first()) {
        let size = bias.shape().first().copied().unwrap_or(1);
        return fail(format!("bias size does not match weight size: got {size} but expected {}", form[0]));
    }
    let batch: usize = first[..last].iter().product();
    // (batch, 1, 1, in1) x (out, in1, in2) gives x1^T W_k, which is then weighted by x2.
    let rows = squeeze(&matmul(&reshape(one, &[batch, 1, 1, form[1]])?, weight)?, Some(&[-2]))?;
    let sums = sum_dims(&mul(&rows, &reshape(other, &[batch, 1, form[2]])?)?, &[-1], false)?;
    let to = [&first[..last], &form[..1]].concat();
    let out = view(&sums, &to)?;
    Ok(match bias {
        Some(bias) => add(&out, bias)?.into(),
        None => out.into(),
    })
}
