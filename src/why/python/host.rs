//! What the machine gives a program: the native module `_ansatz`, two streams to print to, and a few builtins.

pub(super) use _ansatz::module_def;

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use rustpython_vm::builtins::PyTypeRef;
use rustpython_vm::{PyObjectRef, PyPayload, PyResult, VirtualMachine};

use super::console::{Console, Stream};
use super::source::Source;
use crate::figure::Figure;
use crate::why::outcome::Stop;

thread_local! {
    static HOST: RefCell<Option<Host>> = const { RefCell::new(None) };
}

/// Told when a program is being stopped, and in which of its lines.
pub type Told = Arc<dyn Fn(Stop, Option<u32>)>;

/// What the running program was given. One interpreter lives in a thread, so it is the thread's.
pub struct Host {
    pub console: Console,
    pub figures: Vec<Figure>,
    pub most_figures: u32,
    /// The exception that stops a program. It is no `Exception`, so that `except Exception` does not hold it up.
    pub stopped: PyTypeRef,
    /// The program, for the lines that tracebacks and warnings show.
    pub source: Rc<Source>,
    /// The program's name, which tells its frames from the library's.
    pub name: String,
    /// Why it is being stopped, and where.
    pub stop: Option<(Stop, Option<u32>)>,
    pub told: Option<Told>,
}

/// Sets what the next program is given.
pub fn set(host: Host) {
    HOST.with(|cell| *cell.borrow_mut() = Some(host));
}

/// Reads or changes it; `None` outside of a program.
pub fn with<T>(use_it: impl FnOnce(&mut Host) -> T) -> Option<T> {
    HOST.with(|cell| cell.borrow_mut().as_mut().map(use_it))
}

/// Stops the program, by an exception that it should not catch.
pub fn stop<T>(vm: &VirtualMachine, why: Stop) -> PyResult<T> {
    let line = line(vm);
    let told = with(|host| {
        let first = host.stop.is_none();
        host.stop.get_or_insert((why, line));
        if first { host.told.clone() } else { None }
    });
    if let Some(told) = told.flatten() {
        told(why, line);
    }
    let class = with(|host| host.stopped.clone()).unwrap_or_else(|| vm.ctx.exceptions.system_exit.to_owned());
    Err(vm.new_exception_empty(class))
}

/// The line of the program that is running, also when the library it called is.
fn line(vm: &VirtualMachine) -> Option<u32> {
    let name = with(|host| host.name.clone())?;
    let mut frame = vm.current_frame();
    while let Some(here) = frame {
        if here.code.source_path().as_str() == name {
            return u32::try_from(here.f_lineno()).ok();
        }
        frame = here.f_back(vm);
    }
    None
}

/// Prepares `sys` and the builtins for a program called `name`.
pub fn furnish(vm: &VirtualMachine, name: &str) -> PyResult<()> {
    // Imported first, because its classes exist from then on.
    let ours = vm.import("_ansatz", 0)?;
    let sys = &vm.sys_module;
    for (stream, attributes) in [(Stream::Output, ["stdout", "__stdout__"]), (Stream::Error, ["stderr", "__stderr__"])]
    {
        let object: PyObjectRef = _ansatz::TextStream { stream }.into_ref(&vm.ctx).into();
        for attribute in attributes {
            sys.set_attr(attribute, object.clone(), vm)?;
        }
    }
    sys.set_attr("argv", vm.ctx.new_list(vec![vm.ctx.new_str(name).into()]), vm)?;
    for empty in ["path", "path_hooks", "orig_argv", "warnoptions"] {
        sys.set_attr(empty, vm.ctx.new_list(Vec::new()), vm)?;
    }
    for blank in ["executable", "_base_executable", "prefix", "base_prefix", "exec_prefix", "base_exec_prefix"] {
        sys.set_attr(blank, vm.ctx.new_str(""), vm)?;
    }
    for builtin in ["exit", "quit", "input", "open"] {
        vm.builtins.set_attr(builtin, ours.get_attr(builtin, vm)?, vm)?;
    }
    let time = vm.import("time", 0)?;
    time.set_attr("sleep", ours.get_attr("sleep", vm)?, vm)?;
    Ok(())
}

