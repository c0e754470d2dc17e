//! Where RustPython 0.5 computes something else than Python, the right result.
//!
//! Found by running random expressions in both: `-4.0 % 2` is 2.0, `1.0 // 0.1` is 10.0, `round(2.675, 2)` is 2.68, and a precision
//! cuts a text in the middle of a character. Methods of the builtin types and their operators are replaced; what the compiler
//! gets wrong is mended in its output.

mod bytecode;
mod containers;
mod format;
mod modules;
mod numbers;
mod text;

use rustpython_vm::function::IntoPyNativeFn;
use rustpython_vm::{Py, VirtualMachine, builtins::PyType};

pub use bytecode::compile;

/// Replaces what is wrong. Classes that are made later inherit it.
pub fn install(vm: &VirtualMachine) {
    numbers::install(vm);
    text::install(vm);
    containers::install(vm);
    modules::install(vm);
}

/// Gives a builtin class a method in the place of its own.
fn method<F, K>(vm: &VirtualMachine, class: &'static Py<PyType>, name: &'static str, function: F)
where
    F: IntoPyNativeFn<K>,
{
    class.set_attr(vm.ctx.intern_str(name), vm.new_method(name, class, function).into());
}
