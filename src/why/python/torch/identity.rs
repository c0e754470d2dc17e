//! Which Python object a tensor or a node has: `x.grad is x.grad`, `view._base is x`, `node.variable is weight`.
//!
//! Tensors that are asked for again remember their object, weakly: the object holds the tensor, and nothing is kept alive.

use std::rc::Rc;

use rustpython_vm::builtins::{PyDictRef, PyWeak};
use rustpython_vm::{PyObject, PyObjectRef, PyRef, VirtualMachine};

use super::super::super::torch::Tensor;
use super::super::super::torch::tape::Node;
use super::tensor::PyTensor;

/// The object that a tensor remembers, if it is still there.
pub fn of(tensor: &Tensor) -> Option<PyObjectRef> {
    let kept = tensor.autograd().as_ref().and_then(|a| a.object.clone())?;
    kept.downcast_ref::<PyRef<PyWeak>>()?.upgrade()
}

/// Has a tensor remember its object.
pub fn remember(object: &PyObject, vm: &VirtualMachine) {
    let Some(tensor) = object.downcast_ref::<PyTensor>().map(|object| object.tensor()) else { return };
    if of(tensor).is_none()
        && let Ok(weak) = object.downgrade(None, vm)
    {
        tensor.with_autograd(|a| a.object = Some(Rc::new(weak)));
    }
}

/// Has the base of a view remember its object, which the view was made from.
pub fn remember_base(view: &Tensor, from: &PyObject, vm: &VirtualMachine) {
    let Some(tensor) = from.downcast_ref::<PyTensor>().map(|object| object.tensor()) else { return };
    let is_base =
        view.autograd().as_ref().is_some_and(|a| a.base.as_ref().is_some_and(|(base, _)| base.is_same(tensor)));
    if is_base {
        remember(from, vm);
    }
}

/// What is kept with a node.
pub struct Kept {
    object: PyRef<PyWeak>,
    notes: PyDictRef,
}

/// The object that a node remembers.
pub fn of_node(node: &Node) -> Option<PyObjectRef> {
    let kept = node.kept.borrow().clone()?;
    kept.downcast_ref::<Kept>()?.object.upgrade()
}

pub fn remember_node(node: &Node, object: &PyObject, vm: &VirtualMachine) {
    let notes = notes(node, vm);
    if let Ok(object) = object.downgrade(None, vm) {
        let old = node.kept.replace(Some(Rc::new(Kept { object, notes })));
        drop(old);
    }
}

/// The dictionary that a program keeps with a node: `node.metadata`.
pub fn notes(node: &Node, vm: &VirtualMachine) -> PyDictRef {
    let kept = node.kept.borrow().clone();
    let notes = kept.as_ref().and_then(|kept| kept.downcast_ref::<Kept>()).map(|kept| kept.notes.clone());
    notes.unwrap_or_else(|| vm.ctx.new_dict())
}