#[rustpython_vm::pymodule]
mod _ansatz {
    use std::time::{Duration, Instant};

    use rustpython_vm::builtins::{PyBaseExceptionRef, PyStrRef, PyTraceback, PyUtf8StrRef};
    use rustpython_vm::convert::ToPyObject;
    use rustpython_vm::function::{FuncArgs, OptionalArg};
    use rustpython_vm::{PyObjectRef, PyPayload, PyRef, PyResult, VirtualMachine, pyclass};

    use super::super::console::Stream;
    use crate::figure::Figure;
    use crate::why::outcome::Stop;

    /// `sys.stdout` or `sys.stderr`.
    #[pyattr]
    #[pyclass(module = "_io", name = "TextIOWrapper")]
    #[derive(Debug, PyPayload)]
    pub struct TextStream {
        pub stream: Stream,
    }

    #[pyclass(flags(DISALLOW_INSTANTIATION))]
    impl TextStream {
        #[pymethod]
        fn write(&self, text: PyStrRef, vm: &VirtualMachine) -> PyResult<usize> {
            let characters = text.char_len();
            // A lone surrogate is no text; Python shows it escaped on stderr and refuses it on stdout.
            let written = match text.to_str() {
                Some(plain) => super::write(self.stream, plain.as_bytes()),
                None if self.stream == Stream::Error => {
                    super::write(self.stream, super::escaped(text.as_wtf8()).as_bytes())
                }
                None => return Err(super::surrogate_error(&text, vm)),
            };
            match written {
                Ok(()) => Ok(characters),
                Err(_) => super::stop(vm, Stop::Output),
            }
        }

        #[pymethod]
        fn writelines(&self, lines: PyObjectRef, vm: &VirtualMachine) -> PyResult<()> {
            for line in lines.try_to_value::<Vec<PyStrRef>>(vm)? {
                self.write(line, vm)?;
            }
            Ok(())
        }

        #[pymethod]
        fn flush(&self) {
            super::with(|host| host.console.flush());
        }

        #[pymethod]
        const fn isatty(&self) -> bool {
            false
        }

        #[pymethod]
        const fn readable(&self) -> bool {
            false
        }

        #[pymethod]
        const fn writable(&self) -> bool {
            true
        }

        #[pymethod]
        const fn seekable(&self) -> bool {
            false
        }

        #[pymethod]
        const fn close(&self) {}

        #[pygetset]
        const fn closed(&self) -> bool {
            false
        }

        #[pygetset]
        const fn encoding(&self) -> &'static str {
            "utf-8"
        }

