//! `dir()` of modules that say themselves what is in them (PEP 562).

use rustpython_vm::builtins::PyModule;
use rustpython_vm::{PyObjectRef, PyRef, PyResult, VirtualMachine};

use super::method;

pub fn install(vm: &VirtualMachine) {
    method(vm, vm.ctx.types.module_type, "__dir__", dir);
}

/// What the module's own `__dir__` says, or else the names in it.
fn dir(module: PyRef<PyModule>, vm: &VirtualMachine) -> PyResult {
    let names = module.dict();
    match names.get_item_opt("__dir__", vm)? {
        Some(own) => own.call((), vm),
        None => {
            let names: Vec<PyObjectRef> = names.into_iter().map(|(name, _)| name).collect();
            Ok(vm.ctx.new_list(names).into())
        }
    }
}
