//! Means, variances, products and norms.

use super::super::args::{Args, Value};
use super::super::dtype::DType;
use super::super::error::{Error, Result};
use super::super::registry::{LINALG, Op, SPECIAL, TENSOR, TORCH, both, op};
use super::super::shape::{self, Shape};
use super::super::tape::{Saved, record, record_light};
use super::super::tensor::Tensor;
use super::super::warnings;
use super::arithmetic::{div, mul, mul_number, sub};
use super::convert::to_dtype;
use super::power::power_number;
use super::reduce::{arranged, reduced_shape, rows_of, sum, sum_dims};
use super::select::masked;
use super::unary::{abs, exp, sign};
use super::view::{expand, reshape};

pub(super) const OPS: &[Op] = &[
    both("mean(Tensor input, *, dtype? dtype=None)", |a| {
        let x = typed(a, 1)?;
        float_only(&x, "mean")?;
        let total = sum_value(&x)?;
        let out = scaled(&total, x.numel() as f64)?;
        let (from, n) = (x.shape(), x.numel() as f64);
        Ok(record_light(out, "MeanBackward0", &[&x], move |_| {
            Box::new(move |i| Ok(vec![Some(scaled(&expand(&i.grad()?, &from)?, n)?)]))
        })
        .into())
    }),
    both("mean(Tensor input, int[]? dim, bool keepdim=False, *, dtype? dtype=None)", |a| {
        let x = typed(a, 3)?;
        float_only(&x, "mean")?;
        Ok(mean_dims(&x, &a.opt_ints(1)?.unwrap_or_default(), a.boolean(2))?.into())
    }),
    both("nansum(Tensor input, int[]? dim=None, bool keepdim=False, *, dtype? dtype=None)", |a| {
        let x = typed(a, 3)?;
        let clean = masked(&x, &not_a_number(&x), 0.0)?;
        Ok(sum_dims(&clean, &a.opt_ints(1)?.unwrap_or_default(), a.boolean(2))?.into())
    }),
    both("nanmean(Tensor input, int[]? dim=None, bool keepdim=False, *, dtype? dtype=None)", |a| {
        let x = typed(a, 3)?;
        let (dims, keep) = (a.opt_ints(1)?.unwrap_or_default(), a.boolean(2));
        let nan = not_a_number(&x);
        let total = sum_dims(&masked(&x, &nan, 0.0)?, &dims, keep)?;
        let there = Tensor::from_f64s(nan.to_f64_vec().into_iter().map(|n| 1.0 - n).collect(), &x.shape(), x.dtype())?;
        Ok(div(&total, &sum_dims(&there, &dims, keep)?)?.into())
    }),
    both("prod(Tensor input, *, dtype? dtype=None)", |a| {
        let x = widened(a, 1)?;
        let flat = reshape(&x, &[x.numel()])?;
        Ok(product(&flat, 0, false)?.into())
    }),
    both("prod(Tensor input, int dim, bool keepdim=False, *, dtype? dtype=None)", |a| {
        Ok(product(&widened(a, 3)?, a.int(1)?, a.boolean(2))?.into())
    }),
    both("var(Tensor input, bool unbiased)", |a| {
        let x = a.tensor(0)?;
        Ok(variance(x, &[], f64::from(u8::from(a.boolean(1))), false, "VarBackward0")?.into())
    }),
    both("var(Tensor input, int[]? dim, bool unbiased, bool keepdim=False)", |a| {
        let c = f64::from(u8::from(a.boolean(2)));
        Ok(variance(a.tensor(0)?, &a.opt_ints(1)?.unwrap_or_default(), c, a.boolean(3), "VarBackward0")?.into())
    }),
    both("var(Tensor input, int[]? dim=None, *, Scalar? correction=None, bool keepdim=False)", |a| {
        let c = a.opt_float(2)?.unwrap_or(1.0);
        Ok(variance(a.tensor(0)?, &a.opt_ints(1)?.unwrap_or_default(), c, a.boolean(3), "VarBackward0")?.into())
    }),
    both("var(Tensor input, int[]? dim, *, bool unbiased=True, bool keepdim=False)", |a| {
        let c = f64::from(u8::from(a.boolean(2)));
        Ok(variance(a.tensor(0)?, &a.opt_ints(1)?.unwrap_or_default(), c, a.boolean(3), "VarBackward0")?.into())
    }),
    both("std(Tensor input, bool unbiased)", |a| {
        Ok(deviation(a.tensor(0)?, &[], f64::from(u8::from(a.boolean(1))), false)?.into())
    }),
    both("std(Tensor input, int[]? dim, bool unbiased, bool keepdim=False)", |a| {
        let c = f64::from(u8::from(a.boolean(2)));
        Ok(deviation(a.tensor(0)?, &a.opt_ints(1)?.unwrap_or_default(), c, a.boolean(3))?.into())
    }),
    both("std(Tensor input, int[]? dim=None, *, Scalar? correction=None, bool keepdim=False)", |a| {
        let c = a.opt_float(2)?.unwrap_or(1.0);
        Ok(deviation(a.tensor(0)?, &a.opt_ints(1)?.unwrap_or_default(), c, a.boolean(3))?.into())
    }),
    both("std(Tensor input, int[]? dim, *, bool unbiased=True, bool keepdim=False)", |a| {
        let c = f64::from(u8::from(a.boolean(2)));
        Ok(deviation(a.tensor(0)?, &a.opt_ints(1)?.unwrap_or_default(), c, a.boolean(3))?.into())
    }),
    op(TORCH, "var_mean(Tensor input, int[]? dim=None, *, Scalar? correction=None, bool keepdim=False)", |a| {
        let (x, dims, keep) = (a.tensor(0)?, a.opt_ints(1)?.unwrap_or_default(), a.boolean(3));
        let c = a.opt_float(2)?.unwrap_or(1.0);
        Ok(vec![variance(x, &dims, c, keep, "VarMeanBackward0")?, mean_dims(x, &dims, keep)?].into())
    }),
    op(TORCH, "std_mean(Tensor input, int[]? dim=None, *, Scalar? correction=None, bool keepdim=False)", |a| {
        let (x, dims, keep) = (a.tensor(0)?, a.opt_ints(1)?.unwrap_or_default(), a.boolean(3));
        let c = a.opt_float(2)?.unwrap_or(1.0);
        Ok(vec![deviation(x, &dims, c, keep)?, mean_dims(x, &dims, keep)?].into())
    }),
    op(TORCH | TENSOR | SPECIAL, "logsumexp(Tensor input, int[] dim, bool keepdim=False)", |a| {
        Ok(logsumexp(a.tensor(0)?, &a.ints(1)?, a.boolean(2))?.into())
    }),
    both("norm(Tensor input, any p='fro', int[]? dim=None, bool keepdim=False, dtype? dtype=None)", |a| {
        let x = typed(a, 4)?;
        let dims = a.opt_ints(2)?.unwrap_or_default();
        let order = match a.value(1) {
            Value::Str(s) if &**s == "fro" => 2.0,
            Value::None => 2.0,
            Value::Str(s) if &**s == "nuc" => return Err(Error::not_implemented("torch.norm(p='nuc')")),
            v => v.number().ok_or_else(|| Error::type_error("norm(): argument 'p' must be a number or 'fro'"))?,
        };
        Ok(norm(&x, order, &dims, a.boolean(3))?.into())
    }),
    op(LINALG, "vector_norm(Tensor x, Scalar ord=2, int[]? dim=None, bool keepdim=False, *, dtype? dtype=None)", |a| {
        Ok(norm(&typed(a, 4)?, a.float(1)?, &a.opt_ints(2)?.unwrap_or_default(), a.boolean(3))?.into())
    }),
    both("dist(Tensor input, Tensor other, Scalar p=2)", |a| {
        Ok(norm(&sub(a.tensor(0)?, a.tensor(1)?)?, a.float(2)?, &[], false)?.into())
    }),
    both("count_nonzero(Tensor input, int[]? dim=None)", |a| {
        let x = a.tensor(0)?;
        let ones = Tensor::from_vec(x.to_bool_vec().into_iter().map(i64::from).collect(), &x.shape());
        Ok(sum_dims(&ones, &a.opt_ints(1)?.unwrap_or_default(), false)?.into())
    }),
];

