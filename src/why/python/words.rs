//! RustPython's words for what went wrong, as CPython 3.11 says them: a learner searches for those.
//!
//! Only what the interpreter itself raised is put into other words, never what a program or a library said.

use rustpython_vm::builtins::{PyBaseException, PyStr};
use rustpython_vm::bytecode::Instruction;
use rustpython_vm::bytecode::oparg::{BinaryOperator, OpArg};
use rustpython_vm::{AsObject, Py, PyRef, PyResult, VirtualMachine};

/// Where an exception must come from for a sentence to be put into other words.
#[derive(Clone, Copy, PartialEq, Eq)]
enum When {
    Always,
    /// `in` and `not in`.
    Membership,
    /// `*` and `*=`.
    Product,
    /// `x[i]` and `x[i] = …`.
    Item,
}

/// RustPython's sentence and CPython's. `{}` is any text, in the same order.
const SENTENCES: [(When, &str, &str); 43] = [
    (When::Always, "unsupported operand type(s) for +: 'str' and '{}'", "can only concatenate str (not \"{}\") to str"),
    (
        When::Always,
        "unsupported operand type(s) for +=: 'str' and '{}'",
        "can only concatenate str (not \"{}\") to str",
    ),
    (When::Always, "Cannot add list and {}", "can only concatenate list (not \"{}\") to list"),
    (
        When::Always,
        "can only concatenate tuple (not '{}') to tuple",
        "can only concatenate tuple (not \"{}\") to tuple",
    ),
    (When::Membership, "'{}' object is not iterable", "argument of type '{}' is not iterable"),
    (
        When::Product,
        "'{}' object cannot be interpreted as an integer",
        "can't multiply sequence by non-int of type '{}'",
    ),
    (
        When::Always,
        "str indices must be integers or slices or classes that override __index__ operator, not '{}'",
        "string indices must be integers, not '{}'",
    ),
    (
        When::Always,
        "sequence indices be integers or slices or classes that override __index__ operator, not '{}'",
        "range indices must be integers or slices, not {}",
    ),
    (
        When::Always,
        "{} indices must be integers or slices or classes that override __index__ operator, not '{}'",
        "{} indices must be integers or slices, not {}",
    ),
    (
        When::Always,
        "class {} without an implementation for abstract method '{}'",
        "Can't instantiate abstract class {} with abstract method {}",
    ),
    (When::Always, "'{}' does not support item assignment", "'{}' object does not support item assignment"),
    (When::Always, "'{}' does not support item deletion", "'{}' object doesn't support item deletion"),
    (When::Item, "index out of range", "string index out of range"),
    (When::Item, "assignment index out of range", "list assignment index out of range"),
    (When::Always, "too many values to unpack (expected {}, got {})", "too many values to unpack (expected {})"),
    (
        When::Always,
        "local variable '{}' referenced before assignment",
        "cannot access local variable '{}' where it is not associated with a value",
    ),
    (
        When::Always,
        "'{}' object does not support the context manager protocol (missed __exit__ method)",
        "'{}' object does not support the context manager protocol",
    ),
    (
        When::Always,
        "exceptions must be classes or instances deriving from BaseException, not {}",
        "exceptions must derive from BaseException",
    ),
    (
        When::Always,
        "float() argument must be a string or a number, not '{}'",
        "float() argument must be a string or a real number, not '{}'",
    ),
    (When::Always, "ValueError: cannot convert float {}", "cannot convert float {}"),
    (When::Always, "OverflowError: cannot convert float {}", "cannot convert float {}"),
    (When::Always, "type {} doesn't define __round__", "type {} doesn't define __round__ method"),
    (When::Always, "%{} format: a number is required, not {}", "%{} format: a real number is required, not {}"),
    (When::Always, "{} object is not an iterator", "'{}' object is not an iterator"),
    (When::Always, "max() iterable argument is empty", "max() arg is an empty sequence"),
    (When::Always, "min() iterable argument is empty", "min() arg is an empty sequence"),
    (
        When::Always,
        "isinstance() arg 2 must be a type, {} union, not {}",
        "isinstance() arg 2 must be a type, {} union",
    ),
    (When::Always, "issubclass() arg 1 must be a class, not {}", "issubclass() arg 1 must be a class"),
    (
        When::Always,
        "issubclass() arg 2 must be a class, {} union, not {}",
        "issubclass() arg 2 must be a class, {} union",
    ),
    (When::Always, "Expected type 'int' but '{}' found.", "'{}' object cannot be interpreted as an integer"),
    (When::Always, "Expected type 'str' but '{}' found.", "must be str, not {}"),
    (When::Always, "Expected type bool, not {}", "'{}' object cannot be interpreted as an integer"),
    (When::Always, "unsupported operand type(s) for divmod: {}", "unsupported operand type(s) for divmod(): {}"),
    (When::Always, "type '{}' doesn't define '__floor__' method", "must be real number, not {}"),
    (When::Always, "type '{}' doesn't define '__ceil__' method", "must be real number, not {}"),
    (When::Always, "expected a nonnegative input, got {}", "math domain error"),
    (When::Always, "expected a positive input", "math domain error"),
    (When::Always, "expected a positive input, got {}", "math domain error"),
    (When::Always, "expected a number in range from {}", "math domain error"),
    (When::Always, "expected '}' before end of string", "Single '{' encountered in format string"),
    (When::Always, "multiple bases have instance layout conflict", "multiple bases have instance lay-out conflict"),
    (When::Always, "maximum recursion depth exceeded ", "maximum recursion depth exceeded"),
    (
        When::Always,
        "{} takes from {} positional argument but {} were given",
        "{} takes from {} positional arguments but {} were given",
    ),
];

