//! Matrix products, on candle's kernel.

use candle_core::Layout;
use candle_core::backend::BackendStorage as _;

use super::super::dtype::DType;
use super::super::error::{Error, Result};
use super::super::registry::{FUNCTIONAL, Op, TENSOR, TORCH, both, op};
use super::super::shape::{self, Shape};
use super::super::storage::{Element as _, Storage};
use super::super::tape::{Saved, record};
use super::super::tensor::Tensor;
use super::arithmetic::{add, mul_number};
use super::nn::gemm::{self, Matrix};
use super::reduce::sum_to;
use super::view::{expand, permuted, reshape, transpose, unsqueeze};

pub(super) const OPS: &[Op] = &[
    both("matmul(Tensor input, Tensor other)", |a| Ok(matmul(a.tensor(0)?, a.tensor(1)?)?.into())),
    op(TENSOR, "__matmul__(Tensor input, Tensor other)", |a| Ok(matmul(a.tensor(0)?, a.tensor(1)?)?.into())),
    both("mm(Tensor input, Tensor mat2)", |a| {
        let (x, y) = (a.tensor(0)?, a.tensor(1)?);
        for (name, t) in [("self", x), ("mat2", y)] {
            if t.rank() != 2 {
                return Err(Error::runtime(format!("mm: {name} must be a matrix, got {}-D tensor", t.rank())));
            }
        }
        Ok(product(x, y, "MmBackward0", "mm")?.into())
    }),
    both("bmm(Tensor input, Tensor mat2)", |a| {
        let (x, y) = (a.tensor(0)?, a.tensor(1)?);
        if x.rank() != 3 || y.rank() != 3 {
            let name = if x.rank() == 3 { "batch2" } else { "batch1" };
            return Err(Error::runtime(format!("{name} must be a 3D tensor")));
        }
        Ok(batched(x, y)?.into())
    }),
    both("mv(Tensor input, Tensor vec)", |a| Ok(matrix_vector(a.tensor(0)?, a.tensor(1)?)?.into())),
    both("dot(Tensor input, Tensor tensor)", |a| Ok(dot(a.tensor(0)?, a.tensor(1)?)?.into())),
    op(TORCH | TENSOR, "addmm(Tensor input, Tensor mat1, Tensor mat2, *, Scalar beta=1, Scalar alpha=1)", |a| {
        Ok(addmm(a.tensor(0)?, a.tensor(1)?, a.tensor(2)?, a.float(3)?, a.float(4)?)?.into())
    })
    .in_place(),
    op(FUNCTIONAL, "linear(Tensor input, Tensor weight, Tensor? bias=None)", |a| {
        Ok(linear(a.tensor(0)?, a.tensor(1)?, a.opt_tensor(2))?.into())
    }),
];

/// Products of at most so many multiplications are done without packing: candle's kernel asks the environment each time.
const SMALL: usize = 1 << 15;

