//! The graph as programs see and change it: hooks of nodes, what saved tensors are kept as, edges.

use std::any::Any;
use std::rc::Rc;

use rustpython_vm::vm::thread::with_current_vm;
use rustpython_vm::{PyObject, PyObjectRef, PyResult, VirtualMachine};

use super::super::super::torch::tape::{self, AfterHook, BeforeHook, Edge, Packing};
use super::super::super::torch::{Error, Tensor};
use super::autograd::{foreign, optional, tensors};
use super::convert::fail;
use super::tensor::PyTensor;
use super::types::PyNode;

fn tuple(tensors: &[Option<Tensor>], vm: &VirtualMachine) -> PyObjectRef {
    let one = |t: &Option<Tensor>| t.clone().map_or_else(|| vm.ctx.none(), |t| PyTensor::wrap(t, vm));
    vm.ctx.new_tuple(tensors.iter().map(one).collect()).into()
}

fn replaced(given: &PyObject, vm: &VirtualMachine) -> Option<Vec<Option<Tensor>>> {
    (!vm.is_none(given)).then(|| optional(given))
}

/// A hook of a node's that calls Python before it runs.
pub fn before_hook(function: PyObjectRef) -> BeforeHook {
    Rc::new(move |got| {
        with_current_vm(|vm| {
            let given = function.call((tuple(got, vm),), vm).map_err(foreign)?;
            Ok(replaced(&given, vm))
        })
    })
}

/// A hook of a node's that calls Python after it ran.
pub fn after_hook(function: PyObjectRef) -> AfterHook {
    Rc::new(move |given, got| {
        with_current_vm(|vm| {
            let given = function.call((tuple(given, vm), tuple(got, vm)), vm).map_err(foreign)?;
            Ok(replaced(&given, vm))
        })
    })
}

pub fn push_packing(pack: PyObjectRef, unpack: PyObjectRef) {
    let pack = move |tensor: &Tensor| {
        with_current_vm(|vm| {
            let packed = pack.call((PyTensor::wrap(tensor.clone(), vm),), vm).map_err(foreign)?;
            Ok(Rc::new(packed) as Rc<dyn Any>)
        })
    };
    let unpack = move |packed: &Rc<dyn Any>| {
        with_current_vm(|vm| {
            let packed = packed.downcast_ref::<PyObjectRef>().cloned().unwrap_or_else(|| vm.ctx.none());
            let given = unpack.call((packed,), vm).map_err(foreign)?;
            match given.downcast_ref::<PyTensor>() {
                Some(tensor) => Ok(tensor.tensor().clone()),
                None => Err(Error::type_error(
                    "Output of saved tensor unpack_hook expected to be a Tensor but got result of type ".to_owned()
                        + &given.class().name(),
                )),
            }
        })
    };
    tape::push_packing(Rc::new(Packing { pack: Box::new(pack), unpack: Box::new(unpack) }));
}

pub fn stand_in(node: &PyObject, output: usize, vm: &VirtualMachine) -> PyResult {
    let Some(node) = node.downcast_ref::<PyNode>() else {
        return Err(vm.new_type_error(format!("expected a Node, not {}", node.class().name())));
    };
    let edge = Edge { node: node.node().clone(), output };
    let tensor = tape::stand_in(&edge).map_err(|error| fail(&error, vm))?;
    Ok(PyTensor::wrap(tensor, vm))
}

pub fn edge(tensor: &PyObject, vm: &VirtualMachine) -> PyResult {
    let found = tensor.downcast_ref::<PyTensor>().and_then(|tensor| tape::edge_of(tensor.tensor()));
    let Some(edge) = found else { return Ok(vm.ctx.none()) };
    let pair = vec![PyNode::wrap(edge.node, vm), vm.ctx.new_int(edge.output).into()];
    Ok(vm.ctx.new_tuple(pair).into())
}

pub fn depends_on_others(outputs: &PyObject, leaves: &PyObject, vm: &VirtualMachine) -> PyResult<bool> {
    Ok(tape::depends_on_others(&tensors(outputs, "outputs", vm)?, &tensors(leaves, "leaves", vm)?))
}
