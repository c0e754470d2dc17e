//! Inverses, determinants and solutions of systems of complex matrices, by LU with partial pivoting. The gradients are those of
//! real matrices with adjoints for transposes.

use super::super::super::args::{Args, Value};
use super::super::super::error::{Error, Kind, Result};
use super::super::super::registry::Op;
use super::super::super::shape::{self, Shape};
use super::super::super::tape::{Saved, record, record_many};
use super::super::super::tensor::Tensor;
use super::super::arithmetic::{add, mul, neg};
use super::super::layout::titled;
use super::super::linalg::matrix::{batch, element, sides};
use super::super::reduce::sum_to;
use super::super::view::{expand, squeeze, transpose, unsqueeze};
use super::access::{adjoint, conj};
use super::dense::{Lu, ZERO, assembled, factor, identity, matrices};
use super::everywhere;
use super::functions::log;
use super::make::{C, made};
use super::matrix::matmul;

const INFO: &[&str] = &["inverse", "info"];
const SLOGDET: &[&str] = &["sign", "logabsdet"];

pub const OWN: &[Op] = &[
    everywhere("inv(Tensor A)", |a| Ok(inverse(a.tensor(0)?)?.into())),
    everywhere("inverse(Tensor input)", |a| Ok(inverse(a.tensor(0)?)?.into())),
    everywhere("inv_ex(Tensor A, *, bool check_errors=False)", |a| {
        let x = a.tensor(0)?;
        square(x, "linalg.inv")?;
        let (out, info) = inverted(x)?;
        if a.boolean(1) && info.iter().any(|&i| i != 0) {
            return Err(singular(x, &info));
        }
        let info = Tensor::from_vec(info.iter().map(|&i| i as i32).collect(), &batch(x));
        Ok(Value::Named("linalg_inv_ex", INFO, vec![out.into(), info.into()]))
    }),
    everywhere("det(Tensor A)", |a| Ok(det(a.tensor(0)?)?.into())),
    everywhere("slogdet(Tensor A)", |a| {
        let (sign, size) = slogdet(a.tensor(0)?)?;
        Ok(Value::Named("linalg_slogdet", SLOGDET, vec![sign.into(), size.into()]))
    }),
    everywhere("logdet(Tensor input)", |a| {
        let (sign, size) = slogdet(a.tensor(0)?)?;
        Ok(titled(add(&log(&sign)?, &size)?, "AddBackward0").into())
    }),
    everywhere("solve(Tensor A, Tensor B, *, bool left=True)", |a| {
        Ok(solve(a.tensor(0)?, a.tensor(1)?, a.boolean(2), true)?.0.into())
    }),
    everywhere("solve_ex(Tensor A, Tensor B, *, bool left=True, bool check_errors=False)", |a| {
        let (x, info) = solve(a.tensor(0)?, a.tensor(1)?, a.boolean(2), a.boolean(3))?;
        let info = Tensor::from_vec(info.iter().map(|&i| i as i32).collect(), &batch(a.tensor(0)?));
        Ok(Value::Named("linalg_solve_ex", &["result", "info"], vec![x.into(), info.into()]))
    }),
    everywhere(
        "solve_triangular(Tensor A, Tensor B, *, bool upper, bool left=True, bool unitriangular=False)",
        triangular,
    ),
];

/// Fails if these are not square matrices of numbers.
pub fn square(x: &Tensor, name: &str) -> Result<()> {
    if x.rank() < 2 {
        return Err(Error::runtime(format!("{name}: The input tensor A must have at least 2 dimensions.")));
    }
    let (rows, columns) = sides(x);
    if rows != columns {
        return Err(Error::runtime(format!(
            "{name}: A must be batches of square matrices, but they are {rows} by {columns} matrices"
        )));
    }
    Ok(())
}

fn singular(x: &Tensor, info: &[usize]) -> Error {
    let at = info.iter().position(|&i| i != 0).unwrap_or(0);
    Error::new(
        Kind::LinAlg,
        format!(
            "linalg.inv: {}The diagonal element {} is zero, the inversion could not be completed because the input matrix is singular.",
            element(&batch(x), at),
            info.get(at).copied().unwrap_or(0)
        ),
    )
}