/// `[m, k] x [k, n]`, outside the tape. Both are of one float type, or of one integer type.
pub fn kernel(a: &Tensor, b: &Tensor) -> Result<Tensor> {
    let (sa, sb) = (a.shape(), b.shape());
    let (m, k, n) = (sa[0], sa[1], sb[1]);
    let dtype = a.dtype();
    match dtype {
        _ if m == 0 || n == 0 || k == 0 => Tensor::zeros(&[m, n], dtype),
        DType::Float32 if m * n * k <= SMALL => {
            let matrix = |t: &Tensor| (t.strides(), t.offset());
            let ((ra, oa), (rb, ob)) = (matrix(a), matrix(b));
            let (x, y) = (a.storage_ref().buffer.borrow(), b.storage_ref().buffer.borrow());
            let (x, y) = (f32::slice(&x).unwrap_or_default(), f32::slice(&y).unwrap_or_default());
            let left = Matrix { data: &x[oa..], row: ra[0], column: ra[1] };
            let right = Matrix { data: &y[ob..], row: rb[0], column: rb[1] };
            Ok(Tensor::from_vec(gemm::product(left, right, (m, k, n)), &[m, n]))
        }
        DType::Float32 | DType::Float64 => {
            let layout = |t: &Tensor| {
                let g = t.geometry();
                Layout::new(candle_core::Shape::from(g.shape.to_vec()), g.strides.to_vec(), g.offset)
            };
            let (la, lb) = (layout(a), layout(b));
            let out = {
                let (sa, sb): (&Storage, &Storage) = (a.storage_ref(), b.storage_ref());
                sa.buffer.borrow().matmul(&sb.buffer.borrow(), (1, m, n, k), &la, &lb)?
            };
            Ok(Tensor::from_buffer(out, &[m, n], dtype))
        }
        dtype if dtype.is_floating() => kernel(&a.cast(DType::Float32)?, &b.cast(DType::Float32)?)?.cast(dtype),
        dtype => {
            let (x, y) = (a.values::<i64>(), b.values::<i64>());
            let mut out = vec![0i64; m * n];
            for i in 0..m {
                for p in 0..k {
                    let factor = x[i * k + p];
                    for j in 0..n {
                        out[i * n + j] = out[i * n + j].wrapping_add(factor.wrapping_mul(y[p * n + j]));
                    }
                }
            }
            Tensor::from_vec(out, &[m, n]).cast(dtype)
        }
    }
}

fn same_type(a: &Tensor, b: &Tensor) -> Result<()> {
    if a.dtype() == b.dtype() {
        return Ok(());
    }
    Err(Error::runtime(format!(
        "expected m1 and m2 to have the same dtype, but got: {} != {}",
        c_name(a.dtype()),
        c_name(b.dtype())
    )))
}

/// The C++ type's name, which these errors show.
pub fn c_name(dtype: DType) -> &'static str {
    match dtype {
        DType::Bool => "bool",
        DType::UInt8 => "unsigned char",
        DType::Int8 => "signed char",
        DType::Int16 => "short",
        DType::Int32 => "int",
        DType::Int64 => "long int",
        DType::Float16 => "c10::Half",
        DType::BFloat16 => "c10::BFloat16",
        DType::Float32 => "float",
        DType::Float64 => "double",
    }
}

/// `[m, k] x [k, n]`, on the tape; `what` is the name in the error for shapes that do not fit.
fn product(a: &Tensor, b: &Tensor, name: &'static str, what: &str) -> Result<Tensor> {
    let (sa, sb) = (a.shape(), b.shape());
    if sa[1] != sb[0] {
        return Err(unfit(what, &sa, &sb));
    }
    same_type(a, b)?;
    let out = kernel(a, b)?;
    Ok(record(out, name, &[a, b], |_| {
        let (a, b) = (Saved::new(a), Saved::new(b));
        Box::new(move |incoming| {
            let grad = incoming.grad()?;
            let left = incoming.needs(0).then(|| mm(&grad, &transpose(&b.get(incoming)?, 0, 1)?)).transpose()?;
            let right = incoming.needs(1).then(|| mm(&transpose(&a.get(incoming)?, 0, 1)?, &grad)).transpose()?;
            Ok(vec![left, right])
        })
    }))
}

fn unfit(what: &str, a: &[usize], b: &[usize]) -> Error {
    let name = if what.is_empty() { String::new() } else { format!("{what}: ") };
    Error::runtime(format!(
        "{name}mat1 and mat2 shapes cannot be multiplied ({} and {})",
        shape::text_x(a),
        shape::text_x(b)
    ))
}

/// The product of two matrices.
pub fn mm(a: &Tensor, b: &Tensor) -> Result<Tensor> {
    product(a, b, "MmBackward0", "mm")
}

