//! `torch.linalg.qr`.

use super::super::super::args::{Args, Value};
use super::super::super::dtype::DType;
use super::super::super::error::{Error, Result};
use super::super::super::registry::{LINALG, Op, TENSOR, TORCH, op};
use super::super::super::shape::Shape;
use super::super::super::tape::{Saved, record_many};
use super::super::super::tensor::Tensor;
use super::super::arithmetic::{add, mul, sub};
use super::super::join::cat;
use super::super::matmul::matmul;
use super::super::view::narrow;
use super::matrix::{Matrix, Real, assemble, batch, by_real, check, matrices, mt, sides};
use super::reflect::{orthogonal, triangularise};
use super::triangular::{lower_part, solve_upper_right};

pub(in super::super) const OPS: &[Op] = &[
    op(LINALG, "qr(Tensor A, str mode='reduced')", |a| {
        let mode = match a.text(1)? {
            "reduced" => Mode::Reduced,
            "complete" => Mode::Complete,
            "r" => Mode::Triangle,
            other => {
                return Err(Error::runtime(format!(
                    "qr received unrecognized mode '{other}' but expected one of 'reduced' (default), 'r', or 'complete'"
                )));
            }
        };
        let (q, r) = qr(a.tensor(0)?, mode)?;
        Ok(Value::Named("linalg_qr", &["Q", "R"], vec![q.into(), r.into()]))
    }),
    op(TORCH | TENSOR, "qr(Tensor input, bool some=True)", removed),
];

fn removed(args: &Args) -> Result<Value> {
    let (given, mode) = if args.boolean(1) { ("True", "reduced") } else { ("False", "complete") };
    Err(Error::runtime(format!(
        "This function was deprecated since version 1.9 and is now removed. `torch.qr` is deprecated in favor of `torch.linalg.qr` and the boolean parameter `some` has been replaced with a string parameter `mode`.\n\nQ, R = torch.qr(A) should be replaced with:\nQ, R = torch.linalg.qr(A, mode='reduced')\n\nand\n\nQ, R = torch.qr(A, some=False) should be replaced with:\nQ, R = torch.linalg.qr(A, mode='complete')\n\nSince `some` was set to {given}, use mode='{mode}'."
    )))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    Reduced,
    Complete,
    Triangle,
}

fn qr(x: &Tensor, mode: Mode) -> Result<(Tensor, Tensor)> {
    check(x, "linalg.qr")?;
    fn all<T: Real>(x: &Tensor, mode: Mode) -> Result<[Tensor; 2]> {
        let ((m, n), batch) = (sides(x), batch(x));
        let k = if mode == Mode::Complete { m } else { m.min(n) };
        let (mut qs, mut rs): (Vec<Matrix<T>>, Vec<Matrix<T>>) = (Vec::new(), Vec::new());
        for a in matrices::<T>(x) {
            let (q, r) = triangularise(a);
            qs.push(orthogonal(&q, m, k));
            rs.push(r.corner(k, n));
        }
        let q = if mode == Mode::Triangle { Tensor::zeros(&[0], x.dtype())? } else { assemble(qs, &batch, m, k)? };
        Ok([q, assemble(rs, &batch, k, n)?])
    }
    let outs = by_real!(x.dtype(), T => all::<T>(x, mode))?;
    let (m, n) = sides(x);
    record_many(&outs, "LinalgQrBackward0", &[x], |outs| {
        let (kept, q, r) = (Saved::new(x), Saved::output_at(&outs[0], 0), Saved::output_at(&outs[1], 1));
        Box::new(move |incoming| {
            if mode == Mode::Triangle {
                return Err(Error::runtime(
                    "The derivative of linalg.qr depends on Q, which is not computed when mode='r'. Please use linalg.qr(A, mode='reduced') if you are going to differentiate through linalg.qr.",
                ));
            }
            if mode == Mode::Complete && m > n {
                return Err(Error::runtime(
                    "The QR decomposition is not differentiable when mode='complete' and nrows > ncols.",
                ));
            }
            let (x, q, r) = (kept.get(incoming)?, q.get(incoming)?, r.get(incoming)?);
            let (grad_q, grad_r) = (incoming.grad_of(0)?, incoming.grad_of(1)?);
            if m >= n {
                return Ok(vec![Some(tall(&q, &r, &grad_q, &grad_r)?)]);
            }
            // The first columns decide Q; the others are only multiplied by it.
            let (first, rest) = (narrow(&r, -1, 0, m)?, narrow(&grad_r, -1, m, n - m)?);
            let grad_q = add(&grad_q, &matmul(&narrow(&x, -1, m, n - m)?, &mt(&rest)?)?)?;
            let left = tall(&q, &first, &grad_q, &narrow(&grad_r, -1, 0, m)?)?;
            Ok(vec![Some(cat(&[left, matmul(&q, &rest)?], -1)?)])
        })
    });
    let [q, r] = outs;
    Ok((q, r))
}

/// `[gQ + Q sym(gR R^T - Q^T gQ)] R^-T`, where `sym` puts the lower triangle over the upper one (C. Roberts, "QR and LQ
/// decomposition matrix backpropagation algorithms", 2020).
fn tall(q: &Tensor, r: &Tensor, grad_q: &Tensor, grad_r: &Tensor) -> Result<Tensor> {
    let inner = sub(&matmul(r, &mt(grad_r)?)?, &matmul(&mt(grad_q)?, q)?)?;
    let below = lower_part(&inner, -1)?;
    let diagonal = mul(&inner, &unit(&inner)?)?;
    let whole = add(&add(&below, &mt(&below)?)?, &diagonal)?;
    solve_upper_right(r, &add(grad_q, &matmul(q, &whole)?)?)
}

/// The identity, as large as the matrices of `x`.
pub fn unit(x: &Tensor) -> Result<Tensor> {
    let n = sides(x).0;
    let shape = Shape::from_slice(&[n, n]);
    let mut values = vec![0.0; n * n];
    values.iter_mut().step_by(n + 1).for_each(|v| *v = 1.0);
    Tensor::from_f64s(values, &shape, x.dtype())
}
