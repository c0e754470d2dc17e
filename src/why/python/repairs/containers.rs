//! Lists that say what they do not contain, and dicts in reverse.

use rustpython_vm::builtins::PyListRef;
use rustpython_vm::function::OptionalArg;
use rustpython_vm::{AsObject, PyObjectRef, PyResult, VirtualMachine};

use super::method;

pub fn install(vm: &VirtualMachine) {
    let types = &vm.ctx.types;
    for class in [types.dict_type, types.dict_keys_type, types.dict_values_type, types.dict_items_type] {
        method(vm, class, "__reversed__", reversed);
    }
    method(vm, types.list_type, "index", index);
    method(vm, types.list_type, "remove", remove);
}

/// `reversed(dict)`: RustPython's own meets keys twice after one was deleted.
fn reversed(dict: PyObjectRef, vm: &VirtualMachine) -> PyResult {
    let mut elements: Vec<PyObjectRef> = dict.try_to_value(vm)?;
    elements.reverse();
    Ok(vm.ctx.new_list(elements).as_object().get_iter(vm)?.into())
}

/// The place of a value from `start` on. The list may change while its elements are compared.
fn find(
    list: &PyListRef,
    value: &PyObjectRef,
    start: usize,
    stop: usize,
    vm: &VirtualMachine,
) -> PyResult<Option<usize>> {
    let mut at = start;
    while at < stop {
        let Some(element) = list.borrow_vec().get(at).cloned() else { return Ok(None) };
        if vm.identical_or_equal(&element, value)? {
            return Ok(Some(at));
        }
        at += 1;
    }
    Ok(None)
}

fn index(
    list: PyListRef,
    value: PyObjectRef,
    start: OptionalArg<PyObjectRef>,
    stop: OptionalArg<PyObjectRef>,
    vm: &VirtualMachine,
) -> PyResult<usize> {
    let length = list.borrow_vec().len();
    let place = |given: OptionalArg<PyObjectRef>, default: usize| -> PyResult<usize> {
        let Some(given) = given.into_option() else { return Ok(default) };
        let index = given.try_index(vm)?.try_to_primitive::<i64>(vm).unwrap_or(i64::MAX);
        Ok(if index < 0 { index.saturating_add(length as i64).max(0) } else { index } as usize)
    };
    let (start, stop) = (place(start, 0)?, place(stop, usize::MAX)?);
    match find(&list, &value, start, stop, vm)? {
        Some(at) => Ok(at),
        None => Err(vm.new_value_error(format!("{} is not in list", value.repr(vm)?))),
    }
}

fn remove(list: PyListRef, value: PyObjectRef, vm: &VirtualMachine) -> PyResult<()> {
    let found = find(&list, &value, 0, usize::MAX, vm)?;
    match found.filter(|at| *at < list.borrow_vec().len()) {
        Some(at) => {
            let removed = list.borrow_vec_mut().remove(at);
            // Its end may run code that looks at the list.
            drop(removed);
            Ok(())
        }
        None => Err(vm.new_value_error("list.remove(x): x not in list")),
    }
}