fn matrix_vector(a: &Tensor, v: &Tensor) -> Result<Tensor> {
    let (sa, sv) = (a.shape(), v.shape());
    if sa.len() != 2 || sv.len() != 1 {
        return Err(Error::runtime(format!("vector + matrix @ vector expected, got 1, {}, {}", sa.len(), sv.len())));
    }
    if sa[1] != sv[0] {
        return Err(Error::runtime(format!(
            "size mismatch, got input ({}), mat ({}), vec ({})",
            sa[0],
            shape::text_x(&sa),
            sv[0]
        )));
    }
    same_type(a, v)?;
    let out = kernel(
        a,
        &v.alias(super::super::values::Geometry {
            shape: Shape::from_slice(&[sv[0], 1]),
            strides: Shape::from_slice(&[v.strides()[0], 1]),
            offset: v.offset(),
        }),
    )?;
    let out = super::view::view(&out, &[sa[0]])?.detach();
    Ok(record(out, "MvBackward0", &[a, v], |_| {
        let (a, v) = (Saved::new(a), Saved::new(v));
        Box::new(move |incoming| {
            let grad = incoming.grad()?;
            let left = incoming.needs(0).then(|| outer(&grad, &v.get(incoming)?)).transpose()?;
            let right =
                incoming.needs(1).then(|| matrix_vector(&transpose(&a.get(incoming)?, 0, 1)?, &grad)).transpose()?;
            Ok(vec![left, right])
        })
    }))
}

fn outer(a: &Tensor, b: &Tensor) -> Result<Tensor> {
    super::arithmetic::mul(&unsqueeze(a, 1)?, &unsqueeze(b, 0)?)
}

/// The sum of products of two vectors.
pub fn dot(a: &Tensor, b: &Tensor) -> Result<Tensor> {
    let (sa, sb) = (a.shape(), b.shape());
    if sa.len() != 1 || sb.len() != 1 {
        return Err(Error::runtime(format!("1D tensors expected, but got {}D and {}D tensors", sa.len(), sb.len())));
    }
    if sa != sb {
        return Err(Error::runtime(format!(
            "inconsistent tensor size, expected tensor {} and src {} to have the same number of elements, but got {} and {} elements respectively",
            shape::text(&sa),
            shape::text(&sb),
            sa[0],
            sb[0]
        )));
    }
    if a.dtype() != b.dtype() {
        return Err(Error::runtime(format!(
            "dot : expected both vectors to have same dtype, but found {} and {}",
            a.dtype().scalar_name(),
            b.dtype().scalar_name()
        )));
    }
    let row = super::super::values::Geometry {
        shape: Shape::from_slice(&[1, sa[0]]),
        strides: Shape::from_slice(&[1, a.strides()[0]]),
        offset: a.offset(),
    };
    let column = super::super::values::Geometry {
        shape: Shape::from_slice(&[sb[0], 1]),
        strides: Shape::from_slice(&[b.strides()[0], 1]),
        offset: b.offset(),
    };
    let out = kernel(&a.alias(row), &b.alias(column))?;
    let out = super::view::view(&out, &[])?.detach();
    Ok(record(out, "DotBackward0", &[a, b], |_| {
        let (a, b) = (Saved::new(a), Saved::new(b));
        Box::new(move |incoming| {
            let grad = incoming.grad()?;
            let part = |i: usize, other: &Saved| {
                incoming.needs(i).then(|| super::arithmetic::mul(&grad, &other.get(incoming)?)).transpose()
            };
            Ok(vec![part(0, &b)?, part(1, &a)?])
        })
    }))
}

/// `[b, m, k] x [b, k, n]`.
pub fn batched(a: &Tensor, b: &Tensor) -> Result<Tensor> {
    let (sa, sb) = (a.shape(), b.shape());
    if sa[0] != sb[0] || sa[2] != sb[1] {
        return Err(Error::runtime(format!(
            "Expected size for first two dimensions of batch2 tensor to be: [{}, {}] but got: [{}, {}].",
            sa[0], sa[2], sb[0], sb[1]
        )));
    }
    if a.dtype() != b.dtype() {
        return Err(Error::runtime(format!(
            "expected scalar type {} but found {}",
            a.dtype().scalar_name(),
            b.dtype().scalar_name()
        )));
    }
    let (m, n) = (sa[1], sb[2]);
    let out = Tensor::zeros(&[sa[0], m, n], a.dtype())?;
    for i in 0..sa[0] {
        let one = kernel(&at(a, i), &at(b, i))?;
        let target = at(&out, i);
        target.write(&one.buffer_as(a.dtype())?);
    }
    Ok(record(out, "BmmBackward0", &[a, b], |_| {
        let (a, b) = (Saved::new(a), Saved::new(b));
        Box::new(move |incoming| {
            let grad = incoming.grad()?;
            let left = incoming.needs(0).then(|| batched(&grad, &transpose(&b.get(incoming)?, 1, 2)?)).transpose()?;
            let right = incoming.needs(1).then(|| batched(&transpose(&a.get(incoming)?, 1, 2)?, &grad)).transpose()?;
            Ok(vec![left, right])
        })
    }))
}

