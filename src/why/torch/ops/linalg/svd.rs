//! Singular values and vectors.

use super::super::super::args::{Args, Value};
use super::super::super::dtype::DType;
use super::super::super::error::{Error, Kind, Result};
use super::super::super::registry::{LINALG, Op, TENSOR, TORCH, op};
use super::super::super::tape::{self, Saved, record_many};
use super::super::super::tensor::Tensor;
use super::super::arithmetic::{add, div, mul, sub};
use super::super::matmul::matmul;
use super::super::rearrange::diag_embed;
use super::super::view::{narrow, unsqueeze};
use super::bidiagonal;
use super::matrix::{Matrix, Real, assemble, assemble_vectors, batch, by_real, check, element, matrices, mt, sides};
use super::qr::unit;

pub(in super::super) const OPS: &[Op] = &[
    op(LINALG, "svd(Tensor A, bool full_matrices=True, *, str? driver=None)", |a| {
        let (u, s, vh) = svd(a.tensor(0)?, a.boolean(1), true)?;
        Ok(Value::Named("linalg_svd", &["U", "S", "Vh"], vec![u.into(), s.into(), vh.into()]))
    }),
    op(LINALG, "svdvals(Tensor A, *, str? driver=None)", |a| Ok(values(a.tensor(0)?)?.into())),
    op(TORCH | TENSOR, "svd(Tensor input, bool some=True, bool compute_uv=True)", old),
];

fn old(args: &Args) -> Result<Value> {
    let x = args.tensor(0)?;
    if x.rank() < 2 {
        return Err(Error::runtime(format!(
            "linalg.svd: input should have at least 2 dimensions, but has {} dimensions instead",
            x.rank()
        )));
    }
    if !args.boolean(2) {
        return Err(Error::not_implemented("torch.svd(compute_uv=False)"));
    }
    let (u, s, vh) = svd(x, !args.boolean(1), true)?;
    Ok(Value::Named("svd", &["U", "S", "V"], vec![u.into(), s.into(), mt(&vh)?.into()]))
}

/// The singular values alone, in falling order.
pub fn values(x: &Tensor) -> Result<Tensor> {
    // The gradient of their gradient needs the vectors on the tape.
    Ok(svd(x, false, tape::wants(&[x]))?.1)
}

/// `A = U diag(S) Vh`. Without `needs_vectors` the gradient of the values is all there is.
pub fn svd(x: &Tensor, full: bool, needs_vectors: bool) -> Result<(Tensor, Tensor, Tensor)> {
    check(x, "linalg.svd")?;
    fn all<T: Real>(x: &Tensor, full: bool) -> Result<[Tensor; 3]> {
        let ((m, n), batch) = (sides(x), batch(x));
        let k = m.min(n);
        let (mut us, mut vs): (Vec<Matrix<T>>, Vec<Matrix<T>>) = Default::default();
        let mut ss: Vec<Vec<T>> = Vec::new();
        for (i, a) in matrices::<T>(x).into_iter().enumerate() {
            let finite = a.data.iter().all(|v| v.wide().is_finite());
            let (u, s, v) = Some(a).filter(|_| finite).and_then(|a| bidiagonal::svd(a, full)).ok_or_else(|| {
                let why = if finite {
                    format!("is ill-conditioned or has too many repeated singular values (error code: {k}).")
                } else {
                    "contained non-finite values.".to_owned()
                };
                Error::new(
                    Kind::LinAlg,
                    format!(
                        "linalg.svd: {}The algorithm failed to converge because the input matrix {why}",
                        element(&batch, i)
                    ),
                )
            })?;
            us.push(u);
            ss.push(s);
            vs.push(v);
        }
        let (left, right) = if full { (m, n) } else { (k, k) };
        Ok([assemble(us, &batch, m, left)?, assemble_vectors(ss, &batch, k), assemble(vs, &batch, right, n)?])
    }
    let outs = by_real!(x.dtype(), T => all::<T>(x, full))?;
    record_many(&outs, "LinalgSvdBackward0", &[x], |outs| {
        let kept: Vec<Saved> = outs.iter().enumerate().map(|(i, out)| Saved::output_at(out, i)).collect();
        Box::new(move |incoming| {
            let given = |i: usize| incoming.grads.get(i).cloned().flatten().filter(|_| needs_vectors);
            let (u, s, vh) = (kept[0].get(incoming)?, kept[1].get(incoming)?, kept[2].get(incoming)?);
            let k = s.size(-1)?;
            // Only the vectors that belong to values take part.
            let cut_u = |t: &Tensor| narrow(t, -1, 0, k);
            let cut_v = |t: &Tensor| narrow(t, -2, 0, k);
            let back = Back { u: cut_u(&u)?, s, vh: cut_v(&vh)? };
            let grad_u = given(0).map(|g| cut_u(&g)).transpose()?;
            let grad_v = given(2).map(|g| cut_v(&g)).transpose()?;
            Ok(vec![Some(back.run(grad_u, incoming.grad_of(1)?, grad_v)?)])
        })
    });
    let [u, s, vh] = outs;
    Ok((u, s, vh))
}

/// The way back (J. Townsend, "Differentiating the singular value decomposition", 2016).
struct Back {
    u: Tensor,
    s: Tensor,
    vh: Tensor,
}

impl Back {
    fn run(&self, grad_u: Option<Tensor>, grad_s: Tensor, grad_v: Option<Tensor>) -> Result<Tensor> {
        let (u, s, vh) = (&self.u, &self.s, &self.vh);
        let mut inner = diag_embed(&grad_s, 0, -2, -1)?;
        if grad_u.is_none() && grad_v.is_none() {
            return matmul(&matmul(u, &inner)?, vh);
        }
        let squared = mul(s, s)?;
        let one = unit(&inner)?;
        let gaps = add(&sub(&unsqueeze(&squared, -2)?, &unsqueeze(&squared, -1)?)?, &one)?;
        let skew = |t: Tensor| -> Result<Tensor> { div(&sub(&t, &mt(&t)?)?, &gaps) };
        if let Some(g) = &grad_u {
            let turned = skew(matmul(&mt(u)?, g)?)?;
            inner = add(&inner, &mul(&turned, &unsqueeze(s, -2)?)?)?;
        }
        if let Some(g) = &grad_v {
            let turned = skew(matmul(vh, &mt(g)?)?)?;
            inner = add(&inner, &mul(&unsqueeze(s, -1)?, &turned)?)?;
        }
        let (m, n, k) = (u.size(-2)?, vh.size(-1)?, s.size(-1)?);
        let mut left = matmul(u, &inner)?;
        if let Some(g) = grad_u.filter(|_| m > k) {
            let scaled = div(&g, &unsqueeze(s, -2)?)?;
            left = add(&left, &sub(&scaled, &matmul(u, &matmul(&mt(u)?, &scaled)?)?)?)?;
        }
        let mut out = matmul(&left, vh)?;
        if let Some(g) = grad_v.filter(|_| n > k) {
            let scaled = div(&g, &unsqueeze(s, -1)?)?;
            let beside = sub(&scaled, &matmul(&matmul(&scaled, &mt(vh)?)?, vh)?)?;
            out = add(&out, &matmul(u, &beside)?)?;
        }
        Ok(out)
    }
}
