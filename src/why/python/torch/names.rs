//! What native code calls of the frozen Python: classes and functions that `torch/__init__.py` registers.

use std::cell::RefCell;
use std::collections::HashMap;

use rustpython_vm::PyObjectRef;

thread_local! {
    static NAMES: RefCell<HashMap<String, PyObjectRef>> = RefCell::default();
}

pub fn set(name: &str, object: PyObjectRef) {
    NAMES.with(|names| names.borrow_mut().insert(name.to_owned(), object));
}

pub fn get(name: &str) -> Option<PyObjectRef> {
    NAMES.with(|names| names.borrow().get(name).cloned())
}