fn typed(args: &Args, i: usize) -> Result<Tensor> {
    let x = args.tensor(0)?;
    args.dtype(i).map_or_else(|| Ok(x.clone()), |dtype| to_dtype(x, dtype))
}

fn widened(args: &Args, i: usize) -> Result<Tensor> {
    let x = typed(args, i)?;
    if args.dtype(i).is_none() && !x.dtype().is_floating() { to_dtype(&x, DType::Int64) } else { Ok(x) }
}

fn not_a_number(x: &Tensor) -> Tensor {
    Tensor::from_bools(x.to_f64_vec().into_iter().map(f64::is_nan), &x.shape())
}

fn float_only(x: &Tensor, name: &str) -> Result<()> {
    if x.dtype().is_floating() {
        return Ok(());
    }
    Err(Error::new(
        super::super::error::Kind::NotImplemented,
        format!(
            "{name}(): could not infer output dtype. Input dtype must be either a floating point or complex dtype. Got: {}",
            x.dtype().scalar_name()
        ),
    ))
}

fn sum_value(x: &Tensor) -> Result<Tensor> {
    super::super::tape::no_grad(|| sum(x))
}

/// Divided by a number, as PyTorch divides sums by counts.
fn scaled(x: &Tensor, by: f64) -> Result<Tensor> {
    super::arithmetic::quotient(&x.into(), &super::elementwise::Operand::new(&Value::Float(by))?)
}

