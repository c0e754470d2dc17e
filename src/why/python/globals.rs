//! What a program's names hold when it has ended: numbers, booleans, texts, tensors.

use std::collections::BTreeMap;

use rustpython_vm::builtins::{PyDictRef, PyFloat, PyInt, PyStr};
use rustpython_vm::{AsObject, PyObjectRef, VirtualMachine};

use crate::why::outcome::Global;

/// Reads a value of a class of ours; `None` for any other.
type Reader = fn(&PyObjectRef, &VirtualMachine) -> Option<Global>;

/// What else than Python's own values is told.
const READERS: [Reader; 1] = [super::torch::describe];

/// More names than this are left out, and so are longer texts and numbers.
const NAMES: usize = 1_000;
const TEXT: usize = 10_000;
/// An integer of this many bits has about 10,000 digits, which are written out in no time.
const BITS: u64 = 33_000;

/// Reads the names that do not start with an underscore.
pub fn collect(vm: &VirtualMachine, names: &PyDictRef) -> BTreeMap<String, Global> {
    let mut found = BTreeMap::new();
    for (name, value) in names.clone() {
        let Some(name) = name.downcast_ref::<PyStr>().and_then(|name| name.to_str().map(str::to_owned)) else {
            continue;
        };
        if name.starts_with('_') || found.len() >= NAMES {
            continue;
        }
        if let Some(value) = read(vm, &value) {
            found.insert(name, value);
        }
    }
    found
}

/// Only exact classes: a subclass could run the program's code, or be something else altogether.
fn read(vm: &VirtualMachine, value: &PyObjectRef) -> Option<Global> {
    let (class, types) = (value.class(), &vm.ctx.types);
    if class.is(types.bool_type) {
        return value.clone().try_to_bool(vm).ok().map(Global::Bool);
    }
    if class.is(types.int_type) {
        let number = value.downcast_ref::<PyInt>()?.as_bigint();
        return (number.bits() <= BITS).then(|| Global::Int(number.to_string()));
    }
    if class.is(types.float_type) {
        return value.downcast_ref::<PyFloat>().map(|number| Global::Float(number.to_f64()));
    }
    if class.is(types.str_type) {
        let text = value.downcast_ref::<PyStr>()?.to_str()?;
        return (text.len() <= TEXT).then(|| Global::Str(text.to_owned()));
    }
    READERS.iter().find_map(|reader| reader(value, vm))
}
