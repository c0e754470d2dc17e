//! Functions of one number applied to every element: one loop forward, one back.

use super::super::super::dtype::DType;
use super::super::super::error::{Error, Kind, Result};
use super::super::super::storage;
use super::super::super::tape::{self, Backward, Edge, Node, Saved, record, record_light};
use super::super::super::tensor::Tensor;
use super::real::{Real, vectorised};

/// What the way back is computed from.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Keeps {
    Input,
    Output,
}

/// A function of one number, with its parameters.
pub trait Curve: Copy + 'static {
    /// The name of its node: `ReluBackward0`.
    const NODE: &'static str;
    /// The name of the node that its gradient has under `create_graph`; of a function that has no gradient, `aten::...`.
    const SECOND: &'static str;
    const KEEPS: Keeps;
    /// In whose name a wrong type is refused: `leaky_relu_cpu`.
    const KERNEL: &'static str;

    fn value<T: Real>(self, x: T) -> T;

    /// The gradient, from that of the result and the kept number.
    fn back<T: Real>(self, grad: T, kept: T) -> T;

    /// The same in operations that have gradients themselves. `None`: the slope is constant but for jumps.
    fn formula(self, _grad: &Tensor, _kept: &Tensor) -> Option<Result<Tensor>> {
        None
    }
}

/// Applies a curve to a tensor of floats.
pub fn apply<C: Curve>(curve: C, x: &Tensor) -> Result<Tensor> {
    check_floating(C::KERNEL, x)?;
    let out = forward(curve, x)?;
    Ok(record(out, C::NODE, &[x], |out| {
        backward(curve, if C::KEEPS == Keeps::Input { Saved::new(x) } else { Saved::output(out) })
    }))
}

/// Applies a curve that keeps its result (or whose gradient can be had from it) to the tensor itself.
pub fn apply_in_place<C: Curve>(curve: C, target: &Tensor) -> Result<Tensor> {
    check_floating(C::KERNEL, target)?;
    let is_view = target.autograd().as_ref().is_some_and(|a| a.base.is_some());
    if is_view || !target.is_contiguous() {
        return in_place(target, |x| apply(curve, x));
    }
    tape::check_inplace(target)?;
    let node = tape::wants(&[target]).then(|| Node::new(C::NODE, &[target], true));
    match target.dtype() {
        DType::Float32 => change::<f32>(target, |x| curve.value(x)),
        DType::Float64 => change::<f64>(target, |x| curve.value(x)),
        dtype => target.write(&forward(curve, target)?.buffer_as(dtype)?),
    }
    target.bump_version();
    if let Some(node) = node {
        node.set_backward(backward(curve, Saved::output(target)));
        node.adopt(target, 0);
    }
    Ok(target.clone())
}

fn change<T: Real>(target: &Tensor, f: impl Fn(T) -> T) {
    let (start, n) = (target.offset(), target.numel());
    let mut buffer = target.storage_ref().buffer.borrow_mut();
    let Some(values) = T::slice_mut(&mut buffer).and_then(|all| all.get_mut(start..start + n)) else { return };
    vectorised(
        #[inline(always)]
        || values.iter_mut().for_each(|v| *v = f(*v)),
    );
}

/// What any operation does in place: it works on the tensor as it was, and its result becomes the tensor's.
pub fn in_place(target: &Tensor, f: impl FnOnce(&Tensor) -> Result<Tensor>) -> Result<Tensor> {
    tape::check_inplace(target)?;
    let result = if tape::wants(&[target]) {
        let before = target.copy()?;
        if let Some(Edge { node, output }) = tape::edge_of(target) {
            before.with_autograd(|a| a.grad_fn = Some(Edge { node, output }));
        }
        f(&before)?
    } else {
        f(target)?
    };
    tape::assign(target, &result)?;
    Ok(target.clone())
}

fn backward<C: Curve>(curve: C, saved: Saved) -> Backward {
    Box::new(move |incoming| Ok(vec![Some(gradient(curve, &incoming.grad()?, &saved.get(incoming)?)?)]))
}

/// The gradient of a curve's input.
fn gradient<C: Curve>(curve: C, grad: &Tensor, kept: &Tensor) -> Result<Tensor> {
    if tape::is_enabled()
        && let Some(out) = curve.formula(grad, kept)
    {
        return out.map(|out| titled(out, C::SECOND));
    }
    let out = map2(grad, kept, |g, k| curve.back(g, k), |g, k| curve.back(g, k))?;
    Ok(record_light(out, C::SECOND, &[grad, kept], |_| {
        let kept = kept.detach();
        Box::new(move |incoming| {
            if C::SECOND.starts_with("aten::") {
                return Err(Error::runtime(format!("derivative for {} is not implemented", C::SECOND)));
            }
            let slope = incoming.needs(0).then(|| gradient(curve, &incoming.grad()?, &kept)).transpose()?;
            Ok(vec![slope, incoming.needs(1).then(|| kept.zeros_like()).transpose()?])
        })
    }))
}

