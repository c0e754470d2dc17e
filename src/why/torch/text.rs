//! A tensor's text: how `print` is told about it.

use std::cell::RefCell;

use super::dtype::{self, DType};
use super::print::{Elements, PrintOptions, Printed, Suffix, tensor_text};
use super::storage::Element;
use super::tape;
use super::tensor::{Lazy, Tensor};
use super::values::with_slice;
use candle_core::CpuStorage;

thread_local! {
    static OPTIONS: RefCell<PrintOptions> = RefCell::default();
}

/// Looks at or changes how tensors are printed: `torch.set_printoptions`.
pub fn with_options<R>(f: impl FnOnce(&mut PrintOptions) -> R) -> R {
    OPTIONS.with(|options| f(&mut options.borrow_mut()))
}

/// `repr(tensor)`: reads only the elements that are shown.
pub fn repr(tensor: &Tensor) -> String {
    let geometry = tensor.geometry().clone();
    let place = |i: usize| {
        let (mut rest, mut at) = (i, geometry.offset);
        for d in (0..geometry.shape.len()).rev() {
            at += rest % geometry.shape[d].max(1) * geometry.strides[d];
            rest /= geometry.shape[d].max(1);
        }
        at
    };
    let buffer = tensor.storage_ref().buffer.borrow();
    let (dtype, lazy) = (tensor.dtype(), tensor.lazy());
    let complex = |i: usize| {
        let z = match dtype {
            DType::Complex64 => {
                <[f32; 2]>::slice(&buffer).and_then(|v| v.get(place(i))).map(|&[re, im]| [re.into(), im.into()])
            }
            _ => <[f64; 2]>::slice(&buffer).and_then(|v| v.get(place(i))).copied(),
        };
        let [re, im] = z.unwrap_or_default();
        if lazy == Lazy::Conjugate { [re, -im] } else { [re, im] }
    };
    let float = |i: usize| with_slice!(&*buffer, v => if lazy == Lazy::Negate { -v[place(i)].to_f64() } else { v[place(i)].to_f64() });
    let integer = |i: usize| with_slice!(&*buffer, v => v[place(i)].to_i64());
    let boolean = |i: usize| with_slice!(&*buffer, v => v[place(i)].to_i64() != 0);
    let elements = match tensor.dtype() {
        DType::Bool => Elements::Booleans(&boolean),
        dtype if dtype.is_floating() => Elements::Floats(&float),
        dtype if dtype.is_complex() => Elements::Complex(&complex),
        _ => Elements::Integers(&integer),
    };
    let origin = tape::grad_fn(tensor).map(|edge| edge.node.title());
    let name = |dtype: DType| format!("torch.{}", dtype.name());
    let printed = Printed {
        prefix: "tensor(",
        shape: &geometry.shape,
        elements,
        dtype: &name(tensor.dtype()),
        default_dtype: &name(dtype::default_float()),
        default_complex: &name(dtype::default_float().complex()),
        suffix: Suffix { device: None, grad_fn: origin.as_deref(), requires_grad: tensor.requires_grad() },
    };
    OPTIONS.with(|options| tensor_text(&printed, &options.borrow()))
}
