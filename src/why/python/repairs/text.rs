//! Methods of `str` that count bytes where Python counts characters, and `format` of texts and numbers.

use rustpython_vm::builtins::{PyFloat, PyInt, PyStr, PyStrRef, PyUtf8StrRef};
use rustpython_vm::common::wtf8::Wtf8Buf;
use rustpython_vm::convert::IntoPyException;
use rustpython_vm::function::{OptionalArg, OptionalOption};
use rustpython_vm::{AsObject, FromArgs, PyObjectRef, PyRef, PyResult, VirtualMachine};

use super::{format, method};

pub fn install(vm: &VirtualMachine) {
    let types = &vm.ctx.types;
    method(vm, types.float_type, "__format__", format_float);
    method(vm, types.int_type, "__format__", format_int);
    method(vm, types.bool_type, "__format__", format_int);
    let text = types.str_type;
    method(vm, text, "__format__", format_text);
    method(vm, text, "zfill", zfill);
    method(vm, text, "swapcase", swapcase);
    method(vm, text, "replace", replace);
    method(vm, text, "join", join);
    method(vm, text, "expandtabs", expandtabs);
    method(vm, text, "count", count);
    method(vm, text, "strip", |text: PyStrRef, chars: OptionalOption<PyObjectRef>, vm: &VirtualMachine| {
        strip(text, chars, "strip", vm)
    });
    method(vm, text, "lstrip", |text: PyStrRef, chars: OptionalOption<PyObjectRef>, vm: &VirtualMachine| {
        strip(text, chars, "lstrip", vm)
    });
    method(vm, text, "rstrip", |text: PyStrRef, chars: OptionalOption<PyObjectRef>, vm: &VirtualMachine| {
        strip(text, chars, "rstrip", vm)
    });
}

fn format_text(text: PyStrRef, spec: PyUtf8StrRef, vm: &VirtualMachine) -> PyResult<PyStrRef> {
    if spec.is_empty() {
        return text.as_object().str(vm);
    }
    let class = text.class().name().to_string();
    let plain = text.try_into_utf8(vm)?;
    let formatted = format::parse(spec.as_str(), &class).and_then(|spec| spec.text(plain.as_str()));
    formatted.map(|text| vm.ctx.new_str(text)).map_err(|message| vm.new_value_error(message))
}

fn format_float(float: PyRef<PyFloat>, spec: PyUtf8StrRef, vm: &VirtualMachine) -> PyResult<PyStrRef> {
    if spec.is_empty() {
        return float.as_object().str(vm);
    }
    let class = float.class().name().to_string();
    let formatted = format::parse(spec.as_str(), &class).and_then(|spec| spec.float(float.to_f64()));
    formatted.map(|text| vm.ctx.new_str(text)).map_err(|message| vm.new_value_error(message))
}

/// Whole numbers are formatted by RustPython itself, but for the types that make floats of them.
fn format_int(int: PyRef<PyInt>, spec: PyUtf8StrRef, vm: &VirtualMachine) -> PyResult<PyStrRef> {
    if spec.is_empty() {
        return int.as_object().str(vm);
    }
    if spec.as_str().ends_with(['e', 'E', 'f', 'F', 'g', 'G', '%']) {
        let class = int.class().name().to_string();
        let spec = format::parse(spec.as_str(), &class).map_err(|message| vm.new_value_error(message))?;
        let float = int.as_object().try_float(vm)?.to_f64();
        return spec.float(float).map(|text| vm.ctx.new_str(text)).map_err(|message| vm.new_value_error(message));
    }
    use rustpython_vm::common::format::FormatSpec;
    let formatted = FormatSpec::parse(spec.as_str()).and_then(|spec| spec.format_int(int.as_bigint()));
    formatted.map(|text| vm.ctx.new_str(text)).map_err(|error| error.into_pyexception(vm))
}

fn zfill(text: PyStrRef, width: isize, vm: &VirtualMachine) -> PyResult<PyStrRef> {
    let plain = text.try_into_utf8(vm)?;
    let missing = usize::try_from(width).unwrap_or(0).saturating_sub(plain.as_str().chars().count());
    let (sign, digits) = plain.as_str().split_at(usize::from(plain.as_str().starts_with(['+', '-'])));
    Ok(vm.ctx.new_str(format!("{sign}{}{digits}", "0".repeat(missing))))
}

fn swapcase(text: PyStrRef, vm: &VirtualMachine) -> PyResult<PyStrRef> {
    let plain = text.try_into_utf8(vm)?;
    let mut swapped = String::with_capacity(plain.as_str().len());
    for character in plain.as_str().chars() {
        if character.is_uppercase() {
            swapped.extend(character.to_lowercase());
        } else if character.is_lowercase() {
            swapped.extend(character.to_uppercase());
        } else {
            swapped.push(character);
        }
    }
    Ok(vm.ctx.new_str(swapped))
}

