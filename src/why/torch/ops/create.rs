//! New tensors: from values of the language, filled, counted.

use super::super::args::{Args, Value};
use super::super::dtype::{self, DType};
use super::super::error::{Error, Result};
use super::super::registry::{Op, TENSOR, TORCH, both, op};
use super::super::shape::{self, Shape};
use super::super::tensor::Tensor;
use super::convert::check_device;

pub(super) const OPS: &[Op] = &[
    op(TORCH, "tensor(any data, *, FACTORY)", |a| {
        let out = tensor(a.value(0), a.dtype(1))?;
        finish(a, 1, out)
    }),
    op(TORCH, "as_tensor(any data, dtype? dtype=None, any device=None)", |a| match a.value(0) {
        Value::Tensor(t) => Ok(super::convert::to_dtype(t, a.dtype(1).unwrap_or(t.dtype()))?.into()),
        data => Ok(tensor(data, a.dtype(1))?.into()),
    }),
    op(TORCH, "zeros(int... size, *, FACTORY)", |a| filled(a, 0.0)),
    op(TORCH, "ones(int... size, *, FACTORY)", |a| filled(a, 1.0)),
    op(TORCH, "empty(int... size, *, FACTORY)", |a| filled(a, 0.0)),
    op(TORCH, "full(int[] size, Scalar fill_value, *, FACTORY)", |a| {
        let shape = shape::sizes(&a.ints(0)?)?;
        let dtype = a.dtype(2).unwrap_or(super::elementwise::number_type(a.value(1)));
        finish(a, 2, constant(&shape, a.value(1), dtype)?)
    }),
    both("zeros_like(Tensor input, *, FACTORY, any memory_format=None)", |a| like(a, 1, 0.0)),
    both("ones_like(Tensor input, *, FACTORY, any memory_format=None)", |a| like(a, 1, 1.0)),
    both("empty_like(Tensor input, *, FACTORY, any memory_format=None)", |a| like(a, 1, 0.0)),
    both("full_like(Tensor input, Scalar fill_value, *, FACTORY, any memory_format=None)", |a| {
        let x = a.tensor(0)?;
        finish(a, 2, constant(&x.shape(), a.value(1), a.dtype(2).unwrap_or(x.dtype()))?)
    }),
    op(TENSOR, "new_zeros(Tensor input, int... size, *, FACTORY)", |a| fresh(a, &Value::Int(0))),
    op(TENSOR, "new_ones(Tensor input, int... size, *, FACTORY)", |a| fresh(a, &Value::Int(1))),
    op(TENSOR, "new_empty(Tensor input, int... size, *, FACTORY)", |a| fresh(a, &Value::Int(0))),
    op(TENSOR, "new_full(Tensor input, int[] size, Scalar fill_value, *, FACTORY)", |a| {
        let shape = shape::sizes(&a.ints(1)?)?;
        finish(a, 3, constant(&shape, a.value(2), a.dtype(3).unwrap_or(a.tensor(0)?.dtype()))?)
    }),
    op(TENSOR, "new_tensor(Tensor input, any data, *, FACTORY)", |a| {
        finish(a, 2, tensor(a.value(1), Some(a.dtype(2).unwrap_or(a.tensor(0)?.dtype())))?)
    }),
    op(TORCH, "arange(Scalar end, *, FACTORY)", |a| arange(a, &Value::Int(0), a.value(0), &Value::Int(1), 1)),
    op(TORCH, "arange(Scalar start, Scalar end, Scalar step=1, *, FACTORY)", |a| {
        arange(a, a.value(0), a.value(1), a.value(2), 3)
    }),
    op(TORCH, "linspace(Scalar start, Scalar end, int steps, *, FACTORY)", linspace),
    op(TORCH, "eye(int n, *, FACTORY)", |a| eye(a, side(a, 0)?, side(a, 0)?, 1)),
    op(TORCH, "eye(int n, int m, *, FACTORY)", |a| eye(a, side(a, 0)?, side(a, 1)?, 2)),
    op(TENSOR, "fill(Tensor input, Operand value)", |a| {
        let x = a.tensor(0)?;
        let value = match a.value(1) {
            Value::Tensor(t) if t.dtype().is_complex() => {
                let [real, imaginary] = t.parts()?;
                Value::Complex(real, imaginary)
            }
            Value::Tensor(t) if t.requires_grad() => {
                return Err(Error::not_implemented("fill with a value that requires a gradient"));
            }
            Value::Tensor(t) => Value::Float(t.item()?),
            v => v.clone(),
        };
        let filled = match &value {
            Value::Complex(..) => constant(&x.shape(), &value, x.dtype())?,
            v => Tensor::full(&x.shape(), v.number().unwrap_or(f64::NAN), x.dtype())?,
        };
        Ok(erased(x, filled, "FillBackward0").into())
    }),
    op(TENSOR, "zero(Tensor input)", |a| {
        let x = a.tensor(0)?;
        Ok(erased(x, x.zeros_like()?, "ZeroBackward0").into())
    }),
];