/// One matrix of a batch, outside the tape.
fn at(x: &Tensor, i: usize) -> Tensor {
    let g = x.geometry();
    let geometry = super::super::values::Geometry {
        shape: Shape::from_slice(&g.shape[1..]),
        strides: Shape::from_slice(&g.strides[1..]),
        offset: g.offset + i * g.strides[0],
    };
    drop(g);
    x.alias(geometry)
}

/// `torch.matmul`: vectors, matrices and batches that broadcast.
pub fn matmul(a: &Tensor, b: &Tensor) -> Result<Tensor> {
    let (ra, rb) = (a.rank(), b.rank());
    match (ra, rb) {
        (0, _) | (_, 0) => Err(Error::runtime(format!(
            "both arguments to matmul need to be at least 1D, but they are {ra}D and {rb}D"
        ))),
        (1, 1) => dot(a, b),
        (2, 1) => matrix_vector(a, b),
        (1, 2) => {
            let out = product(&unsqueeze(a, 0)?, b, "MmBackward0", "mm")?;
            super::view::squeeze(&out, Some(&[0]))
        }
        (2, 2) => product(a, b, "MmBackward0", "mm"),
        // A batch of rows times one matrix is one product.
        (_, 1 | 2) if ra > 2 => {
            let sa = a.shape();
            let k = sa[ra - 1];
            let rows = reshape(a, &[sa[..ra - 1].iter().product(), k])?;
            let out = if rb == 1 { matrix_vector(&rows, b)? } else { product(&rows, b, "MmBackward0", "mm")? };
            let mut shape: Shape = Shape::from_slice(&sa[..ra - 1]);
            shape.extend(b.shape().get(1).copied());
            super::view::named_view(&out, &shape, "UnsafeViewBackward0")
        }
        _ => {
            let left = if ra == 1 { unsqueeze(a, 0)? } else { a.clone() };
            let right = if rb == 1 { unsqueeze(b, 1)? } else { b.clone() };
            let (sl, sr) = (left.shape(), right.shape());
            let batch = shape::broadcast(&sl[..sl.len() - 2], &sr[..sr.len() - 2])?;
            let wide = |t: &Tensor, s: &[usize]| -> Result<Tensor> {
                let mut full = batch.clone();
                full.extend_from_slice(&s[s.len() - 2..]);
                let t = expand(t, &full)?;
                reshape(&t, &[shape::numel(&batch), s[s.len() - 2], s[s.len() - 1]])
            };
            let out = batched(&wide(&left, &sl)?, &wide(&right, &sr)?)?;
            let mut shape = batch;
            if ra > 1 {
                shape.push(sl[sl.len() - 2]);
            }
            if rb > 1 {
                shape.push(sr[sr.len() - 1]);
            }
            super::view::named_view(&out, &shape, "UnsafeViewBackward0")
        }
    }
}

