//! Pseudo-inverses, least squares, ranks and condition numbers: what singular values tell.

use super::super::super::args::{Args, Value};
use super::super::super::dtype::DType;
use super::super::super::error::{Error, Kind, Result};
use super::super::super::registry::{LINALG, Op, TENSOR, TORCH, op};
use super::super::super::tape::{Saved, no_grad, record};
use super::super::super::tensor::Tensor;
use super::super::arithmetic::{add, div, mul, neg, sub};
use super::super::layout::titled;
use super::super::matmul::matmul;
use super::super::reduce::sum_dims;
use super::super::select::masked;
use super::super::view::{narrow, select, squeeze, unsqueeze};
use super::eigh::eigh;
use super::matrix::{check, check_square, eps, mt, sides};
use super::norms::{Order, matrix_norm};
use super::solve::inverse;
use super::svd::{svd, values};

pub(in super::super) const OPS: &[Op] = &[
    op(
        LINALG,
        "pinv(Tensor A, Operand? rcond=None, bool hermitian=False, *, Operand? atol=None, Operand? rtol=None)",
        |a| {
            let x = a.tensor(0)?;
            check(x, "linalg.pinv")?;
            let relative = if a.is_none(1) { 4 } else { 1 };
            Ok(pinv(x, tolerance(a, 3)?, tolerance(a, relative)?, a.boolean(2))?.into())
        },
    ),
    op(TORCH | TENSOR, "pinverse(Tensor input, float rcond=1e-15)", |a| {
        let x = a.tensor(0)?;
        if x.rank() < 2 || !x.dtype().is_floating() {
            return Err(Error::runtime(format!(
                "linalg.pinv({}{{{}}}): expected a tensor with 2 or more dimensions of float, double, cfloat or cdouble types",
                x.dtype().scalar_name(),
                super::super::super::shape::text(&x.shape())
            )));
        }
        Ok(pinv(x, None, Some(a.float(1)?), false)?.into())
    }),
    op(
        LINALG,
        "matrix_rank(Tensor A, Operand? tol=None, bool hermitian=False, *, Operand? atol=None, Operand? rtol=None)",
        |a| {
            let x = a.tensor(0)?;
            check(x, "linalg.matrix_rank")?;
            let (absolute, relative) =
                if a.is_none(1) { (tolerance(a, 3)?, tolerance(a, 4)?) } else { (tolerance(a, 1)?, Some(0.0)) };
            Ok(matrix_rank(x, absolute, relative, a.boolean(2))?.into())
        },
    ),
    op(LINALG, "cond(Tensor A, any p=None)", cond),
    op(LINALG, "lstsq(Tensor A, Tensor B, *, float? rcond=None, str? driver=None)", lstsq),
];

fn tolerance(args: &Args, i: usize) -> Result<Option<f64>> {
    match args.value(i) {
        Value::None => Ok(None),
        Value::Tensor(t) => Ok(Some(t.item()?)),
        other => Ok(other.number()),
    }
}

/// Half a unit in the last place of one, twice: what tolerances are counted in.
fn precision(dtype: DType) -> f64 {
    2.0 * if dtype == DType::Float64 { eps::<f64>() } else { f64::from(eps::<f32>()) }
}

/// Which singular values count as other than zero: those above both tolerances.
fn limit(absolute: Option<f64>, relative: Option<f64>, x: &Tensor, largest: f64) -> f64 {
    let (m, n) = sides(x);
    let usual = if absolute.is_some_and(|a| a > 0.0) { 0.0 } else { m.max(n) as f64 * precision(x.dtype()) };
    let relative = relative.unwrap_or(usual) * largest;
    let relative = if x.dtype() == DType::Float32 { f64::from(relative as f32) } else { relative };
    absolute.unwrap_or(0.0).max(relative)
}

/// For each row of values, a mask of those that count.
fn counted(values: &Tensor, absolute: Option<f64>, relative: Option<f64>, x: &Tensor) -> Result<Tensor> {
    let k = values.size(-1)?.max(1);
    let all = values.to_f64_vec();
    let mask = all.chunks(k).flat_map(|row| {
        let largest = row.iter().fold(0.0f64, |a, v| a.max(v.abs()));
        let least = limit(absolute, relative, x, largest);
        row.iter().map(move |v| v.abs() > least)
    });
    Ok(Tensor::from_bools(mask, &values.shape()))
}