/// A result that does not depend on `x`'s values: its gradient is zero.
pub(super) fn erased(x: &Tensor, out: Tensor, name: &'static str) -> Tensor {
    super::super::tape::record_light(out, name, &[x], |_| {
        Box::new(|incoming| Ok(vec![Some(incoming.grad()?.zeros_like()?)]))
    })
}

/// What every factory does with the arguments that begin at `i` with `dtype`.
pub fn finish(args: &Args, i: usize, out: Tensor) -> Result<Value> {
    check_device(args.value(i + 2))?;
    if args.boolean(i + 4) {
        out.set_requires_grad(true)
            .map_err(|_| Error::runtime("Only Tensors of floating point and complex dtype can require gradients"))?;
    }
    if super::super::tape::is_inference() {
        out.with_autograd(|a| a.inference = true);
    }
    Ok(out.into())
}

/// A tensor of `shape` filled with a number of the language.
pub fn constant(shape: &[usize], value: &Value, dtype: DType) -> Result<Tensor> {
    if let (Value::Int(n), DType::UInt8) = (value, dtype)
        && !(-255..=255).contains(n)
    {
        return Err(Error::runtime("value cannot be converted to type uint8_t without overflow"));
    }
    if let Value::Complex(real, imaginary) = value {
        return super::complex::constant(shape, [*real, *imaginary], dtype);
    }
    match value {
        Value::Int(n) if dtype == DType::Int64 => {
            super::super::storage::reserve::<i64>(shape::numel(shape))?;
            Ok(Tensor::from_vec(vec![*n; shape::numel(shape)], shape))
        }
        value => Tensor::full(shape, value.number().unwrap_or(f64::NAN), dtype),
    }
}

fn filled(args: &Args, value: f64) -> Result<Value> {
    let sizes = args.ints(0)?;
    if sizes.iter().any(|&n| n < 0) {
        return Err(Error::runtime("zeros: Dimension size must be non-negative."));
    }
    let shape = shape::sizes(&sizes)?;
    finish(args, 1, Tensor::full(&shape, value, args.dtype(1).unwrap_or_else(dtype::default_float))?)
}

fn like(args: &Args, i: usize, value: f64) -> Result<Value> {
    let x = args.tensor(0)?;
    finish(args, i, Tensor::full(&x.shape(), value, args.dtype(i).unwrap_or(x.dtype()))?)
}

fn fresh(args: &Args, value: &Value) -> Result<Value> {
    let shape = shape::sizes(&args.ints(1)?)?;
    finish(args, 2, constant(&shape, value, args.dtype(2).unwrap_or(args.tensor(0)?.dtype()))?)
}

/// `torch.tensor`: nested lists of numbers, or one number, or a tensor to copy.
pub fn tensor(data: &Value, dtype: Option<DType>) -> Result<Tensor> {
    if let Value::Tensor(t) = data {
        return t.cast(dtype.unwrap_or(t.dtype()));
    }
    let mut leaves =
        Leaves { ints: Vec::new(), floats: Vec::new(), imaginary: Vec::new(), kind: DType::Bool, float: None };
    let mut shape = Shape::new();
    measure(data, &mut shape)?;
    leaves.collect(data, &shape, 0)?;
    let n = shape::numel(&shape);
    let kind = if n == 0 { dtype::default_float() } else { leaves.kind };
    let wanted = dtype.unwrap_or(kind);
    if leaves.kind.is_complex() && n > 0 {
        return super::complex::from_leaves(&leaves.floats, &leaves.imaginary, &shape, wanted);
    }
    if kind.is_floating() || n == 0 {
        return Tensor::from_f64s(leaves.floats, &shape, wanted);
    }
    // Negative numbers that a signed type of the size holds wrap around, as in PyTorch.
    let range = match wanted {
        DType::UInt8 => Some(-255..=255),
        DType::Int8 => Some(-128..=255),
        DType::Int16 => Some(-32_768..=65_535),
        DType::Int32 => Some(-2_147_483_648..=2_147_483_647),
        _ => None,
    };
    if let Some(range) = range
        && leaves.ints.iter().any(|n| !range.contains(n))
    {
        return Err(Error::runtime(format!("value cannot be converted to type {} without overflow", wanted.name())));
    }
    Tensor::from_vec(leaves.ints, &shape).cast(wanted)
}