/// The mean over some dimensions (all, if none is named).
pub fn mean_dims(x: &Tensor, dims: &[i64], keepdim: bool) -> Result<Tensor> {
    let from = x.shape();
    let chosen = shape::dims(dims, from.len())?;
    let n: usize = chosen.iter().map(|&d| from[d]).product();
    let out = super::super::tape::no_grad(|| scaled(&sum_dims(x, dims, keepdim)?, n as f64))?;
    Ok(record_light(out, "MeanBackward1", &[x], move |_| {
        Box::new(move |i| {
            let open = reduced_shape(&from, &chosen, true);
            Ok(vec![Some(scaled(&expand(&reshape(&i.grad()?, &open)?, &from)?, n as f64)?)])
        })
    }))
}

fn product(x: &Tensor, dim: i64, keepdim: bool) -> Result<Tensor> {
    let from = x.shape();
    let d = shape::dim(dim, from.len())?;
    let dims: Shape = if from.is_empty() { Shape::new() } else { Shape::from_slice(&[d]) };
    let (laid, shape, width) = arranged(x, &dims, keepdim);
    let rows = shape::numel(&shape);
    let out = match x.dtype() {
        DType::Float32 => {
            Tensor::from_vec(rows_of(&laid.values::<f32>(), rows, width, |r| r.iter().product::<f32>()), &shape)
        }
        dtype if dtype.is_floating() => Tensor::from_f64s(
            rows_of(&laid.values::<f64>(), rows, width, |r| r.iter().product::<f64>()),
            &shape,
            dtype,
        )?,
        dtype => Tensor::from_vec(
            rows_of(&laid.values::<i64>(), rows, width, |r| r.iter().fold(1i64, |a, &b| a.wrapping_mul(b))),
            &shape,
        )
        .cast(dtype)?,
    };
    Ok(record(out, if x.rank() == 1 { "ProdBackward0" } else { "ProdBackward1" }, &[x], |_| {
        let kept = Saved::new(x);
        Box::new(move |i| {
            let (x, grad) = (kept.get(i)?, i.grad()?);
            let open = reduced_shape(&from, &dims, true);
            let grad = expand(&reshape(&grad, &open)?, &from)?;
            Ok(vec![Some(mul(&grad, &products_of_others(&x.detach(), &dims)?)?)])
        })
    }))
}