/// The pseudo-inverse: singular values that do not count are left out.
fn pinv(x: &Tensor, absolute: Option<f64>, relative: Option<f64>, symmetric: bool) -> Result<Tensor> {
    if symmetric {
        check_square(x, "linalg.pinv")?;
    }
    let (m, n) = sides(x);
    let out = no_grad(|| {
        let plain = x.detach();
        if m.min(n) == 0 {
            let mut shape = x.shape();
            let rank = shape.len();
            shape.swap(rank - 1, rank - 2);
            return Tensor::zeros(&shape, x.dtype());
        }
        let (left, s, right) = if symmetric {
            let (values, vectors) = eigh(&plain, "L", "linalg.eigh", true)?;
            (vectors.clone(), values, mt(&vectors)?)
        } else {
            svd(&plain, false, true)?
        };
        let dropped = counted(&s, absolute, relative, x)?;
        let dropped = Tensor::from_bools(dropped.to_bool_vec().into_iter().map(|b| !b), &s.shape());
        let inverse = masked(&div(&s.ones_like()?, &s)?, &dropped, 0.0)?;
        matmul(&mul(&mt(&right)?, &unsqueeze(&inverse, -2)?)?, &mt(&left)?)
    })?;
    Ok(record(out, "LinalgPinvBackward0", &[x], |out| {
        let (kept, result) = (Saved::new(x), Saved::output(out));
        Box::new(move |incoming| {
            let (a, p) = (kept.get(incoming)?, result.get(incoming)?);
            Ok(vec![Some(pinv_back(&a, &p, &incoming.grad()?)?)])
        })
    }))
}

/// G. Golub and V. Pereyra, "The differentiation of pseudo-inverses and nonlinear least squares problems", 1973.
fn pinv_back(a: &Tensor, p: &Tensor, grad: &Tensor) -> Result<Tensor> {
    let (back, pt) = (mt(grad)?, mt(p)?);
    let (m, n) = sides(a);
    if m <= n {
        let k = matmul(&back, p)?;
        let kp = matmul(&k, &pt)?;
        let first = neg(&mt(&matmul(p, &k)?)?)?;
        let second = sub(&kp, &matmul(&matmul(a, p)?, &kp)?)?;
        let third = matmul(&matmul(&pt, p)?, &sub(&back, &matmul(&k, a)?)?)?;
        return add(&add(&first, &second)?, &third);
    }
    let k = matmul(p, &back)?;
    let pk = matmul(&pt, &k)?;
    let first = neg(&mt(&matmul(&k, p)?)?)?;
    let second = matmul(&matmul(&sub(&back, &matmul(a, &k)?)?, p)?, &pt)?;
    let third = sub(&pk, &matmul(&matmul(&pk, p)?, a)?)?;
    add(&add(&first, &second)?, &third)
}

fn matrix_rank(x: &Tensor, absolute: Option<f64>, relative: Option<f64>, symmetric: bool) -> Result<Tensor> {
    let plain = x.detach();
    let found = if symmetric { eigh(&plain, "L", "linalg.eigh", false)?.0 } else { values(&plain)? };
    if found.numel() == 0 {
        return Tensor::zeros(&super::matrix::batch(x), DType::Int64);
    }
    sum_dims(&counted(&found, absolute, relative, x)?.cast(DType::Int64)?, &[-1], false)
}