fn inverted(x: &Tensor) -> Result<(Tensor, Vec<usize>)> {
    let n = sides(x).0;
    let factored: Vec<Lu> = matrices(x).into_iter().map(factor).collect();
    let info = factored.iter().map(|f| f.singular).collect();
    let out = assembled(factored.iter().map(|f| f.solve(&identity(n, n))).collect(), x, n, n)?;
    let out = record(out, "LinalgInvExBackward0", &[x], |out| {
        let kept = Saved::output(out);
        Box::new(move |incoming| {
            let back = adjoint(&kept.get(incoming)?)?;
            Ok(vec![Some(neg(&matmul(&matmul(&back, &incoming.grad()?)?, &back)?)?)])
        })
    });
    Ok((out, info))
}

/// The inverse of each matrix, on the tape.
pub fn inverse(x: &Tensor) -> Result<Tensor> {
    square(x, "linalg.inv")?;
    let (out, info) = inverted(x)?;
    if info.iter().any(|&i| i != 0) { Err(singular(x, &info)) } else { Ok(out) }
}

fn each(x: &Tensor, f: impl Fn(&Lu) -> C) -> Result<Tensor> {
    made(matrices(x).into_iter().map(|m| f(&factor(m))), &batch(x), x.dtype())
}

/// A number for each matrix as a factor of it.
fn factors(x: &Tensor) -> Result<Tensor> {
    unsqueeze(&unsqueeze(x, -1)?, -1)
}

fn det(x: &Tensor) -> Result<Tensor> {
    square(x, "linalg.det")?;
    let out = each(x, Lu::determinant)?;
    Ok(record(out, "LinalgDetBackward0", &[x], |out| {
        let (kept, result) = (Saved::new(x), Saved::output(out));
        Box::new(move |incoming| {
            let (x, det) = (kept.get(incoming)?, result.get(incoming)?);
            if det.to_bool_vec().contains(&false) {
                return Err(Error::not_implemented("the gradient of torch.linalg.det of singular complex matrices"));
            }
            let scale = factors(&mul(&incoming.grad()?, &conj(&det)?)?)?;
            Ok(vec![Some(mul(&adjoint(&inverse(&x)?)?, &scale)?)])
        })
    }))
}

fn slogdet(x: &Tensor) -> Result<(Tensor, Tensor)> {
    square(x, "linalg.slogdet")?;
    let whole = |f: &Lu| {
        let odd = f.pivots.iter().enumerate().filter(|(k, p)| k != *p).count() % 2 == 1;
        let start = (C::new(if odd { -1.0 } else { 1.0 }, 0.0), 0.0);
        (0..f.both.rows)
            .map(|i| f.both[(i, i)])
            .fold(start, |(sign, size), z| (if z == ZERO { ZERO } else { sign * z / z.norm() }, size + z.norm().ln()))
    };
    let found: Vec<(C, f64)> = matrices(x).into_iter().map(|m| whole(&factor(m))).collect();
    let sign = made(found.iter().map(|f| f.0), &batch(x), x.dtype())?;
    let size = Tensor::from_f64s(found.iter().map(|f| f.1).collect(), &batch(x), x.dtype().part())?;
    let outs = [sign, size];
    record_many(&outs, "LinalgSlogdetBackward0", &[x], |outs| {
        let (kept, sign) = (Saved::new(x), Saved::output(&outs[0]));
        Box::new(move |incoming| {
            let back = adjoint(&inverse(&kept.get(incoming)?)?)?;
            let mut scale = super::super::convert::to_dtype(&incoming.grad_of(1)?, back.dtype())?;
            if let Some(Some(grad)) = incoming.grads.first() {
                // What turns the sign: i Im(conj(s) g), whose conjugate is the factor.
                let turn = mul(&conj(&sign.get(incoming)?)?, grad)?;
                let turn = super::make::placed(&super::access::imag(&turn)?, 1)?;
                scale = add(&scale, &turn)?;
            }
            Ok(vec![Some(mul(&back, &factors(&scale)?)?)])
        })
    });
    let [sign, size] = outs;
    Ok((sign, size))
}

