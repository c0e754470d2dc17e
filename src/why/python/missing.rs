//! Modules that there are elsewhere: importing one of them fails as in Python, and a note says what there is instead.

use rustpython_vm::builtins::PyBaseExceptionRef;
use rustpython_vm::{AsObject, VirtualMachine};

/// What programs here have no use for or are kept from, and what is said of it.
const KINDS: [(&[&str], &str); 5] = [
    (
        &[
            "os", "pathlib", "shutil", "glob", "tempfile", "fileinput", "pickle", "shelve", "sqlite3", "zipfile", "tarfile",
            "gzip", "mmap", "h5py", "joblib",
        ],
        "programs run without files here",
    ),
    (
        &["socket", "ssl", "urllib", "http", "requests", "ftplib", "smtplib", "asyncio", "websockets", "aiohttp", "httpx"],
        "programs run without a network here",
    ),
    (
        &["subprocess", "multiprocessing", "threading", "concurrent", "signal", "_thread", "queue", "ctypes", "cffi"],
        "a program runs alone here, in one thread",
    ),
    (
        &[
            "pandas", "scipy", "sklearn", "torchvision", "torchaudio", "torchtext", "torchmetrics", "transformers", "datasets",
            "tensorflow", "keras", "jax", "flax", "seaborn", "plotly", "PIL", "cv2", "lightning", "pytorch_lightning",
            "accelerate", "einops", "sympy", "networkx", "numba", "cupy", "tqdm", "wandb", "tensorboard",
        ],
        "of the libraries, there are torch, numpy and matplotlib.pyplot here",
    ),
    (
        &[
            "abc", "argparse", "array", "ast", "asyncore", "base64", "bisect", "calendar", "collections", "colorsys",
            "configparser", "contextlib", "copy", "csv", "dataclasses", "datetime", "decimal", "difflib", "dis", "email", "enum",
            "fractions", "functools", "gc", "getpass", "gettext", "hashlib", "heapq", "hmac", "html", "importlib", "inspect",
            "io", "ipaddress", "itertools", "json", "keyword", "linecache", "locale", "logging", "lzma", "math", "numbers",
            "operator", "optparse", "pdb", "pkgutil", "platform", "pprint", "profile", "random", "re", "reprlib", "runpy",
            "sched", "secrets", "select", "selectors", "shlex", "site", "statistics", "string", "struct", "symtable", "sysconfig",
            "textwrap", "timeit", "token", "tokenize", "trace", "traceback", "tracemalloc", "turtle", "types", "typing",
            "unittest", "uuid", "venv", "warnings", "wave", "weakref", "webbrowser", "xml", "zlib", "zoneinfo", "doctest",
            "cProfile", "pstats", "resource", "pwd", "grp", "termios", "tty", "pty", "fcntl", "readline", "curses", "tkinter",
            "codecs", "encodings", "marshal", "bz2", "mimetypes", "ensurepip", "binascii", "nturl2path", "ntpath", "posixpath",
        ],
        "only a part of Python's standard library is there here",
    ),
];

/// Adds the note to an exception that says that such a module is missing.
pub fn explain(vm: &VirtualMachine, exception: &PyBaseExceptionRef) -> Option<String> {
    if !exception.fast_isinstance(vm.ctx.exceptions.module_not_found_error) {
        return None;
    }
    let name = exception.as_object().get_attr("name", vm).ok()?.str(vm).ok()?;
    let name = name.to_str()?;
    let root = name.split('.').next()?;
    // A part of a module that there is.
    if vm.state.frozen.contains_key(root) || vm.state.module_defs.contains_key(root) {
        return None;
    }
    let (_, why) = KINDS.iter().find(|(names, _)| names.contains(&root))?;
    Some(format!("{name} is not available: {why}."))
}