/// For each element, the product of the others along the reduced dimensions: right where elements are zero, too.
fn products_of_others(x: &Tensor, dims: &[usize]) -> Result<Tensor> {
    let (laid, _, width) = arranged(x, dims, true);
    let values = laid.values::<f64>();
    let mut out = vec![1.0; values.len()];
    for (row, result) in values.chunks(width.max(1)).zip(out.chunks_mut(width.max(1))) {
        let mut before = 1.0;
        for (r, v) in result.iter_mut().zip(row) {
            *r = before;
            before *= v;
        }
        let mut after = 1.0;
        for (r, v) in result.iter_mut().zip(row).rev() {
            *r *= after;
            after *= v;
        }
    }
    drop(values);
    let flat = Tensor::from_f64s(out, &laid.shape(), x.dtype())?;
    let kept: Shape = (0..x.rank()).filter(|d| !dims.contains(d)).collect();
    let order: Shape = kept.iter().chain(dims).copied().collect();
    let mut back: Shape = Shape::from_elem(0, order.len());
    for (i, &d) in order.iter().enumerate() {
        back[d] = i;
    }
    super::view::permute(&flat, &back)
}

/// The variance over some dimensions, with `n - correction` below.
pub fn variance(x: &Tensor, dims: &[i64], correction: f64, keepdim: bool, name: &'static str) -> Result<Tensor> {
    if !x.dtype().is_floating() {
        return Err(Error::new(
            super::super::error::Kind::NotImplemented,
            "std and var only support floating point and complex dtypes",
        ));
    }
    let from = x.shape();
    let chosen = shape::dims(dims, from.len())?;
    let (laid, shape, width) = arranged(x, &chosen, keepdim);
    let below = width as f64 - correction;
    if below <= 0.0 {
        warnings::warn(format!(
            "{}(): degrees of freedom is <= 0. Correction should be strictly less than the reduction factor (input numel divided by output numel).",
            if name.starts_with("Std") { "std" } else { "var" }
        ));
    }
    let values = rows_of(&laid.values::<f64>(), shape::numel(&shape), width, |r| {
        let mean = r.iter().sum::<f64>() / r.len() as f64;
        r.iter().map(|v| (v - mean) * (v - mean)).sum::<f64>() / below.max(0.0)
    });
    let out = Tensor::from_f64s(values, &shape, x.dtype())?;
    Ok(record(out, name, &[x], |_| {
        let kept = Saved::new(x);
        Box::new(move |i| {
            let x = kept.get(i)?;
            Ok(vec![Some(variance_back(&i.grad()?, &x, &chosen, below)?)])
        })
    }))
}

fn variance_back(grad: &Tensor, x: &Tensor, chosen: &[usize], below: f64) -> Result<Tensor> {
    let from = x.shape();
    let open = reduced_shape(&from, chosen, true);
    let dims: Vec<i64> = chosen.iter().map(|&d| d as i64).collect();
    let centred = sub(x, &mean_dims(x, &dims, true)?)?;
    mul(&expand(&reshape(grad, &open)?, &from)?, &mul_number(&centred, 2.0 / below)?)
}

fn deviation(x: &Tensor, dims: &[i64], correction: f64, keepdim: bool) -> Result<Tensor> {
    let squared = super::super::tape::no_grad(|| variance(x, dims, correction, keepdim, "StdBackward0"))?;
    let out = super::super::tape::no_grad(|| power_number(&squared, 0.5))?;
    let from = x.shape();
    let chosen = shape::dims(dims, from.len())?;
    let n: usize = chosen.iter().map(|&d| from[d]).product();
    let below = n as f64 - correction;
    Ok(record(out, "StdBackward0", &[x], |out| {
        let (kept, result) = (Saved::new(x), Saved::output(out));
        Box::new(move |i| {
            let (x, y) = (kept.get(i)?, result.get(i)?);
            let half = div(&i.grad()?, &mul_number(&y, 2.0)?)?;
            let flat = Tensor::from_bools(y.to_f64_vec().into_iter().map(|v| v == 0.0), &y.shape());
            Ok(vec![Some(variance_back(&masked(&half, &flat, 0.0)?, &x, &chosen, below)?)])
        })
    }))
}