fn cond(args: &Args) -> Result<Value> {
    let x = args.tensor(0)?;
    check(x, "linalg.cond")?;
    let order = if args.is_none(1) { Order::Number(2.0) } else { Order::read(args.value(1))? };
    let known = match &order {
        Order::Number(p) => [1.0, 2.0, f64::INFINITY].contains(&p.abs()),
        Order::Other(_) => false,
        _ => true,
    };
    if !known {
        let shown = match &order {
            Order::Number(p) => format!("{p}"),
            Order::Other(what) => what.clone(),
            _ => String::new(),
        };
        return Err(Error::value(format!("linalg.cond got an invalid norm type: {shown}")));
    }
    if x.numel() == 0 {
        return Ok(Tensor::zeros(&super::matrix::batch(x), x.dtype())?.into());
    }
    if let Order::Number(p @ (2.0 | -2.0)) = order {
        let s = values(x)?;
        let k = s.size(-1)?;
        let (first, last) = (narrow(&s, -1, 0, 1)?, narrow(&s, -1, k - 1, 1)?);
        let ratio = if p > 0.0 { div(&first, &last)? } else { div(&last, &first)? };
        return Ok(squeeze(&ratio, Some(&[-1]))?.into());
    }
    let shown = match &order {
        Order::Frobenius => "fro".to_owned(),
        Order::Nuclear => "nuc".to_owned(),
        Order::Number(p) => format!("{p}"),
        Order::Other(what) => what.clone(),
    };
    check_square(x, &format!("linalg.cond(ord={shown})"))?;
    let inverted = match inverse(x) {
        Ok(inverted) => inverted,
        // A matrix without an inverse is infinitely badly conditioned.
        Err(error) if error.kind == Kind::LinAlg && x.rank() == 2 => {
            return Ok(Tensor::scalar(f64::INFINITY, x.dtype())?.into());
        }
        Err(error) => return Err(error),
    };
    let both = mul(&matrix_norm(x, &order, &[-2, -1], false)?, &matrix_norm(&inverted, &order, &[-2, -1], false)?)?;
    Ok(if order == Order::Nuclear { both } else { titled(both, "NanToNumBackward0") }.into())
}

fn lstsq(args: &Args) -> Result<Value> {
    let (a, b) = (args.tensor(0)?, args.tensor(1)?);
    let driver = args.opt_text(3).unwrap_or("gelsy");
    if !["gels", "gelsy", "gelsd", "gelss"].contains(&driver) {
        return Err(Error::runtime(
            "torch.linalg.lstsq: parameter `driver` should be one of (gels, gelsy, gelsd, gelss)",
        ));
    }
    if a.rank() < 2 {
        return Err(Error::runtime("torch.linalg.lstsq: input must have at least 2 dimensions"));
    }
    if b.rank() < 1 {
        return Err(Error::runtime("torch.linalg.lstsq: other must have at least 1 dimension"));
    }
    if a.dtype() != b.dtype() {
        return Err(Error::runtime(format!(
            "torch.linalg.lstsq: Expected input and other to have the same dtype, but got input's dtype {} and other's dtype {}",
            a.dtype().scalar_name(),
            b.dtype().scalar_name()
        )));
    }
    check(a, "torch.linalg.lstsq")?;
    let vector = a.rank() == b.rank() + 1;
    let columns = if vector { unsqueeze(b, -1)? } else { b.clone() };
    let (m, n) = sides(a);
    if sides(&columns).0 != m {
        return Err(Error::runtime("torch.linalg.lstsq: input.size(-2) should match other.size(-2)"));
    }
    let relative = Some(args.opt_float(2)?.unwrap_or(m.max(n) as f64 * precision(a.dtype())));
    let solution = matmul(&pinv(a, None, relative, false)?, &columns)?;
    let solution = if vector { squeeze(&solution, Some(&[-1]))? } else { solution };
    let solution = titled(solution, "LinalgLstsqBackward0");
    let found = values(&a.detach())?;
    let none = Tensor::zeros(&[0], a.dtype())?;
    let rank = matrix_rank(a, None, relative, false)?;
    let full = rank.to_i64_vec().iter().all(|&r| r == n as i64);
    let residuals = if driver != "gelsy" && m > n && full {
        let open = if vector { unsqueeze(&solution, -1)? } else { solution.clone() };
        let rest = sub(&matmul(a, &open)?, &columns)?;
        let sums = sum_dims(&mul(&rest, &rest)?, &[-2], false)?;
        titled(if vector { select(&sums, -1, 0)? } else { sums }, "LinalgLstsqBackward0")
    } else {
        none.clone()
    };
    let rank = if driver == "gels" { Tensor::zeros(&[0], DType::Int64)? } else { rank };
    let shown = if matches!(driver, "gelsd" | "gelss") { found } else { none };
    Ok(Value::Named(
        "linalg_lstsq",
        &["solution", "residuals", "rank", "singular_values"],
        vec![solution.into(), residuals.into(), rank.into(), shown.into()],
    ))
}
