//! Runs one program, from its text to how it ended.

use std::collections::BTreeMap;

use rustpython_vm::builtins::{PyBaseExceptionRef, PyCode};
use rustpython_vm::scope::Scope;
use rustpython_vm::{AsObject, PyRef, PyResult, VirtualMachine};

use super::console::{Console, Stream};
use super::fault::{self, Fault};
use super::source::Source;
use super::{globals, host, repairs, traceback};
use crate::why::outcome::{Ended, Global, Limits, Raised, Stop};

/// The longest message that is handed on, in bytes.
const MESSAGE: usize = 4 << 10;

/// How it ended, what it did not catch, and what its names hold.
type Run = (Ended, Option<Raised>, BTreeMap<String, Global>);

/// Runs the program. What is uncaught is printed to the console as Python prints it.
pub fn run(vm: &VirtualMachine, source: &Source, console: &Console, limits: &Limits) -> Run {
    let (ended, error, names) = match prepare(vm, source) {
        Ok(scope) => match compile(vm, source).map(|code| vm.run_code_obj(code, scope.clone())) {
            Err(fault) => {
                let (text, raised) = fault.show(source);
                console.note(&text);
                (Ended::Raised, Some(raised), None)
            }
            Ok(Ok(_)) => (Ended::Finished, None, Some(scope.globals)),
            Ok(Err(exception)) => {
                let (ended, error) = end(vm, &exception, source, console);
                (ended, error, Some(scope.globals))
            }
        },
        Err(exception) => {
            let (ended, error) = end(vm, &exception, source, console);
            (ended, error, None)
        }
    };
    // A program that is stopped has no say in how it ends.
    if let Some((stop, line)) = host::with(|host| host.stop).flatten() {
        let raised = Raised { kind: "Stopped".to_owned(), message: stop.sentence(limits, line), line };
        return (Ended::Stopped(stop), Some(raised), BTreeMap::new());
    }
    (ended, error, names.map(|names| globals::collect(vm, &names)).unwrap_or_default())
}

fn prepare(vm: &VirtualMachine, source: &Source) -> PyResult<Scope> {
    host::furnish(vm, &source.name)?;
    vm.new_scope_with_main()
}

fn compile(vm: &VirtualMachine, source: &Source) -> Result<PyRef<PyCode>, Fault> {
    repairs::compile(vm, &source.text, &source.name).map_err(|error| fault::fault(source, &error))
}

fn end(
    vm: &VirtualMachine,
    exception: &PyBaseExceptionRef,
    source: &Source,
    console: &Console,
) -> (Ended, Option<Raised>) {
    if host::with(|host| host.stop.is_some()) == Some(true) {
        return (Ended::Raised, None);
    }
    if exception.fast_isinstance(vm.ctx.exceptions.system_exit) {
        return exit(vm, exception, source, console);
    }
    let report = traceback::report(vm, exception, source);
    console.note(&report.text);
    let kind = shortened(traceback::class_name(vm, exception));
    let message = shortened(traceback::message(vm, exception));
    let ended = match exception.class() {
        class if class.is(vm.ctx.exceptions.memory_error) => Ended::Stopped(Stop::Memory),
        class if class.is(vm.ctx.exceptions.recursion_error) => Ended::Stopped(Stop::Recursion),
        _ => Ended::Raised,
    };
    (ended, Some(Raised { kind, message, line: report.line }))
}

/// A text of the program's for those who only want to know what it was: the whole is in its traceback.
fn shortened(mut text: String) -> String {
    if text.len() > MESSAGE {
        text.truncate(text.floor_char_boundary(MESSAGE));
        text.push('…');
    }
    text
}

/// `sys.exit()`: quiet for nothing and for numbers; anything else is printed.
fn exit(
    vm: &VirtualMachine,
    exception: &PyBaseExceptionRef,
    source: &Source,
    console: &Console,
) -> (Ended, Option<Raised>) {
    let code = exception.as_object().get_attr("code", vm).unwrap_or_else(|_| vm.ctx.none());
    let message = code.str(vm).map(|text| host::escaped(text.as_wtf8())).unwrap_or_default();
    if vm.is_none(&code) || (code.fast_isinstance(vm.ctx.types.int_type) && ["0", "False"].contains(&&*message)) {
        return (Ended::Finished, None);
    }
    if !code.fast_isinstance(vm.ctx.types.int_type) {
        let _ = console.write(Stream::Error, format!("{message}\n").as_bytes());
    }
    let line = traceback::report(vm, exception, source).line;
    (Ended::Raised, Some(Raised { kind: "SystemExit".to_owned(), message: shortened(message), line }))
}