/// The elements of a nested list, and the type they need.
struct Leaves {
    ints: Vec<i64>,
    floats: Vec<f64>,
    /// The imaginary parts, from the first complex number on; those that follow it are there, those before it are zero.
    imaginary: Vec<f64>,
    kind: DType,
    /// The type of tensors among them that are floats.
    float: Option<DType>,
}

fn measure(mut data: &Value, shape: &mut Shape) -> Result<()> {
    while let Value::List(list) = data {
        shape.push(list.len());
        if shape.len() > 64 {
            return Err(Error::value("too many dimensions 'list'"));
        }
        let Some(first) = list.first() else { return Ok(()) };
        data = first;
    }
    if let Value::Tensor(t) = data {
        shape.extend_from_slice(&t.shape());
    }
    Ok(())
}

impl Leaves {
    fn collect(&mut self, data: &Value, shape: &[usize], dim: usize) -> Result<()> {
        match data {
            Value::List(list) => {
                let Some(&expected) = shape.get(dim) else {
                    return Err(Error::type_error(format!(
                        "not a sequence of numbers at dim {dim}: got a nested list"
                    )));
                };
                if list.len() != expected {
                    return Err(Error::value(format!(
                        "expected sequence of length {expected} at dim {dim} (got {})",
                        list.len()
                    )));
                }
                list.iter().try_for_each(|v| self.collect(v, shape, dim + 1))
            }
            Value::Tensor(t) => {
                // In a number's place, a tensor of one element is that number.
                let is_number = dim >= shape.len() && t.numel() == 1;
                if !is_number && Some(t.shape().as_slice()) != shape.get(dim..) {
                    return Err(Error::value(match shape.get(dim) {
                        Some(expected) if t.numel() == 1 => {
                            format!("expected sequence of length {expected} at dim {dim} (got 1)")
                        }
                        _ => "only one element tensors can be converted to Python scalars".to_owned(),
                    }));
                }
                if t.dtype().is_floating() {
                    self.float = Some(self.float.map_or(t.dtype(), |f| f.promote(t.dtype())));
                }
                self.kind = self.kind.promote(t.dtype());
                if t.dtype().is_complex() {
                    self.imaginary.resize(self.floats.len(), 0.0);
                    self.imaginary.extend(t.values::<[f64; 2]>().iter().map(|x| x[1]));
                }
                self.floats.extend(t.values::<f64>().iter());
                self.ints.extend(t.values::<i64>().iter());
                Ok(())
            }
            _ if dim < shape.len() => Err(Error::type_error(match data {
                Value::Other(name) => format!("not a sequence: {name}"),
                _ => "not a sequence".to_owned(),
            })),
            Value::Bool(b) => self.push(DType::Bool, i64::from(*b), f64::from(u8::from(*b))),
            Value::Int(n) => self.push(DType::Int64, *n, *n as f64),
            Value::Float(x) => self.push(dtype::default_float(), super::super::storage::float_to_i64(*x), *x),
            Value::Complex(..) if dtype::default_float() == DType::Float16 => {
                Err(Error::not_implemented("torch.complex32"))
            }
            Value::Complex(real, imaginary) => {
                self.imaginary.resize(self.floats.len(), 0.0);
                self.imaginary.push(*imaginary);
                self.push(dtype::default_float().complex(), super::super::storage::float_to_i64(*real), *real)
            }
            Value::None => Err(Error::runtime("Could not infer dtype of NoneType")),
            Value::Str(_) if dim == 0 => Err(Error::type_error("new(): invalid data type 'str'")),
            Value::Str(_) => Err(Error::value("too many dimensions 'str'")),
            other => Err(Error::runtime(format!("Could not infer dtype of {}", other.type_name()))),
        }
    }