/// Gives the node of a result that several operations made the name that it has in PyTorch.
pub fn titled(out: Tensor, name: &str) -> Tensor {
    if let Some(edge) = tape::grad_fn(&out) {
        *edge.node.title.borrow_mut() = Some(name.to_owned());
    }
    out
}

/// Notes that a gradient has none itself: `what` is the function's name in PyTorch's error.
pub fn not_twice(grad: Tensor, what: &'static str, inputs: &[&Tensor]) -> Tensor {
    record_light(grad, "NotImplemented", inputs, |_| {
        Box::new(move |_| Err(Error::runtime(format!("derivative for {what} is not implemented"))))
    })
}

pub fn check_floating(kernel: &str, x: &Tensor) -> Result<()> {
    if x.dtype().is_floating() { Ok(()) } else { Err(unsupported(kernel, x.dtype())) }
}

/// PyTorch's refusal of a type.
pub fn unsupported(kernel: &str, dtype: DType) -> Error {
    let message = format!("\"{kernel}\" not implemented for '{}'", dtype.scalar_name());
    Error::new(Kind::NotImplemented, message)
}

fn forward<C: Curve>(curve: C, x: &Tensor) -> Result<Tensor> {
    map(x, |v| curve.value(v), |v| curve.value(v))
}

/// A function of each element, outside the tape. 16-bit floats are computed in 32 bits.
#[inline(always)]
pub fn map(x: &Tensor, single: impl Fn(f32) -> f32, double: impl Fn(f64) -> f64) -> Result<Tensor> {
    match x.dtype() {
        DType::Float64 => mapped::<f64>(x, double),
        DType::Float32 => mapped::<f32>(x, single),
        half => mapped::<f32>(x, single)?.cast(half),
    }
}

#[inline(always)]
fn mapped<T: Real>(x: &Tensor, f: impl Fn(T) -> T) -> Result<Tensor> {
    let values = x.values::<T>();
    let mut out = zeros::<T>(values.len())?;
    vectorised(
        #[inline(always)]
        || out.iter_mut().zip(values.iter()).for_each(|(o, &v)| *o = f(v)),
    );
    Ok(Tensor::from_vec(out, &x.shape()))
}

/// A function of the elements of two tensors of one shape, outside the tape, in the second one's type.
#[inline(always)]
pub fn map2(
    a: &Tensor,
    b: &Tensor,
    single: impl Fn(f32, f32) -> f32,
    double: impl Fn(f64, f64) -> f64,
) -> Result<Tensor> {
    match b.dtype() {
        DType::Float64 => mapped2::<f64>(a, b, double),
        DType::Float32 => mapped2::<f32>(a, b, single),
        half => mapped2::<f32>(a, b, single)?.cast(half),
    }
}

#[inline(always)]
fn mapped2<T: Real>(a: &Tensor, b: &Tensor, f: impl Fn(T, T) -> T) -> Result<Tensor> {
    let right = b.values::<T>();
    let mut out = zeros::<T>(right.len())?;
    if let Some(one) = uniform::<T>(a) {
        vectorised(
            #[inline(always)]
            || out.iter_mut().zip(right.iter()).for_each(|(o, &r)| *o = f(one, r)),
        );
    } else {
        let left = a.values::<T>();
        vectorised(
            #[inline(always)]
            || out.iter_mut().zip(left.iter()).zip(right.iter()).for_each(|((o, &l), &r)| *o = f(l, r)),
        );
    }
    Ok(Tensor::from_vec(out, &b.shape()))
}

/// The one number that a tensor repeats, if it is an expanded one: what a gradient of a sum is.
pub fn uniform<T: Real>(x: &Tensor) -> Option<T> {
    let is_one = {
        let geometry = x.geometry();
        geometry.strides.iter().zip(&geometry.shape).all(|(&stride, &n)| stride == 0 && n > 0)
            && !geometry.shape.is_empty()
    };
    if !is_one || x.dtype() != T::DTYPE {
        return None;
    }
    let buffer = x.storage_ref().buffer.borrow();
    T::slice(&buffer)?.get(x.offset()).copied()
}

/// A vector of zeros, or the error for more than there is memory.
pub fn zeros<T: Real>(n: usize) -> Result<Vec<T>> {
    storage::reserve::<T>(n)?;
    Ok(vec![T::ZERO; n])
}
