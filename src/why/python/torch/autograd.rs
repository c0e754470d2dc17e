//! Backward from Python, hooks and functions whose backward is Python's.

use std::rc::Rc;

use rustpython_vm::builtins::{PyBaseExceptionRef, PyList, PyTuple};
use rustpython_vm::vm::thread::with_current_vm;
use rustpython_vm::{PyObject, PyObjectRef, PyResult, VirtualMachine};

use super::super::super::torch::tape::{self, Call, Hook, Node};
use super::super::super::torch::{Error, Tensor};
use super::convert::fail;
use super::tensor::PyTensor;

/// An exception that passes through the torch layer.
pub(super) fn foreign(exception: PyBaseExceptionRef) -> Error {
    Error::foreign(Rc::new(exception))
}

fn items(object: &PyObject) -> Vec<PyObjectRef> {
    if let Some(tuple) = object.downcast_ref::<PyTuple>() {
        tuple.as_slice().to_vec()
    } else if let Some(list) = object.downcast_ref::<PyList>() {
        list.borrow_vec().to_vec()
    } else {
        vec![object.to_owned()]
    }
}

pub(super) fn tensors(object: &PyObject, what: &str, vm: &VirtualMachine) -> PyResult<Vec<Tensor>> {
    items(object)
        .iter()
        .map(|item| match item.downcast_ref::<PyTensor>() {
            Some(tensor) => Ok(tensor.tensor().clone()),
            None => Err(vm.new_type_error(format!("{what} must be a Tensor, not {}", item.class().name()))),
        })
        .collect()
}

pub(super) fn optional(object: &PyObject) -> Vec<Option<Tensor>> {
    items(object).iter().map(|item| item.downcast_ref::<PyTensor>().map(|t| t.tensor().clone())).collect()
}

pub fn backward(
    outputs: &PyObject,
    gradients: &PyObject,
    inputs: &PyObject,
    retain_graph: bool,
    create_graph: bool,
    accumulate: bool,
    vm: &VirtualMachine,
) -> PyResult {
    let outputs = tensors(outputs, "outputs", vm)?;
    let gradients = optional(gradients);
    let inputs = if vm.is_none(inputs) { None } else { Some(tensors(inputs, "inputs", vm)?) };
    let call = Call {
        outputs: &outputs,
        gradients: &gradients,
        inputs: inputs.as_deref(),
        retain_graph,
        create_graph,
        accumulate,
    };
    let found = tape::run(&call).map_err(|error| fail(&error, vm))?;
    let found = found.into_iter().map(|t| t.map_or_else(|| vm.ctx.none(), |t| PyTensor::wrap(t, vm))).collect();
    Ok(vm.ctx.new_tuple(found).into())
}

/// A hook that calls Python: what it returns, unless None, replaces the gradient.
pub fn hook(function: PyObjectRef) -> Hook {
    Rc::new(move |grad| {
        with_current_vm(|vm| {
            let given = function.call((PyTensor::wrap(grad.clone(), vm),), vm).map_err(foreign)?;
            if vm.is_none(&given) {
                return Ok(None);
            }
            match given.downcast_ref::<PyTensor>() {
                Some(tensor) => Ok(Some(tensor.tensor().clone())),
                None => {
                    Err(Error::type_error(format!("hook must return None or a Tensor, not {}", given.class().name())))
                }
            }
        })
    })
}

/// A hook that calls Python after a leaf's gradient was added up.
pub fn post_hook(function: PyObjectRef) -> tape::PostHook {
    Rc::new(move || with_current_vm(|vm| function.call((), vm).map(|_| ()).map_err(foreign)))
}

/// Makes `outputs` results of a node called `name` whose backward is a Python function from a list of gradients to a list of gradients.
pub fn custom(
    name: &str,
    inputs: &PyObject,
    outputs: &PyObject,
    backward: PyObjectRef,
    vm: &VirtualMachine,
) -> PyResult {
    let inputs = tensors(inputs, "inputs", vm)?;
    let refs: Vec<&Tensor> = inputs.iter().collect();
    if !tape::wants(&refs) {
        return Ok(vm.ctx.none());
    }
    let node = Node::new("CppFunction", &refs, true);
    *node.title.borrow_mut() = Some(name.to_owned());
    node.set_backward(Box::new(move |incoming| {
        with_current_vm(|vm| {
            let grads = incoming
                .grads
                .iter()
                .map(|g| g.clone().map_or_else(|| vm.ctx.none(), |t| PyTensor::wrap(t, vm)))
                .collect();
            let given = backward.call((vm.ctx.new_list(grads),), vm).map_err(foreign)?;
            Ok(optional(&given))
        })
    }));
    for (i, output) in items(outputs).iter().enumerate() {
        if let Some(tensor) = output.downcast_ref::<PyTensor>().map(|t| t.tensor())
            && tensor.dtype().is_floating()
        {
            node.adopt(tensor, i);
        }
    }
    Ok(vm.ctx.none())
}
