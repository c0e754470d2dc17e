//! The language: a RustPython that knows `torch` and nothing of the machine it runs on.

mod ahead;
mod console;
mod frozen;
mod host;
mod globals;
mod missing;
mod numpy;
mod repairs;
mod run;
mod source;
pub mod syntax;
mod fault;
pub mod torch;
mod traceback;
mod words;

use std::rc::Rc;
use std::time::Instant;

use rustpython_vm::builtins::PyTypeRef;
use rustpython_vm::signal::{UserSignalSender, user_signal_channel};
use rustpython_vm::{Interpreter, Settings, VirtualMachine};

use super::outcome::{Outcome, Request, Stop};
pub use console::{Console, Kept, Stream};
pub use host::Told;
use source::Source;

/// How many new objects the garbage collector lets be before it looks for cycles among them.
const COLLECT_AFTER: u32 = 10_000;

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
        // Loading torch makes tens of thousands of objects that stay.
        rustpython_vm::gc_state::gc_state().set_threshold(COLLECT_AFTER, None, None);
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
        interpreter.enter(torch::prepare);
        interpreter.enter(repairs::install);
        Self { interpreter, stop, stopped }
    }

    /// Loads what programs use, while none is there: until `asked` says that one waits.
    pub fn load_ahead(&self, asked: impl Fn() -> bool) {
        self.interpreter.enter(|vm| ahead::load(vm, asked));
    }

    /// Stops programs from another thread.
    pub fn interrupter(&self) -> Interrupter {
        Interrupter(self.stop.clone())
    }

    /// Runs a program and keeps what it prints. Its limits of time and memory are for whoever is around it.
    pub fn run(&self, request: &Request) -> Outcome {
        let (console, kept) = Console::kept(request.limits.output);
        let mut outcome = self.run_on(request, console, None);
        (outcome.stdout, outcome.stderr) = kept.take();
        outcome
    }

    /// Runs a program that prints to a console; the outcome's texts stay empty. `told` hears when it is being stopped.
    pub fn run_on(&self, request: &Request, console: Console, told: Option<Told>) -> Outcome {
        let source = Rc::new(Source::new(&request.name, &request.source));
        host::set(host::Host {
            console: console.clone(),
            figures: Vec::new(),
            most_figures: request.limits.figures,
            stopped: self.stopped.clone(),
            source: source.clone(),
            name: request.name.clone(),
            stop: None,
            told,
        });
        let start = Instant::now();
        let (ended, error, globals) = self.interpreter.enter(|vm| run::run(vm, &source, &console, &request.limits));
        let seconds = start.elapsed().as_secs_f64();
        console.flush();
        let figures = host::with(|host| std::mem::take(&mut host.figures)).unwrap_or_default();
        Outcome { ended, stdout: String::new(), stderr: String::new(), error, globals, figures, seconds, peak_bytes: 0 }
    }
}

/// Stops the program that an interpreter runs, from another thread, between two of its instructions.
pub struct Interrupter(UserSignalSender);

impl Interrupter {
    pub fn stop(&self, why: Stop) {
        // An interpreter that is gone needs no stopping.
        let _ = self.0.send(Box::new(move |vm| host::stop(vm, why)));
    }

    /// Raises `MemoryError`, if `still` says so when the interpreter comes to it.
    pub fn out_of_memory(&self, still: fn() -> bool) {
        let raise = move |vm: &VirtualMachine| if still() { Err(vm.new_memory_error(String::new())) } else { Ok(()) };
        let _ = self.0.send(Box::new(raise));
    }
}

impl Default for Python {
    fn default() -> Self {
        Self::new()
    }
}
