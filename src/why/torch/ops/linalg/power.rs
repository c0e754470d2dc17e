//! Powers and the exponential of matrices.

use super::super::super::dtype::DType;
use super::super::super::error::Result;
use super::super::super::registry::{LINALG, Op, TENSOR, TORCH, op};
use super::super::super::tape::{Saved, record};
use super::super::super::tensor::Tensor;
use super::super::create::erased;
use super::super::join::cat;
use super::super::matmul::matmul;
use super::super::view::{clone, expand, narrow};
use super::lu::factor;
use super::matrix::{Matrix, Real, assemble, batch, by_real, check_square, matrices, mt, sides};
use super::qr::unit;
use super::solve::inverse;

pub(in super::super) const OPS: &[Op] = &[
    op(LINALG, "matrix_power(Tensor A, int n)", |a| Ok(matrix_power(a.tensor(0)?, a.int(1)?)?.into())),
    op(TORCH | TENSOR, "matrix_power(Tensor input, int n)", |a| Ok(matrix_power(a.tensor(0)?, a.int(1)?)?.into())),
    op(LINALG, "matrix_exp(Tensor A)", |a| Ok(matrix_exp(a.tensor(0)?)?.into())),
    op(TORCH | TENSOR, "matrix_exp(Tensor input)", |a| Ok(matrix_exp(a.tensor(0)?)?.into())),
];

fn matrix_power(x: &Tensor, n: i64) -> Result<Tensor> {
    if x.rank() < 2 || sides(x).0 != sides(x).1 {
        check_square(x, "linalg.matrix_power")?;
    }
    let base = if n < 0 { inverse(x)? } else { x.clone() };
    let mut rest = n.unsigned_abs();
    match rest {
        0 => return Ok(erased(x, expand(&unit(x)?, &x.shape())?.copy()?, "CopyBackwards")),
        1 if n < 0 => return Ok(base),
        1 => return clone(x),
        3 => return matmul(&matmul(&base, &base)?, &base),
        _ => {}
    }
    // By squares.
    let (mut square, mut out): (Tensor, Option<Tensor>) = (base, None);
    loop {
        if rest % 2 == 1 {
            out = Some(match out {
                Some(out) => matmul(&out, &square)?,
                None => square.clone(),
            });
        }
        rest /= 2;
        if rest == 0 {
            return Ok(out.unwrap_or(square));
        }
        square = matmul(&square, &square)?;
    }
}

/// e^A by the Padé approximation of order 13 with scaling and squaring (N. Higham, "The scaling and squaring method for the
/// matrix exponential revisited", 2005).
fn exponential(a: Matrix<f64>) -> Matrix<f64> {
    const B: [f64; 14] = [
        64_764_752_532_480_000.0,
        32_382_376_266_240_000.0,
        7_771_770_303_897_600.0,
        1_187_353_796_428_800.0,
        129_060_195_264_000.0,
        10_559_470_521_600.0,
        670_442_572_800.0,
        33_522_128_640.0,
        1_323_241_920.0,
        40_840_800.0,
        960_960.0,
        16_380.0,
        182.0,
        1.0,
    ];
    let n = a.rows;
    let norm = (0..n).map(|j| (0..n).map(|i| a[(i, j)].abs()).sum::<f64>()).fold(0.0, f64::max);
    if !norm.is_finite() || a.data.iter().any(|v| v.is_nan()) {
        return Matrix { rows: n, columns: n, data: vec![f64::NAN; n * n] };
    }
    let halvings = if norm > 5.37 { (norm / 5.37).log2().ceil() as i32 } else { 0 };
    let scale = 0.5f64.powi(halvings);
    let a = Matrix { data: a.data.iter().map(|v| v * scale).collect(), ..a };
    let sum = |terms: &[(f64, &Matrix<f64>)]| {
        let mut out = Matrix::zeros(n, n);
        for (factor, m) in terms {
            out.data.iter_mut().zip(&m.data).for_each(|(o, v)| *o += factor * v);
        }
        out
    };
    let one = Matrix::identity(n);
    let a2 = a.times(&a);
    let a4 = a2.times(&a2);
    let a6 = a4.times(&a2);
    let high = a6.times(&sum(&[(B[13], &a6), (B[11], &a4), (B[9], &a2)]));
    let u = a.times(&sum(&[(1.0, &high), (B[7], &a6), (B[5], &a4), (B[3], &a2), (B[1], &one)]));
    let high = a6.times(&sum(&[(B[12], &a6), (B[10], &a4), (B[8], &a2)]));
    let v = sum(&[(1.0, &high), (B[6], &a6), (B[4], &a4), (B[2], &a2), (B[0], &one)]);
    let mut out = factor(sum(&[(1.0, &v), (-1.0, &u)])).solve(&sum(&[(1.0, &v), (1.0, &u)]));
    for _ in 0..halvings {
        out = out.times(&out);
    }
    out
}

fn matrix_exp(x: &Tensor) -> Result<Tensor> {
    check_square(x, "linalg.matrix_exp")?;
    fn all<T: Real>(x: &Tensor) -> Result<Tensor> {
        let n = sides(x).0;
        let narrowed = |m: Matrix<f64>| Matrix { rows: n, columns: n, data: m.data.into_iter().map(T::of).collect() };
        assemble(
            matrices::<f64>(x).into_iter().map(|m| narrowed(exponential(m))).collect::<Vec<Matrix<T>>>(),
            &batch(x),
            n,
            n,
        )
    }
    let out = by_real!(x.dtype(), T => all::<T>(x))?;
    Ok(record(out, "LinalgMatrixExpBackward0", &[x], |_| {
        let kept = Saved::new(x);
        Box::new(move |incoming| {
            // The derivative stands in the corner of the exponential of [[A^T, G], [0, A^T]].
            let (back, grad) = (mt(&kept.get(incoming)?)?, incoming.grad()?);
            let n = sides(&back).0;
            let above = cat(&[back.clone(), grad.clone()], -1)?;
            let below = cat(&[grad.zeros_like()?, back], -1)?;
            let whole = matrix_exp(&cat(&[above, below], -2)?)?;
            Ok(vec![Some(narrow(&narrow(&whole, -2, 0, n)?, -1, n, n)?)])
        })
    }))
}
