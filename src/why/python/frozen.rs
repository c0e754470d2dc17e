//! What a program can import: the Python that lies under `pylib`, compiled when the crate is, and native modules by name.

use rustpython_vm::builtins::PyModuleDef;
use rustpython_vm::frozen::FrozenModule;
use rustpython_vm::{Context, VirtualMachine};

/// Modules of RustPython's that need nothing of the machine. Everything that is not named here does not exist.
const NATIVE: [&str; 47] = [
    "_abc",
    "_ast",
    "_bisect",
    "_codecs",
    "_collections",
    "_contextvars",
    "_csv",
    "_functools",
    "_hashlib",
    "_imp",
    "_io",
    "_json",
    "_md5",
    "_opcode",
    "_operator",
    "_random",
    "_sha1",
    "_sha256",
    "_sha3",
    "_sha512",
    "_blake2",
    "_sre",
    "_stat",
    "_statistics",
    "_string",
    "_struct",
    "_suggestions",
    "_symtable",
    "_sysconfig",
    "_tokenize",
    "_types",
    "_typing",
    "_warnings",
    "_weakref",
    "array",
    "atexit",
    "binascii",
    "builtins",
    "cmath",
    "errno",
    "gc",
    "itertools",
    "math",
    "sys",
    "time",
    "unicodedata",
    "zlib",
];

/// RustPython's own frozen modules that a start needs; the rest are greetings.
const CORE: [&str; 7] = [
    "_frozen_importlib",
    "_frozen_importlib_external",
    "_thread",
    "codecs",
    "copyreg",
    "encodings_ascii",
    "encodings_utf_8",
];

/// The native modules that are ours. Their classes exist from the first import of their module on.
const OURS: [fn(&Context) -> &'static PyModuleDef; 3] =
    [super::host::module_def, super::numpy::module_def, super::torch::module_def];

/// The native modules a program may import, and ours.
pub fn native_modules(context: &Context) -> Vec<&'static PyModuleDef> {
    let mut modules = rustpython_stdlib::stdlib_module_defs(context);
    modules.retain(|def| NATIVE.contains(&def.name.as_str()));
    modules.extend(OURS.iter().map(|module_def| module_def(context)));
    modules
}

/// Takes away what the virtual machine brings along and a program has no use for, such as `marshal`, which would run any bytes.
pub fn restrict(vm: &mut VirtualMachine) {
    let library: Vec<&'static str> = library().into_iter().map(|(name, _)| name).collect();
    let ours: Vec<&'static str> = OURS.iter().map(|module_def| module_def(&vm.ctx).name.as_str()).collect();
    // Nothing else holds the state before the virtual machine is ready.
    if let Some(state) = std::rc::Rc::get_mut(&mut vm.state) {
        state.frozen.retain(|name, _| CORE.contains(name) || library.contains(name));
        state.module_defs.retain(|name, _| NATIVE.contains(name) || ours.contains(name));
    }
}

/// Every module under `pylib`, by its dotted name.
pub fn library() -> Vec<(&'static str, FrozenModule)> {
    #[cfg(debug_assertions)]
    if let Some(folder) = std::env::var_os("ANSATZ_PYLIB") {
        return from_folder(std::path::Path::new(&folder));
    }
    rustpython_derive::py_freeze!(dir = "pylib").into_iter().collect()
}

/// Reads the library from a folder instead, so that whoever writes it need not build after every line.
#[cfg(debug_assertions)]
fn from_folder(folder: &std::path::Path) -> Vec<(&'static str, FrozenModule)> {
    use rustpython_vm::{compiler, frozen::FrozenCodeObject};

    let (mut modules, mut folders) = (Vec::new(), vec![(folder.to_owned(), String::new())]);
    while let Some((folder, parent)) = folders.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
            let dotted = if parent.is_empty() { stem.clone() } else { format!("{parent}.{stem}") };
            if path.is_dir() {
                folders.push((path, dotted));
            } else if path.extension().is_some_and(|extension| extension == "py") {
                let package = stem == "__init__";
                let name = if package { parent.clone() } else { dotted };
                let source = std::fs::read_to_string(&path).unwrap_or_default();
                match compiler::compile(&source, compiler::Mode::Exec, &name, compiler::CompileOpts::default()) {
                    Ok(code) => {
                        let bytes: &'static [u8] = FrozenCodeObject::encode(&code).bytes.leak();
                        let code = FrozenCodeObject { bytes };
                        modules.push((&*name.leak(), FrozenModule { code, package }));
                    }
                    Err(error) => eprintln!("{}: {error}", path.display()),
                }
            }
        }
    }
    modules
}
