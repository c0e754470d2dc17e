//! The language: a RustPython that knows `torch` and nothing of the machine it runs on.