        #[pygetset]
        const fn errors(&self) -> &'static str {
            match self.stream {
                Stream::Output => "strict",
                Stream::Error => "backslashreplace",
            }
        }

        #[pygetset]
        const fn mode(&self) -> &'static str {
            "w"
        }

        #[pygetset]
        const fn line_buffering(&self) -> bool {
            true
        }

        #[pygetset]
        const fn name(&self) -> &'static str {
            match self.stream {
                Stream::Output => "<stdout>",
                Stream::Error => "<stderr>",
            }
        }
    }

    /// Adds a figure, as JSON that `crate::figure::Figure` reads.
    #[pyfunction]
    fn figure(json: PyUtf8StrRef, vm: &VirtualMachine) -> PyResult<()> {
        let figure: Figure = serde_json::from_str(json.as_str())
            .map_err(|error| vm.new_value_error(format!("this is not a figure: {error}")))?;
        super::with(|host| {
            if host.figures.len() < host.most_figures as usize {
                host.figures.push(figure);
            }
        });
        Ok(())
    }

    /// The program's text, by the name of its file.
    #[pyfunction]
    fn source(name: PyUtf8StrRef) -> Option<String> {
        super::with(|host| (host.source.name == name.as_str()).then(|| host.source.text.clone())).flatten()
    }

    /// An exception as the text that it prints when nobody catches it.
    #[pyfunction]
    fn report(exception: PyBaseExceptionRef, chain: OptionalArg<bool>, vm: &VirtualMachine) -> Option<String> {
        let source = super::with(|host| host.source.clone())?;
        Some(super::super::traceback::text(vm, &exception, &source, chain.unwrap_or(true)))
    }

    /// The frames of a traceback: the file, the line, the function's name, and the line's text with the marks below it.
    #[pyfunction]
    fn frames(traceback: PyRef<PyTraceback>, vm: &VirtualMachine) -> Vec<PyObjectRef> {
        let Some(source) = super::with(|host| host.source.clone()) else { return Vec::new() };
        let frames = super::super::traceback::frames(vm, &traceback, &source);
        frames.into_iter().map(|frame| frame.to_pyobject(vm)).collect()
    }

    /// `time.sleep`, in short naps, so that it ends in time when the program is stopped.
    #[pyfunction]
    fn sleep(seconds: PyObjectRef, vm: &VirtualMachine) -> PyResult<()> {
        let seconds = match seconds.try_float(vm) {
            Ok(seconds) => seconds.to_f64(),
            Err(_) => {
                let message = format!("'{}' object cannot be interpreted as an integer", seconds.class().name());
                return Err(vm.new_type_error(message));
            }
        };
        if seconds.is_nan() {
            return Err(vm.new_value_error("Invalid value NaN (not a number)"));
        }
        if seconds < 0.0 {
            return Err(vm.new_value_error("sleep length must be non-negative"));
        }
        let length = Duration::try_from_secs_f64(seconds)
            .map_err(|_| vm.new_overflow_error("timestamp too large to convert to C _PyTime_t"))?;
        let start = Instant::now();
        while let Some(left) = length.checked_sub(start.elapsed()).filter(|left| !left.is_zero()) {
            std::thread::sleep(left.min(Duration::from_millis(10)));
            vm.check_signals()?;
        }
        Ok(())
    }

    #[pyfunction]
    fn exit(code: OptionalArg<PyObjectRef>, vm: &VirtualMachine) -> PyResult<()> {
        let arguments = code.into_option().unwrap_or_else(|| vm.ctx.none());
        Err(vm.new_exception(vm.ctx.exceptions.system_exit.to_owned(), vec![arguments]))
    }

    #[pyfunction]
    fn quit(code: OptionalArg<PyObjectRef>, vm: &VirtualMachine) -> PyResult<()> {
        exit(code, vm)
    }

    /// Nobody is there to type: as when standard input is empty.
    #[pyfunction]
    fn input(prompt: OptionalArg<PyObjectRef>, vm: &VirtualMachine) -> PyResult<()> {
        if let Some(prompt) = prompt.into_option() {
            let text = prompt.str(vm)?;
            let stdout = vm.sys_module.get_attr("stdout", vm)?;
            vm.call_method(&stdout, "write", (text,))?;
        }
        Err(vm.new_eof_error("EOF when reading a line"))
    }

    #[pyfunction]
    fn open(_args: FuncArgs, vm: &VirtualMachine) -> PyResult<()> {
        let class = vm.ctx.exceptions.permission_error.to_owned();
        let message = "open() is not available: programs run without files here";
        Err(vm.new_os_subtype_error(class, None, message).upcast())
    }
}

fn write(stream: Stream, text: &[u8]) -> Result<(), super::console::Full> {
    with(|host| host.console.clone()).map_or(Ok(()), |console| console.write(stream, text))
}

/// Lone surrogates as Python's `backslashreplace` writes them.
pub fn escaped(text: &rustpython_vm::common::wtf8::Wtf8) -> String {
    let mut out = String::new();
    for point in text.code_points() {
        match point.to_char() {
            Some(character) => out.push(character),
            None => out.push_str(&format!("\\u{:04x}", point.to_u32())),
        }
    }
    out
}

fn surrogate_error(
    text: &rustpython_vm::builtins::PyStr,
    vm: &VirtualMachine,
) -> rustpython_vm::builtins::PyBaseExceptionRef {
    let points: Vec<_> = text.as_wtf8().code_points().collect();
    let start = points.iter().position(|point| point.to_char().is_none()).unwrap_or(0);
    let end = points[start..].iter().position(|point| point.to_char().is_some()).map_or(points.len(), |n| start + n);
    vm.new_unicode_encode_error_real(
        vm.ctx.new_str("utf-8"),
        vm.ctx.new_str(text.as_wtf8().to_owned()),
        start,
        end,
        vm.ctx.new_str("surrogates not allowed"),
    )
}
