//! The language: a RustPython that knows `torch` and nothing of the machine it runs on.

mod console;
mod frozen;
mod host;
mod repairs;
mod source;
pub mod torch;
mod traceback;
mod words;

use std::collections::BTreeMap;
use std::rc::Rc;
use std::time::Instant;

use rustpython_vm::builtins::{PyBaseExceptionRef, PyTypeRef};
use rustpython_vm::signal::{UserSignalSender, user_signal_channel};
use rustpython_vm::{Interpreter, PyResult, Settings, VirtualMachine};

use super::outcome::{Ended, Outcome, Raised, Request};
use source::Source;
pub use console::{Console, Kept, Stream};

/// A Python interpreter, ready for a program. It belongs to the thread it was made in.
pub struct Python {
    interpreter: Interpreter,
    stop: UserSignalSender,
    stopped: PyTypeRef,
}

impl Python {
    pub fn new() -> Self {
        let mut settings = Settings::default();
        settings.install_signal_handlers = false;
        settings.import_site = false;
        settings.ignore_environment = true;
        settings.isolated = true;
        settings.write_bytecode = false;
        settings.hash_seed = Some(0);
        let (stop, stops) = user_signal_channel();
        let builder = Interpreter::builder(settings);
        let modules = frozen::native_modules(&builder.ctx);
        let stopped = builder.ctx.new_exception_type(
            "builtins",
            "Stopped",
            Some(vec![builder.ctx.exceptions.base_exception_type.to_owned()]),
        );
        let interpreter = builder
            .add_native_modules(&modules)
            .add_frozen_modules(frozen::library())
            .init_hook(move |vm| {
                frozen::restrict(vm);
                vm.set_user_signal_channel(stops);
                vm.recursion_limit.set(1000);
            })
            .build();
        interpreter.enter(words::install);
        interpreter.enter(repairs::install);
        Self { interpreter, stop, stopped }
    }

    /// How another thread makes the interpreter do something between two instructions.
    pub fn signals(&self) -> UserSignalSender {
        self.stop.clone()
    }

    /// Runs a program and keeps what it prints. Its limits of time and memory are for whoever is around it.
    pub fn run(&self, request: &Request) -> Outcome {
        let (console, kept) = Console::kept(request.limits.output);
        let mut outcome = self.run_on(request, console);
        (outcome.stdout, outcome.stderr) = kept.take();
        outcome
    }

    /// Runs a program that prints to a console; the outcome's texts stay empty.
    pub fn run_on(&self, request: &Request, console: Console) -> Outcome {
        let source = Rc::new(Source::new(&request.name, &request.source));
        host::set(host::Host {
            console: console.clone(),
            figures: Vec::new(),
            most_figures: request.limits.figures,
            stopped: self.stopped.clone(),
            source: source.clone(),
        });
        let start = Instant::now();
        let (ended, error) = self.interpreter.enter(|vm| match execute(vm, &source) {
            Ok(()) => (Ended::Finished, None),
            Err(exception) => end(vm, &exception, &source, &console),
        });
        let seconds = start.elapsed().as_secs_f64();
        console.flush();
        Outcome {
            ended,
            stdout: String::new(),
            stderr: String::new(),
            error,
            globals: BTreeMap::new(),
            figures: host::with(|host| std::mem::take(&mut host.figures)).unwrap_or_default(),
            seconds,
            peak_bytes: 0,
        }
    }
}

impl Default for Python {
    fn default() -> Self {
        Self::new()
    }
}

fn execute(vm: &VirtualMachine, source: &Source) -> PyResult<()> {
    host::furnish(vm, &source.name)?;
    let scope = vm.new_scope_with_main()?;
    let code = repairs::compile(vm, &source.text, &source.name)
        .map_err(|error| vm.new_syntax_error(&error, Some(&source.text)))?;
    vm.run_code_obj(code, scope)?;
    Ok(())
}

fn end(vm: &VirtualMachine, exception: &PyBaseExceptionRef, source: &Source, console: &Console) -> (Ended, Option<Raised>) {
    let report = traceback::report(vm, exception, source);
    console.note(report.text.as_bytes());
    let (kind, message) = (traceback::class_name(vm, exception), traceback::message(vm, exception));
    (Ended::Raised, Some(Raised { kind, message, line: report.line }))
}
