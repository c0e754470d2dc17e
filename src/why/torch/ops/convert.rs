//! Conversion between element types, on the tape.

use super::super::args::{Args, Value};
use super::super::dtype::DType;
use super::super::error::{Error, Result};
use super::super::registry::{Op, TENSOR, op};
use super::super::tape::record_light;
use super::super::tensor::Tensor;

pub(super) const OPS: &[Op] = &[
    op(TENSOR, "to(Tensor input, Tensor other, bool non_blocking=False, bool copy=False)", |a| {
        Ok(converted(a.tensor(0)?, a.tensor(1)?.dtype(), a.boolean(3))?.into())
    }),
    op(
        TENSOR,
        "to(Tensor input, dtype dtype, bool non_blocking=False, bool copy=False, *, any memory_format=None)",
        |a| Ok(converted(a.tensor(0)?, a.dtype(1).unwrap_or(DType::Float32), a.boolean(3))?.into()),
    ),
    op(
        TENSOR,
        "to(Tensor input, any device=None, dtype? dtype=None, bool non_blocking=False, bool copy=False, *, any memory_format=None)",
        to_device,
    ),
    op(TENSOR, "type_as(Tensor input, Tensor other)", |a| Ok(asked(a.tensor(0)?, a.tensor(1)?.dtype())?.into())),
    op(TENSOR, "float(Tensor input)", |a| Ok(asked(a.tensor(0)?, DType::Float32)?.into())),
    op(TENSOR, "double(Tensor input)", |a| Ok(asked(a.tensor(0)?, DType::Float64)?.into())),
    op(TENSOR, "cfloat(Tensor input)", |a| Ok(asked(a.tensor(0)?, DType::Complex64)?.into())),
    op(TENSOR, "cdouble(Tensor input)", |a| Ok(asked(a.tensor(0)?, DType::Complex128)?.into())),
    op(TENSOR, "half(Tensor input)", |a| Ok(asked(a.tensor(0)?, DType::Float16)?.into())),
    op(TENSOR, "bfloat16(Tensor input)", |a| Ok(asked(a.tensor(0)?, DType::BFloat16)?.into())),
    op(TENSOR, "long(Tensor input)", |a| Ok(asked(a.tensor(0)?, DType::Int64)?.into())),
    op(TENSOR, "int(Tensor input)", |a| Ok(asked(a.tensor(0)?, DType::Int32)?.into())),
    op(TENSOR, "short(Tensor input)", |a| Ok(asked(a.tensor(0)?, DType::Int16)?.into())),
    op(TENSOR, "char(Tensor input)", |a| Ok(asked(a.tensor(0)?, DType::Int8)?.into())),
    op(TENSOR, "byte(Tensor input)", |a| Ok(asked(a.tensor(0)?, DType::UInt8)?.into())),
    op(TENSOR, "bool(Tensor input)", |a| Ok(asked(a.tensor(0)?, DType::Bool)?.into())),
];

fn to_device(args: &Args) -> Result<Value> {
    check_device(args.value(1))?;
    let x = args.tensor(0)?;
    Ok(converted(x, args.dtype(2).unwrap_or(x.dtype()), args.boolean(4))?.into())
}

/// Only the CPU is here.
///
/// # Errors
/// As a build of PyTorch without CUDA words it.
pub fn check_device(device: &Value) -> Result<()> {
    let name = match device {
        Value::None => return Ok(()),
        Value::Str(name) => name.to_string(),
        Value::Int(n) => format!("cuda:{n}"),
        other => {
            return Err(Error::type_error(format!(
                "argument 'device' must be torch.device, not {}",
                other.type_name()
            )));
        }
    };
    match name.split(':').next().unwrap_or_default() {
        "cpu" => Ok(()),
        "cuda" => Err(Error::new(super::super::error::Kind::Runtime, "Torch not compiled with CUDA enabled")),
        "meta" | "mps" | "xpu" => Err(Error::not_implemented(format!("the device '{name}'"))),
        other => Err(Error::runtime(format!(
            "Expected one of cpu, cuda, ipu, xpu, mkldnn, opengl, opencl, ideep, hip, ve, fpga, maia, xla, lazy, vulkan, mps, meta, hpu, mtia, privateuseone device type at start of device string: {other}"
        ))),
    }
}

fn converted(x: &Tensor, dtype: DType, copy: bool) -> Result<Tensor> {
    if copy && x.dtype() == dtype { super::view::clone(x) } else { asked(x, dtype) }
}

/// As `to_dtype`, for a program that asks for it: it is told what gets lost.
fn asked(x: &Tensor, dtype: DType) -> Result<Tensor> {
    if x.dtype().is_complex() && !dtype.is_complex() && dtype != DType::Bool {
        super::super::warnings::warn("Casting complex values to real discards the imaginary part");
    }
    to_dtype(x, dtype)
}

/// The tensor itself if it is of this type, a converted copy otherwise.
pub fn to_dtype(x: &Tensor, dtype: DType) -> Result<Tensor> {
    if x.dtype() == dtype {
        return Ok(x.clone());
    }
    let from = x.dtype();
    let out = x.cast(dtype)?;
    Ok(record_light(out, "ToCopyBackward0", &[x], move |_| {
        Box::new(move |incoming| Ok(vec![Some(to_dtype(&incoming.grad()?, from)?)]))
    }))
}