fn wide(t: &Tensor, both: &[usize]) -> Result<Tensor> {
    let mut shape = Shape::from_slice(both);
    let (rows, columns) = sides(t);
    shape.extend([rows, columns]);
    expand(t, &shape)
}

/// `A x = b` (or `x A = b`), and the first zero pivot of each matrix.
pub fn solve(a: &Tensor, b: &Tensor, left: bool, strict: bool) -> Result<(Tensor, Vec<usize>)> {
    square(a, "linalg.solve")?;
    if a.dtype() != b.dtype() {
        return Err(Error::runtime(format!(
            "linalg.solve: Expected A and B to have the same dtype, but found A of type {} and B of type {} instead",
            a.dtype().scalar_name(),
            b.dtype().scalar_name()
        )));
    }
    let (sa, sb) = (a.shape(), b.shape());
    let vector = sb.len() == 1 || (sa.len() == sb.len() + 1 && sb[..] == sa[..sa.len() - 1]);
    let columns = if vector { unsqueeze(b, -1)? } else { b.clone() };
    let (n, side) = (sides(a).0, sides(&columns));
    if (if left { side.0 } else { side.1 }) != n {
        return Err(Error::runtime(format!(
            "linalg.solve: Incompatible shapes of A and B for the equation {} = B ({n}x{n} and {}x{})",
            if left { "AX" } else { "XA" },
            side.0,
            side.1
        )));
    }
    if !left {
        let (x, info) = solve(&transpose(a, -2, -1)?, &transpose(&columns, -2, -1)?, true, strict)?;
        return Ok((transpose(&x, -2, -1)?, info));
    }
    let both = shape::broadcast(&batch(a), &batch(&columns))?;
    let (wide_a, wide_b) = (wide(&a.detach(), &both)?, wide(&columns.detach(), &both)?);
    let factored: Vec<Lu> = matrices(&wide_a).into_iter().map(factor).collect();
    let info: Vec<usize> = factored.iter().map(|f| f.singular).collect();
    if let Some(at) = info.iter().position(|&i| i != 0).filter(|_| strict) {
        let place = element(&batch(a), at);
        return Err(Error::new(
            Kind::LinAlg,
            format!("torch.linalg.solve: {place}The solver failed because the input matrix is singular."),
        ));
    }
    let found = factored.iter().zip(matrices(&wide_b)).map(|(f, b)| f.solve(&b)).collect();
    let out = assembled(found, &wide_b, side.0, side.1)?;
    let out = if vector { squeeze(&out, Some(&[-1]))?.detach() } else { out };
    let out = record(out, "LinalgSolveExBackward0", &[a, b], |out| {
        let (kept, result) = (Saved::new(a), Saved::output(out));
        Box::new(move |incoming| {
            let open = |t: Tensor| if vector { unsqueeze(&t, -1) } else { Ok(t) };
            let (a, x, grad) = (kept.get(incoming)?, open(result.get(incoming)?)?, open(incoming.grad()?)?);
            let back = solve(&adjoint(&a)?, &grad, true, false)?.0;
            let first = incoming.needs(0).then(|| sum_to(&neg(&matmul(&back, &adjoint(&x)?)?)?, &sa)).transpose()?;
            let closed = if vector { squeeze(&back, Some(&[-1]))? } else { back };
            let second = incoming.needs(1).then(|| sum_to(&closed, &sb)).transpose()?;
            Ok(vec![first, second])
        })
    });
    Ok((out, info))
}

/// By the same elimination, of a matrix whose other triangle is made zero.
fn triangular(args: &Args) -> Result<Value> {
    let (a, b, upper) = (args.tensor(0)?, args.tensor(1)?, args.boolean(2));
    square(a, "linalg.solve_triangular")?;
    if args.boolean(4) {
        return Err(Error::not_implemented("torch.linalg.solve_triangular(unitriangular=True) of complex numbers"));
    }
    let kept = super::super::rearrange::triangle(a, 0, !upper)?;
    let out = solve(&kept, b, args.boolean(3), false)?.0;
    Ok(titled(out, "LinalgSolveTriangularBackward0").into())
}
