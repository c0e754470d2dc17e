//! Eigenvalues and eigenvectors of symmetric matrices. Others have complex ones: `complex::eigen`.

use super::super::super::args::Value;
use super::super::super::dtype::DType;
use super::super::super::error::{Error, Kind, Result};
use super::super::super::registry::{LINALG, Op, op};
use super::super::super::tape::{Saved, record_many};
use super::super::super::tensor::Tensor;
use super::super::arithmetic::{add, div, mul, sub};
use super::super::matmul::matmul;
use super::super::rearrange::diag_embed;
use super::super::view::unsqueeze;
use super::matrix::{
    Matrix, Real, assemble, assemble_vectors, batch, by_real, check_square, element, matrices, mt, sides,
};
use super::qr::unit;
use super::tridiagonal::eigen;

pub(in super::super) const OPS: &[Op] = &[
    op(LINALG, "eigh(Tensor A, str UPLO='L')", |a| {
        let (values, vectors) = eigh(a.tensor(0)?, a.text(1)?, "linalg.eigh", true)?;
        Ok(Value::Named("linalg_eigh", &["eigenvalues", "eigenvectors"], vec![values.into(), vectors.into()]))
    }),
    op(LINALG, "eigvalsh(Tensor A, str UPLO='L')", |a| {
        Ok(eigh(a.tensor(0)?, a.text(1)?, "linalg.eigh", false)?.0.into())
    }),
];

/// Eigenvalues in rising order, and the vectors as columns. Without `needs_vectors` the gradient of the values is all there is.
pub fn eigh(x: &Tensor, side: &str, name: &str, needs_vectors: bool) -> Result<(Tensor, Tensor)> {
    check_square(x, name)?;
    let lower = match side {
        "L" | "l" => true,
        "U" | "u" => false,
        other => return Err(Error::runtime(format!("Expected UPLO argument to be 'L' or 'U', but got {other}"))),
    };
    fn all<T: Real>(x: &Tensor, lower: bool, name: &str) -> Result<[Tensor; 2]> {
        let (n, batch) = (sides(x).0, batch(x));
        let (mut values, mut vectors): (Vec<Vec<T>>, Vec<Matrix<T>>) = (Vec::new(), Vec::new());
        for (i, a) in matrices::<T>(x).into_iter().enumerate() {
            let (d, z) = eigen(a, lower).ok_or_else(|| {
                Error::new(
                    Kind::LinAlg,
                    format!(
                        "{name}: {}The algorithm failed to converge because the input matrix is ill-conditioned or has too many repeated eigenvalues (error code: {n}).",
                        element(&batch, i)
                    ),
                )
            })?;
            values.push(d);
            vectors.push(z);
        }
        Ok([assemble_vectors(values, &batch, n), assemble(vectors, &batch, n, n)?])
    }
    let outs = by_real!(x.dtype(), T => all::<T>(x, lower, name))?;
    record_many(&outs, "LinalgEighBackward0", &[x], |outs| {
        let (values, vectors) = (Saved::output_at(&outs[0], 0), Saved::output_at(&outs[1], 1));
        Box::new(move |incoming| {
            let (l, v) = (values.get(incoming)?, vectors.get(incoming)?);
            let mut inner = diag_embed(&incoming.grad_of(0)?, 0, -2, -1)?;
            if needs_vectors && incoming.grads.get(1).is_some_and(Option::is_some) {
                // The part of V^T gV that turns vectors into each other, by how far their values are apart.
                let gaps = sub(&unsqueeze(&l, -2)?, &unsqueeze(&l, -1)?)?;
                let turned = matmul(&mt(&v)?, &incoming.grad_of(1)?)?;
                let one = unit(&turned)?;
                let other = sub(&one.ones_like()?, &one)?;
                let mixed = div(&mul(&turned, &other)?, &add(&gaps, &one)?)?;
                inner = add(&inner, &mixed)?;
            }
            Ok(vec![Some(matmul(&matmul(&v, &inner)?, &mt(&v)?)?)])
        })
    });
    let [values, vectors] = outs;
    Ok((values, vectors))
}