fn replace(
    text: PyStrRef,
    old: PyStrRef,
    new: PyStrRef,
    most: OptionalArg<isize>,
    vm: &VirtualMachine,
) -> PyResult<PyStrRef> {
    let most = usize::try_from(most.unwrap_or(-1)).unwrap_or(usize::MAX);
    let (text, old, new) = (text.try_into_utf8(vm)?, old.try_into_utf8(vm)?, new.try_into_utf8(vm)?);
    let replaced = text.as_str().replacen(old.as_str(), new.as_str(), most);
    Ok(vm.ctx.new_str(replaced))
}

/// RustPython does not say which of the items is no text.
fn join(text: PyStrRef, items: PyObjectRef, vm: &VirtualMachine) -> PyResult<PyStrRef> {
    let iterator = items.get_iter(vm).map_err(|error| {
        let foreign = !error.fast_isinstance(vm.ctx.exceptions.type_error);
        if foreign { error } else { vm.new_type_error("can only join an iterable") }
    })?;
    let mut joined = Wtf8Buf::new();
    let mut only = None;
    for (at, item) in iterator.iter::<PyObjectRef>(vm)?.enumerate() {
        let item = item?.downcast::<PyStr>().map_err(|item| {
            vm.new_type_error(format!("sequence item {at}: expected str instance, {} found", item.class().name()))
        })?;
        if at > 0 {
            joined.push_wtf8(text.as_wtf8());
        }
        joined.push_wtf8(item.as_wtf8());
        only = (at == 0).then_some(item);
    }
    match only {
        Some(only) if only.class().is(vm.ctx.types.str_type) => Ok(only),
        _ => Ok(vm.ctx.new_str(joined)),
    }
}

#[derive(FromArgs)]
struct TabSize {
    #[pyarg(any, default = 8)]
    tabsize: isize,
}

fn expandtabs(text: PyStrRef, size: TabSize, vm: &VirtualMachine) -> PyResult<PyStrRef> {
    let size = usize::try_from(size.tabsize).unwrap_or(0);
    let plain = text.try_into_utf8(vm)?;
    let (mut expanded, mut column) = (String::new(), 0);
    for character in plain.as_str().chars() {
        match character {
            '\t' => {
                let missing = if size == 0 { 0 } else { size - column % size };
                expanded.push_str(&" ".repeat(missing));
                column += missing;
            }
            '\n' | '\r' => {
                expanded.push(character);
                column = 0;
            }
            _ => {
                expanded.push(character);
                column += 1;
            }
        }
    }
    Ok(vm.ctx.new_str(expanded))
}

fn count(
    text: PyStrRef,
    part: PyStrRef,
    start: OptionalOption<PyObjectRef>,
    end: OptionalOption<PyObjectRef>,
    vm: &VirtualMachine,
) -> PyResult<usize> {
    let (text, part) = (text.try_into_utf8(vm)?, part.try_into_utf8(vm)?);
    let length = text.as_str().chars().count();
    let place = |given: Option<PyObjectRef>, default: usize| -> PyResult<usize> {
        let Some(given) = given else { return Ok(default) };
        let index = given.try_index(vm)?.try_to_primitive::<i64>(vm).unwrap_or(i64::MAX);
        let index = if index < 0 { index.saturating_add(length as i64).max(0) } else { index };
        Ok(index as usize)
    };
    let (start, end) = (place(start.flatten(), 0)?, place(end.flatten(), length)?.min(length));
    if start > end {
        return Ok(0);
    }
    let at = |place: usize| text.as_str().char_indices().nth(place).map_or(text.as_str().len(), |(at, _)| at);
    let slice = &text.as_str()[at(start)..at(end)];
    Ok(slice.matches(part.as_str()).count())
}

fn strip(
    text: PyRef<PyStr>,
    chars: OptionalOption<PyObjectRef>,
    name: &str,
    vm: &VirtualMachine,
) -> PyResult<PyStrRef> {
    let chars = match chars.flatten() {
        None => None,
        Some(chars) => match chars.downcast::<PyStr>() {
            Ok(chars) => Some(chars.try_into_utf8(vm)?),
            Err(_) => return Err(vm.new_type_error(format!("{name} arg must be None or str"))),
        },
    };
    let goes = |c: char| match &chars {
        Some(chars) => chars.as_str().contains(c),
        None => c.is_whitespace() || ('\x1c'..='\x1f').contains(&c),
    };
    let plain = text.try_into_utf8(vm)?;
    let kept = match name {
        "lstrip" => plain.as_str().trim_start_matches(goes),
        "rstrip" => plain.as_str().trim_end_matches(goes),
        _ => plain.as_str().trim_matches(goes),
    };
    Ok(vm.ctx.new_str(kept))
}