/// log(sum(exp(x))) over some dimensions, without overflow.
pub fn logsumexp(x: &Tensor, dims: &[i64], keepdim: bool) -> Result<Tensor> {
    let x = &to_dtype(x, super::elementwise::float_of(x))?;
    let from = x.shape();
    let chosen = shape::dims(dims, from.len())?;
    let (laid, shape, width) = arranged(x, &chosen, keepdim);
    let values = rows_of(&laid.values::<f64>(), shape::numel(&shape), width, |r| {
        let top = r.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        if top.is_infinite() { top } else { top + r.iter().map(|v| (v - top).exp()).sum::<f64>().ln() }
    });
    let out = Tensor::from_f64s(values, &shape, x.dtype())?;
    Ok(record(out, "LogsumexpBackward0", &[x], |out| {
        let (kept, result) = (Saved::new(x), Saved::output(out));
        Box::new(move |i| {
            let open = reduced_shape(&from, &chosen, true);
            let y = reshape(&result.get(i)?, &open)?;
            let share = exp(&sub(&kept.get(i)?, &y)?)?;
            Ok(vec![Some(mul(&reshape(&i.grad()?, &open)?, &share)?)])
        })
    }))
}

/// The p-norm over some dimensions (all, if none is named). Its gradient at zero is zero.
pub fn norm(x: &Tensor, p: f64, dims: &[i64], keepdim: bool) -> Result<Tensor> {
    if !x.dtype().is_floating() {
        return Err(Error::new(
            super::super::error::Kind::NotImplemented,
            format!(
                "linalg.vector_norm: Expected a floating point or complex tensor as input. Got {}",
                x.dtype().scalar_name()
            ),
        ));
    }
    let from = x.shape();
    let chosen = shape::dims(dims, from.len())?;
    let (laid, shape, width) = arranged(x, &chosen, keepdim);
    let values = rows_of(&laid.values::<f64>(), shape::numel(&shape), width, |r| match p {
        f64::INFINITY => r.iter().fold(0.0f64, |a, v| if v.is_nan() { *v } else { a.max(v.abs()) }),
        f64::NEG_INFINITY => r.iter().fold(f64::INFINITY, |a, v| a.min(v.abs())),
        0.0 => r.iter().filter(|v| **v != 0.0).count() as f64,
        1.0 => r.iter().fold(0.0, |sum, v| sum + v.abs()),
        2.0 => r.iter().fold(0.0, |sum, v| sum + v * v).sqrt(),
        p => r.iter().map(|v| v.abs().powf(p)).sum::<f64>().powf(1.0 / p),
    });
    let out = Tensor::from_f64s(values, &shape, x.dtype())?;
    Ok(record(out, "LinalgVectorNormBackward0", &[x], |out| {
        let (kept, result) = (Saved::new(x), Saved::output(out));
        Box::new(move |i| {
            let open = reduced_shape(&from, &chosen, true);
            let (x, y) = (kept.get(i)?, reshape(&result.get(i)?, &open)?);
            let grad = reshape(&i.grad()?, &open)?;
            let zero = Tensor::from_bools(y.to_f64_vec().into_iter().map(|v| v == 0.0), &open);
            let slope = match p {
                0.0 => return Ok(vec![Some(x.zeros_like()?)]),
                1.0 => return Ok(vec![Some(mul(&grad, &sign(&x.detach())?)?)]),
                2.0 => mul(&x, &masked(&div(&grad, &y)?, &zero, 0.0)?)?,
                p if p.is_infinite() => {
                    let wide = expand(&y, &from)?;
                    let at: Vec<f64> = x
                        .to_f64_vec()
                        .iter()
                        .zip(wide.to_f64_vec())
                        .map(|(v, y)| if v.abs() == y { 1.0 } else { 0.0 })
                        .collect();
                    let at = Tensor::from_f64s(at, &from, x.dtype())?;
                    let dims: Vec<i64> = chosen.iter().map(|&d| d as i64).collect();
                    let count = sum_dims(&at, &dims, true)?;
                    mul(&mul(&sign(&x.detach())?, &at)?, &div(&grad, &count)?)?
                }
                p => {
                    let size = abs(&x)?;
                    let body = mul(&sign(&x.detach())?, &power_number(&size, p - 1.0)?)?;
                    let scale = masked(&div(&grad, &power_number(&y, p - 1.0)?)?, &zero, 0.0)?;
                    let out = mul(&body, &scale)?;
                    let still = Tensor::from_bools(x.to_f64_vec().into_iter().map(|v| v == 0.0), &from);
                    masked(&out, &still, 0.0)?
                }
            };
            Ok(vec![Some(slope)])
        })
    }))
}