    fn push(&mut self, kind: DType, int: i64, float: f64) -> Result<()> {
        self.kind = self.kind.promote(kind);
        self.ints.push(int);
        self.floats.push(float);
        Ok(())
    }
}

fn arange(args: &Args, start: &Value, end: &Value, step: &Value, i: usize) -> Result<Value> {
    let number = |v: &Value| v.number().unwrap_or(f64::NAN);
    let (from, to, by) = (number(start), number(end), number(step));
    if by == 0.0 {
        return Err(Error::runtime("step must be nonzero"));
    }
    if !from.is_finite() || !to.is_finite() || !by.is_finite() {
        return Err(Error::runtime(format!("unsupported range: {from} -> {to}")));
    }
    if (to - from) / by < 0.0 {
        return Err(Error::runtime("upper bound and lower bound inconsistent with step sign"));
    }
    let ints = [start, end, step].iter().all(|v| matches!(v, Value::Int(_) | Value::Bool(_)));
    let dtype = args.dtype(i).unwrap_or(if ints { DType::Int64 } else { dtype::default_float() });
    let n = ((to - from) / by).ceil();
    let shape = shape::sizes(&[n as i64])?;
    super::super::storage::reserve::<f64>(shape[0])?;
    let out = if ints {
        Tensor::from_vec((0..n as i64).map(|k| from as i64 + k * by as i64).collect(), &shape).cast(dtype)?
    } else {
        Tensor::from_f64s((0..n as i64).map(|k| from + k as f64 * by).collect(), &shape, dtype)?
    };
    finish(args, i, out)
}

fn linspace(args: &Args) -> Result<Value> {
    let (from, to, n) = (args.float(0)?, args.float(1)?, args.int(2)?);
    if n < 0 {
        return Err(Error::runtime("number of steps must be non-negative"));
    }
    let dtype = args.dtype(3).unwrap_or_else(dtype::default_float);
    finish(args, 3, evenly_spaced(from, to, n, dtype)?)
}

/// `n` numbers from `from` to `to`, as `torch.linspace` has them.
pub fn evenly_spaced(from: f64, to: f64, n: i64, dtype: DType) -> Result<Tensor> {
    let shape = shape::sizes(&[n])?;
    super::super::storage::reserve::<f64>(shape[0])?;
    Ok(if dtype == DType::Float32 {
        // From both ends towards the middle, in the type itself, as PyTorch counts.
        let (a, b) = (from as f32, to as f32);
        let step = if n > 1 { (b - a) / (n - 1) as f32 } else { 0.0 };
        let at = |k: i64| {
            if k < n / 2 || n == 1 { step.mul_add(k as f32, a) } else { (-step).mul_add((n - 1 - k) as f32, b) }
        };
        Tensor::from_vec((0..n).map(at).collect(), &shape)
    } else {
        let step = if n > 1 { (to - from) / (n - 1) as f64 } else { 0.0 };
        let at = |k: i64| if k < n / 2 || n == 1 { from + step * k as f64 } else { to - step * (n - 1 - k) as f64 };
        Tensor::from_f64s((0..n).map(at).collect(), &shape, dtype)?
    })
}

fn side(args: &Args, i: usize) -> Result<usize> {
    let n = args.int(i)?;
    let name = if i == 0 { "n" } else { "m" };
    usize::try_from(n).map_err(|_| Error::runtime(format!("{name} must be greater or equal to 0, got {n}")))
}

fn eye(args: &Args, rows: usize, columns: usize, i: usize) -> Result<Value> {
    let shape = shape::sizes(&[rows as i64, columns as i64])?;
    let n = shape::numel(&shape);
    super::super::storage::reserve::<f64>(n)?;
    let mut values = vec![0.0; n];
    values.iter_mut().step_by(columns + 1).take(rows.min(columns)).for_each(|v| *v = 1.0);
    finish(args, i, Tensor::from_f64s(values, &shape, args.dtype(i).unwrap_or_else(dtype::default_float))?)
}