/// `beta * input + alpha * (mat1 @ mat2)`.
pub fn addmm(input: &Tensor, a: &Tensor, b: &Tensor, beta: f64, alpha: f64) -> Result<Tensor> {
    let (sa, sb) = (a.shape(), b.shape());
    for (name, s) in [("mat1", &sa), ("mat2", &sb)] {
        if s.len() != 2 {
            return Err(Error::runtime(format!("{name} must be a matrix, got {}-D tensor", s.len())));
        }
    }
    if sa[1] != sb[0] {
        return Err(unfit("addmm", &sa, &sb));
    }
    if a.dtype() != b.dtype() {
        return Err(mixed(a, b));
    }
    let out = super::super::tape::no_grad(|| {
        let product = kernel(a, b)?;
        let product = if alpha == 1.0 { product } else { mul_number(&product, alpha)? };
        if beta == 0.0 {
            // An input that counts for nothing may hold anything.
            return Ok(product);
        }
        let input = if beta == 1.0 { input.clone() } else { mul_number(input, beta)? };
        add(&product, &input)
    })?;
    let from = input.shape();
    Ok(record(out, "AddmmBackward0", &[input, a, b], |_| {
        let (a, b) = (Saved::new(a), Saved::new(b));
        let by = |t: Tensor, f: f64| if f == 1.0 { Ok(t) } else { mul_number(&t, f) };
        Box::new(move |incoming| {
            let grad = incoming.grad()?;
            Ok(vec![
                incoming.needs(0).then(|| by(sum_to(&grad, &from)?, beta)).transpose()?,
                incoming.needs(1).then(|| by(mm(&grad, &transpose(&b.get(incoming)?, 0, 1)?)?, alpha)).transpose()?,
                incoming.needs(2).then(|| by(mm(&transpose(&a.get(incoming)?, 0, 1)?, &grad)?, alpha)).transpose()?,
            ])
        })
    }))
}

fn mixed(a: &Tensor, b: &Tensor) -> Error {
    Error::runtime(format!(
        "mat1 and mat2 must have the same dtype, but got {} and {}",
        a.dtype().scalar_name(),
        b.dtype().scalar_name()
    ))
}

/// `input @ weight.T + bias`: input `[..., in]`, weight `[out, in]`, bias `[out]`.
pub fn linear(input: &Tensor, weight: &Tensor, bias: Option<&Tensor>) -> Result<Tensor> {
    let (si, sw) = (input.shape(), weight.shape());
    if sw.len() != 2 {
        return Err(Error::not_implemented(format!("torch.nn.functional.linear with a {}-D weight", sw.len())));
    }
    let Some(bias) = bias.filter(|_| si.len() == 2 && sw.len() == 2) else {
        let rows = match si.len() {
            0 => return Err(Error::runtime("both arguments to linear need to be at least 1D, but they are 0D and 2D")),
            1 if bias.is_none() => None,
            2 => None,
            _ => Some(reshape(input, &[si[..si.len() - 1].iter().product(), si[si.len() - 1]])?),
        };
        let (Some(bias), Some(rows)) = (bias, &rows) else {
            if si.last() != sw.last() {
                let rows = [si[..si.len() - 1].iter().product(), si[si.len() - 1]];
                return Err(unfit("addmm", &rows, &[sw[sw.len() - 1], sw[0]]));
            }
            let out = matmul(input, &transpose(weight, 0, 1)?)?;
            return match bias {
                Some(bias) => add(&out, bias),
                None => Ok(out),
            };
        };
        let out = linear(rows, weight, Some(bias))?;
        let mut shape: Shape = Shape::from_slice(&si[..si.len() - 1]);
        shape.push(sw[0]);
        return super::view::named_view(&out, &shape, "UnsafeViewBackward0");
    };
    if si[1] != sw[1] {
        return Err(unfit("addmm", &si, &[sw[1], sw[0]]));
    }
    if input.dtype() != weight.dtype() {
        return Err(mixed(input, weight));
    }
    let product = kernel(input, &permuted(weight, &[1, 0]))?;
    let out = super::super::tape::no_grad(|| add(&product, bias))?;
    Ok(record(out, "AddmmBackward0", &[bias, input, weight], |_| {
        let (x, w, from) = (Saved::new(input), Saved::new(weight), bias.shape());
        Box::new(move |incoming| {
            let grad = incoming.grad()?;
            Ok(vec![
                incoming.needs(0).then(|| sum_to(&grad, &from)).transpose()?,
                incoming.needs(1).then(|| mm(&grad, &w.get(incoming)?)).transpose()?,
                incoming.needs(2).then(|| mm(&transpose(&grad, 0, 1)?, &x.get(incoming)?)).transpose()?,
            ])
        })
    }))
}