/// Makes the exceptions that the interpreter raises say CPython's sentences.
pub fn install(vm: &VirtualMachine) {
    let classes = &vm.ctx.exceptions;
    for class in [
        classes.type_error,
        classes.value_error,
        classes.index_error,
        classes.unbound_local_error,
        classes.recursion_error,
        classes.overflow_error,
    ] {
        class.set_attr(vm.ctx.intern_str("__str__"), vm.new_method("__str__", class, text).into());
    }
}

/// `str(exception)`.
fn text(exception: PyRef<PyBaseException>, vm: &VirtualMachine) -> PyResult<PyRef<PyStr>> {
    let arguments = exception.args();
    match arguments.as_slice() {
        [] => Ok(vm.ctx.empty_str.to_owned()),
        [only] => {
            let said = only.str(vm)?;
            let ours = said.to_str().and_then(|said| cpython(&exception, said));
            Ok(ours.map_or(said, |ours| vm.ctx.new_str(ours)))
        }
        _ => arguments.as_object().repr(vm),
    }
}

/// What CPython says instead.
fn cpython(exception: &Py<PyBaseException>, said: &str) -> Option<String> {
    let place = exception.__traceback__()?.iter().last()?;
    let code = &place.frame.code.code;
    let unit = code.instructions.get(place.lasti as usize / 2)?;
    let op = unit.op.deoptimize();
    if matches!(op, Instruction::RaiseVarargs { .. }) && !said.starts_with("exceptions must be classes") {
        return None;
    }
    let operator = match op {
        Instruction::BinaryOp { op } => op.try_get(OpArg::new(u32::from(u8::from(unit.arg)))).ok(),
        _ => None,
    };
    let happened = |when| match when {
        When::Always => true,
        When::Membership => matches!(op, Instruction::ContainsOp { .. }),
        When::Product => matches!(operator, Some(BinaryOperator::Multiply | BinaryOperator::InplaceMultiply)),
        When::Item => {
            matches!(operator, Some(BinaryOperator::Subscr))
                || matches!(op, Instruction::StoreSubscr | Instruction::DeleteSubscr)
        }
    };
    SENTENCES.iter().filter(|(when, ..)| happened(*when)).find_map(|(_, ours, theirs)| reword(said, ours, theirs))
}

/// Puts what `pattern`'s gaps hold into `other`'s.
fn reword(said: &str, pattern: &str, other: &str) -> Option<String> {
    let mut pieces = pattern.split("{}");
    let mut rest = said.strip_prefix(pieces.next()?)?;
    let mut held = Vec::new();
    let mut pieces = pieces.peekable();
    while let Some(piece) = pieces.next() {
        // The last gap reaches to the end.
        let at = if pieces.peek().is_none() { rest.strip_suffix(piece)?.len() } else { rest.find(piece)? };
        held.push(&rest[..at]);
        rest = &rest[at + piece.len()..];
    }
    if !rest.is_empty() {
        return None;
    }
    let mut out = String::new();
    for (at, piece) in other.split("{}").enumerate() {
        out.push_str(at.checked_sub(1).and_then(|at| held.get(at)).unwrap_or(&""));
        out.push_str(piece);
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::reword;

    #[test]
    fn gaps_keep_what_they_hold() {
        assert_eq!(reword("a 1 b", "a {} b", "<{}>").as_deref(), Some("<1>"));
        assert_eq!(reword("a 1 b 2", "a {} b {}", "{}, {}").as_deref(), Some("1, 2"));
        assert_eq!(reword("a 1 b 2", "a {} b {}", "only {}").as_deref(), Some("only 1"));
        assert_eq!(reword("a 1 b", "a {}", "{}").as_deref(), Some("1 b"));
        assert_eq!(reword("plain", "plain", "other").as_deref(), Some("other"));
        assert_eq!(reword("plain, and more", "plain", "other"), None);
        assert_eq!(reword("b", "a {}", "{}"), None);
    }
}
