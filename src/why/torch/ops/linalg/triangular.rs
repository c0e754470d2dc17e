//! Triangular systems.

use super::super::super::args::{Args, Value};
use super::super::super::dtype::DType;
use super::super::super::error::{Error, Result};
use super::super::super::registry::{LINALG, Op, op};
use super::super::super::shape::{self, Shape};
use super::super::super::tape::{Saved, record};
use super::super::super::tensor::Tensor;
use super::super::arithmetic::neg;
use super::super::matmul::matmul;
use super::super::rearrange::triangle;
use super::super::reduce::sum_to;
use super::super::view::expand;
use super::matrix::{Matrix, Real, assemble, batch, by_real, check, check_square, matrices, mt, sides};

pub(in super::super) const OPS: &[Op] = &[op(
    LINALG,
    "solve_triangular(Tensor A, Tensor B, *, bool upper, bool left=True, bool unitriangular=False)",
    solve_triangular,
)];

fn solve_triangular(args: &Args) -> Result<Value> {
    let (a, b) = (args.tensor(0)?, args.tensor(1)?);
    let (upper, left, unit) = (args.boolean(2), args.boolean(3), args.boolean(4));
    let name = "linalg.solve_triangular";
    check_square(a, name)?;
    if b.rank() < 2 {
        return Err(Error::runtime(format!("{name}: The input tensor B must have at least 2 dimensions.")));
    }
    check(b, name)?;
    if a.dtype() != b.dtype() {
        return Err(Error::runtime(format!(
            "{name}: Expected A and B to have the same dtype, but found A of type {} and B of type {} instead",
            a.dtype().scalar_name(),
            b.dtype().scalar_name()
        )));
    }
    let (n, side) = (sides(a).0, sides(b));
    if (if left { side.0 } else { side.1 }) != n {
        return Err(Error::runtime(format!(
            "{name}: Incompatible shapes of A and B for the equation {} = B ({n}x{n} and {}x{})",
            if left { "AX" } else { "XA" },
            side.0,
            side.1
        )));
    }
    Ok(if left { solve(a, b, upper, unit)? } else { mt(&solve(&mt(a)?, &mt(b)?, !upper, unit)?)? }.into())
}

/// One triangular system, for each column of `b`.
pub fn substitute<T: Real>(a: &Matrix<T>, b: &Matrix<T>, upper: bool, unit: bool) -> Matrix<T> {
    let (n, mut x) = (a.rows, b.clone());
    for step in 0..n {
        let i = if upper { n - 1 - step } else { step };
        for j in 0..x.columns {
            let known = if upper { i + 1..n } else { 0..i };
            let rest = known.fold(x[(i, j)], |rest, k| rest - a[(i, k)] * x[(k, j)]);
            x[(i, j)] = if unit { rest } else { rest / a[(i, i)] };
        }
    }
    x
}

/// The solution of `A x = b` where only one triangle of A counts.
pub fn solve(a: &Tensor, b: &Tensor, upper: bool, unit: bool) -> Result<Tensor> {
    fn all<T: Real>(a: &Tensor, b: &Tensor, upper: bool, unit: bool) -> Result<Tensor> {
        let pairs = matrices::<T>(a).into_iter().zip(matrices::<T>(b));
        let (rows, columns) = sides(b);
        assemble(pairs.map(|(a, b)| substitute(&a, &b, upper, unit)).collect(), &batch(b), rows, columns)
    }
    let both = shape::broadcast(&batch(a), &batch(b))?;
    let wide = |t: &Tensor| {
        let (rows, columns) = sides(t);
        let mut shape: Shape = both.clone();
        shape.extend([rows, columns]);
        expand(&t.detach(), &shape)
    };
    let (wide_a, wide_b) = (wide(a)?, wide(b)?);
    let out = by_real!(a.dtype(), T => all::<T>(&wide_a, &wide_b, upper, unit))?;
    let (sa, sb) = (a.shape(), b.shape());
    Ok(record(out, "LinalgSolveTriangularBackward0", &[a, b], |out| {
        let (kept, result) = (Saved::new(a), Saved::output(out));
        Box::new(move |incoming| {
            let (a, x) = (kept.get(incoming)?, result.get(incoming)?);
            let back = solve(&mt(&a)?, &incoming.grad()?, !upper, unit)?;
            let first = incoming
                .needs(0)
                .then(|| {
                    let whole = neg(&matmul(&back, &mt(&x)?)?)?;
                    let away = i64::from(unit);
                    sum_to(&triangle(&whole, if upper { away } else { -away }, !upper)?, &sa)
                })
                .transpose()?;
            let second = incoming.needs(1).then(|| sum_to(&back, &sb)).transpose()?;
            Ok(vec![first, second])
        })
    }))
}

/// What lies on and below a diagonal of each matrix.
pub fn lower_part(x: &Tensor, offset: i64) -> Result<Tensor> {
    triangle(x, offset, true)
}

/// `x R^-T` for an upper triangular R.
pub fn solve_upper_right(r: &Tensor, x: &Tensor) -> Result<Tensor> {
    mt(&solve(r, &mt(x)?, true, false)?)
}
